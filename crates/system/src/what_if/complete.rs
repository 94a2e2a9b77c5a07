//! One thing after the other is taken as nothing, until the votes can be counted.

use super::{Missing, TakenAs, TakenAsNothing, WhatIf};
use crate::district_seats::{DistrictSeats, SeatsBy};
use crate::error::CountError;
use crate::linkage::Linkage;
use crate::lots::Lots;
use crate::placement::Placement;
use crate::plan::compile_tiers;
use crate::plan::compiler::Compiler;
use crate::rules::{Districts, ListRule, Seats, Tier, TierRule, known_seats};
use crate::threshold::VoteBase;
use crate::votes::Votes;
use crate::{Drawn, ElectoralSystem, Workspace};

/// The district that a country is which is one.
const COUNTRY: &str = "the whole country";

pub(super) fn complete<'a>(
    rules: &ElectoralSystem,
    votes: &Votes,
    lots: Option<&'a dyn Lots>,
) -> Result<WhatIf<'a>, CountError> {
    let mut what_if = WhatIf { rules: rules.clone(), votes: votes.clone(), taken: Vec::new(), lots };
    let mut workspace = Workspace::default();
    let mut seen: Vec<CountError> = Vec::new();
    loop {
        let counted = compile_tiers(&what_if.rules, what_if.votes.field(), what_if.votes.winners())
            .and_then(|plan| plan.count_into(Drawn { of: what_if.votes.tally(), lots }, &mut workspace));
        let Err(error) = counted else {
            return Ok(what_if);
        };
        // What was taken as nothing is missing no more: the same again would be missing for ever.
        if seen.contains(&error) || !what_if.take_as_nothing(&error)? {
            return Err(error);
        }
        seen.push(error);
    }
}

