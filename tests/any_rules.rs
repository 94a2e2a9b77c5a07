//! Whatever rules and votes meet, the count answers or refuses: it never panics, and every seat is accounted for.

use std::cell::RefCell;
use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestRunner;
use sailau::Workspace;
use sailau::lots::{Lots, LotsFor, SeededLots};
use sailau::system::{Drawn, ElectoralSystem, Outcome, TieRule, TierRule};
use sailau::votes::{District, Standing, Votes, VotesBuilder, Winner};

/// One of these texts, or none.
fn maybe(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop_oneof![
        2 => Just(String::new()),
        1 => prop::sample::select(texts).prop_map(|text| format!("{text}\n")),
    ]
}

fn pick(texts: &'static [&'static str]) -> impl Strategy<Value = String> {
    prop::sample::select(texts).prop_map(|text| format!("{text}\n"))
}

const METHODS: &[&str] = &[
    "method = \"dhondt\"",
    "method = \"sainte-lague\"",
    "method = \"hare\"",
    "method = \"droop\"",
    "method = \"hagenbach-bischoff\"",
    "method = \"imperiali-quota\"",
    "method = \"modified-sainte-lague\"",
    "method = \"huntington-hill\"",
    "method = \"block\"",
    "method = \"balinski-young\"",
    "method = \"hare-averages\"",
];

