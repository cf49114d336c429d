//! The language server: the protocol on one side, pure functions of a workspace on the other.
//!
//! The only crate that knows the protocol, tower-lsp and tokio. It computes nothing about OAM. Messages take this way:
//! [`frames`](frames) (bytes) → [`ordered`](ordered) (order, state) → `backend` (one method a request) → `run` (threads) →
//! `oam-ide` → `convert` → the client; `publish` sends findings whenever something changed.

mod abilities;
mod backend;
mod capabilities;
mod changed;
mod complaints;
mod contained;
mod content;
mod convert;
mod disk;
mod ext;
mod frames;
mod lifeline;
mod look;
mod options;
mod patience;
mod settings;
mod ordered;
mod publish;
mod pull;
mod refresh;
mod register;
mod requests;
mod run;
mod scan;
mod server;
mod session;
mod trace;

pub use server::{serve, serve_stdio};
