//! The Netherlands: three lists in two municipalities of Drenthe, made up but for the end of one of them, which is real: 1,290 people
//! entitled to vote and 1,319 valid votes.

use sailau_formats::{Format, Source};

use crate::{damage, figure, notes, read, read_all, total, votes};

const COUNT: &str = include_str!("../data/eml_nl/510c.eml.xml");
const DEFINITION: &str = include_str!("../data/eml_nl/110a.eml.xml");
const RESULT: &str = include_str!("../data/eml_nl/520.eml.xml");
const CANDIDATES: &str = include_str!("../data/eml_nl/230b.eml.xml");

#[track_caller]
fn refused(text: impl Into<Vec<u8>>, words: &str) {
    let error = read("510c.eml.xml", text).expect_err("the file is refused");
    assert!(error.contains(words), "{error}");
}

#[track_caller]
fn changed(from: &str, to: &str) -> String {
    assert!(COUNT.contains(from), "{from}");
    COUNT.replacen(from, to, 1)
}

fn with(files: &[(&str, &str)]) -> Result<sailau_formats::Import, String> {
    read_all(&files.iter().map(|(name, text)| Source::from_bytes(*name, *text)).collect::<Vec<_>>())
}

/// The total and its units are one count, a list and its candidates too.
#[test]
fn nothing_is_counted_twice() {
    let import = read("510c.eml.xml", COUNT).unwrap();
    assert_eq!(total(&import, "list"), 1_844);
    assert_eq!(votes(&import, "list", "Drenthe", "Wakker Emmen", "1"), 710);
    assert_eq!(import.rows.iter().filter(|row| row.candidate.is_none()).count(), 2);
    let places: Vec<_> = import.rows.iter().filter_map(|row| row.place).collect();
    assert_eq!(places, [1, 2, 3, 1, 2, 1, 2]);
}

/// Who was entitled to vote, not who cast a vote.
#[test]
fn cast_are_the_registered() {
    let import = read("510c.eml.xml", COUNT).unwrap();
    assert_eq!((figure(&import, "list", "@registered"), figure(&import, "list", "@invalid")), (2_190, 10));
    assert!(notes(&import, "blank", "6 stand with the spoilt ones"));
    // Units need not have all of them: a polling station has whom it likes.
    let import = read("510c.eml.xml", changed("<Cast>1290</Cast>", "<Cast>0</Cast>")).unwrap();
    assert_eq!(figure(&import, "list", "@registered"), 2_190);
    assert!(notes(&import, "differs", "2190 people in contest `geen`, and 900 in its units"));
}

/// Position alone says whose candidate somebody is.
#[test]
fn candidates_belong_to_the_list_before_them() {
    let import = read("510c.eml.xml", COUNT).unwrap();
    assert_eq!(votes(&import, "list", "Drenthe", "D66 & Volt", "1"), 400);
    let one = "            <Selection><Candidate><CandidateIdentifier Id=\"3\"/></Candidate><ValidVotes>5</ValidVotes></Selection>\n";
    assert!(COUNT.contains(one));
    // The third of the first list stands behind the second list.
    let after = "<ValidVotes>619</ValidVotes></Selection>\n";
    let moved = COUNT.replacen(one, "", 1).replacen(after, &format!("{after}{one}"), 1);
    refused(moved, "list 1 Wakker Emmen, candidates: 915 here, and its parts add up to 910");
    let first = COUNT.find("            <Selection><AffiliationIdentifier Id=\"1\"").unwrap();
    let end = first + COUNT[first..].find('\n').unwrap() + 1;
    refused(format!("{}{}", &COUNT[..first], &COUNT[end..]), "a candidate stands before any list");
}

/// A list is known by its number alone.
#[test]
fn lists_without_a_name() {
    let import = read("510c.eml.xml", COUNT).unwrap();
    assert_eq!(votes(&import, "list", "Drenthe", "Lijst 5", "1"), 257);
    assert!(notes(&import, "names", "Lijst 3"));
    // A name may be written in another way in a unit; two lists may have the same.
    let unit = COUNT.rfind("Wakker Emmen").unwrap();
    let other = format!("{}WAKKER EMMEN{}", &COUNT[..unit], &COUNT[unit + 12..]);
    assert_eq!(read("510c.eml.xml", other).unwrap().rows, import.rows);
    let import = read("510c.eml.xml", COUNT.replace("D66 &amp; Volt", "Wakker Emmen")).unwrap();
    assert_eq!(votes(&import, "list", "Drenthe", "Wakker Emmen (lijst 2)", "2"), 219);
}

