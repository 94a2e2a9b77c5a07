//! Candidates in the order in which they sit.

use std::cmp::Reverse;

use super::PersonalTies;

/// A candidate who stands for a seat of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Contender {
    /// Which one it is; decides nothing.
    pub(crate) number: usize,
    pub(crate) votes: u64,
    pub(crate) place: Option<u32>,
    pub(crate) passes: bool,
    /// Whether lots have chosen this one of equals already.
    pub(crate) drawn: bool,
    pub(crate) seat: Chance,
}

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Chance {
    Elected,
    Tied,
    Not,
}

/// Puts candidates in the order in which they sit and says who does. Returns the seats that equal votes leave open.
///
/// Without a threshold (`needed`) everybody passes. Where places are read they are distinct.
pub(crate) fn seat(
    contenders: &mut [Contender],
    needed: Option<u128>,
    ties: PersonalTies,
    seats: u32,
) -> u32 {
    for one in contenders.iter_mut() {
        one.passes = needed.is_none_or(|needed| u128::from(one.votes) >= needed);
    }
    let by_place = |one: &Contender| {
        let counts = !one.passes || ties == PersonalTies::ListOrder;
        one.place.filter(|_| counts)
    };
    let claim = |one: &Contender| {
        let votes = if one.passes { one.votes } else { 0 };
        (!one.passes, Reverse(votes), by_place(one), !one.drawn)
    };
    contenders.sort_by_key(|one| (claim(one), one.number));
    let seats = usize::try_from(seats).unwrap_or(usize::MAX).min(contenders.len());
    // The claim of the first who gets nothing: who has the same before the border is not sure of a seat.
    let border = contenders.get(seats).map(claim);
    let mut sure = 0;
    for (i, one) in contenders.iter_mut().enumerate() {
        one.seat = match border {
            Some(border) if claim(one) == border && seats > sure => Chance::Tied,
            _ if i < seats => {
                sure += 1;
                Chance::Elected
            }
            _ => Chance::Not,
        };
    }
    u32::try_from(seats - sure).unwrap_or(u32::MAX)
}
