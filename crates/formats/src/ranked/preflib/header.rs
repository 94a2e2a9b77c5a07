//! The lines before the orders: since 2022 `# KEY: value`, before that numbers and names.

use std::collections::BTreeMap;

use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::number;
use crate::ranked::file::RankedFile;
use crate::ranked::lines::Lines;
use crate::source::Source;

/// What a header says.
#[derive(Default)]
pub(super) struct Header {
    pub(super) keys: BTreeMap<String, (String, u64)>,
    pub(super) names: BTreeMap<u64, String>,
}

impl Header {
    pub(super) fn number(&self, key: &str) -> Result<Option<u64>, ImportProblem> {
        self.keys.get(key).map(|(value, _)| number::whole(value)).transpose()
    }

    /// What sort of data it is, of those that hold ballots.
    pub(super) fn kind(&self, lines: &Lines<'_>) -> Result<Kind, ImportError> {
        let source = lines.source;
        let Some((word, line)) = self.keys.get("DATA TYPE") else {
            return Err(source.problem(ImportProblem::Missing("DATA TYPE".to_owned())));
        };
        let refused = |line, key: &str, problem: &str| {
            Err(source.problem_in(line, key, ImportProblem::NotThis(problem.to_owned())))
        };
        let kind = match word.as_str() {
            "soc" => Kind { ties: false, complete: true, categories: false },
            "soi" => Kind { ties: false, complete: false, categories: false },
            "toc" => Kind { ties: true, complete: true, categories: false },
            "toi" => Kind { ties: true, complete: false, categories: false },
            "cat" => Kind { ties: true, complete: false, categories: true },
            "dat" => {
                let problem = "a .dat file has what is left of ballots that PrefLib holds invalid; take the .soi or .toi file";
                return refused(*line, "DATA TYPE", problem);
            }
            word => {
                let problem = ImportProblem::unknown(word, "soc, soi, toc, toi and cat");
                return Err(source.problem_in(*line, "DATA TYPE", problem));
            }
        };
        match self.keys.get("MODIFICATION TYPE") {
            Some((word, line)) if word == "imbued" => {
                let problem = "imbued: these are the ballots of another file with all candidates whom voters left out tied at the \
                               end, which is no ballot; take the .soi or .toi file that it names";
                refused(*line, "MODIFICATION TYPE", problem)
            }
            _ => Ok(kind),
        }
    }

    pub(super) fn notes(&self, file: &mut RankedFile) {
        match self.keys.get("MODIFICATION TYPE").map(|(word, _)| word.as_str()) {
            Some("synthetic") => {
                file.note(NoteKind::Rehearsal, "PrefLib says that the ballots are synthetic")
            }
            Some("induced") => {
                file.note(
                    NoteKind::Assumed,
                    "PrefLib induced these orders from other data: they are no ballots",
                );
            }
            _ => {}
        }
        if self.keys.get("FILE NAME").is_some_and(|(name, _)| name.starts_with("00019-")) {
            let words = "elections of Oakland and Berkeley: every overvote is written as {1,2}, whoever was marked, and some \
                         files are short of the certified count";
            file.note(NoteKind::Differs, words);
        }
    }
}

/// What orders may look like.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) ties: bool,
    pub(super) complete: bool,
    pub(super) categories: bool,
}

impl Kind {
    /// Before 2022 only the end of the name says it; without one everything may stand there.
    pub(super) fn of_name(source: &Source) -> Self {
        let name = source.file_name().to_ascii_lowercase();
        let name = name.trim_end_matches(".gz");
        let of = |ends: [&str; 2]| ends.iter().any(|end| name.ends_with(end));
        Self { ties: !of([".soc", ".soi"]), complete: of([".soc", ".toc"]), categories: false }
    }
}

pub(super) fn since_2022(lines: &mut Lines<'_>) -> Result<Header, ImportError> {
    let mut header = Header::default();
    while let Some(line) = lines.next_line()? {
        if line.is_empty() {
            continue;
        }
        let Some(rest) = line.strip_prefix('#') else {
            lines.put_back();
            break;
        };
        let Some((key, value)) = rest.split_once(':') else { continue };
        let (key, value) = (key.trim().to_owned(), value.trim().to_owned());
        let line = lines.number;
        if let Some(number) = key.strip_prefix("ALTERNATIVE NAME") {
            let number = number::whole(number).map_err(|problem| lines.problem_in(&key, problem))?;
            if header.names.insert(number, value).is_some() {
                return Err(lines.problem_in(&key, ImportProblem::Twice(key.clone())));
            }
        } else if header.keys.insert(key.clone(), (value, line)).is_some() {
            return Err(lines.problem_in(&key, ImportProblem::Twice(key.clone())));
        }
    }
    let Some((alternatives, line)) = header.keys.get("NUMBER ALTERNATIVES") else {
        return Err(lines.source.problem(ImportProblem::Missing("NUMBER ALTERNATIVES".to_owned())));
    };
    let alternatives = number::whole(alternatives);
    let checked = alternatives.and_then(|alternatives| header.names_are(alternatives));
    checked.map_err(|problem| lines.source.problem_in(*line, "NUMBER ALTERNATIVES", problem))?;
    Ok(header)
}

impl Header {
    /// Whether the alternatives 1 to `alternatives` have names, and no other.
    fn names_are(&self, alternatives: u64) -> Result<(), ImportProblem> {
        let numbers = self.names.keys().copied();
        if alternatives == 0 || !numbers.eq(1..=alternatives) {
            let problem = format!("{alternatives} alternatives, of which {} have names", self.names.len());
            return Err(ImportProblem::Malformed(problem));
        }
        Ok(())
    }
}

pub(super) fn before_2022(lines: &mut Lines<'_>) -> Result<Header, ImportError> {
    let mut header = Header::default();
    let mut line = || -> Result<String, ImportError> {
        loop {
            match lines.next_line()? {
                Some(line) if line.is_empty() || line.starts_with('#') => {}
                Some(line) => return Ok(line.into_owned()),
                None => {
                    let problem = "the file ends within its header".to_owned();
                    return Err(lines.source.problem(ImportProblem::Cut(problem)));
                }
            }
        }
    };
    let alternatives = line()?;
    let mut named = Vec::new();
    let alternatives = number::whole(&alternatives);
    if let Ok(alternatives) = alternatives {
        for _ in 0..alternatives {
            named.push(line()?);
        }
    }
    let totals = line()?;
    alternatives.map_err(|problem| lines.source.problem_at(1, problem))?;
    for (at, name) in (1..).zip(named) {
        let numbered = name.split_once(',').filter(|(number, _)| number.trim().parse() == Ok(at));
        let Some((_, name)) = numbered else {
            let problem = format!("`{name}` where alternative {at} has to stand");
            return Err(lines.source.problem(ImportProblem::Malformed(problem)));
        };
        header.names.insert(at, name.trim().to_owned());
    }
    let totals: Vec<&str> = totals.split(',').map(str::trim).collect();
    let &[_, sum, unique] = totals.as_slice() else {
        let problem = "the line `voters,sum,unique` has to stand here".to_owned();
        return Err(lines.problem(ImportProblem::Malformed(problem)));
    };
    let line = lines.number;
    header.keys.insert("NUMBER VOTERS".to_owned(), (sum.to_owned(), line));
    header.keys.insert("NUMBER UNIQUE ORDERS".to_owned(), (unique.to_owned(), line));
    Ok(header)
}
