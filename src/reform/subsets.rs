//! The rules by each choice of a reform's changes.

use serde::Serialize;
use thiserror::Error;

use super::draft::Draft;
use super::{Change, Reform, ReformError};
use crate::system::ElectoralSystem;

/// The most changes of rules that a reform may have to be taken apart: 4,096 systems. Changes that are
/// [`together`](Change::Together) are one.
pub const MOST_CHANGES: usize = 12;

/// A reform taken apart: the baseline with each choice of its changes.
///
/// Some choices may contradict themselves: a rule that refers to a tier which another change brings, two rules that do
/// not go together. Changes that cannot be chosen freely are made one group, and the group says [why](Group::why):
/// the smallest choice that is no law is joined with the fewest others that make it one, until every choice of groups
/// is a law. Changes that only cite take no part.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::law_on;
/// use sailau::reform::{Reform, Subsets};
///
/// let (old, new) = (law_on(date(2021, 1, 10))?.value, law_on(date(2023, 3, 19))?.value);
/// let subsets = Subsets::new(old, &Reform::between(old, new))?;
/// assert_eq!(subsets.groups().len(), 5);
/// assert_eq!(subsets.systems().len(), 32);
/// assert_eq!(subsets.systems()[0].tiers, old.tiers);
/// assert_eq!(subsets.systems()[31].tiers, new.tiers);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subsets {
    groups: Vec<Group>,
    systems: Vec<ElectoralSystem>,
}

/// Changes that are made all or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The changes, as lines for a reader, in the order of the reform.
    pub changes: Vec<String>,
    /// Their places in [`Reform::changes`], from 0.
    pub places: Vec<usize>,
    /// Why they are one, where the reform does not say so itself: which of them are no law without the others.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub why: Vec<String>,
}

impl Group {
    /// The changes in one line.
    #[must_use]
    pub fn line(&self) -> String {
        self.changes.join("; ")
    }
}

/// Why a reform cannot be taken apart.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SubsetsError {
    /// The reform as a whole is no law.
    #[error(transparent)]
    Reform(#[from] ReformError),
    /// Too many changes for every choice of them to be looked at.
    #[error(
        "reform `{reform}` has {found} changes of rules, and up to {MOST_CHANGES} are taken apart; put those that belong together under `together`"
    )]
    TooManyChanges {
        /// The reform's name.
        reform: String,
        /// Its changes of rules.
        found: usize,
    },
}

impl Subsets {
    /// Takes a reform apart.
    ///
    /// # Errors
    ///
    /// [`SubsetsError`]: the reform as a whole is no law, or it has more than [`MOST_CHANGES`] changes of rules.
    pub fn new(baseline: &ElectoralSystem, reform: &Reform) -> Result<Self, SubsetsError> {
        reform.apply(baseline)?;
        let changes: Vec<(usize, &Change)> =
            reform.changes.iter().enumerate().filter(|(_, change)| change.is_of_rules()).collect();
        if changes.len() > MOST_CHANGES {
            let found = changes.len();
            return Err(SubsetsError::TooManyChanges { reform: reform.name.clone(), found });
        }
        let all = (1u32 << changes.len()) - 1;
        let laws: Vec<Result<ElectoralSystem, String>> =
            (0..=all).map(|choice| law(baseline, reform, &changes, choice)).collect();
        let mut blocks: Vec<Block> =
            (0..changes.len()).map(|i| Block { changes: 1 << i, why: Vec::new() }).collect();
        while let Some((broken, whole)) = dependence(&blocks, &laws) {
            let broken = union(&blocks, broken);
            let names: Vec<String> = chosen(&changes, broken).map(|(_, change)| change.to_string()).collect();
            let problem = laws[broken as usize].as_ref().err().cloned().unwrap_or_default();
            let mut joined = Block { changes: 0, why: Vec::new() };
            let mut left = Vec::new();
            for (i, block) in blocks.into_iter().enumerate() {
                if whole & (1 << i) == 0 {
                    left.push(block);
                } else {
                    joined.changes |= block.changes;
                    joined.why.extend(block.why);
                }
            }
            joined.why.push(format!("not without the others: {}: {problem}", names.join("; ")));
            left.push(joined);
            left.sort_by_key(|block| block.changes.trailing_zeros());
            blocks = left;
        }
        let systems = (0..1u32 << blocks.len())
            .filter_map(|choice| laws[union(&blocks, choice) as usize].as_ref().ok().cloned())
            .collect();
        let groups = blocks.into_iter().map(|block| Group {
            changes: chosen(&changes, block.changes).map(|(_, change)| change.to_string()).collect(),
            places: chosen(&changes, block.changes).map(|(place, _)| place).collect(),
            why: block.why,
        });
        Ok(Self { groups: groups.collect(), systems })
    }

    /// The groups of changes, by the first change of each.
    #[must_use]
    pub fn groups(&self) -> &[Group] {
        &self.groups
    }

    /// The rules by each choice of groups: number `c` has the changes of group `i` when bit `i` of `c` is set. The first
    /// is the baseline, the last has all changes. They cite nothing, and are called by their changes.
    #[must_use]
    pub fn systems(&self) -> &[ElectoralSystem] {
        &self.systems
    }
}

/// Changes that were joined.
struct Block {
    changes: u32,
    why: Vec<String>,
}

fn union(blocks: &[Block], choice: u32) -> u32 {
    let chosen = blocks.iter().enumerate().filter(|(i, _)| choice & (1 << i) != 0);
    chosen.fold(0, |changes, (_, block)| changes | block.changes)
}

fn chosen<'a>(
    changes: &'a [(usize, &'a Change)],
    choice: u32,
) -> impl Iterator<Item = (usize, &'a Change)> + 'a {
    let there = move |(i, _): &(usize, _)| choice & (1 << i) != 0;
    changes.iter().copied().enumerate().filter(there).map(|(_, change)| change)
}

/// The smallest choice of blocks that is no law, and the fewest blocks with it that are one.
fn dependence(blocks: &[Block], laws: &[Result<ElectoralSystem, String>]) -> Option<(u32, u32)> {
    let is_law = |choice: u32| laws[union(blocks, choice) as usize].is_ok();
    let mut choices: Vec<u32> = (0..1u32 << blocks.len()).collect();
    choices.sort_by_key(|choice| (choice.count_ones(), *choice));
    let broken = choices.iter().copied().find(|&choice| !is_law(choice))?;
    // All changes together are a law, so there is one.
    let whole = choices.iter().copied().find(|&choice| choice & broken == broken && is_law(choice))?;
    Some((broken, whole))
}

/// The rules by one choice of changes, or why there are none.
fn law(
    baseline: &ElectoralSystem,
    reform: &Reform,
    changes: &[(usize, &Change)],
    choice: u32,
) -> Result<ElectoralSystem, String> {
    let mut draft = Draft::of(baseline);
    let all = choice.count_ones() as usize == changes.len();
    let lines: Vec<String> = chosen(changes, choice).map(|(_, change)| change.to_string()).collect();
    match (choice, all) {
        (0, _) => {}
        (_, true) => draft.entitle(&reform.name, None, None),
        _ => draft.entitle(&lines.join("; ").replace(char::is_control, " "), None, None),
    }
    for (_, change) in chosen(changes, choice) {
        draft.make(change).map_err(|problem| problem.to_string())?;
    }
    draft.rules().map_err(|error| error.to_string())
}
