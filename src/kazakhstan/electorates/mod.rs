#![doc = include_str!("page.md")]

mod files;
mod fits;
mod second_choices;

pub use files::{DatedElectorate, electorate, electorate_named, electorates, registration_bar};
pub use fits::{majilis_fit, majilis_series, maslihat_fit, maslihat_series};
pub use second_choices::{SecondChoices, second_choices};

#[cfg(test)]
mod tests;
