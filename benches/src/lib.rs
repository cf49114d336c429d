//! Workspaces of OAM documents for measurements: made up, the same for the same seed, right unless a mistake is asked for.
//!
//! A document depends on the seed and its own number alone, never on how many others there are. Nothing is measured here, and nothing
//! is written: callers decide where texts go, and hold the clock.

mod application;
mod component;
mod large;
mod mistake;
mod page;
mod platform;
mod random;
mod scan;
mod workspace;

pub use application::application;
pub use component::component;
pub use large::{long_file, many_components};
pub use mistake::{Mistake, Truth};
pub use page::Document;
pub use platform::platform;
pub use scan::scan;
pub use workspace::{File, Shape, foreign, workspace};
