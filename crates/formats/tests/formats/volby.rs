use encoding_rs::ISO_8859_2;
use sailau_formats::{Import, Source};

use crate::{damage, figure, notes, read, read_all, total, votes};

const DISTRICT: &str = include_str!("../data/volby/okres_CZ0411.xml");
const CHAMBER: &str = include_str!("../data/volby/ps_vysledky.xml");
const EUROPE: &str = include_str!("../data/volby/ep_vysledky.xml");

/// As the office stores letters until 2019.
fn latin2(text: &str) -> Vec<u8> {
    let (bytes, _, lost) = ISO_8859_2.encode(text);
    assert!(!lost);
    bytes.into_owned()
}

fn district(from: &str, to: &str) -> Result<Import, String> {
    assert!(DISTRICT.contains(from), "{from}");
    read("okres.xml", latin2(&DISTRICT.replacen(from, to, 1)))
}

fn chamber(from: &str, to: &str) -> Result<Import, String> {
    assert!(CHAMBER.contains(from), "{from}");
    read("vysledky.xml", CHAMBER.replacen(from, to, 1))
}

#[test]
fn a_district_is_the_sum_of_its_municipalities_and_read_once() {
    let import = read("okres.xml", latin2(DISTRICT)).unwrap();
    assert_eq!(total(&import, "list"), 1_543);
    assert_eq!(votes(&import, "list", "Cheb", "@registered", ""), 2_914);
    assert_eq!(votes(&import, "list", "Cheb", "@invalid", ""), 1_559 - 1_543);
    assert_eq!(import.districts[0].region.as_deref(), Some("CZ041"));
    assert!(notes(&import, "abroad", "votes from abroad"));
    assert!(notes(&import, "lacks", "parties have numbers"));

    let error =
        district("<HLASY_STRANA KSTRANA=\"20\" HLASY=\"426\"", "<HLASY_STRANA KSTRANA=\"20\" HLASY=\"427\"");
    assert_eq!(
        error.unwrap_err(),
        "okres.xml: line 17, `OBEC`: Aš, valid votes: 546 here, and its parts add up to 547; the file does not agree with \
         itself"
    );
    // A municipality whose numbers agree among each other and not with the district.
    let other = DISTRICT.replacen("PLATNE_HLASY=\"546\"", "PLATNE_HLASY=\"547\"", 1);
    let other = other.replacen("HLASY=\"426\"", "HLASY=\"427\"", 1);
    let error = read("okres.xml", latin2(&other)).unwrap_err();
    assert!(error.starts_with("okres.xml: line 5, `OKRES`: Cheb, valid votes: 1543 here"), "{error}");
    let error = district("KSTRANA=\"20\" HLASY=\"426\"", "KSTRANA=\"21\" HLASY=\"426\"").unwrap_err();
    assert!(error.contains("`OKRES`: Cheb, party 21: 0 here, and its parts add up to 426"), "{error}");
}

#[test]
fn an_answer_without_results_is_refused_with_its_text() {
    let answer = "<?xml version=\"1.0\" encoding=\"iso-8859-2\"?>\n<VYSLEDKY_OKRES xmlns=\"http://www.volby.cz/ps/\">\n\
                  <CHYBA>Chybná hodnota v parametru &lt;NUTS&gt;</CHYBA>\n</VYSLEDKY_OKRES>\n";
    let error = read("okres.xml", latin2(answer)).unwrap_err();
    assert_eq!(
        error,
        "okres.xml: line 3: the file holds no results but an error of the office's server: Chybná hodnota v parametru <NUTS>; \
         download it again"
    );
    let nothing = "<?xml version=\"1.0\"?>\n<VYSLEDKY_OKRES xmlns=\"http://www.volby.cz/ps/\"/>\n";
    assert!(read("okres.xml", nothing).unwrap_err().contains("line 2: `OKRES` is missing"));
}

#[test]
fn letters_are_as_the_first_line_says() {
    let import = read("vysledky.xml", latin2(EUROPE)).unwrap();
    assert_eq!(figure(&import, "list", "Říční strana"), 79_534);
    let utf8 = EUROPE.replacen("ISO-8859-2", "utf-8", 1);
    let same = read("vysledky.xml", format!("\u{feff}{utf8}")).unwrap();
    assert_eq!(same, import);
    // A copy whose letters were converted and whose first line was not.
    let copy = read("vysledky.xml", EUROPE).unwrap();
    assert_eq!(copy.rows, import.rows);
    assert!(notes(&copy, "letters", "says ISO-8859-2 and the letters are UTF-8"));
    assert!(!notes(&import, "letters", ""));
    // The other way round is damage.
    let error = read("vysledky.xml", latin2(&utf8)).unwrap_err();
    assert!(error.starts_with("vysledky.xml: not UTF-8 text"), "{error}");
    let error = read("vysledky.xml", EUROPE.replacen("ISO-8859-2", "IBM852", 1)).unwrap_err();
    assert!(
        error.contains("line 1: `IBM852` is not known here; the format has ISO-8859-2 and UTF-8"),
        "{error}"
    );
}

