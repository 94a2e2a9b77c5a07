//! How many ballots must be looked at to trust a house?
//!
//! A result is right if a set of *assertions* about the papers is true: that a list is above the threshold, that the quotient of
//! one's last seat is larger than that of another's next, that a winner has more votes than everybody else. Each has a *margin*: the
//! number of papers that must be misread, each in the worst way, until it is false. The sample that confirms a house at a risk limit
//! follows from the smallest of them; `docs/audits.md` in the repository tells an election office what to do with it.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::audit::{Papers, Sample, assertions};
//! use sailau::audit::sampling::Bet;
//! use sailau::kazakhstan;
//!
//! // The list tier of 2023. Who won the single seats is known without their votes.
//! let election = kazakhstan::election(date(2023, 3, 19)).unwrap();
//! let found = assertions(election.law()?, &election.votes(), Papers::AllInTheBoxes)?;
//! let sample = Sample::of(&found, Bet::HIGHEST, "5%".parse()?);
//! assert_eq!((sample.sample, sample.papers), (1_497, 6_366_441));
//! // It hangs on the list that is nearest to the threshold: 12,735.95 papers above 5 %.
//! let hardest = sample.decided_by.unwrap();
//! assert_eq!((hardest.kind.word(), hardest.winner), ("above", Some("OSDP")));
//! assert_eq!(sample.uncovered[0].tier, "single");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What is asserted
//!
//! V are votes, s the seats reported, d(k) the divisor of seat k, T the base of a threshold t, S the seats to share.
//!
//! | decided by | asserted | source |
//! |---|---|---|
//! | a divisor method, with bounds or without, also between alliances and within them | V_i / d(s_i) > V_j / d(s_j + 1) for every list i with a seat and every other j | Stark and Teague 2014, Blom and others 2021 |
//! | a threshold passed, by a list with seats | V_i > t T | the same |
//! | a threshold missed | V_i < t T; where a divisor method shares the seats there, or that every list with a seat beats it, whichever is further from being false | the second: every one of them, not the last alone |
//! | largest remainders, quota V / (S + z), z = 0 or 1, or Droop's | V_i − V_j > (s_i − s_j − 1) V / (S + z) for every two, and every list above or below the threshold, with a seat or without | pairs: Blom and others 2021; who is admitted, z = 1 and Droop: here |
//! | a quota that is rounded, of other votes, or whose leavings go elsewhere | whole quotas from both sides, w q < V < (w + 1) q, for the end that is harder where it is rounded; then who has more votes, a larger remainder or average | here |
//! | alliances of those above a threshold | the threshold of every list, and the alliances of those who are above | here |
//! | several ways past a threshold; too few above it | the way that is furthest from being false, or that all are shut; who comes in has more votes than who stays out | here |
//! | a bonus for the largest | it has more votes than everybody else; the share that the bonus needs; that its votes alone are worth less than what it is raised to | here |
//! | a cap, seats that are held and paid by others | every round in which somebody is set aside, and the share behind the cap | here |
//! | claims | what is held is fixed: rounded claims from both sides, exact ones as sums of votes | here |
//! | votes that weigh more | which lists are small enough, and quotients of weighed votes | here |
//! | turnout; seats of districts by votes | papers against the roll; districts against each other as lists are | here |
//! | one list above the threshold | who is first and second, and the whole part of the second's share | here |
//! | most votes; a majority, a second round | V_w > V_j; V_w > T / 2; nobody above it, the two against all others, and the second round on papers of its own | Stark 2020; the second round: here |
//! | seats set against those of other tiers | those of either tier; what follows from both needs no paper | here |
//! | overhang levelled | what votes are worth in each district, and the last seat of the house: everybody else's last quotient is above that of the list that would miss it | here |
//! | winners who do not sit | a share that parts them: who sits is above it, who does not is below | here |
//! | seats of a party in districts | quotients of its own lists | here |
//! | biproportional seats | the parties' by their voters, who is the strongest of a district where a clause makes sure of its seats, and each cell between the bounds of the divisors that were found: sufficient, not necessary | here |
//!
//! A chain of stages is audited stage by stage, each as if the earlier ones were as reported: a wrong house makes some assertion of
//! the first wrong stage false. Every assertion is tested at the whole risk limit: of a wrong house one is false, and that one is
//! confirmed with no greater chance. Where a rule has no assertions the tier is [uncovered](Assertions::uncovered), and said so.
//!
//! That the assertions imply the house is put to the test on random rules and votes: whatever other papers make all of them true, the
//! house is the same.
//!
//! The frame is Stark's: Sets of Half-Average Nulls Generate Risk-Limiting Audits (2020). Stark and Teague: Verifiable European
//! Elections: Risk-limiting Audits for D'Hondt and Its Relatives (2014). Blom, Budurushi, Rivest, Stark, Stuckey, Teague, Vukcevic:
//! Assertion-Based Approaches to Auditing Complex Elections (2021).

