//! Germany: elections of the Bundestag, as the Federal Returning Officer publishes them.
//!
//! Two files have the same counts. `kerg2.csv` (2021, 2025) has one row a count and short names of parties; `kerg.csv`
//! (2013 to 2025) has one row an area, and full names since 2017. Both hold three levels, constituencies (`Wahlkreise`), Länder and
//! the Bund. Constituencies are taken, and the other levels must be their sums, for every party and both votes.
//!
//! The contest `single` is that of the first votes, `list` that of the second votes, both by constituency, whose region is
//! its Land. An independent is a candidate without a party, named by the `Kennwort` of the ballot; `kerg.csv` has all
//! independents of a constituency together, `@others`.

mod kerg;
mod kerg2;
mod tally;

pub(crate) use kerg::KERG;
pub(crate) use kerg2::KERG2;

use crate::import::Import;
use crate::letters;
use crate::note::NoteKind;

/// Whether a line of the first bytes of a file begins so.
fn has_line(head: &[u8], start: &[u8]) -> bool {
    let head = letters::without_mark(head);
    head.split(|&byte| byte == b'\n').any(|line| line.starts_with(start))
}

/// The note of the word that the office puts over its numbers.
fn status(import: &mut Import, word: &str, when: &str) {
    match word {
        "Endgültig" => import.note(NoteKind::Final, format!("The file is headed `Endgültig`{when}.")),
        "Vorläufig" => {
            let text = format!("The file is headed `Vorläufig`{when}: not the final result.");
            import.note(NoteKind::Provisional, text);
        }
        _ => import.note(NoteKind::StatusUnknown, "The file does not say whether it is final."),
    }
}
