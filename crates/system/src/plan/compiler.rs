//! From names to numbers: which contest fills a tier, and what is known of its districts.

use std::collections::{BTreeSet, HashMap, HashSet};

use crate::ElectoralSystem;
use crate::error::CountError;
use crate::linkage::Linkage;
use crate::rules::{Tier, TierRule};
use crate::text::UnknownName;
use crate::votes::{Ballot, Contest, District, Field, Winner};

pub(crate) struct Compiler<'a> {
    pub(crate) system: &'a ElectoralSystem,
    pub(crate) field: &'a Field,
    pub(crate) parties: Vec<String>,
    /// The number of each party; made when winners first need it.
    numbers: HashMap<String, usize>,
    pub(crate) districts: Vec<String>,
    /// The number of each district; made when a name first asks for it.
    district_numbers: HashMap<String, usize>,
    pub(crate) facts: HashMap<&'a str, &'a District>,
    pub(crate) district_ranks: Vec<u32>,
    /// The places of the field's parties in the alphabet.
    pub(crate) party_ranks: Vec<u32>,
    /// Where the seats of each tier lie that was compiled before, and how many.
    pub(crate) seats_at: Vec<Vec<(Option<usize>, u32)>>,
    /// The contests that a tier reads.
    pub(crate) read: HashSet<&'a str>,
}

impl<'a> Compiler<'a> {
    pub(crate) fn new(system: &'a ElectoralSystem, field: &'a Field) -> Self {
        let districts = field.districts();
        Self {
            system,
            field,
            parties: field.parties().iter().map(|party| party.name.clone()).collect(),
            numbers: HashMap::new(),
            districts: districts.to_vec(),
            district_numbers: HashMap::new(),
            facts: field.district_facts().iter().map(|facts| (facts.name.as_str(), facts)).collect(),
            district_ranks: ranks(districts),
            party_ranks: ranks(&field.parties().iter().map(|party| &party.name).collect::<Vec<_>>()),
            seats_at: vec![Vec::new(); system.tiers.len()],
            read: HashSet::new(),
        }
    }

    /// Winners can stand in place of votes where nothing else depends on the votes that they won by.
    pub(super) fn check_given(&self, tier: &Tier, contest: Option<&Contest>) -> Result<(), CountError> {
        let unusable = |why| Err(CountError::WinnersNotUsable { tier: tier.name.clone(), why });
        let lookers =
            || self.system.tiers.iter().filter(|other| other.looks_at().any(|(_, name)| name == tier.name));
        if lookers().any(|other| other.compensation().is_some_and(|rule| rule.settles_linked())) {
            return unusable("who sits depends on the votes that they won by");
        }
        if lookers().any(|other| matches!(other.linkage(), Some(Linkage::Subtraction(_)))) {
            return unusable("the votes that they won by are taken off their lists");
        }
        if lookers().any(|other| other.pools_remainders_of(&tier.name)) {
            return unusable("other seats go by what quotas leave of the votes that they won by");
        }
        match (&tier.rule, contest) {
            (TierRule::Appointed(_), _) => unusable("nobody votes for its seats"),
            (_, Some(_)) => unusable("its votes are given too; leave one of them"),
            (TierRule::List(_) | TierRule::Candidates(_), None) => Ok(()),
        }
    }

