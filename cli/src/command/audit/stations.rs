//! The same audit of polling stations, each counted again as a whole: where nothing is known of a single paper.

use std::fs::File;
use std::path::Path;

use sailau::audit::Place;
use sailau::audit::sampling::{Contest, Station, StationAudit, StationNext, StationPlan, StationStatus};
use serde::{Deserialize, Serialize};

use super::written::{indented, write_all};
use crate::failure::Failure;

/// What a file of an audit of stations holds.
#[derive(Serialize, Deserialize)]
pub(super) struct Kept {
    rules: String,
    pub(super) place: Place,
    stations: StationAudit,
}

/// The one contest whose stations are audited: the only one, or that of the place with this name.
pub(super) fn one_of(
    contests: Vec<(Place, Contest)>,
    place: Option<&str>,
) -> Result<(Place, Contest), Failure> {
    let names: Vec<String> = contests.iter().map(|(place, _)| place.to_string()).collect();
    let mut found =
        contests.into_iter().filter(|(own, _)| place.is_none_or(|place| own.to_string() == place.trim()));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        _ => {
            Err(format!("--stations audits one place: name it with --place, as one of {}", names.join("; "))
                .into())
        }
    }
}

impl Kept {
    /// Begins with the stations of a file, and draws.
    pub(super) fn start(
        rules: String,
        (place, contest): (Place, Contest),
        file: &str,
        plan: StationPlan,
    ) -> Result<Self, Failure> {
        let open = File::open(file).map_err(|error| format!("{file} cannot be opened: {error}"))?;
        let reported = Station::read_all(&contest, open).map_err(|error| format!("{file}: {error}"))?;
        let stations =
            StationAudit::start(contest, reported, plan).map_err(|error| format!("{file}: {error}"))?;
        let mut kept = Self { rules, place, stations };
        kept.draw_on()?;
        Ok(kept)
    }

    pub(super) fn add(&mut self, counts: &Path) -> Result<(), Failure> {
        let named = |error: &dyn std::fmt::Display| Failure::from(format!("{}: {error}", counts.display()));
        let file = File::open(counts).map_err(|error| named(&error))?;
        self.stations.add_file(file).map_err(|error| named(&error))?;
        self.draw_on()
    }

    /// Draws what is to be counted next, when everything that was drawn is counted.
    fn draw_on(&mut self) -> Result<(), Failure> {
        if let StationNext::Draw { to } = self.stations.status().next {
            self.stations.draw(to)?;
        }
        Ok(())
    }

    pub(super) fn status(&self) -> StationStatus {
        self.stations.status()
    }

    /// Writes the file, its list of draws, and the table of stations to count, which is to be filled in.
    pub(super) fn keep(&self, file: &Path) -> Result<(), Failure> {
        let mut draws = csv::Writer::from_writer(Vec::new());
        draws.write_record(["draw", "station"])?;
        for (number, &station) in (1u64..).zip(self.stations.draws()) {
            let name = self.stations.stations().get(station).map_or("", |station| station.name.as_str());
            draws.write_record([number.to_string().as_str(), name])?;
        }
        let draws = draws.into_inner().map_err(|error| error.to_string())?;
        let mut to_count = Vec::new();
        self.stations.write_to_count(&mut to_count)?;
        write_all([
            (file.to_owned(), serde_json::to_vec(self)?),
            (file.with_extension("draws.csv"), draws),
            (file.with_extension("to-count.csv"), to_count),
        ])
    }

    pub(super) fn in_words(&self, file: &Path) -> String {
        let status = self.status();
        let mut text = format!("{}: {}, by polling station\n", file.display(), self.place);
        text += &indented(&status.to_string());
        if let StationNext::Count { .. } = status.next {
            text += &format!("  They stand in {}.\n", file.with_extension("to-count.csv").display());
        }
        text
    }
}
