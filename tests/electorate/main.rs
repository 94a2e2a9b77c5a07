//! Synthetic votes have the moments that their model states, at fixed seeds and within stated errors.

mod contests;
mod drawing;
mod swing;
