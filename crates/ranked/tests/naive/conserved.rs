//! No vote appears or vanishes in the second implementation: votes, what is not transferable and what cutting lost make up the
//! valid papers at every stage; and as many are elected as there are seats or candidates.

use num_rational::BigRational;

use crate::agreement::elections;
use crate::amount::{read, whole};
use crate::drawn::{Draws, election};
use crate::lots::by_order;
use crate::papers::Election;
use crate::statutes::STATUTES;

#[test]
fn every_vote_is_somewhere() {
    for statute in &STATUTES {
        let mut draws = Draws::new(1855);
        for _ in 0..elections(20) {
            let drawn = election(&mut draws, statute.seats.clone());
            let order = draws.order(drawn.candidates);
            let record =
                (statute.count)(&Election::new(&drawn.ballots(), drawn.seats), &mut by_order(&order));
            let total = |at: usize| -> BigRational {
                let stage = &record.stages[at];
                let votes: BigRational = stage.votes.iter().map(|votes| read(votes)).sum();
                votes + read(&stage.nontransferable) + read(&stage.lost)
            };
            let valid = total(0);
            assert!(valid <= whole(drawn.ballots().total()) && valid.is_integer());
            for at in 1..record.stages.len() {
                assert_eq!(total(at), valid, "{}: stage {}\n{}", statute.name, at + 1, drawn.written());
            }
            assert_eq!(record.elected.len(), drawn.seats.min(drawn.candidates), "{}", statute.name);
        }
    }
}
