//! Colours of parties, the same wherever the page shows them.

/// Okabe and Ito's colours (2008), and Tol's muted ones after them: told apart with any common kind of colour blindness.
const COLOURS: [&str; 13] = [
    "#0072b2", "#e69f00", "#009e73", "#d55e00", "#56b4e9", "#cc79a7", "#b8a800", "#332288", "#882255",
    "#44aa99", "#999933", "#aa4499", "#6f4e37",
];

/// The colour of the party of this rank; grey when they have run out.
pub(super) fn colour(rank: usize) -> &'static str {
    COLOURS.get(rank).copied().unwrap_or(GREY)
}

/// Of whoever is no party.
pub(super) const GREY: &str = "#9a9a9a";
