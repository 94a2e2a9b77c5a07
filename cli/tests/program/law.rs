//! What the laws say besides sharing seats out: registration, recall, institutions.

use serde_json::{Value, json};

use crate::{file, run, sailau};

/// An address is as long as it is.
fn narrow(page: &str) {
    let wide = page.lines().filter(|line| line.chars().count() > 100 && !line.contains("https://"));
    let wide: Vec<_> = wide.collect();
    assert!(wide.is_empty(), "{wide:#?}");
}

#[test]
fn registration_as_json() {
    let text = sailau("law registration --draws 400 --json").good();
    let report: Value = serde_json::from_str(&text).unwrap();
    let mut fields: Vec<_> = report.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["check", "laws", "lives", "parties", "redrawing", "survey"]);
    let law = json!({"since": "2022-11-05", "members": 5_000, "in_each": 200, "initiators": 700,
        "smallest": {"members": 5_000, "reason": "in-all", "in_all": 5_000, "in_regions": 4_000, "regions": 20,
            "of": 20, "in_each": 200, "free": 1_000}});
    assert_eq!(report["laws"][3], law);
    let npk = report["parties"].as_array().unwrap().iter().find(|party| party["party"] == "NPK").unwrap();
    let margins: Vec<_> = npk["under"].as_array().unwrap().iter().map(|under| &under["margin"]).collect();
    assert_eq!(margins, [&json!(6_292), &json!(16_292), &json!(36_292), &json!(51_292)]);
    // 56,292 × 220,913 ÷ 19,503,159 = 637.6 in Ulytau.
    assert_eq!(npk["under"][3]["smallest_branch"], json!(["Ulytau", 638]));
    assert_eq!(report["redrawing"][0]["lacking"], 1_800);
    assert_eq!(report["redrawing"][1]["lacking_in"], json!(["Abai", "Jetisu", "Ulytau"]));
    let laws = report["survey"]["laws"].as_array().unwrap();
    assert_eq!((laws.len(), &laws[2]["ratio"]), (6, &json!(1.0)));
    let expected = |at: usize| laws[at]["expected"].as_f64().unwrap();
    // The redrawn map takes away under the old law and under the new.
    assert!(expected(4) < expected(2) && expected(3) < expected(5));
    assert!(expected(0) < expected(1) && expected(2) < expected(3));
    assert_eq!(report["check"]["rows"][1]["seen"], json!([6, 8]));
}

/// Both steps go up, as they did, with any concentration that the page speaks of.
#[test]
fn registration_goes_up_with_any_concentration() {
    for concentration in ["0", "1.5", "3"] {
        let line = format!("law registration --draws 400 --concentration {concentration} --json");
        let report: Value = serde_json::from_str(&sailau(&line).good()).unwrap();
        for row in report["check"]["rows"].as_array().unwrap() {
            assert!(row["interval"]["low"].as_f64().unwrap() > 1.0, "{row}");
        }
    }
}

#[test]
fn the_page_of_registration_says_what_is_real_and_what_is_not() {
    let first = sailau("law registration --draws 400").good();
    let page = sailau("law registration --draws 400 --all").good();
    // The first screen answers: what is asked, who has it, how many each law lets in, and how far that is a model.
    assert!(first.contains("  NPK") || first.contains("\nNPK "), "{first}");
    assert!(first.contains("2022-11-05        20 ") && first.contains("none of it measured"), "{first}");
    assert!(first.contains("the model says") && !first.contains("by concentration"), "{first}");
    assert!(first.lines().count() <= 45 && page.lines().count() > 80, "{first}");
    narrow(&first);
    let (real, synthetic) = page.split_once("SYNTHETIC").unwrap();
    assert!(real.contains("Respublica") && real.contains("83 days to spare (art. 6)"));
    assert!(real.contains("declared members, not audited"));
    assert!(synthetic.contains("Assumptions, none of them measured"));
    assert_eq!(first, sailau("law registration --draws 400").good());
    assert_ne!(first, sailau("law registration --draws 400 --seed 7").good());
    assert_ne!(first, sailau("law registration --draws 400 --concentration 0.5").good());
    narrow(&page);
}

