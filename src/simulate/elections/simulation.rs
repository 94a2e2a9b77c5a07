use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::OnceLock;

use super::super::{Fingerprint, stream};
use super::{ElectionsError, Event};
use crate::electorate::VoteModel;
use crate::measure::VoteLanes;
use crate::system::{ElectoralSystem, Plan, Tier, UnknownName};
use crate::votes::{Contest, Tally};

/// Seats of a house that is simulated: summaries have a count for each number that a party may have, in each tier and beside each
/// other system.
const MOST_SEATS: u32 = 100_000;

/// Several systems, counted on the same drawn votes: an [`Experiment`](super::super::Experiment) for a [`Run`](super::super::Run).
///
/// See the [module](super) for an example.
#[derive(Debug, Clone)]
pub struct Simulation<M> {
    pub(super) models: Vec<Model<M>>,
    pub(super) parties: Vec<String>,
    pub(super) systems: Vec<System>,
    /// Rules that differ in shares of thresholds alone, on the votes of the same model.
    pub(super) groups: Vec<Group>,
    /// Events, and the numbers of their parties.
    pub(super) events: Vec<(Event, Vec<usize>)>,
    pub(super) pairs: Pairs,
    pub(super) indices: bool,
    allow_uncounted: bool,
    /// Sentences on tiers without votes.
    uncounted: Vec<String>,
    /// The rules as data, for the fingerprint.
    rules: Vec<String>,
    /// Made once, when the first summary is.
    fingerprint: OnceLock<Fingerprint>,
}

#[derive(Debug, Clone)]
pub(super) struct Model<M> {
    pub(super) votes: M,
    pub(super) contest: String,
    /// Entries of the contest, the first of each party: the place of the votes in the tally, and the party.
    entries: Vec<(usize, usize)>,
    /// Further entries of a party.
    more_entries: Vec<(usize, usize)>,
    /// Entries of the contest without a party.
    without_party: Vec<usize>,
    /// The contest's ballots, whose totals may hold votes of parties that are not named.
    ballots: std::ops::Range<usize>,
}

#[derive(Debug, Clone)]
pub(super) struct System {
    pub(super) name: String,
    pub(super) model: usize,
    pub(super) plan: Plan,
    /// The party that each of the plan's parties is.
    pub(super) parties: Vec<usize>,
    pub(super) group: usize,
}

#[derive(Debug, Clone)]
pub(super) struct Group {
    pub(super) model: usize,
    pub(super) tiers: Vec<Tier>,
    pub(super) systems: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Pairs {
    WithTheFirst,
    All,
    None,
    These(Vec<(usize, usize)>),
}

impl<M: VoteModel> Simulation<M> {
    /// Votes of a model, and no system to count them yet. Indices compare seats with the votes of the contest `list`
    /// or, when the model has none, with its first contest.
    #[must_use]
    pub fn new(model: M) -> Self {
        let mut simulation = Self {
            models: Vec::new(),
            parties: Vec::new(),
            systems: Vec::new(),
            groups: Vec::new(),
            events: Vec::new(),
            pairs: Pairs::WithTheFirst,
            indices: true,
            allow_uncounted: false,
            uncounted: Vec::new(),
            rules: Vec::new(),
            fingerprint: OnceLock::new(),
        };
        simulation.push_model(model);
        simulation
    }

    /// Another model for the systems that are added from here on: the same election drawn under other circumstances,
    /// such as a registration law that lets more parties stand.
    ///
    /// In each draw every model starts from the same random numbers. Models that use them in the same order meet the same
    /// fortunes, so that a difference between systems on different models is still a paired one.
    #[must_use]
    pub fn with_model(mut self, model: M) -> Self {
        self.push_model(model);
        self.changed()
    }

    /// Compares seats with the votes of another contest of the latest model.
    ///
    /// # Errors
    ///
    /// [`ElectionsError::UnknownContest`].
    pub fn votes_of(mut self, contest: &str) -> Result<Self, ElectionsError> {
        let latest = self.models.len() - 1;
        let field = self.models[latest].votes.field();
        let Some(found) = field.contest(contest) else {
            let known = field.contests().iter().map(|one| one.name.as_str());
            return Err(ElectionsError::UnknownContest(UnknownName::new("contest", contest, known)));
        };
        let found = found.clone();
        self.read_contest(latest, &found);
        Ok(self.changed())
    }

