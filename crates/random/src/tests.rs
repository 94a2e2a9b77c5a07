//! Whether the numbers are distributed as they should be: moments, tails, chi-squared.
//!
//! The quick version has fixed seeds and some 10^5 numbers; the long one, with 10^8, prints its figures:
//! `cargo test --release --lib random::tests::long -- --ignored --nocapture`.

use rand::{Rng, SeedableRng};
use statrs::distribution::{Beta, ContinuousCDF, Gamma};

use super::{Generator, quantile};

const QUICK: u64 = 200_000;
const LONG: u64 = 100_000_000;
/// Classes of equal chance.
const CLASSES: usize = 200;
/// Nothing may be as far out: a chance of 1 in 1.7 million, of some hundred figures.
const FAR: f64 = 5.0;

#[test]
fn quick() {
    all(QUICK);
}

#[test]
#[ignore = "some minutes, in release"]
fn long() {
    all(LONG);
}

fn all(numbers: u64) {
    words(numbers);
    normals(numbers);
    exponentials(numbers);
    for shape in [0.05, 0.7, 1.0, 2.5, 40.0, 1e4] {
        gammas(numbers / 4, shape);
    }
    for (mean, concentration) in [(0.6, 50.0), (0.02, 30.0), (0.5, 0.8)] {
        betas(numbers / 4, mean, concentration);
    }
    for (n, p) in [
        (1, 0.3),
        (40, 0.1),
        (64, 0.5),
        (65, 0.01),
        (1_000, 0.009),
        (1_000, 0.011),
        (100, 0.93),
        (100_000, 0.094),
        (12_000_000, 0.54),
        (1 << 40, 1e-9),
        (1 << 50, 0.25),
    ] {
        binomials(numbers / 10, n, p);
    }
}

/// A figure that is standard normal where all is well.
fn judge(what: &str, z: f64) {
    println!("{what}: {z:+.2}");
    assert!(z.abs() < FAR, "{what}: {z:.2} standard deviations from what it should be");
}

/// By Wilson and Hilferty (1931) the cube root of a chi-squared number is about normal.
fn chi_squared(what: &str, seen: &[u64], chances: &[f64]) {
    let all = seen.iter().sum::<u64>() as f64;
    let each = seen.iter().zip(chances);
    let square: f64 =
        each.map(|(&seen, p)| (seen as f64 - all * p) * (seen as f64 - all * p) / (all * p)).sum();
    let degrees = (seen.len() - 1) as f64;
    let spread = 2.0 / (9.0 * degrees);
    judge(
        &format!("{what}, χ² {square:.1} of {degrees}"),
        ((square / degrees).cbrt() - (1.0 - spread)) / spread.sqrt(),
    );
}

/// Draws into classes of equal chance, whose ends are quantiles.
fn classes(what: &str, numbers: u64, ends: &[f64], mut draw: impl FnMut() -> f64) {
    let mut seen = vec![0; ends.len() + 1];
    for _ in 0..numbers {
        let drawn = draw();
        seen[ends.partition_point(|&end| end <= drawn)] += 1;
    }
    chi_squared(what, &seen, &vec![1.0 / seen.len() as f64; seen.len()]);
}

fn ends(of: impl Fn(f64) -> f64) -> Vec<f64> {
    (1..CLASSES).map(|class| of(class as f64 / CLASSES as f64)).collect()
}

/// Where it stops to be too little.
fn bisect(too_little: impl Fn(f64) -> bool, mut low: f64, mut high: f64) -> f64 {
    for _ in 0..100 {
        let middle = 0.5 * (low + high);
        if too_little(middle) { low = middle } else { high = middle }
    }
    high
}

/// Means of the first powers against their expectations: `moments` has those of the powers 1 to 2k.
struct Powers(Vec<f64>);

impl Powers {
    fn push(&mut self, x: f64) {
        let mut power = 1.0;
        for sum in &mut self.0 {
            power *= x;
            *sum += power;
        }
    }

