//! Registration of parties: each limit exactly, the smallest memberships, the clocks, and facts that cannot be.

use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;
use sailau::abroad::{self, party_counts};
use sailau::kazakhstan::{map_on, party_on, region_then, regions_on, registration_laws};
use sailau::law::Certainty;
use sailau::procedure::registration::calendar::{Calendar, CalendarError, End, Event, Phase, Step};
use sailau::procedure::registration::{Branch, Facts, Reason, Rules};
use sailau::procedure::{FactError, Law, LawError, Limit, Verdict};

const DAYS: [Date; 4] = [date(2002, 7, 15), date(2009, 2, 6), date(2020, 5, 25), date(2022, 11, 5)];

fn law(day: Date) -> &'static Law<Rules> {
    registration_laws().on(day).unwrap().value
}

fn map(day: Date) -> Vec<String> {
    regions_on(day).unwrap().iter().map(|region| region.name.clone()).collect()
}

/// A party that has just what the law of that day asks, on the map of that day.
fn just_enough(day: Date) -> Facts {
    let (law, map) = (law(day), map(day));
    let smallest = law.smallest(&map).unwrap();
    let value = |limit: Option<Limit<u64>>| limit.map(|limit| *limit.value());
    Facts {
        initiators: value(law.rules.initiators),
        initiators_from: law.rules.initiators_from.map(|share| share.border_of(map.len() as u64) as u64),
        committee: value(law.rules.committee),
        members: Some(smallest.members as u64),
        branches: Some(smallest.spread(&map).unwrap()),
        ..Facts::unknown("Just enough", map)
    }
}

#[test]
fn the_numbers_of_the_four_laws() {
    let numbers = registration_laws().iter().map(|law| {
        let rules = &law.value.rules;
        let count = |limit: Option<Limit<u64>>| limit.map(|limit| *limit.value());
        (law.since, count(rules.members), count(rules.branch_members), count(rules.initiators))
    });
    let wanted = [
        (DAYS[0], Some(50_000), Some(700), None),
        (DAYS[1], Some(40_000), Some(600), Some(1_000)),
        (DAYS[2], Some(20_000), Some(600), Some(1_000)),
        (DAYS[3], Some(5_000), Some(200), Some(700)),
    ];
    assert_eq!(numbers.collect::<Vec<_>>(), wanted);
    let clocks = registration_laws().iter().map(|law| {
        let r = law.value.rules.clone();
        (r.congress_months, r.committee_months, r.filing_months, r.branches_months, r.reapply_months)
    });
    let wanted = [
        (None, None, Some(2), Some(6), Some(3)),
        (Some(2), Some(6), Some(4), Some(6), Some(3)),
        (Some(2), Some(6), Some(4), Some(6), Some(3)),
        (Some(3), Some(7), Some(4), Some(12), Some(3)),
    ];
    assert_eq!(clocks.collect::<Vec<_>>(), wanted);
}

#[test]
fn every_rule_is_cited_and_doubts_are_carried() {
    for law in registration_laws().iter() {
        let rules = serde_json::to_value(&law.value.rules).unwrap();
        for (rule, value) in rules.as_object().unwrap() {
            let silent = value.is_null() && rule == "reregistration_months";
            assert!(silent || law.value.cite.contains_key(rule), "{rule} of {}", law.since);
        }
    }
    let decision = law(DAYS[0]).decide(&just_enough(DAYS[0])).unwrap();
    let about = |what: &str| decision.doubts.iter().find(|doubt| doubt.about == what).unwrap();
    assert_eq!(about("Members in all").certainty, Certainty::Secondary);
    // What was not found is said, and not taken for a rule that is not there.
    assert_eq!(about("initiators").certainty, Certainty::Unsure);
    let verified = law(DAYS[3]).decide(&just_enough(DAYS[3])).unwrap();
    assert!(verified.doubts.iter().all(|doubt| doubt.about == "since" || doubt.about == "source"));
}

