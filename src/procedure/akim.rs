//! Heads of regions and of villages: consent by deputies, and direct election.
//!
//! The President proposes candidates for the akim of a region, and the deputies of its mäslihats vote on them:
//! [`Consent`]. The akims of villages and small towns are elected by their voters: [`Direct`].
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::procedure::{akim::Proposal, office::Poll};
//!
//! // Three candidates, 40 : 35 : 25. The text of 2022 asks for more votes, that of 2026 for a majority.
//! let proposal = Proposal { deputies: 120, poll: Poll::of([("A", 40), ("B", 35), ("C", 25)]).invalid(0) };
//! let of_2022 = kazakhstan::akim_consent_laws().on(date(2023, 9, 5))?.value.consent(&proposal)?;
//! let of_2026 = kazakhstan::akim_consent_laws().on(date(2026, 7, 1))?.value.consent(&proposal)?;
//! assert_eq!(of_2022.result.name(), Some("A"));
//! assert_eq!(of_2026.result.name(), None);
//! assert_eq!(of_2026.decision.requirement("voting.majority").unwrap().margin, Some(-11));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::{Deserialize, Serialize};

use super::office::{self, Base, Elected, Poll, Polled, Standing, Voting};
use super::{Decision, FactError, Law, Limit, Measure, Requirement};
use crate::law::Share;

/// How deputies consent to the akim of a region.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// How many candidates the President proposes.
    pub candidates: Limit<u64>,
    /// The vote of the deputies.
    pub voting: Voting,
    /// The part of all deputies that can ask for a vote of no confidence.
    pub no_confidence_asked_by: Limit<Share>,
    /// The part of all deputies that carries it. It asks the President for the dismissal and decides nothing.
    pub no_confidence: Limit<Share>,
}

/// Candidates proposed for the akim of a region, and the vote on them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// The deputies of all mäslihats in the region; at least one.
    pub deputies: u64,
    /// Their vote. Its ballots, or its invalid ballots, have to be known: a majority is of those who voted.
    pub poll: Poll,
}

/// A vote of no confidence in an akim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoConfidence {
    /// All deputies of the mäslihat; at least one.
    pub deputies: u64,
    /// Those who asked for the vote.
    pub asked: u64,
    /// Those who voted for it.
    pub votes: u64,
}

/// How voters elect the akim of a village or a small town.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Direct {
    /// Whose akims are elected so.
    pub of: Vec<String>,
    /// The part of the voters whose signatures a candidate without a party needs.
    pub signatures: Limit<Share>,
    /// The part of the settlements from which they have to come; none where it does not matter.
    pub settlements: Option<Limit<Share>>,
    /// The fewest candidates; with fewer the higher akim may nominate.
    pub candidates: Limit<u64>,
    /// The deposit, in minimum wages.
    pub deposit_wages: u64,
    /// The part of the votes with which it returns to who is not elected.
    pub deposit_returns: Limit<Share>,
    /// The vote.
    pub voting: Voting,
}

/// A candidate who stands without a party.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SelfNomination {
    /// The candidate.
    pub candidate: String,
    /// All voters of the unit; at least one.
    pub voters: u64,
    /// Signatures found true.
    pub signatures: u64,
    /// The unit's settlements and those that signatures came from; none in a unit that has no several.
    pub settlements: Option<Settlements>,
}

/// The settlements that signatures came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settlements {
    /// All settlements of the unit; at least one.
    pub all: u64,
    /// Those with signatures; none where that is not known.
    pub signed: Option<u64>,
}

impl Law<Consent> {
    /// What the deputies' vote on the President's candidates came to.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no deputies; more ballots than deputies; a poll that cannot be; ballots not known.
    pub fn consent(&self, proposal: &Proposal) -> Result<Polled, FactError> {
        if proposal.deputies == 0 {
            return Err(FactError::Nobody { what: "deputies".to_owned() });
        }
        let ballots = proposal.poll.base(Base::AllBallots)?;
        FactError::check_part("ballots", ballots, "deputies", proposal.deputies)?;
        let vote = self.rules.voting.first(self, "voting", "Consent to an akim", &proposal.poll)?;
        let enough = candidates(self, self.rules.candidates, "Candidates proposed", &proposal.poll);
        Ok(with_candidates(self, enough, vote))
    }

