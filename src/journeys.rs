//! The journeys under `docs/from_rust`, as documentation and as tests.

#[doc = include_str!("../docs/from_rust.md")]
#[doc = include_str!("../docs/from_rust/fit.md")]
pub mod from_rust {}
