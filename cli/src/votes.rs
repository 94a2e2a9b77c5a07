//! Votes as a command takes them: tidy CSV, or a table of another form.

mod decoded;
mod ranked;
mod table;

use std::fs::File;
use std::io::{Cursor, Read};

use clap::Args;
use encoding_rs::{Encoding, UTF_8};
use sailau::system::ElectoralSystem;
use sailau::votes::{CsvTable, Votes, VotesProblem};

use crate::failure::Failure;
use crate::named::Source;
use crate::official::{self, Imported};
use crate::totals::looks_like_a_total;

use decoded::Decoded;
use table::TableProblem;
pub(crate) use table::{Columns, Rows};

/// Within so much of a file its header is looked for.
const START: u64 = 1 << 16;

/// What is said of a votes file besides its name.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct VotesOptions {
    /// A CSV file of districts: district,seats,region,population
    #[arg(long, value_name = "FILE", help_heading = "Votes")]
    districts: Option<String>,
    /// A CSV file of winners that are given in place of votes: tier,district,party,candidate,seats
    #[arg(long, value_name = "FILE", help_heading = "Votes")]
    winners: Option<String>,
    /// Where it is told who stands on the paper of ranked ballots: see [`PaperOptions`].
    #[arg(skip)]
    candidates: Option<String>,
    /// Let seats of tiers whose votes are not there stay empty, and say so
    #[arg(long, help_heading = "Votes")]
    pub(crate) allow_uncounted: bool,
    /// The file's own names of columns, such as party=Wahlvorschlag,votes=Stimmen; other columns are left out
    #[arg(long, value_name = "OURS=THEIRS,…", help_heading = "Votes")]
    columns: Option<Columns>,
    /// What parts the columns: a sign such as ; or the word tab
    #[arg(long, value_name = "SIGN", value_parser = table::separator, help_heading = "Votes")]
    separator: Option<u8>,
    /// How letters are stored, where it is not UTF-8: windows-1251, latin1, utf-16le …
    #[arg(long, value_name = "NAME", value_parser = table::encoding, help_heading = "Votes")]
    encoding: Option<&'static Encoding>,
    /// Add up rows of the same contest, district, party and candidate, such as those of polling stations
    #[arg(long, help_heading = "Votes")]
    sum: bool,
}

/// What is said of ranked ballots besides, where a command counts them.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct PaperOptions {
    /// Who stands on the paper of ranked ballots: number,name,party
    #[arg(long, value_name = "FILE", help_heading = "Votes")]
    candidates: Option<String>,
}

impl PaperOptions {
    /// The options of votes with those of the paper.
    pub(crate) fn beside(&self, votes: &VotesOptions) -> VotesOptions {
        VotesOptions { candidates: self.candidates.clone(), ..votes.clone() }
    }
}

impl VotesOptions {
    /// Reads votes for rules. With `any_kind` lists may be of kinds that the rules do not know.
    pub(crate) fn read(
        &self,
        source: &Source,
        rules: &ElectoralSystem,
        any_kind: bool,
    ) -> Result<Votes, Failure> {
        if let Some(votes) = self.ranked(source, rules)? {
            return self.completed(source, votes, rules);
        }
        if let Some(imported) = source.imported(self.says_how())? {
            return self.of_imported(source, &imported, rules);
        }
        let votes = match source.votes_on_board(rules)? {
            Some(_) if self.says_how() => {
                return Err(format!(
                    "{source} is tidy as it is: leave out --columns, --separator, --encoding and --sum"
                )
                .into());
            }
            Some(votes) => votes,
            None => self.of_table(source, rules, any_kind)?,
        };
        self.completed(source, votes, rules)
    }

    /// Votes of official files, with their districts unless a file of districts is named.
    pub(crate) fn of_imported(
        &self,
        source: &Source,
        imported: &Imported,
        rules: &ElectoralSystem,
    ) -> Result<Votes, Failure> {
        official::say_notes(&imported.import);
        let votes = official::votes(&imported.import, self.districts.is_none());
        self.completed(source, votes.map_err(|failure| format!("{source}: {failure}"))?, rules)
    }

    /// Votes with what other files say of them.
    fn completed(
        &self,
        source: &Source,
        mut votes: Votes,
        rules: &ElectoralSystem,
    ) -> Result<Votes, Failure> {
        if let Some(name) = looks_like_a_total(&votes) {
            return Err(format!(
                "{source}: `{name}` looks like the sum of other rows, and would win seats as a party; take these rows \
                 out, or give the party another name if it is one"
            )
            .into());
        }
        if let Some(file) = &self.districts {
            votes = votes.open_districts_csv(file)?;
        }
        if let Some(file) = &self.winners {
            let tiers: Vec<_> = rules.tiers.iter().map(|tier| tier.name.as_str()).collect();
            votes = votes.open_winners_csv(file, &tiers)?;
        }
        Ok(if self.allow_uncounted { votes.allow_uncounted() } else { votes })
    }

