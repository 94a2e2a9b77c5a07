//! Marks of ballots as votes: of ballots on which a voter has several.

use super::Ballots;
use super::mark::Mark;

impl Ballots {
    /// How many votes each candidate has where every mark is one, up to so many on a ballot and so many for one candidate; and how many
    /// ballots hold any.
    ///
    /// `votes` is written anew, in the order of the paper. Marks count from the first rank on, and blank ranks are passed over. A rank
    /// of several candidates counts for each of them; where it goes beyond the votes of a ballot nobody knows which of them are meant,
    /// and it and what follows counts for nobody, as after an overvote of which nothing is known.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let ballots = Ballots::read(3, "count,preferences\n40,1=2\n35,2>3>1\n5,3>3\n1,1=2=3\n".as_bytes())?;
    /// let mut votes = Vec::new();
    /// // Two votes, one for a candidate: of three at one rank none can be told.
    /// assert_eq!(ballots.marked(2, 1, &mut votes), 80);
    /// assert_eq!(votes, [40, 75, 40]);
    /// // Two votes that may go to one candidate.
    /// ballots.marked(2, 2, &mut votes);
    /// assert_eq!(votes, [40, 75, 45]);
    /// // A vote for each candidate whom the voter approves of.
    /// assert_eq!(ballots.marked(3, 1, &mut votes), 81);
    /// assert_eq!(votes, [76, 76, 41]);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    pub fn marked(&self, most: u32, for_one: u32, votes: &mut Vec<u64>) -> u64 {
        votes.clear();
        votes.resize(self.candidates, 0);
        let mut good = 0;
        for (list, count) in self.counts.iter().enumerate() {
            let marks = &self.marks[self.starts[list]..self.starts[list + 1]];
            let (mut from, mut given) = (0, 0);
            while from < marks.len() {
                let length = marks[from..].iter().position(|mark| !mark.is_with_next());
                let rank = from..from + length.map_or(marks.len() - from, |length| length + 1);
                let one_more = |at: usize| counts(marks, at, for_one);
                let here = rank.clone().filter(|&at| one_more(at)).count() as u32;
                if given + here > most || marks[rank.clone()].contains(&Mark::OVERVOTE) {
                    break;
                }
                given += here;
                for at in rank.clone().filter(|&at| one_more(at)) {
                    if let Some(candidate) = marks[at].candidate() {
                        // No more than the number of ballots, or that many times a small number.
                        votes[candidate] = votes[candidate].saturating_add(*count);
                    }
                }
                from = rank.end;
            }
            good += if given > 0 { *count } else { 0 };
        }
        good
    }
}

/// Whether a mark is a vote: of a candidate who has not as many as one may have before it.
fn counts(marks: &[Mark], at: usize, for_one: u32) -> bool {
    let of = |mark: &Mark| mark.candidate();
    let own = of(&marks[at]);
    own.is_some() && marks[..at].iter().filter(|mark| of(mark) == own).count() < for_one as usize
}
