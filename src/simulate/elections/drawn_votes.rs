use super::foremost::Foremost;
use super::lanes::{LANES, first, numbers};
use super::summary::DrawnVotes;
use crate::measure::VoteLanes;

impl DrawnVotes {
    /// Records the votes of the first so many draws.
    pub(super) fn push_all(&mut self, votes: &mut VoteLanes, draws: usize) {
        let figures = votes.figures(draws);
        let has_votes = (0..draws).filter(|&lane| figures.per_thousand[lane].is_finite());
        let some = has_votes.fold(0, |some, lane| some | 1 << lane) & first(draws);
        let (mut tenths, mut room) = ([0; LANES], [0; LANES]);
        for (row, shares) in votes.of_parties.iter().zip(&mut self.shares) {
            for lane in 0..draws {
                // Only the place in a histogram: rounding moves a draw by a tenth of a point at most.
                tenths[lane] = (row[lane] as f64 * figures.per_thousand[lane]) as u32;
            }
            shares.push_all(numbers(&tenths, some, &mut room));
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
