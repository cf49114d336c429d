//! How a goal ended.

use super::figures::short;

/// How a goal ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Verdict {
    Met,
    /// By how many times the worst condition is missed.
    Missed(f64),
    /// Nothing was measured that decides.
    Open,
}

impl Verdict {
    pub(super) fn text(self) -> String {
        match self {
            Self::Met => "met".to_owned(),
            Self::Missed(by) => format!("missed {}×", short(by)),
            Self::Open => "not measured".to_owned(),
        }
    }
}
