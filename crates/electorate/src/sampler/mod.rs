//! An electorate, compiled to be drawn.

mod assumptions;
mod ballots;
mod entrants;
mod honest_ballots;
mod lists;
mod side_by_side;
mod singles;

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use self::entrants::Entrants;
use self::honest_ballots::{HonestBallots, Stuffed};
use self::lists::{ListPlan, ListSpace};
use self::side_by_side::{SideBySide, Source};
use self::singles::{SinglePlan, SingleSpace};
use super::anomalies::{AnomaliesPlan, AnomaliesSpace, Ballots};
use super::lanes::LANES;
use super::ranked::{RankedPlan, RankedSpace};
use super::rates::TurnoutPlan;
use super::rounding::round;
use super::swing::{SwingPlan, SwingSpace};
use super::{Electorate, ElectorateError, TallySlices, VoteModel, VoteRounding};
use crate::random::Generator;
use crate::sha256::Sha256;
use crate::text::one_line;
use crate::votes::{BallotTotals, District, Field, Tally, VotesBuilder};
use sailau_apportion::cpu_dispatch::{Task, widest};

/// An [`Electorate`] ready to be drawn: the built-in [`VoteModel`].
///
/// ```
/// use rand::SeedableRng;
/// use sailau::electorate::{DistrictRoll, Electorate, ListContest, PartySupport, VoteModel};
/// use sailau::random::Generator;
///
/// let electorate = Electorate {
///     parties: vec![PartySupport::new("A", 0.6), PartySupport::new("B", 0.4)],
///     districts: vec![DistrictRoll::new("nation", 1_000_000)],
///     lists: vec![ListContest::default()],
///     ..Electorate::default()
/// };
/// let model = electorate.compile()?;
/// let (mut workspace, mut tally) = (model.workspace(), model.field().empty_tally());
/// model.draw(&mut Generator::seed_from_u64(1), &mut workspace, &mut tally);
/// let turnout = tally.votes.iter().sum::<u64>();
/// assert!((500_000..850_000).contains(&turnout));
/// # Ok::<(), sailau::electorate::ElectorateError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Sampler {
    /// Another one for each compiled electorate, so that no workspace is taken for that of another.
    number: u64,
    /// The SHA-256 of the electorate.
    identity: String,
    field: Field,
    /// Numbers of a tally: votes and totals, and papers on which voters rank.
    extent: (usize, usize, usize),
    assumptions: Vec<String>,
    counting: VoteRounding,
    parties: usize,
    regions: usize,
    registered: Vec<u64>,
    /// The row of turnout's deviations that each district starts from: its region's, or the nation's after those.
    row_of: Vec<usize>,
    /// Shares by district and party; each row has a sum of 1.
    base: Vec<f64>,
    swing: SwingPlan,
    turnout: TurnoutPlan,
    entrants: Option<Entrants>,
    anomalies: Option<AnomaliesPlan>,
    lists: Vec<ListPlan>,
    singles: Vec<SinglePlan>,
    ranked: Vec<RankedPlan>,
}

/// Scratch space of a [`Sampler`].
#[derive(Debug, Clone)]
pub struct SamplerWorkspace {
    /// The sampler's number.
    of: u64,
    swing: SwingSpace,
    /// Deviations of turnout's logit by region, then the nation's.
    turnout: Vec<f64>,
    /// 1 for a party that stands in this draw, otherwise 0.
    stands: Vec<f64>,
    members: Vec<f64>,
    /// Each party's support in a district, then that of all of them.
    support: Vec<f64>,
    candidates: Vec<f64>,
    anomalies: AnomaliesSpace,
    lists: Vec<ListSpace>,
    singles: Vec<SingleSpace>,
    ranked: RankedSpace,
    /// Where elections can be drawn side by side.
    side_by_side: Option<SideBySide>,
}

