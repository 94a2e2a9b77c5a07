//! What a command prints: a page for people, or a table for programs.

use std::io::{IsTerminal as _, Write};
use std::process::ExitCode;

use clap::Args;
use sailau::report::{Table, Terminal, in_percent, wrapped};

use crate::failure::Failure;

/// For whom it is printed.
#[derive(Debug, Clone, Copy, Args)]
#[group(multiple = false)]
pub(crate) struct Form {
    /// JSON, for programs.
    #[arg(long, help_heading = "Output")]
    pub(crate) json: bool,
    /// CSV, for spreadsheets.
    #[arg(long, help_heading = "Output")]
    csv: bool,
    /// A Markdown table.
    #[arg(long, help_heading = "Output")]
    markdown: bool,
}

impl Form {
    /// The table in this form; none where people read, who get more than a table.
    pub(crate) fn of(self, table: &Table) -> Option<String> {
        match self {
            Self { json: true, .. } => Some(table.to_json() + "\n"),
            Self { csv: true, .. } => Some(table.to_csv()),
            Self { markdown: true, .. } => Some(table.to_markdown()),
            _ => None,
        }
    }
}

/// The table for who sits before the terminal, in colour where it has any and NO_COLOR is not set.
pub(crate) fn for_people(table: &Table) -> String {
    table.to_text(Terminal::from_env(std::io::stdout().is_terminal()))
}

/// Prints the whole page at once.
pub(crate) fn print(text: &str) -> Result<ExitCode, Failure> {
    let out = std::io::stdout();
    let text = if out.is_terminal() { turned_back(text) } else { text.to_owned() };
    out.lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a picture into a file and says so; prints it where the file is `-`.
pub(crate) fn write_picture(file: &str, svg: &str) -> Result<ExitCode, Failure> {
    if file == "-" {
        return print(svg);
    }
    std::fs::write(file, svg).map_err(|error| format!("{file} cannot be written: {error}"))?;
    print(&format!("{file}\n"))
}

/// Prints a page piece by piece: one as long as a whole record takes no room. A terminal gets it at once, as its text is looked
/// through first.
pub(crate) fn print_as_made(
    write: impl FnOnce(&mut dyn Write) -> std::io::Result<()>,
) -> Result<ExitCode, Failure> {
    let out = std::io::stdout();
    if out.is_terminal() {
        let mut page = Vec::new();
        write(&mut page)?;
        return print(&String::from_utf8_lossy(&page));
    }
    let mut out = std::io::BufWriter::new(out.lock());
    write(&mut out)?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// Text for a terminal without the signs that turn the direction of writing around: after one of them in a name, figures
/// would be read backwards. (Other control characters in names are refused where files are read.)
fn turned_back(text: &str) -> String {
    text.replace(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'), "\u{fffd}")
}

/// The widest line of a first screen, in characters.
pub(crate) const WIDTH: usize = 100;

/// A name that leaves room for others beside it.
pub(crate) fn cut(name: &str, most: usize) -> String {
    if name.chars().count() <= most {
        return name.to_owned();
    }
    let start: String = name.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", start.trim_end())
}

/// The lines of as many of these columns as a first screen holds, at least one, and how many they are. `lines` is told whether
/// some are left out.
pub(crate) fn as_wide_as_fits<T>(items: &[T], lines: impl Fn(&[T], bool) -> String) -> (String, usize) {
    let is_wide = |text: &str| text.lines().any(|line| line.chars().count() > WIDTH);
    let mut shown = items.len();
    let mut text = lines(items, false);
    while shown > 1 && is_wide(&text) {
        shown -= 1;
        text = lines(&items[..shown], true);
    }
    (text, shown)
}

/// The line below a table that says what it leaves out; nothing where it has everything.
pub(crate) fn left_out(what: &[String]) -> String {
    if what.is_empty() { String::new() } else { format!("  … {}; --all shows them\n", what.join(" and ")) }
}

/// A share as most first screens have it: per cent with one place.
pub(crate) fn percent(share: f64) -> String {
    in_percent(share, 1)
}

/// A page whose wider lines go on below, further to the right. Tables are narrower.
pub(crate) fn fitted(page: &str) -> String {
    let fit = |line: &str| match line.chars().count() {
        0..=WIDTH => format!("{line}\n"),
        _ => wrapped(line, line.len() - line.trim_start().len() + 4),
    };
    page.lines().map(fit).collect()
}

#[cfg(test)]
mod tests {
    use super::turned_back;

    #[test]
    fn a_name_does_not_turn_what_follows() {
        assert_eq!(turned_back("A\u{202e} 12\n\u{1b}[1mB\u{1b}[0m"), "A\u{fffd} 12\n\u{1b}[1mB\u{1b}[0m");
    }
}
