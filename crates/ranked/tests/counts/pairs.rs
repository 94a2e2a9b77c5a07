//! Who would beat everybody: every two candidates against each other.

use proptest::prelude::*;
use sailau_ranked::{Ballots, BallotsBuilder, Pairs, Rank};

use crate::ballots;

/// Burlington, 3 March 2009: Kiss (1) won the instant run-off, Montroll (3) was third, and would have beaten everybody. The figures are those of
/// electowiki's article on the election, which agree with Ornstein and Norman (2014) on who beats whom.
#[test]
fn montroll_would_have_beaten_everybody_in_burlington() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/world/us_burlington_2009/ballots.csv");
    let pairs = Ballots::read(6, std::fs::File::open(file).unwrap()).unwrap().pairs();
    let [kiss, wright, montroll, smith, simpson, write_in] = [0, 1, 2, 3, 4, 5];
    for (one, other, preferred, not) in [
        (montroll, kiss, 4_067, 3_477),
        (montroll, wright, 4_597, 3_668),
        (montroll, smith, 4_573, 2_998),
        (montroll, simpson, 6_267, 591),
        (montroll, write_in, 6_658, 104),
        (kiss, wright, 4_314, 4_064),
        (kiss, smith, 3_946, 3_577),
        (kiss, simpson, 5_517, 845),
        (kiss, write_in, 6_149, 116),
        (smith, simpson, 5_573, 721),
    ] {
        let counted = (pairs.preferring(one, other), pairs.preferring(other, one));
        assert_eq!(counted, (preferred, not), "{} and {}", one + 1, other + 1);
    }
    assert_eq!(pairs.beats_all(), Some(montroll));
    assert_eq!(pairs.smith_set(), [montroll]);
    assert_eq!(pairs.loses_to_all(), Some(write_in));
    assert!(pairs.to_string().ends_with("\n3 beats everybody.\n6 loses to everybody.\n"), "{pairs}");
}

#[test]
fn what_marks_mean() {
    let of = |lists: &str| ballots(3, lists).pairs();
    let preferring = |pairs: &Pairs, one, other| (pairs.preferring(one, other), pairs.preferring(other, one));
    // Whoever is ranked is preferred to whoever is not; equals are not, and blanks and unknown overvotes say nothing.
    assert_eq!(preferring(&of("7 2"), 1, 0), (7, 0));
    assert_eq!(preferring(&of("7 1=2>3"), 0, 1), (0, 0));
    assert_eq!(preferring(&of("7 1=2>3"), 1, 2), (7, 0));
    assert_eq!(preferring(&of("7 >>3>*>1"), 2, 0), (7, 0));
    // Of two marks the first holds.
    assert_eq!(preferring(&of("7 1>2>1"), 0, 1), (7, 0));
    assert_eq!(preferring(&of("7 2>1=2"), 1, 0), (7, 0));
    assert_eq!(of("7 1").preferring(3, 0), 0);
    let none = Ballots::of_nobody(0).pairs();
    assert_eq!((none.beats_all(), none.loses_to_all(), none.smith_set().len()), (None, None, 0));
    let alone = ballots(1, "7").pairs();
    assert_eq!((alone.beats_all(), alone.loses_to_all(), alone.smith_set()), (Some(0), None, vec![0]));
}

#[test]
fn a_circle_and_a_tie_are_said() {
    let pairs = ballots(4, "4 1>2>3>4, 3 2>3>1>4, 2 3>1>2>4, 2 4").pairs();
    let words = pairs.sheet(&["Asel", "Bota", "Dana", "Erlan"]).to_string();
    assert!(words.contains("Each of these beats all others: 1 Asel, 2 Bota, 3 Dana.\n"), "{words}");
    let json = serde_json::to_value(&pairs).unwrap();
    assert_eq!(json["beats_all"], serde_json::Value::Null);
    assert_eq!(json["loses_to_all"], "4");
    assert_eq!(json["smith_set"], serde_json::json!(["1", "2", "3"]));
    assert_eq!(json["preferring"][3][0], 2);
    let tied = ballots(2, "5 1, 5 2").pairs();
    assert!(tied.to_string().ends_with("Tied: 1 and 2.\n"), "{tied}");
    assert_eq!(serde_json::to_value(&tied).unwrap()["ties"], serde_json::json!([["1", "2"]]));
}

