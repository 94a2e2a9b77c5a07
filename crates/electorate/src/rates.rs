//! Turnout and other rates, ready to be drawn.

use super::{DistrictRoll, Electorate, Rate, TurnoutSpread};
use crate::lanes::{Chance, LANES, Lanes, each};
use crate::random::{Generator, logistic, logit};

/// A [`Rate`] by district.
#[derive(Debug, Clone)]
pub(super) struct RatePlan {
    shares: Vec<f64>,
    logits: Vec<f64>,
    nation: f64,
    district: f64,
}

impl RatePlan {
    pub(super) fn new(rate: &Rate, electorate: &Electorate) -> Self {
        let share = |district: &DistrictRoll| {
            let of_region = || rate.regions.get(district.region.as_ref()?);
            rate.districts.get(&district.name).or_else(of_region).copied().unwrap_or(rate.mean)
        };
        let shares: Vec<_> = electorate.districts.iter().map(share).collect();
        let varies = shares.iter().any(|&share| share > 0.0 && share < 1.0);
        let [nation, _, district] = electorate.levels([rate.nation, 0.0, rate.district]);
        let (nation, district) = if varies { (nation, district) } else { (0.0, 0.0) };
        Self { logits: shares.iter().map(|&share| logit(share)).collect(), shares, nation, district }
    }

    /// The nation's deviation.
    #[inline(always)]
    pub(super) fn begin(&self, rng: &mut Generator) -> f64 {
        normal(self.nation, rng)
    }

    /// The share in a district.
    #[inline(always)]
    pub(super) fn draw(&self, district: usize, nation: f64, rng: &mut Generator) -> f64 {
        if self.is_fixed() {
            return self.shares[district];
        }
        logistic(self.logits[district] + nation + normal(self.district, rng))
    }

    /// As [`begin`](Self::begin), in each lane.
    #[inline(always)]
    pub(super) fn begin_lanes(&self, chance: &mut Chance<'_>) -> Lanes {
        chance.scaled(self.nation)
    }

    /// As [`draw`](Self::draw), in each lane.
    #[inline(always)]
    pub(super) fn draw_lanes(&self, district: usize, nation: &Lanes, chance: &mut Chance<'_>) -> Lanes {
        if self.is_fixed() {
            return [self.shares[district]; LANES];
        }
        let (logit, own) = (self.logits[district], chance.scaled(self.district));
        each(|lane| logistic(logit + nation[lane] + own[lane]))
    }

    #[inline(always)]
    fn is_fixed(&self) -> bool {
        self.nation == 0.0 && self.district == 0.0
    }
}

/// A [`Turnout`](super::Turnout) by district.
#[derive(Debug, Clone)]
pub(super) struct TurnoutPlan {
    shares: Vec<f64>,
    logits: Vec<f64>,
    nation: f64,
    region: f64,
    spread: TurnoutSpread,
    /// The correlation with a party's support, and √(1 − its square).
    correlation: f64,
    rest: f64,
    varies: bool,
}

impl TurnoutPlan {
    pub(super) fn new(electorate: &Electorate) -> Self {
        let turnout = &electorate.turnout;
        let shares = electorate.districts.iter().map(|district| {
            let of_region = district.region.as_ref().and_then(|region| turnout.regions.get(region));
            district.turnout.or(of_region.copied()).unwrap_or(turnout.mean)
        });
        let shares: Vec<_> = shares.collect();
        let correlation = turnout.with_support.as_ref().map_or(0.0, |with| with.correlation);
        let (spread, [nation, region, _]) = turnout_levels(electorate);
        let fixed = matches!(spread, TurnoutSpread::Logit(sd) if sd == 0.0);
        Self {
            logits: shares.iter().map(|&share| logit(share)).collect(),
            shares,
            nation,
            region,
            spread,
            correlation,
            rest: (1.0 - correlation * correlation).sqrt(),
            varies: !(fixed && nation == 0.0 && region == 0.0),
        }
    }

    /// The nation's deviation; `support` is the party's standard deviation at this level, where there is one.
    #[inline(always)]
    pub(super) fn nation(&self, support: Option<f64>, rng: &mut Generator) -> f64 {
        self.deviation(self.nation, support, rng)
    }

