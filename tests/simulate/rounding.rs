//! Rounding in programs: what it cannot do, the formula, and shares that another program found by its own draws.

use std::path::Path;

use proptest::prelude::*;
use sailau::apportion::{Divisor, DivisorValue, Quota};
use sailau::kazakhstan;
use sailau::simulate::rounding::{Rounded, Rounding, RoundingError, rounded_quotient, safe_digits};
use sailau::simulate::{Confidence, Proportion, Run};
use sailau::system::{ElectoralSystem, Tier};
use sailau::{Method, Votes};

/// An election of the world with rules that stand beside it.
fn election(name: &str, rules: &str) -> (ElectoralSystem, Votes) {
    let world = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/world");
    let system = ElectoralSystem::open(world.join("rules").join(rules)).unwrap();
    let mut votes = system.open_votes(world.join(name).join("votes.csv")).unwrap();
    if world.join(name).join("districts.csv").exists() {
        votes = votes.open_districts_csv(world.join(name).join("districts.csv")).unwrap();
    }
    if world.join(name).join("winners.csv").exists() {
        let tiers: Vec<_> = system.tiers.iter().map(|tier| tier.name.as_str()).collect();
        votes = votes.open_winners_csv(world.join(name).join("winners.csv"), &tiers).unwrap();
    }
    (system, votes)
}

fn drawn(rounding: &Rounding, tier: &str, draws: u64) -> Rounded {
    let at = rounding.tiers().iter().position(|one| one.name == tier).unwrap();
    Run::from_seed(1_132).draws(draws).run(rounding).unwrap().summary.tiers.swap_remove(at)
}

/// Whether what was seen agrees with a share that another simulation has, itself with an error of a few per cent.
#[track_caller]
fn agrees(what: &str, seen: Proportion, share: f64) {
    let interval = seen.clopper_pearson(Confidence::new(0.9995).unwrap());
    let (low, high) = (0.9 * interval.low, 1.1 * interval.high);
    assert!((low..=high).contains(&share), "{what}: {share} is not in {interval:.5} ({seen:?})");
}

