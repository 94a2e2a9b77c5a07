//! Files damaged at random: nothing panics, and a changed vote is either refused or seen in the sum.

use proptest::prelude::*;
use sailau_formats::{Format, Import, Row, Source};

/// One damage.
#[derive(Debug, Clone)]
pub(crate) enum Damage {
    Cut(prop::sample::Index),
    Swap(prop::sample::Index, prop::sample::Index),
    Byte(prop::sample::Index, u8),
    Digit(prop::sample::Index, u8),
    Double(prop::sample::Index),
    Drop(prop::sample::Index),
}

impl Damage {
    pub(crate) fn any() -> impl Strategy<Value = Self> {
        let at = any::<prop::sample::Index>;
        prop_oneof![
            at().prop_map(Self::Cut),
            (at(), at()).prop_map(|(a, b)| Self::Swap(a, b)),
            (at(), any::<u8>()).prop_map(|(at, byte)| Self::Byte(at, byte)),
            (at(), b'0'..=b'9').prop_map(|(at, digit)| Self::Digit(at, digit)),
            at().prop_map(Self::Double),
            at().prop_map(Self::Drop),
        ]
    }

    pub(crate) fn does(&self, bytes: &mut Vec<u8>) {
        if bytes.is_empty() {
            return;
        }
        match self {
            Self::Cut(at) => bytes.truncate(at.index(bytes.len())),
            Self::Swap(a, b) => {
                let (a, b) = (a.index(bytes.len()), b.index(bytes.len()));
                bytes.swap(a, b);
            }
            Self::Byte(at, byte) => {
                let at = at.index(bytes.len());
                bytes[at] = *byte;
            }
            Self::Digit(at, digit) => {
                let digits: Vec<usize> = (0..bytes.len()).filter(|&at| bytes[at].is_ascii_digit()).collect();
                if !digits.is_empty() {
                    bytes[digits[at.index(digits.len())]] = *digit;
                }
            }
            Self::Double(at) => {
                let line = line_at(bytes, at.index(bytes.len()));
                let copy = bytes[line.clone()].to_vec();
                bytes.splice(line.end..line.end, copy);
            }
            Self::Drop(at) => {
                let line = line_at(bytes, at.index(bytes.len()));
                bytes.drain(line);
            }
        }
    }
}

/// The line of a byte, with its end.
fn line_at(bytes: &[u8], at: usize) -> std::ops::Range<usize> {
    let start = bytes[..at].iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let end = bytes[at..].iter().position(|byte| *byte == b'\n').map_or(bytes.len(), |end| at + end + 1);
    start..end
}

/// The sum of all votes.
fn sum(import: &Import) -> u128 {
    import.rows.iter().map(|row| u128::from(row.votes)).sum()
}

/// Whether both have votes of the same, and other ones.
fn differ_in_votes(import: &Import, other: &Import) -> bool {
    let without = |import: &Import| -> Vec<Row> {
        import.rows.iter().map(|row| Row { votes: 0, ..row.clone() }).collect()
    };
    without(import) == without(other) && import.rows != other.rows
}

/// Damages files of one election, which are whole as they stand.
pub(crate) fn survives(format: &str, files: &[(&str, &[u8])]) {
    let format = Format::named(format).expect("the format is there");
    let sources = |files: &[(String, Vec<u8>)]| -> Vec<Source> {
        files.iter().map(|(name, bytes)| Source::from_bytes(name.clone(), bytes.clone())).collect()
    };
    let files: Vec<_> = files.iter().map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())).collect();
    let whole = format.read(&sources(&files)).expect("the files are whole");
    let config = ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() };
    let damages = (any::<prop::sample::Index>(), prop::collection::vec(Damage::any(), 1..4));
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let result = runner.run(&damages, |(file, damages)| {
        let mut damaged = files.clone();
        let file = file.index(damaged.len());
        damages.iter().for_each(|damage| damage.does(&mut damaged[file].1));
        let sources = sources(&damaged);
        let _ = Format::recognise(&sources);
        match format.read(&sources) {
            Ok(import) => {
                let _ =
                    (import.votes_csv(), import.districts_csv(), import.official_csv(), import.notes_md());
                let one_digit = matches!(damages.as_slice(), [Damage::Digit(..)]);
                let unseen = differ_in_votes(&import, &whole) && sum(&import) == sum(&whole);
                prop_assert!(!one_digit || !unseen, "{:?}", import.rows);
            }
            Err(error) => {
                let line = error.to_string();
                prop_assert!(!line.contains('\n') && line.contains(&error.file), "{}", line);
            }
        }
        Ok(())
    });
    if let Err(error) = result {
        panic!("{error}");
    }
}
