//! The promise of every test: if the assertion is false, a p-value of α or less comes up with a chance of at most α. For small
//! boxes all orders are gone through.

use proptest::prelude::*;
use sailau_audit::{Assertion, Bet, Drawn, Martingale, Papers, Read, SampleSize};

const BETS: [&str; 8] = [
    "bet 2",
    "bet 1.8",
    "bet 0.5",
    "kaplan-wald 0.95",
    "kaplan-kolmogorov 0.1",
    "kaplan-kolmogorov 0",
    "kaplan-markov 1.03905",
    "alpha 3",
];

/// What was reported of so many papers, what people would read on them, and whether they were found.
#[derive(Debug, Clone)]
struct Same {
    reported: Option<usize>,
    read: Read,
    left: u64,
}

/// A box whose papers say something else than what was reported.
#[derive(Debug, Clone)]
struct Case {
    coefficients: Vec<i128>,
    papers: Vec<Same>,
}

impl Case {
    fn assertion(&self) -> Assertion {
        Assertion::new(self.coefficients.clone()).unwrap()
    }

    fn reported(&self) -> Papers {
        let of =
            |kind| self.papers.iter().filter(|same| same.reported == Some(kind)).map(|same| same.left).sum();
        let by_kind = (0..self.coefficients.len()).map(of).collect();
        Papers::new(by_kind, self.papers.iter().map(|same| same.left).sum()).unwrap()
    }

    fn true_sum(&self) -> i128 {
        let assertion = self.assertion();
        let coefficient = |read| match read {
            Read::Kind(kind) => self.coefficients[kind],
            Read::NoKind => 0,
            Read::NotFound => assertion.lowest(),
        };
        self.papers.iter().map(|same| coefficient(same.read) * i128::from(same.left)).sum()
    }

    /// Every p-value that an order of draws ends with, and its chance.
    fn p_values(&self, test: &Martingale, compared: bool, drawn: Drawn, draws: u32) -> Vec<(f64, f64)> {
        let mut found = Vec::new();
        let mut papers = self.papers.clone();
        go_on(&self.assertion(), &mut papers, test, compared, drawn, draws, 1.0, &mut found);
        found
    }
}

#[allow(clippy::too_many_arguments)]
fn go_on(
    assertion: &Assertion,
    papers: &mut [Same],
    test: &Martingale,
    compared: bool,
    drawn: Drawn,
    draws: u32,
    chance: f64,
    found: &mut Vec<(f64, f64)>,
) {
    let all: u64 = papers.iter().map(|same| same.left).sum();
    if draws == 0 || all == 0 {
        found.push((test.p_value(), chance));
        return;
    }
    for at in 0..papers.len() {
        let Same { reported, read, left } = papers[at];
        if left == 0 {
            continue;
        }
        let mut next = test.clone();
        let taken =
            if compared { next.compare(assertion, reported, read) } else { next.poll(assertion, read) };
        taken.unwrap();
        let gone = u64::from(drawn == Drawn::WithoutReplacement);
        papers[at].left -= gone;
        go_on(assertion, papers, &next, compared, drawn, draws - 1, chance * left as f64 / all as f64, found);
        papers[at].left += gone;
    }
}

/// Whether no p-value comes up more often than it says.
fn keeps_its_promise(mut p_values: Vec<(f64, f64)>) -> Result<(), String> {
    p_values.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut chance = 0.0;
    for (at, &(p_value, of)) in p_values.iter().enumerate() {
        chance += of;
        let is_last = p_values.get(at + 1).is_none_or(|next| next.0 > p_value * (1.0 + 1e-12));
        if is_last && chance > p_value + 1e-9 {
            return Err(format!("a p-value of {p_value} has the chance {chance}"));
        }
    }
    Ok(())
}

