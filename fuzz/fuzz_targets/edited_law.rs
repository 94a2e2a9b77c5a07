#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| sailau_fuzz::edited("law", bytes));
