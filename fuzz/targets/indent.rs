//! See `tests/properties/src/indent.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("indent")(data));
