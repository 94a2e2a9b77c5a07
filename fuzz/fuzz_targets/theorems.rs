#![no_main]

libfuzzer_sys::fuzz_target!(|pair: sailau_fuzz::Pair| sailau_fuzz::theorems(&pair));
