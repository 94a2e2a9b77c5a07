//! The count: compiled rules and a tally in, seats out. One way through, whether or not somebody keeps a record.

pub(crate) mod area_votes;
pub(crate) mod book;
pub(crate) mod drawn;
pub(crate) mod failure;
pub(crate) mod figures;
pub(crate) mod list_count;
mod list_tier;
pub(crate) mod location;
pub(crate) mod sharing;
pub(crate) mod ties;
mod totals;
mod workspace;

pub use drawn::Drawn;
pub use workspace::Workspace;

use super::candidates::count::count_candidates;
use super::error::CountError;
use super::outcome::Outcome;
use super::plan::{Kind, Plan};
use super::protocol::WinnersGivenStep;
use super::reason::Reason;
use super::recorder::Recorder;
use crate::votes::Tally;
use book::Book;
use list_count::ListCount;
use location::Location;

impl Plan {
    /// Counts a tally of the field that the plan was compiled for, without a record. A workspace that has counted once
    /// counts again without allocating; save for biproportional tiers, whose solver keeps numbers of any size, and for
    /// the quota method of Balinski and Young.
    ///
    /// Lots that rules let decide between equal claims are handed in with the tally ([`Drawn`]).
    ///
    /// # Errors
    ///
    /// [`CountError`] when the tally is of another field, a figure is missing, or a sum is too large. The
    /// workspace's seats then mean nothing.
    pub fn count_into<'a>(
        &'a self,
        tally: impl Into<Drawn<'a, Tally>>,
        workspace: &'a mut Workspace,
    ) -> Result<(), CountError> {
        self.count_with(tally.into(), workspace, None).map(drop)
    }

    /// A count that is recorded.
    pub(crate) fn record<'a>(
        &'a self,
        tally: Drawn<'a, Tally>,
        workspace: &'a mut Workspace,
        recorder: Recorder<'a>,
    ) -> Result<Outcome, CountError> {
        let recorder = self.count_with(tally, workspace, Some(Box::new(recorder)))?;
        Ok(recorder.map_or_else(|| Outcome::of_house(self.house_size), |recorder| recorder.close()))
    }

    /// The kernel: every count goes through here, and gives the record back if there is one.
    fn count_with<'a>(
        &'a self,
        tally: Drawn<'a, Tally>,
        workspace: &'a mut Workspace,
        recorder: Option<Box<Recorder<'a>>>,
    ) -> Result<Option<Box<Recorder<'a>>>, CountError> {
        let Drawn { of: tally, lots } = tally;
        if (tally.votes.len(), tally.totals.len()) != self.extent {
            return Err(CountError::WrongTally { votes: tally.votes.len(), totals: tally.totals.len() });
        }
        let Workspace { buffers, totals } = workspace;
        totals.start(self.parties.len(), self.tiers.len());
        let mut book = Book::open(totals, &mut buffers.ledger, recorder, self.tiers.len());
        for &number in &self.order {
            let tier = &self.tiers[number];
            book.open_tier(number, tier.standing);
            let at = Location::tier(number);
            let counted = match &tier.kind {
                Kind::List(plan) => {
                    let count = ListCount { plan, tier: number, tiers: &self.tiers, tally, lots };
                    list_tier::count(count, &mut buffers.lists, &mut book)
                }
                Kind::Candidates(plan) => {
                    count_candidates(plan, number, tally, lots, &mut buffers.candidates, &mut book)
                }
                Kind::Appointed => {
                    book.appointed(at, tier.seats);
                    Ok(())
                }
                Kind::Given(rows) => {
                    book.note(at, "method", |names| WinnersGivenStep::of(names, rows));
                    let mut left = tier.seats;
                    for row in rows {
                        left = left.saturating_sub(row.seats);
                        book.given_winners(at, row);
                    }
                    if tier.leaves {
                        *book.left(number) = left.into();
                    } else if left > 0 {
                        book.unfilled(at, left, Reason::NoWinnerPublished);
                    }
                    Ok(())
                }
                Kind::Uncounted => {
                    if let Some(recorder) = &mut book.recorder {
                        recorder.uncounted(at);
                    }
                    if tier.seats > 0 {
                        book.unfilled(at, tier.seats, Reason::VotesNotGiven);
                    }
                    Ok(())
                }
            };
            counted.map_err(|failure| failure.explain(self, number))?;
            book.close_tier();
        }
        Ok(book.recorder)
    }
}
