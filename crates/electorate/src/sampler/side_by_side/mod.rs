//! Elections drawn side by side, each in a lane of its own.
//!
//! Where all that an election needs is a known number of normal and of uniform numbers, these are drawn first, of one election after the
//! other. Then each formula is worked out for all elections at once. They come out as one by one, to the last vote:
//! a lane does what [`Sampler::district`] does.

mod ballots;
mod singles;

use self::ballots::{Ballots, Boxes, share_out};
use super::lists::{BEFORE, ListPlan};
use super::singles::SinglePlan;
use super::{Sampler, honest_ballots};
use crate::VoteRounding;
use crate::lanes::{Chance, LANES, Lanes, Taken, each};
use crate::random::Generator;
use crate::rounding::{MANY, floor_at_most};
use crate::swing::SwingLanes;
use crate::votes::Tally;
use sailau_apportion::cpu_dispatch::{Task, widest};

/// Elections that take more random numbers than this are large enough to be drawn one by one.
const MOST: usize = 1 << 15;

/// Room for elections side by side.
#[derive(Debug, Clone)]
pub(super) struct SideBySide {
    /// Normal numbers of one election after the other, then the same in lanes.
    drawn: Vec<f64>,
    normals: Vec<Lanes>,
    uniforms: Vec<Lanes>,
    election: Election,
}

/// Room for what is made of random numbers.
#[derive(Debug, Clone)]
struct Election {
    swing: SwingLanes,
    /// Deviations of turnout's logit by region, then the nation's.
    turnout: Vec<Lanes>,
    /// Each party's support in a district, then that of all of them.
    support: Vec<Lanes>,
    candidates: Vec<Lanes>,
    /// Of each contest, lists first: what its rates deviate by in the nation.
    rates: Vec<Rates>,
    /// Of each contest of lists: expected votes and ballots by piece, where they are summed.
    sums: Vec<Vec<Lanes>>,
    cast: Vec<Vec<Lanes>>,
    ballots: Ballots,
}

/// Rates of a contest in a district, or what they deviate by in the nation.
#[derive(Debug, Clone, Copy, Default)]
struct Rates {
    invalid: Lanes,
    against_all: Lanes,
    others: Lanes,
    desertion: Lanes,
}

impl Sampler {
    /// Whether elections can be drawn side by side.
    pub(super) fn goes_side_by_side(&self) -> bool {
        self.swing.is_normal()
            && self.turnout.is_normal()
            && self.counting == VoteRounding::Expected
            && self.entrants.is_none()
            && self.anomalies.is_none()
            && self.ranked.is_empty()
            && self.registered.iter().fold(0, |sum: u64, &voters| sum.saturating_add(voters)) < MANY
            && self.base.len() + self.singles.iter().map(SinglePlan::candidates).sum::<usize>() < MOST
    }

    /// Room for them, made once.
    pub(super) fn side_by_side(&self) -> SideBySide {
        let most = self.singles.iter().map(SinglePlan::most).max().unwrap_or(0);
        let pieces = |list: &ListPlan| if list.is_summed { list.registered.len() } else { 0 };
        let lanes = |number| vec![Lanes::default(); number];
        let mut election = Election {
            swing: self.swing.lanes(),
            turnout: lanes(self.regions + 1),
            support: lanes(self.parties + 1),
            candidates: lanes(most),
            rates: vec![Rates::default(); self.lists.len() + self.singles.len()],
            sums: self.lists.iter().map(|list| lanes(pieces(list) * (self.parties + BEFORE))).collect(),
            cast: self.lists.iter().map(|list| lanes(pieces(list))).collect(),
            ballots: Ballots::new(most.max(self.parties)),
        };
        // An election of no random numbers tells how many one takes.
        let chance = Chance { normals: &[], uniforms: &[], taken: Taken::default() };
        let Taken { normals, uniforms } =
            Elections { sampler: self, election: &mut election, chance, tallies: &mut [] }.draw();
        SideBySide {
            drawn: vec![0.0; normals * LANES],
            normals: lanes(normals),
            uniforms: lanes(uniforms),
            election,
        }
    }
}

