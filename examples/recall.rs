//! A petition to recall a deputy, day by day, under the law of Kazakhstan: what the law takes, and what it refuses.
//!
//! ```text
//! cargo run --release --example recall
//! ```
//!
//! `sailau law recall` of the program has real recalls, petitions from a file, and the odds by district.

use std::error::Error;

use jiff::civil::date;
use sailau::kazakhstan;
use sailau::procedure::recall::{Ballots, Case, Event, Mandate, Refused, Seat, Term};

fn main() -> Result<(), Box<dyn Error>> {
    // The deputy and the events are invented; the law is real.
    let mandate = Mandate {
        holder: "A. Deputy".to_owned(),
        body: "mäslihat".to_owned(),
        elected: Seat::SingleMember,
        term: Term { began: date(2023, 3, 29), ends: date(2028, 3, 29) },
        voters: 9_000,
        last_vote: None,
        votes_won: None,
    };
    let filed = || Event::Filed { voters: 1, ground: Some("programme not fulfilled".to_owned()) };
    let ballots = Ballots { participants: 3_412, yes: 1_739, no: Some(1_640), invalid: Some(33) };
    let events = [
        // Within the first year of the mandate.
        (date(2024, 3, 28), filed()),
        (date(2025, 12, 11), filed()),
        (date(2025, 12, 13), Event::Registered),
        (date(2026, 1, 12), Event::Submitted { signatures: 1_240, last_signed: None }),
        (date(2026, 1, 21), Event::Checked { valid: 1_077, parts: None }),
        (date(2026, 1, 22), Event::VoteCalled),
        (date(2026, 1, 26), Event::HolderTold),
        (date(2026, 3, 22), Event::VoteHeld(ballots)),
        (date(2026, 3, 25), Event::ResultPublished),
    ];
    let law = kazakhstan::recall_laws().on(date(2024, 3, 28))?.value;
    let mut case = Case::new(law, mandate)?;
    for (day, event) in events {
        match case.take(day, event.clone()) {
            Ok(step) => println!("{day}  {event}\n{}", step.decision),
            // Impossible figures would be a mistake of ours.
            Err(Refused::Facts(error)) => return Err(error.into()),
            Err(refused) => println!("{day}  REFUSED: {refused}\n"),
        }
    }
    println!("In the end: {}", case.state());
    Ok(())
}
