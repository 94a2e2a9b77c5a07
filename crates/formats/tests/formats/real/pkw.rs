use super::read;
use crate::{figure, total, votes};

#[test]
fn forty_one_districts_of_2019() {
    let files = ["pl_pkw/wyniki_gl_na_listy_po_okregach_sejm_2019.csv", "pl_pkw/okregi_sejm_2019.csv"];
    let Some(import) = read(&files) else { return };
    assert_eq!(total(&import, "list"), 18_470_710);
    assert_eq!(figure(&import, "list", "@registered"), 30_253_556);
    assert_eq!(figure(&import, "list", "@invalid"), 207_747 + 1_905);
    assert_eq!(import.districts.len(), 41);
    assert_eq!(import.districts.iter().filter_map(|known| known.seats).sum::<u32>(), 460);
    assert_eq!(import.districts[0].population, Some(927_450));
    // No row where a committee had no list.
    let of = |party: &str| import.rows.iter().filter(|row| row.party.as_deref() == Some(party)).count();
    assert_eq!((of("KWAZEiR"), of("MN"), of("PiS")), (3, 1, 41));
    assert_eq!(votes(&import, "list", "Okręg Wyborczy Nr 1", "KO", ""), 108_191);
}

#[test]
fn the_offices_own_exports_of_2019_and_2023() {
    // github IPP-POLSL-2021/PoPiS, Data.
    let Some(folder) = super::folder() else { return };
    let files = [
        ("w_2019.csv", 18_470_710, 30_253_556, 207_747 + 1_905),
        ("w.csv", 21_596_674, 29_532_595, 370_217 + 10_520),
    ];
    for (file, valid, registered, invalid) in files {
        let name = format!("pl_pkw_own/{file}");
        if !folder.join(&name).exists() {
            println!("left out: {name} is not there");
            continue;
        }
        let import = read(&[&name]).unwrap();
        assert_eq!(total(&import, "list"), valid);
        assert_eq!(figure(&import, "list", "@registered"), registered);
        assert_eq!(figure(&import, "list", "@invalid"), invalid);
        assert_eq!(import.districts.len(), 41);
        assert_eq!(import.districts[40].district, "Okręg Wyborczy Nr 41");
    }
}
