//! Parties that stand or not by a registration law.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::BehaviourError;
use super::scenario::real;
use crate::electorate::{Bar, Electorate, PartySupport, Prospect};
use crate::law::Share;
use crate::procedure::Law;
use crate::procedure::registration::Rules;
use crate::text::{UnknownName, one_line};

/// More members than any law asks for.
const MOST_MEMBERS: f64 = 1e15;

/// Party entry: who stands follows from a registration law and from how many members the parties would find.
///
/// The same members are drawn with the scenario and without it; a lower hurdle only adds parties.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[non_exhaustive]
pub struct Entry {
    /// The registration law with the scenario.
    pub with: Hurdle,
    /// That of the elections that it is compared with. Left out, the electorate's own parties stand there and new ones do not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub without: Option<Hurdle>,
    /// The share of the voters of a party that does not stand who stay at home; the others vote for the rest in proportion.
    /// Nobody stays at home unless stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stay_at_home: Option<Share>,
    /// The parties whose standing depends on the law; at least one.
    #[serde(rename = "party")]
    pub parties: Vec<WouldBe>,
}

/// What a registration law asks for: by the law's name, or in numbers.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hurdle {
    /// A [law of registration](crate::procedure::registration), by the name under which whoever simulates has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub law: Option<String>,
    /// The fewest members.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub members: Option<u64>,
    /// The fewest members in each region; none unless stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_each_region: Option<u64>,
}

/// A party that may or may not stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WouldBe {
    /// Its name: one of the electorate's parties, or a new one.
    pub name: String,
    /// The share of the votes for parties that a new one has in each district where all stand; only of a new one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub share: Option<Share>,
    /// The members that it finds in half of the draws; above 0.
    pub median: f64,
    /// The standard deviation of the natural logarithm of its members, 0 or more.
    pub sd: f64,
    /// How unevenly they live: see [`Prospect::spread`]; 0 unless stated.
    #[serde(default)]
    pub spread: f64,
}

impl Entry {
    pub(super) fn check(&self) -> Result<(), BehaviourError> {
        let wrong = |field: String, problem| Err(BehaviourError::Field { field, problem });
        for (name, hurdle) in [("with", Some(&self.with)), ("without", self.without.as_ref())] {
            let Some(hurdle) = hurdle else { continue };
            let in_numbers = hurdle.members.is_some() || hurdle.in_each_region.is_some();
            if hurdle.law.is_some() == in_numbers {
                let problem = "write either a `law` by its name, or `members` and `in_each_region`";
                return wrong(format!("entry, {name}"), problem);
            }
        }
        if self.parties.is_empty() {
            return wrong("entry".to_owned(), "state a [[entry.party]] whose standing depends on the law");
        }
        let mut known = BTreeSet::new();
        for party in &self.parties {
            if !known.insert(&party.name) {
                return wrong(
                    format!("entry, party `{}`", one_line(&party.name)),
                    "it stands here twice; keep one",
                );
            }
            let field = |what: &str| format!("entry, party `{}`, {what}", one_line(&party.name));
            if !(f64::MIN_POSITIVE..=MOST_MEMBERS).contains(&party.median) {
                return wrong(field("median"), "a number of members is above 0, and at most 10^15");
            }
            for (what, sd) in [("sd", party.sd), ("spread", party.spread)] {
                if !(0.0..=10.0).contains(&sd) {
                    return wrong(field(what), "a standard deviation of logarithms is from 0 to 10");
                }
            }
        }
        let new = self.parties.iter().filter_map(|party| party.share).map(real).sum::<f64>();
        if new >= 1.0 {
            return wrong(
                "entry".to_owned(),
                "new parties have all votes together; leave some to the others",
            );
        }
        Ok(())
    }

