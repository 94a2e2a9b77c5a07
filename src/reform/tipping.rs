//! Where a result tips: the values of a rule for which something holds.

use std::cmp::Ordering;
use std::fmt;

use serde::Serialize;
use thiserror::Error;

use super::draft::Draft;
use super::kinds::compare;
use super::{Fraction, Parameter, RulePath, Sweep, SweepError, Value, bar};
use crate::exact::compare_quotients;
use crate::law::Share;
use crate::system::{CountError, ElectoralSystem, Outcome, RulesError, UnknownName};
use crate::votes::Votes;

/// A stretch of a threshold over which something holds all along, or nowhere.
///
/// Shown as `from 0 % to 51.6326 %: yes`; an end that does not belong to the stretch is `above` or `below`, and a value
/// that is no round share has `…` behind its first digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Stretch {
    /// Where it begins.
    pub from: Edge,
    /// Where it ends.
    pub to: Edge,
    /// Whether it holds.
    pub holds: bool,
}

/// An end of a stretch.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Edge {
    /// The share, exactly: 0, 1, or the share of votes of a list.
    pub at: Fraction,
    /// Whether the share itself belongs to the stretch.
    pub included: bool,
}

/// Neighbouring values of a rule for which something holds, or for which it does not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Spell {
    /// The first value.
    pub first: Value,
    /// The last value.
    pub last: Value,
    /// Whether it holds.
    pub holds: bool,
}

/// Why it cannot be told where a result tips.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TippingError {
    /// A tier that has no threshold, or has no votes.
    #[error("tier `{tier}`: {why}")]
    NoThreshold {
        /// The tier.
        tier: String,
        /// What is missing.
        why: &'static str,
    },
    /// Votes beyond what can be compared here.
    #[error("tier `{tier}`: its votes are too many for shares of them to be compared exactly")]
    TooLarge {
        /// The tier.
        tier: String,
    },
    /// Two lists whose shares are nearer to each other than two shares that can be written.
    #[error(
        "no share with a denominator of 32 bits lies between {below} and {above}; the rules cannot tell them apart"
    )]
    TooFine {
        /// The lower one.
        below: Fraction,
        /// The higher one.
        above: Fraction,
    },
    /// The rules contradict themselves with another threshold.
    #[error(transparent)]
    Rules(#[from] RulesError),
    /// The votes cannot be counted.
    #[error(transparent)]
    Count(#[from] CountError),
    /// A name that nothing has: the tier that is asked for, or a party that did not stand.
    #[error(transparent)]
    Unknown(#[from] UnknownName),
}

/// Whether a party has more than half of the house, by its sure seats; [`UnknownName`] where it does not stand.
pub fn has_majority(party: &str) -> impl Fn(&Outcome) -> Result<bool, UnknownName> + '_ {
    move |outcome| Ok(2 * u64::from(outcome.seats_of(party)?) > u64::from(outcome.house_size))
}

/// For which thresholds of a list tier something holds: all shares from 0 to the whole, exactly.
///
/// Where lists of a kind have a bar of their own, it stays where it is, and the shares are those that keep the order of
/// the bars: with 5 % for parties and 8 % for coalitions they end at 8 %. Beyond, coalitions would have the easier way
/// in, which is another law.
///
/// Between the shares that lists have of the base nothing changes, so each stretch between two of them is counted
/// once. Neighbours that agree are one stretch. The rest of the threshold (its base, other ways past it) stays as it
/// is. In a tier of districts the shares are those within the districts, or wherever the threshold is held.
///
/// # Errors
///
/// [`TippingError`].
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::reform::tipping_threshold;
///
/// // By which thresholds would Auyl have had a seat in 2021? By those that its 383,023 of 7,241,562 votes reach.
/// let election = kazakhstan::election(date(2021, 1, 10)).unwrap();
/// let stretches = tipping_threshold(election.law()?, "list", &election.votes(), |outcome| {
///     Ok(outcome.seats_of("Auyl")? > 0)
/// })?;
/// let lines: Vec<String> = stretches.iter().map(ToString::to_string).collect();
/// assert_eq!(lines, ["from 0 % to 5.2892… %: yes", "above 5.2892… % to 100 %: no"]);
/// assert_eq!(stretches[0].to.at.to_string(), "383023/7241562");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tipping_threshold(
    baseline: &ElectoralSystem,
    tier: &str,
    votes: &Votes,
    mut holds: impl FnMut(&Outcome) -> Result<bool, UnknownName>,
) -> Result<Vec<Stretch>, TippingError> {
    let missing = |why| TippingError::NoThreshold { tier: tier.to_owned(), why };
    let found = baseline.tier(tier).ok_or_else(|| {
        UnknownName::new("tier", tier, baseline.tiers.iter().map(|tier| tier.name.as_str()))
    })?;
    let rule = bar::list_rule(found).ok_or_else(|| missing("it is not shared among lists"))?;
    let threshold = rule.threshold.as_ref().ok_or_else(|| missing("it has no threshold; add one of 0%"))?;
    if threshold.quota.is_some() {
        return Err(missing("its threshold is a part of a quota, not a share of votes"));
    }
    // What stops the count is told by the count.
    baseline.count(votes)?;
    let contest = bar::contest(baseline, votes, found).ok_or_else(|| missing("its votes are not given"))?;

    let mut shares: Vec<(u64, u64)> = Vec::new();
    for area in bar::areas(votes, found, rule, contest) {
        let base = area.base(threshold.of).unwrap_or(0);
        let too_large = |_| TippingError::TooLarge { tier: tier.to_owned() };
        let base = u64::try_from(base).map_err(too_large)?;
        // A list with more votes than there are voters passes any threshold.
        let lists = area.parties.values().filter_map(|&votes| u64::try_from(votes).ok());
        shares.extend(lists.filter(|&votes| votes > 0 && votes <= base).map(|votes| (votes, base)));
    }
    shares.sort_by(|&a, &b| compare_quotients(a, b));
    shares.dedup_by(|a, b| compare_quotients(*a, *b) == Ordering::Equal);

    let path = RulePath::of_threshold(found);
    let draft = Draft::of(baseline);
    let mut stretches: Vec<Stretch> = Vec::new();
    let kinds = threshold.kinds.values().copied();
    let below =
        kinds.clone().filter(|&own| compare(own, threshold.share).is_lt()).max_by(|&a, &b| compare(a, b));
    let above = kinds.filter(|&own| compare(own, threshold.share).is_gt()).min_by(|&a, &b| compare(a, b));
    let parts = |share: Share| (u64::from(share.numerator()), u64::from(share.denominator()));
    let ends = (below.map_or((0, 1), parts), above.map_or((1, 1), parts));
    for (from, to) in pieces(&shares, ends, threshold.inclusive) {
        let share = inside(from, to)
            .ok_or_else(|| TippingError::TooFine { below: from.fraction(), above: to.fraction() })?;
        let mut draft = draft.clone();
        // The tier is there, and its threshold is a table.
        let _ = draft.set(&path, &Value::from(share));
        let holds = holds(&draft.rules()?.count(votes)?)?;
        match stretches.last_mut() {
            Some(last) if last.holds == holds => last.to = to.edge(),
            _ => stretches.push(Stretch { from: from.edge(), to: to.edge(), holds }),
        }
    }
    Ok(stretches)
}

