//! A party's life by dated steps: what state it was in on any day, and what it had to do by when.
//!
//! Each step is judged by the law of its day; a clock runs under the law of the day on which it started. The last
//! day of so many months is the day of the same number, or the month's last. A step whose day nobody knows can stand
//! in its place: it keeps the order, and its clock is open. Steps before the first known law have no clocks.
//!
//! ```
//! use jiff::civil::date;
//! use sailau::kazakhstan::registration_laws;
//! use sailau::procedure::registration::calendar::{Calendar, Event, Phase, Step};
//!
//! let events = [
//!     Event::on(date(2022, 11, 24), Step::Notified),
//!     Event::on(date(2022, 12, 3), Step::Congress),
//!     Event::undated(Step::Filed),
//!     Event::on(date(2023, 1, 18), Step::Registered),
//! ];
//! let calendar = Calendar::new(registration_laws(), &events)?;
//! assert_eq!(calendar.on(date(2022, 12, 1))?.phase, Phase::Organising);
//! let registered = calendar.on(date(2023, 6, 1))?;
//! assert_eq!(registered.phase, Phase::Registered);
//! // Branches within twelve months.
//! assert_eq!(registered.duties[0].by, date(2024, 1, 18));
//!
//! // A congress that is a day late is refused, with the article.
//! let late = [events[0], Event::on(date(2023, 2, 25), Step::Congress)];
//! let error = Calendar::new(registration_laws(), &late).unwrap_err();
//! assert!(error.to_string().contains("art. 6"), "{error}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::fmt;

use jiff::Span;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Rules;
use crate::law::{Timeline, TimelineError};
use crate::procedure::{FactError, Law, Limit, Measure, Requirement};

/// What happens to a party.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The authority confirms the founders' notification.
    Notified,
    /// The founding congress is held.
    Congress,
    /// The papers are filed.
    Filed,
    /// Registration is refused.
    Refused,
    /// The party is registered.
    Registered,
    /// The last of the branches that it needs is registered.
    Branches,
    /// It is registered again under a law that asked for it.
    RegisteredAgain,
    /// A court suspends it for so many months.
    Suspended(u32),
    /// The lower house is elected, and the party takes part.
    Contested,
    /// The lower house is elected without the party.
    NotContested,
    /// The party ends.
    Ended(End),
}

/// Why a party ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum End {
    /// By its own decision.
    OwnDecision,
    /// Into another party.
    Merger,
    /// By a court: too many elections in a row were not contested.
    ElectionsNotContested,
    /// By a court: it did not register again in time.
    NotRegisteredAgain,
    /// By a court: its branches were not registered in time.
    NoBranches,
    /// By a court, on another ground.
    OtherGround,
}

/// A step and its day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The day; none where nobody knows it.
    #[serde(default)]
    pub day: Option<Date>,
    /// What happened.
    pub step: Step,
}

/// Where a party stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Phase {
    /// Nothing has happened.
    NotBegun,
    /// The notification is confirmed; the congress is to be held.
    Organising,
    /// The congress was held; the papers are to be filed.
    Founded,
    /// The papers lie with the authority.
    Filed,
    /// It was refused.
    Refused,
    /// The time ran out before the papers were filed; the founders may begin anew.
    Lapsed,
    /// It is registered.
    Registered,
    /// It is registered, and a court suspended it.
    Suspended,
    /// It is no more.
    Ended,
}

/// The state of a party on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Status {
    /// The day.
    pub day: Date,
    /// Where it stands.
    pub phase: Phase,
    /// Since when; none where nobody knows.
    pub since: Option<Date>,
    /// The last day of this phase by the law's clock: for the congress, for filing, of the suspension.
    pub until: Option<Date>,
    /// The first day on which a refused party may file again.
    pub may_file_from: Option<Date>,
    /// What a registered party has to do.
    pub duties: Vec<Duty>,
    /// Elections in a row that it did not contest.
    pub missed_elections: u32,
    /// The grounds on which a court may dissolve it.
    pub may_be_dissolved: Vec<End>,
}

/// What a registered party has to do by a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Duty {
    /// The step.
    pub step: Step,
    /// The last day.
    pub by: Date,
    /// Whether that day is over.
    pub overdue: bool,
}

