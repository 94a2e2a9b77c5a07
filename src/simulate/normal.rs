use rand::RngExt;

use super::Generator;

/// A standard normal number, by Marsaglia's polar method (1964); the second number of a pair is thrown away, so that
/// each call stands for itself.
pub(super) fn standard_normal(generator: &mut Generator) -> f64 {
    loop {
        let (x, y): (f64, f64) = (generator.random(), generator.random());
        let (x, y) = (2.0 * x - 1.0, 2.0 * y - 1.0);
        let square = x * x + y * y;
        if square > 0.0 && square < 1.0 {
            return x * (-2.0 * square.ln() / square).sqrt();
        }
    }
}
