//! Every two candidates against each other: who would beat everybody.

mod contests;
mod sheet;

use serde::ser::SerializeStruct;
use serde::{Serialize, Serializer};

use crate::ballots::Ballots;
use crate::count::marked;
use crate::error::RankedError;

pub use sheet::PairsSheet;

/// Every two candidates against each other: how many ballots prefer one to the other. It is a check of what a count gave, and no
/// count of its own: no law that this crate has fills seats by it.
///
/// A ballot prefers whom it ranks to whom it does not, and the higher rank to the lower; of equal ranks it prefers neither. Blank ranks
/// are passed over, and so is an overvote whose candidates are not known. Of a candidate who is marked twice the first mark holds. A statute
/// may stop reading sooner.
///
/// ```
/// use sailau_ranked::{Ballots, RankedMethod, RankedRule};
///
/// // The third is excluded first, and would beat either of the others alone.
/// let ballots = Ballots::read(3, "count,preferences\n39,1>3\n35,2>3\n26,3>2\n".as_bytes())?;
/// let pairs = ballots.pairs();
/// assert_eq!((pairs.preferring(2, 0), pairs.preferring(0, 2)), (61, 39));
/// assert_eq!(pairs.beats_all(), Some(2));
/// assert_eq!(pairs.loses_to_all(), Some(0));
/// assert_eq!(RankedRule::new(RankedMethod::InstantRunoff).count(&ballots, 1)?.elected, [1]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pairs {
    candidates: usize,
    /// How many ballots there are.
    ballots: u64,
    /// For each candidate, and then for each other: the ballots that prefer the first.
    preferring: Vec<u64>,
    /// For each candidate whether they stand for nothing.
    out: Vec<bool>,
}

impl Ballots {
    /// Every two candidates against each other.
    #[must_use]
    pub fn pairs(&self) -> Pairs {
        Pairs::of(self)
    }
}

impl Pairs {
    /// How many candidates stand on the paper.
    #[must_use]
    pub fn candidates(&self) -> usize {
        self.candidates
    }

    /// The same among those who stand: who withdrew after the paper was printed, numbered from 0, is among nobody who beats or loses to
    /// all others, in no set and in no tie.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let pairs = Ballots::read(3, "count,preferences\n6,1>2>3\n5,2>3>1\n".as_bytes())?.pairs();
    /// assert_eq!(pairs.beats_all(), Some(0));
    /// assert_eq!(pairs.without(&[0])?.beats_all(), Some(1));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`RankedError::Withdrawn`] for a candidate who is not on the paper.
    pub fn without(self, withdrawn: &[usize]) -> Result<Self, RankedError> {
        let more = marked(withdrawn, self.candidates)?;
        let out = self.out.iter().zip(more).map(|(out, more)| *out || more).collect();
        Ok(Self { out, ..self })
    }

    /// Who withdrew, in the order of the paper.
    #[must_use]
    pub fn withdrawn(&self) -> Vec<usize> {
        (0..self.candidates).filter(|one| self.out[*one]).collect()
    }

    /// How many ballots prefer one candidate to another, both numbered from 0; none where there is no such candidate.
    #[must_use]
    pub fn preferring(&self, one: usize, other: usize) -> u64 {
        if one.max(other) >= self.candidates { 0 } else { self.preferring[one * self.candidates + other] }
    }

    /// Whether more ballots prefer one to the other than the other way round.
    #[must_use]
    pub fn beats(&self, one: usize, other: usize) -> bool {
        self.preferring(one, other) > self.preferring(other, one)
    }

    /// Who beats every other candidate, if anybody does (a Condorcet winner).
    #[must_use]
    pub fn beats_all(&self) -> Option<usize> {
        self.all().find(|one| self.others(*one).all(|other| self.beats(*one, other)))
    }

    /// Who loses to every other candidate, if anybody does (a Condorcet loser); one who stands alone does not.
    #[must_use]
    pub fn loses_to_all(&self) -> Option<usize> {
        let alone = self.all().count() < 2;
        self.all().find(|one| !alone && self.others(*one).all(|other| self.beats(other, *one)))
    }

