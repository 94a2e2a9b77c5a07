//! The file of an area.

use std::collections::BTreeSet;
use std::io::Cursor;

use encoding_rs::UTF_8;

use crate::error::{ImportError, ImportProblem};
use crate::source::Source;
use crate::xml::{self, Element, Node, Xml};
use crate::{letters, levels, naming, number};

/// Files of an area are some ten kilobytes.
const LIMIT: u64 = 1 << 24;

/// Levels from the country down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    Country,
    Province,
    District,
    NominationDistrict,
    PollingDistrict,
}

impl Level {
    fn of(word: &str) -> Option<Self> {
        Some(match word {
            "HeleLandet" => Self::Country,
            "Landsdel" => Self::Province,
            "StorKreds" => Self::District,
            "OpstKreds" => Self::NominationDistrict,
            "Afstemningsomraade" => Self::PollingDistrict,
            _ => return None,
        })
    }
}

/// An area with its votes.
#[derive(Debug)]
pub(super) struct Area {
    pub(super) level: Level,
    pub(super) id: u64,
    pub(super) name: String,
    /// The election, as the file has it.
    pub(super) election: String,
    /// The office's number and words for how far the count is.
    pub(super) status: (u64, String),
    pub(super) registered: u64,
    pub(super) parties: Vec<Party>,
    /// Votes for all who stand outside of parties.
    pub(super) outside: Option<u64>,
    /// Each of them.
    pub(super) independents: Vec<(String, u64)>,
    pub(super) valid: u64,
    pub(super) invalid: u64,
    pub(super) blank: u64,
}

/// A party in an area.
#[derive(Debug)]
pub(super) struct Party {
    pub(super) letter: String,
    pub(super) name: String,
    pub(super) votes: u64,
    /// All its seats, levelling seats among them.
    pub(super) seats: Option<u64>,
    /// Those of them that are the district's own.
    pub(super) own: Option<u64>,
}

pub(super) fn recognises(head: &[u8]) -> bool {
    begins(head, b"<Sted ")
}

/// Whether a file of these begins here, and has this not far behind.
pub(super) fn begins(head: &[u8], sign: &[u8]) -> bool {
    const FAR: usize = 1 << 10;
    let head = letters::without_mark(head);
    let head = &head[..head.len().min(FAR)];
    let has = |sign: &[u8]| head.windows(sign.len()).any(|at| at == sign);
    head.starts_with(b"<") && has(b"<Data") && has(b"<ValgNavn>") && has(sign)
}

/// What is read before it is known to be whole.
#[derive(Default)]
struct Reading {
    election: Option<String>,
    place: Option<(Level, u64, String)>,
    status: Option<(u64, String)>,
    registered: Option<u64>,
    votes: Option<Votes>,
    independents: Vec<(String, u64)>,
}

#[derive(Default)]
struct Votes {
    parties: Vec<Party>,
    letters: BTreeSet<String>,
    outside: Option<u64>,
    valid: Option<u64>,
    blank: Option<u64>,
    other_invalid: Option<u64>,
    invalid: Option<u64>,
    cast: Option<u64>,
}

impl Area {
    pub(super) fn read(source: &Source) -> Result<Self, ImportError> {
        let (text, _) = xml::whole(source, LIMIT, &[UTF_8])?;
        let mut xml = Xml::open(source, Box::new(Cursor::new(text.into_bytes())), &[]);
        let root = xml.root("Data")?;
        let mut reading = Reading::default();
        loop {
            match xml.next()? {
                Node::Start(element) => reading.element(source, &mut xml, &element)?,
                Node::Text(_) | Node::End => {}
                Node::Done => break,
            }
        }
        reading.finish().map_err(|problem| source.problem_in(root.line, "Data", problem))
    }
}

impl Reading {
    fn element(&mut self, source: &Source, xml: &mut Xml<'_>, element: &Element) -> Result<(), ImportError> {
        let wrong = |problem| source.problem_in(element.line, &element.name, problem);
        match &*element.name {
            "ValgNavn" => once(&mut self.election, xml.text()?).map_err(wrong),
            "Sted" => {
                let word = element.attribute(source, "Type")?;
                let known = "HeleLandet, Landsdel, StorKreds, OpstKreds, Afstemningsomraade";
                let level = Level::of(word).ok_or_else(|| wrong(ImportProblem::unknown(word, known)))?;
                // The country has no number.
                let id = if level == Level::Country { 0 } else { element.whole(source, "Id")? };
                let name = naming::own(&xml.text()?).map_err(wrong)?;
                once(&mut self.place, (level, id, name)).map_err(wrong)
            }
            "Status" => {
                let code = element.whole(source, "Kode")?;
                once(&mut self.status, (code, xml.text()?)).map_err(wrong)
            }
            "Stemmeberettigede" => once(&mut self.registered, xml.whole(source, element)?).map_err(wrong),
            "Stemmer" => {
                let votes = Votes::read(source, xml)?;
                once(&mut self.votes, votes).map_err(wrong)
            }
            "Personer" => self.persons(source, xml),
            _ => xml.skip(),
        }
    }

