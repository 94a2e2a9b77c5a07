//! Parties in districts, in proportion to both at once.

use numpy::{IntoPyArray, PyArray2, PyArrayMethods, PyUntypedArrayMethods};
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use pyo3::types::PyList;
use sailau::Method;
use sailau::apportion::biproportional::{
    BigRatio, BiproportionalError, CellTie as Open, Solution, VoteMatrix, apportion, apportion_at_least,
    verify, verify_at_least,
};
use sailau::report::{Column, Kind, Table as Rows, TableError};

use crate::error::{ApportionError, Place, SailauError, at, saying};
use crate::matrix::Matrix;
use crate::method::named;
use crate::positions::{Names, called, words};
use crate::seats::{Side, Wanted};
use crate::table::Table;

/// Shares the seats of districts and of parties among parties in districts, in proportion to both: the double divisor method of
/// Pukelsheim, by which Zürich and other cantons elect.
///
/// `votes` has a row for each district and a column for each party: an array of NumPy, which is read where it lies if its numbers
/// are of 64 bits and its rows follow one another (`C` order), a frame of pandas, or a dictionary of districts, each a dictionary
/// of parties. `district_seats` and `party_seats` are in the order of rows and columns, or dictionaries by their names; both have
/// the same house. A cell's seats are its votes divided by the divisors of its district and its party, rounded as `method` says:
/// to the nearest number by "sainte-lague", down by "dhondt"; "danish", "imperiali", "adams" and "dean" are read besides.
/// `at_least` has a minimum for each cell, as the clause has it by which the strongest list of a district has a seat there: in the
/// same shape as the votes, or dictionaries of the cells that have one. The GIL is released while seats are worked out.
///
/// Raises ApportionError, with `district` and `party` where one is at fault: for seats that cannot be filled it has the first of
/// them.
///
/// >>> import numpy, sailau
/// >>> house = sailau.apportion_biproportional(numpy.array([[123, 912, 312], [45, 714, 255], [815, 414, 215]]), [7, 5, 8], [5, 11, 4])
/// >>> house.seats
/// array([[1, 4, 2],
///        [0, 4, 1],
///        [4, 3, 1]], dtype=uint32)
/// >>> house.is_proved()
/// True
/// >>> sailau.apportion_biproportional({"North": {"A": 5, "B": 5}, "South": {"A": 5, "B": 5}}, [1, 1], [1, 1]).ties
/// [CellTie(cells=[('North', 'A'), ('North', 'B'), ('South', 'A'), ('South', 'B')], seats=2)]
#[pyfunction]
#[pyo3(signature = (votes, district_seats, party_seats, method="sainte-lague", *, at_least=None))]
pub(crate) fn apportion_biproportional<'py>(
    py: Python<'py>,
    votes: &Bound<'py, PyAny>,
    district_seats: &Bound<'py, PyAny>,
    party_seats: &Bound<'py, PyAny>,
    method: &str,
    at_least: Option<&Bound<'py, PyAny>>,
) -> PyResult<Biproportional> {
    let matrix = Matrix::of(votes, "votes")?;
    let [rows, columns] = matrix.shape();
    let what = "number of seats";
    let districts = Wanted { what, side: Side::District, count: rows, names: matrix.districts.as_ref() };
    let parties = Wanted { what, side: Side::Party, count: columns, names: matrix.parties.as_ref() };
    let (district_seats, party_seats) = (districts.all(district_seats)?, parties.all(party_seats)?);
    let method = named(method)?;
    let divisor = method.divisor().ok_or_else(|| {
        saying::<ApportionError>(format!(
            "parties in districts need one of sainte-lague, dhondt, danish, imperiali, adams or dean, not {method}"
        ))
    })?;
    let minimums = at_least.map(|given| matrix.minimums(given)).transpose()?;
    let cells = matrix.numbers.as_slice().map_err(|error| PyValueError::new_err(error.to_string()))?;
    let problem = VoteMatrix { votes: cells, district_seats: &district_seats, party_seats: &party_seats };
    let solved = py.detach(|| match &minimums {
        Some(minimums) => apportion_at_least(&problem, minimums, divisor),
        None => apportion(&problem, divisor),
    });
    let solution = match solved {
        Ok(solution) => solution,
        Err(error) => return Err(refused(py, &error, matrix.districts.as_ref(), matrix.parties.as_ref())?),
    };
    let seats = solution.seats.clone().into_pyarray(py).reshape([rows, columns])?.unbind();
    let votes = (*matrix.numbers).clone().unbind();
    let (districts, parties) = (matrix.districts, matrix.parties);
    Ok(Biproportional {
        votes,
        district_seats,
        party_seats,
        minimums,
        method,
        districts,
        parties,
        seats,
        solution,
    })
}

