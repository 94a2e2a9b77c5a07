//! Candidates of each district: most votes, or the majority.

use super::buffers::{CandidateBuffers, in_order};
use super::plan::{CandidatePlan, DistrictPlan};
use super::record::candidates;
use crate::count::book::{Book, Victory};
use crate::count::failure::CountFailure;
use crate::count::figures::Figures;
use crate::count::location::Location;
use crate::count::ties::{TieBreak, Tied};
use crate::count::ways::Chance;
use crate::protocol::{Claimants, Names, Recorded};
use crate::reason::Reason;
use crate::rules::AgainstAll;
use crate::several_votes::plan::OnOneBallot;
use crate::several_votes::record::several_votes;
use crate::votes::{BallotTotals, Tally};

pub(crate) struct DistrictCount<'a, 'b, 'c> {
    pub(crate) plan: &'a CandidatePlan,
    pub(crate) district: &'a DistrictPlan,
    pub(crate) at: Location,
    pub(crate) chance: Chance<'a>,
    pub(crate) buffers: &'b mut CandidateBuffers,
    pub(crate) book: &'b mut Book<'c>,
}

pub(crate) fn count_candidates(
    plan: &CandidatePlan,
    tier: usize,
    tally: &Tally,
    chance: Chance<'_>,
    buffers: &mut CandidateBuffers,
    book: &mut Book<'_>,
) -> Result<(), CountFailure> {
    for district in &plan.districts {
        let at = Location::district(tier, district.district, district.rank);
        if plan.by_most_votes
            && district.elects_one()
            && book.recorder.is_none()
            && tally.totals[district.totals].ballots.is_none()
            && let Some(first) = ahead(&tally.votes[district.votes.clone()])
        {
            book.elected(at, plan, district, first, Victory::Sure);
            continue;
        }
        DistrictCount { plan, district, at, chance, buffers: &mut *buffers, book: &mut *book }
            .count(tally)?;
    }
    for &(district, seats) in &plan.districts_without_votes {
        book.unfilled(Location::district(tier, district, None), seats, Reason::VotesNotGiven);
    }
    Ok(())
}

/// Who has more votes than everybody else, if somebody has.
#[inline(always)]
pub(crate) fn ahead(votes: &[u64]) -> Option<usize> {
    let (mut most, mut second, mut first) = (0, 0, 0);
    // Without a branch: who leads changes often on the way.
    for (entry, &n) in votes.iter().enumerate() {
        second = second.max(most.min(n));
        first = if n > most { entry } else { first };
        most = most.max(n);
    }
    (most > second).then_some(first)
}

