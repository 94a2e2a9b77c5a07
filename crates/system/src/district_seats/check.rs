//! What apportioned district seats must not contradict.

use crate::rules::{Checked, Districts, Seats, Tier, needs};

/// The seats that are apportioned are a number, those of all districts together.
pub(crate) fn check(tier: &Tier) -> Checked {
    if tier.district_seats.is_some()
        && (tier.districts != Districts::Each || !matches!(tier.seats, Seats::Same(_)))
    {
        let problem = "needs districts = \"each\" and `seats`, the number of all together";
        return needs("district_seats", "districts", problem);
    }
    Ok(())
}
