//! Both houses beside each other: the answer to a change.

use std::collections::BTreeMap;

use sailau::measure::Profile;
use sailau::reform::{Change, Reform};
use sailau::report::notes;
use sailau::system::Outcome;
use serde::Serialize;

use super::controls::{Control, controls, split};
use super::pictures::{GREY, colour, house, within_page};
use super::question::Case;
use super::refusal::Refusal;
use super::verdicts::{Bar, Verdict, bars, share, verdicts};

/// Parties that have no seat in either house and are shown nevertheless.
const WITHOUT_SEATS: usize = 12;

/// Everything that the page shows of a change.
#[derive(Debug, Serialize)]
pub(super) struct Answer {
    title: String,
    sources: Vec<String>,
    before: House,
    after: House,
    rows: Vec<Row>,
    /// Parties without a seat and without a row.
    more: usize,
    verdicts: Vec<Verdict>,
    differences: Vec<Difference>,
    indices: Vec<Index>,
    controls: Vec<Control>,
    /// What can be varied along a curve.
    curves: Vec<&'static str>,
}

/// A house, and how it came about.
#[derive(Debug, Serialize)]
struct House {
    law: String,
    size: u32,
    majority: u32,
    largest: Option<String>,
    picture: Option<String>,
    bars: Vec<Bar>,
    notes: Vec<String>,
    uncounted: Vec<String>,
}

/// A line of the table of seats.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Row {
    pub(super) holder: Holder,
    pub(super) party: Option<String>,
    votes: Option<u128>,
    share: Option<f64>,
    pub(super) before: u32,
    pub(super) after: u32,
    pub(super) colour: &'static str,
}

/// Whose seats they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Holder {
    Party,
    Independents,
    Tied,
    Unfilled,
}

/// What the laws say differently.
#[derive(Debug, Serialize)]
struct Difference {
    /// The place, where it is one.
    path: Option<String>,
    from: Option<String>,
    to: Option<String>,
    /// Where the rule stands in the law before.
    article: Option<String>,
    /// The change in words.
    words: String,
}

/// An index of both houses.
#[derive(Debug, Serialize)]
struct Index {
    index: &'static str,
    before: Option<f64>,
    after: Option<f64>,
}

/// Both counts.
pub(super) struct Counts {
    pub(super) before: Outcome,
    pub(super) after: Outcome,
}

impl Counts {
    /// With records in brief: who passes, and what seats do not show.
    pub(super) fn of(case: &Case) -> Result<Self, Refusal> {
        let before = case.before.count_in_brief(&case.votes).map_err(Refusal::uncountable)?;
        let after = case.after.count_in_brief(&case.votes_after).map_err(Refusal::uncountable)?;
        Ok(Self { before, after })
    }
}

/// The answer to a question.
pub(super) fn answer(case: &Case) -> Result<Answer, Refusal> {
    let counts = Counts::of(case)?;
    let (rows, more) = rows(case, &counts);
    let Counts { before, after } = &counts;
    Ok(Answer {
        title: case.title.clone(),
        sources: case.sources.clone(),
        before: of_house(case, before, &rows, false),
        after: of_house(case, after, &rows, true),
        verdicts: verdicts(before, after),
        differences: differences(case),
        indices: indices(case, &counts),
        controls: controls(case),
        curves: curves(case),
        rows,
        more,
    })
}

fn curves(case: &Case) -> Vec<&'static str> {
    let lists = case.after.tiers.iter().any(|tier| matches!(tier.rule, sailau::system::TierRule::List(_)));
    let threshold = lists.then_some("threshold");
    threshold.into_iter().chain(split(&case.after).map(|_| "split")).collect()
}

fn of_house(case: &Case, outcome: &Outcome, rows: &[Row], is_after: bool) -> House {
    let law = if is_after { &case.after.name } else { &case.before.name };
    let largest = outcome.totals().into_iter().find_map(|(holder, seats)| Some((holder?, seats)));
    let majority = outcome.house_size / 2 + 1;
    House {
        law: law.clone(),
        size: outcome.house_size,
        majority,
        largest: largest.map(|(holder, _)| holder.to_owned()),
        picture: house(case, rows, outcome, is_after).map(|svg| within_page(&svg)),
        bars: bars(outcome),
        notes: notes(outcome),
        uncounted: outcome.uncounted.clone(),
    }
}

