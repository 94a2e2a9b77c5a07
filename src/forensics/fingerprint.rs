use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use super::{Count, Level};
use crate::random::ln;

/// How many stations have each turnout and each share of a party: the election fingerprint of Klimek, Yegorov, Hanel and Thurner
/// (2012), and three figures of it.
///
/// Where ballots are stuffed, the cloud of stations is smeared up and to the right, and a second one may stand where turnout and share
/// are both near 100 per cent. Where regions differ honestly in both, it is smeared as well.
///
/// * [`correlation`](Self::correlation) of turnout and share: stuffing raises both.
/// * [`skewness`](Self::skewness) and [`excess_kurtosis`](Self::excess_kurtosis) of the logarithmic vote rate, ln((N − W) / W) of N
///   votes and W for the party, half a vote added to both: of a normal distribution both are 0, which is what the paper saw in
///   most countries. Whether they are is asked by [`jarque_bera`](Self::jarque_bera); the paper has no test of it.
/// * [`full`](Self::full) stations.
///
/// ```
/// use sailau::forensics::{Count, ElectionFingerprint};
///
/// let station = |papers, votes| Count { registered: Some(1_000), papers, valid: papers, votes };
/// let print = ElectionFingerprint::of([station(600, 240), station(620, 250), station(1_000, 1_000)]);
/// assert_eq!((print.at(60, 40), print.at(99, 99), print.full), (1, 1, 1));
/// assert!(print.correlation.unwrap() > 0.99);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ElectionFingerprint {
    /// Stations that were taken.
    pub stations: u64,
    /// Stations with an unknown roll or fewer than a hundred voters on it, or without votes.
    pub left_aside: u64,
    /// Stations with more papers than voters on the roll: their turnout counts as 100 per cent.
    pub above_roll: u64,
    /// Stations where turnout and share are both 95 per cent or more.
    pub full: u64,
    /// Mean turnout, and its standard deviation between stations, as shares of 1.
    pub turnout: (f64, f64),
    /// The same of the party's share of the votes.
    pub share: (f64, f64),
    /// Pearson's correlation of turnout and share; none where one of them is the same everywhere.
    pub correlation: Option<f64>,
    /// The third standardised moment of the logarithmic vote rate: below 0 with a long tail where the party has most.
    pub skewness: Option<f64>,
    /// The fourth one, less 3.
    pub excess_kurtosis: Option<f64>,
    /// Stations by whole per cents of turnout and of share.
    #[serde(skip)]
    cells: Vec<u32>,
}

/// Per cents along a side.
const SIDE: usize = 100;

impl ElectionFingerprint {
    /// The smallest roll that is taken: in a village a few voters make a turnout of 100 per cent.
    pub const LEAST_VOTERS: u64 = 100;
    /// So few stations at least for a test.
    pub const FEWEST: u64 = 50;

    /// Of these stations.
    pub fn of(stations: impl IntoIterator<Item = Count>) -> Self {
        let mut print = Self {
            stations: 0,
            left_aside: 0,
            above_roll: 0,
            full: 0,
            turnout: (0.0, 0.0),
            share: (0.0, 0.0),
            correlation: None,
            skewness: None,
            excess_kurtosis: None,
            cells: vec![0; SIDE * SIDE],
        };
        let mut points = Vec::new();
        for Count { registered, papers, valid, votes } in stations {
            let Some(roll) = registered.filter(|&roll| roll >= Self::LEAST_VOTERS && valid > 0) else {
                print.left_aside += 1;
                continue;
            };
            print.above_roll += u64::from(papers > roll);
            let (came, votes) = (papers.min(roll), votes.min(valid));
            let (x, y) = (per_cent(came, roll), per_cent(votes, valid));
            print.full += u64::from(x >= 95 && y >= 95);
            if let Some(cell) = print.cells.get_mut(y.min(SIDE - 1) * SIDE + x.min(SIDE - 1)) {
                *cell += 1;
            }
            let rate = ln(((valid - votes) as f64 + 0.5) / (votes as f64 + 0.5));
            points.push([came as f64 / roll as f64, votes as f64 / valid as f64, rate]);
        }
        print.stations = points.len() as u64;
        print.with_moments(&points);
        print
    }

    fn with_moments(&mut self, points: &[[f64; 3]]) {
        if points.is_empty() {
            return;
        }
        let n = points.len() as f64;
        let mean = |of: usize| points.iter().map(|point| point[of]).sum::<f64>() / n;
        let [turnout, share, rate] = [0, 1, 2].map(mean);
        let (mut squares, mut products, mut powers) = ((0.0, 0.0), 0.0, [0.0; 3]);
        for point in points {
            let (x, y, z) = (point[0] - turnout, point[1] - share, point[2] - rate);
            squares.0 += x * x;
            squares.1 += y * y;
            products += x * y;
            let z2 = z * z;
            powers[0] += z2;
            powers[1] += z2 * z;
            powers[2] += z2 * z2;
        }
        self.turnout = (turnout, (squares.0 / n).sqrt());
        self.share = (share, (squares.1 / n).sqrt());
        // What differs by less than rounding does is the same.
        let differs = |squares: f64| squares / n > 1e-18;
        if differs(squares.0) && differs(squares.1) {
            self.correlation = Some(products / (squares.0 * squares.1).sqrt());
        }
        if differs(powers[0]) {
            let variance = powers[0] / n;
            self.skewness = Some(powers[1] / n / (variance * variance.sqrt()));
            self.excess_kurtosis = Some(powers[2] / n / (variance * variance) - 3.0);
        }
    }

