use std::collections::BTreeMap;

use super::{Candidacy, Candidate, DistrictRoll, Electorate};
use sailau_apportion::{Method, apportion};

impl Electorate {
    /// The same electorate in another number of districts: to ask what a house with more or fewer single-member seats would be.
    ///
    /// Regions get districts by their voters (Sainte-Laguë), and the districts of a region equal parts of its roll.
    /// A district without a region is a region by itself. A party that had candidates of its own listed in some part of the old
    /// districts has one in the same part of the new ones, spread evenly; listed independents are gone, those that stand in each
    /// district stay. So are shares, turnouts, rates, polling stations, seats and populations of single districts: those of their
    /// region stand in for them. All this is added to the [assumptions](Electorate::assumptions).
    ///
    /// A region too small for a seat of its own keeps its voters: they vote for lists, in a district where the ballot between
    /// candidates is [not held](super::SingleContest::not_in). `0` gives an electorate without such ballots.
    ///
    /// ```
    /// use sailau::electorate::{DistrictRoll, Electorate, ListContest, PartySupport, SingleContest, VoteModel};
    ///
    /// let district = |name, region: &str, registered| DistrictRoll {
    ///     region: Some(region.to_owned()),
    ///     ..DistrictRoll::new(name, registered)
    /// };
    /// let electorate = Electorate {
    ///     parties: vec![PartySupport::new("Red", 0.6), PartySupport::new("Blue", 0.4)],
    ///     districts: vec![district("1", "North", 60_000), district("2", "South", 40_001)],
    ///     lists: vec![ListContest::default()],
    ///     singles: vec![SingleContest::default()],
    ///     ..Electorate::default()
    /// };
    /// let five = electorate.redrawn(5);
    /// let names: Vec<_> = five.districts.iter().map(|one| (one.name.as_str(), one.registered)).collect();
    /// assert_eq!(names[..3], [("North 1", 20_000), ("North 2", 20_000), ("North 3", 20_000)]);
    /// assert_eq!(names[3..], [("South 1", 20_001), ("South 2", 20_000)]);
    /// assert_eq!(five.compile()?.field().contest("single").unwrap().ballots.len(), 5);
    /// # Ok::<(), sailau::electorate::ElectorateError>(())
    /// ```
    #[must_use]
    pub fn redrawn(&self, districts: u32) -> Self {
        let regions = self.rolls_by_region();
        let rolls: Vec<u64> = regions.iter().map(|(_, roll)| *roll).collect();
        let (seats, tied) = shared_out(&rolls, districts);
        let mut redrawn = self.clone();
        redrawn.districts.clear();
        let (mut with_candidates, mut without) = (Vec::new(), Vec::new());
        for ((region, roll), seats) in regions.iter().zip(seats) {
            let parts = u64::from(seats.max(1));
            for part in 0..parts {
                let name =
                    if parts == 1 { region.name.clone() } else { format!("{} {}", region.name, part + 1) };
                if seats > 0 { &mut with_candidates } else { &mut without }.push(name.clone());
                redrawn.districts.push(DistrictRoll {
                    name,
                    region: region.region.clone(),
                    // The first parts have one voter more where the roll leaves some over.
                    registered: roll / parts + u64::from(part < roll % parts),
                    ..DistrictRoll::default()
                });
            }
        }
        for party in &mut redrawn.parties {
            party.districts = BTreeMap::new();
        }
        for list in &mut redrawn.lists {
            for rate in [&mut list.invalid, &mut list.against_all, &mut list.others] {
                rate.districts.clear();
            }
        }
        let old = self.districts.len();
        for contest in &mut redrawn.singles {
            let parties: Vec<(String, usize)> = match contest.stand {
                Candidacy::Every => self.parties.iter().map(|party| (party.name.clone(), old)).collect(),
                Candidacy::Listed => {
                    self.parties.iter().map(|party| (party.name.clone(), listed(contest, party))).collect()
                }
            };
            let rates = [&mut contest.invalid, &mut contest.against_all, &mut contest.others];
            rates.into_iter().for_each(|rate| rate.districts.clear());
            contest.desertion.districts.clear();
            contest.stand = Candidacy::Listed;
            contest.not_in.clone_from(&without);
            contest.candidates.clear();
            for (number, (party, stood)) in parties.into_iter().enumerate() {
                let chosen = spread(with_candidates.len(), stood.min(old), old, number);
                contest.candidates.extend(chosen.map(|at| Candidate {
                    district: with_candidates[at].clone(),
                    party: Some(party.clone()),
                    ..Candidate::default()
                }));
            }
        }
        if with_candidates.is_empty() {
            // Who ranks on such a ballot has none either.
            redrawn.ranked.retain(|ranked| !redrawn.singles.iter().any(|single| single.name == ranked.of));
            redrawn.singles.clear();
        }
        redrawn.assumptions.push(format!(
            "Redrawn in {districts} districts: regions have them by their voters (Sainte-Laguë), districts of a region have equal \
             rolls, and parties have candidates in the same part of them as before, spread evenly"
        ));
        if tied {
            redrawn.assumptions.push(
                "Regions with equal claims to the last of these districts got them in the order of the file"
                    .to_owned(),
            );
        }
        redrawn
    }

