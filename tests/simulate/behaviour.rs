//! What voters and lists do about a threshold, as scenarios state it.

use allocation_counter::measure;
use proptest::prelude::*;
use rand::SeedableRng;
use sailau::ElectoralSystem;
use sailau::electorate::{Electorate, Sampler, Swing, VoteModel, check_model};
use sailau::kazakhstan::registration_laws;
use sailau::random::Generator;
use sailau::simulate::behaviour::{Behaving, BehaviourError, Scenario};
use sailau::simulate::elections::{Digest, Simulation};
use sailau::simulate::{Confidence, Run};
use sailau::votes::{Tally, VotesBuilder};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::electorate::drawing::{electorate, plain_single};

const LETTERS: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

fn rules(threshold: &str) -> ElectoralSystem {
    let text = format!(
        "name = 'five'\n[[tier]]\nname = 'list'\nseats = 20\nmethod = 'hare'\n\
         threshold = {{ at_least = '{threshold}', of = 'valid votes' }}\nties = 'earlier registration'\n"
    );
    ElectoralSystem::from_toml(&text).unwrap()
}

/// The lists of some regions with their candidates, who vary.
fn country(shares: &[f64], districts: usize) -> Electorate {
    let mut country = electorate(shares, districts, 10_000);
    country.singles = vec![plain_single()];
    for (number, party) in (1..).zip(&mut country.parties) {
        party.registration_order = Some(number);
    }
    country
}

fn behaving(country: &Electorate, scenario: &str, threshold: &str) -> Behaving<Sampler> {
    let scenario = Scenario::from_toml(&format!("name = 's'\n{scenario}")).unwrap();
    Behaving::new(country.compile().unwrap(), country, &scenario, "law", &rules(threshold)).unwrap()
}

fn drawn(model: &impl VoteModel, seed: u64) -> Tally {
    let mut tally = model.field().empty_tally();
    model.draw(&mut Generator::seed_from_u64(seed), &mut model.workspace(), &mut tally);
    tally
}

fn wrong(country: &Electorate, scenario: &str) -> String {
    let read = Scenario::from_toml(&format!("name = 's'\n{scenario}"));
    let error = read.and_then(|scenario| {
        Behaving::new(country.compile().unwrap(), country, &scenario, "law", &rules("5%")).map(|_| ())
    });
    error.unwrap_err().to_string()
}

