//! Each election counted alone and in a batch of all, against its definition.

use std::collections::HashMap;

use crate::apportion::{
    ApportionError, Apportionment, Batch, Method, Tie, TieView, Workspace, apportion, apportion_batch,
    apportion_into,
};
use crate::definition::Definition;
use crate::elections::{Size, in_every_order, methods};
use crate::outcomes;

#[test]
fn every_small_election_is_counted_as_defined() {
    let size = Size { votes: 4, parties: 4, seats: 7 }.or_asked_for();
    let mut tally = 0u64;
    for parties in 1..=size.parties {
        let elections = in_every_order(parties, size.votes);
        for method in methods() {
            for seats in 0..=size.seats {
                all_are_as_defined(&elections, parties, seats, &method);
                tally += elections.len() as u64;
            }
        }
        println!("up to {parties} parties: {tally} elections");
    }
}

/// What each number of votes gets in one election: parties with equal votes get the same.
struct Fates {
    sure: HashMap<u64, u32>,
    tied: Vec<u64>,
    open: u32,
    all_to_one: bool,
}

impl Fates {
    /// Of votes in one order, which serve for all.
    fn of(votes: &[u64], seats: u32, method: &Method) -> Self {
        let answer = Definition::of(method).answer(votes, seats);
        let (tied, open, all_to_one) = match &answer.ties[..] {
            [] => (Vec::new(), 0, false),
            [tie] => (tie.parties.iter().map(|&party| votes[party]).collect(), tie.seats, tie.all_to_one),
            more => panic!("{more:?}"),
        };
        Self { sure: votes.iter().copied().zip(answer.seats).collect(), tied, open, all_to_one }
    }

    fn in_order(&self, votes: &[u64]) -> Apportionment {
        let seats = votes.iter().map(|v| self.sure[v]).collect();
        let parties: Vec<usize> = (0..votes.len()).filter(|&i| self.tied.contains(&votes[i])).collect();
        let tie = Tie { parties, seats: self.open, all_to_one: self.all_to_one };
        Apportionment { seats, ties: if self.open > 0 { vec![tie] } else { Vec::new() } }
    }
}

fn all_are_as_defined(elections: &[Vec<u64>], parties: usize, seats: u32, method: &Method) {
    let mut fates: HashMap<Vec<u64>, Fates> = HashMap::new();
    let mut workspace = Workspace::default();
    let mut alone = vec![9; parties];
    let (mut together, mut batch) = (vec![9; parties * elections.len()], Batch::default());
    apportion_batch(&elections.concat(), parties, &[seats], method, &mut batch, &mut together).unwrap();
    let mut without = batch.without_votes().iter();
    let mut ties = batch.ties().peekable();
    for (row, (votes, together)) in elections.iter().zip(together.chunks(parties)).enumerate() {
        let counted = apportion_into(votes, seats, method, &mut workspace, &mut alone);
        let expected = if votes.iter().all(|&v| v == 0) && seats > 0 {
            assert_eq!(counted, Err(ApportionError::NoVotes { seats }));
            assert_eq!(without.next(), Some(&row), "{method}");
            assert!(together.iter().all(|&seats| seats == 0));
            continue;
        } else if seats == 0 {
            Apportionment { seats: vec![0; parties], ties: Vec::new() }
        } else if *method == Method::BalinskiYoung {
            let answer = apportion(votes, seats, method).unwrap();
            let ways = outcomes::quota_method(votes, seats, usize::MAX).unwrap();
            assert_eq!(outcomes::completions(&answer), ways, "{method} of {votes:?}, {seats}");
            answer
        } else {
            let mut ordered = votes.clone();
            ordered.sort_unstable();
            let fates = fates.entry(ordered).or_insert_with_key(|votes| Fates::of(votes, seats, method));
            fates.in_order(votes)
        };
        let open: u32 = expected.ties.iter().map(|tie| tie.seats).sum();
        assert_eq!(counted, Ok(open), "{method} of {votes:?}, {seats}");
        assert_eq!(alone, expected.seats, "{method} of {votes:?}, {seats}");
        assert_eq!(together, expected.seats, "{method} of {votes:?}, {seats} in a batch");
        let found: Vec<Tie> = workspace.ties().map(tie).collect();
        assert_eq!(found, expected.ties, "{method} of {votes:?}, {seats}");
        let mut in_batch = Vec::new();
        while let Some((_, view)) = ties.next_if(|(of, _)| *of == row) {
            in_batch.push(tie(view));
        }
        assert_eq!(in_batch, expected.ties, "{method} of {votes:?}, {seats} in a batch");
    }
    assert_eq!((without.next(), ties.next().map(|(row, _)| row)), (None, None), "{method}");
}

fn tie(view: TieView<'_>) -> Tie {
    let parties = view.parties.iter().map(|&party| party as usize).collect();
    Tie { parties, seats: view.seats, all_to_one: view.all_to_one }
}
