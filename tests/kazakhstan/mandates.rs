//! Lists and mandates: the size of a list, the quota on it and among the seats, who sits, who follows, deposits.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sailau::kazakhstan::{mandate_laws, maslihat_mandate_laws};
use sailau::procedure::mandates::{Group, ListSize, PartyList, Person, Rounding, Rules, Standing, Vacancy};
use sailau::procedure::{Decision, FactError, Law, Verdict};

fn law_on(day: Date) -> &'static Law<Rules> {
    mandate_laws().on(day).unwrap().value
}

fn law() -> &'static Law<Rules> {
    law_on(date(2023, 3, 19))
}

fn margin(decision: &Decision, rule: &str) -> i128 {
    decision.requirement(rule).unwrap().margin.unwrap()
}

/// A person whom nothing bars.
fn person(name: usize, groups: &[Group]) -> Person {
    Person {
        groups: groups.to_vec(),
        member: Some(true),
        age: Some(40),
        residence: Some(40),
        convicted: Some(false),
        corrupt: Some(false),
        ..Person::named(format!("{name:03}"))
    }
}

/// A list of so many, the last ones women.
fn list(seats: u32, persons: usize, women: usize) -> PartyList {
    let groups = |at: usize| -> &[Group] { if at + women >= persons { &[Group::Women] } else { &[] } };
    let persons = (0..persons).map(|at| person(at, groups(at))).collect();
    PartyList { party: "A".to_owned(), seats, persons }
}

#[test]
fn seats_and_thirty_per_cent() {
    let decide = |day, seats, persons| law_on(day).list(&list(seats, persons, persons)).unwrap();
    // Amanat's 90 for 69 seats in 2023; 127 for 98; 189 for the 145 of the Kurultai.
    for (day, seats, most) in
        [(date(2023, 3, 19), 69, 90), (date(2022, 3, 1), 98, 127), (date(2026, 8, 1), 145, 189)]
    {
        assert!(decide(day, seats, most).met());
        assert_eq!(margin(&decide(day, seats, most + 1), "list_size"), -1);
    }
    let size = |rounding| ListSize { over_seats: "30%".parse().unwrap(), rounding };
    let all = [Rounding::Down, Rounding::Nearest, Rounding::Up];
    assert_eq!(all.map(|rounding| size(rounding).most(98)), [127, 127, 128]);
    assert_eq!(all.map(|rounding| size(rounding).most(145)), [188, 189, 189]);
    assert_eq!(all.map(|rounding| size(rounding).most(10)), [13, 13, 13]);
    let whole = ListSize { over_seats: "100%".parse().unwrap(), rounding: Rounding::Up };
    assert_eq!(whole.most(u32::MAX), 2 * u64::from(u32::MAX));
}

#[test]
fn thirty_per_cent_of_the_list_for_three_groups_together() {
    // 30 % of 11 is 3.3: 4.
    assert!(law().list(&list(69, 11, 4)).unwrap().met());
    assert_eq!(margin(&law().list(&list(69, 11, 3)).unwrap(), "list_quota"), -1);
    let of = |groups: &[&[Group]]| {
        let mut list = list(69, 10, 0);
        for (person, groups) in list.persons.iter_mut().zip(groups) {
            person.groups = groups.to_vec();
        }
        list
    };
    let three = of(&[&[Group::Women], &[Group::Youth], &[Group::Disability]]);
    assert!(law().list(&three).unwrap().met());
    // Who is of two groups counts once.
    let two = of(&[&[Group::Women, Group::Youth], &[Group::Disability]]);
    assert_eq!(margin(&law().list(&two).unwrap(), "list_quota"), -1);
    // For a mäslihat only women and youth count, and a list has no most.
    let maslihat = maslihat_mandate_laws().on(date(2023, 3, 19)).unwrap().value;
    assert_eq!(margin(&maslihat.list(&three).unwrap(), "list_quota"), -1);
    assert!(maslihat.list(&list(17, 100, 30)).unwrap().met());
}

