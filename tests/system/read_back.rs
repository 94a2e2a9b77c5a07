//! What the library writes as JSON it reads back, and what is not sound is refused with a reason.

use proptest::prelude::*;
use sailau::apportion::biproportional::{self, BigRatio, CellTie, Solution, VoteMatrix};
use sailau::apportion::{
    Apportionment, Certificate, Divisor, DivisorValue, Margins, Method, Quota, Quotient, Ratio, Tie,
    Workspace, apportion, apportion_into, certify, margin, verify,
};
use sailau::votes::{Ballot, District, Field, Standing, Votes, VotesBuilder, Winner};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

fn comes_back<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(value: &T) {
    let text = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
    // A tree of JSON has no numbers beyond 64 bits.
    if let Ok(tree) = serde_json::to_value(value) {
        assert_eq!(&serde_json::from_value::<T>(tree).unwrap(), value, "{text}");
    }
}

fn refused<T: DeserializeOwned + std::fmt::Debug>(text: &str) -> String {
    serde_json::from_str::<T>(text).unwrap_err().to_string()
}

/// Votes that like to tie.
fn some_votes(most: usize) -> impl Strategy<Value = Vec<u64>> {
    let one = prop_oneof![4 => 0..12u64, 2 => (1..40u64).prop_map(|n| n * 60_060), 1 => any::<u64>()];
    prop::collection::vec(one, 1..most)
        .prop_filter("somebody has votes", |votes| votes.iter().any(|&v| v > 0))
}

fn method() -> impl Strategy<Value = Method> {
    let given = ["sequence:0,1/3,1+7/2", "sequence:1.4,3,5", "modified-sainte-lague:6/5"];
    let all = Method::ALL.into_iter().chain(given.map(|name| name.parse().unwrap()));
    prop::sample::select(all.collect::<Vec<_>>())
}

/// Rows as they come, some of them refused: whatever a builder makes.
fn election() -> impl Strategy<Value = Votes> {
    let row = (0..3usize, 0..3usize, 0..6usize, 0..3usize, any::<u64>());
    let rows = (any::<bool>(), prop::collection::vec(row, 1..30), 0..4u32);
    rows.prop_filter_map("somebody stands", |(by_district, rows, seats)| {
        let mut builder = VotesBuilder::default();
        for (contest, district, party, candidate, votes) in rows {
            let contest = ["list", "single", "single run-off"][contest];
            let district = ["North", "South, far", "\"West\""][district];
            let district = by_district.then_some(district);
            let party = ["Hill", "Dale", "Ёж", "B", "C"].get(party).copied();
            let candidate = [Some("A. Person"), Some("B"), None][candidate];
            let given = builder.votes(contest, district, party, candidate, votes);
            if given.is_ok() && votes.is_multiple_of(2) {
                let alliance = Some("Left".to_owned());
                let standing = Standing { alliance, place: Some(1), ..Standing::default() };
                builder.standing(contest, district, standing).unwrap();
            }
            let _ = builder.invalid(contest, district, votes);
            if let Some(party) = party {
                let _ = builder.registration_order(party, votes as u32 % 4);
                let _ = builder.kind(party, ["coalition", "minority"][candidate.map_or(0, str::len) % 2]);
            }
        }
        let north = District { name: "North".to_owned(), seats: Some(seats), ..District::default() };
        let votes = builder.build().ok()?.with_districts([north]).unwrap();
        votes.with_winners((1..=seats).map(|seats| Winner::independents("single", seats))).ok()
    })
}

/// One number or text of a tree put otherwise.
fn spoil(tree: &mut Value, at: &mut usize, to: &Value) {
    match tree {
        Value::Array(values) => values.iter_mut().for_each(|value| spoil(value, at, to)),
        Value::Object(fields) => fields.iter_mut().for_each(|(_, value)| spoil(value, at, to)),
        leaf => {
            if *at == 0 {
                *leaf = to.clone();
            }
            *at = at.wrapping_sub(1);
        }
    }
}

