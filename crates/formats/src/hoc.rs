//! Britain: the House of Commons Library, general elections by constituency.
//!
//! One CSV with a row a constituency (seen: 2019, 2024). A column a party stands between `Majority` and `All other candidates`.
//!
//! - A party that did not stand is 0 there: no row.
//! - Who won is not always the largest column: a winner of another party stands inside `All other candidates`, and
//!   `Of which other winner` has their votes. They become a row of their own under `First party`, independents (`Ind`) under
//!   their name without a party; the rest of that column is several people: `@others`.
//! - The office's winners are `First party`, held against the votes, and against `Majority` where the second has a column.

use std::collections::BTreeSet;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};
use crate::{letters, levels, naming, number};

pub(crate) const READER: Reader = Reader {
    name: "hoc",
    title: "Britain: general elections by constituency, CSV of the House of Commons Library",
    recognises,
    read,
};

const OTHERS: &str = "All other candidates";
const DIALECT: Dialect =
    Dialect { separator: b',', encoding: encoding_rs::UTF_8, header: "ONS ID", ragged: false };

fn recognises(_: &Source, head: &[u8]) -> bool {
    let head = letters::without_mark(head);
    let line = head.split(|&byte| byte == b'\n').next().unwrap_or_default();
    let others = OTHERS.as_bytes();
    line.starts_with(b"ONS ID,") && line.windows(others.len()).any(|at| at == others)
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let source = Source::only(sources)?;
    let mut table = Table::open(source, &DIALECT)?;
    let columns = Columns::of(source, &table)?;
    let mut import = Import::default();
    let mut known = BTreeSet::new();
    let mut inside = 0;
    while let Some(line) = table.next_row()? {
        let result = columns.result(&line)?;
        for (column, key) in [(columns.id, &result.id), (columns.name, &result.name)] {
            if !known.insert(key.clone()) {
                return Err(line.problem(column, ImportProblem::Twice(key.clone())));
            }
        }
        inside += usize::from(result.other_winner > 0);
        result.add(&mut import);
    }
    if known.is_empty() {
        return Err(source.problem(ImportProblem::Cut("no row follows the column names".to_owned())));
    }
    import.note(NoteKind::StatusUnknown, "the file does not say whether the results are final");
    let words = format!(
        "candidates of parties without a column (`{OTHERS}`) are @others; in {inside} constituencies the winner is one of \
         them and stands apart"
    );
    import.note(NoteKind::Together, words);
    let words = "parties are the office's short names; `Lab` is Labour and Labour and Co-operative together";
    import.note(NoteKind::Names, words);
    import.note(NoteKind::Lacks, "candidates' names: the office's file by candidate has them");
    import.note(
        NoteKind::LeftOut,
        "names of members, except independent ones; counties; times of declarations",
    );
    Ok(import)
}

struct Columns {
    id: usize,
    name: usize,
    region: usize,
    member: [Option<usize>; 2],
    first: usize,
    second: usize,
    electorate: usize,
    valid: usize,
    invalid: usize,
    majority: usize,
    parties: Vec<(usize, String)>,
    others: usize,
    other_winner: usize,
}

/// What a row says of a constituency.
struct Constituency {
    id: String,
    name: String,
    region: String,
    electorate: u64,
    invalid: Option<u64>,
    /// Votes of the parties that stood.
    parties: Vec<(String, u64)>,
    others: u64,
    other_winner: u64,
    /// The winner's party and, where that is none, name.
    winner: (Option<String>, Option<String>),
}

impl Columns {
    fn of(source: &Source, table: &Table<'_>) -> Result<Self, ImportError> {
        let [majority, others] = [table.column("Majority")?, table.column(OTHERS)?];
        let between = table.columns().iter().enumerate().take(others).skip(majority + 1);
        let parties: Result<Vec<_>, _> = between.map(|(at, name)| Ok((at, naming::own(name)?))).collect();
        let parties = parties.map_err(|problem| source.problem_at(1, problem))?;
        let mut known = BTreeSet::new();
        if let Some((_, twice)) = parties.iter().find(|(_, name)| !known.insert(name)) {
            return Err(source.problem_at(1, ImportProblem::Twice(twice.clone())));
        }
        if parties.is_empty() {
            return Err(source.problem_at(1, ImportProblem::Missing("columns of parties".to_owned())));
        }
        Ok(Self {
            id: table.column("ONS ID")?,
            name: table.column("Constituency name")?,
            region: table.column("Region name")?,
            member: [table.optional_column("Member first name")?, table.optional_column("Member surname")?],
            first: table.column("First party")?,
            second: table.column("Second party")?,
            electorate: table.column("Electorate")?,
            valid: table.column("Valid votes")?,
            invalid: table.column("Invalid votes")?,
            other_winner: table.column("Of which other winner")?,
            majority,
            parties,
            others,
        })
    }

