use sailau_formats::Source;
use sailau_formats::ranked;

use super::{damage, lists, names, notes, read_all, written};

const CONTESTS: &str = r#"{"Version":"5.10","List":[
 {"Description":"PRESIDENT","Id":1,"VoteFor":1,"NumOfRanks":0},
 {"Description":"MAYOR","Id":18,"VoteFor":1,"NumOfRanks":3},
 {"Description":"SHERIFF","Id":22,"VoteFor":1,"NumOfRanks":2}]}"#;
const CANDIDATES: &str = r#"{"Version":"5.10","List":[
 {"Description":"HILL","Id":54,"ContestId":18,"Type":"Regular"},
 {"Description":"LAKE","Id":55,"ContestId":18,"Type":"Regular"},
 {"Description":"MOOR","Id":70,"ContestId":22,"Type":"Regular"},
 {"Description":"Write-in","Id":173,"ContestId":18,"Type":"WriteIn"},
 {"Description":"PINE","Id":175,"ContestId":18,"Type":"QualifiedWriteIn"}]}"#;
const CONDITIONS: &str = r#"{"Version":"5.10","List":[{"Description":"Ambiguous","Id":0},{"Description":"InvalidContest","Id":7}]}"#;
const OTHERS: &str =
    r#"{"Version":"5.10","List":[{"BallotTypeId":1,"ContestId":18},{"BallotTypeId":2,"ContestId":22}]}"#;
const SETTINGS: &str = r#"{"SplitFilesPerBatch":true,"CvrType":0}"#;

/// A mark: candidate, rank, whether it is ambiguous. `IsVote` is true for the first rank alone, as in some exports.
fn mark(candidate: u64, rank: u64, ambiguous: bool) -> String {
    format!(
        r#"{{"CandidateId":{candidate},"PartyId":0,"Rank":{rank},"MarkDensity":90,"IsAmbiguous":{ambiguous},"IsVote":{}}}"#,
        rank == 1
    )
}

fn contest(id: u64, conditions: &str, marks: &[String]) -> String {
    format!(
        r#"{{"Id":{id},"Overvotes":0,"OutstackConditionIds":[{conditions}],"Marks":[{}]}}"#,
        marks.join(",")
    )
}

