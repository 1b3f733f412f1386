#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| optout_core_fuzz::policy::check(data));
