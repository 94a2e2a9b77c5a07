//! Many elections at once get what each gets alone.

use std::ops::Range;

use proptest::prelude::*;
use sailau::apportion::{Batch, Method};

use super::agreement::of_the_batch;
use super::elections::method;

/// A table of one to forty parties, and one house or one for each row; some rows have no votes.
fn table() -> impl Strategy<Value = (Vec<u64>, usize, Vec<u32>)> {
    let house = || prop_oneof![1 => Just(0), 8 => 1..120u32, 1 => 1..3_000u32];
    (1..=40usize, 0..40usize, any::<bool>()).prop_flat_map(move |(parties, rows, one_house)| {
        let row = prop_oneof![
            1 => Just(vec![0; parties]),
            3 => prop::collection::vec(0..1_000_000u64, parties),
            2 => prop::collection::vec(0..30u64, parties),
            1 => prop::collection::vec(any::<u64>(), parties),
            2 => prop::collection::vec((0..64u32, any::<u64>()).prop_map(|(shift, n)| n >> shift), parties),
            2 => near_tie(parties, 54..59),
            2 => near_tie(parties, 18..30),
        ];
        let rows = prop::collection::vec(row, rows).prop_map(|rows| rows.concat());
        let houses = prop::collection::vec(house(), 40);
        (rows, houses).prop_map(move |(votes, mut houses)| {
            houses.truncate(if one_house { 1 } else { votes.len() / parties });
            (votes, parties, houses)
        })
    })
}

/// Multiples of a large number, give or take a vote: claims apart by one part in as many as doubles, or floats of 32 bits, do
/// not tell.
fn near_tie(parties: usize, bits: Range<u32>) -> impl Strategy<Value = Vec<u64>> {
    (1u64 << bits.start..1 << bits.end, prop::collection::vec(0..30u64, parties))
        .prop_map(|(base, list)| list.iter().map(|&n| (base * (n / 3) + n % 3).saturating_sub(1)).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(1500)))]

    #[test]
    fn any_table((votes, parties, houses) in table(), method in method()) {
        of_the_batch(&votes, parties, &houses, &method, &mut Batch::default());
    }
}

/// Every method, every number of parties up to past the lanes, more rows than a stretch of blocks holds.
#[test]
fn every_method_and_width() {
    let mut batch = Batch::default();
    let mut state = 1u64;
    let mut random = |below: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    };
    for method in &Method::ALL {
        for parties in 1..=40 {
            let rows = [1, 7, 8, 9, 17, crate::cases(600) as usize][random(6) as usize];
            let range = [10, 1_000, 1 << 30][random(3) as usize];
            let votes: Vec<u64> = (0..rows * parties).map(|_| random(range)).collect();
            let houses: Vec<u32> = (0..rows).map(|_| random(100) as u32).collect();
            of_the_batch(&votes, parties, &houses, method, &mut batch);
            of_the_batch(&votes, parties, &[69], method, &mut batch);
        }
    }
}

/// Floats cannot separate these claims: 2^60 votes against one more or one less. Integers must.
#[test]
fn one_part_in_two_to_the_sixty_decides() {
    let mut batch = Batch::default();
    for method in &Method::ALL {
        for exponent in [52, 53, 54, 58, 60, 62] {
            let base = 1u64 << exponent;
            let mut votes = Vec::new();
            for first in 0..3 {
                for second in 0..3 {
                    for third in 0..3 {
                        votes.extend([base - 1 + first, base - 1 + second, base / 2 - 1 + third, base / 3]);
                    }
                }
            }
            for house in 1..24 {
                of_the_batch(&votes, 4, &[house], method, &mut batch);
            }
        }
    }
}
