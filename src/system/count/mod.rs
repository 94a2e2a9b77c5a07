//! The count: compiled rules, a tally, and somebody who listens.

mod admission;
mod alliances;
mod biproportional;
mod bonus;
mod bounds;
mod claims;
mod compensate;
mod coverage;
mod district_seats;
pub(super) mod figures;
mod first_seat;
mod ledger;
mod levelling;
mod list;
pub(super) mod open_list;
mod placement;
mod quota;
mod quotients;
mod regions;
mod returned;
mod single;
mod sole_qualifier;
pub(super) mod strongest_list;
mod subtract;
mod tie_break;
mod transfer;
mod turn;
pub(super) mod witness;

use super::CountError;
use super::outcome::Reason;
use super::plan::{Kind, ListPlan, Plan, SeatPlan, SinglePlan, TierPlan};
use crate::votes::Tally;
use ledger::{Held, Remembering};
use witness::{At, Claimants, Fact, Witness};

/// What stops a count; the plan turns it into an error with names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    TooManyVotes { party: usize },
    MissingFigure { district: Option<usize>, figure: &'static str },
    NotTheTopTwo { district: Option<usize> },
    NotInTheRunOff { district: Option<usize> },
    RunOffNotDue { district: Option<usize> },
    VotesTooLarge,
    TooFewSeats { needed: u64, seats: u32 },
    NoDistrictBase,
    DistrictsTied,
    HouseWithoutEnd,
    NoBiproportional,
    StrongestListsInTheWay,
    TooFewForStrongest { party: usize, needed: u64, seats: u32 },
    TooManyToPlace,
    ReturnTied,
}

/// Scratch space of all stages.
#[derive(Debug, Clone, Default)]
pub(super) struct Rooms {
    list: list::Scratch,
    single: single::Scratch,
    ledger: Vec<Held>,
    fresh: Vec<Held>,
    /// Seats that each tier left to others, less those that it took from others.
    left: Vec<i64>,
}

/// Room for a count without a protocol, and the seats that came out of the last one.
///
/// Parties and tiers are numbered as in [`Plan::parties`] and [`Plan::tiers`]. What is not there is 0.
#[derive(Debug, Clone, Default)]
pub struct Workspace {
    rooms: Rooms,
    totals: Totals,
}

#[derive(Debug, Clone, Default)]
struct Totals {
    parties: usize,
    /// By tier, then by party.
    seats: Vec<u32>,
    tiers: Vec<TierTotals>,
}

#[derive(Debug, Clone, Copy, Default)]
struct TierTotals {
    without_party: u32,
    tied: u32,
    unfilled: u32,
    tie_broken: bool,
    sole_qualifier: bool,
}

impl Workspace {
    /// Sure seats of each party in a tier.
    #[must_use]
    pub fn seats(&self, tier: usize) -> &[u32] {
        let parties = self.totals.parties;
        let end = tier.saturating_add(1).saturating_mul(parties);
        self.totals.seats.get(end.saturating_sub(parties)..end).unwrap_or_default()
    }

    /// Sure seats of a party in all tiers.
    #[must_use]
    pub fn party_seats(&self, party: usize) -> u32 {
        (0..self.totals.tiers.len()).filter_map(|tier| self.seats(tier).get(party)).sum()
    }

    /// Seats of a tier whose holders have no party: independents and appointees.
    #[must_use]
    pub fn without_party(&self, tier: usize) -> u32 {
        self.tier(tier).without_party
    }

    /// Seats of a tier that a tie leaves open.
    #[must_use]
    pub fn tied(&self, tier: usize) -> u32 {
        self.tier(tier).tied
    }

    /// Seats of a tier that the count does not fill.
    #[must_use]
    pub fn unfilled(&self, tier: usize) -> u32 {
        self.tier(tier).unfilled
    }

    /// Whether a rule of the law had to decide between equal claims to seats of a tier.
    #[must_use]
    pub fn tie_broken(&self, tier: usize) -> bool {
        self.tier(tier).tie_broken
    }

    /// Whether one list alone reached the threshold of a tier, so that its sole-qualifier rule shared the seats.
    #[must_use]
    pub fn sole_qualifier(&self, tier: usize) -> bool {
        self.tier(tier).sole_qualifier
    }

