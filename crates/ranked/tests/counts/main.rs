//! Small counts that can be followed by hand: what marks mean, how ties are decided, what is refused.

mod countback;
mod decided;
mod gathered;
mod margins;
mod marks;
mod pairs;
mod refused;
mod workspace;

use sailau_ranked::{Ballots, RankedMethod, RankedRule};

pub(crate) fn rule(method: &str, words: &str) -> RankedRule {
    toml::from_str::<RankedRule>(words).unwrap().by(RankedMethod::named(method).unwrap())
}

/// Lists and how many wrote them: `41 1>2, 7 2`.
pub(crate) fn ballots(candidates: usize, lists: &str) -> Ballots {
    let rows: Vec<String> = lists
        .split(',')
        .map(|list| {
            let (count, list) = list.trim().split_once(' ').unwrap_or((list.trim(), ""));
            format!("{count},{list}\n")
        })
        .collect();
    Ballots::read(candidates, format!("count,preferences\n{}", rows.concat()).as_bytes()).unwrap()
}
