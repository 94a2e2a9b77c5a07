//! How a program of this folder ends, prints and reads a number: no example, but a part of most.

// Not every program needs all of it.
#![allow(dead_code)]

use std::error::Error;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

/// The program's exit code; what went wrong is said on standard error.
pub(crate) fn ended(result: Result<(), Box<dyn Error>>) -> ExitCode {
    match result {
        // A reader who has seen enough (as `head` has) is no error.
        Err(error) if is_broken_pipe(error.as_ref()) => ExitCode::SUCCESS,
        Err(error) => {
            // In one line, whatever it quotes.
            eprintln!("error: {}", error.to_string().replace(char::is_control, " "));
            ExitCode::FAILURE
        }
        Ok(()) => ExitCode::SUCCESS,
    }
}

fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
}

/// Prints the whole page at once.
pub(crate) fn print(text: &str) -> Result<(), Box<dyn Error>> {
    Ok(io::stdout().lock().write_all(text.as_bytes())?)
}

/// The whole number that follows an option of this name.
pub(crate) fn number(parser: &mut lexopt::Parser, name: &str) -> Result<u64, Box<dyn Error>> {
    use lexopt::ValueExt;

    let text = parser.value()?.string()?;
    Ok(text.parse().map_err(|_| format!("--{name} takes a whole number, and `{text}` is none"))?)
}
