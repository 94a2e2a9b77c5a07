//! Ranked ballots of each district.

use crate::lots::DrawnFor;
use crate::ranked::{Count, Given, RankedRule};
use crate::system::candidates::count::DistrictCount;
use crate::system::count::book::Victory;
use crate::system::count::failure::CountFailure;
use crate::system::protocol::Claimants;
use crate::system::reason::Reason;
use crate::votes::Tally;

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
        let Ok(count) = self.counted(rule, number, tally) else {
            let mut districts = self.plan.districts.iter();
            let number = districts.position(|own| own.ballot == district.ballot).unwrap_or(0);
            return Err(CountFailure::RankedBallots { district: number });
        };
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
        if count.empty > 0 {
            self.book.unfilled(self.at, count.empty, Reason::NoCandidates);
        }
        Ok(())
    }

    fn counted(
        &self,
        rule: &RankedRule,
        number: usize,
        tally: &Tally,
    ) -> Result<Count, crate::ranked::RankedError> {
        let ballots = &tally.ranked[number];
        let given = Given::default().without(&self.district.withdrawn);
        let Some(lots) = self.chance.lots else {
            return rule.count_given(ballots, self.district.seats, given);
        };
        let mut turn = 0;
        // Whoever draws is given claimants in the order of the alphabet, not of the paper; every lot of a count is its own.
        let mut draw = |among: &[usize]| {
            let mut claimants: Vec<u32> = among.iter().map(|&candidate| candidate as u32).collect();
            claimants.sort_unstable_by_key(|&candidate| self.district.ranks[candidate as usize]);
            let tie = self.at.deciding(DrawnFor::Turn(turn)).lots();
            turn += 1;
            lots.draw(tie, &mut claimants, 1).first().map_or(among[0], |&drawn| drawn as usize)
        };
        rule.count_given(ballots, self.district.seats, given.with_lots(&mut draw))
    }
}
