//! Names in place of the numbers that a count works with.

use crate::candidates::plan::{CandidatePlan, DistrictPlan};
use crate::open_list::plan::Candidate;
use crate::plan::{Area, ListPlan, Plan};
use crate::votes::{Entry as BallotEntry, Votes};

/// Who competes in a tie.
#[derive(Clone, Copy)]
pub(crate) enum Claimants<'a> {
    /// Lists, by their number in the plan.
    Lists(&'a ListPlan),
    /// Candidates of lists, by their number among those of the area and after all lists.
    OnLists(&'a ListPlan, &'a Area),
    /// Candidates, by their number on the ballot.
    Candidates(&'a CandidatePlan, &'a DistrictPlan),
}

impl Claimants<'_> {
    /// The party of a claimant; none for somebody who stands without one.
    pub(crate) fn party(self, number: u32) -> Option<usize> {
        match self {
            Self::Lists(plan) => plan.parties[number as usize],
            Self::OnLists(plan, area) => plan.parties[area.roster[number as usize - plan.parties.len()].list],
            Self::Candidates(_, district) => district.parties[number as usize],
        }
    }
}

/// The votes and the plan that numbers are of.
#[derive(Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) votes: &'a Votes,
    pub(crate) plan: &'a Plan,
}

impl<'a> Names<'a> {
    pub(crate) fn district(&self, number: Option<usize>) -> String {
        self.plan.district(number).unwrap_or_default()
    }

    pub(crate) fn party(&self, number: usize) -> String {
        self.plan.parties[number].clone()
    }

    pub(crate) fn list(&self, plan: &ListPlan, list: usize) -> String {
        match plan.parties[list] {
            Some(party) => self.party(party),
            None => plan.individual(list).unwrap_or_default().to_owned(),
        }
    }

    /// A candidate with the list, such as "Ann (A)"; one who stands alone by name.
    pub(crate) fn candidate_of_list(&self, plan: &ListPlan, candidate: &Candidate) -> String {
        match plan.parties[candidate.list] {
            Some(party) => format!("{} ({})", candidate.name, self.plan.parties[party]),
            None => candidate.name.clone(),
        }
    }

    /// Lists by name, sorted.
    pub(crate) fn lists(&self, plan: &ListPlan, numbers: &[u32]) -> Vec<String> {
        let mut names: Vec<_> = numbers.iter().map(|&list| self.list(plan, list as usize)).collect();
        names.sort();
        names
    }

    /// Lists with their votes, most first and equal ones by name: the input's order shows nowhere.
    pub(crate) fn ordered(&self, plan: &ListPlan, votes: &[u64]) -> Vec<(usize, String, u64)> {
        let lists = votes.iter().enumerate();
        let mut lists: Vec<_> = lists.map(|(i, &n)| (i, self.list(plan, i), n)).collect();
        lists.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
        lists
    }

    /// A line for each list that has votes, most first.
    pub(crate) fn lines<L>(
        &self,
        plan: &ListPlan,
        votes: &[u64],
        line: impl Fn(usize, String, u64) -> L,
    ) -> Vec<L> {
        let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
        lists.map(|(i, party, votes)| line(i, party, votes)).collect()
    }

    /// Lists of which it is so, most votes first.
    pub(crate) fn those(&self, plan: &ListPlan, votes: &[u64], so: &[bool]) -> Vec<String> {
        let lists = self.ordered(plan, votes).into_iter().filter(|(i, _, _)| so[*i]);
        lists.map(|(_, party, _)| party).collect()
    }

    /// Those of them that have votes.
    pub(crate) fn those_with_votes(&self, plan: &ListPlan, votes: &[u64], so: &[bool]) -> Vec<String> {
        let lists = self.ordered(plan, votes).into_iter().filter(|(i, _, votes)| so[*i] && *votes > 0);
        lists.map(|(_, party, _)| party).collect()
    }

    /// Lists with places, such as "A in North", sorted.
    pub(crate) fn with_places(
        &self,
        plan: &ListPlan,
        claims: impl IntoIterator<Item = (u32, Option<usize>)>,
    ) -> Vec<String> {
        let name = |(list, to): (u32, Option<usize>)| {
            format!("{} in {}", self.list(plan, list as usize), self.district(to))
        };
        let mut claims: Vec<_> = claims.into_iter().map(name).collect();
        claims.sort();
        claims
    }

    pub(crate) fn entry(
        &self,
        plan: &CandidatePlan,
        district: &DistrictPlan,
        number: usize,
    ) -> &'a BallotEntry {
        // The plan was compiled from this field, so contest, ballot and entry are there.
        &self.votes.field().contests()[plan.contest_number].ballots[district.ballot].entries[number]
    }

    pub(crate) fn candidate(&self, plan: &CandidatePlan, district: &DistrictPlan, number: usize) -> String {
        self.entry(plan, district, number).label(self.votes.field())
    }

    /// Claimants by name, sorted.
    pub(crate) fn names(&self, who: Claimants<'_>, numbers: &[u32]) -> Vec<String> {
        let (plan, district) = match who {
            Claimants::Lists(plan) => return self.lists(plan, numbers),
            Claimants::OnLists(plan, area) => {
                let candidate = |&number: &u32| &area.roster[number as usize - plan.parties.len()];
                let mut names: Vec<_> =
                    numbers.iter().map(candidate).map(|own| self.candidate_of_list(plan, own)).collect();
                names.sort();
                return names;
            }
            Claimants::Candidates(plan, district) => (plan, district),
        };
        let name = |&number: &u32| {
            let entry = self.entry(plan, district, number as usize);
            let party = entry.party.map(|party| self.party(party));
            // Two candidates of one party can only be told apart by their own names.
            let alone = district.parties.iter().filter(|&&other| other == entry.party).count() == 1;
            match (party, &entry.candidate) {
                (Some(party), _) if alone => party,
                (_, Some(candidate)) => candidate.clone(),
                (party, None) => party.unwrap_or_default(),
            }
        };
        let mut names: Vec<_> = numbers.iter().map(name).collect();
        names.sort();
        names
    }
}
