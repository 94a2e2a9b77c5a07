//! Akims: consent by deputies before and after 2026, direct election, no confidence.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sailau::kazakhstan::{akim_consent_laws, akim_consents, akim_election_laws};
use sailau::procedure::akim::{Consent, Direct, NoConfidence, Proposal, SelfNomination, Settlements};
use sailau::procedure::office::{Elected, Poll};
use sailau::procedure::{Decision, FactError, Law, Verdict};

fn consent_on(day: Date) -> &'static Law<Consent> {
    akim_consent_laws().on(day).unwrap().value
}

fn direct_on(day: Date) -> &'static Law<Direct> {
    akim_election_laws().on(day).unwrap().value
}

fn proposal(poll: Poll) -> Proposal {
    Proposal { deputies: 250, poll: poll.invalid(0) }
}

fn margin(decision: &Decision, rule: &str) -> i128 {
    decision.requirement(rule).unwrap().margin.unwrap()
}

const OLD: Date = date(2026, 6, 30);
const NEW: Date = date(2026, 7, 1);

#[test]
fn the_published_vote_comes_out_as_it_did() {
    let [akmola] = akim_consents() else { panic!("one vote is known") };
    let vote = consent_on(akmola.day).consent(&akmola.facts).unwrap();
    assert_eq!(vote.result.name(), Some(akmola.appointed.as_str()));
    // 177 : 73.
    assert_eq!(margin(&vote.decision, "voting.equal_votes"), 177 - 74);
}

#[test]
fn more_votes_until_2026_and_a_majority_since() {
    let three = |a| Poll::of([("A", a), ("B", 30), ("C", 70 - a)]);
    let consent = |day, a| consent_on(day).consent(&proposal(three(a))).unwrap();
    for (a, old, new) in
        [(31, None, None), (40, Some("A"), None), (50, Some("A"), None), (51, Some("A"), Some("A"))]
    {
        assert_eq!(consent(OLD, a).result.name(), old.or(if a == 31 { Some("C") } else { None }));
        assert_eq!(consent(NEW, a).result.name(), new);
    }
    assert_eq!(margin(&consent(NEW, 50).decision, "voting.majority"), -1);
    assert_eq!(consent(NEW, 50).result, Elected::NotRuled(vec!["A".to_owned()]));
    // A spoilt ballot is a ballot of a deputy who voted.
    let spoilt = Proposal { deputies: 250, poll: Poll::of([("A", 50), ("B", 49)]).invalid(1) };
    assert_eq!(consent_on(OLD).consent(&spoilt).unwrap().result.name(), Some("A"));
    assert_eq!(consent_on(NEW).consent(&spoilt).unwrap().result.name(), None);
    // Equal votes are not ruled.
    let equal = consent_on(OLD).consent(&proposal(Poll::of([("A", 50), ("B", 50)]))).unwrap();
    assert_eq!(equal.result, Elected::NotRuled(vec!["A".to_owned(), "B".to_owned()]));
}

#[test]
fn one_candidate_is_no_choice() {
    for day in [OLD, NEW] {
        let one = consent_on(day).consent(&proposal(Poll::of([("A", 250)]))).unwrap();
        assert_eq!(one.result, Elected::RepeatElection);
        assert_eq!(margin(&one.decision, "candidates"), -1);
        assert!(!one.decision.met());
    }
}

#[test]
fn a_fifth_asks_for_no_confidence_and_a_majority_of_all_carries_it() {
    let decide =
        |asked, votes| consent_on(OLD).no_confidence(&NoConfidence { deputies: 33, asked, votes }).unwrap();
    // A fifth of 33 is 6.6, half is 16.5.
    assert!(decide(7, 17).met());
    assert_eq!(margin(&decide(6, 17), "no_confidence_asked_by"), -1);
    assert_eq!(margin(&decide(7, 16), "no_confidence"), -1);
    let refused = |deputies, asked, votes| {
        consent_on(OLD).no_confidence(&NoConfidence { deputies, asked, votes }).unwrap_err()
    };
    assert!(matches!(refused(0, 0, 0), FactError::Nobody { .. }));
    assert!(matches!(refused(5, 6, 0), FactError::MoreThanAll { .. }));
    assert!(matches!(refused(5, 5, 6), FactError::MoreThanAll { .. }));
}

