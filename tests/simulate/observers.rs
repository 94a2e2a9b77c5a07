//! Observers: exact chances, the field experiment of Moscow, and runs that do not depend on threads.

use proptest::prelude::*;
use sailau::abroad;
use sailau::simulate::observers::{Placing, PlacingError, chance_of_seeing, observers_for};
use sailau::simulate::{Confidence, Run};

/// The field experiment, in which whoever observed is taken to have deterred all.
fn moscow_2011() -> Placing {
    abroad::moscow_2011().placing()
}

#[test]
fn moscow_2011_comes_out() {
    let moscow = moscow_2011();
    let sample = Run::from_seed(2011).draws(512).run(&moscow.observing().unwrap()).unwrap().summary;
    let points = |moments: &sailau::simulate::Moments| moments.mean().unwrap() / 1_000.0;
    // Published: 11 points, 36 instead of 47 per cent, and 46.6 in the city as a whole.
    let error = sample.difference.interval(Confidence::P99).unwrap().half_width() / 1_000.0;
    assert!((points(&sample.difference) - 11.0).abs() < error + 0.02, "{}", points(&sample.difference));
    assert!((points(&sample.observed) - 36.0).abs() < 0.1);
    assert!((46.2..46.8).contains(&points(&sample.announced)), "{}", points(&sample.announced));
    let expected = (moscow.honest + moscow.added_in_the_whole()) * 100.0;
    assert!((points(&sample.announced) - expected).abs() < 0.05);
    // 156 stations were plenty: the difference is significant in every draw.
    assert_eq!(sample.significant.share(), Some(1.0));
    // All deterred: nobody sees any.
    assert_eq!(sample.seen.yes, 0);
}

#[test]
fn observers_who_deter_nothing_see_it_and_measure_no_difference() {
    let placing = Placing { deterred: 0.0, ..moscow_2011() };
    let sample = Run::from_seed(1).draws(512).run(&placing.observing().unwrap()).unwrap().summary;
    assert!(sample.difference.interval(Confidence::P99).unwrap().contains(0.0));
    assert_eq!(sample.seen.share(), Some(1.0));
    // One side of 1.96 standard errors: one time in forty.
    assert!(sample.significant.clopper_pearson(Confidence::P99).contains(0.025));
    // Without tampering there is nothing to see.
    let honest = Placing { tampered: 0.0, ..placing };
    let sample = Run::from_seed(1).draws(256).run(&honest.observing().unwrap()).unwrap().summary;
    assert_eq!(sample.seen.yes, 0);
    assert!((sample.announced.mean().unwrap() - sample.honest.mean().unwrap()).abs() < 0.01);
}

#[test]
fn few_observers_find_little() {
    let with = |observed| {
        let placing = Placing { observed, ..moscow_2011() };
        let sample = Run::from_seed(3).draws(512).run(&placing.observing().unwrap()).unwrap().summary;
        sample.significant.share().unwrap()
    };
    assert!(with(3) < 0.9 && with(3) < with(156));
}

#[test]
fn the_same_with_any_number_of_threads() {
    let moscow = Placing { stations: 200, observed: 20, ..moscow_2011() }.observing().unwrap();
    let run = |threads| Run::from_seed(5).draws(1_000).threads(threads).run(&moscow).unwrap();
    assert_eq!(run(1), run(3));
    let shard = |part| Run::from_seed(5).draws(1_000).shard(part, 2).run(&moscow).unwrap();
    assert_eq!(shard(2).merge(&shard(1)).unwrap(), run(1));
    // A shard of another placing is no part of it, and the error says why.
    let other = Placing { stations: 200, observed: 21, ..moscow_2011() }.observing().unwrap();
    let other = Run::from_seed(5).draws(1_000).shard(2, 2).run(&other).unwrap();
    let error = shard(1).merge(&other).unwrap_err().to_string();
    assert!(error.ends_with("the placing of observers differs"), "{error}");
}

#[test]
fn chances_by_hand() {
    // 1 - (8·7·6)/(10·9·8).
    assert!((chance_of_seeing(10, 2, 3).unwrap() - (1.0 - 336.0 / 720.0)).abs() < 1e-12);
    assert_eq!(chance_of_seeing(10, 0, 10).unwrap(), 0.0);
    assert_eq!(chance_of_seeing(10, 1, 10).unwrap(), 1.0);
    assert_eq!(chance_of_seeing(10, 6, 5).unwrap(), 1.0);
    assert_eq!(observers_for(100, 1, 0.95).unwrap(), 95);
    assert_eq!(observers_for(100, 100, 1.0).unwrap(), 1);
    assert_eq!(observers_for(100, 1, 0.0).unwrap(), 0);
}

#[test]
fn what_cannot_be_is_refused() {
    let refused = |placing: Placing| placing.observing().unwrap_err();
    let moscow = moscow_2011();
    assert_eq!(refused(Placing { stations: 1, ..moscow }), PlacingError::TooFew(1));
    for observed in [0, 3_164, 3_165] {
        assert!(matches!(refused(Placing { observed, ..moscow }), PlacingError::OutOfRange { .. }));
    }
    for bad in [-0.01, 1.01, f64::NAN] {
        assert!(matches!(refused(Placing { honest: bad, ..moscow }), PlacingError::NotAShare { .. }));
        assert!(matches!(refused(Placing { deterred: bad, ..moscow }), PlacingError::NotAShare { .. }));
    }
    assert!(chance_of_seeing(10, 11, 1).is_err());
    assert!(chance_of_seeing(10, 1, 11).is_err());
    assert!(observers_for(10, 0, 0.5).is_err());
    assert!(observers_for(10, 1, 1.5).is_err());
}

proptest! {
    /// More observers never see less, nor does more tampering; the number found for a chance is the smallest.
    #[test]
    fn more_observers_see_more(stations in 1u32..300, a: prop::sample::Index, b: prop::sample::Index, chance in 0.0..1.0f64) {
        let (tampered, observed) = (a.index(stations as usize) as u32 + 1, b.index(stations as usize) as u32);
        let at = |tampered, observed| chance_of_seeing(stations, tampered, observed).unwrap();
        prop_assert!(at(tampered, observed + 1) >= at(tampered, observed) - 1e-12);
        prop_assert!(at(tampered, observed) >= at(tampered - 1, observed) - 1e-12);
        prop_assert!((at(tampered, observed) - at(observed, tampered)).abs() < 1e-12);
        let enough = observers_for(stations, tampered, chance).unwrap();
        prop_assert!(at(tampered, enough) >= chance);
        prop_assert!(enough == 0 || at(tampered, enough - 1) < chance);
    }
}
