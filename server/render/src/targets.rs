//! One module a target; each is a function from a resolved application to objects.

pub(crate) mod kubernetes;
pub(crate) mod rudr;
