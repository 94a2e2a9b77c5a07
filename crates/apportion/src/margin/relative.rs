//! The margin of relative remainders, all parties at once.
//!
//! Whole quotas are given first, then a seat each to the largest v/⌊q⌋. The outcome stays as it is while nobody has more
//! than one whole quota more or fewer, and everybody's claim is where it has to be: who held a seat for its remainder and
//! has a whole quota more must get none now; who held none and has a quota fewer must get one; all others as before. So
//! each party *wins* or *loses* or, where neither would give it its seats, is *lost*, and every winner's claim must be
//! stronger than every loser's.
//!
//! That does not turn back: votes that leave a party weaken its claim, and where it is at a new whole quota, its task
//! changes from losing to winning and no more. With votes that leave or come to nobody the quota moves for everybody:
//! then the others lose and win in a fixed order, and the first number of votes by which one of them is lost, or a loser is as
//! strong as a winner, is found by going through that order once. Beside it a number of votes that changes something is
//! enough for all greater ones, as with other methods (of [`Checkpoints`], where the quota is a whole number).

use super::all_at_once::{Checkpoints, Found, Kind, MOST_VOTES, after, keeps_quota};
use super::change::Way;
use super::foremost::{Foremost, OfParty};
use crate::largest_remainder::{Relative, share};
use crate::{Apportionment, Quota, Ratio};

/// With fewer parties that have seats, those whose votes move may be the only ones that could change anything.
const FEWEST: usize = 4;

/// Looks for the fewest votes; `Unknown` where there are few parties, where another quota may come into use, and where
/// there are as many seats for remainders as parties or nearly so. There is at least one seat.
pub(super) fn fewest(votes: &[u64], seats: u32, quota: Quota, before: &Apportionment, kind: Kind) -> Found {
    let total = votes.iter().map(|&v| u128::from(v)).sum();
    let Some(outcome) = Outcome::of(votes, total, seats, quota, before, kind) else { return Found::Unknown };
    let x = if outcome.tied.is_empty() { outcome.first_change() } else { Some(1) };
    match x.and_then(|x| Some((x, outcome.first_way(x)?))) {
        Some((x, way)) if outcome.leaves_losers(x) => {
            Found::Fewest(x, way).if_kept(|x| keeps_quota(quota, votes, total, seats, kind, x))
        }
        _ => Found::Unknown,
    }
}

/// A claim to a seat for a remainder.
#[derive(Debug, Clone, Copy)]
struct Claim {
    party: usize,
    value: Relative,
}

impl OfParty for Claim {
    fn party(&self) -> usize {
        self.party
    }
}

fn is_stronger(a: Claim, b: Claim) -> bool {
    a.value > b.value
}

fn is_weaker(a: Claim, b: Claim) -> bool {
    a.value < b.value
}

/// What a party has to do so that its seats stay.
#[derive(Debug, Clone, Copy)]
enum Task {
    /// Nothing would do.
    Lost,
    Win(Claim),
    Lose(Claim),
    /// It has no votes, and gets nothing.
    None,
}

/// How many whole quotas more a party has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Down,
    Same,
    Up,
    Farther,
}

/// The claims beside the cut, one for any pair; parties whose votes change are to be left out.
struct Border {
    /// The weakest of those who have to win.
    winners: Foremost<Claim, 3>,
    /// The strongest of those who have to lose.
    losers: Foremost<Claim, 3>,
    /// The first of those that are lost.
    lost: Foremost<Claim, 3>,
}

/// A result, and how its votes may change.
struct Outcome<'a> {
    votes: &'a [u64],
    total: u128,
    seats: u32,
    quota: Quota,
    kind: Kind,
    /// Whole quotas of each.
    whole: Vec<u64>,
    /// Who has a seat for its remainder.
    won: Vec<bool>,
    tied: &'a [usize],
}

