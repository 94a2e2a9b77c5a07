//! Files of election offices: imported, counted as they are, and held against the office's seats.

use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::{Run, file, run};

/// A file written for the tests of the formats.
fn official(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../crates/formats/tests/data");
    folder.join(name).to_str().expect("its name is UTF-8").to_owned()
}

/// An empty folder.
fn folder(name: &str) -> PathBuf {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        std::fs::remove_dir_all(&folder).unwrap();
    }
    folder
}

/// What a run printed that also had notes to say.
#[track_caller]
fn noted(run: Run) -> (String, String) {
    assert_eq!(run.status, Some(0), "{}", run.complained);
    assert!(run.complained.lines().all(|line| line.starts_with("sailau: note: ")), "{}", run.complained);
    (run.said, run.complained)
}

/// Most votes win in each district.
fn plurality(name: &str) -> String {
    let rules = "name = \"Most votes\"\n[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n";
    file(name, rules.as_bytes())
}

#[test]
fn formats_are_listed() {
    let said = run(&["import", "--list"]).good();
    for format in sailau_formats::Format::ALL {
        assert!(said.contains(&format!("\n{} ", format.name())), "{}\n{said}", format.name());
    }
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
}

#[test]
fn what_is_imported_is_counted_alike() {
    let (first, out) = (official("aec/first_preferences.csv"), folder("import"));
    let out = out.to_str().unwrap();
    let said = run(&["import", &first, "--out", out]).good();
    assert!(
        said.contains("votes.csv (15 rows), districts.csv (2 districts), official.csv (2 rows), notes.md"),
        "{said}"
    );
    assert!(said.contains("final: the AEC calls these results final"), "{said}");
    let rules = plurality("import.toml");
    let (votes, districts) = (format!("{out}/votes.csv"), format!("{out}/districts.csv"));
    let tidy = run(&["count", &rules, &votes, "--districts", &districts, "--json"]).good();
    let (direct, notes) = noted(run(&["count", &rules, &first, "--json"]));
    assert_eq!(direct, tidy);
    assert!(notes.contains("sailau: note: lacks: members are elected by preferences"), "{notes}");
    assert!(!notes.contains("note: final"), "{notes}");
    assert_eq!(noted(run(&["count", &rules, &format!("aec:{first}"), "--json"])).0, tidy);
    assert!(std::fs::read_to_string(format!("{out}/notes.md")).unwrap().contains("- **lacks**: "));
    let official = std::fs::read_to_string(format!("{out}/official.csv")).unwrap();
    assert!(official.contains("single,Bean,ALP,Gail GREVILLEA,1\n"), "{official}");
}

