//! Australia, Australian Electoral Commission: the House of Representatives by candidate and type of vote.
//!
//! Source: results.aec.gov.au, "Downloads". Seen: first preferences and two-candidate-preferred votes of 2019, by party 2016.
//!
//! - Line 1 is a title with `Phase:`; line 2 has the names of the columns.
//! - Informal votes are a row of each division, with the candidate 999. They are `@invalid`.
//! - `TotalVotes` is the sum of five types of votes, and is held against them. `Elected` is this election's winner,
//!   `HistoricElected` the last one's.
//! - A party is its letters (`PartyAb`): one party has several names. Those of `IND` and `NAFD` stood without a party.
//! - First preferences do not elect. Who was elected stands in the official seats, and a note says where another leads.
//!
//! The contest is `single` in both files, so they are imported one at a time: of two candidates the one with more votes is
//! elected, and first preferences are all that a plurality count has.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::levels::same;
use crate::naming::own;
use crate::note::NoteKind;
use crate::number::sum;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};

pub(crate) const AEC: Reader = Reader {
    name: "aec",
    title: "Australia, AEC: House of Representatives by candidate and type of vote",
    recognises,
    read,
};

const DIALECT: Dialect =
    Dialect { separator: b',', encoding: encoding_rs::UTF_8, header: "StateAb,", ragged: false };
const KINDS_OF_VOTES: [&str; 5] =
    ["OrdinaryVotes", "AbsentVotes", "ProvisionalVotes", "PrePollVotes", "PostalVotes"];
/// The candidate who is none.
const INFORMAL: u64 = 999;
/// Those who stand for no party.
const NO_PARTY: [&str; 2] = ["IND", "NAFD"];

/// Columns of the Senate's papers: until 2016 ranks in one field, later a column each.
const SENATE: [&str; 2] =
    ["ElectorateNm,VoteCollectionPointNm,", "State,Division,Vote Collection Point Name,"];

fn recognises(_: &Source, head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}');
    let title = text.lines().next().unwrap_or_default();
    let of_house = title.contains("Federal Election") && title.contains("Phase:");
    of_house || text.starts_with("StateAb,DivisionID,") || SENATE.iter().any(|start| text.starts_with(start))
}

/// What a download counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Download {
    FirstPreferences,
    TwoCandidates,
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut read = Reading::default();
    let mut first: Option<Download> = None;
    for source in sources {
        let download = download(source)?;
        if first.is_some_and(|first| first != download) {
            let problem = "first preferences and two-candidate-preferred votes are two counts of the same papers; \
                           import them one at a time";
            return Err(source.problem(ImportProblem::NotThis(problem.to_owned())));
        }
        first = Some(download);
        read.file(source, download)?;
    }
    Ok(read.import(first))
}

/// Which download it is, by its title.
fn download(source: &Source) -> Result<Download, ImportError> {
    let head = source.head()?;
    let text = String::from_utf8_lossy(&head);
    let text = text.trim_start_matches('\u{feff}');
    let title = text.lines().next().unwrap_or_default();
    let refused = |why: &str| Err(source.problem_at(1, ImportProblem::NotThis(why.to_owned())));
    if SENATE.iter().any(|start| text.starts_with(start)) {
        return refused(
            "papers of the Senate are ranked ballots: they are read as such (`aec-senate`), not as votes of parties",
        );
    }
    if title.starts_with("StateAb,") {
        return refused(
            "the title is missing, and it alone says what is counted and whether it is final; download the file again",
        );
    }
    if !title.contains("By Candidate By Vote Type") {
        return refused(
            "seats are won in divisions: of the AEC's downloads `First Preferences By Candidate By Vote Type` and \
             `Two Candidate Preferred By Candidate By Vote Type` are imported",
        );
    }
    match title {
        _ if title.contains("First Preferences") => Ok(Download::FirstPreferences),
        _ if title.contains("Two Candidate Preferred") => Ok(Download::TwoCandidates),
        _ => {
            refused("neither first preferences nor two-candidate-preferred votes, the two that are imported")
        }
    }
}

