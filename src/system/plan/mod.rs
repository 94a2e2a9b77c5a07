mod areas;
mod list;
mod open_list;
mod placement;
mod single;

use std::collections::{BTreeSet, HashMap, HashSet};

use super::error::{CountError, RulesError};
use super::rules::{Districts, ElectoralSystem, Linkage, Overhang, Seats, Tier, TierRule};
use super::rules::{
    check::{self, known_seats},
    links,
};
use crate::votes::{Contest, District, Field, Winner};

pub(super) use list::{Area, Bar, BarKind, Level, ListPaper, ListPlan, NO_LIST, NOWHERE, VotesASeat};
pub(super) use placement::Places;
pub(super) use single::{RunOffPaper, SeatPlan, SinglePlan};

/// Rules that were compiled for a [`Field`]: they count any tally of it without looking a name up.
///
/// Made by [`ElectoralSystem::compile`]; see [`count_into`](Self::count_into).
#[derive(Debug, Clone)]
pub struct Plan {
    pub(super) tiers: Vec<TierPlan>,
    /// The order in which the tiers are counted: what others look at comes first.
    pub(super) order: Vec<usize>,
    pub(super) parties: Vec<String>,
    /// Those of the field, then those that only rules, winners or facts of districts name.
    pub(super) districts: Vec<String>,
    pub(super) house_size: u32,
    pub(super) extent: (usize, usize),
    /// Contests, and tiers of winners given, that no tier of the rules reads.
    pub(super) unused: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct TierPlan {
    pub(super) name: String,
    /// Its own seats, without those of linked tiers.
    pub(super) seats: u32,
    pub(super) kind: Kind,
    /// Whether another tier looks at its seats.
    pub(super) remembered: bool,
    /// Whether another tier says which of its winners sit, or which lists keep their seats.
    pub(super) provisional: bool,
    /// Whether seats of its lists may be returned.
    pub(super) withheld: bool,
    /// Whether seats that it does not fill are another tier's.
    pub(super) leaves: bool,
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    List(Box<ListPlan>),
    Single(Box<SinglePlan>),
    Appointed,
    /// Winners given in place of votes.
    Published(Vec<Published>),
    /// The votes are not there.
    Uncounted,
}

#[derive(Debug, Clone)]
pub(super) struct Published {
    /// The row among [`Votes::winners`](crate::votes::Votes::winners).
    pub(super) row: usize,
    pub(super) district: Option<usize>,
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
    /// use sailau::{system::{ElectoralSystem, Workspace}, votes::Votes};
    ///
    /// let law = ElectoralSystem::from_toml(r#"
    ///     name = "A parliament"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 145
    ///     method = "hare"
    ///     threshold = { at_least = "5%", of = "valid votes" }
    /// "#)?;
    /// let votes = Votes::list([("A", 520_000), ("B", 480_000), ("C", 40_000)])?;
    /// let plan = law.compile(votes.field(), &[])?;
    /// let mut workspace = Workspace::default();
    /// plan.count_into(votes.tally(), &mut workspace)?;
    /// assert_eq!(workspace.seats(0), [75, 70, 0]);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn compile(&self, field: &Field, winners: &[Winner]) -> Result<Plan, CountError> {
        check::check(self).map_err(RulesError::from)?;
        let mut compiler = Compiler::new(self, field);
        let order = links::counting_order(self);
        let mut house_size = 0u32;
        let mut tiers: Vec<Option<TierPlan>> = self.tiers.iter().map(|_| None).collect();
        for &number in &order {
            let tier = &self.tiers[number];
            let kind = compiler.tier(tier, winners, &tiers)?;
            let all = seats_of(tier, &kind).ok_or_else(|| too_large(tier, "its seats"))?;
            let seats = all.saturating_sub(compiler.included(tier, &tiers));
            house_size =
                house_size.checked_add(seats).ok_or_else(|| too_large(tier, "the seats of the house"))?;
            let name = tier.name.clone();
            let leaves = links::leaves(tier);
            let (remembered, provisional, withheld) = (false, false, false);
            tiers[number] = Some(TierPlan { name, seats, kind, remembered, provisional, withheld, leaves });
        }
        let mut tiers: Vec<TierPlan> = tiers.into_iter().flatten().collect();
        for (number, tier) in self.tiers.iter().enumerate() {
            let refuses = refuses(tier) && matches!(tiers[number].kind, Kind::List(_));
            for name in links::looks_at(tier) {
                if let Some(seen) = tiers.iter_mut().find(|plan| plan.name == name) {
                    seen.remembered = true;
                    seen.provisional |= refuses && links::linked(tier).contains(&seen.name);
                    seen.withheld |= seen.provisional && links::returns(tier);
                }
            }
        }
        let contests = field.contests().iter().map(|contest| &contest.name);
        let unread = contests.filter(|name| !compiler.used.contains(*name));
        let stray = winners.iter().map(|row| &row.tier).filter(|name| self.tier(name).is_none());
        let unused: BTreeSet<String> = unread.chain(stray).cloned().collect();
        Ok(Plan {
            unused: unused.into_iter().collect(),
            order,
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

    /// The contest of the votes that fills a tier; none where winners are given, nobody votes, or there are no votes.
    #[must_use]
    pub fn contest(&self, tier: usize) -> Option<&str> {
        match &self.tiers.get(tier)?.kind {
            Kind::List(plan) => Some(&plan.contest),
            Kind::Single(plan) => Some(&plan.contest),
            Kind::Appointed | Kind::Published(_) | Kind::Uncounted => None,
        }
    }

    pub(super) fn district(&self, number: Option<usize>) -> Option<String> {
        number.map(|number| self.districts[number].clone())
    }
}

/// The seats of a tier, with the districts that the votes have where the law leaves their number open.
fn seats_of(tier: &Tier, kind: &Kind) -> Option<u32> {
    match (tier.districts, &tier.seats, kind) {
        _ if tier.district_seats.is_some() => known_seats(tier),
        (Districts::Each | Districts::Regions, Seats::Same(_) | Seats::Given(_), Kind::List(plan)) => {
            plan.areas.iter().try_fold(0u32, |sum, area| sum.checked_add(area.seats))
        }
        (Districts::Each, _, Kind::Single(plan)) => {
            plan.seats.iter().try_fold(0u32, |sum, seat| sum.checked_add(seat.seats))
        }
        (Districts::Each | Districts::Regions, Seats::Same(_) | Seats::Given(_), Kind::Published(rows)) => {
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

/// Whether votes that won seats in the linked tiers are taken off the lists of this one.
fn subtracts(tier: &Tier) -> bool {
    matches!(&tier.rule, TierRule::List(rule) if matches!(&rule.linkage, Some(Linkage::Subtraction(_))))
}

/// Whether a tier says which of the linked tiers' winners sit, or whose seats there are returned.
fn refuses(tier: &Tier) -> bool {
    let TierRule::List(rule) = &tier.rule else {
        return false;
    };
    let settles = |overhang| matches!(overhang, Overhang::Refused | Overhang::Returned);
    matches!(&rule.linkage, Some(Linkage::Compensation(rule)) if settles(rule.overhang))
}

struct Compiler<'a> {
    system: &'a ElectoralSystem,
    field: &'a Field,
    parties: Vec<String>,
    /// The number of each party; made when winners first need it.
    numbers: HashMap<String, usize>,
    districts: Vec<String>,
    district_numbers: HashMap<String, usize>,
    facts: HashMap<&'a str, &'a District>,
    district_ranks: Vec<u32>,
    used: HashSet<String>,
}

impl<'a> Compiler<'a> {
    fn new(system: &'a ElectoralSystem, field: &'a Field) -> Self {
        let districts = field.districts();
        Self {
            system,
            field,
            parties: field.parties().iter().map(|party| party.name.clone()).collect(),
            numbers: HashMap::new(),
            districts: districts.to_vec(),
            district_numbers: districts.iter().cloned().zip(0..).collect(),
            facts: field.district_facts().iter().map(|facts| (facts.name.as_str(), facts)).collect(),
            district_ranks: ranks(districts.iter().map(String::as_str)),
            used: HashSet::new(),
        }
    }

    fn tier(
        &mut self,
        tier: &Tier,
        winners: &[Winner],
        done: &[Option<TierPlan>],
    ) -> Result<Kind, CountError> {
        let given: Vec<_> =
            winners.iter().enumerate().filter(|(_, winner)| winner.tier == tier.name).collect();
        let contest = self.contest(tier);
        let unusable = |why| CountError::WinnersNotUsable { tier: tier.name.clone(), why };
        if !given.is_empty() {
            if self
                .system
                .tiers
                .iter()
                .any(|other| refuses(other) && links::looks_at(other).contains(&tier.name.as_str()))
            {
                return Err(unusable("who sits depends on the votes that they won by"));
            }
            if self
                .system
                .tiers
                .iter()
                .any(|other| subtracts(other) && links::looks_at(other).contains(&tier.name.as_str()))
            {
                return Err(unusable("the votes that they won by are taken off their lists"));
            }
            return match (&tier.rule, contest) {
                (TierRule::Appointed(_), _) => Err(unusable("nobody votes for its seats")),
                (_, Some(_)) => Err(unusable("its votes are given too; leave one of them")),
                (TierRule::List(_) | TierRule::Single(_), None) => self.published(tier, &given),
            };
        }
        match (&tier.rule, contest) {
            (TierRule::Appointed(_), _) => Ok(Kind::Appointed),
            (_, None) => Ok(Kind::Uncounted),
            (TierRule::List(rule), Some(contest)) => {
                Ok(Kind::List(Box::new(self.list(tier, rule, contest, done)?)))
            }
            (TierRule::Single(rule), Some(contest)) => self.single(tier, rule, contest),
        }
    }

    /// Seats of linked tiers that are in this tier's number of seats.
    fn included(&self, tier: &Tier, done: &[Option<TierPlan>]) -> u32 {
        if !links::includes(tier) {
            return 0;
        }
        let names = links::linked(tier);
        let linked = done.iter().flatten().filter(|plan| names.contains(&plan.name));
        linked.fold(0u32, |sum, plan| sum.saturating_add(plan.seats))
    }

    fn district(&mut self, name: &str) -> usize {
        if let Some(&number) = self.district_numbers.get(name) {
            return number;
        }
        self.districts.push(name.to_owned());
        self.district_numbers.insert(name.to_owned(), self.districts.len() - 1);
        self.districts.len() - 1
    }

    fn label(&self, entry: &crate::votes::Entry) -> String {
        entry.label(self.field)
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
                district: winner.district.as_ref().map(|name| self.district(name)),
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
}
