use std::collections::BTreeMap;

use super::{files, read};
use crate::{figure, notes, total};

#[test]
fn bundestag_of_2021() {
    let Some(import) = read(&["de_kerg/kerg_2021.csv"]) else { return };
    assert_eq!(
        (total(&import, "single"), figure(&import, "single", "@others")),
        (46_362_013 - 110_894, 110_894)
    );
    assert_eq!((total(&import, "list"), figure(&import, "list", "@registered")), (46_442_023, 61_181_072));
    assert_eq!(
        (figure(&import, "single", "@invalid"), figure(&import, "list", "@invalid")),
        (492_495, 412_485)
    );
    assert_eq!(import.districts.len(), 299);
    assert!(notes(&import, "final", "Endgültig"));
}

/// The sample has the constituencies of three Länder alone: whole it is refused, and as a file of those three it has the counts
/// of `kerg.csv`.
#[test]
fn three_laender_of_2021() {
    let (Some(sources), Some(whole)) =
        (files(&["de_kerg/kerg2_2021_sh_hb_sl.csv"]), read(&["de_kerg/kerg_2021.csv"]))
    else {
        return;
    };
    let error = crate::read_all(&sources).unwrap_err();
    assert!(error.contains("and its parts add up to 0"), "{error}");

    let text = std::fs::read_to_string(sources[0].name()).unwrap();
    let kept = |fields: &[&str]| fields[2] == "Wahlkreis" || ["01", "04", "10"].contains(&fields[3]);
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split(';').collect()).collect();
    let key = |fields: &[&str]| format!("{};{}", fields[8], fields[10]);
    for fields in rows.iter().filter(|fields| fields[0] == "BT" && fields[2] == "Land" && kept(fields)) {
        if let Ok(n) = fields[11].parse::<u64>() {
            *sums.entry(key(fields)).or_default() += n;
        }
    }
    let mut lines = Vec::new();
    for fields in &rows {
        match fields.as_slice() {
            ["BT", _, "Bund", ..] => {
                let sum = sums.get(&key(fields)).map(u64::to_string).unwrap_or_default();
                let mut fields: Vec<String> = fields.iter().map(|&field| field.to_owned()).collect();
                fields[11] = sum;
                lines.push(fields.join(";"));
            }
            ["BT", ..] if !kept(fields) => {}
            _ => lines.push(fields.join(";")),
        }
    }
    let import = crate::read("three.csv", lines.join("\n")).unwrap();
    assert_eq!(import.districts.len(), 17);
    for (party, name) in
        [("CDU", "Christlich Demokratische Union Deutschlands"), ("SSW", "Südschleswigscher Wählerverband")]
    {
        for contest in ["single", "list"] {
            let of = |import: &sailau_formats::Import, party: &str| {
                let regions = ["Schleswig-Holstein", "Bremen", "Saarland"];
                let within = import
                    .districts
                    .iter()
                    .filter(|known| regions.contains(&known.region.as_deref().unwrap_or("")));
                let within: Vec<&str> = within.map(|known| known.district.as_str()).collect();
                let rows = import.rows.iter().filter(|row| {
                    row.contest == contest
                        && row.party.as_deref() == Some(party)
                        && within.contains(&row.district.as_deref().unwrap_or(""))
                });
                rows.map(|row| (row.district.clone(), row.votes)).collect::<Vec<_>>()
            };
            assert_eq!(of(&import, party), of(&whole, name));
        }
    }
}
