//! Votes under several sets of rules, as a page.

mod odds;
mod one_scale;
mod papers;
mod rules;

use thiserror::Error;

use super::Page;
use crate::measure::Profile;
use crate::reform::{Parameter, Reform, RulePath, Sweep, Values, one_by_one};
use crate::report::picture::{Frame, Hemicycle, OldAndNew, PlotError, ThresholdSweep};
use crate::report::{Table, TableError, majority, moved};
use crate::simulate::elections::Ensemble;
use crate::system::{ElectoralSystem, Outcome, TierRule};
use crate::votes::Votes;

pub use one_scale::AmongOthers;

/// The page about one or several elections under one or several sets of rules: who would sit, what each change does, at which
/// thresholds, how far seats are from votes, the record of each count, and with drawn elections the odds.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::report::page::{Comparison, Election};
///
/// let votes = kazakhstan::election(date(2021, 1, 10)).unwrap().votes();
/// let laws = [date(2021, 1, 10), date(2021, 6, 1)].map(|day| kazakhstan::law_on(day).unwrap().value.clone());
/// let outcomes = laws.iter().map(|law| law.count(&votes)).collect::<Result<_, _>>()?;
/// let comparison = Comparison {
///     title: "The threshold of 2021".to_owned(),
///     lead: vec!["What did five per cent in place of seven change?".to_owned()],
///     rules: ["law of 2009", "law of 2021"].map(str::to_owned).into_iter().zip(laws).collect(),
///     elections: vec![Election {
///         name: "10 January 2021".to_owned(),
///         source: "Votes: Central Election Commission.".to_owned(),
///         votes,
///         outcomes,
///     }],
///     drawn: None,
///     scale: None,
///     sources: Vec::new(),
/// };
/// let page = comparison.page()?;
/// assert!(page.finish().contains("Auyl +6"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// What the page is called.
    pub title: String,
    /// Paragraphs at its head: what is asked.
    pub lead: Vec<String>,
    /// The rules, each with a short name of its own. The first are what the others are held against.
    pub rules: Vec<(String, ElectoralSystem)>,
    /// The elections.
    pub elections: Vec<Election>,
    /// Elections drawn from a model and counted under these rules.
    pub drawn: Option<&'a Ensemble>,
    /// Where these rules stand among other systems.
    pub scale: Option<&'a AmongOthers>,
    /// Where votes and rules are from, and what is in doubt: a sentence each. Articles that rules cite need not stand here.
    pub sources: Vec<String>,
}

