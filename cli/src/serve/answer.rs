//! Both houses beside each other: the answer to a change.

use sailau::measure::Profile;
use sailau::reform::{Change, Reform};
use sailau::report::notes;
use sailau::system::Outcome;
use serde::Serialize;

use super::controls::{Control, controls, split};
use super::counts::Counts;
use super::pictures::{house, within_page};
use super::question::Case;
use super::refusal::Refusal;
use super::rows::{Row, rows};
use super::verdicts::{Bar, Verdict, bars, verdicts};

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
