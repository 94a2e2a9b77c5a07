//! Audits against what others printed, what another program computed, and what must hold for every order of the papers.

mod martingales;
mod samples;
