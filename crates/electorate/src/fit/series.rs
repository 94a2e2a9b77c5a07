use std::collections::{BTreeMap, BTreeSet};

use super::{FitError, Parameter};
use crate::text::{UnknownName, nearest};
use crate::votes::{Contest, Votes};

/// Real elections, one after another, to which a model is fitted.
///
/// ```
/// use sailau::electorate::fit::{Parameter, Series};
/// use sailau::votes::Votes;
///
/// let mut series = Series::new("list").same_party("Farmers", "Country");
/// series.add("1994", &Votes::list([("Labour", 5_000), ("Right", 4_000), ("Farmers", 1_000)])?)?;
/// series.add("1998", &Votes::list([("Labour", 4_500), ("Right", 4_200), ("Country", 1_300)])?)?;
/// let fit = series.fit()?;
/// let swing = fit.estimate(Parameter::NationalSwing).unwrap();
/// assert_eq!(swing.observations, 3);
/// assert!((swing.value - 0.182).abs() < 0.001);
/// // What one nationwide count cannot tell is assumed, and said.
/// assert!(fit.assumption(Parameter::LocalSwing).is_some());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Series {
    contest: String,
    second: Option<String>,
    /// Old names of parties, each with the one that follows it.
    names: BTreeMap<String, String>,
    /// The parties of all elections, as the votes name them.
    parties: BTreeSet<String>,
    /// The contests of all elections.
    contests: BTreeSet<String>,
    pub(super) smallest_share: f64,
    pub(super) assumed: Vec<(Parameter, f64, String)>,
    pub(super) elections: Vec<Observed>,
}

/// An election as the fit sees it.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Observed {
    pub(super) name: String,
    pub(super) places: Vec<Place>,
    /// The country's turnout, where it is given as a share.
    pub(super) turnout: Option<f64>,
    /// Turnouts of places that are given as shares.
    pub(super) turnouts: BTreeMap<String, f64>,
}

/// A district of an election, or the country.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Place {
    /// Empty for the country.
    pub(super) name: String,
    pub(super) region: Option<String>,
    /// Votes by party; candidates without a party are in `rest`.
    pub(super) votes: BTreeMap<String, f64>,
    /// Votes for those whom the contest gives without a party.
    pub(super) rest: f64,
    pub(super) against_all: f64,
    pub(super) invalid: Option<f64>,
    pub(super) registered: Option<f64>,
    /// The parties' votes in the second ballot.
    pub(super) second: BTreeMap<String, f64>,
    /// Votes of the second ballot for candidates without a party.
    pub(super) second_rest: f64,
}

impl Place {
    /// Votes for lists and candidates.
    pub(super) fn named(&self) -> f64 {
        self.votes.values().sum::<f64>() + self.rest
    }

    /// Ballots that count in a share: with those against all.
    pub(super) fn valid(&self) -> f64 {
        self.named() + self.against_all
    }
}

impl Series {
    /// A series of that contest, such as `list`.
    #[must_use]
    pub fn new(contest: impl Into<String>) -> Self {
        Self {
            contest: contest.into(),
            second: None,
            names: BTreeMap::new(),
            parties: BTreeSet::new(),
            contests: BTreeSet::new(),
            smallest_share: 0.01,
            assumed: Vec::new(),
            elections: Vec::new(),
        }
    }

    /// Reads the party of the old name as the one of the new name, in every election. Names may follow one another.
    ///
    /// A name that no election has would halve a swing without a word: [`fit`](Self::fit) refuses it.
    #[must_use]
    pub fn same_party(mut self, old: impl Into<String>, new: impl Into<String>) -> Self {
        self.names.insert(old.into(), new.into());
        self
    }

    /// The contest of the same day in which candidates stand, such as `single`, for what is the candidates' own.
    #[must_use]
    pub fn second_ballot(mut self, contest: impl Into<String>) -> Self {
        self.second = Some(contest.into());
        self
    }

    /// The nationwide share of the votes below which a party is left out, 0.01 unless given: the logarithms of
    /// very small parties swing most and matter least.
    ///
    /// # Errors
    ///
    /// [`FitError::NotAShare`] unless it is 0 or more and below 1.
    pub fn smallest_share(mut self, share: f64) -> Result<Self, FitError> {
        if !(0.0..1.0).contains(&share) {
            return Err(FitError::NotAShare(share));
        }
        self.smallest_share = share;
        Ok(self)
    }

