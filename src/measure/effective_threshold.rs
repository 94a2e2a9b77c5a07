//! From how small a share on a party can expect a seat, when no law says so.

/// Lijphart's effective threshold of a district with `magnitude` seats, midway between the shares with which a party
/// may and must win one: ½ (1/2M + 1/(M + 1)).
///
/// A share between 0 and ½; the magnitude may be a mean, such as 8.4. It is compared with a legal threshold, and the
/// higher one counts. None for a magnitude below 1 or that is no number. Arend Lijphart, *Electoral Systems and Party
/// Systems* (1994), who takes 35 per cent for single-member districts, where this gives 50.
///
/// ```
/// use sailau::measure::lijphart_threshold;
///
/// assert_eq!(lijphart_threshold(4.0), Some(0.1625));
/// assert_eq!(lijphart_threshold(0.0), None);
/// ```
#[must_use]
pub fn lijphart_threshold(magnitude: f64) -> Option<f64> {
    let magnitude = at_least_one(magnitude)?;
    Some(0.25 / magnitude + 0.5 / (magnitude + 1.0))
}

/// The effective threshold of a district with `magnitude` seats as both came to agree on: ¾ / (M + 1).
///
/// A share between 0 and 3/8; the magnitude may be a mean. None for a magnitude below 1 or that is no number. Arend
/// Lijphart, *The difficult science of electoral systems*, Electoral Studies 16 (1997); Rein Taagepera, *Effective
/// magnitude and effective threshold*, Electoral Studies 17 (1998).
///
/// ```
/// use sailau::measure::effective_threshold;
///
/// // A single-member district: 37.5 per cent. The list of Kazakhstan's 69 seats: 1.07 per cent, below its legal 5.
/// assert_eq!(effective_threshold(1.0), Some(0.375));
/// assert_eq!(format!("{:.4}", effective_threshold(69.0).unwrap()), "0.0107");
/// ```
#[must_use]
pub fn effective_threshold(magnitude: f64) -> Option<f64> {
    Some(0.75 / (at_least_one(magnitude)? + 1.0))
}

/// The magnitude whose [`effective_threshold`] is this share: ¾ / T − 1. What a legal threshold does to a large
/// district is as if it were of this one.
///
/// None for a share that is not above 0 and at most 3/8, which no magnitude has.
///
/// ```
/// use sailau::measure::effective_magnitude;
///
/// // Five per cent are as if there were 14 seats.
/// assert!((effective_magnitude(0.05).unwrap() - 14.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn effective_magnitude(threshold: f64) -> Option<f64> {
    (threshold > 0.0 && threshold <= 0.375).then(|| 0.75 / threshold - 1.0)
}

/// Taagepera's nationwide threshold of representation, ¾ / ((M + 1) √E): the share of all votes with which a party
/// has even odds to win its first seat in some of `districts` districts of `magnitude` seats.
///
/// A share between 0 and 3/8. None for a magnitude or a number of districts below 1 or that is no number. Rein
/// Taagepera, *Nationwide threshold of representation*, Electoral Studies 21 (2002).
///
/// ```
/// use sailau::measure::nationwide_threshold;
///
/// // 650 single-member districts are won from 1.5 per cent of all votes on, somewhere.
/// assert_eq!(format!("{:.4}", nationwide_threshold(1.0, 650.0).unwrap()), "0.0147");
/// ```
#[must_use]
pub fn nationwide_threshold(magnitude: f64, districts: f64) -> Option<f64> {
    Some(effective_threshold(magnitude)? / at_least_one(districts)?.sqrt())
}

fn at_least_one(number: f64) -> Option<f64> {
    (number >= 1.0 && number.is_finite()).then_some(number)
}
