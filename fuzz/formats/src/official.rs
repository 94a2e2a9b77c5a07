//! Files of election offices.

use sailau_formats::{Format, Source};

/// Names that say what is in a file, where a format has that in names.
const NAMES: [&str; 10] = [
    "results",
    "03021911.DAT",
    "05021911.DAT",
    "06021911.DAT",
    "07021911.DAT",
    "08021911.DAT",
    "09021911.DAT",
    "10021911.DAT",
    "norge.json",
    "fylke-01.json",
];

/// Between two files of one election.
const BETWEEN: &[u8] = b"\0\x01";

/// Any bytes are files of a format or an error on one line; without a format it is found out. The first byte of each file is the
/// number of its name.
pub fn official_files(format: Option<Format>, files: &[u8]) {
    let sources: Vec<Source> = parts(files)
        .filter_map(|part| part.split_first())
        .map(|(name, bytes)| Source::from_bytes(NAMES[usize::from(*name) % NAMES.len()], bytes))
        .collect();
    let read =
        format.map_or_else(|| Format::recognise(&sources), Ok).and_then(|format| format.read(&sources));
    match read {
        Ok(import) => {
            let texts =
                [import.votes_csv(), import.districts_csv(), import.official_csv(), import.notes_md()];
            assert!(texts.iter().all(|text| text.is_empty() || text.ends_with('\n')));
            let reserved = ["@registered", "@invalid", "@against-all", "@others"];
            for party in import.rows.iter().filter_map(|row| row.party.as_deref()) {
                assert!(!party.starts_with('@') || reserved.contains(&party), "{party}");
            }
        }
        Err(error) => assert_eq!(error.to_string().lines().count(), 1, "{error}"),
    }
}

/// The files of one input.
pub(crate) fn parts(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        if bytes.is_empty() {
            return None;
        }
        let end = bytes.windows(BETWEEN.len()).position(|at| at == BETWEEN);
        let (part, rest) = end.map_or((bytes, &[][..]), |end| (&bytes[..end], &bytes[end + BETWEEN.len()..]));
        bytes = rest;
        Some(part)
    })
}
