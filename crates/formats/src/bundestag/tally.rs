//! What is counted in constituencies, Länder and the Bund, the levels held against each other, and rows made of it.

use std::collections::{BTreeMap, HashMap};

use crate::error::{ImportError, ImportProblem};
use crate::import::{District, Import, OfficialSeats, Row};
use crate::note::NoteKind;
use crate::source::Source;
use crate::{levels, naming, number};

/// The two votes on a ballot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Vote {
    First,
    Second,
}

/// An area by the office's numbers. A constituency and a Land may have the same number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Area {
    Bund,
    Land(u64),
    Constituency { number: u64, land: u64 },
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Group {
    Registered,
    Voters,
    Invalid,
    Valid,
    /// A party, by the number of its name.
    Party(usize),
    /// An independent, by the number of the name.
    Independent(usize),
    /// Independents whom the file gives only together.
    Others,
}

/// Counts of all areas, before they are held against each other.
pub(super) struct Tally<'a> {
    source: &'a Source,
    names: Vec<String>,
    numbers: HashMap<String, usize>,
    areas: Vec<Counted>,
    places: HashMap<Area, usize>,
}

/// An area with its counts.
struct Counted {
    area: Area,
    name: String,
    /// The line where it stands first.
    line: u64,
    counts: BTreeMap<(Vote, Group), u64>,
    /// Groups in the order of the file.
    order: Vec<Group>,
    /// Who won the seat, as the file has it.
    elected: Option<String>,
}

/// The file's word for a winner who gets no seat.
const NO_SEAT: &str = "–";

/// The list that the law frees from the threshold (BWahlG § 6(3), since 2023 § 4(2)), by its short and its full name.
const MINORITY: [&str; 2] = ["SSW", "Südschleswigscher Wählerverband"];

impl<'a> Tally<'a> {
    pub(super) fn new(source: &'a Source) -> Self {
        Self { source, names: Vec::new(), numbers: HashMap::new(), areas: Vec::new(), places: HashMap::new() }
    }

    /// The number of a name of a party or independent.
    pub(super) fn name(&mut self, name: &str) -> usize {
        if let Some(&number) = self.numbers.get(name) {
            return number;
        }
        let number = self.names.len();
        self.names.push(name.to_owned());
        self.numbers.insert(name.to_owned(), number);
        number
    }

    /// The place of an area, which has one name wherever it stands.
    pub(super) fn area(&mut self, line: u64, area: Area, name: &str) -> Result<usize, ImportError> {
        if let Some(&place) = self.places.get(&key(area)) {
            let before = &self.areas[place];
            if before.name == name && before.area == area {
                return Ok(place);
            }
            let found = format!("{} has another name or Land here than in line {}", words(area), before.line);
            return Err(self.source.problem_at(line, ImportProblem::Other(found)));
        }
        let name = naming::own(name).map_err(|problem| self.source.problem_at(line, problem))?;
        let (counts, order) = (BTreeMap::new(), Vec::new());
        self.areas.push(Counted { area, name, line, counts, order, elected: None });
        self.places.insert(key(area), self.areas.len() - 1);
        Ok(self.areas.len() - 1)
    }

    /// A count, which stands once.
    pub(super) fn count(
        &mut self,
        place: usize,
        group: Group,
        vote: Vote,
        n: u64,
    ) -> Result<(), ImportProblem> {
        let area = &mut self.areas[place];
        if ![Vote::First, Vote::Second].iter().any(|&vote| area.counts.contains_key(&(vote, group))) {
            area.order.push(group);
        }
        match area.counts.insert((vote, group), n) {
            None => Ok(()),
            Some(_) => {
                Err(ImportProblem::Twice(format!("{}, {}", area.title(), what(&self.names, group, vote))))
            }
        }
    }

    /// Figures that stand under first votes alone are those of both votes.
    pub(super) fn figures_of_both(&mut self, place: usize) {
        let counts = &mut self.areas[place].counts;
        for figure in [Group::Registered, Group::Voters] {
            if let Some(&n) = counts.get(&(Vote::First, figure)) {
                counts.entry((Vote::Second, figure)).or_insert(n);
            }
        }
    }

    /// Who is called the winner on a row of an area: the same on each.
    pub(super) fn elected(&mut self, place: usize, winner: &str) -> Result<(), ImportProblem> {
        let area = &mut self.areas[place];
        match &area.elected {
            Some(before) if before != winner => Err(ImportProblem::Other(format!(
                "the winner of {} is `{winner}` here and `{before}` before",
                area.title()
            ))),
            Some(_) => Ok(()),
            None => {
                area.elected = Some(winner.to_owned());
                Ok(())
            }
        }
    }

