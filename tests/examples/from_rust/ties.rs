//! The tie of the journey, by all quotients in one row.

use sailau::apportion::{Method, apportion};

/// Sure seats, who competes for the open ones, and how many those are: the quotients as fractions in one row.
pub(crate) fn dhondt(votes: &[u64], seats: usize) -> (Vec<u32>, Vec<usize>, usize) {
    let claims = votes.iter().enumerate().filter(|(_, v)| **v > 0);
    let claims = claims.flat_map(|(party, &v)| (1..=seats as u64).map(move |seat| (party, v, seat)));
    let mut claims: Vec<(usize, u64, u64)> = claims.collect();
    claims.sort_by(|a, b| (b.1 * a.2).cmp(&(a.1 * b.2)));
    let last = claims[seats - 1];
    let equal = |claim: &(usize, u64, u64)| claim.1 * last.2 == last.1 * claim.2;
    let competing: Vec<usize> = claims.iter().filter(|claim| equal(claim)).map(|claim| claim.0).collect();
    let above = claims.iter().take_while(|claim| !equal(claim));
    let mut sure = vec![0; votes.len()];
    let mut open = seats;
    for claim in above {
        sure[claim.0] += 1;
        open -= 1;
    }
    if open == competing.len() {
        competing.iter().for_each(|&party| sure[party] += 1);
        return (sure, Vec::new(), 0);
    }
    (sure, competing, open)
}

#[test]
fn ties() {
    crate::from_rust::is_at_most(12, include_str!("../../../docs/from_rust/ties.md"));
    assert_eq!(dhondt(&[60, 40, 40], 2), (vec![1, 0, 0], vec![1, 2], 1));
    // The same of all small votes by the library.
    for votes in (1..8).flat_map(|a| (0..8).flat_map(move |b| (0..8).map(move |c| [a, b, c]))) {
        for seats in 1..5 {
            let (sure, competing, open) = dhondt(&votes, seats);
            let result = apportion(&votes, seats as u32, Method::DHONDT).unwrap();
            let tied: Vec<usize> = result.ties.iter().flat_map(|tie| tie.parties.iter().copied()).collect();
            let left: u32 = result.ties.iter().map(|tie| tie.seats).sum();
            assert_eq!((result.seats, tied, left as usize), (sure, competing, open), "{votes:?}, {seats}");
        }
    }
}
