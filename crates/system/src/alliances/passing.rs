//! Which alliances pass as a whole, and what that does for their lists.

use super::allied::Allied;
use super::record::alliance_threshold;
use super::{AllianceThreshold, ListsOfAlliance};
use crate::count::book::Book;
use crate::count::list_count::ListCount;
use crate::count::location::Location;
use crate::threshold::measure::Measure;

/// Which lists stand with their alliance; both are empty where alliances have no threshold.
#[derive(Debug, Clone, Default)]
pub(crate) struct Standing {
    /// The list's alliance has failed.
    pub(super) alone: Vec<bool>,
    /// The list wins nothing, and its votes count for its alliance.
    pub(super) helps: Vec<bool>,
    /// Votes of each alliance, by number; whether one of its lists is large enough.
    sums: Vec<u128>,
    large: Vec<bool>,
}

impl Standing {
    /// No alliance has a threshold.
    pub(crate) fn clear(&mut self) {
        self.alone.clear();
        self.helps.clear();
    }

    pub(super) fn is_alone(&self, list: u32) -> bool {
        self.alone.get(list as usize).copied().unwrap_or(false)
    }

    /// The lists that win nothing and count for their alliance.
    pub(super) fn helpers(&self) -> impl Iterator<Item = u32> {
        (0u32..).zip(&self.helps).filter(|(_, helps)| **helps).map(|(list, _)| list)
    }
}

/// Holds alliances against their threshold. `passes` says which lists have reached the tier's own.
#[expect(clippy::too_many_arguments, reason = "what is held against whom, and what comes out")]
pub(crate) fn pass(
    count: ListCount<'_>,
    at: Location,
    rule: &AllianceThreshold,
    (allied, cast): (&[Allied], &[u64]),
    measure: Measure,
    passes: &mut [bool],
    standing: &mut Standing,
    book: &mut Book<'_>,
) {
    let Standing { alone, helps, sums, large } = standing;
    alone.clear();
    helps.clear();
    if allied.is_empty() {
        return;
    }
    let alliances = allied.iter().filter_map(|own| own.alliance).max().map_or(0, |last| last as usize + 1);
    sums.clear();
    sums.resize(alliances, 0);
    large.clear();
    large.resize(alliances, rule.one_list.is_none());
    let needed = measure.needed(rule.share, rule.inclusive);
    let one_list = rule.one_list.map_or(0, |share| measure.needed(share, true));
    let from = rule.counts_from.map_or(0, |share| measure.needed(share, true));
    let members = || {
        let lists = allied.iter().zip(cast).enumerate().filter(|(_, (_, n))| **n > 0);
        lists.filter_map(|(list, (own, &n))| Some((list, own.alliance? as usize, u128::from(n))))
    };
    for (list, alliance, n) in members() {
        if passes[list] || n >= from {
            sums[alliance] += n;
        }
        large[alliance] |= n >= one_list;
    }
    alone.resize(allied.len(), false);
    helps.resize(allied.len(), false);
    for (list, alliance, n) in members() {
        let passed = large[alliance] && sums[alliance] >= needed;
        let counts = passes[list] || n >= from;
        alone[list] = !passed;
        match rule.lists {
            ListsOfAlliance::PassWithIt => passes[list] |= passed && counts,
            ListsOfAlliance::NeedTheTiers => helps[list] = passed && counts && !passes[list],
        }
    }
    book.note(at, "alliances", |names| {
        alliance_threshold(names, count.plan, rule, (allied, cast), &*sums, measure, (alone, helps))
    });
}
