//! Referendums: turnout, a majority of those who took part, and a majority in enough regions.
//!
//! The majority is counted among all who took part where the law says so: a ballot that is invalid or marked both
//! ways then weighs like a no. Elections in the same country may divide by valid votes; the two are not to be mixed.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//!
//! let referendum = kazakhstan::referendum(date(2022, 6, 5)).unwrap();
//! let decision = referendum.decision()?;
//! assert!(decision.met());
//! // 6,163,516 of 7,985,769 who took part; 3,992,885 were enough.
//! assert_eq!(decision.requirement("majority").unwrap().margin, Some(2_170_631));
//! println!("{decision}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Decision, FactError, Law, Limit, Measure, Requirement};
use crate::law::Share;

/// What a law asks of a referendum.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The part of the registered voters that has to take part; none where any turnout will do.
    pub turnout: Option<Limit<Share>>,
    /// The part of the base that has to say yes.
    pub majority: Limit<Share>,
    /// What the majority is a part of, in the country and in each region.
    pub base: Base,
    /// The part of the regions in which that majority is needed, for a question on the constitution; none where
    /// the country alone decides.
    pub regions: Option<Limit<Share>>,
}

/// What a majority is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Base {
    /// All who took part; invalid ballots weigh like a no.
    #[serde(rename = "participants")]
    Participants,
    /// Votes for yes and for no.
    #[serde(rename = "yes and no")]
    YesAndNo,
}

/// What came out of the boxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// What was asked, in words.
    pub question: String,
    /// Whether the question is on the constitution.
    pub constitutional: bool,
    /// Citizens on the rolls; at least one.
    pub registered: u64,
    /// Those who took part.
    pub participants: u64,
    /// Votes for yes.
    pub yes: u64,
    /// Votes for no.
    pub no: Option<u64>,
    /// Ballots marked both ways, or not at all: valid, and for neither side.
    pub neither: Option<u64>,
    /// Invalid ballots.
    pub invalid: Option<u64>,
    /// The regions; a law may ask about them when the question is on the constitution.
    pub regions: Option<Regions>,
}

/// What is known of the regions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Regions {
    /// The count of every region.
    Counted {
        /// Every region that the country has on the day, with the cities that rank as one.
        map: Vec<String>,
        /// Their counts: one for each region of the map.
        regions: Vec<Region>,
    },
    /// Only in how many of them the majority was reached, as somebody reports.
    Reported {
        /// Regions with the majority.
        in_favour: u64,
        /// All regions.
        of: u64,
    },
    /// Nothing but their number: the decision stays [open](super::Verdict::Open) if it hangs on them.
    NotKnown {
        /// All regions.
        of: u64,
    },
}

/// The count of one region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Its name.
    pub name: String,
    /// Those who took part there.
    pub participants: u64,
    /// Votes for yes.
    pub yes: u64,
    /// Votes for no; needed where the majority is [of yes and no](Base::YesAndNo).
    pub no: Option<u64>,
}

