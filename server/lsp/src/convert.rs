//! The protocol's words into ours and back; nothing else touches positions or URIs.

pub(crate) mod features;
pub(crate) mod from_proto;
pub(crate) mod to_proto;
