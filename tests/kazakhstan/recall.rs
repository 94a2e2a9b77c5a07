//! Recall: each limit of the law exactly, what it refuses and with which article, and real recalls elsewhere.

use jiff::civil::{Date, date};
use proptest::prelude::*;
use sailau::abroad;
use sailau::kazakhstan::{list_mandate_laws, recall_laws};
use sailau::law::Certainty;
use sailau::procedure::recall::list_mandate::{self, Loss};
use sailau::procedure::recall::{
    AtLimit, Ballots, Case, Event, LateAct, Mandate, Refused, Rules, Seat, State, Support, Term,
};
use sailau::procedure::{FactError, Law, LawError, Limit};

/// The first day of the mandate, a Wednesday.
const BEGAN: Date = date(2023, 3, 29);
const ENDS: Date = date(2028, 3, 29);
const FILED: Date = date(2024, 6, 3);

fn law() -> &'static Law<Rules> {
    recall_laws().on(date(2024, 6, 3)).unwrap().value
}

fn mandate(body: &str, voters: u64) -> Mandate {
    Mandate {
        holder: "A. Deputy".to_owned(),
        body: body.to_owned(),
        elected: Seat::SingleMember,
        term: Term { began: BEGAN, ends: ENDS },
        voters,
        last_vote: None,
        votes_won: None,
    }
}

fn case(voters: u64) -> Case<'static> {
    Case::new(law(), mandate("mäjilis", voters)).unwrap()
}

fn filed() -> Event {
    Event::Filed { voters: 1, ground: Some("loss of trust".to_owned()) }
}

fn checked(valid: u64) -> Event {
    Event::Checked { valid, parts: None }
}

fn ballots(participants: u64, yes: u64) -> Ballots {
    Ballots { participants, yes, no: None, invalid: None }
}

/// The case with events taken, each on its day.
fn after(voters: u64, events: &[(Date, Event)]) -> Case<'static> {
    let mut case = case(voters);
    for (day, event) in events {
        case.take(*day, event.clone()).unwrap();
    }
    case
}

/// Up to the signatures, handed in on 20 June.
fn to_the_check(voters: u64, signatures: u64) -> Case<'static> {
    after(
        voters,
        &[
            (FILED, filed()),
            (date(2024, 6, 4), Event::Registered),
            (date(2024, 6, 20), Event::Submitted { signatures, last_signed: None }),
        ],
    )
}

/// Up to the decision to hold a vote, on 1 July.
fn to_the_vote(voters: u64) -> Case<'static> {
    let mut case = to_the_check(voters, voters);
    case.take(date(2024, 6, 30), checked(voters)).unwrap();
    case.take(date(2024, 7, 1), Event::VoteCalled).unwrap();
    case
}

/// The rules that a refusal names, with their articles.
fn refused(result: Result<&sailau::procedure::recall::Step, Refused>) -> Vec<(String, String)> {
    let Err(Refused::ByLaw { decision, .. }) = result else { panic!("{result:?} is no refusal by the law") };
    let unmet = decision.requirements.iter().filter(|one| !one.met());
    unmet.map(|one| (one.rule.clone(), one.citation.as_ref().unwrap().article.clone().unwrap())).collect()
}

fn named(rule: &str, article: &str) -> Vec<(String, String)> {
    vec![(rule.to_owned(), article.to_owned())]
}

#[test]
fn the_first_and_the_last_year_are_barred() {
    for (day, rule) in [
        (BEGAN, Some("barred_first")),
        (date(2024, 3, 28), Some("barred_first")),
        (date(2024, 3, 29), None),
        (date(2027, 3, 28), None),
        (date(2027, 3, 29), Some("barred_last")),
        (date(2028, 3, 28), Some("barred_last")),
    ] {
        let mut case = case(1_000);
        // The law of the day reaches the Mäjilis until 2026; here the span of the term is asked.
        match rule {
            Some(rule) => {
                assert_eq!(refused(case.take(day, filed())), named(rule, "113-12(2)"));
                assert_eq!(case.state(), State::Unchallenged);
                assert!(case.history().is_empty());
            }
            None => assert_eq!(case.take(day, filed()).unwrap().state, State::Filed { on: day }),
        }
    }
}

