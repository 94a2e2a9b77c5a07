//! Names of a column that were met before: found again without looking at a letter twice.

use std::collections::HashMap;

use super::texts::Texts;

/// Which name of a column came after which, and what names in other forms stand for.
///
/// Rows come in some order: parties district by district, districts party by party. So the name that followed the last one
/// the last time is the likeliest, and the last one itself the next.
#[derive(Default)]
pub(super) struct Met {
    last: u32,
    /// Whether it stood there several times in turn.
    repeats: bool,
    /// What followed each name, by number.
    next: Vec<u32>,
    /// Names that are not in the one form that all names have.
    others: HashMap<Box<[u8]>, u32>,
}

impl Met {
    /// The number of the name that stands in this field, if it was met.
    #[inline]
    pub(super) fn find(&mut self, texts: &Texts, field: &[u8]) -> Option<u32> {
        let is = |&number: &u32| (number as usize) < texts.len() && same(texts.bytes(number), field);
        if self.repeats && is(&self.last) {
            return Some(self.last);
        }
        let next = self.next.get(self.last as usize).copied();
        let number = match next.filter(is).or(Some(self.last).filter(is)) {
            Some(number) => number,
            None => texts.find(field).or_else(|| self.others.get(field).copied())?,
        };
        self.went_to(number);
        Some(number)
    }

    /// Keeps a name that was met now, and what stood in the field.
    pub(super) fn keep(&mut self, number: u32, name: &str, field: &[u8]) {
        if name.as_bytes() != field {
            self.others.insert(field.into(), number);
        }
        self.went_to(number);
    }

    fn went_to(&mut self, number: u32) {
        let last = self.last as usize;
        // A name that stands there several times in turn still has another after it.
        self.repeats = self.last == number;
        if self.repeats {
            return;
        }
        if self.next.len() <= last {
            self.next.resize(last + 1, number);
        }
        self.next[last] = number;
        self.last = number;
    }
}

/// Whether two short texts are the same: what `==` says, without a call for each.
#[inline]
fn same(one: &[u8], other: &[u8]) -> bool {
    one.len() == other.len()
        && match one.len() {
            0..4 => one == other,
            4..8 => {
                one.first_chunk::<4>() == other.first_chunk() && one.last_chunk::<4>() == other.last_chunk()
            }
            8..=16 => {
                one.first_chunk::<8>() == other.first_chunk() && one.last_chunk::<8>() == other.last_chunk()
            }
            _ => one == other,
        }
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn short_texts_are_compared_to_the_last_byte() {
        let text: Vec<u8> = (0..40).collect();
        for length in 0..text.len() {
            let one = &text[..length];
            // Elsewhere in memory.
            let copy = one.to_vec();
            assert!(same(one, &copy) && !same(one, &text[..length + 1]));
            for at in 0..length {
                let mut other = one.to_vec();
                other[at] = 99;
                assert!(!same(one, &other), "{at} of {length}");
            }
        }
    }
}
