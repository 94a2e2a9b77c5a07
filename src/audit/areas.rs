//! What is known of the areas of a tier while its record is read.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::bar::TakingPart;
use super::boxes::Boxes;
use super::claimed::Claimed;
use crate::apportion::Method;
use crate::system::protocol::{BiproportionalStep, LeftByAveragesStep};

/// A district or a region by name; none is the whole country.
pub(super) type Area = Option<String>;

/// Boxes and who takes part, by area, and what other stages read of earlier ones.
#[derive(Default)]
pub(super) struct Areas {
    pub(super) boxes: BTreeMap<Area, Rc<Boxes>>,
    pub(super) taking_part: BTreeMap<Area, TakingPart>,
    /// Lists of which it is stated already that they are above, or below, the threshold of an area.
    pub(super) stated: BTreeSet<(Area, usize, bool)>,
    /// Seats that a list is sure of in a district while overhang is levelled, by column and district.
    pub(super) sure: BTreeMap<(usize, String), u32>,
    /// The seats of each column by the last apportionment of the whole country.
    pub(super) shares: BTreeMap<usize, u32>,
    /// The seats of each district of a biproportional tier, whether a paper holds as many votes, and the divisors that were found.
    pub(super) seats: BTreeMap<String, u32>,
    pub(super) several_votes: bool,
    pub(super) divisors: Option<BiproportionalStep>,
    /// What the votes of lists weigh, by column, where some weigh more.
    pub(super) heavier: BTreeMap<Area, BTreeMap<usize, i128>>,
    /// Where seats were shared among lists in a step of the record, and how many at most.
    pub(super) with_a_step: BTreeMap<Area, u32>,
    /// Where alliances were compared with each other, or the lists of the only one.
    pub(super) with_alliances: BTreeSet<Area>,
    /// What claims are made of, where seats go by them.
    pub(super) claimed: BTreeMap<Area, Claimed>,
    /// The list that a majority clause makes sure of seats in a district, and of how many.
    pub(super) strongest: BTreeMap<String, Strongest>,
    /// Where a bonus was given.
    pub(super) with_bonus: BTreeSet<Area>,
    /// Lists that have a seat first.
    pub(super) first_seats: BTreeMap<Area, BTreeSet<String>>,
    /// Seats by averages and by votes for each seat, after quotas.
    pub(super) by_averages: BTreeMap<Area, Vec<LeftByAveragesStep>>,
    pub(super) votes_a_seat: BTreeMap<Area, Vec<String>>,
    /// What votes alone would be worth; none yet where the record is about to say so.
    trials: BTreeMap<Area, Option<Trial>>,
    /// Where seats lie is not audited.
    pub(super) without_places: bool,
}

/// Whom a majority clause makes sure of a seat in a district.
#[derive(Debug, Clone)]
pub(super) struct Strongest {
    /// The columns of the lists with most votes.
    pub(super) columns: Vec<usize>,
    /// The fewest seats that the rule gives, before it is cut down to those of the district and the party.
    pub(super) at_least: u32,
}

/// Seats that are not given: what they would be without a rule that changes them.
#[derive(Debug, Clone)]
pub(super) struct Trial {
    pub(super) method: Method,
    pub(super) seats: u32,
    pub(super) lists: Vec<(String, u32)>,
}

impl Areas {
    /// The next apportionment of an area is a trial.
    pub(super) fn await_trial(&mut self, area: &Area) {
        self.trials.insert(area.clone(), None);
    }

    pub(super) fn is_trial(&self, area: &Area) -> bool {
        self.trials.get(area).is_some_and(Option::is_none)
    }

    /// Whether what votes alone would be worth was never said.
    pub(super) fn awaits_a_trial(&self) -> bool {
        !self.trials.is_empty()
    }

    pub(super) fn keep_trial(&mut self, area: &Area, trial: Trial) {
        self.trials.insert(area.clone(), Some(trial));
    }

    pub(super) fn take_trial(&mut self, area: &Area) -> Option<Trial> {
        self.trials.remove(area).flatten()
    }
}
