//! Where the votes of a system are cast.

use std::collections::{BTreeMap, BTreeSet};

use super::Uncountable;
use crate::system::{Districts, ElectoralSystem, Plan, Seats, Tier, TierRule};
use crate::votes::{District, Votes};

/// The districts of a system and their sizes: those of an election of its own, or one piece.
///
/// ```
/// use sailau::simulate::scale::Ground;
/// use sailau::votes::VotesBuilder;
///
/// let mut builder = VotesBuilder::default();
/// builder.table("single", &["North", "South"], &["Hill", "Dale"], &[[510, 490], [300, 700]]);
/// let votes = builder.build()?;
/// let ground = Ground::of(&votes).leave_empty("seats of minorities");
/// # let _ = ground;
/// # Ok::<(), sailau::votes::VotesProblem>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Ground<'a> {
    votes: Option<&'a Votes>,
    empty: BTreeSet<String>,
}

/// The districts in which one vote of the voters is cast.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cut {
    pub(super) contest: String,
    pub(super) places: Vec<Place>,
}

/// A district and its valid votes; the whole country has no name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) district: Option<String>,
    pub(super) size: u64,
}

/// All cuts of a system, and what is known of its districts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cuts {
    pub(super) cuts: Vec<Cut>,
    pub(super) facts: Vec<District>,
}

impl<'a> Ground<'a> {
    /// One piece, for rules without districts, and districts of equal size for rules that say how many there are.
    #[must_use]
    pub fn nationwide() -> Self {
        Self::default()
    }

    /// The districts of an election that was held under the rules, or under rules with the same districts.
    #[must_use]
    pub fn of(votes: &'a Votes) -> Self {
        Self { votes: Some(votes), empty: BTreeSet::new() }
    }

    /// Leaves the seats of a tier empty that support of lists says nothing of, such as those of minorities. They are not in the
    /// house of the scale.
    #[must_use]
    pub fn leave_empty(mut self, tier: impl Into<String>) -> Self {
        self.empty.insert(tier.into());
        self
    }

    pub(super) fn leaves_empty(&self) -> bool {
        !self.empty.is_empty()
    }

    /// Every contest that the rules read, with its districts.
    pub(super) fn cuts(&self, rules: &ElectoralSystem) -> Result<Cuts, Uncountable> {
        let known = self.votes.map(|votes| votes.field().district_facts().to_vec()).unwrap_or_default();
        let mut all = Cuts { cuts: Vec::new(), facts: known };
        let plan = match self.votes {
            Some(votes) => Some(rules.compile(&votes.field().clone().allow_uncounted(), votes.winners())?),
            None => None,
        };
        for (number, tier) in rules.tiers.iter().enumerate() {
            match &tier.rule {
                TierRule::Appointed(_) => continue,
                _ if self.empty.contains(&tier.name) => continue,
                TierRule::Candidates(rule) if rule.ranked.is_some() => {
                    return Err(Uncountable::Ranked(tier.name.clone()));
                }
                TierRule::Candidates(_) | TierRule::List(_) => {}
            }
            let contest = plan.as_ref().and_then(|plan: &Plan| plan.contest(number));
            let name = contest
                .map_or_else(|| tier.contest.clone().unwrap_or_else(|| tier.name.clone()), str::to_owned);
            if all.cuts.iter().any(|cut| cut.contest == name) {
                continue;
            }
            let places = match (self.votes, contest) {
                (Some(votes), Some(contest)) => places_of(votes, contest),
                _ => self.supposed(tier, &mut all.facts)?,
            };
            all.cuts.push(Cut { contest: name, places });
        }
        if all.cuts.is_empty() {
            return Err(Uncountable::NoVotes);
        }
        Ok(all)
    }

    /// Districts of equal size for a tier without votes: as many as the law says, or as there were winners.
    fn supposed(&self, tier: &Tier, facts: &mut Vec<District>) -> Result<Vec<Place>, Uncountable> {
        let winners = self.votes.map(Votes::winners).unwrap_or_default();
        let winners = || winners.iter().filter(|winner| winner.tier == tier.name);
        let mut held: BTreeMap<Option<&str>, u32> = BTreeMap::new();
        for winner in winners() {
            let seats = held.entry(winner.district.as_deref()).or_default();
            *seats = seats.saturating_add(winner.seats);
        }
        let each = match tier.seats {
            Seats::Same(seats) => seats.max(1),
            Seats::ByDistrict(_) | Seats::FromVotesFile => 0,
        };
        let by_law = match tier.districts {
            Districts::Nationwide => return Ok(vec![Place { district: None, size: 1 }]),
            Districts::Number(number) => Some(number),
            Districts::Each | Districts::Regions => None,
        };
        let place = |name: String| Place { district: Some(name), size: 1 };
        // Where it is known in which region the winners sat, their districts lie there.
        let regions = held.len() > 1 && held.keys().all(Option::is_some) && each > 0;
        let all = held.values().fold(0u32, |sum, seats| sum.saturating_add(*seats));
        if regions && by_law.is_none_or(|number| u64::from(number) * u64::from(each) == u64::from(all)) {
            let mut places = Vec::new();
            for (region, seats) in held {
                let region = region.unwrap_or_default();
                for number in 1..=seats / each {
                    let name = format!("{region}, {number}");
                    facts.push(District {
                        name: name.clone(),
                        region: Some(region.to_owned()),
                        ..District::default()
                    });
                    places.push(place(name));
                }
            }
            return Ok(places);
        }
        let number = match by_law {
            Some(number) => number,
            None if each > 0 && all >= each => all / each,
            None => return Err(Uncountable::NoDistricts(tier.name.clone())),
        };
        Ok((1..=number).map(|number| place(format!("{} {number}", tier.name))).collect())
    }
}

/// The districts of a contest, by their valid votes.
fn places_of(votes: &Votes, contest: &str) -> Vec<Place> {
    let (field, tally) = (votes.field(), votes.tally());
    let ballots = field.contest(contest).map(|contest| contest.ballots.as_slice()).unwrap_or_default();
    let place = |ballot: &crate::votes::Ballot| {
        let cast = tally.votes[ballot.votes()].iter().copied().fold(0, u64::saturating_add);
        Place {
            district: ballot.district.map(|number| field.districts()[number].clone()),
            size: cast.saturating_add(tally.totals[ballot.totals()].others),
        }
    };
    ballots.iter().map(place).collect()
}
