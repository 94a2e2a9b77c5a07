use super::mixture::{Drawn, draw_box, truncated};
use super::{Anomalies, Stuffing, station_sizes};
use crate::Electorate;
use crate::random::Generator;

/// Anomalies, ready to be drawn: sums over the stations of a district.
#[derive(Debug, Clone)]
pub(crate) struct AnomaliesPlan {
    /// The party that gains.
    pub(crate) party: usize,
    turnout_sd: f64,
    share_sd: f64,
    /// Of each district.
    stuffing: Vec<Stuffing>,
    /// Where each district's stations begin, and the end of the last's.
    starts: Vec<usize>,
    /// Voters of each station.
    voters: Vec<f64>,
}

/// The stations of a district in a draw.
#[derive(Debug, Clone, Default)]
pub(crate) struct AnomaliesSpace {
    boxes: Vec<Drawn>,
    /// Weights of a ballot after what was taken from them.
    pub(crate) weights: Vec<f64>,
}

/// Ballots of a district.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Ballots {
    /// Those that voters cast.
    pub(crate) honest: f64,
    /// All that are in the boxes.
    pub(crate) all: f64,
}

impl AnomaliesPlan {
    pub(crate) fn new(electorate: &Electorate, anomalies: &Anomalies) -> Option<Self> {
        let party = electorate.parties.iter().position(|party| party.name == anomalies.party)?;
        let mut plan = Self {
            party,
            turnout_sd: anomalies.turnout_sd,
            share_sd: anomalies.share_sd,
            stuffing: Vec::new(),
            starts: vec![0],
            voters: Vec::new(),
        };
        for district in &electorate.districts {
            let of_region = district.region.as_ref().and_then(|region| anomalies.regions.get(region));
            plan.stuffing.push(*of_region.unwrap_or(&anomalies.stuffing));
            let stations = anomalies.stations(district.registered, district.stations);
            let stations = u32::try_from(stations).unwrap_or(u32::MAX);
            let sizes = station_sizes(district.registered, stations, anomalies.station_sd);
            plan.voters.extend(sizes.into_iter().map(|voters| voters as f64));
            plan.starts.push(plan.voters.len());
        }
        Some(plan)
    }

    /// Room for the largest district, and for so many weights.
    pub(crate) fn space(&self, weights: usize) -> AnomaliesSpace {
        let most = self.starts.windows(2).map(|ends| ends[1] - ends[0]).max().unwrap_or(0);
        AnomaliesSpace { boxes: Vec::with_capacity(most), weights: vec![0.0; weights] }
    }

    /// Draws the stations of a district with this honest turnout.
    pub(crate) fn stations(
        &self,
        district: usize,
        turnout: f64,
        rng: &mut Generator,
        space: &mut AnomaliesSpace,
    ) -> Ballots {
        let mut ballots = Ballots::default();
        space.boxes.clear();
        for voters in self.voters(district) {
            let drawn = draw_box((turnout, self.turnout_sd), &self.stuffing[district], rng);
            ballots.honest += voters * drawn.turnout;
            ballots.all += voters * drawn.ballots();
            space.boxes.push(drawn);
        }
        ballots
    }

    /// The party's votes on one ballot of the stations drawn before, of which it has this honest share.
    pub(crate) fn leader(
        &self,
        district: usize,
        share: f64,
        rng: &mut Generator,
        space: &AnomaliesSpace,
    ) -> f64 {
        let stations = self.voters(district).iter().zip(&space.boxes);
        stations.map(|(voters, drawn)| voters * drawn.leader(truncated(share, self.share_sd, rng))).sum()
    }

    fn voters(&self, district: usize) -> &[f64] {
        &self.voters[self.starts[district]..self.starts[district + 1]]
    }
}
