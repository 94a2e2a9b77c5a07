//! What holds for any electorate.

use allocation_counter::measure;
use proptest::prelude::*;
use rand::SeedableRng;
use sailau::electorate::{
    Anomalies, Bar, Dirichlet, DistrictRoll, Electorate, Independents, ListContest, LogisticNormal,
    PartySupport, Prospect, Rate, ReportingLevel, SingleContest, Spatial, Stuffing, Swing, Swings, Turnout,
    TurnoutSpread, VoteModel, VoteRounding, WithSupport,
};
use sailau::random::Generator;
use sailau::votes::{BallotTotals, Tally, Votes};

fn sd() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), 0.0..1.0, Just(6.0)]
}

fn share() -> impl Strategy<Value = f64> {
    prop_oneof![Just(0.0), Just(1.0), 0.0..1.0, Just(1e-9)]
}

fn rate() -> impl Strategy<Value = Rate> {
    (share(), sd(), sd()).prop_map(|(mean, nation, district)| Rate { nation, district, ..Rate::fixed(mean) })
}

fn swing(parties: usize) -> impl Strategy<Value = Swing> {
    let swings = || {
        (sd(), sd(), sd(), prop_oneof![Just(0.0), Just(0.999), 0.0..1.0]).prop_map(
            |(nation, region, district, correlation)| Swings { nation, region, district, correlation },
        )
    };
    let concentration = || proptest::option::of(prop_oneof![Just(1e-6), Just(1e12), 0.01..1000.0]);
    let place = proptest::collection::vec(-3.0..3.0, 2);
    let places = proptest::collection::vec(place, parties);
    prop_oneof![
        Just(Swing::None),
        swings().prop_map(|s| Swing::LogisticNormal(LogisticNormal {
            nation: s.nation,
            region: s.region,
            district: s.district,
            correlation: s.correlation
        })),
        swings().prop_map(Swing::Uniform),
        swings().prop_map(Swing::Proportional),
        (concentration(), concentration())
            .prop_map(|(nation, district)| Swing::Dirichlet(Dirichlet { nation, district })),
        (places, 0.0..1000.0, sd(), sd(), sd()).prop_map(|(places, b, nation, district, valence)| {
            Swing::Spatial(Spatial {
                parties: places.into_iter().enumerate().map(|(i, at)| (i.to_string(), at)).collect(),
                districts: [].into(),
                covariance: Vec::new(),
                b,
                nation,
                district,
                valence,
                nodes: 3,
            })
        }),
    ]
}

fn party() -> impl Strategy<Value = PartySupport> {
    let entry = (0.5..1e4, sd(), sd());
    let entry = entry.prop_map(|(median, sd, spread)| Prospect { median, sd, spread });
    (
        prop_oneof![Just(1e-9), Just(1e9), 0.01..1.0],
        proptest::option::of("[ab]"),
        0.0..3.0,
        proptest::option::of(entry),
    )
        .prop_map(|(share, bloc, volatility, entry)| PartySupport {
            bloc,
            volatility,
            entry,
            ..PartySupport::new("", share)
        })
}

