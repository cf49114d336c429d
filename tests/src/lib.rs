//! What the tests share: fixtures, expectations, a strict client, the judge of conversations.

pub mod check;
pub mod checkout;
pub mod damage;
mod editor;
pub mod excuse;
pub mod expect;
pub mod fixture;
mod formatting;
pub mod markers;
pub mod scatter;
pub mod neighbourhood;
pub mod snippet;
pub mod client;
pub mod program;
pub mod protocol;
pub mod replay;
