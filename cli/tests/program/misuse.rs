//! Wrong input has the status 1, wrong usage 2, and both say what to do.

use crate::{file, program, run, sailau, town};

#[test]
fn wrong_input_is_one_line_that_says_where() {
    let rules = town("misuse.toml");
    let slip = file("slip.toml", b"name = \"A\"\n[[tier]]\nname = \"list\"\nseat = 5\n");
    for (line, expected) in [
        ("count no.toml no.csv".to_owned(), "no.toml: cannot be opened"),
        (format!("count {rules} no.csv"), "no.csv cannot be opened"),
        (
            format!("count {slip} no.csv"),
            "line 4, column 1: tier `list`: unknown field `seat`; did you mean `seats`?",
        ),
        ("count kazakhstan:19.03.2023 x".to_owned(), "`19.03.2023` is not a day of the calendar"),
        ("count kazakhstan:2023-03-19 kazakhstan:2023-03-20".to_owned(), "no election was held that day"),
        ("count world:nz_1066 x".to_owned(), "there is no such election; there are nz_1993,"),
        ("count italy:2013 x".to_owned(), "`italy:` is nothing that is on board"),
        (format!("count {rules} kazakhstan:2021-01-10 --sum"), "is tidy as it is"),
        ("man /no/such/folder".to_owned(), "/no/such/folder is no folder; make it first"),
        ("fit no.csv kazakhstan:2021-01-10".to_owned(), "no.csv cannot be opened"),
        ("fit kazakhstan:2021-01-11 kazakhstan:2023-03-19".to_owned(), "no election was held that day"),
        (format!("simulate no.toml {rules}"), "no.toml: cannot be opened"),
        ("simulate kazakhstan:2023-03-19 no.toml".to_owned(), "no.toml: cannot be opened"),
        ("simulate merge no.json".to_owned(), "no.json"),
        ("sweep no.toml".to_owned(), "no.toml cannot be read"),
        (format!("sweep {slip}"), "line 2, column 3: unknown field `tier`"),
        (format!("sweep {rules} no.csv --threshold 0%..5%"), "no.csv cannot be opened"),
        ("house no.csv".to_owned(), "no.csv cannot be opened"),
        (format!("house {rules} no.csv"), "no.csv cannot be opened"),
        (format!("report {rules} no.csv --out {}", env!("CARGO_TARGET_TMPDIR")), "no.csv cannot be opened"),
        (format!("report no.toml no.csv --out {}", env!("CARGO_TARGET_TMPDIR")), "no.toml: cannot be opened"),
    ] {
        let said = sailau(&line).wrong();
        assert!(said.contains(expected), "{line}\n{said}");
        assert!(!said.contains("Error") && !said.contains("::"), "{said}");
    }
}

