//! A fair lot between claims.

use crate::random::Generator;

/// Moves `drawn` of the claims to the front, every set of so many with the same chance.
pub(super) fn draw(claims: &mut [usize], drawn: usize, generator: &mut Generator) {
    for at in 0..drawn.min(claims.len()) {
        let left = claims.len() - at;
        // Below `left`, as a uniform number is below 1; the bias is 2^-52.
        let other = at + ((generator.uniform() * left as f64) as usize).min(left - 1);
        claims.swap(at, other);
    }
}
