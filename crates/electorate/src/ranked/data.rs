use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::unique_keys::unique_names;
use crate::votes::Contest;

/// What stands for candidates without a party where preferences are given by party.
pub const INDEPENDENTS: &str = "@independents";

/// A ballot on which voters rank: the same voters as in another contest of the electorate, whose votes are the first
/// preferences in each draw.
///
/// Who casts no vote for anybody there (spoilt ballots, votes against all and for those not named) ranks nobody here. All others
/// go on from their first choice as [`Preferences`] says, until they stop or have used up their ranks. A district's voters are
/// not drawn one by one: those whose lists have begun alike are split among the next by binomial numbers, which is the same
/// by chance, and costs as much as there are lists that differ.
///
/// ```
/// use rand::SeedableRng;
/// use sailau::electorate::{Electorate, VoteModel};
/// use sailau::random::Generator;
///
/// let electorate = Electorate::from_toml(r#"
///     name = "A ward"
///     turnout = { mean = 1 }
///     party = [{ name = "A", share = 0.45 }, { name = "B", share = 0.35 }, { name = "C", share = 0.2 }]
///     district = [{ name = "1", registered = 5_000 }]
///
///     [[list]]
///     by = "district"
///
///     [[ranked]]
///     name = "council"
///     of = "list"
///     nominees = 2           # two candidates a party
///     stop = 0.3             # of A's and of B's voters, after each party
///     stops = { C = 0.1 }
///     [ranked.preferences.weights]
///     A = { B = 1, C = 1 }
///     B = { A = 1, C = 3 }
///     C = { A = 1, B = 9 }
/// "#)?;
///
/// let model = electorate.compile()?;
/// let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
/// model.draw(&mut Generator::seed_from_u64(7), &mut workspace, &mut tally);
///
/// let ballots = &tally.ranked[0];
/// assert_eq!((ballots.candidates(), ballots.total()), (6, 5_000));
/// let first = ballots.first_preferences();
/// assert_eq!([first[0], first[2], first[4]], tally.votes[..3]);
/// // C's voters go to B rather than to A.
/// let of_c = |list: &str| ballots.lists().filter(|own| own.to_string().starts_with(list)).map(|own| own.count()).sum::<u64>();
/// assert!(of_c("5>6>3") > 5 * of_c("5>6>1"));
/// # Ok::<(), sailau::electorate::ElectorateError>(())
/// ```
/// # Two rounds
///
/// A contest that is called as another with ` run-off` behind it (`single run-off`, of `single`) says what voters would do in a
/// second round of that contest: whoever voted in the first votes again, for the one of those who stand again whom the ballot
/// ranks highest, and stays at home where it ranks none. Rules with a `run_off` count it so, and no seat waits for a second round:
///
/// ```
/// use sailau::electorate::Electorate;
/// use sailau::simulate::{Run, elections::Simulation};
/// use sailau::system::ElectoralSystem;
///
/// let electorate = Electorate::from_toml(r#"
///     name = "Three candidates in each of two districts"
///     turnout = { mean = 1 }
///     party = [{ name = "A", share = 0.45 }, { name = "B", share = 0.35 }, { name = "C", share = 0.2 }]
///     district = [{ name = "1", registered = 5_000 }, { name = "2", registered = 5_000 }]
///
///     [[single]]
///     name = "single"
///
///     [[ranked]]
///     name = "single run-off"
///     of = "single"
///     [ranked.preferences.weights]
///     A = {}
///     B = {}
///     C = { B = 1 }          # whoever voted for C prefers B
/// "#)?;
/// let rules = ElectoralSystem::from_toml(r#"
///     name = "Two rounds"
///     [[tier]]
///     name = "single"
///     seats = 1
///     districts = "each"
///     method = "absolute majority"
///     majority = { more_than = "50%", of = "valid votes" }
///     run_off = "top two"
/// "#)?;
///
/// let simulation = Simulation::new(electorate.compile()?).system("two rounds", &rules)?;
/// let summary = Run::from_seed(1).draws(50).run(&simulation)?.summary;
/// let seats = |party| summary.seats("two rounds", party).unwrap().seats.moments().mean().unwrap();
/// // All seats are filled, and B has most of them: 35 and 20 are more than 45.
/// assert!(seats("A") + seats("B") + seats("C") > 1.99, "{} {} {}", seats("A"), seats("B"), seats("C"));
/// assert!(seats("B") > seats("A"), "{} {}", seats("A"), seats("B"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankedContest {
    /// The contest's name in the votes.
    pub name: String,
    /// The contest whose votes are the first preferences: one of the electorate's lists or single-member ballots.
    pub of: String,
    /// How many candidates each party has on the paper. Its voters rank them all, in their order, before anybody else; those of
    /// other parties rank them so as well, one after the other. An independent is one. 1 unless stated.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub nominees: u32,
    /// The share of voters who stop after each party that they have ranked. 0 unless stated.
    #[serde(default, skip_serializing_if = "is_none")]
    pub stop: f64,
    /// The same for the voters of a party (their first choice), in place of `stop`.
    #[serde(default, deserialize_with = "unique_names", skip_serializing_if = "BTreeMap::is_empty")]
    pub stops: BTreeMap<String, f64>,
    /// How many candidates a voter may rank, 1 or more; as many as there are unless stated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_most: Option<u32>,
    /// Whom voters prefer after their first choice.
    pub preferences: Preferences,
}

