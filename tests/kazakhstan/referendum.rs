//! Referendums: the official ones, each limit exactly, and facts that cannot be.

use jiff::civil::date;
use proptest::prelude::*;
use sailau::kazakhstan::{referendum, referendum_laws, referendums};
use sailau::law::Certainty;
use sailau::procedure::referendum::{Base, Facts, Region, Regions, Rules};
use sailau::procedure::{Decision, FactError, Law, LawError, Verdict};

fn law() -> &'static Law<Rules> {
    referendum_laws().on(date(2022, 6, 5)).unwrap().value
}

fn facts(registered: u64, participants: u64, yes: u64) -> Facts {
    Facts {
        question: "an example".to_owned(),
        constitutional: false,
        registered,
        participants,
        yes,
        no: None,
        neither: None,
        invalid: None,
        regions: None,
    }
}

fn constitutional(registered: u64, participants: u64, yes: u64, regions: Regions) -> Facts {
    Facts { constitutional: true, regions: Some(regions), ..facts(registered, participants, yes) }
}

/// Every region of a country, counted.
fn counted(regions: Vec<Region>) -> Regions {
    Regions::Counted { map: regions.iter().map(|region| region.name.clone()).collect(), regions }
}

fn margin(decision: &Decision, rule: &str) -> i128 {
    decision.requirement(rule).unwrap().margin.unwrap()
}

#[test]
fn the_official_referendums_come_out_as_they_did() {
    let days: Vec<_> = referendums().iter().map(|one| one.day).collect();
    assert_eq!(days, [date(2022, 6, 5), date(2024, 10, 6), date(2026, 3, 15)]);
    // Turnout and yes in hundredths of a per cent of registered and of participants, as announced.
    let announced = [(6805, 7718), (6366, 7112), (7312, 8715)];
    for (one, (turnout, yes)) in referendums().iter().zip(announced) {
        let decision = one.decision().unwrap();
        assert_eq!(decision.met(), one.carried, "{decision}");
        let f = &one.facts;
        let rounded = |part: u64, whole: u64| (part * 20_000 + whole) / (2 * whole);
        assert_eq!(rounded(f.participants, f.registered), turnout);
        assert_eq!(rounded(f.yes, f.participants), yes);
        assert!(decision.requirements.iter().all(|one| one.citation.is_some()));
    }
}

#[test]
fn margins_of_2022_by_hand() {
    let decision = referendum(date(2022, 6, 5)).unwrap().decision().unwrap();
    // 11,734,642 / 2 = 5,867,321, and more is needed: 5,867,322.
    assert_eq!(margin(&decision, "turnout"), 7_985_769 - 5_867_322);
    // 7,985,769 / 2 = 3,992,884.5: 3,992,885.
    assert_eq!(margin(&decision, "majority"), 6_163_516 - 3_992_885);
    // 12 of 17.
    assert_eq!(margin(&decision, "regions"), 5);
    let binding: Vec<_> = decision.binding().iter().map(|one| one.rule.clone()).collect();
    // 36 % of the turnout, 54 % of the majority and 42 % of the regions to spare.
    assert_eq!(binding, ["turnout"]);
    assert!(decision.doubts.iter().any(|doubt| doubt.certainty == Certainty::Secondary));
}

#[test]
fn the_record_reads_like_one() {
    let text = referendum(date(2026, 3, 15)).unwrap().decision().unwrap().to_string();
    for line in [
        "DECISION: Referendum: a new Constitution, 15 March 2026",
        "Law: Referendum, 1995, in force since 1995-11-02",
        "  1. Turnout  [art. 31]",
        "     needed: more than 1/2 of 12,482,613 registered voters: at least 6,241,307 voters",
        "     given:  9,127,192 voters (73.119 %)",
        "     met, with 2,885,885 voters to spare",
        "     needed: at least 2/3 of 20 regions: at least 14 regions",
        "  RESULT: every requirement is met.",
        "  Passed by least: Regions with that majority.",
    ] {
        assert!(text.lines().any(|found| found == line), "`{line}` is not in\n{text}");
    }
    assert!(text.contains("Not verified:"), "{text}");
}

