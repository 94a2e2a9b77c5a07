//! Part 4: party votes by electorate.

use std::collections::BTreeSet;

use super::{has, names};
use crate::error::{ImportError, ImportProblem};
use crate::import::{Import, Row};
use crate::note::NoteKind;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};
use crate::{levels, naming, number};

const DIALECT: Dialect =
    Dialect { separator: b',', encoding: encoding_rs::UTF_8, header: "Elector", ragged: false };
/// The column of valid votes, as 2002 and as 1999 have it.
const TOTALS: [&str; 2] = ["Total Valid Party Votes", "Total Valid Votes"];
const INFORMAL: &str = "Informal Party Votes";
/// Where 1999 has small parties together.
const OTHER: &str = "OTHER";

pub(super) fn recognises(head: &[u8]) -> bool {
    let line = names(head);
    TOTALS.iter().any(|total| has(line, total))
}

/// Adds the rows of every electorate; gives their names.
pub(super) fn read(source: &Source, import: &mut Import) -> Result<Vec<String>, ImportError> {
    let mut table = Table::open(source, &DIALECT)?;
    let columns = Columns::of(source, &mut table)?;
    let mut sums = Sums { open: columns.none(), all: columns.none(), stage: Stage::General };
    let mut electorates = Vec::new();
    let mut known = BTreeSet::new();
    while let Some(line) = table.next_row()? {
        let name = naming::own(&line.text(0)?).map_err(|problem| line.problem(0, problem))?;
        let counts = columns.counts(&line, &name)?;
        if sums.total(&columns, &line, &name, &counts)? {
            continue;
        }
        if !known.insert(name.clone()) {
            return Err(line.problem(0, ImportProblem::Twice(name)));
        }
        columns.add(&name, &counts, import);
        electorates.push(name);
    }
    if sums.stage != Stage::Done {
        let words = "the last row, `Combined Totals`, is not there".to_owned();
        return Err(source.problem(ImportProblem::Cut(words)));
    }
    if columns.parties.iter().any(|(_, party)| party == "@others") {
        import.note(NoteKind::Together, format!("small parties stand together as `{OTHER}`: @others"));
    }
    if columns.informal.is_none() {
        import.note(NoteKind::Lacks, "informal votes");
    } else {
        import.note(NoteKind::Blank, "@invalid is informal party votes, blank ones among them");
    }
    Ok(electorates)
}

/// The columns of votes.
struct Columns {
    parties: Vec<(usize, String)>,
    valid: usize,
    informal: Option<usize>,
}

/// The counts of a row: parties in the order of the columns, valid votes, informal ones.
struct Counts {
    parties: Vec<u64>,
    valid: u64,
    informal: u64,
}

impl Columns {
    fn of(source: &Source, table: &mut Table<'_>) -> Result<Self, ImportError> {
        let line = table.titles.len() as u64 + 1;
        let mut valid = None;
        for name in TOTALS {
            valid = valid.or(table.optional_column(name)?);
        }
        let missing = || source.problem_at(line, ImportProblem::Missing(TOTALS[0].to_owned()));
        let valid = valid.ok_or_else(missing)?;
        let informal = table.optional_column(INFORMAL)?;
        let columns = table.columns().to_vec();
        let before = columns.iter().enumerate().take(valid).skip(1);
        // Where percentages stand between, a second row of names says which is which.
        let counted: Vec<(usize, &String)> = if before.clone().any(|(_, name)| name.is_empty()) {
            let words = second_row(source, table)?;
            let votes = |at: usize| words.get(at).is_some_and(|word| word == "Votes");
            let named: Vec<_> = before.clone().filter(|(_, name)| !name.is_empty()).collect();
            for (at, name) in before {
                let expected = if name.is_empty() { "Percentage" } else { "Votes" };
                if votes(at) == name.is_empty() || words.get(at).is_none_or(|word| word != expected) {
                    let found = words.get(at).map_or("", String::as_str);
                    return Err(source.problem_at(line + 1, ImportProblem::unknown(found, expected)));
                }
            }
            named
        } else {
            before.collect()
        };
        let mut known = BTreeSet::new();
        let mut parties = Vec::new();
        for (at, name) in counted {
            let party = if name == OTHER { Ok("@others".to_owned()) } else { naming::own(name) };
            let party = party.map_err(|problem| source.problem_at(line, problem))?;
            if !known.insert(party.clone()) {
                return Err(source.problem_at(line, ImportProblem::Twice(party)));
            }
            parties.push((at, party));
        }
        Ok(Self { parties, valid, informal })
    }

