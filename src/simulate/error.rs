use thiserror::Error;

/// Why a run cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SimulateError {
    /// No draws are asked for.
    #[error("a run needs at least one draw")]
    NoDraws,
    /// More draws than exact sums can hold.
    #[error("{0} draws are more than 2^60, the most that exact sums can hold")]
    TooManyDraws(
        /// The draws asked for.
        u64,
    ),
    /// A shard that is not there.
    #[error("there is no shard {part} of {of}; shards are counted from 1")]
    NoSuchShard {
        /// The shard asked for.
        part: u64,
        /// How many there are.
        of: u64,
    },
    /// Blocks beyond the run's last.
    #[error("blocks {from}..{to} are not in this run, which has {blocks}")]
    NoSuchBlocks {
        /// The first block asked for.
        from: u64,
        /// The block after the last.
        to: u64,
        /// How many there are.
        blocks: u64,
    },
    /// A stop rule looks at a run from its beginning; a shard has only a part.
    #[error("a stop rule needs the whole run, not a shard; run the shards and judge what they merge to")]
    StopRuleOnShard,
    /// The threads could not be started.
    #[error("the threads could not be started: {0}")]
    Threads(
        /// What the system says.
        String,
    ),
    /// A confidence level that is none.
    #[error("{0} is no confidence level; write one between 0 and 1, such as 0.95")]
    NotALevel(
        /// As given.
        String,
    ),
    /// The parts of a run did not fit together.
    #[error("the experiment's summaries do not merge: {0}")]
    Merge(#[from] MergeError),
}

/// Why two summaries do not merge.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum MergeError {
    /// They are of different runs.
    #[error("these samples are of different runs: {0}")]
    OtherRun(
        /// What differs, in words, such as `the seeds differ`.
        String,
    ),
    /// There is no sample.
    #[error("there is no sample to merge")]
    Nothing,
    /// Both have drawn the same block.
    #[error("block {0} is in both samples; leave one of them out")]
    Overlap(
        /// The first such block.
        u64,
    ),
    /// They are of different shape.
    #[error("the summaries are of different shape: {0}")]
    Shape(
        /// What differs.
        &'static str,
    ),
    /// A sum does not fit: the summaries did not come from runs of this crate.
    #[error("a sum is too large to be exact")]
    TooLarge,
}
