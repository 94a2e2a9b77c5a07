//! Room for counts of ranked ballots that nobody records.

use sailau_ranked::{Ballots, Papers, Rank, RankedError, RankedMethod, RankedRule, Workspace};

#[derive(Debug, Clone, Default)]
pub(crate) struct RankedBuffers {
    /// One for each number of candidates.
    papers: Vec<Papers>,
    /// The last list on which each candidate stood, from 1.
    seen: Vec<u32>,
    pub(super) workspace: Workspace,
}

impl RankedBuffers {
    /// The papers of ballots on which every rank has one candidate, each once: whatever statutes make of other marks, such
    /// lists they read alike. None where there is another.
    pub(super) fn plain(
        &mut self,
        rule: &RankedRule,
        ballots: &Ballots,
    ) -> Result<Option<(&Papers, &mut Workspace)>, RankedError> {
        let candidates = ballots.candidates();
        let known = self.papers.iter().position(|papers| papers.candidates() == candidates);
        let at = known.unwrap_or(self.papers.len());
        if known.is_none() {
            self.papers.push(Papers::new(candidates)?);
        }
        let papers = &mut self.papers[at];
        papers.clear();
        self.seen.clear();
        self.seen.resize(candidates, 0);
        let reading = rule.reading;
        let most = reading.at_most.map_or(usize::MAX, |most| most as usize);
        let most = if rule.method == RankedMethod::SupplementaryVote { most.min(2) } else { most };
        let least = reading.at_least.map_or(1, |least| least as usize);
        for (list, number) in ballots.lists().zip(1..) {
            let mut length = 0;
            for rank in list.ranks().take(most) {
                let Rank::One(candidate) = rank else { return Ok(None) };
                if std::mem::replace(&mut self.seen[candidate], number) == number {
                    return Ok(None);
                }
                length += 1;
            }
            if length >= least {
                let one = |rank| if let Rank::One(candidate) = rank { Some(candidate) } else { None };
                papers.add(list.count(), list.ranks().take(most).filter_map(one))?;
            }
        }
        Ok(Some((&self.papers[at], &mut self.workspace)))
    }
}