#[test]
fn a_petition_needs_one_voter_a_ground_and_a_mandate_of_a_district() {
    let mut one = case(1_000);
    let nobody = Event::Filed { voters: 0, ground: Some("loss of trust".to_owned()) };
    assert_eq!(refused(one.take(FILED, nobody)), named("initiators", "113-12(3), 113-13(1)"));
    for ground in [None, Some("taste".to_owned())] {
        let refusal = refused(one.take(FILED, Event::Filed { voters: 1, ground }));
        assert_eq!(refusal, named("grounds", "113-12(1)"));
    }
    for (body, elected) in [("mäjilis", Seat::PartyList), ("senate", Seat::SingleMember)] {
        let mut other = Case::new(law(), Mandate { elected, ..mandate(body, 1_000) }).unwrap();
        assert_eq!(refused(other.take(FILED, filed()))[0].0, "offices");
    }
    assert!(one.take(FILED, filed()).is_ok());
}

#[test]
fn a_slip_in_a_name_is_no_refusal_by_law() {
    let unknown = |error: FactError| match error {
        FactError::Unknown { kind, nearest, .. } => (kind, nearest),
        other => panic!("{other}"),
    };
    let body = |body: &str| unknown(Case::new(law(), mandate(body, 1_000)).unwrap_err());
    assert_eq!(body("maslihatt"), ("body".to_owned(), Some("mäslihat".to_owned())));
    assert_eq!(body("Mäjilis"), ("body".to_owned(), Some("mäjilis".to_owned())));
    assert_eq!(body("parliament"), ("body".to_owned(), None));
    let ground = Some("loss of thrust".to_owned());
    let Err(Refused::Facts(error)) = case(1_000).take(FILED, Event::Filed { voters: 1, ground }) else {
        panic!("a ground that no law knows");
    };
    assert_eq!(unknown(error), ("ground".to_owned(), Some("loss of trust".to_owned())));
}

#[test]
fn since_july_2026_only_deputies_of_maslihats() {
    let on = |day: Date, body: &str| {
        let law = recall_laws().on(day).unwrap().value;
        Case::new(law, mandate(body, 1_000)).unwrap().take(day, filed()).map(|step| step.state)
    };
    for body in ["mäjilis", "mäslihat"] {
        assert!(on(date(2026, 6, 30), body).is_ok());
    }
    assert!(on(date(2026, 7, 1), "mäslihat").is_ok());
    let refusal = on(date(2026, 7, 1), "mäjilis").unwrap_err();
    assert!(refusal.to_string().contains("[art. chapter 13-2, title]"), "{refusal}");
    assert!(recall_laws().on(date(2022, 11, 4)).is_err());
}

#[test]
fn a_refusal_can_be_appealed_in_ten_days() {
    let refused_on = date(2024, 6, 5);
    let start = after(1_000, &[(FILED, filed()), (refused_on, Event::RegistrationRefused)]);
    assert_eq!(start.due()[0].by, date(2024, 6, 15));
    let mut late = start.clone();
    assert_eq!(refused(late.take(date(2024, 6, 16), Event::Appealed)), named("appeal", "113-13(2)"));
    let mut in_time = start.clone();
    in_time.take(date(2024, 6, 15), Event::Appealed).unwrap();
    assert!(matches!(
        in_time.clone().take(date(2024, 6, 20), Event::Registered).unwrap().state,
        State::Collecting { .. }
    ));
    in_time.take(date(2024, 6, 20), Event::RegistrationRefused).unwrap();
    // A new petition is as good.
    assert!(in_time.take(date(2024, 6, 20), filed()).is_ok());
}

