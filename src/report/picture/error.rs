use thiserror::Error;

/// Why a picture cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PlotError {
    /// A picture without a title does not say what it shows.
    #[error("the picture has no title; say in it what is shown")]
    NoTitle,
    /// A picture without a caption does not say where its numbers come from.
    #[error("the picture has no caption; name in it the source and what was assumed")]
    NoCaption,
    /// A width at which nothing could be read.
    #[error("a width of {0} px; pictures are 280 to 4,000 px wide")]
    Width(
        /// As given.
        u32,
    ),
    /// There is nothing to show.
    #[error("there is nothing to show: {0}")]
    Empty(
        /// What is missing.
        &'static str,
    ),
    /// More than a reader could tell apart.
    #[error("{count} {what} are more than this picture can show, which is {most}; take a table")]
    TooMany {
        /// Of what.
        what: &'static str,
        /// How many were given.
        count: u64,
        /// How many it can show.
        most: u64,
    },
    /// Rows of seats that a house does not have.
    #[error("{rows} rows of seats; this house has from 1 to {most}")]
    Rows {
        /// As given.
        rows: u32,
        /// The most it can have.
        most: u32,
    },
    /// Two rows would have the same name.
    #[error("{0:?} is named twice; add its rows up, or tell the two apart")]
    NamedTwice(
        /// The name.
        String,
    ),
    /// A number that has no place on an axis.
    #[error("{value} ({of}) has no place on an axis; numbers are finite and at most 10^12 in size")]
    OffAxis {
        /// Whose number it is.
        of: String,
        /// The number.
        value: String,
    },
    /// Two tiles would cover each other.
    #[error("{first:?} and {second:?} are both in column {column}, row {row} of the map")]
    SameTile {
        /// The one.
        first: String,
        /// The other.
        second: String,
        /// Their column, from 0.
        column: u32,
        /// Their row, from 0.
        row: u32,
    },
    /// Not a colour.
    #[error("{0:?} is no colour; write it as #rrggbb, such as #0072b2")]
    Colour(
        /// As given.
        String,
    ),
    /// The axes could not be laid out.
    #[error("the axes could not be laid out: {0}")]
    Axes(
        /// What plotters says.
        String,
    ),
}
