//! `sailau countback`: who takes a seat that was left, out of the papers that gave it.

use std::process::ExitCode;

use clap::Args;
use sailau::ranked::{Countback, Given, PapersAt, RankedRule, Vacancy};
use sailau::report::wrapped;
use sailau::system::{ElectoralSystem, Seats, Tier, TierRule};
use sailau::votes::Votes;
use serde::Serialize;

use super::count::with_seats;
use crate::failure::Failure;
use crate::named::{Source, not_both_from_stdin};
use crate::output::{print, print_as_made};
use crate::ranked_papers::{RankedPaper, ranked_papers};
use crate::votes::{PaperOptions, VotesOptions};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau countback act.toml ballots.csv --candidates candidates.csv --seats 5 --of 3 --consenting 1,7,9
  sailau countback act.toml ballots.csv --candidates candidates.csv --of 3 --consenting 1,7,9 --json

The ballots are those of the election. It is counted again; where equal votes were decided by lot every way is followed on which the member
was elected and nobody who consents. Candidates are numbered as on the paper, the first is 1.
Statutes that have it, and words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    /// A file, - or world:NAME
    rules: Source,
    /// Ranked ballots: a file or world:NAME
    votes: Source,
    /// The member who leaves, by number
    #[arg(long, value_name = "NUMBER", value_parser = a_number, help_heading = "Countback")]
    of: usize,
    /// Candidates who consent to stand for the seat, by number
    #[arg(long, value_name = "NUMBER,…", value_delimiter = ',', required = true, value_parser = a_number, help_heading = "Countback")]
    consenting: Vec<usize>,
    /// The district of the seat, where there are several
    #[arg(long, value_name = "NAME", help_heading = "Countback")]
    district: Option<String>,
    /// So many seats in the one tier of the rules, in place of their own number
    #[arg(long, value_name = "NUMBER", help_heading = "Countback")]
    seats: Option<u32>,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    paper: PaperOptions,
    /// JSON, for programs
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// A candidate, from 0.
fn a_number(text: &str) -> Result<usize, String> {
    let number = text.trim().parse::<usize>().ok().and_then(|number| number.checked_sub(1));
    number.ok_or_else(|| format!("`{text}` is no number of a candidate; the first on the paper is 1"))
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules: source, votes: of, options, paper, seats, .. } = wanted;
    not_both_from_stdin(source, of)?;
    let mut rules = source.rules()?;
    if let Some(seats) = seats {
        rules = with_seats(&rules, *seats)?;
    }
    let votes = paper.beside(options).read(of, &rules, false)?;
    let paper = the_paper(&votes, wanted)?;
    let (tier, rule) = the_tier(&rules, &paper)?;
    let seats = seats_of(tier, &paper, &votes)?;
    let vacancy = Vacancy { of: wanted.of, consenting: &wanted.consenting };
    let given = Given::default().without(&paper.withdrawn);
    let countback = rule.countback(paper.ballots, seats, vacancy, given);
    let countback = countback.map_err(|error| format!("{of}, {}: {error}", paper.place()))?;
    if wanted.json {
        let district = paper.district;
        let report = Report { rules: &rules.name, district, names: &paper.names, countback: &countback };
        return print_as_made(|out| {
            serde_json::to_writer(&mut *out, &report)?;
            writeln!(out)
        });
    }
    let (names, stage) = (paper.printed(), countback.stage);
    let whose = format!("{} {}", countback.of + 1, names[countback.of]);
    let elected =
        format!("{}: {whose} was elected at stage {stage}, with a quota of {}.", rules.name, countback.quota);
    print(&format!("{}{}\n{}", wrapped(&elected, 2), worth(&countback.papers), countback.count.sheet(&names)))
}

/// What programs read.
#[derive(Serialize)]
struct Report<'a> {
    rules: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<&'a str>,
    names: &'a [String],
    #[serde(flatten)]
    countback: &'a Countback,
}

/// The paper of the seat: the one of its district, or the only one.
fn the_paper<'a>(votes: &'a Votes, wanted: &Wanted) -> Result<RankedPaper<'a>, Failure> {
    let mut all: Vec<RankedPaper<'a>> = ranked_papers(votes).collect();
    if all.is_empty() {
        return Err(
            format!("{} holds no ranked ballots, and only they are counted back", wanted.votes).into()
        );
    }
    let places = || all.iter().map(RankedPaper::place).collect::<Vec<_>>().join(", ");
    let at = match &wanted.district {
        Some(district) => all.iter().position(|paper| paper.district == Some(district)),
        None if all.len() == 1 => Some(0),
        None => {
            return Err(
                format!("say which seat with --district: there are ranked ballots of {}", places()).into()
            );
        }
    };
    match at {
        Some(at) => Ok(all.swap_remove(at)),
        None => {
            let district = wanted.district.as_deref().unwrap_or_default();
            Err(format!("there are no ranked ballots of a district `{district}`, but of {}", places()).into())
        }
    }
}

/// The tier that counts this paper.
fn the_tier<'a>(
    rules: &'a ElectoralSystem,
    paper: &RankedPaper<'_>,
) -> Result<(&'a Tier, &'a RankedRule), Failure> {
    let ranked = rules.tiers.iter().filter_map(|tier| match &tier.rule {
        TierRule::Candidates(rule) => Some((tier, rule.ranked.as_deref()?)),
        _ => None,
    });
    let counts = |tier: &Tier| tier.contest.as_deref().unwrap_or(&tier.name) == paper.contest;
    ranked.into_iter().find(|(tier, _)| counts(tier)).ok_or_else(|| {
        format!("`{}` has no tier that counts ranked ballots of `{}`", rules.name, paper.contest).into()
    })
}

/// The seats that were filled there.
fn seats_of(tier: &Tier, paper: &RankedPaper<'_>, votes: &Votes) -> Result<u32, Failure> {
    let field = votes.field();
    let of_district = |district: &str| field.facts_of(district)?.seats;
    let seats = match (&tier.seats, paper.district) {
        (Seats::Same(seats), _) => Some(*seats),
        (Seats::ByDistrict(table), Some(district)) => table.get(district).copied(),
        (Seats::FromVotesFile, Some(district)) => of_district(district),
        _ => None,
    };
    seats.ok_or_else(|| {
        format!("how many seats {} has is not known before a count: say it with --seats", paper.place())
            .into()
    })
}

/// What the papers are worth, a line each.
fn worth(papers: &[PapersAt]) -> String {
    let line = |own: &PapersAt| {
        let (above, below) = own.value;
        let each = if below == 1 { above.to_string() } else { format!("{above}/{below}") };
        format!("  {} papers at {each}\n", own.papers)
    };
    papers.iter().map(line).collect()
}