impl Law<Rules> {
    /// Decides whether the question was carried.
    ///
    /// # Errors
    ///
    /// [`FactError`]: nobody is registered; more take part than are registered, or vote yes than take part; the
    /// parts exceed their whole or, when all four are given, do not add up to it; a region is given twice, or the
    /// regions have more votes than the country; a figure is missing that the law divides by.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::procedure::{Law, referendum::{Facts, Rules}};
    ///
    /// let law = Law::<Rules>::from_toml(r#"
    ///     name = "Half of the voters, half of those"
    ///     since = 2000-01-01
    ///     source = "an example"
    ///     [rules]
    ///     turnout = { at_least = "1/2" }
    ///     majority = { more_than = "50%" }
    ///     base = "participants"
    /// "#)?;
    /// let facts = Facts {
    ///     question: "A bridge?".into(), constitutional: false, registered: 100, participants: 50, yes: 25,
    ///     no: None, neither: None, invalid: None, regions: None,
    /// };
    /// let decision = law.decide(&facts)?;
    /// // Half of the voters is enough, half of those is not: one vote short.
    /// assert!(decision.requirement("turnout").unwrap().met());
    /// assert_eq!(decision.requirement("majority").unwrap().margin, Some(-1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide(&self, facts: &Facts) -> Result<Decision, FactError> {
        facts.check()?;
        let mut requirements = Vec::new();
        if let Some(turnout) = self.rules.turnout {
            let measure =
                Measure::share(turnout, facts.participants, "voters", facts.registered, "registered voters");
            requirements.push(self.requirement("turnout", "Turnout", measure));
        }
        let majority = self.majority(facts.participants, facts.yes, facts.no, "no")?;
        requirements.push(self.requirement("majority", "Majority for yes", majority));
        if let Some(regions) = self.rules.regions.filter(|_| facts.constitutional) {
            requirements.push(self.regions(regions, facts)?);
        }
        Ok(self.decision(format!("Referendum: {}", facts.question), requirements))
    }

    fn majority(
        &self,
        participants: u64,
        yes: u64,
        no: Option<u64>,
        fact: &str,
    ) -> Result<Measure, FactError> {
        let (whole, of) = match (self.rules.base, no) {
            (Base::Participants, _) => (participants, "who took part"),
            // The check found both within the participants, so the sum fits.
            (Base::YesAndNo, Some(no)) => (yes.saturating_add(no), "votes for yes and no"),
            (Base::YesAndNo, None) => return Err(FactError::Missing { fact: fact.to_owned() }),
        };
        Ok(Measure::share(self.rules.majority, yes, "votes", whole, of))
    }

    fn regions(&self, needed: Limit<Share>, facts: &Facts) -> Result<Requirement, FactError> {
        let Some(regions) = &facts.regions else {
            return Err(FactError::Missing { fact: "regions".to_owned() });
        };
        let mut parts = Vec::new();
        let (in_favour, of) = match regions {
            Regions::Counted { regions, .. } => {
                for region in regions {
                    let fact = format!("no in {}", region.name);
                    let measure = self.majority(region.participants, region.yes, region.no, &fact)?;
                    parts.push(Requirement::new("majority", &region.name, measure, None));
                }
                let in_favour = parts.iter().filter(|region| region.met()).count();
                (Some(in_favour as u64), regions.len() as u64)
            }
            Regions::Reported { in_favour, of } => (Some(*in_favour), *of),
            Regions::NotKnown { of } => (None, *of),
        };
        let measure = Measure::share(needed, in_favour, "regions", of, "regions");
        Ok(self.requirement("regions", "Regions with that majority", measure).counting(parts))
    }
}

impl Facts {
    fn check(&self) -> Result<(), FactError> {
        if self.registered == 0 {
            return Err(FactError::Nobody { what: "registered voters".to_owned() });
        }
        let participants = self.participants;
        FactError::check_part("participants", participants, "registered voters", self.registered)?;
        FactError::check_part("votes for yes", self.yes, "participants", participants)?;
        let rest = [self.no, self.neither, self.invalid];
        let sum = u128::from(self.yes) + rest.iter().flatten().map(|&n| u128::from(n)).sum::<u128>();
        FactError::check_part("ballots", sum, "participants", participants)?;
        if rest.iter().all(Option::is_some) && sum != u128::from(participants) {
            let what = "yes, no, neither and invalid".to_owned();
            return Err(FactError::DoesNotAddUp { what, sum, whole: participants });
        }
        self.regions.as_ref().map_or(Ok(()), |regions| regions.check(self))
    }
}

impl Regions {
    fn check(&self, country: &Facts) -> Result<(), FactError> {
        let of = match self {
            Self::Counted { map, .. } => map.len() as u64,
            Self::Reported { of, .. } | Self::NotKnown { of } => *of,
        };
        if of == 0 {
            return Err(FactError::Nobody { what: "regions".to_owned() });
        }
        let (map, regions) = match self {
            Self::Counted { map, regions } => (map, regions),
            Self::Reported { in_favour, of } => {
                return FactError::check_part("regions in favour", *in_favour, "regions", *of);
            }
            Self::NotKnown { .. } => return Ok(()),
        };
        let counted = FactError::check_on_map(map, regions.iter().map(|region| region.name.as_str()))?;
        if let Some(region) = map.iter().find(|region| !counted.contains(region.as_str())) {
            let figures = "votes and participants".to_owned();
            return Err(FactError::NotCounted { region: region.clone(), figures });
        }
        for region in regions {
            let votes = u128::from(region.yes) + u128::from(region.no.unwrap_or(0));
            let part = format!("votes in {}", region.name);
            FactError::check_part(&part, votes, "participants there", region.participants)?;
        }
        // Voters abroad may be in no region: the sums can be less than the country's, never more.
        let sum = |of: fn(&Region) -> u64| regions.iter().map(|region| u128::from(of(region))).sum::<u128>();
        let participants = sum(|region| region.participants);
        FactError::check_part(
            "participants of the regions",
            participants,
            "participants of the country",
            country.participants,
        )?;
        FactError::check_part(
            "yes of the regions",
            sum(|region| region.yes),
            "yes of the country",
            country.yes,
        )
    }
}
