//! Margins of elections that were held.

use sailau_ranked::{Margin, MarginSearch};

use crate::case::Case;
use crate::rules::rule;

fn margin(case: &'static str, statute: &str, seats: Option<u32>) -> Option<Margin> {
    let case = Case::open(case)?;
    let (rule, usual) = rule(statute);
    let seats = seats.unwrap_or(usual);
    let mut search = MarginSearch::default();
    search.counts = 100;
    let margin = rule.margin_within(&case.ballots, seats, search).unwrap();
    let changed = margin.apply(&case.ballots).unwrap();
    assert_eq!(changed.total(), case.ballots.total());
    assert_eq!(margin.changes.iter().map(|change| change.count).sum::<u64>(), margin.upper.unwrap());
    let count = rule.count(&changed, seats).unwrap();
    assert_eq!(count.elected, margin.then_elected);
    assert!(margin.elected.iter().any(|candidate| !count.elected.contains(candidate)));
    Some(margin)
}

/// Half the difference of the last round, 4,761 to 3,986 and 4,313 to 4,061.
#[test]
fn mayors_of_burlington() {
    let Some(margin) = margin("burlington_2006_mayor", "burlington", None) else { return };
    assert_eq!((margin.lower, margin.upper), (388, Some(388)));
    let Some(margin) = self::margin("burlington_2009_mayor", "burlington", None) else { return };
    assert_eq!((margin.lower, margin.upper), (126, Some(126)));
}

/// Among 35 candidates and write-ins nothing is nearer than the last round, 38,870 to 24,972.
#[test]
fn the_mayor_of_minneapolis() {
    let Some(margin) = margin("minneapolis_mayor_2013", "minneapolis_single", None) else { return };
    assert_eq!((margin.lower, margin.upper), (6_949, Some(6_949)));
}

/// Not the last round but the one before: another third would have beaten the first in the last.
#[test]
fn the_representative_of_alaska() {
    let Some(margin) = margin("alaska_2022_house_special", "alaska", None) else { return };
    assert_eq!((margin.lower, margin.upper), (2_611, Some(2_611)));
    assert_eq!(margin.then_elected, [2]);
}

#[test]
fn a_ward_has_bounds() {
    let Some(margin) = margin("scotland_dundee_coldside_2022", "scotland", Some(4)) else { return };
    assert_eq!(margin.lower, 1);
    assert!(margin.upper.is_some_and(|upper| upper <= 78), "{:?}", margin.upper);
}
