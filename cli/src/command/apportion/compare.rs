//! The seats under every method, side by side.

use std::error::Error;

use sailau::Method;
use sailau::apportion::{ApportionError, Apportionment, apportion, apportion_within};
use sailau::report::{columns, grouped};

use super::arguments::Arguments;
use super::figures::several;
use super::table::exact_share;

/// All methods, and one more if it is not among them.
pub(crate) fn page(arguments: &Arguments, extra: Option<Method>) -> Result<String, Box<dyn Error>> {
    let Arguments { parties, votes, seats, .. } = arguments;
    let (bounds, total) = (arguments.bounds(), votes.iter().map(|&v| u128::from(v)).sum::<u128>());
    let extra = extra.filter(|method| !Method::ALL.contains(method));
    let (mut results, mut refused) = (Vec::new(), Vec::new());
    for method in Method::ALL.into_iter().chain(extra) {
        let result = match &bounds {
            None => apportion(votes, *seats, &method),
            Some(bounds) => apportion_within(votes, *seats, &method, bounds),
        };
        match result {
            Ok(result) => results.push((method.name(), result)),
            Err(error) => refused.push((method.name(), error)),
        }
    }
    // What no method can count is wrong with the request, not with the methods.
    if results.is_empty()
        && let Some((_, error)) = refused.first()
    {
        return Err(error.clone().into());
    }

    let row = |name: &str, cells: Vec<String>| [vec![name.to_owned()], cells].concat();
    let mut rows = vec![
        row("method", parties.clone()),
        row("votes", votes.iter().map(|&v| grouped(v)).collect()),
        row("exact share", votes.iter().map(|&v| exact_share(v, *seats, total)).collect()),
    ];
    let tied = results.iter().any(|(_, result)| !result.ties.is_empty());
    rows.extend(results.iter().map(|(name, result)| row(name, cells(result, tied))));
    let mut text = format!("{}, {}\n\n", several(*seats, "seat"), several(total, "vote"));
    text += &columns("", &rows);
    if tied {
        text +=
            "\n+ a tie is open: the party competes for a seat more, under the block vote for all of them.\n";
    }
    Ok(text + &left_out(&refused))
}

/// Seats; with a mark, or room for one, when there are ties.
fn cells(result: &Apportionment, tied: bool) -> Vec<String> {
    let mark = |party| match result.ties.iter().any(|tie| tie.parties.contains(&party)) {
        true => "+",
        false if tied => " ",
        false => "",
    };
    result.seats.iter().enumerate().map(|(party, &seats)| grouped(seats) + mark(party)).collect()
}

fn left_out(refused: &[(impl AsRef<str>, ApportionError)]) -> String {
    let (unbounded, others): (Vec<_>, Vec<_>) =
        refused.iter().partition(|(_, error)| matches!(error, ApportionError::NoBounds { .. }));
    let mut text = String::new();
    if !unbounded.is_empty() {
        let names: Vec<_> = unbounded.iter().map(|(name, _)| name.as_ref()).collect();
        text += &format!("\nLeft out, having no rule for a minimum or a maximum: {}.\n", names.join(", "));
    }
    for (_, error) in others {
        text += &format!("\nLeft out: {error}.\n");
    }
    text
}
