//! The Senate: how it is made up, appointments, support, the joint session at its limits.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sailau::kazakhstan::{regions_on, senate_laws};
use sailau::law::TimelineError;
use sailau::procedure::office::{Elected, Poll, SecondVote, Standing};
use sailau::procedure::senate::{Appointments, Maslihat, Nomination, Rules, Session};
use sailau::procedure::{Decision, FactError, Law};

fn law_on(day: Date) -> &'static Law<Rules> {
    senate_laws().on(day).unwrap().value
}

fn law() -> &'static Law<Rules> {
    law_on(date(2023, 3, 19))
}

fn margin(decision: &Decision, rule: &str) -> i128 {
    decision.requirement(rule).unwrap().margin.unwrap()
}

#[test]
fn fifteen_appointees_became_ten_five_of_them_the_assemblys() {
    let of = |day| {
        let regions = u32::try_from(regions_on(day).unwrap().len()).unwrap();
        let senate = law_on(day).composition(regions);
        (senate.elected, senate.own_choice(), senate.on_assembly_proposal, senate.total())
    };
    assert_eq!(of(date(2007, 5, 21)), (32, 15, 0, 47));
    assert_eq!(of(date(2022, 6, 7)), (34, 15, 0, 49));
    // New regions before the new number: 40 and 15.
    assert_eq!(of(date(2022, 6, 8)), (40, 15, 0, 55));
    assert_eq!(of(date(2023, 3, 18)), (40, 15, 0, 55));
    assert_eq!(of(date(2023, 3, 19)), (40, 5, 5, 50));
    let gone = senate_laws().on(date(2026, 7, 1)).unwrap_err();
    assert!(matches!(gone, TimelineError::TooLate { .. }));
}

#[test]
fn appointments_keep_to_the_number_and_to_the_assemblys_part() {
    let decide = |appointed, on_assembly_proposal| {
        law().appointments(&Appointments { appointed, on_assembly_proposal })
    };
    assert!(decide(10, 5).unwrap().met());
    assert!(decide(0, 0).unwrap().met());
    assert_eq!(margin(&decide(11, 5).unwrap(), "appointed"), -1);
    let own = decide(10, 4).unwrap();
    assert_eq!(margin(&own, "on_assembly_proposal"), -1);
    let proposed = decide(10, 6).unwrap();
    assert!(!proposed.met() && proposed.binding().len() == 1);
    assert!(matches!(decide(3, 4).unwrap_err(), FactError::MoreThanAll { .. }));
    // Before, nobody proposed and fifteen were the President's own choice.
    let old = law_on(date(2022, 6, 7));
    let decide = |appointed| old.appointments(&Appointments { appointed, on_assembly_proposal: 0 }).unwrap();
    assert!(decide(15).met());
    assert!(!decide(16).met());
}

fn nomination(rows: &[(u64, u64)]) -> Nomination {
    let row = |(i, &(electors, signatures)): (usize, &(u64, u64))| Maslihat {
        name: i.to_string(),
        electors,
        signatures,
    };
    let electors = rows.iter().fold(0, |sum: u64, &(electors, _)| sum.saturating_add(electors));
    Nomination { candidate: "A".to_owned(), electors, maslihats: rows.iter().enumerate().map(row).collect() }
}

#[test]
fn a_tenth_of_the_electors_and_no_more_than_a_quarter_of_one_maslihat() {
    let decide = |rows: &[(u64, u64)]| law().nomination(&nomination(rows)).unwrap();
    // 10 % of 101 electors are 10.1: 11.
    assert!(decide(&[(40, 5), (61, 6)]).met());
    assert_eq!(margin(&decide(&[(40, 5), (61, 5)]), "support"), -1);
    // A quarter of 40 are 10.
    assert!(decide(&[(40, 10), (61, 5)]).met());
    let over = decide(&[(40, 11), (61, 5)]);
    let over = over.requirement("support_from_one").unwrap();
    assert!(!over.met());
    assert_eq!(over.parts[0].margin, Some(-1));
    // A city with one mäslihat: from a tenth to a quarter of it.
    assert!(decide(&[(40, 4)]).met() && decide(&[(40, 10)]).met());
    assert!(!decide(&[(40, 3)]).met() && !decide(&[(40, 11)]).met());
}

fn session(electors: u64, present: u64, poll: Poll) -> Session {
    Session { electors, present, poll }
}

#[test]
fn a_session_needs_more_than_half_and_more_than_half_of_those() {
    let decide =
        |present, a: u64| law().first_vote(&session(200, present, Poll::of([("A", a)]).invalid(0))).unwrap();
    assert_eq!(decide(101, 51).result.name(), Some("A"));
    let quorum = decide(100, 51);
    assert_eq!(margin(&quorum.decision, "present"), -1);
    assert_eq!(quorum.result, Elected::RepeatElection);
    assert!(!quorum.decision.met());
    let part = decide(102, 51);
    assert_eq!(margin(&part.decision, "take_part"), -1);
    assert_eq!(part.result, Elected::RepeatElection);
}

