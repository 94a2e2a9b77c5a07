//! Who sits for open lists, as steps of the record and rows of the outcome.

use std::fmt::{self, Formatter};

use super::layout::{count, grouped, table};
use super::record::Recorder;
use super::{PersonalLine, Step};
use crate::system::count::open_list::{Chance, Contender, seat};
use crate::system::count::witness::At;
use crate::system::outcome::{Elected, TieWithinList};
use crate::system::plan::ListPlan;

/// An area whose lists have their seats.
pub(super) struct OpenArea<'a> {
    /// Its number in the plan.
    pub(super) area: usize,
    pub(super) seats: u32,
    pub(super) valid: u128,
    pub(super) votes: &'a [u64],
    pub(super) given: &'a [u32],
}

impl Recorder<'_> {
    pub(super) fn open_lists(&mut self, at: At, plan: &ListPlan, here: OpenArea<'_>) {
        for (list, party, votes) in self.ordered(plan, here.votes) {
            let seats = here.given.get(list).copied().unwrap_or(0);
            if seats > 0 {
                self.open_list(at, plan, &here, (list, party, votes), seats);
            }
        }
    }

    fn open_list(
        &mut self,
        at: At,
        plan: &ListPlan,
        here: &OpenArea<'_>,
        (list, party, votes): (usize, String, u64),
        seats: u32,
    ) {
        let Some(rule) = plan.rule.open_list else { return };
        let roster = plan.rosters.get(here.area).map_or(&[][..], Vec::as_slice);
        let tally = &self.votes.tally().votes;
        let mut contenders: Vec<_> = roster
            .iter()
            .enumerate()
            .filter(|(_, candidate)| candidate.list as usize == list)
            .map(|(number, candidate)| Contender {
                number,
                // They are among the votes of the list, whose sum was checked.
                votes: candidate.votes.iter().map(|&i| tally[i]).sum(),
                place: candidate.place,
                passes: false,
                seat: Chance::Not,
            })
            .collect();
        let needed = rule.preference.map(|bar| bar.needed(votes, here.valid, here.seats));
        let open = seat(&mut contenders, needed, rule.ties, seats);
        let line = |one: &Contender| PersonalLine {
            name: roster[one.number].name.clone(),
            votes: one.votes,
            place: one.place,
            passes: one.passes,
            elected: one.seat == Chance::Elected,
            tied: one.seat == Chance::Tied,
        };
        let candidates: Vec<_> = contenders.iter().map(line).collect();
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        for line in candidates.iter().filter(|line| line.elected) {
            self.outcome.elected.push(Elected {
                tier: tier.clone(),
                district: district.clone(),
                party: Some(party.clone()),
                candidate: Some(line.name.clone()),
            });
        }
        if open > 0 {
            let tied = candidates.iter().filter(|line| line.tied).map(|line| line.name.clone());
            let candidates = tied.collect();
            let party = party.clone();
            self.outcome.ties_within_lists.push(TieWithinList {
                tier,
                district,
                party,
                candidates,
                seats: open,
            });
        }
        let named = u32::try_from(candidates.len()).unwrap_or(u32::MAX);
        let step = Step::OpenList {
            party,
            seats,
            rule: rule.preference.map(|bar| bar.to_string()),
            needed,
            candidates,
            open,
            unnamed: seats.saturating_sub(named),
        };
        self.enter(Some(at), Some("open_list"), step);
    }
}

pub(super) fn write(f: &mut Formatter<'_>, step: &Step, article: &str) -> fmt::Result {
    let Step::OpenList { party, seats, rule, needed, candidates, open, unnamed } = step else {
        return Ok(());
    };
    let seats = count(*seats, "seat");
    match rule.as_ref().zip(*needed) {
        Some((rule, needed)) => writeln!(
            f,
            "  Who sits for {party} ({seats}): first by personal votes, {rule}, so {} needed; then by the list.{article}",
            grouped(needed)
        )?,
        None => writeln!(f, "  Who sits for {party} ({seats}): by personal votes.{article}")?,
    }
    let rows = candidates.iter().map(|line| {
        let fate = match (line.elected, line.tied, line.passes) {
            (true, _, true) => "sits by personal votes",
            (true, _, false) => "sits by the list",
            (false, true, _) => "tied",
            (false, false, _) => "",
        };
        let place = line.place.map_or("-".to_owned(), grouped);
        vec![line.name.clone(), grouped(line.votes), place, fate.to_owned()]
    });
    table(f, &["candidate", "votes", "place", ""], rows.collect())?;
    if *open > 0 {
        writeln!(f, "  TIE: {} of {party} open among candidates with equal votes.", count(*open, "seat"))?;
    }
    if *unnamed > 0 {
        writeln!(f, "  The votes name no candidate for {} of {party}.", count(*unnamed, "seat"))?;
    }
    Ok(())
}
