//! Voter rolls: precincts' rolls merged into one register, everybody who is on several found exactly, and what a
//! register of given coverage prevents.
//!
//! Two entries are the same person when their identification numbers are equal, and only then. Entries without a
//! number that agree in name and year of birth are reported apart, as [`Register::alike`]: two people may share both.
//!
//! ```
//! use sailau::procedure::roll::{Entry, Register, Roll};
//!
//! let voter = |id: &str, name: &str| Entry { id: Some(id.to_owned()), name: name.to_owned(), born: 1990 };
//! let roll = |precinct: &str, entries| Roll { precinct: precinct.to_owned(), entries };
//! let rolls = [
//!     roll("1", vec![voter("900101300017", "A"), voter("900202300023", "B")]),
//!     roll("2", vec![voter("900303300038", "C")]),
//!     roll("3", vec![voter("900101300017", "A.")]),
//! ];
//! let register = Register::merge(&rolls)?;
//! assert_eq!((register.entries, register.voters), (4, 3));
//! assert_eq!(register.duplicates[0].precincts, ["1", "3"]);
//! // One vote too many is possible; a register that joins precincts 1 and 2 does not see it, one of 1 and 3 does.
//! assert_eq!(register.prevented(|precinct| precinct != "3").prevented, 0);
//! assert_eq!(register.prevented(|precinct| precinct != "2").prevented, 1);
//! // With two of three precincts joined at random, the pair is among them in a third of the cases.
//! assert!((register.expected_share(2)?.unwrap() - 1.0 / 3.0).abs() < 1e-12);
//! # Ok::<(), sailau::procedure::FactError>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Decision, FactError, Law, Limit, Measure, Requirement};

/// What a law says on rolls.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// On how many rolls a voter may be.
    pub rolls_a_voter: Limit<u64>,
    /// How many voters a precinct may have.
    pub voters_a_precinct: Option<Limit<u64>>,
}

/// The roll of a precinct.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Roll {
    /// The precinct, by a name or number that no other has.
    pub precinct: String,
    /// Those on it.
    pub entries: Vec<Entry>,
}

/// A voter on a roll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// The identification number; blanks around it do not count.
    pub id: Option<String>,
    /// Name.
    pub name: String,
    /// Year of birth.
    pub born: i16,
}

/// Rolls merged into one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Register {
    /// Entries on all rolls.
    pub entries: u64,
    /// People, as far as numbers tell: each number once, each entry without a number once.
    pub voters: u64,
    /// Entries without a number.
    pub without_id: u64,
    /// The precincts and the entries of each.
    pub precincts: BTreeMap<String, u64>,
    /// Everybody who is entered more than once, in the order of their numbers.
    pub duplicates: Vec<Duplicate>,
    /// Entries of the same name and year of birth of which at least one has no number, in the order of names.
    pub alike: Vec<Duplicate>,
}

/// Somebody who is entered more than once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Duplicate {
    /// The number; of entries that are only alike, name and year of birth.
    pub who: String,
    /// The precinct of each entry; the same one twice when the entry is repeated on one roll.
    pub precincts: Vec<String>,
}

/// Votes that rolls allow beyond one a voter, and how many of them a register prevents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Prevented {
    /// Votes beyond the first that people on several precincts' rolls could cast without a register.
    pub possible: u64,
    /// Those that cannot be cast when the joined precincts see one another's voters.
    pub prevented: u64,
}

impl Register {
    /// Merges rolls. The order of rolls and entries changes nothing but the order of precincts in a duplicate.
    ///
    /// # Errors
    ///
    /// [`FactError`] for a precinct given twice or without a name.
    pub fn merge(rolls: &[Roll]) -> Result<Self, FactError> {
        let mut precincts = BTreeMap::new();
        let mut by_id: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut by_name: BTreeMap<(&str, i16), (Vec<&str>, u64)> = BTreeMap::new();
        let (mut entries, mut without_id) = (0, 0);
        FactError::check_names("precinct", rolls.iter().map(|roll| roll.precinct.as_str()))?;
        for roll in rolls {
            precincts.insert(roll.precinct.clone(), roll.entries.len() as u64);
            entries += roll.entries.len() as u64;
            for entry in &roll.entries {
                let alike = by_name.entry((entry.name.trim(), entry.born)).or_default();
                alike.0.push(&roll.precinct);
                match entry.id.as_deref().map(str::trim).filter(|id| !id.is_empty()) {
                    Some(id) => by_id.entry(id).or_default().push(&roll.precinct),
                    None => {
                        alike.1 += 1;
                        without_id += 1;
                    }
                }
            }
        }
        let owned = |who: String, places: Vec<&str>| Duplicate {
            who,
            precincts: places.into_iter().map(str::to_owned).collect(),
        };
        let voters = by_id.len() as u64 + without_id;
        let several = by_id.into_iter().filter(|(_, places)| places.len() > 1);
        let duplicates = several.map(|(id, places)| owned(id.to_owned(), places)).collect();
        let alike = by_name.into_iter().filter(|(_, (places, nameless))| places.len() > 1 && *nameless > 0);
        let alike =
            alike.map(|((name, born), (places, _))| owned(format!("{name}, {born}"), places)).collect();
        Ok(Self { entries, voters, without_id, precincts, duplicates, alike })
    }

