//! A count (510a to 510d): contests, each with its total and its units.

use std::collections::BTreeMap;

use super::block::{Block, Known, Sums};
use super::sheet::{EML, Election, KR, Sheet};
use crate::error::{ImportError, ImportProblem};
use crate::levels;
use crate::source::Source;
use crate::xml::Element;

/// What a file of counts holds.
#[derive(Debug, Default)]
pub(super) struct Count {
    /// `510b`.
    pub(super) kind: String,
    pub(super) election: Election,
    /// Who counted.
    pub(super) authority: String,
    pub(super) phase: Option<String>,
    pub(super) contests: Vec<Contest>,
}

/// The count of an election in one constituency, or in all.
#[derive(Debug)]
pub(super) struct Contest {
    /// `geen` where there are no constituencies, `alle`, or a number.
    pub(super) id: String,
    pub(super) name: Option<String>,
    pub(super) line: u64,
    pub(super) total: Block,
    /// How many units stand below the total.
    pub(super) units: usize,
    /// People entitled to vote, in the total and in its units, where these differ.
    pub(super) cast_of_units: Option<(u64, u64)>,
}

impl Count {
    pub(super) fn read(sheet: &mut Sheet<'_>) -> Result<Self, ImportError> {
        let mut count = Self { kind: sheet.id.clone(), ..Self::default() };
        let mut identified = false;
        sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
            (Some(EML), "ManagingAuthority") => sheet.each(|sheet, element| {
                if element.name != "AuthorityIdentifier" {
                    return sheet.xml.skip();
                }
                count.authority = sheet.text()?.unwrap_or_default();
                Ok(())
            }),
            (Some(EML), "Count") => {
                sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
                    (Some(KR), "Phase") => {
                        count.phase = element.optional("PhaseCode").map(str::to_owned);
                        sheet.xml.skip()
                    }
                    (Some(EML), "Election") if identified => {
                        Err(sheet.wrong(element, ImportProblem::Twice("Election".to_owned())))
                    }
                    (Some(EML), "Election") => {
                        identified = true;
                        count.election(sheet)
                    }
                    _ => sheet.xml.skip(),
                })
            }
            _ => sheet.xml.skip(),
        })?;
        sheet.finish()?;
        if count.election.id.is_empty() || count.contests.is_empty() {
            let missing = if count.election.id.is_empty() { "ElectionIdentifier" } else { "Contest" };
            return Err(sheet.source.problem(ImportProblem::Missing(missing.to_owned())));
        }
        Ok(count)
    }

    /// Of what part of the election it has the votes; none where it has all.
    pub(super) fn part(&self) -> Option<&'static str> {
        match (self.kind.as_str(), self.election.category.as_str()) {
            ("510a", _) => Some("a polling station"),
            ("510b", category) if category != "GR" => Some("a municipality"),
            ("510c", category) if category != "GR" => Some("a constituency"),
            _ => None,
        }
    }

    fn election(&mut self, sheet: &mut Sheet<'_>) -> Result<(), ImportError> {
        sheet.each(|sheet, element| match (element.namespace, element.name.as_str()) {
            (Some(EML), "ElectionIdentifier") => {
                self.election = sheet.election(element)?;
                Ok(())
            }
            (Some(EML), "Contests") => sheet.each(|sheet, element| {
                if (element.namespace, element.name.as_str()) != (Some(EML), "Contest") {
                    return sheet.xml.skip();
                }
                let contest = contest(sheet, element)?;
                self.contests.push(contest);
                Ok(())
            }),
            _ => sheet.xml.skip(),
        })
    }
}

/// `Contest`, which has begun.
fn contest(sheet: &mut Sheet<'_>, begun: &Element) -> Result<Contest, ImportError> {
    let (mut id, mut name) = (None, None);
    let mut total: Option<Block> = None;
    let mut sums: BTreeMap<usize, Sums> = BTreeMap::new();
    let mut units = 0;
    sheet.each(|sheet, element| {
        match (element.namespace, element.name.as_str()) {
            (Some(EML), "ContestIdentifier") => {
                id = Some(element.attribute(sheet.source, "Id")?.to_owned());
                sheet.each(|sheet, element| {
                    if element.name != "ContestName" {
                        return sheet.xml.skip();
                    }
                    name = sheet.text()?;
                    Ok(())
                })?;
            }
            (Some(EML), "TotalVotes") if total.is_none() => {
                total = Some(Block::read(sheet, element, Known::Either)?);
            }
            (Some(EML), "TotalVotes") => {
                return Err(sheet.wrong(element, ImportProblem::Twice("TotalVotes".to_owned())));
            }
            (Some(EML), "ReportingUnitVotes") => {
                let Some(total) = &total else {
                    let missing = ImportProblem::Missing("TotalVotes, before its units,".to_owned());
                    return Err(sheet.wrong(element, missing));
                };
                let unit = Block::read(sheet, element, total.known())?;
                let Some((unit_id, _)) = &unit.unit else {
                    let missing = ImportProblem::Missing("ReportingUnitIdentifier".to_owned());
                    return Err(sheet.wrong(element, missing));
                };
                // Units may stand within units, `0312` and `0312::SB4`: those of one depth are the whole.
                let depth = unit_id.matches("::").count();
                sums.entry(depth).or_default().add(&unit).map_err(|problem| sheet.wrong(element, problem))?;
                units += 1;
            }
            _ => sheet.xml.skip()?,
        }
        Ok(())
    })?;
    let missing = |what: &str| sheet.wrong(begun, ImportProblem::Missing(what.to_owned()));
    let id = id.filter(|id| !id.is_empty()).ok_or_else(|| missing("ContestIdentifier"))?;
    let total = total.ok_or_else(|| missing("TotalVotes"))?;
    let mut cast_of_units = None;
    for sums in sums.values() {
        total.held_against(sums).map_err(|problem| in_contest(sheet.source, begun, &id, problem))?;
        if let Some(cast) = total.cast.filter(|&cast| cast != sums.cast) {
            cast_of_units = Some((cast, sums.cast));
        }
    }
    Ok(Contest { id, name, line: begun.line, total, units, cast_of_units })
}

/// Says of which contest a total is.
fn in_contest(source: &Source, begun: &Element, id: &str, problem: ImportProblem) -> ImportError {
    let problem = match problem {
        ImportProblem::LevelsDiffer { area, what, whole, parts } => {
            let area = format!("{area} of contest `{id}`");
            levels::same(&area, &what, whole, parts).err().unwrap_or(ImportProblem::TooMany)
        }
        other => other,
    };
    source.problem_at(begun.line, problem)
}
