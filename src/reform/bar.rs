//! What a list tier's threshold is held against: the lists' votes and the base, area by area.

use std::collections::BTreeMap;

use crate::system::{
    AgainstAll, Districts, ElectoralSystem, Figures, ListRule, ThresholdLevel, Tier, TierRule, VoteBase,
};
use crate::votes::{Ballot, Contest, Votes};

/// The votes of one area: the whole country, a region, a district.
#[derive(Debug, Clone, Default)]
pub(super) struct AreaVotes {
    /// Votes of each party that stands there, by its number.
    pub(super) parties: BTreeMap<usize, u128>,
    pub(super) figures: Figures,
}

impl AreaVotes {
    pub(super) fn of<'a>(
        votes: &Votes,
        ballots: impl IntoIterator<Item = &'a Ballot>,
        rule: AgainstAll,
    ) -> Self {
        let mut area = Self { parties: BTreeMap::new(), figures: Figures::new() };
        for ballot in ballots {
            for (entry, &n) in ballot.entries.iter().zip(&votes.tally().votes[ballot.votes()]) {
                area.figures.add_entry(entry.party, n);
                if let Some(party) = entry.party {
                    *area.parties.entry(party).or_insert(0) += u128::from(n);
                }
            }
            area.figures.add_box(&votes.tally().totals[ballot.totals()], rule);
        }
        area
    }

    /// The size of a base; none when the votes do not give it.
    pub(super) fn base(&self, base: VoteBase) -> Option<u128> {
        self.figures.of(base).ok()
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
                regions.entry(name.and_then(|name| field.region_of(name))).or_default().push(ballot);
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
