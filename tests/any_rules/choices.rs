//! What decides in a random election: bytes, of a random test or of a fuzzer.

/// What numbers of votes are like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Numbers {
    /// Small ones, which make ties and empty districts, and large ones, which find overflows.
    Any,
    /// So few that ties are everywhere.
    Tied,
    /// Of a village: some votes more or fewer move a seat.
    Hundreds,
}

/// Takes what it needs from the front; when nothing is left, the first of all choices is taken.
pub(crate) struct Choices<'a>(pub(crate) &'a [u8]);

impl Choices<'_> {
    pub(crate) fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.0.split_first() else { return 0 };
        self.0 = rest;
        first
    }

    /// A number below this one, which is 256 at most.
    pub(crate) fn below(&mut self, many: usize) -> usize {
        usize::from(self.byte()) % many
    }

    /// A number below this one, however large.
    pub(crate) fn number_below(&mut self, many: usize) -> usize {
        if many <= 256 { self.below(many) } else { self.wide(3) as usize % many }
    }

    /// So many times of ten.
    pub(crate) fn in_ten(&mut self, times: usize) -> bool {
        10 - self.below(10) <= times
    }

    pub(crate) fn pick<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// One of these, of which there are some.
    pub(crate) fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.number_below(all.len())]
    }

    /// One of these, so many times of ten.
    pub(crate) fn maybe<T: Copy>(&mut self, times: usize, all: &[T]) -> Option<T> {
        self.in_ten(times).then(|| self.pick(all))
    }

    fn wide(&mut self, bytes: usize) -> u64 {
        (0..bytes).fold(0, |number, _| number << 8 | u64::from(self.byte()))
    }

    pub(crate) fn votes(&mut self, numbers: Numbers) -> u64 {
        match (numbers, self.below(9)) {
            (Numbers::Tied, number) => number as u64 % 4 * 10,
            (Numbers::Hundreds, number) => self.wide(1) * (1 + number as u64 % 3),
            (Numbers::Any, 0..3) => self.wide(1) % 6,
            (Numbers::Any, 3..7) => self.wide(3) % 2_000_000,
            (Numbers::Any, 7) => u64::MAX - self.wide(1) % 6,
            (Numbers::Any, _) => self.wide(8),
        }
    }
}
