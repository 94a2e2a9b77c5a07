//! Election funds: what may come in, from whom, and a check of a fund's ledger that names every breach.
//!
//! Caps are written in minimum wages, as the law writes them; the [facts](Facts) say how many tenge one was.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan;
//! use sailau::procedure::funds::{Entry, Facts, Fund, Source};
//!
//! let day = date(2023, 3, 19);
//! let law = kazakhstan::fund_laws().on(day)?.value;
//! let wage = kazakhstan::minimum_wages().on(day)?.value.tenge;
//! let gift = |giver: &str, amount| Entry { source: Source::Citizen, giver: Some(giver.to_owned()), amount };
//! let decision = law.decide(&Facts {
//!     holder: "a candidate in a district".to_owned(),
//!     fund: Fund::DistrictCandidate,
//!     minimum_wage: wage,
//!     repeat_vote: false,
//!     // A person may give 25 minimum wages, 1,750,000 tenge; A gives one tenge more in two parts.
//!     ledger: vec![gift("A", 1_000_000), gift("B", 1_750_000), gift("A", 750_001)],
//! })?;
//! assert!(!decision.met());
//! let person = decision.requirement("person").unwrap();
//! assert_eq!(person.margin, Some(-1));
//! assert_eq!(person.parts[0].name, "A");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Decision, FactError, Law, Limit, Measure, Requirement};
use crate::law::Citation;

/// What a law says on election funds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The caps of each kind of fund that the law knows.
    pub caps: BTreeMap<Fund, Caps>,
    /// What a candidate's caps become when there is a repeat vote, in per cent of what they were; none where the
    /// law does not raise them. It raises what may come in altogether, not what one person or entity may give.
    pub repeat_vote: Option<u32>,
    /// Sources from which nothing may come.
    pub banned: BTreeSet<Source>,
}

/// The caps of a fund, each in minimum wages; none where the law sets none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Caps {
    /// The holder's own money.
    pub own: Limit<u32>,
    /// Money of who nominated the candidate; where there is no cap of its own it counts as [own](Self::own).
    pub nominator: Option<Limit<u32>>,
    /// All donations together.
    pub donations: Option<Limit<u32>>,
    /// All that one person gives.
    pub person: Option<Limit<u32>>,
    /// All that one legal entity gives.
    pub entity: Option<Limit<u32>>,
}

/// Whose fund it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fund {
    /// A candidate for president.
    President,
    /// A party with a list for the lower house: the Mäjilis, since 2026 the Kurultai.
    PartyList,
    /// A candidate in a single-member district of the lower house.
    DistrictCandidate,
    /// A party with a list for a regional mäslihat.
    RegionalList,
    /// A candidate in a district of a regional mäslihat.
    RegionalCandidate,
    /// A candidate in a district of a mäslihat below the region.
    LocalCandidate,
}

impl Fund {
    /// Its name in words.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::President => "candidate for president",
            Self::PartyList => "party, list for the lower house",
            Self::DistrictCandidate => "candidate, single-member district of the lower house",
            Self::RegionalList => "party, list for a regional mäslihat",
            Self::RegionalCandidate => "candidate for a regional mäslihat",
            Self::LocalCandidate => "candidate for a local mäslihat",
        }
    }

    fn is_candidate(self) -> bool {
        !matches!(self, Self::PartyList | Self::RegionalList)
    }
}

/// Where money comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Source {
    /// The holder of the fund.
    Own,
    /// The party or association that nominated the candidate.
    Nominator,
    /// A citizen.
    Citizen,
    /// A legal entity of the country.
    Entity,
    /// Another state, its citizens or organisations, an international organisation.
    Foreign,
    /// A legal entity of the country with foreign capital.
    ForeignCapital,
    /// A body of the state or of local government.
    State,
    /// A religious association.
    Religious,
    /// A charity.
    Charity,
    /// Nobody knows.
    Anonymous,
}

