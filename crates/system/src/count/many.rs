//! Elections counted many at a time, where each tier is filled by itself and plainly.
//!
//! The same seats as one after the other. Of each tally the usual is counted: lists whose seats follow from votes and one share
//! of them, candidates of whom one has the most votes, seats that somebody appoints. A tally in which anything else comes up, such
//! as equal claims, is [left](Many::row) to [`Plan::count_into`].

use super::straight;
use crate::candidates::count::ahead;
use crate::candidates::plan::{CandidatePlan, DistrictPlan};
use crate::plan::{Kind, Plan, SeatsStanding, TierPlan};
use crate::votes::Tally;
use sailau_apportion::cpu_dispatch::{Task, widest};
use sailau_apportion::{Batch, apportion_batch};

/// Numbers of lists in all areas of a tier beyond which elections are large enough to be counted one by one.
const MOST: usize = 1 << 11;

/// Room for elections that are counted many at a time, and the houses that came out: a row for each.
#[doc(hidden)]
#[derive(Debug, Clone, Default)]
pub struct Many {
    tallies: usize,
    parties: usize,
    /// By plan, then by tally: the row, if it was counted here.
    row_of: Vec<Option<usize>>,
    /// Which tally each row is of, and whether it came out as usual.
    tally_of: Vec<usize>,
    is_sure: Vec<bool>,
    tiers: Vec<Tier>,
    /// Whether a tally was counted so far.
    counted: Vec<bool>,
    sums: Vec<u64>,
    batch: Batch,
}

/// The seats of a tier, and what they are found by.
#[derive(Debug, Clone, Default)]
struct Tier {
    /// How many areas a tier of lists has, and how many lists; 0 of others.
    extent: (usize, usize),
    /// Whether parties have its seats.
    fills: bool,
    /// Votes of those who pass, row by row: those of one area after another, and the seats of each area.
    weights: Vec<u64>,
    houses: Vec<u32>,
    nears: Vec<Near>,
    given: Vec<u32>,
    /// Row by row, of each party.
    seats: Vec<u32>,
    without_party: Vec<u32>,
    /// The same of each tally, where they do not differ from plan to plan.
    of_tallies: (Vec<u32>, Vec<u32>),
}

