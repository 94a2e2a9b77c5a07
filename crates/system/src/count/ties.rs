//! Equal claims, and the rules that decide between them.

use super::location::Location;
use super::ways::Chance;
use crate::lots::Lots as _;
use crate::rules::{TieRule, TieRules};

/// Claimants, numbered as the count numbers them, and those to whom the rules gave a seat.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tied {
    pub(crate) claimants: Vec<u32>,
    pub(crate) winners: Vec<u32>,
    /// Those among whom it is open, and the last winners: as if they had it, in the way that is being followed.
    pub(crate) asked: Vec<u32>,
    pub(crate) supposed: usize,
    /// The rule by which the last of the others won, and those that were asked before.
    pub(crate) decided_by: TieRules,
}

impl Tied {
    /// These claimants, nobody of whom has won yet.
    pub(crate) fn among(&mut self, claimants: impl IntoIterator<Item = u32>) {
        self.claimants.clear();
        self.claimants.extend(claimants);
        self.winners.clear();
        self.asked.clear();
        self.supposed = 0;
    }

    /// Those to whom the rules gave a seat.
    pub(crate) fn decided(&self) -> &[u32] {
        &self.winners[..self.winners.len() - self.supposed]
    }
}

/// What tie rules may look at.
pub(crate) struct TieBreak<'a, O, V, R> {
    pub(crate) rules: TieRules,
    pub(crate) chance: Chance<'a>,
    pub(crate) at: Location,
    /// The order of registration.
    pub(crate) order: O,
    /// The votes.
    pub(crate) votes: V,
    /// The place in the alphabet: lots are drawn from this order, not from that of the input.
    pub(crate) rank: R,
}

impl<O, V, R> TieBreak<'_, O, V, R>
where
    O: Fn(u32) -> Option<u32>,
    V: Fn(u32) -> u64,
    R: Fn(u32) -> u32,
{
    /// Gives `seats`, fewer than there are claimants, to some of them: they become winners, and those who lost leave.
    /// Returns how many seats stay open among those who are still claimants: none where one of the ways in which they
    /// can fall is being followed.
    pub(crate) fn settle(&self, seats: u32, tied: &mut Tied) -> u32 {
        tied.winners.clear();
        tied.asked.clear();
        tied.supposed = 0;
        let mut open = seats;
        for rule in self.rules.iter() {
            if open == 0 {
                break;
            }
            let before = tied.winners.len();
            open = self.by_rule(rule, open, tied);
            if tied.winners.len() > before {
                tied.decided_by = self.rules.until(rule);
            }
        }
        let Some(ways) = self.chance.ways.filter(|_| open > 0) else {
            return open;
        };
        let Tied { claimants, winners, asked, supposed, .. } = tied;
        claimants.sort_unstable_by_key(|&i| (self.rank)(i));
        asked.extend_from_slice(claimants);
        let drawn = ways.draw(self.at.lots(), claimants, open as usize);
        winners.extend_from_slice(drawn);
        *supposed = drawn.len();
        claimants.clear();
        0
    }

    /// As one rule has it: whom it chooses joins the winners. Returns how many seats it leaves open.
    fn by_rule(&self, rule: TieRule, seats: u32, Tied { claimants, winners, .. }: &mut Tied) -> u32 {
        let count = (seats as usize).min(claimants.len());
        match rule {
            TieRule::Unresolved | TieRule::RepeatVote => return seats,
            TieRule::EarlierRegistration => {
                if claimants.iter().any(|&i| (self.order)(i).is_none()) {
                    return seats;
                }
                claimants.sort_unstable_by_key(|&i| (self.order)(i));
            }
            TieRule::MoreVotes | TieRule::FewerVotes => {
                let fewer = rule == TieRule::FewerVotes;
                claimants.sort_unstable_by_key(|&i| (self.votes)(i));
                if !fewer {
                    claimants.reverse();
                }
                // Votes at the border, inside and outside: when they are equal, this rule cannot tell them apart.
                let votes_of = |i: Option<usize>| claimants.get(i?).map(|&i| (self.votes)(i));
                let (border, beyond) = (votes_of(count.checked_sub(1)), votes_of(Some(count)));
                if let (Some(border), Some(beyond)) = (border, beyond)
                    && border == beyond
                {
                    let ahead = |i: u32| {
                        let votes = (self.votes)(i);
                        if fewer { votes < border } else { votes > border }
                    };
                    let before = winners.len();
                    winners.extend(claimants.iter().copied().filter(|&i| ahead(i)));
                    claimants.retain(|&i| (self.votes)(i) == border);
                    return seats - u32::try_from(winners.len() - before).unwrap_or(seats);
                }
            }
            TieRule::Lots => {
                let Some(lots) = self.chance.lots else {
                    return seats;
                };
                claimants.sort_unstable_by_key(|&i| (self.rank)(i));
                winners.extend(lots.draw(self.at.lots(), claimants, count));
                claimants.clear();
                return 0;
            }
        }
        winners.extend(&claimants[..count]);
        claimants.clear();
        0
    }
}
