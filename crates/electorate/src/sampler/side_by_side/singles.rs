//! Candidates of elections side by side.

use crate::lanes::{Chance, LANES, Lanes, each};
use crate::random::exp;
use crate::sampler::singles::SinglePlan;

impl SinglePlan {
    /// As [`weigh`](Self::weigh), in each lane. Gives the sum of the weights; what is left for the caller to draw are the rates.
    #[inline(always)]
    pub(super) fn weigh_lanes(
        &self,
        district: usize,
        support: &[Lanes],
        nation: &Lanes,
        chance: &mut Chance<'_>,
        weights: &mut [Lanes],
    ) -> Lanes {
        let range = self.range(district);
        let (personal, factors) = (&self.personal[range.clone()], &self.factors[range]);
        let each_of = weights.iter_mut().zip(personal).zip(factors).zip(self.slots(district));
        for (((weight, &personal), &factor), &slot) in each_of {
            let (z, support) = (chance.normal(), &support[slot]);
            *weight = each(|lane| exp(z[lane] * personal) * factor * support[lane]);
        }
        if self.deserts {
            let share = self.desertion.draw_lanes(district, nation, chance);
            desert(weights, &share);
        }
        let mut sum = [-0.0; LANES];
        for weight in weights.iter() {
            sum = each(|lane| sum[lane] + weight[lane]);
        }
        sum
    }
}

/// As the function of this name for one election, in each lane.
#[inline(always)]
fn desert(weights: &mut [Lanes], share: &Lanes) {
    let (mut first, mut second) = (Lanes::default(), Lanes::default());
    for weight in weights.iter() {
        second = each(|lane| second[lane].max(first[lane].min(weight[lane])));
        first = each(|lane| first[lane].max(weight[lane]));
    }
    let (mut hopeless, mut viable) = ([-0.0; LANES], [-0.0; LANES]);
    for weight in weights.iter() {
        // Adding nothing changes no sum.
        hopeless = each(|lane| hopeless[lane] + if weight[lane] < second[lane] { weight[lane] } else { 0.0 });
        viable = each(|lane| viable[lane] + if weight[lane] >= second[lane] { weight[lane] } else { 0.0 });
    }
    let gain = each(|lane| match hopeless[lane] == 0.0 {
        true => 1.0,
        false => 1.0 + share[lane] * hopeless[lane] / viable[lane],
    });
    for weight in weights {
        *weight = each(|lane| {
            weight[lane] * if weight[lane] >= second[lane] { gain[lane] } else { 1.0 - share[lane] }
        });
    }
}
