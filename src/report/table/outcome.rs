use super::{Cell, Column, Kind, Table};
use crate::system::{Outcome, Reason};

impl Table {
    /// The seats of an outcome: a row for each holder, the largest first, then one for each tie and for whatever is not
    /// filled. All rows together are the house. [Fields](crate::report#field-names).
    ///
    /// ```
    /// use sailau::report::Table;
    /// use sailau::{ElectoralSystem, Votes};
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A town"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 5
    ///     method = "dhondt"
    /// "#)?;
    /// let outcome = rules.count(&Votes::list([("Dale", 420), ("Hill", 500)])?)?;
    /// assert_eq!(Table::of(&outcome).to_csv(), "\
    /// party,seats_in_list,seats,share,open,among
    /// Hill,3,3,0.6,,
    /// Dale,2,2,0.4,,
    /// ");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let mut tiers: Vec<&str> = Vec::new();
        let rows = outcome.seats.iter().map(|row| row.tier.as_str());
        let open = outcome.ties.iter().map(|tie| tie.tier.as_str());
        for tier in rows.chain(open).chain(outcome.unfilled.iter().map(|row| row.tier.as_str())) {
            if !tiers.contains(&tier) {
                tiers.push(tier);
            }
        }
        let mut columns = vec![Column::new("party", Kind::Text)];
        columns.extend(
            tiers.iter().map(|tier| Column::new(format!("seats_in_{tier}"), Kind::Count).heading(*tier)),
        );
        columns.push(Column::new("seats", Kind::Count));
        columns.push(Column::new("share", SHARE));
        columns.push(Column::new("open", Kind::Text));
        columns.push(Column::new("among", Kind::Text));
        // No two tiers have one name, and none of the other fields begins with "seats_in_".
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };

        let house = outcome.house_size;
        for (holder, all) in outcome.totals() {
            let of_tier = |tier: &&str| {
                let seats =
                    outcome.seats.iter().filter(|row| row.tier == *tier && row.party.as_deref() == holder);
                Cell::from(seats.fold(0u32, |sum, row| sum.saturating_add(row.seats)))
            };
            let mut row = vec![named(holder)];
            row.extend(tiers.iter().map(of_tier));
            row.extend([all.into(), share(all, house), Cell::Missing, Cell::Missing]);
            table.add(row);
        }
        let mut open = |tier: &str, seats: u32, open: Cell, among: Cell| {
            let of_tier = |&other: &&str| Cell::from(if other == tier { seats } else { 0 });
            let nobody = if among == Cell::Missing { "(not filled)" } else { "(tied)" };
            let mut row = vec![Cell::Absent(nobody)];
            row.extend(tiers.iter().map(of_tier));
            row.extend([seats.into(), share(seats, house), open, among]);
            table.add(row);
        };
        for tie in &outcome.ties {
            open(&tie.tier, tie.seats, "tied".into(), tie.parties.join("; ").into());
        }
        // Single seats that nobody won are many rows of one kind: added up by tier and reason.
        let mut unfilled: Vec<(&str, Reason, u32)> = Vec::new();
        for row in &outcome.unfilled {
            match unfilled.iter_mut().find(|(tier, reason, _)| *tier == row.tier && *reason == row.reason) {
                Some((_, _, seats)) => *seats = seats.saturating_add(row.seats),
                None => unfilled.push((&row.tier, row.reason, row.seats)),
            }
        }
        for (tier, reason, seats) in unfilled {
            open(tier, seats, word(reason).into(), Cell::Missing);
        }
        table
    }

    /// Two outcomes beside each other, such as of the same votes under old rules and new: a row for each holder, in the
    /// order of the old seats, then one for what is tied or not filled. [Fields](crate::report#field-names).
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::report::Table;
    ///
    /// let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes();
    /// let old = kazakhstan::law_on(date(2021, 1, 10))?.value.count(&votes)?;
    /// let new = kazakhstan::law_on(date(2021, 6, 1))?.value.count(&votes)?;
    /// assert!(Table::compared(&old, &new).to_csv().contains("\nAuyl,0,6,6,0,"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn compared(old: &Outcome, new: &Outcome) -> Self {
        let columns = vec![
            Column::new("party", Kind::Text),
            Column::new("old", Kind::Count),
            Column::new("new", Kind::Count),
            Column::new("change", Kind::Change),
            Column::new("share_old", SHARE).heading("old share"),
            Column::new("share_new", SHARE).heading("new share"),
            Column::new("open", Kind::Text),
        ];
        let mut table = Self { columns, rows: Vec::new(), notes: Vec::new() };
        let mut row = |holder: Cell, seats: (u32, u32), open: Cell| {
            let change = i64::from(seats.1) - i64::from(seats.0);
            let shares = (share(seats.0, old.house_size), share(seats.1, new.house_size));
            table.add(vec![holder, seats.0.into(), seats.1.into(), change.into(), shares.0, shares.1, open]);
        };
        let (before, after) = (old.totals(), new.totals());
        let seats = |totals: &[(Option<&str>, u32)], holder: Option<&str>| {
            totals.iter().find(|(other, _)| *other == holder).map_or(0, |&(_, seats)| seats)
        };
        let later = after.iter().filter(|(holder, _)| !before.iter().any(|(other, _)| other == holder));
        for &(holder, _) in before.iter().chain(later) {
            row(named(holder), (seats(&before, holder), seats(&after, holder)), Cell::Missing);
        }
        let open = |outcome: &Outcome| {
            let seats = outcome.ties.iter().map(|tie| tie.seats);
            seats.chain(outcome.unfilled.iter().map(|row| row.seats)).fold(0, u32::saturating_add)
        };
        if open(old) > 0 || open(new) > 0 {
            row(Cell::Absent("(nobody)"), (open(old), open(new)), "tied or not filled".into());
        }
        table
    }
}

const SHARE: Kind = Kind::Share { places: 1 };

fn share(seats: u32, house: u32) -> Cell {
    (house > 0).then(|| f64::from(seats) / f64::from(house)).into()
}

/// Who holds seats.
pub(super) fn named(holder: Option<&str>) -> Cell {
    holder.map_or(Cell::Absent("(without a party)"), Cell::from)
}

/// The word by which a reason is known in JSON.
fn word(reason: Reason) -> String {
    match serde_json::to_value(reason) {
        Ok(serde_json::Value::String(word)) => word,
        _ => reason.to_string(),
    }
}
