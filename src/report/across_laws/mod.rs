//! The elections of a country under each of its laws.

mod one_election;

use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;

use crate::law::{Certainty, InForce};
use crate::system::{CountError, ElectoralSystem, Outcome};
use crate::text::{columns, grouped, percent_rounded, wrapped};
use crate::votes::Votes;

use one_election::OneElection;

/// The votes of a country's elections under each of its laws, and the seats of one tier: what did each reform change?
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::report::{AcrossLaws, OfficialElection};
///
/// let official = kazakhstan::election(date(2021, 1, 10)).unwrap();
/// let seats = official.official_seats().iter().filter(|row| row.tier == "list");
/// let election = OfficialElection {
///     day: official.day,
///     votes: official.votes(),
///     seats: seats.filter_map(|row| Some((row.party.as_deref()?, row.seats))).collect(),
///     sources: &official.sources,
///     doubts: &official.doubts,
/// };
/// let laws = kazakhstan::laws().iter().filter(|law| [2009, 2021].contains(&law.since.year())).collect();
/// let found = AcrossLaws::count("list", laws, vec![election])?;
///
/// // Auyl missed the 7 % of 2009 and would have passed the 5 % of 2021.
/// let auyl: Vec<u32> = found.rows().into_iter().filter(|row| row.party == "Auyl").map(|row| row.seats).collect();
/// assert_eq!(auyl, [0, 6]);
/// assert!(found.sections().contains("it gives the official seats of every list"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct AcrossLaws<'a> {
    tier: &'a str,
    laws: Vec<InForce<'a, ElectoralSystem>>,
    elections: Vec<OfficialElection<'a>>,
    /// A count for each law, election by election.
    outcomes: Vec<Vec<Outcome>>,
}

/// An election with its official result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OfficialElection<'a> {
    /// Election day.
    pub day: Date,
    /// The votes.
    pub votes: Votes,
    /// The official seats of lists in the tier that is told.
    pub seats: Vec<(&'a str, u32)>,
    /// Where the figures were read.
    pub sources: &'a [String],
    /// What does not fit, or was not found.
    pub doubts: &'a [String],
}

/// The seats of a list at an election under a law, for programs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SeatsUnderLaw<'a> {
    /// Election day.
    pub election: Date,
    /// The day on which the law came into force.
    pub law: Date,
    /// The tier.
    pub tier: &'a str,
    /// The list.
    pub party: &'a str,
    /// Its votes.
    pub votes: u128,
    /// Its seats under that law; 0 when it has none.
    pub seats: u32,
}

/// A day of which there is no law, or no election.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NoSuchDay {
    /// No law came into force on that day.
    #[error("no {tier} law came into force on {day}; the days are {}", listed(known))]
    Law {
        /// The tier.
        tier: String,
        /// The day.
        day: Date,
        /// The days on which one did.
        known: Vec<Date>,
    },
    /// Nobody voted on that day.
    #[error("no election was held on {day}; the days are {}", listed(known))]
    Election {
        /// The day.
        day: Date,
        /// The election days.
        known: Vec<Date>,
    },
}

fn listed(days: &[Date]) -> String {
    days.iter().map(Date::to_string).collect::<Vec<_>>().join(", ")
}

