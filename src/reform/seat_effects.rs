//! What each change of a reform did to the seats of one real count.

use std::fmt;

use serde::Serialize;

use super::{Effects, EffectsError, Fraction, Holders, Reform, Subsets};
use crate::system::{CountError, ElectoralSystem};
use crate::text::columns;
use crate::votes::Votes;

/// What each change of a reform did to the seats that the same votes give.
///
/// Shown as tables: each holder's seats before and after, and what the whole reform did; then what each group of changes
/// did alone, after all others, and by its Shapley value, each with the sum. Only the last adds up to the whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SeatEffects {
    /// The reform.
    pub reform: String,
    /// Who holds seats: what the numbers of [`effects`](Self::effects) are of, in order. See [`Holders`].
    pub holders: Vec<String>,
    /// The numbers.
    pub effects: Effects,
}

/// What each change of a reform did to the seats that these votes give.
///
/// # Errors
///
/// [`EffectsError`]: the reform cannot be taken apart, or the votes cannot be counted under some of its changes; the
/// error says under which.
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::{self, law_on};
/// use sailau::reform::{Reform, one_by_one};
///
/// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
/// let (old, new) = (election.law()?, law_on(date(2022, 11, 5))?.value);
/// let votes = election.votes().allow_uncounted();
/// let report = one_by_one(old, &Reform::between(old, new), &votes)?;
/// let auyl = report.holders.iter().position(|name| name == "Auyl").unwrap();
/// assert_eq!(report.effects.difference()[auyl], 4);
/// // The lower threshold let Auyl in; fewer list seats cost it some again.
/// println!("{report}");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn one_by_one(
    baseline: &ElectoralSystem,
    reform: &Reform,
    votes: &Votes,
) -> Result<SeatEffects, EffectsError<CountError>> {
    let subsets = Subsets::new(baseline, reform)?;
    let holders = Holders::new(votes, subsets.systems());
    let effects = subsets.effects(|system| Ok(holders.seats(&system.count(votes)?)))?;
    Ok(SeatEffects {
        reform: reform.name.clone(),
        holders: holders.names().map(str::to_owned).collect(),
        effects,
    })
}

impl fmt::Display for SeatEffects {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Effects { baseline, whole, effects } = &self.effects;
        writeln!(f, "{}", self.reform)?;
        for (i, effect) in effects.iter().enumerate() {
            writeln!(f, "  {}. {}", i + 1, effect.group.line())?;
            for why in &effect.group.why {
                writeln!(f, "     one group: {why}")?;
            }
        }
        let rows: Vec<usize> = (0..self.holders.len()).filter(|&row| self.is_of_interest(row)).collect();
        let difference = self.effects.difference();
        let mut lines = vec![["seats of", "before", "after", "whole"].map(str::to_owned).to_vec()];
        for &row in &rows {
            let numbers = [baseline[row].to_string(), whole[row].to_string(), signed(difference[row].into())];
            lines.push(std::iter::once(self.holders[row].clone()).chain(numbers).collect());
        }
        f.write_str(&columns("  ", &lines))?;

        let sum = |sums: Vec<i128>| -> Vec<String> { sums.into_iter().map(signed).collect() };
        self.measure(
            f,
            "alone",
            &rows,
            |i, row| signed(effects[i].alone[row].into()),
            &sum(self.effects.sum_alone()),
        )?;
        self.measure(
            f,
            "after all others",
            &rows,
            |i, row| signed(effects[i].last[row].into()),
            &sum(self.effects.sum_last()),
        )?;
        // It adds up to the whole.
        let whole: Vec<String> = difference.iter().map(|&whole| signed(whole.into())).collect();
        self.measure(f, "Shapley value", &rows, |i, row| plus(effects[i].shapley[row]), &whole)
    }
}

impl SeatEffects {
    /// Whether a holder has seats, or a change moves some.
    fn is_of_interest(&self, row: usize) -> bool {
        let Effects { baseline, whole, effects } = &self.effects;
        let moved = effects.iter().any(|effect| {
            effect.alone[row] != 0 || effect.last[row] != 0 || effect.shapley[row].numerator() != 0
        });
        baseline[row] != 0 || whole[row] != 0 || moved
    }

    /// A table of what each change did by one measure, with the sum.
    fn measure(
        &self,
        f: &mut fmt::Formatter<'_>,
        title: &str,
        rows: &[usize],
        cell: impl Fn(usize, usize) -> String,
        sums: &[String],
    ) -> fmt::Result {
        let changes = 0..self.effects.effects.len();
        let mut head = vec![title.to_owned()];
        head.extend(changes.clone().map(|i| format!("{}.", i + 1)));
        head.push("sum".to_owned());
        let mut lines = vec![head];
        for &row in rows {
            let mut line = vec![self.holders[row].clone()];
            line.extend(changes.clone().map(|i| cell(i, row)));
            line.push(sums[row].clone());
            lines.push(line);
        }
        writeln!(f)?;
        f.write_str(&columns("  ", &lines))
    }
}

fn signed(number: i128) -> String {
    if number == 0 { "-".to_owned() } else { format!("{number:+}") }
}

fn plus(part: Fraction) -> String {
    match part.numerator() {
        0 => "-".to_owned(),
        above if above > 0 => format!("+{part}"),
        _ => part.to_string(),
    }
}