/// The columns that are read.
struct Columns {
    state: usize,
    division: usize,
    division_name: usize,
    candidate: usize,
    surname: usize,
    given: usize,
    elected: usize,
    letters: usize,
    party: usize,
    votes: [usize; 5],
    total: usize,
}

impl Columns {
    fn of(table: &Table<'_>) -> Result<Self, ImportError> {
        let mut votes = [0; 5];
        for (place, name) in votes.iter_mut().zip(KINDS_OF_VOTES) {
            *place = table.column(name)?;
        }
        Ok(Self {
            state: table.column("StateAb")?,
            division: table.column("DivisionID")?,
            division_name: table.column("DivisionNm")?,
            candidate: table.column("CandidateID")?,
            surname: table.column("Surname")?,
            given: table.column("GivenNm")?,
            elected: table.column("Elected")?,
            letters: table.column("PartyAb")?,
            party: table.column("PartyNm")?,
            votes,
            total: table.column("TotalVotes")?,
        })
    }
}

#[derive(Default)]
struct Reading {
    divisions: Vec<Division>,
    numbers: HashMap<u64, usize>,
    names: HashSet<String>,
    candidates: HashSet<(u64, u64)>,
    /// Letters, and the names that they stand for.
    parties: BTreeMap<String, BTreeSet<String>>,
    /// The phase, where it is not the last.
    not_final: Option<String>,
}

struct Division {
    name: String,
    state: String,
    stood: Vec<Stood>,
    informal: Option<u64>,
}

struct Stood {
    number: u64,
    name: String,
    party: Option<String>,
    votes: u64,
    elected: bool,
}

impl Reading {
    fn file(&mut self, source: &Source, download: Download) -> Result<(), ImportError> {
        let mut table = Table::open(source, &DIALECT)?;
        let title = table.titles.join(" ");
        let phase = title.split("Phase:").nth(1).and_then(|rest| rest.split([' ', ']']).next()).unwrap_or("");
        if phase != "FinalResults" || title.contains("not final") {
            self.not_final = Some(phase.to_owned());
        }
        let columns = Columns::of(&table)?;
        let before = self.divisions.len();
        while let Some(line) = table.next_row()? {
            self.row(&columns, &line, before)?;
        }
        let read = &self.divisions[before..];
        if read.is_empty() {
            return Err(source.problem(ImportProblem::Cut("no division stands below the titles".to_owned())));
        }
        for division in read {
            division.check(download).map_err(|problem| source.problem(problem))?;
        }
        Ok(())
    }

    fn row(&mut self, columns: &Columns, line: &Line<'_>, before: usize) -> Result<(), ImportError> {
        let mut votes = 0;
        for column in columns.votes {
            votes = sum(votes, line.whole(column)?).map_err(|problem| line.problem(column, problem))?;
        }
        let division = self.division(columns, line, before)?;
        let number = line.whole(columns.candidate)?;
        let surname = line.text(columns.surname)?;
        let name = own(&format!("{} {surname}", line.text(columns.given)?));
        let name = name.map_err(|problem| line.problem(columns.surname, problem))?;
        let place = &self.divisions[division].name;
        same(&format!("{place}, {name}"), "TotalVotes", line.whole(columns.total)?, votes)
            .map_err(|problem| line.problem(columns.total, problem))?;
        if !self.candidates.insert((line.whole(columns.division)?, number)) {
            return Err(line.problem(columns.candidate, ImportProblem::Twice(number.to_string())));
        }
        let elected = match &*line.text(columns.elected)? {
            "Y" => true,
            "N" => false,
            other => {
                let problem =
                    ImportProblem::UnknownWord { found: other.to_owned(), known: "Y and N".to_owned() };
                return Err(line.problem(columns.elected, problem));
            }
        };
        if (number == INFORMAL) != (surname == "Informal") || (number == INFORMAL && elected) {
            let problem = "informal votes are the row with the candidate 999, `Informal`, and nobody else has that number";
            return Err(line.problem(columns.candidate, ImportProblem::Malformed(problem.to_owned())));
        }
        if number == INFORMAL {
            self.divisions[division].informal = Some(votes);
            return Ok(());
        }
        let party = self.party(&line.text(columns.letters)?, &line.text(columns.party)?);
        if let Some(party) = &party {
            own(party).map_err(|problem| line.problem(columns.letters, problem))?;
        }
        self.divisions[division].stood.push(Stood { number, name, party, votes, elected });
        Ok(())
    }