#[test]
fn one_person_decides_at_each_limit() {
    for day in DAYS {
        let enough = just_enough(day);
        let decision = law(day).decide(&enough).unwrap();
        assert!(decision.met(), "{decision}");
        assert!(decision.requirements.iter().all(|one| one.margin.unwrap() >= 0));
        assert_eq!(decision.requirement("members").unwrap().margin, Some(0));
        let refused = |facts: &Facts, rule: &str| {
            let decision = law(day).decide(facts).unwrap();
            let binding: Vec<_> = decision.binding().iter().map(|one| one.rule.clone()).collect();
            assert_eq!(binding, [rule], "{decision}");
            assert_eq!(decision.requirement(rule).unwrap().margin, Some(-1));
        };
        if day != DAYS[0] {
            let less = |n: Option<u64>| n.map(|n| n - 1);
            refused(&Facts { initiators: less(enough.initiators), ..enough.clone() }, "initiators");
            refused(
                &Facts { initiators_from: less(enough.initiators_from), ..enough.clone() },
                "initiators_from",
            );
            refused(&Facts { committee: less(enough.committee), ..enough.clone() }, "committee");
        }
        // One member fewer, who was free to live anywhere.
        let mut fewer = enough.clone();
        fewer.members = enough.members.map(|n| n - 1);
        fewer.branches.as_mut().unwrap()[0].members -= 1;
        refused(&fewer, "members");
        // One member moves to another region.
        let mut moved = enough.clone();
        let branches = moved.branches.as_mut().unwrap();
        (branches[0].members, branches[1].members) = (branches[0].members + 1, branches[1].members - 1);
        refused(&moved, "regions");
        let lacking = law(day).shortfall(&moved).unwrap().unwrap();
        assert_eq!((lacking.members, lacking.reason), (1, Reason::InRegions));
        assert_eq!(lacking.regions, [(map(day)[1].clone(), 1)]);
    }
}

#[test]
fn the_founders_come_from_two_thirds_of_the_regions() {
    // 11 of 16, 12 of 17, 14 of 20.
    for (day, regions, enough) in
        [(date(2017, 1, 1), 16, 11), (date(2021, 1, 1), 17, 12), (date(2023, 1, 1), 20, 14)]
    {
        assert_eq!(map(day).len(), regions);
        let decide = |from| {
            let facts = Facts { initiators_from: Some(from), ..Facts::unknown("P", map(day)) };
            law(day).decide(&facts).unwrap().requirement("initiators_from").unwrap().margin
        };
        assert_eq!((decide(enough), decide(enough - 1)), (Some(0), Some(-1)));
    }
}

#[test]
fn smallest_memberships_by_hand() {
    let smallest = |day: Date, on: Date| law(day).smallest(&map(on)).unwrap();
    let (old, new) = (date(2022, 6, 7), date(2022, 6, 8));
    for (day, on, in_regions, members) in [
        (DAYS[0], date(2002, 7, 15), 16 * 700, 50_000),
        (DAYS[1], date(2009, 2, 6), 16 * 600, 40_000),
        (DAYS[2], old, 10_200, 20_000),
        (DAYS[2], new, 12_000, 20_000),
        (DAYS[3], old, 3_400, 5_000),
        (DAYS[3], new, 4_000, 5_000),
    ] {
        let found = smallest(day, on);
        assert_eq!((found.in_regions, found.members), (in_regions, members));
        assert_eq!((found.reason, found.free), (Reason::InAll, members - in_regions));
        assert!(law(day).decide(&just_enough(day)).unwrap().met());
    }
    // From 26 regions on the 200 of each would decide.
    let regions = |n: u32| (0..n).map(|i| i.to_string()).collect::<Vec<_>>();
    assert_eq!(law(DAYS[3]).smallest(&regions(25)).unwrap().reason, Reason::Both);
    let many = law(DAYS[3]).smallest(&regions(26)).unwrap();
    assert_eq!((many.reason, many.members, many.free), (Reason::InRegions, 5_200, 0));
}

#[test]
fn three_new_regions_cost_members_where_the_old_ones_were_just_enough() {
    // 600 in each of the 17 regions, all of them in the seat of the old region, and enough in all.
    let new = map(DAYS[3]);
    let young = ["Abai", "Jetisu", "Ulytau"];
    let members = |region: &str| match region {
        "Almaty city" => 20_000 - 16 * 600,
        region if young.contains(&region) => 0,
        _ => 600,
    };
    let facts =
        Facts::unknown("P", new.clone()).with_branches(new.iter().map(|name| (name.clone(), members(name))));
    let (old, today) = (date(2022, 6, 7), date(2022, 6, 8));
    let on = |day| move |unit| region_then(unit, day).unwrap().unwrap();
    let redrawn = law(DAYS[2]).redrawing(&facts, on(old), on(today)).unwrap();
    assert_eq!((redrawn.before.requirements.len(), redrawn.after.requirements.len()), (5, 5));
    assert_eq!(redrawn.before.requirement("regions").unwrap().margin, Some(0));
    assert_eq!(redrawn.after.requirement("regions").unwrap().margin, Some(-3));
    assert_eq!(redrawn.smallest_after.in_regions - redrawn.smallest_before.in_regions, 1_800);
    assert_eq!(redrawn.lacking_before.unwrap().members, 0);
    let lacking = redrawn.lacking_after.unwrap();
    assert_eq!((lacking.members, lacking.reason), (1_800, Reason::InRegions));
    assert_eq!(lacking.regions.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), young);
    // The founders' regions were counted on the old map.
    let founded = Facts { initiators: Some(700), initiators_from: Some(12), ..facts.clone() };
    assert_eq!(founded.on_map(on(today)).unwrap().initiators_from, None);
}

