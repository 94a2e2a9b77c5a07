//! Ties, certificate and margin in words, with the parties' names.

use sailau::Method;
use sailau::apportion::{
    Certificate, Change, Divisor, DivisorCertificate, DivisorClaim, MarginError, Margins, QuotaCertificate,
    Ranking, Ratio, RestClaim, Strength, Tie,
};
use sailau::report::grouped;

use super::figures::{ONE, cut, listed, several, value};

/// More seats than this are not listed one by one.
const MOST_LISTED: usize = 200;

pub(crate) fn tie(tie: &Tie, names: &[String]) -> String {
    let parties: Vec<_> = tie.parties.iter().map(|&party| names[party].as_str()).collect();
    let (seats, parties) = (several(tie.seats, "seat"), listed(&parties));
    if tie.all_to_one {
        return format!("A tie: {seats}, all of them for one of {parties}.\n");
    }
    let each = if tie.seats == 1 { "" } else { ", at most one each" };
    format!("A tie: {seats} between {parties}{each}.\n")
}

pub(crate) fn certificate(
    certificate: &Certificate,
    method: &Method,
    names: &[String],
    tied: bool,
) -> String {
    match certificate {
        Certificate::Divisors(interval) => divisors(interval, method.divisor(), names, tied),
        Certificate::Quota(count) => quota(count, method, names, tied),
        Certificate::OneByOne(order) if order.order.len() <= MOST_LISTED => {
            let order: Vec<_> = order.order.iter().map(|&party| names[party].as_str()).collect();
            format!("Seat by seat, as the house grows: {}.\n", order.join(", "))
        }
        Certificate::OneByOne(order) => {
            format!(
                "Seat by seat, as the house grows: {} steps, in --json.\n",
                grouped(order.order.len() as u64)
            )
        }
        Certificate::Block(block) => format!("The most votes: {}.\n", grouped(block.most_votes)),
        _ => format!("{certificate}\n"),
    }
}

fn divisors(interval: &DivisorCertificate, series: Option<&Divisor>, names: &[String], tied: bool) -> String {
    let claim = |claim: DivisorClaim| {
        let DivisorClaim { party, seat, quotient } = claim;
        format!("seat {} of {}, {quotient} = {}", grouped(seat), names[party], value(quotient, ONE))
    };
    if let (Some(met), Some(unmet), true) = (interval.met, interval.unmet, tied) {
        return format!("Equal claims: {}; {}; and any other tied one.\n", claim(met), claim(unmet));
    }
    let mut text = String::new();
    match interval.met {
        Some(met) => text += &format!("The weakest claim met: {}.\n", claim(met)),
        None => text += "No claim had to be met.\n",
    }
    match interval.unmet {
        Some(unmet) => text += &format!("The strongest claim not met: {}.\n", claim(unmet)),
        None => text += "Nobody may have another seat.\n",
    }
    let Some(nice) = interval.nice_divisor() else { return text };
    let end = |claim: Option<DivisorClaim>, none: &str| {
        claim.map_or(none.to_owned(), |claim| value(claim.quotient, interval.step))
    };
    let (from, to) = (end(interval.unmet, "0"), end(interval.met, "∞"));
    let rounded = match series {
        Some(Divisor::DHondt) => "rounded down",
        Some(Divisor::SainteLague) => "rounded to the nearest whole number",
        Some(Divisor::Adams) => "rounded up",
        _ => "rounded as the series has it",
    };
    text += &format!(
        "Every divisor between {from} and {to} votes a seat gives these seats, such as {}:\n",
        divisor(nice)
    );
    text += &format!("votes divided by it and {rounded} are the seats.\n");
    text
}

/// A divisor in full: a fraction by a power of ten.
pub(crate) fn divisor(nice: Ratio) -> String {
    if nice.denominator == 1 { grouped(nice.numerator) } else { nice.to_string() }
}

