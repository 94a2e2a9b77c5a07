//! Whether a vote model keeps to what simulations rely on.

use rand::SeedableRng;
use thiserror::Error;

use super::{TallySlices, VoteModel};
use crate::random::Generator;
use crate::votes::{BallotTotals, Field, Tally, Votes, VotesError};
use sailau_ranked::Ballots;

/// What is wrong with a [vote model](VoteModel).
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ModelError {
    /// Nobody stands.
    #[error("the model's field has no ballot: nobody could be voted for; make one with a `VotesBuilder`")]
    NoBallot,
    /// Two draws of one seed differ.
    #[error(
        "two draws from the same seed differ in {place}: a draw may use no randomness but the generator it is given"
    )]
    NotOfItsSeed {
        /// The first number that differs, in words.
        place: String,
    },
    /// A draw differs by what stood in the tally.
    #[error(
        "a draw depends on what stood in the tally before, in {place}: write the votes of every entry, also those that are 0, and add to none"
    )]
    OfTheTally {
        /// The first number that differs, in words.
        place: String,
    },
    /// A draw differs by what an earlier one left in the workspace.
    #[error(
        "a draw depends on an earlier one by its workspace, in {place}: write whatever is read from the workspace in the same draw"
    )]
    OfTheWorkspace {
        /// The first number that differs, in words.
        place: String,
    },
    /// Elections that are drawn at once are others than those drawn one by one.
    #[error(
        "elections drawn at once (`draw_all`, `draw_each`) differ from those drawn one after the other, in {place}: leave these methods out, or let them use the generators in the same order"
    )]
    NotOneAfterTheOther {
        /// The first number that differs, in words.
        place: String,
    },
    /// The field is another after a draw.
    #[error("the model's field changed while votes were drawn: who stands is the same in every draw")]
    FieldChanges,
    /// The numbers are no votes of the field.
    #[error("what was drawn from seed {seed} is no election of the model's field: {source}")]
    NoVotes {
        /// The seed.
        seed: u64,
        /// What does not fit.
        source: VotesError,
    },
    /// More ballots than voters.
    #[error("seed {seed} draws {ballots} ballots in {place}, where {registered} voters are on the roll")]
    MoreBallotsThanVoters {
        /// The seed.
        seed: u64,
        /// The ballot, in words.
        place: String,
        /// Votes, spoilt ballots and votes against all.
        ballots: u128,
        /// Voters on the roll.
        registered: u64,
    },
}

/// So many seeds are tried.
const SEEDS: u64 = 16;
/// So many elections are drawn at once: more than stand side by side.
const AT_ONCE: usize = 40;

/// Draws from some seeds and says where a model does not keep to what simulations rely on: that a draw depends on its
/// seed alone, and that the numbers are votes of the field. A model that passes may still be wrong for seeds that were
/// not tried.
///
/// ```
/// use rand::RngExt;
/// use sailau::electorate::{ModelError, TallySlices, VoteModel, check_model};
/// use sailau::random::Generator;
/// use sailau::votes::{Field, Votes};
///
/// struct Adds(Field);
///
/// impl VoteModel for Adds {
///     type Workspace = ();
///     fn field(&self) -> &Field {
///         &self.0
///     }
///     fn workspace(&self) {}
///     fn draw_votes(&self, rng: &mut Generator, (): &mut (), drawn: &mut TallySlices<'_>) {
///         drawn.votes[0] = rng.random_range(0..100);
///         drawn.votes[1] += 100;
///     }
/// }
///
/// let model = Adds(Votes::list([("Hill", 0), ("Dale", 0)])?.field().clone());
/// let error = check_model(&model).unwrap_err();
/// assert_eq!(error, ModelError::OfTheTally { place: "the votes of Dale in `list`".to_owned() });
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
///
/// [`ModelError`], for the first thing that is wrong.
pub fn check_model<M: VoteModel>(model: &M) -> Result<(), ModelError> {
    let field = model.field().clone();
    let (votes, totals) = field.extent();
    if totals == 0 {
        return Err(ModelError::NoBallot);
    }
    // In one workspace after another seed's draw, on whatever numbers.
    let draw = |seed: u64, workspace: &mut M::Workspace, votes: Vec<u64>, totals: Vec<BallotTotals>| {
        let papers = field.ranked_papers().map(|paper| Ballots::of_nobody(paper.entries.len()));
        let mut tally = Tally { votes, totals, ranked: papers.collect() };
        let mut drawn =
            TallySlices { votes: &mut tally.votes, totals: &mut tally.totals, ranked: &mut tally.ranked };
        model.draw_votes(&mut Generator::seed_from_u64(seed), workspace, &mut drawn);
        tally
    };
    let blank = || (vec![0; votes], vec![BallotTotals::default(); totals]);
    // A number that adding to it does not overflow, and that nobody draws. What boxes held besides may be left alone: it is
    // nothing before a draw.
    let odd = 987_654_321_012_345;
    let mut used = model.workspace();
    for seed in 0..SEEDS {
        let fresh = || {
            let (votes, totals) = blank();
            draw(seed, &mut model.workspace(), votes, totals)
        };
        let first = fresh();
        let differs = |other: &Tally| difference(&field, &first, other);
        if let Some(place) = differs(&fresh()) {
            return Err(ModelError::NotOfItsSeed { place });
        }
        if let Some(place) = differs(&draw(
            seed,
            &mut model.workspace(),
            vec![odd; votes],
            vec![BallotTotals::default(); totals],
        )) {
            return Err(ModelError::OfTheTally { place });
        }
        let (votes, totals) = blank();
        // What the seed before left, or for the first one what it left itself.
        if seed == 0 {
            draw(SEEDS, &mut used, votes.clone(), totals.clone());
        }
        if let Some(place) = differs(&draw(seed, &mut used, votes, totals)) {
            return Err(ModelError::OfTheWorkspace { place });
        }
        if *model.field() != field {
            return Err(ModelError::FieldChanges);
        }
        check_votes(&field, seed, first)?;
    }
    check_all_at_once(model, &field)
}

