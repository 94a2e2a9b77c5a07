//! An election's rules as data, and the count that follows them.
//!
//! An [`ElectoralSystem`] is a list of [tiers](Tier): groups of seats that are filled by one rule each. It is a
//! plain value: read from TOML or JSON, written back, compared. The rules reference (`sailau::rules_reference`)
//! explains every word of a rules file.
//!
//! Counting has two doors and one kernel:
//!
//! * [`ElectoralSystem::count`] gives an [`Outcome`]: seats by party, tier and district, winners, ties that
//!   nothing resolves, seats that stay empty, and the [`Protocol`] that explains every one of them;
//! * [`ElectoralSystem::compile`] looks everything up once, and [`Plan::count_into`] then counts any number of
//!   tallies of the same field into a [`Workspace`], without a record and without allocating.
//!
//! A tier whose seats or votes others look at ([`Linkage`], [`Alternative::Seats`], [`Cap`]) is counted before
//! them. What rules need to know of lists and districts besides votes (kinds, alliances, candidates, seats, regions,
//! populations) comes with the [`votes`].
//!
//! Every rule of a list tier is a folder of this room: the rule as data, what it excludes (`check`), what is compiled of
//! it (`plan`), its count and its record. They are counted in the order that `count/list_tier.rs` spells out.
//!
//! ```
//! use sailau::system::ElectoralSystem;
//! use sailau::votes::Votes;
//!
//! let rules = ElectoralSystem::from_toml(r#"
//!     name = "Seven for the town"
//!
//!     [[tier]]
//!     name = "list"
//!     seats = 7
//!     method = "hare"
//!     threshold = { at_least = "5%", of = "valid and against all" }
//!     ties = "earlier registration"
//! "#)?;
//! let votes = Votes::list([("Hill", 5_000), ("Dale", 3_000), ("Moor", 390)])?;
//! let outcome = rules.count(&votes)?;
//! assert_eq!(outcome.totals(), [(Some("Hill"), 4), (Some("Dale"), 3)]);
//! print!("{}", outcome.protocol);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

// Integers decide every seat: no float may take part in this room.
#![deny(clippy::float_arithmetic)]
// No input may panic. What cannot happen says why it cannot.
#![warn(clippy::unwrap_used, clippy::panic)]

mod absolute_majority;
mod alliances;
mod biproportional;
mod bonus;
mod bounds;
mod candidates;
mod claims;
mod compensation;
mod count;
mod district_seats;
mod error;
mod exhausted;
mod first_seat;
mod guaranteed;
mod held_seats;
mod in_words;
mod is_default;
mod levelling;
mod linkage;
mod open_list;
mod outcome;
mod placement;
mod plan;
pub mod protocol;
mod quota;
pub(crate) mod ranked;
mod reason;
mod recorder;
mod remainders;
mod rules;
mod several_votes;
mod sole_qualifier;
mod subtraction;
mod threshold;
mod transfer;
mod turnout;
mod weight;
mod what_if;

// What stands below this room, by the names that it has in the whole library.
use sailau_apportion::{exact, from_text, wide_numbers};
use sailau_facts::{law, lots, text, unique_keys, votes};

use std::collections::BTreeMap;
use std::path::Path;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::law::Citation;
use crate::votes::csv_file::named;
use crate::votes::{CsvTable, Field, Votes, VotesError, Winner};
use recorder::Recorder;

#[doc(hidden)]
pub use rules::from_value;

