//! Tiers of lists, stage by stage.

use super::{Words, listed, method, seats, table};
use crate::absolute_majority::{AbsoluteMajority, MajoritySeats};
use crate::alliances::{AllianceThreshold, Alliances, ListsOfAlliance, WithinAlliance};
use crate::biproportional::{Biproportional, MajorityClause, UpperApportionment};
use crate::bonus::{Bonus, BonusHouse, BonusSeats, TopUp, UpTo};
use crate::bounds::{Cap, CapBase, ShareCap};
use crate::exhausted::Exhausted;
use crate::first_seat::FirstSeat;
use crate::guaranteed::Guaranteed;
use crate::open_list::{OpenList, PersonalTies};
use crate::rules::ListRule;
use crate::sole_qualifier::{Overshoot, SecondPlaceTie, SoleQualifier};
use crate::weight::Weight;

impl Words<'_> {
    pub(super) fn of_lists(&mut self, rule: &ListRule) {
        let ListRule {
            method,
            ties,
            against_all,
            no_list_passes,
            at_least,
            exhausted,
            turnout,
            threshold,
            sole_qualifier,
            quota,
            weight,
            first_seat,
            alliances,
            absolute_majority,
            bonus,
            cap,
            guaranteed,
            biproportional,
            linkage,
            placement,
            open_list,
        } = rule;
        if let Some(turnout) = turnout {
            self.of_turnout(*turnout);
        }
        match threshold {
            Some(threshold) => {
                self.of_threshold(threshold);
                self.of_no_list(*no_list_passes);
            }
            None => self.say("threshold", "Every list with votes takes part."),
        }
        if let Some(rule) = sole_qualifier {
            self.of_sole_qualifier(*rule);
        }
        if let Some(Weight { kind, times, below }) = weight {
            let whose = below.map_or(String::new(), |share| format!(" with less than {share}"));
            self.say(
                "weight",
                format!("When seats are shared, votes of lists of the kind `{kind}`{whose} are multiplied by {times}."),
            );
        }
        if let Some(rule) = alliances {
            self.of_alliances(rule);
        }
        if let Some(linkage) = linkage {
            self.of_linkage(linkage);
        }
        if let Some(bonus) = bonus {
            self.of_bonus(*bonus);
        }
        let (name, how) = (method::called(method), method::explained(method));
        self.say("method", format!("Seats are shared by {name}: {how}."));
        if let Some(quota) = quota {
            self.of_quota(quota);
        }
        if let Some(FirstSeat { kind, quota }) = first_seat {
            self.say(
                "first_seat",
                format!("A list of the kind `{kind}` has a first seat for {quota} of the Hare quota."),
            );
        }
        if *at_least > 0 {
            self.say("at_least", format!("Each list that takes part has at least {}.", seats(*at_least)));
        }
        if let Some(Guaranteed { kinds }) = guaranteed {
            self.say(
                "guaranteed",
                format!("Lists of these kinds are sure of seats, all of a kind together: {}.", table(kinds)),
            );
        }
        if let Some(cap) = cap {
            self.of_cap(cap);
        }
        match exhausted {
            Exhausted::Unlimited => {}
            Exhausted::NextList => {
                self.say(
                    "exhausted",
                    "A list has no more seats than candidates; its further claims are passed over.",
                );
            }
            Exhausted::Unfilled => {
                self.say(
                    "exhausted",
                    "A list has no more seats than candidates; its further seats stay empty.",
                );
            }
        }
        if let Some(AbsoluteMajority { seats, of }) = absolute_majority {
            let of = of.map_or("the votes of the lists that take part".to_owned(), |of| of.to_string());
            let more = match seats {
                MajoritySeats::Added => "seats are added until it has more than half, and the house grows",
                MajoritySeats::Moved => "it has one seat more, from who won the last one by least",
            };
            self.say(
                "absolute_majority",
                format!("A list with more than half of {of} has more than half of the seats: {more}."),
            );
        }
        if let Some(rule) = biproportional {
            self.of_biproportional(*rule);
        }
        if let Some(placement) = placement {
            self.of_placement(placement);
        }
        if let Some(rule) = open_list {
            self.of_open_list(rule);
        }
        self.of_ties(*ties);
        self.of_votes_against_all(*against_all);
    }

    fn of_sole_qualifier(&mut self, rule: SoleQualifier) {
        let SoleQualifier { factor, at_least, overshoot, second_place_tie } = rule;
        self.say(
            "sole_qualifier",
            format!(
                "Where one list alone takes part, the next by votes is let in: it has the whole number of its Hare quotas times \
                 {factor}, and at least {}; the first has the rest.",
                seats(at_least)
            ),
        );
        self.say(
            "sole_qualifier.overshoot",
            match overshoot {
                Overshoot::FirstListYields => "Where these exceed the house, the first list yields.",
                Overshoot::GuaranteeYields => {
                    "Where these exceed the house, the seats of the second list yield."
                }
                Overshoot::HouseGrows => "Where these exceed the house, it grows.",
            },
        );
        self.say(
            "sole_qualifier.second_place_tie",
            match second_place_tie {
                SecondPlaceTie::Unresolved => {
                    "Which of equal second lists that is, nothing decides: the tie is reported."
                }
                SecondPlaceTie::TieRule => "Which of equal second lists that is, the rule of ties decides.",
            },
        );
    }

    fn of_alliances(&mut self, Alliances { within, threshold }: &Alliances) {
        let seats = match within {
            WithinAlliance::Lists(method) => {
                format!("its lists share its seats by {}", method::called(method))
            }
            WithinAlliance::Candidates => {
                "its candidates have its seats, in the order of their votes".to_owned()
            }
        };
        self.say("alliances", format!("Lists that are allied count as one: {seats}."));
        let Some(AllianceThreshold { share, inclusive, one_list, counts_from, lists }) = threshold else {
            return;
        };
        let bound = super::threshold::bound(*inclusive);
        self.say(
            "alliances.threshold",
            format!("An alliance needs {bound} {share} together; without it its lists stand alone."),
        );
        if let Some(share) = one_list {
            self.say("alliances.threshold.one_list", format!("One of its lists needs {share} besides."));
        }
        if let Some(share) = counts_from {
            self.say(
                "alliances.threshold.counts_from",
                format!("A list counts for its alliance from {share} on."),
            );
        }
        self.say(
            "alliances.threshold.lists",
            match lists {
                ListsOfAlliance::PassWithIt => "When it has that, all its lists take part.",
                ListsOfAlliance::NeedTheTiers => {
                    "When it has that, a list wins seats only with the tier's own threshold, and its votes count all the same."
                }
            },
        );
    }

    fn of_bonus(&mut self, bonus: Bonus) {
        let from = match bonus {
            Bonus::Seats(BonusSeats { seats: number, from, one_more_each, at_most }) => {
                self.say(
                    "bonus",
                    format!(
                        "The list with most votes gets {} before the others are shared among all.",
                        seats(number)
                    ),
                );
                if let Some(share) = one_more_each {
                    self.say(
                        "bonus.one_more_each",
                        format!("For each {share} of valid votes more it gets one more."),
                    );
                }
                if let Some(most) = at_most {
                    self.say("bonus.at_most", format!("That is {} at most.", seats(most)));
                }
                from
            }
            Bonus::UpTo(TopUp { up_to, house, from }) => {
                let up_to = match up_to {
                    UpTo::Seats(number) => seats(number),
                    UpTo::Share(share) => format!("{share} of the seats"),
                };
                let house = match house {
                    BonusHouse::KeepsItsSize => "the others share what is left",
                    BonusHouse::Grows => "the seats that are missing are added to the house",
                };
                self.say("bonus", format!("The list with most votes is raised to {up_to}: {house}."));
                from
            }
        };
        if let Some(share) = from {
            self.say("bonus.from", format!("Without {share} of valid votes there is no bonus."));
        }
    }

    fn of_cap(&mut self, Cap { seats: most, share, with }: &Cap) {
        if let Some(most) = most {
            self.say("cap", format!("No list has more than {}.", seats(*most)));
        }
        if let Some(ShareCap { times, plus, house, of }) = share {
            let times = times.map_or(String::new(), |times| format!(" times {times}"));
            let plus = plus.map_or(String::new(), |plus| format!(" and {plus} of the house"));
            let of = match of {
                CapBase::ValidVotes => "valid votes",
                CapBase::ListsThatTakePart => "the votes of lists that take part",
            };
            self.say(
                "cap.house",
                format!(
                    "No list has more than its share of {of}{times}{plus} is worth in a house of {}.",
                    seats(*house)
                ),
            );
        }
        if !with.is_empty() {
            self.say("cap.with", format!("Seats in tier {} count against that too.", listed(with)));
        }
    }

    fn of_biproportional(&mut self, Biproportional { by, strongest_list }: Biproportional) {
        let by = match by {
            UpperApportionment::Votes => "votes",
            UpperApportionment::VoterNumbers => "voter numbers, votes by the seats of the district",
            UpperApportionment::RoundedVoterNumbers => {
                "voter numbers, votes by the seats of the district, rounded there"
            }
        };
        self.say(
            "biproportional",
            format!(
                "Parties have their seats by {by}, and the districts theirs, both at once: biproportionally."
            ),
        );
        if let Some(MajorityClause { at_least }) = strongest_list {
            self.say(
                "biproportional.strongest_list",
                format!("The strongest list of a district is sure of {} there.", seats(at_least)),
            );
        }
    }

    fn of_open_list(&mut self, OpenList { preference, ties, marks }: &OpenList) {
        self.say(
            "open_list",
            match preference {
                Some(bar) => {
                    format!("Candidates with personal votes for {bar} come before the order of the list.")
                }
                None => "Personal votes decide who sits for a list.".to_owned(),
            },
        );
        if let Some(contest) = marks {
            self.say(
                "open_list.marks",
                format!("Personal votes are the marks of the contest `{contest}`, which count for no list."),
            );
        }
        self.say(
            "open_list.ties",
            match ties {
                PersonalTies::Unresolved => {
                    "Between equal personal votes nothing decides: the tie is reported."
                }
                PersonalTies::ListOrder => "Between equal personal votes the order of the list decides.",
            },
        );
    }
}
