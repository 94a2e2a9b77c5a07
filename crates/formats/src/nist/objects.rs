//! The objects of the format, with the names that its schema gives them.

use serde_json::{Map, Value, json};

use super::Report;

fn text(report: &Report<'_>, words: &str) -> Value {
    json!({
        "@type": "ElectionResults.InternationalizedText",
        "Text": [{
            "@type": "ElectionResults.LanguageString",
            "Content": words,
            "Language": report.language,
        }],
    })
}

/// Leaves fields out that have nothing to say.
fn object(fields: impl IntoIterator<Item = (&'static str, Value)>) -> Value {
    let kept = fields
        .into_iter()
        .filter(|(_, value)| !value.is_null() && value.as_array().is_none_or(|values| !values.is_empty()));
    Value::Object(kept.map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>())
}

pub(super) fn report(
    report: &Report<'_>,
    status: &str,
    is_test: bool,
    notes: String,
    elections: Vec<Value>,
    units: Vec<Value>,
    parties: Vec<Value>,
) -> Value {
    object([
        ("@type", "ElectionResults.ElectionReport".into()),
        ("Format", "summary-contest".into()),
        ("GeneratedDate", report.generated.into()),
        ("VendorApplicationId", "sailau".into()),
        ("Issuer", report.issuer.into()),
        ("IssuerAbbreviation", report.issuer_abbreviation.into()),
        ("Status", status.into()),
        ("IsTest", is_test.into()),
        ("SequenceStart", 1.into()),
        ("SequenceEnd", 1.into()),
        ("Notes", if notes.is_empty() { Value::Null } else { notes.into() }),
        ("GpUnit", units.into()),
        ("Party", parties.into()),
        ("Election", elections.into()),
    ])
}

/// An area; the whole where no word says what it is.
pub(super) fn unit(
    report: &Report<'_>,
    id: &str,
    name: &str,
    what: Option<&str>,
    registered: Option<u64>,
    parts: &[String],
) -> Value {
    object([
        ("@id", id.into()),
        ("@type", "ElectionResults.ReportingUnit".into()),
        ("Type", if what.is_some() { "other" } else { "country" }.into()),
        ("OtherType", what.into()),
        ("Name", text(report, name)),
        ("VotersRegistered", registered.into()),
        ("ComposingGpUnitIds", parts.into()),
    ])
}

pub(super) fn named(report: &Report<'_>, id: &str, name: &str) -> Value {
    json!({ "@id": id, "@type": "ElectionResults.Party", "Name": text(report, name) })
}

pub(super) fn coalition(
    report: &Report<'_>,
    id: &str,
    name: &str,
    parties: &[String],
    contest: &str,
) -> Value {
    object([
        ("@id", id.into()),
        ("@type", "ElectionResults.Coalition".into()),
        ("Name", text(report, name)),
        ("PartyIds", parties.into()),
        ("ContestIds", json!([contest])),
    ])
}

pub(super) fn candidate(report: &Report<'_>, id: &str, name: &str, party: Option<&str>) -> Value {
    object([
        ("@id", id.into()),
        ("@type", "ElectionResults.Candidate".into()),
        ("BallotName", text(report, name)),
        ("PartyId", party.into()),
    ])
}

pub(super) fn count(unit: &str, kind: &str, n: u64) -> Value {
    json!({ "@type": "ElectionResults.VoteCounts", "Count": n, "GpUnitId": unit, "Type": kind })
}

/// Spoilt ballots.
pub(super) fn ballots(unit: &str, rejected: u64) -> Value {
    json!({
        "@type": "ElectionResults.BallotCounts",
        "BallotsRejected": rejected,
        "GpUnitId": unit,
        "Type": "total",
    })
}

pub(super) fn party_selection(id: &str, party: &str, counts: Vec<Value>) -> Value {
    object([
        ("@id", id.into()),
        ("@type", "ElectionResults.PartySelection".into()),
        ("PartyIds", json!([party])),
        ("VoteCounts", counts.into()),
    ])
}

pub(super) fn candidate_selection(
    id: &str,
    candidate: &str,
    party: Option<&str>,
    place: Option<u32>,
    counts: Vec<Value>,
) -> Value {
    object([
        ("@id", id.into()),
        ("@type", "ElectionResults.CandidateSelection".into()),
        ("CandidateIds", json!([candidate])),
        ("EndorsementPartyIds", party.map_or(Value::Null, |party| json!([party]))),
        ("SequenceOrder", place.into()),
        ("VoteCounts", counts.into()),
    ])
}

/// A choice that is neither a party nor a person.
pub(super) fn against(report: &Report<'_>, id: &str, word: &str, counts: Vec<Value>) -> Value {
    object([
        ("@id", id.into()),
        ("@type", "ElectionResults.BallotMeasureSelection".into()),
        ("Selection", text(report, word)),
        ("VoteCounts", counts.into()),
    ])
}

pub(super) fn contest(
    id: &str,
    unit: &str,
    name: &str,
    by_name: bool,
    elected: Option<u32>,
    selections: Vec<Value>,
) -> Value {
    let kind = if by_name { "ElectionResults.CandidateContest" } else { "ElectionResults.PartyContest" };
    object([
        ("@id", id.into()),
        ("@type", kind.into()),
        ("Name", name.into()),
        ("ElectionDistrictId", unit.into()),
        ("VotesAllowed", if by_name { 1.into() } else { Value::Null }),
        ("NumberElected", elected.into()),
        ("ContestSelection", selections.into()),
    ])
}

pub(super) fn election(
    report: &Report<'_>,
    contest: &str,
    scope: &str,
    contests: Vec<Value>,
    candidates: Vec<Value>,
    ballots: Vec<Value>,
) -> Value {
    let name = match contest {
        "" => report.election.to_owned(),
        contest => format!("{}: {contest}", report.election),
    };
    object([
        ("@type", "ElectionResults.Election".into()),
        ("Name", text(report, &name)),
        ("Type", "general".into()),
        ("StartDate", report.day.into()),
        ("EndDate", report.day.into()),
        ("ElectionScopeId", scope.into()),
        ("Contest", contests.into()),
        ("Candidate", candidates.into()),
        ("BallotCounts", ballots.into()),
    ])
}
