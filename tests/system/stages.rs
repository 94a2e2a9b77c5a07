//! Stages that no official election of the collection exercises, worked out by hand.

mod count_errors;
mod ranked;
mod second_preferences;
mod several_votes;

use std::collections::BTreeSet;

use proptest::prelude::*;
use sailau::lots::{DrawnFor, SeededLots};
use sailau::system::Drawn;
use sailau::system::protocol::{QuotaStep, SharedBy, Step, SubtractedStep, TransferredStep};
use sailau::system::{ElectoralSystem, OpenQuestion, Outcome, Reason};
use sailau::votes::{Votes, Winner};

fn rules(text: &str) -> ElectoralSystem {
    ElectoralSystem::from_toml(&format!("name = \"A\"\n{text}"))
        .unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn votes(rules: &ElectoralSystem, votes: &str, districts: &str) -> Votes {
    let tiers: Vec<_> = rules.tiers.iter().map(|tier| tier.name.as_str()).collect();
    let votes = Votes::from_csv(votes.as_bytes(), &tiers).unwrap();
    if districts.is_empty() { votes } else { votes.add_districts_csv(districts.as_bytes()).unwrap() }
}

fn count(text: &str, rows: &str, districts: &str) -> Outcome {
    let rules = rules(text);
    rules.count(&votes(&rules, rows, districts)).unwrap()
}

fn error(text: &str, rows: &str, districts: &str) -> String {
    let rules = rules(text);
    rules.count(&votes(&rules, rows, districts)).unwrap_err().to_string()
}

fn seats(outcome: &Outcome) -> Vec<(&str, u32)> {
    outcome.totals().into_iter().map(|(party, seats)| (party.unwrap_or("-"), seats)).collect()
}

/// Numbers below what is asked for, the same in every run: Knuth's generator, its upper half.
fn numbers_below(seed: u64) -> impl FnMut(u64) -> u64 {
    let mut state = seed;
    move |below| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % below
    }
}

fn nationwide(more: &str) -> String {
    format!("[[tier]]\nname = \"list\"\nseats = 10\nmethod = \"hare\"\n{more}\n")
}

fn by_district(more: &str) -> String {
    format!("[[tier]]\nname = \"list\"\nseats = 2\ndistricts = \"each\"\nmethod = \"dhondt\"\n{more}\n")
}

/// A contest that the rules need is an error that names it, unless somebody allows its seats to stay empty; winners do
/// instead of it. Taking what is missing as nothing allows it too, and says so.
#[test]
fn a_missing_contest_is_named() {
    use sailau::system::{CountError, Missing, TakenAs};

    let text = "[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"hare\"\n\
                [[tier]]\nname = \"regional\"\nseats = 2\nmethod = \"hare\"\n\
                [[tier]]\nname = \"single\"\nseats = 1\ndistricts = 4\nmethod = \"plurality\"\n\
                [[tier]]\nname = \"chamber\"\nseats = 1\nmethod = \"appointed\"\nby = \"President\"\n";
    let rules = rules(text);
    let lists = votes(&rules, "party,votes\nA,60\nB,30\n", "");
    let missing = |votes: &Votes| match rules.count(votes).unwrap_err() {
        CountError::MissingContest { tier, contest } => [tier, contest.name, contest.known.join(", ")],
        other => panic!("{other}"),
    };
    assert_eq!(missing(&lists), ["regional", "regional", "list"]);
    let error = rules.count(&lists).unwrap_err().to_string();
    let start = "tier `regional` is filled by the contest `regional`, which is not among the votes; they have list. Add";
    assert!(error.starts_with(start), "{error}");
    assert_eq!(rules.compile(lists.field(), &[]).unwrap_err().to_string(), error);
    let both = votes(&rules, "contest,party,votes\nlist,A,6\nlist,B,3\nregional,A,5\n", "");
    assert_eq!(missing(&both), ["single", "single", "list, regional"]);
    assert_eq!(missing(&Votes::empty()), ["list", "list", ""]);

    // Winners fill a tier without votes, and nothing is said of it.
    let won = both.clone().with_winners([Winner::of_party("single", "B", 4)]).unwrap();
    let outcome = rules.count(&won).unwrap();
    assert_eq!((outcome.seats_of("B").unwrap(), outcome.house_size), (5, 10));
    assert!(outcome.uncounted.is_empty() && outcome.taken_as_nothing.is_empty());

    // Allowed, the seats stay empty, and that is said in words and in JSON.
    let allowed = lists.clone().allow_uncounted();
    let outcome = rules.count(&allowed).unwrap();
    assert_eq!(outcome.uncounted, ["regional", "single"]);
    assert_eq!((seats(&outcome), outcome.house_size), (vec![("A", 2), ("B", 1), ("President", 1)], 10));
    assert_eq!(outcome.unfilled.iter().map(|row| row.seats).sum::<u32>(), 6);
    assert!(outcome.unfilled.iter().all(|row| row.reason == Reason::VotesNotGiven));
    let page = outcome.to_string();
    assert!(page.contains("NOT COUNTED: tier `single`"), "{page}");
    assert!(outcome.protocol.to_string().contains("its seats stay empty, as was allowed"));
    let json = serde_json::to_value(&outcome).unwrap();
    assert_eq!(json["uncounted"][1], "single");
    // It is part of the votes, also where they are passed on.
    let read: Votes = serde_json::from_str(&serde_json::to_string(&allowed).unwrap()).unwrap();
    assert!(read == allowed && read != lists && read.field().allows_uncounted());

    // The same with everything missing taken as nothing, told besides.
    let what_if = rules.missing_as_nothing(&lists).unwrap().count().unwrap();
    let told: Vec<_> = what_if.taken_as_nothing.iter().map(|taken| (taken.missing, taken.taken_as)).collect();
    assert_eq!(told, [(Missing::Contest, TakenAs::EmptySeats); 2]);
    assert!(
        what_if
            .to_string()
            .contains("MISSING (single): the votes of a contest: single; taken as seats that stay empty")
    );
    assert_eq!((what_if.uncounted, what_if.seats), (outcome.uncounted, outcome.seats));
    // Nothing is told of votes that were allowed to be incomplete: they can be counted as they are.
    assert!(rules.missing_as_nothing(&allowed).unwrap().taken().is_empty());
}

/// What a law asks for and the votes do not give is taken as nothing where somebody says so, and each of it is told.
#[test]
fn what_is_missing_can_be_taken_as_nothing() {
    use sailau::system::{Missing, TakenAs, TakenAsNothing};

    let what_if = |text: &str, rows: &str, districts: &str| {
        let rules = rules(text);
        let votes = votes(&rules, rows, districts);
        assert!(rules.count(&votes).is_err(), "{text}");
        rules.missing_as_nothing(&votes).unwrap().count().unwrap_or_else(|error| panic!("{text}: {error}"))
    };
    let told = |outcome: &Outcome| -> Vec<(Missing, TakenAs, String)> {
        let row = |taken: &TakenAsNothing| {
            let rule = taken.rule.clone().unwrap_or_default();
            (taken.missing, taken.taken_as, format!("{rule}: {}", taken.of.join(", ")))
        };
        outcome.taken_as_nothing.iter().map(row).collect()
    };

    // Invalid ballots of one district of two.
    let bar = "threshold = { at_least = \"10%\", of = \"all ballots\", within = \"nation\" }\n[cite]\n\
               \"list.threshold\" = { article = \"5\" }";
    let rows = "district,party,votes\nN,A,60\nN,B,40\nN,@invalid,9\nS,A,50\nS,B,30\nS,C,19\n";
    let outcome = what_if(&by_district(bar), rows, "");
    assert_eq!(told(&outcome), [(Missing::InvalidBallots, TakenAs::Nothing, "threshold: S".to_owned())]);
    assert_eq!(outcome.taken_as_nothing[0].article.as_deref(), Some("art. 5"));
    // 10 % of 199 valid votes and the nine that are known are 20.8: C has 19.
    assert_eq!(seats(&outcome), [("A", 2), ("B", 2)]);
    let record = outcome.protocol.to_string();
    assert!(
        record.contains("MISSING (list, threshold): `@invalid`: S; taken as nothing  [art. 5]"),
        "{record}"
    );
    assert!(outcome.to_string().contains("MISSING (list, threshold): `@invalid`: S; taken as nothing\n"));
    let json = serde_json::to_value(&outcome).unwrap();
    let first = &json["taken_as_nothing"][0];
    assert_eq!((&first["missing"], &first["taken_as"]), (&"invalid ballots".into(), &"nothing".into()));
    assert_eq!(serde_json::from_value::<Outcome>(json).unwrap(), outcome);

    // A turnout minimum without a roll.
    let single = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = 1\nmethod = \"plurality\"\n\
                  turnout = { at_least = \"50%\", of = \"registered voters\" }\n";
    let rows = "contest,district,party,candidate,votes\nsingle,N,A,a,60\nsingle,N,B,b,40\nsingle,S,B,c,7\n";
    let outcome = what_if(single, rows, "");
    let districts = (Missing::NumberOfDistricts, TakenAs::Districts(2), "districts: ".to_owned());
    let roll = (Missing::RegisteredVoters, TakenAs::Nothing, "turnout: N, S".to_owned());
    let spoilt = (Missing::InvalidBallots, TakenAs::Nothing, "turnout: N, S".to_owned());
    assert_eq!(told(&outcome), [districts, spoilt, roll]);
    assert_eq!(seats(&outcome), [("A", 1), ("B", 1)]);

    // Seats by district of a country whose districts nobody votes in: all of them together.
    let named = "[[tier]]\nname = \"list\"\nseats = { Coast = 3, Hills = 4 }\ndistricts = \"each\"\nmethod = \"dhondt\"\n";
    for rows in ["party,votes\nA,60\nB,40\n", "district,party,votes\nN,A,60\nN,B,30\nS,B,10\n"] {
        let outcome = what_if(named, rows, "");
        assert_eq!(seats(&outcome), [("A", 4), ("B", 3)]);
        assert_eq!((outcome.house_size, outcome.taken_as_nothing[0].taken_as), (7, TakenAs::OneDistrict(7)));
    }
    // Of a country with one district more: it has none, and the others keep theirs.
    let rows = "district,party,votes\nCoast,A,60\nHills,B,30\nS,B,10\n";
    let outcome = what_if(named, rows, "");
    assert_eq!(seats(&outcome), [("B", 4), ("A", 3)]);
    assert_eq!(told(&outcome), [(Missing::SeatsOfDistricts, TakenAs::Nothing, "seats: S".to_owned())]);

    // Populations: the votes of all districts stand in their place, also of the one whose population is known.
    let by = "[[tier]]\nname = \"list\"\nseats = 10\ndistricts = \"each\"\nmethod = \"dhondt\"\n\
              district_seats = { by = \"population\", method = \"hare\" }\n";
    let rows = "district,party,votes\nN,A,70\nS,B,30\n";
    let outcome = what_if(by, rows, "district,population\nN,1000\n");
    assert_eq!(seats(&outcome), [("A", 7), ("B", 3)]);
    let votes_of = (Missing::Population, TakenAs::ValidVotes, "district_seats: S".to_owned());
    assert_eq!(told(&outcome), [votes_of]);

    // A kind of the other country.
    let kinds =
        nationwide("threshold = { at_least = \"5%\", of = \"valid votes\", kinds = { coalition = \"7%\" } }");
    let outcome = what_if(&kinds, "party,votes,kind\nA,94,\nB,6,bloc\n", "");
    assert_eq!(told(&outcome), [(Missing::Kind, TakenAs::Nothing, ": B (bloc)".to_owned())]);
    assert_eq!(seats(&outcome), [("A", 9), ("B", 1)]);

    // Winners whose districts lie in none of the lists': the country is one, and they are covered there.
    let mixed = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                 [[tier]]\nname = \"list\"\nseats = 4\nmethod = \"sainte-lague\"\n\
                 linkage = { with = [\"single\"], overhang = \"refused\" }\n\
                 placement = { by = \"party\", method = \"sainte-lague\" }\n";
    let rows = "contest,district,party,candidate,votes\nsingle,1,A,a,60\nsingle,2,B,b,40\n\
                list,N,A,,100\nlist,N,B,,50\nlist,S,A,,30\nlist,S,B,,20\n";
    let outcome = what_if(mixed, rows, "");
    assert_eq!(outcome.taken_as_nothing[0].missing, Missing::PlaceOfLinkedSeats);
    assert_eq!((outcome.seats_in("single", "A").unwrap(), outcome.seats_in("single", "B").unwrap()), (1, 1));
    assert_eq!(
        (outcome.seats_of("A").unwrap(), outcome.seats_of("B").unwrap(), outcome.house_size),
        (3, 1, 4)
    );

    // What is not missing still stops a count; and a district of no seats elects nobody.
    let least = rules(&nationwide("at_least = 6"));
    let two = Votes::list([("A", 9), ("B", 1)]).unwrap();
    assert!(least.missing_as_nothing(&two).is_err());
    let given =
        "[[tier]]\nname = \"single\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"plurality\"\n";
    let rows = "contest,district,party,candidate,votes\nsingle,N,A,a,60\nsingle,S,B,b,40\n";
    let outcome = count(given, rows, "district,seats\nN,0\nS,1\n");
    assert_eq!((seats(&outcome), outcome.house_size), (vec![("B", 1)], 1));
}

/// C is due 2 of 4, B and D 1, A none. A and D hold one each: A more than it is due, D as many, and both are out.
#[test]
fn holders_of_their_due_are_out_of_the_second_round() {
    let outcome = case("holders_of_their_due");
    assert_eq!(seats(&outcome), [("A", 1), ("B", 1), ("C", 1), ("D", 1)]);
    assert_eq!((outcome.house_size, outcome.ties.len()), (4, 0));
    // Nobody holds more than it is due: nobody is out.
    let law = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = 1\nmethod = \"plurality\"\n\
               [[tier]]\nname = \"list\"\nseats = 4\nmethod = \"hare\"\n\
               linkage = { with = [\"single\"], overhang = \"paid by those who are short\" }\n";
    let votes = Votes::list([("A", 24), ("B", 76)]).unwrap();
    let votes = votes.with_winners([Winner::of_party("single", "A", 1)]).unwrap();
    assert_eq!(seats(&rules(law).count(&votes).unwrap()), [("B", 3), ("A", 1)]);
}

/// Random houses against a plain reading of Lesotho's schedule: who holds as many as it is due, or more, leaves with what it
/// holds while somebody holds more, and the others begin anew with the seats that are left.
#[test]
fn seats_paid_by_those_who_are_short_agree_with_a_plain_reading() {
    let mut draw = numbers_below(23);
    let (mut compared, mut with_others, mut again) = (0, 0, 0);
    'elections: for _ in 0..crate::cases(3_000) {
        let votes: Vec<u64> = (0..5).map(|_| 1 + draw(400)).collect();
        let held: Vec<u64> = (0..5).map(|_| draw(4).saturating_sub(draw(3))).collect();
        let (singles, seats) = (held.iter().sum::<u64>(), 6 + draw(10));
        if singles == 0 {
            continue;
        }
        let (mut out, mut rounds) = ([false; 5], 0);
        let expected = loop {
            let left = seats.max(singles) - (0..5).filter(|&i| out[i]).map(|i| held[i]).sum::<u64>();
            let all: u64 = (0..5).filter(|&i| !out[i]).map(|i| votes[i]).sum();
            let mut due: Vec<u64> = (0..5).map(|i| if out[i] { held[i] } else { 0 }).collect();
            let mut order: Vec<usize> = (0..5).filter(|&i| !out[i]).collect();
            order.iter().for_each(|&i| due[i] = votes[i] * left / all);
            let rest = (left - order.iter().map(|&i| due[i]).sum::<u64>()) as usize;
            let remainder = |i: usize| votes[i] * left % all;
            order.sort_by_key(|&i| std::cmp::Reverse(remainder(i)));
            if rest > 0 && rest < order.len() && remainder(order[rest - 1]) == remainder(order[rest]) {
                continue 'elections;
            }
            order.iter().take(rest).for_each(|&i| due[i] += 1);
            if (0..5).all(|i| held[i] <= due[i]) {
                break due;
            }
            rounds += 1;
            (0..5).filter(|&i| held[i] >= due[i]).for_each(|i| out[i] = true);
            if out == [true; 5] {
                break held.clone();
            }
        };
        let law = |word: &str| {
            rules(&format!(
                "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = {singles}\nmethod = \"plurality\"\n\
                 [[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"hare\"\n\
                 linkage = {{ with = [\"single\"], overhang = \"{word}\" }}\n"
            ))
        };
        let names: Vec<String> = (0..5).map(|i| format!("P{i}")).collect();
        let cast = Votes::list(names.iter().zip(&votes).map(|(name, &n)| (name, n))).unwrap();
        let winners = names.iter().zip(&held).filter(|(_, n)| **n > 0);
        let winners = winners.map(|(name, &n)| Winner::of_party("single", name, n as u32));
        let cast = cast.with_winners(winners).unwrap();
        let found = |word: &str| -> Vec<u64> {
            let outcome = law(word).count(&cast).unwrap();
            names.iter().map(|name| u64::from(outcome.seats_of(name).unwrap())).collect()
        };
        assert_eq!(found("paid by those who are short"), expected, "{votes:?} {held:?} of {seats}");
        (compared, again) = (compared + 1, again + i32::from(rounds > 1));
        with_others += i32::from(found("paid by the others") != expected);
    }
    assert!(
        compared > crate::cases(1_500) && with_others > 0 && again > 0,
        "{compared} {with_others} {again}"
    );
}

#[test]
fn a_threshold_by_region_lets_in_where_the_region_does() {
    let bar = by_district("threshold = { at_least = \"30%\", of = \"valid votes\", within = \"region\" }");
    // C has 40 % in the west and 25 % in the east, 50 % in one district of the east.
    let rows = "district,party,votes\n\
                W1,A,60\nW1,C,40\nE1,A,50\nE1,C,50\nE2,A,100\nE2,C,0\n";
    let regions = "district,region\nW1,West\nE1,East\nE2,East\n";
    let outcome = count(&bar, rows, regions);
    assert_eq!(seats(&outcome), [("A", 5), ("C", 1)]);
    assert_eq!(
        outcome.seats.iter().find(|row| row.party.as_deref() == Some("C")).unwrap().district.as_deref(),
        Some("W1")
    );
    let lost = error(&bar, rows, "district,region\nW1,West\nE1,East\n");
    assert!(lost.contains("district `E2`") && lost.contains("add its region"), "{lost}");
}

#[test]
fn a_share_in_every_district_may_be_needed_besides() {
    let bar =
        |and: &str| nationwide(&format!("threshold = {{ at_least = \"10%\", of = \"valid votes\"{and} }}"));
    let rows = "district,party,votes\nN,A,700\nN,B,300\nS,A,700\nS,B,5\nS,C,295\n";
    assert_eq!(seats(&count(&bar(""), rows, "")), [("A", 7), ("B", 2), ("C", 1)]);
    let every = ", and = [{ at_least = \"1%\", within = \"every district\" }]";
    assert_eq!(seats(&count(&bar(every), rows, "")), [("A", 10)]);
    let any = ", or = [{ at_least = \"29%\", within = \"any district\" }]";
    let strict = nationwide(&format!("threshold = {{ at_least = \"60%\", of = \"valid votes\"{any} }}"));
    assert_eq!(seats(&count(&strict, rows, "")), [("A", 7), ("B", 2), ("C", 1)]);
}

#[test]
fn the_bonus_slides_with_the_share() {
    let bonus = "[[tier]]\nname = \"list\"\nseats = 300\nmethod = \"hare\"\n\
                 bonus = { seats = 20, from = \"25%\", one_more_each = \"1/200\", at_most = 50 }";
    let first = |votes: u64| {
        let rows = format!("party,votes\nA,{votes}\nB,{}\n", 100_000 - votes);
        count(bonus, &rows, "").seats_of("A").unwrap().max(count(bonus, &rows, "").seats_of("B").unwrap())
    };
    // 60 %: 35 points above 25 %, 70 halves of a point, cut at 50; and 60 % of 250.
    assert_eq!(first(60_000), 50 + 150);
    let three = |a: u64| {
        let rest = 100_000 - a;
        let rows =
            format!("party,votes\nA,{a}\nB,{}\nC,{}\nD,{}\n", rest / 3, rest / 3, rest - 2 * (rest / 3));
        count(bonus, &rows, "").seats_of("A").unwrap()
    };
    // 30 %: 20 + 10 seats of bonus, 30 % of 270; one vote less and the bonus is 29, of 271 A has 81.3.
    assert_eq!(three(30_000), 30 + 81);
    assert_eq!(three(29_999), 29 + 82);
    // 25 %, where all are equal but for a vote: nobody has a bonus at 24.999 %.
    assert_eq!(three(26_000), 22 + 72);
    let tie = count(
        "[[tier]]\nname = \"list\"\nseats = 10\nmethod = \"hare\"\nbonus = { seats = 4 }",
        "party,votes\nA,50\nB,50\n",
        "",
    );
    assert_eq!((tie.ties[0].seats, tie.ties[0].all_to_one), (4, true));
    assert_eq!(seats(&tie), [("A", 3), ("B", 3)]);
}

#[test]
fn quotas_that_claim_too_much_give_seats_back() {
    // 100/(3+1) rounded to 25: four whole quotas for three seats; all remainders are 0.
    let quota = "[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"hagenbach-bischoff\"\nquota = { rounded = \"nearest\" }";
    let tied = count(quota, "party,votes\nA,50\nB,25\nC,25\n", "");
    assert_eq!(tied.ties[0].seats, 2);
    assert_eq!(seats(&tied), [("A", 1)]);
    // 103/4 = 25.75 rounds down to 25: remainders 2, 1, 0; C gives its seat back.
    let down = quota.replace("nearest", "down");
    assert_eq!(seats(&count(&down, "party,votes\nA,52\nB,26\nC,25\n", "")), [("A", 2), ("B", 1)]);
    // Five are left after whole quotas; one goes to the largest remainder, the others to most votes a seat.
    let few = "[[tier]]\nname = \"list\"\nseats = 10\nmethod = \"droop\"\nquota = { of = \"valid votes\", remainders = 1 }";
    let outcome = count(few, "party,votes\nA,300\nB,200\n@others,,500\n".replace(",,", ",").as_str(), "");
    // Quota 91: A 3 and 27 left, B 2 and 18 left. A gets the first, then B 200/2, A 300/4, B 200/3 …
    assert_eq!(seats(&outcome), [("A", 6), ("B", 4)]);
}

fn quota_steps(outcome: &Outcome) -> Vec<&QuotaStep> {
    let steps = outcome.protocol.entries.iter().filter_map(|entry| match &entry.step {
        Step::Quota(step) => Some(step),
        _ => None,
    });
    steps.collect()
}

fn imperiali(seats: u32, quota: &str) -> String {
    format!("[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"imperiali-quota\"\n{quota}\n")
}

#[test]
fn several_seats_are_taken_back_from_one_list_and_the_record_says_so() {
    // 7,000/7 = 1,000: seven whole quotas for five seats.
    let alone = count(&imperiali(5, "quota = { rounded = \"nearest\" }"), "party,votes\nA,7000\n", "");
    assert_eq!((seats(&alone), alone.house_size), (vec![("A", 5)], 5));
    let step = quota_steps(&alone)[0];
    assert_eq!((step.taken_back, step.lists[0].whole, step.lists[0].taken_back), (2, 7, 2));
    let text = alone.protocol.to_string();
    assert!(
        text.contains("7 seats by quotas, 2 too many: 2 seats are taken back, one from each list"),
        "{text}"
    );
    // 6,400/6 = 1,067: A has one and 433 left, B four and 632; A gives its seat back.
    let system = rules(
        "[cite]\n\"list.quota\" = { act = \"Elections Act\", article = \"50\" }\n\
         [[tier]]\nname = \"list\"\nseats = 4\nmethod = \"imperiali-quota\"\nquota = { rounded = \"nearest\" }",
    );
    let two = system.count(&votes(&system, "party,votes\nA,1500\nB,4900\n", "")).unwrap();
    assert_eq!(seats(&two), [("B", 4)]);
    let text = two.protocol.to_string();
    let expected = "  Imperiali quota and largest remainders: 6,400 votes of those who take part, 4 seats.  [Elections Act, art. 50]\n  \
                    Quota 1,067 votes a seat, rounded to the nearest whole number.\n    \
                    list  votes  whole quotas  remainder  extra\n    \
                    B     4,900             4        632\n    \
                    A     1,500             1        433     -1\n  \
                    5 seats by quotas, 1 too many: 1 seat is taken back, one from each list in turn, smallest \
                    remainders first.\n";
    assert!(text.contains(expected), "{text}");
    let json = serde_json::to_value(&two.protocol).unwrap();
    let step = json.as_array().unwrap().iter().find(|entry| entry["step"] == "quota").unwrap();
    assert_eq!((&step["taken_back"], &step["article"]), (&1.into(), &"Elections Act, art. 50".into()));
    assert_eq!((&step["lists"][1]["party"], &step["lists"][1]["taken_back"]), (&"A".into(), &1.into()));
    assert!(step["lists"][0].get("taken_back").is_none());
}

