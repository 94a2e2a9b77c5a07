//! Seats that are filled by one ballot paper and nothing else: each is an election of its own.

use super::super::bar;
use super::SeatMarginError;
use super::candidate_race::CandidateRace;
use super::list_race::ListRace;
use super::moves::{Move, Way};
use crate::system::{
    AgainstAll, Districts, ElectoralSystem, Exhausted, Linkage, ListRule, Outcome, Overhang, SeatsBy,
    ThresholdLevel, Tier, TierRule,
};
use crate::votes::{Ballot, Contest, Votes};

/// An election of its own within an election.
#[derive(Debug)]
pub(super) enum Race {
    Lists(Box<ListRace>),
    Candidates(CandidateRace),
}

impl Race {
    /// The fewest votes, up to so many, that change it in this way.
    pub(super) fn fewest(&mut self, way: Way, most: u64) -> Result<Option<(u64, Move)>, SeatMarginError> {
        match self {
            Self::Lists(race) => race.fewest(way, most),
            Self::Candidates(race) => Ok(race.fewest(way).filter(|(votes, _)| *votes <= most)),
        }
    }
}

/// The races of a tier that its contest fills alone; none when its rules go beyond them.
pub(super) fn of(
    system: &ElectoralSystem,
    votes: &Votes,
    before: &Outcome,
    tier: &Tier,
    contest: &Contest,
) -> Option<Vec<Race>> {
    if system.tiers.iter().any(|other| reads_votes_or_refuses(other, &tier.name)) {
        return None;
    }
    match &tier.rule {
        TierRule::Candidates(rule) => {
            if rule.against_all == AgainstAll::CanVoid || rule.group_limit.is_some() {
                return None;
            }
            let race = |ballot| CandidateRace::of(votes, before, tier, contest, ballot).map(Race::Candidates);
            contest.ballots.iter().map(race).collect()
        }
        TierRule::List(rule) => {
            if !is_plain(tier, rule) {
                return None;
            }
            let papers: Vec<Vec<&Ballot>> = match tier.districts {
                Districts::Nationwide => vec![contest.ballots.iter().collect()],
                _ => contest.ballots.iter().map(|ballot| vec![ballot]).collect(),
            };
            let race = |ballots: &Vec<&Ballot>| {
                Some(Race::Lists(Box::new(ListRace::of(votes, before, tier, rule, contest, ballots)?)))
            };
            papers.iter().map(race).collect()
        }
        TierRule::Appointed(_) => None,
    }
}

/// Whether another tier looks at the votes of this one, or says who of its winners sit.
fn reads_votes_or_refuses(other: &Tier, name: &str) -> bool {
    let linkage = bar::list_rule(other).and_then(|rule| rule.linkage.as_ref());
    linkage.is_some_and(|linkage| {
        let reads = match linkage {
            Linkage::Transfer(_) | Linkage::Subtraction(_) | Linkage::Remainders(_) => true,
            Linkage::Compensation(rule) => rule.overhang == Overhang::Refused,
            Linkage::Claims(_) | Linkage::HeldSeats(_) => false,
        };
        reads && linkage.with().iter().any(|with| with == name)
    })
}

/// Whether seats follow from one area's votes by a method, a plain threshold and a sole qualifier alone.
fn is_plain(tier: &Tier, rule: &ListRule) -> bool {
    let within = match tier.districts {
        Districts::Nationwide => None,
        _ => Some(ThresholdLevel::District),
    };
    let bar = rule.threshold.as_ref().is_none_or(|threshold| {
        threshold.within == within
            && threshold.kinds.is_empty()
            && threshold.or.is_empty()
            && threshold.and.is_empty()
            && threshold.quota.is_none()
            && threshold.until.is_none()
    });
    // With a house that grows the seats of a district cannot be told from the result.
    let apportioned = tier
        .district_seats
        .as_ref()
        .is_none_or(|seats| seats.by == SeatsBy::Population && rule.sole_qualifier.is_none());
    bar && apportioned
        && rule.quota.is_none()
        && rule.at_least == 0
        && rule.weight.is_none()
        && rule.first_seat.is_none()
        && rule.alliances.is_none()
        && rule.bonus.is_none()
        && rule.cap.is_none()
        && rule.guaranteed.is_none()
        && rule.exhausted == Exhausted::Unlimited
        && rule.biproportional.is_none()
        && rule.linkage.is_none()
        && rule.placement.is_none()
}
