//! The outside world: the only crate that touches the disk.
//!
//! It finds the root of a workspace, reads its configuration, finds and reads the files that hold OAM, watches them, and
//! writes what the user asked for.
//! It knows nothing of what is in them: a file counts as OAM when its bytes name one of OAM's API groups, decided before
//! anything is parsed. Read it in this order: [`root`] → [`config`] → [`discover`] → [`load`] → [`watch`] → [`revision`].
//!
//! The trap: a workspace is not trusted. Nothing outside its root is read unless the user named it.

mod ignore_files;
pub mod config;
pub mod discover;
pub mod display;
pub mod interrupt;
pub mod load;
pub mod other_file;
pub mod problem;
pub mod process;
pub mod read;
pub mod recognise;
pub mod refresh;
pub mod revision;
pub mod rewrite;
pub mod root;
pub mod survey;
pub mod watch;
pub mod write;
