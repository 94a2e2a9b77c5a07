//! What is wrong, as exceptions of Python that say where.

use pyo3::PyTypeInfo;
use pyo3::create_exception;
use pyo3::exceptions::PyValueError;
use pyo3::prelude::*;
use sailau::electorate::ElectorateError as LibraryElectorateError;
use sailau::electorate::fit::FitError;
use sailau::reform::{Misread, ReformError as LibraryReformError, ReformProblem};
use sailau::simulate::behaviour::BehaviourError;
use sailau::system::{
    CountError as LibraryCountError, RulesError as LibraryRulesError, RulesErrorKind, UnknownName,
};
use sailau::votes::{VotesError as LibraryVotesError, VotesProblem};

create_exception!(
    sailau,
    SailauError,
    PyValueError,
    "What is wrong, and what to do.\n\n\
     Attributes say where it is; each is None where it is not known: `file`, `line` (from 1), `column` (a name in a file of \
     votes, a number from 1 in rules), `row` (from 0, in a data frame or an array), `party`, `tier`, `district`, `field`, \
     `article`, and `nearest`, the name that was probably meant."
);
create_exception!(sailau, ApportionError, SailauError, "Votes that cannot be turned into seats.");
create_exception!(sailau, VotesError, SailauError, "Votes that cannot be read, or could be miscounted.");
create_exception!(sailau, RulesError, SailauError, "Rules that cannot be read, or contradict themselves.");
create_exception!(sailau, CountError, SailauError, "Votes that these rules cannot count.");
create_exception!(sailau, ReformError, SailauError, "A reform that cannot be read or made.");
create_exception!(sailau, ElectorateError, SailauError, "An electorate that cannot be read or drawn from.");
create_exception!(sailau, SimulationError, SailauError, "A simulation that cannot be made.");
create_exception!(sailau, UnknownNameError, SailauError, "A party, tier, election or day that there is not.");

/// Where something is wrong.
#[derive(Debug, Default, Clone)]
pub(crate) struct Place {
    pub(crate) file: Option<String>,
    pub(crate) line: Option<u64>,
    pub(crate) column: Option<Column>,
    pub(crate) row: Option<usize>,
    pub(crate) party: Option<String>,
    pub(crate) tier: Option<String>,
    pub(crate) district: Option<String>,
    pub(crate) field: Option<String>,
    pub(crate) article: Option<String>,
    pub(crate) nearest: Option<String>,
}

/// A column by its name, or a character of a line by its number.
#[derive(Debug, Clone, IntoPyObject)]
pub(crate) enum Column {
    Named(String),
    Numbered(usize),
}

/// The exception of this type with these words, which says where.
pub(crate) fn at<T: PyTypeInfo>(words: impl Into<String>, place: Place) -> PyErr {
    let words: String = words.into();
    Python::attach(|py| {
        let error = PyErr::from_type(py.get_type::<T>(), words);
        match place.onto(error.value(py).as_any()) {
            Ok(()) => error,
            Err(other) => other,
        }
    })
}

/// The same where no place is known.
pub(crate) fn saying<T: PyTypeInfo>(words: impl Into<String>) -> PyErr {
    at::<T>(words, Place::default())
}

impl Place {
    fn onto(self, error: &Bound<'_, PyAny>) -> PyResult<()> {
        let Self { file, line, column, row, party, tier, district, field, article, nearest } = self;
        error.setattr("file", file)?;
        error.setattr("line", line)?;
        error.setattr("column", column)?;
        error.setattr("row", row)?;
        error.setattr("party", party)?;
        error.setattr("tier", tier)?;
        error.setattr("district", district)?;
        error.setattr("field", field)?;
        error.setattr("article", article)?;
        error.setattr("nearest", nearest)
    }
}

pub(crate) fn of_votes(error: &LibraryVotesError) -> PyErr {
    at::<VotesError>(error.to_string(), place_of_votes(error))
}

/// The same of a data frame, whose rows a file would have from line 2 on.
pub(crate) fn of_frame(error: &LibraryVotesError) -> PyErr {
    let mut place = place_of_votes(error);
    place.row =
        place.line.take().and_then(|line| usize::try_from(line).ok()).and_then(|line| line.checked_sub(2));
    let row = place.row.map_or_else(String::new, |row| format!("row {row}"));
    let column = match &place.column {
        Some(Column::Named(name)) => format!("column `{name}`"),
        _ => String::new(),
    };
    let parts: Vec<_> = [row, column].into_iter().filter(|part| !part.is_empty()).collect();
    let before = if parts.is_empty() { String::new() } else { parts.join(", ") + ": " };
    at::<VotesError>(format!("{before}{}", error.problem), place)
}

