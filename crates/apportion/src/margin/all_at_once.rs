//! The margin of methods by which claims compete, all parties at once.
//!
//! Under divisor methods, and under quotas with largest remainders, the outcome stays as it is while everybody's claim to
//! its last seat is stronger than everybody else's claim to its next one. So x votes change it just when, x votes taken
//! from the one and given to the other, some last claim is no longer stronger than some next claim; whose votes else
//! they might be, this pair needs no more of them. To know whether x votes can change anything at all, then, nobody asks
//! pair by pair: *everybody* loses x votes, and the weakest of the last claims is set beside the strongest of the next
//! claims with x votes *more*. That is one look at each party. What x votes change, x + 1 change as well (see
//! [`Checkpoints`] for the one exception), so the fewest are found by doubling and halving, and after each x that is
//! enough only those who could be of that pair stay in the list.
//!
//! Which of several pairs comes first by its positions is asked last, at the x that was found: three of the weakest and
//! three of the strongest claims are known then, which leaves one of each for any pair, so that a pair costs no look at
//! the others. All comparisons are those of [`Series::compare`], in integers.

use std::cmp::Ordering;

use super::change::Way;
use super::foremost::{Foremost, OfParty};
use crate::divisor::Divisor;
use crate::largest_remainder::share;
use crate::remainders::Remainders;
use crate::series::{Dean, Doubling, Headed, Hill, Line, NineTenths, Series};
use crate::sums::Sums;
use crate::{Apportionment, Method, Quota};

/// Votes beyond this are left to the search pair by pair: with x more they would not fit 64 bits.
pub(super) const MOST_VOTES: u64 = 1 << 62;

/// How votes change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Transfer,
    Added,
    Removed,
}

/// What was found.
pub(super) enum Found {
    /// This many votes by this way, the first by its positions.
    Fewest(u64, Way),
    /// No number of votes changes anything.
    Nothing,
    /// It has to be looked for pair by pair.
    Unknown,
}

impl Found {
    /// Unknown after all where so many votes might count by another quota.
    pub(super) fn if_kept(self, keeps: impl Fn(u64) -> bool) -> Self {
        match self {
            Self::Fewest(x, _) if !keeps(x) => Self::Unknown,
            found => found,
        }
    }
}

/// Whether whole quotas stay within the house whoever's votes change, up to so many, so that no lower quota takes this
/// one's place.
pub(super) fn keeps_quota(quota: Quota, votes: &[u64], total: u128, seats: u32, kind: Kind, x: u64) -> bool {
    if quota.lowered().is_none() {
        return true;
    }
    // With fewer votes the quota falls, and with more votes it does not.
    let least = match kind {
        Kind::Transfer | Kind::Added => total,
        Kind::Removed => after(total, x, kind),
    };
    let price = quota.of(least, seats);
    let claimed: u128 = votes.iter().map(|&v| share(v, price).whole).sum();
    let gained = if kind == Kind::Removed { 0 } else { share(x, price).whole + 1 };
    claimed + gained <= u128::from(seats)
}

/// Looks for the fewest votes; `Unknown` for methods where whole quotas decide by themselves, where another quota may come
/// into use, and for votes of more than 62 bits. There is at least one seat.
pub(super) fn fewest(
    votes: &[u64],
    seats: u32,
    method: &Method,
    before: &Apportionment,
    kind: Kind,
) -> Found {
    let search = |block| Claims::of(votes, before, block);
    let total = votes.iter().map(|&v| u128::from(v)).sum();
    let same = |series| By { series: move |_| series, checkpoints: Checkpoints::EACH };
    let divisor = match method {
        Method::HighestAverages(divisor) => divisor,
        // Whole quotas never exceed D'Hondt's seats, whatever the quota.
        Method::QuotaThenAverages(_) => &Divisor::DHondt,
        Method::Block => return search(true).fewest(&same(Line::DHONDT), total, kind),
        Method::LargestRemainder(quota) => {
            let sums = Sums::of(votes);
            let series = move |total: u128| Remainders::of(quota.of(total, seats), sums);
            let checkpoints = Checkpoints::of(*quota, total, seats, kind);
            let found = search(false).fewest(&By { series, checkpoints }, total, kind);
            return found.if_kept(|x| keeps_quota(*quota, votes, total, seats, kind, x));
        }
        Method::RelativeRemainder(_) | Method::BalinskiYoung => return Found::Unknown,
    };
    let claims = search(false);
    match divisor {
        Divisor::DHondt => claims.fewest(&same(Line::DHONDT), total, kind),
        Divisor::SainteLague => claims.fewest(&same(Line::SAINTE_LAGUE), total, kind),
        Divisor::Adams => claims.fewest(&same(Line::ADAMS), total, kind),
        Divisor::Danish => claims.fewest(&same(Line::DANISH), total, kind),
        Divisor::Imperiali => claims.fewest(&same(Line::IMPERIALI), total, kind),
        Divisor::ModifiedSainteLague(first) => {
            let (above, below) = first.parts();
            let series = Headed { head: &[above, 3 * below], step: 2 * below };
            claims.fewest(&By { series: |_| series, checkpoints: Checkpoints::EACH }, total, kind)
        }
        Divisor::Sequence(sequence) => {
            let series = Headed { head: sequence.head(), step: sequence.step() };
            claims.fewest(&By { series: |_| series, checkpoints: Checkpoints::EACH }, total, kind)
        }
        Divisor::Dean => claims.fewest(&By { series: |_| Dean, checkpoints: Checkpoints::EACH }, total, kind),
        Divisor::HuntingtonHill => {
            claims.fewest(&By { series: |_| Hill, checkpoints: Checkpoints::EACH }, total, kind)
        }
        Divisor::Macanese => {
            claims.fewest(&By { series: |_| Doubling, checkpoints: Checkpoints::EACH }, total, kind)
        }
        Divisor::Estonian => {
            claims.fewest(&By { series: |_| NineTenths, checkpoints: Checkpoints::EACH }, total, kind)
        }
    }
}

