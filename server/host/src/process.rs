//! Other processes: only whether they are there.

/// Whether a process is there, as far as can be told; where nothing can be told, it is.
#[cfg(unix)]
pub fn is_alive(id: i32) -> bool {
    use rustix::io::Errno;
    use rustix::process::{Pid, test_kill_process};

    Pid::from_raw(id).is_none_or(|it| test_kill_process(it) != Err(Errno::SRCH))
}

/// Whether a process is there, as far as can be told; where nothing can be told, it is.
#[cfg(not(unix))]
pub fn is_alive(_: i32) -> bool {
    // An editor that ends closes the pipes of its children there.
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_process_is_there_until_it_is_waited_for() {
        let mut child = std::process::Command::new("true").spawn().unwrap();
        let id = i32::try_from(child.id()).unwrap();
        assert!(is_alive(id) && is_alive(i32::try_from(std::process::id()).unwrap()));
        child.wait().unwrap();
        assert!(!is_alive(id));
    }
}
