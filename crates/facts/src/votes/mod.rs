//! Who stood, and how many votes they got: by contest, by district.
//!
//! [`Votes`] are two things kept apart:
//!
//! * the [`Field`]: parties, districts, and for each contest and district the entries on the ballot. It stays
//!   the same when an election is drawn a million times;
//! * the [`Tally`]: the numbers, in the order of the field.
//!
//! Votes are read from a tidy CSV file with [`Votes::from_csv`], one row a count:
//!
//! ```
//! use sailau::votes::Votes;
//!
//! let votes = Votes::from_csv("\
//! contest,district,party,candidate,votes,registration_order
//! list,,Otan,,2883706,1
//! list,,Ak Zhol,,572672,2
//! list,,@invalid,,135431,
//! single,District 1,Otan,A. Candidate,20100,
//! single,District 1,,B. Independent,18050,
//! single,District 1,@registered,,62000,
//! ".as_bytes(), &[])?;
//!
//! assert_eq!(votes.field().parties().len(), 2);
//! assert_eq!(votes.field().contests().len(), 2);
//! # Ok::<(), sailau::votes::VotesError>(())
//! ```
//!
//! # The file
//!
//! | column | meaning | when left out |
//! |---|---|---|
//! | `contest` | `list`, `single`, the name of a tier of the rules, or that name followed by ` run-off` | every row is `list` |
//! | `district` | the district's name; blank for a nationwide count | nationwide |
//! | `party` | the party's name; blank, with a candidate, for one who stands without a party | must be there |
//! | `candidate` | the candidate's name | blank |
//! | `votes` | a whole number, 0 to 18,446,744,073,709,551,615 | must be there |
//! | `registration_order` | 1 for the list that was registered first, 2 for the next …; the tie rule "earlier registration" needs it | unknown |
//! | `kind` | a word for the kind of list, where the rules' threshold or weight differs by it: `coalition`, `minority`; for one who stands without a party too | none |
//! | `alliance`, `suballiance` | the alliance of lists that this one belongs to in its district | none |
//! | `candidates` | how many candidates the list has left to seat | unknown |
//! | `place` | the candidate's place on the list, 1 for the first; an open list may need it | unknown |
//! | `group` | the group of a candidate, where rules let no more than so many of one be elected in a district: `women`, `men` | none |
//!
//! Columns may stand in any order. Lines that start with `#` are comments. The file is UTF-8, with or without a
//! byte order mark. Five reserved parties carry what is not a vote for anybody named: `@against-all`, `@others`
//! (votes of lists that the file does not name one by one), `@invalid` (spoilt ballots), `@registered` (voters on
//! the roll) and `@ballots` (good ballots, where one may hold several votes for candidates). What a file does not give is unknown, not zero, save
//! votes against all, which are zero where there is no row for them.
//!
//! A row given twice is an error, and so is anything else that could be miscounted: see [`VotesProblem`]. A file whose columns
//! have other names or another separator, or whose rows are to be added up, is read with a [`CsvTable`].
//!
//! # The file of districts
//!
//! Some rules need to know more of districts than their votes: a second file has it, read with
//! [`Votes::add_districts_csv`] or [`Votes::open_districts_csv`].
//!
//! | column | meaning | when left out |
//! |---|---|---|
//! | `district` | the name, as the votes have it; a region of districts may have a row of its own | must be there |
//! | `seats` | its seats, where the rules say that they come with the votes; 0 to 4,294,967,295 | unknown |
//! | `region` | the region that it lies in | in none |
//! | `population` | inhabitants, or voters, by which seats go to districts; 0 to 18,446,744,073,709,551,615 | unknown |
//!
//! ```
//! use sailau::votes::Votes;
//!
//! let votes = Votes::from_csv("district,party,votes\nNorth,Hill,60\nSouth,Hill,40\n".as_bytes(), &[])?;
//! let file = "district,seats,region,population\nNorth,3,Coast,900000\nSouth,2,Coast,640000\n";
//! let votes = votes.add_districts_csv(file.as_bytes())?;
//! assert_eq!(votes.field().district_facts()[0].population, Some(900_000));
//! # Ok::<(), sailau::votes::VotesError>(())
//! ```
//!
//! A district with a row and without votes keeps its seats empty, and is reported.
//!
//! # Winners instead of votes
//!
//! Sometimes only the winners are published. [`Votes::with_winners`] and [`Votes::add_winners_csv`] give them
//! to a tier of single-member seats in place of votes, and the record of the count says so.

