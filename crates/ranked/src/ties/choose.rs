//! One of several with equal votes: by earlier stages, or by whoever decides then.

use super::{ChosenFor, Stop, Tie, TieBreak, TieDecidedBy};
use crate::count::{Reads, Table, Workspace};
use crate::election::LastSeats;

impl Table<'_> {
    /// One of those in [`Workspace::among`], who have equal votes and are at least one.
    pub(crate) fn choose(&mut self, chosen_for: ChosenFor) -> Result<usize, Stop> {
        let tied = if self.record.is_some() { self.workspace.among.clone() } else { Vec::new() };
        // Of the last two the law asks for a lot at once (Commonwealth Electoral Act, s. 273 (17)).
        let lot = chosen_for == ChosenFor::Seat && self.plan.last == LastSeats::MoreVotesOfTwo;
        let rule = if lot { TieBreak::Lots } else { self.ties };
        let Workspace { among, history, votes, .. } = &mut *self.workspace;
        if among.len() == 1 {
            return Ok(among[0]);
        }
        let stage = rule.narrow(among, history, votes.len(), chosen_for != ChosenFor::Exclusion);
        let by = match (&self.workspace.among[..], stage) {
            ([_], Some(stage)) => TieDecidedBy::Stage(stage),
            _ => {
                let reads = Reads::of(self.plan, self.ties, self.scale);
                let state = || self.workspace.state(self.papers, chosen_for, reads);
                let among = &self.workspace.among;
                let order_only = chosen_for == ChosenFor::Exclusion && self.all_go_without_papers();
                let (chosen, by) = match order_only {
                    true => self.decider.decide_order(among)?,
                    false => self.decider.decide(among, &state)?,
                };
                self.workspace.among.clear();
                self.workspace.among.push(chosen);
                by
            }
        };
        let chosen = self.workspace.among[0];
        if self.record.is_some() {
            self.tied.push(Tie { among: tied, chosen, chosen_for, by });
        }
        Ok(chosen)
    }
}

impl Table<'_> {
    /// Whether those in [`Workspace::among`] have no papers, and are excluded one after the other whoever is first.
    fn all_go_without_papers(&self) -> bool {
        let Workspace { among, standing, piles, .. } = &*self.workspace;
        let others = standing.iter().filter(|standing| **standing).count() - among.len();
        others > self.vacancies() && among.iter().all(|candidate| piles.of[*candidate].is_empty())
    }
}

impl TieBreak {
    /// Leaves those whom earlier stages do not part, and says at which stage the last one left; `highest` when the one with
    /// most votes is sought.
    pub(crate) fn narrow(
        self,
        among: &mut Vec<usize>,
        history: &[u128],
        candidates: usize,
        highest: bool,
    ) -> Option<u32> {
        let stages = history.len() / candidates.max(1);
        let mut decided = None;
        for step in 0..stages {
            let stage = match self {
                Self::Lots => return None,
                Self::EarliestDifference => step,
                Self::LatestDifference | Self::LatestDifferenceOfAll => stages - 1 - step,
            };
            let votes = &history[stage * candidates..][..candidates];
            let of = |candidate: &usize| votes[*candidate];
            if self == Self::LatestDifferenceOfAll && !all_differ(among, votes) {
                continue;
            }
            let sought = if highest { among.iter().map(of).max() } else { among.iter().map(of).min() };
            let before = among.len();
            among.retain(|candidate| Some(of(candidate)) == sought);
            if among.len() < before {
                decided = Some(stage as u32 + 1);
            }
            if among.len() == 1 {
                break;
            }
        }
        decided
    }
}

fn all_differ(among: &[usize], votes: &[u128]) -> bool {
    let rest = |at: usize| &among[at + 1..];
    !(0..among.len()).any(|at| rest(at).iter().any(|other| votes[*other] == votes[among[at]]))
}
