//! What can go wrong, each with the name of the thing that did.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use datafusion::error::DataFusionError;
use sailau::reform::sweep_file::SweepFileError;
use thiserror::Error;

use crate::scenario::ScenarioError;

/// Why a run, a query or a server did not go through.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ClusterError {
    /// The sweep file is not one.
    #[error("{path}: {source}")]
    Sweep {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<SweepFileError>,
    },
    /// A sweep of real votes, which are counted and not drawn.
    #[error(
        "{path}: real votes are counted on one machine, by `sailau sweep {path}`; a cluster draws an `electorate`"
    )]
    Counted {
        /// The file.
        path: PathBuf,
    },
    /// A scenario of the sweep cannot be drawn.
    #[error("{path}: {source}")]
    Scenario {
        /// The sweep file.
        path: PathBuf,
        /// What is wrong.
        source: Box<ScenarioError>,
    },
    /// Nobody answers at the scheduler's address.
    #[error(
        "the scheduler at {url} cannot be reached: {reason}; is `sailau-cluster scheduler` running there?"
    )]
    Unreachable {
        /// The address.
        url: String,
        /// What the system says.
        reason: String,
    },
    /// The address of a scheduler is not one.
    #[error("`{0}` is no scheduler's address; write it as http://HOST:PORT, or https://HOST:PORT with --tls")]
    Address(String),
    /// An address that is asked for certificates, and there are none, or the other way round.
    #[error(
        "`{url}` and the certificates do not go together: https needs --tls DIR, and http is not asked with certificates"
    )]
    Scheme {
        /// The address.
        url: String,
    },
    /// The scheduler lets nobody in who shows what this program shows.
    #[error("the scheduler at {url} refuses this program: {reason}; {hint}")]
    Refused {
        /// The address.
        url: String,
        /// What was said.
        reason: String,
        /// What to look at.
        hint: &'static str,
    },
    /// Files that are no certificates, or do not belong together.
    #[error(
        "{folder} has no certificates to go by: {reason}; ca.pem, cert.pem and key.pem are PEM, and the key is the certificate's"
    )]
    Certificates {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// A server would listen beyond its own machine, and nothing protects it.
    #[error(
        "{0} is reached from other machines, and whoever reaches it could run plans here: give --tls DIR with certificates \
         (`sailau-cluster certificates` makes some), or --insecure where the network itself keeps others out"
    )]
    Uncovered(std::net::IpAddr),
    /// A shard failed, on whichever machine.
    #[error("{message}; {kept}")]
    Shard {
        /// What the shard said: it names the scenario and the blocks.
        message: String,
        /// What is not lost.
        kept: String,
    },
    /// A job failed for another reason than a shard.
    #[error("the job of shards {first} to {last} failed: {message}; {kept}")]
    Job {
        /// The job's first shard, as `scenario, blocks`.
        first: String,
        /// Its last one.
        last: String,
        /// What the engine said.
        message: String,
        /// What is not lost.
        kept: String,
    },
    /// A file cannot be read or written: a full disk, a missing folder, a missing right.
    #[error("{path} cannot be {done}: {reason}")]
    File {
        /// The file.
        path: PathBuf,
        /// `read`, `written`, …
        done: &'static str,
        /// What the system says.
        reason: String,
    },
    /// The folder has another run.
    #[error("{path} holds another run ({what} differs); give each run a folder of its own")]
    OtherRun {
        /// The folder.
        path: PathBuf,
        /// What differs.
        what: String,
    },
    /// Two programs write to one folder.
    #[error("another process is running into {path}; wait for it, or give this run a folder of its own")]
    InUse {
        /// The folder.
        path: PathBuf,
    },
    /// The folder has no results yet.
    #[error("{path} has no finished run; finish it with `sailau-cluster run … --out {path}`")]
    NotFinished {
        /// The folder.
        path: PathBuf,
    },
    /// The engine refuses a query.
    #[error("the query failed: {0}")]
    Query(String),
    /// A server cannot start or go on.
    #[error("the {what} stopped: {reason}")]
    Server {
        /// Which server.
        what: &'static str,
        /// What it says.
        reason: String,
    },
    /// Words on the command line that are not understood.
    #[error("{0}; `sailau-cluster --help` lists what there is")]
    Usage(String),
}

impl ClusterError {
    pub(crate) fn file(path: &Path, done: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, done, reason: error.to_string() }
    }

    /// Errors of Parquet and CSV files, which are those of the system below.
    pub(crate) fn encode(path: &Path, done: &'static str) -> impl FnOnce(DataFusionError) -> Self {
        let path = path.to_owned();
        move |error| Self::File { path, done, reason: plain(&error.to_string()) }
    }
}

// What our functions say comes through the engine wrapped in its own words, quoted and quoted again. These marks show
// where it begins and ends.
const FROM: char = '⟦';
const TO: char = '⟧';

/// An error of one of our functions, marked.
pub(crate) fn on_the_wire(error: &impl Display) -> DataFusionError {
    DataFusionError::Execution(format!("{FROM}{error}{TO}"))
}

/// What one of our functions said, if the engine's message has it.
pub(crate) fn marked(message: &str) -> Option<String> {
    let from = message.find(FROM)? + FROM.len_utf8();
    let to = from + message.get(from..)?.find(TO)?;
    Some(unquoted(&message[from..to]))
}

/// What one of our functions said, or else what the engine said.
pub(crate) fn plain(message: &str) -> String {
    marked(message).unwrap_or_else(|| message.lines().map(str::trim).collect::<Vec<_>>().join(" "))
}

/// Takes away the backslashes of text that was quoted, however often.
fn unquoted(text: &str) -> String {
    let text = text.replace("\\n", " ");
    text.chars().filter(|&c| c != '\\').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn our_words_come_out_of_the_engines() {
        let ours = "scenario `a \"b\"`, blocks 0..4: no seats";
        let mut message = on_the_wire(&ours).to_string();
        for _ in 0..2 {
            message = format!("Job 1 failed: Task failed: DataFusionError(Execution({message:?}))");
        }
        assert_eq!(plain(&message), ours);
        assert_eq!(plain("out of\n  memory"), "out of memory");
    }
}
