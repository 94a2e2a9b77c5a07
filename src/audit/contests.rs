//! What people need to audit the papers of a place: kinds of papers by name, and what is asserted of them.

use std::collections::BTreeMap;

use sailau_audit::{Asserted, Assertion as Sum, AssertionError, Contest, ContestError, Papers as ByKind};
use thiserror::Error;

use super::Assertions;
use super::assertion::Assertion;
use super::boxes::Boxes;
use super::column::{Columns, Says};
use super::place::Place;
use super::uncovered::Why;
use crate::votes::{Ballot, Votes};

/// Why papers of a place cannot be audited one by one.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ContestsError {
    /// A paper holds several votes.
    #[error("{place}: a paper holds several votes there, and the votes do not say which paper holds which")]
    SeveralVotes {
        /// Where.
        place: Place,
    },
    /// Votes that are not those of the assertions, or too many.
    #[error("{place}: {why}")]
    Votes {
        /// Where.
        place: Place,
        /// Why.
        why: Why,
    },
    /// Papers that cannot be put into kinds.
    #[error("{place}: {problem}")]
    Contest {
        /// Where.
        place: Place,
        /// What is wrong.
        #[source]
        problem: Box<ContestError>,
    },
    /// An assertion that cannot be tested.
    #[error("{place}: {problem}")]
    Assertion {
        /// Where.
        place: Place,
        /// What is wrong.
        #[source]
        problem: Box<AssertionError>,
    },
}

/// What a paper can say, with the name that people write down.
struct Kind {
    name: String,
    says: Says,
    /// The district and the region where the paper lies, as far as assertions ask for it.
    parts: Vec<String>,
    reported: u64,
}

impl Assertions {
    /// The contests that are audited, by place: every kind of paper, how many were reported of it, and what is asserted.
    ///
    /// # Errors
    ///
    /// [`ContestsError`] where papers cannot be compared one by one.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::audit::sampling::{Audit, Next, Plan};
    /// use sailau::audit::{Papers, assertions};
    /// use sailau::{ElectoralSystem, Votes};
    ///
    /// let rules = ElectoralSystem::from_toml(
    ///     "name = 'A town'\n[[tier]]\nname = 'list'\nseats = 7\nmethod = 'dhondt'",
    /// )?;
    /// let votes = Votes::list([("Hill", 5_400), ("Dale", 4_600)])?;
    /// let contests = assertions(&rules, &votes, Papers::Valid)?.contests(&votes)?;
    /// let (place, contest) = &contests[0];
    /// assert_eq!((place.to_string().as_str(), contest.kinds()), ("list", &["Hill".to_owned(), "Dale".to_owned()][..]));
    /// // Ten-sided dice, thrown in public.
    /// let audit = Audit::start(contest.clone(), Plan::new("5%".parse()?, "35463115561121636246".parse()?));
    /// assert_eq!(audit.status().next, Next::Draw { to: 82 });
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn contests(&self, votes: &Votes) -> Result<Vec<(Place, Contest)>, ContestsError> {
        let mut places: BTreeMap<&Place, Vec<&Assertion>> = BTreeMap::new();
        for assertion in &self.all {
            places.entry(&assertion.place).or_default().push(assertion);
        }
        places
            .into_iter()
            .map(|(place, asserted)| Ok((place.clone(), self.contest(place, &asserted, votes)?)))
            .collect()
    }

    fn contest(
        &self,
        place: &Place,
        asserted: &[&Assertion],
        votes: &Votes,
    ) -> Result<Contest, ContestsError> {
        let wrong = |why| ContestsError::Votes { place: place.clone(), why };
        let field = votes.field();
        let contest = field.contest(&place.contest).ok_or_else(|| wrong(Why::NoVotes))?;
        let ballots: Vec<&Ballot> =
            contest.ballots.iter().filter(|ballot| place.holds(field, ballot)).collect();
        let [first, ..] = asserted else { return Err(wrong(Why::NoVotes)) };
        let by_part =
            asserted.iter().any(|own| own.form.named.iter().any(|(column, _)| column.part.is_some()));
        if asserted.iter().any(|own| own.form.range.is_some()) {
            return Err(ContestsError::SeveralVotes { place: place.clone() });
        }
        let boxes = |ballots: &[&Ballot]| {
            Boxes::of(votes, ballots.iter().copied(), first.columns, first.against_all)
                .map_err(|too_many| wrong(too_many.into()))
        };
        let all = boxes(&ballots)?;
        let mut kinds = Vec::new();
        if by_part {
            for ballot in &ballots {
                let parts = Place::parts(field, ballot);
                self.kinds(&boxes(&[ballot])?, (votes, ballot), first.columns, parts, &mut kinds);
            }
        } else {
            self.kinds(&all, (votes, ballots[0]), first.columns, Vec::new(), &mut kinds);
        }
        let population = first.margin.population();
        let problem = |problem| ContestsError::Assertion { place: place.clone(), problem: Box::new(problem) };
        let papers =
            ByKind::new(kinds.iter().map(|kind| kind.reported).collect(), population).map_err(problem)?;
        let sums = asserted.iter().map(|own| {
            let of_paper = |says, parts: &[String]| own.form.of_paper(says, parts, (&all, population));
            let coefficients: Option<Vec<i128>> =
                kinds.iter().map(|kind| of_paper(kind.says, &kind.parts)).collect();
            let coefficients = coefficients.zip(of_paper(Says::Nothing, &[]));
            let (coefficients, nothing) = coefficients.ok_or_else(|| wrong(Why::NumbersTooLarge))?;
            let assertion = Sum::counting_no_kind(coefficients, nothing).map_err(problem)?;
            Ok(Asserted { label: own.to_string(), assertion })
        });
        let sums: Vec<Asserted> = sums.collect::<Result<_, ContestsError>>()?;
        let names = kinds.into_iter().map(|kind| kind.name).collect();
        Contest::new(names, papers, sums)
            .map_err(|problem| ContestsError::Contest { place: place.clone(), problem: Box::new(problem) })
    }

    fn kinds(
        &self,
        boxes: &Boxes,
        (votes, ballot): (&Votes, &Ballot),
        columns: Columns,
        parts: Vec<String>,
        kinds: &mut Vec<Kind>,
    ) {
        let field = votes.field();
        let at = parts.first().map(|part| format!(", {part}")).unwrap_or_default();
        let mut add = |name: &str, says, reported| {
            kinds.push(Kind { name: format!("{name}{at}"), says, parts: parts.clone(), reported });
        };
        for (column, reported) in boxes.standing() {
            let name = match columns {
                Columns::Parties => field.parties()[column].name.clone(),
                Columns::Entries => ballot.entries[column].label(field),
            };
            add(&name, Says::Column(column), reported);
        }
        for (name, says, reported) in boxes.rest() {
            add(name, says, reported);
        }
    }
}