impl Many {
    /// Counts tallies by each of these plans, which [can](Plan::counts_many) be counted so, are of the same field and
    /// [differ in shares](crate::ElectoralSystem::but_for_shares) of thresholds alone.
    pub fn count<'a>(&mut self, plans: impl Iterator<Item = &'a Plan> + Clone, tallies: &[Tally]) {
        let Some(first) = plans.clone().next() else { return };
        (self.tallies, self.parties) = (tallies.len(), first.parties.len());
        self.tiers.resize_with(first.tiers.len(), Tier::default);
        self.counted.clear();
        let fits = |tally: &Tally| {
            (tally.votes.len(), tally.totals.len()) == first.extent && tally.ranked.is_empty()
        };
        self.counted.extend(tallies.iter().map(fits));
        for (own, tier) in self.tiers.iter_mut().zip(&first.tiers) {
            own.end_at(0);
            let (seats, without_party) = &mut own.of_tallies;
            seats.clear();
            seats.resize(tallies.len() * self.parties, 0);
            without_party.clear();
            without_party.resize(tallies.len(), 0);
            own.extent = (0, 0);
            own.fills = tier.kind.gives_parties_seats();
            match &tier.kind {
                Kind::List(plan) => own.extent = (plan.areas.len(), plan.parties.len()),
                Kind::Candidates(plan) => {
                    let (parties, counted) = (self.parties, &mut self.counted);
                    widest(Candidates { plan, tallies, seats, parties, without_party, counted });
                }
                Kind::Appointed => without_party.fill(tier.seats),
                Kind::Given(_) | Kind::Uncounted => self.counted.fill(false),
            }
        }
        widest(Weigh { many: self, plans, tallies });
        self.share_out(first);
    }

    /// Finds who passes by each plan. Where a plan before it has let the same pass, its row is that one's.
    #[inline(always)]
    fn weigh<'a>(&mut self, plans: impl Iterator<Item = &'a Plan> + Clone, tallies: &[Tally]) {
        self.tally_of.clear();
        self.row_of.clear();
        let several = plans.clone().nth(1).is_some();
        self.row_of.resize(plans.clone().count() * tallies.len(), None);
        for (number, tally) in tallies.iter().enumerate() {
            if !self.counted[number] {
                continue;
            }
            let first = self.tally_of.len();
            for (at, plan) in plans.clone().enumerate() {
                let row = self.tally_of.len();
                let row_of = &mut self.row_of[at * self.tallies + number];
                let same = |row: &usize| {
                    self.tiers.iter().zip(&plan.tiers).all(|(own, tier)| own.is_row_of(*row, tier))
                };
                // The latest is the likeliest: values stand in order.
                *row_of = (first..row).rev().find(same);
                if row_of.is_none() {
                    if self.weigh_row(plan, tally, several) {
                        self.row_of[at * self.tallies + number] = Some(row);
                        self.tally_of.push(number);
                    } else {
                        self.tiers.iter_mut().for_each(|tier| tier.end_at(row));
                    }
                }
            }
        }
    }

    /// Writes the next row of each list tier, and how near others come to it where there are several plans; whether all areas are
    /// what is usual.
    #[inline(always)]
    fn weigh_row(&mut self, plan: &Plan, tally: &Tally, several: bool) -> bool {
        for (own, tier) in self.tiers.iter_mut().zip(&plan.tiers) {
            let Kind::List(plan) = &tier.kind else { continue };
            for area in &plan.areas {
                let start = own.weights.len();
                let weighed = straight::weigh(plan, area, tally, &mut self.sums, &mut own.weights);
                let Some((cast, base)) = weighed else { return false };
                if several {
                    own.nears.push(Near::of(base, cast, &own.weights[start..]));
                }
                own.houses.push(area.seats);
            }
        }
        true
    }

    /// Shares the seats of all rows.
    fn share_out(&mut self, plan: &Plan) {
        let rows = self.tally_of.len();
        self.is_sure.clear();
        self.is_sure.resize(rows, true);
        for (own, tier) in self.tiers.iter_mut().zip(&plan.tiers) {
            let Tier {
                extent: (areas, width), weights, houses, given, seats, without_party, of_tallies, ..
            } = own;
            without_party.clear();
            let Kind::List(plan) = &tier.kind else {
                seats.clear();
                for &tally in &self.tally_of {
                    seats.extend_from_slice(&of_tallies.0[tally * self.parties..][..self.parties]);
                    without_party.push(of_tallies.1[tally]);
                }
                continue;
            };
            without_party.resize(rows, 0);
            let (areas, width) = (*areas, *width);
            given.resize(weights.len(), 0);
            let method = &plan.rule.method;
            if apportion_batch(weights, width, houses, method, &mut self.batch, given).is_err() {
                return self.row_of.fill(None);
            }
            let in_order = || plan.parties.iter().enumerate().all(|(place, &party)| party == Some(place));
            if areas == 1 && width == self.parties && in_order() {
                std::mem::swap(seats, given);
            } else {
                seats.clear();
                seats.resize(rows * self.parties, 0);
                let areas_of = given.chunks_exact(areas * width);
                for (given, seats) in areas_of.zip(seats.chunks_exact_mut(self.parties)) {
                    for given in given.chunks_exact(width) {
                        for (&party, &given) in plan.parties.iter().zip(given) {
                            // No candidate is a list by himself here.
                            if let Some(seats) = party.and_then(|party| seats.get_mut(party)) {
                                *seats += given;
                            }
                        }
                    }
                }
            }
            let tied = self.batch.ties().map(|(area, _)| area);
            for area in tied.chain(self.batch.without_votes().iter().copied()) {
                self.is_sure[area / areas] = false;
            }
        }
    }

    /// Whether a tier gives seats to parties.
    #[inline]
    #[must_use]
    pub fn fills(&self, tier: usize) -> bool {
        self.tiers[tier].fills
    }

    /// The house of a tally by one of the plans; none where that is left to [`Plan::count_into`].
    #[inline]
    #[must_use]
    pub fn row(&self, plan: usize, tally: usize) -> Option<usize> {
        self.row_of[plan * self.tallies + tally].filter(|&row| self.is_sure[row])
    }

    /// Seats of each party in a tier, as [`Workspace::seats`](super::Workspace::seats).
    #[inline]
    #[must_use]
    pub fn seats(&self, tier: usize, row: usize) -> &[u32] {
        &self.tiers[tier].seats[row * self.parties..][..self.parties]
    }

    /// Seats of a tier whose holders have no party.
    #[inline]
    #[must_use]
    pub fn without_party(&self, tier: usize, row: usize) -> u32 {
        self.tiers[tier].without_party[row]
    }
}

