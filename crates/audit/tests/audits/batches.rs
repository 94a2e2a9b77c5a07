//! Polling stations counted again: the promise for every sequence of draws, and what bounds a sample.

use proptest::prelude::*;
use sailau_audit::{Asserted, Assertion, BatchAudit, Bet, Contest, Papers, SampleSize};

const BETS: [&str; 4] = ["bet 2", "bet 1.5", "kaplan-kolmogorov 0.2", "kaplan-markov 1.2"];

fn contest(stations: &[Papers]) -> Option<Contest> {
    let votes = |kind: usize| stations.iter().map(|station| station.by_kind()[kind]).sum();
    let papers =
        Papers::new(vec![votes(0), votes(1)], stations.iter().map(Papers::population).sum()).unwrap();
    let asserted = |coefficients: [i128; 2]| Asserted {
        label: format!("{coefficients:?}"),
        assertion: Assertion::new(coefficients.to_vec()).unwrap(),
    };
    Contest::new(vec!["A".to_owned(), "B".to_owned()], papers, vec![asserted([1, -1]), asserted([3, -1])])
        .ok()
}

fn station() -> impl Strategy<Value = Papers> {
    (0u64..8, 0u64..8, 0u64..3)
        .prop_map(|(a, b, other)| Papers::new(vec![a, b], a + b + other.max(1)).unwrap())
}

/// What is found in a station: some other papers, some gone.
fn counted(station: &Papers, a: u64, b: u64, gone: u64) -> Papers {
    let all = station.population().saturating_sub(gone % 2).max(1);
    let a = a.min(all);
    Papers::new(vec![a, b.min(all - a)], all).unwrap()
}

fn true_sum(assertion: &Assertion, station: &Papers, counted: &Papers) -> i128 {
    let missing = i128::from(station.population() - counted.population());
    assertion.sum(counted).unwrap() + assertion.lowest() * missing
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, max_global_rejects: 100_000, ..ProptestConfig::default() })]

    /// The p-value of a false assertion is at most α with a chance of at most α: all sequences of five draws.
    #[test]
    fn false_assertions_are_confirmed_as_rarely_as_promised(
        stations in prop::collection::vec((station(), 0u64..9, 0u64..9, 0u64..2), 2..4), bet in 0..BETS.len(),
    ) {
        let found: Vec<Papers> = stations.iter().map(|(station, a, b, gone)| counted(station, *a, *b, *gone)).collect();
        let stations: Vec<Papers> = stations.into_iter().map(|(station, ..)| station).collect();
        let Some(contest) = contest(&stations) else { return Err(TestCaseError::reject("reported to be false")) };
        let Ok(audit) = BatchAudit::new(&contest, &stations) else { return Err(TestCaseError::reject("a tie")) };
        let is_false: Vec<bool> = contest.assertions().iter().map(|asserted| {
            let pairs = stations.iter().zip(&found);
            pairs.map(|(station, counted)| true_sum(&asserted.assertion, station, counted)).sum::<i128>() <= 0
        }).collect();
        prop_assume!(is_false.contains(&true));

        let total: u64 = audit.weights().iter().sum();
        let chances: Vec<f64> = audit.weights().iter().map(|&weight| weight as f64 / total as f64).collect();
        let mut open = vec![(audit.test(BETS[bet].parse().unwrap()).unwrap(), 1.0)];
        for _ in 0..5 {
            let draws = open.iter().flat_map(|(test, chance)| (0..stations.len()).map(move |at| (test, chance, at)));
            open = draws.filter(|&(_, _, at)| chances[at] > 0.0).map(|(test, chance, at)| {
                let mut next = test.clone();
                next.read(at, &found[at]).unwrap();
                (next, chance * chances[at])
            }).collect();
        }
        for (at, _) in is_false.iter().enumerate().filter(|(_, is_false)| **is_false) {
            let mut p_values: Vec<(f64, f64)> =
                open.iter().map(|(test, chance)| (test.p_values().nth(at).unwrap().1, *chance)).collect();
            p_values.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut sum = 0.0;
            for (place, &(p_value, chance)) in p_values.iter().enumerate() {
                sum += chance;
                let is_last = p_values.get(place + 1).is_none_or(|next| next.0 > p_value * (1.0 + 1e-9));
                prop_assert!(!is_last || sum <= p_value + 1e-9, "{} has the chance {}", p_value, sum);
            }
        }
    }

    /// Batches that were counted rightly confirm with the sample, and not with a draw less.
    #[test]
    fn a_clean_audit_takes_its_sample(stations in prop::collection::vec(station(), 2..6), bet in 0..BETS.len()) {
        let Some(contest) = contest(&stations) else { return Err(TestCaseError::reject("reported to be false")) };
        let Ok(audit) = BatchAudit::new(&contest, &stations) else { return Err(TestCaseError::reject("a tie")) };
        let (bet, risk): (Bet, _) = (BETS[bet].parse().unwrap(), "5%".parse().unwrap());
        let SampleSize::Papers(draws) = audit.sample(bet, risk) else { panic!() };
        let mut test = audit.test(bet).unwrap();
        for draw in 0..draws {
            prop_assert!(!test.confirms(risk), "before draw {} of {}", draw, draws);
            test.read(0, &stations[0]).unwrap();
        }
        prop_assert!(test.confirms(risk));
        prop_assert!(audit.papers_to_count(draws) <= contest.papers().population() as f64);
    }
}

