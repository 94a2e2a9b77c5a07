use serde::{Deserialize, Serialize};

use super::super::{MergeError, Proportion, RealMoments, Summary};
use crate::measure::{HouseIndices, Majority, loosemore_hanby, majority};

/// What is kept of all rounds. Its JSON form is that of the files of shards.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ScaleSummary {
    /// What was taken for granted.
    pub assumptions: Vec<String>,
    /// The number of lists of each electorate.
    pub lists: Vec<u32>,
    /// What these electorates are called, where they are [side by side](super::Scale::side_by_side); otherwise nothing, which JSON leaves
    /// out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub names: Vec<String>,
    /// The number of the system that the others are compared with.
    pub reference: usize,
    /// The systems, in the order in which they were added.
    pub systems: Vec<OnScale>,
}

/// What is kept of a system.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct OnScale {
    /// Its name.
    pub name: String,
    /// Districts in which votes are drawn; 1 for a country in one piece.
    pub districts: u32,
    /// The plain means over all electorates of a round.
    pub over_all: Means,
    /// The same less those of the system that all are compared with, on the same draws.
    pub less_reference: Means,
    /// By electorate, in the order of [`ScaleSummary::lists`].
    pub by_lists: Vec<Figures>,
}

/// Means and spreads of what is measured; chances are means of ones and noughts.
///
/// ```
/// let means = sailau::simulate::scale::Means::default();
/// assert_eq!(means.gallagher.mean(), None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Means {
    /// [`gallagher`](crate::measure::gallagher()), from 0 to 1.
    pub gallagher: RealMoments,
    /// [`loosemore_hanby`], from 0 to 1.
    pub loosemore_hanby: RealMoments,
    /// [`effective_parties`](crate::measure::effective_parties()) of seats.
    pub effective_parties: RealMoments,
    /// [`seat_bonus`](crate::measure::seat_bonus()) of the largest list.
    pub bonus: RealMoments,
    /// [`wasted_share`](crate::measure::wasted_share()): votes of lists without a seat.
    pub wasted: RealMoments,
    /// Whether a list has more than half of the seats.
    pub majority: RealMoments,
    /// Whether it has so with half of the votes or less: [`Majority::Manufactured`].
    pub manufactured: RealMoments,
    /// Seats that lists hold.
    pub seats: RealMoments,
}

/// What is kept of a system and an electorate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Figures {
    /// The indices.
    pub means: Means,
    /// Whether a list has more than half of the seats.
    pub majority: Proportion,
    /// Whether it has so with half of the votes or less.
    pub manufactured: Proportion,
    /// Whether no list has a seat, so that nothing can be measured.
    pub nobody: Proportion,
    /// Whether a tie, or a seat that stayed empty, leaves less than the house.
    pub open: Proportion,
    /// Whether the rules could not count the votes.
    pub failed: Proportion,
}

/// What is measured of a house; NaN where there is none.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) gallagher: f64,
    loosemore_hanby: f64,
    effective_parties: f64,
    bonus: f64,
    wasted: f64,
    majority: f64,
    manufactured: f64,
    seats: f64,
}

impl Measured {
    pub(super) const NOTHING: Self = Self::of_all(f64::NAN);

    const fn of_all(number: f64) -> Self {
        Self {
            gallagher: number,
            loosemore_hanby: number,
            effective_parties: number,
            bonus: number,
            wasted: number,
            majority: number,
            manufactured: number,
            seats: number,
        }
    }

    pub(super) fn of(votes: &[u64], seats: &[u32]) -> Self {
        let house = HouseIndices::of(votes, seats, 0);
        let (Some(loosemore_hanby), Some(kind)) =
            (loosemore_hanby(votes, seats, 0), majority(votes, seats, 0))
        else {
            return Self::NOTHING;
        };
        let chance = |happened: bool| f64::from(u8::from(happened));
        Self {
            gallagher: house.gallagher,
            loosemore_hanby,
            effective_parties: house.effective_parties,
            bonus: house.bonus,
            wasted: house.wasted,
            majority: chance(matches!(kind, Majority::Earned | Majority::Manufactured)),
            manufactured: chance(kind == Majority::Manufactured),
            seats: seats.iter().map(|&seats| f64::from(seats)).sum(),
        }
    }

    /// The mean of several, number by number.
    pub(super) fn mean(several: &[Self]) -> Self {
        let parts = several.len() as f64;
        let zero = Self::of_all(0.0);
        let sum = several.iter().fold(zero, |sum, one| sum.with(one, |sum, one| sum + one));
        sum.with(&sum, |sum, _| sum / parts)
    }

    pub(super) fn less(&self, other: &Self) -> Self {
        self.with(other, |one, other| one - other)
    }

    fn with(&self, other: &Self, of: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            gallagher: of(self.gallagher, other.gallagher),
            loosemore_hanby: of(self.loosemore_hanby, other.loosemore_hanby),
            effective_parties: of(self.effective_parties, other.effective_parties),
            bonus: of(self.bonus, other.bonus),
            wasted: of(self.wasted, other.wasted),
            majority: of(self.majority, other.majority),
            manufactured: of(self.manufactured, other.manufactured),
            seats: of(self.seats, other.seats),
        }
    }
}

impl Means {
    pub(super) fn push(&mut self, measured: &Measured) {
        self.gallagher.push(measured.gallagher);
        self.loosemore_hanby.push(measured.loosemore_hanby);
        self.effective_parties.push(measured.effective_parties);
        self.bonus.push(measured.bonus);
        self.wasted.push(measured.wasted);
        self.majority.push(measured.majority);
        self.manufactured.push(measured.manufactured);
        self.seats.push(measured.seats);
    }
}

impl Figures {
    /// Records a house of which something could be measured, or none.
    pub(super) fn push(&mut self, measured: &Measured) {
        self.means.push(measured);
        self.nobody.push(measured.gallagher.is_nan());
        if !measured.gallagher.is_nan() {
            self.majority.push(measured.majority > 0.0);
            self.manufactured.push(measured.manufactured > 0.0);
        }
    }
}

impl Summary for Means {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.gallagher.merge(&other.gallagher)?;
        self.loosemore_hanby.merge(&other.loosemore_hanby)?;
        self.effective_parties.merge(&other.effective_parties)?;
        self.bonus.merge(&other.bonus)?;
        self.wasted.merge(&other.wasted)?;
        self.majority.merge(&other.majority)?;
        self.manufactured.merge(&other.manufactured)?;
        self.seats.merge(&other.seats)
    }
}

impl Summary for Figures {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.means.merge(&other.means)?;
        self.majority.merge(&other.majority)?;
        self.manufactured.merge(&other.manufactured)?;
        self.nobody.merge(&other.nobody)?;
        self.open.merge(&other.open)?;
        self.failed.merge(&other.failed)
    }
}

impl Summary for OnScale {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.name != other.name {
            return Err(MergeError::Shape("the systems differ"));
        }
        self.over_all.merge(&other.over_all)?;
        self.less_reference.merge(&other.less_reference)?;
        self.by_lists.merge(&other.by_lists)
    }
}

impl Summary for ScaleSummary {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        let electorates = |summary: &Self| (summary.lists.clone(), summary.names.clone(), summary.reference);
        if electorates(self) != electorates(other) {
            return Err(MergeError::Shape("the electorates differ"));
        }
        self.systems.merge(&other.systems)
    }
}
