mod data;
mod mixture;
mod plan;

pub use data::{Anomalies, Stuffing};
pub use mixture::{Mixture, Station, station_sizes};
pub(super) use plan::{AnomaliesPlan, AnomaliesSpace, Ballots};