/// One batch may hold all of the error, so batches need far more papers than papers drawn one by one: polling stations of
/// 1,000 papers here.
#[test]
fn batches_cost_more_than_papers() {
    let stations = vec![Papers::new(vec![520, 470], 1_000).unwrap(); 200];
    let contest = contest(&stations).unwrap();
    let audit = BatchAudit::new(&contest, &stations).unwrap();
    let risk = "5%".parse().unwrap();
    let SampleSize::Papers(draws) = audit.sample(Bet::HIGHEST, risk) else { panic!() };
    // Each batch may have overstated by 1,050 of 10,000: U is 21, and 62 draws of 200 stations.
    assert_eq!(draws, 62);
    assert_eq!(contest.margins()[0].sample(risk), SampleSize::Papers(119));
    assert_eq!(audit.papers_to_count(draws).round(), 53_425.0);
}

#[test]
fn what_is_no_batch_of_the_contest_is_refused() {
    let stations = vec![Papers::new(vec![6, 3], 10).unwrap(), Papers::new(vec![5, 4], 9).unwrap()];
    let contest = contest(&stations).unwrap();
    let message = |stations: &[Papers]| BatchAudit::new(&contest, stations).unwrap_err().to_string();
    assert_eq!(
        message(&stations[..1]),
        "the batches hold 6 papers of `A`, and the contest has 11; every paper must be in one batch"
    );
    let other = vec![stations[0].clone(), Papers::new(vec![5], 9).unwrap()];
    assert!(message(&other).starts_with("batch 2: 2 coefficients for 1 kinds"));

    let audit = BatchAudit::new(&contest, &stations).unwrap();
    let mut test = audit.test(Bet::HIGHEST).unwrap();
    assert_eq!(
        test.read(2, &stations[0]).unwrap_err().to_string(),
        "there is no batch 3: there are 2, numbered from 1"
    );
    assert!(
        test.read(1, &stations[0])
            .unwrap_err()
            .to_string()
            .starts_with("batch 2 holds 10 papers and was reported to hold 9")
    );
    assert_eq!((test.draws(), test.p_value()), (0, 1.0));
    assert!(audit.test("alpha 10".parse().unwrap()).is_err());
}

/// The list tier of Kazakhstan 2023, as if its papers lay in 10,000 stations that voted alike: what `docs/audits.md` says.
#[test]
fn kazakhstan_in_equal_stations() {
    let contest = crate::kazakhstan::contest();
    let part = |votes: u64, station: u64| votes * (station + 1) / 10_000 - votes * station / 10_000;
    let stations: Vec<Papers> = (0..10_000)
        .map(|station| {
            let votes: Vec<u64> =
                contest.papers().by_kind().iter().map(|&votes| part(votes, station)).collect();
            let papers = votes.iter().sum();
            Papers::new(votes, papers).unwrap()
        })
        .collect();
    let audit = BatchAudit::new(&contest, &stations).unwrap();
    let SampleSize::Papers(draws) = audit.sample(Bet::HIGHEST, "5%".parse().unwrap()) else { panic!() };
    assert_eq!((draws, (audit.papers_to_count(draws) / 1_000.0).round()), (998, 605.0));
}
