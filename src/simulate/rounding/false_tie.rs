//! Quotients that rounding makes equal at the last seat.

use super::lot;
use super::quotient::rounded;
use super::shared::Shared;
use crate::apportion::Divisor;
use crate::random::Generator;

/// The claims that a rounding makes equal at the last seat.
#[derive(Debug, Default)]
pub(super) struct FalseTie {
    /// Lists, once for each of their equal claims; those with a seat by the exact votes first.
    claims: Vec<usize>,
    /// How many of them have one.
    seats: usize,
    drawn: Vec<u32>,
}

impl FalseTie {
    /// Finds them: whether two lists compete that exact quotients tell apart. `shared` has no tie of its own.
    pub(super) fn find(&mut self, shared: &Shared<'_>, divisor: &Divisor, scale: u64) -> bool {
        let Shared { votes, seats, .. } = *shared;
        let quotient = |list: usize, held: u32| rounded(votes[list], divisor, held, scale);
        self.claims.clear();
        self.seats = 0;
        let lists = || (0..votes.len()).filter(|&list| votes[list] > 0);
        let lowest =
            lists().filter(|&list| seats[list] > 0).map(|list| quotient(list, seats[list] - 1)).min();
        let Some(lowest) = lowest else { return false };
        let next = lists().map(|list| quotient(list, seats[list])).max().unwrap_or(0);
        if next < lowest {
            return false;
        }
        for list in lists() {
            let equal = (1..=seats[list]).take_while(|&back| quotient(list, seats[list] - back) == lowest);
            self.claims.extend(equal.map(|_| list));
        }
        self.seats = self.claims.len();
        for list in lists() {
            // Nobody can win more of these seats than there are.
            let next =
                (0..self.seats as u32).take_while(|&more| quotient(list, seats[list] + more) == lowest);
            self.claims.extend(next.map(|_| list));
        }
        let (with, without) = self.claims.split_at(self.seats);
        with.iter().any(|one| without.iter().any(|other| other != one))
    }

    /// Whether a fair lot between these claims gives seats to others than the exact quotients.
    pub(super) fn goes_wrong(&mut self, lists: usize, generator: &mut Generator) -> bool {
        self.drawn.clear();
        self.drawn.resize(lists, 0);
        self.claims[..self.seats].iter().for_each(|&list| self.drawn[list] += 1);
        lot::draw(&mut self.claims, self.seats, generator);
        self.claims[..self.seats].iter().any(|&list| match self.drawn[list].checked_sub(1) {
            Some(left) => {
                self.drawn[list] = left;
                false
            }
            None => true,
        })
    }
}
