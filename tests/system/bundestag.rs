//! Section 6 of Germany's Federal Elections Act counted a second time, from its sentences as they stood in 2005, 2009,
//! 2013, 2021 and 2025, for small random elections: with winners without a party, winners below the threshold, winners
//! whose party has no list in the Land, and parties with more than half of the votes. Where lots would be drawn an
//! election is left out.

use std::collections::BTreeMap;
use std::fmt::Write;

use proptest::test_runner::{RngAlgorithm, TestRng};
use rand::RngExt;
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

const PARTIES: [&str; 5] = ["A", "B", "C", "D", "E"];
const LANDS: [&str; 4] = ["North", "South", "East", "West"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Of2005,
    Of2009,
    Of2013,
    Of2021,
    Of2025,
}

/// Votes of an election: lists by Land, none where a party has no list; candidates by constituency.
#[derive(Debug, Clone)]
struct Election {
    seats: usize,
    population: Vec<u64>,
    lists: Vec<Vec<Option<u64>>>,
    constituencies: Vec<Constituency>,
}

#[derive(Debug, Clone)]
struct Constituency {
    land: usize,
    /// Candidates: the party, if any, and the votes.
    candidates: Vec<(Option<usize>, u64)>,
}

/// Seats of the lists by party and Land, and who sits for the constituencies.
#[derive(Debug, PartialEq, Eq)]
struct Bundestag {
    size: usize,
    lists: Vec<Vec<usize>>,
    sitting: Vec<Option<Option<usize>>>,
}

/// Lots would have to be drawn, or the act has no answer.
struct Lots;

/// The divisor method with standard rounding: all quotients of votes by 1/2, 3/2, … in one row, and the greatest of them
/// have seats. Seats below the fewest of somebody come first.
fn by_divisor(votes: &[u64], fewest: &[usize], seats: usize) -> Result<Vec<usize>, Lots> {
    let mut given = fewest.to_vec();
    let sure: usize = fewest.iter().sum();
    let Some(left) = seats.checked_sub(sure) else { return Ok(given) };
    let mut row: Vec<(u64, u64, usize)> = Vec::new();
    for (i, &n) in votes.iter().enumerate().filter(|(_, n)| **n > 0) {
        row.extend((fewest[i]..fewest[i] + left + 1).map(|held| (n, 2 * held as u64 + 1, i)));
    }
    row.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)));
    if left > 0 && row.len() < left {
        return Err(Lots);
    }
    if let (Some(last), Some(next)) = (left.checked_sub(1).and_then(|i| row.get(i)), row.get(left))
        && last.0 * next.1 == next.0 * last.1
    {
        return Err(Lots);
    }
    row[..left].iter().for_each(|&(_, _, i)| given[i] += 1);
    Ok(given)
}

/// Whole numbers of votes by seats by all votes, and seats by fractions; `first` has the first of these.
fn by_fractions(votes: &[u64], seats: usize, first: Option<usize>) -> Result<Vec<usize>, Lots> {
    let all: u64 = votes.iter().sum();
    if all == 0 {
        return Err(Lots);
    }
    let mut given: Vec<usize> = votes.iter().map(|n| (n * seats as u64 / all) as usize).collect();
    let fraction = |i: usize| votes[i] * seats as u64 % all;
    let mut left = seats - given.iter().sum::<usize>();
    let mut order: Vec<usize> = (0..votes.len()).filter(|&i| votes[i] > 0).collect();
    if let Some(first) = first.filter(|_| left > 0) {
        given[first] += 1;
        left -= 1;
        order.retain(|&i| i != first);
    }
    order.sort_by_key(|&i| std::cmp::Reverse(fraction(i)));
    if left > 0 && order.get(left).is_some_and(|&next| fraction(next) == fraction(order[left - 1])) {
        return Err(Lots);
    }
    order.iter().take(left).for_each(|&i| given[i] += 1);
    Ok(given)
}

impl Election {
    fn lands(&self) -> usize {
        self.population.len()
    }

    /// Second votes of a party in the whole country.
    fn second_votes(&self, party: usize) -> u64 {
        self.lists[party].iter().flatten().sum()
    }

