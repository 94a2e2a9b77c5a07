//! Cases that stand beside the law as data, for those who read the law and no Rust: every file of `tests/law`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sailau::kazakhstan::cases::{PROCEDURES, check_case};
use sailau::law::Certainty;

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path));
        } else if path.extension().is_some_and(|end| end == "toml") {
            found.push(path);
        }
    }
    found.sort();
    found
}

#[test]
fn every_case_beside_the_law_comes_out() {
    let mut cases: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for path in files(Path::new("tests/law")) {
        let file = path.display();
        match check_case(&fs::read_to_string(&path).unwrap()) {
            Err(faults) => wrong.extend(faults.iter().map(|fault| format!("{file}: {fault}"))),
            Ok(case) => {
                if case.certainty != Certainty::Verified && case.doubt.is_none() {
                    wrong.push(format!(
                        "{file}: doubt: expected a word on why it is {}, found none",
                        case.certainty
                    ));
                }
                *cases.entry(case.procedure).or_default() += 1;
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    let all: usize = cases.values().sum();
    assert!(all >= 90 && cases.len() == PROCEDURES.len(), "{all} cases: {cases:?}");
}

/// What the page for lawyers shows, it shows as it is.
#[test]
fn the_page_for_lawyers_shows_cases_that_come_out() {
    let page = fs::read_to_string("tests/law/README.md").unwrap();
    let fences = |kind: &str| -> Vec<String> {
        let opened = format!("```{kind}\n");
        page.split(opened.as_str()).skip(1).map(|rest| rest.split("```").next().unwrap().to_owned()).collect()
    };
    let cases = fences("toml");
    for case in &cases {
        assert!(check_case(case).is_ok(), "{case}{:?}", check_case(case));
    }
    let mistakes = [
        ("margin.members = -1", "margin.members = 0"),
        ("members = 4999", "membres = 4999"),
        ("\"10(6)\"", "\"10(7)\""),
    ];
    let told = mistakes.map(|(right, wrong)| {
        let faults = check_case(&cases[0].replacen(right, wrong, 1)).unwrap_err();
        format!("my_case.toml: {}\n", faults[0])
    });
    assert_eq!(fences("text"), [told.concat()]);
    for procedure in PROCEDURES {
        assert!(page.contains(&format!("`{procedure}`")), "{procedure}");
    }
}

const CASE: &str = r#"
says = "4,999 members are one too few"
procedure = "registration"
law = 2023-01-01
article = "10(6)"

[facts]
members = 4999
in_each_region = 200

[decision]
met = false
margin = { members = -1, regions = 0 }
"#;

/// What a file says that differs from the case above in one place.
fn said(old: &str, new: &str) -> String {
    assert!(CASE.contains(old), "{old}");
    let faults = check_case(&CASE.replace(old, new)).unwrap_err();
    assert_eq!(faults.len(), 1, "{faults:?}");
    let said = faults[0].to_string();
    assert!(!said.contains('\n'), "{said}");
    said
}

#[test]
fn what_is_wrong_with_a_case_is_said_in_a_line() {
    // Founders are not known, so the decision would be open if the members were enough.
    assert!(check_case(CASE).is_ok(), "{:?}", check_case(CASE));
    for (old, new, expected) in [
        ("says", "say", "line 2, column 1: unknown field `say`; did you mean `says`?"),
        ("\"registration\"", "\"registrations\"", "did you mean `registration`?"),
        ("2023-01-01", "2023-02-30", "line 4"),
        ("2023-01-01", "1999-01-01", "law: nothing is known to be in force on 1999-01-01"),
        (
            "\"10(6)\"",
            "\"10(7)\"",
            "article: expected one that the law of 2023-01-01 rests on, found art. 10(7)",
        ),
        (
            "members = 4999",
            "membres = 4999",
            "line 8, column 1: `facts`: unknown field `membres`; did you mean `members`?",
        ),
        ("members = 4999", "members = \"many\"", "line 8, column 11: `facts`, `members`"),
        ("members = 4999", "members = 300", "facts: members of the regions 4000 of 300 members"),
        (
            "in_each_region = 200",
            "in_region = { Ulitau = 200 }",
            "facts: no region is called `Ulitau`; there are Abai",
        ),
        (
            "met = false",
            "",
            "decision.met: expected a figure of the case, found none in its file; the law gives false",
        ),
        (
            "met = false",
            "met = true",
            "decision.met: expected true, found false (Members in all: needed at least 5,000 members, given 4,999 members)",
        ),
        ("met = false", "met = false\nstate = 'filed'", "decision.state: there is no figure `state`"),
        ("met = false", "met = false\n\"a\\nb\" = 1", "decision.a; b: there is no figure `a; b`"),
        (
            "in_each_region = 200",
            "in_region = { \"a\\nb\" = 1 }",
            "facts: no region is called `a; b`; there are Abai",
        ),
        ("members = -1", "members = 1", "decision.margin.members: expected 1, found -1"),
        (
            "members = -1",
            "membres = -1",
            "decision.margin.membres: there is no figure `margin.membres`; did you mean `margin.members`?",
        ),
    ] {
        let said = said(old, new);
        assert!(said.contains(expected), "{said}");
    }
    let of_a_day =
        CASE[..CASE.find("[decision]").unwrap()].replace("[facts]", "decision = 2026-02-28\n\n[facts]");
    let faults = check_case(&of_a_day).unwrap_err();
    assert!(faults[0].to_string().contains("`decision`: a table of figures is needed here"), "{faults:?}");
}

#[test]
fn a_case_is_no_surer_than_its_article() {
    let case = |rest: &str| {
        check_case(&format!(
            "says = 'A'\nprocedure = 'registration'\nlaw = 2004-09-19\narticle = '10'\n{rest}\n\
             [facts]\nmembers = 49999\n[decision]\nmet = false\n"
        ))
    };
    let faults = case("").unwrap_err();
    assert!(
        faults[0].to_string().starts_with("certainty: expected verified, found secondary source"),
        "{faults:?}"
    );
    assert_eq!(case("certainty = 'secondary'").unwrap().certainty, Certainty::Secondary);
    assert_eq!(case("certainty = 'unsure'").unwrap().certainty, Certainty::Unsure);
}

#[test]
fn a_petition_has_its_figures_and_ends_with_what_is_refused() {
    let case = |events: &str| {
        check_case(&format!(
            "says = 'A'\nprocedure = 'recall'\nlaw = 2024-06-03\narticle = '113-12(2)'\n[facts]\nbody = 'mäjilis'\n\
             term = {{ began = 2023-03-29, ends = 2028-03-29 }}\nvoters = 9000\nevents = [{events}]\n\
             [decision]\nstate = 'filed'\n"
        ))
    };
    let said = |events: &str| case(events).unwrap_err()[0].to_string();
    let filed = "{ day = 2024-06-03, event = 'filed', voters = 1, ground = 'loss of trust' }";
    assert!(case(filed).is_ok());
    for (events, expected) in [
        (String::new(), "facts: there are no events"),
        ("{ day = 2024-06-03, event = 'filed' }".to_owned(), "facts: `events` 1: `voters` is missing"),
        (
            format!("{filed}, {{ day = 2024-06-04, event = 'registered', yes = 5 }}"),
            "facts: `events` 2: `yes` is no figure of this event",
        ),
        (
            format!("{}, {filed}", filed.replace("2024-06-03", "2024-01-01")),
            "a case ends with what is refused",
        ),
        (filed.replace("'filed'", "'field'"), "did you mean `filed`?"),
        (filed.replace("ground", "reason"), "unknown field `reason`"),
        // What is refused is said, or it is a fault.
        (
            filed.replace("2024-06-03", "2024-01-01"),
            "decision.state: expected filed, found unchallenged (the law refuses",
        ),
    ] {
        let said = said(&events);
        assert!(said.contains(expected), "{said}");
    }
}