impl Source {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Own => "own money",
            Self::Nominator => "the nominator",
            Self::Citizen => "a citizen",
            Self::Entity => "a legal entity",
            Self::Foreign => "a foreign source",
            Self::ForeignCapital => "an entity with foreign capital",
            Self::State => "a body of the state",
            Self::Religious => "a religious association",
            Self::Charity => "a charity",
            Self::Anonymous => "an anonymous giver",
        }
    }

    /// Whose giver need not be named.
    fn is_nameless(self) -> bool {
        matches!(self, Self::Own | Self::Nominator | Self::Anonymous)
    }
}

/// A fund and what came into it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Facts {
    /// Whose fund it is, by name.
    pub holder: String,
    /// What kind of fund it is.
    pub fund: Fund,
    /// The minimum wage, in tenge; at least one.
    pub minimum_wage: u32,
    /// Whether there is a repeat vote.
    pub repeat_vote: bool,
    /// Each payment into it.
    pub ledger: Vec<Entry>,
}

/// A payment into a fund.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Where it came from.
    pub source: Source,
    /// Who gave it, such that equal texts are the same giver: best an identification number. Blanks around it do not
    /// count. Needed of every source but own money, the nominator's and an anonymous one.
    pub giver: Option<String>,
    /// In tenge.
    pub amount: u64,
}

impl Law<Rules> {
    /// Checks a ledger; each giver over a cap and each banned payment is named in the
    /// [parts](Requirement::parts) of its requirement.
    ///
    /// # Errors
    ///
    /// [`FactError`]: the law knows no such fund, the minimum wage is zero, a payment does not name its giver, or
    /// the sum is more than 2^64 tenge.
    pub fn decide(&self, facts: &Facts) -> Result<Decision, FactError> {
        let fund = facts.fund;
        let caps = self.rules.caps.get(&fund).ok_or_else(|| self.unknown(fund))?;
        facts.check()?;
        let raised = facts.repeat_vote && fund.is_candidate();
        let percent = self.rules.repeat_vote.filter(|_| raised).unwrap_or(100);
        let sum = |sources: &[Source]| facts.sum(sources);
        let mut requirements = Vec::new();
        let mut push = |rule: &str, name: &str, limit: Limit<u32>, percent, given| {
            let measure = Measure::count(tenge(limit, facts.minimum_wage, percent), given, "tenge");
            let mut requirement = Requirement::new(rule, name, measure, self.citation(fund, rule));
            if percent != 100 {
                requirement = requirement.noting(format!("{percent} % of the cap, for the repeat vote"));
            }
            requirements.push(requirement);
        };
        if let Some(nominator) = caps.nominator {
            push("own", "Own money", caps.own, percent, sum(&[Source::Own]));
            push("nominator", "Money of the nominator", nominator, percent, sum(&[Source::Nominator]));
        } else {
            push("own", "Own money", caps.own, percent, sum(&[Source::Own, Source::Nominator]));
        }
        if let Some(donations) = caps.donations {
            push("donations", "Donations together", donations, percent, facts.donations());
        }
        for (limit, rule, name, source) in [
            (caps.person, "person", "Donations of each person", Source::Citizen),
            (caps.entity, "entity", "Donations of each legal entity", Source::Entity),
        ] {
            if let Some(limit) = limit {
                let limit = tenge(limit, facts.minimum_wage, 100);
                requirements.push(self.each_giver(fund, (rule, name), limit, facts.by_giver(source)));
            }
        }
        requirements.push(self.banned(facts));
        let subject = format!("Election fund of {} ({})", facts.holder, fund.name());
        Ok(self.decision(subject, requirements))
    }

    fn unknown(&self, fund: Fund) -> FactError {
        let known: Vec<_> = self.rules.caps.keys().map(|fund| fund.name()).collect();
        FactError::unknown(&format!("fund of the law of {}", self.since), fund.name(), known)
    }

