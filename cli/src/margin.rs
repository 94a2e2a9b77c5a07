//! The fewest votes that move a seat, in words.

use sailau::reform::{Fewest, RankedMargin, SeatMargin};
use sailau::report::{grouped, wrapped};

/// Every way to move a seat, a line each; and what was not searched.
pub(crate) fn in_words(margin: &SeatMargin) -> String {
    let ways = [("switched", &margin.switched), ("added", &margin.added), ("withheld", &margin.withheld)];
    let mut text = String::new();
    // Where all ballots are ranked, no vote moves alone.
    let only_ranked = !margin.ranked.is_empty() && ways.iter().all(|(_, fewest)| fewest.is_none());
    for (how, fewest) in ways.into_iter().filter(|_| !only_ranked) {
        let line = match fewest {
            Some(fewest) => format!("  {how}: {}", one(fewest)),
            None => format!("  {how}: no number of votes moves a seat so"),
        };
        text += &wrapped(&line, 4);
    }
    for margin in &margin.ranked {
        text += &wrapped(&format!("  {}", ranked(margin)), 4);
    }
    for (tier, why) in &margin.not_searched {
        text += &wrapped(&format!("  not searched: tier {tier}, {why}"), 4);
    }
    text
}

fn one(fewest: &Fewest) -> String {
    let whose = |name: &Option<String>| name.clone().unwrap_or_else(|| "nobody".to_owned());
    let (from, to) = (whose(&fewest.from), whose(&fewest.to));
    let place = fewest.district.as_ref().map_or(String::new(), |district| format!(" in {district}"));
    let mut seats: Vec<_> =
        fewest.seats.iter().map(|seat| format!("{} {} → {}", seat.holder, seat.before, seat.after)).collect();
    if !fewest.is_decided() {
        seats.push(format!("tied {} → {}", fewest.tied.0, fewest.tied.1));
    }
    format!("{} votes{place} from {from} to {to}: {}", grouped(fewest.votes), seats.join(", "))
}

/// Ranked ballots that change; bounds are called bounds.
fn ranked(margin: &RankedMargin) -> String {
    let RankedMargin { tier, district, elected, at_least, enough, then_elected, then_open, .. } = margin;
    let place = district.as_ref().map_or_else(|| format!("of {tier}"), |district| format!("in {district}"));
    let names = |names: &[String]| if names.is_empty() { "nobody".to_owned() } else { names.join(", ") };
    let mut then = format!("then {} sits for sure", names(then_elected));
    if !then_open.is_empty() {
        then += &format!(", and a lot decides between {}", then_open.join(", "));
    }
    let ballots = match enough {
        Some(0) => {
            return format!("ranked ballots {place}: a lot decides as it is, between {}", names(then_open));
        }
        Some(enough) if margin.is_exact() => {
            format!("{} must change, and no fewer: {then}", grouped(*enough))
        }
        Some(enough) => format!(
            "{} are enough: {then}; whether fewer are is not known, and proven is that it takes at least {}",
            grouped(*enough),
            grouped(*at_least)
        ),
        None => format!(
            "no way to change them was found; it is proven that fewer than {} are not enough",
            grouped(*at_least)
        ),
    };
    format!("ranked ballots {place}, of which {} sits now: {ballots}", names(elected))
}