impl WhatIf<'_> {
    /// Takes as nothing what a count stopped on; false where it is nothing missing.
    fn take_as_nothing(&mut self, error: &CountError) -> Result<bool, CountError> {
        match error {
            CountError::MissingContest { .. } => self.uncounted(),
            CountError::MissingFigure { tier, contest, figure, .. } => self.figure(tier, contest, figure),
            CountError::TooManyDistricts { tier, found, .. } => {
                return Ok(self.districts_of_law(tier, *found));
            }
            CountError::NoDistricts { tier, contest } => {
                self.one_district(tier, contest, ("districts", Missing::Districts))?;
            }
            CountError::DistrictWithoutSeats { tier, district, .. } => {
                self.seats_of_districts(tier, district)?
            }
            CountError::DistrictWithoutPopulation { tier, .. } => self.populations(tier),
            CountError::DistrictWithoutRegion { tier, linked, .. } if tier == linked => self.regions(tier),
            CountError::DistrictWithoutRegion { tier, linked, .. } => self.places_of_linked(tier, linked)?,
            CountError::PlaceWithoutSeats { tier, .. } => self.seats_of_places(tier),
            CountError::UnknownKind { .. } => self.kinds(),
            _ => return Ok(false),
        }
        Ok(true)
    }

    fn tell(
        &mut self,
        tier: &str,
        rule: Option<&str>,
        (missing, taken_as): (Missing, TakenAs),
        of: Vec<String>,
    ) {
        let article = rule.and_then(|rule| self.rules.citation(tier, rule)).map(ToString::to_string);
        let (tier, rule) = (Some(tier.to_owned()), rule.map(str::to_owned));
        self.taken.push(TakenAsNothing { tier, rule, article, missing, taken_as, of });
    }

    fn tier(&mut self, name: &str) -> Option<&mut Tier> {
        self.rules.tiers.iter_mut().find(|tier| tier.name == name)
    }

    /// The contest of a tier.
    fn contest_of(&self, tier: &Tier) -> Option<String> {
        let contest = Compiler::new(&self.rules, self.votes.field()).contest(tier);
        contest.map(|contest| contest.name.clone())
    }

    /// The districts in which a tier has votes.
    fn districts_of(&self, tier: &str) -> Vec<String> {
        let field = self.votes.field();
        let contest = self.rules.tier(tier).and_then(|tier| self.contest_of(tier));
        let ballots = contest.and_then(|name| field.contest(&name)).into_iter().flat_map(|own| &own.ballots);
        ballots.filter_map(|ballot| Some(field.districts()[ballot.district?].clone())).collect()
    }

    /// The region of a district.
    fn region_of(&self, district: &str) -> Option<&str> {
        self.votes.field().region_of(district)
    }

    fn uncounted(&mut self) {
        self.votes.leave_uncounted();
        let compiler = Compiler::new(&self.rules, self.votes.field());
        let mut missing = Vec::new();
        for tier in &self.rules.tiers {
            let is_given = self.votes.winners().iter().any(|winner| winner.tier == tier.name);
            if is_given || matches!(tier.rule, TierRule::Appointed(_)) || self.contest_of(tier).is_some() {
                continue;
            }
            if let CountError::MissingContest { tier, contest, .. } = compiler.missing_contest(tier) {
                missing.push((tier, contest.name));
            }
        }
        for (tier, contest) in missing {
            self.tell(&tier, None, (Missing::Contest, TakenAs::EmptySeats), vec![contest]);
        }
    }

    fn figure(&mut self, tier: &str, contest: &str, figure: &str) {
        let registered = figure == "@registered";
        let missing = if registered { Missing::RegisteredVoters } else { Missing::InvalidBallots };
        let rule = self.rules.tier(tier).and_then(|tier| asking(tier, registered));
        let of = self.votes.take_as_zero(contest, registered).into_iter().flatten().collect();
        self.tell(tier, rule, (missing, TakenAs::Nothing), of);
    }

    fn districts_of_law(&mut self, name: &str, found: usize) -> bool {
        let (Ok(found), Some(tier)) = (u32::try_from(found), self.tier(name)) else {
            return false;
        };
        tier.districts = Districts::Number(found);
        let taken = (Missing::NumberOfDistricts, TakenAs::Districts(found));
        self.tell(name, Some("districts"), taken, Vec::new());
        true
    }

    /// The country is one district of every list tier that reads this contest, with all seats that are known of it.
    fn one_district(
        &mut self,
        name: &str,
        contest: &str,
        (rule, missing): (&str, Missing),
    ) -> Result<(), CountError> {
        let readers: Vec<String> = self
            .rules
            .tiers
            .iter()
            .filter(|tier| {
                matches!(tier.rule, TierRule::List(_)) && self.contest_of(tier).as_deref() == Some(contest)
            })
            .map(|tier| tier.name.clone())
            .collect();
        let joined = self.votes.in_one_district(contest, COUNTRY);
        self.votes = joined.ok_or_else(|| CountError::VotesTooLarge { tier: name.to_owned() })?;
        for reader in readers {
            let facts = self.votes.field().district_facts();
            let given = facts.iter().filter_map(|known| known.seats).fold(0u32, u32::saturating_add);
            let Some(tier) = self.tier(&reader) else { continue };
            let seats = match (&tier.seats, tier.districts) {
                (Seats::Same(seats), Districts::Number(districts)) if tier.district_seats.is_none() => {
                    seats.saturating_mul(districts)
                }
                (Seats::Same(seats), _) => *seats,
                (Seats::ByDistrict(table), _) => table.values().fold(0u32, |sum, &n| sum.saturating_add(n)),
                (Seats::FromVotesFile, _) => given,
            };
            let own = reader == name;
            if tier.districts != Districts::Nationwide {
                (tier.seats, tier.districts, tier.district_seats) =
                    (Seats::Same(seats), Districts::Number(1), None);
            }
            if let TierRule::List(list) = &mut tier.rule {
                limit_no_place(list);
            }
            if own || self.rules.tier(&reader).is_some_and(|tier| tier.districts != Districts::Nationwide) {
                let (rule, missing) = if own { (rule, missing) } else { ("districts", Missing::Districts) };
                self.tell(&reader, Some(rule), (missing, TakenAs::OneDistrict(seats)), Vec::new());
            }
        }
        self.votes.facts_of(COUNTRY).region = Some(COUNTRY.to_owned());
        Ok(())
    }

    fn seats_of_districts(&mut self, name: &str, district: &str) -> Result<(), CountError> {
        let Some(tier) = self.rules.tier(name) else {
            return Ok(());
        };
        let mut places = self.districts_of(name);
        if tier.districts == Districts::Regions {
            places = places.iter().filter_map(|own| self.region_of(own)).map(str::to_owned).collect();
        }
        places.push(district.to_owned());
        places.sort();
        places.dedup();
        let known = |place: &str| match &tier.seats {
            Seats::Same(_) => true,
            Seats::ByDistrict(table) => table.contains_key(place),
            Seats::FromVotesFile => {
                self.votes.field().facts_of(place).is_some_and(|known| known.seats.is_some())
            }
        };
        let lists = matches!(tier.rule, TierRule::List(_));
        if lists && matches!(tier.seats, Seats::ByDistrict(_)) && !places.iter().any(|place| known(place)) {
            let contest = self.contest_of(tier).unwrap_or_default();
            return self.one_district(name, &contest, ("seats", Missing::SeatsOfDistricts));
        }
        places.retain(|place| !known(place));
        match self.tier(name).map(|tier| &mut tier.seats) {
            Some(Seats::ByDistrict(table)) => table.extend(places.iter().map(|place| (place.clone(), 0))),
            _ => places.iter().for_each(|place| self.votes.facts_of(place).seats = Some(0)),
        }
        self.tell(name, Some("seats"), (Missing::SeatsOfDistricts, TakenAs::Nothing), places);
        Ok(())
    }

    /// Populations and votes are not to be mixed: all districts of the tier go by votes.
    fn populations(&mut self, name: &str) {
        let districts = self.districts_of(name);
        let field = self.votes.field();
        let known = |own: &String| field.facts_of(own).is_some_and(|known| known.population.is_some());
        let of = districts.into_iter().filter(|own| !known(own)).collect();
        let mut rule = "district_seats";
        let Some(tier) = self.tier(name) else {
            return;
        };
        let by_votes = |seats: &mut DistrictSeats| {
            if seats.by == SeatsBy::Population {
                seats.by = SeatsBy::ValidVotes;
            }
        };
        match &mut tier.district_seats {
            Some(seats) => by_votes(seats),
            None => rule = "linkage",
        }
        if let TierRule::List(list) = &mut tier.rule
            && let Some(Linkage::Compensation(linkage)) = &mut list.linkage
            && let Some(levelling) = &mut linkage.levelling
        {
            by_votes(&mut levelling.districts);
        }
        self.tell(name, Some(rule), (Missing::Population, TakenAs::ValidVotes), of);
    }

    fn regions(&mut self, name: &str) {
        let mut of = self.districts_of(name);
        of.retain(|own| self.region_of(own).is_none());
        for district in &of {
            self.votes.facts_of(district).region = Some(district.clone());
        }
        let Some(tier) = self.tier(name) else {
            return;
        };
        let rule = match (&mut tier.rule, tier.districts) {
            (TierRule::List(list), Districts::Nationwide | Districts::Each | Districts::Number(_)) => {
                // Seats that the file gives for a district are none of a region.
                limit_no_place(list);
                if list.placement.is_some() { "placement" } else { "threshold" }
            }
            _ => "districts",
        };
        self.tell(name, Some(rule), (Missing::Region, TakenAs::OwnRegion), of);
    }

    /// The seats of a linked tier lie in one of the districts of the lists when there is one.
    fn places_of_linked(&mut self, name: &str, linked: &str) -> Result<(), CountError> {
        let contest = self.rules.tier(name).and_then(|tier| self.contest_of(tier)).unwrap_or_default();
        if self.districts_of(name) != [COUNTRY] {
            self.one_district(name, &contest, ("linkage", Missing::PlaceOfLinkedSeats))?;
        } else {
            let seats = self.rules.tier(name).and_then(known_seats).unwrap_or(0);
            let taken = (Missing::PlaceOfLinkedSeats, TakenAs::OneDistrict(seats));
            self.tell(name, Some("linkage"), taken, Vec::new());
        }
        self.votes.winners_lie_in(linked, COUNTRY);
        let own = self.rules.tier(linked).and_then(|tier| self.contest_of(tier));
        if let Some(own) = own.filter(|own| {
            let contest = self.votes.field().contest(own);
            contest.is_some_and(|contest| contest.ballots.iter().any(|ballot| ballot.district.is_none()))
        }) {
            let joined = self.votes.in_one_district(&own, COUNTRY);
            self.votes = joined.ok_or_else(|| CountError::VotesTooLarge { tier: linked.to_owned() })?;
        }
        let mut districts = self.districts_of(linked);
        districts.extend(
            self.votes
                .winners()
                .iter()
                .filter(|row| row.tier == linked)
                .filter_map(|row| row.district.clone()),
        );
        for district in districts {
            self.votes.facts_of(&district).region = Some(COUNTRY.to_owned());
        }
        Ok(())
    }

    fn seats_of_places(&mut self, name: &str) {
        if let Some(TierRule::List(list)) = self.tier(name).map(|tier| &mut tier.rule) {
            limit_no_place(list);
        }
        self.tell(name, Some("placement"), (Missing::SeatsOfPlaces, TakenAs::NoLimit), Vec::new());
    }

    fn kinds(&mut self) {
        let kinds: Vec<String> = self.rules.kinds().into_iter().map(str::to_owned).collect();
        let forgotten = self.votes.forget_other_kinds(&kinds).into_iter();
        let of = forgotten.map(|(who, kind)| format!("{who} ({kind})")).collect();
        let (missing, taken_as) = (Missing::Kind, TakenAs::Nothing);
        self.taken.push(TakenAsNothing { tier: None, rule: None, article: None, missing, taken_as, of });
    }
}