/// Numbers before a correction stand in front of the corrected ones.
#[test]
fn a_corrigendum_has_old_numbers_too() {
    let corrected = changed(
        "<Count>\n    <EventIdentifier/>",
        "<Count>\n    <kr:CountingMethod MethodCode=\"centrale stemopneming\"/>\n    <EventIdentifier/>\n    <kr:Phase PhaseCode=\"corrigendum\"/>",
    );
    let corrected = corrected
        .replacen("<ValidVotes>915</ValidVotes>", "<kr:InitialValidVotes>916</kr:InitialValidVotes><ValidVotes>915</ValidVotes>", 1)
        .replacen("<TotalCounted>1844", "<kr:InitialTotalCounted>1845</kr:InitialTotalCounted><TotalCounted>1844", 1)
        .replacen(
            "<RejectedVotes ReasonCode=\"ongeldig\">4",
            "<kr:InitialRejectedVotes ReasonCode=\"ongeldig\">9</kr:InitialRejectedVotes><RejectedVotes ReasonCode=\"ongeldig\">4",
            1,
        );
    let (import, before) = (read("510c.eml.xml", corrected).unwrap(), read("510c.eml.xml", COUNT).unwrap());
    assert_eq!(import.rows, before.rows);
    assert!(notes(&import, "left-out", "phase `corrigendum`"));
}

/// Elements are told by their namespace: the prefix may be any.
#[test]
fn prefixes_may_be_any() {
    let mut other = COUNT.replace("<kr:", "<x:").replace("</kr:", "</x:").replace("xmlns:kr=", "xmlns:x=");
    other = other.replace(
        "xmlns=\"urn:oasis:names:tc:evs:schema:eml\"",
        "xmlns:e=\"urn:oasis:names:tc:evs:schema:eml\"",
    );
    let names = [
        "EML",
        "TransactionId",
        "ManagingAuthority",
        "AuthorityIdentifier",
        "AuthorityAddress",
        "Count",
        "EventIdentifier",
    ];
    let more = [
        "Election",
        "ElectionIdentifier",
        "ElectionName",
        "ElectionCategory",
        "Contests",
        "Contest",
        "ContestIdentifier",
    ];
    let counts = [
        "TotalVotes",
        "Selection",
        "AffiliationIdentifier",
        "RegisteredName",
        "ValidVotes",
        "Candidate",
        "CandidateIdentifier",
    ];
    let last = [
        "Cast",
        "TotalCounted",
        "RejectedVotes",
        "UncountedVotes",
        "ReportingUnitVotes",
        "ReportingUnitIdentifier",
    ];
    for name in names.iter().chain(&more).chain(&counts).chain(&last) {
        for end in [">", " ", "/>"] {
            other = other.replace(&format!("<{name}{end}"), &format!("<e:{name}{end}"));
        }
        other = other.replace(&format!("</{name}>"), &format!("</e:{name}>"));
    }
    assert_eq!(read("510c.eml.xml", other).unwrap().rows, read("510c.eml.xml", COUNT).unwrap().rows);
    refused(
        COUNT.replace(
            "tc:evs:schema:eml\"",
            "tc:evs:schema:emk\" xmlns:o=\"urn:oasis:names:tc:evs:schema:eml\"",
        ),
        "of another namespace",
    );
}

/// The definition has the seats. Its registered parties are names in another order, not lists.
#[test]
fn the_definition_has_the_seats() {
    let import = with(&[("110a", DEFINITION), ("510c", COUNT)]).unwrap();
    let known: Vec<_> = import.districts.iter().map(|known| (&*known.district, known.seats)).collect();
    assert_eq!(known, [("Drenthe", Some(43))]);
    assert!(!import.votes_csv().contains("Partij van de Arbeid"));
    assert!(notes(&import, "left-out", "43 seats; who has 25 % of the quota"));
    let other = DEFINITION.replace("PS2023_Drenthe", "PS2023_Limburg");
    let error = with(&[("110a", &other), ("510c", COUNT)]).unwrap_err();
    assert_eq!(error, "510c: this is of the election `PS2023_Drenthe`, and 110a is of `PS2023_Limburg`");
    assert!(with(&[("110a", DEFINITION)]).unwrap_err().contains("a count is needed beside it"));
}

