//! Mandates won on a party's list: they are not recalled by voters, and end with the bond to the party.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::procedure::recall::Seat;
//! use sailau::procedure::recall::list_mandate::{Facts, Loss};
//!
//! let law = kazakhstan::list_mandate_laws().on(date(2026, 9, 1))?.value;
//! let mut facts = Facts {
//!     holder: "A. Deputy".into(), body: "kurultai".into(), elected: Seat::PartyList, loss: Some(Loss::Left),
//! };
//! assert!(law.decide(&facts)?.met(), "the mandate is lost");
//! facts.loss = None;
//! assert!(!law.decide(&facts)?.met());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::{Office, Seat};
use crate::procedure::{Decision, FactError, Law, Measure};

/// When a deputy of a party loses the mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Whose mandate depends on the party.
    pub offices: Vec<Office>,
    /// What ends it.
    pub lost_when: Vec<Loss>,
}

/// What may befall the bond between deputy and party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Loss {
    /// The deputy left the party that elected them.
    #[serde(rename = "left")]
    Left,
    /// The party expelled the deputy.
    #[serde(rename = "expelled")]
    Expelled,
    /// The party came to its end.
    #[serde(rename = "party ended")]
    PartyEnded,
}

/// A deputy, and what happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// The deputy.
    pub holder: String,
    /// The body, in the word of the law.
    pub body: String,
    /// How the deputy was elected.
    pub elected: Seat,
    /// What happened; none while the bond holds.
    pub loss: Option<Loss>,
}

impl Law<Rules> {
    /// Decides whether the mandate is lost: it is where every requirement is met.
    ///
    /// # Errors
    ///
    /// [`FactError::Unknown`] for a body that the law does not name: whether its deputies keep their seats was not
    /// found out.
    pub fn decide(&self, facts: &Facts) -> Result<Decision, FactError> {
        let offices = &self.rules.offices;
        FactError::check_known("body", &facts.body, offices.iter().map(|office| office.body.as_str()))?;
        let reached = offices.iter().any(|one| one.body == facts.body && one.elected == facts.elected);
        let lost = facts.loss.is_some_and(|loss| self.rules.lost_when.contains(&loss));
        Ok(self.decision(
            format!("Loss of the mandate of {}", facts.holder),
            vec![
                self.requirement(
                    "offices",
                    "A mandate that hangs on the party",
                    Measure::yes_no(true, reached),
                ),
                self.requirement("lost_when", "The bond to the party has ended", Measure::yes_no(true, lost)),
            ],
        ))
    }
}
