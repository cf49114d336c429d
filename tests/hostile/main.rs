//! What the server and the linter do when the world is against them: mistakes of ours, documents of strangers, failing disks.
//!
//! `docs/security.md` names the test behind each of its claims; most of them are here.

mod boundaries;
mod faults;
mod isolation;
mod kills;
mod limits;
mod repository;
mod session;
mod terminal;
mod world;
