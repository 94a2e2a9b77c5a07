//! What names in a sweep file stand for: as on the command line, and files beside the sweep file.

use std::path::Path;

use sailau::electorate::Electorate;
use sailau::kazakhstan;
use sailau::reform::sweep_file::{Files, Sources, StationVotes};
use sailau::system::ElectoralSystem;
use sailau::votes::Votes;

use crate::named::{Source, election};
use crate::votes::VotesOptions;

pub(super) struct Beside<'a> {
    files: Files,
    options: &'a VotesOptions,
}

impl<'a> Beside<'a> {
    pub(super) fn new(file: &Path, options: &'a VotesOptions) -> Self {
        Self { files: Files::beside(file), options }
    }
}

fn source(name: &str) -> Source {
    let Ok(source) = name.parse();
    source
}

impl Sources for Beside<'_> {
    fn rules(&self, name: &str) -> Result<String, String> {
        match source(name) {
            Source::Stdin | Source::File(_) => self.files.rules(name),
            on_board => {
                let rules = on_board.rules().map_err(|failure| failure.to_string())?;
                rules.to_toml().map_err(|error| error.to_string())
            }
        }
    }

    fn electorate(&self, name: &str) -> Result<String, String> {
        let electorate = match source(name) {
            Source::Stdin | Source::File(_) => return self.files.electorate(name),
            Source::Kazakhstan(name) => {
                let of_day = kazakhstan::electorate_named(&name).map_err(|error| error.to_string())?;
                of_day.under_its_law().map_err(|error| error.to_string())?
            }
            Source::World(name) => {
                let votes = election(&name).map_err(|failure| failure.to_string())?.votes;
                let of_votes = Electorate::from_votes(&votes, votes.main_contest());
                of_votes.map_err(|error| format!("world:{name}: {error}"))?
            }
            Source::Official(files) => {
                return Err(format!(
                    "{files}: an electorate is made of official files by sailau fit; name the file that it writes"
                ));
            }
        };
        electorate.to_toml().map_err(|error| error.to_string())
    }

    fn behaviour(&self, name: &str) -> Result<String, String> {
        self.files.behaviour(name)
    }

    fn votes(&self, name: &str, rules: &ElectoralSystem) -> Result<Votes, String> {
        let source = match source(name) {
            Source::Stdin | Source::File(_) => {
                Source::File(self.files.path(name).to_string_lossy().into_owned())
            }
            Source::Official(files) => Source::Official(files.placed(|name| self.files.path(name))),
            on_board => on_board,
        };
        self.options.read(&source, rules, true).map_err(|failure| failure.to_string())
    }

    fn stations(&self, name: &str) -> Result<Vec<StationVotes>, String> {
        if name.ends_with(".parquet") {
            return Err(format!("{name}: stations in Parquet are read by sailau-cluster, and CSV here"));
        }
        self.files.stations(name)
    }
}
