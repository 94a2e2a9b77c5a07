//! The quota as the law words it.

use super::{Words, seats, tier};
use crate::quota::{QuotaLeft, QuotaRule, TooMany};
use crate::threshold::ThresholdLevel;

impl Words<'_> {
    pub(super) fn of_quota(&mut self, rule: &QuotaRule) {
        let QuotaRule {
            of,
            rounded,
            remainders,
            within,
            full_from,
            left,
            remainders_from,
            first_from,
            at_most,
            personal,
            too_many,
        } = rule;
        let of = of.map_or("the votes of the lists that take part".to_owned(), |of| of.to_string());
        let rounded = rounded.map_or("not rounded".to_owned(), |to| format!("rounded {}", tier::to(to)));
        self.say("quota", format!("The quota divides {of}, and is {rounded}."));
        if let Some(level) = within {
            let area = match level {
                ThresholdLevel::Region => "the region: its votes by its seats",
                ThresholdLevel::District => "the district",
                ThresholdLevel::Nation => "the country",
                ThresholdLevel::AnyDistrict => "any district",
                ThresholdLevel::EveryDistrict => "every district",
            };
            self.say("quota.within", format!("It is that of {area}."));
        }
        if let Some(share) = full_from {
            self.say(
                "quota.full_from",
                format!("A remainder of {share} of the quota is worth a seat as a whole one is."),
            );
        }
        if let Some(left) = left {
            self.say(
                "quota.left",
                match left {
                    QuotaLeft::OtherTiers => "Seats that quotas leave are another tier's.",
                    QuotaLeft::MostVotes => {
                        "Seats that quotas leave go one each to the lists that take part, in the order of their votes."
                    }
                    QuotaLeft::MostVotesWithoutQuota => {
                        "Seats that quotas leave go one each to the lists without a whole quota, in the order of their votes."
                    }
                    QuotaLeft::RemaindersThenAverages => {
                        "Seats that quotas leave go one each to the largest remainders, and then to the largest averages."
                    }
                },
            );
        }
        if let Some(share) = remainders_from {
            self.say(
                "quota.remainders_from",
                format!("A remainder counts for lists with {share} of the quota in votes."),
            );
        }
        if let Some(share) = first_from {
            self.say(
                "quota.first_from",
                format!(
                    "A list with {share} of these votes has a seat first; the quota divides by the others."
                ),
            );
        }
        if let Some(most) = at_most {
            self.say("quota.at_most", format!("A list has {} at most.", seats(*most)));
        }
        if let Some(most) = remainders {
            self.say(
                "quota.remainders",
                format!(
                    "{} at most go to remainders, further ones to most votes for each seat.",
                    seats(*most)
                ),
            );
        }
        if *personal {
            self.say(
                "quota.personal",
                "A candidate whose own votes are the quota sits, whether or not the list takes part.",
            );
        }
        if let Some(rule) = too_many {
            self.say(
                "quota.too_many",
                match rule {
                    TooMany::LargerQuota => {
                        "Where whole quotas exceed the seats, the count is repeated with the next larger quota."
                    }
                    TooMany::TakenBack => {
                        "Where whole quotas exceed the seats, seats are taken back, smallest remainders first."
                    }
                },
            );
        }
    }
}
