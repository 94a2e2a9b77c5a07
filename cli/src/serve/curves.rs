//! Seats for every threshold, and for every share of list seats: curves, and where they tip.

use sailau::law::Share;
use sailau::reform::{
    Change, Edge, Holders, Parameter, Reform, Rest, RulePath, Stretch, Sweep, Values, tipping_threshold,
};
use sailau::system::{Districts, ElectoralSystem, Outcome, Tier, TierRule};
use sailau::votes::Votes;
use serde::{Deserialize, Serialize};

use super::colours::colour;
use super::controls::split;
use super::question::Case;
use super::refusal::Refusal;

/// What is varied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Along {
    Threshold,
    Split,
}

/// Seats along a rule that is varied.
#[derive(Debug, Serialize)]
pub(super) struct Curves {
    along: Along,
    /// The rule, and the tier that it is of.
    path: String,
    tier: String,
    /// Where the laws stand: thresholds in per cent, or list seats.
    before: Option<f64>,
    after: Option<f64>,
    /// The points: thresholds in per cent, or list seats.
    at: Vec<f64>,
    /// The sum that is split.
    of: Option<u32>,
    house: Vec<u32>,
    parties: Vec<Curve>,
    tips: Vec<Tip>,
    /// Whether tips are where they are, and not between two points.
    exact: bool,
}

#[derive(Debug, Serialize)]
struct Curve {
    name: String,
    colour: &'static str,
    seats: Vec<i64>,
}

/// A point at which seats change.
#[derive(Debug, Serialize)]
struct Tip {
    at: f64,
    /// The exact share, as a fraction of votes, where it is one.
    exact: Option<String>,
    /// Party, seats before the point, seats behind it.
    seats: Vec<(String, i64, i64)>,
    /// Who has a majority before and behind, where that changes.
    majority: Option<(Option<String>, Option<String>)>,
}

/// More numbers of votes than this are swept in wider steps.
const MANY: usize = 3_000;
/// Curves that are drawn.
const PARTIES: usize = 14;
/// Tips that are told.
const TIPS: usize = 60;

/// The curves of a case.
pub(super) fn curves(case: &Case, along: Along) -> Result<Curves, Refusal> {
    match along {
        Along::Threshold => of_threshold(case),
        Along::Split => of_split(case),
    }
}

fn of_threshold(case: &Case) -> Result<Curves, Refusal> {
    let is_list = |tier: &&Tier| matches!(tier.rule, TierRule::List(_));
    let tier = case
        .after
        .tiers
        .iter()
        .find(is_list)
        .ok_or_else(|| Refusal::wrong("no tier is shared among lists"))?;
    let rules = with_threshold(&case.after, tier)?;
    let tier = rules.tier(&tier.name).ok_or_else(Refusal::broken)?;
    let votes = &case.votes_after;
    let step = if votes.tally().votes.len() > MANY { "0.5%" } else { "0.25%" };
    let share = |text: &str| text.parse::<Share>().map_err(Refusal::uncountable);
    let values = Values::Shares { from: share("0%")?, to: share("15%")?, step: share(step)? };
    let path = RulePath::of_threshold(tier);
    let parameter = Parameter { set: path.clone(), values, rest: None, also: Vec::new() };
    let swept = Swept::of(&rules, &parameter, votes)?;
    let at = |value: &sailau::reform::Value| Share::try_from(value).map(percent).unwrap_or(0.0);
    let percent_of = |rules: &ElectoralSystem| match rules.tier(&tier.name).map(|tier| &tier.rule) {
        Some(TierRule::List(rule)) => rule.threshold.as_ref().map(|threshold| percent(threshold.share)),
        _ => None,
    };
    // In districts there are as many tips as lists in all of them.
    let exact = tier.districts == Districts::Nationwide;
    let tips = match exact.then(|| exact_tips(&rules, &tier.name, votes, &swept.holders)) {
        Some(Ok(tips)) => tips,
        _ => swept.tips(at),
    };
    Ok(swept.curves(
        Along::Threshold,
        &path,
        (percent_of(&case.before), percent_of(&case.after)),
        at,
        None,
        tips,
        exact,
        votes,
    ))
}

