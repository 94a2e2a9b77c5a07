//! How often checks of polling stations' counts raise an alarm where everybody is honest, and how often where somebody is not.
//!
//! **The model.** Stations have rolls of log-normal sizes. Each region has a mean turnout and a mean share of the leading party, normal
//! around the country's and correlated with each other; each station's own are normal around its region's. Then every voter goes
//! or stays, and every vote is the leader's or not, independently (binomial numbers). With one region it is the country that the
//! published tests assume; with several it is one where cities and villages differ.
//!
//! The [checks](crate::forensics) look at each drawn election: last digits of the leader's votes, the fingerprint, and observers
//! twice, at stations drawn by lot and in whole regions one after the other.
//!
//! ```
//! use sailau::forensics::Level;
//! use sailau::simulate::Run;
//! use sailau::simulate::false_alarms::DrawnStations;
//!
//! let honest = DrawnStations { stations: 200, ..DrawnStations::default() };
//! let alarms = Run::from_seed(1).draws(256).run(&honest.checked(Level::Five)?)?.summary;
//! // Digits keep to their level where people are honest.
//! assert!(alarms.digits.share().unwrap() < 0.1);
//! // Turnout and share do not, where regions differ in both.
//! let regions = honest.with_regions(20);
//! let alarms = Run::from_seed(1).draws(256).run(&regions.checked(Level::Five)?)?.summary;
//! assert!(alarms.correlation.share().unwrap() > 0.5);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod drawn;
mod stations;

use serde::{Deserialize, Serialize};

use super::{MergeError, Proportion, Summary};

pub use drawn::Checked;
pub use stations::{DrawnStations, DrawnStationsError};

/// How often each check raised an alarm; of elections in which it could be made.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Alarms {
    /// [`LastDigits`](crate::forensics::LastDigits) of the leader's votes.
    pub digits: Proportion,
    /// [Turnout and share](crate::forensics::ElectionFingerprint::correlation_alarms) go together.
    pub correlation: Proportion,
    /// The [logarithmic vote rate](crate::forensics::ElectionFingerprint::shape_alarms) is not normal.
    pub shape: Proportion,
    /// One [full](crate::forensics::ElectionFingerprint::full) station or more.
    pub full: Proportion,
    /// The [`ObserverCheck`](crate::forensics::ObserverCheck) of stations drawn by lot.
    pub observers_by_lot: Proportion,
    /// The same check of observers in whole regions, one after the other.
    pub observers_by_region: Proportion,
}

impl Summary for Alarms {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.digits.merge(&other.digits)?;
        self.correlation.merge(&other.correlation)?;
        self.shape.merge(&other.shape)?;
        self.full.merge(&other.full)?;
        self.observers_by_lot.merge(&other.observers_by_lot)?;
        self.observers_by_region.merge(&other.observers_by_region)
    }
}