    /// Holds the levels against each other and adds rows, districts, seats and notes.
    pub(super) fn finish(self, import: &mut Import) -> Result<(), ImportError> {
        for area in &self.areas {
            self.agrees_with_itself(area)?;
        }
        self.add_up(|area| match area {
            Area::Constituency { land, .. } => Some(Area::Land(land)),
            _ => None,
        })?;
        self.add_up(|area| matches!(area, Area::Land(_)).then_some(Area::Bund))?;
        self.rows(import)?;
        self.seats(import)?;
        self.notes(import);
        Ok(())
    }

    /// Votes of parties are the valid votes; these and the invalid ones the voters.
    fn agrees_with_itself(&self, area: &Counted) -> Result<(), ImportError> {
        for vote in [Vote::First, Vote::Second] {
            let wrong = |problem| self.source.problem_at(area.line, problem);
            let figure = |group| area.counts.get(&(vote, group)).copied();
            let mut parties: Option<u64> = None;
            for (&(of, group), &n) in &area.counts {
                if of == vote && matches!(group, Group::Party(_) | Group::Independent(_) | Group::Others) {
                    parties = Some(number::sum(parties.unwrap_or(0), n).map_err(wrong)?);
                }
            }
            let (voters, invalid, valid) =
                (figure(Group::Voters), figure(Group::Invalid), figure(Group::Valid));
            match (voters, invalid, valid) {
                (Some(voters), Some(invalid), Some(valid)) => {
                    let title = area.title();
                    let name = |group| what(&self.names, group, vote);
                    levels::same(&title, &name(Group::Valid), valid, parties.unwrap_or(0)).map_err(wrong)?;
                    let cast = number::sum(invalid, valid).map_err(wrong)?;
                    levels::same(&title, &name(Group::Voters), voters, cast).map_err(wrong)?;
                }
                // Not counted yet.
                (_, None, None) if parties.is_none_or(|votes| votes == 0) => {}
                (None, ..) => {
                    return Err(wrong(ImportProblem::Missing(what(&self.names, Group::Voters, vote))));
                }
                (_, None, _) => {
                    return Err(wrong(ImportProblem::Missing(what(&self.names, Group::Invalid, vote))));
                }
                (_, _, None) => {
                    return Err(wrong(ImportProblem::Missing(what(&self.names, Group::Valid, vote))));
                }
            }
        }
        Ok(())
    }

    /// Areas that others lie in have the sums of these, in all that is counted in either.
    fn add_up(&self, within: impl Fn(Area) -> Option<Area>) -> Result<(), ImportError> {
        let mut parts: BTreeMap<Area, BTreeMap<(Vote, Group), u64>> = BTreeMap::new();
        for area in &self.areas {
            let Some(whole) = within(area.area) else { continue };
            if !self.places.contains_key(&whole) {
                let missing =
                    ImportProblem::Missing(format!("{}, in which {} lies", words(whole), area.title()));
                return Err(self.source.problem_at(area.line, missing));
            }
            let sums = parts.entry(whole).or_default();
            for (&(vote, group), &n) in &area.counts {
                let sum = sums.entry((vote, together(group))).or_default();
                *sum = number::sum(*sum, n).map_err(|problem| self.source.problem_at(area.line, problem))?;
            }
        }
        if parts.is_empty() {
            return Err(self
                .source
                .problem(ImportProblem::Cut("there are no constituencies in it".to_owned())));
        }
        let whole = parts.keys().next().copied();
        for area in self.areas.iter().filter(|area| whole.is_some_and(|whole| same_level(whole, area.area))) {
            let mut own: BTreeMap<(Vote, Group), u64> = BTreeMap::new();
            for (&(vote, group), &n) in &area.counts {
                let sum = own.entry((vote, together(group))).or_default();
                *sum = number::sum(*sum, n).map_err(|problem| self.source.problem_at(area.line, problem))?;
            }
            let sums = parts.remove(&area.area).unwrap_or_default();
            for &(vote, group) in own.keys().chain(sums.keys()) {
                let value = |of: &BTreeMap<(Vote, Group), u64>| of.get(&(vote, group)).copied().unwrap_or(0);
                levels::same(&area.title(), &what(&self.names, group, vote), value(&own), value(&sums))
                    .map_err(|problem| self.source.problem_at(area.line, problem))?;
            }
        }
        Ok(())
    }

