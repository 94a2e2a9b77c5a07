//! A scenario as data.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{BehaviourError, Entry};
use crate::law::Share;
use crate::text::{Misread, one_line};

/// What voters and parties do about a law, stated in numbers. See the [module](super).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Scenario {
    /// What it is called, in a few words: it stands behind the name of each law that is counted with it.
    pub name: String,
    /// Where its numbers come from, a sentence each.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
    /// Voters desert lists that are expected below the threshold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desertion: Option<Desertion>,
    /// Lists that run together.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<Together>,
    /// Parties that stand or not by a registration law.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entry: Option<Entry>,
}

/// Strategic desertion: voters of a list that is expected below the threshold go to lists that are expected above it.
///
/// In each drawn election every list's expected share is the one below times e^(`error` × z), with a normal number z of its own: what
/// the public sees before the election, drawn independently of its result. Lists whose share is then below the threshold are
/// deserted. Where the rules have no threshold, or no list is expected above it, nobody deserts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Desertion {
    /// The dial: the share of the voters of such a list who desert it, from 0 (nobody) to the whole.
    pub share: Share,
    /// The error of what is expected, as a standard deviation of the logarithm of a list's share, from 0 (everybody knows what the
    /// electorate is like) to 10. Polls of the last week err by about 0.14, of the last month by 0.18 (see
    /// [`PollError`](crate::electorate::polls::PollError)).
    pub error: f64,
    /// What lists are expected to have, as shares of what the threshold is a share of: from polls or earlier votes. Of lists that
    /// are not here it is what the electorate has where nothing varies.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub expected: BTreeMap<String, Share>,
    /// Where the deserters of a list go, as weights by list; of those named here the lists that are expected above the threshold
    /// have them. Deserters of lists that are not here go to all lists above it, in proportion to the votes that these have in the
    /// same place. Where none of the named is above the threshold, nobody deserts.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub to: BTreeMap<String, BTreeMap<String, u32>>,
}

/// Lists that run together, as one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Together {
    /// The name of the joint list.
    pub list: String,
    /// The lists that it is made of, two or more.
    pub of: Vec<String>,
    /// The dial: the share of their voters who follow.
    pub followers: Share,
    /// What the others do.
    pub others: Others,
    /// The kind of the joint list, such as `coalition`, for laws whose threshold differs by it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
}

/// What voters do who do not follow their list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Others {
    /// They cast no ballot between lists.
    #[serde(rename = "stay at home")]
    StayAtHome,
    /// They vote for the other lists in the same place, in proportion to the votes of these.
    #[serde(rename = "in proportion")]
    InProportion,
}

impl Scenario {
    /// Reads a scenario from TOML, and checks what can be checked without an electorate.
    ///
    /// # Errors
    ///
    /// [`BehaviourError`], with line and column where the text is at fault, and otherwise with the field.
    ///
    /// ```
    /// use sailau::simulate::behaviour::Scenario;
    ///
    /// let text = "name = 'A'\n[[together]]\nlist = 'Both'\nof = ['Hill']\nfollowers = '80%'\nothers = 'stay at home'";
    /// let error = Scenario::from_toml(text).unwrap_err();
    /// assert_eq!(error.to_string(), "together `Both`, of: name two lists or more");
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, BehaviourError> {
        let scenario: Self = toml::from_str(text).map_err(|error| Misread::in_toml(text, &error))?;
        scenario.check()?;
        Ok(scenario)
    }

    /// Reads a file.
    ///
    /// # Errors
    ///
    /// [`BehaviourError::InFile`], with the file's name and what is wrong.
    ///
    /// ```
    /// use sailau::simulate::behaviour::Scenario;
    ///
    /// let error = Scenario::open("no/such.toml").unwrap_err();
    /// assert!(error.to_string().starts_with("no/such.toml: cannot be opened: "));
    /// ```
    pub fn open(path: impl AsRef<Path>) -> Result<Self, BehaviourError> {
        let path = path.as_ref();
        let in_file =
            |problem| BehaviourError::InFile { file: path.display().to_string(), problem: Box::new(problem) };
        let bytes = std::fs::read(path)
            .map_err(|error| in_file(BehaviourError::NoText(format!("cannot be opened: {error}"))))?;
        let text = String::from_utf8(bytes).map_err(|_| {
            in_file(BehaviourError::NoText("not UTF-8 text; save the file as UTF-8".to_owned()))
        })?;
        Self::from_toml(&text).map_err(in_file)
    }

    pub(super) fn check(&self) -> Result<(), BehaviourError> {
        let wrong = |field: String, problem| Err(BehaviourError::Field { field, problem });
        if self.name.trim().is_empty() || self.name.contains(char::is_control) {
            return wrong("name".to_owned(), "give the scenario a name, in one line");
        }
        if self.desertion.is_none() && self.together.is_empty() && self.entry.is_none() {
            let problem = "it says nothing; state `desertion`, `together` or `entry`";
            return wrong(format!("scenario `{}`", one_line(&self.name)), problem);
        }
        if let Some(desertion) = &self.desertion {
            if !(0.0..=10.0).contains(&desertion.error) {
                return wrong(
                    "desertion, error".to_owned(),
                    "a standard deviation of logarithms is from 0 to 10",
                );
            }
            for (list, weights) in &desertion.to {
                let field = || format!("desertion, to, `{}`", one_line(list));
                if weights.values().all(|&weight| weight == 0) {
                    return wrong(field(), "give some list a weight above 0");
                }
                if weights.contains_key(list) {
                    return wrong(field(), "nobody deserts a list for itself; name others");
                }
            }
        }
        let mut taken = BTreeSet::new();
        for together in &self.together {
            let field = |what: &str| format!("together `{}`, {what}", one_line(&together.list));
            if together.list.trim() != together.list || together.list.is_empty() {
                return wrong(field("list"), "give the joint list a name, without spaces around it");
            }
            if together.of.len() < 2 {
                return wrong(field("of"), "name two lists or more");
            }
            if !together.of.iter().all(|list| taken.insert(list.as_str())) || !taken.insert(&together.list) {
                return wrong(
                    field("of"),
                    "a list runs together with others once; a joint list has a name of its own",
                );
            }
        }
        self.entry.as_ref().map_or(Ok(()), Entry::check)
    }
}

/// A share as a fraction of one.
pub(super) fn real(share: Share) -> f64 {
    f64::from(share.numerator()) / f64::from(share.denominator())
}

/// As many of these votes as a share of them is, rounded down: all of them for the whole.
pub(super) fn part(votes: u64, share: Share) -> u64 {
    let part = u128::from(votes) * u128::from(share.numerator()) / u128::from(share.denominator());
    // A share is at most the whole.
    u64::try_from(part).unwrap_or(votes)
}