#[test]
fn more_than_half_of_the_registered_take_part() {
    for (registered, enough) in [(1, 1), (2, 2), (3, 2), (100, 51), (101, 51)] {
        let decide = |participants| law().decide(&facts(registered, participants, participants)).unwrap();
        assert!(decide(enough).met());
        assert_eq!(margin(&decide(enough), "turnout"), 0);
        let short = decide(enough - 1);
        assert!(!short.met());
        assert_eq!(margin(&short, "turnout"), -1);
        assert_eq!(short.binding()[0].rule, "turnout");
    }
}

#[test]
fn more_than_half_of_all_who_took_part_say_yes() {
    // 40 yes of 79 counted is a majority, of 80 who took part it is not: the invalid ballot decides.
    let boxes = |yes, no, invalid| Facts {
        no: Some(no),
        neither: Some(0),
        invalid: Some(invalid),
        ..facts(100, 80, yes)
    };
    assert!(!law().decide(&boxes(40, 39, 1)).unwrap().met());
    assert!(law().decide(&boxes(41, 38, 1)).unwrap().met());
    let mut of_votes = law().clone();
    of_votes.rules.base = Base::YesAndNo;
    assert!(of_votes.decide(&boxes(40, 39, 1)).unwrap().met());
    let missing = of_votes.decide(&facts(100, 80, 40)).unwrap_err();
    assert_eq!(missing, FactError::Missing { fact: "no".to_owned() });
}

#[test]
fn twelve_of_17_regions_and_14_of_20() {
    for (of, enough) in [(17, 12), (20, 14), (1, 1), (3, 2)] {
        let decide = |in_favour| {
            let regions = Regions::Reported { in_favour, of };
            law().decide(&constitutional(100, 60, 50, regions)).unwrap()
        };
        assert!(decide(enough).met());
        assert!(!decide(enough - 1).met());
        assert_eq!(margin(&decide(enough - 1), "regions"), -1);
        // The same question that is not on the constitution is carried.
        let plain = Facts { constitutional: false, ..constitutional(100, 60, 50, Regions::NotKnown { of }) };
        assert!(law().decide(&plain).unwrap().met());
    }
}

#[test]
fn regions_are_counted_by_their_own_participants() {
    let region =
        |name: &str, participants, yes| Region { name: name.to_owned(), participants, yes, no: None };
    let regions = |third| vec![region("A", 10, 6), region("B", 11, 5), region("C", 20, third)];
    let decide = |third| law().decide(&constitutional(60, 41, 11 + third, counted(regions(third)))).unwrap();
    // B fails with 5 of 11; two of three need C, whose half is 10.
    assert!(decide(11).met());
    let failed = decide(10);
    let parts = &failed.requirement("regions").unwrap().parts;
    let margins: Vec<_> = parts.iter().map(|region| region.margin).collect();
    assert_eq!(margins, [Some(0), Some(-1), Some(-1)]);
    assert!(!failed.met());
    assert!(failed.to_string().contains("C: 10 votes (50.000 %), NOT MET, 1 vote short"), "{failed}");
}

