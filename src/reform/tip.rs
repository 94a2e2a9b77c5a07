//! Where the seats of a sweep change.

use serde::Serialize;

use super::SweepTable;

/// Two neighbouring points of a sweep between which seats change, or a majority does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Tip {
    /// The row after which it tips; the next one is the row after.
    pub row: usize,
    /// Whose seats change: the holder, seats before and after; who gains most comes first.
    pub seats: Vec<(String, i64, i64)>,
    /// Who has more than half of the house before and after by sure seats, where that changes.
    pub majority: Option<(Option<String>, Option<String>)>,
}

impl SweepTable {
    /// Where seats or a majority change from one row to the next. Rows that differ in more than the rule that varies fastest are no
    /// neighbours.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::reform::Sweep;
    ///
    /// let sweep = Sweep::from_toml(r#"
    ///     vary = [{ set = "list.threshold.at_least", from = "0%", to = "10%", step = "0.5%" }]
    /// "#)?;
    /// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
    /// let table = sweep.table(election.law()?, &election.votes())?;
    /// // Auyl had 5.29 % of the votes.
    /// let out = |tip: &sailau::reform::Tip| tip.seats.iter().any(|row| row.0 == "Auyl" && row.2 == 0);
    /// let auyl = table.tips().into_iter().find(out).unwrap();
    /// assert_eq!(table.rows[auyl.row].values[0].to_string(), "5.0%");
    /// assert!(auyl.majority.is_none());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn tips(&self) -> Vec<Tip> {
        let mut tips = Vec::new();
        for (row, pair) in self.rows.windows(2).enumerate() {
            let [before, after] = pair else { continue };
            let outer = self.vary.len().saturating_sub(1);
            if before.values.get(..outer) != after.values.get(..outer) {
                continue;
            }
            let changes = self.holders.iter().zip(before.seats.iter().zip(&after.seats));
            let changes = changes.filter(|(_, (before, after))| before != after);
            let mut seats: Vec<(String, i64, i64)> =
                changes.map(|(name, (&before, &after))| (name.clone(), before, after)).collect();
            seats.sort_by_key(|(_, before, after)| std::cmp::Reverse(after.saturating_sub(*before)));
            let majorities = (self.majority(row), self.majority(row + 1));
            let majority = Some(majorities).filter(|(before, after)| before != after);
            if !seats.is_empty() || majority.is_some() {
                let owned = |holder: Option<&str>| holder.map(str::to_owned);
                let majority = majority.map(|(before, after)| (owned(before), owned(after)));
                tips.push(Tip { row, seats, majority });
            }
        }
        tips
    }

    /// Who has more than half of the house by sure seats, in a row.
    #[must_use]
    pub fn majority(&self, row: usize) -> Option<&str> {
        let row = self.rows.get(row)?;
        // The last three are those without a party, tied and empty seats.
        let parties = self.holders.len().saturating_sub(3);
        let holders = self.holders.iter().zip(&row.seats).take(parties);
        let mut majority = holders.filter(|(_, seats)| **seats > i64::from(row.house_size / 2));
        majority.next().map(|(name, _)| name.as_str())
    }
}
