//! The index: which areas there are, and what lies in what.

use std::collections::BTreeMap;
use std::io::Cursor;

use encoding_rs::UTF_8;

use super::area::{self, Level, once};
use crate::error::{ImportError, ImportProblem};
use crate::naming;
use crate::source::Source;
use crate::xml::{self, Element, Node, Xml};

/// The index of 1,500 areas has 400 KB.
const LIMIT: u64 = 1 << 24;

/// What lies in what.
#[derive(Debug)]
pub(super) struct Index {
    pub(super) election: String,
    /// Names by level and number, with the number of the area that each lies in.
    pub(super) areas: BTreeMap<(Level, u64), (String, u64)>,
}

pub(super) fn recognises(head: &[u8]) -> bool {
    area::begins(head, b"<Landsdele>")
}

impl Index {
    pub(super) fn read(source: &Source) -> Result<Self, ImportError> {
        let (text, _) = xml::whole(source, LIMIT, &[UTF_8])?;
        let mut xml = Xml::open(source, Box::new(Cursor::new(text.into_bytes())), &[]);
        let root = xml.root("Data")?;
        let mut election = None;
        let mut areas = BTreeMap::new();
        loop {
            match xml.next()? {
                Node::Start(element) => match &*element.name {
                    "ValgNavn" => {
                        let text = xml.text()?;
                        once(&mut election, text)
                            .map_err(|problem| source.problem_in(element.line, "ValgNavn", problem))?;
                    }
                    // Their parts come next.
                    "Landsdele" | "Storkredse" | "Opstillingskredse" | "Afstemningsomraader" => {}
                    "Landsdel" => add(source, &mut xml, &element, Level::Province, &mut areas)?,
                    "Storkreds" => add(source, &mut xml, &element, Level::District, &mut areas)?,
                    "Opstillingskreds" => {
                        add(source, &mut xml, &element, Level::NominationDistrict, &mut areas)?;
                    }
                    "Afstemningsomraade" => {
                        add(source, &mut xml, &element, Level::PollingDistrict, &mut areas)?
                    }
                    _ => xml.skip()?,
                },
                Node::Text(_) | Node::End => {}
                Node::Done => break,
            }
        }
        let missing = || source.problem_at(root.line, ImportProblem::Missing("ValgNavn".to_owned()));
        Ok(Self { election: election.ok_or_else(missing)?, areas })
    }
}

fn add(
    source: &Source,
    xml: &mut Xml<'_>,
    element: &Element,
    level: Level,
    areas: &mut BTreeMap<(Level, u64), (String, u64)>,
) -> Result<(), ImportError> {
    let (own, above) = match level {
        Level::Country | Level::Province => ("landsdel_id", "land_id"),
        Level::District => ("storkreds_id", "landsdel_id"),
        Level::NominationDistrict => ("opstillingskreds_id", "storkreds_id"),
        Level::PollingDistrict => ("afstemningsomraade_id", "opstillingskreds_id"),
    };
    let [number, within] = [element.whole(source, own)?, element.whole(source, above)?];
    let wrong = |problem| source.problem_in(element.line, &element.name, problem);
    let name = naming::own(&xml.text()?).map_err(wrong)?;
    match areas.insert((level, number), (name, within)) {
        None => Ok(()),
        Some((name, _)) => Err(wrong(ImportProblem::Twice(name))),
    }
}
