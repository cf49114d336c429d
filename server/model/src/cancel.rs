//! Giving up: a long computation asks now and then whether anybody still wants its result.
//!
//! Features stay plain functions: whoever starts one puts a [`scope`] around it, and [`check`], called in loops over files,
//! documents and rules, leaves the whole computation at once. Nothing is shared between threads, and outside of a scope
//! `check` does nothing. What is computed once and kept (an index, a lowered document) is either done or not begun, because
//! the cells that hold it forget an attempt that was left.
//!
//! The trap: never call [`check`] while something global is initialised; it would stay broken.

use std::any::Any;
use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

/// The result is not wanted any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cancelled;

type Question = Rc<dyn Fn() -> bool>;

thread_local! {
    static IS_VOID: RefCell<Option<Question>> = const { RefCell::new(None) };
}

/// Puts back what was there before, however the scope is left.
struct Restore(Option<Question>);

impl Drop for Restore {
    fn drop(&mut self) {
        IS_VOID.set(self.0.take());
    }
}

/// Runs `work` on this thread; it is left at the first [`check`] at which `is_void` says yes. A panic of `work` goes on.
pub fn scope<T>(is_void: impl Fn() -> bool + 'static, work: impl FnOnce() -> T) -> Result<T, Cancelled> {
    let question: Question = Rc::new(is_void);
    let restore = Restore(IS_VOID.replace(Some(question)));
    let result = catch_unwind(AssertUnwindSafe(work));
    drop(restore);
    result.map_err(|payload| if is_cancelled(&*payload) { Cancelled } else { resume_unwind(payload) })
}

/// Leaves the computation if its result is not wanted any more. It costs a few nanoseconds and what the question costs.
pub fn check() {
    let question = IS_VOID.with_borrow(Clone::clone);
    if question.is_some_and(|it| it()) {
        resume_unwind(Box::new(Cancelled));
    }
}

/// Whether what was caught is no panic, but a computation being left; it must then be passed on with `resume_unwind`.
pub fn is_cancelled(payload: &(dyn Any + Send)) -> bool {
    payload.is::<Cancelled>()
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_scope_is_left_at_the_check_that_says_so() {
        let rounds = Rc::new(Cell::new(0));
        let asked = Rc::clone(&rounds);
        let result = scope(
            move || asked.get() >= 3,
            || {
                loop {
                    check();
                    rounds.set(rounds.get() + 1);
                }
            },
        );
        assert_eq!((result, rounds.get()), (Err::<(), _>(Cancelled), 3));
        // Outside of a scope nobody can want to leave.
        check();
    }

    #[test]
    fn the_outer_scope_counts_again_behind_the_inner_one() {
        let result = scope(
            || true,
            || {
                assert_eq!(scope(|| false, check), Ok(()));
                check();
            },
        );
        assert_eq!(result, Err(Cancelled));
    }

    #[test]
    fn a_panic_stays_a_panic() {
        let caught = catch_unwind(|| scope(|| false, || -> () { resume_unwind(Box::new("broken")) }));
        assert!(!is_cancelled(&*caught.unwrap_err()));
    }
}
