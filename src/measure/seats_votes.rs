//! How seats of single-member districts would follow votes.

use serde::Serialize;

use super::mean_median::{mean, sorted_shares};

/// Shares this near to half are a tie: a mean of shares is not exact.
const TIE: f64 = 1e-12;

/// The seats-votes curve of two parties under a uniform swing: every district moves by the same points.
///
/// Votes are the mean of the first party's shares in the districts, so that districts count alike, as seats do.
/// Andrew Gelman and Gary King, *A unified method of evaluating electoral systems and redistricting plans*, American
/// Journal of Political Science 38 (1994), without their random part; the uniform swing is David Butler's.
///
/// ```
/// use sailau::measure::SeatsVotes;
///
/// // A party that wins three narrow districts of five and loses two high.
/// let curve = SeatsVotes::of(&[60, 60, 60, 20, 20], &[40, 40, 40, 80, 80]).unwrap();
/// assert!((curve.votes() - 0.44).abs() < 1e-15 && curve.seats() == 0.6);
/// // With half of the votes it would have the same three: 10 points more than half.
/// assert!((curve.bias(0.5) - 0.1).abs() < 1e-15);
/// // It has them above 34 per cent of the votes, and all five above 74.
/// let steps: Vec<_> = curve.points().iter().map(|step| format!("{:.2} {:.1}", step.votes, step.seats)).collect();
/// assert_eq!(steps, ["0.34 0.6", "0.74 1.0"]);
/// ```
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SeatsVotes {
    /// The first party's shares, the smallest first.
    shares: Vec<f64>,
}

/// A step of a seats-votes curve.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct SeatsVotesPoint {
    /// The first party's share of votes, above which it has the seats. A swing can need less than nothing or more
    /// than everything.
    pub votes: f64,
    /// Its share of seats from there on.
    pub seats: f64,
}

impl SeatsVotes {
    /// From the votes of both parties in each district; those where neither has any are left out.
    ///
    /// None without votes, and for slices of different lengths.
    #[must_use]
    pub fn of(first: &[u64], second: &[u64]) -> Option<Self> {
        Some(Self { shares: sorted_shares(first, second)? })
    }

    /// The first party's share of votes as they were: the mean of its shares.
    #[must_use]
    pub fn votes(&self) -> f64 {
        mean(&self.shares)
    }

    /// The first party's share of seats as they were; a tied district is half won.
    #[must_use]
    pub fn seats(&self) -> f64 {
        self.seats_above(0.5)
    }

    /// The first party's share of seats if it had this share of votes.
    #[must_use]
    pub fn seats_at(&self, votes: f64) -> f64 {
        self.seats_above(0.5 - (votes - self.votes()))
    }

    /// The curve's steps: the share of votes for each further seat, the first one first; steps at the same share are
    /// one.
    #[must_use]
    pub fn points(&self) -> Vec<SeatsVotesPoint> {
        let districts = self.shares.len() as f64;
        let mut points: Vec<SeatsVotesPoint> = Vec::new();
        for (won, share) in self.shares.iter().rev().enumerate() {
            let point =
                SeatsVotesPoint { votes: self.votes() + (0.5 - share), seats: (won + 1) as f64 / districts };
            match points.last_mut() {
                Some(last) if point.votes - last.votes < TIE => last.seats = point.seats,
                _ => points.push(point),
            }
        }
        points
    }

    /// Partisan bias at this share of votes: half of the first party's seats with it, less the second's with as many.
    ///
    /// Between −½ and ½, 0 when the parties are treated alike; at ½ it is the seats above half with half of the
    /// votes. Gary King and Robert Browning, *Democratic representation and partisan bias in congressional
    /// elections*, American Political Science Review 81 (1987).
    #[must_use]
    pub fn bias(&self, votes: f64) -> f64 {
        (self.seats_at(votes) - (1.0 - self.seats_at(1.0 - votes))) / 2.0
    }

    /// Responsiveness, or swing ratio: the share of seats that a share of votes brings, over `half_width` to both
    /// sides of `votes`, such as 0.05 around 0.5.
    ///
    /// 0 where no seat changes hands, 1 in proportion, about 3 under the cube law. None when the half width is not
    /// above 0. Edward Tufte, *The relationship between seats and votes in two-party systems*, American Political
    /// Science Review 67 (1973).
    ///
    /// ```
    /// use sailau::measure::SeatsVotes;
    ///
    /// let curve = SeatsVotes::of(&[52, 49, 53, 48, 70], &[48, 51, 47, 52, 30]).unwrap();
    /// // From two seats of five to all of them within five points.
    /// assert!((curve.responsiveness(curve.votes(), 0.025).unwrap() - 12.0).abs() < 1e-9);
    /// ```
    #[must_use]
    pub fn responsiveness(&self, votes: f64, half_width: f64) -> Option<f64> {
        let change = self.seats_at(votes + half_width) - self.seats_at(votes - half_width);
        (half_width > 0.0).then(|| change / (2.0 * half_width))
    }

    fn seats_above(&self, bar: f64) -> f64 {
        let won = |&share: &f64| match share - bar {
            lead if lead > TIE => 1.0,
            lead if lead < -TIE => 0.0,
            _ => 0.5,
        };
        self.shares.iter().map(won).sum::<f64>() / self.shares.len() as f64
    }
}
