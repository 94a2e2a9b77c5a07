//! The protocol as an election commission would print it.

use std::fmt::{self, Display, Formatter};

use super::layout::{count, grouped, percent, table};
use super::stages;
use super::{AverageLine, CandidateLine, DoubtLine, Entry, Protocol, QuotaLine, Step, ThresholdLine};
use crate::apportion::{DivisorValue, Method, Quotient, Ratio};
use crate::system::Overshoot;

impl Display for Protocol {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut district = None;
        for entry in &self.entries {
            if entry.district != district {
                district.clone_from(&entry.district);
                if let Some(name) = &district {
                    writeln!(f, "\n  District: {name}")?;
                }
            }
            entry.fmt(f)?;
        }
        Ok(())
    }
}

impl Display for Entry {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let article = match &self.article {
            Some(article) => format!("  [{article}]"),
            None => String::new(),
        };
        match &self.step {
            Step::Rules { name, since, source } => {
                writeln!(f, "PROTOCOL: {name}")?;
                if let Some(since) = since {
                    writeln!(f, "Rules in force since {since}{article}")?;
                }
                if let Some(source) = source {
                    writeln!(f, "Source: {source}")?;
                }
                Ok(())
            }
            Step::Tier { seats, how } => {
                let name = self.tier.as_deref().unwrap_or_default();
                let heading = format!("TIER {name}: {}, {how}", count(*seats, "seat"));
                writeln!(f, "\n{heading}{article}")?;
                writeln!(f, "{}", "-".repeat(heading.chars().count()))
            }
            Step::Ballots { valid, against_all, invalid, registered } => {
                write!(f, "  Valid votes {}", grouped(valid))?;
                if *against_all > 0 {
                    write!(f, ", against all {}", grouped(against_all))?;
                }
                match invalid {
                    Some(invalid) => write!(f, ", invalid ballots {}", grouped(invalid))?,
                    None => write!(f, ", invalid ballots not known")?,
                }
                if let Some(registered) = registered {
                    write!(f, ", voters on the roll {}", grouped(registered))?;
                }
                writeln!(f, ".{article}")
            }
            Step::AgainstAllNotOnTheBallot { votes } => writeln!(
                f,
                "  The ballot of these rules has no line against all: {} such votes count as invalid.{article}",
                grouped(votes)
            ),
            Step::Threshold { rule, base, needed, lists, .. } => {
                let base_text = grouped(base);
                writeln!(
                    f,
                    "  Threshold: {rule}. Base {base_text}, so {} enough.{article}",
                    votes_are(*needed)
                )?;
                threshold_table(f, lists, *base)
            }
            Step::NoListPasses { waived } => {
                let choice = if *waived {
                    "by option, every list with votes takes part"
                } else {
                    "by option, the seats stay empty"
                };
                writeln!(f, "  No list reached the threshold: {choice}.{article}")
            }
            Step::SoleQualifier { .. } => self.sole_qualifier(f, &article),
            Step::Quota { method, votes, seats, quota, lists, left } => {
                writeln!(
                    f,
                    "  {}: {} votes of those who take part, {}.{article}",
                    method.title(),
                    grouped(votes),
                    count(*seats, "seat")
                )?;
                writeln!(f, "  Quota {} = {} votes a seat.", exact(*quota), decimal(*quota))?;
                quota_table(f, lists, *quota)?;
                let left = match u32::try_from(*left) {
                    Ok(0) => return Ok(()),
                    Ok(left) => count(left, "seat"),
                    Err(_) => format!("{left} seats"),
                };
                let to = match method {
                    Method::QuotaThenAverages(_) => "the highest votes by (seats + 1)",
                    Method::RelativeRemainder(_) => "the largest votes by whole quotas",
                    _ => "the largest remainders",
                };
                writeln!(f, "  {left} left after whole quotas, to {to}.")
            }
            Step::Averages { method, seats, lists } => {
                writeln!(f, "  {}: {}.{article}", method.title(), count(*seats, "seat"))?;
                average_table(f, lists)
            }
            Step::Method { method, seats } => {
                writeln!(f, "  {}: {}.{article}", method.title(), count(*seats, "seat"))
            }
            Step::TieBroken { rule, winners } => {
                writeln!(f, "  Equal claims, decided by {rule}: {}.{article}", winners.join(", "))
            }
            Step::TieOpen { parties, seats, why, .. } => writeln!(
                f,
                "  TIE: {} open among {}; {why}.{article}",
                count(*seats, "seat"),
                parties.join(", ")
            ),
            Step::Seats { lists } => {
                let lines = lists.iter().map(|line| format!("{} {}", line.party, line.seats));
                let lines: Vec<_> = lines.collect();
                writeln!(
                    f,
                    "  Seats: {}.",
                    if lines.is_empty() { "none".to_owned() } else { lines.join(", ") }
                )
            }
            Step::Candidates { candidates, needed } => {
                candidate_table(f, candidates)?;
                match needed {
                    Some(needed) => writeln!(f, "  {} a majority.{article}", votes_are(*needed)),
                    None => Ok(()),
                }
            }
            Step::Turnout { cast, registered, needed } => writeln!(
                f,
                "  Turnout {} of {} ({}); {} ballots are needed.{article}",
                grouped(cast),
                grouped(registered),
                percent(*cast, *registered),
                grouped(needed)
            ),
            Step::RunOff { candidates } => {
                writeln!(f, "  Nobody has the majority. Second round:{article}")?;
                candidate_table(f, candidates)
            }
            Step::RunOffToCome { finalists } => {
                writeln!(
                    f,
                    "  Nobody has the majority. A run-off is due among: {}.{article}",
                    finalists.join(", ")
                )
            }
            Step::Elected { name } => writeln!(f, "  Elected: {name}.{article}"),
            Step::WinnersGiven { winners } => {
                writeln!(
                    f,
                    "  The votes are not known. These winners are given and taken as they are:{article}"
                )?;
                for line in winners {
                    let district = line.district.as_deref().unwrap_or("district not given");
                    writeln!(f, "    {} {} ({district})", line.seats, line.holder)?;
                }
                Ok(())
            }
            Step::Appointed { by, seats } => {
                writeln!(
                    f,
                    "  {} filled by: {by}. Nobody's votes decide here.{article}",
                    count(*seats, "seat")
                )
            }
            Step::VotesNotGiven => {
                writeln!(f, "  The votes for this tier are not given, so it is not counted.{article}")
            }
            Step::Unfilled { seats, reason } => {
                writeln!(f, "  UNFILLED: {}; {reason}.{article}", count(*seats, "seat"))
            }
            Step::HouseGrew { seats } => {
                writeln!(f, "  The house grows by {}.{article}", count(*seats, "seat"))
            }
            Step::HouseShrank { seats } => {
                writeln!(f, "  The house shrinks by {}.{article}", count(*seats, "seat"))
            }
            Step::NotSeated { name } => {
                writeln!(f, "  Not seated: {name}; the list votes of the party do not cover it.{article}")
            }
            stage @ (Step::Alternative { .. }
            | Step::DistrictSeats { .. }
            | Step::Weighted { .. }
            | Step::VoterNumbers { .. }
            | Step::StrongestLists { .. }
            | Step::StrongestOpen { .. }
            | Step::Biproportional { .. }
            | Step::FirstSeats { .. }
            | Step::Bonus { .. }
            | Step::Allied { .. }
            | Step::LeftToOtherTiers { .. }
            | Step::Returned { .. }
            | Step::Bounded { .. }
            | Step::Transferred { .. }
            | Step::Subtracted { .. }
            | Step::Compensation { .. }
            | Step::Levelling { .. }
            | Step::Claims { .. }
            | Step::Placement { .. }
            | Step::OpenList { .. }
            | Step::PlacementOpen { .. }
            | Step::PlacementInRegions { .. }
            | Step::PlacedOne { .. }) => stages::write(f, stage, &article),
            Step::Doubts { rules } => {
                writeln!(f, "\nNot verified in the text of the law:")?;
                for DoubtLine { rule, certainty, note, url } in rules {
                    let note = note.as_ref().map_or(String::new(), |note| format!("; {note}"));
                    let url = url.as_ref().map_or(String::new(), |url| format!(" ({url})"));
                    writeln!(f, "  {rule}: {certainty}{note}{url}")?;
                }
                Ok(())
            }
            Step::ContestNotUsed { contest } => {
                writeln!(
                    f,
                    "\nVotes or winners of `{contest}` are given, but no tier of these rules reads them."
                )
            }
        }
    }
}

