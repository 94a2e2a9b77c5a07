//! PrefLib (preflib.org): `.soc`, `.soi`, `.toc`, `.toi` and `.cat`.
//!
//! Seen: Debian's leader of 2010 (`.soi`); the documents of the formats of 2022 and before.
//!
//! - Since 2022 a header `# KEY: value` with `# ALTERNATIVE NAME n:`, then `count: 3,{1,4},2`. Before: the number of
//!   alternatives, `n,name` for each, `voters,sum,unique`, then `count,3,{1,4},2`. Documents write blanks behind commas.
//! - Numbers of voters, of alternatives and of distinct orders stand in the header, and are held against the ballots.
//! - A file marked *imbued* is another one with all that voters left out tied at the end: refused. In the old header nothing says
//!   so, and a note tells where it looks like that. `.dat` has ballots that PrefLib holds invalid: refused.
//! - Blank ranks are removed before PrefLib publishes, and overvotes are equal ranks. The elections of Oakland in 2010 and 2012
//!   (00019) write every overvote as `{1,2}`, whoever was marked, and are short of the certified counts.
//! - `.cat` has categories in place of ranks: they are read as ranks, an empty one as a blank.

mod header;
mod orders;

use header::Kind;
use orders::Orders;

use super::file::{Candidate, RankedFile};
use super::lines::{Lines, first_line};
use super::reader::Reader;
use crate::error::ImportError;
use crate::levels::same;
use crate::source::Source;

pub(super) const READER: Reader = Reader {
    name: "preflib",
    title: "PrefLib: orders of preferences (.soc, .soi, .toc, .toi, .cat)",
    recognises: |_, head| {
        let text = String::from_utf8_lossy(head);
        let text = text.trim_start_matches('\u{feff}');
        text.starts_with("# FILE NAME:") || text.contains("# NUMBER ALTERNATIVES:") || is_old(head)
    },
    read: |sources, _| read(Source::only(sources)?),
};

/// Whether the file has the header of before 2022: a number, then `1,name`.
fn is_old(head: &[u8]) -> bool {
    let first = first_line(head);
    let second = super::lines::lines_of(head).nth(1).unwrap_or_default();
    let second = String::from_utf8_lossy(second);
    let after = second.strip_prefix('1').map(str::trim_start).and_then(|rest| rest.strip_prefix(','));
    let named = after.is_some_and(|name| !name.trim().is_empty() && name.trim().parse::<u64>().is_err());
    !first.is_empty() && first.iter().all(u8::is_ascii_digit) && named
}

fn read(source: &Source) -> Result<RankedFile, ImportError> {
    let mut lines = Lines::of(source)?;
    let old = is_old(&source.head()?);
    let header = if old { header::before_2022(&mut lines)? } else { header::since_2022(&mut lines)? };
    let mut file = RankedFile::default();
    let kind = if old { Kind::of_name(source) } else { header.kind(&lines)? };
    if let Some((title, _)) = header.keys.get("TITLE") {
        file.title = Some(title.clone()).filter(|title| !title.is_empty());
    }
    for name in header.names.values() {
        let candidate = Candidate::after(&file.candidates, name);
        file.candidates.push(candidate.map_err(|problem| source.problem(problem))?);
    }
    let orders = Orders::read(&mut lines, file.candidates.len(), kind, old)?;
    for (key, what, ours) in [
        ("NUMBER VOTERS", "voters", orders.voters),
        ("NUMBER UNIQUE ORDERS", "orders", orders.rows),
        ("NUMBER UNIQUE PREFERENCES", "orders", orders.rows),
    ] {
        if let Some(whole) = header.number(key).map_err(|problem| source.problem(problem))? {
            same("the header", what, whole, ours).map_err(|problem| source.problem(problem))?;
        }
    }
    header.notes(&mut file);
    orders.notes(&mut file, old);
    file.ballots = orders.builder.build();
    Ok(file)
}