impl<'a> AcrossLaws<'a> {
    /// Counts every election under every law; what is told are votes and seats of the tier of this name.
    ///
    /// # Errors
    ///
    /// [`CountError`] of the first count that fails.
    pub fn count(
        tier: &'a str,
        laws: Vec<InForce<'a, ElectoralSystem>>,
        elections: Vec<OfficialElection<'a>>,
    ) -> Result<Self, CountError> {
        let count = |election: &OfficialElection<'_>| {
            laws.iter().map(|law| law.value.count(&election.votes)).collect::<Result<Vec<_>, _>>()
        };
        let outcomes = elections.iter().map(count).collect::<Result<_, _>>()?;
        Ok(Self { tier, laws, elections, outcomes })
    }

    /// Keeps the laws that came into force on these days alone.
    ///
    /// # Errors
    ///
    /// [`NoSuchDay::Law`].
    pub fn of_laws(mut self, days: &[Date]) -> Result<Self, NoSuchDay> {
        let known: Vec<Date> = self.laws.iter().map(|law| law.since).collect();
        if let Some(&day) = days.iter().find(|day| !known.contains(day)) {
            return Err(NoSuchDay::Law { tier: self.tier.to_owned(), day, known });
        }
        self.laws.retain(|law| days.contains(&law.since));
        for outcomes in &mut self.outcomes {
            let mut kept = known.iter().map(|day| days.contains(day));
            outcomes.retain(|_| kept.next().unwrap_or(true));
        }
        Ok(self)
    }

    /// Keeps the elections of these days alone.
    ///
    /// # Errors
    ///
    /// [`NoSuchDay::Election`].
    pub fn of_elections(mut self, days: &[Date]) -> Result<Self, NoSuchDay> {
        let known: Vec<Date> = self.elections.iter().map(|election| election.day).collect();
        if let Some(&day) = days.iter().find(|day| !known.contains(day)) {
            return Err(NoSuchDay::Election { day, known });
        }
        self.elections.retain(|election| days.contains(&election.day));
        let mut kept = known.iter().map(|day| days.contains(day));
        self.outcomes.retain(|_| kept.next().unwrap_or(true));
        Ok(self)
    }

    /// A row for each election, law and list, those without seats too.
    #[must_use]
    pub fn rows(&self) -> Vec<SeatsUnderLaw<'_>> {
        let mut rows = Vec::new();
        for one in self.each() {
            for (law, outcome) in &one.counts {
                for (party, votes) in one.election.votes.party_totals(self.tier) {
                    let (election, law, party) = (one.election.day, law.since, party.name.as_str());
                    let seats = one.seats(outcome, party);
                    rows.push(SeatsUnderLaw { election, law, tier: self.tier, party, votes, seats });
                }
            }
        }
        rows
    }

    /// The full record of every count, and where the votes come from.
    #[must_use]
    pub fn records(&self) -> String {
        let mut text = String::new();
        for OneElection { election, counts, .. } in self.each() {
            for (law, outcome) in counts {
                let title = format!("VOTES OF {} UNDER THE LAW OF {}", election.day, law.since);
                let line = "=".repeat(title.len());
                text += &format!("{line}\n{title}\n{line}\n{}\n", outcome.protocol);
            }
            text += &format!("Where the votes of {} come from:\n", election.day);
            election.sources.iter().for_each(|source| text += &format!("  - {source}\n"));
            if !election.doubts.is_empty() {
                text += "What is not certain about them:\n";
            }
            election.doubts.iter().for_each(|doubt| text += &format!("  - {doubt}\n"));
            text.push('\n');
        }
        text
    }

    /// The laws by the years that head the columns, and what stands in the cells.
    #[must_use]
    pub fn legend(&self) -> String {
        let mut text = "  year  since       the house under this law\n".to_owned();
        for law in &self.laws {
            text += &format!("  {}  {}  {}\n", law.since.year(), law.since, law.value.name);
        }
        text + "\n  *    the law that was in force on election day\n  \
                -    no seat: the list stays below the threshold\n  \
                (3)  below the threshold, and let in as the second list\n"
    }

    /// A line for each election, under some of the laws alone: the largest list's share of votes and seats, how many lists sit, and
    /// the share of valid votes that elects nobody. Nothing where one of these laws was not counted.
    #[must_use]
    pub fn in_short(&self, laws: &[Date]) -> Option<String> {
        let years: Vec<String> = laws.iter().map(|day| day.year().to_string()).collect();
        let first = |words: [&str; 3]| words.map(str::to_owned).into_iter();
        let heads =
            ["seats", "lists", "wasted"].into_iter().flat_map(|word| vec![word.to_owned(); laws.len()]);
        let mut table: Vec<Vec<String>> = vec![
            first(["", "", "its"]).chain(heads).collect(),
            first(["votes of", "largest", "votes"]).chain([&years[..]; 3].concat()).collect(),
        ];
        for one in self.each() {
            let count = |day: &Date| one.counts.iter().find(|(law, _)| law.since == *day);
            let counts = laws.iter().map(count).collect::<Option<Vec<_>>>()?;
            let Some((largest, votes)) = one.largest() else { continue };
            let mut row =
                vec![one.election.day.to_string(), largest.to_owned(), percent_rounded(votes, one.valid())];
            row.extend(counts.iter().map(|count| one.share_of_seats(count, largest)));
            row.extend(counts.iter().map(|(_, outcome)| one.sitting(outcome).to_string()));
            row.extend(counts.iter().map(|(_, outcome)| percent_rounded(one.wasted(outcome), one.valid())));
            table.push(row);
        }
        (table.len() > 2).then(|| columns("  ", &table))
    }

    /// Each election by itself: a table of votes and seats, a column for each law; whether the law of the day gives the official
    /// seats; and what the numbers do not show.
    #[must_use]
    pub fn sections(&self) -> String {
        let mut text = String::new();
        for one in self.each() {
            text += &format!("\n\nVOTES OF {}\n", one.election.day);
            text += &format!("{} valid votes, seats under each law:\n\n", grouped(one.valid()));
            text += &columns("  ", &one.table());
            text.push('\n');
            text += &wrapped(&format!("  The law of election day (*): {}.", one.against_official()), 2);
            one.notes().iter().for_each(|note| text += &wrapped(&format!("  {note}"), 2));
        }
        text
    }

    /// What is not certain: what was not read in the text of the law itself, a paragraph for each law, and what is doubted of the
    /// votes, a paragraph for each doubt.
    #[must_use]
    pub fn doubts(&self) -> String {
        let nothing = ["nothing".to_owned()];
        let mut text =
            "Not read in the text of the law itself (the full record gives the reason and the source of each):\n\n"
                .to_owned();
        for law in &self.laws {
            let kinds = [Certainty::Secondary, Certainty::Unsure].into_iter();
            let doubts: Vec<_> = kinds.filter_map(|kind| self.doubtful(law.value, kind)).collect();
            let doubts = if doubts.is_empty() { &nothing[..] } else { &doubts };
            text += &wrapped(&format!("  {}  {}", law.since.year(), doubts.join("; ")), 8);
        }
        text += "\nAbout the votes:\n\n";
        for election in &self.elections {
            let doubts = if election.doubts.is_empty() { &nothing[..] } else { election.doubts };
            doubts
                .iter()
                .for_each(|doubt| text += &wrapped(&format!("  {}  {doubt}", election.day.year()), 8));
        }
        text
    }

    fn each(&self) -> impl Iterator<Item = OneElection<'_>> {
        self.elections.iter().zip(&self.outcomes).map(|(election, outcomes)| OneElection {
            tier: self.tier,
            election,
            counts: self.laws.iter().copied().zip(outcomes).collect(),
        })
    }

    /// Rules of the tier, and the law's first day, that are known so well.
    fn doubtful(&self, rules: &ElectoralSystem, wanted: Certainty) -> Option<String> {
        let of_tier =
            |rule: &str| rule.strip_prefix(self.tier)?.strip_prefix('.').map(|rule| rule.replace('_', " "));
        let words = |rule: &String| match rule.as_str() {
            "since" => Some("day of coming into force".to_owned()),
            rule => of_tier(rule).map(|rule| match rule.as_str() {
                "no list passes" => "what follows when no list passes".to_owned(),
                _ => rule,
            }),
        };
        let doubted = rules.citations.iter().filter(|(_, cited)| cited.certainty == wanted);
        let named: Vec<_> = doubted.filter_map(|(rule, _)| words(rule)).collect();
        (!named.is_empty()).then(|| format!("{wanted}: {}", named.join(", ")))
    }
}
