//! `simulate`: chances under several sets of rules, in one run or in shards.

use serde_json::Value;

use crate::{file, run, sailau, town};

const LAWS: &str = "kazakhstan:2023-03-19 kazakhstan:2021-06-01 kazakhstan:2023-03-19";

/// Three parties of a town, which vary.
fn electorate(name: &str) -> String {
    let text = "name = \"A town\"\nsources = [\"invented\"]\n[swing.logistic-normal]\nnation = 0.3\n\
                [[party]]\nname = \"<b>|x\"\nshare = 0.5\n[[party]]\nname = \"A+B\"\nshare = 0.3\n\
                [[party]]\nname = \"C\"\nshare = 0.2\n[[district]]\nname = \"town\"\nregistered = 9000\n[[list]]\n";
    file(name, text.as_bytes())
}

fn json(line: &str) -> Value {
    serde_json::from_str(&sailau(line).good()).unwrap()
}

#[test]
fn the_first_screen_answers_the_question() {
    let said = sailau(&format!("simulate {LAWS} --draws 1024 --coalition Auyl+NPK")).good();
    for expected in [
        "1,024 elections are drawn (seed 1), and each is counted under 2 sets of rules.\nElectorate: Kazakhstan,",
        "2021-06-01: in ",
        " of the elections a party has more than half of the 107 seats:",
        "2023-03-19 against 2021-06-01, on the same votes: Auyl -3.",
        "the chance that Auyl + NPK hold more than 1/2 ",
        "\nparty              2021-06-01       2023-03-19\nAmanat ",
        "\na party has more than half",
        "\n  * National swing 0.68: fitted to the official results of 1999-2023",
    ] {
        assert!(
            said.split_whitespace()
                .collect::<Vec<_>>()
                .join(" ")
                .contains(&expected.split_whitespace().collect::<Vec<_>>().join(" ")),
            "{expected}\n{said}"
        );
    }
    assert!(said.lines().count() <= 42, "{}\n{said}", said.lines().count());
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let all = sailau(&format!("simulate {LAWS} --draws 256 --all")).good();
    assert!(all.contains("\nIndices\n") && all.contains("independents together would have"), "{all}");
}

#[test]
fn shards_join_into_the_same_bytes() {
    let line = format!("simulate {LAWS} --draws 2000 --seed 7 --coalition Auyl+NPK");
    let whole = sailau(&format!("{line} --json")).good();
    let [one, two, other, draws] = ["1", "2", "3", "4"].map(|name| file(&format!("shard{name}.json"), b""));
    sailau(&format!("{line} --shard 1/2 --threads 1 --out {one}")).good();
    sailau(&format!("{line} --shard 2/2 --threads 3 --out {two}")).good();
    assert_eq!(sailau(&format!("simulate merge {two} {one} --json")).good(), whole);
    // A part alone says so.
    let part = run(&["simulate", "merge", &one]);
    assert_eq!(part.status, Some(0));
    assert!(
        part.said.contains("Part of a run: 2,000 were planned.") && part.complained.contains("blocks 4 to 7")
    );
    // What is not of the same run is refused, and it is said why.
    sailau(&format!("simulate {LAWS} --draws 2000 --seed 7 --shard 2/2 --out {other}")).good();
    let said = sailau(&format!("simulate merge {one} {other}")).wrong();
    assert!(said.ends_with("these samples are of different runs: the events differ"), "{said}");
    sailau(&format!("{line} --shard 2/2 --out {draws}").replace("2000", "2001")).good();
    let said = sailau(&format!("simulate merge {one} {draws}")).wrong();
    assert!(said.contains("the number of planned draws differs"), "{said}");
    let twice = sailau(&format!("simulate merge {one} {one}")).wrong();
    assert!(twice.contains("block 0 is in both samples"), "{twice}");
}

