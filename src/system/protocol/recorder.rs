//! The witness that writes the protocol, and the count that uses it.

use super::open_list::OpenArea;
use super::{CandidateLine, DoubtLine, Entry, Protocol, SeatsLine, Step};
use crate::law::Certainty;
use crate::system::CountError;
use crate::system::count::Rooms;
use crate::system::count::witness::{At, Claimants, Fact, Witness};
use crate::system::outcome::{Elected, OpenTie, Outcome, Reason, SeatRow, Unfilled};
use crate::system::plan::{ListPlan, Plan, Published, SeatPlan, SinglePlan};
use crate::system::rules::{ElectoralSystem, Seats, SecondPlaceTie, TieRule, TierRule};
use crate::votes::{Votes, Winner};

impl ElectoralSystem {
    /// Counts votes and explains every seat.
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
    /// assert_eq!(outcome.seats_of("Hill"), 3);
    /// assert_eq!(outcome.seats_of("Moor"), 0);
    /// assert!(outcome.protocol.to_string().contains("fails by"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn count(&self, votes: &Votes) -> Result<Outcome, CountError> {
        self.count_recorded(votes, None)
    }

    /// [`count`](Self::count) with a seed for the rules that let lots decide between equal claims.
    ///
    /// The same seed draws the same lots, in whatever order parties and districts are given.
    ///
    /// # Errors
    ///
    /// As [`count`](Self::count).
    pub fn count_with_lots(&self, votes: &Votes, seed: u64) -> Result<Outcome, CountError> {
        self.count_recorded(votes, Some(seed))
    }

    fn count_recorded(&self, votes: &Votes, lots: Option<u64>) -> Result<Outcome, CountError> {
        let plan = self.compile(votes.field(), votes.winners())?;
        let mut recorder = Recorder {
            system: self,
            votes,
            plan: &plan,
            lots,
            outcome: Outcome {
                house_size: plan.house_size(),
                seats: Vec::new(),
                elected: Vec::new(),
                not_seated: Vec::new(),
                ties_within_lists: Vec::new(),
                ties: Vec::new(),
                unfilled: Vec::new(),
                uncounted: Vec::new(),
                protocol: Protocol { entries: Vec::new() },
            },
            opened: Vec::new(),
        };
        recorder.rules();
        plan.count(votes.tally(), lots, &mut Rooms::default(), &mut recorder)?;
        for contest in &plan.unused {
            let contest = contest.clone();
            recorder.enter(None, None, Step::ContestNotUsed { contest });
        }
        recorder.doubts();
        Ok(recorder.outcome)
    }
}

pub(super) struct Recorder<'a> {
    pub(super) system: &'a ElectoralSystem,
    pub(super) votes: &'a Votes,
    pub(super) plan: &'a Plan,
    lots: Option<u64>,
    pub(super) outcome: Outcome,
    /// The tiers whose headings were written.
    opened: Vec<usize>,
}