/// Names of candidates stand in a file of their own, with where they live, which is not kept.
#[test]
fn candidates_have_names_elsewhere() {
    let import = with(&[("510c", COUNT), ("230b", CANDIDATES)]).unwrap();
    assert_eq!(votes(&import, "list", "Drenthe", "Wakker Emmen", "A. (Voornaam1) Voorbeeld1"), 710);
    assert_eq!(votes(&import, "list", "Drenthe", "Wakker Emmen", "B. (Voornaam2) van der Voorbeeld1"), 200);
    assert_eq!(votes(&import, "list", "Drenthe", "Wakker Emmen", "C. Voorbeeld1"), 5);
    assert!(!import.votes_csv().contains("Heemdamseburg"));
    let third = CANDIDATES.lines().filter(|line| !line.contains("Id=\"3\"")).collect::<Vec<_>>().join("\n");
    let error = with(&[("510c", COUNT), ("230b", &third)]).unwrap_err();
    assert!(error.contains("`candidate 3 of list 1 in the file 230b` is missing"), "{error}");
    // Two of one name.
    let twins = CANDIDATES.replace(
        "B.</xnl:NameLine><xnl:FirstName>Voornaam2</xnl:FirstName><xnl:NamePrefix>van der</xnl:NamePrefix>",
        "A.</xnl:NameLine><xnl:FirstName>Voornaam1</xnl:FirstName>",
    );
    let import = with(&[("510c", COUNT), ("230b", &twins)]).unwrap();
    assert_eq!(votes(&import, "list", "Drenthe", "Wakker Emmen", "A. (Voornaam1) Voorbeeld1 (2)"), 200);
}

/// In a file of the whole country candidates have no numbers, but short codes: their numbers differ between constituencies.
#[test]
fn the_whole_country_has_short_codes() {
    let (head, units) = COUNT.split_once("</TotalVotes>").unwrap();
    let mut head = head
        .replace("510c", "510d")
        .replace("ContestIdentifier Id=\"geen\"", "ContestIdentifier Id=\"alle\"");
    let mut units = units.to_owned();
    // Of list 1, the first in one unit is the second in the other: by number they would not add up.
    for (number, code) in [("1", "EenA"), ("2", "TweeB"), ("3", "DrieC")] {
        let id = format!("CandidateIdentifier Id=\"{number}\"/");
        head = head.replace(&id, &format!("CandidateIdentifier ShortCode=\"{code}\"/"));
        units = units.replace(&id, &format!("CandidateIdentifier Id=\"{number}\" ShortCode=\"{code}\"/"));
    }
    let second = units.rfind("Id=\"1\" ShortCode=\"EenA\"").unwrap();
    units.replace_range(second..second + 6, "Id=\"9\"");
    let import = read("510d", format!("{head}</TotalVotes>{units}")).unwrap();
    assert_eq!(votes(&import, "list", "Drenthe", "Wakker Emmen", "TweeB"), 200);
    assert!(import.rows.iter().all(|row| row.place.is_none()));
}

#[test]
fn levels_must_agree() {
    for (from, to, words) in [
        // A candidate of the total; a list of it; the valid votes of a unit; a candidate of a unit and its list.
        (
            "<ValidVotes>710<",
            "<ValidVotes>711<",
            "the total, list 1 Wakker Emmen, candidates: 915 here, and its parts add up to 916",
        ),
        (
            "<ValidVotes>915<",
            "<ValidVotes>916<",
            "the total, list 1 Wakker Emmen, candidates: 916 here, and its parts add up to 915",
        ),
        (
            "<TotalCounted>1319<",
            "<TotalCounted>1318<",
            "unit 1680 Aa en Hunze, valid votes (TotalCounted), lists",
        ),
        ("<TotalCounted>1844<", "<TotalCounted>1845<", "the total, valid votes (TotalCounted), lists"),
        (
            "\"ongeldig\">3<",
            "\"ongeldig\">4<",
            "the total of contest `geen`, ongeldig: 4 here, and its parts add up to 5",
        ),
        (
            "\"blanco\">6<",
            "\"blanco\">7<",
            "the total of contest `geen`, blanco: 7 here, and its parts add up to 6",
        ),
    ] {
        refused(changed(from, to), words);
    }
    // A vote goes from one candidate of a unit to another: unit and lists agree, the candidates do not.
    let moved = COUNT.replacen("<ValidVotes>120<", "<ValidVotes>119<", 1).replacen(
        "<ValidVotes>0<",
        "<ValidVotes>1<",
        1,
    );
    refused(
        moved,
        "the total of contest `geen`, list 1 Wakker Emmen, candidate 2: 200 here, and its parts add up to 199",
    );
    // A unit is missing, or stands twice.
    let start = COUNT.rfind("          <ReportingUnitVotes>").unwrap();
    let end = COUNT.rfind("        </Contest>").unwrap();
    refused(format!("{}{}", &COUNT[..start], &COUNT[end..]), "and its parts add up to");
    refused(format!("{}{}{}", &COUNT[..end], &COUNT[start..end], &COUNT[end..]), "and its parts add up to");
}