    /// Adds a system, under a name of its own. It counts the votes of the latest model.
    ///
    /// # Errors
    ///
    /// [`ElectionsError::Repeated`], or [`ElectionsError::Rules`] where the rules do not fit those who stand or the model has no
    /// contest for one of their tiers; [`ElectionsError::House`] for a house of more than 100,000 seats.
    pub fn system(
        mut self,
        name: impl Into<String>,
        rules: &ElectoralSystem,
    ) -> Result<Self, ElectionsError> {
        let name = name.into();
        if self.systems.iter().any(|system| system.name == name) {
            return Err(ElectionsError::Repeated(name));
        }
        let model = self.models.len() - 1;
        let mut field = Cow::Borrowed(self.models[model].votes.field());
        if self.allow_uncounted {
            field = Cow::Owned(field.into_owned().allow_uncounted());
        }
        let plan = rules
            .compile(&field, &[])
            .map_err(|source| ElectionsError::Rules { system: name.clone(), source })?;
        let seats = plan.house_size();
        if seats > MOST_SEATS {
            return Err(ElectionsError::House { system: name, seats, most: MOST_SEATS });
        }
        let uncounted = plan.uncounted().map(str::to_owned).collect::<Vec<_>>();
        self.uncounted.extend(uncounted.iter().map(|tier| {
            format!("No votes are drawn for tier `{tier}` of `{name}`: its seats are empty in every draw, and count in the house.")
        }));
        let parties = plan.parties().iter().map(|party| self.party(party)).collect();
        // Rules are plain data: what cannot be written as JSON could not have been read.
        self.rules.push(serde_json::to_string(rules).unwrap_or_default());
        let group = self.group(model, rules.but_for_shares());
        self.systems.push(System { name, model, plan, parties, group });
        Ok(self.changed())
    }

    /// Asks for an event besides those that every run counts.
    ///
    /// # Errors
    ///
    /// [`ElectionsError::UnknownParty`]; so add systems and models first.
    pub fn event(mut self, event: Event) -> Result<Self, ElectionsError> {
        let number = |name: &String| {
            let known = self.parties.iter().position(|party| party == name);
            known.ok_or_else(|| ElectionsError::UnknownParty {
                event: event.to_string(),
                source: UnknownName::new("party", name, self.parties.iter().map(String::as_str)),
            })
        };
        // A party that is named twice has its seats once.
        let numbers: BTreeSet<usize> = event.parties.iter().map(number).collect::<Result<_, _>>()?;
        self.events.push((event, numbers.into_iter().collect()));
        Ok(self.changed())
    }

    /// Compares every pair of systems, not only each with the first one. The summary grows with the square of their
    /// number.
    #[must_use]
    pub fn compare_all(mut self) -> Self {
        self.pairs = Pairs::All;
        self.changed()
    }

    /// Compares these pairs of systems, by their names, and no others.
    ///
    /// # Errors
    ///
    /// [`ElectionsError::UnknownSystem`]; so add systems first.
    pub fn compare_these(
        mut self,
        pairs: &[(impl AsRef<str>, impl AsRef<str>)],
    ) -> Result<Self, ElectionsError> {
        let number = |name: &str| {
            let known = self.systems.iter().position(|system| system.name == name);
            known.ok_or_else(|| {
                let known = self.systems.iter().map(|system| system.name.as_str());
                ElectionsError::UnknownSystem(UnknownName::new("system", name, known))
            })
        };
        let pairs = pairs.iter().map(|(one, other)| Ok((number(one.as_ref())?, number(other.as_ref())?)));
        self.pairs = Pairs::These(pairs.collect::<Result<_, ElectionsError>>()?);
        Ok(self.changed())
    }

    /// Compares no systems.
    #[must_use]
    pub fn compare_none(mut self) -> Self {
        self.pairs = Pairs::None;
        self.changed()
    }

    /// Lets tiers stay empty for which the model has no contest, in the systems that are added from here on. The
    /// [assumptions](Self::assumptions) say which.
    #[must_use]
    pub fn allow_uncounted(mut self) -> Self {
        self.allow_uncounted = true;
        self
    }

    /// Leaves the indices out, for speed.
    #[must_use]
    pub fn without_indices(mut self) -> Self {
        self.indices = false;
        self.changed()
    }

    /// The parties, by number.
    #[must_use]
    pub fn parties(&self) -> &[String] {
        &self.parties
    }

    /// What the models take for granted, each sentence once.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        let of_models = self.models.iter().flat_map(|model| model.votes.assumptions());
        each_once(of_models.chain(self.uncounted.iter().cloned()))
    }

    /// Those of the assumptions that a scenario [states](VoteModel::stated), each sentence once.
    #[must_use]
    pub fn stated(&self) -> Vec<String> {
        each_once(self.models.iter().flat_map(|model| model.votes.stated()))
    }

    /// A simulation that was added to has another fingerprint.
    fn changed(mut self) -> Self {
        self.fingerprint = OnceLock::new();
        self
    }

    fn push_model(&mut self, votes: M) {
        let field = votes.field();
        let contest = field.contest(Contest::LIST).or_else(|| field.contests().first()).cloned();
        let names: Vec<_> = field.parties().iter().map(|party| party.name.clone()).collect();
        for name in names {
            self.party(&name);
        }
        let contest = contest.unwrap_or(Contest { name: String::new(), ballots: Vec::new() });
        let name = contest.name.clone();
        self.models.push(Model {
            votes,
            contest: name,
            entries: Vec::new(),
            more_entries: Vec::new(),
            without_party: Vec::new(),
            ballots: 0..0,
        });
        self.read_contest(self.models.len() - 1, &contest);
    }

