//! A tier of candidates, compiled.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::ops::Range;

use super::CandidateRule;
use crate::error::CountError;
use crate::plan::compiler::{Compiler, too_large};
use crate::rules::{AgainstAll, Districts, Seats, Tier};
use crate::several_votes::plan::OnOneBallot;
use crate::votes::{Ballot, Contest, Entry};

#[derive(Debug, Clone)]
pub(crate) struct CandidatePlan {
    pub(crate) rule: CandidateRule,
    pub(crate) contest: String,
    /// The contest's number in the field.
    pub(crate) contest_number: usize,
    pub(crate) districts: Vec<DistrictPlan>,
    /// Districts of the law that the votes do not have, with their seats; those that nobody names are one.
    pub(crate) districts_without_votes: Vec<(Option<usize>, u32)>,
    /// Whether nothing is asked but who has most votes.
    pub(crate) by_most_votes: bool,
}

/// One district of a tier of candidates.
#[derive(Debug, Clone)]
pub(crate) struct DistrictPlan {
    pub(crate) district: Option<usize>,
    pub(crate) rank: Option<u32>,
    /// How many are elected.
    pub(crate) seats: u32,
    /// The ballot's number in its contest.
    pub(crate) ballot: usize,
    pub(crate) votes: Range<usize>,
    pub(crate) totals: usize,
    pub(crate) parties: Vec<Option<usize>>,
    /// The place of each entry in the alphabet.
    pub(crate) ranks: Vec<u32>,
    /// The group of each entry by number; empty where groups have no limit.
    pub(crate) groups: Vec<u32>,
    pub(crate) run_off: Option<RunOffBallot>,
    /// How many votes one ballot may hold.
    pub(crate) on_ballot: OnOneBallot,
    /// Where ballots stand in a tally whose marks are the votes, where a voter has several.
    pub(crate) marks: Option<usize>,
    /// Where the ranked ballots stand in a tally, where voters rank.
    pub(crate) ranked: Option<usize>,
    /// Who of the ranked withdrew, by number on the ballot.
    pub(crate) withdrawn: Vec<usize>,
}

impl DistrictPlan {
    /// Whether one is elected, in one round of which the votes are there.
    pub(crate) fn elects_one(&self) -> bool {
        self.seats == 1 && self.run_off.is_none()
    }
}

#[derive(Debug, Clone)]
pub(crate) struct RunOffBallot {
    pub(crate) votes: Range<usize>,
    pub(crate) totals: usize,
    /// The first-round entry of each entry of the second round.
    pub(crate) entries: Vec<u32>,
    /// Where ranked ballots stand in a tally: they have everybody who stood, and say whom a voter prefers of those who stand again.
    pub(crate) ranked: Option<usize>,
}

