//! The JSON of valgresultat.no: a file an area.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;
use serde_json::Value;

use super::county::{self, County, Party};
use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::json::{self, Count};
use crate::levels::{self, Levels};
use crate::note::NoteKind;
use crate::source::Source;
use crate::{naming, number};

/// Party rows and sums are asked for; what stands beside them was named otherwise in other years.
#[derive(Deserialize)]
#[serde(expecting = "the report of an area")]
struct Report {
    id: AreaId,
    antallsb: Option<Count>,
    mandater: Option<Seats>,
    stemmer: Votes,
    opptalt: Option<BTreeMap<String, Value>>,
    #[serde(default)]
    merknader: Vec<Value>,
    partier: Vec<PartyRow>,
    #[serde(rename = "_links")]
    links: Option<Links>,
}

#[derive(Deserialize)]
#[serde(expecting = "what the area is")]
struct AreaId {
    valgaar: String,
    valgtype: String,
    nivaa: String,
    navn: String,
    nr: String,
}

#[derive(Deserialize)]
#[serde(expecting = "the seats of an area")]
struct Seats {
    antall: Count,
}

#[derive(Deserialize)]
#[serde(expecting = "the votes of an area")]
struct Votes {
    total: Count,
    #[serde(rename = "totalForkastede")]
    rejected: Option<Count>,
}

#[derive(Deserialize)]
#[serde(expecting = "the row of a party")]
struct PartyRow {
    id: PartyId,
    stemmer: Outcome<Number>,
    mandater: Option<Outcome<PartySeats>>,
}

#[derive(Deserialize)]
#[serde(expecting = "what the party is")]
struct PartyId {
    partikategori: Count,
    partikode: String,
    navn: String,
}

#[derive(Deserialize)]
#[serde(expecting = "a result")]
struct Outcome<T> {
    resultat: T,
}

#[derive(Deserialize)]
#[serde(expecting = "votes of a party")]
struct Number {
    antall: Total,
}

#[derive(Deserialize)]
#[serde(expecting = "votes of a party")]
struct Total {
    total: Count,
}

#[derive(Deserialize)]
#[serde(expecting = "seats of a party")]
struct PartySeats {
    antall: Count,
    #[serde(rename = "utjevningAntall")]
    levelling: Option<Count>,
}

#[derive(Deserialize)]
#[serde(expecting = "links to other areas")]
struct Links {
    #[serde(default)]
    related: Vec<Link>,
}

#[derive(Deserialize)]
#[serde(expecting = "a link to an area")]
struct Link {
    nr: String,
    navn: String,
}

pub(super) fn recognises(head: &[u8]) -> bool {
    json::has_field(head, "valgtype") && json::has_field(head, "partikode")
}

pub(super) fn read(sources: &[Source]) -> Result<Import, ImportError> {
    let mut country: Option<(&Source, Report)> = None;
    let mut counties: Vec<(&Source, Report)> = Vec::new();
    for source in sources {
        let report: Report = json::parsed(source)?;
        let refused = |words: &str| source.problem(ImportProblem::NotThis(words.to_owned()));
        let AreaId { valgaar, valgtype, nivaa, navn, nr } = &report.id;
        if valgtype != "ST" {
            return Err(refused(&format!(
                "election `{valgtype}` is not read; elections of the Storting (`ST`) are"
            )));
        }
        if let Some((_, first)) = counties.first().or(country.as_ref())
            && first.id.valgaar != *valgaar
        {
            let words = format!("this is of {valgaar}, and the file before it of {}", first.id.valgaar);
            return Err(refused(&words));
        }
        match &**nivaa {
            "land" if country.is_some() => return Err(source.problem(ImportProblem::Twice(navn.clone()))),
            "land" => country = Some((source, report)),
            "fylke" if counties.iter().any(|(_, known)| known.id.nr == *nr || known.id.navn == *navn) => {
                return Err(source.problem(ImportProblem::Twice(navn.clone())));
            }
            "fylke" => counties.push((source, report)),
            _ => return Err(refused(&format!("{navn} is a part of a county; give the counties (`fylke`)"))),
        }
    }
    if counties.is_empty() {
        let words = "the country alone has no districts; give the file of each county (`fylke-NN.json`) too";
        let source = country.as_ref().map_or(&sources[0], |(source, _)| source);
        return Err(source.problem(ImportProblem::MissingFile(words.to_owned())));
    }

    let mut import = Import::default();
    let mut read = Vec::new();
    for (source, report) in &counties {
        let county = county(report).map_err(|problem| source.problem(problem))?;
        county::add(&mut import, &county).map_err(|problem| source.problem(problem))?;
        read.push(county);
    }
    let (of_all, all) = country.as_ref().unwrap_or(&counties[0]);
    match &country {
        Some((source, country)) => check(country, &counties).map_err(|problem| source.problem(problem))?,
        None => {
            let words = format!(
                "{} counties were given and not the country (`norge.json`): whether any is missing is not known",
                counties.len()
            );
            import.note(NoteKind::Lacks, words);
        }
    }
    status(&mut import, counties.iter().map(|(_, report)| report).chain([all]));
    county::note(&mut import, &read).map_err(|problem| of_all.problem(problem))?;
    left_out(&mut import, &counties);
    Ok(import)
}

