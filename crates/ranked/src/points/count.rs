//! The count: points of every rank added up, and the candidates with most of them.

use super::{PointsPlan, Scale};
use crate::count::{Workspace, mixed};
use crate::error::RankedError;
use crate::reading::Papers;
use crate::record::{Action, Amount, Count, OpenSeats, Stage};
use crate::ties::{ChosenFor, Decider, Stop, Tie, TieDecidedBy};

impl PointsPlan {
    /// Counts once; who is elected stands in the workspace.
    pub(crate) fn run(
        self,
        seats: u32,
        papers: &Papers,
        withdrawn: &[bool],
        workspace: &mut Workspace,
        decider: &mut dyn Decider,
        record: Option<&mut Vec<Stage>>,
    ) -> Result<(), Stop> {
        workspace.begin(withdrawn);
        let scale = self.add_up(papers, workspace)?;
        let mut ties = Vec::new();
        elect_most(seats as usize, workspace, decider, record.is_some().then_some(&mut ties))?;
        if let Some(record) = record {
            let amount = |units: u128| scale.amount(units, self.decimals());
            let nothing = Amount::new(0, self.decimals());
            record.push(Stage {
                number: 1,
                action: Action::Points { ranks: ranks(papers) },
                votes: workspace.votes.iter().map(|units| amount(*units)).collect(),
                nontransferable: nothing,
                lost: nothing,
                quota: None,
                elected: workspace.elected.clone(),
                excluded: Vec::new(),
                ties,
            });
        }
        Ok(())
    }

    /// Points of every candidate, in units.
    fn add_up(self, papers: &Papers, workspace: &mut Workspace) -> Result<Scale, RankedError> {
        let standing = workspace.standing.iter().filter(|standing| **standing).count();
        let longest = papers.starts.windows(2).map(|ends| ends[1] - ends[0]).max().unwrap_or(0);
        let scale = Scale::of(self.worth, standing, longest as usize, papers.valid())?;
        for (paper, count) in papers.counts.iter().enumerate() {
            let marks = &papers.marks[papers.starts[paper] as usize..papers.starts[paper + 1] as usize];
            for (rank, candidate) in marks.iter().enumerate() {
                workspace.votes[usize::from(*candidate)] += scale.at(rank) * u128::from(*count);
            }
        }
        Ok(scale)
    }
}

/// How many papers have each candidate at each rank.
fn ranks(papers: &Papers) -> Vec<Vec<u64>> {
    let longest = papers.starts.windows(2).map(|ends| ends[1] - ends[0]).max().unwrap_or(0) as usize;
    let mut ranks = vec![vec![0; longest]; papers.candidates()];
    for (paper, count) in papers.counts.iter().enumerate() {
        let marks = &papers.marks[papers.starts[paper] as usize..papers.starts[paper + 1] as usize];
        for (rank, candidate) in marks.iter().enumerate() {
            ranks[usize::from(*candidate)][rank] += count;
        }
    }
    ranks
}

/// Elects those with most points; of those who are equal for the last seats the decider names one after the other.
fn elect_most(
    seats: usize,
    workspace: &mut Workspace,
    decider: &mut dyn Decider,
    mut record: Option<&mut Vec<Tie>>,
) -> Result<(), Stop> {
    let Workspace { order, votes, standing, elected, among, .. } = workspace;
    order.clear();
    order.extend((0..votes.len()).filter(|candidate| standing[*candidate]));
    // The order of the paper among equals, which decides nothing.
    order.sort_by_key(|candidate| std::cmp::Reverse(votes[*candidate]));
    let border = match (order.get(seats.wrapping_sub(1)), order.get(seats)) {
        (Some(last), Some(next)) if votes[*last] == votes[*next] => votes[*last],
        _ => {
            order.truncate(seats);
            elected.extend_from_slice(order);
            return Ok(());
        }
    };
    elected.extend(order.iter().copied().filter(|candidate| votes[*candidate] > border));
    among.clear();
    among.extend(order.iter().copied().filter(|candidate| votes[*candidate] == border));
    while elected.len() < seats {
        let state = || {
            let mut sitting: Vec<u128> = elected.iter().map(|candidate| *candidate as u128).collect();
            sitting.sort_unstable();
            mixed(&sitting)
        };
        let (chosen, by) = decider.decide(among, &state)?;
        if let Some(record) = record.as_deref_mut() {
            record.push(Tie { among: among.clone(), chosen, chosen_for: ChosenFor::Seat, by });
        }
        among.retain(|candidate| *candidate != chosen);
        elected.push(chosen);
    }
    Ok(())
}

/// The way on which the first on the paper is chosen.
pub(crate) struct FirstWay;

impl Decider for FirstWay {
    fn decide(&mut self, among: &[usize], _: &dyn Fn() -> u128) -> Result<(usize, TieDecidedBy), Stop> {
        Ok((among[0], TieDecidedBy::Open))
    }

    fn decide_order(&mut self, among: &[usize]) -> Result<(usize, TieDecidedBy), Stop> {
        self.decide(among, &|| 0)
    }
}

impl Count {
    /// Who is sure and what is open, of points: every way gives the seats of those above the border, and any of the equals can have
    /// one of the others. However many ways there are, all are known.
    pub(crate) fn settle_points(&mut self, mut elected: Vec<usize>) {
        let open = self.stages.first().and_then(|stage| stage.ties.first());
        if let Some(tie) = open {
            let all = elected.len();
            elected.retain(|candidate| !tie.among.contains(candidate));
            let seats = (all - elected.len()) as u32;
            self.open = Some(OpenSeats { seats, among: tie.among.clone(), all_ways: true });
        }
        self.elected = elected;
    }
}
