//! How many parties each law of registration lets in, on the same prospective parties.
//!
//! # The model
//!
//! A prospect is a group that would like to be a party. Its size is how many would be its members if asked: Pareto
//! or log-normal ([`Sizes`]). They live where people live, but not evenly: unit u has a weight of its population
//! times exp(σ z), z standard normal, and its share is its weight by the sum (a logistic-normal composition,
//! Aitchison and Shen 1980). σ, the *concentration*, is uniform between two bounds; at 0 members live as the
//! population does, at 1 a unit has between 0.37 and 2.7 times its due in two cases of three. Whoever has the members
//! that a law asks for is registered, but for a chance of refusal on other grounds. Founders, congresses and clocks
//! are not modelled: a group with the members has the founders. Nobody adapts: no members are sought where a law
//! asks for them, and no prospect is encouraged by a milder law.
//!
//! These are assumptions, and a result is one about them. What survives other distributions is the order of the
//! laws on one draw: on the same map, a law that asks for less never registers fewer. A map with more regions can undo
//! that: whoever has 600 members in an undivided region may have none in a part of it.
//!
//! ```
//! use sailau::procedure::{Law, registration::Rules};
//! use sailau::simulate::registration::{LawOnMap, Model, Range, Sizes};
//! use sailau::simulate::{Confidence, Run};
//!
//! let law = |members: u64, each: u64| Law::<Rules>::from_toml(&format!(r#"
//!     name = "{members} members, {each} in each region"
//!     since = 2000-01-01
//!     source = "an example"
//!     [rules]
//!     members = {{ at_least = {members} }}
//!     regions = {{ at_least = "1/1" }}
//!     branch_members = {{ at_least = {each} }}
//! "#));
//! let model = Model {
//!     prospects: 30,
//!     sizes: Sizes::Pareto { smallest: 1_000, index: 0.5 },
//!     concentration: Range { from: 0.0, to: 2.0 },
//!     admission: 1.0,
//!     populations: vec![700_000, 200_000, 100_000],
//! };
//! let map = [0, 1, 2];
//! let cases = [LawOnMap::new("strict", &law(20_000, 600)?, &map)?, LawOnMap::new("mild", &law(5_000, 200)?, &map)?];
//! let survey = model.survey(&cases, vec![5_000, 20_000], vec![1.0])?;
//! let found = Run::from_seed(1).draws(4_000).run(&survey)?.summary;
//! let (strict, mild) = (&found.cases[0], &found.cases[1]);
//! assert!(strict.expected() < mild.expected());
//! // Nobody below 20,000 passes the strict law, whatever its spread.
//! assert_eq!(strict.by_size(0).yes + strict.by_size(1).yes, 0);
//! let ratio = mild.ratio(Confidence::P95).unwrap();
//! assert!(ratio.interval.low > 1.0);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::ops::Bound::Excluded;
use std::ops::RangeBounds;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    Confidence, Experiment, Fingerprint, Generator, Histogram, Interval, MergeError, Paired, Proportion,
    Summary,
};
use crate::procedure::Law;
use crate::procedure::registration::Rules;
use crate::random::{exp, ln};
use crate::range::within;

/// The sizes of prospective parties: members that they would have if everybody was asked.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Sizes {
    /// A part (smallest ÷ n)^index of them has at least n members.
    Pareto {
        /// The smallest, at least 1.
        smallest: u64,
        /// The index, above 0: the larger, the fewer large parties.
        index: f64,
    },
    /// The logarithm is normal.
    LogNormal {
        /// Half of them are smaller; at least 1.
        median: u64,
        /// The standard deviation of the natural logarithm, 0 or more.
        sigma: f64,
    },
}

/// From a number to another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The least.
    pub from: f64,
    /// The most.
    pub to: f64,
}

/// The prospective parties of a draw.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// How many there are, 1 to 100,000.
    pub prospects: u32,
    /// Their sizes.
    pub sizes: Sizes,
    /// Their concentrations: σ is uniform in this range, 0 to 20.
    pub concentration: Range,
    /// The chance that a party with the members is registered; the same parties are refused under every law.
    pub admission: f64,
    /// The population of each unit: the finest units of all the maps that are compared.
    pub populations: Vec<u64>,
}

/// A law on a map.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct LawOnMap {
    /// What it is called.
    pub name: String,
    members: u128,
    in_each: u128,
    regions_needed: u128,
    /// The region of each unit, counted from 0.
    region_of: Vec<usize>,
    regions: usize,
}