fn quota(count: &QuotaCertificate, method: &Method, names: &[String], tied: bool) -> String {
    let by = match count.rest {
        Ranking::Remainders => "the largest remainders",
        Ranking::RelativeRemainders => "the largest votes by seats held",
        Ranking::Averages => "the largest votes by seats held and one",
    };
    let (value, quota) = (cut(count.quota), count.quota);
    let mut text = match quota.denominator {
        1 => format!("The quota: {value} votes a seat. "),
        _ => format!("The quota: {quota} = {value} votes a seat. "),
    };
    text += &format!("Seats that whole quotas leave go to {by}.\n");
    if let Method::LargestRemainder(own) | Method::RelativeRemainder(own) | Method::QuotaThenAverages(own) =
        method
        && *own != count.rule
    {
        text += "The quota is raised, by a lower divisor: with the method's own one whole quotas exceed the house.\n";
    }
    let claim = |claim: RestClaim| {
        let RestClaim { party, seat, strength } = claim;
        format!("seat {} of {}, by {}", grouped(seat), names[party], strength_in_words(strength, quota))
    };
    match (count.met, count.unmet) {
        (Some(met), Some(unmet)) if tied => {
            text += &format!("Equal claims: {}; {}; and any other tied one.\n", claim(met), claim(unmet));
        }
        (met, unmet) => {
            text += &met.map_or(String::new(), |met| format!("The weakest claim met: {}.\n", claim(met)));
            text += &unmet
                .map_or(String::new(), |unmet| format!("The strongest claim not met: {}.\n", claim(unmet)));
        }
    }
    text
}

fn strength_in_words(strength: Strength, quota: Ratio) -> String {
    match strength {
        Strength::Whole { .. } => "a whole quota".to_owned(),
        Strength::Remainder { beyond, .. } if beyond < 0 => "a whole quota".to_owned(),
        Strength::Remainder { beyond, remainder } => {
            let rest = cut(Ratio { numerator: remainder, denominator: quota.denominator });
            let round = if beyond > 0 { format!(", in round {}", beyond + 1) } else { String::new() };
            format!("the remainder {rest}{round}")
        }
        Strength::Relative { quotient, .. } | Strength::Average { quotient } => {
            format!("{quotient} = {}", value(quotient, ONE))
        }
    }
}

pub(crate) fn margins(margins: Option<&Result<Margins, MarginError>>, names: &[String]) -> String {
    let margins = match margins {
        None => return "The margin is worked out only without a minimum and a maximum.\n".to_owned(),
        Some(Err(error)) => return format!("No margin: {error}.\n"),
        Some(Ok(margins)) => margins,
    };
    let mut text = "The fewest votes that change a seat:\n".to_owned();
    let ways = [&margins.transfer, &margins.added, &margins.removed];
    for change in ways.into_iter().flatten() {
        text += &format!("  {}\n", moved(change, margins, names));
    }
    if ways.iter().all(|way| way.is_none()) {
        return "No number of votes changes a seat.\n".to_owned();
    }
    text
}

/// `14,159 moved from A to B: A 39, B 7`.
fn moved(change: &Change, margins: &Margins, names: &[String]) -> String {
    let votes = grouped(change.votes);
    let way = match (change.from, change.to) {
        (Some(from), Some(to)) => format!("{votes} moved from {} to {}", names[from], names[to]),
        (None, Some(to)) => format!("{votes} added to {}", names[to]),
        (Some(from), None) => format!("{votes} taken from {}", names[from]),
        (None, None) => votes,
    };
    let sure = change.sure_seats(&margins.before);
    let mut then: Vec<_> = sure
        .map(|(party, old, new)| format!("{} {} → {}", names[party], grouped(old), grouped(new)))
        .collect();
    then.extend(change.after.ties.iter().map(|open| {
        let parties: Vec<_> = open.parties.iter().map(|&party| names[party].as_str()).collect();
        format!("a tie for {} between {}", several(open.seats, "seat"), listed(&parties))
    }));
    format!("{way}: {}", then.join(", "))
}
