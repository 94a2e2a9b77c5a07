//! A surplus of whole papers: so many of each sub-parcel, those that were filed last.

use std::cmp::Reverse;

use crate::count::{Sorted, Table, Workspace};
use crate::record::{Action, Amount};
use crate::ties::{ChosenFor, Stop};

/// The papers of one surplus that name the same candidate next.
#[derive(Debug, Clone, Copy)]
struct SubParcel {
    candidate: usize,
    papers: u64,
    /// How many of them go on, and the fraction of a paper that was cut, in parts of all that could.
    go: u64,
    cut: u128,
}

impl Table<'_> {
    /// Passes on so many papers as there are votes above the quota (Electoral Act 1992, s. 121).
    pub(crate) fn pass_on_whole(&mut self, candidate: usize) -> Result<(), Stop> {
        let surplus = self.surplus(candidate);
        self.workspace.due[candidate] = false;
        self.arrival += 1;
        self.take_up(candidate, true);
        let mut sorted = Sorted::default();
        let Workspace { parts, gone, piles, standing, .. } = &mut *self.workspace;
        let value = parts[0].1.value;
        for (_, parcel) in &parts[*gone..] {
            piles.sort(parcel, self.papers, standing, &mut sorted);
        }
        *gone = parts.len();
        let moves = u128::from(sorted.transferable).min(surplus);
        if u128::from(sorted.transferable) > surplus {
            self.keep_back(surplus, sorted.transferable)?;
        }
        let Workspace { piles, votes, .. } = &mut *self.workspace;
        piles.hand_over(value, self.arrival, |candidate, papers| votes[candidate] += u128::from(papers));
        votes[candidate] = self.quota;
        self.nontransferable += surplus - moves;
        if self.record.is_some() {
            self.action =
                Action::Surplus { of: candidate, surplus: Amount::new(surplus as i128, 0), fraction: None };
        }
        Ok(())
    }

    /// Leaves of each sub-parcel what does not go.
    fn keep_back(&mut self, surplus: u128, transferable: u64) -> Result<(), Stop> {
        let all = u128::from(transferable);
        let mut parcels: Vec<SubParcel> = Vec::new();
        for (candidate, papers) in self.workspace.piles.on_the_table() {
            let share = surplus.checked_mul(papers.into()).ok_or_else(|| self.too_large())?;
            parcels.push(SubParcel { candidate, papers, go: (share / all) as u64, cut: share % all });
        }
        let gone: u128 = parcels.iter().map(|parcel| u128::from(parcel.go)).sum();
        self.round_up(&mut parcels, (surplus - gone) as usize)?;
        for parcel in parcels {
            let stays = parcel.papers - parcel.go;
            self.workspace.hangs_on_order |= stays > 0 && parcel.go > 0;
            self.workspace.piles.keep_back(self.papers, parcel.candidate, stays);
        }
        Ok(())
    }

    /// Counts the largest fractions as papers; of equal ones that of the larger sub-parcel, then as earlier stages or lots have it.
    fn round_up(&mut self, parcels: &mut [SubParcel], so_many: usize) -> Result<(), Stop> {
        let rank = |parcel: &SubParcel| Reverse((parcel.cut, parcel.papers));
        parcels.sort_by_key(|parcel| (rank(parcel), parcel.candidate));
        let mut first = 0;
        while first < so_many {
            let alike =
                parcels[first..].iter().take_while(|other| rank(other) == rank(&parcels[first])).count();
            if first + alike > so_many {
                let among = &mut self.workspace.among;
                among.clear();
                among.extend(parcels[first..first + alike].iter().map(|parcel| parcel.candidate));
                let chosen = self.choose(ChosenFor::Paper)?;
                let at = parcels.iter().position(|parcel| parcel.candidate == chosen).unwrap_or(first);
                parcels[first..=at].rotate_right(1);
            }
            parcels[first].go += 1;
            first += 1;
        }
        Ok(())
    }
}
