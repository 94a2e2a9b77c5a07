//! Vacancies filled by counting back, to be followed by hand.

use sailau_ranked::{Action, Ballots, BallotsBuilder, Given, OpenSeats, RankedError, RankedRule, Vacancy};

use crate::{ballots, rule};

/// The Australian Capital Territory's arithmetic.
fn act() -> RankedRule {
    rule(
        "stv",
        r#"
        reading = { blank = "ends the ballot", overvote = "ends the ballot", repeated = "ends the ballot" }
        surplus = { papers = "last parcel", divisor = "transferable papers", cut = "votes", decimals = 6, loss = "own line", order = "oldest first" }
        exclusion = { papers = "by value" }
        election = { last = "as many as stand after surpluses" }
        ties = "latest difference"
        "#,
    )
}

/// The seat that Alistair Coe left in Yerrabi, filled in March 2021. Elections ACT's sheet gives back the papers: 8,885 that were worth a
/// vote, of which 226 named nobody who stood, and 39 of the count at which Coe reached the quota, with 25 votes to go (0.641025 each; one
/// named nobody). The ballots are made up around them: a quota of 8,910, the other four seats and whoever brought the 39.
#[test]
fn the_sheet_of_yerrabi_2021_comes_out() {
    // Helmore, Nadimpalli, Milligan, Vadakkedathu, Haque, Stelzig, two Pollards, Gupta, Li, Hussain.
    let whole = [118, 1_007, 5_194, 1_485, 151, 65, 122, 195, 164, 124, 34];
    let last = [0, 1, 7, 2, 0, 23, 2, 1, 1, 1, 0];
    let (coe, brings, members) = (11, 12, 13..17);
    let mut builder = BallotsBuilder::new(18).unwrap();
    let mut add = |number: u64, order: &[usize]| {
        builder.add(number, order.iter().map(|candidate| sailau_ranked::Rank::One(*candidate))).unwrap();
    };
    for (candidate, number) in whole.into_iter().enumerate() {
        // Whoever sits already is passed over.
        add(number, &[coe, 13, candidate]);
    }
    add(226, &[coe, 13]);
    for (candidate, number) in last.into_iter().enumerate() {
        add(number, &[brings, coe, candidate]);
    }
    // Somebody who stands until the end and does not consent.
    add(1, &[brings, coe, 17]);
    members.clone().for_each(|member| add(8_910, &[member]));
    (0..11).chain([17]).for_each(|candidate| add(740, &[candidate]));
    add(10, &[17]);
    let ballots = builder.build();
    let consenting: Vec<usize> = (0..11).collect();
    let election = act().count(&ballots, 5).unwrap();
    assert_eq!((ballots.total(), election.elected.len()), (53_454, 5));
    let vacancy = Vacancy { of: coe, consenting: &consenting };
    let countback = act().countback(&ballots, 5, vacancy, Given::default()).unwrap();
    assert_eq!((countback.stage, countback.quota.to_string().as_str()), (2, "8910.000000"));
    let papers: Vec<(u64, (u128, u128))> = countback.papers.iter().map(|at| (at.papers, at.value)).collect();
    assert_eq!(papers, [(8_885, (1, 1)), (39, (25, 39))]);
    let [first, second] = &countback.count.stages[..] else { panic!("{}", countback.count) };
    assert_eq!(first.votes[2].to_string(), "5194.000000");
    assert_eq!(first.nontransferable.to_string(), "226.000000");
    assert!(matches!(first.action, Action::Countback { of: 11, value: Some((1, 1)), more: true }));
    let votes: Vec<String> = second.votes[..11].iter().map(ToString::to_string).collect();
    let printed = [
        "118.000000",
        "1007.641025",
        "5198.487179",
        "1486.282051",
        "151.000000",
        "79.743589",
        "123.282051",
        "195.641025",
        "164.641025",
        "124.641025",
        "34.000000",
    ];
    assert_eq!(votes, printed);
    assert_eq!(second.nontransferable.to_string(), "226.641025");
    assert_eq!(countback.count.elected, [2]);
}

/// Quota 10: nine first preferences, and four papers of the excluded Dana, of whom two name nobody further. These have to bring the
/// one vote that is needed, half a vote each, and nothing is left for the other two.
#[test]
fn papers_of_the_last_count_that_name_nobody_count_first() {
    let lists = "9 1>3, 2 4>1, 2 4>1>3, 10 2, 6 3";
    let vacancy = Vacancy { of: 0, consenting: &[2, 3] };
    let countback = act().countback(&ballots(4, lists), 2, vacancy, Given::default());
    let countback = countback.unwrap();
    let papers: Vec<(u64, (u128, u128))> = countback.papers.iter().map(|at| (at.papers, at.value)).collect();
    assert_eq!(papers, [(9, (1, 1)), (2, (1, 2))]);
    assert_eq!(countback.count.elected, [2]);
    let sheet = countback.count.to_string();
    assert!(sheet.contains("2 candidates for the seat of 1. 11 papers elected 1."), "{sheet}");
    assert!(sheet.contains("Stage 2: papers that elected 1, at 1/2. Elected: 3."), "{sheet}");
    let json = serde_json::to_value(&countback).unwrap();
    assert_eq!((&json["of"], &json["papers"][1]["value"][1]), (&"1".into(), &2.into()));
    assert_eq!(json["count"]["stages"][0]["action"]["does"], "countback");
}

