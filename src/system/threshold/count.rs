//! Who takes part: the threshold and the other ways past it.

use super::Stop;
use super::figures::Figures;
use super::list::{Count, Scratch};
use super::witness::{At, Fact, Witness};
use crate::law::Share;
use crate::system::plan::{Area, Bar, BarKind, Level, NO_LIST, VotesASeat};
use crate::system::rules::Threshold;

impl<W: Witness> Count<'_, W> {
    /// Finds who takes part by the votes in `scratch.votes`: those of the nation or a region, which decide for every
    /// area in it, or those of an area.
    pub(super) fn pass(&mut self, figures: &Figures, area: Option<&Area>, level: Level) -> Result<(), Stop> {
        let plan = self.plan;
        let district = area.filter(|_| level == Level::Area).and_then(|area| area.district);
        let at = At { tier: self.tier, district };
        self.witness.note(at, Fact::Figures(figures));
        let lists = self.scratch.votes.len();
        let Scratch { votes, nation_passes, region_passes, passes, .. } = &mut *self.scratch;
        passes.clear();
        let Some(threshold) = &plan.rule.threshold else {
            passes.extend(votes.iter().map(|&n| n > 0));
            return Ok(());
        };
        match (level, area.and_then(|area| area.region)) {
            (Level::Area, Some(region)) => {
                passes.extend_from_slice(&region_passes[region * lists..(region + 1) * lists]);
            }
            (Level::Area | Level::Region, _) if plan.needs(Level::Nation) => {
                passes.extend_from_slice(nation_passes);
            }
            _ => passes.resize(lists, false),
        }
        for (number, bar) in plan.bars.iter().enumerate().filter(|(_, bar)| bar.level == level) {
            if bar.needed {
                let before = std::mem::take(&mut self.scratch.passes);
                self.scratch.passes.resize(lists, false);
                self.hold_against(number, bar, threshold, figures, at, area)?;
                for (passes, before) in self.scratch.passes.iter_mut().zip(before) {
                    *passes &= before;
                }
            } else {
                self.hold_against(number, bar, threshold, figures, at, area)?;
            }
        }
        Ok(())
    }

    /// Who passes by the votes of each region.
    pub(super) fn pass_regions(&mut self) -> Result<(), Stop> {
        let plan = self.plan;
        self.scratch.region_passes.clear();
        let regions = plan.areas.iter().filter_map(|area| area.region).max().map_or(0, |last| last + 1);
        for region in 0..regions {
            let mut figures = self.start();
            let inside = || plan.areas.iter().filter(|area| area.region == Some(region));
            for area in inside() {
                self.add_area(area, &mut figures)?;
            }
            self.total(&mut figures);
            self.pass(&figures, inside().next(), Level::Region)?;
            let Scratch { region_passes, passes, .. } = &mut *self.scratch;
            region_passes.extend_from_slice(passes);
        }
        Ok(())
    }

    fn hold_against(
        &mut self,
        number: usize,
        bar: &Bar,
        threshold: &Threshold,
        figures: &Figures,
        at: At,
        area: Option<&Area>,
    ) -> Result<(), Stop> {
        let share = match &bar.kind {
            BarKind::Main => None,
            BarKind::Votes(share) => Some(*share),
            BarKind::AnyDistrict(share) => return self.by_districts(number, *share, threshold, area, false),
            BarKind::EveryDistrict(share) => return self.by_districts(number, *share, threshold, area, true),
            BarKind::VotesASeat(rule) => return self.by_votes_a_seat_of(number, rule, threshold, area),
            BarKind::Seats { tier, seats } => {
                for list in 0..self.scratch.votes.len() {
                    if self.scratch.votes[list] > 0 && self.seats_held(*tier, list) >= u64::from(*seats) {
                        self.scratch.passes[list] = true;
                    }
                }
                self.note_alternative(number, at);
                return Ok(());
            }
            BarKind::First => {
                let Scratch { votes, passes, .. } = &mut *self.scratch;
                let most = votes.iter().copied().max().unwrap_or(0);
                for (passes, &n) in passes.iter_mut().zip(&*votes) {
                    *passes |= n > 0 && n == most;
                }
                self.note_alternative(number, at);
                return Ok(());
            }
        };
        let base = figures.of(threshold.of);
        let base = base.map_err(|figure| Stop::MissingFigure { district: at.district, figure })?;
        let needed = share.unwrap_or(threshold.share).votes_of(base, share.is_some() || threshold.inclusive);
        let Scratch { votes, passes, .. } = &mut *self.scratch;
        let shares = &self.plan.shares;
        if share.is_none() && !shares.is_empty() {
            for (i, passes) in passes.iter_mut().enumerate() {
                *passes |= reaches(votes[i], shares[i].votes_of(base, threshold.inclusive));
            }
        } else {
            for (passes, &n) in passes.iter_mut().zip(&*votes) {
                *passes |= reaches(n, needed);
            }
        }
        self.witness.note(at, Fact::Threshold { plan: self.plan, bar: number, base, needed, votes, passes });
        Ok(())
    }

    /// A list that reaches the share in one district passes, or one that reaches it in every district.
    fn by_districts(
        &mut self,
        number: usize,
        share: Option<Share>,
        threshold: &Threshold,
        area: Option<&Area>,
        every: bool,
    ) -> Result<(), Stop> {
        let plan = self.plan;
        let mut passes = vec![every; plan.parties.len()];
        let inclusive = share.is_some() || threshold.inclusive;
        let areas = area.map_or(&plan.areas[..], std::slice::from_ref);
        for paper in areas.iter().flat_map(|area| &area.papers) {
            let entries = &self.tally.votes[paper.votes.clone()];
            let mut figures = Figures::new();
            // A list may have several entries: its candidates.
            let sums = &mut self.scratch.district;
            sums.clear();
            sums.resize(plan.parties.len(), 0);
            for (&n, &list) in entries.iter().zip(&paper.lists) {
                if list == NO_LIST {
                    figures.of_others += u128::from(n);
                } else {
                    figures.of_parties += u128::from(n);
                    // Sums of all districts fitted when they were made.
                    sums[list as usize] += n;
                }
            }
            figures.add(&self.tally.totals[paper.totals], plan.rule.against_all);
            let base = figures.of(threshold.of);
            let base = base.map_err(|figure| Stop::MissingFigure { district: paper.district, figure })?;
            for (list, (&n, passes)) in self.scratch.district.iter().zip(&mut passes).enumerate() {
                let own = plan.shares.get(list).copied().unwrap_or(threshold.share);
                let reached = reaches(n, share.unwrap_or(own).votes_of(base, inclusive));
                *passes = if every { *passes && reached } else { *passes || reached };
            }
        }
        for (all, passes) in self.scratch.passes.iter_mut().zip(passes) {
            *all |= passes;
        }
        let district = area.and_then(|area| area.district);
        self.note_alternative(number, At { tier: self.tier, district });
        Ok(())
    }

    /// A list that has as many votes as there are for each seat of another tier passes, if it has them in so many
    /// regions.
    fn by_votes_a_seat_of(
        &mut self,
        number: usize,
        rule: &VotesASeat,
        threshold: &Threshold,
        area: Option<&Area>,
    ) -> Result<(), Stop> {
        let plan = self.plan;
        let lists = plan.parties.len();
        let mut figures = vec![Figures::new(); rule.seats.len()];
        let mut votes = vec![0u64; lists * rule.seats.len()];
        let papers = area.into_iter().flat_map(|area| &area.papers);
        for (paper, &region) in papers.zip(&rule.region_of) {
            let figures = &mut figures[region];
            for (&n, &list) in self.tally.votes[paper.votes.clone()].iter().zip(&paper.lists) {
                if list == NO_LIST {
                    figures.of_others += u128::from(n);
                } else {
                    figures.of_parties += u128::from(n);
                    // Sums of all districts fitted when they were made.
                    votes[region * lists + list as usize] += n;
                }
            }
            figures.add(&self.tally.totals[paper.totals], plan.rule.against_all);
        }
        let mut reached = vec![0u32; lists];
        for (region, (figures, &seats)) in figures.iter().zip(&rule.seats).enumerate() {
            let base = figures.of(threshold.of);
            let base = base.map_err(|figure| Stop::MissingFigure { district: None, figure })?;
            for (reached, &n) in reached.iter_mut().zip(&votes[region * lists..(region + 1) * lists]) {
                // votes / 1 against base / seats; there is no average without seats.
                *reached += u32::from(n > 0 && seats > 0 && u128::from(n) * u128::from(seats) >= base);
            }
        }
        for (passes, reached) in self.scratch.passes.iter_mut().zip(reached) {
            *passes |= reached >= rule.regions;
        }
        self.note_alternative(number, At { tier: self.tier, district: None });
        Ok(())
    }

    fn note_alternative(&mut self, bar: usize, at: At) {
        let Scratch { votes, passes, .. } = &mut *self.scratch;
        let fact = Fact::Alternative { plan: self.plan, bar, votes, admitted: passes };
        self.witness.note(at, fact);
    }

    /// Seats of a list's party in a tier that was counted before.
    pub(super) fn seats_held(&self, tier: usize, list: usize) -> u64 {
        let party = self.plan.parties[list];
        let rows = self.ledger.iter().filter(|held| held.tier == tier && held.party == Some(party));
        rows.map(|held| u64::from(held.seats)).sum()
    }

    /// Multiplies the votes of lists whose votes weigh more.
    pub(super) fn weigh(&mut self, at: At) -> Result<(), Stop> {
        let Some(rule) = &self.plan.rule.weight else {
            return Ok(());
        };
        let base = self.scratch.base;
        let Scratch { votes, admitted, passes, .. } = &mut *self.scratch;
        let (times, by) = (u64::from(rule.times.numerator()), u64::from(rule.times.denominator()));
        let small = rule.below.map(|share| share.votes_of(base, true));
        // All votes in units of 1/`by`: the weighted ones stay whole. From here on `passes` says whose weigh more.
        for (i, sum) in admitted.iter_mut().enumerate() {
            let below = small.is_none_or(|needed| u128::from(votes[i]) < needed);
            passes[i] = self.plan.weighted[i] && below && *sum > 0;
            let factor = if passes[i] { times } else { by };
            *sum = sum.checked_mul(factor).ok_or(Stop::VotesTooLarge)?;
        }
        self.witness.note(at, Fact::Weighted { plan: self.plan, votes: admitted, weighted: passes });
        Ok(())
    }
}

fn reaches(votes: u64, needed: u128) -> bool {
    votes > 0 && u128::from(votes) >= needed
}