impl Electorate {
    /// Checks everything once, and lays it out for drawing.
    ///
    /// # Errors
    ///
    /// [`ElectorateError`], which names the party, the district and the field.
    pub fn compile(&self) -> Result<Sampler, ElectorateError> {
        self.check()?;
        let parties = self.parties.len();
        let base = self.base()?;
        let mut numbers = HashMap::new();
        let region_of = self.districts.iter().map(|district| {
            let next = numbers.len();
            Some(*numbers.entry(district.region.as_ref()?).or_insert(next))
        });
        let region_of: Vec<_> = region_of.collect();
        let regions = numbers.len();
        let turnout = TurnoutPlan::new(self);
        let row = |region: Option<usize>| region.filter(|_| turnout.has_regions()).unwrap_or(regions);

        let mut builder = VotesBuilder::default();
        let mut ends = (0, 0);
        let mut lists = Vec::with_capacity(self.lists.len());
        for list in &self.lists {
            let (plan, pieces) = ListPlan::new(self, list, ends);
            for piece in &pieces {
                for party in &self.parties {
                    builder.votes(&list.name, piece.as_deref(), Some(&party.name), None, 0)?;
                }
            }
            ends = (ends.0 + pieces.len() * parties, ends.1 + pieces.len());
            lists.push(plan);
        }
        let mut singles = Vec::with_capacity(self.singles.len());
        for single in &self.singles {
            let (plan, papers) = SinglePlan::new(self, single, &base, ends)?;
            for (district, paper) in self.districts.iter().zip(&papers) {
                for (party, name) in paper {
                    let party = party.map(|party| self.parties[party].name.as_str());
                    builder.votes(&single.name, Some(&district.name), party, name.as_deref(), 0)?;
                }
            }
            ends = (ends.0 + plan.candidates(), ends.1 + plan.held());
            singles.push(plan);
        }
        for party in &self.parties {
            party
                .registration_order
                .map_or(Ok(()), |order| builder.registration_order(&party.name, order))?;
            party.kind.as_ref().map_or(Ok(()), |kind| builder.kind(&party.name, kind))?;
        }
        if !self.ranked.is_empty() {
            let of = builder.clone().build()?;
            self.ranked
                .iter()
                .try_for_each(|contest| RankedPlan::enter(contest, of.field(), &mut builder))?;
        }
        let votes = builder.build()?.with_districts(self.known_of_districts());
        let field = votes.map_err(|error| error.problem)?.field().clone();
        let ranked = self.ranked.iter().map(|contest| RankedPlan::new(self, contest, &field));
        let ranked = ranked.collect::<Result<Vec<_>, _>>()?;
        let (votes, totals) = field.extent();
        Ok(Sampler {
            number: COMPILED.fetch_add(1, Ordering::Relaxed),
            identity: self.digest(),
            field,
            extent: (votes, totals, ranked.iter().map(RankedPlan::papers).sum()),
            assumptions: self.all_assumptions(),
            counting: self.counting,
            parties,
            regions,
            registered: self.districts.iter().map(|district| district.registered).collect(),
            row_of: region_of.iter().map(|&region| row(region)).collect(),
            swing: SwingPlan::new(self, &base, &region_of, regions),
            base,
            turnout,
            entrants: Entrants::new(self),
            anomalies: self.anomalies.as_ref().and_then(|anomalies| AnomaliesPlan::new(self, anomalies)),
            lists,
            singles,
            ranked,
        })
    }

    /// The SHA-256 of it as JSON, whose tables are in the order of their names, in hexadecimal.
    fn digest(&self) -> String {
        let mut hash = Sha256::default();
        // A plain value: what cannot be written as JSON could not have been read. Of a hash no write fails.
        let _ = serde_json::to_writer(&mut hash, self);
        hash.hex()
    }

    /// What rules may ask of districts and regions besides votes.
    fn known_of_districts(&self) -> impl Iterator<Item = District> {
        let known = self.districts.iter().map(|district| District {
            name: district.name.clone(),
            seats: district.seats,
            region: district.region.clone(),
            population: district.population,
        });
        let known =
            known.filter(|known| (known.seats, &known.region, known.population) != (None, &None, None));
        known.chain(self.regions.iter().cloned())
    }

    /// A row of shares a district, with a sum of 1.
    fn base(&self) -> Result<Vec<f64>, ElectorateError> {
        let mut base = Vec::with_capacity(self.parties.len() * self.districts.len());
        for district in &self.districts {
            let first = base.len();
            base.extend(self.parties.iter().map(|party| {
                let of_region = || party.regions.get(district.region.as_ref()?);
                *party.districts.get(&district.name).or_else(of_region).unwrap_or(&party.share)
            }));
            let row = &mut base[first..];
            let sum: f64 = row.iter().sum();
            row.iter_mut().for_each(|share| *share /= sum);
            // Shares so small that their sum is lost are none.
            if !row.iter().sum::<f64>().is_normal() {
                return Err(ElectorateError::NoSupport(one_line(&district.name)));
            }
        }
        Ok(base)
    }
}

/// How many samplers have been compiled.
static COMPILED: AtomicU64 = AtomicU64::new(0);

/// A ballot box before the count.
fn empty_box(registered: u64) -> BallotTotals {
    BallotTotals { registered: Some(registered), invalid: Some(0), ..BallotTotals::default() }
}

