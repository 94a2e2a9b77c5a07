//! Sweeps: ranges on the line, and sweep files.

use serde_json::Value;

use crate::{file, run, sailau, town};

/// A folder of its own for a sweep file and what it names.
fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn write(folder: &std::path::Path, name: &str, text: &str) -> String {
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_str().unwrap().to_owned()
}

const DRAWN: &str = r#"
name = "How large may the council be?"
seed = 7
draws = 600

[electorate]
name = "A town"
swing = { logistic-normal = { nation = 0.2, district = 0.0 } }
district = [{ name = "Town", registered = 9000 }]
party = [{ name = "Hill", share = 52 }, { name = "Dale", share = 40 }, { name = "Ford", share = 8 }]
list = [{}]

[baseline]
name = "now"
rules = "council.toml"

[[reform]]
name = "larger"
changes = [{ set = "list.seats", to = "$seats" }]

[[parameter]]
name = "seats"
values = [7, 9, 21]
"#;

const COUNCIL: &str = "name = \"Council\"\n[[tier]]\nname = \"list\"\nseats = 7\nmethod = \"dhondt\"\n";

/// What is varied is the share that the rules ask for, be it `at_least` or `more_than`.
#[test]
fn a_threshold_that_must_be_passed_is_varied_as_it_stands() {
    let folder = folder("sweep_more_than");
    let rules = COUNCIL.to_owned() + "threshold = { more_than = \"5%\", of = \"valid votes\" }\n";
    let (rules, votes) = (
        write(&folder, "rules.toml", &rules),
        write(&folder, "votes.csv", "party,votes\nHill,80\nDale,20\n"),
    );
    let said = sailau(&format!("sweep {rules} {votes} --threshold 10%..30% --step 10%")).good();
    assert!(said.contains("list threshold more than"), "{said}");
    // Twenty of a hundred are not more than 20 %.
    let csv = sailau(&format!("sweep {rules} {votes} --threshold 10%..30% --step 10% --csv")).good();
    assert_eq!(csv, "value_1,house,seats_of_Hill,seats_of_Dale\n10%,7,6,1\n20%,7,7,0\n30%,7,7,0\n");
}

