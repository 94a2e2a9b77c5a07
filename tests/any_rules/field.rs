//! Who stands where, and with how many votes.

use sailau::ranked::{BallotsBuilder, Rank};
use sailau::votes::{District, Standing, Votes, VotesBuilder, Winner};

use crate::choices::{Choices, Numbers};

/// So many ballots, and the parties whose candidates stand on them, from the first rank on.
type Ranking = (u64, Vec<usize>);

#[derive(Debug, Clone)]
pub(crate) struct Field {
    districts: usize,
    by_district: bool,
    lists: Vec<Vec<u64>>,
    candidates: Vec<Vec<u64>>,
    /// Where candidates are ranked: the lists of ballots of each district.
    ranked: Option<Vec<Vec<Ranking>>>,
    alliance: Vec<Option<u8>>,
    winners: Vec<(usize, u32)>,
}

impl Field {
    /// One to four districts and one to five parties, with numbers of this kind; every fifth time who won is given and
    /// not counted.
    fn of(choices: &mut Choices<'_>, numbers: Numbers) -> Field {
        let (districts, parties, by_district) =
            (1 + choices.below(4), 1 + choices.below(5), choices.in_ten(5));
        let given = choices.maybe(2, &[1, 2, 3]).unwrap_or(0);
        let winners = (0..given).map(|_| (choices.below(parties), 1 + choices.below(3) as u32)).collect();
        let alliance = (0..parties).map(|_| choices.maybe(5, &[0, 1, 2])).collect();
        let mut table =
            || (0..districts).map(|_| (0..parties).map(|_| choices.votes(numbers)).collect()).collect();
        let (lists, candidates) = (table(), table());
        Field { districts, by_district, lists, candidates, ranked: None, alliance, winners }
    }

    /// The same for rules of this text: points are of ranks, and most other rules of candidates take ranked ballots too.
    pub(crate) fn under(rules: &str, choices: &mut Choices<'_>, numbers: Numbers) -> Field {
        let field = Field::of(choices, numbers);
        let points = ["\"borda\"", "\"dowdall\""].iter().any(|method| rules.contains(method));
        if points || choices.in_ten(1) { field.ranked(choices) } else { field }
    }

    /// With ballots that rank candidates in place of their votes, and no winners that are given.
    fn ranked(self, choices: &mut Choices<'_>) -> Field {
        let parties = self.parties();
        let mut list = || {
            let mut all: Vec<usize> = (0..parties).collect();
            let length = 1 + choices.below(parties);
            let ranks = (0..length).map(|_| all.remove(choices.below(all.len()))).collect();
            (1 + choices.below(6) as u64, ranks)
        };
        let ranked = (0..self.districts).map(|_| (0..3).map(|_| list()).collect()).collect();
        Field { ranked: Some(ranked), winners: Vec::new(), ..self }
    }

    pub(crate) fn parties(&self) -> usize {
        self.alliance.len()
    }

    pub(crate) fn votes(&self) -> Votes {
        self.votes_in(&(0..self.parties()).collect::<Vec<_>>(), None)
    }

    /// Nothing is known of the districts but their votes.
    pub(crate) fn votes_alone(&self) -> Votes {
        let votes = self.cast(&(0..self.parties()).collect::<Vec<_>>());
        votes.with_winners(self.winners()).unwrap()
    }

    fn winners(&self) -> impl Iterator<Item = Winner> {
        self.winners.iter().enumerate().map(|(row, &(party, seats))| Winner {
            district: Some(format!("D{}", row % self.districts)),
            ..Winner::of_party("single", &format!("P{party}"), seats)
        })
    }

    fn cast(&self, order: &[usize]) -> Votes {
        let mut builder = VotesBuilder::default();
        for d in 0..self.districts {
            let district = format!("D{d}");
            let place = self.by_district.then_some(district.as_str());
            for (p, votes) in order.iter().map(|&p| (p, self.lists[d][p])) {
                if place.is_none() && d > 0 {
                    continue;
                }
                let party = format!("P{p}");
                builder.votes("list", place, Some(&party), Some(&format!("L{p}")), votes).unwrap();
                let alliance = self.alliance[p].map(|number| format!("A{number}"));
                let standing = Standing {
                    alliance,
                    suballiance: None,
                    candidates: Some(p as u32 + 1),
                    ..Standing::default()
                };
                builder.standing("list", place, standing).unwrap();
            }
            if place.is_some() || d == 0 {
                // Some of the districts have a roll of which more than half took part.
                builder.invalid("list", place, 1).unwrap();
                let cast: u64 = self.lists[d].iter().fold(1, |sum, &votes| sum.saturating_add(votes));
                builder.registered("list", place, cast.saturating_mul(1 + d as u64)).unwrap();
            }
            if let Some(ranked) = &self.ranked {
                let stand: Vec<_> = order.iter().map(|p| (format!("P{p}"), format!("C{p}"))).collect();
                let stand: Vec<_> = stand
                    .iter()
                    .map(|(party, candidate)| (Some(party.as_str()), candidate.as_str()))
                    .collect();
                let mut ballots = BallotsBuilder::new(order.len()).unwrap();
                for (count, ranks) in &ranked[d] {
                    let place = |own: &usize| order.iter().position(|other| other == own).unwrap();
                    ballots.add(*count, ranks.iter().map(|own| Rank::One(place(own)))).unwrap();
                }
                builder.ranked("single", Some(&district), &stand, ballots.build()).unwrap();
            } else if self.winners.is_empty() {
                for (p, votes) in order.iter().map(|&p| (p, self.candidates[d][p])) {
                    let party = format!("P{p}");
                    // The last one stands alone.
                    let party = (p + 1 < self.candidates[d].len()).then_some(party.as_str());
                    builder.votes("single", Some(&district), party, Some(&format!("C{p}")), votes).unwrap();
                    let standing = Standing { group: Some(format!("G{}", p % 2)), ..Standing::default() };
                    builder.standing("single", Some(&district), standing).unwrap();
                }
            }
        }
        builder.kind("P0", "minority").unwrap();
        builder.build().unwrap()
    }

    /// With parties in this order on every ballot, and one district more that has no votes.
    pub(crate) fn votes_in(&self, order: &[usize], empty: Option<&str>) -> Votes {
        let facts = (0..self.districts).map(|d| District {
            name: format!("D{d}"),
            seats: Some(d as u32),
            region: Some(format!("R{}", d % 2)),
            population: Some(self.lists[d][0] % 1000 + d as u64),
        });
        let region = |r: usize| District {
            name: format!("R{r}"),
            seats: Some(r as u32 + 2),
            region: None,
            population: None,
        };
        let empty = empty.map(|name| District {
            name: name.to_owned(),
            seats: Some(2),
            region: Some("R0".to_owned()),
            population: Some(0),
        });
        let facts = facts.chain((0..2).map(region)).chain(empty);
        self.cast(order).with_districts(facts).unwrap().with_winners(self.winners()).unwrap()
    }
}
