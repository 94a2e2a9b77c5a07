//! How many ballots must change before a seat changes hands.

mod distance;
mod paths;
mod profile;
mod program;
mod search;
mod trial;
mod whole;
mod work;

use serde::Serialize;

use crate::ballots::{Ballots, BallotsBuilder, BallotsError, Rank};
use crate::count::Given;
use crate::error::RankedError;
use crate::exclusion::Several;
use crate::rule::{RankedMethod, RankedRule};
use profile::Profile;
use search::Search;
use trial::Trial;
use work::Work;

/// The fewest ballots that must change before somebody who sits does not sit for sure any more.
///
/// Ballots are changed, not added or taken away: each that changes can say anything afterwards, also nothing. Blank and
/// spoilt ones can be changed as well. A tie is enough: from then on a lot decides, and the seat is no longer sure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Margin {
    /// Who sits for sure as it is, in the order of the ballot paper.
    #[serde(serialize_with = "from_one")]
    pub elected: Vec<usize>,
    /// Fewer ballots than this never do it: proven. One more than there are ballots when all of them together do not.
    pub lower: u64,
    /// So many do it: a count confirmed it. None when no way was found.
    pub upper: Option<u64>,
    /// Changes of that number of ballots.
    pub changes: Vec<Change>,
    /// Who sits for sure after these changes.
    #[serde(serialize_with = "from_one")]
    pub then_elected: Vec<usize>,
    /// Between whom a lot decides after them.
    #[serde(serialize_with = "from_one")]
    pub then_open: Vec<usize>,
}

/// Equal ballots that are changed alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Change {
    /// How many ballots.
    pub count: u64,
    /// What they were: the place of their list in [`Ballots::lists`], from 0.
    pub list: usize,
    /// What they are then: candidates, the most preferred first; none on a blank ballot.
    #[serde(serialize_with = "from_one")]
    pub to: Vec<usize>,
}

/// How long a margin is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct MarginSearch<'a> {
    /// Candidates who stand on the paper and no longer for a seat, numbered from 0.
    pub withdrawn: &'a [usize],
    /// Steps of an instant run-off's search. They are counted, not timed, so the result is the same everywhere. Minneapolis 2013
    /// (35 candidates) needs fewer than the default.
    pub steps: u64,
    /// Counts that are tried for a method whose margin has only bounds.
    pub counts: usize,
}

impl Default for MarginSearch<'_> {
    fn default() -> Self {
        Self { withdrawn: &[], steps: 300_000_000, counts: 500 }
    }
}

/// Counts before the orders of a run-off are searched, so that there is an upper bound in any case.
const FIRST_COUNTS: usize = 64;

/// More candidates than orders are searched for.
const CANDIDATES: usize = 256;

impl RankedRule {
    /// The fewest ballots that must change before somebody who sits does not sit for sure any more.
    ///
    /// Of an instant run-off the margin is found by branch and bound over orders of exclusion, and is
    /// [exact](Margin::is_exact) unless the search came to its end before; of every other method there are bounds: the lower
    /// one is 1 for a result that is sure, the upper one was found by moving first preferences.
    ///
    /// ```
    /// use sailau_ranked::{Ballots, RankedMethod, RankedRule};
    ///
    /// let rule = RankedRule::new(RankedMethod::InstantRunoff);
    /// let ballots = Ballots::read(3, "count,preferences\n45,1\n30,2>3\n25,3>2\n".as_bytes())?;
    /// let margin = rule.margin(&ballots, 1)?;
    /// // 2 wins the last round by 55 to 45, a tie with 5 ballots changed. But 3 of 2's ballots for 3 are enough: 27 to 28, 2
    /// // is excluded and 3 wins.
    /// assert_eq!((margin.elected.as_slice(), margin.lower, margin.is_exact()), (&[1][..], 3, true));
    /// let changed = margin.apply(&ballots)?;
    /// assert_ne!(rule.count(&changed, 1)?.elected, [1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`count`](Self::count).
    pub fn margin(&self, ballots: &Ballots, seats: u32) -> Result<Margin, RankedError> {
        self.margin_within(ballots, seats, MarginSearch::default())
    }

