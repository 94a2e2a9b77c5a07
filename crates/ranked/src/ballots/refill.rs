//! Ballots that are made again and again in the same place.

use super::{Ballots, BallotsError, Mark};

impl Ballots {
    /// Forgets all ballots and has a paper of so many candidates. The room stays, so that filling them again need not ask for
    /// more.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let mut ballots = Ballots::of_nobody(3);
    /// ballots.push_list(41, [0, 2])?;
    /// ballots.clear(5)?;
    /// assert_eq!(ballots, Ballots::of_nobody(5));
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`BallotsError::TooManyCandidates`] for more than ballots can name; nothing is forgotten then.
    pub fn clear(&mut self, candidates: usize) -> Result<(), BallotsError> {
        if candidates > Mark::CANDIDATES {
            return Err(BallotsError::TooManyCandidates { given: candidates, most: Mark::CANDIDATES });
        }
        self.candidates = candidates;
        self.total = 0;
        self.counts.clear();
        self.starts.truncate(1);
        self.marks.clear();
        Ok(())
    }

    /// Adds a list that is known to differ from all others, one candidate a rank, numbered from 0. It is not looked for: of
    /// two equal lists both stay, which changes no count but its time.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let mut ballots = Ballots::of_nobody(3);
    /// ballots.push_list(41, [0, 2])?;
    /// ballots.push_list(30, [1])?;
    /// assert_eq!(ballots.lists().map(|list| list.to_string()).collect::<Vec<_>>(), ["1>3", "2"]);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`BallotsBuilder::add`](super::BallotsBuilder::add); the ballots are then as they were.
    pub fn push_list(
        &mut self,
        count: u64,
        candidates: impl IntoIterator<Item = usize>,
    ) -> Result<(), BallotsError> {
        let total = self.total.checked_add(count).ok_or(BallotsError::TooManyBallots)?;
        if count == 0 {
            return Ok(());
        }
        let first = self.marks.len();
        for candidate in candidates {
            if candidate >= self.candidates {
                self.marks.truncate(first);
                let (number, candidates) = (candidate as u64 + 1, self.candidates);
                return Err(BallotsError::NoSuchCandidate { number, candidates });
            }
            self.marks.push(Mark::of(candidate));
        }
        if u32::try_from(self.counts.len()).is_err() {
            self.marks.truncate(first);
            return Err(BallotsError::TooManyLists);
        }
        self.total = total;
        self.counts.push(count);
        self.starts.push(self.marks.len());
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_refused_leaves_them_as_they_were() {
        let mut ballots = Ballots::of_nobody(2);
        ballots.push_list(u64::MAX - 1, [1, 0]).unwrap();
        let before = ballots.clone();
        assert_eq!(ballots.push_list(2, [0]), Err(BallotsError::TooManyBallots));
        let nobody = BallotsError::NoSuchCandidate { number: 3, candidates: 2 };
        assert_eq!(ballots.push_list(1, [0, 2]), Err(nobody));
        assert!(ballots.clear(Mark::CANDIDATES + 1).is_err());
        assert_eq!(ballots.push_list(0, [0]), Ok(()));
        assert_eq!(ballots, before);
    }

    #[test]
    fn they_are_those_of_a_builder() {
        let mut ballots = Ballots::read(2, "count,preferences\n5,2\n".as_bytes()).unwrap();
        ballots.clear(4).unwrap();
        ballots.push_list(7, [3, 0]).unwrap();
        ballots.push_list(2, []).unwrap();
        assert_eq!(ballots, Ballots::read(4, "count,preferences\n7,4>1\n2,\n".as_bytes()).unwrap());
    }
}