/// Why steps are no life of a party.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CalendarError {
    /// A step that the phase does not allow.
    #[error("{step} on {day}: not possible of a party that is {phase}; possible are {possible}")]
    Order {
        /// The step.
        step: String,
        /// Its day, or "an unknown day".
        day: String,
        /// The phase before it.
        phase: Phase,
        /// What would be possible.
        possible: &'static str,
    },
    /// A step before its first day.
    #[error("{step} on {day} is too early: {first} is the first day ({article})")]
    Early {
        /// The step.
        step: String,
        /// Its day.
        day: Date,
        /// The first day.
        first: Date,
        /// The rule's article.
        article: String,
    },
    /// A step after its last day.
    #[error("{step} on {day} is too late: {last} was the last day ({article})")]
    Late {
        /// The step.
        step: String,
        /// Its day.
        day: Date,
        /// The last day.
        last: Date,
        /// The rule's article.
        article: String,
    },
    /// A suspension that is too short or too long.
    #[error("a suspension of {months} months: the law knows {from} to {to} ({article})")]
    Suspension {
        /// The months given.
        months: u32,
        /// The fewest.
        from: u32,
        /// The most.
        to: u32,
        /// The rule's article.
        article: String,
    },
    /// A step for which there is no ground.
    #[error("{step} on {day}: there is no ground for it on that day{article}")]
    NoGround {
        /// The step.
        step: String,
        /// Its day, or "an unknown day".
        day: String,
        /// The rule's article, in brackets.
        article: String,
    },
    /// A clock beyond the end of the calendar.
    #[error("{months} months from {day} are beyond the calendar")]
    BeyondCalendar {
        /// The months.
        months: u32,
        /// The day.
        day: Date,
    },
    /// Steps that go back in time.
    #[error(transparent)]
    Fact(#[from] FactError),
    /// A day for which the law is not known yet.
    #[error(transparent)]
    Law(#[from] TimelineError),
}

/// The life of a party.
#[derive(Debug, Clone)]
pub struct Calendar<'a> {
    laws: &'a Timeline<Law<Rules>>,
    /// By the day from which each holds, after the dated steps.
    states: Vec<(Date, State)>,
    requirements: Vec<Requirement>,
}

/// What is known after a step.
#[derive(Debug, Clone, Copy)]
struct State {
    phase: Phase,
    since: Option<Date>,
    until: Option<Date>,
    committee_until: Option<Date>,
    may_file_from: Option<Date>,
    /// The first registration under a law, or the last one again.
    registered: Option<Date>,
    branches_by: Option<Date>,
    missed: u32,
    /// Whether the next step is known to have come in time although its day is not known.
    goes_on: bool,
}

impl Event {
    /// A step on a day.
    #[must_use]
    pub fn on(day: Date, step: Step) -> Self {
        Self { day: Some(day), step }
    }

    /// A step on a day that nobody knows.
    #[must_use]
    pub fn undated(step: Step) -> Self {
        Self { day: None, step }
    }
}

impl<'a> Calendar<'a> {
    /// Follows a party through its steps, in order of time.
    ///
    /// # Errors
    ///
    /// [`CalendarError`] for steps that go back in time, that the state before does not allow, that come too early
    /// or too late, for a dissolution or a new registration without its ground, and for days for which the law is not
    /// known yet.
    pub fn new(laws: &'a Timeline<Law<Rules>>, events: &[Event]) -> Result<Self, CalendarError> {
        let mut calendar = Self { laws, states: Vec::new(), requirements: Vec::new() };
        let mut state = State::new();
        let mut last: Option<(Step, Date)> = None;
        for event in events {
            if let (Some((before, first)), Some(day)) = (last, event.day) {
                FactError::check_order(&before.to_string(), first, &event.step.to_string(), day)?;
            }
            state = calendar.take(state, event)?;
            last = event.day.map(|day| (event.step, day)).or(last);
        }
        Ok(calendar)
    }

    /// The clocks that ran, each with its last or first day, the day given and the days to spare.
    #[must_use]
    pub fn requirements(&self) -> &[Requirement] {
        &self.requirements
    }

