use std::sync::LazyLock;

use csv::ReaderBuilder;
use jiff::civil::Date;
use serde::Deserialize;

use super::{Ballots, LawElsewhere, Vote, laws_elsewhere};

/// A recall that took place, as far as its figures are known.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct PastRecall {
    /// The [key](LawElsewhere::key) of its law.
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
    /// The law that it was under.
    #[must_use]
    pub fn law(&self) -> Option<&'static LawElsewhere> {
        laws_elsewhere().iter().find(|one| one.key == self.law)
    }

    /// What the law makes of the published figures; none where they do not settle it.
    #[must_use]
    pub fn outcome(&self) -> Option<bool> {
        let rules = &self.law()?.law.rules;
        let Some(vote) = &rules.vote else {
            let needed = rules.signatures_needed().border_of(self.electorate?);
            return Some(i128::from(self.signatures?) >= needed);
        };
        self.vote_under(vote)
    }

    /// What the vote would have decided under the rules of another law, had everybody voted as they did; none where
    /// the figures do not settle it. Invalid ballots that are not known are taken to be none.
    ///
    /// ```
    /// use sailau::procedure::recall::past_recalls;
    ///
    /// // Taiwan's recall of 2017 had more votes for than against, and too few for the rule of its day and the one before.
    /// let huang = &past_recalls()[0];
    /// let kazakhstan = sailau::kazakhstan::recall_laws().on("2023-01-01".parse()?)?.value;
    /// assert_eq!(huang.outcome(), Some(false));
    /// // 70,441 of 255,551 are not a third.
    /// assert_eq!(huang.vote_under(&kazakhstan.rules.vote.unwrap()), Some(false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
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

/// Recalls of Taiwan 2017-2025, the United Kingdom 2018-2023, California and Venezuela, in this order.
///
/// ```
/// use sailau::procedure::recall::past_recalls;
///
/// let settled: Vec<_> = past_recalls().iter().filter(|one| one.outcome().is_some()).collect();
/// assert!(settled.len() > 25);
/// assert!(settled.iter().all(|one| one.outcome() == Some(one.recalled)));
/// ```
#[must_use]
pub fn past_recalls() -> &'static [PastRecall] {
    static RECALLS: LazyLock<Vec<PastRecall>> = LazyLock::new(|| {
        let mut reader =
            ReaderBuilder::new().comment(Some(b'#')).from_reader(include_bytes!("cases.csv").as_slice());
        let rows: Result<_, _> = reader.deserialize().collect();
        rows.expect("a table of this crate is tested to be readable")
    });
    &RECALLS
}