#[test]
fn regions_of_the_chamber_are_its_districts_and_not_the_country() {
    let import = read("vysledky.xml", CHAMBER).unwrap();
    assert_eq!(total(&import, "list"), 7_930);
    assert_eq!(votes(&import, "list", "Karlovarský kraj", "Říční strana & přátelé", ""), 420);
    let seats: Vec<_> = import.districts.iter().map(|known| known.seats).collect();
    assert_eq!(seats, [Some(3), Some(2)]);
    // Parties without `MANDATY` won nothing.
    let won: Vec<_> =
        import.official.iter().map(|won| (won.district.as_deref().unwrap(), won.seats)).collect();
    let [prague, karlovy] = ["Hlavní město Praha", "Karlovarský kraj"];
    assert_eq!(won, [(prague, 2), (prague, 1), (karlovy, 1), (karlovy, 1)]);

    let error = chamber("HLASY=\"2520\"", "HLASY=\"2521\"").unwrap_err();
    assert!(
        error.contains("`CR`: the country, valid votes: 7930 here, and its parts add up to 7931"),
        "{error}"
    );
    let error = chamber("POCMANDATU=\"3\"", "POCMANDATU=\"4\"").unwrap_err();
    assert!(error.contains("`KRAJ`: Hlavní město Praha, seats: 4 here"), "{error}");
    let error = chamber("MANDATY=\"1\" PROC_MANDATU=\"20", "MANDATY=\"2\" PROC_MANDATU=\"20").unwrap_err();
    assert!(error.contains("the country, seats of party 20: 2 here, and its parts add up to 1"), "{error}");
    let error = chamber("NAZ_STR=\"Lesní hnutí\"", "NAZ_STR=\"Lesní\"").unwrap_err();
    assert!(error.contains("line 24, `STRANA`: `Lesní hnutí` is not known here"), "{error}");
    let error = read("vysledky.xml", CHAMBER.replace("NAZ_STR=\"Lesní hnutí\"", "NAZ_STR=\"Kopečná unie\""))
        .unwrap_err();
    assert!(error.contains("`Kopečná unie` stands here for the second time"), "{error}");
}

#[test]
fn seats_of_the_european_parliament_are_the_countrys() {
    let import = read("vysledky.xml", latin2(EUROPE)).unwrap();
    assert_eq!(total(&import, "list"), 212_830);
    assert_eq!(figure(&import, "list", "@invalid"), 213_000 - 212_830);
    let won: Vec<_> = import.official.iter().map(|won| (won.district.as_deref(), won.seats)).collect();
    assert_eq!(won, [(None, 7), (None, 8), (None, 6)]);
    assert!(import.districts.is_empty());
    let changed = EUROPE.replacen("ESTRANA=\"30\" HLASY=\"15000\"", "ESTRANA=\"30\" HLASY=\"15001\"", 1);
    let error = read("vysledky.xml", latin2(&changed)).unwrap_err();
    assert!(error.contains("line 9, `KRAJ`: Karlovarský kraj, valid votes: 29900 here"), "{error}");
}

