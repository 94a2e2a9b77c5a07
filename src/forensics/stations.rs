use std::collections::HashMap;

use super::ForensicsError;
use crate::votes::{Contest, Votes};

/// Polling stations and what each of them counted: from a [file](Stations::from_csv), or [from votes](Stations::of) whose
/// districts are stations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stations {
    pub(super) parties: Vec<String>,
    pub(super) stations: Vec<Station>,
    /// Of each station, the votes of each party.
    pub(super) votes: Vec<u64>,
}

/// A polling station.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Station {
    /// Its name or number.
    pub name: String,
    /// Voters on its roll; none where they are unknown.
    pub registered: Option<u64>,
    /// Papers in the box: votes, votes against all and invalid papers, as far as these are known.
    pub papers: u64,
    /// Of these the votes, against all included.
    pub valid: u64,
    /// Whether somebody observed the count; none where that is unknown.
    pub observed: Option<bool>,
}

/// What a station counted for one party.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Count {
    /// Voters on the roll; none where they are unknown.
    pub registered: Option<u64>,
    /// Papers in the box.
    pub papers: u64,
    /// Votes of all parties, and against all.
    pub valid: u64,
    /// The party's votes.
    pub votes: u64,
}

impl Stations {
    /// The stations of a contest, whose districts they are; without a name the only contest that there is.
    ///
    /// A vote for nobody's party counts among the valid ones. Candidates of one party in a station are added up.
    ///
    /// ```
    /// use sailau::forensics::Stations;
    /// use sailau::Votes;
    ///
    /// let votes = "district,party,votes\n17,Hill,310\n17,Dale,190\n17,@invalid,12\n17,@registered,1000\n18,Hill,5\n";
    /// let stations = Stations::of(&Votes::from_csv(votes.as_bytes(), &[])?, None)?;
    /// let first = &stations.stations()[0];
    /// assert_eq!((first.registered, first.papers, first.valid), (Some(1_000), 512, 500));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ForensicsError`]: no such contest, several and none named, or no votes.
    pub fn of(votes: &Votes, contest: Option<&str>) -> Result<Self, ForensicsError> {
        let field = votes.field();
        let names = || field.contests().iter().map(|own| own.name.as_str()).collect::<Vec<_>>().join(", ");
        let contest: &Contest = match (contest, field.contests()) {
            (Some(name), _) => field
                .contest(name)
                .ok_or_else(|| ForensicsError::NoContest { name: name.to_owned(), there: names() })?,
            (None, [only]) => only,
            (None, []) => return Err(ForensicsError::Nothing),
            (None, _) => return Err(ForensicsError::WhichContest(names())),
        };
        let mut parties: Vec<String> = field.parties().iter().map(|party| party.name.clone()).collect();
        // Candidates without a party are told by their names.
        let mut alone: HashMap<&str, usize> = HashMap::new();
        for entry in contest.ballots.iter().flat_map(|ballot| ballot.entries.iter()) {
            if let (None, Some(candidate)) = (entry.party, &entry.candidate) {
                alone.entry(candidate).or_insert_with(|| {
                    parties.push(candidate.clone());
                    parties.len() - 1
                });
            }
        }
        let mut all = Self { parties, stations: Vec::new(), votes: Vec::new() };
        for ballot in &contest.ballots {
            let name = ballot.district.and_then(|at| field.districts().get(at)).cloned().unwrap_or_default();
            let too_many = || ForensicsError::TooMany(name.clone());
            let (cast, rest) = (&votes.tally().votes[ballot.votes()], &votes.tally().totals[ballot.totals()]);
            let start = all.votes.len();
            all.votes.resize(start + all.parties.len(), 0);
            let mut valid = rest.against_all.checked_add(rest.others).ok_or_else(too_many)?;
            for (entry, &n) in ballot.entries.iter().zip(cast) {
                valid = valid.checked_add(n).ok_or_else(too_many)?;
                let by_name = || entry.candidate.as_deref().and_then(|name| alone.get(name)).copied();
                if let Some(own) = entry.party.or_else(by_name).and_then(|at| all.votes.get_mut(start + at)) {
                    // No more than all valid votes, which fit.
                    *own += n;
                }
            }
            let papers = valid.checked_add(rest.invalid.unwrap_or(0)).ok_or_else(too_many)?;
            all.stations.push(Station { name, registered: rest.registered, papers, valid, observed: None });
        }
        all.checked()
    }

    pub(super) fn checked(self) -> Result<Self, ForensicsError> {
        let some = !self.parties.is_empty() && self.votes.iter().any(|&votes| votes > 0);
        if some { Ok(self) } else { Err(ForensicsError::Nothing) }
    }

    /// The same with these stations observed, and no other: names, one a line, blank lines and those that begin with `#` left
    /// out.
    ///
    /// # Errors
    ///
    /// [`ForensicsError::NoStation`] with the line.
    pub fn with_observed(mut self, list: &str) -> Result<Self, ForensicsError> {
        for station in &mut self.stations {
            station.observed = Some(false);
        }
        let at: HashMap<String, usize> =
            self.stations.iter().enumerate().map(|(at, station)| (station.name.clone(), at)).collect();
        for (line, name) in (1..).zip(list.trim_start_matches('\u{feff}').lines().map(str::trim)) {
            if name.is_empty() || name.starts_with('#') {
                continue;
            }
            let station = at.get(name).and_then(|&at| self.stations.get_mut(at));
            match station {
                Some(station) => station.observed = Some(true),
                None => return Err(ForensicsError::NoStation { line, name: name.to_owned() }),
            }
        }
        Ok(self)
    }

    /// The parties, in the order of the file; candidates without one by their names.
    #[must_use]
    pub fn parties(&self) -> &[String] {
        &self.parties
    }

    /// The stations.
    #[must_use]
    pub fn stations(&self) -> &[Station] {
        &self.stations
    }

    /// A party by its name.
    ///
    /// # Errors
    ///
    /// [`ForensicsError::NoParty`].
    pub fn party(&self, name: &str) -> Result<usize, ForensicsError> {
        let found = self.parties.iter().position(|own| own == name.trim());
        found.ok_or_else(|| ForensicsError::NoParty(name.to_owned()))
    }

    /// The party with the most votes in all stations.
    ///
    /// # Errors
    ///
    /// [`ForensicsError::TwoLeaders`] where two have equally many.
    pub fn leader(&self) -> Result<usize, ForensicsError> {
        let sum = |party: usize| self.votes(party).map(u128::from).sum::<u128>();
        let sums: Vec<u128> = (0..self.parties.len()).map(sum).collect();
        let most = sums.iter().copied().max().unwrap_or(0);
        let mut leaders = sums.iter().enumerate().filter(|(_, sum)| **sum == most).map(|(party, _)| party);
        match (leaders.next(), leaders.next()) {
            (Some(one), Some(other)) => {
                Err(ForensicsError::TwoLeaders(self.parties[one].clone(), self.parties[other].clone()))
            }
            (Some(leader), None) => Ok(leader),
            (None, _) => Err(ForensicsError::Nothing),
        }
    }

    /// A party's votes, station by station; none for a party that there is not.
    pub fn votes(&self, party: usize) -> impl Iterator<Item = u64> {
        let parties = self.parties.len();
        self.votes.chunks(parties.max(1)).filter_map(move |votes| votes.get(party).copied())
    }

    /// What each station counted for a party.
    pub fn counts(&self, party: usize) -> impl Iterator<Item = Count> {
        self.stations.iter().zip(self.votes(party)).map(|(station, votes)| Count {
            registered: station.registered,
            papers: station.papers,
            valid: station.valid,
            votes,
        })
    }
}
