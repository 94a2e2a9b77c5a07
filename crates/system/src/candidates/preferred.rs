//! A second round on ranked ballots: every voter votes again, for whoever of those who stand again the ballot ranks highest.

use super::RunOff;
use super::buffers::PreferredBuffers;
use super::count::DistrictCount;
use super::plan::RunOffBallot;
use super::record::run_off;
use crate::count::book::Victory;
use crate::count::failure::CountFailure;
use crate::lots::DrawnFor;
use crate::rules::AgainstAll;
use crate::votes::Tally;
use sailau_ranked::Ballots;

impl DistrictCount<'_, '_, '_> {
    /// The second round of those in `leaders`, most votes first: who can stand again, with all who are equal to the last.
    pub(super) fn by_preferences(
        &mut self,
        first: &[u64],
        again: &RunOffBallot,
        tally: &Tally,
    ) -> Result<(), CountFailure> {
        let Some(ballots) = again.ranked.map(|number| &tally.ranked[number]) else { return Ok(()) };
        let against_all = match self.plan.rule.against_all {
            AgainstAll::CanVoid => self.box_of(again, tally).against_all,
            _ => 0,
        };
        // Taken out while the count writes elsewhere; nothing is allocated for it.
        let mut own = std::mem::take(&mut self.buffers.preferred);
        let round = self.second_round(first, (again, ballots), against_all, &mut own);
        if let Ok(Some(among)) = round {
            let PreferredBuffers { entries, votes, equal, .. } = &own;
            self.note("run_off", |names, plan, district| {
                run_off(names, plan, district, entries, votes, Some(equal))
            });
            self.end_run_off(votes, entries, among, (again, tally));
        }
        self.buffers.preferred = own;
        round.map(drop)
    }

    /// Finds who stands again and counts the ballots; none where it is left open who stands, and that matters.
    fn second_round(
        &mut self,
        first: &[u64],
        ballots: (&RunOffBallot, &Ballots),
        against_all: u128,
        own: &mut PreferredBuffers,
    ) -> Result<Option<Victory>, CountFailure> {
        own.equal.clear();
        own.entries.clone_from(&self.buffers.leaders);
        let mut among = Victory::Sure;
        if own.entries.len() > 2 && !matches!(self.plan.rule.run_off, Some(RunOff::Share(_))) {
            let second = first[own.entries[1] as usize];
            let ahead = own.entries.partition_point(|&i| first[i as usize] > second);
            own.equal.extend(own.entries.drain(ahead..));
            match self.places_are_settled(2 - ahead, second, own) {
                Some(settled) => among = settled,
                None => return self.whoever_stands(ballots, against_all, own),
            }
            own.equal.clear();
        }
        self.count_preferences(ballots, own)?;
        Ok(Some(among))
    }

    /// Equal votes for the last places: whether a rule says who stands again, or the way that is being followed.
    fn places_are_settled(
        &mut self,
        places: usize,
        votes: u64,
        own: &mut PreferredBuffers,
    ) -> Option<Victory> {
        let at = self.at;
        self.buffers.tied.among(own.equal.iter().copied());
        self.at = at.deciding(DrawnFor::SecondRound);
        // Two places at most.
        let open = self.settle(places as u32, votes);
        self.at = at;
        let tied = &self.buffers.tied;
        own.entries.extend_from_slice(&tied.winners);
        match (open, tied.supposed) {
            (0, 0) => Some(Victory::Sure),
            (0, _) => Some(Victory::Supposed),
            _ => None,
        }
    }

    /// No rule says who of the equal stands again: the seat is sure only if the same one wins whoever does.
    fn whoever_stands(
        &mut self,
        ballots: (&RunOffBallot, &Ballots),
        against_all: u128,
        own: &mut PreferredBuffers,
    ) -> Result<Option<Victory>, CountFailure> {
        own.possible.clear();
        let mut nobody = false;
        let ahead = own.entries.len();
        for one in 0..own.equal.len() {
            // Where nobody is ahead two of the equal stand, and otherwise one.
            let others = if ahead == 0 { one + 1..own.equal.len() } else { one..one + 1 };
            for other in others {
                own.entries.truncate(ahead);
                own.entries.push(own.equal[one]);
                own.entries.extend((ahead == 0).then(|| own.equal[other]));
                self.count_preferences(ballots, own)?;
                let most = own.votes.iter().copied().max().unwrap_or(0);
                nobody |= against_all > u128::from(most);
                for (&entry, &votes) in own.entries.iter().zip(&own.votes) {
                    if votes == most && !own.possible.contains(&entry) {
                        own.possible.push(entry);
                    }
                }
            }
        }
        if own.possible.len() == 1 && !nobody {
            return Ok(Some(Victory::Sure));
        }
        self.buffers.tied.among(own.possible.iter().copied());
        self.report_tie(1);
        Ok(None)
    }

    /// How many ballots prefer each of those who stand again.
    fn count_preferences(
        &self,
        (again, ballots): (&RunOffBallot, &Ballots),
        own: &mut PreferredBuffers,
    ) -> Result<(), CountFailure> {
        own.on_paper.clear();
        for &entry in &own.entries {
            let place = again.entries.iter().position(|&stands| stands == entry);
            let district = self.district.district;
            own.on_paper.push(place.ok_or(CountFailure::NotTheTopTwo { district })?);
        }
        ballots.preferred(&own.on_paper, &mut own.votes);
        Ok(())
    }
}
