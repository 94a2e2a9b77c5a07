use std::fmt;
use std::str::FromStr;

use serde::Serialize;

use super::ForensicsError;

/// How often a check may raise an alarm where its own assumptions hold. What a test statistic must exceed is a constant for each, so
/// that the same numbers raise the same alarms on every machine.
///
/// ```
/// use sailau::forensics::Level;
///
/// let level: Level = "1%".parse()?;
/// assert_eq!((level, level.share(), level.to_string().as_str()), (Level::One, 0.01, "1%"));
/// assert!("2%".parse::<Level>().is_err());
/// # Ok::<(), sailau::forensics::ForensicsError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize)]
pub enum Level {
    /// One in ten.
    #[serde(rename = "10%")]
    Ten,
    /// One in twenty.
    #[default]
    #[serde(rename = "5%")]
    Five,
    /// One in a hundred.
    #[serde(rename = "1%")]
    One,
    /// One in a thousand.
    #[serde(rename = "0.1%")]
    Tenth,
}

impl Level {
    /// All of them, from the most alarms to the fewest.
    pub const ALL: [Self; 4] = [Self::Ten, Self::Five, Self::One, Self::Tenth];

    /// As a share.
    #[must_use]
    pub const fn share(self) -> f64 {
        match self {
            Self::Ten => 0.1,
            Self::Five => 0.05,
            Self::One => 0.01,
            Self::Tenth => 0.001,
        }
    }

    /// What a standard normal number exceeds so often: a test on one side.
    pub(super) const fn normal(self) -> f64 {
        match self {
            Self::Ten => 1.281_551_565_544_600_4,
            Self::Five => 1.644_853_626_951_472_7,
            Self::One => 2.326_347_874_040_841,
            Self::Tenth => 3.090_232_306_167_813_5,
        }
    }

    /// What a chi-squared number of nine degrees of freedom exceeds so often.
    pub(super) const fn nine_degrees(self) -> f64 {
        match self {
            Self::Ten => 14.683_656_573_259_837,
            Self::Five => 16.918_977_604_620_448,
            Self::One => 21.665_994_333_461_924,
            Self::Tenth => 27.877_164_871_256_568,
        }
    }

    /// The same of two degrees: −2 ln of the level.
    pub(super) const fn two_degrees(self) -> f64 {
        match self {
            Self::Ten => 4.605_170_185_988_091,
            Self::Five => 5.991_464_547_107_979,
            Self::One => 9.210_340_371_976_182,
            Self::Tenth => 13.815_510_557_964_274,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ten => "10%",
            Self::Five => "5%",
            Self::One => "1%",
            Self::Tenth => "0.1%",
        })
    }
}

impl FromStr for Level {
    type Err = ForensicsError;

    /// `10%`, `5%`, `1%` or `0.1%`.
    fn from_str(text: &str) -> Result<Self, ForensicsError> {
        let plain: String = text.split_whitespace().collect();
        let found = Self::ALL.into_iter().find(|level| level.to_string() == plain);
        found.ok_or_else(|| ForensicsError::Level(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ChiSquared, ContinuousCDF, Normal};

    use super::*;

    #[test]
    fn constants_are_the_quantiles() {
        for level in Level::ALL {
            let share = level.share();
            assert!((Normal::standard().sf(level.normal()) / share - 1.0).abs() < 1e-9, "{level}");
            for (degrees, at) in [(9.0, level.nine_degrees()), (2.0, level.two_degrees())] {
                let sf = ChiSquared::new(degrees).unwrap().sf(at);
                assert!((sf / share - 1.0).abs() < 1e-9, "{level} {degrees}: {sf}");
            }
        }
    }
}
