//! Who sits, what stayed open, and why.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::UnknownName;
use super::protocol::layout::{count, grouped, table};
use super::protocol::{ContestNotUsedStep, Protocol, StageLine, StagesStep, Step};
use super::reason::Reason;
use super::what_if::TakenAsNothing;
use crate::lots::DrawnFor;

/// Who sits, what stayed open, and why.
///
/// Every seat of the house is accounted for exactly once: sure seats, tied seats and unfilled seats add up to
/// [`house_size`](Self::house_size). Sure is what every way gives in which what is open can fall.
///
/// Its JSON form (by `serde`) is a door for other programs; the field names are stable:
///
/// ```json
/// {"house_size":107,
///  "tiers":["list","single"],
///  "parties":["Nur Otan","C","D"],
///  "seats":[{"tier":"list","district":null,"party":"Nur Otan","seats":83}],
///  "elected":[{"tier":"single","district":"No. 1","party":null,"candidate":"A. B."}],
///  "ties":[{"tier":"list","district":null,"parties":["C","D"],"seats":1,
///           "hangs_on":[{"tier":"single","district":"No. 2","parties":["C","D"]}]}],
///  "ranges":[{"party":"C","fewest":1,"most":2}],
///  "unfilled":[{"tier":"single","district":null,"seats":29,"reason":"votes not given"}],
///  "uncounted":["single"],
///  "protocol":[{"step":"…"}]}
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Outcome {
    /// Seats of the house, filled or not.
    pub house_size: u32,
    /// The tiers of the rules.
    pub tiers: Vec<String>,
    /// Every party that stood or was given a winner, and who fills appointed seats, with a seat or without.
    pub parties: Vec<String>,
    /// Sure seats, a row for each tier, district and holder that has any.
    pub seats: Vec<SeatRow>,
    /// Winners of single seats, and who sits for open lists as far as candidates are named.
    pub elected: Vec<Elected>,
    /// Winners of a district that do not sit, because the votes of their party's list do not cover the seat. Left out
    /// of JSON when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub not_seated: Vec<Elected>,
    /// Seats of open lists whose party is sure and whose holder is not. They are among [`seats`](Self::seats). Left out of
    /// JSON when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties_within_lists: Vec<TieWithinList>,
    /// Seats of parties whose tier is sure and whose district is not. They are among [`seats`](Self::seats), without a
    /// district. Left out of JSON when there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ties_between_districts: Vec<TieBetweenDistricts>,
    /// Seats that equal claims leave open, and those that hang on them.
    pub ties: Vec<OpenTie>,
    /// How many seats parties have in all tiers together, whichever way what is open falls, where their number hangs on
    /// it or is surer than that of each tier. Left out of JSON where nothing hangs on anything open.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ranges: Vec<SeatRange>,
    /// The smallest that the house can be, where its size hangs on something open; [`house_size`](Self::house_size) is
    /// then the largest. Left out of JSON where it does not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub smallest_house: Option<u32>,
    /// Seats that this count does not fill, with the reason.
    pub unfilled: Vec<Unfilled>,
    /// Tiers whose votes were not given, where the [votes allow](crate::votes::Votes::allow_uncounted) that.
    pub uncounted: Vec<String>,
    /// What the rules ask for and the votes do not give, where a [what-if](super::WhatIf) took it as nothing. Left out of
    /// JSON when there is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub taken_as_nothing: Vec<TakenAsNothing>,
    /// How it came about, step by step.
    pub protocol: Protocol,
}

/// Sure seats of one holder in one tier and district.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SeatRow {
    /// The tier.
    pub tier: String,
    /// The district; none when the tier is nationwide or the district is not known.
    pub district: Option<String>,
    /// The party, or for appointed seats who fills them; none for those who stood without a party.
    pub party: Option<String>,
    /// How many, at least 1.
    pub seats: u32,
}

