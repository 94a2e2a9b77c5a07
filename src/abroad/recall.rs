use std::sync::LazyLock;

use csv::ReaderBuilder;

use super::ForeignLaw;
use crate::procedure::Law;
use crate::procedure::recall::{PastRecall, Rules};

/// Laws on recall elsewhere: Taiwan before and since December 2016, the United Kingdom, California and Venezuela.
///
/// They were taken from secondary sources, as their citations say.
///
/// ```
/// use sailau::abroad::recall_law;
///
/// let taiwan = recall_law("taiwan-2016").unwrap();
/// // A quarter of 294,976 voters.
/// let quarter = taiwan.law.rules.vote.unwrap().yes_of_voters.unwrap();
/// assert_eq!(quarter.border_of(294_976), 73_744);
/// ```
#[must_use]
pub fn recall_laws() -> &'static [ForeignLaw<Rules>] {
    static LAWS: LazyLock<Vec<ForeignLaw<Rules>>> = LazyLock::new(|| {
        let texts = [
            ("taiwan-1994", "Taiwan", include_str!("recall/laws/taiwan_1994.toml")),
            ("taiwan-2016", "Taiwan", include_str!("recall/laws/taiwan_2016.toml")),
            ("united-kingdom-2015", "United Kingdom", include_str!("recall/laws/united_kingdom_2015.toml")),
            ("california", "California", include_str!("recall/laws/california_1911.toml")),
            ("venezuela-1999", "Venezuela", include_str!("recall/laws/venezuela_1999.toml")),
        ];
        let read = |(key, country, text): (&str, &str, _)| ForeignLaw {
            key: key.to_owned(),
            country: country.to_owned(),
            law: Law::from_toml(text).expect("the laws of this crate are tested to be readable"),
        };
        texts.into_iter().map(read).collect()
    });
    &LAWS
}

/// The law on recall with this [key](ForeignLaw::key); none where there is no such law.
#[must_use]
pub fn recall_law(key: &str) -> Option<&'static ForeignLaw<Rules>> {
    recall_laws().iter().find(|one| one.key == key)
}

/// Recalls of Taiwan 2017-2025, the United Kingdom 2018-2023, California and Venezuela, in this order; each names its
/// [law](recall_law) by key.
///
/// ```
/// use sailau::abroad::{past_recalls, recall_law};
/// use sailau::kazakhstan;
///
/// let outcomes = past_recalls().iter().filter_map(|one| {
///     let law = &recall_law(&one.law)?.law;
///     Some((one.outcome_under(&law.rules)?, one.recalled))
/// });
/// let settled: Vec<_> = outcomes.collect();
/// assert!(settled.len() > 25);
/// assert!(settled.iter().all(|(outcome, recalled)| outcome == recalled));
///
/// // Taiwan's recall of 2017 had more votes for than against, and too few for the rule of its day and the one before.
/// let huang = &past_recalls()[0];
/// let kazakhstan = kazakhstan::recall_laws().on("2023-01-01".parse()?)?.value;
/// assert!(!huang.recalled);
/// // 70,441 of 255,551 are not a third.
/// assert_eq!(huang.vote_under(&kazakhstan.rules.vote.unwrap()), Some(false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[must_use]
pub fn past_recalls() -> &'static [PastRecall] {
    static RECALLS: LazyLock<Vec<PastRecall>> = LazyLock::new(|| {
        let mut reader = ReaderBuilder::new()
            .comment(Some(b'#'))
            .from_reader(include_bytes!("recall/past_recalls.csv").as_slice());
        let rows: Result<_, _> = reader.deserialize().collect();
        rows.expect("a table of this crate is tested to be readable")
    });
    &RECALLS
}
