//! The thresholds that lists of a kind have of their own, beside the threshold of all.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{RulePath, bar};
use crate::exact::compare_quotients;
use crate::law::Share;
use crate::system::ElectoralSystem;

/// The thresholds of list tiers: that of all lists, and those of kinds.
#[derive(Debug, Clone)]
pub(super) struct Bars(BTreeMap<String, (Share, BTreeMap<String, Share>)>);

/// A kind whose bar was on one side of that of all, and is on the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Turned {
    pub(super) kind: String,
    /// The place of its bar.
    pub(super) path: RulePath,
    /// Its bar, and that of all, before.
    pub(super) before: (Share, Share),
    /// The same now.
    pub(super) now: (Share, Share),
}

impl Bars {
    pub(super) fn of(system: &ElectoralSystem) -> Self {
        let bars = system.tiers.iter().filter_map(|tier| {
            let threshold = bar::list_rule(tier)?.threshold.as_ref()?;
            Some((tier.name.clone(), (threshold.share, threshold.kinds.clone())))
        });
        Self(bars.collect())
    }

    /// The first kind whose bar has changed sides although nobody set it.
    pub(super) fn turned(&self, now: &Self, is_set: impl Fn(&RulePath) -> bool) -> Option<Turned> {
        let tiers = self.0.iter().filter_map(|(tier, before)| Some((tier, before, now.0.get(tier)?)));
        for (tier, (all, kinds), (all_now, kinds_now)) in tiers {
            for (kind, &own) in kinds {
                let Some(&own_now) = kinds_now.get(kind) else { continue };
                let path = RulePath::new(tier, "threshold", &["kinds", kind]);
                let turned = matches!(
                    (compare(own, *all), compare(own_now, *all_now)),
                    (Ordering::Greater, Ordering::Less) | (Ordering::Less, Ordering::Greater)
                );
                if turned && !is_set(&path) {
                    let (before, now) = ((own, *all), (own_now, *all_now));
                    return Some(Turned { kind: kind.clone(), path, before, now });
                }
            }
        }
        None
    }
}

pub(super) fn compare(a: Share, b: Share) -> Ordering {
    let parts = |share: Share| (u64::from(share.numerator()), u64::from(share.denominator()));
    compare_quotients(parts(a), parts(b))
}
