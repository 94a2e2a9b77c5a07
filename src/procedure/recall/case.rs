use jiff::civil::Date;
use serde::Serialize;

use super::facts::Event;
use super::rules::{AtLimit, LateAct, SignatureBase, Successor, Support, Vote, VoteBase};
use super::span::{Pause, Span};
use super::{Due, Mandate, Refused, Rules, State};
use crate::procedure::{Decision, FactError, Law, Limit, Measure, Requirement};
use crate::text::nearest;

/// The recall of one mandate under one law: a state, and the events that led to it.
///
/// [`take`](Case::take) applies an event or refuses it with the article; a refused event changes nothing. A case may
/// see several petitions in turn, so it knows how long a failed vote protects the mandate. A case that the law of its
/// petition governs to the end keeps that law: make another case for a petition under a later text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Case<'a> {
    #[serde(skip)]
    law: &'a Law<Rules>,
    mandate: Mandate,
    state: State,
    /// When a vote that kept the mandate was last published.
    kept: Option<Date>,
    /// When the holder was told of the vote that is called.
    told: bool,
    history: Vec<Step>,
}

/// An event that was taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Step {
    /// Its day.
    pub day: Date,
    /// What happened.
    pub event: Event,
    /// What the law made of it: every requirement, with margin and article.
    pub decision: Decision,
    /// Limits of time that officials did not keep, by the names of the rules.
    pub breaches: Vec<String>,
    /// How the case stood then.
    pub state: State,
}

/// What the law makes of an event.
struct Judged {
    /// Refused unless all are met.
    voters: Vec<Requirement>,
    /// Limits of time for officials.
    officials: Vec<Requirement>,
    /// What decides between the two next states.
    outcome: Vec<Requirement>,
    met: State,
    not_met: State,
}

