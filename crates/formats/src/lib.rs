//! Official election results as the offices publish them.
//!
//! A [`Source`] is a file. A [`Format`] is found by the content of files, or named, and reads them into an [`Import`]:
//! rows of votes, facts of districts, the office's own seats, and [notes](Note) of what must be known of the file.
//!
//! Totals stand beside their parts in nearly every format. A reader takes one level, holds it against the others, and
//! refuses the file where they differ, with area, party and both numbers. What a file leaves empty is not zero. Nothing is
//! guessed: an unknown word, a missing column or a file that was cut is an [`ImportError`] with its place.
//!
//! ```
//! use sailau_formats::{Format, Source};
//!
//! let file = Source::from_bytes("notes.txt", "Dear voter,\n");
//! let error = Format::recognise(&[file]).unwrap_err();
//! assert!(error.to_string().starts_with("notes.txt: this is no file of a format that is known"));
//! ```

mod aec;
mod belgium;
mod bfs;
mod bundestag;
mod dat;
mod eml_nl;
mod error;
mod fintal;
mod format;
mod hoc;
mod import;
mod json;
mod letters;
mod levels;
mod naming;
mod nist;
mod note;
mod number;
mod nz;
mod openelections;
mod pkw;
pub mod ranked;
mod reader;
mod source;
mod table;
mod table12;
mod tidy;
mod vaalit;
mod valgresultat;
mod valmyndigheten;
mod volby;
mod xml;

pub use error::{ImportError, ImportProblem, Place};
pub use format::Format;
pub use import::{District, Import, OfficialSeats, Row};
pub use nist::Report;
pub use note::{Note, NoteKind};
pub use source::Source;
