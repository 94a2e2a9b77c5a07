//! Tables for a reader.

use std::fmt;

/// Lines of cells under one another, the first of a line to the left and the others to the right. All lines have as
/// many cells as the first.
pub(super) fn table(f: &mut fmt::Formatter<'_>, lines: &[Vec<String>]) -> fmt::Result {
    let columns = lines.first().map_or(0, Vec::len);
    let wide = |column: usize| {
        let cells = lines.iter().filter_map(|line| line.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(wide).collect();
    for line in lines {
        for (column, (cell, &width)) in line.iter().zip(&widths).enumerate() {
            let space = " ".repeat(width.saturating_sub(cell.chars().count()));
            if column == 0 {
                write!(f, "  {cell}")?;
                // Nothing follows a line of one cell.
                if columns > 1 {
                    f.write_str(&space)?;
                }
            } else {
                write!(f, "  {space}{cell}")?;
            }
        }
        writeln!(f)?;
    }
    Ok(())
}
