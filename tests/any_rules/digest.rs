//! Random elections are counted as they were. Nothing here says what is right, which the statements beside it do: but a change that is not
//! meant shows, down to a seat, an open question or a word of a record.

use std::fmt::Write;

use sailau::system::ElectoralSystem;
use sailau::votes::Votes;
use sha2::{Digest, Sha256};

use crate::cases::cases;
use crate::choices::{Choices, Numbers};
use crate::field::Field;
use crate::menu;

/// Elections with each kind of numbers.
const ELECTIONS: u32 = 4_000;

/// Of the eighth that a plain run counts and of all: outcomes, and records in words. Whoever changes a rule or a word on purpose writes down
/// what is found then.
const EXPECTED: [(u32, [&str; 2]); 2] = [
    (500, ["065f66618def2e3da8c52a0d5bba8cd9", "3b723cc3b89d05ef53b7bb0b2dfcd46a"]),
    (ELECTIONS, ["c0852cdbe00e1e8b3a1ed8e6297de9e6", "7e8a47c748597e9ee8f2b38f3e0787eb"]),
];

/// What decides in an election: bytes of a counter that is mixed (SplitMix64), the same everywhere.
fn bytes(election: u64) -> Vec<u8> {
    let mut counter = election << 32;
    let words = std::iter::repeat_with(|| {
        counter = counter.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let word = (counter ^ (counter >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        word ^ (word >> 31)
    });
    words.take(20).flat_map(u64::to_le_bytes).collect()
}

/// What was counted and what was told, as it goes.
#[derive(Default)]
struct Counts {
    outcomes: Sha256,
    records: Sha256,
    counted: u32,
}

impl Counts {
    fn add(&mut self, rules: &ElectoralSystem, votes: &Votes) {
        match rules.count(votes) {
            Ok(mut outcome) => {
                self.records.update(outcome.protocol.to_string());
                self.records.update(serde_json::to_string(&outcome.protocol).unwrap());
                outcome.protocol.entries.clear();
                self.outcomes.update(serde_json::to_string(&outcome).unwrap());
                self.counted += 1;
            }
            Err(error) => self.records.update(error.to_string()),
        }
    }

    fn digests(self) -> [String; 2] {
        [self.outcomes, self.records].map(|digest| {
            digest.finalize()[..16].iter().fold(String::new(), |mut text, byte| {
                let _ = write!(text, "{byte:02x}");
                text
            })
        })
    }
}

const NUMBERS: [Numbers; 3] = [Numbers::Any, Numbers::Tied, Numbers::Hundreds];

#[test]
fn random_elections_are_counted_and_told_as_they_were() {
    let elections = cases(ELECTIONS);
    let mut counts = Counts::default();
    for (number, numbers) in NUMBERS.into_iter().enumerate() {
        for election in 0..elections {
            let bytes = bytes(u64::from(election) << 2 | number as u64);
            let mut choices = Choices(&bytes);
            let Some((text, rules)) = menu::rules(&mut choices) else { continue };
            counts.add(&rules, &Field::under(&text, &mut choices, numbers).votes());
        }
    }
    assert!(counts.counted > elections, "{} of {elections} elections three times", counts.counted);
    let (_, expected) = EXPECTED.into_iter().find(|(many, _)| *many == elections).unwrap();
    assert_eq!(counts.digests(), expected, "outcomes and records of {elections} elections three times");
}

/// The same of every rule by itself: among all some are seldom met.
#[test]
fn every_rule_is_counted_and_told_as_it_was() {
    let mut counts = Counts::default();
    for (number, line) in menu::AUDITED.iter().chain(menu::TOGETHER).enumerate() {
        let before = counts.counted;
        for election in 0..32 {
            let bytes = bytes(1 << 20 | (number as u64) << 8 | election);
            let mut choices = Choices(&bytes);
            // A line goes with some methods and some seats.
            let Some((text, rules)) = menu::rules_with(line, &mut choices) else { continue };
            counts.add(&rules, &Field::under(&text, &mut choices, NUMBERS[election as usize % 3]).votes());
        }
        assert!(counts.counted > before, "{line}");
    }
    for (chain, (text, rules)) in menu::chains().enumerate() {
        for election in 0..48 {
            let bytes = bytes(1 << 21 | (chain as u64) << 8 | election);
            let field = Field::under(&text, &mut Choices(&bytes), NUMBERS[election as usize % 3]);
            counts.add(&rules, &field.votes());
        }
    }
    let counted = counts.counted;
    assert!(counted > 1_000, "{counted} elections");
    let expected = ["55d926cfda40d5e9a6ea7981b421bdb5", "d336b145a50ffed729e730052f50547d"];
    assert_eq!(counts.digests(), expected, "outcomes and records of {counted} elections");
}
