//! Who is directly elected: published power indices come out, and the Parliaments add up.

use proptest::prelude::*;
use sailau::kazakhstan::{elections, parliaments, regions_on, senate_laws};
use sailau::procedure::FactError;
use sailau::procedure::dependence::{Bloc, Chamber, Dependence};

fn chamber(quota: u32, seats: &[u32]) -> Chamber {
    let bloc = |(i, &seats): (usize, &u32)| Bloc { name: i.to_string(), chosen_by: i.to_string(), seats };
    Chamber { name: "game".to_owned(), quota, blocs: seats.iter().enumerate().map(bloc).collect() }
}

fn report(quota: u32, seats: &[u32]) -> Dependence {
    chamber(quota, seats).dependence().unwrap()
}

fn swings(report: &Dependence) -> Vec<u128> {
    report.blocs.iter().map(|bloc| bloc.swings).collect()
}

fn pivots(report: &Dependence) -> Vec<u128> {
    report.blocs.iter().map(|bloc| bloc.pivots.unwrap()).collect()
}

#[test]
fn published_games_come_out() {
    // Straffin: 5/12, 1/4, 1/4, 1/12.
    assert_eq!(swings(&report(6, &[4, 3, 2, 1])), [5, 3, 3, 1]);
    // Shapley-Shubik 2/3, 1/6, 1/6.
    assert_eq!(pivots(&report(6, &[4, 3, 2])), [4, 1, 1]);
    // EEC 1958: Luxembourg has no power at all; 7/30, 3/20, 0 of 720 orders.
    let eec = report(12, &[4, 4, 4, 2, 2, 1]);
    assert_eq!(swings(&eec), [10, 10, 10, 6, 6, 0]);
    assert_eq!(pivots(&eec), [168, 168, 168, 108, 108, 0]);
    // United Nations Security Council: 848 and 84 of 5,080 swings; 421/2145 and 4/2145 of all orders.
    let council: Vec<_> = [7; 5].into_iter().chain([1; 10]).collect();
    let council = report(39, &council);
    assert_eq!((council.blocs[0].swings, council.blocs[14].swings, council.swings), (848, 84, 5_080));
    let orders: u128 = (1..=15).product();
    assert_eq!(council.blocs[0].pivots, Some(orders / 2_145 * 421));
    assert_eq!(council.blocs[14].pivots, Some(orders / 2_145 * 4));
    // Bundestag 1994.
    assert_eq!(swings(&report(337, &[294, 252, 49, 47, 30])), [12, 4, 4, 4, 0]);
    // The 27 of the Treaty of Nice, weights only: Germany 2,193,664 swings.
    let nice =
        [29, 29, 29, 29, 27, 27, 14, 13, 12, 12, 12, 12, 12, 10, 10, 10, 7, 7, 7, 7, 7, 4, 4, 4, 4, 4, 3];
    assert_eq!(report(255, &nice).blocs[0].swings, 2_193_664);
}

#[test]
fn the_parliaments_add_up_to_the_constitution() {
    let seats = |of: usize| -> Vec<(String, u32)> {
        let mut sums: Vec<(String, u32)> = Vec::new();
        for chamber in &parliaments()[of].chambers {
            let report = chamber.by_majority().dependence().unwrap();
            assert_eq!(report.seats, chamber.seats, "{}", chamber.name);
            for chooser in report.choosers {
                match sums.iter_mut().find(|(name, _)| *name == chooser.name) {
                    Some((_, sum)) => *sum += chooser.seats,
                    None => sums.push((chooser.name, chooser.seats)),
                }
            }
        }
        sums.sort();
        sums
    };
    let owned = |rows: &[(&str, u32)]| rows.iter().map(|&(name, n)| (name.to_owned(), n)).collect::<Vec<_>>();
    let before = [("the Assembly", 9), ("the President", 15), ("the mäslihats", 34), ("the voters", 98)];
    assert_eq!(seats(0), owned(&before));
    let proposal = "the President, on the Assembly's proposal";
    let after = [("the President", 5), (proposal, 5), ("the mäslihats", 40), ("the voters", 98)];
    assert_eq!(seats(1), owned(&after));
    assert_eq!(seats(2), owned(&[("the voters", 145)]));
}

#[test]
fn parties_have_the_seats_that_the_count_gives() {
    let election = |year| elections().iter().find(|one| one.day.year() == year).unwrap();
    let law = sailau::kazakhstan::law_on(election(2021).day).unwrap().value;
    let house = law.count(&election(2021).votes()).unwrap();
    let mäjilis = parliaments()[0].chambers[1].by_majority();
    for bloc in mäjilis.blocs.iter().filter(|bloc| bloc.chosen_by == "the voters") {
        assert_eq!(house.seats_in("list", &bloc.name).unwrap(), bloc.seats, "{}", bloc.name);
    }
}

