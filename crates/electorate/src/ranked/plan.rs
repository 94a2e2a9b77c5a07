//! Ranked contests, ready to be drawn.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::next::{Between, Next};
use super::split::Splitting;
use super::{INDEPENDENTS, Preferences, RankedContest};
use crate::check::at_most;
use crate::random::Generator;
use crate::votes::{Ballot, Entry, Field, VotesBuilder};
use crate::{Electorate, ElectorateError, TallySlices};
use sailau_ranked::Ballots;

/// Candidates of all papers of a contest.
const MOST_CANDIDATES: u64 = 1 << 24;
/// Entries of a paper: what is kept for a list grows with their square.
const MOST_ENTRIES: u64 = 1 << 10;
/// Marks of ballots that differ, on all papers of a contest.
const MOST_MARKS: u64 = 1 << 26;
/// Entries of orders by which distances are kept.
const MOST_ORDERS: u64 = 1 << 28;

/// A ranked contest, ready to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct RankedPlan {
    next: Next,
    stops: Vec<f64>,
    papers: Vec<Paper>,
}

#[derive(Debug, Clone)]
struct Paper {
    /// Where the votes and totals stand that are the first preferences, and its own.
    of: Range<usize>,
    of_total: usize,
    own: Range<usize>,
    own_total: usize,
    ballots: usize,
    slots: Vec<usize>,
    starts: Vec<usize>,
    ranks: usize,
    deepest: usize,
    between: Arc<Between>,
}

/// Scratch space of all ranked contests.
#[derive(Debug, Clone, Default)]
pub(crate) struct RankedSpace {
    sums: Vec<f64>,
    used: Vec<bool>,
    path: Vec<usize>,
}

impl RankedPlan {
    /// Enters the papers of a contest, whose first preferences are votes of a field without ranked contests.
    pub(crate) fn enter(
        contest: &RankedContest,
        of: &Field,
        builder: &mut VotesBuilder,
    ) -> Result<(), ElectorateError> {
        let base = of.contest(&contest.of).map_or(&[][..], |base| &base.ballots);
        let entries = base.iter().map(|ballot| ballot.entries.len() as u128).sum::<u128>();
        at_most("candidates", entries * u128::from(contest.nominees), MOST_CANDIDATES)?;
        for ballot in base {
            let district = ballot.district.and_then(|number| of.districts().get(number)).map(String::as_str);
            let mut candidates = 0;
            for entry in ballot.entries.iter() {
                let party = entry.party.map(|number| of.parties()[number].name.as_str());
                for number in 1..=nominees(contest, entry) {
                    let name = candidate(contest, party, entry, number);
                    builder.votes(&contest.name, district, party, name.as_deref(), 0)?;
                    candidates += 1;
                }
            }
            builder.ranked(&contest.name, district, &[], Ballots::of_nobody(candidates))?;
        }
        Ok(())
    }

    /// Of the field with its papers.
    pub(crate) fn new(
        electorate: &Electorate,
        contest: &RankedContest,
        field: &Field,
    ) -> Result<Self, ElectorateError> {
        let names = electorate.parties.iter().map(|party| party.name.as_str());
        let slot_of: HashMap<&str, usize> = names.zip(0..).collect();
        let next = Next::new(electorate, &contest.preferences);
        let stop = |name: &str| contest.stops.get(name).copied().unwrap_or(contest.stop);
        let parties = electorate.parties.iter().map(|party| party.name.as_str());
        let stops = parties.chain([INDEPENDENTS]).map(stop).collect();
        let ballots = |name: &str| field.contest(name).map_or(&[][..], |contest| &contest.ballots);
        let mut known: HashMap<Vec<usize>, Arc<Between>> = HashMap::new();
        let mut rolls: HashMap<&str, u128> = HashMap::new();
        for district in &electorate.districts {
            for name in [Some(&district.name), district.region.as_ref()].into_iter().flatten() {
                *rolls.entry(name).or_default() += u128::from(district.registered);
            }
        }
        let voters = |piece: Option<usize>| match piece.and_then(|number| field.districts().get(number)) {
            Some(name) => rolls.get(name.as_str()).copied().unwrap_or(0),
            None => electorate.districts.iter().map(|district| u128::from(district.registered)).sum(),
        };
        let (mut orders, mut marks) = (0, 0);
        let mut papers = Vec::new();
        for (of, own) in ballots(&contest.of).iter().zip(ballots(&contest.name)) {
            let entries = of.entries.iter();
            let slots: Vec<usize> = entries.map(|entry| slot(field, entry, &slot_of)).collect();
            at_most("entries on a ranked ballot", slots.len() as u128, MOST_ENTRIES)?;
            let between = match known.get(&slots) {
                Some(between) => Arc::clone(between),
                None => {
                    if matches!(contest.preferences, Preferences::Spatial(_)) {
                        orders += (slots.len() as u128).pow(2) * 4096;
                        at_most("places in orders by distance", orders, MOST_ORDERS)?;
                    }
                    let between = Arc::new(next.between(&slots));
                    known.insert(slots.clone(), Arc::clone(&between));
                    between
                }
            };
            let paper = Paper::new(contest, of, own, slots, between);
            marks += paper.marks(voters(own.district));
            let what = "marks on ranked ballots that may all differ (give fewer ranks: `at_most`)";
            at_most(what, marks, MOST_MARKS)?;
            papers.push(paper);
        }
        Ok(Self { next, stops, papers })
    }

