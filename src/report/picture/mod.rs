//! Pictures as SVG: houses, old beside new, distributions, curves, maps.
//!
//! Each picture is a struct of plain data with public fields, most with a constructor from this crate's values, and a
//! method `svg` that gives the document as text. The same data give the same bytes.
//!
//! | picture | what it shows | constructor |
//! |---|---|---|
//! | [`Hemicycle`] | who sits in the house | [`of`](Hemicycle::of) an outcome |
//! | [`OldAndNew`] | seats under two rules | [`of`](OldAndNew::of) two outcomes |
//! | [`Distributions`] | how often each number of seats was drawn | [`of`](Distributions::of) a system, [`of_party`](Distributions::of_party) under every system |
//! | [`SeatsVotes`] | which share of the seats for which share of the votes | [`of`](SeatsVotes::of) curves of districts |
//! | [`ThresholdSweep`] | seats for every threshold | [`of_sweep`](ThresholdSweep::of_sweep), or [`of`](ThresholdSweep::of) an outcome for each |
//! | [`Scatter`] | two numbers of each law, such as disproportionality against fragmentation | [`of`](Scatter::of) simulated elections |
//! | [`Ladder`] | many things along one axis, such as systems on one scale | [`of_scale`](Ladder::of_scale) the positions of systems |
//! | [`RankedStages`] | ranked ballots, stage by stage, standing or moving | [`of`](RankedStages::of) the stages of a record |
//! | [`StationsPlot`] | polling stations by turnout and a party's share: the election fingerprint | of an [`ElectionFingerprint`](crate::forensics::ElectionFingerprint) |
//! | [`TileMap`] | a map of regions of one size | [`new`](TileMap::new) of tiles, such as those of [`kazakhstan::tiles_on`](crate::kazakhstan::tiles_on) |
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::report::picture::{Frame, Hemicycle};
//!
//! let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes();
//! let house = kazakhstan::law_on(date(2021, 1, 10))?.value.count(&votes)?;
//! let frame = Frame::new("The Mäjilis of 2021", "Votes: Central Election Commission.").width(360);
//! let svg = Hemicycle::of(frame, &house).svg()?;
//! assert!(svg.starts_with("<svg "));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # In a page
//!
//! A document stands by itself in a file, and inline in HTML: ids in it begin with one of its own, text is escaped, and
//! nothing in it is a script or a link. It is a `role="img"` with a title and a description for those who do not see it,
//! and follows the reader's choice of a light or a dark page. A page with a switch of its own styles the classes
//! `sailau-ground`, `sailau-ink`, `sailau-soft` and `sailau-rule` (`fill`) and the same with `-line` (`stroke`).
//!
//! # Colours
//!
//! Parties have the colour they are given, or the next of Okabe and Ito's (2008), which people with any common kind of
//! colour blindness can tell apart; when these have run out, they come again with a pattern or with dashes. Scales are
//! cividis (Nuñez, Anderton and Renslow 2018).
//!
//! # Why not all of it is plotters'
//!
//! Axes, round numbers and grids come from the crate [`plotters`]; half circles, tiles and the marks on the axes are
//! written here, because plotters has neither classes (for dark pages) nor patterns nor words to point at.

mod axes;
mod backend;
mod canvas;
mod colour;
mod curves;
#[cfg(feature = "simulate")]
mod distributions;
#[cfg(feature = "simulate")]
mod drawn;
mod error;
mod frame;
mod hemicycle;
mod ladder;
mod legend;
mod old_and_new;
mod ranked_stages;
mod scatter;
#[cfg(feature = "simulate")]
mod stations;
mod text;
mod tile_map;

pub use colour::Colour;
pub use curves::{Curve, Observed, Point, SeatsVotes, ThresholdSweep};
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub use distributions::{Distribution, Distributions};
pub use error::PlotError;
pub use frame::Frame;
pub use hemicycle::{Hemicycle, PartySeats};
pub use ladder::{Ladder, Rung};
pub use old_and_new::{OldAndNew, PartyChange};
pub use ranked_stages::{RankedCandidate, RankedStages};
pub use scatter::{Mark, Scatter};
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub use stations::StationsPlot;
pub use tile_map::{Shade, Tile, TileMap};

pub use crate::interval::Interval;

/// That no two rows have one name.
fn named_once<'a>(names: impl Iterator<Item = &'a str>) -> Result<(), PlotError> {
    let mut names: Vec<&str> = names.collect();
    names.sort_unstable();
    match names.windows(2).find(|pair| pair[0] == pair[1]) {
        Some(pair) => Err(PlotError::NamedTwice(pair[0].to_owned())),
        None => Ok(()),
    }
}

/// That numbers have a place on an axis.
fn on_axis(of: &str, numbers: &[f64]) -> Result<(), PlotError> {
    match numbers.iter().find(|number| !number.is_finite() || number.abs() > 1e12) {
        Some(number) => Err(PlotError::OffAxis { of: of.to_owned(), value: number.to_string() }),
        None => Ok(()),
    }
}
