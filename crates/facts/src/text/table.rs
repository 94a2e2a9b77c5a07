use std::fmt::{self, Formatter};

use unicode_width::UnicodeWidthStr;

/// Rows of cells under one another, each after `indent`: the first cell of a row to the left and the others to the
/// right, two spaces apart. No line ends with a space.
///
/// Width is counted in columns of a terminal: Chinese characters take two, combining marks none.
///
/// ```
/// use sailau::report::columns;
///
/// let rows = [["party", "votes"], ["Amanat", "3,431,510"], ["Auyl", "693,938"]];
/// let rows = rows.map(|row| row.map(str::to_owned).to_vec());
/// assert_eq!(columns("  ", &rows), "  party       votes\n  Amanat  3,431,510\n  Auyl      693,938\n");
/// ```
#[must_use]
pub fn columns(indent: &str, rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.width()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..rows.iter().map(Vec::len).max().unwrap_or(0)).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = indent.to_owned();
        for (column, (cell, &width)) in row.iter().zip(&widths).enumerate() {
            let room = " ".repeat(width - cell.width());
            match column {
                0 => line.extend([cell, &room[..]]),
                _ => line.extend(["  ", &room[..], cell]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A table of a protocol: a line of titles, and the rows.
pub fn table(f: &mut Formatter<'_>, head: &[&str], rows: Vec<Vec<String>>) -> fmt::Result {
    let head = head.iter().map(|&title| title.to_owned()).collect();
    f.write_str(&columns("    ", &std::iter::once(head).chain(rows).collect::<Vec<_>>()))
}

#[cfg(test)]
mod tests {
    use super::columns;

    #[test]
    fn rows_may_be_short_and_cells_blank() {
        let rows = [vec!["", "a", "b"], vec!["Қазақ", "1", ""], vec!["x"], vec![]];
        let rows = rows.map(|row| row.into_iter().map(str::to_owned).collect());
        assert_eq!(columns(" ", &rows), "        a  b\n Қазақ  1\n x\n\n");
        assert_eq!(columns("", &[]), "");
        // Two columns each, and a mark that takes none.
        let rows = [["時代力量", "6"], ["Gru\u{308}ne", "15"]];
        let rows = rows.map(|row| row.map(str::to_owned).to_vec());
        assert_eq!(columns("", &rows), "時代力量   6\nGru\u{308}ne     15\n");
    }
}
