//! Seats that equal claims leave open.

use pyo3::prelude::*;
use pyo3::types::PyList;
use sailau::apportion::Tie as Open;
use sailau::system::OpenTie;

use crate::positions::{Names, called};

/// Seats for which equal claims compete.
#[pyclass(frozen, get_all, module = "sailau")]
pub(crate) struct Tie {
    /// Who competes: names, or positions of votes without names.
    parties: Py<PyList>,
    /// How many seats are open among them.
    seats: u32,
    /// Whether one of them gets all these seats; otherwise each gets one or none.
    all_to_one: bool,
    /// The tier; None of a sharing of seats by itself.
    tier: Option<String>,
    /// The district; None of a tier that is nationwide.
    district: Option<String>,
}

#[pymethods]
impl Tie {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        self.shown(py)
    }
}

impl Tie {
    pub(crate) fn of_positions(py: Python<'_>, tie: &Open, names: Option<&Names>) -> PyResult<Self> {
        let parties =
            tie.parties.iter().map(|&position| called(py, names, position)).collect::<PyResult<Vec<_>>>()?;
        let parties = PyList::new(py, parties)?.unbind();
        Ok(Self { parties, seats: tie.seats, all_to_one: tie.all_to_one, tier: None, district: None })
    }

    pub(crate) fn of_house(py: Python<'_>, tie: &OpenTie) -> PyResult<Self> {
        let parties = PyList::new(py, &tie.parties)?.unbind();
        let (tier, district) = (Some(tie.tier.clone()), tie.district.clone());
        Ok(Self { parties, seats: tie.seats, all_to_one: tie.all_to_one, tier, district })
    }

    pub(crate) fn shown(&self, py: Python<'_>) -> PyResult<String> {
        let mut text = format!("Tie(parties={}, seats={}", self.parties.bind(py).repr()?, self.seats);
        if self.all_to_one {
            text += ", all_to_one=True";
        }
        for (name, value) in [("tier", &self.tier), ("district", &self.district)] {
            if let Some(value) = value {
                text += &format!(", {name}={}", value.into_pyobject(py)?.repr()?);
            }
        }
        Ok(text + ")")
    }
}
