//! Sessions, one after the other.

use std::fmt;
use std::io::{BufRead, BufReader};

use sailau_ranked::{BallotsBuilder, Rank};
use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use super::manifest::Contest;
use crate::error::{ImportError, ImportProblem};
use crate::source::Source;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Session {
    original: Option<Version>,
    modified: Option<Version>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Version {
    is_current: bool,
    cards: Option<Vec<Card>>,
    /// Before there were cards.
    contests: Option<Vec<Marked>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Card {
    contests: Vec<Marked>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Marked {
    id: u64,
    #[serde(default)]
    marks: Vec<Mark>,
    #[serde(default)]
    outstack_condition_ids: Vec<u64>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Mark {
    candidate_id: u64,
    rank: u64,
    is_ambiguous: bool,
}

/// What was left out.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) ambiguous: u64,
    pub(super) without_current: u64,
    pub(super) invalid: u64,
}

/// Reads the papers of one contest.
pub(super) struct Sessions<'c> {
    contest: &'c Contest,
    invalid: Option<u64>,
    pub(super) builder: BallotsBuilder,
    pub(super) tally: Tally,
    /// Who is marked at each rank; a buffer.
    ranks: Vec<Vec<usize>>,
    /// How many sessions of the file were read.
    number: u64,
    /// Why reading stopped, where that is no damage to the JSON.
    problem: Option<ImportProblem>,
}

impl<'c> Sessions<'c> {
    pub(super) fn of(contest: &'c Contest, invalid: Option<u64>, builder: BallotsBuilder) -> Self {
        let ranks = vec![Vec::new(); contest.ranks];
        Self { contest, invalid, builder, tally: Tally::default(), ranks, number: 0, problem: None }
    }

    /// Adds the sessions of one export.
    pub(super) fn read(&mut self, source: &Source) -> Result<(), ImportError> {
        self.number = 0;
        let mut reader = BufReader::with_capacity(1 << 16, source.reader()?);
        let start = reader.fill_buf().map_err(|error| source.unreadable(&error))?;
        let mark = if start.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        reader.consume(mark);
        let mut json = serde_json::Deserializer::from_reader(reader);
        let read = Export(self).deserialize(&mut json).and_then(|()| json.end());
        read.map_err(|error| {
            let words = error.to_string();
            let words = words.rfind(" at line ").map_or(&*words, |at| &words[..at]).to_owned();
            let problem = match (self.problem.take(), error.classify()) {
                (Some(problem), _) => problem,
                (None, Category::Eof) => ImportProblem::Cut(words),
                (None, Category::Io) => ImportProblem::Unreadable(words),
                (None, Category::Data | Category::Syntax) => ImportProblem::Malformed(words),
            };
            source.problem_in(error.line() as u64, &format!("Sessions[{}]", self.number), problem)
        })
    }

    fn session(&mut self, session: Session) -> Result<(), ImportProblem> {
        let versions = [session.original, session.modified];
        let mut current = versions.into_iter().flatten().filter(|version| version.is_current);
        let Some(version) = current.next() else {
            self.tally.without_current += 1;
            return Ok(());
        };
        if current.next().is_some() {
            return Err(ImportProblem::Malformed("both versions are current".to_owned()));
        }
        if version.cards.is_none() && version.contests.is_none() {
            return Err(ImportProblem::Missing("Cards".to_owned()));
        }
        let cards = version.cards.into_iter().flatten().flat_map(|card| card.contests);
        let mut contests = cards.chain(version.contests.into_iter().flatten());
        let own = |contest: &Marked| contest.id == self.contest.id;
        let Some(marked) = contests.find(own) else { return Ok(()) };
        if contests.any(|contest| own(&contest)) {
            return Err(ImportProblem::Twice(format!("contest {}", marked.id)));
        }
        self.paper(&marked)
    }

    fn paper(&mut self, paper: &Marked) -> Result<(), ImportProblem> {
        if self.invalid.is_some_and(|invalid| paper.outstack_condition_ids.contains(&invalid)) {
            self.tally.invalid += 1;
            return Ok(());
        }
        self.ranks.iter_mut().for_each(Vec::clear);
        for mark in &paper.marks {
            if mark.is_ambiguous {
                self.tally.ambiguous += 1;
                continue;
            }
            let candidate = self.contest.numbers.get(&mark.candidate_id).copied().ok_or_else(|| {
                let problem =
                    format!("nobody has the number {} in `{}`", mark.candidate_id, self.contest.name);
                ImportProblem::Other(problem)
            })?;
            let place = usize::try_from(mark.rank).ok().and_then(|rank| rank.checked_sub(1));
            let Some(rank) = place.and_then(|place| self.ranks.get_mut(place)) else {
                let problem =
                    format!("rank {}, and `{}` has {}", mark.rank, self.contest.name, self.contest.ranks);
                return Err(ImportProblem::Other(problem));
            };
            // One oval may be recorded twice, as a mark and as a resolved write-in.
            if !rank.contains(&candidate) {
                rank.push(candidate);
            }
        }
        let ranks = self.ranks.iter_mut().map(|rank| match *rank.as_slice() {
            [] => Rank::Blank,
            [one] => Rank::One(one),
            _ => {
                // The order of marks says nothing.
                rank.sort_unstable();
                Rank::Several(rank.clone())
            }
        });
        self.builder.add(1, ranks).map_err(|error| ImportProblem::Other(error.to_string()))
    }
}

/// The whole file, of which only the sessions are read.
struct Export<'s, 'c>(&'s mut Sessions<'c>);

impl<'de> DeserializeSeed<'de> for Export<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Export<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an export of cast vote records")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut found = false;
        while let Some(key) = map.next_key::<String>()? {
            if key != "Sessions" {
                map.next_value::<IgnoredAny>()?;
            } else if std::mem::replace(&mut found, true) {
                return Err(A::Error::duplicate_field("Sessions"));
            } else {
                map.next_value_seed(List(&mut *self.0))?;
            }
        }
        if found { Ok(()) } else { Err(A::Error::missing_field("Sessions")) }
    }
}

struct List<'s, 'c>(&'s mut Sessions<'c>);

impl<'de> DeserializeSeed<'de> for List<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for List<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of sessions")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while list.next_element_seed(One(&mut *self.0))?.is_some() {
            self.0.number += 1;
        }
        Ok(())
    }
}

/// A session, which is judged within its braces: so an error has its line.
struct One<'s, 'c>(&'s mut Sessions<'c>);

impl<'de> DeserializeSeed<'de> for One<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for One<'_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a session")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<(), A::Error> {
        let session = Session::deserialize(MapAccessDeserializer::new(map))?;
        self.0.session(session).map_err(|problem| {
            self.0.problem = Some(problem);
            A::Error::custom("what the session says")
        })
    }
}
