use super::BiproportionalError;

/// Votes of parties in districts, and the seats of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VoteMatrix<'a> {
    /// Votes, district after district; each has as many numbers as there are parties. A cell without votes gets no
    /// seats.
    pub votes: &'a [u64],
    /// The seats of each district.
    pub district_seats: &'a [u32],
    /// The seats of each party. Together as many as the districts'.
    pub party_seats: &'a [u32],
}

impl VoteMatrix<'_> {
    /// Whether the numbers fit together.
    pub(super) fn check(&self) -> Result<(), BiproportionalError> {
        let (districts, parties) = (self.district_seats.len(), self.party_seats.len());
        if districts.checked_mul(parties) != Some(self.votes.len()) {
            return Err(BiproportionalError::Shape { votes: self.votes.len(), districts, parties });
        }
        let house = |seats: &[u32]| seats.iter().map(|&seats| u64::from(seats)).sum::<u64>();
        let (districts, parties) = (house(self.district_seats), house(self.party_seats));
        if districts != parties {
            return Err(BiproportionalError::HousesDiffer { districts, parties });
        }
        Ok(())
    }
}