/// Every command that takes votes takes an office's files, and says of them what it says of the tidy tables made of them.
#[test]
fn every_command_that_takes_votes_takes_official_files() {
    let folder = folder("all-commands");
    std::fs::create_dir_all(&folder).unwrap();
    let text = std::fs::read_to_string(official("valgresultat/2021.csv")).unwrap();
    let earlier = text.replacen("55346;40263;95609", "55346;50263;105609", 1);
    let [mut files, mut tidy] = [Vec::new(), Vec::new()];
    for (name, text) in [("earlier", earlier), ("later", text)] {
        let path = folder.join(format!("{name}.csv"));
        std::fs::write(&path, text).unwrap();
        files.push(format!("valgresultat:{}", path.display()));
        let out = folder.join(name);
        run(&["import", &files[files.len() - 1], "--out", out.to_str().unwrap()]).good();
        tidy.push(out.join("votes.csv").to_str().unwrap().to_owned());
    }
    let districts = folder.join("later/districts.csv");
    let rules = |method: &str| {
        let text = format!(
            "name = \"{method}\"\n[[tier]]\nname = \"list\"\ndistricts = \"each\"\nseats = \"given\"\nmethod = \"{method}\"\n"
        );
        file(&format!("all-commands-{method}.toml"), text.as_bytes())
    };
    let (old, new) = (rules("dhondt"), rules("sainte-lague"));
    let said = |words: &[&str], votes: &[String]| {
        let places = words.iter().map(|word| match *word {
            "OLD" => &*old,
            "NEW" => &*new,
            "EARLIER" => &*votes[0],
            "VOTES" => &*votes[1],
            word => word,
        });
        let line: Vec<&str> = places.chain(["--districts", districts.to_str().unwrap()]).collect();
        let run = run(&line);
        assert_eq!(run.status, Some(0), "{words:?}: {}", run.complained);
        // A file is called as it was named, an office's by the last part of its name.
        let said = run.said.replace(&votes[0], "EARLIER").replace(&votes[1], "VOTES");
        said.replace("earlier", "EARLIER").replace("later", "VOTES")
    };
    for words in [
        &["compare", "OLD", "NEW", "VOTES", "--csv"][..],
        &["measure", "OLD", "VOTES", "--csv"],
        &["reform", "OLD", "NEW", "VOTES", "--csv"],
        &["rounding", "OLD", "VOTES", "--draws", "64", "--json"],
        &["simulate", "VOTES", "OLD", "NEW", "--draws", "64", "--csv"],
        &["simulate", "--votes", "EARLIER", "--votes", "VOTES", "OLD", "--draws", "64", "--csv"],
        &["fit", "EARLIER", "VOTES", "--csv"],
        &["audit", "OLD", "VOTES", "--csv"],
        &["forensics", "VOTES", "--json"],
    ] {
        let (direct, made) = (said(words, &files), said(words, &tidy));
        assert!(direct.len() > 50, "{words:?}: {direct}");
        assert_eq!(direct, made, "{words:?}");
    }
}

#[test]
fn the_common_data_format_says_what_it_is_told_and_what_was_read() {
    let two = official("aec/two_candidates.csv");
    let said =
        run(&["import", &two, "--nist", "--day", "2019-05-18", "--issuer", "AEC", "--area", "Australia"])
            .good();
    let report: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(report["Issuer"], "AEC");
    assert_eq!(report["Election"][0]["StartDate"], "2019-05-18");
    assert_eq!(report["Election"][0]["Name"]["Text"][0]["Content"], "Australia, 2019-05-18: single");
    assert!(report["GeneratedDate"].as_str().unwrap().ends_with('Z'));
    for (arguments, problem) in [
        (&["import", &two, "--nist"][..], "--day <YYYY-MM-DD>"),
        (&["import", &two, "--nist", "--day", "2019-02-30", "--issuer", "AEC", "--area", "A"], "2019-02-30"),
        (&["import", &two, "--day", "2019-05-18"], "--nist"),
    ] {
        let run = run(arguments);
        assert_eq!(run.status, Some(2), "{arguments:?}");
        assert!(run.complained.contains(problem), "{}", run.complained);
    }
}

#[test]
fn files_are_not_written_over_unasked() {
    let (first, out) = (official("aec/first_preferences.csv"), folder("twice"));
    let out = out.to_str().unwrap();
    run(&["import", &first, "--out", out]).good();
    let two = official("aec/two_candidates.csv");
    let said = run(&["import", &two, "--out", out]).wrong();
    assert!(said.contains("votes.csv is there already; name another folder, or say --overwrite"), "{said}");
    let votes = || std::fs::read_to_string(format!("{out}/votes.csv")).unwrap().lines().count();
    assert_eq!(votes(), 16);
    run(&["import", &two, "--out", out, "--overwrite"]).good();
    assert_eq!(votes(), 3);
}

#[test]
fn programs_get_everything_as_json() {
    let said = run(&["import", &official("aec/first_preferences.csv"), "--json"]).good();
    let import: Value = serde_json::from_str(&said).unwrap();
    assert_eq!((&import["format"], &import["rows"][0]["votes"]), (&"aec".into(), &2722.into()));
    assert_eq!(import["notes"][0]["kind"], "final");
    assert_eq!(import["districts"][1]["region"], "NSW");
}