#[test]
fn the_thirtieth_day_is_the_last_for_signatures() {
    let start = after(1_000, &[(FILED, filed()), (date(2024, 6, 4), Event::Registered)]);
    let last = date(2024, 7, 4);
    assert_eq!(start.due()[0].by, last);
    assert_eq!(start.due()[0].citation.as_ref().unwrap().article.as_deref(), Some("113-14(1)"));
    let submitted = Event::Submitted { signatures: 200, last_signed: None };
    let mut in_time = start.clone();
    let step = in_time.take(last, submitted.clone()).unwrap();
    assert_eq!(step.decision.requirement("collection").unwrap().margin, Some(0));
    let mut late = start.clone();
    assert_eq!(refused(late.take(date(2024, 7, 5), submitted)), named("collection", "113-14(1)"));
    // What was signed in time can be handed in later; but nothing is signed before the registration.
    let sheets = |day| Event::Submitted { signatures: 200, last_signed: Some(day) };
    let step = late.clone().take(date(2024, 7, 5), sheets(last)).unwrap().clone();
    assert_eq!(step.decision.requirement("collection").unwrap().margin, Some(0));
    assert!(step.decision.requirement("collection").unwrap().note.is_some());
    let after = sheets(date(2024, 7, 5));
    assert_eq!(refused(late.clone().take(date(2024, 7, 6), after)), named("collection", "113-14(1)"));
    for (day, signed) in [(last, date(2024, 6, 3)), (date(2024, 7, 3), last)] {
        let error = start.clone().take(day, sheets(signed)).unwrap_err();
        assert!(matches!(error, Refused::Facts(FactError::NegativeSpan { .. })), "{error}");
    }
    assert_eq!(late.state_on(last), State::Collecting { since: date(2024, 6, 4), until: Some(last) });
    assert_eq!(late.state_on(date(2024, 7, 5)), State::Lapsed { on: last });
    assert_eq!(late.state_on(date(2024, 6, 3)), State::Filed { on: FILED });
    assert_eq!(late.state_on(date(2024, 6, 2)), State::Unchallenged);
    // While it runs no second petition; afterwards one may be filed again.
    assert!(matches!(start.clone().take(last, filed()), Err(Refused::OutOfTurn { .. })));
    assert!(late.take(date(2024, 7, 5), filed()).is_ok());
}

#[test]
fn more_than_a_tenth_of_the_voters_sign() {
    for (voters, enough) in [(1_000, 101), (1_001, 101), (1_009, 101), (1_010, 102), (9, 1), (10, 2)] {
        let state = |valid| {
            let mut case = to_the_check(voters, voters);
            let step = case.take(date(2024, 6, 30), checked(valid)).unwrap().clone();
            (step.state, step.decision.requirement("signatures").unwrap().margin.unwrap())
        };
        let day = date(2024, 6, 30);
        assert_eq!(state(enough), (State::Qualified { on: day }, 0), "{voters}");
        assert_eq!(state(enough - 1), (State::Stopped { on: day }, -1), "{voters}");
    }
}

#[test]
fn exactly_a_tenth_is_an_option() {
    let mut laws = [law().clone(), law().clone()];
    assert_eq!(laws[0].rules.exactly_at_limit, AtLimit::NotEnough);
    laws[1].rules.exactly_at_limit = AtLimit::Enough;
    for (law, enough) in laws.iter().zip([false, true]) {
        for (valid, goes_on, said) in [(99, false, false), (100, enough, true), (101, true, false)] {
            let mut case = Case::new(law, mandate("mäslihat", 1_000)).unwrap();
            case.take(FILED, filed()).unwrap();
            case.take(FILED, Event::Registered).unwrap();
            case.take(FILED, Event::Submitted { signatures: 150, last_signed: None }).unwrap();
            let step = case.take(FILED, checked(valid)).unwrap();
            assert_eq!(matches!(step.state, State::Qualified { .. }), goes_on);
            let note = step.decision.requirement("signatures").unwrap().note.as_deref();
            assert_eq!(note.is_some_and(|note| note.contains("exactly_at_limit")), said, "{note:?}");
        }
    }
}

