use std::collections::BTreeSet;

use crate::system::Outcome;
use crate::system::protocol::{SoleQualifierStep, Step, TieOpenStep};
use crate::text::grouped;

/// Who passes the threshold, in a sentence of at most a dozen names each; nothing where there is no threshold.
///
/// ```
/// use sailau::report::who_passes;
/// use sailau::{ElectoralSystem, Votes};
///
/// let rules = ElectoralSystem::from_toml(
///     "name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n\
///      threshold = { at_least = '10%', of = 'valid votes' }",
/// )?;
/// let outcome = rules.count(&Votes::list([("Hill", 95), ("Dale", 5)])?)?;
/// assert_eq!(who_passes(&outcome).as_deref(), Some("Past the threshold: Hill. Below it: Dale."));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn who_passes(outcome: &Outcome) -> Option<String> {
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

/// What a reader would not see from the seats: a list that is let in, votes that count as invalid, a threshold that nobody meets,
/// equal claims. Each once.
///
/// ```
/// use sailau::report::notes;
/// use sailau::{ElectoralSystem, Votes};
///
/// let rules = ElectoralSystem::from_toml("name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n")?;
/// let outcome = rules.count(&Votes::list([("Hill", 40), ("Dale", 40)])?)?;
/// assert_eq!(notes(&outcome), ["equal claims leave 1 open among Dale, Hill"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn notes(outcome: &Outcome) -> Vec<String> {
    let mut notes = Vec::new();
    for entry in &outcome.protocol.entries {
        let note = match &entry.step {
            Step::SoleQualifier(SoleQualifierStep { first, seconds, second_seats, .. }) => format!(
                "{first} alone passes, and {} is let in with {second_seats} seats",
                seconds.join(" or ")
            ),
            Step::AgainstAllNotOnTheBallot(step) => format!(
                "the ballot has no line against all; {} such votes count as invalid and leave the base of the threshold",
                grouped(step.votes)
            ),
            Step::NoListPasses(step) => format!(
                "no list passes; by option {}",
                if step.waived { "every list takes part" } else { "the seats stay empty" }
            ),
            Step::TieOpen(TieOpenStep { parties, seats, .. }) => {
                format!("equal claims leave {seats} open among {}", parties.join(", "))
            }
            _ => continue,
        };
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// The [notes] of several counts, each once and as a sentence, with the names of those of which it is true.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::report::notes_beside;
///
/// let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes().without_winners().allow_uncounted();
/// let count = |day| kazakhstan::law_on(day).unwrap().value.count(&votes).unwrap();
/// let (old, new) = (count(date(2009, 3, 1)), count(date(2023, 3, 19)));
/// let notes = notes_beside([("2009", &old), ("2009 again", &old), ("2022", &new)]);
/// assert!(notes[0].starts_with("2009, 2009 again: the ballot has no line against all; 248,291 such votes"));
/// assert_eq!(notes.len(), 1);
/// ```
#[must_use]
pub fn notes_beside<'a>(counts: impl IntoIterator<Item = (&'a str, &'a Outcome)>) -> Vec<String> {
    let mut all: Vec<(String, Vec<&str>)> = Vec::new();
    for (name, outcome) in counts {
        for note in notes(outcome) {
            match all.iter_mut().find(|(known, _)| *known == note) {
                Some((_, names)) => names.push(name),
                None => all.push((note, vec![name])),
            }
        }
    }
    all.into_iter().map(|(note, names)| format!("{}: {note}.", names.join(", "))).collect()
}
