//! Several polls as one.

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;

use super::house_effects::house_effects;
use super::{AGAINST_ALL, OTHERS, Poll, Polls, PollsError, Pooled, UsedPoll};
use crate::random::exp;
use crate::range::within;
use crate::text::one_line;

/// How polls become one. The default is the convention of the R package `coalitions`: the newest poll of each house of the last
/// two weeks, by sample, with a correlation of one half between houses.
#[derive(Debug, Clone, PartialEq)]
pub struct Pooling {
    /// The day of reference; none for that of the latest poll. Polls after it are left out.
    pub day: Option<Date>,
    /// How many days before it a poll may be; 14.
    pub window: u32,
    /// Days in which the weight of a poll falls to half; none for weights without age.
    pub half_life: Option<f64>,
    /// Whether the newest poll of a house stands for all of its polls.
    pub newest_only: bool,
    /// The correlation of the errors of two polls, 0 to 1; 1/2. With it more than 1 ÷ correlation polls of a size never count.
    pub correlation: f64,
    /// The design effect of polls that do not have their own; 1, a simple random sample. Weighting makes it 1.3 to 2.
    pub design_effect: f64,
    /// How many are assumed to be asked where a poll does not say; none to refuse it.
    pub sample: Option<u64>,
    /// Whether what a house sees more of a party than others do is taken off, from all polls before the day of reference.
    pub house_effects: bool,
    /// What becomes of the undecided.
    pub undecided: Undecided,
}

/// What becomes of those who named nobody.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Undecided {
    /// They do as the decided do, or stay at home: the sample is that of the decided.
    #[default]
    InProportion,
    /// They answer in the proportions of these weights by party, each of them as a respondent who had said so.
    Split(BTreeMap<String, f64>),
}

impl Default for Pooling {
    fn default() -> Self {
        Self {
            day: None,
            window: 14,
            half_life: None,
            newest_only: true,
            correlation: 0.5,
            design_effect: 1.0,
            sample: None,
            house_effects: false,
            undecided: Undecided::InProportion,
        }
    }
}

impl Pooling {
    fn check(&self) -> Result<(), PollsError> {
        let wrong = |field, allowed| move |given| PollsError::OutOfRange { field, given, allowed };
        if let Some(days) = self.half_life {
            within(days, 0.1..=10_000.0, wrong("half_life", "a number of days, from 0.1 to 10,000"))?;
        }
        within(self.correlation, 0.0..=1.0, wrong("correlation", "a correlation, from 0 to 1"))?;
        within(self.design_effect, 0.1..=10_000.0, wrong("design_effect", "a factor, from 0.1 to 10,000"))?;
        if let Undecided::Split(weights) = &self.undecided {
            let allowed = "a weight, from 0 to 10^6";
            weights
                .values()
                .try_for_each(|&weight| within(weight, 0.0..=1e6, wrong("undecided", allowed)))?;
            let sum: f64 = weights.values().sum();
            let some = "weights of parties, one of them above 0";
            within(sum, f64::MIN_POSITIVE.., wrong("undecided", some))?;
        }
        Ok(())
    }
}

/// A poll so many half-lives old has a weight whose square a float still holds.
const MOST_HALF_LIVES: f64 = 100.0;

/// A poll as it goes into the pool.
struct Member<'a> {
    poll: &'a Poll,
    age: u32,
    /// Respondents who count: decided, or all of them where the undecided are split.
    respondents: f64,
    effect: f64,
    weight: f64,
    shares: Vec<f64>,
}