/// How claims compare when there are so many votes in all, and where more votes always change more.
struct By<F> {
    series: F,
    checkpoints: Checkpoints,
}

/// Numbers of votes of which a greater one changes whatever a smaller one does.
///
/// They are all numbers, unless the quota is a whole number of votes. Droop's goes up by one with every S + 1 votes
/// added, and down with every S + 1 removed: within such a step, and from the end of one to the end of the next, more
/// votes change more, since a step brings S + 1 votes to a claim and moves it by less than S + 1 quotas beside another;
/// but in its first votes a step may take back what the end of the last one had changed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Checkpoints {
    first: u128,
    step: u128,
}

impl Checkpoints {
    const EACH: Self = Self { first: 1, step: 1 };

    pub(super) fn of(quota: Quota, total: u128, seats: u32, kind: Kind) -> Self {
        match (quota, kind) {
            (Quota::Droop, Kind::Added) => Self::rising(total, seats),
            (Quota::Droop, Kind::Removed) => Self::falling(total, seats),
            _ => Self::EACH,
        }
    }

    fn rising(total: u128, seats: u32) -> Self {
        let step = u128::from(seats) + 1;
        // The last x with the quota of x = 1.
        Self { first: ((total + 1) / step + 1) * step - 1 - total, step }
    }

    fn falling(total: u128, seats: u32) -> Self {
        let step = u128::from(seats) + 1;
        Self { first: total - (total - 1) / step * step, step }
    }

    fn at(self, number: u64) -> u128 {
        self.first.saturating_add(self.step.saturating_mul(number.into()))
    }

    /// The fewest votes, at most so many, that change something.
    pub(super) fn first_change(self, most: u64, mut changes: impl FnMut(u64) -> bool) -> Option<u64> {
        let checkpoint = |number| u64::try_from(self.at(number)).unwrap_or(most).min(most);
        // By doubling, then by halving, the first checkpoint that changes something.
        let (mut low, mut high) = (None, 0);
        while !changes(checkpoint(high)) {
            if checkpoint(high) == most {
                return None;
            }
            (low, high) = (Some(high), 2 * high + 1);
        }
        let mut next = low.map_or(0, |low: u64| low + 1);
        while next < high {
            let middle = u64::midpoint(next, high);
            if changes(checkpoint(middle)) { high = middle } else { next = middle + 1 }
        }
        // And within the step that it ends.
        let mut from = high.checked_sub(1).map_or(1, |before| checkpoint(before) + 1);
        let mut to = checkpoint(high);
        while from < to {
            let middle = u64::midpoint(from, to);
            if changes(middle) { to = middle } else { from = middle + 1 }
        }
        Some(to)
    }
}

/// A party's claim to its seat number `held` + 1; without votes it is no claim.
#[derive(Debug, Clone, Copy)]
struct Claim {
    votes: u64,
    held: u32,
    party: usize,
}

impl OfParty for Claim {
    fn party(&self) -> usize {
        self.party
    }
}

/// Which of two claims is the stronger; none is weaker than any.
fn compare<S: Series>(series: S, a: Claim, b: Claim) -> Ordering {
    if a.votes == 0 || b.votes == 0 {
        return a.votes.cmp(&b.votes);
    }
    if series.starts_at_zero() && (a.held == 0 || b.held == 0) {
        // Infinite claims: the votes rank them.
        return match (a.held, b.held) {
            (0, 0) => a.votes.cmp(&b.votes),
            (0, _) => Ordering::Greater,
            _ => Ordering::Less,
        };
    }
    series.compare(a.votes, a.held, b.votes, b.held)
}