/// Where the random numbers come from.
pub(super) enum Source<'a> {
    /// One election after the other takes them from one generator.
    One(&'a mut Generator),
    /// Each has a generator of its own.
    Each(&'a mut [Generator]),
}

impl SideBySide {
    /// Draws elections, as many as there are lanes.
    pub(super) fn draw(&mut self, sampler: &Sampler, source: Source<'_>, tallies: &mut [Tally]) {
        for tally in &mut *tallies {
            // Each number of them is written.
            tally.votes.resize(sampler.extent.0, 0);
            tally.totals.resize(sampler.extent.1, Default::default());
            tally.ranked.clear();
        }
        widest(Drawing { room: self, sampler, source, tallies });
    }
}

/// Elections to be drawn.
struct Drawing<'a> {
    room: &'a mut SideBySide,
    sampler: &'a Sampler,
    source: Source<'a>,
    tallies: &'a mut [Tally],
}

impl Task for Drawing<'_> {
    #[inline(always)]
    fn run(self) {
        let Self { room, sampler, mut source, tallies } = self;
        let SideBySide { drawn, normals, uniforms, election } = room;
        let own = normals.len();
        for lane in 0..LANES {
            let rng = match &mut source {
                Source::One(rng) => &mut **rng,
                Source::Each(rngs) => &mut rngs[lane],
            };
            rng.fill_normals(&mut drawn[lane * own..][..own]);
            uniforms.iter_mut().for_each(|row| row[lane] = rng.uniform());
        }
        turn(drawn, normals);
        let chance = Chance { normals, uniforms, taken: Taken::default() };
        Elections { sampler, election, chance, tallies }.draw();
    }
}

/// Turns rows of numbers, one election after the other, into lanes.
#[inline(always)]
fn turn(rows: &[f64], lanes: &mut [Lanes]) {
    let length = lanes.len();
    // A few columns at a time, so that all that is written stays near.
    const WIDTH: usize = 8;
    let (tiles, rest) = lanes.as_chunks_mut::<WIDTH>();
    let done = tiles.len() * WIDTH;
    for (at, tile) in tiles.iter_mut().enumerate() {
        for lane in 0..LANES {
            let Some(row) = rows[lane * length + at * WIDTH..].first_chunk::<WIDTH>() else { continue };
            for (column, number) in tile.iter_mut().zip(row) {
                column[lane] = *number;
            }
        }
    }
    for (at, column) in rest.iter_mut().enumerate() {
        *column = each(|lane| rows[lane * length + done + at]);
    }
}

/// Elections, their random numbers, and the tallies they are written into, one a lane; none where only the random numbers are asked for.
struct Elections<'a, 'b> {
    sampler: &'a Sampler,
    election: &'a mut Election,
    chance: Chance<'a>,
    tallies: &'b mut [Tally],
}

impl Elections<'_, '_> {
    /// Gives the random numbers that each took.
    #[inline(always)]
    fn draw(mut self) -> Taken {
        self.begin();
        for district in 0..self.sampler.registered.len() {
            self.district(district);
        }
        for list in 0..self.sampler.lists.len() {
            self.end(list);
        }
        self.chance.taken
    }

    /// Draws what districts have in common.
    #[inline(always)]
    fn begin(&mut self) {
        let Self { sampler, election, chance, .. } = self;
        sampler.swing.begin_lanes(chance, &mut election.swing);
        let tracked = &election.swing.tracked;
        let (regions, nation) = election.turnout.split_at_mut(sampler.regions);
        nation[0] = sampler.turnout.nation_lanes(tracked[sampler.regions].as_ref(), chance);
        if sampler.turnout.has_regions() {
            for (region, support) in regions.iter_mut().zip(tracked) {
                let own = sampler.turnout.region_lanes(support.as_ref(), chance);
                *region = each(|lane| nation[0][lane] + own[lane]);
            }
        }
        let (of_lists, of_singles) = election.rates.split_at_mut(sampler.lists.len());
        for (rates, plan) in of_lists.iter_mut().zip(&sampler.lists) {
            *rates = Rates {
                invalid: plan.invalid.begin_lanes(chance),
                against_all: plan.against_all.begin_lanes(chance),
                others: plan.others.begin_lanes(chance),
                desertion: Lanes::default(),
            };
        }
        for (rates, plan) in of_singles.iter_mut().zip(&sampler.singles) {
            *rates = Rates {
                invalid: plan.invalid.begin_lanes(chance),
                against_all: plan.against_all.begin_lanes(chance),
                others: plan.others.begin_lanes(chance),
                desertion: plan.desertion.begin_lanes(chance),
            };
        }
        election.sums.iter_mut().for_each(|sums| sums.fill(Lanes::default()));
        election.cast.iter_mut().for_each(|cast| cast.fill(Lanes::default()));
    }