mod amend;
mod builder;
mod check;
#[doc(hidden)]
pub mod csv_file;
mod csv_table;
mod districts;
mod error;
mod facts;
mod field;
mod joint_list;
mod lines;
mod met;
mod names;
mod numbers;
mod paper;
mod rows;
mod shared;
mod sheet;
mod tally;
mod texts;
mod winners;

use serde::Serialize;

pub use builder::{BallotBuilder, VotesBuilder};
pub use csv_table::CsvTable;
pub use districts::District;
pub use error::{Difference, Place, VotesError, VotesProblem};
pub use field::{Ballot, Contest, Entry, Field, Party, Standing};
pub use shared::Shared;
pub use tally::{BallotTotals, Tally};
pub use winners::Winner;

pub use crate::text::UnknownName;

/// A field of parties and candidates with the votes that they got.
///
/// serde writes and reads it, for programs that pass votes on: for people there is the [file](self#the-file).
///
/// ```
/// use sailau::votes::Votes;
///
/// let votes = Votes::list([("Otan", 2_883_706), ("Ak Zhol", 572_672)])?;
/// let json = serde_json::to_string(&votes)?;
/// assert_eq!(serde_json::from_str::<Votes>(&json)?, votes);
/// // A tally with a number less is none of this field.
/// let error = serde_json::from_str::<Votes>(&json.replace(",572672", "")).unwrap_err().to_string();
/// assert!(error.starts_with("the field needs 2 votes and 1 totals; the tally has others"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Votes {
    field: Field,
    tally: Tally,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    winners: Vec<Winner>,
}

impl Votes {
    /// Joins a field with a tally that was made for it.
    ///
    /// # Errors
    ///
    /// [`VotesProblem::WrongTally`] when the tally has not one number for each entry and ballot of the field.
    pub fn new(field: Field, tally: Tally) -> Result<Self, VotesError> {
        let votes = Self { field, tally, winners: Vec::new() };
        votes.check()?;
        Ok(votes)
    }

    /// Votes for nothing yet: the start for a count of winners alone.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// One nationwide list contest called `list`: the shortest way from Rust to a count.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] as of a row of the [file](self#the-file): a party named twice, a name that is blank, no party at all.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::votes::Votes;
    ///
    /// let votes = Votes::list([("Nur Otan", 5_247_720), ("OSDP", 269_310), ("Ak Zhol", 183_346)])?;
    /// assert_eq!(votes.total("list"), 5_700_376);
    /// // Reserved names are no parties, as in a file.
    /// let votes = Votes::list([("A", 500), ("@invalid", 150), ("@others", 50)])?;
    /// assert_eq!((votes.total("list"), votes.tally().totals[0].others), (500, 50));
    /// assert!(Votes::list([("A", 500), ("A ", 1)]).is_err() && Votes::list([("", 5)]).is_err());
    /// let nobody: [(&str, u64); 0] = [];
    /// assert_eq!(Votes::list(nobody).unwrap_err().to_string(), "nothing to count: no row of a party or a candidate");
    /// # Ok::<(), sailau::votes::VotesError>(())
    /// ```
    pub fn list<N: AsRef<str>>(rows: impl IntoIterator<Item = (N, u64)>) -> Result<Self, VotesError> {
        let mut builder = VotesBuilder::default();
        for (party, votes) in rows {
            builder.votes(Contest::LIST, None, Some(party.as_ref()), None, votes)?;
        }
        Ok(builder.build()?)
    }

    /// Adds seats whose winners are given in place of votes.
    ///
    /// # Errors
    ///
    /// [`VotesProblem`] when a row has no seat, or one person has several.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::votes::{Votes, Winner};
    ///
    /// let votes = Votes::empty().with_winners([Winner::of_party("single", "Amanat", 22)])?;
    /// assert_eq!(votes.winners()[0].seats, 22);
    /// # Ok::<(), sailau::votes::VotesError>(())
    /// ```
    pub fn with_winners(mut self, winners: impl IntoIterator<Item = Winner>) -> Result<Self, VotesError> {
        for mut winner in winners {
            winner.put_in_one_form()?;
            winner.check()?;
            self.winners.push(winner);
        }
        Ok(self)
    }

