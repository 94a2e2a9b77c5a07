//! Indices agree with each other where theory says so, and with naive readings of their formulas.

use allocation_counter::measure;
use proptest::prelude::*;
use sailau::apportion::{Method, apportion};
use sailau::measure::*;

#[derive(Debug, Clone)]
struct House {
    votes: Vec<u64>,
    seats: Vec<u32>,
    others: u64,
}

impl House {
    fn index(&self, of: fn(&[u64], &[u32], u64) -> Option<f64>) -> f64 {
        of(&self.votes, &self.seats, self.others).unwrap()
    }

    /// Shares of votes and seats, those of `others` last.
    fn shares(&self) -> Vec<(f64, f64)> {
        let all = self.votes.iter().sum::<u64>() + self.others;
        let seats: u32 = self.seats.iter().sum();
        let share = |(&v, &s): (&u64, &u32)| (v as f64 / all as f64, f64::from(s) / f64::from(seats));
        let named = self.votes.iter().zip(&self.seats).map(share);
        named.chain([(self.others as f64 / all as f64, 0.0)]).collect()
    }
}

fn houses() -> impl Strategy<Value = House> {
    let party = (prop_oneof![Just(0), 1..50u64, 1..10_000_000u64], prop_oneof![Just(0), 0..5u32, 0..400u32]);
    let parties = prop::collection::vec(party, 1..12);
    (parties, prop_oneof![Just(0), 0..1_000_000u64]).prop_filter_map("no shares", |(parties, others)| {
        let (votes, seats): (Vec<u64>, Vec<u32>) = parties.into_iter().unzip();
        let defined = votes.iter().sum::<u64>() + others > 0 && seats.iter().sum::<u32>() > 0;
        defined.then_some(House { votes, seats, others })
    })
}

fn close(a: f64, b: f64) -> bool {
    a == b || (a - b).abs() <= 1e-9 * (1.0 + a.abs())
}

