//! One or two rules varied over all their values.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::draft::Draft;
use super::kinds::{Bars, Turned};
use super::parameter::ParameterProblem;
use super::{Holders, Parameter, ParameterError, ReformProblem, RulePath, Value};
use crate::law::Share;
use crate::system::{CountError, ElectoralSystem, UnknownName};
use crate::text::{Misread, columns, one_line};
use crate::votes::Votes;

/// One rule varied over its values, or two over all their pairs; the others stay as in a baseline.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan;
/// use sailau::reform::Sweep;
///
/// // The list seats of the house of 98, the others single-member districts.
/// let sweep = Sweep::from_toml(r#"
///     [[vary]]
///     set = "list.seats"
///     from = 0
///     to = 98
///     step = 49
///     rest = { set = "single.districts", of = 98 }
/// "#)?;
/// let baseline = kazakhstan::law_on(date(2023, 3, 19))?.value;
/// let systems = sweep.systems(baseline)?.collect::<Result<Vec<_>, _>>()?;
/// let names: Vec<&str> = systems.iter().map(|point| point.system.name.as_str()).collect();
/// assert_eq!(names, ["list seats 0", "list seats 49", "list seats 98"]);
/// // A tier without seats is none.
/// assert!(systems[0].system.tier("list").is_none() && systems[2].system.tier("single").is_none());
///
/// let votes = kazakhstan::election(date(2023, 3, 19)).unwrap().votes().without_winners().allow_uncounted();
/// let table = sweep.table(baseline, &votes)?;
/// assert_eq!(table.rows[2].seats[0], 56); // Amanat, of 98 by lists
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sweep {
    /// The rules that are varied: one or two.
    pub vary: Vec<Parameter>,
}

/// The rules at one point of a sweep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The value of each varied rule.
    pub values: Vec<Value>,
    /// The rules, called by the values: `list threshold at least 3.5%`. What was varied is cited no more.
    pub system: ElectoralSystem,
}

/// The seats at each point of a sweep, by the same votes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SweepTable {
    /// The varied rules.
    pub vary: Vec<String>,
    /// Who holds seats: see [`Holders`].
    pub holders: Vec<String>,
    /// A row for each point; the last rule varies fastest.
    pub rows: Vec<SweepRow>,
}

/// The seats at one point of a sweep.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SweepRow {
    /// The value of each varied rule.
    pub values: Vec<Value>,
    /// Seats of the house.
    pub house_size: u32,
    /// Seats of each holder.
    pub seats: Vec<i64>,
}

/// What is wrong with a sweep.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SweepError {
    /// The file cannot be read.
    #[error(transparent)]
    Unreadable(
        /// Where, and what is wrong.
        #[from]
        Misread,
    ),
    /// Not one or two rules, or more points than can be looked at.
    #[error("a sweep varies one or two rules, over up to {most} points in all; this one varies {rules}", most = Parameter::MOST_VALUES)]
    Size {
        /// Rules that are varied.
        rules: usize,
    },
    /// A rule cannot be varied so.
    #[error(transparent)]
    Parameter(#[from] ParameterError),
    /// The rules of a point contradict themselves.
    #[error("at {point}: {}", one_line(&.problem.to_string()))]
    Point {
        /// The values.
        point: String,
        /// What is wrong.
        problem: Box<ReformProblem>,
    },
    /// The votes cannot be counted by the rules of a point.
    #[error("at {point}: {}", one_line(&.error.to_string()))]
    Count {
        /// The values.
        point: String,
        /// Why not.
        error: Box<CountError>,
    },
    /// A name that nothing has, such as a party that did not stand.
    #[error(transparent)]
    Unknown(#[from] UnknownName),
    /// Lists of a kind would have an easier way in than the others, or no longer have one, and nobody asked for that.
    #[error(
        "at {point}: lists of the kind `{kind}` need {own}, which is {} than the {others} of the others; in the baseline it is the other way round ({own_before} and {others_before}). Let their bar move as well, with `also = [{{ set = \"{set}\", … }}]`, or vary it itself",
        if *.easier { "less" } else { "more" }
    )]
    BarsTurn {
        /// The values.
        point: String,
        /// The kind, such as coalitions.
        kind: String,
        /// The place of its bar.
        set: Box<RulePath>,
        /// Whether the kind has the easier way in at that point.
        easier: bool,
        /// Its bar there.
        own: Share,
        /// The others' bar there.
        others: Share,
        /// Its bar in the baseline.
        own_before: Share,
        /// The others' bar in the baseline.
        others_before: Share,
    },
}

impl Sweep {
    /// Reads a sweep from TOML: a table `[[vary]]` for each [`Parameter`].
    ///
    /// # Errors
    ///
    /// [`SweepError::Unreadable`] with the line and column, the field, and the word that was meant.
    pub fn from_toml(text: &str) -> Result<Self, SweepError> {
        toml::from_str(text).map_err(|error| Misread::in_toml(text, &error).into())
    }

