use std::fmt::Write;
use std::io::IsTerminal;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Table;
use crate::text::unbroken;

/// What a table is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Terminal {
    /// Columns of letters; none for any number.
    pub width: Option<usize>,
    /// Whether headings may be bold and losses red.
    pub colour: bool,
}

impl Terminal {
    /// The terminal of this process: its width is that of the variable `COLUMNS`, where it is set. There is colour only
    /// when it is asked for, standard output is a terminal, and neither `NO_COLOR` (<https://no-color.org>) nor a
    /// `TERM` of `dumb` forbids it.
    #[must_use]
    pub fn from_env(colour: bool) -> Self {
        let colour = colour && std::io::stdout().is_terminal();
        Self::from_variables(colour, |name| std::env::var_os(name)?.into_string().ok())
    }

    /// The same from variables that are looked up elsewhere, for a terminal that is there.
    ///
    /// ```
    /// use sailau::report::Terminal;
    ///
    /// let variables = |name: &str| match name {
    ///     "COLUMNS" => Some("72".to_owned()),
    ///     "NO_COLOR" => Some("1".to_owned()),
    ///     _ => None,
    /// };
    /// assert_eq!(Terminal::from_variables(true, variables), Terminal { width: Some(72), colour: false });
    /// ```
    #[must_use]
    pub fn from_variables(colour: bool, variable: impl Fn(&str) -> Option<String>) -> Self {
        let width =
            variable("COLUMNS").and_then(|width| width.trim().parse().ok()).filter(|&width| width > 0);
        let forbidden = variable("NO_COLOR").is_some_and(|value| !value.is_empty())
            || variable("TERM").is_some_and(|term| term == "dumb");
        Self { width, colour: colour && !forbidden }
    }
}

/// Between two columns.
const GAP: usize = 2;
/// A column of text is not made narrower than this, unless it is.
const LEAST: usize = 8;

