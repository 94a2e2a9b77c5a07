//! Belgium: elections of the Chamber, from the site of results of the Federal Public Service Home Affairs.
//!
//! A JSON file for each of the eleven constituencies, and, to hold them against, the CSV of the kingdom with a row a list
//! (seen: 2024).
//!
//! - A list's votes are the ballots of four kinds that its numbers B to E count; candidates' own votes do not add up to
//!   them, as a ballot may mark several, and are left out.
//! - `NrOfBlankVotes` is blank and void ballots together: `@invalid`. A party that is called `BLANCO` is a party.
//! - A constituency's seats are the sum of its lists'; its own `NrOfSeats` is empty.
//! - The kingdom's CSV joins lists that the constituencies name apart (2024: PTB, PVDA and PTB-PVDA). They are imported apart.

mod constituency;
mod kingdom;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::note::NoteKind;
use crate::number;
use crate::reader::Reader;
use crate::source::Source;
use constituency::Constituency;
use kingdom::Kingdom;

pub(crate) const READER: Reader = Reader {
    name: "belgium",
    title: "Belgium: elections of the Chamber, JSON of constituencies, with the CSV of the kingdom as a check",
    recognises: |_, head| constituency::recognises(head) || kingdom::recognises(head),
    read,
};

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut kingdom: Option<(&Source, Kingdom)> = None;
    let mut constituencies: Vec<Constituency> = Vec::new();
    for source in sources {
        if kingdom::recognises(&source.head()?) {
            if kingdom.is_some() {
                return Err(source.problem(ImportProblem::Twice("the kingdom".to_owned())));
            }
            kingdom = Some((source, Kingdom::read(source)?));
        } else {
            let found = Constituency::read(source)?;
            if constituencies.iter().any(|known| known.id == found.id || known.name == found.name) {
                return Err(source.problem(ImportProblem::Twice(found.name)));
            }
            if let Some(first) = constituencies.first()
                && first.election != found.election
            {
                let words =
                    format!("this is of {}, and the file before it of {}", found.election, first.election);
                return Err(source.problem(ImportProblem::NotThis(words)));
            }
            constituencies.push(found);
        }
    }
    if constituencies.is_empty() {
        let words = "the kingdom alone has no constituencies; give the JSON file of each too";
        return Err(sources[0].problem(ImportProblem::MissingFile(words.to_owned())));
    }

    let mut import = Import::default();
    for constituency in &constituencies {
        add(&mut import, constituency).map_err(|problem| sources[0].problem(problem))?;
    }
    import.note(NoteKind::StatusUnknown, "the files do not say whether the count is final");
    match kingdom {
        Some((source, kingdom)) => {
            kingdom.check(&mut import, &constituencies).map_err(|problem| source.problem(problem))?;
        }
        None => {
            let words = format!(
                "{} constituencies were given and not the CSV of the kingdom: whether any is missing is not known",
                constituencies.len()
            );
            import.note(NoteKind::Lacks, words);
        }
    }
    import.note(NoteKind::Blank, "@invalid is blank and void ballots together, as the office counts them");
    if constituencies.iter().any(|constituency| constituency.candidates) {
        let words =
            "votes of candidates: a ballot may mark several of a list, so they do not add up to its votes";
        import.note(NoteKind::LeftOut, words);
    }
    Ok(import)
}

fn add(import: &mut Import, of: &Constituency) -> Result<(), ImportProblem> {
    let lists = of.lists.iter().map(|list| (&*list.party, list.votes));
    for (party, votes) in
        [("@registered", of.registered)].into_iter().chain(lists).chain([("@invalid", of.blank)])
    {
        import.rows.push(Row {
            contest: "list".to_owned(),
            district: Some(of.name.clone()),
            party: Some(party.to_owned()),
            votes,
            ..Row::default()
        });
    }
    let mut all = Some(0);
    for list in &of.lists {
        all = match (all, list.seats) {
            (Some(all), Some(seats)) => Some(number::sum(all, seats)?),
            _ => None,
        };
        if let Some(seats @ 1..) = list.seats {
            import.official.push(OfficialSeats {
                contest: "list".to_owned(),
                district: Some(of.name.clone()),
                party: Some(list.party.clone()),
                candidate: None,
                seats: number::seats(seats)?,
            });
        }
    }
    let seats = all.map(number::seats).transpose()?;
    import.districts.push(District { district: of.name.clone(), seats, ..District::default() });
    Ok(())
}