#[test]
fn officials_who_are_late_do_not_stop_a_petition_unless_the_option_says_so() {
    // The limit, and the day after, for the answer, the check, the decision, the notice and the vote.
    let called = to_the_vote(1_000);
    let to_call = {
        let mut case = to_the_check(1_000, 500);
        case.take(date(2024, 6, 30), checked(500)).unwrap();
        case
    };
    let held = Event::VoteHeld(ballots(500, 300));
    let mut voted = called.clone();
    voted.take(date(2024, 8, 1), held.clone()).unwrap();
    for (case, event, rule, last) in [
        (after(1_000, &[(FILED, filed())]), Event::Registered, "registration", date(2024, 6, 6)),
        (to_the_check(1_000, 500), checked(500), "check", date(2024, 6, 30)),
        (to_call, Event::VoteCalled, "call", date(2024, 7, 1)),
        // From Monday 1 July, three working days.
        (called.clone(), Event::HolderTold, "notice", date(2024, 7, 4)),
        (called.clone(), held.clone(), "vote.within", date(2024, 9, 1)),
        (voted, Event::ResultPublished, "publication", date(2024, 8, 4)),
    ] {
        let due = case.due();
        assert!(due.iter().any(|due| due.rule == rule && due.by == last), "{rule}: {due:?}");
        assert_eq!(case.clone().take(last, event.clone()).unwrap().breaches, [""; 0]);
        let late = last.tomorrow().unwrap();
        assert_eq!(case.clone().take(late, event.clone()).unwrap().breaches, [rule]);
    }
    // A vote before the five days of the campaign.
    assert_eq!(called.clone().take(date(2024, 7, 5), held.clone()).unwrap().breaches, ["campaign"]);
    assert_eq!(called.clone().take(date(2024, 7, 6), held).unwrap().breaches, [""; 0]);

    let mut strict = law().clone();
    strict.rules.late_act = LateAct::Refused;
    let mut case = Case::new(&strict, mandate("mäjilis", 1_000)).unwrap();
    case.take(FILED, filed()).unwrap();
    assert_eq!(refused(case.take(date(2024, 6, 7), Event::Registered)), named("registration", "113-13(2)"));
    assert!(case.take(date(2024, 6, 6), Event::Registered).is_ok());
}

#[test]
fn a_third_takes_part_and_more_than_half_of_them_say_yes() {
    let day = date(2024, 8, 1);
    let held = |voters, participants, yes| {
        let mut case = to_the_vote(voters);
        let step = case.take(day, Event::VoteHeld(ballots(participants, yes))).unwrap().clone();
        let margin = |rule| step.decision.requirement(rule).unwrap().margin.unwrap();
        let State::Voted { carried, .. } = step.state else { panic!("{:?}", step.state) };
        (carried, margin("vote.turnout"), margin("vote.majority"))
    };
    // A third of 900 is 300, which is enough; of 901 and 902 it is more than 300: 301.
    assert_eq!(held(900, 300, 151), (true, 0, 0));
    assert_eq!(held(900, 299, 299), (false, -1, 149));
    assert_eq!(held(901, 301, 151), (true, 0, 0));
    assert_eq!(held(901, 300, 300), (false, -1, 149));
    // Half is not enough.
    assert_eq!(held(900, 300, 150), (false, 0, -1));
    assert_eq!(held(900, 301, 151), (true, 1, 0));
    assert_eq!(held(900, 301, 150), (false, 1, -1));
}

#[test]
fn a_mandate_that_was_kept_is_safe_for_a_year() {
    let mut case = to_the_vote(1_000);
    case.take(date(2024, 8, 25), Event::VoteHeld(ballots(400, 200))).unwrap();
    case.take(date(2024, 8, 28), Event::ResultPublished).unwrap();
    assert_eq!(case.state(), State::Kept { published: date(2024, 8, 28) });
    assert_eq!(refused(case.take(date(2025, 8, 27), filed())), named("after_failure", "113-12(2)"));
    // A petition that never came to a vote protects nobody.
    let mut stopped = to_the_check(1_000, 100);
    stopped.take(date(2024, 6, 25), checked(100)).unwrap();
    assert!(stopped.take(date(2024, 6, 25), filed()).is_ok());
    // And the year ends; the bar is remembered through a later petition that failed early.
    case.take(date(2025, 8, 28), filed()).unwrap();
    case.take(date(2025, 8, 28), Event::RegistrationRefused).unwrap();
    assert!(case.take(date(2025, 8, 29), filed()).is_ok());
}

