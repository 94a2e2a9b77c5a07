//! Votes of candidates that won nothing, added to the lists of their parties.

use super::Stop;
use super::list::Count;
use super::witness::{At, Fact, Witness};
use crate::system::plan::Kind;
use crate::system::rules::{Transfer, Transferred};

impl<W: Witness> Count<'_, W> {
    pub(super) fn transfer(&mut self, rule: &Transfer) -> Result<(), Stop> {
        let plan = self.plan;
        let mut votes = vec![0u64; plan.parties.len()];
        for &tier in &plan.linked {
            let Kind::Single(single) = &self.tiers[tier].kind else {
                continue;
            };
            let mut winners: Vec<(usize, usize)> =
                self.ledger.iter().filter(|held| held.tier == tier).filter_map(|held| held.winner).collect();
            winners.sort_unstable();
            for seat in &single.seats {
                let entries = &self.tally.votes[seat.votes.clone()];
                let won = |entry: usize| winners.binary_search(&(seat.ballot, entry)).is_ok();
                for (entry, &n) in entries.iter().enumerate() {
                    let Some(list) = plan.list_of(seat.parties[entry]) else {
                        continue;
                    };
                    let more = if !won(entry) {
                        n
                    } else if rule.transfer == Transferred::LosingAndSurplus {
                        let others = entries.iter().enumerate().filter(|(other, _)| *other != entry);
                        let second = others.map(|(_, &n)| n).max().unwrap_or(0);
                        n.saturating_sub(second.saturating_add(1))
                    } else {
                        0
                    };
                    votes[list] = votes[list].checked_add(more).ok_or(Stop::VotesTooLarge)?;
                }
            }
        }
        let at = At { tier: self.tier, district: None };
        self.witness.note(at, Fact::Transferred { plan, votes: &votes });
        self.scratch.transferred = votes;
        Ok(())
    }
}
