use serde::Serialize;
use statrs::distribution::{ContinuousCDF, Normal};

use super::{Count, Level};

/// The party's mean share where somebody observed against where nobody did: the check of Moscow 2011, where the leading party
/// had 36 per cent in 156 stations drawn by lot, and some 11 points more elsewhere (Enikolopov and others, *PNAS* 110:448, 2013).
///
/// It speaks of fraud only where stations were drawn **by lot**. Observers who go where they live, or where they expect trouble,
/// are at stations of another kind, and the difference is that of the stations. Where counting was watched everywhere, or fraud
/// moved next door, there is nothing to see.
///
/// Means are of stations, not of votes; z is the difference in its standard errors (Welch). [`simulate::observers`] has what
/// observers see and deter.
///
/// [`simulate::observers`]: crate::simulate::observers
///
/// ```
/// use sailau::forensics::{Count, Level, ObserverCheck};
///
/// let count = |votes| Count { registered: Some(1_000), papers: 600, valid: 600, votes };
/// let observed = (0..30).map(|i| (true, count(200 + 3 * i)));
/// let others = (0..300).map(|i| (false, count(260 + i % 90)));
/// let check = ObserverCheck::of(observed.chain(others)).unwrap();
/// assert!(check.difference() > 0.09 && check.alarms(Level::One));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ObserverCheck {
    /// Observed stations with votes.
    pub observed: u64,
    /// Stations with votes and without an observer.
    pub others: u64,
    /// The mean share at observed stations.
    pub share_observed: f64,
    /// The mean share at the others.
    pub share_elsewhere: f64,
    /// The difference in its standard errors: above 0 where the party has more elsewhere. None where all shares are alike.
    pub z: Option<f64>,
}

impl ObserverCheck {
    /// Of stations and whether each was observed; those without votes are left aside. None with fewer than two of either.
    pub fn of(stations: impl IntoIterator<Item = (bool, Count)>) -> Option<Self> {
        let (mut with, mut without) = (Group::default(), Group::default());
        for (observed, count) in stations {
            if count.valid > 0 {
                let group = if observed { &mut with } else { &mut without };
                group.push(count.votes as f64 / count.valid as f64);
            }
        }
        if with.number < 2.0 || without.number < 2.0 {
            return None;
        }
        let error = (with.squared_error() + without.squared_error()).sqrt();
        let difference = without.mean - with.mean;
        Some(Self {
            observed: with.number as u64,
            others: without.number as u64,
            share_observed: with.mean,
            share_elsewhere: without.mean,
            z: (error > 0.0).then(|| difference / error),
        })
    }

    /// How much more the party has where nobody observed, as a share of 1.
    #[must_use]
    pub fn difference(&self) -> f64 {
        self.share_elsewhere - self.share_observed
    }

    /// The chance of so much more where observers make no difference.
    #[must_use]
    pub fn p_value(&self) -> Option<f64> {
        Some(Normal::standard().sf(self.z?))
    }

    /// Whether it is below the level; never where there is none.
    #[must_use]
    pub fn alarms(&self, level: Level) -> bool {
        self.z.is_some_and(|z| z > level.normal())
    }
}

/// Running mean and sum of squares (Welford 1962).
#[derive(Default)]
struct Group {
    number: f64,
    mean: f64,
    squares: f64,
}

impl Group {
    fn push(&mut self, x: f64) {
        self.number += 1.0;
        let from_mean = x - self.mean;
        self.mean += from_mean / self.number;
        self.squares += from_mean * (x - self.mean);
    }

    fn squared_error(&self) -> f64 {
        self.squares / (self.number - 1.0) / self.number
    }
}