#[test]
fn a_by_election_follows_but_not_in_the_last_year() {
    let recalled = |held: Date| {
        let mut case = case(1_000);
        let filed_on = date(2027, 1, 4);
        case.take(filed_on, filed()).unwrap();
        case.take(filed_on, Event::Registered).unwrap();
        case.take(filed_on, Event::Submitted { signatures: 500, last_signed: None }).unwrap();
        case.take(filed_on, checked(500)).unwrap();
        case.take(filed_on, Event::VoteCalled).unwrap();
        case.take(held, Event::VoteHeld(ballots(500, 300))).unwrap();
        case.take(held, Event::ResultPublished).unwrap();
        assert!(case.state().ended());
        case
    };
    let mut case = recalled(date(2027, 3, 1));
    assert_eq!(case.due()[0].by, date(2027, 6, 1));
    assert!(case.take(date(2027, 3, 28), Event::ByElectionCalled).is_ok());
    assert!(matches!(case.take(date(2027, 3, 28), filed()), Err(Refused::OutOfTurn { .. })));
    let mut late = recalled(date(2027, 3, 1));
    let refusal = refused(late.take(date(2027, 3, 29), Event::ByElectionCalled));
    assert_eq!(refusal, named("no_by_election_last", "99(2); of mäslihats 113"));
}

#[test]
fn events_out_of_turn_are_refused_with_the_article() {
    for (event, article) in [
        (Event::Registered, "art. 113-13(2)"),
        (Event::Appealed, "art. 113-13(2)"),
        (Event::Submitted { signatures: 5, last_signed: None }, "art. 113-14(1)"),
        (checked(5), "art. 113-14(2)"),
        (Event::VoteCalled, "art. 113-15(1)"),
        (Event::HolderTold, "art. 113-15(2)"),
        (Event::VoteHeld(ballots(5, 5)), "art. 113-15(3), 113-16"),
        (Event::ResultPublished, "art. 113-16(5)"),
        (Event::ByElectionCalled, "art. 113-16(6)"),
    ] {
        let mut case = case(1_000);
        let refusal = case.take(FILED, event).unwrap_err();
        assert!(matches!(refusal, Refused::OutOfTurn { .. }), "{refusal}");
        assert!(refusal.to_string().ends_with(&format!("no petition is filed [{article}]")), "{refusal}");
        assert_eq!(case, self::case(1_000));
    }
}

#[test]
fn what_cannot_be_is_refused() {
    assert!(matches!(Case::new(law(), mandate("mäjilis", 0)), Err(FactError::Nobody { .. })));
    let backwards = Mandate { term: Term { began: ENDS, ends: BEGAN }, ..mandate("mäjilis", 10) };
    assert!(matches!(Case::new(law(), backwards), Err(FactError::NegativeSpan { .. })));

    let facts = |case: &Case, day, event| match case.clone().take(day, event).unwrap_err() {
        Refused::Facts(error) => error,
        other => panic!("{other}"),
    };
    let new = case(1_000);
    let petition = Event::Filed { voters: 1_001, ground: None };
    assert!(matches!(facts(&new, FILED, petition), FactError::MoreThanAll { .. }));
    assert!(matches!(facts(&new, date(2022, 11, 4), filed()), FactError::BeforeTheLaw { .. }));
    assert!(matches!(facts(&new, date(2023, 3, 28), filed()), FactError::NegativeSpan { .. }));
    assert!(matches!(facts(&new, date(2028, 3, 30), filed()), FactError::NegativeSpan { .. }));

    let collecting = after(1_000, &[(FILED, filed()), (date(2024, 6, 4), Event::Registered)]);
    let before = facts(&collecting, FILED, Event::Submitted { signatures: 1, last_signed: None });
    assert!(matches!(before, FactError::NegativeSpan { .. }));
    let too_many = Event::Submitted { signatures: 1_001, last_signed: None };
    assert!(matches!(facts(&collecting, date(2024, 6, 5), too_many), FactError::MoreThanAll { .. }));
    let checking = to_the_check(1_000, 150);
    assert!(matches!(facts(&checking, date(2024, 6, 21), checked(151)), FactError::MoreThanAll { .. }));

    let called = to_the_vote(1_000);
    let vote = |ballots| facts(&called, date(2024, 8, 1), Event::VoteHeld(ballots));
    assert!(matches!(vote(ballots(1_001, 1)), FactError::MoreThanAll { .. }));
    assert!(matches!(vote(ballots(10, 11)), FactError::MoreThanAll { .. }));
    let sum = Ballots { no: Some(3), invalid: Some(1), ..ballots(10, 5) };
    assert!(matches!(vote(sum), FactError::DoesNotAddUp { sum: 9, whole: 10, .. }));
    let huge = Ballots { no: Some(u64::MAX), invalid: Some(u64::MAX), ..ballots(10, 5) };
    assert!(matches!(vote(huge), FactError::MoreThanAll { .. }));
}

