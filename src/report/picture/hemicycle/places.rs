//! Where the dots of a house are, on paper.

use std::f64::consts::PI;

use crate::apportion::{Method, apportion};

/// The inner 36 % of the radius stay free for words.
const INNER: f64 = 0.36;
/// No dot is larger than this part of the radius.
const LARGEST: f64 = 0.09;

/// The dots of a house within a half circle of this radius, from left to right, and the radius of a dot. The centre of
/// the circle is the origin, and y points up.
pub(super) fn places(house: u32, rows: Option<u32>, radius: f64) -> (Vec<(f64, f64)>, f64) {
    let (radii, apart) = match rows {
        Some(rows) => given(rows, radius),
        None => fewest(house, radius),
    };
    // Longer rows take more, in proportion: what else than an apportionment.
    let lengths: Vec<u64> = radii.iter().map(|radius| (radius * 1000.0) as u64).collect();
    let shared = apportion(&lengths, house, Method::SAINTE_LAGUE);
    let mut taken = shared.map_or_else(|_| vec![0; lengths.len()], |shared| shared.seats);
    // What a tie leaves goes to the outer rows.
    let left = house - taken.iter().sum::<u32>();
    let every = lengths.len() as u32;
    for (row, taken) in taken.iter_mut().rev().enumerate() {
        *taken += left / every + u32::from((row as u32) < left % every);
    }
    let mut seats: Vec<(f64, f64)> = Vec::new();
    let mut gap = apart;
    for (&radius, &taken) in radii.iter().zip(&taken) {
        let step = PI / f64::from(taken.saturating_sub(1).max(1));
        if taken > 1 {
            gap = gap.min(radius * 2.0 * (step / 2.0).sin());
        }
        for place in 0..taken {
            let angle = if taken == 1 { PI / 2.0 } else { PI - step * f64::from(place) };
            seats.push((angle, radius));
        }
    }
    // From left to right; in the same direction the inner rows first.
    seats.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.total_cmp(&b.1)));
    let dot = (gap * 0.43).min(radius * LARGEST);
    (seats.into_iter().map(|(angle, radius)| (radius * angle.cos(), radius * angle.sin())).collect(), dot)
}

/// The radii of as few rows as hold the house with dots no further apart along a row than rows are from each other, and how
/// far these are apart. The outermost dots stay within the radius.
fn fewest(house: u32, radius: f64) -> (Vec<f64>, f64) {
    let mut rows = 1;
    loop {
        let apart = radius * (1.0 - INNER) / f64::from(rows);
        let radii: Vec<f64> = (0..rows).map(|row| radius * INNER + apart * (f64::from(row) + 0.5)).collect();
        let room: f64 = radii.iter().map(|radius| (PI * radius / apart).floor() + 1.0).sum();
        if room >= f64::from(house) {
            return (radii, apart);
        }
        rows += 1;
    }
}

/// The same of so many rows, the outermost as far out as its dots may be.
fn given(rows: u32, radius: f64) -> (Vec<f64>, f64) {
    let outermost = radius * (1.0 - LARGEST);
    let apart = ((outermost - radius * INNER) / f64::from(rows.saturating_sub(1).max(1))).min(radius * 0.2);
    let radii = (0..rows).rev().map(|row| outermost - apart * f64::from(row));
    (radii.collect(), apart)
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn every_house_has_its_dots_and_none_touch() {
        for house in (1..=60).chain([98, 107, 435, 630, 1500]) {
            for rows in [None, Some(1), Some(2), Some(7)].into_iter().filter(|rows| *rows <= Some(house)) {
                let (seats, dot) = places(house, rows, 180.0);
                assert_eq!(seats.len(), house as usize);
                for (i, one) in seats.iter().enumerate() {
                    assert!(one.0.hypot(one.1) + dot <= 181.0, "{house}: {one:?} is outside");
                    for other in &seats[..i] {
                        let far = (one.0 - other.0).hypot(one.1 - other.1);
                        assert!(far > 2.0 * dot, "{house} in {rows:?}: {far} apart, dots of {dot}");
                    }
                }
                if rows == Some(1) {
                    let far = |&(x, y): &(f64, f64)| x.hypot(y);
                    assert!(seats.iter().all(|seat| (far(seat) - far(&seats[0])).abs() < 1e-6), "{house}");
                }
            }
        }
    }
}