#[test]
fn one_region_is_not_the_whole_map() {
    let day = date(2023, 1, 1);
    let party = || party_on("P", day).unwrap().with_initiators(700, 20).with_committee(10);
    let decide = |facts: Facts| law(DAYS[3]).decide(&facts);
    let almaty = decide(party().with_branches([("Almaty city", 5_000)])).unwrap();
    assert!(almaty.requirement("members").unwrap().met() && !almaty.met());
    assert_eq!(almaty.requirement("regions").unwrap().margin, Some(1 - 20));
    assert!(decide(party().with_branches(map(day).into_iter().map(|region| (region, 250)))).unwrap().met());
    let FactError::Unknown { kind, name, known, nearest } =
        decide(party().with_branches([("Ulitau", 5_000)])).unwrap_err()
    else {
        panic!("an unknown region");
    };
    assert_eq!((&*kind, &*name, nearest.as_deref()), ("region", "Ulitau", Some("Ulytau")));
    assert_eq!(known, map_on(day).unwrap());
}

#[test]
fn what_is_not_known_stays_open() {
    let unknown = law(DAYS[3]).decide(&Facts::unknown("P", map(DAYS[3]))).unwrap();
    assert_eq!(unknown.verdict, Verdict::Open);
    assert!(unknown.requirements.iter().all(|one| one.verdict == Verdict::Open));
    let members = Facts { members: Some(4_999), ..Facts::unknown("P", map(DAYS[3])) };
    assert_eq!(law(DAYS[3]).decide(&members).unwrap().verdict, Verdict::NotMet);
    assert_eq!(law(DAYS[3]).shortfall(&members).unwrap(), None);
}

#[test]
fn what_cannot_be_is_refused() {
    let decide = |facts: &Facts| law(DAYS[3]).decide(facts).unwrap_err();
    let plain = || Facts::unknown("P", ["A", "B"]);
    let branch = |region: &str, members| Branch { region: region.to_owned(), members };
    let with = |branches| Facts { branches: Some(branches), ..plain() };
    assert!(matches!(decide(&Facts::unknown("P", [""; 0])), FactError::Nobody { .. }));
    assert!(matches!(decide(&Facts::unknown("P", ["A", "A"])), FactError::Twice { .. }));
    assert!(matches!(decide(&with(vec![branch("C", 1)])), FactError::Unknown { nearest: None, .. }));
    assert!(matches!(decide(&with(vec![branch("A ", 1)])), FactError::NotAName { .. }));
    assert!(matches!(decide(&Facts::unknown("P", ["A", ""])), FactError::NotAName { .. }));
    assert!(matches!(decide(&with(vec![branch("A", 1), branch("A", 1)])), FactError::Twice { .. }));
    let sum = Facts { members: Some(9), ..with(vec![branch("A", 5), branch("B", 5)]) };
    assert!(matches!(decide(&sum), FactError::MoreThanAll { given: 10, whole: 9, .. }));
    assert!(matches!(
        decide(&with(vec![branch("A", u64::MAX), branch("B", 1)])),
        FactError::MoreThanAll { .. }
    ));
    let from = Facts { initiators_from: Some(3), ..plain() };
    assert!(matches!(decide(&from), FactError::MoreThanAll { .. }));
    let from = Facts { initiators_from: Some(2), initiators: Some(1), ..plain() };
    assert!(matches!(decide(&from), FactError::MoreThanAll { .. }));
    assert!(law(DAYS[3]).smallest(&[""; 0]).is_err());
    assert!(law(DAYS[3]).smallest(&["A", "A"]).is_err());
}

#[test]
fn a_file_of_law_is_read_strictly() {
    let text = include_str!("../../src/kazakhstan/law/registration/2022-11-05.toml");
    let read = |from: &str, to: &str| {
        assert!(text.contains(from));
        Law::<Rules>::from_toml(&text.replace(from, to)).unwrap_err()
    };
    assert!(matches!(read("branch_members = {", "branch_member = {"), LawError::Unreadable(_)));
    assert!(matches!(read("\"1/1\"", "\"2/1\""), LawError::Unreadable(_)));
    assert!(matches!(read("congress_months = 3", "congress_months = -3"), LawError::Unreadable(_)));
    let LawError::NoSuchRule(unknown) = read("\"committee\" =", "\"comittee\" =") else {
        panic!("no such rule")
    };
    assert_eq!((unknown.name.as_str(), unknown.nearest.as_deref()), ("comittee", Some("committee")));
    for law in registration_laws().iter() {
        let toml = toml::to_string(law.value).unwrap();
        assert_eq!(&Law::<Rules>::from_toml(&toml).unwrap(), law.value);
    }
}

fn life(events: &[Event]) -> Result<Calendar<'static>, CalendarError> {
    Calendar::new(registration_laws(), events)
}

fn phase(events: &[Event], day: Date) -> Phase {
    life(events).unwrap().on(day).unwrap().phase
}

