//! Simulations do not depend on threads, shards or the order of merging, and their intervals cover the truth.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicU64, Ordering};

use num_rational::BigRational;
use proptest::prelude::*;
use rand::RngExt;
use sailau::simulate::{
    BLOCK, Blocks, Confidence, Ended, Experiment, Generator, Histogram, MergeError, Moments, Paired,
    Progress, Proportion, RealMoments, Run, Sample, SimulateError, Summary, each_draw, stream,
};
use serde::{Deserialize, Serialize};

/// Dice under two rules, with every kind of summary and a workspace.
struct Dice;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Found {
    six: Proportion,
    sums: Histogram,
    rules: Paired,
    mean: RealMoments,
    draws: u64,
}

impl Summary for Found {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.six.merge(&other.six)?;
        self.sums.merge(&other.sums)?;
        self.rules.merge(&other.rules)?;
        self.mean.merge(&other.mean)?;
        self.draws.merge(&other.draws)
    }
}

impl Experiment for Dice {
    type Summary = Found;
    type Workspace = Vec<u32>;

    fn summary(&self) -> Found {
        Found {
            six: Proportion::default(),
            sums: Histogram::new(20),
            rules: Paired::default(),
            mean: RealMoments::default(),
            draws: 0,
        }
    }

    fn workspace(&self) -> Vec<u32> {
        Vec::with_capacity(5)
    }

    fn draw(&self, generator: &mut Generator, dice: &mut Vec<u32>, found: &mut Found) {
        dice.clear();
        // Draws take different amounts from the stream.
        let many = generator.random_range(1..=5);
        dice.extend((0..many).map(|_| generator.random_range(1..=6u32)));
        let sum: u32 = dice.iter().sum();
        found.six.push(dice.contains(&6));
        found.sums.push(sum);
        found.rules.push(i64::from(sum), i64::from(*dice.iter().max().unwrap()));
        found.mean.push(f64::from(sum) / f64::from(many));
        found.draws += 1;
    }
}

fn bytes<S: Serialize>(sample: &Sample<S>) -> String {
    serde_json::to_string(sample).unwrap()
}

fn go_on(_: Progress) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let run = Run::from_seed(42).draws(10_001).label("dice");
    let one = bytes(&run.clone().threads(1).run(&Dice).unwrap());
    for threads in [0, 2, 3, 8, 64] {
        assert_eq!(bytes(&run.clone().threads(threads).run(&Dice).unwrap()), one);
    }
    assert_ne!(bytes(&Run::from_seed(43).draws(10_001).label("dice").run(&Dice).unwrap()), one);
    let back: Sample<Found> = serde_json::from_str(&one).unwrap();
    assert_eq!(bytes(&back), one);
    assert_eq!((back.draws(), back.summary.draws, back.is_complete()), (10_001, 10_001, true));
}

#[test]
fn blocks_are_drawn_by_hand_alike() {
    let sample = Run::from_seed(9).draws(2 * BLOCK + 7).run(&Dice).unwrap();
    let (mut found, mut dice) = (Dice.summary(), Dice.workspace());
    for (block, draws) in [(0, BLOCK), (1, BLOCK), (2, 7)] {
        let mut generator = stream(9, block);
        (0..draws).for_each(|_| Dice.draw(&mut generator, &mut dice, &mut found));
    }
    assert_eq!(sample.summary, found);
}

