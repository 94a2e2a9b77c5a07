//! Files of election offices as votes: named with their format (`kerg2:FILE`), or found out by what stands in them.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use sailau::votes::{District, Standing, Votes, VotesBuilder, VotesProblem};
use sailau_formats::{Format, Import, Note, NoteKind, Row, Source as OfficialFile};

use crate::failure::Failure;

/// The files of one election, as they stand on the command line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct OfficialFiles {
    format: Option<Format>,
    /// Files and folders.
    names: Vec<String>,
}

/// What official files hold, and the format that they are of.
pub(crate) struct Imported {
    pub(crate) format: Format,
    pub(crate) import: Import,
}

impl OfficialFiles {
    /// What `kerg2:FILE,FILE` names; none where no format has the name before the colon.
    pub(crate) fn named(text: &str) -> Option<Self> {
        let (format, names) = text.split_once(':')?;
        let format = Format::named(format)?;
        // A file whose own name has a comma is one.
        let names = match Path::new(names).exists() {
            true => vec![names.to_owned()],
            false => names.split(',').map(str::to_owned).collect(),
        };
        Some(Self { format: Some(format), names })
    }

    /// A file or a folder whose format is to be found out; none where it is no office's by what stands in it.
    pub(crate) fn found(name: &str) -> Option<Self> {
        is_official(name).then(|| Self { format: None, names: vec![name.to_owned()] })
    }

    /// Files and folders one by one, of a format that is said or to be found out; the format may stand before a name.
    pub(crate) fn of_words(words: &[String], format: Option<Format>) -> Result<Self, Failure> {
        let mut all = Self { format, names: Vec::new() };
        for word in words {
            match Self::named(word).filter(|_| !Path::new(word).exists()) {
                Some(named) => {
                    if let (Some(first), Some(second)) = (all.format, named.format)
                        && first != second
                    {
                        return Err(format!(
                            "files of one election are of one format, and {first} and {second} are named; import them one \
                             after the other",
                            first = first.name(),
                            second = second.name()
                        )
                        .into());
                    }
                    all.format = named.format;
                    all.names.extend(named.names);
                }
                None => all.names.push(word.clone()),
            }
        }
        Ok(all)
    }

    /// The same files at the places that their names stand for.
    pub(crate) fn placed(&self, place: impl Fn(&str) -> PathBuf) -> Self {
        let names = self.names.iter().map(|name| place(name).to_string_lossy().into_owned());
        Self { format: self.format, names: names.collect() }
    }

    /// Without what is the same for all: for the head of a column.
    pub(crate) fn short(&self) -> &str {
        let name = self.names.first().map_or("", String::as_str);
        Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name)
    }

    /// Reads them.
    pub(crate) fn import(&self) -> Result<Imported, Failure> {
        let mut files = Vec::new();
        let mut left_out = Vec::new();
        for name in &self.names {
            match Path::new(name).is_dir() {
                true => files.extend(self.of_folder(name, &mut left_out)?),
                false => files.push(OfficialFile::from_path(name)),
            }
        }
        let format = match self.format {
            Some(format) => format,
            None => Format::recognise(&files)?,
        };
        let mut import = format.read(&files)?;
        if !left_out.is_empty() {
            let text = format!("files of the folder that are of no known format: {}", left_out.join(", "));
            import.notes.push(Note { kind: NoteKind::LeftOut, text });
        }
        Ok(Imported { format, import })
    }

    /// The files of a folder that are of the format, by name.
    fn of_folder(&self, folder: &str, left_out: &mut Vec<String>) -> Result<Vec<OfficialFile>, Failure> {
        let mut files = Vec::new();
        for path in files_of(folder)? {
            let file = OfficialFile::from_path(&path);
            let known = match self.format {
                Some(format) => format.recognises(&file)?,
                None => Format::of(&file)?.is_some(),
            };
            match known {
                true => files.push(file),
                false => left_out.extend(path.file_name().map(|name| name.to_string_lossy().into_owned())),
            }
        }
        if files.is_empty() {
            let of =
                self.format.map_or("a format that is known".to_owned(), |format| format.name().to_owned());
            return Err(format!(
                "{folder}: no file of this folder is of {of}; sailau import --list has the formats"
            )
            .into());
        }
        Ok(files)
    }
}

impl fmt::Display for OfficialFiles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(format) = self.format {
            write!(f, "{}:", format.name())?;
        }
        f.write_str(&self.names.join(","))
    }
}

/// The files of a folder, by name; not those that are hidden.
pub(crate) fn files_of(folder: &str) -> Result<Vec<PathBuf>, Failure> {
    let unreadable = |error: std::io::Error| format!("{folder} cannot be read: {error}");
    let mut paths: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with('.'));
        if path.is_file() && !hidden {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// Whether a file is an office's by what stands in it, or a folder. What cannot be opened is complained of where it is read, and
/// a pipe, which can be read once, is left alone.
pub(crate) fn is_official(name: &str) -> bool {
    let path = Path::new(name);
    let known = || Format::of(&OfficialFile::from_path(path)).is_ok_and(|format| format.is_some());
    path.is_dir() || (path.is_file() && known())
}

/// The votes of official files, with what they say of districts.
pub(crate) fn votes(import: &Import, districts: bool) -> Result<Votes, Failure> {
    let mut builder = VotesBuilder::default();
    for row in &import.rows {
        add(&mut builder, row).map_err(|problem| {
            let names =
                [Some(&row.contest), row.district.as_ref(), row.party.as_ref(), row.candidate.as_ref()];
            let names: Vec<_> = names.into_iter().flatten().map(String::as_str).collect();
            format!("{}: {problem}", names.join(", "))
        })?;
    }
    let votes = builder.build()?;
    if !districts {
        return Ok(votes);
    }
    let facts = import.districts.iter().map(|known| District {
        name: known.district.clone(),
        seats: known.seats,
        region: known.region.clone(),
        population: known.population,
    });
    Ok(votes.with_districts(facts)?)
}

fn add(builder: &mut VotesBuilder, row: &Row) -> Result<(), VotesProblem> {
    let (district, party) = (row.district.as_deref(), row.party.as_deref());
    builder.votes(&row.contest, district, party, row.candidate.as_deref(), row.votes)?;
    let kind = match (&row.kind, party) {
        (Some(kind), Some(party)) => {
            builder.kind(party, kind)?;
            None
        }
        (kind, _) => kind.clone(),
    };
    let (alliance, suballiance) = (row.alliance.clone(), row.suballiance.clone());
    let standing = Standing { alliance, suballiance, place: row.place, kind, ..Standing::default() };
    match standing == Standing::default() {
        true => Ok(()),
        false => builder.standing(&row.contest, district, standing),
    }
}

/// Says once a run what must be known of files whose votes are counted. What is as everybody expects is in `sailau import`.
pub(crate) fn say_notes(import: &Import) {
    say_all(&import.notes);
}

/// The same of notes by themselves.
pub(crate) fn say_all(notes: &[Note]) {
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    let expected = |kind: NoteKind| matches!(kind, NoteKind::Final | NoteKind::LeftOut);
    for Note { kind, text } in notes.iter().filter(|note| !expected(note.kind)) {
        let line = format!("{kind}: {text}").replace(char::is_control, " ");
        let is_new = SAID.lock().map_or(true, |mut said| said.insert(line.clone()));
        if is_new {
            eprintln!("sailau: note: {line}");
        }
    }
}
