//! What stands beside counts: the definition of an election (110a) and the names of candidates (230b).

use std::collections::{BTreeMap, BTreeSet};

use super::block::Key;
use super::sheet::{EML, Election, KR, Sheet, XNL};
use crate::error::{ImportError, ImportProblem};
use crate::number;
use crate::xml::Element;

/// The definition of an election.
#[derive(Debug, Default)]
pub(super) struct Definition {
    pub(super) election: Election,
    pub(super) seats: u32,
    /// The share of the quota, in per cent, with which a candidate is elected by preference.
    pub(super) threshold: Option<String>,
}

impl Definition {
    pub(super) fn read(sheet: &mut Sheet<'_>) -> Result<Self, ImportError> {
        let mut definition = Self::default();
        let mut seats: Option<u32> = None;
        sheet.each(|sheet, element| {
            if (element.namespace, element.name.as_str()) != (Some(EML), "ElectionEvent") {
                return sheet.xml.skip();
            }
            sheet.each(|sheet, element| {
                if (element.namespace, element.name.as_str()) != (Some(EML), "Election") {
                    return sheet.xml.skip();
                }
                sheet.each(|sheet, element| {
                    match (element.namespace, element.name.as_str()) {
                        (Some(EML), "ElectionIdentifier") => definition.election = sheet.election(element)?,
                        (Some(KR), "NumberOfSeats") => {
                            let n = sheet.whole(element)?;
                            seats = Some(number::seats(n).map_err(|problem| sheet.wrong(element, problem))?);
                        }
                        (Some(KR), "PreferenceThreshold") => definition.threshold = sheet.text()?,
                        // Regions, and parties with a registered name, which are no lists.
                        _ => sheet.xml.skip()?,
                    }
                    Ok(())
                })
            })
        })?;
        sheet.finish()?;
        let missing = |what: &str| sheet.source.problem(ImportProblem::Missing(what.to_owned()));
        definition.seats = seats.ok_or_else(|| missing("NumberOfSeats"))?;
        if definition.election.id.is_empty() {
            return Err(missing("ElectionIdentifier"));
        }
        Ok(definition)
    }
}

/// The names of candidates, by contest and list.
#[derive(Debug, Default)]
pub(super) struct Names {
    by_key: BTreeMap<(String, u64, Key), String>,
    contests: BTreeSet<String>,
}

