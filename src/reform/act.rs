//! An amending act: changes to rules, under a name.

use std::fmt;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::draft::Draft;
use super::{Change, ReformError, ReformProblem};
use crate::law::day;
use crate::system::ElectoralSystem;
use crate::text::Misread;

/// A reform: changes to a baseline, in the order in which they are made.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::reform::Reform;
///
/// let reform = Reform::from_toml(r#"
///     name = "3 % and no guarantee"
///
///     [[change]]
///     set = "list.threshold.at_least"
///     from = "5%"
///     to = "3%"
///
///     [[change]]
///     remove = "list.sole_qualifier"
/// "#)?;
/// assert_eq!(reform.to_string(), "\
/// 3 % and no guarantee
///   list threshold at least: 5% → 3%
///   list sole qualifier goes
/// ");
/// let now = kazakhstan::law_on(date(2026, 7, 1))?.value;
/// let then = reform.apply(now)?;
/// assert_eq!(then.name, "3 % and no guarantee");
///
/// let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes().without_winners().allow_uncounted();
/// assert_eq!(now.count(&votes)?.seats_of("Auyl")?, then.count(&votes)?.seats_of("Auyl")?);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reform {
    /// What it is called; the reformed rules have this name.
    pub name: String,
    /// The day on which the reformed rules come into force; none for a mere proposal.
    #[serde(default, with = "day::optional", skip_serializing_if = "Option::is_none")]
    pub since: Option<Date>,
    /// The act, where it is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The changes. A change is made to what those before it have left.
    #[serde(default, rename = "change", skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Change>,
}

impl Reform {
    /// A reform that is a proposal: without a day and an act.
    #[must_use]
    pub fn new(name: &str, changes: impl IntoIterator<Item = Change>) -> Self {
        Self { name: name.to_owned(), since: None, source: None, changes: changes.into_iter().collect() }
    }

    /// Reads a reform from TOML: `name`, `since`, `source`, and a table `[[change]]` for each [`Change`].
    ///
    /// # Errors
    ///
    /// [`ReformProblem::Unreadable`] with the line and column, the field, and the word that was meant.
    pub fn from_toml(text: &str) -> Result<Self, ReformError> {
        toml::from_str(text).map_err(|error| unreadable("", Misread::in_toml(text, &error)))
    }

    /// Reads a reform from JSON; `change` is the array of changes.
    ///
    /// # Errors
    ///
    /// [`ReformProblem::Unreadable`] with the line and column, the field, and the word that was meant.
    pub fn from_json(text: &str) -> Result<Self, ReformError> {
        serde_json::from_str(text).map_err(|error| unreadable("", Misread::in_json(text, &error)))
    }

    /// Reads a reform from a file: JSON when its name ends in `.json`, otherwise TOML.
    ///
    /// # Errors
    ///
    /// [`ReformProblem::Unreadable`].
    pub fn open(path: impl AsRef<Path>) -> Result<Self, ReformError> {
        let path = path.as_ref();
        let name = path.display().to_string();
        let text = std::fs::read_to_string(path)
            .map_err(|error| unreadable(&name, Misread::without_text(&format!("cannot be read: {error}"))))?;
        let is_json = path.extension().is_some_and(|end| end.eq_ignore_ascii_case("json"));
        let read = if is_json { Self::from_json(&text) } else { Self::from_toml(&text) };
        read.map_err(|error| ReformError { reform: name, ..error })
    }

    /// Writes the reform as TOML; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`ReformProblem::Unreadable`] for what TOML cannot say, such as a number above 9,223,372,036,854,775,807.
    pub fn to_toml(&self) -> Result<String, ReformError> {
        toml::to_string(self)
            .map_err(|error| unreadable(&self.name, Misread::without_text(&error.to_string())))
    }

    /// The baseline with all changes made, checked. It has the reform's name, day and source.
    ///
    /// # Errors
    ///
    /// [`ReformError`], which names the change: a tier that is not there, something else at the place than `from`
    /// says, a change that changes nothing, rules that contradict themselves in the end. In between they may.
    pub fn apply(&self, baseline: &ElectoralSystem) -> Result<ElectoralSystem, ReformError> {
        let mut draft = Draft::of(baseline);
        draft.entitle(&self.name, self.since, self.source.as_deref());
        let mut amendment = Amendment { before: draft.rules().ok(), draft, blamed: None };
        for change in &self.changes {
            amendment.make(change).map_err(|(change, problem)| self.wrong(Some(change), problem))?;
        }
        let Amendment { draft, blamed, .. } = amendment;
        let rules = draft.rules().map_err(|error| match blamed {
            Some(change) => self.wrong(Some(change), ReformProblem::Rules(error)),
            None => self.wrong(None, ReformProblem::Baseline(error)),
        })?;
        draft.cited(rules).map_err(|problem| self.wrong(None, problem))
    }

    /// The changes of rules, without those that only cite.
    pub fn of_rules(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| change.is_of_rules())
    }

    fn wrong(&self, change: Option<&Change>, problem: ReformProblem) -> ReformError {
        ReformError {
            reform: self.name.clone(),
            change: change.map(Change::to_string),
            problem: Box::new(problem),
        }
    }
}

fn unreadable(reform: &str, misread: Misread) -> ReformError {
    let problem = Box::new(ReformProblem::Unreadable(misread));
    ReformError { reform: reform.to_owned(), change: None, problem }
}

/// Changes as they are made, each looked at for whether it does anything.
struct Amendment<'a> {
    draft: Draft,
    /// The rules up to now, where they make sense.
    before: Option<ElectoralSystem>,
    /// The change since which they make none.
    blamed: Option<&'a Change>,
}

impl<'a> Amendment<'a> {
    fn make(&mut self, change: &'a Change) -> Result<(), (&'a Change, ReformProblem)> {
        if let Change::Together { changes, .. } = change {
            if changes.is_empty() {
                return Err((change, ReformProblem::ChangesNothing));
            }
            return changes.iter().try_for_each(|change| self.make(change));
        }
        let old = self.draft.clone();
        self.draft.make(change).map_err(|problem| (change, problem))?;
        let after = self.draft.rules().ok();
        let nothing = match (&self.before, &after) {
            _ if !change.is_of_rules() => self.draft.same_citations(&old),
            (Some(before), Some(after)) => before == after,
            _ => self.draft.same_text(&old),
        };
        if nothing {
            return Err((change, ReformProblem::ChangesNothing));
        }
        self.blamed = if after.is_some() { None } else { self.blamed.or(Some(change)) };
        self.before = after;
        Ok(())
    }
}

/// Name, day and source, and a line for each change of rules; changes that only cite are counted.
impl fmt::Display for Reform {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.name)?;
        match (self.since, &self.source) {
            (Some(day), Some(source)) => writeln!(f, "  since {day}: {source}")?,
            (Some(day), None) => writeln!(f, "  since {day}")?,
            (None, Some(source)) => writeln!(f, "  {source}")?,
            (None, None) => {}
        }
        for change in self.of_rules() {
            match change {
                Change::Together { name, changes } => {
                    writeln!(f, "  {name}:")?;
                    for change in changes {
                        writeln!(f, "    {change}")?;
                    }
                }
                change => writeln!(f, "  {change}")?,
            }
        }
        match self.changes.iter().filter(|change| !change.is_of_rules()).count() {
            0 => Ok(()),
            1 => writeln!(f, "  and 1 rule stands elsewhere than before"),
            several => writeln!(f, "  and {several} rules stand elsewhere than before"),
        }
    }
}
