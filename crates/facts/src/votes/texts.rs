//! Names by number: each is kept once, and all of them in one piece of memory.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use super::VotesProblem;

/// Different texts, numbered from 0 as they come.
#[derive(Debug, Clone, Default)]
pub(super) struct Texts {
    text: String,
    /// Where each ends.
    ends: Vec<usize>,
    /// A table of hashes with a power of two of places, at most three quarters of them taken.
    places: Vec<Option<Place>>,
    hasher: RandomState,
}

#[derive(Debug, Clone, Copy)]
struct Place {
    hash: u32,
    /// One more than the text's number, so that a place without one needs no room of its own.
    number: std::num::NonZeroU32,
}

impl Texts {
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The text of a number that was given.
    pub(super) fn get(&self, number: u32) -> &str {
        &self.text[self.range(number as usize)]
    }

    /// The same, letters unread.
    pub(super) fn bytes(&self, number: u32) -> &[u8] {
        &self.text.as_bytes()[self.range(number as usize)]
    }

    fn range(&self, number: usize) -> std::ops::Range<usize> {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        start..self.ends[number]
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.len()).map(|number| &self.text[self.range(number)])
    }

    /// The number of this text, where it has one.
    pub(super) fn find(&self, text: &[u8]) -> Option<u32> {
        self.find_hashed(text, self.hash(text))
    }

    /// The number of this text, which is given one where it has none.
    pub(super) fn number(&mut self, text: &str) -> Result<u32, VotesProblem> {
        let hash = self.hash(text.as_bytes());
        if let Some(number) = self.find_hashed(text.as_bytes(), hash) {
            return Ok(number);
        }
        let number = u32::try_from(self.len()).ok().filter(|&number| number < u32::MAX);
        let number = number.ok_or(VotesProblem::TooMany { what: "names" })?;
        if (self.len() + 1) * 4 > self.places.len() * 3 {
            let taken: Vec<Place> = self.places.iter().flatten().copied().collect();
            self.places = vec![None; (self.places.len() * 2).max(16)];
            taken.into_iter().for_each(|place| self.put(place));
        }
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.put(Place { hash, number: std::num::NonZeroU32::MIN.saturating_add(number) });
        Ok(number)
    }

    fn find_hashed(&self, text: &[u8], hash: u32) -> Option<u32> {
        let last = self.places.len().checked_sub(1)?;
        let mut at = hash as usize & last;
        while let Some(place) = self.places[at] {
            let number = place.number.get() - 1;
            if place.hash == hash && self.bytes(number) == text {
                return Some(number);
            }
            at = (at + 1) & last;
        }
        None
    }

    fn put(&mut self, place: Place) {
        let last = self.places.len() - 1;
        let mut at = place.hash as usize & last;
        while self.places[at].is_some() {
            at = (at + 1) & last;
        }
        self.places[at] = Some(place);
    }

    fn hash(&self, text: &[u8]) -> u32 {
        // The upper half of a hash is as good as the lower.
        (self.hasher.hash_one(text) >> 32) as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_has_one_number_and_a_number_one_text() {
        let mut texts = Texts::default();
        assert_eq!(texts.find(b""), None);
        let names: Vec<String> = (0..1000).map(|n| "ab".repeat(n % 7) + &n.to_string()).collect();
        for _ in 0..2 {
            for (name, n) in names.iter().zip(0..) {
                assert_eq!(texts.number(name), Ok(n));
            }
        }
        assert!(names.iter().map(String::as_str).eq(texts.iter()));
        assert_eq!((texts.find(names[77].as_bytes()), texts.get(77)), (Some(77), &*names[77]));
        assert_eq!((texts.find(b"a"), texts.number(""), texts.get(1000)), (None, Ok(1000), ""));
    }
}