    /// Seats of each region by its voters (Sainte-Laguë), in the order of the file; and whether equal claims to the last of them
    /// were taken in that order.
    #[doc(hidden)]
    pub fn seats_by_region(&self, seats: u32) -> (Vec<(String, u32)>, bool) {
        let regions = self.rolls_by_region();
        let rolls: Vec<u64> = regions.iter().map(|(_, roll)| *roll).collect();
        let (seats, tied) = shared_out(&rolls, seats);
        (regions.into_iter().map(|(region, _)| region.name).zip(seats).collect(), tied)
    }

    /// Each region and its voters, in the order of the file. A district of no region is one.
    fn rolls_by_region(&self) -> Vec<(Region, u64)> {
        let mut regions: Vec<(Region, u64)> = Vec::new();
        for district in &self.districts {
            let name = district.region.as_ref().unwrap_or(&district.name);
            let region = Region { name: name.clone(), region: district.region.clone() };
            match regions.iter_mut().find(|(known, _)| *known == region) {
                Some((_, roll)) => *roll = roll.saturating_add(district.registered),
                None => regions.push((region, district.registered)),
            }
        }
        regions
    }
}

#[derive(PartialEq)]
struct Region {
    name: String,
    region: Option<String>,
}

/// In how many districts a party has a listed candidate.
fn listed(contest: &super::SingleContest, party: &super::PartySupport) -> usize {
    let own = contest.candidates.iter().filter(|candidate| candidate.party.as_ref() == Some(&party.name));
    let mut districts: Vec<&str> = own.map(|candidate| candidate.district.as_str()).collect();
    districts.sort_unstable();
    districts.dedup();
    districts.len()
}

/// Districts of each region, and whether equal claims were given by the order of the file.
fn shared_out(rolls: &[u64], districts: u32) -> (Vec<u32>, bool) {
    let Ok(shared) = apportion(rolls, districts, Method::SAINTE_LAGUE) else {
        // No voters at all: no region has a claim.
        return (vec![0; rolls.len()], false);
    };
    let mut seats = shared.seats;
    for tie in &shared.ties {
        for &region in tie.parties.iter().take(tie.seats as usize) {
            seats[region] += 1;
        }
    }
    (seats, !shared.ties.is_empty())
}

/// Which of `of_new` districts have a candidate, when `stood` of `of_old` had: evenly spread, each party with its own beginning.
fn spread(of_new: usize, stood: usize, of_old: usize, number: usize) -> impl Iterator<Item = usize> {
    let before = move |at: usize| (at + number * 7) * stood / of_old.max(1);
    (0..of_new).filter(move |&at| before(at + 1) > before(at))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Independents, ListContest, PartySupport, SingleContest, VoteModel};

    fn three_regions() -> Electorate {
        let district = |number: u32, region: &str, registered| DistrictRoll {
            region: Some(region.to_owned()),
            ..DistrictRoll::new(format!("No. {number}"), registered)
        };
        let candidate = |number: u32| Candidate {
            district: format!("No. {number}"),
            party: Some("Blue".to_owned()),
            ..Candidate::default()
        };
        Electorate {
            parties: vec![PartySupport::new("Red", 0.6), PartySupport::new("Blue", 0.4)],
            districts: vec![
                district(1, "North", 50_000),
                district(2, "North", 50_000),
                district(3, "South", 80_000),
                district(4, "Isle", 1_000),
            ],
            lists: vec![ListContest::default()],
            singles: vec![SingleContest {
                stand: Candidacy::Listed,
                candidates: vec![candidate(1), candidate(3)],
                independents: Some(Independents { each: 2, share: 0.1, personal: 0.5 }),
                ..SingleContest::default()
            }],
            ..Electorate::default()
        }
    }

    #[test]
    fn voters_are_kept_and_districts_are_as_many_as_asked() {
        for districts in [0, 1, 2, 5, 29, 98] {
            let redrawn = three_regions().redrawn(districts);
            let voters: u64 = redrawn.districts.iter().map(|district| district.registered).sum();
            assert_eq!(voters, 181_000);
            let sampler = redrawn.compile().unwrap();
            let ballots = sampler.field().contest("single").map_or(0, |contest| contest.ballots.len());
            assert_eq!(ballots, districts as usize);
        }
    }

    #[test]
    fn a_party_keeps_its_part_of_the_districts() {
        let redrawn = three_regions().redrawn(10);
        let blue = |candidate: &&Candidate| candidate.party.is_some();
        // It stood in two of four.
        assert_eq!(redrawn.singles[0].candidates.iter().filter(blue).count(), 5);
    }

    #[test]
    fn equal_claims_are_told() {
        let mut electorate = three_regions();
        electorate.districts.truncate(2);
        electorate.districts[1].region = Some("South".to_owned());
        let redrawn = electorate.redrawn(1);
        assert!(redrawn.assumptions.iter().any(|sentence| sentence.contains("equal claims")));
    }
}
