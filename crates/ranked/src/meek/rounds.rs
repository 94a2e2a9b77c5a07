//! The rounds of a count in which votes are shared out anew at every step.

use super::{Keeping, MeekElects, MeekTied};
use crate::count::{Plan, SharePlan, Workspace};
use crate::error::RankedError;
use crate::reading::Papers;
use crate::record::{Action, Amount, Stage};
use crate::ties::{ChosenFor, Decider, Stop, Tie, TieBreak, TieDecidedBy};

/// A count under way.
struct Rounds<'a> {
    plan: &'a SharePlan,
    seats: usize,
    ties: TieBreak,
    papers: &'a Papers,
    workspace: &'a mut Workspace,
    decider: &'a mut dyn Decider,
    record: Option<&'a mut Vec<Stage>>,
    stage: u32,
    /// Units of a vote.
    scale: u64,
    /// The surplus that ends a round.
    negligible: u128,
    quota: u128,
    newly_elected: usize,
    tied: Vec<Tie>,
}

/// What a stage did.
#[derive(Debug, Clone, Copy)]
enum Done {
    FirstPreferences,
    Round { excluded: Option<usize>, iterations: u32 },
    ExclusionWithoutTransfer(usize),
}

impl Done {
    fn excluded(self) -> impl Iterator<Item = usize> {
        let excluded = match self {
            Self::FirstPreferences => None,
            Self::Round { excluded, .. } => excluded,
            Self::ExclusionWithoutTransfer(excluded) => Some(excluded),
        };
        excluded.into_iter()
    }

    fn action(self) -> Action {
        let of = self.excluded().collect();
        match self {
            Self::FirstPreferences => Action::FirstPreferences,
            Self::Round { iterations, .. } => Action::Round { excluded: of, iterations },
            Self::ExclusionWithoutTransfer(_) => Action::ExclusionWithoutTransfer { of },
        }
    }
}

impl SharePlan {
    /// Counts once; who is elected stands in the workspace.
    pub(crate) fn run<'a>(
        &'a self,
        plan: &Plan,
        papers: &'a Papers,
        withdrawn: &[bool],
        workspace: &'a mut Workspace,
        decider: &'a mut dyn Decider,
        record: Option<&'a mut Vec<Stage>>,
    ) -> Result<(), Stop> {
        workspace.begin(withdrawn);
        let scale = 10u64.pow(self.rule.decimals);
        let Workspace { shares, standing, takes_part, .. } = &mut *workspace;
        takes_part.clone_from(standing);
        shares.begin(papers, takes_part, scale);
        let (seats, ties) = (plan.seats as usize, plan.ties);
        let rounds = Rounds {
            plan: self,
            seats,
            ties,
            papers,
            workspace,
            decider,
            record,
            stage: 1,
            scale,
            negligible: 10u128.pow(self.rule.decimals - self.rule.surplus_below),
            quota: 0,
            newly_elected: 0,
            tied: Vec::new(),
        };
        match self.rule.elects {
            MeekElects::AtOnce => rounds.elect_at_once(),
            MeekElects::WhenSurplusesVanish => rounds.elect_when_surpluses_vanish(),
        }
    }
}