    fn rows(&self, import: &mut Import) -> Result<(), ImportError> {
        for area in &self.areas {
            let Area::Constituency { land, .. } = area.area else { continue };
            let district = area.title();
            let region = self.places.get(&Area::Land(land)).map(|&place| self.areas[place].name.clone());
            import.districts.push(District {
                district: district.clone(),
                seats: Some(1),
                region,
                population: None,
            });
            for vote in [Vote::Second, Vote::First] {
                for &group in &area.order {
                    let Some(&votes) = area.counts.get(&(vote, group)) else { continue };
                    let (party, candidate) = match group {
                        Group::Registered => (Some("@registered".to_owned()), None),
                        Group::Invalid => (Some("@invalid".to_owned()), None),
                        Group::Voters | Group::Valid => continue,
                        Group::Party(name) => (Some(self.names[name].clone()), None),
                        Group::Independent(name) => (None, Some(self.names[name].clone())),
                        // Nobody stood without a party there.
                        Group::Others if votes == 0 => continue,
                        Group::Others => (Some("@others".to_owned()), None),
                    };
                    let minority = party.as_deref().is_some_and(|party| MINORITY.contains(&party));
                    let kind = (minority && vote == Vote::Second).then(|| "national minority".to_owned());
                    let (contest, district) = (contest(vote).to_owned(), Some(district.clone()));
                    import.rows.push(Row {
                        contest,
                        district,
                        party,
                        candidate,
                        votes,
                        kind,
                        ..Row::default()
                    });
                }
            }
        }
        Ok(())
    }

    fn seats(&self, import: &mut Import) -> Result<(), ImportError> {
        let mut without = Vec::new();
        for area in &self.areas {
            let Some(winner) = &area.elected else { continue };
            if winner == NO_SEAT {
                without.push(area.title());
                continue;
            }
            let number = self.numbers.get(winner.as_str()).copied();
            let stood = |group: Group| area.counts.contains_key(&(Vote::First, group));
            let (party, candidate) = match number {
                Some(number) if stood(Group::Party(number)) => (Some(winner.clone()), None),
                Some(number) if stood(Group::Independent(number)) => (None, Some(winner.clone())),
                _ => {
                    let known = format!("who has first votes in {}, or `{NO_SEAT}`", area.title());
                    let problem = ImportProblem::unknown(winner, &known);
                    return Err(self.source.problem_in(area.line, "Gewählt", problem));
                }
            };
            let (contest, district) = (contest(Vote::First).to_owned(), Some(area.title()));
            import.official.push(OfficialSeats { contest, district, party, candidate, seats: 1 });
        }
        if !without.is_empty() {
            let text = format!(
                "In {} constituencies the winner of the first votes has no seat, because second votes do not cover it: {}.",
                without.len(),
                without.join(", ")
            );
            import.note(NoteKind::Lacks, text);
        }
        Ok(())
    }

    fn notes(&self, import: &mut Import) {
        let constituencies =
            || self.areas.iter().filter(|area| matches!(area.area, Area::Constituency { .. }));
        let open = |area: &&Counted| !area.counts.contains_key(&(Vote::Second, Group::Valid));
        let open: Vec<String> = constituencies().filter(open).map(Counted::title).collect();
        if !open.is_empty() {
            let text = format!(
                "{} of {} constituencies are not counted yet: {}.",
                open.len(),
                constituencies().count(),
                open.join(", ")
            );
            import.note(NoteKind::Provisional, text);
        }
        if self.names.iter().any(|name| MINORITY.contains(&name.as_str())) {
            let text = "The list of the SSW has the kind `national minority`: the file does not say so, the law frees it \
                        from the threshold.";
            import.note(NoteKind::Lacks, text);
        }
        import.note(
            NoteKind::Lacks,
            "Candidates of parties, seats of lists and the population of the Länder are not in the file.",
        );
    }
}

impl Counted {
    /// Constituencies are called by number and name: `001 Flensburg – Schleswig`.
    fn title(&self) -> String {
        match self.area {
            Area::Constituency { number, .. } => format!("{number:03} {}", self.name),
            Area::Land(_) | Area::Bund => self.name.clone(),
        }
    }
}

fn contest(vote: Vote) -> &'static str {
    match vote {
        Vote::First => "single",
        Vote::Second => "list",
    }
}

/// Constituencies are numbered through the whole country.
fn key(area: Area) -> Area {
    match area {
        Area::Constituency { number, .. } => Area::Constituency { number, land: 0 },
        other => other,
    }
}

fn same_level(a: Area, b: Area) -> bool {
    std::mem::discriminant(&a) == std::mem::discriminant(&b)
}

/// Länder and the Bund have one row for all independents.
fn together(group: Group) -> Group {
    match group {
        Group::Independent(_) => Group::Others,
        other => other,
    }
}

fn words(area: Area) -> String {
    match area {
        Area::Bund => "the Bund (99)".to_owned(),
        Area::Land(number) => format!("Land {number:02}"),
        Area::Constituency { number, .. } => format!("constituency {number:03}"),
    }
}

fn what(names: &[String], group: Group, vote: Vote) -> String {
    let group = match group {
        Group::Registered => "Wahlberechtigte",
        Group::Voters => "Wählende",
        Group::Invalid => "Ungültige",
        Group::Valid => "Gültige",
        Group::Party(name) | Group::Independent(name) => &names[name],
        Group::Others => "independents",
    };
    let vote = match vote {
        Vote::First => "first votes",
        Vote::Second => "second votes",
    };
    format!("{group}, {vote}")
}