#[test]
fn recalls_that_took_place_come_out_as_they_did() {
    let json: Value = serde_json::from_str(&sailau("law recall past --json").good()).unwrap();
    let past = json["past"].as_array().unwrap();
    let settled: Vec<_> = past.iter().filter(|row| !row["outcome"].is_null()).collect();
    assert!(settled.len() > 20 && settled.iter().all(|row| row["outcome"] == row["recalled"]));
    let chen = past.iter().find(|row| row["office"] == "legislator Chen Po-wei, Taichung 2").unwrap();
    assert_eq!((&chen["yes"], &chen["under_kazakhstan"]), (&json!(77_899), &json!(true)));
    assert!(json.get("odds").is_none() && json.get("life").is_none());
    let (first, all) = (sailau("law recall past").good(), sailau("law recall past --all").good());
    // Who kept the mandate under every rule stands behind --all.
    assert!(first.contains("Han Kuo-yu") && !first.contains("Lo Ming-tsai"), "{first}");
    assert!(all.contains("Lo Ming-tsai") && !all.contains("--all"), "{all}");
    assert!(first.contains("of 27 lost their mandate"), "{first}");
    for page in [first, all] {
        narrow(&page);
    }
}

#[test]
fn a_petition_lives_day_by_day() {
    let page = sailau("law recall life").good();
    assert!(
        page.contains("2024-03-28  REFUSED: ") && page.contains("invented events; the law is real"),
        "{page}"
    );
    assert!(
        page.contains("the vote of 2026-03-22 carried the recall") || page.contains("recalled"),
        "{page}"
    );
    // What was not met, and why the law refused, is on the first screen; what was met is not.
    assert!(page.contains("Turnout: NOT MET") && !page.contains(": met; "), "{page}");
    let all = sailau("law recall life --all").good();
    assert!(all.contains(": met; ") && all.contains("next: publish the result by 2026-03-25"), "{all}");
    for page in [page, all] {
        narrow(&page);
    }
    let petition = concat!(env!("CARGO_MANIFEST_DIR"), "/../examples/data/petition.json");
    let own = run(&["law", "recall", "life", "--events", petition, "--json"]).good();
    let own: Value = serde_json::from_str(&own).unwrap();
    assert_eq!(own["life"]["invented"], false);
    assert_eq!(own["life"]["days"].as_array().unwrap().len(), 9);
    assert!(own["life"]["days"].as_array().unwrap().iter().all(|day| day["refused"].is_null()));
}

#[test]
fn the_odds_of_a_recall_say_what_they_assume() {
    let page = sailau("law recall odds --draws 60").good();
    assert!(page.contains("Assumptions, not law") && page.contains("415000"), "{page}");
    let all = sailau("law recall odds --draws 60 --all").good();
    let rows = |page: &str| page.lines().filter(|line| line.contains("% ") && line.contains(" / ")).count();
    assert_eq!((rows(&page), rows(&all)), (12, 32), "{page}");
    for page in [page, all] {
        narrow(&page);
    }
    let json: Value =
        serde_json::from_str(&sailau("law recall odds --draws 60 --seed 2 --capacity 500 --json").good())
            .unwrap();
    assert_eq!(json["model"]["capacity"], 500);
    // Four laws, four electorates, two leads, four discontents.
    assert_eq!(json["odds"].as_array().unwrap().len(), 4 * 4 * 2 * 4);
}