/// Shares of three to six lists, many of them around a threshold of five per cent.
fn shares() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(prop_oneof![0.01..0.1, 0.05..1.0, Just(0.05)], 3..=6)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn who_deserts_votes_for_another_and_nobody_else_does(
        shares in shares(),
        districts in 1..4usize,
        error in prop_oneof![Just(0.0), 0.0..1.0],
        percent in 0..=100u32,
        weights in proptest::collection::vec(0..4u32, 6),
        seed in 0..u64::MAX,
    ) {
        let country = country(&shares, districts);
        // Voters of A have a table of their own.
        let table: Vec<String> = LETTERS[1..shares.len()].iter().zip(&weights).map(|(name, weight)| format!("{name} = {weight}")).collect();
        let table = match weights[..shares.len() - 1].iter().all(|&weight| weight == 0) {
            true => String::new(),
            false => format!("[desertion.to]\nA = {{ {} }}", table.join(", ")),
        };
        let with = |percent: u32| behaving(&country, &format!("[desertion]\nshare = '{percent}%'\nerror = {error}\n{table}"), "5%");
        let plain = drawn(&country.compile().unwrap(), seed);
        // Nothing is on by itself, and at 0 everything is as it was.
        prop_assert_eq!(&drawn(&Behaving::as_they_are(country.compile().unwrap()), seed), &plain);
        prop_assert_eq!(&drawn(&with(0), seed), &plain);
        let (some, all) = (drawn(&with(percent), seed), drawn(&with(100), seed));
        let parties = shares.len();
        for district in 0..districts {
            let paper = district * parties..(district + 1) * parties;
            let sum = |tally: &Tally| tally.votes[paper.clone()].iter().sum::<u64>();
            prop_assert_eq!((sum(&some), sum(&all)), (sum(&plain), sum(&plain)));
            for at in paper {
                // Who is deserted loses the more the higher the dial is. Who is not loses nothing, and gains the more, but for a vote
                // by which each of two sums is rounded: what goes in proportion, and what goes by the table.
                let rows = [plain.votes[at], some.votes[at], all.votes[at]];
                let gains = rows[0] <= rows[1] && rows[1] <= rows[2] + 2;
                prop_assert!(gains || rows.iter().rev().is_sorted(), "{:?}", rows);
                prop_assert!(all.votes[at] >= plain.votes[at] || all.votes[at] == 0, "{:?}", rows);
            }
        }
        // Candidates and all other figures stay.
        prop_assert_eq!(&some.votes[districts * parties..], &plain.votes[districts * parties..]);
        prop_assert_eq!(&some.totals, &plain.totals);
    }

    #[test]
    fn a_joint_list_has_the_votes_of_those_who_follow(
        shares in shares(),
        districts in 1..4usize,
        percent in 0..=100u32,
        stays in any::<bool>(),
        seed in 0..u64::MAX,
    ) {
        let country = country(&shares, districts);
        let others = if stays { "stay at home" } else { "in proportion" };
        let text = format!("[[together]]\nlist = 'AB'\nof = ['B', 'A']\nfollowers = '{percent}%'\nothers = '{others}'\nkind = 'coalition'");
        let model = behaving(&country, &text, "5%");
        let joint = model.field().parties().last().unwrap();
        prop_assert_eq!((&*joint.name, joint.registration_order, joint.kind.as_deref()), ("AB", Some(1), Some("coalition")));
        let (plain, with) = (drawn(&country.compile().unwrap(), seed), drawn(&model, seed));
        let parties = shares.len();
        for district in 0..districts {
            let paper = district * parties..(district + 1) * parties;
            let (before, after) = (&plain.votes[paper.clone()], &with.votes[paper]);
            let follow = (before[0] + before[1]) * u64::from(percent) / 100;
            prop_assert_eq!(&after[..2], &[follow, 0]);
            let away = before[0] + before[1] - follow;
            let (rest, before) = (after[2..].iter().sum::<u64>(), before[2..].iter().sum::<u64>());
            prop_assert_eq!(rest, before + if stays || before == 0 { 0 } else { away });
        }
        prop_assert_eq!(&with.votes[districts * parties..], &plain.votes[districts * parties..]);
    }
}

#[test]
fn a_list_is_deserted_as_often_as_it_is_expected_below_and_not_by_its_result() {
    let mut country = electorate(&[0.946, 0.054], 1, 1_000_000);
    country.swing =
        Swing::LogisticNormal(sailau::electorate::LogisticNormal { nation: 0.5, ..Default::default() });
    let model = behaving(&country, "desertion = { share = '100%', error = 0.2 }", "5%");
    let mut rng = Generator::seed_from_u64(5);
    let (mut space, mut tally) = (model.workspace(), model.field().empty_tally());
    let (plain, draws) = (country.compile().unwrap(), 20_000);
    let (mut of_plain, mut before) = (plain.workspace(), plain.field().empty_tally());
    // How often it is deserted, and that of the elections in which its own votes would be below.
    let (mut gone, mut below, mut gone_below) = (0u32, 0u32, 0u32);
    for _ in 0..draws {
        plain.draw(&mut rng.clone(), &mut of_plain, &mut before);
        model.draw(&mut rng, &mut space, &mut tally);
        let is_below = before.votes[1] * 20 < before.votes[0] + before.votes[1];
        gone += u32::from(tally.votes[1] == 0);
        below += u32::from(is_below);
        gone_below += u32::from(is_below && tally.votes[1] == 0);
    }
    // A might be expected below 5 % as well, in one election of 10^48.
    let chance = Normal::standard().cdf((0.05f64 / 0.054).ln() / 0.2);
    let near = |share: f64, of: f64| (share - chance).abs() < 4.0 * (chance * (1.0 - chance) / of).sqrt();
    assert!(near(f64::from(gone) / f64::from(draws), f64::from(draws)), "{gone}");
    assert!(
        below > 1_000 && near(f64::from(gone_below) / f64::from(below), f64::from(below)),
        "{gone_below} of {below}"
    );
    let said = model.stated().join("\n");
    assert!(said.contains(&format!("B (5.4 %) in {:.1} %", 100.0 * chance)), "{said}");
}

