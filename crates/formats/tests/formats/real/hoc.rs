use std::collections::BTreeMap;

use super::read;
use crate::{figure, total, votes};

#[test]
fn winners_of_2024_inside_all_others_are_found() {
    let Some(import) = read(&["uk_hoc/HoC-GE2024-results-by-constituency.csv"]) else { return };
    assert_eq!(total(&import, "single") + figure(&import, "single", "@others"), 28_808_662);
    assert_eq!(figure(&import, "single", "@registered"), 48_208_507);
    assert_eq!(figure(&import, "single", "@invalid"), 116_063);
    assert_eq!(import.official.len(), 650);
    assert_eq!(votes(&import, "single", "Chorley", "Spk", ""), 25_238);
    assert_eq!(votes(&import, "single", "Blackburn", "", "Member No 58"), 10_518);
    assert_eq!(votes(&import, "single", "Blackburn", "@others", ""), 7_560);
    let mut seats: BTreeMap<&str, u32> = BTreeMap::new();
    for won in &import.official {
        *seats.entry(won.party.as_deref().unwrap_or("Ind")).or_default() += won.seats;
    }
    assert_eq!((seats["Lab"], seats["Con"], seats["LD"], seats["Ind"], seats["RUK"]), (411, 121, 72, 6, 5));

    // Most votes of a named candidate or party in each constituency give the same 650.
    let mut best: BTreeMap<&str, (u64, Option<&str>, Option<&str>)> = BTreeMap::new();
    for row in
        import.rows.iter().filter(|row| !row.party.as_deref().is_some_and(|name| name.starts_with('@')))
    {
        let own = (row.votes, row.party.as_deref(), row.candidate.as_deref());
        let known = best.entry(row.district.as_deref().unwrap()).or_insert(own);
        if own.0 > known.0 {
            *known = own;
        }
    }
    for won in &import.official {
        let (_, party, candidate) = best[won.district.as_deref().unwrap()];
        assert_eq!((party, candidate), (won.party.as_deref(), won.candidate.as_deref()));
    }
}

#[test]
fn the_file_of_2019_has_the_same_columns() {
    // github thicknavyrain/leaflet_vote_share_2019.
    let Some(folder) = super::folder() else { return };
    if !folder.join("uk_hoc_2019/2019.csv").exists() {
        println!("left out: uk_hoc_2019 is not there");
        return;
    }
    let import = read(&["uk_hoc_2019/2019.csv"]).unwrap();
    assert_eq!(total(&import, "single") + figure(&import, "single", "@others"), 32_014_110);
    assert_eq!(import.official.len(), 650);
}
