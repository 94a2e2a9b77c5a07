//! What of an election's rules and votes rounding is looked at in.

use std::collections::BTreeMap;

use super::RoundingError;
use super::{quotient, whole_quota};
use crate::apportion::{Divisor, Method, Quota};
use crate::law::Share;
use crate::system::{
    Districts, ElectoralSystem, Figures, ListRule, Outcome, Seats, Threshold, ThresholdLevel, Tier, TierRule,
    VoteBase,
};
use crate::votes::{Ballot, Contest, Votes};

/// The most votes of a list in an area: a draw and its decimals then fit 128 bits.
const MOST_VOTES: u64 = 1 << 40;

/// A tier whose seats follow from divided votes, with the votes of a real election.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct RoundedTier {
    /// Its name in the rules.
    pub name: String,
    /// Its method.
    pub method: Method,
    /// Where its seats are shared: its districts or regions, or the country as one. Areas without seats are left out.
    pub areas: Vec<Area>,
    /// Words of the rules that are not followed here, such as `linkage`, and `threshold` or parts of it where these ask for more
    /// than a share of the votes.
    pub left_aside: Vec<String>,
    pub(super) bar: Option<Bar>,
    /// How many parties there are in all.
    pub(super) parties: usize,
}

/// Where seats are shared among lists.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Area {
    /// Its name; none for the country as one.
    pub name: Option<String>,
    /// Its seats.
    pub seats: u32,
    /// The votes of each of its lists.
    pub votes: Vec<u64>,
    /// Votes for none of these lists that belong to the base of percentages.
    pub others: u64,
    /// The party's number of each list.
    pub(super) of_party: Vec<usize>,
}

/// A threshold by a share of the votes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Bar {
    /// For each party, by number.
    pub(super) shares: Vec<Share>,
    pub(super) inclusive: bool,
    /// Of the votes of all areas together, and not of each.
    pub(super) in_all: bool,
}

impl RoundedTier {
    /// The divisors of its quotients; none for methods that have none which decimals are exact for.
    #[must_use]
    pub fn divisor(&self) -> Option<Divisor> {
        quotient::divisor(&self.method)
    }

    /// The quota that a whole number could stand for.
    pub(super) fn quota(&self) -> Option<Quota> {
        whole_quota::quota(&self.method)
    }

    /// The seats of all areas.
    #[must_use]
    pub fn seats(&self) -> u64 {
        self.areas.iter().map(|area| u64::from(area.seats)).sum()
    }

    /// The decimals with which quotients make no false tie in any area: [`safe_digits`](super::safe_digits) of the largest.
    #[must_use]
    pub fn safe_digits(&self) -> Option<u32> {
        let largest = self.areas.iter().map(|area| area.seats).max()?;
        quotient::safe_digits(&self.divisor()?, largest)
    }

    /// All tiers of these rules in which something can be rounded.
    pub(super) fn all(system: &ElectoralSystem, votes: &Votes) -> Result<Vec<Self>, RoundingError> {
        let mut tiers = Vec::new();
        let mut counted: Option<Outcome> = None;
        for tier in &system.tiers {
            let TierRule::List(rule) = &tier.rule else { continue };
            if quotient::divisor(&rule.method).is_none() && !is_quota(&rule.method) {
                continue;
            }
            let seats = match (tier.districts, &tier.seats) {
                (Districts::Nationwide, Seats::Same(seats)) => BTreeMap::from([(None, *seats)]),
                _ => {
                    let outcome = match &counted {
                        Some(outcome) => outcome,
                        None => counted.insert(system.count_in_brief(votes).map_err(Box::new)?),
                    };
                    seats_by_district(outcome, &tier.name)
                }
            };
            tiers.push(Self::of(tier, rule, votes, &seats)?);
        }
        if tiers.is_empty() {
            let methods = system.tiers.iter().map(|tier| match &tier.rule {
                TierRule::List(rule) => format!("{}: {}", tier.name, rule.method),
                TierRule::Candidates(_) => format!("{}: candidates", tier.name),
                TierRule::Appointed(_) => format!("{}: appointed", tier.name),
            });
            let methods: Vec<_> = methods.collect();
            let found = if methods.is_empty() { String::new() } else { format!(" ({})", methods.join(", ")) };
            return Err(RoundingError::NothingToRound(found));
        }
        Ok(tiers)
    }

