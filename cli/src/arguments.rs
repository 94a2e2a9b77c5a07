//! The command line.

use std::path::PathBuf;

use clap::{Parser, Subcommand};
use clap_complete::Shell;

#[cfg(feature = "serve")]
use crate::command::serve;
use crate::command::{
    apportion, audit, check_import, compare, count, countback, fit, forensics, house, import, law, measure,
    power, reform, report, rounding, rules, scale, simulate, sweep, world,
};

/// What would these votes have produced under other rules?
///
/// Rules are TOML or JSON files, votes are CSV files or those of an election office. Both can be named in four ways: a
/// file, - for standard input, kazakhstan:YYYY-MM-DD for the law or the election of that day, and world:NAME for an
/// official election of the repository. What may stand in these files is described at https://docs.rs/sailau: the module
/// `votes` has the columns, `rules_reference` every word of a rules file.
#[derive(Debug, Parser)]
#[command(name = "sailau", version, arg_required_else_help = true, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Count votes under one set of rules.
    Count(count::Wanted),
    /// Who takes a seat that was left: the papers that elected the member, counted again.
    Countback(Box<countback::Wanted>),
    /// Results as an election office publishes them: read, checked, and written as files for the other commands.
    Import(import::Wanted),
    /// Count an office's files with the country's rules, and hold the office's seats against ours.
    CheckImport(check_import::Wanted),
    /// Count the same votes under several sets of rules.
    Compare(compare::Wanted),
    /// Seats alone: by any method, with certificate and margin; for other languages too (--jsonl).
    Apportion(apportion::Wanted),
    /// How proportional, how fragmented, how wasteful: indices of a count or a table.
    Measure(measure::Wanted),
    /// What seats are worth when parties vote as one: coalitions, Banzhaf, Shapley-Shubik.
    Power(power::Wanted),
    /// Who sits in a house, as half a circle of seats: here, or as SVG (--svg).
    House(house::Wanted),
    /// How many ballot papers must be looked at to trust the house that votes give under rules.
    Audit(audit::Wanted),
    /// An electorate from the votes of several elections: for simulate.
    Fit(fit::Wanted),
    /// Chances of majorities under several sets of rules, on the same drawn elections.
    Simulate(Box<simulate::Wanted>),
    /// What each change between two laws did to the seats, and how many votes move one.
    Reform(reform::Wanted),
    /// Seats and chances over a range of rules, and where they tip: a sweep file, or ranges on the line.
    Sweep(sweep::Wanted),
    /// Votes under several sets of rules as a page of HTML with pictures.
    Report(Box<report::Wanted>),
    /// Every electoral system on board on the same synthetic electorates, along one axis of disproportionality.
    Scale(Box<scale::Wanted>),
    /// How often rounded quotients, percentages and quotas give a seat to somebody else.
    Rounding(rounding::Wanted),
    /// Polling stations' counts: last digits, turnout against share, observers; and how often each is a false alarm.
    Forensics(Box<forensics::Wanted>),
    /// The laws of Kazakhstan by day, and what changed between two days.
    Law(law::Wanted),
    /// Check rules files, or write them out in full.
    Rules(rules::Wanted),
    /// The official elections of the repository: list them, or count them all again.
    World(world::Wanted),
    /// Votes and laws as a page in the browser, to change the law by hand.
    #[cfg(feature = "serve")]
    Serve(serve::Wanted),
    /// Completions for a shell, on standard output.
    #[command(
        after_help = "Examples:\n  sailau completions bash > ~/.local/share/bash-completion/completions/sailau\n  sailau completions fish > ~/.config/fish/completions/sailau.fish"
    )]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Write the man pages, one a command, into a folder.
    #[command(
        after_help = "Examples:\n  sailau man ~/.local/share/man/man1\n  sailau man /tmp/pages && man /tmp/pages/sailau-count.1"
    )]
    Man {
        /// The folder; it must be there.
        folder: PathBuf,
    },
}
