use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use flate2::bufread::MultiGzDecoder;

use crate::error::{ImportError, ImportProblem};

/// How much of a file is looked at to find its format: the title lines and header of every format fit.
const HEAD: u64 = 1 << 16;
const BUFFER: usize = 1 << 16;
/// What a file that gzip compressed begins with.
const GZIP: &[u8] = b"\x1f\x8b";

/// A file of an election office: on the disk, or in memory.
#[derive(Debug, Clone)]
pub struct Source {
    name: String,
    content: Content,
}

#[derive(Debug, Clone)]
enum Content {
    Path(PathBuf),
    Bytes(Vec<u8>),
}

impl Source {
    /// A file on the disk. It is opened when it is read, as often as its reader needs.
    pub fn from_path(path: impl AsRef<Path>) -> Self {
        let path = path.as_ref();
        Self { name: path.display().to_string(), content: Content::Path(path.to_owned()) }
    }

    /// A file in memory, under the name that errors call it.
    pub fn from_bytes(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), content: Content::Bytes(bytes.into()) }
    }

    /// What errors call it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The last part of the name, where a format has its facts in names: `03021911.DAT`, `fylke-01.json`.
    pub(crate) fn file_name(&self) -> &str {
        let after = self.name.rfind(['/', '\\']).map_or(0, |at| at + 1);
        &self.name[after..]
    }

    /// The file from its start, without reading it whole; what gzip compressed is unpacked on the way.
    pub(crate) fn reader(&self) -> Result<Box<dyn BufRead + '_>, ImportError> {
        let mut reader = self.as_stored()?;
        let start = reader.fill_buf().map_err(|error| self.unreadable(&error))?;
        if start.starts_with(GZIP) {
            return Ok(Box::new(BufReader::with_capacity(BUFFER, MultiGzDecoder::new(reader))));
        }
        Ok(reader)
    }

    fn as_stored(&self) -> Result<Box<dyn BufRead + '_>, ImportError> {
        Ok(match &self.content {
            Content::Path(path) => {
                let file = File::open(path).map_err(|error| self.unreadable(&error))?;
                Box::new(BufReader::with_capacity(BUFFER, file))
            }
            Content::Bytes(bytes) => Box::new(bytes.as_slice()),
        })
    }

    /// Its first bytes, to find out what it is.
    pub(crate) fn head(&self) -> Result<Vec<u8>, ImportError> {
        self.read(HEAD)
    }

    /// The whole file, for formats whose files are small: no more than `limit` bytes.
    pub(crate) fn whole(&self, limit: u64) -> Result<Vec<u8>, ImportError> {
        let bytes = self.read(limit.saturating_add(1))?;
        if bytes.len() as u64 > limit {
            return Err(self.problem(ImportProblem::TooLong { limit }));
        }
        Ok(bytes)
    }

    fn read(&self, limit: u64) -> Result<Vec<u8>, ImportError> {
        let mut bytes = Vec::new();
        self.reader()?.take(limit).read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))?;
        Ok(bytes)
    }

    pub(crate) fn unreadable(&self, error: &std::io::Error) -> ImportError {
        self.problem(ImportProblem::Unreadable(error.to_string()))
    }

    /// The file of a format that has all in one.
    pub(crate) fn only(sources: &[Self]) -> Result<&Self, ImportError> {
        match sources {
            [source] => Ok(source),
            [first, second, ..] => {
                let text = format!("one file holds the whole election; {} comes before it", first.name);
                Err(second.problem(ImportProblem::NotThis(text)))
            }
            [] => Err(Self::none()),
        }
    }

    /// No file at all.
    pub(crate) fn none() -> ImportError {
        let problem = ImportProblem::MissingFile("no file was named".to_owned());
        ImportError { file: "files of results".to_owned(), place: None, problem }
    }

    /// A problem of the whole file.
    pub(crate) fn problem(&self, problem: ImportProblem) -> ImportError {
        ImportError { file: self.name.clone(), place: None, problem }
    }

    /// A problem at a line, from 1.
    pub(crate) fn problem_at(&self, line: u64, problem: ImportProblem) -> ImportError {
        let place = Some(crate::Place { line, field: None });
        ImportError { file: self.name.clone(), place, problem }
    }

    /// A problem in a column or an element of a line, from 1.
    pub(crate) fn problem_in(&self, line: u64, field: &str, problem: ImportProblem) -> ImportError {
        let place = Some(crate::Place { line, field: Some(field.to_owned()) });
        ImportError { file: self.name.clone(), place, problem }
    }
}
