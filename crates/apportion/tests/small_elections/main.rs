//! Every election of few votes, parties and seats: nothing is drawn, all there are are counted, by every method and with every tie.
//!
//! `SAILAU_SMALL=12,5,12` asks for other numbers: up to twelve votes a party, five parties and twelve seats are 150 million elections
//! by 29 methods, for an optimised build and for one test at a time:
//!
//! ```sh
//! SAILAU_SMALL=12,5,12 cargo test --release --package sailau-apportion --test small_elections -- --nocapture batches::
//! ```
//!
//! These are tests of this crate alone and need no other one, so that a changed line is tried out soon.

// The room under the name that it has in the crate of whole elections, whose tests share a file with these.
extern crate self as sailau;
use sailau_apportion as apportion;

mod batches;
mod bounds;
mod certificates;
mod definition;
mod elections;
mod margins;
#[allow(dead_code)]
#[path = "../../../../tests/apportion/outcomes.rs"]
mod outcomes;
