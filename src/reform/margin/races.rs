//! Seats that are filled by one ballot paper and nothing else: each is an election of its own.

use super::super::bar::{self, AreaVotes};
use super::moves::{Move, Side, Way};
use super::{MOST_WORK, SeatMarginError};
use crate::apportion::{Method, Quota};
use crate::system::{
    AgainstAll, Districts, ElectoralSystem, Exhausted, Linkage, ListRule, Outcome, Overhang, Plan, Seats,
    SeatsBy, Threshold, Tier, TierRule, Within, Workspace,
};
use crate::votes::{Ballot, Contest, Tally, Votes, VotesBuilder};

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
        TierRule::Single(rule) => {
            if rule.against_all == AgainstAll::CanVoid {
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
            Linkage::Transfer(_) | Linkage::Subtraction(_) => true,
            Linkage::Compensation(rule) => rule.overhang == Overhang::Refused,
            Linkage::Claims(_) => false,
        };
        reads && linkage.with().iter().any(|with| with == name)
    })
}

/// Whether seats follow from one area's votes by a method, a plain threshold and a sole qualifier alone.
fn is_plain(tier: &Tier, rule: &ListRule) -> bool {
    let within = match tier.districts {
        Districts::Nationwide => None,
        _ => Some(Within::District),
    };
    let bar = rule.threshold.as_ref().is_none_or(|threshold| {
        threshold.within == within
            && threshold.kinds.is_empty()
            && threshold.or.is_empty()
            && threshold.and.is_empty()
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
        && rule.exhausted == Exhausted::NotAsked
        && rule.biproportional.is_none()
        && rule.linkage.is_none()
        && rule.placement.is_none()
}

/// The seats of a district; none when they are not to be known.
fn seats_of(tier: &Tier, votes: &Votes, before: &Outcome, district: Option<usize>) -> Option<u32> {
    let name = || district.map(|district| votes.field().districts()[district].as_str());
    match &tier.seats {
        // Apportioned by population, they are the same whatever the votes.
        Seats::Same(_) if tier.district_seats.is_some() => {
            let here = |of: &str, district: &Option<String>| of == tier.name && district.as_deref() == name();
            let seats = before.seats.iter().filter(|row| here(&row.tier, &row.district)).map(|row| row.seats);
            let tied = before.ties.iter().filter(|row| here(&row.tier, &row.district)).map(|row| row.seats);
            let unfilled =
                before.unfilled.iter().filter(|row| here(&row.tier, &row.district)).map(|row| row.seats);
            Some(seats.chain(tied).chain(unfilled).sum())
        }
        Seats::Same(seats) => Some(*seats),
        Seats::ByDistrict(table) => table.get(name()?).copied(),
        Seats::Given(_) => {
            votes.field().district_facts().iter().find(|facts| Some(facts.name.as_str()) == name())?.seats
        }
    }
}

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
    fn of(
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
        let system = ElectoralSystem {
            name: tier.name.clone(),
            since: None,
            source: None,
            tiers: vec![Tier {
                name: Contest::LIST.to_owned(),
                seats: Seats::Same(seats_of(tier, votes, before, district)?),
                districts: Districts::Nationwide,
                district_seats: None,
                contest: None,
                rule: TierRule::List(Box::new(rule)),
            }],
            citations: std::collections::BTreeMap::new(),
        };
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

    fn fewest(&mut self, way: Way, most: u64) -> Result<Option<(u64, Move)>, SeatMarginError> {
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

    fn vote_by_vote(
        &mut self,
        pairs: &[Pair],
        way: Way,
        most: u64,
    ) -> Result<Option<(u64, Pair)>, SeatMarginError> {
        let top = pairs.iter().map(|&pair| self.stock(pair)).max().unwrap_or(0).min(most);
        let mut x = 0;
        while x < top {
            x += 1;
            for &pair in pairs {
                if x > self.stock(pair) {
                    continue;
                }
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
            _ if threshold.of == crate::system::Base::Registered => self.base,
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
        Method::RelativeRemainder(_) | Method::BalinskiYoung => false,
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
        self.rest(|what, sum| {
            let sum = number(sum)?;
            match what {
                bar::Rest::WithoutParty => builder.votes(contest, None, None, Some("without a party"), sum),
                bar::Rest::Others => builder.others(contest, None, sum),
                bar::Rest::AgainstAll => builder.against_all(contest, None, sum),
                bar::Rest::Invalid => builder.invalid(contest, None, sum),
                bar::Rest::Registered => builder.registered(contest, None, sum),
            }
            .ok()
        })?;
        Some(builder.build())
    }
}

/// Candidates for the seats of one district.
#[derive(Debug)]
pub(super) struct CandidateRace {
    contest: String,
    district: Option<usize>,
    /// With their votes, most first.
    sides: Vec<(Side, u64)>,
    seats: usize,
    room: u64,
}

impl CandidateRace {
    fn of(votes: &Votes, before: &Outcome, tier: &Tier, contest: &Contest, ballot: &Ballot) -> Option<Self> {
        let seats = usize::try_from(seats_of(tier, votes, before, ballot.district)?).ok()?;
        let sides = ballot.entries.iter().zip(ballot.votes()).map(|(entry, place)| {
            let name = entry.label(votes.field());
            (Side { name, places: vec![place] }, votes.tally().votes[place])
        });
        let mut sides: Vec<(Side, u64)> = sides.collect();
        sides.sort_by_key(|(_, votes)| std::cmp::Reverse(*votes));
        let all = votes.tally().votes.iter().fold(0u64, |sum, &votes| sum.saturating_add(votes));
        let (contest, district) = (contest.name.clone(), ballot.district);
        Some(Self { contest, district, sides, seats, room: u64::MAX - all })
    }

    fn fewest(&self, way: Way) -> Option<(u64, Move)> {
        let votes = |side: usize| self.sides[side].1;
        // Who has no vote has no seat.
        let winners = self.sides.iter().take(self.seats).filter(|(_, votes)| *votes > 0).count();
        let last = winners.checked_sub(1);
        let first_loser = Some(winners).filter(|&loser| loser < self.sides.len());
        let lead = |last: usize, loser: usize| votes(last) - votes(loser);
        let seat_free = winners < self.seats;
        let (fewest, from, to) = match (way, last, first_loser) {
            // A seat that nobody has goes to the first vote.
            (Way::Added, _, Some(loser)) if seat_free => (1, None, Some(loser)),
            (Way::Switched, Some(last), Some(loser)) if seat_free => (1, Some(last), Some(loser)),
            (Way::Added, Some(last), Some(loser)) => (lead(last, loser).max(1), None, Some(loser)),
            (Way::Switched, Some(last), Some(loser)) => {
                (lead(last, loser).div_ceil(2).max(1), Some(last), Some(loser))
            }
            (Way::Withheld, Some(last), Some(loser)) if !seat_free => {
                (lead(last, loser).max(1), Some(last), None)
            }
            // Nobody else stands: the seat is lost with the last vote.
            (Way::Withheld, Some(last), _) => (votes(last), Some(last), None),
            (Way::Switched, Some(last), None) if last > 0 => (votes(last), Some(last), Some(0)),
            _ => return None,
        };
        if from.is_none() && fewest > self.room {
            return None;
        }
        let side = |side: usize| self.sides[side].0.clone();
        let (contest, district) = (self.contest.clone(), self.district);
        Some((fewest, Move { contest, district, from: from.map(side), to: to.map(side) }))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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
            let votes = builder.build();
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
