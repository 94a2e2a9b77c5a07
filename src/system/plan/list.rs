//! A list tier, compiled.

use std::collections::HashMap;
use std::ops::Range;

use super::open_list::Candidate;
use super::{Compiler, Kind, Places, TierPlan, ranks, too_large};
use crate::law::Share;
use crate::system::CountError;
use crate::system::rules::{
    Alternative, Cap, DistrictSeats, Districts, ListRule, Seats, Tier, VotesASeatBar, Within, links,
};
use crate::votes::Contest;

/// An entry without a party, a list that is not there.
pub(in crate::system) const NO_LIST: u32 = u32::MAX;
/// A district that is none of the tier's.
pub(in crate::system) const NOWHERE: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(in crate::system) struct ListPlan {
    pub(in crate::system) rule: ListRule,
    pub(in crate::system) contest: String,
    /// The party of each list.
    pub(in crate::system) parties: Vec<usize>,
    /// The list of each party of the field, or [`NO_LIST`].
    pub(in crate::system) list_of: Vec<u32>,
    /// The registration order of each list.
    pub(in crate::system) orders: Vec<Option<u32>>,
    /// The place of each list in the alphabet.
    pub(in crate::system) ranks: Vec<u32>,
    /// What is held against lists; empty when everybody takes part.
    pub(in crate::system) bars: Vec<Bar>,
    /// The share that the threshold asks of each list; empty when it is the same for all.
    pub(in crate::system) shares: Vec<Share>,
    /// Lists whose votes may weigh more; empty when there are none.
    pub(in crate::system) weighted: Vec<bool>,
    /// Lists that may have a first seat for less; empty when there are none.
    pub(in crate::system) first_seat: Vec<bool>,
    pub(in crate::system) areas: Vec<Area>,
    /// The candidates of each area's lists; empty unless the lists are open.
    pub(in crate::system) rosters: Vec<Vec<Candidate>>,
    /// Seats of districts that have no votes; without a number when the rules do not name them.
    pub(in crate::system) silent: Vec<(Option<usize>, u32)>,
    /// The tier's number of seats, as the rules have it.
    pub(in crate::system) seats: Seats,
    pub(in crate::system) district_seats: Option<DistrictSeats>,
    /// Seats that the law fixes, by area, where the others' are apportioned.
    pub(in crate::system) fixed_seats: Vec<Option<u32>>,
    /// Populations by area, where its seats, or those of the base house, are apportioned by them.
    pub(in crate::system) populations: Vec<u64>,
    /// The tiers that the linkage looks at.
    pub(in crate::system) linked: Vec<usize>,
    /// The tiers whose seats count against the cap.
    pub(in crate::system) capped_with: Vec<usize>,
    /// The place of each paper's district in the alphabet.
    pub(in crate::system) paper_ranks: Vec<u32>,
    /// The paper of each district by its number: its own or its region's; or [`NOWHERE`].
    pub(in crate::system) paper_of: Vec<u32>,
    /// The area of each district by its number: its own or its region's; or [`NOWHERE`].
    pub(in crate::system) area_of: Vec<u32>,
    /// Where the tier's seats can find a district.
    pub(in crate::system) places: Places,
}

/// What is held against a list.
#[derive(Debug, Clone)]
pub(in crate::system) struct Bar {
    /// By whose votes.
    pub(in crate::system) level: Level,
    /// Whether it is needed besides the others; otherwise it is one of the ways in.
    pub(in crate::system) needed: bool,
    pub(in crate::system) kind: BarKind,
}

/// By whose votes a bar is held against a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::system) enum Level {
    /// Those of the whole country, in a tier of districts.
    Nation,
    /// Those of a region of districts.
    Region,
    /// Those of the area where the seats are given.
    Area,
}

#[derive(Debug, Clone)]
pub(in crate::system) enum BarKind {
    /// The threshold's own share.
    Main,
    Votes(Share),
    /// A share in one district, whichever; the threshold's own when none is given.
    AnyDistrict(Option<Share>),
    /// A share in each single district; the threshold's own when none is given.
    EveryDistrict(Option<Share>),
    Seats {
        tier: usize,
        seats: u32,
    },
    First,
    VotesASeat(VotesASeat),
}

