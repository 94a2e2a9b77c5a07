//! What each change of a reform did to the seats of one real count.

use std::fmt;

use serde::Serialize;

use super::{Effects, EffectsError, Holders, Reform, Subsets};
use crate::system::{CountError, ElectoralSystem};
use crate::votes::Votes;

/// What each change of a reform did to the seats that the same votes give.
///
/// Shown as a table: each holder's seats before and after, what the whole reform did, then for each group of changes
/// what it did alone, after all others, and its Shapley value.
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
/// let report = one_by_one(old, &Reform::between(old, new), &election.votes())?;
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
        let difference = self.effects.difference();
        let rows = (0..self.holders.len()).filter(|&row| {
            let moved = effects.iter().any(|effect| {
                effect.alone[row] != 0 || effect.last[row] != 0 || effect.shapley[row].numerator() != 0
            });
            baseline[row] != 0 || whole[row] != 0 || moved
        });
        let rows: Vec<usize> = rows.collect();
        let width = rows.iter().map(|&row| self.holders[row].chars().count()).max().unwrap_or(0).max(8);
        let head = ["before", "after", "whole"];
        write!(f, "  {:width$}", "seats of")?;
        for word in head {
            write!(f, " {word:>8}")?;
        }
        for (i, _) in effects.iter().enumerate() {
            write!(f, "  {:>3} alone {:>6} {:>10}", format!("{}.", i + 1), "last", "Shapley")?;
        }
        writeln!(f)?;
        for row in rows {
            let holder = &self.holders[row];
            write!(f, "  {holder}{}", " ".repeat(width.saturating_sub(holder.chars().count())))?;
            write!(f, " {:>8} {:>8} {:>+8}", baseline[row], whole[row], difference[row])?;
            for effect in effects {
                let shapley = effect.shapley[row];
                write!(f, "  {:>+9} {:>+6} {shapley:>10}", effect.alone[row], effect.last[row])?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