/// The county of a report, whose parties must add up to its votes.
fn county(report: &Report) -> Result<County, ImportProblem> {
    let area = naming::own(&report.id.navn)?;
    let mut parties: Vec<Party> = Vec::new();
    let mut codes = BTreeSet::new();
    let mut votes = 0;
    for row in &report.partier {
        let PartyId { partikategori, partikode, navn } = &row.id;
        match partikategori.0 {
            // Sums of other rows.
            0 => continue,
            1..=3 => {}
            other => {
                let known = "0 (a sum), 1 (in parliament), 2 (registered), 3 (local)".to_owned();
                return Err(ImportProblem::UnknownWord { found: format!("partikategori {other}"), known });
            }
        }
        let code = naming::own(partikode)?;
        if !codes.insert(code.clone()) {
            return Err(ImportProblem::Twice(format!("{area}, {code}")));
        }
        votes = number::sum(votes, row.stemmer.resultat.antall.total.0)?;
        let seats = row.mandater.as_ref().map(|seats| &seats.resultat);
        parties.push(Party {
            code,
            name: naming::own(navn)?,
            votes: row.stemmer.resultat.antall.total.0,
            seats: seats.map(|seats| seats.antall.0),
            levelling: seats.and_then(|seats| seats.levelling).map(|seats| seats.0),
        });
    }
    levels::same(&area, "all parties", report.stemmer.total.0, votes)?;
    Ok(County {
        name: area,
        registered: report.antallsb.map(|n| n.0),
        rejected: report.stemmer.rejected.map(|n| n.0),
        seats: report.mandater.as_ref().map(|seats| seats.antall.0),
        parties,
    })
}

/// The counties held against the country: which there are, and every number that both have.
fn check(country: &Report, counties: &[(&Source, Report)]) -> Result<(), ImportProblem> {
    let links = country.links.iter().flat_map(|links| &links.related);
    for Link { nr, navn } in links {
        if !counties.iter().any(|(_, county)| county.id.nr == *nr) {
            let words = format!("the file of {navn} (`fylke-{nr}.json`) is missing; the country has it");
            return Err(ImportProblem::MissingFile(words));
        }
    }
    let area = "Norway";
    let mut levels = Levels::default();
    for (_, county) in counties {
        for (what, n) in figures(county) {
            levels.add(area, what, n)?;
        }
        for (what, n) in parties(county) {
            levels.add(area, &what, n)?;
        }
    }
    for (what, n) in figures(country) {
        levels.check(area, what, n)?;
    }
    let mut known = BTreeSet::new();
    for (what, n) in parties(country) {
        levels.check(area, &what, n)?;
        if !known.insert(what.clone()) {
            return Err(ImportProblem::Twice(what));
        }
    }
    for (_, county) in counties {
        for (what, n) in parties(county) {
            if n > 0 && !known.contains(&what) {
                levels::same(area, &what, 0, n)?;
            }
        }
    }
    Ok(())
}

fn figures(report: &Report) -> impl Iterator<Item = (&'static str, u64)> {
    let figures = [
        ("voters on the roll", report.antallsb),
        ("votes", Some(report.stemmer.total)),
        ("ballots not approved", report.stemmer.rejected),
        ("seats", report.mandater.as_ref().map(|seats| seats.antall)),
    ];
    figures.into_iter().filter_map(|(what, n)| n.map(|n| (what, n.0)))
}

fn parties(report: &Report) -> impl Iterator<Item = (String, u64)> {
    report.partier.iter().filter(|row| row.id.partikategori.0 != 0).flat_map(|row| {
        let code = row.id.partikode.trim();
        let seats = row.mandater.as_ref().map(|seats| seats.resultat.antall.0);
        let votes = (format!("votes of {code}"), row.stemmer.resultat.antall.total.0);
        [Some(votes), seats.map(|seats| (format!("seats of {code}"), seats))].into_iter().flatten()
    })
}

/// Final is what is counted twice (`endelig`) and settled (`oppgjor`), everywhere.
fn status<'a>(import: &mut Import, reports: impl Iterator<Item = &'a Report>) {
    let mut open: Vec<&str> = Vec::new();
    let mut unknown = false;
    for report in reports {
        let part =
            |name| report.opptalt.as_ref().and_then(|counted| counted.get(name)).and_then(Value::as_f64);
        match (part("endelig"), part("oppgjor")) {
            (Some(counted), Some(settled)) if counted >= 100.0 && settled >= 100.0 => {}
            (None, None) => unknown = true,
            _ => open.push(&report.id.navn),
        }
    }
    if !open.is_empty() {
        let words = format!("the final count (`endelig`, `oppgjor`) is not done in {}", open.join(", "));
        import.note(NoteKind::Provisional, words);
    } else if unknown {
        import.note(NoteKind::StatusUnknown, "the files do not say how much is counted (`opptalt`)");
    } else {
        import
            .note(NoteKind::Final, "all votes are counted finally and settled (`endelig` and `oppgjor` 100)");
    }
}

fn left_out(import: &mut Import, counties: &[(&Source, Report)]) {
    let words = "sums of other rows (`Andre`, `Andre2`), votes cast in advance, and the names of the elected";
    import.note(NoteKind::LeftOut, words);
    let remarks: Vec<_> = counties.iter().filter(|(_, county)| !county.merknader.is_empty()).collect();
    if !remarks.is_empty() {
        let areas = remarks.iter().map(|(_, county)| &*county.id.navn).collect::<Vec<_>>().join(", ");
        let words = format!("remarks (`merknader`), which the files have by number only, on {areas}");
        import.note(NoteKind::LeftOut, words);
    }
}
