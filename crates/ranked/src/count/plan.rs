//! A rule for a number of seats, checked once.

use crate::election::{ElectedBy, LastSeats};
use crate::error::RankedError;
use crate::exclusion::{ExclusionRule, LastExcluded};
use crate::meek::MeekRule;
use crate::points::PointsPlan;
use crate::quota::{QuotaRule, QuotaTaken};
use crate::record::Amount;
use crate::rule::{RankedMethod, RankedRule};
use crate::runoff::Majority;
use crate::surplus::{SurplusCut, SurplusLoss, SurplusPapers, SurplusRule};
use crate::ties::TieBreak;
use crate::unsaid::is_default;

/// Decimals that leave room for the votes beside them in 128 bits.
const DECIMALS: u32 = 15;

/// What a count follows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Plan {
    pub(crate) seats: u32,
    pub(crate) kind: Kind,
    pub(crate) ties: TieBreak,
}

/// The families of counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Papers pass from pile to pile.
    Piles(PilePlan),
    /// Votes are shared out anew at every step.
    Shares(SharePlan),
    /// Ranks are worth points.
    Points(PointsPlan),
}

/// A count in which papers pass from pile to pile; a run-off has no quota and no surplus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct PilePlan {
    pub(crate) wins: Wins,
    pub(crate) surplus: SurplusRule,
    pub(crate) exclusion: ExclusionRule,
    pub(crate) by: ElectedBy,
    pub(crate) last: LastSeats,
    /// Units of a vote: ten to the power of the decimals.
    pub(crate) scale: u128,
    pub(crate) decimals: u8,
}

/// What elects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wins {
    /// A quota.
    Quota(QuotaRule),
    /// A majority, and of two the one with more votes.
    Majority(Majority),
    /// A majority of first preferences, or more votes of the first two; `with_equals` when everybody stays who has as many
    /// first preferences as the second of them.
    FirstTwo { with_equals: bool },
}

/// A count in which votes are shared out anew at every step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct SharePlan {
    pub(crate) rule: MeekRule,
    pub(crate) quota: QuotaRule,
    pub(crate) warren: bool,
}

impl Plan {
    /// Units as they are printed.
    pub(crate) fn amount(&self, units: u128) -> Amount {
        let decimals = match &self.kind {
            Kind::Piles(plan) => plan.decimals,
            Kind::Shares(plan) => plan.rule.decimals as u8,
            Kind::Points(plan) => plan.decimals(),
        };
        Amount::new(units as i128, decimals)
    }
}

impl RankedRule {
    /// The rule for so many seats.
    pub(crate) fn plan(&self, seats: u32) -> Result<Plan, RankedError> {
        if seats == 0 {
            return Err(RankedError::NoSeats);
        }
        let kind = match self.method {
            RankedMethod::Stv => Kind::Piles(self.stv()?),
            RankedMethod::Meek | RankedMethod::Warren => Kind::Shares(self.shares()?),
            RankedMethod::InstantRunoff => {
                Kind::Piles(self.runoff(seats, Wins::Majority(self.majority.unwrap_or_default()))?)
            }
            RankedMethod::Borda | RankedMethod::Dowdall => Kind::Points(self.points()?),
            RankedMethod::ContingentVote | RankedMethod::SupplementaryVote => {
                self.absent("majority", self.majority.is_some(), "is that of first preferences")?;
                self.absent("exclusion", !is_default(&self.exclusion), "is that of all but two")?;
                let with_equals = self.method == RankedMethod::SupplementaryVote;
                Kind::Piles(self.runoff(seats, Wins::FirstTwo { with_equals })?)
            }
        };
        Ok(Plan { seats, kind, ties: self.ties })
    }

