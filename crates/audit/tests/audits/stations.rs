//! Audits of polling stations from the first draw to the last count: files, mistakes in them, corrections.

use sailau_audit::{
    Asserted, Assertion, Bet, Contest, Papers, Station, StationAudit, StationError, StationNext, StationPlan,
};

const HEAD: &str = "station,papers,Asel,Bota\n";

fn stations() -> Vec<Station> {
    let station = |number: u64| Station {
        name: format!("No. {number}"),
        reported: Papers::new(vec![300 + number, 180], 500 + number).unwrap(),
    };
    (1..=40).map(station).collect()
}

fn audit() -> StationAudit {
    let stations = stations();
    let sum = |of: fn(&Papers) -> u64| stations.iter().map(|station| of(&station.reported)).sum::<u64>();
    let papers =
        Papers::new(vec![sum(|p| p.by_kind()[0]), sum(|p| p.by_kind()[1])], sum(Papers::population)).unwrap();
    let asserted =
        Asserted { label: "Asel before Bota".to_owned(), assertion: Assertion::new(vec![1, -1]).unwrap() };
    let contest = Contest::new(vec!["Asel".to_owned(), "Bota".to_owned()], papers, vec![asserted]).unwrap();
    let plan = StationPlan {
        risk: "5%".parse().unwrap(),
        seed: "35463115561121636246".parse().unwrap(),
        bet: Bet::PLANNED,
    };
    StationAudit::start(contest, stations, plan).unwrap()
}

fn line(station: &Station) -> String {
    let [a, b] = station.reported.by_kind() else { panic!() };
    format!("{},{},{a},{b}\n", station.name, station.reported.population())
}

#[test]
fn stations_are_drawn_counted_and_confirmed() {
    let mut audit = audit();
    let StationNext::Draw { to } = audit.status().next else { panic!() };
    audit.draw(to).unwrap();
    let all: Vec<String> = audit.to_count().map(line).collect();
    assert!(all.len() as u64 <= to);
    assert_eq!(audit.status().next, StationNext::Count { stations: all.len() as u64 });
    let half = format!("{HEAD}{}", all[..all.len() / 2].concat());
    assert_eq!(audit.add_file(half.as_bytes()).unwrap(), all.len() / 2);
    assert!(audit.status().tested < to);
    // Kept, and gone on with.
    let file = serde_json::to_string(&audit).unwrap();
    let mut again: StationAudit = serde_json::from_str(&file).unwrap();
    assert_eq!(again.status(), audit.status());
    again.add_file(format!("{HEAD}{}", all[all.len() / 2..].concat()).as_bytes()).unwrap();
    assert_eq!((again.status().next, again.status().tested), (StationNext::Confirmed, to));
    assert!(again.status().to_string().ends_with("The outcome is confirmed: the audit is over."));
}

#[test]
fn a_station_that_is_wrong_asks_for_more() {
    let mut audit = audit();
    let StationNext::Draw { to } = audit.status().next else { panic!() };
    audit.draw(to).unwrap();
    let first = audit.stations()[audit.draws()[0]].clone();
    let others: String = audit.to_count().filter(|station| **station != first).map(line).collect();
    audit.add_file(format!("{HEAD}{others}").as_bytes()).unwrap();
    // Half of Asel's papers are gone.
    let [a, b] = *first.reported.by_kind() else { panic!() };
    let found = first.reported.population() - a / 2;
    audit.add(&first.name, Papers::new(vec![a - a / 2, b], found).unwrap()).unwrap();
    let StationNext::Draw { to: more } = audit.status().next else { panic!("{}", audit.status()) };
    assert!(more > to);
    // They were in another box.
    audit.correct(&first.name, first.reported.clone()).unwrap();
    assert_eq!(audit.status().next, StationNext::Confirmed);
}

#[test]
fn a_file_is_taken_whole_or_not_at_all() {
    let mut audit = audit();
    audit.draw(3).unwrap();
    let drawn = audit.to_count().next().unwrap().clone();
    let message =
        |audit: &mut StationAudit, text: &str| audit.add_file(text.as_bytes()).unwrap_err().to_string();
    let name = &drawn.name;
    assert_eq!(
        message(&mut audit, "station,papers,Asel\n"),
        "line 1: there is no column `Bota`; a file of counts has the columns `station`, `papers` and one for each kind of papers"
    );
    assert!(
        message(&mut audit, "station,papers,Asel,Bota,Cem\n").starts_with("line 1: there is a column `Cem`")
    );
    assert!(
        message(&mut audit, "station,station,papers\n")
            .starts_with("line 1: twice there is the column `station`")
    );
    assert_eq!(
        message(&mut audit, &format!("{HEAD}{name},500,+3,1\n")),
        "line 2: `+3` in the column `Asel` is no number of papers; write digits only, 0 where there are none"
    );
    assert!(
        message(&mut audit, &format!("{HEAD}{name},10,9,2\n"))
            .starts_with("line 2: 11 papers of all kinds are more")
    );
    assert!(
        message(&mut audit, &format!("{HEAD}{name},600,9,2\n"))
            .contains("holds 600 papers and was reported to hold")
    );
    assert!(
        message(&mut audit, &format!("{HEAD}No. 99,1,1,0\n"))
            .starts_with("line 2: there is no station `No. 99`")
    );
    let twice = format!("{HEAD}{0}{0}", line(&drawn));
    assert!(
        message(&mut audit, &twice).starts_with(&format!("line 3: station `{name}` was counted already"))
    );
    let not_drawn = (0..40).find(|at| !audit.draws().contains(at)).unwrap();
    let text = format!("{HEAD}{}", line(&audit.stations()[not_drawn]));
    assert!(message(&mut audit, &text).contains("was not drawn"));
    assert_eq!(audit.status().counted, 0);
}

#[test]
fn stations_have_names_of_their_own() {
    let audit = audit();
    let start =
        |stations| StationAudit::start(audit.contest().clone(), stations, audit.plan().clone()).unwrap_err();
    let mut same = stations();
    same[3].name = "No. 1".to_owned();
    assert_eq!(start(same), StationError::Name("No. 1".to_owned()));
    let mut fewer = stations();
    fewer.pop();
    assert!(start(fewer).to_string().contains("every paper must be in one batch"));
}
