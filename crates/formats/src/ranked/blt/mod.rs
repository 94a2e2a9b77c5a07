//! BLT: ballots of programs for the single transferable vote, from Hill, Wichmann and Woodall's on (1987).
//!
//! Seen: elections of the Maemo and GNOME communities (2018), `ERS97`, a ward of Sydney, documented examples of OpenSTV and Droop.
//!
//! - `candidates seats`, then a ballot a line: its weight, the candidates from the first choice on, and a closing 0. A lone 0
//!   ends the ballots; names of the candidates and the title follow.
//! - The closing 0 is missing on some lines of some files, between others that have it: the end of the line ends the ballot.
//! - `-2` before the ballots: the second candidate withdrew. `2=3` is an equal rank, `-` a blank one.
//! - `[nick a b c]` gives candidates short names that ballots use. `[tie …]` is an order for ties, and is left out.
//! - `(A17) 1 2 0`: a ballot that has an identity in place of a weight counts once.
//! - `#` begins a comment, in the first line too. Names stand in quotation marks or without, a line each; the title may be missing.
//! - A weight of `1.0` is whole. Any other fraction is refused: a multiple of all weights would change the quota.

mod names;

use std::collections::HashMap;

use sailau_ranked::{BallotsBuilder, Rank};

use super::file::{self, RankedFile};
use super::lines::{Lines, lines_of};
use super::reader::Reader;
use crate::error::{ImportError, ImportProblem};
use crate::note::NoteKind;
use crate::number;
use crate::source::Source;

pub(super) const READER: Reader = Reader {
    name: "blt",
    title: "BLT: ballots of programs for the single transferable vote (OpenSTV, OpaVote, Droop and others)",
    recognises: |_, head| {
        let mut lines = lines_of(head).filter_map(|line| std::str::from_utf8(line).ok());
        let numbers = |line: &str| line.split_whitespace().map(|word| word.parse::<i64>().is_ok()).collect();
        let first: Vec<bool> = lines.next().map(without_comment).map_or(Vec::new(), numbers);
        let second =
            lines.next().unwrap_or_default().starts_with(|c: char| c.is_ascii_digit() || "-[(".contains(c));
        first == [true, true] && second
    },
    read: |sources, _| read(Source::only(sources)?),
};

/// A line up to its comment; names are not such lines.
fn without_comment(line: &str) -> &str {
    line.split('#').next().unwrap_or_default().trim()
}

fn read(source: &Source) -> Result<RankedFile, ImportError> {
    let mut lines = Lines::of(source)?;
    let (candidates, seats) = head(&mut lines)?;
    let mut papers = Papers::of(candidates, &lines)?;
    loop {
        let Some(line) = lines.next_line()? else {
            let problem = "the lone 0 that ends the ballots is missing";
            return Err(lines.problem(ImportProblem::Cut(problem.to_owned())));
        };
        let line = without_comment(&line).to_owned();
        if papers.line(&line, &lines)? {
            break;
        }
    }
    let mut file = RankedFile { seats: Some(seats), ..RankedFile::default() };
    names::read(&mut lines, candidates, &mut file)?;
    papers.into_file(&mut file);
    Ok(file)
}

/// How many candidates and seats there are.
fn head(lines: &mut Lines<'_>) -> Result<(u32, u32), ImportError> {
    while let Some(line) = lines.next_line()? {
        let line = without_comment(&line);
        if line.is_empty() {
            continue;
        }
        let words: Vec<&str> = line.split_whitespace().collect();
        let read = match *words.as_slice() {
            [candidates, seats] => file::at_least_one(candidates, "candidates")
                .and_then(|candidates| Ok((candidates, file::at_least_one(seats, "seats")?))),
            _ => Err(ImportProblem::Malformed("the first line has to be `candidates seats`".to_owned())),
        };
        return read.map_err(|problem| lines.problem_in("candidates seats", problem));
    }
    Err(lines.source.problem(ImportProblem::Cut("there is no line `candidates seats`".to_owned())))
}

/// The part before the names.
struct Papers {
    candidates: u32,
    builder: BallotsBuilder,
    withdrawn: Vec<usize>,
    nicknames: HashMap<String, usize>,
    /// Ballots, as lines and not by weight.
    ballots: u64,
    without_end: u64,
    with_identity: u64,
    tie_order: bool,
}

impl Papers {
    fn of(candidates: u32, lines: &Lines<'_>) -> Result<Self, ImportError> {
        let builder = BallotsBuilder::new(candidates as usize);
        Ok(Self {
            candidates,
            builder: builder.map_err(|error| file::at(lines.source, lines.number, error))?,
            withdrawn: Vec::new(),
            nicknames: HashMap::new(),
            ballots: 0,
            without_end: 0,
            with_identity: 0,
            tie_order: false,
        })
    }