/// Stations may stand within municipalities: each depth is the whole.
#[test]
fn units_within_units() {
    let (start, end) =
        (COUNT.find("          <ReportingUnitVotes>").unwrap(), COUNT.rfind("        </Contest>").unwrap());
    let stations = COUNT[start..end]
        .replace("Id=\"1680\"", "Id=\"1680::SB1\"")
        .replace("Id=\"0106\"", "Id=\"0106::SB4\"");
    let both = format!("{}{stations}{}", &COUNT[..end], &COUNT[end..]);
    assert_eq!(read("a", both).unwrap().rows, read("a", COUNT).unwrap().rows);
}

#[test]
fn what_is_no_count_is_refused() {
    for (from, to, words) in [
        ("Id=\"510c\"", "Id=\"630\"", "`630` is not known here; the format has 510a, 510b, 510c or 510d"),
        ("<AffiliationIdentifier Id=\"1\">", "<AffiliationIdentifier>", "`Id` is missing"),
        ("<ValidVotes>915</ValidVotes>", "", "`ValidVotes` is missing"),
        (
            "<ValidVotes>915</ValidVotes>",
            "<ValidVotes>9.15</ValidVotes>",
            "line 14, `ValidVotes`: `9.15` is not a whole number",
        ),
        ("<TotalCounted>1844</TotalCounted>", "", "`TotalCounted` is missing"),
        ("ReasonCode=\"blanco\"", "ReasonCode=\"leeg\"", "`leeg` is not known here"),
        ("<Cast>2190</Cast>", "<Cast>2190</Cast><Cast>2190</Cast>", "`Cast` stands here for the second time"),
        ("<Cast>2190</Cast>", "<Geteld>2190</Geteld>", "`Geteld` is not known here"),
        ("Wakker Emmen", "&party;", "`&party;` stands for nothing that is known"),
        ("<EML ", "<!DOCTYPE EML><EML ", "a DOCTYPE"),
        (
            "Id=\"2\"><RegisteredName>",
            "Id=\"1\"><RegisteredName>",
            "`list 1` stands here for the second time",
        ),
        ("Wakker Emmen", "@invalid", "\"@invalid\" is not the name of a party"),
    ] {
        refused(changed(from, to), words);
    }
    refused(&COUNT[..COUNT.len() / 2], "too early");
    let latin: Vec<u8> =
        COUNT.replace("Wakker", "Wäkker").chars().map(|c| u8::try_from(c).unwrap()).collect();
    refused(latin, "not UTF-8 text");
    let twice = with(&[("a", COUNT), ("b", COUNT)]).unwrap_err();
    assert!(twice.contains("`contest `geen` of a; a count of the whole contest (510c or 510d)"), "{twice}");
    // A list without end is no ballot.
    let more = (10..2_010).map(|number| {
        format!("<Selection><Candidate><CandidateIdentifier Id=\"{number}\"/></Candidate><ValidVotes>0</ValidVotes></Selection>")
    });
    let first = "<ValidVotes>710</ValidVotes></Selection>";
    refused(
        changed(first, &format!("{first}{}", more.collect::<String>())),
        "more than 2000 lists, or candidates",
    );
    let other = Source::from_bytes("a", "<EML xmlns=\"urn:other\"/>");
    assert!(Format::recognise(&[other]).is_err());
}