/// A row for everybody with a seat in either house, most votes first, and for those next to them.
pub(super) fn rows(case: &Case, counts: &Counts) -> (Vec<Row>, usize) {
    let Counts { before, after } = counts;
    let contest = case.votes.main_contest();
    let total = case.votes.total(contest);
    let votes: BTreeMap<String, u128> = case
        .votes
        .party_totals(contest)
        .into_iter()
        .map(|(party, votes)| (party.name.clone(), votes))
        .collect();
    let mut names: Vec<&str> = votes.keys().map(String::as_str).collect();
    for (name, _) in before.totals().into_iter().chain(after.totals()) {
        names.extend(name.filter(|name| !votes.contains_key(*name) && !names.contains(name)));
    }
    let held = |name: &str| (before.held_by(Some(name)), after.held_by(Some(name)));
    // The colour of a party hangs on its votes alone: it stays while the law is changed.
    names.sort_by_key(|name| (std::cmp::Reverse(votes.get(*name).copied().unwrap_or(0)), *name));
    let mut without = 0;
    let mut more = 0;
    let mut rows = Vec::new();
    for (rank, name) in names.into_iter().enumerate() {
        let (before, after) = held(name);
        if before == 0 && after == 0 {
            without += 1;
            if without > WITHOUT_SEATS {
                more += 1;
                continue;
            }
        }
        let own = votes.get(name).copied();
        rows.push(Row {
            holder: Holder::Party,
            party: Some(name.to_owned()),
            votes: own,
            share: own.map(|votes| share(votes, total)),
            before,
            after,
            colour: colour(rank),
        });
    }
    let tied = |outcome: &Outcome| outcome.ties.iter().map(|tie| tie.seats).fold(0, u32::saturating_add);
    let unfilled =
        |outcome: &Outcome| outcome.unfilled.iter().map(|row| row.seats).fold(0, u32::saturating_add);
    let others = [
        (Holder::Independents, before.independents(), after.independents()),
        (Holder::Tied, tied(before), tied(after)),
        (Holder::Unfilled, unfilled(before), unfilled(after)),
    ];
    for (holder, before, after) in others.into_iter().filter(|&(_, before, after)| before > 0 || after > 0) {
        rows.push(Row { holder, party: None, votes: None, share: None, before, after, colour: GREY });
    }
    (rows, more)
}

fn differences(case: &Case) -> Vec<Difference> {
    let reform = Reform::between(&case.before, &case.after);
    let difference = |change: &Change| {
        let article = |path: &sailau::reform::RulePath| {
            case.before.citation(path.tier(), path.rule()).map(ToString::to_string)
        };
        let (path, from, to) = match change {
            Change::Set { path, from, to, .. } => (Some(path), from.clone(), Some(to.clone())),
            Change::Remove { path, from, .. } => (Some(path), from.clone(), None),
            _ => (None, None, None),
        };
        Difference {
            article: path.and_then(article),
            path: path.map(ToString::to_string),
            from: from.map(|value| value.to_string()),
            to: to.map(|value| value.to_string()),
            words: change.to_string(),
        }
    };
    reform.of_rules().map(difference).collect()
}

/// Four indices for everybody; the report has all of them.
fn indices(case: &Case, counts: &Counts) -> Vec<Index> {
    let contest = case.votes.main_contest();
    let profile = |outcome| Profile::of(&case.votes, contest, outcome).ok();
    let (before, after) = (profile(&counts.before), profile(&counts.after));
    type Figure = fn(&Profile) -> Option<f64>;
    let figures: [(&str, Figure); 4] = [
        ("gallagher", |profile| profile.disproportionality.gallagher.map(|index| 100.0 * index)),
        ("wasted", |profile| Some(100.0 * profile.waste.wasted_share)),
        ("parties_in_votes", |profile| profile.parties_in_votes.laakso_taagepera),
        ("parties_in_seats", |profile| profile.parties_in_seats.laakso_taagepera),
    ];
    let index = |(index, figure): (&'static str, Figure)| Index {
        index,
        before: before.as_ref().and_then(figure),
        after: after.as_ref().and_then(figure),
    };
    figures.into_iter().map(index).collect()
}
