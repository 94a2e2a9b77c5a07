//! The simulation as functions of the engine.
//!
//! | function | gives |
//! |---|---|
//! | `simulate(scenario, first_block, blocks)` | the shard's [`Ensemble`](sailau::simulate::elections::Ensemble) as JSON |
//! | `merge_ensembles(e)` (aggregate) | ensembles of the same scenario joined, exactly and in any order |
//! | `draws(e)` | how many draws it holds |
//! | `mean_seats(e, system, party)`, `sd_seats(…)` | mean and standard deviation of a party's seats |
//! | `quantile(e, system, party, p)` | the seats that a share `p` of the draws did not exceed |
//! | `p_majority(e, system, party)`, `p_two_thirds(…)` | how often the party has more than half, or two thirds |
//! | `seats_interval(e, system, party)` (or `"interval"`, in quotation marks, because SQL has the word), `majority_interval(…)` | `{low, high}` of the mean seats and of `p_majority`, at 95 % or the level given as a fourth argument |
//! | `paired_difference(e, first, second, party)` | `{mean, low, high}` of the first system's seats less the second's, on the same votes |
//! | `majority_difference(e, first, second, party)` | the same of `p_majority` |
//! | `count_votes(rules, contest, district, party, votes)` (aggregate) | rows of votes summed, such as those of polling stations to districts, and counted: the [`Outcome`](sailau::Outcome) as JSON |
//! | `seats_of(outcome, party)` | the party's sure seats in it |
//!
//! A null in, a null out. What is not there, a party or a system, is an error that names what there is.

mod accessors;
mod arguments;
mod count;
mod declared;
mod merge;
mod seats;
mod simulate;

use std::sync::Arc;

use datafusion::logical_expr::{AggregateUDF, ScalarUDF};

/// The functions of one version.
#[derive(Debug, Clone)]
pub struct Functions {
    scalar: Vec<Arc<ScalarUDF>>,
    aggregate: Vec<Arc<AggregateUDF>>,
}

impl Functions {
    /// Those of a version: scenarios that another version wrote are refused.
    #[must_use]
    pub fn of_version(version: &str) -> Self {
        let mut scalar = vec![Arc::new(ScalarUDF::from(simulate::function(version)))];
        scalar.extend(accessors::all().into_iter().map(|accessor| Arc::new(ScalarUDF::from(accessor))));
        scalar.push(Arc::new(ScalarUDF::from(seats::function())));
        let aggregate = vec![
            Arc::new(AggregateUDF::from(merge::function())),
            Arc::new(AggregateUDF::from(count::function())),
        ];
        Self { scalar, aggregate }
    }

    /// The functions of a row.
    #[must_use]
    pub fn scalar(&self) -> &[Arc<ScalarUDF>] {
        &self.scalar
    }

    /// The functions of many rows.
    #[must_use]
    pub fn aggregate(&self) -> &[Arc<AggregateUDF>] {
        &self.aggregate
    }
}

impl Default for Functions {
    /// Those of this version.
    fn default() -> Self {
        Self::of_version(crate::VERSION)
    }
}
