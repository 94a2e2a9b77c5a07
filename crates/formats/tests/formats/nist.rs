//! Reports of NIST SP 1500-100: what the schema of version 2.0 asks for is there, nothing else is, and nothing is lost.

use std::collections::BTreeSet;
use std::path::Path;

use sailau_formats::{District, Import, Note, NoteKind, OfficialSeats, Report, Row, Source};
use serde_json::Value;

use crate::read_all;

/// Fields of the schema by type: those that must be there, then those that may.
const FIELDS: [(&str, &[&str], &[&str]); 13] = [
    (
        "ElectionReport",
        &[
            "Format",
            "GeneratedDate",
            "Issuer",
            "IssuerAbbreviation",
            "SequenceEnd",
            "SequenceStart",
            "Status",
            "VendorApplicationId",
        ],
        &["Election", "GpUnit", "IsTest", "Notes", "Party"],
    ),
    (
        "Election",
        &["ElectionScopeId", "EndDate", "Name", "StartDate", "Type"],
        &["BallotCounts", "Candidate", "Contest"],
    ),
    ("ReportingUnit", &["@id", "Type"], &["ComposingGpUnitIds", "Name", "OtherType", "VotersRegistered"]),
    ("Party", &["@id", "Name"], &[]),
    ("Coalition", &["@id", "Name"], &["ContestIds", "PartyIds"]),
    ("PartyContest", &["@id", "ElectionDistrictId", "Name"], &["ContestSelection"]),
    (
        "CandidateContest",
        &["@id", "ElectionDistrictId", "Name", "VotesAllowed"],
        &["ContestSelection", "NumberElected"],
    ),
    ("PartySelection", &["@id", "PartyIds"], &["VoteCounts"]),
    ("CandidateSelection", &["@id"], &["CandidateIds", "EndorsementPartyIds", "SequenceOrder", "VoteCounts"]),
    ("BallotMeasureSelection", &["@id", "Selection"], &["VoteCounts"]),
    ("Candidate", &["@id", "BallotName"], &["PartyId"]),
    ("VoteCounts", &["Count", "GpUnitId", "Type"], &[]),
    ("BallotCounts", &["GpUnitId", "Type"], &["BallotsRejected"]),
];

const REPORT: Report<'static> = Report {
    issuer: "The Office",
    issuer_abbreviation: "TO",
    election: "Chamber",
    area: "The Country",
    day: "2021-09-26",
    language: "de",
    generated: "2026-11-29T12:00:00Z",
};

fn written(import: &Import) -> Value {
    serde_json::from_str(&import.nist_json(&REPORT)).unwrap()
}

/// Every object within a value.
fn objects<'a>(value: &'a Value, found: &mut Vec<&'a serde_json::Map<String, Value>>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| objects(value, found)),
        Value::Object(fields) => {
            found.push(fields);
            fields.values().for_each(|value| objects(value, found));
        }
        _ => {}
    }
}

/// Holds a report against the schema, and against itself.
#[track_caller]
fn is_a_report(report: &Value) {
    let mut found = Vec::new();
    objects(report, &mut found);
    let ids: Vec<&str> = found.iter().filter_map(|fields| fields.get("@id")?.as_str()).collect();
    assert_eq!(ids.len(), ids.iter().collect::<BTreeSet<_>>().len(), "an id stands twice");
    for fields in found {
        let of = fields["@type"].as_str().unwrap().strip_prefix("ElectionResults.").unwrap();
        if matches!(of, "InternationalizedText" | "LanguageString") {
            continue;
        }
        let (_, must, may) = FIELDS.iter().find(|(name, ..)| *name == of).unwrap_or_else(|| panic!("{of}"));
        assert!(must.iter().all(|field| fields.contains_key(*field)), "{of}: {fields:?}");
        let known = |field: &String| field == "@type" || must.contains(&&**field) || may.contains(&&**field);
        assert!(fields.keys().all(known), "{of}: {fields:?}");
        for (field, value) in
            fields.iter().filter(|(field, _)| field.ends_with("Id") || field.ends_with("Ids"))
        {
            let one = [value.clone()];
            let named = value.as_array().map_or(&one[..], Vec::as_slice);
            let is_id = |id: &Value| id.as_str().is_some_and(|id| ids.contains(&id));
            assert!(field == "VendorApplicationId" || named.iter().all(is_id), "{field}: {value}");
        }
    }
}

