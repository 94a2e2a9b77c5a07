//! Audits from the first draw to the last reading, as an office has them: papers in any order, mistakes in files, corrections.

use proptest::prelude::*;
use sailau_audit::{
    Asserted, Assertion, Audit, AuditError, Bet, Contest, ContestError, Drawn, Method, Next, Papers, Plan,
    Read, Reading,
};

const SEED: &str = "35463115561121636246";

fn contest() -> Contest {
    let papers = Papers::new(vec![6_000, 3_500], 10_000).unwrap();
    let asserted = |label: &str, coefficients| Asserted {
        label: label.to_owned(),
        assertion: Assertion::new(coefficients).unwrap(),
    };
    let assertions = vec![asserted("Asel before Bota", vec![1, -1]), asserted("Asel above 50%", vec![1, -1])];
    Contest::new(vec!["Asel".to_owned(), "Bota".to_owned()], papers, assertions).unwrap()
}

fn audit(bet: Bet, method: Method, drawn: Drawn) -> Audit {
    let plan = Plan { bet, method, drawn, ..Plan::new("5%".parse().unwrap(), SEED.parse().unwrap()) };
    Audit::start(contest(), plan)
}

fn planned() -> Audit {
    audit(Bet::PLANNED, Method::Comparison, Drawn::WithReplacement)
}

/// All drawn papers, read as reported: nearly two of three for Asel.
fn clean(audit: &Audit) -> Vec<Reading> {
    let kind = |paper| match paper % 20 {
        0..12 => Some(0),
        12..19 => Some(1),
        _ => None,
    };
    let reported = |paper| if audit.plan().method == Method::Polling { None } else { kind(paper) };
    let read = |paper| kind(paper).map_or(Read::NoKind, Read::Kind);
    audit
        .to_read()
        .map(|d| Reading { paper: d.paper, reported: reported(d.paper), read: read(d.paper) })
        .collect()
}

#[test]
fn a_clean_audit_takes_what_was_planned() {
    for drawn in [Drawn::WithReplacement, Drawn::WithoutReplacement] {
        let mut audit = audit(Bet::PLANNED, Method::Comparison, drawn);
        let Next::Draw { to } = audit.status().next else { panic!() };
        assert_eq!(audit.status().assertions[0].sample, Some(sailau_audit::SampleSize::Papers(25)));
        assert_eq!(to, 25);
        audit.draw(to).unwrap();
        assert_eq!(audit.status().next, Next::Read { papers: audit.to_read().count() as u64 });
        for reading in clean(&audit) {
            assert_ne!(audit.status().next, Next::Confirmed);
            audit.add(reading).unwrap();
        }
        assert_eq!(audit.status().next, Next::Confirmed);
        assert_eq!((audit.status().tested, audit.status().misread), (25, 0));
    }
}

#[test]
fn the_order_of_readings_does_not_matter() {
    let mut one = planned();
    one.draw(200).unwrap();
    let mut other = one.clone();
    let readings = clean(&one);
    readings.iter().for_each(|&reading| one.add(reading).unwrap());
    readings.iter().rev().for_each(|&reading| other.add(reading).unwrap());
    assert_eq!(one.status(), other.status());
    // Papers that come before the first one count only when it is there.
    let mut late = planned();
    late.draw(200).unwrap();
    readings.iter().skip(1).for_each(|&reading| late.add(reading).unwrap());
    assert_eq!((late.status().tested, late.status().assertions[0].p_value), (0, 1.0));
}

#[test]
fn misread_papers_ask_for_more_and_at_last_for_all() {
    let mut audit = planned();
    audit.draw(25).unwrap();
    let mut readings = clean(&audit);
    let wrong = readings.iter_mut().find(|reading| reading.reported == Some(0)).unwrap();
    wrong.read = Read::Kind(1);
    readings.iter().for_each(|&reading| audit.add(reading).unwrap());
    let status = audit.status();
    assert_eq!(status.misread, 1);
    let Next::Draw { to } = status.next else { panic!("{status:?}") };
    assert!((30..60).contains(&to), "{to}");

    // The highest stake forgives nothing.
    let mut highest = self::audit(Bet::HIGHEST, Method::Comparison, Drawn::WithReplacement);
    highest.draw(25).unwrap();
    clean(&highest).iter().for_each(|&reading| {
        let read = if reading.reported == Some(0) { Read::NotFound } else { reading.read };
        highest.add(Reading { read, ..reading }).unwrap();
    });
    assert_eq!(highest.status().next, Next::CountAll);
}

