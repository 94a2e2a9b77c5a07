//! Lists with a fewest or a most number of seats.

pub(crate) mod aside;
pub(crate) mod cap;
pub(crate) mod check;
pub(crate) mod count;
pub(crate) mod record;

pub use cap::{Cap, CapBase, ShareCap};
