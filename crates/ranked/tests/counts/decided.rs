//! How equal votes are decided.

use sailau_ranked::{ChosenFor, Given, Lots, RankedError, TieDecidedBy};

use crate::{ballots, rule};

#[test]
fn without_lots_every_way_is_followed() {
    let runoff = rule("instant run-off", "");
    // Whoever of 2 and 3 is excluded, 1 wins.
    let count = runoff.count(&ballots(3, "6 1, 3 2>1, 3 3>1"), 1).unwrap();
    assert_eq!((count.elected, count.open), (vec![0], None));
    let tie = &count.stages[1].ties[0];
    assert_eq!((&tie.among[..], tie.chosen, tie.by), (&[1, 2][..], 1, TieDecidedBy::Open));
    // Here the lot decides who wins.
    let count = runoff.count(&ballots(3, "4 1, 3 2>3, 3 3>2"), 1).unwrap();
    let open = count.open.unwrap();
    assert_eq!((count.elected.len(), open.seats, &open.among[..], open.all_ways), (0, 1, &[1, 2][..], true));
}

#[test]
fn of_two_seats_one_can_be_sure() {
    let count = rule("stv", "").count(&ballots(3, "9 1, 4 2, 4 3"), 2).unwrap();
    assert_eq!(count.elected, [0]);
    assert_eq!(count.open.unwrap().among, [1, 2]);
}

#[test]
fn a_lot_that_is_handed_in_is_recorded() {
    let runoff = rule("instant run-off", "");
    let papers = ballots(3, "4 1, 3 2>3, 3 3>2");
    let count_by = |lots: &mut dyn Lots| runoff.count_given(&papers, 1, Given::default().with_lots(lots));
    let count = count_by(&mut |tied: &[usize]| tied[1]).unwrap();
    assert_eq!(count.elected, [1]);
    let tie = &count.stages[1].ties[0];
    assert_eq!((tie.chosen, tie.chosen_for, tie.by), (2, ChosenFor::Exclusion, TieDecidedBy::Lot));
    let error = count_by(&mut |_: &[usize]| 0).unwrap_err();
    assert_eq!(error, RankedError::Lot { number: 1 });
    assert_eq!(error.to_string(), "the lot fell on candidate 1, who was not among those with equal votes");
}

#[test]
fn earlier_stages_decide_before_a_lot() {
    // 3 and 4 have nine votes each at stage 3; at stage 1 it was 3 who had more, at stage 2 it was 4.
    let lists = "21 1, 20 2, 7 3, 6 4, 3 5>4, 2 6>3, 3 6";
    for (words, excluded, stage) in [("latest difference", 2, 2), ("earliest difference", 3, 1)] {
        let count =
            rule("instant run-off", &format!("ties = \"{words}\"")).count(&ballots(6, lists), 1).unwrap();
        let votes = |candidate: usize| -> Vec<i128> {
            count.stages[..3].iter().map(|stage| stage.votes[candidate].units()).collect()
        };
        assert_eq!([votes(2), votes(3)], [[7, 7, 9], [6, 9, 9]]);
        assert_eq!(count.stages[3].excluded, [excluded], "{words}");
        assert_eq!(count.stages[3].ties[0].by, TieDecidedBy::Stage(stage), "{words}");
        assert_eq!(count.elected, [0]);
    }
    // The latest at which all three differ is the first.
    let three = "21 1, 20 2, 7 3, 6 4, 8 5, 2 6>4, 2 7>3, 1 7>4, 1 7>5";
    let count =
        rule("instant run-off", "ties = \"latest difference of all\"").count(&ballots(7, three), 1).unwrap();
    assert_eq!(count.stages[3].ties[0].among, [2, 3, 4]);
    assert_eq!((count.stages[3].excluded[0], count.stages[3].ties[0].by), (3, TieDecidedBy::Stage(1)));
}

#[test]
fn the_order_of_those_without_papers_opens_nothing() {
    // Thirty candidates whom nobody names can go in 30! orders.
    let count = rule("stv", "").count(&ballots(33, "6 1>2, 5 2, 4 3"), 2).unwrap();
    assert_eq!((count.elected, count.open), (vec![0, 1], None));
    assert_eq!(count.stages[2].ties[0].by, TieDecidedBy::OrderOnly);
}

#[test]
fn too_many_ways_leave_open_what_hangs_on_them() {
    let each: Vec<String> = (2..=24).map(|candidate| format!("1 {candidate}")).collect();
    let count = rule("stv", "").count(&ballots(24, &format!("30 1, {}", each.join(", "))), 2).unwrap();
    // The first has the quota before any lot.
    assert_eq!(count.elected, [0]);
    let open = count.open.unwrap();
    assert_eq!((open.seats, open.among.len(), open.all_ways), (1, 23, false));
}