#[test]
fn a_quota_table_that_says_nothing_new_changes_nothing() {
    // 5/7: 1.4 and 5.6 quotas, six whole ones for five seats. Italy's law then divides by 6: 1.2 and 4.8.
    let rows = "party,votes\nA,1\nB,4\n";
    let counted = |quota: &str| {
        let outcome = count(&imperiali(5, quota), rows, "");
        let seats: Vec<_> =
            seats(&outcome).into_iter().map(|(party, seats)| (party.to_owned(), seats)).collect();
        (seats, quota_steps(&outcome)[0].clone())
    };
    let plain = counted("");
    assert_eq!(plain.0, [("B".to_owned(), 4), ("A".to_owned(), 1)]);
    assert_eq!((plain.1.too_small.len(), plain.1.too_small[0].whole), (1, 6));
    for same in ["quota = {}", "quota = { too_many = \"larger quota\" }", "quota = { remainders = 5 }"] {
        let (seats, step) = counted(same);
        assert_eq!(
            (seats, step.quota, step.too_small),
            (plain.0.clone(), plain.1.quota, plain.1.too_small.clone())
        );
    }
    assert_eq!(counted("quota = {}"), plain);
    let text = count(&imperiali(5, ""), rows, "").protocol.to_string();
    assert!(
        text.contains("Quota 5 / 7 = 0.714 votes a seat gives 6 seats, 1 too many: the count is repeated"),
        "{text}"
    );
    let (back, step) = counted("quota = { too_many = \"taken back\" }");
    assert_eq!((back, step.taken_back), (vec![("B".to_owned(), 5)], 1));
    // After Hare's quota there is no larger one.
    let hare = nationwide("quota = { too_many = \"larger quota\" }");
    let wrong = ElectoralSystem::from_toml(&format!("name = \"A\"\n{hare}")).unwrap_err().to_string();
    assert!(wrong.contains("needs method = \"imperiali-quota\""), "{wrong}");
}

#[test]
fn the_votes_that_a_quota_divides_and_seats_by_votes_a_seat_are_told() {
    let few = "[[tier]]\nname = \"list\"\nseats = 10\nmethod = \"droop\"\nquota = { of = \"valid votes\", remainders = 1 }";
    let text = count(few, "party,votes\nA,300\nB,200\n@others,500\n", "").protocol.to_string();
    assert!(text.contains("Droop quota and largest remainders: valid votes, 1,000, 10 seats."), "{text}");
    assert!(
        text.contains("5 seats left after whole quotas, 1 of them to the largest remainders, and then"),
        "{text}"
    );
    assert!(text.contains("Most votes for each seat: B, 200 / 2 = 100.000. 1 seat."), "{text}");
    let regions = "[[tier]]\nname = \"list\"\nseats = { N = 2, S = 3 }\ndistricts = \"each\"\nmethod = \"hare\"\n\
                   quota = { of = \"valid votes\", within = \"region\" }";
    let rows = "district,party,votes\nN,A,30\nN,B,10\nS,A,20\nS,B,40\n";
    let text = count(regions, rows, "district,region\nN,R\nS,R\n").protocol.to_string();
    assert!(text.contains("valid votes, 100, divided by 5 seats of the region, 2 seats."), "{text}");
}

proptest! {
    #[test]
    fn quotas_as_the_method_has_them_are_the_method(
        votes in prop::collection::vec(0..40u64, 1..6), seats in 1..30u32, quota in 0..5usize,
    ) {
        prop_assume!(votes.iter().any(|&n| n > 0));
        let methods = ["hare", "droop", "hagenbach-bischoff", "imperiali-quota", "reinforced-imperiali-quota"];
        let rows: String = votes.iter().enumerate().map(|(i, n)| format!("P{i},{n}\n")).collect();
        let with = |table: &str| {
            let tier = format!("[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"{}\"\n{table}", methods[quota]);
            count(&tier, &format!("party,votes\n{rows}"), "")
        };
        let (plain, table) = (with(""), with("quota = {}"));
        prop_assert_eq!(&plain, &table);
        // Whatever the quota, a list's seats are its whole quotas, and what is extra, less what is taken back.
        let step = quota_steps(&plain)[0];
        for line in &step.lists {
            let given = line.whole + u128::from(line.extra) - line.taken_back;
            let sure: u32 = plain.seats.iter().filter(|row| row.party.as_ref() == Some(&line.party)).map(|row| row.seats).sum();
            prop_assert_eq!(given, u128::from(sure));
        }
    }

    /// Claims written down one by one: a list with q quotas claims q, q - 1, q - 2 and so on, and the strongest have
    /// the seats.
    #[test]
    fn seats_taken_back_leave_the_strongest_claims(
        votes in prop::collection::vec(1..60u64, 1..6), seats in 1..12u32, rounded in 0..3usize,
    ) {
        let all: u64 = votes.iter().sum();
        let divisor = u64::from(seats) + 3;
        let quota = [all / divisor, all.div_ceil(divisor), (2 * all + divisor) / (2 * divisor)][rounded].max(1);
        let mut claims: Vec<(u64, usize)> = Vec::new();
        for (list, &n) in votes.iter().enumerate() {
            claims.extend((0..n / quota).map(|j| (n - j * quota, list)));
        }
        prop_assume!(claims.len() > seats as usize);
        claims.sort_by_key(|claim| std::cmp::Reverse(claim.0));
        let last = claims[seats as usize - 1].0;
        let tied = claims[seats as usize].0 == last;
        let sure = |list: usize| claims[..seats as usize].iter().filter(|&&(n, own)| own == list && !(tied && n == last)).count();
        let rows: String = votes.iter().enumerate().map(|(i, n)| format!("P{i},{n}\n")).collect();
        let words = ["down", "up", "nearest"][rounded];
        let tier = format!(
            "[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"reinforced-imperiali-quota\"\nquota = {{ rounded = \"{words}\" }}"
        );
        let outcome = count(&tier, &format!("party,votes\n{rows}"), "");
        for list in 0..votes.len() {
            prop_assert_eq!(outcome.seats_of(&format!("P{list}")).unwrap() as usize, sure(list), "{}", outcome.protocol);
        }
        let open = claims[..seats as usize].iter().filter(|claim| tied && claim.0 == last).count();
        prop_assert_eq!(outcome.ties.iter().map(|tie| tie.seats as usize).sum::<usize>(), open);
        prop_assert_eq!(quota_steps(&outcome)[0].taken_back, (claims.len() - seats as usize) as u128);
    }
}

#[test]
fn lists_that_run_out_leave_seats_to_others_and_then_empty() {
    let rule = nationwide("exhausted = \"next list\"");
    let outcome = count(&rule, "party,votes,candidates\nA,900,3\nB,100,4\n", "");
    assert_eq!(seats(&outcome), [("B", 4), ("A", 3)]);
    assert_eq!((outcome.unfilled[0].seats, outcome.unfilled[0].reason), (3, Reason::NoCandidates));
    let least = nationwide("at_least = 6");
    assert!(error(&least, "party,votes\nA,9\nB,1\n", "").contains("make sure of 12 seats, and it has 10"));
}

/// A case of `tests/data/cases`: its rules file, its votes, and winners and districts where it has them.
fn case(name: &str) -> Outcome {
    let path = |end: &str| format!("{}/tests/data/cases/{name}{end}", env!("CARGO_MANIFEST_DIR"));
    let read = |end: &str| std::fs::read_to_string(path(end));
    let rules = ElectoralSystem::open(path(".toml")).unwrap_or_else(|error| panic!("{error}"));
    let mut votes = rules.read_votes(read(".csv").unwrap().as_bytes()).unwrap();
    if let Ok(winners) = read(".winners.csv") {
        votes = votes.add_winners_csv(winners.as_bytes(), &["single"]).unwrap();
    }
    if let Ok(districts) = read(".districts.csv") {
        votes = votes.add_districts_csv(districts.as_bytes()).unwrap();
    }
    rules.count(&votes).unwrap()
}

/// Mexico's Constitution, art. 54 (V): 42 of 98 votes and 8 points are 254.28 of 500 seats, and 218 are held; the others
/// share the 164 that are left by 28, 18 and 10.
#[test]
fn a_cap_can_be_points_above_the_share_of_votes() {
    let outcome = case("cap_in_points");
    let list = |party| outcome.seats_in("list", party).unwrap();
    assert_eq!(["A", "B", "C", "D"].map(list), [36, 82, 53, 29]);
    // Without a seat beyond the points, 300 of them are held: they stay, and there is no more.
    let law = "[[tier]]\nname = \"single\"\nseats = 60\nmethod = \"plurality\"\n\
               [[tier]]\nname = \"list\"\nseats = 40\nmethod = \"hare\"\n\
               cap = { plus = \"8%\", house = 100, with = [\"single\"] }";
    let rules = rules(law);
    let votes = Votes::list([("A", 40), ("B", 40), ("C", 20)]).unwrap();
    let votes = votes.with_winners([Winner::of_party("single", "A", 58), Winner::of_party("single", "B", 2)]);
    let outcome = rules.count(&votes.unwrap()).unwrap();
    assert_eq!((outcome.seats_in("list", "A").unwrap(), outcome.seats_in("list", "B").unwrap()), (0, 27));
    // Everybody at the cap: what is left is nobody's.
    let all = count(&nationwide("cap = { seats = 3 }"), "party,votes\nA,60\nB,40\n", "");
    assert_eq!(seats(&all), [("A", 3), ("B", 3)]);
    assert_eq!((all.unfilled[0].seats, all.unfilled[0].reason), (4, Reason::AtTheCap));
}

/// Finland's election act, section 89: 233 votes by 1, 2 and 3 are the figures of e, f and a, who sit whatever their list.
#[test]
fn seats_of_an_alliance_can_go_to_its_candidates() {
    let outcome = case("alliance_by_candidates");
    assert_eq!(seats(&outcome), [("Y", 2), ("X", 1)]);
    let elected: Vec<_> = outcome.elected.iter().filter_map(|row| row.candidate.as_deref()).collect();
    assert_eq!(elected, ["a", "e", "f"]);
    let record = outcome.protocol.to_string();
    assert!(record.contains("Candidates of X + Y: 3 seats, in the order of their votes."), "{record}");
    // A party that stands alone has no more seats than candidates, and an alliance names its own.
    let law = "[[tier]]\nname = \"list\"\nseats = 4\nmethod = \"dhondt\"\nalliances = { to = \"candidates\" }\nopen_list = {}\n";
    let rows = "party,candidate,votes,alliance\nX,a,90,\nY,b,20,y\nZ,c,10,y\n";
    let few = count(law, rows, "");
    assert_eq!(seats(&few), [("X", 1), ("Y", 1), ("Z", 1)]);
    assert_eq!((few.unfilled[0].seats, few.unfilled[0].reason), (1, Reason::NoCandidates));
    let nameless = error(law, "party,candidate,votes,alliance\nX,a,90,x\nY,,20,x\n", "");
    assert!(nameless.contains("`Y` stands in an alliance whose seats go to its candidates"), "{nameless}");
    // Lots between candidates of two lists: who is drawn sits, and no equal of the same list.
    let tied = "party,candidate,votes,alliance\nX,a,30,z\nX,b,30,z\nY,c,30,z\n";
    let law = law.replace("seats = 4", "seats = 1\nties = \"lots\"");
    let (rules, votes) = (rules(&law), Votes::from_csv(tied.as_bytes(), &[]).unwrap());
    let open = rules.count(&votes).unwrap();
    assert!(open.seats.is_empty() && open.elected.is_empty());
    assert_eq!(
        (open.ties[0].seats, &open.ties[0].parties[..]),
        (1, &["a (X)", "b (X)", "c (Y)"].map(str::to_owned)[..])
    );
    let mut drawn = BTreeSet::new();
    for seed in 0..40 {
        let outcome = rules.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap();
        assert!(outcome.ties.is_empty() && outcome.ties_within_lists.is_empty(), "{}", outcome.protocol);
        let [one] = &outcome.elected[..] else { panic!("{}", outcome.protocol) };
        assert_eq!(outcome.seats_of(one.party.as_deref().unwrap()).unwrap(), 1);
        drawn.insert(one.candidate.clone().unwrap());
    }
    assert_eq!(drawn.len(), 3);
}

/// Slovenia's National Assembly elections act, articles 90, 92 and 93: 664 of 684 is the greatest remainder and fills U2, so
/// that SDS has its seat of the state in U1.
#[test]
fn seats_find_districts_by_remainders() {
    let outcome = case("placement_by_unit_remainder");
    assert_eq!(seats(&outcome), [("GS", 10), ("SDS", 9), ("NSi", 2), ("Levica", 1)]);
    let of_state = outcome.seats.iter().filter(|row| row.tier == "state");
    let of_state: Vec<_> = of_state
        .map(|row| (row.district.as_deref().unwrap(), row.party.as_deref().unwrap(), row.seats))
        .collect();
    assert_eq!(of_state, [("U1", "SDS", 1), ("U2", "GS", 1)]);
    for unit in ["U1", "U2"] {
        let here = outcome.seats.iter().filter(|row| row.district.as_deref() == Some(unit));
        assert_eq!(here.map(|row| row.seats).sum::<u32>(), 11);
    }
}

/// Random units against a count by hand; small numbers find lists without a remainder where there is room.
#[test]
fn placement_by_remainders_agrees_with_a_plain_reading() {
    let law = "[[tier]]\nname = \"unit\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = 4\n\
               method = \"hagenbach-bischoff\"\nquota = { rounded = \"up\", left = \"other tiers\" }\n\
               [[tier]]\nname = \"state\"\ncontest = \"list\"\nseats = 12\nmethod = \"dhondt\"\n\
               linkage = { with = [\"unit\"], overhang = \"paid by the others\" }\nplacement = { by = \"remainder\" }\n";
    let mut draw = numbers_below(11);
    let (mut compared, mut without_district) = (0, 0);
    for _ in 0..crate::cases(1_500) {
        let votes: Vec<Vec<u64>> = (0..3).map(|_| (0..4).map(|_| draw(60) * draw(3)).collect()).collect();
        if votes.iter().any(|unit| unit.iter().sum::<u64>() == 0) {
            continue;
        }
        let quota: Vec<u64> = votes.iter().map(|unit| unit.iter().sum::<u64>().div_ceil(5)).collect();
        let whole = |u: usize, i: usize| votes[u][i] / quota[u];
        let held: Vec<u64> = (0..4).map(|i| (0..3).map(|u| whole(u, i)).sum()).collect();
        let sums: Vec<u64> = (0..4).map(|i| votes.iter().map(|unit| unit[i]).sum()).collect();
        let mut quotients: Vec<(u64, usize)> = (0..4)
            .flat_map(|i| (1..=12).map(move |d| (i, d)))
            .map(|(i, d)| (sums[i] * 27_720 / d, i))
            .collect();
        quotients.sort_unstable_by(|a, b| b.cmp(a));
        let mut due = [0u64; 4];
        quotients.iter().take(12).for_each(|&(_, i)| due[i] += 1);
        // Ties, overhang and quotas that fill too much are looked at elsewhere.
        let too_many = (0..3).any(|u| (0..4).map(|i| whole(u, i)).sum::<u64>() > 4);
        if too_many || quotients[11].0 == quotients[12].0 || (0..4).any(|i| due[i] < held[i]) {
            continue;
        }
        let mut left: Vec<u64> = (0..4).map(|i| due[i] - held[i]).collect();
        let mut room: Vec<u64> = (0..3).map(|u| 4 - (0..4).map(|i| whole(u, i)).sum::<u64>()).collect();
        let cells = (0..3).flat_map(|u| (0..4).map(move |i| (u, i))).filter(|&(u, i)| votes[u][i] > 0);
        let part = |u: usize, i: usize| (votes[u][i] % quota[u], quota[u]);
        let mut claims: Vec<_> = cells.map(|(u, i)| (part(u, i), u, i)).collect();
        claims.sort_by(|((a, b), ..), ((c, d), ..)| (c * b).cmp(&(a * d)));
        if claims.windows(2).any(|pair| pair[0].0.0 * pair[1].0.1 == pair[1].0.0 * pair[0].0.1) {
            continue;
        }
        let mut expected = Vec::new();
        for (_, u, i) in claims {
            if left[i] > 0 && room[u] > 0 {
                (left[i], room[u]) = (left[i] - 1, room[u] - 1);
                expected.push((Some(format!("U{u}")), format!("L{i}"), 1));
            }
        }
        for (i, &seats) in left.iter().enumerate().filter(|(_, seats)| **seats > 0) {
            expected.push((None, format!("L{i}"), seats as u32));
            without_district += 1;
        }
        expected.sort();
        let mut rows = "district,party,votes\n".to_owned();
        for (u, unit) in votes.iter().enumerate() {
            unit.iter().enumerate().for_each(|(i, n)| rows += &format!("U{u},L{i},{n}\n"));
        }
        let outcome = count(law, &rows, "");
        let of_state = outcome.seats.iter().filter(|row| row.tier == "state");
        let mut found: Vec<_> =
            of_state.map(|row| (row.district.clone(), row.party.clone().unwrap(), row.seats)).collect();
        found.sort();
        assert_eq!(found, expected, "{rows}{}", outcome.protocol);
        compared += 1;
    }
    assert!(compared > crate::cases(200) && without_district > 0, "{compared} and {without_district}");
}

/// Candidates by group and votes: in every order in which equals may come, who has most votes sits as far as the group has
/// room. What is sure is what all of these have in common.
#[test]
fn group_limits_agree_with_every_order_of_equals() {
    fn orders(all: usize) -> Vec<Vec<usize>> {
        let mut orders = vec![Vec::new()];
        for next in 0..all {
            let longer = |order: &Vec<usize>| {
                let at = |place: usize| [&order[..place], &[next], &order[place..]].concat();
                (0..=order.len()).map(at).collect::<Vec<Vec<usize>>>()
            };
            orders = orders.iter().flat_map(longer).collect();
        }
        orders
    }
    let mut draw = numbers_below(5);
    let (mut tied, mut short, mut drawn_alike) = (0, 0, 0);
    for _ in 0..crate::cases(600) {
        let all = 1 + draw(6) as usize;
        let candidates: Vec<(u64, u64)> = (0..all).map(|_| (draw(3), 1 + draw(4))).collect();
        let (seats, limit) = (2 + draw(4) as usize, 1 + draw(2) as usize);
        let mut ways = BTreeSet::new();
        for order in orders(all) {
            let mut order = order;
            order.sort_by_key(|&i| std::cmp::Reverse(candidates[i].1));
            let mut sits: Vec<usize> = Vec::new();
            for i in order {
                let own = sits.iter().filter(|&&other| candidates[other].0 == candidates[i].0).count();
                if sits.len() < seats && own < limit {
                    sits.push(i);
                }
            }
            ways.insert(sits.into_iter().collect::<BTreeSet<_>>());
        }
        let filled = ways.first().map_or(0, BTreeSet::len);
        let sure: Vec<usize> = (0..all).filter(|i| ways.iter().all(|way| way.contains(i))).collect();
        let mut rows = "contest,district,party,candidate,votes,group\n".to_owned();
        for (i, (group, votes)) in candidates.iter().enumerate() {
            rows += &format!("single,D,,c{i},{votes},g{group}\n");
        }
        let law = format!(
            "[[tier]]\nname = \"single\"\nseats = {seats}\ndistricts = \"each\"\nmethod = \"plurality\"\n\
             group_limit = {limit}\nties = \"lots\"\n"
        );
        let rules = rules(&law);
        let votes = votes(&rules, &rows, "");
        let who = |outcome: &Outcome| -> Vec<usize> {
            let named = |i: &usize| {
                outcome.elected.iter().any(|row| row.candidate.as_deref() == Some(&*format!("c{i}")))
            };
            (0..all).filter(named).collect()
        };
        let open = rules.count(&votes).unwrap();
        assert_eq!(who(&open), sure, "{rows}{}", open.protocol);
        let sum: u32 = open.ties.iter().map(|tie| tie.seats).sum();
        assert_eq!(sum as usize, filled - sure.len(), "{rows}{}", open.protocol);
        let empty: u32 = open.unfilled.iter().map(|row| row.seats).sum();
        assert_eq!(empty as usize, seats - filled, "{rows}{}", open.protocol);
        let mut seen = BTreeSet::new();
        for seed in 0..60 {
            let outcome = rules.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap();
            let way: BTreeSet<_> = who(&outcome).into_iter().collect();
            assert!(ways.contains(&way), "{rows}{}", outcome.protocol);
            seen.insert(way);
        }
        tied += u32::from(ways.len() > 1);
        short += u32::from(open.unfilled.iter().any(|row| row.reason == Reason::AtTheGroupLimit));
        drawn_alike += u32::from(ways.len() > 1 && ways.len() < 5 && seen.len() == ways.len());
    }
    assert!(
        tied > crate::cases(100) && short > crate::cases(50) && drawn_alike > crate::cases(50),
        "{tied}, {short} and {drawn_alike}"
    );
    let law = "[[tier]]\nname = \"single\"\nseats = 3\ndistricts = \"each\"\nmethod = \"plurality\"\ngroup_limit = 2\n";
    let rows = "contest,district,party,candidate,votes,group\nsingle,D,,a,2,w\nsingle,D,,b,1,\n";
    let nobodys = error(law, rows, "");
    assert!(
        nobodys.contains("candidate `b` in `D` is of no group") || nobodys.contains("candidate `b`"),
        "{nobodys}"
    );
}

/// Spain's LOREG, art. 163(1): the third and the fourth quotient are 100 both, and the list with more votes has the seat.
#[test]
fn more_votes_decide_before_lots() {
    let outcome = case("votes_then_lots");
    assert_eq!(seats(&outcome), [("A", 2)]);
    let record = outcome.protocol.to_string();
    assert!(record.contains("decided by more votes: A"), "{record}");
    // Equal votes: lots are asked, which somebody has to draw.
    let town =
        "[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"dhondt\"\nties = [\"more votes\", \"lots\"]\n";
    let law = rules(town);
    let votes = Votes::list([("A", 646), ("B", 646)]).unwrap();
    let open = law.count(&votes).unwrap();
    assert_eq!((seats(&open), open.ties[0].seats), (vec![("A", 1), ("B", 1)], 1));
    assert!(open.protocol.to_string().contains("lots have to be drawn"), "{}", open.protocol);
    let drawn = law.count(Drawn::new(&votes, &SeededLots::new(1))).unwrap();
    assert_eq!((drawn.ties.len(), seats(&drawn).iter().map(|(_, n)| *n).max()), (0, Some(2)));
    assert!(drawn.protocol.to_string().contains("decided by more votes, then lots"), "{}", drawn.protocol);
}

