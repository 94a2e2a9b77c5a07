//! The journeys under `docs/from_rust`, as documentation and as tests.

#[doc = include_str!("../docs/from_rust.md")]
#[doc = include_str!("../docs/from_rust/count.md")]
#[doc = include_str!("../docs/from_rust/fit.md")]
#[cfg_attr(feature = "plot", doc = include_str!("../docs/from_rust/sweep.md"))]
#[doc = include_str!("../docs/from_rust/ties.md")]
#[doc = include_str!("../docs/from_rust/procedures.md")]
#[doc = include_str!("../docs/from_rust/vectors.md")]
#[doc = include_str!("../docs/from_rust/own_model.md")]
#[doc = include_str!("../docs/from_rust/errors.md")]
pub mod from_rust {}
