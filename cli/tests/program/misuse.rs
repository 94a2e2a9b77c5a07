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
        ("count world:nz_1066 x".to_owned(), "there is no such election; there are nz_1996,"),
        ("count italy:2013 x".to_owned(), "`italy:` is nothing that is on board"),
        (format!("count {rules} kazakhstan:2021-01-10 --sum"), "is tidy as it is"),
        ("man /no/such/folder".to_owned(), "/no/such/folder is no folder; make it first"),
    ] {
        let said = sailau(&line).wrong();
        assert!(said.contains(expected), "{line}\n{said}");
        assert!(!said.contains("Error") && !said.contains("::"), "{said}");
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
