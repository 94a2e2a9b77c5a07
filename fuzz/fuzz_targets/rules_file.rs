#![no_main]

libfuzzer_sys::fuzz_target!(|text: &str| sailau_fuzz::rules_file(text));