impl<'a> Outcome<'a> {
    fn of(
        votes: &'a [u64],
        total: u128,
        seats: u32,
        quota: Quota,
        before: &'a Apportionment,
        kind: Kind,
    ) -> Option<Self> {
        let holders = before.seats.iter().filter(|&&seats| seats > 0).count();
        if holders < FEWEST || votes.iter().any(|&v| v > MOST_VOTES) {
            return None;
        }
        let price = quota.of(total, seats);
        let mut whole = Vec::with_capacity(votes.len());
        let mut won = Vec::with_capacity(votes.len());
        for (&v, &seats) in votes.iter().zip(&before.seats) {
            let quotas = u64::try_from(share(v, price).whole).ok()?;
            let above = u64::from(seats).checked_sub(quotas).filter(|&above| above <= 1)?;
            whole.push(quotas);
            won.push(above == 1);
        }
        let tied = before.ties.first().map_or(&[][..], |tie| &tie.parties);
        Some(Self { votes, total, seats, quota, kind, whole, won, tied })
    }

    fn price(&self, x: u64) -> Ratio {
        self.quota.of(after(self.total, x, self.kind), self.seats)
    }

    fn is_tied(&self, party: usize) -> bool {
        self.tied.binary_search(&party).is_ok()
    }

    fn step(&self, party: usize, votes: u64, price: Ratio) -> Step {
        let has = u128::from(votes) * price.denominator;
        // Neither whole quotas nor what votes may add to the price leave room for an overflow: see `Remainders`.
        let needs = |quotas: u64| u128::from(quotas) * price.numerator;
        let whole = self.whole[party];
        if has < needs(whole) {
            if has < needs(whole - 1) { Step::Farther } else { Step::Down }
        } else if has < needs(whole + 1) {
            Step::Same
        } else if has < needs(whole + 2) {
            Step::Up
        } else {
            Step::Farther
        }
    }

    /// What somebody with so many votes has to do who is in no tie.
    fn task(&self, party: usize, votes: u64, price: Ratio) -> Task {
        let whole = self.whole[party];
        let claim = |whole| Claim { party, value: Relative { votes, whole } };
        let task = match (self.step(party, votes, price), self.won[party]) {
            (Step::Same, true) => Task::Win(claim(whole)),
            (Step::Same, false) => Task::Lose(claim(whole)),
            (Step::Down, false) => Task::Win(claim(whole - 1)),
            (Step::Up, true) => Task::Lose(claim(whole + 1)),
            (Step::Down | Step::Up | Step::Farther, _) => Task::Lost,
        };
        match task {
            Task::Win(_) if votes == 0 => Task::Lost,
            Task::Lose(_) if votes == 0 => Task::None,
            task => task,
        }
    }

    /// Whether two parties at least get nothing for their remainders whoever's votes change, up to so many: then nobody can
    /// have two seats for one, as when there are more of these seats than parties, and what is lost is lost.
    fn leaves_losers(&self, x: u64) -> bool {
        let stays = |party: usize, price| self.step(party, self.votes[party], price) == Step::Same;
        let (first, last) = (self.price(0), self.price(x));
        let loses = |&party: &usize| !self.won[party] && self.votes[party] > 0;
        let losers = (0..self.votes.len()).filter(loses);
        losers.filter(|&party| stays(party, first) && stays(party, last)).take(2).count() == 2
    }

    /// Nobody's votes but theirs change: the border of all others.
    fn border(&self, price: Ratio) -> Border {
        let mut border = Border { winners: Foremost::NONE, losers: Foremost::NONE, lost: Foremost::NONE };
        for (party, &votes) in self.votes.iter().enumerate() {
            let lost = Claim { party, value: Relative { votes, whole: 0 } };
            if self.is_tied(party) {
                if self.step(party, votes, price) != Step::Same {
                    border.lost.add(lost, |_, _| false);
                }
                continue;
            }
            match self.task(party, votes, price) {
                Task::Lost => border.lost.add(lost, |_, _| false),
                Task::Win(claim) => border.winners.add(claim, is_weaker),
                Task::Lose(claim) => border.losers.add(claim, is_stronger),
                Task::None => {}
            }
        }
        border
    }

