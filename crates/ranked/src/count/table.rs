//! The counting table: piles of papers, and the order in which a statute moves them.

use super::piles::FIRST_PREFERENCES;
use super::plan::{PilePlan, Plan, Wins};
use super::value::Value;
use super::workspace::Workspace;
use crate::error::RankedError;
use crate::exclusion::Several;
use crate::quota::QuotaTaken;
use crate::reading::Papers;
use crate::record::{Action, Amount, Stage};
use crate::surplus::{SurplusCut, SurplusPapers, SurplusWaits};
use crate::ties::{Decider, Stop, Tie, TieBreak};

/// A count under way.
pub(crate) struct Table<'a> {
    pub(crate) plan: &'a PilePlan,
    pub(crate) seats: usize,
    pub(crate) ties: TieBreak,
    pub(crate) papers: &'a Papers,
    pub(crate) workspace: &'a mut Workspace,
    pub(crate) decider: &'a mut dyn Decider,
    /// The stages, where somebody wants to read them.
    pub(crate) record: Option<&'a mut Vec<Stage>>,
    /// The stage that is under way, from 1.
    pub(crate) stage: u32,
    /// The transfer that was made last; a stage may have several.
    pub(crate) arrival: u32,
    pub(crate) quota: u128,
    /// Units of a vote: those of the plan, or where nothing is cut as many as all fractions on the table need.
    pub(crate) scale: u128,
    /// All good papers, in units.
    pub(crate) total: u128,
    pub(crate) nontransferable: u128,
    /// Of the stage under way: what it does, who is elected, what was tied.
    pub(crate) action: Action,
    pub(crate) newly_elected: usize,
    pub(crate) tied: Vec<Tie>,
}

