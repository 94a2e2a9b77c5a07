//! Methods, quotas, divisors and fractions of any size as files have them: the text that shows them.

use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::biproportional::BigRatio;
use crate::from_text::from_text;
use crate::{Divisor, DivisorValue, Method, Quota, Ratio};

impl Serialize for Method {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Method {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "the name of a method in quotes such as \"dhondt\"")
    }
}

impl Serialize for Quota {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.word())
    }
}

impl<'de> Deserialize<'de> for Quota {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, "the name of a quota in quotes such as \"hare\"")
    }
}

impl Serialize for Divisor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Method::HighestAverages(self.clone()).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Divisor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Method::deserialize(deserializer)? {
            Method::HighestAverages(divisor) => Ok(divisor),
            other => {
                Err(D::Error::custom(format_args!("`{other}` is a method without a series of divisors")))
            }
        }
    }
}

impl Serialize for DivisorValue {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for DivisorValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        divisor_value(&text).ok_or_else(|| {
            D::Error::custom(format_args!(
                "`{text}` is no divisor of a series; write it like 7/5, √6 or 3^(9/10)"
            ))
        })
    }
}

/// The largest denominator of an exponent: Estonia's. Claims are compared by powers of that degree, and no text may ask
/// for powers of any.
const FINEST_EXPONENT: u128 = 10;

fn divisor_value(text: &str) -> Option<DivisorValue> {
    let digits = |text: &str| -> Option<u128> {
        let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if plain { text.parse().ok() } else { None }
    };
    let fraction = |text: &str| {
        let (numerator, denominator) = text.split_once('/').unwrap_or((text, "1"));
        let denominator = digits(denominator).filter(|&number| number > 0)?;
        Some(Ratio { numerator: digits(numerator)?, denominator })
    };
    if let Some(square) = text.strip_prefix('√') {
        return digits(square).map(DivisorValue::RootOf);
    }
    let Some((base, exponent)) = text.split_once('^') else {
        return fraction(text).map(DivisorValue::Fraction);
    };
    let within = exponent.strip_prefix('(').and_then(|exponent| exponent.strip_suffix(')'));
    let exponent =
        fraction(within.unwrap_or(exponent)).filter(|ratio| ratio.denominator <= FINEST_EXPONENT)?;
    Some(DivisorValue::Power { base: u64::try_from(digits(base)?).ok()?, exponent })
}

impl Serialize for BigRatio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for BigRatio {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}
