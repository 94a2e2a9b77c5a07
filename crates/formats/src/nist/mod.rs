//! Results as JSON of the common data format of NIST SP 1500-100, version 2.0 (Election Results Reporting).
//!
//! Source: the JSON schema of the format, github.com/usnistgov/ElectionResultsReporting, branch `version2`.
//!
//! - A contest here is an *election* there, with a contest for each district: a party contest where lists stood, a
//!   candidate contest where somebody stood by name.
//! - Votes are counts of the type `total`, the office's own seats counts of the type `seats`. Spoilt ballots are rejected
//!   ballots of the district, voters on the roll its registered voters.
//! - `@others` and `@against-all` are no parties: they stand as selections under these words.
//! - An alliance is a coalition in its contest. A place on a list is the order of the selection.
//! - What the format has no room for is said in `Notes`: kinds of lists, inhabitants, seats of districts of lists.

mod objects;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde_json::Value;

use self::objects::{
    against, ballots, candidate, candidate_selection, coalition, contest, count, election, named,
    party_selection, unit,
};
use crate::import::{District, Import, Row};
use crate::note::NoteKind;

/// What the format asks for and no file of results has.
#[derive(Debug, Clone)]
pub struct Report<'a> {
    /// The office that published the results.
    pub issuer: &'a str,
    /// Its abbreviation.
    pub issuer_abbreviation: &'a str,
    /// The name of the election.
    pub election: &'a str,
    /// The area that it was held in.
    pub area: &'a str,
    /// The day of the election: `2021-09-26`.
    pub day: &'a str,
    /// The language of the names, as BCP 47 has it: `de`.
    pub language: &'a str,
    /// When the report is made, with its zone: `2026-11-29T12:00:00Z`.
    pub generated: &'a str,
}

/// The whole area.
const WHOLE: &str = "unit-0";

impl Import {
    /// The results as a report of NIST SP 1500-100, version 2.0, in JSON.
    ///
    /// What the report says of its issuer, day and time is written as it is given.
    ///
    /// ```
    /// use sailau_formats::{Import, Report, Row};
    ///
    /// let row = Row { contest: "list".into(), party: Some("Hill".into()), votes: 12, ..Row::default() };
    /// let import = Import { rows: vec![row], ..Import::default() };
    /// let report = Report {
    ///     issuer: "The Returning Officer",
    ///     issuer_abbreviation: "RO",
    ///     election: "Council",
    ///     area: "Hilltown",
    ///     day: "2026-11-29",
    ///     language: "en",
    ///     generated: "2026-11-29T12:00:00Z",
    /// };
    /// let json: serde_json::Value = serde_json::from_str(&import.nist_json(&report))?;
    /// let selection = &json["Election"][0]["Contest"][0]["ContestSelection"][0];
    /// assert_eq!(selection["VoteCounts"][0]["Count"], 12);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn nist_json(&self, report: &Report<'_>) -> String {
        let mut writer = Writer::new(report, self);
        writer.units(self);
        let elections = writer.elections(self);
        let (status, is_test) = (self.status(), self.has(NoteKind::Rehearsal));
        let whole = objects::report(
            report,
            status,
            is_test,
            writer.notes(self),
            elections,
            writer.units,
            writer.parties,
        );
        format!("{whole:#}\n")
    }

    fn has(&self, kind: NoteKind) -> bool {
        self.notes.iter().any(|note| note.kind == kind)
    }

    fn status(&self) -> &'static str {
        match () {
            () if self.has(NoteKind::Provisional) => "unofficial-partial",
            () if self.has(NoteKind::Final) => "certified",
            () => "unofficial-complete",
        }
    }
}

/// Who is chosen on a ballot: a list, a person, or one of the words that are neither.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Choice {
    party: Option<String>,
    candidate: Option<String>,
}

/// What is known of a choice.
struct Chosen {
    choice: Choice,
    votes: Option<u64>,
    seats: Option<u64>,
    place: Option<u32>,
}

/// The ballots of a contest, and where each district's is.
#[derive(Default)]
struct Ballots<'a> {
    all: Vec<Ballot<'a>>,
    places: HashMap<Option<&'a str>, usize>,
}

/// A ballot: a contest in a district.
#[derive(Default)]
struct Ballot<'a> {
    district: Option<&'a str>,
    choices: Vec<Chosen>,
    places: HashMap<Choice, usize>,
    invalid: Option<u64>,
    /// Alliances and those within them, with their parties.
    alliances: BTreeMap<&'a str, BTreeSet<&'a str>>,
}

impl Ballot<'_> {
    fn choice(&mut self, choice: Choice) -> &mut Chosen {
        let next = self.choices.len();
        let place = *self.places.entry(choice.clone()).or_insert(next);
        if place == next {
            self.choices.push(Chosen { choice, votes: None, seats: None, place: None });
        }
        &mut self.choices[place]
    }
}

