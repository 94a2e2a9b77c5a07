//! A list of preferences as it is written: `3>1=2>>4`.

use super::tidy::whole;
use super::{BallotsBuilder, BallotsError, Mark};

impl BallotsBuilder {
    /// Adds `count` ballots with this list of preferences: candidates by their number from 1, the most preferred first, `>`
    /// between ranks, `=` between equal ones, nothing at a blank rank, `*` for an overvote whose candidates are not known.
    ///
    /// ```
    /// use sailau_ranked::BallotsBuilder;
    ///
    /// let mut builder = BallotsBuilder::new(4)?;
    /// builder.add_written(12, "3>1=2>>4")?;
    /// assert_eq!(builder.build().lists().next().unwrap().to_string(), "3>1=2>>4");
    /// let error = BallotsBuilder::new(2)?.add_written(1, "1>3").unwrap_err();
    /// assert_eq!(error.to_string(), "there is no candidate 3: the paper has 2, numbered from 1");
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), and [`BallotsError::NotANumber`].
    pub fn add_written(&mut self, count: u64, preferences: &str) -> Result<(), BallotsError> {
        self.add_bytes(count, preferences.as_bytes())
    }

    /// The same out of a file, which need not be text.
    pub(super) fn add_bytes(&mut self, count: u64, preferences: &[u8]) -> Result<(), BallotsError> {
        self.start();
        if preferences.is_empty() {
            return self.add_marked(count);
        }
        for rank in preferences.split(|byte| *byte == b'>') {
            match rank.trim_ascii() {
                b"" => self.push(Mark::BLANK),
                b"*" => self.push(Mark::OVERVOTE),
                rank => {
                    let mut equal = rank.split(|byte| *byte == b'=').peekable();
                    while let Some(number) = equal.next() {
                        let mark = Mark::of(self.numbered(number.trim_ascii())?);
                        self.push(if equal.peek().is_some() { mark.with_next() } else { mark });
                    }
                }
            }
        }
        self.add_marked(count)
    }

    fn numbered(&self, text: &[u8]) -> Result<usize, BallotsError> {
        let number = whole(text)
            .ok_or_else(|| BallotsError::NotANumber { text: String::from_utf8_lossy(text).into() })?;
        let candidates = self.candidates();
        match usize::try_from(number).ok().and_then(|number| number.checked_sub(1)) {
            Some(candidate) if candidate < candidates => Ok(candidate),
            _ => Err(BallotsError::NoSuchCandidate { number, candidates }),
        }
    }
}
