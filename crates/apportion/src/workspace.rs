use super::{Apportionment, Tie};

/// Scratch space of [`apportion_into`](super::apportion_into): reuse one and nothing is allocated.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    pub(super) tied: Vec<u32>,
    pub(super) sets: Vec<TiedSet>,
    pub(super) whole: Vec<u32>,
    pub(super) ranking: Vec<u32>,
    pub(super) claims: Vec<Claim>,
    pub(super) visits: u64,
}

/// A party's claim to its seat number `seat` + 1, as the general kernel lists it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) price: f64,
    pub(super) party: u32,
    pub(super) seat: u32,
}

/// A tie as a range of `tied`.
#[derive(Debug, Clone, Copy)]
pub(super) struct TiedSet {
    end: usize,
    seats: u32,
    all_to_one: bool,
}

/// One set of the seats that the last call left open; a [`Tie`] without its own memory. It is written
/// as one, and read as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TieView<'a> {
    /// Positions that compete, ascending.
    pub parties: &'a [u32],
    /// How many seats are open among them.
    pub seats: u32,
    /// Whether one of them gets all these seats.
    #[cfg_attr(feature = "serde", serde(skip_serializing_if = "std::ops::Not::not"))]
    pub all_to_one: bool,
}

impl Workspace {
    /// The positions that compete for the seats that the last call left open, ascending.
    ///
    /// Empty when the last call decided every seat. Where there are several sets ([`Self::ties`]), they follow
    /// each other here.
    #[must_use]
    pub fn tied(&self) -> &[u32] {
        &self.tied
    }

    /// The seats that the last call left open, a set for each group of equal claims.
    pub fn ties(&self) -> impl Iterator<Item = TieView<'_>> {
        (0..self.sets.len()).filter_map(|number| self.tie(number))
    }

    /// One of [`Self::ties`], by its number.
    #[must_use]
    pub fn tie(&self, number: usize) -> Option<TieView<'_>> {
        let set = self.sets.get(number)?;
        let start = number.checked_sub(1).and_then(|before| self.sets.get(before)).map_or(0, |set| set.end);
        let parties = &self.tied[start..set.end];
        Some(TieView { parties, seats: set.seats, all_to_one: set.all_to_one })
    }

    /// How many times a party was looked at since the workspace was made: the cost without a clock.
    #[must_use]
    pub fn visits(&self) -> u64 {
        self.visits
    }

    pub(super) fn start(&mut self) {
        self.tied.clear();
        self.sets.clear();
    }

    /// All that is in `tied` since the last set becomes a set.
    pub(super) fn close_set(&mut self, seats: u32, all_to_one: bool) {
        self.sets.push(TiedSet { end: self.tied.len(), seats, all_to_one });
    }

    /// The answer with these sure seats and the ties of the last call.
    pub(super) fn answer(&self, seats: Vec<u32>) -> Apportionment {
        let ties = self.ties().map(|tie| Tie {
            parties: tie.parties.iter().map(|&i| i as usize).collect(),
            seats: tie.seats,
            all_to_one: tie.all_to_one,
        });
        Apportionment { seats, ties: ties.collect() }
    }

    pub(super) fn add_tie(&mut self, tie: &Tie) {
        // Positions are numbered in u32.
        self.tied.extend(tie.parties.iter().map(|&i| i as u32));
        self.close_set(tie.seats, tie.all_to_one);
    }
}