    fn judge(&self, what: &str, numbers: u64, moments: &[f64]) {
        let n = numbers as f64;
        for (at, sum) in self.0.iter().enumerate() {
            let (mean, square) = (moments[at], moments[2 * at + 1]);
            judge(
                &format!("{what}, moment {}", at + 1),
                (sum / n - mean) / ((square - mean * mean) / n).sqrt(),
            );
        }
    }
}

fn words(numbers: u64) {
    let mut generator = Generator::seed_from_u64(11);
    let (mut bits, mut bytes) = ([0u64; 64], vec![0u64; 65_536]);
    for _ in 0..numbers / 4 {
        let word = generator.next_u64();
        (0..64).for_each(|bit| bits[bit] += word >> bit & 1);
        (0..4).for_each(|part| bytes[(word >> (16 * part)) as usize & 0xffff] += 1);
    }
    let n = (numbers / 4) as f64;
    let farthest = bits
        .iter()
        .map(|&ones| (ones as f64 - n / 2.0) / (n / 4.0).sqrt())
        .fold(0.0, |a: f64, b| if b.abs() > a.abs() { b } else { a });
    judge("words, the farthest of 64 bits", farthest);
    if numbers >= 1_000_000 {
        chi_squared("words, pairs of bytes", &bytes, &vec![1.0 / 65_536.0; 65_536]);
    }
    let ends: Vec<_> = (1..1_000).map(|class| f64::from(class) / 1_000.0).collect();
    classes("uniform", numbers, &ends, || generator.uniform());
}

fn normals(numbers: u64) {
    let mut generator = Generator::seed_from_u64(12);
    let ends = ends(quantile);
    let (mut seen, mut powers) = (vec![0u64; CLASSES], Powers(vec![0.0; 6]));
    // Of each pair, and of numbers that follow each other: classes of both, and whether they go together.
    let mut both = vec![0u64; 400];
    let (mut together, mut squares, mut next) = (0.0, 0.0, 0.0);
    let mut beyond = [[0u64; 6]; 2];
    let mut made = [0.0; 160];
    for _ in 0..numbers / 160 {
        generator.fill_normals(&mut made);
        for part in made.chunks_exact(32) {
            for (&one, &other) in part[..16].iter().zip(&part[16..]) {
                let class = |x: f64| ends.partition_point(|&end| end <= x) * 20 / CLASSES;
                both[class(one) * 20 + class(other)] += 1;
                together += one * other;
                squares += (one * one - 1.0) * (other * other - 1.0);
            }
        }
        for (at, &z) in made.iter().enumerate() {
            seen[ends.partition_point(|&end| end <= z)] += 1;
            powers.push(z);
            for count in beyond[usize::from(z > 0.0)].iter_mut().take(z.abs() as usize) {
                *count += 1;
            }
            next += made[(at + 1) % 160] * z;
        }
    }
    let n = (numbers / 160 * 160) as f64;
    chi_squared("normal", &seen, &vec![1.0 / CLASSES as f64; CLASSES]);
    chi_squared("normal, both of a pair", &both, &[1.0 / 400.0; 400]);
    let moments = [0.0, 1.0, 0.0, 3.0, 0.0, 15.0, 0.0, 105.0, 0.0, 945.0, 0.0, 10_395.0];
    powers.judge("normal", numbers / 160 * 160, &moments);
    judge("normal, product of a pair", together / (n / 2.0).sqrt());
    // (z² − 1)² has a mean of 2.
    judge("normal, product of a pair's squares", squares / (4.0 * n / 2.0).sqrt());
    judge("normal, product of neighbours", next / n.sqrt());
    let tails = [
        0.158_655_253_931_457_05,
        0.022_750_131_948_179_21,
        1.349_898_031_630_094_6e-3,
        3.167_124_183_311_986e-5,
        2.866_515_718_791_933_3e-7,
        9.865_876_450_376_946e-10,
    ];
    for (side, beyond) in beyond.iter().enumerate() {
        for (far, (&seen, tail)) in beyond.iter().zip(tails).enumerate() {
            let what = format!("normal, beyond {} σ on side {side}: {seen} of {:.1}", far + 1, n * tail);
            // Few are Poisson: the square root of their number is about normal, with a standard deviation of 1/2.
            judge(&what, 2.0 * ((seen as f64 + 0.375).sqrt() - (n * tail + 0.375).sqrt()));
        }
    }
}