    /// Who stands outside of parties; candidates of parties are passed over.
    fn persons(&mut self, source: &Source, xml: &mut Xml<'_>) -> Result<(), ImportError> {
        loop {
            match xml.next()? {
                Node::Start(element) if element.name == "Parti" && element.optional("Bogstav").is_none() => {
                    let name = naming::own(element.attribute(source, "navn")?);
                    let name = name.map_err(|problem| source.problem_in(element.line, "Parti", problem))?;
                    self.independents.push((name, element.whole(source, "PersonligeStemmer")?));
                    xml.skip()?;
                }
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Done => return Ok(()),
            }
        }
    }

    fn finish(self) -> Result<Area, ImportProblem> {
        let missing = |name: &str| ImportProblem::Missing(name.to_owned());
        let (level, id, name) = self.place.ok_or_else(|| missing("Sted"))?;
        let votes = self.votes.ok_or_else(|| missing("Stemmer"))?;
        let [valid, blank, invalid] = [
            votes.valid.ok_or_else(|| missing("IAltGyldigeStemmer"))?,
            votes.blank.ok_or_else(|| missing("BlankeStemmer"))?,
            votes.invalid.ok_or_else(|| missing("IAltUgyldigeStemmer"))?,
        ];
        let other = votes.other_invalid.ok_or_else(|| missing("AndreUgyldigeStemmer"))?;
        let cast = votes.cast.ok_or_else(|| missing("IAltAfgivneStemmer"))?;
        let sum = votes
            .parties
            .iter()
            .try_fold(votes.outside.unwrap_or(0), |sum, party| number::sum(sum, party.votes))?;
        levels::same(&name, "valid votes", valid, sum)?;
        levels::same(&name, "invalid ballots", invalid, number::sum(blank, other)?)?;
        levels::same(&name, "ballots cast", cast, number::sum(valid, invalid)?)?;
        if !self.independents.is_empty() {
            let sum = self.independents.iter().try_fold(0, |sum, (_, votes)| number::sum(sum, *votes))?;
            levels::same(&name, "votes outside of parties", votes.outside.unwrap_or(0), sum)?;
        }
        Ok(Area {
            level,
            id,
            name,
            election: self.election.ok_or_else(|| missing("ValgNavn"))?,
            status: self.status.ok_or_else(|| missing("Status"))?,
            registered: self.registered.ok_or_else(|| missing("Stemmeberettigede"))?,
            parties: votes.parties,
            outside: votes.outside,
            independents: self.independents,
            valid,
            invalid,
            blank,
        })
    }
}

impl Votes {
    fn read(source: &Source, xml: &mut Xml<'_>) -> Result<Self, ImportError> {
        let mut votes = Self::default();
        loop {
            let element = match xml.next()? {
                Node::Start(element) => element,
                Node::Text(_) => continue,
                Node::End | Node::Done => return Ok(votes),
            };
            let wrong = |problem| source.problem_in(element.line, &element.name, problem);
            let figure = match &*element.name {
                "Parti" => {
                    votes.party(source, &element)?;
                    xml.skip()?;
                    continue;
                }
                "IAltGyldigeStemmer" => &mut votes.valid,
                "BlankeStemmer" => &mut votes.blank,
                "AndreUgyldigeStemmer" => &mut votes.other_invalid,
                "IAltUgyldigeStemmer" => &mut votes.invalid,
                "IAltAfgivneStemmer" => &mut votes.cast,
                other => {
                    let known = "Parti, IAltGyldigeStemmer, BlankeStemmer, AndreUgyldigeStemmer, IAltUgyldigeStemmer, \
                                 IAltAfgivneStemmer";
                    return Err(wrong(ImportProblem::unknown(other, known)));
                }
            };
            once(figure, xml.whole(source, &element)?).map_err(wrong)?;
        }
    }

    fn party(&mut self, source: &Source, element: &Element) -> Result<(), ImportError> {
        let wrong = |problem| source.problem_in(element.line, "Parti", problem);
        let votes = element.whole(source, "StemmerAntal")?;
        let name = naming::own(element.attribute(source, "Navn")?).map_err(wrong)?;
        let Some(letter) = element.optional("Bogstav") else {
            return once(&mut self.outside, votes).map_err(wrong);
        };
        let letter = naming::own(letter).map_err(wrong)?;
        if !self.letters.insert(letter.clone()) {
            return Err(wrong(ImportProblem::Twice(letter)));
        }
        let optional = |name: &str| element.optional(name).map(|_| element.whole(source, name)).transpose();
        let [seats, own] = [optional("Mandater")?, optional("Kredsmandater")?];
        self.parties.push(Party { letter, name, votes, seats, own });
        Ok(())
    }
}

/// What may stand in a file once.
pub(super) fn once<T>(place: &mut Option<T>, value: T) -> Result<(), ImportProblem> {
    match place.replace(value) {
        None => Ok(()),
        Some(_) => Err(ImportProblem::Malformed("this stands here for the second time".to_owned())),
    }
}
