//! The US House of Representatives from 1790 to 2020: every apportionment as enacted, and the paradoxes that
//! made history. Figures, sources and doubts are in `tests/data/us_house`.

use sailau::apportion::{Bounds, Method, Quota, apportion, apportion_within};
use serde::Deserialize;

#[derive(Debug, Clone, Deserialize)]
struct State {
    #[serde(rename = "year")]
    census: u16,
    state: String,
    population: u64,
    seats: u32,
}

#[derive(Debug, Deserialize)]
struct Act {
    census: u16,
    method: String,
    seats: u32,
    ratio: Option<u64>,
    added: String,
}

#[derive(Debug, Deserialize)]
struct FreeAndSlave {
    year: u16,
    state: String,
    free: u64,
    slave: u64,
}

fn read<Row: for<'de> Deserialize<'de>>(text: &str) -> Vec<Row> {
    csv::Reader::from_reader(text.as_bytes()).deserialize().map(Result::unwrap).collect()
}

fn states(census: u16) -> Vec<State> {
    let all: Vec<State> = read(include_str!("../data/us_house/apportionments.csv"));
    all.into_iter().filter(|row| row.census == census).collect()
}

fn acts() -> Vec<Act> {
    read(include_str!("../data/us_house/acts.csv"))
}

fn populations(states: &[State]) -> Vec<u64> {
    states.iter().map(|state| state.population).collect()
}

/// The method's seats with at least `least` for each; the test fails on a tie.
fn shared(populations: &[u64], seats: u32, method: &Method, least: u32) -> Vec<u32> {
    let result = apportion_within(populations, seats, method, &Bounds::at_least(least)).unwrap();
    assert!(result.ties.is_empty(), "{method}, {seats} seats: {:?}", result.ties);
    result.seats
}

impl Act {
    /// The seats enacted, less those that this act did not share.
    fn enacted(&self, states: &[State]) -> Vec<u32> {
        let added: Vec<_> = self.added.split(';').filter(|name| !name.is_empty()).collect();
        for name in &added {
            assert!(states.iter().any(|state| state.state == *name), "{}: {name}", self.census);
        }
        states.iter().map(|state| state.seats - u32::from(added.contains(&state.state.as_str()))).collect()
    }
}

#[test]
fn every_apportionment_as_enacted() {
    let acts = acts();
    // A census every ten years; none was followed by an apportionment in 1920.
    let years: Vec<_> = acts.iter().map(|act| act.census).collect();
    assert_eq!(years, (1790..=2020).step_by(10).filter(|&year| year != 1920).collect::<Vec<_>>());
    for act in acts {
        let states = states(act.census);
        let method: Method = act.method.parse().unwrap();
        let seats = shared(&populations(&states), act.seats, &method, 1);
        for ((state, seats), enacted) in states.iter().zip(seats).zip(act.enacted(&states)) {
            assert_eq!(seats, enacted, "{} {}", act.census, state.state);
        }
    }
}

#[test]
fn the_totals_are_those_of_history() {
    // Encyclopædia Britannica 1911, "Apportionment Bill", to which Ohio's seat of 1800 and Louisiana's of
    // 1810 are added, as here; it counts 181 in 1810 and 141 in 1800.
    let totals = [
        (1790, 105),
        (1800, 142),
        (1810, 182),
        (1820, 213),
        (1830, 240),
        (1840, 223),
        (1850, 234),
        (1860, 241),
        (1870, 292),
        (1880, 325),
        (1890, 356),
        (1900, 386),
    ];
    for (census, total) in totals {
        assert_eq!(states(census).iter().map(|state| state.seats).sum::<u32>(), total, "{census}");
    }
    for census in (1910..=2020).step_by(10).filter(|&year| year != 1920) {
        assert_eq!(states(census).iter().map(|state| state.seats).sum::<u32>(), 435, "{census}");
    }
}

/// Until 1840, and again in 1900, acts fixed the ratio of persons a seat and let the house size follow. A
/// divisor method with that house size must give the same seats: that is what makes it a divisor method.
#[test]
fn a_fixed_ratio_and_the_house_that_it_makes_give_the_same_seats() {
    let acts: Vec<_> = acts().into_iter().filter(|act| act.ratio.is_some()).collect();
    assert_eq!(acts.len(), 7);
    for act in acts {
        let ratio = act.ratio.unwrap();
        let states = states(act.census);
        let populations = populations(&states);
        let rounded: Vec<u32> = populations
            .iter()
            .map(|&population| {
                let seats = match act.method.as_str() {
                    "jefferson" => population / ratio,
                    "webster" => (2 * population + ratio) / (2 * ratio),
                    other => panic!("{other} with a ratio"),
                };
                u32::try_from(seats).unwrap().max(1)
            })
            .collect();
        assert_eq!(rounded, act.enacted(&states), "{}", act.census);
        let house = rounded.iter().sum();
        assert_eq!(house, act.seats, "{}", act.census);
        assert_eq!(rounded, shared(&populations, house, &act.method.parse().unwrap(), 1), "{}", act.census);
    }
}