/// One day is still in time, the next is not; and without the step the founders lapse on that next day.
#[test]
fn clocks_to_the_day() {
    let notified = |day| Event::on(day, Step::Notified);
    let congress = |day| Event::on(day, Step::Congress);
    let filed = |day| Event::on(day, Step::Filed);
    for (start, last_congress, last_filing) in [
        // 2 months from 31 December; then 4 from the congress, and the committee lapses after 6.
        (date(2010, 12, 31), date(2011, 2, 28), date(2011, 6, 28)),
        (date(2020, 12, 31), date(2021, 2, 28), date(2021, 6, 28)),
        (date(2022, 11, 24), date(2023, 2, 24), date(2023, 6, 24)),
    ] {
        let founded = [notified(start), congress(last_congress)];
        assert_eq!(phase(&founded, last_congress), Phase::Founded);
        let tomorrow = |day: Date| day.tomorrow().unwrap();
        let late = life(&[notified(start), congress(tomorrow(last_congress))]).unwrap_err();
        assert!(
            matches!(&late, CalendarError::Late { last, article, .. }
            if *last == last_congress && article.contains("art. 6")),
            "{late}"
        );
        assert_eq!(phase(&founded[..1], last_congress), Phase::Organising);
        assert_eq!(phase(&founded[..1], tomorrow(last_congress)), Phase::Lapsed);

        let all = [founded[0], founded[1], filed(last_filing)];
        assert_eq!(phase(&all, last_filing), Phase::Filed);
        // Once filed, no clock of the founders runs.
        assert_eq!(phase(&all, date(2026, 1, 1)), Phase::Filed);
        let margins: Vec<_> = life(&all).unwrap().requirements().iter().map(|one| one.margin).collect();
        assert_eq!(margins, [Some(0), Some(0)]);
        let late = life(&[founded[0], founded[1], filed(tomorrow(last_filing))]).unwrap_err();
        assert!(matches!(&late, CalendarError::Late { last, .. } if *last == last_filing), "{late}");
        assert_eq!(phase(&founded, tomorrow(last_filing)), Phase::Lapsed);
        // Who lapsed may begin anew, and not go on.
        let anew = [founded[0], founded[1], notified(tomorrow(last_filing))];
        assert_eq!(phase(&anew, tomorrow(last_filing)), Phase::Organising);
    }
    // A congress on the last day but one of a month's end: 3 + 4 months from the 30th are the committee's 7.
    let events = [notified(date(2023, 7, 31)), congress(date(2023, 10, 31))];
    assert_eq!(life(&events).unwrap().on(date(2023, 11, 1)).unwrap().until, Some(date(2024, 2, 29)));
}

#[test]
fn a_refused_party_files_again_after_three_months() {
    let start = [
        Event::on(date(2023, 1, 10), Step::Notified),
        Event::on(date(2023, 2, 10), Step::Congress),
        Event::on(date(2023, 3, 10), Step::Filed),
        Event::on(date(2023, 4, 30), Step::Refused),
    ];
    let again = |day| life(&[&start[..], &[Event::on(day, Step::Filed)]].concat());
    assert_eq!(again(date(2023, 7, 30)).unwrap().on(date(2023, 8, 1)).unwrap().phase, Phase::Filed);
    let early = again(date(2023, 7, 29)).unwrap_err();
    assert!(
        matches!(&early, CalendarError::Early { first, article, .. }
        if *first == date(2023, 7, 30) && article.contains("11(2)")),
        "{early}"
    );
    let refused = life(&start).unwrap().on(date(2023, 5, 1)).unwrap();
    assert_eq!((refused.phase, refused.may_file_from), (Phase::Refused, Some(date(2023, 7, 30))));
}

fn registered(day: Date) -> Vec<Event> {
    let undated = [Step::Notified, Step::Congress, Step::Filed].map(Event::undated);
    [&undated[..], &[Event::on(day, Step::Registered)]].concat()
}

fn then(mut events: Vec<Event>, more: &[(Date, Step)]) -> Vec<Event> {
    events.extend(more.iter().map(|&(day, step)| Event::on(day, step)));
    events
}

#[test]
fn branches_are_due_in_half_a_year_and_since_2022_in_a_year() {
    for (day, last) in [
        (date(2010, 8, 31), date(2011, 2, 28)),
        (date(2021, 5, 1), date(2021, 11, 1)),
        (date(2022, 11, 28), date(2023, 11, 28)),
    ] {
        let overdue = last.tomorrow().unwrap();
        let none = life(&registered(day)).unwrap();
        assert!(!none.on(last).unwrap().duties[0].overdue);
        assert_eq!(none.on(overdue).unwrap().may_be_dissolved, [End::NoBranches]);
        let done = life(&then(registered(day), &[(last, Step::Branches)])).unwrap();
        assert!(done.on(overdue).unwrap().duties.is_empty());
        let late = life(&then(registered(day), &[(overdue, Step::Branches)])).unwrap_err();
        assert!(matches!(late, CalendarError::Late { .. }), "{late}");
        let dissolve =
            |day| life(&then(registered(date(2021, 5, 1)), &[(day, Step::Ended(End::NoBranches))]));
        assert!(dissolve(date(2021, 11, 2)).is_ok());
        assert!(matches!(dissolve(date(2021, 11, 1)).unwrap_err(), CalendarError::NoGround { .. }));
    }
}