    fn stv(&self) -> Result<PilePlan, RankedError> {
        self.absent("meek", self.meek.is_some(), "is for `meek` and `warren`")?;
        self.absent(
            "majority",
            self.majority.is_some(),
            "is for a run-off; `quota` says how many votes elect",
        )?;
        let (quota, surplus) = (self.quota.unwrap_or_default(), self.surplus.unwrap_or(SurplusRule::USUAL));
        decimals("quota.decimals", quota.decimals)?;
        decimals("surplus.decimals", surplus.decimals)?;
        if quota.decimals > surplus.decimals {
            let problem = format!(
                "{} are more than those of votes, surplus.decimals, which are {}; give votes as many",
                quota.decimals, surplus.decimals
            );
            return Err(RankedError::Rule { field: "quota.decimals", problem });
        }
        let of_papers = surplus.papers != SurplusPapers::WholePapers
            && !matches!(surplus.cut, SurplusCut::Votes | SurplusCut::Nothing);
        if of_papers && surplus.decimals == 0 {
            let problem = "without decimals a paper that goes on is worth nothing; write decimals = 5".into();
            return Err(RankedError::Rule { field: "surplus.decimals", problem });
        }
        let wrong = |field, problem: &str| Err(RankedError::Rule { field, problem: problem.into() });
        if self.exclusion.deposit == Some(0) {
            return wrong("exclusion.deposit", "divides the quota; take 1 or more, or leave it out");
        }
        if surplus.papers == SurplusPapers::WholePapers && surplus.decimals > 0 {
            return wrong("surplus.decimals", "whole papers have none; leave the field out");
        }
        if surplus.papers == SurplusPapers::WholePapers && surplus.cut == SurplusCut::Nothing {
            return wrong("surplus.cut", "whole papers are never cut; leave the field out");
        }
        if surplus.cut == SurplusCut::Nothing && !is_default(&surplus.loss) {
            return wrong("surplus.loss", "nothing is lost where nothing is cut; leave the field out");
        }
        if surplus.papers == SurplusPapers::UnweightedInclusive
            && surplus.cut == SurplusCut::FractionThenValue
        {
            return wrong("surplus.cut", "one value for all papers has no fraction before it; take `value`");
        }
        if surplus.cut == SurplusCut::Votes && surplus.loss == SurplusLoss::StaysWithTheElected {
            return wrong(
                "surplus.loss",
                "what is cut off votes has a line of its own or goes with nontransferable papers",
            );
        }
        if self.election.by == ElectedBy::Surplus && quota.taken == QuotaTaken::AtEveryStage {
            return wrong(
                "quota.taken",
                "a quota that falls elects by itself; take `once`, or election.by = \"quota\"",
            );
        }
        Ok(PilePlan {
            wins: Wins::Quota(quota),
            surplus,
            exclusion: self.exclusion,
            by: self.election.by,
            last: self.election.last,
            scale: 10u128.pow(surplus.decimals),
            decimals: surplus.decimals as u8,
        })
    }

    fn shares(&self) -> Result<SharePlan, RankedError> {
        self.absent("surplus", self.surplus.is_some(), "is for `stv`; `meek` says how votes are shared out")?;
        self.absent(
            "majority",
            self.majority.is_some(),
            "is for a run-off; `quota` says how many votes elect",
        )?;
        self.absent(
            "election",
            !is_default(&self.election),
            "is for `stv`; `meek.elects` says when one is elected",
        )?;
        self.absent(
            "exclusion",
            !is_default(&self.exclusion),
            "is for `stv`; here one is excluded at a time",
        )?;
        let rule = self.meek.unwrap_or_default();
        decimals("meek.decimals", rule.decimals)?;
        let quota =
            QuotaRule { decimals: rule.decimals, taken: QuotaTaken::AtEveryStage, ..QuotaRule::default() };
        let quota = self.quota.unwrap_or(quota);
        let wrong = |field, problem: &str| Err(RankedError::Rule { field, problem: problem.into() });
        if quota.decimals != rule.decimals {
            return wrong("quota.decimals", "are those of the shares, meek.decimals; give both alike");
        }
        if quota.taken == QuotaTaken::Once {
            return wrong("quota.taken", "falls with the ballots in this count; take `at every stage`");
        }
        if rule.surplus_below > rule.decimals {
            return wrong(
                "meek.surplus_below",
                "is a decimal place beyond meek.decimals; take one of theirs",
            );
        }
        if rule.printed.is_some_and(|printed| printed > rule.decimals) {
            return wrong("meek.printed", "are more decimals than meek.decimals; take as many or fewer");
        }
        Ok(SharePlan { rule, quota, warren: self.method == RankedMethod::Warren })
    }

    fn runoff(&self, seats: u32, wins: Wins) -> Result<PilePlan, RankedError> {
        if seats > 1 {
            return Err(RankedError::OneSeat { method: self.method.word(), seats });
        }
        self.absent("quota", self.quota.is_some(), "is for `stv`; `majority` says when a run-off ends")?;
        self.absent("surplus", self.surplus.is_some(), "is for `stv`: one seat leaves none")?;
        self.absent("meek", self.meek.is_some(), "is for `meek` and `warren`")?;
        self.absent(
            "election",
            !is_default(&self.election),
            "is for `stv`; `majority` says when a run-off ends",
        )?;
        self.absent("exclusion.last", self.exclusion.last != LastExcluded::default(), "is for `stv`")?;
        self.absent("exclusion.deposit", self.exclusion.deposit.is_some(), "is for `stv`")?;
        self.absent("exclusion.papers", !is_default(&self.exclusion.papers), "all go at once in a run-off")?;
        Ok(PilePlan {
            wins,
            surplus: SurplusRule::default(),
            exclusion: self.exclusion,
            by: ElectedBy::Quota,
            last: LastSeats::AsManyAsStand,
            scale: 1,
            decimals: 0,
        })
    }

    /// A table that the method has no use for.
    pub(crate) fn absent(&self, field: &'static str, there: bool, instead: &str) -> Result<(), RankedError> {
        if there {
            let problem = format!("has no place under method = \"{}\": it {instead}", self.method.word());
            return Err(RankedError::Rule { field, problem });
        }
        Ok(())
    }
}

fn decimals(field: &'static str, given: u32) -> Result<(), RankedError> {
    if given > DECIMALS {
        let problem = format!("{given} are more than a count takes; {DECIMALS} is the most");
        return Err(RankedError::Rule { field, problem });
    }
    Ok(())
}