fn wrong_value() -> impl Strategy<Value = Value> {
    prop::sample::select(vec![
        Value::from(0),
        Value::from(1),
        Value::from(5),
        Value::from(u64::MAX),
        Value::from(-1),
        Value::from(0.5),
        Value::Null,
        Value::from("B"),
        Value::from("2^(1/7)"),
        Value::from(Vec::<u64>::new()),
    ])
}

proptest! {
    #[test]
    fn votes_come_back(votes in election()) {
        comes_back(&votes);
        comes_back(votes.field());
        comes_back(votes.tally());
        for contest in votes.field().contests() {
            comes_back(contest);
        }
    }

    #[test]
    fn spoilt_votes_are_refused_or_sound(votes in election(), at in 0..200usize, to in wrong_value()) {
        let mut tree = serde_json::to_value(&votes).unwrap();
        spoil(&mut tree, &mut at.clone(), &to);
        if let Ok(read) = serde_json::from_value::<Votes>(tree) {
            comes_back(&read);
            for contest in read.field().contests() {
                let _ = (read.total(&contest.name), read.party_totals(&contest.name));
                for ballot in &contest.ballots {
                    prop_assert_eq!(read.tally().votes[ballot.votes()].len(), ballot.standing.len());
                    let _ = read.tally().totals[ballot.totals()];
                    for entry in &ballot.entries {
                        prop_assert!(!entry.label(read.field()).is_empty());
                    }
                }
            }
        }
    }

    #[test]
    fn seats_margins_and_certificates_come_back(votes in some_votes(7), seats in 0..9u32, method in method()) {
        let result = apportion(&votes, seats, &method).unwrap();
        comes_back(&result);
        comes_back(&method);
        if let Some(divisor) = method.divisor() {
            comes_back(divisor);
            comes_back(&Quotient { votes: votes[0], divisor: divisor.after(seats) });
        }
        let certificate = certify(&votes, seats, &method).unwrap();
        comes_back(&certificate);
        let text = serde_json::to_string(&certificate).unwrap();
        let read = serde_json::from_str(&text).unwrap();
        prop_assert_eq!(verify(&votes, seats, &method, &result, &read), Ok(()));
        comes_back(&margin(&votes, seats, &method).unwrap());
        // A view of ties is written as ties are.
        let (mut workspace, mut given) = (Workspace::default(), vec![0; votes.len()]);
        apportion_into(&votes, seats, &method, &mut workspace, &mut given).unwrap();
        let views = serde_json::to_string(&workspace.ties().collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(serde_json::from_str::<Vec<Tie>>(&views).unwrap(), result.ties);
    }

    #[test]
    fn spoilt_certificates_are_refused_or_looked_at_in_peace(
        votes in some_votes(5),
        seats in 1..6u32,
        method in method(),
        at in 0..40usize,
        to in wrong_value(),
    ) {
        let result = apportion(&votes, seats, &method).unwrap();
        let text = serde_json::to_string(&certify(&votes, seats, &method).unwrap()).unwrap();
        let mut tree = serde_json::from_str(&text).unwrap();
        spoil(&mut tree, &mut at.clone(), &to);
        if let Ok(read) = serde_json::from_value::<Certificate>(tree) {
            let _ = verify(&votes, seats, &method, &result, &read);
            let _ = read.to_string();
        }
    }

    #[test]
    fn matrices_come_back(votes in prop::collection::vec(0..9u64, 12), seats in prop::collection::vec(1..6u32, 3)) {
        let votes: Vec<u64> = votes.iter().map(|votes| votes + 1).collect();
        let house: u32 = seats.iter().sum();
        let problem = VoteMatrix {
            votes: &votes,
            district_seats: &seats,
            party_seats: &[house / 4, house / 4, house / 4, house - 3 * (house / 4)],
        };
        for divisor in [Divisor::SainteLague, Divisor::DHondt, Divisor::Danish] {
            let solution = biproportional::apportion(&problem, &divisor).unwrap();
            comes_back(&solution);
            let text = serde_json::to_string(&solution).unwrap();
            let read = serde_json::from_str(&text).unwrap();
            prop_assert_eq!(biproportional::verify(&problem, &divisor, &read), Ok(()));
        }
    }

    #[test]
    fn ratios_of_any_width_come_back(numerator in any::<u128>(), denominator in 1..=u128::MAX, narrow in any::<u32>()) {
        for ratio in [Ratio { numerator, denominator }, Ratio { numerator: narrow.into(), denominator: 1 }] {
            comes_back(&ratio);
        }
        for value in [
            DivisorValue::Fraction(Ratio { numerator, denominator }),
            DivisorValue::RootOf(numerator),
            DivisorValue::Power { base: narrow.into(), exponent: Ratio { numerator, denominator: 1 } },
            DivisorValue::Power { base: narrow.into(), exponent: Ratio { numerator, denominator: 10 } },
        ] {
            comes_back(&value);
        }
    }
}

#[test]
fn the_forms_are_these() {
    let mut builder = VotesBuilder::default();
    builder.votes("single", Some("North"), Some("Otan"), Some("A"), 7).unwrap();
    builder.votes("single", Some("North"), None, Some("B"), 5).unwrap();
    builder.registered("single", Some("North"), 20).unwrap();
    builder.registration_order("Otan", 1).unwrap();
    let votes = builder.build().unwrap().with_winners([Winner::of_party("list", "Otan", 2)]).unwrap();
    let expected = concat!(
        r#"{"field":{"parties":[{"name":"Otan","registration_order":1}],"districts":["North"],"#,
        r#""contests":[{"name":"single","ballots":[{"district":0,"#,
        r#""entries":[{"party":0,"candidate":"A"},{"candidate":"B"}],"standing":[{},{}],"#,
        r#""first_vote":0,"totals":0}]}]},"#,
        r#""tally":{"votes":[7,5],"totals":[{"against_all":0,"others":0,"registered":20}]},"#,
        r#""winners":[{"tier":"list","party":"Otan","seats":2}]}"#
    );
    assert_eq!(serde_json::to_string(&votes).unwrap(), expected);
    let margins = margin(&[3, 1], 1, Method::DHONDT).unwrap();
    assert_eq!(
        serde_json::to_string(&margins.transfer).unwrap(),
        r#"{"from":0,"to":1,"votes":1,"seats":[0,0],"ties":[{"parties":[0,1],"seats":1}]}"#
    );
    let write = |value: &dyn erased::Written| value.json();
    assert_eq!(write(&Quota::ReinforcedImperiali), r#""reinforced-imperiali-quota""#);
    assert_eq!(write(&Divisor::Imperiali), r#""imperiali""#);
    assert_eq!(write(&BigRatio::new(49, 50)), r#""0.98""#);
    assert_eq!(
        write(&CellTie { cells: vec![(0, 1), (1, 0)], seats: 2 }),
        r#"{"cells":[[0,1],[1,0]],"seats":2}"#
    );
    for quota in
        [Quota::Hare, Quota::Droop, Quota::HagenbachBischoff, Quota::Imperiali, Quota::ReinforcedImperiali]
    {
        comes_back(&quota);
    }
}

#[test]
fn a_field_that_is_not_sound_says_why() {
    let ballot = |district: &str, entries: &str, standing: &str, place: &str| {
        format!(r#"{{{district}"entries":[{entries}],"standing":[{standing}],{place}}}"#)
    };
    let field = |contests: &str| {
        format!(r#"{{"parties":[{{"name":"A"}}],"districts":["N"],"contests":[{contests}]}}"#)
    };
    let contest = |ballots: &str| field(&format!(r#"{{"name":"list","ballots":[{ballots}]}}"#));
    let (start, next) = (r#""first_vote":0,"totals":0"#, r#""first_vote":1,"totals":1"#);
    let one = ballot("", r#"{"party":0}"#, "{}", start);
    serde_json::from_str::<Field>(&contest(&one)).unwrap();
    let in_n = ballot(r#""district":0,"#, r#"{"party":0}"#, "{}", start);
    let cases = [
        (contest(""), "contest `list` has no ballot"),
        (contest(&ballot("", r#"{"party":1}"#, "{}", start)), "party number 1 is not there; there are 1"),
        (contest(&ballot(r#""district":3,"#, "", "", start)), "district number 3 is not there; there are 1"),
        (contest(&ballot("", "{}", "{}", start)), "neither a party nor a candidate is named"),
        (contest(&ballot("", r#"{"party":0}"#, "", start)), "a ballot has 1 entries and 0 standings"),
        (contest(&ballot("", r#"{"party":0},{"party":0}"#, "{},{}", start)), "`list`, `A` stands here for the second"),
        (contest(&ballot("", r#"{"party":0}"#, "{}", next)), "from `first_vote` 0 and `totals` 0"),
        (contest(&format!("{in_n},{in_n}")), "`list`, `N` stands here for the second time"),
        (contest(&format!("{one},{in_n}")), "contest `list` has rows with a district and rows without"),
        (
            contest(&ballot("", r#"{"party":0}"#, "{}", r#""first_vote":18446744073709551615,"totals":0"#)),
            "`18446744073709551615` is too large",
        ),
        (contest(&ballot("", r#"{"party":0,"name":"A"}"#, "{}", start)), "unknown field `name`"),
        (
            r#"{"parties":[{"name":"A"},{"name":"A"}],"contests":[]}"#.to_owned(),
            "`A` stands here for the second time",
        ),
        (
            r#"{"parties":[{"name":"A","registration_order":2},{"name":"B","registration_order":2}],"contests":[]}"#
                .to_owned(),
            "the order 2 belongs to `A` already",
        ),
    ];
    for (text, why) in cases {
        let error = refused::<Field>(&text);
        assert!(error.contains(why), "{text}\n{error}");
    }
    // Within another value the place is said too.
    let error =
        refused::<Votes>(&format!(r#"{{"field":{},"tally":{{"votes":[],"totals":[]}}}}"#, contest("")));
    assert!(error.ends_with("leave it out at line 1 column 95"), "{error}");
    let winner = r#"{"tier":"single","candidate":"A","seats":2}"#;
    assert!(refused::<Winner>(winner).starts_with("`A` can have one seat, not 2"));
    assert!(refused::<Ballot>("5").starts_with("invalid type: integer `5`, expected struct Ballot"));
}

#[test]
fn seats_that_are_not_sound_say_why() {
    for (error, why) in [
        (refused::<Ratio>(r#"{"numerator":1,"denominator":0}"#), "a denominator of 0"),
        (refused::<Tie>(r#"{"parties":[1,0],"seats":1}"#), "positions of a tie ascend"),
        (refused::<Tie>(r#"{"parties":[0,1],"seats":3}"#), "at most one a position"),
        (
            refused::<Apportionment>(r#"{"seats":[1],"ties":[{"parties":[0,1],"seats":1}]}"#),
            "names position 1",
        ),
        (
            refused::<Margins>(
                r#"{"before":{"seats":[1],"ties":[]},"added":{"to":0,"votes":1,"seats":[],"ties":[]}}"#,
            ),
            "positions that have seats",
        ),
        (refused::<CellTie>(r#"{"cells":[[0,1],[1,0]],"seats":1}"#), "at least two seats"),
        (
            refused::<Solution>(
                r#"{"seats":[1],"ties":[],"district_divisors":[],"party_divisors":[],"effort":{"scalings":0,"transfers":0}}"#,
            ),
            "1 numbers of seats do not fit 0 districts and 0 parties",
        ),
        (refused::<BigRatio>(r#""2/4""#), "not in lowest terms"),
        (
            refused::<Quota>(r#""hair""#),
            "`hair` is not a quota; did you mean `hare`? The quotas are hare, droop",
        ),
        (refused::<Divisor>(r#""hare""#), "`hare` is a method without a series of divisors"),
        (refused::<DivisorValue>(r#""2^(1/1000000)""#), "write it like 7/5, √6 or 3^(9/10)"),
        (refused::<DivisorValue>(r#""1/0""#), "write it like 7/5"),
    ] {
        assert!(error.contains(why), "{error}");
    }
}

/// Values of several types in one list of cases.
mod erased {
    pub(super) trait Written {
        fn json(&self) -> String;
    }

    impl<T: serde::Serialize> Written for T {
        fn json(&self) -> String {
            serde_json::to_string(self).unwrap()
        }
    }
}
