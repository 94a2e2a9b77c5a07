use rand::seq::SliceRandom;
use rand::{SeedableRng, rngs::ChaCha12Rng};

use super::witness::At;
use crate::system::rules::TieRule;

/// What a tie rule may look at. Claimants are numbered as the kernel numbers them.
pub(in crate::system) struct Claims<O, V, R> {
    /// The order of registration.
    pub(in crate::system) order: O,
    /// The votes.
    pub(in crate::system) votes: V,
    /// The place in the alphabet: lots are drawn from this order, not from that of the input.
    pub(in crate::system) rank: R,
}

/// A seed for the lots of one tie, made of the count's seed and the tie's place.
#[derive(Debug, Clone, Copy)]
pub(in crate::system) struct Lots {
    pub(in crate::system) seed: u64,
    pub(in crate::system) tier: usize,
    /// The district's place in the alphabet; none when nationwide.
    pub(in crate::system) district: Option<u32>,
}

impl Lots {
    /// Draws the order of equal claims, which come in one that does not depend on the input.
    pub(in crate::system) fn shuffle<T>(self, claims: &mut [T]) {
        claims.shuffle(&mut self.generator());
    }

    fn generator(self) -> ChaCha12Rng {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&self.seed.to_le_bytes());
        key[8..16].copy_from_slice(&(self.tier as u64).to_le_bytes());
        let district = self.district.map_or(0, |rank| u64::from(rank) + 1);
        key[16..24].copy_from_slice(&district.to_le_bytes());
        ChaCha12Rng::from_seed(key)
    }
}

/// Where a tie is decided.
#[derive(Debug, Clone, Copy)]
pub(in crate::system) struct Place {
    pub(in crate::system) at: At,
    /// The district's place in the alphabet; none when nationwide.
    pub(in crate::system) rank: Option<u32>,
}

impl Place {
    pub(in crate::system) fn of(at: At, rank: Option<u32>) -> Self {
        Self { at, rank }
    }
}

/// Lets `rule` give `seats` to some of `tied`: they move to `winners`, and those who lost leave. Returns how many
/// seats stay open among those who are still in `tied`.
pub(in crate::system) fn settle<O, V, R>(
    rule: TieRule,
    seats: u32,
    tied: &mut Vec<u32>,
    winners: &mut Vec<u32>,
    claims: &Claims<O, V, R>,
    lots: Option<Lots>,
) -> u32
where
    O: Fn(u32) -> Option<u32>,
    V: Fn(u32) -> u64,
    R: Fn(u32) -> u32,
{
    winners.clear();
    let count = seats as usize;
    match rule {
        TieRule::Unresolved | TieRule::RepeatVote => return seats,
        TieRule::EarlierRegistration => {
            if tied.iter().any(|&i| (claims.order)(i).is_none()) {
                return seats;
            }
            tied.sort_unstable_by_key(|&i| (claims.order)(i));
        }
        TieRule::MoreVotes | TieRule::FewerVotes => {
            let fewer = rule == TieRule::FewerVotes;
            tied.sort_unstable_by_key(|&i| (claims.votes)(i));
            if !fewer {
                tied.reverse();
            }
            // Votes at the border, inside and outside: when they are equal, this rule cannot tell them apart.
            let border = (claims.votes)(tied[count - 1]);
            if tied.get(count).is_some_and(|&i| (claims.votes)(i) == border) {
                let ahead = |i: u32| {
                    let votes = (claims.votes)(i);
                    if fewer { votes < border } else { votes > border }
                };
                winners.extend(tied.iter().copied().filter(|&i| ahead(i)));
                tied.retain(|&i| (claims.votes)(i) == border);
                return seats - u32::try_from(winners.len()).unwrap_or(seats);
            }
        }
        TieRule::Lots => {
            let Some(lots) = lots else {
                return seats;
            };
            tied.sort_unstable_by_key(|&i| (claims.rank)(i));
            let (drawn, _) = tied.partial_shuffle(&mut lots.generator(), count);
            winners.extend(&*drawn);
            tied.clear();
            return 0;
        }
    }
    winners.extend(&tied[..count]);
    tied.clear();
    0
}