    /// Reads a line; whether it ends the ballots.
    fn line(&mut self, line: &str, lines: &Lines<'_>) -> Result<bool, ImportError> {
        if line.starts_with('[') {
            return self.option(line).map(|()| false).map_err(|problem| lines.problem(problem));
        }
        let withdrawn = |word: &str| word.len() > 1 && word.starts_with('-');
        if line.split_whitespace().next().is_some_and(withdrawn) {
            return self
                .withdraw(line)
                .map(|()| false)
                .map_err(|problem| lines.problem_in("withdrawn", problem));
        }
        let mut words = line.split_whitespace();
        while let Some(weight) = words.next() {
            if weight == "0" {
                return match words.next() {
                    None => Ok(true),
                    Some(_) => {
                        let problem = "a ballot whose weight is 0, or an end with something behind it";
                        Err(lines.problem(ImportProblem::Malformed(problem.to_owned())))
                    }
                };
            }
            let weight = self.weight(weight).map_err(|problem| lines.problem_in("weight", problem))?;
            let mut ranks = Vec::new();
            let mut ended = false;
            for word in words.by_ref() {
                if word == "0" {
                    ended = true;
                    break;
                }
                ranks.push(self.rank(word).map_err(|problem| lines.problem(problem))?);
            }
            self.ballots += 1;
            self.without_end += u64::from(!ended);
            self.builder.add(weight, ranks).map_err(|error| file::at(lines.source, lines.number, error))?;
        }
        Ok(false)
    }

    fn option(&mut self, line: &str) -> Result<(), ImportProblem> {
        let inner = line.strip_prefix('[').and_then(|line| line.strip_suffix(']'));
        let Some(inner) = inner else {
            return Err(ImportProblem::Malformed(format!("`{line}` is no option: it has to end in `]`")));
        };
        let mut words = inner.split_whitespace();
        match words.next() {
            Some("nick") => {
                let names: Vec<&str> = words.collect();
                if names.len() != self.candidates as usize {
                    let problem = format!("{} short names for {} candidates", names.len(), self.candidates);
                    return Err(ImportProblem::Malformed(problem));
                }
                for (candidate, name) in names.into_iter().enumerate() {
                    if name == "-" || name.contains('=') || name.parse::<i64>().is_ok() {
                        return Err(ImportProblem::Malformed(format!("`{name}` is no short name")));
                    }
                    if self.nicknames.insert(name.to_owned(), candidate).is_some() {
                        return Err(ImportProblem::Twice(name.to_owned()));
                    }
                }
                Ok(())
            }
            Some("tie") => {
                self.tie_order = true;
                Ok(())
            }
            word => Err(ImportProblem::unknown(word.unwrap_or_default(), "`[nick …]` and `[tie …]`")),
        }
    }

    fn withdraw(&mut self, line: &str) -> Result<(), ImportProblem> {
        if self.ballots > 0 {
            return Err(ImportProblem::Malformed("who withdrew has to stand before the ballots".to_owned()));
        }
        for word in line.split_whitespace() {
            let number = word.strip_prefix('-').ok_or_else(|| ImportProblem::no_number(word))?;
            let candidate = self.candidate(number)?;
            if self.withdrawn.contains(&candidate) {
                return Err(ImportProblem::Twice(word.to_owned()));
            }
            self.withdrawn.push(candidate);
        }
        Ok(())
    }

    fn weight(&mut self, word: &str) -> Result<u64, ImportProblem> {
        if word.starts_with('(') && word.ends_with(')') {
            self.with_identity += 1;
            return Ok(1);
        }
        whole_weight(word)
    }

    fn rank(&self, word: &str) -> Result<Rank, ImportProblem> {
        if word == "-" {
            return Ok(Rank::Blank);
        }
        if !word.contains('=') {
            return self.candidate(word).map(Rank::One);
        }
        word.split('=').map(|word| self.candidate(word)).collect::<Result<_, _>>().map(Rank::Several)
    }

    /// A candidate by number or short name.
    fn candidate(&self, word: &str) -> Result<usize, ImportProblem> {
        if let Some(candidate) = self.nicknames.get(word) {
            return Ok(*candidate);
        }
        if !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit()) {
            let candidates = self.candidates;
            let number: Option<u32> = word.parse().ok().filter(|number| (1..=candidates).contains(number));
            let problem =
                format!("there is no candidate {word}: the paper has {candidates}, numbered from 1");
            return number.map(|number| number as usize - 1).ok_or(ImportProblem::Other(problem));
        }
        let known =
            "numbers of candidates, their short names, `=` between equal ranks and `-` for a blank one";
        Err(ImportProblem::unknown(word, known))
    }

    fn into_file(self, file: &mut RankedFile) {
        for candidate in self.withdrawn {
            file.candidates[candidate].withdrawn = true;
        }
        file.ballots = self.builder.build();
        if self.without_end > 0 {
            let words = format!(
                "{} of {} ballots have no closing 0: the end of the line ended them",
                self.without_end, self.ballots
            );
            file.note(NoteKind::Assumed, words);
        }
        if self.with_identity > 0 {
            let words = format!("identities of {} ballots, each of which counts once", self.with_identity);
            file.note(NoteKind::LeftOut, words);
        }
        if self.tie_order {
            file.note(NoteKind::LeftOut, "the order for ties (`[tie …]`): rules decide them");
        }
    }
}

/// A weight that is a whole number, perhaps written as `1.0`.
pub(super) fn whole_weight(word: &str) -> Result<u64, ImportProblem> {
    match word.split_once('.') {
        Some((whole, fraction)) if fraction.bytes().all(|byte| byte == b'0') => number::whole(whole),
        Some((whole, fraction))
            if [whole, fraction].iter().all(|part| part.bytes().all(|b| b.is_ascii_digit())) =>
        {
            let problem = format!(
                "{word} is no whole number of ballots; multiply all weights of the file by one number, and know that the \
                 quota then counts in its parts"
            );
            Err(ImportProblem::Other(problem))
        }
        _ => number::whole(word),
    }
}