/// Why a model cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// A parameter out of its range.
    #[error("{parameter} is {given}; it has to be {wanted}")]
    Parameter {
        /// Which.
        parameter: &'static str,
        /// As given.
        given: String,
        /// What would do.
        wanted: &'static str,
    },
    /// A map of another number of units.
    #[error(
        "the map of `{case}` has {given} units, and the model has {wanted} populations; give one for each"
    )]
    Units {
        /// The case.
        case: String,
        /// Units of its map.
        given: usize,
        /// Populations of the model.
        wanted: usize,
    },
    /// A region of a map without units.
    #[error("region {region} of the map of `{case}` has no unit; count the regions from 0 without gaps")]
    EmptyRegion {
        /// The case.
        case: String,
        /// The region.
        region: usize,
    },
}

/// An experiment: the laws judge the same prospects in every draw.
#[derive(Debug, Clone, PartialEq)]
pub struct Survey {
    model: Model,
    cases: Vec<LawOnMap>,
    sizes: Vec<u64>,
    concentrations: Vec<f64>,
}

/// What was found, for each law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// In the order of the cases.
    pub cases: Vec<CaseFound>,
}

/// What was found under one law.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseFound {
    /// Parties registered in a draw, first under this law and then under the first law of the survey.
    pub against_first: Paired,
    /// Parties registered in a draw.
    pub registered: Histogram,
    /// Who was registered, by class of size and class of concentration: all concentrations of the smallest sizes
    /// first.
    pub survival: Vec<Proportion>,
    /// Classes of concentration.
    pub concentrations: usize,
}

/// A quotient of two means, with its interval.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct MeanRatio {
    /// The quotient.
    pub value: f64,
    /// Its interval, by the delta method.
    pub interval: Interval,
}

/// Scratch space of a draw.
#[derive(Debug, Clone, Default)]
pub struct Members {
    by_unit: Vec<u64>,
    weights: Vec<f64>,
    by_region: Vec<u128>,
    registered: Vec<u32>,
}

impl Model {
    /// The experiment that judges these prospects under each law, and counts survivors by classes of size and of
    /// concentration. The bounds of classes are the first values of the next class, in ascending order.
    ///
    /// # Errors
    ///
    /// [`ModelError`] for a parameter out of its range, no population at all, bounds that do not ascend, no case, or a
    /// map of other units.
    pub fn survey(
        &self,
        cases: &[LawOnMap],
        sizes: Vec<u64>,
        concentrations: Vec<f64>,
    ) -> Result<Survey, ModelError> {
        self.check()?;
        check("the number of cases", cases.len(), 1.., "at least 1")?;
        let unsorted =
            |parameter, given| Err(ModelError::Parameter { parameter, given, wanted: "ascending" });
        if !sizes.is_sorted_by(|a, b| a < b) {
            return unsorted("the list of sizes", format!("{sizes:?}"));
        }
        if !concentrations.is_sorted_by(|a, b| a < b) || !concentrations.iter().all(|x| x.is_finite()) {
            return unsorted("the list of concentrations", format!("{concentrations:?}"));
        }
        for case in cases {
            let (given, wanted) = (case.region_of.len(), self.populations.len());
            if given != wanted {
                return Err(ModelError::Units { case: case.name.clone(), given, wanted });
            }
        }
        Ok(Survey { model: self.clone(), cases: cases.to_vec(), sizes, concentrations })
    }

    fn check(&self) -> Result<(), ModelError> {
        check("the number of prospects", self.prospects, 1..=100_000, "from 1 to 100,000")?;
        match self.sizes {
            Sizes::Pareto { smallest, index } => {
                check("the smallest size", smallest, 1.., "at least 1")?;
                check("the index of sizes", index, (Excluded(0.0), Excluded(f64::INFINITY)), "above 0")?;
            }
            Sizes::LogNormal { median, sigma } => {
                check("the median size", median, 1.., "at least 1")?;
                check("the sigma of sizes", sigma, 0.0..f64::INFINITY, "0 or more")?;
            }
        }
        let Range { from, to } = self.concentration;
        check("the least concentration", from, 0.0..=20.0, "from 0 to 20")?;
        check("the greatest concentration", to, from..=20.0, "from the least to 20")?;
        check("the chance of admission", self.admission, 0.0..=1.0, "from 0 to 1")?;
        let most = self.populations.iter().max().copied().unwrap_or(0);
        check("the population", most, 1.., "above 0 in one unit at least")
    }