#[test]
fn districts_beside_the_country_are_held_against_it() {
    let both = |district: &str| {
        read_all(&[
            Source::from_bytes("okres.xml", latin2(district)),
            Source::from_bytes("vysledky.xml", CHAMBER),
        ])
    };
    let import = both(DISTRICT).unwrap();
    assert_eq!(import.rows, read("vysledky.xml", CHAMBER).unwrap().rows);
    assert!(notes(&import, "left-out", "files of 1 districts"));
    let more = DISTRICT.replace("KSTRANA=\"20\" HLASY=\"816\"", "KSTRANA=\"20\" HLASY=\"1816\"");
    let more = more.replace("KSTRANA=\"20\" HLASY=\"426\"", "KSTRANA=\"20\" HLASY=\"1426\"");
    let more =
        more.replace("PLATNE_HLASY=\"1543\"", "PLATNE_HLASY=\"2543\"").replace("=\"1559\"", "=\"2559\"");
    let more = more.replace("PLATNE_HLASY=\"546\"", "PLATNE_HLASY=\"1546\"").replace("=\"551\"", "=\"1551\"");
    let error = both(&more).unwrap_err();
    assert!(
        error.contains(
            "vysledky.xml: the country, party 20, files of districts: 980 here, and its parts add up to 1816"
        ),
        "{error}"
    );
    let twice =
        [Source::from_bytes("a.xml", latin2(DISTRICT)), Source::from_bytes("b.xml", latin2(DISTRICT))];
    assert!(read_all(&twice).unwrap_err().contains("b.xml: `Cheb` stands here for the second time"));
    let twice = [Source::from_bytes("a.xml", CHAMBER), Source::from_bytes("b.xml", latin2(EUROPE))];
    assert!(read_all(&twice).unwrap_err().contains("b.xml: a second file of the country"));
    let other = [Source::from_bytes("a.xml", latin2(DISTRICT)), Source::from_bytes("b.xml", latin2(EUROPE))];
    assert!(read_all(&other).unwrap_err().contains("a.xml: this is of the Chamber"));
}

#[test]
fn what_is_not_all_counted_is_provisional() {
    let import = read("vysledky.xml", CHAMBER).unwrap();
    assert!(notes(&import, "status-unknown", "all 15 polling stations"));
    let some = CHAMBER.replace("OKRSKY_ZPRAC=\"9\"", "OKRSKY_ZPRAC=\"8\"");
    let some = some.replace("OKRSKY_ZPRAC=\"15\"", "OKRSKY_ZPRAC=\"14\"");
    assert!(notes(&read("vysledky.xml", some).unwrap(), "provisional", "14 of 15 polling stations"));
    assert!(chamber("OKRSKY_ZPRAC=\"9\"", "OKRSKY_ZPRAC=\"10\"").is_err());
    let error = district("ODEVZDANE_OBALKY=\"551\"", "ODEVZDANE_OBALKY=\"545\"").unwrap_err();
    assert!(error.contains("Aš: 546 valid votes in 545 envelopes"), "{error}");
}

#[test]
fn roots_and_xml_that_are_not_the_formats_are_refused() {
    let error = chamber("http://www.volby.cz/ps/", "http://www.volby.cz/kz/").unwrap_err();
    assert!(error.contains("`VYSLEDKY` is of another election"), "{error}");
    let error = district("VYSLEDKY_OKRES xmlns", "VYSLEDKY_KRAJMESTA xmlns").unwrap_err();
    assert!(error.contains("line 2: `VYSLEDKY_KRAJMESTA` is of another election or of areas"), "{error}");
    let error = chamber("<KRAJ CIS_KRAJ=\"1\"", "<ZAHRANICI><KRAJ CIS_KRAJ=\"1\"").unwrap_err();
    assert!(error.contains("line 3: `ZAHRANICI` is not known here"), "{error}");
    let error = chamber("<VYSLEDKY ", "<!DOCTYPE x [<!ENTITY a \"b\">]>\n<VYSLEDKY ").unwrap_err();
    assert!(error.contains("line 2: a DOCTYPE"), "{error}");
    let error = chamber("Říční strana &amp;", "Říční strana &b;").unwrap_err();
    assert!(error.starts_with("vysledky.xml: line 9: "), "{error}");
    let error = chamber("CIS_KRAJ=\"5\"", "CIS_KRAJ=\"1\"").unwrap_err();
    assert!(error.contains("line 16, `KRAJ`: `Karlovarský kraj` stands here for the second time"), "{error}");
    let cut = &CHAMBER[..CHAMBER.find("<CR>").unwrap()];
    let error = read("vysledky.xml", cut).unwrap_err();
    assert!(error.contains("line 28: the file ends too early"), "{error}");
    let deep = CHAMBER.replacen("<CR>", &format!("{}<CR>", "<x>".repeat(100)), 1);
    assert!(read("vysledky.xml", deep).is_err());
    let deep = CHAMBER.replacen("<POSLANEC", &format!("{}<POSLANEC", "<x>".repeat(100)), 1);
    assert!(read("vysledky.xml", deep).unwrap_err().contains("nested deeper"));
}

#[test]
fn damaged_files_are_refused_or_seen() {
    damage::survives("volby", &[("okres.xml", &latin2(DISTRICT))]);
    damage::survives("volby", &[("vysledky.xml", &latin2(EUROPE))]);
    damage::survives("volby", &[("okres.xml", &latin2(DISTRICT)), ("vysledky.xml", CHAMBER.as_bytes())]);
}
