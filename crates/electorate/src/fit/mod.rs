//! Fitting a vote model to real elections: what they say about its parameters, and what they do not.
//!
//! A [`Series`] of elections goes in, a [`Fit`] comes out: an estimate with its standard error for each
//! [`Parameter`] that the elections identify, a stated [`Assumption`] for each that they do not, and how well the
//! model [fits](Goodness). Its `Display` prints all three, so that no result travels without what it rests on.
//!
//! | from | come |
//! |---|---|
//! | one election, nationwide | nothing about swings; shares of invalid ballots and of votes against all |
//! | several elections, nationwide | the national swing, the swing of turnout |
//! | one election by district | spreads between districts, a Dirichlet concentration, the distribution of turnout |
//! | several by the same districts | the swings of districts, too |
//! | districts with regions | the same for regions |
//! | two ballots by district | candidates' own votes, split tickets |
//!
//! # Method
//!
//! Everything is in logarithms of votes, as in the model. Shares sum to 1, so a district's votes say only how
//! parties compare: each district's own mean is taken out by least squares, and each party's where districts are compared;
//! any party may be missing anywhere. Variances are the squares that are left by their degrees of freedom, less
//! what the counting of finitely many voters gives (1/n for the logarithm of n votes), so that small districts do
//! not pass for volatile ones. The components of regions and districts are told apart by Henderson's method 3 (1953), and
//! what districts add to the country's swing is taken off that. Standard errors are those of normal deviations unless
//! they say jackknife; [kurtosis](Goodness::kurtosis) and [homogeneity](Goodness::homogeneity) say whether to believe
//! them.
//!
//! Parties below a [least share](Series::smallest_share) are left out. One that stood in one of two elections only has no
//! swing: what newcomers do is not in these numbers.
//!
//! # Examples
//!
//! One election says nothing about swings, and the report says so:
//!
//! ```
//! use sailau::electorate::fit::{Parameter, Series, Why};
//! use sailau::votes::Votes;
//!
//! let votes = Votes::from_csv("\
//! contest,party,votes
//! list,Red,600
//! list,Blue,400
//! list,@invalid,20
//! ".as_bytes(), &[])?;
//! let mut series = Series::new("list").assume(Parameter::AgainstAll, 0.0, "no such line on the ballot")?;
//! let fit = series.add("2020", &votes)?.fit()?;
//! assert_eq!(fit.estimates.len(), 1);
//! let swing = fit.assumption(Parameter::NationalSwing).unwrap();
//! assert_eq!((swing.why, swing.value), (Why::OneElection, Some(0.18)));
//! println!("{fit}");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod additive;
mod ballots;
mod error;
mod levels;
mod parameter;
mod report;
mod series;
mod spreads;
mod statistics;
mod swings;
mod turnouts;

pub use error::FitError;
pub use parameter::{Parameter, Published, published};
pub use report::{Assumption, ErrorMethod, Estimate, Fit, Goodness, Homogeneity, Part, Why};
pub use series::Series;

use std::collections::BTreeSet;

use levels::Level;
use series::Observed;

/// Parties left out that a note names.
const NAMED: usize = 8;

impl Series {
    /// Fits every [`Parameter`].
    ///
    /// # Errors
    ///
    /// [`FitError::NoElections`] of an empty series; [`FitError::NoSuchParty`], [`FitError::NamesGoRound`] and
    /// [`FitError::NoSecondBallot`] for names that stand for nothing in its elections;
    /// [`FitError::NothingIdentified`] when not one parameter is identified, with the reasons. Else the result is partial and says so in [`Fit::not_identified`].
    pub fn fit(&self) -> Result<Fit, FitError> {
        if self.elections.is_empty() {
            return Err(FitError::NoElections);
        }
        self.check_names()?;
        let swings = swings::swings(self);
        let spreads = spreads::spreads(self);
        let mut found = vec![
            (Parameter::NationalSwing, swings.national),
            (Parameter::RegionalSwing, swings.levels.regional),
            (Parameter::LocalSwing, swings.levels.local),
            (Parameter::RegionalSpread, spreads.regional),
            (Parameter::LocalSpread, spreads.local),
            (Parameter::Concentration, spreads::concentration(self)),
        ];
        found.extend(turnouts::fit(self));
        found.extend(ballots::rest(self));
        found.push((Parameter::CandidateSpread, ballots::candidates(self)));
        found.push((Parameter::SplitTickets, ballots::split(self)));
        let mut fit = Fit {
            estimates: Vec::new(),
            not_identified: Vec::new(),
            goodness: Vec::new(),
            notes: self.notes(),
        };
        for (parameter, result) in found {
            match result {
                Ok(Level { estimate, goodness }) => {
                    fit.estimates.push(estimate);
                    fit.goodness.extend(goodness);
                }
                Err(why) => fit.not_identified.push(self.assumption(parameter, why)),
            }
        }
        turnouts::around_the_estimate(&mut fit);
        if fit.estimates.is_empty() {
            let reasons = fit.not_identified.iter().map(|one| format!("{}: {}", one.parameter, one.why));
            return Err(FitError::NothingIdentified { reasons: reasons.collect::<Vec<_>>().join("; ") });
        }
        for (parameter, value, source) in &self.assumed {
            if fit.estimate(*parameter).is_some() {
                fit.notes.push(format!("{parameter} is estimated; {value} ({source}) is not used"));
            }
        }
        Ok(fit)
    }

    fn assumption(&self, parameter: Parameter, why: Why) -> Assumption {
        let given = self.assumed.iter().find(|(known, ..)| *known == parameter);
        let (value, source) = match (given, published(parameter)) {
            (Some((_, value, source)), _) => (Some(*value), source.clone()),
            (None, Some(Published { value, source })) => (Some(value), source.to_owned()),
            (None, None) => (None, String::new()),
        };
        Assumption { parameter, value, why, source }
    }

    /// What was left out.
    fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        for election in &self.elections {
            let kept = election.parties(self.smallest_share);
            let (totals, _) = election.totals();
            let out: Vec<&str> = totals.into_keys().filter(|party| !kept.contains(party)).collect();
            if !out.is_empty() {
                let least = 100.0 * self.smallest_share;
                let (named, more) = out.split_at(out.len().min(NAMED));
                let more = if more.is_empty() { String::new() } else { format!(" and {} more", more.len()) };
                let named = named.join(", ");
                notes.push(format!(
                    "{}: below {least} % of the votes and left out: {named}{more}",
                    election.name
                ));
            }
        }
        for pair in self.elections.windows(2) {
            let [before, after] = pair else { continue };
            let stood = |election: &Observed| election.totals().0.into_keys().map(str::to_owned).collect();
            let (old, new): (BTreeSet<String>, BTreeSet<String>) = (stood(before), stood(after));
            let of = |election: &Observed, others: &BTreeSet<String>| {
                let own = election.parties(self.smallest_share).into_iter();
                let alone: Vec<&str> = own.filter(|party| !others.contains(*party)).collect();
                (!alone.is_empty()).then(|| format!("{} ({})", alone.join(", "), election.name))
            };
            let alone: Vec<String> = [of(before, &new), of(after, &old)].into_iter().flatten().collect();
            if !alone.is_empty() {
                notes.push(format!(
                    "{} and {}: without a swing, for they stood in one of the two only: {}",
                    before.name,
                    after.name,
                    alone.join("; ")
                ));
            }
        }
        notes
    }
}

#[cfg(test)]
mod tests;
