use std::fmt;

use serde::Serialize;

use super::Parameter;
use crate::LogisticNormal;

/// What elections say about a model's parameters, what they do not say, and how well the model fits them.
///
/// Its `Display` is a report with all three; it is also serde data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Fit {
    /// The parameters that the elections identify.
    pub estimates: Vec<Estimate>,
    /// The parameters that they do not identify, with what is taken in their place.
    pub not_identified: Vec<Assumption>,
    /// How well the model fits, by parameter.
    pub goodness: Vec<Goodness>,
    /// What was chosen on the way, a sentence each.
    pub notes: Vec<String>,
}

/// A parameter as elections have it.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Estimate {
    /// The parameter.
    pub parameter: Parameter,
    /// Its value.
    pub value: f64,
    /// Its standard error; none from a single observation.
    pub standard_error: Option<f64>,
    /// How the error was found.
    pub error_method: ErrorMethod,
    /// The numbers that it rests on: changes of parties, cells, districts or elections.
    pub observations: usize,
    /// Observations less what else was fitted to them.
    pub degrees: usize,
    /// The elections that it rests on.
    pub elections: Vec<String>,
    /// The same parameter in parts of the observations, such as one pair of elections or one party.
    pub parts: Vec<Part>,
    /// What a reader should know besides.
    pub note: Option<String>,
}

/// An estimate from a part of the observations.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Part {
    /// Which part.
    pub name: String,
    /// The value there.
    pub value: f64,
    /// Observations there.
    pub observations: usize,
}

/// How a standard error was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum ErrorMethod {
    /// In closed form, for normal deviations.
    Normal,
    /// By leaving out one observation at a time (Quenouille 1956, Tukey 1958).
    Jackknife,
}

/// What is taken for a parameter that the elections do not identify.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Assumption {
    /// The parameter.
    pub parameter: Parameter,
    /// The value taken; none where none is published and none was given.
    pub value: Option<f64>,
    /// Why the elections do not identify it.
    pub why: Why,
    /// Where the value comes from; empty without one.
    pub source: String,
}

/// Why elections do not identify a parameter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Why {
    /// There is one election only.
    OneElection,
    /// Fewer than two parties of the least share stood in both of any two consecutive elections.
    TooFewParties,
    /// Votes are known by country only.
    OnePlace,
    /// No two consecutive elections have two districts of the same names.
    NoCommonPlaces,
    /// No regions of districts are given.
    NoRegions,
    /// Too few regions or districts to tell the levels apart.
    TooFewPlaces,
    /// No district has votes of parties in two ballots.
    NoSecondBallot,
    /// No turnout is known, or of one place only.
    NoTurnouts,
    /// Turnouts are not known twice for the same places.
    NoTurnoutsTwice,
    /// All districts are alike, or differ more than any such distribution.
    NoSuchDistribution,
    /// It is not given in any election.
    NotGiven,
}

/// How well the model fits what the parameter stands for.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Goodness {
    /// The parameter.
    pub parameter: Parameter,
    /// Deviations looked at.
    pub observations: usize,
    /// The part of them inside the model's central 90 %: 0.9 of a true model.
    pub inside_90: f64,
    /// The same for each pair of elections with the parameter from the other pairs; none with a single pair.
    pub inside_90_left_out: Option<f64>,
    /// The kurtosis of standardised deviations: 3 of a normal distribution, more with outliers; none of fewer than 8.
    pub kurtosis: Option<f64>,
    /// Whether the parts have one spread.
    pub homogeneity: Option<Homogeneity>,
    /// Mean absolute error in percentage points of what the model expects of the next election: the shares of the
    /// last, moved by the country's swing where districts are compared.
    pub mean_absolute_error: Option<f64>,
}

/// Bartlett's test (1937) that the parts of the observations have the same variance.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Homogeneity {
    /// The statistic, χ² distributed if they have.
    pub chi_square: f64,
    /// Its degrees of freedom: parts less one.
    pub degrees: usize,
    /// The chance of as much or more if they have.
    pub p_value: f64,
}

impl Fit {
    /// The estimate of a parameter; none where it is assumed.
    #[must_use]
    pub fn estimate(&self, parameter: Parameter) -> Option<&Estimate> {
        self.estimates.iter().find(|estimate| estimate.parameter == parameter)
    }

