//! See `tests/properties/src/fix.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("fix")(data));