    /// Members of one prospect, at most as many as there are people.
    fn size(&self, generator: &mut Generator) -> u64 {
        let size = match self.sizes {
            // A uniform number to the power of −1 ÷ index.
            Sizes::Pareto { smallest, index } => smallest as f64 * exp(-ln(generator.uniform()) / index),
            Sizes::LogNormal { median, sigma } => median as f64 * exp(sigma * generator.normal()),
        };
        let people = self.populations.iter().fold(0u64, |sum, &people| sum.saturating_add(people));
        // A float beyond u64 becomes its largest.
        (size as u64).min(people)
    }

    /// Shares a size among the units; the parts add up to it exactly.
    fn spread(&self, size: u64, concentration: f64, generator: &mut Generator, members: &mut Members) {
        let Members { by_unit, weights, .. } = members;
        weights.clear();
        let weigh = |&people: &u64| people as f64 * exp(concentration * generator.normal());
        weights.extend(self.populations.iter().map(weigh));
        let all: f64 = weights.iter().sum();
        by_unit.clear();
        let (mut sum, mut given) = (0.0, 0u64);
        let last = weights.len().saturating_sub(1);
        for (at, weight) in weights.iter().enumerate() {
            sum += weight;
            // The sum up to here, rounded: each part is then within one of its share.
            let up_to = if at == last { size } else { ((sum / all * size as f64).round() as u64).min(size) };
            by_unit.push(up_to.saturating_sub(given));
            given = given.max(up_to);
        }
    }
}

impl LawOnMap {
    /// A law on a map: `region_of` has the region of each unit, counted from 0.
    ///
    /// Ceilings of the law are passed over, as are founders and clocks.
    ///
    /// # Errors
    ///
    /// [`ModelError::EmptyRegion`] for a region without units, and a parameter error for a map without units.
    pub fn new(name: impl Into<String>, law: &Law<Rules>, region_of: &[usize]) -> Result<Self, ModelError> {
        let name = name.into();
        let regions = region_of.iter().max().map_or(0, |&most| most.saturating_add(1));
        check("the number of regions", regions, 1.., "at least 1")?;
        // A gap comes at the latest after as many regions as there are units.
        let gap = (0..regions.min(region_of.len() + 1)).find(|region| !region_of.contains(region));
        if let Some(region) = gap {
            return Err(ModelError::EmptyRegion { case: name, region });
        }
        let (members, in_each) = law.floors();
        let regions_needed = law.regions_needed(regions);
        Ok(Self { name, members, in_each, regions_needed, region_of: region_of.to_vec(), regions })
    }

    /// Whether so many members by unit are enough.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::kazakhstan::registration_laws;
    /// use sailau::simulate::registration::LawOnMap;
    ///
    /// let law = registration_laws().on(date(2023, 1, 1))?.value;
    /// // Three units, the last two of them one region.
    /// let case = LawOnMap::new("2022", law, &[0, 1, 1])?;
    /// assert!(case.passes(&[4_800, 100, 100]));
    /// assert!(!case.passes(&[4_801, 100, 99]));
    /// assert!(!case.passes(&[4_799, 100, 100]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn passes(&self, by_unit: &[u64]) -> bool {
        self.passes_with(by_unit, &mut Vec::with_capacity(self.regions))
    }

    fn passes_with(&self, by_unit: &[u64], by_region: &mut Vec<u128>) -> bool {
        by_region.clear();
        by_region.resize(self.regions, 0);
        let mut all = 0u128;
        for (&members, &region) in by_unit.iter().zip(&self.region_of) {
            all += u128::from(members);
            if let Some(sum) = by_region.get_mut(region) {
                *sum += u128::from(members);
            }
        }
        let enough = by_region.iter().filter(|&&members| members >= self.in_each).count();
        all >= self.members && enough as u128 >= self.regions_needed
    }
}

impl Experiment for Survey {
    type Summary = Found;
    type Workspace = Members;

    fn summary(&self) -> Found {
        let concentrations = self.concentrations.len() + 1;
        let cells = (self.sizes.len() + 1) * concentrations;
        let case = CaseFound {
            against_first: Paired::default(),
            registered: Histogram::new(self.model.prospects),
            survival: vec![Proportion::default(); cells],
            concentrations,
        };
        Found { cases: vec![case; self.cases.len()] }
    }

    fn workspace(&self) -> Members {
        Members::default()
    }

    fn fingerprint(&self) -> Fingerprint {
        Fingerprint::default()
            .with("the model of parties differs", &format!("{:?}", self.model))
            .with("the laws or their maps differ", &format!("{:?}", self.cases))
            .with(
                "the classes of size or concentration differ",
                &format!("{:?} {:?}", self.sizes, self.concentrations),
            )
    }