#[test]
fn who_may_not_stand() {
    type Bar = fn(&mut Person);
    let bars: [(&str, Bar); 6] = [
        ("list_and_district", |person| person.district = Some("No. 1".to_owned())),
        ("members_only", |person| person.member = Some(false)),
        ("age", |person| person.age = Some(24)),
        ("residence", |person| person.residence = Some(9)),
        ("conviction_bars", |person| person.convicted = Some(true)),
        ("corruption_bars", |person| person.corrupt = Some(true)),
    ];
    for (rule, bar) in bars {
        let mut list = list(69, 10, 3);
        bar(&mut list.persons[4]);
        let candidate = law().candidate(&list.persons[4]);
        assert_eq!(candidate.binding().len(), 1);
        assert_eq!(candidate.binding()[0].rule, rule);
        let decision = law().list(&list).unwrap();
        let barred = decision.requirement("candidate").unwrap();
        assert_eq!(barred.margin, Some(-1));
        assert_eq!(barred.parts[0].name, "004");
    }
    // The limits themselves are enough.
    let just = Person { age: Some(25), residence: Some(10), ..person(0, &[]) };
    assert!(law().candidate(&just).met());
    // Without districts, nobody can be in one by mistake.
    let district = Person { district: Some("No. 1".to_owned()), ..person(0, &[]) };
    assert!(law_on(date(2022, 3, 1)).candidate(&district).met());
    // A mäslihat's deputy is 20, wherever he or she lived.
    let young = Person { age: Some(20), residence: None, ..person(0, &[]) };
    let maslihat = maslihat_mandate_laws().on(date(2023, 3, 19)).unwrap().value;
    assert!(maslihat.candidate(&young).met());
    assert!(!maslihat.candidate(&Person { age: Some(19), ..young }).met());
}

#[test]
fn what_nobody_knows_leaves_a_list_open() {
    let mut list = list(69, 10, 3);
    list.persons[2].age = None;
    let open = law().list(&list).unwrap();
    assert_eq!(open.verdict, Verdict::Open);
    assert_eq!(open.requirement("candidate").unwrap().parts[0].name, "002");
    list.persons[3].age = Some(1);
    assert_eq!(law().list(&list).unwrap().verdict, Verdict::NotMet);
}

#[test]
fn the_order_of_the_party_and_the_quota_among_the_seats() {
    // 20 on the list, the last six women: of 10 seats, 3 are theirs.
    let list = list(69, 20, 6);
    let first = law().seat(&list, 10).unwrap();
    assert_eq!(margin(&first.decision, "seats_quota"), -3);
    let seating = law().seat_with_quota(&list, 10).unwrap();
    assert!(seating.decision.met());
    let expected: Vec<_> = (0..7).chain(14..17).map(|at| format!("{at:03}")).collect();
    assert_eq!(seating.seated, expected);
    assert_eq!(seating.passed_over, (7..14).map(|at| format!("{at:03}")).collect::<Vec<_>>());
    // A single seat is more than 30 % of one.
    assert_eq!(law().seat_with_quota(&list, 1).unwrap().seated, ["014"]);
    assert!(law().seat_with_quota(&list, 0).unwrap().seated.is_empty());
    // A mäslihat's law keeps no seats.
    let maslihat = maslihat_mandate_laws().on(date(2023, 3, 19)).unwrap().value;
    let seating = maslihat.seat_with_quota(&list, 10).unwrap();
    assert_eq!(seating, maslihat.seat(&list, 10).unwrap());
    assert!(seating.decision.met());
}

#[test]
fn a_list_that_is_too_short_leaves_seats_vacant() {
    let seating = law().seat_with_quota(&list(69, 8, 3), 10).unwrap();
    assert_eq!((seating.seated.len(), seating.vacant), (8, 2));
    assert_eq!(margin(&seating.decision, "persons"), -2);
    assert!(seating.decision.requirement("seats_quota").unwrap().met());
    let seating = law().seat_with_quota(&list(69, 20, 2), 10).unwrap();
    assert_eq!(margin(&seating.decision, "seats_quota"), -1);
    assert_eq!(seating.seated.len(), 10);
}