#[test]
fn institutions_have_a_section_each() {
    let sections = [
        "register",
        "referendum",
        "parliament",
        "senate",
        "maslihat",
        "by-election",
        "akim",
        "president",
        "funds",
        "rolls",
        "observers",
        "voting",
    ];
    let json: Value = serde_json::from_str(&sailau("law institutions --json --draws 64").good()).unwrap();
    let mut fields: Vec<_> = json.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    let mut all = sections;
    all.sort_unstable();
    assert_eq!(fields, all);
    for list in json["maslihat"].as_array().unwrap() {
        for party in list["parties"].as_array().unwrap() {
            assert_eq!(party["seats"], party["official"], "{party}");
        }
    }
    let only: Value = serde_json::from_str(&sailau("law institutions senate akim --json").good()).unwrap();
    assert_eq!(only.as_object().unwrap().len(), 2);
    let mut everything = String::new();
    for section in sections {
        let first = sailau(&format!("law institutions {section} --draws 64")).good();
        let all = sailau(&format!("law institutions {section} --draws 64 --all")).good();
        assert!(first.lines().count() <= 90, "{section}: {first}");
        assert_eq!(first.contains("--all"), first != all, "{section}: {first}");
        narrow(&first);
        narrow(&all);
        everything += &all;
    }
    assert_eq!(sailau("law institutions --draws 64 --all").good(), everything);
    let register = sailau("law institutions register --all").good();
    assert!(register.contains("REGISTER OF THE REFORM") && register.contains("before:"), "{register}");
    // Without a section, a sentence of each.
    let sentences = sailau("law institutions --draws 64").good();
    for (section, says) in [
        ("register", "39 measures: 29 enacted"),
        ("referendum", "3 of 3 referendums were carried"),
        ("maslihat", "54 of the 54 list seats of 3 mäslihats"),
        ("by-election", "71 seats on 2025-10-26; no votes of them were found"),
        ("president", "Kassym-Jomart Tokayev on 2022-11-20"),
        ("observers", "295 of 10,233 stations"),
    ] {
        let said = sentences.replace("\n    ", " ");
        let line = said.lines().find(|line| line.starts_with(section)).unwrap();
        assert!(line.contains(says), "{line}");
    }
    assert!(sentences.lines().count() <= 30, "{sentences}");
    narrow(&sentences);
    // What other ways of voting would give is counted, not left out.
    for way in json["voting"]["ways"].as_array().unwrap() {
        let seats: f64 =
            way["result"].as_object().unwrap().values().map(|of| of["seats"].as_f64().unwrap()).sum();
        assert!((seats - 69.0).abs() < 1e-9, "{way}");
    }
}

#[test]
fn what_is_wrong_with_a_procedure_is_said_in_one_line() {
    let petition = |name: &str, text: &str| file(name, text.as_bytes());
    let mandate = r#""mandate": {"holder": "A", "body": "mäslihat", "elected": "single-member",
        "term": {"began": "2023-03-29", "ends": "2028-03-29"}, "voters": 2400}"#;
    for (name, text, expected) in [
        ("p1.json", "nothing".to_owned(), "line 1, column 2: this is not JSON"),
        ("p2.json", format!("{{{mandate}}}"), "missing field `events`"),
        ("p3.json", format!("{{{mandate}, \"events\": []}}"), "there are no events"),
        ("p4.json", format!("{{{mandate}, \"events\": 5}}"), "a list is needed here, not the number 5"),
        ("p5.json", format!("{{{mandate}, \"event\": []}}"), "unknown field `event`; did you mean `events`?"),
        (
            "p6.json",
            format!(
                "{{{mandate}, \"law\": \"mars-2100\", \"events\": [{{\"day\": \"2026-09-01\", \"event\": \"registered\"}}]}}"
            ),
            "there is no law `mars-2100`; there are taiwan-1994",
        ),
        (
            "p7.json",
            format!("{{{mandate}, \"events\": [{{\"day\": \"2026-02-30\", \"event\": \"registered\"}}]}}"),
            "2026-02-30",
        ),
        (
            "p8.json",
            format!("{{{mandate}, \"events\": [{{\"day\": \"2026-09-01\", \"event\": \"register\"}}]}}"),
            "unknown word `register`; did you mean `registered`?",
        ),
        (
            "p9.json",
            format!("{{{mandate}, \"events\": [{{\"day\": \"2026-09-01\", \"event\": 2}}]}}"),
            "`event` is 2; write its word, such as \"filed\"",
        ),
    ] {
        let said = run(&["law", "recall", "life", "--events", &petition(name, &text)]).wrong();
        assert!(said.contains(name) && said.contains(expected), "{said}");
        for foreign in ["struct ", "enum ", "u64", "variant", "invalid type"] {
            assert!(!said.contains(foreign), "{said}");
        }
    }
    for (line, expected) in [
        ("law recall life --events no.json", "no.json"),
        ("law recall past --events no.json", "ask for the part `life`"),
        ("law registration --admission 2", "admission"),
        ("law registration --admission NaN", "admission"),
        ("law registration --concentration inf", "concentration"),
        ("law registration --draws 1", "make more"),
    ] {
        let said = sailau(line).wrong();
        assert!(said.contains(expected), "{line}: {said}");
    }
    for line in [
        "law registration --draws 0",
        "law registration --draws many",
        "law registration --seed -1",
        "law registration more",
        "law recall future",
        "law institutions congress",
        "law recall --unknown",
    ] {
        assert_eq!(sailau(line).status, Some(2), "{line}");
    }
}

