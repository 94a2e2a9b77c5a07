//! The Netherlands: EML_NL, the Kiesraad's dialect of the Election Markup Language.
//!
//! Counts are files 510a to 510d (polling station, municipality, constituency, whole election). Beside them may stand the
//! definition 110a, which has the seats, lists of candidates 230b, which have the names, and the result 520, which has who was elected.
//! Seen: 510b of 2014 to 2022 without units, 110a and 230b; units, corrections, short codes and results by the Kiesraad's
//! documentation and tests.
//!
//! - The total of a contest is taken; what its units have must add up to it, list by list and candidate by candidate.
//! - Selections are a flat list: a candidate belongs to the last list before it, and a list is the sum of its candidates.
//! - A list is known by its number alone: names change, and some have none. In a file of the whole country candidates are known
//!   by short codes, because their numbers differ between constituencies.
//! - `Cast` are the people entitled to vote. Blank votes are not valid: they stand with the spoilt ones.
//! - Numbers before a correction (`kr:Initial…`) are not read.

mod block;
mod count;
mod names;
mod result;
mod sheet;

use std::collections::BTreeMap;

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::levels::same;
use crate::naming;
use crate::note::NoteKind;
use crate::reader::Reader;
use crate::source::Source;
use block::{Block, Key};
use count::{Contest, Count};
use names::{Definition, Names};
use result::Outcome;
use sheet::Sheet;

pub(crate) const READER: Reader = Reader {
    name: "eml",
    title: "the Netherlands: EML_NL counts 510a to 510d, with 110a, 230b and 520",
    recognises: |_, head| head.windows(sheet::EML.len()).any(|at| at == sheet::EML.as_bytes()),
    read,
};

fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut counts: Vec<(&Source, Count)> = Vec::new();
    let mut definition: Option<Definition> = None;
    let mut names = Names::default();
    let mut outcome: Option<(&Source, Outcome)> = None;
    let mut election: Option<(String, &Source)> = None;
    for source in sources {
        let mut sheet = Sheet::open(source)?;
        let id = match sheet.id.as_str() {
            "510a" | "510b" | "510c" | "510d" => {
                let count = Count::read(&mut sheet)?;
                let id = count.election.id.clone();
                counts.push((source, count));
                id
            }
            "110a" if definition.is_none() => {
                let read = Definition::read(&mut sheet)?;
                let id = read.election.id.clone();
                definition = Some(read);
                id
            }
            "110a" => return Err(source.problem(ImportProblem::Twice("the definition 110a".to_owned()))),
            "230b" => names.read(&mut sheet)?,
            "520" if outcome.is_none() => {
                let read = Outcome::read(&mut sheet)?;
                let id = read.election.id.clone();
                outcome = Some((source, read));
                id
            }
            "520" => return Err(source.problem(ImportProblem::Twice("the result 520".to_owned()))),
            other => {
                let known = "510a, 510b, 510c or 510d (counts), 110a (definition), 230b (candidates), 520 (result); leave this \
                             file out";
                return Err(source.problem_in(sheet.line, "EML Id", ImportProblem::unknown(other, known)));
            }
        };
        match &election {
            Some((known, first)) if *known != id => {
                let text = format!("this is of the election `{id}`, and {} is of `{known}`", first.name());
                return Err(source.problem(ImportProblem::NotThis(text)));
            }
            Some(_) => {}
            None => election = Some((id, source)),
        }
    }
    let first = counts.first().map(|(source, _)| *source).or(sources.first()).ok_or_else(Source::none)?;
    if counts.is_empty() {
        let text = "a count is needed beside it: a file 510a, 510b, 510c or 510d".to_owned();
        return Err(first.problem(ImportProblem::MissingFile(text)));
    }
    let mut import = Import::default();
    let mut seen: BTreeMap<String, &Source> = BTreeMap::new();
    for (source, count) in &counts {
        for contest in &count.contests {
            if let Some(before) = seen.insert(contest.id.clone(), source) {
                let text = format!(
                    "contest `{}` of {}; a count of the whole contest (510c or 510d) has what these have together",
                    contest.id,
                    before.name()
                );
                return Err(source.problem_at(contest.line, ImportProblem::Twice(text)));
            }
            rows(source, count, contest, &names, &mut import)?;
        }
    }
    seats(&counts, definition.as_ref(), &mut import);
    if let Some((source, outcome)) = &outcome {
        elected(source, outcome, &counts, &names, definition.as_ref(), &mut import)?;
    }
    notes(&counts, &names, &mut import);
    Ok(import)
}

