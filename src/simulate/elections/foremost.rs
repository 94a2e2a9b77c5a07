use super::lanes::{FEW, LANES, Lanes};
use crate::apportion::cpu_dispatch::{Task, widest};

/// Who has the most, in each draw.
pub(super) struct Foremost<T> {
    /// The place of the one with the most; of several the last.
    pub(super) at: Lanes<u32>,
    pub(super) most: Lanes<T>,
    /// Whether it has more than any other.
    pub(super) alone: Lanes<bool>,
}

impl<T: Copy + Default + Ord> Foremost<T> {
    /// Of these numbers in the first so many draws, a row for each of those who have them; of none it has nothing.
    pub(super) fn of(rows: &[Lanes<T>], draws: usize) -> Self {
        let nothing = [T::default(); LANES];
        let mut found = Self { at: [0; LANES], most: nothing, alone: [rows.len() == 1; LANES] };
        let search = Search { rows, next: nothing, found: &mut found };
        if draws > FEW {
            widest(search)
        } else {
            search.among(draws)
        }
        found
    }
}

struct Search<'a, T> {
    rows: &'a [Lanes<T>],
    /// The most that anybody else has.
    next: Lanes<T>,
    found: &'a mut Foremost<T>,
}

impl<T: Copy + Default + Ord> Task for Search<'_, T> {
    #[inline(always)]
    fn run(self) {
        self.among(LANES);
    }
}

impl<T: Copy + Default + Ord> Search<'_, T> {
    #[inline(always)]
    fn among(self, draws: usize) {
        let Self { rows, mut next, found: Foremost { at, most, alone } } = self;
        for (number, row) in (0..).zip(rows) {
            for lane in 0..draws {
                let (own, other) = (row[lane], most[lane]);
                at[lane] = if own >= other { number } else { at[lane] };
                most[lane] = if own >= other { own } else { other };
                let less = if own >= other { other } else { own };
                next[lane] = if less > next[lane] { less } else { next[lane] };
            }
        }
        for lane in 0..draws {
            alone[lane] |= most[lane] > next[lane];
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_of_each_draw_and_whether_another_has_as_many() {
        let rows = |columns: &[Vec<u32>]| -> Vec<Lanes<u32>> {
            let row = |place: usize| std::array::from_fn(|lane| columns[lane % columns.len()][place]);
            (0..columns[0].len()).map(row).collect()
        };
        let columns = [
            vec![0, 0, 0],
            vec![5, 0, 0],
            vec![0, 5, 5],
            vec![5, 5, 1],
            vec![1, 2, 3],
            vec![3, 2, 1],
            vec![2, u32::MAX, 2],
        ];
        let found = Foremost::of(&rows(&columns), LANES);
        let expected = [
            (2, 0, false),
            (0, 5, true),
            (2, 5, false),
            (1, 5, false),
            (2, 3, true),
            (0, 3, true),
            (1, u32::MAX, true),
        ];
        for lane in 0..LANES {
            let own = (found.at[lane], found.most[lane], found.alone[lane]);
            assert_eq!(own, expected[lane % columns.len()], "{:?}", columns[lane % columns.len()]);
        }
        let two = Foremost::of(&rows(&columns), 2);
        assert_eq!((two.at[1], two.most[1], two.alone[1]), expected[1]);
        // Who is alone has more than any other, be it nothing.
        assert!(Foremost::of(&rows(&[vec![0]]), LANES).alone[0]);
        assert!(!Foremost::<u32>::of(&[], LANES).alone[0]);
    }
}