    fn read_contest(&mut self, model: usize, contest: &Contest) {
        let mut entries: Vec<(usize, usize)> = Vec::new();
        let (mut more_entries, mut without_party) = (Vec::new(), Vec::new());
        for ballot in &contest.ballots {
            for (entry, at) in ballot.entries.iter().zip(ballot.votes()) {
                match entry.party {
                    Some(party) => {
                        let name = self.models[model].votes.field().parties()[party].name.clone();
                        let party = self.party(&name);
                        let is_known = entries.iter().any(|&(_, known)| known == party);
                        if is_known { &mut more_entries } else { &mut entries }.push((at, party));
                    }
                    None => without_party.push(at),
                }
            }
        }
        let first = contest.ballots.first().map_or(0, |ballot| ballot.totals());
        let model = &mut self.models[model];
        model.contest.clone_from(&contest.name);
        model.entries = entries;
        model.more_entries = more_entries;
        model.without_party = without_party;
        // The ballots of a contest stand one after the other.
        model.ballots = first..first + contest.ballots.len();
    }

    /// The group of rules that are these but for shares of thresholds, new or known; the next system is in it.
    pub(super) fn group(&mut self, model: usize, tiers: Vec<Tier>) -> usize {
        let known = self.groups.iter().position(|group| group.model == model && group.tiers == tiers);
        let number = known.unwrap_or(self.groups.len());
        if known.is_none() {
            self.groups.push(Group { model, tiers, systems: Vec::new() });
        }
        self.groups[number].systems.push(self.systems.len());
        number
    }

    /// The number of a party, new or known.
    fn party(&mut self, name: &str) -> usize {
        self.parties.iter().position(|party| party == name).unwrap_or_else(|| {
            self.parties.push(name.to_owned());
            self.parties.len() - 1
        })
    }

    pub(super) fn pairs(&self) -> Vec<(usize, usize)> {
        let systems = self.systems.len();
        match &self.pairs {
            Pairs::These(pairs) => pairs.clone(),
            Pairs::None => Vec::new(),
            Pairs::WithTheFirst => (1..systems).map(|second| (0, second)).collect(),
            Pairs::All => (0..systems)
                .flat_map(|first| (first + 1..systems).map(move |second| (first, second)))
                .collect(),
        }
    }

    /// The fingerprint.
    pub(super) fn known_as(&self) -> Fingerprint {
        self.fingerprint.get_or_init(|| self.parts()).clone()
    }

    /// What changes with the rules, the events, and the votes that the models draw.
    fn parts(&self) -> Fingerprint {
        let mut parts = Fingerprint::default();
        for (system, rules) in self.systems.iter().zip(&self.rules) {
            let model = system.model;
            parts = parts.with(format!("the law `{}` differs", system.name), &format!("{model} {rules}"));
        }
        let events: Vec<String> = self.events.iter().map(|(event, _)| event.to_string()).collect();
        parts = parts.with("the events differ", &events.join("\n"));
        let kept = format!("{} {:?}", self.indices, self.pairs);
        parts = parts.with("the indices or the pairs of systems differ", &kept);
        for (number, model) in self.models.iter().enumerate() {
            let of = match self.models.len() {
                1 => "the model differs, in who stands or in the votes it draws".to_owned(),
                _ => format!("model {} differs, in who stands or in the votes it draws", number + 1),
            };
            parts = parts.with(of, &model.form());
        }
        parts
    }
}

impl<M: VoteModel> Model<M> {
    /// What its draws depend on.
    fn form(&self) -> String {
        let field = self.votes.field();
        let parties: Vec<_> = field.parties().iter().map(|party| &party.name).collect();
        let model = self.votes.identity().unwrap_or_else(|| {
            // A model that does not say what it is is known by an election of a block that no run has.
            let mut tally = field.empty_tally();
            self.votes.draw(&mut stream(0, u64::MAX), &mut self.votes.workspace(), &mut tally);
            format!("{tally:?}")
        });
        format!("{:?} {parties:?} {model}", self.contest)
    }

    /// Puts the votes of each party, and of none, into a lane.
    pub(super) fn add_up(&self, tally: &Tally, lane: usize, votes: &mut VoteLanes) {
        let VoteLanes { of_parties, others, .. } = votes;
        // Who has no entry never had a vote.
        for &(at, party) in &self.entries {
            of_parties[party][lane] = tally.votes[at];
        }
        for &(at, party) in &self.more_entries {
            let sum = &mut of_parties[party][lane];
            *sum = sum.saturating_add(tally.votes[at]);
        }
        let unnamed = self.without_party.iter().map(|&at| tally.votes[at]);
        let not_listed = tally.totals[self.ballots.clone()].iter().map(|totals| totals.others);
        others[lane] = unnamed.chain(not_listed).fold(0, u64::saturating_add);
    }
}

/// Sentences in order, without those that were there already.
fn each_once(sentences: impl Iterator<Item = String>) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for sentence in sentences {
        if !all.contains(&sentence) {
            all.push(sentence);
        }
    }
    all
}
