//! An electoral system as data: tiers and what happens in each.

mod alliances;
mod biproportional;
mod bonus;
mod cap;
pub(super) mod check;
mod file;
mod first_seat;
mod kinds;
mod linkage;
pub(super) mod links;
mod list;
mod open_list;
mod place;
mod placement;
mod seats;
mod single;
mod sole_qualifier;
mod stages;
mod tables;
mod threshold;
mod ties;
mod weight;

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::{Citation, Share};

pub use crate::law::factor::{Factor, FactorError};
pub use alliances::Alliances;
pub use biproportional::{Biproportional, StrongestList, Upper};
pub use bonus::Bonus;
pub use cap::{Cap, Exhausted, SeatsCap, ShareCap};
pub use first_seat::FirstSeat;
pub use linkage::{
    Claims, Compensation, Levelling, Linkage, LinkedSeats, Minimum, Overhang, Subtracted, Subtraction,
    Transfer, Transferred,
};
pub use list::{ListRule, NoListPasses, QuotaLeft, QuotaRule, Rounding};
pub use open_list::{OpenList, PersonalTies, Preference, PreferenceBase};
pub use placement::{Placement, QuotientOf, RegionSeats};
pub use seats::{DistrictSeats, Districts, Given, Seats, SeatsBy};
pub use single::{Entrance, Lead, RunOff, SingleRule};
pub use sole_qualifier::{Overshoot, SecondPlaceTie, SoleQualifier};
pub use threshold::{Alternative, Base, First, SeatsBar, Threshold, VotesASeatBar, VotesBar, Within};
pub use ties::{AgainstAll, TieRule};
pub use weight::Weight;

/// The rules of an election: who sits, and by which votes.
///
/// Read one with [`from_toml`](Self::from_toml) or [`from_json`](Self::from_json), or build it here. What each
/// word means in a file is in the [rules reference](crate::rules_reference).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "file::SystemFile", into = "file::SystemFile")]
pub struct ElectoralSystem {
    /// What it is called.
    pub name: String,
    /// The day it came into force, where it is a law.
    pub since: Option<Date>,
    /// The act that it is taken from.
    pub source: Option<String>,
    /// The tiers. One that others are linked to is counted before them.
    pub tiers: Vec<Tier>,
    /// Where each rule stands: by tier (`list`), by tier and rule (`list.threshold`), or `since` for the day.
    pub citations: BTreeMap<String, Citation>,
}

/// One group of seats that are filled by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    /// Its name: in records, in citations, and as a contest of a votes file.
    pub name: String,
    /// How many seats: in all when nationwide, otherwise in each district.
    pub seats: Seats,
    /// Whether the tier is one piece or districts.
    pub districts: Districts,
    /// How `seats` are apportioned to the districts, when they are the seats of all together.
    pub district_seats: Option<DistrictSeats>,
    /// The contest whose votes fill it, when it is not the tier's own name or the general one of its kind.
    pub contest: Option<String>,
    /// How the seats are filled.
    pub rule: TierRule,
}

/// How the seats of a tier are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum TierRule {
    /// Shared among lists.
    List(Box<ListRule>),
    /// For candidates: those with most votes, or a majority.
    Single(SingleRule),
    /// Filled by somebody else than the voters.
    Appointed(AppointedRule),
}

/// Seats that are not filled by voters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AppointedRule {
    /// Who fills them; their holders are shown under this name.
    pub by: String,
}

pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl ElectoralSystem {
    /// The citation of the day on which the rules came into force.
    pub(crate) const SINCE: &'static str = "since";

    /// The tier of that name.
    #[must_use]
    pub fn tier(&self, name: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.name == name)
    }

    /// Where a rule of a tier stands: the citation of `tier.rule`, or of the tier as a whole.
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A town"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 7
    ///     method = "hare"
    ///     [cite]
    ///     list = { article = "12" }
    ///     "list.seats" = { article = "11(2)" }
    /// "#)?;
    /// let article = |rule| rules.citation("list", rule).and_then(|cited| cited.article.as_deref());
    /// assert_eq!((article("seats"), article("method")), (Some("11(2)"), Some("12")));
    /// # Ok::<(), sailau::system::RulesError>(())
    /// ```
    #[must_use]
    pub fn citation(&self, tier: &str, rule: &str) -> Option<&Citation> {
        self.citations.get(&format!("{tier}.{rule}")).or_else(|| self.citations.get(tier))
    }
}
