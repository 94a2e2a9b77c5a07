//! Draws elections and rounds what is divided in them.

use super::false_tie::FalseTie;
use super::percentage::{self, Seated};
use super::shared::Shared;
use super::tier::{Area, Bar, RoundedTier};
use super::whole_quota::WholeQuota;
use super::{FalseTies, Percentages, Rounded, RoundedTiers, RoundingError, rate};
use crate::apportion::{Workspace, apportion_into};
use crate::random::{Generator, exp};
use crate::simulate::{Experiment, Fingerprint, Proportion};
use crate::system::ElectoralSystem;
use crate::votes::Votes;

/// The most decimals.
const MOST_DECIMALS: u32 = 3;

/// Elections drawn around a real one, and what rounding does to their seats: see the [module](super).
#[derive(Debug, Clone, PartialEq)]
pub struct Rounding {
    tiers: Vec<RoundedTier>,
    spread: f64,
    decimals: u32,
}

impl Rounding {
    /// Around these votes under these rules, with a spread of 0.2 and up to three decimals.
    ///
    /// # Errors
    ///
    /// [`RoundingError`]: nothing is divided in these rules, votes are not there or too many, or they cannot be counted where
    /// districts have as many seats as a count gives them.
    pub fn of(system: &ElectoralSystem, votes: &Votes) -> Result<Self, RoundingError> {
        Ok(Self { tiers: RoundedTier::all(system, votes)?, spread: 0.2, decimals: MOST_DECIMALS })
    }

    /// The same with another standard deviation of the logarithm of each list's votes.
    ///
    /// # Errors
    ///
    /// [`RoundingError::Spread`] unless it is above 0 and at most 1.
    pub fn spread(self, spread: f64) -> Result<Self, RoundingError> {
        if spread > 0.0 && spread <= 1.0 {
            return Ok(Self { spread, ..self });
        }
        Err(RoundingError::Spread(spread.to_string()))
    }

    /// The same with 0, 1, … so many decimals.
    ///
    /// # Errors
    ///
    /// [`RoundingError::TooManyDecimals`] beyond 3.
    pub fn decimals(self, decimals: u32) -> Result<Self, RoundingError> {
        match decimals {
            0..=MOST_DECIMALS => Ok(Self { decimals, ..self }),
            _ => Err(RoundingError::TooManyDecimals(decimals)),
        }
    }

    /// What is looked at: a [`Rounded`] of the summary belongs to each.
    #[must_use]
    pub fn tiers(&self) -> &[RoundedTier] {
        &self.tiers
    }

    /// 1, 10, 100 …: units of a whole with 0, 1, 2 … decimals.
    fn scales(&self) -> impl Iterator<Item = u64> + use<> {
        (0..=self.decimals).map(|decimals| 10u64.pow(decimals))
    }

    fn draw_tier(
        &self,
        tier: &RoundedTier,
        generator: &mut Generator,
        buffers: &mut Buffers,
        into: &mut Rounded,
    ) {
        buffers.draw(tier, self.spread, generator);
        buffers.who_passes(tier);
        let (mut expected, mut whole_quota) = (0.0, false);
        buffers.found.clear();
        buffers.found.resize(self.decimals as usize + 1, Found::default());
        for (number, area) in tier.areas.iter().enumerate() {
            let Some(shared) = buffers.areas[number].share(area, tier, &mut buffers.workspace) else {
                continue;
            };
            if let Some(divisor) = tier.divisor() {
                if rate::divisors_in_a_unit(&divisor).is_some() {
                    expected += rate::of_area(&shared, &divisor);
                }
                for (scale, found) in self.scales().zip(&mut buffers.found) {
                    if buffers.tie.find(&shared, &divisor, scale) {
                        found.affected = true;
                        found.wrong |= buffers.tie.goes_wrong(shared.votes.len(), generator);
                    }
                }
            }
            if let Some(quota) = tier.quota() {
                whole_quota |= buffers.whole_quota.differ(quota, &shared, area.seats, generator);
            }
        }
        buffers.by_percentages(tier, self.scales(), generator);
        for (found, row) in buffers.found.iter().zip(&mut into.quotients) {
            row.affected.push(found.affected);
            row.wrong.push(found.wrong);
        }
        for (found, row) in buffers.found.iter().zip(&mut into.percentages) {
            row.other_seats.push(found.other_seats);
            row.threshold.iter_mut().for_each(|proportion| proportion.push(found.other_side));
        }
        into.whole_quota.iter_mut().for_each(|proportion| proportion.push(whole_quota));
        if let Some(in_a_unit) = tier.divisor().as_ref().and_then(rate::divisors_in_a_unit) {
            into.rate.push(expected * in_a_unit);
        }
    }
}

/// What was found in one draw with so many decimals.
#[derive(Debug, Clone, Copy, Default)]
struct Found {
    affected: bool,
    wrong: bool,
    other_seats: bool,
    other_side: bool,
}

/// Scratch space of a draw.
#[derive(Debug, Default)]
pub struct Buffers {
    areas: Vec<Drawn>,
    /// Votes of each party in all areas, and what all percentages in all areas are of.
    in_all: Vec<u64>,
    base_in_all: u128,
    found: Vec<Found>,
    numbers: Vec<u64>,
    workspace: Workspace,
    tie: FalseTie,
    seated: Seated,
    whole_quota: WholeQuota,
}

