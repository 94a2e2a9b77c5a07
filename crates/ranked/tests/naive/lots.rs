//! Every way in which lots can fall.

use crate::table::{Lot, Record};

/// The record of every way, or nothing if there are more than `most`.
pub(crate) fn every_way(count: impl Fn(Lot<'_>) -> Record, most: usize) -> Option<Vec<Record>> {
    let mut records = Vec::new();
    // What each lot gave, and among how many, up to the one that is changed next.
    let mut falls: Vec<(usize, usize)> = Vec::new();
    loop {
        if records.len() == most {
            return None;
        }
        let mut drawn = 0;
        records.push(count(&mut |tied| {
            if drawn == falls.len() {
                falls.push((0, tied.len()));
            }
            let (fall, among) = falls[drawn];
            assert_eq!(among, tied.len(), "the same lots before must lead to the same lot");
            drawn += 1;
            tied[fall]
        }));
        while falls.last().is_some_and(|(fall, among)| fall + 1 == *among) {
            falls.pop();
        }
        let Some(last) = falls.last_mut() else { return Some(records) };
        last.0 += 1;
    }
}

/// Lots that fall on the one who stands first in an order.
pub(crate) fn by_order(order: &[usize]) -> impl FnMut(&[usize]) -> usize + use<'_> {
    move |tied| {
        let first = order.iter().copied().find(|candidate| tied.contains(candidate));
        first.unwrap()
    }
}
