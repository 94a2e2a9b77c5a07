//! Files of ranked ballots: what is in them, and the same as `sailau` reads it.

use std::path::Path;

use sailau::report::wrapped;
use sailau_formats::Source as File;
use sailau_formats::ranked::{self, RankedFile, RankedFormat};
use serde::Serialize;

use super::written::{Written, write};
use crate::failure::Failure;
use crate::official::files_of;

/// Ballots that files hold, and the format that they are of.
pub(super) struct Ranked {
    format: RankedFormat,
    file: RankedFile,
}

#[derive(Serialize)]
struct InJson<'a> {
    format: &'a str,
    title: Option<&'a str>,
    seats: Option<u32>,
    candidates: Vec<CandidateInJson<'a>>,
    /// Numbers of ballots, and what they say.
    ballots: Vec<(u64, String)>,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct CandidateInJson<'a> {
    number: usize,
    name: &'a str,
    party: Option<&'a str>,
    withdrawn: bool,
}

impl Ranked {
    /// The ballots that the words name; none where they name something else, or a format that is none of ballots.
    pub(super) fn of_words(
        words: &[String],
        format: Option<RankedFormat>,
        contest: Option<&str>,
    ) -> Result<Option<Self>, Failure> {
        let mut format = format;
        let mut files = Vec::new();
        for word in words {
            let named = word.split_once(':').filter(|_| !Path::new(word).exists());
            let named = named.and_then(|(before, name)| Some((RankedFormat::named(before)?, name)));
            if let Some((own, _)) = named {
                format = Some(own);
            }
            files.extend(sources(named.map_or(word, |(_, name)| name))?);
        }
        let format = match format {
            Some(format) => format,
            None => {
                // Files that cannot be read are complained of where results are looked for.
                let known = |file: &File| RankedFormat::of(file).ok().flatten();
                let Some(first) = files.iter().find_map(known) else { return Ok(None) };
                files.retain(|file| known(file) == Some(first));
                first
            }
        };
        let file = match contest {
            Some(contest) => ranked::read_contest(&files, Some(format), contest)?,
            None => ranked::read(&files, Some(format))?,
        };
        Ok(Some(Self { format, file }))
    }

    pub(super) fn in_json(&self) -> Result<String, Failure> {
        let Self { format, file } = self;
        let candidates = file.candidates.iter().map(|own| CandidateInJson {
            number: own.number,
            name: &own.name,
            party: own.party.as_deref(),
            withdrawn: own.withdrawn,
        });
        let whole = InJson {
            format: format.name(),
            title: file.title.as_deref(),
            seats: file.seats,
            candidates: candidates.collect(),
            ballots: file.ballots.lists().map(|list| (list.count(), list.to_string())).collect(),
            notes: file.notes.iter().map(|note| format!("{}: {}", note.kind, note.text)).collect(),
        };
        Ok(serde_json::to_string(&whole)? + "\n")
    }

    /// What is in the files.
    pub(super) fn in_words(&self) -> String {
        let Self { format, file } = self;
        let mut text = wrapped(&format!("{}: {}", format.name(), format.title()), 2) + "\n";
        if let Some(title) = &file.title {
            text += &wrapped(title, 2);
        }
        let seats = match file.seats {
            None => "seats not said".to_owned(),
            Some(1) => "1 seat".to_owned(),
            Some(seats) => format!("{seats} seats"),
        };
        text += &wrapped(
            &format!(
                "{seats}, {} candidates, {} ballots in {} lists that differ",
                file.candidates.len(),
                file.ballots.total(),
                file.ballots.distinct()
            ),
            2,
        );
        for note in &file.notes {
            text += &wrapped(&format!("{}: {}", note.kind, note.text), 4);
        }
        text
    }

    /// Writes ballots, candidates and notes, and says so.
    pub(super) fn written(&self, folder: &Path, overwrite: bool) -> Result<String, Failure> {
        let file = &self.file;
        let mut ballots = Vec::new();
        file.ballots.write(&mut ballots)?;
        let files = [
            Written { name: "ballots.csv", holds: Some((file.ballots.distinct(), "list")), bytes: ballots },
            Written {
                name: "candidates.csv",
                holds: Some((file.candidates.len(), "candidate")),
                bytes: file.candidates_csv().into_bytes(),
            },
            Written { name: "notes.md", holds: None, bytes: file.notes_md().into_bytes() },
        ];
        write(folder, &files, overwrite)
    }
}

/// A file, or those of a folder by name.
fn sources(name: &str) -> Result<Vec<File>, Failure> {
    if !Path::new(name).is_dir() {
        return Ok(vec![File::from_path(name)]);
    }
    Ok(files_of(name)?.into_iter().map(File::from_path).collect())
}
