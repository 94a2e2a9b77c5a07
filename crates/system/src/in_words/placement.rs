//! How seats of the whole country come to the districts.

use super::{Words, method::called, seats, table};
use crate::placement::{Placement, QuotientOf, RegionSeats, RemainderOf, RemainderOrder};
use crate::rules::Seats;
use crate::threshold::ThresholdLevel;
use sailau_apportion::Method;

impl Words<'_> {
    pub(super) fn of_placement(&mut self, placement: &Placement) {
        match placement {
            Placement::Party { method, regions, within } => {
                let places = match within {
                    None => "the districts",
                    Some(ThresholdLevel::Region) => "the regions",
                    Some(ThresholdLevel::Nation) => "the country",
                    Some(ThresholdLevel::District) => "each district",
                    Some(ThresholdLevel::AnyDistrict) => "any district",
                    Some(ThresholdLevel::EveryDistrict) => "every district",
                };
                self.say(
                    "placement",
                    format!("A party's seats are shared among its lists in {places} by {}.", called(method)),
                );
                if let Some(RegionSeats { method, each }) = regions {
                    let each =
                        each.as_ref().map_or(String::new(), |each| format!(", {}", taken(each, "region")));
                    self.say(
                        "placement.regions",
                        format!("They come to the regions before that, by {}{each}.", called(method)),
                    );
                }
            }
            Placement::Quotient { method, each, of } => {
                self.by_quotients("the greatest quotient first", method, each, *of);
            }
            Placement::Turn { method, each, of, at_most } => {
                self.by_quotients("in the order in which they are won in the country", method, each, *of);
                if let Some(most) = at_most {
                    self.say(
                        "placement.at_most",
                        format!("A party has {} of them in a district at most.", seats(*most)),
                    );
                }
            }
            Placement::Remainder { of, order } => {
                let of = match of {
                    RemainderOf::Quota => "parts of the district's quota",
                    RemainderOf::Nothing => "votes",
                };
                let order = match order {
                    RemainderOrder::GreatestFirst => "the greatest first",
                    RemainderOrder::ListsInTurn => "one of each list in turn",
                };
                self.say(
                    "placement",
                    format!(
                        "The seats go back to the districts whose quotas left them, by remainders, {order}; these are compared as \
                         {of}."
                    ),
                );
            }
        }
    }

    fn by_quotients(&mut self, order: &str, method: &Method, each: &Seats, of: QuotientOf) {
        let of = match of {
            QuotientOf::VotesASeat => "in proportion to the district's votes for each of its seats",
            QuotientOf::ValidVotes => "in proportion to the district's votes",
            QuotientOf::Nothing => "as they are",
        };
        self.say(
            "placement",
            format!(
                "The seats come to party and district one by one, {order}, by {}; quotients are compared {of}.",
                called(method)
            ),
        );
        self.say("placement.each", format!("That is, {}.", taken(each, "district")));
    }
}

fn taken(each: &Seats, place: &str) -> String {
    match each {
        Seats::Same(number) => format!("each {place} takes {}", seats(*number)),
        Seats::ByDistrict(given) => format!("each {place} takes its own: {}", table(given)),
        Seats::FromVotesFile => format!("each {place} takes what the file of districts gives it"),
    }
}
