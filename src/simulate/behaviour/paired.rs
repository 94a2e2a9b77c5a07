//! Laws counted without a scenario and with it, on the same draws.

use super::expected::expected;
use super::{Behaving, BehaviourError, Scenario};
use crate::electorate::{Electorate, Sampler, VoteModel as _};
use crate::procedure::Law;
use crate::procedure::registration::Rules;
use crate::simulate::elections::Simulation;
use crate::system::ElectoralSystem;

impl Scenario {
    /// Laws on votes of this electorate, each without the scenario and with it, from the same random numbers: the systems of the names
    /// given, and then those of `NAME, SCENARIO`. Compared are the laws among each other, each law with itself under the scenario, and
    /// the laws under it.
    ///
    /// `registration` looks up the laws that [`Entry`](super::Entry) names. With `allow_uncounted`, tiers stay empty for which nothing is drawn.
    ///
    /// # Errors
    ///
    /// [`BehaviourError`].
    pub fn simulation(
        &self,
        electorate: &Electorate,
        laws: &[(&str, &ElectoralSystem)],
        allow_uncounted: bool,
        registration: impl Fn(&str) -> Result<Law<Rules>, String>,
    ) -> Result<Simulation<Behaving<Sampler>>, BehaviourError> {
        self.check()?;
        let ([without, with], of_entry) = match &self.entry {
            Some(entry) => entry.electorates(&self.name, electorate, registration)?,
            None => ([electorate.clone(), electorate.clone()], Vec::new()),
        };
        let mut plain = Behaving::as_they_are(without.compile()?);
        if self.entry.as_ref().is_some_and(|entry| entry.without.is_none()) {
            // Who would stand is no part of it: those who do are the electorate's own.
            plain = plain.assuming(electorate.compile()?.assumptions());
        }
        let mut simulation = Simulation::new(plain);
        if allow_uncounted {
            simulation = simulation.allow_uncounted();
        }
        for (name, rules) in laws {
            simulation = simulation.system(*name, rules)?;
        }
        let (sampler, expected) = (with.compile()?, expected(&with)?);
        for (name, rules) in laws {
            let model = Behaving::with_expected(sampler.clone(), expected.clone(), self, name, rules)?;
            let model = model.saying(of_entry.clone());
            simulation = simulation.with_model(model).system(self.beside(name), rules)?;
        }
        let mut pairs = Vec::new();
        let first = laws.first().map(|(first, _)| (*first).to_owned());
        for (number, (name, _)) in laws.iter().enumerate() {
            let Some(first) = &first else { break };
            if number > 0 {
                pairs.push((first.clone(), (*name).to_owned()));
            }
            pairs.push(((*name).to_owned(), self.beside(name)));
            if number > 0 {
                pairs.push((self.beside(first), self.beside(name)));
            }
        }
        Ok(simulation.compare_these(&pairs)?)
    }

    /// The name of a law under the scenario.
    pub(crate) fn beside(&self, law: &str) -> String {
        format!("{law}, {}", self.name)
    }
}
