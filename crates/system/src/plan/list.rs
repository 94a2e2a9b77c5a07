//! A list tier, compiled.

use super::area::Area;
use super::ballot::{ListBallot, ListNumber, Numbers};
use super::compiler::{Compiler, ranks, too_large};
use crate::alliances::allied::Allied;
use crate::compensation::plan::LinkedPlan;
use crate::district_seats::DistrictSeats;
use crate::district_seats::plan::DistrictBases;
use crate::error::CountError;
use crate::exhausted::plan::candidates_by_ballot;
use crate::guaranteed::plan::GuaranteedPlan;
use crate::law::Share;
use crate::linkage::Linkage;
use crate::open_list::OpenList;
use crate::placement::plan::Places;
use crate::rules::{ListRule, Seats, Tier};
use crate::threshold::VoteBase;
use crate::threshold::plan::{Bar, BarKind, Level};
use crate::votes::Contest;

#[derive(Debug, Clone)]
pub(crate) struct ListPlan {
    pub(crate) rule: ListRule,
    /// No stage stands between the threshold and the method, and nobody stands alone.
    pub(crate) by_votes_alone: bool,
    /// That, and a threshold that is nothing but a share of the votes in each area: see [`straight`](crate::count).
    pub(crate) is_straight: bool,
    pub(crate) contest: String,
    /// The party of each list; none for a candidate who stands alone, and is a list of one. These come last.
    pub(crate) parties: Vec<Option<usize>>,
    /// The candidates who stand alone, by name: the last lists.
    pub(crate) individuals: Vec<String>,
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
    /// The alliances by list, where they are held against a threshold by the votes of the whole country.
    pub(crate) alliances: Vec<Allied>,
    /// Lists whose votes may weigh more; empty when there are none.
    pub(crate) weighted: Vec<bool>,
    /// Lists that may have a first seat for less; empty when there are none.
    pub(crate) first_seat: Vec<bool>,
    /// Kinds that are sure of seats.
    pub(crate) guaranteed: GuaranteedPlan,
    pub(crate) areas: Vec<Area>,
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

/// How many lists there are: those of parties come first, then the candidates who stand alone.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Lists {
    pub(crate) parties: usize,
    pub(crate) all: usize,
}

impl ListPlan {
    /// Whether something is decided by the votes of this level.
    pub(crate) fn needs(&self, level: Level) -> bool {
        self.bars.iter().any(|bar| bar.level == level)
    }

    /// The first list that is a candidate who stands alone; all after it are, too.
    pub(crate) fn first_individual(&self) -> usize {
        self.parties.len() - self.individuals.len()
    }

    /// The name of the candidate, where a list is one who stands alone.
    pub(crate) fn individual(&self, list: usize) -> Option<&str> {
        self.individuals.get(list.checked_sub(self.first_individual())?).map(String::as_str)
    }

    /// The list of a party, if it has one.
    pub(crate) fn list_of(&self, party: Option<usize>) -> Option<usize> {
        self.list_of.get(party?)?.index()
    }

