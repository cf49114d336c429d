//! Ctrl-C, for commands that run until somebody ends them.
//!
//! It decides nothing: whoever asked ends the program in its own time.

/// Calls back when the user wants the program to end. It says whether that is possible, and works once for a process.
pub fn on_interrupt(stop: impl FnMut() + Send + 'static) -> bool {
    ctrlc::set_handler(stop).is_ok()
}