#[test]
fn the_record_of_a_step_names_doubts() {
    let mut case = to_the_vote(900);
    let step = case.take(date(2024, 8, 1), Event::VoteHeld(ballots(300, 151))).unwrap();
    let text = step.decision.to_string();
    for line in [
        "DECISION: Recall of A. Deputy, 2024-08-01: the vote is held",
        "     needed: at least 1/3 of 900 voters of the district: at least 300 voters",
        "     needed: more than 50% of 300 who took part: at least 151 votes",
        "  RESULT: every requirement is met.",
    ] {
        assert!(text.lines().any(|found| found == line), "`{line}` is not in\n{text}");
    }
    assert!(text.contains("[art. 113-16(3)]") && text.contains("[art. 113-16(4)]"), "{text}");
    assert!(step.decision.doubts.iter().any(|doubt| doubt.certainty == Certainty::Unsure));
}

#[test]
fn a_deputy_of_a_list_loses_the_seat_with_the_party() {
    let decide = |day: Date, body: &str, elected, loss| {
        let law = list_mandate_laws().on(day).unwrap().value;
        law.decide(&list_mandate::Facts { holder: "A".to_owned(), body: body.to_owned(), elected, loss })
    };
    for (day, body) in [(date(2024, 1, 1), "mäjilis"), (date(2026, 7, 1), "kurultai")] {
        for loss in [Loss::Left, Loss::Expelled, Loss::PartyEnded] {
            assert!(decide(day, body, Seat::PartyList, Some(loss)).unwrap().met());
        }
        assert!(!decide(day, body, Seat::PartyList, None).unwrap().met());
    }
    // A deputy of a district may leave.
    assert!(!decide(date(2024, 1, 1), "mäjilis", Seat::SingleMember, Some(Loss::Left)).unwrap().met());
    let unknown = decide(date(2024, 1, 1), "mäslihat", Seat::PartyList, Some(Loss::Left)).unwrap_err();
    assert!(matches!(unknown, FactError::Unknown { .. }));
}

#[test]
fn recalls_elsewhere_come_out_as_they_did() {
    let settled = |key: &str| {
        let rules = &abroad::recall_law(key).unwrap().law.rules;
        let of_law = abroad::past_recalls().iter().filter(|one| one.law == key);
        let outcomes: Vec<_> = of_law.filter_map(|one| Some((one, one.outcome_under(rules)?))).collect();
        for (one, outcome) in &outcomes {
            assert_eq!(*outcome, one.recalled, "{}", one.office);
        }
        (outcomes.len(), outcomes.iter().filter(|(_, outcome)| *outcome).count())
    };
    assert_eq!(settled("taiwan-2016"), (19, 3));
    assert_eq!(settled("united-kingdom-2015"), (5, 4));
    assert_eq!(settled("california"), (2, 1));
    assert_eq!(settled("venezuela-1999"), (1, 0));
    // Taiwan in 2017: more votes for the recall than against it, and 15,195 short of a quarter.
    let huang = abroad::past_recalls().iter().find(|one| one.office.contains("Huang Kuo-chang")).unwrap();
    let quarter = abroad::recall_law(&huang.law).unwrap().law.rules.vote.unwrap().yes_of_voters.unwrap();
    assert_eq!(quarter.border_of(huang.electorate.unwrap()), 63_888);
    assert!(huang.yes > huang.no && !huang.recalled);
}