/// Four equal remainders for two seats: more votes give one to A, and what they leave open is among the others.
#[test]
fn what_a_tie_rule_leaves_open_is_the_next_ones() {
    let law =
        |ties: &str| format!("[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"hare\"\nties = {ties}\n");
    let rows = "party,votes,registration_order\nA,15,4\nB,5,3\nC,5,1\nD,5,2\n";
    let open = count(&law("[\"more votes\"]"), rows, "");
    assert_eq!(seats(&open), [("A", 2)]);
    assert_eq!(
        (open.ties[0].seats, &open.ties[0].parties[..]),
        (1, &["B".to_owned(), "C".into(), "D".into()][..])
    );
    let decided = count(&law("[\"more votes\", \"earlier registration\"]"), rows, "");
    assert_eq!(seats(&decided), [("A", 2), ("C", 1)]);
    // Registration alone decides all of it, and asked first leaves nothing to votes.
    let order = count(&law("[\"earlier registration\", \"more votes\"]"), rows, "");
    assert_eq!(seats(&order), [("A", 1), ("C", 1), ("D", 1)]);
    // An order that is not known is passed over.
    let unknown =
        count(&law("[\"earlier registration\", \"more votes\"]"), "party,votes\nA,15\nB,5\nC,5\nD,5\n", "");
    assert_eq!((seats(&unknown), unknown.ties[0].seats), (vec![("A", 2)], 1));
}

/// Against the plain way, seat by seat: of the greatest quotients that of the list with more votes, and then of the one
/// that was registered earlier.
#[test]
fn a_sequence_of_tie_rules_is_an_order_of_equal_quotients() {
    let mut draw = numbers_below(7);
    let mut tied = 0;
    for _ in 0..crate::cases(500) {
        let (lists, house) = (2 + draw(4) as usize, 1 + draw(9));
        let votes: Vec<u64> = (0..lists).map(|_| 1 + draw(8)).collect();
        let mut orders: Vec<usize> = (1..=lists).collect();
        (1..lists).for_each(|i| orders.swap(i, draw(i as u64 + 1) as usize));
        let mut rows = "party,votes,registration_order\n".to_owned();
        for (i, (n, order)) in votes.iter().zip(&orders).enumerate() {
            rows += &format!("P{i},{n},{order}\n");
        }
        let law = format!(
            "[[tier]]\nname = \"list\"\nseats = {house}\nmethod = \"dhondt\"\n\
             ties = [\"more votes\", \"earlier registration\"]\n"
        );
        let mut plain = vec![0u64; lists];
        for _ in 0..house {
            let ahead = |&i: &usize, &j: &usize| {
                let quotients = (votes[i] * (plain[j] + 1)).cmp(&(votes[j] * (plain[i] + 1)));
                quotients.then(votes[i].cmp(&votes[j])).then(orders[j].cmp(&orders[i]))
            };
            let next = (0..lists).max_by(ahead).unwrap();
            plain[next] += 1;
        }
        let outcome = count(&law, &rows, "");
        assert!(outcome.ties.is_empty(), "{rows}");
        for (i, &seats) in plain.iter().enumerate() {
            assert_eq!(
                u64::from(outcome.seats_of(&format!("P{i}")).unwrap()),
                seats,
                "P{i} of {house}\n{rows}"
            );
        }
        tied += u32::from(outcome.protocol.to_string().contains("then earlier registration"));
    }
    assert!(tied > crate::cases(20), "{tied} by registration");
}

#[test]
fn a_tie_rule_that_can_decide_nothing_is_refused() {
    let refused = |ties: &str| {
        let law = format!("name = \"A\"\n{}", nationwide(&format!("ties = {ties}")));
        ElectoralSystem::from_toml(&law).unwrap_err().to_string()
    };
    for (ties, words) in [
        ("[]", "names at least one"),
        ("[\"lots\", \"more votes\"]", "\"lots\" come last"),
        ("[\"more votes\", \"more votes\"]", "name it once"),
        ("[\"more votes\", \"fewer votes\"]", "name one of them"),
        ("[\"unresolved\", \"lots\"]", "stand alone"),
        ("7", "a tie rule such as \"lots\", or a list of them"),
    ] {
        let message = refused(ties);
        assert!(message.contains(words) && message.contains("line 6"), "{ties}: {message}");
    }
    // One in a list is the word itself.
    assert_eq!(rules(&nationwide("ties = [\"lots\"]")), rules(&nationwide("ties = \"lots\"")));
}

/// The lists of an alliance are capped together, and share what the cap leaves them.
#[test]
fn an_alliance_is_capped_as_one() {
    let law = nationwide("alliances = { method = \"dhondt\" }\ncap = { seats = 5 }");
    let rows = "party,votes,alliance\nA,400,X\nB,300,X\nC,200,\nD,100,\n";
    // X would have 7 of 10. C and D share five by 2 to 1: 3.3 and 1.7.
    let outcome = count(&law, rows, "");
    assert_eq!(seats(&outcome), [("A", 3), ("C", 3), ("B", 2), ("D", 2)]);
    assert!(outcome.protocol.to_string().contains("at most"), "{}", outcome.protocol);
    // One alliance alone cannot take all either.
    let alone = count(&law, "party,votes,alliance\nA,400,X\nB,300,X\n", "");
    assert_eq!((seats(&alone), alone.unfilled[0].seats), (vec![("A", 3), ("B", 2)], 5));
    let first = nationwide("first_seat = { kind = \"small\", quota = \"1/4\" }\ncap = { seats = 2 }");
    let first = count(&first, "party,votes,kind\nA,500,small\nB,300,\nC,200,\n", "");
    assert_eq!((seats(&first), first.unfilled[0].seats), (vec![("A", 2), ("B", 2), ("C", 2)], 4));
}

/// A first seat stays where it takes all the votes that there are.
#[test]
fn a_first_seat_that_takes_all_votes_is_given() {
    let law =
        nationwide("first_seat = { kind = \"small\", quota = \"100%\" }").replace("seats = 10", "seats = 1");
    let outcome = count(&law, "party,votes,kind\nA,100,small\n", "");
    assert_eq!((seats(&outcome), outcome.unfilled.len()), (vec![("A", 1)], 0));
}

/// Italy's law 270 of 2005: as many seats as it takes, and no more; the others share the rest by themselves.
#[test]
fn the_largest_list_is_raised_to_a_number_of_seats() {
    let law = |bonus: &str| nationwide(&format!("bonus = {{ {bonus} }}"));
    let rows = "party,votes\nA,40\nB,35\nC,25\n";
    let with = |bonus: &str| {
        let outcome = count(&law(bonus), rows, "");
        let of = |party| outcome.seats_of(party).unwrap();
        (["A", "B", "C"].map(of), outcome.house_size)
    };
    // 4, 3.5 and 2.5: the tie of the halves is B's and C's; with six for A they share four, 2.3 and 1.7.
    assert_eq!(with("up_to = 6"), ([6, 2, 2], 10));
    assert_eq!(with("up_to = \"51%\""), ([6, 2, 2], 10));
    assert_eq!(with("up_to = 4"), ([4, 3, 2], 10));
    assert_eq!(with("up_to = 6, from = \"41%\""), ([4, 3, 2], 10));
    // The house grows until six of twelve, or 7 of 13, are A's.
    assert_eq!(with("up_to = 6, house = \"grows\""), ([6, 3, 2], 12));
    assert_eq!(with("up_to = \"53%\", house = \"grows\""), ([7, 3, 2], 13));
    // Two are the largest: one is raised, and the lot says which.
    let equal = count(&law("up_to = 6"), "party,votes\nA,40\nB,40\nC,20\n", "");
    // Raised A and B 2.7, C 1.3; or the other way round.
    assert_eq!((seats(&equal), equal.ties[0].seats), (vec![("A", 3), ("B", 3), ("C", 1)], 3));
    // A tie decides whether A needs it; it has its six in any case.
    let tie = count(
        "[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"dhondt\"\nbonus = { up_to = 2 }",
        "party,votes\nA,40\nB,20\nC,20\n",
        "",
    );
    assert_eq!((seats(&tie), tie.ties[0].seats), (vec![("A", 2)], 1));
    assert_eq!(tie.ties[0].parties, ["B", "C"]);
}

/// Of allied lists the alliance has the bonus, and shares it.
#[test]
fn a_bonus_is_of_the_largest_alliance() {
    let law =
        |bonus: &str| nationwide(&format!("alliances = {{ method = \"dhondt\" }}\nbonus = {{ {bonus} }}"));
    // A list alone is largest; X and Y together are larger.
    let rows = "party,votes,alliance\nA,40,\nX,35,left\nY,25,left\n";
    let raised = count(&law("up_to = 8"), rows, "");
    assert_eq!(seats(&raised), [("X", 5), ("Y", 3), ("A", 2)]);
    // Two seats first, and of eight 4.8 and 3.2.
    let first = count(&law("seats = 2"), rows, "");
    assert_eq!(seats(&first), [("X", 4), ("A", 3), ("Y", 3)]);
    let grown = count(&law("up_to = \"75%\", house = \"grows\""), rows, "");
    assert_eq!((grown.house_size, grown.seats_of("A").unwrap()), (16, 4));
    assert!(grown.protocol.to_string().contains("is raised to 12"), "{}", grown.protocol);
}

/// Kosovo's Constitution, article 64: ten seats and more for one community, and fewer for others.
#[test]
fn a_kind_of_lists_is_sure_of_seats() {
    let outcome = case("guaranteed_by_kind");
    let of = |party| outcome.seats_of(party).unwrap();
    // Serb lists would have five, Bosniak and Turkish ones two and one, a Gorani list none.
    assert_eq!(["Srpska", "Sloboda", "Vakat", "NDS", "KDTP", "Gora"].map(of), [8, 2, 2, 1, 2, 1]);
    assert_eq!(["LVV", "PDK", "LDK", "AAK"].map(of), [59, 24, 15, 6]);
    // Who has as many by votes takes no others' seats, and who does not stand is sure of none.
    let law = nationwide("guaranteed = { small = 2, absent = 3 }");
    let plain = count(&law, "party,votes,kind\nA,70,\nB,30,small\n", "");
    assert_eq!(seats(&plain), [("A", 7), ("B", 3)]);
    let many = nationwide("guaranteed = { small = 6, tiny = 5 }");
    let wrong = error(&many, "party,votes,kind\nA,70,tiny\nB,30,small\n", "");
    assert!(wrong.contains("make sure of 11 seats, and it has 10"), "{wrong}");
}

/// Armenia's Electoral Code, article 95: the seats of the minorities follow from the others.
#[test]
fn seats_are_shared_by_the_seats_of_another_tier() {
    let outcome = case("seats_by_seats");
    let of = |party| outcome.seats_in("minorities", party).unwrap();
    assert_eq!(["Civil Contract", "Armenia Alliance", "I Have Honor Alliance"].map(of), [3, 1, 0]);
    assert!(outcome.protocol.to_string().contains("in the place of votes"), "{}", outcome.protocol);
}

/// Poland's Electoral Code, articles 356 and 358.
#[test]
fn national_seats_find_districts_without_a_linked_tier() {
    let outcome = case("national_seats_placed");
    let cells: Vec<_> = outcome
        .seats
        .iter()
        .map(|row| (row.district.as_deref().unwrap(), row.party.as_deref().unwrap(), row.seats))
        .collect();
    let by_party =
        |party| cells.iter().filter(|cell| cell.1 == party).map(|c| (c.0, c.2)).collect::<Vec<_>>();
    assert_eq!(by_party("A"), [("Gdańsk", 8), ("Katowice", 11), ("Rzeszów", 4)]);
    assert_eq!(by_party("B"), [("Gdańsk", 5), ("Katowice", 11), ("Rzeszów", 8)]);
    assert_eq!(by_party("C"), [("Gdańsk", 1), ("Katowice", 3), ("Rzeszów", 2)]);
    // One by one to the greatest quotient, and by way of regions.
    let tier = "[[tier]]\nname = \"list\"\nseats = 5\nmethod = \"dhondt\"\n";
    let rows = "district,party,votes\nN,A,60\nN,B,20\nS,A,30\nS,B,25\nE,A,10\nE,B,0\n";
    // A 100, B 45: 4 and 1. Quotients A/N 60, A/S 30, A/N 30, B/S 25, B/N 20, A/N 20: N has two, S two, E what is left.
    let quotient =
        format!("{tier}placement = {{ by = \"quotient\", method = \"dhondt\", each = 2, of = \"nothing\" }}");
    let outcome = count(&quotient, rows, "");
    let mut cells: Vec<_> = outcome
        .seats
        .iter()
        .map(|row| (row.district.as_deref().unwrap(), row.party.as_deref().unwrap(), row.seats))
        .collect();
    cells.sort_unstable();
    assert_eq!(cells, [("E", "A", 1), ("N", "A", 2), ("S", "A", 1), ("S", "B", 1)]);
    let regions = format!(
        "{tier}placement = {{ by = \"party\", method = \"hare\", regions = {{ method = \"hare\" }} }}"
    );
    let outcome = count(&regions, rows, "district,region\nN,Up\nS,Down\nE,Down\n");
    // A's four: Up 2.4, Down 1.6; its two in Down: S 1.5, E 0.5 are equal claims.
    let between = &outcome.ties_between_districts[0];
    assert_eq!((between.seats, outcome.ties.len(), outcome.house_size), (1, 0, 5));
    assert_eq!(between.districts, ["E", "S"]);
    let claims = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n"
        .to_owned()
        + &tier.replace("seats = 5", "seats = 3")
        + "linkage = { with = [\"single\"], claims = 6 }\nplacement = { by = \"party\", method = \"dhondt\" }\n";
    let rows = format!("contest,{rows}").replace('\n', "\nlist,").trim_end_matches("list,").to_owned()
        + "single,N,A,60\nsingle,S,A,60\nsingle,E,A,10\n";
    let outcome = count(&claims, &rows, "");
    // Claims in a house of six: A 4.14 less 3, B 1.86; D'Hondt gives B 2 and A 1, in N as it is its largest.
    assert!(outcome.seats.iter().filter(|row| row.tier == "list").all(|row| row.district.is_some()));
}

/// A list that has run out beside seats that are held: New Zealand's Electoral Act 1993, s 193, passes it over; Germany's
/// Federal Elections Act, § 48, leaves its seats empty.
#[test]
fn lists_run_out_beside_held_seats() {
    let law = |exhausted: &str, overhang: &str| {
        "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n".to_owned()
            + &format!(
                "[[tier]]\nname = \"list\"\nseats = 10\nmethod = \"sainte-lague\"\nexhausted = \"{exhausted}\"\n\
                 linkage = {{ with = [\"single\"], overhang = \"{overhang}\" }}\n"
            )
    };
    let rows = "contest,district,party,votes,candidates\nlist,,A,60,2\nlist,,B,26,9\nlist,,C,14,9\n\
                single,N,A,60,\nsingle,S,A,60,\n";
    // A is due 6 and holds 2: four list seats, and two candidates.
    for overhang in ["kept", "paid by the others"] {
        let empty = count(&law("unfilled", overhang), rows, "");
        assert_eq!(seats(&empty), [("A", 4), ("B", 3), ("C", 1)]);
        assert_eq!((empty.unfilled[0].seats, empty.house_size), (2, 10));
        // 26 and 14 share six: 26, 14, 8.7, 5.2, 4.7, and then 3.7 against 2.8.
        let next = count(&law("next list", overhang), rows, "");
        assert_eq!((seats(&next), next.house_size), (vec![("A", 4), ("B", 4), ("C", 2)], 10));
    }
    // Nobody has a candidate left.
    let few = rows.replace(",9\n", ",1\n");
    let short = count(&law("next list", "kept"), &few, "");
    assert_eq!((seats(&short), short.unfilled[0].seats), (vec![("A", 4), ("B", 1), ("C", 1)], 4));
    assert_eq!(short.house_size, 10);
    // In the districts of a placement each list runs out by itself.
    let placed = law("unfilled", "refused") + "placement = { by = \"party\", method = \"sainte-lague\" }\n";
    let rows = "contest,district,party,votes,candidates\nlist,N,A,60,1\nlist,N,B,20,9\nlist,S,A,20,9\n\
                single,N,A,60,\nsingle,S,A,60,\n";
    let outcome = count(&placed, rows, "");
    // A 8: 6 in N and 2 in S, one of each held. Five list seats in N, and one candidate.
    assert_eq!((seats(&outcome), outcome.unfilled[0].seats), (vec![("A", 4), ("B", 2)], 4));
    assert_eq!((outcome.unfilled[0].district.as_deref(), outcome.house_size), (Some("N"), 10));
}

/// Seats one by one to the greatest quotient of a pact, and in it of a list that has candidates left, are what the tier
/// gives (Chile); the same with a cap on each pact.
#[test]
fn alliances_that_run_out_are_counted_one_seat_at_a_time() {
    let mut next = numbers_below(7);
    let mut compared = 0;
    for round in 0..crate::cases(400) {
        let lists: Vec<(u64, u64, u32)> =
            (0..2 + next(5)).map(|_| (1 + next(997), next(3), next(5) as u32)).collect();
        let (house, cap) = (1 + next(12) as u32, 1 + next(6) as u32);
        let stage = if round % 2 == 0 {
            "exhausted = \"next list\"".to_owned()
        } else {
            format!("cap = {{ seats = {cap} }}")
        };
        let law = format!(
            "[[tier]]\nname = \"list\"\nseats = {house}\nmethod = \"dhondt\"\nalliances = {{ method = \"dhondt\" }}\n{stage}"
        );
        let mut rows = "party,votes,alliance,candidates\n".to_owned();
        for (i, (votes, pact, candidates)) in lists.iter().enumerate() {
            let pact = if *pact == 0 { String::new() } else { format!("X{pact}") };
            rows += &format!("P{i},{votes},{pact},{candidates}\n");
        }
        let outcome = count(&law, &rows, "");
        if !outcome.ties.is_empty() {
            continue;
        }
        let pact = |i: usize| if lists[i].1 == 0 { 10 + i as u64 } else { lists[i].1 };
        let together = |p: u64| (0..lists.len()).filter(move |&i| pact(i) == p);
        let mut got = vec![0u32; lists.len()];
        for _ in 0..house {
            let has = |i: usize, got: &[u32]| if round % 2 == 0 { got[i] < lists[i].2 } else { true };
            let seats = |p: u64, got: &[u32]| together(p).map(|i| got[i]).sum::<u32>();
            let open = |p: u64, got: &[u32]| {
                together(p).any(|i| has(i, got)) && (round % 2 == 0 || seats(p, got) < cap)
            };
            // Quotients as fractions over 2520, which every number of seats here divides.
            let of_pact = |p: u64, got: &[u32]| {
                together(p).map(|i| lists[i].0).sum::<u64>() * 27_720 / u64::from(seats(p, got) + 1)
            };
            let best =
                (0..lists.len()).map(pact).filter(|&p| open(p, &got)).max_by_key(|&p| of_pact(p, &got));
            let Some(best) = best else { break };
            let list = together(best).filter(|&i| has(i, &got));
            let list = list.max_by_key(|&i| lists[i].0 * 27_720 / u64::from(got[i] + 1)).unwrap();
            got[list] += 1;
        }
        let counted: Vec<u32> =
            (0..lists.len()).map(|i| outcome.seats_of(&format!("P{i}")).unwrap()).collect();
        assert_eq!(counted, got, "{law}\n{rows}");
        compared += 1;
    }
    assert!(compared > crate::cases(300), "{compared}");
}

/// Districts of three seats, quotas with a part of `full` that is one, and six seats of lists with a fifth of all votes.
fn personal(full: &str, more: &str) -> String {
    format!(
        "[[tier]]\nname = \"district\"\ncontest = \"list\"\nseats = 3\ndistricts = \"each\"\nmethod = \"hare\"\n\
         threshold = {{ at_least = \"20%\", of = \"valid votes\", within = \"nation\" }}\n\
         quota = {{ of = \"valid votes\", full_from = \"{full}\", left = \"other tiers\"{more} }}\n\
         [[tier]]\nname = \"compensation\"\ncontest = \"list\"\nseats = 6\nmethod = \"dhondt\"\n\
         threshold = {{ at_least = \"20%\", of = \"valid votes\" }}\n\
         linkage = {{ with = [\"district\"], overhang = \"paid by the others\" }}\n"
    )
}

/// Estonia's Riigikogu Election Act, s. 62: a candidate with the quota sits although the list misses the threshold, or
/// although there is none, and compensation has a seat less to share.
#[test]
fn a_candidate_with_the_quota_sits_whatever_the_list_has() {
    let law = personal("75%", ", personal = true");
    // Quotas of 100. P has a sixth of all votes, and Pia 100 in the north.
    let rows = "contest,district,party,candidate,votes\nlist,N,A,Ann,110\nlist,N,A,Abe,30\nlist,N,B,Bo,60\nlist,N,P,Pia,100\n\
                list,S,A,Al,100\nlist,S,B,Bea,150\nlist,S,B,Ben,50\n";
    let outcome = count(&law, rows, "");
    // Districts: A 1 and 1, B 2, P 1; of the five of A and B by 240 and 260 B has three.
    assert_eq!((seats(&outcome), outcome.house_size), (vec![("B", 3), ("A", 2), ("P", 1)], 6));
    assert_eq!(outcome.seats_in("compensation", "B").unwrap(), 1);
    let sits = |outcome: &Outcome| -> Vec<String> {
        outcome.elected.iter().filter_map(|row| row.candidate.clone()).collect()
    };
    assert_eq!(sits(&outcome), ["Ann", "Pia", "Al", "Bea"]);
    assert!(outcome.protocol.to_string().contains("a seat beside the lists"), "{}", outcome.protocol);
    let without = count(&personal("75%", ""), rows, "");
    assert_eq!((seats(&without), without.elected.len()), (vec![("A", 3), ("B", 3)], 0));
    // One vote less is no quota.
    let less = count(&law, &rows.replace("Bo,60", "Bo,61").replace("Pia,100", "Pia,99"), "");
    assert_eq!(less.seats_of("P").unwrap(), 0);
    // She may stand alone, and then has one seat for two quotas.
    let alone = count(&law, &rows.replace(",P,Pia,100", ",,Pia,100"), "");
    assert_eq!(seats(&alone), [("B", 3), ("A", 2), ("-", 1)]);
    assert!(sits(&alone).contains(&"Pia".to_owned()));
    let most = "contest,district,party,candidate,votes\nlist,N,A,Ann,50\nlist,N,,Pia,100\n\
                list,S,A,Al,300\nlist,S,B,Bea,300\n";
    assert_eq!(seats(&count(&law, most, "")), [("A", 3), ("B", 2), ("-", 1)]);
    // With a third of all votes she passes the threshold, and what is left is of parties all the same.
    let third =
        rows.replace(",P,Pia,100", ",,Pia,200").replace("Ann,110", "Ann,40").replace("Abe,30", "Abe,0");
    let outcome = count(&law, &third, "");
    assert_eq!(seats(&outcome), [("B", 3), ("A", 2), ("-", 1)]);
    assert!(outcome.protocol.to_string().contains("takes no part here: Pia."), "{}", outcome.protocol);
    // Where no list takes part she still sits, and what nobody may have stays empty.
    let outcome = count(&law.replace("20%", "70%"), rows, "");
    assert_eq!(outcome.seats_of("P").unwrap(), 1);
    let sure: u32 = outcome.seats.iter().map(|row| row.seats).sum();
    let empty: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
    assert_eq!((sure, sure + empty), (4, outcome.house_size));
    // Seats of rests that are worth one are given back, and hers is not.
    let rows = "contest,district,party,candidate,votes\nlist,N,A,Ann,75\nlist,N,B,Bo,76\nlist,N,C,Cy,49\nlist,N,P,Pia,100\n\
                list,S,A,Al,240\nlist,S,B,Bea,240\nlist,S,C,Cleo,240\n";
    let outcome = count(&personal("49%", ", personal = true"), rows, "");
    let north = |party: &str| {
        outcome
            .seats
            .iter()
            .any(|row| row.district.as_deref() == Some("N") && row.party.as_deref() == Some(party))
    };
    assert_eq!(["A", "B", "C", "P"].map(north), [true, true, false, true], "{}", outcome.protocol);
    // Who of P has its quota is not known; of a list that takes part it does not matter.
    let unnamed = rows.replace(",P,Pia", ",P,");
    assert!(error(&law, &unnamed, "").contains("district `N`: `P` takes no part, and its votes are a quota"));
    assert_eq!(
        count(&law, &unnamed.replace(",P,,100", ",P,,99").replace("Ann", ""), "").seats_of("P").unwrap(),
        0
    );
}

