//! The limits of the journey's registration and recall, from the texts and by hand.

#[test]
fn procedures() {
    crate::is_at_most(42, include_str!("../../docs/from_rust/procedures.md"));
    // Law on Political Parties, 10(6): 5,000 in all and 200 in every region, of which there have been 20 since June 2022.
    let passes =
        |branches: &[u64]| branches.iter().sum::<u64>() >= 5_000 && branches.iter().all(|&n| n >= 200);
    let mut crowded = [0; 20];
    crowded[0] = 5_000;
    assert!(!passes(&crowded) && passes(&[250; 20]));
    assert_eq!(crowded.iter().filter(|&&n| n >= 200).count() as i32 - 20, -19);
    // Law on Elections, 113-14(2): more than a tenth of 9,000 voters; 113-16(4): more than half of those who voted.
    assert!(901 * 10 > 9_000 && 900 * 10 <= 9_000);
    assert!(1_501 * 2 > 3_000 && 1_501 + 1_480 + 19 == 3_000);
}
