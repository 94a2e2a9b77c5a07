use std::collections::{HashMap, HashSet};

use super::error::VotesProblem;
use super::names::{self, Reserved, Who};
use super::{Ballot, BallotTotals, Contest, District, Entry, Field, Party, Standing, Tally, Votes, Winner};

/// Makes [`Votes`] in any order, and refuses what could be miscounted, as the [file](super#the-file) does: names have one
/// form, a blank name is none, and `@invalid`, `@others`, `@against-all` and `@registered` are no parties.
///
/// By [ballot](Self::ballot), from a [table](Self::table), or a row at a time: rows say at once what is wrong, for who knows
/// where they stood; ballots and tables leave it to [`build`](Self::build).
///
/// ```
/// use sailau::votes::VotesBuilder;
///
/// let mut builder = VotesBuilder::default();
/// builder.ballot("list", None).list("Otan", 2_883_706).registration_order(1).list("Ak Zhol", 572_672).invalid(135_431);
/// builder.ballot("single", "District 1").candidate("Otan", "A. Candidate", 20_100).independent("B. Other", 18_050);
/// let votes = builder.build()?;
/// assert_eq!(votes.field().parties()[0].registration_order, Some(1));
/// assert_eq!(votes.total("single"), 38_150);
/// # Ok::<(), sailau::votes::VotesProblem>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct VotesBuilder {
    parties: Vec<Party>,
    party_numbers: HashMap<String, usize>,
    order_holders: HashMap<u32, usize>,
    districts: Vec<String>,
    district_numbers: HashMap<String, usize>,
    contests: Vec<Draft>,
    contest_numbers: HashMap<String, usize>,
    entered: HashSet<(usize, usize, Entry)>,
    facts: Vec<District>,
    winners: Vec<Winner>,
    uncounted: bool,
    /// The first that ballots and tables met.
    problem: Option<VotesProblem>,
}

#[derive(Debug, Clone, Default)]
struct Draft {
    name: String,
    ballots: Vec<Paper>,
    ballot_numbers: HashMap<Option<usize>, usize>,
}

#[derive(Debug, Clone, Default)]
struct Paper {
    district: Option<usize>,
    entries: Vec<Entry>,
    votes: Vec<u64>,
    standing: Vec<Standing>,
    against_all: Option<u64>,
    others: Option<u64>,
    invalid: Option<u64>,
    registered: Option<u64>,
}

