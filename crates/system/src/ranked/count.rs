//! Ranked ballots of each district.

use crate::candidates::count::DistrictCount;
use crate::candidates::plan::DistrictPlan;
use crate::count::book::Victory;
use crate::count::failure::CountFailure;
use crate::count::location::Location;
use crate::count::ways::Chance;
use crate::lots::DrawnFor;
use crate::protocol::Claimants;
use crate::reason::Reason;
use crate::votes::Tally;
use sailau_ranked::{Count, Given, RankedError, RankedRule};

use super::record::stages;

impl DistrictCount<'_, '_, '_> {
    /// Elects by the ranked ballots of this number.
    pub(crate) fn by_ranked_ballots(
        &mut self,
        rule: &RankedRule,
        number: usize,
        tally: &Tally,
    ) -> Result<(), CountFailure> {
        let district = self.district;
        if district.seats == 0 {
            return Ok(());
        }
        let failed =
            |error| CountFailure::RankedBallots { district: district.district, error: Box::new(error) };
        if self.without_stages(rule, number, tally).map_err(failed)? {
            return Ok(());
        }
        let count = self.with_stages(rule, number, tally).map_err(failed)?;
        self.note("ranked", |names, plan, district| stages(names, plan, district, &count));
        for &candidate in &count.elected {
            self.book.elected(self.at, self.plan, district, candidate, Victory::Sure);
        }
        if let Some(open) = &count.open {
            // Candidates are numbered in u32.
            let among: Vec<u32> = open.among.iter().map(|&candidate| candidate as u32).collect();
            let who = Claimants::Candidates(self.plan, district);
            self.book.tied(self.at, who, &among, open.seats, self.plan.rule.ties, false);
        }
        self.leave_empty(count.empty);
        Ok(())
    }

    /// Seats for which there is nobody.
    fn leave_empty(&mut self, seats: u32) {
        if seats > 0 {
            self.book.unfilled(self.at, seats, Reason::NoCandidates);
        }
    }

    /// Who is elected and nothing else, where nobody keeps a record; not done where it is more than that: where equal votes ask for
    /// a lot that nobody draws, for others than plain lists, and where somebody withdrew.
    fn without_stages(
        &mut self,
        rule: &RankedRule,
        number: usize,
        tally: &Tally,
    ) -> Result<bool, RankedError> {
        let (district, at, chance) = (self.district, self.at, self.chance);
        if self.book.recorder.is_some() || !district.withdrawn.is_empty() {
            return Ok(false);
        }
        let ballots = &tally.ranked[number];
        let Some((papers, workspace)) = self.buffers.ranked.plain(rule, ballots)? else { return Ok(false) };
        let (mut turns, mut is_open) = (Turns::new(chance, at, district), false);
        let mut draw = |among: &[usize]| {
            turns.next(among).unwrap_or_else(|| {
                is_open = true;
                among[0]
            })
        };
        let elected = rule.winners(papers, district.seats, workspace, &mut draw)?;
        if is_open {
            return Ok(false);
        }
        for &candidate in elected {
            self.book.elected(at, self.plan, district, candidate, Victory::Sure);
        }
        let stand = u32::try_from(ballots.candidates()).unwrap_or(u32::MAX);
        self.leave_empty(district.seats.saturating_sub(stand));
        Ok(true)
    }

    fn with_stages(&self, rule: &RankedRule, number: usize, tally: &Tally) -> Result<Count, RankedError> {
        let ballots = &tally.ranked[number];
        let given = Given::default().without(&self.district.withdrawn);
        if self.chance.lots.is_none() {
            return rule.count_given(ballots, self.district.seats, given);
        }
        let mut turns = Turns::new(self.chance, self.at, self.district);
        let mut draw = |among: &[usize]| turns.next(among).unwrap_or(among[0]);
        rule.count_given(ballots, self.district.seats, given.with_lots(&mut draw))
    }
}

/// The lots of a count, one after the other.
struct Turns<'a> {
    chance: Chance<'a>,
    at: Location,
    district: &'a DistrictPlan,
    turn: u32,
}

impl<'a> Turns<'a> {
    fn new(chance: Chance<'a>, at: Location, district: &'a DistrictPlan) -> Self {
        Self { chance, at, district, turn: 0 }
    }

    /// On whom the next one falls; none where nobody draws. Whoever draws is given claimants in the order of the alphabet, not of
    /// the paper, and every lot of a count is its own.
    fn next(&mut self, among: &[usize]) -> Option<usize> {
        let lots = self.chance.lots?;
        let mut claimants: Vec<u32> = among.iter().map(|&candidate| candidate as u32).collect();
        claimants.sort_unstable_by_key(|&candidate| self.district.ranks[candidate as usize]);
        let tie = self.at.deciding(DrawnFor::Turn(self.turn)).lots();
        self.turn += 1;
        lots.draw(tie, &mut claimants, 1).first().map(|&drawn| drawn as usize)
    }
}
