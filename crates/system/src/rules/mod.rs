//! An electoral system as data: the tiers, and what holds for all of them.

mod around;
mod check;
mod dependencies;
mod file;
mod forms;
mod list_rule;
mod misread;
mod one_form;
mod reading;
mod schema;
pub(crate) mod seats;
mod stage;
pub(crate) mod ties;

pub use crate::law::factor::{Factor, FactorError};
pub use list_rule::ListRule;
pub use seats::{Districts, Seats};
pub use ties::{AgainstAll, TieRule, TieRules};

pub(crate) use check::{check, check_table, has_control, known_seats};
pub(crate) use dependencies::counting_order;
pub(crate) use one_form::{in_one_form, names_of_seats};
pub(crate) use schema::json_schema;
pub(crate) use stage::{Among, Checked, Refused, Stage, needs, wrong};

pub(crate) use file::SystemFile;
#[doc(hidden)]
pub use reading::from_value;
pub(crate) use reading::{from_json, from_toml, open, to_json, to_toml};

use std::collections::BTreeMap;

use super::candidates::CandidateRule;
use super::district_seats::DistrictSeats;
use super::error::{RuleAt, RulesErrorKind};
use crate::law::Citation;

/// One group of seats that are filled by one rule.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Tier {
    /// Its name: in records, in citations, and as a contest of a votes file.
    pub name: String,
    /// How many seats: in all when nationwide, otherwise in each district.
    pub seats: Seats,
    /// Whether the tier is one piece or districts.
    pub districts: Districts,
    /// How `seats` are apportioned to the districts, when they are the seats of all together.
    pub district_seats: Option<DistrictSeats>,
    /// The contest whose votes fill it, when it is not the tier's own name or the general one of its kind.
    pub contest: Option<String>,
    /// How the seats are filled.
    pub rule: TierRule,
}

/// How the seats of a tier are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TierRule {
    /// Shared among lists.
    List(Box<ListRule>),
    /// For candidates: those with most votes, or a majority.
    Candidates(CandidateRule),
    /// Filled by somebody else than the voters.
    Appointed(AppointedRule),
}

/// Seats that are not filled by voters.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct AppointedRule {
    /// Who fills them; their holders are shown under this name.
    pub by: String,
}

impl From<ListRule> for TierRule {
    fn from(rule: ListRule) -> Self {
        Self::List(Box::new(rule))
    }
}

impl From<CandidateRule> for TierRule {
    fn from(rule: CandidateRule) -> Self {
        Self::Candidates(rule)
    }
}