    /// A region's deviation.
    #[inline(always)]
    pub(super) fn region(&self, support: Option<f64>, rng: &mut Generator) -> f64 {
        self.deviation(self.region, support, rng)
    }

    /// Whether nothing but normal numbers is drawn for it.
    pub(super) fn is_normal(&self) -> bool {
        !self.varies || matches!(self.spread, TurnoutSpread::Logit(_))
    }

    /// Whether regions have a deviation of their own.
    pub(super) fn has_regions(&self) -> bool {
        self.region > 0.0
    }

    /// Turnout in a district, whose nation and region deviate so much.
    #[inline(always)]
    pub(super) fn draw(&self, district: usize, above: f64, support: Option<f64>, rng: &mut Generator) -> f64 {
        if !self.varies {
            return self.shares[district];
        }
        let logit = self.logits[district] + above;
        match self.spread {
            TurnoutSpread::Logit(sd) => logistic(logit + self.deviation(sd, support, rng)),
            TurnoutSpread::Beta(concentration) => {
                let mean = logistic(logit);
                if self.logits[district].is_finite() { rng.beta(mean, concentration) } else { mean }
            }
        }
    }

    #[inline(always)]
    fn deviation(&self, sd: f64, support: Option<f64>, rng: &mut Generator) -> f64 {
        match support {
            Some(z) if sd > 0.0 => sd * self.correlation * z + normal(sd * self.rest, rng),
            _ => normal(sd, rng),
        }
    }

    /// As [`nation`](Self::nation), in each lane.
    #[inline(always)]
    pub(super) fn nation_lanes(&self, support: Option<&Lanes>, chance: &mut Chance<'_>) -> Lanes {
        self.deviation_lanes(self.nation, support, chance)
    }

    /// As [`region`](Self::region), in each lane.
    #[inline(always)]
    pub(super) fn region_lanes(&self, support: Option<&Lanes>, chance: &mut Chance<'_>) -> Lanes {
        self.deviation_lanes(self.region, support, chance)
    }

    /// As [`draw`](Self::draw) in each lane, where [normal numbers](Self::is_normal) are enough.
    #[inline(always)]
    pub(super) fn draw_lanes(
        &self,
        district: usize,
        above: &Lanes,
        support: Option<&Lanes>,
        chance: &mut Chance<'_>,
    ) -> Lanes {
        let TurnoutSpread::Logit(sd) = self.spread else { return [self.shares[district]; LANES] };
        if !self.varies {
            return [self.shares[district]; LANES];
        }
        let (logit, own) = (self.logits[district], self.deviation_lanes(sd, support, chance));
        each(|lane| logistic(logit + above[lane] + own[lane]))
    }

    #[inline(always)]
    fn deviation_lanes(&self, sd: f64, support: Option<&Lanes>, chance: &mut Chance<'_>) -> Lanes {
        match support {
            Some(z) if sd > 0.0 => {
                let own = chance.scaled(sd * self.rest);
                each(|lane| sd * self.correlation * z[lane] + own[lane])
            }
            _ => chance.scaled(sd),
        }
    }
}

/// How turnout varies in an electorate: between districts, and the standard deviations in nation, region and district.
pub(super) fn turnout_levels(electorate: &Electorate) -> (TurnoutSpread, [f64; 3]) {
    let turnout = &electorate.turnout;
    // A beta distribution has no standard deviation of its own: any will do to ask whether it is drawn.
    let sd = if let TurnoutSpread::Logit(sd) = turnout.district { sd } else { 1.0 };
    let levels = electorate.levels([turnout.nation, turnout.region, sd]);
    let is_drawn = levels[2] > 0.0;
    (if is_drawn { turnout.district } else { TurnoutSpread::Logit(0.0) }, levels)
}

/// A normal number with this standard deviation; no random number for 0.
#[inline(always)]
fn normal(sd: f64, rng: &mut Generator) -> f64 {
    if sd > 0.0 { sd * rng.normal() } else { 0.0 }
}
