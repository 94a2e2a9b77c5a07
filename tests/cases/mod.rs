//! How many cases the random tests of a plain run take.

/// Of this many an eighth where the build is unoptimised, so that nobody waits for a sum that the continuous integration
/// does anyway: without debug assertions, as there, all of them. What a test must have seen shrinks alike.
pub(crate) const fn cases(all: u32) -> u32 {
    if cfg!(debug_assertions) { all.div_ceil(8) } else { all }
}
