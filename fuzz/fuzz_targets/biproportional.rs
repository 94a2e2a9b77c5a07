#![no_main]

libfuzzer_sys::fuzz_target!(|case: sailau_fuzz::Case| sailau_fuzz::biproportional(&case));