fn a_case() -> impl Strategy<Value = Case> {
    let read = prop_oneof![4 => (0usize..3).prop_map(Read::Kind), 1 => Just(Read::NoKind), 1 => Just(Read::NotFound)];
    let reported = prop_oneof![4 => (0usize..3).prop_map(Some), 1 => Just(None)];
    let same = (reported, read, 1u64..4).prop_map(|(reported, read, left)| Same { reported, read, left });
    (prop::collection::vec(-4i128..6, 3), prop::collection::vec(same, 2..5))
        .prop_map(|(coefficients, papers)| Case { coefficients, papers })
        .prop_filter("an assertion that was reported to hold and does not", |case| {
            Assertion::new(case.coefficients.clone()).is_ok()
                && case.assertion().sum(&case.reported()).unwrap() > 0
                && case.true_sum() <= 0
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    #[test]
    fn false_assertions_are_confirmed_as_rarely_as_promised(case in a_case()) {
        let (assertion, papers) = (case.assertion(), case.reported());
        for bet in BETS {
            let bet: Bet = bet.parse().unwrap();
            for drawn in [Drawn::WithReplacement, Drawn::WithoutReplacement] {
                for compared in [true, false] {
                    let new = if compared { Martingale::comparison } else { Martingale::polling };
                    let test = new(&assertion, &papers, bet, drawn).unwrap();
                    let draws = if drawn == Drawn::WithReplacement { 5 } else { 7 };
                    let kept = keeps_its_promise(case.p_values(&test, compared, drawn, draws));
                    prop_assert!(kept.is_ok(), "{bet}, {drawn:?}, compared {compared}: {kept:?}");
                }
            }
        }
    }

    /// All papers, drawn without replacement and read as reported, prove what was reported, whatever the bet.
    #[test]
    fn all_papers_prove_it(by_kind in prop::collection::vec(0u64..12, 2), other in 0u64..5, bet in 0..BETS.len()) {
        let population = by_kind.iter().sum::<u64>() + other;
        prop_assume!(by_kind[0] > by_kind[1]);
        let papers = Papers::new(by_kind.clone(), population).unwrap();
        let assertion = Assertion::new(vec![1, -1]).unwrap();
        let mut test =
            Martingale::comparison(&assertion, &papers, BETS[bet].parse().unwrap(), Drawn::WithoutReplacement).unwrap();
        for (kind, count) in [(Some(0), by_kind[0]), (Some(1), by_kind[1]), (None, other)] {
            for _ in 0..count {
                test.compare(&assertion, kind, kind.map_or(Read::NoKind, Read::Kind)).unwrap();
            }
        }
        prop_assert_eq!(test.p_value(), 0.0);
        prop_assert!(test.compare(&assertion, None, Read::NoKind).is_err());
    }

    /// The sample says after how many papers without error a test confirms: not one sooner and not one later.
    #[test]
    fn samples_are_what_tests_need(winner in 1_000u64..3_000, loser in 0u64..900, other in 0u64..3_000, bet in 0..BETS.len()) {
        let papers = Papers::new(vec![winner, loser], winner + loser + other).unwrap();
        let assertion = Assertion::new(vec![1, -1]).unwrap();
        let (bet, risk): (Bet, _) = (BETS[bet].parse().unwrap(), "5%".parse().unwrap());
        let mut test = Martingale::comparison(&assertion, &papers, bet, Drawn::WithReplacement).unwrap();
        let mut draws = 0;
        while !test.confirms(risk) {
            test.compare(&assertion, Some(0), Read::Kind(0)).unwrap();
            draws += 1;
        }
        let sample = assertion.margin(&papers).unwrap().sample_by(bet, risk);
        prop_assert_eq!(sample, SampleSize::Papers(draws));
    }
}

/// Kazakhstan 2023: the hardest assertion is confirmed by the sample that was computed for it, and not by one paper less.
#[test]
fn the_sample_of_kazakhstan_confirms() {
    let papers = Papers::new(vec![331_058, 6_035_383], 6_366_441).unwrap();
    let passed = Assertion::new(vec![95, -5]).unwrap();
    let mut test = Martingale::comparison(&passed, &papers, Bet::HIGHEST, Drawn::WithReplacement).unwrap();
    for draw in 1..=1_497 {
        assert!(!test.confirms("5%".parse().unwrap()), "before draw {draw}");
        test.compare(&passed, Some(1), Read::Kind(1)).unwrap();
    }
    assert!(test.confirms("5%".parse().unwrap()));
    // The next paper is not found, and was reported for the list: the worst there can be.
    test.compare(&passed, Some(0), Read::NotFound).unwrap();
    assert!(test.confirms("5%".parse().unwrap()), "what was confirmed stays so");
}

#[test]
fn papers_of_no_kind_and_of_another_audit_are_refused() {
    let papers = Papers::new(vec![6, 4], 10).unwrap();
    let wins = Assertion::new(vec![1, -1]).unwrap();
    let mut test = Martingale::comparison(&wins, &papers, Bet::PLANNED, Drawn::WithReplacement).unwrap();
    assert_eq!(
        test.compare(&wins, Some(2), Read::NoKind).unwrap_err().to_string(),
        "there is no kind 2 of papers: there are 2, numbered from 0"
    );
    assert!(test.compare(&wins, None, Read::Kind(9)).is_err());
    assert!(
        test.poll(&wins, Read::NoKind).unwrap_err().to_string().contains("give its papers with `compare`")
    );
    assert_eq!((test.draws(), test.p_value()), (0, 1.0));
}
