//! What an election is counted from: the votes, and the law of the day; and how files of both are read.
//!
//! It is a crate of its own so that rules, procedures and electorates, which all stand on it, are compiled side by side. Its
//! rooms are those of the crate `sailau`: `sailau::votes`, `sailau::law` and `sailau::lots`, where examples look for them.
//!
//! | room | what it is for |
//! |---|---|
//! | [`votes`] | who stood and how many votes they got; reads a tidy CSV file and refuses what could be miscounted |
//! | [`law`] | which text was in force on a day, and how sure we are of it |
//! | [`lots`] | who is drawn of equal claims, where a law lets lots decide |

// No input may panic. What cannot happen says why it cannot.
#![warn(clippy::unwrap_used, clippy::panic)]

pub mod law;
pub mod lots;
#[doc(hidden)]
pub mod text;
#[doc(hidden)]
pub mod unique_keys;
pub mod votes;

// What apportionment has and these rooms need too.
use sailau_apportion::{exact, from_text, read_checked};
