//! Thresholds, and the turnout.

use super::{Words, method, seats, tier};
use crate::law::Share;
use crate::threshold::{
    Alternative, First, NoListPasses, SeatsBar, Threshold, ThresholdLevel, ThresholdQuota, Until,
    VotesASeatBar, VotesBar,
};
use crate::turnout::Turnout;

impl Words<'_> {
    pub(super) fn of_threshold(&mut self, threshold: &Threshold) {
        let Threshold { share, inclusive, of, quota, within, kinds, or, and, until } = threshold;
        let needed = match quota {
            None => format!("{} {share} of {of}", bound(*inclusive)),
            Some(_) => format!("votes for {} {share} of the quota", bound(*inclusive)),
        };
        let place = within.map_or(String::new(), |level| format!(", {}", reached(level)));
        self.say("threshold", format!("A list takes part with {needed}{place}."));
        if let Some(ThresholdQuota { method, rounded }) = quota {
            let rounded = rounded.map_or("exact".to_owned(), |to| format!("rounded {}", tier::to(to)));
            let name = method::quota(*method);
            self.say("threshold.quota", format!("That quota is the {name} of {of}, {rounded}."));
        }
        for (kind, share) in kinds {
            self.say("threshold.kinds", format!("Lists of the kind `{kind}` need {share} instead."));
        }
        for way in or {
            self.say("threshold.or", format!("Or it takes part with {}.", another(way)));
        }
        for VotesBar { at_least, within } in and {
            self.say("threshold.and", format!("It needs at least {at_least} besides, {}.", reached(*within)));
        }
        if let Some(Until { lists, share, inclusive, from }) = until {
            let enough = [
                (*lists > 0).then(|| format!("are {lists} lists")),
                share.map(|share| format!("have {} {share} of {of} together", bound(*inclusive))),
            ];
            let enough: Vec<String> = enough.into_iter().flatten().collect();
            let from = from.map_or(String::new(), |share| format!(", of those with at least {share}"));
            self.say(
                "threshold.until",
                format!(
                    "Where these are too few, the next lists by votes take part until they {}{from}.",
                    enough.join(" and ")
                ),
            );
        }
    }

    pub(super) fn of_no_list(&mut self, rule: NoListPasses) {
        self.say(
            "no_list_passes",
            match rule {
                NoListPasses::Unfilled => "Where no list reaches the threshold, the seats stay empty.",
                NoListPasses::AllLists => {
                    "Where no list reaches the threshold, it is waived: every list with votes takes part."
                }
            },
        );
    }

    pub(super) fn of_turnout(&mut self, Turnout { share, inclusive }: Turnout) {
        let bound = bound(inclusive);
        self.say(
            "turnout",
            format!("The election is void without {bound} {share} of registered voters in the boxes, invalid ballots too."),
        );
    }
}

pub(super) fn bound(inclusive: bool) -> &'static str {
    if inclusive { "at least" } else { "more than" }
}

fn reached(level: ThresholdLevel) -> &'static str {
    match level {
        ThresholdLevel::Nation => "by its votes in all districts together",
        ThresholdLevel::District => "in each district by its votes there",
        ThresholdLevel::Region => "in all districts of a region by its votes there",
        ThresholdLevel::AnyDistrict => "in any one district, and then everywhere",
        ThresholdLevel::EveryDistrict => "in every single district",
    }
}

fn another(way: &Alternative) -> String {
    match way {
        Alternative::Seats(SeatsBar { seats: number, tier }) => {
            format!("at least {} of tier `{tier}`", seats(*number))
        }
        Alternative::Votes(VotesBar { at_least, within }) => {
            let at_least: &Share = at_least;
            format!("at least {at_least}, {}", reached(*within))
        }
        Alternative::First(First { most_votes }) => format!("most votes, {}", reached(*most_votes)),
        Alternative::VotesASeat(VotesASeatBar { votes_a_seat, regions }) => format!(
            "as many votes as there are for each seat of tier `{votes_a_seat}`, in {}",
            if *regions == 1 { "1 region".to_owned() } else { format!("{regions} regions") }
        ),
    }
}
