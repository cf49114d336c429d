//! What must hold for any input whatever: one function a property, which panics where it does not.
//!
//! They are shared by the fuzzer (`fuzz/`, `cargo xtask fuzz`) and by the tests that play its seeds and all it ever found
//! again (`tests/properties.rs`), so a mended crash stays mended. It makes no inputs itself.

mod agree;
mod config;
mod edit;
mod features;
mod fix;
mod format;
mod indent;
mod input;
mod parse;
mod protocol;
mod render;

pub use features::Probe;

/// A property: it takes any bytes, and panics where it does not hold for them.
pub type Property = fn(&[u8]);

/// All properties by name, in the order of the way that a text takes through the program.
pub const PROPERTIES: [(&str, Property); 10] = [
    ("parse", parse::check),
    ("agree", agree::check),
    ("edit", edit::check),
    ("features", features::check),
    ("render", render::check),
    ("fix", fix::check),
    ("format", format::check),
    ("indent", indent::check),
    ("protocol", protocol::check),
    ("config", config::check),
];

/// The property of a name.
///
/// # Panics
///
/// Where there is none.
pub fn property(name: &str) -> Property {
    let found = PROPERTIES.iter().find(|it| it.0 == name);
    found.unwrap_or_else(|| panic!("no property `{name}`")).1
}
