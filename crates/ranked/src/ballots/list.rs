//! A list of preferences, rank by rank.

use std::fmt;

use super::mark::Mark;

/// One list of preferences, and how many voters wrote it.
///
/// Written as in a file of ballots: candidates by their number from 1, the most preferred first, `>` between ranks, `=`
/// between equal ones, nothing at a rank that was left blank, `*` where more than one were marked and nobody kept whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct List<'a> {
    count: u64,
    marks: &'a [Mark],
}

/// What stands at one rank of a ballot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rank {
    /// Nothing: a skipped rank.
    Blank,
    /// One candidate, numbered from 0.
    One(usize),
    /// Several, at least two, as they were written.
    Several(Vec<usize>),
    /// More than one, of whom nothing more is known.
    Overvote,
}

impl<'a> List<'a> {
    pub(super) fn new(count: u64, marks: &'a [Mark]) -> Self {
        Self { count, marks }
    }

    /// How many voters wrote it.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.count
    }

    /// Whether nothing at all is marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.marks.is_empty()
    }

    /// What stands at each rank, the most preferred first.
    pub fn ranks(&self) -> impl Iterator<Item = Rank> + use<'a> {
        let mut left = self.marks;
        std::iter::from_fn(move || {
            let last = left.iter().position(|mark| !mark.is_with_next())?;
            let (rank, after) = left.split_at(last + 1);
            left = after;
            Some(match rank {
                [mark] => mark.candidate().map_or_else(
                    || if *mark == Mark::BLANK { Rank::Blank } else { Rank::Overvote },
                    Rank::One,
                ),
                several => Rank::Several(several.iter().filter_map(|mark| mark.candidate()).collect()),
            })
        })
    }
}

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (rank, marked) in self.ranks().enumerate() {
            if rank > 0 {
                f.write_str(">")?;
            }
            match marked {
                Rank::Blank => {}
                Rank::One(candidate) => write!(f, "{}", candidate + 1)?,
                Rank::Several(candidates) => {
                    for (at, candidate) in candidates.iter().enumerate() {
                        write!(f, "{}{}", if at == 0 { "" } else { "=" }, candidate + 1)?;
                    }
                }
                Rank::Overvote => f.write_str("*")?,
            }
        }
        Ok(())
    }
}