#[test]
fn what_is_expected_and_where_deserters_go_can_be_stated() {
    let mut country = electorate(&[0.5, 0.4, 0.06, 0.04], 1, 10_000);
    country.swing = Swing::None;
    let text = "[desertion]\nshare = '50%'\nerror = 0\n[desertion.expected]\nC = '4%'\nD = '6%'\n[desertion.to]\nC = { B = 1, D = 2 }";
    assert_eq!(drawn(&behaving(&country, text, "5%"), 1).votes, [5_000, 4_100, 300, 600]);
    // Where none of those named is above, they stay.
    let text = text.replace("C = { B = 1, D = 2 }", "C = { D = 1 }").replace("D = '6%'", "D = '1%'");
    let votes = drawn(&behaving(&country, &text, "5%"), 1).votes;
    assert_eq!((votes[2], votes[3], votes.iter().sum::<u64>()), (600, 200, 10_000));
    // Without a threshold nobody deserts, and it is said.
    let none = ElectoralSystem::from_toml("name = 'n'\n[[tier]]\nname = 'list'\nseats = 9\nmethod = 'hare'")
        .unwrap();
    let scenario = Scenario::from_toml("name = 's'\ndesertion = { share = '50%', error = 0 }").unwrap();
    let model = Behaving::new(country.compile().unwrap(), &country, &scenario, "none", &none).unwrap();
    assert_eq!(drawn(&model, 1).votes, [5_000, 4_000, 600, 400]);
    assert_eq!(
        model.stated(),
        ["Scenario `s` under none: the law has no threshold for lists, and nobody deserts."]
    );
}

#[test]
fn a_joint_list_is_expected_as_one() {
    let mut country = electorate(&[0.5, 0.42, 0.04, 0.04], 1, 10_000);
    country.swing = Swing::None;
    let together =
        "[[together]]\nlist = 'CD'\nof = ['C', 'D']\nfollowers = '75%'\nothers = 'in proportion'\n";
    let text = format!("{together}[desertion]\nshare = '100%'\nerror = 0\n");
    // Each by itself is below 5 %; together they are expected at 6.
    let votes = drawn(&behaving(&country, &text, "5%"), 1).votes;
    assert_eq!((votes[2], votes[3]), (600, 0));
    assert_eq!(drawn(&behaving(&country, &text, "7%"), 1).votes[2..], [0, 0]);
}

#[test]
fn a_draw_keeps_to_what_simulations_rely_on_and_allocates_nothing() {
    let country = country(&[0.5, 0.3, 0.1, 0.06, 0.04], 5);
    let text = "[[together]]\nlist = 'DE'\nof = ['D', 'E']\nfollowers = '80%'\nothers = 'in proportion'\n\
                [desertion]\nshare = '60%'\nerror = 0.3\n[desertion.to]\nC = { A = 1, B = 3 }";
    let model = behaving(&country, text, "10%");
    check_model(&model).unwrap();
    let mut rng = Generator::seed_from_u64(1);
    let (mut space, mut tally) = (model.workspace(), model.field().empty_tally());
    let mut draw = || (0..50).for_each(|_| model.draw(&mut rng, &mut space, &mut tally));
    draw();
    assert_eq!(measure(draw).count_total, 0);
}

