//! The order in which seats are won, one after the other.

use sailau::apportion::{self, Certificate, Method, Quotient};
use sailau::report::{columns, grouped};
use serde::Serialize;

use super::arguments::Arguments;
use super::figures::{ONE, several, value};
use crate::failure::Failure;

/// The most seats that are told one by one.
const MOST: u32 = 100_000;

/// The same for methods without quotients.
const MOST_ONE_BY_ONE: u32 = 2_000;

/// Seats that are won at one time: one, or several where equal claims leave their order open.
#[derive(Debug, Serialize)]
struct Won<'a> {
    /// The first of these seats, from 1.
    first: u32,
    /// The last of them.
    last: u32,
    /// Who wins one; of equal claims, who competes.
    parties: Vec<&'a str>,
    /// What each of them won with: votes by divisor, exactly. Empty where the method has no quotients.
    quotients: Vec<String>,
    /// Whether some of the claims are left over: the seats are tied.
    tied: bool,
}

#[derive(Serialize)]
struct Order<'a> {
    parties: &'a [String],
    order: &'a [Won<'a>],
}

pub(crate) fn page(arguments: &Arguments, method: &Method, json: bool) -> Result<String, Failure> {
    if arguments.seats > MOST {
        return Err(format!("the order of more than {} seats is not told", grouped(u64::from(MOST))).into());
    }
    let order = won(arguments, method)?;
    if json {
        let order = Order { parties: &arguments.parties, order: &order };
        return Ok(serde_json::to_string(&order)? + "\n");
    }
    let mut rows = vec![["seat", "won by", "with"].map(str::to_owned).to_vec()];
    for won in &order {
        let seat = if won.first == won.last {
            won.first.to_string()
        } else {
            format!("{} to {}", won.first, won.last)
        };
        let who = match (won.parties.len(), won.tied) {
            (1, _) => won.parties.concat(),
            (_, false) => format!("{} (equal claims leave the order open)", won.parties.join(", ")),
            (_, true) => format!("tied: {}", won.parties.join(", ")),
        };
        rows.push(vec![seat, who, won.quotients.first().cloned().unwrap_or_default()]);
    }
    let total = arguments.votes.iter().map(|&votes| u128::from(votes)).sum::<u128>();
    let head =
        format!("{}\n{}, {}\n\n", method.title(), several(arguments.seats, "seat"), several(total, "vote"));
    Ok(head + &columns("", &rows))
}

/// Larger and larger houses: who has a seat more has won it. A house with equal claims waits for the next one without.
fn won<'a>(arguments: &'a Arguments, method: &Method) -> Result<Vec<Won<'a>>, Failure> {
    let (names, votes) = (&arguments.parties, &arguments.votes[..]);
    let mut order: Vec<Won<'a>> = Vec::new();
    let divisor = method.divisor();
    if divisor.is_none() && !matches!(apportion::certify(votes, 0, method)?, Certificate::OneByOne(_)) {
        let name = method.name();
        return Err(format!(
            "`{name}` does not give seats one after the other; the divisor methods do, and balinski-young"
        )
        .into());
    }
    // Without quotients every house is shared from its first seat on.
    if divisor.is_none() && arguments.seats > MOST_ONE_BY_ONE {
        let (most, name) = (grouped(u64::from(MOST_ONE_BY_ONE)), method.name());
        return Err(format!("the order of more than {most} seats is not told for `{name}`").into());
    }
    let mut before = vec![0; votes.len()];
    let mut from = 0;
    for house in 1..=arguments.seats {
        let whole = apportion::apportion(votes, house, method)?;
        if !whole.ties.is_empty() && house < arguments.seats {
            continue;
        }
        let with = |party: usize, held: u32| {
            let quotient = Quotient { votes: votes[party], divisor: divisor?.after(held) };
            Some(format!("{quotient} = {}", value(quotient, ONE)))
        };
        let mut winners: Vec<(usize, u32)> = Vec::new();
        for (party, (&now, &then)) in whole.seats.iter().zip(&before).enumerate() {
            winners.extend((then..now).map(|held| (party, held)));
        }
        // Of several seats that came at one time the larger claim comes first.
        let decided = u32::try_from(winners.len()).unwrap_or(u32::MAX);
        if decided > 0 {
            let parties = winners.iter().map(|&(party, _)| names[party].as_str()).collect();
            let quotients = winners.iter().filter_map(|&(party, held)| with(party, held)).collect();
            order.push(Won { first: from + 1, last: from + decided, parties, quotients, tied: false });
        }
        // Several sets may compete, each for seats of its own.
        let mut first = from + decided + 1;
        for tie in &whole.ties {
            let parties = tie.parties.iter().map(|&party| names[party].as_str()).collect();
            let quotients = tie.parties.iter().filter_map(|&party| with(party, whole.seats[party])).collect();
            order.push(Won { first, last: first + tie.seats - 1, parties, quotients, tied: true });
            first += tie.seats;
        }
        (from, before) = (house, whole.seats);
    }
    Ok(order)
}
