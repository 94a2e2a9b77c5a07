use std::collections::BTreeSet;

use rand::{RngExt, SeedableRng};

use super::super::{Experiment, Fingerprint};
use super::ground::Ground;
use super::papers::{Papers, Room};
use super::summary::{Figures, Measured, OnScale, ScaleSummary};
use super::support::{Election, Support};
use super::{Means, ScaleError, Uncountable};
use crate::electorate::Sampler;
use crate::random::Generator;
use crate::system::{ElectoralSystem, Plan, TierRule, Workspace};
use crate::votes::Tally;

/// Systems on the same synthetic electorates: an [`Experiment`] for a [`Run`](super::super::Run), of which a draw is a round.
///
/// See the [module](super) for an example.
#[derive(Debug, Clone)]
pub struct Scale {
    electorates: Vec<Support>,
    spread: f64,
    systems: Vec<System>,
    reference: usize,
}

#[derive(Debug, Clone)]
struct System {
    name: String,
    /// Rules and districts, for the fingerprint.
    form: String,
    /// By electorate.
    counts: Vec<Count>,
}

/// A system and an electorate, ready to be drawn.
#[derive(Debug, Clone)]
struct Count {
    papers: Papers,
    plan: Plan,
    /// Whether each tier has votes; the seats of others are not in the house of the scale.
    has_votes: Vec<bool>,
}

/// Scratch space of a worker.
pub struct ScaleBuffers {
    elections: Vec<Election>,
    support: Vec<f64>,
    seats: Vec<u32>,
    country: Vec<u64>,
    /// By system and electorate.
    counts: Vec<Vec<CountRoom>>,
    /// What was measured in this round, by system and electorate.
    measured: Vec<Vec<Measured>>,
    means: Vec<Measured>,
}

struct CountRoom {
    room: Room,
    tally: Tally,
    workspace: Workspace,
}

impl Scale {
    /// The spread between districts that is meant where none is said: the standard deviation of the logarithm of a list's support.
    /// Within countries it is 0.58 to 0.96 in Britain, and some 0.2 to 0.4 for list votes in Germany.
    pub const SPREAD: f64 = 0.5;
    /// The most lists.
    pub const MOST_LISTS: u32 = 100;

    /// Support that is uniform on the simplex, of each of these numbers of lists.
    ///
    /// # Errors
    ///
    /// [`ScaleError::Lists`] for fewer than two lists, more than [`MOST_LISTS`](Self::MOST_LISTS), a number twice, or none.
    pub fn uniform(lists: impl IntoIterator<Item = u32>) -> Result<Self, ScaleError> {
        let numbers: Vec<u32> = lists.into_iter().collect();
        let mut met = BTreeSet::new();
        let wrong =
            numbers.iter().find(|&&lists| !(2..=Self::MOST_LISTS).contains(&lists) || !met.insert(lists));
        match wrong.map(u32::to_string).or_else(|| numbers.is_empty().then(|| "nothing".to_owned())) {
            Some(given) => Err(ScaleError::Lists { given, most: Self::MOST_LISTS }),
            None => Ok(Self::on(numbers.into_iter().map(Support::uniform).collect())),
        }
    }

    /// Support that is the votes in the country of elections drawn from an electorate: of its parties in the contest `list` or,
    /// where there is none, in the first one. Its districts are not those of the systems, and are left aside.
    ///
    /// # Errors
    ///
    /// [`ScaleError::NoLists`].
    pub fn fitted(electorate: Sampler) -> Result<Self, ScaleError> {
        Ok(Self::on(vec![Support::fitted(None, electorate)?]))
    }

    /// The same of several electorates side by side, each under a name: in a round one election of each is drawn, and figures are plain
    /// means over them.
    ///
    /// # Errors
    ///
    /// [`ScaleError::NoLists`], and [`ScaleError::Electorates`] for none at all or two of one name.
    pub fn side_by_side<N: Into<String>>(
        electorates: impl IntoIterator<Item = (N, Sampler)>,
    ) -> Result<Self, ScaleError> {
        let mut all: Vec<Support> = Vec::new();
        for (name, electorate) in electorates {
            let name = name.into();
            if all.iter().any(|known| known.name() == Some(name.as_str())) {
                return Err(ScaleError::Electorates(Some(name)));
            }
            all.push(Support::fitted(Some(name), electorate)?);
        }
        if all.is_empty() { Err(ScaleError::Electorates(None)) } else { Ok(Self::on(all)) }
    }

    fn on(electorates: Vec<Support>) -> Self {
        Self { electorates, spread: Self::SPREAD, systems: Vec::new(), reference: 0 }
    }

