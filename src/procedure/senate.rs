//! A chamber of two for every region, elected by local deputies, and of some whom a President appoints.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//!
//! let before = kazakhstan::senate_laws().on(date(2022, 6, 7))?.value.composition(17);
//! let after = kazakhstan::senate_laws().on(date(2023, 3, 19))?.value.composition(20);
//! assert_eq!((before.elected, before.appointed, before.total()), (34, 15, 49));
//! assert_eq!((after.elected, after.appointed, after.total()), (40, 10, 50));
//! assert_eq!(after.on_assembly_proposal, 5);
//! # Ok::<(), sailau::law::TimelineError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::office::{self, Elected, Poll, Polled, Standing, Voting};
use super::{Decision, FactError, Law, Limit, Measure, Requirement, Verdict};
use crate::law::Share;

/// What a law says of the chamber and of the election to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// Senators elected in each region.
    pub per_region: u32,
    /// Senators whom the President appoints.
    pub appointed: u32,
    /// How many of those on the proposal of the Assembly of the People; none where it proposes nobody.
    pub on_assembly_proposal: Option<u32>,
    /// Years of a term.
    pub term_years: u32,
    /// The part of a region's electors whose signatures a candidate needs.
    pub support: Limit<Share>,
    /// The part of one mäslihat's electors that may sign for the same candidate.
    pub support_from_one: Limit<Share>,
    /// The deposit, in minimum wages.
    pub deposit_wages: u64,
    /// The part of the votes with which it returns to who is not elected.
    pub deposit_returns: Limit<Share>,
    /// The part of the electors that has to be there.
    pub present: Limit<Share>,
    /// The part of those who are there that has to take part in the vote.
    pub take_part: Limit<Share>,
    /// The vote.
    pub voting: Voting,
}

/// How a chamber is made up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[non_exhaustive]
pub struct Composition {
    /// Senators elected by local deputies.
    pub elected: u64,
    /// Senators appointed by the President, those on the Assembly's proposal among them.
    pub appointed: u64,
    /// Those whom the President appoints on the Assembly's proposal.
    pub on_assembly_proposal: u64,
}

/// Senators appointed so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointments {
    /// All of them.
    pub appointed: u64,
    /// Those on the Assembly's proposal.
    pub on_assembly_proposal: u64,
}

/// A candidate's signatures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nomination {
    /// The candidate.
    pub candidate: String,
    /// The electors of the region: the deputies of all its mäslihats.
    pub electors: u64,
    /// The mäslihats of the region, each of them: one in a city, many in an oblast. Their deputies add up to the
    /// region's electors.
    pub maslihats: Vec<Maslihat>,
}

/// One mäslihat's electors, and those of them who signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Maslihat {
    /// Its name.
    pub name: String,
    /// Its deputies, at least one.
    pub electors: u64,
    /// Those who signed.
    pub signatures: u64,
}

/// The joint session of a region's electors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// All electors of the region; at least one.
    pub electors: u64,
    /// Those who are there.
    pub present: u64,
    /// The vote. Its ballots, or its invalid ballots, have to be known: who spoils a ballot has taken part.
    pub poll: Poll,
}

impl Composition {
    /// All senators.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.elected + self.appointed
    }

    /// Those whom the President appoints without anybody's proposal.
    #[must_use]
    pub fn own_choice(&self) -> u64 {
        self.appointed.saturating_sub(self.on_assembly_proposal)
    }
}

impl Law<Rules> {
    /// How the chamber is made up, with so many regions (cities that rank as regions among them).
    #[must_use]
    pub fn composition(&self, regions: u32) -> Composition {
        Composition {
            elected: u64::from(self.rules.per_region) * u64::from(regions),
            appointed: u64::from(self.rules.appointed),
            on_assembly_proposal: u64::from(self.rules.on_assembly_proposal.unwrap_or(0)),
        }
    }