/// Random votes with candidates who stand alone against a plain reading of the section.
#[test]
fn personal_mandates_agree_with_a_plain_reading() {
    let mut draw = numbers_below(17);
    let (mut compared, mut beside_lists) = (0, 0);
    'elections: for _ in 0..crate::cases(3_000) {
        // Two districts, four lists of two candidates each and one who stands alone: rows of lists are their candidates.
        // The second district is large, so that a quota of the first is a small part of all votes.
        let mut own = |times: u64, list: usize| {
            [
                times * draw(2) * draw([90, 90, 60, 40, 90][list]),
                if list < 4 { times * draw(2) * draw(50) } else { 0 },
            ]
        };
        let votes: Vec<Vec<[u64; 2]>> =
            [1, 6].map(|times| (0..5).map(|list| own(times, list)).collect()).to_vec();
        let of = |district: usize, list: usize| votes[district][list].iter().sum::<u64>();
        let all: u64 =
            (0..2).flat_map(|d| (0..5).map(move |list| (d, list))).map(|(d, list)| of(d, list)).sum();
        let nation: Vec<u64> = (0..4).map(|list| of(0, list) + of(1, list)).collect();
        let passes: Vec<bool> = nation.iter().map(|n| 5 * n >= all).collect();
        if !passes.contains(&true) {
            continue;
        }
        let mut held = [[0u64; 5]; 2];
        for (d, held) in held.iter_mut().enumerate() {
            let sum: u64 = (0..5).map(|list| of(d, list)).sum();
            let quota = |n: u64| n > 0 && 3 * n >= sum;
            let mut rests = Vec::new();
            for list in 0..5 {
                held[list] = votes[d][list].iter().map(|&n| u64::from(quota(n))).sum();
                if list < 4 && passes[list] && sum > 0 {
                    held[list] = 3 * of(d, list) / sum;
                    let rest = 3 * of(d, list) % sum;
                    if 4 * rest >= 3 * sum {
                        rests.push((rest, list));
                    }
                }
            }
            rests.sort_unstable_by(|a, b| b.cmp(a));
            let room = 3 - held.iter().sum::<u64>() as usize;
            if rests.len() > room && rests[room].0 == rests[room.max(1) - 1].0 {
                continue 'elections;
            }
            rests.iter().take(room).for_each(|&(_, list)| held[list] += 1);
        }
        let mut total: Vec<u64> = (0..5).map(|list| held[0][list] + held[1][list]).collect();
        while total.iter().sum::<u64>() < 6 {
            let ahead = |a: usize, b: usize| (nation[a] * (total[b] + 1)).cmp(&(nation[b] * (total[a] + 1)));
            let taking = || (0..4).filter(|&list| passes[list]);
            let best = taking().max_by(|&a, &b| ahead(a, b)).unwrap();
            // Equal claims: by chance the last seat. Leave it.
            if taking().filter(|&list| ahead(list, best).is_eq()).count() > 1 {
                continue 'elections;
            }
            total[best] += 1;
        }
        let mut rows = "contest,district,party,candidate,votes\n".to_owned();
        for (d, district) in votes.iter().enumerate() {
            for (list, candidates) in district.iter().enumerate() {
                let party = ["A", "B", "C", "D", ""][list];
                for (i, n) in candidates.iter().enumerate().take(if list < 4 { 2 } else { 1 }) {
                    rows += &format!("list,N{d},{party},c{d}{list}{i},{n}\n");
                }
            }
        }
        let outcome = count(&personal("75%", ", personal = true"), &rows, "");
        let mut found: Vec<u64> =
            ["A", "B", "C", "D"].map(|party| outcome.seats_of(party).unwrap().into()).to_vec();
        found.push(
            outcome.seats.iter().filter(|row| row.party.is_none()).map(|row| u64::from(row.seats)).sum(),
        );
        assert_eq!(found, total, "{rows}{}", outcome.protocol);
        compared += 1;
        beside_lists += u32::from(total[4] > 0 || (0..4).any(|list| !passes[list] && total[list] > 0));
    }
    assert!(compared > crate::cases(1_000) && beside_lists > crate::cases(200), "{compared} {beside_lists}");
}

fn transferred(outcome: &Outcome) -> Vec<(String, u64)> {
    let lines = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::Transferred(TransferredStep { lists, .. }) => Some(lists),
        _ => None,
    });
    lines.unwrap().iter().map(|line| (line.party.clone(), line.votes)).collect()
}

#[test]
fn the_votes_of_losers_go_to_their_lists() {
    let system = |which: &str| {
        nationwide(&format!("linkage = {{ with = [\"single\"], transfer = \"{which}\" }}"))
            + "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n"
    };
    let rows = "contest,district,party,votes\nlist,,A,500\nlist,,B,500\nsingle,N,A,100\nsingle,N,B,61\n\
                single,S,A,100\nsingle,S,B,39\n";
    // B: 500 + 100 against 500.
    let losing = count(&system("losing votes"), rows, "");
    assert_eq!((losing.seats_in("list", "A").unwrap(), losing.seats_in("list", "B").unwrap()), (5, 5));
    assert_eq!(transferred(&losing), [("B".to_owned(), 100)]);
    // A has (100 − 62) + (100 − 40) in surplus.
    let both = count(&system("losing and surplus votes"), rows, "");
    assert_eq!(transferred(&both), [("B".to_owned(), 100), ("A".to_owned(), 98)]);
}

fn subtracted(outcome: &Outcome) -> Vec<(String, u64, u64)> {
    let lines = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::Subtracted(SubtractedStep { lists, .. }) => Some(lists),
        _ => None,
    });
    lines.unwrap().iter().map(|line| (line.party.clone(), line.votes, line.taken)).collect()
}

/// A nationwide list tier of ten seats from which the winners' votes are taken off as `subtract` says.
fn subtracting(method: &str, subtract: &str, more: &str) -> String {
    format!(
        "[[tier]]\nname = \"list\"\nseats = 10\nmethod = \"{method}\"\n\
         linkage = {{ with = [\"single\"], subtract = {subtract} }}\n{more}\n\
         [[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n"
    )
}

/// Districts that A, A, A, B and an independent win.
const FIVE_WINNERS: &str = "contest,district,party,candidate,votes\n\
    list,,A,,500\nlist,,B,,275\nlist,,C,,225\n\
    single,N,A,a,100\nsingle,N,B,b,61\n\
    single,S,A,c,30\nsingle,S,B,d,20\nsingle,S,C,e,19\nsingle,S,D,f,19\nsingle,S,E,g,12\n\
    single,W,A,h,24\nsingle,W,B,i,20\nsingle,W,C,j,20\nsingle,W,D,k,20\nsingle,W,E,l,16\n\
    single,E,B,m,90\nsingle,E,A,n,9\nsingle,I,,o,70\nsingle,I,A,p,60\n";

#[test]
fn votes_that_won_are_taken_off_the_lists_of_the_winners() {
    let shares = |method: &str, subtract: &str| {
        let outcome = count(&subtracting(method, subtract, ""), FIVE_WINNERS, "");
        let seats = ["A", "B", "C"].map(|party| outcome.seats_in("list", party).unwrap());
        let taken: Vec<_> =
            subtracted(&outcome).into_iter().map(|(party, _, taken)| (party, taken)).collect();
        (seats, taken)
    };
    let taken = |a: u64, b: u64| vec![("A".to_owned(), a), ("B".to_owned(), b)];
    // The total scorporo of the Chamber. N: 61 + 1. S: 20 + 1, but a quarter of 100 is 25. W: a quarter is 25, but A
    // has 24. E: 9 + 1, but a quarter of 99 is 24.75, 25 votes. Left: 389, 250, 225 of 864: 4.50, 2.89, 2.60.
    let chamber = shares("hare", "\"votes to win\", at_least = \"25%\"");
    assert_eq!(chamber, ([4, 3, 3], taken(62 + 25 + 24, 25)));
    // Without the quarter: 62 + 21 + 21, and 10.
    assert_eq!(shares("hare", "\"votes to win\"").1, taken(104, 10));
    // The Senate: 100 + 30 + 24, and 90. Left 346, 185, 225: the tenth quotient is 346/5 = 69.2 before 185/3 = 61.7.
    assert_eq!(shares("dhondt", "\"winning votes\""), ([5, 2, 3], taken(154, 90)));
    // By the votes as they were cast it would be 5.00, 2.75, 2.25.
    let plain = count(&nationwide(""), "party,votes\nA,500\nB,275\nC,225\n", "");
    assert_eq!(seats(&plain), [("A", 5), ("B", 3), ("C", 2)]);
}

#[test]
fn no_list_pays_more_than_it_has_or_fails_the_threshold_by_what_it_pays() {
    let bar = "threshold = { at_least = \"25%\", of = \"valid votes\" }";
    let system = subtracting("hare", "\"winning votes\"", bar);
    let rows = |a: u64| {
        format!("contest,district,party,votes\nlist,,A,{a}\nlist,,B,600\nsingle,N,A,350\nsingle,N,B,1\n")
    };
    // 400 of 1,000 reach the quarter, and 50 of 650 are worth a seat of ten: 0.77.
    let passes = count(&system, &rows(400), "");
    assert_eq!((passes.seats_in("list", "A").unwrap(), passes.seats_in("list", "B").unwrap()), (1, 9));
    let spent = count(&system, &rows(300), "");
    assert_eq!((spent.seats_in("list", "A").unwrap(), spent.seats_in("list", "B").unwrap()), (0, 10));
    assert_eq!(subtracted(&spent), [("A".to_owned(), 300, 300)]);
    let text = spent.protocol.to_string();
    assert!(text.contains("Votes that won seats are taken off") && text.contains("taken off"), "{text}");
}

#[test]
fn nobody_with_votes_left_leaves_the_list_seats_empty() {
    let rows = "contest,district,party,votes\nlist,,A,40\nsingle,N,A,60\nsingle,N,B,50\n";
    let outcome = count(&subtracting("hare", "\"votes to win\"", ""), rows, "");
    assert_eq!(outcome.seats_in("list", "A").unwrap(), 0);
    assert_eq!((outcome.unfilled[0].seats, outcome.unfilled[0].reason), (10, Reason::NoVotes));
}

#[test]
fn winners_without_their_votes_are_refused_where_the_votes_count() {
    let rules = rules(&subtracting("hare", "\"winning votes\"", ""));
    let winner = Winner {
        tier: "single".to_owned(),
        district: Some("N".to_owned()),
        candidate: None,
        party: Some("A".to_owned()),
        seats: 1,
    };
    let votes = votes(&rules, "contest,party,votes\nlist,A,500\nlist,B,500\n", "");
    let votes = votes.with_winners(vec![winner]).unwrap();
    let lost = rules.count(&votes).unwrap_err().to_string();
    assert!(lost.contains("taken off their lists"), "{lost}");
}

#[test]
fn a_winner_by_lot_costs_no_more_than_its_votes() {
    let text = subtracting("hare", "\"votes to win\"", "") + "ties = \"lots\"\n";
    let rows = "contest,district,party,votes\nlist,,A,500\nlist,,B,500\nsingle,N,A,50\nsingle,N,B,50\n";
    let rules = rules(&text);
    let drawn = rules.count(Drawn::new(&votes(&rules, rows, ""), &SeededLots::new(7))).unwrap();
    assert_eq!(subtracted(&drawn)[0].2, 50);
    // Before the lot it is open who pays; 450 votes of 950 are worth five of ten seats, as 500 are.
    let open = rules.count(&votes(&rules, rows, "")).unwrap();
    assert_eq!((open.seats_in("list", "A").unwrap(), open.seats_in("list", "B").unwrap()), (5, 5));
}

#[test]
fn one_ballot_may_serve_both_tiers() {
    let system = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                  [[tier]]\nname = \"list\"\ncontest = \"single\"\nseats = 4\nmethod = \"hare\"\n\
                  linkage = { with = [\"single\"], overhang = \"kept\" }\n";
    let rows = "contest,district,party,candidate,votes\nsingle,N,A,a,60\nsingle,N,B,b,40\n\
                single,S,A,c,40\nsingle,S,B,d,30\nsingle,S,,e,90\n";
    let outcome = count(system, rows, "");
    // One seat of four is an independent's. 100 to 70 of three: A two, one of them held; B one.
    assert_eq!((outcome.seats_in("list", "A").unwrap(), outcome.seats_in("list", "B").unwrap()), (1, 1));
    assert_eq!(outcome.house_size, 4);
}

#[test]
fn several_members_are_those_with_most_votes() {
    let three = "[[tier]]\nname = \"single\"\nseats = 3\ndistricts = \"each\"\nmethod = \"plurality\"\n";
    let rows = |last: u64| {
        format!(
            "contest,district,party,candidate,votes\nsingle,N,A,a,50\nsingle,N,A,b,40\nsingle,N,B,c,30\nsingle,N,,d,{last}\n"
        )
    };
    assert_eq!(seats(&count(three, &rows(10), "")), [("A", 2), ("B", 1)]);
    assert_eq!(seats(&count(three, &rows(60), "")), [("A", 2), ("-", 1)]);
    let tie = count(three, &rows(30), "");
    assert_eq!((seats(&tie), tie.ties[0].seats), (vec![("A", 2)], 1));
    let few = count(three, "contest,district,party,candidate,votes\nsingle,N,A,a,50\nsingle,N,A,b,0\n", "");
    assert_eq!((few.unfilled[0].seats, few.unfilled[0].reason), (2, Reason::NoCandidates));
}

#[test]
fn a_smaller_share_is_enough_for_one_far_ahead() {
    let lead = "[[tier]]\nname = \"single\"\nseats = 1\nmethod = \"absolute majority\"\n\
                majority = { more_than = \"45%\", of = \"valid votes\" }\n\
                lead = { at_least = \"40%\", ahead = \"10%\" }\nrun_off = \"top two\"\n";
    let rows = |a: u64, b: u64| {
        format!("contest,party,votes\nsingle,A,{a}\nsingle,B,{b}\nsingle,C,{}\n", 100 - a - b)
    };
    assert_eq!(seats(&count(lead, &rows(42, 32), "")), [("A", 1)]);
    assert_eq!(count(lead, &rows(42, 33), "").unfilled[0].reason, Reason::RunOffToCome);
    assert_eq!(count(lead, &rows(39, 20), "").unfilled[0].reason, Reason::RunOffToCome);
    assert_eq!(seats(&count(lead, &rows(46, 45), "")), [("A", 1)]);
}

#[test]
fn a_second_round_for_all_with_a_share_of_the_roll() {
    let rule = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"absolute majority\"\n\
                majority = { more_than = \"50%\", of = \"valid votes\" }\n\
                run_off = { at_least = \"12.5%\", of = \"registered voters\" }\n";
    let first = "contest,district,party,votes\nsingle,N,A,400\nsingle,N,B,300\nsingle,N,C,250\nsingle,N,D,50\nsingle,N,@registered,2000\n";
    let round = |rows: &str| format!("{first}{rows}");
    let wait = count(rule, first, "");
    assert!(wait.protocol.to_string().contains("among: A, B, C."), "{}", wait.protocol);
    let three = round("single run-off,N,A,400\nsingle run-off,N,B,420\nsingle run-off,N,C,200\n");
    assert_eq!(seats(&count(rule, &three, "")), [("B", 1)]);
    // B stood down; C has exactly 12.5 %.
    let two = round("single run-off,N,A,400\nsingle run-off,N,C,500\n");
    assert_eq!(seats(&count(rule, &two, "")), [("C", 1)]);
    let stranger = round("single run-off,N,A,400\nsingle run-off,N,D,500\n");
    assert!(error(rule, &stranger, "").contains("these are others"));
}

#[test]
fn what_districts_need_is_asked_for() {
    let each = "[[tier]]\nname = \"list\"\ndistricts = \"each\"\nmethod = \"dhondt\"\n";
    let rows = "district,party,votes\nN,A,5\nS,A,5\n";
    let given = format!("{each}seats = \"given\"");
    assert!(
        error(&given, rows, "district,seats\nN,3\n").contains("nothing says how many seats district `S` has")
    );
    assert_eq!(seats(&count(&given, rows, "district,seats\nN,3\nS,0\n")), [("A", 3)]);
    let by_population =
        format!("{each}seats = 5\ndistrict_seats = {{ by = \"population\", method = \"hare\" }}");
    assert!(error(&by_population, rows, "").contains("the population of districts from a file of districts"));
    assert!(
        error(&by_population, rows, "district,population\nS,20\n").contains("population of district `N`")
    );
    let people = "district,population\nN,30\nS,20\n";
    assert_eq!(seats(&count(&by_population, rows, people)), [("A", 5)]);
    assert!(error(&by_population, rows, "district,population\nN,20\nS,20\n").contains("equal claims"));
    let first = by_population.replace("\"hare\"", "\"hare\", first = 3");
    assert!(error(&first, rows, people).contains("make sure of 6 seats"));
    assert!(error(&given, "party,votes\nA,5\n", "").contains("has no districts"));
}

/// Seats, populations and regions that only a file of districts gives: where there is none, the file is what is missing.
#[test]
fn a_forgotten_file_of_districts_is_named() {
    let rows = "district,party,votes\nN,A,5\nS,A,5\n";
    let each = "[[tier]]\nname = \"list\"\ndistricts = \"each\"\nmethod = \"dhondt\"\n";
    for (rules, what) in [
        (format!("{each}seats = \"given\""), "seats"),
        (
            format!("{each}seats = 4\ndistrict_seats = {{ by = \"population\", method = \"hare\" }}"),
            "population",
        ),
        (format!("{each}seats = 4").replace("\"each\"", "\"regions\""), "region"),
        (
            format!(
                "{each}seats = 4\nthreshold = {{ at_least = \"5%\", of = \"valid votes\", within = \"region\" }}"
            ),
            "region",
        ),
    ] {
        let wanted = format!(
            "tier `list`: its rules need the {what} of districts from a file of districts, and there is none; \
             name it with `--districts FILE` (in Rust, `open_districts_csv` of the votes)"
        );
        assert_eq!(error(&rules, rows, ""), wanted, "{rules}");
        // With a file it is a row that is missing.
        let other = error(&rules, rows, "district,seats,region,population\nX,1,Y,1\n");
        assert!(!other.contains("there is none") && other.contains("`N`"), "{other}");
    }
    // A table of the rules themselves has no part in the file.
    let table = format!("{each}seats = {{ N = 3 }}");
    assert_eq!(
        error(&table, rows, ""),
        "tier `list`: nothing says how many seats district `S` has; add it to `seats`"
    );
}

/// A seat whose district has no votes stays empty, and is nobody else's: of candidates as of lists.
#[test]
fn districts_of_candidates_without_votes_are_unfilled() {
    let rules = |seats: &str| {
        format!(
            "[[tier]]\nname = \"single\"\nseats = {seats}\ndistricts = \"each\"\nmethod = \"plurality\"\n"
        )
    };
    let rows = "contest,district,party,votes\nsingle,N,A,5\nsingle,S,B,5\n";
    for (seats, districts, empty) in [
        ("1", "district\nN\nS\nE\n", 1),
        ("\"given\"", "district,seats\nN,1\nS,2\nE,3\n", 3),
        ("{ N = 1, S = 1, E = 2 }", "", 2),
        // Regions, districts without seats, and districts of others are none of its own.
        ("1", "district,region\nN,R\nS,R\nE,R\nR,\nQ,\n", 1),
        ("1", "", 0),
    ] {
        let outcome = count(&rules(seats), rows, districts);
        let unfilled: Vec<_> =
            outcome.unfilled.iter().filter(|row| row.reason == Reason::VotesNotGiven).collect();
        let named: Vec<_> = unfilled.iter().map(|row| (row.district.as_deref(), row.seats)).collect();
        let wanted: Vec<_> = Some((Some("E"), empty)).filter(|_| empty > 0).into_iter().collect();
        assert_eq!(named, wanted, "{seats} {districts}");
        let all = outcome.seats.iter().map(|row| row.seats).sum::<u32>();
        let open: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
        assert_eq!(all + open, outcome.house_size, "{seats} {districts}");
    }
}

/// A kind that no rule knows is an error wherever rules meet votes, also where nobody read a file.
#[test]
fn a_kind_that_no_rule_knows_is_an_error_at_every_door() {
    use sailau::votes::{Standing, VotesBuilder};

    let rules = ElectoralSystem::from_toml(
        "name = \"A\"\n[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"hare\"\n\
         threshold = { at_least = \"5%\", of = \"valid votes\", kinds = { coalition = \"8%\" } }",
    )
    .unwrap();
    let mut builder = VotesBuilder::default();
    builder.votes("list", None, Some("Hill"), None, 60).unwrap();
    builder.kind("Hill", "coaliton").unwrap();
    let error = rules.count(&builder.clone().build().unwrap()).unwrap_err().to_string();
    assert_eq!(
        error,
        "`Hill` is of the kind `coaliton`, which no rule knows; the rules know coalition; did you mean `coalition`?"
    );
    assert_eq!(rules.compile(builder.build().unwrap().field(), &[]).unwrap_err().to_string(), error);
    // Of one who stands alone.
    let mut builder = VotesBuilder::default();
    builder.votes("list", None, None, Some("B. Person"), 60).unwrap();
    let alone = Standing { kind: Some("minority".to_owned()), ..Standing::default() };
    builder.standing("list", None, alone).unwrap();
    let error = rules.count(&builder.build().unwrap()).unwrap_err().to_string();
    assert_eq!(error, "`B. Person` is of the kind `minority`, which no rule knows; the rules know coalition");
}

/// Rules that are put together in Rust have names in the form that names of votes and of files have.
#[test]
fn rules_made_in_rust_have_the_one_form_of_names() {
    use std::collections::BTreeMap;

    use sailau::apportion::Method;
    use sailau::system::{Districts, ListRule, Seats, Tier, TierRule};

    let rows = "contest,district,party,votes\nWählen,Zürich,A,60\nWählen,Genève,B,40\n";
    let tier = |form: fn(&str) -> String| {
        let mut tier = Tier::new(form("Wählen"), 1, TierRule::List(Box::new(ListRule::new(Method::HARE))));
        tier.districts = Districts::Each;
        tier.seats = Seats::ByDistrict(BTreeMap::from([(form("Zürich"), 2), (form("Genève"), 1)]));
        ElectoralSystem::new("A", vec![tier])
    };
    let composed = tier(str::to_owned);
    let apart = tier(|name| name.replace('ä', "a\u{308}").replace('ü', "u\u{308}").replace('è', "e\u{300}"));
    let wanted = composed.count(&composed.read_votes(rows.as_bytes()).unwrap()).unwrap();
    assert_eq!(seats(&wanted), [("A", 2), ("B", 1)]);
    let votes = apart.read_votes(rows.as_bytes()).unwrap();
    assert_eq!(apart.count(&votes).unwrap(), wanted);
    assert!(apart.compile(votes.field(), &[]).is_ok() && apart.check().is_ok());
    // Read back, they are those of the one form.
    assert_eq!(ElectoralSystem::from_json(&apart.to_json().unwrap()).unwrap(), composed);
    assert_eq!(
        serde_json::from_value::<ElectoralSystem>(serde_json::to_value(&apart).unwrap()).unwrap(),
        composed
    );
    // One district in two forms would be two.
    let mut twice = composed.clone();
    if let Seats::ByDistrict(table) = &mut twice.tiers[0].seats {
        table.insert("Zu\u{308}rich".to_owned(), 3);
    }
    let error = twice.count(&votes).unwrap_err().to_string();
    assert!(error.contains("stands in a table twice"), "{error}");
}

#[test]
fn linked_seats_must_lie_somewhere() {
    let system = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                  [[tier]]\nname = \"list\"\nseats = 3\ndistricts = \"each\"\nmethod = \"dhondt\"\n\
                  linkage = { with = [\"single\"], seats = \"added\", overhang = \"paid by the others\" }\n";
    let rows =
        "contest,district,party,votes\nlist,North,A,60\nlist,North,B,40\nsingle,N1,A,9\nsingle,N2,A,9\n";
    assert!(error(system, rows, "").contains("the region of districts from a file of districts"));
    let half = "district,region\nN2,North\n";
    assert!(error(system, rows, half).contains("district `N1` of tier `single`"));
    let outcome = count(system, rows, "district,region\nN1,North\nN2,North\n");
    // Five in all: 3 to 2, and A holds two of its three.
    assert_eq!((outcome.seats_in("list", "A").unwrap(), outcome.seats_in("list", "B").unwrap()), (1, 2));
}

