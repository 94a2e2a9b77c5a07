//! Provinces, communities and the nation: figures (file 07) and votes (file 08), held against each other.

use std::collections::{BTreeMap, BTreeSet};

use super::ByHead;
use super::area::Area;
use super::layout::{Election, Kind, Line, Lines};
use super::parties::Parties;
use super::slips;
use crate::error::{ImportError, ImportProblem};
use crate::import::Import;
use crate::note::NoteKind;
use crate::source::Source;
use crate::{levels, naming, number};

/// What file 07 says of an area.
pub(super) struct Facts {
    pub(super) area: Area,
    pub(super) name: String,
    pub(super) population: u64,
    pub(super) registered: u64,
    pub(super) blank: u64,
    pub(super) invalid: u64,
    /// Votes to lists.
    pub(super) lists: u64,
    pub(super) seats: u32,
    official: bool,
    line: u64,
}

impl Facts {
    fn figures(&self) -> [(&'static str, u64); 6] {
        [
            ("population", self.population),
            ("census of the count", self.registered),
            ("blank votes", self.blank),
            ("null votes", self.invalid),
            ("votes to lists", self.lists),
            ("seats", u64::from(self.seats)),
        ]
    }
}

/// What file 08 says of a list in an area.
pub(super) struct ListVotes {
    /// Its place among the lists of file 03.
    pub(super) list: usize,
    pub(super) votes: u64,
    pub(super) seats: u32,
}

/// All areas with their figures and votes.
pub(super) struct Areas<'a> {
    facts_file: &'a Source,
    votes_file: &'a Source,
    facts: Vec<Facts>,
    votes: BTreeMap<Area, Vec<ListVotes>>,
}

impl<'a> Areas<'a> {
    pub(super) fn read(
        facts_file: &'a Source,
        votes_file: &'a Source,
        election: &mut Election,
        parties: &Parties<'_>,
    ) -> Result<Self, ImportError> {
        let facts = facts(facts_file, election)?;
        let mut votes: BTreeMap<Area, Vec<ListVotes>> = BTreeMap::new();
        let mut seen: BTreeSet<(Area, usize)> = BTreeSet::new();
        let mut lines = Lines::open(votes_file, Kind::AreaVotes)?;
        while let Some(line) = lines.next()? {
            election.check_round(&line)?;
            let area = Area::of(&line, 10)?;
            whole_district(&line)?;
            if !facts.iter().any(|known| known.area == area) {
                let missing =
                    format!("area {:02}{:02} of {}", area.community, area.province, facts_file.name());
                return Err(line.problem(10, 13, ImportProblem::Missing(missing)));
            }
            let list = parties.place(&line, 15, 20)?;
            let lists = votes.entry(area).or_default();
            if !seen.insert((area, list)) {
                let code = line.digits(15, 20)?;
                return Err(line.problem(
                    10,
                    20,
                    ImportProblem::Twice(format!("list {code:06} of this area")),
                ));
            }
            let seats =
                number::seats(line.digits(29, 33)?).map_err(|problem| line.problem(29, 33, problem))?;
            lists.push(ListVotes { list, votes: line.digits(21, 28)?, seats });
        }
        Ok(Self { facts_file, votes_file, facts, votes })
    }

    /// The provinces with their lists, in the order of file 07.
    pub(super) fn provinces(&self) -> impl Iterator<Item = (&Facts, &[ListVotes])> {
        let provinces = self.facts.iter().filter(|facts| facts.area.is_province());
        provinces.map(|facts| (facts, self.votes.get(&facts.area).map_or(&[][..], Vec::as_slice)))
    }

    pub(super) fn name_of(&self, area: Area) -> Option<&str> {
        self.facts.iter().find(|facts| facts.area == area).map(|facts| facts.name.as_str())
    }

    /// A province by the INE's number alone.
    pub(super) fn province(&self, number: u64) -> Option<&Facts> {
        self.facts.iter().find(|facts| facts.area.is_province() && facts.area.province == number)
    }

    /// The votes of an area by national heads.
    pub(super) fn by_head(&self, area: Area, parties: &Parties<'_>) -> Result<ByHead, ImportProblem> {
        let mut sums = ByHead::new();
        for list in self.votes.get(&area).into_iter().flatten() {
            let sum = sums.entry(parties.head(list.list)).or_default();
            *sum = number::sum(*sum, list.votes)?;
        }
        Ok(sums)
    }

    /// Holds files and levels against each other, and gives the Ministry's own slips in words.
    pub(super) fn check(
        &self,
        election: &Election,
        parties: &Parties<'_>,
    ) -> Result<Vec<String>, ImportError> {
        if self.provinces().next().is_none() {
            return Err(self
                .facts_file
                .problem(ImportProblem::Cut("there are no provinces in it".to_owned())));
        }
        let mut held = Held { election, slips: Vec::new() };
        for facts in &self.facts {
            self.lists_add_up(facts, &mut held)?;
            if let Some(whole) = facts.area.within()
                && !self.facts.iter().any(|known| known.area == whole)
            {
                let missing = format!(
                    "the area {:02}{:02}, in which {} lies,",
                    whole.community, whole.province, facts.name
                );
                return Err(self.facts_file.problem_at(facts.line, ImportProblem::Missing(missing)));
            }
        }
        for whole in self.facts.iter().filter(|facts| !facts.area.is_province()) {
            self.parts_add_up(whole, parties, &mut held)?;
        }
        Ok(held.slips)
    }

