//! A count as a returning officer prints it: candidates by stages, transfers in brackets.

use std::fmt::{self, Display, Formatter};

use super::{Action, Amount, Count, Names, Stage};
use crate::ties::{ChosenFor, Tie, TieDecidedBy};

/// How many columns a line of the table has at most, if the names leave room.
const WIDTH: usize = 120;

/// A count with the names of the candidates; [`Count::sheet`] makes it, and it prints itself.
#[derive(Debug, Clone, Copy)]
pub struct Sheet<'a> {
    count: &'a Count,
    names: Names<'a>,
}

impl Count {
    /// The count as a returning officer prints it, with these names in the order of the ballot paper; candidates without one
    /// are printed by their number, as all are by [`Display`].
    ///
    /// ```
    /// use sailau_ranked::{Ballots, RankedMethod, RankedRule};
    ///
    /// let ballots = Ballots::read(3, "count,preferences\n4,1\n3,2\n2,3>2\n".as_bytes())?;
    /// let count = RankedRule::new(RankedMethod::InstantRunoff).count(&ballots, 1)?;
    /// let expected = "\
    /// 3 candidates for 1 seat. 9 ballots, 9 of them good.
    ///
    ///                  Stage 1  Stage 2
    /// 1 Asel                 4        4
    /// 2 Bota                 3        5 (+2)
    /// 3 Dana                 2        0 (-2)
    /// Nontransferable        0        0
    /// Quota                  5        5
    ///
    /// Stage 1: first preferences.
    /// Stage 2: 3 Dana is excluded. Elected: 2 Bota.
    ///
    /// Elected: 2 Bota.
    /// ";
    /// assert_eq!(count.sheet(&["Asel", "Bota", "Dana"]).to_string(), expected);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn sheet<'a>(&'a self, names: &'a [&'a str]) -> Sheet<'a> {
        Sheet { count: self, names: Names(names) }
    }
}

impl Display for Count {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.sheet(&[]).fmt(f)
    }
}

impl Display for Sheet<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Count { candidates, seats, ballots, valid, withdrawn, .. } = self.count;
        let plural = |number: usize| if number == 1 { "" } else { "s" };
        if let Some(Stage { action: Action::Countback { of, .. }, .. }) = self.count.stages.first() {
            let stand = candidates - withdrawn.len();
            let for_it =
                format!("{stand} candidate{} for the seat of {}", plural(stand), self.names.one(*of));
            writeln!(f, "{for_it}. {ballots} papers elected {0}.", self.names.one(*of))?;
        } else {
            let for_it = format!("{candidates} candidates for {seats} seat{}", plural(*seats as usize));
            writeln!(f, "{for_it}. {ballots} ballots, {valid} of them good.")?;
            if !withdrawn.is_empty() {
                writeln!(f, "Withdrawn: {}.", self.names.several(withdrawn))?;
            }
        }
        self.table(f)?;
        writeln!(f)?;
        for stage in &self.count.stages {
            writeln!(f, "Stage {}: {}", stage.number, self.in_words(stage))?;
        }
        writeln!(f)?;
        self.outcome(f)
    }
}

