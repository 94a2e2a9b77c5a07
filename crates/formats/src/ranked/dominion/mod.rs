//! Dominion: cast vote records as JSON, a folder of manifests and one or many `CvrExport*.json`.
//!
//! Seen: San Francisco 2024 (fourteen sessions), a part of Alaska 2024; Alaska and Wyoming 2020 in `BrightSpots/rcv` look random, and are
//! not the results.
//!
//! - `Sessions[]` have `Original` and, where somebody adjudicated, `Modified`: the one with `IsCurrent` counts. Below are `Cards[]`, which
//!   older exports do not have, then `Contests[]` with `Marks[]`. Sessions stream: one is held at a time.
//! - `IsVote` is true for the first rank alone in some exports: it is not read. A mark with `IsAmbiguous` is none.
//! - Two marks at one rank are an overvote, and both candidates are kept.
//! - `ContestManifest` says which contests are ranked (`NumOfRanks`), `CandidateManifest` who stands in them. Write-ins that nobody resolved
//!   are one candidate. Other manifests of the folder may be named with them, and are passed over.
//! - A contest whose conditions have `InvalidContest` (`OutstackConditionManifest`) is left out.
//! - A paper of several cards is several sessions: a contest stands on one of them.

mod manifest;
mod session;

use sailau_ranked::BallotsBuilder;

use super::file::{self, RankedFile};
use super::reader::Reader;
use crate::error::{ImportError, ImportProblem};
use crate::json;
use crate::note::NoteKind;
use crate::source::Source;
use manifest::{Manifests, of_kind};
use session::Sessions;

pub(in crate::ranked) const READER: Reader = Reader {
    name: "dominion",
    title: "Dominion: cast vote records, JSON with their manifests",
    recognises: |_, head| {
        let versioned =
            json::has_field(head, "Version") && (is_export(head) || json::has_field(head, "List"));
        versioned || is_settings(head)
    },
    read,
};

fn is_export(head: &[u8]) -> bool {
    json::has_field(head, "Sessions")
}

/// `Configuration.json` stands in the folder, and has nothing that is counted.
fn is_settings(head: &[u8]) -> bool {
    json::has_field(head, "SplitFilesPerBatch") && json::has_field(head, "CvrType")
}

fn read(sources: &[Source], contest: Option<&str>) -> Result<RankedFile, ImportError> {
    let mut manifests = Manifests::default();
    let mut exports = Vec::new();
    for source in sources {
        if is_export(&source.head()?) {
            exports.push(source);
        } else {
            manifests.read(source)?;
        }
    }
    let Some(first) = exports.first() else {
        let problem = "the cast vote records, `CvrExport*.json`, are missing; name their folder or files too"
            .to_owned();
        return Err(sources[0].problem(ImportProblem::MissingFile(problem)));
    };
    let of = manifests.contest(first, contest)?;
    let builder = BallotsBuilder::new(of.candidates.len()).map_err(|error| file::at(first, 0, error))?;
    let mut sessions = Sessions::of(&of, manifests.invalid, builder);
    for source in &exports {
        sessions.read(source)?;
    }
    let tally = sessions.tally;
    let mut file = RankedFile {
        title: Some(of.name.clone()),
        candidates: of.candidates.clone(),
        ballots: sessions.builder.build(),
        ..RankedFile::default()
    };
    if file.ballots.total() == 0 {
        let problem = format!("no session has the contest `{}`", of.name);
        return Err(first.problem(ImportProblem::NotThis(problem)));
    }
    file.note(NoteKind::StatusUnknown, "whether these are all records of the election, and final ones");
    file.note(NoteKind::Lacks, format!("seats: the contest's `VoteFor` is {}", of.vote_for));
    for (count, words) in [
        (tally.ambiguous, "ambiguous marks"),
        (tally.without_current, "sessions of which neither version is current"),
        (tally.invalid, "papers whose contest is marked invalid"),
    ] {
        if count > 0 {
            file.note(NoteKind::LeftOut, format!("{count} {words}"));
        }
    }
    if !of.write_ins.is_empty() {
        let words =
            format!("write-ins that nobody resolved, whoever they name: `{}`", of.write_ins.join("`, `"));
        file.note(NoteKind::Together, words);
    }
    let others = manifests.ranked() - 1;
    if others > 0 {
        file.note(NoteKind::LeftOut, format!("{others} other ranked contests"));
    }
    Ok(file)
}

/// Refuses manifests of which there are two.
fn once<T>(place: &mut Option<T>, read: T, source: &Source, what: &str) -> Result<(), ImportError> {
    match place.replace(read) {
        None => Ok(()),
        Some(_) => Err(source.problem(ImportProblem::Twice(of_kind(what)))),
    }
}
