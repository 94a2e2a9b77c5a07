//! Lists that share the seats of one area: where the fewest votes lie, range by range.

use super::super::bar::AreaVotes;
use super::district_seats::seats_of;
use super::moves::{Move, Side, Way};
use super::{MOST_WORK, SeatMarginError};
use crate::apportion::{Method, Quota};
use crate::system::{
    Districts, ElectoralSystem, Figures, ListRule, Outcome, Plan, Threshold, Tier, Workspace,
};
use crate::votes::{Ballot, Contest, Tally, Votes, VotesBuilder};

/// Whose votes become whose, by the numbers of the lists.
type Pair = (Option<usize>, Option<usize>);

/// Lists that share the seats of one area.
#[derive(Debug, Clone)]
pub(super) struct ListRace {
    contest: String,
    district: Option<usize>,
    /// Each list, by its places among all votes.
    sides: Vec<Side>,
    /// The area alone, compiled; the places of its tally are the numbers of the lists.
    plan: Plan,
    tally: Tally,
    /// The most votes that can be added to all.
    room: u64,
    threshold: Option<Threshold>,
    base: u128,
    sole_qualifier: bool,
    one_turn: bool,
    workspace: Workspace,
    /// Seats of each list, tied and unfilled seats.
    before: (Vec<u32>, u32, u32),
    work: u64,
}

impl ListRace {
    pub(super) fn of(
        votes: &Votes,
        before: &Outcome,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
        ballots: &[&Ballot],
    ) -> Option<Self> {
        let district = ballots.first().and_then(|ballot| ballot.district);
        let district = district.filter(|_| tier.districts != Districts::Nationwide);
        let area = AreaVotes::of(votes, ballots.iter().copied(), rule.against_all);
        let base = match &rule.threshold {
            Some(threshold) => area.base(threshold.of)?,
            None => 0,
        };
        let sides: Vec<Side> = area
            .parties
            .keys()
            .map(|&party| {
                let places = ballots.iter().flat_map(|ballot| {
                    let entries = ballot.entries.iter().zip(ballot.votes());
                    entries.filter(move |(entry, _)| entry.party == Some(party)).map(|(_, place)| place)
                });
                Side { name: votes.field().parties()[party].name.clone(), places: places.collect() }
            })
            .collect();
        let small = area.alone(votes)?;
        let mut rule = rule.clone();
        rule.open_list = None;
        if let Some(threshold) = &mut rule.threshold {
            threshold.within = None;
        }
        let (threshold, sole_qualifier) = (rule.threshold.clone(), rule.sole_qualifier.is_some());
        let one_turn = has_one_turn(&rule.method);
        let alone = Tier::list(Contest::LIST, seats_of(tier, votes, before, district)?, rule);
        let system = ElectoralSystem::new(tier.name.clone(), [alone]);
        let plan = system.compile(small.field(), &[]).ok()?;
        let all = votes.tally().votes.iter().fold(0u64, |sum, &votes| sum.saturating_add(votes));
        let mut race = Self {
            contest: contest.name.clone(),
            district,
            sides,
            plan,
            tally: small.tally().clone(),
            room: u64::MAX - all,
            threshold,
            base,
            sole_qualifier,
            one_turn,
            workspace: Workspace::default(),
            before: (Vec::new(), 0, 0),
            work: 0,
        };
        race.plan.count_into(&race.tally, &mut race.workspace).ok()?;
        race.before = race.now();
        Some(race)
    }

    fn now(&self) -> (Vec<u32>, u32, u32) {
        let workspace = &self.workspace;
        (workspace.seats(0).to_vec(), workspace.tied(0), workspace.unfilled(0))
    }