    /// The same votes for rules that read more contests than there are: the seats of a tier whose votes are not there stay
    /// empty, instead of a `CountError::MissingContest`. It is said in the record and
    /// in `Outcome::uncounted`.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::{ElectoralSystem, Tier};
    /// use sailau::{CountError, Method, Votes};
    ///
    /// let tiers = [Tier::list("list", 69, Method::HARE), Tier::single("single", 29)];
    /// let mixed = ElectoralSystem::new("Lists and districts", tiers);
    /// let votes = Votes::list([("Otan", 2_883_706), ("Ak Zhol", 572_672)])?;
    /// let missing = mixed.count(&votes).unwrap_err();
    /// assert!(matches!(missing, CountError::MissingContest { tier, .. } if tier == "single"));
    ///
    /// let outcome = mixed.count(&votes.allow_uncounted())?;
    /// assert_eq!((outcome.seats_of("Otan")?, outcome.unfilled[0].seats), (58, 29));
    /// assert_eq!(outcome.uncounted, ["single"]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn allow_uncounted(mut self) -> Self {
        self.field.uncounted = true;
        self
    }

    /// The same votes without the winners that were given: for rules under which these winners did not stand.
    #[must_use]
    pub fn without_winners(mut self) -> Self {
        self.winners.clear();
        self
    }

    /// Who stood where.
    #[must_use]
    pub fn field(&self) -> &Field {
        &self.field
    }

    /// The numbers, in the field's order.
    #[must_use]
    pub fn tally(&self) -> &Tally {
        &self.tally
    }

    /// Winners that are given in place of votes.
    #[must_use]
    pub fn winners(&self) -> &[Winner] {
        &self.winners
    }

    /// The contest whose votes stand beside the seats of a house: that of the lists, or the first.
    ///
    /// ```
    /// use sailau::Votes;
    ///
    /// assert_eq!(Votes::list([("Hill", 60), ("Dale", 40)])?.main_contest(), "list");
    /// # Ok::<(), sailau::votes::VotesError>(())
    /// ```
    #[must_use]
    pub fn main_contest(&self) -> &str {
        let contests = self.field().contests();
        let list = contests.iter().find(|contest| contest.name == Contest::LIST);
        list.or(contests.first()).map_or(Contest::LIST, |contest| &contest.name)
    }

    /// All votes of a contest for lists and candidates; 0 for a contest that is not there.
    #[must_use]
    pub fn total(&self, contest: &str) -> u128 {
        self.ballots(contest)
            .flat_map(|ballot| &self.tally.votes[ballot.votes()])
            .map(|&votes| u128::from(votes))
            .sum()
    }

    /// Votes against all in a contest; 0 where none are given.
    #[must_use]
    pub fn against_all(&self, contest: &str) -> u128 {
        self.ballots(contest).map(|ballot| u128::from(self.tally.totals[ballot.totals()].against_all)).sum()
    }

    /// Votes of each party in a contest, summed over its districts, in the field's order of parties.
    ///
    /// Parties that did not stand in this contest are left out, and so are candidates without a party.
    #[must_use]
    pub fn party_totals(&self, contest: &str) -> Vec<(&Party, u128)> {
        let mut totals = vec![None; self.field.parties().len()];
        for ballot in self.ballots(contest) {
            for (entry, &votes) in ballot.entries.iter().zip(&self.tally.votes[ballot.votes()]) {
                if let Some(party) = entry.party {
                    *totals[party].get_or_insert(0) += u128::from(votes);
                }
            }
        }
        let parties = self.field.parties().iter().zip(totals);
        parties.filter_map(|(party, total)| Some((party, total?))).collect()
    }

    fn ballots(&self, contest: &str) -> impl Iterator<Item = &Ballot> {
        self.field.contest(contest).into_iter().flat_map(|contest| &contest.ballots)
    }
}

#[cfg(test)]
mod tests;
