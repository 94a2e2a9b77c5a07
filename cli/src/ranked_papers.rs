//! The ranked ballots that votes hold, a contest and a district at a time.

use sailau::ranked::Ballots;
use sailau::votes::Votes;

/// The ranked ballots of one paper.
pub(crate) struct RankedPaper<'a> {
    pub(crate) contest: &'a str,
    /// The district; none where it is one nationwide.
    pub(crate) district: Option<&'a str>,
    /// The candidates, in the order of the paper.
    pub(crate) names: Vec<String>,
    /// Who withdrew after it was printed, from 0.
    pub(crate) withdrawn: Vec<usize>,
    pub(crate) ballots: &'a Ballots,
}

/// All of them, in the order of the votes.
pub(crate) fn ranked_papers(votes: &Votes) -> impl Iterator<Item = RankedPaper<'_>> {
    let field = votes.field();
    let ballots =
        field.contests().iter().flat_map(|contest| contest.ballots.iter().map(move |own| (contest, own)));
    ballots.filter_map(move |(contest, ballot)| {
        let standing = ballot.standing.iter().enumerate();
        Some(RankedPaper {
            contest: &contest.name,
            district: ballot.district.map(|district| field.districts()[district].as_str()),
            names: ballot.entries.iter().map(|entry| entry.label(field)).collect(),
            withdrawn: standing.filter(|(_, own)| own.withdrawn).map(|(number, _)| number).collect(),
            ballots: &votes.tally().ranked[ballot.ranked()?],
        })
    })
}

impl RankedPaper<'_> {
    /// The names as sheets take them.
    pub(crate) fn printed(&self) -> Vec<&str> {
        self.names.iter().map(String::as_str).collect()
    }

    /// Where the ballots are from: the district, or the contest.
    pub(crate) fn place(&self) -> &str {
        self.district.unwrap_or(self.contest)
    }
}