impl Sheet<'_> {
    /// The table, as many stages side by side as there is room for.
    fn table(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let rows = self.rows();
        let heads = rows.iter().map(|row| row.head.chars().count()).max().unwrap_or(0);
        let stages = &self.count.stages;
        let columns: Vec<Column> =
            stages.iter().enumerate().map(|(at, stage)| Column::of(&rows, at, stage)).collect();
        let mut first = 0;
        while first < columns.len() {
            let mut wide = heads + columns[first].width();
            let mut end = first + 1;
            while end < columns.len() && wide + columns[end].width() <= WIDTH {
                wide += columns[end].width();
                end += 1;
            }
            let mut line = format!("\n{:heads$}", "");
            for column in &columns[first..end] {
                column.write(&mut line, &column.head, "");
            }
            writeln!(f, "{}", line.trim_end_matches(' '))?;
            for row in &rows {
                let mut line = format!("{:heads$}", row.head);
                for (column, (votes, change)) in columns[first..end].iter().zip(&row.cells[first..]) {
                    column.write(&mut line, votes, change);
                }
                writeln!(f, "{}", line.trim_end())?;
            }
            first = end;
        }
        Ok(())
    }

    fn rows(&self) -> Vec<Row> {
        let Count { candidates, withdrawn, stages, .. } = self.count;
        let standing = (0..*candidates).filter(|candidate| !withdrawn.contains(candidate));
        let mut rows: Vec<Row> = standing
            .map(|candidate| {
                Row::changing(self.names.one(candidate), stages.iter().map(|stage| stage.votes[candidate]))
            })
            .collect();
        let passed_on = |stage: &Stage| !matches!(stage.action, Action::Points { .. });
        if stages.iter().any(passed_on) {
            let nontransferable = stages.iter().map(|stage| stage.nontransferable);
            rows.push(Row::changing("Nontransferable".into(), nontransferable));
        }
        if stages.iter().any(|stage| stage.lost.units() != 0) {
            rows.push(Row::changing("Lost by fractions".into(), stages.iter().map(|stage| stage.lost)));
        }
        if stages.iter().any(|stage| stage.quota.is_some()) {
            let quota = |stage: &Stage| stage.quota.map(|quota| quota.to_string()).unwrap_or_default();
            let cells = stages.iter().map(|stage| (quota(stage), String::new())).collect();
            rows.push(Row { head: "Quota".into(), cells });
        }
        rows
    }

    /// What a stage does, and who is elected at its end.
    fn in_words(&self, stage: &Stage) -> String {
        let are = |of: &[usize]| if of.len() == 1 { "is" } else { "are" };
        let mut words = match &stage.action {
            Action::FirstPreferences => "first preferences".into(),
            Action::Points { ranks } => self.ranks_in_words(ranks),
            Action::Surplus { of, surplus, fraction } => {
                let at = fraction.map_or_else(String::new, |(above, below)| format!(" at {above}/{below}"));
                format!("the surplus of {}, {surplus}{at}", self.names.one(*of))
            }
            Action::Exclusion { of, more } => {
                let more = if *more { ", some of the papers" } else { "" };
                format!("{} {} excluded{more}", self.names.several(of), are(of))
            }
            Action::ExclusionWithoutTransfer { of } => {
                format!("{} {} excluded, and the papers stay", self.names.several(of), are(of))
            }
            Action::Countback { of, value, more } => {
                let at = value.map_or_else(String::new, |(above, below)| match below {
                    1 => format!(", at {above}"),
                    _ => format!(", at {above}/{below}"),
                });
                let more = if *more { "; others follow" } else { "" };
                format!("papers that elected {}{at}{more}", self.names.one(*of))
            }
            Action::Round { excluded, .. } if excluded.is_empty() => "surpluses are shared out".into(),
            Action::Round { excluded, .. } => {
                format!("{} {} excluded", self.names.several(excluded), are(excluded))
            }
        };
        words.push('.');
        for tie in &stage.ties {
            words.push_str(&self.tie_in_words(tie));
        }
        if !stage.elected.is_empty() {
            words.push_str(&format!(" Elected: {}.", self.names.several(&stage.elected)));
        }
        words
    }

    /// How many papers have each candidate at each rank.
    fn ranks_in_words(&self, ranks: &[Vec<u64>]) -> String {
        let row = |(candidate, at): (usize, &Vec<u64>)| {
            let at: Vec<_> = at.iter().map(u64::to_string).collect();
            format!("{}: {}", self.names.one(candidate), at.join(" "))
        };
        let standing = ranks.iter().enumerate().filter(|(own, _)| !self.count.withdrawn.contains(own));
        let rows: Vec<_> = standing.map(row).collect();
        format!("points of papers at the first rank, the second …: {}", rows.join(", "))
    }

    fn tie_in_words(&self, tie: &Tie) -> String {
        let chosen = self.names.one(tie.chosen);
        let chosen_for = match tie.chosen_for {
            ChosenFor::Exclusion => "to be excluded",
            ChosenFor::Surplus => "for the surplus to go first",
            ChosenFor::Seat => "for the seat",
            ChosenFor::Paper => "for a fraction to count as a paper",
        };
        let by = match tie.by {
            TieDecidedBy::Stage(stage) => format!("{chosen} by the votes of stage {stage}"),
            TieDecidedBy::Lot => format!("{chosen} by lot"),
            TieDecidedBy::OrderOnly => format!("without papers, here {chosen} first"),
            TieDecidedBy::Open => format!("open, here {chosen}"),
        };
        format!(" Tied {chosen_for}: {}; {by}.", self.names.several(&tie.among))
    }

    fn outcome(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Count { elected, open, empty, hangs_on_paper_order, .. } = self.count;
        if !elected.is_empty() {
            writeln!(f, "Elected: {}.", self.names.several(elected))?;
        }
        if let Some(open) = open {
            let plural = if open.seats == 1 { "seat hangs" } else { "seats hang" };
            writeln!(f, "{} {plural} on a lot: {}.", open.seats, self.names.several(&open.among))?;
            if !open.all_ways {
                writeln!(
                    f,
                    "There are too many ways to follow: only what was decided before the first lot is sure."
                )?;
            }
        }
        if *empty > 0 {
            writeln!(f, "Nobody stands for {empty} of the seats.")?;
        }
        if *hangs_on_paper_order {
            writeln!(f, "Whole papers were moved: figures hang on the order in which the papers lay.")?;
        }
        Ok(())
    }
}

/// A line of the table: at each stage the votes, and in brackets what changed.
struct Row {
    head: String,
    cells: Vec<(String, String)>,
}

impl Row {
    fn changing(head: String, amounts: impl Iterator<Item = Amount>) -> Self {
        let mut before: Option<Amount> = None;
        let cells = amounts
            .map(|now| {
                let changed = before.replace(now).map_or(0, |before| now.units() - before.units());
                let change = Amount::new(changed, now.decimals());
                let change = if changed == 0 { String::new() } else { format!("({change:+})") };
                (now.to_string(), change)
            })
            .collect();
        Self { head, cells }
    }
}

/// A stage of the table: how wide its votes and changes are.
struct Column {
    head: String,
    votes: usize,
    change: usize,
}

impl Column {
    fn of(rows: &[Row], at: usize, stage: &Stage) -> Self {
        let head = format!("Stage {}", stage.number);
        let votes = rows.iter().map(|row| row.cells[at].0.len()).max().unwrap_or(0).max(head.len());
        let change = rows.iter().map(|row| row.cells[at].1.len()).max().unwrap_or(0);
        Self { head, votes, change }
    }

    /// With the spaces between.
    fn width(&self) -> usize {
        self.votes + self.change + 3
    }

    fn write(&self, line: &mut String, votes: &str, change: &str) {
        line.push_str(&format!("  {votes:>0$}", self.votes));
        if self.change > 0 {
            line.push_str(&format!(" {change:>0$}", self.change));
        }
    }
}
