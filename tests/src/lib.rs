//! What the tests share: fixtures, expectations, a strict client, the judge of conversations.

pub mod check;
mod editor;
pub mod expect;
pub mod fixture;
mod formatting;
pub mod markers;
pub mod scatter;
pub mod snippet;
pub mod client;
pub mod program;
pub mod protocol;
