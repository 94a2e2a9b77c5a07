//! Drawing many elections and looking at them.

use rand::SeedableRng;
use sailau::electorate::{
    Candidate, DistrictRoll, Electorate, ListContest, PartySupport, SingleContest, Turnout, VoteModel,
};
use sailau::random::Generator;
use sailau::votes::Tally;

/// Parties A, B, … with these shares, and districts 1, 2, … with so many voters each; a list ballot a district, all vote.
pub(crate) fn electorate(shares: &[f64], districts: usize, registered: u64) -> Electorate {
    let name = |i: usize| char::from(b'A' + i as u8).to_string();
    Electorate {
        parties: shares.iter().enumerate().map(|(i, &share)| PartySupport::new(name(i), share)).collect(),
        districts: (1..=districts).map(|i| DistrictRoll::new(i.to_string(), registered)).collect(),
        lists: vec![ListContest {
            by: sailau::electorate::ReportingLevel::District,
            ..ListContest::default()
        }],
        turnout: Turnout::fixed(1.0),
        ..Electorate::default()
    }
}

pub(crate) fn candidate(district: &str, party: Option<&str>, name: Option<&str>) -> Candidate {
    Candidate {
        district: district.into(),
        party: party.map(Into::into),
        name: name.map(Into::into),
        ..Candidate::default()
    }
}

/// A contest in which nothing varies by itself.
pub(crate) fn plain_single() -> SingleContest {
    SingleContest { personal: 0.0, ..SingleContest::default() }
}

/// Draws and shows each tally.
pub(crate) fn each_draw(electorate: &Electorate, seed: u64, draws: usize, mut see: impl FnMut(&Tally)) {
    let model = electorate.compile().unwrap();
    let mut rng = Generator::seed_from_u64(seed);
    let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
    for _ in 0..draws {
        model.draw(&mut rng, &mut workspace, &mut tally);
        see(&tally);
    }
}

/// Sums for means, standard deviations and a correlation of pairs.
#[derive(Debug, Default, Clone)]
pub(crate) struct Pairs(Vec<(f64, f64)>);

impl Pairs {
    pub(crate) fn push(&mut self, x: f64, y: f64) {
        self.0.push((x, y));
    }

    fn mean(&self, of: impl Fn(&(f64, f64)) -> f64) -> f64 {
        self.0.iter().map(of).sum::<f64>() / self.0.len() as f64
    }

    pub(crate) fn means(&self) -> (f64, f64) {
        (self.mean(|pair| pair.0), self.mean(|pair| pair.1))
    }

    pub(crate) fn sds(&self) -> (f64, f64) {
        let (x, y) = self.means();
        (self.mean(|pair| (pair.0 - x).powi(2)).sqrt(), self.mean(|pair| (pair.1 - y).powi(2)).sqrt())
    }

    pub(crate) fn correlation(&self) -> f64 {
        let ((x, y), (sd_x, sd_y)) = (self.means(), self.sds());
        self.mean(|pair| (pair.0 - x) * (pair.1 - y)) / (sd_x * sd_y)
    }

    /// Whether the standard deviations are within four standard errors of what is expected of normal numbers.
    pub(crate) fn have_sds(&self, x: f64, y: f64) -> bool {
        let error = 4.0 / (2.0 * self.0.len() as f64).sqrt();
        let (sd_x, sd_y) = self.sds();
        (sd_x / x - 1.0).abs() < error && (sd_y / y - 1.0).abs() < error
    }

    /// Whether the correlation is within four standard errors of what is expected of normal numbers; rounding to
    /// votes takes a little from one of 1.
    pub(crate) fn has_correlation(&self, expected: f64) -> bool {
        let error = 4.0 * (1.0 - expected * expected) / (self.0.len() as f64).sqrt() + 1e-6;
        (self.correlation() - expected).abs() < error
    }
}