fn place_of_votes(error: &LibraryVotesError) -> Place {
    let mut place = of_problem(&error.problem);
    if let Some(found) = &error.place {
        place.file.clone_from(&found.file);
        place.line = Some(found.line);
        place.column = found.column.clone().map(Column::Named);
    }
    place
}

fn of_problem(problem: &VotesProblem) -> Place {
    let (party, nearest) = match problem {
        VotesProblem::UnknownColumn(name)
        | VotesProblem::UnknownContest(name)
        | VotesProblem::UnknownReserved(name)
        | VotesProblem::UnknownKind(name)
        | VotesProblem::UnknownTier(name)
        | VotesProblem::NoSuchColumn(name) => (None, name.nearest.clone()),
        VotesProblem::TwoOrders { party, .. } | VotesProblem::TwoKinds { party, .. } => {
            (Some(party.clone()), None)
        }
        VotesProblem::SharedOrder { holder, .. } => (Some(holder.clone()), None),
        _ => (None, None),
    };
    Place { party, nearest, ..Place::default() }
}

pub(crate) fn of_rules(error: &LibraryRulesError) -> PyErr {
    at::<RulesError>(error.to_string(), place_of_rules(error))
}

fn place_of_rules(error: &LibraryRulesError) -> Place {
    let nearest = match &*error.kind {
        RulesErrorKind::UnknownField { nearest, .. }
        | RulesErrorKind::UnknownWord { nearest, .. }
        | RulesErrorKind::UnknownTier { nearest, .. } => nearest.clone(),
        _ => None,
    };
    Place {
        nearest,
        file: error.place.as_ref().and_then(|place| place.file.clone()),
        line: error.line().map(|line| line as u64),
        column: error.column().map(Column::Numbered),
        tier: error.tier().map(str::to_owned),
        field: error.field().map(str::to_owned),
        article: error.article().map(str::to_owned),
        ..Place::default()
    }
}

pub(crate) fn of_count(error: &LibraryCountError) -> PyErr {
    match error {
        LibraryCountError::Rules(error) => of_rules(error),
        error => at::<CountError>(error.to_string(), place_of_count(error)),
    }
}

fn place_of_count(error: &LibraryCountError) -> Place {
    use LibraryCountError as E;

    let mut place = Place::default();
    match error {
        E::MissingContest { tier, contest } => {
            place.tier = Some(tier.clone());
            place.nearest.clone_from(&contest.nearest);
        }
        E::MissingFigure { tier, district, .. }
        | E::NoVotesOfAVoter { tier, district, .. }
        | E::MoreVotesThanSeats { tier, district, .. }
        | E::DistrictWithoutRegion { tier, district, .. }
        | E::CandidateWithoutGroup { tier, district, .. }
        | E::NotRanked { tier, district, .. }
        | E::Ranked { tier, district, .. } => {
            place.tier = Some(tier.clone());
            place.district.clone_from(district);
        }
        E::DistrictWithoutSeats { tier, district, .. }
        | E::DistrictWithoutPopulation { tier, district, .. }
        | E::TwoWinners { tier, district, .. } => {
            place.tier = Some(tier.clone());
            place.district = Some(district.clone());
        }
        E::CandidatesNotNamed { tier, party, district, .. } => {
            place.tier = Some(tier.clone());
            place.party = Some(party.clone());
            place.district.clone_from(district);
        }
        E::MoreVotesThanBallots { tier, district, whose, .. } => {
            place.tier = Some(tier.clone());
            place.district.clone_from(district);
            place.party.clone_from(whose);
        }
        E::TooFewForStrongest { tier, party, .. }
        | E::AllianceWithoutCandidates { tier, party, .. }
        | E::TwoAlliances { tier, party, .. }
        | E::ListOrder { tier, party, .. }
        | E::TooManyVotes { tier, party, .. } => {
            place.tier = Some(tier.clone());
            place.party = Some(party.clone());
        }
        E::TooManyDistricts { tier, .. }
        | E::NoDistrictFile { tier, .. }
        | E::PlaceWithoutSeats { tier, .. }
        | E::VotesTooLarge { tier, .. }
        | E::TooFewSeats { tier, .. }
        | E::NoDistrictBase { tier, .. }
        | E::DistrictsTied { tier, .. }
        | E::NotASeatForEveryList { tier, .. }
        | E::NoBiproportional { tier, .. }
        | E::StrongestListsInTheWay { tier, .. }
        | E::ReturnTied { tier, .. }
        | E::RemaindersTooFine { tier, .. }
        | E::HouseWithoutEnd { tier, .. }
        | E::NoDistricts { tier, .. }
        | E::WinnersNotUsable { tier, .. }
        | E::TooManyWinners { tier, .. }
        | E::MoreThanOneSeat { tier, .. }
        | E::TooLarge { tier, .. } => place.tier = Some(tier.clone()),
        E::StrangerInRunOff { district, .. }
        | E::NotTheTopTwo { district, .. }
        | E::NotInTheRunOff { district, .. }
        | E::RunOffNotDue { district, .. } => place.district.clone_from(district),
        E::UnknownKind { who, kind } => {
            place.party = Some(who.clone());
            place.nearest.clone_from(&kind.nearest);
        }
        _ => {}
    }
    place
}