#[test]
fn a_successor_keeps_the_quota() {
    let list = list(69, 12, 4);
    let seated = |names: &[usize]| names.iter().map(|at| format!("{at:03}")).collect::<Vec<_>>();
    let vacancy = |seats: &[usize], leaves: usize, successor: usize| Vacancy {
        seated: seated(seats),
        leaves: format!("{leaves:03}"),
        successor: format!("{successor:03}"),
    };
    // Two of four are women; one may go.
    assert!(law().successor(&list, &vacancy(&[0, 1, 8, 9], 0, 2)).unwrap().met());
    let short = law().successor(&list, &vacancy(&[0, 1, 8, 9], 9, 2)).unwrap();
    assert_eq!(margin(&short, "seats_quota"), -1);
    assert_eq!(law().successors(&list, &vacancy(&[0, 1, 8, 9], 9, 2)).unwrap(), ["010", "011"]);
    // Whoever sits, or sat until now, cannot follow.
    assert!(!law().successor(&list, &vacancy(&[0, 1, 8, 9], 0, 1)).unwrap().met());
    assert!(!law().successor(&list, &vacancy(&[0, 1, 8, 9], 0, 0)).unwrap().met());
    // Nobody is left: the seat stays vacant.
    let all: Vec<_> = (0..12).collect();
    assert!(law().successors(&list, &vacancy(&all, 0, 1)).unwrap().is_empty());
    // A mäslihat's law does not ask for it.
    let maslihat = maslihat_mandate_laws().on(date(2023, 3, 19)).unwrap().value;
    assert!(maslihat.successor(&list, &vacancy(&[0, 1, 8, 9], 9, 2)).unwrap().met());
}

#[test]
fn without_an_order_the_alphabet_decides() {
    let persons = ["Ғалымова", "Ахметов", "Қасымов", "Гоголев", "Кенжебаев"].map(Person::named).to_vec();
    let list = law().without_order(&PartyList { party: "A".to_owned(), seats: 69, persons }).unwrap();
    let names: Vec<_> = list.persons.iter().map(|person| person.name.as_str()).collect();
    assert_eq!(names, ["Ахметов", "Гоголев", "Ғалымова", "Кенжебаев", "Қасымов"]);
    let maslihat = maslihat_mandate_laws().on(date(2023, 3, 19)).unwrap().value;
    assert!(maslihat.without_order(&list).is_none());
}

