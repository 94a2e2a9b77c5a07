//! How one office is filled by a vote: who is elected, or what follows when nobody is.
//!
//! A senator, an akim and a President are chosen by the same few rules with other numbers, so those stand here
//! once: [`Voting`] is what a law says, [`Poll`] is what came out of the boxes, [`Polled`] is what follows.

use std::fmt::{self, Display, Formatter};

use serde::{Deserialize, Serialize};

use super::{Decision, FactError, Law, Limit, Measure, Requirement};
use crate::law::Share;

/// How one office is filled by a vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Voting {
    /// The part of the base that elects in the first vote; where there is none, most votes elect.
    pub majority: Option<Limit<Share>>,
    /// What the majority is a part of.
    pub base: Base,
    /// When the two with most votes stand again, where nobody of more than two had the majority.
    pub second_vote: Option<SecondVote>,
    /// What follows when the most votes are equal.
    pub equal_votes: EqualVotes,
}

/// What a majority in an election of one person is a part of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Base {
    /// Votes for candidates and against all; invalid ballots are left out.
    #[serde(rename = "valid and against all")]
    ValidAndAgainstAll,
    /// All ballots in the boxes, invalid ones among them.
    #[serde(rename = "all ballots")]
    AllBallots,
    /// Votes for candidates only.
    #[serde(rename = "votes for candidates")]
    Candidates,
}

/// When the second vote is held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SecondVote {
    /// On the same day.
    SameDay,
    /// Within so many months.
    WithinMonths(u32),
}

/// What follows when the most votes are equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum EqualVotes {
    /// The voters decide again among the equals.
    #[serde(rename = "repeat vote")]
    RepeatVote,
    /// Nobody is elected; the election is held again from its start.
    #[serde(rename = "repeat election")]
    RepeatElection,
    /// The law does not say; the tie is reported.
    #[serde(rename = "not ruled")]
    NotRuled,
}

/// What came out of the boxes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Poll {
    /// Everybody on the ballot paper, at least one.
    pub candidates: Vec<Candidate>,
    /// Votes against all; 0 where the paper has no such line.
    #[serde(default)]
    pub against_all: u64,
    /// Invalid ballots, where they are known.
    pub invalid: Option<u64>,
    /// All ballots in the boxes, where they are known.
    pub ballots: Option<u64>,
}

/// A candidate with the votes received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The name.
    pub name: String,
    /// Votes.
    pub votes: u64,
}

/// What a vote came to, and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Polled {
    /// Who is elected, or what follows.
    pub result: Elected,
    /// The requirements on which somebody is elected.
    pub decision: Decision,
}

/// Who is elected, or what follows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Elected {
    /// This candidate.
    Elected(String),
    /// Nobody yet; these stand again.
    SecondVote {
        /// Those who are sure to stand again: two, or fewer where equal votes leave a place open.
        between: Vec<String>,
        /// Those with equal votes for the places left; empty when there are none.
        tied: Vec<String>,
        /// When.
        when: SecondVote,
    },
    /// Nobody yet; the voters decide among these, who had the most votes and equally many.
    RepeatVote(Vec<String>),
    /// Nobody; the election is held again from its start.
    RepeatElection,
    /// Nobody; these had the most votes, and the law does not say what follows.
    NotRuled(Vec<String>),
}

/// How a list or a candidate did, for the return of a deposit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Standing {
    /// Elected: a candidate.
    Elected,
    /// Died before the vote: a candidate, or the only person on a list.
    Died,
    /// Neither; what counts are the votes.
    Votes {
        /// Votes received.
        votes: u64,
        /// All votes, those against all among them.
        of: u64,
    },
}

/// Whether a deposit returns: to who is elected or died, else with the part of the votes that the law names.
pub(super) fn deposit_returns<R>(
    law: &Law<R>,
    rule: &str,
    returns: Limit<Share>,
    who: &str,
    standing: Standing,
) -> Result<Decision, FactError> {
    let (name, measure) = match standing {
        Standing::Elected => ("Elected", Measure::yes_no(true, true)),
        Standing::Died => ("Died before the vote", Measure::yes_no(true, true)),
        Standing::Votes { of: 0, .. } => return Err(FactError::Nobody { what: "votes".to_owned() }),
        Standing::Votes { votes, of } => {
            FactError::check_part("votes of one", votes, "votes", of)?;
            let whole = "votes, those against all among them";
            ("Votes", Measure::share(returns, votes, "votes", of, whole))
        }
    };
    let requirement = law.requirement(rule, name, measure);
    Ok(law.decision(format!("Return of the deposit of {who}"), vec![requirement]))
}