    /// Whom nobody beats, in the order of the paper: the one who beats all, or those who come nearest to it because of ties.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let pairs = Ballots::read(3, "count,preferences\n5,1>2\n5,2>1\n1,3\n".as_bytes())?.pairs();
    /// assert_eq!((pairs.beats_all(), pairs.unbeaten()), (None, vec![0, 1]));
    /// assert_eq!(pairs.ties(), [(0, 1)]);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    #[must_use]
    pub fn unbeaten(&self) -> Vec<usize> {
        self.all().filter(|one| !self.others(*one).any(|other| self.beats(other, *one))).collect()
    }

    /// The fewest candidates of whom each beats everybody else, in the order of the paper (the Smith set; Smith, Econometrica 41,
    /// 1973): one where somebody beats all, more where preferences go round in a circle or are tied.
    ///
    /// ```
    /// use sailau_ranked::Ballots;
    ///
    /// let circle = "count,preferences\n4,1>2>3>4\n3,2>3>1>4\n2,3>1>2>4\n";
    /// assert_eq!(Ballots::read(4, circle.as_bytes())?.pairs().smith_set(), [0, 1, 2]);
    /// # Ok::<(), sailau_ranked::BallotsError>(())
    /// ```
    #[must_use]
    pub fn smith_set(&self) -> Vec<usize> {
        // Whoever wins most and loses least is in it, and with them all who do not lose to one of them.
        let score = |one: usize| {
            let won = self.others(one).filter(|other| self.beats(one, *other)).count() as i64;
            won - self.others(one).filter(|other| self.beats(*other, one)).count() as i64
        };
        let mut set: Vec<usize> = self.all().max_by_key(|one| score(*one)).into_iter().collect();
        let mut looked_at = 0;
        while let Some(member) = set.get(looked_at).copied() {
            looked_at += 1;
            let joins =
                self.others(member).filter(|other| !set.contains(other) && !self.beats(member, *other));
            let joins: Vec<usize> = joins.collect();
            set.extend(joins);
        }
        set.sort_unstable();
        set
    }

    /// Every two who are preferred by equally many ballots, in the order of the paper.
    #[must_use]
    pub fn ties(&self) -> Vec<(usize, usize)> {
        let equal =
            |(one, other): &(usize, usize)| self.preferring(*one, *other) == self.preferring(*other, *one);
        let two = |one| self.all().filter(move |other| *other > one).map(move |other| (one, other));
        self.all().flat_map(two).filter(equal).collect()
    }

    /// All who stand.
    fn all(&self) -> impl Iterator<Item = usize> {
        (0..self.candidates).filter(|one| !self.out[*one])
    }

    fn others(&self, one: usize) -> impl Iterator<Item = usize> {
        self.all().filter(move |other| *other != one)
    }
}

/// In JSON candidates are numbered from 1: `preferring` has a row for each, `beats_all` and `loses_to_all` one or nobody.
impl Serialize for Pairs {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let number = |candidate: usize| (candidate + 1).to_string();
        let numbers = |of: Vec<usize>| of.into_iter().map(number).collect::<Vec<_>>();
        let rows: Vec<&[u64]> = self.preferring.chunks(self.candidates.max(1)).collect();
        let ties: Vec<[String; 2]> =
            self.ties().into_iter().map(|(one, other)| [number(one), number(other)]).collect();
        let mut pairs = serializer.serialize_struct("Pairs", 9)?;
        pairs.serialize_field("candidates", &self.candidates)?;
        pairs.serialize_field("ballots", &self.ballots)?;
        pairs.serialize_field("withdrawn", &numbers(self.withdrawn()))?;
        pairs.serialize_field("preferring", &rows)?;
        pairs.serialize_field("beats_all", &self.beats_all().map(number))?;
        pairs.serialize_field("loses_to_all", &self.loses_to_all().map(number))?;
        pairs.serialize_field("unbeaten", &numbers(self.unbeaten()))?;
        pairs.serialize_field("smith_set", &numbers(self.smith_set()))?;
        pairs.serialize_field("ties", &ties)?;
        pairs.end()
    }
}