#[test]
fn overhang_in_its_four_ways() {
    let system = |linkage: &str| {
        format!(
            "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
             [[tier]]\nname = \"list\"\nseats = 10\nmethod = \"sainte-lague\"\n{linkage}\n"
        )
    };
    // A wins four districts and is due two seats of ten.
    let mut rows =
        "contest,district,party,votes\nlist,North,A,200\nlist,North,B,500\nlist,North,C,300\n".to_owned();
    let mut regions = "district,region,population\nNorth,,100\n".to_owned();
    for (district, a) in [("N1", 40), ("N2", 50), ("N3", 60), ("N4", 70)] {
        rows += &format!("single,{district},A,{a}\nsingle,{district},B,30\n");
        regions += &format!("{district},North,\n");
    }
    let house = |linkage: &str| {
        let outcome = count(&system(linkage), &rows, &regions);
        let list = ["A", "B", "C"].map(|party| outcome.seats_in("list", party).unwrap());
        (list, outcome.house_size, outcome)
    };
    let (list, size, _) = house("linkage = { with = [\"single\"], overhang = \"kept\" }");
    assert_eq!((list, size), ([0, 5, 3], 12));
    let (list, size, _) = house("linkage = { with = [\"single\"], overhang = \"paid by the others\" }");
    // Six for B and C: 500 to 300 is 4 to 2.
    assert_eq!((list, size), ([0, 4, 2], 10));
    let levelled = "placement = { by = \"party\", method = \"sainte-lague\" }\n\
                    linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"population\", method = \"hare\" }, minimum = \"the greater\" } }";
    let (list, size, _) = house(levelled);
    // The first house in which A's fourth quotient 200/7 = 28.57 is met: B's claims above it are 500/17 = 29.4, nine
    // seats; C's 300/9 = 33.3 five. 4 + 9 + 5.
    assert_eq!((list, size), ([0, 9, 5], 18));
    // No more than 14 are levelled in: 3, 7 and 4; A's fourth seat is added.
    let capped = levelled.replace("the greater\" }", "the greater\", at_most = 14 }");
    let (list, size, _) = house(&capped);
    assert_eq!((list, size), ([0, 7, 4], 15));
    let small = ElectoralSystem::from_toml(&format!("name = \"A\"\n{}", system(&capped.replace("14", "9"))));
    assert!(small.unwrap_err().to_string().contains("no smaller than `seats`"));
    let refused = "placement = { by = \"party\", method = \"sainte-lague\" }\nlinkage = { with = [\"single\"], overhang = \"refused\" }";
    let (list, size, outcome) = house(refused);
    assert_eq!((list, size), ([0, 5, 3], 10));
    let out: Vec<_> = outcome.not_seated.iter().filter_map(|row| row.district.as_deref()).collect();
    // The smallest shares: 40 of 70 and 50 of 80.
    assert_eq!(out, ["N2", "N1"]);
}

#[test]
fn equal_claims_to_a_district_or_to_coverage_stay_open() {
    let levelling = "[[tier]]\nname = \"district\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = 1\nmethod = \"dhondt\"\n\
                     [[tier]]\nname = \"levelling\"\ncontest = \"list\"\nseats = 4\nmethod = \"dhondt\"\n\
                     linkage = { with = [\"district\"], overhang = \"paid by the others\" }\n\
                     placement = { by = \"quotient\", method = \"sainte-lague\", each = 1 }\n";
    // B has two levelling seats and the same votes in N and S: both districts take one, in either order. With one
    // seat fewer it is open which.
    let rows = "district,party,votes\nN,A,60\nN,B,50\nS,A,60\nS,B,50\n";
    let both = count(levelling, rows, "");
    assert_eq!((both.seats_in("levelling", "A").unwrap(), both.seats_in("levelling", "B").unwrap()), (0, 2));
    assert!(both.seats.iter().all(|row| row.district.is_some()), "{}", both.protocol);
    let three = levelling.replace("seats = 4", "seats = 3");
    let open = count(&three, rows, "");
    assert_eq!(open.seats_in("levelling", "B").unwrap(), 1);
    assert!(open.protocol.to_string().contains("B in N, B in S"), "{}", open.protocol);
    assert!(open.seats.iter().any(|row| row.tier == "levelling" && row.district.is_none()));
    assert_eq!(open.ties_between_districts[0].districts, ["N", "S"]);

    let coverage = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                    [[tier]]\nname = \"list\"\nseats = 3\nmethod = \"sainte-lague\"\n\
                    placement = { by = \"party\", method = \"sainte-lague\" }\n\
                    linkage = { with = [\"single\"], overhang = \"refused\" }\n";
    // A is due one seat and won twice with the same share.
    let rows = "contest,district,party,votes\nlist,North,A,30\nlist,North,B,70\n\
                single,N1,A,60\nsingle,N1,B,40\nsingle,N2,A,30\nsingle,N2,B,20\n";
    let outcome = count(coverage, rows, "district,region\nN1,North\nN2,North\n");
    let between = &outcome.ties_between_districts[0];
    assert_eq!((between.seats, between.party.as_deref(), between.tier.as_str()), (1, Some("A"), "single"));
    assert_eq!(between.districts, ["N1", "N2"]);
    assert_eq!(
        (outcome.house_size, outcome.seats_in("list", "B").unwrap(), outcome.elected.len()),
        (3, 2, 0)
    );
}

#[test]
fn claims_are_scaled_or_filled_up() {
    let system = |linkage: &str| {
        format!(
            "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
             [[tier]]\nname = \"list\"\nseats = 6\nmethod = \"hare\"\nlinkage = {{ with = [\"single\"], {linkage} }}\n"
        )
    };
    // A holds four seats of ten and is due five; B is due three, C two.
    let mut rows = "contest,district,party,votes\nlist,,A,500\nlist,,B,300\nlist,,C,200\n".to_owned();
    for district in 1..=4 {
        rows += &format!("single,N{district},A,9\n");
    }
    let list = |linkage: &str| {
        let outcome = count(&system(linkage), &rows, "");
        ["A", "B", "C"].map(|party| outcome.seats_in("list", party).unwrap())
    };
    assert_eq!(list("claims = 10"), [1, 3, 2]);
    // Half: 0.5, 1.5 and 1; the first is below one, the second rounds up: 0 + 2 + 1, and three more by votes: 2, 1, 0
    // and the rest 0.5, 0.9, 0.6 for B.
    assert_eq!(list("claims = 10, times = \"1/2\", rounded = true"), [1, 3, 2]);
}

#[test]
fn alliances_share_inside_and_ties_are_open_among_all_their_lists() {
    let rule =
        "[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"dhondt\"\nalliances = { method = \"dhondt\" }\n";
    let outcome = count(rule, "party,votes,alliance\nA,50,left\nB,40,left\nC,80,\n", "");
    assert_eq!(seats(&outcome), [("A", 1), ("B", 1), ("C", 1)]);
    // 60 + 40 against 50 + 50: the third seat is anybody's.
    let tie = count(rule, "party,votes,alliance\nA,60,left\nB,40,left\nC,50,right\nD,50,right\n", "");
    assert_eq!(tie.ties.iter().map(|tie| tie.seats).sum::<u32>(), 2);
    assert!(tie.ties.iter().any(|tie| tie.parties == ["A", "B", "C", "D"]), "{:?}", tie.ties);
}

#[test]
fn districts_and_parties_that_cannot_both_be_filled_are_named() {
    let rule = "[[tier]]\nname = \"list\"\ndistricts = \"each\"\nseats = \"given\"\nmethod = \"sainte-lague\"\n\
                biproportional = { by = \"votes\" }\n";
    let districts = "district,seats\nN,3\nS,2\n";
    let wrong = error(rule, "district,party,votes\nN,A,50\nS,A,20\nS,B,110\n", districts);
    assert!(wrong.contains("too few parties have votes in some districts"), "{wrong}");
    let fine = count(rule, "district,party,votes\nN,A,50\nN,B,10\nS,A,20\nS,B,70\n", districts);
    assert_eq!(fine.house_size, 5);
    assert!(fine.protocol.to_string().contains("those of the parties"), "{}", fine.protocol);
}

/// Taiwan's Public Officials Election and Recall Act, art. 67: seats of a list that has run out stay empty.
#[test]
fn seats_of_a_list_that_has_run_out_stay_empty() {
    let law = |exhausted: &str| {
        let bar = "threshold = { at_least = \"5%\", of = \"valid votes\" }";
        format!(
            "[[tier]]\nname = \"list\"\nseats = 34\nmethod = \"hare\"\n{bar}\nexhausted = \"{exhausted}\"\n"
        )
    };
    let rows = "party,votes,candidates\nDPP,4400,34\nKMT,2700,33\nNPP,2100,6\nPFP,800,16\n";
    let outcome = count(&law("unfilled"), rows, "");
    assert_eq!(seats(&outcome), [("DPP", 15), ("KMT", 9), ("NPP", 6), ("PFP", 3)]);
    assert_eq!((outcome.unfilled[0].seats, outcome.unfilled[0].reason), (1, Reason::NoCandidates));
    assert_eq!(outcome.house_size, 34);
    // The next list gets the seat where the law says so.
    let next = count(&law("next list"), rows, "");
    assert_eq!((seats(&next).iter().map(|(_, n)| n).sum::<u32>(), next.unfilled.len()), (34, 0));
    // A method without bounds will do: nobody else gains.
    let quota_method = law("unfilled").replace("\"hare\"", "\"balinski-young\"");
    assert_eq!(count(&quota_method, rows, "").unfilled[0].seats, 1);
}

/// A quota of each region beside a threshold of the whole country: no region has a say in who passes.
#[test]
fn a_quota_of_a_region_goes_with_a_threshold_of_the_nation() {
    let law = by_district(
        "threshold = { at_least = \"10%\", of = \"valid votes\", within = \"nation\" }\n\
         quota = { of = \"valid votes\", within = \"region\" }",
    )
    .replace("dhondt", "hare");
    let rows = "district,party,votes\nW1,A,60\nW1,B,40\nE1,A,50\nE1,B,50\nE1,C,5\n";
    let outcome = count(&law, rows, "district,region\nW1,West\nE1,East\n");
    assert_eq!(seats(&outcome), [("A", 2), ("B", 2)]);
}

/// A third tier reads the seats of a tier whose winners another one may refuse once, not twice.
#[test]
fn a_third_tier_reads_seats_once_that_a_second_one_settles() {
    let law = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
        [[tier]]\nname = \"list\"\nseats = 4\nmethod = \"dhondt\"\n\
        linkage = { with = [\"single\"], overhang = \"refused\" }\nplacement = { by = \"party\", method = \"dhondt\" }\n\
        [[tier]]\nname = \"more\"\ncontest = \"list\"\nseats = 2\nmethod = \"dhondt\"\n\
        threshold = { at_least = \"90%\", of = \"valid votes\", or = [{ seats = 3, tier = \"single\" }, { seats = 1, tier = \"list\" }] }\n";
    let rows = "contest,district,party,votes\nlist,N,A,55\nlist,N,B,45\nlist,S,A,55\nlist,S,B,45\n\
                single,N,A,60\nsingle,N,B,40\nsingle,S,A,60\nsingle,S,B,40\n";
    let outcome = count(law, rows, "");
    // A holds two districts: three it does not, and in the lists it has nothing beyond them. B has two list seats.
    assert_eq!(outcome.seats_in("more", "A").unwrap(), 0, "{}", outcome.protocol);
    assert_eq!(outcome.seats_in("more", "B").unwrap(), 2);
}

/// A constituency of two with equal votes, and a list tier.
fn tied_constituency(list: &str) -> (String, &'static str) {
    let text = format!(
        "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
         [[tier]]\nname = \"list\"\n{list}\n"
    );
    (text, "contest,district,party,candidate,votes\nsingle,1,A,a,30\nsingle,1,B,b,30\n")
}

fn in_tier<'a>(outcome: &'a Outcome, tier: &str) -> Vec<(&'a str, u32)> {
    let rows = outcome.seats.iter().filter(|row| row.tier == tier);
    rows.map(|row| (row.party.as_deref().unwrap_or("-"), row.seats)).collect()
}

#[test]
fn list_seats_that_hang_on_a_tied_constituency_are_open() {
    let linkage = "linkage = { with = [\"single\"], overhang = \"kept\" }";
    let (text, rows) = tied_constituency(&format!("seats = 5\nmethod = \"sainte-lague\"\n{linkage}"));
    let outcome = count(&text, &format!("{rows}list,,A,,60\nlist,,B,,40\n"), "");
    // Whoever wins, five seats are shared 3 to 2: the loser has one list seat more.
    assert_eq!((outcome.house_size, outcome.smallest_house), (5, None));
    assert_eq!(in_tier(&outcome, "list"), [("A", 2), ("B", 1)]);
    assert_eq!(in_tier(&outcome, "single"), []);
    assert_eq!(seats(&outcome), [("A", 3), ("B", 2)]);
    let [constituency, list] = &outcome.ties[..] else { panic!("{outcome}") };
    assert_eq!((constituency.seats, constituency.hangs_on.len()), (1, 0));
    assert_eq!((list.seats, list.parties.join(" ")), (1, "A B".to_owned()));
    let on = &list.hangs_on[0];
    assert_eq!(
        (on.tier.as_str(), on.district.as_deref(), on.parties.join(" ")),
        ("single", Some("1"), "A B".into())
    );
    assert!(outcome.to_string().contains("it hangs on what is open in single, 1 (A, B)"), "{outcome}");
    let record = outcome.protocol.to_string();
    assert!(
        record.contains("Seats here hang on what is open in single, 1 (A, B). It can fall in 2 ways"),
        "{record}"
    );
}

#[test]
fn losing_votes_of_a_tied_constituency_leave_the_list_seat_open() {
    let linkage = "linkage = { with = [\"single\"], transfer = \"losing votes\" }";
    let (text, rows) = tied_constituency(&format!("seats = 1\nmethod = \"dhondt\"\n{linkage}"));
    let outcome = count(&text, &format!("{rows}list,,A,,100\nlist,,B,,110\n"), "");
    // 100 + 30 against 110, or 100 against 110 + 30: each has one of the two seats either way.
    assert_eq!(outcome.seats, []);
    assert_eq!(seats(&outcome), [("A", 1), ("B", 1)]);
    assert_eq!(outcome.ties.iter().map(|tie| tie.seats).sum::<u32>(), 2);
}

#[test]
fn a_tied_constituency_decides_who_takes_part() {
    let list = "seats = 20\nmethod = \"sainte-lague\"\n\
                threshold = { at_least = \"5%\", of = \"valid votes\", or = [{ seats = 1, tier = \"single\" }] }\n\
                linkage = { with = [\"single\"], overhang = \"kept\" }";
    let (text, _) = tied_constituency(list);
    let rows = "contest,district,party,candidate,votes\nlist,,A,,580\nlist,,B,,380\nlist,,C,,40\n\
                single,1,A,a,300\nsingle,1,C,c,300\n";
    let outcome = count(&text, rows, "");
    assert_eq!((outcome.house_size, in_tier(&outcome, "list")), (20, vec![("A", 11), ("B", 8)]));
    assert_eq!(outcome.ties.iter().map(|tie| tie.seats).sum::<u32>(), 1);
    let range = outcome.ranges.iter().find(|range| range.party.as_deref() == Some("C")).unwrap();
    assert_eq!((range.fewest, range.most), (0, 1));
}

#[test]
fn the_size_of_a_levelled_house_may_hang_on_lots() {
    let text = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                [[tier]]\nname = \"list\"\nseats = 2\nmethod = \"dhondt\"\n\
                placement = { by = \"party\", method = \"dhondt\" }\n\
                linkage = { with = [\"single\"], overhang = \"levelled\", levelling = { districts = { by = \"valid votes\", method = \"hare\" }, minimum = \"the greater\" } }\n";
    let rows = "contest,district,party,candidate,votes\nlist,N,A,,6\nlist,N,B,,4\nlist,N,D,,2\n\
                single,N,D,d,9\nsingle,N,A,a,3\n";
    // D holds a seat, and 2/1 equals the fourth to sixth quotient: the house is 4, 5 or 6.
    let outcome = count(text, rows, "");
    assert_eq!((outcome.smallest_house, outcome.house_size), (Some(4), 6));
    assert_eq!(seats(&outcome), [("A", 2), ("B", 1), ("D", 1)]);
    assert_eq!(outcome.ties.iter().map(|tie| tie.seats).sum::<u32>(), 2);
    assert!(outcome.to_string().contains("House: 4 to 6 seats"), "{outcome}");
    for seed in 0..40 {
        let votes = votes(&rules(text), rows, "");
        let text =
            text.replace("method = \"dhondt\"\nplacement", "ties = \"lots\"\nmethod = \"dhondt\"\nplacement");
        let drawn = rules(&text).count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap();
        assert!((4..=6).contains(&drawn.house_size) && drawn.ties.is_empty(), "{drawn}");
    }
}

#[test]
fn equal_claims_beside_seats_that_are_held_leave_the_house_as_it_is() {
    let text = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = 3\nmethod = \"plurality\"\n\
                [[tier]]\nname = \"list\"\nseats = 6\nmethod = \"hare\"\n\
                linkage = { with = [\"single\"], overhang = \"paid by the others\" }\n";
    let rules = rules(text);
    let votes = Votes::list([("A", 5), ("B", 5), ("C", 2)]).unwrap();
    let votes = votes.with_winners([Winner::of_party("single", "A", 3)]).unwrap();
    // A and B are due 2.5 of 6, and A holds three: whoever has the half seat, B is left with two.
    let outcome = rules.count(&votes).unwrap();
    assert_eq!((outcome.house_size, outcome.ties.len()), (6, 0), "{outcome}");
    assert_eq!(seats(&outcome), [("A", 3), ("B", 2), ("C", 1)]);
}

#[test]
fn of_a_levelling_seat_only_the_district_may_be_open() {
    let text = "[[tier]]\nname = \"fixed\"\ncontest = \"list\"\ndistricts = \"each\"\nseats = 3\n\
                method = \"modified-sainte-lague:1.2\"\n\
                [[tier]]\nname = \"levelling\"\ncontest = \"list\"\nseats = 9\nmethod = \"modified-sainte-lague:1.2\"\n\
                linkage = { with = [\"fixed\"], overhang = \"paid by the others\" }\n\
                placement = { by = \"party\", method = \"sainte-lague\" }\n";
    let rows = "district,party,votes\nJönköping,S,500\nJönköping,M,300\nJönköping,MP,100\n\
                Södermanland,S,450\nSödermanland,M,350\nSödermanland,MP,100\n";
    let outcome = count(text, rows, "");
    assert_eq!(seats(&outcome), [("S", 5), ("M", 3), ("MP", 1)]);
    assert_eq!((outcome.house_size, outcome.ties.len()), (9, 0));
    let [open] = &outcome.ties_between_districts[..] else { panic!("{outcome}") };
    assert_eq!((open.party.as_deref(), open.seats), (Some("MP"), 1));
    assert_eq!(open.districts, ["Jönköping", "Södermanland"]);
}

#[test]
fn list_seats_hang_on_a_run_off_to_come_as_it_may_end() {
    let text = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"absolute majority\"\n\
                majority = { more_than = \"50%\", of = \"valid votes\" }\nrun_off = \"top two\"\n\
                [[tier]]\nname = \"list\"\nseats = 6\nmethod = \"dhondt\"\n\
                linkage = { with = [\"single\"], overhang = \"kept\" }\n";
    let first = "contest,district,party,candidate,votes\nlist,,A,,60\nlist,,B,,30\nlist,,C,,10\n\
                 single,1,A,a,40\nsingle,1,B,b,35\nsingle,1,C,c,25\nsingle,2,A,d,80\nsingle,2,B,e,20\n";
    let open = count(text, first, "");
    let second: Vec<_> = [(51, 49), (49, 51)]
        .iter()
        .map(|(a, b)| {
            count(text, &format!("{first}single run-off,1,A,a,{a}\nsingle run-off,1,B,b,{b}\n"), "")
        })
        .collect();
    for party in ["A", "B", "C"] {
        let fewest = second.iter().map(|way| way.seats_in("list", party).unwrap()).min().unwrap();
        assert_eq!(open.seats_in("list", party).unwrap(), fewest, "{party}\n{open}");
        let all = second.iter().map(|way| way.seats_of(party).unwrap()).min().unwrap();
        assert_eq!(open.seats_of(party).unwrap(), all, "{party}\n{open}");
    }
    let [later] = &open.unfilled[..] else { panic!("{open}") };
    assert_eq!((later.reason, later.district.as_deref(), later.seats), (Reason::RunOffToCome, Some("1"), 1));
    assert_eq!(open.elected.len(), 1);
    let tie = &open.ties[0];
    assert_eq!(
        (tie.tier.as_str(), tie.seats, tie.hangs_on[0].parties.join(" ")),
        ("list", 1, "A B".to_owned())
    );
}

#[test]
fn of_more_ways_than_are_followed_nothing_is_called_sure() {
    let text = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                [[tier]]\nname = \"list\"\nseats = 40\nmethod = \"sainte-lague\"\n\
                linkage = { with = [\"single\"], overhang = \"kept\" }\n\
                [[tier]]\nname = \"apart\"\ncontest = \"list\"\nseats = 2\nmethod = \"dhondt\"\n";
    let mut rows = "contest,district,party,candidate,votes\nlist,,A,,60\nlist,,B,,40\n".to_owned();
    for district in 1..=13 {
        rows += &format!("single,{district},A,a,5\nsingle,{district},B,b,5\n");
    }
    rows += "single,14,B,b,1\n";
    let outcome = count(text, &rows, "");
    assert_eq!(in_tier(&outcome, "single"), [("B", 1)]);
    assert_eq!(in_tier(&outcome, "list"), []);
    assert_eq!(in_tier(&outcome, "apart"), [("A", 1), ("B", 1)]);
    let open: u32 = outcome.ties.iter().map(|tie| tie.seats).sum();
    assert_eq!((open, outcome.house_size), (13 + 26, 42));
    assert!(
        outcome.protocol.to_string().contains("can fall in more than 4,096 ways"),
        "{}",
        outcome.protocol
    );
    // Of twelve ties all ways are followed.
    let fewer = rows.replace("single,13,B,b,5", "single,13,B,b,4");
    assert_eq!(in_tier(&count(text, &fewer, ""), "list"), [("A", 11), ("B", 3)]);
}

/// Section 6(1) of Germany's Federal Elections Act until 2008: the seat of a winner whose party has no list in the Land is
/// taken off, like that of one without a party. Four seats by 60 to 40 are two each, and the winner in the South sits besides.
#[test]
fn a_winner_whose_party_has_no_list_in_the_land_comes_off_the_seats() {
    let outcome = case("de_2005_no_list_in_land");
    assert_eq!((seats(&outcome), outcome.house_size), (vec![("A", 3), ("B", 2)], 5), "{}", outcome.protocol);
    assert!(outcome.protocol.to_string().contains("4 seats to share"), "{}", outcome.protocol);
}

/// Section 6(1) and 6(2) from 2013: all five seats go to the Länder, and the winner without a party comes off those of the
/// South. The North has three, which A is sure of; 60 to 40 first give it three of five.
#[test]
fn an_independent_comes_off_the_seats_of_the_land_in_a_levelled_house() {
    let outcome = case("de_2013_independent");
    assert_eq!(seats(&outcome), [("A", 3), ("B", 2), ("-", 1)], "{}", outcome.protocol);
    assert_eq!(outcome.house_size, 6);
}