    fn of(
        tier: &Tier,
        rule: &ListRule,
        votes: &Votes,
        seats: &BTreeMap<Option<String>, u32>,
    ) -> Result<Self, RoundingError> {
        let field = votes.field();
        let contest = contest_of(tier, votes)?;
        let (bar, base, mut left_aside) = bar(tier, rule, votes);
        let threshold_words = ["threshold", "no_list_passes", "open_list", "district_seats"];
        let stages = rule.words().filter(|word| !threshold_words.contains(word));
        left_aside.extend(stages.map(str::to_owned));

        let mut areas: BTreeMap<Option<String>, (Area, Figures)> = BTreeMap::new();
        for ballot in &contest.ballots {
            let name = area_of(tier, votes, ballot);
            let (area, figures) = areas.entry(name.clone()).or_insert_with(|| {
                let seats = seats.get(&name).copied().unwrap_or(0);
                (Area { seats, name, votes: Vec::new(), others: 0, of_party: Vec::new() }, Figures::new())
            });
            for (entry, &given) in ballot.entries.iter().zip(&votes.tally().votes[ballot.votes()]) {
                figures.add_entry(entry.party, given);
                // A candidate without a party stands alone, and is no list.
                let Some(party) = entry.party else { continue };
                match area.of_party.iter().position(|&known| known == party) {
                    Some(list) => area.votes[list] = area.votes[list].saturating_add(given),
                    None => {
                        area.of_party.push(party);
                        area.votes.push(given);
                    }
                }
            }
            figures.add_box(&votes.tally().totals[ballot.totals()], rule.against_all);
        }
        let areas = areas.into_values().filter(|(area, _)| area.seats > 0).map(|(mut area, figures)| {
            // Percentages are of valid votes where the votes do not give what the rules ask for.
            let whole = figures.of(base).unwrap_or(figures.valid());
            area.others = u64::try_from(whole.saturating_sub(figures.of_parties)).unwrap_or(u64::MAX);
            area
        });
        let areas: Vec<Area> = areas.collect();
        for area in &areas {
            if let Some(list) = area.votes.iter().position(|&given| given > MOST_VOTES) {
                let party = field.parties()[area.of_party[list]].name.clone();
                return Err(RoundingError::TooManyVotes { party, votes: area.votes[list] });
            }
        }
        let (name, method) = (tier.name.clone(), rule.method.clone());
        Ok(Self { name, method, areas, left_aside, bar, parties: field.parties().len() })
    }
}

fn is_quota(method: &Method) -> bool {
    matches!(method, Method::LargestRemainder(_))
}

/// The contest that fills a tier: named by the rules, after the tier, or the general one.
fn contest_of<'a>(tier: &Tier, votes: &'a Votes) -> Result<&'a Contest, RoundingError> {
    let field = votes.field();
    let own = tier.contest.as_deref().unwrap_or(&tier.name);
    let general = || field.contest(Contest::LIST).filter(|_| tier.contest.is_none());
    field
        .contest(own)
        .or_else(general)
        .ok_or_else(|| RoundingError::NoVotes { tier: tier.name.clone(), contest: own.to_owned() })
}

/// The area of a tier in which a ballot counts.
fn area_of(tier: &Tier, votes: &Votes, ballot: &Ballot) -> Option<String> {
    let field = votes.field();
    let district = ballot.district.map(|district| field.districts()[district].clone());
    match tier.districts {
        Districts::Nationwide => None,
        Districts::Each | Districts::Number(_) => district,
        Districts::Regions => {
            let district = district?;
            field.region_of(&district).map(str::to_owned).or(Some(district))
        }
    }
}

/// The threshold as far as it is a share of votes, the base of percentages, and the words that are not followed.
fn bar(tier: &Tier, rule: &ListRule, votes: &Votes) -> (Option<Bar>, VoteBase, Vec<String>) {
    let Some(threshold) = &rule.threshold else { return (None, VoteBase::ValidVotes, Vec::new()) };
    let Threshold { share, inclusive, of, quota, within, kinds, or, and, until } = threshold;
    let in_all = match (tier.districts, within) {
        (Districts::Nationwide, _)
        | (Districts::Each | Districts::Number(_), Some(ThresholdLevel::District)) => Some(false),
        (Districts::Regions, Some(ThresholdLevel::Region)) => Some(false),
        (_, Some(ThresholdLevel::Nation)) => Some(true),
        _ => None,
    };
    let followed = in_all.filter(|_| quota.is_none() && *of != VoteBase::Registered);
    let Some(in_all) = followed else { return (None, VoteBase::ValidVotes, vec!["threshold".to_owned()]) };
    let parts = [("or", !or.is_empty()), ("and", !and.is_empty()), ("until", until.is_some())];
    let left_aside =
        parts.into_iter().filter(|(_, there)| *there).map(|(word, _)| format!("threshold.{word}"));
    let of_party = votes.field().parties().iter().map(|party| {
        let own = party.kind.as_ref().and_then(|kind| kinds.get(kind));
        *own.unwrap_or(share)
    });
    (Some(Bar { shares: of_party.collect(), inclusive: *inclusive, in_all }), *of, left_aside.collect())
}

/// The seats of a tier's districts, filled or not.
fn seats_by_district(outcome: &Outcome, tier: &str) -> BTreeMap<Option<String>, u32> {
    let mut seats = BTreeMap::new();
    let rows = outcome.seats.iter().map(|row| (&row.tier, &row.district, row.seats));
    let ties = outcome.ties.iter().map(|row| (&row.tier, &row.district, row.seats));
    let unfilled = outcome.unfilled.iter().map(|row| (&row.tier, &row.district, row.seats));
    for (_, district, more) in rows.chain(ties).chain(unfilled).filter(|(of, ..)| *of == tier) {
        // A house is as large as a u32 holds.
        *seats.entry(district.clone()).or_insert(0u32) += more;
    }
    seats
}
