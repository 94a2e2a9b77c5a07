#![no_main]

use std::sync::LazyLock;

use sailau_fuzz_formats::OneFormat;

static FORMAT: LazyLock<OneFormat> = LazyLock::new(OneFormat::of_the_environment);

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| FORMAT.read(bytes));
