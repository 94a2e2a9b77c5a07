use super::normals::{Normals, Numbers};
use super::spatial::{SpatialPlan, SpatialSpace};
use super::{Dirichlet, Swing, Swings};
use crate::Electorate;
use crate::random::{Generator, exp};

/// Support below this is nobody's: a reciprocal of it would leave the range of floats.
pub(crate) const NOTHING: f64 = 1e-280;

/// A swing, ready to be drawn.
#[derive(Debug, Clone)]
pub(crate) struct SwingPlan {
    pub(super) kind: Kind,
    /// The row of deviations that each district starts from: its region's, or the nation's after those.
    pub(super) row_of: Vec<usize>,
    pub(super) regions: usize,
    pub(super) parties: usize,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    None,
    Normal(Normals, Shape),
    /// With the parties' national shares.
    Dirichlet(Dirichlet, Vec<f64>),
    Spatial(SpatialPlan),
}

/// What normal deviations do to a base share.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shape {
    /// share × e^deviation.
    LogisticNormal,
    /// share + deviation, less the mean deviation.
    Uniform,
    /// share × (1 + deviation).
    Proportional,
}

/// Scratch space of a swing.
#[derive(Debug, Clone)]
pub(crate) struct SwingSpace {
    numbers: Numbers,
    /// A row of deviations a region, then the nation's.
    rows: Vec<f64>,
    deviations: Vec<f64>,
    spatial: SpatialSpace,
    /// The tracked party's standard deviation in each region, then in the nation.
    pub(crate) tracked: Vec<Option<f64>>,
}

/// What is known of a district besides its parties' support.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mood {
    /// The tracked party's standard deviation at this level, where there is one.
    pub(crate) tracked: Option<f64>,
    /// The sum of the parties' support; 0 where none stands.
    pub(crate) sum: f64,
    /// The share of the voters whose party does not stand.
    pub(crate) missing: f64,
}

impl SwingPlan {
    /// `base` has a row of shares a district; `region_of` a region or none.
    pub(crate) fn new(
        electorate: &Electorate,
        base: &[f64],
        region_of: &[Option<usize>],
        regions: usize,
    ) -> Self {
        let parties = electorate.parties.len();
        let with = electorate.turnout.with_support.as_ref();
        let tracked =
            with.and_then(|with| electorate.parties.iter().position(|party| party.name == with.party));
        let normal = |swings: Swings, shape| Kind::Normal(Normals::new(electorate, swings, tracked), shape);
        let kind = match &electorate.swing {
            Swing::None => Kind::None,
            Swing::LogisticNormal(swing) => {
                let (nation, region, district) = (swing.nation, swing.region, swing.district);
                let swings = Swings { nation, region, district, correlation: swing.correlation };
                normal(swings, Shape::LogisticNormal)
            }
            Swing::Uniform(swings) => normal(*swings, Shape::Uniform),
            Swing::Proportional(swings) => normal(*swings, Shape::Proportional),
            Swing::Dirichlet(swing) => {
                // One district is the nation: its shares are drawn once.
                let once = swing.nation.is_some() && electorate.districts.len() == 1;
                let swing = Dirichlet { district: swing.district.filter(|_| !once), ..*swing };
                Kind::Dirichlet(swing, national(electorate, base))
            }
            Swing::Spatial(spatial) => Kind::Spatial(SpatialPlan::new(electorate, spatial)),
        };
        let varies = |region: Option<usize>| {
            let by_region = matches!(&kind, Kind::Normal(normals, _) if normals.region.is_some());
            region.filter(|_| by_region).unwrap_or(regions)
        };
        Self { row_of: region_of.iter().map(|&region| varies(region)).collect(), kind, regions, parties }
    }

    pub(crate) fn space(&self) -> SwingSpace {
        SwingSpace {
            numbers: match &self.kind {
                Kind::Normal(normals, _) => normals.numbers(),
                _ => Numbers::default(),
            },
            rows: vec![0.0; (self.regions + 1) * self.parties],
            deviations: vec![0.0; self.parties],
            spatial: match &self.kind {
                Kind::Spatial(plan) => plan.space(),
                _ => SpatialSpace::default(),
            },
            tracked: vec![None; self.regions + 1],
        }
    }