    fn division(&mut self, columns: &Columns, line: &Line<'_>, before: usize) -> Result<usize, ImportError> {
        let number = line.whole(columns.division)?;
        let (name, state) = (line.text(columns.division_name)?, line.text(columns.state)?);
        if let Some(&known) = self.numbers.get(&number) {
            let own = &self.divisions[known];
            if known < before {
                let what = format!("{name}, which a file before has too");
                return Err(line.problem(columns.division_name, ImportProblem::Twice(what)));
            }
            if own.name != name || own.state != state {
                let problem = format!(
                    "division {number} is {}, {} above and {name}, {state} here",
                    own.name, own.state
                );
                return Err(line.problem(columns.division, ImportProblem::Malformed(problem)));
            }
            return Ok(known);
        }
        own(&name).map_err(|problem| line.problem(columns.division_name, problem))?;
        own(&state).map_err(|problem| line.problem(columns.state, problem))?;
        if !self.names.insert(name.clone().into_owned()) {
            return Err(line.problem(columns.division_name, ImportProblem::Twice(name.into_owned())));
        }
        self.numbers.insert(number, self.divisions.len());
        let (name, state) = (name.into_owned(), state.into_owned());
        self.divisions.push(Division { name, state, stood: Vec::new(), informal: None });
        Ok(self.divisions.len() - 1)
    }

    /// The party by its letters, or by its name where it has none.
    fn party(&mut self, letters: &str, name: &str) -> Option<String> {
        if NO_PARTY.contains(&letters) || (letters.is_empty() && name.is_empty()) {
            return None;
        }
        let key = if letters.is_empty() { name } else { letters };
        let names = self.parties.entry(key.to_owned()).or_default();
        if !name.is_empty() {
            names.insert(name.to_owned());
        }
        Some(key.to_owned())
    }

    fn import(self, download: Option<Download>) -> Import {
        let mut import = Import::default();
        let (mut undecided, mut behind) = (Vec::new(), Vec::new());
        let divisions = self.divisions.len();
        for division in self.divisions {
            match (division.stood.iter().find(|stood| stood.elected), division.leader()) {
                (None, _) => undecided.push(division.name.clone()),
                (Some(elected), Some(leader)) if leader.votes > elected.votes => {
                    behind.push(division.name.clone())
                }
                _ => {}
            }
            division.into_import(&mut import);
        }
        match &self.not_final {
            None => import.note(NoteKind::Final, "the AEC calls these results final (Phase:FinalResults)"),
            Some(phase) => {
                import.note(
                    NoteKind::Provisional,
                    format!("the AEC does not call these results final (Phase:{phase})"),
                );
            }
        }
        if !undecided.is_empty() {
            let text = format!(
                "no winner is given in {} of {divisions} divisions: {}",
                undecided.len(),
                some(&undecided)
            );
            import.note(NoteKind::Provisional, text);
        }
        match download {
            Some(Download::TwoCandidates) => import.note(
                NoteKind::LeftOut,
                "votes stand between the last two candidates of each division; first preferences are another download",
            ),
            _ => {
                let text = format!(
                    "members are elected by preferences, which are not in the file: most first preferences do not \
                     elect. Who was elected stands in the official seats; in {} of {divisions} divisions another leads \
                     here{}",
                    behind.len(),
                    if behind.is_empty() { String::new() } else { format!(" ({})", some(&behind)) }
                );
                import.note(NoteKind::Lacks, text);
                import.note(NoteKind::Blank, "informal votes, blank and spoilt ones together, are @invalid");
            }
        }
        let several = self.parties.iter().filter(|(_, names)| names.len() > 1);
        let several: Vec<_> = several
            .map(|(letters, names)| {
                format!("{letters} ({})", names.iter().cloned().collect::<Vec<_>>().join(", "))
            })
            .collect();
        if !several.is_empty() {
            let text = format!("one party with several names is one by its letters: {}", several.join("; "));
            import.note(NoteKind::Names, text);
        }
        import.note(NoteKind::Lacks, "voters on the roll are in another download of the AEC");
        import.note(
            NoteKind::LeftOut,
            "ordinary, absent, provisional, pre-poll and postal votes are added up; swings",
        );
        import
    }
}

