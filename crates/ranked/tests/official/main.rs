//! Counts that were held, stage by stage, against their official figures.

mod rules;
