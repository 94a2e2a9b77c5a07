use std::fmt::{self, Display, Formatter};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use super::Term;
use crate::law::Share;

/// A span of the calendar, written `{ days = 30 }` or `{ months = 2 }` in a file of law.
///
/// The day from which it runs does not count: 30 days from 1 March end on 31 March. A month or a year that ends on a
/// day which its month does not have ends on the month's last day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Span {
    /// Days of the calendar.
    Days(u16),
    /// Mondays to Fridays. Public holidays are not known here, so a limit may really be later.
    WorkingDays(u16),
    /// Weeks.
    Weeks(u16),
    /// Months.
    Months(u16),
    /// Years.
    Years(u16),
}

impl Span {
    /// The last day of the span that runs from a day; the calendar's last one where it would be beyond.
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::procedure::recall::Span;
    ///
    /// assert_eq!(Span::Days(30).after(date(2024, 3, 1)), date(2024, 3, 31));
    /// assert_eq!(Span::Months(2).after(date(2024, 12, 31)), date(2025, 2, 28));
    /// // From a Friday, three working days end on Wednesday.
    /// assert_eq!(Span::WorkingDays(3).after(date(2024, 3, 1)), date(2024, 3, 6));
    /// ```
    #[must_use]
    pub fn after(self, day: Date) -> Date {
        match (self, self.plain()) {
            (_, Some(plain)) => day.saturating_add(plain),
            (Self::WorkingDays(days), None) => {
                let mut end = day;
                let mut left = days;
                while left > 0 && end < Date::MAX {
                    end = end.saturating_add(jiff::Span::new().days(1));
                    left -= u16::from(!matches!(end.weekday(), Weekday::Saturday | Weekday::Sunday));
                }
                end
            }
            (_, None) => Date::MAX,
        }
    }

    /// The day from which the span ends on a day; the calendar's first one where it would be before. A working day
    /// is taken as a day.
    #[must_use]
    pub fn before(self, day: Date) -> Date {
        let plain = match self {
            Self::WorkingDays(days) => Self::Days(days).plain(),
            _ => self.plain(),
        };
        plain.map_or(Date::MIN, |plain| day.saturating_sub(plain))
    }

    /// None for working days, and for what is longer than the calendar.
    fn plain(self) -> Option<jiff::Span> {
        let span = jiff::Span::new();
        match self {
            Self::Days(n) => span.try_days(n).ok(),
            Self::WorkingDays(_) => None,
            Self::Weeks(n) => span.try_weeks(n).ok(),
            Self::Months(n) => span.try_months(n).ok(),
            Self::Years(n) => span.try_years(n).ok(),
        }
    }

    /// Its days when it runs from an ordinary day, for models that count days: a month is 30, a year 365, five
    /// working days are seven.
    #[must_use]
    pub fn about_days(self) -> u32 {
        match self {
            Self::Days(n) => n.into(),
            Self::WorkingDays(n) => u32::from(n) * 7 / 5,
            Self::Weeks(n) => u32::from(n) * 7,
            Self::Months(n) => u32::from(n) * 30,
            Self::Years(n) => u32::from(n) * 365,
        }
    }
}

impl Display for Span {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let (n, unit) = match self {
            Self::Days(n) => (n, "day"),
            Self::WorkingDays(n) => (n, "working day"),
            Self::Weeks(n) => (n, "week"),
            Self::Months(n) => (n, "month"),
            Self::Years(n) => (n, "year"),
        };
        write!(f, "{n} {unit}{}", if *n == 1 { "" } else { "s" })
    }
}

/// A part of a term: `{ span = { years = 1 } }`, or `{ share = "1/2" }` of the whole term.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// So long.
    Span(Span),
    /// A share of the term's days; a day that is only partly within counts as within.
    Share(Share),
}

impl Part {
    /// The first day of the term that is after its first part.
    pub(super) fn first_after(self, term: &Term) -> Date {
        match self {
            Self::Span(span) => span.after(term.began),
            Self::Share(share) => term.began.saturating_add(jiff::Span::new().days(days(share, term))),
        }
    }

    /// The first day of the term's last part.
    pub(super) fn last_from(self, term: &Term) -> Date {
        match self {
            Self::Span(span) => span.before(term.ends),
            Self::Share(share) => term.ends.saturating_sub(jiff::Span::new().days(days(share, term))),
        }
    }
}

/// A share of the term in whole days, rounded up.
fn days(share: Share, term: &Term) -> i64 {
    // The calendar has fewer than 2^23 days, and a share is at most the whole.
    let whole = term.began.duration_until(term.ends).as_hours() / 24;
    let (n, d) = (i64::from(share.numerator()), i64::from(share.denominator()));
    (whole * n + d - 1) / d
}

/// How long a mandate is safe after a vote that kept it: a span such as `{ years = 1 }`, or `"rest of the term"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged, expecting = "a span such as { years = 1 }, or \"rest of the term\"")]
pub enum Pause {
    /// So long, from the publication of the result.
    Span(Span),
    /// As long as the term lasts.
    Rest(RestOfTerm),
}

/// The word of [`Pause::Rest`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum RestOfTerm {
    /// As long as the term lasts.
    #[serde(rename = "rest of the term")]
    RestOfTerm,
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn spans_run_back_and_have_about_so_many_days() {
        let day = date(2024, 3, 31);
        for (span, before, about) in [
            (Span::Days(30), date(2024, 3, 1), 30),
            // Backwards a working day is a day; forwards ten of them are two weeks.
            (Span::WorkingDays(10), date(2024, 3, 21), 14),
            (Span::WorkingDays(3), date(2024, 3, 28), 4),
            (Span::Weeks(2), date(2024, 3, 17), 14),
            (Span::Months(1), date(2024, 2, 29), 30),
            (Span::Years(2), date(2022, 3, 31), 730),
        ] {
            assert_eq!((span.before(day), span.about_days()), (before, about), "{span}");
        }
        assert_eq!(Span::Years(u16::MAX).before(day), Date::MIN);
    }

    #[test]
    fn a_share_of_a_term_is_whole_days_rounded_up() {
        // 1,461 days: half of them are 730 and a part of one, a third 487 exactly.
        let term = Term { began: date(2023, 1, 1), ends: date(2027, 1, 1) };
        let part = |text: &str| Part::Share(text.parse().unwrap());
        assert_eq!(part("1/2").first_after(&term), date(2025, 1, 1));
        assert_eq!(part("1/2").last_from(&term), date(2024, 12, 31));
        assert_eq!(part("1/3").first_after(&term), date(2024, 5, 2));
        assert_eq!(part("1/3").last_from(&term), date(2025, 9, 1));
        assert_eq!(part("100%").first_after(&term), term.ends);
        assert_eq!(part("0%").last_from(&term), term.ends);
    }
}