#[test]
fn official_seats_stand_beside_ours() {
    let rules = plurality("beside.toml");
    let said = noted(run(&["check-import", &rules, &official("aec/two_candidates.csv")])).0;
    assert!(said.contains("single, by district: 1 official seats, 1 counted, all 1 cells agree."), "{said}");
    // First preferences do not elect in Macquarie.
    let line = ["check-import", &rules, &official("aec/first_preferences.csv")];
    let differs = run(&line);
    assert_eq!(differs.status, Some(1));
    assert!(differs.said.contains("2 official seats, 2 counted, 2 of 3 cells DIFFER."), "{}", differs.said);
    assert!(differs.said.contains("Macquarie") && !differs.said.contains("Bean"), "{}", differs.said);
    let all = run(&[line.as_slice(), &["--all"]].concat());
    assert!(all.said.contains("Bean"), "{}", all.said);
    let csv = run(&[line.as_slice(), &["--csv"]].concat());
    assert_eq!(csv.status, Some(1));
    assert_eq!(csv.said.lines().nth(1), Some("single,Bean,ALP,,1,1"));
}

#[test]
fn seats_of_the_repository_stand_in_where_the_files_have_none() {
    // Votes of an election of the repository, with other names of parties, in a format that has no seats.
    let world = Path::new(env!("CARGO_MANIFEST_DIR")).join("../tests/world/nl_2023/votes.csv");
    let votes = std::fs::read_to_string(world).unwrap();
    let mut table = "county,office,party,candidate,votes\nEverywhere,mayor,Party 1,,7\n".to_owned();
    for (at, line) in votes.lines().filter(|line| line.starts_with("list,")).enumerate() {
        let (party, votes) = line.trim_start_matches("list,").rsplit_once(',').unwrap();
        if !party.starts_with('@') {
            table += &format!("Everywhere,list,Party {at},,{votes}\n");
        }
    }
    let other = file("other_names.csv", table.as_bytes());
    let said = noted(run(&["check-import", "world:nl_2023", &other])).0;
    assert!(
        said.contains("list, the whole country: 150 official seats, 150 counted, all 15 cells agree."),
        "{said}"
    );
    assert!(said.contains("Party 0 is VVD there"), "{said}");
    // A vote more moves no seat, and the party is not found by its votes any more.
    let changed = file("other_votes.csv", table.replace(",,1589519", ",,1589520").as_bytes());
    let said = run(&["check-import", "world:nl_2023", &changed]);
    assert_eq!(said.status, Some(1));
    assert!(said.said.contains("2 of 16 cells DIFFER"), "{}", said.said);
    let none = run(&["check-import", "world:nl_2017", &other]);
    assert!(none.complained.contains("the votes of world:nl_2017 are others"), "{}", none.complained);
    let file = run(&["check-import", &plurality("none.toml"), &official("aec/two_candidates.csv")]);
    assert_eq!(file.status, Some(0), "{}", file.complained);
}

#[test]
fn votes_are_no_rules_and_formats_have_names() {
    let first = official("aec/first_preferences.csv");
    let said = run(&["count", &format!("aec:{first}"), &first]).wrong();
    assert!(said.contains("are votes; rules are a file"), "{said}");
    let said = run(&["count", &plurality("no.toml"), "kreg:a.csv"]).wrong();
    assert!(said.contains("votes may be FORMAT:FILE (sailau import --list)"), "{said}");
    let empty = folder("empty");
    std::fs::create_dir_all(&empty).unwrap();
    let said = run(&["import", empty.to_str().unwrap()]).wrong();
    assert!(said.contains("no file of this folder is of a format that is known"), "{said}");
    let unknown = run(&["import", &first, "--format", "kreg"]);
    assert_eq!(unknown.status, Some(2));
    assert!(unknown.complained.contains("`kreg` is no format; there are aec,"), "{}", unknown.complained);
    let columns = run(&["count", &plurality("cols.toml"), &format!("aec:{first}"), "--sum"]).wrong();
    assert!(columns.contains("is read as its format says: leave out --columns"), "{columns}");
}