/// For which values of a rule something holds: a run for each row of neighbours that agree.
///
/// # Errors
///
/// [`SweepError`].
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::reform::{Parameter, Values, tipping_values};
///
/// // How large must the house be for OSDP, which just passed the threshold, to have a seat of it by the votes of 2023?
/// let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes().without_winners().allow_uncounted();
/// let law = kazakhstan::law_on(date(2026, 7, 1))?.value;
/// let sizes = Parameter::new("list.seats", Values::Whole { from: 1, to: 145, step: 1 })?;
/// let spells = tipping_values(law, &sizes, &votes, |outcome| Ok(outcome.seats_of("OSDP")? > 0))?;
/// let first = spells.iter().find(|spell| spell.holds).unwrap();
/// assert_eq!(first.first.to_string(), "11");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn tipping_values(
    baseline: &ElectoralSystem,
    parameter: &Parameter,
    votes: &Votes,
    mut holds: impl FnMut(&Outcome) -> Result<bool, UnknownName>,
) -> Result<Vec<Spell>, SweepError> {
    let sweep = Sweep { vary: vec![parameter.clone()] };
    let mut spells: Vec<Spell> = Vec::new();
    for point in sweep.systems(baseline)? {
        let point = point?;
        let outcome = point.system.count(votes).map_err(|error| SweepError::Count {
            point: point.system.name.clone(),
            error: Box::new(error),
        })?;
        let holds = holds(&outcome)?;
        for value in point.values {
            match spells.last_mut() {
                Some(spell) if spell.holds == holds => spell.last = value,
                _ => spells.push(Spell { first: value.clone(), last: value, holds }),
            }
        }
    }
    Ok(spells)
}

/// An end while stretches are looked for.
#[derive(Debug, Clone, Copy)]
struct End {
    at: (u64, u64),
    included: bool,
}

impl End {
    fn fraction(self) -> Fraction {
        Fraction::new(i128::from(self.at.0), i128::from(self.at.1))
    }

    fn edge(self) -> Edge {
        Edge { at: self.fraction(), included: self.included }
    }
}