/// Places take as many seats of the whole country as come to them.
fn limit_no_place(list: &mut ListRule) {
    let all = Seats::Same(u32::MAX);
    match &mut list.placement {
        Some(Placement::Quotient { each, .. } | Placement::Turn { each, .. }) => *each = all,
        Some(Placement::Party { regions: Some(regions), .. }) => {
            regions.each = regions.each.is_some().then_some(all);
        }
        Some(Placement::Party { regions: None, .. } | Placement::Remainder { .. }) | None => {}
    }
}

/// The first rule of a tier that asks for a figure of ballot boxes, by its word in a file.
fn asking(tier: &Tier, registered: bool) -> Option<&'static str> {
    let wanted = if registered { VoteBase::Registered } else { VoteBase::AllBallots };
    let is = |base: Option<VoteBase>| base == Some(wanted);
    let rules: Vec<(&'static str, bool)> = match &tier.rule {
        TierRule::List(list) => vec![
            // It is the ballots in the boxes that are held against the roll.
            ("turnout", list.turnout.is_some()),
            ("threshold", is(list.threshold.as_ref().map(|rule| rule.of))),
            ("quota", is(list.quota.and_then(|rule| rule.of))),
            ("absolute_majority", is(list.absolute_majority.and_then(|rule| rule.of))),
            ("district_seats", registered && tier.district_seats.is_some()),
            ("linkage", registered),
        ],
        TierRule::Candidates(rule) => vec![
            ("majority", is(rule.majority.as_ref().map(|rule| rule.of))),
            ("turnout", rule.turnout.is_some()),
            ("run_off", rule.run_off.is_some()),
        ],
        TierRule::Appointed(_) => Vec::new(),
    };
    rules.into_iter().find(|(_, asks)| *asks).map(|(word, _)| word)
}
