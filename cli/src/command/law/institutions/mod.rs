//! `sailau law institutions`: what was announced on 16 March 2022 and what became of it, and what can be counted of it.

mod count;
mod model;
mod offices;
mod register;

use std::error::Error;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use sailau::procedure::{Decision, Requirement, Verdict};
use sailau::report::wrapped;
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::output::{fitted, left_out, print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau law institutions register
  sailau law institutions senate akim --json

The fields of the JSON: cli/README.md of the repository")]
pub(crate) struct Wanted {
    /// Sections; without one, a sentence of each
    #[arg(value_name = "SECTION")]
    sections: Vec<Section>,
    /// Draws of the two simulations, observers and voting
    #[arg(long, default_value_t = 4_096, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    draws: u64,
    /// Their seed
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
    /// Everything of these sections: before and after, every requirement with its article, sources and doubts
    #[arg(long, help_heading = "Output", conflicts_with = "json")]
    all: bool,
    /// An object with a field for each section
    #[arg(long, help_heading = "Output")]
    json: bool,
}

/// What can be asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Section {
    /// Every measure that was announced, and what became of it
    Register,
    /// Official totals of referendums under the law of the day
    Referendum,
    /// Who chooses Parliament: seats and power
    Parliament,
    /// How the Senate was made up under each law
    Senate,
    /// List votes of mäslihats in 2023, counted
    Maslihat,
    /// By-elections to mäslihats, of which there are no votes
    ByElection,
    /// Deputies' votes on the President's candidates for akim
    Akim,
    /// First votes for the President
    President,
    /// What candidates and parties may spend
    Funds,
    /// One voter register: double entries, on made-up rolls
    Rolls,
    /// How many observers see how much
    Observers,
    /// Other ways of voting: a scenario, not law
    Voting,
}

/// What a section prints, for people and for programs.
struct Page {
    /// The answer in a sentence.
    sentence: String,
    /// The first screen, where it is not everything.
    first: Option<String>,
    /// Everything.
    text: String,
    json: Value,
}

/// The verdict, and the requirement that it hangs on.
fn in_short(decision: &Decision) -> String {
    let verdict = match decision.verdict {
        Verdict::Met => "every requirement is met; nearest to failing",
        Verdict::NotMet => "not met",
        Verdict::Open => "open, for want of facts",
    };
    let hangs = |one: &&Requirement| {
        format!(
            "{} (given {}, needed {})",
            one.name,
            one.measure.given_in_words(),
            one.measure.needed_in_words()
        )
    };
    let hangs: Vec<_> = decision.binding().iter().map(hangs).collect();
    format!("{verdict}: {}", hangs.join("; "))
}

impl Section {
    fn page(self, wanted: &Wanted) -> Result<Page, Box<dyn Error>> {
        match self {
            Self::Register => register::register(),
            Self::Referendum => count::referendums(),
            Self::Parliament => count::parliaments(),
            Self::Senate => offices::senate(),
            Self::Maslihat => offices::maslihats(),
            Self::ByElection => offices::by_elections(),
            Self::Akim => offices::akims(),
            Self::President => offices::presidents(),
            Self::Funds => count::funds(),
            Self::Rolls => count::rolls(),
            Self::Observers => model::observers(wanted),
            Self::Voting => model::voting(wanted),
        }
    }
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let mut text = String::new();
    let mut json = Map::new();
    let sections = if wanted.sections.is_empty() { Section::value_variants() } else { &wanted.sections };
    let in_sentences = wanted.sections.is_empty() && !wanted.all;
    for section in sections {
        let page = section.page(wanted)?;
        let name = section.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        match page.first {
            _ if in_sentences => text += &wrapped(&format!("{name}: {}", page.sentence), 4),
            Some(first) if !wanted.all => text += &(first + &left_out(&["details".to_owned()]) + "\n"),
            _ => text += &(page.text + "\n"),
        }
        json.insert(name, page.json);
    }
    if wanted.json {
        return print(&(serde_json::to_string(&json)? + "\n"));
    }
    if in_sentences {
        text += "\nMore of each: sailau law institutions SECTION, and with --all everything.\n";
    }
    print(&fitted(&text))
}
