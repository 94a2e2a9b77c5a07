use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::Table;
use crate::text::unbroken;

impl Table {
    /// A table of GitHub's Markdown, its source aligned too, with the [notes](Table::notes) as paragraphs below it. Text
    /// is escaped: a name never becomes markup.
    #[must_use]
    pub fn to_markdown(&self) -> String {
        let (columns, rows) = self.shown();
        if columns.is_empty() {
            return String::new();
        }
        let escaped = |cells: &[String]| cells.iter().map(|cell| escape(cell)).collect::<Vec<_>>();
        let head: Vec<String> = columns.iter().map(|column| unbroken(&column.heading)).collect();
        let lines: Vec<Vec<String>> =
            std::iter::once(escaped(&head)).chain(rows.iter().map(|row| escaped(row))).collect();
        let widths: Vec<usize> = (0..columns.len())
            .map(|at| lines.iter().map(|line| line[at].width()).max().unwrap_or(0).max(3))
            .collect();
        let mut text = String::new();
        for (i, line) in lines.iter().enumerate() {
            for ((cell, &width), column) in line.iter().zip(&widths).zip(&columns) {
                let pad = " ".repeat(width.saturating_sub(cell.width()));
                let _ = match column.is_left() {
                    true => write!(text, "| {cell}{pad} "),
                    false => write!(text, "| {pad}{cell} "),
                };
            }
            text.push_str("|\n");
            if i == 0 {
                for (column, width) in columns.iter().zip(&widths) {
                    let rule = "-".repeat(width + 1);
                    let _ = match column.is_left() {
                        true => write!(text, "|:{rule}"),
                        false => write!(text, "|{rule}:"),
                    };
                }
                text.push_str("|\n");
            }
        }
        for note in &self.notes {
            let _ = writeln!(text, "\n{}", escape(&unbroken(note)));
        }
        text
    }
}

/// With a backslash before what Markdown, HTML in it, or GitHub's formulas would take for markup.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '|' | '*' | '_' | '`' | '[' | ']' | '<' | '>' | '~' | '&' | '$' | '#') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::super::{Cell, Column, Kind, Table};

    #[test]
    fn names_stay_in_their_cell() {
        let mut table =
            Table::new([Column::new("party", Kind::Text), Column::new("n", Kind::Count)]).unwrap();
        table.push([Cell::from("a|b\n<script>*"), Cell::Count(1)]).unwrap();
        table.push([Cell::from("人民党"), Cell::Missing]).unwrap();
        table.notes.push("1 < 2".to_owned());
        let text = table.to_markdown();
        assert_eq!(
            text,
            "| party             |   n |\n|:------------------|----:|\n| a\\|b \\<script\\>\\* |   1 |\n\
             | 人民党            |   - |\n\n1 \\< 2\n"
        );
    }
}
