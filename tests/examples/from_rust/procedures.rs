//! The limits of the journey's registration and recall, from the texts.

use std::error::Error;

use jiff::civil::date;
use sailau::kazakhstan::{map_on, party_on, recall_laws, registration_laws};
use sailau::procedure::recall::{Ballots, Case, Event, Mandate, Seat, State, Term};

#[test]
fn procedures() {
    crate::from_rust::is_at_most(42, include_str!("../../../docs/from_rust/procedures.md"));
}

/// Law on Political Parties, 10(6): 5,000 in all and 200 in every region, of which there have been 20 since June 2022.
#[test]
fn a_party_is_registered_from_the_limits_on() {
    let day = date(2023, 1, 1);
    let map = map_on(day).unwrap();
    let law = registration_laws().on(day).unwrap().value;
    assert_eq!(map.len(), 20);
    for (first, others) in
        [(5_000, 0), (1_200, 200), (1_199, 200), (1_218, 199), (249, 250), (250, 250), (200, 253)]
    {
        let party = party_on("Example", day).unwrap().with_initiators(700, 20).with_committee(10);
        let members = map
            .iter()
            .enumerate()
            .map(|(at, region)| (region.to_owned(), if at == 0 { first } else { others }));
        let enough = first + 19 * others >= 5_000 && first >= 200 && others >= 200;
        let decision = law.decide(&party.with_branches(members)).unwrap();
        assert_eq!(decision.met(), enough, "{first} and {others}");
    }
}

/// The deputy of the journey, with so many signatures of 9,000 voters and so many of 3,000 who voted.
fn recalled(valid: u64, yes: u64) -> Result<bool, Box<dyn Error>> {
    let law = recall_laws().on(date(2024, 6, 3))?.value;
    let term = Term { began: date(2023, 3, 29), ends: date(2028, 3, 29) };
    let (holder, body) = ("A. Deputy".into(), "mäslihat".into());
    let elected = Seat::SingleMember;
    let mut case = Case::new(
        law,
        Mandate { holder, body, elected, term, voters: 9_000, last_vote: None, votes_won: None },
    )?;
    case.take(date(2024, 6, 3), Event::Filed { voters: 1, ground: Some("loss of trust".into()) })?;
    case.take(date(2024, 6, 5), Event::Registered)?;
    case.take(date(2024, 7, 5), Event::Submitted { signatures: 1_100, last_signed: None })?;
    case.take(date(2024, 7, 14), Event::Checked { valid, parts: None })?;
    case.take(date(2024, 7, 15), Event::VoteCalled)?;
    case.take(date(2024, 7, 17), Event::HolderTold)?;
    let ballots = Ballots { participants: 3_000, yes, no: Some(2_981 - yes), invalid: Some(19) };
    case.take(date(2024, 9, 8), Event::VoteHeld(ballots))?;
    case.take(date(2024, 9, 10), Event::ResultPublished)?;
    Ok(matches!(case.state(), State::Recalled { .. }))
}

/// Law on Elections, 113-14(2): more than a tenth of the voters; 113-16(4): more than half of those who voted.
#[test]
fn a_deputy_is_recalled_from_the_limits_on() {
    for valid in [899, 900, 901, 1_100] {
        for yes in [0, 1_499, 1_500, 1_501, 2_981] {
            let enough = valid * 10 > 9_000 && yes * 2 > 3_000;
            // Too few signatures end it before the vote.
            assert_eq!(recalled(valid, yes).unwrap_or(false), enough, "{valid} and {yes}");
        }
    }
}