/// The sum of a field of all objects of a type.
fn sum(report: &Value, of: &str, field: &str, only: Option<&str>) -> u64 {
    let mut found = Vec::new();
    objects(report, &mut found);
    let own = found.iter().filter(|fields| fields["@type"] == format!("ElectionResults.{of}"));
    let own = own.filter(|fields| only.is_none_or(|kind| fields["Type"] == kind));
    own.filter_map(|fields| fields.get(field)?.as_u64()).sum()
}

#[test]
fn files_of_offices_lose_nothing() {
    for files in [
        &["kerg2/2025.csv"][..],
        &["kerg/2021.csv"],
        &["hoc/2024.csv"],
        &["aec/first_preferences.csv"],
        &["belgium/limbourg.json", "belgium/luxembourg.json"],
        &["nz/2002_part4.csv", "nz/2002_part6.csv"],
    ] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        let sources: Vec<Source> = files.iter().map(|file| Source::from_path(folder.join(file))).collect();
        let import = read_all(&sources).unwrap();
        let report = written(&import);
        is_a_report(&report);
        let rows = |reserved: fn(&str) -> bool| -> u64 {
            let own = import.rows.iter().filter(|row| reserved(row.party.as_deref().unwrap_or("")));
            own.map(|row| row.votes).sum()
        };
        let votes = rows(|party| !matches!(party, "@registered" | "@invalid"));
        assert_eq!(sum(&report, "VoteCounts", "Count", Some("total")), votes, "{files:?}");
        assert_eq!(sum(&report, "BallotCounts", "BallotsRejected", None), rows(|party| party == "@invalid"));
        let seats: u64 = import.official.iter().map(|won| u64::from(won.seats)).sum();
        assert_eq!(sum(&report, "VoteCounts", "Count", Some("seats")), seats, "{files:?}");
    }
}

#[test]
fn what_has_no_room_stands_in_the_notes() {
    let row = |contest: &str, party: &str, votes| Row {
        contest: contest.to_owned(),
        district: Some("North".to_owned()),
        party: Some(party.to_owned()),
        votes,
        ..Row::default()
    };
    let minority = Row { kind: Some("minority".to_owned()), ..row("list", "Dale", 5) };
    let allied = Row { alliance: Some("Both".to_owned()), ..row("list", "Hill", 7) };
    let fact = District {
        district: "North".to_owned(),
        seats: Some(3),
        region: Some("Coast".to_owned()),
        population: Some(90),
    };
    let note = Note { kind: NoteKind::Provisional, text: "3 of 4 stations".to_owned() };
    let national = OfficialSeats { party: Some("Hill".to_owned()), seats: 2, ..OfficialSeats::default() };
    let import = Import {
        rows: vec![allied, minority, row("list", "@registered", 40), row("single", "@registered", 41)],
        districts: vec![fact],
        official: vec![national],
        notes: vec![note],
    };
    let report = written(&import);
    is_a_report(&report);
    assert_eq!(report["Status"], "unofficial-partial");
    let notes = report["Notes"].as_str().unwrap();
    for said in [
        "provisional: 3 of 4 stations",
        "kind of list: Dale is `minority`",
        "seats: North has 3",
        "inhabitants: North has 90",
        "voters on the roll, by contest: North, list: 40",
        "voters on the roll, by contest: North, single: 41",
    ] {
        assert!(notes.contains(said), "{said}\n{notes}");
    }
    assert_eq!(sum(&report, "VoteCounts", "Count", Some("seats")), 2);
    let mut found = Vec::new();
    objects(&report, &mut found);
    assert!(found.iter().any(|fields| fields["@type"] == "ElectionResults.Coalition"));
}
