//! `sailau count`: votes under one set of rules.

use std::borrow::Cow;
use std::process::ExitCode;

use clap::Args;
use sailau::lots::SeededLots;
use sailau::reform::{SeatMargin, seat_margin};
use sailau::report::picture::{Frame, RankedStages};
use sailau::report::{Table, majority, notes, who_passes, wrapped};
use sailau::system::protocol::StageLine;
use sailau::system::{Drawn, ElectoralSystem, Outcome, Seats, TierRule};
use sailau::votes::Votes;
use serde::Serialize;

use crate::failure::Failure;
use crate::margin::in_words;
use crate::named::{Source, not_both_from_stdin};
use crate::output::{Form, print, print_as_made, write_picture};
use crate::pairs::{self, PaperPairs};
use crate::votes::{PaperOptions, VotesOptions};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau count kazakhstan:2023-03-19 kazakhstan:2021-01-10 --allow-uncounted
  sailau count rules.toml votes.csv --districts districts.csv --protocol
  sailau count scotland.toml ballots.csv --candidates candidates.csv --seats 3 --protocol
  sailau count world:us_burlington_2009 world:us_burlington_2009 --margin
  sailau count world:us_burlington_2009 world:us_burlington_2009 --pairs
  sailau count scotland.toml ballots.csv --candidates candidates.csv --svg stages.svg --animated

Winners that stand in place of the votes of kazakhstan:… and world:… are left out under rules other than their own.
Columns of votes and districts: https://docs.rs/sailau/latest/sailau/votes
Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Source,
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    votes: Source,
    #[command(flatten)]
    options: VotesOptions,
    #[command(flatten)]
    paper: PaperOptions,
    #[command(flatten)]
    how: How,
    /// The full record, step by step, with articles; in JSON with --json
    #[arg(long, help_heading = "Output")]
    protocol: bool,
    /// Also the fewest votes, or ranked ballots, that move a seat
    #[arg(long, help_heading = "Output", conflicts_with_all = ["csv", "markdown", "protocol", "svg", "missing_as_nothing"])]
    margin: bool,
    /// Also every two candidates of ranked ballots against each other: who would beat everybody
    #[arg(long, help_heading = "Output", conflicts_with_all = ["csv", "markdown", "protocol", "svg"])]
    pairs: bool,
    #[command(flatten)]
    picture: Picture,
    #[command(flatten)]
    form: Form,
}

/// The stages of ranked ballots as a picture.
#[derive(Debug, Args)]
#[command(next_help_heading = "Picture")]
struct Picture {
    /// Write the stages of ranked ballots as SVG into a file; - for standard output
    #[arg(long, value_name = "FILE", conflicts_with_all = ["json", "csv", "markdown", "protocol"])]
    svg: Option<String>,
    /// Bars that move from stage to stage where a browser shows them
    #[arg(long, requires = "svg")]
    animated: bool,
    /// Width of the SVG in pixels, from 280 to 4000
    #[arg(long, value_name = "PIXELS", requires = "svg", default_value_t = 720,
          value_parser = clap::value_parser!(u32).range(280..=4000))]
    width: u32,
    /// What is shown; the name of the rules unless given
    #[arg(long, value_name = "TEXT", requires = "svg")]
    title: Option<String>,
    /// Where the figures are from; what stands on the command line unless given
    #[arg(long, value_name = "TEXT", requires = "svg")]
    source: Option<String>,
}

impl Picture {
    /// The picture of the one count of ranked ballots.
    fn of(&self, outcome: &Outcome, title: &str, source: &str) -> Result<String, Failure> {
        let mut counts = outcome.ranked_counts();
        let Some((_, district, counted)) = counts.next() else {
            return Err("--svg shows the stages of ranked ballots, and none are counted here; sailau house draws who sits".into());
        };
        let more = counts.count();
        if more > 0 {
            return Err(format!(
                "--svg shows the stages of one contest, and ranked ballots are counted in {}: count one district by itself",
                more + 1
            )
            .into());
        }
        let title = match (&self.title, district) {
            (Some(title), _) => title.clone(),
            (None, Some(district)) => format!("{title}: {district}"),
            (None, None) => title.to_owned(),
        };
        let frame = Frame::new(title, self.source.as_deref().unwrap_or(source)).width(self.width);
        let picture = RankedStages::of(frame, counted);
        Ok(if self.animated { picture.animated()? } else { picture.svg()? })
    }
}

/// How what is open or missing is taken.
#[derive(Debug, Args)]
pub(crate) struct How {
    /// Draw lots where the rules let them decide; the same number draws the same
    #[arg(long, value_name = "SEED", value_parser = a_seed, help_heading = "Count")]
    lots: Option<u64>,
    /// Take as nothing what the rules ask for and the votes do not give, and say so; seats that come with the votes of
    /// world:… are then those of the rules' own election
    #[arg(long, help_heading = "Count")]
    pub(crate) missing_as_nothing: bool,
    /// So many seats in the one tier of the rules, in place of their own number
    #[arg(long, value_name = "NUMBER", help_heading = "Count")]
    seats: Option<u32>,
}

fn a_seed(text: &str) -> Result<u64, String> {
    let wrong = |_| {
        format!(
            "`{text}` is no seed; the lots follow from a whole number from 0 to {}, such as --lots 7",
            u64::MAX
        )
    };
    text.parse().map_err(wrong)
}

/// The same rules for so many seats.
pub(crate) fn with_seats(rules: &ElectoralSystem, seats: u32) -> Result<ElectoralSystem, Failure> {
    let mut rules = rules.clone();
    match rules.tiers.as_mut_slice() {
        [tier] => tier.seats = Seats::Same(seats),
        tiers => {
            return Err(format!(
                "--seats is for rules with one tier, and `{}` has {}: change the rules file",
                rules.name,
                tiers.len()
            )
            .into());
        }
    }
    rules.check()?;
    Ok(rules)
}