impl VoteModel for Sampler {
    type Workspace = SamplerWorkspace;

    fn field(&self) -> &Field {
        &self.field
    }

    fn workspace(&self) -> SamplerWorkspace {
        let most = self.singles.iter().map(SinglePlan::most).max().unwrap_or(0);
        SamplerWorkspace {
            of: self.number,
            swing: self.swing.space(),
            turnout: vec![0.0; self.regions + 1],
            stands: vec![1.0; self.parties],
            members: self.entrants.as_ref().map_or_else(Vec::new, Entrants::space),
            support: vec![0.0; self.parties + 1],
            candidates: vec![0.0; most],
            anomalies: self
                .anomalies
                .as_ref()
                .map_or_else(AnomaliesSpace::default, |plan| plan.space(most.max(self.parties))),
            lists: self.lists.iter().map(ListPlan::space).collect(),
            singles: vec![SingleSpace::default(); self.singles.len()],
            ranked: RankedPlan::space(&self.ranked),
            side_by_side: self.goes_side_by_side().then(|| self.side_by_side()),
        }
    }

    fn draw_votes(&self, rng: &mut Generator, workspace: &mut SamplerWorkspace, tally: &mut TallySlices<'_>) {
        if workspace.of != self.number {
            // A workspace of another sampler becomes one of this.
            *workspace = self.workspace();
        }
        if (tally.votes.len(), tally.totals.len(), tally.ranked.len()) != self.extent {
            // Numbers of another field have no place for these votes.
            return;
        }
        widest(Election { sampler: self, rng: &mut *rng, workspace: &mut *workspace, tally: &mut *tally });
        for plan in &self.ranked {
            plan.draw(rng, &mut workspace.ranked, tally);
        }
    }

    fn draw_all(&self, rng: &mut Generator, workspace: &mut SamplerWorkspace, tallies: &mut [Tally]) {
        let (sides, rest) = self.sides(workspace, tallies);
        if let Some(room) = &mut workspace.side_by_side {
            sides.iter_mut().for_each(|tallies| room.draw(self, Source::One(rng), tallies));
        }
        rest.iter_mut().for_each(|tally| self.draw(rng, workspace, tally));
    }

    fn draw_each(&self, rngs: &mut [Generator], workspace: &mut SamplerWorkspace, tallies: &mut [Tally]) {
        let both = rngs.len().min(tallies.len());
        let (sides, rest) = self.sides(workspace, &mut tallies[..both]);
        let (of_sides, of_rest) = rngs[..both].split_at_mut(sides.len() * LANES);
        if let Some(room) = &mut workspace.side_by_side {
            for (tallies, rngs) in sides.iter_mut().zip(of_sides.chunks_exact_mut(LANES)) {
                room.draw(self, Source::Each(rngs), tallies);
            }
        }
        rest.iter_mut().zip(of_rest).for_each(|(tally, rng)| self.draw(rng, workspace, tally));
    }

    fn assumptions(&self) -> Vec<String> {
        self.assumptions.clone()
    }

    /// The SHA-256 of the electorate.
    fn identity(&self) -> Option<String> {
        Some(self.identity.clone())
    }
}

/// An election to be drawn.
struct Election<'a, 'b> {
    sampler: &'a Sampler,
    rng: &'a mut Generator,
    workspace: &'a mut SamplerWorkspace,
    tally: &'a mut TallySlices<'b>,
}

impl Task for Election<'_, '_> {
    #[inline(always)]
    fn run(self) {
        let Self { sampler, rng, workspace, tally } = self;
        sampler.begin(rng, workspace, tally);
        for district in 0..sampler.registered.len() {
            sampler.district(district, rng, workspace, tally);
        }
        for (plan, space) in sampler.lists.iter().zip(&workspace.lists) {
            plan.end(rng, space, tally);
        }
    }
}

