//! Who comes next on a list.

use std::collections::{BTreeMap, HashMap};

use super::positions::Orders;
use super::{INDEPENDENTS, Preferences};
use crate::Electorate;

/// Preferences, with parties by number and candidates without one after them: a slot each.
#[derive(Debug, Clone)]
pub(super) enum Next {
    Support,
    Alike,
    /// By slot of the first choice, then by slot.
    Weights(Vec<f64>),
    /// Where each slot stands.
    Spatial {
        places: Vec<[f64; 2]>,
        dimensions: usize,
        spread: f64,
    },
    /// The place of each slot in the reference.
    Mallows {
        places: Vec<usize>,
        dispersion: f64,
    },
}

/// What a paper's entries are to each other, where slots alone do not say it.
#[derive(Debug, Clone, Default)]
pub(super) struct Between {
    /// The entries in the order of the reference.
    pub(super) reference: Vec<usize>,
    /// The orders of each entry's voters.
    pub(super) orders: Vec<Orders>,
}

impl Next {
    pub(super) fn new(electorate: &Electorate, preferences: &Preferences) -> Self {
        let names = electorate.parties.iter().map(|party| party.name.as_str()).chain([INDEPENDENTS]);
        let number_of: HashMap<&str, usize> = names.zip(0..).collect();
        let slots = number_of.len();
        fn by_slot<'a, T: 'a>(
            of: &'a BTreeMap<String, T>,
            numbers: &HashMap<&str, usize>,
        ) -> Vec<(usize, &'a T)> {
            of.iter().filter_map(|(name, value)| Some((*numbers.get(name.as_str())?, value))).collect()
        }
        match preferences {
            Preferences::PartySupport => Self::Support,
            Preferences::ImpartialCulture => Self::Alike,
            Preferences::Weights(rows) => {
                let mut weights = vec![0.0; slots * slots];
                for (first, row) in by_slot(rows, &number_of) {
                    for (next, &weight) in by_slot(row, &number_of) {
                        weights[first * slots + next] = weight;
                    }
                }
                Self::Weights(weights)
            }
            Preferences::Spatial(positions) => {
                let mut places = vec![[0.0; 2]; slots];
                let dimensions = positions.parties.values().next().map_or(1, Vec::len);
                for (slot, at) in by_slot(&positions.parties, &number_of) {
                    places[slot].iter_mut().zip(at).for_each(|(own, &x)| *own = x);
                }
                Self::Spatial { places, dimensions, spread: positions.spread }
            }
            Preferences::Mallows(mallows) => {
                let mut places = vec![slots; slots];
                for (party, place) in mallows.reference.iter().zip(0..) {
                    if let Some(&slot) = number_of.get(party.as_str()) {
                        places[slot] = place;
                    }
                }
                Self::Mallows { places, dispersion: mallows.dispersion }
            }
        }
    }

    /// Of a paper whose entries have these slots.
    pub(super) fn between(&self, slots: &[usize]) -> Between {
        match self {
            Self::Support | Self::Alike | Self::Weights(_) => Between::default(),
            Self::Spatial { places, dimensions, spread } => {
                let places: Vec<_> = slots.iter().map(|&slot| places[slot]).collect();
                let orders =
                    (0..slots.len()).map(|first| Orders::around(first, &places, *dimensions, *spread));
                Between { orders: orders.collect(), ..Between::default() }
            }
            Self::Mallows { places, .. } => {
                let mut reference: Vec<usize> = (0..slots.len()).collect();
                reference.sort_by_key(|&entry| places[slots[entry]]);
                Between { reference, ..Between::default() }
            }
        }
    }
}