#[test]
fn a_cancelled_run_has_what_it_drew_and_can_be_finished() {
    let whole = Run::from_seed(5).draws(50_000).run(&Dice).unwrap();
    let cancel = |progress: Progress| {
        assert_eq!(progress.of, 50_000);
        if progress.done > 9_000 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    for threads in [1, 4] {
        let run = Run::from_seed(5).draws(50_000).threads(threads);
        let (mut sample, ended) = run.run_watched(&Dice, cancel).unwrap();
        assert_eq!(ended, Ended::Cancelled);
        assert!(!sample.is_complete());
        assert_eq!(sample.draws(), sample.summary.draws);
        assert!((9_000..20_000).contains(&sample.draws()), "{}", sample.draws());
        for gap in sample.missing() {
            sample = sample.merge(&Run::from_seed(5).draws(50_000).blocks(gap).run(&Dice).unwrap()).unwrap();
        }
        assert_eq!(sample, whole);
    }
}

#[test]
fn progress_counts_every_draw() {
    let (most, reports) = (AtomicU64::new(0), AtomicU64::new(0));
    let watch = |progress: Progress| {
        most.fetch_max(progress.done, Ordering::Relaxed);
        reports.fetch_add(1, Ordering::Relaxed);
        ControlFlow::Continue(())
    };
    let (_, ended) = Run::from_seed(5).draws(1_000).threads(3).run_watched(&Dice, watch).unwrap();
    assert_eq!((ended, most.into_inner(), reports.into_inner()), (Ended::Complete, 1_000, 4));
}

#[test]
fn a_stop_rule_ends_at_the_same_draw_with_any_number_of_threads() {
    let enough = |sample: &Sample<Found>| sample.summary.six.wilson(Confidence::P95).half_width() < 0.004;
    let until = |threads, draws| {
        Run::from_seed(11).draws(draws).threads(threads).run_until(&Dice, enough, go_on).unwrap()
    };
    let (one, ended) = until(1, 10_000_000);
    assert_eq!(ended, Ended::Enough);
    assert!(enough(&one));
    assert_eq!(one.blocks.ranges().len(), 1);
    assert_eq!(bytes(&until(7, 10_000_000).0), bytes(&one));
    // Too few draws: all are made.
    let (all, ended) = until(2, 5_000);
    assert_eq!((all.draws(), ended, enough(&all)), (5_000, Ended::Complete, false));
    let (none, ended) =
        Run::from_seed(11).draws(5_000).run_until(&Dice, enough, |_| ControlFlow::Break(())).unwrap();
    assert_eq!(ended, Ended::Cancelled);
    assert!(none.draws() < 5_000);
}

#[test]
fn impossible_runs_are_refused() {
    assert_eq!(Run::from_seed(0).draws(0).run(&Dice).unwrap_err(), SimulateError::NoDraws);
    assert_eq!(
        Run::from_seed(0).draws(u64::MAX).run(&Dice).unwrap_err(),
        SimulateError::TooManyDraws(u64::MAX)
    );
    for (part, of) in [(0, 3), (4, 3), (1, 0)] {
        let error = Run::from_seed(0).draws(9).shard(part, of).run(&Dice).unwrap_err();
        assert_eq!(error, SimulateError::NoSuchShard { part, of });
    }
    let error = Run::from_seed(0).draws(9).blocks(0..2).run(&Dice).unwrap_err();
    assert_eq!(error, SimulateError::NoSuchBlocks { from: 0, to: 2, blocks: 1 });
    let error = Run::from_seed(0).draws(9).shard(1, 2).run_until(&Dice, |_| true, go_on).unwrap_err();
    assert_eq!(error, SimulateError::StopRuleOnShard);
    for level in [0.0, 1.0, -1.0, f64::NAN, 1.0 - f64::EPSILON / 2.0] {
        assert!(Confidence::new(level).is_err(), "{level}");
    }
}

#[test]
fn other_runs_do_not_merge() {
    let run = |seed, draws, label: &str, part| {
        Run::from_seed(seed).draws(draws).label(label).shard(part, 2).run(&Dice).unwrap()
    };
    let first = run(1, 1_000, "a", 1);
    for (other, what) in [
        (run(2, 1_000, "a", 2), "the seed differs"),
        (run(1, 1_001, "a", 2), "the number of planned draws differs"),
        (run(1, 1_000, "b", 2), "the label differs"),
    ] {
        assert_eq!(first.clone().merge(&other).unwrap_err(), MergeError::OtherRun(what.to_owned()));
    }
    assert_eq!(first.clone().merge(&first).unwrap_err(), MergeError::Overlap(0));
    assert_eq!(Sample::<Found>::merge_all([]).unwrap_err(), MergeError::Nothing);
    // Without any label, what is drawn tells two experiments apart.
    let odds = |least: u32| {
        each_draw(Proportion::default(), move |rng, found| found.push(rng.random_range(1..=6) >= least))
    };
    let part = |least, part| Run::from_seed(1).draws(1_000).shard(part, 2).run(&odds(least)).unwrap();
    assert!(part(5, 1).merge(&part(5, 2)).is_ok());
    let error = part(5, 1).merge(&part(6, 2)).unwrap_err().to_string();
    assert_eq!(error, "these samples are of different runs: the experiment differs, in what it draws");
    let mut sums = Histogram::new(3);
    assert!(matches!(sums.merge(&Histogram::new(4)), Err(MergeError::Shape(_))));
    let mut most = u64::MAX;
    assert_eq!(most.merge(&1), Err(MergeError::TooLarge));
    assert!(serde_json::from_str::<Blocks>("[[0,5],[4,6]]").is_err());
}

/// Intervals cover the truth about as often as they say: 2,000 experiments of 400 draws each.
#[test]
fn intervals_cover_the_truth_at_their_level() {
    for p in [0.03, 0.3, 0.5] {
        let coverage = each_draw([Proportion::default(); 3], move |rng, covered| {
            let (mut coin, mut mean) = (Proportion::default(), Moments::default());
            for _ in 0..400 {
                let heads = rng.random_bool(p);
                coin.push(heads);
                mean.push(i64::from(heads) * 1_000);
            }
            covered[0].push(coin.wilson(Confidence::P95).contains(p));
            covered[1].push(coin.clopper_pearson(Confidence::P95).contains(p));
            covered[2].push(mean.interval(Confidence::P95).unwrap().contains(1_000.0 * p));
        });
        let [wilson, exact, mean] = Run::from_seed(2026).draws(2_000).run(&coverage).unwrap().summary;
        // Three standard errors of 2,000 experiments are 1.5 points; discreteness adds some.
        for covered in [wilson, exact, mean] {
            assert!((0.925..0.985).contains(&covered.share().unwrap()), "{p}: {covered:?}");
        }
        assert!(exact.yes >= wilson.yes && exact.share().unwrap() > 0.945, "{p}: {exact:?}");
    }
}

#[test]
fn intervals_of_the_literature() {
    // Newcombe 1998, table I: 81 of 263, 15 of 148, 0 of 20, 1 of 29.
    for (yes, of, wilson, exact) in [
        (81, 263, "[0.2553, 0.3662]", "[0.2527, 0.3676]"),
        (15, 148, "[0.0624, 0.1605]", "[0.0578, 0.1617]"),
        (0, 20, "[0.0000, 0.1611]", "[0.0000, 0.1684]"),
        (1, 29, "[0.0061, 0.1718]", "[0.0009, 0.1776]"),
    ] {
        let p = Proportion { yes, of };
        assert_eq!(p.wilson(Confidence::P95).to_string(), wilson);
        assert_eq!(p.clopper_pearson(Confidence::P95).to_string(), exact);
        // Turned round.
        let q = Proportion { yes: of - yes, of }.wilson(Confidence::P95);
        assert!((q.high + p.wilson(Confidence::P95).low - 1.0).abs() < 1e-12);
    }
    let nothing = Proportion::default();
    assert_eq!(nothing.wilson(Confidence::P95).to_string(), "[0.0000, 1.0000]");
    assert_eq!(nothing.clopper_pearson(Confidence::P95).to_string(), "[0.0000, 1.0000]");
}

#[test]
fn the_mean_of_large_numbers_keeps_its_spread() {
    // A floating-point sum of squares would lose the spread of 1 beside 2^62.
    let mut large = Moments::default();
    for i in 0..1_000 {
        large.push((1 << 62) + i % 2);
    }
    assert!((large.variance().unwrap() - 250.0 / 999.0).abs() < 1e-12);
    let mut extremes = Paired::default();
    extremes.push(i64::MAX, i64::MIN);
    extremes.push(i64::MIN, i64::MAX);
    assert_eq!(extremes.difference().sum(), 0);
    assert_eq!(extremes.difference().variance(), Some(2f64.powi(129)));
    assert_eq!(Moments::default().interval(Confidence::P95), None);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Any cut into shards, merged in any order and any grouping, gives the whole run.
    #[test]
    fn shards_merge_to_the_whole(
        seed: u64,
        draws in 1..6_000u64,
        cuts in proptest::collection::vec(0..24u64, 0..6),
        order in Just((0..7usize).collect::<Vec<_>>()).prop_shuffle(),
        threads in 1..5usize,
    ) {
        let whole = Run::from_seed(seed).draws(draws).run(&Dice).unwrap();
        let blocks = draws.div_ceil(BLOCK);
        let mut borders: Vec<_> = cuts.into_iter().map(|cut| cut.min(blocks)).chain([0, blocks]).collect();
        borders.sort_unstable();
        let parts: Vec<_> = borders
            .windows(2)
            .map(|ends| Run::from_seed(seed).draws(draws).threads(threads).blocks(ends[0]..ends[1]).run(&Dice).unwrap())
            .collect();
        let mut shuffled = order.into_iter().filter_map(|i| parts.get(i));
        let first = shuffled.next().unwrap().clone();
        let left = shuffled.try_fold(first, |sum, part| sum.merge(part)).unwrap();
        prop_assert_eq!(bytes(&left), bytes(&whole));
        let last = parts.last().unwrap().clone();
        let right = parts.iter().rev().skip(1).try_fold(last, |sum, part| part.clone().merge(&sum)).unwrap();
        prop_assert_eq!(bytes(&right), bytes(&whole));
    }

    /// Every block is in exactly one shard.
    #[test]
    fn shards_cover_every_block_once(draws in 1..3_000u64, of in 1..40u64) {
        let nothing = each_draw(0u64, |_, draws| *draws += 1);
        let shard = |part| Run::from_seed(1).draws(draws).shard(part, of).run(&nothing).unwrap();
        let joined = (2..=of).try_fold(shard(1), |sum, part| sum.merge(&shard(part))).unwrap();
        prop_assert!(joined.is_complete());
        prop_assert_eq!(joined.summary, draws);
    }

    /// Variance from wide sums is the one of exact fractions.
    #[test]
    fn moments_are_exact(values in proptest::collection::vec(any::<i64>(), 2..40)) {
        let mut moments = Moments::default();
        values.iter().for_each(|&value| moments.push(value));
        let whole = |n: i128| BigRational::from_integer(n.into());
        let n = whole(values.len() as i128);
        let mean = values.iter().map(|&v| whole(v.into())).sum::<BigRational>() / &n;
        let spread: BigRational = values.iter().map(|&v| (whole(v.into()) - &mean) * (whole(v.into()) - &mean)).sum();
        let exact = spread / (n - whole(1));
        let found = BigRational::from_float(moments.variance().unwrap()).unwrap();
        // Four roundings of 2^-53.
        let tolerance = &exact * BigRational::new(1.into(), (1i64 << 49).into());
        let error = if found > exact { found - &exact } else { &exact - found };
        prop_assert!(error <= tolerance);
    }
}

/// Ends of the interval as `tests/data/intervals/exact.py` found them with 60 figures, of 10^2 to 10^12 draws.
#[test]
fn the_interval_of_clopper_and_pearson_is_right_however_many_draws() {
    let file = include_str!("../data/intervals/clopper_pearson.csv");
    let mut read = 0;
    for line in file.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        let [yes, of, level, low, high, rest] = cells[..] else { panic!("{line}") };
        let number = |text: &str| text.parse::<f64>().unwrap();
        let confidence = Confidence::new(number(level)).unwrap();
        let found =
            Proportion { yes: yes.parse().unwrap(), of: of.parse().unwrap() }.clopper_pearson(confidence);
        let (low, high, width) = (number(low), number(high), number(high) - number(low));
        // Nine figures of the interval's width, or all that a number has.
        let near = |found: f64, exact: f64| {
            (found - exact).abs() <= (1e-9 * width).max(4.0 * f64::EPSILON * exact.max(f64::EPSILON))
        };
        assert!(near(found.low, low), "{line}: {}", found.low);
        assert!(near(found.high, high), "{line}: {}", found.high);
        assert!(number(rest) > 0.0);
        read += 1;
    }
    assert!(read > 100, "{read} intervals");
    for of in [1, 10, 1_000, 1_000_000, 1_000_000_000_000, u64::MAX] {
        for yes in [0, of / 3, of - 1, of] {
            let found = Proportion { yes, of }.clopper_pearson(Confidence::P95);
            let share = yes as f64 / of as f64;
            assert!(
                (0.0..=share).contains(&found.low) && (share..=1.0).contains(&found.high),
                "{yes} of {of}: {found}"
            );
        }
    }
}