/// Elections drawn at once, beside the same one after the other.
fn check_all_at_once<M: VoteModel>(model: &M, field: &Field) -> Result<(), ModelError> {
    let (mut one, mut other) = (Generator::seed_from_u64(SEEDS), Generator::seed_from_u64(SEEDS));
    let (mut workspace, mut by_itself) = (model.workspace(), field.empty_tally());
    let mut at_once = vec![field.empty_tally(); AT_ONCE];
    let mut is_same = |rng: &mut Generator, drawn: &Tally| {
        model.draw(rng, &mut workspace, &mut by_itself);
        let place = difference(field, &by_itself, drawn);
        place.map_or(Ok(()), |place| Err(ModelError::NotOneAfterTheOther { place }))
    };
    model.draw_all(&mut one, &mut model.workspace(), &mut at_once);
    at_once.iter().try_for_each(|drawn| is_same(&mut other, drawn))?;
    let rngs = || (0..).map(Generator::seed_from_u64).take(AT_ONCE);
    model.draw_each(&mut rngs().collect::<Vec<_>>(), &mut model.workspace(), &mut at_once);
    rngs().zip(&at_once).try_for_each(|(mut rng, drawn)| is_same(&mut rng, drawn))
}

/// Votes that a builder would have taken, and no more of them than there are voters.
fn check_votes(field: &Field, seed: u64, tally: Tally) -> Result<(), ModelError> {
    let votes = Votes::new(field.clone(), tally).map_err(|source| ModelError::NoVotes { seed, source })?;
    for contest in field.contests() {
        for ballot in &contest.ballots {
            let totals = &votes.tally().totals[ballot.totals()];
            let Some(registered) = totals.registered else { continue };
            let cast = &votes.tally().votes[ballot.votes()];
            let rest = [totals.against_all, totals.others, totals.invalid.unwrap_or(0)];
            let ballots: u128 = cast.iter().chain(&rest).map(|&n| u128::from(n)).sum();
            if ballots > registered.into() {
                let place = place(field, &contest.name, ballot.district);
                return Err(ModelError::MoreBallotsThanVoters { seed, place, ballots, registered });
            }
        }
    }
    Ok(())
}

/// The first number that two tallies of a field do not have in common, in words.
fn difference(field: &Field, of_one: &Tally, of_other: &Tally) -> Option<String> {
    for contest in field.contests() {
        for ballot in &contest.ballots {
            let place = || place(field, &contest.name, ballot.district);
            for (entry, at) in ballot.entries.iter().zip(ballot.votes()) {
                if of_one.votes[at] != of_other.votes[at] {
                    return Some(format!("the votes of {} in {}", entry.label(field), place()));
                }
            }
            let (one, other) = (&of_one.totals[ballot.totals()], &of_other.totals[ballot.totals()]);
            for (differs, what) in [
                (one.against_all != other.against_all, "votes against all"),
                (one.others != other.others, "votes of others"),
                (one.invalid != other.invalid, "invalid ballots"),
                (one.registered != other.registered, "voters on the roll"),
            ] {
                if differs {
                    return Some(format!("the {what} in {}", place()));
                }
            }
            if ballot.ranked().is_some_and(|own| of_one.ranked[own] != of_other.ranked[own]) {
                return Some(format!("the ranked ballots in {}", place()));
            }
        }
    }
    None
}

fn place(field: &Field, contest: &str, district: Option<usize>) -> String {
    match district.and_then(|number| field.districts().get(number)) {
        Some(district) => format!("`{contest}`, district {district}"),
        None => format!("`{contest}`"),
    }
}
