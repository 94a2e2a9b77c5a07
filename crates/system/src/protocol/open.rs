//! Steps of what is open and what hangs on it.

use std::fmt::{self, Formatter};

use serde::{Deserialize, Serialize};

use super::layout::{count, grouped, table};
use super::words::{Margin, Words};
use crate::outcome::OpenQuestion;

/// The count goes on as if something open were decided: what hangs on it is established for every way in the end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SupposedStep {
    /// Party and district of equal claims, such as "A in North"; empty where the entry before names who competes.
    pub claims: Vec<String>,
}

impl Words for SupposedStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        if !self.claims.is_empty() {
            writeln!(f, "  Equal claims: {}.", self.claims.join(", "))?;
        }
        writeln!(
            f,
            "  More hangs on it. What follows is one of the ways in which it can fall; what is sure in all of them stands \
             below.{margin}"
        )
    }
}

/// What every way gives in which something open can fall: these seats are sure, and no others.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct EveryWayStep {
    /// How many ways were followed.
    pub ways: usize,
    /// Something open that the tier's seats hang on.
    pub hangs_on: Vec<OpenQuestion>,
    /// Seats of the tier that no way takes from their holder, and those that are open.
    pub lines: Vec<RangeLine>,
    /// Seats of the tier that are open.
    pub open: u32,
}

/// A holder's seats in the tier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct RangeLine {
    /// The party; those without one have none.
    pub party: Option<String>,
    /// The fewest seats of a way.
    pub fewest: u32,
    /// The most seats of a way.
    pub most: u32,
}

impl Words for EveryWayStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        let questions: Vec<_> = self.hangs_on.iter().map(ToString::to_string).collect();
        if questions.is_empty() {
            writeln!(f, "  Whichever way it falls, these seats are the same:{margin}")?;
        } else {
            writeln!(
                f,
                "  Seats here hang on what is open in {}. It can fall in {} ways; sure is what all of them give:{margin}",
                questions.join("; "),
                grouped(u64::try_from(self.ways).unwrap_or(u64::MAX))
            )?;
        }
        let rows = self.lines.iter().map(|line| {
            let party = line.party.clone().unwrap_or_else(|| "(without a party)".to_owned());
            vec![party, grouped(line.fewest), grouped(line.most)]
        });
        table(f, &["seats of", "sure", "at most"], rows.collect())?;
        match self.open {
            0 => Ok(()),
            open => writeln!(f, "  {} open.", count(open, "seat")),
        }
    }
}

/// What is open can fall in more ways than are followed: the tier's seats are all open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TooManyWaysStep {
    /// How many ways are followed at most.
    pub followed: usize,
    /// Seats of the tier.
    pub seats: u32,
    /// What is open that they hang on, as far as it is known. Left out of JSON where nothing is.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hangs_on: Vec<OpenQuestion>,
}

/// So many questions are written out.
const WRITTEN_OUT: usize = 12;

impl TooManyWaysStep {
    fn questions(&self) -> String {
        let named: Vec<_> = self.hangs_on.iter().take(WRITTEN_OUT).map(ToString::to_string).collect();
        match self.hangs_on.len().saturating_sub(WRITTEN_OUT) {
            _ if named.is_empty() => "other tiers or here".to_owned(),
            0 => named.join("; "),
            more => format!("{}; and {more} more", named.join("; ")),
        }
    }
}

impl Words for TooManyWaysStep {
    fn write(&self, f: &mut Formatter<'_>, margin: &Margin<'_>) -> fmt::Result {
        writeln!(
            f,
            "  These seats hang on what is open in {}, and it can fall in more than {} ways, which are \
             not followed: none of {} is called sure, though some may be. Decide some of what is open (give winners or \
             lots) and count again.{margin}",
            self.questions(),
            grouped(u64::try_from(self.followed).unwrap_or(u64::MAX)),
            count(self.seats, "seat")
        )
    }
}
