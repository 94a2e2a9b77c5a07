//! `sailau rules`: is a rules file right, and what does it say?

mod explain;

use std::process::ExitCode;

use clap::{Args, Subcommand};
use sailau::ElectoralSystem;

use crate::failure::Failure;
use crate::named::Source;
use crate::output::print;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau rules check rules.toml old.toml
  sailau rules show kazakhstan:2023-03-19 --json

Words of rules: https://docs.rs/sailau/latest/sailau/rules_reference")]
pub(crate) struct Wanted {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Check rules files: fails, and says where and what to do, when one is wrong.
    #[command(after_help = "Examples:\n  sailau rules check rules.toml\n  sailau rules check laws/*.toml")]
    Check {
        /// Files, -, kazakhstan:YYYY-MM-DD or world:NAME
        #[arg(required = true)]
        rules: Vec<Source>,
    },
    /// Write rules out, every default in words.
    #[command(
        after_help = "Examples:\n  sailau rules show world:nz_2023\n  sailau rules show rules.toml --json"
    )]
    Show {
        /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
        rules: Source,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Rules as sentences, as a lawyer would read them.
    #[command(
        after_help = "Examples:\n  sailau rules explain kazakhstan:2023-03-19\n  sailau rules explain world:de_2021 --markdown\n\nWords of rules: https://docs.rs/sailau/latest/sailau/rules_reference"
    )]
    Explain(explain::Wanted),
    /// The JSON Schema of rules files, for completion in editors.
    #[command(
        after_help = "Examples:\n  sailau rules schema > rules.schema.json\n  sailau rules schema | jq '.properties.tier.items.properties.threshold'\n\nHow editors are told of it: cli/README.md"
    )]
    Schema,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    match &wanted.what {
        What::Check { rules } => {
            let mut wrong = Vec::new();
            let mut text = String::new();
            for source in rules {
                match source.rules() {
                    Ok(rules) => text += &format!("{source}: right ({})\n", rules.name),
                    Err(failure) => wrong.push(failure.in_one_line()),
                }
            }
            print(&text)?;
            wrong.iter().for_each(|line| eprintln!("sailau: {line}"));
            Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(1) })
        }
        What::Explain(wanted) => explain::run(wanted),
        What::Schema => print(&(ElectoralSystem::json_schema() + "\n")),
        What::Show { rules, json: true } => print(&(rules.rules()?.to_json()? + "\n")),
        What::Show { rules, json: false } => print(&rules.rules()?.to_toml()?),
    }
}