    /// What to take for a parameter that these elections do not identify, and where that was read, in place of the
    /// [published value](super::published).
    ///
    /// # Errors
    ///
    /// [`FitError::NotAValue`] for a number that the parameter cannot have.
    pub fn assume(
        mut self,
        parameter: Parameter,
        value: f64,
        source: impl Into<String>,
    ) -> Result<Self, FitError> {
        parameter.check(value).map_err(|range| FitError::NotAValue { parameter, value, range })?;
        self.assumed.retain(|(known, ..)| *known != parameter);
        self.assumed.push((parameter, value, source.into()));
        Ok(self)
    }

    /// Adds an election; elections are added in order of time.
    ///
    /// Districts and their regions are those of the [votes](crate::votes::District). Only parties are compared with
    /// the next election; candidates without a party and lists that are not named count in the shares.
    ///
    /// # Errors
    ///
    /// [`FitError`] when the name was given before, or the contest is not there or without votes.
    pub fn add(&mut self, name: impl Into<String>, votes: &Votes) -> Result<&mut Self, FitError> {
        let name = name.into();
        if self.elections.iter().any(|known| known.name == name) {
            return Err(FitError::Repeated { election: name });
        }
        let contests = votes.field().contests();
        let Some(contest) = votes.field().contest(&self.contest) else {
            let names = contests.iter().map(|contest| contest.name.as_str());
            let contest = UnknownName::new("contest", &self.contest, names).into();
            return Err(FitError::NoContest { election: name, contest });
        };
        let mut places = self.places(votes, contest);
        if places.iter().all(|place| place.votes.is_empty()) {
            return Err(FitError::NoVotes { election: name, contest: self.contest.clone() });
        }
        let second = self.second.as_ref().and_then(|second| votes.field().contest(second));
        for theirs in second.map(|second| self.places(votes, second)).unwrap_or_default() {
            if let Some(place) = places.iter_mut().find(|place| place.name == theirs.name) {
                place.second = theirs.votes;
                place.second_rest = theirs.rest;
            }
        }
        let standing = [Some(contest), second].into_iter().flatten().flat_map(|contest| &contest.ballots);
        let standing = standing.flat_map(|ballot| &ballot.entries).filter_map(|entry| entry.party);
        let standing: BTreeSet<usize> = standing.collect();
        self.parties.extend(standing.into_iter().map(|party| votes.field().parties()[party].name.clone()));
        self.contests.extend(contests.iter().map(|contest| contest.name.clone()));
        self.elections.push(Observed { name, places, turnout: None, turnouts: BTreeMap::new() });
        Ok(self)
    }

    /// Adds the country's turnout in an election, as a share of the voters on the roll, in place of what follows from the
    /// votes: for elections whose roll or invalid ballots are not known.
    ///
    /// # Errors
    ///
    /// [`FitError`] for an election that was not added, and for what is not a turnout.
    pub fn add_turnout(&mut self, election: &str, turnout: f64) -> Result<&mut Self, FitError> {
        check_turnout(election, "the country", turnout)?;
        self.observed(election)?.turnout = Some(turnout);
        Ok(self)
    }

    /// Adds turnouts of regions or districts of an election, as shares of the voters on the roll, in place of those that
    /// follow from the votes: for elections whose votes are known by country only.
    ///
    /// # Errors
    ///
    /// [`FitError`] for an election that was not added, and for what is not a turnout or is given twice.
    pub fn add_turnouts<N: Into<String>>(
        &mut self,
        election: &str,
        turnouts: impl IntoIterator<Item = (N, f64)>,
    ) -> Result<&mut Self, FitError> {
        let mut all = BTreeMap::new();
        let observed = self.observed(election)?;
        for (place, turnout) in turnouts {
            let place = place.into();
            check_turnout(election, &place, turnout)?;
            observed.check_place(&place)?;
            if all.contains_key(&place) {
                return Err(FitError::RepeatedTurnout { election: election.to_owned(), place });
            }
            all.insert(place, turnout);
        }
        observed.turnouts = all;
        Ok(self)
    }

    fn observed(&mut self, election: &str) -> Result<&mut Observed, FitError> {
        match self.elections.iter().position(|known| known.name == election) {
            Some(number) => Ok(&mut self.elections[number]),
            None => Err(FitError::NoSuchElection {
                election: election.to_owned(),
                nearest: near(election, self.elections.iter().map(|known| &known.name)),
            }),
        }
    }

