//! The same random numbers, and seats by quotas and largest remainders counted here.

use sailau::rand::RngExt;
use sailau::simulate::stream;

/// The official votes for the lists of 10 January 2021: Nur Otan, Ak Zhol, the People's Party, Auyl and Adal.
const VOTES: [u64; 5] = [5_148_074, 792_828, 659_019, 383_023, 258_618];

/// Seats of 98 by the quota of those with 5 per cent, then by largest remainders.
fn seats(votes: &[u64], of: usize) -> u64 {
    let all: u64 = votes.iter().sum();
    if votes[of] * 20 < all {
        return 0;
    }
    let passing: Vec<u64> = votes.iter().copied().filter(|votes| votes * 20 >= all).collect();
    let shared: u64 = passing.iter().sum();
    let left = 98 - passing.iter().map(|votes| votes * 98 / shared).sum::<u64>();
    let own = votes[of] * 98;
    let larger = passing.iter().filter(|&votes| votes * 98 % shared > own % shared).count() as u64;
    own / shared + u64::from(larger < left)
}

#[test]
fn auyl_enters_as_often_as_counted_by_hand() {
    let page = include_str!("../../../docs/from_rust/own_model.md");
    crate::from_rust::is_at_most(37, page);
    let on_board = sailau::kazakhstan::election("2021-01-10".parse().unwrap()).unwrap().votes();
    let votes = &on_board.tally().votes;
    let (mut known, mut given) = (VOTES, votes.clone());
    known.sort_unstable();
    given.sort_unstable();
    assert_eq!(given, known);
    let auyl = votes.iter().position(|&votes| votes == VOTES[3]).unwrap();

    let (mut enters, mut all) = (0, 0);
    for block in 0..4 {
        // The generator of a block goes on from draw to draw.
        let mut rng = stream(7, block);
        for _ in block * 256..(block * 256 + 256).min(1_000) {
            let drawn: Vec<u64> =
                votes.iter().map(|votes| votes * rng.random_range(900..=1100) / 1000).collect();
            let held = seats(&drawn, auyl);
            enters += u64::from(held > 0);
            all += held;
        }
    }
    assert!(
        page.contains(&format!("({enters}, {})", sailau::report::grouped(all).replace(',', "_"))),
        "{enters} {all}"
    );
}
