//! Every index of one outcome.

mod of_votes;
mod text;

use serde::Serialize;
use thiserror::Error;

use super::power::AtQuota;
use super::{Equality, Majority, SeatProduct, Volatility};
use crate::law::Share;
use crate::system::UnknownName;

/// Every index of an outcome, against the votes of one of its contests.
///
/// [`Profile::of`] takes all seats, [`Profile::of_tiers`] those of some tiers, [`Profile::of_seats`] plain numbers. What needs to be known besides
/// votes and seats is added: [`in_districts`](Self::in_districts), [`since`](Self::since),
/// [`with_single_members`](Self::with_single_members).
///
/// `Display` prints it as a table, indices in per cent where the literature does. In JSON every field has its name;
/// what is not defined is null, and so is what is infinite: the Sainte-Laguë and D'Hondt indices and the relative
/// entropy, when somebody has seats and no votes in this contest.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::measure::{Majority, Profile};
///
/// // The Mäjilis of 2021: the seats of the lists, not those of the Assembly of the People.
/// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
/// let outcome = election.law()?.count(&election.votes())?;
/// let profile = Profile::of_tiers(&election.votes(), "list", &outcome, &["list"])?
///     .in_districts(1, Some("7%".parse()?));
/// assert_eq!(format!("{:.2}", 100.0 * profile.disproportionality.gallagher.unwrap()), "6.53");
/// assert_eq!(profile.waste.wasted_votes, 641_641);
/// assert_eq!(profile.majority.kind, Majority::Earned);
/// assert!(profile.to_string().contains("Gallagher (least squares)"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Profile {
    /// The contest whose votes they are.
    pub contest: String,
    /// The tiers whose seats they are; none for all.
    pub tiers: Option<Vec<String>>,
    /// Who has votes or seats, most seats first.
    pub parties: Vec<PartyRow>,
    /// Votes of lists and candidates that are not named.
    pub others: u64,
    /// Ballots for nobody: against all and spoilt, as far as they are known.
    pub for_nobody: u64,
    /// Seats that are sure.
    pub seats: u32,
    /// Seats that a tie or a lack of votes leaves open. They are in no index but those of power, whose quotas are of
    /// all seats.
    pub open_seats: u32,
    /// How far seats are from votes.
    pub disproportionality: Disproportionality,
    /// How split the votes are.
    pub parties_in_votes: Fragmentation,
    /// How split the seats are; those who stood without a party count as one.
    pub parties_in_seats: Fragmentation,
    /// Votes that elected nobody.
    pub waste: Waste,
    /// Who leads, and by whom.
    pub majority: Leading,
    /// From how small a share on a party can expect a seat; see [`in_districts`](Profile::in_districts).
    pub thresholds: Option<Thresholds>,
    /// What district magnitude and assembly size alone let expect; see [`in_districts`](Profile::in_districts).
    pub seat_product: Option<SeatProduct>,
    /// Voting power at half, two thirds and three quarters: each party with seats in the order of `parties`, then
    /// those who stood without a party one by one. None with more members than [`power`](super::power) counts
    /// exactly.
    pub power: Option<Vec<AtQuota>>,
    /// How evenly the parties' votes are spread over the contest's districts, by
    /// [Jones and Mainwaring](super::system_nationalisation); none with fewer than two.
    pub nationalisation: Option<f64>,
    /// The net change since an earlier election; see [`since`](Profile::since).
    pub volatility: Option<Volatility>,
    /// The two leading parties in single-member districts; see [`with_single_members`](Profile::with_single_members).
    pub two_parties: Option<TwoParties>,
    /// Voters on the roll of each single-member district; see [`with_single_members`](Profile::with_single_members).
    pub equality: Option<Equality>,
}

/// A party's votes and seats.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct PartyRow {
    /// The party, or who appoints; none for all who stood without a party.
    pub party: Option<String>,
    /// Its votes.
    pub votes: u64,
    /// Its share of the votes, those of `others` among them.
    pub vote_share: f64,
    /// Its seats.
    pub seats: u32,
    /// Its share of the seats.
    pub seat_share: f64,
}

/// How far seats are from votes.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Disproportionality {
    /// [`gallagher`](super::gallagher).
    pub gallagher: Option<f64>,
    /// [`loosemore_hanby`](super::loosemore_hanby).
    pub loosemore_hanby: Option<f64>,
    /// [`rae`](super::rae).
    pub rae: Option<f64>,
    /// [`largest_deviation`](super::largest_deviation).
    pub largest_deviation: Option<f64>,
    /// [`sainte_lague`](super::sainte_lague).
    pub sainte_lague: Option<f64>,
    /// [`dhondt_index`](super::dhondt_index).
    pub dhondt: Option<f64>,
    /// [`cox_shugart`](super::cox_shugart).
    pub cox_shugart: Option<f64>,
    /// [`gini`](super::gini).
    pub gini: Option<f64>,
    /// [`relative_entropy`](super::relative_entropy).
    pub relative_entropy: Option<f64>,
}

