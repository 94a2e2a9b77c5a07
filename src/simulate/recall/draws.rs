use crate::random::quantile;
use crate::simulate::beta;

/// The number of which a binomial distribution has this chance of no more: what is drawn for the same luck under other
/// chances goes up and down with them. `luck` lies between 0 and 1, without the ends.
pub(super) fn spread(n: u64, p: f64, luck: f64) -> u64 {
    if n == 0 || p.is_nan() || p <= 0.0 {
        return 0;
    }
    if p >= 1.0 {
        return n;
    }
    let enough = |k: u64| {
        // No more than k of n: the beta distribution has it.
        if k >= n {
            return true;
        }
        let (no_more, more) = beta::below((n - k) as f64, (k + 1) as f64, 1.0 - p, p);
        // From the side where the share is exact.
        if luck <= 0.5 { no_more >= luck } else { more <= 1.0 - luck }
    };
    // The normal distribution is near; steps that double find both sides, and halving the number between them.
    let (mean, sd) = (n as f64 * p, (n as f64 * p * (1.0 - p)).sqrt());
    let start = (mean + sd * quantile(luck)).round().clamp(0.0, n as f64) as u64;
    let (mut low, mut high, mut step) = (start, start.min(n), 1);
    while low > 0 && enough(low) {
        (high, low) = (low, low.saturating_sub(step));
        step *= 2;
    }
    if low == 0 && enough(0) {
        return 0;
    }
    step = 1;
    while !enough(high) {
        (low, high) = (high, high.saturating_add(step).min(n));
        step *= 2;
    }
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if enough(middle) { high = middle } else { low = middle }
    }
    high
}

/// A share of so many, rounded.
pub(super) fn share(n: u64, p: f64) -> u64 {
    ((n as f64 * p).round().max(0.0) as u64).min(n)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The number at each luck is the one that the sum of the binomial probabilities reaches it with.
    #[test]
    fn luck_draws_as_the_binomial_distribution_does() {
        for (n, p) in [(1, 0.3), (20, 0.001), (65, 0.01), (300, 0.9), (1_000, 0.02)] {
            for luck in [3e-5, 0.07, 0.38, 0.5, 0.58, 0.84, 0.993, 0.99997] {
                let (mut k, mut term) = (0, (n as f64 * f64::ln_1p(-p)).exp());
                let mut sum = term;
                while sum < luck && k < n {
                    term *= (n - k) as f64 / (k + 1) as f64 * p / (1.0 - p);
                    (k, sum) = (k + 1, sum + term);
                }
                assert_eq!(spread(n, p, luck), k, "{n} {p} {luck}");
            }
        }
    }

    #[test]
    fn a_spread_stays_within_its_whole() {
        assert_eq!(spread(10, 0.5, 1e-300), 0);
        assert_eq!(spread(10, 0.5, 1.0 - f64::EPSILON / 2.0), 10);
        assert_eq!(spread(10, 0.0, 0.999), 0);
        assert_eq!(spread(1 << 40, 0.5, 0.5), 1 << 39);
        assert_eq!(share(u64::MAX, 1.0), u64::MAX);
    }
}