#[test]
fn deposits_at_their_limits() {
    let due = |votes| law().deposit(10, Some((votes, 10_000))).unwrap().money(100).unwrap();
    // 150 minimum wages of 100: from 1 % on 70 %, from 3 % on a half, from 5 % on nothing.
    let cases = [(99, 15_000), (100, 10_500), (299, 10_500), (300, 7_500), (499, 7_500), (500, 0)];
    assert_eq!(cases.map(|(votes, _)| due(votes)), cases.map(|(_, due)| due));
    assert_eq!(law().deposit(10, None).unwrap().money(100), Some(15_000));
    assert_eq!(law().deposit(u64::MAX, None).unwrap().money(u64::MAX), None);
    assert_eq!(law().deposit(1, Some((1, 100))).unwrap().money(1), Some(11));
    let maslihat = maslihat_mandate_laws().on(date(2023, 3, 19)).unwrap().value;
    assert_eq!(maslihat.deposit(10, None).unwrap().money(100), Some(5_000));
    let back = |votes| law().deposit_returns("A", Standing::Votes { votes, of: 10_001 }).unwrap();
    // 5 % of 10,001 are 500.05.
    assert!(back(501).met());
    assert_eq!(margin(&back(500), "deposit.returns"), -1);
    for standing in [Standing::Elected, Standing::Died] {
        assert!(law().deposit_returns("A", standing).unwrap().met());
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |list: PartyList| law().list(&list).unwrap_err();
    assert!(matches!(refused(list(0, 5, 5)), FactError::Nobody { .. }));
    assert!(matches!(refused(list(5, 0, 0)), FactError::Nobody { .. }));
    let mut twice = list(69, 5, 5);
    twice.persons[1].name = "000".to_owned();
    assert!(matches!(refused(twice), FactError::Twice { .. }));
    assert!(matches!(law().seat(&list(5, 9, 9), 6).unwrap_err(), FactError::MoreThanAll { .. }));
    let vacancy = |seated: &[&str], leaves: &str, successor: &str| {
        let seated = seated.iter().map(ToString::to_string).collect();
        let vacancy = Vacancy { seated, leaves: leaves.to_owned(), successor: successor.to_owned() };
        law().successor(&list(69, 5, 5), &vacancy).unwrap_err()
    };
    assert!(matches!(vacancy(&["000"], "001", "002"), FactError::Unknown { .. }));
    assert!(matches!(vacancy(&["000"], "000", "nobody"), FactError::Unknown { .. }));
    assert!(matches!(vacancy(&["000", "nobody"], "000", "001"), FactError::Unknown { .. }));
    assert!(matches!(vacancy(&["000", "000"], "000", "001"), FactError::Twice { .. }));
    assert!(matches!(law().deposit(1, Some((0, 0))).unwrap_err(), FactError::Nobody { .. }));
    assert!(matches!(law().deposit(1, Some((2, 1))).unwrap_err(), FactError::MoreThanAll { .. }));
    let none = law().deposit_returns("A", Standing::Votes { votes: 0, of: 0 });
    assert!(matches!(none.unwrap_err(), FactError::Nobody { .. }));
}

proptest! {
    /// Seats by the quota are as many, meet it whenever the list can, and leave nobody out without need.
    #[test]
    fn the_quota_moves_no_more_than_it_must(women in proptest::collection::vec(any::<bool>(), 1..60), won: u32) {
        let persons: Vec<_> = women
            .iter()
            .enumerate()
            .map(|(at, &woman)| person(at, if woman { &[Group::Women] } else { &[] }))
            .collect();
        let list = PartyList { party: "A".to_owned(), seats: 60, persons };
        let won = won % 61;
        let plain = law().seat(&list, won).unwrap();
        let kept = law().seat_with_quota(&list, won).unwrap();
        prop_assert_eq!(kept.seated.len(), plain.seated.len());
        prop_assert!(kept.decision.verdict >= plain.decision.verdict);
        if plain.decision.met() {
            prop_assert_eq!(&kept.seated, &plain.seated);
        }
        let needed = (3 * won as usize).div_ceil(10);
        let seated = |name: &String| kept.seated.contains(name);
        let women_seated = list.persons.iter().filter(|one| seated(&one.name) && !one.groups.is_empty()).count();
        let women_listed = women.iter().filter(|&&woman| woman).count();
        prop_assert!(women_seated >= needed.min(women_listed).min(kept.seated.len()));
        // Whoever was passed over is of no group, unless the list above needed no more.
        for name in &kept.passed_over {
            let passed = list.persons.iter().find(|one| one.name == *name).unwrap();
            prop_assert!(passed.groups.is_empty());
        }
    }

    /// One more of a group instead of nobody in particular never makes a list worse.
    #[test]
    fn more_of_the_groups_never_harm(persons in 1..90_usize, women in 0..90_usize) {
        let women = women.min(persons - 1);
        let before = law().list(&list(69, persons, women)).unwrap();
        let after = law().list(&list(69, persons, women + 1)).unwrap();
        prop_assert!(after.verdict >= before.verdict);
    }

    /// More votes never raise a deposit and never keep it back.
    #[test]
    fn more_votes_never_cost(of in 1..=u64::MAX, votes: u64, more: u64) {
        let votes = (u128::from(votes) % (u128::from(of) + 1)) as u64;
        let after = votes + (u128::from(more) % (u128::from(of - votes) + 1)) as u64;
        let due = |votes| law().deposit(20, Some((votes, of))).unwrap().money(1_000).unwrap();
        prop_assert!(due(after) <= due(votes));
        let back = |votes| law().deposit_returns("A", Standing::Votes { votes, of }).unwrap().verdict;
        prop_assert!(back(after) >= back(votes));
    }
}