    fn tier(&self, tier: usize) -> TierTotals {
        self.totals.tiers.get(tier).copied().unwrap_or_default()
    }
}

impl Plan {
    /// Counts a tally of the field that the plan was compiled for. A workspace that has counted once counts tiers of
    /// candidates, and list tiers by a method and a threshold, again without allocating.
    ///
    /// # Errors
    ///
    /// [`CountError`] when the tally is of another field, a figure is missing, or a sum is too large. The
    /// workspace's seats then mean nothing.
    pub fn count_into(&self, tally: &Tally, workspace: &mut Workspace) -> Result<(), CountError> {
        self.count_drawing_lots(tally, None, workspace)
    }

    /// [`count_into`](Self::count_into) with a seed for the rules that let lots decide between equal claims.
    ///
    /// # Errors
    ///
    /// As [`count_into`](Self::count_into).
    pub fn count_drawing_lots(
        &self,
        tally: &Tally,
        lots: Option<u64>,
        workspace: &mut Workspace,
    ) -> Result<(), CountError> {
        let Workspace { rooms, totals } = workspace;
        totals.parties = self.parties.len();
        totals.seats.clear();
        totals.seats.resize(self.parties.len() * self.tiers.len(), 0);
        totals.tiers.clear();
        totals.tiers.resize(self.tiers.len(), TierTotals::default());
        self.count(tally, lots, rooms, totals)
    }

    /// The kernel: every count goes through here, whoever listens.
    pub(super) fn count<W: Witness>(
        &self,
        tally: &Tally,
        lots: Option<u64>,
        rooms: &mut Rooms,
        witness: &mut W,
    ) -> Result<(), CountError> {
        if (tally.votes.len(), tally.totals.len()) != self.extent {
            return Err(CountError::WrongTally { votes: tally.votes.len(), totals: tally.totals.len() });
        }
        rooms.ledger.clear();
        rooms.left.clear();
        rooms.left.resize(self.tiers.len(), 0);
        for &number in &self.order {
            let tier = &self.tiers[number];
            let counted = if tier.remembered {
                let mut fresh = std::mem::take(&mut rooms.fresh);
                fresh.clear();
                let TierPlan { provisional, withheld, .. } = *tier;
                let witness =
                    &mut Remembering { witness: &mut *witness, fresh: &mut fresh, provisional, withheld };
                let counted = self.count_tier(number, tally, lots, rooms, witness);
                rooms.ledger.append(&mut fresh);
                rooms.fresh = fresh;
                counted
            } else {
                self.count_tier(number, tally, lots, rooms, witness)
            };
            counted.map_err(|stop| self.explain(number, stop))?;
        }
        Ok(())
    }

    fn count_tier<W: Witness>(
        &self,
        number: usize,
        tally: &Tally,
        lots: Option<u64>,
        rooms: &mut Rooms,
        witness: &mut W,
    ) -> Result<(), Stop> {
        let tier = &self.tiers[number];
        let at = At { tier: number, district: None };
        match &tier.kind {
            Kind::List(plan) => {
                let Rooms { list: scratch, ledger, left, .. } = rooms;
                let tiers = &self.tiers;
                list::Count { plan, tier: number, tiers, ledger, left, tally, lots, scratch, witness }.tier()
            }
            Kind::Single(plan) => single::count_single(plan, number, tally, lots, &mut rooms.single, witness),
            Kind::Appointed => {
                witness.note(at, Fact::Appointed { seats: tier.seats });
                witness.without_party(at, tier.seats);
                Ok(())
            }
            Kind::Published(rows) => {
                witness.note(at, Fact::Published(rows));
                let mut left = tier.seats;
                for row in rows {
                    left = left.saturating_sub(row.seats);
                    witness.published(at, row);
                }
                if tier.leaves {
                    rooms.left[number] = left.into();
                } else if left > 0 {
                    witness.unfilled(at, left, Reason::NoWinnerPublished);
                }
                Ok(())
            }
            Kind::Uncounted => {
                witness.note(at, Fact::VotesNotGiven);
                if tier.seats > 0 {
                    witness.unfilled(at, tier.seats, Reason::VotesNotGiven);
                }
                Ok(())
            }
        }
    }

