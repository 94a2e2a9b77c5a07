#![no_main]

libfuzzer_sys::fuzz_target!(|table: sailau_fuzz::Table| sailau_fuzz::batch_agrees(&table));
