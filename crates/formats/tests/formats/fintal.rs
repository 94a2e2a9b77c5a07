use sailau_formats::{Import, Source};

use crate::{damage, figure, notes, read_all, total, votes};

const COUNTRY: &str = include_str!("../data/fintal/fintal_0.xml");
const PROVINCE: &str = include_str!("../data/fintal/fintal_7.xml");
const NORTH_ZEALAND: &str = include_str!("../data/fintal/fintal_12.xml");
const BORNHOLM: &str = include_str!("../data/fintal/fintal_13.xml");
const RONNE: &str = include_str!("../data/fintal/fintal_46.xml");
const AAKIRKEBY: &str = include_str!("../data/fintal/fintal_47.xml");
const INDEX: &str = include_str!("../data/fintal/fintal.xml");

fn files() -> Vec<(&'static str, String)> {
    let all = [
        ("fintal.xml", INDEX),
        ("0.xml", COUNTRY),
        ("7.xml", PROVINCE),
        ("12.xml", NORTH_ZEALAND),
        ("13.xml", BORNHOLM),
        ("46.xml", RONNE),
        ("47.xml", AAKIRKEBY),
    ];
    all.map(|(name, text)| (name, text.to_owned())).to_vec()
}

fn read_files(files: &[(&str, String)]) -> Result<Import, String> {
    read_all(&files.iter().map(|(name, text)| Source::from_bytes(*name, text.as_bytes())).collect::<Vec<_>>())
}

fn some(names: &[&str]) -> Vec<(&'static str, String)> {
    files().into_iter().filter(|(name, _)| names.contains(name)).collect()
}

fn changed(name: &str, from: &str, to: &str) -> Result<Import, String> {
    let mut files = files();
    let (_, text) = files.iter_mut().find(|(known, _)| *known == name).unwrap();
    assert!(text.contains(from), "{from}");
    *text = text.replacen(from, to, 1);
    read_files(&files)
}

#[test]
fn districts_are_read_and_no_level_above_or_below() {
    let import = read_files(&files()).unwrap();
    let independents: u64 = import.rows.iter().filter(|row| row.party.is_none()).map(|row| row.votes).sum();
    assert_eq!((total(&import, "list"), independents), (314_959, 282));
    assert_eq!(figure(&import, "list", "@registered"), 366_815);
    assert_eq!(figure(&import, "list", "@invalid"), 2_792);
    assert_eq!(votes(&import, "list", "Bornholms Storkreds", "Ø", ""), 2_052);
    let known: Vec<_> = import
        .districts
        .iter()
        .map(|known| (&*known.district, known.seats, known.region.as_deref()))
        .collect();
    let capital = Some("Hovedstaden");
    assert_eq!(
        known,
        [("Nordsjællands Storkreds", Some(10), capital), ("Bornholms Storkreds", Some(2), capital)]
    );
    assert!(notes(&import, "final", "Fintællingsresultat"));
    assert!(notes(&import, "names", "A. Socialdemokratiet; B. Radikale Venstre"));
    assert!(notes(&import, "lacks", "Greenland and the Faroes"));
}

#[test]
fn who_stands_outside_of_parties_is_named() {
    let import = read_files(&files()).unwrap();
    assert_eq!(votes(&import, "list", "Nordsjællands Storkreds", "", "Freja Fyr"), 259);
    let error = changed("12.xml", "PersonligeStemmer=\"259\"", "PersonligeStemmer=\"260\"").unwrap_err();
    assert!(error.contains("votes outside of parties: 282 here, and its parts add up to 283"), "{error}");
    // Without the persons they are one row for several people.
    let start = NORTH_ZEALAND.find("  <Personer>").unwrap();
    let without = format!("{}</Data>\n", &NORTH_ZEALAND[..start]);
    let import = read_files(&[("12.xml", without)]).unwrap();
    assert_eq!(figure(&import, "list", "@others"), 282);
}

#[test]
fn a_file_from_before_levelling_has_no_levelling_seats() {
    let import = read_files(&files()).unwrap();
    // Bornholm's file has its own two seats only; the country's seats say that no other lies there.
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 16);
    let bornholm =
        import.official.iter().filter(|won| won.district.as_deref() == Some("Bornholms Storkreds"));
    assert_eq!(bornholm.map(|won| won.seats).collect::<Vec<_>>(), [1, 1]);
    assert!(notes(&import, "lacks", "Bornholms Storkreds, whose file is from before"));
    // Where they disagree, the country's seats are all that is certain.
    let import = changed("0.xml", "Mandater=\"4\" Kreds", "Mandater=\"5\" Kreds").unwrap();
    assert!(import.official.iter().all(|won| won.district.is_none()));
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 17);
    // With nobody to ask there are no official seats.
    let import = read_files(&some(&["13.xml"])).unwrap();
    assert!(import.official.is_empty());
    assert_eq!(import.districts[0].seats, Some(2));
    // 2022 has no seats at all.
    let without = BORNHOLM.replace(" Kredsmandater=\"1\"", "").replace(" Kredsmandater=\"0\"", "");
    let import = read_files(&[("13.xml", without)]).unwrap();
    assert_eq!(import.districts[0].seats, None);
    assert!(notes(&import, "lacks", "seats: these files have none"));
}