impl Poll {
    /// A poll of candidates with their votes; nothing against all, and nothing known of the rest.
    ///
    /// ```
    /// use sailau::procedure::office::Poll;
    ///
    /// let poll = Poll::of([("Hill", 60), ("Dale", 40)]);
    /// assert_eq!(poll.candidates[1].votes, 40);
    /// ```
    pub fn of<N: Into<String>>(candidates: impl IntoIterator<Item = (N, u64)>) -> Self {
        let candidates = candidates.into_iter().map(|(name, votes)| Candidate { name: name.into(), votes });
        Self { candidates: candidates.collect(), ..Self::default() }
    }

    /// With votes against all.
    #[must_use]
    pub fn against_all(mut self, votes: u64) -> Self {
        self.against_all = votes;
        self
    }

    /// With the number of invalid ballots.
    #[must_use]
    pub fn invalid(mut self, ballots: u64) -> Self {
        self.invalid = Some(ballots);
        self
    }

    /// The ballots that a majority or a deposit is measured by.
    ///
    /// # Errors
    ///
    /// [`FactError`]: no candidates, or one twice; more ballots than 2^64 or than there are in all; parts that
    /// do not add up; invalid ballots not known where they count.
    pub fn base(&self, base: Base) -> Result<u64, FactError> {
        let (candidates, valid) = self.check()?;
        let missing = || FactError::Missing { fact: "ballots".to_owned() };
        let whole = match base {
            Base::Candidates => candidates,
            Base::ValidAndAgainstAll => valid,
            Base::AllBallots => match (self.ballots, self.invalid) {
                (Some(ballots), _) => return Ok(ballots),
                (None, Some(invalid)) => valid + u128::from(invalid),
                (None, None) => return Err(missing()),
            },
        };
        fits(whole)
    }

    /// Votes for candidates, and those with votes against all, after looking for what cannot be.
    fn check(&self) -> Result<(u128, u128), FactError> {
        if self.candidates.is_empty() {
            return Err(FactError::Nobody { what: "candidates".to_owned() });
        }
        FactError::check_names("candidate", self.candidates.iter().map(|candidate| candidate.name.as_str()))?;
        let candidates: u128 = self.candidates.iter().map(|candidate| u128::from(candidate.votes)).sum();
        let valid = candidates + u128::from(self.against_all);
        let all = valid + u128::from(self.invalid.unwrap_or(0));
        fits(all)?;
        if let Some(ballots) = self.ballots {
            FactError::check_part("votes and invalid ballots", all, "ballots", ballots)?;
            if self.invalid.is_some() && all != u128::from(ballots) {
                let what = "votes, votes against all and invalid ballots".to_owned();
                return Err(FactError::DoesNotAddUp { what, sum: all, whole: ballots });
            }
        }
        Ok((candidates, valid))
    }

    /// The candidates by votes, most first.
    fn ranking(&self) -> Vec<&Candidate> {
        let mut ranking: Vec<_> = self.candidates.iter().collect();
        ranking.sort_by_key(|candidate| std::cmp::Reverse(candidate.votes));
        ranking
    }
}

fn fits(ballots: u128) -> Result<u64, FactError> {
    u64::try_from(ballots).map_err(|_| FactError::MoreThanAll {
        part: "ballots".to_owned(),
        given: ballots,
        of: "ballots that can be counted".to_owned(),
        whole: u64::MAX,
    })
}

impl Voting {
    /// The first vote under a law in which these rules are called `rule`.
    pub(super) fn first<R>(
        &self,
        law: &Law<R>,
        rule: &str,
        subject: &str,
        poll: &Poll,
    ) -> Result<Polled, FactError> {
        let base = poll.base(self.base)?;
        let ranking = poll.ranking();
        let leaders = leaders(&ranking);
        let mut requirements = Vec::new();
        if let Some(majority) = self.majority {
            let votes = ranking.first().map_or(0, |leader| leader.votes);
            let measure = Measure::share(majority, votes, "votes", base, self.base.to_string());
            let name = format!("Majority for {}", leaders.join(" and "));
            requirements.push(law.requirement(&format!("{rule}.majority"), name, measure));
        }
        let has_majority = requirements.iter().all(Requirement::met);
        if self.majority.is_none() || (has_majority && leaders.len() > 1) {
            requirements.push(ahead(law, rule, &ranking));
        }
        let elected = requirements.iter().all(Requirement::met);
        let result = match (elected, leaders.as_slice()) {
            (true, [leader, ..]) => Elected::Elected(leader.clone()),
            _ if has_majority => self.equal(leaders),
            _ => self.without_majority(&ranking, leaders),
        };
        Ok(Polled { result, decision: law.decision(subject, requirements) })
    }