#[test]
fn two_elections_in_a_row_not_contested() {
    let (first, second, third) = (date(2016, 3, 20), date(2021, 1, 10), date(2023, 3, 19));
    let missed = |steps: &[(Date, Step)]| {
        let status = life(&then(
            registered(date(2012, 1, 1)),
            &[&[(date(2012, 6, 1), Step::Branches)], steps].concat(),
        ))
        .unwrap()
        .on(date(2023, 6, 1))
        .unwrap();
        (status.missed_elections, status.may_be_dissolved)
    };
    assert_eq!(missed(&[(first, Step::NotContested)]), (1, vec![]));
    let twice = [(first, Step::NotContested), (second, Step::NotContested)];
    assert_eq!(missed(&twice), (2, vec![End::ElectionsNotContested]));
    // In a row: one contested between them begins the count anew.
    let between = [(first, Step::NotContested), (second, Step::Contested), (third, Step::NotContested)];
    assert_eq!(missed(&between), (1, vec![]));
    let end = Step::Ended(End::ElectionsNotContested);
    let dissolved = life(&then(registered(date(2012, 1, 1)), &[&twice[..], &[(third, end)]].concat()));
    assert_eq!(dissolved.unwrap().on(third).unwrap().phase, Phase::Ended);
    let early =
        life(&then(registered(date(2012, 1, 1)), &[&twice[..1], &[(third, end)]].concat())).unwrap_err();
    assert!(
        matches!(&early, CalendarError::NoGround { article, .. } if article.contains("14(5)6)")),
        "{early}"
    );
}

#[test]
fn a_suspension_lasts_three_to_six_months() {
    let suspend =
        |months| life(&then(registered(date(2012, 1, 1)), &[(date(2013, 11, 30), Step::Suspended(months))]));
    for (months, last) in [(3, date(2014, 2, 28)), (6, date(2014, 5, 30))] {
        let calendar = suspend(months).unwrap();
        let on = |day| calendar.on(day).unwrap().phase;
        assert_eq!((on(date(2013, 11, 29)), on(date(2013, 11, 30))), (Phase::Registered, Phase::Suspended));
        assert_eq!((on(last), on(last.tomorrow().unwrap())), (Phase::Suspended, Phase::Registered));
    }
    for months in [0, 2, 7, u32::MAX] {
        assert!(matches!(suspend(months).unwrap_err(), CalendarError::Suspension { from: 3, to: 6, .. }));
    }
    let stands = [(date(2013, 11, 30), Step::Suspended(3)), (date(2014, 1, 1), Step::Contested)];
    assert!(matches!(life(&then(registered(date(2012, 1, 1)), &stands)), Err(CalendarError::Order { .. })));
}

#[test]
fn the_law_of_2002_asked_every_party_to_register_again() {
    let old = registered(date(2002, 7, 14));
    let status = |events: &[Event], day| life(events).unwrap().on(day).unwrap();
    assert!(status(&old, date(2002, 7, 14)).duties.is_empty());
    let due = status(&old, date(2003, 1, 15));
    assert_eq!((due.duties[0].step, due.duties[0].by), (Step::RegisteredAgain, date(2003, 1, 15)));
    assert!(due.may_be_dissolved.is_empty());
    assert_eq!(status(&old, date(2003, 1, 16)).may_be_dissolved, [End::NotRegisteredAgain]);
    // Registered under that law itself: nothing to repeat.
    assert_eq!(status(&registered(date(2002, 7, 15)), date(2003, 1, 1)).duties[0].step, Step::Branches);
    let again = then(old.clone(), &[(date(2003, 4, 2), Step::RegisteredAgain)]);
    assert!(status(&again, date(2003, 4, 2)).duties.is_empty());
    let twice = then(again, &[(date(2004, 4, 2), Step::RegisteredAgain)]);
    assert!(matches!(life(&twice).unwrap_err(), CalendarError::NoGround { .. }));
    let early = then(old, &[(date(2003, 1, 15), Step::Ended(End::NotRegisteredAgain))]);
    assert!(matches!(life(&early).unwrap_err(), CalendarError::NoGround { .. }));
}

