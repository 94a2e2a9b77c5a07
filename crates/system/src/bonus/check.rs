//! What the rule must not contradict.

use super::{Bonus, BonusHouse, TopUp, UpTo};
use crate::rules::{Among, Checked, Stage, wrong};

impl Stage for Bonus {
    fn check(&self, Among { rule, .. }: Among<'_>) -> Checked {
        let Self::UpTo(TopUp { up_to, house, .. }) = self else {
            return Ok(());
        };
        match up_to {
            UpTo::Seats(0) => return wrong("bonus", "`up_to` is at least one seat"),
            UpTo::Share(share) if share.numerator() == 0 => {
                return wrong("bonus", "`up_to` is at least one seat");
            }
            UpTo::Share(share) if share.numerator() == share.denominator() && *house == BonusHouse::Grows => {
                return wrong("bonus", "no house grows until one list has all of it; say `up_to` below 100%");
            }
            UpTo::Seats(_) | UpTo::Share(_) => {}
        }
        let beside = |(word, stage): (&str, &dyn Stage)| {
            word == "first_seat" || stage.shapes_sharing() && !matches!(word, "alliances" | "exhausted")
        };
        if let Some((word, _)) = rule.stages().find(|stage| beside(*stage)) {
            return wrong(
                "bonus",
                format!(
                    "`up_to` does not go with `{word}`; it goes with a method, `alliances` and exhausted = \"unfilled\""
                ),
            );
        }
        Ok(())
    }

    fn follows_up_ties(&self) -> bool {
        matches!(self, Self::UpTo(_))
    }
}