#[test]
fn a_wrong_note_is_corrected() {
    let mut audit = planned();
    audit.draw(25).unwrap();
    let readings = clean(&audit);
    let right = *readings.iter().find(|reading| reading.reported == Some(0)).unwrap();
    let wrong = Reading { read: Read::Kind(1), ..right };
    readings.iter().for_each(|&reading| audit.add(if reading == right { wrong } else { reading }).unwrap());
    assert_eq!(
        audit.add(right).unwrap_err(),
        AuditError::AlreadyRead { paper: right.paper, before: "Bota".to_owned() }
    );
    audit.correct(right).unwrap();
    assert_eq!(audit.status().next, Next::Confirmed);
    let never = (1..).find(|paper| audit.draws().all(|draw| draw.paper != *paper)).unwrap();
    assert!(audit.correct(Reading { paper: never, ..right }).is_err());
}

#[test]
fn a_file_is_taken_whole_or_not_at_all() {
    let mut audit = planned();
    audit.draw(3).unwrap();
    let papers: Vec<u64> = audit.draws().map(|draw| draw.paper).collect();
    let message = |audit: &mut Audit, text: &str| audit.add_file(text.as_bytes()).unwrap_err().to_string();
    let first = papers[0];

    assert_eq!(
        message(&mut audit, "paper,read\n"),
        "line 1: there is no column `reported`; a file of readings has the columns `paper`, `reported` and `read`, and may have \
         `draw`"
    );
    assert!(message(&mut audit, "paper,reported,read,box\n").starts_with("line 1: there is a column `box`"));
    assert!(
        message(&mut audit, "paper,paper,reported,read\n")
            .starts_with("line 1: twice there is the column `paper`")
    );
    let head = "draw,paper,reported,read\n";
    assert_eq!(
        message(&mut audit, &format!("{head}1,{first},Asel,Asel\n2,0,Asel,Asel\n")),
        "line 3: the paper `0` is no number from 1; write down the one that stands in the list of draws"
    );
    assert_eq!(
        message(&mut audit, &format!("{head}1,{first},Asel,Asle\n")),
        "line 2: there is no kind of papers `Asle`; write `Asel`, `Bota`, or `none` or `not found`"
    );
    assert_eq!(
        message(&mut audit, &format!("{head}1,{first},not found,Asel\n")),
        "line 2: there is no kind of papers `not found`; write `Asel`, `Bota`, or `none`"
    );
    assert_eq!(
        message(&mut audit, &format!("{head}2,{first},Asel,Asel\n")),
        format!("line 2: draw 2 is not paper {first}; look both up in the list of draws")
    );
    assert!(
        message(&mut audit, &format!("{head}1,{first},Asel,Asel\n1,{first},Asel,Asel\n"))
            .starts_with(&format!("line 3: paper {first} was read already, as `Asel`: leave it out"))
    );
    let never = (1..).find(|paper| !papers.contains(paper)).unwrap();
    let not_drawn = message(&mut audit, &format!("paper,reported,read\n{never},Asel,Asel\n"));
    assert!(
        not_drawn.starts_with(&format!("line 2: paper {never} was not drawn: none of the 3 draws")),
        "{not_drawn}"
    );
    assert!(message(&mut audit, "paper,reported,read\n1,2\n").contains("found record with 2 fields"));

    assert_eq!(audit.status().read, 0);
    let file = format!("{head}1,{first},Asel,Asel\n2,{},none, not found \n", papers[1]);
    assert_eq!(audit.add_file(file.as_bytes()).unwrap(), 2);
    assert_eq!((audit.status().tested, audit.status().misread), (2, 1));
}

