//! The CSV of the kingdom: a row a list, over all constituencies.

use std::collections::BTreeMap;

use super::constituency::Constituency;
use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::levels;
use crate::note::NoteKind;
use crate::source::Source;
use crate::table::{Dialect, Table};
use crate::{letters, naming, number};

const DIALECT: Dialect =
    Dialect { separator: b';', encoding: encoding_rs::UTF_8, header: "Parti", ragged: false };

/// The kingdom's votes and seats by the names of its lists.
pub(super) struct Kingdom {
    lists: BTreeMap<String, [u64; 2]>,
}

pub(super) fn recognises(head: &[u8]) -> bool {
    let head = letters::without_mark(head);
    head.starts_with("Parti;Nombre de sièges;".as_bytes())
}

impl Kingdom {
    pub(super) fn read(source: &Source) -> Result<Self, ImportError> {
        let mut table = Table::open(source, &DIALECT)?;
        let party = table.column("Parti")?;
        let columns = [table.column("Nombre de voix")?, table.column("Nombre de sièges")?];
        let mut lists = BTreeMap::new();
        while let Some(line) = table.next_row()? {
            let name = naming::own(&line.text(party)?).map_err(|problem| line.problem(party, problem))?;
            let numbers = [line.whole(columns[0])?, line.whole(columns[1])?];
            if lists.insert(name.clone(), numbers).is_some() {
                return Err(line.problem(party, ImportProblem::Twice(name)));
            }
        }
        Ok(Self { lists })
    }

    /// Holds the constituencies against the kingdom.
    ///
    /// A list that both name must be equal. Where the kingdom has more, it has joined lists that it does not name: those
    /// must be as many together.
    pub(super) fn check(&self, import: &mut Import, parts: &[Constituency]) -> Result<(), ImportProblem> {
        let mut sums: BTreeMap<&str, [u64; 2]> = BTreeMap::new();
        for list in parts.iter().flat_map(|part| &part.lists) {
            let sum = sums.entry(&list.party).or_default();
            *sum = [number::sum(sum[0], list.votes)?, number::sum(sum[1], list.seats.unwrap_or(0))?];
        }
        let own: Vec<(&str, [u64; 2])> = sums
            .iter()
            .filter(|(name, _)| !self.lists.contains_key(**name))
            .map(|(name, sum)| (*name, *sum))
            .collect();
        let mut joined = Vec::new();
        let mut more = [0, 0];
        for (name, whole) in &self.lists {
            let part = sums.get(&**name).copied().unwrap_or_default();
            for (at, what) in ["votes", "seats"].into_iter().enumerate() {
                let difference = whole[at].checked_sub(part[at]);
                let Some(difference) = difference.filter(|&n| n == 0 || !own.is_empty()) else {
                    return levels::same("the kingdom", &format!("{name}, {what}"), whole[at], part[at]);
                };
                more[at] = number::sum(more[at], difference)?;
                if difference > 0 && joined.last() != Some(name) {
                    joined.push(name.clone());
                }
            }
        }
        let names = own.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ");
        let under = joined.join(", ");
        for (at, what) in ["votes", "seats"].into_iter().enumerate() {
            let rest = own.iter().try_fold(0, |sum, (_, own)| number::sum(sum, own[at]))?;
            let what = format!(
                "what {under} have beyond the constituencies' own lists of these names, against {names}, {what}"
            );
            levels::same("the kingdom", &what, more[at], rest)?;
        }
        if !own.is_empty() {
            let words = format!(
                "the kingdom's CSV counts {names} under other names ({under}); the constituencies have them apart, and so \
                 are they imported"
            );
            import.note(NoteKind::Names, words);
        }
        Ok(())
    }
}
