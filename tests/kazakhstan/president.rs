//! The election of the President: official figures, limits, equal votes, and facts that cannot be.

use jiff::civil::date;
use proptest::prelude::*;
use sailau::kazakhstan::{
    president_laws, presidential_election, presidential_elections, presidential_nominations,
};
use sailau::law::Certainty;
use sailau::procedure::office::{Base, Elected, Poll, SecondVote};
use sailau::procedure::president::{Equally, Nomination, RegionSignatures, Rules, Signatures};
use sailau::procedure::{Decision, FactError, Law, Verdict};

fn law() -> &'static Law<Rules> {
    president_laws().on(date(2022, 11, 20)).unwrap().value
}

/// Signatures on a map of twenty regions, named by numbers.
fn by_region(signatures: Vec<RegionSignatures>) -> Signatures {
    Signatures::ByRegion { map: (0..20).map(|region| region.to_string()).collect(), signatures }
}

fn margin(decision: &Decision, rule: &str) -> Option<i128> {
    decision.requirement(rule).unwrap().margin
}

fn names(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn the_official_elections_come_out_as_they_did() {
    // The winner's part as announced, in hundredths of a per cent of the base that the law uses.
    for (election, announced) in presidential_elections().iter().zip([7096, 8131]) {
        let vote = election.first_vote().unwrap();
        assert_eq!(vote.result, Elected::Elected(election.elected.clone()), "{}", vote.decision);
        assert!(vote.decision.met());
        let base = election.poll.base(Base::ValidAndAgainstAll).unwrap();
        let winner = election.poll.candidates[0].votes;
        assert_eq!((winner * 20_000 + base) / (2 * base), announced);
        assert!(vote.decision.doubts.iter().any(|doubt| doubt.about == "Invalid ballots"));
    }
}

#[test]
fn the_base_of_2022_has_the_votes_against_all() {
    let election = presidential_election(date(2022, 11, 20)).unwrap();
    assert_eq!(election.poll.base(Base::ValidAndAgainstAll).unwrap(), 7_940_478);
    assert_eq!(election.poll.base(Base::Candidates).unwrap(), 7_479_994);
    // 7,940,478 / 2 + 1 = 3,970,240 were enough.
    let vote = election.first_vote().unwrap();
    assert_eq!(margin(&vote.decision, "voting.majority"), Some(6_456_393 - 3_970_240));
    // Without those against all the announced 81.31 per cent would have been 86.32.
    let missing = election.poll.base(Base::AllBallots).unwrap_err();
    assert_eq!(missing, FactError::Missing { fact: "ballots".to_owned() });
}

#[test]
fn the_announced_signatures_decide_as_the_commission_did() {
    for nomination in presidential_nominations() {
        let decision = nomination.decision().unwrap();
        assert_eq!(decision.met(), nomination.registered, "{decision}");
    }
    // 1 % of 11,827,277 is 118,272.77: 118,273, as the Commission announced.
    let abden = presidential_nominations()[1].decision().unwrap();
    assert_eq!(margin(&abden, "signatures"), Some(118_418 - 118_273));
    assert_eq!(margin(&abden, "regions"), Some(15 - 14));
    assert!(abden.doubts.iter().any(|doubt| doubt.certainty == Certainty::Unsure));
    // What 12 regions were in 2019.
    let law_2019 = president_laws().on(date(2019, 6, 9)).unwrap().value;
    assert_eq!(law_2019.rules.regions.border_of(17), 12);
}

#[test]
fn more_than_half_with_one_vote_on_either_side() {
    // 100 votes with those against all: 50 are not enough, 51 are.
    let vote =
        |winner| law().first_vote(&Poll::of([("A", winner), ("B", 20), ("C", 10)]).against_all(70 - winner));
    let short = vote(50).unwrap();
    assert_eq!(margin(&short.decision, "voting.majority"), Some(-1));
    let second = SecondVote::WithinMonths(2);
    let expected = Elected::SecondVote { between: names(&["A", "B"]), tied: vec![], when: second };
    assert_eq!(short.result, expected);
    assert_eq!(vote(51).unwrap().result.name(), Some("A"));
    assert_eq!(margin(&vote(51).unwrap().decision, "voting.majority"), Some(0));
    // Two candidates: no second vote can follow.
    let two = law().first_vote(&Poll::of([("A", 50), ("B", 49)]).against_all(1)).unwrap();
    assert_eq!(two.result, Elected::RepeatElection);
}

#[test]
fn the_record_says_what_follows() {
    let record = presidential_election(date(2022, 11, 20)).unwrap().first_vote().unwrap().to_string();
    for line in [
        "DECISION: Election of the President",
        "  1. Majority for Kassym-Jomart Tokayev  [art. 9(1)]",
        "     needed: more than 50% of 7,940,478 votes, those against all among them: at least 3,970,240 votes",
        "  WHAT FOLLOWS: Kassym-Jomart Tokayev is elected.",
    ] {
        assert!(record.lines().any(|found| found == line), "`{line}` is not in\n{record}");
    }
}

#[test]
fn equal_votes_for_the_second_place_are_reported() {
    let vote = |votes: &[(&str, u64)]| law().first_vote(&Poll::of(votes.to_vec())).unwrap().result;
    let second = |between: &[&str], tied: &[&str]| Elected::SecondVote {
        between: names(between),
        tied: names(tied),
        when: SecondVote::WithinMonths(2),
    };
    assert_eq!(vote(&[("A", 4), ("B", 3), ("C", 3)]), second(&["A"], &["B", "C"]));
    assert_eq!(vote(&[("A", 3), ("B", 3), ("C", 3)]), second(&[], &["A", "B", "C"]));
    assert_eq!(vote(&[("C", 3), ("B", 2), ("A", 3)]), second(&["C", "A"], &[]));
    let text = vote(&[("A", 4), ("B", 3), ("C", 3)]).to_string();
    assert_eq!(text, "a second vote within 2 months between A and those of B, C with equal votes");
}

#[test]
fn a_second_vote_needs_one_vote_more() {
    let vote = |a, b| law().second_vote(&Poll::of([("A", a), ("B", b)]).against_all(1_000)).unwrap();
    assert_eq!(vote(41, 40).result.name(), Some("A"));
    assert_eq!(vote(40, 40).result, Elected::RepeatElection);
    assert_eq!(margin(&vote(40, 40).decision, "voting.equal_votes"), Some(-1));
    let three = law().second_vote(&Poll::of([("A", 3), ("B", 2), ("C", 1)])).unwrap_err();
    assert!(matches!(three, FactError::MoreThanAll { .. }));
}

#[test]
fn one_signature_and_one_region_on_either_side() {
    let decide = |total, regions| {
        law().nomination(&Nomination {
            candidate: "A".to_owned(),
            voters: 10_050,
            regions: 20,
            signatures: Signatures::Reported { total, regions },
        })
    };
    // 1 % of 10,050 is 100.5.
    assert!(decide(101, Some(14)).unwrap().met());
    assert_eq!(margin(&decide(100, Some(14)).unwrap(), "signatures"), Some(-1));
    assert_eq!(margin(&decide(101, Some(13)).unwrap(), "regions"), Some(-1));
    assert_eq!(decide(101, None).unwrap().verdict, Verdict::Open);
    assert_eq!(decide(100, None).unwrap().verdict, Verdict::NotMet);
}

#[test]
fn equally_is_a_named_option() {
    let rows = |least| {
        let of = |n: u64| if n == 0 { 80 } else { least };
        let rows = (0..14).map(|n| RegionSignatures { region: n.to_string(), signatures: of(n) });
        Nomination {
            candidate: "A".to_owned(),
            voters: 14_000,
            regions: 20,
            signatures: by_region(rows.collect()),
        }
    };
    // 140 signatures from 14 regions: 10 each, if equal parts are asked for.
    let mut equal = law().clone();
    equal.rules.equally = Equally::EqualPart;
    assert!(equal.nomination(&rows(10)).unwrap().met());
    assert_eq!(margin(&equal.nomination(&rows(9)).unwrap(), "regions"), Some(1 - 14));
    assert!(law().nomination(&rows(9)).unwrap().met());
    // A region with no signature does not count, whatever is read into the word.
    assert_eq!(margin(&law().nomination(&rows(0)).unwrap(), "regions"), Some(1 - 14));
    let reported = Signatures::Reported { total: 140, regions: Some(20) };
    let unknown = equal.nomination(&Nomination { signatures: reported, ..rows(1) }).unwrap();
    assert_eq!(unknown.verdict, Verdict::Open);
}

#[test]
fn what_cannot_be_is_refused() {
    let poll = |poll: Poll| law().first_vote(&poll).unwrap_err();
    assert!(matches!(poll(Poll::default()), FactError::Nobody { .. }));
    assert!(matches!(poll(Poll::of([("A", 1), ("A", 2)])), FactError::Twice { .. }));
    let huge = Poll::of([("A", u64::MAX), ("B", 1)]);
    assert!(matches!(poll(huge), FactError::MoreThanAll { .. }));
    let over = Poll { ballots: Some(9), ..Poll::of([("A", 5), ("B", 5)]) };
    assert!(matches!(poll(over), FactError::MoreThanAll { .. }));
    let sum = Poll { ballots: Some(12), ..Poll::of([("A", 5), ("B", 5)]).invalid(1) };
    assert!(matches!(poll(sum), FactError::DoesNotAddUp { sum: 11, whole: 12, .. }));

    let facts = |voters, regions, signatures| {
        let candidate = "A".to_owned();
        law().nomination(&Nomination { candidate, voters, regions, signatures }).unwrap_err()
    };
    let reported = |total, regions| Signatures::Reported { total, regions: Some(regions) };
    assert!(matches!(facts(0, 20, reported(0, 0)), FactError::Nobody { .. }));
    assert!(matches!(facts(10, 0, reported(0, 0)), FactError::Nobody { .. }));
    assert!(matches!(facts(10, 20, reported(11, 1)), FactError::MoreThanAll { .. }));
    assert!(matches!(facts(10, 20, reported(10, 21)), FactError::MoreThanAll { .. }));
    let row = || RegionSignatures { region: "A".to_owned(), signatures: 1 };
    assert!(matches!(facts(10, 20, by_region(vec![row(), row()])), FactError::Twice { .. }));
    assert!(matches!(facts(10, 20, by_region(vec![row()])), FactError::Unknown { .. }));
    let of_two = RegionSignatures { region: "0".to_owned(), signatures: 1 };
    assert!(matches!(
        facts(10, 2, by_region(vec![of_two])),
        FactError::DoesNotAddUp { sum: 20, whole: 2, .. }
    ));
}

proptest! {
    /// One more vote for a candidate never takes the election from that candidate.
    #[test]
    fn a_vote_more_never_harms(
        votes in proptest::collection::vec(0..=u64::MAX / 16, 1..9), against in 0..=u64::MAX / 16,
        which: prop::sample::Index, more in 1..=u64::MAX / 16,
    ) {
        let mut poll = Poll::of(votes.iter().enumerate().map(|(i, &v)| (i.to_string(), v))).against_all(against);
        let at = which.index(votes.len());
        let name = poll.candidates[at].name.clone();
        let before = law().first_vote(&poll).unwrap();
        poll.candidates[at].votes += more;
        let after = law().first_vote(&poll).unwrap();
        if before.result.name() == Some(&name) {
            prop_assert_eq!(after.result.name(), Some(name.as_str()));
        }
        // Somebody is elected if and only if every requirement is met.
        prop_assert_eq!(after.result.name().is_some(), after.decision.met());
    }

    /// More signatures never make it worse.
    #[test]
    fn more_signatures_never_harm(
        mut parts in proptest::collection::vec(0..=1_000_000_u64, 20), which in 0..20_usize, more in 0..1_000_000_u64,
        equally in prop_oneof![Just(Equally::Any), Just(Equally::EqualPart)],
    ) {
        let mut law = law().clone();
        law.rules.equally = equally;
        let decide = |parts: &[u64]| {
            let rows = parts.iter().enumerate();
            let rows = rows.map(|(i, &signatures)| RegionSignatures { region: i.to_string(), signatures });
            let signatures = by_region(rows.collect());
            let candidate = "A".to_owned();
            law.nomination(&Nomination { candidate, voters: 100_000_000, regions: 20, signatures }).unwrap()
        };
        let before = decide(&parts);
        parts[which] += more;
        let after = decide(&parts);
        prop_assert!(after.verdict >= before.verdict);
        for (a, b) in after.requirements.iter().zip(&before.requirements) {
            prop_assert!(a.margin >= b.margin);
        }
    }
}