pub use crate::law::{Share, ShareError};
pub use absolute_majority::{AbsoluteMajority, MajoritySeats};
pub use alliances::{AllianceThreshold, Alliances, ListsOfAlliance, WithinAlliance};
pub use biproportional::{Biproportional, MajorityClause, UpperApportionment};
pub use bonus::{Bonus, BonusHouse, BonusSeats, TopUp, UpTo};
pub use bounds::{Cap, CapBase, ShareCap};
pub use candidates::{CandidateRule, Entrance, Lead, RunOff};
pub use claims::Claims;
pub use compensation::{Compensation, LinkedSeats, Overhang};
#[doc(hidden)]
pub use count::Many;
#[doc(hidden)]
pub use count::figures::Figures;
pub use count::{Drawn, Workspace};
pub use district_seats::{DistrictSeats, SeatsBy};
pub use error::{CountError, RuleAt, RulesError, RulesErrorKind, RulesPlace};
pub use exhausted::Exhausted;
pub use first_seat::FirstSeat;
pub use guaranteed::Guaranteed;
pub use held_seats::{HeldSeatsKey, SharedBy};
pub use in_words::Sentence;
pub use levelling::{Levelling, Minimum};
pub use linkage::Linkage;
pub use open_list::{OpenList, PersonalTies, Preference, PreferenceBase};
pub use outcome::{
    Elected, OpenQuestion, OpenTie, Outcome, SeatRange, SeatRow, TieBetweenDistricts, TieWithinList, Unfilled,
};
pub use placement::{Placement, QuotientOf, RegionSeats, RemainderOf, RemainderOrder};
pub use plan::Plan;
pub use protocol::Protocol;
pub use quota::{QuotaLeft, QuotaRule, Rounding, TooMany};
pub use reason::Reason;
pub use remainders::{PooledRemainders, RemainderSeats};
pub use rules::{
    AgainstAll, AppointedRule, Districts, Factor, FactorError, ListRule, Seats, TieRule, TieRules, Tier,
    TierRule,
};
pub use several_votes::{SeveralVotes, SeveralVotesMethod};
pub use sole_qualifier::{Overshoot, SecondPlaceTie, SoleQualifier};
pub use subtraction::{Subtracted, Subtraction};
pub use threshold::{
    Alternative, First, NoListPasses, SeatsBar, Threshold, ThresholdLevel, ThresholdQuota, Until, VoteBase,
    VotesASeatBar, VotesBar,
};
pub use transfer::{Transfer, Transferred};
pub use turnout::Turnout;
pub use weight::Weight;

pub use crate::text::UnknownName;
pub use what_if::{Missing, TakenAs, TakenAsNothing, WhatIf};

/// The rules of an election: who sits, and by which votes.
///
/// Read one with [`from_toml`](Self::from_toml) or [`from_json`](Self::from_json), or build it here. What each
/// word means in a file is in the rules reference (`sailau::rules_reference`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "rules::SystemFile", into = "rules::SystemFile")]
#[non_exhaustive]
pub struct ElectoralSystem {
    /// What it is called.
    pub name: String,
    /// The day it came into force, where it is a law.
    pub since: Option<Date>,
    /// The act that it is taken from.
    pub source: Option<String>,
    /// The tiers. One that others are linked to is counted before them.
    pub tiers: Vec<Tier>,
    /// Where each rule stands: by tier (`list`), by tier and rule (`list.threshold`), or `since` for the day.
    pub citations: BTreeMap<String, Citation>,
}

/// Rules that do not contradict themselves: checked once, they are compiled for any number of fields.
///
/// Made by [`ElectoralSystem::check`].
#[derive(Debug, Clone, Copy)]
pub struct CheckedRules<'a>(&'a ElectoralSystem);

impl ElectoralSystem {
    /// The citation of the day on which the rules came into force.
    pub const SINCE: &'static str = "since";

    /// Rules of this name and these tiers, without a day, an act or citations. They are checked when they are compiled or
    /// count.
    ///
    /// ```
    /// use sailau::Method;
    /// use sailau::system::{ElectoralSystem, Tier};
    ///
    /// let tiers = [Tier::list("list", 69, Method::HARE), Tier::single("single", 29)];
    /// let mixed = ElectoralSystem::new("Lists and districts", tiers);
    /// assert!(mixed.to_toml()?.contains("districts = 29"));
    /// # Ok::<(), sailau::system::RulesError>(())
    /// ```
    #[must_use]
    pub fn new(name: impl Into<String>, tiers: impl IntoIterator<Item = Tier>) -> Self {
        let tiers = tiers.into_iter().collect();
        Self { name: name.into(), since: None, source: None, tiers, citations: BTreeMap::new() }
    }

