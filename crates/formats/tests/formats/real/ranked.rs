//! Real files of ranked ballots: totals as their own headers, reports and other programs have them.

use sailau_formats::ranked::{self, RankedFile, RankedFormat};
use sailau_formats::{Format, Source};

use super::folder;

/// Reads files of the folder, which are of this format by what stands in them; none where there is no folder.
#[track_caller]
fn read(format: &str, names: &[&str]) -> Option<RankedFile> {
    let folder = folder()?;
    let files: Vec<_> = names.iter().map(|name| Source::from_path(folder.join(name))).collect();
    let found = RankedFormat::recognise(&files).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(found.name(), format);
    Some(ranked::read(&files, None).unwrap_or_else(|error| panic!("{error}")))
}

#[test]
fn blt_of_communities() {
    let Some(file) = read("blt", &["ballots/maemo_2018.blt"]) else { return };
    assert_eq!((file.candidates.len(), file.seats, file.ballots.total()), (5, Some(3), 51));
    assert_eq!(file.title.as_deref(), Some("Community Council Election Q1 2018"));
    let Some(file) = read("blt", &["ballots/gnome_2018.blt"]) else { return };
    assert_eq!((file.candidates.len(), file.seats), (11, Some(7)));
}

#[test]
fn blt_as_documented() {
    let Some(file) = read("blt", &["ballots/documented_example_comments_withdrawn.blt"]) else { return };
    assert_eq!((file.ballots.total(), file.title.as_deref()), (10, Some("Gardening Club Election")));
    assert!(file.candidates[1].withdrawn);
    let Some(file) = read("blt", &["ballots/nicknames_equal_preferences_made_up.blt"]) else { return };
    let lists: Vec<_> = file.ballots.lists().map(|list| list.to_string()).collect();
    assert_eq!(lists, ["1", "1=2>3", "3>1"]);
}

#[test]
fn debian_of_2010() {
    let Some(file) = read("preflib", &["ballots/preflib_00002-00000006.soi"]) else { return };
    assert_eq!((file.ballots.total(), file.ballots.distinct(), file.candidates.len()), (436, 101, 5));
    assert_eq!(file.title.as_deref(), Some("Debian 2010 Leader"));
}

#[test]
fn eilean_siar_of_2012() {
    let Some(file) = read("scotland", &["ballots/scotland_eilean_siar_2012_ward3.csv"]) else { return };
    assert_eq!((file.seats, file.candidates.len(), file.ballots.distinct()), (Some(3), 4, 57));
    assert_eq!(file.title.as_deref(), Some("Na Hearadh Agus Ceann A Deas Nan Loch"));
    assert_eq!((file.ballots.first_preferences(), file.ballots.total()), (vec![498, 69, 202, 33], 802));
}

/// Of the Senate's fixture, with a paper made up to fit: ten groups of two, and two candidates without a group.
#[test]
fn papers_of_the_senate() {
    let Some(folder) = folder() else { return };
    let mut names = "2016\nStateAb,Ticket,CandidateID,BallotPosition,CandidateDetails,PartyName\n".to_owned();
    for group in ["A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "UG"] {
        let square = if group == "UG" { 0 } else { 7 };
        names += &format!("ACT,{group},{square},0,,\nACT,{group},8,1,One,\nACT,{group},8,2,Two,\n");
    }
    let papers = folder.join("au_aec/aec-senate-formalpreferences_2016_fixture.csv");
    let files = [Source::from_path(papers), Source::from_bytes("names.csv", names)];
    let file = ranked::read(&files, None).unwrap_or_else(|error| panic!("{error}"));
    let lists: Vec<_> = file.ballots.lists().map(|list| list.to_string()).collect();
    assert_eq!(lists[0], "11>12>15>16>5>6>1>2>13>14>17>18");
    assert_eq!(lists[3], "5>1>2>4>3>6>7>8>9>10>12>13>14>15>17>19>21>16>18>20>22>11");
}

