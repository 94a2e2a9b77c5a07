//! Programs: the examples, and those of the documentation.

mod examples;
mod from_rust;
