//! Margins against every way in which ballots can be changed.

use std::collections::HashSet;

use sailau_ranked::{Ballots, Margin, MarginSearch, Rank};

use crate::rule;

/// Every list of up to so many of the candidates, the empty one first.
fn lists(candidates: usize, longest: usize) -> Vec<Vec<usize>> {
    let mut lists = vec![Vec::new()];
    let mut at = 0;
    while at < lists.len() {
        for candidate in 0..candidates {
            if lists[at].len() < longest && !lists[at].contains(&candidate) {
                let mut longer: Vec<usize> = lists[at].clone();
                longer.push(candidate);
                lists.push(longer);
            }
        }
        at += 1;
    }
    lists
}

/// Everybody who wins if lots fall so, as bits.
fn winners(lists: &[Vec<usize>], counts: &[u8], standing: u32) -> u32 {
    if standing.count_ones() == 1 {
        return standing;
    }
    let mut votes = [0_u32; 8];
    for (list, count) in lists.iter().zip(counts) {
        if let Some(candidate) = list.iter().find(|candidate| standing >> **candidate & 1 == 1) {
            votes[*candidate] += u32::from(*count);
        }
    }
    let stands = |candidate: &usize| standing >> candidate & 1 == 1;
    let fewest = (0..8).filter(stands).map(|candidate| votes[candidate]).min().unwrap();
    let leave = (0..8).filter(stands).filter(|candidate| votes[*candidate] == fewest);
    leave.fold(0, |all, candidate| all | winners(lists, counts, standing & !(1 << candidate)))
}

/// The fewest changes after which something is true of the ballots, if no more than so many.
fn tried(counts: &[u8], most: u64, it_is: impl Fn(&[u8]) -> bool) -> Option<u64> {
    let mut reached = HashSet::from([counts.to_vec()]);
    for changed in 0..=most {
        if reached.iter().any(|counts| it_is(counts)) {
            return Some(changed);
        }
        if changed == most {
            break;
        }
        let mut next = HashSet::new();
        for counts in &reached {
            for from in (0..counts.len()).filter(|from| counts[*from] > 0) {
                for to in (0..counts.len()).filter(|to| *to != from) {
                    let mut counts = counts.clone();
                    counts[from] -= 1;
                    counts[to] += 1;
                    next.insert(counts);
                }
            }
        }
        reached = next;
    }
    None
}

fn of(lists: &[Vec<usize>], counts: &[u8], candidates: usize) -> Ballots {
    let ranks = |list: &Vec<usize>| list.iter().map(|candidate| Rank::One(*candidate)).collect();
    cast(&lists.iter().map(ranks).collect::<Vec<_>>(), counts, candidates)
}

fn cast(lists: &[Vec<Rank>], counts: &[u8], candidates: usize) -> Ballots {
    let mut builder = sailau_ranked::BallotsBuilder::new(candidates).unwrap();
    for (list, count) in lists.iter().zip(counts) {
        builder.add(u64::from(*count), list.iter().cloned()).unwrap();
    }
    builder.build()
}

/// SplitMix64.
struct Draws(u64);

impl Draws {
    fn below(&mut self, many: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((u128::from(z ^ (z >> 31)) * many as u128) >> 64) as usize
    }
}

/// Draws elections and holds their margins against every way of changing up to `most` ballots. How many margins were in reach.
fn agree(
    words: &str,
    candidates: usize,
    longest: usize,
    ballots: usize,
    most: u64,
    elections: usize,
) -> usize {
    let rule = rule("instant run-off", words);
    let lists = lists(candidates, longest);
    let mut draws = Draws(candidates as u64 * 100 + longest as u64);
    let mut reached = 0;
    for _ in 0..elections {
        let mut counts = vec![0_u8; lists.len()];
        let kinds: Vec<usize> = (0..5).map(|_| draws.below(lists.len())).collect();
        for _ in 0..1 + draws.below(ballots) {
            counts[kinds[draws.below(5)]] += 1;
        }
        let everybody = (1 << candidates) - 1;
        let winner = winners(&lists, &counts, everybody);
        let cast = of(&lists, &counts, candidates);
        let margin = rule.margin(&cast, 1).unwrap();
        assert_eq!(margin.elected.iter().fold(0, |all, one| all | 1 << one), sure(winner), "{counts:?}");
        confirmed(&margin, &cast, words);
        if winner.count_ones() > 1 {
            assert_eq!((margin.lower, margin.upper), (0, Some(0)));
            continue;
        }
        match tried(&counts, most, |counts| winners(&lists, counts, everybody) != winner) {
            Some(fewest) => {
                assert_eq!((margin.lower, margin.upper), (fewest, Some(fewest)), "{counts:?} of {lists:?}");
                reached += 1;
            }
            None => assert!(margin.is_exact() && margin.lower > most, "{counts:?} of {lists:?}: {margin:?}"),
        }
        let mut short = MarginSearch::default();
        short.steps = 200;
        let bounds = rule.margin_within(&cast, 1, short).unwrap();
        assert!(bounds.lower <= margin.lower && bounds.upper.is_none_or(|upper| Some(upper) >= margin.upper));
    }
    reached
}

fn sure(winners: u32) -> u32 {
    if winners.count_ones() == 1 { winners } else { 0 }
}

