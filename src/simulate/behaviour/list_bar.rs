//! The threshold of a law, as a share of the votes of the nation, of a region or of a district.

use std::collections::BTreeMap;

use super::BehaviourError;
use super::scenario::real;
use crate::electorate::VoteModel;
use crate::system::{AgainstAll, ElectoralSystem, ListRule, Threshold, ThresholdLevel, TierRule, VoteBase};
use crate::votes::{Contest, Field};

/// What a list needs, as far as it is a share of votes.
#[derive(Debug, Clone)]
pub(super) struct ListBar {
    /// Where it needs it.
    pub(super) within: ThresholdLevel,
    general: f64,
    kinds: BTreeMap<String, f64>,
    pub(super) of: VoteBase,
    pub(super) against_all: AgainstAll,
    /// The threshold in words, and what is passed over of it.
    pub(super) words: String,
}

/// The ballot between lists of a law, and its threshold.
pub(super) struct Lists {
    /// The name of the contest.
    pub(super) contest: String,
    /// None where the law has none.
    pub(super) bar: Option<ListBar>,
}

impl Lists {
    /// The first list tier of the law with a threshold, or the first one at all; where `deserts` asks for a share of votes and the
    /// threshold is none, an error.
    pub(super) fn of(
        model: &impl VoteModel,
        system: &str,
        rules: &ElectoralSystem,
        deserts: bool,
    ) -> Result<Self, BehaviourError> {
        let field = model.field().clone().allow_uncounted();
        let plan = rules
            .compile(&field, &[])
            .map_err(|source| BehaviourError::Rules { system: system.to_owned(), source: source.into() })?;
        let tiers: Vec<(String, &ListRule)> = plan
            .tiers()
            .enumerate()
            .filter_map(|(number, name)| match &rules.tier(name)?.rule {
                TierRule::List(rule) => Some((plan.contest(number)?.to_owned(), &**rule)),
                _ => None,
            })
            .collect();
        let with_bar = tiers.iter().find(|(_, rule)| rule.threshold.is_some());
        let Some((contest, rule)) = with_bar.or(tiers.first()) else {
            // Lists that this law does not ask for may stand all the same.
            return match field.contest(Contest::LIST) {
                Some(list) => Ok(Self { contest: list.name.clone(), bar: None }),
                None => Err(BehaviourError::NoLists(system.to_owned())),
            };
        };
        let bar = match &rule.threshold {
            Some(threshold) if deserts => Some(
                ListBar::of(threshold, rule.against_all)
                    .map_err(|why| BehaviourError::Threshold { system: system.to_owned(), why })?,
            ),
            _ => None,
        };
        Ok(Self { contest: contest.clone(), bar })
    }
}

impl ListBar {
    fn of(threshold: &Threshold, against_all: AgainstAll) -> Result<Self, &'static str> {
        if threshold.quota.is_some() {
            return Err("a part of a quota");
        }
        let within = threshold.within.unwrap_or(ThresholdLevel::Nation);
        let place = match within {
            ThresholdLevel::Nation => "",
            ThresholdLevel::District => ", in each district by itself",
            ThresholdLevel::Region => ", in each region by itself",
            ThresholdLevel::AnyDistrict => ", in any district",
            ThresholdLevel::EveryDistrict => ", in every district",
            // Whoever adds a level says here where voters look.
            _ => return Err("reached in places of a kind that is not known here"),
        };
        let mut words = format!("{threshold}{place}");
        for (kind, share) in &threshold.kinds {
            words += &format!(", {share} for the kind `{kind}`");
        }
        if !threshold.or.is_empty() || !threshold.and.is_empty() || threshold.until.is_some() {
            words += "; voters look at this share alone, and not at the other ways past it";
        }
        let kinds = threshold.kinds.iter().map(|(kind, share)| (kind.clone(), real(*share))).collect();
        Ok(Self { within, general: real(threshold.share), kinds, of: threshold.of, against_all, words })
    }

    /// What a party's list needs.
    pub(super) fn needed(&self, field: &Field, party: usize) -> f64 {
        let kind = field.parties().get(party).and_then(|party| party.kind.as_ref());
        kind.and_then(|kind| self.kinds.get(kind)).copied().unwrap_or(self.general)
    }
}