impl Polls {
    /// What the polls say together.
    ///
    /// # Errors
    ///
    /// [`PollsError`] for numbers that cannot be, where no poll is in the window, where the size of one is not known, and where one has
    /// an answer that another has not.
    pub fn pool(&self, pooling: &Pooling) -> Result<Pooled, PollsError> {
        pooling.check()?;
        let latest = self.polls.iter().map(|poll| poll.date).max().ok_or(PollsError::Empty)?;
        let day = pooling.day.unwrap_or(latest);
        let age = |poll: &Poll| poll.date.until(day).ok().map(|span| i64::from(span.get_days()));
        let in_window =
            |poll: &&Poll| age(poll).is_some_and(|age| (0..=i64::from(pooling.window)).contains(&age));
        let mut chosen: Vec<&Poll> = self.polls.iter().filter(in_window).collect();
        let all = chosen.len();
        if pooling.newest_only {
            let mut newest: HashMap<&str, Date> = HashMap::new();
            for poll in &chosen {
                let day = newest.entry(&poll.house).or_insert(poll.date);
                *day = poll.date.max(*day);
            }
            chosen.retain(|poll| newest.get(&*poll.house) == Some(&poll.date));
        }
        if chosen.is_empty() {
            let from = day.saturating_sub(jiff::Span::new().days(i64::from(pooling.window.min(100_000))));
            return Err(PollsError::NoPoll { from, to: day });
        }
        let newest = chosen.iter().filter_map(|poll| u32::try_from(age(poll)?).ok()).min().unwrap_or(0);
        if let Some(half_life) = pooling.half_life.filter(|half| f64::from(newest) > half * MOST_HALF_LIVES) {
            return Err(PollsError::TooOld { age: newest, day, half_life });
        }
        let answers = self.asked(&chosen)?;
        let names: Vec<String> = answers.iter().map(|&answer| self.answers[answer].clone()).collect();
        let split = split(&names, &pooling.undecided)?;
        let effects =
            if pooling.house_effects { house_effects(&self.polls, &answers, day) } else { HashMap::new() };
        let mut members = Vec::with_capacity(chosen.len());
        for poll in chosen {
            let asked = poll
                .sample
                .or(pooling.sample)
                .ok_or_else(|| PollsError::NoSample { line: poll.line, house: one_line(&poll.house) })?
                as f64;
            let effect = poll.design_effect.unwrap_or(pooling.design_effect);
            let (undecided, respondents) = match split {
                None => (0.0, asked * (1.0 - poll.undecided)),
                Some(_) => (poll.undecided, asked),
            };
            let to = |number: usize| split.as_ref().map_or(0.0, |weights| weights[number]);
            let own = effects.get(&*poll.house);
            let shares = answers.iter().enumerate().map(|(number, &answer)| {
                let share = poll.shares[answer].unwrap_or(0.0) - own.map_or(0.0, |own| own[number]);
                (1.0 - undecided) * share + undecided * to(number)
            });
            let age = u32::try_from(age(poll).unwrap_or(0)).unwrap_or(0);
            let fresh =
                pooling.half_life.map_or(1.0, |half| exp(-std::f64::consts::LN_2 * f64::from(age) / half));
            let weight = respondents / effect * fresh;
            members.push(Member { poll, age, respondents, effect, weight, shares: shares.collect() });
        }
        Ok(pooled(day, names, &members, pooling, all))
    }

    /// The answers that these polls have: all of them or none.
    fn asked(&self, chosen: &[&Poll]) -> Result<Vec<usize>, PollsError> {
        let mut answers = Vec::new();
        for (number, name) in self.answers.iter().enumerate() {
            let (with, without): (Vec<&Poll>, Vec<&Poll>) =
                chosen.iter().copied().partition(|poll| poll.shares[number].is_some());
            match (with.first(), without.first()) {
                (Some(_), None) => answers.push(number),
                (Some(with), Some(without)) => {
                    let (with, without) = (with.line, without.line);
                    return Err(PollsError::NotAsked { answer: one_line(name), with, without });
                }
                (None, _) => {}
            }
        }
        let is_party = |&&answer: &&usize| ![OTHERS, AGAINST_ALL].contains(&&*self.answers[answer]);
        let has_share = |&answer: &usize| chosen.iter().any(|poll| poll.shares[answer] > Some(0.0));
        if answers.iter().filter(is_party).any(has_share) { Ok(answers) } else { Err(PollsError::NoParty) }
    }
}

