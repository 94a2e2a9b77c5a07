//! What was read from a text, kept for the next who brings the same text.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

/// The latest few things that were read from texts.
///
/// A scenario of some hundred kilobytes is compiled once an executor and not once a shard; an ensemble is parsed once for
/// all columns that ask it.
#[derive(Debug)]
pub(crate) struct Memo<T> {
    capacity: usize,
    entries: Mutex<VecDeque<(String, Arc<T>)>>,
}

impl<T> Memo<T> {
    pub(crate) fn new(capacity: usize) -> Self {
        Self { capacity, entries: Mutex::default() }
    }

    /// What the text says, read by `read` unless it was read before.
    pub(crate) fn get<E>(&self, text: &str, read: impl FnOnce(&str) -> Result<T, E>) -> Result<Arc<T>, E> {
        if let Some(found) = self.find(text) {
            return Ok(found);
        }
        // Not under the lock: two tasks may read the same text, and neither waits for the other.
        let new = Arc::new(read(text)?);
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        if entries.len() >= self.capacity {
            entries.pop_front();
        }
        entries.push_back((text.to_owned(), Arc::clone(&new)));
        Ok(new)
    }

    fn find(&self, text: &str) -> Option<Arc<T>> {
        let mut entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        let at = entries.iter().rposition(|(known, _)| known == text)?;
        let entry = entries.remove(at)?;
        let found = Arc::clone(&entry.1);
        entries.push_back(entry);
        Some(found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_used_last_is_kept() {
        let memo = Memo::new(2);
        let mut reads = Vec::new();
        for text in ["1", "2", "1", "3", "1", "2"] {
            let read = |text: &str| {
                reads.push(text.to_owned());
                text.parse::<u32>()
            };
            assert_eq!(memo.get(text, read).unwrap().to_string(), text);
        }
        assert_eq!(reads, ["1", "2", "3", "2"]);
        assert!(memo.get("x", str::parse::<u32>).is_err());
    }
}