#[test]
fn the_json_is_what_the_readme_says() {
    let digest = json(&format!("simulate {LAWS} --draws 256 --coalition Auyl+NPK --json"));
    let names: Vec<&String> = digest.as_object().unwrap().keys().collect();
    assert_eq!(
        names,
        [
            "assumptions",
            "confidence",
            "draws",
            "event_pairs",
            "events",
            "indices",
            "pairs",
            "planned",
            "seats",
            "seed"
        ]
    );
    assert_eq!(
        (&digest["draws"], &digest["seed"], &digest["confidence"]),
        (&256.into(), &1.into(), &0.95.into())
    );
    for (table, fields) in [
        (
            "seats",
            &["system", "party", "mean", "quantiles", "enters", "majority", "two_thirds", "distribution"][..],
        ),
        ("pairs", &["first", "second", "party", "mean", "interval", "majority", "majority_interval", "gain"]),
        ("events", &["system", "event", "chance"]),
        ("event_pairs", &["first", "second", "event", "difference", "interval", "first_only", "second_only"]),
    ] {
        assert!(fields.iter().all(|field| digest[table][0].get(field).is_some()), "{table}");
    }
}

#[test]
fn votes_are_fitted_on_the_fly() {
    let out = file("on_the_fly.toml", b"");
    sailau(&format!("fit world:no_2017 world:no_2021 --out {out}")).good();
    // Its rules take the seats of districts from the votes file.
    let options = "--draws 256 --coalition A+SP+SV --json";
    let from_file = json(&format!("simulate {out} world:no_2021 {options}"));
    let fitted =
        json(&format!("simulate --votes world:no_2017 --votes world:no_2021 world:no_2021 {options}"));
    assert_eq!(from_file, fitted);
    let seats = from_file["seats"].as_array().unwrap().iter().map(|row| row["mean"].as_f64().unwrap());
    let ties = from_file["events"].as_array().unwrap().iter().find(|row| row["event"] == "tie").unwrap();
    let (seats, ties) = (seats.sum::<f64>(), ties["chance"]["share"].as_f64().unwrap());
    // A seat that hangs on a tie is nobody's.
    assert!(seats <= 169.0 + 1e-9 && seats >= 169.0 - 3.0 * ties - 1e-9 && ties < 0.02, "{seats} {ties}");
    let one = sailau("simulate world:sk_2023 world:sk_2023 --draws 256 --assume national-swing=0.4").good();
    assert!(
        one.contains("national swing 0.4, assumed: there is one election only (given with --assume)"),
        "{one}"
    );
}

#[test]
fn a_run_ends_when_it_is_sure_enough() {
    let (voters, rules) = (electorate("until.toml"), town("until_rules.toml"));
    let said = sailau(&format!("simulate {voters} {rules} --until 2.5 --coalition A+B+C")).good();
    assert!(said.contains("Ended when every interval of a majority was narrower than 2.5 points."), "{said}");
    // The name of a party may have a plus in it.
    assert!(said.contains("A+B + C hold more than 1/2"), "{said}");
    let said = sailau(&format!("simulate {voters} {rules} --until 0.1 --draws 512")).good();
    assert!(said.contains("and 0.1 were asked for: --draws gives more."), "{said}");
}

#[test]
fn names_are_text_in_every_table() {
    let line = format!("simulate {} {} --draws 256", electorate("names.toml"), town("names_rules.toml"));
    for table in ["seats", "pairs", "events", "event-pairs", "indices"] {
        let markdown = sailau(&format!("{line} --markdown --table {table} --coalition <b>|x")).good();
        assert!(markdown.starts_with("| ") && !markdown.contains("<b>"), "{markdown}");
    }
    let csv = sailau(&format!("{line} --csv --table events")).good();
    assert!(csv.starts_with("system,event,probability,low,high\nnames_rules,majority,"), "{csv}");
}

