//! Theorems about counts, on elections drawn at random.

use sailau_ranked::{Ballots, Given, Rank, RankedRule, SurplusPapers};

use crate::agreement::elections;
use crate::drawn::{Drawn, Draws, election};
use crate::lots::by_order;
use crate::statutes::{POINTS, STATUTES, rule};

fn winners(rule: &RankedRule, ballots: &Ballots, seats: usize, order: &[usize]) -> Vec<usize> {
    let mut lots = by_order(order);
    let mut given = Given::default();
    given.lots = Some(&mut lots);
    let mut elected = rule.count_given(ballots, seats as u32, given).unwrap().elected;
    elected.sort_unstable();
    elected
}

/// In Ireland and Malta whole papers go on, those that lie on top, and the order in which they lie matters.
fn papers_lie_in_an_order(rule: &RankedRule) -> bool {
    rule.surplus.is_some_and(|surplus| surplus.papers == SurplusPapers::WholePapers)
}

/// Who sits surely, and who may.
fn without_lots(rule: &RankedRule, drawn: &Drawn) -> (Vec<usize>, Vec<usize>) {
    let count = rule.count(&drawn.ballots(), drawn.seats as u32).unwrap();
    let mut elected = count.elected;
    elected.sort_unstable();
    (elected, count.open.map_or_else(Vec::new, |open| open.among))
}

/// Whether a set of candidates stands first on a list, in whatever order, and nothing before its end is unclear.
fn is_solid(ranks: &[Rank], coalition: &[usize]) -> bool {
    let mut left = coalition.to_vec();
    for rank in ranks {
        if left.is_empty() {
            return true;
        }
        let Rank::One(candidate) = rank else { return false };
        let Some(at) = left.iter().position(|other| other == candidate) else { return false };
        left.remove(at);
    }
    left.is_empty()
}

#[test]
fn a_solid_coalition_of_k_quotas_has_k_seats() {
    // The Senate's values are not in proportion, its fractions are dropped: it has no such theorem.
    for name in ["scotland", "minneapolis_several", "portland", "new_zealand", "albany"] {
        let rule = rule(name);
        let mut draws = Draws::new(1884);
        let mut claims = 0;
        for _ in 0..elections(20) {
            let mut drawn = election(&mut draws, 2..=4);
            // Only lists that every statute reads to their end.
            drawn.lists.retain(|(_, ranks)| {
                ranks.len() <= 3 && ranks.iter().all(|rank| matches!(rank, Rank::One(_)))
            });
            // A party's voters, each with the party in an order of their own.
            let party = draws.order(drawn.candidates)[..2 + draws.below(2) as usize].to_vec();
            for _ in 0..draws.below(8) {
                let mut ranks: Vec<Rank> =
                    draws.order(party.len()).iter().map(|at| Rank::One(party[*at])).collect();
                ranks.truncate(3);
                drawn.lists.push((1 + draws.below(6), ranks));
            }
            let valid: u64 =
                drawn.lists.iter().filter(|(_, ranks)| !ranks.is_empty()).map(|(number, _)| number).sum();
            let quota = valid / (drawn.seats as u64 + 1) + 1;
            let order = draws.order(drawn.candidates);
            let elected = winners(&rule, &drawn.ballots(), drawn.seats, &order);
            for set in 1_u32..1 << drawn.candidates {
                let coalition: Vec<usize> = (0..drawn.candidates).filter(|at| set >> at & 1 == 1).collect();
                let behind = drawn.lists.iter().filter(|(_, ranks)| is_solid(ranks, &coalition));
                let behind: u64 = behind.map(|(number, _)| number).sum();
                let due = ((behind / quota) as usize).min(coalition.len());
                let has = coalition.iter().filter(|candidate| elected.contains(candidate)).count();
                claims += usize::from(due > 0);
                assert!(
                    has >= due,
                    "{name}: {coalition:?} has {has} of {due}: {elected:?}\n{}",
                    drawn.written()
                );
            }
        }
        assert!(claims > 20, "{name}: too few coalitions to say anything: {claims}");
    }
}

