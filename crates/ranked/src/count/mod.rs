//! The count: from ballots to the record.

mod piles;
mod plan;
mod state;
mod table;
pub(crate) mod value;
mod workspace;

pub(crate) use piles::{FIRST_PREFERENCES, Parcel, Sorted};
pub(crate) use plan::{Kind, Plan, SharePlan, Wins};
pub(crate) use state::{Reads, mixed};
pub(crate) use table::Table;
pub(crate) use value::Value;
pub use workspace::Workspace;

use crate::ballots::Ballots;
use crate::error::RankedError;
use crate::points::FirstWay;
use crate::reading::Papers;
use crate::record::{Count, Stage};
use crate::rule::{RankedMethod, RankedRule};
use crate::ties::{Decider, Drawn, Followed, Lots, Stop};

/// What is given with the ballots.
#[derive(Default)]
#[non_exhaustive]
pub struct Given<'a> {
    /// Candidates who stand on the paper and no longer for a seat, numbered from 0: their marks are as if they were not
    /// there (New South Wales: the lord mayor who was elected on the same day).
    pub withdrawn: &'a [usize],
    /// Who draws lots; without it every way is followed.
    pub lots: Option<&'a mut dyn Lots>,
}

impl<'a> Given<'a> {
    /// The same, without these candidates.
    #[must_use]
    pub fn without(self, withdrawn: &'a [usize]) -> Self {
        Self { withdrawn, ..self }
    }

    /// The same, with somebody who draws lots.
    #[must_use]
    pub fn with_lots(self, lots: &'a mut dyn Lots) -> Self {
        Self { lots: Some(lots), ..self }
    }
}

impl RankedRule {
    /// Whether the rules go together, for so many seats.
    ///
    /// # Errors
    ///
    /// [`RankedError`] for the first thing that does not.
    pub fn check(&self, seats: u32) -> Result<(), RankedError> {
        self.plan(seats).map(drop)
    }

    /// Counts ballots for so many seats. No lot is drawn: where equal votes are decided by one, every way is followed, and
    /// what differs is [open](Count::open).
    ///
    /// ```
    /// use sailau_ranked::{Ballots, RankedMethod, RankedRule};
    ///
    /// let rule = RankedRule::new(RankedMethod::InstantRunoff);
    /// let ballots = Ballots::read(3, "count,preferences\n4,1>2\n3,2>1\n3,3>2\n".as_bytes())?;
    /// let count = rule.count(&ballots, 1)?;
    /// // Whoever of 2 and 3 is excluded by lot: one way gives the seat to 1, the other to 2.
    /// assert!(count.elected.is_empty());
    /// assert_eq!(count.open.unwrap().among, [0, 1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RankedError`] for rules that do not go together, no seats, and figures beyond 128 bits.
    pub fn count(&self, ballots: &Ballots, seats: u32) -> Result<Count, RankedError> {
        self.count_given(ballots, seats, Given::default())
    }

    /// As [`count`](Self::count), with what is given beside the ballots: who has withdrawn, and who draws lots.
    ///
    /// ```
    /// use sailau_ranked::{Ballots, Given, RankedMethod, RankedRule};
    ///
    /// let rule = RankedRule::new(RankedMethod::InstantRunoff);
    /// let ballots = Ballots::read(3, "count,preferences\n4,1>2\n3,2>1\n3,3>2\n".as_bytes())?;
    /// let mut first_on_the_paper = |tied: &[usize]| tied[0];
    /// let given = Given::default().without(&[0]).with_lots(&mut first_on_the_paper);
    /// assert_eq!(rule.count_given(&ballots, 1, given)?.elected, [1]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`count`](Self::count); a candidate who is not on the paper, and a lot that falls on nobody who is tied.
    pub fn count_given(&self, ballots: &Ballots, seats: u32, given: Given<'_>) -> Result<Count, RankedError> {
        let plan = self.plan(seats)?;
        let withdrawn = marked(given.withdrawn, ballots.candidates())?;
        let papers = self.papers(ballots, &withdrawn)?;
        if let Some(lots) = given.lots {
            return plan.count(&papers, &withdrawn, lots);
        }
        let mut workspace = Workspace::default();
        let mut count = Count::begin(&papers, seats, &withdrawn);
        let mut stages = Vec::new();
        let mut first = Some(&mut stages);
        if let Kind::Points(points) = plan.kind {
            match points.run(seats, &papers, &withdrawn, &mut workspace, &mut FirstWay, first) {
                Err(Stop::Error(error)) => return Err(error),
                Ok(()) | Err(Stop::Known) => {}
            }
            count.stages = stages;
            count.settle_points(workspace.elected);
        } else {
            let followed = Followed::all(&papers, |decider| {
                plan.run(&papers, &withdrawn, &mut workspace, decider, first.take())?;
                count.hangs_on_paper_order |= workspace.hangs_on_order;
                Ok(workspace.elected.clone())
            })?;
            count.stages = stages;
            followed.settle(&mut count);
        }
        Ok(count)
    }

