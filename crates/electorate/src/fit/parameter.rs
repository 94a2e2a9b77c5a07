use std::fmt;
use std::str::FromStr;

use serde::de::IntoDeserializer as _;
use serde::de::value::{Error as ValueError, StrDeserializer};
use serde::{Deserialize, Serialize};

use crate::text::{nearest, one_line};
use crate::{LogisticNormal, PERSONAL, Turnout};

use super::FitError;

/// A number of a vote model that elections can be asked for.
///
/// Votes are modelled in logarithms: a party's share of a place is its strength by the sum of all strengths there,
/// and swings and deviations are added to the logarithms of the strengths (the logistic-normal model, Aitchison and Shen
/// 1980). A standard deviation of 0.1 is some 10 % of a party's votes; the log ratio of two parties varies √2
/// times as much as each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Parameter {
    /// Standard deviation of a party's log strength from one election to the next, in the whole country.
    NationalSwing,
    /// Standard deviation of a region's swing about the country's.
    RegionalSwing,
    /// Standard deviation of a district's swing about its region's, or about the country's where no regions are given.
    LocalSwing,
    /// Standard deviation of a party's log strength between regions at one election.
    RegionalSpread,
    /// The same between the districts of a region, or of the country where no regions are given.
    LocalSpread,
    /// Concentration of a Dirichlet distribution of the shares of districts, by moments: the larger, the more alike.
    Concentration,
    /// Turnout, a share: the mean of the districts at the last election, each counting once; the country's where districts'
    /// turnouts are not known.
    Turnout,
    /// First parameter of a beta distribution of the turnouts of districts.
    TurnoutA,
    /// Second parameter of that distribution.
    TurnoutB,
    /// Standard deviation of the logit of turnout between districts at one election.
    TurnoutSpread,
    /// Standard deviation of the change of the country's logit of turnout from one election to the next.
    TurnoutSwing,
    /// Standard deviation of a district's change about the country's.
    TurnoutLocalSwing,
    /// Invalid ballots, a share of all ballots: the mean of elections.
    Invalid,
    /// Votes against all, a share of valid votes: the mean of elections that have any, where they have any.
    AgainstAll,
    /// Standard deviation of what a candidate adds to the log strength of the party's list in the district.
    CandidateSpread,
    /// Voters who split their two votes, a share: the least that the totals of districts allow.
    SplitTickets,
}

impl Parameter {
    /// Every parameter.
    pub const ALL: [Self; 16] = [
        Self::NationalSwing,
        Self::RegionalSwing,
        Self::LocalSwing,
        Self::RegionalSpread,
        Self::LocalSpread,
        Self::Concentration,
        Self::Turnout,
        Self::TurnoutA,
        Self::TurnoutB,
        Self::TurnoutSpread,
        Self::TurnoutSwing,
        Self::TurnoutLocalSwing,
        Self::Invalid,
        Self::AgainstAll,
        Self::CandidateSpread,
        Self::SplitTickets,
    ];

    /// Whether it is a share, between 0 and 1.
    fn is_share(self) -> bool {
        matches!(self, Self::Turnout | Self::Invalid | Self::AgainstAll | Self::SplitTickets)
    }

    /// Refuses a number that the parameter cannot have, and says where its values lie.
    pub(super) fn check(self, value: f64) -> Result<(), &'static str> {
        let (fits, range) = if self.is_share() {
            ((0.0..=1.0).contains(&value), "between 0 and 1")
        } else if matches!(self, Self::Concentration | Self::TurnoutA | Self::TurnoutB) {
            (value > 0.0 && value.is_finite(), "above 0")
        } else {
            (value >= 0.0 && value.is_finite(), "of 0 or more")
        };
        if fits { Ok(()) } else { Err(range) }
    }
}

/// The word of a file: `national-swing`.
///
/// ```
/// use sailau::electorate::fit::Parameter;
///
/// assert_eq!("national-swing".parse(), Ok(Parameter::NationalSwing));
/// let error = "national swings".parse::<Parameter>().unwrap_err();
/// assert!(error.to_string().ends_with("; did you mean `national-swing`?"));
/// ```
impl FromStr for Parameter {
    type Err = FitError;

