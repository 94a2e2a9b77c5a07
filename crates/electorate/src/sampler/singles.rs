//! Ballots between candidates.

use crate::random::{Generator, exp};
use crate::rates::RatePlan;
use crate::text::one_line;
use crate::{Candidacy, Electorate, ElectorateError, SingleContest};

/// A contest between candidates, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct SinglePlan {
    pub(super) invalid: RatePlan,
    pub(super) against_all: RatePlan,
    pub(super) others: RatePlan,
    pub(super) desertion: RatePlan,
    /// Whether anybody deserts at all.
    pub(super) deserts: bool,
    /// Where each district's candidates begin, and the end of the last's.
    starts: Vec<usize>,
    /// The ballot of each district; none where it is not held.
    pub(super) ballots: Vec<Option<usize>>,
    /// Whose voters each candidate has: the party's number, or that of all parties for an independent.
    slots: Vec<usize>,
    /// Their part of these voters × e^(split + strength).
    pub(super) factors: Vec<f64>,
    /// The standard deviation of their personal vote.
    pub(super) personal: Vec<f64>,
    pub(super) first_vote: usize,
    pub(super) first_total: usize,
}

/// The deviations of a contest's rates in a draw.
#[derive(Debug, Clone, Default)]
pub(super) struct SingleSpace {
    pub(super) invalid: f64,
    pub(super) against_all: f64,
    pub(super) others: f64,
    pub(super) desertion: f64,
}

/// Somebody on a ballot paper: the party's number and the candidate's name.
pub(super) type Paper<'a> = (Option<usize>, Option<std::borrow::Cow<'a, str>>);

impl SinglePlan {
    /// With the ballot paper of each district.
    pub(super) fn new<'a>(
        electorate: &'a Electorate,
        single: &'a SingleContest,
        base: &[f64],
        (first_vote, first_total): (usize, usize),
    ) -> Result<(Self, Vec<Vec<Paper<'a>>>), ElectorateError> {
        let parties = electorate.parties.len();
        let number_of: std::collections::HashMap<_, _> = electorate
            .parties
            .iter()
            .enumerate()
            .map(|(number, party)| (party.name.as_str(), number))
            .collect();
        let mut listed = std::collections::HashMap::<_, Vec<_>>::new();
        for candidate in &single.candidates {
            listed.entry(candidate.district.as_str()).or_default().push(candidate);
        }
        let splits: Vec<_> = electorate
            .parties
            .iter()
            .map(|party| single.split.get(&party.name).copied().unwrap_or(0.0))
            .collect();
        let mut plan = Self {
            invalid: RatePlan::new(&single.invalid, electorate),
            against_all: RatePlan::new(&single.against_all, electorate),
            others: RatePlan::new(&single.others, electorate),
            desertion: RatePlan::new(&single.desertion, electorate),
            deserts: !single.desertion.is_zero(),
            starts: vec![0],
            ballots: Vec::with_capacity(electorate.districts.len()),
            slots: Vec::new(),
            factors: Vec::new(),
            personal: Vec::new(),
            first_vote,
            first_total,
        };
        let mut papers = Vec::with_capacity(electorate.districts.len());
        let mut held = 0;
        for (district, base) in electorate.districts.iter().zip(base.chunks_exact(parties)) {
            let mut paper: Vec<Paper> = Vec::new();
            if single.not_in.contains(&district.name) {
                plan.starts.push(plan.slots.len());
                plan.ballots.push(None);
                papers.push(paper);
                continue;
            }
            let mut add = |slot: usize, name, factor, personal| {
                plan.slots.push(slot);
                plan.factors.push(factor);
                plan.personal.push(personal);
                paper.push((Some(slot).filter(|&slot| slot < parties), name));
            };
            let here = listed.get(district.name.as_str()).map_or(&[][..], Vec::as_slice);
            let mut of_party = vec![0u32; parties];
            let party = |name: &Option<String>| Some(*number_of.get(name.as_deref()?)?);
            here.iter()
                .filter_map(|candidate| party(&candidate.party))
                .for_each(|party| of_party[party] += 1);
            // First the parties without a listed candidate, in their order.
            for (number, &split) in splits.iter().enumerate() {
                if of_party[number] == 0 && single.stand == Candidacy::Every && base[number] > 0.0 {
                    add(number, None, exp(split), single.personal);
                }
            }
            for candidate in here {
                let personal = candidate.personal.unwrap_or(single.personal);
                let name = candidate.name.as_deref().map(Into::into);
                match party(&candidate.party) {
                    Some(number) => {
                        let part = 1.0 / f64::from(of_party[number]);
                        add(number, name, part * exp(splits[number] + candidate.strength), personal);
                    }
                    None => {
                        let share = candidate.share.unwrap_or(0.0);
                        add(parties, name, share * exp(candidate.strength), personal);
                    }
                }
            }
            if let Some(independents) = &single.independents {
                for number in 1..=independents.each {
                    let name = Some(format!("Independent {number}").into());
                    add(parties, name, independents.share, independents.personal);
                }
            }
            if paper.is_empty() {
                return Err(ElectorateError::NoCandidates {
                    contest: one_line(&single.name),
                    district: one_line(&district.name),
                });
            }
            plan.starts.push(plan.slots.len());
            plan.ballots.push(Some(held));
            held += 1;
            papers.push(paper);
        }
        Ok((plan, papers))
    }

    /// Districts in which the ballot is held.
    pub(super) fn held(&self) -> usize {
        self.ballots.iter().flatten().count()
    }

    /// Candidates of all districts.
    pub(super) fn candidates(&self) -> usize {
        self.slots.len()
    }

    /// The most candidates of a district.
    pub(super) fn most(&self) -> usize {
        self.starts.windows(2).map(|ends| ends[1] - ends[0]).max().unwrap_or(0)
    }

    /// Where a district's candidates stand.
    #[inline(always)]
    pub(super) fn range(&self, district: usize) -> std::ops::Range<usize> {
        self.starts[district]..self.starts[district + 1]
    }

    /// Whose voters the candidates of a district have.
    #[inline(always)]
    pub(super) fn slots(&self, district: usize) -> &[usize] {
        &self.slots[self.range(district)]
    }

    #[inline(always)]
    pub(super) fn begin(&self, rng: &mut Generator, space: &mut SingleSpace) {
        space.invalid = self.invalid.begin(rng);
        space.against_all = self.against_all.begin(rng);
        space.others = self.others.begin(rng);
        space.desertion = self.desertion.begin(rng);
    }

    /// The weights of a district's candidates, from the parties' support with that of all parties at its end.
    #[inline(always)]
    pub(super) fn weigh(
        &self,
        district: usize,
        support: &[f64],
        space: &SingleSpace,
        rng: &mut Generator,
        weights: &mut [f64],
    ) {
        rng.fill_normals(weights);
        let range = self.range(district);
        let each = weights.iter_mut().zip(&self.personal[range.clone()]).zip(&self.factors[range]);
        for (((weight, personal), factor), &slot) in each.zip(self.slots(district)) {
            *weight = exp(*weight * personal) * factor * support[slot];
        }
        if self.deserts {
            desert(weights, self.desertion.draw(district, space.desertion, rng));
        }
    }
}

