//! Documents of every kind, edited: rules, electorates, what voters do, sweeps, reforms, laws of procedures and cases of them, events,
//! polls and votes.
//!
//! Bytes alone rarely become a document. So an input begins with a real one, of the repository or of `begin`, and its bytes decide what
//! is changed in it: other numbers and words, fields that go, come twice, come from elsewhere or have another name, lists that
//! are longer or in another order, values of another type. What is read is then used for something small.
//!
//! | file | what it has |
//! |---|---|
//! | `begin` | small documents that have, together, every field of their kind |
//! | `tree` | a document as a tree, read from TOML, JSON and CSV and written again |
//! | `words` | what is put into it |
//! | `edits` | where, and how |
//! | `message` | what must be true of what is said of a document that is none |
//! | the others | what must be true of a kind |

mod atlas;
mod behaviour;
mod edits;
mod electorates;
mod law_cases;
mod laws;
mod message;
mod petitions;
mod polls;
mod reforms;
mod rules;
mod sweep_files;
mod sweeps;
mod town;
mod tree;
mod votes;
mod words;

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crate::choices::Choices;
use tree::Tree;
use words::Words;

/// How a document is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Toml,
    Json,
    Csv,
}

/// A kind of document.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    /// Where it is read, the first of two.
    forms: &'static [Form],
    /// Those to begin with.
    begin: fn() -> Vec<PathBuf>,
    /// Reads and uses a document; whether there was something to use.
    look: fn(&str, Form, &mut Choices<'_>) -> bool,
    known: OnceLock<(Vec<Tree>, Words)>,
}

impl Kind {
    const fn new(
        name: &'static str,
        forms: &'static [Form],
        begin: fn() -> Vec<PathBuf>,
        look: fn(&str, Form, &mut Choices<'_>) -> bool,
    ) -> Self {
        Self { name, forms, begin, look, known: OnceLock::new() }
    }

    fn known(&self) -> &(Vec<Tree>, Words) {
        self.known.get_or_init(|| {
            let documents: Vec<Tree> = (self.begin)().iter().map(|path| read(path)).collect();
            let words = Words::of(&documents);
            (documents, words)
        })
    }

    /// An edited document, read and used; whether it could be.
    pub(crate) fn edited(&self, choices: &mut Choices<'_>) -> bool {
        let (documents, words) = self.known();
        let mut document = choices.one_of(documents).clone();
        let form = choices.pick(self.forms);
        edits::edit(&mut document, words, choices);
        (self.look)(&written(&document, form), form, choices)
    }

    /// The documents to begin with, as they are: each of them that is asked for is read and used.
    pub(crate) fn unedited(&self, every: usize) -> usize {
        let (documents, _) = self.known();
        for document in documents.iter().step_by(every) {
            for &form in self.forms {
                let text = written(document, form);
                assert!((self.look)(&text, form, &mut Choices(&[])), "{}: not read:\n{text}", self.name);
            }
        }
        documents.len()
    }
}

pub(crate) static KINDS: [Kind; 12] = [
    Kind::new("rules", &[Form::Toml, Form::Json], rules::begin, rules::look),
    Kind::new("electorate", &[Form::Toml, Form::Json], electorates::begin, electorates::look),
    Kind::new("behaviour", &[Form::Toml], behaviour::begin, behaviour::look),
    Kind::new("sweep", &[Form::Toml], sweeps::begin, sweeps::look),
    Kind::new("sweep_file", &[Form::Toml], sweep_files::begin, sweep_files::look),
    Kind::new("reform", &[Form::Toml, Form::Json], reforms::begin, reforms::look),
    Kind::new("atlas", &[Form::Toml], atlas::begin, atlas::look),
    Kind::new("law", &[Form::Toml], laws::begin, laws::look),
    Kind::new("law_case", &[Form::Toml], law_cases::begin, law_cases::look),
    Kind::new("petition", &[Form::Json], petitions::begin, petitions::look),
    Kind::new("polls", &[Form::Csv], polls::begin, polls::look),
    Kind::new("votes", &[Form::Csv], votes::begin, votes::look),
];

fn written(document: &Tree, form: Form) -> String {
    match form {
        Form::Toml => document.toml(),
        Form::Json => document.json(),
        Form::Csv => document.csv(),
    }
}

fn read(path: &Path) -> Tree {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    match path.extension().and_then(|end| end.to_str()) {
        Some("json") => Tree::of_json(&serde_json::from_str(&text).unwrap()),
        Some("csv") => Tree::of_csv(&text),
        _ => Tree::of_toml(&toml::Value::Table(toml::from_str(&text).unwrap())),
    }
}

/// The root of the repository, from whichever package this is built in.
fn root() -> &'static Path {
    let mut folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    folders.find(|folder| folder.join("tests/any_rules").is_dir()).expect("the tests are in the repository")
}

/// The files of a folder and of those within it, in order.
fn files(folder: &str, ending: &str) -> Vec<PathBuf> {
    fn collect(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
        let mut paths: Vec<_> =
            std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                collect(&path, ending, found);
            } else if path.extension().is_some_and(|end| end == ending) {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    collect(&root().join(folder), ending, &mut found);
    assert!(!found.is_empty(), "{folder} has no {ending}");
    found
}

/// The documents of `begin` whose names begin so.
fn own(kind: &str) -> Vec<PathBuf> {
    let folder = root().join("tests/any_rules/documents/begin");
    let mut found: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    found.retain(|path| {
        path.file_name().and_then(|name| name.to_str()).is_some_and(|name| name.starts_with(kind))
    });
    found.sort();
    assert!(!found.is_empty(), "{kind}");
    found
}
