use rand::seq::index;

use super::{Alarms, DrawnStations};
use crate::electorate::station_sizes;
use crate::forensics::{Count, ElectionFingerprint, LastDigits, Level, ObserverCheck};
use crate::simulate::{Experiment, Fingerprint, Generator};

/// Draws the stations of an election and looks at them; made by [`DrawnStations::checked`].
#[derive(Debug, Clone)]
pub struct Checked {
    model: DrawnStations,
    level: Level,
    /// Voters of each station, in ascending order. Stations lie in the regions in turn.
    rolls: Vec<u64>,
}

/// Scratch space of a draw.
#[derive(Debug, Default)]
pub struct Space {
    /// Mean turnout and share of each region.
    regions: Vec<(f64, f64)>,
    counts: Vec<Count>,
    by_lot: Vec<bool>,
}

impl Checked {
    pub(super) fn new(model: DrawnStations, level: Level) -> Self {
        let voters = u64::from(model.stations) * u64::from(model.voters);
        Self { model, level, rolls: station_sizes(voters, model.stations, model.size_sd) }
    }

    fn draw_counts(&self, generator: &mut Generator, space: &mut Space) {
        let model = &self.model;
        let own = (1.0 - model.region_correlation * model.region_correlation).max(0.0).sqrt();
        space.regions.clear();
        space.regions.extend((0..model.regions).map(|_| {
            let (one, other) = (generator.normal(), generator.normal());
            let with = model.region_correlation * one + own * other;
            (model.turnout + model.region_sd * one, model.share + model.region_sd * with)
        }));
        space.by_lot.clear();
        space.by_lot.resize(self.rolls.len(), false);
        for station in index::sample(generator, self.rolls.len(), model.observed as usize) {
            if let Some(observed) = space.by_lot.get_mut(station) {
                *observed = true;
            }
        }
        space.counts.clear();
        let regions = space.regions.iter().cycle();
        for ((&roll, &(turnout, share)), &observed) in self.rolls.iter().zip(regions).zip(&space.by_lot) {
            let came = turnout + model.turnout_sd * generator.normal();
            let votes = share + model.share_sd * generator.normal();
            let mut papers = generator.binomial(roll, came);
            let mut votes = generator.binomial(papers, votes);
            // Two numbers a station, stuffed or not: the same honest election for each share of stuffed stations.
            let (kind, part) = (generator.uniform(), generator.normal().abs() * model.theta);
            if kind < model.stuffed && !observed {
                let missing = roll - papers;
                // At most all that are missing.
                let added = ((missing as f64 * part) as u64).min(missing);
                papers += added;
                votes += added;
            }
            space.counts.push(Count { registered: Some(roll), papers, valid: papers, votes });
        }
    }

    /// Whether a station lies in one of the regions that have observers where they go region by region.
    fn is_observed_by_region(&self, station: usize) -> bool {
        let regions = self.model.regions as usize;
        let in_each = self.rolls.len().div_ceil(regions);
        (station % regions) * in_each + station / regions < self.model.observed as usize
    }
}

impl Experiment for Checked {
    type Summary = Alarms;
    type Workspace = Space;

    fn summary(&self) -> Alarms {
        Alarms::default()
    }

    fn workspace(&self) -> Space {
        Space::default()
    }

    fn fingerprint(&self) -> Fingerprint {
        let form = format!("{:?} {}", self.model, self.level);
        Fingerprint::default().with("the stations or the level differ", &form)
    }

    fn draw(&self, generator: &mut Generator, space: &mut Space, alarms: &mut Alarms) {
        self.draw_counts(generator, space);
        let level = self.level;
        let digits = LastDigits::of(space.counts.iter().map(|count| count.votes));
        if digits.chi_squared().is_some() {
            alarms.digits.push(digits.alarms(level));
        }
        let print = ElectionFingerprint::of(space.counts.iter().copied());
        if print.correlation_z().is_some() {
            alarms.correlation.push(print.correlation_alarms(level));
        }
        if print.jarque_bera().is_some() {
            alarms.shape.push(print.shape_alarms(level));
        }
        if print.stations > 0 {
            alarms.full.push(print.full > 0);
        }
        let by_lot = ObserverCheck::of(space.by_lot.iter().copied().zip(space.counts.iter().copied()));
        if let Some(check) = by_lot {
            alarms.observers_by_lot.push(check.alarms(level));
        }
        let by_region = (0..self.rolls.len()).map(|station| self.is_observed_by_region(station));
        if let Some(check) = ObserverCheck::of(by_region.zip(space.counts.iter().copied())) {
            alarms.observers_by_region.push(check.alarms(level));
        }
    }
}
