//! Who stood, and how many votes they got.

use std::path::PathBuf;

use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyDict, PyMapping};
use sailau::Votes as Cast;
use sailau::report::{Cell, Column, Kind, Table as Rows};
use sailau::votes::{Contest, CsvTable, VotesBuilder, VotesError as Wrong, Winner};

use crate::error::{Place, VotesError, at, of_frame, of_votes, saying};
use crate::frame;
use crate::positions::number;
use crate::rules::Rules;
use crate::table::Table;

/// Who stood, and how many votes they got: by contest, by district.
///
/// `Votes({"Red": 600, "Blue": 400})` is one nationwide list contest, and `Votes({"North": {"Red": 60}, "South": {"Red": 40}})` is by
/// district. The names `@invalid`, `@registered`, `@against-all`, `@others` and `@ballots` are no parties: they give spoilt
/// ballots, voters on the roll, votes against all, votes for who is not named, and good ballots. Files and frames have the
/// columns party, votes and, where needed, contest, district, candidate, registration_order, kind, alliance, place, group.
///
/// Raises VotesError, with `file`, `line`, `column`, `row` or `party`.
///
/// >>> from sailau import Votes
/// >>> votes = Votes({"Red": 600, "Blue": 400, "@invalid": 12})
/// >>> votes.total(), votes.parties
/// (1000, ['Red', 'Blue'])
#[pyclass(frozen, eq, module = "sailau")]
#[derive(PartialEq)]
pub(crate) struct Votes(pub(crate) Cast);

#[pymethods]
impl Votes {
    #[new]
    #[pyo3(signature = (votes, contest="list"))]
    fn new(votes: &Bound<'_, PyAny>, contest: &str) -> PyResult<Self> {
        of_dictionary(votes, contest).map(Self)
    }

    /// Reads a file of votes in CSV.
    ///
    /// `columns` gives our names the file's, such as `{"party": "Partei", "votes": "Stimmen"}`; `summed` adds up rows of the same,
    /// such as those of polling stations. With `rules` the contests and kinds of lists that these know may stand in it.
    #[staticmethod]
    #[pyo3(signature = (path, *, rules=None, columns=None, separator=",", summed=false))]
    fn from_file(
        path: PathBuf,
        rules: Option<&Bound<'_, Rules>>,
        columns: Option<&Bound<'_, PyDict>>,
        separator: &str,
        summed: bool,
    ) -> PyResult<Self> {
        let table = csv_table(columns, separator, summed)?;
        let name = path.display().to_string();
        let opened = std::fs::File::open(&path);
        let file = opened.map_err(|error| of_votes_file(&name, format!("cannot be read: {error}")))?;
        let read = read(file, rules, &table).map_err(|mut error| {
            match &mut error.place {
                Some(place) => place.file = Some(name.clone()),
                None => return of_votes_file(&name, error.to_string()),
            }
            of_votes(&error)
        });
        read.map(Self)
    }

    /// Reads the text of a file of votes in CSV.
    ///
    /// >>> from sailau import Votes
    /// >>> Votes.from_csv("party,votes\nRed,600\nBlue,four hundred\n")
    /// Traceback (most recent call last):
    /// ...
    /// sailau.VotesError: line 3, column `votes`: `four hundred` is not a number; write digits only, without spaces or separators
    #[staticmethod]
    #[pyo3(signature = (text, *, rules=None, columns=None, separator=",", summed=false))]
    fn from_csv(
        text: &str,
        rules: Option<&Bound<'_, Rules>>,
        columns: Option<&Bound<'_, PyDict>>,
        separator: &str,
        summed: bool,
    ) -> PyResult<Self> {
        if !text.contains('\n') && std::path::Path::new(text).is_file() {
            return Err(saying::<VotesError>(format!(
                "{text:?} is the name of a file: Votes.from_file reads it"
            )));
        }
        let table = csv_table(columns, separator, summed)?;
        read(text.as_bytes(), rules, &table).map(Self).map_err(|error| of_votes(&error))
    }

