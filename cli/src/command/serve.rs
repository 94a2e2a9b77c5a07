//! `sailau serve`: the page in the browser.

use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Args;

use crate::failure::Failure;
use crate::serve;

#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  sailau serve
  sailau serve --bind 127.0.0.1:9000

It answers this machine alone unless --bind says otherwise, reads nothing that a browser names but the elections on board,
and asks no other host. Ctrl-C ends it.
What the page shows: https://docs.rs/sailau, and docs/page.md of the repository")]
pub(crate) struct Wanted {
    /// Where it listens; port 0 for any that is free
    #[arg(long, value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    bind: SocketAddr,
    /// A further name that browsers may call it by, such as votes.example.org; give it once for each
    #[arg(long, value_name = "NAME")]
    host: Vec<String>,
}

pub(crate) fn run(wanted: &Wanted) -> Result<ExitCode, Failure> {
    serve::run(wanted.bind, &wanted.host)?;
    Ok(ExitCode::SUCCESS)
}