#[test]
fn a_run_has_each_law_without_and_with_and_says_what_is_stated() {
    let country = country(&[0.5, 0.3, 0.1, 0.06, 0.04], 2);
    let (five, seven) = (rules("5%"), rules("7%"));
    let run = |share: &str| {
        let text = format!("name = 'flight'\ndesertion = {{ share = '{share}', error = 0.18 }}");
        let simulation = Scenario::from_toml(&text)
            .unwrap()
            .simulation(&country, &[("five", &five), ("seven", &seven)], true, |_| Err("none".to_owned()))
            .unwrap();
        Run::from_seed(3).draws(600).run(&simulation).unwrap()
    };
    let none = run("0%");
    let names: Vec<_> = none.summary.systems.iter().map(|system| &*system.name).collect();
    assert_eq!(names, ["five", "seven", "five, flight", "seven, flight"]);
    let pairs: Vec<_> = none.summary.pairs.iter().map(|pair| (pair.first, pair.second)).collect();
    assert_eq!(pairs, [(0, 2), (0, 1), (1, 3), (2, 3)]);
    // With the dial at 0 the elections are the same ones.
    for (plain, with) in [(0, 2), (1, 3)] {
        let [plain, with] = [plain, with].map(|number| &none.summary.systems[number]);
        assert_eq!(
            serde_json::to_value(&plain.parties).unwrap(),
            serde_json::to_value(&with.parties).unwrap()
        );
    }
    let some = run("80%");
    let share = |ensemble: &sailau::simulate::elections::Ensemble, model: usize, party: usize| {
        ensemble.summary.votes[model].shares[party].moments().mean().unwrap()
    };
    assert_eq!(share(&some, 0, 3), share(&none, 0, 3));
    // D has 6 %: deserted sometimes under five, more often under seven.
    assert!(share(&some, 0, 3) > share(&some, 1, 3) && share(&some, 1, 3) > share(&some, 2, 3));
    let said = some.summary.assumptions.join("\n");
    for words in [
        "Scenario `flight` under five (at least 5% of valid votes): 80%",
        "D (6.0 %) in 15.6 %",
        "D (6.0 %) in 80.4 %",
    ] {
        assert!(said.contains(words), "{words}\n{said}");
    }
}