fn exponentials(numbers: u64) {
    let mut generator = Generator::seed_from_u64(13);
    classes("exponential", numbers, &ends(|p| -(-p).ln_1p()), || generator.exponential());
    let mut powers = Powers(vec![0.0; 2]);
    (0..numbers).for_each(|_| powers.push(generator.exponential()));
    powers.judge("exponential", numbers, &[1.0, 2.0, 6.0, 24.0]);
}

fn gammas(numbers: u64, shape: f64) {
    let mut generator = Generator::seed_from_u64(14);
    let what = format!("gamma {shape}");
    let gamma = Gamma::new(shape, 1.0).unwrap();
    // Small shapes have quantiles that no float holds: the series of the distribution function has its first term there.
    let log_end = |p: f64| {
        if shape < 0.2 {
            let mut log = (p.ln() + statrs::function::gamma::ln_gamma(shape + 1.0)) / shape;
            for _ in 0..200 {
                // P(x) = x^a ÷ Γ(a+1) × (1 − a x ÷ (a+1) + a x² ÷ (2 (a+2)) − …)
                let (x, mut sum, mut term) = (log.exp(), 1.0, 1.0);
                for k in 1..60 {
                    term *= -x / f64::from(k);
                    sum += term * shape / (shape + f64::from(k));
                }
                log = (p.ln() + statrs::function::gamma::ln_gamma(shape + 1.0) - sum.ln()) / shape;
            }
            return log;
        }
        bisect(|log| gamma.cdf(log.exp()) < p, -200.0, 50.0)
    };
    let ends: Vec<_> = if shape < 0.2 {
        // Where the series converges.
        (1..CLASSES * 3 / 4).map(|class| log_end(class as f64 / CLASSES as f64)).collect()
    } else {
        ends(log_end)
    };
    let mut seen = vec![0; ends.len() + 1];
    for _ in 0..numbers {
        let log = generator.ln_gamma(shape);
        seen[ends.partition_point(|&end| end <= log)] += 1;
    }
    let mut chances = vec![1.0 / CLASSES as f64; seen.len()];
    chances[seen.len() - 1] = 1.0 - (seen.len() - 1) as f64 / CLASSES as f64;
    chi_squared(&what, &seen, &chances);
    let mut powers = Powers(vec![0.0; 2]);
    (0..numbers).for_each(|_| powers.push(generator.ln_gamma(shape).exp()));
    let mut moment = 1.0;
    let moments: Vec<f64> = (0..4)
        .map(|k| {
            moment *= shape + f64::from(k);
            moment
        })
        .collect();
    powers.judge(&what, numbers, &moments);
}

fn betas(numbers: u64, mean: f64, concentration: f64) {
    let mut generator = Generator::seed_from_u64(15);
    let (a, b) = (mean * concentration, (1.0 - mean) * concentration);
    let beta = Beta::new(a, b).unwrap();
    let what = format!("beta {mean} {concentration}");
    classes(&what, numbers, &ends(|p| bisect(|x| beta.cdf(x) < p, 0.0, 1.0)), || {
        generator.beta(mean, concentration)
    });
    let mut powers = Powers(vec![0.0; 2]);
    (0..numbers).for_each(|_| powers.push(generator.beta(mean, concentration)));
    let mut moment = 1.0;
    let moments: Vec<f64> = (0..4)
        .map(|k| {
            moment *= (a + f64::from(k)) / (a + b + f64::from(k));
            moment
        })
        .collect();
    powers.judge(&what, numbers, &moments);
}

