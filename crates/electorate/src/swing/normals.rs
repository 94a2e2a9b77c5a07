use crate::lanes::{Chance, Lanes, each};
use crate::random::Generator;
use crate::{Electorate, Swings};

/// Normal deviations of the parties at three levels, correlated within blocs.
#[derive(Debug, Clone)]
pub(super) struct Normals {
    pub(super) nation: Option<Level>,
    pub(super) region: Option<Level>,
    pub(super) district: Option<Level>,
    /// Each party's bloc; of no account where its bloc coefficient is 0.
    bloc_of: Vec<usize>,
    blocs: usize,
    tracked: Option<Tracked>,
}

/// What a level's standard normal numbers are multiplied by: sd × volatility × √(1 − ρ), and × √ρ for the bloc's.
#[derive(Debug, Clone)]
pub(super) struct Level {
    own: Vec<f64>,
    bloc: Vec<f64>,
}

/// The party that turnout goes with: its standard deviation is own × z(party) + bloc × z(bloc).
#[derive(Debug, Clone, Copy)]
struct Tracked {
    party: usize,
    own: f64,
    bloc: f64,
}

/// Room for the standard normal numbers of a level.
#[derive(Debug, Clone, Default)]
pub(super) struct Numbers {
    parties: Vec<f64>,
    blocs: Vec<f64>,
}

impl Normals {
    pub(super) fn new(electorate: &Electorate, swings: Swings, tracked: Option<usize>) -> Self {
        let parties = &electorate.parties;
        let [nation, region, district] = electorate.levels([swings.nation, swings.region, swings.district]);
        let mut names: Vec<&str> = parties.iter().filter_map(|party| party.bloc.as_deref()).collect();
        names.sort_unstable();
        names.dedup();
        // Without correlation a bloc is a mere name.
        let blocs = if swings.correlation > 0.0 { names.len() } else { 0 };
        let number = |bloc: &Option<String>| names.binary_search(&bloc.as_deref()?).ok();
        let bloc_of: Vec<_> = parties.iter().map(|party| number(&party.bloc).filter(|_| blocs > 0)).collect();
        let (own, together) = ((1.0 - swings.correlation).sqrt(), swings.correlation.sqrt());
        let level = |sd: f64| {
            (sd > 0.0).then(|| {
                let each = || parties.iter().zip(&bloc_of);
                Level {
                    own: each()
                        .map(|(party, bloc)| sd * party.volatility * bloc.map_or(1.0, |_| own))
                        .collect(),
                    bloc: each()
                        .map(|(party, bloc)| bloc.map_or(0.0, |_| sd * party.volatility * together))
                        .collect(),
                }
            })
        };
        Self {
            nation: level(nation),
            region: level(region),
            district: level(district),
            tracked: tracked.map(|party| match bloc_of[party] {
                Some(_) => Tracked { party, own, bloc: together },
                None => Tracked { party, own: 1.0, bloc: 0.0 },
            }),
            bloc_of: bloc_of.into_iter().map(|bloc| bloc.unwrap_or(0)).collect(),
            blocs,
        }
    }

    pub(super) fn numbers(&self) -> Numbers {
        Numbers { parties: vec![0.0; self.bloc_of.len()], blocs: vec![0.0; self.blocs] }
    }

    /// Adds a level's deviations, and gives the tracked party's standard deviation.
    #[inline(always)]
    pub(super) fn add(
        &self,
        level: &Level,
        rng: &mut Generator,
        numbers: &mut Numbers,
        deviations: &mut [f64],
    ) -> Option<f64> {
        rng.fill_normals(&mut numbers.parties);
        for ((deviation, z), own) in deviations.iter_mut().zip(&numbers.parties).zip(&level.own) {
            *deviation += z * own;
        }
        if self.blocs > 0 {
            rng.fill_normals(&mut numbers.blocs);
            for ((deviation, &bloc), factor) in deviations.iter_mut().zip(&self.bloc_of).zip(&level.bloc) {
                *deviation += numbers.blocs[bloc] * factor;
            }
        }
        let tracked = self.tracked?;
        let together = numbers.blocs.get(self.bloc_of[tracked.party]).copied().unwrap_or(0.0);
        Some(tracked.own * numbers.parties[tracked.party] + tracked.bloc * together)
    }

    /// Room for the blocs' numbers of all lanes.
    pub(super) fn blocs_in_lanes(&self) -> Vec<Lanes> {
        vec![Lanes::default(); self.blocs]
    }

    /// As [`add`](Self::add), in each lane.
    #[inline(always)]
    pub(super) fn add_lanes(
        &self,
        level: &Level,
        chance: &mut Chance<'_>,
        blocs: &mut [Lanes],
        deviations: &mut [Lanes],
    ) -> Option<Lanes> {
        let mut of_tracked = None;
        for (party, (deviation, own)) in deviations.iter_mut().zip(&level.own).enumerate() {
            let z = chance.normal();
            *deviation = each(|lane| deviation[lane] + z[lane] * own);
            if self.tracked.is_some_and(|tracked| tracked.party == party) {
                of_tracked = Some(z);
            }
        }
        if self.blocs > 0 {
            blocs.iter_mut().for_each(|bloc| *bloc = *chance.normal());
            for ((deviation, &bloc), factor) in deviations.iter_mut().zip(&self.bloc_of).zip(&level.bloc) {
                let z = &blocs[bloc];
                *deviation = each(|lane| deviation[lane] + z[lane] * factor);
            }
        }
        let (tracked, own) = (self.tracked?, of_tracked?);
        let together = blocs.get(self.bloc_of[tracked.party]).copied().unwrap_or_default();
        Some(each(|lane| tracked.own * own[lane] + tracked.bloc * together[lane]))
    }
}
