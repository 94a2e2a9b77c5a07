use serde::Serialize;

use crate::note::{Note, NoteKind};

/// What official files hold: votes, facts of districts, the office's own seats, notes.
///
/// Rows are of one level, none of them a total of others.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Import {
    /// The votes, one row a count, in the order of the file.
    pub rows: Vec<Row>,
    /// Facts of districts and of their regions.
    pub districts: Vec<District>,
    /// Seats as the office gives them; empty where the files have none.
    pub official: Vec<OfficialSeats>,
    /// What must be known of the files.
    pub notes: Vec<Note>,
}

/// One count: of a list or candidate, or under a reserved name (`@registered`, `@invalid`, `@against-all`, `@others`).
///
/// The columns are those of the votes files that `sailau` reads.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Row {
    /// `list`, `single`, or the name of a tier.
    pub contest: String,
    /// The district; none for a nationwide count.
    pub district: Option<String>,
    /// The party or reserved name; none for a candidate without a party.
    pub party: Option<String>,
    /// The candidate.
    pub candidate: Option<String>,
    /// Votes, voters on the roll, or ballots.
    pub votes: u64,
    /// A word for the kind of list: `minority`, `coalition`, `local`.
    pub kind: Option<String>,
    /// The alliance of lists that this one belongs to in its district.
    pub alliance: Option<String>,
    /// The alliance within that alliance.
    pub suballiance: Option<String>,
    /// The candidate's place on the list, from 1.
    pub place: Option<u32>,
}

/// What is known of a district, or of a region that districts lie in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct District {
    /// The name, as the rows have it.
    pub district: String,
    /// Its seats.
    pub seats: Option<u32>,
    /// The region that it lies in.
    pub region: Option<String>,
    /// Inhabitants.
    pub population: Option<u64>,
}

/// Seats that the office gives to a party or a candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct OfficialSeats {
    /// The contest of the votes that won them: as in the rows. Empty where the file has only seats of all contests together.
    pub contest: String,
    /// The district; none for the whole country.
    pub district: Option<String>,
    /// The party; none for a candidate without one.
    pub party: Option<String>,
    /// The candidate, where the file names who won.
    pub candidate: Option<String>,
    /// The seats.
    pub seats: u32,
}

impl Import {
    pub(crate) fn note(&mut self, kind: NoteKind, text: impl Into<String>) {
        self.notes.push(Note { kind, text: text.into() });
    }
}
