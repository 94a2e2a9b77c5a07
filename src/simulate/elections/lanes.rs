//! Draws that wait for each other: what is kept of them is worked out for many at a time, each in a lane of its own.
//!
//! What is found is the same as one draw after the other: it goes into sums of whole numbers, which have no order.

pub(super) use crate::measure::{FEW, LANES, Lanes};

/// A bit for each draw.
pub(super) type Draws = u32;
const _: () = assert!(Draws::BITS as usize == LANES);

/// The first so many draws; at most [`LANES`].
#[inline]
pub(super) fn first(draws: usize) -> Draws {
    Draws::MAX.checked_shr(LANES.saturating_sub(draws) as u32).unwrap_or(0)
}

/// The lanes of these draws.
#[inline]
pub(super) fn each(mut draws: Draws) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let lane = (draws != 0).then(|| draws.trailing_zeros() as usize);
        draws &= draws.wrapping_sub(1);
        lane
    })
}

/// The numbers of these draws, one after the other.
#[inline]
pub(super) fn numbers<'a, T: Copy>(all: &'a Lanes<T>, draws: Draws, room: &'a mut Lanes<T>) -> &'a [T] {
    // The first so many, almost always.
    let number = draws.count_ones() as usize;
    if draws == first(number) {
        return &all[..number];
    }
    each(draws).zip(room.iter_mut()).for_each(|(lane, room)| *room = all[lane]);
    &room[..number]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn draws_are_taken_by_their_bits() {
        let all: Lanes<usize> = std::array::from_fn(|lane| lane);
        let mut room = [0; LANES];
        for (draws, expected) in [
            (0, vec![]),
            (first(3), vec![0, 1, 2]),
            (first(LANES), (0..LANES).collect()),
            (0b1011_0000, vec![4, 5, 7]),
            (1 << 31, vec![31]),
        ] {
            assert_eq!(numbers(&all, draws, &mut room), expected, "{draws:b}");
            assert_eq!(each(draws).collect::<Vec<_>>(), expected, "{draws:b}");
        }
        assert_eq!((first(0), first(1), first(99)), (0, 1, Draws::MAX));
    }
}