#[test]
fn a_lower_hurdle_only_adds_parties() {
    let country = country(&[0.5, 0.3, 0.2], 3);
    let run = |with: &str, without: &str| {
        let text = format!(
            "name = 'entry'\n[entry]\nwith = {{ {with} }}\n{without}\n\
             [[entry.party]]\nname = 'C'\nmedian = 30_000\nsd = 1\nspread = 0.5\n\
             [[entry.party]]\nname = 'New'\nshare = '10%'\nmedian = 6_000\nsd = 1\nspread = 0.5\n"
        );
        let law = rules("5%");
        let law_of = |name: &str| match name {
            "2020" | "2022" => {
                Ok(registration_laws().on(format!("{name}-12-01").parse().unwrap()).unwrap().value.clone())
            }
            _ => Err("there is no such law".to_owned()),
        };
        let simulation = Scenario::from_toml(&text)?.simulation(&country, &[("law", &law)], true, law_of)?;
        Ok::<_, sailau::simulate::behaviour::BehaviourError>(
            Run::from_seed(4).draws(2_000).run(&simulation).unwrap(),
        )
    };
    let stood = |ensemble: &sailau::simulate::elections::Ensemble, model: usize, party: &str| {
        let number = ensemble.summary.parties.iter().position(|name| name == party).unwrap();
        ensemble.summary.votes[model].shares[number].at_least(1).yes
    };
    // Without a hurdle to compare with, C stands and nobody new does.
    let some = run("members = 5_000", "").unwrap();
    assert_eq!((stood(&some, 0, "C"), stood(&some, 0, "New")), (2_000, 0));
    let said = some.summary.assumptions.join("\n");
    assert!(!said.contains("at least 1 members") && said.contains("at least 5000 members"), "{said}");
    let chance = Normal::standard().sf((5_000f64 / 6_000.0).ln());
    let share = stood(&some, 1, "New") as f64 / 2_000.0;
    assert!((share - chance).abs() < 4.0 * (chance * (1.0 - chance) / 2_000.0).sqrt(), "{share}");
    // The laws of 2020 and 2022: 20,000 and 5,000 members.
    let laws = run("law = '2022'", "without = { law = '2020' }").unwrap();
    let said = laws.summary.assumptions.join("\n");
    assert!(
        said.contains(
            "stand with 5000 members and 200 in each region, which is compared with 20000 members and 600 in"
        ),
        "{said}"
    );
    for party in ["C", "New"] {
        assert!(stood(&laws, 1, party) > stood(&laws, 0, party), "{party}");
    }
    // The electorate's own votes are what they are where all who are its own stand.
    let all = run("members = 0", "").unwrap();
    assert_eq!(stood(&all, 1, "New"), 2_000);
    let mean = |model: usize, number: usize| {
        all.summary.votes[model].shares[number].moments().mean().unwrap() / 1_000.0
    };
    assert!(
        (mean(0, 0) - 0.5).abs() < 0.01
            && (mean(1, 0) - 0.45).abs() < 0.01
            && (mean(1, 3) - 0.1).abs() < 0.01
    );
    assert_eq!(run("law = '1066'", "").unwrap_err().to_string(), "`1066`: there is no such law");
    let both = run("law = '2022', members = 5", "").unwrap_err().to_string();
    assert_eq!(both, "entry, with: write either a `law` by its name, or `members` and `in_each_region`");
}

#[test]
fn what_a_scenario_states_is_held_apart_whatever_others_say() {
    let mut country = country(&[0.5, 0.3, 0.2], 1);
    country.assumptions.push("Scenario `of old`: it is the electorate that says so.".to_owned());
    let scenario = Scenario::from_toml("name = 's'\ndesertion = { share = '50%', error = 0 }").unwrap();
    let law = rules("5%");
    let simulation =
        scenario.simulation(&country, &[("law", &law)], true, |_| Err("none".to_owned())).unwrap();
    let drawn = Run::from_seed(1).draws(4).run(&simulation).unwrap();
    let Digest { assumptions, stated, .. } = Digest::of(&drawn, Confidence::P95);
    assert_eq!(stated.len(), 2);
    for sentence in &stated {
        assert!(
            sentence.starts_with("Scenario `s` under law") && assumptions.contains(sentence),
            "{sentence}"
        );
    }
    assert!(assumptions.iter().any(|sentence| sentence.starts_with("Scenario `of old`")));
    // A file without a scenario is as it was.
    let plain = Simulation::new(country.compile().unwrap()).system("law", &law).unwrap();
    let plain = Run::from_seed(1).draws(4).run(&plain).unwrap();
    assert!(!serde_json::to_string(&plain).unwrap().contains("\"stated\""));
}

/// Each number of seats that a party may have has a count of its own: four thousand million do not fit.
#[test]
fn a_house_of_too_many_seats_is_refused() {
    let country = country(&[0.5, 0.3, 0.2], 1);
    let with = |seats: u32| {
        let text = format!("name = 'large'\n[[tier]]\nname = 'list'\nseats = {seats}\nmethod = 'dhondt'\n");
        let rules = ElectoralSystem::from_toml(&text).unwrap();
        Simulation::new(country.compile().unwrap())
            .system("large", &rules)
            .map(|_| ())
            .map_err(|e| e.to_string())
    };
    assert_eq!(with(100_000), Ok(()));
    for (seats, said) in [(100_001, "100,001"), (u32::MAX, "4,294,967,295")] {
        let expected =
            format!("`large` has a house of {said} seats; houses of up to 100,000 can be simulated");
        assert_eq!(with(seats), Err(expected));
    }
}

