//! Audits against what others printed, what another program computed, and what must hold for every order of the papers.

mod going_on;
mod martingales;
mod samples;
