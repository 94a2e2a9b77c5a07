//! Files of four elections, whole: github MartinMSPedersen/folketingsvalg, data-raw.

use std::collections::BTreeMap;

use sailau_formats::{Format, Source};

use crate::{notes, total};

fn read(year: &str) -> Option<sailau_formats::Import> {
    let folder = super::folder()?.join("dk_fintal").join(year);
    let Ok(files) = std::fs::read_dir(&folder) else {
        println!("left out: {} is not there", folder.display());
        return None;
    };
    let names = files.map(|file| file.unwrap().path());
    let mut names: Vec<_> = names.filter(|path| path.extension().is_some_and(|end| end == "xml")).collect();
    names.sort();
    let files: Vec<Source> = names.iter().map(Source::from_path).collect();
    let format = Format::recognise(&files).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(format.name(), "fintal");
    Some(format.read(&files).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn the_folketing_of_2019_and_its_seats() {
    let Some(import) = read("ft19") else { return };
    let independents: u64 = import.rows.iter().filter(|row| row.party.is_none()).map(|row| row.votes).sum();
    assert_eq!((total(&import, "list"), independents), (3_531_720, 2_774));
    assert_eq!(import.districts.iter().filter_map(|known| known.seats).sum::<u32>(), 135);
    let mut seats: BTreeMap<&str, u32> = BTreeMap::new();
    for won in &import.official {
        assert!(won.district.is_some());
        *seats.entry(won.party.as_deref().unwrap()).or_default() += won.seats;
    }
    let expected = [
        ("A", 48),
        ("B", 16),
        ("C", 12),
        ("D", 4),
        ("F", 14),
        ("I", 4),
        ("O", 16),
        ("V", 43),
        ("Å", 5),
        ("Ø", 13),
    ];
    assert_eq!(seats.into_iter().collect::<Vec<_>>(), expected);
}

#[test]
fn four_elections_agree_at_five_levels() {
    for (year, valid, seats) in [("ft11", 3_545_368, 175), ("ft15", 3_518_987, 175), ("ft22", 3_533_951, 0)] {
        let Some(import) = read(year) else { return };
        assert_eq!(total(&import, "list"), valid, "{year}");
        assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), seats, "{year}");
        assert_eq!(notes(&import, "lacks", "seats: these files have none"), seats == 0);
    }
}
