//! The page about one's own files.

use std::path::PathBuf;

use crate::{file, sailau, town};

fn folder(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("reports").join(name);
    path.to_str().unwrap().to_owned()
}

fn page(folder: &str) -> String {
    std::fs::read_to_string(PathBuf::from(folder).join("index.html")).unwrap()
}

#[test]
fn any_pair_of_rules_makes_a_page() {
    let old = town("report_old.toml");
    let new = file(
        "report_new.toml",
        b"name = \"<i>Reform</i> & more\"\n[[tier]]\nname = \"list\"\nseats = 9\nmethod = \"hare\"\n\
          threshold = { at_least = \"3%\", of = \"valid votes\" }\n",
    );
    let votes =
        file("report.csv", "party,votes\n<b>Hill</b>,50\n\"A \"\"B\"\" & `c|d`\",43\n=1+1,7\n".as_bytes());
    let out = folder("pair");
    let said = sailau(&format!("report {old} {new} {votes} --out {out}")).good();
    for name in ["house_1_1.svg", "house_1_2.svg", "change_1_1.svg", "threshold_1.svg", "index.html"] {
        assert!(said.contains(&format!("{out}/{name}\n")), "{said}");
        assert!(std::fs::read(PathBuf::from(&out).join(name)).is_ok_and(|bytes| !bytes.is_empty()));
    }
    let page = page(&out);
    for expected in [
        "votes of report, report_old: &lt;b&gt;Hill&lt;/b&gt; has a majority: 4 of 7 seats, just enough.",
        "list threshold at least: 10% → 3%",
        "<th scope=\"row\">A &quot;B&quot; &amp; `c|d`</th>",
        "Which change did what: from report_old to report_new",
        "<details><summary>The full record of the count under report_new, step by step</summary><pre>",
        "Shapley",
        "Gallagher",
    ] {
        assert!(page.contains(expected), "{expected}\n{page}");
    }
    // Nothing is markup that was not meant to be, runs, or is loaded from elsewhere.
    for never in ["<b>", "<i>", "<script", "javascript:", "src=", "@import", "url(http"] {
        assert!(!page.contains(never), "{never}");
    }
    assert_eq!(page.matches("<svg ").count(), 2 * 4);
    assert_eq!(page.matches("<figure>").count(), page.matches("</figure>").count());
    // The same files give the same page.
    let again = folder("again");
    sailau(&format!("report {old} {new} {votes} --out {again}")).good();
    assert_eq!(self::page(&again), page);
}

#[test]
fn an_electorate_adds_the_odds() {
    let out = folder("odds");
    let line = format!(
        "report kazakhstan:2021-06-01 kazakhstan:2026-07-01 kazakhstan:2023-03-19 --allow-uncounted --out {out} \
         --electorate kazakhstan:2023-03-19 --draws 40 --title Two --source Commission"
    );
    let said = sailau(&line).good();
    assert!(said.contains("drawn_2.svg"), "{said}");
    let page = page(&out);
    assert!(page.contains("<h1>Two</h1>") && page.contains("Differences on the same votes"));
    assert!(page.contains("In drawn elections some party holds more than half of all seats in"));
    assert!(page.contains("National swing"), "what it takes for granted stands there");
}

#[test]
fn earlier_votes_make_the_electorate() {
    let (before, now) = (
        file("report_2016.csv", b"party,votes\nHill,5000\nDale,4300\nMoor,700\n@registered,14000\n"),
        file("report_2020.csv", b"party,votes\nHill,4400\nDale,4500\nMoor,1100\n@registered,14000\n"),
    );
    let out = folder("earlier");
    let line =
        format!("report {} {now} --out {out} --earlier {before} --draws 30", town("report_earlier.toml"));
    sailau(&line).good();
    assert!(page(&out).contains("In drawn elections some party holds more than half"));
    let both = format!("{line} --electorate kazakhstan:2023-03-19");
    assert_eq!(sailau(&both).status, Some(2));
}

#[test]
fn one_set_of_rules_is_a_page_too() {
    let out = folder("one");
    let votes = file("report_one.csv", b"party,votes\nHill,50\nDale,50\n");
    let said = sailau(&format!("report {} {votes} --out {out}", town("report_one.toml"))).good();
    assert!(!said.contains("change_"), "{said}");
    assert!(page(&out).contains("1 are tied"), "a tie is told");
}

#[test]
fn the_page_says_where_its_rules_stand_among_all() {
    let (rules, out) = (town("report_scale.toml"), folder("scale"));
    let votes = file("report_scale.csv", b"party,votes\nHill,50\nDale,43\nMoor,7\n");
    let of = format!("report kazakhstan:2023-03-19 {rules} {votes} --allow-uncounted --out {out}");
    let said = sailau(&format!("{of} --scale=18")).good();
    assert!(said.contains("scale.svg") && said.contains("scale_near.svg"), "{said}");
    let page = std::fs::read_to_string(format!("{out}/index.html")).unwrap();
    for words in [
        "One scale: where these rules stand among others",
        "counted the same 18 electorates",
        // Kazakhstan's law is there by its own day, and the town by the name of its file.
        "2023-03-19 (there: kazakhstan:2022-11-05): Gallagher's index is",
        "report_scale: Gallagher's index is",
        "Systems that are not on the scale, and why",
        // A telephone has room for the laws of Kazakhstan and the nearest ones; all are behind a line that opens.
        ". kz 2007-05-21",
        "<details><summary>All 9",
    ] {
        assert!(page.contains(words) || page.contains(&words.replace('\'', "&#39;")), "{words}");
    }
    assert!(!std::fs::read_to_string(format!("{out}/index.html")).unwrap().contains("How sure is this?"));
    assert!(sailau(&format!("{of} --scale=0")).status == Some(2));
    assert!(sailau(&format!("{of} --seed 3")).status == Some(2), "nothing is drawn");
}

#[test]
fn what_makes_no_page_is_said() {
    let rules = town("report_wrong.toml");
    let votes = file("report_wrong.csv", b"party,votes\nHill,50\n");
    for (line, expected) in [
        (format!("report {rules} {votes} --out {votes}/page"), "cannot be written"),
        (format!("report {rules} no.csv --out /tmp/x"), "no.csv cannot be opened"),
        (format!("report {rules} {votes} --out x --electorate no.toml"), "no.toml"),
        (format!("report {rules} {votes} --out x --same A=B"), "name some with --earlier"),
        (format!("report {rules} - --out x --earlier {votes}"), "name a file for them"),
        ("report - - --out x".to_owned(), "can come from standard input"),
    ] {
        let said = sailau(&line).wrong();
        assert!(said.contains(expected), "{line}\n{said}");
    }
    for line in [format!("report {rules} {votes}"), format!("report {rules} {votes} --out x --draws 5")] {
        assert_eq!(sailau(&line).status, Some(2), "{line}");
    }
}
