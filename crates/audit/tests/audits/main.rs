//! Audits against what others printed, what another program computed, and what must hold for every order of the papers.

mod batches;
mod going_on;
mod kazakhstan;
mod martingales;
mod samples;
mod simulations;
mod stations;
mod strata;
