//! The seats of the journey by loops over its rows.

#[test]
fn vectors() {
    let page = include_str!("../../../docs/from_rust/vectors.md");
    crate::from_rust::is_at_most(32, page);
    let nation: [u64; 6] = [3_431_510, 693_938, 547_154, 535_139, 432_920, 331_058];
    let rows: Vec<[u64; 6]> = (1..=40).map(|row| nation.map(|n| n / 40 * (1 + row * n % 23) / 12)).collect();
    let mut single = [0; 6];
    for row in &rows {
        let most = row.iter().max().unwrap();
        let leading: Vec<usize> = (0..6).filter(|&party| row[party] == *most).collect();
        assert_eq!(leading.len(), 1, "no ties among these rows");
        single[leading[0]] += 1;
    }
    // Sainte-Laguë, seat by seat: votes by 1, 3, 5, ….
    let mut list = [0u64; 6];
    let sums: [u64; 6] = std::array::from_fn(|party| rows.iter().map(|row| row[party]).sum());
    for _ in 0..60 {
        let next = (0..6).max_by(|&a, &b| (sums[a] * (2 * list[b] + 1)).cmp(&(sums[b] * (2 * list[a] + 1))));
        list[next.unwrap()] += 1;
    }
    for (tier, seats) in [("single", format!("{single:?}")), ("list", format!("{list:?}"))] {
        assert!(page.contains(&format!("assert_eq!(seats(\"{tier}\")?, {seats});")), "{tier}: {seats}");
    }
}
