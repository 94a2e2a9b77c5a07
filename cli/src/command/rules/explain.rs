//! `sailau rules explain`: rules as sentences.

use std::process::ExitCode;

use clap::Args;
use sailau::report::wrapped;
use sailau::system::Sentence;

use crate::failure::Failure;
use crate::named::Source;
use crate::output::print;

#[derive(Debug, Args)]
pub(crate) struct Wanted {
    /// A file, -, kazakhstan:YYYY-MM-DD or world:NAME
    rules: Source,
    /// Where rules stand too: notes and addresses
    #[arg(long, help_heading = "Output")]
    all: bool,
    /// JSON: of each sentence the tier, the field, and where it stands
    #[arg(long, help_heading = "Output", conflicts_with = "markdown")]
    json: bool,
    /// Markdown, a list a tier
    #[arg(long, help_heading = "Output")]
    markdown: bool,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let sentences = wanted.rules.rules()?.in_words();
    if wanted.json {
        return print(&(serde_json::to_string(&sentences)? + "\n"));
    }
    let shown: Vec<_> = sentences.iter().filter(|said| wanted.all || said.field != "cite").collect();
    let mut text = String::new();
    let mut last: Option<&Sentence> = None;
    for said in &shown {
        text += &match (last, wanted.markdown) {
            (None, false) => format!("{}\n", wrapped(&said.to_string(), 0)),
            (None, true) => format!("# {}\n\n", plain(said.sentence.trim_end_matches('.'))),
            // A tier begins with its name.
            (Some(before), false) if before.tier != said.tier => {
                format!("\n{}", heading(said, wrapped(&said.to_string(), 0)))
            }
            (Some(before), true) if before.tier != said.tier => match said.tier {
                Some(_) => format!("\n## {}\n\n", plain(said.to_string().trim_end_matches('.'))),
                None => format!("\n## Where rules stand\n\n- {}\n", plain(&said.to_string())),
            },
            (_, false) => wrapped(&format!("  {said}"), 4),
            (_, true) => format!("- {}\n", plain(&said.to_string())),
        };
        last = Some(said);
    }
    print(&text)
}

/// What is of no tier comes last, below a line of its own.
fn heading(said: &Sentence, line: String) -> String {
    if said.tier.is_some() {
        line
    } else {
        format!("Where rules stand\n{}", wrapped(&format!("  {said}"), 4))
    }
}

/// Text that Markdown shows as it is: names come from files.
fn plain(text: &str) -> String {
    let mut shown = String::new();
    // What stands in back-quotes is shown as it is already.
    let mut quoted = false;
    for c in text.chars() {
        quoted ^= c == '`';
        if !quoted && matches!(c, '*' | '_' | '<' | '>' | '[' | ']' | '#' | '|' | '\\') {
            shown.push('\\');
        }
        shown.push(c);
    }
    shown
}