#[test]
fn a_lot_for_the_seat_leaves_it_open() {
    // Six papers, three for each of those who consent.
    let papers = ballots(4, "3 1>3, 3 1>4, 5 2");
    let vacancy = Vacancy { of: 0, consenting: &[3, 2] };
    let countback = act().countback(&papers, 2, vacancy, Given::default()).unwrap();
    let open: OpenSeats = countback.count.open.unwrap();
    assert_eq!(
        (countback.count.elected.len(), open.seats, &open.among[..], open.all_ways),
        (0, 1, &[2, 3][..], true)
    );
    let mut lots = |tied: &[usize]| tied[1];
    let drawn = act().countback(&papers, 2, vacancy, Given::default().with_lots(&mut lots)).unwrap();
    assert_eq!(drawn.count.elected, [2]);
}

/// Of three with equal votes a lot excluded one: that it was not the member who left, nor one who stands for the seat now and sat then, is known.
#[test]
fn ways_that_did_not_come_to_pass_are_left_out() {
    let papers = ballots(3, "4 1>2, 4 2>1, 4 3>2");
    let vacancy = Vacancy { of: 0, consenting: &[1] };
    let countback = act().countback(&papers, 1, vacancy, Given::default()).unwrap();
    assert_eq!(countback.count.elected, [1]);
    let never = Vacancy { of: 2, consenting: &[1] };
    let papers = ballots(3, "4 1>2, 4 2>1, 1 3");
    let error = act().countback(&papers, 1, never, Given::default()).unwrap_err();
    assert_eq!(error, RankedError::NotElected { number: 3 });
    let both = Vacancy { of: 0, consenting: &[2, 1] };
    let error = act().countback(&ballots(3, "4 1, 4 2, 1 3"), 2, both, Given::default()).unwrap_err();
    assert_eq!(error.to_string(), "candidate 2 cannot stand for the seat: 2 was elected as well");
}

#[test]
fn what_cannot_be_counted_back_is_refused() {
    let papers = ballots(4, "3 1>3, 3 1>4, 5 2");
    let of = |of, consenting| Vacancy { of, consenting };
    let refused = |rule: &RankedRule, papers: &Ballots, vacancy, given| {
        rule.countback(papers, 2, vacancy, given).unwrap_err().to_string()
    };
    let plain = Given::default;
    assert!(refused(&act(), &papers, of(4, &[]), plain()).starts_with("there is no candidate 5"));
    assert!(refused(&act(), &papers, of(0, &[9]), plain()).starts_with("there is no candidate 10"));
    assert!(refused(&act(), &papers, of(0, &[0]), plain()).ends_with("1 leaves it"));
    let withdrawn = Given::default().without(&[3]);
    assert!(refused(&act(), &papers, of(0, &[3]), withdrawn).ends_with("4 had withdrawn from the election"));
    for (method, words, field) in [
        ("meek", "", "method: "),
        ("stv", "surplus = { papers = \"unweighted inclusive\", cut = \"votes\" }", "surplus.papers: "),
        ("stv", "surplus = { papers = \"whole papers\" }", "surplus.papers: "),
        ("stv", "election = { by = \"surplus\" }", "election.by: "),
    ] {
        let message = refused(&rule(method, words), &papers, of(0, &[2]), plain());
        assert!(message.starts_with(field), "{message}");
    }
}

/// Where all papers are weighted each keeps the quota's share: here 12/16 of a vote, or of what it was worth.
#[test]
fn weighted_papers_keep_the_share_of_the_quota() {
    for words in ["surplus = { decimals = 5 }", "surplus = { cut = \"nothing\", decimals = 5 }"] {
        let papers = ballots(4, "9 1>2>3, 7 1>2>4, 8 2, 6 3, 3 4>3");
        let vacancy = Vacancy { of: 0, consenting: &[2, 3] };
        let countback = rule("stv", words).countback(&papers, 2, vacancy, Given::default()).unwrap();
        assert_eq!(countback.papers.len(), 1, "{words}");
        assert_eq!(countback.papers[0].value, (3, 4), "{words}");
        assert_eq!(countback.count.stages[0].votes[2].to_string(), "6.75000", "{words}");
    }
}