/// In a result the numbers of candidates are the order of the seats: the second seat of the first list is that of its third candidate.
#[test]
fn who_was_elected_is_the_offices_own() {
    let official = |import: &sailau_formats::Import| -> Vec<(Option<String>, String, String, u32)> {
        let won = import.official.iter();
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        won.map(|won| (won.district.clone(), text(&won.party), text(&won.candidate), won.seats)).collect()
    };
    let won = |party: &str, candidate: &str| {
        (Some("Drenthe".to_owned()), party.to_owned(), candidate.to_owned(), 1)
    };
    let expected = [
        won("Wakker Emmen", "A. (Voornaam1) Voorbeeld1"),
        won("Wakker Emmen", "C. Voorbeeld1"),
        won("D66 & Volt", "B. (Voornaam2) van der Voorbeeld2"),
    ];
    let all = [("510c", COUNT), ("110a", DEFINITION), ("230b", CANDIDATES), ("520", RESULT)];
    let import = with(&all).unwrap();
    assert_eq!(official(&import), expected);
    assert!(import.official.iter().all(|won| import.rows.iter().any(|row| row.candidate == won.candidate)));
    assert!(notes(&import, "secondary", "3 are elected to 43 seats"));
    // Without names beside it, and before the count.
    let import = with(&[("520", RESULT), ("510c", COUNT)]).unwrap();
    assert_eq!(official(&import), expected);
    // The list is that of this number, whatever its name in the result.
    let import = with(&[("510c", COUNT), ("520", &RESULT.replace("D66 &amp; Volt", "D66"))]).unwrap();
    assert_eq!(official(&import), expected);
}

#[test]
fn results_that_do_not_agree_are_refused() {
    let all = |result: &str| {
        with(&[
            ("510d", &COUNT.replace("510c", "510d")),
            ("110a", DEFINITION),
            ("230b", CANDIDATES),
            ("520", result),
        ])
    };
    let third = "<Selection><Candidate><CandidateIdentifier Id=\"2\"/><CandidateFullName><xnl:PersonName><xnl:NameLine NameType=\"Initials\">C.";
    for (from, to, words) in [
        (
            "<Elected>no<",
            "<Elected>yes<",
            "line 16: list 5 has seats by `Elected`, and nobody of it is elected",
        ),
        (
            "<Elected>yes<",
            "<Elected>no<",
            "line 11: list 1 has no seats by `Elected`, and somebody of it is elected",
        ),
        (
            "<Elected>yes<",
            "<Elected>ja<",
            "line 11, `Elected`: `ja` is not known here; the format has yes and no",
        ),
        ("<Elected>no<", "<Votes>311</Votes><Elected>no<", "Lijst 5: 311 here, and its parts add up to 310"),
        (
            third,
            &*third.replace("Id=\"2\"", "Id=\"1\""),
            "line 13, `Selection`: `candidate 1 of list 1` stands here for the second time",
        ),
        (
            third,
            &*third.replace("C.", "D."),
            "`D. Voorbeeld1 of list 1 among the candidates of the file 230b` is missing",
        ),
        (
            "<AffiliationIdentifier Id=\"5\"",
            "<AffiliationIdentifier Id=\"2\"",
            "`list 2` stands here for the second time",
        ),
        ("</Result>", "", "line 20: "),
        ("PS2023_Drenthe", "PS2023_Fryslan", "this is of the election `PS2023_Fryslan`"),
    ] {
        assert!(RESULT.contains(from), "{from}");
        let error = all(&RESULT.replacen(from, to, 1)).expect_err(words);
        assert!(error.starts_with("520: ") && error.contains(words), "{error}");
    }
    let seats = DEFINITION.replace("<kr:NumberOfSeats>43<", "<kr:NumberOfSeats>2<");
    let error = with(&[("510c", COUNT), ("110a", &seats), ("520", RESULT)]).unwrap_err();
    assert_eq!(error, "520: 3 are elected, and the definition has 2 seats");
    let error = with(&[("520", RESULT)]).unwrap_err();
    assert!(error.starts_with("520: a count is needed beside it"), "{error}");
    let error = with(&[("510c", COUNT), ("520", RESULT), ("again", RESULT)]).unwrap_err();
    assert!(error.starts_with("again: `the result 520` stands here for the second time"), "{error}");
}

#[test]
fn random_damage() {
    damage::survives(
        "eml",
        &[
            ("510c", COUNT.as_bytes()),
            ("110a", DEFINITION.as_bytes()),
            ("230b", CANDIDATES.as_bytes()),
            ("520", RESULT.as_bytes()),
        ],
    );
}
