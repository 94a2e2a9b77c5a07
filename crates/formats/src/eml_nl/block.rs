//! The counts of a contest or of one of its units: lists, their candidates, and what is beside them.

use std::collections::BTreeMap;
use std::fmt;

use super::sheet::{EML, Sheet};
use crate::error::{ImportError, ImportProblem};
use crate::xml::Element;
use crate::{levels, number};

/// A candidate by the number on the list, or by a short code.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Key {
    Number(u64),
    Code(String),
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => number.fmt(f),
            Self::Code(code) => f.write_str(code),
        }
    }
}

/// A list with its candidates, in the order of the file.
#[derive(Debug)]
pub(super) struct List {
    /// Its number, the only key that it has.
    pub(super) id: u64,
    pub(super) name: String,
    pub(super) votes: u64,
    pub(super) candidates: Vec<(Key, u64)>,
    pub(super) line: u64,
}

/// Ballots that are no votes.
#[derive(Debug, Default)]
pub(super) struct Rejected {
    pub(super) spoilt: Option<u64>,
    pub(super) blank: Option<u64>,
}

impl Rejected {
    pub(super) fn sum(&self) -> Result<Option<u64>, ImportProblem> {
        match (self.spoilt, self.blank) {
            (None, None) => Ok(None),
            (spoilt, blank) => number::sum(spoilt.unwrap_or(0), blank.unwrap_or(0)).map(Some),
        }
    }
}

/// All that is counted in one place.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) lists: Vec<List>,
    /// People entitled to vote.
    pub(super) cast: Option<u64>,
    /// Valid votes.
    counted: Option<u64>,
    pub(super) rejected: Rejected,
    /// What a unit is called: its id and name.
    pub(super) unit: Option<(String, String)>,
    line: u64,
}

/// How the candidates of a contest are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Known {
    /// By what the total has: numbers where it has them.
    Either,
    ByNumber,
    ByCode,
}

/// No ballot has more lists, and no list more candidates: the law has 80 at most.
const MOST: usize = 2_000;

/// What is summed over units: a list, or a candidate of it.
type Counted = (u64, Option<Key>);

/// Votes by list and candidate, and what is beside them, over units of one depth.
#[derive(Debug, Default)]
pub(super) struct Sums {
    votes: BTreeMap<Counted, u64>,
    counted: u64,
    spoilt: u64,
    blank: u64,
    pub(super) cast: u64,
}

impl Block {
    /// `TotalVotes` or `ReportingUnitVotes`, which has begun.
    pub(super) fn read(sheet: &mut Sheet<'_>, element: &Element, known: Known) -> Result<Self, ImportError> {
        let mut block = Self { line: element.line, ..Self::default() };
        sheet.each(|sheet, element| {
            // What the Kiesraad adds is not the standard's: numbers before a correction among it.
            if element.namespace != Some(EML) {
                return sheet.xml.skip();
            }
            match element.name.as_str() {
                "ReportingUnitIdentifier" => {
                    let id = element.attribute(sheet.source, "Id")?.to_owned();
                    block.unit = Some((id, sheet.text()?.unwrap_or_default()));
                }
                "Selection" => block.selection(sheet, element, known)?,
                "Cast" => {
                    let n = sheet.whole(element)?;
                    once(sheet, element, &mut block.cast, n)?;
                }
                "TotalCounted" => {
                    let n = sheet.whole(element)?;
                    once(sheet, element, &mut block.counted, n)?;
                }
                "RejectedVotes" => {
                    let reason = element.attribute(sheet.source, "ReasonCode")?.to_owned();
                    let n = sheet.whole(element)?;
                    match reason.as_str() {
                        "ongeldig" => once(sheet, element, &mut block.rejected.spoilt, n)?,
                        "blanco" => once(sheet, element, &mut block.rejected.blank, n)?,
                        other => {
                            return Err(
                                sheet.wrong(element, ImportProblem::unknown(other, "ongeldig or blanco"))
                            );
                        }
                    }
                }
                // Voters let in, and ballots too many or too few.
                "UncountedVotes" => sheet.xml.skip()?,
                other => {
                    let known = "Selection, Cast, TotalCounted, RejectedVotes and UncountedVotes";
                    return Err(sheet.wrong(element, ImportProblem::unknown(other, known)));
                }
            }
            Ok(())
        })?;
        block.agrees(sheet)?;
        Ok(block)
    }