    fn none(&self) -> Counts {
        Counts { parties: vec![0; self.parties.len()], valid: 0, informal: 0 }
    }

    /// The counts of a row, whose parties must add up to its valid votes.
    fn counts(&self, line: &Line<'_>, name: &str) -> Result<Counts, ImportError> {
        let count = |column: usize| -> Result<u64, ImportError> {
            number::grouped(&line.text(column)?).map_err(|problem| line.problem(column, problem))
        };
        let mut parties = Vec::with_capacity(self.parties.len());
        let mut sum = 0;
        for (column, _) in &self.parties {
            let votes = count(*column)?;
            sum = number::sum(sum, votes).map_err(|problem| line.problem(*column, problem))?;
            parties.push(votes);
        }
        let valid = count(self.valid)?;
        levels::same(name, "valid votes", valid, sum).map_err(|problem| line.problem(self.valid, problem))?;
        Ok(Counts { parties, valid, informal: self.informal.map_or(Ok(0), count)? })
    }

    fn add(&self, electorate: &str, counts: &Counts, import: &mut Import) {
        let row = |party: &str, votes: u64| Row {
            contest: "list".to_owned(),
            district: Some(electorate.to_owned()),
            party: Some(party.to_owned()),
            votes,
            ..Row::default()
        };
        let parties = self.parties.iter().zip(&counts.parties);
        import.rows.extend(parties.map(|((_, party), votes)| row(party, *votes)));
        if self.informal.is_some() {
            import.rows.push(row("@invalid", counts.informal));
        }
    }
}

fn second_row(source: &Source, table: &mut Table<'_>) -> Result<Vec<String>, ImportError> {
    let cut = || source.problem(ImportProblem::Cut("the second row of column names is missing".to_owned()));
    let line = table.next_row()?.ok_or_else(cut)?;
    (0..line.len()).map(|at| line.text(at).map(|text| text.into_owned())).collect()
}

/// Which total comes next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stage {
    General,
    Maori,
    Combined,
    Done,
}

/// Sums of the rows so far.
struct Sums {
    /// Since the last total.
    open: Counts,
    all: Counts,
    stage: Stage,
}

impl Sums {
    /// Adds an electorate, or holds a row of totals against the sums; says whether it is one.
    fn total(
        &mut self,
        columns: &Columns,
        line: &Line<'_>,
        name: &str,
        counts: &Counts,
    ) -> Result<bool, ImportError> {
        // 1999 says more behind these words.
        let found = [Stage::General, Stage::Maori, Stage::Combined]
            .into_iter()
            .find(|stage| name.starts_with(stage.words()));
        match found {
            None if matches!(self.stage, Stage::General | Stage::Maori) => {
                self.open.add(counts).map_err(|problem| line.wrong(problem))?;
                self.all.add(counts).map_err(|problem| line.wrong(problem))?;
                Ok(false)
            }
            Some(stage) if stage == self.stage => {
                let sums = if stage == Stage::Combined { &self.all } else { &self.open };
                sums.check(columns, line, name, counts)?;
                self.open = columns.none();
                self.stage = stage.next();
                Ok(true)
            }
            _ => Err(line.problem(0, ImportProblem::unknown(name, self.stage.words()))),
        }
    }
}

impl Stage {
    fn words(self) -> &'static str {
        match self {
            Self::General => "General Electorate Totals",
            Self::Maori => "Maori Electorate Totals",
            Self::Combined => "Combined Totals",
            Self::Done => "nothing behind the combined totals",
        }
    }

    fn next(self) -> Self {
        match self {
            Self::General => Self::Maori,
            Self::Maori => Self::Combined,
            Self::Combined | Self::Done => Self::Done,
        }
    }
}

impl Counts {
    fn add(&mut self, other: &Self) -> Result<(), ImportProblem> {
        for (sum, votes) in self.parties.iter_mut().zip(&other.parties) {
            *sum = number::sum(*sum, *votes)?;
        }
        self.valid = number::sum(self.valid, other.valid)?;
        self.informal = number::sum(self.informal, other.informal)?;
        Ok(())
    }

    /// Holds a row of totals against these sums.
    fn check(&self, columns: &Columns, line: &Line<'_>, name: &str, total: &Self) -> Result<(), ImportError> {
        for (((column, party), sum), whole) in columns.parties.iter().zip(&self.parties).zip(&total.parties) {
            levels::same(name, party, *whole, *sum).map_err(|problem| line.problem(*column, problem))?;
        }
        levels::same(name, INFORMAL, total.informal, self.informal).map_err(|problem| line.wrong(problem))
    }
}