    /// How far support differs between the districts of a system: σ, the standard deviation of its logarithm. 0 is the same
    /// support everywhere, which gives single-member tiers to one list whole; the default is [`SPREAD`](Self::SPREAD).
    ///
    /// # Errors
    ///
    /// [`ScaleError::Spread`] for what is not from 0 to 5.
    pub fn spread(mut self, spread: f64) -> Result<Self, ScaleError> {
        if !(0.0..=5.0).contains(&spread) {
            return Err(ScaleError::Spread(spread.to_string()));
        }
        self.spread = spread;
        Ok(self)
    }

    /// Adds a system, under a name of its own, in these districts.
    ///
    /// # Errors
    ///
    /// [`ScaleError::Repeated`], or [`ScaleError::Uncountable`] with the reason.
    pub fn system(
        mut self,
        name: impl Into<String>,
        rules: &ElectoralSystem,
        ground: &Ground<'_>,
    ) -> Result<Self, ScaleError> {
        self.add(name, rules, ground)?;
        Ok(self)
    }

    /// The same to a scale that stays as it is where the system is refused.
    ///
    /// # Errors
    ///
    /// Those of [`system`](Self::system).
    pub fn add(
        &mut self,
        name: impl Into<String>,
        rules: &ElectoralSystem,
        ground: &Ground<'_>,
    ) -> Result<(), ScaleError> {
        let name = name.into();
        if self.systems.iter().any(|system| system.name == name) {
            return Err(ScaleError::Repeated(name));
        }
        let prepared = self.prepared(&name, rules, ground);
        let system = prepared.map_err(|why| ScaleError::Uncountable { system: name, why })?;
        self.systems.push(system);
        Ok(())
    }

    /// Compares the others with a system that was added; with the first where none is named.
    ///
    /// # Errors
    ///
    /// [`ScaleError::NoReference`].
    pub fn compared_with(mut self, name: &str) -> Result<Self, ScaleError> {
        let found = self.systems.iter().position(|system| system.name == name);
        self.reference = found.ok_or_else(|| ScaleError::NoReference(name.to_owned()))?;
        Ok(self)
    }

    /// How many electorates a round has: so many times each system counts in it.
    #[must_use]
    pub fn electorates(&self) -> usize {
        self.electorates.len()
    }

    fn prepared(
        &self,
        name: &str,
        rules: &ElectoralSystem,
        ground: &Ground<'_>,
    ) -> Result<System, Uncountable> {
        let cuts = ground.cuts(rules)?;
        let form = format!("{} {cuts:?}", serde_json::to_string(rules).unwrap_or_default());
        let rules = led_in_the_first_round(rules);
        let counts = self.electorates.iter().map(|support| {
            let papers = Papers::new(&cuts, support.lists())?;
            let field = papers.field.clone();
            let field = if ground.leaves_empty() { field.allow_uncounted() } else { field };
            let plan = rules.compile(&field, &[])?;
            let empty: Vec<&str> = plan.uncounted().collect();
            let has_votes = plan.tiers().map(|tier| !empty.contains(&tier)).collect();
            Ok(Count { has_votes, papers, plan })
        });
        let counts = counts.collect::<Result<Vec<_>, Uncountable>>()?;
        Ok(System { name: name.to_owned(), form, counts })
    }

    /// What is taken for granted, in sentences.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        let support = match self.electorates.as_slice() {
            [one @ Support::Fitted(_)] if one.name().is_none() => {
                "Support in the country is that of elections drawn from the electorate, of its named parties alone.".to_owned()
            }
            several @ [Support::Fitted(_), ..] => {
                let names: Vec<&str> = several.iter().filter_map(Support::name).collect();
                format!(
                    "Support in the country is that of elections drawn from each electorate ({}), of its named parties alone; figures are \
                     plain means over the electorates.",
                    names.join(", ")
                )
            }
            several => {
                let numbers: Vec<_> = several.iter().map(|one| one.lists().len()).collect();
                let (least, most) = (numbers.iter().min(), numbers.iter().max());
                let (least, most) = (least.copied().unwrap_or(0), most.copied().unwrap_or(0));
                let lists = if least == most { most.to_string() } else { format!("{least} to {most}") };
                format!(
                    "Support in the country is uniform on the simplex of {lists} lists; figures are plain means over these numbers."
                )
            }
        };
        vec![
            support,
            format!(
                "Between districts the logarithm of support varies with standard deviation {}; they have their real sizes, whole \
                 turnout and no invalid ballots.",
                self.spread
            ),
            "One vote serves every tier, who leads a first round wins the second, and lists are no alliances and no minorities."
                .to_owned(),
        ]
    }
}

/// The same rules where most votes in the first round are enough: the voters of those who drop out split evenly.
fn led_in_the_first_round(rules: &ElectoralSystem) -> ElectoralSystem {
    let mut rules = rules.clone();
    // What is cited must be there.
    rules.citations.clear();
    for tier in &mut rules.tiers {
        if let TierRule::Candidates(rule) = &mut tier.rule {
            (rule.majority, rule.lead, rule.run_off) = (None, None, None);
        }
    }
    rules
}

