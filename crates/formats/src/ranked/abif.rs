//! ABIF, the Aggregated Ballot Information Format of electorama (`abiftool`).
//!
//! Seen: the files of `abiftool`'s tests, Burlington 2009 and San Francisco 2018 among them.
//!
//! - `12:A>B=C`: twelve ballots; nothing behind the colon is a blank ballot. Names stand bare, or in quotation marks or square brackets, within
//!   which everything may stand. `=A:[Name, full]` gives the full name; who has no such line is met on a ballot.
//! - `{"title": "…"}` are facts, a line each. `ballotcount` is held against the ballots. `#` begins a comment.
//! - `A/5>B/3`: scores beside an order, which are left out. `A/5,B/3,C/5`: scores alone, which are made ranks, equal where they are.
//! - The San Francisco file in `abiftool` has no overvotes left, and its leading candidates are 0.1 to 0.4 % off the official figures
//!   in every round.

use std::cmp::Reverse;

use sailau_ranked::{BallotsBuilder, Rank};

use super::file::{self, RankedFile};
use super::lines::{Lines, lines_of};
use super::reader::Reader;
use super::roster::Roster;
use crate::error::{ImportError, ImportProblem};
use crate::levels::same;
use crate::note::NoteKind;
use crate::number;
use crate::source::Source;

pub(super) const READER: Reader = Reader {
    name: "abif",
    title: "ABIF: the Aggregated Ballot Information Format of electorama",
    recognises: |_, head| {
        let of_abif = |line: &[u8]| {
            let fact = line.starts_with(b"{") && line.ends_with(b"}");
            let name = line.starts_with(b"=") && line.contains(&b':');
            fact || name || is_ballots(line)
        };
        let mut lines = lines_of(head);
        lines.clone().next().is_some_and(of_abif)
            && lines.any(|line| is_ballots(line) || line.starts_with(b"="))
    },
    read: |sources, _| read(Source::only(sources)?),
};

/// Whether a line begins as `12:` does.
fn is_ballots(line: &[u8]) -> bool {
    let digits = line.iter().take_while(|byte| byte.is_ascii_digit()).count();
    digits > 0 && line[digits..].trim_ascii_start().starts_with(b":")
}

fn read(source: &Source) -> Result<RankedFile, ImportError> {
    let mut lines = Lines::of(source)?;
    let mut papers = Papers {
        builder: BallotsBuilder::open_ended(),
        roster: Roster::default(),
        title: None,
        ballots: None,
        total: 0,
        scores_left_out: 0,
        scores_ranked: 0,
    };
    while let Some(line) = lines.next_line()? {
        let line = without_comment(&line).to_owned();
        papers.line(&line, lines.number).map_err(|problem| lines.problem(problem))?;
    }
    papers.into_file(source)
}

/// A line up to its comment, which does not begin within brackets or quotation marks.
fn without_comment(line: &str) -> &str {
    let mut within: Option<char> = None;
    let fact = line.trim_start().starts_with('{');
    for (at, c) in line.char_indices() {
        match within {
            Some(end) if c == end => within = None,
            None if c == '[' => within = Some(']'),
            None if c == '"' => within = Some('"'),
            None if c == '#' && !fact => return line[..at].trim(),
            _ => {}
        }
    }
    line.trim()
}

struct Papers {
    builder: BallotsBuilder,
    roster: Roster,
    title: Option<String>,
    /// The number of ballots, as the file says, and its line.
    ballots: Option<(u64, u64)>,
    total: u64,
    scores_left_out: u64,
    scores_ranked: u64,
}

/// Somebody on a ballot, with a score where one stands there.
struct Named {
    candidate: usize,
    score: Option<u64>,
}

impl Papers {
    fn line(&mut self, line: &str, number: u64) -> Result<(), ImportProblem> {
        if line.is_empty() {
            return Ok(());
        }
        if line.starts_with('{') {
            return self.fact(line, number);
        }
        if let Some(named) = line.strip_prefix('=') {
            return self.name(named);
        }
        let Some((count, order)) = line.split_once(':') else {
            let known =
                "ballots as `12:A>B`, names as `=A:[Name]`, facts as `{\"title\": \"…\"}` and comments";
            return Err(ImportProblem::unknown(line, known));
        };
        let count = number::whole(count)?;
        let ranks = self.ranks(order, count)?;
        self.total = number::sum(self.total, count)?;
        self.builder.add(count, ranks).map_err(|error| ImportProblem::Other(error.to_string()))
    }

    fn fact(&mut self, line: &str, number: u64) -> Result<(), ImportProblem> {
        let inner = line.strip_prefix('{').and_then(|line| line.strip_suffix('}'));
        let Some((key, value)) = inner.and_then(|inner| inner.split_once(':')) else {
            return Err(ImportProblem::Malformed(format!("`{line}` is no fact: they are `{{key: value}}`")));
        };
        let bare = |text: &str| {
            let text = text.trim();
            let quoted = ['"', '\''].iter().find_map(|mark| text.strip_prefix(*mark)?.strip_suffix(*mark));
            quoted.unwrap_or(text).trim().to_owned()
        };
        match bare(key).as_str() {
            "title" if self.title.is_none() => self.title = Some(bare(value)),
            "ballotcount" if self.ballots.is_none() => {
                self.ballots = Some((number::whole(&bare(value))?, number));
            }
            key @ ("title" | "ballotcount") => return Err(ImportProblem::Twice(key.to_owned())),
            _ => {}
        }
        Ok(())
    }

