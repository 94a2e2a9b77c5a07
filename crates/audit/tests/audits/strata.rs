//! One assertion over several strata: the promise for every sequence of draws, and the same sample as without strata.

use proptest::prelude::*;
use sailau_audit::{Assertion, Bet, Margin, Papers, Read, SampleSize, StratifiedTest};

#[derive(Debug, Clone)]
struct Same {
    reported: Option<usize>,
    read: Read,
    papers: u64,
}

fn reported(stratum: &[Same]) -> Papers {
    let of = |kind| stratum.iter().filter(|same| same.reported == Some(kind)).map(|same| same.papers).sum();
    Papers::new(vec![of(0), of(1)], stratum.iter().map(|same| same.papers).sum()).unwrap()
}

fn stratum() -> impl Strategy<Value = Vec<Same>> {
    let read = prop_oneof![4 => (0usize..2).prop_map(Read::Kind), 1 => Just(Read::NoKind), 1 => Just(Read::NotFound)];
    let reported = prop_oneof![4 => (0usize..2).prop_map(Some), 1 => Just(None)];
    let same = (reported, read, 1u64..5).prop_map(|(reported, read, papers)| Same { reported, read, papers });
    prop::collection::vec(same, 1..3)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    /// Draws from the strata in turn, with replacement.
    #[test]
    fn false_assertions_are_confirmed_as_rarely_as_promised(
        strata in prop::collection::vec(stratum(), 2..4),
        coefficients in prop_oneof![Just(vec![1i128, -1]), Just(vec![3, -1]), Just(vec![1, -2])],
        bet in prop_oneof![Just("bet 2"), Just("bet 1.6"), Just("kaplan-wald 0.5")],
        turns in prop::collection::vec(0usize..3, 5),
    ) {
        let assertion = Assertion::new(coefficients.clone()).unwrap();
        let papers: Vec<Papers> = strata.iter().map(|stratum| reported(stratum)).collect();
        let Ok(test) = StratifiedTest::new(assertion.clone(), &papers, bet.parse().unwrap()) else {
            return Err(TestCaseError::reject("reported to be false"));
        };
        let coefficient = |read| match read {
            Read::Kind(kind) => coefficients[kind],
            Read::NoKind => 0,
            Read::NotFound => assertion.lowest(),
        };
        let sum: i128 = strata.iter().flatten().map(|same| coefficient(same.read) * i128::from(same.papers)).sum();
        prop_assume!(sum <= 0);

        let mut open = vec![(test, 1.0)];
        for turn in turns {
            let at = turn % strata.len();
            let all: u64 = strata[at].iter().map(|same| same.papers).sum();
            let mut next = Vec::new();
            for (test, chance) in &open {
                for same in &strata[at] {
                    let mut test = test.clone();
                    test.compare(at, same.reported, same.read).unwrap();
                    test.p_value();
                    next.push((test, chance * same.papers as f64 / all as f64));
                }
            }
            open = next;
        }
        let mut p_values: Vec<(f64, f64)> = open.iter_mut().map(|(test, chance)| (test.p_value(), *chance)).collect();
        p_values.sort_by(|a, b| a.0.total_cmp(&b.0));
        let mut sum = 0.0;
        for (place, &(p_value, chance)) in p_values.iter().enumerate() {
            sum += chance;
            let is_last = p_values.get(place + 1).is_none_or(|next| next.0 > p_value * (1.0 + 1e-9));
            prop_assert!(!is_last || sum <= p_value + 1e-9, "{} has the chance {}", p_value, sum);
        }
    }

    /// With papers without error and draws in proportion, the strata together need what one sample needs.
    #[test]
    fn proportional_strata_confirm_with_the_sample(
        sizes in prop::collection::vec((600u64..5_000, 0u64..590, 0u64..2_000), 1..12), bet in prop_oneof![Just("bet 2"), Just("bet 1.8")],
    ) {
        let strata: Vec<Papers> =
            sizes.iter().map(|&(a, b, other)| Papers::new(vec![a, b], a + b + other).unwrap()).collect();
        let (bet, risk): (Bet, _) = (bet.parse().unwrap(), "5%".parse().unwrap());
        let mut test = StratifiedTest::new(Assertion::new(vec![1, -1]).unwrap(), &strata, bet).unwrap();
        let samples = test.samples(risk).unwrap();
        let margin: Margin = test.margin();
        let SampleSize::Papers(sample) = margin.sample_by(bet, risk) else { panic!() };
        prop_assert!((sample..sample + strata.len() as u64).contains(&samples.iter().sum()));
        for (stratum, &papers) in samples.iter().enumerate() {
            prop_assert!(stratum > 0 || !test.confirms(risk));
            for _ in 0..papers {
                test.compare(stratum, None, Read::NoKind).unwrap();
            }
        }
        prop_assert!(test.confirms(risk), "p-value {}", test.p_value());
    }

    /// The p-value is that of the worst way to share the margin out: a grid over two strata finds no worse one, and one as bad.
    #[test]
    fn the_worst_way_is_found(
        papers in prop::collection::vec((200u64..900, 50u64..190), 2), draws in prop::collection::vec((0u32..120, 0u32..3), 2),
    ) {
        let strata: Vec<Papers> = papers.iter().map(|&(a, b)| Papers::new(vec![a, b], a + b).unwrap()).collect();
        let mut test = StratifiedTest::new(Assertion::new(vec![1, -1]).unwrap(), &strata, "bet 1.8".parse().unwrap()).unwrap();
        for (stratum, &(clean, halves)) in draws.iter().enumerate() {
            (0..clean).for_each(|_| test.compare(stratum, Some(0), Read::Kind(0)).unwrap());
            // Reported for the first list and blank: half of the worst.
            (0..halves).for_each(|_| test.compare(stratum, Some(0), Read::NoKind).unwrap());
        }
        let margin = test.margin().to_f64();
        let logarithm = |stratum: usize, overstated: f64| {
            let mean = (1.0 - overstated / strata[stratum].population() as f64) / 2.0;
            let of = |x: f64, times: u32| f64::from(times) * (0.1 + 0.9 * x / mean).ln();
            of(0.5, draws[stratum].0) + of(0.25, draws[stratum].1)
        };
        let most = |stratum: usize| papers[stratum].0 as f64;
        let grid = (0..=4_000).map(|step| margin * f64::from(step) / 4_000.0);
        let worst = grid
            .filter(|&first| first <= most(0) && margin - first <= most(1))
            .map(|first| logarithm(0, first) + logarithm(1, margin - first))
            .fold(f64::INFINITY, f64::min);
        let p_value = test.p_value();
        let on_grid = (-worst).exp().min(1.0);
        prop_assert!(p_value >= on_grid * (1.0 - 1e-9) && p_value <= on_grid * 1.01 + 1e-12, "{} on the grid {}", p_value, on_grid);
    }
}