/// Numbers areas, parties, candidates and contests.
struct Writer<'a> {
    report: &'a Report<'a>,
    facts: HashMap<&'a str, &'a District>,
    units: Vec<Value>,
    unit_ids: HashMap<String, String>,
    parties: Vec<Value>,
    party_ids: HashMap<String, String>,
    next: usize,
}

impl<'a> Writer<'a> {
    fn new(report: &'a Report<'a>, import: &'a Import) -> Self {
        Self {
            report,
            facts: import.districts.iter().map(|fact| (fact.district.as_str(), fact)).collect(),
            units: Vec::new(),
            unit_ids: HashMap::new(),
            parties: Vec::new(),
            party_ids: HashMap::new(),
            next: 0,
        }
    }

    fn id(&mut self, what: &str) -> String {
        self.next += 1;
        format!("{what}-{}", self.next)
    }

    /// The whole, regions and districts, in the order of the files.
    fn units(&mut self, import: &Import) {
        let registered = registered(import);
        let mut names: Vec<&str> = Vec::new();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let of_rows = import.rows.iter().filter_map(|row| row.district.as_deref());
        let of_seats = import.official.iter().filter_map(|won| won.district.as_deref());
        let of_facts = import.districts.iter().map(|fact| fact.district.as_str());
        let of_regions = import.districts.iter().filter_map(|fact| fact.region.as_deref());
        for name in of_facts.chain(of_rows).chain(of_seats).chain(of_regions) {
            if known.insert(name) {
                names.push(name);
            }
        }
        for name in &names {
            let id = self.id("unit");
            self.unit_ids.insert((*name).to_owned(), id);
        }
        let mut within: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for fact in &import.districts {
            within.entry(fact.region.as_deref().unwrap_or("")).or_default().push(&fact.district);
        }
        let regions: BTreeSet<&str> = within.keys().copied().collect();
        let ids = |names: &[&str]| -> Vec<String> {
            names.iter().filter_map(|name| self.unit_ids.get(*name).cloned()).collect()
        };
        let voters = |name: &str| registered.get(&Some(name)).copied().flatten();
        let in_no_region: Vec<&str> = names
            .iter()
            .copied()
            .filter(|name| self.facts.get(name).is_none_or(|fact| fact.region.is_none()))
            .collect();
        let country = registered.get(&None).copied().flatten();
        let mut units = vec![unit(self.report, WHOLE, self.report.area, None, country, &ids(&in_no_region))];
        for name in &names {
            let what = if regions.contains(name) { "region" } else { "electoral district" };
            let parts = within.get(name).map_or(Vec::new(), |parts| ids(parts));
            units.push(unit(self.report, &self.unit_ids[*name], name, Some(what), voters(name), &parts));
        }
        self.units = units;
    }

    /// An election for each contest, in the order of the files.
    fn elections(&mut self, import: &Import) -> Vec<Value> {
        let mut names: Vec<&str> = Vec::new();
        let mut ballots: HashMap<&str, Ballots<'_>> = HashMap::new();
        let of_rows = import.rows.iter().map(|row| (row.contest.as_str(), row.district.as_deref()));
        let of_seats = import.official.iter().map(|won| (won.contest.as_str(), won.district.as_deref()));
        for (contest, district) in of_rows.chain(of_seats) {
            let Ballots { all, places } = ballots.entry(contest).or_insert_with(|| {
                names.push(contest);
                Ballots::default()
            });
            places.entry(district).or_insert_with(|| {
                all.push(Ballot { district, ..Ballot::default() });
                all.len() - 1
            });
        }
        for row in &import.rows {
            let Some(Ballots { all, places }) = ballots.get_mut(row.contest.as_str()) else { continue };
            let Some(&place) = places.get(&row.district.as_deref()) else { continue };
            enter(&mut all[place], row);
        }
        for won in &import.official {
            let Some(Ballots { all, places }) = ballots.get_mut(won.contest.as_str()) else { continue };
            let Some(&place) = places.get(&won.district.as_deref()) else { continue };
            let choice = Choice { party: won.party.clone(), candidate: won.candidate.clone() };
            let seats = &mut all[place].choice(choice).seats;
            *seats = Some(seats.unwrap_or(0).saturating_add(won.seats.into()));
        }
        let mut elections = Vec::new();
        for name in names {
            let ballots = ballots.remove(name).unwrap_or_default();
            elections.push(self.election(name, &ballots.all));
        }
        elections
    }

