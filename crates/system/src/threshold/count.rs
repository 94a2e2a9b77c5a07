//! Who takes part: the threshold and the other ways past it.

use std::cmp::Reverse;

use super::measure::Measure;
use super::nearness::Nearness;
use super::plan::{Bar, BarKind, Level, VotesASeat};
use super::record::{Counts, RegionLine, alternative, threshold_step, until_step};
use super::{Threshold, Until};
use crate::alliances::passing::{self, Standing};
use crate::count::area_votes::{AreaVotes, figures_of};
use crate::count::book::Book;
use crate::count::failure::CountFailure;
use crate::count::figures::Figures;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::law::Share;
use crate::plan::Area;
use crate::rules::Seats;

/// Who passes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Passing {
    /// By the votes of the whole country.
    nation: Vec<bool>,
    /// By those of each region: a row of lists for each.
    regions: Vec<bool>,
    /// In the area that is being counted.
    pub(crate) here: Vec<bool>,
    /// Which lists stand with their alliance, where alliances pass as a whole.
    pub(crate) standing: Standing,
}

#[derive(Debug, Clone, Default)]
pub(crate) struct ThresholdBuffers {
    /// Who passed before a share that is needed besides.
    before: Vec<bool>,
    /// Votes of the lists in one district, and who reached the share in one or in all.
    district: Vec<u64>,
    reached: Vec<bool>,
    /// What the boxes of each region held, its lists' votes, and in how many a list has enough.
    regions: Vec<Figures>,
    region_votes: Vec<u64>,
    regions_won: Vec<u32>,
    /// The lists, most votes first.
    order: Vec<u32>,
    /// The seats of the area that is being counted.
    pub(crate) seats: u32,
    /// How near lists came to the thresholds' own shares, where somebody asks for it.
    pub(crate) near: Nearness,
}

/// Finds who passes by the votes of the whole country, where something is decided by them.
#[inline]
pub(crate) fn pass_nation(
    count: ListCount<'_>,
    votes: &mut AreaVotes,
    passing: &mut Passing,
    buffers: &mut ThresholdBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    passing.standing.clear();
    if count.plan.needs(Level::Nation) {
        votes.count(count, &count.plan.areas)?;
        pass(count, votes, None, Level::Nation, passing, buffers, book)?;
        passing.nation.clone_from(&passing.here);
    }
    Ok(())
}

/// Finds who passes by the votes of each region, where something is decided by them.
#[inline]
pub(crate) fn pass_regions(
    count: ListCount<'_>,
    votes: &mut AreaVotes,
    passing: &mut Passing,
    buffers: &mut ThresholdBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    passing.regions.clear();
    if !count.plan.needs(Level::Region) {
        return Ok(());
    }
    let areas = &count.plan.areas;
    let regions = areas.iter().filter_map(|area| area.region).max().map_or(0, |last| last + 1);
    for region in 0..regions {
        let inside = || areas.iter().filter(move |area| area.region == Some(region));
        votes.count(count, inside())?;
        pass(count, votes, inside().next(), Level::Region, passing, buffers, book)?;
        passing.regions.extend_from_slice(&passing.here);
    }
    Ok(())
}

/// Finds who takes part by `votes`: those of the nation or a region, which decide for every area in it, or those of an
/// area.
pub(crate) fn pass(
    count: ListCount<'_>,
    votes: &AreaVotes,
    area: Option<&Area>,
    level: Level,
    passing: &mut Passing,
    buffers: &mut ThresholdBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    let plan = count.plan;
    let district = area.filter(|_| level == Level::Area).and_then(|area| area.district);
    let at = Location::district(count.tier, district, None);
    if let Some(recorder) = &mut book.recorder {
        recorder.ballots(at, &votes.figures);
    }
    let lists = votes.cast.len();
    let Passing { nation, regions, here, standing } = passing;
    here.clear();
    let Some(threshold) = &plan.rule.threshold else {
        here.extend(votes.cast.iter().map(|&n| n > 0));
        return Ok(());
    };
    // Where a quota is a region's, areas have regions that no bar asks for.
    let region = area.and_then(|area| area.region).filter(|_| !regions.is_empty());
    match (level, region) {
        (Level::Area, Some(region)) => here.extend_from_slice(&regions[region * lists..(region + 1) * lists]),
        (Level::Area | Level::Region, _) if plan.needs(Level::Nation) => here.extend_from_slice(nation),
        (Level::Area | Level::Region | Level::Nation, _) => here.resize(lists, false),
    }
    for (number, bar) in plan.bars.iter().enumerate().filter(|(_, bar)| bar.level == level) {
        let held = Held { count, number, bar, threshold, votes, at, area };
        if bar.needed {
            let mut before = std::mem::take(&mut buffers.before);
            before.clone_from(here);
            here.fill(false);
            held.against(here, buffers, book)?;
            here.iter_mut().zip(&before).for_each(|(passes, before)| *passes &= before);
            buffers.before = before;
        } else {
            held.against(here, buffers, book)?;
        }
    }
    let allied = plan.rule.alliances.as_ref().and_then(|rule| rule.threshold.as_ref());
    if threshold.until.is_none() && allied.is_none() {
        return Ok(());
    }
    // By the votes that the threshold itself is reached by, when all the ways past it are known.
    let own = plan.bars.iter().enumerate().find(|(_, bar)| bar.level == level);
    if let Some((0, bar)) = own {
        let held = Held { count, number: 0, bar, threshold, votes, at, area };
        if let Some(until) = &threshold.until {
            held.until(until, here, buffers, book)?;
        }
        if let Some(rule) = allied {
            let allied = match (level, area) {
                (Level::Area, Some(area)) => &area.alliances[..],
                _ => &plan.alliances,
            };
            let measure = held.measure(buffers.seats)?;
            passing::pass(count, at, rule, (allied, &votes.cast), measure, here, standing, book);
        }
    }
    Ok(())
}

