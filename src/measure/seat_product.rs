//! What district magnitude and assembly size alone let expect.

use serde::Serialize;

/// The seat-product model's prediction for an assembly.
///
/// From the seat product M·S, the mean magnitude of districts times the seats of the assembly, which is all that the
/// model asks for. Averages over many elections: one election lies around them. For simple systems: one tier,
/// proportional or plurality. Rein Taagepera, *Predicting Party Sizes* (2007); Matthew Shugart and Rein Taagepera,
/// *Votes from Seats* (2017).
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct SeatProduct {
    /// The seat product, M·S.
    pub product: f64,
    /// How many parties win a seat: (MS)^¼.
    pub seat_winning_parties: f64,
    /// The effective number of parties in seats: (MS)^⅙.
    pub seat_parties: f64,
    /// The largest party's share of seats: (MS)^−⅛.
    pub largest_seat_share: f64,
    /// The effective number of parties in votes: ((MS)^¼ + 1)^⅔.
    pub vote_parties: f64,
    /// The largest party's share of votes: ((MS)^¼ + 1)^−½.
    pub largest_vote_share: f64,
}

impl SeatProduct {
    /// For an assembly of so many seats in districts of this mean magnitude.
    ///
    /// None when the magnitude is below 1 or above the number of seats, or no number.
    ///
    /// ```
    /// use sailau::measure::SeatProduct;
    ///
    /// // The House of Commons, and the Tweede Kamer in one district.
    /// let commons = SeatProduct::of(1.0, 650).unwrap();
    /// assert_eq!(format!("{:.2} {:.3}", commons.seat_parties, commons.largest_seat_share), "2.94 0.445");
    /// let kamer = SeatProduct::of(150.0, 150).unwrap();
    /// assert_eq!(format!("{:.2} {:.3}", kamer.seat_parties, kamer.largest_seat_share), "5.31 0.286");
    /// ```
    #[must_use]
    pub fn of(magnitude: f64, seats: u32) -> Option<Self> {
        Self::of_two_tiers(magnitude, seats, 0.0)
    }

    /// For an assembly with `seats` in a basic tier of this mean magnitude, and a compensatory tier that has the
    /// share `compensatory` of all seats: the effective number in seats is 2.5^t times that of the basic tier, and
    /// the others follow from it as in one tier.
    ///
    /// None when the magnitude is below 1 or above the number of seats, or the share is not at least 0 and below 1.
    /// Yuhui Li and Matthew Shugart, *The seat product model of the effective number of parties*, Electoral Studies
    /// 41 (2016); equation 15.2 of *Votes from Seats*.
    ///
    /// ```
    /// use sailau::measure::SeatProduct;
    ///
    /// // The Bundestag of 1994: 328 districts, half of 656 seats in lists.
    /// let bundestag = SeatProduct::of_two_tiers(1.0, 328, 0.5).unwrap();
    /// assert_eq!(format!("{:.2}", bundestag.seat_parties), "4.15");
    /// ```
    #[must_use]
    pub fn of_two_tiers(magnitude: f64, seats: u32, compensatory: f64) -> Option<Self> {
        let fits = magnitude >= 1.0 && magnitude <= f64::from(seats) && (0.0..1.0).contains(&compensatory);
        if !fits {
            return None;
        }
        let basic = magnitude * f64::from(seats);
        let seat_parties = 2.5f64.powf(compensatory) * basic.powf(1.0 / 6.0);
        // As if of the one-tier assembly with as many effective parties.
        let product = seat_parties.powi(6);
        let winning = product.powf(0.25);
        Some(Self {
            product: basic,
            seat_winning_parties: winning,
            seat_parties,
            largest_seat_share: product.powf(-0.125),
            vote_parties: (winning + 1.0).powf(2.0 / 3.0),
            largest_vote_share: (winning + 1.0).powf(-0.5),
        })
    }
}
