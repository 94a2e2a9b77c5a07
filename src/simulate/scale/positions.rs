use serde::Serialize;

use super::super::{Confidence, Interval, Proportion, RealMoments, Sample, Summary as _};
use super::summary::{Figures, OnScale, ScaleSummary};

/// Where systems stand on the scale, the least disproportional first.
///
/// See the [module](super) for an example. As JSON its field names are stable.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Positions {
    /// What was taken for granted.
    pub assumptions: Vec<String>,
    /// The level of all intervals.
    pub level: f64,
    /// Rounds drawn; each has an electorate of each number of lists.
    pub rounds: u64,
    /// Numbers of lists.
    pub lists: Vec<u32>,
    /// The system that the others are compared with.
    pub reference: String,
    /// The systems. Those of which nothing could be measured come last.
    pub rows: Vec<Position>,
}

/// A system on the scale. Means are plain means over the numbers of lists.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Position {
    /// Its name.
    pub system: String,
    /// Seats that lists hold, on average.
    pub seats: Option<f64>,
    /// Districts in which votes are drawn; 1 for a country in one piece.
    pub districts: u32,
    /// Gallagher's index, from 0 to 1: the scale.
    pub gallagher: Estimate,
    /// Gallagher's index less that of the reference, on the same draws.
    pub difference: Estimate,
    /// Loosemore's and Hanby's index, from 0 to 1.
    pub loosemore_hanby: Estimate,
    /// Effective number of parties in seats.
    pub effective_parties: Estimate,
    /// Share of seats less share of votes of the largest list.
    pub bonus: Estimate,
    /// Votes of lists without a seat, as a share.
    pub wasted: Estimate,
    /// Chance that a list has more than half of the seats.
    pub majority: Estimate,
    /// Chance that it has so with half of the votes or less.
    pub manufactured: Estimate,
    /// Share of the draws in which no list had a seat; they are in nothing else, nor are the rounds in which there was one.
    pub nobody: Option<f64>,
    /// Share of the draws in which a tie, or a seat that nobody took, left a seat open.
    pub open: Option<f64>,
    /// Draws that the rules could not count; they are in nothing else.
    pub failed: u64,
    /// By number of lists, or by electorate.
    pub by_lists: Vec<ByLists>,
}

/// A system for one number of lists, or for one of several electorates.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct ByLists {
    /// The electorate, where several are [side by side](super::Scale::side_by_side); otherwise JSON leaves it out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub electorate: Option<String>,
    /// How many lists.
    pub lists: u32,
    /// As in [`Position`], from here on.
    pub gallagher: Estimate,
    /// Loosemore's and Hanby's index.
    pub loosemore_hanby: Estimate,
    /// Effective number of parties in seats.
    pub effective_parties: Estimate,
    /// The largest list's bonus.
    pub bonus: Estimate,
    /// Votes of lists without a seat.
    pub wasted: Estimate,
    /// Chance of a majority.
    pub majority: Estimate,
    /// Chance of a manufactured majority.
    pub manufactured: Estimate,
}

/// A mean with its error; all is missing where nothing was measured.
///
/// ```
/// let nothing = sailau::simulate::scale::Estimate::default();
/// assert_eq!(nothing.mean, None);
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Estimate {
    /// The mean.
    pub mean: Option<f64>,
    /// Its standard error.
    pub standard_error: Option<f64>,
    /// The lower end of its interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
}

impl Positions {
    /// Of what was drawn, with intervals of this level.
    #[must_use]
    pub fn of(sample: &Sample<ScaleSummary>, level: Confidence) -> Self {
        let summary = &sample.summary;
        let mut rows: Vec<Position> =
            summary.systems.iter().map(|system| Position::of(system, summary, level)).collect();
        // What was not measured is above all that was.
        let index = |row: &Position| row.gallagher.mean.unwrap_or(f64::INFINITY);
        rows.sort_by(|one, other| index(one).total_cmp(&index(other)).then(one.system.cmp(&other.system)));
        let reference = summary.systems.get(summary.reference);
        Self {
            assumptions: summary.assumptions.clone(),
            level: level.level(),
            rounds: sample.draws(),
            lists: summary.lists.clone(),
            reference: reference.map(|system| system.name.clone()).unwrap_or_default(),
            rows,
        }
    }