    /// What is assumed for a parameter; none where it is estimated.
    #[must_use]
    pub fn assumption(&self, parameter: Parameter) -> Option<&Assumption> {
        self.not_identified.iter().find(|assumption| assumption.parameter == parameter)
    }

    /// The value to use: the estimate, else what is assumed; none where nothing is known.
    #[must_use]
    pub fn value(&self, parameter: Parameter) -> Option<f64> {
        let estimated = self.estimate(parameter).map(|estimate| estimate.value);
        estimated.or_else(|| self.assumption(parameter)?.value)
    }

    /// The swing to draw with: what was estimated, else what is assumed, at the three levels.
    #[must_use]
    pub fn logistic_normal(&self) -> LogisticNormal {
        let or = |parameter, default| self.value(parameter).unwrap_or(default);
        let default = LogisticNormal::default();
        LogisticNormal {
            nation: or(Parameter::NationalSwing, default.nation),
            region: or(Parameter::RegionalSwing, default.region),
            district: or(Parameter::LocalSwing, default.district),
            ..default
        }
    }

    /// What is assumed, a sentence each: to be printed beside whatever comes out of the model.
    #[must_use]
    pub fn assumptions(&self) -> Vec<String> {
        self.not_identified.iter().map(ToString::to_string).collect()
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OneElection => "there is one election only",
            Self::TooFewParties => "fewer than two parties stood in both of two consecutive elections",
            Self::OnePlace => "votes are known by country only",
            Self::NoCommonPlaces => "no two consecutive elections have the same districts",
            Self::NoRegions => "no regions of districts are given",
            Self::TooFewPlaces => "there are too few regions or districts to tell the levels apart",
            Self::NoSecondBallot => "no district has votes of parties in two ballots",
            Self::NoTurnouts => "turnout is not known of two places",
            Self::NoTurnoutsTwice => "turnout is not known twice for the same places",
            Self::NoSuchDistribution => {
                "the districts are all alike, or differ more than any such distribution"
            }
            Self::NotGiven => "no election gives it",
        })
    }
}

/// `regional swing 0.07, assumed: votes are known by country only (The Economist 2020 …)`.
impl fmt::Display for Assumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Some(value) => write!(f, "{} {value}, assumed: {} ({})", self.parameter, self.why, self.source),
            None => write!(f, "{} not known: {}, and no value was given", self.parameter, self.why),
        }
    }
}

impl fmt::Display for Estimate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<20} {:>9.4}", self.parameter, self.value)?;
        match self.standard_error {
            Some(error) => write!(f, " ± {error:<8.4}")?,
            None => write!(f, "   {:8}", "")?,
        }
        write!(f, " n {} ({} degrees of freedom); ", self.observations, self.degrees)?;
        match self.elections.as_slice() {
            [first, .., last] if self.elections.len() > 3 => write!(f, "{first} … {last}")?,
            elections => f.write_str(&elections.join(", "))?,
        }
        for part in &self.parts {
            write!(f, "\n    {}: {:.4} (n {})", part.name, part.value, part.observations)?;
        }
        if let Some(note) = &self.note {
            write!(f, "\n    {note}")?;
        }
        Ok(())
    }
}

impl fmt::Display for Goodness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:<20} inside 90 %: {:.2}", self.parameter, self.inside_90)?;
        if let Some(inside) = self.inside_90_left_out {
            write!(f, ", left out {inside:.2}")?;
        }
        write!(f, " (n {})", self.observations)?;
        if let Some(kurtosis) = self.kurtosis {
            write!(f, "; kurtosis {kurtosis:.1}")?;
        }
        if let Some(test) = self.homogeneity {
            let Homogeneity { chi_square, degrees, p_value } = test;
            write!(f, "; one spread: χ² {chi_square:.1} on {degrees}, p {p_value:.3}")?;
        }
        if let Some(error) = self.mean_absolute_error {
            write!(f, "; mean absolute error {error:.2} points")?;
        }
        Ok(())
    }
}

impl fmt::Display for Fit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Estimated (± one standard error)")?;
        self.estimates.iter().try_for_each(|estimate| writeln!(f, "  {estimate}"))?;
        writeln!(f, "Not identified")?;
        self.not_identified.iter().try_for_each(|assumption| writeln!(f, "  {assumption}"))?;
        writeln!(f, "Goodness of fit")?;
        self.goodness.iter().try_for_each(|goodness| writeln!(f, "  {goodness}"))?;
        self.notes.iter().try_for_each(|note| writeln!(f, "{note}"))
    }
}