impl Entry {
    fn sole_qualifier(&self, f: &mut Formatter<'_>, article: &str) -> fmt::Result {
        let Step::SoleQualifier {
            first,
            seconds,
            quota,
            factor,
            at_least,
            first_whole,
            second_reduced,
            first_seats,
            second_seats,
            overshoot,
        } = &self.step
        else {
            return Ok(());
        };
        let second = seconds.join(" or ");
        writeln!(f, "  {first} alone passed: {second}, next in votes, is admitted.{article}")?;
        writeln!(f, "  Quota {} = {} votes a seat.", exact(*quota), decimal(*quota))?;
        writeln!(
            f,
            "  {second}: quotas by {factor}, integer part {second_reduced}, but not fewer than {at_least}: {}.",
            count(*second_seats, "seat")
        )?;
        writeln!(
            f,
            "  {first}: {first_whole} whole quotas and all seats that are left: {}.",
            count(*first_seats, "seat")
        )?;
        if let Some(overshoot) = overshoot {
            let effect = match overshoot {
                Overshoot::FirstListYields => "the first list yields",
                Overshoot::GuaranteeYields => "the guarantee yields",
                Overshoot::HouseGrows => "the house grows",
            };
            writeln!(
                f,
                "  Guarantee and whole quotas exceed the house, which the rules leave open; by option, {effect}."
            )?;
        }
        Ok(())
    }
}

