//! How findings look, one file a format.

pub(crate) mod concise;
pub(crate) mod human;
pub(crate) mod json;
