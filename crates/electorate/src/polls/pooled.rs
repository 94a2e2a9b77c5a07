//! What polls say together, and in words.

use jiff::civil::Date;

use super::history::ErrorSource;
use super::{AGAINST_ALL, OTHERS, PollError, Pooling, Undecided};
use crate::text::grouped;

/// Polls as one: the shares of all answers, and as many respondents as their error is worth.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pooled {
    /// The day of reference.
    pub day: Date,
    /// Parties, and [`OTHERS`] and [`AGAINST_ALL`] where polls have them.
    pub answers: Vec<String>,
    /// The share of each answer, with a sum of 1.
    pub shares: Vec<f64>,
    /// The simple random sample that has the variance of the pooled share of the strongest.
    pub effective: f64,
    /// The polls that are in it.
    pub used: Vec<UsedPoll>,
    /// Polls of the window that a newer one of the same house stands for.
    pub older_of_a_house: usize,
    /// How they were pooled, with the day.
    pub(super) pooling: Pooling,
}

/// A poll in the pool.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct UsedPoll {
    /// Its day.
    pub date: Date,
    /// Its house.
    pub house: String,
    /// Its line in the file.
    pub line: u64,
    /// Days before the day of reference.
    pub age: u32,
    /// Respondents who count: the decided, or all where the undecided are split.
    pub respondents: f64,
    /// Its design effect.
    pub design_effect: f64,
    /// Whether its sample was not published, and is assumed.
    pub is_assumed: bool,
    /// Those who named nobody, as a share of all who were asked.
    pub undecided: f64,
    /// Its weight in the pool, in respondents.
    pub weight: f64,
}

impl Pooled {
    /// The pooled share of an answer.
    #[must_use]
    pub fn share(&self, answer: &str) -> Option<f64> {
        self.answers.iter().position(|known| known == answer).map(|number| self.shares[number])
    }

    /// The parameters of the Dirichlet distribution of all shares: effective respondents of each answer, and the prior's 1/2.
    #[must_use]
    pub fn dirichlet(&self) -> Vec<f64> {
        self.shares.iter().map(|share| self.effective * share + 0.5).collect()
    }

    /// Whether an answer is a party.
    pub(super) fn is_party(answer: &str) -> bool {
        answer != OTHERS && answer != AGAINST_ALL
    }

    /// What is taken for granted, a sentence each.
    pub(super) fn assumptions(&self, error: PollError) -> Vec<String> {
        let Pooling { window, half_life, newest_only, correlation, house_effects, undecided, .. } =
            &self.pooling;
        let polls = self.used.iter().map(|poll| {
            let size = if poll.is_assumed { " assumed" } else { "" };
            format!("{} {} ({}{size})", poll.house, poll.date, grouped(poll.respondents.round() as u64))
        });
        let polls: Vec<_> = polls.collect();
        let mut all = vec![match error.source {
            ErrorSource::Sampling => format!(
                "As if the election were on {}: sampling error alone. Polls have erred by about twice as much.",
                self.day
            ),
            ErrorSource::Given => {
                format!(
                    "Elections differ from the polls of {} by a standard deviation of {} in log ratios, as given.",
                    self.day, error.sd
                )
            }
            ErrorSource::History(days) => format!(
                "An election {days} days after {}: polls err by a standard deviation of {} in log ratios, as German ones did \
                 1998-2021 (own fit).",
                self.day, error.sd
            ),
        }];
        all.push(format!(
            "{} respondents, effectively, of {} polls on {}: {}.",
            grouped(self.effective.round() as u64),
            self.used.len(),
            self.day,
            polls.join(", ")
        ));
        let ages = half_life.map_or("not by age".to_owned(), |days| format!("halved in {days} days"));
        let houses = if *newest_only { "the newest of each house" } else { "all" };
        all.push(format!(
            "Polls of the {window} days to {}, {houses} ({} older left out), weighted by sample, {ages}; errors of two polls are \
             correlated by {correlation}.",
            self.day, self.older_of_a_house
        ));
        let effects: Vec<f64> = self.used.iter().map(|poll| poll.design_effect).collect();
        let (least, most) = effects.iter().fold((f64::INFINITY, 0.0f64), |(a, b), &x| (a.min(x), b.max(x)));
        all.push(if least == most {
            format!("Design effect {most}.")
        } else {
            format!("Design effects from {least} to {most}.")
        });
        all.push(if *house_effects {
            "House effects are taken off: means against other houses within a year, drawn to 0, with zero sum.".to_owned()
        } else {
            "No house effects are taken off.".to_owned()
        });
        let without = self.used.iter().map(|poll| poll.undecided).fold(0.0f64, f64::max);
        all.push(match undecided {
            Undecided::InProportion if without == 0.0 => {
                "Polls do not give the undecided: they do as the decided do, or stay at home.".to_owned()
            }
            Undecided::InProportion => format!(
                "The undecided, {:.1} % at most, do as the decided do, or stay at home.",
                100.0 * without
            ),
            Undecided::Split(weights) => {
                let weights: Vec<_> =
                    weights.iter().map(|(party, weight)| format!("{party} {weight}")).collect();
                format!("The undecided, {:.1} % at most, answer as {}.", 100.0 * without, weights.join(", "))
            }
        });
        all.push("Who did not respond votes as those who did: no poll says otherwise of itself.".to_owned());
        all
    }
}
