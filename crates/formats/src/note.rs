use std::fmt;

use serde::Serialize;

/// What must be known of a file before its numbers are used.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Of what kind it is: `docs/formats.md` explains each.
    pub kind: NoteKind,
    /// In words, with the figures of this file.
    pub text: String,
}

/// The kinds of notes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum NoteKind {
    /// The office calls the result final.
    Final,
    /// The office calls the result provisional, or not all stations are counted.
    Provisional,
    /// Whether the file is final is not said in it.
    StatusUnknown,
    /// A rehearsal or a test file.
    Rehearsal,
    /// Votes from abroad are not in the file, or lie elsewhere.
    Abroad,
    /// Where blank votes are: in, out, or with the spoilt ones.
    Blank,
    /// Several codes or names that are one party, or one name that is several.
    Names,
    /// Letters are stored in another way than the file says.
    Letters,
    /// Numbers of the office that are known not to agree, and which of them were taken.
    Differs,
    /// Votes that the file gives only together.
    Together,
    /// What the file has and was left out: figures of an earlier election, totals, persons.
    LeftOut,
    /// What the file lacks and a count needs.
    Lacks,
    /// What the file leaves open, and how it was read.
    Assumed,
    /// Read of other programs, not seen in a file of the office.
    Secondary,
}

impl NoteKind {
    /// Every kind.
    pub const ALL: [Self; 14] = [
        Self::Final,
        Self::Provisional,
        Self::StatusUnknown,
        Self::Rehearsal,
        Self::Abroad,
        Self::Blank,
        Self::Names,
        Self::Letters,
        Self::Differs,
        Self::Together,
        Self::LeftOut,
        Self::Lacks,
        Self::Assumed,
        Self::Secondary,
    ];

    /// The word for it in `notes.md` and in JSON.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Final => "final",
            Self::Provisional => "provisional",
            Self::StatusUnknown => "status-unknown",
            Self::Rehearsal => "rehearsal",
            Self::Abroad => "abroad",
            Self::Blank => "blank",
            Self::Names => "names",
            Self::Letters => "letters",
            Self::Differs => "differs",
            Self::Together => "together",
            Self::LeftOut => "left-out",
            Self::Lacks => "lacks",
            Self::Assumed => "assumed",
            Self::Secondary => "secondary",
        }
    }
}

impl fmt::Display for NoteKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
