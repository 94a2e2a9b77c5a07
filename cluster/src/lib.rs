//! Simulated elections on many machines.
//!
//! A [sweep](sweep) is a table of scenarios and shards. [Functions](functions) draw a shard and join shards; Apache DataFusion
//! [plans](engine) the query over the table, in this process or on a Ballista cluster, whose [servers] know the same
//! functions and listen to [who may](transport). What is finished is [stored](store) at once, so that a [run](run()) which was killed goes on where it stopped.
//!
//! See `docs/cluster.md` for running it.

#![warn(clippy::unwrap_used, clippy::panic)]

pub mod certificates;
pub mod engine;
mod error;
pub mod functions;
mod memo;
pub mod query;
mod results;
mod rules;
mod run;
pub mod scenario;
pub mod servers;
pub mod store;
pub mod sweep;
pub mod transport;

pub use error::ClusterError;
pub use query::query;
pub use run::{RunOptions, run};

/// The version of this crate: client, scheduler and executors must have the same.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