    /// As [`margin`](Self::margin), with a longer or shorter search, and without those who have withdrawn.
    ///
    /// ```
    /// use sailau_ranked::{Ballots, MarginSearch, RankedMethod, RankedRule};
    ///
    /// let rule = RankedRule::new(RankedMethod::InstantRunoff);
    /// let ballots = Ballots::read(3, "count,preferences\n45,1\n30,2>3\n25,3>2\n".as_bytes())?;
    /// let mut search = MarginSearch::default();
    /// search.withdrawn = &[2];
    /// assert_eq!(rule.margin_within(&ballots, 1, search)?.upper, Some(5));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`count_given`](Self::count_given).
    pub fn margin_within(
        &self,
        ballots: &Ballots,
        seats: u32,
        search: MarginSearch<'_>,
    ) -> Result<Margin, RankedError> {
        let withdrawn = search.withdrawn;
        let count = self.count_given(ballots, seats, Given::default().without(withdrawn))?;
        let mut elected = count.elected;
        elected.sort_unstable();
        if let Some(open) = count.open {
            let then_elected = elected.clone();
            let then_open = open.among;
            return Ok(Margin { upper: Some(0), then_elected, then_open, ..Margin::none(elected) });
        }
        let profile = Profile::of(self, ballots, withdrawn)?;
        let never = profile.total.saturating_add(1);
        if profile.standing.len() <= seats as usize {
            return Ok(Margin { lower: never, ..Margin::none(elected) });
        }
        let mut trial =
            Trial { rule: self, ballots, profile: &profile, seats, withdrawn, elected: &elected, best: None };
        let orders = self.method == RankedMethod::InstantRunoff && profile.standing.len() <= CANDIDATES;
        let (lower, best) = match (orders, elected.as_slice()) {
            (true, [winner]) => {
                let together = self.exclusion.several == Several::AllThatCannotWin;
                let work = Work::new(search.steps);
                trial.move_votes(search.counts.min(FIRST_COUNTS))?;
                let mut search = Search { profile: &profile, trial, work, together };
                (search.run(*winner)?, search.trial.best)
            }
            _ => {
                trial.move_votes(search.counts)?;
                (1, trial.best)
            }
        };
        Ok(Margin { lower, ..best.unwrap_or_else(|| Margin::none(elected)) })
    }
}

impl Margin {
    fn none(elected: Vec<usize>) -> Self {
        let (changes, then_elected, then_open) = (Vec::new(), Vec::new(), Vec::new());
        Self { elected, lower: 0, upper: None, changes, then_elected, then_open }
    }

    /// Whether the bounds meet: no fewer ballots do it, and so many do.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.upper == Some(self.lower)
    }

    /// The ballots with the [changes](Self::changes).
    ///
    /// # Errors
    ///
    /// [`BallotsError`] for other ballots than those of the margin: a candidate who is not on their paper, or fewer of a list
    /// than change.
    pub fn apply(&self, ballots: &Ballots) -> Result<Ballots, BallotsError> {
        let mut less = vec![0_u64; ballots.distinct()];
        for change in &self.changes {
            let less = less.get_mut(change.list).ok_or(BallotsError::NoSuchList { number: change.list })?;
            *less = less.saturating_add(change.count);
        }
        let mut builder = BallotsBuilder::new(ballots.candidates())?;
        for (number, (list, less)) in ballots.lists().zip(less).enumerate() {
            let left = list.count().checked_sub(less).ok_or(BallotsError::NoSuchList { number })?;
            builder.add(left, list.ranks())?;
        }
        for change in &self.changes {
            builder.add(change.count, change.to.iter().map(|candidate| Rank::One(*candidate)))?;
        }
        Ok(builder.build())
    }
}

/// Candidates are numbered from 1 where people read them.
fn from_one<S: serde::Serializer>(candidates: &[usize], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(candidates.iter().map(|candidate| (candidate + 1).to_string()))
}
