//! Power is what the literature printed, what enumeration counts, and what theory says of it.

use num_bigint::BigUint;
use num_rational::BigRational;
use proptest::prelude::*;
use sailau::measure::power::{AtQuota, Game, MOST_PLAYERS, MOST_WEIGHT, PowerError, Quota, Role, pivotality};

fn weights(text: &str) -> Vec<u32> {
    let group = |group: &str| {
        let (weight, times) = group.split_once('*').unwrap_or((group, "1"));
        vec![weight.parse().unwrap(); times.parse().unwrap()]
    };
    text.split(' ').flat_map(group).collect()
}

#[test]
fn published_values_come_out() {
    let mut reader = csv::Reader::from_reader(include_str!("../data/measure/power.csv").as_bytes());
    let mut checked = 0;
    for row in reader.records().map(Result::unwrap) {
        let game = Game::new(&weights(&row[2]), row[1].parse().unwrap()).unwrap();
        let player = row[3].parse::<usize>().unwrap() - 1;
        let (banzhaf, shapley_shubik) = (game.banzhaf(), game.shapley_shubik());
        let published = &row[5];
        let found = match &row[4] {
            "Bz" => banzhaf.index(player).unwrap(),
            "SS" => shapley_shubik.index(player).unwrap(),
            "PB" => banzhaf.penrose(player).unwrap(),
            "act" => game.act(),
            "swings" => banzhaf.swings[player] as f64,
            other => panic!("{other}?"),
        };
        if let Some((numerator, denominator)) = published.split_once('/') {
            let exact = numerator.parse::<f64>().unwrap() / denominator.parse::<f64>().unwrap();
            assert!((found - exact).abs() < 1e-15, "{row:?}: {found}");
            if &row[4] == "SS" {
                let (a, b) = shapley_shubik.fraction(player).unwrap();
                assert_eq!(a * denominator.parse::<u128>().unwrap(), b * numerator.parse::<u128>().unwrap());
            }
        } else {
            let decimals = published.split_once('.').map_or(0, |(_, digits)| digits.len());
            let within = 0.5 * 0.1f64.powi(decimals as i32) + 1e-9;
            let exact: f64 = published.parse().unwrap();
            assert!((found - exact).abs() <= if decimals == 0 { 0.0 } else { within }, "{row:?}: {found}");
        }
        checked += 1;
    }
    assert_eq!(checked, 101);
}

/// Known counts: the Six of 1958, the European Communities of 1973 to 1995, the 27 by their weights at Nice, the Security
/// Council (Seville group; Felsenthal and Machover, *The Measurement of Voting Power*, 1998).
#[test]
fn winning_coalitions_and_swings_are_as_counted() {
    let game = |text: &str, quota| Game::new(&weights(text), quota).unwrap();
    assert_eq!(game("4 4 4 2 2 1", 12).winning_coalitions(), 14);
    assert_eq!(game("10*4 5*2 3*2 2", 41).winning_coalitions(), 75);
    assert_eq!(game("10*4 8 5*4 4*2 3*3 2", 62).winning_coalitions(), 2_549);
    let nice = game("29*4 27*2 14 13 12*5 10*3 7*5 4*5 3", 255);
    assert_eq!(nice.winning_coalitions(), 2_718_774);
    assert_eq!(format!("{:.4}", nice.act()), "0.0203");
    let council = game("7*5 1*10", 39);
    let power = council.banzhaf();
    assert_eq!((power.swings[0], power.swings[5], power.all), (848, 84, 5_080));
    assert_eq!(council.shapley_shubik().fraction(0), Some((421, 2_145)));
    // Five with a veto and four of ten others.
    assert_eq!(council.minimal_winning(), 210);
}

fn games() -> impl Strategy<Value = Game> {
    let weights = prop_oneof![
        prop::collection::vec(0..6u32, 1..12),
        prop::collection::vec(1..60u32, 1..12),
        prop::collection::vec(prop_oneof![Just(0), Just(1), Just(40), 5..20u32], 1..11),
    ];
    let with_quota = weights.prop_filter_map("nobody has weight", |weights| {
        let all: u32 = weights.iter().sum();
        (all > 0).then_some((Just(weights), 1..=all))
    });
    with_quota.prop_flat_map(|game| game).prop_map(|(weights, quota)| Game::new(&weights, quota).unwrap())
}

