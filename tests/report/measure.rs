//! Published values of indices come out of the votes and seats that they were computed from.

use std::collections::BTreeSet;

use sailau::measure::*;

/// An election of `tests/data/measure/indices_votes.csv`.
#[derive(Default)]
struct House {
    votes: Vec<u64>,
    seats: Vec<u32>,
    others: u64,
}

impl House {
    fn of(election: &str) -> Self {
        let mut house = Self::default();
        let rows = rows(include_str!("../data/measure/indices_votes.csv"));
        for row in rows.iter().filter(|row| row[0] == election) {
            // Some votes are per cent to two places.
            let votes = (row[2].parse::<f64>().unwrap() * 100.0).round() as u64;
            if row[1].starts_with("_unlisted") {
                house.others += votes;
            } else {
                house.votes.push(votes);
                house.seats.push(row[3].parse().unwrap());
            }
        }
        assert!(!house.votes.is_empty(), "{election} has no votes");
        house
    }

    fn index(&self, of: fn(&[u64], &[u32], u64) -> Option<f64>) -> f64 {
        of(&self.votes, &self.seats, self.others).unwrap()
    }
}

fn rows(csv: &str) -> Vec<Vec<String>> {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn near(found: f64, expected: f64, within: f64) {
    assert!((found - expected).abs() <= within, "{found} instead of {expected}");
}

#[test]
fn gallaghers_table_comes_out_save_for_the_known_rows() {
    let published = rows(include_str!("../data/measure/indices.csv"));
    let mut off = BTreeSet::new();
    let mut last = (String::new(), House::default());
    for row in &published {
        if last.0 != row[0] {
            last = (row[0].clone(), House::of(&row[0]));
        }
        let house = &last.1;
        let (found, within) = match row[1].as_str() {
            "LSq" => (100.0 * house.index(gallagher), 0.06),
            "ENEP" => (effective_parties(&house.votes, house.others).unwrap(), 0.02),
            "ENPP" => (effective_parties(&house.seats, 0).unwrap(), 0.006),
            other => panic!("{other}?"),
        };
        if (found - row[2].parse::<f64>().unwrap()).abs() > within + 1e-9 {
            let number = |digits: &str| format!("{:.2}", digits.parse::<f64>().unwrap());
            off.insert((row[0].clone(), row[1].clone(), number(&row[2]), format!("{found:.2}")));
        }
    }
    let known = rows(include_str!("../data/measure/off.csv"));
    let known: BTreeSet<_> =
        known.iter().map(|row| (row[0].clone(), row[1].clone(), row[2].clone(), row[3].clone())).collect();
    assert_eq!(off, known);
    assert_eq!((published.len(), known.len()), (180, 45));
}

/// Gallagher, *Election indices*; Wikipedia, *Gallagher index*; to the digit that is printed.
#[test]
fn complete_results_come_out_to_the_printed_digit() {
    let lsq = |election| format!("{:.2}", 100.0 * House::of(election).index(gallagher));
    assert_eq!(lsq("EX-QLD2012"), "31.16");
    assert_eq!(lsq("RUS-2011-12-04"), "3.40");
    assert_eq!(lsq("de_2009"), "3.40");
    assert_eq!(lsq("de_2013"), "7.83");
    assert_eq!(lsq("at_2013"), "3.31");
    let effective = |election| {
        let house = House::of(election);
        let votes = effective_parties(&house.votes, house.others).unwrap();
        format!("{votes:.2} {:.2}", effective_parties(&house.seats, 0).unwrap())
    };
    assert_eq!(effective("RUS-2011-12-04"), "3.10 2.80");
    assert_eq!(effective("de_2009"), "5.58 4.83");
    assert_eq!(effective("de_2013"), "4.81 3.51");
    assert_eq!(effective("at_2013"), "5.15 4.59");
}

/// Votes of lists that are not named decide the second decimal: without them Germany 2013 would be 7.23.
#[test]
fn others_are_in_the_total_and_in_no_square() {
    let house = House::of("DEU-2013-09-22");
    assert!(house.others > 0);
    near(100.0 * house.index(gallagher), 7.807, 0.0005);
    let without = gallagher(&house.votes, &house.seats, 0).unwrap();
    assert!(100.0 * without < 7.3);
}

/// The Electoral Reform Society's DV score of the United Kingdom in 2015 is 24.0.
#[test]
fn others_count_whole_where_each_of_them_would() {
    let house = House::of("GBR-2015-05-07");
    near(100.0 * house.index(loosemore_hanby), 24.07, 0.005);
    let without = loosemore_hanby(&house.votes, &house.seats, 0).unwrap();
    assert!(100.0 * without < 23.9);
    // As if they were a hundred lists.
    let mut votes = house.votes.clone();
    let mut seats = house.seats.clone();
    for i in 0..100 {
        votes.push(house.others / 100 + u64::from(i < house.others % 100));
        seats.push(0);
    }
    for of in [loosemore_hanby, gini, wasted_share] {
        near(of(&votes, &seats, 0).unwrap(), house.index(of), 1e-12);
    }
    // A party with a seat and no votes in the file.
    assert_eq!(house.index(sainte_lague), f64::INFINITY);
}

/// The values of a second computation in another language, from the same votes.
#[test]
fn the_other_indices_agree_with_a_second_computation() {
    let table = [
        ("RUS-2007-12-02", [7.23, 1.57, 7.79], [1.711, 1.515, 1.114]),
        ("EX-QLD2012", [37.99, 12.66, 59.06], [2.342, 1.150, 1.012]),
        ("de_2009", [6.01, 1.11, 6.68], [5.132, 4.113, 3.561]),
        ("de_2021", [8.63, 1.35, 9.48], [5.962, 4.783, 4.131]),
        ("nz_2023", [5.58, 1.06, 6.84], [3.474, 3.180, 2.563]),
        ("at_1999", [5.62, 1.71, 5.97], [3.590, 3.113, 2.943]),
        ("POL-1993-09-19", [37.47, 4.90, 64.03], [8.878, 3.356, 2.800]),
        ("GBR-2019-12-12", [17.14, 4.04, 22.04], [2.706, 1.942, 1.590]),
        ("BEL-2010-06-13", [8.71, 1.09, 8.49], [8.935, 8.194, 7.123]),
    ];
    for (election, percent, parties) in table {
        let house = House::of(election);
        for (of, expected) in [loosemore_hanby, rae, sainte_lague].into_iter().zip(percent) {
            near(100.0 * house.index(of), expected, 0.005 + 1e-9);
        }
        near(golosov(&house.votes, house.others).unwrap(), parties[0], 0.0005 + 1e-9);
        near(golosov(&house.seats, 0).unwrap(), parties[1], 0.0005 + 1e-9);
        near(molinar(&house.seats, 0).unwrap(), parties[2], 0.0005 + 1e-9);
    }
}

/// Golosov, Party Politics 16 (2010), table 1: eight constellations, by Laakso and Taagepera and by his own number.
#[test]
fn golosovs_constellations_come_out() {
    let tail = |head: &[u32], tail: usize| [head, &vec![1; tail]].concat();
    let table = [
        (tail(&[75, 25], 0), "1.60", "1.33"),
        (tail(&[75, 10], 15), "1.74", "1.42"),
        (tail(&[55, 45], 0), "1.98", "1.82"),
        (tail(&[55, 10, 10, 10], 15), "2.99", "2.24"),
        (tail(&[35, 35, 30], 0), "2.99", "2.90"),
        (tail(&[35, 10, 10, 10, 10, 10], 15), "5.75", "4.49"),
        (tail(&[15, 15, 15, 15, 15, 15, 10], 0), "6.90", "6.89"),
        (tail(&[15, 10, 10, 10, 10, 10, 10, 10], 15), "10.64", "11.85"),
    ];
    for (shares, laakso_taagepera, golosovs) in table {
        assert_eq!(format!("{:.2}", effective_parties(&shares, 0).unwrap()), laakso_taagepera);
        assert_eq!(format!("{:.2}", golosov(&shares, 0).unwrap()), golosovs);
    }
}

/// The complaint in Whitford v. Nichol (2015): 22 per cent. Quanta Magazine, 12 October 2017: nine districts
/// won by 11 to 9, one lost by 1 to 19, 40 per cent. Detroit Free Press, 29 April 2017: nine by 55 to 45, one by 5 to
/// 95, 40 per cent.
#[test]
fn efficiency_gaps_that_were_printed_come_out() {
    assert_eq!(efficiency_gap(&[60, 60, 60, 20, 20], &[40, 40, 40, 80, 80]), Some(0.22));
    let packed = |won: u64, lost: u64, all: u64| {
        let first: Vec<_> = [won; 9].into_iter().chain([lost]).collect();
        let second: Vec<_> = first.iter().map(|votes| all - votes).collect();
        (efficiency_gap(&first, &second).unwrap(), efficiency_gap(&second, &first).unwrap())
    };
    assert_eq!(packed(11, 1, 20), (0.4, -0.4));
    assert_eq!(packed(55, 5, 100), (0.4, -0.4));
}

/// The United Kingdom of 2010 and Germany of 2021 hung; the United Kingdom of 2015 and Canada of 1993 (41 per cent) had
/// majorities that the rules made, Malta of 2013 one that the voters gave.
#[test]
fn majorities_are_of_the_kind_that_they_are_known_as() {
    let kind = |election| {
        let house = House::of(election);
        majority(&house.votes, &house.seats, house.others).unwrap()
    };
    assert_eq!(kind("GBR-2010-05-06"), Majority::NaturalMinority);
    assert_eq!(kind("GBR-2015-05-07"), Majority::Manufactured);
    assert_eq!(kind("de_2021"), Majority::NaturalMinority);
    assert_eq!(kind("CAN-1993-10-25"), Majority::Manufactured);
    assert_eq!(kind("MLT-2013-03-09"), Majority::Earned);
    assert_eq!(kind("EX-QLD2012"), Majority::Manufactured);
    // Canada 2019 and 2021: the Conservatives had more votes, the Liberals more seats.
    for (election, reversed) in
        [("CAN-2019-10-21", true), ("CAN-2021-09-20", true), ("CAN-2015-10-19", false)]
    {
        let house = House::of(election);
        assert_eq!(is_reversed(&house.votes, &house.seats), Some(reversed), "{election}");
    }
}

/// Turkey 2002, under a threshold of ten per cent: some 46 per cent is what is commonly reported (unsourced).
#[test]
fn turkey_wasted_nearly_half_of_its_votes() {
    let house = House::of("TUR-2002-11-03");
    let wasted = house.index(wasted_share);
    assert!((0.44..0.47).contains(&wasted), "{wasted}");
}

/// Taagepera 2002: 75 per cent over (M + 1) √E; the magnitudes of his abstract's formula n = (MS)^¼ agree with the
/// seat product.
#[test]
fn thresholds_and_seat_product_agree_with_each_other() {
    for (magnitude, districts) in [(1u32, 650u32), (5, 30), (150, 1), (10, 10)] {
        let seats = magnitude * districts;
        let model = SeatProduct::of(f64::from(magnitude), seats).unwrap();
        let n = model.seat_winning_parties;
        let by_parties = 0.75 / (n * n + f64::from(seats) / (n * n));
        let threshold = nationwide_threshold(f64::from(magnitude), f64::from(districts)).unwrap();
        // T = 75 / (n² + S/n²), the abstract's second form.
        near(threshold, by_parties, 1e-12);
        near(model.largest_seat_share, model.seat_parties.powf(-0.75), 1e-12);
        near(model.largest_vote_share, model.vote_parties.powf(-0.75), 1e-12);
    }
}

/// The US House of Representatives after the census of 2020, states as districts: 761,169 people a seat, 990,837 in
/// Delaware, half of 1,085,407 in Montana (Census Bureau; github.com/alecramsay/MM2).
#[test]
fn the_house_of_2020_is_as_unequal_as_the_census_says() {
    let rows = rows(include_str!("../data/us_house/apportionments.csv"));
    let of = |year: &str| {
        let states = rows.iter().filter(|row| row[0] == year);
        let (people, seats): (Vec<u64>, Vec<u32>) =
            states.map(|row| (row[2].parse::<u64>().unwrap(), row[3].parse::<u32>().unwrap())).unzip();
        Equality::of(&people, &seats).unwrap()
    };
    let house = of("2020");
    assert_eq!((house.districts, house.least, house.most), (50, 542_703.5, 990_837.0));
    assert_eq!(house.voters_per_seat.round(), 761_169.0);
    assert_eq!(format!("{:.3} {:.3}", house.ratio, house.largest_deviation), "1.826 0.302");
    // Nevada's single member of 1910 stood for 80,293 people, New Mexico's for more.
    assert!(of("1910").ratio > house.ratio);
}

#[test]
fn districts_without_voters_or_seats_are_infinitely_unequal() {
    let empty = Equality::of(&[10, 0], &[1, 1]).unwrap();
    assert_eq!((empty.least, empty.ratio, empty.largest_deviation), (0.0, f64::INFINITY, 1.0));
    let silent = Equality::of(&[10, 5, 0], &[1, 0, 0]).unwrap();
    assert_eq!((silent.districts, silent.most, silent.largest_deviation), (2, f64::INFINITY, f64::INFINITY));
    assert_eq!(silent.majority_elected_by, 10.0 / 15.0);
}

#[test]
fn what_is_not_defined_is_none() {
    let all = [
        gallagher,
        loosemore_hanby,
        rae,
        sainte_lague,
        dhondt_index,
        largest_deviation,
        cox_shugart,
        gini,
        relative_entropy,
        wasted_share,
        seat_bonus,
    ];
    for of in all {
        assert_eq!(of(&[], &[], 0), None);
        assert_eq!(of(&[0, 0], &[1, 2], 0), None);
        assert_eq!(of(&[1, 2], &[0, 0], 0), None);
        assert_eq!(of(&[1, 2], &[1, 2, 3], 0), None);
    }
    assert_eq!(majority(&[], &[], 3), None);
    assert_eq!(effective_parties::<u32>(&[], 5), None);
    assert_eq!(golosov(&[0u64], 5), None);
    assert_eq!(molinar(&[0u64], 0), None);
    assert_eq!(fractionalisation::<u32>(&[], 0), None);
    assert_eq!(entropy::<u32>(&[], 0), None);
    assert_eq!(volatility(&[1], &[0]), None);
    assert_eq!(nationalisation(&[3], &[2]), None);
    assert_eq!(weighted_nationalisation(&[0], &[2]), None);
    assert_eq!(system_nationalisation(&[[0u64]], &[2]), None);
    assert_eq!(efficiency_gap(&[0], &[0]), None);
    assert_eq!(mean_median(&[0], &[0]), None);
    assert_eq!(SeatsVotes::of(&[], &[]), None);
    assert_eq!(Equality::of(&[1], &[0]), None);
    assert_eq!(lorenz_curve(&[], &[], 0), None);
    for nonsense in [0.0, 0.5, -3.0, f64::NAN, f64::INFINITY] {
        assert_eq!(effective_threshold(nonsense), None);
        assert_eq!(lijphart_threshold(nonsense), None);
        assert_eq!(nationwide_threshold(1.0, nonsense), None);
        assert_eq!(SeatProduct::of(nonsense, 100), None);
    }
    assert_eq!(SeatProduct::of(101.0, 100), None);
    for share in [0.0, -0.1, 0.4, f64::NAN] {
        assert_eq!(effective_magnitude(share), None);
    }
}
