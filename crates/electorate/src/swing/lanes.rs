//! Swing of several elections side by side.

use super::plan::{Kind, NOTHING, Shape, SwingPlan};
use crate::lanes::{Chance, LANES, Lanes, each};
use crate::random::exp;

/// Scratch space of a swing in lanes: see `SwingSpace`.
#[derive(Debug, Clone)]
pub(crate) struct SwingLanes {
    /// A row of deviations a region, then the nation's.
    rows: Vec<Lanes>,
    blocs: Vec<Lanes>,
    /// The tracked party's standard deviation in each region, then in the nation.
    pub(crate) tracked: Vec<Option<Lanes>>,
}

impl SwingPlan {
    pub(crate) fn lanes(&self) -> SwingLanes {
        SwingLanes {
            rows: vec![Lanes::default(); (self.regions + 1) * self.parties],
            blocs: match &self.kind {
                Kind::Normal(normals, _) => normals.blocs_in_lanes(),
                _ => Vec::new(),
            },
            tracked: vec![None; self.regions + 1],
        }
    }

    /// As [`begin`](Self::begin) in each lane, where [normal numbers](Self::is_normal) are enough.
    #[inline(always)]
    pub(crate) fn begin_lanes(&self, chance: &mut Chance<'_>, space: &mut SwingLanes) {
        let Kind::Normal(normals, _) = &self.kind else { return };
        let SwingLanes { rows, blocs, tracked } = space;
        let (regions, nation) = rows.split_at_mut(self.regions * self.parties);
        nation.fill(Lanes::default());
        tracked[self.regions] =
            normals.nation.as_ref().and_then(|level| normals.add_lanes(level, chance, blocs, nation));
        if let Some(level) = &normals.region {
            for (row, tracked) in regions.chunks_exact_mut(self.parties).zip(tracked) {
                row.copy_from_slice(nation);
                *tracked = normals.add_lanes(level, chance, blocs, row);
            }
        }
    }

    /// As [`district`](Self::district) in each lane: the support of each party in a district where all parties stand. Gives the tracked
    /// party's standard deviation and the sum of the support.
    #[inline(always)]
    pub(crate) fn district_lanes(
        &self,
        district: usize,
        base: &[f64],
        chance: &mut Chance<'_>,
        space: &mut SwingLanes,
        support: &mut [Lanes],
    ) -> (Option<Lanes>, Lanes) {
        let mut tracked = None;
        match &self.kind {
            Kind::Normal(normals, shape) => {
                let row = self.row_of[district] * self.parties;
                support.copy_from_slice(&space.rows[row..row + self.parties]);
                if let Some(level) = &normals.district {
                    tracked = normals.add_lanes(level, chance, &mut space.blocs, support);
                }
                shape.apply_lanes(base, support);
            }
            _ => support.iter_mut().zip(base).for_each(|(support, &base)| *support = [base; LANES]),
        }
        let mut sum = [-0.0; LANES];
        for support in support.iter() {
            sum = each(|lane| sum[lane] + support[lane]);
        }
        for (lane, sum) in sum.iter_mut().enumerate().filter(|(_, sum)| **sum <= NOTHING) {
            // A swing that leaves nobody anything has no shares: as if there was none.
            support.iter_mut().zip(base).for_each(|(support, &base)| support[lane] = base);
            *sum = 1.0;
        }
        (tracked, sum)
    }
}

impl Shape {
    /// Makes support of deviations.
    #[inline(always)]
    fn apply_lanes(self, base: &[f64], support: &mut [Lanes]) {
        let parties = support.iter_mut().zip(base);
        match self {
            Self::LogisticNormal => parties.for_each(|(e, base)| *e = each(|lane| base * exp(e[lane]))),
            Self::Proportional => {
                parties.for_each(|(e, base)| *e = each(|lane| base * (1.0 + e[lane]).max(0.0)));
            }
            Self::Uniform => {
                let (mut number, mut sum) = (0.0, Lanes::default());
                for (e, _) in support.iter().zip(base).filter(|(_, base)| **base > 0.0) {
                    number += 1.0;
                    sum = each(|lane| sum[lane] + e[lane]);
                }
                for (e, &base) in support.iter_mut().zip(base) {
                    let stands = base > 0.0;
                    *e = each(
                        |lane| if stands { (base + e[lane] - sum[lane] / number).max(0.0) } else { 0.0 },
                    );
                }
            }
        }
    }
}