impl VotesBuilder {
    /// One ballot: a contest in a district, or in the whole country where there is none.
    ///
    /// What is wrong is said by [`build`](Self::build).
    ///
    /// ```
    /// use sailau::votes::VotesBuilder;
    ///
    /// let mut builder = VotesBuilder::default();
    /// for (district, hill, dale) in [("North", 510, 490), ("South", 300, 700)] {
    ///     builder.ballot("single", district).list("Hill", hill).list("Dale", dale).invalid(12).registered(1_400);
    /// }
    /// builder.ballot("single", "North").against_all(3);
    /// assert_eq!(builder.build()?.against_all("single"), 3);
    ///
    /// let mut twice = VotesBuilder::default();
    /// twice.ballot("list", None).list("Hill", 1).list("Hill ", 2);
    /// let problem = twice.build().unwrap_err();
    /// assert_eq!(problem.to_string(), "`list`, `Hill` stands here for the second time; add the two up or remove one");
    /// # Ok::<(), sailau::votes::VotesProblem>(())
    /// ```
    pub fn ballot<'a>(
        &'a mut self,
        contest: &'a str,
        district: impl Into<Option<&'a str>>,
    ) -> BallotBuilder<'a> {
        BallotBuilder { builder: self, contest, district: district.into(), last: None }
    }

    /// A table of votes: a row for each district, a column for each party. A column may have a reserved name, such as
    /// `@invalid`.
    ///
    /// What is wrong is said by [`build`](Self::build): [`VotesProblem::Shape`] where the table is of another size.
    ///
    /// ```
    /// use sailau::votes::VotesBuilder;
    ///
    /// let mut builder = VotesBuilder::default();
    /// builder.table("single", &["North", "South"], &["Hill", "Dale", "@invalid"], &[[510, 490, 12], [300, 700, 8]]);
    /// let votes = builder.build()?;
    /// assert_eq!(votes.total("single"), 2_000);
    /// # Ok::<(), sailau::votes::VotesProblem>(())
    /// ```
    pub fn table(
        &mut self,
        contest: &str,
        districts: &[impl AsRef<str>],
        parties: &[impl AsRef<str>],
        votes: &[impl AsRef<[u64]>],
    ) -> &mut Self {
        let entered = self.enter_table(contest, districts, parties, votes);
        self.keep(entered);
        self
    }

    fn enter_table(
        &mut self,
        contest: &str,
        districts: &[impl AsRef<str>],
        parties: &[impl AsRef<str>],
        votes: &[impl AsRef<[u64]>],
    ) -> Result<(), VotesProblem> {
        if votes.len() != districts.len() {
            let (expected, found) = (districts.len(), votes.len());
            return Err(VotesProblem::Shape { what: "rows", of: "districts", expected, found });
        }
        for (district, row) in districts.iter().zip(votes) {
            let row = row.as_ref();
            if row.len() != parties.len() {
                let (expected, found) = (parties.len(), row.len());
                return Err(VotesProblem::Shape { what: "columns", of: "parties", expected, found });
            }
            for (party, &n) in parties.iter().zip(row) {
                self.votes(contest, Some(district.as_ref()), Some(party.as_ref()), None, n)?;
            }
        }
        Ok(())
    }

    /// A row of votes: of a list or a candidate, or under a reserved name in the place of the party.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when nobody is named, the row was given before, the contest mixes rows with and without a district,
    /// or a name is none that can be.
    ///
    /// ```
    /// use sailau::votes::{VotesBuilder, VotesProblem};
    ///
    /// let mut builder = VotesBuilder::default();
    /// builder.votes("list", None, Some("Otan"), None, 2_883_706)?;
    /// builder.votes("list", None, Some("@invalid"), None, 135_431)?;
    /// assert_eq!(builder.votes("list", None, Some(" "), None, 5), Err(VotesProblem::Nobody));
    /// # Ok::<(), VotesProblem>(())
    /// ```
    pub fn votes(
        &mut self,
        contest: &str,
        district: Option<&str>,
        party: Option<&str>,
        candidate: Option<&str>,
        votes: u64,
    ) -> Result<(), VotesProblem> {
        match names::who(party, candidate)? {
            Who::Nobody(reserved) => self.figure(contest, district, reserved, votes),
            Who::Somebody { party, candidate } => {
                let (c, b) = self.paper(contest, district)?;
                let number = party.as_deref().map(|name| self.party(name));
                let entry = Entry { party: number, candidate: candidate.as_deref().map(str::to_owned) };
                if !self.entered.insert((c, b, entry.clone())) {
                    return Err(self.repeated(c, b, &[party.as_deref(), candidate.as_deref()]));
                }
                let paper = &mut self.contests[c].ballots[b];
                paper.entries.push(entry);
                paper.votes.push(votes);
                paper.standing.push(Standing::default());
                Ok(())
            }
        }
    }

    /// What is known of the list or candidate whose votes were given last.
    ///
    /// # Errors
    ///
    /// [`VotesProblem::Nobody`] when no votes were given yet in this contest and district.
    pub fn standing(
        &mut self,
        contest: &str,
        district: Option<&str>,
        mut standing: Standing,
    ) -> Result<(), VotesProblem> {
        let own =
            [&mut standing.alliance, &mut standing.suballiance, &mut standing.kind, &mut standing.group];
        own.into_iter().try_for_each(names::put_in_one_form)?;
        let (c, b) = self.paper(contest, district)?;
        let last = self.contests[c].ballots[b].standing.last_mut();
        *last.ok_or(VotesProblem::Nobody)? = standing;
        Ok(())
    }

    /// The kind of a party's lists, such as `coalition`.
    ///
    /// # Errors
    ///
    /// [`VotesProblem::TwoKinds`] when another kind was given before; [`VotesProblem::StandingOfNobody`] where it is no party's.
    pub fn kind(&mut self, party: &str, kind: &str) -> Result<(), VotesProblem> {
        let Who::Somebody { party: Some(party), .. } = names::who(Some(party), None)? else {
            return Err(VotesProblem::StandingOfNobody);
        };
        let kind = names::of("a kind", kind)?;
        let number = self.party(&party);
        let place = &mut self.parties[number].kind;
        match place {
            Some(first) if *first != kind => Err(VotesProblem::TwoKinds {
                party: party.into_owned(),
                kinds: format!("`{first}` and `{kind}`"),
            }),
            _ => {
                *place = Some(kind.into_owned());
                Ok(())
            }
        }
    }

    /// Votes of lists and candidates that are not named one by one.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when given before, or the contest mixes rows with and without a district.
    pub fn others(&mut self, contest: &str, district: Option<&str>, votes: u64) -> Result<(), VotesProblem> {
        self.figure(contest, district, Reserved::Others, votes)
    }

    /// Votes against all.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when given before, or the contest mixes rows with and without a district.
    pub fn against_all(
        &mut self,
        contest: &str,
        district: Option<&str>,
        votes: u64,
    ) -> Result<(), VotesProblem> {
        self.figure(contest, district, Reserved::AgainstAll, votes)
    }

    /// Spoilt ballots.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when given before, or the contest mixes rows with and without a district.
    pub fn invalid(
        &mut self,
        contest: &str,
        district: Option<&str>,
        ballots: u64,
    ) -> Result<(), VotesProblem> {
        self.figure(contest, district, Reserved::Invalid, ballots)
    }

    /// Voters on the roll.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when given before, or the contest mixes rows with and without a district.
    pub fn registered(
        &mut self,
        contest: &str,
        district: Option<&str>,
        voters: u64,
    ) -> Result<(), VotesProblem> {
        self.figure(contest, district, Reserved::Registered, voters)
    }

    fn figure(
        &mut self,
        contest: &str,
        district: Option<&str>,
        reserved: Reserved,
        value: u64,
    ) -> Result<(), VotesProblem> {
        let (c, b) = self.paper(contest, district)?;
        let paper = &mut self.contests[c].ballots[b];
        let place = match reserved {
            Reserved::AgainstAll => &mut paper.against_all,
            Reserved::Others => &mut paper.others,
            Reserved::Invalid => &mut paper.invalid,
            Reserved::Registered => &mut paper.registered,
        };
        if place.is_some() {
            return Err(self.repeated(c, b, &[Some(reserved.name())]));
        }
        *place = Some(value);
        Ok(())
    }

    /// The place of a party's list in the order of registration: 1 for the first.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when the order is 0, differs from one given before, is another party's, or it is no party that has it.
    pub fn registration_order(&mut self, party: &str, order: u32) -> Result<(), VotesProblem> {
        if order == 0 {
            return Err(VotesProblem::OrderFromOne);
        }
        let Who::Somebody { party: Some(party), .. } = names::who(Some(party), None)? else {
            return Err(VotesProblem::OrderOfNoParty);
        };
        let number = self.party(&party);
        match self.parties[number].registration_order {
            Some(first) if first != order => {
                Err(VotesProblem::TwoOrders { party: party.into_owned(), first, second: order })
            }
            Some(_) => Ok(()),
            None => {
                if let Some(&holder) = self.order_holders.get(&order) {
                    return Err(VotesProblem::SharedOrder {
                        order,
                        holder: self.parties[holder].name.clone(),
                    });
                }
                self.order_holders.insert(order, number);
                self.parties[number].registration_order = Some(order);
                Ok(())
            }
        }
    }

    /// Whether a row of a list or a candidate has been given.
    #[must_use]
    pub fn has_something_to_count(&self) -> bool {
        !self.entered.is_empty()
    }

    /// Lays out field and tally.
    ///
    /// # Errors
    ///
    /// The first [`VotesProblem`] of a ballot or a table, and [`VotesProblem::NothingToCount`] where no row is of a party or a
    /// candidate; [`Votes::empty`] is the start for winners alone.
    pub fn build(mut self) -> Result<Votes, VotesProblem> {
        if let Some(problem) = self.problem.take() {
            return Err(problem);
        }
        if !self.has_something_to_count() {
            return Err(VotesProblem::NothingToCount);
        }
        let mut tally = Tally::default();
        let mut contests = Vec::with_capacity(self.contests.len());
        for draft in self.contests {
            let mut ballots = Vec::with_capacity(draft.ballots.len());
            for paper in draft.ballots {
                ballots.push(Ballot {
                    district: paper.district,
                    entries: paper.entries,
                    standing: paper.standing,
                    first: tally.votes.len(),
                    index: tally.totals.len(),
                });
                tally.votes.extend(paper.votes);
                tally.totals.push(BallotTotals {
                    against_all: paper.against_all.unwrap_or(0),
                    others: paper.others.unwrap_or(0),
                    invalid: paper.invalid,
                    registered: paper.registered,
                });
            }
            contests.push(Contest { name: draft.name, ballots });
        }
        let Self { parties, districts, facts, winners, uncounted, .. } = self;
        Ok(Votes { field: Field { parties, districts, contests, facts, uncounted }, tally, winners })
    }

    fn keep(&mut self, entered: Result<(), VotesProblem>) {
        if let Err(problem) = entered {
            self.problem.get_or_insert(problem);
        }
    }

    fn party(&mut self, name: &str) -> usize {
        number(&mut self.party_numbers, name, || {
            self.parties.push(Party { name: name.to_owned(), registration_order: None, kind: None });
            self.parties.len() - 1
        })
    }

    /// The numbers of the contest and of its ballot in this district; both are made when new.
    fn paper(&mut self, contest: &str, district: Option<&str>) -> Result<(usize, usize), VotesProblem> {
        let (contest, district) = (names::of("a contest", contest)?, names::optional(district)?);
        let c = number(&mut self.contest_numbers, &contest, || {
            self.contests.push(Draft { name: contest.to_string(), ..Draft::default() });
            self.contests.len() - 1
        });
        let draft = &mut self.contests[c];
        if let Some(first) = draft.ballots.first()
            && first.district.is_some() != district.is_some()
        {
            return Err(VotesProblem::MixedDistricts(contest.into_owned()));
        }
        let district = district.map(|name| {
            number(&mut self.district_numbers, &name, || {
                self.districts.push(name.to_string());
                self.districts.len() - 1
            })
        });
        let b = *draft.ballot_numbers.entry(district).or_insert_with(|| {
            draft.ballots.push(Paper { district, ..Paper::default() });
            draft.ballots.len() - 1
        });
        Ok((c, b))
    }

    fn repeated(&self, c: usize, b: usize, who: &[Option<&str>]) -> VotesProblem {
        let contest = &self.contests[c];
        let district = contest.ballots[b].district.map(|number| self.districts[number].as_str());
        repeated(&contest.name, district, who)
    }
}