impl Names {
    /// Adds the candidates of a file 230b and gives the election that it is of.
    pub(super) fn read(&mut self, sheet: &mut Sheet<'_>) -> Result<String, ImportError> {
        let mut election = Election::default();
        sheet.each(|sheet, element| {
            if (element.namespace, element.name.as_str()) != (Some(EML), "CandidateList") {
                return sheet.xml.skip();
            }
            sheet.each(|sheet, element| {
                if (element.namespace, element.name.as_str()) != (Some(EML), "Election") {
                    return sheet.xml.skip();
                }
                sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
                    (Some(EML), "ElectionIdentifier") => {
                        election = sheet.election(element)?;
                        Ok(())
                    }
                    (Some(EML), "Contest") => self.contest(sheet, element),
                    _ => sheet.xml.skip(),
                })
            })
        })?;
        sheet.finish()?;
        if election.id.is_empty() {
            return Err(sheet.source.problem(ImportProblem::Missing("ElectionIdentifier".to_owned())));
        }
        Ok(election.id)
    }

    fn contest(&mut self, sheet: &mut Sheet<'_>, begun: &Element) -> Result<(), ImportError> {
        let mut id = String::new();
        sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
            (Some(EML), "ContestIdentifier") => {
                id = element.attribute(sheet.source, "Id")?.to_owned();
                sheet.xml.skip()
            }
            (Some(EML), "Affiliation") => self.list(sheet, element, &id),
            _ => sheet.xml.skip(),
        })?;
        if !self.contests.insert(id.clone()) {
            return Err(sheet.wrong(begun, ImportProblem::Twice(format!("contest `{id}`"))));
        }
        Ok(())
    }

    fn list(&mut self, sheet: &mut Sheet<'_>, begun: &Element, contest: &str) -> Result<(), ImportError> {
        let mut list = None;
        sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
            (Some(EML), "AffiliationIdentifier") => {
                list = Some(sheet.number(element, "Id")?);
                sheet.xml.skip()
            }
            (Some(EML), "Candidate") => {
                let Some(list) = list else {
                    let missing =
                        ImportProblem::Missing("AffiliationIdentifier, before the candidates,".to_owned());
                    return Err(sheet.wrong(begun, missing));
                };
                self.candidate(sheet, element, contest, list)
            }
            _ => sheet.xml.skip(),
        })
    }

    /// Name and number alone: where candidates live, and what else the file says of them, is left.
    fn candidate(
        &mut self,
        sheet: &mut Sheet<'_>,
        begun: &Element,
        contest: &str,
        list: u64,
    ) -> Result<(), ImportError> {
        let (mut number, mut code) = (None, None);
        let mut name = Name::default();
        sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
            (Some(EML), "CandidateIdentifier") => {
                number = Some(sheet.number(element, "Id")?);
                code = element.optional("ShortCode").map(str::to_owned);
                sheet.xml.skip()
            }
            (Some(EML), "CandidateFullName") => name.read(sheet),
            _ => sheet.xml.skip(),
        })?;
        let missing = |what: &str| sheet.wrong(begun, ImportProblem::Missing(what.to_owned()));
        let number = number.ok_or_else(|| missing("CandidateIdentifier"))?;
        let name = name.whole().ok_or_else(|| missing("LastName"))?;
        let keys = [Some(Key::Number(number)), code.map(Key::Code)];
        for key in keys.into_iter().flatten() {
            // Codes stand for one person in the whole election, whatever the contest.
            let contest = if matches!(key, Key::Code(_)) { "" } else { contest };
            let before = self.by_key.insert((contest.to_owned(), list, key.clone()), name.clone());
            if before.is_some_and(|before| before != name || matches!(key, Key::Number(_))) {
                return Err(
                    sheet.wrong(begun, ImportProblem::Twice(format!("candidate {key} of list {list}")))
                );
            }
        }
        Ok(())
    }

    /// The name of a candidate.
    pub(super) fn of(&self, contest: &str, list: u64, key: &Key) -> Option<&str> {
        let contest = if matches!(key, Key::Code(_)) { "" } else { contest };
        self.by_key.get(&(contest.to_owned(), list, key.clone())).map(String::as_str)
    }

    /// Whether the candidates of a contest were given.
    pub(super) fn has(&self, contest: &str) -> bool {
        self.contests.contains(contest)
    }

    /// Whether somebody on a list is called so, in whatever contest.
    pub(super) fn on_list(&self, list: u64, name: &str) -> bool {
        self.by_key.iter().any(|((_, of, _), known)| *of == list && known == name)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }
}

/// What a candidate is called, in parts.
#[derive(Debug, Default)]
pub(super) struct Name {
    initials: Option<String>,
    first: Option<String>,
    prefix: Option<String>,
    last: Option<String>,
}

impl Name {
    /// `CandidateFullName`, which has begun.
    pub(super) fn read(&mut self, sheet: &mut Sheet<'_>) -> Result<(), ImportError> {
        sheet.each(|sheet, element| {
            if (element.namespace, element.name.as_str()) != (Some(XNL), "PersonName") {
                return sheet.xml.skip();
            }
            sheet.each(|sheet, element| {
                let initials = element.optional("NameType") == Some("Initials");
                match (element.namespace, element.name.as_str()) {
                    (Some(XNL), "NameLine") if initials => self.initials = sheet.text()?,
                    (Some(XNL), "FirstName") => self.first = sheet.text()?,
                    (Some(XNL), "NamePrefix") => self.prefix = sheet.text()?,
                    (Some(XNL), "LastName") => self.last = sheet.text()?,
                    _ => sheet.xml.skip()?,
                }
                Ok(())
            })
        })
    }

    /// As ballots have it: `K. (Krisje) de Blikkert`.
    pub(super) fn whole(self) -> Option<String> {
        let last = self.last?;
        let first = self.first.map(|first| format!("({first})"));
        let parts: Vec<String> =
            [self.initials, first, self.prefix, Some(last)].into_iter().flatten().collect();
        Some(parts.join(" "))
    }
}
