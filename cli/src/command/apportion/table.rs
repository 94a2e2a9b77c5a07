//! One count as a table, with everything that is needed to check it by hand.

use sailau::Method;
use sailau::apportion::{Apportionment, Certificate, Divisor, DivisorCertificate, Quotient, Ratio};
use sailau::report::{columns, grouped};

use super::Counted;
use super::arguments::Arguments;
use super::figures::{ONE, cut, several, value};
use super::words;

pub(crate) fn page(arguments: &Arguments, method: &Method, counted: &Counted) -> String {
    let Counted { result, certificate } = counted;
    let (names, votes) = (&arguments.parties, &arguments.votes);
    let total = votes.iter().map(|&v| u128::from(v)).sum::<u128>();
    let mut text = format!("{}\n", method.title());
    text += &format!("{}, {}\n\n", several(arguments.seats, "seat"), several(total, "vote"));

    let mut rows = Rows::new(names);
    rows.add("votes", |party| grouped(votes[party]), Some(grouped(total)));
    let share = |party: usize| exact_share(votes[party], arguments.seats, total);
    rows.add("exact share", share, None);
    let sure = result.seats.iter().map(|&seats| u64::from(seats)).sum::<u64>();
    rows.add("seats", |party| seats_cell(result, party), Some(grouped(sure)));
    let bounded = arguments.least.is_some() || arguments.most.is_some();
    if bounded {
        rows.add("bound", |party| bound(arguments, result.seats[party]).to_owned(), None);
    }
    match (certificate, method.divisor()) {
        (Certificate::Divisors(interval), Some(divisor)) => {
            quotients(&mut rows, votes, result, interval, divisor);
        }
        (Certificate::Quota(count), _) => {
            let whole = count.shares.iter().map(|share| share.whole).sum::<u128>();
            rows.add("whole quotas", |party| grouped(count.shares[party].whole), Some(grouped(whole)));
            let rest = |party: usize| Ratio {
                numerator: count.shares[party].remainder,
                denominator: count.quota.denominator,
            };
            rows.add("remainder", |party| cut(rest(party)), None);
        }
        _ => {}
    }
    text += &columns("", &rows.0);

    if !result.ties.is_empty() {
        text.push('\n');
    }
    for tie in &result.ties {
        text += &words::tie(tie, names);
    }
    text += &format!("\n{}", words::certificate(certificate, method, names, !result.ties.is_empty()));
    if bounded {
        text += "Seats within the minimum do not compete, and nobody competes beyond the maximum.\n";
    }
    text + "\n"
}

/// The exact share of the house, S·v/V.
pub(crate) fn exact_share(votes: u64, seats: u32, total: u128) -> String {
    // 64 bits of votes by 32 of seats. Without votes nobody has a share.
    cut(Ratio { numerator: u128::from(votes) * u128::from(seats), denominator: total.max(1) })
}

/// `40`; `6 or 7` where a tie is open.
fn seats_cell(result: &Apportionment, party: usize) -> String {
    let sure = result.seats[party];
    // Several ties that name a party can bring it one seat together: who wins in one stands in no later one.
    let Some(tie) = result.ties.iter().find(|tie| tie.parties.contains(&party)) else {
        return grouped(sure);
    };
    let more = if tie.all_to_one { tie.seats } else { 1 };
    format!("{} or {}", grouped(sure), grouped(u64::from(sure) + u64::from(more)))
}

/// Where a bound, not the votes, may have the last word.
fn bound(arguments: &Arguments, seats: u32) -> &'static str {
    match (arguments.least == Some(seats), arguments.most == Some(seats)) {
        (true, _) => "minimum",
        (false, true) => "maximum",
        (false, false) => "-",
    }
}

fn quotients(
    rows: &mut Rows,
    votes: &[u64],
    result: &Apportionment,
    interval: &DivisorCertificate,
    divisor: &Divisor,
) {
    let cell = |party: usize, held: u32| {
        let quotient = Quotient { votes: votes[party], divisor: divisor.after(held) };
        format!("{} (by {})", value(quotient, ONE), quotient.divisor)
    };
    let last =
        |party: usize| result.seats[party].checked_sub(1).map_or("-".to_owned(), |held| cell(party, held));
    rows.add("last quotient met", last, None);
    rows.add("next one not met", |party| cell(party, result.seats[party]), None);
    if let Some(nice) = interval.nice_divisor() {
        let by = |party: usize| {
            let numerator = u128::from(votes[party]).checked_mul(nice.denominator);
            numerator.map_or_else(
                || format!("{:.3}", votes[party] as f64 / nice.to_f64()),
                |numerator| cut(Ratio { numerator, denominator: nice.numerator }),
            )
        };
        rows.add(&format!("votes / {}", words::divisor(nice)), by, None);
    }
}

/// A header, a row for each party, and the sums.
struct Rows(Vec<Vec<String>>);

impl Rows {
    fn new(names: &[String]) -> Self {
        let names = names.iter().map(String::as_str);
        let first = std::iter::once("party").chain(names).chain(["total"]);
        Self(first.map(|cell| vec![cell.to_owned()]).collect())
    }

    fn add(&mut self, header: &str, cell: impl Fn(usize) -> String, sum: Option<String>) {
        let last = self.0.len() - 1;
        for (i, row) in self.0.iter_mut().enumerate() {
            row.push(match i {
                0 => header.to_owned(),
                _ if i == last => sum.clone().unwrap_or_default(),
                _ => cell(i - 1),
            });
        }
    }
}