#[test]
fn villages_elect_by_more_votes() {
    let law = direct_on(date(2021, 7, 25));
    let vote = |a, b, against| law.election(&Poll::of([("A", a), ("B", b)]).against_all(against)).unwrap();
    assert_eq!(vote(11, 10, 1_000).result.name(), Some("A"));
    assert_eq!(vote(10, 10, 0).result, Elected::RepeatVote(vec!["A".to_owned(), "B".to_owned()]));
    assert_eq!(law.election(&Poll::of([("A", 10)])).unwrap().result, Elected::RepeatElection);
    // Nobody voted for anybody.
    assert_eq!(vote(0, 0, 5).result, Elected::RepeatVote(vec!["A".to_owned(), "B".to_owned()]));
}

#[test]
fn one_per_cent_and_since_2026_half_of_the_settlements() {
    let decide = |day, signatures, settlements| {
        let facts = SelfNomination { candidate: "A".to_owned(), voters: 1_001, signatures, settlements };
        direct_on(day).self_nomination(&facts).unwrap()
    };
    let of = |signed| Some(Settlements { all: 5, signed });
    // 1 % of 1,001 is 10.01: 11. Half of five settlements is 2.5: 3.
    assert!(decide(OLD, 11, of(Some(0))).met());
    assert_eq!(margin(&decide(OLD, 10, None), "signatures"), -1);
    assert!(decide(NEW, 11, of(Some(3))).met());
    assert_eq!(margin(&decide(NEW, 11, of(Some(2))), "settlements"), -1);
    assert_eq!(decide(NEW, 11, of(None)).verdict, Verdict::Open);
    // A unit without several settlements.
    assert!(decide(NEW, 11, None).met());
}

#[test]
fn districts_come_and_go() {
    let of = |day| direct_on(day).rules.of.iter().any(|one| one == "districts");
    assert!(!of(date(2021, 7, 25)));
    assert!(of(date(2023, 11, 5)));
    assert!(!of(NEW));
}

#[test]
fn what_cannot_be_is_refused() {
    let consent = |deputies, poll| consent_on(NEW).consent(&Proposal { deputies, poll }).unwrap_err();
    assert!(matches!(consent(0, Poll::of([("A", 0)]).invalid(0)), FactError::Nobody { .. }));
    assert!(matches!(consent(5, Poll::of([("A", 6)]).invalid(0)), FactError::MoreThanAll { .. }));
    assert!(matches!(consent(5, Poll::of([("A", 3)])), FactError::Missing { .. }));
    let nominate = |voters, signatures, settlements| {
        let facts = SelfNomination { candidate: "A".to_owned(), voters, signatures, settlements };
        direct_on(NEW).self_nomination(&facts).unwrap_err()
    };
    assert!(matches!(nominate(0, 0, None), FactError::Nobody { .. }));
    assert!(matches!(nominate(5, 6, None), FactError::MoreThanAll { .. }));
    let settlements = |all, signed| Some(Settlements { all, signed });
    assert!(matches!(nominate(5, 5, settlements(0, None)), FactError::Nobody { .. }));
    assert!(matches!(nominate(5, 5, settlements(2, Some(3))), FactError::MoreThanAll { .. }));
}

proptest! {
    /// Who has the consent by a majority has it by more votes as well: the text of 2026 asks for more.
    #[test]
    fn a_majority_is_more_votes(votes in proptest::collection::vec(0..100_u64, 2..6), invalid in 0..50_u64) {
        let poll = Poll::of(votes.iter().enumerate().map(|(i, &v)| (i.to_string(), v))).invalid(invalid);
        let proposal = Proposal { deputies: 1_000, poll };
        let old = consent_on(OLD).consent(&proposal).unwrap().result;
        let new = consent_on(NEW).consent(&proposal).unwrap().result;
        if let Some(name) = new.name() {
            prop_assert_eq!(old.name(), Some(name));
        }
    }

    /// More signatures, and more settlements, never make it worse.
    #[test]
    fn more_signatures_never_harm(
        voters in 1..10_000_u64, all in 1..50_u64, a: u64, b: u64, more_a: u64, more_b: u64
    ) {
        let decide = |signatures: u64, signed: u64| {
            let settlements = Some(Settlements { all, signed: Some(signed) });
            let facts = SelfNomination { candidate: "A".to_owned(), voters, signatures, settlements };
            direct_on(NEW).self_nomination(&facts).unwrap()
        };
        let (a, b) = (a % (voters + 1), b % (all + 1));
        let after = decide(a + more_a % (voters - a + 1), b + more_b % (all - b + 1));
        prop_assert!(after.verdict >= decide(a, b).verdict);
    }
}