pub(crate) fn of_reform(error: &LibraryReformError) -> PyErr {
    let place = match &*error.problem {
        ReformProblem::Unreadable(misread) => {
            let file = Some(error.reform.clone()).filter(|name| !name.is_empty());
            Place { file, ..of_misread(misread) }
        }
        ReformProblem::NoTier(name) => Place { nearest: name.nearest.clone(), ..Place::default() },
        ReformProblem::TierIsThere { tier } => Place { tier: Some(tier.clone()), ..Place::default() },
        ReformProblem::NothingThere { path, nearest } => {
            Place { field: Some(path.clone()), nearest: nearest.clone(), ..Place::default() }
        }
        ReformProblem::NoFields { path, .. } | ReformProblem::NotAsExpected { path, .. } => {
            Place { field: Some(path.clone()), ..Place::default() }
        }
        ReformProblem::Rules(error) | ReformProblem::Baseline(error) => place_of_rules(error),
        _ => Place::default(),
    };
    at::<ReformError>(error.to_string(), place)
}

fn of_misread(misread: &Misread) -> Place {
    Place {
        line: misread.line.map(|line| line as u64),
        column: misread.column.map(Column::Numbered),
        field: misread.field.clone(),
        nearest: misread.nearest.clone(),
        ..Place::default()
    }
}

pub(crate) fn of_electorate(error: &LibraryElectorateError) -> PyErr {
    at::<ElectorateError>(error.to_string(), place_of_electorate(error))
}

fn place_of_electorate(error: &LibraryElectorateError) -> Place {
    match error {
        LibraryElectorateError::InFile { file, problem } => {
            Place { file: Some(file.clone()), ..place_of_electorate(problem) }
        }
        LibraryElectorateError::Text(misread) => of_misread(misread),
        LibraryElectorateError::Unknown { name, .. } => {
            Place { nearest: name.nearest.clone(), ..Place::default() }
        }
        _ => Place::default(),
    }
}

pub(crate) fn of_behaviour(error: &BehaviourError) -> PyErr {
    at::<SimulationError>(error.to_string(), place_of_behaviour(error))
}

fn place_of_behaviour(error: &BehaviourError) -> Place {
    match error {
        BehaviourError::InFile { file, problem } => {
            Place { file: Some(file.clone()), ..place_of_behaviour(problem) }
        }
        BehaviourError::Unreadable(misread) => of_misread(misread),
        BehaviourError::Field { field, .. } => Place { field: Some(field.clone()), ..Place::default() },
        BehaviourError::UnknownList { field, source } => Place {
            field: Some(field.clone()),
            party: Some(source.name.clone()),
            nearest: source.nearest.clone(),
            ..Place::default()
        },
        BehaviourError::Electorate(error) => place_of_electorate(error),
        _ => Place::default(),
    }
}

pub(crate) fn of_fit(error: &FitError) -> PyErr {
    let place = match error {
        FitError::NoSuchParty { party, nearest } => {
            Place { party: Some(party.clone()), nearest: nearest.clone(), ..Place::default() }
        }
        FitError::NamesGoRound { party } => Place { party: Some(party.clone()), ..Place::default() },
        FitError::NoSuchElection { nearest, .. } | FitError::NoSuchParameter { nearest, .. } => {
            Place { nearest: nearest.clone(), ..Place::default() }
        }
        FitError::NoSuchPlace { place, nearest, .. } => {
            Place { district: Some(place.clone()), nearest: nearest.clone(), ..Place::default() }
        }
        FitError::RepeatedTurnout { place, .. } | FitError::NotATurnout { place, .. } => {
            Place { district: Some(place.clone()), ..Place::default() }
        }
        FitError::NoContest { contest, .. } | FitError::NoSecondBallot(contest) => {
            Place { nearest: contest.nearest.clone(), ..Place::default() }
        }
        _ => Place::default(),
    };
    at::<ElectorateError>(error.to_string(), place)
}

pub(crate) fn of_unknown(error: &UnknownName) -> PyErr {
    let place = Place { nearest: error.nearest.clone(), ..Place::default() };
    at::<UnknownNameError>(error.to_string(), place)
}
