//! A vote model whose voters and lists behave as a scenario says.

use super::desertion::{Deserting, DesertingSpace};
use super::list_bar::Lists;
use super::scenario::Others;
use super::together::Joint;
use super::{BehaviourError, Scenario};
use crate::electorate::{TallySlices, VoteModel};
use crate::random::Generator;
use crate::system::ElectoralSystem;
use crate::text::in_percent;
use crate::votes::{Field, Tally};

/// Votes of another model, and what lists and voters do about a law: a [`VoteModel`].
///
/// It draws the other model's votes first, from the same random numbers, and then its own: beside the other model, or one with
/// another dial, it meets the same fortunes.
///
/// ```
/// use rand::SeedableRng;
/// use sailau::ElectoralSystem;
/// use sailau::electorate::{DistrictRoll, Electorate, ListContest, PartySupport, Swing, Turnout, VoteModel};
/// use sailau::random::Generator;
/// use sailau::simulate::behaviour::{Behaving, Scenario};
///
/// let town = Electorate {
///     swing: Swing::None,
///     turnout: Turnout::fixed(1.0),
///     parties: vec![PartySupport::new("Hill", 0.6), PartySupport::new("Dale", 0.36), PartySupport::new("Fen", 0.04)],
///     districts: vec![DistrictRoll::new("town", 1_000)],
///     lists: vec![ListContest::default()],
///     ..Electorate::default()
/// };
/// let rules = ElectoralSystem::from_toml(
///     "name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'\n\
///      threshold = { at_least = '5%', of = 'valid votes' }",
/// )?;
/// let scenario = Scenario::from_toml("name = 'all desert'\ndesertion = { share = '100%', error = 0 }")?;
///
/// let model = Behaving::new(town.compile()?, &town, &scenario, "5 %", &rules)?;
/// let mut tally = model.field().empty_tally();
/// model.draw(&mut Generator::seed_from_u64(1), &mut model.workspace(), &mut tally);
/// // Fen's 40 go to the others, five to three.
/// assert_eq!(tally.votes, [625, 375, 0]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone)]
pub struct Behaving<M> {
    votes: M,
    /// With joint lists.
    field: Field,
    joint: Vec<Joint>,
    deserting: Option<Deserting>,
    sentences: Vec<String>,
    /// In place of what the other model takes for granted.
    of_votes: Option<Vec<String>>,
    /// What the votes depend on besides those of the other model.
    stated: Option<String>,
}

/// Scratch space of [`Behaving`].
#[derive(Debug)]
pub struct BehavingSpace<M: VoteModel> {
    votes: M::Workspace,
    deserting: DesertingSpace,
}

impl<M: VoteModel> Behaving<M> {
    /// The votes as they are: nobody does anything about a law.
    #[must_use]
    pub fn as_they_are(votes: M) -> Self {
        let field = votes.field().clone();
        Self {
            votes,
            field,
            joint: Vec::new(),
            deserting: None,
            sentences: Vec::new(),
            of_votes: None,
            stated: None,
        }
    }

    /// Votes of a model of this electorate, with what lists and voters do under these rules by the scenario. Of its
    /// [entry](Scenario::entry) nothing is taken: who stands is the electorate's.
    ///
    /// # Errors
    ///
    /// [`BehaviourError`]: a list that does not stand, rules without a ballot between lists or whose threshold is a part of a quota, a ballot
    /// on which voters rank.
    pub fn new(
        votes: M,
        electorate: &crate::electorate::Electorate,
        scenario: &Scenario,
        system: &str,
        rules: &ElectoralSystem,
    ) -> Result<Self, BehaviourError> {
        let expected = super::expected::expected(electorate)?;
        Self::with_expected(votes, expected, scenario, system, rules)
    }

    /// The same for any model; what is expected is a tally of its field.
    pub(super) fn with_expected(
        votes: M,
        mut expected: Tally,
        scenario: &Scenario,
        system: &str,
        rules: &ElectoralSystem,
    ) -> Result<Self, BehaviourError> {
        scenario.check()?;
        let mut all = Self::as_they_are(votes);
        if scenario.desertion.is_none() && scenario.together.is_empty() {
            return Ok(all);
        }
        let Lists { contest, bar } = Lists::of(&all.votes, system, rules, scenario.desertion.is_some())?;
        let name = &scenario.name;
        for together in &scenario.together {
            let joint = Joint::enter(together, &contest, &mut all.field)?;
            joint.join(&mut expected.votes);
            all.joint.push(joint);
            let kind =
                together.kind.as_ref().map(|kind| format!(", of the kind `{kind}`")).unwrap_or_default();
            all.sentences.push(format!(
                "Scenario `{name}`: {} run together as {}{kind}, and {} of their voters follow; the others {}. Candidates in districts \
                 stay by themselves.",
                together.of.join(" and "),
                together.list,
                together.followers,
                match together.others {
                    Others::StayAtHome => "cast no ballot between lists",
                    Others::InProportion => "vote for the other lists in the same place, in proportion",
                }
            ));
        }
        if let Some(desertion) = &scenario.desertion {
            match &bar {
                Some(bar) => {
                    let deserting = Deserting::new(desertion, bar, &contest, &all.field, &expected)?;
                    all.sentences.extend(in_words(name, system, desertion, &bar.words, &deserting));
                    all.deserting = Some(deserting);
                }
                None => all.sentences.push(format!(
                    "Scenario `{name}` under {system}: the law has no threshold for lists, and nobody deserts."
                )),
            }
        }
        // Plain values: what cannot be written as JSON could not have been read.
        let stated = serde_json::to_string(&(scenario, rules)).unwrap_or_default();
        all.stated = Some(format!("{stated} {:?}", expected.votes));
        Ok(all)
    }

