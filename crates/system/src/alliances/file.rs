//! Alliances as they stand in a rules file: the method is beside the threshold, or nothing but whose the seats are.

use serde::{Deserialize, Serialize};

use super::{AllianceThreshold, Alliances, WithinAlliance};
use sailau_apportion::Method;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AlliancesFile {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    method: Option<Method>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<To>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    threshold: Option<AllianceThreshold>,
}

#[derive(Clone, Copy, Serialize, Deserialize)]
enum To {
    #[serde(rename = "candidates")]
    Candidates,
}

impl TryFrom<AlliancesFile> for Alliances {
    type Error = &'static str;

    fn try_from(file: AlliancesFile) -> Result<Self, Self::Error> {
        let within = match (file.method, file.to) {
            (Some(method), None) => WithinAlliance::Lists(method),
            (None, Some(To::Candidates)) => WithinAlliance::Candidates,
            _ => {
                return Err(
                    "the seats of an alliance are shared among its lists by a `method`, or go to = \"candidates\"; \
                     give one of the two",
                );
            }
        };
        Ok(Self { within, threshold: file.threshold })
    }
}

impl From<Alliances> for AlliancesFile {
    fn from(rule: Alliances) -> Self {
        let (method, to) = match rule.within {
            WithinAlliance::Lists(method) => (Some(method), None),
            WithinAlliance::Candidates => (None, Some(To::Candidates)),
        };
        Self { method, to, threshold: rule.threshold }
    }
}
