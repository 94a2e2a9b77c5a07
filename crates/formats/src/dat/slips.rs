//! Where the Ministry's own archives do not agree with themselves, each with its numbers: anything else is refused.
//!
//! Found by reading every archive of the Congress from 1977 to November 2019 in a mirror of them.

use super::area::Area;
use super::layout::Election;

/// Kind of election, year and month; the area; what is counted; the area's own number and what its parts add up to.
type Slip = (&'static [u8; 8], Area, &'static str, u64, u64);

const fn area(community: u64, province: u64) -> Area {
    Area { community, province }
}

/// In 1977 the votes of the PSOE of Melilla have two digits swapped in the row of the community; in 2000 and 2008 the votes to
/// lists of three provinces, and of what these lie in, are not those of their lists.
const SLIPS: [Slip; 11] = [
    (b"02197706", area(19, 99), "votes to lists", 18_949, 18_931),
    (b"02197706", area(19, 99), "PSOE", 5_168, 5_186),
    (b"02197706", area(99, 99), "PSOE", 5_371_866, 5_371_848),
    (b"02200003", area(7, 19), "votes to lists", 100_887, 100_878),
    (b"02200003", area(7, 99), "votes to lists", 1_061_243, 1_061_234),
    (b"02200003", area(11, 36), "votes to lists", 526_039, 526_032),
    (b"02200003", area(11, 99), "votes to lists", 1_623_342, 1_623_335),
    (b"02200003", area(99, 99), "votes to lists", 22_814_467, 22_814_451),
    (b"02200803", area(15, 30), "votes to lists", 760_861, 760_864),
    (b"02200803", area(15, 99), "votes to lists", 760_861, 760_864),
    (b"02200803", area(99, 99), "votes to lists", 25_448_681, 25_448_684),
];

/// Elections whose municipalities and polling stations are of another count than their provinces: of the night, or with
/// cities that their districts do not add up to.
const OTHER_COUNTS: [&[u8; 8]; 6] =
    [b"02197706", b"02197903", b"02198210", b"02198606", b"02199603", b"02201512"];

/// Whether the two numbers are a slip of the Ministry.
pub(super) fn known(election: &Election, area: Area, what: &str, whole: u64, parts: u64) -> bool {
    SLIPS.iter().any(|&(stamp, slipped, counted, own, sum)| {
        election.is(stamp) && (slipped, counted, own, sum) == (area, what, whole, parts)
    })
}

/// Whether files 05, 06, 09 and 10 are known to be of another count.
pub(super) fn other_counts(election: &Election) -> bool {
    OTHER_COUNTS.iter().any(|stamp| election.is(stamp))
}
