//! Votes as they are when something that they do not say is taken as nothing. Only a what-if asks for it.

use super::{Ballot, Contest, District, Entry, Field, Standing, Tally, Votes};

impl Votes {
    /// Takes a figure of a contest as 0 in every box that does not tell it; gives the districts of these boxes.
    #[doc(hidden)]
    pub fn take_as_zero(&mut self, contest: &str, registered: bool) -> Vec<Option<String>> {
        let Self { field, tally, .. } = self;
        let Some(contest) = field.contests.iter().find(|own| own.name == contest) else {
            return Vec::new();
        };
        let mut taken = Vec::new();
        for ballot in &contest.ballots {
            let totals = &mut tally.totals[ballot.index];
            let figure = if registered { &mut totals.registered } else { &mut totals.invalid };
            if figure.is_none() {
                *figure = Some(0);
                taken.push(ballot.district.map(|number| field.districts[number].clone()));
            }
        }
        taken
    }

    /// What is known of a district, to be changed; a new row where nothing was.
    #[doc(hidden)]
    pub fn facts_of(&mut self, name: &str) -> &mut District {
        self.field.facts.entry(name)
    }

    /// Takes kinds that are none of these as none; gives who had which.
    #[doc(hidden)]
    pub fn forget_other_kinds(&mut self, kinds: &[String]) -> Vec<(String, String)> {
        let mut forgotten = Vec::new();
        let mut forget = |who: &str, kind: &mut Option<String>| {
            if let Some(other) = kind.take_if(|kind| !kinds.contains(kind)) {
                forgotten.push((who.to_owned(), other));
            }
        };
        for party in &mut self.field.parties {
            forget(&party.name, &mut party.kind);
        }
        let ballots = self.field.contests.iter_mut().flat_map(|contest| &mut contest.ballots);
        // Only where something is forgotten a ballot needs standings of its own.
        let other = |standing: &Standing| standing.kind.as_ref().is_some_and(|kind| !kinds.contains(kind));
        for ballot in ballots.filter(|ballot| ballot.standing.iter().any(other)) {
            for (entry, standing) in ballot.entries.iter().zip(ballot.standing.own()) {
                forget(entry.candidate.as_deref().unwrap_or_default(), &mut standing.kind);
            }
        }
        forgotten
    }

    /// Tiers whose votes are not there leave their seats empty.
    #[doc(hidden)]
    pub fn leave_uncounted(&mut self) {
        self.field.uncounted = true;
    }

    /// Winners of a tier lie in this district where they were given without one.
    #[doc(hidden)]
    pub fn winners_lie_in(&mut self, tier: &str, district: &str) {
        for winner in self.winners.iter_mut().filter(|winner| winner.tier == tier) {
            winner.district.get_or_insert_with(|| district.to_owned());
        }
    }

    /// The same votes with those of a contest in one district of this name; none where their sums are too large.
    #[doc(hidden)]
    pub fn in_one_district(&self, contest: &str, district: &str) -> Option<Self> {
        let Field { parties, districts, contests, facts, uncounted } = &self.field;
        let mut districts = districts.clone();
        let number = districts.iter().position(|name| name == district).unwrap_or(districts.len());
        if number == districts.len() {
            districts.push(district.to_owned());
        }
        let mut tally = Tally::default();
        let mut joined = Vec::with_capacity(contests.len());
        for own in contests {
            let first = tally.votes.len();
            let ballots = if own.name == contest {
                let mut whole = self.sum(own, &mut tally)?;
                whole.district = Some(number);
                (whole.first, whole.index) = (first, tally.totals.len() - 1);
                vec![whole]
            } else {
                let ballots = own.ballots.iter().map(|ballot| {
                    let mut moved = ballot.clone();
                    (moved.first, moved.index) = (tally.votes.len(), tally.totals.len());
                    moved.ranked = ballot.ranked.map(|own| {
                        tally.ranked.push(self.tally.ranked[own].clone());
                        tally.ranked.len() - 1
                    });
                    tally.votes.extend_from_slice(&self.tally.votes[ballot.votes()]);
                    tally.totals.push(self.tally.totals[ballot.index]);
                    moved
                });
                ballots.collect()
            };
            joined.push(Contest { name: own.name.clone(), ballots });
        }
        let (parties, facts) = (parties.clone(), facts.clone());
        let field = Field { parties, districts, contests: joined, facts, uncounted: *uncounted };
        Some(Self { field, tally, winners: self.winners.clone() })
    }

    /// The ballots of a contest as one, whose numbers come last in this tally.
    fn sum(&self, contest: &Contest, tally: &mut Tally) -> Option<Ballot> {
        let (mut entries, mut standings): (Vec<Entry>, Vec<Standing>) = (Vec::new(), Vec::new());
        let mut numbers = std::collections::HashMap::new();
        let mut votes: Vec<u64> = Vec::new();
        let mut totals = None;
        for ballot in &contest.ballots {
            let cast = &self.tally.votes[ballot.votes()];
            for ((entry, standing), &n) in ballot.entries.iter().zip(&ballot.standing).zip(cast) {
                let number = *numbers.entry(entry).or_insert(votes.len());
                if number == votes.len() {
                    votes.push(n);
                    entries.push(entry.clone());
                    standings.push(standing.clone());
                } else {
                    votes[number] = votes[number].checked_add(n)?;
                    let candidates = &mut standings[number].candidates;
                    *candidates = candidates.zip(standing.candidates).map(|(a, b)| a.saturating_add(b));
                }
            }
            let own = self.tally.totals[ballot.index];
            let mut sum = totals.unwrap_or(own);
            if totals.is_some() {
                let both = |a: Option<u64>, b: Option<u64>| match (a, b) {
                    (Some(a), Some(b)) => a.checked_add(b).map(Some),
                    _ => Some(None),
                };
                sum.against_all = sum.against_all.checked_add(own.against_all)?;
                sum.others = sum.others.checked_add(own.others)?;
                sum.invalid = both(sum.invalid, own.invalid)?;
                sum.registered = both(sum.registered, own.registered)?;
                sum.ballots = both(sum.ballots, own.ballots)?;
            }
            totals = Some(sum);
        }
        tally.votes.extend(votes);
        tally.totals.push(totals.unwrap_or_default());
        let (entries, standing) = (entries.into(), standings.into());
        Some(Ballot { district: None, entries, standing, first: 0, index: 0, ranked: None })
    }
}
