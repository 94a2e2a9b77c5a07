//! A list of which no statement speaks could have any votes: the audit would confirm them, whatever they are worth.
//!
//! The record names lists with votes, so a list without one is the one that a rule for assertions forgets most easily. What is
//! stated of it is settled where the stages are read; here it is asked whether anything is. Where nothing is, the seats are open
//! and said to be so, and no house is confirmed on papers that make another one.

use std::collections::BTreeSet;

use super::areas::Areas;
use super::assertion::AssertionKind;
use super::list_tier::ListTier;
use super::uncovered::Why;

impl ListTier<'_> {
    /// Refuses a tier that shares seats in an area where some list is in no statement, of those from the number `known` on.
    ///
    /// A list is named by what is said of its papers there; by being below a threshold there or in the whole country; and, where
    /// the seats are those of the whole country, by what is said of it in parts: that it is below a threshold, or has a cell's seats.
    pub(super) fn all_are_named(&self, known: usize, areas: &mut Areas) -> Result<(), Why> {
        use AssertionKind::{Below, CellAtLeast};
        let (mut named, mut everywhere, mut in_parts) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for own in &self.found[known..] {
            // Beside a share of all papers a coefficient of nothing says something too.
            let is_of = |a: i128| a != 0 || own.form.rest.is_some_and(|(_, rest)| rest != 0);
            for (column, _) in own.form.named.iter().filter(|(_, a)| is_of(*a)) {
                match (own.kind, &own.place.district) {
                    (Below, None) => _ = everywhere.insert(column.number),
                    (Below | CellAtLeast, Some(_)) => _ = in_parts.insert(column.number),
                    _ => {}
                }
                named.insert((own.place.district.as_deref(), column.number));
            }
        }
        let shared = areas.with_a_step.iter().filter(|(_, seats)| **seats > 0);
        let shared: Vec<_> = shared.map(|(area, _)| area.clone()).collect();
        for area in shared {
            for (column, _) in self.boxes(&area, areas)?.standing() {
                let is_named = named.contains(&(area.as_deref(), column))
                    || everywhere.contains(&column)
                    || area.is_none() && in_parts.contains(&column);
                if !is_named {
                    return Err(Why::NothingSaidOf(self.name(column)));
                }
            }
        }
        Ok(())
    }
}
