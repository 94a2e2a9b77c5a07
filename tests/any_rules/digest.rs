//! Random elections are counted as they were. Nothing here says what is right, which the statements beside it do: but a change that is not
//! meant shows, down to a seat, an open question or a word of a record.

use std::fmt::Write;

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

#[test]
fn random_elections_are_counted_and_told_as_they_were() {
    let elections = cases(ELECTIONS);
    let (mut outcomes, mut records, mut counted) = (Sha256::new(), Sha256::new(), 0);
    for (number, numbers) in [Numbers::Any, Numbers::Tied, Numbers::Hundreds].into_iter().enumerate() {
        for election in 0..elections {
            let bytes = bytes(u64::from(election) << 2 | number as u64);
            let mut choices = Choices(&bytes);
            let Some((text, rules)) = menu::rules(&mut choices) else { continue };
            let votes = Field::under(&text, &mut choices, numbers).votes();
            match rules.count(&votes) {
                Ok(mut outcome) => {
                    records.update(outcome.protocol.to_string());
                    records.update(serde_json::to_string(&outcome.protocol).unwrap());
                    outcome.protocol.entries.clear();
                    outcomes.update(serde_json::to_string(&outcome).unwrap());
                    counted += 1;
                }
                Err(error) => records.update(error.to_string()),
            }
        }
    }
    assert!(counted > elections, "{counted} of {elections} elections three times");
    let found = [outcomes, records].map(|digest| {
        digest.finalize()[..16].iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        })
    });
    let (_, expected) = EXPECTED.into_iter().find(|(many, _)| *many == elections).unwrap();
    assert_eq!(found, expected, "outcomes and records of {elections} elections three times");
}
