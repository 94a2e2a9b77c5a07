use std::collections::BTreeMap;

use super::{files, read};
use crate::{figure, notes, total};

const WHOLE: [&str; 5] = [
    "es_dat/01021911.DAT",
    "es_dat/02021911.DAT",
    "es_dat/03021911.DAT",
    "es_dat/07021911.DAT",
    "es_dat/08021911.DAT",
];

/// Every official seat is what D'Hondt's method gives, with 3 % of the valid votes of a province (LOREG art. 163).
#[test]
fn congress_of_november_2019() {
    let Some(import) = read(&WHOLE) else { return };
    assert_eq!((total(&import, "list"), figure(&import, "list", "@against-all")), (24_041_001, 217_227));
    assert_eq!(
        (figure(&import, "list", "@registered"), figure(&import, "list", "@invalid")),
        (37_001_379, 249_487)
    );
    assert_eq!(import.districts.len(), 52);
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 350);
    assert!(notes(&import, "final", "official"));
    for known in &import.districts {
        let rows = || import.rows.iter().filter(|row| row.district.as_ref() == Some(&known.district));
        let name = |row: &sailau_formats::Row| row.party.clone().unwrap();
        let valid: u64 = rows()
            .filter(|row| !["@registered", "@invalid"].contains(&&*name(row)))
            .map(|row| row.votes)
            .sum();
        let lists: Vec<(String, u64)> = rows()
            .filter(|row| !name(row).starts_with('@') && row.votes * 100 >= valid * 3)
            .map(|row| (name(row), row.votes))
            .collect();
        let mut seats: BTreeMap<String, u32> = BTreeMap::new();
        for _ in 0..known.seats.unwrap() {
            // The larger quotient; of equal ones the list with more votes.
            let next = lists.iter().max_by(|(a, x), (b, y)| {
                let of = |party: &String| u64::from(seats.get(party).copied().unwrap_or(0)) + 1;
                (x * of(b)).cmp(&(y * of(a))).then(x.cmp(y))
            });
            *seats.entry(next.unwrap().0.clone()).or_default() += 1;
        }
        let official = import.official.iter().filter(|won| won.district.as_ref() == Some(&known.district));
        let official: BTreeMap<String, u32> =
            official.map(|won| (won.party.clone().unwrap(), won.seats)).collect();
        assert_eq!(seats, official, "{}", known.district);
    }
}

#[test]
fn municipalities_of_three_provinces() {
    let mut names = WHOLE.to_vec();
    names.extend(["es_dat/05021911_rioja_ceuta_melilla.DAT", "es_dat/06021911_rioja_ceuta_melilla.DAT"]);
    let Some(import) = read(&names) else { return };
    assert_eq!(total(&import, "list"), 24_041_001);
    assert!(notes(&import, "abroad", "1235 of the votes to lists in the 3 provinces"));
    let Some(sources) = files(&["es_dat/06021911_rioja_ceuta_melilla.DAT"]) else { return };
    assert!(crate::read_all(&sources).unwrap_err().contains("file 03 of the archive is needed"));
}
