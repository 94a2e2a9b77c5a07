//! What the marks of one paper say.

use std::ops::Range;

use super::squares::Squares;
use crate::error::ImportProblem;

/// So many candidates in order are a vote below the line.
const FORMAL_BELOW: usize = 6;

/// How a paper is formal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Vote {
    Above,
    Below,
    Neither,
}

/// Reads papers of one state.
pub(super) struct Paper {
    groups: Vec<Range<usize>>,
    candidates: usize,
    /// Which square has each number; buffers.
    above: Order,
    below: Order,
}

/// Squares by their numbers.
#[derive(Default)]
struct Order {
    /// The square with each number from 1, or that there is none or are several.
    squares: Vec<Found>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Found {
    None,
    One(usize),
    Several,
}

impl Order {
    /// The squares in order, up to the first number that is missing or stands twice.
    fn of(&mut self, marks: &[Option<u32>]) -> impl Iterator<Item = usize> + '_ {
        self.squares.clear();
        self.squares.resize(marks.len(), Found::None);
        for (square, mark) in marks.iter().enumerate() {
            let number = mark.and_then(|mark| (mark as usize).checked_sub(1));
            let Some(found) = number.and_then(|number| self.squares.get_mut(number)) else { continue };
            *found = if *found == Found::None { Found::One(square) } else { Found::Several };
        }
        self.squares.iter().map_while(|found| match found {
            Found::One(square) => Some(*square),
            Found::None | Found::Several => None,
        })
    }
}

impl Paper {
    pub(super) fn of(squares: &Squares) -> Self {
        Self {
            groups: squares.groups.clone(),
            candidates: squares.candidates.len(),
            above: Order::default(),
            below: Order::default(),
        }
    }

    /// How many squares there are.
    pub(super) fn squares(&self) -> usize {
        self.groups.len() + self.candidates
    }

    /// Puts the candidates in order; `marks` has a mark for each square.
    pub(super) fn read(&mut self, marks: &[Option<u32>], list: &mut Vec<usize>) -> Vote {
        let (above, below) = marks.split_at(self.groups.len());
        list.clear();
        list.extend(self.below.of(below));
        if list.len() >= FORMAL_BELOW.min(self.candidates) {
            return Vote::Below;
        }
        list.clear();
        list.extend(self.above.of(above).flat_map(|group| self.groups[group].clone()));
        if list.is_empty() { Vote::Neither } else { Vote::Above }
    }
}

/// A mark: a number, or a tick or cross, which is a 1.
pub(super) fn mark(text: &str) -> Result<Option<u32>, ImportProblem> {
    match text.trim() {
        "" => Ok(None),
        "*" | "/" => Ok(Some(1)),
        // A number that no paper can use is a mark all the same.
        digits if digits.bytes().all(|byte| byte.is_ascii_digit()) => {
            Ok(Some(digits.parse().unwrap_or(u32::MAX)))
        }
        other => Err(ImportProblem::unknown(other, "numbers, `*` and `/` on papers")),
    }
}