    /// What a register that joins some precincts prevents: whoever voted in one of them is refused in the others.
    ///
    /// A person on the rolls of `p` precincts can vote `p` times; once the register joins `j` of them, `p - j` times
    /// and once more if `j` is not 0. An entry repeated on one roll counts once: one commission sees it.
    #[must_use]
    pub fn prevented(&self, joined: impl Fn(&str) -> bool) -> Prevented {
        let mut sum = Prevented { possible: 0, prevented: 0 };
        for places in self.places() {
            let inside = places.iter().filter(|precinct| joined(precinct)).count() as u64;
            sum.possible += places.len() as u64 - 1;
            sum.prevented += inside.saturating_sub(1);
        }
        sum
    }

    /// The share of possible double votes that a register prevents on average when it joins so many of the precincts,
    /// picked at random; none where no double vote is possible. For people on two rolls and many precincts it is the
    /// square of the coverage: half of the precincts prevent a quarter.
    ///
    /// # Errors
    ///
    /// [`FactError::MoreThanAll`] for more joined precincts than there are.
    pub fn expected_share(&self, joined: u64) -> Result<Option<f64>, FactError> {
        let all = self.precincts.len() as u64;
        FactError::check_part("joined precincts", joined, "precincts", all)?;
        let (mut possible, mut prevented) = (0.0, 0.0);
        for places in self.places() {
            let on = places.len() as u64;
            possible += (on - 1) as f64;
            // Of `on` precincts, on·joined/all are joined on average, and each group that is joined at all keeps
            // one vote: the chance of none is (all-joined over on) / (all over on).
            let none: f64 =
                (0..on).map(|i| (all - joined).saturating_sub(i) as f64 / (all - i) as f64).product();
            prevented += on as f64 * joined as f64 / all as f64 - (1.0 - none);
        }
        Ok((possible > 0.0).then(|| prevented / possible))
    }

    /// The different precincts of everybody who is in more than one.
    fn places(&self) -> impl Iterator<Item = BTreeSet<&str>> {
        let places = self.duplicates.iter();
        let places = places.map(|one| one.precincts.iter().map(String::as_str).collect::<BTreeSet<_>>());
        places.filter(|places| places.len() > 1)
    }
}

impl Law<Rules> {
    /// Checks rolls: nobody on more than the law allows, no precinct too large. Those who are, and those that are, are
    /// named in the [parts](Requirement::parts).
    ///
    /// # Errors
    ///
    /// Those of [`Register::merge`], and [`FactError::Nobody`] without rolls.
    pub fn decide(&self, rolls: &[Roll]) -> Result<Decision, FactError> {
        let register = Register::merge(rolls)?;
        if rolls.is_empty() {
            return Err(FactError::Nobody { what: "rolls".to_owned() });
        }
        let count = |number: usize, limit, unit: &str| Measure::count(limit, number as u64, unit);
        let limit = self.rules.rolls_a_voter;
        let over = register.duplicates.iter().map(|one| {
            let name = format!("{} in {}", one.who, one.precincts.join(", "));
            Requirement::new("rolls_a_voter", name, count(one.precincts.len(), limit, "entries"), None)
        });
        let over: Vec<_> = over.filter(|one| !one.met()).collect();
        let most = register.duplicates.iter().map(|one| one.precincts.len()).max();
        let most = most.unwrap_or(usize::from(register.entries > 0));
        let mut requirement =
            self.requirement("rolls_a_voter", "Entries of a voter", count(most, limit, "entries"));
        requirement = requirement.noting(format!("the most of anybody; {} are over it", over.len()));
        if register.without_id > 0 {
            let note = format!("{} entries have no number and were not compared", register.without_id);
            requirement = requirement.noting(note);
        }
        let mut requirements = vec![requirement.counting(over)];
        if let Some(limit) = self.rules.voters_a_precinct {
            let largest = register.precincts.values().copied().max().unwrap_or(0);
            let parts = register.precincts.iter().map(|(name, &voters)| {
                let measure = Measure::count(limit, voters, "voters");
                Requirement::new("voters_a_precinct", format!("precinct {name}"), measure, None)
            });
            let parts = parts.filter(|one| !one.met()).collect();
            let measure = Measure::count(limit, largest, "voters");
            requirements.push(
                self.requirement("voters_a_precinct", "Voters of the largest precinct", measure)
                    .counting(parts),
            );
        }
        Ok(self.decision(format!("Voter rolls of {} precincts", rolls.len()), requirements))
    }
}