impl<'a> Table<'a> {
    /// Sorts the papers by first preferences.
    pub(crate) fn open(
        plans: (&Plan, &'a PilePlan),
        papers: &'a Papers,
        withdrawn: &[bool],
        workspace: &'a mut Workspace,
        decider: &'a mut dyn Decider,
        record: Option<&'a mut Vec<Stage>>,
    ) -> Self {
        let mut table = Self::bare(plans, papers, withdrawn, workspace, decider, record);
        let (plan, scale) = (table.plan, table.scale);
        let workspace = &mut *table.workspace;
        let together = plan.surplus.papers != SurplusPapers::WholePapers;
        workspace.piles.first_preferences(papers, together, Value::decimal(scale, scale));
        let one = if plan.has_fractions() { Value::fraction(1, 1) } else { Value::decimal(scale, scale) };
        for (candidate, parcels) in workspace.piles.of.iter_mut().enumerate().take(withdrawn.len()) {
            for parcel in parcels {
                parcel.value = one;
                workspace.votes[candidate] = u128::from(parcel.ballots()) * scale;
            }
        }
        table.total = u128::from(papers.valid()) * scale;
        if let Wins::Quota(quota) = &plan.wins {
            table.quota = quota.of(table.total, table.seats as u32, scale);
        }
        table
    }

    /// Without a paper on it.
    pub(crate) fn bare(
        (plan, pile_plan): (&Plan, &'a PilePlan),
        papers: &'a Papers,
        withdrawn: &[bool],
        workspace: &'a mut Workspace,
        decider: &'a mut dyn Decider,
        record: Option<&'a mut Vec<Stage>>,
    ) -> Self {
        workspace.begin(withdrawn);
        Self {
            plan: pile_plan,
            seats: plan.seats as usize,
            ties: plan.ties,
            papers,
            workspace,
            decider,
            record,
            stage: 1,
            arrival: FIRST_PREFERENCES,
            quota: 0,
            scale: pile_plan.scale,
            total: 0,
            nontransferable: 0,
            action: Action::FirstPreferences,
            newly_elected: 0,
            tied: Vec::new(),
        }
    }

    /// Stage after stage, until the seats are filled or nobody stands, or nobody asks for what is left.
    pub(crate) fn run(mut self) -> Result<(), Stop> {
        loop {
            self.declare()?;
            self.close()?;
            if self.vacancies() == 0 || !self.workspace.standing.contains(&true) {
                return Ok(());
            }
            if let Some(last) = self.sure_of_the_last_seat() {
                self.elect(last);
                return Ok(());
            }
            self.act()?;
        }
    }

    /// Who is elected at the end of a stage.
    fn declare(&mut self) -> Result<(), Stop> {
        let Wins::Quota(quota) = self.plan.wins else { return self.end_run_off() };
        if quota.taken == QuotaTaken::AtEveryStage {
            // Papers of the excluded that are on their way are no votes.
            let Workspace { votes, standing, elected_at, .. } = &*self.workspace;
            let holds = |candidate: &usize| standing[*candidate] || elected_at[*candidate] > 0;
            let votes = (0..votes.len()).filter(holds).map(|candidate| votes[candidate]).sum();
            self.quota = quota.of(votes, self.seats as u32, self.scale);
        }
        self.elect_by_quota()?;
        self.fill_last_seats()
    }

    /// What the next stage does.
    fn act(&mut self) -> Result<(), Stop> {
        if self.workspace.gone < self.workspace.parts.len() {
            return self.exclude_further();
        }
        if !matches!(self.plan.wins, Wins::Quota(_)) {
            return self.exclude_for_run_off();
        }
        let cannot_win = match self.plan.asks_who_cannot_win() {
            true => self.how_many_cannot_win(self.surpluses(), self.vacancies()),
            false => 0,
        };
        if self.plan.exclusion.before_surplus && cannot_win > 0 {
            return self.exclude_lowest(cannot_win);
        }
        if let Some(candidate) = self.next_surplus(cannot_win > 0)? {
            return match self.plan.surplus.papers {
                SurplusPapers::WholePapers => self.pass_on_whole(candidate),
                _ => Ok(self.pass_on(candidate)?),
            };
        }
        match self.plan.exclusion.several {
            Several::AllThatCannotWin if cannot_win > 0 => self.exclude_lowest(cannot_win),
            Several::AllThatCannotWin | Several::One => self.exclude_lowest(1),
        }
    }

    /// Closes the stage and writes it down.
    pub(crate) fn close(&mut self) -> Result<(), RankedError> {
        if let Some(member) = self.workspace.leaves
            && self.workspace.elected_at[member] == self.stage
        {
            self.remember_who_helped(member)?;
        }
        let workspace = &mut *self.workspace;
        if self.ties != TieBreak::Lots {
            workspace.history.extend_from_slice(&workspace.votes);
        }
        if let Some(record) = self.record.as_deref_mut() {
            let printed =
                Printed { scale: self.scale, places: self.plan.scale, decimals: self.plan.decimals };
            let amount = |units: u128| printed.amount(units);
            let held: u128 = workspace.votes.iter().sum();
            let lost = self.total as i128 - held as i128 - self.nontransferable as i128;
            let action = std::mem::replace(&mut self.action, Action::FirstPreferences);
            let excluded = match &action {
                Action::Exclusion { of, .. } | Action::ExclusionWithoutTransfer { of } => of.clone(),
                _ => Vec::new(),
            };
            let first_new = workspace.elected.len() - self.newly_elected;
            record.push(Stage {
                number: self.stage,
                action,
                votes: workspace.votes.iter().map(|votes| amount(*votes)).collect(),
                nontransferable: amount(self.nontransferable),
                lost: Amount::new(lost.signum() * printed.units(lost.unsigned_abs()), self.plan.decimals),
                quota: self.plan.wins.figure(workspace, self.stage, self.quota, self.total).map(amount),
                elected: workspace.elected[first_new..].to_vec(),
                excluded,
                ties: std::mem::take(&mut self.tied),
            });
        }
        self.tied.clear();
        self.newly_elected = 0;
        self.stage += 1;
        Ok(())
    }

    pub(crate) fn vacancies(&self) -> usize {
        self.seats - self.workspace.elected.len()
    }

    /// Gives a seat.
    pub(crate) fn elect(&mut self, candidate: usize) {
        let workspace = &mut *self.workspace;
        workspace.standing[candidate] = false;
        workspace.elected_at[candidate] = self.stage;
        workspace.elected.push(candidate);
        workspace.due[candidate] = self.quota > 0 && workspace.votes[candidate] > self.quota;
        self.newly_elected += 1;
    }

    pub(crate) fn too_large(&self) -> RankedError {
        match self.plan.surplus.cut {
            SurplusCut::Nothing => RankedError::TooExact { stage: self.stage },
            _ => RankedError::TooLarge { stage: self.stage },
        }
    }

    /// Takes so many units where there was one, for fractions that need them.
    pub(crate) fn refine(&mut self, by: u128) -> Result<(), RankedError> {
        let too_exact = self.too_large();
        let more = |units: u128| units.checked_mul(by).ok_or_else(|| too_exact.clone());
        // Printing takes ten times a vote, and what is lost has a sign; nothing on the table is more than the total.
        let [total, scale] = [more(self.total)?, more(self.scale)?];
        if total > i128::MAX as u128 || scale > u128::MAX / 10 {
            return Err(too_exact);
        }
        (self.total, self.scale) = (total, scale);
        self.nontransferable = more(self.nontransferable)?;
        self.quota = more(self.quota)?;
        for votes in &mut self.workspace.votes {
            *votes = more(*votes)?;
        }
        Ok(())
    }

    /// Units as they are printed.
    pub(crate) fn amount(&self, units: u128) -> Amount {
        Printed { scale: self.scale, places: self.plan.scale, decimals: self.plan.decimals }.amount(units)
    }

    /// Puts those who stand into [`Workspace::order`], the fewest votes first.
    pub(crate) fn order_standing(&mut self) {
        let Workspace { order, votes, standing, .. } = &mut *self.workspace;
        order.clear();
        order.extend((0..standing.len()).filter(|candidate| standing[*candidate]));
        order.sort_unstable_by_key(|candidate| (votes[*candidate], *candidate));
    }
}

impl PilePlan {
    /// Whether what goes on is never more than what it was before: where votes are cut and values not, several cuts can become one, and
    /// where the quota falls, a surplus that waits grows. Whole papers are left out, for the record says where their order matters.
    pub(crate) fn votes_only_shrink(&self) -> bool {
        let once = matches!(self.wins, Wins::Quota(quota) if quota.taken == QuotaTaken::Once);
        once && !self.has_fractions() && self.surplus.papers != SurplusPapers::WholePapers
    }

    /// Whether anything hangs on who cannot win: whether surpluses wait, or several are excluded together.
    fn asks_who_cannot_win(&self) -> bool {
        self.exclusion.before_surplus
            || self.exclusion.several == Several::AllThatCannotWin
            || self.surplus.waits != SurplusWaits::Never
    }

    /// Whether values are fractions: votes are what is cut, if anything is.
    pub(crate) fn has_fractions(&self) -> bool {
        matches!(self.surplus.cut, SurplusCut::Votes | SurplusCut::Nothing)
    }
}

/// How units are printed: so many are a vote on the table, and so many on paper.
#[derive(Debug, Clone, Copy)]
struct Printed {
    scale: u128,
    places: u128,
    decimals: u8,
}

impl Printed {
    fn amount(self, units: u128) -> Amount {
        Amount::new(self.units(units), self.decimals)
    }

    /// In units of the last decimal that is printed, the rest ignored.
    fn units(self, units: u128) -> i128 {
        if self.scale == self.places {
            return units as i128;
        }
        let (mut printed, mut rest) = (units / self.scale, units % self.scale);
        for _ in 0..self.decimals {
            rest *= 10;
            printed = printed * 10 + rest / self.scale;
            rest %= self.scale;
        }
        printed as i128
    }
}