/// As many votes as there are for each seat of another tier, in so many regions.
#[derive(Debug, Clone)]
pub(in crate::system) struct VotesASeat {
    pub(in crate::system) tier: usize,
    /// In how many regions.
    pub(in crate::system) regions: u32,
    /// The region of each paper.
    pub(in crate::system) region_of: Vec<usize>,
    /// The tier's seats in each region.
    pub(in crate::system) seats: Vec<u64>,
}

/// Where seats of a list tier are given: the nation or a district.
#[derive(Debug, Clone)]
pub(in crate::system) struct Area {
    pub(in crate::system) district: Option<usize>,
    pub(in crate::system) rank: Option<u32>,
    /// Its region by number, where thresholds ask for it.
    pub(in crate::system) region: Option<usize>,
    pub(in crate::system) seats: u32,
    pub(in crate::system) papers: Vec<ListPaper>,
    /// Alliances of lists, then suballiances, by list; empty when there are none.
    pub(in crate::system) alliances: Vec<Allied>,
    /// The most seats of each list; empty when there is no limit.
    pub(in crate::system) candidates: Vec<u32>,
}

/// The alliances that a list belongs to in an area, by number; none when it stands alone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(in crate::system) struct Allied {
    pub(in crate::system) alliance: Option<u32>,
    pub(in crate::system) suballiance: Option<u32>,
}

#[derive(Debug, Clone)]
pub(in crate::system) struct ListPaper {
    pub(in crate::system) district: Option<usize>,
    pub(in crate::system) votes: Range<usize>,
    pub(in crate::system) totals: usize,
    /// The list of each entry, or [`NO_LIST`].
    pub(in crate::system) lists: Vec<u32>,
}

impl ListPlan {
    /// Whether something is decided by the votes of this level.
    pub(in crate::system) fn needs(&self, level: Level) -> bool {
        self.bars.iter().any(|bar| bar.level == level)
    }

    /// The list of a party, if it has one.
    pub(in crate::system) fn list_of(&self, party: Option<usize>) -> Option<usize> {
        let list = *self.list_of.get(party?)?;
        if list == NO_LIST { None } else { Some(list as usize) }
    }
}

