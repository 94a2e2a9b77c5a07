//! Who passes, who falls out, who gains: and why, as data that the page words in three languages.

use std::collections::BTreeMap;

use sailau::system::Outcome;
use sailau::system::protocol::{Step, ThresholdLine, ThresholdStep};
use serde::Serialize;

/// Lists of a threshold that are shown.
const LISTS: usize = 40;
/// Thresholds that are shown: one a district would be a book.
const THRESHOLDS: usize = 4;

/// A threshold, and who reached it.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Bar {
    tier: Option<String>,
    district: Option<String>,
    rule: String,
    article: Option<String>,
    base: u128,
    needed: u128,
    lists: Vec<Line>,
}

/// A list against a threshold.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Line {
    party: String,
    votes: u64,
    share: f64,
    needed: u128,
    passes: bool,
    margin: i128,
}

/// What becomes of a party.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Verdict {
    party: String,
    what: What,
    before: u32,
    after: u32,
    why: Vec<Reason>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
enum What {
    Out,
    In,
    Gains,
    Loses,
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "reason", rename_all = "lowercase")]
enum Reason {
    /// Its votes are too few for the threshold.
    Below { votes: u64, share: f64, needed: u128, short: u128, article: Option<String> },
    /// Its votes are enough for the threshold now.
    Passes { votes: u64, share: f64, needed: u128, over: u128 },
    /// It takes part, and its votes are worth no seat.
    Small,
    /// Votes of others no longer share in the seats.
    Freed { parties: Vec<String>, votes: u128 },
    /// Votes of others share in the seats now.
    Shared { parties: Vec<String>, votes: u128 },
    /// The house has another size.
    House { before: u32, after: u32 },
    /// Nothing of the above: the seats are shared in another way.
    Rules,
}

/// The thresholds of a count.
pub(super) fn bars(outcome: &Outcome) -> Vec<Bar> {
    let steps = outcome.protocol.entries.iter().filter_map(|entry| match &entry.step {
        Step::Threshold(step) => Some((entry, step)),
        _ => None,
    });
    let bar = |(entry, step): (&sailau::system::protocol::Entry, &ThresholdStep)| Bar {
        tier: entry.tier.clone(),
        district: entry.district.clone(),
        rule: step.rule.clone(),
        article: entry.article.clone(),
        base: step.base,
        needed: step.needed,
        lists: step.lists.iter().take(LISTS).map(|line| of_line(line, step.base)).collect(),
    };
    steps.take(THRESHOLDS).map(bar).collect()
}

fn of_line(line: &ThresholdLine, base: u128) -> Line {
    let &ThresholdLine { ref party, votes, needed, passes, margin, .. } = line;
    Line { party: party.clone(), votes, share: share(votes.into(), base), needed, passes, margin }
}

/// A share for the eye; whether it is enough was decided in whole numbers.
pub(super) fn share(votes: u128, of: u128) -> f64 {
    if of == 0 { 0.0 } else { votes as f64 / of as f64 }
}

/// How each list stands at the threshold at which it has most votes: one that it passes, where there is one.
struct AtBar {
    votes: u64,
    share: f64,
    needed: u128,
    margin: i128,
    passes: bool,
    article: Option<String>,
}

fn at_bars(outcome: &Outcome) -> BTreeMap<&str, AtBar> {
    let mut found: BTreeMap<&str, AtBar> = BTreeMap::new();
    for entry in &outcome.protocol.entries {
        let Step::Threshold(step) = &entry.step else { continue };
        for line in &step.lists {
            let known = found.get(line.party.as_str());
            if known.is_none_or(|known| (line.passes, line.votes) > (known.passes, known.votes)) {
                let at = AtBar {
                    votes: line.votes,
                    share: share(line.votes.into(), step.base),
                    needed: line.needed,
                    margin: line.margin,
                    passes: line.passes,
                    article: entry.article.clone(),
                };
                found.insert(&line.party, at);
            }
        }
    }
    found
}

/// What becomes of each party whose seats change, those who fall out first.
pub(super) fn verdicts(before: &Outcome, after: &Outcome) -> Vec<Verdict> {
    let (old, new) = (at_bars(before), at_bars(after));
    let took_part = |at: &BTreeMap<&str, AtBar>, party: &str| at.get(party).is_none_or(|at| at.passes);
    let moved = |from: &BTreeMap<&str, AtBar>, to: &BTreeMap<&str, AtBar>| {
        let all = from.iter().chain(to);
        let moved = all.filter(|(party, _)| took_part(from, party) && !took_part(to, party));
        let moved: BTreeMap<&str, u64> = moved.map(|(party, at)| (*party, at.votes)).collect();
        (
            moved.keys().map(|&party| party.to_owned()).collect::<Vec<_>>(),
            moved.values().map(|&v| u128::from(v)).sum::<u128>(),
        )
    };
    let (gone, came) = (moved(&old, &new), moved(&new, &old));
    let mut parties: Vec<&str> =
        before.totals().into_iter().chain(after.totals()).filter_map(|(name, _)| name).collect();
    let mut seen = std::collections::BTreeSet::new();
    parties.retain(|party| seen.insert(*party));
    let verdict = |party: &str| {
        let (b, a) = (before.held_by(Some(party)), after.held_by(Some(party)));
        let what = match (b, a) {
            (b, a) if b == a => return None,
            (_, 0) => What::Out,
            (0, _) => What::In,
            (b, a) if a > b => What::Gains,
            _ => What::Loses,
        };
        let mut why = Vec::new();
        let passed_before = took_part(&old, party);
        match new.get(party) {
            Some(at) if !at.passes => why.push(Reason::Below {
                votes: at.votes,
                share: at.share,
                needed: at.needed,
                short: at.margin.unsigned_abs(),
                // A changed rule is cited no more: it stood where the old one stands.
                article: at.article.clone().or_else(|| old.get(party)?.article.clone()),
            }),
            Some(at) if !passed_before => why.push(Reason::Passes {
                votes: at.votes,
                share: at.share,
                needed: at.needed,
                over: at.margin.max(0).unsigned_abs(),
            }),
            _ if a == 0 => why.push(Reason::Small),
            _ => {}
        }
        let others = |(parties, votes): &(Vec<String>, u128)| {
            (!parties.is_empty() && parties.iter().all(|other| other != party))
                .then(|| (parties.clone(), *votes))
        };
        if a > b
            && let Some((parties, votes)) = others(&gone)
        {
            why.push(Reason::Freed { parties, votes });
        }
        if a < b
            && let Some((parties, votes)) = others(&came)
        {
            why.push(Reason::Shared { parties, votes });
        }
        if before.house_size != after.house_size && (a > b) == (after.house_size > before.house_size) {
            why.push(Reason::House { before: before.house_size, after: after.house_size });
        }
        if why.is_empty() {
            why.push(Reason::Rules);
        }
        Some(Verdict { party: party.to_owned(), what, before: b, after: a, why })
    };
    let mut verdicts: Vec<_> = parties.into_iter().filter_map(verdict).collect();
    let rank = |what: What| match what {
        What::Out => 0,
        What::In => 1,
        What::Gains => 2,
        What::Loses => 3,
    };
    verdicts.sort_by_key(|one| (rank(one.what), std::cmp::Reverse(one.before.abs_diff(one.after))));
    verdicts
}