    /// Whether it shares out the seats that linked tiers leave.
    pub(crate) fn takes_what_is_left(&self) -> bool {
        match &self.rule.linkage {
            Some(Linkage::Remainders(_)) => true,
            // One that leaves seats itself is not the last.
            Some(Linkage::Compensation(_)) => !self.rule.quota.is_some_and(|quota| quota.leaves()),
            _ => false,
        }
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
                in_order: false,
            });
        }
        let individuals = self.individuals(tier, contest, &mut ballots, parties.len())?;
        let lists = Lists { parties: parties.len(), all: parties.len() + individuals.len() };
        for ballot in &mut ballots {
            let in_order = ballot.lists.iter().enumerate().all(|(place, list)| list.index() == Some(place));
            ballot.in_order = in_order && ballot.lists.len() == lists.all;
        }
        let (mut areas, districts_without_votes) = self.areas(tier, rule, contest, ballots, lists)?;
        let alone = || individuals.iter();
        let kinds = parties.iter().map(|&party| all[party].kind.as_deref());
        let kinds: Vec<Option<&str>> = kinds.chain(alone().map(|own| own.kind)).collect();
        let of_kind = |wanted: Option<&str>| match wanted {
            Some(wanted) => kinds.iter().map(|&kind| kind == Some(wanted)).collect(),
            None => Vec::new(),
        };
        let names = parties.iter().map(|&party| all[party].name.as_str());
        let names: Vec<&str> = names.chain(alone().map(|own| own.name)).collect();
        if let Some(open) = &rule.open_list {
            self.read.extend(
                open.marks
                    .as_deref()
                    .and_then(|marks| self.field.contest(marks))
                    .map(|read| read.name.as_str()),
            );
            self.rosters(tier, open, contest, &mut areas, (&parties, &names))?;
            self.limit_to_candidates(tier, rule, &mut areas, &names)?;
        } else if rule.quota.is_some_and(|quota| quota.personal) {
            self.rosters(tier, &OpenList::default(), contest, &mut areas, (&parties, &names))?;
        }
        let orders = parties.iter().map(|&party| all[party].registration_order);
        let mut places = self.places(tier, rule, contest)?;
        if let ([area], true) = (&areas[..], rule.placement.is_some()) {
            places.candidates = candidates_by_ballot(rule.exhausted, lists, &area.ballots, contest);
            places.stand(lists.all, &area.ballots);
        }
        let bars = self.bars(tier, rule, contest)?;
        let by_votes_alone = rule.shares_by_votes_alone() && lists.all == lists.parties;
        let plan = ListPlan {
            contest: contest.name.clone(),
            orders: orders.chain(alone().map(|_| None)).collect(),
            ranks: ranks(&names),
            is_straight: by_votes_alone && tier.district_seats.is_none() && is_a_share_alone(rule, &bars),
            bars,
            shares: match &rule.threshold {
                Some(threshold) if !threshold.kinds.is_empty() => {
                    let own = |kind: &Option<&str>| kind.and_then(|kind| threshold.kinds.get(kind));
                    kinds.iter().map(|kind| own(kind).copied().unwrap_or(threshold.share)).collect()
                }
                _ => Vec::new(),
            },
            alliances: self.alliances_of_nation(tier, rule, contest, &parties)?,
            weighted: of_kind(rule.weight.as_ref().map(|rule| rule.kind.as_str())),
            first_seat: of_kind(rule.first_seat.as_ref().map(|rule| rule.kind.as_str())),
            guaranteed: GuaranteedPlan::new(rule.guaranteed.as_ref(), kinds.iter().copied()),
            seats: tier.seats.clone(),
            district_seats: tier.district_seats.clone(),
            bases: self.district_bases(tier, rule, contest, &places.districts, &areas)?,
            linked: self.linked(tier, &places.districts, &areas)?,
            capped_with: match &rule.cap {
                Some(cap) => self.tier_numbers(&cap.with),
                None => Vec::new(),
            },
            places,
            by_votes_alone,
            rule: rule.clone(),
            individuals: alone().map(|own| own.name.to_owned()).collect(),
            parties: parties.into_iter().map(Some).chain(alone().map(|_| None)).collect(),
            list_of,
            areas,
            districts_without_votes,
        };
        Ok(plan)
    }
}

/// Whether nothing is asked of lists but a share of the votes in their area that ballots themselves tell.
fn is_a_share_alone(rule: &ListRule, bars: &[Bar]) -> bool {
    let Some(threshold) = &rule.threshold else { return true };
    let plain = threshold.quota.is_none() && threshold.kinds.is_empty() && threshold.until.is_none();
    let of_votes =
        matches!(threshold.of, VoteBase::ValidVotes | VoteBase::ValidAndAgainstAll | VoteBase::ListVotes);
    let in_the_area = matches!(bars, [Bar { level: Level::Area, needed: false, kind: BarKind::Main }]);
    plain && of_votes && in_the_area
}