impl Recorder<'_> {
    pub(super) fn enter(&mut self, at: Option<At>, rule: Option<&str>, step: Step) {
        if let Some(at) = at {
            self.open_tier(at.tier);
        }
        let tier = at.map(|at| self.tier(at));
        let cited = |(tier, rule): (&String, &str)| self.system.citation(tier, rule);
        let article = tier.as_ref().zip(rule).and_then(cited).map(ToString::to_string);
        let district = at.and_then(|at| self.plan.district(at.district));
        self.outcome.protocol.entries.push(Entry { tier, district, article, step });
    }

    fn rules(&mut self) {
        let since = self.system.citations.get(ElectoralSystem::SINCE);
        self.outcome.protocol.entries.push(Entry {
            tier: None,
            district: None,
            article: since.map(ToString::to_string),
            step: Step::Rules {
                name: self.system.name.clone(),
                since: self.system.since.map(|day| day.to_string()),
                source: self.system.source.clone(),
            },
        });
    }

    /// What a reader must know before relying on the rules.
    fn doubts(&mut self) {
        let cited = self.system.citations.iter();
        let doubtful = cited.filter(|(_, citation)| citation.certainty != Certainty::Verified);
        let rules: Vec<_> = doubtful
            .map(|(rule, citation)| DoubtLine {
                rule: rule.clone(),
                certainty: citation.certainty,
                note: citation.note.clone(),
                url: citation.url.clone(),
            })
            .collect();
        if !rules.is_empty() {
            self.enter(None, None, Step::Doubts { rules });
        }
    }

    fn open_tier(&mut self, number: usize) {
        if self.opened.contains(&number) {
            return;
        }
        self.opened.push(number);
        let how = match &self.system.tiers[number].rule {
            TierRule::List(rule) => rule.method.title().into_owned(),
            TierRule::Single(rule) => match (&rule.majority, rule.run_off) {
                (Some(_), Some(_)) => "single-member districts, two rounds",
                (Some(_), None) => "single-member districts, absolute majority",
                (None, _) if self.system.tiers[number].seats == Seats::Same(1) => {
                    "single-member districts, plurality"
                }
                (None, _) => "multi-member districts, plurality",
            }
            .to_owned(),
            TierRule::Appointed(rule) => format!("filled by: {}", rule.by),
        };
        let seats = self.plan.tiers[number].seats;
        let at = At { tier: number, district: None };
        self.enter(Some(at), Some("seats"), Step::Tier { seats, how });
    }

    fn is_linked(&self, at: At) -> bool {
        matches!(&self.system.tiers[at.tier].rule, TierRule::List(rule) if rule.linkage.is_some())
    }

    pub(super) fn tier(&self, at: At) -> String {
        self.plan.tiers[at.tier].name.clone()
    }

    pub(super) fn party(&self, number: usize) -> String {
        self.plan.parties[number].clone()
    }

    pub(super) fn list(&self, plan: &ListPlan, list: usize) -> String {
        self.party(plan.parties[list])
    }

    pub(super) fn entry(&self, plan: &SinglePlan, seat: &SeatPlan, number: usize) -> &crate::votes::Entry {
        let contests = self.votes.field().contests();
        // The plan was compiled from this field, so contest, ballot and entry are there.
        let contest = contests.iter().find(|contest| contest.name == plan.contest);
        let contest = contest.unwrap_or(&contests[0]);
        &contest.ballots[seat.ballot].entries[number]
    }

    pub(super) fn candidate(&self, plan: &SinglePlan, seat: &SeatPlan, number: usize) -> String {
        self.entry(plan, seat, number).label(self.votes.field())
    }

    pub(super) fn names(&self, who: Claimants<'_>, numbers: &[u32]) -> Vec<String> {
        let name = |&i: &u32| match who {
            Claimants::Lists(plan, _) => self.list(plan, i as usize),
            Claimants::Candidates(plan, seat, _) => {
                let entry = self.entry(plan, seat, i as usize);
                let party = entry.party.map(|party| self.party(party));
                // Two candidates of one party can only be told apart by their own names.
                match (party, &entry.candidate) {
                    (Some(party), _) if self.alone_of_its_party(plan, seat, i) => party,
                    (_, Some(candidate)) => candidate.clone(),
                    (party, None) => party.unwrap_or_default(),
                }
            }
        };
        let mut names: Vec<_> = numbers.iter().map(name).collect();
        names.sort();
        names
    }

    fn alone_of_its_party(&self, plan: &SinglePlan, seat: &SeatPlan, number: u32) -> bool {
        let party = self.entry(plan, seat, number as usize).party;
        seat.parties.iter().filter(|&&other| other == party).count() == 1
    }

    pub(super) fn candidates<'b>(
        &self,
        plan: &SinglePlan,
        seat: &SeatPlan,
        entries: impl Iterator<Item = (usize, &'b u64)>,
    ) -> Vec<CandidateLine> {
        let line = |(i, &votes): (usize, &u64)| CandidateLine { name: self.candidate(plan, seat, i), votes };
        let mut lines: Vec<_> = entries.map(line).collect();
        lines.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.name.cmp(&b.name)));
        lines
    }

    /// Lists with votes, most first and equal ones by name: the input's order shows nowhere.
    pub(super) fn ordered(&self, plan: &ListPlan, votes: &[u64]) -> Vec<(usize, String, u64)> {
        let lists = votes.iter().enumerate();
        let mut lists: Vec<_> = lists.map(|(i, &n)| (i, self.list(plan, i), n)).collect();
        lists.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
        lists
    }

    /// Why the tier's rule could not decide.
    fn why_open(&self, rule: TieRule) -> &'static str {
        match rule {
            TieRule::Unresolved => "the rules name nothing that decides",
            TieRule::RepeatVote => "the vote has to be repeated",
            TieRule::EarlierRegistration => "the order of registration of all of them is not given",
            TieRule::MoreVotes | TieRule::FewerVotes => "their votes are equal",
            TieRule::Lots if self.lots.is_none() => "lots have to be drawn; give a seed to draw them",
            TieRule::Lots => "lots could not decide",
        }
    }
}