/// The district of a contest: its constituency, or where the election is held; none for the whole country.
fn district(count: &Count, contest: &Contest) -> Option<String> {
    match (contest.id.as_str(), &contest.name) {
        ("geen" | "alle", _) => count.election.domain.clone(),
        (_, Some(name)) => Some(name.clone()),
        (number, None) => Some(format!("kieskring {number}")),
    }
}

fn rows(
    source: &Source,
    count: &Count,
    contest: &Contest,
    names: &Names,
    import: &mut Import,
) -> Result<(), ImportError> {
    let Block { lists, cast, rejected, .. } = &contest.total;
    let district = district(count, contest);
    let mut push = |party: &str, candidate: Option<(String, Option<u32>)>, votes: u64| {
        let (candidate, place) = candidate.map_or((None, None), |(name, place)| (Some(name), place));
        let (contest, district) = ("list".to_owned(), district.clone());
        import.rows.push(Row {
            contest,
            district,
            party: Some(party.to_owned()),
            candidate,
            votes,
            place,
            ..Row::default()
        });
    };
    if let Some(cast) = cast {
        push("@registered", None, *cast);
    }
    if let Some(invalid) = rejected.sum().map_err(|problem| source.problem_at(contest.line, problem))? {
        push("@invalid", None, invalid);
    }
    for list in lists {
        let party = party(list.id, &list.name, lists.iter().map(|other| &*other.name));
        let party = party.map_err(|problem| source.problem_at(list.line, problem))?;
        if list.candidates.is_empty() {
            push(&party, None, list.votes);
        }
        let called: Vec<Option<&str>> =
            list.candidates.iter().map(|(key, _)| names.of(&contest.id, list.id, key)).collect();
        for ((key, votes), name) in list.candidates.iter().zip(&called) {
            if name.is_none() && names.has(&contest.id) {
                let missing = format!("candidate {key} of list {} in the file 230b", list.id);
                return Err(source.problem_at(list.line, ImportProblem::Missing(missing)));
            }
            let name = match name {
                // Two of one name on a list are told apart by their numbers.
                Some(name) if called.iter().filter(|other| **other == Some(*name)).count() > 1 => {
                    format!("{name} ({key})")
                }
                Some(name) => (*name).to_owned(),
                None => key.to_string(),
            };
            let place = match key {
                Key::Number(number) => u32::try_from(*number).ok(),
                Key::Code(_) => None,
            };
            let name = naming::own(&name).map_err(|problem| source.problem_at(list.line, problem))?;
            push(&party, Some((name, place)), *votes);
        }
    }
    Ok(())
}

/// What a list is called among others: by its number where it has no name, or one that others have too.
fn party<'a>(id: u64, name: &str, all: impl Iterator<Item = &'a str>) -> Result<String, ImportProblem> {
    let same = all.filter(|other| *other == name).count();
    naming::own(&match (name, same) {
        ("", _) => format!("Lijst {id}"),
        (name, 0 | 1) => name.to_owned(),
        (name, _) => format!("{name} (lijst {id})"),
    })
}

/// Those who were elected are the office's own seats, under the names that their lists have in the counts.
fn elected(
    source: &Source,
    outcome: &Outcome,
    counts: &[(&Source, Count)],
    names: &Names,
    definition: Option<&Definition>,
    import: &mut Import,
) -> Result<(), ImportError> {
    let seats = outcome.seats();
    if let Some(Definition { seats: house, .. }) = definition
        && seats > *house as usize
    {
        let text = format!("{seats} are elected, and the definition has {house} seats");
        return Err(source.problem(ImportProblem::Malformed(text)));
    }
    let contests =
        || counts.iter().flat_map(|(_, count)| count.contests.iter().map(move |contest| (count, contest)));
    for list in &outcome.lists {
        let wrong = |problem| source.problem_at(list.line, problem);
        let called = contests().find_map(|(_, contest)| {
            let lists = &contest.total.lists;
            let own = lists.iter().find(|own| own.id == list.id)?;
            Some(party(own.id, &own.name, lists.iter().map(|other| &*other.name)))
        });
        let other = || party(list.id, &list.name, outcome.lists.iter().map(|other| &*other.name));
        let called = called.unwrap_or_else(other).map_err(wrong)?;
        for (count, contest) in contests().filter(|(count, _)| count.part().is_none()) {
            let own = contest.total.lists.iter().find(|own| own.id == list.id);
            if let (Some(own), Some(votes), "geen" | "alle") = (own, list.votes, contest.id.as_str()) {
                same(&format!("the result of {}", count.election.id), &called, votes, own.votes)
                    .map_err(wrong)?;
            }
        }
        for candidate in &list.candidates {
            // Of an election with constituencies not all lists of candidates need be there.
            if names.has("geen") && !names.on_list(list.id, candidate) {
                let missing =
                    format!("{candidate} of list {} among the candidates of the file 230b", list.id);
                return Err(wrong(ImportProblem::Missing(missing)));
            }
            import.official.push(OfficialSeats {
                contest: "list".to_owned(),
                district: outcome.election.domain.clone(),
                party: Some(called.clone()),
                candidate: Some(candidate.clone()),
                seats: 1,
            });
        }
    }
    let house = definition.map_or_else(String::new, |definition| format!(" to {} seats", definition.seats));
    let text = format!(
        "By the file 520 {seats} are elected{house}. It is read as the Kiesraad's documentation has it; no result of an office was seen."
    );
    import.note(NoteKind::Secondary, text);
    Ok(())
}

