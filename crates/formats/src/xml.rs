//! XML read element by element: names with their namespaces, lines, no entities but the five, no deep nesting.

use std::io::{BufRead, Read};

use encoding_rs::{Encoding, UTF_8};
use quick_xml::errors::SyntaxError;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::ResolveResult;
use quick_xml::{Error, NsReader, XmlVersion};

use crate::error::{ImportError, ImportProblem};
use crate::source::Source;
use crate::{letters, number};

/// No format nests deeper.
const DEPTH: usize = 64;

/// A file that is read element by element, in UTF-8.
pub(crate) struct Xml<'a> {
    source: &'a Source,
    reader: NsReader<Lines<Box<dyn BufRead + 'a>>>,
    namespaces: &'static [&'static str],
    buffer: Vec<u8>,
    depth: usize,
    root: bool,
}

/// What comes next in a file.
#[derive(Debug)]
pub(crate) enum Node {
    /// An element begins.
    Start(Element),
    /// Text, or a part of it: character references part it.
    Text(String),
    /// The innermost element that is open ends.
    End,
    /// The root has ended, and the file after it.
    Done,
}

/// The start of an element.
#[derive(Debug)]
pub(crate) struct Element {
    /// Its namespace; none where it is not one of those the format has.
    pub(crate) namespace: Option<&'static str>,
    /// Its name without a prefix.
    pub(crate) name: String,
    /// The line where it begins, from 1.
    pub(crate) line: u64,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// An attribute, where it is there.
    pub(crate) fn optional(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| &**value)
    }

    /// An attribute, which must be there.
    pub(crate) fn attribute(&self, source: &Source, name: &str) -> Result<&str, ImportError> {
        let missing = || source.problem_in(self.line, &self.name, ImportProblem::Missing(name.to_owned()));
        self.optional(name).ok_or_else(missing)
    }

    /// A whole number in an attribute, which must be there.
    pub(crate) fn whole(&self, source: &Source, name: &str) -> Result<u64, ImportError> {
        number::whole(self.attribute(source, name)?)
            .map_err(|problem| source.problem_in(self.line, &format!("{} {name}", self.name), problem))
    }
}

impl<'a> Xml<'a> {
    /// Begins to read text that is in UTF-8; elements are told apart by these namespaces.
    pub(crate) fn open(
        source: &'a Source,
        text: Box<dyn BufRead + 'a>,
        namespaces: &'static [&'static str],
    ) -> Self {
        let mut reader = NsReader::from_reader(Lines { inner: text, ends: 0 });
        reader.config_mut().expand_empty_elements = true;
        Self { source, reader, namespaces, buffer: Vec::new(), depth: 0, root: false }
    }

    /// The line up to which the file was read.
    pub(crate) fn line(&self) -> u64 {
        self.reader.get_ref().ends + 1
    }

    /// What comes next; comments, instructions and blanks outside the root are passed over.
    pub(crate) fn next(&mut self) -> Result<Node, ImportError> {
        loop {
            self.buffer.clear();
            let line = self.line();
            let (resolved, event) = match self.reader.read_resolved_event_into(&mut self.buffer) {
                Ok(both) => both,
                Err(error) => return Err(failed(self.source, self.reader.get_ref().ends + 1, error)),
            };
            let namespace = match resolved {
                ResolveResult::Bound(name) => self.namespaces.iter().find(|known| **known == name.0).copied(),
                ResolveResult::Unbound | ResolveResult::Unknown(_) => None,
            };
            let wrong =
                |words: &str| self.source.problem_at(line, ImportProblem::Malformed(words.to_owned()));
            match event {
                Event::Start(start) => {
                    if self.depth == DEPTH {
                        return Err(wrong("elements are nested deeper than any result needs"));
                    }
                    if self.depth == 0 && self.root {
                        return Err(wrong("a second root element"));
                    }
                    let element =
                        element(&start, namespace, line).map_err(|error| failed(self.source, line, error))?;
                    self.depth += 1;
                    self.root = true;
                    return Ok(Node::Start(element));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    return Ok(Node::End);
                }
                Event::Text(text) => {
                    let text = text.xml10_content();
                    if self.depth > 0 {
                        return Ok(Node::Text(text.into_owned()));
                    }
                    if !text.trim().is_empty() {
                        return Err(wrong("text outside of the root element"));
                    }
                }
                Event::CData(text) if self.depth > 0 => {
                    return Ok(Node::Text(text.xml10_content().into_owned()));
                }
                Event::GeneralRef(name) if self.depth > 0 => {
                    let character =
                        name.resolve_char_ref().map_err(|error| failed(self.source, line, error))?;
                    let text = character.map(String::from);
                    let text = text.or_else(|| resolve_predefined_entity(&name).map(str::to_owned));
                    let unknown = || wrong(&format!("`&{};` stands for nothing that is known", &*name));
                    return text.map(Node::Text).ok_or_else(unknown);
                }
                Event::CData(_) | Event::GeneralRef(_) => {
                    return Err(wrong("text outside of the root element"));
                }
                Event::DocType(_) => return Err(wrong("a DOCTYPE, which files of results do not have")),
                Event::Eof if self.depth > 0 || !self.root => {
                    let words = "an element is still open".to_owned();
                    return Err(self.source.problem_at(line, ImportProblem::Cut(words)));
                }
                Event::Eof => return Ok(Node::Done),
                // Empty elements come as a start and an end.
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) => {}
            }
        }
    }

    /// The root, which must have this name.
    pub(crate) fn root(&mut self, name: &str) -> Result<Element, ImportError> {
        match self.next()? {
            Node::Start(root) if root.name == name => Ok(root),
            Node::Start(root) => {
                Err(self.source.problem_at(root.line, ImportProblem::unknown(&root.name, name)))
            }
            Node::Text(_) | Node::End | Node::Done => {
                Err(self.source.problem(ImportProblem::Cut("no element is in it".to_owned())))
            }
        }
    }

    /// The whole number that is the text of the element that has just begun.
    pub(crate) fn whole(&mut self, source: &Source, element: &Element) -> Result<u64, ImportError> {
        number::whole(&self.text()?)
            .map_err(|problem| source.problem_in(element.line, &element.name, problem))
    }

    /// The text of the element that has just begun, up to its end; elements in it are refused.
    pub(crate) fn text(&mut self) -> Result<String, ImportError> {
        let mut text = String::new();
        loop {
            match self.next()? {
                Node::Text(part) => text.push_str(&part),
                Node::End | Node::Done => return Ok(text.trim().to_owned()),
                Node::Start(element) => {
                    let words = format!("`{}` stands within text", element.name);
                    return Err(self.source.problem_at(element.line, ImportProblem::Malformed(words)));
                }
            }
        }
    }

    /// Passes over the element that has just begun, with all that is in it.
    pub(crate) fn skip(&mut self) -> Result<(), ImportError> {
        let mut open = 1;
        while open > 0 {
            match self.next()? {
                Node::Start(_) => open += 1,
                Node::End => open -= 1,
                Node::Text(_) => {}
                Node::Done => break,
            }
        }
        Ok(())
    }
}