impl Witness for Recorder<'_> {
    fn list_seats(&mut self, at: At, plan: &ListPlan, given: &[u32]) {
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        let mut lines = Vec::new();
        for (list, &seats) in given.iter().enumerate().filter(|&(_, &seats)| seats > 0) {
            let party = self.list(plan, list);
            self.outcome.seats.push(SeatRow {
                tier: tier.clone(),
                district: district.clone(),
                party: Some(party.clone()),
                seats,
            });
            lines.push(SeatsLine { party, seats });
        }
        lines.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.party.cmp(&b.party)));
        self.enter(Some(at), None, Step::Seats { lists: lines });
    }

    fn elected(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, number: usize) {
        let entry = self.entry(plan, seat, number);
        let party = entry.party.map(|party| self.party(party));
        let candidate = entry.candidate.clone();
        let name = self.candidate(plan, seat, number);
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        self.outcome.seats.push(SeatRow {
            tier: tier.clone(),
            district: district.clone(),
            party: party.clone(),
            seats: 1,
        });
        self.outcome.elected.push(Elected { tier, district, party, candidate });
        self.enter(Some(at), Some("method"), Step::Elected { name });
    }

    fn not_seated(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, number: usize) {
        let entry = self.entry(plan, seat, number);
        let party = entry.party.map(|party| self.party(party));
        let candidate = entry.candidate.clone();
        let name = self.candidate(plan, seat, number);
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        self.outcome.not_seated.push(Elected { tier, district, party, candidate });
        self.enter(Some(at), None, Step::NotSeated { name });
    }

    fn published(&mut self, at: At, row: &Published) {
        let winner = &self.votes.winners()[row.row];
        let Winner { district, party, candidate, .. } = winner.clone();
        let tier = self.tier(at);
        self.outcome.seats.push(SeatRow {
            tier: tier.clone(),
            district: district.clone(),
            party: party.clone(),
            seats: row.seats,
        });
        if candidate.is_some() {
            self.outcome.elected.push(Elected { tier, district, party, candidate });
        }
    }

    fn without_party(&mut self, at: At, seats: u32) {
        let by = match &self.system.tiers[at.tier].rule {
            TierRule::Appointed(rule) => Some(rule.by.clone()),
            _ => None,
        };
        let tier = self.tier(at);
        self.outcome.seats.push(SeatRow { tier, district: None, party: by, seats });
    }

    fn tied(&mut self, at: At, who: Claimants<'_>, seats: u32, all_to_one: bool) {
        let (numbers, rule) = match who {
            Claimants::Lists(plan, numbers) => {
                let second_place = plan.rule.sole_qualifier.map(|rule| rule.second_place_tie);
                let rule = match second_place {
                    Some(SecondPlaceTie::Unresolved) if all_to_one => TieRule::Unresolved,
                    _ => plan.rule.ties,
                };
                (numbers, rule)
            }
            Claimants::Candidates(plan, _, numbers) => (numbers, plan.rule.ties),
        };
        let parties = self.names(who, numbers);
        self.outcome.ties.push(OpenTie {
            tier: self.tier(at),
            district: self.plan.district(at.district),
            parties: parties.clone(),
            seats,
            all_to_one,
        });
        let step = Step::TieOpen { parties, seats, rule, why: self.why_open(rule).to_owned() };
        self.enter(Some(at), Some("ties"), step);
    }

    fn unfilled(&mut self, at: At, seats: u32, reason: Reason) {
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        self.outcome.unfilled.push(Unfilled { tier, district, seats, reason });
        self.enter(Some(at), None, Step::Unfilled { seats, reason });
    }

    fn house_grew(&mut self, at: At, seats: u32) {
        // A house near u32::MAX that grows is beyond any reader; the seats above are right all the same.
        self.outcome.house_size = self.outcome.house_size.saturating_add(seats);
        self.enter(
            Some(at),
            Some(if self.is_linked(at) { "linkage" } else { "sole_qualifier" }),
            Step::HouseGrew { seats },
        );
    }

    fn house_shrank(&mut self, at: At, seats: u32) {
        self.outcome.house_size = self.outcome.house_size.saturating_sub(seats);
        self.enter(Some(at), Some("linkage"), Step::HouseShrank { seats });
    }

    fn note(&mut self, at: At, fact: Fact<'_>) {
        if let Fact::Figures(figures) = fact {
            let ballots = Step::Ballots {
                valid: figures.valid(),
                against_all: figures.against_all,
                invalid: figures.invalid,
                registered: figures.registered,
            };
            self.enter(Some(at), None, ballots);
        }
        if let Fact::OpenList { plan, area, seats, valid, votes, given } = fact {
            return self.open_lists(at, plan, OpenArea { area, seats, valid, votes, given });
        }
        if let Some((rule, step)) = self.step(at, fact) {
            self.enter(Some(at), Some(rule), step);
        }
    }
}
