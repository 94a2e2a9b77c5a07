//! Pictures of drawn elections that can also be of others.

use super::curves::as_share;
use super::{Curve, Frame, Mark, Point, Scatter, ThresholdSweep};
use crate::interval::Interval;
use crate::reform::DrawnSweep;
use crate::simulate::Confidence;
use crate::simulate::elections::{EnsembleSummary, IndexDistribution, SystemSummary};

#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
impl ThresholdSweep {
    /// From a sweep of one rule over shares on drawn elections: the mean seats of every party that has half a seat or more
    /// at some threshold, and the band in which nine draws of ten lie. The others are named in the caption. None when it
    /// varied two rules, or something that is not a share.
    #[must_use]
    pub fn of_drawn(mut frame: Frame, sweep: &DrawnSweep) -> Option<Self> {
        let [_] = sweep.vary[..] else { return None };
        let xs: Option<Vec<f64>> = sweep.values.iter().map(|values| as_share(values.first()?)).collect();
        let xs = xs?;
        let summary = &sweep.ensemble.summary;
        let (large, small) = sweep.large_and_small();
        let curve = |&party: &usize| {
            let points = xs.iter().zip(&summary.systems).filter_map(|(&x, system)| {
                let own = system.parties.get(party)?;
                Some(Point { x, y: own.seats.moments().mean()?, interval: own.middle(0.9) })
            });
            Curve { name: summary.parties[party].clone(), points: points.collect(), colour: None }
        };
        if let Some(words) = sweep.left_out(&small) {
            frame.caption = format!("{} {words}", frame.caption);
        }
        Some(Self { frame, parties: large.iter().map(curve).collect(), laws: Vec::new() })
    }
}

#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
impl Scatter {
    /// Disproportionality (Gallagher's index) against fragmentation (the effective number of parties in seats) for each
    /// system of simulated elections, with the middle share of the draws that `level` says. Systems without
    /// [indices](crate::simulate::elections::SystemSummary::indices) are left out.
    #[must_use]
    pub fn of(frame: Frame, elections: &EnsembleSummary, level: Confidence) -> Self {
        let middle = |scale: &IndexDistribution| {
            let tail = (1.0 - level.level()) / 2.0;
            Some(Interval { low: scale.quantile(tail)?, high: scale.quantile(1.0 - tail)? })
        };
        let mark = |houses: &SystemSummary| {
            let indices = houses.indices.as_ref()?;
            Some(Mark {
                name: houses.name.clone(),
                x: indices.effective_parties.reals().mean()?,
                y: indices.gallagher.reals().mean()?,
                x_interval: middle(&indices.effective_parties),
                y_interval: middle(&indices.gallagher),
                colour: None,
            })
        };
        Self {
            frame,
            x: "effective number of parties in seats".to_owned(),
            y: "Gallagher's index of disproportionality, points".to_owned(),
            equal: false,
            marks: elections.systems.iter().filter_map(mark).collect(),
        }
    }
}
