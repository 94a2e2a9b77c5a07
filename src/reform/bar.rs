//! What a list tier's threshold is held against: the lists' votes and the base, area by area.

use std::collections::BTreeMap;

use crate::system::{
    AgainstAll, Districts, ElectoralSystem, ListRule, ThresholdLevel, Tier, TierRule, VoteBase,
};
use crate::votes::{Ballot, Contest, Votes};

/// The votes of one area: the whole country, a region, a district.
#[derive(Debug, Clone, Default)]
pub(super) struct AreaVotes {
    /// Votes of each party that stands there, by its number.
    pub(super) parties: BTreeMap<usize, u128>,
    without_party: u128,
    others: u128,
    against_all: u128,
    /// None when a box does not tell.
    invalid: Option<u128>,
    registered: Option<u128>,
}

/// What a box holds besides votes of parties.
#[derive(Debug, Clone, Copy)]
pub(super) enum Rest {
    WithoutParty,
    Others,
    AgainstAll,
    Invalid,
    Registered,
}

impl AreaVotes {
    pub(super) fn of<'a>(
        votes: &Votes,
        ballots: impl IntoIterator<Item = &'a Ballot>,
        rule: AgainstAll,
    ) -> Self {
        let mut area = Self { invalid: Some(0), registered: Some(0), ..Self::default() };
        for ballot in ballots {
            for (entry, &n) in ballot.entries.iter().zip(&votes.tally().votes[ballot.votes()]) {
                match entry.party {
                    Some(party) => *area.parties.entry(party).or_insert(0) += u128::from(n),
                    None => area.without_party += u128::from(n),
                }
            }
            let rest = &votes.tally().totals[ballot.totals()];
            let against_all = u128::from(rest.against_all);
            let mut invalid = rest.invalid.map(u128::from);
            if rule == AgainstAll::NotOnTheBallot {
                invalid = invalid.map(|ballots| ballots + against_all);
            } else {
                area.against_all += against_all;
            }
            area.others += u128::from(rest.others);
            area.invalid = area.invalid.zip(invalid).map(|(a, b)| a + b);
            area.registered = area.registered.zip(rest.registered.map(u128::from)).map(|(a, b)| a + b);
        }
        area
    }

    /// What else the boxes held, as far as it is known and more than nothing, to be written down once more.
    pub(super) fn rest(&self, mut put: impl FnMut(Rest, u128) -> Option<()>) -> Option<()> {
        let known = [
            (Rest::WithoutParty, Some(self.without_party).filter(|&votes| votes > 0)),
            (Rest::Others, Some(self.others).filter(|&votes| votes > 0)),
            (Rest::AgainstAll, Some(self.against_all).filter(|&votes| votes > 0)),
            (Rest::Invalid, self.invalid),
            (Rest::Registered, self.registered),
        ];
        for (what, sum) in known {
            if let Some(sum) = sum {
                put(what, sum)?;
            }
        }
        Some(())
    }

    /// The size of a base; none when the votes do not give it.
    pub(super) fn base(&self, base: VoteBase) -> Option<u128> {
        let lists = self.parties.values().sum::<u128>() + self.others;
        let valid = lists + self.without_party;
        match base {
            VoteBase::ListVotes => Some(lists),
            VoteBase::ValidVotes => Some(valid),
            VoteBase::ValidAndAgainstAll => Some(valid + self.against_all),
            VoteBase::AllBallots => Some(valid + self.against_all + self.invalid?),
            VoteBase::Registered => self.registered,
        }
    }
}

/// The rule of a list tier.
pub(super) fn list_rule(tier: &Tier) -> Option<&ListRule> {
    match &tier.rule {
        TierRule::List(rule) => Some(rule),
        _ => None,
    }
}

/// The areas where a threshold can be reached, by where the rules look for it.
pub(super) fn areas(votes: &Votes, tier: &Tier, rule: &ListRule, contest: &Contest) -> Vec<AreaVotes> {
    let within = rule.threshold.as_ref().and_then(|threshold| threshold.within);
    let area = |ballots: &[&Ballot]| AreaVotes::of(votes, ballots.iter().copied(), rule.against_all);
    let all: Vec<&Ballot> = contest.ballots.iter().collect();
    match within {
        Some(ThresholdLevel::Region) => {
            let mut regions: BTreeMap<Option<&str>, Vec<&Ballot>> = BTreeMap::new();
            let field = votes.field();
            for &ballot in &all {
                let name = ballot.district.map(|district| field.districts()[district].as_str());
                let facts = field.district_facts().iter().find(|facts| Some(facts.name.as_str()) == name);
                regions.entry(facts.and_then(|facts| facts.region.as_deref())).or_default().push(ballot);
            }
            // A district that lies in no region may be one by itself.
            let alone = all.iter().map(|&ballot| area(&[ballot]));
            regions.values().map(|ballots| area(ballots)).chain(alone).collect()
        }
        Some(ThresholdLevel::District | ThresholdLevel::AnyDistrict | ThresholdLevel::EveryDistrict) => {
            all.iter().map(|&ballot| area(&[ballot])).collect()
        }
        None if tier.districts != Districts::Nationwide => {
            all.iter().map(|&ballot| area(&[ballot])).collect()
        }
        _ => vec![area(&all)],
    }
}

/// The contest of the votes that fills a tier, where there is one.
pub(super) fn contest<'a>(system: &ElectoralSystem, votes: &'a Votes, tier: &Tier) -> Option<&'a Contest> {
    let plan = system.compile(votes.field(), votes.winners()).ok()?;
    let number = plan.tiers().position(|name| name == tier.name)?;
    votes.field().contest(plan.contest(number)?)
}