/// The two lists of an area that are nearest to the threshold, and what this is a share of.
#[derive(Debug, Clone, Copy)]
struct Near {
    base: u64,
    /// The most votes of a list that missed it: 0 where none has.
    missed: u64,
    /// The fewest votes of a list that reached it.
    reached: u64,
}

impl Near {
    #[inline(always)]
    fn of(base: Option<u64>, cast: &[u64], weights: &[u64]) -> Self {
        let mut near = Self { base: base.unwrap_or(0), missed: 0, reached: u64::MAX };
        for (&votes, &weight) in cast.iter().zip(weights) {
            near.missed = near.missed.max(votes - weight);
            near.reached = near.reached.min(if weight > 0 { weight } else { u64::MAX });
        }
        near
    }
}

impl Tier {
    /// Whether the same lists would pass by this tier as in a row.
    #[inline(always)]
    fn is_row_of(&self, row: usize, tier: &TierPlan) -> bool {
        let Kind::List(plan) = &tier.kind else { return true };
        let Some(rule) = &plan.rule.threshold else { return true };
        let areas = self.extent.0;
        self.nears[row * areas..][..areas].iter().all(|near| {
            let bar = straight::Bar::of(near.base, (rule.share, rule.inclusive));
            // Nobody misses it who has no votes. Somebody has reached it, or there was no row.
            bar.is_some_and(|bar| {
                bar.is_reached(near.reached) && (near.missed == 0 || !bar.is_reached(near.missed))
            })
        })
    }

    /// Takes back what was written from this row on.
    fn end_at(&mut self, row: usize) {
        let (areas, width) = self.extent;
        self.weights.truncate(row * areas * width);
        self.houses.truncate(row * areas);
        self.nears.truncate(row * areas);
    }
}

impl Plan {
    /// Whether [`Many`] counts what is usual by these rules.
    #[doc(hidden)]
    #[must_use]
    pub fn counts_many(&self) -> bool {
        // Rows of nobody are none.
        !self.parties.is_empty() && self.ranked.is_empty() && self.tiers.iter().all(TierPlan::is_plain)
    }

    /// The tier that has all seats of parties by such rules, if it is one; what it gives each for sure is then all that each has for
    /// sure.
    #[doc(hidden)]
    #[must_use]
    pub fn only_tier(&self) -> Option<usize> {
        let mut giving = (0..self.tiers.len()).filter(|&tier| self.tiers[tier].kind.gives_parties_seats());
        let only = giving.next().filter(|_| giving.next().is_none());
        only.filter(|_| self.counts_many())
    }
}

impl TierPlan {
    /// Whether it looks at no other tier, no other looks at it, and nothing is asked but what is counted here.
    fn is_plain(&self) -> bool {
        let by_itself =
            self.standing == SeatsStanding::Final && self.looks_at.is_empty() && !self.leaves && !self.pooled;
        by_itself
            && match &self.kind {
                Kind::List(plan) => {
                    plan.is_straight
                        && !plan.areas.is_empty()
                        && !plan.parties.is_empty()
                        && plan.districts_without_votes.is_empty()
                        && plan.areas.iter().all(|area| area.ballots.len() == 1)
                        && plan.areas.len().saturating_mul(plan.parties.len()) <= MOST
                }
                Kind::Candidates(plan) => {
                    plan.by_most_votes
                        && plan.districts_without_votes.is_empty()
                        && plan.districts.iter().all(|district| district.elects_one())
                }
                Kind::Appointed => true,
                Kind::Given(_) | Kind::Uncounted => false,
            }
    }
}

/// Those who pass, found for tally after tally.
struct Weigh<'a, P> {
    many: &'a mut Many,
    plans: P,
    tallies: &'a [Tally],
}

impl<'a, P: Iterator<Item = &'a Plan> + Clone> Task for Weigh<'_, P> {
    #[inline(always)]
    fn run(self) {
        self.many.weigh(self.plans, self.tallies);
    }
}

/// Candidates of whom the one with most votes has the seat, in each district of each tally.
struct Candidates<'a> {
    plan: &'a CandidatePlan,
    tallies: &'a [Tally],
    seats: &'a mut [u32],
    parties: usize,
    without_party: &'a mut [u32],
    counted: &'a mut [bool],
}