impl<'a> Case<'a> {
    /// A mandate against which nothing was filed yet.
    ///
    /// # Errors
    ///
    /// [`FactError`]: a district without voters, a term that ends before it begins, more votes won than cast, a body
    /// that the law does not know.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan;
    /// use sailau::procedure::recall::{Case, Mandate, Seat, Term};
    ///
    /// let law = kazakhstan::recall_laws().on(date(2024, 6, 1))?.value;
    /// let term = Term { began: date(2023, 3, 29), ends: date(2028, 3, 29) };
    /// let misspelt = Case::new(law, Mandate {
    ///     holder: "A. Deputy".into(), body: "maslihatt".into(), elected: Seat::SingleMember, term,
    ///     voters: 9_000, last_vote: None, votes_won: None,
    /// });
    /// assert!(misspelt.unwrap_err().to_string().ends_with("; did you mean `mäslihat`?"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn new(law: &'a Law<Rules>, mandate: Mandate) -> Result<Self, FactError> {
        mandate.check()?;
        FactError::check_known("body", &mandate.body, law.rules.bodies())?;
        Ok(Self { law, mandate, state: State::Unchallenged, kept: None, told: false, history: Vec::new() })
    }

    /// The law.
    #[must_use]
    pub fn law(&self) -> &'a Law<Rules> {
        self.law
    }

    /// The mandate.
    #[must_use]
    pub fn mandate(&self) -> &Mandate {
        &self.mandate
    }

    /// How it stood after the last event.
    #[must_use]
    pub fn state(&self) -> State {
        self.state
    }

    /// How it stands on a day: as after the last event up to it, unless time has run out since.
    #[must_use]
    pub fn state_on(&self, day: Date) -> State {
        let before = self.history.iter().rev().find(|step| step.day <= day);
        let state = before.map_or(State::Unchallenged, |step| step.state);
        match state {
            State::Collecting { until: Some(until), .. } if day > until => State::Lapsed { on: until },
            _ => state,
        }
    }

    /// The events that were taken, in their order.
    #[must_use]
    pub fn history(&self) -> &[Step] {
        &self.history
    }

    /// What the law expects next, with the last day for it.
    ///
    /// For a refused registration that is the appeal, which voters may leave.
    #[must_use]
    pub fn due(&self) -> Vec<Due> {
        let rules = &self.law.rules;
        let vote_within = rules.vote.and_then(|vote| vote.within);
        let by_election = rules.by_election_within.get(&self.mandate.body).copied();
        let (from, acts) = match self.state {
            State::Filed { on } => {
                (on, vec![("registration", "register or refuse the petition", rules.registration)])
            }
            State::Refused { on } => (on, vec![("appeal", "appeal against the refusal", rules.appeal)]),
            State::Collecting { since, .. } => {
                (since, vec![("collection", "collect the signatures", rules.collection)])
            }
            State::Checking { since, .. } => (since, vec![("check", "check the signatures", rules.check)]),
            State::Qualified { on } => (on, vec![("call", "call the vote", rules.call)]),
            State::Called { on } => {
                let notice = rules.notice.filter(|_| !self.told);
                (
                    on,
                    vec![
                        ("notice", "tell the holder", notice),
                        ("vote.within", "hold the vote", vote_within),
                    ],
                )
            }
            State::Voted { on, .. } => (on, vec![("publication", "publish the result", rules.publication)]),
            State::Recalled { on } if rules.successor == Successor::ByElection => {
                (on, vec![("by_election_within", "call the by-election", by_election)])
            }
            _ => return Vec::new(),
        };
        let due = |(rule, act, span): (&str, &str, Option<Span>)| {
            Some(Due {
                act: act.to_owned(),
                by: span?.after(from),
                rule: rule.to_owned(),
                citation: self.law.cite.get(rule).cloned(),
            })
        };
        acts.into_iter().filter_map(due).collect()
    }

    /// Applies an event.
    ///
    /// # Errors
    ///
    /// [`Refused`]: facts that are missing or cannot be so, an event out of turn or before the last one, and what the
    /// law does not allow, with the article. The case is then as it was.
    pub fn take(&mut self, day: Date, event: Event) -> Result<&Step, Refused> {
        self.check(day, &event)?;
        let judged = self.judge(day, &event)?;
        let late: Vec<_> =
            judged.officials.iter().filter(|one| !one.met()).map(|one| one.rule.clone()).collect();
        let refused = judged.voters.iter().any(|one| !one.met())
            || (self.law.rules.late_act == LateAct::Refused && !late.is_empty());
        let carried = judged.outcome.iter().all(Requirement::met);
        let officials = judged.officials.into_iter().map(|one| match one.met() {
            true => one,
            false => one.noting("the law names no consequence; option `late_act`"),
        });
        let requirements = judged.voters.into_iter().chain(officials).chain(judged.outcome).collect();
        let subject = format!("Recall of {}, {day}: {event}", self.mandate.holder);
        let decision = self.law.decision(subject, requirements);
        if refused {
            return Err(Refused::ByLaw { event: event.to_string(), day, decision: Box::new(decision) });
        }
        self.state = if carried { judged.met } else { judged.not_met };
        if let State::Kept { published } = self.state {
            self.kept = Some(published);
        }
        self.told = matches!(event, Event::HolderTold);
        let step = Step { day, event, decision, breaches: late, state: self.state };
        self.history.push(step);
        Ok(&self.history[self.history.len() - 1])
    }

    fn check(&self, day: Date, event: &Event) -> Result<(), FactError> {
        if day < self.law.since {
            return Err(FactError::BeforeTheLaw { day, since: self.law.since });
        }
        let name = event.to_string();
        let Mandate { term, voters, .. } = &self.mandate;
        FactError::check_order("the term's first day", term.began, &name, day)?;
        FactError::check_order(&name, day, "the end of the term", term.ends)?;
        if let Some(last) = self.history.last() {
            FactError::check_order(&last.event.to_string(), last.day, &name, day)?;
        }
        let district = "voters of the district";
        match event {
            Event::Filed { voters: some, ground } => {
                FactError::check_part("petitioners", *some, district, *voters)?;
                // Another ground is for the law to refuse; a slip of the pen is not.
                let known = || self.law.rules.grounds.iter().flatten().map(String::as_str);
                match ground.as_deref() {
                    Some(ground) if nearest(ground, known()).is_some() => {
                        FactError::check_known("ground", ground, known())
                    }
                    _ => Ok(()),
                }
            }
            Event::Submitted { signatures, .. } => {
                FactError::check_part("signatures", *signatures, district, *voters)
            }
            Event::VoteHeld(ballots) => ballots.check(*voters),
            _ => Ok(()),
        }
    }

    fn judge(&self, day: Date, event: &Event) -> Result<Judged, Refused> {
        let rules = &self.law.rules;
        let state = self.state_on(day);
        match (event, self.state) {
            (Event::Filed { voters, ground }, _) if state.is_free() => {
                Ok(Judged::by_voters(self.filing(day, *voters, ground.as_deref()), State::Filed { on: day }))
            }
            (Event::Registered, State::Filed { on }) => {
                Ok(Judged::by_officials(self.answered(on, day), self.collecting(day)))
            }
            (Event::Registered, State::Appealed { .. }) => {
                Ok(Judged::by_officials(Vec::new(), self.collecting(day)))
            }
            (Event::RegistrationRefused, State::Filed { on }) => {
                Ok(Judged::by_officials(self.answered(on, day), State::Refused { on: day }))
            }
            (Event::RegistrationRefused, State::Appealed { .. }) => {
                Ok(Judged::by_officials(Vec::new(), State::Refused { on: day }))
            }
            (Event::Appealed, State::Refused { on }) => {
                let appeal = self.within("appeal", "Appeal in time", on, rules.appeal, day);
                Ok(Judged::by_voters(appeal, State::Appealed { on: day }))
            }
            (Event::Submitted { signatures, last_signed }, State::Collecting { since, until }) => {
                let signed = last_signed.unwrap_or(day);
                FactError::check_order("the registration", since, "the last signature", signed)?;
                FactError::check_order("the last signature", signed, &event.to_string(), day)?;
                let mut in_time =
                    self.within("collection", "Signatures in time", since, rules.collection, signed);
                if until.is_some_and(|until| day > until) {
                    let note = "handed in after the time: the law limits the collection alone";
                    in_time = in_time.into_iter().map(|one| one.noting(note)).collect();
                }
                Ok(Judged::by_voters(in_time, State::Checking { since: day, signatures: *signatures }))
            }
            (Event::Checked { valid, parts }, State::Checking { since, signatures }) => {
                FactError::check_part("valid signatures", *valid, "signatures", signatures)?;
                let ended = if rules.vote.is_some() {
                    State::Qualified { on: day }
                } else {
                    State::Recalled { on: day }
                };
                Ok(Judged {
                    voters: Vec::new(),
                    officials: self.within("check", "Check in time", since, rules.check, day),
                    outcome: self.signatures(*valid, *parts)?,
                    met: ended,
                    not_met: State::Stopped { on: day },
                })
            }
            (Event::VoteCalled, State::Qualified { on }) => {
                let in_time = self.within("call", "Vote called in time", on, rules.call, day);
                Ok(Judged::by_officials(in_time, State::Called { on: day }))
            }
            (Event::HolderTold, State::Called { on }) if !self.told => {
                let in_time = self.within("notice", "Holder told in time", on, rules.notice, day);
                Ok(Judged::by_officials(in_time, self.state))
            }
            (Event::VoteHeld(ballots), State::Called { on }) => {
                let Some(vote) = &rules.vote else { return Err(self.out_of_turn(day, event, state)) };
                let mut officials = self.within("vote.within", "Vote in time", on, vote.within, day);
                if let Some(&campaign) = rules.campaign.get(&self.mandate.body) {
                    let measure = Measure::day(Limit::AtLeast(campaign.after(on)), day);
                    let note = "read as: the campaign fits between the decision and the vote";
                    officials.push(
                        self.law.requirement("campaign", "Time for the campaign", measure).noting(note),
                    );
                }
                Ok(Judged {
                    voters: Vec::new(),
                    officials,
                    outcome: self.vote(vote, ballots)?,
                    met: State::Voted { on: day, carried: true },
                    not_met: State::Voted { on: day, carried: false },
                })
            }
            (Event::ResultPublished, State::Voted { on, carried }) => {
                let next = if carried { State::Recalled { on: day } } else { State::Kept { published: day } };
                let in_time = self.within("publication", "Published in time", on, rules.publication, day);
                Ok(Judged::by_officials(in_time, next))
            }
            (Event::ByElectionCalled, State::Recalled { on }) if rules.successor == Successor::ByElection => {
                let within = rules.by_election_within.get(&self.mandate.body).copied();
                let barred = rules.no_by_election_last.map(|part| {
                    let measure = Measure::day(Limit::LessThan(part.last_from(&self.mandate.term)), day);
                    self.law.requirement(
                        "no_by_election_last",
                        "By-election before the last part of the term",
                        measure,
                    )
                });
                Ok(Judged {
                    // Nobody may call it then, so it is refused and no breach.
                    voters: barred.into_iter().collect(),
                    officials: self.within(
                        "by_election_within",
                        "By-election called in time",
                        on,
                        within,
                        day,
                    ),
                    outcome: Vec::new(),
                    met: State::ByElection { on: day },
                    not_met: self.state,
                })
            }
            _ => Err(self.out_of_turn(day, event, state)),
        }
    }

    fn out_of_turn(&self, day: Date, event: &Event, state: State) -> Refused {
        let rule = match event {
            Event::Filed { .. } => "initiators",
            Event::Registered | Event::RegistrationRefused => "registration",
            Event::Appealed => "appeal",
            Event::Submitted { .. } => "collection",
            Event::Checked { .. } => "check",
            Event::VoteCalled => "call",
            Event::HolderTold => "notice",
            Event::VoteHeld(_) => "vote",
            Event::ResultPublished => "publication",
            Event::ByElectionCalled => "successor",
        };
        let article = self.law.cite.get(rule).map_or_else(|| "no article".to_owned(), ToString::to_string);
        Refused::OutOfTurn { event: event.to_string(), day, state: state.to_string(), article }
    }

    fn collecting(&self, day: Date) -> State {
        State::Collecting { since: day, until: self.law.rules.collection.map(|span| span.after(day)) }
    }

    fn answered(&self, filed: Date, day: Date) -> Vec<Requirement> {
        self.within("registration", "Answer in time", filed, self.law.rules.registration, day)
    }

    fn within(&self, rule: &str, name: &str, from: Date, span: Option<Span>, day: Date) -> Vec<Requirement> {
        let last = span.map(|span| Measure::day(Limit::AtMost(span.after(from)), day));
        last.map(|measure| self.law.requirement(rule, name, measure)).into_iter().collect()
    }

    fn filing(&self, day: Date, voters: u64, ground: Option<&str>) -> Vec<Requirement> {
        let rules = &self.law.rules;
        let Mandate { body, elected, term, .. } = &self.mandate;
        let mut requirements = Vec::new();
        let mut require = |rule: &str, name: &str, measure| {
            requirements.push(self.law.requirement(rule, name, measure));
        };
        require(
            "offices",
            "A mandate that can be recalled",
            Measure::yes_no(true, rules.reaches(body, *elected)),
        );
        if let Some(grounds) = &rules.grounds {
            let known = ground.is_some_and(|ground| grounds.iter().any(|known| known == ground));
            require("grounds", "A ground of the law", Measure::yes_no(true, known));
        }
        if let Some(first) = rules.barred_first {
            let measure = Measure::day(Limit::AtLeast(first.first_after(term)), day);
            require("barred_first", "After the first part of the term", measure);
        }
        if let Some(last) = rules.barred_last {
            let measure = Measure::day(Limit::LessThan(last.last_from(term)), day);
            require("barred_last", "Before the last part of the term", measure);
        }
        match (rules.after_failure, self.kept) {
            (Some(Pause::Span(span)), Some(kept)) => {
                let measure = Measure::day(Limit::AtLeast(span.after(kept)), day);
                require("after_failure", "Not soon after a vote that kept the mandate", measure);
            }
            (Some(Pause::Rest(_)), kept) => {
                let measure = Measure::yes_no(false, kept.is_some());
                require("after_failure", "A vote of this term that kept the mandate", measure);
            }
            _ => {}
        }
        if let Some(initiators) = rules.initiators {
            let measure =
                measured(initiators, voters, "voters", self.mandate.voters, "voters of the district");
            require("initiators", "Voters behind the petition", measure);
        }
        requirements
    }

    fn signatures(&self, valid: u64, parts: Option<u64>) -> Result<Vec<Requirement>, FactError> {
        let rules = &self.law.rules;
        let missing = |fact: &str| FactError::Missing { fact: fact.to_owned() };
        let (whole, of) = match rules.signatures_of {
            SignatureBase::Voters => (self.mandate.voters, "voters of the district"),
            SignatureBase::LastVote => {
                (self.mandate.last_vote.ok_or_else(|| missing("last_vote"))?, "votes when it was last filled")
            }
        };
        let measure = measured(rules.signatures_needed(), valid, "signatures", whole, of);
        let mut signatures = self.law.requirement("signatures", "Valid signatures", measure);
        let open = rules.exactly_at_limit != AtLimit::AsWritten;
        if open && is_exactly(rules.signatures, valid, whole) {
            let option = match rules.exactly_at_limit {
                AtLimit::Enough => "enough",
                AtLimit::NotEnough | AtLimit::AsWritten => "not enough",
            };
            signatures = signatures.noting(format!(
                "exactly the limit falls between two wordings of the law; option `exactly_at_limit`: {option}"
            ));
        }
        let mut requirements = vec![signatures];
        if let Some(spread) = rules.spread {
            let parts = parts.ok_or_else(|| missing("parts"))?;
            let name = format!("Parts of the district with {}", spread.share);
            requirements.push(self.law.requirement(
                "spread",
                name,
                Measure::count(spread.parts, parts, "parts"),
            ));
        }
        Ok(requirements)
    }

    fn vote(&self, vote: &Vote, ballots: &super::Ballots) -> Result<Vec<Requirement>, FactError> {
        let voters = self.mandate.voters;
        let missing = |fact: &str| FactError::Missing { fact: fact.to_owned() };
        let mut requirements = Vec::new();
        let mut require = |rule: &str, name: &str, measure| {
            requirements.push(self.law.requirement(rule, name, measure));
        };
        if let Some(turnout) = vote.turnout {
            let measure =
                Measure::share(turnout, ballots.participants, "voters", voters, "voters of the district");
            require("vote.turnout", "Turnout", measure);
        }
        let (whole, of) = match vote.base {
            VoteBase::Participants => (ballots.participants, "who took part"),
            VoteBase::YesAndNo => {
                let no = ballots.no.ok_or_else(|| missing("no"))?;
                (ballots.yes.saturating_add(no), "votes for and against")
            }
        };
        let measure = Measure::share(vote.majority, ballots.yes, "votes", whole, of);
        require("vote.majority", "Majority for the recall", measure);
        if let Some(share) = vote.yes_of_voters {
            let measure = Measure::share(share, ballots.yes, "votes", voters, "voters of the district");
            require("vote.yes_of_voters", "Votes for the recall among all voters", measure);
        }
        if vote.yes_as_elected {
            let won = self.mandate.votes_won.ok_or_else(|| missing("votes_won"))?;
            let measure = Measure::count(Limit::AtLeast(won), ballots.yes, "votes");
            require("vote.yes_as_elected", "As many votes as elected the holder", measure);
        }
        Ok(requirements)
    }
}

impl Judged {
    fn by_voters(voters: Vec<Requirement>, next: State) -> Self {
        Self { voters, officials: Vec::new(), outcome: Vec::new(), met: next, not_met: next }
    }

    fn by_officials(officials: Vec<Requirement>, next: State) -> Self {
        Self { voters: Vec::new(), officials, outcome: Vec::new(), met: next, not_met: next }
    }
}

fn measured(needed: Support, given: u64, unit: &str, whole: u64, of: &str) -> Measure {
    match needed {
        Support::Number(needed) => Measure::count(needed, given, unit),
        Support::Share(needed) => Measure::share(needed, given, unit, whole, of),
    }
}

/// Whether a number is the limit itself, not rounded.
fn is_exactly(limit: Support, given: u64, whole: u64) -> bool {
    match limit {
        Support::Number(limit) => given == *limit.value(),
        Support::Share(limit) => {
            let share = limit.value();
            u128::from(given) * u128::from(share.denominator())
                == u128::from(whole) * u128::from(share.numerator())
        }
    }
}
