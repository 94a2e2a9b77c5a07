use std::collections::BTreeMap;

use super::read;
use crate::{figure, notes, total, votes};

fn json() -> Vec<String> {
    let counties = (1..=20).filter(|number| *number != 13);
    let counties = counties.map(|number| format!("no_valgresultat/2021/fylke-{number:02}.json"));
    counties.chain(["no_valgresultat/2021/norge.json".to_owned()]).collect()
}

#[test]
fn the_counties_of_2021_are_the_country() {
    let files = json();
    let Some(import) = read(&files.iter().map(|name| &**name).collect::<Vec<_>>()) else { return };
    assert_eq!(total(&import, "list") + figure(&import, "list", "@against-all"), 3_003_290);
    assert_eq!(figure(&import, "list", "@against-all"), 19_103);
    assert_eq!(figure(&import, "list", "@registered"), 3_892_507);
    assert_eq!(figure(&import, "list", "@invalid"), 3_764);
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 169);
    assert_eq!(import.districts.iter().filter_map(|known| known.seats).sum::<u32>(), 150);
    assert_eq!(votes(&import, "list", "Østfold", "A", ""), 49_345);
    assert!(notes(&import, "final", "endelig"));
    assert!(notes(&import, "names", "Generasjonspartiet stands under several codes: GENE, GT"));
    let mut seats: BTreeMap<&str, u32> = BTreeMap::new();
    for won in &import.official {
        *seats.entry(won.party.as_deref().unwrap()).or_default() += won.seats;
    }
    let expected = [
        ("A", 48),
        ("FRP", 21),
        ("H", 36),
        ("KRF", 3),
        ("MDG", 3),
        ("PF", 1),
        ("RØDT", 8),
        ("SP", 28),
        ("SV", 13),
        ("V", 8),
    ];
    assert_eq!(seats.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn the_csv_of_2021_has_the_same_votes_under_other_codes() {
    let Some(table) = read(&["no_valgresultat/stortinget_2021_fylke.csv"]) else { return };
    assert_eq!(total(&table, "list") + figure(&table, "list", "@against-all"), 3_003_290);
    assert_eq!(table.official.iter().map(|won| won.seats).sum::<u32>(), 169);
    let files = json();
    let json = read(&files.iter().map(|name| &**name).collect::<Vec<_>>()).unwrap();
    // The two northernmost counties have their Sámi names in one export only.
    let own = |district: &str| district.replace(" Romsa", "").replace(" Finnmárku", "");
    let won = |import: &sailau_formats::Import| -> Vec<_> {
        let of = |won: &sailau_formats::OfficialSeats| {
            (own(won.district.as_deref().unwrap()), won.party.clone(), won.seats)
        };
        import.official.iter().map(of).collect()
    };
    assert_eq!(won(&json), won(&table));
    let seats = |import: &sailau_formats::Import| -> Vec<_> {
        import.districts.iter().map(|known| (own(&known.district), known.seats)).collect()
    };
    assert_eq!(seats(&json), seats(&table));
    assert_eq!(votes(&table, "list", "Finnmark", "PDK", ""), 138);
    assert!(!table.rows.iter().any(|row| row.party.as_deref() == Some("KRISTNE")));
}

#[test]
fn the_csv_of_2017_has_no_blank_votes() {
    let Some(import) = read(&["no_valgresultat/stortinget_2017_fylke.csv"]) else { return };
    assert_eq!(total(&import, "list"), 2_926_836);
    assert_eq!(figure(&import, "list", "@against-all"), 0);
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 169);
    assert!(notes(&import, "blank", "no blank votes"));
}

#[test]
fn csv_of_five_elections() {
    // github Project-Lavinia/Lavinia-api, Api/Data/Countries/NO/PE.
    let Some(folder) = super::folder() else { return };
    for (year, votes) in
        [(2009, 2_682_903), (2013, 2_836_029), (2017, 2_926_836), (2021, 2_984_187), (2025, 3_219_888)]
    {
        let name = format!("no_csv/{year}.csv");
        if !folder.join(&name).exists() {
            println!("left out: {name} is not there");
            continue;
        }
        let import = read(&[&name]).unwrap();
        assert_eq!(total(&import, "list"), votes);
        assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 169);
        assert_eq!(import.districts.iter().filter_map(|known| known.seats).sum::<u32>(), 150);
    }
}
