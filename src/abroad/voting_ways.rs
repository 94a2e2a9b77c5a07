use std::sync::LazyLock;

use serde::Deserialize;

use crate::electorate::VotingWay;

/// The ways of voting that studies were read on, with their effect on turnout; the first is one voting day.
///
/// ```
/// use sailau::abroad::voting_ways;
///
/// assert_eq!(voting_ways()[3].name, "remote, by post");
/// // 43 to 47.1 per cent in the study.
/// assert_eq!((voting_ways()[3].at, voting_ways()[3].effect), (43.0, 4.1));
/// ```
#[must_use]
pub fn voting_ways() -> &'static [VotingWay] {
    #[derive(Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        way: Vec<VotingWay>,
    }
    static WAYS: LazyLock<Vec<VotingWay>> = LazyLock::new(|| {
        let file: File = toml::from_str(include_str!("voting_ways.toml"))
            .expect("the ways of this crate are tested to be readable");
        file.way
    });
    &WAYS
}
