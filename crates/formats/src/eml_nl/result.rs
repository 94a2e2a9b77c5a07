//! The result of an election (520): who was elected, and so the seats of every list.
//!
//! Source: the Kiesraad's documentation of EML_NL 1.3 and the example in it. No result of an office was seen whole.
//!
//! - Selections are a flat list, as in counts: a list, and behind it those who have its seats.
//! - The number of a candidate is the order in which the list got its seats, not the place on it: the name alone says who it is.
//! - Seats stand nowhere: those of a list are as many as were elected on it.

use std::collections::BTreeSet;

use super::names::Name;
use super::sheet::{EML, Election, Sheet};
use crate::error::{ImportError, ImportProblem};
use crate::naming;
use crate::xml::Element;

/// Who was elected.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    pub(super) election: Election,
    pub(super) lists: Vec<Elected>,
}

/// A list, and who was elected on it.
#[derive(Debug)]
pub(super) struct Elected {
    /// Its number, the only key that it has.
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) candidates: Vec<String>,
    /// Its votes, where the file has them.
    pub(super) votes: Option<u64>,
    pub(super) line: u64,
    won: bool,
    numbers: BTreeSet<u64>,
}

impl Outcome {
    pub(super) fn read(sheet: &mut Sheet<'_>) -> Result<Self, ImportError> {
        let mut outcome = Self::default();
        let mut contests = 0;
        sheet.each(|sheet, element| {
            if (element.namespace, element.name.as_str()) != (Some(EML), "Result") {
                return sheet.xml.skip();
            }
            sheet.each(|sheet, element| {
                if (element.namespace, element.name.as_str()) != (Some(EML), "Election") {
                    return sheet.xml.skip();
                }
                sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
                    (Some(EML), "ElectionIdentifier") => {
                        outcome.election = sheet.election(element)?;
                        Ok(())
                    }
                    // An election has one result, whatever its constituencies.
                    (Some(EML), "Contest") if contests > 0 => {
                        Err(sheet.wrong(element, ImportProblem::Twice("Contest".to_owned())))
                    }
                    (Some(EML), "Contest") => {
                        contests += 1;
                        sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
                            (Some(EML), "Selection") => outcome.selection(sheet, element),
                            _ => sheet.xml.skip(),
                        })
                    }
                    _ => sheet.xml.skip(),
                })
            })
        })?;
        sheet.finish()?;
        let missing = |what: &str| sheet.source.problem(ImportProblem::Missing(what.to_owned()));
        if outcome.election.id.is_empty() {
            return Err(missing("ElectionIdentifier"));
        }
        if outcome.lists.is_empty() {
            return Err(missing("Selection"));
        }
        outcome.lists.iter().try_for_each(|list| list.agrees(sheet))?;
        Ok(outcome)
    }

    /// A list, or a candidate of the last one.
    fn selection(&mut self, sheet: &mut Sheet<'_>, begun: &Element) -> Result<(), ImportError> {
        let (mut list, mut candidate, mut votes, mut won) = (None, None, None, false);
        sheet.each(|sheet, element| {
            match (element.namespace, element.name.as_str()) {
                (Some(EML), "AffiliationIdentifier") => list = Some(sheet.affiliation(element)?),
                (Some(EML), "Candidate") => candidate = Some(person(sheet, element)?),
                (Some(EML), "Votes") => votes = Some(sheet.whole(element)?),
                (Some(EML), "Elected") => {
                    won = match sheet.text()?.as_deref() {
                        Some("yes") => true,
                        Some("no") => false,
                        other => {
                            let problem = ImportProblem::unknown(other.unwrap_or_default(), "yes and no");
                            return Err(sheet.wrong(element, problem));
                        }
                    };
                }
                // How somebody was elected: by preference (1) or by the order of the list (2).
                _ => sheet.xml.skip()?,
            }
            Ok(())
        })?;
        match (list, candidate) {
            (Some((id, name)), None) => {
                if self.lists.iter().any(|known| known.id == id) {
                    return Err(sheet.wrong(begun, ImportProblem::Twice(format!("list {id}"))));
                }
                let (candidates, numbers) = (Vec::new(), BTreeSet::new());
                self.lists.push(Elected { id, name, candidates, votes, line: begun.line, won, numbers });
            }
            (None, Some((number, name))) => {
                let Some(list) = self.lists.last_mut() else {
                    let text = "a candidate stands before any list".to_owned();
                    return Err(sheet.wrong(begun, ImportProblem::Malformed(text)));
                };
                if !list.numbers.insert(number) {
                    let twice = format!("candidate {number} of list {}", list.id);
                    return Err(sheet.wrong(begun, ImportProblem::Twice(twice)));
                }
                if won {
                    list.candidates.push(name);
                }
            }
            _ => {
                let missing = "either AffiliationIdentifier or Candidate".to_owned();
                return Err(sheet.wrong(begun, ImportProblem::Missing(missing)));
            }
        }
        Ok(())
    }

    /// How many were elected.
    pub(super) fn seats(&self) -> usize {
        self.lists.iter().map(|list| list.candidates.len()).sum()
    }
}

impl Elected {
    /// A list is elected where somebody on it is.
    fn agrees(&self, sheet: &Sheet<'_>) -> Result<(), ImportError> {
        if self.won != self.candidates.is_empty() {
            return Ok(());
        }
        let text = match self.won {
            true => format!("list {} has seats by `Elected`, and nobody of it is elected", self.id),
            false => format!("list {} has no seats by `Elected`, and somebody of it is elected", self.id),
        };
        Err(sheet.source.problem_at(self.line, ImportProblem::Malformed(text)))
    }
}

/// `Candidate`, which has begun: the number in the order of the seats, and the name.
fn person(sheet: &mut Sheet<'_>, begun: &Element) -> Result<(u64, String), ImportError> {
    let (mut number, mut name) = (None, Name::default());
    sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
        (Some(EML), "CandidateIdentifier") => {
            number = Some(sheet.number(element, "Id")?);
            sheet.xml.skip()
        }
        (Some(EML), "CandidateFullName") => name.read(sheet),
        // Gender, and where somebody lives.
        _ => sheet.xml.skip(),
    })?;
    let missing = |what: &str| sheet.wrong(begun, ImportProblem::Missing(what.to_owned()));
    let number = number.ok_or_else(|| missing("CandidateIdentifier"))?;
    let name = name.whole().ok_or_else(|| missing("LastName"))?;
    Ok((number, naming::own(&name).map_err(|problem| sheet.wrong(begun, problem))?))
}