    /// Reads a frame of pandas, polars or pyarrow, or a dictionary of columns. Missing values are blank.
    ///
    /// >>> from sailau import Votes
    /// >>> Votes.from_frame({"party": ["Red", "Blue"], "votes": [600, -4]})
    /// Traceback (most recent call last):
    /// ...
    /// sailau.VotesError: row 1, column `votes`: `-4` is negative; a count is 0 or more
    #[staticmethod]
    #[pyo3(signature = (frame, *, rules=None, columns=None, summed=false))]
    fn from_frame(
        frame: &Bound<'_, PyAny>,
        rules: Option<&Bound<'_, Rules>>,
        columns: Option<&Bound<'_, PyDict>>,
        summed: bool,
    ) -> PyResult<Self> {
        let table = csv_table(columns, ",", summed)?;
        let text = frame::as_csv(frame)?;
        read(text.as_slice(), rules, &table).map(Self).map_err(|error| of_frame(&error))
    }

    /// The same votes with what rules ask of districts, from the text of a CSV file: district, seats, region, population.
    fn with_districts(&self, text: &str) -> PyResult<Self> {
        self.0.clone().add_districts_csv(text.as_bytes()).map(Self).map_err(|error| of_votes(&error))
    }

    /// The same votes with seats whose winners are given in place of votes: a dictionary of parties, None for those without one.
    ///
    /// >>> from sailau import Votes
    /// >>> Votes({"Amanat": 3431510}).with_winners("single", {"Amanat": 22, None: 7}).winners
    /// [('single', 'Amanat', 22), ('single', None, 7)]
    fn with_winners(&self, tier: &str, seats: &Bound<'_, PyDict>) -> PyResult<Self> {
        let mut winners = Vec::new();
        for (party, seats) in seats {
            let seats: u32 = seats.extract()?;
            winners.push(match party.extract::<Option<String>>()? {
                Some(party) => Winner::of_party(tier, &party, seats),
                None => Winner::independents(tier, seats),
            });
        }
        self.0.clone().with_winners(winners).map(Self).map_err(|error| of_votes(&error))
    }

    /// The same votes for rules that read more contests than there are: seats of a tier whose votes are not there stay empty.
    fn allow_uncounted(&self) -> Self {
        Self(self.0.clone().allow_uncounted())
    }

    /// The same votes without winners that were given in place of votes.
    fn without_winners(&self) -> Self {
        Self(self.0.clone().without_winners())
    }

    /// The parties that stood.
    #[getter]
    fn parties(&self) -> Vec<String> {
        self.0.field().parties().iter().map(|party| party.name.clone()).collect()
    }

    /// The contests, such as `list` and `single`.
    #[getter]
    fn contests(&self) -> Vec<String> {
        self.0.field().contests().iter().map(|contest| contest.name.clone()).collect()
    }

    /// The districts.
    #[getter]
    fn districts(&self) -> Vec<String> {
        self.0.field().districts().to_vec()
    }

    /// Winners that are given in place of votes: tier, party (None for those without one), seats.
    #[getter]
    fn winners(&self) -> Vec<(String, Option<String>, u32)> {
        let winners = self.0.winners().iter();
        winners.map(|winner| (winner.tier.clone(), winner.party.clone(), winner.seats)).collect()
    }

    /// All votes of a contest for lists and candidates; of the lists' contest, or the first, when none is named.
    #[pyo3(signature = (contest=None))]
    fn total(&self, contest: Option<&str>) -> u128 {
        self.0.total(contest.unwrap_or_else(|| self.0.main_contest()))
    }

    /// Votes of each party in a contest, its districts together.
    #[pyo3(signature = (contest=None))]
    fn by_party<'py>(&self, py: Python<'py>, contest: Option<&str>) -> PyResult<Bound<'py, PyDict>> {
        let dict = PyDict::new(py);
        for (party, votes) in self.0.party_totals(contest.unwrap_or_else(|| self.0.main_contest())) {
            dict.set_item(&party.name, votes)?;
        }
        Ok(dict)
    }

    /// A row for each contest, district, party and candidate.
    fn table(&self) -> PyResult<Table> {
        rows(&self.0).map(Table).map_err(|error| saying::<VotesError>(error.to_string()))
    }

    fn __repr__(&self) -> String {
        let field = self.0.field();
        let contests: Vec<_> = field.contests().iter().map(|contest| contest.name.as_str()).collect();
        let (parties, contest) = (field.parties().len(), self.0.main_contest());
        format!(
            "<Votes of {parties} parties in {}: {} in {contest}>",
            contests.join(", "),
            self.0.total(contest)
        )
    }
}

/// Votes as they are, or a dictionary of them.
pub(crate) fn votes_of(votes: &Bound<'_, PyAny>) -> PyResult<Cast> {
    match votes.cast::<Votes>() {
        Ok(votes) => Ok(votes.get().0.clone()),
        Err(_) => of_dictionary(votes, Contest::LIST),
    }
}

