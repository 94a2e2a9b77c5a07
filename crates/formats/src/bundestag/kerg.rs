//! `kerg.csv`: one row for each area, three rows of column names.
//!
//! Seen: 2013 (election night, in ISO-8859-1, and final, in UTF-8), 2017, 2021 and 2025. The names of groups stand over
//! the first of four columns, the votes (`Erststimmen`, `Zweitstimmen`) over the first of two, and the third row has the status or
//! `Vorperiode`, the election before. Since 2025 a column `Gewählt` stands in front of them. So columns are found by what
//! stands over them. Numbers had no leading zeros until 2017, and 900 is added to those of Länder and Bund in the final file of 2013: what kind an area is, only
//! `gehört zu` tells.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::bundestag::tally::{Area, Group, Tally, Vote};
use crate::bundestag::{has_line, status};
use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::naming;
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use crate::table::{Dialect, Line, Table};

pub(crate) const KERG: Reader = Reader {
    name: "kerg",
    title: "Germany, Bundestag: kerg.csv of the Federal Returning Officer",
    recognises: |_, head| has_line(head, b"Nr;Gebiet;geh"),
    read,
};

/// The columns before those of counts.
struct Columns {
    number: usize,
    name: usize,
    within: usize,
    elected: Option<usize>,
    /// Columns of this election.
    counts: Vec<(usize, Group, Vote)>,
}

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let source = Source::only(sources)?;
    let dialect =
        Dialect { separator: b';', encoding: encoding(source)?, header: "Nr;Gebiet;", ragged: true };
    let mut table = Table::open(source, &dialect)?;
    let groups: Vec<String> = table.columns().to_vec();
    let votes = heading(source, &mut table)?;
    let periods = heading(source, &mut table)?;
    let mut tally = Tally::new(source);
    let columns = Columns {
        number: table.column("Nr")?,
        name: table.column("Gebiet")?,
        // 2013 has `gehört` in the first row of names and `zu` in the second.
        within: match table.optional_column("gehört zu")? {
            Some(column) => column,
            None => table.column("gehört")?,
        },
        elected: table.optional_column("Gewählt")?,
        counts: counts(source, &mut tally, &groups, &votes, &periods)?,
    };
    let mut import = Import::default();
    let word = periods.1.iter().find(|word| !word.is_empty() && *word != BEFORE);
    let title =
        table.titles.iter().map(|line| line.trim_matches(['#', ' ', ';'])).rfind(|line| line.contains("ahl"));
    let title = title.map(|title| format!(" ({title})")).unwrap_or_default();
    status(&mut import, word.map_or("", String::as_str), &title);
    while let Some(line) = table.next_row()? {
        row(&line, &groups, &columns, &mut tally)?;
    }
    tally.finish(&mut import)?;
    notes(&mut import);
    Ok(import)
}

/// Over columns of the election before.
const BEFORE: &str = "Vorperiode";

/// Which of two encodings the word `gehört` among the column names is written in.
fn encoding(source: &Source) -> Result<&'static Encoding, ImportError> {
    let head = source.head()?;
    if has_line(&head, "Nr;Gebiet;gehört".as_bytes()) {
        Ok(UTF_8)
    } else if has_line(&head, b"Nr;Gebiet;geh\xf6rt") {
        Ok(WINDOWS_1252)
    } else {
        Err(source.problem(ImportProblem::Missing("gehört zu".to_owned())))
    }
}

/// The second or third row of column names, with its line.
fn heading(source: &Source, table: &mut Table<'_>) -> Result<(u64, Vec<String>), ImportError> {
    let cut = || source.problem(ImportProblem::Cut("three rows of column names are needed".to_owned()));
    let line = table.next_row()?.ok_or_else(cut)?;
    let fields: Result<Vec<String>, ImportError> =
        (0..line.len()).map(|column| line.text(column).map(|text| text.into_owned())).collect();
    Ok((line.line, fields?))
}