/// A whole file as text, its letters as its first line says, which must be one of these; UTF-8 where it says none. Beside it,
/// whether the first line is wrong.
///
/// Programs that fetch such files turn letters into UTF-8 and leave the first line as it was. Text in another encoding is hardly
/// ever UTF-8 as well, and never a whole file of it, so a file that is says it for certain.
pub(crate) fn whole(
    source: &Source,
    limit: u64,
    encodings: &[&'static Encoding],
) -> Result<(String, bool), ImportError> {
    let bytes = source.whole(limit)?;
    let declared = declared(&bytes, encodings).map_err(|problem| source.problem_at(1, problem))?;
    let converted = declared != UTF_8 && !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok();
    let encoding = if converted { UTF_8 } else { declared };
    let text = letters::decoded(letters::without_mark(&bytes), encoding)
        .map_err(|problem| source.problem(problem))?;
    Ok((text.into_owned(), converted))
}

fn declared(bytes: &[u8], encodings: &[&'static Encoding]) -> Result<&'static Encoding, ImportProblem> {
    let bytes = letters::without_mark(bytes);
    let end = bytes.windows(2).take(200).position(|at| at == b"?>");
    let first = match end {
        Some(end) if bytes.starts_with(b"<?xml") => String::from_utf8_lossy(&bytes[..end]),
        _ => return Ok(UTF_8),
    };
    let Some((_, said)) = first.split_once("encoding=") else { return Ok(UTF_8) };
    let label = said.split(['"', '\'']).nth(1).unwrap_or_default();
    Encoding::for_label(label.as_bytes()).filter(|encoding| encodings.contains(encoding)).ok_or_else(|| {
        let known: Vec<&str> = encodings.iter().map(|encoding| encoding.name()).collect();
        ImportProblem::unknown(label, &known.join(" and "))
    })
}

fn element(start: &BytesStart<'_>, namespace: Option<&'static str>, line: u64) -> Result<Element, Error> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Implicit1_0)?;
        attributes.push((attribute.key.0.to_owned(), value.into_owned()));
    }
    Ok(Element { namespace, name: start.local_name().as_ref().to_owned(), line, attributes })
}

fn failed(source: &Source, line: u64, error: Error) -> ImportError {
    match error {
        Error::Io(error) => source.problem(ImportProblem::Unreadable(error.to_string())),
        Error::Syntax(SyntaxError::InvalidBangMarkup) => {
            source.problem_at(line, ImportProblem::Malformed(SyntaxError::InvalidBangMarkup.to_string()))
        }
        // What else the grammar of XML asks for is an end that does not come.
        Error::Syntax(error) => source.problem_at(line, ImportProblem::Cut(error.to_string())),
        Error::Encoding(_) => source.problem_at(line, ImportProblem::Letters { encoding: "UTF-8" }),
        error => source.problem_at(line, ImportProblem::Malformed(error.to_string())),
    }
}

/// Counts line ends as they are read.
struct Lines<R> {
    inner: R,
    ends: u64,
}

impl<R: BufRead> Read for Lines<R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let ready = self.inner.fill_buf()?;
        let n = ready.len().min(into.len());
        into[..n].copy_from_slice(&ready[..n]);
        self.consume(n);
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Lines<R> {
    fn fill_buf(&mut self) -> std::io::Result<&[u8]> {
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        // What was filled is there still, so this reads nothing.
        if let Ok(ready) = self.inner.fill_buf() {
            let ends = ready.iter().take(n).filter(|&&byte| byte == b'\n').count();
            self.ends += ends as u64;
        }
        self.inner.consume(n);
    }
}
