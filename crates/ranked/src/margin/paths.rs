//! What one ballot can do for an order of exclusion.
//!
//! A ballot counts for candidates one after the other, each later in the order than the one before: a path. All that an order
//! asks is that in each round the one who leaves has no more votes than anybody who stays; a row is one such pair.

/// In round `.0`, whose candidate leaves, the one at place `.1` must not have fewer votes.
pub(super) type Row = (u16, u16);

/// What a path does to a row: 1 where it counts for who stays, -1 where for who leaves.
pub(super) fn gains(path: &[u16], rows: &[Row]) -> Vec<i8> {
    let gain = |(round, stays): &Row| match path.iter().find(|place| *place >= round) {
        Some(place) if place == stays => 1,
        Some(place) if place == round => -1,
        _ => 0,
    };
    rows.iter().map(gain).collect()
}

/// Which ballots can be written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Writable {
    /// Places in the order, and candidates who left before it.
    pub(super) places: u16,
    pub(super) before: usize,
    /// The most and fewest preferences of a ballot.
    pub(super) at_most: usize,
    pub(super) at_least: usize,
}

/// A path and what it does to every row.
#[derive(Debug, Clone)]
pub(super) struct Useful {
    pub(super) gains: Vec<i8>,
    pub(super) path: Vec<u16>,
}

/// More paths than are kept for one program.
const MOST: usize = 600;

impl Writable {
    /// The paths of which no other does as much for every row. None where they are too many.
    pub(super) fn useful(&self, rows: &[Row]) -> Option<Vec<Useful>> {
        let places = usize::from(self.places);
        let levels = self.at_most.min(places);
        // Whatever is not limited need not be counted.
        let limited = levels < places;
        let kinds = if limited { levels + 1 } else { 1 };
        // After round `from - 1`, by how many preferences are left: the best that can follow.
        let mut after: Vec<Vec<Vec<Useful>>> = vec![Vec::new(); places + 1];
        for from in (0..=places).rev() {
            let mut by_left = Vec::with_capacity(kinds);
            for left in 0..kinds {
                let mut kept: Vec<Useful> = Vec::new();
                if from == 0 || from + self.before >= self.at_least {
                    kept.push(Useful { gains: vec![0; rows.len()], path: Vec::new() });
                }
                let next_left = if limited { left.checked_sub(1) } else { Some(0) };
                // The shortest of equal ones is found first.
                for place in (from..places).rev() {
                    let Some(next_left) = next_left else { break };
                    let own = own_gains(from as u16, place as u16, rows);
                    for behind in &after[place + 1][next_left] {
                        let gains = own.iter().zip(&behind.gains).map(|(own, its)| own + its).collect();
                        let path = std::iter::once(place as u16).chain(behind.path.iter().copied()).collect();
                        keep(&mut kept, Useful { gains, path });
                    }
                    if kept.len() > MOST {
                        return None;
                    }
                }
                by_left.push(kept);
            }
            after[from] = by_left;
        }
        after.swap_remove(0).pop()
    }
}

/// What counting for the one at `place` does from round `from` until the round in which that one leaves.
fn own_gains(from: u16, place: u16, rows: &[Row]) -> Vec<i8> {
    let gain = |(round, stays): &Row| {
        if !(from..=place).contains(round) {
            0
        } else if *stays == place {
            1
        } else {
            -i8::from(*round == place)
        }
    };
    rows.iter().map(gain).collect()
}

fn keep(kept: &mut Vec<Useful>, new: Useful) {
    let as_good =
        |one: &Useful, other: &Useful| one.gains.iter().zip(&other.gains).all(|(one, other)| one >= other);
    if kept.iter().any(|one| as_good(one, &new)) {
        return;
    }
    kept.retain(|one| !as_good(&new, one));
    kept.push(new);
}