    fn election(&mut self, name: &str, all: &[Ballot<'_>]) -> Value {
        let (mut contests, mut candidates, mut counts) = (Vec::new(), Vec::new(), Vec::new());
        for ballot in all {
            let unit = ballot.district.and_then(|name| self.unit_ids.get(name).cloned());
            let unit = unit.unwrap_or_else(|| WHOLE.to_owned());
            let contest_id = self.id("contest");
            let by_name = ballot.choices.iter().any(|chosen| chosen.choice.candidate.is_some());
            let mut selections = Vec::new();
            for Chosen { choice, votes, seats, place } in &ballot.choices {
                let of = [(*votes, "total"), (*seats, "seats")];
                let numbers: Vec<Value> =
                    of.into_iter().filter_map(|(n, kind)| Some(count(&unit, kind, n?))).collect();
                let id = self.id("selection");
                let party = choice.party.as_deref();
                let selection = match (&choice.candidate, party) {
                    (None, Some(word)) if word.starts_with('@') => against(self.report, &id, word, numbers),
                    (None, Some(name)) => party_selection(&id, &self.party(name), numbers),
                    (Some(person), party) => {
                        let party = party.map(|name| self.party(name));
                        let person_id = self.id("candidate");
                        candidates.push(candidate(self.report, &person_id, person, party.as_deref()));
                        candidate_selection(&id, &person_id, party.as_deref(), *place, numbers)
                    }
                    (None, None) => continue,
                };
                selections.push(selection);
            }
            for (alliance, parties) in &ballot.alliances {
                let id = self.id("coalition");
                let parties: Vec<String> = parties.iter().map(|name| self.party(name)).collect();
                self.parties.push(coalition(self.report, &id, alliance, &parties, &contest_id));
            }
            if let Some(invalid) = ballot.invalid {
                counts.push(ballots(&unit, invalid));
            }
            let title = ballot.district.unwrap_or(self.report.area);
            let fact = ballot.district.and_then(|name| self.facts.get(name));
            let elected = fact.and_then(|fact| fact.seats).filter(|_| by_name);
            contests.push(contest(&contest_id, &unit, title, by_name, elected, selections));
        }
        election(self.report, name, WHOLE, contests, candidates, counts)
    }

    fn party(&mut self, name: &str) -> String {
        if let Some(id) = self.party_ids.get(name) {
            return id.clone();
        }
        let id = self.id("party");
        self.parties.push(named(self.report, &id, name));
        self.party_ids.insert(name.to_owned(), id.clone());
        id
    }

    /// The import's own notes, and what has no room elsewhere.
    fn notes(&self, import: &Import) -> String {
        let mut notes: Vec<String> =
            import.notes.iter().map(|note| format!("{}: {}", note.kind, note.text)).collect();
        let kinds: BTreeSet<(&str, &str)> = import
            .rows
            .iter()
            .filter_map(|row| {
                Some((row.party.as_deref().or(row.candidate.as_deref())?, row.kind.as_deref()?))
            })
            .collect();
        notes.extend(kinds.iter().map(|(who, kind)| format!("kind of list: {who} is `{kind}`")));
        for fact in &import.districts {
            if let Some(seats) = fact.seats {
                notes.push(format!("seats: {} has {seats}", fact.district));
            }
            if let Some(population) = fact.population {
                notes.push(format!("inhabitants: {} has {population}", fact.district));
            }
        }
        let registered = registered(import);
        for row in import.rows.iter().filter(|row| is_registered(row)) {
            if registered.get(&row.district.as_deref()) == Some(&None) {
                let area = row.district.as_deref().unwrap_or(self.report.area);
                notes.push(format!("voters on the roll, by contest: {area}, {}: {}", row.contest, row.votes));
            }
        }
        notes.join("\n")
    }
}

fn is_registered(row: &Row) -> bool {
    row.party.as_deref() == Some("@registered")
}

/// Voters on the roll by district; none where contests have different ones.
fn registered(import: &Import) -> BTreeMap<Option<&str>, Option<u64>> {
    let mut voters: BTreeMap<Option<&str>, Option<u64>> = BTreeMap::new();
    for row in import.rows.iter().filter(|row| is_registered(row)) {
        let known = voters.entry(row.district.as_deref()).or_insert(Some(row.votes));
        if *known != Some(row.votes) {
            *known = None;
        }
    }
    voters
}

fn enter<'a>(ballot: &mut Ballot<'a>, row: &'a Row) {
    match row.party.as_deref() {
        Some("@registered") => {}
        Some("@invalid") => ballot.invalid = Some(row.votes),
        party => {
            for alliance in [&row.alliance, &row.suballiance].into_iter().flatten() {
                ballot.alliances.entry(alliance).or_default().extend(party);
            }
            let choice = Choice { party: row.party.clone(), candidate: row.candidate.clone() };
            let chosen = ballot.choice(choice);
            chosen.votes = Some(row.votes);
            chosen.place = row.place;
        }
    }
}