/// The winner of a single seat, or a candidate who sits for an open list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Elected {
    /// The tier.
    pub tier: String,
    /// The district; none when it is not known.
    pub district: Option<String>,
    /// The party; none for somebody who stood without one.
    pub party: Option<String>,
    /// The candidate; none when the votes do not name one.
    pub candidate: Option<String>,
}

/// Seats for which equal claims compete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenTie {
    /// The tier.
    pub tier: String,
    /// The district; none when the tier is nationwide.
    pub district: Option<String>,
    /// Who competes, by name: parties, or candidates of a single seat.
    pub parties: Vec<String>,
    /// How many seats are open among them.
    pub seats: u32,
    /// Whether one of them will get all these seats (the second list of the sole-qualifier rule). Otherwise each
    /// gets one or none. Left out of JSON when false.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub all_to_one: bool,
    /// What else is open that it hangs on, where these claims are not equal by themselves. Left out of JSON when there
    /// is nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub hangs_on: Vec<OpenQuestion>,
}

/// Something open that seats hang on: equal claims, or a second round to come.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[non_exhaustive]
pub struct OpenQuestion {
    /// The tier.
    pub tier: String,
    /// The district; none when it is not of one.
    pub district: Option<String>,
    /// What is open there. Left out of JSON where it is seats.
    #[serde(default, skip_serializing_if = "DrawnFor::is_seats")]
    pub what: DrawnFor,
    /// Who competes, by name; empty where they are districts of a party, or winners of which some sit.
    pub parties: Vec<String>,
}

/// Seats of a party in a tier whose district is open.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TieBetweenDistricts {
    /// The tier.
    pub tier: String,
    /// The party, which has these seats in any case; none for those who stand without one.
    pub party: Option<String>,
    /// The districts where they may be.
    pub districts: Vec<String>,
    /// How many.
    pub seats: u32,
    /// What it hangs on.
    pub hangs_on: Vec<OpenQuestion>,
}

/// How many seats a party has in all tiers together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct SeatRange {
    /// The party; none for those without one together.
    pub party: Option<String>,
    /// Those that it has in any case.
    pub fewest: u32,
    /// The most that it may have.
    pub most: u32,
}

/// Seats of a party for which candidates of its open list with equal personal votes compete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct TieWithinList {
    /// The tier.
    pub tier: String,
    /// The district; none when the tier is nationwide.
    pub district: Option<String>,
    /// The party, which has these seats in any case.
    pub party: String,
    /// Who competes, by name.
    pub candidates: Vec<String>,
    /// How many seats are open among them.
    pub seats: u32,
}

/// Seats that stay empty in this count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Unfilled {
    /// The tier.
    pub tier: String,
    /// The district; none when the tier is nationwide or the districts are not known.
    pub district: Option<String>,
    /// How many, at least 1.
    pub seats: u32,
    /// Why.
    pub reason: Reason,
}

impl Outcome {
    /// A house of so many seats of which nothing is known yet.
    pub(crate) fn of_house(house_size: u32) -> Self {
        Self {
            house_size,
            tiers: Vec::new(),
            parties: Vec::new(),
            seats: Vec::new(),
            elected: Vec::new(),
            not_seated: Vec::new(),
            ties_within_lists: Vec::new(),
            ties_between_districts: Vec::new(),
            ties: Vec::new(),
            ranges: Vec::new(),
            smallest_house: None,
            unfilled: Vec::new(),
            uncounted: Vec::new(),
            taken_as_nothing: Vec::new(),
            protocol: Protocol::default(),
        }
    }

    /// Sure seats of a party (or appointing body) in all tiers and districts; 0 for one that stood and got none.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for a party that did not stand, with the one that is nearest.
    pub fn seats_of(&self, party: &str) -> Result<u32, UnknownName> {
        self.check_party(party)?;
        let range = self.ranges.iter().find(|range| range.party.as_deref() == Some(party));
        Ok(range.map_or_else(|| self.sum(|row| row.party.as_deref() == Some(party)), |range| range.fewest))
    }