impl Tier {
    /// A nationwide tier of so many seats, by this rule and nothing else. [`list`](Self::list), [`single`](Self::single) and
    /// [`appointed`](Self::appointed) are shorter.
    ///
    /// ```
    /// use sailau::apportion::Method;
    /// use sailau::system::{ListRule, Tier};
    ///
    /// let tier = Tier::new("list", 69, ListRule::new(Method::HARE));
    /// assert_eq!(tier.rules(), ["method", "seats", "districts", "ties", "against_all"]);
    /// assert_eq!(tier, Tier::list("list", 69, Method::HARE));
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, seats: u32, rule: impl Into<TierRule>) -> Self {
        Self {
            name: name.into(),
            seats: Seats::Same(seats),
            districts: Districts::default(),
            district_seats: None,
            contest: None,
            rule: rule.into(),
        }
    }

    /// A nationwide tier of so many seats for lists, by a method alone or a [`ListRule`] with more.
    ///
    /// ```
    /// use sailau::system::{ElectoralSystem, ListRule, Tier, VoteBase};
    /// use sailau::{Method, Votes};
    ///
    /// let five = ListRule::new(Method::HARE).with_threshold("5%".parse()?, VoteBase::ValidVotes);
    /// let law = ElectoralSystem::new("A parliament", [Tier::list("list", 145, five)]);
    /// let outcome = law.count(&Votes::list([("A", 520_000), ("B", 480_000), ("C", 40_000)])?)?;
    /// assert_eq!((outcome.seats_of("A")?, outcome.seats_of("C")?), (75, 0));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn list(name: impl Into<String>, seats: u32, rule: impl Into<ListRule>) -> Self {
        Self::new(name, seats, rule.into())
    }

    /// A tier of this many districts by law, one seat each: most votes win.
    ///
    /// Votes of fewer districts leave the other seats empty; votes of more are a
    /// [`CountError::TooManyDistricts`](crate::CountError::TooManyDistricts).
    ///
    /// ```
    /// use sailau::system::{ElectoralSystem, Tier};
    /// use sailau::votes::{Votes, VotesBuilder};
    ///
    /// let mut builder = VotesBuilder::default();
    /// builder.votes("single", Some("North"), Some("Hill"), None, 510)?;
    /// builder.votes("single", Some("South"), Some("Hill"), None, 200)?;
    /// builder.votes("single", Some("South"), None, Some("A. Candidate"), 800)?;
    /// let law = ElectoralSystem::new("Two districts", [Tier::single("single", 2)]);
    /// let outcome = law.count(&builder.build()?)?;
    /// assert_eq!((outcome.seats_of("Hill")?, outcome.independents()), (1, 1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// What only lists can have is not there for single seats:
    ///
    /// ```compile_fail
    /// use sailau::system::{ListRule, Tier};
    ///
    /// let tier = Tier::single("single", ListRule::new(sailau::Method::HARE));
    /// ```
    #[must_use]
    pub fn single(name: impl Into<String>, districts: u32) -> Self {
        Self::new(name, 1, CandidateRule::default()).in_districts(Districts::Number(districts))
    }

    /// A tier of so many seats that somebody fills who is shown under this name; nobody votes for them.
    ///
    /// ```
    /// use sailau::system::{ElectoralSystem, Tier};
    /// use sailau::{Method, Votes};
    ///
    /// let tiers = [Tier::list("list", 98, Method::HARE), Tier::appointed("assembly", 9, "The Assembly")];
    /// let outcome = ElectoralSystem::new("A parliament", tiers).count(&Votes::list([("Otan", 1)])?)?;
    /// assert_eq!(outcome.seats_of("The Assembly")?, 9);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn appointed(name: impl Into<String>, seats: u32, by: impl Into<String>) -> Self {
        Self::new(name, seats, TierRule::Appointed(AppointedRule { by: by.into() }))
    }

    /// The same tier by district: its seats are those of each.
    #[must_use]
    pub fn in_districts(self, districts: Districts) -> Self {
        Self { districts, ..self }
    }

    /// The same tier, filled by the votes of this contest.
    #[must_use]
    pub fn of_contest(self, contest: impl Into<String>) -> Self {
        Self { contest: Some(contest.into()), ..self }
    }

    /// Its rules, by their words in a file: what can be cited, and what can be changed.
    #[must_use]
    pub fn rules(&self) -> Vec<&'static str> {
        let mut words = vec!["method", "seats", "districts", "ties", "against_all"];
        match &self.rule {
            TierRule::List(rule) => {
                for (word, stage) in rule.stages() {
                    words.push(word);
                    words.extend(stage.parts());
                }
                // What happens when nobody passes is a rule wherever there is a threshold, said or not.
                if rule.threshold.is_some() && !words.contains(&"no_list_passes") {
                    words.push("no_list_passes");
                }
                words.extend(self.district_seats.as_ref().map(|_| "district_seats"));
            }
            TierRule::Candidates(rule) => words.extend(rule.words()),
            TierRule::Appointed(_) => words = vec!["method", "seats", "by"],
        }
        words
    }

    /// What it asks of an engine, in the words of the rules reference: its stages and what is special about them.
    #[must_use]
    pub fn features(&self) -> Vec<&'static str> {
        let mut words: Vec<_> = self.district_seats.iter().map(|_| "district_seats").collect();
        match &self.rule {
            TierRule::List(rule) => {
                words.push("list");
                for (word, stage) in rule.stages() {
                    words.push(word);
                    words.extend(stage.features());
                }
            }
            TierRule::Candidates(rule) => {
                words.push("single");
                words.extend(rule.run_off.map(|_| "run_off"));
                words.extend(rule.group_limit.map(|_| "group_limit"));
                words.extend(rule.ranked.as_ref().map(|_| "ranked"));
                words.extend(rule.several.as_ref().map(|_| "ballot"));
            }
            TierRule::Appointed(_) => {}
        }
        words
    }

    /// The contest of the marks that its open lists read.
    pub(crate) fn marks(&self) -> Option<&str> {
        match &self.rule {
            TierRule::List(rule) => rule.open_list.as_ref()?.marks.as_deref(),
            TierRule::Candidates(_) | TierRule::Appointed(_) => None,
        }
    }

    /// The tiers that have to be counted before this one, each with the rule that looks at it.
    pub(crate) fn looks_at(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let stages = match &self.rule {
            TierRule::List(rule) => Some(rule.stages()),
            TierRule::Candidates(_) | TierRule::Appointed(_) => None,
        };
        stages
            .into_iter()
            .flatten()
            .flat_map(|(word, stage)| stage.looks_at().into_iter().map(move |name| (word, name)))
    }

    /// Whether one of its stages hangs on who has a seat that it leaves open.
    pub(crate) fn follows_up_ties(&self) -> bool {
        match &self.rule {
            TierRule::List(rule) => rule.stages().any(|(_, stage)| stage.follows_up_ties()),
            TierRule::Candidates(_) | TierRule::Appointed(_) => false,
        }
    }
}

/// Rules that cannot be, with the path in a file.
#[derive(Debug)]
pub(crate) struct Contradiction {
    pub(crate) path: Vec<String>,
    pub(crate) rule: Box<RuleAt>,
    pub(crate) problem: String,
    pub(crate) kind: Box<RulesErrorKind>,
}

impl Contradiction {
    /// At a field of the whole.
    fn at_field(field: &str, problem: &str) -> Self {
        Self {
            path: vec![field.to_owned()],
            rule: RuleAt::field(field).into(),
            problem: problem.to_owned(),
            kind: RulesErrorKind::Contradiction.into(),
        }
    }

    /// At a field of a tier, or at the tier as a whole.
    fn in_tier(index: usize, name: &str, field: Option<&str>, problem: impl Into<String>) -> Self {
        let mut path = vec!["tier".to_owned(), index.to_string()];
        path.extend(field.map(str::to_owned));
        let rule = RuleAt::in_tier(name, field).into();
        Self { path, rule, problem: problem.into(), kind: RulesErrorKind::Contradiction.into() }
    }

    /// The same mistake, of a kind of its own.
    fn of_kind(self, kind: RulesErrorKind) -> Self {
        Self { kind: kind.into(), ..self }
    }

    /// With the article that is cited for the rule, or for its tier.
    fn cited(mut self, citations: &BTreeMap<String, Citation>) -> Self {
        let mut cited = self.rule.citable().into_iter().filter_map(|key| citations.get(&key));
        self.rule.article = cited.find_map(|citation| citation.article.clone());
        self
    }
}
