//! An official election of the collection, counted under its own law: the record, and official seats beside counted ones.
//!
//! ```text
//! cargo run --release --example world -- NAME [--protocol]
//! ```
//!
//! `sailau world` of the program lists the elections, counts all of them again, and counts them under other rules.

#[path = "../tests/world/case.rs"]
#[allow(dead_code)]
mod case;

use std::error::Error;
use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use case::{Case, Comparison};

fn main() -> ExitCode {
    let Err(error) = page().and_then(|page| Ok(print(&page)?)) else { return ExitCode::SUCCESS };
    // In one line, whatever it quotes.
    eprintln!("error: {}", error.to_string().replace(char::is_control, " "));
    ExitCode::FAILURE
}

fn print(page: &str) -> io::Result<()> {
    match io::stdout().write_all(page.as_bytes()) {
        // A reader who has seen enough (as `head` has) is no error.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        printed => printed,
    }
}

fn page() -> Result<String, Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let names: Vec<&String> = arguments.iter().filter(|argument| !argument.starts_with("--")).collect();
    let options = arguments.iter().filter(|argument| argument.starts_with("--"));
    let [name] = names.as_slice() else {
        return Err("name one election, such as nz_2023; `sailau world list` has them".into());
    };
    for option in options {
        if option != "--protocol" {
            return Err(format!("there is no option {option}; there is --protocol").into());
        }
    }
    let case = Case::open(name)?;
    let outcome = case.count()?;
    let mut text = String::new();
    if arguments.len() > 1 {
        writeln!(text, "{}", outcome.protocol)?;
    }
    writeln!(text, "{}: {}, {} ({})", case.name, case.country, case.rules.name, case.rules_file.display())?;
    for level in case.compare(&outcome) {
        write(&mut text, &level)?;
    }
    if let Some(not_checked) = &case.not_checked {
        writeln!(text, "\nNot checked: {not_checked}.")?;
    }
    Ok(text)
}

fn write(text: &mut String, level: &Comparison) -> std::fmt::Result {
    let place = if level.by_district { "by district" } else { "in all" };
    writeln!(text, "\n{} seats {place}: {} of {} agree", level.tier, level.agree(), level.official())?;
    writeln!(text, "  {:<60} {:>8} {:>8}", "", "official", "computed")?;
    for row in &level.rows {
        let party = row.party.as_deref().unwrap_or("(without a party)");
        let name = match &row.district {
            Some(district) => format!("{district}, {party}"),
            None => party.to_owned(),
        };
        let mark = if row.official == row.computed { "" } else { "  <" };
        writeln!(text, "  {name:<60} {:>8} {:>8}{mark}", row.official, row.computed)?;
    }
    Ok(())
}
