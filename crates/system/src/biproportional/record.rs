//! Seats of parties in districts, in the record.

use std::collections::BTreeMap;
use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::UpperApportionment;
use super::first_place::FirstPlace;
use super::left::without_party;
use crate::plan::ListPlan;
use crate::protocol::layout::{count, decimal, grouped, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};
use sailau_apportion::Ratio;
use sailau_apportion::biproportional::{BigRatio, CellTie, Solution, VoteMatrix};

/// What the parties' seats follow from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct VoterNumbersStep {
    /// Which votes or numbers.
    pub by: UpperApportionment,
    /// Each party with its number, exact, most first.
    pub lists: Vec<NumberLine>,
}

/// A party's number of voters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct NumberLine {
    /// The party.
    pub party: String,
    /// The number.
    pub number: Ratio,
}

/// Numbers in units of 1/`unit`.
pub(super) fn voter_numbers_step(
    names: &Names<'_>,
    plan: &ListPlan,
    by: UpperApportionment,
    numbers: &[u64],
    unit: u64,
) -> VoterNumbersStep {
    let denominator = u128::from(unit).max(1);
    let ratio = |number: u64| Ratio { numerator: number.into(), denominator };
    let lists = names.lines(plan, numbers, |_, party, number| NumberLine { party, number: ratio(number) });
    VoterNumbersStep { by, lists }
}

impl Words for VoterNumbersStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let what = match self.by {
            UpperApportionment::Votes => "votes",
            UpperApportionment::VoterNumbers => "votes by the seats of their districts",
            UpperApportionment::RoundedVoterNumbers => {
                "votes by the seats of their districts, rounded in each"
            }
        };
        writeln!(f, "  Voters of the parties, {what}:{margin}")?;
        let row = |line: &NumberLine| vec![line.party.clone(), decimal(line.number)];
        table(f, &["party", "voters"], self.lists.iter().map(row).collect())
    }
}

/// The strongest list of each district is to have seats there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StrongestListsStep {
    /// So many, if the district and the party have them.
    pub at_least: u32,
    /// Each district with seats and votes.
    pub districts: Vec<StrongestLine>,
}

/// The first place of a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StrongestLine {
    /// The district.
    pub district: String,
    /// The list with most votes there; several when they are equal.
    pub parties: Vec<String>,
    /// Its votes.
    pub votes: u64,
    /// The seats that are sure for it; 0 when its party has none to give.
    pub seats: u32,
}

pub(super) fn strongest_lists(
    names: &Names<'_>,
    plan: &ListPlan,
    at_least: u32,
    firsts: &[FirstPlace],
) -> StrongestListsStep {
    let line = |first: &FirstPlace| StrongestLine {
        district: names.district(plan.areas[first.area].district),
        parties: names.lists(plan, &first.lists),
        votes: first.votes,
        seats: first.seats,
    };
    let mut districts: Vec<_> = firsts.iter().map(line).collect();
    districts.sort_by(|a, b| a.district.cmp(&b.district));
    StrongestListsStep { at_least, districts }
}

impl Words for StrongestListsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  The strongest list of a district has at least {} there, if district and party have so many:{margin}",
            count(self.at_least, "seat")
        )?;
        let rows = self.districts.iter().map(|line| {
            let lists = line.parties.join(" = ");
            vec![line.district.clone(), lists, grouped(line.votes), grouped(line.seats)]
        });
        table(f, &["district", "strongest", "votes", "sure"], rows.collect())
    }
}

/// It matters which of equal lists is the strongest, and is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct StrongestOpenStep {
    /// District and lists of each, such as "North: A, B".
    pub claims: Vec<String>,
    /// How many seats have no district yet.
    pub seats: u32,
}

pub(super) fn strongest_open(
    names: &Names<'_>,
    plan: &ListPlan,
    firsts: &[FirstPlace],
    seats: u32,
) -> StrongestOpenStep {
    let claim = |first: &FirstPlace| {
        let district = names.district(plan.areas[first.area].district);
        format!("{district}: {}", names.lists(plan, &first.open).join(", "))
    };
    let mut claims: Vec<_> = firsts.iter().map(claim).collect();
    claims.sort();
    StrongestOpenStep { claims, seats }
}

impl Words for StrongestOpenStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  Equal claims to the first place: {}. It matters which list is the strongest: the districts of {} are open; the seats are the parties'.{margin}",
            self.claims.join("; "),
            count(self.seats, "seat")
        )
    }
}

/// A district's seats by both divisors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CellsStep {
    /// The district's seats.
    pub seats: u32,
    /// Each list with votes there that has seats somewhere, most votes first.
    pub lists: Vec<CellLine>,
}

/// A list's seats in a district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CellLine {
    /// The list.
    pub party: String,
    /// Its votes there.
    pub votes: u64,
    /// The votes by both divisors, cut to three places.
    pub quotient: String,
    /// Its sure seats there.
    pub seats: u32,
}