#[test]
fn a_threshold_on_the_line_says_where_seats_tip() {
    let line = "sweep kazakhstan:2021-01-10 kazakhstan:2021-01-10 --threshold 0%..10%";
    let said = sailau(line).good();
    assert!(said.contains("Nur Otan has a majority at every point."), "{said}");
    assert!(said.contains("  5.0% → 5.5%: Nur Otan 72→76, Ak Zhol 11→12, NPK 9→10, Auyl 6→0\n"), "{said}");
    assert!(said.contains("  Auyl has seats from 0 % to 5.2892… %\n"), "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let csv = sailau(&format!("{line} --step 5% --csv")).good();
    assert!(csv.starts_with("value_1,house,seats_of_Nur Otan,"), "{csv}");
    assert_eq!(csv.lines().count(), 4);
    let all = sailau(&format!("{line} --all")).good();
    // Every point has a row.
    assert!(all.contains("\n  2.5% ") && all.contains("Assembly of the People of Kazakhstan"), "{all}");
    let json: Value = serde_json::from_str(&sailau(&format!("{line} --json")).good()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 21);
    assert_eq!(json[10]["seats_of_Auyl"], 6);
}

#[test]
fn house_sizes_and_methods_vary_too() {
    let rules = town("sweep-town.toml");
    let votes = file("sweep-town.csv", b"party,votes\nHill,53\nDale,24\nFord,23\n");
    let said =
        sailau(&format!("sweep {rules} {votes} --house-size 3..9 --method dhondt,sainte-lague --csv")).good();
    assert!(said.starts_with("value_1,value_2,house,seats_of_Hill,"), "{said}");
    assert_eq!(said.lines().count(), 1 + 14);
    assert!(said.contains("\ndhondt,5,5,3,1,1\n") && said.contains("\nsainte-lague,5,5,3,1,1\n"), "{said}");
    // Rules without a threshold get one.
    let plain = file("sweep-plain.toml", COUNCIL.as_bytes());
    let said = sailau(&format!("sweep {plain} {votes} --threshold 0%..30% --step 10%")).good();
    assert!(said.contains("The rules have no threshold: one of valid votes is added."), "{said}");
    assert!(said.contains("  20% → 30%: Hill 4→7"), "{said}");
}

#[test]
fn a_sweep_file_is_drawn_with_what_it_names_beside_it() {
    let folder = folder("sweep-drawn");
    write(&folder, "council.toml", COUNCIL);
    let sweep = write(&folder, "sweep.toml", DRAWN);
    let said = run(&["sweep", &sweep]).good();
    assert!(
        said.starts_with("How large may the council be?\n3 scenarios of 600 simulated elections each.\n"),
        "{said}"
    );
    // No parameter bears on the rules of today: one line says all.
    assert_eq!(said.lines().filter(|line| line.contains(" now ")).count(), 1, "{said}");
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let csv = run(&["sweep", &sweep, "--csv"]).good();
    // The columns of the cluster's table of results.
    assert!(
        csv.starts_with("scenario_id,scenario,seats,system,party,draws,mean_seats,mean_seats_low,"),
        "{csv}"
    );
    assert_eq!(csv.lines().count(), 1 + 3 * 2 * 3);
    assert!(csv.contains("\n2,seats = 21,21,larger,Hill,600,"), "{csv}");
    // The same seed gives the same figures.
    assert_eq!(run(&["sweep", &sweep, "--csv"]).good(), csv);
}

#[test]
fn a_sweep_states_what_voters_do() {
    let folder = folder("sweep-behaviour");
    write(
        &folder,
        "council.toml",
        &(COUNCIL.to_owned() + "threshold = { at_least = \"10%\", of = \"valid votes\" }\n"),
    );
    let (sweep, desert) = (
        write(&folder, "sweep.toml", DRAWN),
        write(&folder, "desert.toml", "name = \"desert\"\ndesertion = { share = \"100%\", error = 0.2 }\n"),
    );
    let said = run(&["sweep", &sweep, "--scenario", &desert]).good();
    let in_one = said.split_whitespace().collect::<Vec<_>>().join(" ");
    for words in [
        "Stated, and counted without it and with it; here at seats = 7:",
        "Scenario `desert` under larger (at least 10% of valid votes): 100% of the voters of a list",
        "now, desert: Hill has a majority in ",
        "Ford (8.0 %) in 86.7 %.",
    ] {
        assert!(in_one.contains(words), "{words}\n{said}");
    }
    assert!(said.lines().all(|line| line.chars().count() <= 100), "{said}");
    let csv = run(&["sweep", &sweep, "--scenario", &desert, "--csv"]).good();
    assert_eq!(csv.lines().count(), 1 + 3 * 4 * 3);
    assert!(csv.contains("\n2,seats = 21,21,\"larger, desert\",Ford,600,"), "{csv}");
    // The file may state it, with a dial that varies.
    let dial = DRAWN
        .replace("values = [7, 9, 21]", "values = [7, 9]")
        .replace("draws = 600", "draws = 600\nbehaviour = \"dial.toml\"")
        + "[[parameter]]\nname = \"dial\"\nvalues = [\"0%\", \"60%\"]\n";
    write(&folder, "dial.toml", "name = \"dial\"\ndesertion = { share = \"$dial\", error = 0.2 }\n");
    let dial = write(&folder, "dialled.toml", &dial);
    let said = run(&["sweep", &dial]).good();
    assert!(said.contains("larger, dial") && said.contains("60%"), "{said}");
    let council = folder.join("council.toml").to_str().unwrap().to_owned();
    let votes = write(&folder, "votes.csv", "party,votes\nHill,530\nDale,360\nFord,110\n");
    for (line, says) in [
        (
            vec!["sweep", &*dial, "--scenario", &desert],
            "states `behaviour` itself; leave it or --scenario out",
        ),
        (vec!["sweep", &sweep, "--scenario", "no.toml"], "no.toml: cannot be opened"),
        (
            vec!["sweep", &council, &votes, "--threshold", "0%..10%", "--scenario", &desert],
            "--scenario is about elections that are drawn",
        ),
    ] {
        let said = run(&line).wrong();
        assert!(said.contains(says), "{says}: {said}");
    }
}

#[test]
fn events_of_a_sweep_file_have_their_chances() {
    let folder = folder("sweep-events");
    write(&folder, "council.toml", COUNCIL);
    let events = "\n[[event]]\nparties = [\"Dale\", \"Ford\"]\nshare = \"1/2\"\n\n\
                  [[event]]\nparties = [\"Hill\"]\nshare = \"2/3\"\nor_equal = true\n";
    let sweep = write(&folder, "sweep.toml", &format!("{DRAWN}{events}"));
    let rows: Value = serde_json::from_str(&run(&["sweep", &sweep, "--json"]).good()).unwrap();
    let rows = rows.as_array().unwrap();
    let of = |row: &Value, name: &str| row[name].as_f64().unwrap();
    for row in rows {
        let [low, share, high] = ["p_low_of_", "p_of_", "p_high_of_"]
            .map(|figure| of(row, &format!("{figure}Dale + Ford hold more than 1/2")));
        assert!(low < share && share < high, "{row}");
        // Two thirds of one party are told anyway, and are the same.
        if row["party"] == "Hill" {
            assert_eq!(of(row, "p_of_Hill holds at least 2/3"), of(row, "p_two_thirds"), "{row}");
            // The council has an odd number of seats: either Hill has more than half, or the others together, or a tie is open.
            let either = share + of(row, "p_majority");
            assert!((0.99..1.0 + 1e-9).contains(&either), "{row}");
        }
    }
    let csv = run(&["sweep", &sweep, "--csv"]).good();
    let head = csv.lines().next().unwrap();
    assert!(
        head.ends_with(
            ",p_of_Dale + Ford hold more than 1/2,p_low_of_Dale + Ford hold more than 1/2,\
             p_high_of_Dale + Ford hold more than 1/2,p_of_Hill holds at least 2/3,\
             p_low_of_Hill holds at least 2/3,p_high_of_Hill holds at least 2/3"
        ),
        "{head}"
    );
    let page = run(&["sweep", &sweep]).good();
    assert!(
        page.contains("\nEvents, in per cent of the draws:\n  now: Dale + Ford hold more than 1/2 in "),
        "{page}"
    );
    assert!(page.contains("  larger: Hill holds at least 2/3 in "), "{page}");
    assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
    // A sweep without events says nothing of them.
    let plain = run(&["sweep", &write(&folder, "plain.toml", DRAWN)]).good();
    assert!(!plain.contains("Events"), "{plain}");
    let help = sailau("sweep --help").good();
    assert!(help.contains("[[event]]"), "{help}");
    for (event, says) in [
        ("parties = [\"Dael\"]\nshare = \"1/2\"", "the event `Dael holds more than 1/2`: "),
        (
            "parties = [\"Dale\", \"Ford\"]\nshare = \"50%\"\n[[event]]\nparties = [\"Dale\", \"Ford\"]\nshare = \"50%\"",
            "the event `Dale + Ford hold more than 50%` stands twice",
        ),
        ("parties = [\"Dale\"]\nshare = \"3/2\"", "share"),
        ("parties = [\"Dale\"]", "missing field `share`"),
    ] {
        let sweep = write(&folder, "sweep.toml", &format!("{DRAWN}\n[[event]]\n{event}\n"));
        let said = run(&["sweep", &sweep]).wrong();
        assert!(said.contains(says), "{event}: {said}");
    }
    let named = DRAWN.replace("name = \"seats\"", "name = \"p_of_x\"").replace("$seats", "$p_of_x");
    let said = run(&["sweep", &write(&folder, "sweep.toml", &named)]).wrong();
    assert!(said.contains("the results have a column of this name"), "{said}");
}

#[test]
fn a_sweep_file_counts_real_votes() {
    let folder = folder("sweep-counted");
    write(&folder, "council.toml", COUNCIL);
    write(&folder, "votes.csv", "party,votes\nHill,530\nDale,360\nFord,110\n");
    let (head, rest) = (DRAWN.split_once("seed").unwrap().0, DRAWN.split_once("[baseline]").unwrap().1);
    let sweep = write(&folder, "sweep.toml", &format!("{head}votes = \"votes.csv\"\n[baseline]{rest}"));
    let said = run(&["sweep", &sweep]).good();
    assert!(said.contains("\nlarger:\n") && said.contains("  9 → 21: "), "{said}");
    let json: Value = serde_json::from_str(&run(&["sweep", &sweep, "--json"]).good()).unwrap();
    assert_eq!(json.as_array().unwrap().len(), 6);
    assert_eq!(
        (&json[0]["seats"], &json[0]["system"], &json[0]["house"]),
        (&"7".into(), &"now".into(), &7.into())
    );
}

#[test]
fn polling_stations_are_summed_to_districts() {
    let folder = folder("sweep-stations");
    write(&folder, "council.toml", COUNCIL);
    let stations = "station,district,party,votes\n1,North,@registered,1000\n1,North,Hill,300\n1,North,Dale,200\n\
                    2,North,@registered,500\n2,North,Hill,90\n3,South,@registered,800\n3,South,Dale,400\n";
    write(&folder, "stations.csv", stations);
    let (head, rest) =
        (DRAWN.split_once("district = [").unwrap().0, DRAWN.split_once("[baseline]").unwrap().1);
    let text = format!("{head}stations = \"stations.csv\"\n[baseline]{rest}");
    let sweep = write(&folder, "sweep.toml", &text);
    let csv = run(&["sweep", &sweep, "--csv"]).good();
    assert!(csv.contains(",now,Dale,600,") && csv.contains(",now,Hill,600,"), "{csv}");
    write(&folder, "stations.csv", &stations.replace("800", "80"));
    let said = run(&["sweep", &sweep]).wrong();
    assert!(
        said.contains("`stations`: stations.csv: district South has 400 ballots and 80 voters"),
        "{said}"
    );
}

#[test]
fn a_bad_sweep_file_is_refused_at_the_place() {
    let folder = folder("sweep-bad");
    write(&folder, "council.toml", COUNCIL);
    for (change, to, says) in [
        ("draws = 600", "draw = 600", "line 4, column 1: unknown field `draw`; did you mean `draws`?"),
        ("draws = 600", "draws = 0", "line 4, column 1: `draws` is 0; write at least 1"),
        ("seed = 7", "", "missing field `seed`"),
        ("share = 40", "share = -40", "electorate: "),
        (
            "share = 40",
            "shrae = 40",
            "line 10, column 58: electorate: `party` 2: unknown field `shrae`; did you mean `share`?",
        ),
        (
            "\"$seats\"",
            "\"$seat\"",
            "`$seat` is no parameter; the parameters are: seats; did you mean `$seats`?",
        ),
        ("\"$seats\"", "9", "line 21, column 1: the parameter `seats`: nothing uses it"),
        (
            "list.seats",
            "lst.seats",
            "line 19, column 12: reform `larger`, `changes`: change `lst seats becomes 7`: ",
        ),
        ("[7, 9, 21]", "[7, 0]", "reform `larger`, `changes`: change `list seats becomes 0`: "),
        (
            "[7, 9, 21]",
            "[7]\nfrom = 5",
            "the parameter `seats`: it has a list of values and a range; keep one",
        ),
        ("\"larger\"", "\"now\"", "`now` is the name of two systems"),
        ("council.toml", "concil.toml", "baseline, `rules`: "),
        ("name = \"seats\"", "name = \"party\"", "the results have a column of this name"),
        (
            "[electorate]",
            "votes = \"votes.csv\"\n[electorate]",
            "`electorate` belongs to simulated elections",
        ),
    ] {
        let text = DRAWN.replacen(change, to, 1);
        assert_ne!(text, DRAWN, "{change}");
        let sweep = write(&folder, "sweep.toml", &text);
        let said = run(&["sweep", &sweep]).wrong();
        assert!(said.starts_with(&format!("{sweep}: ")) && said.contains(says), "{to}: {said}");
        assert!(!said.contains("Error") && !said.contains("::"), "{said}");
    }
    // Rules in a file of their own have their place in it.
    write(&folder, "council.toml", &COUNCIL.replace("seats", "saets"));
    let said = run(&["sweep", &write(&folder, "sweep.toml", DRAWN)]).wrong();
    assert!(said.contains("council.toml, line 4, column 1: tier `list`: unknown field `saets`"), "{said}");
}

#[test]
fn ranges_that_cannot_be_are_refused() {
    for (line, says) in [
        ("sweep no.toml", "no.toml cannot be read"),
        ("sweep kazakhstan:2021-01-10", "is no sweep file"),
        ("sweep kazakhstan:2021-01-10 --threshold 0%..10%", "whose votes?"),
        ("sweep kazakhstan:2021-01-10 kazakhstan:2021-01-10", "what varies?"),
        ("sweep kazakhstan:2021-01-10 kazakhstan:2021-01-10 --method hare,dhnodt", "dhnodt"),
        (
            "sweep kazakhstan:2021-01-10 kazakhstan:2021-01-10 --method hare --tier lst",
            "there is no list tier `lst`; there are list",
        ),
    ] {
        let said = sailau(line).wrong();
        assert!(said.contains(says), "{line}: {said}");
    }
    for range in
        ["--threshold 5%", "--threshold 5%..x", "--threshold 10%..5%", "--house-size 9..3", "--step 0,5"]
    {
        let line = format!("sweep kazakhstan:2021-01-10 kazakhstan:2021-01-10 {range}");
        let run = sailau(&line);
        assert_eq!((run.status, &*run.said), (Some(2), ""), "{line}");
    }
}

#[test]
fn seats_are_told_in_the_order_in_which_they_are_won() {
    let line = "apportion --order --method dhondt --seats 5 A=53 B=24 C=23";
    let said = sailau(line).good();
    let seats: Vec<Vec<&str>> = said.lines().skip(4).map(|line| line.split_whitespace().collect()).collect();
    let winners: Vec<&str> = seats.iter().map(|seat| seat[1]).collect();
    assert_eq!(winners, ["A", "A", "B", "C", "A"], "{said}");
    assert!(said.contains("53/2 = 26.500"), "{said}");
    let json: Value = serde_json::from_str(&sailau(&format!("{line} --json")).good()).unwrap();
    assert_eq!(json["order"][1]["quotients"][0], "53/2 = 26.500");
    // Equal claims: both have one, or the last seat is open.
    let json = |line: &str| -> Value { serde_json::from_str(&sailau(line).good()).unwrap() };
    let both = json("apportion --order --json --method dhondt --seats 2 A=5 B=5");
    assert_eq!((&both["order"][0]["last"], &both["order"][0]["tied"]), (&2.into(), &false.into()));
    let open = json("apportion --order --json --method dhondt --seats 1 A=5 B=5");
    assert_eq!((&open["order"][0]["first"], &open["order"][0]["tied"]), (&1.into(), &true.into()));
    // By the quota method several sets can be open at the end, and equal claims on the way leave their order open too.
    let open = json("apportion --order --json --method balinski-young --seats 8 A=720 B=720 C=120 D=120");
    let told: Vec<_> = open["order"].as_array().unwrap().iter().collect();
    let tied: Vec<_> = told.iter().filter(|won| won["tied"] == true).map(|won| &won["parties"]).collect();
    assert_eq!(tied, [&serde_json::json!(["C", "D"]), &serde_json::json!(["A", "B"])], "{open}");
    assert_eq!((&told[0]["last"], &told.last().unwrap()["last"]), (&2.into(), &8.into()), "{open}");
    let quota = sailau("apportion --order --method hare --seats 5 A=53 B=24").wrong();
    assert!(quota.starts_with("`hare` does not give seats one after the other"), "{quota}");
}

#[test]
fn first_screens_say_who_passes_and_what_each_change_did() {
    let counted = sailau("count kazakhstan:2021-01-10 kazakhstan:2021-01-10").good();
    assert!(
        counted.contains("Past the threshold: Ak Zhol, NPK, Nur Otan. Below it: Adal, Auyl.\n"),
        "{counted}"
    );
    let line = "kazakhstan:2021-01-10 kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted";
    let compared = sailau(&format!("compare {line}")).good();
    assert!(
        compared.contains("lists past the threshold") && compared.contains("Gallagher's index"),
        "{compared}"
    );
    let reform = sailau(&format!("reform {line}")).good();
    assert!(reform.contains("  4. list threshold at least: 7% → 5%"), "{reform}");
    assert!(reform.contains("     Auyl +5.0, Ak Zhol -0.5, NPK -1.0, Nur Otan -3.5\n"), "{reform}");
    for page in [counted, compared, reform] {
        assert!(page.lines().all(|line| line.chars().count() <= 100), "{page}");
    }
    assert!(sailau(&format!("reform {line} --all")).good().contains("after all others"));
    assert!(sailau(&format!("compare {line} --all")).good().contains("Indices, 2023-03-19:"));
}
