use super::Stuffing;
use crate::random::{Generator, exp, ln, quantile};
use crate::rounding::round;
use crate::{ElectorateError, check};

/// The polling stations of a place, honest and stuffed: the mixture of Klimek, Yegorov, Hanel and Thurner (2012) itself,
/// station by station. See [`Anomalies`](super::Anomalies) for the formula.
///
/// ```
/// use rand::SeedableRng;
/// use sailau::electorate::{Mixture, station_sizes};
/// use sailau::random::Generator;
///
/// let mut rng = Generator::seed_from_u64(1);
/// let sizes = station_sizes(1_000_000, 1_000, 0.7);
/// let model = Mixture::RUSSIA_2011;
/// let stations: Vec<_> = sizes.iter().map(|&voters| model.station(voters, &mut rng)).collect();
/// let full = stations.iter().filter(|station| station.ballots as f64 > 0.95 * station.registered as f64).count();
/// assert!((20..80).contains(&full));
/// ```
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mixture {
    turnout: (f64, f64),
    share: (f64, f64),
    stuffing: Stuffing,
}

/// A polling station's count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Station {
    /// Voters on the roll.
    pub registered: u64,
    /// Ballots in the box.
    pub ballots: u64,
    /// Those of the party that gains.
    pub leader: u64,
}

/// What a station draws besides its honest share: its honest turnout, and the parts x and x^α that are stuffed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drawn {
    pub(super) turnout: f64,
    pub(super) added: f64,
    pub(super) taken: f64,
}

impl Drawn {
    /// Ballots as a share of the roll.
    #[inline]
    pub(super) fn ballots(&self) -> f64 {
        self.turnout + self.added * (1.0 - self.turnout)
    }

    /// The party's votes as a share of the roll, with its honest share of the ballots.
    #[inline]
    pub(super) fn leader(&self, share: f64) -> f64 {
        self.turnout * share + self.added * (1.0 - self.turnout) + self.taken * self.turnout * (1.0 - share)
    }
}

impl Mixture {
    /// Russia, December 2011: honest turnout 0.535 (σ 0.088) and share 0.312 (σ 0.059), own coarse fit, and
    /// [`Stuffing::RUSSIA_2011`]. Its stations have, observed in parentheses: turnout 0.66 (0.65), share 0.49 (0.51),
    /// their standard deviations 0.15 (0.18) and 0.20 (0.21), correlation 0.83 (0.75), both above 95 % in 3.3 % (3.1 %).
    pub const RUSSIA_2011: Self =
        Self { turnout: (0.535, 0.088), share: (0.312, 0.059), stuffing: Stuffing::RUSSIA_2011 };

    /// Russia, March 2012: honest turnout 0.598 (σ 0.070) and share 0.586 (σ 0.079), own coarse fit, and
    /// [`Stuffing::RUSSIA_2012`]. Its stations have, observed in parentheses: turnout 0.68 (0.69), share 0.66 (0.66),
    /// their standard deviations 0.13 (0.14) and 0.13 (0.13), correlation 0.73 (0.63), both above 95 % in 3.0 % (3.1 %).
    pub const RUSSIA_2012: Self =
        Self { turnout: (0.598, 0.07), share: (0.586, 0.079), stuffing: Stuffing::RUSSIA_2012 };

    /// With the mean and the standard deviation of honest turnout and of the party's honest share.
    ///
    /// # Errors
    ///
    /// [`ElectorateError::OutOfRange`] when a mean or a chance is no share, or a standard deviation is none.
    pub fn new(turnout: (f64, f64), share: (f64, f64), stuffing: Stuffing) -> Result<Self, ElectorateError> {
        for (of, (mean, sd)) in [("honest turnout", turnout), ("honest share", share)] {
            check::within(of, "mean", mean, check::SHARE)?;
            check::within(of, "sd", sd, check::LOG_SD)?;
        }
        check::stuffing("stuffing", &stuffing)?;
        Ok(Self { turnout, share, stuffing })
    }

    /// Draws the count of a station with so many voters, at most 2^53. Ballots and votes are rounded without bias.
    pub fn station(&self, registered: u64, rng: &mut Generator) -> Station {
        let drawn = draw_box(self.turnout, &self.stuffing, rng);
        let share = truncated(self.share.0, self.share.1, rng);
        let voters = registered as f64;
        let ballots = round(voters * drawn.ballots(), registered, rng);
        // Votes as part of the ballots that there are.
        let part = if drawn.ballots() > 0.0 { drawn.leader(share) / drawn.ballots() } else { 0.0 };
        Station { registered, ballots, leader: round(ballots as f64 * part, ballots, rng) }
    }
}

/// The voters of each of so many stations, with this sum: quantiles of a log-normal distribution, in ascending order. A
/// station has one voter at least, as far as there are enough.
#[must_use]
pub fn station_sizes(voters: u64, stations: u32, sd: f64) -> Vec<u64> {
    let n = f64::from(stations);
    let each = (0..stations).map(|i| exp(sd * quantile((f64::from(i) + 0.5) / n)));
    let each: Vec<f64> = each.collect();
    let sum: f64 = each.iter().sum();
    // One for each, and the rest by weight: running sums, rounded, so that the total is exact.
    let one = u64::from(voters >= u64::from(stations));
    let rest = voters - one * u64::from(stations);
    let (mut run, mut given) = (0.0, 0);
    let mut sizes: Vec<u64> = each
        .iter()
        .map(|weight| {
            run += weight;
            let end = ((run / sum * rest as f64) as u64).clamp(given, rest);
            let size = end - given;
            given = end;
            size + one
        })
        .collect();
    if let Some(last) = sizes.last_mut() {
        *last += rest - given;
    }
    sizes
}

/// Honest turnout with its mean and standard deviation, and what is stuffed.
#[inline]
pub(super) fn draw_box(turnout: (f64, f64), stuffing: &Stuffing, rng: &mut Generator) -> Drawn {
    let turnout = truncated(turnout.0, turnout.1, rng);
    let kind = rng.uniform();
    let added = if kind < stuffing.extreme {
        1.0 - truncated(0.0, stuffing.extreme_sd, rng)
    } else if kind < stuffing.extreme + stuffing.incremental {
        truncated(0.0, stuffing.theta, rng)
    } else {
        return Drawn { turnout, added: 0.0, taken: 0.0 };
    };
    Drawn { turnout, added, taken: exp(stuffing.alpha * ln(added)) }
}

/// A normal number that is drawn again when it is not between 0 and 1, where its mean is.
///
/// With a mean of 0 this is the absolute value of a normal number, drawn again above 1.
#[inline]
pub(super) fn truncated(mean: f64, sd: f64, rng: &mut Generator) -> f64 {
    if sd == 0.0 {
        return mean;
    }
    if sd > 0.5 {
        // Most normal numbers would be outside: take uniform ones, each with the chance of its density.
        loop {
            let x = rng.uniform();
            let z = (x - mean) / sd;
            if rng.uniform() < exp(-0.5 * z * z) {
                return x;
            }
        }
    }
    loop {
        let x = mean + sd * rng.normal();
        if (0.0..=1.0).contains(&x) {
            return x;
        }
    }
}