/// Every coalition of players with weight, as a set of bits, and whether it wins.
fn wins(game: &Game, coalition: u32) -> bool {
    let members = game.weights().iter().enumerate().filter(|(i, _)| coalition >> i & 1 == 1);
    members.map(|(_, weight)| weight).sum::<u32>() >= game.quota()
}

fn coalitions(game: &Game) -> impl Iterator<Item = u32> {
    let absent: u32 = game.weights().iter().enumerate().map(|(i, &weight)| u32::from(weight == 0) << i).sum();
    (0..1u32 << game.weights().len()).filter(move |coalition| coalition & absent == 0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn counts_are_those_of_enumeration(game in games()) {
        let players = game.weights().len();
        let mut swings = vec![0u128; players];
        // Orders in which a player is pivotal: those of the ones before it, and of the ones after.
        let mut pivots = vec![BigUint::ZERO; players];
        let present = game.weights().iter().filter(|&&weight| weight > 0).count();
        let factorial = |n: usize| (1..=n as u64).map(BigUint::from).product::<BigUint>();
        let (mut winning, mut minimal) = (0u128, Vec::new());
        for coalition in coalitions(&game).filter(|&coalition| wins(&game, coalition)) {
            winning += 1;
            let members: Vec<_> = (0..players).filter(|i| coalition >> i & 1 == 1).collect();
            let critical: Vec<_> =
                members.iter().copied().filter(|&i| !wins(&game, coalition & !(1 << i))).collect();
            for &i in &critical {
                swings[i] += 1;
                pivots[i] += factorial(members.len() - 1) * factorial(present - members.len());
            }
            if critical == members {
                minimal.push(members);
            }
        }
        let banzhaf = game.banzhaf();
        prop_assert_eq!(&banzhaf.swings, &swings);
        prop_assert_eq!(banzhaf.all, swings.iter().sum::<u128>());
        prop_assert_eq!(game.winning_coalitions(), winning);
        prop_assert_eq!(game.minimal_winning(), minimal.len() as u128);
        let mut listed = game.minimal_winning_coalitions(minimal.len()).unwrap();
        listed.sort();
        minimal.sort();
        prop_assert_eq!(&listed, &minimal);
        let too_few = minimal.len() - 1;
        prop_assert!(game.minimal_winning_coalitions(too_few).is_err());
        let power = game.shapley_shubik();
        for (i, pivots) in pivots.into_iter().enumerate() {
            let (numerator, denominator) = power.fraction(i).unwrap();
            let exact = BigRational::new(pivots.into(), factorial(present).into());
            prop_assert_eq!(BigRational::new(numerator.into(), denominator.into()), exact);
        }
    }

    #[test]
    fn theory_holds(game in games()) {
        let (banzhaf, power) = (game.banzhaf(), game.shapley_shubik());
        prop_assert_eq!(power.numerators.iter().sum::<u128>(), power.denominator);
        prop_assert!((power.indices().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        prop_assert!((banzhaf.indices().iter().sum::<f64>() - 1.0).abs() < 1e-12);
        // What one can block is what one can carry in the dual game.
        let dual = Game::new(game.weights(), game.weight() - game.quota() + 1).unwrap();
        prop_assert_eq!(&dual.banzhaf(), &banzhaf);
        prop_assert_eq!(&dual.shapley_shubik(), &power);
        for (i, a) in game.weights().iter().enumerate() {
            prop_assert_eq!(banzhaf.swings[i] == 0, power.numerators[i] == 0);
            for (j, b) in game.weights().iter().enumerate() {
                if a <= b {
                    prop_assert!(banzhaf.swings[i] <= banzhaf.swings[j]);
                    prop_assert!(power.numerators[i] <= power.numerators[j]);
                }
            }
        }
    }

    #[test]
    fn a_house_is_judged_at_each_quota(seats in prop::collection::vec(0..60u32, 1..9), empty in 0..20u32) {
        let filled: u32 = seats.iter().sum();
        let Ok(power) = pivotality(&seats, filled + empty) else {
            prop_assert_eq!(filled, 0);
            return Ok(());
        };
        for AtQuota { quota, needed, members, minimal_winning, .. } in power {
            let house = u64::from(filled + empty);
            let enough = |members: u32| match quota {
                Quota::Half => 2 * u64::from(members) > house,
                Quota::TwoThirds => 3 * u64::from(members) >= 2 * house,
                Quota::ThreeQuarters => 4 * u64::from(members) >= 3 * house,
            };
            prop_assert!(enough(needed) && !enough(needed - 1));
            let Some(members) = members else {
                prop_assert!(needed > filled);
                prop_assert_eq!(minimal_winning, 0);
                continue;
            };
            for (one, &seats) in members.iter().zip(&seats) {
                let (alone, without) = (enough(seats), enough(filled - seats));
                let role = match (alone, without) {
                    (true, false) => Role::Dictator,
                    (false, false) => Role::Veto,
                    (_, true) if one.swings > 0 => Role::Pivotal,
                    (_, true) => Role::Dummy,
                };
                prop_assert_eq!(one.role, role);
            }
        }
    }
}

/// 88 members with a vote each: the most that are counted. Each has an 88th of the power, and half of all coalitions
/// of the others, less the middle, …, exactly as the binomial says.
#[test]
fn the_largest_game_is_exact() {
    let game = Game::new(&[1; MOST_PLAYERS], 45).unwrap();
    let power = game.shapley_shubik();
    assert_eq!(power.fraction(87), Some((1, 88)));
    let middle = (1..=44u32).fold(BigUint::from(1u32), |sum, i| sum * (87 - 44 + i) / i);
    assert_eq!(BigUint::from(game.banzhaf().swings[0]), middle);
    // As much weight as is counted, and one that decides alone.
    let mut heavy = vec![1; MOST_PLAYERS - 1];
    heavy.push(MOST_WEIGHT - 87);
    let alone = Game::new(&heavy, MOST_WEIGHT / 2 + 1).unwrap();
    assert_eq!(alone.shapley_shubik().fraction(87), Some((1, 1)));
    assert_eq!(alone.banzhaf().all, 1 << 87);
    assert_eq!(alone.minimal_winning_coalitions(1).unwrap(), [vec![87]]);
}

#[test]
fn what_cannot_be_counted_is_refused() {
    assert_eq!(Game::new(&[], 1), Err(PowerError::QuotaOutOfRange { quota: 1, weight: 0 }));
    assert_eq!(Game::new(&[0, 0], 1), Err(PowerError::QuotaOutOfRange { quota: 1, weight: 0 }));
    assert_eq!(Game::new(&[3, 4], 0), Err(PowerError::QuotaOutOfRange { quota: 0, weight: 7 }));
    assert_eq!(Game::new(&[3, 4], 8), Err(PowerError::QuotaOutOfRange { quota: 8, weight: 7 }));
    assert_eq!(Game::new(&[1; 89], 1), Err(PowerError::TooManyPlayers { given: 89 }));
    assert!(Game::new(&[[1; 88].as_slice(), &[0; 100]].concat(), 1).is_ok());
    assert_eq!(Game::new(&[u32::MAX; 2], 1), Err(PowerError::TooMuchWeight { given: 8_589_934_590 }));
    let game = Game::new(&[1; 20], 11).unwrap();
    assert_eq!(
        game.minimal_winning_coalitions(1_000),
        Err(PowerError::TooManyCoalitions { number: 167_960, most: 1_000 })
    );
    assert_eq!(game.banzhaf().index(20), None);
    assert_eq!(game.shapley_shubik().index(20), None);
    assert!(pivotality(&[], 98).is_err());
}

#[test]
fn the_json_names_are_stable() {
    let power = pivotality(&[3, 1, 1], 5).unwrap();
    let json = serde_json::to_value(&power[1]).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"quota": "two thirds", "needed": 4, "minimal_winning": 2, "members": [
            {"seats": 3, "swings": 3, "banzhaf": 0.6, "shapley_shubik": 2.0 / 3.0, "role": "veto"},
            {"seats": 1, "swings": 1, "banzhaf": 0.2, "shapley_shubik": 1.0 / 6.0, "role": "pivotal"},
            {"seats": 1, "swings": 1, "banzhaf": 0.2, "shapley_shubik": 1.0 / 6.0, "role": "pivotal"},
        ]})
    );
}