/// Whom voters prefer after their first choice.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Preferences {
    /// The next is one of those left, in proportion to the votes drawn for them in the district (Plackett 1975, Luce 1959).
    /// Nobody ranks who has no votes there.
    PartySupport,
    /// Every order of the others is as likely as every other.
    ImpartialCulture,
    /// The next is one of those left, in proportion to a weight that the voters of the first choice give to them: by first
    /// choice, then by party, 0 where none is given. [`PreferenceFit`](super::PreferenceFit) makes such a table of real ballots.
    Weights(#[serde(deserialize_with = "rows")] BTreeMap<String, BTreeMap<String, f64>>),
    /// By distance.
    Spatial(Positions),
    /// By an order that all have in mind.
    Mallows(Mallows),
}

/// Parties and voters in a space of one or two dimensions: voters are normal around the party of their first choice, and rank
/// all others by their distance, the nearest first. Several at one place stand in the order of the paper.
///
/// Shares of orders are those of 4,096 voters at evenly spaced quantiles, so that each is right to about a thousandth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Positions {
    /// Each party's position, in one or two dimensions.
    #[serde(deserialize_with = "unique_names")]
    pub parties: BTreeMap<String, Vec<f64>>,
    /// The standard deviation of voters around their first choice, in each dimension; 0 or more.
    pub spread: f64,
}

/// The model of Mallows (1957): the chance of an order is in proportion to the dispersion to the power of the number of pairs
/// in which it differs from the reference.
///
/// Given the first choice, the next is each of those left in proportion to 1, φ, φ² …, in the order of the reference; that is the
/// same. Several candidates of one party stand there in the order of the paper.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mallows {
    /// Every party once, the one that stands highest first.
    pub reference: Vec<String>,
    /// φ: 0 where all rank as the reference does, 1 where every order is as likely.
    pub dispersion: f64,
}

impl RankedContest {
    /// The contest whose second round it says, by its name; none where it is a contest of its own.
    pub(super) fn first_round(&self) -> Option<&str> {
        self.name.strip_suffix(Contest::RUN_OFF)
    }
}

fn rows<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<BTreeMap<String, BTreeMap<String, f64>>, D::Error> {
    #[derive(Deserialize)]
    #[serde(transparent)]
    struct Row(#[serde(deserialize_with = "unique_names")] BTreeMap<String, f64>);

    let rows: BTreeMap<String, Row> = unique_names(deserializer)?;
    Ok(rows.into_iter().map(|(name, row)| (name, row.0)).collect())
}

fn one() -> u32 {
    1
}

fn is_one(nominees: &u32) -> bool {
    *nominees == 1
}

fn is_none(share: &f64) -> bool {
    *share == 0.0
}