    /// Draws the votes of a district.
    #[inline(always)]
    fn district(&mut self, district: usize) {
        let Self { sampler, election, chance, tallies } = self;
        let Election { swing, turnout, support, candidates, rates, sums, cast, ballots } = &mut **election;
        let base = &sampler.base[district * sampler.parties..][..sampler.parties];
        let (of_parties, all) = support.split_at_mut(sampler.parties);
        let (tracked, sum) = sampler.swing.district_lanes(district, base, chance, swing, of_parties);
        all[0] = sum;
        let above = &turnout[sampler.row_of[district]];
        let share = sampler.turnout.draw_lanes(district, above, tracked.as_ref(), chance);
        let (registered, uniform) = (sampler.registered[district], chance.uniform());
        let voters = registered as f64;
        let came = each(|lane| floor_at_most(voters * share[lane] + uniform[lane], voters));
        let (of_lists, of_singles) = rates.split_at(sampler.lists.len());
        for (at, (plan, nation)) in sampler.lists.iter().zip(of_lists).enumerate() {
            let invalid = plan.invalid.draw_lanes(district, &nation.invalid, chance);
            let against_all = plan.against_all.draw_lanes(district, &nation.against_all, chance);
            let others = plan.others.draw_lanes(district, &nation.others, chance);
            let boxes = Boxes::new(&came, [&invalid, &against_all, &others], &sum);
            let piece = plan.piece_of[district];
            if plan.is_summed {
                let width = sampler.parties + BEFORE;
                let sums = &mut sums[at][piece * width..][..width];
                let before = [&boxes.invalid, &boxes.against_all, &boxes.others];
                for (sum, more) in sums.iter_mut().zip(before) {
                    *sum = each(|lane| sum[lane] + more[lane]);
                }
                for (sum, weight) in sums[BEFORE..].iter_mut().zip(&*of_parties) {
                    *sum = each(|lane| sum[lane] + weight[lane] * boxes.scale[lane]);
                }
                let cast = &mut cast[at][piece];
                *cast = each(|lane| cast[lane] + boxes.cast[lane]);
            } else {
                share_out(&boxes, of_parties, chance.uniform(), ballots);
                let (votes, totals) = (plan.first_vote + piece * sampler.parties, plan.first_total + piece);
                ballots.write(tallies, sampler.parties, (votes, totals), registered);
            }
        }
        for (plan, nation) in sampler.singles.iter().zip(of_singles) {
            let Some(ballot) = plan.ballots[district] else { continue };
            let range = plan.range(district);
            let weights = &mut candidates[..range.len()];
            let sum = plan.weigh_lanes(district, support, &nation.desertion, chance, weights);
            let invalid = plan.invalid.draw_lanes(district, &nation.invalid, chance);
            let against_all = plan.against_all.draw_lanes(district, &nation.against_all, chance);
            let others = plan.others.draw_lanes(district, &nation.others, chance);
            let boxes = Boxes::new(&came, [&invalid, &against_all, &others], &sum);
            share_out(&boxes, weights, chance.uniform(), ballots);
            let at = (plan.first_vote + range.start, plan.first_total + ballot);
            ballots.write(tallies, range.len(), at, registered);
        }
    }

    /// Rounds what was summed of a contest of lists.
    #[inline(always)]
    fn end(&mut self, list: usize) {
        let Self { sampler, election, chance, tallies } = self;
        let Election { sums, cast, ballots, .. } = &mut **election;
        let (plan, parties) = (&sampler.lists[list], sampler.parties);
        for (piece, (sums, cast)) in sums[list].chunks_exact(parties + BEFORE).zip(&cast[list]).enumerate() {
            let boxes = Boxes {
                cast: *cast,
                invalid: sums[0],
                against_all: sums[1],
                others: sums[2],
                scale: [1.0; LANES],
            };
            share_out(&boxes, &sums[BEFORE..], chance.uniform(), ballots);
            let at = (plan.first_vote + piece * parties, plan.first_total + piece);
            ballots.write(tallies, parties, at, plan.registered[piece]);
        }
    }
}
