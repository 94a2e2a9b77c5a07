use std::collections::{HashMap, HashSet};

use super::error::VotesProblem;
use super::{Ballot, BallotTotals, Contest, Entry, Field, Party, Standing, Tally, Votes};
use crate::text::one_form;

/// Makes [`Votes`] a row at a time, in any order, and refuses what could be miscounted.
///
/// ```
/// use sailau::votes::{Votes, VotesBuilder};
///
/// let mut builder = VotesBuilder::default();
/// builder.votes("list", None, Some("Otan"), None, 2_883_706)?;
/// builder.votes("list", None, Some("Ak Zhol"), None, 572_672)?;
/// builder.invalid("list", None, 135_431)?;
/// builder.registration_order("Otan", 1)?;
/// let votes: Votes = builder.build();
/// assert_eq!(votes.field().parties()[0].registration_order, Some(1));
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
    /// Votes of a list or a candidate.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when nobody is named, the row was given before, or the contest mixes rows with and without
    /// a district.
    pub fn votes(
        &mut self,
        contest: &str,
        district: Option<&str>,
        party: Option<&str>,
        candidate: Option<&str>,
        votes: u64,
    ) -> Result<(), VotesProblem> {
        if party.is_none() && candidate.is_none() {
            return Err(VotesProblem::Nobody);
        }
        let (c, b) = self.paper(contest, district)?;
        let candidate = candidate.map(one_form);
        let candidate = candidate.as_deref();
        let entry =
            Entry { party: party.map(|name| self.party(name)), candidate: candidate.map(str::to_owned) };
        if !self.entered.insert((c, b, entry.clone())) {
            return Err(repeated(contest, district, &[party, candidate]));
        }
        let paper = &mut self.contests[c].ballots[b];
        paper.entries.push(entry);
        paper.votes.push(votes);
        paper.standing.push(Standing::default());
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
        let in_one_form = |name: Option<String>| name.map(|name| one_form(&name).into_owned());
        let standing = Standing {
            alliance: in_one_form(standing.alliance),
            suballiance: in_one_form(standing.suballiance),
            kind: in_one_form(standing.kind),
            group: in_one_form(standing.group),
            ..standing
        };
        let (c, b) = self.paper(contest, district)?;
        let last = self.contests[c].ballots[b].standing.last_mut();
        *last.ok_or(VotesProblem::Nobody)? = standing;
        Ok(())
    }

    /// The kind of a party's lists, such as `coalition`.
    ///
    /// # Errors
    ///
    /// [`VotesProblem::TwoKinds`] when another kind was given before.
    pub fn kind(&mut self, party: &str, kind: &str) -> Result<(), VotesProblem> {
        let number = self.party(party);
        let kind = &*one_form(kind);
        let place = &mut self.parties[number].kind;
        match place {
            Some(first) if first != kind => Err(VotesProblem::TwoKinds {
                party: party.to_owned(),
                kinds: format!("`{first}` and `{kind}`"),
            }),
            _ => {
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
        let (c, b) = self.paper(contest, district)?;
        let place = &mut self.contests[c].ballots[b].others;
        once(place, votes, contest, district, "@others")
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
        let (c, b) = self.paper(contest, district)?;
        let place = &mut self.contests[c].ballots[b].against_all;
        once(place, votes, contest, district, "@against-all")
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
        let (c, b) = self.paper(contest, district)?;
        let place = &mut self.contests[c].ballots[b].invalid;
        once(place, ballots, contest, district, "@invalid")
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
        let (c, b) = self.paper(contest, district)?;
        let place = &mut self.contests[c].ballots[b].registered;
        once(place, voters, contest, district, "@registered")
    }

    /// The place of a party's list in the order of registration: 1 for the first.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when the order is 0, differs from one given before, or is another party's.
    pub fn registration_order(&mut self, party: &str, order: u32) -> Result<(), VotesProblem> {
        if order == 0 {
            return Err(VotesProblem::OrderFromOne);
        }
        let number = self.party(party);
        match self.parties[number].registration_order {
            Some(first) if first != order => {
                Err(VotesProblem::TwoOrders { party: party.to_owned(), first, second: order })
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
    #[must_use]
    pub fn build(self) -> Votes {
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
        Votes {
            field: Field {
                parties: self.parties,
                districts: self.districts,
                contests,
                facts: Vec::new(),
                uncounted: false,
            },
            tally,
            winners: Vec::new(),
        }
    }

    fn party(&mut self, name: &str) -> usize {
        let name = &*one_form(name);
        number(&mut self.party_numbers, name, || {
            self.parties.push(Party { name: name.to_owned(), registration_order: None, kind: None });
            self.parties.len() - 1
        })
    }

    /// The numbers of the contest and of its ballot in this district; both are made when new.
    fn paper(&mut self, contest: &str, district: Option<&str>) -> Result<(usize, usize), VotesProblem> {
        let contest = &*one_form(contest);
        let c = number(&mut self.contest_numbers, contest, || {
            self.contests.push(Draft { name: contest.to_owned(), ..Draft::default() });
            self.contests.len() - 1
        });
        let district = district.map(one_form).map(|name| {
            let name = &*name;
            number(&mut self.district_numbers, name, || {
                self.districts.push(name.to_owned());
                self.districts.len() - 1
            })
        });
        let draft = &mut self.contests[c];
        if let Some(first) = draft.ballots.first()
            && first.district.is_some() != district.is_some()
        {
            return Err(VotesProblem::MixedDistricts(contest.to_owned()));
        }
        let b = *draft.ballot_numbers.entry(district).or_insert_with(|| {
            draft.ballots.push(Paper { district, ..Paper::default() });
            draft.ballots.len() - 1
        });
        Ok((c, b))
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

fn once(
    place: &mut Option<u64>,
    value: u64,
    contest: &str,
    district: Option<&str>,
    what: &str,
) -> Result<(), VotesProblem> {
    if place.is_some() {
        return Err(repeated(contest, district, &[Some(what)]));
    }
    *place = Some(value);
    Ok(())
}

/// A row that stands there for the second time.
pub(super) fn repeated(contest: &str, district: Option<&str>, who: &[Option<&str>]) -> VotesProblem {
    let names = [Some(contest), district];
    let names = names.iter().chain(who).flatten();
    let what = names.map(|name| format!("`{name}`")).collect::<Vec<_>>();
    VotesProblem::Repeated { what: what.join(", ") }
}
