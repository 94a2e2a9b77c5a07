//! A list that stands in the place of several.

use super::{Entry, Field, Party};

impl Field {
    /// Makes a new party stand in the place of the first of these on each paper of a contest.
    #[doc(hidden)]
    pub fn stand_together(&mut self, contest: &str, members: &[usize], party: Party) {
        let number = self.parties.len();
        self.parties.push(party);
        let own = self.contests.iter_mut().filter(|own| own.name == contest);
        for ballot in own.flat_map(|own| &mut own.ballots) {
            let is_member = |entry: &Entry| entry.party.is_some_and(|party| members.contains(&party));
            if let Some(first) = ballot.entries.iter().position(is_member) {
                ballot.entries.own()[first].party = Some(number);
            }
        }
    }
}