#[test]
fn two_recalls_day_by_day_under_foreign_laws() {
    let law = |key: &str| &abroad::recall_law(key).unwrap().law;
    // Peterborough 2019: 19,261 of 69,673 signed, 6,968 were enough; no vote follows.
    let mut peterborough = Case::new(
        law("united-kingdom-2015"),
        Mandate {
            term: Term { began: date(2017, 6, 8), ends: date(2022, 6, 8) },
            ..mandate("house of commons", 69_673)
        },
    )
    .unwrap();
    let convicted = Event::Filed { voters: 0, ground: Some("conviction".to_owned()) };
    peterborough.take(date(2019, 3, 5), convicted).unwrap();
    peterborough.take(date(2019, 3, 19), Event::Registered).unwrap();
    peterborough.take(date(2019, 4, 30), Event::Submitted { signatures: 19_261, last_signed: None }).unwrap();
    let step = peterborough.take(date(2019, 5, 1), checked(19_261)).unwrap();
    assert_eq!(step.state, State::Recalled { on: date(2019, 5, 1) });
    assert_eq!(step.decision.requirement("signatures").unwrap().margin, Some(19_261 - 6_968));

    // Chen Po-wei 2021: 77,899 for, 73,433 against, a quarter of 294,976 is 73,744.
    let mut chen = Case::new(
        law("taiwan-2016"),
        Mandate {
            term: Term { began: date(2020, 2, 1), ends: date(2024, 2, 1) },
            ..mandate("legislator", 294_976)
        },
    )
    .unwrap();
    let day = date(2021, 2, 2);
    chen.take(day, Event::Filed { voters: 2_950, ground: None }).unwrap();
    chen.take(day, Event::Registered).unwrap();
    chen.take(day, Event::Submitted { signatures: 36_073 + 7_906, last_signed: None }).unwrap();
    chen.take(day, checked(36_073)).unwrap();
    chen.take(date(2021, 9, 1), Event::VoteCalled).unwrap();
    let vote = Ballots { participants: 152_567, yes: 77_899, no: Some(73_433), invalid: Some(1_235) };
    let step = chen.take(date(2021, 10, 23), Event::VoteHeld(vote)).unwrap();
    assert_eq!(step.decision.requirement("vote.yes_of_voters").unwrap().margin, Some(77_899 - 73_744));
    assert_eq!(step.state, State::Voted { on: date(2021, 10, 23), carried: true });
    // In the first year nobody can file.
    let early = Case::new(law("taiwan-2016"), chen.mandate().clone())
        .unwrap()
        .take(date(2021, 1, 31), filed())
        .map(|_| ())
        .unwrap_err();
    assert!(early.to_string().contains("first part of the term"), "{early}");
}

#[test]
fn a_missing_fact_is_named() {
    let law = |key: &str| &abroad::recall_law(key).unwrap().law;
    let up_to_check = |law, mandate: Mandate, parts| {
        let mut case = Case::new(law, mandate).unwrap();
        for event in [filed(), Event::Registered, Event::Submitted { signatures: 500, last_signed: None }] {
            case.take(date(2026, 6, 1), event).unwrap();
        }
        case.take(date(2026, 6, 1), Event::Checked { valid: 500, parts }).map(|step| step.state)
    };
    let missing = |fact: &str| Refused::Facts(FactError::Missing { fact: fact.to_owned() });
    let governor = mandate("governor", 1_000);
    assert_eq!(up_to_check(law("california"), governor.clone(), Some(5)), Err(missing("last_vote")));
    let governor = Mandate { last_vote: Some(600), ..governor };
    assert_eq!(up_to_check(law("california"), governor.clone(), None), Err(missing("parts")));
    let on = date(2026, 6, 1);
    assert_eq!(up_to_check(law("california"), governor.clone(), Some(4)), Ok(State::Stopped { on }));
    assert_eq!(up_to_check(law("california"), governor, Some(5)), Ok(State::Qualified { on }));
}

#[test]
fn files_of_law_are_read_strictly_and_cite_every_number() {
    let text = include_str!("../../src/kazakhstan/law/recall/2022-11-05.toml");
    let read = |from: &str, to: &str| {
        assert!(text.contains(from), "{from}");
        Law::<Rules>::from_toml(&text.replace(from, to)).unwrap_err()
    };
    assert!(matches!(read("collection = {", "colection = {"), LawError::Unreadable(_)));
    assert!(matches!(read("\"10%\"", "\"110%\""), LawError::Unreadable(_)));
    assert!(matches!(read("\"not enough\"", "\"perhaps\""), LawError::Unreadable(_)));
    assert!(
        matches!(read("\"grounds\" =", "\"ground\" ="), LawError::NoSuchRule(unknown) if unknown.nearest.as_deref() == Some("grounds"))
    );
    let laws =
        recall_laws().iter().map(|law| law.value).chain(abroad::recall_laws().iter().map(|one| &one.law));
    for law in laws {
        let json = serde_json::to_string(law).unwrap();
        assert_eq!(&serde_json::from_str::<Law<Rules>>(&json).unwrap(), law);
        let toml = toml::to_string(law).unwrap();
        assert_eq!(&Law::<Rules>::from_toml(&toml).unwrap(), law, "{toml}");
    }
    for law in recall_laws().iter() {
        let rules = serde_json::to_value(&law.value.rules).unwrap();
        for (rule, value) in rules.as_object().unwrap() {
            let said = value.is_null() || value.as_object().is_some_and(serde_json::Map::is_empty);
            let cited = law.value.cite.contains_key(rule) || rule == "signatures_of";
            assert!(said || cited, "{rule}");
        }
    }
}