impl Compiler<'_> {
    pub(super) fn list(
        &mut self,
        tier: &Tier,
        rule: &ListRule,
        number: usize,
        done: &[Option<TierPlan>],
    ) -> Result<ListPlan, CountError> {
        let contest = &self.field.contests()[number];
        let all = self.field.parties();
        let mut list_of = vec![NO_LIST; all.len()];
        let mut parties = Vec::new();
        let mut papers = Vec::with_capacity(contest.ballots.len());
        for ballot in &contest.ballots {
            let mut lists = Vec::with_capacity(ballot.entries.len());
            for entry in &ballot.entries {
                let Some(party) = entry.party else {
                    lists.push(NO_LIST);
                    continue;
                };
                if list_of[party] == NO_LIST {
                    let next = u32::try_from(parties.len()).ok().filter(|&next| next < NO_LIST);
                    list_of[party] = next.ok_or_else(|| too_large(tier, "its lists"))?;
                    parties.push(party);
                }
                lists.push(list_of[party]);
            }
            papers.push(ListPaper {
                district: ballot.district,
                votes: ballot.votes(),
                totals: ballot.totals(),
                lists,
            });
        }
        let (areas, silent) = self.areas(tier, rule, contest, papers, parties.len())?;
        let kind = |&party: &usize| all[party].kind.as_deref();
        let numbers = |names: &[String]| {
            let position = |name: &String| self.system.tiers.iter().position(|tier| tier.name == *name);
            names.iter().filter_map(position).collect::<Vec<_>>()
        };
        let with = match &rule.cap {
            Some(Cap::Share(cap)) => numbers(&cap.with),
            _ => Vec::new(),
        };
        let of_kind = |wanted: Option<&str>| match wanted {
            Some(wanted) => parties.iter().map(|party| kind(party) == Some(wanted)).collect(),
            None => Vec::new(),
        };
        let plan = ListPlan {
            contest: contest.name.clone(),
            orders: parties.iter().map(|&party| all[party].registration_order).collect(),
            ranks: ranks(parties.iter().map(|&party| all[party].name.as_str())),
            bars: self.bars(tier, rule, contest, done)?,
            shares: match &rule.threshold {
                Some(threshold) if !threshold.kinds.is_empty() => {
                    let own = |party| kind(party).and_then(|kind| threshold.kinds.get(kind));
                    parties.iter().map(|party| own(party).copied().unwrap_or(threshold.share)).collect()
                }
                _ => Vec::new(),
            },
            weighted: of_kind(rule.weight.as_ref().map(|rule| rule.kind.as_str())),
            first_seat: of_kind(rule.first_seat.as_ref().map(|rule| rule.kind.as_str())),
            seats: tier.seats.clone(),
            district_seats: tier.district_seats.clone(),
            fixed_seats: self.fixed_seats(tier, rule, contest),
            populations: self.populations(tier, rule, contest)?,
            linked: numbers(links::linked(tier)),
            capped_with: with,
            paper_ranks: contest
                .ballots
                .iter()
                .map(|ballot| ballot.district.map_or(0, |district| self.district_ranks[district]))
                .collect(),
            paper_of: self.papers_of_districts(rule, contest),
            area_of: self.areas_of_districts(rule, &areas),
            places: self.places(tier, rule, contest)?,
            rosters: match &rule.open_list {
                Some(open) => self.rosters(tier, open, contest, &areas, &parties)?,
                None => Vec::new(),
            },
            rule: rule.clone(),
            parties,
            list_of,
            areas,
            silent,
        };
        self.check_linked(tier, &plan, done)?;
        Ok(plan)
    }

    fn bars(
        &self,
        tier: &Tier,
        rule: &ListRule,
        contest: &Contest,
        done: &[Option<TierPlan>],
    ) -> Result<Vec<Bar>, CountError> {
        let Some(threshold) = &rule.threshold else {
            return Ok(Vec::new());
        };
        let by_district = tier.districts != Districts::Nationwide;
        let level = |within: Option<Within>| match within {
            _ if !by_district => Level::Area,
            Some(Within::District) => Level::Area,
            Some(Within::Region) if tier.districts == Districts::Regions => Level::Area,
            Some(Within::Region) => Level::Region,
            _ => Level::Nation,
        };
        let votes = |within: Option<Within>, share: Option<Share>| match (within, share) {
            (Some(Within::AnyDistrict), share) => BarKind::AnyDistrict(share),
            (Some(Within::EveryDistrict), share) => BarKind::EveryDistrict(share),
            (_, None) => BarKind::Main,
            (_, Some(share)) => BarKind::Votes(share),
        };
        let bar = |within, kind| Bar { level: level(within), needed: false, kind };
        let mut bars = vec![bar(threshold.within, votes(threshold.within, None))];
        for way in &threshold.or {
            bars.push(match way {
                Alternative::Seats(rule) => bar(
                    Some(Within::Nation),
                    BarKind::Seats {
                        // The rules were checked: the tier is there.
                        tier: self.system.tiers.iter().position(|tier| tier.name == rule.tier).unwrap_or(0),
                        seats: rule.seats,
                    },
                ),
                Alternative::Votes(rule) => {
                    bar(Some(rule.within), votes(Some(rule.within), Some(rule.at_least)))
                }
                Alternative::First(rule) => bar(Some(rule.most_votes), BarKind::First),
                Alternative::VotesASeat(rule) => {
                    bar(None, BarKind::VotesASeat(self.votes_a_seat(tier, rule, contest, done)?))
                }
            });
        }
        for rule in &threshold.and {
            let kind = votes(Some(rule.within), Some(rule.at_least));
            bars.push(Bar { level: level(Some(rule.within)), needed: true, kind });
        }
        Ok(bars)
    }

    /// The regions of the districts that have votes, and the seats of another tier there.
    fn votes_a_seat(
        &self,
        tier: &Tier,
        rule: &VotesASeatBar,
        contest: &Contest,
        done: &[Option<TierPlan>],
    ) -> Result<VotesASeat, CountError> {
        let mut numbers: HashMap<&str, usize> = HashMap::new();
        let mut region_of = Vec::with_capacity(contest.ballots.len());
        for ballot in &contest.ballots {
            let district = self.district_of(tier, contest, ballot)?;
            let region = self.region_of(tier, &self.districts[district])?;
            let next = numbers.len();
            region_of.push(*numbers.entry(region).or_insert(next));
        }
        let mut seats = vec![0u64; numbers.len()];
        let other = done.iter().flatten().find(|other| other.name == rule.votes_a_seat);
        if let Some(TierPlan { kind: Kind::List(plan), .. }) = other {
            for area in &plan.areas {
                let name = area.district.map(|district| self.districts[district].as_str());
                let region = name.and_then(|name| self.region_of(tier, name).ok());
                if let Some(&number) = region.and_then(|region| numbers.get(region)) {
                    seats[number] += u64::from(area.seats);
                }
            }
        }
        let tier = self.system.tiers.iter().position(|tier| tier.name == rule.votes_a_seat).unwrap_or(0);
        Ok(VotesASeat { tier, regions: rule.regions, region_of, seats })
    }

    /// Where seats of each district count: the paper of the district itself or of its region.
    fn papers_of_districts(&self, rule: &ListRule, contest: &Contest) -> Vec<u32> {
        if rule.linkage.is_none() {
            return Vec::new();
        }
        let own = contest.ballots.iter().map(|ballot| ballot.district);
        self.own_or_of_region(own)
    }

    /// In which area seats of each district count, in a tier of districts: its own or its region's.
    fn areas_of_districts(&self, rule: &ListRule, areas: &[Area]) -> Vec<u32> {
        if rule.linkage.is_none() {
            return Vec::new();
        }
        self.own_or_of_region(areas.iter().map(|area| area.district))
    }

    /// For each district the number of the place that is its own, or its region's.
    fn own_or_of_region(&self, places: impl Iterator<Item = Option<usize>>) -> Vec<u32> {
        let by_name: HashMap<&str, u32> = (0u32..)
            .zip(places)
            .filter_map(|(i, place)| Some((self.districts[place?].as_str(), i)))
            .collect();
        let region = |name: &str| self.facts.get(name).and_then(|facts| facts.region.as_deref());
        let number = |name: &String| {
            let region = || by_name.get(region(name)?).copied();
            by_name.get(name.as_str()).copied().or_else(region).unwrap_or(NOWHERE)
        };
        self.districts.iter().map(number).collect()
    }

    /// Where seats are held against those of one district, every linked seat must lie in one.
    fn check_linked(
        &self,
        tier: &Tier,
        plan: &ListPlan,
        done: &[Option<TierPlan>],
    ) -> Result<(), CountError> {
        let place_of = match tier.districts {
            Districts::Nationwide if links::places_by_district(&plan.rule) => &plan.paper_of,
            Districts::Nationwide => return Ok(()),
            _ => &plan.area_of,
        };
        let linked = links::linked(tier);
        for other in done.iter().flatten().filter(|other| linked.contains(&other.name)) {
            let mut districts: Vec<Option<usize>> = Vec::new();
            match &other.kind {
                Kind::Single(single) => districts.extend(single.seats.iter().map(|seat| seat.district)),
                Kind::Published(rows) => districts.extend(rows.iter().map(|row| row.district)),
                Kind::List(list) => districts.extend(list.areas.iter().map(|area| area.district)),
                Kind::Appointed | Kind::Uncounted => {}
            }
            let lost = |district: &Option<usize>| district.is_none_or(|i| place_of[i] == NOWHERE);
            if let Some(lost) = districts.into_iter().find(lost) {
                return Err(CountError::DistrictWithoutRegion {
                    tier: tier.name.clone(),
                    linked: other.name.clone(),
                    district: lost.map(|i| self.districts[i].clone()),
                });
            }
        }
        Ok(())
    }
}
