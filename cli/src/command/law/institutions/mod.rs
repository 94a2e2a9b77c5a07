//! `sailau law institutions`: what was announced on 16 March 2022 and what became of it, and what can be counted of it.

mod count;
mod model;
mod offices;
mod register;

use std::error::Error;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use serde_json::{Map, Value};

use crate::failure::Failure;
use crate::output::{fitted, print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau law institutions register
  sailau law institutions senate akim --json

The fields of the JSON: cli/README.md of the repository")]
pub(crate) struct Wanted {
    /// Sections; all of them without one
    #[arg(value_name = "SECTION")]
    sections: Vec<Section>,
    /// Draws of the two simulations, observers and voting
    #[arg(long, default_value_t = 4_096, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    draws: u64,
    /// Their seed
    #[arg(long, default_value_t = 1, value_name = "N")]
    seed: u64,
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
    text: String,
    json: Value,
}

impl Section {
    fn page(self, wanted: &Wanted) -> Result<Page, Box<dyn Error>> {
        match self {
            Self::Register => register::register(),
            Self::Referendum => count::referendums(),
            Self::Parliament => count::parliaments(),
            Self::Senate => offices::senate(),
            Self::Maslihat => offices::maslihats(),
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
    for section in sections {
        let page = section.page(wanted)?;
        text += &page.text;
        text += "\n";
        let name = section.to_possible_value().map(|value| value.get_name().to_owned()).unwrap_or_default();
        json.insert(name, page.json);
    }
    if wanted.json {
        return print(&(serde_json::to_string(&json)? + "\n"));
    }
    print(&fitted(&text))
}
