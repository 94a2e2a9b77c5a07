//! What a ballot box is expected to hold: as voters filled it, or stuffed.

use super::ballots::Expected;
use crate::anomalies::{AnomaliesPlan, AnomaliesSpace, Ballots};
use crate::random::Generator;
use crate::swing::NOTHING;

/// What voters do with a ballot: shares of the ballots, and weights whose sum is that of all valid votes.
#[derive(Debug, Clone, Copy)]
pub(super) struct HonestBallots<'a> {
    pub(super) invalid: f64,
    pub(super) against_all: f64,
    pub(super) others: f64,
    pub(super) weights: &'a [f64],
    pub(super) sum: f64,
}

/// The stuffed stations of a district, with its whole ballots: those that voters cast, and all.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stuffed<'a> {
    pub(super) plan: &'a AnomaliesPlan,
    pub(super) district: usize,
    pub(super) ballots: Ballots,
    pub(super) honest: u64,
    pub(super) all: u64,
}

/// What is expected of so many ballots; see [`Expected`].
pub(super) struct Parts {
    pub(super) cast: f64,
    pub(super) invalid: f64,
    pub(super) against_all: f64,
    pub(super) others: f64,
    pub(super) scale: f64,
}

/// The parts of so many ballots by their rates: spoilt, against all, for those not named. `sum` is that of the weights.
#[inline(always)]
pub(super) fn parts(cast: f64, [invalid, against_all, others]: [f64; 3], sum: f64) -> Parts {
    let cast = if sum > NOTHING { cast } else { 0.0 };
    let not_spoilt = cast - cast * invalid;
    let against_all = not_spoilt * against_all;
    let votes = not_spoilt - against_all;
    let others = votes * others;
    let scale = if cast > 0.0 { (votes - others) / sum } else { 0.0 };
    Parts { cast, invalid: cast * invalid, against_all, others, scale }
}

impl<'a> HonestBallots<'a> {
    /// So many ballots, as voters cast them; where nobody stands there is none.
    #[inline(always)]
    pub(super) fn expected(self, cast: u64) -> Expected<'a> {
        let cast = if self.sum > NOTHING { cast } else { 0 };
        let rates = [self.invalid, self.against_all, self.others];
        let Parts { invalid, against_all, others, scale, .. } = parts(cast as f64, rates, self.sum);
        Expected { cast, invalid, against_all, others, weights: self.weights, scale }
    }

    /// The same after the stuffing: the party has what the stations give it, and everything else is taken from in
    /// proportion. A ballot without the party is left alone.
    pub(super) fn stuffed(
        self,
        stuffed: Stuffed,
        is_leader: impl Fn(usize) -> bool,
        rng: &mut Generator,
        space: &'a mut AnomaliesSpace,
    ) -> Expected<'a> {
        let each = self.weights.iter().enumerate();
        let own: f64 = each.filter(|&(entry, _)| is_leader(entry)).map(|(_, weight)| weight).sum();
        let valid = (1.0 - self.invalid) * (1.0 - self.against_all) * (1.0 - self.others);
        let fair = if self.sum > NOTHING { valid * own / self.sum } else { 0.0 };
        if fair <= NOTHING || stuffed.ballots.all <= 0.0 {
            return self.expected(stuffed.honest);
        }
        let votes = stuffed.plan.leader(stuffed.district, fair.min(1.0), rng, space);
        let share = votes / stuffed.ballots.all;
        let (gain, loss) =
            (share / fair, if fair < 1.0 { (1.0 - share).max(0.0) / (1.0 - fair) } else { 0.0 });
        let weights = &mut space.weights[..self.weights.len()];
        for (entry, (after, before)) in weights.iter_mut().zip(self.weights).enumerate() {
            *after = before * if is_leader(entry) { gain } else { loss };
        }
        let expected = self.expected(stuffed.all);
        Expected {
            invalid: expected.invalid * loss,
            against_all: expected.against_all * loss,
            others: expected.others * loss,
            weights: &space.weights[..self.weights.len()],
            ..expected
        }
    }
}
