//! What is known of the areas of a tier while its record is read.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::bar::TakingPart;
use super::boxes::Boxes;
use crate::system::protocol::BiproportionalStep;

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
    /// Where seats lie is not audited.
    pub(super) without_places: bool,
}