/// The same rules; with a threshold of nothing where there is none.
fn with_threshold(rules: &ElectoralSystem, tier: &Tier) -> Result<ElectoralSystem, Refusal> {
    match &tier.rule {
        TierRule::List(rule) if rule.threshold.is_none() => {
            let set = |field: &str, to: &str| {
                Change::set(&RulePath::new(&tier.name, "threshold", &[field]).to_string(), to)
            };
            let changes = [set("at_least", "0%"), set("of", "valid votes")];
            let changes = changes.into_iter().collect::<Result<Vec<_>, _>>().map_err(Refusal::uncountable)?;
            Reform::new(&rules.name, changes).apply(rules).map_err(Refusal::uncountable)
        }
        _ => Ok(rules.clone()),
    }
}

fn of_split(case: &Case) -> Result<Curves, Refusal> {
    let Some((list, single, of)) = split(&case.after) else {
        return Err(Refusal::wrong(
            "these rules do not split a house between one list and single-member districts",
        ));
    };
    let path = RulePath::new(&list.name, "seats", &[]);
    let rest = Rest { set: RulePath::new(&single.name, "districts", &[]), of };
    let values = Values::Whole { from: 0, to: of, step: of.div_ceil(120).max(1) };
    let parameter = Parameter { set: path.clone(), values, rest: Some(rest), also: Vec::new() };
    // Who won a given number of districts won in these; in any other number they are open.
    let votes = case.votes.clone().without_winners();
    let swept = Swept::of(&case.after, &parameter, &votes)?;
    let at = |value: &sailau::reform::Value| u32::try_from(value).map_or(0.0, f64::from);
    let seats = |rules: &ElectoralSystem| {
        split(rules).and_then(|(list, ..)| match list.seats {
            sailau::system::Seats::Same(seats) => Some(f64::from(seats)),
            _ => None,
        })
    };
    let tips = swept.tips(at);
    Ok(swept.curves(
        Along::Split,
        &path,
        (seats(&case.before), seats(&case.after)),
        at,
        Some(of),
        tips,
        false,
        &votes,
    ))
}

fn percent(share: Share) -> f64 {
    100.0 * f64::from(share.numerator()) / f64::from(share.denominator())
}

/// The points that could be counted, one after the other.
struct Swept {
    holders: Holders,
    points: Vec<(sailau::reform::Value, u32, Vec<i64>)>,
}

impl Swept {
    fn of(rules: &ElectoralSystem, parameter: &Parameter, votes: &Votes) -> Result<Self, Refusal> {
        let sweep = Sweep { vary: vec![parameter.clone()] };
        let holders = Holders::new(votes, [rules]);
        let mut points = Vec::new();
        let mut wrong = None;
        for point in sweep.systems(rules).map_err(Refusal::uncountable)? {
            // A threshold beyond that of coalitions is another law, and left out.
            let point = match point {
                Ok(point) => point,
                Err(error) => {
                    wrong = Some(Refusal::uncountable(error));
                    continue;
                }
            };
            let outcome = point.system.count_in_brief(votes).map_err(Refusal::uncountable)?;
            let value = point.values.into_iter().next().ok_or_else(Refusal::broken)?;
            points.push((value, outcome.house_size, holders.seats(&outcome)));
        }
        match wrong {
            Some(wrong) if points.is_empty() => Err(wrong),
            _ => Ok(Self { holders, points }),
        }
    }

    /// Changes between neighbouring points.
    fn tips(&self, at: impl Fn(&sailau::reform::Value) -> f64) -> Vec<Tip> {
        let pairs = self.points.windows(2).filter_map(|pair| {
            let [(_, old_house, old), (value, house, new)] = pair else { return None };
            tip(&self.holders, at(value), None, (*old_house, old), (*house, new))
        });
        pairs.take(TIPS).collect()
    }

