//! Voter rolls: duplicates found exactly, each limit exactly, and what a register prevents.

use jiff::civil::date;
use proptest::prelude::*;
use sailau::kazakhstan::roll_laws;
use sailau::procedure::FactError;
use sailau::procedure::roll::{Entry, Register, Roll};

fn entry(id: &str, name: &str) -> Entry {
    Entry { id: (!id.is_empty()).then(|| id.to_owned()), name: name.to_owned(), born: 1990 }
}

fn roll(precinct: &str, ids: &[&str]) -> Roll {
    Roll { precinct: precinct.to_owned(), entries: ids.iter().map(|id| entry(id, id)).collect() }
}

#[test]
fn the_law_allows_one_roll_and_3000_voters() {
    let law = roll_laws().on(date(2023, 3, 19)).unwrap().value;
    let numbers = |n: u32| -> Vec<String> { (0..n).map(|i| i.to_string()).collect() };
    let sized = |n| {
        let numbers = numbers(n);
        roll("1", &numbers.iter().map(String::as_str).collect::<Vec<_>>())
    };
    for (voters, margin) in [(2_999, 1), (3_000, 0), (3_001, -1)] {
        let decision = law.decide(&[sized(voters)]).unwrap();
        assert_eq!(decision.requirement("voters_a_precinct").unwrap().margin, Some(margin));
        assert_eq!(decision.met(), margin >= 0);
    }
    let decision = law.decide(&[roll("1", &["a", "b"]), roll("2", &["b"])]).unwrap();
    let requirement = decision.requirement("rolls_a_voter").unwrap();
    assert_eq!(requirement.margin, Some(-1));
    assert_eq!(requirement.parts[0].name, "b in 1, 2");
    assert!(decision.requirements.iter().all(|one| one.citation.is_some()));
    assert!(matches!(law.decide(&[]).unwrap_err(), FactError::Nobody { .. }));
    let twice = [roll("1", &[]), roll("1", &[])];
    assert!(matches!(Register::merge(&twice).unwrap_err(), FactError::Twice { .. }));
}

#[test]
fn what_is_over_the_law_is_named_and_nothing_else() {
    let law = roll_laws().on(date(2023, 3, 19)).unwrap().value;
    let decided = |rolls: &[Roll]| law.decide(rolls).unwrap();
    // Nobody stands twice: the most entries of anybody are one, and none where nobody stands at all.
    for (ids, margin) in [(&["a", "b"][..], 0), (&[], 1)] {
        let decision = decided(&[roll("1", ids)]);
        let entries = decision.requirement("rolls_a_voter").unwrap();
        assert_eq!((entries.margin, entries.parts.len()), (Some(margin), 0));
        assert!(decision.requirement("voters_a_precinct").unwrap().parts.is_empty());
        assert!(!decision.to_string().contains("have no number"), "{decision}");
    }
    let unnumbered = Roll { precinct: "2".to_owned(), entries: vec![entry("", "B"), entry("3", "C")] };
    let decision = decided(&[roll("1", &["a"]), unnumbered]);
    assert!(decision.to_string().contains("1 entries have no number and were not compared"), "{decision}");
    let many: Vec<String> = (0..3_001).map(|i| i.to_string()).collect();
    let large = roll("large", &many.iter().map(String::as_str).collect::<Vec<_>>());
    let parts = &decided(&[roll("small", &["x"]), large]).requirements[1].parts;
    assert_eq!(parts.iter().map(|one| one.name.as_str()).collect::<Vec<_>>(), ["precinct large"]);
}

#[test]
fn numbers_alone_decide_who_is_who() {
    let rolls = [
        Roll { precinct: "1".to_owned(), entries: vec![entry("1", "A"), entry("", "B"), entry("3", "C")] },
        Roll {
            precinct: "2".to_owned(),
            entries: vec![entry(" 1 ", "Other"), entry("2", "B"), entry("4", "C")],
        },
    ];
    let register = Register::merge(&rolls).unwrap();
    assert_eq!((register.entries, register.voters, register.without_id), (6, 5, 1));
    let who = |list: &[sailau::procedure::roll::Duplicate]| -> Vec<_> {
        list.iter().map(|one| one.who.clone()).collect()
    };
    assert_eq!(who(&register.duplicates), ["1"]);
    // B may be one person or two; the two C have different numbers and are two.
    assert_eq!(who(&register.alike), ["B, 1990"]);
}

#[test]
fn what_a_register_prevents_by_hand() {
    // x is on three rolls, y on two, z twice on one.
    let rolls = [roll("1", &["x", "y", "z", "z"]), roll("2", &["x", "y"]), roll("3", &["x"]), roll("4", &[])];
    let register = Register::merge(&rolls).unwrap();
    let of = |joined: &[&str]| {
        let prevented = register.prevented(|precinct| joined.contains(&precinct));
        (prevented.prevented, prevented.possible)
    };
    assert_eq!(of(&[]), (0, 3));
    assert_eq!(of(&["1"]), (0, 3));
    assert_eq!(of(&["1", "3"]), (1, 3));
    assert_eq!(of(&["1", "2"]), (2, 3));
    assert_eq!(of(&["1", "2", "3"]), (3, 3));
    assert_eq!(register.expected_share(0).unwrap(), Some(0.0));
    assert_eq!(register.expected_share(4).unwrap(), Some(1.0));
    assert!(matches!(register.expected_share(5).unwrap_err(), FactError::MoreThanAll { .. }));
    assert_eq!(Register::merge(&[roll("1", &["a"])]).unwrap().expected_share(1).unwrap(), None);
}

proptest! {
    /// The expectation is the mean over all ways to join precincts; a larger register never prevents less; the order
    /// of the rolls decides nothing.
    #[test]
    fn the_expectation_is_the_mean_of_all_ways(places in proptest::collection::vec(0u32..64, 0..12)) {
        let ids: Vec<_> = (0..places.len()).map(|i| i.to_string()).collect();
        let of = |precinct: usize| -> Vec<&str> {
            (0..places.len()).filter(|&i| places[i] >> precinct & 1 == 1).map(|i| ids[i].as_str()).collect()
        };
        let mut rolls: Vec<_> = (0..6).map(|precinct| roll(&precinct.to_string(), &of(precinct))).collect();
        let register = Register::merge(&rolls).unwrap();
        prop_assert_eq!(register.voters, places.iter().filter(|&&set| set != 0).count() as u64);
        let mut last = 0.0;
        for joined in 0..=6u32 {
            let sets: Vec<u32> = (0..64u32).filter(|set| set.count_ones() == joined).collect();
            let prevented = sets.iter().map(|set| {
                register.prevented(|precinct| set >> precinct.parse::<u32>().unwrap() & 1 == 1)
            });
            let (sum, possible) = prevented.fold((0, 0), |sum, one| (sum.0 + one.prevented, one.possible));
            let expected = register.expected_share(u64::from(joined)).unwrap();
            prop_assert_eq!(expected.is_some(), possible > 0);
            if let Some(expected) = expected {
                let mean = sum as f64 / sets.len() as f64 / possible as f64;
                prop_assert!((expected - mean).abs() < 1e-9, "{expected} {mean}");
                prop_assert!(expected >= last - 1e-9);
                last = expected;
            }
        }
        rolls.reverse();
        let turned = Register::merge(&rolls).unwrap();
        prop_assert_eq!(turned.duplicates.len(), register.duplicates.len());
        prop_assert_eq!(turned.voters, register.voters);
    }
}
