//! What many audits came to.

use std::collections::BTreeMap;

use serde::Serialize;

/// How many audits confirmed the outcome, and after how many draws.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Simulated {
    /// All audits.
    pub audits: u64,
    /// Those that confirmed every assertion; the others counted all papers.
    pub confirmed: u64,
    /// How many audits confirmed the outcome after so many draws.
    pub draws: BTreeMap<u64, u64>,
}

impl Simulated {
    pub(super) fn count(&mut self, confirmed: Option<u64>) {
        self.audits += 1;
        if let Some(draws) = confirmed {
            self.confirmed += 1;
            *self.draws.entry(draws).or_default() += 1;
        }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.audits += other.audits;
        self.confirmed += other.confirmed;
        for (draws, audits) in other.draws {
            *self.draws.entry(draws).or_default() += audits;
        }
    }

    /// The share of the audits that confirmed the outcome; 0 without audits.
    #[must_use]
    pub fn share(&self) -> f64 {
        if self.audits == 0 { 0.0 } else { self.confirmed as f64 / self.audits as f64 }
    }

    /// Where the chance to confirm the outcome lies, with 99 % confidence (Wilson 1927). Without audits it is anywhere.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        /// The quantile of the normal distribution that half a per cent lies beyond.
        const Z: f64 = 2.575_829_303_548_901;
        if self.audits == 0 {
            return (0.0, 1.0);
        }
        let (audits, share) = (self.audits as f64, self.share());
        let middle = share + Z * Z / (2.0 * audits);
        let half = Z * (share * (1.0 - share) / audits + Z * Z / (4.0 * audits * audits)).sqrt();
        let scale = 1.0 + Z * Z / audits;
        (((middle - half) / scale).max(0.0), ((middle + half) / scale).min(1.0))
    }

    /// The mean number of draws of the audits that confirmed the outcome; none if none did.
    #[must_use]
    pub fn mean_draws(&self) -> Option<f64> {
        let sum: f64 = self.draws.iter().map(|(&draws, &audits)| draws as f64 * audits as f64).sum();
        (self.confirmed > 0).then(|| sum / self.confirmed as f64)
    }

    /// The least number of draws after which this share of all audits had confirmed the outcome; none if fewer ever do.
    ///
    /// Whoever draws that many papers at once has this chance to be done.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<u64> {
        let mut sum = 0;
        self.draws.iter().find_map(|(&draws, &audits)| {
            sum += audits;
            (sum as f64 >= share * self.audits as f64).then_some(draws)
        })
    }
}
