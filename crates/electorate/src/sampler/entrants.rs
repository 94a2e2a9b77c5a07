//! Which parties stand.

use std::collections::HashMap;

use crate::random::{Generator, exp};
use crate::{Bar, Electorate, Prospect};

/// The parties that may or may not stand.
#[derive(Debug, Clone)]
pub(super) struct Entrants {
    bar: Bar,
    prospects: Vec<(usize, Prospect)>,
    /// The voters of each region; a district without one is one by itself.
    voters: Vec<f64>,
}

impl Entrants {
    /// None where every party stands.
    pub(super) fn new(electorate: &Electorate) -> Option<Self> {
        let bar = electorate.bar?;
        let parties = electorate.parties.iter().enumerate();
        let prospects: Vec<_> = parties.filter_map(|(number, party)| Some((number, party.entry?))).collect();
        if prospects.is_empty() {
            return None;
        }
        let mut numbers = HashMap::new();
        let mut voters = Vec::new();
        for district in &electorate.districts {
            let region = district.region.as_ref().ok_or(&district.name);
            let number = *numbers.entry(region).or_insert_with(|| {
                voters.push(0.0);
                voters.len() - 1
            });
            voters[number] += district.registered as f64;
        }
        Some(Self { bar, prospects, voters })
    }

    /// Room for the weights of regions.
    pub(super) fn space(&self) -> Vec<f64> {
        vec![0.0; self.voters.len()]
    }

    /// The share of the voters of a missing party who stay at home.
    pub(super) fn abstain(&self) -> f64 {
        self.bar.abstain
    }

    /// Sets the prospects' part to 1 or 0. The same random numbers are drawn whatever the bar: with a lower one nobody
    /// is missing who stood with a higher one.
    pub(super) fn draw(&self, rng: &mut Generator, weights: &mut [f64], stands: &mut [f64]) {
        for &(party, prospect) in &self.prospects {
            let members = prospect.median * exp(prospect.sd * rng.normal());
            let mut enough = members.floor() >= self.bar.members as f64;
            let mut sum = 0.0;
            for (weight, voters) in weights.iter_mut().zip(&self.voters) {
                let z = if prospect.spread > 0.0 { rng.normal() } else { 0.0 };
                *weight = voters * exp(prospect.spread * z);
                sum += *weight;
            }
            if self.bar.in_each_region > 0 {
                let least = self.bar.in_each_region as f64;
                // Where nobody is on the roll nobody is a member.
                enough &= sum > 0.0 && weights.iter().all(|weight| (members * weight / sum).floor() >= least);
            }
            stands[party] = f64::from(u8::from(enough));
        }
    }
}