/// Whatever stands where rules or votes should: one line that names the file and no type of this program.
#[test]
fn files_that_are_something_else_are_named_in_one_line() {
    let good = town("something_else.toml");
    let folder = env!("CARGO_TARGET_TMPDIR");
    let noise: Vec<u8> = (0..4_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let names = |end: &str, texts: &[(&str, &[u8])]| -> Vec<String> {
        let files = texts.iter().map(|(name, text)| file(&format!("else_{name}.{end}"), text));
        files.chain([format!("{folder}/not_there.{end}"), folder.to_owned()]).collect()
    };
    let tomls = names(
        "toml",
        &[
            ("empty", b""),
            ("noise", &noise),
            ("broken", b"name = \n"),
            ("type", b"name = \"A\"\n[[tier]]\nname = \"l\"\nseats = true\nmethod = \"hare\"\n"),
            ("word", b"name = \"A\"\n[[tier]]\nname = \"l\"\nseats = 5\nmethod = \"haar\"\n"),
            ("day", b"name = \"A\"\nsince = \"2023-02-30\"\n[[tier]]\nname = \"l\"\nseats = 5\nmethod = \"hare\"\n"),
        ],
    );
    let jsons = names(
        "json",
        &[
            ("empty", b""),
            ("noise", &noise),
            ("broken", b"{\"name\": \"A\", \"tier\": ["),
            ("type", b"{\"name\": 5}"),
        ],
    );
    let csvs = names(
        "csv",
        &[
            ("empty", b""),
            ("noise", &noise),
            ("broken", b"party,votes\n\"A,5\nB,6,7\n"),
            ("word", b"party,votes\nA,many\n"),
            ("head", b"partie,voices\nA,5\n"),
        ],
    );
    let mut lines: Vec<Vec<String>> = Vec::new();
    let words = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
    for rules in tomls.iter().chain(&jsons) {
        for line in ["rules explain R", "rules show R", "world cross nz_2023 --rules R"] {
            lines.push(
                words(line).into_iter().map(|word| if word == "R" { rules.clone() } else { word }).collect(),
            );
        }
        lines.push(vec!["count".to_owned(), rules.clone(), csvs[0].clone()]);
    }
    for votes in &csvs {
        for line in ["count G V", "compare G G V", "measure G V", "reform G G V", "count G G --districts V"] {
            let file = |word: String| match word.as_str() {
                "G" => good.clone(),
                "V" => votes.clone(),
                _ => word,
            };
            lines.push(words(line).into_iter().map(file).collect());
        }
    }
    for events in &jsons {
        lines.push(words("law recall life --events").into_iter().chain([events.clone()]).collect());
    }
    for line in &lines {
        let said = run(&line.iter().map(String::as_str).collect::<Vec<_>>()).wrong();
        for foreign in
            ["struct ", "enum ", "u32", "u64", "f64", "variant", "invalid type", "::", "os error", "Error"]
        {
            assert!(!said.contains(foreign), "{line:?}: {said}");
        }
        assert!(line.iter().any(|word| word.len() > 8 && said.contains(word.as_str())), "{line:?}: {said}");
    }
}

#[test]
fn impossible_days_are_no_days() {
    for day in ["2023-02-30", "2023-13-01", "19.03.2023", "2023-3-19", ""] {
        let said = sailau(&format!("rules explain kazakhstan:{day}")).wrong();
        assert!(said.contains("is not a day of the calendar; write kazakhstan:YYYY-MM-DD"), "{said}");
        if !day.is_empty() {
            let run = sailau(&format!("law {day}"));
            assert_eq!(run.status, Some(2));
            assert!(
                run.complained.contains("is not a day of the calendar; write it like 2023-03-19"),
                "{}",
                run.complained
            );
        }
    }
}

#[test]
fn all_files_are_checked_before_the_status_is_said() {
    let slip = file("slip2.toml", b"name = \"A\"\n");
    let run = run(&["rules", "check", &slip, "kazakhstan:2023-03-19"]);
    assert_eq!(run.status, Some(1));
    assert!(run.said.starts_with("kazakhstan:2023-03-19: right"), "{}", run.said);
    assert!(run.complained.contains("slip2.toml"), "{}", run.complained);
}

#[test]
fn wrong_usage_has_the_status_2() {
    for line in [
        "",
        "cuont",
        "count",
        "count a",
        "compare a b",
        "count a b --json --csv",
        "count a b --separator xy",
        "count a b --encoding klingon",
        "count a b --columns partie=X",
        "count a b --lots -1",
        "law tomorrow",
        "law registration --all --json",
        "fit",
        "fit kazakhstan:2021-01-10 --least many",
        "fit kazakhstan:2021-01-10 kazakhstan:2023-03-19 --same Adal",
        "simulate",
        "simulate kazakhstan:2023-03-19 kazakhstan:2023-03-19 --draws many",
        "simulate kazakhstan:2023-03-19 kazakhstan:2023-03-19 --until 0",
        "simulate kazakhstan:2023-03-19 kazakhstan:2023-03-19 --shard 3/2 --out 3.json",
        "sweep",
        "sweep a b --threshold 5%",
        "sweep a --all --csv",
        "house --width 400",
        "report",
        "report a",
        "report kazakhstan:2023-03-19 kazakhstan:2023-03-19 --draws many --out page",
        "house",
        "house A=1 --rows 0",
        "house A=1 --width 360",
        "house A=1 --svg - --json",
        "house A=",
        "power =1",
        "power A=-1",
    ] {
        let run = sailau(line);
        assert_eq!((run.status, &*run.said), (Some(2), ""), "{line}");
        assert!(!run.complained.is_empty(), "{line}");
    }
}

#[test]
fn a_seed_of_lots_is_explained() {
    for (seed, said) in [("x", "`x` is no seed"), ("7.5", "`7.5` is no seed"), ("", "`` is no seed")] {
        let run = run(&["count", "a", "b", "--lots", seed]);
        assert_eq!((run.status, &*run.said), (Some(2), ""), "{seed}");
        assert!(
            run.complained.contains(&format!(
                "{said}; the lots follow from a whole number from 0 to 18446744073709551615"
            )),
            "{}",
            run.complained
        );
    }
}

#[test]
fn a_closed_pipe_ends_quietly() {
    let mut child = program()
        .args(["world", "list"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), &*output.stderr), (Some(0), &b""[..]));
}
