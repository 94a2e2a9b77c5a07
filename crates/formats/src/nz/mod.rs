//! New Zealand: general elections since 1996, CSV of the Electoral Commission.
//!
//! Part 4 has party votes by electorate (seen: 1999, 2002), part 6 who was elected there (seen: 2002).
//!
//! - Three rows are totals: of the general electorates, of the Māori ones, and of both. They are held against the rows before.
//! - 1999 has two rows of column names, votes and percentages in turn, thousands parted by a comma, small parties together as
//!   `OTHER` (`@others`), and no informal votes.
//! - Seats of lists are won in the country; the electorates elect one member each, whose contest is `single`. Part 6 has only
//!   the votes of the elected, so they stand in the official seats and not among the votes.
//! - The parts write one party in two ways (`LABOUR PARTY`, `Labour Party`). A winner's party is written as part 4 has it where
//!   only capitals differ; what differs otherwise stays, and a note has it.

mod elected;
mod party_votes;

use std::collections::BTreeSet;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import};
use crate::letters;
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;

pub(crate) const READER: Reader = Reader {
    name: "nz",
    title: "New Zealand: party votes by electorate (part 4) and elected candidates (part 6), CSV",
    recognises: |_, head| party_votes::recognises(head) || elected::recognises(head),
    read,
};

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let (mut votes, mut winners) = (None, None);
    for source in sources {
        let part = if elected::recognises(&source.head()?) { &mut winners } else { &mut votes };
        if let Some(first) = part.replace(source) {
            let words = format!("{} is of the same part; one file of each part is read", first.name());
            return Err(source.problem(ImportProblem::NotThis(words)));
        }
    }
    let Some(votes) = votes else {
        let words =
            "who was elected is not who had how many votes; give part 4 (party votes by electorate) too";
        return Err(sources[0].problem(ImportProblem::MissingFile(words.to_owned())));
    };
    let mut import = Import::default();
    let electorates = party_votes::read(votes, &mut import)?;
    match winners {
        Some(winners) => elected::read(winners, &electorates, &mut import)?,
        None => import.note(NoteKind::Lacks, "who was elected in the electorates (part 6)"),
    }
    import.districts = electorates
        .into_iter()
        .map(|district| District { district, seats: Some(1), ..District::default() })
        .collect();
    import.note(NoteKind::StatusUnknown, "the files do not say whether the count is final");
    import.note(
        NoteKind::Lacks,
        "voters on the roll, and votes for candidates, which other parts of the office's files have",
    );
    Ok(import)
}

/// The names of parties that won votes.
fn parties(import: &Import) -> BTreeSet<&str> {
    let names = import.rows.iter().filter_map(|row| row.party.as_deref());
    names.filter(|name| !name.starts_with('@')).collect()
}

/// The line of column names: the first that begins so, or the one after a title.
fn names(head: &[u8]) -> &[u8] {
    let head = letters::without_mark(head);
    let mut lines = head.split(|&byte| byte == b'\n').take(3);
    lines.find(|line| line.strip_prefix(b"\"").unwrap_or(line).starts_with(b"Elector")).unwrap_or_default()
}

fn has(line: &[u8], words: &str) -> bool {
    line.windows(words.len()).any(|at| at == words.as_bytes())
}