fn binomials(numbers: u64, n: u64, p: f64) {
    let mut generator = Generator::seed_from_u64(16);
    let what = format!("binomial {n} {p}");
    let trials = n as f64;
    let (mean, sd) = (trials * p, (trials * p * (1.0 - p)).sqrt());
    // Chances by that of the mode, as far as they matter; from one number to the next they are multiplied. Classes of
    // some numbers each, where the spread is large.
    let from = (mean - 9.0 * sd - 9.0).max(0.0).floor();
    let to = (mean + 9.0 * sd + 30.0).min(trials).ceil();
    let width = (sd / 12.0).floor().max(1.0);
    let mut classes = vec![0.0; ((to - from) / width) as usize + 1];
    let sum = if sd > 1e5 {
        // The normal distribution, with Cornish and Fisher's correction for skewness, is nearer than any number of draws
        // tells.
        let skew = (1.0 - 2.0 * p) / sd;
        let below = |k: f64| {
            let x = (k - 0.5 - mean) / sd;
            let density = (-0.5 * x * x).exp() / std::f64::consts::TAU.sqrt();
            statrs::distribution::Normal::standard().cdf(x) - skew / 6.0 * (x * x - 1.0) * density
        };
        for (at, class) in classes.iter_mut().enumerate() {
            let start = from + at as f64 * width;
            *class = below(start + width) - below(start);
        }
        1.0
    } else {
        let mode = ((trials + 1.0) * p).floor();
        let mut add = |k: f64, chance: f64| classes[((k - from) / width) as usize] += chance;
        let (mut chance, mut k, mut sum) = (1.0, mode, 1.0);
        add(mode, 1.0);
        while k < to {
            k += 1.0;
            chance *= (trials - k + 1.0) / k * (p / (1.0 - p));
            add(k, chance);
            sum += chance;
        }
        (chance, k) = (1.0, mode);
        while k > from {
            chance *= k / (trials - k + 1.0) * ((1.0 - p) / p);
            k -= 1.0;
            add(k, chance);
            sum += chance;
        }
        sum
    };
    let mut seen = vec![0u64; classes.len()];
    let (mut first, mut second) = (0.0, 0.0);
    for _ in 0..numbers {
        let drawn = generator.binomial(n, p) as f64;
        seen[(((drawn - from) / width).max(0.0) as usize).min(classes.len() - 1)] += 1;
        first += drawn - mean;
        second += (drawn - mean) * (drawn - mean);
    }
    // Classes in which fewer than twenty are expected are put together with their neighbours.
    let (mut together, mut chances) = (vec![0u64], vec![0.0]);
    let last = |of: &Vec<f64>| of.len() - 1;
    for (&seen, class) in seen.iter().zip(&classes) {
        if chances[last(&chances)] * numbers as f64 >= 20.0 {
            together.push(0);
            chances.push(0.0);
        }
        let at = last(&chances);
        together[at] += seen;
        chances[at] += class / sum;
    }
    if chances.len() > 1 && chances[last(&chances)] * (numbers as f64) < 20.0 {
        let (few, chance) = (together.pop().unwrap(), chances.pop().unwrap());
        let at = last(&chances);
        together[at] += few;
        chances[at] += chance;
    }
    chi_squared(&what, &together, &chances);
    let (draws, variance) = (numbers as f64, sd * sd);
    judge(&format!("{what}, mean"), first / draws / (sd / draws.sqrt()));
    // The fourth central moment is 3 σ⁴ + σ² (1 − 6 p (1 − p)).
    let spread = (2.0 * variance * variance + variance * (1.0 - 6.0 * p * (1.0 - p))).max(1e-12);
    judge(&format!("{what}, variance"), (second / draws - variance) / (spread / draws).sqrt());
}
