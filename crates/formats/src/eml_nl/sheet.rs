//! The frame of every EML_NL file: root, namespaces, the election it is of.

use crate::error::{ImportError, ImportProblem};
use crate::number;
use crate::source::Source;
use crate::xml::{Element, Node, Xml};

/// The namespace of the standard, which is the default one; prefixes may be any.
pub(super) const EML: &str = "urn:oasis:names:tc:evs:schema:eml";
/// That of the Kiesraad's extensions.
pub(super) const KR: &str = "http://www.kiesraad.nl/extensions";
/// That of names.
pub(super) const XNL: &str = "urn:oasis:names:tc:ciq:xsdschema:xNL:2.0";

const NAMESPACES: &[&str] = &[EML, KR, XNL];

/// A file whose root has been read.
pub(super) struct Sheet<'a> {
    pub(super) source: &'a Source,
    pub(super) xml: Xml<'a>,
    /// What it is: `510b`.
    pub(super) id: String,
    pub(super) line: u64,
}

/// Which election a file is of.
#[derive(Debug, Default)]
pub(super) struct Election {
    pub(super) id: String,
    /// `GR`, `PS`, `TK` and others.
    pub(super) category: String,
    /// Where it is held; none where that is the country.
    pub(super) domain: Option<String>,
}

impl<'a> Sheet<'a> {
    pub(super) fn open(source: &'a Source) -> Result<Self, ImportError> {
        let mut xml = Xml::open(source, source.reader()?, NAMESPACES);
        match xml.next()? {
            Node::Start(root) if root.name == "EML" && root.namespace == Some(EML) => {
                let id = root.attribute(source, "Id")?.to_owned();
                Ok(Self { source, xml, id, line: root.line })
            }
            Node::Start(root) => {
                let text = format!("the root is `{}` of another namespace than {EML}", root.name);
                let text = if root.namespace == Some(EML) {
                    format!("the root is `{}`, not `EML`", root.name)
                } else {
                    text
                };
                Err(source.problem_at(root.line, ImportProblem::NotThis(text)))
            }
            Node::Text(_) | Node::End | Node::Done => {
                Err(source.problem(ImportProblem::Cut("no element is in it".to_owned())))
            }
        }
    }

    /// Hands every element in the one that has begun to a function that reads it to its end.
    pub(super) fn each(
        &mut self,
        mut read: impl FnMut(&mut Self, &Element) -> Result<(), ImportError>,
    ) -> Result<(), ImportError> {
        loop {
            match self.xml.next()? {
                Node::Start(element) => read(self, &element)?,
                Node::End | Node::Done => return Ok(()),
                Node::Text(_) => {}
            }
        }
    }

    /// That nothing follows the root.
    pub(super) fn finish(&mut self) -> Result<(), ImportError> {
        match self.xml.next()? {
            Node::Done => Ok(()),
            _ => Err(self.source.problem(ImportProblem::Malformed("something follows the root".to_owned()))),
        }
    }

    /// The whole number that an element holds.
    pub(super) fn whole(&mut self, element: &Element) -> Result<u64, ImportError> {
        let text = self.xml.text()?;
        number::whole(&text).map_err(|problem| self.wrong(element, problem))
    }

    /// The text that an element holds; none where it is empty.
    pub(super) fn text(&mut self) -> Result<Option<String>, ImportError> {
        Ok(Some(self.xml.text()?).filter(|text| !text.is_empty()))
    }

    /// An attribute that is a whole number.
    pub(super) fn number(&self, element: &Element, name: &str) -> Result<u64, ImportError> {
        number::whole(element.attribute(self.source, name)?).map_err(|problem| self.wrong(element, problem))
    }

    /// `AffiliationIdentifier`, which has begun: the number of a list, and its name, which is empty where it has none.
    pub(super) fn affiliation(&mut self, element: &Element) -> Result<(u64, String), ImportError> {
        let id = self.number(element, "Id")?;
        let mut name = String::new();
        self.each(|sheet, element| match (element.namespace, element.name.as_str()) {
            (Some(EML), "RegisteredName") => {
                name = sheet.text()?.unwrap_or_default();
                Ok(())
            }
            _ => sheet.xml.skip(),
        })?;
        Ok((id, name))
    }

    /// A problem of an element.
    pub(super) fn wrong(&self, element: &Element, problem: ImportProblem) -> ImportError {
        self.source.problem_in(element.line, &element.name, problem)
    }

    /// `ElectionIdentifier`, which has begun.
    pub(super) fn election(&mut self, element: &Element) -> Result<Election, ImportError> {
        let id = element.attribute(self.source, "Id")?.to_owned();
        let mut election = Election { id, ..Election::default() };
        self.each(|sheet, element| {
            match (element.namespace, element.name.as_str()) {
                (Some(EML), "ElectionCategory") => election.category = sheet.text()?.unwrap_or_default(),
                (Some(KR), "ElectionDomain") => election.domain = sheet.text()?,
                _ => sheet.xml.skip()?,
            }
            Ok(())
        })?;
        Ok(election)
    }
}