/// Seats are those of the election: constituencies are places to stand, not districts that win seats.
fn seats(counts: &[(&Source, Count)], definition: Option<&Definition>, import: &mut Import) {
    let domain = counts.iter().find_map(|(_, count)| count.election.domain.clone());
    let seats = definition.map(|definition| definition.seats);
    for (_, count) in counts {
        for contest in &count.contests {
            let whole = matches!(contest.id.as_str(), "geen" | "alle");
            if let Some(district) = district(count, contest).filter(|_| !whole) {
                import.districts.push(District { district, region: domain.clone(), ..District::default() });
            }
        }
    }
    if let (Some(domain), Some(seats)) = (&domain, seats)
        && import.districts.iter().all(|known| known.district != *domain)
    {
        import.districts.push(District {
            district: domain.clone(),
            seats: Some(seats),
            ..District::default()
        });
    }
    match definition {
        Some(Definition { seats, threshold, .. }) => {
            let threshold = threshold
                .as_ref()
                .map(|share| format!("; who has {share} % of the quota is elected by preference"));
            let text = format!("The definition has {seats} seats{}.", threshold.unwrap_or_default());
            import.note(NoteKind::LeftOut, text + " Its registered parties are names, not lists: another order, and some hand in no list.");
        }
        None => {
            import.note(NoteKind::Lacks, "Seats are in the file 110a of the election, which was not given.")
        }
    }
}

fn notes(counts: &[(&Source, Count)], names: &Names, import: &mut Import) {
    let phases: Vec<&str> = counts.iter().filter_map(|(_, count)| count.phase.as_deref()).collect();
    if phases.contains(&"corrigendum") {
        let text = "Some numbers are corrected (phase `corrigendum`); those before the correction (`kr:Initial…`) are left out.";
        import.note(NoteKind::LeftOut, text);
    }
    import.note(NoteKind::StatusUnknown, "A count does not say whether the result was declared final.");
    for (source, count) in counts {
        let Some(part) = count.part() else { continue };
        let text = format!(
            "{} has the votes of {part} ({}), not of the whole election.",
            source.name(),
            count.authority
        );
        import.note(NoteKind::Lacks, text);
    }
    let rejected =
        || counts.iter().flat_map(|(_, count)| &count.contests).map(|contest| &contest.total.rejected);
    if rejected().any(|rejected| rejected.spoilt.is_none() && rejected.blank.is_none()) {
        import.note(NoteKind::Lacks, "Spoilt and blank votes are not in the file.");
    }
    if rejected().any(|rejected| rejected.blank.is_some()) {
        let blank: u64 = rejected().filter_map(|rejected| rejected.blank).fold(0, u64::saturating_add);
        let text =
            format!("Blank votes are not valid here: {blank} stand with the spoilt ones as `@invalid`.");
        import.note(NoteKind::Blank, text);
    }
    if names.is_empty() {
        let text = "Candidates have their numbers or short codes for names: the names are in the file 230b, which was not given.";
        import.note(NoteKind::Lacks, text);
    }
    for contest in counts.iter().flat_map(|(_, count)| &count.contests) {
        if contest.total.lists.iter().any(|list| list.name.is_empty()) {
            import.note(NoteKind::Names, "A list without a name is called by its number: `Lijst 3`.");
        }
        if let Some((whole, parts)) = contest.cast_of_units {
            let text = format!(
                "Entitled to vote are {whole} people in contest `{}`, and {parts} in its units: units need not have all of them. The \
                 former stands as `@registered`.",
                contest.id
            );
            import.note(NoteKind::Differs, text);
        }
        if contest.units == 0 {
            let text = format!(
                "The file has no units below the total of contest `{}`: it was held against nothing.",
                contest.id
            );
            import.note(NoteKind::Lacks, text);
        }
    }
}