impl Division {
    fn leader(&self) -> Option<&Stood> {
        // The first of the largest.
        self.stood.iter().rev().max_by_key(|stood| stood.votes)
    }

    fn check(&self, download: Download) -> Result<(), ImportProblem> {
        let name = &self.name;
        let elected = self.stood.iter().filter(|stood| stood.elected).count();
        if elected > 1 {
            return Err(ImportProblem::Malformed(format!(
                "{name}: {elected} are elected, and a division elects one"
            )));
        }
        match (download, self.stood.len(), self.informal) {
            (Download::FirstPreferences, _, None) => {
                Err(ImportProblem::Cut(format!("{name} has no row of informal votes")))
            }
            (Download::TwoCandidates, 2, None) => Ok(()),
            (Download::TwoCandidates, stood, None) => {
                Err(ImportProblem::Cut(format!("{name} has {stood} of two candidates")))
            }
            (Download::TwoCandidates, _, Some(_)) => Err(ImportProblem::Malformed(format!(
                "{name} has informal votes, and two candidates have none"
            ))),
            (Download::FirstPreferences, 0, _) => {
                Err(ImportProblem::Cut(format!("{name} has no candidates")))
            }
            (Download::FirstPreferences, _, _) => Ok(()),
        }
    }

    fn into_import(self, import: &mut Import) {
        let mut known: HashMap<(Option<String>, String), usize> = HashMap::new();
        for stood in &self.stood {
            *known.entry((stood.party.clone(), stood.name.clone())).or_default() += 1;
        }
        let row = |party: Option<String>, candidate: Option<String>, votes: u64| Row {
            contest: "single".to_owned(),
            district: Some(self.name.clone()),
            party,
            candidate,
            votes,
            ..Row::default()
        };
        for Stood { number, name, party, votes, elected } in self.stood {
            // Two of one name without a party are told apart by the office's number.
            let several = known.get(&(party.clone(), name.clone())).is_some_and(|times| *times > 1);
            let candidate = if several { format!("{name} ({number})") } else { name };
            if elected {
                import.official.push(OfficialSeats {
                    contest: "single".to_owned(),
                    district: Some(self.name.clone()),
                    party: party.clone(),
                    candidate: Some(candidate.clone()),
                    seats: 1,
                });
            }
            import.rows.push(row(party, Some(candidate), votes));
        }
        if let Some(informal) = self.informal {
            import.rows.push(row(Some("@invalid".to_owned()), None, informal));
        }
        import.districts.push(District {
            district: self.name,
            seats: Some(1),
            region: Some(self.state),
            population: None,
        });
    }
}

/// Some of many names.
fn some(names: &[String]) -> String {
    match names {
        [] => String::new(),
        names if names.len() <= 5 => names.join(", "),
        names => format!("{} and {} more", names[..4].join(", "), names.len() - 4),
    }
}