#[test]
fn two_rounds_on_the_day() {
    let first =
        |a| law().first_vote(&session(100, 100, Poll::of([("A", a), ("B", 30), ("C", 70 - a)]).invalid(0)));
    assert_eq!(first(51).unwrap().result.name(), Some("A"));
    let second = first(50).unwrap();
    assert_eq!(margin(&second.decision, "voting.majority"), -1);
    let between = vec!["A".to_owned(), "B".to_owned()];
    assert_eq!(second.result, Elected::SecondVote { between, tied: vec![], when: SecondVote::SameDay });
    let vote =
        |a, b| law().second_vote(&session(100, 100, Poll::of([("A", a), ("B", b)]).invalid(20))).unwrap();
    assert_eq!(vote(40, 39).result.name(), Some("A"));
    assert_eq!(vote(39, 39).result, Elected::RepeatElection);
    // Two stood, and neither has more than half of the votes, those against all among them.
    let two =
        law().first_vote(&session(100, 100, Poll::of([("A", 50), ("B", 49)]).against_all(1).invalid(0)));
    assert_eq!(two.unwrap().result, Elected::RepeatElection);
    // An invalid ballot takes part in the session and not in the base.
    let spoilt = law().first_vote(&session(100, 100, Poll::of([("A", 50), ("B", 49)]).invalid(1))).unwrap();
    assert_eq!(spoilt.result.name(), Some("A"));
}

#[test]
fn a_deposit_returns_with_five_per_cent_of_the_votes() {
    let back = |votes| law().deposit_returns("A", Standing::Votes { votes, of: 201 }).unwrap();
    // 5 % of 201 are 10.05.
    assert!(back(11).met());
    assert_eq!(margin(&back(10), "deposit_returns"), -1);
    assert!(law().deposit_returns("A", Standing::Elected).unwrap().met());
    let none = law().deposit_returns("A", Standing::Votes { votes: 0, of: 0 });
    assert!(matches!(none.unwrap_err(), FactError::Nobody { .. }));
}

#[test]
fn what_cannot_be_is_refused() {
    let one = |electors, present, votes| {
        law().first_vote(&session(electors, present, Poll::of([("A", votes)]).invalid(0))).unwrap_err()
    };
    assert!(matches!(one(0, 0, 0), FactError::Nobody { .. }));
    assert!(matches!(one(10, 11, 5), FactError::MoreThanAll { .. }));
    assert!(matches!(one(10, 9, 10), FactError::MoreThanAll { .. }));
    let unknown = law().first_vote(&session(10, 9, Poll::of([("A", 5)]))).unwrap_err();
    assert!(matches!(unknown, FactError::Missing { .. }));
    let refused = |rows: &[(u64, u64)]| law().nomination(&nomination(rows)).unwrap_err();
    assert!(matches!(refused(&[]), FactError::Nobody { .. }));
    assert!(matches!(refused(&[(0, 0)]), FactError::Nobody { .. }));
    assert!(matches!(refused(&[(5, 6)]), FactError::MoreThanAll { .. }));
    assert!(matches!(refused(&[(u64::MAX, 0), (1, 0)]), FactError::MoreThanAll { .. }));
    let mut twice = nomination(&[(5, 1), (5, 1)]);
    twice.maslihats[1].name = "0".to_owned();
    assert!(matches!(law().nomination(&twice).unwrap_err(), FactError::Twice { .. }));
    // One mäslihat is not the region.
    let one = Nomination { electors: 45, ..nomination(&[(5, 1)]) };
    assert!(matches!(law().nomination(&one).unwrap_err(), FactError::DoesNotAddUp { sum: 5, whole: 45, .. }));
}

proptest! {
    /// More electors present, and more votes for the first, never make the verdict worse.
    #[test]
    fn more_votes_never_harm(
        electors in 1..1_000_u64, absent in 0..1_000_u64, a in 0..500_u64, b in 0..500_u64, more in 0..500_u64
    ) {
        let cast = (a + b).min(electors);
        let a = a.min(cast);
        let present = electors - absent.min(electors - cast);
        let decide = |a: u64, present: u64| {
            let poll = Poll::of([("A", a), ("B", cast.saturating_sub(a))]).invalid(0);
            law().first_vote(&session(electors, present, poll)).unwrap()
        };
        let before = decide(a, present);
        let after = decide((a + more).min(cast), present);
        if before.result.name() == Some("A") {
            prop_assert_eq!(after.result.name(), Some("A"));
        }
        prop_assert_eq!(after.result.name().is_some(), after.decision.met());
    }
}