    #[allow(clippy::too_many_arguments, reason = "the parts of an answer that is put together here alone")]
    fn curves(
        self,
        along: Along,
        path: &RulePath,
        (before, after): (Option<f64>, Option<f64>),
        at: impl Fn(&sailau::reform::Value) -> f64,
        of: Option<u32>,
        tips: Vec<Tip>,
        exact: bool,
        votes: &Votes,
    ) -> Curves {
        let contest = votes.main_contest();
        let mut ranked: Vec<_> = votes
            .party_totals(contest)
            .into_iter()
            .map(|(party, votes)| (std::cmp::Reverse(votes), party.name.as_str()))
            .collect();
        ranked.sort();
        let rank = |name: &str| ranked.iter().position(|(_, party)| *party == name).unwrap_or(usize::MAX);
        let mut parties: Vec<Curve> = Vec::new();
        for (column, name) in self.holders.names().enumerate() {
            let seats: Vec<i64> =
                self.points.iter().map(|(.., seats)| seats.get(column).copied().unwrap_or(0)).collect();
            if seats.iter().any(|&seats| seats > 0) {
                parties.push(Curve { name: name.to_owned(), colour: colour(rank(name)), seats });
            }
        }
        parties.sort_by_key(|curve| (rank(&curve.name), curve.name.clone()));
        parties.truncate(PARTIES);
        Curves {
            along,
            path: path.to_string(),
            tier: path.tier().to_owned(),
            before,
            after,
            at: self.points.iter().map(|(value, ..)| at(value)).collect(),
            of,
            house: self.points.iter().map(|(_, house, _)| *house).collect(),
            parties,
            tips,
            exact,
        }
    }
}

/// Where seats change from one row to the next.
fn tip(
    holders: &Holders,
    at: f64,
    exact: Option<String>,
    (old_house, old): (u32, &[i64]),
    (house, new): (u32, &[i64]),
) -> Option<Tip> {
    let changed = holders.names().zip(old.iter().zip(new)).filter(|(_, (old, new))| old != new);
    let seats: Vec<_> = changed.map(|(name, (old, new))| (name.to_owned(), *old, *new)).collect();
    let parties = old.len().saturating_sub(3);
    let majority = |house: u32, seats: &[i64]| {
        let mut held = holders.names().take(parties).zip(seats);
        held.find(|(_, seats)| 2 * **seats > i64::from(house)).map(|(name, _)| name.to_owned())
    };
    let (before, behind) = (majority(old_house, old), majority(house, new));
    let majority = (before != behind).then_some((before, behind));
    (!seats.is_empty()).then_some(Tip { at, exact, seats, majority })
}

/// The thresholds up to 15 % at which seats change, exactly: shares of votes of lists.
fn exact_tips(
    rules: &ElectoralSystem,
    tier: &str,
    votes: &Votes,
    holders: &Holders,
) -> Result<Vec<Tip>, Refusal> {
    let mut counted: Vec<(u32, Vec<i64>)> = Vec::new();
    // Every stretch is kept apart from its neighbour, whatever its seats: they are compared here.
    let stretches: Vec<Stretch> = tipping_threshold(rules, tier, votes, |outcome: &Outcome| {
        counted.push((outcome.house_size, holders.seats(outcome)));
        Ok(counted.len().is_multiple_of(2))
    })
    .map_err(Refusal::uncountable)?;
    let ends = stretches.iter().zip(counted.windows(2)).filter_map(|(stretch, pair)| {
        let [(old_house, old), (house, new)] = pair else { return None };
        let Edge { at, .. } = stretch.to;
        let real = 100.0 * at.numerator() as f64 / at.denominator() as f64;
        tip(holders, real, Some(at.to_string()), (*old_house, old), (*house, new))
    });
    Ok(ends.filter(|tip| tip.at <= 15.0).take(TIPS).collect())
}