/// The seats of a whole tier.
fn seats_of_tier(count: ListCount<'_>) -> u32 {
    let plan = count.plan;
    match (&plan.district_seats, &plan.seats) {
        (Some(_), &Seats::Same(seats)) => seats,
        _ => {
            let areas = plan.areas.iter().map(|area| area.seats);
            let absent = plan.districts_without_votes.iter().map(|&(_, seats)| seats);
            areas.chain(absent).fold(0, u32::saturating_add)
        }
    }
}

/// A bar that is held against lists.
struct Held<'a> {
    count: ListCount<'a>,
    number: usize,
    bar: &'a Bar,
    threshold: &'a Threshold,
    votes: &'a AreaVotes,
    at: Location,
    area: Option<&'a Area>,
}

impl Held<'_> {
    /// Who reaches the bar passes.
    fn against(
        &self,
        passes: &mut [bool],
        buffers: &mut ThresholdBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        match &self.bar.kind {
            BarKind::Main => self.share(None, passes, buffers, book),
            BarKind::Votes(share) => self.share(Some(*share), passes, buffers, book),
            BarKind::AnyDistrict(_)
            | BarKind::EveryDistrict(_)
            | BarKind::VotesASeat(_)
            | BarKind::Seats { .. }
            | BarKind::First => self.otherwise(passes, buffers, book),
        }
    }

    /// Who has reached it otherwise than by a share of the votes here passes.
    fn otherwise(
        &self,
        passes: &mut [bool],
        buffers: &mut ThresholdBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let plan = self.count.plan;
        let cast = &self.votes.cast;
        // What the record shows.
        let (mut counts, mut regions) = (Vec::new(), Vec::new());
        let mut shown = book.recorder.is_some().then_some((&mut counts, &mut regions));
        match &self.bar.kind {
            // Held against the votes here.
            BarKind::Main | BarKind::Votes(_) => {}
            BarKind::AnyDistrict(share) => {
                self.in_districts(*share, false, passes, buffers, shown.map(|(counts, _)| counts))?
            }
            BarKind::EveryDistrict(share) => {
                self.in_districts(*share, true, passes, buffers, shown.map(|(counts, _)| counts))?
            }
            BarKind::VotesASeat(rule) => self.votes_a_seat(rule, passes, buffers, shown)?,
            BarKind::Seats { tier, seats } => {
                for (list, passes) in passes.iter_mut().enumerate().filter(|(list, _)| cast[*list] > 0) {
                    let party = plan.parties[list];
                    let held = if party.is_some() { book.seats_held(*tier, party) } else { 0 };
                    *passes |= party.is_some() && held >= u64::from(*seats);
                    if let Some((counts, _)) = &mut shown {
                        counts.push(Counts { has: held.into(), needed: (*seats).into(), ..Counts::of(list) });
                    }
                }
            }
            BarKind::First => {
                let most = cast.iter().copied().max().unwrap_or(0);
                for (list, (passes, &n)) in passes.iter_mut().zip(cast).enumerate() {
                    *passes |= n > 0 && n == most;
                    if let Some((counts, _)) = &mut shown {
                        counts.push(Counts { has: n.into(), needed: most.into(), ..Counts::of(list) });
                    }
                }
            }
        }
        let at = match self.bar.kind {
            BarKind::AnyDistrict(_) | BarKind::EveryDistrict(_) => {
                let district = self.area.and_then(|area| area.district);
                Location::district(self.count.tier, district, None)
            }
            BarKind::VotesASeat(_) => Location::tier(self.count.tier),
            BarKind::Main | BarKind::Votes(_) | BarKind::Seats { .. } | BarKind::First => self.at,
        };
        book.note(at, "threshold", |names| {
            alternative(names, plan, self.number, (cast, passes), &counts, regions)
        });
        Ok(())
    }

    fn missing(&self, district: Option<usize>) -> impl Fn(&'static str) -> CountFailure {
        move |figure| CountFailure::MissingFigure { district, figure }
    }

    /// What shares are shares of; in an area of so many seats.
    #[inline]
    fn measure(&self, seats: u32) -> Result<Measure, CountFailure> {
        let base = self.votes.figures.of(self.threshold.of).map_err(self.missing(self.at.district))?;
        let seats = if self.bar.level == Level::Area { seats } else { seats_of_tier(self.count) };
        Ok(Measure::new(self.threshold, base, seats))
    }

    /// The next lists by votes, until those who take part are enough. Lists with equal votes come in together.
    fn until(
        &self,
        until: &Until,
        passes: &mut [bool],
        buffers: &mut ThresholdBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let (plan, cast) = (self.count.plan, &self.votes.cast);
        let measure = self.measure(buffers.seats)?;
        let from = until.from.map_or(0, |share| measure.needed(share, true));
        let needed = until.share.map_or(0, |share| measure.needed(share, until.inclusive));
        let (mut lists, mut sum) = (0u64, 0u128);
        for (_, &n) in passes.iter().zip(cast).filter(|&(&passes, &n)| passes && n > 0) {
            (lists, sum) = (lists + 1, sum + u128::from(n));
        }
        let order = &mut buffers.order;
        order.clear();
        let waiting = (0u32..).zip(passes.iter().zip(cast));
        order.extend(waiting.filter(|&(_, (&passes, &n))| !passes && reaches(n, from)).map(|(list, _)| list));
        order.sort_unstable_by_key(|&list| Reverse(cast[list as usize]));
        let mut last = None;
        let mut came_in = 0;
        for &list in &*order {
            let n = cast[list as usize];
            if last != Some(n) && lists >= u64::from(until.lists) && sum >= needed {
                break;
            }
            (lists, sum, last) = (lists + 1, sum + u128::from(n), Some(n));
            came_in += 1;
            passes[list as usize] = true;
        }
        if last.is_some() {
            let came_in = &order[..came_in];
            book.note(self.at, "threshold", |names| {
                until_step(names, plan, until, (from, needed), (cast, passes), came_in)
            });
        }
        Ok(())
    }

    /// A share of the base: the threshold's own, or another.
    fn share(
        &self,
        share: Option<Share>,
        passes: &mut [bool],
        buffers: &mut ThresholdBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountFailure> {
        let (plan, threshold, cast) = (self.count.plan, self.threshold, &self.votes.cast);
        let measure = self.measure(buffers.seats)?;
        let needed = measure.needed(share.unwrap_or(threshold.share), share.is_some() || threshold.inclusive);
        if share.is_none() && !plan.shares.is_empty() {
            for ((passes, &n), own) in passes.iter_mut().zip(cast).zip(&plan.shares) {
                *passes |= reaches(n, measure.needed(*own, threshold.inclusive));
            }
            if buffers.near.is_asked_for() {
                let own = plan.shares.iter().map(|own| measure.needed(*own, threshold.inclusive));
                buffers.near.keep(self.count.tier, measure, cast.iter().copied().zip(own));
            }
        } else {
            if share.is_none() && buffers.near.is_asked_for() {
                buffers.near.keep(self.count.tier, measure, cast.iter().map(|&n| (n, needed)));
            }
            for (passes, &n) in passes.iter_mut().zip(cast) {
                *passes |= reaches(n, needed);
            }
        }
        if let Some(recorder) = &mut book.recorder {
            let needed_by = |list: usize| match (self.number, plan.shares.get(list)) {
                (0, Some(own)) => measure.needed(*own, threshold.inclusive),
                _ => needed,
            };
            // Those with votes here, and those without that need none.
            let lists = cast.iter().zip(&*passes).enumerate();
            let lists = lists.filter(|&(list, (&n, _))| n > 0 || needed_by(list) == 0);
            let lists = lists.map(|(list, (_, &passes))| (list, passes));
            if let Some(told) = recorder.told_at_threshold(plan, lists) {
                let held = (cast.as_slice(), needed_by, &*passes);
                let step = threshold_step(
                    &recorder.names,
                    plan,
                    self.number,
                    (threshold, measure, needed),
                    held,
                    &told,
                );
                recorder.enter(Some(self.at), Some("threshold"), step);
            }
        }
        Ok(())
    }

    /// A list that reaches the share in one district passes, or one that reaches it in every district.
    fn in_districts(
        &self,
        share: Option<Share>,
        every: bool,
        passes: &mut [bool],
        buffers: &mut ThresholdBuffers,
        mut shown: Option<&mut Vec<Counts>>,
    ) -> Result<(), CountFailure> {
        let ListCount { plan, tally, .. } = self.count;
        let ThresholdBuffers { district: sums, reached, near, .. } = buffers;
        reached.clear();
        reached.resize(plan.parties.len(), every);
        let inclusive = share.is_some() || self.threshold.inclusive;
        if let Some(counts) = &mut shown {
            counts.extend((0..plan.parties.len()).map(Counts::of));
        }
        let areas = self.area.map_or(&plan.areas[..], std::slice::from_ref);
        for ballot in areas.iter().flat_map(|area| &area.ballots) {
            // A list may have several entries: its candidates.
            sums.clear();
            sums.resize(plan.parties.len(), 0);
            for (&n, list) in tally.votes[ballot.votes.clone()].iter().zip(&ballot.lists) {
                if let Some(list) = list.index() {
                    // Sums of all districts fitted when they were made.
                    sums[list] += n;
                }
            }
            let base = figures_of(plan, tally, ballot).of(self.threshold.of);
            let base = base.map_err(self.missing(ballot.district))?;
            if share.is_none() && near.is_asked_for() {
                let own = |list: usize| plan.shares.get(list).copied().unwrap_or(self.threshold.share);
                let needed = |list| own(list).votes_of(base, inclusive);
                let held = sums.iter().enumerate().map(|(list, &n)| (n, needed(list)));
                near.keep(self.count.tier, Measure { base, quota: None }, held);
            }
            for (list, (&n, passes)) in sums.iter().zip(&mut *reached).enumerate() {
                let own = plan.shares.get(list).copied().unwrap_or(self.threshold.share);
                let needed = share.unwrap_or(own).votes_of(base, inclusive);
                let here = reaches(n, needed);
                if let Some(counts) = &mut shown {
                    counts[list].keep((n.into(), needed), (ballot.district, base), every);
                }
                *passes = if every { *passes && here } else { *passes || here };
            }
        }
        passes.iter_mut().zip(&*reached).for_each(|(all, reached)| *all |= reached);
        Ok(())
    }

    /// A list that has as many votes as there are for each seat of another tier passes, if it has them in so many
    /// regions.
    fn votes_a_seat(
        &self,
        rule: &VotesASeat,
        passes: &mut [bool],
        buffers: &mut ThresholdBuffers,
        mut shown: Option<(&mut Vec<Counts>, &mut Vec<RegionLine>)>,
    ) -> Result<(), CountFailure> {
        let ListCount { plan, tally, .. } = self.count;
        let lists = plan.parties.len();
        let ThresholdBuffers { regions, region_votes: votes, regions_won: won, .. } = buffers;
        regions.clear();
        regions.resize(rule.seats.len(), Figures::new());
        votes.clear();
        votes.resize(lists * rule.seats.len(), 0);
        let ballots = self.area.into_iter().flat_map(|area| &area.ballots);
        for (ballot, &region) in ballots.zip(&rule.region_of) {
            regions[region] = regions[region] + figures_of(plan, tally, ballot);
            for (&n, list) in tally.votes[ballot.votes.clone()].iter().zip(&ballot.lists) {
                if let Some(list) = list.index() {
                    // Sums of all districts fitted when they were made.
                    votes[region * lists + list] += n;
                }
            }
        }
        won.clear();
        won.resize(lists, 0);
        if let Some((counts, _)) = &mut shown {
            counts.extend((0..lists).map(|list| Counts { needed: rule.regions.into(), ..Counts::of(list) }));
        }
        for (region, (figures, &seats)) in regions.iter().zip(&rule.seats).enumerate() {
            let base = figures.of(self.threshold.of).map_err(self.missing(None))?;
            let own = &votes[region * lists..(region + 1) * lists];
            for (list, (won, &n)) in won.iter_mut().zip(own).enumerate() {
                // votes / 1 against base / seats; there is no average without seats.
                let enough = n > 0 && seats > 0 && u128::from(n) * u128::from(seats) >= base;
                *won += u32::from(enough);
                if let Some((counts, _)) = shown.as_mut().filter(|_| enough) {
                    counts[list].has += 1;
                    counts[list].places.push(rule.names[region].clone());
                }
            }
            if let Some((_, lines)) = shown.as_mut().filter(|_| seats > 0) {
                let needed = base.div_ceil(u128::from(seats));
                lines.push(RegionLine { region: rule.names[region].clone(), needed });
            }
        }
        passes.iter_mut().zip(&*won).for_each(|(passes, &won)| *passes |= won >= rule.regions);
        Ok(())
    }
}

fn reaches(votes: u64, needed: u128) -> bool {
    votes > 0 && u128::from(votes) >= needed
}
