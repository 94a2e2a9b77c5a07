/// What votes and seats add up to: the denominators of every share.
#[derive(Debug, Clone, Copy)]
pub(super) struct Totals {
    /// All valid votes, those of lists that are not named among them.
    pub(super) votes: u128,
    /// All seats.
    pub(super) seats: u128,
}

impl Totals {
    /// None without votes, without seats, or when the slices are not of one length: no share is defined then.
    pub(super) fn of(votes: &[u64], seats: &[u32], others: u64) -> Option<Self> {
        let totals = Self { votes: sum(votes, others), seats: sum(seats, 0) };
        (votes.len() == seats.len() && totals.votes > 0 && totals.seats > 0).then_some(totals)
    }

    /// The votes times the seats: what the whole is when differences are held in votes times seats.
    pub(super) fn product(self) -> f64 {
        to_f64(self.votes) * to_f64(self.seats)
    }

    /// A party's share of seats less its share of votes. The difference is exact before it is rounded once: nothing
    /// for a party in proportion.
    pub(super) fn gain(self, votes: u64, seats: u32) -> f64 {
        // Nearly always both fit 64 bits, whose conversion is an instruction and no call. The result is the same.
        if let (Ok(all), Ok(house)) = (u64::try_from(self.votes), u64::try_from(self.seats))
            && let (Some(has), Some(fair)) = (u64::from(seats).checked_mul(all), votes.checked_mul(house))
        {
            let difference = has.abs_diff(fair) as f64 / self.product();
            return if has < fair { -difference } else { difference };
        }
        // Below 2^128 for fewer than 2^32 parties.
        let has = u128::from(seats).saturating_mul(self.votes);
        let fair = u128::from(votes).saturating_mul(self.seats);
        let difference = has.abs_diff(fair) as f64 / self.product();
        if has < fair { -difference } else { difference }
    }

    pub(super) fn vote_share(self, votes: u64) -> f64 {
        votes as f64 / to_f64(self.votes)
    }

    pub(super) fn seat_share(self, seats: u32) -> f64 {
        f64::from(seats) / to_f64(self.seats)
    }
}

/// The nearest float. What fits 64 bits is converted by an instruction, the rest by a call.
pub(super) fn to_f64(count: u128) -> f64 {
    u64::try_from(count).map_or(count as f64, |count| count as f64)
}

/// The sum of counts and of what is not among them; u128 holds any slice's.
pub(super) fn sum<C: Copy + Into<u64>>(counts: &[C], others: u64) -> u128 {
    counts.iter().map(|&count| u128::from(count.into())).sum::<u128>() + u128::from(others)
}
