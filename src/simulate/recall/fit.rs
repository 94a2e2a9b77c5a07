//! Logistic-normal distributions fitted to real recalls, to check laws and machinery against what happened.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::Serialize;
use thiserror::Error;

use super::draws::share;
use crate::procedure::recall::{Ballots, PastRecall, Rules};
use crate::random::{logistic, logit};
use crate::simulate::{EachDraw, Generator, Proportion, each_draw};

/// What recalls under one law were like: the share of the electorate that signed, or the shares that voted for the
/// recall and against it. Each is normal in logits, the two of a vote with their correlation.
///
/// Recalls of one day share one mood, so a day counts once, with its mean. (With each recall by itself, as if they were
/// independent, the fit to Taiwan foretells 5 of 19 where 3 came, and none of August 2025 in one case of 100.)
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Fit {
    /// The days that it was fitted to.
    pub days: usize,
    shape: Shape,
}

#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
enum Shape {
    Signatures { mean: f64, sd: f64 },
    Votes { mean: [f64; 2], sd: [f64; 2], correlation: f64 },
}

/// Why nothing can be fitted.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum FitError {
    /// Too few days with all figures.
    #[error("{0} days have recalls with the figures for a fit, and it takes 3")]
    TooFew(
        /// How many days.
        usize,
    ),
}

/// The experiment of drawing what a law makes of recalls like those of the past.
pub type Forecast<F> = EachDraw<Proportion, F>;

/// The logits of the share that signed; or of the shares for and against.
fn shares(case: &PastRecall, by_vote: bool) -> Option<[f64; 2]> {
    let of = case.electorate? as f64;
    let part = |n: Option<u64>| Some(logit(n? as f64 / of));
    let both = if by_vote { [part(case.yes)?, part(case.no)?] } else { [part(case.signatures)?, 0.0] };
    both.iter().all(|x| x.is_finite()).then_some(both)
}

fn mean_of(all: &[[f64; 2]]) -> [f64; 2] {
    [0, 1].map(|i| all.iter().map(|one| one[i]).sum::<f64>() / all.len() as f64)
}

impl Fit {
    /// Fits to recalls by vote (`by_vote`) or by signatures alone; those without the figures are left out.
    ///
    /// The spread is widened by √(1 + 1/n), for the mean is as uncertain as that.
    ///
    /// # Errors
    ///
    /// [`FitError::TooFew`] with fewer than three days.
    pub fn to<'a>(cases: impl IntoIterator<Item = &'a PastRecall>, by_vote: bool) -> Result<Self, FitError> {
        let mut by_day: BTreeMap<Date, Vec<[f64; 2]>> = BTreeMap::new();
        for case in cases {
            if let Some(shares) = shares(case, by_vote) {
                by_day.entry(case.day).or_default().push(shares);
            }
        }
        let all: Vec<_> = by_day.values().map(|day| mean_of(day)).collect();
        let n = all.len();
        if n < 3 {
            return Err(FitError::TooFew(n));
        }
        let count = n as f64;
        let mean = mean_of(&all);
        let product = |i: usize, j: usize| {
            all.iter().map(|one| (one[i] - mean[i]) * (one[j] - mean[j])).sum::<f64>() / (count - 1.0)
        };
        let wider = (1.0 + 1.0 / count).sqrt();
        let sd = [0, 1].map(|i| product(i, i).sqrt() * wider);
        if !by_vote {
            return Ok(Self { days: n, shape: Shape::Signatures { mean: mean[0], sd: sd[0] } });
        }
        let both = (product(0, 0) * product(1, 1)).sqrt();
        let correlation = if both > 0.0 { (product(0, 1) / both).clamp(-1.0, 1.0) } else { 0.0 };
        Ok(Self { days: n, shape: Shape::Votes { mean, sd, correlation } })
    }

    /// How often a recall like these ends the mandate under a law: by its vote, or by its signatures where it has none.
    ///
    /// A law with a vote takes the petition as signed; one without takes a vote's figures for nothing, so fit and
    /// law have to be of one kind, or nothing is ever carried.
    ///
    /// ```
    /// use sailau::abroad::{past_recalls, recall_law};
    /// use sailau::simulate::{Confidence, Run, recall::Fit};
    ///
    /// let british = past_recalls().iter().filter(|one| one.law == "united-kingdom-2015");
    /// let law = &recall_law("united-kingdom-2015").unwrap().law;
    /// let carried = Run::from_seed(1).draws(10_000).run(&Fit::to(british, false)?.forecast(&law.rules, 75_000))?;
    /// // Four of five came out so.
    /// assert!((0.7..1.0).contains(&carried.summary.share().unwrap()));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn forecast(
        self,
        rules: &Rules,
        voters: u64,
    ) -> Forecast<impl Fn(&mut Generator, &mut Proportion) + Sync + use<>> {
        let needed = rules.signatures_needed().border_of(voters);
        let vote = rules.vote;
        each_draw(Proportion::default(), move |generator, carried| {
            let ended = match (self.shape, &vote) {
                (Shape::Signatures { mean, sd }, None) => {
                    i128::from(share(voters, logistic(mean + sd * generator.normal()))) >= needed
                }
                (Shape::Votes { mean, sd, correlation: r }, Some(vote)) => {
                    let (a, b) = (generator.normal(), generator.normal());
                    let b = r * a + (1.0 - r * r).sqrt() * b;
                    let yes = share(voters, logistic(mean[0] + sd[0] * a));
                    // Drawn apart, the two may exceed the voters in a draw far from all that was seen.
                    let no = share(voters, logistic(mean[1] + sd[1] * b)).min(voters - yes);
                    let ballots = Ballots { participants: yes + no, yes, no: Some(no), invalid: Some(0) };
                    vote.carried(voters, &ballots, None).unwrap_or(false)
                }
                _ => false,
            };
            carried.push(ended);
        })
    }
}
