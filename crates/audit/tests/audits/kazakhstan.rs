//! The list tier of Kazakhstan's Mäjilis of 19 March 2023: 69 seats by largest remainders among the lists with 5 % of all
//! papers, against all included. 37 assertions imply the seats.

use sailau_audit::{Asserted, Assertion, Contest, Papers};

const VOTES: [(&str, u64, i128); 8] = [
    ("Amanat", 3_431_510, 40),
    ("Auyl", 693_938, 8),
    ("Respublica", 547_154, 6),
    ("Ak Zhol", 535_139, 6),
    ("NPK", 432_920, 5),
    ("OSDP", 331_058, 4),
    ("Baytaq", 146_431, 0),
    ("against all", 248_291, 0),
];
const ADMITTED: usize = 6;
const SEATS: i128 = 69;

pub(crate) fn contest() -> Contest {
    let papers: Vec<u64> = VOTES.iter().map(|&(_, votes, _)| votes).collect();
    let population = papers.iter().sum();
    let asserted = |label, coefficients| Asserted { label, assertion: Assertion::new(coefficients).unwrap() };
    let mut assertions = Vec::new();
    for (list, &(name, ..)) in VOTES.iter().enumerate().take(ADMITTED + 1) {
        let passed = list < ADMITTED;
        let sign = if passed { 1 } else { -1 };
        let coefficients = (0..VOTES.len()).map(|kind| sign * if kind == list { 95 } else { -5 }).collect();
        assertions
            .push(asserted(format!("{name} {} 5%", if passed { "above" } else { "below" }), coefficients));
    }
    for (winner, &(name, _, seats)) in VOTES.iter().enumerate().take(ADMITTED) {
        for loser in (0..ADMITTED).filter(|&loser| loser != winner) {
            let k = seats - VOTES[loser].2 - 1;
            let coefficient = |kind| match kind {
                kind if kind == winner => SEATS - k,
                kind if kind == loser => -SEATS - k,
                kind if kind < ADMITTED => -k,
                _ => 0,
            };
            let label = format!("remainder of {name} before that of {}", VOTES[loser].0);
            assertions.push(asserted(label, (0..VOTES.len()).map(coefficient).collect()));
        }
    }
    let kinds = VOTES.iter().map(|&(name, ..)| name.to_owned()).collect();
    Contest::new(kinds, Papers::new(papers, population).unwrap(), assertions).unwrap()
}

#[test]
fn the_hardest_assertions_are_the_known_ones() {
    let contest = contest();
    assert_eq!(contest.assertions().len(), 37);
    let mut by_margin: Vec<_> = contest.margins().iter().zip(contest.assertions()).collect();
    by_margin.sort_by(|a, b| a.0.to_f64().total_cmp(&b.0.to_f64()));
    let (margin, asserted) = by_margin[0];
    assert_eq!((asserted.label.as_str(), margin.to_string().as_str()), ("OSDP above 5%", "12735 19/20"));
    let (margin, asserted) = by_margin[1];
    assert_eq!(asserted.label, "remainder of Amanat before that of Respublica");
    assert_eq!(format!("{:.3}", margin.to_f64()), "14158.239");
    // What the reference has for polling.
    let polling = asserted.assertion.polling(contest.papers(), "5%".parse().unwrap()).unwrap().unwrap();
    assert_eq!(polling.papers.round(), 123_530.0);
    let polling = by_margin[0].1.assertion.polling(contest.papers(), "5%".parse().unwrap()).unwrap().unwrap();
    assert_eq!(polling.papers.round(), 72_006.0);
    // And what `docs/audits.md` says: the most of all.
    let of = |asserted: &Asserted| {
        asserted.assertion.polling(contest.papers(), "5%".parse().unwrap()).unwrap().unwrap()
    };
    let most = contest.assertions().iter().map(|asserted| of(asserted).papers).fold(0.0, f64::max);
    assert_eq!(most.round(), 123_530.0);
}
