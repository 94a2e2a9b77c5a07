//! Elections to test with: votes that like to tie, nearly tie, overflow or fall off steeply.

use proptest::prelude::*;
use sailau::apportion::{Method, Ratio, Sequence};

/// A few parties; most are small numbers, so that ties are common.
pub(crate) fn few() -> impl Strategy<Value = Vec<u64>> {
    prop_oneof![
        3 => prop::collection::vec(one(), 1..9),
        1 => adversarial(1..9),
    ]
    .prop_filter("somebody has votes", |votes| votes.iter().any(|&v| v > 0))
}

/// One to forty parties: past every kernel for a few.
pub(crate) fn some() -> impl Strategy<Value = Vec<u64>> {
    prop_oneof![prop::collection::vec(one(), 1..=40), adversarial(1..41)]
        .prop_filter("somebody has votes", |votes| votes.iter().any(|&v| v > 0))
}

/// More parties than any kernel looks at one by one.
pub(crate) fn hundreds() -> impl Strategy<Value = Vec<u64>> {
    adversarial(65..400).prop_filter("somebody has votes", |votes| votes.iter().any(|&v| v > 0))
}

fn one() -> impl Strategy<Value = u64> {
    prop_oneof![
        4 => 0..12u64,
        3 => 0..100_000u64,
        2 => (1..40u64).prop_map(|n| n * 60_060),
        2 => any::<u64>(),
        1 => (0..4u64).prop_map(|n| u64::MAX - n),
    ]
}

fn adversarial(parties: std::ops::Range<usize>) -> impl Strategy<Value = Vec<u64>> {
    let list = |one: BoxedStrategy<u64>| prop::collection::vec(one, parties.clone());
    let all_from = |first: BoxedStrategy<u64>, of: fn(u64, u64) -> u64| {
        (first, parties.clone())
            .prop_map(move |(first, n)| (0..n as u64).map(|rank| of(first, rank)).collect())
    };
    prop_oneof![
        // All equal, save for a vote here and there.
        (0..u64::MAX / 2, list((0..3u64).boxed()))
            .prop_map(|(base, extra)| extra.iter().map(|more| base + more).collect()),
        // Multiples of one number, give or take a vote: quotients that differ by one part in 2^60.
        (1u64 << 20..1 << 58, list((0..90u64).boxed())).prop_map(|(base, list)| {
            list.iter().map(|&n| (base * (n / 3)).saturating_add(n % 3).saturating_sub(1)).collect()
        }),
        // The end of the range.
        list((0..1u64 << 20).prop_map(|n| u64::MAX - n).boxed()),
        list((0..3u64).prop_map(|n| u64::MAX - n).boxed()),
        // One giant and many dwarfs.
        (any::<u64>(), list((0..5u64).boxed())).prop_map(|(giant, mut list)| {
            list[0] = giant;
            list
        }),
        // Falling off by rank.
        all_from((1..u64::MAX).boxed(), |first, rank| first / (rank + 1)),
        all_from((1..u64::MAX).boxed(), |first, rank| first / (rank + 1).pow(3)),
        all_from((1..u64::MAX).boxed(), |first, rank| first.checked_shr(rank as u32).unwrap_or(0)),
        // Every order of magnitude.
        list((0..64u32, any::<u64>()).prop_map(|(shift, n)| n >> shift).boxed()),
        list(any::<u64>().boxed()),
    ]
}

/// A method of the table, or one with divisors of its own.
pub(crate) fn method() -> impl Strategy<Value = Method> {
    let listed = Method::ALL.len() as u32;
    prop_oneof![listed => prop::sample::select(Method::ALL.to_vec()), 4 => own_series()]
}

/// A divisor method of the table, or one with divisors of its own.
pub(crate) fn divisor_method() -> impl Strategy<Value = Method> {
    let listed: Vec<_> = Method::ALL.into_iter().filter(|method| method.divisor().is_some()).collect();
    prop_oneof![10 => prop::sample::select(listed), 4 => own_series()]
}

fn own_series() -> impl Strategy<Value = Method> {
    let modified = (1..300u32).prop_map(|hundredths| {
        format!("modified-sainte-lague:{hundredths}/100").parse().expect("it lies below 3")
    });
    prop_oneof![modified, sequence()]
}

/// A series given as data, beginning with zero now and then.
fn sequence() -> impl Strategy<Value = Method> {
    let ratio = |from: u128| {
        (from..60u128, 1..12u128).prop_map(|(numerator, denominator)| Ratio { numerator, denominator })
    };
    (ratio(0), prop::collection::vec(ratio(1), 0..4), prop::option::of(ratio(1))).prop_map(
        |(first, further, step)| {
            let mut head = vec![first];
            for more in further {
                let before = head[head.len() - 1];
                head.push(Ratio {
                    numerator: before.numerator * more.denominator + more.numerator * before.denominator,
                    denominator: before.denominator * more.denominator,
                });
            }
            // A single zero would go on in steps of zero.
            let step = step.or(Some(Ratio { numerator: 1, denominator: 1 }).filter(|_| head.len() == 1));
            let sequence = Sequence::new(&head, step).expect("it grows");
            Method::HighestAverages(sailau::apportion::Divisor::Sequence(sequence.into()))
        },
    )
}