    /// Room for what one of these plans needs at most.
    pub(crate) fn space(plans: &[Self]) -> RankedSpace {
        let papers = || plans.iter().flat_map(|plan| &plan.papers);
        let entries = papers().map(|paper| paper.slots.len()).max().unwrap_or(0);
        let sums = papers().map(|paper| paper.deepest * (paper.slots.len() + 1)).max().unwrap_or(0);
        RankedSpace { sums: vec![0.0; sums], used: vec![false; entries], path: Vec::with_capacity(entries) }
    }

    /// Papers, each with ballots in a tally.
    pub(crate) fn papers(&self) -> usize {
        self.papers.len()
    }

    /// Ranks the votes that were drawn.
    pub(crate) fn draw(&self, rng: &mut Generator, space: &mut RankedSpace, tally: &mut TallySlices<'_>) {
        for paper in &self.papers {
            tally.totals[paper.own_total] = tally.totals[paper.of_total];
            let (before, own) = tally.votes.split_at_mut(paper.own.start);
            let (votes, own) = (&before[paper.of.clone()], &mut own[..paper.own.len()]);
            own.fill(0);
            for (&votes, &first) in votes.iter().zip(&paper.starts) {
                own[first] = votes;
            }
            let ballots = &mut tally.ranked[paper.ballots];
            let cleared = ballots.clear(paper.own.len());
            debug_assert!(cleared.is_ok(), "{cleared:?}");
            Splitting {
                next: &self.next,
                between: &paper.between,
                slots: &paper.slots,
                all_slots: self.stops.len(),
                votes,
                stops: &self.stops,
                starts: &paper.starts,
                deepest: paper.deepest,
                ranks: paper.ranks,
                sums: &mut space.sums,
                used: &mut space.used[..paper.slots.len()],
                path: &mut space.path,
                ballots,
            }
            .all(rng);
        }
    }
}

impl Paper {
    fn new(
        contest: &RankedContest,
        of: &Ballot,
        own: &Ballot,
        slots: Vec<usize>,
        between: Arc<Between>,
    ) -> Self {
        let mut starts = vec![0];
        for entry in of.entries.iter() {
            starts.push(starts[starts.len() - 1] + nominees(contest, entry) as usize);
        }
        let candidates = own.entries.len();
        let ranks = contest.at_most.map_or(candidates, |most| candidates.min(most as usize));
        // A list may begin with those who have fewest candidates.
        let fewest = of.entries.iter().map(|entry| nominees(contest, entry)).min().unwrap_or(1) as usize;
        let deepest = slots.len().min(ranks.div_ceil(fewest));
        Self {
            of: of.votes(),
            of_total: of.totals(),
            own: own.votes(),
            own_total: own.totals(),
            ballots: own.ranked().unwrap_or_default(),
            slots,
            starts,
            ranks,
            deepest,
            between,
        }
    }

    /// The most marks that so many voters can leave on lists that differ.
    fn marks(&self, voters: u128) -> u128 {
        let (mut lists, mut of_length) = (0_u128, 1_u128);
        for length in 0..self.deepest {
            of_length = of_length.saturating_mul((self.slots.len() - length) as u128);
            lists = lists.saturating_add(of_length);
        }
        lists.min(voters).saturating_mul(self.ranks as u128)
    }
}

/// The slot of who stands there.
fn slot(field: &Field, entry: &Entry, slot_of: &HashMap<&str, usize>) -> usize {
    let party = entry.party.and_then(|number| slot_of.get(field.parties()[number].name.as_str()));
    party.copied().unwrap_or(slot_of.len())
}

/// How many candidates stand for an entry.
fn nominees(contest: &RankedContest, entry: &Entry) -> u32 {
    if entry.party.is_some() { contest.nominees } else { 1 }
}

/// The name of one of them: the entry's own for the first, and with a number for the others.
fn candidate(contest: &RankedContest, party: Option<&str>, entry: &Entry, number: u32) -> Option<String> {
    match (&entry.candidate, party) {
        (own, _) if contest.nominees == 1 => own.clone(),
        (Some(own), _) if number == 1 => Some(own.clone()),
        (Some(own), _) => Some(format!("{own} {number}")),
        (None, party) => Some(format!("{} {number}", party.unwrap_or_default())),
    }
}