    pub(super) fn fewest(&mut self, way: Way, most: u64) -> Result<Option<(u64, Move)>, SeatMarginError> {
        let lists = 0..self.sides.len();
        let pairs: Vec<Pair> = match way {
            Way::Added => lists.map(|to| (None, Some(to))).collect(),
            Way::Withheld => lists.map(|from| (Some(from), None)).collect(),
            Way::Switched => lists
                .clone()
                .flat_map(|from| lists.clone().map(move |to| (Some(from), Some(to))))
                .filter(|(from, to)| from != to)
                .collect(),
        };
        let mut best: Option<(u64, Pair)> = None;
        if self.one_turn {
            for pair in pairs {
                let most = best.map_or(most, |(fewest, _)| fewest - 1);
                if let Some(fewest) = self.first_change(pair, most)? {
                    best = Some((fewest, pair));
                }
            }
        } else {
            best = self.vote_by_vote(&pairs, way, most)?;
        }
        Ok(best.map(|(fewest, (from, to))| {
            let side = |list: usize| self.sides[list].clone();
            let (contest, district) = (self.contest.clone(), self.district);
            (fewest, Move { contest, district, from: from.map(side), to: to.map(side) })
        }))
    }

    fn stock(&self, (from, _): Pair) -> u64 {
        from.map_or(self.room, |from| self.tally.votes[from])
    }

    /// Beyond so many votes nothing changes any more: who passes does not, and a list to which votes are only added has nearly all
    /// of them. Another list's are then less than half a quota, so that each method gives it the same: none of the seats, or
    /// the last one where quotas leave several and each list has one at most.
    fn settled(&self, pair: Pair) -> u64 {
        if pair.0.is_some() {
            return u64::MAX;
        }
        let all = self.tally.votes.iter().fold(1u64, |sum, &votes| sum.saturating_add(votes));
        // Imperiali's quotas are of two seats more than the house has.
        let nearly_all = (u64::from(self.plan.house_size()) + 2).saturating_mul(all).saturating_mul(4);
        let turns = self.turns(pair, self.stock(pair));
        turns.into_iter().fold(nearly_all, u64::max).saturating_add(1)
    }

    fn vote_by_vote(
        &mut self,
        pairs: &[Pair],
        way: Way,
        most: u64,
    ) -> Result<Option<(u64, Pair)>, SeatMarginError> {
        let ends = |&pair| (pair, self.stock(pair).min(self.settled(pair)).min(most));
        let pairs: Vec<(Pair, u64)> = pairs.iter().map(ends).collect();
        let top = pairs.iter().map(|&(_, end)| end).max().unwrap_or(0);
        let mut x = 0;
        while x < top {
            x += 1;
            for &(pair, _) in pairs.iter().filter(|&&(_, end)| x <= end) {
                self.work += self.sides.len() as u64;
                if self.work > MOST_WORK {
                    return Err(SeatMarginError::TooMuchWork {
                        tier: self.contest.clone(),
                        how: way.name(),
                        unchanged: x - 1,
                    });
                }
                if !self.same(pair, x)? {
                    return Ok(Some((x, pair)));
                }
            }
        }
        Ok(None)
    }

    /// The first number of votes, up to so many, that changes the seats.
    fn first_change(&mut self, pair: Pair, most: u64) -> Result<Option<u64>, SeatMarginError> {
        let top = self.stock(pair).min(most);
        let mut begins: Vec<u64> = vec![1];
        begins.extend(self.turns(pair, top).into_iter().filter(|&x| x > 1 && x <= top));
        begins.sort_unstable();
        begins.dedup();
        for (i, &low) in begins.iter().enumerate() {
            let high = begins.get(i + 1).map_or(top, |next| next - 1);
            if low > high {
                continue;
            }
            if !self.same(pair, low)? {
                return Ok(Some(low));
            }
            if self.same(pair, high)? {
                continue;
            }
            // As they are at `same`, no longer so at `other`: in between it ceases once.
            let (mut same, mut other) = (low, high);
            while other - same > 1 {
                let middle = u64::midpoint(same, other);
                if self.same(pair, middle)? {
                    same = middle;
                } else {
                    other = middle;
                }
            }
            return Ok(Some(other));
        }
        Ok(None)
    }

