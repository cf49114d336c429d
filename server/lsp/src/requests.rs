//! Requests about reading and moving around: one function a request, as in `backend`, which only names them.
//!
//! Nothing is decided here: decode, compute through `run`, encode.

pub(crate) mod actions;
pub(crate) mod formatting;
pub(crate) mod complete;
pub(crate) mod hierarchy;
pub(crate) mod hints;
pub(crate) mod lens;
pub(crate) mod navigate;
pub(crate) mod structure;
pub(crate) mod tokens;