    /// The rules at each point, in order; the last varied rule varies fastest. A point whose rules contradict
    /// themselves is an error, and the next follows.
    ///
    /// # Errors
    ///
    /// [`SweepError`] where there are no points at all.
    pub fn systems<'a>(
        &'a self,
        baseline: &ElectoralSystem,
    ) -> Result<impl Iterator<Item = Result<Point, SweepError>> + 'a, SweepError> {
        let size = || SweepError::Size { rules: self.vary.len() };
        let (first, second) = match &self.vary[..] {
            [first] => (first, None),
            [first, second] => (first, Some(second)),
            _ => return Err(size()),
        };
        let outer = first.list()?;
        let inner = second.map(Parameter::list).transpose()?;
        let width = inner.as_ref().map_or(1, Vec::len);
        let points = outer.len().checked_mul(width).filter(|&points| points as u64 <= Parameter::MOST_VALUES);
        let (draft, bars) = (Draft::of(baseline), Bars::of(baseline));
        Ok((0..points.ok_or_else(size)?).map(move |point| {
            let mut values = vec![outer[point / width].clone()];
            values.extend(inner.as_ref().map(|inner| inner[point % width].clone()));
            self.point(draft.clone(), &bars, values)
        }))
    }

    fn point(&self, mut draft: Draft, bars: &Bars, values: Vec<Value>) -> Result<Point, SweepError> {
        let varied = || self.vary.iter().zip(&values);
        let names: Vec<String> =
            varied().map(|(parameter, value)| format!("{} {value}", parameter.set.words())).collect();
        let name = names.join(", ").replace(char::is_control, " ");
        draft.entitle(&name, None, None);
        let wrong = |problem| SweepError::Point { point: name.clone(), problem: Box::new(problem) };
        for (parameter, value) in varied() {
            parameter.put(&mut draft, value).map_err(|problem| match problem {
                ParameterProblem::Parameter(error) => SweepError::Parameter(error),
                ParameterProblem::Reform(problem) => wrong(problem),
            })?;
        }
        let rules = draft.rules().map_err(|error| wrong(ReformProblem::Rules(error)))?;
        if let Some(Turned { kind, path, before, now }) = bars.turned(&Bars::of(&rules), |bar| self.sets(bar))
        {
            return Err(SweepError::BarsTurn {
                point: name,
                kind,
                set: Box::new(path),
                easier: super::kinds::compare(now.0, now.1).is_lt(),
                own: now.0,
                others: now.1,
                own_before: before.0,
                others_before: before.1,
            });
        }
        let system = draft.cited(rules).map_err(wrong)?;
        Ok(Point { values, system })
    }

    /// Whether a rule is set, itself or as a part of another.
    fn sets(&self, rule: &RulePath) -> bool {
        let set = self.vary.iter().flat_map(|one| {
            let along = one.also.iter().map(|also| &also.set).chain(one.rest.as_ref().map(|rest| &rest.set));
            std::iter::once(&one.set).chain(along)
        });
        let steps = || rule.steps();
        set.filter(|path| path.tier() == rule.tier()).any(|path| {
            path.steps().count() <= steps().count() && path.steps().zip(steps()).all(|(a, b)| a == b)
        })
    }

    /// The seats at each point, by the same votes, counted on all cores; on one without the feature `simulate`.
    ///
    /// # Errors
    ///
    /// [`SweepError`], which names the first point that has no seats.
    pub fn table(&self, baseline: &ElectoralSystem, votes: &Votes) -> Result<SweepTable, SweepError> {
        let points: Vec<Point> = self.systems(baseline)?.collect::<Result<_, _>>()?;
        let holders = Holders::new(votes, points.iter().map(|point| &point.system));
        let counted = seats_of_all(&points, |Point { system, .. }| match system.count(votes) {
            Ok(outcome) => Ok((outcome.house_size, holders.seats(&outcome))),
            Err(error) => Err(SweepError::Count { point: system.name.clone(), error: Box::new(error) }),
        })?;
        let rows = points.into_iter().zip(counted);
        let rows =
            rows.map(|(Point { values, .. }, (house_size, seats))| SweepRow { values, house_size, seats });
        Ok(SweepTable {
            vary: self.vary.iter().map(|parameter| parameter.set.words()).collect(),
            holders: holders.names().map(str::to_owned).collect(),
            rows: rows.collect(),
        })
    }
}

/// House and seats at each point, counted on all cores (one after another without the feature `simulate`); or what is wrong
/// with the first that cannot be counted.
pub(super) fn seats_of_all<P: Sync>(
    points: &[P],
    count: impl Fn(&P) -> Result<(u32, Vec<i64>), SweepError> + Sync + Send,
) -> Result<Vec<(u32, Vec<i64>)>, SweepError> {
    #[cfg(feature = "simulate")]
    let counted: Vec<_> = {
        use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
        points.par_iter().map(count).collect()
    };
    #[cfg(not(feature = "simulate"))]
    let counted = points.iter().map(count);
    counted.into_iter().collect()
}

/// A row for each point and a column for each holder that ever has a seat.
impl fmt::Display for SweepTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let there = |&column: &usize| self.rows.iter().any(|row| row.seats[column] != 0);
        let held: Vec<usize> = (0..self.holders.len()).filter(there).collect();
        let mut head = self.vary.clone();
        head.push("house".to_owned());
        head.extend(held.iter().map(|&column| self.holders[column].clone()));
        let mut lines = vec![head];
        for row in &self.rows {
            let mut line: Vec<String> = row.values.iter().map(Value::to_string).collect();
            line.push(row.house_size.to_string());
            line.extend(held.iter().map(|&column| row.seats[column].to_string()));
            lines.push(line);
        }
        f.write_str(&columns("  ", &lines))
    }
}