    /// Where the lists that pass may change, and with them who comes second; and where a list has no vote left.
    fn turns(&self, pair: Pair, top: u64) -> Vec<u64> {
        let (from, to) = pair;
        let mut turns: Vec<u64> = from.map(|from| self.tally.votes[from]).into_iter().collect();
        for list in 0..self.sides.len() {
            let now = self.passes(list, pair, 0);
            if top == 0 || self.passes(list, pair, top) == now {
                continue;
            }
            let (mut same, mut other) = (0, top);
            while other - same > 1 {
                let middle = u64::midpoint(same, other);
                if self.passes(list, pair, middle) == now {
                    same = middle;
                } else {
                    other = middle;
                }
            }
            turns.push(other);
        }
        if self.sole_qualifier {
            let votes = &self.tally.votes;
            let mut gaps: Vec<u64> = Vec::new();
            for other in votes {
                gaps.extend(from.and_then(|from| votes[from].checked_sub(*other)));
                gaps.extend(to.and_then(|to| other.checked_sub(votes[to])));
            }
            if let (Some(from), Some(to)) = (from, to)
                && let Some(gap) = votes[from].checked_sub(votes[to])
            {
                gaps.push(gap / 2);
            }
            // Equal at the gap (or the half), apart before and after.
            turns.extend(gaps.into_iter().flat_map(|gap| [gap, gap.saturating_add(1)]));
        }
        turns
    }

    /// Whether a list passes the threshold when so many votes have moved.
    fn passes(&self, list: usize, (from, to): Pair, x: u64) -> bool {
        let mut votes = self.tally.votes[list];
        if from == Some(list) {
            votes = votes.saturating_sub(x);
        }
        if to == Some(list) {
            votes = votes.saturating_add(x);
        }
        let Some(threshold) = &self.threshold else { return votes > 0 };
        let moved = u128::from(x);
        let base = match (from, to) {
            _ if threshold.of == crate::system::VoteBase::Registered => self.base,
            (None, Some(_)) => self.base + moved,
            (Some(_), None) => self.base.saturating_sub(moved),
            _ => self.base,
        };
        votes > 0 && u128::from(votes) >= threshold.needed(base)
    }

    fn same(&mut self, (from, to): Pair, x: u64) -> Result<bool, SeatMarginError> {
        let old = (from.map(|list| self.tally.votes[list]), to.map(|list| self.tally.votes[list]));
        if let Some((list, votes)) = from.zip(old.0) {
            self.tally.votes[list] = votes.saturating_sub(x);
        }
        if let Some((list, votes)) = to.zip(old.1) {
            self.tally.votes[list] = votes.saturating_add(x);
        }
        let counted = self.plan.count_into(&self.tally, &mut self.workspace);
        for (list, votes) in from.zip(old.0).into_iter().chain(to.zip(old.1)) {
            self.tally.votes[list] = votes;
        }
        counted?;
        let (seats, tied, unfilled) = &self.before;
        let now = &self.workspace;
        Ok(now.seats(0) == seats && now.tied(0) == *tied && now.unfilled(0) == *unfilled)
    }
}

/// Whether "the seats are as they are" holds for one interval of votes moved among the same lists; see
/// [`apportion::Margins`](crate::apportion::Margins). The others' whole quotas step.
fn has_one_turn(method: &Method) -> bool {
    match method {
        Method::HighestAverages(_) | Method::Block => true,
        Method::LargestRemainder(quota) => matches!(quota, Quota::Hare | Quota::HagenbachBischoff),
        // These give D'Hondt's seats.
        Method::QuotaThenAverages(quota) => {
            matches!(quota, Quota::Hare | Quota::Droop | Quota::HagenbachBischoff)
        }
        // Relative remainders and Balinski and Young's method; and what is not known here is looked through step by step.
        _ => false,
    }
}

