//! Vote by vote: all ways with one vote, then all with two.

use super::super::bar;
use super::moves::{self, Move, Side, Way};
use super::{MOST_WORK, SeatMarginError};
use crate::system::{CountError, Districts, ElectoralSystem, Plan, TierRule, Workspace};
use crate::votes::{Tally, Votes};

/// The fewest votes, up to so many, that move a seat by a ballot of these contests.
pub(super) fn fewest(
    system: &ElectoralSystem,
    votes: &Votes,
    contests: &[(String, String)],
    way: Way,
    most: u64,
) -> Result<Option<(u64, Move)>, SeatMarginError> {
    let ways: Vec<(Move, u64)> = ways(votes, contests, way)
        .into_iter()
        .map(|change| {
            let most = change.most(votes.tally());
            (change, most)
        })
        .collect();
    let top = ways.iter().map(|(_, stock)| *stock).max().unwrap_or(0).min(most);
    let mut count = Counting::new(system, votes)?;
    let each = (votes.tally().votes.len() as u64).max(1) * count.weight();
    let mut work = 0u64;
    let mut tally = votes.tally().clone();
    let mut x = 0;
    while x < top {
        x += 1;
        for (change, _) in ways.iter().filter(|(_, stock)| x <= *stock) {
            work = work.saturating_add(each);
            if work > MOST_WORK {
                let tier = contests.first().map(|(_, tier)| tier.clone()).unwrap_or_default();
                return Err(SeatMarginError::TooMuchWork { tier, how: way.name(), unchanged: x - 1 });
            }
            change.make(&mut tally, x);
            let same = count.is_same(&tally);
            tally.votes.copy_from_slice(&votes.tally().votes);
            let same = same.map_err(|error| {
                let name = |side: &Option<Side>| side.as_ref().map_or("nobody", |side| &side.name).to_owned();
                let (from, to) = (name(&change.from), name(&change.to));
                let (contest, error) = (change.contest.clone(), Box::new(error));
                SeatMarginError::Stops { contest, votes: x, from, to, error }
            })?;
            if !same {
                return Ok(Some((x, change.clone())));
            }
        }
    }
    Ok(None)
}

fn ways(votes: &Votes, contests: &[(String, String)], way: Way) -> Vec<Move> {
    let field = votes.field();
    let mut ways = Vec::new();
    for contest in contests.iter().filter_map(|(name, _)| field.contest(name)) {
        for ballot in &contest.ballots {
            let sides = ballot.entries.iter().zip(ballot.votes());
            let sides: Vec<Side> =
                sides.map(|(entry, place)| Side { name: entry.label(field), places: vec![place] }).collect();
            let mut add = |from: Option<&Side>, to: Option<&Side>| {
                ways.push(Move {
                    contest: contest.name.clone(),
                    district: ballot.district,
                    from: from.cloned(),
                    to: to.cloned(),
                });
            };
            for one in &sides {
                match way {
                    Way::Added => add(None, Some(one)),
                    Way::Withheld => add(Some(one), None),
                    Way::Switched => {
                        for other in sides.iter().filter(|other| *other != one) {
                            add(Some(one), Some(other));
                        }
                    }
                }
            }
        }
    }
    ways
}

/// Counts in full. Sums by party say all where tiers with votes are nationwide lists; otherwise who sits where is
/// compared.
enum Counting<'a> {
    Sums { plan: Box<Plan>, workspace: Box<Workspace>, before: Vec<u32> },
    Outcomes { system: &'a ElectoralSystem, votes: &'a Votes, before: Box<crate::system::Outcome> },
}

impl<'a> Counting<'a> {
    fn new(system: &'a ElectoralSystem, votes: &'a Votes) -> Result<Self, SeatMarginError> {
        let sums = system.tiers.iter().all(|tier| {
            let nationwide =
                tier.districts == Districts::Nationwide && matches!(tier.rule, TierRule::List(_));
            let placed = bar::list_rule(tier).is_some_and(|rule| rule.placement.is_some());
            (nationwide && !placed) || bar::contest(system, votes, tier).is_none()
        });
        if !sums {
            let before = Box::new(system.count(votes)?);
            return Ok(Self::Outcomes { system, votes, before });
        }
        let plan = system.compile(votes.field(), votes.winners())?;
        let (plan, mut workspace) = (Box::new(plan), Box::<Workspace>::default());
        plan.count_into(votes.tally(), &mut workspace)?;
        let before = seats(&plan, &workspace).collect();
        Ok(Self::Sums { plan, workspace, before })
    }

    /// How much longer a count takes than one without a record.
    fn weight(&self) -> u64 {
        match self {
            Self::Sums { .. } => 1,
            Self::Outcomes { .. } => 30,
        }
    }

    fn is_same(&mut self, tally: &Tally) -> Result<bool, CountError> {
        match self {
            Self::Sums { plan, workspace, before } => {
                plan.count_into(tally, workspace)?;
                Ok(seats(plan, workspace).eq(before.iter().copied()))
            }
            Self::Outcomes { system, votes, before } => {
                let made = Votes::new(votes.field().clone(), tally.clone());
                let made = made.and_then(|made| made.with_winners(votes.winners().iter().cloned()));
                let after = system.count(&made.unwrap_or_default())?;
                Ok(!moves::differs(system, before, &after))
            }
        }
    }
}

fn seats<'a>(plan: &'a Plan, workspace: &'a Workspace) -> impl Iterator<Item = u32> + 'a {
    (0..plan.tiers().len()).flat_map(|tier| {
        let open = [workspace.without_party(tier), workspace.tied(tier), workspace.unfilled(tier)];
        workspace.seats(tier).iter().copied().chain(open)
    })
}
