//! The seats of the journey, from the file's lines and by hand.

/// Votes of lists, and those against all.
fn lists() -> (Vec<(String, u128)>, u128) {
    let file = std::fs::read_to_string("examples/data/kazakhstan_2023.csv").unwrap();
    let mut rows =
        file.lines().filter(|line| !line.starts_with('#')).map(|line| line.split(',').collect::<Vec<_>>());
    let head = rows.next().unwrap();
    let at = |name: &str| head.iter().position(|column| *column == name).unwrap();
    let (party, votes) = (at("party"), at("votes"));
    let all: Vec<(String, u128)> =
        rows.map(|row| (row[party].to_owned(), row[votes].parse().unwrap())).collect();
    let against = all.iter().find(|(name, _)| name == "@against-all").map_or(0, |row| row.1);
    (all.into_iter().filter(|(name, _)| !name.starts_with('@')).collect(), against)
}

/// Whole quotas by Hare, and a seat each to the largest remainders.
pub(crate) fn hare(lists: &[(String, u128)], base: u128, share: u128, seats: u128) -> Vec<(String, u128)> {
    let passing: Vec<_> = lists.iter().filter(|(_, n)| n * 100 >= base * share).collect();
    let sum: u128 = passing.iter().map(|(_, n)| n).sum();
    let mut given: Vec<_> =
        passing.iter().map(|(name, n)| (name.clone(), n * seats / sum, n * seats % sum)).collect();
    let left = seats - given.iter().map(|row| row.1).sum::<u128>();
    given.sort_by_key(|row| std::cmp::Reverse(row.2));
    given.iter_mut().take(usize::try_from(left).unwrap()).for_each(|row| row.1 += 1);
    given.into_iter().map(|(name, seats, _)| (name, seats)).collect()
}

#[test]
fn count() {
    crate::from_rust::is_at_most(15, include_str!("../../../docs/from_rust/count.md"));
    let (lists, against) = lists();
    let valid: u128 = lists.iter().map(|(_, n)| n).sum();
    let of =
        |seats: &[(String, u128)], name: &str| seats.iter().find(|row| row.0 == name).map_or(0, |row| row.1);
    // Before 2021 the ballot had no line against all, and such votes leave the base.
    let before = hare(&lists, valid, 7, 98);
    let after = hare(&lists, valid + against, 5, 69);
    assert_eq!((of(&before, "OSDP"), of(&after, "OSDP")), (0, 4));
    assert_eq!((of(&before, "Amanat"), of(&after, "Amanat")), (60, 40));
}