impl Count {
    /// Casts the votes, counts them, and measures the house. Gives NaN where there is none.
    fn measured(
        &self,
        room: &mut CountRoom,
        seats: &mut [u32],
        country: &[u64],
        into: &mut Figures,
    ) -> Measured {
        let CountRoom { tally, workspace, .. } = room;
        let failed = self.plan.count_into(&*tally, workspace).is_err();
        into.failed.push(failed);
        if failed {
            return Measured::NOTHING;
        }
        seats.fill(0);
        let mut open = 0u32;
        for (tier, _) in self.has_votes.iter().enumerate().filter(|(_, has_votes)| **has_votes) {
            for (sum, held) in seats.iter_mut().zip(workspace.seats(tier)) {
                *sum = sum.saturating_add(*held);
            }
            open = open.saturating_add(workspace.tied(tier)).saturating_add(workspace.unfilled(tier));
        }
        // It may be sure that a list has a seat, and open in which tier.
        if let Some(sure) = workspace.more_than_by_tier() {
            seats.iter_mut().zip(sure).for_each(|(seats, sure)| *seats = *sure);
        }
        into.open.push(open > 0);
        let measured = Measured::of(country, seats);
        into.push(&measured);
        measured
    }
}

impl Experiment for Scale {
    type Summary = ScaleSummary;
    type Workspace = ScaleBuffers;

    fn summary(&self) -> ScaleSummary {
        let system = |system: &System| OnScale {
            name: system.name.clone(),
            districts: system.counts.first().map_or(0, |count| count.papers.districts() as u32),
            over_all: Means::default(),
            less_reference: Means::default(),
            by_lists: vec![Figures::default(); self.electorates.len()],
        };
        ScaleSummary {
            assumptions: self.assumptions(),
            lists: self.electorates.iter().map(|support| support.lists().len() as u32).collect(),
            names: self.electorates.iter().filter_map(Support::name).map(str::to_owned).collect(),
            reference: self.reference,
            systems: self.systems.iter().map(system).collect(),
        }
    }

    fn workspace(&self) -> ScaleBuffers {
        let most = self.electorates.iter().map(|support| support.lists().len()).max().unwrap_or(0);
        let rooms = |system: &System| {
            let room = |count: &Count| CountRoom {
                room: count.papers.room(),
                tally: count.papers.field.empty_tally(),
                workspace: Workspace::default(),
            };
            system.counts.iter().map(room).collect()
        };
        ScaleBuffers {
            elections: self.electorates.iter().map(Support::room).collect(),
            support: vec![0.0; most],
            seats: vec![0; most],
            country: vec![0; most],
            counts: self.systems.iter().map(rooms).collect(),
            measured: vec![vec![Measured::NOTHING; self.electorates.len()]; self.systems.len()],
            means: vec![Measured::NOTHING; self.systems.len()],
        }
    }

    fn fingerprint(&self) -> Fingerprint {
        let electorates: Vec<String> = self.electorates.iter().map(Support::form).collect();
        let mut parts = Fingerprint::default()
            .with("the electorates differ", &electorates.join("\n"))
            .with("the spread between districts differs", &self.spread.to_string())
            .with("what is compared with differs", &self.reference.to_string());
        for system in &self.systems {
            parts = parts.with(format!("the system `{}` differs", system.name), &system.form);
        }
        parts
    }

    fn draw(&self, generator: &mut Generator, buffers: &mut ScaleBuffers, summary: &mut ScaleSummary) {
        let ScaleBuffers { elections, support, seats, country, counts, measured, means } = buffers;
        for (electorate, drawn) in self.electorates.iter().enumerate() {
            // Each system draws its districts from the same numbers, however many it needs.
            let (nation, districts): ([u8; 32], [u8; 32]) = (generator.random(), generator.random());
            let lists = drawn.lists().len();
            let (support, seats, country) =
                (&mut support[..lists], &mut seats[..lists], &mut country[..lists]);
            drawn.draw(&mut Generator::from_seed(nation), &mut elections[electorate], support);
            for (number, system) in self.systems.iter().enumerate() {
                let count = &system.counts[electorate];
                let room = &mut counts[number][electorate];
                let mut own = count.papers.varies(self.spread).then(|| Generator::from_seed(districts));
                let CountRoom { room: numbers, tally, .. } = &mut *room;
                count.papers.cast(support, self.spread, own.as_mut(), numbers, tally, country);
                let into = &mut summary.systems[number].by_lists[electorate];
                measured[number][electorate] = count.measured(room, seats, country, into);
            }
        }
        for (mean, measured) in means.iter_mut().zip(measured) {
            *mean = Measured::mean(measured);
        }
        for (mean, kept) in means.iter().zip(&mut summary.systems) {
            kept.over_all.push(mean);
            if let Some(reference) = means.get(self.reference) {
                kept.less_reference.push(&mean.less(reference));
            }
        }
    }
}
