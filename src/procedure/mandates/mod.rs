//! Party lists and the seats they win: who may be on a list, who sits, who follows, and the deposit.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::procedure::mandates::{Group, PartyList, Person};
//!
//! let law = kazakhstan::mandate_laws().on(date(2023, 3, 19))?.value;
//! let list = PartyList {
//!     party: "Ak Zhol".into(),
//!     seats: 69,
//!     persons: vec![
//!         Person::named("A"),
//!         Person::named("B"),
//!         Person::named("C").of([Group::Women, Group::Youth]),
//!         Person::named("D"),
//!     ],
//! };
//! // On the list one of four is too few for 30 per cent, which is two.
//! assert_eq!(law.list(&list)?.requirement("list_quota").unwrap().margin, Some(-1));
//! // Of two seats, one has to go to the three groups: C sits before B.
//! assert!(!law.seat(&list, 2)?.decision.met());
//! assert_eq!(law.seat_with_quota(&list, 2)?.seated, ["A", "C"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod alphabet;
mod deposit;
mod list;
mod seating;

use serde::{Deserialize, Serialize};

use super::Limit;
use crate::law::Share;

pub use super::office::Standing;
pub use deposit::{Deposit, DepositDue, Reduction};
pub use list::{PartyList, Person};
pub use seating::{Seating, Vacancy};

/// What a law says of lists and of the seats they win.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// How many more persons than seats a list may have; none where there is no limit.
    pub list_size: Option<ListSize>,
    /// What part of a list has to be of certain groups.
    pub list_quota: Option<Quota>,
    /// What part of the seats that a list wins has to be of certain groups.
    pub seats_quota: Option<Quota>,
    /// Whether that part is asked for again when a seat is filled anew.
    pub quota_on_vacancy: bool,
    /// Whether who is on a list may also stand in a district.
    pub list_and_district: bool,
    /// Whether only members of the party may be on its list.
    pub members_only: bool,
    /// The age, in years.
    pub age: Limit<u64>,
    /// Years of residence in the country up to the election; none where it is not asked.
    pub residence: Option<Limit<u64>>,
    /// Whether a conviction that is not spent bars from standing.
    pub conviction_bars: bool,
    /// Whether a finding of corruption by a court bars from standing.
    pub corruption_bars: bool,
    /// Days after the result is published in which the party says who sits.
    pub order_days: u32,
    /// What follows if it does not.
    pub without_order: WithoutOrder,
    /// The deposit.
    pub deposit: Deposit,
}

/// How many persons a list may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListSize {
    /// The part of the seats by which it may exceed them.
    pub over_seats: Share,
    /// What is done with a part of a person.
    pub rounding: Rounding,
}

/// What is done with a fraction of a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rounding {
    /// It is dropped.
    Down,
    /// It is dropped below a half, and makes one more from a half on.
    Nearest,
    /// It makes one more.
    Up,
}

/// A part that has to be of certain groups, taken together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quota {
    /// The part.
    pub share: Limit<Share>,
    /// The groups. Who is of several counts once.
    pub groups: Vec<Group>,
}

/// A group for which a law keeps places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Group {
    /// Women.
    #[serde(rename = "women")]
    Women,
    /// Young people, as the law on youth has it.
    #[serde(rename = "youth")]
    Youth,
    /// Persons with disabilities.
    #[serde(rename = "persons with disabilities")]
    Disability,
}

/// What follows when a party does not say who sits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum WithoutOrder {
    /// The commission takes the list in the alphabetical order of Kazakh.
    #[serde(rename = "kazakh alphabet")]
    KazakhAlphabet,
    /// The law does not say.
    #[serde(rename = "not ruled")]
    NotRuled,
}

impl ListSize {
    /// The most persons of a list for so many seats.
    ///
    /// ```
    /// use sailau::procedure::mandates::{ListSize, Rounding};
    ///
    /// let size = |rounding| Ok::<_, sailau::law::ShareError>(ListSize { over_seats: "30%".parse()?, rounding });
    /// // 69 seats and 30 per cent are 89.7.
    /// assert_eq!(size(Rounding::Down)?.most(69), 89);
    /// assert_eq!(size(Rounding::Nearest)?.most(69), 90);
    /// assert_eq!(size(Rounding::Nearest)?.most(98), 127);
    /// # Ok::<(), sailau::law::ShareError>(())
    /// ```
    #[must_use]
    pub fn most(&self, seats: u32) -> u64 {
        // Less than 2^64, and twice that still fits in 128 bits.
        let product = u128::from(seats) * u128::from(self.over_seats.numerator());
        let denominator = u128::from(self.over_seats.denominator());
        let over = match self.rounding {
            Rounding::Down => product / denominator,
            Rounding::Nearest => (2 * product + denominator) / (2 * denominator),
            Rounding::Up => product.div_ceil(denominator),
        };
        // A share is at most 1, so this is at most the seats.
        u64::from(seats) + u64::try_from(over).unwrap_or(u64::from(seats))
    }
}

impl Quota {
    /// Whether a person of these groups counts.
    #[must_use]
    pub fn counts(&self, groups: &[Group]) -> bool {
        groups.iter().any(|group| self.groups.contains(group))
    }
}