impl<'a> Compiler<'a> {
    pub(crate) fn candidates(
        &mut self,
        tier: &Tier,
        rule: &CandidateRule,
        contest: &'a Contest,
    ) -> Result<CandidatePlan, CountError> {
        let second_round = format!("{}{}", contest.name, Contest::RUN_OFF);
        let run_off = self.field.contest(&second_round).filter(|_| rule.run_off.is_some());
        self.read.extend(run_off.map(|contest| contest.name.as_str()));
        let second_ballots: HashMap<Option<usize>, &Ballot> = run_off
            .into_iter()
            .flat_map(|contest| &contest.ballots)
            .map(|ballot| (ballot.district, ballot))
            .collect();
        let mut districts = Vec::with_capacity(contest.ballots.len());
        let mut order = Vec::new();
        for (i, ballot) in contest.ballots.iter().enumerate() {
            if u32::try_from(ballot.entries.len()).is_err() {
                return Err(too_large(tier, "its candidates"));
            }
            let run_off = match (run_off, second_ballots.get(&ballot.district)) {
                (Some(second), Some(again)) => Some(self.run_off(ballot, second, again)?),
                // Whoever ranks in the first round says what a second would be.
                _ if rule.run_off.is_some() => same_ballots(ballot),
                _ => None,
            };
            let seats = self.members(tier, ballot.district)?;
            districts.push(DistrictPlan {
                seats,
                on_ballot: match &rule.several {
                    Some(several) => self.on_one_ballot(tier, several, ballot, seats)?,
                    None => OnOneBallot::ONE,
                },
                district: ballot.district,
                rank: ballot.district.map(|district| self.district_ranks[district]),
                ballot: i,
                votes: ballot.votes(),
                totals: ballot.totals(),
                parties: ballot.entries.iter().map(|entry| entry.party).collect(),
                ranks: self.ranks_of_labels(&ballot.entries, &mut order),
                groups: match rule.group_limit {
                    Some(_) => self.groups(tier, ballot)?,
                    None => Vec::new(),
                },
                run_off,
                marks: ballot.ranked().filter(|_| rule.several.is_some()),
                withdrawn: match rule.ranked {
                    Some(_) => ballot
                        .standing
                        .iter()
                        .enumerate()
                        .filter(|(_, own)| own.withdrawn)
                        .map(|(i, _)| i)
                        .collect(),
                    None => Vec::new(),
                },
                ranked: rule.ranked.is_some().then(|| self.ranked_ballots(tier, ballot)).transpose()?,
            });
        }
        let districts_without_votes = self.seats_without_votes(tier, contest, &districts)?;
        let contests = self.field.contests();
        let contest_number = contests.iter().take_while(|other| other.name != contest.name).count();
        let contest = contest.name.clone();
        let by_most_votes = rule.majority.is_none()
            && rule.turnout.is_none()
            && rule.ranked.is_none()
            && rule.several.is_none()
            && rule.against_all != AgainstAll::CanVoid;
        Ok(CandidatePlan {
            rule: rule.clone(),
            contest,
            contest_number,
            districts,
            districts_without_votes,
            by_most_votes,
        })
    }

    fn seats_without_votes(
        &mut self,
        tier: &Tier,
        contest: &Contest,
        districts: &[DistrictPlan],
    ) -> Result<Vec<(Option<usize>, u32)>, CountError> {
        let present = || districts.iter().map(|own| own.district);
        if let Seats::ByDistrict(table) = &tier.seats {
            return Ok(self.districts_of_table(table, present()));
        }
        let unnamed = match tier.districts {
            Districts::Number(allowed) => absent_districts(tier, contest, allowed, districts.len())?,
            Districts::Nationwide => absent_districts(tier, contest, 1, districts.len())?,
            // Regions are for lists.
            Districts::Each | Districts::Regions => 0,
        };
        let each = if let Seats::Same(each) = tier.seats { each } else { 1 };
        let seats = unnamed.checked_mul(each).ok_or_else(|| too_large(tier, "its seats"))?;
        let mut absent = Vec::new();
        absent.extend(Some((None, seats)).filter(|_| seats > 0));
        for name in self.absent_districts(tier, contest) {
            let district = Some(self.district(&name));
            let seats = self.seats_by_name(&tier.seats, &name);
            absent.push((district, seats.ok_or_else(|| self.without_seats(tier, &name))?));
        }
        Ok(absent)
    }

    /// The place of each entry in the alphabet of [labels](Entry::label), which are not written down for it.
    fn ranks_of_labels(&self, entries: &[Entry], order: &mut Vec<u32>) -> Vec<u32> {
        order.clear();
        order.extend((0u32..).zip(entries).map(|(i, _)| i));
        let entry = |i: u32| &entries[i as usize];
        if entries.iter().all(|entry| entry.candidate.is_none()) {
            // Nobody is named but parties, whose places are known; who has no party has no name and comes first.
            let rank = |i: u32| entry(i).party.map(|party| self.party_ranks[party]);
            order.sort_by_key(|&i| rank(i));
        } else {
            order.sort_by(|&a, &b| self.compare_labels(entry(a), entry(b)));
        }
        let mut ranks = vec![0; entries.len()];
        for (rank, &i) in (0u32..).zip(&*order) {
            ranks[i as usize] = rank;
        }
        ranks
    }