    /// Stations of a turnout of so many whole per cents and a share of so many; 100 counts as 99.
    #[must_use]
    pub fn at(&self, turnout: usize, share: usize) -> u32 {
        let of_row = self.cells.chunks(SIDE).nth(share.min(SIDE - 1));
        of_row.and_then(|row| row.get(turnout.min(SIDE - 1))).copied().unwrap_or(0)
    }

    /// Whole per cents of turnout and of share that some stations have, from 0 to 99, and how many they are.
    pub fn cells(&self) -> impl Iterator<Item = (usize, usize, u32)> {
        let all = self.cells.iter().enumerate().filter(|(_, stations)| **stations > 0);
        all.map(|(at, &stations)| (at % SIDE, at / SIDE, stations))
    }

    /// The correlation in its standard errors, r √((n − 2) / (1 − r²)); none with fewer than fifty stations.
    #[must_use]
    pub fn correlation_z(&self) -> Option<f64> {
        let r = self.correlation.filter(|_| self.stations >= Self::FEWEST)?;
        Some(r * ((self.stations as f64 - 2.0) / (1.0 - r * r).max(1e-12)).sqrt())
    }

    /// The chance of so large a correlation where turnout and share have nothing to do with each other.
    #[must_use]
    pub fn correlation_p_value(&self) -> Option<f64> {
        Some(Normal::standard().sf(self.correlation_z()?))
    }

    /// n/6 (S² + K²/4) of skewness and excess kurtosis (Jarque and Bera 1980), of two degrees of freedom where the logarithmic vote
    /// rate is normal; none with fewer than fifty stations.
    #[must_use]
    pub fn jarque_bera(&self) -> Option<f64> {
        let (s, k) = self.skewness.zip(self.excess_kurtosis).filter(|_| self.stations >= Self::FEWEST)?;
        Some(self.stations as f64 / 6.0 * (s * s + k * k / 4.0))
    }

    /// The chance of so large a [`jarque_bera`](Self::jarque_bera) where the logarithmic vote rate is normal.
    #[must_use]
    pub fn shape_p_value(&self) -> Option<f64> {
        Some((-self.jarque_bera()? / 2.0).exp())
    }

    /// Whether turnout and share go together at this level; never where there is no test.
    #[must_use]
    pub fn correlation_alarms(&self, level: Level) -> bool {
        self.correlation_z().is_some_and(|z| z > level.normal())
    }

    /// Whether the logarithmic vote rate is of another shape than normal at this level; never where there is no test.
    #[must_use]
    pub fn shape_alarms(&self, level: Level) -> bool {
        self.jarque_bera().is_some_and(|statistic| statistic > level.two_degrees())
    }
}

/// A part of a whole in whole per cents, cut.
fn per_cent(part: u64, whole: u64) -> usize {
    (u128::from(part) * 100 / u128::from(whole.max(1))) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    fn station(registered: u64, papers: u64, votes: u64) -> Count {
        Count { registered: Some(registered), papers, valid: papers, votes }
    }

    #[test]
    fn what_cannot_be_placed_is_left_aside() {
        let print = ElectionFingerprint::of([
            station(99, 50, 20),
            station(500, 0, 0),
            Count { registered: None, papers: 500, valid: 500, votes: 20 },
            station(500, 510, 510),
            station(400, 380, 361),
            station(400, 379, 379),
        ]);
        assert_eq!((print.left_aside, print.stations, print.above_roll, print.full), (3, 3, 1, 2));
        assert_eq!((print.at(100, 100), print.at(95, 95), print.at(94, 100)), (1, 1, 1));
        assert_eq!((print.correlation_z(), print.jarque_bera()), (None, None));
        let nothing = ElectionFingerprint::of([]);
        assert_eq!((nothing.stations, nothing.skewness, nothing.correlation), (0, None, None));
    }

    #[test]
    fn moments_are_those_of_the_definition() {
        let all: Vec<Count> = (0..60).map(|i| station(1_000, 500 + 5 * i, 100 + i * i / 8)).collect();
        let print = ElectionFingerprint::of(all.iter().copied());
        let rates: Vec<f64> = all
            .iter()
            .map(|own| ((own.valid - own.votes) as f64 + 0.5) / (own.votes as f64 + 0.5))
            .map(f64::ln)
            .collect();
        let mean = rates.iter().sum::<f64>() / 60.0;
        let moment = |power: i32| rates.iter().map(|rate| (rate - mean).powi(power)).sum::<f64>() / 60.0;
        assert!((print.skewness.unwrap() - moment(3) / moment(2).powf(1.5)).abs() < 1e-9);
        assert!((print.excess_kurtosis.unwrap() - (moment(4) / moment(2).powi(2) - 3.0)).abs() < 1e-9);
        // All alike: no correlation and no shape.
        let alike = ElectionFingerprint::of((0..60).map(|_| station(1_000, 500, 200)));
        assert_eq!((alike.correlation, alike.skewness, alike.shape_p_value()), (None, None, None));
    }
}