fn version(current: bool, contests: &[String]) -> String {
    format!(r#"{{"IsCurrent":{current},"Cards":[{{"Id":1,"Contests":[{}]}}]}}"#, contests.join(","))
}

fn session(original: &str, modified: Option<&str>) -> String {
    let modified = modified.map(|version| format!(r#","Modified":{version}"#)).unwrap_or_default();
    format!(r#"{{"TabulatorId":5,"RecordId":"X","Original":{original}{modified}}}"#)
}

/// Seven sessions, of which five have the mayor on a paper that counts.
fn export() -> String {
    let first = [contest(18, "", &[mark(55, 1, false), mark(54, 2, false)])];
    let sessions = [
        session(&version(true, &first), None),
        // What was adjudicated counts, and not what it replaced.
        session(
            &version(false, &[contest(18, "", &[mark(54, 1, false), mark(55, 1, false)])]),
            Some(&version(
                true,
                &[contest(18, "", &[mark(55, 1, false), mark(173, 2, true), mark(175, 3, false)])],
            )),
        ),
        // Two at one rank, one of them recorded twice; an older export has no cards.
        session(
            &format!(
                r#"{{"IsCurrent":true,"Contests":[{}]}}"#,
                contest(18, "", &[mark(55, 2, false), mark(54, 2, false), mark(55, 2, false)])
            ),
            None,
        ),
        session(&version(true, &[contest(18, "4", &[])]), None),
        session(&version(true, &[contest(22, "", &[mark(70, 1, false)])]), None),
        session(&version(true, &[contest(18, "4,7", &[mark(55, 1, false)])]), None),
        session(&version(false, &first), None),
    ];
    format!("{{\"Version\":\"5.10\",\n\"ElectionId\":\"x\",\"Sessions\":[{}]}}", sessions.join(",\n"))
}

fn files(export: &str) -> Vec<(&'static str, Vec<u8>)> {
    [
        ("ContestManifest.json", CONTESTS),
        ("CandidateManifest.json", CANDIDATES),
        ("OutstackConditionManifest.json", CONDITIONS),
        ("BallotTypeContestManifest.json", OTHERS),
        ("Configuration.json", SETTINGS),
        ("CvrExport.json", export),
    ]
    .map(|(name, text)| (name, text.into()))
    .to_vec()
}

fn of(contest: &str, export: &str) -> Result<ranked::RankedFile, String> {
    let sources: Vec<Source> =
        files(export).into_iter().map(|(name, bytes)| Source::from_bytes(name, bytes)).collect();
    ranked::read_contest(&sources, None, contest).map_err(|error| error.to_string())
}

#[test]
fn a_contest_of_several() {
    let file = of("MAYOR", &export()).unwrap();
    assert_eq!(file.title.as_deref(), Some("MAYOR"));
    assert_eq!(names(&file), ["HILL", "LAKE", "Write-in", "PINE"]);
    assert_eq!(lists(&file), written(&[(1, "2>1"), (1, "2>>4"), (1, ">1=2"), (1, "")]));
    assert!(notes(&file, "left-out", "1 ambiguous marks"));
    assert!(notes(&file, "left-out", "1 sessions of which neither version is current"));
    assert!(notes(&file, "left-out", "1 papers whose contest is marked invalid"));
    assert!(notes(&file, "left-out", "1 other ranked contests"));
    assert!(notes(&file, "together", "write-ins that nobody resolved, whoever they name: `Write-in`"));
    assert!(notes(&file, "lacks", "`VoteFor` is 1"));
    let file = of("SHERIFF", &format!("\u{feff}{}", export())).unwrap();
    assert_eq!(lists(&file), written(&[(1, "1")]));
}

#[test]
fn contests_are_asked_for() {
    let error = read_all(&files(&export())).unwrap_err();
    assert_eq!(error, "CvrExport.json: there are 2 ranked contests; name one of `MAYOR`, `SHERIFF`");
    let error = of("PRESIDENT", &export()).unwrap_err();
    assert!(
        error.contains("0 ranked contests are called `PRESIDENT`; there are `MAYOR`, `SHERIFF`"),
        "{error}"
    );
}

#[test]
fn several_exports_are_one_election() {
    let mut sources = files(&export());
    sources.push(("CvrExport_2.json", export().into_bytes()));
    let sources: Vec<Source> =
        sources.into_iter().map(|(name, bytes)| Source::from_bytes(name, bytes)).collect();
    assert_eq!(ranked::read_contest(&sources, None, "MAYOR").unwrap().ballots.total(), 8);
}

#[test]
fn damaged_files_say_where() {
    for (from, to, words) in [
        (
            r#""CandidateId":55,"PartyId":0,"Rank":1"#,
            r#""CandidateId":99,"PartyId":0,"Rank":1"#,
            "line 2, `Sessions[0]`: nobody has the number 99",
        ),
        (r#""Rank":2"#, r#""Rank":4"#, "line 2, `Sessions[0]`: rank 4, and `MAYOR` has 3"),
        (r#""Rank":2"#, r#""Rank":0"#, "line 2, `Sessions[0]`: rank 0"),
        (r#""Rank":2"#, r#""Rank":-2"#, "line 2, `Sessions[0]`: invalid value"),
        (r#""IsCurrent":false"#, r#""IsCurrent":true"#, "line 3, `Sessions[1]`: both versions are current"),
        (
            r#""IsCurrent":true,"Contests""#,
            r#""IsCurrent":true,"Contest""#,
            "line 4, `Sessions[2]`: `Cards` is missing",
        ),
        (r#""Sessions":["#, r#""Session":["#, "CvrExport"),
    ] {
        let whole = export();
        assert!(whole.contains(from), "{from}");
        let error = of("MAYOR", &whole.replacen(from, to, 1)).unwrap_err();
        assert!(error.starts_with(&format!("CvrExport.json: {words}")) || words == "CvrExport", "{error}");
    }
    let whole = export();
    let error = of("MAYOR", &whole[..whole.len() / 2]).unwrap_err();
    assert!(error.contains("the file ends too early"), "{error}");
    let without = |name: &str| {
        let files: Vec<_> = files(&export()).into_iter().filter(|file| file.0 != name).collect();
        read_all(&files).unwrap_err()
    };
    let error = without("ContestManifest.json");
    assert!(error.starts_with("CvrExport.json: `ContestManifest.json` is missing"), "{error}");
    let error = without("CandidateManifest.json");
    assert!(error.starts_with("CvrExport.json: `CandidateManifest.json` is missing"), "{error}");
    let error = without("CvrExport.json");
    assert!(error.contains("the cast vote records, `CvrExport*.json`, are missing"), "{error}");
}

#[test]
fn damage_at_random() {
    let contests = CONTESTS.replace(r#""VoteFor":1,"NumOfRanks":2"#, r#""VoteFor":1,"NumOfRanks":0"#);
    let export = export();
    damage::survives(
        "dominion",
        &[
            ("ContestManifest.json", contests.as_bytes()),
            ("CandidateManifest.json", CANDIDATES.as_bytes()),
            ("CvrExport.json", export.as_bytes()),
        ],
    );
}
