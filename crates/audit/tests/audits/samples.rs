//! `samples.csv` beside this file: a margin in papers, and the samples that follow from it. Belgium 2024 was published by the
//! project rlauxe (docs/cases/Belgium2024.md, 20 June 2026), which prints the nearest whole number where the least that is
//! enough may be the next one up; Denmark 2014 by Stark and Teague (2014), with Kaplan-Wald.

use sailau_audit::{Assertion, Bet, Fraction, Margin, Papers, RiskLimit, SampleSize};

/// Votes and divisor of a list for its last seat, of another one for its next seat, and the published sample.
type Pair = ((u64, i128), (u64, i128), u64);

/// Antwerp 2024: CD&V and Vooruit against PVDA, Vlaams Belang and N-VA.
const PAIRS: [Pair; 6] = [
    ((125_894, 3), (125_257, 3), 12_074),
    ((127_973, 3), (125_257, 3), 2_831),
    ((125_894, 3), (249_826, 6), 5_880),
    ((127_973, 3), (249_826, 6), 1_884),
    ((125_894, 3), (368_877, 9), 1_746),
    ((127_973, 3), (368_877, 9), 1_022),
];

struct Row {
    name: String,
    margin: Margin,
    risk: RiskLimit,
    no_error: String,
    sample: u64,
    without_replacement: u64,
    published: Option<u64>,
}

fn rows() -> Vec<Row> {
    let mut table = csv::Reader::from_reader(include_str!("samples.csv").as_bytes());
    let rows = table.records().map(|row| {
        let row = row.unwrap();
        let margin: Fraction = row[3].parse().unwrap();
        Row {
            name: format!("{} {}", &row[0], &row[1]),
            margin: Margin::new(
                margin.numerator().into(),
                margin.denominator().into(),
                row[2].parse().unwrap(),
            )
            .unwrap(),
            risk: row[4].parse().unwrap(),
            no_error: row[5].to_owned(),
            sample: row[6].parse().unwrap(),
            without_replacement: row[7].parse().unwrap(),
            published: row[8].parse().ok(),
        }
    });
    rows.collect()
}

#[test]
fn every_sample_comes_out() {
    let rows = rows();
    assert_eq!(rows.len(), 85);
    for row in rows {
        assert_eq!(row.margin.sample(row.risk), SampleSize::Papers(row.sample), "{}", row.name);
        let without = row.margin.sample_without_replacement(row.risk);
        assert_eq!(without, SampleSize::Papers(row.without_replacement), "{} without replacement", row.name);
        assert_eq!(format!("{:.6}", row.margin.no_error()), row.no_error, "{}", row.name);
    }
}

#[test]
fn belgium_is_published_to_the_nearest_paper() {
    let rows: Vec<Row> = rows().into_iter().filter(|row| row.name.starts_with("BE-2024")).collect();
    assert_eq!(rows.len(), 11);
    for row in &rows {
        let exact = row.risk.to_f64().ln() / (-row.margin.share()).ln_1p();
        assert_eq!(Some(exact.round() as u64), row.published, "{}", row.name);
        assert_eq!(exact.ceil() as u64, row.sample, "{}", row.name);
    }
    assert_eq!(rows.iter().map(|row| row.sample).sum::<u64>(), 39_268);
}

#[test]
fn denmark_is_published_with_a_cushion() {
    let row = rows().into_iter().find(|row| row.name == "DK-EP-2014 Denmark, alliances").unwrap();
    let cushion = Bet::kaplan_wald("0.95".parse().unwrap()).unwrap();
    assert_eq!(row.margin.sample_by(cushion, row.risk), SampleSize::Papers(row.published.unwrap()));
    assert_eq!(row.published, Some(1_903));
    assert_eq!(row.margin.sample_by("bet 1.9".parse().unwrap(), row.risk), SampleSize::Papers(1_903));
    assert_eq!(row.margin.sample(row.risk), SampleSize::Papers(1_809));
    let within = rows().into_iter().find(|row| row.name == "DK-EP-2014 Denmark, within alliances").unwrap();
    assert_eq!(within.margin.sample_by(cushion, within.risk), SampleSize::Papers(1_044));
}

/// The pairs of Antwerp with blank papers in the boxes, from the votes of the lists, and a bet of 2/1.03905 (rlauxe,
/// docs/notes/DhondtNotes.md).
#[test]
fn antwerp_with_blank_papers_is_published_with_an_inflator() {
    let bet = Bet::fixed(Fraction::new(200_000, 103_905).unwrap()).unwrap();
    let risk = "5%".parse().unwrap();
    for (winner, loser, published) in PAIRS {
        let papers = Papers::new(vec![winner.0, loser.0], 1_235_587).unwrap();
        let pair = Assertion::new(vec![loser.1, -winner.1]).unwrap();
        assert_eq!(pair.margin(&papers).unwrap().sample_by(bet, risk), SampleSize::Papers(published));
    }
}

/// Single districts of Spain's Congress 2015 and all of them: 33,607 of 25 million papers.
#[test]
fn spain_is_the_sum_of_its_districts() {
    let sum: u64 = rows().iter().filter(|row| row.name.starts_with("ES-2015")).map(|row| row.sample).sum();
    assert_eq!(sum, 33_607);
}
