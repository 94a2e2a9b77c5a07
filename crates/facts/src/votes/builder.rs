use std::collections::HashMap;

use super::error::VotesProblem;
use super::facts::Facts;
use super::names::{self, Reserved, Who};
use super::paper::{Key, Layout, Paper};
use super::texts::Texts;
use super::{Ballot, Contest, Entry, Field, Party, Standing, Tally, Votes, Winner};
use sailau_ranked::Ballots;

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
    pub(super) parties: Vec<Party>,
    pub(super) party_names: Texts,
    pub(super) candidates: Texts,
    order_holders: HashMap<u32, u32>,
    pub(super) districts: Texts,
    contests: Vec<Draft>,
    pub(super) contest_names: Texts,
    facts: Facts,
    winners: Vec<Winner>,
    uncounted: bool,
    /// The first that ballots and tables met.
    problem: Option<VotesProblem>,
}

#[derive(Debug, Clone, Default)]
struct Draft {
    ballots: Vec<Paper>,
    ballot_numbers: HashMap<Option<u32>, usize>,
}

/// Which ballot, by number.
#[derive(Debug, Clone, Copy)]
pub(super) struct At {
    contest: usize,
    ballot: usize,
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
                let at = self.paper(contest, district)?;
                let party = party.as_deref().map(|name| self.party(name)).transpose()?;
                let candidate = candidate.as_deref().map(|name| self.candidates.number(name)).transpose()?;
                self.enter(at, Key::new(party, candidate), votes)
            }
        }
    }

    /// Ranked ballots of a contest in a district, and who stands on their paper: party, if there is one, and name, in the order
    /// of their numbers. Their votes are the [first preferences](Ballots::first_preferences), so that rules which rank nobody
    /// count the same voters.
    ///
    /// ```
    /// use sailau::ranked::Ballots;
    /// use sailau::votes::VotesBuilder;
    ///
    /// let ballots = Ballots::read(3, "count,preferences\n45,1>2\n35,3>2\n20,2\n".as_bytes())?;
    /// let mut builder = VotesBuilder::default();
    /// let candidates = [(Some("Hill"), "A. Candidate"), (None, "B. Other"), (Some("Dale"), "C. Third")];
    /// builder.ranked("council", Some("Ward 1"), &candidates, ballots)?;
    /// let votes = builder.build()?;
    /// assert_eq!(votes.tally().votes, [45, 20, 35]);
    /// assert_eq!(votes.tally().ranked[0].total(), 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`VotesProblem::RankedOthers`] where these are not the candidates whom the ballots number, or rows of the same paper were
    /// given before; else as [`votes`](Self::votes).
    pub fn ranked(
        &mut self,
        contest: &str,
        district: Option<&str>,
        candidates: &[(Option<&str>, &str)],
        ballots: Ballots,
    ) -> Result<(), VotesProblem> {
        let at = self.paper(contest, district)?;
        let entries = candidates.len() + self.paper_mut(at).rows().len();
        if entries != ballots.candidates() {
            return Err(VotesProblem::RankedOthers { entries, candidates: ballots.candidates() });
        }
        for (&(party, candidate), votes) in candidates.iter().zip(ballots.first_preferences()) {
            self.votes(contest, district, party, Some(candidate), votes)?;
        }
        self.paper_mut(at).ranked = Some(ballots);
        Ok(())
    }

    /// A candidate of a paper withdrew, whose number on it, from 0, is this: [ranked](Self::ranked) ballots pass on as if the
    /// name were not there.
    ///
    /// # Errors
    ///
    /// [`VotesProblem::UnknownNumber`] where nobody on the paper has it.
    pub fn withdrawn(
        &mut self,
        contest: &str,
        district: Option<&str>,
        candidate: usize,
    ) -> Result<(), VotesProblem> {
        let at = self.paper(contest, district)?;
        let paper = self.paper_mut(at);
        let known = paper.rows().len();
        let unknown = VotesProblem::UnknownNumber { what: "candidate", found: candidate, known };
        paper.standing_mut(candidate).ok_or(unknown)?.withdrawn = true;
        Ok(())
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
        standing: Standing,
    ) -> Result<(), VotesProblem> {
        let at = self.paper(contest, district)?;
        self.stand(at, standing)
    }

    /// The same on this ballot.
    pub(super) fn stand(&mut self, at: At, mut standing: Standing) -> Result<(), VotesProblem> {
        let own =
            [&mut standing.alliance, &mut standing.suballiance, &mut standing.kind, &mut standing.group];
        own.into_iter().try_for_each(names::put_in_one_form)?;
        self.paper_mut(at).set_last_standing(standing)
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
        let number = self.party(&party)?;
        self.kind_of(number, &kind)
    }

    /// The kind of the party of this number.
    pub(super) fn kind_of(&mut self, party: u32, kind: &str) -> Result<(), VotesProblem> {
        let Party { name, kind: place, .. } = &mut self.parties[party as usize];
        match place {
            Some(first) if first == kind => Ok(()),
            Some(first) => {
                Err(VotesProblem::TwoKinds { party: name.clone(), kinds: format!("`{first}` and `{kind}`") })
            }
            None => {
                *place = Some(kind.to_owned());
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

    /// Good ballots, where one may hold several votes.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when given before, or the contest mixes rows with and without a district.
    pub fn ballots(
        &mut self,
        contest: &str,
        district: Option<&str>,
        ballots: u64,
    ) -> Result<(), VotesProblem> {
        self.figure(contest, district, Reserved::Ballots, ballots)
    }

    fn figure(
        &mut self,
        contest: &str,
        district: Option<&str>,
        reserved: Reserved,
        value: u64,
    ) -> Result<(), VotesProblem> {
        let at = self.paper(contest, district)?;
        self.enter_figure(at, reserved, value)
    }

    /// The same on this ballot.
    pub(super) fn enter_figure(
        &mut self,
        at: At,
        reserved: Reserved,
        value: u64,
    ) -> Result<(), VotesProblem> {
        let place = self.paper_mut(at).figure_mut(reserved);
        if place.is_some() {
            return Err(self.repeated(at, &[Some(reserved.name())]));
        }
        *place = Some(value);
        Ok(())
    }

    /// A row on this ballot.
    pub(super) fn enter(&mut self, at: At, key: Key, votes: u64) -> Result<(), VotesProblem> {
        let paper = self.paper_mut(at);
        if paper.place(key).is_none() {
            return paper.push(key, votes);
        }
        let party = key.party().map(|party| self.party_names.get(party));
        let candidate = key.candidate().map(|candidate| self.candidates.get(candidate));
        Err(self.repeated(at, &[party, candidate]))
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
        let number = self.party(&party)?;
        self.order_of(number, order)
    }

    /// The place of the party of this number.
    pub(super) fn order_of(&mut self, party: u32, order: u32) -> Result<(), VotesProblem> {
        if order == 0 {
            return Err(VotesProblem::OrderFromOne);
        }
        let number = party as usize;
        match self.parties[number].registration_order {
            Some(first) if first != order => {
                let party = self.parties[number].name.clone();
                Err(VotesProblem::TwoOrders { party, first, second: order })
            }
            Some(_) => Ok(()),
            None => {
                if let Some(&holder) = self.order_holders.get(&order) {
                    return Err(VotesProblem::SharedOrder {
                        order,
                        holder: self.parties[holder as usize].name.clone(),
                    });
                }
                self.order_holders.insert(order, party);
                self.parties[number].registration_order = Some(order);
                Ok(())
            }
        }
    }

    /// Whether a row of a list or a candidate has been given.
    #[must_use]
    pub fn has_something_to_count(&self) -> bool {
        self.contests.iter().flat_map(|draft| &draft.ballots).any(|paper| !paper.rows().is_empty())
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
        let papers = || self.contests.iter().flat_map(|draft| &draft.ballots);
        let mut tally = Tally {
            votes: Vec::with_capacity(papers().map(|paper| paper.rows().len()).sum()),
            totals: Vec::with_capacity(papers().count()),
            ranked: Vec::new(),
        };
        let Self { parties, candidates, districts, facts, winners, uncounted, .. } = self;
        let entry = |key: Key| Entry {
            party: key.party().map(|party| party as usize),
            candidate: key.candidate().map(|candidate| candidates.get(candidate).to_owned()),
        };
        let mut layout = Layout::default();
        let mut contests = Vec::with_capacity(self.contests.len());
        for (draft, name) in self.contests.into_iter().zip(self.contest_names.iter()) {
            let mut ballots = Vec::with_capacity(draft.ballots.len());
            for mut paper in draft.ballots {
                let district = paper.district.map(|district| district as usize);
                let (first, index) = (tally.votes.len(), tally.totals.len());
                tally.votes.extend(paper.rows().iter().map(|(_, votes)| votes));
                tally.totals.push(paper.totals());
                let ranked = paper.ranked.take().map(|ballots| {
                    tally.ranked.push(ballots);
                    tally.ranked.len() - 1
                });
                let (entries, standing) = layout.of(paper, entry);
                ballots.push(Ballot { district, entries, standing, first, index, ranked });
            }
            contests.push(Contest { name: name.to_owned(), ballots });
        }
        let districts = districts.iter().map(str::to_owned).collect();
        Ok(Votes { field: Field { parties, districts, contests, facts, uncounted }, tally, winners })
    }

    fn keep(&mut self, entered: Result<(), VotesProblem>) {
        if let Err(problem) = entered {
            self.problem.get_or_insert(problem);
        }
    }

    /// The number of a party of this name.
    pub(super) fn party(&mut self, name: &str) -> Result<u32, VotesProblem> {
        let number = self.party_names.number(name)?;
        if self.parties.len() < self.party_names.len() {
            self.parties.push(Party { name: name.to_owned(), registration_order: None, kind: None });
        }
        Ok(number)
    }

    /// The number of a contest of this name.
    pub(super) fn contest(&mut self, name: &str) -> Result<u32, VotesProblem> {
        let number = self.contest_names.number(name)?;
        if self.contests.len() < self.contest_names.len() {
            self.contests.push(Draft::default());
        }
        Ok(number)
    }

    /// The ballot of the contest in this district; both are made when new.
    fn paper(&mut self, contest: &str, district: Option<&str>) -> Result<At, VotesProblem> {
        let (contest, district) = (names::of("a contest", contest)?, names::optional(district)?);
        let contest = self.contest(&contest)?;
        // A district of which nothing is entered has no number.
        self.check_district(contest, district.is_some())?;
        let district = district.map(|name| self.districts.number(&name)).transpose()?;
        self.ballot_at(contest, district)
    }

    fn check_district(&self, contest: u32, is_there: bool) -> Result<(), VotesProblem> {
        match self.contests[contest as usize].ballots.first() {
            Some(first) if first.district.is_some() != is_there => {
                Err(VotesProblem::MixedDistricts(self.contest_names.get(contest).to_owned()))
            }
            _ => Ok(()),
        }
    }

    /// The ballot of these numbers, which is made when new.
    pub(super) fn ballot_at(&mut self, contest: u32, district: Option<u32>) -> Result<At, VotesProblem> {
        self.check_district(contest, district.is_some())?;
        let Draft { ballots, ballot_numbers } = &mut self.contests[contest as usize];
        let ballot = *ballot_numbers.entry(district).or_insert_with(|| {
            ballots.push(Paper::after(ballots.last(), district));
            ballots.len() - 1
        });
        Ok(At { contest: contest as usize, ballot })
    }

    pub(super) fn paper_mut(&mut self, at: At) -> &mut Paper {
        &mut self.contests[at.contest].ballots[at.ballot]
    }

    fn repeated(&self, at: At, who: &[Option<&str>]) -> VotesProblem {
        let district = self.contests[at.contest].ballots[at.ballot].district;
        // There are fewer contests than rows of them.
        let contest = u32::try_from(at.contest).map_or("", |contest| self.contest_names.get(contest));
        repeated(contest, district.map(|number| self.districts.get(number)), who)
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
        let orders = parties.iter().zip(0..);
        let order_holders = orders.filter_map(|(party, n)| Some((party.registration_order?, n))).collect();
        let mut builder = Self { parties, order_holders, facts, winners, uncounted, ..Self::default() };
        let entered = builder.enter_again(&districts, contests, &tally);
        builder.keep(entered);
        builder
    }
}

impl VotesBuilder {
    /// What was laid out, in the numbers that it has.
    fn enter_again(
        &mut self,
        districts: &[String],
        contests: Vec<Contest>,
        tally: &Tally,
    ) -> Result<(), VotesProblem> {
        for party in &self.parties {
            self.party_names.number(&party.name)?;
        }
        for district in districts {
            self.districts.number(district)?;
        }
        // Names have such numbers, so that these are none that are too large.
        let small = |number: Option<usize>| number.and_then(|number| u32::try_from(number).ok());
        for contest in contests {
            self.contest_names.number(&contest.name)?;
            let mut draft = Draft::default();
            for ballot in contest.ballots {
                let mut rows = Vec::with_capacity(ballot.entries.len());
                for (entry, &votes) in ballot.entries.iter().zip(&tally.votes[ballot.votes()]) {
                    let candidate = entry.candidate.as_deref();
                    let candidate = candidate.map(|name| self.candidates.number(name)).transpose()?;
                    rows.push((Key::new(small(entry.party), candidate), votes));
                }
                let district = small(ballot.district);
                draft.ballot_numbers.insert(district, draft.ballots.len());
                draft.ballots.push(Paper::again(
                    district,
                    rows,
                    &ballot.standing,
                    tally.totals[ballot.index],
                    ballot.ranked.map(|own| tally.ranked[own].clone()),
                ));
            }
            self.contests.push(draft);
        }
        Ok(())
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

    /// Good ballots, where one may hold several votes.
    pub fn ballots(self, ballots: u64) -> Self {
        self.figure(Reserved::Ballots, ballots)
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
                paper.and_then(|at| {
                    let mut standing = self.builder.paper_mut(at).last_standing().unwrap_or_default();
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

/// A row that stands there for the second time.
pub(super) fn repeated(contest: &str, district: Option<&str>, who: &[Option<&str>]) -> VotesProblem {
    let names = [Some(contest), district];
    let names = names.iter().chain(who).flatten();
    let what = names.map(|name| format!("`{name}`")).collect::<Vec<_>>();
    VotesProblem::Repeated { what: what.join(", ") }
}
