//! Observers: how many stations they see, and what placing them at random can find or deter.
//!
//! **The model.** Each station has an honest share of the leading party, normal around a mean. At some stations, each
//! with the same chance, the share is raised by the same number of points. Observers go to stations drawn at random;
//! where they are, they deter the raising with a given chance. Nothing moves from observed stations to others, and
//! observers do not choose where they go: both would be other models.
//!
//! **The check.** In Moscow in December 2011 observers were placed at random in 156 of 3,164 stations; the leading
//! party had some 11 points less there, 36 instead of 47 per cent (Enikolopov, Korovkin, Petrova, Sonin and Zakharov,
//! PNAS 110:448, 2013). [`abroad::moscow_2011`](crate::abroad::moscow_2011) has their numbers.
//!
//! ```
//! use sailau::abroad;
//! use sailau::simulate::Run;
//! use sailau::simulate::observers::{chance_of_seeing, observers_for};
//!
//! // Tampering at 32 of 3,164 stations: 156 random observers see one of them with a chance of four fifths.
//! let chance = chance_of_seeing(3_164, 32, 156)?;
//! assert!((0.79..0.81).contains(&chance));
//! assert_eq!(observers_for(3_164, 32, 0.95)?, 282);
//!
//! // Whoever observes deters, so the share at observed stations is the honest one.
//! let placing = abroad::moscow_2011().placing();
//! let seen = Run::from_seed(1).draws(256).run(&placing.observing()?)?.summary;
//! // Thousandths of a point: the unobserved stations are 11 points above the observed ones.
//! assert!((10_500.0..11_500.0).contains(&seen.difference.mean().unwrap()));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use rand::seq::index;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Experiment, Fingerprint, Generator, MergeError, Moments, Proportion, Summary};
use crate::range;

/// Stations, observers and what is assumed of them. Shares are between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Placing {
    /// All stations; at least two.
    pub stations: u32,
    /// Stations with an observer, at least one and not all.
    pub observed: u32,
    /// The leading party's honest share, on average.
    pub honest: f64,
    /// The standard deviation of the honest share between stations.
    pub spread: f64,
    /// The chance that a station is tampered with when nobody observes.
    pub tampered: f64,
    /// What tampering adds to the share there; a share never exceeds 1.
    pub added: f64,
    /// The chance that an observer deters it.
    pub deterred: f64,
}

/// Why a placing cannot be.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum PlacingError {
    /// Fewer than two stations: nothing to compare.
    #[error("{0} stations are too few to compare observed ones with others; give at least 2")]
    TooFew(
        /// As given.
        u32,
    ),
    /// More of them than there are stations, or nothing to compare with.
    #[error("{given} {what} of {stations} stations; give between {least} and {most}")]
    OutOfRange {
        /// What is counted.
        what: &'static str,
        /// As given.
        given: u32,
        /// All stations.
        stations: u32,
        /// The fewest.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A share that is none.
    #[error("{what} is {given}; it is a share, between 0 and 1")]
    NotAShare {
        /// Which.
        what: &'static str,
        /// As given.
        given: f64,
    },
}

/// The chance that observers at so many random stations see at least one of the tampered ones: one less the chance
/// that all of them are elsewhere, (N-K over n) / (N over n).
///
/// # Errors
///
/// [`PlacingError`]: no stations, more tampered or observed than there are.
pub fn chance_of_seeing(stations: u32, tampered: u32, observed: u32) -> Result<f64, PlacingError> {
    within("tampered", tampered, stations, 0, stations)?;
    within("observed", observed, stations, 0, stations)?;
    // The fewer factors of the two ways to write it.
    let (few, many) = (tampered.min(observed), tampered.max(observed));
    let elsewhere =
        (0..few).map(|i| f64::from((stations - many).saturating_sub(i)) / f64::from(stations - i));
    Ok(1.0 - elsewhere.product::<f64>())
}

/// The fewest observed stations, at random, that see one of the tampered ones with at least this chance.
///
/// # Errors
///
/// [`PlacingError`]: nothing is tampered with, more than there is, or a chance that is not between 0 and 1.
pub fn observers_for(stations: u32, tampered: u32, chance: f64) -> Result<u32, PlacingError> {
    within("tampered", tampered, stations, 1, stations)?;
    share("the chance", chance)?;
    // All stations but the untampered ones are always enough: the chance is then 1.
    let (mut least, mut most) = (0, stations - tampered + 1);
    while least < most {
        let middle = least + (most - least) / 2;
        if chance_of_seeing(stations, tampered, middle)? >= chance {
            most = middle;
        } else {
            least = middle + 1;
        }
    }
    Ok(least)
}

impl Placing {
    /// The share of stations observed.
    #[must_use]
    pub fn coverage(&self) -> f64 {
        f64::from(self.observed) / f64::from(self.stations)
    }