pub(super) fn cells_step(
    names: &Names<'_>,
    plan: &ListPlan,
    problem: &VoteMatrix<'_>,
    solution: &Solution,
    d: usize,
) -> CellsStep {
    let lists = plan.parties.len();
    let row = &problem.votes[d * lists..(d + 1) * lists];
    let all = names.ordered(plan, row).into_iter();
    let some = all.filter(|(list, _, votes)| *votes > 0 && problem.party_seats[*list] > 0);
    let line = |(list, party, votes): (usize, String, u64)| CellLine {
        party,
        votes,
        quotient: BigRatio::thousandths(
            votes,
            [&solution.district_divisors[d], &solution.party_divisors[list]],
        ),
        seats: solution.seats[d * lists + list],
    };
    CellsStep { seats: problem.district_seats[d], lists: some.map(line).collect() }
}

impl Words for CellsStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  {}, by both divisors:{margin}", count(self.seats, "seat"))?;
        let row = |line: &CellLine| {
            vec![line.party.clone(), grouped(line.votes), line.quotient.clone(), grouped(line.seats)]
        };
        table(f, &["list", "votes", "by both", "seats"], self.lists.iter().map(row).collect())
    }
}

/// Cells whose claims are equal: which of them have the seats is open. How many a party has is not, nor how many a
/// district has; and no lots are drawn for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CellsOpenStep {
    /// How many seats have no district yet.
    pub seats: u32,
    /// Each party's part of them.
    pub parties: Vec<CellsLine>,
    /// Each district's.
    pub districts: Vec<CellsLine>,
}

/// Seats of a party whose districts are open, or of a district whose parties are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct CellsLine {
    /// The party, or the district.
    pub name: String,
    /// How many seats.
    pub seats: u32,
    /// The districts that they may lie in, or the parties that may have them.
    pub among: Vec<String>,
}

pub(super) fn cells_open(
    names: &Names<'_>,
    plan: &ListPlan,
    tie: &CellTie,
    left: &[u32],
    problem: &VoteMatrix<'_>,
    sure: &[u32],
) -> CellsOpenStep {
    let party = |list: usize| names.list(plan, list);
    let district = |d: usize| names.district(plan.areas[d].district);
    let mut parties: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    let mut districts: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for &(d, list) in &tie.cells {
        parties.entry(list).or_default().push(district(d));
        districts.entry(d).or_default().push(party(list));
    }
    let sorted = |lines: &mut dyn Iterator<Item = CellsLine>| {
        let mut lines: Vec<CellsLine> = lines.collect();
        lines.iter_mut().for_each(|line| line.among.sort());
        lines.sort_by(|a, b| a.name.cmp(&b.name));
        lines
    };
    let of_party = |(list, among)| CellsLine { name: party(list), seats: left[list], among };
    let of_district =
        |(d, among)| CellsLine { name: district(d), seats: without_party(problem, sure, d), among };
    CellsOpenStep {
        seats: tie.seats,
        parties: sorted(&mut parties.into_iter().map(of_party)),
        districts: sorted(&mut districts.into_iter().map(of_district)),
    }
}

impl Words for CellsOpenStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let districts: Vec<_> =
            self.districts.iter().map(|line| format!("{} {}", line.name, grouped(line.seats))).collect();
        writeln!(
            f,
            "  Equal claims: the districts of {} are open; the seats are the parties', and the districts have as many \
             as they are due ({} open).{margin}",
            count(self.seats, "seat"),
            districts.join(", ")
        )?;
        let row = |line: &CellsLine| vec![line.name.clone(), grouped(line.seats), line.among.join(", ")];
        table(f, &["party", "seats", "in"], self.parties.iter().map(row).collect())
    }
}

/// The divisors by which anyone can check seats of parties in districts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct BiproportionalStep {
    /// Each district's.
    pub districts: Vec<DivisorLine>,
    /// Each party's.
    pub parties: Vec<DivisorLine>,
}

/// What the votes of a district or a party are divided by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DivisorLine {
    /// The district or the party.
    pub name: String,
    /// The divisor, exact.
    pub divisor: BigRatio,
}

pub(super) fn biproportional_step(
    names: &Names<'_>,
    plan: &ListPlan,
    solution: &Solution,
) -> BiproportionalStep {
    let sorted = |lines: &mut dyn Iterator<Item = (String, &BigRatio)>| {
        let mut lines: Vec<_> =
            lines.map(|(name, divisor)| DivisorLine { name, divisor: divisor.clone() }).collect();
        lines.sort_by(|a, b| a.name.cmp(&b.name));
        lines
    };
    let districts = plan.areas.iter().map(|area| names.district(area.district));
    let has_seats =
        |list: usize| solution.seats.iter().skip(list).step_by(plan.parties.len()).any(|&n| n > 0);
    let parties = solution.party_divisors.iter().enumerate().filter(|(list, _)| has_seats(*list));
    BiproportionalStep {
        districts: sorted(&mut districts.zip(&solution.district_divisors)),
        parties: sorted(&mut parties.map(|(list, divisor)| (names.list(plan, list), divisor))),
    }
}

impl Words for BiproportionalStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(f, "  Seats are votes by both divisors, rounded; those of the districts:{margin}")?;
        let row = |line: &DivisorLine| vec![line.name.clone(), line.divisor.to_string()];
        table(f, &["district", "divisor"], self.districts.iter().map(row).collect())?;
        writeln!(f, "  and those of the parties:")?;
        table(f, &["party", "divisor"], self.parties.iter().map(row).collect())
    }
}
