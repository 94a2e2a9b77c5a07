//! A file of volby.cz: its letters, its root, its areas.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use encoding_rs::{ISO_8859_2, UTF_8};

use super::area::Area;
use crate::error::{ImportError, ImportProblem};
use crate::letters;
use crate::source::Source;
use crate::xml::{self, Element, Node, Xml};

const CHAMBER: &str = "http://www.volby.cz/ps/";
const EUROPE: &str = "http://www.volby.cz/ep/";

/// Files of a district are some hundred kilobytes.
const LIMIT: u64 = 1 << 26;

/// What a file is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// The Chamber in the country.
    Chamber,
    /// The Chamber in a district.
    District,
    /// The European Parliament in the country.
    Europe,
}

/// A file: an area, its parts, and the names of parties where it has them.
#[derive(Debug)]
pub(super) struct File {
    pub(super) kind: Kind,
    pub(super) whole: Area,
    pub(super) parts: Vec<Area>,
    pub(super) names: BTreeMap<u64, String>,
    /// Whether letters are in UTF-8 where the first line says otherwise.
    pub(super) converted: bool,
}

pub(super) fn recognises(head: &[u8]) -> bool {
    let sign = b"http://www.volby.cz/";
    let head = letters::without_mark(head);
    // It stands in the first element.
    let head = &head[..head.len().min(1 << 10)];
    head.starts_with(b"<") && head.windows(sign.len()).any(|at| at == sign)
}

impl File {
    pub(super) fn read(source: &Source) -> Result<Self, ImportError> {
        let (text, converted) = xml::whole(source, LIMIT, &[ISO_8859_2, UTF_8])?;
        let mut xml = Xml::open(source, Box::new(Cursor::new(text.into_bytes())), &[CHAMBER, EUROPE]);
        let root = match xml.next()? {
            Node::Start(root) => root,
            Node::Text(_) | Node::End | Node::Done => {
                return Err(source.problem(ImportProblem::Cut("no element is in it".to_owned())));
            }
        };
        let mut reading = Reading::default();
        loop {
            match xml.next()? {
                Node::Start(element) if element.name == "CHYBA" => {
                    let answer = xml.text()?;
                    return Err(source.problem_at(element.line, ImportProblem::ErrorAnswer(answer)));
                }
                Node::Start(element) => {
                    kind(source, &root)?;
                    reading.area(source, &mut xml, &element)?;
                }
                Node::Text(_) | Node::End => {}
                Node::Done => break,
            }
        }
        Ok(File { converted, ..reading.finish(source, &root, kind(source, &root)?)? })
    }
}

#[derive(Default)]
struct Reading {
    whole: Option<(Area, u64)>,
    parts: Vec<Area>,
    keys: BTreeSet<String>,
    names: BTreeMap<u64, String>,
}

impl Reading {
    fn area(&mut self, source: &Source, xml: &mut Xml<'_>, element: &Element) -> Result<(), ImportError> {
        match &*element.name {
            "OKRES" | "CR" => {
                let area = Area::read(source, xml, element, &mut self.names)?;
                if self.whole.is_some() {
                    return Err(source.problem_in(
                        element.line,
                        &element.name,
                        ImportProblem::Twice(area.name),
                    ));
                }
                self.whole = Some((area, element.line));
            }
            "OBEC" | "KRAJ" => {
                let area = Area::read(source, xml, element, &mut self.names)?;
                if !self.keys.insert(area.key.clone()) {
                    return Err(source.problem_in(
                        element.line,
                        &element.name,
                        ImportProblem::Twice(area.name),
                    ));
                }
                self.parts.push(area);
            }
            other => {
                let problem = ImportProblem::unknown(other, "OKRES and OBEC, or KRAJ and CR");
                return Err(source.problem_at(element.line, problem));
            }
        }
        Ok(())
    }

    fn finish(self, source: &Source, root: &Element, kind: Kind) -> Result<File, ImportError> {
        let expected = if kind == Kind::District { "OKRES" } else { "CR" };
        let Some((whole, line)) = self.whole else {
            return Err(source.problem_at(root.line, ImportProblem::Missing(expected.to_owned())));
        };
        whole.check(&self.parts).map_err(|problem| source.problem_in(line, expected, problem))?;
        let mut names = BTreeSet::new();
        if let Some(twice) = self.names.values().find(|name| !names.insert(*name)) {
            return Err(source.problem(ImportProblem::Twice(twice.clone())));
        }
        Ok(File { kind, whole, parts: self.parts, names: self.names, converted: false })
    }
}

/// What a file is of, by its root.
fn kind(source: &Source, root: &Element) -> Result<Kind, ImportError> {
    Ok(match (root.namespace, &*root.name) {
        (Some(CHAMBER), "VYSLEDKY") => Kind::Chamber,
        (Some(CHAMBER), "VYSLEDKY_OKRES") => Kind::District,
        (Some(EUROPE), "VYSLEDKY") => Kind::Europe,
        (_, name) => {
            let words = format!(
                "`{name}` is of another election or of areas that are not read; `VYSLEDKY` and `VYSLEDKY_OKRES` of the \
                     Chamber are, and `VYSLEDKY` of the European Parliament"
            );
            return Err(source.problem_at(root.line, ImportProblem::NotThis(words)));
        }
    })
}