    /// Draws what districts have in common.
    #[inline(always)]
    pub(crate) fn begin(&self, rng: &mut Generator, space: &mut SwingSpace) {
        let (regions, nation) = space.rows.split_at_mut(self.regions * self.parties);
        match &self.kind {
            Kind::None => {}
            Kind::Normal(normals, _) => {
                nation.fill(0.0);
                space.tracked[self.regions] = normals
                    .nation
                    .as_ref()
                    .and_then(|level| normals.add(level, rng, &mut space.numbers, nation));
                if let Some(level) = &normals.region {
                    for (row, tracked) in regions.chunks_exact_mut(self.parties).zip(&mut space.tracked) {
                        row.copy_from_slice(nation);
                        *tracked = normals.add(level, rng, &mut space.numbers, row);
                    }
                }
            }
            Kind::Spatial(plan) => plan.begin(rng, &mut space.spatial),
            Kind::Dirichlet(swing, shares) => {
                nation.fill(1.0);
                if let Some(concentration) = swing.nation {
                    nation.copy_from_slice(shares);
                    rng.dirichlet(concentration, nation);
                    // What each base share is multiplied by; a party without votes anywhere keeps 0.
                    for (factor, &share) in nation.iter_mut().zip(shares).filter(|(_, share)| **share > 0.0) {
                        *factor /= share;
                    }
                }
            }
        }
    }

    /// Whether normal numbers are all that it needs, and their number does not depend on them.
    pub(crate) fn is_normal(&self) -> bool {
        matches!(self.kind, Kind::None | Kind::Normal(..))
    }

    /// The sum of the parties' support, which is their base shares where there is nothing.
    #[inline(always)]
    fn sum(base: &[f64], support: &mut [f64]) -> f64 {
        let sum: f64 = support.iter().sum();
        if sum > NOTHING {
            return sum;
        }
        // A swing that leaves nobody anything has no shares: as if there was none.
        support.copy_from_slice(base);
        1.0
    }

    /// Draws the support of each party in a district.
    #[inline(always)]
    pub(crate) fn district(
        &self,
        district: usize,
        base: &[f64],
        stands: Option<&[f64]>,
        rng: &mut Generator,
        space: &mut SwingSpace,
        support: &mut [f64],
    ) -> Mood {
        let row = self.row_of[district] * self.parties;
        let row = &space.rows[row..row + self.parties];
        let mut tracked = None;
        match &self.kind {
            Kind::None => support.copy_from_slice(base),
            Kind::Normal(normals, shape) => {
                space.deviations.copy_from_slice(row);
                if let Some(level) = &normals.district {
                    tracked = normals.add(level, rng, &mut space.numbers, &mut space.deviations);
                }
                shape.apply(base, &space.deviations, support);
            }
            Kind::Dirichlet(swing, _) => {
                for ((support, base), factor) in support.iter_mut().zip(base).zip(row) {
                    *support = base * factor;
                }
                if let Some(concentration) = swing.district {
                    rng.dirichlet(concentration, support);
                }
            }
            Kind::Spatial(plan) => {
                let missing = plan.district(district, base, stands, rng, &mut space.spatial, support);
                return Mood { tracked, sum: support.iter().sum(), missing };
            }
        }
        let sum = Self::sum(base, support);
        let Some(stands) = stands else { return Mood { tracked, sum, missing: 0.0 } };
        support.iter_mut().zip(stands).for_each(|(support, stands)| *support *= stands);
        let kept: f64 = support.iter().sum();
        if kept > NOTHING {
            return Mood { tracked, sum: kept, missing: 1.0 - kept / sum };
        }
        support.fill(0.0);
        Mood { tracked, sum: 0.0, missing: 1.0 }
    }
}

impl Shape {
    #[inline(always)]
    fn apply(self, base: &[f64], deviations: &[f64], support: &mut [f64]) {
        let each = support.iter_mut().zip(base).zip(deviations);
        match self {
            Self::LogisticNormal => each.for_each(|((support, base), &e)| *support = base * exp(e)),
            Self::Proportional => {
                each.for_each(|((support, base), &e)| *support = base * (1.0 + e).max(0.0));
            }
            Self::Uniform => {
                let stand = base.iter().zip(deviations).filter(|(base, _)| **base > 0.0);
                let (number, sum) = stand.fold((0.0, 0.0), |(number, sum), (_, e)| (number + 1.0, sum + e));
                let mean = sum / number;
                each.for_each(|((support, &base), &e)| {
                    *support = if base > 0.0 { (base + e - mean).max(0.0) } else { 0.0 };
                });
            }
        }
    }
}

/// The parties' shares in the nation: those of the districts, by their rolls.
fn national(electorate: &Electorate, base: &[f64]) -> Vec<f64> {
    let mut shares = vec![0.0; electorate.parties.len()];
    for (row, district) in base.chunks_exact(shares.len()).zip(&electorate.districts) {
        // Where nobody is on the roll a share still counts a little, so that no factor is without a base.
        let voters = (district.registered as f64).max(1.0);
        shares.iter_mut().zip(row).for_each(|(share, part)| *share += part * voters);
    }
    let all: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= all);
    shares
}