    /// Section 5: the candidate with most votes.
    fn winners(&self) -> Result<Vec<Option<usize>>, Lots> {
        let winner = |constituency: &Constituency| {
            let most = constituency.candidates.iter().map(|candidate| candidate.1).max().unwrap_or(0);
            let mut first = constituency.candidates.iter().filter(|candidate| candidate.1 == most);
            match (first.next(), first.next()) {
                (Some(&(party, votes)), None) if votes > 0 => Ok(party),
                _ => Err(Lots),
            }
        };
        self.constituencies.iter().map(winner).collect()
    }

    /// Five of a hundred valid second votes, or three constituencies.
    fn admitted(&self, winners: &[Option<usize>]) -> Vec<bool> {
        let valid: u64 = (0..PARTIES.len()).map(|party| self.second_votes(party)).sum();
        let passes = |party| {
            let won = winners.iter().filter(|&&winner| winner == Some(party)).count();
            let votes = self.second_votes(party);
            votes > 0 && (20 * votes >= valid || won >= 3)
        };
        (0..PARTIES.len()).map(passes).collect()
    }

    fn count(&self, act: Act) -> Result<Bundestag, Lots> {
        let winners = self.winners()?;
        let admitted = self.admitted(&winners);
        if !admitted.contains(&true) {
            return Err(Lots);
        }
        if act == Act::Of2025 {
            self.covered(&winners, &admitted)
        } else {
            self.kept(act, &winners, &admitted)
        }
    }

    /// Votes that count.
    fn counted(&self, admitted: &[bool]) -> Vec<u64> {
        (0..PARTIES.len()).map(|party| if admitted[party] { self.second_votes(party) } else { 0 }).collect()
    }

    /// A party with more than half of the votes that count.
    fn majority(votes: &[u64]) -> Option<usize> {
        let all: u64 = votes.iter().sum();
        (0..votes.len()).find(|&party| 2 * votes[party] > all)
    }

    /// Seats more, one by one, until it has more than half of them all.
    fn with_majority(votes: &[u64], seats: &mut [usize]) {
        if let Some(party) = Self::majority(votes) {
            while 2 * seats[party] <= seats.iter().sum::<usize>() {
                seats[party] += 1;
            }
        }
    }

    fn in_lands(&self, party: usize) -> Vec<u64> {
        self.lists[party].iter().map(|list| list.unwrap_or(0)).collect()
    }

    /// Until 2023: whoever wins a constituency sits.
    fn kept(&self, act: Act, winners: &[Option<usize>], admitted: &[bool]) -> Result<Bundestag, Lots> {
        let lands = self.lands();
        let mut direct = vec![vec![0; lands]; PARTIES.len()];
        let mut others = vec![0; lands];
        for (constituency, &winner) in self.constituencies.iter().zip(winners) {
            let land = constituency.land;
            match winner.filter(|&party| admitted[party] && self.lists[party][land].is_some()) {
                Some(party) => direct[party][land] += 1,
                None => others[land] += 1,
            }
        }
        let Some(base) = self.seats.checked_sub(others.iter().sum()).filter(|&base| base > 0) else {
            return Err(Lots);
        };
        let votes = self.counted(admitted);
        let none = vec![0; PARTIES.len()];
        let mut fewest = vec![vec![0; lands]; PARTIES.len()];
        let seats = match act {
            Act::Of2005 => {
                let seats = by_fractions(&votes, base, None)?;
                match Self::majority(&votes).filter(|&party| 2 * seats[party] <= base) {
                    Some(party) => by_fractions(&votes, base, Some(party))?,
                    None => seats,
                }
            }
            Act::Of2009 => {
                let mut seats = by_divisor(&votes, &none, base)?;
                Self::with_majority(&votes, &mut seats);
                seats
            }
            Act::Of2013 | Act::Of2021 | Act::Of2025 => {
                let mut seats =
                    self.levelled(act, (base, &votes), admitted, (&direct, &others), &mut fewest)?;
                Self::with_majority(&votes, &mut seats);
                seats
            }
        };
        let mut lists = Vec::new();
        let mut size = winners.len();
        for (party, &seats) in seats.iter().enumerate() {
            let votes = self.in_lands(party);
            let by_land = match act {
                _ if !admitted[party] => vec![0; lands],
                Act::Of2005 => by_fractions(&votes, seats, None)?,
                _ => by_divisor(&votes, &fewest[party], seats)?,
            };
            let list: Vec<usize> = by_land
                .iter()
                .zip(&direct[party])
                .map(|(&seats, &direct)| seats.saturating_sub(direct))
                .collect();
            size += list.iter().sum::<usize>();
            lists.push(list);
        }
        Ok(Bundestag { size, lists, sitting: winners.iter().map(|&winner| Some(winner)).collect() })
    }

