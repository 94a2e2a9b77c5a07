//! Who chooses a parliament: the share of its seats, and of its voting power, that each chooser holds.
//!
//! Seats and power differ: nine appointees beside a party that holds a majority by itself have seats and no power.
//! Power is counted exactly, over all coalitions of blocs: Banzhaf's index (Penrose 1946, Banzhaf 1965), a bloc's
//! part of all swings, and Shapley's and Shubik's (1954), its part of all orders in which it is pivotal. Which
//! members vote as one bloc is an assumption of whoever writes the chamber down.
//!
//! ```
//! use sailau::procedure::dependence::{Bloc, Chamber};
//!
//! let bloc = |name: &str, chosen_by: &str, seats| {
//!     Bloc { name: name.to_owned(), chosen_by: chosen_by.to_owned(), seats }
//! };
//! let chamber = Chamber {
//!     name: "an example".to_owned(),
//!     quota: 51,
//!     blocs: vec![bloc("A", "voters", 49), bloc("B", "voters", 49), bloc("C", "the president", 2)],
//! };
//! let report = chamber.dependence()?;
//! let president = report.choosers.iter().find(|chooser| chooser.name == "the president").unwrap();
//! // Two of a hundred seats, and a third of the power: any two of the three blocs win.
//! assert_eq!((president.seats, report.seats), (2, 100));
//! assert_eq!(president.banzhaf, Some(1.0 / 3.0));
//! # Ok::<(), sailau::procedure::FactError>(())
//! ```

use serde::{Deserialize, Serialize};

use super::FactError;

/// The most blocs whose swings are counted: all numbers are below 2^127.
const MOST_BLOCS: u64 = 120;
/// The most blocs whose orders are counted: 33! is below 2^127.
const MOST_IN_ORDER: usize = 33;
/// The most seats: a count of coalitions is kept for each number of seats.
const MOST_SEATS: u64 = 10_000;

/// A chamber, or several that vote together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Chamber {
    /// What it is called.
    pub name: String,
    /// The votes that carry a decision; at least one, at most all.
    pub quota: u32,
    /// Those who vote as one.
    pub blocs: Vec<Bloc>,
}

/// Members who vote as one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Bloc {
    /// Its name.
    pub name: String,
    /// Who gave them their seats.
    pub chosen_by: String,
    /// How many they are.
    pub seats: u32,
}

/// Who chooses how much of a chamber.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Dependence {
    /// The chamber.
    pub chamber: String,
    /// Its votes.
    pub seats: u32,
    /// The votes that carry a decision.
    pub quota: u32,
    /// The swings of all blocs together.
    pub swings: u128,
    /// Each bloc, in the order of the chamber.
    pub blocs: Vec<Power>,
    /// Each chooser, in the order of their first blocs: the sums of their blocs.
    pub choosers: Vec<Chooser>,
}

/// The power of a bloc.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Power {
    /// The bloc.
    pub bloc: String,
    /// Its seats.
    pub seats: u32,
    /// Coalitions of the others that lose without it and win with it.
    pub swings: u128,
    /// Orders of all blocs in which it is the one that turns defeat into victory; none with more than 33 blocs.
    pub pivots: Option<u128>,
}

/// What depends on a chooser.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Chooser {
    /// Who.
    pub name: String,
    /// The seats that they give.
    pub seats: u32,
    /// Their blocs' part of all swings; none where nobody has one.
    pub banzhaf: Option<f64>,
    /// Their blocs' part of all orders; none with more than 33 blocs.
    pub shapley: Option<f64>,
}

impl Chamber {
    /// Counts seats and power.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no blocs or more than 120, a name given twice, a bloc without seats, more than 10,000 seats,
    /// a quota of nothing or of more than all.
    pub fn dependence(&self) -> Result<Dependence, FactError> {
        let seats = self.check()?;
        let weights: Vec<_> = self.blocs.iter().map(|bloc| bloc.seats as usize).collect();
        let quota = self.quota as usize;
        let swings = swings(quota, &weights);
        let pivots = (weights.len() <= MOST_IN_ORDER).then(|| pivots(quota, &weights));
        let blocs = self.blocs.iter().enumerate().map(|(i, bloc)| Power {
            bloc: bloc.name.clone(),
            seats: bloc.seats,
            swings: swings[i],
            pivots: pivots.as_ref().map(|pivots| pivots[i]),
        });
        let blocs: Vec<_> = blocs.collect();
        let all = swings.iter().sum();
        Ok(Dependence {
            chamber: self.name.clone(),
            seats,
            quota: self.quota,
            swings: all,
            choosers: self.choosers(&blocs, all),
            blocs,
        })
    }