#[test]
fn a_damaged_file_is_one_line_with_its_place() {
    let text = std::fs::read_to_string(official("aec/first_preferences.csv")).unwrap();
    let damaged = file("damaged_aec.csv", text.replace("32288,616", "32289,616").as_bytes());
    let said = run(&["count", &plurality("damaged.toml"), &damaged]).wrong();
    assert!(said.contains("damaged_aec.csv: line 9, `TotalVotes`: Bean, Gail GREVILLEA"), "{said}");
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_once() {
    let rules = crate::town("pipe.toml");
    let program = env!("CARGO_BIN_EXE_sailau");
    let line =
        format!("printf 'party,votes\\nHill,60\\nDale,40\\n' | cat | {program} count {rules} /dev/stdin");
    let output = std::process::Command::new("sh").args(["-c", &line]).output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(
        said.contains("Hill has a majority: 4 of 7 seats"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn the_tables_of_others_are_read_as_they_are_told() {
    // The example of `docs/formats.md`.
    let page = include_str!("../../../docs/formats.md");
    let rules = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).unwrap();
    let line = page.lines().find_map(|line| line.trim().strip_prefix("--columns ")).unwrap();
    let votes = "county,election_district,office,district,party,candidate,votes\n\
                 Sussex,01-41,State Assembly,41,DEMOCRATIC,A. Alder,185\nSussex,02-41,State Assembly,41,DEMOCRATIC,A. \
                 Alder,163\nSussex,01-41,State Assembly,41,REPUBLICAN,B. Bay,262\nSussex,02-41,State Assembly,41,REPUBLICAN,B. \
                 Bay,223\n";
    let (rules, votes) = (file("delaware.toml", rules.as_bytes()), file("precincts.csv", votes.as_bytes()));
    let said = run(&["count", &rules, &votes, "--sum", "--columns", line]).good();
    assert!(said.contains("REPUBLICAN has a majority: 1 of 1 seats"), "{said}");
}

/// A sweep file names official files as the command line does, beside itself; they are counted like the tidy votes made of them.
#[test]
fn a_sweep_file_names_official_files() {
    let folder = folder("sweep-official");
    let beside = |name: &str, text: &str| {
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let kerg2 = std::fs::read_to_string(official("kerg2/2021.csv")).unwrap();
    let results = beside("results.csv", &kerg2);
    beside("house.toml", "name = \"House\"\n[[tier]]\nname = \"list\"\nseats = 7\nmethod = \"dhondt\"\n");
    let sweep = |votes: &str| {
        let text = format!(
            "name = \"How large?\"\nvotes = \"{votes}\"\n[baseline]\nname = \"now\"\nrules = \"house.toml\"\n\
             [[reform]]\nname = \"larger\"\nchanges = [{{ set = \"list.seats\", to = \"$seats\" }}]\n\
             [[parameter]]\nname = \"seats\"\nvalues = [9, 21]\n"
        );
        run(&["sweep", &beside("sweep.toml", &text), "--csv"])
    };
    let (direct, notes) = noted(sweep("kerg2:results.csv"));
    assert!(direct.lines().any(|line| line.starts_with("21,larger,")), "{direct}");
    assert!(notes.contains("Parties are called by their short names"), "{notes}");
    assert_eq!(noted(sweep("results.csv")).0, direct);
    run(&["import", &results, "--out", folder.join("tidy").to_str().unwrap()]).good();
    assert_eq!(sweep("tidy/votes.csv").good(), direct);
    // What is wrong is told with its place, and an electorate is not made here.
    beside("results.csv", &kerg2.replacen(";Wahlkreis;", ";Kreis;", 1));
    let said = sweep("kerg2:results.csv").wrong();
    assert!(said.contains("results.csv: line "), "{said}");
    assert!(sweep("kerg2:nowhere.csv").wrong().contains("nowhere.csv"));
    let drawn = "name = \"x\"\nseed = 1\ndraws = 100\nelectorate = \"kerg2:results.csv\"\n[baseline]\nname = \"now\"\nrules = \"house.toml\"\n";
    let said = run(&["sweep", &beside("drawn.toml", drawn)]).wrong();
    assert!(said.contains("an electorate is made of official files by sailau fit"), "{said}");
}
