//! A second implementation of every statute: from the texts, in exact numbers, paper by paper, as simple as can be read beside
//! the law. What the crate counts must be what these count, stage by stage.

mod agreement;
mod alaska;
mod albany;
mod amount;
mod australia_senate;
mod burlington;
mod conserved;
mod contingent;
mod countback;
mod drawn;
mod exact;
mod hare_clark;
mod hill_wichmann_woodall;
mod ireland;
mod lots;
mod malta;
mod minneapolis;
mod minneapolis_several;
mod minneapolis_single;
mod monotonicity;
mod new_south_wales_local;
mod new_zealand;
mod northern_ireland;
mod official;
mod papers;
mod points;
mod portland;
mod properties;
mod runoff;
mod scotland;
mod statutes;
mod table;