    /// Subsections 2 to 6 from 2013 and from 2020. Writes what each party is sure of in each Land, and returns the seats
    /// of the parties.
    fn levelled(
        &self,
        act: Act,
        (base, votes): (usize, &[u64]),
        admitted: &[bool],
        (direct, others): (&[Vec<usize>], &[usize]),
        fewest: &mut [Vec<usize>],
    ) -> Result<Vec<usize>, Lots> {
        let lands = self.lands();
        let contingents = by_divisor(&self.population, &vec![0; lands], self.seats)?;
        let mut first = vec![vec![0; lands]; PARTIES.len()];
        for land in 0..lands {
            let left = contingents[land].checked_sub(others[land]).ok_or(Lots)?;
            let column: Vec<u64> = (0..PARTIES.len())
                .map(|party| if admitted[party] { self.lists[party][land].unwrap_or(0) } else { 0 })
                .collect();
            if column.iter().any(|&n| n > 0) {
                for (party, seats) in
                    by_divisor(&column, &vec![0; PARTIES.len()], left)?.into_iter().enumerate()
                {
                    first[party][land] = seats;
                }
            }
        }
        // What each party must have, and how many of these seats are overhang.
        let mut least = vec![0; PARTIES.len()];
        let mut overhang = vec![0; PARTIES.len()];
        for party in 0..PARTIES.len() {
            for land in 0..lands {
                let (worth, won) = (first[party][land], direct[party][land]);
                let sure =
                    if act == Act::Of2013 { worth.max(won) } else { won.max((worth + won).div_ceil(2)) };
                fewest[party][land] = if act == Act::Of2013 { won } else { sure };
                least[party] += sure;
                overhang[party] += won.saturating_sub(worth);
            }
            least[party] = least[party].max(first[party].iter().sum());
        }
        let unlevelled = if act == Act::Of2013 { 0 } else { 3 };
        for house in base.. {
            let mut seats = by_divisor(votes, &vec![0; PARTIES.len()], house)?;
            let mut passed_over = 0;
            let enough = (0..PARTIES.len()).all(|party| {
                let missing = least[party].saturating_sub(seats[party]);
                passed_over += missing;
                let due: usize = first[party].iter().sum();
                missing <= overhang[party] && seats[party] >= due
            });
            if enough && passed_over <= unlevelled {
                seats.iter_mut().zip(&least).for_each(|(seats, &least)| *seats = (*seats).max(least));
                return Ok(seats);
            }
        }
        Err(Lots)
    }

    /// From 2023: constituencies as far as second votes cover them.
    fn covered(&self, winners: &[Option<usize>], admitted: &[bool]) -> Result<Bundestag, Lots> {
        let others = winners.iter().filter(|winner| winner.is_none()).count();
        let Some(base) = self.seats.checked_sub(others).filter(|&base| base > 0) else {
            return Err(Lots);
        };
        let votes = self.counted(admitted);
        let mut seats = by_divisor(&votes, &vec![0; PARTIES.len()], base)?;
        Self::with_majority(&votes, &mut seats);
        let mut sitting: Vec<_> = winners.iter().map(|winner| winner.is_none().then_some(None)).collect();
        let mut lists = Vec::new();
        for party in 0..PARTIES.len() {
            if !admitted[party] {
                lists.push(vec![0; self.lands()]);
                continue;
            }
            let mut by_land = by_divisor(&self.in_lands(party), &vec![0; self.lands()], seats[party])?;
            for (land, seats) in by_land.iter_mut().enumerate() {
                // First votes and all valid ones of the constituency.
                let mut won: Vec<(u64, u64, usize)> = Vec::new();
                for (number, constituency) in self.constituencies.iter().enumerate() {
                    if constituency.land == land && winners[number] == Some(party) {
                        let votes = constituency.candidates.iter().map(|candidate| candidate.1);
                        won.push((votes.clone().max().unwrap_or(0), votes.sum(), number));
                    }
                }
                won.sort_by(|a, b| (b.0 * a.1).cmp(&(a.0 * b.1)));
                if let Some(pair) = seats.checked_sub(1).and_then(|last| won.get(last..last + 2))
                    && pair[0].0 * pair[1].1 == pair[1].0 * pair[0].1
                {
                    return Err(Lots);
                }
                for &(_, _, number) in won.iter().take(*seats) {
                    sitting[number] = Some(Some(party));
                }
                *seats -= won.len().min(*seats);
            }
            lists.push(by_land);
        }
        let size = seats.iter().sum::<usize>() + others;
        Ok(Bundestag { size, lists, sitting })
    }

