//! The tie of the journey, by all quotients in one row.

#[test]
fn ties() {
    crate::is_at_most(12, include_str!("../../docs/from_rust/ties.md"));
    // D'Hondt: 60/1, 40/1, 40/1, 60/2, … as fractions; two seats reach the second of them, and the third is equal to it.
    let votes = [60_u64, 40, 40];
    let claims = votes.iter().enumerate().flat_map(|(party, &v)| (1..=2).map(move |seat| (party, v, seat)));
    let mut claims: Vec<(usize, u64, u64)> = claims.collect();
    claims.sort_by(|a, b| (b.1 * a.2).cmp(&(a.1 * b.2)));
    let equal = |a: (usize, u64, u64), b: (usize, u64, u64)| a.1 * b.2 == b.1 * a.2;
    assert_eq!(claims[0].0, 0);
    assert!(!equal(claims[0], claims[1]) && equal(claims[1], claims[2]) && !equal(claims[2], claims[3]));
    assert_eq!(claims[1].0 + claims[2].0, 3, "South and East");
}