proptest! {
    #[test]
    fn formulas_are_read_as_they_are_written(house in houses()) {
        let shares = house.shares();
        let (last, named) = shares.split_last().unwrap();
        let sum = |of: &dyn Fn(f64, f64) -> f64| named.iter().map(|&(v, s)| of(v, s)).sum::<f64>();
        prop_assert!(close(house.index(gallagher), (sum(&|v, s| (v - s).powi(2)) / 2.0).sqrt()));
        prop_assert!(close(house.index(loosemore_hanby), (sum(&|v, s| (v - s).abs()) + last.0) / 2.0));
        if named.iter().all(|&(v, s)| v > 0.0 || s == 0.0) {
            let with = |of: &dyn Fn(f64, f64) -> f64| sum(&|v, s| if v > 0.0 { of(v, s) } else { 0.0 });
            prop_assert!(close(house.index(sainte_lague), with(&|v, s| s * s / v) - 1.0));
            let entropy = with(&|v, s| if s > 0.0 { s * (s / v).ln() } else { 0.0 });
            prop_assert!((house.index(relative_entropy) - entropy).abs() < 1e-9);
            let ratios = named.iter().filter(|party| party.0 > 0.0).map(|&(v, s)| s / v);
            prop_assert!(close(house.index(dhondt_index), ratios.fold(0.0, f64::max)));
        } else {
            for of in [sainte_lague, relative_entropy, dhondt_index] {
                prop_assert_eq!(house.index(of), f64::INFINITY);
            }
        }
        let pairs = shares.iter().flat_map(|a| shares.iter().map(move |b| (a.1 * b.0 - b.1 * a.0).abs()));
        prop_assert!(close(house.index(gini), pairs.sum::<f64>() / 2.0));
        if house.votes.iter().any(|&votes| votes > 0) {
            let squares = sum(&|v, _| v * v);
            prop_assert!(close(effective_parties(&house.votes, house.others).unwrap(), 1.0 / squares));
            let first = named.iter().map(|party| party.0).fold(0.0, f64::max);
            let golosovs = sum(&|v, _| if v > 0.0 { v / (v + first * first - v * v) } else { 0.0 });
            prop_assert!(close(golosov(&house.votes, house.others).unwrap(), golosovs));
            let molinars = 1.0 + (squares - first * first) / squares / squares;
            prop_assert!(close(molinar(&house.votes, house.others).unwrap(), molinars));
            prop_assert!(close(fractionalisation(&house.votes, house.others).unwrap(), 1.0 - squares));
        }
    }

    #[test]
    fn indices_keep_to_their_ranges_and_to_each_other(house in houses()) {
        let [lsq, lh, max, gini_of, dh, sl, kl] =
            [gallagher, loosemore_hanby, largest_deviation, gini, dhondt_index, sainte_lague, relative_entropy]
                .map(|of| house.index(of));
        let most = 1.0 + 1e-12;
        for index in [lsq, lh, max, gini_of] {
            prop_assert!((0.0..=most).contains(&index));
        }
        prop_assert!(sl >= 0.0 && kl >= 0.0 && dh >= 1.0 - 1e-12);
        // √½ of the largest deviation ≤ least squares ≤ Loosemore-Hanby ≤ Gini.
        prop_assert!(max / 2f64.sqrt() <= lsq * most && lsq <= lh * most && lh <= gini_of * most);
        // What sits with the wrong party is at most what the best one has too much: 1 − 1 / max s/v.
        prop_assert!(lh <= (1.0 - 1.0 / dh) * most + 1e-12);
        // Pinsker; Cauchy and Schwarz; ln x ≤ x − 1.
        prop_assert!(2.0 * lh * lh <= kl + 1e-12 && 4.0 * lh * lh <= sl + 1e-9 && kl <= sl + 1e-9);
        let wasted = house.index(wasted_share);
        prop_assert!(wasted <= lh * most && (0.0..=1.0).contains(&wasted));
        prop_assert!(house.index(seat_bonus).abs() <= max * most);
        if let Some(rae) = rae(&house.votes, &house.seats, house.others) {
            prop_assert!(rae <= max * most);
        }
        // Proportion to the last vote is 0 in all of them, and only then.
        let all = house.votes.iter().map(|&v| u128::from(v)).sum::<u128>() + u128::from(house.others);
        let seats: u128 = house.seats.iter().map(|&s| u128::from(s)).sum();
        let fair = |(&v, &s): (&u64, &u32)| u128::from(v) * seats == u128::from(s) * all;
        let in_proportion = house.others == 0 && house.votes.iter().zip(&house.seats).all(fair);
        prop_assert_eq!(lh == 0.0 && house.others == 0, in_proportion);
        prop_assert_eq!(lsq == 0.0 && house.others == 0, in_proportion);
        if in_proportion {
            prop_assert_eq!([sl, kl, gini_of, max], [0.0; 4]);
        }
    }

    #[test]
    fn the_order_of_parties_and_those_without_anything_do_not_matter(house in houses(), at in 0..12usize) {
        let mut other = house.clone();
        let at = at % house.votes.len();
        other.votes.rotate_left(at);
        other.seats.rotate_left(at);
        for list in 0..3 {
            other.votes.insert(list % (at + 1), 0);
            other.seats.insert(list % (at + 1), 0);
        }
        for of in [
            gallagher, loosemore_hanby, rae, largest_deviation, sainte_lague, dhondt_index, gini,
            relative_entropy, wasted_share, seat_bonus,
        ] {
            match (of(&house.votes, &house.seats, house.others), of(&other.votes, &other.seats, other.others)) {
                (Some(a), Some(b)) => prop_assert!(close(a, b), "{} {}", a, b),
                (a, b) => prop_assert_eq!(a, b),
            }
        }
        prop_assert_eq!(
            majority(&house.votes, &house.seats, house.others),
            majority(&other.votes, &other.seats, other.others)
        );
        prop_assert_eq!(is_reversed(&house.votes, &house.seats), is_reversed(&other.votes, &other.seats));
    }

    #[test]
    fn effective_numbers_lie_between_one_and_all(counts in prop::collection::vec(0..1_000_000u64, 1..30)) {
        let present = counts.iter().filter(|&&count| count > 0).count() as f64;
        prop_assume!(present > 0.0);
        let all = present * (1.0 + 1e-12);
        let laakso_taagepera = effective_parties(&counts, 0).unwrap();
        for number in [laakso_taagepera, molinar(&counts, 0).unwrap()] {
            prop_assert!((1.0 - 1e-12..=all).contains(&number));
        }
        prop_assert!((1.0 - 1e-12..=all).contains(&golosov(&counts, 0).unwrap()));
        // Molinar's is never above Laakso's and Taagepera's.
        prop_assert!(molinar(&counts, 0).unwrap() <= laakso_taagepera * (1.0 + 1e-12));
        let f = fractionalisation(&counts, 0).unwrap();
        prop_assert!(close(1.0 / (1.0 - f), laakso_taagepera));
        // Of order one above order two (Hill 1973), both below the number of all.
        let of_order_one = entropy(&counts, 0).unwrap().exp();
        prop_assert!(of_order_one >= laakso_taagepera * (1.0 - 1e-12) && of_order_one <= all);
    }

    #[test]
    fn the_lorenz_curve_is_convex_and_encloses_the_gini(house in houses()) {
        let curve = lorenz_curve(&house.votes, &house.seats, house.others).unwrap();
        let ends = [curve[0], curve[curve.len() - 1]].map(|point| (point.votes, point.seats));
        prop_assert_eq!(ends, [(0.0, 0.0), (1.0, 1.0)]);
        let (mut area, mut slope) = (0.0, 0.0);
        for pair in curve.windows(2) {
            let (votes, seats) = (pair[1].votes - pair[0].votes, pair[1].seats - pair[0].seats);
            area += votes * (pair[0].seats + pair[1].seats) / 2.0;
            prop_assert!(pair[1].seats <= pair[1].votes + 1e-12);
            if votes > 1e-6 {
                prop_assert!(seats / votes >= slope * (1.0 - 1e-6), "{} {}", seats / votes, slope);
                slope = seats / votes;
            }
        }
        prop_assert!((1.0 - 2.0 * area - house.index(gini)).abs() < 1e-12);
    }

    #[test]
    fn each_method_makes_its_own_index_least(
        votes in prop::collection::vec(1..100_000u64, 2..6),
        seats in 5..60u32,
        from in 0..6usize,
        to in 0..6usize,
    ) {
        let (from, to) = (from % votes.len(), to % votes.len());
        for (method, of) in [
            (Method::SAINTE_LAGUE, sainte_lague as fn(&[u64], &[u32], u64) -> Option<f64>),
            (Method::DHONDT, dhondt_index),
            (Method::HARE, gallagher),
            (Method::HARE, loosemore_hanby),
        ] {
            let given = apportion(&votes, seats, &method).unwrap();
            let mut moved = given.seats.clone();
            if !given.ties.is_empty() || from == to || moved[from] == 0 {
                continue;
            }
            moved[from] -= 1;
            moved[to] += 1;
            let (best, other) = (of(&votes, &given.seats, 0).unwrap(), of(&votes, &moved, 0).unwrap());
            prop_assert!(best <= other * (1.0 + 1e-12) + 1e-15, "{method}: {best} {other}");
        }
    }

    #[test]
    fn majorities_are_what_halves_say(house in houses()) {
        let shares = house.shares();
        let votes = shares.iter().map(|share| share.0).fold(0.0, f64::max);
        let seats = shares.iter().map(|share| share.1).fold(0.0, f64::max);
        prop_assume!((votes - 0.5).abs() > 1e-9 && (seats - 0.5).abs() > 1e-9);
        // Others are no party.
        let votes = shares[..shares.len() - 1].iter().map(|share| share.0).fold(0.0, f64::max);
        let kind = majority(&house.votes, &house.seats, house.others).unwrap();
        match kind {
            Majority::Earned => prop_assert!(votes > 0.5 && seats > 0.5),
            Majority::Manufactured => prop_assert!(seats > 0.5),
            Majority::NaturalMinority => prop_assert!(votes < 0.5 && seats < 0.5),
            Majority::ArtificialMinority => prop_assert!(votes > 0.5 && seats < 0.5),
        }
        let first = house.seats.iter().position(|&s| s == *house.seats.iter().max().unwrap()).unwrap();
        prop_assert_eq!(kind == Majority::Earned, seats > 0.5 && shares[first].0 > 0.5);
    }

    #[test]
    fn volatility_is_a_distance(
        a in prop::collection::vec(0..1_000u64, 6),
        b in prop::collection::vec(0..1_000u64, 6),
        c in prop::collection::vec(0..1_000u64, 6),
    ) {
        prop_assume!([&a, &b, &c].iter().all(|votes| votes.iter().sum::<u64>() > 0));
        let total = |x: &[u64], y: &[u64]| volatility(x, y).unwrap().total;
        prop_assert_eq!(total(&a, &b), total(&b, &a));
        prop_assert_eq!(total(&a, &a), 0.0);
        prop_assert!(total(&a, &b) <= 1.0 + 1e-12);
        prop_assert!(total(&a, &c) <= total(&a, &b) + total(&b, &c) + 1e-12);
        // Where every party stood both times nothing came or went.
        let here: Vec<u64> = a.iter().map(|votes| votes + 1).collect();
        let there: Vec<u64> = b.iter().map(|votes| votes + 1).collect();
        prop_assert_eq!(volatility(&here, &there).unwrap().entry_and_exit, 0.0);
        // Loosemore and Hanby's formula, with the earlier votes in place of seats.
        let seats: Vec<u32> = b.iter().map(|&votes| votes as u32).collect();
        prop_assert!(close(total(&a, &b), loosemore_hanby(&a, &seats, 0).unwrap()));
    }

    #[test]
    fn nationalisation_is_one_for_even_support(
        regions in prop::collection::vec((1..1_000u64, 0..1_000u64), 1..9),
        times in 1..5u64,
    ) {
        let valid: Vec<u64> = regions.iter().map(|&(party, rest)| party + rest).collect();
        let party: Vec<u64> = regions.iter().map(|&(party, _)| party).collect();
        let even: Vec<u64> = valid.iter().map(|valid| valid * times).collect();
        for score in [nationalisation, weighted_nationalisation] {
            prop_assert!((score(&valid, &even).unwrap() - 1.0).abs() < 1e-12);
            let found = score(&party, &valid).unwrap();
            prop_assert!((0.0..=1.0 + 1e-12).contains(&found));
        }
        prop_assert!(nationalisation(&party, &valid).unwrap() >= 1.0 / regions.len() as f64 - 1e-12);
        // Every region cut in two like halves: the weighted score is the same, and so is the unweighted one.
        let twice = |votes: &[u64]| votes.iter().flat_map(|&votes| [votes, votes]).collect::<Vec<_>>();
        let cut = weighted_nationalisation(&twice(&party), &twice(&valid)).unwrap();
        prop_assert!(close(cut, weighted_nationalisation(&party, &valid).unwrap()));
        let rest: Vec<u64> = regions.iter().map(|&(_, rest)| rest).collect();
        let system = system_nationalisation(&[party, rest], &valid).unwrap();
        prop_assert!((0.0..=1.0 + 1e-12).contains(&system));
    }

    #[test]
    fn districts_mirror_each_other(districts in prop::collection::vec((0..500u64, 0..500u64), 1..20)) {
        let (a, b): (Vec<u64>, Vec<u64>) = districts.into_iter().unzip();
        prop_assume!(a.iter().chain(&b).any(|&votes| votes > 0));
        let gap = efficiency_gap(&a, &b).unwrap();
        prop_assert_eq!(gap, -efficiency_gap(&b, &a).unwrap());
        prop_assert!((-0.5..=0.5).contains(&gap));
        prop_assert!((mean_median(&a, &b).unwrap() + mean_median(&b, &a).unwrap()).abs() < 1e-12);
        let (ours, theirs) = (SeatsVotes::of(&a, &b).unwrap(), SeatsVotes::of(&b, &a).unwrap());
        for votes in [0.3, 0.45, 0.5, 0.6, ours.votes()] {
            prop_assert!((ours.seats_at(votes) + theirs.seats_at(1.0 - votes) - 1.0).abs() < 1e-12);
            prop_assert!((ours.bias(votes) + theirs.bias(votes)).abs() < 1e-12);
            prop_assert!(ours.responsiveness(votes, 0.05).unwrap() >= 0.0);
        }
        // The curve passes through what was.
        let counted = a.iter().zip(&b).filter(|(a, b)| *a + *b > 0);
        let won = counted.clone().map(|(a, b)| match a.cmp(b) {
            std::cmp::Ordering::Greater => 1.0,
            std::cmp::Ordering::Equal => 0.5,
            std::cmp::Ordering::Less => 0.0,
        });
        let seats = won.sum::<f64>() / counted.count() as f64;
        prop_assert!((ours.seats() - seats).abs() < 1e-12);
        prop_assert_eq!(ours.seats_at(ours.votes()), ours.seats());
        let points = ours.points();
        prop_assert_eq!(points[points.len() - 1].seats, 1.0);
        for point in points.windows(2) {
            prop_assert!(point[0].votes < point[1].votes && point[0].seats < point[1].seats);
            let between = (point[0].votes + point[1].votes) / 2.0;
            if point[1].votes - point[0].votes > 1e-9 {
                prop_assert!((ours.seats_at(between) - point[0].seats).abs() < 1e-12);
            }
        }
    }

    /// Stephanopoulos and McGhee: with as many votes in each district the gap is (S − ½) − 2 (V − ½).
    #[test]
    fn the_gap_of_equal_districts_is_a_line(first in prop::collection::vec(0..=1_001u64, 1..20)) {
        let second: Vec<u64> = first.iter().map(|votes| 1_001 - votes).collect();
        let curve = SeatsVotes::of(&first, &second).unwrap();
        let line = (curve.seats() - 0.5) - 2.0 * (curve.votes() - 0.5);
        prop_assert!((efficiency_gap(&first, &second).unwrap() - line).abs() < 1e-12);
    }

    #[test]
    fn equal_votes_are_equal(voters in prop::collection::vec(1..1_000_000u64, 1..12), seats in 1..9u32) {
        let same = Equality::of(&vec![voters[0]; voters.len()], &vec![seats; voters.len()]).unwrap();
        prop_assert_eq!((same.ratio, same.largest_deviation, same.malapportionment, same.gini), (1.0, 0.0, 0.0, 0.0));
        let found = Equality::of(&voters, &vec![1; voters.len()]).unwrap();
        let (least, most) = (voters.iter().min().unwrap(), voters.iter().max().unwrap());
        prop_assert_eq!((found.least, found.most), (*least as f64, *most as f64));
        prop_assert!(found.malapportionment <= found.largest_deviation + 1e-12);
        // The fewest voters of more than half of the districts.
        let mut sorted = voters.clone();
        sorted.sort_unstable();
        let by: u64 = sorted[..voters.len() / 2 + 1].iter().sum();
        let all: u64 = voters.iter().sum();
        prop_assert!((found.majority_elected_by - by as f64 / all as f64).abs() < 1e-12);
    }

    #[test]
    fn nothing_panics(
        votes in prop::collection::vec(prop_oneof![any::<u64>(), Just(u64::MAX), Just(0)], 0..6),
        seats in prop::collection::vec(prop_oneof![any::<u32>(), Just(u32::MAX), Just(0)], 0..6),
        others in any::<u64>(),
    ) {
        for of in [
            gallagher, loosemore_hanby, rae, largest_deviation, sainte_lague, dhondt_index, cox_shugart, gini,
            relative_entropy, wasted_share, seat_bonus,
        ] {
            prop_assert!(of(&votes, &seats, others).is_none_or(|index| !index.is_nan()));
        }
        let _ = (majority(&votes, &seats, others), is_reversed(&votes, &seats));
        let _ = (lorenz_curve(&votes, &seats, others), Equality::of(&votes, &seats));
        for of in [effective_parties, golosov, molinar, fractionalisation, entropy] {
            prop_assert!(of(&votes, others).is_none_or(|index| index.is_finite()));
        }
        let same: Vec<u64> = votes.iter().rev().copied().collect();
        let _ = (volatility(&votes, &same), nationalisation(&votes, &same), weighted_nationalisation(&votes, &same));
        let _ = (efficiency_gap(&votes, &same), mean_median(&votes, &same));
        if let Some(curve) = SeatsVotes::of(&votes, &same) {
            let _ = (curve.points(), curve.bias(0.5), curve.responsiveness(0.5, 0.1));
        }
    }
}

#[test]
fn what_a_simulation_calls_allocates_nothing() {
    let (votes, seats) = ([5_148_074, 792_828, 659_019, 383_023, 258_618], [76, 12, 10, 0, 0]);
    let found = measure(|| {
        let all = [
            gallagher,
            loosemore_hanby,
            rae,
            largest_deviation,
            sainte_lague,
            dhondt_index,
            cox_shugart,
            gini,
            relative_entropy,
            wasted_share,
            seat_bonus,
        ];
        assert!(all.iter().all(|of| of(&votes, &seats, 7).is_some()));
        let numbers = [effective_parties, golosov, molinar, fractionalisation, entropy];
        assert!(numbers.iter().all(|of| of(&votes, 7).is_some()));
        assert!(effective_parties(&seats, 0).is_some() && majority(&votes, &seats, 7).is_some());
        assert!(wasted_votes(&votes, &seats, 7).is_some() && volatility(&votes, &[1, 2, 3, 4, 5]).is_some());
        assert!(efficiency_gap(&votes, &[1, 2, 3, 4, 5]).is_some());
    });
    assert_eq!(found.count_total, 0);
}