    /// Whether a vote of no confidence is carried.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no deputies; more of those who asked or voted than deputies.
    pub fn no_confidence(&self, facts: &NoConfidence) -> Result<Decision, FactError> {
        let NoConfidence { deputies, asked, votes } = *facts;
        if deputies == 0 {
            return Err(FactError::Nobody { what: "deputies".to_owned() });
        }
        FactError::check_part("deputies who asked", asked, "deputies", deputies)?;
        FactError::check_part("votes", votes, "deputies", deputies)?;
        let rules = &self.rules;
        let asked = Measure::share(rules.no_confidence_asked_by, asked, "deputies", deputies, "deputies");
        let votes = Measure::share(rules.no_confidence, votes, "votes", deputies, "deputies");
        let requirements = vec![
            self.requirement("no_confidence_asked_by", "Deputies who asked for the vote", asked),
            self.requirement("no_confidence", "Votes for no confidence", votes),
        ];
        Ok(self.decision("No confidence in an akim", requirements))
    }
}

impl Law<Direct> {
    /// Decides whether a candidate without a party has the support to be registered.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no voters or settlements; more signatures than voters; more settlements with signatures
    /// than settlements.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::akim::SelfNomination;
    ///
    /// let law = kazakhstan::akim_election_laws().on(date(2023, 11, 5))?.value;
    /// let nominate = |signatures| {
    ///     let candidate = "somebody".to_owned();
    ///     law.self_nomination(&SelfNomination { candidate, voters: 1_250, signatures, settlements: None })
    /// };
    /// assert!(nominate(13)?.met());
    /// assert!(!nominate(12)?.met());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn self_nomination(&self, facts: &SelfNomination) -> Result<Decision, FactError> {
        if facts.voters == 0 {
            return Err(FactError::Nobody { what: "registered voters".to_owned() });
        }
        FactError::check_part("signatures", facts.signatures, "registered voters", facts.voters)?;
        if let Some(Settlements { all, signed }) = facts.settlements {
            if all == 0 {
                return Err(FactError::Nobody { what: "settlements".to_owned() });
            }
            FactError::check_part("settlements with signatures", signed.unwrap_or(0), "settlements", all)?;
        }
        let signatures =
            Measure::share(self.rules.signatures, facts.signatures, "signatures", facts.voters, "voters");
        let mut requirements = vec![self.requirement("signatures", "Signatures of voters", signatures)];
        if let (Some(needed), Some(Settlements { all, signed })) = (self.rules.settlements, facts.settlements)
        {
            let measure = Measure::share(needed, signed, "settlements", all, "settlements");
            requirements.push(self.requirement("settlements", "Settlements that they represent", measure));
        }
        Ok(self.decision(format!("Support for {}", facts.candidate), requirements))
    }

    /// What the vote came to.
    ///
    /// # Errors
    ///
    /// [`FactError`] for a poll that cannot be; see [`Poll::base`].
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::office::Poll;
    ///
    /// let law = kazakhstan::akim_election_laws().on(date(2023, 11, 5))?.value;
    /// let vote = law.election(&Poll::of([("A", 210), ("B", 400), ("C", 390)]).against_all(500))?;
    /// assert_eq!(vote.result.name(), Some("B"));
    /// let vote = law.election(&Poll::of([("A", 400), ("B", 400), ("C", 390)]))?;
    /// assert_eq!(vote.result.to_string(), "equal votes: a repeat vote among A, B");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn election(&self, poll: &Poll) -> Result<Polled, FactError> {
        let vote = self.rules.voting.first(self, "voting", "Election of an akim", poll)?;
        let enough = candidates(self, self.rules.candidates, "Candidates on the ballot", poll);
        Ok(with_candidates(self, enough, vote))
    }

    /// Decides whether a deposit returns.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no votes at all, or more for one than there were.
    pub fn deposit_returns(&self, who: &str, standing: Standing) -> Result<Decision, FactError> {
        office::deposit_returns(self, "deposit_returns", self.rules.deposit_returns, who, standing)
    }
}

fn candidates<R>(law: &Law<R>, needed: Limit<u64>, name: &str, poll: &Poll) -> Requirement {
    law.requirement("candidates", name, Measure::count(needed, poll.candidates.len() as u64, "candidates"))
}

/// Too few candidates make no election, whatever the votes.
fn with_candidates<R>(law: &Law<R>, enough: Requirement, vote: Polled) -> Polled {
    let result = match (enough.met(), vote.result) {
        (false, Elected::Elected(_)) => Elected::RepeatElection,
        (_, result) => result,
    };
    let requirements = std::iter::once(enough).chain(vote.decision.requirements).collect();
    Polled { result, decision: law.decision(vote.decision.subject, requirements) }
}