    /// The lists of an area have its votes to lists, and its seats.
    fn lists_add_up(&self, facts: &Facts, held: &mut Held<'_>) -> Result<(), ImportError> {
        let wrong = |problem| self.facts_file.problem_at(facts.line, problem);
        let (mut votes, mut seats) = (0, 0);
        for list in self.votes.get(&facts.area).into_iter().flatten() {
            votes = number::sum(votes, list.votes).map_err(wrong)?;
            seats = number::sum(seats, u64::from(list.seats)).map_err(wrong)?;
        }
        held.same(facts, "votes to lists", facts.lists, votes).map_err(wrong)?;
        held.same(facts, "seats of lists", u64::from(facts.seats), seats).map_err(wrong)
    }

    /// A community has the sums of its provinces, the nation those of the communities; lists by their national heads.
    fn parts_add_up(
        &self,
        whole: &Facts,
        parties: &Parties<'_>,
        held: &mut Held<'_>,
    ) -> Result<(), ImportError> {
        let wrong = |problem| self.facts_file.problem_at(whole.line, problem);
        let parts = || self.facts.iter().filter(|facts| facts.area.within() == Some(whole.area));
        for (at, (what, own)) in whole.figures().into_iter().enumerate() {
            let mut sum = 0;
            for part in parts() {
                sum = number::sum(sum, part.figures()[at].1).map_err(wrong)?;
            }
            levels::same(&whole.name, what, own, sum).map_err(wrong)?;
        }
        let wrong = |problem| self.votes_file.problem(problem);
        let own = self.by_head(whole.area, parties).map_err(wrong)?;
        let mut sums = ByHead::new();
        for part in parts() {
            for (head, votes) in self.by_head(part.area, parties).map_err(wrong)? {
                let sum = sums.entry(head).or_default();
                *sum = number::sum(*sum, votes).map_err(wrong)?;
            }
        }
        for head in own.keys().chain(sums.keys()) {
            let value = |of: &ByHead| of.get(head).copied().unwrap_or(0);
            held.same(whole, &parties.letters(*head), value(&own), value(&sums)).map_err(wrong)?;
        }
        Ok(())
    }

    /// Whether the Ministry calls the numbers official.
    pub(super) fn status(&self, import: &mut Import) {
        let open = self.facts.iter().filter(|facts| !facts.official).count();
        if open == 0 {
            import.note(NoteKind::Final, "The numbers of every area are marked as official (`S`).");
        } else {
            let text =
                format!("The numbers of {open} of {} areas are not marked as official.", self.facts.len());
            import.note(NoteKind::Provisional, text);
        }
    }
}

/// Levels of an election that are held against each other.
struct Held<'a> {
    election: &'a Election,
    slips: Vec<String>,
}

impl Held<'_> {
    /// Refuses two numbers that differ, unless the Ministry's archive is known to have them.
    fn same(&mut self, facts: &Facts, what: &str, whole: u64, parts: u64) -> Result<(), ImportProblem> {
        if whole != parts && slips::known(self.election, facts.area, what, whole, parts) {
            let slip = format!("{}, {what}: {whole}, and the parts add up to {parts}", facts.name);
            if !self.slips.contains(&slip) {
                self.slips.push(slip);
            }
            return Ok(());
        }
        levels::same(&facts.name, what, whole, parts)
    }
}

/// Refuses votes by heads that differ from the sums of parts.
pub(super) fn same_votes(
    area: &str,
    own: &ByHead,
    sums: &ByHead,
    parties: &Parties<'_>,
) -> Result<(), ImportProblem> {
    for head in own.keys().chain(sums.keys()) {
        let value = |of: &ByHead| of.get(head).copied().unwrap_or(0);
        levels::same(area, &parties.letters(*head), value(own), value(sums))?;
    }
    Ok(())
}

/// The Congress has no districts within provinces: 9 in column 14.
fn whole_district(line: &Line<'_>) -> Result<(), ImportError> {
    if line.bytes(14, 14) == b"9" {
        return Ok(());
    }
    let found = String::from_utf8_lossy(line.bytes(14, 14)).into_owned();
    Err(line.problem(14, 14, ImportProblem::unknown(&found, "9, the whole province")))
}

fn facts(source: &Source, election: &mut Election) -> Result<Vec<Facts>, ImportError> {
    let mut all: Vec<Facts> = Vec::new();
    let mut lines = Lines::open(source, Kind::Areas)?;
    while let Some(line) = lines.next()? {
        election.check_round(&line)?;
        let area = Area::of(&line, 10)?;
        whole_district(&line)?;
        let name = naming::own(&line.text(15, 64)?).map_err(|problem| line.problem(15, 64, problem))?;
        let same = |known: &Facts| {
            known.area == area
                || area.is_province()
                    && (known.area.province == area.province
                        || known.area.is_province() && known.name == name)
        };
        if all.iter().any(same) {
            return Err(line.problem(10, 64, ImportProblem::Twice(name)));
        }
        let official = match line.bytes(172, 172) {
            b"S" => true,
            b"N" => false,
            other => {
                let found = String::from_utf8_lossy(other).into_owned();
                return Err(line.problem(172, 172, ImportProblem::unknown(&found, "S or N")));
            }
        };
        all.push(Facts {
            area,
            name,
            population: line.digits(65, 72)?,
            registered: line.digits(86, 93)?,
            blank: line.digits(126, 133)?,
            invalid: line.digits(134, 141)?,
            lists: line.digits(142, 149)?,
            seats: number::seats(line.digits(150, 155)?)
                .map_err(|problem| line.problem(150, 155, problem))?,
            official,
            line: line.number(),
        });
    }
    Ok(all)
}
