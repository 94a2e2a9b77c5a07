use super::Spatial;
use super::quadrature::{cholesky, gauss_hermite};
use crate::Electorate;
use crate::random::{Generator, exp};

/// Nodes of less weight are left out: they are most of those in three dimensions.
const LIGHTEST: f64 = 1e-10;
/// A point; dimensions that a model does not have are 0 everywhere.
type Point = [f64; 3];

/// Spatial voting, ready to be drawn.
#[derive(Debug, Clone)]
pub(super) struct SpatialPlan {
    dimensions: usize,
    parties: Vec<Point>,
    /// The mean of each district's voters.
    means: Vec<Point>,
    /// Voters around it, with their weights.
    nodes: Vec<(Point, f64)>,
    b: f64,
    nation: f64,
    district: f64,
    /// The standard deviation of each party's valence.
    valence: Vec<f64>,
}

/// What districts have in common in a draw, and room for a voter's choice.
#[derive(Debug, Clone, Default)]
pub(super) struct SpatialSpace {
    shift: Point,
    valence: Vec<f64>,
    distances: Vec<f64>,
}

impl SpatialPlan {
    pub(super) fn new(electorate: &Electorate, spatial: &Spatial) -> Self {
        let point = |at: Option<&Vec<f64>>| {
            let mut point = Point::default();
            at.into_iter().flatten().zip(&mut point).for_each(|(from, to)| *to = *from);
            point
        };
        let dimensions = spatial.parties.values().map(Vec::len).max().unwrap_or(0);
        // The check has seen to it that it is a covariance.
        let lower = cholesky(&spatial.covariance).unwrap_or_default();
        let one_dimension = gauss_hermite(spatial.nodes as usize);
        let mut grid = vec![(Vec::new(), 1.0)];
        for _ in 0..dimensions {
            let longer = |(start, weight): &(Vec<f64>, f64)| -> Vec<_> {
                let each = one_dimension.iter();
                each.map(|(x, part)| ([&start[..], &[*x]].concat(), weight * part)).collect()
            };
            grid = grid.iter().flat_map(longer).filter(|(_, weight)| *weight > LIGHTEST).collect();
        }
        let all: f64 = grid.iter().map(|(_, weight)| weight).sum();
        let place = |at: Vec<f64>| {
            let along = |row: &Vec<f64>| row.iter().zip(&at).map(|(factor, x)| factor * x).sum();
            point(Some(&if lower.is_empty() { at.clone() } else { lower.iter().map(along).collect() }))
        };
        let [nation, _, district] = electorate.levels([spatial.nation, 0.0, spatial.district]);
        Self {
            dimensions,
            parties: electorate.parties.iter().map(|party| point(spatial.parties.get(&party.name))).collect(),
            means: electorate
                .districts
                .iter()
                .map(|district| point(spatial.districts.get(&district.name)))
                .collect(),
            nodes: grid.into_iter().map(|(at, weight)| (place(at), weight / all)).collect(),
            b: spatial.b,
            nation,
            district,
            valence: electorate.parties.iter().map(|party| spatial.valence * party.volatility).collect(),
        }
    }

    pub(super) fn space(&self) -> SpatialSpace {
        let parties = self.parties.len();
        SpatialSpace { shift: Point::default(), valence: vec![1.0; parties], distances: vec![0.0; parties] }
    }

    pub(super) fn begin(&self, rng: &mut Generator, space: &mut SpatialSpace) {
        space.shift = self.shift(self.nation, rng);
        for (factor, &sd) in space.valence.iter_mut().zip(&self.valence) {
            *factor = if sd > 0.0 { exp(sd * rng.normal()) } else { 1.0 };
        }
    }

    /// Support in a district, and the share of the voters whose party does not stand: they choose among the others.
    pub(super) fn district(
        &self,
        district: usize,
        base: &[f64],
        stands: Option<&[f64]>,
        rng: &mut Generator,
        space: &mut SpatialSpace,
        support: &mut [f64],
    ) -> f64 {
        let own = self.shift(self.district, rng);
        let mean: Point = std::array::from_fn(|i| self.means[district][i] + space.shift[i] + own[i]);
        let stands = |party: usize| stands.map_or(1.0, |stands| stands[party]);
        support.fill(0.0);
        let mut missing = 0.0;
        for (node, weight) in &self.nodes {
            let voter: Point = std::array::from_fn(|i| mean[i] + node[i]);
            let mut nearest = f64::INFINITY;
            for (party, (distance, place)) in space.distances.iter_mut().zip(&self.parties).enumerate() {
                *distance = (0..3).map(|i| (voter[i] - place[i]) * (voter[i] - place[i])).sum();
                if base[party] * stands(party) > 0.0 {
                    nearest = nearest.min(*distance);
                }
            }
            if nearest == f64::INFINITY {
                return 1.0;
            }
            // Distances beyond the nearest: powers that are all lost would leave a voter without a choice.
            let (mut all, mut kept) = (0.0, 0.0);
            for (party, distance) in space.distances.iter_mut().enumerate() {
                let attraction = exp(-self.b * (*distance - nearest)) * base[party] * space.valence[party];
                all += attraction;
                // Not a product: one who is missing may be infinitely nearer.
                *distance = if stands(party) > 0.0 { attraction } else { 0.0 };
                kept += *distance;
            }
            missing += weight * (1.0 - kept / all);
            let scale = weight / kept;
            support.iter_mut().zip(&space.distances).for_each(|(support, part)| *support += part * scale);
        }
        missing
    }

    fn shift(&self, sd: f64, rng: &mut Generator) -> Point {
        let mut shift = Point::default();
        if sd > 0.0 {
            shift[..self.dimensions].iter_mut().for_each(|x| *x = sd * rng.normal());
        }
        shift
    }
}
