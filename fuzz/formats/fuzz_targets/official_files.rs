#![no_main]

use sailau_formats::Format;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let [format, files @ ..] = bytes {
        sailau_fuzz_formats::official_files(Format::ALL.get(usize::from(*format)).copied(), files);
    }
});
