//! Lists by their codes (file 03), and what they are called.

use std::collections::{BTreeMap, BTreeSet};

use super::layout::{Election, Kind, Line, Lines};
use crate::error::{ImportError, ImportProblem};
use crate::naming;
use crate::source::Source;

/// The lists of an election.
pub(super) struct Parties<'a> {
    source: &'a Source,
    lists: BTreeMap<u64, List>,
    /// The place of each code among them, plus one; 0 where there is none.
    places: Vec<u32>,
    /// Of each place: the head's code, and what a list of votes is called.
    heads: Vec<u64>,
    shown: Vec<String>,
    /// Codes that keep apart from others of their head, because they meet these in a district.
    apart: BTreeSet<u64>,
}

struct List {
    letters: String,
    head: u64,
    line: u64,
}

/// Lists that are kept count of in every province. There were 106 in November 2019.
const MOST: usize = 5_000;

/// Codes have six digits.
const CODES: usize = 1_000_000;

impl<'a> Parties<'a> {
    pub(super) fn read(source: &'a Source, election: &mut Election) -> Result<Self, ImportError> {
        let mut lists: BTreeMap<u64, List> = BTreeMap::new();
        let mut lines = Lines::open(source, Kind::Lists)?;
        while let Some(line) = lines.next()? {
            election.check(&line)?;
            let code = line.digits(9, 14)?;
            let letters = match line.text(15, 64)? {
                // A list without letters has a name.
                letters if letters.is_empty() => line.text(65, 214)?,
                letters => letters,
            };
            let letters = naming::own(&letters).map_err(|problem| line.problem(15, 64, problem))?;
            for (from, to) in [(215, 220), (221, 226)] {
                line.digits(from, to)?;
            }
            let list = List { letters, head: line.digits(227, 232)?, line: line.number() };
            if lists.insert(code, list).is_some() {
                return Err(line.problem(9, 14, ImportProblem::Twice(format!("{code:06}"))));
            }
        }
        if lists.len() > MOST {
            let text =
                format!("{} lists, and no election of the Congress has had more than {MOST}", lists.len());
            return Err(source.problem(ImportProblem::Malformed(text)));
        }
        for list in lists.values() {
            if !lists.contains_key(&list.head) {
                let missing = ImportProblem::Missing(format!("the list {:06}, head of this one,", list.head));
                return Err(source.problem_in(list.line, "227-232", missing));
            }
        }
        let mut places = vec![0; CODES];
        for (place, &code) in (1..).zip(lists.keys()) {
            places[code as usize] = place;
        }
        let heads = lists.values().map(|list| list.head).collect();
        Ok(Self { source, lists, places, heads, shown: Vec::new(), apart: BTreeSet::new() })
    }

    /// How many codes there are.
    pub(super) fn len(&self) -> usize {
        self.heads.len()
    }

    /// The place of the list in columns of a line, from 0.
    #[inline]
    pub(super) fn place(&self, line: &Line<'_>, from: usize, to: usize) -> Result<usize, ImportError> {
        let code = line.digits(from, to)?;
        match self.places.get(code as usize) {
            Some(&place) if place > 0 => Ok(place as usize - 1),
            _ => {
                let missing = ImportProblem::Missing(format!("list {code:06} of {}", self.source.name()));
                Err(line.problem(from, to, missing))
            }
        }
    }

    /// The code of the national head of the list in a place.
    #[inline]
    pub(super) fn head(&self, place: usize) -> u64 {
        self.heads[place]
    }

    /// The letters of a head, for errors.
    pub(super) fn letters(&self, code: u64) -> String {
        self.lists.get(&code).map_or_else(|| format!("{code:06}"), |list| list.letters.clone())
    }

    /// Decides what every list is called: by the letters of its head, unless two lists of a head meet in a district.
    pub(super) fn name_lists<L: Iterator<Item = usize>>(&mut self, districts: impl Iterator<Item = L>) {
        let codes: Vec<u64> = self.lists.keys().copied().collect();
        for district in districts {
            let mut by_head: BTreeMap<u64, Vec<u64>> = BTreeMap::new();
            for place in district {
                by_head.entry(self.heads[place]).or_default().push(codes[place]);
            }
            self.apart.extend(by_head.into_values().filter(|met| met.len() > 1).flatten());
        }
        let key = |(code, list): (&u64, &List)| if self.apart.contains(code) { *code } else { list.head };
        let keys: Vec<u64> = self.lists.iter().map(key).collect();
        // Letters of several keys are told apart by the code.
        let mut of_letters: BTreeMap<&str, BTreeSet<u64>> = BTreeMap::new();
        for key in &keys {
            of_letters.entry(&self.lists[key].letters).or_default().insert(*key);
        }
        let name = |key: &u64| match &self.lists[key].letters {
            letters if of_letters[letters.as_str()].len() > 1 => format!("{letters} ({key:06})"),
            letters => letters.clone(),
        };
        self.shown = keys.iter().map(name).collect();
    }

    /// What the list in a place is called in rows.
    pub(super) fn shown(&self, place: usize) -> &str {
        &self.shown[place]
    }

    /// Parties that have several codes, and lists that were kept apart.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut of_party: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (list, shown) in self.lists.values().zip(&self.shown) {
            if list.letters != *shown {
                of_party.entry(shown).or_default().insert(&list.letters);
            }
        }
        let several = self.heads.len().saturating_sub(self.shown.iter().collect::<BTreeSet<_>>().len());
        let mut notes = Vec::new();
        if several > 0 {
            let names: Vec<String> = of_party
                .iter()
                .map(|(shown, letters)| {
                    format!("{shown} ({})", letters.iter().copied().collect::<Vec<_>>().join(", "))
                })
                .collect();
            notes.push(format!(
                "{several} lists stand under the letters of their national head, which other lists have too: {}.",
                names.join("; ")
            ));
        }
        if !self.apart.is_empty() {
            let codes: Vec<String> = self.apart.iter().map(|code| format!("{code:06}")).collect();
            notes.push(format!(
                "Lists of one national head meet in a district and stay apart: {}.",
                codes.join(", ")
            ));
        }
        notes
    }
}