    fn choosers(&self, powers: &[Power], swings: u128) -> Vec<Chooser> {
        let mut names: Vec<&str> = Vec::new();
        for bloc in &self.blocs {
            if !names.contains(&bloc.chosen_by.as_str()) {
                names.push(&bloc.chosen_by);
            }
        }
        let orders: u128 = (1..=self.blocs.len().min(MOST_IN_ORDER) as u128).product();
        let of = |name: &str| {
            let own = self.blocs.iter().zip(powers).filter(|(bloc, _)| bloc.chosen_by == name);
            let own: Vec<_> = own.map(|(_, power)| power).collect();
            let own_swings: u128 = own.iter().map(|power| power.swings).sum();
            let pivots: Option<u128> = own.iter().map(|power| power.pivots).sum();
            Chooser {
                name: name.to_owned(),
                seats: own.iter().map(|power| power.seats).sum(),
                banzhaf: (swings > 0).then(|| own_swings as f64 / swings as f64),
                shapley: pivots.map(|pivots| pivots as f64 / orders as f64),
            }
        };
        names.into_iter().map(of).collect()
    }

    fn check(&self) -> Result<u32, FactError> {
        if self.blocs.is_empty() {
            return Err(FactError::Nobody { what: "blocs".to_owned() });
        }
        let number = self.blocs.len() as u64;
        FactError::check_part("blocs", number, "blocs that can be counted", MOST_BLOCS)?;
        FactError::check_names("bloc", self.blocs.iter().map(|bloc| bloc.name.as_str()))?;
        for bloc in &self.blocs {
            if bloc.seats == 0 {
                return Err(FactError::Nobody { what: format!("seats of {}", bloc.name) });
            }
        }
        let seats: u64 = self.blocs.iter().map(|bloc| u64::from(bloc.seats)).sum();
        FactError::check_part("seats", seats, "seats that can be counted", MOST_SEATS)?;
        if self.quota == 0 {
            return Err(FactError::Nobody { what: "votes that carry a decision".to_owned() });
        }
        FactError::check_part("votes that carry a decision", self.quota, "seats", seats)?;
        // At most 10,000.
        Ok(seats as u32)
    }
}

/// For each bloc, the coalitions of the others with less than the quota and at least the quota less its seats.
fn swings(quota: usize, weights: &[usize]) -> Vec<u128> {
    let total: usize = weights.iter().sum();
    // Coalitions of all blocs, by their seats; then each bloc is taken out again.
    let mut all = vec![0u128; total + 1];
    all[0] = 1;
    for &weight in weights {
        for seats in (weight..=total).rev() {
            all[seats] += all[seats - weight];
        }
    }
    let without = |weight: usize| {
        let mut others = all.clone();
        for seats in weight..=total {
            others[seats] -= others[seats - weight];
        }
        others[quota.saturating_sub(weight)..quota].iter().sum()
    };
    weights.iter().map(|&weight| without(weight)).collect()
}

/// For each bloc, the orders in which it turns a losing coalition into a winning one.
fn pivots(quota: usize, weights: &[usize]) -> Vec<u128> {
    let (number, total) = (weights.len(), weights.iter().sum::<usize>());
    // Coalitions of all blocs, by how many they are and by their seats.
    let mut all = vec![vec![0u128; total + 1]; number + 1];
    all[0][0] = 1;
    for &weight in weights {
        for size in (1..=number).rev() {
            for seats in (weight..=total).rev() {
                let one_less = all[size - 1][seats - weight];
                all[size][seats] += one_less;
            }
        }
    }
    let factorial = |n: usize| (1..=n as u128).product::<u128>();
    let of = |weight: usize| {
        let mut others = all.clone();
        for size in 1..=number {
            for seats in weight..=total {
                let with = others[size - 1][seats - weight];
                others[size][seats] -= with;
            }
        }
        let before = |size: usize| {
            let swings: u128 = others[size][quota.saturating_sub(weight)..quota].iter().sum();
            swings * factorial(size) * factorial(number - 1 - size)
        };
        (0..number).map(before).sum()
    };
    weights.iter().map(|&weight| of(weight)).collect()
}
