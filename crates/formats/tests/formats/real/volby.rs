use super::{files, read};
use crate::{figure, notes, total, votes};
use sailau_formats::{Format, OfficialSeats};

#[test]
fn the_european_parliament_of_2019_has_twenty_one() {
    let Some(import) = read(&["cz_volby/ep2019_vysledky.xml"]) else { return };
    assert_eq!(total(&import, "list"), 2_370_765);
    assert_eq!(figure(&import, "list", "@registered"), 8_316_737);
    assert_eq!(figure(&import, "list", "@invalid"), 2_387_378 - 2_370_765);
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 21);
    let ano = OfficialSeats {
        contest: "list".to_owned(),
        party: Some("ANO 2011".to_owned()),
        seats: 6,
        ..OfficialSeats::default()
    };
    assert!(import.official.contains(&ano));
    assert_eq!(figure(&import, "list", "Křesť.demokr.unie-Čs.str.lid."), 171_723);
    assert_eq!(votes(&import, "list", "Hlavní město Praha", "ANO 2011", ""), 46_137);
}

#[test]
fn three_districts_of_2013_have_numbers_for_parties() {
    let names = ["CZ0411", "CZ0412", "CZ0413"].map(|code| format!("cz_volby/ps2013_okres_{code}.xml"));
    let Some(import) = read(&names.each_ref().map(|name| &**name)) else { return };
    assert_eq!(total(&import, "list"), 36_667 + 50_582 + 35_424);
    assert_eq!(figure(&import, "list", "@registered"), 72_171 + 93_505 + 74_512);
    assert_eq!(votes(&import, "list", "Cheb", "20", ""), 7_652);
    assert!(import.districts.iter().all(|known| known.region.as_deref() == Some("CZ041")));
    assert!(notes(&import, "abroad", "no district's file"));
    assert!(notes(&import, "lacks", "KSTRANA"));
}

#[test]
fn an_answer_of_the_server_is_no_result() {
    let Some(files) = files(&["cz_volby/ps2006_error_answer.xml"]) else { return };
    let error = Format::recognise(&files).unwrap().read(&files).unwrap_err().to_string();
    assert!(error.contains("Chybná hodnota v parametru NUTS"), "{error}");
}

#[test]
fn the_chamber_of_2017_and_2021_and_districts_of_three_elections() {
    // github data4sci/volby2017, Kruchji/Czech-Parliament-Elections, economia/euvolby-vysledky-charts, economia/volby-2013.
    let Some(folder) = super::folder().map(|folder| folder.join("cz_volby_whole")) else { return };
    let there = |name: &str| {
        let is = folder.join(name).exists();
        if !is {
            println!("left out: {name} is not there");
        }
        is
    };
    let whole = [("v2017.xml", 5_060_759, 200), ("k.xml", 5_375_090, 200), ("ep.xml", 1_515_492, 21)];
    for (name, valid, seats) in whole {
        if there(name) {
            let import = read(&[&format!("cz_volby_whole/{name}")]).unwrap();
            assert_eq!(total(&import, "list"), valid);
            assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), seats);
        }
    }
    for (year, valid) in [("2010", 5_222_687), ("2013", 4_959_455)] {
        if there(year) {
            let files = std::fs::read_dir(folder.join(year)).unwrap();
            let names = files.map(|file| file.unwrap().file_name().into_string().unwrap());
            let names = names.filter(|name| name.starts_with("CZ"));
            let names: Vec<_> = names.map(|name| format!("cz_volby_whole/{year}/{name}")).collect();
            let import = read(&names.iter().map(|name| &**name).collect::<Vec<_>>()).unwrap();
            // Short of the official totals by the votes from abroad.
            assert_eq!(total(&import, "list"), valid);
            assert_eq!(import.districts.len(), 77);
        }
    }
}
