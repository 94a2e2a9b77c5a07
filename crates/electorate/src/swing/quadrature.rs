//! Integrals over a normal distribution, as sums over fixed nodes.

/// The nodes and weights of Gauss-Hermite quadrature for a standard normal number: exact for polynomials of a degree
/// below 2n. Weights have a sum of 1.
///
/// The roots of each Hermite polynomial are between those of the one before, where bisection finds them; a weight is
/// the reciprocal of the sum of squares of the orthonormal polynomials below (Christoffel numbers).
pub(super) fn gauss_hermite(n: usize) -> Vec<(f64, f64)> {
    let mut roots: Vec<f64> = Vec::new();
    for degree in 1..=n {
        let bound = 2.0 * (degree as f64).sqrt();
        let mut ends = vec![-bound];
        ends.append(&mut roots);
        ends.push(bound);
        roots = ends.windows(2).map(|ends| bisect(degree, ends[0], ends[1])).collect();
    }
    roots.into_iter().map(|x| (x, 1.0 / polynomials(x).take(n).map(|h| h * h).sum::<f64>())).collect()
}

/// The orthonormal Hermite polynomials at x, from degree 0.
fn polynomials(x: f64) -> impl Iterator<Item = f64> {
    let mut degree = 0.0f64;
    let mut last = (0.0, 1.0);
    std::iter::from_fn(move || {
        let (before, now) = last;
        last = (now, (x * now - degree.sqrt() * before) / (degree + 1.0).sqrt());
        degree += 1.0;
        Some(now)
    })
}

fn bisect(degree: usize, mut low: f64, mut high: f64) -> f64 {
    let value = |x| polynomials(x).nth(degree).unwrap_or(0.0);
    let rises = value(high) > 0.0;
    // 100 halvings leave no bit undecided.
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if (value(middle) > 0.0) == rises {
            high = middle;
        } else {
            low = middle;
        }
    }
    0.5 * (low + high)
}

/// The lower triangle L with L Lᵀ the covariance matrix, by rows; none when that is no covariance.
pub(crate) fn cholesky(covariance: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let n = covariance.len();
    let size = covariance.iter().flatten().fold(0.0f64, |most, x| most.max(x.abs()));
    let nothing = |x: f64| x.abs() <= 1e-12 * size;
    let mut lower = vec![vec![0.0; n]; n];
    for row in 0..n {
        for column in 0..=row {
            if !nothing(covariance[row][column] - covariance[column][row]) {
                return None;
            }
            let done: f64 = (0..column).map(|k| lower[row][k] * lower[column][k]).sum();
            let rest: f64 = covariance[row][column] - done;
            lower[row][column] = match (row == column, lower[column][column]) {
                (true, _) if rest > 0.0 || nothing(rest) => rest.max(0.0).sqrt(),
                (false, pivot) if pivot > 0.0 => rest / pivot,
                (false, _) if nothing(rest) => 0.0,
                _ => return None,
            };
        }
    }
    Some(lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_of_a_normal_number_are_exact() {
        for n in [1, 2, 3, 9, 20, 32] {
            let nodes = gauss_hermite(n);
            let moment = |k: i32| nodes.iter().map(|(x, weight)| weight * x.powi(k)).sum::<f64>();
            let mut expected = 1.0;
            for k in 0..n.min(6) {
                let k = i32::try_from(k).unwrap();
                assert!((moment(2 * k) / expected - 1.0).abs() < 1e-12, "{n} nodes, moment {}", 2 * k);
                assert!(moment(2 * k + 1).abs() < 1e-8);
                expected *= f64::from(2 * k + 1);
            }
        }
    }

    #[test]
    fn cholesky_undone_is_the_covariance() {
        let covariance = vec![vec![2.0, 0.6, 0.0], vec![0.6, 1.0, -0.3], vec![0.0, -0.3, 0.5]];
        let lower = cholesky(&covariance).unwrap();
        for (i, row) in covariance.iter().enumerate() {
            for (j, expected) in row.iter().enumerate() {
                let product: f64 = (0..3).map(|k| lower[i][k] * lower[j][k]).sum();
                assert!((product - expected).abs() < 1e-14);
            }
        }
        assert_eq!(cholesky(&[vec![0.0, 0.0], vec![0.0, 1.0]]).unwrap()[1], [0.0, 1.0]);
        for wrong in [[[1.0, 2.0], [2.0, 1.0]], [[1.0, 0.5], [0.4, 1.0]], [[0.0, 0.1], [0.1, 1.0]]] {
            assert_eq!(cholesky(&wrong.map(Vec::from)), None, "{wrong:?}");
        }
        assert_eq!(cholesky(&[vec![-1.0]]), None);
    }
}
