//! Certificates in words. Parties are named by their positions, from 0, or by their names.

use std::fmt::{self, Display, Formatter};

use super::divisors::{DivisorCertificate, DivisorClaim};
use super::one_by_one::OrderCertificate;
use super::quotas::{QuotaCertificate, QuotaShare, Ranking, RestClaim, Strength};
use super::{BlockCertificate, Certificate};
use crate::named::{Nameable, Names};
use crate::text::grouped;
use crate::{DivisorValue, Quotient, Ratio};

impl Display for Certificate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        self.write(f, Names::default())
    }
}

impl Nameable for Certificate {
    fn write(&self, f: &mut Formatter<'_>, names: Names<'_>) -> fmt::Result {
        match self {
            Self::Divisors(interval) => interval.write(f, names),
            Self::Quota(count) => count.write(f, names),
            Self::OneByOne(order) => order.write(f, names),
            Self::Block(block) => block.fmt(f),
        }
    }
}

/// Certificates that name parties, by their positions where nobody names them.
macro_rules! by_position {
    ($($type:ty),*) => {$(
        impl Display for $type {
            fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
                self.write(f, Names::default())
            }
        }
    )*};
}
by_position!(DivisorCertificate, QuotaCertificate, OrderCertificate);

impl Nameable for DivisorCertificate {
    fn write(&self, f: &mut Formatter<'_>, names: Names<'_>) -> fmt::Result {
        let said = |claim: DivisorClaim| claim.in_words(names);
        if let (Some(met), Some(unmet)) = (self.met, self.unmet)
            && met.quotient.compare(&unmet.quotient).is_eq()
        {
            writeln!(f, "A tie of all claims equal to {}:", value(met.quotient))?;
            return writeln!(f, "the first of them are {} and {}.", said(met), said(unmet));
        }
        match self.met {
            Some(claim) => {
                writeln!(f, "The weakest claim met: {} = {}.", said(claim), value(claim.quotient))?
            }
            None => writeln!(f, "No claim had to be met.")?,
        }
        match self.unmet {
            Some(claim) => {
                writeln!(f, "The strongest claim not met: {} = {}.", said(claim), value(claim.quotient))?
            }
            None => writeln!(f, "Nobody may have another seat.")?,
        }
        if let Some(divisor) = self.nice_divisor() {
            let divisor =
                if divisor.denominator == 1 { grouped(divisor.numerator) } else { decimal(divisor) };
            writeln!(f, "Every divisor between gives these seats; a short one is {divisor} votes a seat.")?;
        }
        Ok(())
    }
}

/// `seat 41 of party 0, 3431510/41`.
impl Display for DivisorClaim {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_words(Names::default()))
    }
}

impl DivisorClaim {
    fn in_words(&self, names: Names<'_>) -> String {
        format!("seat {} of {}, {}", self.seat, names.of(self.party), self.quotient)
    }
}

impl Nameable for QuotaCertificate {
    fn write(&self, f: &mut Formatter<'_>, names: Names<'_>) -> fmt::Result {
        let name = self.rule.title();
        writeln!(f, "{name}: {} = {} votes a seat.", self.quota, cut(self.quota, 3))?;
        for (party, share) in self.shares.iter().enumerate() {
            let QuotaShare { votes, whole, remainder } = share;
            let rest = Ratio { numerator: *remainder, denominator: self.quota.denominator };
            let party = names.of(party);
            writeln!(f, "  {party}: {} = {whole} × quota + {}", grouped(*votes), cut(rest, 3))?;
        }
        let by = match self.rest {
            Ranking::Remainders => "the largest remainders",
            Ranking::RelativeRemainders => "the largest votes by whole quotas",
            Ranking::Averages => "the largest votes by seats held and one",
        };
        // A certificate that somebody else wrote may say anything.
        let whole = self.shares.iter().fold(0u128, |sum, share| sum.saturating_add(share.whole));
        writeln!(f, "Whole quotas: {whole}. What is left goes to {by}.")?;
        let line = |f: &mut Formatter<'_>, what: &str, claim: RestClaim| {
            let strength = self.strength_in_words(claim.strength);
            writeln!(f, "{what}: seat {} of {}, by {strength}.", claim.seat, names.of(claim.party))
        };
        match (self.met, self.unmet) {
            (Some(met), Some(unmet)) if met.strength.cmp(&unmet.strength).is_eq() => {
                line(f, "A tie of all claims equal to these: the first", met)?;
                line(f, "the second", unmet)
            }
            (met, unmet) => {
                met.map_or(Ok(()), |claim| line(f, "The weakest claim met", claim))?;
                unmet.map_or(Ok(()), |claim| line(f, "The strongest claim not met", claim))
            }
        }
    }
}

impl QuotaCertificate {
    fn strength_in_words(&self, strength: Strength) -> String {
        match strength {
            Strength::Whole { .. } => "a whole quota".to_owned(),
            Strength::Remainder { beyond, .. } if beyond < 0 => "a whole quota".to_owned(),
            Strength::Remainder { beyond, remainder } => {
                let rest = Ratio { numerator: remainder, denominator: self.quota.denominator };
                let again = if beyond > 0 {
                    format!(", in round {}", beyond.saturating_add(1))
                } else {
                    String::new()
                };
                format!("the remainder {}{again}", cut(rest, 3))
            }
            Strength::Relative { quotient, .. } | Strength::Average { quotient } => {
                format!("{quotient} = {}", value(quotient))
            }
        }
    }
}

impl Nameable for OrderCertificate {
    fn write(&self, f: &mut Formatter<'_>, names: Names<'_>) -> fmt::Result {
        writeln!(f, "Each house size from 1 adds a seat to this party:")?;
        for line in self.order.chunks(20) {
            let who = line.iter().map(|&party| match names.are_there() {
                true => names.of(party),
                false => party.to_string(),
            });
            let between = if names.are_there() { ", " } else { " " };
            writeln!(f, "  {}", who.collect::<Vec<_>>().join(between))?;
        }
        Ok(())
    }
}

impl Display for BlockCertificate {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "The most votes: {}.", grouped(self.most_votes))
    }
}

/// A quotient to three places: cut where it is a fraction, rounded where its divisor is a root or a power.
fn value(quotient: Quotient) -> String {
    if quotient.is_infinite() {
        return "∞".to_owned();
    }
    match quotient.divisor {
        DivisorValue::Fraction(by) => {
            let exact = u128::from(quotient.votes).checked_mul(by.denominator);
            exact.map_or_else(
                || format!("{:.3}", quotient.to_f64()),
                |numerator| cut(Ratio { numerator, denominator: by.numerator }, 3),
            )
        }
        _ => format!("{:.3}", quotient.to_f64()),
    }
}

/// A fraction by a power of ten, in full.
fn decimal(ratio: Ratio) -> String {
    cut(ratio, ratio.denominator.ilog10() as usize)
}

/// A fraction to so many places, cut and not rounded.
fn cut(ratio: Ratio, places: usize) -> String {
    let mut text = grouped(ratio.floor());
    if ratio.denominator == 1 {
        return text;
    }
    text.push('.');
    let mut rest = ratio.numerator % ratio.denominator;
    for _ in 0..places {
        // Below ten times a denominator; where that does not fit, the last places are left out.
        let Some(scaled) = rest.checked_mul(10) else { break };
        text.push_str(&(scaled / ratio.denominator).to_string());
        rest = scaled % ratio.denominator;
    }
    text
}