#[test]
fn impossible_orders_are_refused() {
    let day = |n: i64| date(2023, 1, 1).checked_add(n.days()).unwrap();
    let order = |steps: &[Step]| {
        let events: Vec<_> = steps.iter().zip(0..).map(|(&step, n)| Event::on(day(n), step)).collect();
        matches!(life(&events), Err(CalendarError::Order { .. }))
    };
    use Step::{Branches, Congress, Contested, Ended, Filed, Notified, Refused, Registered};
    assert!(order(&[Congress]));
    assert!(order(&[Notified, Notified]));
    assert!(order(&[Notified, Filed]));
    assert!(order(&[Notified, Congress, Registered]));
    assert!(order(&[Notified, Congress, Filed, Branches]));
    assert!(order(&[Notified, Congress, Filed, Refused, Registered]));
    assert!(order(&[Notified, Congress, Filed, Registered, Registered]));
    assert!(order(&[Notified, Congress, Filed, Registered, Ended(End::Merger), Contested]));
    assert!(order(&[Notified, Congress, Filed, Registered, Ended(End::Merger), Notified]));
    assert!(!order(&[Notified, Congress, Filed, Registered, Branches, Contested, Ended(End::OwnDecision)]));
    // Undated steps keep the order as well.
    let undated = life(&[Event::undated(Notified), Event::on(day(0), Filed)]).unwrap_err();
    assert!(matches!(undated, CalendarError::Order { .. }));
    let back = life(&[Event::on(day(1), Notified), Event::on(day(0), Congress)]).unwrap_err();
    assert!(matches!(back, CalendarError::Fact(FactError::NegativeSpan { .. })));
    let future = life(&[Event::on(date(2027, 1, 1), Notified)]).unwrap_err();
    assert!(matches!(future, CalendarError::Law(_)));
    assert!(life(&[]).unwrap().on(date(2027, 1, 1)).is_err());
    assert_eq!(phase(&[], date(1990, 1, 1)), Phase::NotBegun);
}

/// What a party that did nothing else would be told: its phase and what it can do next, in the words of a journalist.
#[test]
fn a_step_out_of_order_is_told_the_phase_and_what_is_possible() {
    use Step::{
        Congress, Contested, Ended, Filed, Notified, Refused, Registered, RegisteredAgain, Suspended,
    };
    let day = |n: i64| date(2023, 1, 1).checked_add(n.days()).unwrap();
    let told = |steps: &[Step]| {
        let events: Vec<_> = steps.iter().zip(0..).map(|(&step, n)| Event::on(day(n), step)).collect();
        life(&events).unwrap_err().to_string()
    };
    let (founded, filed) = ([Notified, Congress], [Notified, Congress, Filed]);
    let registered = [Notified, Congress, Filed, Registered];
    for (before, step, said) in [
        (
            &[][..],
            Filed,
            "Filing on 2023-01-01: not possible of a party that is not begun; possible are the confirmation of a notification",
        ),
        (
            &[Notified],
            Ended(End::OwnDecision),
            "End by its own decision on 2023-01-02: not possible of a party that is organising its congress; possible are the founding congress",
        ),
        (
            &founded,
            Ended(End::OtherGround),
            "Dissolution on another ground on 2023-01-03: not possible of a party that is founded and not filed; possible are the filing",
        ),
        (
            &filed,
            Congress,
            "Founding congress on 2023-01-04: not possible of a party that is filed; possible are registration and refusal",
        ),
        (
            &[Notified, Congress, Filed, Refused],
            Registered,
            "Registration on 2023-01-05: not possible of a party that is refused; possible are the filing and the confirmation of a notification",
        ),
        (
            &registered,
            Refused,
            "Refusal on 2023-01-05: not possible of a party that is registered; possible are the registration of branches, a new registration, elections, a suspension and the end",
        ),
        (
            &[Notified, Congress, Filed, Registered, Suspended(3)],
            RegisteredAgain,
            "New registration on 2023-01-06: not possible of a party that is suspended; possible are an election that is not contested and the end",
        ),
        (
            &[Notified, Congress, Filed, Registered, Ended(End::Merger)],
            Contested,
            "Election contested on 2023-01-06: not possible of a party that is ended; possible are no steps: a new party begins with a notification of its own",
        ),
    ] {
        assert_eq!(told(&[before, &[step]].concat()), said);
    }
    let undated = life(&[Event::undated(Filed)]).unwrap_err().to_string();
    assert!(undated.starts_with("Filing on an unknown day: not possible"), "{undated}");
}

