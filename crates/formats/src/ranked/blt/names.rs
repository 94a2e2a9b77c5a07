//! The part behind the ballots: names of the candidates, and the title.

use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::ranked::file::{Candidate, RankedFile};
use crate::ranked::lines::Lines;

/// Reads names and title.
pub(super) fn read(lines: &mut Lines<'_>, candidates: u32, file: &mut RankedFile) -> Result<(), ImportError> {
    let mut left_out = 0;
    while let Some(line) = lines.next_line()? {
        let found = strings(&line);
        for text in found.map_err(|problem| lines.problem(problem))? {
            if file.candidates.len() < candidates as usize {
                let candidate = Candidate::after(&file.candidates, &text);
                file.candidates.push(candidate.map_err(|problem| lines.problem_in("name", problem))?);
            } else if file.title.is_none() {
                file.title = Some(text.trim().to_owned());
            } else {
                left_out += 1;
            }
        }
    }
    if file.candidates.len() < candidates as usize {
        let problem = format!("{} names of {candidates} candidates", file.candidates.len());
        return Err(lines.problem(ImportProblem::Cut(problem)));
    }
    file.title = file.title.take().filter(|title| !title.is_empty());
    if left_out > 0 {
        file.note(NoteKind::LeftOut, format!("{left_out} words behind the title"));
    }
    Ok(())
}

/// What stands in quotation marks on a line, or the line itself.
fn strings(line: &str) -> Result<Vec<String>, ImportProblem> {
    let mut found = Vec::new();
    let mut rest = line.trim();
    while !rest.is_empty() && !rest.starts_with('#') {
        let Some(inner) = rest.strip_prefix('"') else {
            let end = rest.find(" #").unwrap_or(rest.len());
            found.push(rest[..end].trim().to_owned());
            break;
        };
        // Quotation marks within a name are not followed by the end of the line, another name or a comment.
        let closes = |after: &str| {
            let next = after.trim_start();
            next.is_empty() || (next.len() < after.len() && next.starts_with(['"', '#']))
        };
        let mut ends = inner.match_indices('"').map(|(at, _)| at);
        let Some(end) = ends.find(|at| closes(&inner[at + 1..])) else {
            return Err(ImportProblem::Malformed("a quotation mark is not closed".to_owned()));
        };
        found.push(inner[..end].replace("\\\"", "\""));
        rest = inner[end + 1..].trim();
    }
    Ok(found)
}
