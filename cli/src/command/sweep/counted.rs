//! The page of a sweep of real votes: who has a majority where, what changes where, and the seats.

use sailau::reform::{SweepRow, SweepTable, Value};
use sailau::report::{columns, wrapped};

use crate::output::{as_wide_as_fits, cut, left_out};

/// Changes that the first screen names.
const FIRST: usize = 12;
/// Rows of seats on it.
const ROWS: usize = 24;
/// Letters of a name there.
const NAME: usize = 18;

/// A page for each system of a sweep file.
pub(super) fn page_of_file(name: &str, tables: &[(String, SweepTable)], all: bool) -> String {
    let mut text = wrapped(name, 0);
    for (system, table) in tables {
        text += &format!("\n{}", wrapped(&format!("{system}:"), 0));
        text += &page(table, all);
    }
    text
}

pub(super) fn page(table: &SweepTable, all: bool) -> String {
    let mut text = String::new();
    for sentence in majorities(table) {
        text += &wrapped(&sentence, 2);
    }
    text.push('\n');
    text += &changes(table, all);
    text += &seats(table, all);
    text
}

/// Who has a majority, from where to where.
fn majorities(table: &SweepTable) -> Vec<String> {
    let mut spells: Vec<(usize, usize, Option<&str>)> = Vec::new();
    for row in 0..table.rows.len() {
        let holder = table.majority(row);
        match spells.last_mut() {
            Some((_, last, known)) if *known == holder && neighbours(table, row - 1) => *last = row,
            _ => spells.push((row, row, holder)),
        }
    }
    let has = |holder: Option<&str>| match holder {
        Some(name) => format!("{name} has a majority"),
        None => "Nobody has a sure majority".to_owned(),
    };
    let mut holders: Vec<Option<&str>> = Vec::new();
    for (.., holder) in &spells {
        if !holders.contains(holder) {
            holders.push(*holder);
        }
    }
    match holders.as_slice() {
        [] => Vec::new(),
        [only] => vec![format!("{} at every point.", has(*only))],
        several => {
            let sentence = |holder: &Option<&str>| {
                let own = spells.iter().filter(|(.., of)| of == holder);
                let places: Vec<String> = own.map(|&(first, last, _)| between(table, first, last)).collect();
                let (named, more) = places.split_at(places.len().min(4));
                let more = match more.len() {
                    0 => String::new(),
                    more => format!(", and in {more} more stretches"),
                };
                format!("{}: {}{more}.", has(*holder), named.join("; "))
            };
            several.iter().map(sentence).collect()
        }
    }
}

/// Whether the next row differs in the rule that varies fastest alone.
fn neighbours(table: &SweepTable, row: usize) -> bool {
    let outer = table.vary.len().saturating_sub(1);
    let values = |row: usize| table.rows.get(row).and_then(|row| row.values.get(..outer));
    values(row) == values(row + 1)
}

fn point(row: &SweepRow) -> String {
    row.values.iter().map(Value::to_string).collect::<Vec<_>>().join(", ")
}

fn between(table: &SweepTable, first: usize, last: usize) -> String {
    let at = |row: usize| table.rows.get(row).map_or(String::new(), point);
    if first == last { at(first) } else { format!("{} to {}", at(first), at(last)) }
}

/// Where seats change, in the order of the points.
fn changes(table: &SweepTable, all: bool) -> String {
    let tips = table.tips();
    if tips.is_empty() {
        return match table.rows.len() {
            0 | 1 => String::new(),
            _ => "No seat changes between neighbouring points.\n\n".to_owned(),
        };
    }
    let shown = if all { tips.len() } else { tips.len().min(FIRST) };
    let mut text = "What changes, and where:\n".to_owned();
    for tip in &tips[..shown] {
        let seats: Vec<String> =
            tip.seats.iter().map(|(name, before, after)| format!("{name} {before}→{after}")).collect();
        let majority = tip.majority.as_ref().map(|(before, after)| {
            let name = |holder: &Option<String>| holder.clone().unwrap_or_else(|| "nobody".to_owned());
            format!("; the majority goes from {} to {}", name(before), name(after))
        });
        let place = (table.rows.get(tip.row), table.rows.get(tip.row + 1));
        let place = match place {
            (Some(before), Some(after)) => format!("{} → {}", point(before), point(after)),
            _ => continue,
        };
        text += &wrapped(&format!("  {place}: {}{}", seats.join(", "), majority.unwrap_or_default()), 6);
    }
    if shown < tips.len() {
        text += &format!("  and at {} more points; --all shows them\n", tips.len() - shown);
    }
    text.push('\n');
    text
}

/// The seats, a row for neighbours that have the same; as many parties as the screen holds, unless all are asked for.
fn seats(table: &SweepTable, all: bool) -> String {
    let most = |at: usize| table.rows.iter().filter_map(|row| row.seats.get(at)).max().copied().unwrap_or(0);
    let mut held: Vec<usize> = (0..table.holders.len()).filter(|&at| most(at) > 0).collect();
    let parties = table.holders.len().saturating_sub(3);
    held.sort_by_key(|&at| (at >= parties, std::cmp::Reverse(most(at))));
    let mut rows: Vec<(usize, usize)> = Vec::new();
    for row in 0..table.rows.len() {
        let same = |before: usize| {
            let (a, b) = (&table.rows[before], &table.rows[row]);
            neighbours(table, before) && (a.house_size, &a.seats) == (b.house_size, &b.seats)
        };
        match rows.last_mut() {
            Some((_, last)) if !all && same(*last) => *last = row,
            _ => rows.push((row, row)),
        }
    }
    let cell = |row: usize, at: usize| {
        table.rows.get(row).and_then(|row| row.seats.get(at)).copied().unwrap_or(0).to_string()
    };
    let title = table.vary.join(", ");
    let shown_rows = if all { rows.len() } else { rows.len().min(ROWS) };
    let lines = |held: &[usize], more: bool| {
        let mut head = vec![title.clone(), "house".to_owned()];
        let most = if all { usize::MAX } else { NAME };
        head.extend(held.iter().map(|&at| cut(&table.holders[at], most)));
        head.extend(more.then(|| "…".to_owned()));
        let mut lines = vec![head];
        for &(first, last) in rows.iter().take(shown_rows) {
            let mut line = vec![between(table, first, last), table.rows[first].house_size.to_string()];
            line.extend(held.iter().map(|&at| cell(first, at)));
            line.extend(more.then(|| "…".to_owned()));
            lines.push(line);
        }
        columns("  ", &lines)
    };
    let (mut text, shown) =
        if all { (lines(&held, false), held.len()) } else { as_wide_as_fits(&held, lines) };
    let mut missing = Vec::new();
    if shown < held.len() {
        missing.push(format!("{} more who have seats", held.len() - shown));
    }
    if shown_rows < rows.len() {
        missing.push(format!("{} more points", rows.len() - shown_rows));
    }
    text += &left_out(&missing);
    text
}