    /// The papers as this rule reads the ballots: to count them more than once, or with a [`Workspace`] of one's own. Where it is
    /// many times, [`Papers::gather`] makes each of them shorter.
    ///
    /// # Errors
    ///
    /// [`RankedError::TooManyCandidates`], [`RankedError::TooManyLists`].
    pub fn read(&self, ballots: &Ballots) -> Result<Papers, RankedError> {
        self.papers(ballots, &vec![false; ballots.candidates()])
    }

    /// As [`count_given`](Self::count_given), of papers that are read already.
    ///
    /// ```
    /// use sailau_ranked::{Ballots, Given, RankedMethod, RankedRule};
    ///
    /// let rule = RankedRule::new(RankedMethod::Stv);
    /// let ballots = Ballots::read(4, "count,preferences\n16,1>2\n8,2\n6,3\n3,4>3\n".as_bytes())?;
    /// let mut papers = rule.read(&ballots)?;
    /// papers.gather();
    /// let mut first_on_the_paper = |tied: &[usize]| tied[0];
    /// for seats in 1..4 {
    ///     let count = rule.count_papers(&papers, seats, &mut first_on_the_paper)?;
    ///     let given = Given::default().with_lots(&mut first_on_the_paper);
    ///     assert_eq!(count, rule.count_given(&ballots, seats, given)?);
    /// }
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`count_given`](Self::count_given).
    pub fn count_papers(
        &self,
        papers: &Papers,
        seats: u32,
        lots: &mut dyn Lots,
    ) -> Result<Count, RankedError> {
        self.plan(seats)?.count(papers, &vec![false; papers.candidates()], lots)
    }

    /// Who is elected, in order, and nothing else: no record, and no memory that the workspace does not have already. It ends where
    /// the last seat can go to nobody else.
    ///
    /// # Errors
    ///
    /// As [`count_given`](Self::count_given).
    pub fn winners<'w>(
        &self,
        papers: &Papers,
        seats: u32,
        workspace: &'w mut Workspace,
        lots: &mut dyn Lots,
    ) -> Result<&'w [usize], RankedError> {
        let plan = self.plan(seats)?;
        let mut nobody = std::mem::take(&mut workspace.nobody);
        nobody.clear();
        nobody.resize(papers.candidates(), false);
        let ran = plan.run(papers, &nobody, workspace, &mut Drawn(lots), None);
        workspace.nobody = nobody;
        match ran {
            Err(Stop::Error(error)) => Err(error),
            Ok(()) | Err(Stop::Known) => Ok(&workspace.elected),
        }
    }

    pub(crate) fn papers(&self, ballots: &Ballots, withdrawn: &[bool]) -> Result<Papers, RankedError> {
        let mut reading = self.reading;
        if self.method == RankedMethod::SupplementaryVote {
            reading.at_most = Some(reading.at_most.map_or(2, |most| most.min(2)));
        }
        reading.papers(ballots, withdrawn)
    }
}

impl Plan {
    /// Counts once, with the record.
    fn count(&self, papers: &Papers, withdrawn: &[bool], lots: &mut dyn Lots) -> Result<Count, RankedError> {
        let mut workspace = Workspace::default();
        let mut count = Count::begin(papers, self.seats, withdrawn);
        match self.run(papers, withdrawn, &mut workspace, &mut Drawn(lots), Some(&mut count.stages)) {
            Err(Stop::Error(error)) => return Err(error),
            Ok(()) | Err(Stop::Known) => {}
        }
        count.elected = workspace.elected;
        count.hangs_on_paper_order = workspace.hangs_on_order;
        Ok(count)
    }

    /// Counts once; who is elected stands in the workspace.
    pub(crate) fn run(
        &self,
        papers: &Papers,
        withdrawn: &[bool],
        workspace: &mut Workspace,
        decider: &mut dyn Decider,
        record: Option<&mut Vec<Stage>>,
    ) -> Result<(), Stop> {
        match &self.kind {
            Kind::Piles(plan) => {
                Table::open((self, plan), papers, withdrawn, workspace, decider, record).run()
            }
            Kind::Shares(plan) => plan.run(self, papers, withdrawn, workspace, decider, record),
            Kind::Points(plan) => plan.run(self.seats, papers, withdrawn, workspace, decider, record),
        }
    }
}

pub(crate) fn marked(withdrawn: &[usize], candidates: usize) -> Result<Vec<bool>, RankedError> {
    let mut marked = vec![false; candidates];
    for candidate in withdrawn {
        let place = marked.get_mut(*candidate);
        *place.ok_or(RankedError::Withdrawn { number: candidate.saturating_add(1), candidates })? = true;
    }
    Ok(marked)
}