#[test]
fn the_laws_of_a_day_are_one_page() {
    let page = sailau("law print 2023-03-19").good();
    let row = |line: &str| {
        let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(page.lines().any(|other| words(other) == words(line)), "{line}\n{page}");
    };
    assert!(page.starts_with("# Kazakhstan's laws on elections on 2023-03-19\n"), "{page}");
    // The house, in sentences, and what the text of 2021 had said.
    row("| list | It has 69 seats. | - | secondary source |");
    row(
        "| list | A list takes part with at least 5% of valid votes and votes against all. | 97-1(1) and 43(5) | verified |",
    );
    row("- Tier list. It has 69 seats. [secondary source] Before: It has 98 seats.");
    row("- Tier single. New: Most votes win. [art. 9(2)]");
    row("- Tier assembly. Gone: It has 9 seats. [Constitution, art. 51(1)]");
    // Procedures, in sentences as well.
    row("| The party has at least 5,000 members in the whole country. | 10(6) | verified |");
    row(
        "- The party has at least 5,000 members in the whole country. [art. 10(6)] Before: The party has at least 20,000 members in the whole country.",
    );
    row(
        "| The petition needs the signatures of more than 10% of the voters of the district. | 113-14(2) | verified |",
    );
    row(
        "| The vote is valid if at least a third of the voters of the district take part. | 113-16(3) | verified |",
    );

    let html = sailau("law print 2023-03-19 --html").good();
    assert_eq!(html.matches("<h2").count(), page.matches("\n## ").count());
    assert!(html.contains("secondary source") && html.contains("<table"), "{html}");
}

#[test]
fn every_text_of_the_house_is_printed_and_what_is_not_on_board_is_said() {
    for line in sailau("law").good().lines() {
        let page = sailau(&format!("law print {}", &line[..10])).good();
        assert!(page.contains(&format!("\n## {}\n", line[10..].trim())), "{page}");
    }
    let first = sailau("law print 1995-09-28").good();
    assert!(first.contains("## Not on board for this day") && first.contains("- Recall: "), "{first}");
    assert!(!first.contains("Otherwise than in the text of"), "{first}");
    assert!(sailau("law print 1990-01-01").wrong().contains("1995-09-28"));
}

#[test]
fn cases_of_the_law_are_held_against_it() {
    let cases = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/law");
    let page = run(&["law", "check", cases]).good();
    assert!(page.contains("cases come out as they say: 8 akim, 3 funds, "), "{page}");
    assert!(!page.contains(".toml"), "{page}");
    let all = run(&["law", "check", cases, "--all"]).good();
    assert!(all.contains("2024-06-03 recall: Exactly ten per cent of the voters have signed"), "{all}");
    narrow(&all);

    let case = "says = 'A'\nprocedure = 'maslihat'\nlaw = 2023-03-19\narticle = '9(3)'\n[facts]\nkind = 'region'\nseats = 35\n\
        [decision]\nlist_seats = 18\ndistrict_seats = 17\n";
    let wrong = file("wrong.toml", case.as_bytes());
    let ran = run(&["law", "check", &wrong]);
    assert_eq!(ran.status, Some(1));
    assert!(ran.said.contains("wrong.toml: decision.list_seats: expected 18, found 17\n"), "{}", ran.said);
    assert!(ran.said.contains("0 of 1 cases come out as they say"), "{}", ran.said);
    assert!(run(&["law", "check", "nowhere.toml"]).wrong().contains("nowhere.toml"));
    assert_eq!(sailau("law check").status, Some(2));
}