impl Sampler {
    /// Elections that are drawn side by side, and those that are left to be drawn one by one. A workspace of another sampler becomes one
    /// of this.
    fn sides<'a>(
        &self,
        workspace: &mut SamplerWorkspace,
        tallies: &'a mut [Tally],
    ) -> (&'a mut [[Tally; LANES]], &'a mut [Tally]) {
        if workspace.of != self.number {
            *workspace = self.workspace();
        }
        let whole = if workspace.side_by_side.is_some() { tallies.len() / LANES * LANES } else { 0 };
        let (sides, rest) = tallies.split_at_mut(whole);
        (sides.as_chunks_mut().0, rest)
    }

    /// Draws what districts have in common.
    #[inline(always)]
    fn begin(&self, rng: &mut Generator, workspace: &mut SamplerWorkspace, tally: &mut TallySlices<'_>) {
        if let Some(entrants) = &self.entrants {
            entrants.draw(rng, &mut workspace.members, &mut workspace.stands);
        }
        self.swing.begin(rng, &mut workspace.swing);
        let nation = self.turnout.nation(workspace.swing.tracked[self.regions], rng);
        workspace.turnout[self.regions] = nation;
        if self.turnout.has_regions() {
            for region in 0..self.regions {
                let support = workspace.swing.tracked[region];
                workspace.turnout[region] = nation + self.turnout.region(support, rng);
            }
        }
        for (plan, space) in self.lists.iter().zip(&mut workspace.lists) {
            plan.begin(rng, space, tally);
        }
        for (plan, space) in self.singles.iter().zip(&mut workspace.singles) {
            plan.begin(rng, space);
        }
    }

    /// Draws the votes of a district.
    #[inline(always)]
    fn district(
        &self,
        district: usize,
        rng: &mut Generator,
        workspace: &mut SamplerWorkspace,
        tally: &mut TallySlices<'_>,
    ) {
        let base = &self.base[district * self.parties..][..self.parties];
        let (support, all) = workspace.support.split_at_mut(self.parties);
        let stands = self.entrants.as_ref().map(|_| &workspace.stands[..]);
        let mood = self.swing.district(district, base, stands, rng, &mut workspace.swing, support);
        let above = workspace.turnout[self.row_of[district]];
        let mut turnout = self.turnout.draw(district, above, mood.tracked, rng);
        if let Some(entrants) = &self.entrants {
            turnout *= 1.0 - entrants.abstain() * mood.missing;
        }
        // Where no party stands, an independent's share is one of 1.
        all[0] = if mood.sum > 0.0 { mood.sum } else { 1.0 };
        let registered = self.registered[district];
        let voters = registered as f64;
        let ballots = match &self.anomalies {
            Some(plan) => plan.stations(district, turnout, rng, &mut workspace.anomalies),
            None => Ballots { honest: voters * turnout, all: voters * turnout },
        };
        let cast = |ballots: f64, rng: &mut Generator| match self.counting {
            VoteRounding::Expected => round(ballots, registered, rng),
            VoteRounding::Multinomial if registered > 0 => rng.binomial(registered, ballots / voters),
            VoteRounding::Multinomial => 0,
        };
        // Boxes in which nothing is stuffed hold as many ballots as voters came.
        let honest = cast(ballots.honest, rng);
        let all = if self.anomalies.is_some() { cast(ballots.all, rng) } else { honest };
        for (plan, space) in self.lists.iter().zip(&mut workspace.lists) {
            let fair = HonestBallots {
                invalid: plan.invalid.draw(district, space.invalid, rng),
                against_all: plan.against_all.draw(district, space.against_all, rng),
                others: plan.others.draw(district, space.others, rng),
                weights: &workspace.support[..self.parties],
                sum: mood.sum,
            };
            let expected = match &self.anomalies {
                Some(plan) => {
                    let stuffed = Stuffed { plan, district, ballots, honest, all };
                    fair.stuffed(stuffed, |party| party == plan.party, rng, &mut workspace.anomalies)
                }
                None => fair.expected(honest),
            };
            plan.add(district, expected, self.counting, rng, space, tally);
        }
        for (plan, space) in self.singles.iter().zip(&workspace.singles) {
            let Some(ballot) = plan.ballots[district] else { continue };
            let range = plan.range(district);
            let weights = &mut workspace.candidates[..range.len()];
            plan.weigh(district, &workspace.support, space, rng, weights);
            let slots = plan.slots(district);
            let fair = HonestBallots {
                invalid: plan.invalid.draw(district, space.invalid, rng),
                against_all: plan.against_all.draw(district, space.against_all, rng),
                others: plan.others.draw(district, space.others, rng),
                weights,
                sum: weights.iter().sum(),
            };
            let expected = match &self.anomalies {
                Some(plan) => {
                    let stuffed = Stuffed { plan, district, ballots, honest, all };
                    fair.stuffed(stuffed, |entry| slots[entry] == plan.party, rng, &mut workspace.anomalies)
                }
                None => fair.expected(honest),
            };
            let votes = &mut tally.votes[plan.first_vote..][range];
            let totals = &mut tally.totals[plan.first_total + ballot];
            *totals = empty_box(registered);
            match self.counting {
                VoteRounding::Expected => expected.round(rng.uniform(), votes, totals),
                VoteRounding::Multinomial => {
                    votes.fill(0);
                    expected.by_chance(rng, votes, totals);
                }
            }
        }
    }
}
