//! A search for elections in which more support costs the seat.

use sailau_ranked::{Ballots, BallotsBuilder, Rank, RankedMethod, RankedRule};

/// Ballots of three candidates: how many voters have each of the six orders.
fn of_three(numbers: [u64; 6]) -> Ballots {
    let orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let mut ballots = BallotsBuilder::new(3).unwrap();
    for (number, order) in numbers.into_iter().zip(orders) {
        ballots.add(number, order.map(Rank::One)).unwrap();
    }
    ballots.build()
}

/// The winner of an instant run-off of three, if no lot decides.
fn sure_winner(rule: &RankedRule, numbers: [u64; 6]) -> Option<usize> {
    let count = rule.count(&of_three(numbers), 1).unwrap();
    count.open.is_none().then(|| count.elected[0])
}

/// Looks for an election of so many voters in which the winner 1 loses because some voters put 1 first who had 1 second
/// before: what they changed, and the two elections.
fn monotonicity_failure(rule: &RankedRule, voters: u64) -> Option<([u64; 6], [u64; 6])> {
    let mut found = None;
    divided(voters, 6, &mut Vec::new(), &mut |numbers| {
        let before: [u64; 6] = numbers.try_into().unwrap();
        // 2 over 1 becomes 1 over 2; 3 over 1 becomes 1 over 3. A loss of 1 without ties needs no more than one kind of them.
        let firsts = [before[0] + before[1], before[2] + before[3], before[4] + before[5]];
        // 3 has to be the lowest before, and no longer after: only then is anything else decided.
        if firsts[2] >= firsts[1] || firsts[2] >= firsts[0] || sure_winner(rule, before) != Some(0) {
            return false;
        }
        for raised in 1..=before[2] {
            let mut after = before;
            after[2] -= raised;
            after[0] += raised;
            if sure_winner(rule, after).is_some_and(|winner| winner != 0) {
                found = Some((before, after));
                return true;
            }
        }
        false
    });
    found
}

/// Every way to divide a number into so many parts, until one is taken.
fn divided(number: u64, parts: usize, so_far: &mut Vec<u64>, take: &mut impl FnMut(&[u64]) -> bool) -> bool {
    if parts == 1 {
        so_far.push(number);
        let taken = take(so_far);
        so_far.pop();
        return taken;
    }
    (0..=number).any(|first| {
        so_far.push(first);
        let taken = divided(number - first, parts - 1, so_far, take);
        so_far.pop();
        taken
    })
}

#[test]
fn more_support_can_cost_the_seat_in_an_instant_runoff() {
    let rule = RankedRule::new(RankedMethod::InstantRunoff);
    // There is none with fewer than 17 voters; an unoptimised test looks at the last of them only.
    let from = if cfg!(debug_assertions) { 16 } else { 3 };
    let (before, after) = (from..).find_map(|voters| monotonicity_failure(&rule, voters)).unwrap();
    // 6, 6 and 5 first preferences: 3 is out, and 1 wins by 9 to 8.
    assert_eq!(before, [0, 6, 2, 4, 3, 2]);
    assert_eq!(sure_winner(&rule, before), Some(0));
    // Two of those who had 2 first put 1 there. 8, 4 and 5: now 2 is out, and 3 wins by 9 to 8.
    assert_eq!(after, [2, 6, 0, 4, 3, 2]);
    assert_eq!(sure_winner(&rule, after), Some(2));
}
