//! What a scenario gives, in the columns of the table of results.

use super::Scenario;
use crate::simulate::elections::{Ensemble, Event};
use crate::simulate::{Confidence, Interval, Proportion};

/// Columns of whole numbers and texts that stand in every table of results, besides one for each parameter.
pub const KEYS: [&str; 6] = ["scenario_id", "scenario", "system", "party", "draws", "house"];

/// Columns of figures. Intervals are at 95 %; quantiles are of the drawn seats. What begins with `difference` is the
/// system's less the baseline's, on the same votes, and empty for the baseline.
pub const FIGURES: [&str; 23] = [
    "mean_seats",
    "mean_seats_low",
    "mean_seats_high",
    "sd_seats",
    "q05_seats",
    "q25_seats",
    "median_seats",
    "q75_seats",
    "q95_seats",
    "p_enters",
    "p_majority",
    "p_majority_low",
    "p_majority_high",
    "p_two_thirds",
    "p_two_thirds_low",
    "p_two_thirds_high",
    "p_failed",
    "difference",
    "difference_low",
    "difference_high",
    "difference_p_majority",
    "difference_p_majority_low",
    "difference_p_majority_high",
];

/// How the columns of an event begin: its chance, and the lower and the upper end of the interval of that.
const OF_EVENT: [&str; 3] = ["p_of_", "p_low_of_", "p_high_of_"];

/// The columns of an event, behind [`FIGURES`]: its chance under the system of the row, and the interval of that at 95 %.
///
/// ```
/// use sailau::reform::sweep_file::event_columns;
/// use sailau::simulate::elections::Event;
///
/// let [chance, low, high] = event_columns(&Event::coalition(["Hill", "Dale"]));
/// assert_eq!(chance, "p_of_Hill + Dale hold more than 1/2");
/// assert_eq!(low, "p_low_of_Hill + Dale hold more than 1/2");
/// assert_eq!(high, "p_high_of_Hill + Dale hold more than 1/2");
/// ```
#[must_use]
pub fn event_columns(event: &Event) -> [String; 3] {
    OF_EVENT.map(|figure| format!("{figure}{event}"))
}

/// Whether a parameter may not be called that: the table has a column of the name.
pub(super) fn is_column(name: &str) -> bool {
    let begins = |with: &&str| name.starts_with(*with);
    KEYS.contains(&name) || FIGURES.contains(&name) || begins(&"seats_of_") || OF_EVENT.iter().any(begins)
}

/// A row of the results: a party under a system.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// The system.
    pub system: String,
    /// The party.
    pub party: String,
    /// The draws.
    pub draws: u64,
    /// The figures, in the order of [`FIGURES`]; none where there is nothing to tell.
    pub values: [Option<f64>; FIGURES.len()],
    /// Of each event that was asked for, its chance with the lower and the upper end of the interval: the same in all rows of
    /// a system. See [`event_columns`].
    pub events: Vec<[Option<f64>; 3]>,
}

impl Figures {
    /// The figure of a name; none where it is not known, or the name is none of [`FIGURES`].
    #[must_use]
    pub fn get(&self, name: &str) -> Option<f64> {
        let at = FIGURES.iter().position(|known| *known == name)?;
        self.values[at]
    }
}

/// The rows of an ensemble: system after system, and within it party after party.
pub fn figures(ensemble: &Ensemble) -> impl Iterator<Item = Figures> + '_ {
    let elections = &ensemble.summary;
    elections.systems.iter().enumerate().flat_map(move |(system, houses)| {
        let parties = elections.parties.iter().zip(&houses.parties).enumerate();
        let events: Vec<_> = houses.events.iter().map(|event| chance(event.happened)).collect();
        parties.map(move |(party, (name, of))| {
            let moments = of.seats.moments();
            let [mean_low, mean_high] = bounds(moments.interval(Confidence::P95));
            let quantile = |p| of.seats.quantile(p).map(f64::from);
            let [majority, majority_low, majority_high] = chance(of.majority);
            let [two_thirds, two_thirds_low, two_thirds_high] = chance(of.two_thirds);
            let pair = elections.pairs.iter().find(|pair| (pair.first, pair.second) == (0, system));
            let seats = pair.and_then(|pair| pair.seats.get(party)).map(|seats| seats.moments());
            let agreement = pair.and_then(|pair| pair.majority.get(party));
            // A pair holds the baseline less the reform.
            let turned = |middle: Option<f64>, interval: Option<Interval>| {
                let [low, high] = bounds(interval);
                [middle, high, low].map(|figure| figure.map(|x| 0.0 - x))
            };
            let [difference, difference_low, difference_high] = turned(
                seats.as_ref().and_then(|seats| seats.mean()),
                seats.as_ref().and_then(|seats| seats.interval(Confidence::P95)),
            );
            let [p_difference, p_difference_low, p_difference_high] = turned(
                agreement.and_then(|both| both.difference()),
                agreement.and_then(|both| both.interval(Confidence::P95)),
            );
            let values = [
                moments.mean(),
                mean_low,
                mean_high,
                moments.variance().map(f64::sqrt),
                quantile(0.05),
                quantile(0.25),
                quantile(0.5),
                quantile(0.75),
                quantile(0.95),
                of.enters().share(),
                majority,
                majority_low,
                majority_high,
                two_thirds,
                two_thirds_low,
                two_thirds_high,
                houses.failed.share(),
                difference,
                difference_low,
                difference_high,
                p_difference,
                p_difference_low,
                p_difference_high,
            ];
            let (system, party, events) = (houses.name.clone(), name.clone(), events.clone());
            Figures { system, party, draws: ensemble.draws(), values, events }
        })
    })
}

/// What a scenario gave: its rows of the results.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct DrawnScenario {
    /// The scenario's name.
    pub name: String,
    /// The parameters' values.
    pub setting: Vec<(String, String)>,
    /// The events that were asked for.
    pub events: Vec<Event>,
    /// A row for each system and party.
    pub rows: Vec<Figures>,
}

impl DrawnScenario {
    /// The figures of a scenario that was drawn.
    #[must_use]
    pub fn new(scenario: &Scenario, ensemble: &Ensemble) -> Self {
        let (name, setting, events) =
            (scenario.name.clone(), scenario.setting.clone(), scenario.events.clone());
        Self { name, setting, events, rows: figures(ensemble).collect() }
    }
}

/// A share of the draws, and the ends of its interval.
fn chance(of: Proportion) -> [Option<f64>; 3] {
    let [low, high] = bounds((of.of > 0).then(|| of.wilson(Confidence::P95)));
    [of.share(), low, high]
}

fn bounds(interval: Option<Interval>) -> [Option<f64>; 2] {
    [interval.map(|at| at.low), interval.map(|at| at.high)]
}
