//! Whole numbers as people write them.

use super::VotesProblem;

/// Digits, and nothing else.
pub(super) fn whole(text: &str, largest: u64) -> Result<u64, VotesProblem> {
    let is_digits = |s: &str| !s.is_empty() && s.bytes().all(|byte| byte.is_ascii_digit());
    if text.is_empty() {
        return Err(VotesProblem::MissingNumber);
    }
    if is_digits(text) {
        let number = text.parse().ok().filter(|&number| number <= largest);
        return number.ok_or_else(|| VotesProblem::TooLarge { found: text.to_owned(), largest });
    }
    let unsigned = text.strip_prefix('-');
    let is_decimal = |s: &str| match s.split_once('.') {
        Some((whole, part)) => is_digits(whole) && is_digits(part),
        None => is_digits(s),
    };
    Err(match unsigned {
        Some(rest) if is_decimal(rest) => VotesProblem::Negative(text.to_owned()),
        None if is_decimal(text) => VotesProblem::Fractional(text.to_owned()),
        _ => VotesProblem::NotANumber(text.to_owned()),
    })
}

/// The number that these digits are, where they are few enough to fit whatever they are.
pub(super) fn of_digits(digits: &[u8]) -> Option<u64> {
    if digits.is_empty() || digits.len() > 19 {
        return None;
    }
    digits.iter().try_fold(0, |number: u64, &byte| {
        Some(number * 10 + u64::from(byte.checked_sub(b'0').filter(|&digit| digit < 10)?))
    })
}
