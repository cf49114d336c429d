//! One file a command, each with a function `run`.

pub(crate) mod diff;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod fmt;
pub(crate) mod graph;
pub(crate) mod lint;
pub(crate) mod preview;
pub(crate) mod rules;