/// Sections 4(1) and 6(1)-(2) since 2023: nobody's list votes cover the winner of C, who is below five per cent.
#[test]
fn a_winner_below_the_threshold_does_not_sit_where_list_seats_must_cover_it() {
    let outcome = case("de_2023_below_threshold");
    assert_eq!((seats(&outcome), outcome.house_size), (vec![("A", 3), ("B", 2)], 5), "{}", outcome.protocol);
    let out: Vec<_> = outcome.not_seated.iter().filter_map(|row| row.district.as_deref()).collect();
    assert_eq!(out, ["N2"]);
    // Without any list above the threshold no winner of a party is covered; one without a party sits.
    let nobody = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                  [[tier]]\nname = \"list\"\nseats = 5\nmethod = \"sainte-lague\"\n\
                  threshold = { at_least = \"90%\", of = \"valid votes\" }\n\
                  placement = { by = \"party\", method = \"sainte-lague\" }\n\
                  linkage = { with = [\"single\"], overhang = \"refused\" }\n";
    let rows = "contest,district,party,candidate,votes\nsingle,N1,A,a,9\nsingle,N2,,i,9\nlist,North,A,,5\nlist,North,B,,5\n";
    let outcome = count(nobody, rows, "district,region\nN1,North\nN2,North\n");
    assert_eq!(seats(&outcome), [("-", 1)], "{}", outcome.protocol);
    assert_eq!((outcome.unfilled.iter().map(|row| row.seats).sum::<u32>(), outcome.house_size), (4, 5));
}

#[test]
fn more_than_half_of_the_votes_is_more_than_half_of_the_seats() {
    let outcome = case("de_majority_clause");
    assert_eq!((seats(&outcome), outcome.house_size), (vec![("A", 3), ("B", 2)], 5), "{}", outcome.protocol);
    let list = |method: &str, seats: u32, clause: &str| {
        format!(
            "[[tier]]\nname = \"list\"\nseats = {seats}\nmethod = \"{method}\"\nabsolute_majority = {clause}\n"
        )
    };
    let rows = "party,votes\nA,51\nB,25\nC,24\n";
    // 51 % of four is two seats, and one by Sainte-Laguë's divisors where there are three.
    let (added, moved) = ("{ seats = \"added\" }", "{ seats = \"moved\" }");
    let both = |method, seats, clause| {
        let outcome = count(&list(method, seats, clause), rows, "");
        (["A", "B", "C"].map(|party| outcome.seats_of(party).unwrap()), outcome.house_size)
    };
    assert_eq!(both("sainte-lague", 4, added), ([3, 1, 1], 5));
    assert_eq!(both("sainte-lague", 3, added), ([3, 1, 1], 5));
    // C has the smallest remainder and average: 24 of 100.
    assert_eq!(both("sainte-lague", 4, moved), ([3, 1, 0], 4));
    assert_eq!(both("hare", 4, moved), ([3, 1, 0], 4));
    assert_eq!(both("hare", 3, added), ([3, 1, 1], 5));
    assert_eq!(both("dhondt", 3, moved), ([2, 1, 0], 3));
    // B and C are equal: who loses the seat is open, and nobody else has it.
    let equal = "party,votes\nA,52\nB,24\nC,24\n";
    for method in ["hare", "sainte-lague"] {
        let tie = count(&list(method, 4, moved), equal, "");
        assert_eq!((seats(&tie), tie.house_size), (vec![("A", 3)], 4));
        assert_eq!(
            (tie.ties[0].seats, tie.ties[0].parties.as_slice()),
            (1, &["B".to_owned(), "C".to_owned()][..])
        );
    }
    // Of all valid votes A has no more than half.
    let bar = "threshold = { at_least = \"10%\", of = \"valid votes\" }\n";
    let rows = "party,votes\nA,48\nB,24\nC,21\nD,7\n";
    let half = |of: &str| {
        let clause = format!("{{ seats = \"added\"{of} }}");
        count(&(list("sainte-lague", 4, &clause) + bar), rows, "").seats_of("A").unwrap()
    };
    assert_eq!((half(""), half(", of = \"valid votes\"")), (3, 2));
}

/// List votes by constituency are those of the regions: the same seats as when somebody added them up.
#[test]
fn list_votes_by_constituency_are_added_up_in_their_regions() {
    let law = |within: &str| {
        format!(
            "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
             [[tier]]\nname = \"list\"\nseats = 9\nmethod = \"hare\"\n\
             placement = {{ by = \"party\", method = \"hare\"{within} }}\n\
             linkage = {{ with = [\"single\"], overhang = \"kept\", in_each_district = true }}\n"
        )
    };
    let single = "contest,district,party,votes\nsingle,N1,A,9\nsingle,N2,B,9\nsingle,S1,A,9\n";
    let apart = format!(
        "{single}list,N1,A,300\nlist,N2,A,150\nlist,N1,B,100\nlist,N2,B,90\nlist,S1,A,200\nlist,S1,B,60\n"
    );
    let together = format!("{single}list,North,A,450\nlist,North,B,190\nlist,South,A,200\nlist,South,B,60\n");
    let districts = "district,region\nN1,North\nN2,North\nS1,South\n";
    let region = law(", within = \"region\"");
    let outcome = count(&region, &apart, districts);
    assert_eq!(outcome.seats, count(&law(""), &together, districts).seats);
    // A district without a region is a place itself.
    assert_eq!(outcome.seats, count(&region, &together, districts).seats);
    assert!(outcome.seats.iter().any(|row| row.district.as_deref() == Some("North") && row.tier == "list"));
}

/// Who wins as a candidate without a party on a list ballot (the Folketing Act, s. 76): a list of one.
#[test]
fn a_candidate_without_a_party_is_a_list_of_one() {
    let text = "[[tier]]\nname = \"list\"\nseats = 3\ndistricts = \"each\"\nmethod = \"dhondt\"\n";
    let rows = "district,party,candidate,votes\nN,A,,100\nN,B,,90\nN,,X,500\nS,A,,9\nS,,X,8\n";
    let outcome = count(text, rows, "");
    // X of the south is somebody else; of five seats in a row X of the north has one, and so has X of the south.
    assert_eq!(seats(&outcome), [("A", 3), ("-", 2), ("B", 1)]);
    let elected: Vec<_> =
        outcome.elected.iter().map(|row| (row.party.as_deref(), row.candidate.as_deref())).collect();
    assert_eq!(elected, [(None, Some("X")); 2]);
    // In one piece there is one X; alone, it has one seat, and the others stay empty.
    let nation = "[[tier]]\nname = \"list\"\nseats = 3\nmethod = \"hare\"\n";
    let outcome = count(nation, "district,party,candidate,votes\nN,,X,5\nS,,X,5\n", "");
    assert_eq!(seats(&outcome), [("-", 1)]);
    assert_eq!((outcome.unfilled[0].seats, outcome.unfilled[0].reason), (2, Reason::NoCandidates));
    // A bar is held against it as against lists, by its own kind where it has one.
    let bar = format!(
        "{nation}threshold = {{ at_least = \"10%\", of = \"valid votes\", kinds = {{ independent = \"2%\" }} }}\n"
    );
    let rows = |kind: &str| format!("party,candidate,votes,kind\nA,,60,\nB,,32,\n,X,8,{kind}\n");
    assert_eq!(seats(&count(&bar, &rows(""), "")), [("A", 2), ("B", 1)]);
    let more = bar.replace("seats = 3", "seats = 10");
    assert_eq!(seats(&count(&more, &rows("independent"), "")), [("A", 6), ("B", 3), ("-", 1)]);
    let unknown = error(&bar, &rows("independents"), "");
    assert!(
        unknown.contains("`X` is of the kind `independents`")
            && unknown.contains("the rules know independent"),
        "{unknown}"
    );
    // Where seats are quotas there is no law that says whose its others are.
    let quotas = nation.replace("hare\"", "hare\"\nquota = { rounded = \"up\" }");
    let refused =
        error(&quotas, "party,candidate,votes\nA,,10,\n,X,90\n".replace("10,\n", "10\n").as_str(), "");
    assert!(refused.contains("`X`, who stands alone"), "{refused}");
}

#[test]
fn a_seat_in_the_region_counts_where_a_candidate_stands_alone_beside_linked_tiers() {
    // Scotland Act 1998, ss 7-8: of seven seats, by D'Hondt, less those of the constituencies.
    let text = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                [[tier]]\nname = \"region\"\nseats = 3\ndistricts = \"each\"\nmethod = \"dhondt\"\ncontest = \"list\"\n\
                linkage = { with = [\"single\"], seats = \"added\", overhang = \"paid by the others\" }\n";
    let rows = "contest,district,party,candidate,votes\nsingle,a,A,,9\nsingle,a,B,,1\nsingle,b,A,,9\nsingle,b,B,,1\n\
                list,R,A,,40\nlist,R,B,,45\nlist,R,,X,60\n";
    let outcome = count(text, rows, "district,region\na,R\nb,R\n");
    // A holds two; X would have two of five and has one; B has two.
    assert_eq!(seats(&outcome), [("A", 2), ("B", 2), ("-", 1)]);
}

#[test]
fn districts_without_votes_stay_empty_and_are_nobody_elses() {
    let rows = "district,party,votes\nN,A,60\nN,B,40\nS,A,3\nS,B,7\n";
    let text = "[[tier]]\nname = \"list\"\nseats = 6\ndistricts = \"each\"\nmethod = \"hare\"\n\
                district_seats = { by = \"population\", method = \"hare\" }\n";
    let file = "district,population\nN,1\nS,1\nE,1\n";
    let empty = |outcome: &Outcome| {
        let rows = outcome.unfilled.iter();
        rows.map(|row| (row.district.clone(), row.seats, row.reason)).collect::<Vec<_>>()
    };
    let outcome = count(text, rows, file);
    assert_eq!((outcome.house_size, seats(&outcome)), (6, vec![("A", 2), ("B", 2)]));
    assert_eq!(empty(&outcome), [(Some("E".to_owned()), 2, Reason::VotesNotGiven)]);
    // Given ones too; regions and districts of other contests are none of the tier's.
    let given = "[[tier]]\nname = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"hare\"\n";
    let outcome = count(given, rows, "district,seats,region\nN,2,R\nS,2,R\nE,3,R\nR,9,\n");
    assert_eq!(outcome.house_size, 7);
    assert_eq!(empty(&outcome), [(Some("E".to_owned()), 3, Reason::VotesNotGiven)]);
    // And those that the rules fix.
    let fixed = text.replace("method = \"hare\" }", "method = \"hare\", fixed = { W = 2 } }");
    let outcome = count(&fixed, rows, "district,population\nN,1\nS,1\n");
    assert_eq!(empty(&outcome), [(Some("W".to_owned()), 2, Reason::VotesNotGiven)]);
    assert_eq!(seats(&outcome), [("A", 2), ("B", 2)]);
}

#[test]
fn names_have_one_form_at_every_door() {
    let text = "[[tier]]\nname = \"list\"\nseats = { \"Zu\u{308}rich\" = 2 }\ndistricts = \"each\"\nmethod = \"hare\"\n";
    let rows = "district,party,votes\nZ\u{fc}rich,Gru\u{308}ne,60\nZu\u{308}rich,Die\u{a0}Linke,40\n";
    let outcome = count(text, rows, "");
    assert_eq!(seats(&outcome), [("Die Linke", 1), ("Gr\u{fc}ne", 1)]);
    let json = r#"{"name": "A", "tier": [{"name": "list", "seats": {"Zu\u0308rich": 2}, "districts": "each", "method": "hare"}]}"#;
    let other = ElectoralSystem::from_json(json).unwrap();
    assert_eq!(other.tiers, rules(text).tiers);
}

#[test]
fn first_seats_stand_where_their_price_takes_the_last_vote() {
    let text = "[[tier]]\nname = \"list\"\nseats = 2\nmethod = \"dhondt\"\n\
                first_seat = { kind = \"minority\", quota = \"1/1\" }\n\
                threshold = { at_least = \"5%\", of = \"valid votes\", kinds = { minority = \"0%\" } }\n";
    let outcome = count(text, "contest,party,votes,kind\nlist,A,50,minority\nlist,B,50,minority\n", "");
    assert_eq!(seats(&outcome), [("A", 1), ("B", 1)]);
}

#[test]
fn placement_needs_a_method_that_knows_fewest_seats() {
    let text = "name = \"A\"\n[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                [[tier]]\nname = \"list\"\nseats = 5\nmethod = \"dhondt\"\n\
                linkage = { with = [\"single\"], overhang = \"kept\" }\nplacement = { by = \"party\", method = \"balinski-young\" }\n";
    let refused = ElectoralSystem::from_toml(text).unwrap_err().to_string();
    assert!(
        refused.starts_with("line 12, column 1: tier `list`, `placement`: its method knows no fewest"),
        "{refused}"
    );
}

/// Brazil, Código Eleitoral, art. 106: 120,000 votes by 8 seats are 15,000, and four fifths of it 12,000. A quota of 2.5 is
/// rounded down to 2, one of 2.6 to 3.
#[test]
fn a_threshold_can_be_a_part_of_the_quota_of_the_district() {
    let outcome = case("threshold_of_quota");
    assert_eq!(seats(&outcome), [("A", 6), ("B", 2)]);
    let step = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::Threshold(step) if entry.district.as_deref() == Some("Acre") => Some(step),
        _ => None,
    });
    let step = step.unwrap();
    assert_eq!((step.base, step.needed), (120_000, 12_000));
    assert!(
        outcome
            .protocol
            .to_string()
            .contains("at least 80% of the quota. Base 120,000, quota 15000, so 12,000 votes")
    );
    let bar = |more: &str, rows: &str| {
        let law = nationwide(&format!("threshold = {{ at_least = \"100%\", of = \"quota\"{more} }}"));
        let outcome = count(&law, rows, "");
        seats(&outcome).into_iter().map(|(party, _)| party.to_owned()).collect::<Vec<_>>()
    };
    let down = ", quota = { rounded = \"nearest, halves down\" }";
    assert_eq!(bar(down, "party,votes\nA,23\nB,2\n"), ["A", "B"]);
    assert_eq!(bar(down, "party,votes\nA,24\nB,2\n"), ["A"]);
    assert_eq!(bar(", quota = { rounded = \"nearest\" }", "party,votes\nA,23\nB,2\n"), ["A"]);
    // Hare's quota is 2.5 exactly, Droop's 3, and Hare's with votes against all 3.1.
    assert_eq!(bar(", quota = { method = \"droop\" }", "party,votes\nA,22\nB,3\n"), ["A", "B"]);
    let all = ", quota = { of = \"valid and against all\" }";
    assert_eq!(bar(all, "party,votes\nA,22\nB,3\n@against-all,6\n"), ["A"]);
    // By all seats of the tier where it is the nation's: 100 votes by 4 seats.
    let law = by_district("threshold = { at_least = \"100%\", of = \"quota\", within = \"nation\" }");
    let rows = |b: u64| format!("district,party,votes\nN,A,{}\nN,B,{b}\nS,A,30\nS,B,20\n", 50 - b);
    let second = |b| count(&law.replace("dhondt", "hare"), &rows(b), "").seats_of("B").unwrap();
    assert_eq!((second(4), second(5)), (0, 1));
}

#[test]
fn alliances_pass_as_a_whole() {
    let outcome = case("alliance_threshold");
    assert_eq!(seats(&outcome), [("C", 9), ("A", 1)]);
    // Lists of one to three per cent count for their coalition; one below a per cent does not (Law 165/2017).
    let outcome = case("coalition_below_list_threshold");
    let italy = [
        ("FdI", 69),
        ("PD", 57),
        ("M5S", 41),
        ("Lega", 23),
        ("FI", 22),
        ("Azione-IV", 21),
        ("AVS", 11),
        ("SVP", 1),
    ];
    assert_eq!(seats(&outcome), italy);
    let text = outcome.protocol.to_string();
    assert!(text.contains("+Europa win nothing") && text.contains("12,044,739"), "{text}");
}

/// In a tier of districts alliances pass by all their votes, and a party cannot stand in two.
#[test]
fn alliances_of_the_country_are_the_same_in_each_district() {
    let law = by_district(
        "threshold = { at_least = \"30%\", of = \"valid votes\", within = \"nation\" }\n\
         alliances = { method = \"dhondt\", threshold = { at_least = \"40%\" } }",
    );
    let rows = |second: &str| {
        format!(
            "district,party,votes,alliance\nN,A,51,\nN,B,49,x\nN,C,0,x\nS,A,65,\nS,B,0,{second}\nS,C,35,x\n"
        )
    };
    assert_eq!(seats(&count(&law, &rows("x"), "")), [("A", 2), ("B", 1), ("C", 1)]);
    assert!(error(&law, &rows("y"), "").contains("`B` stands in two alliances"));
}

#[test]
fn too_few_lists_are_made_more_by_their_votes() {
    let bar = |until: &str| {
        nationwide(&format!(
            "threshold = {{ at_least = \"30%\", of = \"valid votes\", until = {{ {until} }} }}"
        ))
    };
    let rows = "party,votes\nA,50\nB,20\nC,15\nD,15\n";
    let who = |until: &str| {
        let outcome = count(&bar(until), rows, "");
        seats(&outcome).into_iter().map(|(party, _)| party.to_owned()).collect::<String>()
    };
    assert_eq!(who("lists = 1"), "A");
    assert_eq!(who("lists = 2"), "AB");
    // Equal votes come in together.
    assert_eq!(who("lists = 3"), "ABCD");
    assert_eq!(who("lists = 3, from = \"16%\""), "AB");
    // Russia, Law 51-FZ of 2005, art. 82: more than 60 %, and at least two lists.
    assert_eq!(who("lists = 2, more_than = \"60%\""), "AB");
    assert_eq!(who("at_least = \"50%\""), "A");
    assert_eq!(who("more_than = \"50%\""), "AB");
    assert_eq!(who("at_least = \"71%\""), "ABCD");
    let text = count(&bar("lists = 2"), rows, "").protocol.to_string();
    assert!(text.contains("the next lists by votes, until 2 lists take part"), "{text}");
}

/// Random alliances against a count that is written differently: who stands is found by hand, and the seats one by one.
#[test]
fn thresholds_of_alliances_agree_with_a_plain_reading() {
    let mut draw = numbers_below(7);
    // Highest averages by the divisors 1, 2, 3, …; none where two are equal at the border.
    fn dhondt(votes: &[u64], seats: usize) -> Option<Vec<u32>> {
        if seats == 0 {
            return Some(vec![0; votes.len()]);
        }
        let quotients = votes.iter().enumerate().filter(|(_, n)| **n > 0);
        let mut all: Vec<(u64, usize)> =
            quotients.flat_map(|(i, &n)| (1..=seats as u64).map(move |d| (n * 360_360 / d, i))).collect();
        all.sort_unstable_by(|a, b| b.cmp(a));
        if all.len() > seats && all[seats].0 == all[seats - 1].0 {
            return None;
        }
        let mut given = vec![0; votes.len()];
        all.iter().take(seats).for_each(|&(_, i)| given[i] += 1);
        Some(given)
    }
    let mut compared = 0;
    for _ in 0..crate::cases(2_000) {
        let votes: Vec<u64> = (0..7).map(|_| draw(100)).collect();
        let alliance: Vec<u64> = (0..7).map(|_| draw(3)).collect();
        let (own, together, one, from) = (draw(30), draw(60), draw(25), draw(12));
        let needs = draw(2) == 0;
        let lists = if needs { ", lists = \"need the tier's threshold\"" } else { "" };
        let law = nationwide(&format!(
            "threshold = {{ at_least = \"{own}%\", of = \"valid votes\" }}\n\
             alliances = {{ method = \"dhondt\", threshold = {{ more_than = \"{together}%\", one_list = \"{one}%\", \
             counts_from = \"{from}%\"{lists} }} }}"
        ))
        .replace("\"hare\"", "\"dhondt\"");
        let all: u64 = votes.iter().sum();
        let has = |i: usize, percent: u64| votes[i] > 0 && votes[i] * 100 >= percent * all;
        let counts = |i: usize| has(i, own) || has(i, from);
        let members = |a: u64| (0..7).filter(|&i| a > 0 && alliance[i] == a).collect::<Vec<_>>();
        let stands = |a: u64| {
            let sum: u64 = members(a).into_iter().filter(|&i| counts(i)).map(|i| votes[i]).sum();
            members(a).into_iter().any(|i| has(i, one)) && sum * 100 > together * all
        };
        let sits = |i: usize| has(i, own) || !needs && stands(alliance[i]) && counts(i);
        // Alliances that stand, and lists that stand alone.
        let groups: Vec<Vec<usize>> = [1, 2].into_iter().filter(|&a| stands(a)).map(members).collect();
        let alone = (0..7).filter(|&i| !stands(alliance[i])).map(|i| vec![i]);
        let groups: Vec<_> = groups.into_iter().chain(alone).collect();
        let groups: Vec<_> = groups.into_iter().filter(|group| group.iter().any(|&i| sits(i))).collect();
        let sums: Vec<u64> = groups
            .iter()
            .map(|group| group.iter().filter(|&&i| counts(i)).map(|&i| votes[i]).sum())
            .collect();
        let mut expected = [0u32; 7];
        let Some(given) = dhondt(&sums, 10) else { continue };
        let mut open = false;
        for (group, seats) in groups.iter().zip(given) {
            let inside: Vec<_> = group.iter().map(|&i| if sits(i) { votes[i] } else { 0 }).collect();
            match dhondt(&inside, seats as usize) {
                Some(shared) => group.iter().zip(shared).for_each(|(&i, seats)| expected[i] += seats),
                None => open = true,
            }
        }
        if open {
            continue;
        }
        let mut rows = "party,votes,alliance\n".to_owned();
        for i in 0..7 {
            let name = ["", "x", "y"][alliance[i] as usize];
            rows += &format!("L{i},{},{name}\n", votes[i]);
        }
        let outcome = count(&law, &rows, "");
        let found: Vec<u32> = (0..7).map(|i| outcome.seats_of(&format!("L{i}")).unwrap()).collect();
        assert_eq!(found, expected, "{law}{rows}{}", outcome.protocol);
        compared += 1;
    }
    assert!(compared > crate::cases(1_000), "{compared}");
}

#[test]
fn seats_that_quotas_leave_go_in_the_order_of_votes() {
    let law = |more: &str| nationwide(&format!("quota = {{ left = \"most votes\"{more} }}"));
    // 4.4, 3.7 and 1.9: two are left, and the largest remainder is not among the most votes.
    let rows = "party,votes\nA,44\nB,37\nC,19\n";
    assert_eq!(seats(&count(&law(""), rows, "")), [("A", 5), ("B", 4), ("C", 1)]);
    let outcome =
        count(&law(", of = \"valid votes\", rounded = \"up\""), "party,votes\nA,30\nB,29\n@others,41\n", "");
    // 3 and 2 by quotas; five are left for two lists: three more for the first, two for the second.
    assert_eq!(seats(&outcome), [("A", 6), ("B", 4)]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("in the order of their votes, and again from the first"), "{text}");
    // Equal votes are a tie.
    let outcome = count(&law(""), "party,votes\nA,35\nB,35\nC,30\n", "");
    assert_eq!((outcome.ties[0].seats, outcome.ties[0].parties.len()), (1, 2));
}

/// Random votes against a plain reading: seats one by one.
#[test]
fn seats_in_the_order_of_votes_agree_with_a_plain_reading() {
    let mut draw = numbers_below(11);
    let mut compared = 0;
    for _ in 0..crate::cases(1_000) {
        let votes: Vec<u64> = (0..4).map(|_| draw(60)).collect();
        let (others, half) = (draw(200), draw(2) == 0);
        let full = if half { ", full_from = \"50%\"" } else { "" };
        let law = nationwide(&format!("quota = {{ of = \"valid votes\", left = \"most votes\"{full} }}"));
        let all = votes.iter().sum::<u64>() + others;
        let mut order: Vec<usize> = (0..4).filter(|&i| votes[i] > 0).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(votes[i]));
        if order.is_empty() || order.windows(2).any(|pair| votes[pair[0]] == votes[pair[1]]) {
            continue;
        }
        let mut expected = [0u32; 4];
        for &i in &order {
            // Whole quotas one by one: votes·10 against all.
            let mut left = votes[i] * 10;
            while left >= all {
                (left, expected[i]) = (left - all, expected[i] + 1);
            }
            if half && 2 * left >= all {
                expected[i] += 1;
            }
        }
        if expected.iter().sum::<u32>() > 10 {
            continue;
        }
        let mut turn = order.iter().cycle();
        while expected.iter().sum::<u32>() < 10 {
            expected[*turn.next().unwrap()] += 1;
        }
        let rows: String = (0..4).map(|i| format!("L{i},{}\n", votes[i])).collect();
        let outcome = count(&law, &format!("party,votes\n{rows}@others,{others}\n"), "");
        let found: Vec<u32> = (0..4).map(|i| outcome.seats_of(&format!("L{i}")).unwrap()).collect();
        assert_eq!(found, expected, "{law}{rows}{}", outcome.protocol);
        compared += 1;
    }
    assert!(compared > crate::cases(500), "{compared}");
}

