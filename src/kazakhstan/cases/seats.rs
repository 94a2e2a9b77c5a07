//! Votes in, seats out: the lists of the lower house.

use jiff::civil::Date;
use serde::Deserialize;

use super::{CaseFault, Found};
use crate::kazakhstan::law_on;
use crate::system::{ElectoralSystem, Outcome};
use crate::votes::{Votes, VotesBuilder, VotesProblem};

/// The tier of the lists, in every law that has one.
const TIER: &str = "list";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Facts {
    #[serde(default)]
    against_all: u64,
    #[serde(default)]
    invalid: u64,
    lists: Vec<List>,
}

/// A list with its votes, and its place in the order of registration.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct List {
    name: String,
    votes: u64,
    registered: Option<u32>,
}

impl super::Facts for Facts {
    fn judged(self, day: Date) -> Result<Found, CaseFault> {
        let Self { against_all, invalid, lists } = self;
        let law = law_on(day)?.value;
        let mut found = Found::citing(law.citations.values());
        shared(&mut found, law, &lists, against_all, invalid)?;
        Ok(found)
    }
}

/// The seats of each list, all of which a case has to name, and those that a tie leaves open.
pub(super) fn shared(
    found: &mut Found,
    law: &ElectoralSystem,
    lists: &[List],
    against_all: u64,
    invalid: u64,
) -> Result<(), CaseFault> {
    let votes = votes(lists, against_all, invalid).map_err(CaseFault::facts)?;
    let outcome: Outcome = law.count(&votes).map_err(CaseFault::facts)?;
    for list in lists {
        let path = format!("seats.{}", list.name);
        found.set(path.as_str(), outcome.seats_in(TIER, &list.name).map_err(CaseFault::facts)?);
        found.must(path);
    }
    let ties = outcome.ties.iter().filter(|tie| tie.tier == TIER);
    found.usually("open", 0, ties.map(|tie| tie.seats).sum::<u32>());
    Ok(())
}

fn votes(lists: &[List], against_all: u64, invalid: u64) -> Result<Votes, VotesProblem> {
    let mut builder = VotesBuilder::default();
    for List { name, votes, registered } in lists {
        builder.votes(TIER, None, Some(name), None, *votes)?;
        if let Some(order) = registered {
            builder.registration_order(name, *order)?;
        }
    }
    if against_all > 0 {
        builder.against_all(TIER, None, against_all)?;
    }
    if invalid > 0 {
        builder.invalid(TIER, None, invalid)?;
    }
    // A case is about the lists: what the districts of the same house elect is no part of it.
    Ok(builder.build()?.allow_uncounted())
}