impl DistrictCount<'_, '_, '_> {
    fn count(&mut self, tally: &Tally) -> Result<(), CountFailure> {
        let rule = &self.plan.rule;
        if let (Some(ranked), Some(number)) = (&rule.ranked, self.district.ranked) {
            return self.by_ranked_ballots(ranked, number, tally);
        }
        let Some(marks) = self.district.marks else {
            let totals = &tally.totals[self.district.totals];
            return self.by_votes(&tally.votes[self.district.votes.clone()], totals, tally);
        };
        // Taken out while the count writes elsewhere; nothing is allocated for it.
        let mut votes = std::mem::take(&mut self.buffers.marked);
        let OnOneBallot { votes: most, for_one } = self.district.on_ballot;
        let good = tally.ranked[marks].marked(most, for_one, &mut votes);
        let totals = BallotTotals { ballots: Some(good), ..tally.totals[self.district.totals] };
        let counted = self.by_votes(&votes, &totals, tally);
        self.buffers.marked = votes;
        counted
    }

    fn by_votes(&mut self, votes: &[u64], totals: &BallotTotals, tally: &Tally) -> Result<(), CountFailure> {
        let rule = &self.plan.rule;
        let mut figures = Figures::new();
        // What all have together matters where it is a base of something, or is written down.
        if rule.majority.is_some() || rule.turnout.is_some() || self.book.recorder.is_some() {
            for (&n, party) in votes.iter().zip(&self.district.parties) {
                let sum = if party.is_some() { &mut figures.of_parties } else { &mut figures.of_others };
                *sum += u128::from(n);
            }
        }
        figures.add_box(totals, rule.against_all);
        let missing = |figure| CountFailure::MissingFigure { district: self.district.district, figure };

        let mut majority = None;
        if let Some(threshold) = &rule.majority {
            let base = figures.of(threshold.of).map_err(missing)?;
            majority = Some((threshold.needed(base), base));
        }
        if let Some(recorder) = &mut self.book.recorder {
            recorder.ballots(self.at, &figures);
        }
        let needed = majority.map(|(needed, _)| needed);
        self.note("majority", |names, plan, district| candidates(names, plan, district, votes, needed));
        self.district.on_ballot.holds(votes, totals).map_err(|too_many| CountFailure::TooManyForBallots {
            district: self.district.district,
            party: too_many.entry.and_then(|entry| self.district.parties[entry]),
            votes: Box::new(too_many),
        })?;
        if rule.several.is_some() || totals.ballots.is_some() {
            self.note("ballot", |_, _, district| {
                several_votes(district.on_ballot, figures.valid(), totals.ballots)
            });
        }
        if let Some(rule) = &rule.turnout {
            let turnout = rule.held_against(&figures).map_err(missing)?;
            let valid = turnout.is_enough();
            self.note("turnout", |_, _, _| turnout);
            if !valid {
                self.book.unfilled(self.at, 1, Reason::TurnoutTooLow);
                return Ok(());
            }
        }
        let Some(most) = votes.iter().copied().max().filter(|&most| most > 0) else {
            self.book.unfilled(self.at, self.district.seats, Reason::NoVotes);
            return Ok(());
        };
        if self.voided(&figures, most) {
            return Ok(());
        }
        if let Some((needed, base)) = majority
            && u128::from(most) < needed
            && !self.leads(votes, most, base)
        {
            return self.no_majority(votes, &figures, tally);
        }
        if self.district.seats == 1 {
            self.most_votes(votes, most, None, Victory::Sure);
        } else if let Some(limit) = rule.group_limit {
            self.several_of_groups(votes, limit);
        } else {
            self.several(votes);
        }
        self.no_run_off_is_due()
    }

    /// Whether the first has the smaller share that is enough so far ahead of the second.
    fn leads(&self, votes: &[u64], most: u64, base: u128) -> bool {
        let Some(lead) = self.plan.rule.lead else {
            return false;
        };
        // With equal votes in front nobody is ahead.
        let ahead = votes.iter().filter(|&&n| n == most).count() == 1;
        let second = votes.iter().copied().filter(|&n| n < most).max().unwrap_or(0);
        ahead
            && u128::from(most) >= lead.at_least.votes_of(base, true)
            && u128::from(most - second) >= lead.ahead.votes_of(base, true)
    }

    /// Votes of a second round that nothing calls for contradict the first: they are not passed over.
    pub(super) fn no_run_off_is_due(&self) -> Result<(), CountFailure> {
        match &self.district.run_off {
            // Ranked ballots are there whether a second round is due or not.
            Some(again) if again.ranked.is_none() => {
                Err(CountFailure::RunOffNotDue { district: self.district.district })
            }
            _ => Ok(()),
        }
    }

    /// The seats go to as many candidates with most votes.
    fn several(&mut self, votes: &[u64]) {
        let CandidateBuffers { leaders, tied, .. } = &mut *self.buffers;
        let district = self.district;
        let seats = district.seats as usize;
        if seats == 0 {
            return;
        }
        in_order(leaders, votes, &district.ranks);
        let empty = seats.saturating_sub(leaders.len());
        if let Some(border) = leaders.get(seats).map(|&i| votes[i as usize])
            && votes[leaders[seats - 1] as usize] == border
        {
            // Equal votes at the border: the tie rule fills what is left.
            let sure = leaders.partition_point(|&i| votes[i as usize] > border);
            let end = leaders.partition_point(|&i| votes[i as usize] >= border);
            tied.among(leaders[sure..end].iter().copied());
            leaders.truncate(sure);
            // At most the seats of the district.
            let open = self.settle((seats - sure) as u32, border);
            if open > 0 {
                self.report_tie(open);
            }
        } else {
            leaders.truncate(seats);
            tied.among([]);
        }
        for &i in &self.buffers.leaders {
            self.book.elected(self.at, self.plan, self.district, i as usize, Victory::Sure);
        }
        self.seat_winners();
        if empty > 0 {
            // No more than the seats of the district.
            self.book.unfilled(self.at, empty as u32, Reason::NoCandidates);
        }
    }

    /// Those whom the tie rules chose sit.
    pub(super) fn seat_winners(&mut self) {
        let tied = &self.buffers.tied;
        let sure = tied.decided().len();
        for (number, &i) in tied.winners.iter().enumerate() {
            let victory = if number < sure { Victory::Sure } else { Victory::Supposed };
            self.book.elected(self.at, self.plan, self.district, i as usize, victory);
        }
    }

    /// Lets the tie rule give so many seats to candidates with equal votes, and notes what it says; returns how many
    /// stay open.
    pub(super) fn settle(&mut self, seats: u32, votes: u64) -> u32 {
        let tied = &mut self.buffers.tied;
        let (rules, at, ranks) = (self.plan.rule.ties, self.at, &self.district.ranks);
        let (order, votes, rank) = (|_| None, |_| votes, |i: u32| ranks[i as usize]);
        let open = TieBreak { rules, chance: self.chance, at, order, votes, rank }.settle(seats, tied);
        self.book.decided(at, rules, Claimants::Candidates(self.plan, self.district), tied);
        open
    }

    pub(super) fn report_tie(&mut self, open: u32) {
        let who = Claimants::Candidates(self.plan, self.district);
        let claimants = &self.buffers.tied.claimants;
        self.book.tied(self.at, who, claimants, open, self.plan.rule.ties, false);
    }

    /// A step of the record on this district.
    pub(crate) fn note<S: Recorded>(
        &mut self,
        rule: &str,
        step: impl FnOnce(&Names<'_>, &CandidatePlan, &DistrictPlan) -> S,
    ) {
        let (plan, district) = (self.plan, self.district);
        self.book.note(self.at, rule, |names| step(names, plan, district));
    }

    /// Whether votes against all outnumber everybody where that voids the election.
    pub(super) fn voided(&mut self, figures: &Figures, most: u64) -> bool {
        let voided =
            self.plan.rule.against_all == AgainstAll::CanVoid && figures.against_all > u128::from(most);
        if voided {
            self.book.unfilled(self.at, self.district.seats, Reason::AgainstAllLed);
        }
        voided
    }

    /// The seat goes to the entry with `most` votes, or to none when several have them.
    ///
    /// `entries` says which first-round entries the votes are of, when it is not all of them in order; `among` whether it is sure
    /// that these stand.
    pub(super) fn most_votes(&mut self, votes: &[u64], most: u64, entries: Option<&[u32]>, among: Victory) {
        let entry = |i: u32| entries.map_or(i, |entries| entries[i as usize]);
        let first = || (0u32..).zip(votes).filter(|&(_, &n)| n == most).map(|(i, _)| entry(i));
        let mut equal = first();
        let (winner, won) = match (equal.next(), equal.next()) {
            (Some(only), None) => (only, among),
            _ => {
                self.buffers.tied.among(first());
                if self.settle(1, most) > 0 {
                    return self.report_tie(1);
                }
                let Tied { winners, supposed, .. } = &self.buffers.tied;
                (winners[0], if *supposed > 0 { Victory::Supposed } else { among })
            }
        };
        self.book.elected(self.at, self.plan, self.district, winner as usize, won);
    }
}
