//! An entry with what it names looked up, and its elections counted under both laws.

use serde::Serialize;

use super::effect::{house_under, votes_for};
use super::{AtlasError, AtlasProblem, Effect, Entry, House, Joined, Law};
use crate::reform::{Reform, SeatEffects, one_by_one};
use crate::system::{ElectoralSystem, Outcome};
use crate::votes::Votes;

/// Who has the rules and elections that entries name.
pub trait Sources {
    /// The rules of this name.
    ///
    /// # Errors
    ///
    /// Why there are none, and what to do.
    fn rules(&self, name: &str) -> Result<ElectoralSystem, String>;

    /// The election of this name, counted by its own rules and held against its official seats.
    ///
    /// # Errors
    ///
    /// Why there is none, and what to do.
    fn election(&self, name: &str) -> Result<CountedElection, String>;
}

/// An election with the rules it was held under, their count, and how far that is what was declared.
#[derive(Debug, Clone, PartialEq)]
pub struct CountedElection {
    /// The votes, with winners where these stand in place of votes.
    pub votes: Votes,
    /// The rules, as this election used them.
    pub rules: ElectoralSystem,
    /// The count.
    pub outcome: Outcome,
    /// Official numbers of seats that the count gives.
    pub agree: u32,
    /// Official numbers of seats that there are.
    pub cells: u32,
}

/// A reform with its elections counted under both laws.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Study {
    /// The reform.
    pub entry: Entry,
    /// What the rules after say otherwise, change by change, with articles.
    pub changes: Vec<String>,
    /// The elections, those before the reform first.
    pub elections: Vec<Studied>,
}

/// An election of a reform.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Studied {
    /// Its name.
    pub name: String,
    /// Under which of the two laws it was held.
    pub held_under: Law,
    /// Official numbers of seats that the count gives.
    pub agree: u32,
    /// Official numbers of seats that there are.
    pub cells: u32,
    /// The house that was elected.
    pub elected: House,
    /// The votes under both laws; none where the other law cannot count them.
    pub effect: Option<Effect>,
    /// Why there is no effect.
    pub not_counted: Option<String>,
    /// What each change did to these votes; none until the [study is taken apart](Study::take_apart), and where it cannot be
    /// told.
    pub parts: Option<SeatEffects>,
    /// Why the parts cannot be told.
    pub no_parts: Option<String>,
    /// Winners that stand in place of votes and stood under one of the laws alone: the parts leave their seats unfilled.
    pub left_out: usize,
    /// The votes, as both laws can count them.
    #[serde(skip)]
    votes: Votes,
    /// The laws before and after, as they count these votes.
    #[serde(skip)]
    laws: [ElectoralSystem; 2],
}

impl Studied {
    /// The votes, as both laws can count them.
    #[must_use]
    pub fn votes(&self) -> &Votes {
        &self.votes
    }

    /// What the [parts](Self::parts) leave out, in a sentence; nothing where they begin and end with the houses of the
    /// [effect](Self::effect).
    #[must_use]
    pub fn what_parts_leave_out(&self) -> Option<String> {
        (self.left_out > 0).then(|| {
            format!(
                "Winners stand in place of votes in {} seats. Under other rules they did not stand, so that what each change did is told \
                 without them: these seats are unfilled in it.",
                self.left_out
            )
        })
    }

    /// The laws before and after, as they count these votes.
    #[must_use]
    pub fn laws(&self) -> &[ElectoralSystem; 2] {
        &self.laws
    }
}

