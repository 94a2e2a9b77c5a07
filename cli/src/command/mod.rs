//! A file a command: what it takes, and what it does.

pub(crate) mod apportion;
pub(crate) mod audit;
pub(crate) mod check_import;
pub(crate) mod compare;
pub(crate) mod count;
pub(crate) mod countback;
pub(crate) mod fit;
pub(crate) mod forensics;
pub(crate) mod house;
pub(crate) mod import;
pub(crate) mod law;
pub(crate) mod measure;
pub(crate) mod power;
pub(crate) mod reform;
pub(crate) mod report;
pub(crate) mod rounding;
pub(crate) mod rules;
pub(crate) mod scale;
#[cfg(feature = "serve")]
pub(crate) mod serve;
pub(crate) mod simulate;
pub(crate) mod sweep;
pub(crate) mod world;