impl How {
    /// Refused beside seats that need no count.
    pub(crate) fn nothing_is_counted(&self, source: &str) -> Result<(), Failure> {
        let given = [
            (self.lots.is_some(), "--lots"),
            (self.missing_as_nothing, "--missing-as-nothing"),
            (self.seats.is_some(), "--seats"),
        ];
        match given.into_iter().find(|(given, _)| *given) {
            Some((_, option)) => {
                Err(format!("{source} has seats, and nothing is counted: leave out {option}").into())
            }
            None => Ok(()),
        }
    }

    /// The rules with the seats that are asked for.
    fn rules<'a>(&self, rules: &'a ElectoralSystem) -> Result<Cow<'a, ElectoralSystem>, Failure> {
        match self.seats {
            Some(seats) => with_seats(rules, seats).map(Cow::Owned),
            None => Ok(Cow::Borrowed(rules)),
        }
    }

    /// Counts votes under the rules of this name. The record is in brief: nobody prints it.
    pub(crate) fn count(
        &self,
        source: &Source,
        rules: &ElectoralSystem,
        votes: &Votes,
    ) -> Result<Outcome, Failure> {
        self.count_with(source, rules, votes, false)
    }

    /// The same with the whole record, if it is printed.
    pub(crate) fn count_with(
        &self,
        source: &Source,
        rules: &ElectoralSystem,
        votes: &Votes,
        whole_record: bool,
    ) -> Result<Outcome, Failure> {
        let rules = self.rules(rules)?;
        let lots = self.lots.map(SeededLots::new);
        let drawn = match &lots {
            Some(lots) => Drawn::new(votes, lots),
            None => votes.into(),
        };
        if !self.missing_as_nothing {
            return Ok(if whole_record { rules.count(drawn)? } else { rules.count_in_brief(drawn)? });
        }
        let mut rules = rules.into_owned();
        source.with_own_seats(&mut rules, votes)?;
        let what_if = rules.missing_as_nothing(drawn)?;
        Ok(if whole_record { what_if.count()? } else { what_if.count_in_brief()? })
    }
}

/// An outcome, and beside it the stages of ranked ballots where there are some, and the margin and the pairs where they are asked for.
#[derive(Serialize)]
struct Counted<'a> {
    #[serde(flatten)]
    outcome: &'a Outcome,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    stages: Vec<StageRow<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    margin: Option<SeatMargin>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pairs: Option<Vec<PaperPairs<'a>>>,
}

#[derive(Serialize)]
struct StageRow<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<&'a str>,
    #[serde(flatten)]
    stage: &'a StageLine,
}

/// Who is elected by ranked ballots, by name; nothing where no tier counts any.
fn by_ranks(rules: &ElectoralSystem, outcome: &Outcome) -> String {
    let is_ranked = |name: &str| {
        let rule = rules.tier(name).map(|tier| &tier.rule);
        matches!(rule, Some(TierRule::Candidates(rule)) if rule.ranked.is_some())
    };
    let mut text = String::new();
    let mut last = None;
    for row in outcome.elected.iter().filter(|row| is_ranked(&row.tier)) {
        let at = (row.tier.as_str(), row.district.as_deref());
        if last.replace(at) != Some(at) {
            text += &format!("\nElected in {}:\n", at.1.unwrap_or(at.0));
        }
        let name = row.candidate.as_deref().unwrap_or_default();
        text += &match &row.party {
            Some(party) => format!("  {name} ({party})\n"),
            None => format!("  {name}\n"),
        };
    }
    text
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let Wanted { rules: source, votes: of, options, paper, how, protocol, margin, picture, form, .. } =
        wanted;
    not_both_from_stdin(source, of)?;
    let rules = source.rules()?;
    let votes = paper.beside(options).read(of, &rules, how.missing_as_nothing)?;
    let outcome = how.count_with(source, &rules, &votes, form.json || *protocol || picture.svg.is_some())?;
    if let Some(file) = &picture.svg {
        return write_picture(
            file,
            &picture.of(&outcome, &rules.name, &format!("Rules: {source}. Ballots: {of}."))?,
        );
    }
    let margin = match margin {
        true => Some(seat_margin(how.rules(&rules)?.as_ref(), &votes)?),
        false => None,
    };
    let pairs = if wanted.pairs { Some(pairs::of(&votes)?) } else { None };
    if form.json {
        let stages = outcome.stages().map(|(_, district, stage)| StageRow { district, stage }).collect();
        return print_as_made(|out| {
            serde_json::to_writer(&mut *out, &Counted { outcome: &outcome, stages, margin, pairs })?;
            writeln!(out)
        });
    }
    if let Some(table) = form.of(&Table::of(&outcome)) {
        return print(&table);
    }
    if *protocol {
        return print_as_made(|out| write!(out, "{}\n{outcome}", outcome.protocol));
    }
    let mut text = wrapped(&rules.name, 2) + &wrapped(&majority(&outcome), 2);
    if let Some(passes) = who_passes(&outcome) {
        text += &wrapped(&passes, 2);
    }
    for note in notes(&outcome) {
        text += &wrapped(&format!("Note: {note}."), 2);
    }
    let margin = margin.map_or_else(String::new, |margin| {
        format!("\nThe fewest votes that move a seat:\n{}", in_words(&margin))
    });
    let pairs = pairs.map_or_else(String::new, |pairs| pairs::in_words(&pairs));
    print(&format!("{text}\n{outcome}{}{margin}{pairs}", by_ranks(&rules, &outcome)))
}