    /// The state on a day, as far as the steps go: later ones that are not given have not happened.
    ///
    /// Between two dated steps with an undated one among them it is that of the first.
    ///
    /// # Errors
    ///
    /// [`CalendarError::Law`] for days for which the law is not known yet.
    pub fn on(&self, day: Date) -> Result<Status, CalendarError> {
        let rules = self.law(day)?.map(|law| &law.rules);
        let after = self.states.partition_point(|&(from, _)| from <= day);
        let state = after.checked_sub(1).and_then(|at| self.states.get(at));
        let state = state.map_or_else(State::new, |&(_, state)| state.settled(day));
        let duties = self.duties(&state, day)?;
        let overdue = duties.iter().filter(|duty| duty.overdue).map(|duty| match duty.step {
            Step::RegisteredAgain => End::NotRegisteredAgain,
            _ => End::NoBranches,
        });
        let mut may_be_dissolved: Vec<_> = overdue.collect();
        if rules.and_then(|rules| rules.missed_elections).is_some_and(|most| most > 0 && state.missed >= most)
        {
            may_be_dissolved.insert(0, End::ElectionsNotContested);
        }
        if !state.is_registered() {
            may_be_dissolved.clear();
        }
        Ok(Status {
            day,
            phase: state.phase,
            since: state.since,
            until: state.until,
            may_file_from: state.may_file_from,
            duties,
            missed_elections: state.missed,
            may_be_dissolved,
        })
    }

