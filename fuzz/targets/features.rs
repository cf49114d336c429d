//! See `tests/properties/src/features.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("features")(data));