#[test]
fn what_is_wrong_is_said_in_one_line() {
    let (voters, rules) = (electorate("wrong.toml"), town("wrong_rules.toml"));
    let slip = file("slip_electorate.toml", b"name = \"A\"\n[[party]]\nname = \"P\"\nshre = 1\n");
    for (line, expected) in [
        (format!("simulate {voters}"), "rules are missing: name an electorate first"),
        (
            format!("simulate {slip} {rules}"),
            "slip_electorate.toml: line 4, column 1: `party` 1: unknown field `shre`; did you mean `share`?",
        ),
        (format!("simulate no.toml {rules}"), "no.toml: cannot be opened: "),
        (format!("simulate {voters} no.toml"), "no.toml: cannot be opened"),
        (format!("simulate {voters} {rules} --coalition C+D"), "there is no party `D`"),
        (format!("simulate {LAWS} --coalition Amanta+Auyl"), "did you mean `Amanat`?"),
        (format!("simulate {voters} {rules} --same C=D"), "wrong.toml is an electorate already"),
        (format!("simulate {voters} {rules} --draws 0"), "a run needs at least one draw"),
        (
            format!("simulate {voters} kazakhstan:2023-03-19"),
            "or let the seats stay empty with `--allow-uncounted`",
        ),
        ("simulate - -".to_owned(), "only one of these can come from standard input"),
        (format!("simulate merge {slip}"), "nothing that --out of `sailau simulate` wrote"),
        ("simulate merge no.json".to_owned(), "no.json cannot be read"),
        (format!("simulate {voters} {rules} --out /no/such/folder.json"), "/no/such/folder.json: "),
    ] {
        let said = sailau(&line).wrong();
        assert!(said.contains(expected), "{line}\n{said}");
        assert!(!said.contains("Error") && !said.contains("::"), "{said}");
    }
    for line in [
        "simulate",
        "simulate a b --shard 3/2 --out x",
        "simulate a b --shard 1/2",
        "simulate merge",
        "simulate a b --until 0",
    ] {
        assert_eq!(sailau(line).status, Some(2), "{line}");
    }
}

/// The exit polls of 2023 upon the districts of that election, and a poll of a town.
#[test]
fn polls_become_chances() {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/polls_kazakhstan_2023.csv");
    let said = json(&format!(
        "simulate --polls {data} --day 2023-03-19 --window 0 --votes kazakhstan:2023-03-19 kazakhstan:2023-03-19 \
         --draws 512 --json"
    ));
    let chance = |party: &str, of: &str| {
        let rows = said["seats"].as_array().unwrap();
        let row = rows.iter().find(|row| row["party"] == party).unwrap_or_else(|| panic!("{party}: {said}"));
        row[of]["share"].as_f64().unwrap()
    };
    assert_eq!((chance("Amanat", "first"), chance("Amanat", "largest")), (1.0, 1.0));
    // Three polls had it between 4.91 and 5.31 %, votes against all among them, and 5 % is the threshold.
    assert!((0.5..1.0).contains(&chance("OSDP", "enters")), "{said}");
    assert_eq!(chance("Baytaq", "enters"), 0.0);

    let rules = town("polls.toml");
    let polls = |name: &str, rows: &str| file(name, format!("date,house,sample,Red,Blue\n{rows}").as_bytes());
    let good = polls("polls.csv", "2026-05-01,North,1000,58,42\n");
    let first = sailau(&format!("simulate --polls {good} {rules} --draws 256 --election 2026-05-08")).good();
    assert!(first.contains("Electorate: polls of 2026-05-01."), "{first}");
    assert!(first.lines().all(|line| line.chars().count() <= 100), "{first}");
    let short = polls("short.csv", "2026-05-01,North,1000,48,40\n");
    let said = sailau(&format!("simulate --polls {short} {rules}")).wrong();
    assert!(said.contains("short.csv: line 2: the shares add up to 88"), "{said}");
    let late = polls("late.csv", "2026-05-01,North,many,58,42\n");
    let said = sailau(&format!("simulate --polls {late} {rules}")).wrong();
    assert!(said.contains("late.csv: line 2, column `sample`: `many`"), "{said}");
}
