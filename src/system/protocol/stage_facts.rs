//! What the count tells of the stages of districts, alliances and linkage, as steps of the record.

use super::facts::way_in_words;
use super::record::Recorder;
use super::{
    BoundLine, ClaimLine, CompensationLine, DistrictLine, DivisorLine, GroupLine, LevellingLine, NumberLine,
    PlacementLine, QuotaLine, Step, StrongestLine, SubtractionLine, VotesLine,
};
use crate::apportion::{Method, Ratio, largest_remainder};
use crate::system::count::strongest_list::FirstPlace;
use crate::system::count::witness::{Claimants, Fact, Group};
use crate::system::plan::{ListPaper, ListPlan};

impl Recorder<'_> {
    /// The step that a fact of a stage makes, and the rule that it follows from.
    pub(super) fn stage(&self, fact: Fact<'_>) -> Option<(&'static str, Step)> {
        Some(match fact {
            Fact::Alternative { plan, bar, votes, admitted } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(i, _, _)| admitted[*i]);
                let admitted = lists.map(|(_, party, _)| party).collect();
                ("threshold", Step::Alternative { rule: way_in_words(plan, bar, self.plan), admitted })
            }
            Fact::DistrictSeats { plan, method, bases, seats } => {
                ("district_seats", self.district_seats(plan, method, bases, seats))
            }
            Fact::Weighted { plan, votes, weighted } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(i, _, _)| weighted[*i]);
                let lists: Vec<_> = lists.map(|(_, party, _)| party).collect();
                if lists.is_empty() {
                    return None;
                }
                let times = plan.rule.weight.as_ref().map_or(String::new(), |rule| rule.times.to_string());
                ("weight", Step::Weighted { times, lists })
            }
            Fact::FirstSeats { plan, price, lists } => {
                let mut lists: Vec<_> = lists.iter().map(|&list| self.list(plan, list as usize)).collect();
                lists.sort();
                ("first_seat", Step::FirstSeats { price, lists })
            }
            Fact::Bonus { plan, list, seats } => {
                ("bonus", Step::Bonus { party: self.list(plan, list as usize), seats })
            }
            Fact::Allied { plan, method, seats, groups, inner } => {
                ("alliances", self.allied(plan, method, seats, groups, inner))
            }
            Fact::ByQuota { plan, quota, base, seats, left, votes, given } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                let line = |(i, party, votes): (usize, String, u64)| {
                    let share = largest_remainder::share(votes, quota);
                    let extra = u128::from(given[i]).saturating_sub(share.whole);
                    let extra = u32::try_from(extra).unwrap_or(u32::MAX);
                    QuotaLine { party, votes, whole: share.whole, remainder: share.remainder, extra }
                };
                let method = plan.rule.method.clone();
                let lists = lists.map(line).collect();
                ("quota", Step::Quota { method, votes: base, seats, quota, lists, left })
            }
            Fact::Left { seats } => ("quota", Step::LeftToOtherTiers { seats }),
            Fact::Bounded { plan, seats, votes, most, given } => {
                let line = |(i, party, votes): (usize, String, u64)| BoundLine {
                    party,
                    votes,
                    most: Some(most[i]).filter(|&most| most < seats),
                    seats: given[i],
                };
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                ("method", Step::Bounded { seats, lists: lists.map(line).collect() })
            }
            Fact::Compensated { plan, house, others, votes, share, held, given } => {
                let line = |(i, party, votes): (usize, String, u64)| CompensationLine {
                    party,
                    votes,
                    due: share[i],
                    held: held[i],
                    list: given[i],
                };
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                ("linkage", Step::Compensation { house, others, lists: lists.map(line).collect() })
            }
            Fact::Levelled { plan, base, house, least, share } => {
                let mut lists: Vec<_> = (0..share.len())
                    .filter(|&i| share[i] > 0 || least[i] > 0)
                    .map(|i| LevellingLine { party: self.list(plan, i), least: least[i], share: share[i] })
                    .collect();
                lists.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.party.cmp(&b.party)));
                ("linkage", Step::Levelling { base, house, lists })
            }
            Fact::Claims { plan, house, others, votes, held, claims, unit, given } => {
                let line = |(i, party, votes): (usize, String, u64)| ClaimLine {
                    party,
                    votes,
                    held: held[i],
                    claim: Ratio { numerator: claims[i], denominator: unit.max(1) },
                    seats: given[i],
                };
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                ("linkage", Step::Claims { house, others, lists: lists.map(line).collect() })
            }
            Fact::Transferred { plan, votes } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                let lists = lists.map(|(_, party, votes)| VotesLine { party, votes }).collect();
                ("linkage", Step::Transferred { lists })
            }
            Fact::Subtracted { plan, votes, taken } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(i, _, _)| taken[*i] > 0);
                let lists = lists.map(|(i, party, votes)| SubtractionLine { party, votes, taken: taken[i] });
                ("linkage", Step::Subtracted { lists: lists.collect() })
            }
            Fact::VoterNumbers { plan, by, numbers, unit } => {
                let lists = self.ordered(plan, numbers).into_iter().filter(|(_, _, number)| *number > 0);
                let line = |(_, party, number): (usize, String, u64)| NumberLine {
                    party,
                    number: Ratio { numerator: number.into(), denominator: u128::from(unit).max(1) },
                };
                ("biproportional", Step::VoterNumbers { by, lists: lists.map(line).collect() })
            }
            Fact::StrongestLists { plan, firsts } => {
                let clause = plan.rule.biproportional.and_then(|rule| rule.strongest_list);
                let line = |first: &FirstPlace| StrongestLine {
                    district: self.plan.district(plan.areas[first.area].district).unwrap_or_default(),
                    parties: self.names(Claimants::Lists(plan, &first.lists), &first.lists),
                    votes: first.votes,
                    seats: first.seats,
                };
                let mut districts: Vec<_> = firsts.iter().map(line).collect();
                districts.sort_by(|a, b| a.district.cmp(&b.district));
                let at_least = clause.map_or(0, |clause| clause.at_least);
                ("strongest_list", Step::StrongestLists { at_least, districts })
            }
            Fact::StrongestOpen { plan, firsts, seats } => {
                let claim = |first: &FirstPlace| {
                    let district = self.plan.district(plan.areas[first.area].district).unwrap_or_default();
                    let lists = self.names(Claimants::Lists(plan, first.open()), first.open());
                    format!("{district}: {}", lists.join(", "))
                };
                let mut claims: Vec<_> = firsts.iter().map(claim).collect();
                claims.sort();
                ("strongest_list", Step::StrongestOpen { claims, seats })
            }
            Fact::Biproportional { plan, solution } => {
                let districts = plan.areas.iter().zip(&solution.district_divisors);
                let mut districts: Vec<_> = districts
                    .map(|(area, divisor)| DivisorLine {
                        name: self.plan.district(area.district).unwrap_or_default(),
                        divisor: divisor.clone(),
                    })
                    .collect();
                districts.sort_by(|a, b| a.name.cmp(&b.name));
                let sum = |list: usize| {
                    let cells = solution.seats.iter().skip(list).step_by(plan.parties.len());
                    cells.map(|&n| u64::from(n)).sum::<u64>()
                };
                let mut parties: Vec<_> = (0..plan.parties.len())
                    .filter(|&list| sum(list) > 0)
                    .map(|list| DivisorLine {
                        name: self.list(plan, list),
                        divisor: solution.party_divisors[list].clone(),
                    })
                    .collect();
                parties.sort_by(|a, b| a.name.cmp(&b.name));
                ("biproportional", Step::Biproportional { districts, parties })
            }
            Fact::Placed { plan, list, given, held } => {
                let papers = plan.areas.iter().flat_map(|area| &area.papers);
                let mut districts: Vec<_> = papers
                    .zip(given.iter().zip(held))
                    .filter(|(_, (seats, held))| **seats > 0 || **held > 0)
                    .map(|(paper, (&seats, &held))| PlacementLine {
                        district: self.plan.district(paper.district).unwrap_or_default(),
                        seats,
                        held,
                    })
                    .collect();
                districts.sort_by(|a, b| a.district.cmp(&b.district));
                ("placement", Step::Placement { party: self.list(plan, list as usize), districts })
            }
            Fact::PlacedInRegions { plan, list, given, held } => {
                let mut regions: Vec<_> = plan
                    .places
                    .regions
                    .iter()
                    .zip(given.iter().zip(held))
                    .filter(|(_, (seats, held))| **seats > 0 || **held > 0)
                    .map(|(region, (&seats, &held))| PlacementLine {
                        district: self.plan.district(Some(region.district)).unwrap_or_default(),
                        seats,
                        held,
                    })
                    .collect();
                regions.sort_by(|a, b| a.district.cmp(&b.district));
                ("placement", Step::PlacementInRegions { party: self.list(plan, list as usize), regions })
            }
            Fact::PlacementOpen { plan, claims } => {
                ("placement", Step::PlacementOpen { claims: self.with_places(plan, claims) })
            }
            Fact::Returned { plan, returned, instead } => {
                let returned = self.with_places(plan, returned);
                ("linkage", Step::Returned { returned, instead: self.with_places(plan, instead) })
            }
            Fact::PlacedOne { plan, list, to, number } => {
                let to = self.plan.district(to).unwrap_or_default();
                let party = self.list(plan, list as usize);
                ("placement", Step::PlacedOne { number, party, to })
            }
            // The others are no stages.
            _ => return None,
        })
    }

    /// Lists with places, such as "A in North", sorted.
    fn with_places(&self, plan: &ListPlan, claims: &[(u32, Option<usize>)]) -> Vec<String> {
        let name = |&(list, to): &(u32, Option<usize>)| {
            let to = self.plan.district(to).unwrap_or_default();
            format!("{} in {to}", self.list(plan, list as usize))
        };
        let mut claims: Vec<_> = claims.iter().map(name).collect();
        claims.sort();
        claims
    }

    fn district_seats(&self, plan: &ListPlan, method: &Method, bases: &[u64], seats: &[u32]) -> Step {
        let papers = plan.areas.iter().flat_map(|area| &area.papers);
        let line = |(paper, (&base, &seats)): (&ListPaper, (&u64, &u32))| DistrictLine {
            district: self.plan.district(paper.district).unwrap_or_default(),
            base,
            seats,
        };
        let mut districts: Vec<_> = papers.zip(bases.iter().zip(seats)).map(line).collect();
        districts.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.district.cmp(&b.district)));
        Step::DistrictSeats { method: method.clone(), districts }
    }

    fn allied(&self, plan: &ListPlan, method: &Method, seats: u32, groups: &[Group], inner: bool) -> Step {
        let line = |group: &Group| {
            let mut lists: Vec<_> = group.lists.iter().map(|&list| self.list(plan, list as usize)).collect();
            lists.sort();
            GroupLine { lists, votes: group.votes, seats: group.seats }
        };
        let mut groups: Vec<_> = groups.iter().map(line).collect();
        groups.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.lists.cmp(&b.lists)));
        Step::Allied { method: method.clone(), seats, inner, groups }
    }
}
