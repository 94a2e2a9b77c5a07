//! What is written for people: names that were meant, and numbers in figures.

mod near;
mod numbers;

pub use near::{folded, nearest};
pub use numbers::grouped;