    /// The same votes as files: list votes by Land, or by constituency where there are some.
    fn files(&self, rng: &mut TestRng, by_constituency: bool) -> (String, String) {
        let mut votes = "contest,district,party,candidate,votes\n".to_owned();
        let mut districts = "district,region,population\n".to_owned();
        for (land, population) in self.population.iter().enumerate() {
            writeln!(districts, "{},,{population}", LANDS[land]).unwrap();
        }
        for (number, constituency) in self.constituencies.iter().enumerate() {
            writeln!(districts, "No. {number},{},", LANDS[constituency.land]).unwrap();
            for (candidate, &(party, n)) in constituency.candidates.iter().enumerate() {
                let party = party.map_or("", |party| PARTIES[party]);
                writeln!(votes, "single,No. {number},{party},{candidate},{n}").unwrap();
            }
        }
        for (party, row) in self.lists.iter().enumerate() {
            for (land, list) in row.iter().enumerate() {
                let Some(mut left) = *list else { continue };
                let inside: Vec<usize> = (0..self.constituencies.len())
                    .filter(|&number| by_constituency && self.constituencies[number].land == land)
                    .collect();
                let Some((&last, before)) = inside.split_last() else {
                    writeln!(votes, "list,{},{},,{left}", LANDS[land], PARTIES[party]).unwrap();
                    continue;
                };
                for number in before {
                    let part = rng.random_range(0..=left);
                    left -= part;
                    writeln!(votes, "list,No. {number},{},,{part}", PARTIES[party]).unwrap();
                }
                writeln!(votes, "list,No. {last},{},,{left}", PARTIES[party]).unwrap();
            }
        }
        (votes, districts)
    }
}

/// An election in which what is rare in Germany is not.
fn random(rng: &mut TestRng) -> Election {
    let lands = rng.random_range(1..=LANDS.len());
    let parties = rng.random_range(2..=PARTIES.len());
    let strong = rng.random_bool(0.4).then(|| rng.random_range(0..parties));
    let mut lists = vec![vec![None; lands]; PARTIES.len()];
    for (party, row) in lists.iter_mut().enumerate().take(parties) {
        let scale = if strong == Some(party) { 2_000 } else { [30, 300, 1_000][rng.random_range(0..3)] };
        for list in row {
            if rng.random_bool(0.85) {
                let fewest = u64::from(rng.random_bool(0.95));
                *list = Some(rng.random_range(fewest..scale));
            }
        }
    }
    // A Land without any list would not be in the votes.
    for land in 0..lands {
        lists[land % parties][land].get_or_insert(7);
    }
    let mut constituencies = Vec::new();
    for _ in 0..rng.random_range(1..=7) {
        let land = rng.random_range(0..lands);
        let candidate = |rng: &mut TestRng| {
            let party = rng.random_bool(0.85).then(|| rng.random_range(0..parties));
            (party, rng.random_range(0..200))
        };
        let mut candidates: Vec<(Option<usize>, u64)> = Vec::new();
        for _ in 0..rng.random_range(1..=4) {
            let (party, votes) = candidate(rng);
            if party.is_none() || candidates.iter().all(|other| other.0 != party) {
                candidates.push((party, votes));
            }
        }
        constituencies.push(Constituency { land, candidates });
    }
    let seats = constituencies.len() + rng.random_range(0..=constituencies.len() + 4);
    let population = (0..lands).map(|_| rng.random_range(1..1_000)).collect();
    Election { seats, population, lists, constituencies }
}

