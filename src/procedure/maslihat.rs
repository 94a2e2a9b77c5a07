//! Local assemblies: which of their seats are for party lists and which for single-member districts.
//!
//! The split is the law's; who wins the seats is counted by [`system`](crate::system), with rules that the country
//! keeps beside this law (in Kazakhstan `kazakhstan::maslihat_system`).
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::procedure::maslihat::{Kind, Split};
//!
//! let law = kazakhstan::maslihat_laws().on(date(2023, 3, 19))?.value;
//! // Half and half, the odd seat to the districts.
//! assert_eq!(law.split(Kind::Region, 35)?, Split { list: 17, single: 18 });
//! assert_eq!(law.split(Kind::District, 15)?, Split { list: 0, single: 15 });
//! let law = kazakhstan::maslihat_laws().on(date(2021, 1, 10))?.value;
//! assert_eq!(law.split(Kind::District, 15)?, Split { list: 15, single: 0 });
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use super::{Decision, FactError, Law, Limit, Measure};
use crate::law::Share;

/// What a law says of local assemblies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Regions, and cities that rank as regions.
    pub region: Assembly,
    /// Cities within a region.
    pub city: Assembly,
    /// Districts.
    pub district: Assembly,
    /// The part of the seats that has to be filled before it may sit.
    pub lawful: Limit<Share>,
}

/// What a law says of one kind of assembly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assembly {
    /// How the seats are divided.
    pub seats: Division,
    /// The most seats.
    pub size: Limit<u64>,
}

/// How seats are divided between lists and districts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Division {
    /// All in single-member districts.
    #[serde(rename = "single-member")]
    Single,
    /// All by party lists.
    #[serde(rename = "list")]
    List,
    /// Half each; an odd seat goes to the districts.
    #[serde(rename = "half each, odd seat single-member")]
    HalfOddSingle,
    /// Half each; an odd seat goes to the lists. No law of Kazakhstan says so; it is here for comparison.
    #[serde(rename = "half each, odd seat list")]
    HalfOddList,
}

/// A kind of assembly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Of an oblast, a city of republican significance or the capital.
    Region,
    /// Of a city within a region.
    City,
    /// Of a district.
    District,
}

/// Seats by the way in which they are filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub struct Split {
    /// By party lists.
    pub list: u32,
    /// In single-member districts.
    pub single: u32,
}

/// An assembly after an election.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Its kind.
    pub kind: Kind,
    /// Its seats; at least one.
    pub seats: u32,
    /// Deputies elected.
    pub elected: u32,
}

impl Division {
    /// The seats of each way.
    ///
    /// ```
    /// use sailau::procedure::maslihat::{Division, Split};
    ///
    /// assert_eq!(Division::HalfOddSingle.of(43), Split { list: 21, single: 22 });
    /// assert_eq!(Division::HalfOddSingle.of(42), Split { list: 21, single: 21 });
    /// ```
    #[must_use]
    pub fn of(self, seats: u32) -> Split {
        let list = match self {
            Self::Single => 0,
            Self::List => seats,
            Self::HalfOddSingle => seats / 2,
            Self::HalfOddList => seats.div_ceil(2),
        };
        Split { list, single: seats - list }
    }
}

impl Rules {
    /// What is said of that kind.
    #[must_use]
    pub fn of(&self, kind: Kind) -> &Assembly {
        match kind {
            Kind::Region => &self.region,
            Kind::City => &self.city,
            Kind::District => &self.district,
        }
    }
}

impl Law<Rules> {
    /// How the seats of an assembly are divided.
    ///
    /// # Errors
    ///
    /// [`FactError::Nobody`]: no seats. Whether there may be so many is for [`decide`](Self::decide).
    pub fn split(&self, kind: Kind, seats: u32) -> Result<Split, FactError> {
        if seats == 0 {
            return Err(FactError::Nobody { what: "seats".to_owned() });
        }
        Ok(self.rules.of(kind).seats.of(seats))
    }

    /// Decides whether an assembly has a lawful size, and deputies enough to sit.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no seats; more deputies than seats.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::maslihat::{Facts, Kind};
    ///
    /// let law = kazakhstan::maslihat_laws().on(date(2023, 3, 19))?.value;
    /// // Three quarters of 35 are 26.25: 27.
    /// let decision = law.decide(&Facts { kind: Kind::Region, seats: 35, elected: 26 })?;
    /// assert_eq!(decision.requirement("lawful").unwrap().margin, Some(-1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn decide(&self, facts: &Facts) -> Result<Decision, FactError> {
        let Facts { kind, seats, elected } = *facts;
        if seats == 0 {
            return Err(FactError::Nobody { what: "seats".to_owned() });
        }
        let (seats, elected) = (u64::from(seats), u64::from(elected));
        FactError::check_part("deputies", elected, "seats", seats)?;
        let size = Measure::count(self.rules.of(kind).size, seats, "seats");
        let lawful = Measure::share(self.rules.lawful, elected, "deputies", seats, "seats");
        let requirements = vec![
            self.requirement(&format!("{kind}.size"), "Size", size),
            self.requirement("lawful", "Deputies elected", lawful),
        ];
        Ok(self.decision(format!("Mäslihat of a {kind}"), requirements))
    }
}

impl Display for Kind {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Region => "region",
            Self::City => "city",
            Self::District => "district",
        })
    }
}
