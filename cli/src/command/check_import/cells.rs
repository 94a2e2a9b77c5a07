//! Official seats beside counted ones, cell by cell.

use std::collections::{BTreeMap, BTreeSet};

use sailau::system::{ElectoralSystem, Outcome, Tier, TierRule};
use sailau::votes::{Contest, Votes};
use sailau_formats::OfficialSeats;

use super::names::Names;
use crate::case::Case;

/// Seats of one contest at one level: by district, or of the whole country.
pub(super) struct Level {
    pub(super) contest: String,
    pub(super) by_district: bool,
    pub(super) cells: Vec<Beside>,
}

/// One cell.
pub(super) struct Beside {
    pub(super) district: Option<String>,
    pub(super) party: Option<String>,
    /// Who stood without a party.
    pub(super) candidate: Option<String>,
    pub(super) official: u32,
    pub(super) counted: u32,
}

impl Beside {
    pub(super) fn is_equal(&self) -> bool {
        self.official == self.counted
    }
}

impl Level {
    pub(super) fn is_equal(&self) -> bool {
        self.cells.iter().all(Beside::is_equal)
    }

    /// How far both agree, in a sentence.
    pub(super) fn in_words(&self) -> String {
        let sum = |of: fn(&Beside) -> u32| -> u64 { self.cells.iter().map(|cell| u64::from(of(cell))).sum() };
        let (official, counted) = (sum(|cell| cell.official), sum(|cell| cell.counted));
        let title = if self.contest.is_empty() { "all contests together" } else { &self.contest };
        let level = if self.by_district { "by district" } else { "the whole country" };
        let (cells, differ) = (self.cells.len(), self.cells.iter().filter(|cell| !cell.is_equal()).count());
        match differ {
            0 => format!(
                "{title}, {level}: {official} official seats, {counted} counted, all {cells} cells agree."
            ),
            _ => format!(
                "{title}, {level}: {official} official seats, {counted} counted, {differ} of {cells} cells DIFFER."
            ),
        }
    }
}

/// Levels, and what is in none of them.
pub(super) struct Comparison {
    pub(super) levels: Vec<Level>,
    /// Tiers of which there are no official seats, and how many are counted.
    pub(super) not_compared: Vec<(String, u32)>,
}

type Key = (Option<String>, Option<String>, Option<String>);

impl Comparison {
    /// Seats that stand in the files.
    pub(super) fn with_files(
        official: &[OfficialSeats],
        rules: &ElectoralSystem,
        votes: &Votes,
        outcome: &Outcome,
    ) -> Self {
        let official: Vec<OfficialSeats> = official.iter().map(as_votes_have_them).collect();
        let kinds: BTreeSet<(&str, bool)> =
            official.iter().map(|won| (won.contest.as_str(), won.district.is_some())).collect();
        let mut compared: BTreeSet<&str> = BTreeSet::new();
        let mut levels = Vec::new();
        for (contest, by_district) in kinds {
            let own =
                official.iter().filter(|won| won.contest == contest && won.district.is_some() == by_district);
            let tiers = rules
                .tiers
                .iter()
                .filter(|tier| contest.is_empty() || contest_of(tier, rules, votes) == contest);
            let tiers: BTreeSet<&str> = tiers.map(|tier| tier.name.as_str()).collect();
            compared.extend(&tiers);
            let cells = cells(own.collect(), &tiers, votes, outcome);
            levels.push(Level { contest: contest.to_owned(), by_district, cells });
        }
        Self { levels, not_compared: not_compared(&compared, outcome) }
    }

    /// Seats of an election of the repository, whose parties and districts may have other names.
    pub(super) fn with_world(case: &Case, names: &Names, outcome: &Outcome) -> Self {
        let mut outcome = outcome.clone();
        for row in &mut outcome.seats {
            row.party = row.party.as_deref().map(|name| names.party(name).to_owned());
            row.district = row.district.as_deref().map(|name| names.district(name).to_owned());
        }
        let compared: BTreeSet<&str> = case.official.iter().map(|cell| cell.tier.as_str()).collect();
        let not_compared = match compared.contains("total") {
            true => Vec::new(),
            false => not_compared(&compared, &outcome),
        };
        let levels = case.compare(&outcome).into_iter().map(|level| {
            let cells = level.rows.into_iter().map(|row| Beside {
                district: row.district,
                party: row.party,
                candidate: None,
                official: row.official,
                counted: row.computed,
            });
            let contest = if level.tier == "total" { String::new() } else { level.tier };
            Level { contest, by_district: level.by_district, cells: cells.collect() }
        });
        Self { levels: levels.collect(), not_compared }
    }