/// The votes of an election, and what the rules make of them.
#[derive(Debug, Clone)]
pub struct Election {
    /// Which one, such as its day.
    pub name: String,
    /// Where the votes are from, and what was assumed: it stands below each picture.
    pub source: String,
    /// The votes.
    pub votes: Votes,
    /// The count under each of the rules, in their order.
    pub outcomes: Vec<Outcome>,
}

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum PageError {
    /// There are no rules, or there is no election.
    #[error("a page needs rules and an election; there is none of the {0}")]
    Nothing(
        /// What is missing.
        &'static str,
    ),
    /// An election without a count under each of the rules.
    #[error("{election}: {found} counts for {expected} sets of rules; give one for each")]
    Counts {
        /// The election.
        election: String,
        /// Counts given.
        found: usize,
        /// Sets of rules.
        expected: usize,
    },
    /// A picture cannot be drawn.
    #[error(transparent)]
    Plot(#[from] PlotError),
    /// Two sets of rules have one name.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// How far thresholds are varied, and in which steps.
const MOST: &str = "15%";
const STEP: &str = "0.25%";

impl Comparison<'_> {
    /// Writes the page; more may be added to it.
    ///
    /// What cannot be told of these rules (an index without votes, changes that cannot be taken apart) is said in its place.
    ///
    /// # Errors
    ///
    /// [`PageError`].
    pub fn page(&self) -> Result<Page, PageError> {
        if self.rules.is_empty() {
            return Err(PageError::Nothing("rules"));
        }
        if self.elections.is_empty() {
            return Err(PageError::Nothing("elections"));
        }
        let expected = self.rules.len();
        if let Some(wrong) = self.elections.iter().find(|election| election.outcomes.len() != expected) {
            let (election, found) = (wrong.name.clone(), wrong.outcomes.len());
            return Err(PageError::Counts { election, found, expected });
        }
        let mut page = Page::new(&self.title);
        for paragraph in &self.lead {
            page.lead(paragraph);
        }
        page.list(self.in_short());
        rules::section(&mut page, &self.rules)?;
        for (at, election) in self.elections.iter().enumerate() {
            self.seats(&mut page, at, election)?;
        }
        if let Some(ensemble) = self.drawn {
            odds::section(&mut page, ensemble)?;
        }
        if let Some(among) = self.scale {
            one_scale::section(&mut page, among);
        }
        self.sources(&mut page);
        Ok(page)
    }

    /// The answer in a few sentences whose numbers come from below.
    fn in_short(&self) -> Vec<String> {
        let mut sentences = Vec::new();
        for election in &self.elections {
            for ((name, _), outcome) in self.rules.iter().zip(&election.outcomes) {
                sentences.push(format!("{}, {name}: {}", election.name, majority(outcome)));
            }
            let Some((first, others)) = election.outcomes.split_first() else { continue };
            for ((name, _), other) in self.rules[1..].iter().zip(others) {
                sentences.push(format!(
                    "{}, {name} against {}: {}.",
                    election.name,
                    self.rules[0].0,
                    moved(first, other)
                ));
            }
        }
        sentences.extend(self.drawn.map(odds::in_short).into_iter().flatten());
        sentences
    }

    fn named<'a>(&'a self, election: &'a Election) -> Vec<(&'a str, &'a Outcome)> {
        self.rules.iter().map(|(name, _)| name.as_str()).zip(&election.outcomes).collect()
    }

    fn seats(&self, page: &mut Page, at: usize, election: &Election) -> Result<(), PageError> {
        let number = at + 1;
        let counts = self.named(election);
        let contest = election.votes.main_contest();
        page.heading(&format!("Seats: {}", election.name));
        page.table(&Table::of_counts(&election.votes, contest, &counts)?);
        for (which, (name, outcome)) in counts.iter().enumerate() {
            if outcome.house_size == 0 {
                continue;
            }
            let frame = Frame::new(format!("{}: {name}", election.name), self.caption(election));
            let picture = Hemicycle::of(frame, outcome);
            let drawn = page.picture(&format!("house_{number}_{}", which + 1), &picture.frame, |frame| {
                Hemicycle { frame, ..picture.clone() }.svg()
            });
            told(page, drawn);
        }
        let Some((&(first_name, first), others)) = counts.split_first() else { return Ok(()) };
        for (which, &(name, other)) in others.iter().enumerate() {
            let frame =
                Frame::new(format!("{}: {name} against {first_name}", election.name), self.caption(election));
            let drawn = page.picture(&format!("change_{number}_{}", which + 1), &frame, |frame| {
                OldAndNew::of(frame, (first_name, first), (name, other)).svg()
            });
            told(page, drawn);
        }
        for (name, outcome) in &counts {
            page.details(
                &format!("The full record of the count under {name}, step by step"),
                &outcome.protocol.to_string(),
            );
        }
        // Winners who stand in place of votes stood under one of the rules.
        let votes = election.votes.clone().without_winners().allow_uncounted();
        self.effects(page, &votes);
        self.threshold(page, number, election, &votes)?;
        self.indices(page, election, contest);
        self.papers(page, election);
        Ok(())
    }

    fn effects(&self, page: &mut Page, votes: &Votes) {
        let Some(((first_name, first), others)) = self.rules.split_first() else { return };
        for (name, rules) in others {
            let reform = Reform::between(first, rules);
            if reform.of_rules().next().is_none() {
                continue;
            }
            page.subheading(&format!("Which change did what: from {first_name} to {name}"));
            match one_by_one(first, &reform, votes) {
                Ok(effects) => {
                    page.text(
                        "Each change can be tried alone, and after all others; when changes bear on one another, what each is \
                         worth depends on the order, and its Shapley value is the mean over all orders. It alone adds up to the \
                         whole.",
                    );
                    page.table(&Table::of_effects(&effects));
                }
                Err(error) => page.text(&format!("It cannot be told: {error}.")),
            }
        }
    }

    /// The last of the rules that have a threshold, with others in its place.
    fn threshold(
        &self,
        page: &mut Page,
        number: usize,
        election: &Election,
        votes: &Votes,
    ) -> Result<(), PageError> {
        let with_bar = self.rules.iter().rev().find_map(|(name, rules)| {
            let tier = rules.tiers.iter().find_map(|tier| match &tier.rule {
                TierRule::List(rule) => Some((tier, rule.threshold.as_ref()?.share)),
                _ => None,
            });
            tier.map(|(tier, share)| (name, rules, tier, share))
        });
        let Some((name, rules, tier, share)) = with_bar else { return Ok(()) };
        let (Ok(from), Ok(to), Ok(step)) = ("0%".parse(), MOST.parse(), STEP.parse()) else { return Ok(()) };
        let set = RulePath::of_threshold(tier).to_string();
        let Ok(parameter) = Parameter::new(&set, Values::Shares { from, to, step }) else { return Ok(()) };
        page.subheading("The threshold");
        let frame = Frame::new(
            format!("Seats for every threshold: {}, {name} otherwise", election.name),
            self.caption(election),
        );
        let table = match (Sweep { vary: vec![parameter] }).table(rules, votes) {
            Ok(table) => table,
            Err(error) => {
                page.text(&format!("Other thresholds cannot be tried: {error}."));
                return Ok(());
            }
        };
        let Some(mut picture) = ThresholdSweep::of_sweep(frame, &table) else { return Ok(()) };
        picture.laws = vec![(f64::from(share.numerator()) / f64::from(share.denominator()), name.clone())];
        let drawn = page.picture(&format!("threshold_{number}"), &picture.frame, |frame| {
            ThresholdSweep { frame, ..picture.clone() }.svg()
        });
        told(page, drawn);
        Ok(())
    }

    fn indices(&self, page: &mut Page, election: &Election, contest: &str) {
        page.subheading("How far seats are from votes");
        let mut profiles = Vec::new();
        for (name, outcome) in self.named(election) {
            match Profile::of(&election.votes, contest, outcome) {
                Ok(profile) => profiles.push((name, profile)),
                Err(error) => page.text(&format!("{name}: {error}.")),
            }
        }
        if profiles.is_empty() {
            return;
        }
        page.text(&format!(
            "All seats against the votes of the contest {contest}. Gallagher and Loosemore-Hanby are 0 where seats are in \
             proportion; the effective number of parties (Laakso and Taagepera) weighs parties by size; wasted votes went to \
             parties without a seat."
        ));
        page.table(&Table::of_profiles(profiles.iter().map(|(name, profile)| (*name, profile))));
    }

    fn caption(&self, election: &Election) -> String {
        match election.source.trim() {
            "" => format!("Votes: {}.", election.name),
            source => source.to_owned(),
        }
    }

    fn sources(&self, page: &mut Page) {
        if let Some(ensemble) = self.drawn {
            page.heading("What this takes for granted");
            page.text("Every drawn number on this page rests on the following.");
            page.list(&ensemble.summary.assumptions);
        }
        page.heading("Sources");
        page.list(&self.sources);
        for (name, rules) in &self.rules {
            let mut articles: Vec<String> = Vec::new();
            for cited in rules.citations.values() {
                let address = cited.url.as_deref().map(|url| format!(" {url}")).unwrap_or_default();
                let words = format!("{cited}{address}");
                if !articles.contains(&words) {
                    articles.push(words);
                }
            }
            let act = rules.source.as_deref().unwrap_or(&rules.name);
            page.list([format!("{name}: {act}")].into_iter().chain(articles));
        }
        page.text(&format!("Made by sailau {}.", env!("CARGO_PKG_VERSION")));
    }
}

/// A picture that cannot be drawn, such as of too many seats, is said in its place.
fn told(page: &mut Page, drawn: Result<(), PlotError>) {
    if let Err(error) = drawn {
        page.text(&format!("There is no picture here: {error}."));
    }
}
