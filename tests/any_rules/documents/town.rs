//! A town, on which edited documents are tried that need rules, voters or votes.

use std::sync::LazyLock;

use sailau::electorate::Electorate;
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

pub(super) const RULES: &str = r#"
name = "Council"
since = 2020-01-01
source = "The town's act"

[[tier]]
name = "list"
seats = 12
method = "hare"
ties = "lots"
threshold = { at_least = "5%", of = "valid votes", kinds = { coalition = "8%" } }
sole_qualifier = { factor = "7/10", at_least = 2 }

[[tier]]
name = "single"
seats = 1
districts = 2
method = "plurality"

[cite]
"list.threshold" = { article = "5" }
"#;

pub(super) const ELECTORATE: &str = r#"
name = "A town"
swing = { logistic-normal = { nation = 0.3, district = 0.1 } }
district = [{ name = "D1", registered = 900, region = "R" }, { name = "D2", registered = 400, region = "R" }]
party = [{ name = "Hill", share = 50 }, { name = "Dale", share = 38 }, { name = "Ford", share = 8 }, { name = "Moor", share = 4 }]
list = [{}]
single = [{}]
"#;

pub(super) const VOTES: &str = "contest,district,party,candidate,votes\n\
    list,,Hill,,500\nlist,,Dale,,380\nlist,,Ford,,80\nlist,,Moor,,40\n\
    single,D1,Hill,Ann,300\nsingle,D1,Dale,Bo,200\nsingle,D2,Hill,Cy,170\nsingle,D2,Dale,Dee,175\n";

pub(super) static TOWN: LazyLock<Town> = LazyLock::new(|| {
    let rules = ElectoralSystem::from_toml(RULES).unwrap();
    let votes = rules.read_votes(VOTES.as_bytes()).unwrap();
    Town { votes, electorate: Electorate::from_toml(ELECTORATE).unwrap(), rules }
});

pub(super) struct Town {
    pub(super) rules: ElectoralSystem,
    pub(super) electorate: Electorate,
    pub(super) votes: Votes,
}