#[test]
fn three_fifths_of_the_slaves_were_counted() {
    let rows: Vec<FreeAndSlave> = read(include_str!("../data/us_house/free_and_slave.csv"));
    for census in [1800, 1810, 1840, 1850, 1860] {
        let states = states(census);
        let counted: Vec<_> = rows.iter().filter(|row| row.year == census).collect();
        assert_eq!(counted.len(), states.len(), "{census}");
        for (row, state) in counted.iter().zip(&states) {
            assert_eq!(row.state, state.state);
            assert_eq!(row.free + row.slave * 3 / 5, state.population, "{census} {}", row.state);
        }
    }
    // The act of 1850 had the 233rd part of the population as its ratio; the one printed is 93,423.
    assert_eq!(populations(&states(1850)).iter().sum::<u64>() / 233, 93_423);
    // So is 151,911 of 1880, the 325th part.
    assert_eq!(populations(&states(1880)).iter().sum::<u64>() / 325, 151_911);
}

#[test]
fn where_methods_agreed_and_where_they_did_not() {
    // Congress chose 325 and 356 because Hamilton and Webster agree there.
    for (census, seats) in [(1880, 325), (1890, 356)] {
        let populations = populations(&states(census));
        let [hamilton, webster] =
            [Method::HARE, Method::SAINTE_LAGUE].map(|m| shared(&populations, seats, &m, 1));
        assert_eq!(hamilton, webster, "{census}");
    }
    // 1940: Huntington-Hill gave Arkansas the seat that Webster would have given Michigan.
    let states = states(1940);
    let populations = populations(&states);
    let hill = shared(&populations, 435, &Method::HUNTINGTON_HILL, 1);
    let webster = shared(&populations, 435, &Method::SAINTE_LAGUE, 1);
    let differ: Vec<_> = (0..states.len())
        .filter(|&i| hill[i] != webster[i])
        .map(|i| (states[i].state.as_str(), hill[i], webster[i]))
        .collect();
    assert_eq!(differ, [("Arkansas", 7, 6), ("Michigan", 17, 18)]);
}

/// Who has other seats in a house of `seats + 1`, and how many in each.
fn changes(states: &[State], seats: u32, method: &Method, least: u32) -> Vec<(String, u32, u32)> {
    let populations = populations(states);
    let before = shared(&populations, seats, method, least);
    let after = shared(&populations, seats + 1, method, least);
    (0..states.len())
        .filter(|&i| before[i] != after[i])
        .map(|i| (states[i].state.clone(), before[i], after[i]))
        .collect()
}

/// Every state and house size from 275 on where a seat more for the house is one fewer for the state.
fn alabama_paradoxes(states: &[State], method: &Method, least: u32) -> Vec<(String, u32)> {
    let losers = |seats| {
        let lost =
            changes(states, seats, method, least).into_iter().filter(|(_, before, after)| after < before);
        lost.map(move |(state, ..)| (state, seats))
    };
    (275..350).flat_map(losers).collect()
}

#[test]
fn the_alabama_paradox_of_1880() {
    let states = states(1880);
    assert_eq!(states.len(), 38);
    assert_eq!(populations(&states).iter().sum::<u64>(), 49_371_340);
    let named = |list: &[(&str, u32)]| -> Vec<(String, u32)> {
        list.iter().map(|&(state, seats)| (state.to_owned(), seats)).collect()
    };
    // With one seat at least for each, as the Constitution has it: the discovery of the Census Office's chief
    // clerk.
    assert_eq!(
        changes(&states, 299, &Method::HARE, 1),
        [("Alabama".to_owned(), 8, 7), ("Illinois".to_owned(), 18, 19), ("Texas".to_owned(), 9, 10)]
    );
    assert_eq!(
        alabama_paradoxes(&states, &Method::HARE, 1),
        named(&[("Florida", 286), ("Alabama", 299), ("Georgia", 306), ("Maine", 339)])
    );
    // Without the minimum Alabama's goes (Nevada no longer takes a seat out of turn), and others come.
    assert_eq!(changes(&states, 299, &Method::HARE, 0), [("Texas".to_owned(), 9, 10)]);
    assert_eq!(
        alabama_paradoxes(&states, &Method::HARE, 0),
        named(&[("Florida", 286), ("Florida", 298), ("Nevada", 327), ("Nevada", 333)])
    );
    // No divisor method knows it, and Balinski and Young's quota method was made to avoid it.
    for method in [Method::DHONDT, Method::SAINTE_LAGUE, Method::HUNTINGTON_HILL] {
        assert_eq!(alabama_paradoxes(&states, &method, 1), [], "{method}");
    }
    let populations = populations(&states);
    let alabama = states.iter().position(|state| state.state == "Alabama").unwrap();
    for seats in [299, 300] {
        let result = apportion(&populations, seats, Method::BalinskiYoung).unwrap();
        assert_eq!((result.seats[alabama], result.ties), (8, vec![]), "{seats}");
    }
}