/// Since when a party is what it is: from its last step, or from the day after a clock has run out.
#[test]
fn a_phase_has_its_first_day_and_its_last() {
    let since = |events: &[Event], day| {
        let status = life(events).unwrap().on(day).unwrap();
        (status.phase, status.since, status.until)
    };
    let notified = [Event::on(date(2023, 1, 10), Step::Notified)];
    assert_eq!(
        since(&notified, date(2023, 4, 10)),
        (Phase::Organising, Some(date(2023, 1, 10)), Some(date(2023, 4, 10)))
    );
    assert_eq!(since(&notified, date(2023, 4, 11)), (Phase::Lapsed, Some(date(2023, 4, 11)), None));
    let suspended = then(registered(date(2023, 1, 1)), &[(date(2023, 6, 1), Step::Suspended(3))]);
    assert_eq!(
        since(&suspended, date(2023, 9, 1)),
        (Phase::Suspended, Some(date(2023, 6, 1)), Some(date(2023, 9, 1)))
    );
    assert_eq!(since(&suspended, date(2023, 9, 2)), (Phase::Registered, Some(date(2023, 9, 2)), None));
}

#[test]
fn a_step_of_an_unknown_day_leaves_its_clock_open() {
    // Filed in time, on a day that nobody knows: the founders do not lapse between.
    let mut events = vec![
        Event::undated(Step::Notified),
        Event::on(date(2006, 9, 10), Step::Congress),
        Event::undated(Step::Filed),
        Event::on(date(2007, 1, 25), Step::Registered),
    ];
    let calendar = life(&events).unwrap();
    assert_eq!(calendar.on(date(2006, 12, 31)).unwrap().phase, Phase::Founded);
    assert_eq!(calendar.requirements()[0].verdict, Verdict::Open);
    events.truncate(2);
    assert_eq!(phase(&events, date(2006, 11, 10)), Phase::Founded);
    assert_eq!(phase(&events, date(2006, 11, 11)), Phase::Lapsed);
}

#[test]
fn laws_elsewhere_are_read_and_none_is_taken_for_verified() {
    let laws = abroad::registration_laws();
    assert_eq!(laws.len(), 10);
    for one in laws {
        assert!(one.law.cite.contains_key("since"), "{}", one.law.name);
        assert!(one.law.cite.values().all(|cite| cite.certainty != Certainty::Verified), "{}", one.law.name);
        for seen in party_counts(&one.key) {
            assert_ne!(seen.certainty, Certainty::Verified, "{}", one.law.name);
            assert_eq!(seen.certainty == Certainty::Unsure, seen.source.is_none(), "{}", one.law.name);
        }
    }
    // 83 regions of Russia in 2012: 42 branches of 400 or 450 before, and 500 members in all after.
    let map: Vec<_> = (0..83).map(|i| i.to_string()).collect();
    let of = |name: &str| laws.iter().find(|one| one.law.name == name).unwrap().law.smallest(&map).unwrap();
    let (before, after) = (of("Russia, 2010"), of("Russia, 2012"));
    assert_eq!((before.members, before.regions, before.in_regions), (45_000, 42, 18_900));
    assert_eq!((after.members, after.regions, after.in_regions), (500, 42, 42));
}