#[test]
fn unknown_regions_leave_the_question_open_unless_it_fails_anyway() {
    let decide = |yes| law().decide(&constitutional(100, 60, yes, Regions::NotKnown { of: 20 })).unwrap();
    assert_eq!(decide(31).verdict, Verdict::Open);
    assert_eq!(decide(31).binding()[0].rule, "regions");
    assert_eq!(decide(30).verdict, Verdict::NotMet);
    let missing =
        law().decide(&Facts { regions: None, ..constitutional(9, 9, 9, Regions::NotKnown { of: 1 }) });
    assert_eq!(missing.unwrap_err(), FactError::Missing { fact: "regions".to_owned() });
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |facts: &Facts| law().decide(facts).unwrap_err();
    assert!(matches!(refused(&facts(0, 0, 0)), FactError::Nobody { .. }));
    assert!(matches!(refused(&facts(10, 11, 1)), FactError::MoreThanAll { .. }));
    assert!(matches!(refused(&facts(10, 9, 10)), FactError::MoreThanAll { .. }));
    let sum = Facts { no: Some(5), neither: Some(0), invalid: Some(0), ..facts(10, 9, 5) };
    assert!(matches!(refused(&sum), FactError::MoreThanAll { .. }));
    let sum = Facts { no: Some(3), neither: Some(0), invalid: Some(0), ..facts(10, 9, 5) };
    assert!(matches!(refused(&sum), FactError::DoesNotAddUp { sum: 8, whole: 9, .. }));
    let huge = Facts { no: Some(u64::MAX), invalid: Some(u64::MAX), ..facts(u64::MAX, u64::MAX, u64::MAX) };
    assert!(matches!(refused(&huge), FactError::MoreThanAll { .. }));

    let with = |regions| refused(&constitutional(100, 60, 40, regions));
    assert!(matches!(with(Regions::Reported { in_favour: 18, of: 17 }), FactError::MoreThanAll { .. }));
    assert!(matches!(with(Regions::Reported { in_favour: 0, of: 0 }), FactError::Nobody { .. }));
    assert!(matches!(with(counted(Vec::new())), FactError::Nobody { .. }));
    let region =
        |name: &str, participants, yes| Region { name: name.to_owned(), participants, yes, no: None };
    let twice = vec![region("A", 5, 5), region("A", 5, 5)];
    assert!(matches!(
        with(Regions::Counted { map: vec!["A".to_owned()], regions: twice }),
        FactError::Twice { .. }
    ));
    for impossible in [region("A", 5, 6), region("A", 61, 5), region("A", 60, 41)] {
        assert!(matches!(with(counted(vec![impossible])), FactError::MoreThanAll { .. }));
    }
    // One region is not the country.
    let of = |map: &[&str]| Regions::Counted {
        map: map.iter().map(ToString::to_string).collect(),
        regions: vec![region("North", 5, 5)],
    };
    assert!(
        matches!(with(of(&["North", "South"])), FactError::NotCounted { region, .. } if region == "South")
    );
    let FactError::Unknown { nearest, .. } = with(of(&["Noth", "South"])) else { panic!("unknown") };
    assert_eq!(nearest.as_deref(), Some("Noth"));
}

#[test]
fn a_file_of_law_is_read_strictly() {
    let text = include_str!("../../src/kazakhstan/law/referendum/1995-11-02.toml");
    let read = |from: &str, to: &str| {
        assert!(text.contains(from));
        Law::<Rules>::from_toml(&text.replace(from, to)).unwrap_err()
    };
    assert!(matches!(read("majority = {", "majorty = {"), LawError::Unreadable(_)));
    assert!(matches!(read("more_than = \"1/2\"", "more_than = \"3/2\""), LawError::Unreadable(_)));
    assert!(matches!(read("more_than", "above"), LawError::Unreadable(_)));
    assert!(matches!(read("1995-11-02\nsource", "1995-13-02\nsource"), LawError::Unreadable(_)));
    assert!(
        matches!(read("\"turnout\" =", "\"turn\" ="), LawError::NoSuchRule(unknown) if unknown.name == "turn")
    );
    let json = serde_json::to_string(law()).unwrap();
    assert_eq!(&serde_json::from_str::<Law<Rules>>(&json).unwrap(), law());
    let toml = toml::to_string(law()).unwrap();
    assert_eq!(&Law::<Rules>::from_toml(&toml).unwrap(), law());
}

proptest! {
    /// More votes for yes never make it worse, in the country and in each region.
    #[test]
    fn more_yes_never_harms(
        registered in 1..=u64::MAX,
        parts in proptest::collection::vec((0..=u64::MAX / 20, 0..=u64::MAX / 20), 1..20),
        which: prop::sample::Index,
        more: u64,
    ) {
        let mut regions: Vec<_> = parts
            .iter()
            .enumerate()
            .map(|(i, &(a, b))| Region { name: i.to_string(), participants: a.max(b), yes: a.min(b), no: None })
            .collect();
        let decide = |regions: &[Region]| {
            let participants: u64 = regions.iter().map(|region| region.participants).sum();
            let yes = regions.iter().map(|region| region.yes).sum();
            let counted = counted(regions.to_vec());
            law().decide(&constitutional(registered.max(participants).max(1), participants, yes, counted)).unwrap()
        };
        let before = decide(&regions);
        let region = &mut regions[which.index(parts.len())];
        region.yes += more % (region.participants - region.yes + 1);
        let after = decide(&regions);
        prop_assert!(after.verdict >= before.verdict);
        for (a, b) in after.requirements.iter().zip(&before.requirements) {
            prop_assert!(a.margin >= b.margin);
        }
    }
}