/// The changes do what they say.
fn confirmed(margin: &Margin, cast: &Ballots, words: &str) {
    assert_eq!(margin.changes.iter().map(|change| change.count).sum::<u64>(), margin.upper.unwrap_or(0));
    let changed = margin.apply(cast).unwrap();
    assert_eq!(changed.total(), cast.total());
    let count = rule("instant run-off", words).count(&changed, 1).unwrap();
    assert_eq!(count.elected, margin.then_elected);
    assert_eq!(count.open.map_or_else(Vec::new, |open| open.among), margin.then_open);
    if margin.upper.is_some_and(|upper| upper > 0) {
        assert_ne!(count.elected, margin.elected);
    }
}

#[test]
fn three_candidates_and_every_way_of_changing_three_ballots() {
    assert!(agree("", 3, 3, 11, 3, 60) > 35);
}

#[test]
fn four_candidates_and_every_way_of_changing_two_ballots() {
    assert!(agree("", 4, 4, 7, 2, 24) > 12);
}

#[test]
fn lists_of_two_preferences_at_most() {
    assert!(agree("reading = { at_most = 2 }", 4, 2, 8, 2, 60) > 30);
}

#[test]
fn those_who_cannot_win_leave_together() {
    assert!(agree("exclusion = { several = \"all that cannot win\" }", 4, 2, 8, 2, 60) > 30);
}

/// Earlier stages decide ties, which the bounds do not know of: they may differ, but hold.
#[test]
fn ties_decided_by_earlier_stages_leave_bounds() {
    let rule = rule("instant run-off", "ties = \"latest difference\"");
    let lists = lists(3, 3);
    let mut draws = Draws(7);
    let mut exact = 0;
    for _ in 0..40 {
        let mut counts = vec![0_u8; lists.len()];
        for _ in 0..3 + draws.below(8) {
            counts[draws.below(lists.len())] += 1;
        }
        let cast = of(&lists, &counts, 3);
        let margin = rule.margin(&cast, 1).unwrap();
        let changed = |counts: &[u8]| {
            let now = rule.count(&of(&lists, counts, 3), 1).unwrap().elected;
            now != margin.elected || now.is_empty()
        };
        let upper = margin.upper.unwrap();
        match tried(&counts, 2, changed) {
            Some(fewest) => assert!(margin.lower <= fewest && fewest <= upper, "{counts:?}: {margin:?}"),
            None => assert!(upper > 2, "{counts:?}: {margin:?}"),
        }
        exact += usize::from(margin.is_exact());
    }
    assert!(exact > 20, "{exact}");
}

/// What a ballot with several at one rank counts for hangs on who left together.
#[test]
fn ranks_of_several_leave_bounds() {
    let words = "reading = { overvote = \"ends the ballot while two stand\" }";
    for together in ["", "\nexclusion = { several = \"all that cannot win\" }"] {
        let rule = rule("instant run-off", &format!("{words}{together}"));
        let several = |first: usize, one: usize, other: usize, then: usize| {
            vec![Rank::One(first), Rank::Several(vec![one, other]), Rank::One(then)]
        };
        let mut kinds: Vec<Vec<Rank>> = lists(4, 2)
            .iter()
            .map(|list| list.iter().map(|candidate| Rank::One(*candidate)).collect())
            .collect();
        kinds.extend([several(0, 1, 2, 3), several(1, 0, 2, 3), several(2, 0, 3, 1), several(3, 0, 1, 2)]);
        let mut draws = Draws(11);
        let mut exact = 0;
        for _ in 0..40 {
            let mut counts = vec![0_u8; kinds.len()];
            for _ in 0..6 + draws.below(8) {
                let among = if draws.below(2) == 0 { 4 } else { kinds.len() };
                counts[kinds.len() - 1 - draws.below(among)] += 1;
            }
            let margin = rule.margin(&cast(&kinds, &counts, 4), 1).unwrap();
            let changed = |counts: &[u8]| {
                let now = rule.count(&cast(&kinds, counts, 4), 1).unwrap().elected;
                now != margin.elected || now.is_empty()
            };
            let upper = margin.upper.unwrap();
            match tried(&counts, 2, changed) {
                Some(fewest) => assert!(margin.lower <= fewest && fewest <= upper, "{counts:?}: {margin:?}"),
                None => assert!(upper > 2, "{counts:?}: {margin:?}"),
            }
            exact += usize::from(margin.is_exact());
        }
        assert!(exact > 15, "{together}: {exact}");
    }
}

#[test]
fn as_many_ballots_as_are_counted() {
    let half = u64::MAX / 2;
    let mut builder = sailau_ranked::BallotsBuilder::new(3).unwrap();
    for (count, list) in [(half, "1"), (half / 2 + 10, "2>3"), (half / 2 - 20, "3>2")] {
        builder.add_written(count, list).unwrap();
    }
    let cast = builder.build();
    let margin = rule("instant run-off", "").margin(&cast, 1).unwrap();
    // 1 is ahead by 11 in the last round.
    assert_eq!((margin.elected.as_slice(), margin.lower, margin.upper), (&[0][..], 6, Some(6)));
}

#[test]
fn who_is_alone_keeps_the_seat_whatever_changes() {
    let cast = crate::ballots(1, "5 1");
    let margin = rule("instant run-off", "").margin(&cast, 1).unwrap();
    assert_eq!((margin.lower, margin.upper), (6, None));
    let cast = crate::ballots(4, "5 1, 4 2>3, 3 3");
    let margin = rule("stv", "").margin(&cast, 2).unwrap();
    assert!(margin.lower == 1 && margin.upper.is_some_and(|upper| upper < 3), "{margin:?}");
}
