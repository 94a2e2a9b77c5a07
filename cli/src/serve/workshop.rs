//! Work that takes a processor: as many at a time as there are cores, and a queue that has an end.

use std::num::NonZero;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;
use tokio::time::timeout;

use super::refusal::Refusal;

/// So many may wait.
const WAITING: usize = 600;
/// And for so long.
const PATIENCE: Duration = Duration::from_secs(30);

/// How many counts run at a time.
pub(super) fn threads() -> usize {
    std::thread::available_parallelism().map_or(2, NonZero::get).clamp(1, 16)
}

/// Hands, and places to wait for them.
#[derive(Debug, Clone)]
pub(super) struct Workshop {
    hands: Arc<Semaphore>,
    queue: Arc<Semaphore>,
}

impl Workshop {
    pub(super) fn new() -> Self {
        Self { hands: Arc::new(Semaphore::new(threads())), queue: Arc::new(Semaphore::new(WAITING)) }
    }

    /// Does the work on a thread of its own, when it is its turn.
    pub(super) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, Refusal> + Send + 'static,
    ) -> Result<T, Refusal> {
        let place = Arc::clone(&self.queue).try_acquire_owned().map_err(|_| Refusal::busy())?;
        let hand = timeout(PATIENCE, Arc::clone(&self.hands).acquire_owned()).await;
        let hand = hand.ok().and_then(Result::ok).ok_or_else(Refusal::busy)?;
        let done = tokio::task::spawn_blocking(move || {
            // Held until the work is done, even when who asked is gone by then.
            let _held = (place, hand);
            work()
        });
        done.await.unwrap_or_else(|_| Err(Refusal::broken()))
    }
}
