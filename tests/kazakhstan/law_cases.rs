//! Cases that stand beside the law as data, for those who read the law and no Rust: every file of `tests/law`.

use std::fmt::Write as _;
use std::fs;

use jiff::civil::Date;
use sailau::kazakhstan;
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    says: String,
    law: Date,
    article: String,
    #[serde(default)]
    against_all: u64,
    #[serde(default)]
    invalid: u64,
    #[serde(default)]
    open: u32,
    lists: Vec<List>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    name: String,
    votes: u64,
    registered: Option<u32>,
    seats: u32,
}

#[test]
fn every_case_beside_the_law_comes_out() {
    let mut cases = 0;
    for entry in fs::read_dir("tests/law").unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "toml") {
            continue;
        }
        let file = path.display();
        let case: Case = toml::from_str(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|error| panic!("{file}: {error}"));
        let law = kazakhstan::law_on(case.law).unwrap().value;

        // The article is one that the file of the law rests on.
        let number = case.article.split('(').next().unwrap();
        let cites =
            |article: &str| article.split([' ', ',']).any(|word| word.split('(').next() == Some(number));
        let cited = law.citations.values().filter_map(|cited| cited.article.as_deref()).any(cites);
        assert!(cited, "{file}: article {number} is cited nowhere in the law of {}", case.law);

        let mut table = "contest,party,votes,registration_order\n".to_owned();
        for list in &case.lists {
            let order = list.registered.map(|order| order.to_string()).unwrap_or_default();
            writeln!(table, "list,{},{},{order}", list.name, list.votes).unwrap();
        }
        for (word, votes) in [("@against-all", case.against_all), ("@invalid", case.invalid)] {
            if votes > 0 {
                writeln!(table, "list,{word},{votes},").unwrap();
            }
        }
        let votes = law.read_votes(table.as_bytes()).unwrap_or_else(|error| panic!("{file}: {error}"));
        let outcome = law.count(&votes.allow_uncounted()).unwrap_or_else(|error| panic!("{file}: {error}"));
        for list in &case.lists {
            let seats = outcome.seats_in("list", &list.name).unwrap();
            assert_eq!(seats, list.seats, "{file}: {} (art. {}): {}", case.says, case.article, list.name);
        }
        let open: u32 = outcome.ties.iter().filter(|tie| tie.tier == "list").map(|tie| tie.seats).sum();
        assert_eq!(open, case.open, "{file}: {} (art. {}): open seats", case.says, case.article);
        cases += 1;
    }
    assert!(cases >= 10, "tests/law has {cases} cases");
}