    /// Reads rules from TOML and checks them.
    ///
    /// # Errors
    ///
    /// [`RulesError`] with the line and column, and what to do.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let netherlands = ElectoralSystem::from_toml(r#"
    ///     name = "Tweede Kamer"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 150
    ///     method = "dhondt"
    ///     threshold = { at_least = "1/150", of = "valid votes" }
    /// "#)?;
    /// assert_eq!(netherlands.tiers.len(), 1);
    ///
    /// let error = ElectoralSystem::from_toml("name = \"A\"\n[[tier]]\nname = \"list\"\nseat = 5").unwrap_err();
    /// assert!(error.to_string().starts_with("line 4, column 1: tier `list`: unknown field `seat`; did you mean `seats`?"));
    /// # Ok::<(), sailau::system::RulesError>(())
    /// ```
    pub fn from_toml(text: &str) -> Result<Self, RulesError> {
        rules::from_toml(text)
    }

    /// Reads rules from JSON and checks them.
    ///
    /// # Errors
    ///
    /// [`RulesError`] with the line and column, and what to do.
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let rules = r#"{"name": "A", "tier": [{"name": "list", "method": "hare", "seats": 0}]}"#;
    /// let error = ElectoralSystem::from_json(rules).unwrap_err();
    /// assert_eq!(error.to_string(), "line 1, column 68: tier `list`, `seats`: a tier has at least one seat");
    /// ```
    pub fn from_json(text: &str) -> Result<Self, RulesError> {
        rules::from_json(text)
    }

    /// Reads rules from a file: JSON when its name ends in `.json`, otherwise TOML.
    ///
    /// # Errors
    ///
    /// [`RulesError`], which names the file.
    pub fn open(path: impl AsRef<Path>) -> Result<Self, RulesError> {
        rules::open(path.as_ref())
    }

    /// Writes the rules as TOML; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`RulesError`] when the rules contradict themselves and could not be read back.
    pub fn to_toml(&self) -> Result<String, RulesError> {
        rules::to_toml(self)
    }

    /// Writes the rules as indented JSON; reading it back gives an equal value.
    ///
    /// # Errors
    ///
    /// [`RulesError`] when the rules contradict themselves and could not be read back.
    pub fn to_json(&self) -> Result<String, RulesError> {
        rules::to_json(self)
    }