    pub(super) fn is_equal(&self) -> bool {
        self.levels.iter().all(Level::is_equal)
    }
}

/// Seats under the names that the same parties, districts and candidates have in votes: blanks and accents in one form.
fn as_votes_have_them(won: &OfficialSeats) -> OfficialSeats {
    let name = |text: &Option<String>| {
        let text = text.as_deref()?;
        let votes = Votes::list([(text, 1)]).ok();
        let own = votes.and_then(|votes| Some(votes.field().parties().first()?.name.clone()));
        Some(own.unwrap_or_else(|| text.to_owned()))
    };
    OfficialSeats {
        contest: won.contest.clone(),
        district: name(&won.district),
        party: name(&won.party),
        candidate: name(&won.candidate),
        seats: won.seats,
    }
}

/// The cells of one contest at one level.
fn cells(
    official: Vec<&OfficialSeats>,
    tiers: &BTreeSet<&str>,
    votes: &Votes,
    outcome: &Outcome,
) -> Vec<Beside> {
    let places: BTreeSet<&str> = official.iter().filter_map(|won| won.district.as_deref()).collect();
    let named = official.iter().any(|won| won.party.is_none() && won.candidate.is_some());
    let mut cells: BTreeMap<Key, (u64, u64)> = BTreeMap::new();
    for won in &official {
        let candidate = won.candidate.clone().filter(|_| won.party.is_none());
        let key = (won.district.clone(), won.party.clone(), candidate);
        cells.entry(key).or_default().0 += u64::from(won.seats);
    }
    let facts = votes.field().district_facts();
    // An official level above the districts is their region.
    let place = |district: Option<&str>| -> Option<String> {
        let district = district.filter(|_| !places.is_empty())?;
        if places.contains(district) {
            return Some(district.to_owned());
        }
        let region =
            facts.iter().find(|known| known.name == district).and_then(|known| known.region.as_deref());
        Some(region.filter(|region| places.contains(region)).unwrap_or(district).to_owned())
    };
    for row in outcome.seats.iter().filter(|row| tiers.contains(row.tier.as_str())) {
        let district = place(row.district.as_deref());
        let mut left = u64::from(row.seats);
        if row.party.is_none() && named {
            let alone = outcome.elected.iter().filter(|elected| {
                elected.party.is_none() && elected.tier == row.tier && elected.district == row.district
            });
            for elected in alone.take(row.seats as usize) {
                cells.entry((district.clone(), None, elected.candidate.clone())).or_default().1 += 1;
                left -= 1;
            }
        }
        if left > 0 {
            cells.entry((district, row.party.clone(), None)).or_default().1 += left;
        }
    }
    let small = |seats: u64| u32::try_from(seats).unwrap_or(u32::MAX);
    let beside = cells.into_iter().map(|((district, party, candidate), (official, counted))| Beside {
        district,
        party,
        candidate,
        official: small(official),
        counted: small(counted),
    });
    beside.collect()
}

/// The contest whose votes fill a tier; appointed seats have none.
pub(super) fn contest_of<'a>(tier: &'a Tier, rules: &ElectoralSystem, votes: &Votes) -> &'a str {
    let general = match tier.rule {
        TierRule::List(_) => Contest::LIST,
        TierRule::Candidates(_) => Contest::SINGLE,
        _ => return &tier.name,
    };
    match &tier.contest {
        Some(name) => name,
        None if votes.field().contest(&tier.name).is_some() || rules.tier(general).is_some() => &tier.name,
        None => general,
    }
}

fn not_compared(compared: &BTreeSet<&str>, outcome: &Outcome) -> Vec<(String, u32)> {
    let mut left: BTreeMap<&str, u32> = BTreeMap::new();
    for row in outcome.seats.iter().filter(|row| !compared.contains(row.tier.as_str())) {
        let seats = left.entry(row.tier.as_str()).or_default();
        *seats = seats.saturating_add(row.seats);
    }
    left.into_iter().map(|(tier, seats)| (tier.to_owned(), seats)).collect()
}
