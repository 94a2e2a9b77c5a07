//! Results with the names of parties in the place of their positions.

use std::fmt::{self, Display, Formatter};

use super::{Apportionment, Certificate, Change, Margins, Tie};
use crate::text::grouped;

/// Names by position; a position without one is `party 3`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Names<'a>(Option<&'a dyn ByPosition>);

impl Names<'_> {
    pub(super) fn of(self, party: usize) -> String {
        let name = self.0.and_then(|names| names.name(party));
        name.map_or_else(|| format!("party {party}"), str::to_owned)
    }

    pub(super) fn are_there(self) -> bool {
        self.0.is_some()
    }
}

/// What gives names by position.
pub(super) trait ByPosition: fmt::Debug {
    fn name(&self, party: usize) -> Option<&str>;
}

/// Something of parties that are known by their positions, to be shown with names.
///
/// ```
/// use sailau_apportion::{Method, apportion, certify, margin};
///
/// let (names, votes) = (["North", "South", "East"], [60, 40, 39]);
/// assert_eq!(apportion(&votes, 2, Method::DHONDT)?.named(&names).to_string(), "North 1, South 1, East 0");
/// assert_eq!(
///     certify(&votes, 2, Method::DHONDT)?.named(&names).to_string(),
///     "The weakest claim met: seat 1 of South, 40/1 = 40.\n\
///      The strongest claim not met: seat 1 of East, 39/1 = 39.\n\
///      Every divisor between gives these seats; a short one is 39.5 votes a seat.\n"
/// );
/// assert_eq!(
///     margin(&votes, 2, Method::DHONDT)?.named(&names).to_string(),
///     "1 vote from North to East: South 1 → 0; South and East tie for 1 seat.\n\
///      1 vote more for East: South 1 → 0; South and East tie for 1 seat.\n\
///      1 vote fewer for South: South 1 → 0; South and East tie for 1 seat.\n"
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Named<'a, T: ?Sized, N> {
    what: &'a T,
    names: &'a [N],
}

/// What can be shown with names.
pub(super) trait Nameable {
    fn write(&self, f: &mut Formatter<'_>, names: Names<'_>) -> fmt::Result;
}

impl<T: Nameable, N: AsRef<str> + fmt::Debug> Display for Named<'_, T, N> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.what.write(f, Names(Some(&ByName(self.names))))
    }
}

/// A slice as one thing that can be pointed at.
#[derive(Debug)]
struct ByName<'a, N>(&'a [N]);

impl<N: AsRef<str> + fmt::Debug> ByPosition for ByName<'_, N> {
    fn name(&self, party: usize) -> Option<&str> {
        self.0.get(party).map(AsRef::as_ref)
    }
}

macro_rules! named {
    ($($type:ty),*) => {$(
        impl $type {
            /// The same with the name of each position in its place; positions without one keep their numbers.
            #[must_use]
            pub fn named<'a, N: AsRef<str> + fmt::Debug>(&'a self, names: &'a [N]) -> Named<'a, Self, N> {
                Named { what: self, names }
            }
        }
    )*};
}
named!(Apportionment, Certificate, Margins);

/// With parties by their positions; [`named`](Self::named) has their names.
impl Display for Margins {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(f, Names::default())
    }
}

impl Nameable for Apportionment {
    fn write(&self, f: &mut Formatter<'_>, names: Names<'_>) -> fmt::Result {
        for (party, seats) in self.seats.iter().enumerate() {
            write!(f, "{}{} {seats}", if party > 0 { ", " } else { "" }, names.of(party))?;
        }
        ties(f, &self.ties, names)
    }
}

impl Nameable for Margins {
    fn write(&self, f: &mut Formatter<'_>, names: Names<'_>) -> fmt::Result {
        let ways = [
            (&self.transfer, "No vote moved from one party to another changes anything."),
            (&self.added, "No vote more changes anything."),
            (&self.removed, "No vote fewer changes anything."),
        ];
        for (change, nothing) in ways {
            match change {
                Some(change) => write_change(f, change, &self.before, names)?,
                None => writeln!(f, "{nothing}")?,
            }
        }
        Ok(())
    }
}

fn write_change(
    f: &mut Formatter<'_>,
    change: &Change,
    before: &Apportionment,
    names: Names<'_>,
) -> fmt::Result {
    let votes = if change.votes == 1 { "vote" } else { "votes" };
    write!(f, "{} {votes} ", grouped(change.votes))?;
    match (change.from, change.to) {
        (Some(from), Some(to)) => write!(f, "from {} to {}:", names.of(from), names.of(to))?,
        (None, Some(to)) => write!(f, "more for {}:", names.of(to))?,
        (Some(from), None) => write!(f, "fewer for {}:", names.of(from))?,
        // What is read names somebody.
        (None, None) => write!(f, "changed:")?,
    }
    let mut moved = change.sure_seats(before).peekable();
    if moved.peek().is_none() {
        write!(f, " no sure seat moves")?;
    }
    for (i, (party, old, new)) in moved.enumerate() {
        write!(f, "{} {} {old} → {new}", if i > 0 { "," } else { "" }, names.of(party))?;
    }
    ties(f, &change.after.ties, names)?;
    writeln!(f, ".")
}

/// `; South and East tie for 1 seat`.
fn ties(f: &mut Formatter<'_>, ties: &[Tie], names: Names<'_>) -> fmt::Result {
    for tie in ties {
        let parties: Vec<_> = tie.parties.iter().map(|&party| names.of(party)).collect();
        let seats = if tie.seats == 1 { "seat" } else { "seats" };
        write!(f, "; {} tie for {} {seats}", parties.join(" and "), grouped(tie.seats))?;
        if tie.all_to_one {
            write!(f, ", all to one of them")?;
        }
    }
    Ok(())
}
