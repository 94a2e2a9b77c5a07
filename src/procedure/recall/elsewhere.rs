use std::sync::LazyLock;

use super::Rules;
use crate::procedure::Law;

/// A law of another country, as a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct LawElsewhere {
    /// The short name by which it is asked for: `taiwan-2016`.
    pub key: &'static str,
    /// The law.
    pub law: Law<Rules>,
}

/// Laws on recall elsewhere: Taiwan before and since December 2016, the United Kingdom, California and Venezuela.
///
/// They were taken from secondary sources, as their citations say.
///
/// ```
/// use sailau::procedure::recall::laws_elsewhere;
///
/// let taiwan = laws_elsewhere().iter().find(|one| one.key == "taiwan-2016").unwrap();
/// // A quarter of 294,976 voters.
/// let quarter = taiwan.law.rules.vote.unwrap().yes_of_voters.unwrap();
/// assert_eq!(quarter.border_of(294_976), 73_744);
/// ```
#[must_use]
pub fn laws_elsewhere() -> &'static [LawElsewhere] {
    static LAWS: LazyLock<Vec<LawElsewhere>> = LazyLock::new(|| {
        let texts = [
            ("taiwan-1994", include_str!("laws/taiwan_1994.toml")),
            ("taiwan-2016", include_str!("laws/taiwan_2016.toml")),
            ("united-kingdom-2015", include_str!("laws/united_kingdom_2015.toml")),
            ("california", include_str!("laws/california_1911.toml")),
            ("venezuela-1999", include_str!("laws/venezuela_1999.toml")),
        ];
        let read = |(key, text)| LawElsewhere {
            key,
            law: Law::from_toml(text).expect("the laws of this crate are tested to be readable"),
        };
        texts.into_iter().map(read).collect()
    });
    &LAWS
}