impl Table {
    /// Aligned columns, with the [notes](Table::notes) below. Where the terminal is too narrow, columns of text are
    /// wrapped; where that is not enough, each row becomes a list of its values. Columns without any value are left
    /// out. Width is counted as terminals show letters: those of Chinese take two columns, combining marks none.
    #[must_use]
    pub fn to_text(&self, terminal: Terminal) -> String {
        let (columns, rows) = self.shown();
        let head: Vec<String> = columns.iter().map(|column| unbroken(&column.heading)).collect();
        let natural: Vec<usize> = (0..columns.len())
            .map(|at| rows.iter().map(|row| row[at].width()).chain([head[at].width()]).max().unwrap_or(0))
            .collect();
        let room = terminal.width.unwrap_or(usize::MAX);
        let flexible: Vec<bool> = columns.iter().map(|column| column.is_left()).collect();
        let mut text = String::new();
        match narrowed(&natural, &flexible, room) {
            Some(widths) => {
                let line = |text: &mut String, cells: &[String], paint: fn(usize, &str) -> Paint| {
                    write_row(text, cells, &widths, &flexible, |at, cell| {
                        if terminal.colour { paint(at, cell) } else { Paint::None }
                    });
                };
                line(&mut text, &head, |_, _| Paint::Bold);
                for row in &rows {
                    line(&mut text, row, |_, cell| if is_loss(cell) { Paint::Red } else { Paint::None });
                }
            }
            None => write_list(&mut text, &head, &rows, room),
        }
        if !self.notes.is_empty() {
            text.push('\n');
        }
        for note in &self.notes {
            for line in wrap(&unbroken(note), room) {
                text.push_str(&line);
                text.push('\n');
            }
        }
        text
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Paint {
    None,
    Bold,
    Red,
}

/// A negative number as cells show it.
fn is_loss(cell: &str) -> bool {
    cell.strip_prefix('-').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// Widths that fit into the room: the widest columns of text give way first. None where that is not enough.
fn narrowed(natural: &[usize], flexible: &[bool], room: usize) -> Option<Vec<usize>> {
    let mut widths = natural.to_vec();
    let gaps = GAP * widths.len().saturating_sub(1);
    let all = |widths: &[usize]| widths.iter().fold(gaps, |sum, &width| sum.saturating_add(width));
    while all(&widths) > room {
        let wide = (0..widths.len()).filter(|&at| flexible[at] && widths[at] > LEAST);
        let widest = wide.max_by_key(|&at| widths[at])?;
        // At once down to the next narrower one, as far as needed: no step a letter.
        let next = (0..widths.len()).filter(|&at| flexible[at] && widths[at] < widths[widest]);
        let floor = next.map(|at| widths[at]).max().unwrap_or(LEAST).max(LEAST);
        let over = all(&widths) - room;
        widths[widest] -= over.min((widths[widest] - floor).max(1));
    }
    Some(widths)
}

fn write_row(
    text: &mut String,
    cells: &[String],
    widths: &[usize],
    left: &[bool],
    paint: impl Fn(usize, &str) -> Paint,
) {
    let wrapped: Vec<Vec<String>> =
        cells.iter().zip(widths).map(|(cell, &width)| wrap(cell, width)).collect();
    let lines = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for line in 0..lines {
        let mut written = String::new();
        // Spaces wait until something follows them: no line ends with any.
        let mut spaces = 0;
        for (at, ((cell, &width), &left)) in wrapped.iter().zip(widths).zip(left).enumerate() {
            let part = cell.get(line).map_or("", String::as_str);
            let pad = width.saturating_sub(part.width());
            let (before, after) = if left { (0, pad) } else { (pad, 0) };
            spaces += before;
            if !part.is_empty() {
                let _ = write!(written, "{:spaces$}", "");
                spaces = 0;
                let _ = match paint(at, part) {
                    Paint::None => write!(written, "{part}"),
                    Paint::Bold => write!(written, "\u{1b}[1m{part}\u{1b}[0m"),
                    Paint::Red => write!(written, "\u{1b}[31m{part}\u{1b}[0m"),
                };
            }
            spaces += after + GAP;
        }
        text.push_str(&written);
        text.push('\n');
    }
}

/// `heading: value`, a line each, rows apart.
fn write_list(text: &mut String, head: &[String], rows: &[Vec<String>], room: usize) {
    for (i, row) in rows.iter().enumerate() {
        if i > 0 {
            text.push('\n');
        }
        for (heading, cell) in head.iter().zip(row) {
            for line in wrap(&format!("{heading}: {cell}"), room) {
                text.push_str(&line);
                text.push('\n');
            }
        }
    }
}

/// Lines of at most this width, broken between words where they can be. Only a letter wider than a whole line sticks
/// out.
pub(in crate::report) fn wrap(text: &str, width: usize) -> Vec<String> {
    if text.width() <= width {
        return vec![text.to_owned()];
    }
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in text.split_whitespace() {
        if used > 0 && used + 1 + word.width() > width {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for c in word.chars() {
            let wide = c.width().unwrap_or(0);
            if used > 0 && used + wide > width {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(c);
            used += wide;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::super::{Cell, Column, Kind, Table};
    use super::Terminal;

    fn table() -> Table {
        let columns = [
            Column::new("party", Kind::Text),
            Column::new("seats", Kind::Count),
            Column::new("change", Kind::Change),
            Column::new("share", Kind::Share { places: 1 }),
            Column::new("open", Kind::Text),
        ];
        let mut table = Table::new(columns).unwrap();
        for (name, seats, change, share) in [
            ("Қазақстан халық партиясы", 1_076, -4, 0.8),
            ("人民党", 12, 4, 0.122_4),
            ("\u{1b}[31mAuyl\r", 0, 0, 0.0),
        ] {
            table
                .push([
                    Cell::from(name),
                    Cell::Count(seats),
                    Cell::Change(change),
                    share.into(),
                    Cell::Missing,
                ])
                .unwrap();
        }
        table
    }

    #[test]
    fn columns_are_aligned_as_terminals_show_them() {
        let text = table().to_text(Terminal::default());
        assert_eq!(
            text,
            "party                     seats  change   share\n\
             Қазақстан халық партиясы  1,076      -4  80.0 %\n\
             人民党                       12      +4  12.2 %\n\
             [31mAuyl                      0       0   0.0 %\n"
        );
    }

    #[test]
    fn every_width_is_kept_to() {
        for width in 8..=60 {
            let text = table().to_text(Terminal { width: Some(width), colour: false });
            for line in text.lines() {
                assert!(line.width() <= width, "{width}: {line:?}");
                assert!(!line.ends_with(' '), "{line:?}");
            }
            let words: String = text.split_whitespace().collect();
            assert!(words.contains("партиясы") || width < 10, "{width}: {text}");
        }
        let narrow = table().to_text(Terminal { width: Some(20), colour: false });
        assert!(narrow.starts_with("party: Қазақстан\nхалық партиясы\nseats: 1,076\n"), "{narrow}");
        // No width at all ends too.
        assert!(!table().to_text(Terminal { width: Some(0), colour: true }).is_empty());
    }

    #[test]
    fn colour_only_when_asked_for() {
        let plain = table().to_text(Terminal::default());
        assert!(!plain.contains('\u{1b}'));
        let coloured = table().to_text(Terminal { width: None, colour: true });
        assert!(coloured.contains("\u{1b}[1mparty\u{1b}[0m"));
        assert!(coloured.contains("\u{1b}[31m-4\u{1b}[0m"));
        let stripped = coloured.replace("\u{1b}[1m", "").replace("\u{1b}[31m", "").replace("\u{1b}[0m", "");
        assert_eq!(stripped, plain);
        let variables = |set: &'static str, value: &'static str| {
            move |name: &str| (name == set).then(|| value.to_owned())
        };
        assert!(Terminal::from_variables(true, variables("NO_COLOR", "")).colour);
        assert!(!Terminal::from_variables(true, variables("TERM", "dumb")).colour);
        assert!(!Terminal::from_variables(false, |_| None).colour);
        assert_eq!(Terminal::from_variables(true, variables("COLUMNS", "0")).width, None);
    }
}
