//! The orders: how many voters gave each.

use sailau_ranked::{BallotsBuilder, Rank};

use super::header::Kind;
use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::number;
use crate::ranked::file::{self, RankedFile};
use crate::ranked::lines::Lines;

/// The ballots.
pub(super) struct Orders {
    pub(super) builder: BallotsBuilder,
    categories: bool,
    pub(super) rows: u64,
    pub(super) voters: u64,
    /// Rows that have everybody, and of them those whose last rank is the only one shared.
    everybody: u64,
    tied_at_the_end: u64,
}

impl Orders {
    pub(super) fn read(
        lines: &mut Lines<'_>,
        candidates: usize,
        kind: Kind,
        old: bool,
    ) -> Result<Self, ImportError> {
        let builder = BallotsBuilder::new(candidates).map_err(|error| file::at(lines.source, 0, error))?;
        let mut orders = Self {
            builder,
            categories: kind.categories,
            rows: 0,
            voters: 0,
            everybody: 0,
            tied_at_the_end: 0,
        };
        while let Some(line) = lines.next_line()? {
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            let read = orders.line(&line, candidates, kind, if old { ',' } else { ':' });
            read.map_err(|problem| lines.problem(problem))?;
        }
        Ok(orders)
    }

    fn line(&mut self, line: &str, candidates: usize, kind: Kind, after: char) -> Result<(), ImportProblem> {
        let Some((count, order)) = line.split_once(after) else {
            return Err(ImportProblem::Malformed(format!("there is no number of voters before a `{after}`")));
        };
        let count = number::whole(count)?;
        let ranks = ranks(order)?;
        let mut marked = vec![false; candidates];
        for &candidate in ranks.iter().flatten() {
            // The ballots refuse whom nobody knows.
            let Some(before) = marked.get_mut(candidate) else { continue };
            if std::mem::replace(before, true) {
                return Err(ImportProblem::Twice((candidate + 1).to_string()));
            }
        }
        let named = marked.iter().filter(|marked| **marked).count();
        let tied: Vec<bool> = ranks.iter().map(|rank| rank.len() > 1).collect();
        if !kind.ties && tied.contains(&true) {
            return Err(ImportProblem::Malformed(
                "candidates are tied, and in .soc and .soi files none are".to_owned(),
            ));
        }
        if kind.complete && named < candidates {
            let problem = format!(
                "{named} of {candidates} candidates, and .soc and .toc files have all on each ballot"
            );
            return Err(ImportProblem::Malformed(problem));
        }
        self.rows += 1;
        self.voters = number::sum(self.voters, count)?;
        self.everybody += u64::from(named == candidates);
        let only_last = tied.last() == Some(&true) && !tied[..tied.len() - 1].contains(&true);
        self.tied_at_the_end += u64::from(named == candidates && only_last);
        let ranks = ranks.into_iter().map(|rank| match *rank.as_slice() {
            [] => Rank::Blank,
            [one] => Rank::One(one),
            _ => Rank::Several(rank),
        });
        self.builder.add(count, ranks).map_err(|error| ImportProblem::Other(error.to_string()))
    }

    pub(super) fn notes(&self, file: &mut RankedFile, old: bool) {
        if self.categories {
            let words = "categories were read as ranks, the first as the best, an empty one as a blank rank";
            file.note(NoteKind::Assumed, words);
        } else {
            file.note(
                NoteKind::LeftOut,
                "blank ranks, which PrefLib removes, and ballots that it holds invalid",
            );
        }
        if old && self.tied_at_the_end > 0 && self.everybody == self.rows {
            let words = format!(
                "all {} orders have every candidate, and {} of them end in a tie: perhaps these are ballots of another file \
                 with all whom voters left out tied at the end (`imbued`)",
                self.rows, self.tied_at_the_end
            );
            file.note(NoteKind::Assumed, words);
        }
    }
}

/// Who stands at each rank of `3,{1,4},2`.
fn ranks(order: &str) -> Result<Vec<Vec<usize>>, ImportProblem> {
    let number = |text: &str| {
        let text = text.trim();
        let number = number::whole(text)?;
        let candidate = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        candidate.ok_or_else(|| {
            ImportProblem::Other(format!("there is no candidate {text}: they are numbered from 1"))
        })
    };
    let mut ranks = Vec::new();
    let mut rest = order.trim();
    while !rest.is_empty() {
        let after;
        if let Some(inner) = rest.strip_prefix('{') {
            let Some((tied, behind)) = inner.split_once('}') else {
                return Err(ImportProblem::Malformed("`{` without `}`".to_owned()));
            };
            ranks.push(match tied.trim() {
                "" => Vec::new(),
                tied => tied.split(',').map(number).collect::<Result<_, _>>()?,
            });
            after = behind.trim();
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            ranks.push(vec![number(&rest[..end])?]);
            after = &rest[end..];
        }
        rest = match after.strip_prefix(',') {
            Some(next) if next.trim().is_empty() => {
                return Err(ImportProblem::Malformed("the line ends in a comma".to_owned()));
            }
            Some(next) => next.trim(),
            None if after.is_empty() => after,
            None => return Err(ImportProblem::Malformed(format!("`{after}` where a comma has to stand"))),
        };
    }
    Ok(ranks)
}