    /// What tampering adds to the leading party's share in the whole, on average, with these observers: their
    /// presence takes away its part. Stations are of one size.
    #[must_use]
    pub fn added_in_the_whole(&self) -> f64 {
        self.tampered * self.added * (1.0 - self.coverage() * self.deterred)
    }

    /// As an experiment.
    ///
    /// # Errors
    ///
    /// [`PlacingError`]: too few stations, none or all of them observed, a share that is none.
    pub fn observing(self) -> Result<Observing, PlacingError> {
        if self.stations < 2 {
            return Err(PlacingError::TooFew(self.stations));
        }
        within("observed", self.observed, self.stations, 1, self.stations - 1)?;
        for (what, given) in [
            ("the honest share", self.honest),
            ("its spread", self.spread),
            ("the chance of tampering", self.tampered),
            ("what tampering adds", self.added),
            ("the chance of deterring", self.deterred),
        ] {
            share(what, given)?;
        }
        Ok(Observing(self))
    }
}

/// Places observers at random, many times.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observing(Placing);

/// What many placings show; shares in thousandths of a point.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Observed {
    /// The mean share where nobody observed, less that where somebody did.
    pub difference: Moments,
    /// The mean share at observed stations.
    pub observed: Moments,
    /// The mean share at all stations: what is announced.
    pub announced: Moments,
    /// The mean honest share.
    pub honest: Moments,
    /// How often an observer was at a station where tampering went on all the same.
    pub seen: Proportion,
    /// How often the difference was more than 1.96 of its standard errors above zero: what a researcher would call
    /// significant.
    pub significant: Proportion,
}

impl Summary for Observed {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.difference.merge(&other.difference)?;
        self.observed.merge(&other.observed)?;
        self.announced.merge(&other.announced)?;
        self.honest.merge(&other.honest)?;
        self.seen.merge(&other.seen)?;
        self.significant.merge(&other.significant)
    }
}

/// Sums of a group of stations.
#[derive(Default)]
struct Group {
    number: f64,
    sum: f64,
    squares: f64,
}

impl Group {
    fn push(&mut self, x: f64) {
        self.number += 1.0;
        self.sum += x;
        self.squares += x * x;
    }

    fn mean(&self) -> f64 {
        self.sum / self.number
    }

    /// The square of the mean's standard error.
    fn error(&self) -> f64 {
        (self.squares / self.number - self.mean() * self.mean()).max(0.0) / self.number
    }
}

impl Experiment for Observing {
    type Summary = Observed;
    type Workspace = Vec<bool>;

    fn summary(&self) -> Observed {
        Observed::default()
    }

    fn workspace(&self) -> Vec<bool> {
        Vec::new()
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::default().with("the placing of observers differs", &format!("{:?}", self.0))
    }

    fn draw(&self, generator: &mut Generator, is_observed: &mut Vec<bool>, summary: &mut Observed) {
        let placing = &self.0;
        let stations = placing.stations as usize;
        is_observed.clear();
        is_observed.resize(stations, false);
        for station in index::sample(generator, stations, placing.observed as usize) {
            is_observed[station] = true;
        }
        let (mut with, mut without, mut honest_sum, mut seen) =
            (Group::default(), Group::default(), 0.0, false);
        for &observed in is_observed.iter() {
            let honest = (placing.honest + placing.spread * generator.normal()).clamp(0.0, 1.0);
            // Three numbers a station, whatever the parameters: the same draws for each of them.
            let tampers = generator.uniform() < placing.tampered;
            let is_deterred = generator.uniform() < placing.deterred && observed;
            let announced = if tampers && !is_deterred { (honest + placing.added).min(1.0) } else { honest };
            seen |= observed && tampers && !is_deterred;
            honest_sum += honest;
            if observed { with.push(announced) } else { without.push(announced) }
        }
        let difference = without.mean() - with.mean();
        let error = (with.error() + without.error()).sqrt();
        summary.difference.push(thousandths(difference));
        summary.observed.push(thousandths(with.mean()));
        summary.announced.push(thousandths((with.sum + without.sum) / stations as f64));
        summary.honest.push(thousandths(honest_sum / stations as f64));
        summary.seen.push(seen);
        summary.significant.push(difference > 1.96 * error && difference > 0.0);
    }
}

/// A share in thousandths of a per cent point.
fn thousandths(share: f64) -> i64 {
    // Between -100,000 and 100,000.
    (share * 100_000.0).round() as i64
}

fn within(what: &'static str, given: u32, stations: u32, least: u32, most: u32) -> Result<(), PlacingError> {
    range::within(given, least..=most, |given| PlacingError::OutOfRange {
        what,
        given,
        stations,
        least,
        most,
    })
}

fn share(what: &'static str, given: f64) -> Result<(), PlacingError> {
    range::within(given, 0.0..=1.0, |given| PlacingError::NotAShare { what, given })
}