fn refused(
    py: Python<'_>,
    error: &BiproportionalError,
    districts: Option<&Names>,
    parties: Option<&Names>,
) -> PyResult<PyErr> {
    use BiproportionalError as E;

    let (district, party) = match error {
        E::Infeasible { districts, parties, .. } | E::InfeasibleMinimums { districts, parties, .. } => {
            (districts.first(), parties.first())
        }
        E::MinimumWithoutVotes { district, party } => (Some(district), Some(party)),
        E::DistrictMinimums { districts, .. } => (districts.first(), None),
        E::PartyMinimums { parties, .. } => (None, parties.first()),
        _ => (None, None),
    };
    let name = |names: Option<&Names>, at: Option<&usize>| {
        let name = at.map(|&at| Ok::<_, PyErr>(called(py, names, at)?.str()?.to_string()));
        name.transpose()
    };
    let place =
        Place { district: name(districts, district)?, party: name(parties, party)?, ..Place::default() };
    Ok(at::<ApportionError>(error.named(&words(py, districts)?, &words(py, parties)?), place))
}

/// Seats of parties in districts, the divisors that give them, and what is open.
#[pyclass(frozen, module = "sailau")]
pub(crate) struct Biproportional {
    /// As they lie there, which may be in an array of the caller's.
    votes: Py<PyArray2<u64>>,
    district_seats: Vec<u32>,
    party_seats: Vec<u32>,
    minimums: Option<Vec<u32>>,
    method: Method,
    districts: Option<Names>,
    parties: Option<Names>,
    seats: Py<PyArray2<u32>>,
    solution: Solution,
}

