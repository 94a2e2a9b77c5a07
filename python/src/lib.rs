//! The engine of `sailau`, for Python: what a wheel has in `sailau._sailau`.
//!
//! A file is an idea of the library in Python's words; errors become exceptions with places in `error`, tables data frames in
//! `table`. Whatever counts releases the GIL.

// No input may panic. What cannot happen says why it cannot.
#![warn(clippy::unwrap_used, clippy::panic)]

mod apportion;
mod array;
mod batch;
mod biproportional;
mod certificate;
mod day;
mod electorate;
mod error;
mod fit;
mod frame;
mod json;
mod kazakhstan;
mod margins;
mod matrix;
mod method;
mod outcome;
mod positions;
mod reform;
mod rules;
mod scale;
mod scenario;
mod seats;
mod simulate;
mod table;
mod tie;
mod votes;
mod watched;
mod world;

/// The official elections of the repository, as its tests read them.
#[path = "../../tests/world/case.rs"]
#[allow(dead_code, reason = "sums of a comparison are for the program; here a table has its rows")]
mod case;

#[pyo3::pymodule]
mod _sailau {
    #[pymodule_export]
    use crate::apportion::{Apportionment, apportion, apportion_within};
    #[pymodule_export]
    use crate::batch::{Batch, apportion_batch};
    #[pymodule_export]
    use crate::biproportional::{Biproportional, CellTie, apportion_biproportional};
    #[pymodule_export]
    use crate::certificate::Certificate;
    #[pymodule_export]
    use crate::electorate::Electorate;
    #[pymodule_export]
    use crate::error::{
        ApportionError, CountError, ElectorateError, ReformError, RulesError, SailauError, SimulationError,
        UnknownNameError, VotesError,
    };
    #[pymodule_export]
    use crate::fit::{Fit, fit};
    #[pymodule_export]
    use crate::margins::{Change, Margins};
    #[pymodule_export]
    use crate::method::methods;
    #[pymodule_export]
    use crate::outcome::Outcome;
    #[pymodule_export]
    use crate::reform::Reform;
    #[pymodule_export]
    use crate::rules::Rules;
    #[pymodule_export]
    use crate::scale::{Scale, scale};
    #[pymodule_export]
    use crate::scenario::Scenario;
    #[pymodule_export]
    use crate::simulate::{Ensemble, simulate};
    #[pymodule_export]
    use crate::table::Table;
    #[pymodule_export]
    use crate::tie::Tie;
    #[pymodule_export]
    use crate::votes::Votes;

    #[pyo3::pymodule]
    mod kazakhstan {
        #[pymodule_export]
        use crate::kazakhstan::{Election, election, elections, electorate, law_on, laws};
    }

    #[pyo3::pymodule]
    mod world {
        #[pymodule_export]
        use crate::world::{WorldElection, election, elections};
    }
}