/// Votes to which more are added. Who has votes already has them: the same row again is refused.
///
/// ```
/// use sailau::votes::{Votes, VotesBuilder};
///
/// let votes = Votes::list([("Otan", 2_883_706), ("Ak Zhol", 572_672)])?;
/// let mut builder = VotesBuilder::from(votes.clone());
/// assert_eq!(builder.clone().build()?, votes);
/// builder.ballot("list", None).list("Asar", 541_239).invalid(135_431);
/// assert_eq!(builder.build()?.total("list"), 3_997_617);
/// # Ok::<(), sailau::votes::VotesError>(())
/// ```
impl From<Votes> for VotesBuilder {
    fn from(votes: Votes) -> Self {
        let Votes { field, tally, winners } = votes;
        let Field { parties, districts, contests, facts, uncounted } = field;
        let numbered = |names: &[String]| names.iter().cloned().zip(0..).collect();
        let party_numbers = parties.iter().map(|party| party.name.clone()).zip(0..).collect();
        let orders = parties.iter().zip(0..);
        let order_holders = orders.filter_map(|(party, n)| Some((party.registration_order?, n))).collect();
        let district_numbers = numbered(&districts);
        let contest_numbers = contests.iter().map(|contest| contest.name.clone()).zip(0..).collect();
        let mut entered = HashSet::new();
        let drafts = contests.into_iter().enumerate().map(|(c, contest)| {
            let papers = contest.ballots.into_iter().enumerate().map(|(b, ballot)| {
                entered.extend(ballot.entries.iter().map(|entry| (c, b, entry.clone())));
                let totals = tally.totals[ballot.index];
                Paper {
                    district: ballot.district,
                    votes: tally.votes[ballot.votes()].to_vec(),
                    entries: ballot.entries,
                    standing: ballot.standing,
                    // None of these and none given are the same.
                    against_all: Some(totals.against_all).filter(|&n| n > 0),
                    others: Some(totals.others).filter(|&n| n > 0),
                    invalid: totals.invalid,
                    registered: totals.registered,
                }
            });
            let ballots: Vec<_> = papers.collect();
            let ballot_numbers = ballots.iter().map(|paper| paper.district).zip(0..).collect();
            Draft { name: contest.name, ballots, ballot_numbers }
        });
        Self {
            contests: drafts.collect(),
            parties,
            party_numbers,
            order_holders,
            districts,
            district_numbers,
            contest_numbers,
            entered,
            facts,
            winners,
            uncounted,
            problem: None,
        }
    }
}

