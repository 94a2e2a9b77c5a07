use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Checked;
use crate::forensics::Level;
use crate::range;

/// Stations to draw, and what is assumed of them. Shares and their standard deviations are between 0 and 1.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DrawnStations {
    /// How many; 10 to 1,000,000.
    pub stations: u32,
    /// Voters on the roll of a station, on average; 1 to 100,000.
    pub voters: u32,
    /// The standard deviation of the natural logarithm of their number; at most 3.
    pub size_sd: f64,
    /// Mean turnout.
    pub turnout: f64,
    /// Its standard deviation between stations of a region.
    pub turnout_sd: f64,
    /// The leading party's mean share.
    pub share: f64,
    /// Its standard deviation between stations of a region.
    pub share_sd: f64,
    /// How many regions the stations lie in; 1 to as many as there are stations.
    pub regions: u32,
    /// The standard deviation of mean turnout and of the mean share between regions.
    pub region_sd: f64,
    /// The correlation of both between regions; −1 to 1.
    pub region_correlation: f64,
    /// Stations with an observer; 2 to two fewer than all.
    pub observed: u32,
    /// The share of stations where ballots are stuffed, unless an observer by lot is there: 0 where everybody is honest.
    pub stuffed: f64,
    /// How much is stuffed there: of the missing ballots a part |N(0, θ)|, at most all of them, is added for the leader; θ, above 0.
    pub theta: f64,
}

impl Default for DrawnStations {
    /// A thousand honest stations of a country without regions, of some thousand voters each (σ of the logarithm 0.7), turnout 60 % (σ 0.07), share 40 %
    /// (σ 0.07), one station in twenty observed. The spreads are of the size that was fitted to Russia's honest part
    /// ([`Mixture`](crate::electorate::Mixture)); θ is half, as in [`Stuffing::NONE`](crate::electorate::Stuffing::NONE).
    fn default() -> Self {
        Self {
            stations: 1_000,
            voters: 1_000,
            size_sd: 0.7,
            turnout: 0.6,
            turnout_sd: 0.07,
            share: 0.4,
            share_sd: 0.07,
            regions: 1,
            region_sd: 0.0,
            region_correlation: 0.0,
            observed: 50,
            stuffed: 0.0,
            theta: 0.5,
        }
    }
}

/// Why stations cannot be drawn.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum DrawnStationsError {
    /// A number that is too small or too large.
    #[error("{what}: {given}; give between {least} and {most}")]
    OutOfRange {
        /// What is counted or measured.
        what: &'static str,
        /// As given.
        given: f64,
        /// The least.
        least: f64,
        /// The most.
        most: f64,
    },
}

impl DrawnStations {
    /// The same with so many regions, whose mean turnouts and shares have a standard deviation of 0.08 and are correlated by one
    /// half: an assumption, of the size of differences between a country's cities and its villages.
    #[must_use]
    pub fn with_regions(self, regions: u32) -> Self {
        Self { regions, region_sd: 0.08, region_correlation: 0.5, ..self }
    }

    /// As an experiment, with alarms at this level.
    ///
    /// # Errors
    ///
    /// [`DrawnStationsError`] names the number that is out of range.
    pub fn checked(self, level: Level) -> Result<Checked, DrawnStationsError> {
        let stations = f64::from(self.stations);
        for (what, given, least, most) in [
            ("stations", stations, 10.0, 1e6),
            ("voters of a station", f64::from(self.voters), 1.0, 1e5),
            ("the spread of their number", self.size_sd, 0.0, 3.0),
            ("turnout", self.turnout, 0.0, 1.0),
            ("the spread of turnout", self.turnout_sd, 0.0, 1.0),
            ("the share", self.share, 0.0, 1.0),
            ("the spread of the share", self.share_sd, 0.0, 1.0),
            ("regions", f64::from(self.regions), 1.0, stations),
            ("the spread between regions", self.region_sd, 0.0, 1.0),
            ("the correlation between regions", self.region_correlation, -1.0, 1.0),
            ("observed stations", f64::from(self.observed), 2.0, stations - 2.0),
            ("the share of stuffed stations", self.stuffed, 0.0, 1.0),
            ("θ", self.theta, 1e-6, 1e6),
        ] {
            range::within(given, least..=most, |given| DrawnStationsError::OutOfRange {
                what,
                given,
                least,
                most,
            })?;
        }
        Ok(Checked::new(self, level))
    }
}