    fn result(&self, line: &Line<'_>) -> Result<Constituency, ImportError> {
        let named =
            |column| naming::own(&line.text(column)?).map_err(|problem| line.problem(column, problem));
        let name = named(self.name)?;
        let mut stood = Vec::new();
        let mut sum = line.whole(self.others)?;
        for (column, party) in &self.parties {
            let votes = line.whole(*column)?;
            sum = number::sum(sum, votes).map_err(|problem| line.problem(*column, problem))?;
            if votes > 0 {
                stood.push((party.clone(), votes));
            }
        }
        levels::same(&name, "valid votes", line.whole(self.valid)?, sum)
            .map_err(|problem| line.problem(self.valid, problem))?;
        let mut result = Constituency {
            id: named(self.id)?,
            region: named(self.region)?,
            electorate: line.whole(self.electorate)?,
            invalid: line.optional(self.invalid)?,
            parties: stood,
            others: line.whole(self.others)?,
            other_winner: line.whole(self.other_winner)?,
            winner: (None, None),
            name,
        };
        if result.other_winner > result.others {
            let words = format!(
                "the winner has {} of the {} votes of all others",
                result.other_winner, result.others
            );
            return Err(line.problem(self.other_winner, ImportProblem::Malformed(words)));
        }
        self.check_winner(line, &result)?;
        let first = named(self.first)?;
        result.winner = if first == "Ind" {
            let mut names = Vec::new();
            for column in self.member.into_iter().flatten() {
                names.push(line.text(column)?.into_owned());
            }
            let member = names.join(" ");
            (
                None,
                Some(if member.trim().is_empty() {
                    first
                } else {
                    naming::own(&member).map_err(|problem| line.wrong(problem))?
                }),
            )
        } else {
            (Some(first), None)
        };
        Ok(result)
    }

    /// `First party` must be who has most votes, and `Majority` what they have more than `Second party`.
    fn check_winner(&self, line: &Line<'_>, result: &Constituency) -> Result<(), ImportError> {
        let [first, second] = [line.text(self.first)?, line.text(self.second)?];
        let of = |party: &str| result.parties.iter().find(|(name, _)| name == party).map(|(_, votes)| *votes);
        let column = |party: &str| self.parties.iter().any(|(_, name)| name == party);
        let winner = match (of(&first), result.other_winner) {
            (Some(votes), 0) => votes,
            (None, votes @ 1..) if !column(&first) => votes,
            _ => {
                let words = format!(
                    "`{first}` has no votes of its own, or `Of which other winner` has {}; one of them must be the winner",
                    result.other_winner
                );
                return Err(line.problem(self.first, ImportProblem::Malformed(words)));
            }
        };
        if let Some((party, votes)) = result.parties.iter().find(|(_, votes)| *votes > winner) {
            let words =
                format!("{}: {party} has {votes} votes, and the first, {first}, {winner}", result.name);
            return Err(line.problem(self.first, ImportProblem::Malformed(words)));
        }
        let majority = line.whole(self.majority)?;
        if let Some(votes) = of(&second) {
            let what = format!("votes of {first} beyond those of {second}");
            let more = winner.saturating_sub(votes);
            levels::same(&result.name, &what, majority, more)
                .map_err(|problem| line.problem(self.majority, problem))?;
        } else if column(&second) {
            let words = format!("{}: {second} is the second and has no votes", result.name);
            return Err(line.problem(self.second, ImportProblem::Malformed(words)));
        }
        Ok(())
    }
}

impl Constituency {
    fn add(self, import: &mut Import) {
        let row = |party: Option<&str>, candidate: Option<&str>, votes: u64| Row {
            contest: "single".to_owned(),
            district: Some(self.name.clone()),
            party: party.map(str::to_owned),
            candidate: candidate.map(str::to_owned),
            votes,
            ..Row::default()
        };
        let (party, candidate) = &self.winner;
        import.rows.push(row(Some("@registered"), None, self.electorate));
        import.rows.extend(self.parties.iter().map(|(party, votes)| row(Some(party), None, *votes)));
        if self.other_winner > 0 {
            import.rows.push(row(party.as_deref(), candidate.as_deref(), self.other_winner));
        }
        let rest = self.others - self.other_winner;
        if rest > 0 {
            import.rows.push(row(Some("@others"), None, rest));
        }
        import.rows.extend(self.invalid.map(|votes| row(Some("@invalid"), None, votes)));
        import.official.push(OfficialSeats {
            contest: "single".to_owned(),
            district: Some(self.name.clone()),
            party: party.clone(),
            candidate: candidate.clone(),
            seats: 1,
        });
        import.districts.push(District {
            district: self.name,
            seats: Some(1),
            region: Some(self.region),
            population: None,
        });
    }
}
