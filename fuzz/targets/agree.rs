//! See `tests/properties/src/agree.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("agree")(data));
