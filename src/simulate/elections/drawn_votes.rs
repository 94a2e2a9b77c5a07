use super::foremost::Foremost;
use super::lanes::{Draws, FEW, LANES, Lanes, first, numbers};
use super::summary::DrawnVotes;
use crate::apportion::cpu_dispatch::{Task, widest};
use crate::measure::VoteLanes;
use crate::simulate::Histogram;

impl DrawnVotes {
    /// Records the votes of the first so many draws.
    pub(super) fn push_all(&mut self, votes: &mut VoteLanes, draws: usize) {
        let figures = votes.figures(draws);
        let has_votes = (0..draws).filter(|&lane| figures.per_thousand[lane].is_finite());
        let some = has_votes.fold(0, |some, lane| some | 1 << lane) & first(draws);
        let per_thousand = &figures.per_thousand;
        let push_shares = PushShares { votes, per_thousand, draws: some, shares: &mut self.shares };
        if draws > FEW {
            widest(push_shares);
        } else {
            push_shares.of_each(draws);
        }
        let Foremost { at, alone, .. } = Foremost::of(&votes.of_parties, draws);
        for (&at, &alone) in at.iter().zip(&alone).take(draws) {
            if let Some(first) = self.first.get_mut(at as usize) {
                first.yes += u64::from(alone);
            }
        }
        self.first.iter_mut().for_each(|first| first.of += draws as u64);
        self.effective_parties.push_all(&figures.effective_parties[..draws]);
    }
}

/// Records the shares of each party in these draws.
struct PushShares<'a> {
    votes: &'a VoteLanes,
    per_thousand: &'a Lanes<f64>,
    draws: Draws,
    shares: &'a mut [Histogram],
}

impl Task for PushShares<'_> {
    #[inline(always)]
    fn run(self) {
        self.of_each(LANES);
    }
}

impl PushShares<'_> {
    /// Works out those of the first so many draws.
    #[inline(always)]
    fn of_each(self, first: usize) {
        let (mut tenths, mut room) = ([0; LANES], [0; LANES]);
        for (row, shares) in self.votes.of_parties.iter().zip(self.shares) {
            for lane in 0..first {
                // Only the place in a histogram: rounding moves a draw by a tenth of a point at most.
                tenths[lane] = (row[lane] as f64 * self.per_thousand[lane]) as u32;
            }
            shares.push_all(numbers(&tenths, self.draws, &mut room));
        }
    }
}
