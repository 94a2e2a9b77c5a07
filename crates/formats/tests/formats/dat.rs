//! Spain: three communities of November 2019 with the real counts of their provinces; Ceuta's municipality and its districts, and
//! polling stations, are made up to fit.

use sailau_formats::{Format, Source};

use crate::{damage, figure, notes, read_all, total, votes};

const LISTS: &[u8] = include_bytes!("../data/dat/03021911.DAT");
const MUNICIPALITIES: &[u8] = include_bytes!("../data/dat/05021911.DAT");
const MUNICIPAL_VOTES: &[u8] = include_bytes!("../data/dat/06021911.DAT");
const AREAS: &[u8] = include_bytes!("../data/dat/07021911.DAT");
const AREA_VOTES: &[u8] = include_bytes!("../data/dat/08021911.DAT");
const STATIONS: &[u8] = include_bytes!("../data/dat/09021911.DAT");
const STATION_VOTES: &[u8] = include_bytes!("../data/dat/10021911.DAT");

type File = (&'static str, Vec<u8>);

fn archive() -> Vec<File> {
    vec![
        ("03021911.DAT", LISTS.to_vec()),
        ("05021911.DAT", MUNICIPALITIES.to_vec()),
        ("06021911.DAT", MUNICIPAL_VOTES.to_vec()),
        ("07021911.DAT", AREAS.to_vec()),
        ("08021911.DAT", AREA_VOTES.to_vec()),
        ("09021911.DAT", STATIONS.to_vec()),
        ("10021911.DAT", STATION_VOTES.to_vec()),
    ]
}

fn sources(files: &[File]) -> Vec<Source> {
    files.iter().map(|(name, bytes)| Source::from_bytes(*name, bytes.clone())).collect()
}

/// The archive with one place of one file changed.
fn changed(file: &str, from: &str, to: &str) -> Vec<File> {
    let mut files = archive();
    let (_, bytes) = files.iter_mut().find(|(name, _)| name.starts_with(file)).unwrap();
    let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
    assert!(text.contains(from), "{from}");
    *bytes = text.replacen(from, to, 1).chars().map(|c| u8::try_from(c).unwrap()).collect();
    files
}

#[track_caller]
fn refused(files: &[File], words: &str) {
    let error = read_all(&sources(files)).expect_err("the archive is refused");
    assert!(error.contains(words), "{error}");
}

/// Three levels stand in files 07 and 08; municipalities and polling stations beside them.
#[test]
fn one_level_is_taken() {
    let import = read_all(&sources(&archive())).unwrap();
    assert_eq!((total(&import, "list"), figure(&import, "list", "@against-all")), (1_373_659, 8_705));
    assert_eq!(
        (figure(&import, "list", "@registered"), figure(&import, "list", "@invalid")),
        (2_105_280, 9_653)
    );
    let seats: u32 = import.districts.iter().filter_map(|known| known.seats).sum();
    assert_eq!((import.districts.len(), seats), (5, 23));
    assert_eq!(import.official.iter().map(|won| won.seats).sum::<u32>(), 23);
    let rioja = import.districts.iter().find(|known| known.district == "La Rioja").unwrap();
    assert_eq!((rioja.seats, rioja.population), (Some(4), Some(315_675)));
    // The Ministry's numbers of communities: 14 is the Basque Country.
    let bizkaia = import.districts.iter().find(|known| known.district == "Bizkaia").unwrap();
    assert_eq!(bizkaia.region.as_deref(), Some("País Vasco"));
}

/// Blank votes are valid by law, and nobody's.
#[test]
fn blank_votes_are_against_all() {
    let import = read_all(&sources(&archive())).unwrap();
    assert_eq!(votes(&import, "list", "Ceuta", "@against-all", ""), 324);
    assert!(notes(&import, "blank", "valid and against all"));
}

/// A list has a code in each place: one party is who has one national head, called by the letters of the head.
#[test]
fn parties_are_national_heads() {
    let import = read_all(&sources(&archive())).unwrap();
    let psoe = ["Bizkaia", "La Rioja", "Ceuta"].map(|district| votes(&import, "list", district, "PSOE", ""));
    assert_eq!(psoe, [120_566, 57_485, 10_455]);
    assert!(notes(&import, "names", "PSOE (PSE-EE (PSOE))"));
    assert!(!import.rows.iter().any(|row| row.party.as_deref() == Some("PSE-EE (PSOE)")));
}

/// Two lists of one head in a district are two lists: their votes are not one list's votes.
#[test]
fn lists_of_a_head_that_meet_stay_apart() {
    // Bizkaia's list 000092 of the PSOE, under another code, meets it in Ceuta.
    let mut files = archive();
    files.retain(|(name, _)| ["03", "07", "08"].contains(&&name[..2]));
    let lists: String = LISTS.iter().map(|&byte| char::from(byte)).collect();
    let another = lists.lines().find(|line| line.starts_with("02201911000092")).unwrap();
    let another = another.replace("02201911000092PSE-EE (PSOE)", "02201911000900PSOE         ");
    files[0].1.extend(another.chars().map(|c| u8::try_from(c).unwrap()).chain([b'\n']));
    // A tenth of the PSOE's votes of Ceuta go to it, in the province, not above.
    let text = String::from_utf8(files[2].1.clone()).unwrap();
    let line = text.lines().find(|line| line.starts_with("02201911118519000094")).unwrap();
    assert_eq!(&line[20..28], "00010455");
    let both = format!("{}00009378{}\n022019111185190009000000107700000", &line[..20], &line[28..]);
    files[2].1 = text.replace(line, &both).into_bytes();
    let import = read_all(&sources(&files)).unwrap();
    assert_eq!(votes(&import, "list", "Ceuta", "PSOE (000094)", ""), 9_378);
    assert_eq!(votes(&import, "list", "Ceuta", "PSOE (000900)", ""), 1_077);
    assert!(notes(&import, "names", "stay apart: 000094, 000900"));
}

/// Municipalities leave out voters abroad; polling stations have them as municipality 999, with totals.
#[test]
fn votes_from_abroad_are_in_provinces() {
    let import = read_all(&sources(&archive())).unwrap();
    assert!(notes(&import, "abroad", "13511 of the votes to lists"));
    let mut files = archive();
    files.retain(|(name, _)| !["09", "10"].contains(&&name[..2]));
    let import = read_all(&sources(&files)).unwrap();
    assert!(notes(&import, "abroad", "129 of the votes to lists in the 1 provinces"));
    assert_eq!(total(&import, "list"), 1_373_659);
}

#[test]
fn files_with_persons_are_not_opened() {
    let mut files = sources(&archive());
    // There is no such file: reading it would be an error.
    files.push(Source::from_path("no/such/folder/04021911.DAT"));
    let import = Format::recognise(&files).unwrap().read(&files).unwrap();
    assert!(notes(&import, "left-out", "birth dates and identity numbers: 04021911.DAT"));
    let alone = [Source::from_path("no/such/folder/04021911.DAT")];
    let error = Format::recognise(&alone).unwrap().read(&alone).unwrap_err().to_string();
    assert!(error.contains("file 03 of the archive is needed"), "{error}");
}

#[test]
fn levels_must_agree() {
    for (file, from, to, words) in [
        // A list's votes in a province, in a community, in the nation.
        (
            "08",
            "0220191111851900009400010455",
            "0220191111851900009400010456",
            "Ceuta, votes to lists: 33071 here",
        ),
        (
            "08",
            "0220191111899900009400010455",
            "0220191111899900009400010456",
            "Ciudad de Ceuta, votes to lists",
        ),
        ("08", "0220191119999900009400", "0220191119999900009410", "Total nacional, votes to lists"),
        // Figures of an area: the last three are blank and null votes and votes to lists.
        (
            "07",
            "000003240000035100033071",
            "000003250000035100033071",
            "Ciudad de Ceuta, blank votes: 324 here, and its parts add up to 325",
        ),
        ("07", "000003240000035100033071", "000003240000035100033072", "Ceuta, votes to lists"),
        // A city's district, a municipality, a list of one.
        (
            "05",
            "00016468",
            "00016469",
            "municipality 51001, votes to lists: 32942 here, and its parts add up to 32943",
        ),
        ("06", "0220191115100199000094", "0220191115100101000094", "municipality 51001"),
        // A polling station and its lists.
        ("10", "0000000", "0000001", "polling station"),
    ] {
        refused(&changed(file, from, to), words);
    }
}

#[test]
fn stations_are_those_of_the_provinces() {
    // A vote moves from one list of a station to another: the station agrees, the province does not.
    let text = String::from_utf8(STATION_VOTES.to_vec()).unwrap();
    let mut files = archive();
    files[6].1 = text.replace("185100101001 U0000940003468", "185100101001 U0000940003467").into_bytes();
    refused(&files, "polling station 185100101001 U, votes to lists");
    let moved = text.replace("185100101001 U0000940003468", "185100101001 U0000940003467");
    files[6].1 = moved.replace("185100101001 U0000830002469", "185100101001 U0000830002470").into_bytes();
    refused(&files, "10021911.DAT: Ceuta, PP: 7439 here, and its parts add up to 7440");
    // Without the totals of voters abroad nothing is missed; with a wrong one they are held against them.
    let totals = |line: &&str| line.as_bytes()[11..13] != *b"99";
    let mut files = archive();
    files[6].1 = text.lines().filter(totals).map(|line| format!("{line}\n")).collect::<String>().into_bytes();
    refused(&files, "line 21: polling station 1899999090000U");
    let stations = String::from_utf8(STATIONS.to_vec()).unwrap();
    files[5].1 =
        stations.lines().filter(totals).map(|line| format!("{line}\n")).collect::<String>().into_bytes();
    read_all(&sources(&files)).unwrap();
}

#[test]
fn other_elections_are_refused() {
    let senate = |bytes: &[u8]| String::from_utf8_lossy(bytes).replace("02201911", "03201911").into_bytes();
    let files = [
        ("03031911.DAT", LISTS.iter().map(|&byte| char::from(byte)).collect::<String>()),
        ("07031911.DAT", String::new()),
        ("08031911.DAT", String::from_utf8(senate(AREA_VOTES)).unwrap()),
    ];
    let latin = |text: &str| text.chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<_>>();
    let lists = latin(&files[0].1.replace("02201911", "03201911"));
    let areas: String = AREAS.iter().map(|&byte| char::from(byte)).collect();
    let areas = latin(&areas.replace("022019111", "032019111"));
    refused(
        &[
            ("03031911.DAT", lists),
            ("07031911.DAT", areas),
            ("08031911.DAT", files[2].1.clone().into_bytes()),
        ],
        "this is the Senate (03), whose lists are persons; only the Congress (02) is read",
    );
    refused(&changed("08", "022019111", "022019041"), "a line of another election");
}

#[test]
fn damaged_lines_are_refused() {
    for (file, from, to, words) in [
        ("08", "0220191111851900009400010455", "02201911118519000094O0010455", "line 6, `21-28`: `O0010455`"),
        (
            "08",
            "0220191111851900009400010455",
            "022019111185190000940010455",
            "a line of 32 bytes, and lines of this file have 33",
        ),
        (
            "08",
            "022019111185190000940001",
            "022019111185110000940001",
            "`1` is not known here; the format has 9, the whole province",
        ),
        ("08", "0220191111851900009400010455", "0220191111851900909400010455", "list 009094 of 03021911.DAT"),
        ("08", "0220191111851", "0220191111852", "area 1852 of 07021911.DAT"),
        ("07", "S\n", "X\n", "`X` is not known here; the format has S or N"),
        ("03", "000092000092000094", "000092000092009994", "the list 009994, head of this one"),
    ] {
        refused(&changed(file, from, to), words);
    }
    // A station of a province that is none, and more lists than an election has.
    refused(&changed("09", "0220191111851", "0220191111852"), "area 1852 of file 07");
    let mut files = archive();
    let more = (10_000..15_000)
        .map(|code| format!("02201911{code:06}{:<50}{:<150}{code:06}{code:06}{code:06}\n", "A", "B"));
    files[0].1.extend(more.collect::<String>().into_bytes());
    refused(&files, "no election of the Congress has had more than 5000");
    // Stored anew in another encoding: the width tells.
    let mut files = archive();
    files[3].1 = AREAS.iter().map(|&byte| char::from(byte)).collect::<String>().into_bytes();
    refused(&files, "it was stored anew in UTF-8");
    // Cut within a line, and after one.
    let mut files = archive();
    files[4].1.truncate(AREA_VOTES.len() - 20);
    refused(&files, "the file ends too early");
    files[4].1.truncate(34 * 20);
    refused(&files, "votes to lists");
    files.remove(4);
    refused(&files, "file 08 of the archive is needed: it has the votes of the provinces");
    // A line doubled.
    let doubled = changed(
        "08",
        "0220191111851900009400010455",
        "022019111185190000940001045500000\n0220191111851900009400010455",
    );
    refused(&doubled, "`list 000094 of this area` stands here for the second time");
}

/// The layout says CR and LF, and a last line may have no end.
#[test]
fn line_ends() {
    let as_it_is = read_all(&sources(&archive())).unwrap();
    let crlf = |bytes: &[u8]| {
        bytes.iter().flat_map(|&byte| if byte == b'\n' { vec![b'\r', b'\n'] } else { vec![byte] }).collect()
    };
    let files: Vec<File> = archive().iter().map(|(name, bytes)| (*name, crlf(bytes))).collect();
    assert_eq!(read_all(&sources(&files)).unwrap().rows, as_it_is.rows);
    let files: Vec<File> =
        archive().iter().map(|(name, bytes)| (*name, bytes.trim_ascii_end().to_vec())).collect();
    assert_eq!(read_all(&sources(&files)).unwrap().rows, as_it_is.rows);
}

/// A slip of the Ministry's own is known by its numbers, in its election alone.
#[test]
fn slips_of_the_ministry() {
    // Votes to lists of Murcia in March 2008, 760,861, are not those of its lists, 760,864.
    let file = |text: &str| text.replace("SSSSSSSS", "02200803").into_bytes();
    let area = |code: &str, name: &str, lists: u32| {
        format!(
            "SSSSSSSS1{code}9{name:<50}{:08}{:05}{:08}{:08}{:032}{:08}{:08}{lists:08}{:06}{:016}S\n",
            1, 1, 1, 1, 0, 0, 0, 10, 0
        )
    };
    let nation = |lists: u32| {
        area("9999", "Total nacional", lists)
            + &area("1530", "Murcia", lists)
            + &area("1599", "Región de Murcia", lists)
    };
    let areas: Vec<u8> =
        nation(760_861).replace("SSSSSSSS", "02200803").chars().map(|c| u8::try_from(c).unwrap()).collect();
    let list = format!("SSSSSSSS000001{:<50}{:<150}000001000001000001\n", "PP", "PARTIDO POPULAR");
    let votes = ["9999", "1530", "1599"]
        .map(|code| format!("SSSSSSSS1{code}9000001{:08}{:05}\n", 760_864, 10))
        .concat();
    let files = [("03020803.DAT", file(&list)), ("07020803.DAT", areas), ("08020803.DAT", file(&votes))];
    // The nation of this archive is one province: its number is none of the known ones.
    refused(&files, "Total nacional, votes to lists: 760861 here, and its parts add up to 760864");
    let mut files = files;
    let murcia = nation(760_861).replacen("00760861", "00760864", 1).replace("SSSSSSSS", "02200803");
    files[1].1 = murcia.chars().map(|c| u8::try_from(c).unwrap()).collect();
    refused(&files, "Total nacional, votes to lists: 760864 here, and its parts add up to 760861");
    // In another year nothing is known of Murcia.
    let other = |bytes: &[u8]| {
        let text: String = bytes.iter().map(|&byte| char::from(byte)).collect();
        text.replace("02200803", "02200403").chars().map(|c| u8::try_from(c).unwrap()).collect::<Vec<_>>()
    };
    let files: Vec<File> = files.iter().map(|(name, bytes)| (*name, other(bytes))).collect();
    refused(&files, "Murcia, votes to lists: 760861 here, and its parts add up to 760864");
}

#[test]
fn random_damage() {
    let files = archive();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    damage::survives("dat", &files);
}
