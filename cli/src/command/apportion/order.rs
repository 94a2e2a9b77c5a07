//! The order in which seats are won, one after the other.

use sailau::apportion::{self, Certificate, Method, Quotient};
use sailau::report::{columns, grouped};
use serde::Serialize;

use super::arguments::Arguments;
use super::figures::{ONE, several, value};
use crate::failure::Failure;

/// The most seats that are told one by one.
const MOST: u32 = 100_000;

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
            (_, false) => format!("{} (equal claims, each has one)", won.parties.join(", ")),
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
    let Some(divisor) = method.divisor() else {
        let Certificate::OneByOne(course) = apportion::certify(votes, arguments.seats, method)? else {
            let name = method.name();
            return Err(format!(
                "`{name}` does not give seats one after the other; the divisor methods do, and balinski-young"
            )
            .into());
        };
        let open = apportion::apportion(votes, arguments.seats, method)?.ties;
        for (seat, &party) in (1..).zip(&course.order) {
            let tied = open.iter().any(|tie| tie.parties.contains(&party)) && seat == arguments.seats;
            let parties = vec![names.get(party).map_or("", String::as_str)];
            order.push(Won { first: seat, last: seat, parties, quotients: Vec::new(), tied });
        }
        return Ok(order);
    };
    let mut before = vec![0; votes.len()];
    let mut from = 0;
    for house in 1..=arguments.seats {
        let whole = apportion::apportion(votes, house, method)?;
        if !whole.ties.is_empty() && house < arguments.seats {
            continue;
        }
        let with = |party: usize, held: u32| {
            let quotient = Quotient { votes: votes[party], divisor: divisor.after(held) };
            format!("{quotient} = {}", value(quotient, ONE))
        };
        let mut winners: Vec<(usize, u32)> = Vec::new();
        for (party, (&now, &then)) in whole.seats.iter().zip(&before).enumerate() {
            winners.extend((then..now).map(|held| (party, held)));
        }
        // Of several seats that came at one time the larger claim comes first.
        let decided = u32::try_from(winners.len()).unwrap_or(u32::MAX);
        if decided > 0 {
            let parties = winners.iter().map(|&(party, _)| names[party].as_str()).collect();
            let quotients = winners.iter().map(|&(party, held)| with(party, held)).collect();
            order.push(Won { first: from + 1, last: from + decided, parties, quotients, tied: false });
        }
        for tie in &whole.ties {
            let parties = tie.parties.iter().map(|&party| names[party].as_str()).collect();
            let quotients = tie.parties.iter().map(|&party| with(party, whole.seats[party])).collect();
            order.push(Won { first: house - tie.seats + 1, last: house, parties, quotients, tied: true });
        }
        (from, before) = (house, whole.seats);
    }
    Ok(order)
}
