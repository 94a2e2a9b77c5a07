//! The rules reference under docs against the code: its examples are read, its words are all there are, its mistakes are
//! found, its links lead somewhere.

use sailau::ElectoralSystem;
use sailau::apportion::Method;
use sailau::kazakhstan;
use sailau::ranked::RankedMethod;
use sailau::system::SeveralVotesMethod;
use serde_json::Value;

use crate::book::{Page, pages};

/// The fenced blocks of this language, on all pages.
fn blocks(language: &str) -> Vec<String> {
    let blocks = pages().into_iter().flat_map(|page| page.blocks());
    blocks.filter(|block| block.info == language).map(|block| block.text).collect()
}

fn everything_written_in_toml() -> Vec<(String, String)> {
    let mut texts: Vec<_> =
        blocks("toml").into_iter().enumerate().map(|(i, text)| (format!("block {i}"), text)).collect();
    for folder in ["examples/data", "src/kazakhstan/law"] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "toml") {
                texts.push((path.display().to_string(), std::fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(texts.len() > 12, "{} texts", texts.len());
    texts
}

#[test]
fn every_example_is_read_and_written_back_equal() {
    for (name, text) in everything_written_in_toml() {
        let rules = ElectoralSystem::from_toml(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let toml = rules.to_toml().unwrap();
        let json = rules.to_json().unwrap();
        assert_eq!(ElectoralSystem::from_toml(&toml).unwrap(), rules, "{name} as TOML:\n{toml}");
        assert_eq!(ElectoralSystem::from_json(&json).unwrap(), rules, "{name} as JSON:\n{json}");
    }
    for text in blocks("json") {
        let rules = ElectoralSystem::from_json(&text).unwrap();
        assert_eq!(rules, ElectoralSystem::from_toml(&blocks("toml")[0]).unwrap(), "the first two agree");
    }
}

/// The file that a form is a part of: lines of a list tier of five seats, unless it has tiers of its own.
fn whole(form: &str) -> String {
    let first = form.split("[[tier]]").next().unwrap();
    let adds = |lines: &[&'static str]| {
        let own = |line: &&&str| !first.lines().any(|own| own.starts_with(line.split(' ').next().unwrap()));
        lines.iter().filter(own).map(|line| format!("{line}\n")).collect::<String>()
    };
    let above = ["since", "source"].iter().any(|word| first.starts_with(word));
    let of_tier = form.starts_with(char::is_lowercase) && !first.starts_with("name") && !above;
    if of_tier || form.starts_with("[cite]") {
        let usual = adds(&["seats = 5", "method = \"hare\""]);
        format!("name = \"A\"\n[[tier]]\nname = \"list\"\n{usual}{form}")
    } else {
        adds(&["name = \"A\""]) + form
    }
}

/// Each mistake of a page, the lines and then the message behind an arrow, is answered so. `…` is what is left out.
#[test]
fn every_mistake_of_the_pages_is_answered_so() {
    let mut seen = 0;
    let mut misses = String::new();
    for block in blocks("text mistakes") {
        let mut form = String::new();
        for line in block.lines() {
            let Some(message) = line.strip_prefix("→ ") else {
                form.push_str(line);
                form.push('\n');
                continue;
            };
            let shown = match ElectoralSystem::from_toml(&whole(&form)) {
                Ok(_) => "nothing".to_owned(),
                Err(error) => error.to_string(),
            };
            let mut rest = shown.as_str();
            for part in message.split('…').map(str::trim) {
                match rest.find(part) {
                    Some(at) => rest = &rest[at + part.len()..],
                    None => misses.push_str(&format!("{form}  shown:  {message}\n  now:    {shown}\n")),
                }
            }
            form.clear();
            seen += 1;
        }
        assert!(form.is_empty(), "no message for {form}");
    }
    assert!(misses.is_empty(), "{misses}");
    assert!(seen > 20, "{seen} mistakes");
}

/// Whole wrong files, in TOML and in JSON, each followed by the whole of what is said of it.
#[test]
fn every_wrong_file_is_answered_in_these_words() {
    let mut file = String::new();
    let mut misses = String::new();
    let mut seen = 0;
    for line in std::fs::read_to_string("tests/data/wrong_rules.txt").unwrap().lines() {
        let Some(message) = line.strip_prefix("→ ") else {
            file.push_str(line);
            file.push('\n');
            continue;
        };
        let read = match file.starts_with('{') {
            true => ElectoralSystem::from_json(&file),
            false => ElectoralSystem::from_toml(&file),
        };
        let shown = read.map_or_else(|error| error.to_string(), |_| "nothing".to_owned());
        if shown != message {
            misses.push_str(&format!("{file}  should be: {message}\n  is now:    {shown}\n"));
        }
        for foreign in ["struct ", "enum ", "u32", "u64", "f64", "expected one of", "variant", "invalid type"]
        {
            assert!(!shown.contains(foreign), "{shown}");
        }
        file.clear();
        seen += 1;
    }
    assert!(misses.is_empty(), "{misses}");
    assert!(file.is_empty() && seen > 100, "{seen} files");
}

/// Each kind of mistake is met in the wrong files, and what it holds, and the place as fields, agree with the words.
#[test]
fn every_kind_of_mistake_is_met_with_its_place() {
    use std::collections::BTreeMap;

    use sailau::system::RulesErrorKind as Kind;

    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut file = String::new();
    for line in std::fs::read_to_string("tests/data/wrong_rules.txt").unwrap().lines() {
        if !line.starts_with("→ ") {
            file.push_str(line);
            file.push('\n');
            continue;
        }
        let read = match file.starts_with('{') {
            true => ElectoralSystem::from_json(&file),
            false => ElectoralSystem::from_toml(&file),
        };
        let error = read.unwrap_err();
        let problem = &error.problem;
        let holds = |text: &str| assert!(problem.contains(text), "{text}: {error}");
        let kind = match &*error.kind {
            Kind::Unreadable => "unreadable",
            Kind::UnknownField { field, nearest } => {
                holds(field);
                assert!(problem.contains("did you mean") <= nearest.is_some(), "{error}");
                "unknown field"
            }
            Kind::UnknownWord { word, nearest } => {
                assert!(
                    problem.contains(word.as_str()) || error.to_string().contains(word.as_str()),
                    "{error}"
                );
                assert!(problem.contains("did you mean") <= nearest.is_some(), "{error}");
                "unknown word"
            }
            Kind::UnknownTier { tier, nearest } => {
                assert!(error.to_string().contains(tier.as_str()), "{error}");
                assert_eq!(problem.contains("did you mean"), nearest.is_some(), "{error}");
                "unknown tier"
            }
            Kind::MissingField { field } => {
                holds(field);
                "missing field"
            }
            Kind::FieldTwice { field } => {
                holds(field);
                "field twice"
            }
            Kind::WrongValue => "wrong value",
            Kind::NotAShare { text } => {
                assert_eq!(text.parse::<sailau::law::Share>().unwrap_err().to_string(), *problem);
                "not a share"
            }
            Kind::Needs { rule } => {
                assert!(problem.contains("need") && problem.contains(rule.as_str()), "{error}");
                "needs"
            }
            Kind::Contradiction => "contradiction",
            other => panic!("{other:?}: {error}"),
        };
        *seen.entry(kind).or_default() += 1;
        // What stands in words stands as fields.
        let words = error.rule.as_ref().map_or("", |rule| &rule.words);
        if let Some(tier) = error.tier() {
            assert!(words.starts_with(&format!("tier `{tier}`")), "{error}");
        }
        for step in error.field().into_iter().flat_map(|field| field.split('.')) {
            assert!(words.contains(step) || step == "cite", "{step}: {error}");
        }
        file.clear();
    }
    assert_eq!(seen.len(), 10, "{seen:?}");
    assert!(seen.values().all(|&files| files > 1), "{seen:?}");
}

/// The elections that pages count from files come out as the pages print them.
#[test]
fn every_counted_example_comes_out_as_printed() {
    let folder = std::env::temp_dir().join(format!("sailau-book-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let examples = crate::book::worked("count");
    for worked in &examples {
        let file = |name: &str| match worked.files.iter().find(|(own, _)| *own == name) {
            Some((_, text)) => {
                std::fs::write(folder.join(name), text).unwrap();
                folder.join(name)
            }
            None => name.into(),
        };
        let mut names = Vec::new();
        let (mut districts, mut winners, mut seed, mut protocol) = (None, None, None, false);
        let mut arguments = worked.arguments.iter();
        while let Some(argument) = arguments.next() {
            match argument.as_str() {
                "--districts" => districts = arguments.next(),
                "--winners" => winners = arguments.next(),
                "--lots" => seed = arguments.next(),
                "--protocol" => protocol = true,
                name => names.push(name),
            }
        }
        let [rules, votes] = names[..] else { panic!("{}: two files", worked.place) };
        let rules = match kazakhstan::is_named(rules) {
            true => kazakhstan::law_named(rules).unwrap().clone(),
            false => ElectoralSystem::open(file(rules)).unwrap(),
        };
        let votes = match kazakhstan::is_named(votes) {
            true => kazakhstan::election_named(votes).unwrap().votes(),
            false => sailau::Votes::open_csv(file(votes), &rules.contests()).unwrap(),
        };
        let votes = districts.map_or(votes.clone(), |name| votes.open_districts_csv(file(name)).unwrap());
        let tiers: Vec<_> = rules.tiers.iter().map(|tier| tier.name.as_str()).collect();
        let votes = winners.map_or(votes.clone(), |name| votes.open_winners_csv(file(name), &tiers).unwrap());
        let outcome = match seed {
            Some(seed) => {
                let lots = sailau::lots::SeededLots::new(seed.parse().unwrap());
                rules.count(sailau::system::Drawn::new(&votes, &lots))
            }
            None => rules.count(&votes),
        };
        let printed = match outcome {
            Ok(outcome) if protocol => format!("{}\n{outcome}", outcome.protocol),
            Ok(outcome) => format!("{}\n{outcome}", rules.name),
            Err(error) => error.to_string(),
        };
        worked.check(&printed).unwrap_or_else(|miss| panic!("{miss}\n\nprinted now:\n{printed}"));
    }
    assert!(examples.len() > 3, "{} examples", examples.len());
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A form is a whole file, or lines of a list tier of five seats.
#[test]
fn every_sample_form_is_read() {
    let mut seen = 0;
    for form in blocks("toml form") {
        let text = whole(&form);
        ElectoralSystem::from_toml(&text).unwrap_or_else(|error| panic!("{error}:\n{text}"));
        seen += 1;
    }
    assert!(seen > 20, "{seen} forms");
}

/// Every link leads to a page and a heading that is there. Links between pages are by labels, `[words][page]`, since the
/// documentation of the crate gives these another target.
#[test]
fn every_link_leads_somewhere() {
    let pages = pages();
    let find = |path: &str| pages.iter().find(|page| page.path == path);
    for page in &pages {
        let path = &page.path;
        let definitions = page.definitions();
        for (label, target) in &definitions {
            let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
            let target = page.beside(file);
            let other = find(&target).unwrap_or_else(|| panic!("{path}: [{label}] leads to no page"));
            let there = anchor.is_empty() || other.anchors().iter().any(|name| name == anchor);
            assert!(there, "{path}: [{label}] leads to no heading of {target}");
            let of_page = target.ends_with(&format!("/{label}.md")) && anchor.is_empty();
            assert!(of_page || *label == "file of districts", "{path}: call [{label}] as its page is called");
        }
        let prose = page.prose();
        for (at, _) in prose.match_indices("](") {
            let target = prose[at + 2..].split(')').next().unwrap();
            if let Some(anchor) = target.strip_prefix('#') {
                assert!(page.anchors().iter().any(|name| name == anchor), "{path}: no heading {target}");
            } else {
                assert!(target.starts_with("https://"), "{path}: write [words][page] and not ({target})");
            }
        }
        for (at, _) in prose.match_indices("][") {
            let label = prose[at + 2..].split(']').next().unwrap();
            assert!(definitions.iter().any(|(name, _)| *name == label), "{path}: [{label}] is not defined");
        }
    }
}

/// The index, the documentation of the crate and the folder have the same pages.
#[test]
fn every_page_is_in_the_index_and_in_the_documentation() {
    let listed: Vec<_> = pages().into_iter().skip(1).map(|page| page.path).collect();
    let documented = std::fs::read_to_string("src/rules_book.rs").unwrap();
    let documented = documented.split("of [").last().unwrap();
    for entry in std::fs::read_dir("docs/rules").unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap();
        let times = listed.iter().filter(|page| **page == path.display().to_string()).count();
        assert_eq!(times, 1, "{} in docs/rules.md", path.display());
        let times = documented.split_whitespace().filter(|word| *word == name).count();
        assert_eq!(times, 1, "`{name}` in src/rules_book.rs");
    }
}

/// Where the text of a program points to a page, `docs/rules/quota.md#a-heading`, there is one.
#[test]
fn what_messages_point_to_is_there() {
    let pages = pages();
    let mut folders = vec![std::path::PathBuf::from("src"), "examples".into()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let Ok(text) = std::fs::read_to_string(&path) else { continue };
            for (at, _) in text.match_indices("docs/rules") {
                let end = |c: char| !(c.is_alphanumeric() || "/._-#".contains(c));
                let target = text[at..].split(end).next().unwrap().trim_end_matches('.');
                // The documentation of the crate puts names of pages together.
                if target == "docs/rules/" {
                    continue;
                }
                let (file, anchor) = target.split_once('#').unwrap_or((target, ""));
                let page = pages.iter().find(|page| page.path == file);
                let there =
                    |page: &Page| anchor.is_empty() || page.anchors().iter().any(|name| name == anchor);
                assert!(page.is_some_and(there), "{}: nothing is at {target}", path.display());
            }
        }
    }
}

#[test]
fn every_law_of_the_timeline_survives_the_way_through_a_file() {
    for law in kazakhstan::laws().iter() {
        let rules = law.value;
        assert_eq!(&ElectoralSystem::from_toml(&rules.to_toml().unwrap()).unwrap(), rules);
        assert_eq!(&ElectoralSystem::from_json(&rules.to_json().unwrap()).unwrap(), rules);
    }
}

/// The words that an error says there are: between back-quotes, or in quotes as they are written.
fn expected(message: &str) -> Vec<&str> {
    if let Some((_, list)) = message.split_once(" here are ") {
        return list.split('`').skip(1).step_by(2).collect();
    }
    let list = message.split_once(": write ").unwrap_or_else(|| panic!("nothing listed: {message}")).1;
    let words = list.split(", or a table").next().unwrap_or_default();
    words.split('"').skip(1).step_by(2).collect()
}

/// A tier in which one line can be spoilt.
fn list_tier(more: &str) -> String {
    format!("name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"hare\"\n{more}\n")
}

fn single_tier(more: &str) -> String {
    format!("name = \"A\"\n[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\n{more}\n")
}

fn problem(text: &str) -> String {
    ElectoralSystem::from_toml(text).expect_err(text).to_string()
}

/// A wrong field or word in each table of ranked ballots.
const RANKED: [&str; 27] = [
    "x = 1",
    "reading = { x = 1 }",
    "reading = { blank = \"x\" }",
    "reading = { overvote = \"x\" }",
    "reading = { repeated = \"x\" }",
    "quota = { x = 1 }",
    "quota = { kind = \"x\" }",
    "quota = { taken = \"x\" }",
    "surplus = { x = 1 }",
    "surplus = { papers = \"x\" }",
    "surplus = { divisor = \"x\" }",
    "surplus = { cut = \"x\" }",
    "surplus = { loss = \"x\" }",
    "surplus = { order = \"x\" }",
    "surplus = { waits = \"x\" }",
    "exclusion = { x = 1 }",
    "exclusion = { several = \"x\" }",
    "exclusion = { papers = \"x\" }",
    "exclusion = { last = \"x\" }",
    "election = { x = 1 }",
    "election = { by = \"x\" }",
    "election = { last = \"x\" }",
    "meek = { x = 1 }",
    "meek = { elects = \"x\" }",
    "meek = { tied = \"x\" }",
    "majority = \"x\"",
    "ties = \"x\"",
];

#[test]
fn the_reference_has_every_field_and_every_word() {
    let bar = "threshold = { at_least = \"5%\", of = \"valid votes\"";
    let guarantee = "sole_qualifier = { factor = \"1/2\", at_least = 2";
    let closed_sets = [
        // Fields.
        "name = \"A\"\nx = 1".to_owned(),
        list_tier("x = 1"),
        list_tier(&format!("{bar}, x = 1 }}")),
        list_tier(&format!("{bar} }}\n{guarantee}, x = 1 }}")),
        list_tier("[cite]\nlist = { x = 1 }"),
        list_tier(&format!("{bar}, or = [{{ x = 1 }}] }}")),
        list_tier("district_seats = { x = 1 }"),
        list_tier("quota = { x = 1 }"),
        list_tier("weight = { x = 1 }"),
        list_tier("first_seat = { x = 1 }"),
        list_tier("alliances = { x = 1 }"),
        list_tier("alliances = { to = \"x\" }"),
        list_tier("alliances = { method = \"dhondt\", threshold = { x = 1 } }"),
        list_tier("alliances = { method = \"dhondt\", threshold = { at_least = \"1%\", lists = \"x\" } }"),
        list_tier(&format!("{bar}, until = {{ x = 1 }} }}")),
        list_tier("threshold = { at_least = \"5%\", of = \"quota\", quota = { x = 1 } }"),
        list_tier("bonus = { x = 1 }"),
        list_tier("absolute_majority = { x = 1 }"),
        list_tier("absolute_majority = { seats = \"x\" }"),
        list_tier("cap = { x = 1 }"),
        list_tier("cap = { of = \"x\" }"),
        list_tier("bonus = { house = \"x\" }"),
        list_tier("linkage = { with = [], shared_by = \"x\" }"),
        list_tier("linkage = { with = [], remainders = \"x\" }"),
        list_tier("biproportional = { x = 1 }"),
        list_tier("biproportional = { by = \"votes\", strongest_list = { x = 1 } }"),
        list_tier("linkage = { x = 1 }"),
        list_tier("linkage = { with = [], overhang = \"kept\", levelling = { x = 1 } }"),
        list_tier("placement = { x = 1 }"),
        list_tier("placement = { by = \"party\", method = \"hare\", regions = { x = 1 } }"),
        list_tier("open_list = { x = 1 }"),
        list_tier(&format!("{bar}, and = [{{ x = 1 }}] }}")),
        single_tier("method = \"plurality\"\nlead = { x = 1 }"),
        single_tier("method = \"cumulative vote\"\nballot = { x = 1 }"),
        // Words.
        list_tier("exhausted = \"x\""),
        list_tier("district_seats = { by = \"x\" }"),
        list_tier("quota = { rounded = \"x\" }"),
        list_tier("biproportional = { by = \"x\" }"),
        list_tier("placement = { by = \"x\" }"),
        list_tier("placement = { by = \"quotient\", of = \"x\" }"),
        list_tier("quota = { within = \"x\" }"),
        list_tier("quota = { left = \"x\" }"),
        list_tier("linkage = { with = [], overhang = \"x\" }"),
        list_tier("linkage = { with = [], seats = \"x\" }"),
        list_tier("linkage = { with = [], transfer = \"x\" }"),
        list_tier("linkage = { with = [], subtract = \"x\" }"),
        list_tier("linkage = { with = [], levelling = { minimum = \"x\" } }"),
        list_tier("open_list = { of = \"x\" }"),
        list_tier("open_list = { ties = \"x\" }"),
        list_tier("ties = \"x\""),
        list_tier("against_all = \"x\""),
        list_tier("no_list_passes = \"x\""),
        list_tier("threshold = { at_least = \"5%\", of = \"x\" }"),
        list_tier(&format!("{bar}, within = \"x\" }}")),
        list_tier(&format!("{bar} }}\n{guarantee}, overshoot = \"x\" }}")),
        list_tier(&format!("{bar} }}\n{guarantee}, second_place_tie = \"x\" }}")),
        list_tier("[cite]\nlist = { certainty = \"x\" }"),
        single_tier("method = \"plurality\"\nrun_off = \"x\""),
    ]
    .into_iter()
    .chain(RANKED.map(|words| single_tier(&format!("method = \"stv\"\nranked = {{ {words} }}"))));
    let mut words: Vec<String> = Vec::new();
    for text in closed_sets {
        let message = problem(&text);
        let set = expected(&message);
        assert!(!set.is_empty(), "{message}");
        words.extend(set.into_iter().map(str::to_owned));
    }
    words.extend(Method::ALL.map(|method| method.name().into_owned()));
    words.push("given".to_owned());
    words.extend(RankedMethod::ALL.map(|method| method.word().to_owned()));
    words.extend(SeveralVotesMethod::ALL.map(|method| method.word().to_owned()));
    words.extend(["plurality", "absolute majority", "appointed", "nationwide", "each"].map(str::to_owned));
    let reference: String = pages().into_iter().map(|page| page.text).collect();
    for word in &words {
        let quoted = [format!("`{word}`"), format!("\"{word}\""), format!("[{word}]"), format!("[[{word}]]")];
        assert!(quoted.iter().any(|form| reference.contains(form)), "docs/rules does not explain `{word}`");
    }
    assert!(words.len() > 130, "{} words were found", words.len());
}

/// Every mistake that can be made, the place where it is found, and a part of what is said of it.
#[test]
fn every_mistake_is_found_in_its_place() {
    let bar = "threshold = { at_least = \"5%\", of = \"valid votes\" }";
    let bar_in_district =
        "threshold = { at_least = \"5%\", of = \"valid votes\", within = \"nation\" }\ndistricts = \"each\"";
    let majority = "majority = { more_than = \"50%\", of = \"valid votes\" }";
    let tier = |body: &str| format!("name = \"A\"\n[[tier]]\n{body}\n");
    let cases: Vec<(String, usize, usize, &str)> = vec![
        // What TOML itself does not take.
        ("name = ".into(), 1, 8, ""),
        ("name = \"A\"\nname = \"B\"".into(), 2, 1, "`name` stands here for the second time"),
        ("\u{0}".into(), 1, 2, ""),
        // The system.
        ("[[tier]]\nname = \"list\"\nseats = 1\nmethod = \"hare\"".into(), 1, 1, "missing field `name`"),
        (
            "name = \" \"\n[[tier]]\nname = \"list\"\nseats = 1\nmethod = \"hare\"".into(),
            1,
            1,
            "needs a name",
        ),
        ("name = \"A\"".into(), 1, 1, "there is no tier"),
        ("name = \"A\"\ntier = []".into(), 2, 1, "there is no tier"),
        ("name = \"A\"\nsince = 2023-02-30".into(), 2, 9, ""),
        ("name = \"A\"\nsince = \"yesterday\"".into(), 2, 9, "not a day of the calendar"),
        ("name = \"A\"\nsince = 5".into(), 2, 9, "a day is needed here, such as"),
        ("name = \"A\"\nyear = 5".into(), 2, 1, "unknown field `year`"),
        // Names.
        (tier("name = \"\"\nseats = 1\nmethod = \"hare\""), 3, 1, "needs a name"),
        (tier("name = \"a.b\"\nseats = 1\nmethod = \"hare\""), 3, 1, "full stop"),
        (tier("name = \"@a\"\nseats = 1\nmethod = \"hare\""), 3, 1, "`@`"),
        (tier("name = \"a run-off\"\nseats = 1\nmethod = \"hare\""), 3, 1, "second round"),
        (list_tier("[[tier]]\nname = \"list\"\nseats = 1\nmethod = \"hare\""), 7, 1, "another tier"),
        // Seats and districts.
        (tier("name = \"list\"\nmethod = \"hare\""), 2, 1, "missing field `seats`"),
        (tier("name = \"list\"\nseats = 1"), 2, 1, "missing field `method`"),
        (tier("seats = 0\nname = \"list\"\nmethod = \"hare\""), 3, 1, "at least one seat"),
        (tier("name = \"list\"\nseats = -1\nmethod = \"hare\""), 4, 9, "a number of seats"),
        (tier("name = \"list\"\nseats = 1.5\nmethod = \"hare\""), 4, 9, "a number of seats"),
        (tier("name = \"list\"\nseats = 4294967296\nmethod = \"hare\""), 4, 9, "a number of seats"),
        (tier("name = \"list\"\nseats = { A = 1 }\nmethod = \"hare\""), 4, 1, "districts = \"each\""),
        (
            tier("name = \"list\"\ndistricts = \"each\"\nseats = { A = 0 }\nmethod = \"hare\""),
            5,
            1,
            "every district has at least one seat",
        ),
        (
            tier("name = \"list\"\ndistricts = \"each\"\nseats = {}\nmethod = \"hare\""),
            5,
            1,
            "the table of districts is empty",
        ),
        (tier("name = \"list\"\nseats = 1\ndistricts = 0\nmethod = \"hare\""), 4, 1, "has at least one"),
        (tier("name = \"list\"\nseats = 1\ndistricts = \"all\"\nmethod = \"hare\""), 5, 13, "nationwide"),
        (
            tier("name = \"list\"\nseats = 4000000000\nmethod = \"hare\"\ndistricts = 2"),
            4,
            1,
            "4,294,967,295",
        ),
        // Methods, and fields that they do not use.
        (tier("name = \"list\"\nseats = 1\nmethod = \"dhont\""), 5, 1, "dhondt"),
        (list_tier("by = \"A\""), 6, 1, "no meaning with method \"hare\""),
        (list_tier("run_off = \"top two\""), 6, 1, "no meaning"),
        (list_tier(majority), 6, 1, "no meaning"),
        (list_tier("turnout = { at_least = \"1%\", of = \"list votes\" }"), 6, 11, "registered voters"),
        (single_tier(&format!("method = \"plurality\"\n{bar}")), 7, 1, "no meaning"),
        (single_tier("method = \"plurality\"\nno_list_passes = \"all lists\""), 7, 1, "no meaning"),
        (single_tier("method = \"plurality\"\nrun_off = \"top two\""), 7, 1, "no meaning"),
        (single_tier(&format!("method = \"plurality\"\n{majority}")), 7, 1, "no meaning"),
        (single_tier("method = \"absolute majority\""), 6, 1, "needs `majority`"),
        (tier("name = \"a\"\nseats = 9\nmethod = \"appointed\""), 5, 1, "need `by`"),
        (tier("name = \"a\"\nseats = 9\nmethod = \"appointed\"\nby = \"\""), 6, 1, "is missing"),
        (
            tier("name = \"a\"\nseats = 9\nmethod = \"appointed\"\nby = \"B\"\nties = \"lots\""),
            7,
            1,
            "no meaning",
        ),
        // Thresholds.
        (list_tier("threshold = { of = \"valid votes\" }"), 6, 13, "`at_least` and `more_than`"),
        (
            list_tier("threshold = { at_least = \"1%\", more_than = \"1%\", of = \"valid votes\" }"),
            6,
            13,
            "one of",
        ),
        (list_tier("threshold = { at_least = 0.05, of = \"valid votes\" }"), 6, 26, ""),
        (list_tier("threshold = { at_least = \"5\", of = \"valid votes\" }"), 6, 26, "is not a share"),
        (list_tier("threshold = { at_least = \"150%\", of = \"valid votes\" }"), 6, 26, "at most 100%"),
        (list_tier("threshold = { at_least = \"5%\" }"), 6, 13, "missing field `of`"),
        (
            list_tier("threshold = { at_least = \"5%\", of = \"valid votes\", within = \"nation\" }"),
            6,
            1,
            "no meaning in a nationwide tier",
        ),
        (list_tier(&format!("districts = 3\n{bar}")), 7, 1, "within = \"nation\" or"),
        (
            list_tier(&format!("{}, quota = {{}} }}", bar.trim_end_matches(" }"))),
            6,
            13,
            "needs of = \"quota\"",
        ),
        (
            list_tier(&format!("{}, until = {{}} }}", bar.trim_end_matches(" }"))),
            6,
            60,
            "how many lists take part",
        ),
        (
            list_tier("threshold = { at_least = \"5%\", of = \"quota\", until = { lists = 2 } }"),
            6,
            1,
            "does not go with `until`",
        ),
        (
            list_tier("alliances = { method = \"dhondt\", threshold = { at_least = \"5%\" } }"),
            6,
            1,
            "needs one of the tier",
        ),
        (list_tier("no_list_passes = \"all lists\""), 6, 1, "needs a `threshold`"),
        (list_tier("sole_qualifier = { factor = \"1/2\", at_least = 2 }"), 6, 1, "needs a `threshold`"),
        (
            list_tier(&format!("{bar_in_district}\nsole_qualifier = {{ factor = \"1/2\", at_least = 2 }}")),
            8,
            1,
            "within = \"district\"",
        ),
        (list_tier(&format!("{bar}\nsole_qualifier = {{ at_least = 2 }}")), 7, 18, "missing field `factor`"),
        // Ties and votes against all.
        (list_tier("ties = \"repeat vote\""), 6, 1, "between candidates"),
        (list_tier("against_all = \"can void the election\""), 6, 1, "single-member"),
        (single_tier("method = \"plurality\"\nties = \"more votes\""), 7, 1, "equal candidates"),
        (single_tier("method = \"plurality\"\nties = \"earlier registration\""), 7, 1, "equal candidates"),
        // Single-member seats.
        (
            tier(&format!("name = \"s\"\nseats = 2\nmethod = \"absolute majority\"\n{majority}")),
            4,
            1,
            "seats = 1",
        ),
        // Stages of list tiers.
        (list_tier("seats = \"given\""), 6, 1, "`seats` stands here for the second time"),
        (tier("name = \"list\"\nseats = \"given\"\nmethod = \"hare\""), 4, 1, "districts = \"each\""),
        (tier("name = \"list\"\nseats = \"all\"\nmethod = \"hare\""), 4, 9, "or \"given\""),
        (
            list_tier("district_seats = { by = \"population\", method = \"hare\" }"),
            6,
            1,
            "needs districts = \"each\"",
        ),
        (list_tier("district_seats = { by = \"area\", method = \"hare\" }"), 6, 25, "unknown word"),
        (list_tier("quota = { rounded = \"no\" }"), 6, 21, "unknown word"),
        (
            tier("name = \"list\"\nseats = 1\nmethod = \"dhondt\"\nquota = { rounded = \"up\" }"),
            6,
            1,
            "largest remainders",
        ),
        (list_tier("quota = { rounded = \"up\" }\ncap = { seats = 3 }"), 7, 1, "only one of"),
        (list_tier("cap = { seats = 3, times = \"2\" }"), 6, 7, "a cap is `seats`"),
        (list_tier("cap = { times = \"2\", house = 5, with = [\"x\"] }"), 6, 1, "no tier `x`"),
        (list_tier("cap = { times = \"0\", house = 5 }"), 6, 17, "is not a factor"),
        (tier("name = \"list\"\nseats = 1\nmethod = \"block\"\nat_least = 1"), 5, 1, "no fewest and most"),
        (
            list_tier("threshold = { at_least = \"5%\", of = \"valid votes\", or = [{ seats = 1 }] }"),
            6,
            57,
            "another way is",
        ),
        (
            list_tier(
                "threshold = { at_least = \"5%\", of = \"valid votes\", or = [{ seats = 1, tier = \"x\" }] }",
            ),
            6,
            1,
            "no tier `x`",
        ),
        (list_tier("open_list = { at_least = \"5%\" }"), 6, 13, "and `of`"),
        (list_tier("open_list = { of = \"quota\" }"), 6, 13, "and `of`"),
        (single_tier("method = \"plurality\"\nopen_list = {}"), 7, 1, "no meaning"),
        (list_tier("open_list = { marks = \"list\" }"), 6, 1, "a contest beside that of the lists"),
        (list_tier("open_list = { marks = \" \" }"), 6, 1, "the name of a contest"),
        (list_tier("open_list = { above_mean = \"5%\", of = \"quota\" }"), 6, 13, "or `above_mean`"),
        (
            list_tier("open_list = {}\nlinkage = { with = [], overhang = \"kept\" }"),
            6,
            1,
            "does not go with `linkage`",
        ),
        (list_tier("linkage = { with = [\"list\"], overhang = \"kept\" }"), 6, 1, "cannot look at itself"),
        (list_tier("linkage = { with = [], overhang = \"kept\" }"), 6, 1, "names the tiers"),
        (list_tier("linkage = { with = [\"x\"] }"), 6, 11, "one of `overhang`"),
        (
            list_tier("linkage = { with = [\"x\"], overhang = \"kept\", claims = 5 }"),
            6,
            11,
            "one of `overhang`",
        ),
        (list_tier("linkage = { with = [\"x\"], overhang = \"levelled\" }"), 6, 1, "need each other"),
        (list_tier("linkage = { with = [\"x\"], overhang = \"refused\" }"), 6, 1, "placement by"),
        (
            list_tier("linkage = { with = [\"x\"], overhang = \"kept\", in_each_district = true }"),
            6,
            1,
            "`in_each_district` needs",
        ),
        (
            list_tier(
                "linkage = { with = [\"x\"], overhang = \"kept\" }\nplacement = { by = \"party\", method = \"hare\" }",
            ),
            6,
            1,
            "in_each_district = true",
        ),
        (
            list_tier("districts = \"each\"\nplacement = { by = \"party\", method = \"hare\" }"),
            7,
            1,
            "needs a nationwide tier",
        ),
        (
            list_tier("placement = { by = \"party\", method = \"hare\", each = 1 }"),
            6,
            13,
            "`each` and `of` have no meaning",
        ),
        (list_tier("placement = { by = \"quotient\", method = \"dhondt\" }"), 6, 13, "needs `each`"),
        (list_tier("placement = { by = \"turn\", method = \"dhondt\" }"), 6, 13, "needs `each`"),
        (list_tier("group_limit = 2"), 6, 1, "has no meaning with method"),
        (single_tier("method = \"plurality\"\ngroup_limit = 1"), 7, 1, "districts with several seats"),
        (list_tier("placement = { by = \"party\" }"), 6, 13, "needs `method`"),
        (list_tier("placement = { by = \"remainder\", method = \"hare\" }"), 6, 13, "has no `method`"),
        (list_tier("placement = { by = \"remainder\" }"), 6, 1, "beneath it one tier of lists in districts"),
        (
            list_tier("placement = { by = \"remainder\", of = \"valid votes\" }"),
            6,
            13,
            "`of` is \"quota\" or \"nothing\"",
        ),
        (
            list_tier("placement = { by = \"party\", method = \"hare\", order = \"lists in turn\" }"),
            6,
            13,
            "`order` has no meaning here",
        ),
        (
            list_tier("placement = { by = \"quotient\", method = \"dhondt\", each = 1, of = \"quota\" }"),
            6,
            13,
            "of = \"quota\" has no meaning here",
        ),
        (list_tier("alliances = {}"), 6, 13, "give one of the two"),
        (list_tier("alliances = { method = \"hare\", to = \"candidates\" }"), 6, 13, "give one of the two"),
        (list_tier("alliances = { to = \"candidates\" }"), 6, 1, "needs open_list = {} beside it"),
        (
            list_tier("alliances = { to = \"candidates\" }\nopen_list = {}\ncap = { seats = 2 }"),
            6,
            1,
            "who runs out leaves the seats to the others",
        ),
        (
            list_tier("alliances = { to = \"candidates\" }\nopen_list = {}\nbonus = { seats = 2 }"),
            6,
            1,
            "by which lists have seats that no candidate's votes won",
        ),
        (
            list_tier("placement = { by = \"quotient\", method = \"dhondt\", each = 1, at_most = 1 }"),
            6,
            13,
            "`at_most` has no meaning here",
        ),
        (
            list_tier(
                "placement = { by = \"turn\", method = \"dhondt\", each = 1, regions = { method = \"hare\" } }",
            ),
            6,
            13,
            "`regions` has no meaning here",
        ),
        (
            list_tier("placement = { by = \"quotient\", method = \"estonian\", each = 1 }"),
            6,
            1,
            "whose divisors are fractions above 0",
        ),
        (
            list_tier("placement = { by = \"quotient\", method = \"dhondt\", each = \"given\" }"),
            6,
            1,
            "`each` is a number or a table",
        ),
        (
            list_tier("placement = { by = \"quotient\", method = \"dhondt\", each = 0 }"),
            6,
            1,
            "takes at least one seat",
        ),
        (
            list_tier("placement = { by = \"turn\", method = \"dhondt\", each = 1 }"),
            6,
            1,
            "a tier by a divisor method",
        ),
        (
            list_tier(
                "linkage = { with = [\"x\"], overhang = \"kept\" }\nplacement = { by = \"party\", method = \"hare\", regions = { method = \"hare\" } }",
            ),
            7,
            1,
            "`regions` needs overhang",
        ),
        (
            list_tier("placement = { by = \"quotient\", method = \"dhondt\", each = 1 }"),
            6,
            1,
            "say of = \"valid votes\" or \"nothing\"",
        ),
        (
            list_tier(
                "exhausted = \"next list\"\nplacement = { by = \"quotient\", method = \"dhondt\", each = 1, of = \"nothing\" }",
            ),
            7,
            1,
            "without `regions` only",
        ),
        (list_tier("bonus = { seats = 1, up_to = 2 }"), 6, 9, "a bonus is `seats`"),
        (list_tier("bonus = { up_to = 0.5 }"), 6, 19, "a number of seats such as 340"),
        (list_tier("bonus = { up_to = \"100%\", house = \"grows\" }"), 6, 1, "say `up_to` below 100%"),
        (list_tier("bonus = { up_to = \"0%\" }"), 6, 1, "`up_to` is at least one seat"),
        (list_tier("at_least = 1\nbonus = { up_to = 3 }"), 7, 1, "`up_to` does not go with `at_least`"),
        (list_tier("guaranteed = {}"), 6, 1, "names kinds of lists"),
        (list_tier("guaranteed = { a = 0 }"), 6, 1, "at least one seat"),
        (list_tier("guaranteed = { a = 1 }\nbonus = { seats = 1 }"), 6, 1, "does not go with `bonus`"),
        (
            list_tier("linkage = { with = [\"x\"], shared_by = \"seats\", rounded = true }"),
            6,
            11,
            "stands alone",
        ),
        (
            list_tier("linkage = { with = [\"x\"], remainders = \"pooled\", claims = 4 }"),
            6,
            11,
            "`remainders` stands alone",
        ),
        (
            list_tier(
                "quota = { of = \"valid votes\" }\nlinkage = { with = [\"x\"], remainders = \"pooled\" }",
            ),
            7,
            1,
            "and not `of` of `quota`",
        ),
        (
            list_tier("quota = { rounded = \"up\" }\nlinkage = { with = [\"x\"], remainders = \"in turn\" }"),
            7,
            1,
            "asks no `quota`",
        ),
        (
            list_tier("bonus = { seats = 1 }\nlinkage = { with = [\"x\"], remainders = \"pooled\" }"),
            7,
            1,
            "does not go with `alliances`",
        ),
        (list_tier("cap = { seats = 1 }\nbonus = { seats = 1 }"), 6, 1, "does not go with `bonus`"),
        (list_tier("exhausted = \"next list\"\nbonus = { seats = 1 }"), 6, 1, "does not go with `bonus`"),
        (
            list_tier("exhausted = \"next list\"\nalliances = { method = \"block\" }"),
            7,
            1,
            "knows no fewest and most seats",
        ),
        (
            list_tier(
                "exhausted = \"next list\"\nlinkage = { with = [\"x\"], overhang = \"paid by the others\" }",
            ),
            6,
            1,
            "needs a divisor method",
        ),
        (
            list_tier("cap = { seats = 1 }\nlinkage = { with = [\"x\"], claims = 9 }"),
            7,
            1,
            "with `claims` does not go with",
        ),
        (
            list_tier(
                "placement = { by = \"party\", method = \"hare\", regions = { method = \"hare\", each = 1 } }",
            ),
            6,
            1,
            "`each` of `regions` needs a divisor method",
        ),
        (list_tier("quota = { left = \"other tiers\" }"), 6, 1, "are nobody's"),
        (list_tier("quota = { within = \"nation\" }"), 6, 1, "`within` is \"region\" here"),
        (list_tier("quota = { within = \"region\" }"), 6, 1, "`within` needs districts"),
        (list_tier("quota = { full_from = \"75%\" }"), 6, 1, "`full_from` needs `left`"),
        (
            list_tier("quota = { remainders_from = \"75%\" }"),
            6,
            1,
            "needs left = \"remainders, then averages\"",
        ),
        (
            list_tier("quota = { personal = true }"),
            6,
            1,
            "`personal` needs method = \"hare\", of = \"valid votes\"",
        ),
        (list_tier("quota = { at_most = 3 }"), 6, 1, "need left = \"most votes without a quota\""),
        (
            list_tier("quota = { left = \"most votes without a quota\", at_most = 0 }"),
            6,
            1,
            "`at_most` is at least 1",
        ),
        (
            list_tier("quota = { left = \"most votes without a quota\", first_from = \"0%\" }"),
            6,
            1,
            "more than nothing",
        ),
        (
            list_tier("quota = { left = \"remainders, then averages\", rounded = \"up\" }"),
            6,
            1,
            "an exact quota",
        ),
        (
            list_tier("quota = { left = \"remainders, then averages\" }\nbonus = { seats = 1 }"),
            6,
            1,
            "does not go with",
        ),
        (
            list_tier("quota = { left = \"most votes\" }\nabsolute_majority = { seats = \"moved\" }"),
            7,
            1,
            "with a quota whose seats are left to",
        ),
        (
            list_tier("exhausted = \"next list\"\nabsolute_majority = { seats = \"added\" }"),
            7,
            1,
            "\"moved\" does with \"next list\"",
        ),
        (
            list_tier("linkage = { with = [\"x\"], overhang = \"kept\", returned_from = 3 }"),
            6,
            11,
            "`returned_from` has no meaning here",
        ),
        (single_tier("method = \"plurality\"").replace("\"each\"", "\"regions\""), 5, 1, "are for lists"),
        (
            list_tier(
                "linkage = { with = [\"m\"], transfer = \"losing votes\" }\n[[tier]]\nname = \"m\"\nseats = 2\nmethod = \"hare\"",
            ),
            6,
            1,
            "come from tiers of candidates",
        ),
        (
            list_tier(
                "linkage = { with = [\"m\"], subtract = \"winning votes\" }\n[[tier]]\nname = \"m\"\nseats = 2\ndistricts = \"each\"\nmethod = \"plurality\"",
            ),
            6,
            1,
            "by plurality with seats = 1",
        ),
        (
            list_tier(
                "linkage = { with = [\"m\"], subtract = \"winning votes\" }\n[[tier]]\nname = \"m\"\nseats = 1\ndistricts = \"each\"\nmethod = \"absolute majority\"\nmajority = { more_than = \"50%\", of = \"valid votes\" }",
            ),
            6,
            1,
            "by plurality with seats = 1",
        ),
        (
            list_tier("linkage = { with = [\"x\"], subtract = \"winning votes\", at_least = \"25%\" }"),
            6,
            11,
            "`at_least` has no meaning here",
        ),
        (
            list_tier(
                "linkage = { with = [\"x\"], transfer = \"losing votes\", subtract = \"votes to win\" }",
            ),
            6,
            11,
            "one of `overhang`",
        ),
        (
            list_tier(
                "linkage = { with = [\"m\"], overhang = \"kept\" }\n[[tier]]\nname = \"m\"\nseats = 2\nmethod = \"appointed\"\nby = \"B\"",
            ),
            6,
            1,
            "filled without votes",
        ),
        (
            list_tier(
                "linkage = { with = [\"m\"], overhang = \"kept\" }\n[[tier]]\nname = \"m\"\nseats = 2\nmethod = \"hare\"\nlinkage = { with = [\"list\"], overhang = \"kept\" }",
            ),
            2,
            1,
            "in no order",
        ),
        (list_tier("biproportional = { by = \"votes\" }"), 6, 1, "needs a tier of districts"),
        (list_tier("districts = \"each\"\nbiproportional = { by = \"votes\" }"), 5, 1, "need sainte-lague"),
        (
            "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"dhondt\"\ndistricts = \"each\"\n\
             biproportional = { by = \"votes\", strongest_list = { at_least = 0 } }"
                .into(),
            7,
            1,
            "sure of at least one seat",
        ),
        (list_tier("[cite]\n\"list.strongest_list\" = { article = \"1\" }"), 7, 1, ""),
        (single_tier("method = \"plurality\"\nbonus = { seats = 1 }"), 7, 1, "no meaning"),
        (
            single_tier(
                "method = \"absolute majority\"\nmajority = { more_than = \"50%\", of = \"list votes\" }",
            ),
            7,
            1,
            "no list votes",
        ),
        (
            single_tier(
                "method = \"absolute majority\"\nmajority = { more_than = \"50%\", of = \"valid votes\", within = \"nation\" }",
            ),
            7,
            1,
            "no meaning here",
        ),
        (
            single_tier("method = \"plurality\"\nturnout = { at_least = \"50%\", of = \"valid votes\" }"),
            7,
            11,
            "registered voters",
        ),
        (
            single_tier(
                "method = \"plurality\"\nturnout = { at_least = \"50%\", of = \"registered voters\", within = \"nation\" }",
            ),
            7,
            11,
            "have no meaning here",
        ),
        // Citations.
        (list_tier("[cite]\nother = {}"), 7, 1, "no tier of this name"),
        (list_tier("[cite]\n\"list.threshold\" = {}"), 7, 1, "no such rule"),
        (list_tier("[cite]\nlist = { certainty = \"certain\" }"), 7, 22, "unknown word"),
    ];
    let mut misses = String::new();
    for (text, line, column, part) in cases {
        let error = ElectoralSystem::from_toml(&text).expect_err(&text);
        let shown = error.to_string();
        let place = error.place.clone().map(|place| (place.line, place.column));
        if place != Some((line, column)) || !shown.contains(part) || shown.lines().count() != 1 {
            misses.push_str(&format!("expected {line}:{column} and `{part}`, got: {shown}\n{text}\n\n"));
        }
    }
    assert!(misses.is_empty(), "{misses}");
}

#[test]
fn json_mistakes_are_found_in_their_place_too() {
    let list = "{\"name\": \"A\",\n \"tier\": [\n  {\"name\": \"list\", \"method\": \"hare\",\n   ";
    let cases = [
        ("{\n \"name\": \"A\",\n \"tears\": []}".to_owned(), 3, 8, "unknown field `tears`"),
        // Columns are characters, as in TOML, not bytes.
        ("{\"name\": \"Mäjilis Қазақстан\", \"tears\": []}".to_owned(), 1, 37, "unknown field `tears`"),
        // Contradictions between rules.
        ("{\"name\": \"A\",\n \"tier\": []}".to_owned(), 2, 10, "there is no tier"),
        ("\n{\"name\": \"A\"}".to_owned(), 2, 1, "there is no tier"),
        (format!("{list}\"seats\": 0}}]}}"), 4, 13, "tier `list`, `seats`: a tier has at least one seat"),
        (format!("{list}\"seats\": 5, \"by\": \"x\"}}]}}"), 4, 22, "has no meaning with method \"hare\""),
        (format!("{list}\"seats\": 5, \"no_list_passes\": \"all lists\"}}]}}"), 4, 34, "needs a `threshold`"),
        (format!("{list}\"seats\": 5}}],\n \"cite\": {{\"lost\": {{}}}}}}"), 5, 19, "no tier of this name"),
        // What TOML forbids and JSON does not.
        (
            format!("{list}\"districts\": \"each\", \"seats\": {{\"N\": 5, \"N\": 3}}}}]}}"),
            4,
            45,
            "`N` stands here for the second time",
        ),
        (
            format!("{list}\"seats\": 5}}], \"cite\": {{\"list\": {{}}, \"list\": {{}}}}}}"),
            4,
            44,
            "`list` stands here for the second time",
        ),
        (format!("{list}\"seats\": -1}}]}}"), 4, 14, "a number of seats such as 69"),
        (format!("{list}\"seats\": 4294967296}}]}}"), 4, 22, "a number of seats such as 69"),
        // Not an object at all.
        (String::new(), 1, 1, "rules are one object"),
        (" []".to_owned(), 1, 2, "rules are one object"),
        ("null".to_owned(), 1, 1, "rules are one object"),
        ("{".to_owned(), 1, 1, "the text ends within an object"),
        ("[".repeat(100_000), 1, 1, "rules are one object"),
        (format!("{{\"name\": {}", "[".repeat(100_000)), 1, 9, "text in quotes is needed here"),
    ];
    let mut misses = String::new();
    for (text, line, column, part) in cases {
        let error = ElectoralSystem::from_json(&text).unwrap_err();
        let shown = error.to_string();
        let place = error.place.map(|place| (place.line, place.column));
        if place != Some((line, column)) || !shown.contains(part) || shown.lines().count() != 1 {
            misses.push_str(&format!("expected {line}:{column} and `{part}`, got: {shown}\n"));
        }
    }
    assert!(misses.is_empty(), "{misses}");
    // Some editors begin a file with a byte order mark; TOML takes it too.
    let rules =
        "\u{feff}{\"name\": \"A\", \"tier\": [{\"name\": \"list\", \"method\": \"hare\", \"seats\": 5}]}";
    assert_eq!(ElectoralSystem::from_json(rules).unwrap().tiers.len(), 1);
}

#[test]
fn an_error_is_one_line_whatever_the_file_holds() {
    let tier = "[[tier]]\nseats = 5\n";
    for text in [
        format!("name = \"A\\nB\"\n{tier}name = \"list\"\nmethod = \"hare\""),
        format!("name = \"A\"\n{tier}name = \"li\\nst\"\nmethod = \"hare\""),
        format!("name = \"A\"\n{tier}name = \"list\"\nmethod = \"ha\\nre\""),
        format!("name = \"A\"\n{tier}name = \"list\"\nmethod = \"hare\"\n\"a\\nb\" = 5"),
        format!("name = \"A\"\n{tier}name = \"list\"\nmethod = \"hare\"\ncontest = \"a\\nb\""),
        format!("name = \"A\"\n{tier}name = \"list\"\nmethod = \"appointed\"\nby = \"a\\u001b[31m\""),
        format!("name = \"A\"\n{tier}name = \"list\"\nmethod = \"hare\"\n[cite]\n\"a\\nb\" = {{}}"),
        "name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"hare\"\ndistricts = \"each\"\n\
         seats = { \"a\\nb\" = 1 }"
            .to_owned(),
    ] {
        let error = ElectoralSystem::from_toml(&text).expect_err(&text);
        let shown = error.to_string();
        assert!(!shown.contains(char::is_control), "{shown:?}");
        assert!(error.place.is_some(), "{shown}");
    }
}

#[test]
fn numbers_beyond_reason_and_deep_nesting_are_refused_in_their_place() {
    let seats =
        |seats: &str| format!("name = \"A\"\n[[tier]]\nname = \"list\"\nmethod = \"hare\"\nseats = {seats}");
    for number in ["99999999999999999999999999", "-9223372036854775808", "1e3", "nan", "true", "\"5\"", "[]"]
    {
        let message = problem(&seats(number));
        assert!(
            message.starts_with("line 5, column 9: ") && message.contains("a number of seats"),
            "{message}"
        );
    }
    for text in [seats(&"[".repeat(100_000)), seats(&"{a=".repeat(100_000))] {
        assert!(problem(&text).starts_with("line 5, column "));
    }
    // A date with a time, of which the time would have no effect.
    let message = problem("name = \"A\"\nsince = 2022-11-05T10:00:00");
    assert!(message.contains("`2022-11-05T10:00:00` is not a day of the calendar"), "{message}");
    // What a parameter of a method should be, without the list of methods.
    let message = problem(&seats("5").replace("hare", "sequence:1,1"));
    assert!(!message.contains("appointed"), "{message}");
}

#[test]
fn the_day_of_the_rules_can_be_cited() {
    let rules = |since: &str| {
        format!(
            "name = \"A\"\n{since}\n[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"hare\"\n\
             [cite]\nsince = {{ certainty = \"unsure\", note = \"the day of the act\" }}"
        )
    };
    let system = ElectoralSystem::from_toml(&rules("since = 2021-05-24")).unwrap();
    assert_eq!(ElectoralSystem::from_toml(&system.to_toml().unwrap()).unwrap(), system);
    let votes = sailau::Votes::list([("A", 5)]).unwrap();
    let record = system.count(&votes).unwrap().protocol.to_string();
    assert!(record.contains("Rules in force since 2021-05-24  [unsure]"), "{record}");
    assert!(record.contains("since: unsure; the day of the act"), "{record}");
    assert!(problem(&rules("")).contains("the rules have no `since`"));
}

#[test]
fn a_file_that_cannot_be_read_is_named() {
    let folder = std::env::temp_dir().join(format!("sailau-rules-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let latin = folder.join("latin.toml");
    std::fs::write(&latin, b"name = \"M\xE4jilis\"").unwrap();
    let wrong = folder.join("wrong.toml");
    std::fs::write(&wrong, "name = \"A\"\n[[tiers]]").unwrap();
    let cases = [
        (folder.join("absent.toml"), "cannot be opened"),
        (folder.clone(), "cannot be opened"),
        (latin, "UTF-8"),
        (wrong, "line 2, column 3: unknown field `tiers`; did you mean `tier`?"),
    ];
    for (path, part) in cases {
        let error = ElectoralSystem::open(&path).unwrap_err().to_string();
        assert!(error.contains(part) && error.contains(&path.display().to_string()), "{error}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Every rules file of the repository.
fn rules_files() -> Vec<(String, ElectoralSystem)> {
    let mut files = Vec::new();
    for folder in
        ["examples/data", "src/kazakhstan/law", "tests/data/cases", "tests/world/rules", "tests/ranked/rules"]
    {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|end| end == "toml") {
                let rules = ElectoralSystem::open(&path).unwrap_or_else(|error| panic!("{error}"));
                files.push((path.display().to_string(), rules));
            }
        }
    }
    files
}

/// What the schema says of a field, of any item, or of a name that a file gives.
fn within<'s>(schema: &'s Value, step: &str) -> Vec<&'s Value> {
    let forms = schema["anyOf"].as_array().into_iter().flatten().chain([schema]);
    let inner = |form: &'s Value| {
        let field = form["properties"].get(step);
        let field = field.or_else(|| form.get("items").filter(|_| step.parse::<usize>().is_ok()));
        field.or_else(|| form.get("additionalProperties").filter(|inner| inner.is_object()))
    };
    forms.filter_map(inner).collect()
}

/// The values that stand here instead in a file that differs in one field.
fn others(schemas: &[&Value], value: &Value) -> Vec<Value> {
    match value {
        Value::Number(number) => {
            let number = number.as_u64().unwrap();
            [number + 1, number.saturating_sub(1)].map(Value::from).into()
        }
        Value::Bool(flag) => vec![Value::from(!flag)],
        Value::String(text) => {
            let forms = schemas
                .iter()
                .flat_map(|schema| schema["anyOf"].as_array().into_iter().flatten().chain([*schema]));
            let words = forms.flat_map(|form| form["enum"].as_array().into_iter().flatten().cloned());
            let named = [format!("{text} too"), "17%".to_owned(), "3/2".to_owned(), "2031-01-01".to_owned()];
            words.chain(named.map(Value::from)).collect()
        }
        _ => Vec::new(),
    }
}

/// Every file that differs from this one in one field: another value there, or none.
fn variants(
    schemas: &[&Value],
    value: &Value,
    put: &dyn Fn(Option<Value>) -> Value,
    path: &str,
    all: &mut Vec<(String, Value)>,
) {
    for other in others(schemas, value).into_iter().filter(|other| other != value) {
        all.push((format!("{path} = {other}"), put(Some(other.clone()))));
    }
    let keys: Vec<String> = match value {
        Value::Object(table) => table.keys().cloned().collect(),
        Value::Array(items) => (0..items.len()).map(|at| at.to_string()).collect(),
        _ => Vec::new(),
    };
    for key in keys {
        let with = |inner: Option<Value>| {
            let mut whole = value.clone();
            match (&mut whole, inner) {
                (Value::Object(table), Some(inner)) => drop(table.insert(key.clone(), inner)),
                (Value::Object(table), None) => drop(table.remove(&key)),
                (Value::Array(items), Some(inner)) => items[key.parse::<usize>().unwrap()] = inner,
                (Value::Array(items), None) => drop(items.remove(key.parse().unwrap())),
                _ => unreachable!("only these have keys"),
            }
            put(Some(whole))
        };
        let path = format!("{path}.{key}");
        all.push((format!("{path} removed"), with(None)));
        let inner: Vec<&Value> = schemas.iter().flat_map(|schema| within(schema, &key)).collect();
        let value = value.get(&key).or_else(|| value.get(key.parse::<usize>().ok()?)).unwrap();
        variants(&inner, value, &with, &path, all);
    }
}

/// Whatever field of a rules file is changed, its sentences are others: nothing that it says is left out.
#[test]
fn every_field_is_said_in_words() {
    let schema: Value = serde_json::from_str(&ElectoralSystem::json_schema()).unwrap();
    let mut silent = Vec::new();
    let mut fields = std::collections::BTreeSet::new();
    // A plain run tries every eighth change, of each file others: what a field says is the same in all of them.
    let step = if cfg!(debug_assertions) { 8 } else { 1 };
    for (number, (name, rules)) in rules_files().into_iter().enumerate() {
        let words = rules.in_words();
        let file = serde_json::to_value(&rules).unwrap();
        let mut all = Vec::new();
        variants(&[&schema], &file, &|whole| whole.unwrap(), "", &mut all);
        for (change, file) in all.into_iter().skip(number % step).step_by(step) {
            let Ok(changed) = ElectoralSystem::from_json(&file.to_string()) else { continue };
            if changed != rules {
                let field: Vec<&str> =
                    change.split([' ', '.']).filter(|step| step.parse::<usize>().is_err()).collect();
                fields.insert(field.join("."));
                if changed.in_words() == words {
                    silent.push(format!("{name}: {change}"));
                }
            }
        }
    }
    assert!(silent.is_empty(), "{} are silent:\n{}", silent.len(), silent.join("\n"));
    assert!(fields.len() > 300, "{} changes", fields.len());
}

/// A rule that is cited is said with its article, and what is said of no rule stands at the end.
#[test]
fn every_citation_is_said_in_words() {
    for (name, rules) in rules_files() {
        let words = rules.in_words();
        for (key, citation) in &rules.citations {
            let said = words.iter().any(|said| said.cited.as_ref() == Some(citation));
            let listed = words
                .iter()
                .any(|said| said.field == "cite" && said.sentence.starts_with(&format!("{key}: ")));
            assert!(said || listed, "{name}: {key}");
        }
        for said in &words {
            assert!(said.sentence.ends_with('.') && !said.sentence.contains("  "), "{name}: {said}");
            assert!(!said.sentence.starts_with(char::is_lowercase) || said.field == "cite", "{name}: {said}");
        }
    }
}
