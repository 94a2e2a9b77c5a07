//! How evenly a party's support is spread over regions.

use super::lorenz::pair_differences;
use super::totals::sum;

/// Jones's and Mainwaring's party nationalisation score: 1 less the Gini coefficient of a party's shares in the
/// regions.
///
/// From 1, the same share everywhere, to 1/n, all its votes in one of n regions. `party` has its votes and `valid`
/// all valid votes of each region; every region counts alike, and one without valid votes is left out. None when the
/// party has no votes, more than all somewhere, or the slices have different lengths. Mark Jones and Scott
/// Mainwaring, *The nationalization of parties and party systems*, Party Politics 9 (2003).
///
/// ```
/// use sailau::measure::nationalisation;
///
/// assert_eq!(nationalisation(&[20, 40], &[100, 200]), Some(1.0));
/// assert_eq!(nationalisation(&[20, 0], &[100, 200]), Some(0.5));
/// ```
#[must_use]
pub fn nationalisation(party: &[u64], valid: &[u64]) -> Option<f64> {
    check(party, valid)?;
    let shares = || {
        let regions = party.iter().zip(valid).filter(|&(_, &valid)| valid > 0);
        regions.map(|(&party, &valid)| party as f64 / valid as f64)
    };
    let (mut regions, mut all, mut differences) = (0.0, 0.0, 0.0);
    for (i, share) in shares().enumerate() {
        regions += 1.0;
        all += share;
        differences += shares().take(i).map(|other| (share - other).abs()).sum::<f64>();
    }
    Some(1.0 - differences / (regions * all))
}

/// Bochsler's weighted score: [`nationalisation`] where each region counts by its valid votes.
///
/// From 1 towards 0; splitting a region in two like halves does not change it. None as there. Daniel Bochsler,
/// *Measuring party nationalisation*, Electoral Studies 29 (2010), without his standardisation for the number of
/// regions.
///
/// ```
/// use sailau::measure::weighted_nationalisation;
///
/// // All votes of the party are in a third of the country.
/// assert!((weighted_nationalisation(&[20, 0], &[100, 200]).unwrap() - 1.0 / 3.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn weighted_nationalisation(party: &[u64], valid: &[u64]) -> Option<f64> {
    check(party, valid)?;
    Some(1.0 - pair_differences(valid, party) / (sum(valid, 0) as f64 * sum(party, 0) as f64))
}

/// Jones's and Mainwaring's score of the party system: the mean of its parties' [`nationalisation`], each with the
/// weight of its votes.
///
/// From 0 to 1. Parties that are not given do not count, as if the others had all votes. None when a party's score is
/// not defined for another reason than that it has no votes, and without votes. Jones and Mainwaring (2003).
///
/// ```
/// use sailau::measure::system_nationalisation;
///
/// let score = system_nationalisation(&[[200, 190], [100, 800]], &[300, 990]).unwrap();
/// assert_eq!(format!("{score:.3}"), "0.771");
/// ```
#[must_use]
pub fn system_nationalisation<P: AsRef<[u64]>>(parties: &[P], valid: &[u64]) -> Option<f64> {
    let (mut score, mut all) = (0.0, 0.0);
    for party in parties.iter().map(AsRef::as_ref) {
        let votes = sum(party, 0) as f64;
        if votes > 0.0 {
            score += nationalisation(party, valid)? * votes;
            all += votes;
        }
    }
    (all > 0.0).then(|| score / all)
}

fn check(party: &[u64], valid: &[u64]) -> Option<()> {
    let fits = party.len() == valid.len() && party.iter().zip(valid).all(|(party, valid)| party <= valid);
    (fits && party.iter().any(|&votes| votes > 0)).then_some(())
}
