//! The same seed draws the same bytes, whatever the machine, its vectors and the number of threads.
//!
//! What is expected here was written down once. The continuous integration draws it with other targets of the compiler as well.

use std::collections::BTreeMap;

use jiff::civil::date;
use rand::{Rng, RngExt, SeedableRng};
use sailau::abroad::{moscow_2011, past_recalls, recall_law, voting_ways};
use sailau::apportion::cpu_dispatch::at_most;
use sailau::electorate::{
    Anomalies, Bar, Candidate, Dirichlet, Electorate, Independents, LogisticNormal, Mixture, Prospect, Rate,
    ReportingLevel, SingleContest, Spatial, Stuffing, Swing, Swings, Turnout, TurnoutSpread, VoteModel,
    VoteRounding, WithSupport, station_sizes,
};
use sailau::kazakhstan;
use sailau::procedure::registration::Rules;
use sailau::procedure::{Law, Limit};
use sailau::random::Generator;
use sailau::simulate::elections::{Event, Simulation};
use sailau::simulate::observers::Placing;
use sailau::simulate::recall::{Fit, Recalls, Scenario};
use sailau::simulate::registration::{LawOnMap, Model, Range, Sizes};
use sailau::simulate::voting_ways::{Place, Scenario as WaysScenario};
use sailau::simulate::{Experiment, Run, Sample, Summary, stream};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::electorate::drawing::{candidate, electorate};

/// Draws of each experiment: two blocks and a half.
const DRAWS: u64 = 640;

/// What is drawn, and the first half of the SHA-256 of it.
const EXPECTED: [(&str, &str); 22] = [
    ("words", "7d25e459e340376aaa076b32421a2ac1"),
    ("numbers", "c7c46a4162328fe8b93f248380eec6fa"),
    ("list of 2021", "53583a02b90343ee1a155db7f8f8536e"),
    ("69 and 29 of 2023", "bdccb6070991427bc1fe0deff5ee00b4"),
    ("two models", "55b88f09ea9f362cb3c68a303704623e"),
    ("three levels, blocs, candidates", "984689f1c16db2802463ba172ef4977b"),
    ("uniform swing", "17393ae175cf68a8476e081fb3cdbd0e"),
    ("proportional swing", "643e6c38b78d17940a8fb29b512af85b"),
    ("Dirichlet swing", "9359429d6ec41c9c2df9a5252820645d"),
    ("multinomial", "7cc13bc05eaabcf4e49beefeae1a0465"),
    ("spatial", "b04d478d79e68fea7cb8c0f6a2b34f8c"),
    ("turnout: logit", "a124e42bb385c2dab89ad06e5746aed7"),
    ("turnout: beta", "6b1664e2d056dfe51587b13b3c0f76ca"),
    ("anomalies", "43492c792d8292348e8459f96819f45b"),
    ("stations", "5dc6879ae6605a9880df0d67c8eaa811"),
    ("entrants", "364f6cd053b4ee0180d96c783b1d7a95"),
    ("registration: Pareto", "b9b543ddb7c3ae3d22722ff5f56d82b8"),
    ("registration: log-normal", "3813eaf0672f24ab3c46a8ef37142919"),
    ("recall", "f82189764fd50e1da77a9df01d8b0107"),
    ("forecast of recalls", "e6e7d78672e3e40f9a29ba52accb737a"),
    ("ways of voting", "6a4f6260b63f8f04a68caa4e226f8b56"),
    ("observers", "4967822784309fcc1a238ed7fc1bc043"),
];

