//! Votes as a command takes them: tidy CSV, or a table of another form that is made tidy first.

mod tidy;

use std::io::Read as _;

use clap::Args;
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

use crate::failure::Failure;
use crate::named::Source;
use crate::official::{self, Imported};
use crate::totals::looks_like_a_total;

pub(crate) use tidy::{Columns, Rows};

/// What is said of a votes file besides its name.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct VotesOptions {
    /// A CSV file of districts: district,seats,region,population
    #[arg(long, value_name = "FILE", help_heading = "Votes")]
    districts: Option<String>,
    /// A CSV file of winners that are given in place of votes: tier,district,party,candidate,seats
    #[arg(long, value_name = "FILE", help_heading = "Votes")]
    winners: Option<String>,
    /// Let seats of tiers whose votes are not there stay empty, and say so
    #[arg(long, help_heading = "Votes")]
    pub(crate) allow_uncounted: bool,
    /// The file's own names of columns, such as party=Wahlvorschlag,votes=Stimmen; other columns are left out
    #[arg(long, value_name = "OURS=THEIRS,…", help_heading = "Votes")]
    columns: Option<Columns>,
    /// What parts the columns: a sign such as ; or the word tab
    #[arg(long, value_name = "SIGN", value_parser = tidy::separator, help_heading = "Votes")]
    separator: Option<u8>,
    /// How letters are stored, where it is not UTF-8: windows-1251, latin1, utf-16le …
    #[arg(long, value_name = "NAME", value_parser = tidy::encoding, help_heading = "Votes")]
    encoding: Option<&'static encoding_rs::Encoding>,
    /// Add up rows of the same contest, district, party and candidate, such as those of polling stations
    #[arg(long, help_heading = "Votes")]
    sum: bool,
}

impl VotesOptions {
    /// Reads votes for rules. With `any_kind` lists may be of kinds that the rules do not know.
    pub(crate) fn read(
        &self,
        source: &Source,
        rules: &ElectoralSystem,
        any_kind: bool,
    ) -> Result<Votes, Failure> {
        if let Some(imported) = official::imported(source, self.says_how())? {
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

    fn says_how(&self) -> bool {
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
        let bytes = bytes_of(source)?;
        self.check_separator(source, &bytes)?;
        Ok(self.table().rows(&bytes).map_err(|error| format!("{source}: {error}"))?)
    }

    fn table(&self) -> tidy::Table<'_> {
        tidy::Table {
            columns: self.columns.as_ref(),
            separator: self.separator.unwrap_or(b','),
            encoding: self.encoding,
            sum: self.sum,
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

    fn of_table(&self, source: &Source, rules: &ElectoralSystem, any_kind: bool) -> Result<Votes, Failure> {
        let mut bytes = bytes_of(source)?;
        if self.says_how() {
            bytes = self.table().tidied(&bytes).map_err(|error| format!("{source}: {error}"))?;
        }
        self.check_separator(source, &bytes)?;
        let read = |bytes: &[u8]| match any_kind {
            true => Votes::from_csv(bytes, &rules.contests()),
            false => rules.read_votes(bytes),
        };
        read(&bytes).map_err(|error| format!("{source}: {error}").into())
    }
}

/// What stands in a file, or on standard input.
fn bytes_of(source: &Source) -> Result<Vec<u8>, Failure> {
    if let Source::File(name) = source {
        return Ok(std::fs::read(name).map_err(|error| format!("{name} cannot be opened: {error}"))?);
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
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
