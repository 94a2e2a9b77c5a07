//! The other crates, from lists in memory, in the form that each takes, to the winners. `tallystick` sorts ballots by their
//! first preferences as they are added, so that adding them is timed: ours sorts them in the count.

use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::Duration;

use cpu_time::ThreadTime;
use stv_rs::arithmetic::{FixedDecimal9, Integer64};
use stv_rs::cli::Parallel;
use stv_rs::types::{Ballot, Candidate, Election};
use tallystick::{Quota, Transfer};

type Lists = [(usize, Vec<usize>)];

/// Who is elected, and how long it took; what the crate says where it elects nobody.
pub(crate) type Counted = Result<(BTreeSet<usize>, Duration), String>;

/// Meek by `stv-rs`, nine decimals, the surplus below 10^-6, one thread; what it prints goes nowhere.
pub(crate) fn stv_rs(lists: &Lists, candidates: usize, seats: usize) -> impl FnMut() -> Counted + use<> {
    let names: Vec<Candidate> = (0..candidates).map(|one| Candidate::new(format!("c{one}"), false)).collect();
    let ballots: Vec<Ballot> =
        lists.iter().map(|(count, list)| Ballot::new(*count, list.iter().map(|one| [*one]))).collect();
    let builder = Election::builder().title("one").num_seats(seats).candidates(names);
    let election = builder.ballots(ballots).build();
    move || {
        let start = ThreadTime::now();
        let counted = quietly(|| {
            stv_rs::meek::stv_droop::<Integer64, FixedDecimal9>(
                &mut std::io::sink(),
                &election,
                "stv-rs",
                6,
                Parallel::No,
                None,
                false,
                false,
                false,
            )
        })?;
        let took = start.elapsed();
        Ok((counted.map_err(|error| error.to_string())?.elected.into_iter().collect(), took))
    }
}

/// Gregory by `tallystick` in floating point: it takes ballots one by one, and a tally is counted once.
pub(crate) fn tallystick_stv(
    lists: &Lists,
    candidates: usize,
    seats: usize,
) -> impl FnMut() -> Counted + use<> {
    let lists = lists.to_vec();
    let ballots = lists.iter().map(|(count, _)| count).sum();
    move || {
        let start = ThreadTime::now();
        let mut tally =
            tallystick::stv::DefaultTally::with_capacity(seats, Quota::Droop, candidates, ballots);
        for (count, list) in &lists {
            for _ in 0..*count {
                tally.add(list.clone());
            }
        }
        let winners = quietly(|| tally.winners())?;
        let took = start.elapsed();
        Ok((winners.all().into_iter().collect(), took))
    }
}

/// An instant run-off by `tallystick`.
pub(crate) fn tallystick_irv(lists: &Lists) -> impl FnMut() -> Counted + use<> {
    let lists = lists.to_vec();
    move || {
        let start = ThreadTime::now();
        let mut tally = tallystick::irv::DefaultTally::new(Transfer::Meek);
        for (count, list) in &lists {
            tally.add_weighted(list.clone(), *count as u64);
        }
        let winners = quietly(|| tally.tally_winners())?;
        let took = start.elapsed();
        Ok((winners.all().into_iter().collect(), took))
    }
}

/// An instant run-off by `rcir`, which knows no number of a list: every ballot by itself.
pub(crate) fn rcir(lists: &Lists) -> impl FnMut() -> Counted + use<> {
    let voters: Vec<Vec<usize>> =
        lists.iter().flat_map(|(count, list)| std::iter::repeat_n(list.clone(), *count)).collect();
    move || {
        let start = ThreadTime::now();
        let counted = quietly(|| match rcir::run_election(&voters, rcir::MajorityMode::RemainingMajority) {
            Ok(rcir::ElectionResult::Winner(winner)) => Ok(BTreeSet::from([*winner])),
            Ok(rcir::ElectionResult::Tie(tied)) => Ok(tied.into_iter().copied().collect()),
            Err(error) => Err(format!("{error:?}")),
        })?;
        Ok((counted?, start.elapsed()))
    }
}

/// What a crate gives; the words of its panic where it panics.
fn quietly<T>(count: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(count)).map_err(|panic| {
        let words = panic.downcast_ref::<String>().cloned();
        words.or_else(|| panic.downcast_ref::<&str>().map(|words| (*words).to_owned())).unwrap_or_default()
    })
}