/// Into how many parties votes or seats are split.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Fragmentation {
    /// [`effective_parties`](super::effective_parties).
    pub laakso_taagepera: Option<f64>,
    /// [`golosov`](super::golosov).
    pub golosov: Option<f64>,
    /// [`molinar`](super::molinar).
    pub molinar: Option<f64>,
    /// [`fractionalisation`](super::fractionalisation).
    pub fractionalisation: Option<f64>,
    /// [`entropy`](super::entropy).
    pub entropy: Option<f64>,
}

/// Votes that elected nobody.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Waste {
    /// [`wasted_votes`](super::wasted_votes).
    pub wasted_votes: u128,
    /// [`wasted_share`](super::wasted_share).
    pub wasted_share: f64,
    /// [`unrepresented_share`](super::unrepresented_share), with the ballots for nobody.
    pub unrepresented_share: f64,
}

/// Who leads, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Leading {
    /// [`majority`](super::majority).
    pub kind: Majority,
    /// [`seat_bonus`](super::seat_bonus).
    pub seat_bonus: f64,
    /// [`is_reversed`](super::is_reversed).
    pub is_reversed: bool,
}

/// From how small a share on a party can expect a seat.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Thresholds {
    /// Districts that the seats are shared out in.
    pub districts: u32,
    /// Seats for each district, on average.
    pub magnitude: f64,
    /// The law's own threshold.
    pub legal: Option<Share>,
    /// [`effective_threshold`](super::effective_threshold).
    pub effective: f64,
    /// [`lijphart_threshold`](super::lijphart_threshold).
    pub lijphart: f64,
    /// [`nationwide_threshold`](super::nationwide_threshold).
    pub nationwide: f64,
    /// The legal or the effective threshold, whichever is higher, as Lijphart compares systems.
    pub higher: f64,
}

/// The two leading parties in single-member districts. Numbers above 0 favour the first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct TwoParties {
    /// The party with the most votes.
    pub first: String,
    /// The party with the second most.
    pub second: String,
    /// [`efficiency_gap`](super::efficiency_gap()).
    pub efficiency_gap: Option<f64>,
    /// [`mean_median`](super::mean_median()).
    pub mean_median: Option<f64>,
    /// [`SeatsVotes::bias`](super::SeatsVotes::bias) at half of the votes.
    pub bias: Option<f64>,
    /// [`SeatsVotes::responsiveness`](super::SeatsVotes::responsiveness) within five points of the votes as they were.
    pub responsiveness: Option<f64>,
}

/// Why there is no profile.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// No such contest in the votes, no such tier in the outcome, or a party that is said to have been renamed and stood
    /// in neither election.
    #[error(transparent)]
    Unknown(#[from] UnknownName),
    /// Nobody has a vote.
    #[error("contest `{contest}` has no votes to compare seats with")]
    NoVotes {
        /// The contest.
        contest: String,
    },
    /// No seat is sure.
    #[error("no seat{} is sure: there is nothing to compare with the votes", of(.tiers))]
    NoSeats {
        /// The tiers asked for; none for all.
        tiers: Vec<String>,
    },
    /// More votes than a `u64` holds.
    #[error("{whose} has {votes} votes, and indices are computed up to {}", u64::MAX)]
    TooManyVotes {
        /// Whose.
        whose: String,
        /// All of them.
        votes: u128,
    },
}

fn of(tiers: &[String]) -> String {
    if tiers.is_empty() { String::new() } else { format!(" of {}", tiers.join(", ")) }
}

impl Profile {
    /// Adds thresholds and the seat-product model's prediction, for seats that are shared out in so many districts.
    ///
    /// Both stay none for no districts, or more than there are seats: then they are not what the seats were shared
    /// out in.
    #[must_use]
    pub fn in_districts(mut self, districts: u32, legal: Option<Share>) -> Self {
        let seats = self.seats.saturating_add(self.open_seats);
        let magnitude = f64::from(seats) / f64::from(districts);
        self.seat_product = SeatProduct::of(magnitude, seats);
        self.thresholds = Thresholds::of(districts, magnitude, legal);
        self
    }
}

impl Thresholds {
    fn of(districts: u32, magnitude: f64, legal: Option<Share>) -> Option<Self> {
        let effective = super::effective_threshold(magnitude)?;
        let law = legal.map_or(0.0, |share| f64::from(share.numerator()) / f64::from(share.denominator()));
        Some(Self {
            districts,
            magnitude,
            legal,
            effective,
            lijphart: super::lijphart_threshold(magnitude)?,
            nationwide: super::nationwide_threshold(magnitude, f64::from(districts))?,
            higher: effective.max(law),
        })
    }
}
