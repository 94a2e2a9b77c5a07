//! What a shell and `man` know of the program.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory as _;
use clap_complete::Shell;

use crate::arguments::Arguments;
use crate::failure::Failure;

/// Completions on standard output.
pub(crate) fn completions(shell: Shell) -> Result<ExitCode, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "sailau", &mut text);
    std::io::stdout().lock().write_all(&text)?;
    Ok(ExitCode::SUCCESS)
}

/// `sailau.1` and `sailau-COMMAND.1` in a folder.
pub(crate) fn pages(folder: &Path) -> Result<ExitCode, Failure> {
    if !folder.is_dir() {
        return Err(format!("{} is no folder; make it first", folder.display()).into());
    }
    clap_mangen::generate_to(Arguments::command(), folder)
        .map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(ExitCode::SUCCESS)
}
