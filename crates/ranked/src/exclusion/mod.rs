//! Who is excluded, and how their papers go on.

mod carry_out;

use serde::{Deserialize, Serialize};

use crate::unsaid::is_default;

/// Who is excluded, and how their papers go on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[non_exhaustive]
pub struct ExclusionRule {
    /// One, or several together.
    #[serde(skip_serializing_if = "is_default")]
    pub several: Several,
    /// More than the quota divided by this saves a deposit, or gives expenses back (Ireland, s. 48 (1) (e)): nobody is excluded with others, or while a surplus
    /// waits, who could still come to it with the votes of all of them. No deposit when left out (Ireland and Northern
    /// Ireland: 4; Foyle's count of 2017 has it so in its third and fourth stage).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposit: Option<u32>,
    /// Whether those who cannot win go before surpluses are passed on.
    #[serde(skip_serializing_if = "is_default")]
    pub before_surplus: bool,
    /// In how many steps the papers of an excluded candidate go on.
    #[serde(skip_serializing_if = "is_default")]
    pub papers: ExcludedPapers,
    /// What happens to the papers of the last one, when those who remain fill the seats.
    #[serde(skip_serializing_if = "is_default")]
    pub last: LastExcluded,
}

/// How many are excluded at a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum Several {
    /// The lowest.
    #[default]
    #[serde(rename = "one")]
    One,
    /// All who together, with every surplus, have fewer votes than the next above them, as far as enough remain to fill the
    /// seats (Minneapolis, 167.20; Burlington; Northern Ireland, order of 1985, rule 48).
    #[serde(rename = "all that cannot win")]
    AllThatCannotWin,
}

/// In how many steps the papers of an excluded candidate go on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum ExcludedPapers {
    /// All in one stage, each at its value (Scotland, rule 50).
    #[default]
    #[serde(rename = "at once")]
    AtOnce,
    /// Value by value, the highest first, each a stage: who reaches the quota between them gets no more (Commonwealth
    /// Electoral Act, s. 273 (13AA)).
    #[serde(rename = "by value")]
    ByValue,
    /// First preferences, and then all others value by value, the highest first, in one stage: who reaches the quota between
    /// them gets no more (Northern Ireland, order of 1985, rule 51 (2) to (9)).
    #[serde(rename = "first preferences, then by value")]
    FirstPreferencesThenByValue,
    /// In the order in which they came, in one stage: what each transfer brought is cut on its own, and who reaches the
    /// quota still gets all of it (New South Wales, Schedule 5, cl. 9 (2) and 10 (2), as its Commission reads them).
    #[serde(rename = "by arrival")]
    ByArrival,
}

/// What happens to the papers of the last one who is excluded.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum LastExcluded {
    /// They are passed on as all others (Scotland, as its sheets have it).
    #[default]
    #[serde(rename = "passed on")]
    PassedOn,
    /// They stay where they are (Minneapolis, 167.70).
    #[serde(rename = "stay")]
    Stay,
}
