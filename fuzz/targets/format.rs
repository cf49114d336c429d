//! See `tests/properties/src/format.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("format")(data));
