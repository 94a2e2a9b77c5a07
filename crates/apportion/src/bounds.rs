use super::ApportionError;

/// The fewest and the most seats of each position.
///
/// ```
/// use sailau_apportion::{Bounds, Method, apportion, apportion_within};
///
/// let votes = [9_100, 900, 100];
/// assert_eq!(apportion(&votes, 10, Method::DHONDT)?.seats, [10, 0, 0]);
/// // One seat a state, as the US Constitution has it (art. I, sec. 2).
/// assert_eq!(apportion_within(&votes, 10, Method::DHONDT, &Bounds::at_least(1))?.seats, [8, 1, 1]);
/// // And no more than six for anybody.
/// let capped = Bounds::at_least(1).at_most(6);
/// assert_eq!(apportion_within(&votes, 10, Method::DHONDT, &capped)?.seats, [6, 3, 1]);
/// # Ok::<(), sailau_apportion::ApportionError>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bounds {
    least: Bound,
    most: Bound,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Bound {
    Same(u32),
    Each(Vec<u32>),
}

impl Bound {
    fn of(&self, position: usize) -> Option<u32> {
        match self {
            Self::Same(seats) => Some(*seats),
            Self::Each(list) => list.get(position).copied(),
        }
    }
}

impl Default for Bounds {
    fn default() -> Self {
        Self::none()
    }
}

impl Bounds {
    /// From no seat to all of them.
    #[must_use]
    pub fn none() -> Self {
        Self { least: Bound::Same(0), most: Bound::Same(u32::MAX) }
    }

    /// At least so many seats for every position.
    #[must_use]
    pub fn at_least(seats: u32) -> Self {
        Self { least: Bound::Same(seats), ..Self::none() }
    }

    /// At least so many seats, given for each position.
    #[must_use]
    pub fn at_least_each(seats: Vec<u32>) -> Self {
        Self { least: Bound::Each(seats), ..Self::none() }
    }

    /// And no more than so many for every position.
    #[must_use]
    pub fn at_most(self, seats: u32) -> Self {
        Self { most: Bound::Same(seats), ..self }
    }

    /// And no more than so many, given for each position.
    #[must_use]
    pub fn at_most_each(self, seats: Vec<u32>) -> Self {
        Self { most: Bound::Each(seats), ..self }
    }

    /// The bounds of each position, checked: they are of this length, and the house fits between their sums.
    ///
    /// A position without votes gets its minimum and nothing more.
    pub(super) fn table(&self, votes: &[u64], seats: u32) -> Result<Table, ApportionError> {
        let mut rows = Vec::with_capacity(votes.len());
        for (position, &v) in votes.iter().enumerate() {
            let both = self.least.of(position).zip(self.most.of(position));
            let (least, most) = both.ok_or(ApportionError::BoundsLength { votes: votes.len() })?;
            if least > most {
                return Err(ApportionError::BoundsCross { position, least, most });
            }
            rows.push((least, if v > 0 { most } else { least }));
        }
        for list in [&self.least, &self.most] {
            if let Bound::Each(list) = list
                && list.len() != votes.len()
            {
                return Err(ApportionError::BoundsLength { votes: votes.len() });
            }
        }
        let least = rows.iter().map(|row| u64::from(row.0)).sum();
        let most = rows.iter().map(|row| u64::from(row.1)).sum();
        if u64::from(seats) < least || u64::from(seats) > most {
            return Err(ApportionError::HouseOutOfBounds { seats, least, most });
        }
        Ok(Table { rows })
    }
}

/// What the kernels ask of bounds.
///
/// Positions beyond the votes have none to give.
pub(super) trait Limits {
    /// Whether there are none.
    const NONE: bool = false;

    fn least(&self, position: usize) -> u32;
    fn most(&self, position: usize) -> u32;
}

/// No bounds; costs nothing.
pub(super) struct Free;

impl Limits for Free {
    const NONE: bool = true;

    #[inline]
    fn least(&self, _: usize) -> u32 {
        0
    }

    #[inline]
    fn most(&self, _: usize) -> u32 {
        u32::MAX
    }
}

/// Bounds as slices, checked: nothing is copied. Without votes a position gets its minimum and nothing more.
pub(super) struct Between<'a> {
    votes: &'a [u64],
    least: &'a [u32],
    most: &'a [u32],
}

impl<'a> Between<'a> {
    /// An empty slice bounds nothing; the others are as long as the votes.
    pub(super) fn new(
        votes: &'a [u64],
        seats: u32,
        least: &'a [u32],
        most: &'a [u32],
    ) -> Result<Self, ApportionError> {
        if [least, most].iter().any(|bound| !bound.is_empty() && bound.len() != votes.len()) {
            return Err(ApportionError::BoundsLength { votes: votes.len() });
        }
        let between = Self { votes, least, most };
        let (mut fewest, mut room) = (0u64, 0u64);
        for (position, &v) in votes.iter().enumerate() {
            let (least, most) = (between.least(position), most.get(position).copied().unwrap_or(u32::MAX));
            if least > most {
                return Err(ApportionError::BoundsCross { position, least, most });
            }
            fewest += u64::from(least);
            room += u64::from(if v > 0 { most } else { least });
        }
        if u64::from(seats) < fewest || u64::from(seats) > room {
            return Err(ApportionError::HouseOutOfBounds { seats, least: fewest, most: room });
        }
        Ok(between)
    }
}

impl Limits for Between<'_> {
    fn least(&self, position: usize) -> u32 {
        self.least.get(position).copied().unwrap_or(0)
    }

    fn most(&self, position: usize) -> u32 {
        match self.votes.get(position) {
            Some(0) | None => self.least(position),
            Some(_) => self.most.get(position).copied().unwrap_or(u32::MAX),
        }
    }
}

pub(super) struct Table {
    rows: Vec<(u32, u32)>,
}

impl Limits for Table {
    fn least(&self, position: usize) -> u32 {
        self.rows.get(position).map_or(0, |row| row.0)
    }

    fn most(&self, position: usize) -> u32 {
        self.rows.get(position).map_or(0, |row| row.1)
    }
}