    #[cold]
    fn explain(&self, tier: usize, stop: Stop) -> CountError {
        let name = self.tiers[tier].name.clone();
        let contest = match &self.tiers[tier].kind {
            Kind::List(plan) => plan.contest.clone(),
            Kind::Single(plan) => plan.contest.clone(),
            _ => String::new(),
        };
        match stop {
            Stop::TooManyVotes { party } => {
                CountError::TooManyVotes { tier: name, party: self.parties[party].clone() }
            }
            Stop::MissingFigure { district, figure } => {
                CountError::MissingFigure { tier: name, contest, district: self.district(district), figure }
            }
            Stop::VotesTooLarge => CountError::VotesTooLarge { tier: name },
            Stop::TooFewSeats { needed, seats } => CountError::TooFewSeats { tier: name, needed, seats },
            Stop::NoDistrictBase => CountError::NoDistrictBase { tier: name },
            Stop::DistrictsTied => CountError::DistrictsTied { tier: name },
            Stop::NoBiproportional => CountError::NoBiproportional { tier: name },
            Stop::StrongestListsInTheWay => CountError::StrongestListsInTheWay { tier: name },
            Stop::TooFewForStrongest { party, needed, seats } => CountError::TooFewForStrongest {
                tier: name,
                party: self.parties[party].clone(),
                needed,
                seats,
            },
            Stop::TooManyToPlace => {
                CountError::TooLarge { tier: name, what: "the seats that find a district one by one" }
            }
            Stop::ReturnTied => CountError::ReturnTied { tier: name },
            Stop::HouseWithoutEnd => CountError::HouseWithoutEnd { tier: name },
            Stop::NotTheTopTwo { district } => CountError::NotTheTopTwo {
                contest: format!("{contest}{}", crate::votes::Contest::RUN_OFF),
                district: self.district(district),
            },
            Stop::NotInTheRunOff { district } => CountError::NotInTheRunOff {
                contest: format!("{contest}{}", crate::votes::Contest::RUN_OFF),
                district: self.district(district),
            },
            Stop::RunOffNotDue { district } => CountError::RunOffNotDue {
                contest: format!("{contest}{}", crate::votes::Contest::RUN_OFF),
                district: self.district(district),
            },
        }
    }
}

impl Witness for Totals {
    fn list_seats(&mut self, at: At, plan: &ListPlan, given: &[u32]) {
        let first = at.tier * self.parties;
        for (&party, &seats) in plan.parties.iter().zip(given) {
            self.seats[first + party] += seats;
        }
    }

    fn elected(&mut self, at: At, _: &SinglePlan, seat: &SeatPlan, entry: usize) {
        match seat.parties[entry] {
            Some(party) => self.seats[at.tier * self.parties + party] += 1,
            None => self.tiers[at.tier].without_party += 1,
        }
    }

    fn published(&mut self, at: At, row: &super::plan::Published) {
        match row.party {
            Some(party) => self.seats[at.tier * self.parties + party] += row.seats,
            None => self.tiers[at.tier].without_party += row.seats,
        }
    }

    fn without_party(&mut self, at: At, seats: u32) {
        self.tiers[at.tier].without_party += seats;
    }

    fn tied(&mut self, at: At, _: Claimants<'_>, seats: u32, _: bool) {
        self.tiers[at.tier].tied += seats;
    }

    fn unfilled(&mut self, at: At, seats: u32, _: Reason) {
        self.tiers[at.tier].unfilled += seats;
    }

    fn not_seated(&mut self, _: At, _: &SinglePlan, _: &SeatPlan, _: usize) {}

    fn house_grew(&mut self, _: At, _: u32) {}

    fn house_shrank(&mut self, _: At, _: u32) {}

    #[inline]
    fn note(&mut self, at: At, fact: Fact<'_>) {
        match fact {
            Fact::TieBroken { .. } => self.tiers[at.tier].tie_broken = true,
            Fact::SoleQualifier { .. } => self.tiers[at.tier].sole_qualifier = true,
            _ => {}
        }
    }
}
