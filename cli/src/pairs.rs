//! Who would beat everybody: every two candidates against each other, beside a count.

use sailau::ranked::Pairs;
use sailau::votes::Votes;
use serde::Serialize;

use crate::failure::Failure;
use crate::ranked_papers::{RankedPaper, ranked_papers};

/// The contests of two on one paper.
#[derive(Serialize)]
pub(crate) struct PaperPairs<'a> {
    contest: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<&'a str>,
    names: Vec<String>,
    #[serde(flatten)]
    pairs: Pairs,
}

/// Those of every paper on which candidates are ranked.
pub(crate) fn of(votes: &Votes) -> Result<Vec<PaperPairs<'_>>, Failure> {
    let all = ranked_papers(votes).map(of_paper).collect::<Result<Vec<_>, _>>()?;
    match all.is_empty() {
        true => Err("--pairs is of ranked ballots, and these votes hold none".into()),
        false => Ok(all),
    }
}

fn of_paper(paper: RankedPaper<'_>) -> Result<PaperPairs<'_>, Failure> {
    let pairs = paper.ballots.pairs().without(&paper.withdrawn)?;
    let RankedPaper { contest, district, names, .. } = paper;
    Ok(PaperPairs { contest, district, names, pairs })
}

/// The tables, one after the other.
pub(crate) fn in_words(all: &[PaperPairs<'_>]) -> String {
    let mut text = String::new();
    for PaperPairs { contest, district, names, pairs } in all {
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let place = district.unwrap_or(contest);
        text += &format!("\nEvery two candidates against each other, {place}:\n{}", pairs.sheet(&names));
    }
    text
}