impl Study {
    /// Looks up what an entry names, and counts.
    ///
    /// That the other law cannot count an election's votes is no error: [`Studied::not_counted`] says why.
    ///
    /// # Errors
    ///
    /// [`AtlasProblem::NotOnBoard`]: rules or an election that nobody has, or that cannot be counted by its own rules.
    pub fn of(entry: Entry, sources: &impl Sources) -> Result<Self, AtlasError> {
        let missing = |name: &str, why: String| AtlasError {
            file: entry.id.clone(),
            line: None,
            problem: Box::new(AtlasProblem::NotOnBoard { name: name.to_owned(), why }),
        };
        let rules = |name: &str| sources.rules(name).map_err(|why| missing(name, why));
        let (before, after) = (rules(&entry.before)?, rules(&entry.after)?);
        let changes = Reform::between(&before, &after).of_rules().map(ToString::to_string).collect();
        let mut elections = Vec::new();
        for (held_under, name) in entry.all_elections() {
            let election = sources.election(name).map_err(|why| missing(name, why))?;
            // The law as this election used it, unless the entry has another one in its place.
            let law = |law| match entry.stand_in(name, law) {
                Some(named) => rules(named),
                None if law == held_under => Ok(election.rules.clone()),
                None => Ok(if law == Law::Before { before.clone() } else { after.clone() }),
            };
            let laws = [law(Law::Before)?, law(Law::After)?];
            let joined: Vec<_> = entry.joined.iter().filter(|one| one.election == name).collect();
            let studied = Studied::of(name, held_under, &election, &laws, &joined);
            elections.push(studied.map_err(|why| missing(name, why))?);
        }
        Ok(Self { entry, changes, elections })
    }

    /// Also what each change did, alone, after all others and by its Shapley value: [`Studied::parts`]. It counts once for each
    /// choice of changes.
    pub fn take_apart(&mut self) {
        for election in self.elections.iter_mut().filter(|election| election.effect.is_some()) {
            let [before, after] = &election.laws;
            match one_by_one(before, &Reform::between(before, after), &election.votes) {
                Ok(effects) => election.parts = Some(effects),
                Err(error) => election.no_parts = Some(error.to_string()),
            }
        }
    }

    /// Official numbers of seats that the counts give, over all elections of the reform.
    #[must_use]
    pub fn agree(&self) -> u32 {
        self.elections.iter().fold(0, |sum, one| sum.saturating_add(one.agree))
    }

    /// Official numbers of seats that there are.
    #[must_use]
    pub fn cells(&self) -> u32 {
        self.elections.iter().fold(0, |sum, one| sum.saturating_add(one.cells))
    }

    /// Our number of seats beside a published one, where that says of whom and when, and it can be counted.
    #[must_use]
    pub fn ours(&self, published: &super::Published) -> Option<u32> {
        let election = self.elections.iter().find(|one| Some(&one.name) == published.election.as_ref())?;
        let effect = election.effect.as_ref()?;
        let house = match published.law? {
            Law::Before => &effect.before,
            Law::After => &effect.after,
        };
        Some(house.seats_of(Some(published.party.as_deref()?)))
    }
}

impl Studied {
    /// Counts an election under the laws before and after.
    fn of(
        name: &str,
        held_under: Law,
        election: &CountedElection,
        laws: &[ElectoralSystem; 2],
        joined: &[&Joined],
    ) -> Result<Self, String> {
        let CountedElection { votes, rules: own, outcome, agree, cells } = election;
        let elected = House::of(votes, own, outcome, joined).map_err(|error| error.to_string())?;
        let house = |law: &ElectoralSystem| match law == own {
            true => Ok(elected.clone()),
            false => house_under(votes, own, law, joined),
        };
        let [before, after] = laws;
        let effect = house(before).and_then(|before| Ok(Effect::between(before, house(after)?)));
        let (effect, not_counted) = match effect {
            Ok(effect) => (Some(effect), None),
            Err(why) => (None, Some(why)),
        };
        let of_both = votes_for(&votes_for(votes, own, before), before, after);
        Ok(Self {
            name: name.to_owned(),
            held_under,
            agree: *agree,
            cells: *cells,
            elected,
            effect,
            not_counted,
            parts: None,
            no_parts: None,
            left_out: votes.winners().len().saturating_sub(of_both.winners().len()),
            votes: of_both,
            laws: laws.clone(),
        })
    }
}