#[test]
fn a_further_preference_does_no_harm_to_those_before_it() {
    // Not where the quota falls with exhausted ballots (Albany, Meek): there it can.
    let names = [
        "scotland",
        "australia_senate",
        "minneapolis_several",
        "minneapolis_single",
        "alaska",
        "portland",
        "northern_ireland",
        "new_south_wales_local",
    ];
    for name in names {
        let statute = STATUTES.iter().find(|statute| statute.name == name).unwrap();
        let rule = rule(name);
        let mut draws = Draws::new(1972);
        for _ in 0..elections(20) {
            let mut drawn = election(&mut draws, statute.seats.clone());
            let order = draws.order(drawn.candidates);
            let before = winners(&rule, &drawn.ballots(), drawn.seats, &order);
            let at = draws.below(drawn.lists.len() as u64) as usize;
            let mut with_more = drawn.lists[at].1.clone();
            if with_more.is_empty() || with_more.iter().any(|rank| !matches!(rank, Rank::One(_))) {
                continue;
            }
            let named = |candidate: usize| with_more.contains(&Rank::One(candidate));
            let Some(added) = draws.order(drawn.candidates).into_iter().find(|candidate| !named(*candidate))
            else {
                continue;
            };
            let harmless: Vec<usize> = (0..drawn.candidates).filter(|candidate| named(*candidate)).collect();
            with_more.push(Rank::One(added));
            drawn.lists[at].0 -= 1;
            let number = 1;
            let mut later = drawn.clone();
            later.lists.push((number, with_more));
            let after = winners(&rule, &later.ballots(), drawn.seats, &order);
            for candidate in harmless {
                assert!(
                    !before.contains(&candidate) || after.contains(&candidate),
                    "{name}: {} loses the seat by a later preference for {}\n{}",
                    candidate + 1,
                    added + 1,
                    later.written()
                );
            }
        }
    }
}

#[test]
fn other_numbers_for_candidates_and_another_order_of_lists_change_nothing_else() {
    for statute in STATUTES.iter().chain(&POINTS) {
        let rule = rule(statute.name);
        if papers_lie_in_an_order(&rule) {
            continue;
        }
        let mut draws = Draws::new(1993);
        for _ in 0..elections(10) {
            let drawn = election(&mut draws, statute.seats.clone());
            let numbers = draws.order(drawn.candidates);
            let renamed = |rank: &Rank| match rank {
                Rank::One(candidate) => Rank::One(numbers[*candidate]),
                Rank::Several(candidates) => {
                    Rank::Several(candidates.iter().map(|at| numbers[*at]).collect())
                }
                other => other.clone(),
            };
            let mut other = drawn.clone();
            for (_, ranks) in &mut other.lists {
                *ranks = ranks.iter().map(renamed).collect();
            }
            let order = draws.order(other.lists.len());
            other.lists = order.into_iter().map(|at| other.lists[at].clone()).collect();
            let renumbered = |candidates: Vec<usize>| {
                let mut candidates: Vec<usize> =
                    candidates.into_iter().map(|candidate| numbers[candidate]).collect();
                candidates.sort_unstable();
                candidates
            };
            let (sure, open) = without_lots(&rule, &drawn);
            let expected = (renumbered(sure), renumbered(open));
            assert_eq!(without_lots(&rule, &other), expected, "{}: {}", statute.name, drawn.written());
            // With lots that fall on the same people the stages are the same.
            let lots = draws.order(drawn.candidates);
            let of = winners(&rule, &drawn.ballots(), drawn.seats, &lots);
            let same_lots: Vec<usize> = lots.iter().map(|candidate| numbers[*candidate]).collect();
            let of_other = winners(&rule, &other.ballots(), drawn.seats, &same_lots);
            assert_eq!(of_other, renumbered(of), "{}: {}", statute.name, drawn.written());
        }
    }
}