    /// Whether the file is said to be of another form than tidy.
    pub(crate) fn says_how(&self) -> bool {
        self.columns.is_some() || self.separator.is_some() || self.encoding.is_some() || self.sum
    }

    /// The rows of a table of parties, of which nothing is counted.
    pub(crate) fn parties(&self, source: &Source) -> Result<Rows, Failure> {
        let of_counts = [
            (self.districts.is_some(), "--districts"),
            (self.winners.is_some(), "--winners"),
            (self.allow_uncounted, "--allow-uncounted"),
            (self.sum, "--sum"),
        ];
        if let Some((_, option)) = of_counts.into_iter().find(|(given, _)| *given) {
            return Err(format!(
                "{source} is taken for a table of parties and seats, where nothing is counted: leave out {option}, or \
                 give rules and votes"
            )
            .into());
        }
        let mut bytes = Vec::new();
        opened(source)?.read_to_end(&mut bytes).map_err(|error| unreadable(source, &error))?;
        self.check_separator(source, &bytes)?;
        let table = table::Table {
            columns: self.columns.as_ref(),
            separator: self.separator.unwrap_or(b','),
            encoding: self.encoding,
        };
        Ok(table.rows(&bytes).map_err(|error| format!("{source}: {error}"))?)
    }

    /// How the file is read.
    fn table(&self) -> CsvTable {
        let table = CsvTable::default().separator(self.separator.unwrap_or(b',')).summed(self.sum);
        match &self.columns {
            Some(columns) => table.columns(columns.pairs()),
            None => table,
        }
    }

    fn check_separator(&self, source: &Source, bytes: &[u8]) -> Result<(), Failure> {
        match (other_separator(bytes), self.separator) {
            (Some(sign), None) => Err(format!(
                "{source}: the columns seem to be parted by {sign}s; say so with --separator {}",
                if sign == "tab" { "tab" } else { "\";\"" }
            )
            .into()),
            _ => Ok(()),
        }
    }

    /// Reads a file as it comes, however long it is.
    fn of_table(&self, source: &Source, rules: &ElectoralSystem, any_kind: bool) -> Result<Votes, Failure> {
        let mut file = opened(source)?;
        let mut start = Vec::new();
        file.by_ref().take(START).read_to_end(&mut start).map_err(|error| unreadable(source, &error))?;
        // A mark at the beginning says how letters are stored; UTF-8 is read as it is.
        let mark = Encoding::for_bom(&start).map(|(encoding, _)| encoding).filter(|own| *own != UTF_8);
        let encoding = self.encoding.or(mark.filter(|_| self.says_how()));
        let broken =
            |start: &[u8]| std::str::from_utf8(start).is_err_and(|error| error.error_len().is_some());
        let not_utf8 = || Failure::from(format!("{source}: {}", TableProblem::not_utf8()));
        if encoding.is_none() && self.says_how() && broken(&start) {
            return Err(not_utf8());
        }
        let mut text = Decoded::new(Cursor::new(start).chain(file), encoding);
        let wrong = |text: &Decoded<_>| Some(Failure::from(format!("{source}: {}", text.problem()?)));
        let mut start = Vec::new();
        if let Err(error) = text.by_ref().take(START).read_to_end(&mut start) {
            return Err(wrong(&text).unwrap_or_else(|| unreadable(source, &error)));
        }
        self.check_separator(source, &start)?;
        let (whole, table) = (start.chain(text.by_ref()), self.table());
        let votes = match any_kind {
            true => table.read(whole, &rules.contests()),
            false => rules.read_table(whole, &table),
        };
        votes.map_err(|error| match wrong(&text) {
            Some(letters) => letters,
            None if error.problem == VotesProblem::NotUtf8 && self.says_how() => not_utf8(),
            None => format!("{source}: {error}").into(),
        })
    }
}

/// A file, or standard input.
fn opened(source: &Source) -> Result<Box<dyn Read>, Failure> {
    match source {
        Source::File(name) => {
            let file = File::open(name).map_err(|error| format!("{name} cannot be opened: {error}"))?;
            Ok(Box::new(file))
        }
        _ => Ok(Box::new(std::io::stdin().lock())),
    }
}

fn unreadable(source: &Source, error: &std::io::Error) -> Failure {
    format!("{source} cannot be read: {error}").into()
}

/// What parts the columns of a header that has no comma.
fn other_separator(bytes: &[u8]) -> Option<&'static str> {
    let comment = |line: &&[u8]| line.is_empty() || line.starts_with(b"#");
    let header = bytes.split(|byte| *byte == b'\n').find(|line| !comment(line))?;
    let has = |sign: u8| header.contains(&sign);
    match (has(b','), has(b';'), has(b'\t')) {
        (false, true, _) => Some("semicolon"),
        (false, false, true) => Some("tab"),
        _ => None,
    }
}
