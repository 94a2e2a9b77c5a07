//! What the pages of the book say of a field, and the words and tables that they show.

use std::sync::LazyLock;

use serde_json::Value;

/// The pages by their names.
macro_rules! pages {
    ($($name:ident)*) => {
        const PAGES: &[(&str, &str)] =
            &[$( (stringify!($name), include_str!(concat!("../../../../../docs/rules/", stringify!($name), ".md"))), )*];
    };
}

pages! {
    first_file tiers list_tiers candidates several_votes ranked ties against_all threshold turnout bounds absolute_majority bonus exhausted
    quota alliances weight guaranteed first_seat sole_qualifier district_seats open_list linkage transfer subtraction
    held_seats remainders claims compensation levelling placement biproportional citations forms
}

/// Tables of a file whose fields are on pages of another name, the first that has a field comes first.
const ELSEWHERE: &[(&str, &[&str])] = &[
    ("", &["first_file"]),
    ("tier", &["tiers", "list_tiers", "candidates", "ranked", "several_votes"]),
    ("ballot", &["several_votes"]),
    (
        "linkage",
        &["linkage", "compensation", "claims", "transfer", "subtraction", "held_seats", "remainders"],
    ),
    ("districts", &["district_seats"]),
    ("majority", &["threshold"]),
    ("cap", &["bounds"]),
    ("lead", &["candidates"]),
    ("run_off", &["candidates"]),
    ("cite", &["citations"]),
];

/// What the field means, in plain words, and what holds where it is left out; the tables around it from the outside in.
pub(super) fn meaning(around: &[&str], field: &str) -> Option<String> {
    let own = around.last().copied().unwrap_or_default();
    let outer = around.iter().rev().nth(1).copied().unwrap_or_default();
    // Beside another way in stand the same fields as within one.
    let own = if own == "and" { "or" } else { own };
    let of_outer = pages_of(outer).iter().find_map(|page| row(page, Some(own), field));
    of_outer.or_else(|| {
        let pages = pages_of(own);
        pages.iter().find_map(|page| row(page, Some(own), field).or_else(|| row(page, None, field)))
    })
}

fn pages_of(table: &str) -> Vec<&str> {
    let elsewhere = ELSEWHERE.iter().find(|(name, _)| *name == table);
    elsewhere.map_or_else(|| vec![table], |(_, pages)| pages.to_vec())
}

/// The row of this field: in a table that says whose fields it has, or in one that does not.
fn row(page: &str, of: Option<&str>, field: &str) -> Option<String> {
    let text = PAGES.iter().find(|(name, _)| *name == page)?.1;
    let mut head: Option<Vec<&str>> = None;
    for line in text.lines().filter(|line| !line.starts_with("|--")) {
        let Some(cells) = cells(line) else {
            head = None;
            continue;
        };
        let Some(heads) = &head else {
            head = Some(cells);
            continue;
        };
        let whose = match heads[0] {
            "field" | "word" => None,
            head => Some(head.trim_start_matches("field of ").trim_start_matches("in ").trim_matches('`')),
        };
        let named = |cell: &str| {
            cell.split('`').skip(1).step_by(2).any(|word| word.trim_matches(['[', ']']) == field)
        };
        if whose == of && named(cells[0]) {
            let meaning = plain(cells.get(1)?);
            let otherwise = cells.get(2).filter(|_| heads[2] == "when left out").map(|cell| plain(cell));
            return Some(match otherwise.as_deref() {
                None | Some("" | "must be there") => format!("{meaning}."),
                Some(otherwise) => format!("{meaning}. When left out: {otherwise}."),
            });
        }
    }
    None
}

fn cells(line: &str) -> Option<Vec<&str>> {
    Some(line.strip_prefix("| ")?.trim_end().strip_suffix('|')?.split(" |").map(str::trim).collect())
}

/// Without links.
fn plain(cell: &str) -> String {
    let mut text = String::new();
    let mut rest = cell;
    while let Some(at) = rest.find('[') {
        // Lists and tables of a file stand in back-quotes.
        let quoted = rest[..at].matches('`').count() % 2 == 1;
        let end = rest[at..].find(']').filter(|_| !quoted);
        match end {
            Some(end) => {
                text += &rest[..at];
                text += &rest[at + 1..at + end];
                rest = &rest[at + end + 1..];
                if rest.starts_with('[') {
                    rest = rest.split_once(']').map_or("", |(_, after)| after);
                }
            }
            None => {
                text += &rest[..=at];
                rest = &rest[at + 1..];
                // As far as the quotation goes.
                let end = rest.find('`').unwrap_or(rest.len());
                text += &rest[..end];
                rest = &rest[end..];
            }
        }
    }
    text += rest;
    text.trim_end_matches('.').to_owned()
}

/// Everything that stands in quotes anywhere, in the order of the book: the words of all fields are among these.
pub(super) fn words() -> &'static [&'static str] {
    static WORDS: LazyLock<Vec<&str>> = LazyLock::new(|| {
        let mut words: Vec<&str> = Vec::new();
        let lines = PAGES.iter().flat_map(|(_, text)| text.lines());
        for word in lines.flat_map(|line| line.split('"').skip(1).step_by(2)) {
            if !words.contains(&word) {
                words.push(word);
            }
        }
        words
    });
    &WORDS
}

/// The tables that sample forms and rows show for this field.
pub(super) fn tables(field: &str) -> Vec<Value> {
    let head = format!("{field} = {{");
    let texts = PAGES.iter().map(|(_, text)| *text);
    let starts = texts.flat_map(|text| text.match_indices(&head).map(move |(at, _)| &text[at..]));
    let forms = starts.filter_map(|text| {
        let line = text.lines().next()?.split('`').next()?;
        let mut table: toml::Table = toml::from_str(line).ok()?;
        serde_json::to_value(table.remove(field)?).ok()
    });
    // A row has the table without the name of the field.
    let rows = PAGES
        .iter()
        .flat_map(|(_, text)| text.lines())
        .filter(|line| line.starts_with(&format!("| `{field}` |")));
    let inline =
        rows.flat_map(|line| line.split('`').skip(1).step_by(2)).filter(|part| part.starts_with('{'));
    let inline = inline.filter_map(|part| {
        let mut table: toml::Table = toml::from_str(&format!("value = {part}")).ok()?;
        serde_json::to_value(table.remove("value")?).ok()
    });
    forms.chain(inline).collect()
}