impl Task for Candidates<'_> {
    #[inline(always)]
    fn run(mut self) {
        let (some, rest) = self.tallies.as_chunks::<WIDE>();
        for district in &self.plan.districts {
            let (votes, of) = (district.votes.clone(), district.totals);
            for (number, tallies) in some.iter().enumerate() {
                let mut rows: [&[u64]; WIDE] = [&[]; WIDE];
                for (row, tally) in rows.iter_mut().zip(tallies) {
                    *row = tally.votes.get(votes.clone()).unwrap_or_default();
                }
                let ahead = ahead_in_each(&rows);
                for (lane, tally) in tallies.iter().enumerate() {
                    self.elect(number * WIDE + lane, district, ahead[lane].filter(|_| is_plain(tally, of)));
                }
            }
            for (number, tally) in (some.len() * WIDE..).zip(rest) {
                let ahead = ahead(tally.votes.get(votes.clone()).unwrap_or_default());
                self.elect(number, district, ahead.filter(|_| is_plain(tally, of)));
            }
        }
    }
}

/// Whether a ballot is one vote, as far as the tally says.
#[inline(always)]
fn is_plain(tally: &Tally, totals: usize) -> bool {
    tally.totals.get(totals).is_some_and(|totals| totals.ballots.is_none())
}

impl Candidates<'_> {
    /// Gives the seat of a district in a tally to who is ahead; if nobody is, the tally is not counted here.
    #[inline(always)]
    fn elect(&mut self, tally: usize, district: &DistrictPlan, ahead: Option<usize>) {
        match ahead.map(|first| district.parties[first]) {
            Some(Some(party)) => self.seats[tally * self.parties + party] += 1,
            Some(None) => self.without_party[tally] += 1,
            None => self.counted[tally] = false,
        }
    }
}

/// Tallies in which those who are ahead are found side by side.
const WIDE: usize = 16;

/// Who has more votes than everybody else, in each of these rows of equal length, as [`ahead`] in one.
#[inline(always)]
fn ahead_in_each(rows: &[&[u64]; WIDE]) -> [Option<usize>; WIDE] {
    /// Entries that are turned into lanes before the first of them is looked at.
    const TILE: usize = 8;
    let (mut most, mut next, mut first) = ([0; WIDE], [0; WIDE], [0; WIDE]);
    let mut length = usize::MAX;
    for row in rows {
        length = length.min(row.len());
    }
    let mut found = [None; WIDE];
    if length < TILE {
        for lane in 0..WIDE {
            found[lane] = ahead(rows[lane]);
        }
        return found;
    }
    let mut done = 0;
    while done < length {
        // The last tile overlaps the one before it.
        let start = done.min(length - TILE);
        let mut turned = [[0; WIDE]; TILE];
        for lane in 0..WIDE {
            let Some(tile) = rows[lane][start..].first_chunk::<TILE>() else { continue };
            for (column, &votes) in turned.iter_mut().zip(tile) {
                column[lane] = votes;
            }
        }
        for (entry, own) in (done as u64..).zip(&turned[done - start..]) {
            for lane in 0..WIDE {
                next[lane] = next[lane].max(most[lane].min(own[lane]));
                first[lane] = if own[lane] > most[lane] { entry } else { first[lane] };
                most[lane] = most[lane].max(own[lane]);
            }
        }
        done = start + TILE;
    }
    for lane in 0..WIDE {
        if most[lane] > next[lane] {
            found[lane] = Some(first[lane] as usize);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_is_ahead() {
        let known: [(&[u64], Option<usize>); 6] = [
            (&[0, 0, 0, 0], None),
            (&[1, 3, 2, 0], Some(1)),
            (&[3, 1, 3, 2], None),
            (&[3, 3, 4, 4], None),
            (&[3, 3, 1, 4], Some(3)),
            (&[u64::MAX, 0, u64::MAX - 1, 0], Some(0)),
        ];
        // As they stand, and among so many others that they come first, last and in several tiles.
        for (before, after) in [(0, 0), (4, 0), (0, 4), (5, 0), (0, 13), (13, 1)] {
            let rows: Vec<_> =
                known.map(|(votes, _)| [&vec![0; before], votes, &vec![0; after]].concat()).into();
            let found = ahead_in_each(&std::array::from_fn(|lane| &rows[lane % rows.len()][..]));
            for (lane, found) in found.into_iter().enumerate() {
                let (row, expected) = (&rows[lane % rows.len()], known[lane % rows.len()].1);
                let expected = expected.map(|first| before + first);
                assert_eq!((found, ahead(row)), (expected, expected), "{row:?}");
            }
        }
        assert_eq!(ahead_in_each(&[&[]; WIDE]), [None; WIDE]);
    }
}