prop_compose! {
    // Boxed where values have many parts: what is drawn lies on the stack of a test, which is small.
    fn any_electorate()(parties in 1usize..6)(
        swing in swing(parties).boxed(),
        mut parties in proptest::collection::vec(party(), parties),
        rolls in proptest::collection::vec(prop_oneof![Just(0), Just(1), 2u64..100_000, Just(1 << 50)], 1..6),
        rates in proptest::collection::vec(rate(), 5),
        means in proptest::collection::vec(share(), 6),
        sds in proptest::collection::vec(sd(), 4),
        correlation in proptest::option::of(-0.99..0.99),
        by in prop_oneof![Just(ReportingLevel::Nation), Just(ReportingLevel::Region), Just(ReportingLevel::District)],
        counting in prop_oneof![Just(VoteRounding::Expected), Just(VoteRounding::Multinomial)],
        bar in (0u64..5_000, 0u64..50, share()).boxed(),
        beta in proptest::option::of(prop_oneof![Just(1e-6), 0.1..100.0, Just(1e12)]).boxed(),
        independents in proptest::option::of((1u32..4, share(), sd())).boxed(),
        stuffing in proptest::option::of((0.0..0.7, 0.0..0.3, 0.001..5.0, prop_oneof![Just(1e-9), 0.01..3.0])).boxed(),
        holes in proptest::collection::vec(proptest::bool::weighted(0.2), 36),
    ) -> Electorate {
        for (i, party) in parties.iter_mut().enumerate() {
            party.name = i.to_string();
            // The first party stands everywhere, so that somebody does.
            let holes = holes.iter().skip(6 * i).take(rolls.len()).enumerate();
            party.districts = holes.filter(|(_, hole)| i > 0 && **hole).map(|(d, _)| (format!("D{d}"), 0.0)).collect();
        }
        let by_normals = matches!(swing, Swing::LogisticNormal(_) | Swing::Uniform(_) | Swing::Proportional(_));
        let with = correlation.filter(|_| by_normals);
        Electorate {
            districts: rolls.iter().enumerate().map(|(i, &registered)| DistrictRoll {
                region: (i > 0).then(|| format!("R{}", i / 2)),
                turnout: means.get(i).copied().filter(|_| i % 2 == 1),
                stations: Some(7),
                ..DistrictRoll::new(format!("D{i}"), registered)
            }).collect(),
            turnout: Turnout {
                mean: means[0],
                nation: sds[0],
                region: sds[1],
                district: beta.map_or(TurnoutSpread::Logit(sds[2]), TurnoutSpread::Beta),
                with_support: with.map(|correlation| WithSupport { party: "0".into(), correlation }),
                ..Turnout::UK_2019
            },
            lists: vec![ListContest { by, invalid: rates[0].clone(), against_all: rates[1].clone(), others: rates[0].clone(), ..ListContest::default() }],
            singles: vec![SingleContest {
                invalid: rates[2].clone(),
                against_all: rates[3].clone(),
                others: rates[4].clone(),
                desertion: rates[4].clone(),
                personal: sds[3],
                independents: independents.map(|(each, share, personal)| Independents { each, share, personal }),
                ..SingleContest::default()
            }],
            bar: Some(Bar { members: bar.0, in_each_region: bar.1, abstain: bar.2 }),
            anomalies: stuffing.map(|(incremental, extreme, alpha, theta)| Anomalies {
                party: "0".into(),
                station: 500,
                station_sd: sds[0].min(5.0),
                turnout_sd: sds[1],
                share_sd: sds[2],
                stuffing: Stuffing { incremental, extreme, alpha, theta, extreme_sd: 0.075 },
                regions: [].into(),
            }),
            parties,
            swing,
            counting,
            ..Electorate::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_electorate_draws_votes_that_are_no_more_than_its_voters(electorate in any_electorate(), seed: u64) {
        let model = electorate.compile().unwrap();
        let mut rng = Generator::seed_from_u64(seed);
        let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
        for _ in 0..20 {
            model.draw(&mut rng, &mut workspace, &mut tally);
            for contest in model.field().contests() {
                let mut registered = 0;
                for ballot in &contest.ballots {
                    let totals = tally.totals[ballot.totals()];
                    let votes: u64 = tally.votes[ballot.votes()].iter().sum();
                    let cast = votes + totals.invalid.unwrap() + totals.against_all + totals.others;
                    prop_assert!(cast <= totals.registered.unwrap());
                    registered += totals.registered.unwrap();
                }
                prop_assert_eq!(registered, electorate.districts.iter().map(|d| d.registered).sum::<u64>());
            }
        }
        // The votes are votes that a count takes.
        prop_assert!(Votes::new(model.field().clone(), tally).is_ok());
    }

    #[test]
    fn a_draw_depends_on_the_generator_alone_and_allocates_nothing(electorate in any_electorate(), seed: u64) {
        let model = electorate.compile().unwrap();
        let draw = |workspace: &mut _, tally: &mut Tally, seed: u64| {
            model.draw(&mut Generator::seed_from_u64(seed), workspace, tally);
        };
        let (mut fresh, mut first) = (model.workspace(), model.field().empty_tally());
        draw(&mut fresh, &mut first, seed);
        let (mut used, mut second) = (model.workspace(), model.field().empty_tally());
        draw(&mut used, &mut second, seed ^ 1);
        draw(&mut used, &mut second, seed ^ 2);
        let again = measure(|| draw(&mut used, &mut second, seed));
        prop_assert_eq!(&first, &second);
        prop_assert_eq!(again.count_total, 0);
    }

    #[test]
    fn elections_side_by_side_are_those_one_after_the_other(
        electorate in any_electorate(), seed: u64, number in 0..40usize, before in 0..3usize,
    ) {
        let model = electorate.compile().unwrap();
        let (mut one, mut other) = (Generator::seed_from_u64(seed), Generator::seed_from_u64(seed));
        let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
        let odd = Tally { votes: vec![7; number], ranked: Vec::new(), ..model.field().empty_tally() };
        let mut tallies = vec![odd; number];
        for _ in 0..before {
            one.normal();
            other.normal();
        }
        for _ in 0..2 {
            model.draw_all(&mut one, &mut workspace, &mut tallies);
            for drawn in &tallies {
                model.draw(&mut other, &mut workspace, &mut tally);
                prop_assert_eq!(drawn, &tally);
            }
        }
        // Nor do they take other random numbers.
        prop_assert_eq!((one.normal(), one.uniform()), (other.normal(), other.uniform()));
        let again = measure(|| model.draw_all(&mut one, &mut workspace, &mut tallies));
        prop_assert_eq!(again.count_total, 0);
        // Nor where each has numbers of its own.
        let rngs: Vec<_> = (0..number as u64).map(|at| Generator::seed_from_u64(seed ^ at)).collect();
        let mut each = rngs.clone();
        let again = measure(|| model.draw_each(&mut each, &mut workspace, &mut tallies));
        prop_assert_eq!(again.count_total, 0);
        for ((mut rng, mut after), drawn) in rngs.into_iter().zip(each).zip(&tallies) {
            model.draw(&mut rng, &mut workspace, &mut tally);
            prop_assert_eq!(drawn, &tally);
            prop_assert_eq!((rng.normal(), rng.uniform()), (after.normal(), after.uniform()));
        }
    }

    #[test]
    fn any_electorate_is_the_same_after_writing_and_reading(electorate in any_electorate()) {
        let text = electorate.to_toml().unwrap();
        prop_assert_eq!(&Electorate::from_toml(&text).unwrap(), &electorate, "{}", text);
    }
}

#[test]
fn workspaces_and_tallies_of_others_become_the_models_own() {
    let small = crate::electorate::drawing::electorate(&[0.5, 0.5], 1, 1_000).compile().unwrap();
    let large = crate::electorate::drawing::electorate(&[0.3, 0.3, 0.4], 9, 1_000).compile().unwrap();
    let mut expected = large.field().empty_tally();
    large.draw(&mut Generator::seed_from_u64(1), &mut large.workspace(), &mut expected);
    let mut others = small.workspace();
    for votes in [0, 1, 27, 99] {
        let mut tally = Tally {
            votes: vec![7; votes],
            totals: vec![BallotTotals { others: 5, ..Default::default() }; votes],
            ..Tally::default()
        };
        large.draw(&mut Generator::seed_from_u64(1), &mut others, &mut tally);
        assert_eq!(tally, expected);
    }
}