    fn draw(&self, generator: &mut Generator, members: &mut Members, found: &mut Found) {
        members.registered.clear();
        members.registered.resize(self.cases.len(), 0);
        for _ in 0..self.model.prospects {
            let size = self.model.size(generator);
            let Range { from, to } = self.model.concentration;
            let concentration = from + (to - from) * generator.uniform();
            let admitted = generator.uniform() < self.model.admission;
            self.model.spread(size, concentration, generator, members);
            let class = self.sizes.partition_point(|&bound| bound <= size) * (self.concentrations.len() + 1)
                + self.concentrations.partition_point(|&bound| bound <= concentration);
            let Members { by_unit, by_region, registered, .. } = &mut *members;
            for ((case, found), registered) in self.cases.iter().zip(&mut found.cases).zip(registered) {
                let passes = admitted && case.passes_with(by_unit, by_region);
                *registered += u32::from(passes);
                if let Some(cell) = found.survival.get_mut(class) {
                    cell.push(passes);
                }
            }
        }
        let first = members.registered.first().copied().unwrap_or(0);
        for (found, &registered) in found.cases.iter_mut().zip(&members.registered) {
            found.registered.push(registered);
            found.against_first.push(i64::from(registered), i64::from(first));
        }
    }
}

impl CaseFound {
    /// The survivors of a class of size, of all concentrations.
    #[must_use]
    pub fn by_size(&self, class: usize) -> Proportion {
        let from = class.saturating_mul(self.concentrations);
        total(self.survival.iter().skip(from).take(self.concentrations))
    }

    /// The survivors of a class of concentration, of all sizes.
    #[must_use]
    pub fn by_concentration(&self, class: usize) -> Proportion {
        if class >= self.concentrations {
            return Proportion::default();
        }
        total(self.survival.iter().skip(class).step_by(self.concentrations))
    }

    /// The survivors of both classes.
    #[must_use]
    pub fn by_both(&self, size: usize, concentration: usize) -> Proportion {
        if concentration >= self.concentrations {
            return Proportion::default();
        }
        let at = size.saturating_mul(self.concentrations).saturating_add(concentration);
        self.survival.get(at).copied().unwrap_or_default()
    }

    /// How many times as many parties are expected as under the first law, on the same draws; none where that one
    /// registered none, or with fewer than two draws. The interval takes the covariance of the two into account.
    #[must_use]
    pub fn ratio(&self, confidence: Confidence) -> Option<MeanRatio> {
        let (one, first) = (self.against_first.first(), self.against_first.second());
        let (a, b) = (one.mean()?, first.mean().filter(|&mean| mean > 0.0)?);
        let (va, vb) = (one.variance()?, first.variance()?);
        let covariance = (va + vb - self.against_first.difference().variance()?) / 2.0;
        let value = a / b;
        // Var(A/B) ≈ (Var A − 2 r Cov + r² Var B) / b², of means of n draws.
        let variance = (va - 2.0 * value * covariance + value * value * vb) / (b * b) / one.draws() as f64;
        let half = confidence.z() * variance.max(0.0).sqrt();
        Some(MeanRatio { value, interval: Interval { low: value - half, high: value + half } })
    }
}

impl CaseFound {
    /// The mean number of parties registered.
    #[must_use]
    pub fn expected(&self) -> Option<f64> {
        self.against_first.first().mean()
    }

    /// The interval of that mean.
    #[must_use]
    pub fn expected_interval(&self, confidence: Confidence) -> Option<Interval> {
        self.against_first.first().interval(confidence)
    }
}

impl Summary for CaseFound {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        if self.concentrations != other.concentrations {
            return Err(MergeError::Shape("one has more classes of concentration"));
        }
        self.against_first.merge(&other.against_first)?;
        self.registered.merge(&other.registered)?;
        self.survival.merge(&other.survival)
    }
}

impl Summary for Found {
    fn merge(&mut self, other: &Self) -> Result<(), MergeError> {
        self.cases.merge(&other.cases)
    }
}

fn total<'a>(cells: impl Iterator<Item = &'a Proportion>) -> Proportion {
    cells.fold(Proportion::default(), |sum, cell| Proportion {
        yes: sum.yes.saturating_add(cell.yes),
        of: sum.of.saturating_add(cell.of),
    })
}

fn check<N: PartialOrd + ToString>(
    parameter: &'static str,
    given: N,
    possible: impl RangeBounds<N>,
    wanted: &'static str,
) -> Result<(), ModelError> {
    within(given, possible, |given| ModelError::Parameter { parameter, given: given.to_string(), wanted })
}
