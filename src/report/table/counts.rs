use std::cmp::Reverse;
use std::collections::BTreeSet;

use super::{Cell, Column, Kind, Table, TableError};
use crate::system::Outcome;
use crate::votes::{Party, Votes};

impl Table {
    /// The same votes under several sets of rules, each with its name: a row for each holder, by the votes of the contest, with
    /// the seats under each; then what is tied or not filled, and the house. With two there is the change too.
    /// [Fields](crate::report#field-names). Nothing and a dash stand for a list below the threshold.
    ///
    /// # Errors
    ///
    /// [`TableError::FieldTwice`] when two sets have one name, or one has the name of another column.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::report::Table;
    ///
    /// let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes();
    /// let old = kazakhstan::law_on(date(2021, 1, 10))?.value.count(&votes)?;
    /// let new = kazakhstan::law_on(date(2021, 6, 1))?.value.count(&votes)?;
    /// let table = Table::of_counts(&votes, "list", &[("2021-01-10", &old), ("2021-06-01", &new)])?;
    /// assert!(table.to_csv().contains("\nAuyl,383023,0.0528"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn of_counts(votes: &Votes, contest: &str, counts: &[(&str, &Outcome)]) -> Result<Self, TableError> {
        let totals = votes.party_totals(contest);
        let valid = votes.total(contest) + votes.against_all(contest);
        let mut columns = vec![
            Column::new("party", Kind::Text),
            Column::new("votes", Kind::Count),
            Column::new("share", Kind::Share { places: 2 }),
        ];
        columns.extend(counts.iter().map(|(name, _)| Column::new(*name, Kind::Count)));
        if counts.len() == 2 {
            columns.push(Column::new("change", Kind::Change));
        }
        let mut table = Self::new(columns)?;
        let mut row = |name: Cell, votes: Option<u128>, seats: Vec<Cell>, change: (u32, u32)| {
            let share = votes.filter(|_| valid > 0).map(|votes| votes as f64 / valid as f64);
            let mut cells =
                vec![name, votes.and_then(|votes| u64::try_from(votes).ok()).into(), share.into()];
            cells.extend(seats);
            if counts.len() == 2 {
                cells.push((i64::from(change.1) - i64::from(change.0)).into());
            }
            table.push(cells)
        };
        let two = |seats: &[u32]| (seats.first().copied().unwrap_or(0), seats.get(1).copied().unwrap_or(0));
        let failed: Vec<BTreeSet<&str>> = counts
            .iter()
            .map(|(_, outcome)| {
                outcome.protocol.at_thresholds().map_or_else(BTreeSet::new, |(_, failed)| failed)
            })
            .collect();
        for (holder, votes) in holders(&totals, counts) {
            let seats: Vec<u32> = counts.iter().map(|(_, outcome)| outcome.held_by(holder)).collect();
            let cell = |(&seats, failed): (&u32, &BTreeSet<&str>)| match holder {
                Some(name) if seats == 0 && failed.contains(name) => Cell::Absent("-"),
                _ => seats.into(),
            };
            let cells = seats.iter().zip(&failed).map(cell).collect();
            row(super::outcome::named(holder), votes, cells, two(&seats))?;
        }
        let open: Vec<u32> = counts.iter().map(|(_, outcome)| open(outcome)).collect();
        if open.iter().any(|&seats| seats > 0) {
            let cells = open.iter().map(|&seats| seats.into()).collect();
            row(Cell::Absent("(tied or not filled)"), None, cells, two(&open))?;
        }
        let houses: Vec<u32> = counts.iter().map(|(_, outcome)| outcome.house_size).collect();
        row(
            Cell::Absent("(the house)"),
            None,
            houses.iter().map(|&seats| seats.into()).collect(),
            two(&houses),
        )?;
        if failed.iter().any(|failed| !failed.is_empty()) {
            table.notes.push("-  below the threshold".to_owned());
        }
        Ok(table)
    }
}

/// Who got votes or has seats, by votes and then by seats under the first rules.
fn holders<'a>(
    totals: &[(&'a Party, u128)],
    counts: &[(&str, &'a Outcome)],
) -> Vec<(Option<&'a str>, Option<u128>)> {
    let mut holders: Vec<(Option<&str>, Option<u128>)> =
        totals.iter().map(|(party, votes)| (Some(party.name.as_str()), Some(*votes))).collect();
    for (holder, _) in counts.iter().flat_map(|(_, outcome)| outcome.totals()) {
        if !holders.iter().any(|(known, _)| *known == holder) {
            holders.push((holder, None));
        }
    }
    holders.sort_by_key(|(_, votes)| Reverse(*votes));
    holders
}

fn open(outcome: &Outcome) -> u32 {
    let filled = outcome.totals().iter().map(|&(_, seats)| seats).fold(0, u32::saturating_add);
    outcome.house_size.saturating_sub(filled)
}
