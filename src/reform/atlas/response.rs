//! What voters and lists did after a reform, beside what it did to the votes before it.

use std::fmt;

use serde::Serialize;

use super::{EntryKind, Law, Studied, Study};

/// What a reform did to the votes before it, and what voters and lists did otherwise in the election after it.
///
/// The share of the votes that go to lists below a threshold is seen three times: in the last election before the reform under
/// the law before, in the same votes under the law after, and in the first election after it. The first step is the
/// *mechanical* effect. The second is what voters and lists did, Duverger's *psychological* effect (*Les partis politiques*, 1951),
/// with the swing of opinion between two elections in it. It is one observation, and has no interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Response {
    /// The last election before the reform.
    pub before: String,
    /// The first election after it.
    pub after: String,
    /// Shares of the votes below a threshold; none where neither law has one.
    pub below: Option<Steps>,
    /// Shares of the votes whose lists have no seat.
    pub lost: Steps,
    /// The effective number of elective parties in both elections (Laakso and Taagepera 1979); none where the votes that are not
    /// named one by one leave it open.
    pub parties: [Option<f64>; 2],
    /// What stands between these numbers and the effect, a sentence each.
    pub cautions: Vec<String>,
}

/// A share of the votes in three steps, each a fraction of one.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Steps {
    /// The votes before, under the law before.
    pub before: f64,
    /// The votes before, under the law after.
    pub counterfactual: f64,
    /// The votes after, under the law after.
    pub after: f64,
}

/// Why nothing can be said of voters' and lists' response to a reform.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum CannotTell {
    /// Nobody made the reform.
    NotMade,
    /// No election on this side is on board.
    NoElection(Law),
    /// An election cannot be counted under the law after.
    NotCounted {
        /// The election.
        election: String,
        /// Why.
        why: String,
    },
    /// No list below the threshold is in the votes of this election, as if every vote had counted: small lists seem to be left out.
    SmallListsMissing(String),
    /// The votes of the two elections are of other ballots, lists in one and candidates in the other.
    OtherBallot(String, String),
}

impl Steps {
    /// What the law did to the votes before.
    ///
    /// ```
    /// use sailau::reform::atlas::Steps;
    ///
    /// // A threshold that shuts out lists of 12 % of the votes; in the next election 5 % go to such lists.
    /// let steps = Steps { before: 0.02, counterfactual: 0.14, after: 0.05 };
    /// assert_eq!(format!("{:+.2} {:+.2}", steps.mechanical(), steps.behaviour()), "+0.12 -0.09");
    /// ```
    #[must_use]
    pub fn mechanical(self) -> f64 {
        self.counterfactual - self.before
    }

    /// What voters and lists did otherwise, with the swing of opinion in it.
    #[must_use]
    pub fn behaviour(self) -> f64 {
        self.after - self.counterfactual
    }
}

impl Study {
    /// What voters and lists did after the reform, beside what it did to the votes before it: the last election before and the
    /// first after it.
    ///
    /// # Errors
    ///
    /// [`CannotTell`]: why these two are not on board, or cannot be set beside each other.
    pub fn response(&self) -> Result<Response, CannotTell> {
        if self.entry.kind == EntryKind::WhatIf {
            return Err(CannotTell::NotMade);
        }
        let of = |law| self.elections.iter().filter(move |one| one.held_under == law);
        let before = of(Law::Before).next_back().ok_or(CannotTell::NoElection(Law::Before))?;
        let after = of(Law::After).next().ok_or(CannotTell::NoElection(Law::After))?;
        let [old_ballot, new_ballot] = [before, after].map(|one| one.votes().main_contest());
        if old_ballot != new_ballot {
            return Err(CannotTell::OtherBallot(old_ballot.to_owned(), new_ballot.to_owned()));
        }
        let is_cut = |one: &&&Studied| one.elected.below == Some(0.0);
        if let Some(cut) = [before, after].iter().find(is_cut) {
            return Err(CannotTell::SmallListsMissing(cut.name.clone()));
        }
        let effect = before.effect.as_ref().ok_or_else(|| {
            let why = before.not_counted.clone().unwrap_or_default();
            CannotTell::NotCounted { election: before.name.clone(), why }
        })?;
        let (old, same, new) = (&effect.before, &effect.after, &after.elected);
        let below = [old, same, new].map(|house| house.below);
        Ok(Response {
            before: before.name.clone(),
            after: after.name.clone(),
            below: below.iter().any(Option::is_some).then(|| {
                // A law without a threshold shuts nobody out by one.
                let [before, counterfactual, after] = below.map(|share| share.unwrap_or(0.0));
                Steps { before, counterfactual, after }
            }),
            lost: Steps { before: old.lost, counterfactual: same.lost, after: new.lost },
            parties: [old.parties_in_votes, new.parties_in_votes],
            cautions: self.cautions(before, after),
        })
    }

    fn cautions(&self, before: &Studied, after: &Studied) -> Vec<String> {
        let mut all = Vec::new();
        for election in [before, after] {
            let name = &election.name;
            let unnamed = election.elected.unnamed;
            if unnamed >= 0.005 {
                let percent = 100.0 * unnamed;
                all.push(format!(
                    "{name}: {percent:.1} % of the votes are of lists that are not named, and are taken to be below a threshold"
                ));
            }
            let stand_ins = self.entry.stand_in.iter().filter(|one| one.election == *name);
            all.extend(
                stand_ins.map(|one| {
                    format!("{name}: {} stands in for the law {}: {}", one.rules, one.law, one.why)
                }),
            );
            let joined = self.entry.joined.iter().filter(|one| one.election == *name);
            all.extend(joined.map(|one| {
                format!("{name}: {} are one party in the effective number", one.lists.join(" and "))
            }));
        }
        let taken = before.effect.iter().flat_map(|effect| &effect.after.taken_as_nothing);
        all.extend(taken.map(|taken| format!("{} under the law after: {taken}", before.name)));
        all
    }
}

impl fmt::Display for CannotTell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotMade => f.write_str("nobody made this reform"),
            Self::NoElection(law) => write!(f, "no election {law} it is on board"),
            Self::NotCounted { election, why } => {
                write!(f, "{election} is not counted under both laws: {}", why.trim_end_matches('.'))
            }
            Self::SmallListsMissing(election) => {
                write!(
                    f,
                    "no list below the threshold is in the votes of {election}: small lists seem to be left out"
                )
            }
            Self::OtherBallot(old, new) => {
                write!(f, "the votes before are of the ballot `{old}`, those after of `{new}`")
            }
        }
    }
}