/// Shares of an independent simulation (numpy, 5,000 to 200,000 draws; each list times exp(0.2 z)): quotients to whole numbers,
/// its formula, and percentages to 0, 1 and 2 decimals.
#[test]
fn another_simulation_agrees() {
    type Row = (&'static str, &'static str, &'static str, u64, Option<(f64, f64)>, Option<[f64; 3]>);
    let rows: [Row; 6] = [
        ("dk_2015", "dk.toml", "district", 1_024, Some((0.00281, 0.00291)), None),
        ("pt_2024", "pt.toml", "list", 512, Some((0.00378, 0.00417)), None),
        ("es_2015", "es_congress.toml", "list", 128, Some((0.00247, 0.00281)), Some([0.98, 0.33, 0.041])),
        ("nl_2023", "nl_2017.toml", "list", 1_024, Some((0.00102, 0.00102)), Some([0.999, 0.42, 0.050])),
        ("nz_2023", "nz.toml", "list", 4_096, Some((0.00394, 0.00384)), Some([0.73, 0.108, 0.0108])),
        ("de_2025", "de_2023.toml", "list", 1_024, Some((0.00680, 0.00714)), Some([1.0, 0.57, 0.076])),
    ];
    for (name, rules, tier, draws, quotients, percentages) in rows {
        let (system, votes) = election(name, rules);
        let rounded = drawn(&Rounding::of(&system, &votes).unwrap(), tier, draws);
        if let Some((affected, formula)) = quotients {
            agrees(name, rounded.quotients[0].affected, affected);
            let expected = rounded.expected(0).unwrap();
            assert!((0.9..1.1).contains(&(expected / formula)), "{name}: {expected}, and not {formula}");
        }
        for (decimals, share) in percentages.into_iter().flatten().enumerate() {
            agrees(&format!("{name}, {decimals} decimals"), rounded.percentages[decimals].other_seats, share);
        }
    }
}

#[test]
fn kazakhstan_by_percentages() {
    let elections: [(&str, [f64; 3]); 2] =
        [("kazakhstan:2021-01-10", [0.53, 0.057, 0.0060]), ("kazakhstan:2023-03-19", [0.61, 0.083, 0.0084])];
    for (name, shares) in elections {
        let election = kazakhstan::election_named(name).unwrap();
        let rounding = Rounding::of(election.law().unwrap(), &election.votes()).unwrap();
        let rounded = drawn(&rounding, "list", 4_096);
        // Largest remainders have no quotients.
        assert!(rounded.quotients.is_empty() && rounded.expected(0).is_none());
        for (decimals, share) in shares.into_iter().enumerate() {
            agrees(name, rounded.percentages[decimals].other_seats, share);
        }
    }
}

/// Where a law itself rounds the quota (Slovakia's election number, the mandate number of Czech regions), exact arithmetic gives
/// other seats as rarely as another simulation found it: 1 in 1,440 and 1 in 2,000, at a spread of 0.1.
#[test]
fn whole_quotas_of_slovakia_and_of_czech_regions() {
    let (_, votes) = election("sk_2023", "sk_2014.toml");
    let lists =
        votes.party_totals("list").into_iter().map(|(party, votes)| (party.name.clone(), votes as u64));
    let slovakia = Votes::list(lists).unwrap();
    let hagenbach = Method::LargestRemainder(Quota::HagenbachBischoff);
    let (_, votes) = election("cz_2013", "cz_2002.toml");
    let (field, tally) = (votes.field(), votes.tally());
    let regions = field.contest("list").unwrap().ballots.iter().map(|ballot| {
        let name = field.districts()[ballot.district.unwrap()].clone();
        (name, tally.votes[ballot.votes()].iter().sum::<u64>())
    });
    let czechia = Votes::list(regions).unwrap();
    for (votes, seats, method, share) in
        [(slovakia, 150, hagenbach, 7.0e-4), (czechia, 200, Method::HARE, 5.0e-4)]
    {
        let law = ElectoralSystem::new("A quota in whole votes", [Tier::list("list", seats, method)]);
        let rounding = Rounding::of(&law, &votes).unwrap().spread(0.1).unwrap().decimals(0).unwrap();
        agrees("whole quota", drawn(&rounding, "list", 8_192).whole_quota.unwrap(), share);
    }
}

/// A council with so few votes that false ties are frequent.
fn council() -> Rounding {
    let law = ElectoralSystem::new("A council", [Tier::list("list", 60, Method::DHONDT)]);
    let votes = Votes::list([("A", 5_210), ("B", 3_120), ("C", 1_640), ("D", 830)]).unwrap();
    Rounding::of(&law, &votes).unwrap()
}

#[test]
fn a_lot_is_wrong_in_half_of_the_false_ties() {
    let rounded = drawn(&council(), "list", 8_192);
    let [whole, tenths, ..] = rounded.quotients[..] else { panic!() };
    assert!(whole.affected.yes > 500, "{whole:?}");
    // Three and more equal claims are wrong more often than in half.
    let half = whole.wrong.yes as f64 / whole.affected.yes as f64;
    assert!((0.44..0.60).contains(&half), "{half}");
    // A decimal more makes them rarer by some ten times, and four decimals are enough for so many seats.
    assert!(tenths.affected.yes * 4 < whole.affected.yes);
    assert!((0.8..1.2).contains(&(whole.affected.share().unwrap() / rounded.expected(0).unwrap())));
}

#[test]
fn the_same_with_any_number_of_threads() {
    let rounding = council();
    let run = |threads| Run::from_seed(5).draws(1_000).threads(threads).run(&rounding).unwrap();
    assert_eq!(run(1), run(3));
    let shard = |part| Run::from_seed(5).draws(1_000).shard(part, 2).run(&rounding).unwrap();
    assert_eq!(shard(2).merge(&shard(1)).unwrap(), run(1));
    let other =
        Run::from_seed(5).draws(1_000).shard(2, 2).run(&rounding.clone().spread(0.1).unwrap()).unwrap();
    let error = shard(1).merge(&other).unwrap_err().to_string();
    assert!(error.ends_with("the spread or the decimals differ"), "{error}");
}

#[test]
fn what_cannot_be_looked_at_is_refused() {
    let votes = Votes::list([("A", 5), ("B", 3)]).unwrap();
    let block = ElectoralSystem::new("A block", [Tier::list("list", 3, Method::Block)]);
    let error = Rounding::of(&block, &votes).unwrap_err().to_string();
    assert!(error.ends_with("largest remainders (list: block): nothing is rounded"), "{error}");
    let law = ElectoralSystem::new("A council", [Tier::list("list", 3, Method::DHONDT)]);
    let many = Votes::list([("A", (1 << 40) + 1), ("B", 3)]).unwrap();
    let error = Rounding::of(&law, &many).unwrap_err();
    assert_eq!(error, RoundingError::TooManyVotes { party: "A".to_owned(), votes: (1 << 40) + 1 });
    let rounding = Rounding::of(&law, &votes).unwrap();
    assert!(rounding.clone().decimals(4).is_err());
    for spread in [0.0, -0.1, 1.1, f64::NAN, f64::INFINITY] {
        assert!(rounding.clone().spread(spread).is_err(), "{spread}");
    }
    // Votes at the limit, a spread at the limit, and fewer votes than seats.
    for votes in [Votes::list([("A", 1 << 40), ("B", 1 << 39)]), Votes::list([("A", 1), ("B", 1), ("C", 0)])]
    {
        for method in Method::ALL {
            let law = ElectoralSystem::new("A council", [Tier::list("list", 7, method)]);
            let Ok(rounding) = Rounding::of(&law, votes.as_ref().unwrap()) else { continue };
            Run::from_seed(1).draws(64).run(&rounding.spread(1.0).unwrap()).unwrap();
        }
    }
}

fn series() -> impl Strategy<Value = Divisor> {
    prop::sample::select(vec![
        Divisor::DHondt,
        Divisor::SainteLague,
        Divisor::ModifiedSainteLague(sailau::apportion::FirstDivisor::SEVEN_FIFTHS),
        Divisor::Danish,
        Divisor::Imperiali,
    ])
}

proptest! {
    /// Rounding never turns two quotients round, and with safe digits it does not make them equal.
    #[test]
    fn rounding_keeps_the_weak_order(
        divisor in series(), (v, w) in (1u64..5_000, 1u64..5_000), (i, j) in (0u32..20, 0u32..20), decimals in 0u32..=3,
    ) {
        let (DivisorValue::Fraction(d), DivisorValue::Fraction(e)) = (divisor.after(i), divisor.after(j)) else {
            unreachable!("these series are fractions")
        };
        let exact =
            (u128::from(v) * d.denominator * e.numerator).cmp(&(u128::from(w) * e.denominator * d.numerator));
        let one = rounded_quotient(v, &divisor, i, decimals).unwrap();
        let other = rounded_quotient(w, &divisor, j, decimals).unwrap();
        prop_assert!(one.cmp(&other) == exact || one == other);
        let house = i.max(j) + 1;
        if safe_digits(&divisor, house).unwrap() <= decimals {
            prop_assert_eq!(one.cmp(&other), exact);
        }
    }

    /// Roots are rounded as exact squares have it: 2m − 1 ≤ 2v/√r < 2m + 1.
    #[test]
    fn roots_are_rounded_exactly(votes in 1u64..1 << 40, held in 1u32..500, decimals in 0u32..=3) {
        let m = rounded_quotient(votes, &Divisor::HuntingtonHill, held, decimals).unwrap();
        let r = u128::from(held) * u128::from(held + 1);
        let twice = 2 * u128::from(votes) * 10u128.pow(decimals);
        let squared = |n: u128| n * n;
        prop_assert!(m == 0 || squared(2 * m - 1) <= squared(twice) / r);
        prop_assert!(squared(2 * m + 1) > squared(twice) / r);
    }
}
