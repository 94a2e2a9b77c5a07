//! Rules compiled for a field: every name looked up, every contradiction found, before the first vote is counted.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::ops::Range;

use super::check::{self, known_seats};
use super::error::RulesError;
use super::{CountError, Districts, ElectoralSystem, ListRule, Seats, SingleRule, Tier, TierRule, Within};
use crate::votes::{Contest, Field, Winner};

/// Rules that were compiled for a [`Field`]: they count any tally of it without allocating.
///
/// Made by [`ElectoralSystem::compile`]; see [`count_into`](Self::count_into).
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) tiers: Vec<TierPlan>,
    pub(super) parties: Vec<String>,
    /// Those of the field, then those that only the rules name.
    pub(super) districts: Vec<String>,
    pub(super) house_size: u32,
    pub(super) extent: (usize, usize),
    /// Contests, and tiers of winners given, that no tier of the rules reads.
    pub(super) unused: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct TierPlan {
    pub(super) name: String,
    pub(super) seats: u32,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    List(ListPlan),
    Single(SinglePlan),
    Appointed,
    /// Winners given in place of votes, by their place in [`Votes::winners`](crate::votes::Votes::winners).
    Published(Vec<Published>),
    /// The votes are not there.
    Uncounted,
}

#[derive(Debug, Clone)]
pub(super) struct ListPlan {
    pub(super) rule: ListRule,
    pub(super) contest: String,
    /// The party of each list.
    pub(super) parties: Vec<usize>,
    /// The registration order of each list.
    pub(super) orders: Vec<Option<u32>>,
    /// The place of each list in the alphabet.
    pub(super) ranks: Vec<u32>,
    pub(super) areas: Vec<Area>,
    /// Seats of districts that have no votes; without a number when the rules do not name them.
    pub(super) silent: Vec<(Option<usize>, u32)>,
}

impl ListPlan {
    /// Whether a list passes by its votes in all districts together.
    pub(super) fn passes_by_nation(&self) -> bool {
        let within = self.rule.threshold.and_then(|threshold| threshold.within);
        within == Some(Within::Nation)
    }
}

/// Where seats of a list tier are given: the nation or a district.
#[derive(Debug, Clone)]
pub(super) struct Area {
    pub(super) district: Option<usize>,
    pub(super) rank: Option<u32>,
    pub(super) seats: u32,
    pub(super) papers: Vec<ListPaper>,
}

#[derive(Debug, Clone)]
pub(super) struct ListPaper {
    pub(super) votes: Range<usize>,
    pub(super) totals: usize,
    /// The list of each entry, or [`NO_LIST`].
    pub(super) lists: Vec<u32>,
}

/// An entry without a party.
pub(super) const NO_LIST: u32 = u32::MAX;

#[derive(Debug, Clone)]
pub(super) struct SinglePlan {
    pub(super) rule: SingleRule,
    pub(super) contest: String,
    pub(super) seats: Vec<SeatPlan>,
    /// Districts of the law that the votes do not have.
    pub(super) silent: u32,
}

/// One district of a single-member tier.
#[derive(Debug, Clone)]
pub(super) struct SeatPlan {
    pub(super) district: Option<usize>,
    pub(super) rank: Option<u32>,
    /// The ballot's number in its contest.
    pub(super) ballot: usize,
    pub(super) votes: Range<usize>,
    pub(super) totals: usize,
    pub(super) parties: Vec<Option<usize>>,
    /// The place of each entry in the alphabet.
    pub(super) ranks: Vec<u32>,
    pub(super) run_off: Option<RunOffPaper>,
}

#[derive(Debug, Clone)]
pub(super) struct RunOffPaper {
    pub(super) votes: Range<usize>,
    pub(super) totals: usize,
    /// The first-round entry of each entry of the second round.
    pub(super) entries: Vec<u32>,
}

#[derive(Debug, Clone)]
pub(super) struct Published {
    /// The row among the winners given.
    pub(super) row: usize,
    pub(super) party: Option<usize>,
    pub(super) seats: u32,
}