const THRESHOLDS: &[&str] = &[
    "threshold = { at_least = \"5%\", of = \"valid votes\" }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", within = \"district\" }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", kinds = { minority = \"0%\" } }",
    "threshold = { at_least = \"40%\", of = \"list votes\", within = \"any district\" }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", or = [{ seats = 1, tier = \"single\" }] }",
    "threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", or = [{ most_votes = \"district\" }] }",
    "threshold = { at_least = \"80%\", of = \"quota\", within = \"district\", quota = { rounded = \"nearest, halves down\" } }",
    "threshold = { at_least = \"90%\", of = \"quota\", quota = { method = \"droop\", of = \"list votes\" } }",
    "threshold = { at_least = \"40%\", of = \"valid votes\", until = { lists = 3 } }",
    "threshold = { at_least = \"40%\", of = \"valid votes\", within = \"nation\", until = { lists = 2, more_than = \"60%\", from = \"5%\" } }",
    "threshold = { more_than = \"99%\", of = \"valid votes\" }\nno_list_passes = \"all lists\"",
    "threshold = { more_than = \"30%\", of = \"valid votes\" }\nsole_qualifier = { factor = \"7/10\", at_least = 2 }",
];

const STAGES: &[&str] = &[
    "alliances = { method = \"dhondt\", threshold = { at_least = \"40%\" } }",
    "alliances = { method = \"hare\", threshold = { more_than = \"20%\", one_list = \"10%\", counts_from = \"5%\", lists = \"need the tier's threshold\" } }",
    "quota = { rounded = \"nearest\" }",
    "quota = { rounded = \"up\", of = \"valid votes\", remainders = 1 }",
    "quota = { left = \"most votes\" }",
    "quota = { of = \"valid votes\", full_from = \"50%\", left = \"most votes\" }",
    "alliances = { method = \"hare\" }",
    "absolute_majority = { seats = \"added\" }",
    "absolute_majority = { seats = \"moved\", of = \"valid votes\" }",
    "cap = { seats = 3 }",
    "cap = { times = \"5/4\", house = 12, with = [\"single\"] }",
    "at_least = 1",
    "exhausted = \"next list\"",
    "exhausted = \"unfilled\"",
    "guaranteed = { minority = 2 }",
    "cap = { plus = \"8%\", house = 12, of = \"lists that take part\", seats = 5, with = [\"single\"] }",
    "alliances = { method = \"dhondt\" }\ncap = { seats = 2 }",
    "alliances = { method = \"sainte-lague\" }\nexhausted = \"next list\"",
    "alliances = { method = \"hare\" }\nexhausted = \"unfilled\"",
    "biproportional = { by = \"voter numbers\" }",
    "biproportional = { by = \"rounded voter numbers\" }",
    "biproportional = { by = \"votes\" }",
    "biproportional = { by = \"votes\", strongest_list = { at_least = 1 } }",
    "biproportional = { by = \"voter numbers\", strongest_list = { at_least = 2 } }",
];

const LINKAGES: &[&str] = &[
    "linkage = { with = [\"single\"], shared_by = \"seats\" }",
    "placement = { by = \"party\", method = \"hare\" }",
    "placement = { by = \"quotient\", method = \"dhondt\", each = 2, of = \"valid votes\" }",
    "placement = { by = \"party\", method = \"hare\", regions = { method = \"sainte-lague\", each = \"given\" } }",
    "linkage = { with = [\"single\"], claims = 12 }\nplacement = { by = \"party\", method = \"dhondt\" }",
    "linkage = { with = [\"single\"], overhang = \"kept\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\", seats = \"added\" }",
    "linkage = { with = [\"single\"], overhang = \"refused\" }\nplacement = { by = \"party\", method = \"sainte-lague\" }",
    "linkage = { with = [\"single\"], overhang = \"refused\" }\nplacement = { by = \"party\", method = \"hare\", within = \"region\" }",
    "linkage = { with = [\"single\"], overhang = \"kept\", in_each_district = true }\nplacement = { by = \"party\", method = \"hare\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\" }\nplacement = { by = \"quotient\", method = \"dhondt\", each = 1 }",
    "linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"population\", method = \"sainte-lague\" }, minimum = \"the mean\", uncompensated = 1 } }\nplacement = { by = \"party\", method = \"sainte-lague\" }",
    "linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"valid votes\", method = \"hare\" }, minimum = \"the greater\" } }\nplacement = { by = \"party\", method = \"dhondt\" }",
    "linkage = { with = [\"single\"], claims = 12 }",
    "linkage = { with = [\"single\"], claims = 12, times = \"1/2\", rounded = true }",
    "linkage = { with = [\"single\"], transfer = \"losing and surplus votes\" }",
    "linkage = { with = [\"single\"], subtract = \"votes to win\", at_least = \"25%\" }",
    "linkage = { with = [\"single\"], subtract = \"winning votes\" }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\" }\nplacement = { by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\", each = \"given\" } }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\", seats = \"added\" }\nplacement = { by = \"party\", method = \"hare\", regions = { method = \"droop\" } }",
    "linkage = { with = [\"single\"], overhang = \"paid by the others\", seats = \"added\" }\nplacement = { by = \"turn\", method = \"dhondt\", each = 2, of = \"valid votes\", at_most = 1 }",
    "linkage = { with = [\"single\"], overhang = \"kept\" }\nplacement = { by = \"quotient\", method = \"danish\", each = 3, of = \"nothing\" }",
];

/// Tiers of lists in districts, and one that is linked to them.
const CHAINS: &[&str] = &[
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"hare\"\nquota = { of = \"valid votes\", within = \"region\", rounded = \"up\", left = \"other tiers\" }\n\
     [[tier]]\nname = \"second\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"regions\"\nmethod = \"hare\"\nthreshold = { at_least = \"10%\", of = \"valid votes\", within = \"nation\" }\nquota = { of = \"valid votes\", left = \"other tiers\" }\nlinkage = { with = [\"first\"], overhang = \"kept\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 9\nmethod = \"dhondt\"\nlinkage = { with = [\"first\", \"second\"], overhang = \"paid by the others\" }\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"droop\"\nquota = { full_from = \"60%\", left = \"other tiers\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 12\nmethod = \"estonian\"\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 3\ndistricts = \"each\"\nmethod = \"modified-sainte-lague:1.2\"\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 16\nmethod = \"sainte-lague\"\nlinkage = { with = [\"first\"], overhang = \"returned\", returned_from = 2 }\nplacement = { by = \"party\", method = \"sainte-lague\" }\nties = \"lots\"\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 2\ndistricts = \"regions\"\nmethod = \"dhondt\"\nthreshold = { at_least = \"10%\", of = \"valid votes\", within = \"region\" }\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 9\nmethod = \"hare\"\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\nties = \"more votes\"\n",
    "[[tier]]\nname = \"first\"\ncontest = \"list\"\nseats = 1\ndistricts = \"each\"\nmethod = \"dhondt\"\nties = \"more votes\"\n\
     [[tier]]\nname = \"list\"\ncontest = \"list\"\nseats = 12\nmethod = \"hare\"\nthreshold = { at_least = \"40%\", of = \"valid votes\", or = [{ votes_a_seat = \"first\", regions = 1 }] }\nlinkage = { with = [\"first\"], overhang = \"paid by the others\" }\nplacement = { by = \"party\", method = \"danish\", regions = { method = \"sainte-lague\", each = 3 } }\n",
];

const SEATS: &[&str] = &[
    "seats = 7",
    "seats = 1",
    "seats = 40",
    "seats = 3\ndistricts = \"each\"",
    "seats = \"given\"\ndistricts = \"each\"",
    "seats = \"given\"\ndistricts = \"regions\"",
    "seats = 2\ndistricts = \"regions\"",
    "seats = 9\ndistricts = \"each\"\ndistrict_seats = { by = \"population\", method = \"hare\", first = 1 }",
    "seats = 9\ndistricts = \"each\"\ndistrict_seats = { by = \"valid votes\", method = \"hare\", rounded = \"nearest\" }",
];

prop_compose! {
    fn rules()(
        chain in prop::option::weighted(0.1, prop::sample::select(CHAINS)),
        seats in pick(SEATS),
        method in pick(METHODS),
        threshold in maybe(THRESHOLDS),
        stage in maybe(STAGES),
        linkage in maybe(LINKAGES),
        bonus in maybe(&["bonus = { up_to = 4 }", "bonus = { up_to = \"54%\", house = \"grows\" }", "bonus = { seats = 2 }", "bonus = { seats = 1, from = \"25%\", one_more_each = \"1/50\", at_most = 5 }"]),
        weight in maybe(&[
            "weight = { kind = \"minority\", times = \"1.35\", below = \"3%\" }",
            "first_seat = { kind = \"minority\", quota = \"1/4\" }",
        ]),
        ties in maybe(&["ties = \"more votes\"", "ties = \"fewer votes\"", "ties = \"lots\""]),
        single in pick(&[
            "seats = 1\ndistricts = \"each\"\nmethod = \"plurality\"",
            "seats = 2\ndistricts = \"each\"\nmethod = \"plurality\"",
            "seats = 1\ndistricts = 5\nmethod = \"plurality\"",
            "seats = 1\ndistricts = \"each\"\nmethod = \"absolute majority\"\nmajority = { more_than = \"50%\", of = \"valid votes\" }",
        ]),
    ) -> String {
        if let Some(chain) = chain {
            return format!("name = \"A\"\n{chain}[[tier]]\nname = \"single\"\n{single}");
        }
        format!(
            "name = \"A\"\n[[tier]]\nname = \"list\"\n{seats}{method}{threshold}{stage}{linkage}{bonus}{weight}{ties}\
             [[tier]]\nname = \"single\"\n{single}"
        )
    }
}

/// Small numbers make ties and empty districts, large ones find overflows.
fn number() -> impl Strategy<Value = u64> {
    prop_oneof![3 => 0..6u64, 4 => 0..2_000_000u64, 1 => (u64::MAX - 5)..=u64::MAX, 1 => 0..=u64::MAX]
}

#[derive(Debug, Clone)]
struct Field {
    districts: usize,
    by_district: bool,
    lists: Vec<Vec<u64>>,
    candidates: Vec<Vec<u64>>,
    alliance: Vec<Option<u8>>,
    winners: Vec<(usize, u32)>,
}

fn field() -> impl Strategy<Value = Field> {
    field_of(|| number().boxed())
}

fn field_of(number: fn() -> BoxedStrategy<u64>) -> impl Strategy<Value = Field> {
    (1..5usize, 1..6usize, any::<bool>()).prop_flat_map(move |(districts, parties, by_district)| {
        let table = move |parties| prop::collection::vec(prop::collection::vec(number(), parties), districts);
        let alliance = prop::collection::vec(prop::option::of(0..3u8), parties);
        let winners =
            prop_oneof![3 => Just(Vec::new()), 1 => prop::collection::vec((0..parties, 1..4u32), 1..4)];
        (table(parties), table(parties), alliance, winners).prop_map(
            move |(lists, candidates, alliance, winners)| Field {
                districts,
                by_district,
                lists,
                candidates,
                alliance,
                winners,
            },
        )
    })
}

impl Field {
    fn votes(&self) -> Votes {
        self.votes_in(&(0..self.lists[0].len()).collect::<Vec<_>>(), None)
    }

    /// With parties in this order on every ballot, and one district more that has no votes.
    fn votes_in(&self, order: &[usize], empty: Option<&str>) -> Votes {
        let mut builder = VotesBuilder::default();
        for d in 0..self.districts {
            let district = format!("D{d}");
            let place = self.by_district.then_some(district.as_str());
            for (p, votes) in order.iter().map(|&p| (p, self.lists[d][p])) {
                if place.is_none() && d > 0 {
                    continue;
                }
                let party = format!("P{p}");
                builder.votes("list", place, Some(&party), None, votes).unwrap();
                let alliance = self.alliance[p].map(|number| format!("A{number}"));
                let standing = Standing {
                    alliance,
                    suballiance: None,
                    candidates: Some(p as u32 + 1),
                    ..Standing::default()
                };
                builder.standing("list", place, standing).unwrap();
            }
            if self.winners.is_empty() {
                for (p, votes) in order.iter().map(|&p| (p, self.candidates[d][p])) {
                    let party = format!("P{p}");
                    // The last one stands alone.
                    let party = (p + 1 < self.candidates[d].len()).then_some(party.as_str());
                    builder.votes("single", Some(&district), party, Some(&format!("C{p}")), votes).unwrap();
                }
            }
        }
        builder.kind("P0", "minority").unwrap();
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
        let winners = self.winners.iter().enumerate().map(|(row, &(party, seats))| Winner {
            district: Some(format!("D{}", row % self.districts)),
            ..Winner::of_party("single", &format!("P{party}"), seats)
        });
        builder.build().with_districts(facts).unwrap().with_winners(winners).unwrap()
    }
}

/// What an outcome says, by names: seats, those who sit, what is open, what is empty.
fn said(outcome: &Outcome) -> String {
    let mut lines: Vec<_> = outcome.seats.iter().map(|row| format!("{row:?}")).collect();
    lines.extend(outcome.elected.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.ties.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.ties_between_districts.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.ranges.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.unfilled.iter().map(|row| format!("{row:?}")));
    lines.sort();
    format!("{}\n{}", outcome.house_size, lines.join("\n"))
}

#[test]
fn the_order_of_the_parties_and_a_district_without_votes_change_nothing() {
    let (mut reordered, mut widened) = (0, 0);
    let mut runner = TestRunner::new(ProptestConfig { cases: elections(5_000), ..ProptestConfig::default() });
    let (reordered_cell, widened_cell) =
        (std::cell::Cell::from_mut(&mut reordered), std::cell::Cell::from_mut(&mut widened));
    runner
        .run(&(rules(), field(), any::<u64>()), |(text, field, turn)| {
            let Ok(rules) = ElectoralSystem::from_toml(&text) else { return Ok(()) };
            let votes = field.votes();
            let Ok(outcome) = rules.count(&votes) else { return Ok(()) };
            let mut order: Vec<usize> = (0..field.lists[0].len()).collect();
            let places = order.len();
            order.rotate_left((turn % places as u64) as usize);
            order.swap(0, (turn / 8 % places as u64) as usize);
            let again = rules.count(&field.votes_in(&order, None));
            prop_assert_eq!(again.as_ref().map(said), Ok(said(&outcome)), "{}\n{:?}", text, field);
            reordered_cell.set(reordered_cell.get() + 1);
            // Each district has a first seat where the law says so, whoever lives there.
            if text.contains("first = 1") {
                return Ok(());
            }
            let Ok(wider) = rules.count(&field.votes_in(&order, Some("D9"))) else { return Ok(()) };
            let elsewhere = |outcome: &Outcome| -> BTreeMap<Cell, u32> { cells(outcome) };
            prop_assert_eq!(elsewhere(&wider), elsewhere(&outcome), "{}\n{:?}", text, field);
            widened_cell.set(widened_cell.get() + 1);
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(reordered > 250 && widened > 200, "{reordered} and {widened}");
}

#[test]
fn every_seat_is_accounted_for() {
    let (mut read, mut counted) = (0, 0);
    let mut runner = TestRunner::new(ProptestConfig { cases: elections(3_000), ..ProptestConfig::default() });
    let (read_cell, counted_cell) =
        (std::cell::Cell::from_mut(&mut read), std::cell::Cell::from_mut(&mut counted));
    runner
        .run(&(rules(), field(), any::<u64>()), |(rules, field, lots)| {
            let votes = field.votes();
            // Most random rules contradict themselves; that is refused, with a place.
            let Ok(rules) = ElectoralSystem::from_toml(&rules) else { return Ok(()) };
            read_cell.set(read_cell.get() + 1);
            for lots in [None, Some(lots)] {
                let outcome = match lots {
                    None => rules.count(&votes),
                    Some(seed) => rules.count(Drawn::new(&votes, &SeededLots::new(seed))),
                };
                let Ok(outcome) = outcome else { continue };
                counted_cell.set(counted_cell.get() + 1);
                let sure: u64 = outcome.seats.iter().map(|row| u64::from(row.seats)).sum();
                let tied: u64 = outcome.ties.iter().map(|tie| u64::from(tie.seats)).sum();
                let unfilled: u64 = outcome.unfilled.iter().map(|row| u64::from(row.seats)).sum();
                prop_assert_eq!(
                    sure + tied + unfilled,
                    u64::from(outcome.house_size),
                    "{}",
                    outcome.protocol
                );
                // The other door.
                let plan = rules.compile(votes.field(), votes.winners()).unwrap();
                let mut workspace = Workspace::default();
                match lots {
                    None => plan.count_into(votes.tally(), &mut workspace),
                    Some(seed) => {
                        plan.count_into(Drawn::new(votes.tally(), &SeededLots::new(seed)), &mut workspace)
                    }
                }
                .unwrap();
                for (number, party) in plan.parties().iter().enumerate() {
                    prop_assert_eq!(workspace.party_seats(number), outcome.seats_of(party));
                }
            }
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(read > 300 && counted > 150, "{read} rules were read and {counted} elections counted");
}

/// Lots that fall in every way, one count after the other: answers are numbers, and each number is a draw.
#[derive(Default)]
struct EveryLot(RefCell<(Vec<Question>, usize)>);

struct Question {
    tie: LotsFor,
    claimants: Vec<u32>,
    /// How many win; none where all are put in order.
    winners: Option<usize>,
    answer: usize,
    answers: usize,
}

impl EveryLot {
    fn ask(&self, tie: LotsFor, claimants: &[u32], winners: Option<usize>, answers: usize) -> usize {
        let (questions, asked) = &mut *self.0.borrow_mut();
        let same = |one: &Question| one.tie == tie && one.claimants == claimants && one.winners == winners;
        if let Some(before) = questions[..*asked].iter().find(|one| same(one)) {
            return before.answer;
        }
        if *asked == questions.len() {
            questions.push(Question { tie, claimants: claimants.to_vec(), winners, answer: 0, answers });
        }
        *asked += 1;
        questions[*asked - 1].answer
    }

    fn next(&self) -> bool {
        let (questions, asked) = &mut *self.0.borrow_mut();
        *asked = 0;
        while let Some(last) = questions.last_mut() {
            last.answer += 1;
            if last.answer < last.answers {
                return true;
            }
            questions.pop();
        }
        false
    }
}

/// The subset of so many of `n` that has this number.
fn subset(n: usize, size: usize, mut number: usize) -> Vec<usize> {
    let choose = |n: usize, k: usize| (0..k).fold(1, |product, i| product * (n - i) / (i + 1));
    let (mut chosen, mut left) = (Vec::new(), size);
    for i in 0..n {
        if left == 0 {
            break;
        }
        let with = if n - i > left { choose(n - i - 1, left - 1) } else { 1 };
        if number < with {
            chosen.push(i);
            left -= 1;
        } else {
            number -= with;
        }
    }
    chosen
}

impl Lots for EveryLot {
    fn draw<'a>(&self, tie: LotsFor, claimants: &'a mut [u32], winners: usize) -> &'a [u32] {
        let answers = (0..winners).fold(1, |product, i| product * (claimants.len() - i) / (i + 1));
        let number = self.ask(tie, claimants, Some(winners), answers);
        for (to, from) in subset(claimants.len(), winners, number).into_iter().enumerate() {
            claimants.swap(to, from);
        }
        &claimants[..winners]
    }

    fn order(&self, tie: LotsFor, claimants: &mut [u32]) {
        let mut number = self.ask(tie, claimants, None, (1..=claimants.len()).product());
        for i in 0..claimants.len() {
            let rest = claimants.len() - i;
            claimants[i..].rotate_left(number % rest);
            number /= rest;
            // What comes after keeps its order, so that every order has one number.
            claimants[i + 1..].sort_unstable();
        }
    }
}

type Cell = (String, Option<String>, Option<String>);

fn cells(outcome: &Outcome) -> BTreeMap<Cell, u32> {
    let mut cells = BTreeMap::new();
    for row in &outcome.seats {
        *cells.entry((row.tier.clone(), row.district.clone(), row.party.clone())).or_default() += row.seats;
    }
    cells
}

/// The fewest that all have of what is summed by this key.
fn fewest<K: Ord + Clone>(outcomes: &[BTreeMap<Cell, u32>], key: impl Fn(&Cell) -> K) -> BTreeMap<K, u32> {
    let sums = outcomes.iter().map(|cells| {
        let mut sums: BTreeMap<K, u32> = BTreeMap::new();
        cells.iter().for_each(|(cell, seats)| *sums.entry(key(cell)).or_default() += seats);
        sums
    });
    let least = sums.reduce(|mut least, sums| {
        least.retain(|key, seats| {
            *seats = (*seats).min(sums.get(key).copied().unwrap_or(0));
            *seats > 0
        });
        least
    });
    least.unwrap_or_default()
}

fn counted_with_lots(rules: &ElectoralSystem, votes: &Votes, lots: &EveryLot) -> Option<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    loop {
        outcomes.push(rules.count(Drawn::new(votes, lots)).ok()?);
        if !lots.next() {
            return Some(outcomes);
        }
        if outcomes.len() == 2_000 {
            return None;
        }
    }
}

/// How many elections are looked at: more where somebody asks for more.
fn elections(by_default: u32) -> u32 {
    std::env::var("SAILAU_ELECTIONS").ok().and_then(|n| n.parse().ok()).unwrap_or(by_default)
}

#[test]
fn sure_is_what_every_way_gives_in_which_ties_can_fall() {
    let (mut compared, mut branched) = (0, 0);
    let mut runner =
        TestRunner::new(ProptestConfig { cases: elections(20_000), ..ProptestConfig::default() });
    let (compared_cell, branched_cell) =
        (std::cell::Cell::from_mut(&mut compared), std::cell::Cell::from_mut(&mut branched));
    let small = field_of(|| (0..4u64).prop_map(|n| n * 10).boxed());
    runner
        .run(&(rules(), small), |(text, field)| {
            let text = text.replace("ties = ", "# ties = ");
            let Ok(rules) = ElectoralSystem::from_toml(&text) else { return Ok(()) };
            let mut drawn = rules.clone();
            for tier in &mut drawn.tiers {
                match &mut tier.rule {
                    TierRule::List(rule) => rule.ties = TieRule::Lots.into(),
                    TierRule::Candidates(rule) => rule.ties = TieRule::Lots.into(),
                    _ => {}
                }
            }
            let votes = field.votes();
            let Ok(open) = rules.count(&votes) else { return Ok(()) };
            let Some(ways) = counted_with_lots(&drawn, &votes, &EveryLot::default()) else { return Ok(()) };
            // Cells of a biproportional tier are tied whoever draws lots: that is no way to the end.
            if ways.iter().any(|way| !way.ties.is_empty()) {
                return Ok(());
            }
            compared_cell.set(compared_cell.get() + 1);
            if ways.len() > 1 {
                branched_cell.set(branched_cell.get() + 1);
            }
            let each: Vec<_> = ways.iter().map(cells).collect();
            let mut sure = cells(&open);
            let told = format!("{text}\n{field:?}\n{}\n{open}", open.protocol);
            let party = |cell: &Cell| cell.2.clone();
            for (holder, seats) in fewest(&each, party) {
                let totals = open.totals();
                let own = totals.iter().find(|(name, _)| *name == holder.as_deref()).map_or(0, |(_, n)| *n);
                prop_assert_eq!(own, seats, "{:?} in all\n{}", holder, told);
            }
            prop_assert_eq!(
                fewest(&[sure.clone()], |cell| (cell.0.clone(), cell.2.clone())),
                fewest(&each, |cell| (cell.0.clone(), cell.2.clone())),
                "by tier\n{}",
                told
            );
            for tie in &open.ties_between_districts {
                let cell = (tie.tier.clone(), None, tie.party.clone());
                *sure.get_mut(&cell).unwrap() -= tie.seats;
            }
            sure.retain(|_, seats| *seats > 0);
            prop_assert_eq!(sure, fewest(&each, Cell::clone), "by district\n{}", told);
            let sizes = || ways.iter().map(|way| way.house_size);
            let (smallest, largest) = (sizes().min().unwrap(), sizes().max().unwrap());
            prop_assert_eq!(
                (open.smallest_house.unwrap_or(open.house_size), open.house_size),
                (smallest, largest),
                "house\n{}",
                told
            );
            Ok(())
        })
        .unwrap_or_else(|error| panic!("{error}"));
    assert!(
        branched * 40 > compared && compared * 12 > elections(20_000),
        "{branched} of {compared} elections had ties"
    );
}