/// Moves a share of the votes of all but the two front runners to these two, in proportion.
#[inline(always)]
fn desert(weights: &mut [f64], share: f64) {
    let (mut first, mut second) = (0.0f64, 0.0f64);
    for &weight in weights.iter() {
        second = second.max(first.min(weight));
        first = first.max(weight);
    }
    // Of several who are level with the second, none is hopeless.
    let hopeless: f64 = weights.iter().filter(|&&weight| weight < second).sum();
    if hopeless == 0.0 {
        return;
    }
    let viable: f64 = weights.iter().filter(|&&weight| weight >= second).sum();
    let gain = 1.0 + share * hopeless / viable;
    for weight in weights {
        *weight *= if *weight >= second { gain } else { 1.0 - share };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn deserters_go_to_the_two_front_runners_in_proportion() {
        let mut weights = [0.1, 0.4, 0.2, 0.3];
        desert(&mut weights, 0.5);
        let expected = [0.05, 0.4 * (1.0 + 0.15 / 0.7), 0.1, 0.3 * (1.0 + 0.15 / 0.7)];
        assert!(weights.iter().zip(expected).all(|(weight, expected)| (weight - expected).abs() < 1e-15));
        for mut few in [vec![0.0, 0.0, 0.0], vec![0.5], vec![0.2, 0.8], vec![]] {
            let before = few.clone();
            desert(&mut few, 1.0);
            assert_eq!(few, before);
        }
        // Three level candidates: nobody is hopeless.
        let mut level = [0.3, 0.3, 0.3, 0.1];
        desert(&mut level, 1.0);
        assert!(level[3] == 0.0 && (level[0] - 1.0 / 3.0).abs() < 1e-15 && level[0] == level[2]);
    }
}
