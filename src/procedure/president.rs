//! The election of a President: support by signatures, and one vote or two.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//!
//! let election = kazakhstan::presidential_election(date(2022, 11, 20)).unwrap();
//! let vote = election.first_vote()?;
//! assert_eq!(vote.result.name(), Some("Kassym-Jomart Tokayev"));
//! // 6,456,393 of 7,940,478 votes, those against all among them; 3,970,240 were enough.
//! assert_eq!(vote.decision.requirement("voting.majority").unwrap().margin, Some(2_486_153));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::office::{self, Poll, Polled, Standing, Voting};
use super::{Decision, FactError, Law, Limit, Measure};
use crate::law::Share;

/// What a law asks of a candidate and of the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The part of all voters whose signatures a candidate needs.
    pub signatures: Limit<Share>,
    /// The part of the regions from which they have to come.
    pub regions: Limit<Share>,
    /// When a region counts.
    pub equally: Equally,
    /// The deposit, in minimum wages.
    pub deposit_wages: u64,
    /// The part of the votes with which it returns to who is not elected.
    pub deposit_returns: Limit<Share>,
    /// The vote.
    pub voting: Voting,
}

/// When a region counts among those that the signatures represent "equally".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Equally {
    /// With one signature or more.
    #[serde(rename = "any signature")]
    Any,
    /// With an equal part of the signatures needed: of 118,273 from 14 regions, 8,449.
    #[serde(rename = "an equal part")]
    EqualPart,
}

/// A candidate's signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    /// The candidate.
    pub candidate: String,
    /// All voters on the register; at least one.
    pub voters: u64,
    /// All regions, cities that rank as regions among them; at least one.
    pub regions: u64,
    /// The signatures found true.
    pub signatures: Signatures,
}

/// What is known of signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Signatures {
    /// Those of each region.
    ByRegion {
        /// Every region that the country has on the day, with the cities that rank as one.
        map: Vec<String>,
        /// The signatures; a region of the map that is left out has none.
        signatures: Vec<RegionSignatures>,
    },
    /// Their number, and from how many regions they came; none where that is not known.
    Reported {
        /// Signatures.
        total: u64,
        /// Regions with signatures.
        regions: Option<u64>,
    },
}

/// The signatures of one region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionSignatures {
    /// The region.
    pub region: String,
    /// Signatures found true.
    pub signatures: u64,
}

impl Law<Rules> {
    /// Decides whether a candidate has the support to be registered.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no voters or regions; more signatures than voters; more regions with signatures than
    /// regions; a region given twice, or none of the map; a map of another number of regions.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::president::{Nomination, Signatures};
    ///
    /// let law = kazakhstan::president_laws().on(date(2022, 10, 19))?.value;
    /// let decision = law.nomination(&Nomination {
    ///     candidate: "somebody".into(), voters: 11_827_277, regions: 20,
    ///     signatures: Signatures::Reported { total: 118_272, regions: Some(14) },
    /// })?;
    /// // 118,273 are needed, from 14 of 20 regions: one signature short.
    /// assert_eq!(decision.requirement("signatures").unwrap().margin, Some(-1));
    /// assert!(decision.requirement("regions").unwrap().met());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn nomination(&self, facts: &Nomination) -> Result<Decision, FactError> {
        let total = facts.check()?;
        let signatures =
            Measure::share(self.rules.signatures, total, "signatures", facts.voters, "registered voters");
        let regions = Measure::share(
            self.rules.regions,
            self.regions_that_count(facts),
            "regions",
            facts.regions,
            "regions",
        );
        let note = match self.rules.equally {
            Equally::Any => "a region counts with one signature: how equally they must come is read so",
            Equally::EqualPart => "a region counts with an equal part of the signatures needed",
        };
        let requirements = vec![
            self.requirement("signatures", "Signatures of voters", signatures),
            self.requirement("regions", "Regions that they represent", regions).noting(note),
        ];
        Ok(self.decision(format!("Support for {}", facts.candidate), requirements))
    }

    /// How many regions count; none where that is not known.
    fn regions_that_count(&self, facts: &Nomination) -> Option<u64> {
        let least = match self.rules.equally {
            Equally::Any => 1,
            Equally::EqualPart => {
                // Both borders are at most 2^64 + 1, so the ceiling fits.
                let needed = self.rules.signatures.border_of(facts.voters).max(0);
                let among = self.rules.regions.border_of(facts.regions).max(1);
                (needed + among - 1) / among
            }
        };
        match (&facts.signatures, self.rules.equally) {
            (Signatures::ByRegion { signatures, .. }, _) => {
                let enough = signatures.iter().filter(|one| i128::from(one.signatures) >= least.max(1));
                Some(enough.count() as u64)
            }
            (Signatures::Reported { regions, .. }, Equally::Any) => *regions,
            (Signatures::Reported { .. }, Equally::EqualPart) => None,
        }
    }

    /// What the first vote came to.
    ///
    /// # Errors
    ///
    /// [`FactError`] for a poll that cannot be; see [`Poll::base`].
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::office::Poll;
    ///
    /// let law = kazakhstan::president_laws().on(date(2022, 11, 20))?.value;
    /// // 50 of 100 are not more than half: votes against all count.
    /// let vote = law.first_vote(&Poll::of([("A", 50), ("B", 30), ("C", 15)]).against_all(5))?;
    /// assert_eq!(vote.result.to_string(), "a second vote within 2 months between A and B");
    /// let vote = law.second_vote(&Poll::of([("A", 40), ("B", 41)]).against_all(19))?;
    /// assert_eq!(vote.result.name(), Some("B"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn first_vote(&self, poll: &Poll) -> Result<Polled, FactError> {
        self.rules.voting.first(self, "voting", "Election of the President", poll)
    }

    /// What the second vote came to, between two: more votes elect.
    ///
    /// # Errors
    ///
    /// [`FactError`] for a poll that cannot be, or more than two candidates.
    pub fn second_vote(&self, poll: &Poll) -> Result<Polled, FactError> {
        self.rules.voting.second(self, "voting", "Election of the President, second vote", poll)
    }

    /// Decides whether a deposit returns.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no votes at all, or more for one than there were.
    pub fn deposit_returns(&self, who: &str, standing: Standing) -> Result<Decision, FactError> {
        office::deposit_returns(self, "deposit_returns", self.rules.deposit_returns, who, standing)
    }
}

impl Nomination {
    /// The number of signatures, after looking for what cannot be.
    fn check(&self) -> Result<u64, FactError> {
        if self.voters == 0 {
            return Err(FactError::Nobody { what: "registered voters".to_owned() });
        }
        if self.regions == 0 {
            return Err(FactError::Nobody { what: "regions".to_owned() });
        }
        let (total, regions) = match &self.signatures {
            Signatures::Reported { total, regions } => (u128::from(*total), regions.unwrap_or(0)),
            Signatures::ByRegion { map, signatures: rows } => {
                FactError::check_on_map(map, rows.iter().map(|row| row.region.as_str()))?;
                if map.len() as u64 != self.regions {
                    let (what, sum) = ("regions of the map".to_owned(), map.len() as u128);
                    return Err(FactError::DoesNotAddUp { what, sum, whole: self.regions });
                }
                (rows.iter().map(|row| u128::from(row.signatures)).sum(), rows.len() as u64)
            }
        };
        FactError::check_part("signatures", total, "registered voters", self.voters)?;
        FactError::check_part("regions with signatures", regions, "regions", self.regions)?;
        // No more than the voters.
        Ok(u64::try_from(total).unwrap_or(self.voters))
    }
}
