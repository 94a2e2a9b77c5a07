//! A list tier, compiled.

use super::area::Area;
use super::ballot::{ListBallot, ListNumber, Numbers};
use super::compiler::{Compiler, ranks, too_large};
use crate::law::Share;
use crate::system::compensation::plan::LinkedPlan;
use crate::system::district_seats::DistrictSeats;
use crate::system::district_seats::plan::DistrictBases;
use crate::system::error::CountError;
use crate::system::exhausted::plan::candidates_by_ballot;
use crate::system::guaranteed::plan::GuaranteedPlan;
use crate::system::open_list::plan::Candidate;
use crate::system::placement::plan::Places;
use crate::system::rules::{ListRule, Seats, Tier};
use crate::system::threshold::plan::{Bar, Level};
use crate::votes::Contest;

#[derive(Debug, Clone)]
pub(crate) struct ListPlan {
    pub(crate) rule: ListRule,
    pub(crate) contest: String,
    /// The party of each list.
    pub(crate) parties: Vec<usize>,
    /// The list of each party of the field.
    list_of: Numbers,
    /// The registration order of each list.
    pub(crate) orders: Vec<Option<u32>>,
    /// The place of each list in the alphabet.
    pub(crate) ranks: Vec<u32>,
    /// What is held against lists; empty when everybody takes part.
    pub(crate) bars: Vec<Bar>,
    /// The share that the threshold asks of each list; empty when it is the same for all.
    pub(crate) shares: Vec<Share>,
    /// Lists whose votes may weigh more; empty when there are none.
    pub(crate) weighted: Vec<bool>,
    /// Lists that may have a first seat for less; empty when there are none.
    pub(crate) first_seat: Vec<bool>,
    /// Kinds that are sure of seats.
    pub(crate) guaranteed: GuaranteedPlan,
    pub(crate) areas: Vec<Area>,
    /// The candidates of each area's lists; empty unless the lists are open.
    pub(crate) rosters: Vec<Vec<Candidate>>,
    /// Seats of districts that have no votes; without a number when the rules do not name them.
    pub(crate) districts_without_votes: Vec<(Option<usize>, u32)>,
    /// The tier's number of seats, as the rules have it.
    pub(crate) seats: Seats,
    pub(crate) district_seats: Option<DistrictSeats>,
    pub(crate) bases: DistrictBases,
    pub(crate) linked: LinkedPlan,
    /// The tiers whose seats count against the cap.
    pub(crate) capped_with: Vec<usize>,
    /// Where the tier's seats can find a district.
    pub(crate) places: Places,
}

impl ListPlan {
    /// Whether something is decided by the votes of this level.
    pub(crate) fn needs(&self, level: Level) -> bool {
        self.bars.iter().any(|bar| bar.level == level)
    }

    /// The list of a party, if it has one.
    pub(crate) fn list_of(&self, party: Option<usize>) -> Option<usize> {
        self.list_of.get(party?)?.index()
    }

    /// Its ballots, area by area.
    pub(crate) fn ballots(&self) -> impl Iterator<Item = &ListBallot> {
        self.areas.iter().flat_map(|area| &area.ballots)
    }
}

impl Compiler<'_> {
    pub(super) fn list(
        &mut self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
    ) -> Result<ListPlan, CountError> {
        let all = self.field.parties();
        let mut list_of = vec![ListNumber::NONE; all.len()];
        let mut parties = Vec::new();
        let mut ballots = Vec::with_capacity(contest.ballots.len());
        for ballot in &contest.ballots {
            let mut lists = Vec::with_capacity(ballot.entries.len());
            for entry in &ballot.entries {
                let Some(party) = entry.party else {
                    lists.push(ListNumber::NONE);
                    continue;
                };
                if list_of[party] == ListNumber::NONE {
                    list_of[party] =
                        ListNumber::next(parties.len()).ok_or_else(|| too_large(tier, "its lists"))?;
                    parties.push(party);
                }
                lists.push(list_of[party]);
            }
            ballots.push(ListBallot {
                district: ballot.district,
                votes: ballot.votes(),
                totals: ballot.totals(),
                lists,
            });
        }
        let (areas, districts_without_votes) = self.areas(tier, rule, contest, ballots, parties.len())?;
        let kind = |&party: &usize| all[party].kind.as_deref();
        let of_kind = |wanted: Option<&str>| match wanted {
            Some(wanted) => parties.iter().map(|party| kind(party) == Some(wanted)).collect(),
            None => Vec::new(),
        };
        let names: Vec<&str> = parties.iter().map(|&party| all[party].name.as_str()).collect();
        let mut places = self.places(tier, rule, contest)?;
        if let ([area], true) = (&areas[..], rule.placement.is_some()) {
            places.candidates = candidates_by_ballot(rule.exhausted, parties.len(), &area.ballots, contest);
        }
        let plan = ListPlan {
            contest: contest.name.clone(),
            orders: parties.iter().map(|&party| all[party].registration_order).collect(),
            ranks: ranks(&names),
            bars: self.bars(tier, rule, contest)?,
            shares: match &rule.threshold {
                Some(threshold) if !threshold.kinds.is_empty() => {
                    let own = |party| kind(party).and_then(|kind| threshold.kinds.get(kind));
                    parties.iter().map(|party| own(party).copied().unwrap_or(threshold.share)).collect()
                }
                _ => Vec::new(),
            },
            weighted: of_kind(rule.weight.as_ref().map(|rule| rule.kind.as_str())),
            first_seat: of_kind(rule.first_seat.as_ref().map(|rule| rule.kind.as_str())),
            guaranteed: GuaranteedPlan::new(rule.guaranteed.as_ref(), parties.iter().map(kind)),
            seats: tier.seats.clone(),
            district_seats: tier.district_seats.clone(),
            bases: self.district_bases(tier, rule, contest, &places.districts)?,
            linked: self.linked(tier, &places.districts, &areas)?,
            capped_with: match &rule.cap {
                Some(cap) => self.tier_numbers(&cap.with),
                None => Vec::new(),
            },
            places,
            rosters: match &rule.open_list {
                Some(open) => {
                    self.read.extend(
                        open.marks
                            .as_deref()
                            .and_then(|marks| self.field.contest(marks))
                            .map(|read| read.name.as_str()),
                    );
                    self.rosters(tier, open, contest, &areas, &parties)?
                }
                None => Vec::new(),
            },
            rule: rule.clone(),
            parties,
            list_of,
            areas,
            districts_without_votes,
        };
        Ok(plan)
    }
}
