//! What a file of ranked ballots gives.

use csv::Writer;
use sailau_ranked::{Ballots, BallotsError};

use crate::error::{ImportProblem, Place};
use crate::naming;
use crate::note::{Note, NoteKind};
use crate::source::Source;
use crate::tidy::in_markdown;
use crate::{ImportError, number};

/// Ranked ballots of one contest, and what their files say of it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct RankedFile {
    /// What the contest is called; none where the file does not say.
    pub title: Option<String>,
    /// How many are elected; none where the file does not say.
    pub seats: Option<u32>,
    /// Everybody on the paper, in its order: the first is number 1 of a ballot as it is written, and 0 in
    /// [`ballots`](Self::ballots).
    pub candidates: Vec<Candidate>,
    /// The ballots, as they were marked.
    pub ballots: Ballots,
    /// What must be known of the files: what was lost, and what had to be assumed.
    pub notes: Vec<Note>,
}

/// Somebody who stands on the paper.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Candidate {
    /// The number, from 1, as ballots are written.
    pub number: usize,
    /// The name, as the file has it; a number where it has none.
    pub name: String,
    /// The party, where the file has it.
    pub party: Option<String>,
    /// Whether the candidate withdrew and is to be passed over.
    pub withdrawn: bool,
}

impl RankedFile {
    /// The candidates as the table `number,name,party` that stands beside a file of ballots; with a fourth column, `withdrawn`,
    /// where somebody did.
    ///
    /// ```
    /// use sailau_formats::{Source, ranked};
    ///
    /// let file = Source::from_bytes("ward.csv", "2,1,\n9,2,1,\n\"Candidate 1\",\"Hill, A\",\"Green (Gr)\",\n\
    ///     \"Candidate 2\",\"Lake\",\"\",\n");
    /// let file = ranked::read(&[file], None)?;
    /// assert_eq!(file.candidates_csv(), "number,name,party\n1,\"Hill, A\",Green (Gr)\n2,Lake,\n");
    /// # Ok::<(), sailau_formats::ImportError>(())
    /// ```
    #[must_use]
    pub fn candidates_csv(&self) -> String {
        let mut writer = Writer::from_writer(Vec::new());
        // The column is there where somebody withdrew.
        let columns = if self.candidates.iter().any(|of| of.withdrawn) { 4 } else { 3 };
        let header = ["number", "name", "party", "withdrawn"].map(str::to_owned);
        let rows = self.candidates.iter().map(|of| {
            let withdrawn = if of.withdrawn { "yes" } else { "" };
            let party = of.party.clone().unwrap_or_default();
            [of.number.to_string(), of.name.clone(), party, withdrawn.to_owned()]
        });
        for row in std::iter::once(header).chain(rows) {
            writer.write_record(&row[..columns]).expect("rows are of one length, and memory takes them");
        }
        let bytes = writer.into_inner().expect("memory takes what is written");
        String::from_utf8(bytes).expect("fields are text")
    }

    /// The notes as a list in Markdown.
    #[must_use]
    pub fn notes_md(&self) -> String {
        in_markdown(&self.notes)
    }

    pub(super) fn note(&mut self, kind: NoteKind, text: impl Into<String>) {
        self.notes.push(Note { kind, text: text.into() });
    }
}

impl Candidate {
    /// The next one on the paper.
    pub(super) fn after(before: &[Self], name: &str) -> Result<Self, ImportProblem> {
        Ok(Self { number: before.len() + 1, name: naming::own(name)?, ..Self::default() })
    }

    /// Candidates of whom only the number is known.
    pub(super) fn nameless(candidates: usize) -> Vec<Self> {
        (1..=candidates).map(|number| Self { number, name: number.to_string(), ..Self::default() }).collect()
    }
}

/// What the ballots say is wrong, where it stands in the file.
pub(super) fn at(source: &Source, line: u64, error: BallotsError) -> ImportError {
    let (line, error) = match error {
        BallotsError::Line { line, problem } => (line, *problem),
        error => (line, error),
    };
    let place = (line > 0).then_some(Place { line, field: None });
    ImportError { file: source.name().to_owned(), place, problem: ImportProblem::Other(error.to_string()) }
}

/// A number of seats or candidates, which are at least one.
pub(super) fn at_least_one(text: &str, what: &str) -> Result<u32, ImportProblem> {
    match number::seats(number::whole(text)?)? {
        0 => Err(ImportProblem::Malformed(format!("0 {what}"))),
        number => Ok(number),
    }
}