/// An area in one draw.
#[derive(Debug, Default)]
struct Drawn {
    votes: Vec<u64>,
    base: u128,
    passes: Vec<bool>,
    /// The votes of those who pass; 0 for the others.
    competing: Vec<u64>,
    seats: Vec<u32>,
    /// Whether the exact votes decide all seats.
    is_decided: bool,
}

impl Drawn {
    /// Shares its seats exactly; nothing where nobody passes, or a tie is the law's own.
    fn share(&mut self, area: &Area, tier: &RoundedTier, workspace: &mut Workspace) -> Option<Shared<'_>> {
        self.competing.clear();
        self.competing
            .extend(self.votes.iter().zip(&self.passes).map(|(&v, &passes)| if passes { v } else { 0 }));
        self.seats.clear();
        self.seats.resize(self.votes.len(), 0);
        let tied = apportion_into(&self.competing, area.seats, &tier.method, workspace, &mut self.seats);
        self.is_decided = tied == Ok(0);
        self.is_decided.then_some(Shared { votes: &self.competing, seats: &self.seats })
    }
}

impl Buffers {
    fn draw(&mut self, tier: &RoundedTier, spread: f64, generator: &mut Generator) {
        self.areas.resize_with(tier.areas.len(), Drawn::default);
        self.in_all.clear();
        self.in_all.resize(tier.parties, 0);
        self.base_in_all = 0;
        for (drawn, area) in self.areas.iter_mut().zip(&tier.areas) {
            drawn.votes.clear();
            for (&votes, &party) in area.votes.iter().zip(&area.of_party) {
                let factor = exp(spread * generator.normal());
                // A list that stood keeps a vote; one without votes stays so. At most 2^40 times e to some 8.
                let votes = if votes == 0 { 0 } else { ((votes as f64 * factor + 0.5) as u64).max(1) };
                drawn.votes.push(votes);
                self.in_all[party] = self.in_all[party].saturating_add(votes);
            }
            drawn.base =
                drawn.votes.iter().map(|&votes| u128::from(votes)).sum::<u128>() + u128::from(area.others);
            self.base_in_all += drawn.base;
        }
    }

    /// By the exact votes.
    fn who_passes(&mut self, tier: &RoundedTier) {
        for (drawn, area) in self.areas.iter_mut().zip(&tier.areas) {
            let Drawn { votes, base, passes, .. } = drawn;
            passes.clear();
            passes.extend(votes.iter().zip(&area.of_party).map(|(&own, &party)| match &tier.bar {
                None => own > 0,
                Some(bar) if bar.in_all => {
                    own > 0 && is_above(bar, party, self.in_all[party], self.base_in_all)
                }
                Some(bar) => own > 0 && is_above(bar, party, own, *base),
            }));
        }
    }

    fn by_percentages(
        &mut self,
        tier: &RoundedTier,
        scales: impl Iterator<Item = u64>,
        generator: &mut Generator,
    ) {
        for (scale, found) in scales.zip(&mut self.found) {
            let whole = 100 * u128::from(scale);
            for (drawn, area) in self.areas.iter().zip(&tier.areas) {
                self.numbers.clear();
                for (list, (&votes, &party)) in drawn.votes.iter().zip(&area.of_party).enumerate() {
                    let number = percentage::of(votes, drawn.base, scale);
                    let passes = number > 0
                        && match &tier.bar {
                            None => true,
                            Some(bar) if bar.in_all => {
                                let in_all = percentage::of(self.in_all[party], self.base_in_all, scale);
                                is_above(bar, party, in_all, whole)
                            }
                            Some(bar) => is_above(bar, party, number, whole),
                        };
                    found.other_side |= passes != drawn.passes[list];
                    self.numbers.push(if passes { number } else { 0 });
                }
                if drawn.is_decided {
                    let exact = Shared { votes: &drawn.competing, seats: &drawn.seats };
                    let seated = &mut self.seated;
                    found.other_seats |=
                        seated.differ(&self.numbers, &tier.method, &exact, area.seats, generator);
                }
            }
        }
    }
}

/// Whether so many of a base reach the party's bar.
fn is_above(bar: &Bar, party: usize, votes: u64, base: u128) -> bool {
    u128::from(votes) >= bar.shares[party].votes_of(base, bar.inclusive)
}

impl Experiment for Rounding {
    type Summary = RoundedTiers;
    type Workspace = Buffers;

    fn summary(&self) -> RoundedTiers {
        let rows = self.decimals as usize + 1;
        let of_tier = |tier: &RoundedTier| Rounded {
            quotients: vec![FalseTies::default(); if tier.divisor().is_some() { rows } else { 0 }],
            rate: Default::default(),
            percentages: vec![
                Percentages {
                    threshold: tier.bar.as_ref().map(|_| Proportion::default()),
                    ..Default::default()
                };
                rows
            ],
            whole_quota: tier.quota().map(|_| Proportion::default()),
        };
        RoundedTiers { tiers: self.tiers.iter().map(of_tier).collect() }
    }

    fn workspace(&self) -> Buffers {
        Buffers::default()
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::default()
            .with("the tiers that are rounded, or their votes, differ", &format!("{:?}", self.tiers))
            .with("the spread or the decimals differ", &format!("{:?}", (self.spread, self.decimals)))
    }

    fn draw(&self, generator: &mut Generator, buffers: &mut Buffers, summary: &mut RoundedTiers) {
        for (tier, into) in self.tiers.iter().zip(&mut summary.tiers) {
            self.draw_tier(tier, generator, buffers, into);
        }
    }
}