#[test]
fn what_cannot_be_is_said_with_the_place_and_the_way_out() {
    let country = country(&[0.5, 0.3, 0.2], 1);
    for (text, said) in [
        ("", "scenario `s`: it says nothing; state `desertion`, `together` or `entry`"),
        (
            "[desertion]\nshare = '50%'\nerror = -1",
            "desertion, error: a standard deviation of logarithms is from 0 to 10",
        ),
        (
            "[desertion]\nshare = '150%'\nerror = 0",
            "line 3, column 9: `desertion`, `share`: `150%` is not a share; write it like",
        ),
        ("[desertion]\nshare = '5%'\nerror = 0\nexpected = { Z = '1%' }", "desertion, expected: "),
        (
            "[desertion]\nshare = '5%'\nerror = 0\nto = { A = { A = 1 } }",
            "desertion, to, `A`: nobody deserts a list for itself",
        ),
        (
            "[desertion]\nshare = '5%'\nerror = 0\nto = { A = { B = 0 } }",
            "desertion, to, `A`: give some list a weight above 0",
        ),
        (
            "[entry]\nwith = { members = 9 }\nparty = [{ name = 'C', median = nan, sd = 1 }]",
            "entry, party `C`, median: a number of members is above 0",
        ),
        (
            "[entry]\nwith = { members = 9 }\nparty = [{ name = 'C', median = 9, sd = nan }]",
            "entry, party `C`, sd: a standard deviation of logarithms is from 0 to 10",
        ),
        (
            "[[together]]\nlist = 'A'\nof = ['B', 'C']\nfollowers = '5%'\nothers = 'stay at home'",
            "together `A`, list: a party has this name",
        ),
        (
            "[[together]]\nlist = 'X'\nof = ['B', 'b']\nfollowers = '5%'\nothers = 'stay at home'",
            "together `X`, of: ",
        ),
        (
            "[[together]]\nlist = 'X'\nof = ['B', 'B']\nfollowers = '5%'\nothers = 'stay at home'",
            "together `X`, of: a list runs together with others once",
        ),
        (
            "[[together]]\nlist = 'X'\nof = ['B', 'C']\nfollowers = '5%'\nothers = 'emigrate'",
            "line 6, column 10: ",
        ),
    ] {
        let found = wrong(&country, text);
        assert!(found.starts_with(said), "{text}\n{found}\n{said}");
    }
    let quota = "name = 'q'\n[[tier]]\nname = 'list'\ndistricts = 'each'\nseats = 5\nmethod = 'hare'\n\
                 threshold = { at_least = '75%', of = 'quota', quota = { method = 'hare' }, within = 'district' }";
    let scenario = Scenario::from_toml("name = 's'\ndesertion = { share = '50%', error = 0 }").unwrap();
    let error = among(&country, &scenario, quota).unwrap_err();
    assert!(
        error.to_string().starts_with("`places`: its threshold is a part of a quota, and what is expected"),
        "{error}"
    );
    let text = "name = 's'\ndesertion = { share = '50%', error = 0, expected = { A = '4%' } }";
    let error = among(&country, &Scenario::from_toml(text).unwrap(), &within("district")).unwrap_err();
    assert!(
        error.to_string().starts_with("desertion, expected: a share of the nation's votes says nothing of"),
        "{error}"
    );
}

/// Rules whose threshold of five per cent is reached there.
fn within(level: &str) -> String {
    format!(
        "name = 'p'\n[[tier]]\nname = 'list'\ndistricts = 'each'\nseats = 5\nmethod = 'hare'\n\
         threshold = {{ at_least = '5%', of = 'valid votes', within = '{level}' }}"
    )
}