    fn compare_labels(&self, a: &Entry, b: &Entry) -> Ordering {
        let (a, b) = (self.parts_of_label(a), self.parts_of_label(b));
        // Mostly the names tell.
        let common = a[0].len().min(b[0].len());
        a[0][..common].cmp(&b[0][..common]).then_with(|| {
            let rest = a.into_iter().flatten().skip(common);
            rest.cmp(b.into_iter().flatten().skip(common))
        })
    }

    fn parts_of_label<'e>(&self, entry: &'e Entry) -> [&'e [u8]; 4]
    where
        'a: 'e,
    {
        let party = entry.party.map(|party| self.field.parties()[party].name.as_bytes());
        match (party, entry.candidate.as_ref().map(String::as_bytes)) {
            (Some(party), Some(candidate)) => [candidate, b" (", party, b")"],
            (Some(name), None) | (None, Some(name)) => [name, b"", b"", b""],
            (None, None) => [b""; 4],
        }
    }

    /// Where the ranked ballots of a district stand.
    fn ranked_ballots(&self, tier: &Tier, ballot: &Ballot) -> Result<usize, CountError> {
        ballot.ranked().ok_or_else(|| CountError::NotRanked {
            tier: tier.name.clone(),
            district: ballot.district.map(|number| self.field.districts()[number].clone()),
        })
    }

    /// How many a district elects.
    fn members(&self, tier: &Tier, district: Option<usize>) -> Result<u32, CountError> {
        let name = district.map(|number| self.field.districts()[number].as_str());
        let seats = match (&tier.seats, name) {
            (Seats::Same(seats), _) => Some(*seats),
            (seats, Some(name)) => self.seats_by_name(seats, name),
            (_, None) => None,
        };
        seats.ok_or_else(|| self.without_seats(tier, name.unwrap_or_default()))
    }

    /// The groups of a ballot by number; everybody is of one.
    fn groups(&self, tier: &Tier, ballot: &Ballot) -> Result<Vec<u32>, CountError> {
        let mut numbers: HashMap<&str, u32> = HashMap::new();
        let rows = ballot.entries.iter().zip(&ballot.standing);
        let groups = rows.map(|(entry, standing)| {
            let nobodys = || CountError::CandidateWithoutGroup {
                tier: tier.name.clone(),
                district: ballot.district.map(|number| self.field.districts()[number].clone()),
                candidate: entry.label(self.field),
            };
            // Entries are numbered in u32.
            let next = numbers.len() as u32;
            Ok(*numbers.entry(standing.group.as_deref().ok_or_else(nobodys)?).or_insert(next))
        });
        groups.collect()
    }

    fn run_off(&self, first: &Ballot, second: &Contest, again: &Ballot) -> Result<RunOffBallot, CountError> {
        let stood: HashMap<_, u32> = first.entries.iter().zip(0..).collect();
        let entries = again.entries.iter().map(|entry| {
            stood.get(entry).copied().ok_or_else(|| CountError::StrangerInRunOff {
                contest: second.name.clone(),
                district: again.district.map(|number| self.field.districts()[number].clone()),
                candidate: entry.label(self.field),
            })
        });
        Ok(RunOffBallot {
            votes: again.votes(),
            totals: again.totals(),
            entries: entries.collect::<Result<_, _>>()?,
            ranked: again.ranked(),
        })
    }
}

/// How many districts of the law the votes do not have; more than the law has is an error.
pub(crate) fn absent_districts(
    tier: &Tier,
    contest: &Contest,
    allowed: u32,
    found: usize,
) -> Result<u32, CountError> {
    let present = u32::try_from(found).ok();
    present.and_then(|present| allowed.checked_sub(present)).ok_or_else(|| CountError::TooManyDistricts {
        tier: tier.name.clone(),
        contest: contest.name.clone(),
        allowed,
        found,
    })
}

/// A second round by the ballots of the first, where these are ranked.
fn same_ballots(ballot: &Ballot) -> Option<RunOffBallot> {
    let ranked = ballot.ranked();
    ranked?;
    let entries = (0u32..).take(ballot.entries.len()).collect();
    Some(RunOffBallot { votes: ballot.votes(), totals: ballot.totals(), entries, ranked })
}