    /// Refuses names that stand for nothing in these elections.
    pub(super) fn check_names(&self) -> Result<(), FitError> {
        let unknown = |party: &String| {
            let nearest = near(party, &self.parties);
            Err(FitError::NoSuchParty { party: party.clone(), nearest })
        };
        for (old, new) in &self.names {
            // A name between two others may be one that no election had.
            if !self.parties.contains(old) && !self.names.values().any(|name| name == old) {
                return unknown(old);
            }
            if !self.parties.contains(new) && !self.names.contains_key(new) {
                return unknown(new);
            }
            if self.names.contains_key(self.name_of(old)) {
                return Err(FitError::NamesGoRound { party: old.clone() });
            }
        }
        match &self.second {
            Some(contest) if !self.contests.contains(contest) => {
                let known = self.contests.iter().map(String::as_str);
                Err(FitError::NoSecondBallot(UnknownName::new("contest", contest, known).into()))
            }
            _ => Ok(()),
        }
    }

    fn places(&self, votes: &Votes, contest: &Contest) -> Vec<Place> {
        let (field, tally) = (votes.field(), votes.tally());
        let place = |ballot: &crate::votes::Ballot| {
            let district = ballot.district.map(|number| field.districts()[number].as_str());
            let facts = district.and_then(|name| field.facts_of(name));
            let totals = tally.totals[ballot.totals()];
            let mut place = Place {
                name: district.unwrap_or_default().to_owned(),
                region: facts.and_then(|facts| facts.region.clone()),
                rest: totals.others as f64,
                against_all: totals.against_all as f64,
                invalid: totals.invalid.map(|ballots| ballots as f64),
                registered: totals.registered.map(|voters| voters as f64),
                ..Place::default()
            };
            for (entry, &votes) in ballot.entries.iter().zip(&tally.votes[ballot.votes()]) {
                match entry.party {
                    // Without a vote there is no logarithm: the party is as good as absent.
                    _ if votes == 0 => {}
                    None => place.rest += votes as f64,
                    Some(party) => {
                        let name = self.name_of(&field.parties()[party].name);
                        *place.votes.entry(name.to_owned()).or_default() += votes as f64;
                    }
                }
            }
            place
        };
        contest.ballots.iter().map(place).collect()
    }

    /// The last of a party's names.
    fn name_of<'a>(&'a self, first: &'a str) -> &'a str {
        let mut name = first;
        // As many steps as there are names, in case they go round.
        for _ in 0..self.names.len() {
            match self.names.get(name) {
                Some(next) => name = next,
                None => break,
            }
        }
        name
    }
}

fn near<'a>(written: &str, names: impl IntoIterator<Item = &'a String>) -> Option<String> {
    nearest(written, names.into_iter().map(String::as_str)).map(str::to_owned)
}

fn check_turnout(election: &str, place: &str, turnout: f64) -> Result<(), FitError> {
    if turnout > 0.0 && turnout < 1.0 {
        return Ok(());
    }
    Err(FitError::NotATurnout { election: election.to_owned(), place: place.to_owned(), turnout })
}

impl Observed {
    /// Votes by party in the whole country, and all votes for lists and candidates.
    pub(super) fn totals(&self) -> (BTreeMap<&str, f64>, f64) {
        let mut totals = BTreeMap::new();
        for place in &self.places {
            place.votes.iter().for_each(|(party, votes)| *totals.entry(party.as_str()).or_default() += votes);
        }
        (totals, self.places.iter().map(Place::named).sum())
    }

    /// Parties with at least that share of the country's votes.
    pub(super) fn parties(&self, smallest_share: f64) -> BTreeSet<&str> {
        let (totals, all) = self.totals();
        totals
            .into_iter()
            .filter(|(_, votes)| *votes >= smallest_share * all)
            .map(|(party, _)| party)
            .collect()
    }

    /// Where votes are known by district, a turnout is one of a district or of a region of districts.
    fn check_place(&self, place: &str) -> Result<(), FitError> {
        let names =
            || self.places.iter().flat_map(|known| [Some(&known.name), known.region.as_ref()]).flatten();
        if !self.has_districts() || names().any(|name| name == place) {
            return Ok(());
        }
        let nearest = near(place, names().collect::<BTreeSet<_>>());
        Err(FitError::NoSuchPlace { election: self.name.clone(), place: place.to_owned(), nearest })
    }

    /// Whether it is known by district.
    pub(super) fn has_districts(&self) -> bool {
        self.places.iter().any(|place| !place.name.is_empty())
    }
}
