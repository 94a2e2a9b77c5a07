//! How other tiers bear on one.

use super::{Words, listed, seats, table, tier};
use crate::claims::Claims;
use crate::compensation::{Compensation, LinkedSeats, Overhang};
use crate::district_seats::DistrictSeats;
use crate::held_seats::HeldSeatsKey;
use crate::levelling::{Levelling, Minimum};
use crate::linkage::Linkage;
use crate::remainders::{PooledRemainders, RemainderSeats};
use crate::subtraction::{Subtracted, Subtraction};
use crate::transfer::{Transfer, Transferred};

impl Words<'_> {
    pub(super) fn of_linkage(&mut self, linkage: &Linkage) {
        match linkage {
            Linkage::Compensation(rule) => self.of_compensation(rule),
            Linkage::Claims(Claims { with, claims, times, rounded }) => {
                self.say(
                    "linkage",
                    format!(
                        "The seats are shared by claims: what a list's share of {} is worth above its seats in tier {}.",
                        seats(*claims),
                        listed(with)
                    ),
                );
                if let Some(times) = times {
                    self.say("linkage.times", format!("Claims are multiplied by {times}."));
                }
                if *rounded {
                    self.say(
                        "linkage.rounded",
                        "Claims are rounded to whole seats, halves up and those below one to nothing.",
                    );
                }
            }
            Linkage::Transfer(Transfer { with, transfer }) => {
                let which = match transfer {
                    Transferred::Losing => "Votes of candidates who did not win",
                    Transferred::LosingAndSurplus => {
                        "Votes of candidates who did not win, and what winners had above one more than the runner-up,"
                    }
                };
                self.say("linkage", format!("{which} in tier {} are added to their lists.", listed(with)));
            }
            Linkage::Subtraction(Subtraction { with, subtract, at_least }) => {
                let which = match subtract {
                    Subtracted::Needed => "Votes that winners needed, one more than the runner-up,",
                    Subtracted::Winning => "All votes of winners",
                };
                self.say("linkage", format!("{which} in tier {} are taken off their lists.", listed(with)));
                if let Some(share) = at_least {
                    self.say(
                        "linkage.at_least",
                        format!("These are no fewer than {share} of the district's valid votes, or all of the winner's."),
                    );
                }
            }
            Linkage::HeldSeats(HeldSeatsKey { with }) => self.say(
                "linkage",
                format!(
                    "The seats of the lists' parties in tier {} stand in the place of votes.",
                    listed(with)
                ),
            ),
            Linkage::Remainders(PooledRemainders { with, remainders }) => {
                let how = match remainders {
                    RemainderSeats::Pooled => "by a quota of them",
                    RemainderSeats::InTurn => "one each, the largest first",
                };
                self.say(
                    "linkage",
                    format!(
                        "Seats that quotas left in tier {} are shared by the remainders there, added up: {how}.",
                        listed(with)
                    ),
                );
            }
        }
    }

    fn of_compensation(&mut self, rule: &Compensation) {
        let Compensation { with, seats: counted, overhang, in_each_district, levelling, returned_from } =
            rule;
        let names = listed(with);
        self.say(
            "linkage",
            format!("Seats that a party holds in tier {names} count against what its votes are worth here."),
        );
        self.say(
            "linkage.seats",
            match counted {
                LinkedSeats::Included => format!("The seats of {names} are among those of this tier."),
                LinkedSeats::Added => format!("The seats of {names} are not among those of this tier."),
            },
        );
        let overhang = match overhang {
            Overhang::Kept => "keeps them, and the house grows",
            Overhang::PaidByOthers => {
                "keeps them, and the others share what is left: the house keeps its size"
            }
            Overhang::PaidByShort => {
                "keeps them, and those who are short share what is left, until nobody holds more: the house keeps its size"
            }
            Overhang::Levelled => "keeps them, and the house grows until they are no more than its share",
            Overhang::Refused => "does not get them: the weakest of those elected in districts stay out",
            Overhang::Returned => "gives back those of its smallest quotients, to parties that are short",
        };
        self.say("linkage.overhang", format!("A party that holds more than its votes are worth {overhang}."));
        if *in_each_district {
            self.say("linkage.in_each_district", "That is found in each district of the list votes.");
        }
        if *returned_from > 0 {
            self.say(
                "linkage.returned_from",
                format!("Only districts of at least {} give one back.", seats(*returned_from)),
            );
        }
        if let Some(Levelling { districts, minimum, uncompensated, at_most }) = levelling {
            self.say(
                "linkage.levelling.districts",
                format!("{}.", tier::apportioned("The seats of the base house", districts)),
            );
            let DistrictSeats { by: _, method: _, rounded, first, fixed } = districts;
            if let Some(rounded) = rounded {
                let to = tier::to(*rounded);
                self.say("linkage.levelling.districts", format!("The quota of that is rounded {to}."));
            }
            if *first > 0 {
                self.say(
                    "linkage.levelling.districts",
                    format!("Every district has {} before that.", seats(*first)),
                );
            }
            if !fixed.is_empty() {
                self.say(
                    "linkage.levelling.districts",
                    format!("The law fixes those of these: {}.", table(fixed)),
                );
            }
            self.say(
                "linkage.levelling.minimum",
                match minimum {
                    Minimum::Greater => {
                        "In a district a party is sure of what it is due there or holds there, whichever is greater."
                    }
                    Minimum::Mean => {
                        "In a district a party is sure of the mean of what it is due and what it holds there, rounded up, and of \
                         what it holds."
                    }
                },
            );
            if *uncompensated > 0 {
                self.say(
                    "linkage.levelling.uncompensated",
                    format!(
                        "{} that parties hold beyond their due may stay without levelling.",
                        seats(*uncompensated)
                    ),
                );
            }
            if let Some(most) = at_most {
                self.say(
                    "linkage.levelling.at_most",
                    format!("The house is levelled up to {}.", seats(*most)),
                );
            }
        }
    }
}
