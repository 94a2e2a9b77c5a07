//! A block: tables of elections, each by one method.

use crate::apportion::{
    ApportionError, Apportionment, Batch, Bounds, Divisor, Method, Tie, TieView, Workspace, apportion_batch,
    apportion_between, apportion_into, apportion_within,
};
use crate::definition::Definition;
use crate::draws::Draws;
use crate::outcomes;
use crate::tally::Tally;

/// How many tables each method has.
const TABLES: usize = 8;
/// More ways in which the ties of the quota method can fall are not followed.
const WAYS: usize = 64;

/// Counts the elections of a block; `name` is for the message when one is not as defined.
pub(crate) fn count(draws: &mut Draws, tally: &mut Tally, name: &str) {
    let mut scratch = Scratch::default();
    for _ in 0..TABLES {
        for method in draws.methods() {
            Table::drawn(draws, method).count(draws, &mut scratch, tally, name);
        }
    }
}

/// What is used again and again, as whoever counts many elections does.
#[derive(Default)]
struct Scratch {
    workspace: Workspace,
    batch: Batch,
    alone: Vec<u32>,
    together: Vec<u32>,
}

struct Table {
    method: Method,
    definition: Option<Definition>,
    parties: usize,
    votes: Vec<u64>,
    /// One house for all rows, or one for each.
    houses: Vec<u32>,
}

impl Table {
    fn drawn(draws: &mut Draws, method: Method) -> Self {
        let (parties, rows) = (draws.parties(), draws.rows());
        let mut votes = Vec::with_capacity(parties * rows);
        (0..rows).for_each(|_| draws.votes(parties, &mut votes));
        let houses = if draws.once_in(2) { 1 } else { rows };
        let houses = (0..houses).map(|_| draws.house()).collect();
        let definition = (method != Method::BalinskiYoung).then(|| Definition::of(&method));
        Self { method, definition, parties, votes, houses }
    }

    fn count(&self, draws: &mut Draws, scratch: &mut Scratch, tally: &mut Tally, name: &str) {
        let Self { method, parties, votes, houses, .. } = self;
        let Scratch { workspace, batch, alone, together } = scratch;
        alone.clear();
        alone.resize(*parties, 9);
        together.clear();
        together.resize(votes.len(), 9);
        apportion_batch(votes, *parties, houses, method, batch, together).unwrap();
        let (mut without, mut open) = (batch.without_votes().iter(), batch.ties().peekable());
        let rows = votes.chunks(*parties).zip(together.chunks(*parties));
        for (row, (votes, together)) in rows.enumerate() {
            let seats = if let [all] = houses[..] { all } else { houses[row] };
            let case = || format!("{method} of {votes:?}, {seats} ({name})");
            let counted = apportion_into(votes, seats, method, workspace, alone);
            let mut in_batch = Vec::new();
            while let Some((_, view)) = open.next_if(|(of, _)| *of == row) {
                in_batch.push(tie(view));
            }
            if seats > 0 && votes.iter().all(|&v| v == 0) {
                assert_eq!(counted, Err(ApportionError::NoVotes { seats }), "{}", case());
                assert_eq!(without.next(), Some(&row), "{}", case());
                assert!(together.iter().all(|&seats| seats == 0) && in_batch.is_empty(), "{}", case());
                tally.without_votes += 1;
                continue;
            }
            let found = Apportionment { seats: alone.clone(), ties: workspace.ties().map(tie).collect() };
            self.is_as_defined(&found, votes, seats, tally, &case);
            assert_eq!(counted, Ok(found.ties.iter().map(|tie| tie.seats).sum()), "{}", case());
            assert_eq!(together, found.seats, "{} in a batch", case());
            assert_eq!(in_batch, found.ties, "{} in a batch", case());
            tally.ties += u64::from(!found.ties.is_empty());
            if has_bounds(method) && draws.once_in(4) {
                self.is_as_defined_within_bounds(votes, seats, draws, workspace, tally, &case);
            }
        }
        assert_eq!((without.next(), open.next().map(|(row, _)| row)), (None, None), "{method} ({name})");
        *tally.counts.entry(family(method)).or_default() += (votes.len() / parties) as u64;
    }

    fn is_as_defined(
        &self,
        found: &Apportionment,
        votes: &[u64],
        seats: u32,
        tally: &mut Tally,
        case: &impl Fn() -> String,
    ) {
        if seats == 0 {
            assert!(found.seats.iter().all(|&seats| seats == 0) && found.ties.is_empty(), "{}", case());
        } else if let Some(definition) = &self.definition {
            assert_eq!(*found, definition.answer(votes, seats), "{}", case());
        } else if outcomes::ways(found) <= WAYS as f64
            && let Some(ways) = outcomes::quota_method(votes, seats, WAYS)
        {
            assert_eq!(outcomes::completions(found), ways, "{}", case());
        } else {
            let given = found.seats.iter().sum::<u32>() + found.ties.iter().map(|tie| tie.seats).sum::<u32>();
            assert_eq!(given, seats, "{}", case());
            tally.too_many_ways += 1;
        }
    }

    fn is_as_defined_within_bounds(
        &self,
        votes: &[u64],
        seats: u32,
        draws: &mut Draws,
        workspace: &mut Workspace,
        tally: &mut Tally,
        case: &impl Fn() -> String,
    ) {
        let (least, most) = draws.bounds(self.parties, seats);
        let case = || format!("{} between {least:?} and {most:?}", case());
        let mut given = vec![9; self.parties];
        let between = apportion_between(votes, seats, &self.method, &least, &most, workspace, &mut given);
        let ties = workspace.ties().map(tie).collect();
        let limits = Bounds::at_least_each(least.clone()).at_most_each(most.clone());
        let within = apportion_within(votes, seats, &self.method, &limits);
        tally.bounded += 1;
        let rows = votes.iter().zip(least.iter().zip(&most));
        let room: u64 = rows.map(|(&v, (&least, &most))| u64::from(if v > 0 { most } else { least })).sum();
        if u64::from(seats) > room {
            assert!(between.is_err() && within.is_err(), "{}: {within:?}", case());
            tally.refused += 1;
            return;
        }
        let bounds: Vec<(u32, u32)> = least.iter().copied().zip(most.iter().copied()).collect();
        let definition = self.definition.as_ref().expect("a method with bounds has one");
        let expected = definition.answer_within(votes, seats, &bounds);
        assert_eq!(between, Ok(expected.ties.iter().map(|tie| tie.seats).sum()), "{}", case());
        assert_eq!(Apportionment { seats: given, ties }, expected, "{}", case());
        tally.bounded_ties += u64::from(!expected.ties.is_empty());
        assert_eq!(within, Ok(expected), "{}", case());
    }
}

fn has_bounds(method: &Method) -> bool {
    matches!(method, Method::HighestAverages(_) | Method::LargestRemainder(_))
}

/// Divisors that are drawn have one line of the tally.
fn family(method: &Method) -> String {
    match method {
        Method::HighestAverages(Divisor::ModifiedSainteLague(_)) => "modified-sainte-lague".to_owned(),
        Method::HighestAverages(Divisor::Sequence(_)) => "sequence".to_owned(),
        other => other.name().into_owned(),
    }
}

fn tie(view: TieView<'_>) -> Tie {
    let parties = view.parties.iter().map(|&party| party as usize).collect();
    Tie { parties, seats: view.seats, all_to_one: view.all_to_one }
}
