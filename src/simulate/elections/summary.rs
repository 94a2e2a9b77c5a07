use serde::{Deserialize, Serialize};

use super::super::{Confidence, Histogram, Interval, MergeError, Proportion, Summary};
use super::{Event, IndexDistribution, PairedHistogram, PairedTable};
use crate::system::UnknownName;

/// What is kept of all simulated elections: the summary of an [`Ensemble`](super::Ensemble).
///
/// Its JSON form is stable; `parties` and `systems` give the order of everything that has one entry a party or a system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct EnsembleSummary {
    /// The SHA-256 of the rules, the electorates and the events, in hexadecimal: two ensembles with different ones were not
    /// drawn from the same simulation, and do not merge.
    pub fingerprint: String,
    /// What the models take for granted.
    pub assumptions: Vec<String>,
    /// Those of the assumptions that a scenario states; left out of JSON where there is none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stated: Vec<String>,
    /// Every party of any model or system.
    pub parties: Vec<String>,
    /// The votes, by model.
    pub votes: Vec<DrawnVotes>,
    /// The houses, by system.
    pub systems: Vec<SystemSummary>,
    /// Systems beside each other on the same votes.
    pub pairs: Vec<Pair>,
}

/// The votes that a model drew.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct DrawnVotes {
    /// The contest whose votes they are, such as `list`.
    pub contest: String,
    /// The share of the valid votes of each party, in tenths of a point: 51.63 % counts as 516.
    pub shares: Vec<Histogram>,
    /// Whether each party had more votes than any other.
    pub first: Vec<Proportion>,
    /// The effective number of parties (Laakso and Taagepera 1979).
    pub effective_parties: IndexDistribution,
}

/// The houses that a system made of the votes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct SystemSummary {
    /// The system's name.
    pub name: String,
    /// Seats of the house, filled or not, before any growth by levelling.
    pub house_size: u32,
    /// Which of the [votes](EnsembleSummary::votes) it counted.
    pub votes: usize,
    /// The tiers, in the order of the rules.
    pub tiers: Vec<String>,
    /// Each party's seats.
    pub parties: Vec<PartySeats>,
    /// Seats of those without a party, and of those who are appointed.
    pub without_party: Histogram,
    /// How many parties hold a seat.
    pub parties_in_house: Histogram,
    /// Whether a tie left a seat open that only lots, or nothing, can give.
    pub tied: Proportion,
    /// Whether a rule of the law decided between equal claims.
    pub tie_broken: Proportion,
    /// Whether a seat stayed empty.
    pub unfilled: Proportion,
    /// Whether one list alone reached the threshold.
    pub sole_qualifier: Proportion,
    /// Whether some party has more than half of the house.
    pub majority: Proportion,
    /// Whether some party has two thirds of the house or more.
    pub two_thirds: Proportion,
    /// The events that were asked for.
    pub events: Vec<EventCount>,
    /// Draws that the rules could not count; they are in nothing else.
    pub failed: Proportion,
    /// Indices of votes against seats; none when they were not asked for.
    pub indices: Option<Indices>,
}

/// One party's seats under one system.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct PartySeats {
    /// In the whole house.
    pub seats: Histogram,
    /// By tier.
    pub by_tier: Vec<Histogram>,
    /// More seats than any other party.
    pub largest: Proportion,
    /// More than half of the house.
    pub majority: Proportion,
    /// Two thirds of the house or more.
    pub two_thirds: Proportion,
}

/// An event and how often it came about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventCount {
    /// The event.
    pub event: Event,
    /// How often.
    pub happened: Proportion,
}

/// Indices of the votes of a contest against the seats that parties hold in all tiers; seats without a party are left out.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Indices {
    /// Gallagher's least squares index (1991), in points: 0 to 100.
    pub gallagher: IndexDistribution,
    /// The effective number of parties in seats (Laakso and Taagepera 1979).
    pub effective_parties: IndexDistribution,
    /// Votes of parties without a seat, in per cent of the votes.
    pub wasted: IndexDistribution,
    /// Seats less votes of the party with the most votes, in points: -100 to 100.
    pub bonus: IndexDistribution,
}

/// Two systems on the same votes: everything is the first less the second.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Pair {
    /// The first system's number.
    pub first: usize,
    /// The second system's number.
    pub second: usize,
    /// Each party's seats.
    pub seats: Vec<PairedHistogram>,
    /// Whether each party has more than half of the house.
    pub majority: Vec<PairedTable>,
    /// Whether each event came about, in the order of [`SystemSummary::events`].
    pub events: Vec<PairedTable>,
    /// Gallagher's index, in points; empty without indices.
    pub gallagher: IndexDistribution,
}