fn among(
    country: &Electorate,
    scenario: &Scenario,
    rules: &str,
) -> Result<Behaving<Sampler>, BehaviourError> {
    let rules = ElectoralSystem::from_toml(rules).unwrap();
    Behaving::new(country.compile().unwrap(), country, scenario, "places", &rules)
}

/// C has 8 of a hundred in the north, 2 in the south and 6 in the east; north and south are a region, in which it has 5.
fn three_places() -> Electorate {
    let mut builder = VotesBuilder::default();
    for (district, votes) in [("north", [50, 42, 8]), ("south", [60, 38, 2]), ("east", [70, 24, 6])] {
        let paper = builder.ballot("list", Some(district));
        paper.list("A", 100 * votes[0]).list("B", 100 * votes[1]).list("C", 100 * votes[2]);
    }
    let mut country = Electorate::from_votes(&builder.build().unwrap(), "list").unwrap();
    for (district, region) in country.districts.iter_mut().zip(["west", "west", "east"]) {
        district.region = Some(region.to_owned());
    }
    country
}

#[test]
fn where_a_threshold_is_of_places_voters_look_at_their_own() {
    let country = three_places();
    let scenario = Scenario::from_toml("name = 's'\ndesertion = { share = '100%', error = 0 }").unwrap();
    let of_c = |level: &str| {
        let votes = drawn(&among(&country, &scenario, &within(level)).unwrap(), 1).votes;
        assert_eq!(votes.iter().sum::<u64>(), 30_000);
        [votes[2], votes[5], votes[8]]
    };
    assert_eq!(of_c("nation"), [800, 200, 600]);
    assert_eq!(of_c("district"), [800, 0, 600]);
    // Five of a hundred in the west, which is enough.
    assert_eq!(of_c("region"), [800, 200, 600]);
    assert_eq!(of_c("any district"), [800, 200, 600]);
    assert_eq!(of_c("every district"), [0, 0, 0]);
}

#[test]
fn a_list_is_misjudged_alike_in_all_places() {
    let country = three_places();
    let scenario = Scenario::from_toml("name = 's'\ndesertion = { share = '100%', error = 0.4 }").unwrap();
    let model = among(&country, &scenario, &within("district")).unwrap();
    let (mut rng, draws) = (Generator::seed_from_u64(9), 20_000u32);
    let (mut space, mut tally) = (model.workspace(), model.field().empty_tally());
    let mut gone = [0u32; 3];
    for _ in 0..draws {
        model.draw(&mut rng, &mut space, &mut tally);
        let away = [2, 5, 8].map(|at| tally.votes[at] == 0);
        gone.iter_mut().zip(away).for_each(|(gone, away)| *gone += u32::from(away));
        // Who sees it below in the north sees it below in the east, and who does there does in the south.
        assert!((!away[0] || away[2]) && (!away[2] || away[1]), "{away:?}");
    }
    let chances = [0.08, 0.02, 0.06].map(|share: f64| Normal::standard().cdf((0.05 / share).ln() / 0.4));
    for (gone, chance) in gone.into_iter().zip(chances) {
        let (of, share) = (f64::from(draws), f64::from(gone) / f64::from(draws));
        assert!((share - chance).abs() < 4.0 * (chance * (1.0 - chance) / of).sqrt(), "{share} {chance}");
    }
    // In the mean over its voters: eight in the north for two in the south and six in the east.
    let mean = (8.0 * chances[0] + 2.0 * chances[1] + 6.0 * chances[2]) / 16.0;
    let said = model.stated().join("\n");
    assert!(said.contains(&format!("C (5.3 %) in {:.1} %", 100.0 * mean)), "{said}");
    assert!(said.contains("at least 5% of valid votes, in each district by itself"), "{said}");
    check_model(&model).unwrap();
    let mut draw = || (0..50).for_each(|_| model.draw(&mut rng, &mut space, &mut tally));
    draw();
    assert_eq!(measure(draw).count_total, 0);
}
