/// Who has the most.
pub(super) struct Foremost<T> {
    /// The place of the one with the most; of several the last.
    pub(super) at: usize,
    pub(super) most: T,
    /// Whether it has more than any other.
    pub(super) alone: bool,
}

impl<T: Copy + Default + Ord> Foremost<T> {
    /// Of these numbers; of none it has nothing.
    #[inline]
    pub(super) fn of(numbers: impl Iterator<Item = T>) -> Self {
        let mut found = Self { at: 0, most: T::default(), alone: false };
        for (at, number) in numbers.enumerate() {
            if number >= found.most {
                found = Self { at, most: number, alone: number > found.most || at == 0 };
            }
        }
        found
    }
}
