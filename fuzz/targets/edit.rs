//! See `tests/properties/src/edit.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("edit")(data));