#[test]
fn san_francisco_of_2024() {
    let Some(folder) = folder() else { return };
    let names =
        ["ContestManifest_sf2024_used", "CandidateManifest_sf2024_used", "CvrExport_sf2024_14_sessions"];
    let files = names.map(|name| Source::from_path(folder.join(format!("us_cvr/dominion_{name}.json"))));
    assert_eq!(RankedFormat::recognise(&files).map(RankedFormat::name), Ok("dominion"));
    let error = ranked::read(&files, None).unwrap_err().to_string();
    assert!(error.contains("there are 7 ranked contests; name one of `MAYOR`"), "{error}");
    let file = ranked::read_contest(&files, None, "MAYOR").unwrap_or_else(|error| panic!("{error}"));
    let lists: Vec<_> = file.ballots.lists().map(|list| list.to_string()).collect();
    // Who was adjudicated: an overvote resolved, an ambiguous mark left out.
    assert_eq!(lists, ["12>7>9>13>3", "4>11", "9>4>2>8>11>12>13>1>5>10", "9>8"]);
    assert_eq!(file.candidates.len(), 16);
}

#[test]
fn a_dominion_table_without_a_ranked_contest() {
    let Some(folder) = folder() else { return };
    let file = Source::from_path(folder.join("us_cvr/dominion_cvrexport_alamosa_test.csv"));
    let error = ranked::read(&[file], None).unwrap_err().to_string();
    assert!(error.contains("no contest of this file is ranked"), "{error}");
}

/// No file of an office's results is taken for ranked ballots, and no ranked ballots for results, but for the Senate's papers.
#[test]
fn results_and_ranked_ballots_are_told_apart() {
    let Some(folder) = folder() else { return };
    let mut seen = 0;
    for area in
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir())
    {
        for file in
            std::fs::read_dir(&area).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_file())
        {
            let source = Source::from_path(&file);
            let ranked = RankedFormat::of(&source).unwrap().map(RankedFormat::name);
            let results = Format::of(&source).unwrap().map(Format::name);
            let name = file.file_name().unwrap().to_string_lossy().into_owned();
            let expected = match name.as_str() {
                name if name.ends_with(".soi") => Some("preflib"),
                name if name.ends_with(".blt") => Some("blt"),
                name if name.starts_with("scotland_") => Some("scotland"),
                name if name.starts_with("aec-senate") => Some("aec-senate"),
                name if name.starts_with("dominion_C") => Some("dominion"),
                name if name.starts_with("dominion_") => Some("dominion-csv"),
                _ => None,
            };
            assert_eq!(ranked, expected, "{name}");
            assert!(
                ranked.is_none() || results.is_none() || ranked == Some("aec-senate"),
                "{name}: {results:?}"
            );
            seen += 1;
        }
    }
    assert!(seen > 50, "{seen}");
}

/// Ballots and lists of the counts that `SAILAU_RANKED_FILES` has: compressed or not, with their candidates.
#[test]
fn counts_by_statute() {
    let Some(folder) = std::env::var_os("SAILAU_RANKED_FILES").map(std::path::PathBuf::from) else {
        println!("left out: SAILAU_RANKED_FILES names no folder of counts");
        return;
    };
    for (case, ballots, lists, candidates) in [
        ("scotland_linn_2007", 9_567, 2_522, 11),
        ("scotland_dundee_maryfield_2022", 4_213, 921, 8),
        ("australia_senate_act_2016", 254_767, 89_075, 22),
        ("australia_senate_tas_2019", 351_988, 51_854, 44),
        ("minneapolis_park_2013", 80_101, 1_238, 11),
        ("minneapolis_mayor_2013", 80_101, 7_084, 36),
        ("portland_or_2024_district1", 43_592, 19_847, 17),
        ("burlington_2009_mayor", 8_980, 384, 6),
        ("nsw_sydney_2021", 120_740, 7_690, 44),
    ] {
        let folder = folder.join(case);
        let names = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path());
        let names = names.filter(|path| {
            let name = path.file_name().unwrap().to_string_lossy();
            name.starts_with("ballots.csv") || name == "candidates.csv"
        });
        let files: Vec<_> = names.map(Source::from_path).collect();
        let file = ranked::read(&files, None).unwrap_or_else(|error| panic!("{error}"));
        let found = (file.ballots.total(), file.ballots.distinct(), file.candidates.len());
        assert_eq!(found, (ballots, lists, candidates), "{case}");
    }
}