/// The weights of the undecided, with a sum of 1; none where they are in proportion.
fn split(names: &[String], undecided: &Undecided) -> Result<Option<Vec<f64>>, PollsError> {
    let Undecided::Split(weights) = undecided else { return Ok(None) };
    let unknown = weights.keys().find(|name| !names.contains(name));
    if let Some(name) = unknown {
        let (of, known) = ("undecided", names.join(", "));
        return Err(PollsError::UnknownParty { of, party: one_line(name), known });
    }
    let sum: f64 = weights.values().sum();
    Ok(Some(names.iter().map(|name| weights.get(name).copied().unwrap_or(0.0) / sum).collect()))
}

fn pooled(
    day: Date,
    answers: Vec<String>,
    members: &[Member],
    pooling: &Pooling,
    in_window: usize,
) -> Pooled {
    let sum: f64 = members.iter().map(|member| member.weight).sum();
    let mean = |number: usize| {
        let parts = members.iter().map(|member| member.weight * member.shares[number]);
        // House effects may take off more than there is.
        (parts.sum::<f64>() / sum).max(0.0)
    };
    let mut shares: Vec<f64> = (0..answers.len()).map(mean).collect();
    let all: f64 = shares.iter().sum();
    shares.iter_mut().for_each(|share| *share /= all);
    // The strongest; the first of equals.
    let strongest =
        (0..shares.len()).fold(0, |best, next| if shares[next] > shares[best] { next } else { best });
    let effective = effective(members, strongest, shares[strongest], pooling.correlation);
    let used = members.iter().map(|member| UsedPoll {
        date: member.poll.date,
        house: member.poll.house.clone(),
        line: member.poll.line,
        age: member.age,
        respondents: member.respondents,
        design_effect: member.effect,
        is_assumed: member.poll.sample.is_none(),
        undecided: member.poll.undecided,
        weight: member.weight,
    });
    Pooled {
        day,
        answers,
        shares,
        effective,
        used: used.collect(),
        older_of_a_house: in_window - members.len(),
        pooling: Pooling { day: Some(day), ..pooling.clone() },
    }
}

/// p (1 − p) ÷ the variance of the pooled share, as the package `coalitions` has it.
fn effective(members: &[Member], strongest: usize, share: f64, correlation: f64) -> f64 {
    let sum: f64 = members.iter().map(|member| member.weight).sum();
    let error = |member: &Member| {
        let p = member.shares[strongest].clamp(0.0, 1.0);
        member.weight * (p * (1.0 - p) * member.effect / member.respondents).sqrt()
    };
    let errors: Vec<f64> = members.iter().map(error).collect();
    let (one, squares) = errors.iter().fold((0.0, 0.0), |(one, squares), e| (one + e, squares + e * e));
    let variance = (squares + correlation * (one * one - squares)) / (sum * sum);
    let effective = share * (1.0 - share) / variance;
    // Where everybody names the same there is no variance: as many as were asked.
    if effective.is_finite() && effective > 0.0 { effective } else { sum }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn polls_of_which_a_half_life_leaves_nothing_are_refused() {
        let polls = "date,house,sample,A,B\n2023-03-01,One,1000,60,40\n";
        let polls = Polls::from_csv(polls.as_bytes()).unwrap();
        let on =
            |day| Pooling { day: Some(day), window: 1_000_000, half_life: Some(0.5), ..Pooling::default() };
        // The day before a hundred half-lives are over.
        let pooled = polls.pool(&on(date(2023, 4, 20))).unwrap();
        assert!((pooled.share("A").unwrap() - 0.6).abs() < 1e-9);
        let error = polls.pool(&on(date(2026, 3, 1))).unwrap_err();
        assert_eq!(
            error.to_string(),
            "the newest poll is 1096 days old on 2026-03-01, and a half-life of 0.5 days leaves nothing of it; give an earlier \
             day, or a longer half-life"
        );
    }
}
