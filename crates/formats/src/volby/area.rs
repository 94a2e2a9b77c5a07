//! An area of volby.cz: turnout and votes of parties.

use std::collections::BTreeMap;

use crate::error::{ImportError, ImportProblem};
use crate::levels::{self, Levels};
use crate::source::Source;
use crate::xml::{Element, Node, Xml};
use crate::{naming, number};

/// What is counted in an area.
#[derive(Debug, Default)]
pub(super) struct Area {
    /// Its code; empty for the country.
    pub(super) key: String,
    pub(super) name: String,
    /// Polling stations, and those that are counted.
    pub(super) stations: u64,
    pub(super) counted: u64,
    pub(super) registered: u64,
    /// Envelopes in the box.
    pub(super) cast: u64,
    pub(super) valid: u64,
    /// Seats of the area.
    pub(super) seats: Option<u64>,
    /// Votes by the party's number.
    pub(super) parties: BTreeMap<u64, Votes>,
}

/// What a party has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Votes {
    pub(super) votes: u64,
    pub(super) seats: Option<u64>,
}

impl Area {
    /// Reads the area whose element has just begun, to its end. Names of parties go into `names`.
    pub(super) fn read(
        source: &Source,
        xml: &mut Xml<'_>,
        start: &Element,
        names: &mut BTreeMap<u64, String>,
    ) -> Result<Self, ImportError> {
        let first = |attributes: &[&str]| attributes.iter().find_map(|name| start.optional(name));
        let (key, name) = match &*start.name {
            "CR" => (String::new(), "the country".to_owned()),
            _ => {
                let name = first(&["NAZ_KRAJ", "NAZ_OKRES", "NAZ_OBEC"]);
                let key = first(&["NUTS_KRAJ", "CIS_KRAJ", "CIS_OKRES", "CIS_OBEC"]);
                let (Some(name), Some(key)) = (name, key) else {
                    let missing =
                        ImportProblem::Missing("name (NAZ_…) and number (CIS_…) of the area".to_owned());
                    return Err(source.problem_in(start.line, &start.name, missing));
                };
                let name = naming::own(name);
                (key.to_owned(), name.map_err(|problem| source.problem_in(start.line, &start.name, problem))?)
            }
        };
        let mut area = Self { key, name, ..Self::default() };
        if start.optional("POCMANDATU").is_some() {
            area.seats = Some(start.whole(source, "POCMANDATU")?);
        }
        let mut turnout = false;
        loop {
            match xml.next()? {
                Node::Start(element) if element.name == "UCAST" => {
                    if turnout {
                        return Err(source.problem_in(
                            element.line,
                            "UCAST",
                            ImportProblem::Twice(area.name),
                        ));
                    }
                    turnout = true;
                    area.turnout(source, &element)?;
                    xml.skip()?;
                }
                Node::Start(element) if element.name == "HLASY_STRANA" => {
                    area.add(source, &element, number_of(source, &element)?, None, &element)?;
                    xml.skip()?;
                }
                Node::Start(element) if element.name == "STRANA" => {
                    area.party(source, xml, &element, names)?
                }
                Node::Start(_) => xml.skip()?,
                Node::Text(_) => {}
                Node::End | Node::Done => break,
            }
        }
        if !turnout {
            return Err(source.problem_in(
                start.line,
                &start.name,
                ImportProblem::Missing("UCAST".to_owned()),
            ));
        }
        area.agrees().map_err(|problem| source.problem_in(start.line, &start.name, problem))?;
        Ok(area)
    }

    fn turnout(&mut self, source: &Source, element: &Element) -> Result<(), ImportError> {
        self.stations = element.whole(source, "OKRSKY_CELKEM")?;
        self.counted = element.whole(source, "OKRSKY_ZPRAC")?;
        self.registered = element.whole(source, "ZAPSANI_VOLICI")?;
        self.cast = element.whole(source, "ODEVZDANE_OBALKY")?;
        self.valid = element.whole(source, "PLATNE_HLASY")?;
        Ok(())
    }

