//! Rules that were compiled for those who stand: no name is looked up in a count.

mod absent;
pub(crate) mod area;
mod areas;
pub(crate) mod ballot;
pub(crate) mod compiler;
mod given_winners;
mod individuals;
mod list;

use super::ElectoralSystem;
use super::candidates::plan::CandidatePlan;
use super::error::CountError;
use super::linkage::Linkage;
use super::rules::{Districts, Seats, Tier, TierRule, counting_order, known_seats};
use crate::votes::{Field, Winner};
use compiler::{Compiler, too_large};

pub(crate) use area::Area;
pub(crate) use ballot::ListBallot;
pub(crate) use given_winners::GivenWinners;
pub(crate) use list::{ListPlan, Lists};

/// Rules that were compiled for a [`Field`]: they count any tally of it without looking a name up.
///
/// Made by [`ElectoralSystem::compile`]; see [`count_into`](Self::count_into).
#[derive(Debug, Clone)]
pub struct Plan {
    pub(crate) tiers: Vec<TierPlan>,
    /// The order in which the tiers are counted: what others look at comes first.
    pub(crate) order: Vec<usize>,
    pub(crate) parties: Vec<String>,
    /// Those of the field, then those that only rules, winners or facts of districts name.
    pub(crate) districts: Vec<String>,
    pub(crate) house_size: u32,
    pub(crate) extent: (usize, usize),
    /// How many stand on each paper on which candidates are ranked.
    pub(crate) ranked: Vec<usize>,
    /// Contests, and tiers of winners given, that no tier of the rules reads.
    pub(crate) unused: Vec<String>,
}

#[derive(Debug, Clone)]
pub(crate) struct TierPlan {
    pub(crate) name: String,
    /// Its own seats, without those of linked tiers.
    pub(crate) seats: u32,
    pub(crate) kind: Kind,
    pub(crate) standing: SeatsStanding,
    /// Whether seats that it does not fill are another tier's.
    pub(crate) leaves: bool,
    /// Whether another tier adds up the remainders of its quotas.
    pub(crate) pooled: bool,
    /// The tiers that it looks at.
    pub(crate) looks_at: Vec<usize>,
    /// Whether more hangs on what it leaves open: seats of other tiers, or what its own later stages do.
    pub(crate) follows_up: bool,
}

/// Whether the seats that a tier gives stay with those who get them. Each of these keeps more back than the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum SeatsStanding {
    /// Nobody looks at them.
    Final,
    /// Another tier looks at them.
    Seen,
    /// Another tier says which of its winners sit, or which lists keep their seats.
    Provisional,
    /// Seats of its lists may be returned.
    Withheld,
}

#[derive(Debug, Clone)]
pub(crate) enum Kind {
    List(Box<ListPlan>),
    Candidates(Box<CandidatePlan>),
    Appointed,
    /// Winners given in place of votes.
    Given(Vec<GivenWinners>),
    /// The votes are not there, and need not be.
    Uncounted,
}

impl Kind {
    /// Whether parties can have its seats.
    pub(crate) fn gives_parties_seats(&self) -> bool {
        !matches!(self, Self::Appointed | Self::Uncounted)
    }

    /// The contest whose votes are counted.
    pub(crate) fn contest(&self) -> Option<&str> {
        match self {
            Self::List(plan) => Some(&plan.contest),
            Self::Candidates(plan) => Some(&plan.contest),
            Self::Appointed | Self::Given(_) | Self::Uncounted => None,
        }
    }

    /// Where its seats lie, and how many.
    fn seats_at(&self) -> Vec<(Option<usize>, u32)> {
        match self {
            Self::List(plan) => plan.areas.iter().map(|area| (area.district, area.seats)).collect(),
            Self::Candidates(plan) => {
                let own = plan.districts.iter().map(|own| (own.district, own.seats));
                let absent = plan.districts_without_votes.iter().filter(|(district, _)| district.is_some());
                own.chain(absent.copied()).collect()
            }
            Self::Given(rows) => rows.iter().map(|row| (row.district, row.seats)).collect(),
            Self::Appointed | Self::Uncounted => Vec::new(),
        }
    }
}

/// Compiles rules that were checked.
pub(super) fn compile(
    system: &ElectoralSystem,
    field: &Field,
    winners: &[Winner],
) -> Result<Plan, CountError> {
    compile_tiers(system, field, winners).map_err(|error| error.or_no_file(field))
}