/// The foremost claims when so many votes are moved: one for any pair.
struct Border {
    /// The weakest of the last claims, as votes are.
    lasts: Foremost<Claim, 3>,
    /// The strongest of the next claims of those who are in no tie.
    nexts: Foremost<Claim, 3>,
    /// The strongest of the next claims, with the votes more.
    raised: Foremost<Claim, 3>,
    /// Whether the tied claims are equal, as votes are.
    tied: bool,
}

/// The claims next to the cut of a result.
struct Claims<'a> {
    votes: &'a [u64],
    seats: &'a [u32],
    /// Those who compete for the seats that are open; none or at least two.
    tied: &'a [usize],
    /// All seats are one claim, and its holder has no other.
    block: bool,
}

impl<'a> Claims<'a> {
    fn of(votes: &'a [u64], before: &'a Apportionment, block: bool) -> Self {
        let tied = before.ties.first().map_or(&[][..], |tie| &tie.parties);
        Self { votes, seats: &before.seats, tied, block }
    }

    fn last(&self, party: usize, votes: u64) -> Option<Claim> {
        let held = self.seats[party].checked_sub(1)?;
        Some(Claim { votes, held: if self.block { 0 } else { held }, party })
    }

    fn next(&self, party: usize, votes: u64) -> Option<Claim> {
        let held = self.seats[party];
        if votes == 0 || self.block && held > 0 { None } else { Some(Claim { votes, held, party }) }
    }

    fn is_tied(&self, party: usize) -> bool {
        self.tied.binary_search(&party).is_ok()
    }

    fn fewest<S: Series>(&self, by: &By<impl Fn(u128) -> S>, total: u128, kind: Kind) -> Found {
        if self.votes.iter().any(|&v| v > MOST_VOTES) {
            return Found::Unknown;
        }
        let holders = self.votes.iter().filter(|&&v| v > 0).count();
        let alone = match kind {
            // The only party with votes has all seats, however many votes these are.
            Kind::Removed => holders < 2,
            Kind::Transfer | Kind::Added => self.votes.len() < 2,
        };
        if alone {
            return Found::Nothing;
        }
        let x = if self.tied.is_empty() { self.first_change(by, total, kind) } else { Some(1) };
        let Some(x) = x else { return Found::Unknown };
        let series = (by.series)(after(total, x, kind));
        self.first_way(series, x, kind).map_or(Found::Unknown, |way| Found::Fewest(x, way))
    }

    /// The fewest votes by which anything changes, when nothing is tied.
    fn first_change<S: Series>(&self, by: &By<impl Fn(u128) -> S>, total: u128, kind: Kind) -> Option<u64> {
        // Who loses all votes loses its seats.
        let stock = || {
            let holders = self.votes.iter().zip(self.seats).filter(|&(_, &seats)| seats > 0);
            holders.map(|(&v, _)| v).min()
        };
        let most = if kind == Kind::Added { MOST_VOTES } else { stock()? };
        let everybody = 0..self.votes.len();
        let mut race = Race {
            claims: self,
            kind,
            lasts: everybody.clone().filter(|&party| self.seats[party] > 0).collect(),
            nexts: everybody.collect(),
        };
        by.checkpoints.first_change(most, |x| race.changes((by.series)(after(total, x, kind)), x))
    }

    /// The first way by its positions by which so many votes change the outcome.
    fn first_way<S: Series>(&self, series: S, x: u64, kind: Kind) -> Option<Way> {
        let border = self.border(series, x);
        let changes = |from, to| self.changes(series, x, &border, from, to);
        let everybody = || 0..self.votes.len();
        let mut able = everybody().filter(|&party| self.votes[party] >= x);
        match kind {
            Kind::Added => everybody().find(|&to| changes(None, Some(to))).map(|to| Way::Added { to }),
            Kind::Removed => able.find(|&from| changes(Some(from), None)).map(|from| Way::Removed { from }),
            Kind::Transfer => {
                // If votes of this party change anything, they do so with whoever has the strongest claim then, or, where
                // that claim was the one to beat, with the second.
                let receivers = border.raised.iter().map(|claim| claim.party);
                let from = able.find(|&from| {
                    !self.tied.is_empty()
                        || receivers.clone().any(|to| to != from && changes(Some(from), Some(to)))
                })?;
                let to = everybody().find(|&to| to != from && changes(Some(from), Some(to)))?;
                Some(Way::Transfer { from, to })
            }
        }
    }