    /// A party with its name: its votes and seats stand in elements of their own.
    fn party(
        &mut self,
        source: &Source,
        xml: &mut Xml<'_>,
        start: &Element,
        names: &mut BTreeMap<u64, String>,
    ) -> Result<(), ImportError> {
        let number = number_of(source, start)?;
        let name = naming::own(start.attribute(source, "NAZ_STR")?);
        let name = name.map_err(|problem| source.problem_in(start.line, "STRANA", problem))?;
        let known = names.entry(number).or_insert_with(|| name.clone());
        if *known != name {
            let problem = ImportProblem::unknown(&name, &format!("{known} as party {number}"));
            return Err(source.problem_in(start.line, "STRANA", problem));
        }
        let (mut votes, mut seats) = (None, None);
        loop {
            match xml.next()? {
                Node::Start(element) => {
                    match &*element.name {
                        "HODNOTY_STRANA" | "HLASY_STRANA" if votes.is_some() => {
                            return Err(source.problem_in(
                                element.line,
                                &element.name,
                                ImportProblem::Twice(name),
                            ));
                        }
                        "HODNOTY_STRANA" => {
                            if element.optional("MANDATY").is_some() {
                                seats = Some(element.whole(source, "MANDATY")?);
                            }
                            votes = Some(element);
                        }
                        "HLASY_STRANA" => votes = Some(element),
                        "MANDATY_STRANA" => seats = Some(element.whole(source, "MANDATY")?),
                        _ => {}
                    }
                    xml.skip()?;
                }
                Node::Text(_) => {}
                Node::End | Node::Done => break,
            }
        }
        let Some(votes) = votes else {
            return Err(source.problem_in(start.line, "STRANA", ImportProblem::Missing("HLASY".to_owned())));
        };
        self.add(source, start, number, seats, &votes)
    }

    fn add(
        &mut self,
        source: &Source,
        place: &Element,
        party: u64,
        seats: Option<u64>,
        votes: &Element,
    ) -> Result<(), ImportError> {
        let votes = Votes { votes: votes.whole(source, "HLASY")?, seats };
        if self.parties.insert(party, votes).is_some() {
            let twice = ImportProblem::Twice(format!("{}, party {party}", self.name));
            return Err(source.problem_in(place.line, &place.name, twice));
        }
        Ok(())
    }

    /// The numbers of an area among each other.
    fn agrees(&self) -> Result<(), ImportProblem> {
        let sum = |of: fn(&Votes) -> u64| {
            self.parties.values().try_fold(0, |sum, party| number::sum(sum, of(party)))
        };
        levels::same(&self.name, "valid votes", self.valid, sum(|party| party.votes)?)?;
        let seats = sum(|party| party.seats.unwrap_or(0))?;
        if let Some(all) = self.seats
            && seats > 0
        {
            levels::same(&self.name, "seats", all, seats)?;
        }
        if self.counted > self.stations {
            let words =
                format!("{}: {} of {} polling stations counted", self.name, self.counted, self.stations);
            return Err(ImportProblem::Malformed(words));
        }
        self.invalid().map(drop)
    }

    /// Envelopes without a valid vote.
    pub(super) fn invalid(&self) -> Result<u64, ImportProblem> {
        self.cast.checked_sub(self.valid).ok_or_else(|| {
            let words = format!("{}: {} valid votes in {} envelopes", self.name, self.valid, self.cast);
            ImportProblem::Malformed(words)
        })
    }

    /// Holds the area against its parts.
    pub(super) fn check(&self, parts: &[Self]) -> Result<(), ImportProblem> {
        let mut levels = Levels::default();
        for part in parts {
            for (what, n) in part.figures().into_iter().chain(part.votes()) {
                levels.add(&self.name, &what, n)?;
            }
            // A party that the whole lacks.
            for (party, of) in &part.parties {
                if of.votes > 0 && !self.parties.contains_key(party) {
                    levels::same(&self.name, &format!("party {party}"), 0, of.votes)?;
                }
            }
        }
        for (what, n) in self.figures().into_iter().chain(self.votes()) {
            levels.check(&self.name, &what, n)?;
        }
        // Seats stand where they are won: at one level or at both.
        let seats = |area: &Self, party: &u64| area.parties.get(party).and_then(|of| of.seats);
        for (party, of) in &self.parties {
            let own: Vec<u64> = parts.iter().filter_map(|part| seats(part, party)).collect();
            if let (Some(whole), false) = (of.seats, own.is_empty()) {
                let sum = own.into_iter().try_fold(0, number::sum)?;
                levels::same(&self.name, &format!("seats of party {party}"), whole, sum)?;
            }
        }
        Ok(())
    }

    fn figures(&self) -> [(String, u64); 5] {
        [
            ("polling stations", self.stations),
            ("polling stations counted", self.counted),
            ("voters on the roll", self.registered),
            ("envelopes", self.cast),
            ("valid votes", self.valid),
        ]
        .map(|(what, n)| (what.to_owned(), n))
    }

    fn votes(&self) -> impl Iterator<Item = (String, u64)> {
        self.parties.iter().map(|(party, of)| (format!("party {party}"), of.votes))
    }
}

/// The number of a party on this election's ballots.
fn number_of(source: &Source, element: &Element) -> Result<u64, ImportError> {
    let name = if element.optional("ESTRANA").is_some() { "ESTRANA" } else { "KSTRANA" };
    element.whole(source, name)
}