#[test]
fn what_is_no_stratum_is_refused() {
    let strata = [Papers::new(vec![6, 3], 10).unwrap(), Papers::new(vec![5, 4], 9).unwrap()];
    let wins = Assertion::new(vec![1, -1]).unwrap();
    let mut test = StratifiedTest::new(wins.clone(), &strata, Bet::PLANNED).unwrap();
    let no_stratum = test.compare(2, None, Read::NoKind).unwrap_err().to_string();
    assert_eq!(no_stratum, "there is no stratum 3: there are 2, numbered from 1");
    assert!(test.compare(0, Some(2), Read::NoKind).is_err() && test.compare(0, None, Read::Kind(7)).is_err());
    assert_eq!(test.p_value(), 1.0);
    assert!(StratifiedTest::new(wins.clone(), &strata, "alpha 10".parse().unwrap()).is_err());
    let contrary =
        StratifiedTest::new(Assertion::new(vec![-1, 1]).unwrap(), &strata, Bet::PLANNED).unwrap_err();
    assert!(contrary.to_string().starts_with("all strata together: the reported papers contradict"));
    let other = StratifiedTest::new(wins, &[Papers::new(vec![6], 10).unwrap()], Bet::PLANNED).unwrap_err();
    assert!(other.to_string().starts_with("stratum 1: 2 coefficients for 1 kinds"));
    // A stratum from which nothing was drawn may hold all of the overstatement.
    for _ in 0..1_000 {
        test.compare(0, Some(0), Read::Kind(0)).unwrap();
    }
    assert_eq!(test.p_value(), 1.0);
}
