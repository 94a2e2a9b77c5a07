//! A bonus as it stands in a file.

use serde::{Deserialize, Serialize};

use super::{Bonus, BonusHouse, BonusSeats, TopUp, UpTo};
use crate::is_default::is_default;
use crate::law::Share;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BonusFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seats: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    up_to: Option<UpTo>,
    #[serde(default, skip_serializing_if = "is_default")]
    house: BonusHouse,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    one_more_each: Option<Share>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at_most: Option<u32>,
}

impl TryFrom<BonusFile> for Bonus {
    type Error = &'static str;

    fn try_from(file: BonusFile) -> Result<Self, Self::Error> {
        let BonusFile { seats, up_to, house, from, one_more_each, at_most } = file;
        match (seats, up_to) {
            (Some(seats), None) if is_default(&house) => {
                Ok(Self::Seats(BonusSeats { seats, from, one_more_each, at_most }))
            }
            (None, Some(up_to)) if one_more_each.is_none() && at_most.is_none() => {
                Ok(Self::UpTo(TopUp { up_to, house, from }))
            }
            _ => Err(
                "a bonus is `seats` (with `from`, `one_more_each`, `at_most`), or `up_to` (with `house`, `from`)",
            ),
        }
    }
}

impl From<Bonus> for BonusFile {
    fn from(bonus: Bonus) -> Self {
        match bonus {
            Bonus::Seats(BonusSeats { seats, from, one_more_each, at_most }) => Self {
                seats: Some(seats),
                up_to: None,
                house: BonusHouse::default(),
                from,
                one_more_each,
                at_most,
            },
            Bonus::UpTo(TopUp { up_to, house, from }) => {
                Self { seats: None, up_to: Some(up_to), house, from, one_more_each: None, at_most: None }
            }
        }
    }
}