impl Rounds<'_> {
    /// Who reaches the quota in the midst of a round ends it; the next begins with what everybody keeps.
    fn elect_at_once(mut self) -> Result<(), Stop> {
        let mut excluded = None;
        loop {
            let (mut iterations, mut before) = (0, u128::MAX);
            loop {
                self.share_out();
                iterations += 1;
                self.elect_by_quota()?;
                let surplus = self.surplus();
                if self.newly_elected > 0 || surplus < self.negligible || surplus >= before {
                    break;
                }
                before = surplus;
                self.keep_the_quota()?;
            }
            let ended_by_election = self.newly_elected > 0;
            if self.close(Done::Round { excluded, iterations }) {
                return Ok(());
            }
            excluded = None;
            if !ended_by_election {
                let lowest = self.exclude_lowest()?;
                if self.rest_fills_the_seats(lowest) {
                    return Ok(());
                }
                excluded = Some(lowest);
            }
        }
    }

    /// Whoever reaches the quota is elected once the surpluses have vanished, or right after an exclusion.
    fn elect_when_surpluses_vanish(mut self) -> Result<(), Stop> {
        self.share_out();
        self.elect_by_quota()?;
        let mut done = self.close(Done::FirstPreferences);
        let mut vanished = false;
        while !done {
            let (mut excluded, mut iterations) = (None, 0);
            if !vanished && self.surplus() >= self.negligible {
                let mut before = u128::MAX;
                while self.surplus() >= self.negligible && self.surplus() < before {
                    before = self.surplus();
                    self.keep_the_quota()?;
                    self.share_out();
                    iterations += 1;
                }
            } else {
                let lowest = self.exclude_lowest()?;
                if self.rest_fills_the_seats(lowest) {
                    return Ok(());
                }
                excluded = Some(lowest);
                self.share_out();
                iterations = 1;
            }
            self.elect_by_quota()?;
            vanished = excluded.is_none() && self.newly_elected == 0;
            done = self.close(Done::Round { excluded, iterations });
        }
        Ok(())
    }

    /// Shares every ballot out and takes the quota anew.
    fn share_out(&mut self) {
        let keeping = Keeping { scale: self.scale, warren: self.plan.warren };
        self.move_papers();
        let Workspace { shares, votes, .. } = &mut *self.workspace;
        shares.share_out(keeping, votes);
        // Shares have the decimals of the quota: its last place is a unit.
        self.quota = self.plan.quota.cut_to(votes.iter().sum(), self.seats as u32, 1);
    }

    /// Passes on the papers of those who stand no longer: late, for nobody asks where papers are once the last seat is filled.
    fn move_papers(&mut self) {
        let Workspace { shares, takes_part, standing, .. } = &mut *self.workspace;
        shares.move_on(self.papers, takes_part, standing);
    }

    fn surplus(&self) -> u128 {
        let Workspace { elected, votes, .. } = &*self.workspace;
        elected.iter().map(|candidate| votes[*candidate].saturating_sub(self.quota)).sum()
    }

    /// Lets the elected keep so much that the quota is left to them: keep × quota ÷ votes, both rounded up.
    fn keep_the_quota(&mut self) -> Result<(), RankedError> {
        let keeping = Keeping { scale: self.scale, warren: self.plan.warren };
        let too_large = RankedError::TooLarge { stage: self.stage };
        let Workspace { elected, votes, shares, .. } = &mut *self.workspace;
        for candidate in elected.iter().copied() {
            let keeps = &mut shares.keeps[candidate];
            *keeps = keeping.anew(*keeps, self.quota, votes[candidate]).ok_or_else(|| too_large.clone())?;
        }
        Ok(())
    }

    fn vacancies(&self) -> usize {
        self.seats - self.workspace.elected.len()
    }

    fn elect_by_quota(&mut self) -> Result<(), Stop> {
        let quota = self.quota;
        while self.vacancies() > 0 {
            let Workspace { among, standing, votes, .. } = &mut *self.workspace;
            let has_it = |(votes, standing): (&u128, &bool)| *standing && *votes >= quota;
            // At most steps nobody has.
            if !votes.iter().zip(&*standing).any(has_it) {
                return Ok(());
            }
            among.clear();
            among.extend((0..votes.len()).filter(|one| standing[*one] && votes[*one] >= quota));
            let reached = among.len();
            let Some(most) = among.iter().map(|one| votes[*one]).max() else { return Ok(()) };
            among.retain(|one| votes[*one] == most);
            let elected = if reached <= self.vacancies() {
                self.workspace.among[0]
            } else {
                self.choose(ChosenFor::Seat)?
            };
            self.elect(elected);
        }
        Ok(())
    }

    fn elect(&mut self, candidate: usize) {
        let Workspace { shares, standing, elected, elected_at, .. } = &mut *self.workspace;
        standing[candidate] = false;
        elected_at[candidate] = self.stage;
        elected.push(candidate);
        shares.no_longer_stands();
        self.newly_elected += 1;
    }

    fn exclude_lowest(&mut self) -> Result<usize, Stop> {
        let within = match self.plan.rule.tied {
            MeekTied::WithinSurplus => self.surplus(),
            MeekTied::EqualVotes => 0,
        };
        self.move_papers();
        let Workspace { among, standing, votes, .. } = &mut *self.workspace;
        among.clear();
        among.extend((0..votes.len()).filter(|one| standing[*one]));
        let least = among.iter().map(|one| votes[*one]).min().unwrap_or(0);
        among.retain(|one| votes[*one] <= least + within);
        let lowest = self.choose(ChosenFor::Exclusion)?;
        let Workspace { shares, standing, takes_part, .. } = &mut *self.workspace;
        standing[lowest] = false;
        takes_part[lowest] = false;
        shares.keeps[lowest] = 0;
        shares.no_longer_stands();
        Ok(lowest)
    }

    /// Whether those who stand fill the seats, now that this one is excluded; they are elected then.
    fn rest_fills_the_seats(&mut self, excluded: usize) -> bool {
        let standing = self.workspace.standing.iter().filter(|standing| **standing).count();
        standing <= self.vacancies() && self.close(Done::ExclusionWithoutTransfer(excluded))
    }

    /// One of those in [`Workspace::among`].
    fn choose(&mut self, chosen_for: ChosenFor) -> Result<usize, Stop> {
        let tied = if self.record.is_some() { self.workspace.among.clone() } else { Vec::new() };
        let Workspace { among, history, votes, .. } = &mut *self.workspace;
        if among.len() == 1 {
            return Ok(among[0]);
        }
        let stage = self.ties.narrow(among, history, votes.len(), chosen_for != ChosenFor::Exclusion);
        let (chosen, by) = match (&self.workspace.among[..], stage) {
            ([chosen], Some(stage)) => (*chosen, TieDecidedBy::Stage(stage)),
            (among, _) if chosen_for == ChosenFor::Exclusion && self.all_go_without_papers() => {
                self.decider.decide_order(among)?
            }
            (among, _) => {
                let history = self.ties != TieBreak::Lots;
                self.decider.decide(among, &|| self.workspace.state_of_shares(chosen_for, history))?
            }
        };
        if self.record.is_some() {
            self.tied.push(Tie { among: tied, chosen, chosen_for, by });
        }
        Ok(chosen)
    }

    /// Whether those in [`Workspace::among`] have no papers, and are excluded one after the other whoever is first.
    fn all_go_without_papers(&self) -> bool {
        let Workspace { among, standing, shares, .. } = &*self.workspace;
        let others = standing.iter().filter(|standing| **standing).count() - among.len();
        others > self.vacancies() && among.iter().all(|candidate| !shares.has_papers(*candidate))
    }

    /// Closes the stage and writes it down; whether the count is at its end.
    fn close(&mut self, done: Done) -> bool {
        self.elect_the_rest();
        let workspace = &mut *self.workspace;
        if self.ties != TieBreak::Lots {
            workspace.history.extend_from_slice(&workspace.votes);
        }
        if let Some(record) = self.record.as_deref_mut() {
            let decimals = self.plan.rule.decimals;
            let printed = self.plan.rule.printed.unwrap_or(decimals);
            let cut = 10u128.pow(decimals - printed);
            let amount = |units: u128| Amount::new(((units + cut / 2) / cut) as i128, printed as u8);
            let held: u128 = workspace.votes.iter().sum();
            let total = u128::from(self.papers.valid()) * u128::from(self.scale);
            let first_new = workspace.elected.len() - self.newly_elected;
            record.push(Stage {
                number: self.stage,
                action: if self.stage == 1 { Action::FirstPreferences } else { done.action() },
                votes: workspace.votes.iter().map(|votes| amount(*votes)).collect(),
                nontransferable: amount(total - held),
                lost: amount(0),
                quota: Some(amount(self.quota)),
                elected: workspace.elected[first_new..].to_vec(),
                excluded: done.excluded().collect(),
                ties: std::mem::take(&mut self.tied),
            });
        }
        self.newly_elected = 0;
        self.stage += 1;
        self.vacancies() == 0 || !self.workspace.standing.contains(&true)
    }

    /// Elects those who stand, when they are as many as the seats that are left.
    fn elect_the_rest(&mut self) {
        let vacancies = self.vacancies();
        let Workspace { order, standing, votes, .. } = &mut *self.workspace;
        order.clear();
        order.extend((0..votes.len()).filter(|one| standing[*one]));
        if order.len() > vacancies {
            return;
        }
        order.sort_unstable_by_key(|one| (std::cmp::Reverse(votes[*one]), *one));
        for place in 0..order.len() {
            let candidate = self.workspace.order[place];
            self.elect(candidate);
        }
    }
}