#[pymethods]
impl Biproportional {
    /// Seats that are sure, in the shape of the votes: a row for each district, a column for each party.
    #[getter]
    fn seats<'py>(&self, py: Python<'py>) -> Bound<'py, PyArray2<u32>> {
        self.seats.bind(py).clone()
    }

    /// The cells that compete for seats that equal claims leave open; empty when everything is decided.
    #[getter]
    fn ties(&self, py: Python<'_>) -> PyResult<Vec<CellTie>> {
        self.solution.ties.iter().map(|tie| self.tie(py, tie)).collect()
    }

    /// What the votes of each district are divided by, as exact fractions: about its votes a seat.
    #[getter]
    fn district_divisors<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        fractions(py, &self.solution.district_divisors)
    }

    /// What the votes of each party are divided by as well, as exact fractions: about 1.
    #[getter]
    fn party_divisors<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        fractions(py, &self.solution.party_divisors)
    }

    /// The districts in the order of rows: names, or numbers of those without.
    #[getter]
    fn districts<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        (0..self.district_seats.len()).map(|at| called(py, self.districts.as_ref(), at)).collect()
    }

    /// The parties in the order of columns: names, or numbers of those without.
    #[getter]
    fn parties<'py>(&self, py: Python<'py>) -> PyResult<Vec<Bound<'py, PyAny>>> {
        (0..self.party_seats.len()).map(|at| called(py, self.parties.as_ref(), at)).collect()
    }

    /// Seats of the house.
    #[getter]
    fn house_size(&self) -> u64 {
        self.district_seats.iter().copied().map(u64::from).sum()
    }

    /// The word of the method.
    #[getter]
    fn method(&self) -> String {
        self.method.name().into_owned()
    }

    /// Whether the divisors prove the seats and the ties: by fractions alone, and by nothing of what found them. The votes are
    /// those that lie in the array now.
    fn is_proved(&self, py: Python<'_>) -> PyResult<bool> {
        let Some(divisor) = self.method.divisor() else { return Ok(false) };
        let votes = self.votes.bind(py).readonly();
        let votes = votes.as_slice().map_err(|error| PyValueError::new_err(error.to_string()))?;
        let problem =
            VoteMatrix { votes, district_seats: &self.district_seats, party_seats: &self.party_seats };
        let (minimums, solution) = (&self.minimums, &self.solution);
        Ok(py.detach(|| match minimums {
            Some(minimums) => verify_at_least(&problem, minimums, divisor, solution).is_ok(),
            None => verify(&problem, divisor, solution).is_ok(),
        }))
    }

    /// A row for each district and party with votes: district, party, votes, seats.
    fn table(&self, py: Python<'_>) -> PyResult<Table> {
        let names = |all: Vec<Bound<'_, PyAny>>| {
            all.iter().map(|name| Ok(name.str()?.to_string())).collect::<PyResult<Vec<_>>>()
        };
        let (districts, parties) = (names(self.districts(py)?)?, names(self.parties(py)?)?);
        let votes = self.votes.bind(py).readonly();
        let votes = votes.as_slice().map_err(|error| PyValueError::new_err(error.to_string()))?;
        let rows = rows(&districts, &parties, votes, &self.solution.seats);
        rows.map(Table).map_err(|error| saying::<SailauError>(error.to_string()))
    }

    fn __repr__(&self, py: Python<'_>) -> String {
        let shape = self.seats.bind(py).shape().to_vec();
        let open: u32 = self.solution.ties.iter().map(|tie| tie.seats).sum();
        let open = if open == 0 { String::new() } else { format!(", {open} tied") };
        format!(
            "<Biproportional: {} seats, {} districts, {} parties{open}>",
            self.house_size(),
            shape[0],
            shape[1]
        )
    }
}

impl Biproportional {
    fn tie(&self, py: Python<'_>, tie: &Open) -> PyResult<CellTie> {
        let cells = tie.cells.iter().map(|&(district, party)| {
            let district = called(py, self.districts.as_ref(), district)?;
            Ok((district, called(py, self.parties.as_ref(), party)?))
        });
        let cells = PyList::new(py, cells.collect::<PyResult<Vec<_>>>()?)?.unbind();
        Ok(CellTie { cells, seats: tie.seats })
    }
}

/// Seats that compete: each of the cells has one of them or none.
///
/// How many of them a district and a party have is known: their seats less the sure ones.
#[pyclass(frozen, get_all, module = "sailau")]
pub(crate) struct CellTie {
    /// District and party of each cell: names, or numbers of those without.
    cells: Py<PyList>,
    /// How many seats are open among them.
    seats: u32,
}

#[pymethods]
impl CellTie {
    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        Ok(format!("CellTie(cells={}, seats={})", self.cells.bind(py).repr()?, self.seats))
    }
}

/// As exact fractions of Python.
fn fractions<'py>(py: Python<'py>, divisors: &[BigRatio]) -> PyResult<Vec<Bound<'py, PyAny>>> {
    let fraction = py.import("fractions")?.getattr("Fraction")?;
    divisors.iter().map(|divisor| fraction.call1((divisor.to_string(),))).collect()
}

fn rows(districts: &[String], parties: &[String], votes: &[u64], seats: &[u32]) -> Result<Rows, TableError> {
    let mut table = Rows::new([
        Column::new("district", Kind::Text),
        Column::new("party", Kind::Text),
        Column::new("votes", Kind::Count),
        Column::new("seats", Kind::Count),
    ])?;
    let cells = districts.iter().flat_map(|district| parties.iter().map(move |party| (district, party)));
    for (((district, party), &votes), &seats) in cells.zip(votes).zip(seats) {
        if votes > 0 {
            table.push([
                district.as_str().into(),
                party.as_str().into(),
                sailau::report::Cell::Count(votes),
                seats.into(),
            ])?;
        }
    }
    Ok(table)
}
