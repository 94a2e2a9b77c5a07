//! Two in turns: what else the machine does meets both.

use std::time::{Duration, Instant};

use cpu_time::ThreadTime;

/// The fastest of each, in seconds of the processor, and their ratio: on a machine that others use, a clock tells how often a long
/// count was interrupted, and a median how much of its memory others took.
pub(crate) struct Paired {
    pub(crate) ours: f64,
    pub(crate) theirs: f64,
    pub(crate) ratio: f64,
}

/// Times both in turns for a while, at least so many times; ours so often in a row that the clock's grain does not matter, and
/// not so long that other programs always cut in.
pub(crate) fn pairs(
    least: usize,
    seconds: f64,
    mut ours: impl FnMut(),
    mut theirs: impl FnMut() -> Duration,
) -> Paired {
    ours();
    theirs();
    let start = Instant::now();
    ours();
    let in_a_row = (2e-4 / start.elapsed().as_secs_f64().max(1e-9)).clamp(1.0, 1000.0) as u32;
    let begin = Instant::now();
    let (mut our_time, mut their_time, mut pairs) = (f64::INFINITY, f64::INFINITY, 0);
    while pairs < least || begin.elapsed().as_secs_f64() < seconds {
        let start = ThreadTime::now();
        for _ in 0..in_a_row {
            ours();
        }
        let our = start.elapsed().as_secs_f64() / f64::from(in_a_row);
        let their = theirs().as_secs_f64();
        our_time = our_time.min(our);
        their_time = their_time.min(their);
        pairs += 1;
    }
    Paired { ours: our_time, theirs: their_time, ratio: their_time / our_time }
}

pub(crate) fn median(of: &mut [f64]) -> f64 {
    of.sort_by(f64::total_cmp);
    of[of.len() / 2]
}

/// A time for people.
pub(crate) fn shown(seconds: f64) -> String {
    match seconds {
        _ if seconds < 1e-3 => format!("{:.1} µs", seconds * 1e6),
        _ if seconds < 1.0 => format!("{:.2} ms", seconds * 1e3),
        _ => format!("{seconds:.2} s"),
    }
}