    /// What else it takes for granted, before the sentences that it has.
    pub(super) fn saying(mut self, sentences: Vec<String>) -> Self {
        self.sentences.splice(0..0, sentences);
        self
    }

    /// What the other model takes for granted, in other words than its own.
    pub(super) fn assuming(self, of_votes: Vec<String>) -> Self {
        Self { of_votes: Some(of_votes), ..self }
    }
}

impl<M: VoteModel> VoteModel for Behaving<M> {
    type Workspace = BehavingSpace<M>;

    fn field(&self) -> &Field {
        &self.field
    }

    fn workspace(&self) -> Self::Workspace {
        BehavingSpace {
            votes: self.votes.workspace(),
            deserting: self.deserting.as_ref().map(Deserting::space).unwrap_or_default(),
        }
    }

    fn draw_votes(&self, rng: &mut Generator, workspace: &mut Self::Workspace, drawn: &mut TallySlices<'_>) {
        self.votes.draw_votes(rng, &mut workspace.votes, drawn);
        self.joint.iter().for_each(|joint| joint.join(drawn.votes));
        if let Some(deserting) = &self.deserting {
            deserting.desert(rng, &mut workspace.deserting, drawn.votes);
        }
    }

    fn draw_all(&self, rng: &mut Generator, workspace: &mut Self::Workspace, tallies: &mut [Tally]) {
        if self.deserting.is_some() {
            // Who deserts is drawn from the same generator, between the elections.
            return tallies.iter_mut().for_each(|tally| self.draw(rng, workspace, tally));
        }
        self.votes.draw_all(rng, &mut workspace.votes, tallies);
        for tally in tallies {
            self.joint.iter().for_each(|joint| joint.join(&mut tally.votes));
        }
    }

    fn draw_each(&self, rngs: &mut [Generator], workspace: &mut Self::Workspace, tallies: &mut [Tally]) {
        self.votes.draw_each(rngs, &mut workspace.votes, tallies);
        for (rng, tally) in rngs.iter_mut().zip(tallies) {
            self.joint.iter().for_each(|joint| joint.join(&mut tally.votes));
            if let Some(deserting) = &self.deserting {
                deserting.desert(rng, &mut workspace.deserting, &mut tally.votes);
            }
        }
    }

    fn assumptions(&self) -> Vec<String> {
        let mut all = self.of_votes.clone().unwrap_or_else(|| self.votes.assumptions());
        all.extend(self.stated());
        all
    }

    fn stated(&self) -> Vec<String> {
        self.sentences.clone()
    }

    fn identity(&self) -> Option<String> {
        let votes = self.votes.identity()?;
        Some(match &self.stated {
            Some(stated) => format!("{votes} {stated}"),
            None => votes,
        })
    }
}

/// What a desertion takes for granted.
fn in_words(
    name: &str,
    system: &str,
    desertion: &super::Desertion,
    bar: &str,
    deserting: &Deserting,
) -> Vec<String> {
    let percent = |share: f64| in_percent(share, 1);
    let mut who = format!(
        "Scenario `{name}` under {system} ({bar}): {} of the voters of a list that is expected below go to lists expected above, in \
         proportion to the votes of these in the same place",
        desertion.share
    );
    for (from, to) in &desertion.to {
        let to: Vec<String> = to.iter().map(|(list, weight)| format!("{list} {weight}")).collect();
        who += &format!("; those of {from} by weights: {}", to.join(", "));
    }
    let source = if desertion.expected.is_empty() {
        "what the electorate has where nothing varies".to_owned()
    } else {
        let given: Vec<&str> = desertion.expected.keys().map(String::as_str).collect();
        format!("stated for {}, otherwise what the electorate has where nothing varies", given.join(", "))
    };
    let chances: Vec<String> = deserting
        .chances()
        .filter(|&(_, expected, chance)| expected > 0.0 && chance >= 0.000_5)
        .map(|(list, expected, chance)| format!("{list} ({}) in {}", percent(expected), percent(chance)))
        .collect();
    let (places, below) = match deserting.is_of_places() {
        false => ("", "Expected below"),
        true => (
            ", the same z in all places",
            "Its nationwide share, and how often those who would vote for it see it expected below, in the mean",
        ),
    };
    let expected = format!(
        "Scenario `{name}` under {system}: expected shares are {source}, each times e^({} z) with a normal z{places}, not the result. \
         {below}: {}.",
        desertion.error,
        if chances.is_empty() { "nobody".to_owned() } else { chances.join(", ") }
    );
    vec![who + ".", expected]
}