    /// Sure seats of a party in one tier, all its districts together; 0 for one that stood, there or in another tier, and
    /// got none.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] for a party that did not stand, or a tier that the rules do not have.
    pub fn seats_in(&self, tier: &str, party: &str) -> Result<u32, UnknownName> {
        self.check_tier(tier)?;
        self.check_party(party)?;
        Ok(self.sum(|row| row.tier == tier && row.party.as_deref() == Some(party)))
    }

    fn check_party(&self, party: &str) -> Result<(), UnknownName> {
        let held = || self.seats.iter().any(|row| row.party.as_deref() == Some(party));
        if self.parties.iter().any(|known| known == party) || held() {
            return Ok(());
        }
        Err(UnknownName::new("party", party, self.parties.iter().map(String::as_str)))
    }

    /// Every count of ranked ballots that the record has, with its tier and its district, if it has one.
    pub fn ranked_counts(&self) -> impl Iterator<Item = (&str, Option<&str>, &StagesStep)> {
        self.protocol.entries.iter().filter_map(|entry| match &entry.step {
            Step::Stages(counted) => {
                Some((entry.tier.as_deref().unwrap_or_default(), entry.district.as_deref(), counted))
            }
            _ => None,
        })
    }

    /// The stages of every count of ranked ballots, with its tier and its district, if it has one.
    pub fn stages(&self) -> impl Iterator<Item = (&str, Option<&str>, &StageLine)> {
        self.ranked_counts().flat_map(|(tier, district, counted)| {
            counted.stages.iter().map(move |stage| (tier, district, stage))
        })
    }

    #[doc(hidden)]
    pub fn check_tier(&self, tier: &str) -> Result<(), UnknownName> {
        if self.tiers.iter().any(|known| known == tier) {
            return Ok(());
        }
        Err(UnknownName::new("tier", tier, self.tiers.iter().map(String::as_str)))
    }

    /// Sure seats of those who stood without a party.
    #[must_use]
    pub fn independents(&self) -> u32 {
        self.sum(|row| row.party.is_none())
    }

    /// Sure seats by holder, most first; equal ones by name. None stands for those without a party.
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    /// use sailau::votes::Votes;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A town"
    ///     [[tier]]
    ///     name = "list"
    ///     seats = 5
    ///     method = "dhondt"
    /// "#)?;
    /// let house = rules.count(&Votes::list([("Dale", 420), ("Hill", 500)])?)?;
    /// assert_eq!(house.totals()[0], (Some("Hill"), 3));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn totals(&self) -> Vec<(Option<&str>, u32)> {
        let mut totals = std::collections::BTreeMap::new();
        for row in &self.seats {
            *totals.entry(row.party.as_deref()).or_insert(0) += row.seats;
        }
        for range in self.ranges.iter().filter(|range| range.fewest > 0) {
            totals.insert(range.party.as_deref(), range.fewest);
        }
        let mut totals: Vec<_> = totals.into_iter().collect();
        totals.sort_by_key(|&(_, seats)| std::cmp::Reverse(seats));
        totals
    }

    /// Sure seats of a holder of [`totals`](Self::totals); 0 for one that is not among them.
    #[must_use]
    pub fn held_by(&self, holder: Option<&str>) -> u32 {
        self.totals().into_iter().find(|(other, _)| *other == holder).map_or(0, |(_, seats)| seats)
    }

    fn sum(&self, wanted: impl Fn(&SeatRow) -> bool) -> u32 {
        self.seats.iter().filter(|row| wanted(row)).map(|row| row.seats).sum()
    }
}

/// What a seat hangs on, after the seat.
fn hanging(on: &[OpenQuestion]) -> String {
    if on.is_empty() {
        return String::new();
    }
    let questions: Vec<_> = on.iter().map(ToString::to_string).collect();
    format!("; it hangs on what is open in {}", questions.join("; "))
}