/// The same to be counted; where asked, seats of a tier whose votes are not there stay empty.
pub(crate) fn votes_to_count(votes: &Bound<'_, PyAny>, allow_uncounted: bool) -> PyResult<Cast> {
    let votes = votes_of(votes)?;
    Ok(if allow_uncounted { votes.allow_uncounted() } else { votes })
}

fn of_dictionary(votes: &Bound<'_, PyAny>, contest: &str) -> PyResult<Cast> {
    let mapping = votes.cast::<PyMapping>().map_err(|_| {
        PyTypeError::new_err(
            "votes are a dictionary of parties; Votes.from_file, from_csv and from_frame read others",
        )
    })?;
    let mut builder = VotesBuilder::default();
    for pair in mapping.items()? {
        let (name, value): (String, Bound<'_, PyAny>) = pair.extract()?;
        match value.cast::<PyMapping>() {
            Ok(district) => {
                for pair in district.items()? {
                    let (party, votes): (String, Bound<'_, PyAny>) = pair.extract()?;
                    add(&mut builder, contest, Some(&name), &party, &votes)?;
                }
            }
            Err(_) => add(&mut builder, contest, None, &name, &value)?,
        }
    }
    builder.build().map_err(|problem| of_votes(&problem.into()))
}

fn add(
    builder: &mut VotesBuilder,
    contest: &str,
    district: Option<&str>,
    party: &str,
    votes: &Bound<'_, PyAny>,
) -> PyResult<()> {
    let place =
        || Place { party: Some(party.to_owned()), district: district.map(str::to_owned), ..Place::default() };
    let votes = number(votes).map_err(|_| {
        let words = format!(
            "the votes of `{party}` are {}; a count is a whole number from 0 to {}",
            shown(votes),
            u64::MAX
        );
        at::<VotesError>(words, place())
    })?;
    let added = builder.votes(contest, district, Some(party), None, votes);
    added.map_err(|problem| at::<VotesError>(format!("`{party}`: {problem}"), place()))
}

fn shown(value: &Bound<'_, PyAny>) -> String {
    value.repr().map_or_else(|_| "none".to_owned(), |text| text.to_string())
}

fn of_votes_file(name: &str, words: String) -> PyErr {
    let place = Place { file: Some(name.to_owned()), ..Place::default() };
    at::<VotesError>(format!("{name}: {words}"), place)
}

fn read(
    source: impl std::io::Read,
    rules: Option<&Bound<'_, Rules>>,
    table: &CsvTable,
) -> Result<Cast, Wrong> {
    match rules {
        Some(rules) => rules.get().0.read_table(source, table),
        None => table.read(source, &[]),
    }
}

fn csv_table(columns: Option<&Bound<'_, PyDict>>, separator: &str, summed: bool) -> PyResult<CsvTable> {
    let [separator] = separator.as_bytes() else {
        return Err(saying::<VotesError>(format!(
            "{separator:?} parts no columns; write one character, such as \";\""
        )));
    };
    let table = CsvTable::default().separator(*separator).summed(summed);
    match columns {
        Some(columns) => {
            let pairs = columns.iter().map(|(ours, theirs)| Ok((ours.extract()?, theirs.extract()?)));
            Ok(table.columns(pairs.collect::<PyResult<Vec<(String, String)>>>()?))
        }
        None => Ok(table),
    }
}

fn rows(votes: &Cast) -> Result<Rows, sailau::report::TableError> {
    let mut table = Rows::new([
        Column::new("contest", Kind::Text),
        Column::new("district", Kind::Text),
        Column::new("party", Kind::Text),
        Column::new("candidate", Kind::Text),
        Column::new("votes", Kind::Count),
    ])?;
    let field = votes.field();
    for contest in field.contests() {
        for ballot in &contest.ballots {
            let district = ballot.district.and_then(|number| field.districts().get(number)).cloned();
            for (entry, &count) in ballot.entries.iter().zip(&votes.tally().votes[ballot.votes()]) {
                let party =
                    entry.party.and_then(|party| field.parties().get(party)).map(|party| party.name.clone());
                table.push([
                    Cell::from(contest.name.clone()),
                    Cell::from(district.clone()),
                    Cell::from(party),
                    Cell::from(entry.candidate.clone()),
                    Cell::Count(count),
                ])?;
            }
        }
    }
    Ok(table)
}
