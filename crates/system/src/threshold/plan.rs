//! What is held against a list, and by whose votes.

use std::collections::HashMap;

use super::{Alternative, ThresholdLevel, VotesASeatBar};
use crate::error::CountError;
use crate::law::Share;
use crate::plan::compiler::Compiler;
use crate::rules::{Districts, ListRule, Tier};
use crate::votes::Contest;

/// What is held against a list.
#[derive(Debug, Clone)]
pub(crate) struct Bar {
    /// By whose votes.
    pub(crate) level: Level,
    /// Whether it is needed besides the others; otherwise it is one of the ways in.
    pub(crate) needed: bool,
    pub(crate) kind: BarKind,
}

/// By whose votes a bar is held against a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Level {
    /// Those of the whole country, in a tier of districts.
    Nation,
    /// Those of a region of districts.
    Region,
    /// Those of the area where the seats are given.
    Area,
}

#[derive(Debug, Clone)]
pub(crate) enum BarKind {
    /// The threshold's own share.
    Main,
    Votes(Share),
    /// A share in one district, whichever; the threshold's own when none is given.
    AnyDistrict(Option<Share>),
    /// A share in each single district; the threshold's own when none is given.
    EveryDistrict(Option<Share>),
    Seats {
        tier: usize,
        seats: u32,
    },
    First,
    VotesASeat(VotesASeat),
}

/// As many votes as there are for each seat of another tier, in so many regions.
#[derive(Debug, Clone)]
pub(crate) struct VotesASeat {
    pub(crate) tier: usize,
    /// In how many regions.
    pub(crate) regions: u32,
    /// The region of each ballot.
    pub(crate) region_of: Vec<usize>,
    /// The tier's seats in each region.
    pub(crate) seats: Vec<u64>,
    pub(crate) names: Vec<String>,
}

impl Compiler<'_> {
    pub(crate) fn bars(
        &self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
    ) -> Result<Vec<Bar>, CountError> {
        use ThresholdLevel::{AnyDistrict, District, EveryDistrict, Nation, Region};
        let Some(threshold) = &rule.threshold else {
            return Ok(Vec::new());
        };
        let level = |within: Option<ThresholdLevel>| match (tier.districts, within) {
            (Districts::Nationwide, _) | (_, Some(District)) | (Districts::Regions, Some(Region)) => {
                Level::Area
            }
            (Districts::Each | Districts::Number(_), Some(Region)) => Level::Region,
            (_, Some(Nation | AnyDistrict | EveryDistrict) | None) => Level::Nation,
        };
        let votes = |within: Option<ThresholdLevel>, share: Option<Share>| match (within, share) {
            (Some(AnyDistrict), share) => BarKind::AnyDistrict(share),
            (Some(EveryDistrict), share) => BarKind::EveryDistrict(share),
            (Some(Nation | District | Region) | None, None) => BarKind::Main,
            (Some(Nation | District | Region) | None, Some(share)) => BarKind::Votes(share),
        };
        let bar = |within, kind| Bar { level: level(within), needed: false, kind };
        let mut bars = vec![bar(threshold.within, votes(threshold.within, None))];
        for way in &threshold.or {
            bars.push(match way {
                Alternative::Seats(rule) => {
                    // The rules were checked: it is there.
                    let Some(tier) = self.tier_number(&rule.tier) else { continue };
                    bar(Some(Nation), BarKind::Seats { tier, seats: rule.seats })
                }
                Alternative::Votes(rule) => {
                    bar(Some(rule.within), votes(Some(rule.within), Some(rule.at_least)))
                }
                Alternative::First(rule) => bar(Some(rule.most_votes), BarKind::First),
                Alternative::VotesASeat(rule) => {
                    let Some(other) = self.tier_number(&rule.votes_a_seat) else { continue };
                    bar(None, BarKind::VotesASeat(self.votes_a_seat(tier, rule, other, contest)?))
                }
            });
        }
        for rule in &threshold.and {
            let kind = votes(Some(rule.within), Some(rule.at_least));
            bars.push(Bar { level: level(Some(rule.within)), needed: true, kind });
        }
        Ok(bars)
    }

    /// The regions of the districts that have votes, and the seats of another tier there.
    fn votes_a_seat(
        &self,
        tier: &Tier,
        rule: &VotesASeatBar,
        other: usize,
        contest: &Contest,
    ) -> Result<VotesASeat, CountError> {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut region_of = Vec::with_capacity(contest.ballots.len());
        for ballot in &contest.ballots {
            let district = self.district_of(tier, contest, ballot)?;
            let region = self.region_of(tier, &self.districts[district])?;
            let next = numbers.len();
            region_of.push(*numbers.entry(region).or_insert(next));
        }
        let mut seats = vec![0u64; numbers.len()];
        for &(district, own) in &self.seats_at[other] {
            let name = district.map(|district| self.districts[district].as_str());
            let region = name.and_then(|name| self.region_of(tier, name).ok());
            if let Some(&number) = region.and_then(|region| numbers.get(region)) {
                seats[number] += u64::from(own);
            }
        }
        let mut names: Vec<(&str, usize)> = numbers.into_iter().collect();
        names.sort_unstable_by_key(|&(_, number)| number);
        let names = names.into_iter().map(|(name, _)| name.to_owned()).collect();
        Ok(VotesASeat { tier: other, regions: rule.regions, region_of, seats, names })
    }
}