    /// Electorates that each system counted: in a round, one for each number of lists, or of each that stands beside others.
    #[must_use]
    pub fn electorates(&self) -> u64 {
        self.rounds.saturating_mul(self.lists.len() as u64)
    }

    /// The system of that name.
    #[must_use]
    pub fn row(&self, system: &str) -> Option<&Position> {
        self.rows.iter().find(|row| row.system == system)
    }
}

impl Position {
    fn of(system: &OnScale, summary: &ScaleSummary, level: Confidence) -> Self {
        let means = &system.over_all;
        let all = |of: fn(&Figures) -> Proportion| {
            let mut sum = Proportion::default();
            // Sums of draws that were made fit.
            system.by_lists.iter().for_each(|figures| drop(sum.merge(&of(figures))));
            sum
        };
        let chance =
            |mean: &RealMoments, of: fn(&Figures) -> Proportion| Estimate::of_chance(mean, all(of), level);
        Self {
            system: system.name.clone(),
            seats: means.seats.mean(),
            districts: system.districts,
            gallagher: Estimate::of(&means.gallagher, level),
            difference: Estimate::of(&system.less_reference.gallagher, level),
            loosemore_hanby: Estimate::of(&means.loosemore_hanby, level),
            effective_parties: Estimate::of(&means.effective_parties, level),
            bonus: Estimate::of(&means.bonus, level),
            wasted: Estimate::of(&means.wasted, level),
            majority: chance(&means.majority, |figures| figures.majority),
            manufactured: chance(&means.manufactured, |figures| figures.manufactured),
            nobody: all(|figures| figures.nobody).share(),
            open: all(|figures| figures.open).share(),
            failed: system.by_lists.iter().map(|figures| figures.failed.yes).fold(0, u64::saturating_add),
            by_lists: (summary.lists.iter().zip(&system.by_lists).enumerate())
                .map(|(at, (&lists, figures))| {
                    ByLists::of(summary.names.get(at).cloned(), lists, figures, level)
                })
                .collect(),
        }
    }
}

impl ByLists {
    fn of(electorate: Option<String>, lists: u32, figures: &Figures, level: Confidence) -> Self {
        let means = &figures.means;
        Self {
            electorate,
            lists,
            gallagher: Estimate::of(&means.gallagher, level),
            loosemore_hanby: Estimate::of(&means.loosemore_hanby, level),
            effective_parties: Estimate::of(&means.effective_parties, level),
            bonus: Estimate::of(&means.bonus, level),
            wasted: Estimate::of(&means.wasted, level),
            majority: Estimate::of_chance(&means.majority, figures.majority, level),
            manufactured: Estimate::of_chance(&means.manufactured, figures.manufactured, level),
        }
    }
}

impl Estimate {
    fn of(moments: &RealMoments, level: Confidence) -> Self {
        let interval = moments.interval(level);
        Self {
            mean: moments.mean(),
            standard_error: moments.standard_error(),
            low: interval.map(|interval| interval.low),
            high: interval.map(|interval| interval.high),
        }
    }

    /// A chance has Wilson's interval, which is never narrower than nothing: draws of different numbers of lists count as draws of
    /// one kind, which makes it no narrower.
    fn of_chance(moments: &RealMoments, happened: Proportion, level: Confidence) -> Self {
        let found = (happened.of > 0).then(|| happened.wilson(level));
        let Interval { low, high } = match found {
            Some(interval) => interval,
            None => return Self::default(),
        };
        Self { low: Some(low), high: Some(high), ..Self::of(moments, level) }
    }
}
