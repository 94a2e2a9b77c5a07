//! Which text was in force on a day, and how sure we are of it.
//!
//! A [`Timeline`] holds values that follow one another: each is in force from its day until the day before the
//! next. A [`Citation`] says where a rule stands and how well it is [known](Certainty). A [`Share`] is a fraction as
//! a law writes it, exact. What the values are, this room does not know: an electoral system, a threshold, a map of
//! regions.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::law::Timeline;
//!
//! // The list threshold of Kazakhstan's Mäjilis, in per cent.
//! let threshold = Timeline::new([
//!     (date(1999, 5, 6), 7),
//!     (date(2021, 5, 24), 5),
//! ])?;
//! assert_eq!(*threshold.on(date(2021, 1, 10))?.value, 7);
//! assert_eq!(*threshold.on(date(2023, 3, 19))?.value, 5);
//! assert!(threshold.on(date(1990, 1, 1)).is_err());
//! # Ok::<(), sailau::law::TimelineError>(())
//! ```

mod citation;
pub mod day;
#[doc(hidden)]
pub mod factor;
mod share;
mod timeline;

pub use citation::{Certainty, Citation};
pub use share::{Share, ShareError};
pub use timeline::{InForce, Timeline, TimelineError};
