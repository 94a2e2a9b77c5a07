//! Counts that were held, stage by stage, against their official figures.
//!
//! The ballots are too many to stand here. Tests that need them read the folder that `SAILAU_RANKED_FILES` names, and without it
//! say that they were left out.

mod case;
mod exact;
mod instant_runoff;
mod islands;
mod margins;
mod meek;
mod nauru;
mod rules;
mod scotland;
mod transferable;