fn threshold_table(f: &mut Formatter<'_>, lists: &[ThresholdLine], base: u128) -> fmt::Result {
    let rows = lists.iter().map(|line| {
        let margin = grouped(line.margin.unsigned_abs());
        let verdict = match (line.passes, line.margin) {
            (true, 0) => "passes exactly".to_owned(),
            (true, _) => format!("passes by {margin}"),
            (false, 0..) => "has no votes".to_owned(),
            (false, _) => format!("fails by {margin}"),
        };
        vec![line.party.clone(), grouped(line.votes), percent(u128::from(line.votes), base), verdict]
    });
    table(f, &["list", "votes", "share", ""], rows.collect())
}

fn quota_table(f: &mut Formatter<'_>, lists: &[QuotaLine], quota: Ratio) -> fmt::Result {
    let rows = lists.iter().map(|line| {
        let remainder = Ratio { numerator: line.remainder, denominator: quota.denominator };
        let extra = match line.extra {
            0 => String::new(),
            n => format!("+{n}"),
        };
        vec![line.party.clone(), grouped(line.votes), grouped(line.whole), decimal(remainder), extra]
    });
    table(f, &["list", "votes", "whole quotas", "remainder", "extra"], rows.collect())
}

fn average_table(f: &mut Formatter<'_>, lists: &[AverageLine]) -> fmt::Result {
    let rows = lists.iter().map(|line| {
        vec![
            line.party.clone(),
            grouped(line.votes),
            grouped(line.seats),
            line.last.map_or("-".to_owned(), quotient),
            quotient(line.next),
        ]
    });
    table(f, &["list", "votes", "seats", "last quotient", "next quotient"], rows.collect())
}

fn candidate_table(f: &mut Formatter<'_>, candidates: &[CandidateLine]) -> fmt::Result {
    let rows = candidates.iter().map(|line| vec![line.name.clone(), grouped(line.votes)]);
    table(f, &["candidate", "votes"], rows.collect())
}

fn votes_are(n: u128) -> String {
    if n == 1 { "1 vote is".to_owned() } else { format!("{} votes are", grouped(n)) }
}

fn exact(ratio: Ratio) -> String {
    match ratio.denominator {
        1 => grouped(ratio.numerator),
        _ => format!("{} / {}", grouped(ratio.numerator), grouped(ratio.denominator)),
    }
}

/// A quotient to three places: cut where it is a fraction, rounded where its divisor is a root or a power.
fn quotient(quotient: Quotient) -> String {
    match quotient.divisor {
        DivisorValue::Fraction(Ratio { numerator: 0, .. }) => "∞".to_owned(),
        DivisorValue::Fraction(by) => {
            // 64 bits by the denominators of divisors.
            let numerator = u128::from(quotient.votes).saturating_mul(by.denominator);
            decimal(Ratio { numerator, denominator: by.numerator })
        }
        _ => format!("{:.3}", quotient.to_f64()),
    }
}

/// A ratio to three places, cut and not rounded.
pub(super) fn decimal(ratio: Ratio) -> String {
    let whole = ratio.floor();
    if ratio.denominator == 1 {
        return grouped(whole);
    }
    let rest = ratio.numerator % ratio.denominator;
    // A quota's denominator is at most 34 bits, a divisor's too.
    let places = rest.saturating_mul(1000) / ratio.denominator;
    format!("{}.{places:03}", grouped(whole))
}