    /// Whether so many votes change the outcome when they come from the one and go to the other.
    fn changes(&self, x: u64, price: Ratio, border: &Border, from: Option<usize>, to: Option<usize>) -> bool {
        let moved = [from, to];
        if moved.into_iter().flatten().any(|party| self.is_tied(party))
            || border.lost.without(moved).is_some()
        {
            return true;
        }
        let (mut weakest, mut strongest) = (border.winners.without(moved), border.losers.without(moved));
        let lowered = from.map(|party| self.task(party, self.votes[party] - x, price));
        let raised = to.map(|party| self.task(party, self.votes[party] + x, price));
        for task in lowered.into_iter().chain(raised) {
            match task {
                Task::Lost => return true,
                Task::Win(claim) if weakest.is_none_or(|other| is_weaker(claim, other)) => {
                    weakest = Some(claim)
                }
                Task::Lose(claim) if strongest.is_none_or(|other| is_stronger(claim, other)) => {
                    strongest = Some(claim);
                }
                Task::Win(_) | Task::Lose(_) | Task::None => {}
            }
        }
        let meet = |weakest: Claim, strongest: Claim| !is_stronger(weakest, strongest);
        let tie = self.tied.first().map(|&party| Claim {
            party,
            value: Relative { votes: self.votes[party], whole: self.whole[party] },
        });
        weakest.zip(strongest).is_some_and(|(winner, loser)| meet(winner, loser))
            || weakest.zip(tie).is_some_and(|(winner, tie)| meet(winner, tie))
            || tie.zip(strongest).is_some_and(|(tie, loser)| meet(tie, loser))
    }

    /// The fewest votes by which anything changes, when nothing is tied.
    fn first_change(&self) -> Option<u64> {
        let holders = (0..self.votes.len()).filter(|&party| self.whole[party] > 0 || self.won[party]);
        // Who loses all votes loses its seats.
        let stock = holders.map(|party| self.votes[party]).min();
        let most = if self.kind == Kind::Added { MOST_VOTES } else { stock? };
        let by_itself = if self.kind == Kind::Transfer { None } else { self.first_by_the_quota(most) };
        let most = by_itself.unwrap_or(most);
        let of_all = self.border(self.price(0));
        let changes = |x| {
            let price = self.price(x);
            by_itself == Some(x)
                || match self.kind {
                    Kind::Transfer => self.any_transfer(x, price, &of_all),
                    Kind::Added => {
                        let border = self.border(price);
                        (0..self.votes.len()).any(|to| self.changes(x, price, &border, None, Some(to)))
                    }
                    Kind::Removed => {
                        let border = self.border(price);
                        self.able(x).any(|from| self.changes(x, price, &border, Some(from), None))
                    }
                }
        };
        Checkpoints::of(self.quota, self.total, self.seats, self.kind).first_change(most, changes)
    }

    /// Who has so many votes to lose.
    fn able(&self, x: u64) -> impl Iterator<Item = usize> {
        (0..self.votes.len()).filter(move |&party| self.votes[party] >= x)
    }

    /// Whether some pair can change the outcome by so many votes.
    fn any_transfer(&self, x: u64, price: Ratio, border: &Border) -> bool {
        let mut winners = Foremost::<Claim, 2>::NONE;
        for from in self.able(x) {
            match self.task(from, self.votes[from] - x, price) {
                Task::Lost => return true,
                Task::Win(claim) => winners.add(claim, is_weaker),
                Task::Lose(_) | Task::None => {}
            }
        }
        let mut losers = Foremost::<Claim, 2>::NONE;
        let reaches =
            |claim: Claim, others: Option<Claim>| others.is_some_and(|other| !is_weaker(claim, other));
        for to in 0..self.votes.len() {
            match self.task(to, self.votes[to] + x, price) {
                Task::Lost => return true,
                Task::Lose(claim) if reaches(claim, border.winners.without([Some(to), None])) => return true,
                Task::Lose(claim) => losers.add(claim, is_stronger),
                Task::Win(_) | Task::None => {}
            }
        }
        let falls = |claim: &Claim| {
            let others = border.losers.without([Some(claim.party), None]);
            others.is_some_and(|other| !is_stronger(*claim, other))
        };
        winners.iter().any(falls)
            || winners.iter().any(|winner| {
                losers.iter().any(|loser| winner.party != loser.party && !is_stronger(*winner, *loser))
            })
    }