    /// The electorates without the scenario and with it, and what both take for granted.
    pub(super) fn electorates(
        &self,
        scenario: &str,
        electorate: &Electorate,
        law: impl Fn(&str) -> Result<Law<Rules>, String>,
    ) -> Result<([Electorate; 2], Vec<String>), BehaviourError> {
        if self.without.is_none() && electorate.bar.is_some() {
            let problem =
                "the electorate has a `bar` already; state what `without` the scenario is asked for";
            return Err(BehaviourError::Field { field: "entry, without".to_owned(), problem });
        }
        let stay_at_home = self.stay_at_home.map_or(0.0, real);
        let with = self.with.bar(electorate, stay_at_home, &law)?;
        let mut wide = electorate.clone();
        let is_new: Vec<bool> = self.enter(&mut wide)?;
        let mut without = wide.clone();
        match &self.without {
            Some(hurdle) => without.bar = Some(hurdle.bar(electorate, stay_at_home, &law)?),
            None => {
                // Who is new has no member, and who is not has more than any law asks for. Their random numbers are drawn all the same.
                without.bar = Some(Bar { members: 1, abstain: stay_at_home, ..Bar::default() });
                for (party, is_new) in self.parties.iter().zip(is_new) {
                    let own = without.parties.iter_mut().find(|own| own.name == party.name);
                    let median = if is_new { f64::MIN_POSITIVE } else { MOST_MEMBERS };
                    if let Some(Some(prospect)) = own.map(|own| own.entry.as_mut()) {
                        (prospect.median, prospect.sd) = (median, 0.0);
                    }
                }
            }
        }
        wide.bar = Some(with);
        let hurdle = |bar: &Bar| match bar.in_each_region {
            0 => format!("{} members", bar.members),
            each => format!("{} members and {each} in each region", bar.members),
        };
        let against = match (&self.without, &without.bar) {
            (Some(_), Some(bar)) => hurdle(bar),
            _ => "elections in which the electorate's own parties stand and no new ones".to_owned(),
        };
        let names: Vec<&str> = self.parties.iter().map(|party| party.name.as_str()).collect();
        let sentence = format!(
            "Scenario `{scenario}`: {} stand with {}, which is compared with {against}.",
            names.join(" and "),
            hurdle(&with),
        );
        Ok(([without, wide], vec![sentence]))
    }

    /// Makes the parties prospects of the electorate; says which of them are new.
    fn enter(&self, electorate: &mut Electorate) -> Result<Vec<bool>, BehaviourError> {
        let new = self.parties.iter().filter_map(|party| party.share).map(real).sum::<f64>();
        let rows: Vec<(String, f64)> = electorate
            .districts
            .iter()
            .map(|district| {
                let sum = electorate.parties.iter().map(|party| {
                    let of_region = || party.regions.get(district.region.as_ref()?);
                    *party.districts.get(&district.name).or_else(of_region).unwrap_or(&party.share)
                });
                (district.name.clone(), sum.sum())
            })
            .collect();
        let all: f64 = electorate.parties.iter().map(|party| party.share).sum();
        let mut is_new = Vec::with_capacity(self.parties.len());
        for party in &self.parties {
            let prospect = Prospect { median: party.median, sd: party.sd, spread: party.spread };
            let known = electorate.parties.iter().position(|own| own.name == party.name);
            is_new.push(known.is_none());
            match (known, party.share) {
                (Some(known), None) => electorate.parties[known].entry = Some(prospect),
                (None, Some(share)) => {
                    let weight = real(share) / (1.0 - new);
                    electorate.parties.push(PartySupport {
                        entry: Some(prospect),
                        districts: rows.iter().map(|(name, sum)| (name.clone(), weight * sum)).collect(),
                        ..PartySupport::new(&party.name, weight * all)
                    });
                }
                (Some(_), Some(_)) => {
                    let problem = "the electorate has it with a share of its own; leave `share` out";
                    return Err(BehaviourError::Field {
                        field: format!("entry, party `{}`", one_line(&party.name)),
                        problem,
                    });
                }
                (None, None) => {
                    let names = electorate.parties.iter().map(|own| own.name.as_str());
                    let source = UnknownName::new("party", &party.name, names).into();
                    let field = "entry, party without a `share`".to_owned();
                    return Err(BehaviourError::UnknownList { field, source });
                }
            }
        }
        Ok(is_new)
    }
}

impl Hurdle {
    fn bar(
        &self,
        electorate: &Electorate,
        abstain: f64,
        law: impl Fn(&str) -> Result<Law<Rules>, String>,
    ) -> Result<Bar, BehaviourError> {
        let Some(name) = &self.law else {
            let (members, in_each_region) = (self.members.unwrap_or(0), self.in_each_region.unwrap_or(0));
            return Ok(Bar { members, in_each_region, abstain });
        };
        let wrong = |why: String| BehaviourError::Registration { name: name.clone(), why };
        let law = law(name).map_err(wrong)?;
        let regions: BTreeSet<&String> =
            electorate.districts.iter().map(|own| own.region.as_ref().unwrap_or(&own.name)).collect();
        let (members, in_each) = law.floors();
        let needed = law.regions_needed(regions.len());
        if needed > 0 && needed < regions.len() as u128 {
            return Err(wrong(format!(
                "it asks for branches in {needed} of {} regions, and a scenario knows all or none; state `members` and `in_each_region`",
                regions.len()
            )));
        }
        let whole = |number: u128| {
            u64::try_from(number)
                .map_err(|_| wrong("it asks for more members than can be counted".to_owned()))
        };
        let in_each_region = if needed == 0 { 0 } else { whole(in_each)? };
        Ok(Bar { members: whole(members)?, in_each_region, abstain })
    }
}
