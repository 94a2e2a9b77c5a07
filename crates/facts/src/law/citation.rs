use std::fmt;

use serde::{Deserialize, Serialize};

/// Where a rule stands, and how well it is known.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Citation {
    /// Article and paragraph, such as `97-1(2)`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub article: Option<String>,
    /// The act, where it is not the one that the whole text cites.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub act: Option<String>,
    /// Where it was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How well it is known; `verified` when left out.
    #[serde(default, skip_serializing_if = "Certainty::is_verified")]
    pub certainty: Certainty,
    /// What a reader should know besides.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// How well a legal fact is known.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// Read in the text of the law or in an official paper.
    #[default]
    Verified,
    /// Taken from news, an encyclopedia or another intermediary.
    Secondary,
    /// Not seen in any text that settles it.
    Unsure,
}

impl Certainty {
    fn is_verified(&self) -> bool {
        *self == Self::Verified
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Verified => "verified",
            Self::Secondary => "secondary source",
            Self::Unsure => "unsure",
        })
    }
}

/// Short, for the margin of a record: `art. 97-1(2)`, with a mark where it is not verified.
impl fmt::Display for Citation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut parts = Vec::new();
        parts.extend(self.act.clone());
        parts.extend(self.article.as_ref().map(|article| format!("art. {article}")));
        if self.certainty != Certainty::Verified || parts.is_empty() {
            parts.push(self.certainty.to_string());
        }
        f.write_str(&parts.join(", "))
    }
}