impl AreaVotes {
    /// The area as an election of its own, its parties in the order of their numbers.
    fn alone(&self, votes: &Votes) -> Option<Votes> {
        let mut builder = VotesBuilder::default();
        let contest = Contest::LIST;
        let number = |sum: u128| u64::try_from(sum).ok();
        for (&party, &sum) in &self.parties {
            let party = &votes.field().parties()[party];
            builder.votes(contest, None, Some(&party.name), None, number(sum)?).ok()?;
            if let Some(order) = party.registration_order {
                builder.registration_order(&party.name, order).ok()?;
            }
        }
        let Figures { of_others, unnamed, against_all, invalid, registered, .. } = self.figures;
        if of_others > 0 {
            builder.votes(contest, None, None, Some("without a party"), number(of_others)?).ok()?;
        }
        if unnamed > 0 {
            builder.others(contest, None, number(unnamed)?).ok()?;
        }
        if against_all > 0 {
            builder.against_all(contest, None, number(against_all)?).ok()?;
        }
        if let Some(ballots) = invalid {
            builder.invalid(contest, None, number(ballots)?).ok()?;
        }
        if let Some(voters) = registered {
            builder.registered(contest, None, number(voters)?).ok()?;
        }
        builder.build().ok()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::races::{Race, of};
    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Halving between turns finds what trying every number of votes finds, over long ranges too.
        #[test]
        fn ranges_hide_no_change(
            lists in prop::collection::vec(0u64..1500, 2..6),
            against_all in 0u64..200,
            seats in 1u32..12,
            share in 0u32..45,
            guarantee in 0usize..4,
            ties in prop::sample::select(vec!["unresolved", "earlier registration", "more votes", "fewer votes"]),
            method in prop::sample::select(vec![
                "hare", "hagenbach-bischoff", "dhondt", "sainte-lague", "adams", "huntington-hill", "block",
                "hare-averages", "droop-averages", "modified-sainte-lague",
            ]),
            base in prop::sample::select(vec!["valid votes", "valid and against all", "registered voters"]),
        ) {
            let guarantee = match guarantee {
                0 => "",
                1 => "sole_qualifier = { factor = \"7/10\", at_least = 2 }",
                2 => "sole_qualifier = { factor = \"1/2\", at_least = 1, overshoot = \"guarantee yields\", second_place_tie = \"tie rule\" }",
                _ => "sole_qualifier = { factor = \"9/10\", at_least = 3, overshoot = \"house grows\" }",
            };
            let system = ElectoralSystem::from_toml(&format!(
                "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"{method}\"\nties = \"{ties}\"\n\
                 threshold = {{ at_least = \"{share}%\", of = \"{base}\" }}\n{guarantee}"
            ))
            .unwrap();
            let mut builder = VotesBuilder::default();
            for (i, &n) in lists.iter().enumerate() {
                let name = format!("P{i}");
                builder.votes("list", None, Some(&name), None, n).unwrap();
                builder.registration_order(&name, (lists.len() - i) as u32).unwrap();
            }
            builder.against_all("list", None, against_all).unwrap();
            builder.registered("list", None, lists.iter().sum::<u64>() + against_all + 500).unwrap();
            let votes = builder.build().unwrap();
            let contest = votes.field().contest("list").unwrap();
            let before = system.count(&votes).unwrap();
            let races = of(&system, &votes, &before, &system.tiers[0], contest).unwrap();
            let [Race::Lists(race)] = &races[..] else { panic!("one race of lists") };
            let mut race = race.clone();
            prop_assert!(race.one_turn);
            for way in [Way::Switched, Way::Added, Way::Withheld] {
                let halved = race.fewest(way, 2_000).unwrap();
                race.one_turn = false;
                race.work = 0;
                let tried = race.fewest(way, 2_000).unwrap();
                race.one_turn = true;
                let votes = |found: &Option<(u64, Move)>| found.as_ref().map(|(votes, _)| *votes);
                prop_assert_eq!(votes(&halved), votes(&tried), "{:?} of {:?}", way, lists);
            }
        }
    }
}
