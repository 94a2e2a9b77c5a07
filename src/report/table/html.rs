use std::fmt::Write;

use super::Table;
use crate::text::{escape, unbroken};

impl Table {
    /// A table of HTML, without styles: `<table>` with a head, row headings where a column of text comes first, and class `n` on
    /// cells with numbers. The [notes](Table::notes) follow as paragraphs of class `note`. Text is escaped: a name never becomes
    /// markup.
    ///
    /// ```
    /// use sailau::report::{Cell, Column, Kind, Table};
    ///
    /// let mut table = Table::new([Column::new("party", Kind::Text), Column::new("seats", Kind::Count)])?;
    /// table.push([Cell::from("<Hill>"), Cell::Count(41)])?;
    /// assert!(table.to_html().contains("<th scope=\"row\">&lt;Hill&gt;</th><td class=\"n\">41</td>"));
    /// # Ok::<(), sailau::report::TableError>(())
    /// ```
    #[must_use]
    pub fn to_html(&self) -> String {
        let (columns, rows) = self.shown();
        let mut html = String::from("<table>\n<thead><tr>");
        // Writing to a string does not fail.
        for column in &columns {
            let class = if column.is_left() { "" } else { " class=\"n\"" };
            let _ = write!(html, "<th scope=\"col\"{class}>{}</th>", escape(&unbroken(&column.heading)));
        }
        html.push_str("</tr></thead>\n<tbody>\n");
        for row in &rows {
            html.push_str("<tr>");
            for (at, (cell, column)) in row.iter().zip(&columns).enumerate() {
                let cell = escape(cell);
                let _ = match (at, column.is_left()) {
                    (0, true) => write!(html, "<th scope=\"row\">{cell}</th>"),
                    (_, true) => write!(html, "<td>{cell}</td>"),
                    (_, false) => write!(html, "<td class=\"n\">{cell}</td>"),
                };
            }
            html.push_str("</tr>\n");
        }
        html.push_str("</tbody>\n</table>\n");
        for note in &self.notes {
            let _ = writeln!(html, "<p class=\"note\">{}</p>", escape(&unbroken(note)));
        }
        html
    }
}