/// The stretches between the shares of lists, from one end to the other. A list passes where its share is at least the
/// threshold (or more than it), so the share itself belongs to the stretch below (or above) it.
fn pieces(shares: &[(u64, u64)], ends: ((u64, u64), (u64, u64)), inclusive: bool) -> Vec<(End, End)> {
    let mut pieces = Vec::with_capacity(shares.len() + 1);
    let mut from = End { at: ends.0, included: true };
    let first = |at| match compare_quotients(at, ends.0) {
        Ordering::Less => false,
        Ordering::Equal => inclusive,
        Ordering::Greater => true,
    };
    let last = |at| compare_quotients(at, ends.1) != Ordering::Greater;
    for &at in shares.iter().filter(|&&at| first(at) && last(at)) {
        pieces.push((from, End { at, included: inclusive }));
        from = End { at, included: !inclusive };
    }
    let whole = End { at: ends.1, included: true };
    if from.included || compare_quotients(from.at, whole.at) == Ordering::Less {
        pieces.push((from, whole));
    }
    pieces
}

/// The share with the smallest denominator between two ends.
fn inside(from: End, to: End) -> Option<Share> {
    let wide = |end: End| (u128::from(end.at.0), u128::from(end.at.1), end.included);
    let (above, below) = simplest(wide(from), wide(to))?;
    Share::new(u32::try_from(above).ok()?, u32::try_from(below).ok()?).ok()
}

/// The fraction with the smallest denominator from `low` to `high` (numerator, denominator, whether it belongs), which
/// is higher or the same; a denominator of 0 stands for a number above all. Continued fractions: as long as the two
/// have the same whole part, what is left is turned upside down.
fn simplest(low: (u128, u128, bool), high: (u128, u128, bool)) -> Option<(u128, u128)> {
    let whole = low.0 / low.1;
    let first = if low.2 && low.0.is_multiple_of(low.1) { whole } else { whole + 1 };
    // The first whole number is at most the low end and one: the products fit where these do.
    let reach = first.checked_mul(high.1)?;
    if reach < high.0 || (reach == high.0 && high.2) {
        return Some((first, 1));
    }
    let rest = (low.0 - whole * low.1, low.1, low.2);
    let up = (high.0.checked_sub(whole * high.1)?, high.1, high.2);
    if up.0 == 0 {
        return None;
    }
    let (above, below) = simplest((up.1, up.0, up.2), (rest.1, rest.0, rest.2))?;
    Some((whole.checked_mul(above)?.checked_add(below)?, above))
}

impl fmt::Display for Stretch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let from = if self.from.included { "from" } else { "above" };
        let to = if self.to.included { "to" } else { "to below" };
        let answer = if self.holds { "yes" } else { "no" };
        write!(f, "{from} {} {to} {}: {answer}", Percent(self.from.at), Percent(self.to.at))
    }
}

/// A share in per cent, cut after four decimals.
struct Percent(Fraction);

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A share of votes of 64 bits.
        let (above, below) = (self.0.numerator() * 1_000_000, self.0.denominator());
        let (parts, rest) = (above / below, above % below);
        let digits = format!("{}.{:04}", parts / 10_000, parts % 10_000);
        if rest == 0 {
            write!(f, "{} %", digits.trim_end_matches('0').trim_end_matches('.'))
        } else {
            write!(f, "{digits}… %")
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_simplest_fraction_lies_inside_and_none_is_simpler(
            a in 0u64..40, b in 1u64..40, c in 0u64..40, d in 1u64..40, low in any::<bool>(), high in any::<bool>()
        ) {
            let (from, to) = if compare_quotients((a, b), (c, d)) == Ordering::Greater { ((c, d), (a, b)) } else { ((a, b), (c, d)) };
            let inside = |p: u64, q: u64| {
                let above = compare_quotients((p, q), from);
                let below = compare_quotients((p, q), to);
                (above == Ordering::Greater || (low && above == Ordering::Equal))
                    && (below == Ordering::Less || (high && below == Ordering::Equal))
            };
            let wide = |at: (u64, u64), belongs| (u128::from(at.0), u128::from(at.1), belongs);
            let found = simplest(wide(from, low), wide(to, high));
            let searched = (1..=1600).find_map(|q| (0..=1600).find(|&p| inside(p, q)).map(|p| (p, q)));
            match (found, searched) {
                (Some((p, q)), Some((_, fewest))) => {
                    prop_assert!(inside(p as u64, q as u64));
                    prop_assert_eq!(q as u64, fewest);
                }
                (found, searched) => {
                    prop_assert_eq!(found, None);
                    prop_assert_eq!(searched, None);
                }
            }
        }
    }
}