impl fmt::Display for OpenQuestion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.tier)?;
        if let Some(district) = &self.district {
            write!(f, ", {district}")?;
        }
        if !self.what.is_seats() {
            write!(f, ", {}", self.what)?;
        }
        if !self.parties.is_empty() {
            write!(f, " ({})", self.parties.join(", "))?;
        }
        Ok(())
    }
}

/// A short table: seats by holder and tier, then what stayed open.
impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut tiers: Vec<&str> = Vec::new();
        for row in &self.seats {
            if !tiers.contains(&row.tier.as_str()) {
                tiers.push(&row.tier);
            }
        }
        let mut head = vec!["seats of"];
        head.extend(&tiers);
        head.push("all");
        let totals = self.totals();
        let rows = totals.iter().map(|&(holder, seats)| {
            let mut row = vec![holder.unwrap_or("(without a party)").to_owned()];
            row.extend(tiers.iter().map(|&tier| {
                let wanted = |row: &SeatRow| row.tier == tier && row.party.as_deref() == holder;
                let seats = self.sum(wanted);
                if seats == 0 { "-".to_owned() } else { grouped(seats) }
            }));
            row.push(grouped(seats));
            row
        });
        let rows: Vec<_> = rows.collect();
        if rows.is_empty() {
            writeln!(f, "    no seat is sure")?;
        } else {
            table(f, &head, rows)?;
        }
        let place = |tier: &str, district: &Option<String>| match district {
            Some(district) => format!("{tier}, {district}"),
            None => tier.to_owned(),
        };
        for tie in &self.ties {
            let seats = count(tie.seats, "seat");
            let among = if tie.all_to_one { "all for one of" } else { "among" };
            let place = place(&tie.tier, &tie.district);
            write!(f, "TIE ({place}): {seats} open, {among} {}", tie.parties.join(", "))?;
            writeln!(f, "{}", hanging(&tie.hangs_on))?;
        }
        for tie in &self.ties_between_districts {
            let (seats, party) =
                (count(tie.seats, "seat"), tie.party.as_deref().unwrap_or("(without a party)"));
            let districts = tie.districts.join(", ");
            write!(f, "DISTRICT OPEN ({}): {seats} of {party} in one of {districts}", tie.tier)?;
            writeln!(f, "{}", hanging(&tie.hangs_on))?;
        }
        for range in self.ranges.iter().filter(|range| range.fewest < range.most) {
            let party = range.party.as_deref().unwrap_or("(without a party)");
            writeln!(f, "OPEN: {party} has {} to {} seats in all", range.fewest, range.most)?;
        }
        for tie in &self.ties_within_lists {
            let seats = count(tie.seats, "seat");
            let place = place(&tie.tier, &tie.district);
            writeln!(
                f,
                "TIE WITHIN {} ({place}): {seats} open among {}",
                tie.party,
                tie.candidates.join(", ")
            )?;
        }
        for row in &self.unfilled {
            let place = place(&row.tier, &row.district);
            writeln!(f, "UNFILLED ({place}): {}; {}", count(row.seats, "seat"), row.reason)?;
        }
        for row in &self.not_seated {
            let place = place(&row.tier, &row.district);
            let name = row.candidate.as_deref().or(row.party.as_deref()).unwrap_or_default();
            writeln!(f, "NOT SEATED ({place}): {name}; not covered by list votes")?;
        }
        for tier in &self.uncounted {
            writeln!(f, "NOT COUNTED: tier `{tier}`, whose votes are not given")?;
        }
        for taken in &self.taken_as_nothing {
            writeln!(f, "{taken}")?;
        }
        for entry in &self.protocol.entries {
            if let Step::ContestNotUsed(ContestNotUsedStep { contest }) = &entry.step {
                writeln!(f, "NOT USED: `{contest}`, which no tier of these rules reads")?;
            }
        }
        if let Some(smallest) = self.smallest_house {
            return writeln!(f, "House: {smallest} to {}", count(self.house_size, "seat"));
        }
        writeln!(f, "House: {}", count(self.house_size, "seat"))
    }
}
