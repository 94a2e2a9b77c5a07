//! The table of all contests of two, and what it says.

use std::fmt::{self, Display, Formatter};

use super::Pairs;
use crate::record::Names;

/// All contests of two with the names of the candidates; [`Pairs::sheet`] makes it, and it prints itself.
#[derive(Debug, Clone, Copy)]
pub struct PairsSheet<'a> {
    pairs: &'a Pairs,
    names: Names<'a>,
}

impl Pairs {
    /// The contests as a table, each row the ballots that prefer its candidate to that of the column, with these names in the order of
    /// the paper.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let ballots = Ballots::read(3, "count,preferences\n39,1>3\n35,2>3\n26,3>2\n".as_bytes())?;
    /// let expected = "\
    /// Ballots that prefer the one in the row, of 100.
    ///
    ///          1   2   3
    /// 1 Asel   –  39  39
    /// 2 Bota  61   –  35
    /// 3 Dana  61  65   –
    ///
    /// 3 Dana beats everybody.
    /// 1 Asel loses to everybody.
    /// ";
    /// assert_eq!(ballots.pairs().sheet(&["Asel", "Bota", "Dana"]).to_string(), expected);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    #[must_use]
    pub fn sheet<'a>(&'a self, names: &'a [&'a str]) -> PairsSheet<'a> {
        PairsSheet { pairs: self, names: Names(names) }
    }
}

impl Display for Pairs {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.sheet(&[]).fmt(f)
    }
}

impl Display for PairsSheet<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let pairs = self.pairs;
        writeln!(f, "Ballots that prefer the one in the row, of {}.", pairs.ballots)?;
        if !pairs.withdrawn().is_empty() {
            writeln!(f, "Withdrawn: {}.", self.names.several(&pairs.withdrawn()))?;
        }
        writeln!(f)?;
        let heads = pairs.all().map(|one| self.names.one(one).chars().count()).max().unwrap_or(0);
        let cell = |one: usize, other: usize| match one == other {
            true => "–".to_owned(),
            false => pairs.preferring(one, other).to_string(),
        };
        let wide = |other: usize| {
            let cells = pairs.all().map(|one| cell(one, other).chars().count());
            cells.max().unwrap_or(0).max((other + 1).to_string().len())
        };
        let columns: Vec<(usize, usize)> = pairs.all().map(|other| (other, wide(other))).collect();
        write!(f, "{:heads$}", "")?;
        for (other, width) in columns.iter().copied() {
            write!(f, "  {:>width$}", other + 1)?;
        }
        writeln!(f)?;
        for one in pairs.all() {
            write!(f, "{:heads$}", self.names.one(one))?;
            for (other, width) in columns.iter().copied() {
                write!(f, "  {:>width$}", cell(one, other))?;
            }
            writeln!(f)?;
        }
        writeln!(f)?;
        match pairs.beats_all() {
            Some(one) => writeln!(f, "{} beats everybody.", self.names.one(one))?,
            None if pairs.all().next().is_some() => {
                writeln!(
                    f,
                    "Nobody beats everybody. Each of these beats all others: {}.",
                    self.names.several(&pairs.smith_set())
                )?;
            }
            None => {}
        }
        if let Some(one) = pairs.loses_to_all() {
            writeln!(f, "{} loses to everybody.", self.names.one(one))?;
        }
        for (one, other) in pairs.ties() {
            writeln!(f, "Tied: {} and {}.", self.names.one(one), self.names.one(other))?;
        }
        Ok(())
    }
}
