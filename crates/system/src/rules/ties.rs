use std::fmt;

use serde::de::value::{SeqAccessDeserializer, StrDeserializer};
use serde::de::{self, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// What decides between equal claims. What it leaves undecided is the next rule's ([`TieRules`]), or reported as a tie.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum TieRule {
    /// Nothing: the tie is reported.
    #[default]
    #[serde(rename = "unresolved")]
    Unresolved,
    /// The list that was registered earlier. Votes must carry the `registration_order` of every tied list.
    #[serde(rename = "earlier registration")]
    EarlierRegistration,
    /// The list with more votes.
    #[serde(rename = "more votes")]
    MoreVotes,
    /// The list with fewer votes.
    #[serde(rename = "fewer votes")]
    FewerVotes,
    /// Lots, drawn from the seed that is given to the count; without a seed the tie is reported.
    #[serde(rename = "lots")]
    Lots,
    /// The voters, once more: the tie is reported.
    #[serde(rename = "repeat vote")]
    RepeatVote,
}

impl fmt::Display for TieRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unresolved => "unresolved",
            Self::EarlierRegistration => "earlier registration",
            Self::MoreVotes => "more votes",
            Self::FewerVotes => "fewer votes",
            Self::Lots => "lots",
            Self::RepeatVote => "repeat vote",
        })
    }
}

/// What decides between equal claims, one rule after the other: each among those between whom the ones before it could
/// not choose. What the last leaves undecided is reported as a tie.
///
/// Most laws have one rule. Spain's gives the seat to the list with more votes, and draws lots between equal votes
/// (LOREG, art. 163(1)(d)).
///
/// ```
/// use sailau::system::{TieRule, TieRules};
///
/// let spain = TieRules::try_from(&[TieRule::MoreVotes, TieRule::Lots][..])?;
/// assert_eq!(spain.to_string(), "more votes, then lots");
/// assert!(spain.has(TieRule::Lots));
/// assert_eq!(serde_json::to_string(&spain)?, r#"["more votes","lots"]"#);
/// // One rule is a word.
/// assert_eq!(serde_json::to_string(&TieRules::from(TieRule::Lots))?, r#""lots""#);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct TieRules {
    /// Those that there are come first; the others decide nothing.
    rules: [TieRule; Self::MOST],
}

impl TieRules {
    /// The longest sequence: registration, votes one way or the other, lots.
    const MOST: usize = 3;

    /// One rule after the other: at least one.
    pub fn iter(&self) -> impl Iterator<Item = TieRule> + use<> {
        let [first, later @ ..] = self.rules;
        let later = later.into_iter().filter(|rule| *rule != TieRule::Unresolved);
        std::iter::once(first).chain(later)
    }

    /// Whether this rule is one of them.
    #[must_use]
    pub fn has(&self, rule: TieRule) -> bool {
        self.iter().any(|own| own == rule)
    }

    /// The one that is asked last.
    #[must_use]
    pub fn last(&self) -> TieRule {
        self.iter().last().unwrap_or_default()
    }

    /// Those as far as this one.
    pub(crate) fn until(self, last: TieRule) -> Self {
        let mut rules = self.rules;
        let end = rules.iter().position(|rule| *rule == last).unwrap_or(0);
        rules.iter_mut().skip(end + 1).for_each(|rule| *rule = TieRule::Unresolved);
        Self { rules }
    }
}

impl From<TieRule> for TieRules {
    fn from(rule: TieRule) -> Self {
        Self { rules: [rule, TieRule::Unresolved, TieRule::Unresolved] }
    }
}

impl TryFrom<&[TieRule]> for TieRules {
    type Error = &'static str;

    /// # Errors
    ///
    /// What is wrong with the sequence, when a rule stands where it can decide nothing.
    fn try_from(sequence: &[TieRule]) -> Result<Self, Self::Error> {
        use TieRule::{FewerVotes, Lots, MoreVotes, RepeatVote, Unresolved};
        let repeated = |i: usize| sequence[..i].contains(&sequence[i]);
        if sequence.is_empty() {
            return Err("a sequence of tie rules names at least one, such as [\"more votes\", \"lots\"]");
        }
        if (0..sequence.len()).any(repeated) {
            return Err("a tie rule that could not decide decides nothing the second time; name it once");
        }
        if sequence.contains(&MoreVotes) && sequence.contains(&FewerVotes) {
            return Err(
                "where votes are equal neither \"more votes\" nor \"fewer votes\" decides; name one of them",
            );
        }
        if sequence.len() > 1 && (sequence.contains(&Unresolved) || sequence.contains(&RepeatVote)) {
            return Err("\"unresolved\" and \"repeat vote\" stand alone, without a list around them");
        }
        if sequence.iter().rev().skip(1).any(|rule| *rule == Lots) {
            return Err("lots decide every tie: \"lots\" come last");
        }
        let mut rules = Self::default().rules;
        rules.iter_mut().zip(sequence).for_each(|(own, rule)| *own = *rule);
        Ok(Self { rules })
    }
}

/// `more votes, then lots`.
impl fmt::Display for TieRules {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, rule) in self.iter().enumerate() {
            if i > 0 {
                f.write_str(", then ")?;
            }
            rule.fmt(f)?;
        }
        Ok(())
    }
}

/// A word, or a list of words.
impl Serialize for TieRules {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.iter().count() {
            1 => self.last().serialize(serializer),
            _ => serializer.collect_seq(self.iter()),
        }
    }
}

impl<'de> Deserialize<'de> for TieRules {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct WordOrList;

        impl<'de> Visitor<'de> for WordOrList {
            type Value = TieRules;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(
                    "a tie rule such as \"lots\", or a list of them such as [\"more votes\", \"lots\"]",
                )
            }

            fn visit_str<E: de::Error>(self, word: &str) -> Result<TieRules, E> {
                TieRule::deserialize(StrDeserializer::new(word)).map(TieRules::from)
            }

            fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<TieRules, A::Error> {
                let sequence = Vec::<TieRule>::deserialize(SeqAccessDeserializer::new(list))?;
                TieRules::try_from(&sequence[..]).map_err(de::Error::custom)
            }
        }

        deserializer.deserialize_any(WordOrList)
    }
}

/// What votes against all are under these rules.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[non_exhaustive]
pub enum AgainstAll {
    /// Votes that choose nobody: part of a base that names them, and of nothing else.
    #[default]
    #[serde(rename = "on the ballot")]
    OnTheBallot,
    /// Impossible: the ballot paper has no such line. Votes against all that a file has nevertheless, because it is
    /// of an election under other rules, are treated as what such ballots would be: invalid.
    #[serde(rename = "not on the ballot")]
    NotOnTheBallot,
    /// As on the ballot, and a single seat stays empty when they outnumber the votes of every candidate.
    #[serde(rename = "can void the election")]
    CanVoid,
}
