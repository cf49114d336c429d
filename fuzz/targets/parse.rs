//! See `tests/properties/src/parse.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("parse")(data));
