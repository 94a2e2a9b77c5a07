//! What a count says at a glance: who passes the threshold, and what seats alone do not show.

use std::collections::BTreeSet;

use sailau::system::Outcome;
use sailau::system::protocol::{SoleQualifierStep, Step, TieOpenStep};

/// Who passes the threshold, in a sentence; nothing without one.
pub(crate) fn who_passes(outcome: &Outcome) -> Option<String> {
    let (passed, failed) = outcome.protocol.at_thresholds()?;
    let names = |set: &BTreeSet<&str>| {
        let named: Vec<&str> = set.iter().take(12).copied().collect();
        let more = set.len() - named.len();
        format!("{}{}", named.join(", "), if more > 0 { format!(" and {more} more") } else { String::new() })
    };
    Some(match (passed.is_empty(), failed.is_empty()) {
        (true, _) => "No list passes the threshold.".to_owned(),
        (false, true) => format!("Every list passes the threshold: {}.", names(&passed)),
        (false, false) => {
            format!("Past the threshold: {}. Below it: {}.", names(&passed), names(&failed))
        }
    })
}

/// What a reader would not see from the numbers.
pub(crate) fn notes(outcome: &Outcome) -> Vec<String> {
    let mut notes = Vec::new();
    for entry in &outcome.protocol.entries {
        match &entry.step {
            Step::SoleQualifier(SoleQualifierStep { first, seconds, second_seats, .. }) => {
                notes.push(format!(
                    "{first} alone passes, and {} is let in with {second_seats} seats",
                    seconds.join(" or ")
                ))
            }
            Step::AgainstAllNotOnTheBallot(step) => notes.push(format!(
                "the ballot has no line against all; {} such votes count as invalid",
                sailau::report::grouped(step.votes)
            )),
            Step::NoListPasses(step) => notes.push(format!(
                "no list passes; by option {}",
                if step.waived { "every list takes part" } else { "the seats stay empty" }
            )),
            Step::TieOpen(TieOpenStep { parties, seats, .. }) => {
                notes.push(format!("equal claims leave {seats} open among {}", parties.join(", ")));
            }
            _ => {}
        }
    }
    let mut seen = BTreeSet::new();
    notes.retain(|note| seen.insert(note.clone()));
    notes
}
