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

#[cfg(test)]
mod tests {
    use crate::{Method, certify};

    fn said(votes: &[u64], seats: u32, method: &str) -> String {
        certify(votes, seats, method.parse::<Method>().unwrap()).unwrap().to_string()
    }

    const VOTES: [u64; 3] = [3_600, 1_850, 551];

    #[test]
    fn divisors_say_the_claims_on_both_sides_and_a_short_divisor_between() {
        let border =
            |seats, method| said(&VOTES, seats, method).lines().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(
            border(5, "dhondt"),
            [
                "The weakest claim met: seat 2 of party 1, 1850/2 = 925.000.",
                "The strongest claim not met: seat 4 of party 0, 3600/4 = 900.000.",
                "Every divisor between gives these seats; a short one is 910 votes a seat.",
            ]
        );
        assert_eq!(
            border(4, "huntington-hill"),
            [
                "The weakest claim met: seat 2 of party 0, 3600/√2 = 2545.584.",
                "The strongest claim not met: seat 3 of party 0, 3600/√6 = 1469.694.",
                "Every divisor between gives these seats; a short one is 2,000 votes a seat.",
            ]
        );
        // First seats by Adams are worth any number of votes; no divisor gives one of two.
        assert_eq!(
            border(2, "adams"),
            [
                "The weakest claim met: seat 1 of party 1, 1850/0 = ∞.",
                "The strongest claim not met: seat 1 of party 2, 551/0 = ∞.",
            ]
        );
        assert_eq!(
            said(&[20, 10], 2, "dhondt"),
            "A tie of all claims equal to 10.000:\nthe first of them are seat 2 of party 0, 20/2 and seat 1 of party 1, 10/1.\n"
        );
        // Between 4 and 3 votes there is no whole number.
        assert!(said(&[4, 3], 1, "dhondt").ends_with("a short one is 3.5 votes a seat.\n"));
    }

    #[test]
    fn quotas_say_every_share_and_what_decides_about_the_rest() {
        let ends = |seats, method| -> Vec<String> {
            said(&VOTES, seats, method).lines().skip(4).map(str::to_owned).collect()
        };
        assert_eq!(
            said(&VOTES, 5, "hare"),
            "Hare quota: 6001/5 = 1,200.200 votes a seat.\n  party 0: 3,600 = 2 × quota + 1,199.600\n  \
             party 1: 1,850 = 1 × quota + 649.800\n  party 2: 551 = 0 × quota + 551.000\n\
             Whole quotas: 3. What is left goes to the largest remainders.\n\
             The weakest claim met: seat 2 of party 1, by the remainder 649.800.\n\
             The strongest claim not met: seat 1 of party 2, by the remainder 551.000.\n"
        );
        assert_eq!(
            ends(98, "imperiali-quota"),
            [
                "Whole quotas: 98. What is left goes to the largest remainders.",
                "The weakest claim met: seat 9 of party 2, by a whole quota.",
                "The strongest claim not met: seat 60 of party 0, by the remainder 59.410.",
            ]
        );
        assert_eq!(
            ends(5, "hare-averages"),
            [
                "Whole quotas: 3. What is left goes to the largest votes by seats held and one.",
                "The weakest claim met: seat 2 of party 1, by 1850/2 = 925.000.",
                "The strongest claim not met: seat 4 of party 0, by 3600/4 = 900.000.",
            ]
        );
        assert_eq!(
            ends(5, "hare-relative"),
            [
                "Whole quotas: 3. What is left goes to the largest votes by whole quotas.",
                "The weakest claim met: seat 2 of party 1, by 1850/1 = 1,850.",
                "The strongest claim not met: seat 3 of party 0, by 3600/2 = 1,800.000.",
            ]
        );
        // A quota of one vote leaves more seats than there are parties: they go round.
        assert_eq!(
            said(&[3, 2], 8, "droop").lines().skip(4).collect::<Vec<_>>(),
            [
                "A tie of all claims equal to these: the first: seat 5 of party 0, by the remainder 0, in round 2.",
                "the second: seat 4 of party 1, by the remainder 0, in round 2.",
            ]
        );
    }

    #[test]
    fn the_quota_method_says_its_order_and_block_votes_the_most() {
        assert_eq!(
            said(&VOTES, 5, "balinski-young"),
            "Each house size from 1 adds a seat to this party:\n  0 1 0 0 1\n"
        );
        assert_eq!(said(&VOTES, 5, "block"), "The most votes: 3,600.\n");
    }
}
