//! Whether the typical district is better for a party than the average one.

/// The mean-median difference: the median of the first party's shares in the districts less their mean.
///
/// Between −½ and ½, above 0 where districts favour the first party: it would win half of them with less than half of
/// the votes. Shares are of the two parties' votes; districts where neither has any are left out. None without votes,
/// and for slices of different lengths. Michael McDonald and Robin Best,
/// *Unfair partisan gerrymanders in politics and law*, Election Law Journal 14 (2015); Samuel Wang, *Three tests for
/// practical evaluation of partisan gerrymandering*, Stanford Law Review 68 (2016).
///
/// ```
/// use sailau::measure::mean_median;
///
/// let difference = mean_median(&[60, 60, 60, 20, 20], &[40, 40, 40, 80, 80]).unwrap();
/// assert!((difference - (0.60 - 0.44)).abs() < 1e-15);
/// ```
#[must_use]
pub fn mean_median(first: &[u64], second: &[u64]) -> Option<f64> {
    let shares = sorted_shares(first, second)?;
    Some(median(&shares) - mean(&shares))
}

/// The first party's shares of both parties' votes in each district where there are any, the smallest first; at least
/// one.
pub(super) fn sorted_shares(first: &[u64], second: &[u64]) -> Option<Vec<f64>> {
    if first.len() != second.len() {
        return None;
    }
    let share = |(&a, &b): (&u64, &u64)| {
        let both = u128::from(a) + u128::from(b);
        (both > 0).then(|| a as f64 / both as f64)
    };
    let mut shares: Vec<_> = first.iter().zip(second).filter_map(share).collect();
    shares.sort_by(f64::total_cmp);
    (!shares.is_empty()).then_some(shares)
}

pub(super) fn mean(shares: &[f64]) -> f64 {
    shares.iter().sum::<f64>() / shares.len() as f64
}

fn median(sorted: &[f64]) -> f64 {
    let middle = sorted.len() / 2;
    if sorted.len() % 2 == 1 { sorted[middle] } else { (sorted[middle - 1] + sorted[middle]) / 2.0 }
}
