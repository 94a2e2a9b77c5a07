use super::foremost::Foremost;
use super::lanes::{Draws, LANES, Lanes, each, first, numbers};
use super::summary::{Indices, Pair, PartySeats, SystemSummary};
use super::{Event, IndexDistribution};
use crate::measure::{HouseLanes, VoteLanes};
use crate::simulate::Histogram;
use crate::system::{Many, Plan, Workspace};

/// The houses that a system made of the votes of draws that wait.
pub(super) struct Houses {
    /// By party, all tiers together.
    seats: Vec<Lanes<u32>>,
    /// By tier, and by the plan's parties; left out where [one tier](Plan::only_tier) has all of them.
    by_tier: Vec<Vec<Lanes<u32>>>,
    tiers: usize,
    sizes: Lanes<u32>,
    without_party: Lanes<u32>,
    /// The draws that could be counted; of those the ones in which something happened.
    counted: Draws,
    tied: Draws,
    tie_broken: Draws,
    unfilled: Draws,
    sole_qualifier: Draws,
    /// Where indices are kept.
    gallagher: Lanes<f64>,
}

/// Where seats are read from.
#[derive(Clone, Copy)]
pub(super) enum House<'a> {
    OfMany(&'a Many, usize),
    Alone(&'a Workspace),
}

impl Houses {
    /// Room for the houses of a plan, among so many parties.
    pub(super) fn of(plan: &Plan, parties: usize) -> Self {
        let tiers = plan.tiers().len();
        let tier = vec![[0; LANES]; plan.parties().len()];
        Self {
            seats: vec![[0; LANES]; parties],
            by_tier: if plan.only_tier().is_none() { vec![tier; tiers] } else { Vec::new() },
            tiers,
            sizes: [0; LANES],
            without_party: [0; LANES],
            counted: 0,
            tied: 0,
            tie_broken: 0,
            unfilled: 0,
            sole_qualifier: 0,
            gallagher: [0.0; LANES],
        }
    }

    /// The draw of this lane could not be counted.
    pub(super) fn fails(&mut self, lane: usize) {
        self.counted &= !(1 << lane);
    }

    /// Takes a house. `parties` says which party each of the plan's is.
    pub(super) fn take(&mut self, lane: usize, house: House<'_>, parties: &[usize]) {
        match house {
            House::OfMany(many, row) => self.take_of_many(lane, many, row, parties),
            House::Alone(workspace) => self.take_alone(lane, workspace, parties),
        }
    }

    fn take_alone(&mut self, lane: usize, workspace: &Workspace, parties: &[usize]) {
        let (mut size, mut without_party) = (0u32, 0u32);
        let (mut tied, mut tie_broken, mut unfilled, mut sole_qualifier) = (false, false, false, false);
        for tier in 0..self.tiers {
            let seats = self.take_tier((tier, lane), tier == 0, workspace.seats(tier), parties);
            size = size.saturating_add(seats);
            let others = [workspace.without_party(tier), workspace.tied(tier), workspace.unfilled(tier)];
            size = others.into_iter().fold(size, u32::saturating_add);
            without_party = without_party.saturating_add(others[0]);
            tied |= others[1] > 0;
            unfilled |= others[2] > 0;
            tie_broken |= workspace.tie_broken(tier);
            sole_qualifier |= workspace.sole_qualifier(tier);
        }
        // It may be sure that a party has a seat, and open in which tier.
        if let Some(sure) = workspace.more_than_by_tier() {
            for (&party, &seats) in parties.iter().zip(sure) {
                self.seats[party][lane] = seats;
            }
        }
        self.sizes[lane] = size;
        self.without_party[lane] = without_party;
        let own: Draws = 1 << lane;
        let note = |draws: &mut Draws, happened: bool| *draws = *draws & !own | Draws::from(happened) << lane;
        note(&mut self.counted, true);
        note(&mut self.tied, tied);
        note(&mut self.tie_broken, tie_broken);
        note(&mut self.unfilled, unfilled);
        note(&mut self.sole_qualifier, sole_qualifier);
    }

    /// Nothing is tied or empty in it.
    fn take_of_many(&mut self, lane: usize, many: &Many, row: usize, parties: &[usize]) {
        let (mut size, mut without_party, mut is_first) = (0u32, 0u32, true);
        for tier in 0..self.tiers {
            without_party = without_party.saturating_add(many.without_party(tier, row));
            // Of a tier whose seats are no party's nobody ever has one.
            if many.fills(tier) {
                let seats = self.take_tier((tier, lane), is_first, many.seats(tier, row), parties);
                size = size.saturating_add(seats);
                is_first = false;
            }
        }
        self.sizes[lane] = size.saturating_add(without_party);
        self.without_party[lane] = without_party;
        let own: Draws = 1 << lane;
        self.counted |= own;
        for happened in [&mut self.tied, &mut self.tie_broken, &mut self.unfilled, &mut self.sole_qualifier] {
            *happened &= !own;
        }
    }

    /// Takes the seats of a tier, the first of a house or another one, and gives their sum.
    #[inline]
    fn take_tier(
        &mut self,
        (tier, lane): (usize, usize),
        is_first: bool,
        seats: &[u32],
        parties: &[usize],
    ) -> u32 {
        if let Some(kept) = self.by_tier.get_mut(tier) {
            kept.iter_mut().zip(seats).for_each(|(kept, &seats)| kept[lane] = seats);
        }
        let mut sum = 0u64;
        for (&party, &seats) in parties.iter().zip(seats) {
            let held = &mut self.seats[party][lane];
            *held = if is_first { seats } else { held.saturating_add(seats) };
            sum += u64::from(seats);
        }
        u32::try_from(sum).unwrap_or(u32::MAX)
    }

    /// Records the houses of the first so many draws, of whose votes these are, in the summary of a system that makes such houses.
    /// `parties` says which party each of the plan's is, and `events` who is in each.
    pub(super) fn record(
        &mut self,
        draws: usize,
        votes: &mut VoteLanes,
        parties: &[usize],
        events: &[(Event, Vec<usize>)],
        kept: &mut SystemSummary,
    ) {
        let counted = self.counted & first(draws);
        kept.failed.yes += (draws - counted.count_ones() as usize) as u64;
        kept.failed.of += draws as u64;
        if counted == 0 {
            return;
        }
        let mut room = [0; LANES];
        let mut push = |histogram: &mut Histogram, row: &Lanes<u32>| {
            histogram.push_all(numbers(row, counted, &mut room));
        };
        let mut present = [0; LANES];
        for (row, party) in self.seats.iter().zip(&mut kept.parties) {
            push(&mut party.seats, row);
            for (present, &seats) in present.iter_mut().zip(row).take(draws) {
                *present += u32::from(seats > 0);
            }
        }
        push(&mut kept.parties_in_house, &present);
        push(&mut kept.without_party, &self.without_party);
        for (tier, by_party) in self.by_tier.iter().enumerate() {
            for (&party, row) in parties.iter().zip(by_party) {
                if let Some(seen) = kept.parties[party].by_tier.get_mut(tier) {
                    push(seen, row);
                }
            }
        }
        for (happened, draws) in [
            (&mut kept.tied, self.tied),
            (&mut kept.tie_broken, self.tie_broken),
            (&mut kept.unfilled, self.unfilled),
            (&mut kept.sole_qualifier, self.sole_qualifier),
        ] {
            happened.yes += u64::from((draws & counted).count_ones());
        }
        self.record_largest(draws, counted, kept);
        for lane in each(counted) {
            for (found, (event, parties)) in kept.events.iter_mut().zip(events) {
                found.happened.note(self.brings(event, parties, lane));
            }
        }
        if let Some(indices) = &mut kept.indices {
            self.gallagher = indices.push_all(votes.houses(&self.seats, draws), counted);
        }
    }

    /// Records which party is the largest, and what majority it has.
    ///
    /// No other party can have one, and most have none in any draw: those that have one are noted, and how many draws there
    /// were when the last one is made.
    fn record_largest(&self, draws: usize, counted: Draws, kept: &mut SystemSummary) {
        let Foremost { at, most, alone } = Foremost::of(&self.seats, draws);
        for lane in each(counted) {
            let (most, size) = (most[lane], self.sizes[lane]);
            let (majority, two_thirds) = (is_majority(most, size), is_two_thirds(most, size));
            if let Some(PartySeats { largest, majority: of_party, two_thirds: more_of_party, .. }) =
                kept.parties.get_mut(at[lane] as usize)
            {
                largest.note(alone[lane]);
                of_party.note(majority);
                more_of_party.note(two_thirds);
            }
            kept.majority.note(majority);
            kept.two_thirds.note(two_thirds);
        }
    }

    /// Whether the house of a draw brings an event about, which is of these parties.
    fn brings(&self, event: &Event, parties: &[usize], lane: usize) -> bool {
        let held = parties.iter().fold(0u32, |sum, &party| sum.saturating_add(self.seats[party][lane]));
        event.happens(held, self.sizes[lane])
    }

    /// Records the first so many houses of this system beside those of another one.
    pub(super) fn record_beside(
        &self,
        other: &Self,
        draws: usize,
        events: &[(Event, Vec<usize>)],
        pair: &mut Pair,
    ) {
        let counted = self.counted & other.counted & first(draws);
        for lane in each(counted) {
            let (size, size_of_other) = (self.sizes[lane], other.sizes[lane]);
            let seats = self.seats.iter().zip(&other.seats);
            for ((own, other), (difference, majority)) in
                seats.zip(pair.seats.iter_mut().zip(&mut pair.majority))
            {
                difference.push(own[lane], other[lane]);
                majority.push(is_majority(own[lane], size), is_majority(other[lane], size_of_other));
            }
            for (found, (event, parties)) in pair.events.iter_mut().zip(events) {
                found.push(self.brings(event, parties, lane), other.brings(event, parties, lane));
            }
        }
    }

    /// Finds Gallagher's index of the first so many houses, which were made of these votes.
    pub(super) fn find_gallagher(&mut self, votes: &mut VoteLanes, draws: usize) {
        self.gallagher = votes.houses(&self.seats, draws).gallagher.map(|share| share * 100.0);
    }

    /// Records by how much Gallagher's index is larger than that of another system's houses.
    pub(super) fn record_gallagher_beside(&self, other: &Self, draws: usize, pair: &mut Pair) {
        let counted = self.counted & other.counted & first(draws);
        let difference = std::array::from_fn(|lane| self.gallagher[lane] - other.gallagher[lane]);
        pair.gallagher.push_all(numbers(&difference, counted, &mut [0.0; LANES]));
    }
}

impl Indices {
    pub(super) fn empty() -> Self {
        Self {
            gallagher: IndexDistribution::new(0.0, 0.1, 100.0),
            effective_parties: IndexDistribution::new(0.0, 0.01, 20.0),
            wasted: IndexDistribution::new(0.0, 0.1, 100.0),
            bonus: IndexDistribution::new(-100.0, 0.1, 100.0),
        }
    }

    /// Records the indices of these draws and gives Gallagher's.
    fn push_all(&mut self, mut houses: HouseLanes, draws: Draws) -> Lanes<f64> {
        let HouseLanes { gallagher, wasted, bonus, .. } = &mut houses;
        for points in [gallagher, wasted, bonus] {
            points.iter_mut().for_each(|share| *share *= 100.0);
        }
        let Self { gallagher, effective_parties, wasted, bonus } = self;
        let mut room = [0.0; LANES];
        gallagher.push_all(numbers(&houses.gallagher, draws, &mut room));
        effective_parties.push_all(numbers(&houses.effective_parties, draws, &mut room));
        wasted.push_all(numbers(&houses.wasted, draws, &mut room));
        bonus.push_all(numbers(&houses.bonus, draws, &mut room));
        houses.gallagher
    }
}

fn is_majority(seats: u32, house: u32) -> bool {
    u64::from(seats) * 2 > u64::from(house)
}

fn is_two_thirds(seats: u32, house: u32) -> bool {
    house > 0 && u64::from(seats) * 3 >= u64::from(house) * 2
}