    /// The rules as sentences, as a lawyer would read them: every field, what holds where one is left out too, with the
    /// article. Where rules stand, with notes and addresses, comes last.
    ///
    /// ```
    /// use sailau::kazakhstan::law_on;
    /// use jiff::civil::date;
    ///
    /// let law = law_on(date(2023, 3, 19))?.value;
    /// let lines: Vec<String> = law.in_words().iter().map(ToString::to_string).collect();
    /// assert_eq!(lines[3], "The house has 98 seats: 69 in tier `list` and 29 in tier `single`.");
    /// let threshold = "A list takes part with at least 5% of valid votes and votes against all. [art. 97-1(1) and 43(5)]";
    /// assert!(lines.iter().any(|line| line == threshold));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn in_words(&self) -> Vec<Sentence> {
        in_words::in_words(self)
    }

    /// A JSON Schema (draft 2020-12) of rules files, with which editors complete fields and words and mark what is none.
    ///
    /// It is asked of the reader of rules files, so that it has every field and every word that this reads, and none besides;
    /// what fields mean comes from the rules reference (`sailau::rules_reference`). Methods and words stand in it as the
    /// reference writes them. Which fields go together it does not say: [`check`](Self::check) does.
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let schema: serde_json::Value = serde_json::from_str(&ElectoralSystem::json_schema())?;
    /// let threshold = &schema["properties"]["tier"]["items"]["properties"]["threshold"];
    /// assert_eq!(threshold["properties"]["at_least"]["type"], "string");
    /// assert_eq!(threshold["additionalProperties"], false);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn json_schema() -> String {
        rules::json_schema()
    }

    /// Checks that the rules do not contradict themselves. Rules that were read from a file do not; those that are put
    /// together or changed here may. Who compiles them for many fields checks them once this way.
    ///
    /// # Errors
    ///
    /// [`RulesError`], which names the rule and says what to do.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::{system::ElectoralSystem, votes::Votes};
    ///
    /// let rules = r#"{"name": "A", "tier": [{"name": "list", "method": "hare", "seats": 5}]}"#;
    /// let mut rules = ElectoralSystem::from_json(rules)?;
    /// let checked = rules.check()?;
    /// for votes in [[("Hill", 60), ("Dale", 40)], [("Hill", 30), ("Moor", 70)]] {
    ///     let votes = Votes::list(votes)?;
    ///     assert_eq!(checked.compile(votes.field(), &[])?.house_size(), 5);
    /// }
    /// rules.name.clear();
    /// assert_eq!(rules.check().unwrap_err().problem, "the system needs a name");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn check(&self) -> Result<CheckedRules<'_>, RulesError> {
        rules::check(&*rules::in_one_form(self)?)?;
        Ok(CheckedRules(self))
    }

    /// Compiles the rules for those who stand, and for the winners that are given in place of votes.
    ///
    /// # Errors
    ///
    /// [`CountError`] where the rules contradict themselves or do not fit the field.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::{system::{ElectoralSystem, Workspace}, votes::Votes};
    ///
    /// let law = ElectoralSystem::from_toml(r#"
    ///     name = "A parliament"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 145
    ///     method = "hare"
    ///     threshold = { at_least = "5%", of = "valid votes" }
    /// "#)?;
    /// let votes = Votes::list([("A", 520_000), ("B", 480_000), ("C", 40_000)])?;
    /// let plan = law.compile(votes.field(), &[])?;
    /// let mut workspace = Workspace::default();
    /// plan.count_into(votes.tally(), &mut workspace)?;
    /// assert_eq!(workspace.seats(0), [75, 70, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compile(&self, field: &Field, winners: &[Winner]) -> Result<Plan, CountError> {
        self.check()?.compile(field, winners)
    }

    /// The tiers without the shares that thresholds of lists ask for: rules of which these are the same are counted by the same
    /// steps, and differ in who passes.
    #[doc(hidden)]
    pub fn but_for_shares(&self) -> Vec<Tier> {
        let mut tiers = self.tiers.clone();
        for tier in &mut tiers {
            if let TierRule::List(rule) = &mut tier.rule
                && let Some(threshold) = &mut rule.threshold
            {
                threshold.share = Share::HALF;
            }
        }
        tiers
    }

    /// Counts votes and explains every seat.
    ///
    /// Lots that the rules let decide between equal claims are handed in with the votes ([`Drawn`]).
    ///
    /// # Errors
    ///
    /// [`CountError`] when the rules contradict themselves or do not fit the votes.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    /// use sailau::votes::Votes;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A town"
    ///     [[tier]]
    ///     name = "council"
    ///     seats = 5
    ///     method = "sainte-lague"
    ///     threshold = { at_least = "10%", of = "valid votes" }
    /// "#)?;
    /// let outcome = rules.count(&Votes::list([("Hill", 500), ("Dale", 420), ("Moor", 80)])?)?;
    /// assert_eq!(outcome.seats_of("Hill")?, 3);
    /// assert_eq!(outcome.seats_of("Moor")?, 0);
    /// assert!(outcome.protocol.to_string().contains("fails by"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn count<'a>(&'a self, votes: impl Into<Drawn<'a, Votes>>) -> Result<Outcome, CountError> {
        self.count_with(votes.into(), false)
    }

    /// Counts votes as [`count`](Self::count) does, with a record in brief: for votes of many thousand districts, whose whole record
    /// takes many times their room, and for whoever does not read it.
    ///
    /// A record in brief names the rules and says what seats do not show: who passes a threshold and who fails (a party once each,
    /// however many districts there are), that no list passes or one alone, claims that stay equal, votes that nothing reads. So
    /// [`at_thresholds`](protocol::Protocol::at_thresholds), `report::who_passes` and `report::notes` say the same of both outcomes, and all but
    /// [`protocol`](Outcome::protocol) is the same.
    ///
    /// # Errors
    ///
    /// [`CountError`] as [`count`](Self::count).
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::{ElectoralSystem, Tier};
    /// use sailau::{Method, Votes};
    ///
    /// let rules = ElectoralSystem::new("A town", [Tier::list("list", 5, Method::DHONDT)]);
    /// let votes = Votes::list([("Hill", 500), ("Dale", 420)])?;
    /// let (whole, brief) = (rules.count(&votes)?, rules.count_in_brief(&votes)?);
    /// assert_eq!(whole.seats, brief.seats);
    /// assert!(brief.protocol.entries.len() < whole.protocol.entries.len());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn count_in_brief<'a>(&'a self, votes: impl Into<Drawn<'a, Votes>>) -> Result<Outcome, CountError> {
        self.count_with(votes.into(), true)
    }

    fn count_with(
        &self,
        Drawn { of: votes, lots }: Drawn<'_, Votes>,
        in_brief: bool,
    ) -> Result<Outcome, CountError> {
        let named = rules::in_one_form(self).map_err(RulesError::from)?;
        let plan = named.compile(votes.field(), votes.winners())?;
        let mut workspace = Workspace::default();
        let recorder = Recorder::new(&named, votes, &plan, lots, in_brief);
        plan.record(Drawn { of: votes.tally(), lots }, &mut workspace, recorder)
    }

    /// Reads a CSV file of votes for these rules: its contests may have the names of the tiers, of the contests that
    /// tiers read, or the general ones. The file's form is described in [`votes`].
    ///
    /// # Errors
    ///
    /// [`VotesError`] with line and column, and what to do.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "Two houses by one vote"
    ///     [[tier]]
    ///     name = "lower"
    ///     seats = 5
    ///     method = "hare"
    ///     contest = "party vote"
    /// "#)?;
    /// let votes = rules.read_votes("contest,party,votes\nparty vote,Hill,60\nparty vote,Dale,40\n".as_bytes())?;
    /// assert_eq!(rules.count(&votes)?.seats_of("Hill")?, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read_votes(&self, reader: impl std::io::Read) -> Result<Votes, VotesError> {
        self.read_table(reader, &CsvTable::default())
    }

    /// [`read_votes`](Self::read_votes) of a file that is not tidy: it has columns with other names, another separator, or
    /// rows to be added up.
    ///
    /// # Errors
    ///
    /// [`VotesError`] with line and column, and what to do.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::{ElectoralSystem, Tier};
    /// use sailau::votes::CsvTable;
    /// use sailau::Method;
    ///
    /// let rules = ElectoralSystem::new("A town", [Tier::list("list", 5, Method::HARE)]);
    /// let stations = "Partei;Stimmen\nHill;40\nDale;35\nHill;20\nDale;5\n";
    /// let table = CsvTable::default().columns([("party", "Partei"), ("votes", "Stimmen")]).separator(b';');
    /// let votes = rules.read_table(stations.as_bytes(), &table.summed(true))?;
    /// assert_eq!(rules.count(&votes)?.seats_of("Hill")?, 3);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn read_table(&self, reader: impl std::io::Read, table: &CsvTable) -> Result<Votes, VotesError> {
        let named = rules::in_one_form(self);
        let named = named.as_deref().unwrap_or(self);
        let kinds = named.kinds();
        table.read_of_kinds(reader, &named.contests(), Some(&*kinds).filter(|kinds| !kinds.is_empty()))
    }

    /// [`read_votes`](Self::read_votes) of the file at `path`; its errors name the file.
    ///
    /// # Errors
    ///
    /// [`VotesError`], also when the file cannot be opened.
    pub fn open_votes(&self, path: impl AsRef<Path>) -> Result<Votes, VotesError> {
        named(path.as_ref(), |file| self.read_votes(file))
    }

    /// The kinds of lists that rules know, in the column `kind` of the votes. Where no rule asks for a kind there are none,
    /// and votes may have any.
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A town"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 7
    ///     method = "hare"
    ///     threshold = { at_least = "5%", of = "valid votes", kinds = { coalition = "7%" } }
    /// "#)?;
    /// assert_eq!(rules.kinds(), ["coalition"]);
    /// // A kind that no rule knows would be counted as none.
    /// let error = rules.read_votes("party,votes,kind\nHill,60,bloc\n".as_bytes()).unwrap_err();
    /// assert!(error.to_string().starts_with("line 2, column `kind`: no rule knows the kind `bloc`"));
    /// # Ok::<(), sailau::system::RulesError>(())
    /// ```
    #[must_use]
    pub fn kinds(&self) -> Vec<&str> {
        let mut kinds: Vec<&str> = Vec::new();
        for tier in &self.tiers {
            if let TierRule::List(rule) = &tier.rule {
                kinds.extend(rule.stages().flat_map(|(_, stage)| stage.kinds()));
            }
        }
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }

    /// The names that contests of a votes file can have: the tiers', and those of the contests that tiers and open lists
    /// read.
    #[must_use]
    pub fn contests(&self) -> Vec<&str> {
        let names = self.tiers.iter().map(|tier| tier.name.as_str());
        let others = self.tiers.iter().filter_map(|tier| tier.contest.as_deref());
        names.chain(others).chain(self.tiers.iter().filter_map(Tier::marks)).collect()
    }

    /// The tier of that name.
    #[must_use]
    pub fn tier(&self, name: &str) -> Option<&Tier> {
        self.tiers.iter().find(|tier| tier.name == name)
    }

    /// Where a rule of a tier stands: the citation of `tier.rule`, or of the tier as a whole.
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A town"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 7
    ///     method = "hare"
    ///     [cite]
    ///     list = { article = "12" }
    ///     "list.seats" = { article = "11(2)" }
    /// "#)?;
    /// let article = |rule| rules.citation("list", rule).and_then(|cited| cited.article.as_deref());
    /// assert_eq!((article("seats"), article("method")), (Some("11(2)"), Some("12")));
    /// # Ok::<(), sailau::system::RulesError>(())
    /// ```
    #[must_use]
    pub fn citation(&self, tier: &str, rule: &str) -> Option<&Citation> {
        self.citations.get(&format!("{tier}.{rule}")).or_else(|| self.citations.get(tier))
    }

    /// The names of its tiers, in order.
    pub(crate) fn tier_names(&self) -> impl Iterator<Item = &str> {
        self.tiers.iter().map(|tier| tier.name.as_str())
    }

    /// Whether a citation of this key would be of something that is there.
    pub fn can_cite(&self, key: &str) -> bool {
        if key == Self::SINCE && self.since.is_some() {
            return true;
        }
        match key.split_once('.') {
            Some((name, rule)) => self.tier(name).is_some_and(|tier| tier.rules().contains(&rule)),
            None => self.tier(key).is_some(),
        }
    }
}

impl CheckedRules<'_> {
    /// As [`ElectoralSystem::compile`], without checking the rules again.
    ///
    /// # Errors
    ///
    /// [`CountError`] where the rules do not fit the field.
    pub fn compile(self, field: &Field, winners: &[Winner]) -> Result<Plan, CountError> {
        plan::compile(&*rules::in_one_form(self.0).map_err(RulesError::from)?, field, winners)
    }
}
