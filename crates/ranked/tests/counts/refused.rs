//! What is refused, and in which words.

use sailau_ranked::{Ballots, Given, Papers, RankedError};

use crate::{ballots, rule};

#[test]
fn rules_that_do_not_go_together_are_refused() {
    for (method, words, message) in [
        ("stv", "majority = \"in the first round\"", "majority: has no place under method = \"stv\""),
        ("stv", "meek = {}", "meek: has no place under method = \"stv\""),
        ("meek", "surplus = {}", "surplus: has no place under method = \"meek\""),
        ("instant run-off", "quota = {}", "quota: has no place under method = \"instant run-off\""),
        (
            "stv",
            "surplus = { decimals = 16 }",
            "surplus.decimals: 16 are more than a count takes; 15 is the most",
        ),
        ("stv", "quota = { decimals = 6 }", "quota.decimals: 6 are more than those of votes"),
        ("stv", "surplus = {}", "surplus.decimals: without decimals a paper that goes on is worth nothing"),
        (
            "stv",
            "surplus = { cut = \"nothing\", loss = \"own line\" }",
            "surplus.loss: nothing is lost where nothing",
        ),
        (
            "stv",
            "surplus = { papers = \"whole papers\", cut = \"nothing\" }",
            "surplus.cut: whole papers are never cut",
        ),
        (
            "meek",
            "quota = { decimals = 4, taken = \"at every stage\" }",
            "quota.decimals: are those of the shares",
        ),
        ("meek", "meek = { surplus_below = 10 }", "meek.surplus_below: is a decimal place beyond"),
        ("borda", "quota = {}", "quota: has no place under method = \"borda\""),
        ("dowdall", "ties = \"latest difference\"", "ties: has no place under method = \"dowdall\""),
        (
            "dowdall",
            "reading = { overvote = \"ends the ballot while two stand\" }",
            "reading.overvote: has no place",
        ),
    ] {
        let error = rule(method, words).count(&ballots(2, "1 1"), 1).unwrap_err();
        assert!(error.to_string().starts_with(message), "{words}: {error}");
    }
    let error = rule("instant run-off", "").count(&ballots(2, "1 1"), 2).unwrap_err();
    assert_eq!(error.to_string(), "`instant run-off` fills one seat, not 2; for several there is `stv`");
    assert_eq!(rule("stv", "").count(&ballots(2, "1 1"), 0), Err(RankedError::NoSeats));
    let error =
        rule("stv", "").count_given(&ballots(2, "1 1"), 1, Given::default().without(&[2])).unwrap_err();
    assert_eq!(error, RankedError::Withdrawn { number: 3, candidates: 2 });
}

#[test]
fn as_many_ballots_as_64_bits_hold_are_counted_or_refused() {
    let most = u64::MAX;
    let papers = ballots(3, &format!("{} 1>2, {} 2>3, 1 3", most / 2, most / 2 - 7));
    for (method, words) in [
        ("stv", ""),
        ("stv", "surplus = { decimals = 5 }"),
        ("stv", "surplus = { papers = \"unweighted inclusive\", cut = \"votes\" }"),
        ("stv", "surplus = { papers = \"whole papers\", divisor = \"transferable papers\" }"),
        ("meek", ""),
        ("instant run-off", ""),
    ] {
        let seats = if method == "instant run-off" { 1 } else { 2 };
        let count = rule(method, words).count(&papers, seats).unwrap();
        assert_eq!(count.elected.len() as u32, seats, "{method} {words}");
    }
    let fine =
        rule("meek", "meek = { decimals = 15 }\nquota = { decimals = 15, taken = \"at every stage\" }");
    assert_eq!(fine.count(&papers, 2).unwrap().elected, [0, 1]);
    let fine = fine.count(&ballots(3, &format!("{} 1>2, 5 2, 4 3", most - 9)), 2);
    assert_eq!(fine, Err(RankedError::TooLarge { stage: 2 }));
}

#[test]
fn exact_fractions_beyond_128_bits_are_refused_with_the_way_out() {
    // Three surpluses of papers that part ways: every one of them multiplies denominators by the votes in their units.
    let lists = "700001 1>2>3>4>5, 500009 1>3>2>5>4, 300007 1>4>5>2>3, 3 6, 2 7";
    let papers = ballots(7, lists);
    let exact = rule("stv", "surplus = { cut = \"nothing\", decimals = 5 }");
    let error = exact.count(&papers, 6).unwrap_err();
    assert!(matches!(error, RankedError::TooExact { .. }), "{error}");
    assert!(error.to_string().contains("surplus.cut = \"votes\""), "{error}");
    assert_eq!(exact.count(&papers, 5).unwrap().elected, [0, 1, 2, 3, 4]);
}

#[test]
fn nothing_at_all_can_be_counted() {
    for method in ["stv", "meek", "warren", "instant run-off", "contingent vote", "supplementary vote"] {
        let none = Ballots::read(0, "count,preferences\n".as_bytes()).unwrap();
        let count = rule(method, "").count(&none, 1).unwrap();
        assert_eq!((count.elected.len(), count.empty, count.valid), (0, 1, 0), "{method}");
        // Without a vote every candidate can have the seat.
        let count = rule(method, "").count(&ballots(3, "4"), 1).unwrap();
        assert_eq!(count.open.unwrap().among, [0, 1, 2], "{method}");
    }
    let all = rule("stv", "").count(&ballots(2, "4 1"), 5).unwrap();
    assert_eq!((all.elected.len(), all.empty), (2, 3));
}

#[test]
fn papers_name_candidates_who_stand_on_them() {
    let mut papers = Papers::new(2).unwrap();
    let error = papers.add(1, [0, 2]).unwrap_err();
    assert_eq!(error.to_string(), "there is no candidate 3: the paper has 2, numbered from 1");
    assert_eq!(papers, Papers::new(2).unwrap());
    assert!(matches!(Papers::new(5_000), Err(RankedError::TooManyCandidates { most: 4_096, .. })));
}

/// The fractions of a hundred and twenty ranks have a common denominator of 52 digits.
#[test]
fn points_of_too_many_ranks_are_refused() {
    let ranks: Vec<String> = (1..=120).map(|number| number.to_string()).collect();
    let file = format!("count,preferences\n1,{}\n", ranks.join(">"));
    let ballots = Ballots::read(120, file.as_bytes()).unwrap();
    let dowdall = rule("dowdall", "");
    assert_eq!(dowdall.count(&ballots, 1), Err(RankedError::TooManyRanks { ranks: 120 }));
    let few = rule("dowdall", "reading = { at_most = 40 }").count(&ballots, 1).unwrap();
    assert_eq!((few.elected, few.stages[0].votes[39].to_string()), (vec![0], "0.025".to_owned()));
    assert_eq!(rule("borda", "").count(&ballots, 2).unwrap().elected, [0, 1]);
}
