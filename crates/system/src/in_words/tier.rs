//! What tiers of every kind have.

use super::{Words, seats, table};
use crate::district_seats::{DistrictSeats, SeatsBy};
use crate::quota::Rounding;
use crate::rules::{AgainstAll, AppointedRule, Districts, Seats, TieRule, TieRules, Tier, TierRule};

impl Words<'_> {
    pub(super) fn of_tier(&mut self, tier: &Tier) {
        let Tier { name, seats: _, districts: _, district_seats, contest, rule } = tier;
        let kind = match rule {
            TierRule::List(_) => "lists",
            TierRule::Candidates(_) => "candidates",
            TierRule::Appointed(_) => "seats that voters do not fill",
        };
        self.say("name", format!("Tier `{name}`: {kind}."));
        // The citation of the whole tier is by its name alone.
        if let (Some(said), Some(cited)) = (self.said.last_mut(), self.system.citations.get(name)) {
            said.cited = Some(cited.clone());
        }
        if let TierRule::Appointed(AppointedRule { by }) = rule {
            self.say("seats", format!("{}.", amount(tier)));
            self.say("by", format!("They are filled by: {by}."));
            return;
        }
        self.say("seats", format!("{}.", amount(tier)));
        self.say("districts", where_they_are(tier.districts));
        if let Some(rule) = district_seats {
            self.of_district_seats(rule);
        }
        if let Some(contest) = contest {
            self.say("contest", format!("They are filled by the votes of the contest `{contest}`."));
        }
        match rule {
            TierRule::List(rule) => self.of_lists(rule),
            TierRule::Candidates(rule) => self.of_candidates(rule),
            TierRule::Appointed(_) => {}
        }
    }

    fn of_district_seats(&mut self, rule: &DistrictSeats) {
        let DistrictSeats { by: _, method: _, rounded, first, fixed } = rule;
        self.say("district_seats", format!("{}.", apportioned("These seats", rule)));
        if let Some(rounded) = rounded {
            self.say("district_seats.rounded", format!("The quota of that is rounded {}.", to(*rounded)));
        }
        if *first > 0 {
            self.say("district_seats.first", format!("Every district has {} before that.", seats(*first)));
        }
        if !fixed.is_empty() {
            self.say(
                "district_seats.fixed",
                format!("The law fixes the seats of these, which take no part in it: {}.", table(fixed)),
            );
        }
    }

    pub(super) fn of_ties(&mut self, ties: TieRules) {
        let decides: Vec<&str> = ties.iter().map(decides).collect();
        let sentence = match decides.as_slice() {
            ["nothing"] => "Between equal claims nothing decides: the tie is reported.".to_owned(),
            rules => format!("Between equal claims {}.", rules.join(", and where that is no help ")),
        };
        self.say("ties", sentence);
    }

    pub(super) fn of_votes_against_all(&mut self, votes: AgainstAll) {
        self.say(
            "against_all",
            match votes {
                AgainstAll::OnTheBallot => {
                    "Votes against all choose nobody: they belong to a base that names them, and to nothing else."
                }
                AgainstAll::NotOnTheBallot => "The ballot paper has no line against all.",
                AgainstAll::CanVoid => {
                    "Where votes against all outnumber those of every candidate, the seat stays empty."
                }
            },
        );
    }
}

fn decides(rule: TieRule) -> &'static str {
    match rule {
        TieRule::Unresolved => "nothing",
        TieRule::EarlierRegistration => "the list that was registered earlier comes first",
        TieRule::MoreVotes => "the one with more votes comes first",
        TieRule::FewerVotes => "the one with fewer votes comes first",
        TieRule::Lots => "lots decide",
        TieRule::RepeatVote => "the vote is repeated",
    }
}

fn amount(tier: &Tier) -> String {
    let place = if tier.districts == Districts::Regions { "region" } else { "district" };
    let in_all = tier.district_seats.is_some() || tier.districts == Districts::Nationwide;
    match (&tier.seats, in_all) {
        (Seats::Same(number), true) => format!("It has {}", seats(*number)),
        (Seats::Same(number), false) => format!("Each {place} has {}", seats(*number)),
        (Seats::ByDistrict(given), _) => {
            let sum: u64 = given.values().copied().map(u64::from).sum();
            format!("It has {sum} seats, by {place}: {}", table(given))
        }
        (Seats::FromVotesFile, _) => {
            format!("Each {place} has the seats that the file of districts gives it")
        }
    }
}

fn where_they_are(districts: Districts) -> String {
    match districts {
        Districts::Nationwide => "They are in one piece, for the votes of the whole country.".to_owned(),
        Districts::Each => "They are in every district that has votes.".to_owned(),
        Districts::Regions => {
            "They are in every region, by the votes of all its districts together.".to_owned()
        }
        Districts::Number(1) => "There is 1 such district by law.".to_owned(),
        Districts::Number(number) => format!("There are {number} such districts by law."),
    }
}

/// `These seats come to the districts by population, by Hare quota and largest remainders`
pub(super) fn apportioned(what: &str, rule: &DistrictSeats) -> String {
    let by = match rule.by {
        SeatsBy::Population => "population",
        SeatsBy::ValidVotes => "valid votes",
        SeatsBy::Registered => "registered voters",
    };
    format!(
        "{what} come to the districts in proportion to their {by}, by {}",
        super::method::called(&rule.method)
    )
}

/// `down`, `to the nearest whole number, halves up`.
pub(super) fn to(rounded: Rounding) -> &'static str {
    match rounded {
        Rounding::Down => "down",
        Rounding::Up => "up",
        Rounding::Nearest => "to the nearest whole number, halves up",
        Rounding::NearestHalvesDown => "to the nearest whole number, halves down",
    }
}