impl ElectoralSystem {
    /// Compiles the rules for those who stand, and for the winners that are given in place of votes.
    ///
    /// # Errors
    ///
    /// [`CountError`] where the rules contradict themselves or do not fit the field.
    ///
    /// # Examples
    ///
    /// ```
    /// use jiff::civil::date;
    /// use sailau::{kazakhstan, system::Workspace, votes::Votes};
    ///
    /// let law = kazakhstan::law_on(date(2026, 8, 23))?.value;
    /// let mut votes = Votes::list([("A", 520_000), ("B", 480_000), ("C", 40_000)])?;
    /// let plan = law.compile(votes.field(), &[])?;
    /// let mut workspace = Workspace::default();
    /// plan.count_into(votes.tally(), &mut workspace)?;
    /// assert_eq!(workspace.seats(0), [75, 70, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compile(&self, field: &Field, winners: &[Winner]) -> Result<Plan, CountError> {
        check::check(self).map_err(RulesError::from)?;
        let mut compiler = Compiler {
            system: self,
            field,
            parties: field.parties().iter().map(|party| party.name.clone()).collect(),
            numbers: HashMap::new(),
            districts: field.districts().to_vec(),
            district_ranks: ranks(field.districts().iter().map(String::as_str)),
            used: HashSet::new(),
        };
        let mut house_size = 0u32;
        let mut tiers = Vec::with_capacity(self.tiers.len());
        for tier in &self.tiers {
            let kind = compiler.tier(tier, winners)?;
            let seats = seats_of(tier, &kind).ok_or_else(|| too_large(tier, "its seats"))?;
            house_size =
                house_size.checked_add(seats).ok_or_else(|| too_large(tier, "the seats of the house"))?;
            tiers.push(TierPlan { name: tier.name.clone(), seats, kind });
        }
        let contests = field.contests().iter().map(|contest| &contest.name);
        let unread = contests.filter(|name| !compiler.used.contains(*name));
        let stray = winners.iter().map(|row| &row.tier).filter(|name| self.tier(name).is_none());
        let unused: BTreeSet<String> = unread.chain(stray).cloned().collect();
        Ok(Plan {
            unused: unused.into_iter().collect(),
            parties: compiler.parties,
            tiers,
            districts: compiler.districts,
            house_size,
            extent: field.extent(),
        })
    }
}

impl Plan {
    /// The seats of all tiers together, filled or not.
    ///
    /// A tier with districts "each" counts those of the votes; without votes it counts none.
    #[must_use]
    pub fn house_size(&self) -> u32 {
        self.house_size
    }

    /// The parties by number: those of the field, then those that only winners name.
    #[must_use]
    pub fn parties(&self) -> &[String] {
        &self.parties
    }

    /// The names of the tiers, by number.
    pub fn tiers(&self) -> impl ExactSizeIterator<Item = &str> {
        self.tiers.iter().map(|tier| tier.name.as_str())
    }

    pub(super) fn district(&self, number: Option<usize>) -> Option<String> {
        number.map(|number| self.districts[number].clone())
    }
}

/// The seats of a tier, with the districts that the votes have where the law leaves their number open.
fn seats_of(tier: &Tier, kind: &Kind) -> Option<u32> {
    match (tier.districts, &tier.seats, kind) {
        (Districts::Each, Seats::Same(_), Kind::List(plan)) => {
            plan.areas.iter().try_fold(0u32, |sum, area| sum.checked_add(area.seats))
        }
        (Districts::Each, _, Kind::Single(plan)) => u32::try_from(plan.seats.len()).ok(),
        (Districts::Each, Seats::Same(_), Kind::Published(rows)) => {
            rows.iter().try_fold(0u32, |sum, row| sum.checked_add(row.seats))
        }
        _ => known_seats(tier),
    }
}