/// Whole quotas are 7 and none; the remainder of L6 is the only one of a list with three quarters of the quota; averages give
/// one each to L6 and L5.
#[test]
fn a_dutch_council_has_remainders_and_then_averages() {
    let outcome = case("nl_council");
    assert_eq!((seats(&outcome), outcome.house_size), (vec![("L6", 9), ("L5", 1)], 10));
    let record = outcome.protocol.to_string();
    assert!(record.contains("remainders of lists with 75% of the quota"), "{record}");
    assert!(record.contains("one each to lists that had none by average"), "{record}");
    // Kieswet, art. P 9: 51 of 100 votes are 3.57 quotas, and both remainder seats are others'.
    let law = nationwide(
        "quota = { left = \"remainders, then averages\", remainders_from = \"75%\" }\nabsolute_majority = { seats = \"moved\" }",
    )
    .replace("10", "7");
    let outcome = count(&law, "party,votes\nA,51\nB,27\nC,12\nD,10\n", "");
    // 3.57, 1.89, 0.84 and 0.7: remainders of B and C are the largest, D has no three quarters. C's goes over to A.
    assert_eq!(seats(&outcome), [("A", 4), ("B", 2), ("C", 1)]);
    let outcome = count(&law, "party,votes\nA,504\nB,252\nC,130\nD,114\n", "");
    // 3.53, 1.76, 0.91 and 0.8: three are left, for C, D and B, and A is short of more than half.
    assert_eq!(seats(&outcome), [("A", 4), ("B", 1), ("C", 1), ("D", 1)]);
    assert!(outcome.protocol.to_string().contains("1 more seat, and the others share one fewer"));
    // Art. P 10: without a fourth candidate of A nothing moves.
    let law = format!("{law}exhausted = \"next list\"\n");
    let outcome = count(&law, "party,votes,candidates\nA,504,3\nB,252,9\nC,130,9\nD,114,9\n", "");
    assert_eq!(seats(&outcome), [("A", 3), ("B", 2), ("C", 1), ("D", 1)]);
}

/// BANAT v. COMELEC: a seat each for A to D; A's share of the other six is 3, and three is the most; the last four go to B, C,
/// D and E.
#[test]
fn a_first_seat_for_a_share_of_votes_then_quotas_then_ranks() {
    let outcome = case("philippines_banat");
    assert_eq!(seats(&outcome), [("A", 3), ("B", 2), ("C", 2), ("D", 2), ("E", 1)]);
    let record = outcome.protocol.to_string();
    assert!(record.contains("A seat first for 2% of valid votes, 1,000: A, B, C, D."), "{record}");
    assert!(record.contains("No list has more than 3 seats"), "{record}");
    let law = |more: &str| nationwide(&format!("quota = {{ left = \"most votes without a quota\"{more} }}"));
    // Round and round, as far as there is room; what nobody may have stays empty.
    let outcome =
        count(&law(", of = \"valid votes\", at_most = 2"), "party,votes\nA,9\nB,8\nC,7\n@others,400\n", "");
    assert_eq!(seats(&outcome), [("A", 2), ("B", 2), ("C", 2)]);
    assert_eq!((outcome.unfilled[0].seats, outcome.unfilled[0].reason), (4, Reason::AtTheCap));
    // Equal votes are a tie.
    let outcome = count(&law(""), "party,votes\nA,90\nB,5\nC,5\n", "");
    assert_eq!((seats(&outcome), outcome.ties[0].seats), (vec![("A", 9)], 1));
    let refused = error(
        &law(", first_from = \"1%\"").replace("seats = 10", "seats = 2"),
        "party,votes\nA,4\nB,3\nC,3\n",
        "",
    );
    assert!(refused.contains("3 seats, and it has 2"), "{refused}");
}

/// Random votes against the rounds of the decision, seat after seat.
#[test]
fn first_seats_quotas_and_ranks_agree_with_a_plain_reading() {
    let mut draw = numbers_below(13);
    let mut compared = 0;
    for _ in 0..crate::cases(2_000) {
        let (lists, house) = (1 + draw(8) as usize, 1 + draw(20));
        let mut votes: Vec<u64> = (0..lists).map(|_| draw(1_000)).collect();
        votes[0] *= 1 + draw(8);
        let (others, percent, most) = (draw(2_000), 1 + draw(20), 1 + draw(4));
        let all = votes.iter().sum::<u64>() + others;
        let mut given: Vec<u64> =
            votes.iter().map(|&n| u64::from(n > 0 && n * 100 >= percent * all)).collect();
        let first: u64 = given.iter().sum();
        if votes.iter().all(|&n| n == 0) || first > house {
            continue;
        }
        let whole: Vec<u64> = votes.iter().map(|&n| n * (house - first) / all).collect();
        given.iter_mut().zip(&whole).for_each(|(given, &whole)| *given = (*given + whole).min(most));
        let mut order: Vec<usize> = (0..lists).filter(|&i| votes[i] > 0 && whole[i] == 0).collect();
        order.sort_by_key(|&i| std::cmp::Reverse(votes[i]));
        if order.windows(2).any(|pair| votes[pair[0]] == votes[pair[1]]) {
            continue;
        }
        while given.iter().sum::<u64>() < house && order.iter().any(|&i| given[i] < most) {
            for &i in &order {
                given[i] += u64::from(given.iter().sum::<u64>() < house && given[i] < most);
            }
        }
        let law = nationwide(&format!(
            "quota = {{ of = \"valid votes\", left = \"most votes without a quota\", first_from = \"{percent}%\", at_most = {most} }}"
        ))
        .replace("seats = 10", &format!("seats = {house}"));
        let mut rows = "party,votes\n".to_owned();
        votes.iter().enumerate().for_each(|(i, n)| rows += &format!("L{i},{n}\n"));
        let outcome = count(&law, &format!("{rows}@others,{others}\n"), "");
        let found: Vec<u64> =
            (0..lists).map(|i| outcome.seats_of(&format!("L{i}")).unwrap().into()).collect();
        assert_eq!(found, given, "{law}{rows}{}", outcome.protocol);
        let empty: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
        assert_eq!(given.iter().sum::<u64>() + u64::from(empty), house);
        compared += 1;
    }
    assert!(compared > crate::cases(1_000), "{compared}");
}

/// The Dutch Kieswet, arts P 5 to P 10, read step by step as it stands there, seat after seat. `lot` draws one of so many.
/// `small` councils have remainders first (P 8), others averages alone (P 7). A list that was given a seat under P 9 has had
/// one seat beyond whole quotas.
struct Kieswet<'a> {
    votes: &'a [u64],
    candidates: &'a [u32],
    small: bool,
    majority: bool,
    seats: Vec<u32>,
    by_remainder: Vec<u32>,
    by_average: Vec<u32>,
    lot: &'a mut dyn FnMut(usize) -> usize,
}

/// What a seat was won by, and how strong that was: 1 is a remainder, and 2 an average.
type Won = (u8, u64, u64, usize);

impl Kieswet<'_> {
    fn sum(&self) -> u64 {
        self.votes.iter().sum()
    }

    fn draw(&mut self, among: &[usize]) -> usize {
        if among.len() == 1 { among[0] } else { among[(self.lot)(among.len())] }
    }

    /// The strongest of these by a fraction; lots where several are, unless there is a seat for each: then any order does.
    fn best(&mut self, among: &[usize], strength: &dyn Fn(&Self, usize) -> (u64, u64), left: u32) -> usize {
        let ahead = |a: usize, b: usize| {
            let ((n, d), (m, e)) = (strength(self, a), strength(self, b));
            (n * e).cmp(&(m * d))
        };
        let best = *among.iter().max_by(|&&a, &&b| ahead(a, b)).unwrap();
        let equal: Vec<usize> = among.iter().copied().filter(|&i| ahead(i, best).is_eq()).collect();
        if equal.len() <= left as usize { equal[0] } else { self.draw(&equal) }
    }

    /// One seat to whom it is due now; none where nobody has candidates.
    fn one_seat(&mut self, house: u64, left: u32, runs_out: bool) -> Option<Won> {
        let all: Vec<usize> = (0..self.votes.len())
            .filter(|&i| self.votes[i] > 0 && !(runs_out && self.seats[i] >= self.candidates[i]))
            .collect();
        let total = self.sum();
        let remainder = move |law: &Self, i: usize| (law.votes[i] * house % total, total);
        let average = |law: &Self, i: usize| (law.votes[i], u64::from(law.seats[i]) + 1);
        let enough = |i: &usize| self.votes[*i] * house * 4 >= 3 * total;
        let first: Vec<usize> =
            all.iter().copied().filter(|i| enough(i) && self.by_remainder[*i] == 0).collect();
        let once: Vec<usize> = all.iter().copied().filter(|&i| self.by_average[i] == 0).collect();
        let won = match () {
            () if self.small && !first.is_empty() => {
                let list = self.best(&first, &remainder, left);
                let (n, d) = remainder(self, list);
                self.by_remainder[list] += 1;
                (1, n, d, list)
            }
            () if all.is_empty() => return None,
            () => {
                let among = if self.small && !once.is_empty() { &once } else { &all };
                let list = self.best(among, &average, left);
                let (n, d) = average(self, list);
                self.by_average[list] += 1;
                (2, n, d, list)
            }
        };
        self.seats[won.3] += 1;
        Some(won)
    }

    fn count(mut self, house: u32) -> Vec<u32> {
        let total = self.sum();
        let whole: Vec<u32> = self.votes.iter().map(|&n| (n * u64::from(house) / total) as u32).collect();
        self.seats.clone_from(&whole);
        let left = house - whole.iter().sum::<u32>();
        let won: Vec<Won> =
            (0..left).map(|i| self.one_seat(house.into(), left - i, false).unwrap()).collect();
        // P 9: the seat of the smallest remainder or average goes over.
        let leader = (0..self.votes.len()).find(|&i| 2 * self.votes[i] > total);
        let short = |list: &usize| 2 * self.seats[*list] <= house;
        if let (Some(list), Some(&(by, n, d, _)), true) = (leader.filter(short), won.last(), self.majority) {
            let equal: Vec<usize> =
                won.iter().filter(|w| w.0 == by && w.1 * d == n * w.2).map(|w| w.3).collect();
            let loser = self.draw(&equal);
            self.seats[loser] -= 1;
            if by == 1 {
                self.by_remainder[loser] = 0
            } else {
                self.by_average[loser] = 0
            }
            self.seats[list] += 1;
            // A majority of the votes is more than 75 % of a quota but in a council of one.
            self.by_remainder[list] = 1;
        }
        // P 10: the same provisions go on with what nobody can take.
        let mut free = 0;
        for (list, seats) in self.seats.iter_mut().enumerate() {
            let beyond = seats.saturating_sub(self.candidates[list]);
            free += beyond;
            *seats -= beyond;
            // The last ones go first.
            let beyond_quota = (*seats + beyond).saturating_sub(whole[list]).min(beyond);
            let by_average = self.by_average[list].min(beyond_quota);
            self.by_average[list] -= by_average;
            self.by_remainder[list] -= (beyond_quota - by_average).min(self.by_remainder[list]);
        }
        for i in 0..free {
            if self.one_seat(house.into(), free - i, true).is_none() {
                break;
            }
        }
        self.seats
    }
}

/// Who draws one of so many lots.
type Draws<'a> = dyn FnMut(usize) -> usize + 'a;

/// What every way of drawing lots may give.
fn every_lot(count: &mut dyn FnMut(&mut Draws<'_>) -> Vec<u32>) -> BTreeSet<Vec<u32>> {
    let mut answers: Vec<(usize, usize)> = Vec::new();
    let mut found = BTreeSet::new();
    loop {
        let mut asked = 0;
        found.insert(count(&mut |of| {
            if asked == answers.len() {
                answers.push((0, of));
            }
            asked += 1;
            answers[asked - 1].0
        }));
        while answers.last().is_some_and(|&(drawn, of)| drawn + 1 == of) {
            answers.pop();
        }
        match answers.last_mut() {
            Some(last) => last.0 += 1,
            None => return found,
        }
    }
}

/// What an outcome leaves possible: its sure seats, and so many more among those who are tied.
fn possible(outcome: &Outcome, lists: usize) -> BTreeSet<Vec<u32>> {
    let sure: Vec<u32> = (0..lists).map(|i| outcome.seats_of(&format!("L{i}")).unwrap()).collect();
    let mut all = BTreeSet::from([sure]);
    for tie in &outcome.ties {
        let among: Vec<usize> = tie.parties.iter().map(|name| name[1..].parse().unwrap()).collect();
        let chosen = (0..1u32 << among.len()).filter(|set| set.count_ones() == tie.seats);
        let with = |seats: &Vec<u32>, set: u32| {
            let mut seats = seats.clone();
            among.iter().enumerate().filter(|(bit, _)| set >> bit & 1 == 1).for_each(|(_, &i)| seats[i] += 1);
            seats
        };
        all = chosen
            .flat_map(|set| all.iter().map(move |seats| with(seats, set)).collect::<Vec<_>>())
            .collect();
    }
    all
}

#[test]
fn dutch_councils_agree_with_the_articles_read_one_by_one() {
    let mut draw = numbers_below(5);
    let (mut tied, mut moved, mut ran_out, mut by_average) = (0, 0, 0, 0);
    for _ in 0..crate::cases(4_000) {
        let (lists, house) = (1 + draw(6) as usize, 1 + draw(18) as u32);
        let most = [4, 12, 100][draw(3) as usize];
        let mut votes: Vec<u64> = (0..lists).map(|_| draw(most)).collect();
        if draw(2) == 0 {
            // About half of all votes.
            let others: u64 = votes[1..].iter().sum();
            votes[0] = others + draw(4);
        }
        if votes.iter().sum::<u64>() == 0 {
            continue;
        }
        let (small, majority, runs_out) = (draw(2) == 0, draw(3) > 0, draw(2) == 0);
        let candidates: Vec<u32> =
            (0..lists).map(|_| if runs_out { draw(u64::from(house) + 1) as u32 } else { u32::MAX }).collect();
        let expected = every_lot(&mut |lot| {
            let law = Kieswet {
                votes: &votes,
                candidates: &candidates,
                small,
                majority,
                seats: Vec::new(),
                by_remainder: vec![0; lists],
                by_average: vec![0; lists],
                lot,
            };
            law.count(house)
        });
        let mut law = format!("[[tier]]\nname = \"list\"\nseats = {house}\n");
        law += match small {
            true => {
                "method = \"hare\"\nquota = { left = \"remainders, then averages\", remainders_from = \"75%\" }\n"
            }
            false => "method = \"dhondt\"\n",
        };
        law += if majority { "absolute_majority = { seats = \"moved\" }\n" } else { "" };
        law += if runs_out { "exhausted = \"next list\"\n" } else { "" };
        let mut rows = "party,votes,candidates\n".to_owned();
        for (i, (votes, candidates)) in votes.iter().zip(&candidates).enumerate() {
            rows += &format!("L{i},{votes},{candidates}\n");
        }
        let outcome = count(&law, &rows, "");
        assert_eq!(possible(&outcome, lists), expected, "{law}{rows}{}", outcome.protocol);
        let has = |step: fn(&Step) -> bool| outcome.protocol.entries.iter().any(|entry| step(&entry.step));
        tied += u32::from(!outcome.ties.is_empty());
        moved += u32::from(has(|step| matches!(step, Step::AbsoluteMajority(_))));
        by_average += u32::from(has(|step| matches!(step, Step::LeftByAverages(_))));
        ran_out += u32::from(has(|step| matches!(step, Step::Bounded(_))));
        let sure: u32 = outcome.seats.iter().map(|row| row.seats).sum();
        let open: u32 = outcome.ties.iter().map(|tie| tie.seats).sum();
        let empty: u32 = outcome.unfilled.iter().map(|row| row.seats).sum();
        assert_eq!(sure + open + empty, house, "{law}{rows}{}", outcome.protocol);
    }
    assert!(
        tied > crate::cases(200)
            && moved > crate::cases(100)
            && ran_out > crate::cases(400)
            && by_average > crate::cases(200),
        "{tied} {moved} {ran_out} {by_average}"
    );
}

/// Czechia's Act 247/1995, sections 50 to 52, since 2021.
#[test]
fn remainders_of_all_districts_share_what_quotas_leave() {
    let outcome = case("remainders_pooled");
    assert_eq!(seats(&outcome), [("A", 2), ("B", 2)]);
    assert_eq!((outcome.seats_in("second", "A").unwrap(), outcome.seats_in("second", "B").unwrap()), (1, 1));
    assert_eq!(outcome.house_size, 4);
    let text = outcome.protocol.to_string();
    assert!(text.contains("2 seats left by first"), "{text}");
    assert!(text.contains("Quota 215 / 2 = 107.500 votes a seat"), "{text}");
}

/// A tier of districts by this method and quota, and those above it.
fn pooled(first: &str, above: &str) -> String {
    format!("[[tier]]\nname = \"first\"\ncontest = \"list\"\ndistricts = \"each\"\n{first}{above}")
}

const SECOND: &str = "[[tier]]\nname = \"second\"\ncontest = \"list\"\nseats = 40\nmethod = \"hare\"\nlinkage = { with = [\"first\"], remainders = \"pooled\" }\n";

#[test]
fn remainders_are_parts_of_a_vote() {
    let law = pooled("seats = 3\nmethod = \"hare\"\nquota = { left = \"other tiers\" }\n", SECOND);
    // 20 / 3 and 22 / 3 votes a seat: 1/3 of a vote, and 2/3.
    let rows = "district,party,votes\nN,A,7\nN,B,13\nS,A,8\nS,B,14\n";
    let outcome = count(&law.replace("seats = 40", "seats = 6"), rows, "");
    assert_eq!((outcome.seats_in("first", "A").unwrap(), outcome.seats_in("first", "B").unwrap()), (2, 2));
    // A's 1/3 + 2/3, and B's 19/3 + 20/3: two seats, 7 votes each.
    assert_eq!((outcome.seats_in("second", "A").unwrap(), outcome.seats_in("second", "B").unwrap()), (0, 2));
    let text = outcome.protocol.to_string();
    assert!(text.contains("14 / 2 = 7.000"), "{text}");
    // A's 1/3 + 1/3, and B's 19/3 + 22/3.
    let outcome = count(&law.replace("seats = 40", "seats = 6"), &rows.replace("S,B,14", "S,B,15"), "");
    let text = outcome.protocol.to_string();
    assert!(text.contains("13.666") && text.contains("43 / 6 = 7.166"), "{text}");
    // Too fine to be added up: as many seats as there are large primes.
    let rows = "district,party,votes\nN,A,7\nN,B,13\nS,A,8\nS,B,14\nW,A,5\nW,B,5\n";
    let law = law.replace("seats = 3", "seats = \"given\"");
    let seats = "district,seats\nN,2000000011\nS,1999999973\nW,100000007\n";
    let said = error(&law, rows, seats);
    assert!(said.contains("tier `first`: the remainders of districts") && said.contains("rounded"), "{said}");
}

#[test]
fn what_is_open_in_the_districts_is_open_in_what_they_leave() {
    // Too many whole quotas in the north: A or B gives one back. Nothing is left there, and one seat in the south.
    let first = "seats = 3\nmethod = \"imperiali-quota\"\nquota = { left = \"other tiers\", too_many = \"taken back\" }\n";
    let second = SECOND.replace("seats = 40", "seats = 6").replace(
        "method",
        "threshold = { at_least = \"99%\", of = \"valid votes\", or = [{ seats = 2, tier = \"first\" }] }\nmethod",
    );
    let rows = "district,party,votes\nN,A,50\nN,B,50\nS,A,20\nS,B,20\nS,C,20\n";
    let outcome = count(&pooled(first, &second), rows, "");
    let text = outcome.protocol.to_string();
    assert_eq!(seats(&outcome), [("A", 2), ("B", 2), ("C", 1)], "{text}");
    assert_eq!(outcome.ties.iter().map(|tie| tie.seats).sum::<u32>(), 1, "{text}");
}

/// Random elections against a count that is written differently: fractions throughout, and seats one by one.
#[test]
fn pooled_remainders_agree_with_a_plain_reading() {
    let mut draw = numbers_below(5);
    /// A common multiple of all denominators there are: seats, or seats and one or two more.
    const PART: i128 = 27_720;
    let mut compared = 0;
    for round in 0..crate::cases(3_000) {
        let districts = 1 + draw(4) as usize;
        let votes: Vec<Vec<i128>> =
            (0..districts).map(|_| (0..4).map(|_| i128::from(draw(500))).collect()).collect();
        let house: Vec<i128> = (0..districts).map(|_| 1 + i128::from(draw(9))).collect();
        let (method, more) =
            [("hare", 0), ("hagenbach-bischoff", 1), ("imperiali-quota", 2)][draw(3) as usize];
        let rounded = draw(2) == 0;
        let (bar, turn) = (i128::from(draw(30)), draw(2) == 0);
        let price = |votes: i128, seats: i128| {
            let exact = votes * PART / (seats + more);
            if rounded { (exact / PART).max(1) * PART } else { exact }
        };
        let (mut expected, mut pool, mut left) = ([0i128; 4], [0i128; 4], 0);
        let mut usable = true;
        for (votes, &seats) in votes.iter().zip(&house) {
            let all: i128 = votes.iter().sum();
            if all == 0 {
                left += seats;
                continue;
            }
            let mut free = seats;
            for (i, &n) in votes.iter().enumerate() {
                let mut rest = n * PART;
                while rest >= price(all, seats) {
                    (rest, free) = (rest - price(all, seats), free - 1);
                    expected[i] += 1;
                }
                pool[i] += rest;
            }
            usable &= free >= 0;
            left += free;
        }
        let sums: Vec<i128> = (0..4).map(|i| votes.iter().map(|row| row[i]).sum()).collect();
        let passes = |i: usize| sums[i] > 0 && sums[i] * 100 >= bar * sums.iter().sum::<i128>();
        let pool: Vec<i128> = (0..4).map(|i| if passes(i) { pool[i] } else { 0 }).collect();
        let all: i128 = pool.iter().sum();
        // Whole quotas of the pool, and what these leave by the largest remainders; or one each in turn.
        let mut rest: Vec<(i128, usize)> =
            pool.iter().copied().zip(0..).filter(|(rest, _)| *rest > 0).collect();
        if !usable || left > 0 && rest.is_empty() {
            continue;
        }
        if left > 0 && !turn {
            for (rest, i) in &mut rest {
                *rest *= left;
                while *rest >= all {
                    *rest -= all;
                    expected[*i] += 1;
                }
            }
        }
        rest.sort_by(|a, b| b.cmp(a));
        let total: i128 = house.iter().sum();
        if rest.windows(2).any(|pair| pair[0].0 == pair[1].0) {
            continue;
        }
        let mut next = rest.iter().cycle();
        while expected.iter().sum::<i128>() < total {
            expected[next.next().unwrap().1] += 1;
        }
        let to = if rounded { ", rounded = \"down\"" } else { "" };
        let first =
            format!("seats = \"given\"\nmethod = \"{method}\"\nquota = {{ left = \"other tiers\"{to} }}\n");
        let second = SECOND
            .replace(
                "seats = 40",
                &format!("seats = {total}\nthreshold = {{ at_least = \"{bar}%\", of = \"valid votes\" }}"),
            )
            .replace("\"pooled\"", if turn { "\"in turn\"" } else { "\"pooled\"" });
        let law = pooled(&first, &second);
        let cells = |d: usize| (0..4).map(move |i| (d, i));
        let rows: String =
            (0..districts).flat_map(cells).map(|(d, i)| format!("D{d},L{i},{}\n", votes[d][i])).collect();
        let facts: String = house.iter().enumerate().map(|(d, n)| format!("D{d},{n}\n")).collect();
        let outcome =
            count(&law, &format!("district,party,votes\n{rows}"), &format!("district,seats\n{facts}"));
        let found: Vec<i128> =
            (0..4).map(|i| i128::from(outcome.seats_of(&format!("L{i}")).unwrap())).collect();
        assert_eq!(found, expected, "{round}: {law}{rows}{facts}{}", outcome.protocol);
        compared += 1;
    }
    assert!(compared > crate::cases(600), "{compared}");
}

/// Of whole seats that two tiers left lists short of: claims, not votes.
#[test]
fn the_record_names_what_seats_are_shared_by() {
    let claims = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                  [[tier]]\nname = \"list\"\nseats = 3\nmethod = \"dhondt\"\n\
                  linkage = { with = [\"single\"], claims = 10 }\n";
    let rows =
        "contest,district,party,candidate,votes\nsingle,1,A,a,5\nsingle,2,A,a,5\nlist,,A,,60\nlist,,B,,40\n";
    let outcome = count(claims, rows, "");
    // 6 − 2 and 4 of ten: 4 and 4.
    let step = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::Averages(step) => Some(step),
        _ => None,
    });
    let step = step.unwrap();
    assert_eq!((step.by, step.unit), (SharedBy::Claims, 100));
    assert_eq!(step.lists.iter().map(|line| line.votes).collect::<Vec<_>>(), [400, 400]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("    list  claim  seats  last quotient  next quotient\n    A     4.000"), "{text}");
    assert!(
        text.contains("its part of 100 votes, less the seats held.\n    list  votes  held  claim\n"),
        "{text}"
    );
    let json = serde_json::to_value(step).unwrap();
    assert_eq!((json["by"].as_str(), json["unit"].as_u64()), (Some("claims"), Some(100)));
    // Weighed votes are no whole votes, and plain ones have no word of it.
    let weighed = nationwide("weight = { kind = \"small\", times = \"1.5\" }");
    let text = count(&weighed, "party,votes,kind\nA,70,\nB,31,small\n", "").protocol.to_string();
    assert!(text.contains("116.500 weighted votes of those who take part"), "{text}");
    assert!(text.contains("    B             46.500"), "{text}");
    let plain = count(&nationwide(""), "party,votes\nA,70\nB,30\n", "");
    let json = serde_json::to_value(quota_steps(&plain)[0]).unwrap();
    assert!(json.get("by").is_none() && json.get("unit").is_none(), "{json}");
}

