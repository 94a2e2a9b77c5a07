//! `sailau world`: the official elections of the repository.

mod cross;

use std::collections::BTreeSet;
use std::process::ExitCode;

use clap::{Args, Subcommand};
use sailau::report::{Cell, Column, Kind, Table};
use sailau::system::Tier;

use crate::case::{Case, Comparison};
use crate::failure::Failure;
use crate::named::{election, elections};
use crate::output::{Form, for_people, print};

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau world list
  sailau world check nz_2023 de_2025

Each can be named in other commands: sailau count world:nz_2023 world:nz_2023")]
pub(crate) struct Wanted {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The elections: country and rules, and for programs what these need of an engine.
    #[command(after_help = "Examples:\n  sailau world list\n  sailau world list --csv")]
    List {
        #[command(flatten)]
        form: Form,
    },
    /// One election: official seats beside those that are counted here, and the rules file.
    #[command(after_help = "Examples:\n  sailau world show nz_2023\n  sailau world show de_2013 --csv")]
    Show {
        /// Its name
        name: String,
        #[command(flatten)]
        form: Form,
    },
    /// Count elections again; fails when a seat differs from the official one.
    #[command(after_help = "Examples:\n  sailau world check\n  sailau world check nz_2023 --json")]
    Check {
        /// Their names; all without one
        names: Vec<String>,
        #[command(flatten)]
        form: Form,
    },
    /// Count elections under the rules of others: who would be largest, and how many seats would be another's.
    #[command(
        after_help = "Examples:\n  sailau world cross nz_2023 --rules kazakhstan:2023-03-19 --allow-uncounted\n  sailau world cross --rules world:no_2021 --missing-as-nothing --csv\n\nAny votes under any rules: sailau count"
    )]
    Cross(cross::Wanted),
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    match &wanted.what {
        What::List { form } => {
            let columns = ["election", "country", "rules"].map(|name| Column::new(name, Kind::Text));
            let mut table = Table::new(columns.clone())?;
            let mut whole = Table::new(columns.into_iter().chain([Column::new("features", Kind::Text)]))?;
            for name in elections()? {
                let Case { country, rules, not_checked, .. } = Case::open(&name)?;
                let features: BTreeSet<_> = rules.tiers.iter().flat_map(Tier::features).collect();
                let features: Vec<_> = features.into_iter().chain(not_checked.map(|_| "(partial)")).collect();
                let row = [Cell::from(name), Cell::from(country), Cell::from(rules.name)];
                table.push(row.clone())?;
                whole.push(row.into_iter().chain([Cell::from(features.join(", "))]))?;
            }
            print(&form.of(&whole).unwrap_or_else(|| for_people(&table)))
        }
        What::Cross(wanted) => cross::run(wanted),
        What::Show { name, form } => show(&election(name)?, *form),
        What::Check { names: wanted, form } => check(wanted, *form),
    }
}

fn show(case: &Case, form: Form) -> Result<ExitCode, Failure> {
    let table = case.table(&case.count()?)?;
    if let Some(table) = form.of(&table) {
        return print(&table);
    }
    let mut text = format!("{}: {}, {}\n", case.name, case.country, case.rules.name);
    text += &format!("{}\n\n{}", case.rules_file.display(), for_people(&table));
    if let Some(not_checked) = &case.not_checked {
        text += &format!("\nNot checked: {not_checked}.\n");
    }
    print(&text)
}

fn check(wanted: &[String], form: Form) -> Result<ExitCode, Failure> {
    let cases: Vec<Case> = match wanted {
        [] => elections()?.iter().map(|name| Ok(Case::open(name)?)).collect::<Result<_, Failure>>()?,
        wanted => wanted.iter().map(|name| election(name)).collect::<Result<_, _>>()?,
    };
    let mut table = Table::new([
        Column::new("election", Kind::Text),
        Column::new("seats", Kind::Count),
        Column::new("agree", Kind::Count),
        Column::new("cells", Kind::Count),
    ])?;
    let mut equal = 0;
    for case in &cases {
        let levels = case.compare(&case.count()?);
        let whole = whole(&levels);
        let official: u32 = whole.iter().map(|level| level.official()).sum();
        let agree: u32 = whole.iter().map(|level| level.agree()).sum();
        let cells: usize = levels.iter().map(|level| level.rows.len()).sum();
        equal += usize::from(levels.iter().all(Comparison::is_equal));
        table.push([
            Cell::from(case.name.as_str()),
            official.into(),
            agree.into(),
            Cell::Count(cells as u64),
        ])?;
    }
    let text = form.of(&table);
    let text = text.unwrap_or_else(|| {
        format!("{}\n{equal} of {} elections agree in every cell\n", for_people(&table), cases.len())
    });
    print(&text)?;
    Ok(if equal == cases.len() { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

/// The seats of an election once: those of all tiers where they are known, otherwise every tier's.
fn whole(levels: &[Comparison]) -> Vec<&Comparison> {
    let total: Vec<_> = levels.iter().filter(|level| level.tier == "total" && !level.by_district).collect();
    if !total.is_empty() {
        return total;
    }
    let finer = |level: &Comparison| levels.iter().any(|other| other.tier == level.tier && other.by_district);
    levels.iter().filter(|level| level.by_district || !finer(level)).collect()
}