    /// A list, or a candidate of the last one.
    fn selection(
        &mut self,
        sheet: &mut Sheet<'_>,
        element: &Element,
        known: Known,
    ) -> Result<(), ImportError> {
        let (mut list, mut candidate, mut votes) = (None, None, None);
        let line = element.line;
        sheet.each(|sheet, element| {
            match (element.namespace, element.name.as_str()) {
                (Some(EML), "AffiliationIdentifier") => list = Some(sheet.affiliation(element)?),
                (Some(EML), "Candidate") => {
                    sheet.each(|sheet, element| {
                        if (element.namespace, element.name.as_str()) == (Some(EML), "CandidateIdentifier") {
                            candidate = Some(key(sheet, element, known)?);
                        }
                        sheet.xml.skip()
                    })?;
                }
                (Some(EML), "ValidVotes") => {
                    let n = sheet.whole(element)?;
                    once(sheet, element, &mut votes, n)?;
                }
                (Some(EML), "ReferendumOptionIdentifier") => {
                    let text = "the count of a referendum, which is no election".to_owned();
                    return Err(sheet.wrong(element, ImportProblem::NotThis(text)));
                }
                _ => sheet.xml.skip()?,
            }
            Ok(())
        })?;
        let votes =
            votes.ok_or_else(|| sheet.wrong(element, ImportProblem::Missing("ValidVotes".to_owned())))?;
        if self.lists.len().max(self.lists.last().map_or(0, |list| list.candidates.len())) == MOST {
            let text = format!("more than {MOST} lists, or candidates of one list, which no ballot has");
            return Err(sheet.wrong(element, ImportProblem::Malformed(text)));
        }
        match (list, candidate) {
            (Some((id, name)), None) => {
                if self.lists.iter().any(|known| known.id == id) {
                    return Err(sheet.wrong(element, ImportProblem::Twice(format!("list {id}"))));
                }
                self.lists.push(List { id, name, votes, candidates: Vec::new(), line });
            }
            (None, Some(key)) => {
                let Some(list) = self.lists.last_mut() else {
                    let text = "a candidate stands before any list".to_owned();
                    return Err(sheet.wrong(element, ImportProblem::Malformed(text)));
                };
                if list.candidates.iter().any(|(known, _)| *known == key) {
                    let twice = format!("candidate {key} of list {}", list.id);
                    return Err(sheet.wrong(element, ImportProblem::Twice(twice)));
                }
                list.candidates.push((key, votes));
            }
            _ => {
                let missing = "either AffiliationIdentifier or Candidate".to_owned();
                return Err(sheet.wrong(element, ImportProblem::Missing(missing)));
            }
        }
        Ok(())
    }

    /// Candidates add up to their list, lists to the valid votes.
    fn agrees(&self, sheet: &Sheet<'_>) -> Result<(), ImportError> {
        let area = self.title();
        let mut lists = 0;
        for list in &self.lists {
            let wrong = |problem| sheet.source.problem_at(list.line, problem);
            lists = number::sum(lists, list.votes).map_err(wrong)?;
            if list.candidates.is_empty() {
                continue;
            }
            let sum = list.candidates.iter().try_fold(0, |sum, (_, votes)| number::sum(sum, *votes));
            let what = format!("list {} {}, candidates", list.id, list.name);
            levels::same(&area, what.trim(), list.votes, sum.map_err(wrong)?).map_err(wrong)?;
        }
        let wrong = |problem| sheet.source.problem_at(self.line, problem);
        let counted = self.counted.ok_or_else(|| wrong(ImportProblem::Missing("TotalCounted".to_owned())))?;
        levels::same(&area, "valid votes (TotalCounted), lists", counted, lists).map_err(wrong)
    }