/// Rhode Island in 1870 had two seats of 270 and one of 280.
#[test]
fn the_rhode_island_paradox_of_1870() {
    let states = states(1870);
    let state = states.iter().position(|state| state.state == "Rhode Island").unwrap();
    let seats = |house| shared(&populations(&states), house, &Method::HARE, 1)[state];
    assert_eq!((seats(270), seats(280)), (2, 1));
}

/// Oklahoma joins with its fair share of five more seats, and New York loses one to Maine.
#[test]
fn the_new_states_paradox_of_1907() {
    let states = states(1900);
    let mut populations = populations(&states);
    assert_eq!(populations.iter().sum::<u64>(), 74_562_608);
    let at = |name: &str| states.iter().position(|state| state.state == name).unwrap();
    let (new_york, maine) = (at("New York"), at("Maine"));
    let pair = |seats: &[u32]| (seats[new_york], seats[maine]);
    let before: Vec<_> = [Method::HARE, Method::SAINTE_LAGUE, Method::HUNTINGTON_HILL]
        .into_iter()
        .map(|method| (shared(&populations, 386, &method, 1), method))
        .collect();
    assert_eq!(pair(&before[0].0), (38, 3));
    let without_minimum = shared(&populations, 386, &Method::HARE, 0);
    populations.push(1_000_000);
    let after = shared(&populations, 391, &Method::HARE, 1);
    assert_eq!((pair(&after), after.last()), ((37, 4), Some(&5)));
    // It too hangs on the minimum.
    let after = shared(&populations, 391, &Method::HARE, 0);
    assert_eq!(after.split_last(), Some((&5, &without_minimum[..])));
    // A divisor method never moves a seat between the old states when the newcomer brings its own.
    for (before, method) in &before[1..] {
        let newcomer = *shared(&populations, 391, method, 1).last().unwrap();
        let after = shared(&populations, 386 + newcomer, method, 1);
        assert_eq!(after.split_last(), Some((&newcomer, &before[..])), "{method}");
    }
}

/// With 344 seats, California grew faster than New Hampshire from 2010 to 2020 and would have lost a seat
/// while New Hampshire won one.
#[test]
fn the_population_paradox_between_two_censuses() {
    let (then, now) = (states(2010), states(2020));
    let names = |states: &[State]| states.iter().map(|state| state.state.clone()).collect::<Vec<_>>();
    assert_eq!(names(&then), names(&now));
    let paradoxes = |seats: u32, method: &Method| -> Vec<(&str, &str)> {
        let before = apportion(&populations(&then), seats, method).unwrap().seats;
        let after = apportion(&populations(&now), seats, method).unwrap().seats;
        let states = 0..then.len();
        let lost: Vec<_> = states.clone().filter(|&i| after[i] < before[i]).collect();
        let won: Vec<_> = states.filter(|&i| after[i] > before[i]).collect();
        let grew_faster = |i: usize, j: usize| {
            u128::from(now[i].population) * u128::from(then[j].population)
                > u128::from(now[j].population) * u128::from(then[i].population)
        };
        lost.iter()
            .flat_map(|&i| won.iter().map(move |&j| (i, j)))
            .filter(|&(i, j)| grew_faster(i, j))
            .map(|(i, j)| (then[i].state.as_str(), then[j].state.as_str()))
            .collect()
    };
    assert_eq!(paradoxes(344, &Method::HARE), [("California", "New Hampshire")]);
    assert!((300..460).any(|seats| !paradoxes(seats, &Method::LargestRemainder(Quota::Droop)).is_empty()));
    for seats in 300..460 {
        for method in [Method::DHONDT, Method::SAINTE_LAGUE, Method::HUNTINGTON_HILL] {
            assert_eq!(paradoxes(seats, &method), [], "{method}, {seats}");
        }
    }
}