    fn law(&self, day: Date) -> Result<Option<&'a Law<Rules>>, CalendarError> {
        match self.laws.on(day) {
            Ok(law) => Ok(Some(law.value)),
            Err(TimelineError::TooEarly { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    fn duties(&self, state: &State, day: Date) -> Result<Vec<Duty>, CalendarError> {
        let mut duties = Vec::new();
        let Some(registered) = state.registered.filter(|_| state.is_registered()) else {
            return Ok(duties);
        };
        let mut duty = |step, by| duties.push(Duty { step, by, overdue: day > by });
        for law in self.laws.iter().filter(|law| registered < law.since && law.since <= day) {
            if let Some(months) = law.value.rules.reregistration_months {
                duty(Step::RegisteredAgain, later(law.since, months)?);
            }
        }
        if let Some(by) = state.branches_by {
            duty(Step::Branches, by);
        }
        Ok(duties)
    }

    /// The state after a step.
    fn take(&mut self, before: State, event: &Event) -> Result<State, CalendarError> {
        let state = event.day.map_or(before, |day| before.settled(day));
        if !state.allows(event.step) {
            // Founders whose time ran out are told by which day they had to act.
            if let Some((day, last)) = event.day.zip(before.until).filter(|_| before.allows(event.step)) {
                let article = self.article(before.since.unwrap_or(day), before.clock())?;
                return Err(CalendarError::Late { step: event.step.to_string(), day, last, article });
            }
            return Err(CalendarError::Order {
                step: event.step.to_string(),
                day: event.day_in_words(),
                phase: state.phase,
                possible: state.phase.possible(),
            });
        }
        self.check(&state, event)?;
        let next = self.after(state, event)?;
        match event.day {
            Some(day) => self.states.push((day, next)),
            None => {
                if let Some((_, last)) = self.states.last_mut() {
                    last.goes_on = true;
                }
            }
        }
        Ok(next)
    }

    /// Refuses a step that comes too early or too late or has no ground.
    fn check(&mut self, state: &State, event: &Event) -> Result<(), CalendarError> {
        let duties = match event.day {
            Some(day) => self.duties(state, day)?,
            None => Vec::new(),
        };
        let due = |step| duties.iter().find(|duty| duty.step == step);
        match event.step {
            Step::Congress | Step::Filed if state.phase != Phase::Refused => {
                self.clock(state, event, state.until.map(Limit::AtMost), state.clock())
            }
            Step::Filed => {
                let first = state.may_file_from.map(Limit::AtLeast);
                self.clock(state, event, first, "reapply_months")
            }
            Step::Branches => {
                let by = state.branches_by.map(Limit::AtMost);
                self.clock(state, event, by, "branches_months")
            }
            Step::Suspended(months) => self.check_suspension(months, event),
            Step::RegisteredAgain if event.day.is_some() && due(event.step).is_none() => {
                Err(self.no_ground(event, "reregistration_months"))
            }
            Step::Ended(End::ElectionsNotContested) => {
                let law = self.law_of(event)?;
                let most = law.and_then(|law| law.rules.missed_elections).filter(|&most| most > 0);
                // Where the day or its law is not known, nothing can be said against it.
                if most.is_some_and(|most| state.missed < most) || (law.is_some() && most.is_none()) {
                    return Err(self.no_ground(event, "missed_elections"));
                }
                Ok(())
            }
            Step::Ended(End::NotRegisteredAgain) if event.day.is_some() => {
                match due(Step::RegisteredAgain).is_some_and(|duty| duty.overdue) {
                    true => Ok(()),
                    false => Err(self.no_ground(event, "reregistration_months")),
                }
            }
            Step::Ended(End::NoBranches) if event.day.is_some() => {
                match due(Step::Branches).is_some_and(|duty| duty.overdue) {
                    true => Ok(()),
                    false => Err(self.no_ground(event, "branches_months")),
                }
            }
            _ => Ok(()),
        }
    }

    fn check_suspension(&self, months: u32, event: &Event) -> Result<(), CalendarError> {
        let law = self.law_of(event)?;
        match law.and_then(|law| law.rules.suspension_months) {
            Some(span) if !(span.from..=span.to).contains(&months) => {
                let (from, to) = (span.from, span.to);
                let article = law.map_or_else(String::new, |law| article_of(law, "suspension_months"));
                Err(CalendarError::Suspension { months, from, to, article })
            }
            _ => Ok(()),
        }
    }

    /// Records a clock, and refuses a step that does not keep it.
    fn clock(
        &mut self,
        state: &State,
        event: &Event,
        limit: Option<Limit<Date>>,
        rule: &str,
    ) -> Result<(), CalendarError> {
        let (Some(limit), Some(started)) = (limit, state.since) else {
            return Ok(());
        };
        let Some(law) = self.law(started)? else {
            return Ok(());
        };
        let requirement = law.requirement(rule, event.step.to_string(), Measure::day(limit, event.day));
        let refused = requirement.margin.is_some_and(|margin| margin < 0);
        self.requirements.push(requirement);
        let Some(day) = event.day.filter(|_| refused) else {
            return Ok(());
        };
        let (step, article) = (event.step.to_string(), article_of(law, rule));
        Err(match limit {
            Limit::AtLeast(first) | Limit::MoreThan(first) => {
                CalendarError::Early { step, day, first, article }
            }
            Limit::AtMost(last) | Limit::LessThan(last) => CalendarError::Late { step, day, last, article },
        })
    }

    /// The state that a step which is allowed leads to.
    fn after(&self, state: State, event: &Event) -> Result<State, CalendarError> {
        let law = self.law_of(event)?;
        let day = event.day;
        let rule = |months: fn(&Rules) -> Option<u32>| law.and_then(|law| months(&law.rules));
        let clock = |months: Option<u32>| day.zip(months).map(|(day, months)| later(day, months)).transpose();
        let fresh = |phase| State { phase, since: day, goes_on: false, ..State::new() };
        let lasting = |phase| State { phase, since: day, until: None, goes_on: false, ..state };
        Ok(match event.step {
            Step::Notified => {
                let committee_until = clock(rule(|rules| rules.committee_months))?;
                let until = earlier(clock(rule(|rules| rules.congress_months))?, committee_until);
                State { until, committee_until, ..fresh(Phase::Organising) }
            }
            Step::Congress => {
                let until = earlier(clock(rule(|rules| rules.filing_months))?, state.committee_until);
                State { until, committee_until: state.committee_until, ..fresh(Phase::Founded) }
            }
            Step::Filed => fresh(Phase::Filed),
            Step::Refused => {
                State { may_file_from: clock(rule(|rules| rules.reapply_months))?, ..fresh(Phase::Refused) }
            }
            Step::Registered => {
                let branches_by = clock(rule(|rules| rules.branches_months))?;
                State { registered: day, branches_by, ..fresh(Phase::Registered) }
            }
            Step::Branches => State { branches_by: None, goes_on: false, ..state },
            Step::RegisteredAgain => State { registered: day, goes_on: false, ..state },
            Step::Suspended(months) => State { until: clock(Some(months))?, ..lasting(Phase::Suspended) },
            Step::Contested => State { missed: 0, goes_on: false, ..state },
            Step::NotContested => State { missed: state.missed.saturating_add(1), goes_on: false, ..state },
            Step::Ended(_) => fresh(Phase::Ended),
        })
    }

    fn law_of(&self, event: &Event) -> Result<Option<&'a Law<Rules>>, CalendarError> {
        event.day.map_or(Ok(None), |day| self.law(day))
    }

    fn article(&self, day: Date, rule: &str) -> Result<String, CalendarError> {
        Ok(self.law(day)?.map_or_else(String::new, |law| article_of(law, rule)))
    }

    fn no_ground(&self, event: &Event, rule: &str) -> CalendarError {
        let law = event.day.and_then(|day| self.law(day).ok().flatten());
        let article = law.map_or_else(String::new, |law| format!(" ({})", article_of(law, rule)));
        CalendarError::NoGround { step: event.step.to_string(), day: event.day_in_words(), article }
    }
}

impl State {
    fn new() -> Self {
        Self {
            phase: Phase::NotBegun,
            since: None,
            until: None,
            committee_until: None,
            may_file_from: None,
            registered: None,
            branches_by: None,
            missed: 0,
            goes_on: false,
        }
    }

    fn is_registered(&self) -> bool {
        matches!(self.phase, Phase::Registered | Phase::Suspended)
    }

    /// What has become of it by a day without any step: founders lapse, a suspension ends.
    fn settled(self, day: Date) -> Self {
        let Some(until) = self.until.filter(|&until| day > until) else {
            return self;
        };
        let next = until.tomorrow().ok();
        match self.phase {
            Phase::Organising | Phase::Founded if !self.goes_on => {
                Self { phase: Phase::Lapsed, since: next, ..Self::new() }
            }
            Phase::Suspended => Self { phase: Phase::Registered, since: next, until: None, ..self },
            _ => self,
        }
    }

    /// The rule whose clock runs: where the committee lapses first, that one.
    fn clock(&self) -> &'static str {
        match (self.until, self.committee_until) {
            (Some(until), Some(committee)) if until == committee => "committee_months",
            _ if self.phase == Phase::Founded => "filing_months",
            _ => "congress_months",
        }
    }

    fn allows(&self, step: Step) -> bool {
        match step {
            Step::Notified => {
                matches!(self.phase, Phase::NotBegun | Phase::Lapsed | Phase::Refused)
            }
            Step::Congress => self.phase == Phase::Organising,
            Step::Filed => matches!(self.phase, Phase::Founded | Phase::Refused),
            Step::Refused | Step::Registered => self.phase == Phase::Filed,
            Step::Branches | Step::RegisteredAgain | Step::Suspended(_) | Step::Contested => {
                self.phase == Phase::Registered
            }
            Step::NotContested | Step::Ended(_) => self.is_registered(),
        }
    }
}

impl Phase {
    fn possible(self) -> &'static str {
        match self {
            Self::NotBegun | Self::Lapsed => "the confirmation of a notification",
            Self::Organising => "the founding congress",
            Self::Founded => "the filing",
            Self::Filed => "registration and refusal",
            Self::Refused => "the filing and the confirmation of a notification",
            Self::Registered => {
                "the registration of branches, a new registration, elections, a suspension and the end"
            }
            Self::Suspended => "an election that is not contested and the end",
            Self::Ended => "no steps: a new party begins with a notification of its own",
        }
    }
}

