//! A long run, which Python may watch and end.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use pyo3::prelude::*;
use sailau::simulate::{Progress, SimulateError};

use crate::error::{SimulationError, saying};

/// How often Python is asked for signals, and told how far the run is.
const LOOK: Duration = Duration::from_millis(50);

/// What a run is asked now and then: whether it goes on.
pub(crate) type Watch<'a> = &'a (dyn Fn(Progress) -> ControlFlow<()> + Sync);

/// Makes the draws on threads of their own, while this one, which Python sends its signals to, waits and looks around.
pub(crate) fn watched<A: Send>(
    py: Python<'_>,
    progress: Option<&Bound<'_, PyAny>>,
    draw: impl FnOnce(Watch<'_>) -> Result<A, SimulateError> + Send,
) -> PyResult<A> {
    let (done, of, cancelled) = (AtomicU64::new(0), AtomicU64::new(0), AtomicBool::new(false));
    let watch = |now: Progress| {
        done.fetch_max(now.done, Ordering::Relaxed);
        of.store(now.of, Ordering::Relaxed);
        if cancelled.load(Ordering::Relaxed) { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let report = |progress: Option<&Bound<'_, PyAny>>| match progress {
        Some(progress) => {
            let goes_on = progress.call1((done.load(Ordering::Relaxed), of.load(Ordering::Relaxed)))?;
            // What returns nothing has no objection.
            Ok::<_, PyErr>(goes_on.is_none() || goes_on.is_truthy()?)
        }
        None => Ok(true),
    };
    std::thread::scope(|scope| {
        let (sender, receiver) = channel::<Result<A, SimulateError>>();
        let watch: Watch<'_> = &watch;
        // Where nobody waits any more, nobody misses the answer.
        let drawing = scope.spawn(move || sender.send(draw(watch)).is_ok());
        let receiver = std::sync::Mutex::new(receiver);
        let look = || {
            let receiver = receiver.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            receiver.recv_timeout(LOOK)
        };
        loop {
            match py.detach(look) {
                Ok(answer) => {
                    let answer = answer.map_err(|error| saying::<SimulationError>(error.to_string()))?;
                    if of.load(Ordering::Relaxed) > 0 {
                        report(progress)?;
                    }
                    return Ok(answer);
                }
                Err(RecvTimeoutError::Timeout) => {
                    let asked = py.check_signals().and_then(|()| match cancelled.load(Ordering::Relaxed) {
                        true => Ok(true),
                        false => report(progress),
                    });
                    match asked {
                        Ok(true) => {}
                        Ok(false) => cancelled.store(true, Ordering::Relaxed),
                        Err(error) => {
                            cancelled.store(true, Ordering::Relaxed);
                            // The threads end with the block that they are at.
                            let _ =
                                py.detach(|| receiver.lock().is_ok_and(|receiver| receiver.recv().is_ok()));
                            return Err(error);
                        }
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    // Asked for its end here, a thread that broke off breaks off nothing else.
                    let _ = py.detach(|| drawing.join().is_ok());
                    return Err(saying::<SimulationError>("the threads of the run ended without an answer"));
                }
            }
        }
    })
}