/// The place of each name in the alphabet.
fn ranks<'a>(names: impl Iterator<Item = &'a str>) -> Vec<u32> {
    let names: Vec<_> = names.collect();
    let mut sorted: Vec<usize> = (0..names.len()).collect();
    sorted.sort_by_key(|&i| names[i]);
    let mut ranks = vec![0; names.len()];
    for (rank, i) in (0u32..).zip(sorted) {
        ranks[i] = rank;
    }
    ranks
}

fn too_large(tier: &Tier, what: &'static str) -> CountError {
    CountError::TooLarge { tier: tier.name.clone(), what }
}

struct Compiler<'a> {
    system: &'a ElectoralSystem,
    field: &'a Field,
    parties: Vec<String>,
    /// The number of each party; made when winners first need it.
    numbers: HashMap<String, usize>,
    districts: Vec<String>,
    district_ranks: Vec<u32>,
    used: HashSet<String>,
}

impl Compiler<'_> {
    fn tier(&mut self, tier: &Tier, winners: &[Winner]) -> Result<Kind, CountError> {
        let given: Vec<_> =
            winners.iter().enumerate().filter(|(_, winner)| winner.tier == tier.name).collect();
        let contest = self.contest(tier);
        let unusable = |why| CountError::WinnersNotUsable { tier: tier.name.clone(), why };
        if !given.is_empty() {
            return match (&tier.rule, contest) {
                (TierRule::Appointed(_), _) => Err(unusable("nobody votes for its seats")),
                (_, Some(_)) => Err(unusable("its votes are given too; leave one of them")),
                (TierRule::List(_) | TierRule::Single(_), None) => self.published(tier, &given),
            };
        }
        match (&tier.rule, contest) {
            (TierRule::Appointed(_), _) => Ok(Kind::Appointed),
            (_, None) => Ok(Kind::Uncounted),
            (TierRule::List(rule), Some(contest)) => self.list(tier, rule, contest),
            (TierRule::Single(rule), Some(contest)) => self.single(tier, rule, contest),
        }
    }

    /// The contest that fills a tier: the one it names, its own, or the general one when it is alone of its kind.
    fn contest(&mut self, tier: &Tier) -> Option<usize> {
        let contests = self.field.contests();
        let position = |name: &str| contests.iter().position(|contest| contest.name == name);
        let (general, is_kind): (_, fn(&TierRule) -> bool) = match tier.rule {
            TierRule::List(_) => (Contest::LIST, |rule| matches!(rule, TierRule::List(_))),
            TierRule::Single(_) => (Contest::SINGLE, |rule| matches!(rule, TierRule::Single(_))),
            TierRule::Appointed(_) => return None,
        };
        let found = match &tier.contest {
            Some(name) => position(name),
            None => position(&tier.name).or_else(|| {
                let alone = self.system.tiers.iter().filter(|other| is_kind(&other.rule)).count() == 1;
                // Another tier's own votes are not everybody's.
                let taken = self.system.tier(general).is_some();
                position(general).filter(|_| alone && !taken)
            }),
        };
        if let Some(found) = found {
            self.used.insert(contests[found].name.clone());
        }
        found
    }

    fn published(&mut self, tier: &Tier, given: &[(usize, &Winner)]) -> Result<Kind, CountError> {
        let mut rows = Vec::with_capacity(given.len());
        let mut filled = HashSet::new();
        let mut seats = 0u64;
        for &(row, winner) in given {
            // A row with a name is one seat's; a row without may be a region's.
            if let (TierRule::Single(_), Some(district), Some(_)) =
                (&tier.rule, &winner.district, &winner.candidate)
                && !filled.insert(district)
            {
                return Err(CountError::TwoWinners { tier: tier.name.clone(), district: district.clone() });
            }
            seats += u64::from(winner.seats);
            rows.push(Published {
                row,
                party: winner.party.as_ref().map(|name| self.party(name)),
                seats: winner.seats,
            });
        }
        let kind = Kind::Published(rows);
        let allowed = seats_of(tier, &kind).ok_or_else(|| too_large(tier, "its winners"))?;
        if seats > u64::from(allowed) {
            return Err(CountError::TooManyWinners {
                tier: tier.name.clone(),
                seats: allowed,
                winners: seats,
            });
        }
        Ok(kind)
    }

    fn party(&mut self, name: &str) -> usize {
        if self.numbers.is_empty() {
            let names = self.parties.iter().enumerate();
            self.numbers = names.map(|(number, name)| (name.clone(), number)).collect();
        }
        *self.numbers.entry(name.to_owned()).or_insert_with(|| {
            self.parties.push(name.to_owned());
            self.parties.len() - 1
        })
    }

    fn list(&mut self, tier: &Tier, rule: &ListRule, number: usize) -> Result<Kind, CountError> {
        let contest = &self.field.contests()[number];
        let mut list_of: HashMap<usize, u32> = HashMap::new();
        let mut parties = Vec::new();
        let mut papers = Vec::with_capacity(contest.ballots.len());
        for ballot in &contest.ballots {
            let mut lists = Vec::with_capacity(ballot.entries.len());
            for entry in &ballot.entries {
                let Some(party) = entry.party else {
                    lists.push(NO_LIST);
                    continue;
                };
                let next = u32::try_from(parties.len())
                    .ok()
                    .filter(|&next| next < NO_LIST)
                    .ok_or_else(|| too_large(tier, "its lists"))?;
                lists.push(*list_of.entry(party).or_insert_with(|| {
                    parties.push(party);
                    next
                }));
            }
            papers.push(ListPaper { votes: ballot.votes(), totals: ballot.totals(), lists });
        }
        let (areas, silent) = self.areas(tier, contest, papers)?;
        let all = self.field.parties();
        Ok(Kind::List(ListPlan {
            rule: rule.clone(),
            contest: contest.name.clone(),
            orders: parties.iter().map(|&party| all[party].registration_order).collect(),
            ranks: ranks(parties.iter().map(|&party| all[party].name.as_str())),
            parties,
            areas,
            silent,
        }))
    }

    /// The areas in which a list tier gives its seats, and the districts whose votes are not there.
    #[expect(clippy::type_complexity, reason = "two lists that are made in one walk")]
    fn areas(
        &mut self,
        tier: &Tier,
        contest: &Contest,
        papers: Vec<ListPaper>,
    ) -> Result<(Vec<Area>, Vec<(Option<usize>, u32)>), CountError> {
        if let (Districts::Nationwide, Seats::Same(seats)) = (tier.districts, &tier.seats) {
            let nation = Area { district: None, rank: None, seats: *seats, papers };
            return Ok((vec![nation], Vec::new()));
        }
        let mut areas = Vec::with_capacity(papers.len());
        for (paper, ballot) in papers.into_iter().zip(&contest.ballots) {
            let Some(district) = ballot.district else {
                return Err(CountError::NoDistricts {
                    tier: tier.name.clone(),
                    contest: contest.name.clone(),
                });
            };
            let name = &self.field.districts()[district];
            let seats = match &tier.seats {
                Seats::Same(seats) => *seats,
                Seats::ByDistrict(table) => {
                    let missing = || CountError::DistrictWithoutSeats {
                        tier: tier.name.clone(),
                        district: name.clone(),
                    };
                    *table.get(name).ok_or_else(missing)?
                }
            };
            areas.push(Area {
                district: Some(district),
                rank: Some(self.district_ranks[district]),
                seats,
                papers: vec![paper],
            });
        }
        let silent = match (&tier.seats, tier.districts) {
            (Seats::ByDistrict(table), _) => {
                let present: HashSet<&str> = areas
                    .iter()
                    .filter_map(|area| area.district)
                    .map(|district| self.field.districts()[district].as_str())
                    .collect();
                let absent = table.iter().filter(|(name, _)| !present.contains(name.as_str()));
                absent
                    .map(|(name, &seats)| {
                        self.districts.push(name.clone());
                        (Some(self.districts.len() - 1), seats)
                    })
                    .collect()
            }
            (Seats::Same(seats), Districts::Number(allowed)) => {
                let absent = absent_districts(tier, contest, allowed, areas.len())?;
                let seats = seats.checked_mul(absent).ok_or_else(|| too_large(tier, "its seats"))?;
                if seats == 0 { Vec::new() } else { vec![(None, seats)] }
            }
            _ => Vec::new(),
        };
        Ok((areas, silent))
    }

    fn single(&mut self, tier: &Tier, rule: &SingleRule, number: usize) -> Result<Kind, CountError> {
        let contest = &self.field.contests()[number];
        let second_round = format!("{}{}", contest.name, Contest::RUN_OFF);
        let run_off = self.field.contest(&second_round).filter(|_| rule.run_off.is_some());
        if run_off.is_some() {
            self.used.insert(second_round);
        }
        let second_ballots: HashMap<Option<usize>, usize> = run_off
            .into_iter()
            .flat_map(|contest| contest.ballots.iter().enumerate())
            .map(|(i, ballot)| (ballot.district, i))
            .collect();
        let mut seats = Vec::with_capacity(contest.ballots.len());
        for (i, ballot) in contest.ballots.iter().enumerate() {
            if u32::try_from(ballot.entries.len()).is_err() {
                return Err(too_large(tier, "its candidates"));
            }
            let label = |entry: &crate::votes::Entry| self.label(entry);
            let labels: Vec<_> = ballot.entries.iter().map(label).collect();
            let run_off = match (run_off, second_ballots.get(&ballot.district)) {
                (Some(second), Some(&b)) => Some(self.run_off(contest, i, second, b)?),
                _ => None,
            };
            seats.push(SeatPlan {
                district: ballot.district,
                rank: ballot.district.map(|district| self.district_ranks[district]),
                ballot: i,
                votes: ballot.votes(),
                totals: ballot.totals(),
                parties: ballot.entries.iter().map(|entry| entry.party).collect(),
                ranks: ranks(labels.iter().map(String::as_str)),
                run_off,
            });
        }
        let silent = match tier.districts {
            Districts::Number(allowed) => absent_districts(tier, contest, allowed, seats.len())?,
            Districts::Nationwide => absent_districts(tier, contest, 1, seats.len())?,
            Districts::Each => 0,
        };
        Ok(Kind::Single(SinglePlan { rule: rule.clone(), contest: contest.name.clone(), seats, silent }))
    }

    fn run_off(
        &self,
        first: &Contest,
        first_ballot: usize,
        second: &Contest,
        second_ballot: usize,
    ) -> Result<RunOffPaper, CountError> {
        let first = &first.ballots[first_ballot];
        let ballot = &second.ballots[second_ballot];
        let stood: HashMap<_, u32> = first.entries.iter().zip(0..).collect();
        let entries = ballot.entries.iter().map(|entry| {
            stood.get(entry).copied().ok_or_else(|| CountError::StrangerInRunOff {
                contest: second.name.clone(),
                district: ballot.district.map(|number| self.field.districts()[number].clone()),
                candidate: self.label(entry),
            })
        });
        Ok(RunOffPaper {
            votes: ballot.votes(),
            totals: ballot.totals(),
            entries: entries.collect::<Result<_, _>>()?,
        })
    }

    fn label(&self, entry: &crate::votes::Entry) -> String {
        entry.label(self.field)
    }
}

/// How many districts of the law the votes do not have; more than the law has is an error.
fn absent_districts(tier: &Tier, contest: &Contest, allowed: u32, found: usize) -> Result<u32, CountError> {
    let present = u32::try_from(found).ok();
    present.and_then(|present| allowed.checked_sub(present)).ok_or_else(|| CountError::TooManyDistricts {
        tier: tier.name.clone(),
        contest: contest.name.clone(),
        allowed,
        found,
    })
}
