//! The rows of a spreadsheet's first sheet, one after the other.

use std::io::Cursor;

use calamine::{DataRef, Reader as _, Xlsx, XlsxError};

use super::{Row, archive};
use crate::error::{ImportError, ImportProblem};
use crate::source::Source;

/// Eighty thousand ballots are two megabytes.
const LIMIT: u64 = 1 << 26;

/// Gives every row that has something.
pub(super) fn rows(
    source: &Source,
    row: &mut dyn FnMut(Row<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let malformed = |error: XlsxError| {
        source.problem(ImportProblem::Malformed(format!("no spreadsheet that can be read: {error}")))
    };
    let bytes = source.whole(LIMIT)?;
    archive::is_bounded(&bytes).map_err(|problem| source.problem(problem))?;
    let mut book = Xlsx::new(Cursor::new(bytes)).map_err(malformed)?;
    let Some(first) = book.sheet_names().first().cloned() else {
        return Err(source.problem(ImportProblem::Cut("the spreadsheet has no sheet".to_owned())));
    };
    let mut cells = book.worksheet_cells_reader(&first).map_err(malformed)?;
    let mut fields: Vec<String> = Vec::new();
    let mut line = 0;
    while let Some(cell) = cells.next_cell().map_err(malformed)? {
        let (at, column) = cell.get_position();
        let at = u64::from(at) + 1;
        if at < line {
            let problem = format!("row {at} stands behind row {line}");
            return Err(source.problem(ImportProblem::Malformed(problem)));
        }
        if at > line {
            if !fields.is_empty() {
                row((line, &fields))?;
            }
            fields.clear();
            line = at;
        }
        // No sheet has more columns than this.
        let column = usize::try_from(column).ok().filter(|column| *column < 1 << 14);
        let column = column.ok_or_else(|| {
            source.problem_at(line, ImportProblem::Malformed("a cell behind the last column".to_owned()))
        })?;
        if fields.len() <= column {
            fields.resize(column + 1, String::new());
        }
        fields[column] = text(cell.get_value());
    }
    if !fields.is_empty() {
        row((line, &fields))?;
    }
    Ok(())
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::Int(number) => number.to_string(),
        // A count of 1 is stored as 1.0, and written as it is counted.
        DataRef::Float(number) => number.to_string(),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.trim().to_owned()
        }
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Bool(value) => value.to_string(),
        DataRef::DateTime(value) => value.as_f64().to_string(),
        DataRef::Error(error) => error.to_string(),
        DataRef::Empty => String::new(),
    }
}
