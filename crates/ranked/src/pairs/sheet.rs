//! The table of all contests of two, and what it says.

use std::fmt::{self, Display, Formatter};

use super::Pairs;

/// All contests of two with the names of the candidates; [`Pairs::sheet`] makes it, and it prints itself.
#[derive(Debug, Clone, Copy)]
pub struct PairsSheet<'a> {
    pairs: &'a Pairs,
    names: &'a [&'a str],
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
        PairsSheet { pairs: self, names }
    }
}

impl Display for Pairs {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.sheet(&[]).fmt(f)
    }
}

impl PairsSheet<'_> {
    fn name(&self, candidate: usize) -> String {
        match self.names.get(candidate) {
            Some(name) => format!("{} {name}", candidate + 1),
            None => (candidate + 1).to_string(),
        }
    }

    fn named(&self, of: &[usize]) -> String {
        of.iter().map(|candidate| self.name(*candidate)).collect::<Vec<_>>().join(", ")
    }
}

impl Display for PairsSheet<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let pairs = self.pairs;
        writeln!(f, "Ballots that prefer the one in the row, of {}.\n", pairs.ballots)?;
        let heads = pairs.all().map(|one| self.name(one).chars().count()).max().unwrap_or(0);
        let cell = |one: usize, other: usize| match one == other {
            true => "–".to_owned(),
            false => pairs.preferring(one, other).to_string(),
        };
        let wide = |other: usize| {
            let cells = pairs.all().map(|one| cell(one, other).chars().count());
            cells.max().unwrap_or(0).max((other + 1).to_string().len())
        };
        let widths: Vec<usize> = pairs.all().map(wide).collect();
        write!(f, "{:heads$}", "")?;
        for (other, width) in widths.iter().enumerate() {
            write!(f, "  {:>width$}", other + 1)?;
        }
        writeln!(f)?;
        for one in pairs.all() {
            write!(f, "{:heads$}", self.name(one))?;
            for (other, width) in widths.iter().enumerate() {
                write!(f, "  {:>width$}", cell(one, other))?;
            }
            writeln!(f)?;
        }
        writeln!(f)?;
        match pairs.beats_all() {
            Some(one) => writeln!(f, "{} beats everybody.", self.name(one))?,
            None if pairs.candidates > 0 => {
                writeln!(
                    f,
                    "Nobody beats everybody. Each of these beats all others: {}.",
                    self.named(&pairs.smith_set())
                )?;
            }
            None => {}
        }
        if let Some(one) = pairs.loses_to_all() {
            writeln!(f, "{} loses to everybody.", self.name(one))?;
        }
        for (one, other) in pairs.ties() {
            writeln!(f, "Tied: {} and {}.", self.name(one), self.name(other))?;
        }
        Ok(())
    }
}
