//! See `tests/properties/src/protocol.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| oam_properties::property("protocol")(data));
