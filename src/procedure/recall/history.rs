use jiff::civil::Date;
use serde::Deserialize;

use super::{Ballots, Rules, Vote};

/// A recall that took place, as far as its figures are known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct PastRecall {
    /// The short name of the law that it was under.
    pub law: String,
    /// The day of the vote, or on which the petition closed.
    pub day: Date,
    /// The office and its holder.
    pub office: String,
    /// The voters.
    pub electorate: Option<u64>,
    /// Valid signatures of the last stage.
    pub signatures: Option<u64>,
    /// Votes for the recall.
    pub yes: Option<u64>,
    /// Votes against it.
    pub no: Option<u64>,
    /// Invalid ballots.
    pub invalid: Option<u64>,
    /// Published turnout, in per cent.
    pub turnout_percent: Option<f64>,
    /// Votes for the holder in the election, where the law asks for as many.
    pub votes_won: Option<u64>,
    /// Whether the mandate was ended.
    pub recalled: bool,
    /// The names of figures without a source that settles them, with blanks between.
    pub unsourced: String,
    /// Where the figures were read.
    pub source: String,
}

impl PastRecall {
    /// What a law makes of the published figures, by its vote or by its signatures where it has none; none where they
    /// do not settle it.
    #[must_use]
    pub fn outcome_under(&self, rules: &Rules) -> Option<bool> {
        let Some(vote) = &rules.vote else {
            let needed = rules.signatures_needed().border_of(self.electorate?);
            return Some(i128::from(self.signatures?) >= needed);
        };
        self.vote_under(vote)
    }

    /// What the vote would have decided under the rules of another law, had everybody voted as they did; none where
    /// the figures do not settle it. Invalid ballots that are not known are taken to be none.
    #[must_use]
    pub fn vote_under(&self, vote: &Vote) -> Option<bool> {
        let (yes, no) = (self.yes?, self.no?);
        let participants = yes.saturating_add(no).saturating_add(self.invalid.unwrap_or(0));
        let ballots = Ballots { participants, yes, no: Some(no), invalid: self.invalid };
        let asks = vote.turnout.is_some() || vote.yes_of_voters.is_some();
        let electorate = if asks { self.electorate? } else { self.electorate.unwrap_or(participants) };
        vote.carried(electorate, &ballots, self.votes_won)
    }
}