#[test]
fn events_are_read_and_written_as_json() {
    for event in [filed(), Event::Registered, checked(7), Event::VoteHeld(ballots(9, 5))] {
        let json = serde_json::to_string(&event).unwrap();
        assert_eq!(serde_json::from_str::<Event>(&json).unwrap(), event, "{json}");
    }
    let case = to_the_vote(1_000);
    let json = serde_json::to_value(&case).unwrap();
    assert_eq!(json["state"]["state"], "called");
    assert_eq!(json["history"][0]["event"]["event"], "filed");
}

proptest! {
    /// More valid signatures never stop a petition that fewer would have carried.
    #[test]
    fn more_signatures_never_harm(voters in 1u64.., a: u64, b: u64, enough: bool) {
        let (few, many) = (a.min(b) % voters, a.max(b).min(voters));
        let few = few.min(many);
        let mut law = law().clone();
        law.rules.exactly_at_limit = if enough { AtLimit::Enough } else { AtLimit::NotEnough };
        let judge = |valid| {
            let mut case = Case::new(&law, mandate("mäjilis", voters)).unwrap();
            let sheets = Event::Submitted { signatures: voters, last_signed: None };
            for event in [filed(), Event::Registered, sheets] {
                case.take(FILED, event).unwrap();
            }
            let step = case.take(FILED, checked(valid)).unwrap();
            (step.decision.verdict, step.decision.requirement("signatures").unwrap().margin)
        };
        prop_assert!(judge(many) >= judge(few));
        let needed = law.rules.signatures_needed().border_of(voters);
        prop_assert_eq!(i128::from(few) >= needed, judge(few).1 >= Some(0));
    }

    /// More votes for a recall never save a mandate, and the short answer agrees with the decision under every law.
    #[test]
    fn more_votes_never_harm(voters in 1u64.., a: u64, b: u64, c: u64, won: u64) {
        let participants = a.min(voters);
        let (few, many) = (b.min(c).min(participants), b.max(c).min(participants));
        for law in recall_laws().iter().map(|law| law.value).chain(abroad::recall_laws().iter().map(|one| &one.law)) {
            let Some(vote) = law.rules.vote else { continue };
            let office = &law.rules.offices[0];
            let holder = Mandate {
                elected: office.elected,
                last_vote: Some(u64::MAX),
                votes_won: Some(won),
                ..mandate(&office.body, voters)
            };
            let judge = |yes: u64| {
                let mut easy = law.clone();
                easy.rules.signatures = Support::Number(Limit::AtLeast(0));
                easy.rules.exactly_at_limit = AtLimit::AsWritten;
                let mut case = Case::new(&easy, holder.clone()).unwrap();
                let day = date(2026, 9, 1);
                let events = [
                    Event::Filed { voters, ground: Some("loss of trust".to_owned()) },
                    Event::Registered,
                    Event::Submitted { signatures: 0, last_signed: None },
                    Event::Checked { valid: 0, parts: Some(9) },
                    Event::VoteCalled,
                ];
                for event in events { case.take(day, event).unwrap(); }
                let ballots = Ballots { no: Some(participants - yes), invalid: Some(0), ..ballots(participants, yes) };
                let State::Voted { carried, .. } = case.take(day, Event::VoteHeld(ballots)).unwrap().state else {
                    panic!("{:?}", case.state())
                };
                assert_eq!(vote.carried(voters, &ballots, Some(won)), Some(carried));
                carried
            };
            prop_assert!(judge(many) >= judge(few));
        }
    }
}