#[test]
fn the_senates_are_those_of_the_law() {
    for of in [0, 1] {
        let parliament = &parliaments()[of];
        let law = senate_laws().on(parliament.day).unwrap().value;
        let regions = regions_on(parliament.day).unwrap().len() as u32;
        let senate = law.composition(regions);
        let report = parliament.chambers[0].by_majority().dependence().unwrap();
        let seats = |who: &str| -> u32 {
            report.choosers.iter().filter(|one| one.name.starts_with(who)).map(|one| one.seats).sum()
        };
        assert_eq!(senate.total(), u64::from(report.seats));
        assert_eq!(senate.elected, u64::from(seats("the mäslihats")));
        assert_eq!(senate.appointed, u64::from(seats("the President")));
        assert_eq!(
            senate.on_assembly_proposal,
            u64::from(seats("the President, on the Assembly's proposal"))
        );
    }
}

#[test]
fn seats_and_power_differ() {
    let chooser = |of: usize, chamber: usize, name: &str| {
        let report = parliaments()[of].chambers[chamber].by_majority().dependence().unwrap();
        report.choosers.into_iter().find(|one| one.name == name).unwrap()
    };
    // Nine seats of the Assembly beside a party with a majority of its own: no power.
    assert_eq!(chooser(0, 1, "the Assembly").banzhaf, Some(0.0));
    // A bloc of 15 of 49 beside 17 pairs turns the vote from the sixth to the thirteenth place of 18: more than its part
    // of the seats. Split in two and cut to ten, far less.
    let before = chooser(0, 0, "the President");
    assert_eq!(before.shapley, Some(8.0 / 18.0));
    assert!(before.banzhaf.unwrap() > 0.6, "{before:?}");
    let after = chooser(1, 0, "the President");
    assert!(after.banzhaf.unwrap() < 0.15 && after.shapley.unwrap() < 0.15, "{after:?}");
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |quota, seats: &[u32]| chamber(quota, seats).dependence().unwrap_err();
    assert!(matches!(refused(1, &[]), FactError::Nobody { .. }));
    assert!(matches!(refused(0, &[1]), FactError::Nobody { .. }));
    assert!(matches!(refused(1, &[1, 0]), FactError::Nobody { .. }));
    assert!(matches!(refused(3, &[1, 1]), FactError::MoreThanAll { .. }));
    assert!(matches!(refused(1, &[u32::MAX; 2]), FactError::MoreThanAll { .. }));
    assert!(matches!(refused(1, &[1; 121]), FactError::MoreThanAll { .. }));
    let mut twice = chamber(1, &[1, 1]);
    twice.blocs[1].name = "0".to_owned();
    assert!(matches!(twice.dependence().unwrap_err(), FactError::Twice { .. }));
    // The largest that is allowed: 120 deputies, each for themselves.
    let large = report(61, &[1; 120]);
    assert!(large.choosers.iter().all(|one| one.banzhaf == Some(1.0 / 120.0) && one.shapley.is_none()));
}

proptest! {
    /// Counted coalition by coalition; all orders add up; more seats never mean less power.
    #[test]
    fn power_is_counted_exactly(seats in proptest::collection::vec(1u32..12, 1..9), of: prop::sample::Index) {
        let total: u32 = seats.iter().sum();
        let quota = of.index(total as usize) as u32 + 1;
        let report = report(quota, &seats);
        for (i, bloc) in report.blocs.iter().enumerate() {
            let sum = |set: u32| -> u32 { (0..seats.len()).filter(|j| set >> j & 1 == 1).map(|j| seats[j]).sum() };
            let swing = |set: &u32| set >> i & 1 == 0 && sum(*set) < quota && sum(*set) + seats[i] >= quota;
            prop_assert_eq!(bloc.swings, (0..1u32 << seats.len()).filter(swing).count() as u128);
        }
        let orders: u128 = (1..=seats.len() as u128).product();
        prop_assert_eq!(pivots(&report).iter().sum::<u128>(), orders);
        for (a, b) in report.blocs.iter().zip(&report.blocs[1..]) {
            prop_assert_eq!(a.seats.cmp(&b.seats).is_ge() && a.swings < b.swings, false);
        }
        // The dual game, total - quota + 1, has the same swings.
        let dual = chamber(total - quota + 1, &seats).dependence().unwrap();
        prop_assert_eq!(swings(&dual), swings(&report));
    }
}