impl EnsembleSummary {
    /// The number of a party.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for a party that no model or system has.
    pub fn party(&self, name: &str) -> Result<usize, UnknownName> {
        let known = || self.parties.iter().map(String::as_str);
        known().position(|party| party == name).ok_or_else(|| UnknownName::new("party", name, known()))
    }

    /// A system's houses.
    ///
    /// # Errors
    ///
    /// [`UnknownName`].
    pub fn system(&self, name: &str) -> Result<&SystemSummary, UnknownName> {
        let found = self.systems.iter().find(|system| system.name == name);
        let known = || self.systems.iter().map(|system| system.name.as_str());
        found.ok_or_else(|| UnknownName::new("system", name, known()))
    }

    /// A party's seats under a system.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for the system or the party.
    pub fn seats(&self, system: &str, party: &str) -> Result<&PartySeats, UnknownName> {
        self.of_party(&self.system(system)?.parties, party)
    }

    /// Two systems beside each other, in this order; see [`Simulation::compare_all`](super::Simulation).
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for one of the systems, or for a comparison that was not made, or was made the other way round.
    pub fn pair(&self, first: &str, second: &str) -> Result<&Pair, UnknownName> {
        self.system(first)?;
        self.system(second)?;
        let name = |number: usize| self.systems.get(number).map_or("", |system| system.name.as_str());
        let found = self.pairs.iter().find(|pair| (name(pair.first), name(pair.second)) == (first, second));
        found.ok_or_else(|| {
            let words = |first: &str, second: &str| format!("{first} less {second}");
            let known: Vec<_> =
                self.pairs.iter().map(|pair| words(name(pair.first), name(pair.second))).collect();
            let mut error =
                UnknownName::new("comparison", &words(first, second), known.iter().map(String::as_str));
            error.nearest = Some(words(second, first)).filter(|turned| known.contains(turned));
            error
        })
    }

    /// The first system's seats of a party less the second's.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for the pair or the party.
    pub fn difference(
        &self,
        first: &str,
        second: &str,
        party: &str,
    ) -> Result<&PairedHistogram, UnknownName> {
        self.of_party(&self.pair(first, second)?.seats, party)
    }

    /// Whether an event came about under the first system and under the second, on the same votes: its
    /// [difference](PairedTable::difference) and [interval](PairedTable::interval) are far surer than those of two
    /// probabilities apart.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for the pair, or an event that was not asked for.
    pub fn event_difference(
        &self,
        first: &str,
        second: &str,
        event: &Event,
    ) -> Result<&PairedTable, UnknownName> {
        let pair = self.pair(first, second)?;
        let asked = self.system(first)?.events.iter().map(|counted| &counted.event);
        let number = asked.clone().position(|other| other == event);
        number.and_then(|number| pair.events.get(number)).ok_or_else(|| {
            let known: Vec<String> = asked.map(ToString::to_string).collect();
            UnknownName::new("event", &event.to_string(), known.iter().map(String::as_str))
        })
    }

    /// How many times more draws two separate runs would need for the same error of the difference in a party's
    /// seats: the gain of counting both systems on the same votes. None when the difference never varies.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for the pair or the party.
    pub fn gain(&self, first: &str, second: &str, party: &str) -> Result<Option<f64>, UnknownName> {
        let paired = self.difference(first, second, party)?.moments().variance();
        let [one, other] = [self.seats(first, party)?, self.seats(second, party)?];
        let apart = one.seats.moments().variance().zip(other.seats.moments().variance());
        let gain = paired.filter(|&paired| paired > 0.0).zip(apart);
        Ok(gain.map(|(paired, (one, other))| (one + other) / paired))
    }

    /// The width of the widest interval of a chance of a majority, or of an event that was asked for, as a share: it says when a
    /// [run](super::super::Run::run_until) has drawn enough.
    #[must_use]
    pub fn widest_interval(&self, confidence: Confidence) -> f64 {
        let chances = self.systems.iter().flat_map(|houses| {
            std::iter::once(houses.majority).chain(houses.events.iter().map(|counted| counted.happened))
        });
        chances.map(|chance| 2.0 * chance.wilson(confidence).half_width()).fold(0.0, f64::max)
    }

    /// What a list with an entry for each party has of one. A summary that was read from elsewhere may be too short.
    fn of_party<'a, T>(&self, all: &'a [T], party: &str) -> Result<&'a T, UnknownName> {
        let known = self.parties.iter().take(all.len()).map(String::as_str);
        all.get(self.party(party)?).ok_or_else(|| UnknownName::new("party", party, known))
    }
}