proptest! {
    /// More members, anywhere, never make it worse; and the shortfall is just what is lacking.
    #[test]
    fn more_members_never_harm(
        which in 0usize..4,
        members in proptest::collection::vec(0u64..3_000, 20),
        at in 0usize..20,
        more in 0u64..10_000,
    ) {
        let day = DAYS[which];
        let names = map(date(2023, 1, 1));
        let facts = |members: &[u64]| Facts {
            initiators: Some(1_000), initiators_from: Some(20), committee: Some(10),
            ..Facts::unknown("P", names.clone()).with_branches(names.iter().cloned().zip(members.iter().copied()))
        };
        let before = law(day).decide(&facts(&members)).unwrap();
        let lacking = law(day).shortfall(&facts(&members)).unwrap().unwrap();
        prop_assert_eq!(before.met(), lacking.members == 0);
        let mut richer = members.clone();
        richer[at] += more;
        let after = law(day).decide(&facts(&richer)).unwrap();
        prop_assert!(after.verdict >= before.verdict);
        for (a, b) in after.requirements.iter().zip(&before.requirements) {
            prop_assert!(a.margin >= b.margin);
        }
        // Recruited where they are lacking, they are enough; one fewer is not.
        let recruit = |mut left: u64| {
            let mut members = members.clone();
            for (region, lack) in &lacking.regions {
                let at = names.iter().position(|name| name == region).unwrap();
                let new = left.min(*lack as u64);
                members[at] += new;
                left -= new;
            }
            members[0] += left;
            law(day).decide(&facts(&members)).unwrap().met()
        };
        prop_assert!(recruit(lacking.members as u64));
        if lacking.members > 0 {
            prop_assert!(!recruit(lacking.members as u64 - 1));
        }
    }

    /// The smallest membership against a search, for any law and map of a small size.
    #[test]
    fn the_smallest_membership_is_the_smallest(
        in_all in 0u64..12, each in 0u64..4, share in 0u32..=3, more_than: bool, regions in 1usize..4,
    ) {
        let mut law = law(DAYS[3]).clone();
        law.rules.members = Some(Limit::AtLeast(in_all));
        law.rules.branch_members = Some(if more_than { Limit::MoreThan(each) } else { Limit::AtLeast(each) });
        law.rules.regions = Some(Limit::AtLeast(sailau::law::Share::new(share, 3).unwrap()));
        (law.rules.initiators, law.rules.initiators_from, law.rules.committee) = (None, None, None);
        let map: Vec<_> = (0..regions).map(|i| i.to_string()).collect();
        let passes = |members: &[u64]| {
            let facts = Facts::unknown("P", map.clone());
            law.decide(&facts.with_branches(map.iter().cloned().zip(members.iter().copied()))).unwrap().met()
        };
        let smallest = law.smallest(&map).unwrap();
        let spread: Vec<_> = smallest.spread(&map).unwrap().iter().map(|branch| branch.members).collect();
        prop_assert_eq!(spread.iter().map(|&n| u128::from(n)).sum::<u128>(), smallest.members);
        prop_assert!(passes(&spread));
        // Every way to spread one member fewer.
        if let Some(fewer) = smallest.members.checked_sub(1) {
            let fewer = fewer as u64;
            for a in 0..=fewer {
                for b in 0..=fewer - a {
                    let mut members = vec![a, b, fewer - a - b];
                    members.truncate(regions);
                    if members.iter().sum::<u64>() == fewer {
                        prop_assert!(!passes(&members), "{members:?}");
                    }
                }
            }
        }
    }

    /// No steps in any order panic, and who is told to be in time is.
    #[test]
    fn any_steps_give_a_life_or_an_error(
        steps in proptest::collection::vec((0usize..17, 0i64..9_000, any::<bool>()), 0..12),
        day in 0i64..9_500,
    ) {
        let all = [
            Step::Notified, Step::Congress, Step::Filed, Step::Refused, Step::Registered, Step::Branches,
            Step::RegisteredAgain, Step::Suspended(3), Step::Suspended(9), Step::Contested, Step::NotContested,
            Step::Ended(End::OwnDecision), Step::Ended(End::Merger), Step::Ended(End::ElectionsNotContested),
            Step::Ended(End::NotRegisteredAgain), Step::Ended(End::NoBranches), Step::Ended(End::OtherGround),
        ];
        let from = date(2001, 1, 1);
        let mut steps = steps;
        steps.sort_by_key(|&(_, day, _)| day);
        let events: Vec<_> = steps.iter().map(|&(step, day, dated)| Event {
            day: dated.then(|| from.checked_add(day.days()).unwrap()),
            step: all[step],
        }).collect();
        for n in 0..=events.len() {
            let Ok(calendar) = life(&events[..n]) else { break };
            let _ = calendar.on(from.checked_add(day.days()).unwrap());
            prop_assert!(calendar.requirements().iter().all(|one| one.verdict != Verdict::NotMet));
        }
    }
}

/// The parties of the data went through the steps that the laws of their days allow.
#[test]
fn the_lives_of_real_parties_are_lawful() {
    use sailau::kazakhstan::{elections, parties, party_lives};

    for life in party_lives() {
        let party = parties().iter().find(|party| party.short == life.party).unwrap();
        let calendar = life.calendar().unwrap();
        let registered =
            life.events.iter().find(|event| event.step == Step::Registered).unwrap().day.unwrap();
        assert_eq!(party.registered.as_deref(), Some(registered.to_string().as_str()));
        let before = calendar.on(registered.yesterday().unwrap()).unwrap().phase;
        assert_ne!(before, Phase::Registered);
        assert_eq!(calendar.on(registered).unwrap().phase, Phase::Registered);
        assert!(calendar.requirements().iter().all(|one| one.verdict != Verdict::NotMet));
        assert!(
            !calendar.on(date(2026, 11, 1)).unwrap().may_be_dissolved.contains(&End::ElectionsNotContested)
        );
        // The elections that it contested are those whose results have it.
        for election in elections() {
            let there = election.votes().party_totals("list").iter().any(|(one, _)| one.name == life.party);
            let step = |step| life.events.contains(&Event::on(election.day, step));
            assert!(!step(Step::Contested) || there, "{} in {}", life.party, election.day);
            assert!(!step(Step::NotContested) || !there, "{} in {}", life.party, election.day);
        }
    }
    // Respublica's congress came nine days after the confirmation, with 83 of the three months to spare.
    let respublica = party_lives().iter().find(|life| life.party == "Respublica").unwrap();
    assert_eq!(respublica.calendar().unwrap().requirements()[0].margin, Some(83));
    // Auyl had to register again, and did after the six months: the court did not dissolve it.
    let auyl = party_lives().iter().find(|life| life.party == "Auyl").unwrap().calendar().unwrap();
    assert_eq!(auyl.on(date(2003, 3, 1)).unwrap().may_be_dissolved, [End::NotRegisteredAgain]);
    assert!(auyl.on(date(2003, 4, 2)).unwrap().may_be_dissolved.is_empty());
}
