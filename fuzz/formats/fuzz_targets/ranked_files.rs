#![no_main]

use sailau_formats::ranked::RankedFormat;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let [format, files @ ..] = bytes {
        sailau_fuzz_formats::ranked_files(RankedFormat::ALL.get(usize::from(*format)).copied(), files);
    }
});