/// The columns of this election, by what stands over them.
fn counts(
    source: &Source,
    tally: &mut Tally<'_>,
    groups: &[String],
    (votes_line, votes): &(u64, Vec<String>),
    (periods_line, periods): &(u64, Vec<String>),
) -> Result<Vec<(usize, Group, Vote)>, ImportError> {
    let mut counts: Vec<(usize, Group, Vote)> = Vec::new();
    let (mut group, mut vote): (Option<&str>, Option<Vote>) = (None, None);
    let mut status: Option<&str> = None;
    for (column, period) in periods.iter().enumerate() {
        let name = groups.get(column).map_or("", String::as_str);
        if period.is_empty() {
            continue;
        }
        if !name.is_empty() {
            (group, vote) = (Some(name), None);
        }
        match votes.get(column).map(String::as_str) {
            Some("Erststimmen") => vote = Some(Vote::First),
            Some("Zweitstimmen") => vote = Some(Vote::Second),
            None | Some("") => {}
            Some(other) => {
                return Err(source
                    .problem_at(*votes_line, ImportProblem::unknown(other, "Erststimmen, Zweitstimmen")));
            }
        }
        match period.as_str() {
            BEFORE => continue,
            now @ ("Endgültig" | "Vorläufig") if status.is_none_or(|before| before == now) => {
                status = Some(now)
            }
            other => {
                let problem =
                    ImportProblem::unknown(other, "Endgültig or Vorläufig over every count, and Vorperiode");
                return Err(source.problem_at(*periods_line, problem));
            }
        }
        let (Some(name), Some(vote)) = (group, vote) else {
            let missing = ImportProblem::Missing(format!("a group and a vote over column {}", column + 1));
            return Err(source.problem_at(*votes_line, missing));
        };
        let group = match name {
            "Wahlberechtigte" => Group::Registered,
            "Wählende" | "Wähler" => Group::Voters,
            "Ungültige" | "Ungültige Stimmen" => Group::Invalid,
            "Gültige" | "Gültige Stimmen" => Group::Valid,
            "Übrige" => Group::Others,
            party => {
                let party = naming::own(party).map_err(|problem| source.problem_at(*votes_line, problem))?;
                Group::Party(tally.name(&party))
            }
        };
        if counts.iter().any(|&(_, known, of)| (known, of) == (group, vote)) {
            return Err(source.problem_at(*votes_line, ImportProblem::Twice(name.to_owned())));
        }
        counts.push((column, group, vote));
    }
    for (group, name) in [(Group::Valid, "Gültige Stimmen"), (Group::Voters, "Wählende")] {
        if !counts.iter().any(|&(_, known, _)| known == group) {
            return Err(source.problem_at(*votes_line, ImportProblem::Missing(name.to_owned())));
        }
    }
    Ok(counts)
}

fn row(
    line: &Line<'_>,
    groups: &[String],
    columns: &Columns,
    tally: &mut Tally<'_>,
) -> Result<(), ImportError> {
    // Länder are parted by rows that hold a semicolon.
    if line.is_blank() {
        return Ok(());
    }
    if line.len() != groups.len() {
        let text = format!("{} fields where the line of column names has {}", line.len(), groups.len());
        return Err(line.wrong(ImportProblem::Malformed(text)));
    }
    let number = line.whole(columns.number)?;
    let area = match line.optional(columns.within)? {
        None if number == 99 || number == 999 => Area::Bund,
        None => return Err(line.problem(columns.within, ImportProblem::Missing("gehört zu".to_owned()))),
        // 901 to 916 in the final file of 2013, whose constituencies name 1 to 16 all the same.
        Some(99) => Area::Land(if number > 900 { number - 900 } else { number }),
        Some(land) => Area::Constituency { number, land },
    };
    let place = tally.area(line.line, area, &line.text(columns.name)?)?;
    if let (Some(column), Area::Constituency { .. }) = (columns.elected, area) {
        let winner = line.text(column)?;
        if !winner.is_empty() {
            tally.elected(place, &winner).map_err(|problem| line.problem(column, problem))?;
        }
    }
    for &(column, group, vote) in &columns.counts {
        if let Some(n) = line.optional(column)? {
            tally.count(place, group, vote, n).map_err(|problem| line.wrong(problem))?;
        }
    }
    tally.figures_of_both(place);
    Ok(())
}

fn notes(import: &mut Import) {
    let independents = |row: &&crate::Row| row.party.as_deref() == Some("@others");
    let (rows, votes) =
        import.rows.iter().filter(independents).fold((0_usize, 0_u64), |(rows, votes), row| {
            // The sum of a column that has been added up before.
            (rows + 1, votes.saturating_add(row.votes))
        });
    if rows > 0 {
        let text = format!(
            "Independents stand together in each constituency, as `@others`: {votes} votes in {rows} constituencies. Where these \
             are the most, the file does not say who won."
        );
        import.note(NoteKind::Together, text);
    }
    let text = "Left out: numbers of the election before (`Vorperiode`), and the rows of Länder and Bund, which are the sums of \
                the constituencies.";
    import.note(NoteKind::LeftOut, text);
    let text = "Parties are called as in this file: by full names since 2017. `kerg2.csv` has short ones.";
    import.note(NoteKind::Names, text);
}