/// Whoever withdrew is in no contest, as if the name were not on the paper.
#[test]
fn who_withdrew_is_left_out() {
    let pairs = ballots(4, "6 2>1>3, 4 3>1, 2 1>3, 1 1, 2 4").pairs();
    assert_eq!((pairs.beats_all(), pairs.loses_to_all()), (Some(0), Some(3)));
    let stand = pairs.without(&[0]).unwrap().without(&[3]).unwrap();
    assert_eq!(stand.withdrawn(), [0, 3]);
    assert_eq!((stand.beats_all(), stand.smith_set(), stand.unbeaten()), (None, vec![1, 2], vec![1, 2]));
    assert_eq!((stand.loses_to_all(), stand.ties()), (None, vec![(1, 2)]));
    let expected = "\
Ballots that prefer the one in the row, of 15.
Withdrawn: 1 Asel, 4 Erlan.

        2  3
2 Bota  –  6
3 Dana  6  –

Nobody beats everybody. Each of these beats all others: 2 Bota, 3 Dana.
Tied: 2 Bota and 3 Dana.
";
    assert_eq!(stand.sheet(&["Asel", "Bota", "Dana", "Erlan"]).to_string(), expected);
    assert_eq!(serde_json::to_value(&stand).unwrap()["withdrawn"], serde_json::json!(["1", "4"]));
    let nobody = ballots(4, "5 2").pairs().without(&[4]).unwrap_err();
    assert_eq!(nobody.to_string(), "candidate 5 has withdrawn, but the paper has 4, numbered from 1");
}

/// At which rank a ballot has a candidate, the first mark counting; nowhere is below all ranks.
fn rank_of(ranks: &[Rank], candidate: usize) -> usize {
    let marks = |rank: &Rank| match rank {
        Rank::One(one) => *one == candidate,
        Rank::Several(several) => several.contains(&candidate),
        Rank::Blank | Rank::Overvote => false,
    };
    ranks.iter().position(marks).unwrap_or(usize::MAX)
}

fn rank(candidates: usize) -> impl Strategy<Value = Rank> {
    prop_oneof![
        8 => (0..candidates).prop_map(Rank::One),
        1 => Just(Rank::Blank),
        1 => Just(Rank::Overvote),
        1 => proptest::collection::vec(0..candidates, 2..4).prop_map(Rank::Several),
    ]
}

fn lists() -> impl Strategy<Value = (usize, Vec<(u64, Vec<Rank>)>)> {
    (1_usize..7).prop_flat_map(|candidates| {
        let list = (0_u64..4, proptest::collection::vec(rank(candidates), 0..7));
        (Just(candidates), proptest::collection::vec(list, 0..9))
    })
}

proptest! {
    #[test]
    fn pairs_are_those_of_a_naive_count((candidates, lists) in lists()) {
        let mut builder = BallotsBuilder::new(candidates).unwrap();
        lists.iter().for_each(|(count, ranks)| builder.add(*count, ranks.clone()).unwrap());
        let pairs = builder.build().pairs();
        let prefer = |one: usize, other: usize| -> u64 {
            let counts = lists.iter().filter(|(_, ranks)| rank_of(ranks, one) < rank_of(ranks, other));
            counts.map(|(count, _)| count).sum()
        };
        for one in 0..candidates {
            for other in 0..candidates {
                prop_assert_eq!(pairs.preferring(one, other), prefer(one, other));
            }
        }
        let beats = |one: usize, other: usize| prefer(one, other) > prefer(other, one);
        // The smallest of all sets of whom each beats everybody outside; there is one alone of that size.
        let sets = (1_u32..1 << candidates).filter(|set| {
            let inside = |one: usize| set >> one & 1 == 1;
            (0..candidates).all(|one| (0..candidates).all(|other| !inside(one) || inside(other) || beats(one, other)))
        });
        let smallest = sets.min_by_key(|set| set.count_ones()).unwrap();
        let members: Vec<usize> = (0..candidates).filter(|one| smallest >> one & 1 == 1).collect();
        prop_assert_eq!(pairs.smith_set(), members);
        let all = |one: usize, wins: bool| {
            (0..candidates).all(|other| one == other || if wins { beats(one, other) } else { beats(other, one) })
        };
        prop_assert_eq!(pairs.beats_all(), (0..candidates).find(|one| all(*one, true)));
        prop_assert_eq!(pairs.loses_to_all(), (0..candidates).find(|one| candidates > 1 && all(*one, false)));
        let unbeaten: Vec<usize> =
            (0..candidates).filter(|one| (0..candidates).all(|other| !beats(other, *one))).collect();
        prop_assert_eq!(pairs.unbeaten(), unbeaten);
    }
}