/// One ballot of a [`VotesBuilder`], by [`VotesBuilder::ballot`].
#[derive(Debug)]
pub struct BallotBuilder<'a> {
    builder: &'a mut VotesBuilder,
    contest: &'a str,
    district: Option<&'a str>,
    /// Party and candidate whose votes were given last.
    last: Option<(Option<String>, Option<String>)>,
}

impl BallotBuilder<'_> {
    /// Votes of a party's list, or of its one candidate who is not named.
    pub fn list(self, party: &str, votes: u64) -> Self {
        self.row(Some(party), None, votes)
    }

    /// Votes of a party's candidate.
    pub fn candidate(self, party: &str, candidate: &str, votes: u64) -> Self {
        self.row(Some(party), Some(candidate), votes)
    }

    /// Votes of a candidate without a party.
    pub fn independent(self, candidate: &str, votes: u64) -> Self {
        self.row(None, Some(candidate), votes)
    }

    /// The kind of the list or candidate whose votes were given last, such as `coalition`: a party's lists are all of one kind.
    pub fn kind(self, kind: &str) -> Self {
        let entered = match &self.last {
            Some((Some(party), _)) => self.builder.kind(party, kind),
            Some((None, _)) => return self.change(|standing| standing.kind = Some(kind.to_owned())),
            None => Err(VotesProblem::StandingOfNobody),
        };
        self.kept(entered)
    }

    /// The place in the order of registration of the party whose votes were given last: 1 for the first.
    pub fn registration_order(self, order: u32) -> Self {
        let entered = match &self.last {
            Some((Some(party), _)) => self.builder.registration_order(party, order),
            Some((None, _)) | None => Err(VotesProblem::OrderOfNoParty),
        };
        self.kept(entered)
    }

    /// The alliance of the list whose votes were given last.
    pub fn alliance(self, alliance: &str) -> Self {
        self.change(|standing| standing.alliance = Some(alliance.to_owned()))
    }

    /// What is known of the list or candidate whose votes were given last.
    pub fn standing(self, standing: Standing) -> Self {
        self.change(|own| *own = standing)
    }

    /// Votes of lists and candidates that are not named one by one.
    pub fn others(self, votes: u64) -> Self {
        self.figure(Reserved::Others, votes)
    }

    /// Votes against all.
    pub fn against_all(self, votes: u64) -> Self {
        self.figure(Reserved::AgainstAll, votes)
    }

    /// Spoilt ballots.
    pub fn invalid(self, ballots: u64) -> Self {
        self.figure(Reserved::Invalid, ballots)
    }

    /// Voters on the roll.
    pub fn registered(self, voters: u64) -> Self {
        self.figure(Reserved::Registered, voters)
    }

    fn row(mut self, party: Option<&str>, candidate: Option<&str>, votes: u64) -> Self {
        let entered = self.builder.votes(self.contest, self.district, party, candidate, votes);
        let last = match names::who(party, candidate) {
            Ok(Who::Somebody { party, candidate }) if entered.is_ok() => {
                Some((party.map(Into::into), candidate.map(Into::into)))
            }
            _ => None,
        };
        self.last = last;
        self.kept(entered)
    }

    fn figure(self, reserved: Reserved, value: u64) -> Self {
        let entered = self.builder.figure(self.contest, self.district, reserved, value);
        self.kept(entered)
    }

    fn change(self, change: impl FnOnce(&mut Standing)) -> Self {
        let entered = match self.last {
            None => Err(VotesProblem::StandingOfNobody),
            Some(_) => {
                let paper = self.builder.paper(self.contest, self.district);
                paper.and_then(|(c, b)| {
                    let last = self.builder.contests[c].ballots[b].standing.last_mut();
                    let mut standing = last.cloned().unwrap_or_default();
                    change(&mut standing);
                    self.builder.standing(self.contest, self.district, standing)
                })
            }
        };
        self.kept(entered)
    }

    fn kept(self, entered: Result<(), VotesProblem>) -> Self {
        self.builder.keep(entered);
        self
    }
}

fn number(numbers: &mut HashMap<String, usize>, name: &str, add: impl FnOnce() -> usize) -> usize {
    if let Some(&number) = numbers.get(name) {
        return number;
    }
    let number = add();
    numbers.insert(name.to_owned(), number);
    number
}

/// A row that stands there for the second time.
pub(super) fn repeated(contest: &str, district: Option<&str>, who: &[Option<&str>]) -> VotesProblem {
    let names = [Some(contest), district];
    let names = names.iter().chain(who).flatten();
    let what = names.map(|name| format!("`{name}`")).collect::<Vec<_>>();
    VotesProblem::Repeated { what: what.join(", ") }
}