    /// The fewest votes, at most so many, that change the outcome by the quota alone, whoever's they are.
    fn first_by_the_quota(&self, most: u64) -> Option<u64> {
        // Who leaves those that the quota's moving weakens or strengthens, when, and what it claims then.
        let mut leaving: Vec<(u64, Claim)> = Vec::new();
        let mut first_lost = None;
        let mut border = Border { winners: Foremost::NONE, losers: Foremost::NONE, lost: Foremost::NONE };
        let mut staying = Vec::new();
        let rising = self.kind == Kind::Added;
        for (party, &votes) in self.votes.iter().enumerate().filter(|&(_, &votes)| votes > 0) {
            let claim = Claim { party, value: Relative { votes, whole: self.whole[party] } };
            if self.won[party] == rising {
                // Winners of a rising quota and losers of a falling one have no second task.
                if self.won[party] {
                    border.winners.add(claim, is_weaker)
                } else {
                    border.losers.add(claim, is_stronger)
                }
            } else {
                staying.push(claim);
            }
            let step = |x: u64| self.step(party, votes, self.price(x));
            let Some(when) = first(1, most, |x| step(x) != Step::Same) else { continue };
            let task = self.task(party, votes, self.price(when));
            let lost_at = match task {
                Task::Win(claim) | Task::Lose(claim) => {
                    leaving.push((when, claim));
                    first(when, most, |x| step(x) == Step::Farther)
                }
                Task::Lost | Task::None => Some(when),
            };
            first_lost = first_lost.into_iter().chain(lost_at).min();
        }
        leaving.sort_unstable_by_key(|&(when, _)| when);
        // The next of those that have not left, the foremost last.
        staying.sort_unstable_by(|a, b| if rising { a.value.cmp(&b.value) } else { b.value.cmp(&a.value) });
        let mut left = vec![false; self.votes.len()];
        for group in leaving.chunk_by(|a, b| a.0 == b.0) {
            let when = group[0].0;
            if first_lost.is_some_and(|lost| lost <= when) {
                break;
            }
            for &(_, claim) in group {
                left[claim.party] = true;
                if rising {
                    border.winners.add(claim, is_weaker);
                } else {
                    border.losers.add(claim, is_stronger);
                }
            }
            while staying.last().is_some_and(|claim| left[claim.party]) {
                staying.pop();
            }
            let joined = if rising { border.winners.first() } else { border.losers.first() };
            if let (Some(joined), Some(stays)) = (joined, staying.last().copied()) {
                let (winner, loser) = if rising { (joined, stays) } else { (stays, joined) };
                if !is_stronger(winner, loser) {
                    return Some(when);
                }
            }
        }
        first_lost
    }

    /// The first way by its positions by which so many votes change the outcome.
    fn first_way(&self, x: u64) -> Option<Way> {
        let price = self.price(x);
        let border = self.border(price);
        let changes = |from, to| self.changes(x, price, &border, from, to);
        let mut everybody = 0..self.votes.len();
        match self.kind {
            Kind::Added => everybody.find(|&to| changes(None, Some(to))).map(|to| Way::Added { to }),
            Kind::Removed => {
                self.able(x).find(|&from| changes(Some(from), None)).map(|from| Way::Removed { from })
            }
            Kind::Transfer => {
                // If votes of a party change anything, they do so with one of these: who is lost with them, or has the
                // strongest claim that has to lose.
                let mut receivers = Foremost::<Claim, 3>::NONE;
                let mut lost = Foremost::<Claim, 2>::NONE;
                for to in everybody.clone() {
                    match self.task(to, self.votes[to] + x, price) {
                        Task::Lose(claim) => receivers.add(claim, is_stronger),
                        Task::Lost => {
                            lost.add(Claim { party: to, value: Relative { votes: 0, whole: 0 } }, |_, _| {
                                false
                            });
                        }
                        Task::Win(_) | Task::None => {}
                    }
                }
                let candidates = receivers.iter().chain(lost.iter()).map(|claim| claim.party);
                let candidates = candidates.chain(self.tied.iter().copied().take(2)).chain([0, 1]);
                let from = self
                    .able(x)
                    .find(|&from| candidates.clone().any(|to| to != from && changes(Some(from), Some(to))))?;
                let to = everybody.find(|&to| to != from && changes(Some(from), Some(to)))?;
                Some(Way::Transfer { from, to })
            }
        }
    }
}

/// The first number between these, both included, of which something holds that holds of all greater ones.
fn first(from: u64, most: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    if !holds(most) {
        return None;
    }
    let (mut from, mut to) = (from, most);
    while from < to {
        let middle = u64::midpoint(from, to);
        if holds(middle) { to = middle } else { from = middle + 1 }
    }
    Some(to)
}
