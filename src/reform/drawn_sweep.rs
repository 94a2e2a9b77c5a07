//! A sweep counted on drawn elections: every point on the same draws, so that points differ by the rules alone.

use thiserror::Error;

use super::{Sweep, SweepError, Value};
use crate::electorate::VoteModel;
use crate::simulate::elections::{ElectionsError, Ensemble, Simulation};
use crate::simulate::{Run, SimulateError};
use crate::system::ElectoralSystem;

/// What the points of a sweep give on the same drawn elections.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct DrawnSweep {
    /// The varied rules, in words.
    pub vary: Vec<String>,
    /// The values of the varied rules at each point, in the order of the systems of the ensemble.
    pub values: Vec<Vec<Value>>,
    /// The draws: a system for each point.
    pub ensemble: Ensemble,
}

/// Why a sweep cannot be drawn.
#[derive(Debug, Clone, PartialEq, Error)]
#[non_exhaustive]
pub enum DrawnSweepError {
    /// The sweep itself, or one of its points.
    #[error(transparent)]
    Sweep(#[from] Box<SweepError>),
    /// Rules of a point that do not fit those who stand in the model.
    #[error(transparent)]
    Elections(#[from] Box<ElectionsError>),
    /// The run.
    #[error(transparent)]
    Simulate(#[from] SimulateError),
}

impl Sweep {
    /// Counts every point on the same drawn elections. Thresholds between which nobody else passes are counted once a draw.
    ///
    /// The field of the model is that of every point: who varies the number of districts draws a model for each, as
    /// [`Simulation::with_model`] lets them.
    ///
    /// # Errors
    ///
    /// [`DrawnSweepError`].
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan::{electorate, law_on};
    /// use sailau::reform::Sweep;
    /// use sailau::report::Table;
    /// use sailau::simulate::Run;
    ///
    /// let day = date(2023, 3, 19);
    /// let sweep = Sweep::from_toml(r#"
    ///     vary = [{ set = "list.threshold.at_least", from = "3%", to = "7%", step = "2%" }]
    /// "#)?;
    /// let model = electorate(day).unwrap().electorate.compile()?;
    /// let drawn = sweep.drawn(law_on(day)?.value, model, &Run::from_seed(7).draws(500))?;
    /// assert_eq!(drawn.values.len(), 3);
    /// println!("{}", Table::of_drawn_sweep(&drawn));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn drawn<M: VoteModel>(
        &self,
        baseline: &ElectoralSystem,
        model: M,
        run: &Run,
    ) -> Result<DrawnSweep, DrawnSweepError> {
        let mut simulation = Simulation::new(model).compare_none();
        let mut values = Vec::new();
        for point in self.systems(baseline).map_err(Box::new)? {
            let point = point.map_err(Box::new)?;
            let name = point.system.name.clone();
            simulation = simulation.system(name, &point.system).map_err(Box::new)?;
            values.push(point.values);
        }
        let vary = self.vary.iter().map(|parameter| parameter.set.words()).collect();
        Ok(DrawnSweep { vary, values, ensemble: run.run(&simulation)? })
    }
}

impl DrawnSweep {
    /// The parties that have half a seat or more on average at some point, by number, and those that have less.
    pub(crate) fn large_and_small(&self) -> (Vec<usize>, Vec<usize>) {
        let summary = &self.ensemble.summary;
        let mean = |party: usize| {
            let means =
                summary.systems.iter().filter_map(|system| system.parties.get(party)?.seats.moments().mean());
            means.fold(0.0, f64::max)
        };
        let (mut large, small): (Vec<usize>, Vec<usize>) =
            (0..summary.parties.len()).partition(|&party| mean(party) >= 0.5);
        large.sort_by(|&a, &b| mean(b).total_cmp(&mean(a)));
        (large, small)
    }

    /// What is said of those who are left out; nothing where nobody is.
    pub(crate) fn left_out(&self, small: &[usize]) -> Option<String> {
        let names: Vec<&str> =
            small.iter().map(|&party| self.ensemble.summary.parties[party].as_str()).collect();
        (!names.is_empty())
            .then(|| format!("Left out, with less than half a seat everywhere: {}.", names.join(", ")))
    }
}