impl PartySeats {
    /// How often the party has a seat.
    #[must_use]
    pub fn enters(&self) -> Proportion {
        self.seats.at_least(1)
    }

    /// The seats between which the middle share of the draws lies, such as 0.9 of them: from the quantile that leaves
    /// half of the rest below to the one that leaves half above. None without draws.
    #[must_use]
    pub fn middle(&self, share: f64) -> Option<Interval> {
        let low = self.seats.quantile((1.0 - share) / 2.0)?;
        let high = self.seats.quantile((1.0 + share) / 2.0)?;
        Some(Interval { low: f64::from(low), high: f64::from(high) })
    }
}

impl Summary for EnsembleSummary {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.fingerprint != other.fingerprint {
            return Err(MergeError::OtherRun(
                "the rules, the events or the votes of the simulation differ".to_owned(),
            ));
        }
        if (&self.parties, &self.assumptions) != (&other.parties, &other.assumptions) {
            return Err(MergeError::OtherRun(
                "the parties or assumptions of the simulation differ".to_owned(),
            ));
        }
        self.votes.merge(&other.votes)?;
        self.systems.merge(&other.systems)?;
        self.pairs.merge(&other.pairs)
    }
}

impl Summary for DrawnVotes {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.shares.merge(&other.shares)?;
        self.first.merge(&other.first)?;
        self.effective_parties.merge(&other.effective_parties)
    }
}

impl Summary for SystemSummary {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if (&self.name, self.house_size, self.votes) != (&other.name, other.house_size, other.votes) {
            return Err(MergeError::OtherRun("the systems of the simulation differ".to_owned()));
        }
        self.parties.merge(&other.parties)?;
        self.without_party.merge(&other.without_party)?;
        self.parties_in_house.merge(&other.parties_in_house)?;
        self.tied.merge(&other.tied)?;
        self.tie_broken.merge(&other.tie_broken)?;
        self.unfilled.merge(&other.unfilled)?;
        self.sole_qualifier.merge(&other.sole_qualifier)?;
        self.majority.merge(&other.majority)?;
        self.two_thirds.merge(&other.two_thirds)?;
        self.events.merge(&other.events)?;
        self.failed.merge(&other.failed)?;
        match (&mut self.indices, &other.indices) {
            (Some(one), Some(other)) => one.merge(other),
            (None, None) => Ok(()),
            _ => Err(MergeError::Shape("only one has indices")),
        }
    }
}

impl SystemSummary {
    /// Says of everything that was noted of houses how many houses there were. Of rules by which one tier has all seats of their
    /// parties, says what each has by tier.
    pub(super) fn settle(&mut self, only_tier: Option<usize>, of_rules: &[usize]) {
        let houses = self.failed.of - self.failed.yes;
        let Self {
            parties, tied, tie_broken, unfilled, sole_qualifier, majority, two_thirds, events, ..
        } = self;
        for of_house in [tied, tie_broken, unfilled, sole_qualifier, majority, two_thirds] {
            of_house.settle(houses);
        }
        for PartySeats { largest, majority, two_thirds, .. } in &mut *parties {
            [largest, majority, two_thirds].into_iter().for_each(|of_party| of_party.settle(houses));
        }
        events.iter_mut().for_each(|event| event.happened.settle(houses));
        let Some(only) = only_tier else { return };
        for &party in of_rules {
            let PartySeats { seats, by_tier, .. } = &mut parties[party];
            for (tier, seen) in by_tier.iter_mut().enumerate() {
                if tier == only {
                    seen.clone_from(seats);
                } else {
                    seen.never_more_than_nothing(houses);
                }
            }
        }
    }
}

impl Summary for PartySeats {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.seats.merge(&other.seats)?;
        self.by_tier.merge(&other.by_tier)?;
        self.largest.merge(&other.largest)?;
        self.majority.merge(&other.majority)?;
        self.two_thirds.merge(&other.two_thirds)
    }
}

impl Summary for EventCount {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.event != other.event {
            return Err(MergeError::OtherRun("the events of the simulation differ".to_owned()));
        }
        self.happened.merge(&other.happened)
    }
}

impl Summary for Indices {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.gallagher.merge(&other.gallagher)?;
        self.effective_parties.merge(&other.effective_parties)?;
        self.wasted.merge(&other.wasted)?;
        self.bonus.merge(&other.bonus)
    }
}

impl Summary for Pair {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if (self.first, self.second) != (other.first, other.second) {
            return Err(MergeError::OtherRun("the pairs of systems of the simulation differ".to_owned()));
        }
        self.seats.merge(&other.seats)?;
        self.majority.merge(&other.majority)?;
        self.events.merge(&other.events)?;
        self.gallagher.merge(&other.gallagher)
    }
}