    fn from_str(text: &str) -> Result<Self, FitError> {
        let own: StrDeserializer<'_, ValueError> = text.into_deserializer();
        Self::deserialize(own).map_err(|_| {
            let words = Self::ALL.map(|parameter| serde_json::to_string(&parameter).unwrap_or_default());
            let words: Vec<&str> = words.iter().map(|word| word.trim_matches('"')).collect();
            FitError::NoSuchParameter {
                parameter: one_line(text),
                known: words.join(", "),
                nearest: nearest(text, words.iter().copied()).map(str::to_owned),
            }
        })
    }
}

/// `national swing`.
impl fmt::Display for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NationalSwing => "national swing",
            Self::RegionalSwing => "regional swing",
            Self::LocalSwing => "local swing",
            Self::RegionalSpread => "regional spread",
            Self::LocalSpread => "local spread",
            Self::Concentration => "concentration",
            Self::Turnout => "turnout",
            Self::TurnoutA => "turnout, beta a",
            Self::TurnoutB => "turnout, beta b",
            Self::TurnoutSpread => "turnout spread",
            Self::TurnoutSwing => "turnout swing",
            Self::TurnoutLocalSwing => "turnout local swing",
            Self::Invalid => "invalid ballots",
            Self::AgainstAll => "votes against all",
            Self::CandidateSpread => "candidate spread",
            Self::SplitTickets => "split tickets",
        })
    }
}

/// A value from the literature, for what elections at hand do not identify.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Published {
    /// The value.
    pub value: f64,
    /// Where it comes from, and how far it fits.
    pub source: &'static str,
}

/// What is published for a parameter; none where no value was found.
///
/// ```
/// use sailau::electorate::fit::{Parameter, published};
///
/// assert_eq!(published(Parameter::NationalSwing).unwrap().value, 0.18);
/// assert!(published(Parameter::AgainstAll).is_none());
/// ```
#[must_use]
pub fn published(parameter: Parameter) -> Option<Published> {
    let (value, source) = match parameter {
        Parameter::NationalSwing => (
            LogisticNormal::NATION,
            "zweitstimme.org 2021 (Stoetzer, Neunhoeffer, Gschwend, Munzert and Sternberg, Political Analysis 2019), \
             combined_model.stan: shock on election day, in log ratios to one party; an error of forecasts, smaller than \
             what changes between two elections",
        ),
        Parameter::RegionalSwing => (
            0.07,
            "The Economist 2020 (Heidemanns, Gelman and Morris), final_2016.R: standard deviation of a state's logit",
        ),
        Parameter::LocalSwing => (
            LogisticNormal::DISTRICT,
            "Germany, list votes by constituency 1990-2021, from github zweitstimme-org/swing-models: standard deviation \
             of the logit swing, median of the parties",
        ),
        Parameter::LocalSpread => (
            0.33,
            "Germany, list votes by constituency 2021, from github zweitstimme-org/swing-models: a concentration of 45.7, \
             as the standard deviation of the logarithm of a sixth of the votes",
        ),
        Parameter::Concentration => (
            45.7,
            "Germany, list votes by constituency 2021, from github zweitstimme-org/swing-models; single parties have 24 to \
             193",
        ),
        Parameter::Turnout => (Turnout::UK_2019.mean, UNITED_KINGDOM),
        Parameter::TurnoutA => (44.4, UNITED_KINGDOM),
        Parameter::TurnoutB => (21.7, UNITED_KINGDOM),
        Parameter::TurnoutSpread => (
            0.26,
            "United Kingdom, constituencies 2019, from github keithysimpson: a standard deviation of 0.057 about 0.672",
        ),
        Parameter::CandidateSpread => (
            PERSONAL,
            "Germany, constituencies 1990-2021, from github zweitstimme-org/swing-models: what the logit swing of the \
             single-member vote has above that of the list vote",
        ),
        Parameter::SplitTickets => (
            0.072,
            "Germany 2021, half the differences between first and list votes by constituency, from github \
             zweitstimme-org/swing-models; surveys of ballots have 0.25 and more",
        ),
        Parameter::RegionalSpread
        | Parameter::TurnoutSwing
        | Parameter::TurnoutLocalSwing
        | Parameter::Invalid
        | Parameter::AgainstAll => return None,
    };
    Some(Published { value, source })
}

const UNITED_KINGDOM: &str =
    "United Kingdom, constituencies 2019, from github keithysimpson: moments of the beta distribution";