fn rules(act: Act, seats: usize) -> ElectoralSystem {
    let (method, more) = match act {
        Act::Of2005 => ("hare", "overhang = \"kept\", in_each_district = true"),
        Act::Of2009 => ("sainte-lague", "overhang = \"kept\", in_each_district = true"),
        Act::Of2013 => (
            "sainte-lague",
            "overhang = \"levelled\", levelling = { districts = { by = \"population\", method = \"sainte-lague\" }, minimum = \"the greater\" }",
        ),
        Act::Of2021 => (
            "sainte-lague",
            "overhang = \"levelled\", levelling = { districts = { by = \"population\", method = \"sainte-lague\" }, minimum = \"the mean\", uncompensated = 3 }",
        ),
        Act::Of2025 => ("sainte-lague", "overhang = \"refused\""),
    };
    let majority = if act == Act::Of2005 { "moved" } else { "added" };
    let text = format!(
        "name = \"A\"\n\
         [[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
         [[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"{method}\"\n\
         threshold = {{ at_least = \"5%\", of = \"valid votes\", or = [{{ seats = 3, tier = \"single\" }}] }}\n\
         absolute_majority = {{ seats = \"{majority}\" }}\n\
         placement = {{ by = \"party\", method = \"{method}\", within = \"region\" }}\n\
         linkage = {{ with = [\"single\"], {more} }}\n"
    );
    ElectoralSystem::from_toml(&text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

#[test]
fn section_six_counted_twice_agrees() {
    let mut rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let elections: usize =
        std::env::var("ELECTIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(crate::cases(600) as usize);
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for number in 0..elections {
        let election = random(&mut rng);
        let by_constituency = rng.random_bool(0.5);
        let (votes, districts) = election.files(&mut rng, by_constituency);
        for act in [Act::Of2005, Act::Of2009, Act::Of2013, Act::Of2021, Act::Of2025] {
            let Ok(expected) = election.count(act) else { continue };
            *seen.entry("counted").or_default() += 1;
            let rules = rules(act, election.seats);
            let given = Votes::from_csv(votes.as_bytes(), &["single", "list"]).unwrap();
            let given = given.add_districts_csv(districts.as_bytes()).unwrap();
            let outcome = rules.count(&given).unwrap_or_else(|error| panic!("{error}: {act:?} {election:?}"));
            let seats = |party: usize, land: usize| {
                let rows = outcome.seats.iter().filter(|row| {
                    row.tier == "list"
                        && row.party.as_deref() == Some(PARTIES[party])
                        && row.district.as_deref() == Some(LANDS[land])
                });
                rows.map(|row| row.seats as usize).sum::<usize>()
            };
            let lists = (0..PARTIES.len())
                .map(|party| (0..election.lands()).map(|land| seats(party, land)).collect())
                .collect();
            let sitting = (0..election.constituencies.len())
                .map(|number| {
                    let name = format!("No. {number}");
                    let row = outcome.elected.iter().find(|row| row.district.as_deref() == Some(&name));
                    row.map(|row| {
                        row.party.as_deref().and_then(|name| PARTIES.iter().position(|party| *party == name))
                    })
                })
                .collect();
            let counted = Bundestag { size: outcome.house_size as usize, lists, sitting };
            assert_eq!(
                counted, expected,
                "election {number}, {act:?}\n{election:#?}\n{votes}\n{districts}\n{}",
                outcome.protocol
            );
            let record = outcome.protocol.to_string();
            for (what, words) in [
                ("without a party or a list", "of those who take no part"),
                ("more than half", "more than half"),
                ("not covered", "Not seated"),
                ("overhang", "overhang"),
            ] {
                *seen.entry(what).or_default() += usize::from(record.contains(words));
            }
        }
    }
    for what in ["without a party or a list", "more than half", "not covered", "overhang"] {
        assert!(seen.get(what).is_some_and(|&n| n > elections / 20), "{what}: {seen:?}");
    }
}