#[test]
fn what_is_sure_has_a_seat_however_lots_fall() {
    for statute in STATUTES.iter().chain(&POINTS) {
        let rule = rule(statute.name);
        let mut draws = Draws::new(1918);
        for _ in 0..elections(20) {
            let drawn = election(&mut draws, statute.seats.clone());
            let (sure, open) = without_lots(&rule, &drawn);
            for _ in 0..8 {
                let mut way = draws.clone();
                draws.next();
                // Here lots fall without any order: the same two may once go one way, once the other.
                let mut lots = |tied: &[usize]| tied[way.below(tied.len() as u64) as usize];
                let mut given = Given::default();
                given.lots = Some(&mut lots);
                let elected = rule.count_given(&drawn.ballots(), drawn.seats as u32, given).unwrap().elected;
                let possible = |candidate: &usize| sure.contains(candidate) || open.contains(candidate);
                assert!(sure.iter().all(|candidate| elected.contains(candidate)), "{}", drawn.written());
                assert!(elected.iter().all(possible), "{}: {}", statute.name, drawn.written());
            }
        }
    }
}

#[test]
fn two_lots_for_the_papers_of_one_surplus_are_two() {
    // Two papers of a surplus go, and three candidates have equal fractions: two lots, and nothing moves between them.
    let lists = "5,\n1,5>3>4>1\n1,5>>>3\n1,5>4>2>3>1\n1,4>5>3>2>1\n1,3>4>2\n1,2>4>3\n1,5>2>4\n1,5\n";
    let ballots = Ballots::read(5, format!("count,preferences\n{lists}").as_bytes()).unwrap();
    let count = rule("ireland").count(&ballots, 3).unwrap();
    assert_eq!(count.elected, [4]);
    let open = count.open.unwrap();
    assert_eq!((open.seats, open.among), (2, vec![1, 2, 3]));
}

#[test]
fn who_has_withdrawn_is_as_if_never_on_the_paper() {
    for statute in STATUTES.iter().chain(&POINTS) {
        let rule = rule(statute.name);
        // Lists that become equal come together, and where papers lie in the order of their lists that matters.
        if papers_lie_in_an_order(&rule) {
            continue;
        }
        let mut draws = Draws::new(2021);
        for _ in 0..elections(10) {
            let mut drawn = election(&mut draws, statute.seats.clone());
            let gone = draws.below(drawn.candidates as u64) as usize;
            let order = draws.order(drawn.candidates);
            let number = |candidate: usize| candidate - usize::from(candidate > gone);
            // Clear lists that no statute cuts: a mark for who has withdrawn still takes a rank, and spoils the rank it shares.
            let clear = |rank: &Rank| matches!(rank, Rank::One(_));
            drawn.lists.retain(|(_, ranks)| ranks.iter().all(clear));
            for (_, ranks) in &mut drawn.lists {
                ranks.truncate(3);
                let again = (1..ranks.len()).find(|at| ranks[..*at].contains(&ranks[*at]));
                ranks.truncate(again.unwrap_or(ranks.len()));
            }
            let mut other = drawn.clone();
            other.candidates -= 1;
            for (_, ranks) in &mut other.lists {
                ranks.retain(|rank| *rank != Rank::One(gone));
                for rank in ranks {
                    if let Rank::One(candidate) = rank {
                        *candidate = number(*candidate);
                    }
                }
            }
            let withdrawn = [gone];
            let mut lots = by_order(&order);
            let mut given = Given::default().without(&withdrawn);
            given.lots = Some(&mut lots);
            let count = rule.count_given(&drawn.ballots(), drawn.seats as u32, given).unwrap();
            let other_order: Vec<usize> =
                order.iter().copied().filter(|candidate| *candidate != gone).map(number).collect();
            let mut lots = by_order(&other_order);
            let mut given = Given::default();
            given.lots = Some(&mut lots);
            let other_count = rule.count_given(&other.ballots(), drawn.seats as u32, given).unwrap();
            let elected: Vec<usize> = count.elected.iter().copied().map(number).collect();
            assert_eq!(
                elected,
                other_count.elected,
                "{} without {}: {}",
                statute.name,
                gone + 1,
                drawn.written()
            );
            for (stage, other_stage) in count.stages.iter().zip(&other_count.stages) {
                let mut votes = stage.votes.clone();
                let none = votes.remove(gone);
                assert_eq!(none.units(), 0);
                assert_eq!(
                    votes,
                    other_stage.votes,
                    "{} without {}: {}",
                    statute.name,
                    gone + 1,
                    drawn.written()
                );
            }
        }
    }
}