    /// `A:[Name]`, behind its `=`.
    fn name(&mut self, line: &str) -> Result<(), ImportProblem> {
        let (word, rest) = token(line.trim())?;
        let Some(name) = rest.trim_start().strip_prefix(':') else {
            return Err(ImportProblem::Malformed("a name is `=A:[Name]`".to_owned()));
        };
        let name = name.trim();
        let name = name.strip_prefix('[').and_then(|name| name.strip_suffix(']')).unwrap_or(name);
        self.roster.introduce(word, name)
    }

    fn ranks(&mut self, order: &str, count: u64) -> Result<Vec<Rank>, ImportProblem> {
        let mut ranks: Vec<Vec<Named>> = Vec::new();
        let mut rest = order.trim();
        let mut sign = None;
        let mut commas = false;
        while !rest.is_empty() || sign.is_some() {
            let (word, behind) = token(rest)?;
            let (score, behind) = scored(behind.trim_start())?;
            let named = Named { candidate: self.roster.number(word)?, score };
            match (sign, ranks.last_mut()) {
                (Some('=' | ','), Some(rank)) => rank.push(named),
                _ => ranks.push(vec![named]),
            }
            rest = behind.trim_start();
            sign = rest.chars().next();
            match sign {
                None => {}
                Some('>' | '=' | ',') => {
                    commas |= sign == Some(',');
                    rest = rest[1..].trim_start();
                }
                Some(_) => {
                    return Err(ImportProblem::Malformed(format!("`{rest}` where `>` or `=` has to stand")));
                }
            }
        }
        if commas {
            ranks = by_scores(ranks)?;
            self.scores_ranked = self.scores_ranked.saturating_add(count);
        } else if ranks.iter().flatten().any(|named| named.score.is_some()) {
            self.scores_left_out = self.scores_left_out.saturating_add(count);
        }
        let rank = |rank: Vec<Named>| match rank.as_slice() {
            [one] => Rank::One(one.candidate),
            _ => Rank::Several(rank.iter().map(|named| named.candidate).collect()),
        };
        Ok(ranks.into_iter().map(rank).collect())
    }

    fn into_file(self, source: &Source) -> Result<RankedFile, ImportError> {
        if let Some((ballots, line)) = self.ballots {
            let checked = same("`ballotcount`", "ballots", ballots, self.total);
            checked.map_err(|problem| source.problem_at(line, problem))?;
        }
        // Those whom nobody ranked stand on the paper too.
        let mut ballots = self.builder.build();
        let candidates = self.roster.candidates.len();
        ballots.widen(candidates).map_err(|error| file::at(source, 0, error))?;
        let title = self.title.filter(|title| !title.is_empty());
        let mut file =
            RankedFile { title, candidates: self.roster.candidates, ballots, ..RankedFile::default() };
        if self.scores_ranked > 0 {
            let words = format!(
                "{} ballots have scores alone: the higher ones were read as the better ranks",
                self.scores_ranked
            );
            file.note(NoteKind::Assumed, words);
        }
        if self.scores_left_out > 0 {
            let words =
                format!("scores of {} ballots, which have an order beside them", self.scores_left_out);
            file.note(NoteKind::LeftOut, words);
        }
        Ok(file)
    }
}

/// The word for somebody at the start of a text, and what stands behind it.
fn token(text: &str) -> Result<(&str, &str), ImportProblem> {
    let quoted = |end: char| {
        let inner = &text[1..];
        let end =
            inner.find(end).ok_or_else(|| ImportProblem::Malformed(format!("`{text}` is not closed")))?;
        Ok((inner[..end].trim(), &inner[end + 1..]))
    };
    let (word, rest) = match text.chars().next() {
        Some('[') => quoted(']')?,
        Some('"') => quoted('"')?,
        _ => {
            let end = text.find(['>', '=', ',', '/', ':', '[', ']', '"']).unwrap_or(text.len());
            (text[..end].trim(), &text[end..])
        }
    };
    if word.is_empty() {
        return Err(ImportProblem::Malformed("a name is empty".to_owned()));
    }
    Ok((word, rest))
}

/// The score behind a `/`, where one stands there.
fn scored(text: &str) -> Result<(Option<u64>, &str), ImportProblem> {
    let Some(score) = text.strip_prefix('/') else { return Ok((None, text)) };
    let score = score.trim_start();
    let end = score.find(|c: char| !c.is_ascii_digit()).unwrap_or(score.len());
    Ok((Some(number::whole(&score[..end])?), &score[end..]))
}

/// Candidates that commas part, as their scores rank them.
fn by_scores(ranks: Vec<Vec<Named>>) -> Result<Vec<Vec<Named>>, ImportProblem> {
    let [named] = <[Vec<Named>; 1]>::try_from(ranks)
        .map_err(|_| ImportProblem::Malformed("commas, which part scores, and `>` on one line".to_owned()))?;
    let mut scored = Vec::with_capacity(named.len());
    for named in named {
        let Some(score) = named.score else {
            let problem = "a name without a score on a line whose order is that of scores".to_owned();
            return Err(ImportProblem::Malformed(problem));
        };
        scored.push((score, named));
    }
    scored.sort_by_key(|(score, _)| Reverse(*score));
    let ranks = scored.chunk_by(|a, b| a.0 == b.0).map(|chunk| {
        chunk.iter().map(|(_, named)| Named { candidate: named.candidate, score: named.score }).collect()
    });
    Ok(ranks.collect())
}