fn short(hash: Sha256) -> String {
    hash.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Everything that is found, as it would stand in a file.
fn of_run<E: Experiment>(experiment: &E, threads: usize) -> String
where
    E::Summary: Serialize + Summary,
{
    let run = Run::from_seed(20_231_123).draws(DRAWS).threads(threads);
    // With several threads in several shards, the last one first.
    let summary = match threads {
        1 => run.run(experiment).unwrap().summary,
        _ => {
            let shards = (1..=3).rev().map(|part| run.clone().shard(part, 3).run(experiment).unwrap());
            Sample::merge_all(shards).unwrap().summary
        }
    };
    let found = serde_json::to_string(&summary).unwrap();
    // What is said of elections before their parties is not what was drawn.
    let from = if found.starts_with("{\"fingerprint\"") { found.find("\"parties\":[").unwrap() } else { 0 };
    short(Sha256::new().chain_update(&found[from..]))
}

/// Every number of every drawn tally.
fn of_electorate(electorate: &Electorate) -> String {
    let model = electorate.compile().unwrap();
    let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
    let mut hash = Sha256::new();
    for block in 0..2 {
        let mut generator = stream(20_231_123, block);
        for _ in 0..DRAWS / 4 {
            model.draw(&mut generator, &mut workspace, &mut tally);
            tally.votes.iter().for_each(|votes| hash.update(votes.to_le_bytes()));
            for totals in &tally.totals {
                let all = [totals.invalid.unwrap_or(0), totals.against_all, totals.others];
                all.iter().for_each(|number| hash.update(number.to_le_bytes()));
            }
        }
    }
    short(hash)
}

/// Four parties in six districts of three regions, with everything that is spoilt.
fn country() -> Electorate {
    let mut country = electorate(&[0.45, 0.3, 0.2, 0.05], 6, 90_000);
    for (number, district) in country.districts.iter_mut().enumerate() {
        district.region = Some(["north", "south", "east"][number / 2].to_owned());
        district.registered += number as u64 * 1_001;
    }
    let rate = |mean| Rate { nation: 0.2, district: 0.1, ..Rate::fixed(mean) };
    country.lists[0].by = ReportingLevel::Region;
    (country.lists[0].invalid, country.lists[0].against_all, country.lists[0].others) =
        (rate(0.02), rate(0.03), rate(0.01));
    country.singles = vec![SingleContest {
        invalid: rate(0.03),
        desertion: rate(0.2),
        candidates: vec![
            candidate("2", Some("D"), Some("Dana")),
            Candidate { share: Some(0.1), ..candidate("3", None, Some("Ivan")) },
        ],
        split: [("B".to_owned(), 0.2)].into(),
        independents: Some(Independents { each: 2, share: 0.05, personal: 0.5 }),
        ..SingleContest::default()
    }];
    country.turnout = Turnout { mean: 0.61, ..Turnout::UK_2019 };
    country
}

fn swinging(swing: Swing) -> String {
    of_electorate(&Electorate { swing, ..country() })
}

/// The name of each experiment, and what it drew.
fn digests(threads: usize) -> BTreeMap<&'static str, String> {
    let mut all = BTreeMap::new();
    let mut words = Sha256::new();
    let mut generator = Generator::of_stream([7; 32], 1 << 40);
    (0..1_000).for_each(|_| words.update(generator.next_u64().to_le_bytes()));
    let mut bytes = [0; 999];
    generator.fill_bytes(&mut bytes);
    words.update(bytes);
    (0..1_000).for_each(|_| words.update(generator.random_range(0..1_000_003u64).to_le_bytes()));
    all.insert("words", short(words));

    let mut numbers = Sha256::new();
    let mut generator = Generator::seed_from_u64(5);
    let mut normals = vec![0.0; 10_000];
    generator.fill_normals(&mut normals);
    normals.iter().for_each(|number| numbers.update(number.to_bits().to_le_bytes()));
    for shape in [1e-3, 0.4, 1.0, 7.5, 1e6] {
        for _ in 0..200 {
            let drawn = [generator.ln_gamma(shape), generator.exponential(), generator.uniform()];
            drawn.iter().for_each(|number| numbers.update(number.to_bits().to_le_bytes()));
            numbers.update(generator.beta(0.3, shape).to_bits().to_le_bytes());
            for (n, p) in [(30, 0.1), (1_000, 0.3), (9_000_000, 0.54), (1 << 60, 0.9)] {
                numbers.update(generator.binomial(n, p).to_le_bytes());
            }
        }
    }
    all.insert("numbers", short(numbers));

    let law = |year, month, day| kazakhstan::law_on(date(year, month, day)).unwrap().value;
    let (old, new) = (law(2021, 5, 25), law(2023, 3, 19));
    let voters = kazakhstan::electorate(date(2021, 1, 10)).unwrap().electorate.compile().unwrap();
    all.insert("list of 2021", of_run(&Simulation::new(&voters).system("2021", old).unwrap(), threads));
    let voters = kazakhstan::electorate(date(2023, 3, 19)).unwrap().electorate.compile().unwrap();
    let mixed = Simulation::new(&voters).system("2023", new).unwrap().system("2021", old).unwrap();
    all.insert("69 and 29 of 2023", of_run(&mixed.event(Event::majority("Amanat")).unwrap(), threads));
    let mut entrants = country();
    for (party, median) in entrants.parties[2..].iter_mut().zip([9_000.0, 4_000.0]) {
        party.entry = Some(Prospect { median, sd: 1.1, spread: 0.6 });
    }
    let with_bar = |members| {
        let bar = Some(Bar { members, in_each_region: 600, abstain: 0.3 });
        Electorate { bar, ..entrants.clone() }
    };
    let models = [5_000, 2_000].map(|members| with_bar(members).compile().unwrap());
    let two = Simulation::new(&models[0]).allow_uncounted().system("strict", new).unwrap();
    let two = two.with_model(&models[1]).system("mild", new).unwrap();
    all.insert("two models", of_run(&two, threads));

    let mut blocs = country();
    blocs.parties[1].bloc = Some("both".to_owned());
    blocs.parties[2].bloc = Some("both".to_owned());
    blocs.parties[3].volatility = 2.0;
    blocs.swing =
        Swing::LogisticNormal(LogisticNormal { region: 0.1, correlation: 0.5, ..LogisticNormal::default() });
    all.insert("three levels, blocs, candidates", of_electorate(&blocs));
    let swings = Swings { nation: 0.03, region: 0.02, district: 0.02, correlation: 0.0 };
    all.insert("uniform swing", swinging(Swing::Uniform(swings)));
    all.insert("proportional swing", swinging(Swing::Proportional(swings)));
    all.insert(
        "Dirichlet swing",
        swinging(Swing::Dirichlet(Dirichlet { nation: Some(60.0), district: Some(12.0) })),
    );
    all.insert(
        "multinomial",
        of_electorate(&Electorate { counting: VoteRounding::Multinomial, ..country() }),
    );
    let places =
        [("A", vec![0.0, 0.3]), ("B", vec![1.0, -0.5]), ("C", vec![-1.0, 0.2]), ("D", vec![0.4, 1.4])];
    all.insert(
        "spatial",
        swinging(Swing::Spatial(Spatial {
            parties: places.map(|(name, at)| (name.to_owned(), at)).into(),
            districts: [("2".to_owned(), vec![0.7, 0.2])].into(),
            covariance: vec![vec![1.0, 0.3], vec![0.3, 0.5]],
            b: 0.8,
            nation: 0.2,
            district: 0.1,
            valence: 0.1,
            nodes: 9,
        })),
    );
    let turnout = |district| Turnout {
        mean: 0.55,
        regions: [("east".to_owned(), 0.7)].into(),
        nation: 0.1,
        region: 0.1,
        district,
        with_support: Some(WithSupport { party: "A".to_owned(), correlation: 0.4 }),
    };
    let with_turnout = |district| of_electorate(&Electorate { turnout: turnout(district), ..country() });
    all.insert("turnout: logit", with_turnout(TurnoutSpread::Logit(0.2)));
    all.insert("turnout: beta", with_turnout(TurnoutSpread::Beta(40.0)));

    let anomalies = Anomalies {
        party: "A".to_owned(),
        station: 1_000,
        station_sd: 0.7,
        turnout_sd: 0.08,
        share_sd: 0.07,
        stuffing: Stuffing::RUSSIA_2011,
        regions: [("south".to_owned(), Stuffing::NONE)].into(),
    };
    all.insert("anomalies", of_electorate(&Electorate { anomalies: Some(anomalies), ..country() }));
    let mut stations = Sha256::new();
    let mut generator = Generator::seed_from_u64(6);
    for voters in station_sizes(1_000_000, 1_000, 0.7) {
        let station = Mixture::RUSSIA_2012.station(voters, &mut generator);
        let numbers = [station.registered, station.ballots, station.leader];
        numbers.iter().for_each(|number| stations.update(number.to_le_bytes()));
    }
    all.insert("stations", short(stations));
    all.insert("entrants", of_electorate(&with_bar(3_000)));

    let units = [700_000, 200_000, 100_000, 50_000];
    let map = [0, 1, 2, 2];
    let registration = |sizes| {
        let mut law: Law<Rules> = kazakhstan::registration_laws().on(date(2023, 1, 1)).unwrap().value.clone();
        let strict = LawOnMap::new("strict", &law, &map).unwrap();
        law.rules.members = Some(Limit::AtLeast(1_000));
        let cases = [strict, LawOnMap::new("mild", &law, &map).unwrap()];
        let model = Model {
            prospects: 20,
            sizes,
            concentration: Range { from: 0.0, to: 2.0 },
            admission: 0.9,
            populations: units.to_vec(),
        };
        of_run(&model.survey(&cases, vec![5_000, 20_000], vec![1.0]).unwrap(), threads)
    };
    all.insert("registration: Pareto", registration(Sizes::Pareto { smallest: 1_000, index: 0.5 }));
    all.insert("registration: log-normal", registration(Sizes::LogNormal { median: 4_000, sigma: 1.2 }));

    let laws = [
        kazakhstan::recall_laws().on(date(2024, 1, 1)).unwrap().value,
        &recall_law("united-kingdom-2015").unwrap().law,
    ];
    let district = Scenario { voters: 9_000, turnout: 0.55, margin: 0.2, discontent: 0.3 };
    let recalls = Recalls::new(&laws, district, sailau::simulate::recall::Model::default()).unwrap();
    all.insert("recall", of_run(&recalls, threads));
    let british = past_recalls().iter().filter(|one| one.law == "united-kingdom-2015");
    let forecast = Fit::to(british, false).unwrap().forecast(&laws[1].rules, 75_000);
    all.insert("forecast of recalls", of_run(&forecast, threads));

    let place = |name: &str, voters| Place { name: name.to_owned(), registered: 1_000_000, voters };
    let scenario = WaysScenario {
        places: vec![place("town", 300_000), place("country", 700_000)],
        votes: vec![540_000, 460_000],
        ways: voting_ways().to_vec(),
        local_spread: 0.5,
        lean: 0.2,
    };
    all.insert("ways of voting", of_run(&scenario.varying(|_| Vec::new()).unwrap(), threads));
    let moscow = moscow_2011();
    let placing = Placing {
        stations: 500,
        observed: 40,
        honest: moscow.share_observed,
        spread: moscow.spread,
        tampered: moscow.tampered,
        added: moscow.difference / moscow.tampered,
        deterred: 0.8,
    };
    all.insert("observers", of_run(&placing.observing().unwrap(), threads));
    all
}

#[test]
fn the_same_seed_draws_the_same_everywhere() {
    let expected: BTreeMap<&str, String> =
        EXPECTED.iter().map(|&(name, digest)| (name, digest.to_owned())).collect();
    for (bits, threads) in [(512, 1), (256, 64), (128, 64)] {
        at_most(bits);
        let found = digests(threads);
        for (name, digest) in &found {
            if expected.get(name) != Some(digest) {
                println!("    (\"{name}\", \"{digest}\"),");
            }
        }
        assert_eq!(found, expected, "with vectors of {bits} bits and {threads} threads");
    }
    at_most(512);
}