mod alliances;
mod areas;
mod assertion;
mod bar;
mod biproportional;
mod bonuses;
mod boxes;
mod candidates;
mod caps;
mod claimants;
mod claimed;
mod claims;
mod column;
mod contests;
mod districts;
mod doors;
mod form;
mod levelling;
mod list_tier;
mod named;
mod papers;
mod place;
mod placement;
mod price;
mod quotients;
mod refused;
mod remainders;
mod sample;
mod sharing;
mod sole_qualifier;
mod thresholds;
mod truth;
mod turnouts;
mod uncovered;
mod ways_in;
mod weights;
mod worded_quotas;

pub use assertion::{Assertion, AssertionKind, InDoubt};
pub use contests::ContestsError;
pub use papers::Papers;
pub use place::Place;
pub use sailau_audit as sampling;
pub use sample::{AssertionSample, PlaceSample, Sample};
pub use uncovered::{AuditError, Uncovered, Why};

use candidates::CandidateTier;
use list_tier::ListTier;

use crate::system::protocol::Entry;
use crate::system::{ElectoralSystem, TierRule};
use crate::votes::Votes;

/// What together implies a house, and what it does not reach.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Assertions {
    /// The statements about papers, tier by tier.
    pub all: Vec<Assertion>,
    /// Seats of which they do not speak.
    pub uncovered: Vec<Uncovered>,
}

/// The assertions that imply the outcome of these votes under these rules.
///
/// # Errors
///
/// [`AuditError`] when there is no result to audit.
pub fn assertions(system: &ElectoralSystem, votes: &Votes, papers: Papers) -> Result<Assertions, AuditError> {
    let outcome = system.count(votes)?;
    let plan = system.compile(votes.field(), votes.winners())?;
    let (mut found, mut uncovered) = (Vec::new(), Vec::new());
    for (number, tier) in system.tiers.iter().enumerate() {
        let out = |why| Uncovered { tier: tier.name.clone(), district: None, why };
        if matches!(tier.rule, TierRule::Appointed(_)) {
            continue;
        }
        if votes.winners().iter().any(|winner| winner.tier == tier.name) {
            uncovered.push(out(Why::WinnersGiven));
            continue;
        }
        let Some(contest) = plan.contest(number).and_then(|name| votes.field().contest(name)) else {
            uncovered.push(out(Why::NoVotes));
            continue;
        };
        let (found, uncovered) = (&mut found, &mut uncovered);
        match &tier.rule {
            TierRule::List(rule) => {
                let own = |entry: &&Entry| entry.tier.as_deref() == Some(&tier.name);
                let entries: Vec<&Entry> = outcome.protocol.entries.iter().filter(own).collect();
                ListTier { votes, tier, rule, contest, outcome: &outcome, papers, found, uncovered }
                    .derive(&entries);
            }
            TierRule::Candidates(rule) => {
                CandidateTier { votes, tier, rule, contest, outcome: &outcome, papers, found, uncovered }
                    .derive();
            }
            TierRule::Appointed(_) => {}
        }
    }
    Ok(Assertions { all: found, uncovered })
}
