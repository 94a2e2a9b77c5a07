use jiff::ToSpan;
use jiff::civil::Date;
use thiserror::Error;

/// Values that follow one another in time; each is in force until the day before the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timeline<T> {
    /// By day, strictly ascending, never empty.
    values: Vec<(Date, T)>,
    known_until: Option<Date>,
}

/// A value with the days on which it was in force.
#[derive(Debug, PartialEq, Eq)]
pub struct InForce<'a, T> {
    /// The first day.
    pub since: Date,
    /// The last day; none while no successor is known.
    pub until: Option<Date>,
    /// What was in force.
    pub value: &'a T,
}

// A reference can always be copied, whatever it refers to; a derived implementation would ask for T: Copy.
impl<T> Clone for InForce<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for InForce<'_, T> {}

/// Why a timeline has no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TimelineError {
    /// A timeline without values.
    #[error("a timeline needs at least one value")]
    Empty,
    /// Two values from the same day.
    #[error("two values begin on {0}; a day can have one")]
    SameDay(
        /// The day.
        Date,
    ),
    /// A day before the first value.
    #[error("nothing is known to be in force on {day}: the first known text is of {first}")]
    TooEarly {
        /// The day asked for.
        day: Date,
        /// The first day with an answer.
        first: Date,
    },
    /// A day after the last one that the timeline vouches for.
    #[error(
        "what is in force on {day} is not known yet: the law was checked up to {last}; ask for that day to use its text"
    )]
    TooLate {
        /// The day asked for.
        day: Date,
        /// The last day with an answer.
        last: Date,
    },
}

impl<T> Timeline<T> {
    /// A timeline from values with the day on which each came into force, in any order.
    ///
    /// # Errors
    ///
    /// [`TimelineError::Empty`] and [`TimelineError::SameDay`].
    pub fn new(values: impl IntoIterator<Item = (Date, T)>) -> Result<Self, TimelineError> {
        let mut values: Vec<_> = values.into_iter().collect();
        values.sort_by_key(|&(since, _)| since);
        if values.is_empty() {
            return Err(TimelineError::Empty);
        }
        for pair in values.windows(2) {
            if pair[0].0 == pair[1].0 {
                return Err(TimelineError::SameDay(pair[0].0));
            }
        }
        Ok(Self { values, known_until: None })
    }

    /// Says up to which day the last value is known to be in force; later days then have no answer.
    #[must_use]
    pub fn known_until(mut self, last: Date) -> Self {
        self.known_until = Some(last);
        self
    }

    /// What was in force on that day.
    ///
    /// # Errors
    ///
    /// [`TimelineError::TooEarly`] and [`TimelineError::TooLate`].
    pub fn on(&self, day: Date) -> Result<InForce<'_, T>, TimelineError> {
        if let Some(last) = self.known_until.filter(|&last| day > last) {
            return Err(TimelineError::TooLate { day, last });
        }
        let after = self.values.partition_point(|&(since, _)| since <= day);
        match after.checked_sub(1) {
            Some(at) => Ok(self.at(at)),
            None => Err(TimelineError::TooEarly { day, first: self.values[0].0 }),
        }
    }

    /// Everything in order of time.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = InForce<'_, T>> {
        (0..self.values.len()).map(|at| self.at(at))
    }

    fn at(&self, at: usize) -> InForce<'_, T> {
        let (since, value) = &self.values[at];
        let next = self.values.get(at + 1);
        InForce {
            since: *since,
            // A successor begins on a later day, so there is a day before it.
            until: next.and_then(|(next, _)| next.checked_sub(1.day()).ok()),
            value,
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn each_value_is_in_force_until_the_day_before_the_next() {
        let timeline = Timeline::new([(date(2009, 2, 9), 'b'), (date(2007, 5, 21), 'a')])
            .unwrap()
            .known_until(date(2010, 1, 1));
        let on = |y, m, d| timeline.on(date(y, m, d)).map(|law| *law.value);
        assert_eq!(on(2007, 5, 21), Ok('a'));
        assert_eq!(on(2009, 2, 8), Ok('a'));
        assert_eq!(on(2009, 2, 9), Ok('b'));
        assert_eq!(on(2010, 1, 1), Ok('b'));
        let (day, last) = (date(2010, 1, 2), date(2010, 1, 1));
        assert_eq!(on(2010, 1, 2), Err(TimelineError::TooLate { day, last }));
        let (day, first) = (date(2007, 5, 20), date(2007, 5, 21));
        assert_eq!(on(2007, 5, 20), Err(TimelineError::TooEarly { day, first }));
        let days: Vec<_> = timeline.iter().map(|law| law.until).collect();
        assert_eq!(days, [Some(date(2009, 2, 8)), None]);
    }

    #[test]
    fn a_timeline_is_never_empty_or_ambiguous() {
        assert_eq!(Timeline::<()>::new([]), Err(TimelineError::Empty));
        let day = date(2009, 2, 9);
        assert_eq!(Timeline::new([(day, 1), (day, 2)]), Err(TimelineError::SameDay(day)));
    }
}
