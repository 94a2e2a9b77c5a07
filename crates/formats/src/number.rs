//! Whole numbers as offices write them.

use crate::error::ImportProblem;

/// A whole number in plain digits; none where the field is empty, because empty is not zero.
pub(crate) fn optional(text: &str) -> Result<Option<u64>, ImportProblem> {
    match text.trim() {
        "" => Ok(None),
        digits => whole(digits).map(Some),
    }
}

/// A whole number in plain digits.
pub(crate) fn whole(text: &str) -> Result<u64, ImportProblem> {
    let digits = text.trim();
    let plain = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let number = plain.then(|| digits.parse().ok()).flatten();
    number.ok_or_else(|| ImportProblem::no_number(text))
}

/// A sum that fits.
pub(crate) fn sum(a: u64, b: u64) -> Result<u64, ImportProblem> {
    a.checked_add(b).ok_or(ImportProblem::TooMany)
}

/// Seats, which are fewer than votes may be.
pub(crate) fn seats(n: u64) -> Result<u32, ImportProblem> {
    u32::try_from(n).map_err(|_| ImportProblem::Other(format!("{n} seats are more than {}", u32::MAX)))
}

/// A whole number in plain digits or with commas between thousands: `4,232`.
pub(crate) fn grouped(text: &str) -> Result<u64, ImportProblem> {
    let digits = text.trim();
    let Some((first, rest)) = digits.split_once(',') else { return whole(digits) };
    let groups = (1..=3).contains(&first.len()) && rest.split(',').all(|group| group.len() == 3);
    if groups { whole(&digits.replace(',', "")) } else { Err(ImportProblem::no_number(text)) }
}