/// What is enough stands beside each list, and where it was counted.
#[test]
fn each_list_is_told_what_is_enough_for_it() {
    let kinds = nationwide(
        "threshold = { at_least = \"5%\", of = \"valid votes\", kinds = { bloc = \"20%\" }, \
         or = [{ at_least = \"30%\", within = \"any district\" }] }",
    );
    let rows = "district,party,votes,kind\nN,A,500,\nN,B,100,bloc\nN,C,12,\nS,A,280,\nS,B,90,bloc\nS,C,18,\n";
    let outcome = count(&kinds, rows, "");
    let lines = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::Threshold(step) => Some((step.needed, &step.lists)),
        _ => None,
    });
    let (needed, lines) = lines.unwrap();
    let figures: Vec<_> = lines.iter().map(|line| (line.needed, line.margin, line.passes)).collect();
    assert_eq!((needed, &figures[..]), (50, &[(50, 730, true), (200, -10, false), (50, -20, false)][..]));
    let ways = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::Alternative(step) => Some(&step.lists),
        _ => None,
    });
    let ways: Vec<_> =
        ways.unwrap().iter().map(|line| (&line.places[0][..], line.has, line.needed)).collect();
    // 30 % of 612 and of 388.
    assert_eq!(ways, [("N", 500, 184), ("S", 90, 117), ("S", 18, 117)]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("20% for the kind `bloc`. Base 1,000, so 50 votes are enough, or what"), "{text}");
    assert!(text.contains("    B       190  19.000 %     200    fails by 10\n"), "{text}");
    // A list that is in already is not said to pass what it misses.
    let or = nationwide(
        "threshold = { at_least = \"10%\", of = \"valid votes\", or = [{ at_least = \"90%\", within = \"nation\" }] }",
    );
    let text = count(&or, "party,votes\nA,70\nB,30\n", "").protocol.to_string();
    assert!(text.contains("    A        70  70.000 %  fails by 20, but takes part\n"), "{text}");
    let few = nationwide(
        "threshold = { at_least = \"40%\", of = \"valid votes\", until = { more_than = \"70%\", from = \"5%\" } }",
    );
    let outcome = count(&few, "party,votes\nA,50\nB,20\nC,15\nD,11\nE,4\n", "");
    let step = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::Until(step) => Some(step),
        _ => None,
    });
    let step = step.unwrap();
    assert_eq!((step.from, step.needed, step.votes_before), (Some(5), Some(71), 50));
    let came_in: Vec<_> =
        step.came_in.iter().map(|line| (&line.party[..], line.votes, line.together)).collect();
    assert_eq!(came_in, [("B", 20, 70), ("C", 15, 85)]);
}

/// Whose bonus it is, and why so many.
#[test]
fn the_record_says_where_a_bonus_comes_from() {
    let slides = nationwide("bonus = { seats = 2, from = \"25%\", one_more_each = \"10%\", at_most = 4 }");
    let text = count(&slides, "party,votes\nA,48\nB,30\nC,22\n", "").protocol.to_string();
    assert!(
        text.contains(
            "  A has most votes (48, the next 30) and gets 4 seats first: 2 seats from 25% of 100 valid votes on, which \
             are 25, one more for each 10% above them, at most 4.\n"
        ),
        "{text}"
    );
    let raised = nationwide("bonus = { up_to = \"60%\", from = \"40%\" }");
    let outcome = count(&raised, "party,votes\nA,48\nB,30\nC,22\n", "");
    let text = outcome.protocol.to_string();
    // By votes alone 4.8, 3 and 2.2: five, three and two.
    assert!(
        text.contains("  What votes alone are worth:\n  Hare quota and largest remainders: 100 votes"),
        "{text}"
    );
    assert!(
        text.contains(
            "  A has most votes (48, the next 30), which are worth 5 seats, and is raised to 6: no less than 60% of 10 \
             seats from 40% of 100 valid votes on, which are 40; the others share the rest.\n"
        ),
        "{text}"
    );
    assert_eq!(quota_steps(&outcome).len(), 2);
}

/// The last seat of a region with held seats can be checked by its quotients.
#[test]
fn seats_between_bounds_have_their_quotients() {
    let law = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
               [[tier]]\nname = \"list\"\nseats = 4\nmethod = \"dhondt\"\n\
               linkage = { with = [\"single\"], overhang = \"paid by the others\" }\n";
    let rows = "contest,district,party,candidate,votes\nsingle,1,A,a,5\nsingle,2,A,a,5\nsingle,3,A,a,5\n\
                list,,A,,30\nlist,,B,,60\nlist,,C,,10\n";
    let text = count(law, rows, "").protocol.to_string();
    assert!(text.contains("    list  votes  at least  seats  last quotient  next quotient\n"), "{text}");
    assert!(text.contains("    A        30         3      3         10.000          7.500\n"), "{text}");
    assert!(text.contains("kept at its fewest"), "{text}");
}

/// Nobody knows the population of a district that the law gives its seats.
#[test]
fn what_is_not_known_of_a_district_is_not_nothing() {
    let law = "[[tier]]\nname = \"list\"\nseats = 5\ndistricts = \"each\"\nmethod = \"dhondt\"\n\
               district_seats = { by = \"population\", method = \"hare\", fixed = { Isle = 1 } }\n";
    let rows = "district,party,votes\nNorth,A,5\nSouth,A,5\nIsle,A,5\n";
    let outcome = count(law, rows, "district,population\nNorth,300\nSouth,100\nIsle,\n");
    let step = outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::DistrictSeats(step) => Some(step),
        _ => None,
    });
    let lines: Vec<_> =
        step.unwrap().districts.iter().map(|line| (line.base, line.fixed, line.seats)).collect();
    assert_eq!(lines, [(Some(300), false, 3), (None, true, 1), (Some(100), false, 1)]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("    Isle           fixed      1             -          -\n"), "{text}");
}

/// Cells that are tied leave districts open, not seats: both parties have one, and both districts.
#[test]
fn tied_cells_leave_only_districts_open() {
    let law = "[[tier]]\nname = \"list\"\nseats = \"given\"\ndistricts = \"each\"\nmethod = \"sainte-lague\"\n\
               biproportional = { by = \"votes\" }\n";
    let rows = "district,party,votes\nN,A,10\nN,B,10\nS,A,10\nS,B,10\n";
    let outcome = count(law, rows, "district,seats\nN,1\nS,1\n");
    assert_eq!((seats(&outcome), outcome.ties.len()), (vec![("A", 1), ("B", 1)], 0));
    let open: Vec<_> = outcome
        .ties_between_districts
        .iter()
        .map(|tie| {
            (tie.party.as_deref().unwrap(), tie.seats, tie.districts.join(" "), &tie.hangs_on[0].parties[..])
        })
        .collect();
    let both = ["A".to_owned(), "B".to_owned()];
    assert_eq!(open, [("A", 1, "N S".to_owned(), &both[..]), ("B", 1, "N S".to_owned(), &both[..])]);
    let text = outcome.protocol.to_string();
    assert!(text.contains("the districts of 2 seats are open; the seats are the parties'"), "{text}");
    let short = outcome.to_string();
    assert!(
        short.contains("DISTRICT OPEN (list): 1 seat of A in one of N, S; it hangs on what is open in list"),
        "{short}"
    );
}

/// The bonus and the last seat are two lots, though the same lists compete for both.
#[test]
fn a_bonus_and_a_seat_hang_on_lots_of_their_own() {
    let law = "[[tier]]\nname = \"list\"\nseats = 4\nmethod = \"dhondt\"\nbonus = { seats = 1 }\n\
               [[tier]]\nname = \"more\"\nseats = 2\nmethod = \"dhondt\"\n\
               linkage = { with = [\"list\"], shared_by = \"seats\" }\n";
    let rows = "contest,party,votes\nlist,A,50\nlist,B,50\nmore,A,50\nmore,B,50\n";
    let outcome = count(law, rows, "");
    // Three seats besides the bonus are one each and one open: A has one, two or three of the four.
    let of_list: Vec<_> = outcome.ranges.iter().map(|range| (range.fewest, range.most)).collect();
    assert_eq!(in_tier(&outcome, "list"), [("A", 1), ("B", 1)], "{outcome}");
    assert!(of_list.iter().all(|&(fewest, most)| fewest < most), "{outcome}");
    let hangs_on: Vec<_> = outcome.ties.iter().flat_map(|tie| &tie.hangs_on).map(|one| one.what).collect();
    assert!(hangs_on.contains(&DrawnFor::Bonus), "{outcome}");
}

/// However many ways there are, it is said on what seats hang.
#[test]
fn what_hangs_on_too_many_ways_is_said() {
    let text = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
                [[tier]]\nname = \"list\"\nseats = 40\nmethod = \"sainte-lague\"\n\
                linkage = { with = [\"single\"], overhang = \"kept\" }\n";
    let mut rows = "contest,district,party,candidate,votes\nlist,,A,,60\nlist,,B,,40\n".to_owned();
    for district in 1..=13 {
        rows += &format!("single,{district},A,a,5\nsingle,{district},B,b,5\n");
    }
    let outcome = count(text, &rows, "");
    let list = outcome.ties.iter().find(|tie| tie.tier == "list").unwrap();
    assert_eq!(list.hangs_on.len(), 13);
    assert!(list.hangs_on.iter().all(|one| one.tier == "single" && one.parties == ["A", "B"]));
    let text = outcome.protocol.to_string();
    assert!(
        text.contains("hang on what is open in single, 1 (A, B); ") && text.contains("; and 1 more, and it"),
        "{text}"
    );
}

/// Four candidates are equal, and only if the first of them wins, a list takes part that ties eleven districts: 2,048 ways,
/// and one each for the others. They are followed, though the first way looks as if there were 8,192; and what only some
/// ways ask has a name too.
#[test]
fn ways_are_counted_as_they_are() {
    let law = "[[tier]]\nname = \"single\"\nseats = 1\ndistricts = \"each\"\nmethod = \"plurality\"\n\
               [[tier]]\nname = \"list\"\nseats = 1\ndistricts = \"each\"\nmethod = \"dhondt\"\n\
               threshold = { at_least = \"20%\", of = \"valid votes\", within = \"nation\", \
               or = [{ seats = 1, tier = \"single\" }] }\n\
               [[tier]]\nname = \"more\"\nseats = 12\nmethod = \"dhondt\"\n\
               linkage = { with = [\"list\"], shared_by = \"seats\" }\n";
    let mut rows = "contest,district,party,votes\nmore,,A,1\nmore,,B,1\n".to_owned();
    for party in ["A", "C", "D", "E"] {
        rows += &format!("single,Isle,{party},5\n");
    }
    rows += "list,0,B,1000\n";
    for district in 1..=11 {
        rows += &format!("list,{district},B,10\nlist,{district},A,10\n");
    }
    let outcome = count(law, &rows, "");
    let steps = outcome.protocol.entries.iter().filter_map(|entry| match &entry.step {
        Step::EveryWay(step) => Some((entry.tier.as_deref()?, step)),
        _ => None,
    });
    let steps: Vec<_> = steps.collect();
    assert!(steps.iter().all(|(_, step)| step.ways == 2_051), "{}", outcome.protocol);
    let list = steps.iter().find(|(tier, _)| *tier == "list").unwrap().1;
    assert_eq!(list.hangs_on.len(), 12);
    let named = |one: &&OpenQuestion| one.parties == ["A", "B"] || one.parties == ["A", "C", "D", "E"];
    assert_eq!(list.hangs_on.iter().filter(named).count(), 12, "{:?}", list.hangs_on);
    // Eleven districts may have A, if A wins the constituency and all lots.
    assert_eq!(in_tier(&outcome, "list"), [("B", 1)]);
    assert_eq!(outcome.ranges.iter().map(|range| range.most).max(), Some(24));
}

/// Two ties at one place about the same thing are two questions.
#[test]
fn each_of_two_ties_at_one_place_has_its_name() {
    let law = "[[tier]]\nname = \"list\"\nseats = 2\nmethod = \"dhondt\"\nalliances = { method = \"dhondt\" }\n\
               [[tier]]\nname = \"more\"\nseats = 2\nmethod = \"dhondt\"\n\
               linkage = { with = [\"list\"], shared_by = \"seats\" }\n";
    let rows = "contest,party,alliance,votes\nlist,A,X,50\nlist,B,X,50\nlist,C,Y,50\nlist,D,Y,50\n\
                more,A,,1\nmore,B,,1\nmore,C,,1\nmore,D,,1\n";
    let outcome = count(law, rows, "");
    let more = outcome.ties.iter().find(|tie| tie.tier == "more").unwrap();
    let on: Vec<_> = more.hangs_on.iter().map(|one| one.parties.join(" ")).collect();
    assert_eq!(on, ["A B", "C D"]);
}

/// A line under a heading is as long as the heading is wide.
#[test]
fn headings_are_underlined_by_their_width() {
    let law = "[[tier]]\nname = \"比例代表\"\nseats = 1\nmethod = \"dhondt\"\n";
    let text = count(law, "party,votes\nA,1\n", "").protocol.to_string();
    let mut lines = text.lines().skip_while(|line| !line.starts_with("TIER"));
    let (heading, line) = (lines.next().unwrap(), lines.next().unwrap());
    assert_eq!(line.len(), heading.chars().count() + 4);
}

#[test]
fn a_district_without_votes_leaves_nothing_to_pooled_remainders() {
    let law = pooled("seats = \"given\"\nmethod = \"hare\"\nquota = { left = \"other tiers\" }\n", SECOND);
    let law = law.replace("seats = 40", "seats = 5");
    let rows = "district,party,votes\nN,A,50\nN,B,40\n";
    let outcome = count(&law, rows, "district,seats\nN,3\nS,2\n");
    assert_eq!(seats(&outcome), [("A", 2), ("B", 1)], "{}", outcome.protocol);
    assert_eq!((outcome.unfilled[0].seats, outcome.unfilled[0].reason), (2, Reason::VotesNotGiven));
    assert_eq!(outcome.house_size, 5);
}

/// 33 % of the roll of a nationwide tier, and half of the roll of each district; spoilt ballots are of those who took part.
#[test]
fn an_election_with_too_few_voters_is_void() {
    let law = nationwide(
        "turnout = { at_least = \"33%\", of = \"registered voters\" }\nthreshold = { at_least = \"5%\", of = \"valid votes\" }",
    );
    let rows = |invalid: u64| {
        format!("contest,party,votes\nlist,A,20\nlist,B,12\nlist,@invalid,{invalid}\nlist,@registered,100\n")
    };
    assert_eq!(seats(&count(&law, &rows(1), "")), [("A", 6), ("B", 4)]);
    let void = count(&law, &rows(0), "");
    assert!(seats(&void).is_empty());
    assert_eq!((void.unfilled[0].seats, void.unfilled[0].reason), (10, Reason::TurnoutTooLow));
    let text = void.protocol.to_string();
    assert!(text.contains("Turnout 32 of 100 (32.000 %); 33 ballots are needed."), "{text}");
    assert!(!text.contains("Threshold"), "{text}");
    let read: sailau::system::Protocol =
        serde_json::from_str(&serde_json::to_string(&void.protocol).unwrap()).unwrap();
    assert_eq!(read, void.protocol);
    let missing = error(&law, "contest,party,votes\nlist,A,20\nlist,@invalid,0\n", "");
    assert!(missing.contains("@registered"), "{missing}");

    let law = by_district("turnout = { more_than = \"50%\", of = \"registered voters\" }");
    let rows = "contest,district,party,votes\nlist,N,A,60\nlist,N,B,40\nlist,N,@invalid,0\nlist,N,@registered,199\n\
                list,S,A,60\nlist,S,B,40\nlist,S,@invalid,0\nlist,S,@registered,200\n";
    let outcome = count(&law, rows, "");
    assert_eq!(seats(&outcome), [("A", 1), ("B", 1)]);
    assert_eq!(outcome.unfilled[0].district.as_deref(), Some("S"));
    for (wrong, words) in [
        ("turnout = { at_least = \"33%\", of = \"all ballots\" }", "turnout is a share of"),
        ("turnout = { at_least = \"33%\", of = \"quota\" }", "turnout is a share of"),
        (
            "turnout = { at_least = \"33%\", of = \"registered voters\", within = \"district\" }",
            "have no meaning here",
        ),
    ] {
        let text = format!("name = \"A\"\n{}", by_district(wrong));
        let error = ElectoralSystem::from_toml(&text).unwrap_err().to_string();
        assert!(error.contains(words), "{error}");
    }
}

/// Random elections against a plain reading: claims sorted anew for each seat.
#[test]
fn pooled_seats_placed_by_remainders_agree_with_a_plain_reading() {
    let mut draw = numbers_below(3);
    let mut compared = 0;
    for round in 0..crate::cases(2_000) {
        let districts = 2 + draw(4) as usize;
        let votes: Vec<Vec<u64>> = (0..districts).map(|_| (0..4).map(|_| draw(900)).collect()).collect();
        let house: Vec<u64> = (0..districts).map(|_| 1 + draw(8)).collect();
        let (in_turn, shares) = (draw(2) == 0, draw(2) == 0);
        let first =
            "seats = \"given\"\nmethod = \"hare\"\nquota = { rounded = \"up\", left = \"other tiers\" }\n";
        let (of, order) = (
            ["nothing", "quota"][usize::from(shares)],
            ["greatest first", "lists in turn"][usize::from(in_turn)],
        );
        let second = SECOND.replace("seats = 40", &format!("seats = {}", house.iter().sum::<u64>()));
        let place = format!("placement = {{ by = \"remainder\", of = \"{of}\", order = \"{order}\" }}\n");
        let law = pooled(first, &format!("{second}{place}"));
        let cells = |d: usize| (0..4).map(move |i| (d, i));
        let rows: String =
            (0..districts).flat_map(cells).map(|(d, i)| format!("D{d},L{i},{}\n", votes[d][i])).collect();
        let facts: String = house.iter().enumerate().map(|(d, n)| format!("D{d},{n}\n")).collect();
        let outcome =
            count(&law, &format!("district,party,votes\n{rows}"), &format!("district,seats\n{facts}"));
        // By hand: the quota of each district, what it leaves of votes and of seats.
        let price = |d: usize| votes[d].iter().sum::<u64>().div_ceil(house[d]).max(1);
        let rest = |d: usize, i: usize| votes[d][i] % price(d);
        let taken = |d: usize| (0..4).map(|i| votes[d][i] / price(d)).sum::<u64>();
        let mut room: Vec<u64> = (0..districts).map(|d| house[d] - taken(d)).collect();
        let mut left: Vec<u64> =
            (0..4).map(|i| u64::from(outcome.seats_in("second", &format!("L{i}")).unwrap())).collect();
        let size = |d: usize, i: usize| {
            if shares { rest(d, i) as f64 / price(d) as f64 } else { rest(d, i) as f64 }
        };
        let sum = |i: usize| (0..districts).map(|d| rest(d, i)).sum::<u64>();
        let mut all: Vec<f64> = (0..districts).flat_map(cells).map(|(d, i)| size(d, i)).collect();
        all.sort_by(f64::total_cmp);
        let mut sums: Vec<u64> = (0..4).map(sum).collect();
        sums.sort_unstable();
        let open = !outcome.ties.is_empty() || !outcome.unfilled.is_empty();
        if open || all.windows(2).any(|w| w[0] == w[1]) || sums.windows(2).any(|w| w[0] == w[1]) {
            continue;
        }
        let mut expected = vec![[0u64; 4]; districts];
        let mut used = vec![[false; 4]; districts];
        let mut lists: Vec<usize> = (0..4).collect();
        lists.sort_by_key(|&i| std::cmp::Reverse(sum(i)));
        loop {
            let mut placed = false;
            let turns: Vec<Vec<usize>> =
                if in_turn { lists.iter().map(|&i| vec![i]).collect() } else { vec![lists.clone()] };
            for turn in turns {
                // One seat a turn where lists have turns, and a whole round otherwise.
                loop {
                    let free = |&(d, i): &(usize, usize)| left[i] > 0 && room[d] > 0 && votes[d][i] > 0;
                    let all = (0..districts).flat_map(cells).filter(|cell| turn.contains(&cell.1));
                    let all: Vec<(usize, usize)> = all.filter(free).collect();
                    let mut fresh: Vec<_> = all.iter().copied().filter(|&(d, i)| !used[d][i]).collect();
                    if fresh.is_empty() && in_turn {
                        all.iter().for_each(|&(d, i)| used[d][i] = false);
                        fresh = all;
                    }
                    let best = fresh.into_iter().max_by(|&a, &b| size(a.0, a.1).total_cmp(&size(b.0, b.1)));
                    let Some((d, i)) = best else { break };
                    (expected[d][i], used[d][i], placed) = (expected[d][i] + 1, true, true);
                    (left[i], room[d]) = (left[i] - 1, room[d] - 1);
                    if in_turn {
                        break;
                    }
                }
            }
            // A remainder is worth one seat where the greatest comes first.
            if !placed || !in_turn {
                break;
            }
        }
        for (d, i) in (0..districts).flat_map(cells) {
            let own = outcome.seats.iter().filter(|row| {
                row.tier == "second"
                    && row.district.as_deref() == Some(&format!("D{d}"))
                    && row.party.as_deref() == Some(&format!("L{i}"))
            });
            let found: u64 = own.map(|row| u64::from(row.seats)).sum();
            assert_eq!(found, expected[d][i], "{round}: D{d} L{i} {law}{rows}{facts}{}", outcome.protocol);
        }
        compared += 1;
    }
    assert!(compared > crate::cases(500), "{compared}");
}
