//! Casual vacancies: who takes a seat that was left, out of the papers that gave it.

pub(crate) mod heap;
mod helped;
mod recount;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::ballots::Ballots;
use crate::count::{Given, Plan, Workspace, marked};
use crate::error::RankedError;
use crate::record::{Amount, Count, OpenSeats};
use crate::rule::RankedRule;
use crate::ties::{Drawn, Followed, Stop};

/// A seat that was left, and who stands for it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Vacancy<'a> {
    /// The member who leaves, numbered from 0.
    pub of: usize,
    /// Candidates of that election who consent to stand for the seat, in any order.
    pub consenting: &'a [usize],
}

/// The re-count of the papers that elected a member who left; [`RankedRule::countback`] makes it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Countback {
    /// Who leaves.
    pub of: usize,
    /// The stage at which they were elected, on the way that is recorded.
    pub stage: u32,
    /// The quota that held there.
    pub quota: Amount,
    /// The papers that elected them, by what each is worth now, the highest first.
    pub papers: Vec<PapersAt>,
    /// The re-count, of one seat; whoever does not consent stands in it as withdrawn.
    pub count: Count,
}

/// Papers of one value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PapersAt {
    /// How many.
    pub papers: u64,
    /// What each is worth: a fraction of a vote, reduced.
    pub value: (u128, u128),
}

impl RankedRule {
    /// Fills a seat that was left by counting back, as Hare-Clark's laws do (Australian Capital Territory, Electoral Act 1992,
    /// Schedule 4, Part 4.3; Tasmania, Electoral Act 2004, section 231 and Schedule 6).
    ///
    /// The election is counted again up to the end of the stage at which the member was elected. The papers that lay with the
    /// member then are taken, each at the part of its value that stayed there: all of it for papers that came before the
    /// last parcel, and for the last parcel what the surplus leaves. With `divisor = "transferable papers"` papers of the last parcel
    /// without a further preference stay whole, and the others have what the quota still needs (clause 13 (2) and (3));
    /// with `"all papers"` they share it evenly. Where all papers are weighted, each keeps the quota's share of its value. Papers gain nothing:
    /// those of a member who was elected short of the quota keep their value.
    ///
    /// Then each goes to the first candidate marked on it who consents, value by value where the rule excludes so, and the lowest is
    /// excluded until one has half of the votes that still count, without their fraction, and one more (clauses 12 and 14 to 16).
    ///
    /// Lots that decide the election or the re-count are drawn by [`Given::lots`]. Without it every way is followed, but for those on
    /// which the member was not elected or somebody was who consents: these did not come to pass.
    ///
    /// ```
    /// use sailau_ranked::{Ballots, Given, RankedRule, Vacancy};
    ///
    /// let rule: RankedRule = toml::from_str(
    ///     r#"surplus = { papers = "last parcel", divisor = "transferable papers", cut = "votes", decimals = 6 }"#,
    /// )?;
    /// // Quota 12: Asel has 16 and passes 4 on, Bota is elected too; Asel leaves, Dana and Erlan consent.
    /// let ballots = Ballots::read(4, "count,preferences\n9,1>2>3\n7,1>2>4\n8,2\n6,3\n3,4>3\n".as_bytes())?;
    /// let vacancy = Vacancy { of: 0, consenting: &[2, 3] };
    /// let countback = rule.countback(&ballots, 2, vacancy, Given::default())?;
    /// // All sixteen papers count, at 12/16 each: what Asel kept of them.
    /// assert_eq!((countback.papers[0].papers, countback.papers[0].value), (16, (3, 4)));
    /// assert_eq!(countback.count.stages[0].votes[2].to_string(), "6.750000");
    /// assert_eq!(countback.count.elected, [2]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`count_given`](Self::count_given); [`RankedError::Rule`] for rules whose papers do not stay with who they elected (no `stv`;
    /// unweighted or whole papers; an election by the surplus), [`RankedError::NotElected`] and [`RankedError::CannotFill`].
    pub fn countback(
        &self,
        ballots: &Ballots,
        seats: u32,
        vacancy: Vacancy<'_>,
        given: Given<'_>,
    ) -> Result<Countback, RankedError> {
        let plan = self.plan(seats)?;
        let recount = self.recount_plan()?;
        let withdrawn = marked(given.withdrawn, ballots.candidates())?;
        let filling = Filling::of(vacancy, &withdrawn)?;
        let papers = self.papers(ballots, &withdrawn)?;
        let mut run = Run {
            plan: &plan,
            recount: &recount,
            papers: &papers,
            withdrawn: &withdrawn,
            filling: &filling,
            election: Workspace::default(),
            again: Workspace::default(),
            recorded: None,
            fault: RankedError::NotElected { number: vacancy.of + 1 },
        };
        run.election.leaves = Some(vacancy.of);
        let followed = match given.lots {
            Some(lots) => {
                match run.way(&mut Drawn(lots)) {
                    Ok(_) => {}
                    Err(Stop::Error(error)) => return Err(error),
                    Err(Stop::Known) => return Err(run.fault),
                }
                None
            }
            None => Some(Followed::all(&papers, |decider| run.way(decider))?),
        };
        let Run { recorded, fault, again, .. } = run;
        let Some(mut countback) = recorded else { return Err(fault) };
        match followed {
            Some(followed) if followed.is_complete() => followed.settle(&mut countback.count),
            Some(_) => {
                let among: Vec<usize> = filling.standing().collect();
                countback.count.open = Some(OpenSeats { seats: 1, among, all_ways: false });
            }
            None => countback.count.elected = again.elected,
        }
        Ok(countback)
    }
}

/// Who leaves, and for each candidate whether they do not stand for the seat.
struct Filling {
    of: usize,
    stays_out: Vec<bool>,
}

impl Filling {
    fn of(vacancy: Vacancy<'_>, withdrawn: &[bool]) -> Result<Self, RankedError> {
        let candidates = withdrawn.len();
        let known = |candidate: usize| match withdrawn.get(candidate) {
            Some(withdrawn) => Ok(*withdrawn),
            None => Err(RankedError::NoSuchCandidate { number: candidate.saturating_add(1), candidates }),
        };
        known(vacancy.of)?;
        let mut stays_out = vec![true; candidates];
        for candidate in vacancy.consenting {
            let because = match known(*candidate)? {
                true => "had withdrawn from the election",
                false if *candidate == vacancy.of => "leaves it",
                false => {
                    stays_out[*candidate] = false;
                    continue;
                }
            };
            return Err(RankedError::CannotFill { number: candidate + 1, because });
        }
        Ok(Self { of: vacancy.of, stays_out })
    }

    fn standing(&self) -> impl Iterator<Item = usize> {
        (0..self.stays_out.len()).filter(|candidate| !self.stays_out[*candidate])
    }
}

/// The election and its re-count, on one way after the other.
struct Run<'a> {
    plan: &'a Plan,
    recount: &'a Plan,
    papers: &'a crate::reading::Papers,
    withdrawn: &'a [bool],
    filling: &'a Filling,
    election: Workspace,
    again: Workspace,
    /// The first way on which the member was elected, and nobody who consents.
    recorded: Option<Countback>,
    /// Why no way was such.
    fault: RankedError,
}

impl Serialize for Countback {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut countback = serializer.serialize_struct("Countback", 5)?;
        countback.serialize_field("of", &(self.of + 1).to_string())?;
        countback.serialize_field("stage", &self.stage)?;
        countback.serialize_field("quota", &self.quota)?;
        countback.serialize_field("papers", &self.papers)?;
        countback.serialize_field("count", &self.count)?;
        countback.end()
    }
}