    fn border<S: Series>(&self, series: S, x: u64) -> Border {
        let weaker = |a, b| compare(series, a, b).is_lt();
        let stronger = |a, b| compare(series, a, b).is_gt();
        let mut border =
            Border { lasts: Foremost::NONE, nexts: Foremost::NONE, raised: Foremost::NONE, tied: true };
        let mut tie: Option<Claim> = None;
        for (party, &v) in self.votes.iter().enumerate() {
            if let Some(last) = self.last(party, v) {
                border.lasts.add(last, weaker);
            }
            if let Some(raised) = self.next(party, v + x) {
                border.raised.add(raised, stronger);
            }
            let Some(next) = self.next(party, v) else { continue };
            if !self.is_tied(party) {
                border.nexts.add(next, stronger);
            } else if let Some(first) = tie {
                border.tied &= compare(series, next, first).is_eq();
            } else {
                tie = Some(next);
            }
        }
        border
    }

    /// Whether so many votes change the outcome by this way.
    fn changes<S: Series>(
        &self,
        series: S,
        x: u64,
        border: &Border,
        from: Option<usize>,
        to: Option<usize>,
    ) -> bool {
        let votes = |party: usize| {
            let given = if to == Some(party) { x } else { 0 };
            self.votes[party] + given - if from == Some(party) { x } else { 0 }
        };
        let moved = [from, to];
        let own = |of: fn(&Self, usize, u64) -> Option<Claim>| {
            moved.into_iter().flatten().filter_map(move |party| of(self, party, votes(party)))
        };
        let weakest = border.lasts.without(moved).into_iter().chain(own(Self::last));
        let weakest = weakest.reduce(|a, b| if compare(series, b, a).is_lt() { b } else { a });
        let untied = own(Self::next).filter(|claim| !self.is_tied(claim.party));
        let strongest = border.nexts.without(moved).into_iter().chain(untied);
        let strongest = strongest.reduce(|a, b| if compare(series, b, a).is_gt() { b } else { a });
        let [first, ..] = *self.tied else {
            let pair = weakest.zip(strongest);
            return pair.is_some_and(|(last, next)| compare(series, last, next).is_le());
        };
        let touched = moved.into_iter().flatten().any(|party| self.is_tied(party));
        let claim = |party: usize| Claim { votes: votes(party), held: self.seats[party], party };
        let tie = claim(first);
        let together = match touched {
            false => border.tied,
            true => self.tied.iter().all(|&party| compare(series, claim(party), tie).is_eq()),
        };
        let apart = weakest.is_none_or(|last| compare(series, last, tie).is_gt())
            && strongest.is_none_or(|next| compare(series, next, tie).is_lt());
        !(together && apart && tie.votes > 0)
    }
}

/// The votes in all after a change.
pub(super) fn after(total: u128, x: u64, kind: Kind) -> u128 {
    match kind {
        Kind::Transfer => total,
        Kind::Added => total.saturating_add(x.into()),
        // No more is asked than some party has, and another one has votes.
        Kind::Removed => total.saturating_sub(x.into()).max(1),
    }
}

/// Those whose last claim may become too weak, and those whose next one may become strong enough.
struct Race<'a> {
    claims: &'a Claims<'a>,
    kind: Kind,
    lasts: Vec<usize>,
    nexts: Vec<usize>,
}

impl Race<'_> {
    /// Whether so many votes change anything; if they do, who cannot be of the pair leaves the lists.
    fn changes<S: Series>(&mut self, series: S, x: u64) -> bool {
        let Self { claims, kind, .. } = *self;
        let lost = if kind == Kind::Added { 0 } else { x };
        let gained = if kind == Kind::Removed { 0 } else { x };
        let last = |party: usize| claims.last(party, claims.votes[party].saturating_sub(lost));
        let next = |party: usize| claims.next(party, claims.votes[party] + gained);
        let (mut lasts, mut nexts) = (Foremost::<Claim, 2>::NONE, Foremost::<Claim, 2>::NONE);
        for claim in self.lasts.iter().filter_map(|&party| last(party)) {
            lasts.add(claim, |a, b| compare(series, a, b).is_lt());
        }
        for claim in self.nexts.iter().filter_map(|&party| next(party)) {
            nexts.add(claim, |a, b| compare(series, a, b).is_gt());
        }
        let pairs = lasts.iter().flat_map(|last| nexts.iter().map(move |next| (last, next)));
        let found = pairs
            .filter(|(last, next)| last.party != next.party)
            .any(|(&last, &next)| compare(series, last, next).is_le());
        if let (true, Some(weakest), Some(strongest)) = (found, lasts.first(), nexts.first()) {
            let weak = |claim: Claim| compare(series, claim, strongest).is_le();
            let strong = |claim: Claim| compare(series, claim, weakest).is_ge();
            self.lasts.retain(|&party| last(party).is_some_and(weak));
            self.nexts.retain(|&party| next(party).is_some_and(strong));
        }
        found
    }
}
