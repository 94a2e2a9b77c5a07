//! An area: where seats of a list tier are given.

use super::ballot::ListBallot;
use crate::alliances::allied::Allied;
use crate::open_list::plan::Candidate;

/// Where seats of a list tier are given: the nation or a district.
#[derive(Debug, Clone)]
pub(crate) struct Area {
    pub(crate) district: Option<usize>,
    pub(crate) rank: Option<u32>,
    /// Its region by number, where thresholds ask for it.
    pub(crate) region: Option<usize>,
    pub(crate) seats: u32,
    pub(crate) ballots: Vec<ListBallot>,
    /// Alliances of lists, then suballiances, by list; empty when there are none.
    pub(crate) alliances: Vec<Allied>,
    /// The candidates of each list; empty when there is no limit.
    pub(crate) candidates: Vec<u32>,
    /// Who stands on its lists; empty unless the lists are open, or own votes may be a quota.
    pub(crate) roster: Vec<Candidate>,
}