    /// The article of a cap, or of the fund's caps together.
    fn citation(&self, fund: Fund, cap: &str) -> Option<Citation> {
        let fund = serde_json::to_value(fund).ok()?;
        let fund = format!("caps.{}", fund.as_str()?);
        self.cite.get(&format!("{fund}.{cap}")).or_else(|| self.cite.get(&fund)).cloned()
    }

    /// The largest giver against the cap; all who are over it are named.
    fn each_giver(
        &self,
        fund: Fund,
        (rule, name): (&str, &str),
        limit: Limit<u64>,
        givers: BTreeMap<&str, u64>,
    ) -> Requirement {
        let largest = givers.values().copied().max().unwrap_or(0);
        let over = givers
            .iter()
            .map(|(giver, sum)| Requirement::new(rule, *giver, Measure::count(limit, *sum, "tenge"), None));
        let over: Vec<_> = over.filter(|giver| !giver.met()).collect();
        let note = format!("the largest of {}, {} of them over the cap", givers.len(), over.len());
        Requirement::new(rule, name, Measure::count(limit, largest, "tenge"), self.citation(fund, rule))
            .noting(note)
            .counting(over)
    }

    fn banned(&self, facts: &Facts) -> Requirement {
        let none = Limit::AtMost(0);
        let banned = facts.ledger.iter().enumerate();
        let banned = banned.filter(|(_, entry)| self.rules.banned.contains(&entry.source));
        let parts: Vec<_> = banned
            .map(|(i, entry)| {
                let giver = entry.giver().map(|giver| format!(" ({giver})"));
                let name =
                    format!("payment {}, from {}{}", i + 1, entry.source.name(), giver.unwrap_or_default());
                Requirement::new("banned", name, Measure::count(none, entry.amount, "tenge"), None)
            })
            .collect();
        let measure = Measure::count(none, parts.len() as u64, "payments");
        self.requirement("banned", "Payments from banned sources", measure).counting(parts)
    }
}

impl Entry {
    fn giver(&self) -> Option<&str> {
        self.giver.as_deref().map(str::trim).filter(|giver| !giver.is_empty())
    }
}

impl Facts {
    fn check(&self) -> Result<(), FactError> {
        if self.minimum_wage == 0 {
            return Err(FactError::Nobody { what: "tenge in a minimum wage".to_owned() });
        }
        for (i, entry) in self.ledger.iter().enumerate() {
            if entry.giver().is_none() && !entry.source.is_nameless() {
                return Err(FactError::Missing { fact: format!("giver of payment {}", i + 1) });
            }
        }
        let sum = self.ledger.iter().map(|entry| u128::from(entry.amount)).sum::<u128>();
        FactError::check_part("tenge in the fund", sum, "that can be counted", u64::MAX)
    }

    /// The check found that the sum of all fits.
    fn sum(&self, sources: &[Source]) -> u64 {
        self.ledger.iter().filter(|entry| sources.contains(&entry.source)).map(|entry| entry.amount).sum()
    }

    fn donations(&self) -> u64 {
        let own = [Source::Own, Source::Nominator];
        self.ledger.iter().filter(|entry| !own.contains(&entry.source)).map(|entry| entry.amount).sum()
    }

    fn by_giver(&self, source: Source) -> BTreeMap<&str, u64> {
        let mut sums = BTreeMap::new();
        for entry in self.ledger.iter().filter(|entry| entry.source == source) {
            *sums.entry(entry.giver().unwrap_or_default()).or_default() += entry.amount;
        }
        sums
    }
}

/// A cap in tenge. What no fund can reach is cut to the largest number.
fn tenge(limit: Limit<u32>, minimum_wage: u32, percent: u32) -> Limit<u64> {
    limit.map(|wages| {
        let cap = u128::from(wages) * u128::from(minimum_wage) * u128::from(percent) / 100;
        u64::try_from(cap).unwrap_or(u64::MAX)
    })
}
