//! Pooled polls as an electorate in one piece.

use super::{AGAINST_ALL, OTHERS, PollError, PollsError, Pooled};
use crate::random::{digamma, exp, logistic, trigamma};
use crate::{
    Dirichlet, DistrictRoll, Electorate, ListContest, LogisticNormal, PartySupport, Rate, Swing, Turnout,
};

/// A party's place on the logarithmic scale: the mean, and the variance of its own.
pub(super) struct Place {
    pub(super) name: String,
    pub(super) mean: f64,
    pub(super) sd: f64,
}

impl Pooled {
    /// The electorate of one district in which so many vote: with [`PollError::SAMPLING`] shares are Dirichlet, with another error
    /// logistic-normal. Votes against all and those for others are shares of their own, logistic-normal with the moments of
    /// the Dirichlet. Turnout is no part of polls: everybody votes.
    ///
    /// # Errors
    ///
    /// [`PollsError::Electorate`] where names or numbers are none that an electorate can have.
    pub fn electorate(&self, error: PollError, voters: u64) -> Result<Electorate, PollsError> {
        let a = self.dirichlet();
        let parties: Vec<(&String, f64)> =
            self.answers.iter().zip(a).filter(|(name, _)| Self::is_party(name)).collect();
        let (swing, parties) = if error.sd() == 0.0 {
            let nation = Some(parties.iter().map(|(_, a)| a).sum());
            let all = parties.iter().map(|(name, a)| PartySupport::new(*name, *a));
            (Swing::Dirichlet(Dirichlet { nation, district: None }), all.collect())
        } else {
            let parties: Vec<(String, f64)> =
                parties.into_iter().map(|(name, a)| (name.clone(), a)).collect();
            let all = places(&parties, error).into_iter().map(|place| PartySupport {
                volatility: place.sd,
                ..PartySupport::new(place.name, exp(place.mean))
            });
            (nation(1.0, 0.0, 0.0), all.collect())
        };
        let mut list = ListContest::default();
        self.set_rates(&mut list, error, true);
        let electorate = Electorate {
            name: format!("polls of {}", self.day),
            sources: self.used.iter().map(|poll| format!("{}, {}", poll.house, poll.date)).collect(),
            assumptions: self.assumptions(error),
            swing,
            turnout: Turnout::fixed(1.0),
            parties,
            districts: vec![DistrictRoll::new("nation", voters)],
            lists: vec![list],
            ..Electorate::default()
        };
        electorate.compile()?;
        Ok(electorate)
    }

    /// The parameter of the Dirichlet distribution of one answer; 0 where polls do not have it.
    pub(super) fn count_of(&self, answer: &str) -> f64 {
        self.share(answer).map_or(0.0, |share| self.effective * share + 0.5)
    }

    /// Votes against all, and for those who are not named where `others` says so.
    pub(super) fn set_rates(&self, list: &mut ListContest, error: PollError, others: bool) {
        let all: f64 = self.dirichlet().iter().sum();
        let (against, other) = (self.count_of(AGAINST_ALL), self.count_of(OTHERS));
        // Each is a share of what the one before leaves.
        if against > 0.0 {
            list.against_all = rate(against, all - against, error);
        }
        list.others =
            if others && other > 0.0 { rate(other, all - against - other, error) } else { Rate::default() };
    }
}

/// A share with so many respondents against so many others.
fn rate(own: f64, rest: f64, error: PollError) -> Rate {
    let variance = trigamma(own) + trigamma(rest) + 0.5 * error.sd() * error.sd();
    Rate { nation: variance.sqrt(), ..Rate::fixed(logistic(digamma(own) - digamma(rest))) }
}

/// The logistic-normal distribution that has the moments of the Dirichlet's log ratios, with the error of polls added.
pub(super) fn places(parties: &[(String, f64)], error: PollError) -> Vec<Place> {
    let largest = parties.iter().map(|(_, a)| digamma(*a)).fold(f64::NEG_INFINITY, f64::max);
    let each = parties.iter().map(|(name, a)| Place {
        name: name.clone(),
        mean: digamma(*a) - largest,
        sd: (trigamma(*a) + 0.5 * error.sd() * error.sd()).sqrt(),
    });
    each.collect()
}

pub(super) fn nation(nation: f64, region: f64, district: f64) -> Swing {
    Swing::LogisticNormal(LogisticNormal { nation, region, district, correlation: 0.0 })
}
