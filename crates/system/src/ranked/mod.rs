//! Tiers of ranked ballots: voters rank candidates, and a statute says how their ballots go from one to another.
//!
//! The count itself, stage by stage, is that of the crate [`ranked`](sailau_ranked), which knows neither parties nor tiers.

pub(crate) mod buffers;
pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;
