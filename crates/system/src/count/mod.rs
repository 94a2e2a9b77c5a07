//! The count: compiled rules and a tally in, seats out. One way through, whether or not somebody keeps a record.

pub(crate) mod area_votes;
pub(crate) mod book;
pub(crate) mod districts_open;
pub(crate) mod drawn;
mod every_way;
pub(crate) mod failure;
pub(crate) mod figures;
mod list_buffers;
pub(crate) mod list_count;
mod list_tier;
pub(crate) mod location;
mod many;
pub(crate) mod one_each;
pub(crate) mod questions;
pub(crate) mod sharing;
pub(crate) mod sheet;
mod straight;
mod sure;
pub(crate) mod ties;
mod totals;
pub(crate) mod ways;
mod workspace;

pub use drawn::Drawn;
pub use many::Many;
use workspace::CountBuffers;
pub use workspace::Workspace;

use super::candidates::count::count_candidates;
use super::error::CountError;
use super::outcome::Outcome;
use super::plan::{Kind, Plan};
use super::protocol::{Weighed, WinnersGivenStep};
use super::reason::Reason;
use super::recorder::Recorder;
use crate::votes::Tally;
use book::{Book, Writers};
use list_count::ListCount;
use location::Location;
use sailau_ranked::Ballots;
use ways::{Chance, Ways};

impl Plan {
    /// Counts a tally of the field that the plan was compiled for, without a record. A workspace that has counted once
    /// counts again without allocating; save for biproportional tiers, whose solver keeps numbers of any size, for the quota
    /// method of Balinski and Young, and for ranked ballots where a lot is missing, a candidate withdrew, or lists have other
    /// marks than one candidate a rank.
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

    /// Whether the tally that was counted in this workspace would have come to the same by this plan. Both plans are of rules that
    /// are the same [but for the shares](super::ElectoralSystem::but_for_shares) of thresholds, and the workspace
    /// [keeps](Workspace::keep_nearness) how near lists came to them.
    #[doc(hidden)]
    pub fn counts_the_same(&self, workspace: &Workspace) -> bool {
        workspace.buffers.lists.threshold.near.is_same(|tier| match &self.tiers.get(tier)?.kind {
            Kind::List(plan) => plan.rule.threshold.as_ref().map(|bar| (bar.share, bar.inclusive)),
            _ => None,
        })
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
        workspace: &mut Workspace,
        recorder: Option<Box<Recorder<'a>>>,
    ) -> Result<Option<Box<Recorder<'a>>>, CountError> {
        let ways = Ways::default();
        workspace.nearness().clear();
        let Writers { recorder, .. } =
            self.run(tally, Some(&ways), &[], workspace, Writers { recorder, ..Writers::default() })?;
        if ways.is_empty() {
            return Ok(recorder);
        }
        workspace.nearness().forget();
        self.settle_open(tally, &ways, workspace, recorder)
    }

    /// One way of the count: all of it where nothing is open on which more hangs. Tiers that are to be skipped are open
    /// as a whole.
    fn run<'a>(
        &'a self,
        tally: Drawn<'a, Tally>,
        ways: Option<&Ways>,
        skip: &[bool],
        workspace: &mut Workspace,
        writers: Writers<'a>,
    ) -> Result<Writers<'a>, CountError> {
        let Drawn { of: tally, lots } = tally;
        if (tally.votes.len(), tally.totals.len()) != self.extent {
            return Err(CountError::WrongTally { votes: tally.votes.len(), totals: tally.totals.len() });
        }
        let ranked = tally.ranked.iter().map(Ballots::candidates);
        if !ranked.eq(self.ranked.iter().copied()) {
            return Err(CountError::WrongBallots);
        }
        let Workspace { buffers, pages } = workspace;
        let extent = (self.parties.len(), self.tiers.len());
        let mut book = Book::open(pages.take().unwrap_or_default(), writers, extent);
        let counted = self.tiers_in_order(Drawn { of: tally, lots }, ways, skip, buffers, &mut book);
        let (written, writers) = book.close();
        *pages = Some(written);
        counted.map(|()| writers)
    }

    fn tiers_in_order(
        &self,
        Drawn { of: tally, lots }: Drawn<'_, Tally>,
        ways: Option<&Ways>,
        skip: &[bool],
        buffers: &mut CountBuffers,
        book: &mut Book<'_>,
    ) -> Result<(), CountError> {
        for &number in &self.order {
            let tier = &self.tiers[number];
            book.open_tier(number, tier.standing);
            let at = Location::tier(number);
            if skip.get(number) == Some(&true) {
                // Seats that others left to it are its own.
                let left = match &tier.kind {
                    Kind::List(plan) if plan.takes_what_is_left() => book.left_by(&plan.linked.tiers),
                    _ => 0,
                };
                let seats = i64::from(tier.seats).saturating_add(left).max(0);
                book.too_many_ways(at, tier, u32::try_from(seats).unwrap_or(u32::MAX));
                book.close_tier();
                continue;
            }
            // Ties on which nothing hangs are reported as they are.
            let chance = Chance { lots, ways: ways.filter(|_| tier.follows_up) };
            let counted = match &tier.kind {
                Kind::List(plan) => {
                    let weighed = Weighed::default();
                    let count = ListCount { plan, tier: number, tiers: &self.tiers, tally, chance, weighed };
                    list_tier::count(count, &mut buffers.lists, book)
                }
                Kind::Candidates(plan) => {
                    count_candidates(plan, number, tally, chance, &mut buffers.candidates, book)
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
        Ok(())
    }
}
