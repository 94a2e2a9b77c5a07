//! sailau
pub mod apportion;
pub mod votes;
pub mod law;
pub mod kazakhstan;
pub mod system;
#[doc = "x"] pub mod rules_reference {}