#[test]
fn every_level_is_held_against_the_next() {
    let error = changed("13.xml", "StemmerAntal=\"2052\"", "StemmerAntal=\"2053\"").unwrap_err();
    assert!(
        error.contains("Bornholms Storkreds, valid votes: 25283 here, and its parts add up to 25284"),
        "{error}"
    );
    // Two numbers of one file that agree, and not with the file above or below.
    let shift = |text: &str, from: [&str; 2], to: [&str; 2]| {
        text.replacen(from[0], to[0], 1).replacen(from[1], to[1], 1)
    };
    for (name, place) in
        [("0.xml", "Hele landet"), ("7.xml", "Hele landet"), ("46.xml", "Bornholms Storkreds")]
    {
        let mut all = files();
        let (_, text) = all.iter_mut().find(|(known, _)| *known == name).unwrap();
        let votes = |text: &str, letter: &str| {
            let at = text.find(&format!("Bogstav=\"{letter}\"")).unwrap();
            let rest = &text[at..];
            let start = rest.find("StemmerAntal=\"").unwrap() + 14;
            rest[start..start + rest[start..].find('"').unwrap()].parse::<u64>().unwrap()
        };
        let (a, b) = (votes(text, "A"), votes(text, "B"));
        let of = |n: u64| format!("StemmerAntal=\"{n}\"");
        *text = shift(text, [&of(a), &of(b)], [&of(a + 1), &of(b - 1)]);
        let error = read_files(&all).unwrap_err();
        assert!(error.contains(&format!("{place}, party A: ")), "{error}");
    }
    let error = changed("13.xml", "Bogstav=\"Å\"", "Bogstav=\"A\"").unwrap_err();
    assert!(error.contains("line 23, `Parti`: `A` stands here for the second time"), "{error}");
    let error = changed("13.xml", "<BlankeStemmer>207", "<BlankeStemmer>208").unwrap_err();
    assert!(error.contains("invalid ballots: 264 here, and its parts add up to 265"), "{error}");
}

#[test]
fn files_that_are_missing_or_do_not_belong_here_are_named() {
    let without: Vec<_> = files().into_iter().filter(|(name, _)| *name != "12.xml").collect();
    let error = read_files(&without).unwrap_err();
    assert!(error.contains("the file of Nordsjællands Storkreds (`fintal_12.xml`) is missing"), "{error}");
    assert!(read_files(&some(&["0.xml", "7.xml"])).unwrap_err().contains("no file is of a district"));
    assert!(read_files(&some(&["0.xml", "13.xml"])).unwrap_err().contains("0.xml: Hele landet, party A"));
    let error = changed("47.xml", "Id=\"47\"", "Id=\"48\"").unwrap_err();
    assert!(error.contains("47.xml: 2. Aakirkeby, which the index does not have"), "{error}");
    let error = changed("47.xml", "Folketingsvalg onsdag", "Folketingsvalg tirsdag").unwrap_err();
    assert!(error.contains("47.xml: this is `Folketingsvalg tirsdag"), "{error}");
    let error = changed("fintal.xml", "Folketingsvalg", "Europa-Parlamentsvalg").unwrap_err();
    assert!(error.contains("`Europa-Parlamentsvalg onsdag  5. juni 2019` is not read"), "{error}");
    let error = changed("13.xml", "Type=\"StorKreds\"", "Type=\"Kommune\"").unwrap_err();
    assert!(error.contains("line 5, `Sted`: `Kommune` is not known here"), "{error}");
    let mut twice = files();
    twice.push(twice[4].clone());
    assert!(
        read_files(&twice).unwrap_err().contains("`Bornholms Storkreds` stands here for the second time")
    );
    let mut twice = files();
    twice.push(twice[0].clone());
    assert!(read_files(&twice).unwrap_err().contains("`the index` stands here for the second time"));
}

#[test]
fn what_is_not_the_final_count_is_provisional() {
    let import =
        changed("13.xml", "Kode=\"12\">Fintællingsresultat", "Kode=\"3\">Foreløbig optælling").unwrap();
    assert!(notes(&import, "provisional", "Foreløbig optælling, Fintællingsresultat"));
    let error = changed("13.xml", "<Stemmeberettigede>31214", "<Stemmeberettigede>31.214").unwrap_err();
    assert!(error.contains("line 8, `Stemmeberettigede`: `31.214` is not a whole number"), "{error}");
    let cut = BORNHOLM[..BORNHOLM.len() - 20].to_owned();
    assert!(read_files(&[("13.xml", cut)]).unwrap_err().contains("the file ends too early"));
    let error = changed("13.xml", "<IAltAfgivneStemmer>25547</IAltAfgivneStemmer>", "").unwrap_err();
    assert!(error.contains("`IAltAfgivneStemmer` is missing"), "{error}");
}

#[test]
fn damaged_files_are_refused_or_seen() {
    let all = files();
    let all: Vec<_> = all.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    damage::survives("fintal", &all);
}
