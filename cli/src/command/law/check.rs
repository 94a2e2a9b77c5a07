//! `sailau law check`: cases that stand beside the law as files, held against the law of their day.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use sailau::kazakhstan::cases::{LawCase, check_case};
use sailau::report::wrapped;

use crate::failure::Failure;
use crate::output::print;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau law check tests/law
  sailau law check my_case.toml

What a file has is told in tests/law/README.md of the repository, where the cases on board are.")]
pub(crate) struct Wanted {
    /// Files of cases, or folders: of these every file that ends in .toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// What each case says, with its article and its doubt
    #[arg(long, help_heading = "Output")]
    all: bool,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    let mut files = Vec::new();
    for path in &wanted.paths {
        gather(path, &mut files)?;
    }
    if files.is_empty() {
        let paths: Vec<_> = wanted.paths.iter().map(|path| path.display().to_string()).collect();
        return Err(format!("{}: there is no case here, a file that ends in .toml", paths.join(", ")).into());
    }
    let mut text = String::new();
    let mut cases = Vec::new();
    for file in &files {
        let name = file.display();
        let read = fs::read_to_string(file).map_err(|error| format!("{name}: {error}"))?;
        match check_case(&read) {
            Ok(case) => cases.push(case),
            Err(faults) => faults.iter().for_each(|fault| text += &format!("{name}: {fault}\n")),
        }
    }
    if wanted.all {
        cases.iter().for_each(|case| text += &told(case));
    }
    print(&(text + &summed_up(&cases, files.len())))?;
    Ok(if cases.len() == files.len() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A file as it is; of a folder all cases, in the order of their names.
fn gather(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    let told = |error| format!("{}: {error}", path.display());
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    let entries: Result<Vec<_>, _> = fs::read_dir(path).map_err(told)?.collect();
    let mut within: Vec<_> = entries.map_err(told)?.into_iter().map(|entry| entry.path()).collect();
    within.sort();
    for path in within {
        if path.is_dir() || path.extension().is_some_and(|end| end == "toml") {
            gather(&path, files)?;
        }
    }
    Ok(())
}

fn told(case: &LawCase) -> String {
    let mut line = format!("{} {}: {} [art. {}", case.law, case.procedure, case.says, case.article);
    line += &format!(", {}]", case.certainty);
    if let Some(doubt) = &case.doubt {
        line += &format!(" Doubt: {doubt}.");
    }
    wrapped(&line, 4)
}

fn summed_up(cases: &[LawCase], files: usize) -> String {
    let mut by_procedure: BTreeMap<&str, usize> = BTreeMap::new();
    for case in cases {
        *by_procedure.entry(&case.procedure).or_default() += 1;
    }
    let doubts = cases.iter().filter(|case| case.doubt.is_some()).count();
    let procedures: Vec<_> = by_procedure.iter().map(|(name, number)| format!("{number} {name}")).collect();
    let of = if procedures.is_empty() { String::new() } else { format!(": {}", procedures.join(", ")) };
    wrapped(
        &format!(
            "{} of {files} cases come out as they say{of}. {doubts} of them carry a doubt.",
            cases.len()
        ),
        4,
    )
}
