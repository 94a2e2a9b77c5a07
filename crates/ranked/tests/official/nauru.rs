//! Nauru's parliament, 24 August 2019: preferences and decimal votes by constituency, of the Electoral Commission as Wikipedia's page
//! of the election has them (secondary). Points hang on how often each candidate stands at each rank and on nothing else, and where
//! every paper ranks everybody such a table is always one of papers (Birkhoff 1946): some are made here.

use sailau_ranked::{Ballots, BallotsBuilder, Rank};

use crate::rules::rule;

/// Two members; each candidate at ranks 1 to 8, and the decimal votes.
const AIWO: [([u64; 8], &str); 8] = [
    ([177, 189, 106, 81, 69, 54, 97, 35], "368.115"),
    ([193, 94, 54, 55, 56, 50, 106, 200], "331.426"),
    ([170, 128, 74, 55, 41, 55, 133, 152], "327.783"),
    ([99, 113, 159, 168, 102, 87, 55, 25], "296.382"),
    ([102, 59, 69, 78, 123, 125, 95, 157], "252.630"),
    ([33, 58, 118, 144, 137, 154, 100, 64], "212.686"),
    ([26, 89, 99, 108, 153, 150, 121, 62], "211.136"),
    ([8, 78, 129, 119, 127, 133, 101, 113], "195.870"),
];

/// Two members. Of the last candidate but the first preferences were seen; the others are what is left of the 553 papers.
const ANABAR: [([u64; 6], &str); 6] = [
    ([157, 128, 76, 71, 56, 65], "286.117"),
    ([150, 107, 95, 64, 68, 69], "276.267"),
    ([116, 37, 54, 56, 59, 231], "216.800"),
    ([83, 73, 61, 86, 180, 70], "209.000"),
    ([29, 116, 158, 104, 96, 50], "193.200"),
    ([18, 92, 109, 172, 94, 68], ""),
];

/// Papers that rank everybody, with each candidate at each rank as often as the table says.
fn papers<const N: usize>(mut table: [[u64; N]; N]) -> Ballots {
    let mut builder = BallotsBuilder::new(N).unwrap();
    while table[0].iter().any(|papers| *papers > 0) {
        // A candidate for each rank, none twice: there is one while all ranks have as many papers.
        let mut at_rank = [None; N];
        for candidate in 0..N {
            assert!(placed(candidate, &table, &mut at_rank, &mut [false; N]), "ranks differ in papers");
        }
        let order = at_rank.map(Option::unwrap);
        let most = (0..N).map(|rank| table[order[rank]][rank]).min().unwrap();
        (0..N).for_each(|rank| table[order[rank]][rank] -= most);
        builder.add(most, order.map(Rank::One)).unwrap();
    }
    builder.build()
}

/// Finds a rank for a candidate, moving others on.
fn placed<const N: usize>(
    candidate: usize,
    table: &[[u64; N]; N],
    at_rank: &mut [Option<usize>; N],
    tried: &mut [bool; N],
) -> bool {
    for rank in 0..N {
        if table[candidate][rank] == 0 || std::mem::replace(&mut tried[rank], true) {
            continue;
        }
        if at_rank[rank].is_none_or(|other| placed(other, table, at_rank, tried)) {
            at_rank[rank] = Some(candidate);
            return true;
        }
    }
    false
}

#[test]
fn aiwo_and_anabar_agree_in_every_figure() {
    let (nauru, seats) = rule("nauru");
    let aiwo = papers(AIWO.map(|(ranks, _)| ranks));
    let count = nauru.count(&aiwo, seats).unwrap();
    assert_eq!((count.valid, count.elected.as_slice()), (808, &[0, 1][..]));
    let figures: Vec<_> = count.stages[0].votes.iter().map(ToString::to_string).collect();
    assert_eq!(figures, AIWO.map(|(_, printed)| printed));
    let anabar = papers(ANABAR.map(|(ranks, _)| ranks));
    let count = nauru.count(&anabar, seats).unwrap();
    assert_eq!((count.valid, count.elected.as_slice()), (553, &[0, 1][..]));
    let figures: Vec<_> = count.stages[0].votes.iter().map(ToString::to_string).collect();
    assert_eq!(figures[..5], ANABAR.map(|(_, printed)| printed)[..5]);
}

/// By whole points Aiwo would have sent the fourth and not the second, whom two hundred put last.
#[test]
fn whole_points_would_have_elected_others() {
    let (slovenia, _) = rule("slovenia_minorities");
    let aiwo = papers(AIWO.map(|(ranks, _)| ranks));
    assert_eq!(slovenia.count(&aiwo, 2).unwrap().elected, [0, 3]);
}
