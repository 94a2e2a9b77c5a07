use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::procedure::dependence::{Bloc, Chamber};

/// A Parliament and who gave whom a seat in it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Parliament {
    /// When it was.
    pub name: String,
    /// The day of the law or election that it is of.
    #[serde(with = "crate::law::day")]
    pub day: Date,
    /// Its chambers.
    #[serde(rename = "chamber")]
    pub chambers: Vec<ParliamentChamber>,
}

/// A chamber of Parliament.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct ParliamentChamber {
    /// What it is called.
    pub name: String,
    /// All its seats.
    pub seats: u32,
    /// Where the numbers come from.
    pub source: String,
    /// Who sits in it.
    groups: Vec<Group>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    chosen_by: String,
    name: String,
    /// Of each bloc.
    seats: u32,
    #[serde(default = "one")]
    blocs: u32,
}

fn one() -> u32 {
    1
}

impl ParliamentChamber {
    /// The chamber with its blocs, deciding by more than half of all seats.
    #[must_use]
    pub fn by_majority(&self) -> Chamber {
        self.deciding_by(self.seats / 2 + 1)
    }

    /// The chamber with its blocs, deciding by so many votes.
    #[must_use]
    pub fn deciding_by(&self, quota: u32) -> Chamber {
        let blocs = self.groups.iter().flat_map(|group| {
            (1..=group.blocs).map(|i| Bloc {
                name: if group.blocs == 1 { group.name.clone() } else { format!("{} {i}", group.name) },
                chosen_by: group.chosen_by.clone(),
                seats: group.seats,
            })
        });
        Chamber { name: self.name.clone(), quota, blocs: blocs.collect() }
    }
}

/// Parliament before the reform of 2022, after it, and the Kurultai of 2026.
///
/// ```
/// use sailau::kazakhstan::parliaments;
///
/// let before = &parliaments()[0];
/// let mut by_voters = 0;
/// for chamber in &before.chambers {
///     let report = chamber.by_majority().dependence()?;
///     by_voters += report.choosers.iter().filter(|one| one.name == "the voters").map(|one| one.seats).sum::<u32>();
/// }
/// // 98 of 156 seats; 15 depend on the President, 9 on the Assembly, 34 on the mäslihats.
/// assert_eq!(by_voters, 98);
/// # Ok::<(), sailau::procedure::FactError>(())
/// ```
#[must_use]
pub fn parliaments() -> &'static [Parliament] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        parliament: Vec<Parliament>,
    }
    static PARLIAMENTS: LazyLock<Vec<Parliament>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("parliaments.toml"))
            .expect("the parliaments of this crate are tested to be readable");
        file.parliament
    });
    &PARLIAMENTS
}
