//! Many elections at once, on arrays of NumPy.

use numpy::{IntoPyArray, PyArray2, PyArrayMethods, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::pybacked::PyBackedStr;
use sailau::apportion::{Batch as Buffers, Tie as Open};

use crate::array::{Called, numbered, whole_numbers};
use crate::error::{ApportionError, saying};
use crate::method::named;
use crate::tie::Tie;

/// `apportion` for many elections: a row of `votes` is an election, a column a party.
///
/// `votes` is an array of NumPy with two dimensions. It is read where it lies, without a copy, if its numbers are of 64 bits and
/// its rows follow one another (`C` order); other arrays of whole numbers are copied once. `seats` is one house size, or an array
/// with one for each row. The GIL is released while seats are worked out.
///
/// Raises ApportionError, with `row` where one is at fault, and TypeError for an array of other numbers.
///
/// >>> import numpy, sailau
/// >>> batch = sailau.apportion_batch(numpy.array([[60, 30, 10], [70, 25, 25], [0, 0, 0]]), 3, "hare")
/// >>> batch.seats
/// array([[2, 1, 0],
///        [2, 0, 0],
///        [0, 0, 0]], dtype=uint32)
/// >>> batch.ties
/// [(1, Tie(parties=[1, 2], seats=1))]
/// >>> batch.without_votes
/// [2]
#[pyfunction]
pub(crate) fn apportion_batch(
    py: Python<'_>,
    votes: &Bound<'_, PyAny>,
    seats: &Bound<'_, PyAny>,
    method: PyBackedStr,
) -> PyResult<Batch> {
    let method = named(&method)?;
    let votes = whole_numbers(votes, Called { numbers: "votes", row: "election" }, &numbered)?;
    let (rows, parties) = (votes.shape()[0], votes.shape()[1]);
    let houses = house_sizes(seats)?;
    if houses.len() != 1 && houses.len() != rows {
        let words = format!("{} house sizes for {rows} rows: give one for all or one for each", houses.len());
        return Err(saying::<ApportionError>(words));
    }
    let numbers = votes.as_slice().map_err(|error| PyValueError::new_err(error.to_string()))?;
    let mut buffers = Buffers::default();
    let mut given = vec![0; numbers.len()];
    let shared = py.detach(|| {
        if parties == 0 {
            return Ok(());
        }
        sailau::apportion::apportion_batch(numbers, parties, &houses, &method, &mut buffers, &mut given)
    });
    shared.map_err(|error| saying::<ApportionError>(error.to_string()))?;
    let ties = buffers.ties().map(|(row, tie)| {
        let parties = tie.parties.iter().map(|&party| party as usize).collect();
        (row, Open { parties, seats: tie.seats, all_to_one: tie.all_to_one })
    });
    Ok(Batch {
        ties: ties.collect(),
        without_votes: buffers.without_votes().to_vec(),
        seats: given.into_pyarray(py).reshape([rows, parties])?.unbind(),
    })
}

/// One house size, or one for each row.
fn house_sizes(seats: &Bound<'_, PyAny>) -> PyResult<Vec<u32>> {
    if let Ok(all) = seats.extract::<u32>() {
        return Ok(vec![all]);
    }
    let numpy = seats.py().import("numpy")?;
    let array = numpy.call_method1("asarray", (seats,))?;
    if array.getattr("ndim")?.extract::<usize>()? == 1 {
        let each = array.call_method0("tolist")?.extract::<Vec<u32>>();
        if let Ok(each) = each {
            return Ok(each);
        }
    }
    Err(saying::<ApportionError>(format!(
        "a house has from 0 to {} seats; give one number, or one for each row",
        u32::MAX
    )))
}

/// The seats of many elections, and what is open.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Batch {
    seats: Py<PyArray2<u32>>,
    ties: Vec<(usize, Open)>,
    without_votes: Vec<usize>,
}

#[pymethods]
impl Batch {
    /// Seats that are sure, in the shape of the votes.
    #[getter]
    fn seats<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<u32>> {
        self.seats.bind(py).clone()
    }

    /// The seats that are left open: the row, and who competes, by column.
    #[getter]
    fn ties(&self, py: Python<'_>) -> PyResult<Vec<(usize, Tie)>> {
        self.ties.iter().map(|(row, tie)| Ok((*row, Tie::of_positions(py, tie, None)?))).collect()
    }

    /// Rows with seats to give and not a single vote: their seats are all 0.
    #[getter]
    fn without_votes(&self) -> Vec<usize> {
        self.without_votes.clone()
    }

    fn __len__(&self, py: Python<'_>) -> usize {
        self.seats.bind(py).shape()[0]
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let shape = self.seats.bind(py).shape().to_vec();
        format!("<Batch of {} elections, {} parties; {} with ties>", shape[0], shape[1], self.ties.len())
    }
}