impl Event {
    fn day_in_words(&self) -> String {
        self.day.map_or_else(|| "an unknown day".to_owned(), |day| day.to_string())
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Notified => "Confirmation of the notification",
            Self::Congress => "Founding congress",
            Self::Filed => "Filing",
            Self::Refused => "Refusal",
            Self::Registered => "Registration",
            Self::Branches => "Registration of the branches",
            Self::RegisteredAgain => "New registration",
            Self::Suspended(_) => "Suspension",
            Self::Contested => "Election contested",
            Self::NotContested => "Election not contested",
            Self::Ended(End::OwnDecision) => "End by its own decision",
            Self::Ended(End::Merger) => "Merger",
            Self::Ended(End::ElectionsNotContested) => "Dissolution for elections not contested",
            Self::Ended(End::NotRegisteredAgain) => "Dissolution for want of a new registration",
            Self::Ended(End::NoBranches) => "Dissolution for want of branches",
            Self::Ended(End::OtherGround) => "Dissolution on another ground",
        })
    }
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotBegun => "not begun",
            Self::Organising => "organising its congress",
            Self::Founded => "founded and not filed",
            Self::Filed => "filed",
            Self::Refused => "refused",
            Self::Lapsed => "lapsed",
            Self::Registered => "registered",
            Self::Suspended => "suspended",
            Self::Ended => "ended",
        })
    }
}

/// So many months later: the same day of the month, or its last.
fn later(day: Date, months: u32) -> Result<Date, CalendarError> {
    let beyond = || CalendarError::BeyondCalendar { months, day };
    let span = i32::try_from(months).ok().and_then(|months| Span::new().try_months(months).ok());
    day.checked_add(span.ok_or_else(beyond)?).map_err(|_| beyond())
}

fn earlier(one: Option<Date>, other: Option<Date>) -> Option<Date> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn article_of(law: &Law<Rules>, rule: &str) -> String {
    law.cite.get(rule).map_or_else(|| law.name.clone(), ToString::to_string)
}
