//! Points by rank: Nauru's fractions (Electoral Act 1965, sections 26A and 26B) and Slovenia's whole points.

use num_rational::BigRational;

use crate::amount::{Q, printed, whole};
use crate::drawn::{Draws, election};
use crate::papers::{Election, consecutive_once};
use crate::statutes::rule;
use crate::table::{Lot, Record, Stage};

/// Section 26A (2): each preference has the reciprocal of its number. The commission prints three decimals, rounded.
pub(crate) fn nauru(election: &Election, lot: Lot<'_>) -> Record {
    count(election, lot, 3, |rank| whole(1) / whole(rank + 1))
}

/// The first has as many points as there are candidates, each that follows one fewer; article 96: most points, then lots.
pub(crate) fn slovenia(election: &Election, lot: Lot<'_>) -> Record {
    let candidates = election.candidates as u64;
    count(election, lot, 0, |rank| whole(candidates - rank))
}

fn count(election: &Election, lot: Lot<'_>, decimals: u32, worth: impl Fn(u64) -> Q) -> Record {
    let mut points = vec![whole(0); election.candidates];
    for paper in election.papers(consecutive_once) {
        for (rank, candidate) in (0..).zip(&paper.order) {
            points[*candidate] += whole(paper.number) * worth(rank);
        }
    }
    let mut elected: Vec<usize> = Vec::new();
    while elected.len() < election.seats.min(election.candidates) {
        let rest: Vec<usize> = (0..election.candidates).filter(|own| !elected.contains(own)).collect();
        let most = rest.iter().map(|own| &points[*own]).max().unwrap();
        let tied: Vec<usize> = rest.iter().copied().filter(|own| points[*own] == *most).collect();
        let decides = elected.len() + tied.len() > election.seats;
        elected.push(if decides { lot(&tied) } else { tied[0] });
    }
    elected.sort_unstable();
    let rounded = |points: &Q| {
        let unit = whole(10u64.pow(decimals));
        let half = BigRational::new(1.into(), 2.into());
        printed(&((points * &unit + half).floor() / unit), decimals)
    };
    let nothing = printed(&whole(0), decimals);
    let stage = Stage {
        votes: points.iter().map(rounded).collect(),
        nontransferable: nothing.clone(),
        lost: nothing,
        elected: elected.clone(),
        excluded: Vec::new(),
    };
    Record { stages: vec![stage], elected }
}

/// One place further up a paper never costs a seat that was sure.
#[test]
fn points_are_monotone() {
    for name in ["nauru", "slovenia_minorities"] {
        let rule = rule(name);
        let mut draws = Draws::new(1971);
        let mut raised = 0;
        for _ in 0..crate::agreement::elections(200) {
            let drawn = election(&mut draws, 1..=3);
            let count = rule.count(&drawn.ballots(), drawn.seats as u32).unwrap();
            for &winner in &count.elected {
                for (at, (_, ranks)) in drawn.lists.iter().enumerate() {
                    let is_plain = ranks.iter().all(|rank| matches!(rank, sailau_ranked::Rank::One(_)));
                    let place = ranks.iter().position(|rank| *rank == sailau_ranked::Rank::One(winner));
                    let Some(place) = place.filter(|place| is_plain && *place > 0) else { continue };
                    let mut better = drawn.clone();
                    better.lists[at].1.swap(place, place - 1);
                    let after = rule.count(&better.ballots(), drawn.seats as u32).unwrap();
                    raised += 1;
                    // A candidate named twice may gain the place that the other lost.
                    let names = &better.lists[at].1;
                    if (1..names.len()).any(|at| names[..at].contains(&names[at])) {
                        continue;
                    }
                    assert!(after.elected.contains(&winner), "{name}: {winner}\n{}", better.written());
                }
            }
        }
        assert!(raised > 100, "{raised}");
    }
}