    fn title(&self) -> String {
        match &self.unit {
            Some((id, name)) if name.is_empty() => format!("unit {id}"),
            Some((id, name)) => format!("unit {id} {name}"),
            None => "the total".to_owned(),
        }
    }

    /// How candidates are known in the units of this total.
    pub(super) fn known(&self) -> Known {
        let code = |list: &List| list.candidates.iter().any(|(key, _)| matches!(key, Key::Code(_)));
        if self.lists.iter().any(code) { Known::ByCode } else { Known::ByNumber }
    }

    /// Refuses sums of units that are not this total.
    pub(super) fn held_against(&self, sums: &Sums) -> Result<(), ImportProblem> {
        let mut own: BTreeMap<Counted, u64> = BTreeMap::new();
        for list in &self.lists {
            own.insert((list.id, None), list.votes);
            own.extend(list.candidates.iter().map(|(key, votes)| ((list.id, Some(key.clone())), *votes)));
        }
        for counted in own.keys().chain(sums.votes.keys()) {
            let value = |of: &BTreeMap<Counted, u64>| of.get(counted).copied().unwrap_or(0);
            let (list, candidate) = counted;
            let name = self.lists.iter().find(|known| known.id == *list).map_or("", |list| &list.name);
            let what = match candidate {
                None => format!("list {list} {name}"),
                Some(key) => format!("list {list} {name}, candidate {key}"),
            };
            levels::same("the total", &what, value(&own), value(&sums.votes))?;
        }
        levels::same("the total", "valid votes (TotalCounted)", self.counted.unwrap_or(0), sums.counted)?;
        for (what, own, sum) in
            [("ongeldig", self.rejected.spoilt, sums.spoilt), ("blanco", self.rejected.blank, sums.blank)]
        {
            levels::same("the total", what, own.unwrap_or(0), sum)?;
        }
        Ok(())
    }
}

impl Sums {
    pub(super) fn add(&mut self, block: &Block) -> Result<(), ImportProblem> {
        let mut add = |counted: Counted, votes: u64| {
            let sum = self.votes.entry(counted).or_default();
            *sum = number::sum(*sum, votes)?;
            Ok(())
        };
        for list in &block.lists {
            add((list.id, None), list.votes)?;
            for (key, votes) in &list.candidates {
                add((list.id, Some(key.clone())), *votes)?;
            }
        }
        self.counted = number::sum(self.counted, block.counted.unwrap_or(0))?;
        self.spoilt = number::sum(self.spoilt, block.rejected.spoilt.unwrap_or(0))?;
        self.blank = number::sum(self.blank, block.rejected.blank.unwrap_or(0))?;
        self.cast = number::sum(self.cast, block.cast.unwrap_or(0))?;
        Ok(())
    }
}

/// A candidate's key: the number, unless the total has short codes alone.
fn key(sheet: &Sheet<'_>, element: &Element, known: Known) -> Result<Key, ImportError> {
    let code = element.optional("ShortCode").filter(|code| !code.is_empty());
    match (element.optional("Id"), code, known) {
        (_, Some(code), Known::ByCode) | (None, Some(code), Known::Either) => Ok(Key::Code(code.to_owned())),
        _ => sheet.number(element, "Id").map(Key::Number),
    }
}

fn once(sheet: &Sheet<'_>, element: &Element, place: &mut Option<u64>, n: u64) -> Result<(), ImportError> {
    match place.replace(n) {
        None => Ok(()),
        Some(_) => Err(sheet.wrong(element, ImportProblem::Twice(element.name.clone()))),
    }
}
