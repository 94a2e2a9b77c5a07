#![doc = include_str!("page.md")]

mod files;
mod fits;

pub use files::{DatedElectorate, electorate, electorate_named, electorates, registration_bar};
pub use fits::{majilis_fit, majilis_series, maslihat_fit, maslihat_series};

#[cfg(test)]
mod tests;