/// The same, where what is missing is missed by district.
pub(super) fn compile_tiers(
    system: &ElectoralSystem,
    field: &Field,
    winners: &[Winner],
) -> Result<Plan, CountError> {
    let mut compiler = Compiler::new(system, field);
    compiler.check_kinds()?;
    let order = counting_order(system);
    let mut house_size = 0u32;
    let mut done: Vec<Option<TierPlan>> = system.tiers.iter().map(|_| None).collect();
    for &number in &order {
        let tier = &system.tiers[number];
        let kind = kind_of(&mut compiler, tier, winners)?;
        let all = seats_of(tier, &kind).ok_or_else(|| too_large(tier, "its seats"))?;
        let seats = all.saturating_sub(included(system, tier, &done));
        house_size =
            house_size.checked_add(seats).ok_or_else(|| too_large(tier, "the seats of the house"))?;
        compiler.seats_at[number] = kind.seats_at();
        let (name, standing, leaves) = (tier.name.clone(), SeatsStanding::Final, tier.leaves_seats());
        let looks_at = tier.looks_at().filter_map(|(_, name)| compiler.tier_number(name)).collect();
        let follows_up = tier.follows_up_ties();
        let pooled = system.tiers.iter().any(|other| other.pools_remainders_of(&tier.name));
        done[number] = Some(TierPlan { name, seats, kind, standing, leaves, pooled, looks_at, follows_up });
    }
    let mut tiers: Vec<TierPlan> = done.into_iter().flatten().collect();
    for (number, tier) in system.tiers.iter().enumerate() {
        // Nothing settles who sits where the votes that settle it are not there.
        let settles = tier.compensation().filter(|_| matches!(tiers[number].kind, Kind::List(_)));
        for (_, name) in tier.looks_at() {
            let standing = match settles.filter(|rule| rule.with.iter().any(|linked| linked == name)) {
                Some(rule) if rule.returns() => SeatsStanding::Withheld,
                Some(rule) if rule.settles_linked() => SeatsStanding::Provisional,
                Some(_) | None => SeatsStanding::Seen,
            };
            for seen in tiers.iter_mut().filter(|seen| seen.name == name) {
                seen.standing = seen.standing.max(standing);
                seen.follows_up = true;
            }
        }
    }
    Ok(Plan {
        unused: compiler.unused(winners),
        order,
        parties: compiler.parties,
        tiers,
        districts: compiler.districts,
        house_size,
        extent: field.extent(),
        ranked: field.ranked_papers().map(|ballot| ballot.entries.len()).collect(),
    })
}

/// What fills a tier: votes for lists or candidates, winners that are given, somebody, or nothing.
fn kind_of(compiler: &mut Compiler<'_>, tier: &Tier, winners: &[Winner]) -> Result<Kind, CountError> {
    let contest = compiler.contest(tier);
    if winners.iter().any(|winner| winner.tier == tier.name) {
        compiler.check_given(tier, contest)?;
        let rows = compiler.given_winners(tier, winners)?;
        return given_winners::of_tier(tier, rows);
    }
    match (&tier.rule, contest) {
        (TierRule::Appointed(_), _) => Ok(Kind::Appointed),
        (TierRule::List(_) | TierRule::Candidates(_), None) if compiler.field.allows_uncounted() => {
            Ok(Kind::Uncounted)
        }
        (TierRule::List(_) | TierRule::Candidates(_), None) => Err(compiler.missing_contest(tier)),
        (TierRule::List(rule), Some(contest)) => {
            Ok(Kind::List(Box::new(compiler.list(tier, rule, contest)?)))
        }
        (TierRule::Candidates(rule), Some(contest)) => {
            Ok(Kind::Candidates(Box::new(compiler.candidates(tier, rule, contest)?)))
        }
    }
}

/// The seats of a tier, with the districts that the votes have where the law leaves their number open.
fn seats_of(tier: &Tier, kind: &Kind) -> Option<u32> {
    let absent: &[(Option<usize>, u32)] = match (&tier.seats, kind) {
        (Seats::FromVotesFile, Kind::List(plan)) => &plan.districts_without_votes,
        _ => &[],
    };
    let all = || kind.seats_at().into_iter().chain(absent.iter().copied());
    let sum = || all().try_fold(0u32, |sum, (_, seats)| sum.checked_add(seats));
    match (tier.districts, &tier.seats, kind) {
        _ if tier.district_seats.is_some() => known_seats(tier),
        (
            Districts::Each | Districts::Regions,
            Seats::Same(_) | Seats::FromVotesFile,
            Kind::List(_) | Kind::Given(_),
        )
        | (Districts::Each, _, Kind::Candidates(_)) => sum(),
        _ => known_seats(tier),
    }
}

/// Seats of linked tiers that are in this tier's number of seats.
fn included(system: &ElectoralSystem, tier: &Tier, done: &[Option<TierPlan>]) -> u32 {
    if !tier.includes_linked() {
        return 0;
    }
    let mut names = Vec::new();
    match tier.linkage() {
        Some(Linkage::Remainders(rule)) => {
            rule.beneath(&|name| system.tier(name).and_then(Tier::linkage), &mut names);
        }
        _ => names.extend(tier.linked().iter().map(String::as_str)),
    }
    let linked = done.iter().flatten().filter(|plan| names.contains(&plan.name.as_str()));
    linked.fold(0u32, |sum, plan| sum.saturating_add(plan.seats))
}

impl Plan {
    /// The seats of all tiers together, filled or not.
    ///
    /// A tier with districts "each" counts those of the votes; without votes it counts none.
    #[must_use]
    pub fn house_size(&self) -> u32 {
        self.house_size
    }

    /// The parties by number: those of the field, then those that only winners name.
    #[must_use]
    pub fn parties(&self) -> &[String] {
        &self.parties
    }

    /// The names of the tiers, by number.
    pub fn tiers(&self) -> impl ExactSizeIterator<Item = &str> {
        self.tiers.iter().map(|tier| tier.name.as_str())
    }

    /// The names of the tiers for which the field [has no votes](crate::votes::Field::allow_uncounted), and whose seats stay empty.
    pub fn uncounted(&self) -> impl Iterator<Item = &str> {
        self.tiers.iter().filter(|tier| matches!(tier.kind, Kind::Uncounted)).map(|tier| tier.name.as_str())
    }

    /// The contest of the votes that fills a tier; none where winners are given, nobody votes, or there are no votes.
    #[must_use]
    pub fn contest(&self, tier: usize) -> Option<&str> {
        self.tiers.get(tier)?.kind.contest()
    }

    pub(crate) fn district(&self, number: Option<usize>) -> Option<String> {
        number.map(|number| self.districts[number].clone())
    }
}
