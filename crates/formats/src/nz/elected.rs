//! Part 6: who was elected in the electorates.

use std::collections::{BTreeMap, BTreeSet};

use super::{has, names, parties};
use crate::error::{ImportError, ImportProblem};
use crate::import::{Import, OfficialSeats};
use crate::naming;
use crate::note::NoteKind;
use crate::source::Source;
use crate::table::{Dialect, Table};

const DIALECT: Dialect =
    Dialect { separator: b',', encoding: encoding_rs::UTF_8, header: "Elector", ragged: false };

pub(super) fn recognises(head: &[u8]) -> bool {
    has(names(head), "Electorate Candidate")
}

/// Adds the office's winners, one of each electorate.
pub(super) fn read(source: &Source, electorates: &[String], import: &mut Import) -> Result<(), ImportError> {
    let mut table = Table::open(source, &DIALECT)?;
    let [candidate, party] = [table.column("Electorate Candidate")?, table.column("Party")?];
    let [votes, majority] = [table.column("Valid Votes")?, table.column("Majority")?];
    let on_list = table.optional_column("On the Party List")?;
    // As part 4 writes them, by what remains where capitals do not count.
    let written: BTreeMap<String, String> =
        parties(import).into_iter().map(|name| (name.to_lowercase(), name.to_owned())).collect();
    let electorates: BTreeSet<&str> = electorates.iter().map(String::as_str).collect();
    let mut known = BTreeSet::new();
    let mut others = BTreeSet::new();
    while let Some(line) = table.next_row()? {
        let named =
            |column| naming::own(&line.text(column)?).map_err(|problem| line.problem(column, problem));
        let electorate = named(0)?;
        if !electorates.contains(&*electorate) {
            let known = "the electorates of part 4".to_owned();
            return Err(line.problem(0, ImportProblem::UnknownWord { found: electorate, known }));
        }
        if !known.insert(electorate.clone()) {
            return Err(line.problem(0, ImportProblem::Twice(electorate)));
        }
        if line.whole(majority)? > line.whole(votes)? {
            let words = format!("{electorate}: the majority is more than the winner's votes");
            return Err(line.problem(majority, ImportProblem::Malformed(words)));
        }
        if let Some(column) = on_list {
            let word = line.text(column)?;
            if !matches!(&*word, "yes" | "no") {
                return Err(line.problem(column, ImportProblem::unknown(&word, "yes and no")));
            }
        }
        let party = named(party)?;
        let party = written.get(&party.to_lowercase()).cloned().unwrap_or_else(|| {
            others.insert(party.clone());
            party
        });
        import.official.push(OfficialSeats {
            contest: "single".to_owned(),
            district: Some(electorate),
            party: Some(party),
            candidate: Some(named(candidate)?),
            seats: 1,
        });
    }
    if let Some(electorate) = electorates.iter().find(|name| !known.contains(**name)) {
        return Err(source.problem(ImportProblem::Missing((*electorate).to_owned())));
    }
    import.note(
        NoteKind::Names,
        "the parts write parties in two ways; winners' parties are as part 4 has them where only capitals differ",
    );
    if !others.is_empty() {
        let others = others.into_iter().collect::<Vec<_>>().join(", ");
        import.note(
            NoteKind::Names,
            format!("winners' parties that part 4 does not have by this name: {others}"),
        );
    }
    import
        .note(NoteKind::LeftOut, "votes, percentages and majorities of the elected, and who stood on a list");
    Ok(())
}