#[test]
fn an_audit_is_kept_in_a_file() {
    let mut audit = planned();
    audit.draw(60).unwrap();
    clean(&audit).iter().take(50).for_each(|&reading| audit.add(reading).unwrap());
    let file = serde_json::to_string_pretty(&audit).unwrap();
    let again: Audit = serde_json::from_str(&file).unwrap();
    assert_eq!(again.status(), audit.status());
    assert_eq!(serde_json::to_string_pretty(&again).unwrap(), file);
    for (from, to, said) in [
        ("\"draws\": 60", "\"draws\": 10001", "10001 draws are more than 10000: count all papers"),
        ("\"draws\": 60", "\"draws\": 6", "was not drawn"),
        (SEED, "123", "a seed has at least 20 digits"),
        ("\"5%\"", "\"0%\"", "a risk limit of 0% is none"),
        ("\"bet 1.8\"", "\"bet 3\"", "bet takes a number above 0"),
        ("6000", "6", "the reported papers contradict the assertion"),
        ("\"Bota\"", "\"Asel\"", "a kind of papers cannot have the name `Asel`"),
    ] {
        let changed = file.replacen(from, to, 1);
        assert_ne!(changed, file, "{from}");
        let error = serde_json::from_str::<Audit>(&changed).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn coefficients_of_128_bits_are_kept() {
    let huge = i128::from(u64::MAX) * 1_000;
    let papers = Papers::new(vec![60, 40], 100).unwrap();
    let asserted = Asserted { label: "a".to_owned(), assertion: Assertion::new(vec![huge, -huge]).unwrap() };
    let contest = Contest::new(vec!["A".to_owned(), "B".to_owned()], papers, vec![asserted]).unwrap();
    let file = serde_json::to_string(&contest).unwrap();
    assert_eq!(serde_json::from_str::<Contest>(&file).unwrap(), contest);
    assert_eq!(contest.margins()[0].to_string(), "10");
    let of_all = Assertion::counting_no_kind(vec![huge, -huge], -huge).unwrap();
    let file = serde_json::to_string(&of_all).unwrap();
    assert!(file.starts_with(r#"{"kinds":["#) && file.contains(r#""none":-"#), "{file}");
    assert_eq!(serde_json::from_str::<Assertion>(&file).unwrap(), of_all);
    for (wrong, said) in [
        ("7", "a list of coefficients, or a table with `kinds` and `none`"),
        (r#"{"kinds":[1]}"#, "missing field `none`"),
        (r#"{"kinds":[1],"none":0,"all":1}"#, "unknown field `all`"),
    ] {
        let error = serde_json::from_str::<Assertion>(wrong).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
}

#[test]
fn polling_takes_no_reports() {
    let mut audit = audit("alpha 100".parse().unwrap(), Method::Polling, Drawn::WithoutReplacement);
    let Next::Draw { to } = audit.status().next else { panic!() };
    assert!((50..400).contains(&to), "{to}");
    audit.draw(to).unwrap();
    let first = audit.to_read().next().unwrap().paper;
    let report = Reading { paper: first, reported: Some(0), read: Read::Kind(0) };
    assert_eq!(audit.add(report).unwrap_err(), AuditError::ReportInPolling { paper: first });
    assert_eq!(audit.add_file(format!("read,paper\nAsel,{first}\n").as_bytes()).unwrap(), 1);
    while audit.status().next != Next::Confirmed {
        if let Next::Draw { to } = audit.status().next {
            audit.draw(to).unwrap();
        }
        clean(&audit).iter().for_each(|&reading| audit.add(reading).unwrap());
    }
    assert!(audit.status().tested < 1_000);
}

#[test]
fn ties_and_narrow_margins_are_counted() {
    for votes in [vec![500, 500], vec![501, 500]] {
        let papers = Papers::new(votes, 1_001).unwrap();
        let asserted = Asserted { label: "a".to_owned(), assertion: Assertion::new(vec![1, -1]).unwrap() };
        let contest = Contest::new(vec!["A".to_owned(), "B".to_owned()], papers, vec![asserted]).unwrap();
        let audit = Audit::start(contest, Plan::new("5%".parse().unwrap(), SEED.parse().unwrap()));
        assert_eq!(audit.status().next, Next::CountAll);
    }
}

#[test]
fn what_is_sure_needs_no_paper() {
    let papers = Papers::new(vec![1, 2], 10).unwrap();
    let asserted = Asserted { label: "a".to_owned(), assertion: Assertion::new(vec![1, 0]).unwrap() };
    let contest = Contest::new(vec!["A".to_owned(), "B".to_owned()], papers.clone(), vec![asserted]).unwrap();
    let audit = Audit::start(contest, Plan::new("5%".parse().unwrap(), SEED.parse().unwrap()));
    assert_eq!(audit.status().next, Next::Confirmed);

    let none = Contest::new(vec!["A".to_owned(), "none".to_owned()], papers.clone(), Vec::new());
    assert_eq!(none, Err(ContestError::Name("none".to_owned())));
    assert_eq!(
        Contest::new(vec!["A".to_owned(), "B".to_owned()], papers, Vec::new()),
        Err(ContestError::NoAssertion)
    );
}

#[test]
fn people_read_what_to_do() {
    let mut audit = planned();
    audit.draw(3).unwrap();
    let papers: Vec<u64> = audit.draws().map(|draw| draw.paper).collect();
    let mut table = Vec::new();
    audit.write_to_read(&mut table).unwrap();
    let table = String::from_utf8(table).unwrap();
    assert_eq!(
        table,
        format!("draw,paper,reported,read\n1,{},,\n2,{},,\n3,{},,\n", papers[0], papers[1], papers[2])
    );
    // Filled in, it is taken as it is.
    audit
        .add_file(table.replacen(",,\n", ",Asel,Bota\n", 1).replace(",,\n", ",Asel,Asel\n").as_bytes())
        .unwrap();
    assert_eq!(
        audit.status().to_string(),
        "3 draws; 3 papers read, 1 of them misread; 3 draws taken into account\n\
         0 of 2 assertions confirmed\n  \
         Asel before Bota: p-value 1.0000, some 42 more draws\n  \
         Asel above 50%: p-value 1.0000, some 42 more draws\n\
         Next: draw on, to 45 draws in all."
    );
}

proptest! {
    /// Whatever a file says, it is taken or refused.
    #[test]
    fn no_file_makes_it_stumble(
        rows in prop::collection::vec((0u64..30, "[a-zA-Z ,\"]{0,6}", prop_oneof![Just("Asel"), Just("none"), Just("")]), 0..6),
        head in prop_oneof![Just("paper,reported,read"), Just("read,paper,reported"), Just("draw,paper,read"), Just("")],
    ) {
        let mut audit = planned();
        audit.draw(20).unwrap();
        let papers: Vec<u64> = audit.draws().map(|draw| draw.paper).collect();
        let mut text = format!("{head}\n");
        for (row, name, kind) in rows {
            let paper = papers.get(usize::try_from(row).unwrap()).copied().unwrap_or(row);
            text += &format!("{paper},{kind},{name}\n");
        }
        let before = audit.status();
        if audit.add_file(text.as_bytes()).is_err() {
            prop_assert_eq!(audit.status(), before);
        }
    }

    /// A kept audit with a number changed anywhere is read or refused, and reckons.
    #[test]
    fn no_kept_audit_makes_it_stumble(at in 0usize..400, number in prop_oneof![Just(0i128), Just(-1), Just(u64::MAX.into()), any::<i128>()]) {
        let mut audit = planned();
        audit.draw(5).unwrap();
        clean(&audit).iter().for_each(|&reading| audit.add(reading).unwrap());
        let file = serde_json::to_string(&audit).unwrap();
        let is_digit = |at: &usize| file.as_bytes()[*at].is_ascii_digit();
        let Some(from) = (at % file.len()..file.len()).find(is_digit) else { return Ok(()) };
        let to = (from..file.len()).find(|at| !is_digit(at)).unwrap();
        if let Ok(again) = serde_json::from_str::<Audit>(&format!("{}{number}{}", &file[..from], &file[to..])) {
            let _ = again.status().to_string();
        }
    }
}
