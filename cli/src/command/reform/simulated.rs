//! `sailau reform simulate`: elections drawn around those of a reform, each counted under both laws.

use std::process::ExitCode;

use clap::Args;
use sailau::electorate::{Electorate, SingleContest, VoteModel};
use sailau::reform::atlas::{Law, Studied};
use sailau::report::wrapped;
use sailau::simulate::elections::{Digest, Ensemble, Simulation};
use sailau::simulate::{Confidence, Run};
use sailau::system::{Districts, ElectoralSystem, TierRule};
use sailau::votes::{Contest, Votes};
use serde::Serialize;

use super::atlas::studies;
use crate::command::simulate::page;
use crate::failure::Failure;
use crate::fitting::vary_as_others;
use crate::output::print;
use crate::progress::Bar;
use crate::scenario;

#[derive(Debug, Args)]
pub(super) struct Draws {
    /// How many elections to draw around each
    #[arg(long, value_name = "N", default_value_t = 2_000, help_heading = "Draws")]
    draws: u64,
    /// What voters and parties do about a threshold, as a file: both laws are counted without it and with it
    #[arg(long, value_name = "FILE")]
    scenario: Option<String>,
    /// The same number draws the same elections
    #[arg(long, value_name = "N", default_value_t = 1, help_heading = "Draws")]
    seed: u64,
    /// As many as there are cores when it is left out
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true, help_heading = "Draws")]
    threads: usize,
}

/// An election of the reform, as it is printed.
#[derive(Serialize)]
struct Drawn<'a> {
    election: &'a str,
    held_under: Law,
    #[serde(skip_serializing_if = "Option::is_none")]
    drawn: Option<Digest>,
    #[serde(skip_serializing_if = "Option::is_none")]
    not_drawn: Option<String>,
}

pub(super) fn simulate(id: &str, draws: &Draws, json: bool) -> Result<ExitCode, Failure> {
    let studies = studies(&[id.to_owned()])?;
    let Some(study) = studies.first() else { return Err(format!("`{id}`: there is no such reform").into()) };
    let mut text =
        wrapped(&format!("{}: {} ({})", study.entry.country, study.entry.title, study.entry.id), 2);
    let mut rows = Vec::new();
    for election in &study.elections {
        let Studied { name, held_under, .. } = election;
        text += &wrapped(&format!("\nAround the votes of {name}, held under the law {held_under}:"), 2);
        let (drawn, not_drawn) = match draws.of(election) {
            Ok(ensemble) => {
                let digest = Digest::of(&ensemble, Confidence::P95);
                text += &page::first(&ensemble, &digest, false, false)?;
                (Some(digest), None)
            }
            Err(failure) => {
                let why = failure.in_one_line();
                text += &wrapped(&format!("  Nothing can be drawn: {why}"), 4);
                (None, Some(why))
            }
        };
        rows.push(Drawn { election: name, held_under: *held_under, drawn, not_drawn });
    }
    if json {
        return print(&(serde_json::to_string(&rows)? + "\n"));
    }
    print(&text)
}

impl Draws {
    /// Elections around this one, under the laws before and after.
    fn of(&self, election: &Studied) -> Result<Ensemble, Failure> {
        let electorate = electorate(&election.name, election.votes(), election.laws())?;
        let [before, after] = election.laws();
        if let Some(file) = &self.scenario {
            let laws = [("before", before), ("after", after)];
            return self.drawn(&scenario::simulation(file, &electorate, &laws, true)?);
        }
        let mut simulation = Simulation::new(electorate.compile()?).allow_uncounted();
        for (name, law) in [("before", before), ("after", after)] {
            simulation = simulation.system(name, law).map_err(|error| error.to_string())?;
        }
        self.drawn(&simulation)
    }

    fn drawn<M: VoteModel>(&self, simulation: &Simulation<M>) -> Result<Ensemble, Failure> {
        let bar = Bar::new(self.draws, "elections");
        let run = Run::from_seed(self.seed).draws(self.draws).threads(self.threads);
        Ok(run.run_watched(simulation, bar.watch())?.0)
    }
}

/// The electorate of these votes, which varies as others did. Where a law has a ballot between candidates beside that of the
/// lists, every party stands in districts of equal rolls.
fn electorate(name: &str, votes: &Votes, laws: &[ElectoralSystem; 2]) -> Result<Electorate, Failure> {
    let contest = votes.main_contest();
    let mut electorate = Electorate::from_votes(votes, contest)?;
    electorate.name = format!("{name}, varying as others did");
    electorate.sources = vec![format!("Votes of {name}")];
    vary_as_others(&mut electorate, &[]);
    let asks =
        |law: &&ElectoralSystem| contest != Contest::SINGLE && law.contests().contains(&Contest::SINGLE);
    if laws.iter().any(|law| asks(&law)) {
        let districts = match laws.each_ref().map(single_districts) {
            [Some(before), Some(after)] if before != after => {
                let numbers = format!("{before} districts before, {after} after");
                return Err(format!("candidates stand in {numbers}: no ballot is cast in both").into());
            }
            [Some(districts), _] | [None, Some(districts)] => Some(districts),
            [None, None] => {
                let of_votes = votes.field().contest(Contest::SINGLE).map(|single| single.ballots.len());
                of_votes.and_then(|districts| u32::try_from(districts).ok())
            }
        };
        let districts =
            districts.ok_or("how many districts elect candidates, neither rules nor votes say")?;
        electorate.singles.push(SingleContest::default());
        electorate = electorate.redrawn(districts);
    }
    Ok(electorate)
}

/// In how many districts a law has candidates elected, where it says so.
fn single_districts(law: &ElectoralSystem) -> Option<u32> {
    law.tiers.iter().find_map(|tier| match (&tier.rule, tier.districts) {
        (TierRule::Candidates(_), Districts::Number(districts)) => Some(districts),
        _ => None,
    })
}
