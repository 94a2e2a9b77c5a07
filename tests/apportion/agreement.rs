//! What the library says, held against the definitions: statements about one given case, for random tests and for
//! the fuzz targets.

use sailau::apportion::{
    ApportionError, Batch, Bounds, Divisor, Method, Tie, apportion, apportion_batch, apportion_within,
};

use super::{naive, outcomes};

/// Any method against its definition. For houses that can be laid out claim by claim.
pub(crate) fn by_definition(votes: &[u64], seats: u32, method: &Method) {
    let answer = apportion(votes, seats, method).unwrap();
    if *method == Method::BalinskiYoung {
        if outcomes::ways(&answer) < 1e3
            && let Some(expected) = outcomes::quota_method(votes, seats, 1_000)
        {
            assert_eq!(
                outcomes::completions(&answer),
                expected,
                "{method} of {votes:?}, {seats}: {answer:?}"
            );
        }
    } else {
        assert_eq!(answer, naive::answer(votes, seats, method), "{method} of {votes:?}, {seats}");
    }
}

/// The same with a minimum and a maximum for each party, between whose sums the house lies.
pub(crate) fn by_definition_within(votes: &[u64], seats: u32, method: &Method, bounds: &[(u32, u32)]) {
    let limits = Bounds::at_least_each(bounds.iter().map(|bound| bound.0).collect())
        .at_most_each(bounds.iter().map(|bound| bound.1).collect());
    let answer = apportion_within(votes, seats, method, &limits);
    if matches!(method, Method::HighestAverages(_) | Method::LargestRemainder(_)) {
        let expected = naive::answer_within(votes, seats, method, bounds);
        assert_eq!(answer, Ok(expected), "{method} of {votes:?}, {seats} within {bounds:?}");
    } else {
        // Without seats or without votes there are the minimums only, which ask for no rule.
        let minimums_only = seats == 0 || votes.iter().all(|&v| v == 0);
        let refused = matches!(answer, Err(ApportionError::NoBounds { .. }));
        assert!(minimums_only || refused, "{method} within {bounds:?}: {answer:?}");
    }
}

/// A divisor method for any number of parties and seats: the claims are too many to lay out, but the inequality
/// between those that are met and those that are not has one solution.
pub(crate) fn by_min_max(votes: &[u64], seats: u32, method: &Method, bounds: (u32, u32)) {
    let divisor = method.divisor().expect("a divisor method");
    // 2^(10·j) is no number to write down for a large j.
    let few = 20 * votes.len() as u32;
    let seats = if *divisor == Divisor::Macanese { seats.min(few) } else { seats };
    let free = bounds == (0, u32::MAX);
    let answer = if free {
        apportion(votes, seats, method)
    } else {
        apportion_within(votes, seats, method, &Bounds::at_least(bounds.0).at_most(bounds.1))
    };
    let answer = answer.unwrap();
    let sum: u64 =
        answer.seats.iter().chain(answer.ties.iter().map(|tie| &tie.seats)).map(|&n| u64::from(n)).sum();
    assert_eq!(u64::from(seats), sum, "{method} of {votes:?}");
    let result = naive::satisfies_min_max(votes, divisor, &vec![bounds; votes.len()], &answer);
    assert_eq!(result, Ok(()), "{method} of {votes:?}, {seats}: {answer:?}");
}

/// Counts all rows at once and each by itself.
pub(crate) fn of_the_batch(
    votes: &[u64],
    parties: usize,
    houses: &[u32],
    method: &Method,
    batch: &mut Batch,
) {
    let mut given = vec![77; votes.len()];
    apportion_batch(votes, parties, houses, method, batch, &mut given).unwrap();
    let (mut ties, mut without) = (Vec::new(), Vec::new());
    for (row, (votes, given)) in votes.chunks(parties).zip(given.chunks(parties)).enumerate() {
        let house = if let [all] = houses { *all } else { houses[row] };
        match apportion(votes, house, method) {
            Ok(alone) => {
                assert_eq!(given, alone.seats, "{method} of row {row}: {votes:?}, {house}");
                ties.extend(alone.ties.into_iter().map(|tie| (row, tie)));
            }
            Err(ApportionError::NoVotes { .. }) => {
                assert!(given.iter().all(|&n| n == 0), "{method} of row {row}");
                without.push(row);
            }
            Err(error) => panic!("{error}"),
        }
    }
    let open: Vec<_> = batch
        .ties()
        .map(|(row, view)| {
            let parties = view.parties.iter().map(|&i| i as usize).collect();
            (row, Tie { parties, seats: view.seats, all_to_one: view.all_to_one })
        })
        .collect();
    assert_eq!(open, ties, "{method} of {votes:?} in rows of {parties}");
    assert_eq!(batch.without_votes(), without);
}
