//! Whom ballots rank highest of a few.

use super::Ballots;
use super::mark::Mark;

impl Ballots {
    /// How many ballots rank each of these candidates above the others of them: of two, the pairwise count, which is what the same
    /// voters would do in a second round between them.
    ///
    /// `votes` is written anew, in the order of `among`. Blank ranks are passed over. A ballot counts for nobody that ranks none of
    /// them, that puts several of them at one rank before any other, or on which an overvote of which nothing is known comes first.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let ballots = Ballots::read(4, "count,preferences\n40,1\n35,2>3\n25,3>4>2\n5,4>2=1\n".as_bytes())?;
    /// let mut votes = Vec::new();
    /// ballots.preferred(&[0, 1], &mut votes);
    /// assert_eq!(votes, [40, 60]);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    pub fn preferred(&self, among: &[usize], votes: &mut Vec<u64>) {
        votes.clear();
        votes.resize(among.len(), 0);
        for (list, count) in self.counts.iter().enumerate() {
            let marks = &self.marks[self.starts[list]..self.starts[list + 1]];
            if let Some(place) = first_of(marks, among) {
                // The sum of all ballots is a u64.
                votes[place] += count;
            }
        }
    }
}

/// The place among these of the one whom a list ranks above the others.
fn first_of(marks: &[Mark], among: &[usize]) -> Option<usize> {
    let (mut first, mut equal) = (None, false);
    for mark in marks {
        match mark.candidate() {
            Some(candidate) => {
                if let Some(place) = among.iter().position(|own| *own == candidate) {
                    equal |= first.is_some_and(|first| first != place);
                    first = Some(place);
                }
            }
            None if *mark == Mark::OVERVOTE => return None,
            None => {}
        }
        if !mark.is_with_next() && first.is_some() {
            return first.filter(|_| !equal);
        }
    }
    None
}