    /// Decides whether these appointments are within the law: no more in all, and no more by either way.
    ///
    /// # Errors
    ///
    /// [`FactError::MoreThanAll`]: more on the Assembly's proposal than in all.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::senate::Appointments;
    ///
    /// let law = kazakhstan::senate_laws().on(date(2023, 3, 19))?.value;
    /// let decide = |appointed, on_assembly_proposal| {
    ///     law.appointments(&Appointments { appointed, on_assembly_proposal })
    /// };
    /// assert!(decide(10, 5)?.met());
    /// // Ten, but six of the President's own choice.
    /// assert_eq!(decide(10, 4)?.requirement("on_assembly_proposal").unwrap().margin, Some(-1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn appointments(&self, facts: &Appointments) -> Result<Decision, FactError> {
        let Appointments { appointed, on_assembly_proposal } = *facts;
        FactError::check_part(
            "senators on the Assembly's proposal",
            on_assembly_proposal,
            "senators appointed",
            appointed,
        )?;
        let law = self.composition(0);
        let at_most = |limit, given| Measure::count(Limit::AtMost(limit), given, "senators");
        let mut requirements =
            vec![self.requirement("appointed", "Senators appointed", at_most(law.appointed, appointed))];
        if self.rules.on_assembly_proposal.is_some() {
            let rule = "on_assembly_proposal";
            let own = at_most(law.own_choice(), appointed - on_assembly_proposal);
            let proposed = at_most(law.on_assembly_proposal, on_assembly_proposal);
            requirements.push(self.requirement(rule, "Without a proposal of the Assembly", own));
            requirements.push(self.requirement(rule, "On the proposal of the Assembly", proposed));
        }
        Ok(self.decision("Appointed senators", requirements))
    }

    /// Decides whether a candidate has the support to be registered.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no mäslihats, or one twice, or one without electors; deputies that do not add up to the
    /// region's electors; more signatures than electors.
    pub fn nomination(&self, facts: &Nomination) -> Result<Decision, FactError> {
        let (electors, signatures) = facts.check()?;
        let all = Measure::share(self.rules.support, signatures, "signatures", electors, "electors");
        let parts: Vec<_> = facts
            .maslihats
            .iter()
            .map(|one| {
                let limit = self.rules.support_from_one;
                let measure =
                    Measure::share(limit, one.signatures, "signatures", one.electors, "electors there");
                Requirement::new("support_from_one", &one.name, measure, None)
            })
            .collect();
        let over = parts.iter().filter(|part| part.verdict == Verdict::NotMet).count() as u64;
        let over = Measure::count(Limit::AtMost(0), over, "mäslihats");
        let name = "Mäslihats that gave one candidate too many signatures";
        let requirements = vec![
            self.requirement("support", "Signatures of electors", all),
            self.requirement("support_from_one", name, over).counting(parts),
        ];
        Ok(self.decision(format!("Support for {}", facts.candidate), requirements))
    }

    /// What the first vote of a joint session came to.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no electors; more there than electors, or more ballots than are there; a poll that
    /// cannot be; ballots not known.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::office::Poll;
    /// use sailau::procedure::senate::Session;
    ///
    /// let law = kazakhstan::senate_laws().on(date(2023, 3, 19))?.value;
    /// let poll = Poll::of([("A", 90), ("B", 60), ("C", 40)]).invalid(0);
    /// let vote = law.first_vote(&Session { electors: 250, present: 200, poll })?;
    /// assert_eq!(vote.result.to_string(), "a second vote on the same day between A and B");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn first_vote(&self, session: &Session) -> Result<Polled, FactError> {
        let quorum = self.quorum(session)?;
        let vote = self.rules.voting.first(self, "voting", "Election of a senator", &session.poll)?;
        Ok(self.with_quorum(quorum, vote))
    }

    /// What the second vote came to, on the same day and between two: more votes elect.
    ///
    /// # Errors
    ///
    /// As [`first_vote`](Self::first_vote), and more than two candidates.
    pub fn second_vote(&self, session: &Session) -> Result<Polled, FactError> {
        let quorum = self.quorum(session)?;
        let subject = "Election of a senator, second vote";
        let vote = self.rules.voting.second(self, "voting", subject, &session.poll)?;
        Ok(self.with_quorum(quorum, vote))
    }

    /// Decides whether a deposit returns.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no votes at all, or more for one than there were.
    pub fn deposit_returns(&self, who: &str, standing: Standing) -> Result<Decision, FactError> {
        office::deposit_returns(self, "deposit_returns", self.rules.deposit_returns, who, standing)
    }

    fn quorum(&self, session: &Session) -> Result<Vec<Requirement>, FactError> {
        let Session { electors, present, poll } = session;
        if *electors == 0 {
            return Err(FactError::Nobody { what: "electors".to_owned() });
        }
        FactError::check_part("electors present", *present, "electors", *electors)?;
        let ballots = poll.base(office::Base::AllBallots)?;
        FactError::check_part("ballots", ballots, "electors present", *present)?;
        let there = Measure::share(self.rules.present, *present, "electors", *electors, "electors");
        let voted = Measure::share(self.rules.take_part, ballots, "electors", *present, "electors present");
        Ok(vec![
            self.requirement("present", "Electors present", there),
            self.requirement("take_part", "Electors who took part", voted),
        ])
    }

    /// A vote without its quorum elects nobody, and the election is held again.
    fn with_quorum(&self, mut requirements: Vec<Requirement>, vote: Polled) -> Polled {
        let quorum = requirements.iter().all(Requirement::met);
        requirements.extend(vote.decision.requirements);
        Polled {
            result: if quorum { vote.result } else { Elected::RepeatElection },
            decision: self.decision(vote.decision.subject, requirements),
        }
    }
}

impl Nomination {
    /// Electors and signatures in all, after looking for what cannot be.
    fn check(&self) -> Result<(u64, u64), FactError> {
        FactError::check_names("mäslihat", self.maslihats.iter().map(|one| one.name.as_str()))?;
        let (mut electors, mut signatures) = (0_u64, 0_u64);
        for one in &self.maslihats {
            if one.electors == 0 {
                return Err(FactError::Nobody { what: format!("electors in {}", one.name) });
            }
            FactError::check_part("signatures", one.signatures, "electors there", one.electors)?;
            let sum = u128::from(electors) + u128::from(one.electors);
            FactError::check_part("electors", sum, "electors that can be counted", u64::MAX)?;
            electors = electors.saturating_add(one.electors);
            signatures = signatures.saturating_add(one.signatures);
        }
        if electors == 0 {
            return Err(FactError::Nobody { what: "mäslihats".to_owned() });
        }
        if electors != self.electors {
            let what = "deputies of the mäslihats".to_owned();
            return Err(FactError::DoesNotAddUp { what, sum: electors.into(), whole: self.electors });
        }
        Ok((electors, signatures))
    }
}
