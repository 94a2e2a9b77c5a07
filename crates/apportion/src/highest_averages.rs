//! Divisor methods: each seat to the highest quotient of votes by the next divisor.
//!
//! A divisor method can be read in two ways that give the same seats: hand out seats one by one to the highest
//! quotient, or find a multiplier (seats a vote) such that every party's votes × multiplier, rounded by the
//! series, fill the house. The second is looked for and the first has the last word: claims at the border are
//! compared as fractions, in integers.
//!
//! # Cost
//!
//! Linear in the number of parties, whatever the votes and the house: for usual votes one or two looks at each
//! party. [`Workspace::visits`] counts them.

use super::bounds::Limits;
use super::divisor_search::DivisorSearch;
use super::series::{Dean, Doubling, Headed, Hill, Line, NineTenths, Series};
use super::{Divisor, Sums, Workspace, small};

/// Adds the sure seats to `given`, which holds everybody's minimum; returns how many are tied among
/// `workspace.tied`. The limits leave room for exactly `seats`.
pub(super) fn fill<L: Limits>(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    divisor: &Divisor,
    limits: &L,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    let line = match divisor {
        Divisor::DHondt => Line::DHONDT,
        Divisor::SainteLague => Line::SAINTE_LAGUE,
        Divisor::Adams => Line::ADAMS,
        Divisor::Danish => Line::DANISH,
        Divisor::Imperiali => Line::IMPERIALI,
        Divisor::ModifiedSainteLague(first) => {
            let (above, below) = first.parts();
            let series = Headed { head: &[above, 3 * below], step: 2 * below };
            return search(votes, sums, seats, series, limits, workspace, given);
        }
        Divisor::Sequence(sequence) => {
            let series = Headed { head: sequence.head(), step: sequence.step() };
            return search(votes, sums, seats, series, limits, workspace, given);
        }
        Divisor::Dean => return search(votes, sums, seats, Dean, limits, workspace, given),
        Divisor::HuntingtonHill => {
            if L::NONE && small::geometric_means(votes, sums, seats, given) {
                workspace.visits += votes.len() as u64;
                return 0;
            }
            return search(votes, sums, seats, Hill, limits, workspace, given);
        }
        Divisor::Macanese => return search(votes, sums, seats, Doubling, limits, workspace, given),
        Divisor::Estonian => return search(votes, sums, seats, NineTenths, limits, workspace, given),
    };
    let usual = matches!(divisor, Divisor::DHondt | Divisor::SainteLague);
    if L::NONE && usual && small::divisors(votes, sums, seats, line, given) {
        workspace.visits += votes.len() as u64;
        return 0;
    }
    search(votes, sums, seats, line, limits, workspace, given)
}

fn search<S: Series, L: Limits>(
    votes: &[u64],
    sums: Sums,
    seats: u32,
    series: S,
    limits: &L,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> u32 {
    if series.starts_at_zero()
        && !(L::NONE && seats > sums.parties)
        && let Some(tied) = too_few_for_all(votes, seats, limits, workspace, given)
    {
        return tied;
    }
    DivisorSearch { votes, sums, series, limits }.run(seats, workspace, given)
}

/// First claims are infinite: when there are no more seats than these claims, the votes themselves rank them.
fn too_few_for_all(
    votes: &[u64],
    seats: u32,
    limits: &impl Limits,
    workspace: &mut Workspace,
    given: &mut [u32],
) -> Option<u32> {
    let Workspace { tied, ranking, visits, .. } = workspace;
    *visits += votes.len() as u64;
    let mut open = u64::from(seats);
    ranking.clear();
    for (i, &v) in (0u32..).zip(votes) {
        let least = limits.least(i as usize);
        open -= u64::from(least);
        if v > 0 && least == 0 && limits.most(i as usize) > 0 {
            ranking.push(i);
        }
    }
    if open > ranking.len() as u64 {
        return None;
    }
    for (i, seats) in given.iter_mut().enumerate() {
        *seats = limits.least(i);
    }
    Some(super::largest_remainder::one_each(|i| votes[i as usize], open, ranking, tied, given))
}