    /// The second vote, between two: more votes elect.
    pub(super) fn second<R>(
        &self,
        law: &Law<R>,
        rule: &str,
        subject: &str,
        poll: &Poll,
    ) -> Result<Polled, FactError> {
        poll.check()?;
        FactError::check_part("candidates", poll.candidates.len() as u128, "places in a second vote", 2)?;
        let ranking = poll.ranking();
        let leaders = leaders(&ranking);
        let ahead = ahead(law, rule, &ranking);
        let result = match leaders.as_slice() {
            [leader, ..] if ahead.met() => Elected::Elected(leader.clone()),
            _ => self.equal(leaders),
        };
        Ok(Polled { result, decision: law.decision(subject, vec![ahead]) })
    }

    fn equal(&self, leaders: Vec<String>) -> Elected {
        match self.equal_votes {
            EqualVotes::RepeatVote => Elected::RepeatVote(leaders),
            EqualVotes::RepeatElection => Elected::RepeatElection,
            EqualVotes::NotRuled => Elected::NotRuled(leaders),
        }
    }

    fn without_majority(&self, ranking: &[&Candidate], leaders: Vec<String>) -> Elected {
        let Some(when) = self.second_vote else {
            return Elected::NotRuled(leaders);
        };
        let Some(last) = ranking.get(1).filter(|_| ranking.len() > 2).map(|second| second.votes) else {
            return Elected::RepeatElection;
        };
        let named = |keep: fn(u64, u64) -> bool| -> Vec<String> {
            let kept = ranking.iter().filter(|candidate| keep(candidate.votes, last));
            kept.map(|candidate| candidate.name.clone()).collect()
        };
        let (above, equal) = (named(|votes, last| votes > last), named(|votes, last| votes == last));
        if above.len() + equal.len() == 2 {
            return Elected::SecondVote { between: [above, equal].concat(), tied: Vec::new(), when };
        }
        Elected::SecondVote { between: above, tied: equal, when }
    }
}

/// Those with the most votes.
fn leaders(ranking: &[&Candidate]) -> Vec<String> {
    let most = ranking.first().map(|leader| leader.votes);
    let equal = ranking.iter().take_while(|candidate| Some(candidate.votes) == most);
    equal.map(|candidate| candidate.name.clone()).collect()
}

/// That the first has more votes than the next; where nobody else stands, more than none.
fn ahead<R>(law: &Law<R>, rule: &str, ranking: &[&Candidate]) -> Requirement {
    let votes = |place: usize| ranking.get(place).map_or(0, |candidate| candidate.votes);
    let name = ranking.first().map_or("", |leader| leader.name.as_str());
    let measure = Measure::count(Limit::MoreThan(votes(1)), votes(0), "votes");
    law.requirement(
        &format!("{rule}.equal_votes"),
        format!("More votes for {name} than for any other"),
        measure,
    )
}

impl Elected {
    /// The name of who is elected; none when nobody is yet.
    #[must_use]
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Elected(name) => Some(name),
            _ => None,
        }
    }
}

/// The decision, and after it what follows.
impl Display for Polled {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.decision)?;
        writeln!(f, "\n  WHAT FOLLOWS: {}.", self.result)
    }
}

impl Display for Base {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::ValidAndAgainstAll => "votes, those against all among them",
            Self::AllBallots => "ballots",
            Self::Candidates => "votes for candidates",
        })
    }
}

impl Display for SecondVote {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::SameDay => f.write_str("on the same day"),
            Self::WithinMonths(1) => f.write_str("within a month"),
            Self::WithinMonths(months) => write!(f, "within {months} months"),
        }
    }
}

impl Display for Elected {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Elected(name) => write!(f, "{name} is elected"),
            Self::SecondVote { between, tied, when } if tied.is_empty() => {
                write!(f, "a second vote {when} between {}", between.join(" and "))
            }
            Self::SecondVote { between, tied, when } => {
                let sure = if between.is_empty() {
                    String::new()
                } else {
                    format!("{} and ", between.join(" and "))
                };
                write!(f, "a second vote {when} between {sure}those of {} with equal votes", tied.join(", "))
            }
            Self::RepeatVote(among) => write!(f, "equal votes: a repeat vote among {}", among.join(", ")),
            Self::RepeatElection => f.write_str("nobody is elected: a repeat election"),
            Self::NotRuled(among) => {
                write!(f, "nobody is elected, first {}; the law does not say what follows", among.join(", "))
            }
        }
    }
}