    /// The contest that fills a tier: the one it names, its own, or the general one when it is alone of its kind.
    pub(crate) fn contest(&mut self, tier: &Tier) -> Option<&'a Contest> {
        let (general, is_kind): (_, fn(&TierRule) -> bool) = match tier.rule {
            TierRule::List(_) => (Contest::LIST, |rule| matches!(rule, TierRule::List(_))),
            TierRule::Candidates(_) => (Contest::SINGLE, |rule| matches!(rule, TierRule::Candidates(_))),
            TierRule::Appointed(_) => return None,
        };
        let found = match &tier.contest {
            Some(name) => self.field.contest(name),
            None => self.field.contest(&tier.name).or_else(|| {
                let alone = self.system.tiers.iter().filter(|other| is_kind(&other.rule)).count() == 1;
                // Another tier's own votes are not everybody's.
                let taken = self.system.tier(general).is_some();
                self.field.contest(general).filter(|_| alone && !taken)
            }),
        };
        self.read.extend(found.map(|contest| contest.name.as_str()));
        found
    }

    /// Nothing fills a tier. The general contest fills one that is alone of its kind, unless a tier has its name.
    pub(crate) fn missing_contest(&self, tier: &Tier) -> CountError {
        let given = self.field.contests().iter().map(|contest| contest.name.as_str());
        let contest = tier.contest.as_ref().unwrap_or(&tier.name);
        let contest = UnknownName::new("contest", contest, given).into();
        CountError::MissingContest { tier: tier.name.clone(), contest }
    }

    /// Refuses lists of a kind that no rule knows, where some rule asks for kinds.
    pub(super) fn check_kinds(&self) -> Result<(), CountError> {
        let kinds = self.system.kinds();
        if kinds.is_empty() {
            return Ok(());
        }
        let unknown = |who: &dyn Fn() -> String, kind: Option<&str>| {
            let Some(kind) = kind.filter(|kind| !kinds.contains(kind)) else { return Ok(()) };
            let kind = UnknownName::new("kind of list", kind, kinds.iter().copied()).into();
            Err(CountError::UnknownKind { who: who(), kind })
        };
        for party in self.field.parties() {
            unknown(&|| party.name.clone(), party.kind.as_deref())?;
        }
        for ballot in self.field.contests().iter().flat_map(|contest| &contest.ballots) {
            for (entry, standing) in ballot.entries.iter().zip(&ballot.standing) {
                unknown(&|| entry.label(self.field), standing.kind.as_deref())?;
            }
        }
        Ok(())
    }

    /// Contests, and tiers of winners given, that no tier of the rules reads.
    pub(super) fn unused(&self, winners: &[Winner]) -> Vec<String> {
        let contests = self.field.contests().iter().map(|contest| contest.name.as_str());
        let unread = contests.filter(|name| !self.read.contains(name));
        let named = winners.iter().map(|row| row.tier.as_str());
        let stray = named.filter(|name| self.system.tier(name).is_none());
        let unused: BTreeSet<&str> = unread.chain(stray).collect();
        unused.into_iter().map(str::to_owned).collect()
    }

    /// The numbers of these tiers. The rules were checked: they are there.
    pub(crate) fn tier_numbers(&self, names: &[String]) -> Vec<usize> {
        names.iter().filter_map(|name| self.tier_number(name)).collect()
    }

    pub(crate) fn tier_number(&self, name: &str) -> Option<usize> {
        self.system.tiers.iter().position(|tier| tier.name == name)
    }

    /// The number of a party, which is given one if it has none.
    pub(super) fn party(&mut self, name: &str) -> usize {
        if self.numbers.is_empty() {
            let names = self.parties.iter().enumerate();
            self.numbers = names.map(|(number, name)| (name.clone(), number)).collect();
        }
        *self.numbers.entry(name.to_owned()).or_insert_with(|| {
            self.parties.push(name.to_owned());
            self.parties.len() - 1
        })
    }

    /// The number of a district, which is given one if it has none.
    pub(crate) fn district(&mut self, name: &str) -> usize {
        if self.district_numbers.is_empty() {
            let names = self.districts.iter().enumerate();
            self.district_numbers = names.map(|(number, name)| (name.clone(), number)).collect();
        }
        if let Some(&number) = self.district_numbers.get(name) {
            return number;
        }
        self.districts.push(name.to_owned());
        self.district_numbers.insert(name.to_owned(), self.districts.len() - 1);
        self.districts.len() - 1
    }

    /// The district of a ballot, where the tier is counted by district.
    pub(crate) fn district_of(
        &self,
        tier: &Tier,
        contest: &Contest,
        ballot: &Ballot,
    ) -> Result<usize, CountError> {
        ballot
            .district
            .ok_or_else(|| CountError::NoDistricts { tier: tier.name.clone(), contest: contest.name.clone() })
    }

    /// The region of a district, which the file of districts names.
    pub(crate) fn region_of(&self, tier: &Tier, district: &str) -> Result<&'a str, CountError> {
        let region = self.facts.get(district).and_then(|facts| facts.region.as_deref());
        region.ok_or_else(|| CountError::DistrictWithoutRegion {
            tier: tier.name.clone(),
            linked: tier.name.clone(),
            district: Some(district.to_owned()),
        })
    }
}

/// The place of each name in the alphabet.
pub(crate) fn ranks<S: Ord>(names: &[S]) -> Vec<u32> {
    let mut sorted: Vec<u32> = (0u32..).zip(names).map(|(i, _)| i).collect();
    sorted.sort_by_key(|&i| &names[i as usize]);
    let mut ranks = vec![0; names.len()];
    for (rank, i) in (0u32..).zip(sorted) {
        ranks[i as usize] = rank;
    }
    ranks
}

pub(crate) fn too_large(tier: &Tier, what: &'static str) -> CountError {
    CountError::TooLarge { tier: tier.name.clone(), what }
}
