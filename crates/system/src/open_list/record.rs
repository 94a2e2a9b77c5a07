//! Who sits for open lists, in the record.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::OpenList;
use super::plan::Candidate;
use super::seating::{Chance, Contender, seat};
use crate::protocol::layout::{count, grouped, table};
use crate::protocol::names::Names;
use crate::protocol::words::{Margin, Words};

/// Who sits for an open list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenListStep {
    /// The list.
    pub party: String,
    /// Its sure seats.
    pub seats: u32,
    /// The preference threshold in words; none when personal votes alone decide.
    pub rule: Option<String>,
    /// The personal votes that are enough to come before the order of the list.
    #[serde(default, deserialize_with = "crate::wide_numbers::read")]
    pub needed: Option<u128>,
    /// Each candidate, in the order in which they sit.
    pub candidates: Vec<PersonalLine>,
    /// Seats that equal votes leave open among candidates.
    pub open: u32,
    /// Seats for which the votes name no candidate.
    pub unnamed: u32,
}

/// A candidate of an open list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct PersonalLine {
    /// The candidate.
    pub name: String,
    /// Personal votes.
    pub votes: u64,
    /// The place on the list; none when it is not given.
    pub place: Option<u32>,
    /// Whether the votes put the candidate before the order of the list.
    pub passes: bool,
    /// Whether the candidate sits.
    pub elected: bool,
    /// Whether the candidate competes with equal ones for the seats that are left.
    pub tied: bool,
}

/// Who sits for a list that has so many seats, with this number of personal votes to come before its order.
pub(super) fn who_sits(
    names: &Names<'_>,
    (roster, drawn): (&[Candidate], &[u32]),
    rule: &OpenList,
    (list, party): (usize, String),
    seats: u32,
    needed: Option<u128>,
) -> OpenListStep {
    let tally = names.votes.tally();
    let mut contenders: Vec<_> = roster
        .iter()
        .enumerate()
        .filter(|(_, candidate)| candidate.list == list)
        .map(|(number, candidate)| Contender {
            number,
            // Of the votes of the list the sum was checked; no more marks than that are told apart.
            votes: candidate.votes(tally),
            place: candidate.place,
            passes: false,
            drawn: u32::try_from(number).is_ok_and(|number| drawn.contains(&number)),
            seat: Chance::Not,
        })
        .collect();
    let open = seat(&mut contenders, needed, rule.ties, seats);
    let line = |one: &Contender| PersonalLine {
        name: roster[one.number].name.clone(),
        votes: one.votes,
        place: one.place,
        passes: one.passes,
        elected: one.seat == Chance::Elected,
        tied: one.seat == Chance::Tied,
    };
    let candidates: Vec<_> = contenders.iter().map(line).collect();
    let named = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
    let (rule, unnamed) = (rule.preference.map(|bar| bar.to_string()), seats.saturating_sub(named));
    OpenListStep { party, seats, rule, needed, candidates, open, unnamed }
}

impl Words for OpenListStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let Self { party, rule, needed, open, unnamed, .. } = self;
        let seats = count(self.seats, "seat");
        match rule.as_ref().zip(*needed) {
            Some((rule, needed)) => writeln!(
                f,
                "  Who sits for {party} ({seats}): first by personal votes, {rule}, so {} needed; then by the list.{margin}",
                grouped(needed)
            )?,
            None => writeln!(f, "  Who sits for {party} ({seats}): by personal votes.{margin}")?,
        }
        let rows = self.candidates.iter().map(|line| {
            let fate = match (line.elected, line.tied, line.passes) {
                (true, _, true) => "sits by personal votes",
                (true, _, false) => "sits by the list",
                (false, true, _) => "tied",
                (false, false, _) => "",
            };
            let place = line.place.map_or("-".to_owned(), grouped);
            vec![line.name.clone(), grouped(line.votes), place, fate.to_owned()]
        });
        table(f, &["candidate", "votes", "place", ""], rows.collect())?;
        if *open > 0 {
            writeln!(
                f,
                "  TIE: {} of {party} open among candidates with equal votes.",
                count(*open, "seat")
            )?;
        }
        if *unnamed > 0 {
            writeln!(f, "  The votes name no candidate for {} of {party}.", count(*unnamed, "seat"))?;
        }
        Ok(())
    }
}
