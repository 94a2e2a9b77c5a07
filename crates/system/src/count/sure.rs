//! What is sure in every way, written into the record with names.

use std::collections::{BTreeMap, BTreeSet};

use super::every_way::{EveryWay, MOST_WAYS};
use super::location::Location;
use super::questions::Question;
use crate::lots::LotsFor;
use crate::outcome::{
    Elected, OpenQuestion, OpenTie, Outcome, SeatRange, SeatRow, TieBetweenDistricts, Unfilled,
};
use crate::plan::{Kind, TierPlan};
use crate::protocol::{Entry, EveryWayStep, RangeLine, TooManyWaysStep};
use crate::reason::Reason;
use crate::recorder::Recorder;

impl Recorder<'_> {
    /// A tier whose seats hang on more than is followed.
    pub(super) fn too_many_ways(&mut self, at: Location, tier: &TierPlan, seats: u32) {
        let hangs_on = self.hanging.get(at.tier).cloned().unwrap_or_default();
        let step = TooManyWaysStep { followed: MOST_WAYS, seats, hangs_on: hangs_on.clone() };
        self.enter(Some(at), None, step);
        let parties: BTreeSet<usize> = match &tier.kind {
            Kind::List(plan) => plan.parties.iter().flatten().copied().collect(),
            Kind::Candidates(plan) => plan
                .districts
                .iter()
                .flat_map(|district| district.parties.iter().flatten().copied())
                .collect(),
            Kind::Appointed | Kind::Given(_) | Kind::Uncounted => BTreeSet::new(),
        };
        let mut parties: Vec<_> = parties.into_iter().map(|party| self.names.party(party)).collect();
        parties.sort();
        if seats > 0 {
            let tier_name = self.tier(at);
            let tie =
                OpenTie { tier: tier_name, district: None, parties, seats, all_to_one: false, hangs_on };
            self.outcome.ties.push(tie);
        }
    }

    /// Puts in place of the first way's seats those that every way gives.
    pub(super) fn what_is_sure(&mut self, every: &EveryWay) {
        self.sure_seats(every);
        self.sure_winners(every);
        self.sure_vacancies(every);
        self.open_seats(every);
        self.ranges(every);
        self.enter_ways(every);
        let outcome = &mut self.outcome;
        let (smallest, largest) = every.house;
        outcome.house_size = largest;
        outcome.smallest_house = (smallest < largest).then_some(smallest);
    }

    fn place_of(&self, tier: usize, district: Option<usize>) -> (String, Option<String>) {
        (self.names.plan.tiers[tier].name.clone(), self.names.plan.district(district))
    }

    fn holder(&self, party: Option<usize>) -> Option<String> {
        party.map(|party| self.names.party(party))
    }

    /// Rows of the first way as far as all others have them, and seats of which only the district is open.
    fn sure_seats(&mut self, every: &EveryWay) {
        let plan = self.names.plan;
        let appointed = |tier: usize| matches!(plan.tiers[tier].kind, Kind::Appointed);
        let mut sure: BTreeMap<(String, Option<String>, Option<String>), u32> = BTreeMap::new();
        for (&((tier, district), party), &seats) in &every.seats {
            let (name, place) = self.place_of(tier, district);
            *sure.entry((name, place, self.holder(party))).or_default() += seats;
        }
        let given: Vec<SeatRow> = std::mem::take(&mut self.outcome.seats);
        let number = |name: &str| plan.tiers.iter().position(|tier| tier.name == name);
        for mut row in given {
            if number(&row.tier).is_some_and(appointed) {
                self.outcome.seats.push(row);
                continue;
            }
            let key = (row.tier.clone(), row.district.clone(), row.party.clone());
            let Some(left) = sure.get_mut(&key).filter(|left| **left > 0) else { continue };
            row.seats = row.seats.min(*left);
            *left -= row.seats;
            self.outcome.seats.push(row);
        }
        // The first way may not have rows for what it supposed.
        for ((tier, district, party), seats) in sure.into_iter().filter(|(_, seats)| *seats > 0) {
            if !number(&tier).is_some_and(appointed) {
                self.outcome.seats.push(SeatRow { tier, district, party, seats });
            }
        }
        // What the first way tells of seats whose districts are open stands where every way has the same of them.
        let open = std::mem::take(&mut self.outcome.ties_between_districts);
        let same = |tie: &TieBetweenDistricts| {
            let cells = every.seats.keys().chain(&every.varying);
            let own = cells.filter(|((tier, district), party)| {
                plan.tiers[*tier].name == tie.tier && district.is_none() && self.holder(*party) == tie.party
            });
            own.clone().count() > 0 && !own.into_iter().any(|cell| every.varying.contains(cell))
        };
        self.outcome.ties_between_districts = open.into_iter().filter(same).collect();
        for (&(tier, party), &all) in &every.by_tier {
            if appointed(tier) {
                continue;
            }
            let rows = every.seats.iter().filter(|(((own, _), holder), _)| (*own, *holder) == (tier, party));
            let seats = all - rows.map(|(_, seats)| seats).sum::<u32>();
            if seats > 0 {
                let (name, holder) = (plan.tiers[tier].name.clone(), self.holder(party));
                let (districts, hangs_on) =
                    (self.open_districts(every, tier, party), self.hangs_on(every, tier));
                self.outcome.seats.push(SeatRow {
                    tier: name.clone(),
                    district: None,
                    party: holder.clone(),
                    seats,
                });
                let tie = TieBetweenDistricts { tier: name, party: holder, districts, seats, hangs_on };
                self.outcome.ties_between_districts.push(tie);
            }
        }
    }

    /// The districts of a tier where some ways give a party more seats than others.
    fn open_districts(&self, every: &EveryWay, tier: usize, party: Option<usize>) -> Vec<String> {
        let varies = every.varying.iter().filter(|((own, _), holder)| (*own, *holder) == (tier, party));
        let mut names: Vec<_> =
            varies.filter_map(|((_, district), _)| self.names.plan.district(*district)).collect();
        names.sort();
        names
    }

    /// Those who are elected, and those who do not sit, in every way. Who sits for an open list is open where its seats
    /// are.
    fn sure_winners(&mut self, every: &EveryWay) {
        // Candidates of districts, and those who stand alone on a list ballot.
        let numbered = |row: &Elected| {
            let plan = self.names.plan.tiers.iter().find(|plan| plan.name == row.tier);
            plan.is_some_and(|plan| match plan.kind {
                Kind::Candidates(_) => true,
                Kind::List(_) => row.party.is_none(),
                Kind::Appointed | Kind::Given(_) | Kind::Uncounted => false,
            })
        };
        let varies: BTreeSet<(String, Option<String>, Option<String>)> = every
            .varying
            .iter()
            .map(|&((tier, district), party)| {
                let (name, place) = self.place_of(tier, district);
                (name, place, self.holder(party))
            })
            .collect();
        let mut keys = self.winners.iter();
        let Outcome { elected, not_seated, ties_within_lists, .. } = &mut self.outcome;
        elected.retain(|row| {
            if numbered(row) {
                // Winners that are given have no number, and no tie.
                return keys.next().is_none_or(|key| every.elected.contains(key));
            }
            !varies.contains(&(row.tier.clone(), row.district.clone(), row.party.clone()))
        });
        ties_within_lists.retain(|tie| {
            !varies.contains(&(tie.tier.clone(), tie.district.clone(), Some(tie.party.clone())))
        });
        let mut keys = self.not_seated.iter();
        not_seated.retain(|_| keys.next().is_none_or(|key| every.not_seated.contains(key)));
    }

    fn sure_vacancies(&mut self, every: &EveryWay) {
        let rows = every.unfilled.iter().map(|(&((tier, district), reason), &seats)| {
            let (tier, district) = self.place_of(tier, district);
            Unfilled { tier, district, seats, reason }
        });
        self.outcome.unfilled = rows.collect();
    }

    /// What is open, tier by tier: as the ties are where they explain it, otherwise as a whole.
    fn open_seats(&mut self, every: &EveryWay) {
        let before = std::mem::take(&mut self.outcome.ties);
        let passed = std::mem::take(&mut self.passed);
        for &number in &self.names.plan.order {
            let open = every.open.get(&number).copied().unwrap_or(0);
            let later = every.to_come(number, open);
            let name = self.names.plan.tiers[number].name.clone();
            if later > 0 {
                for tie in every.run_offs(number) {
                    let district = self.district_of(tie);
                    let reason = Reason::RunOffToCome;
                    self.outcome.unfilled.push(Unfilled { tier: name.clone(), district, seats: 1, reason });
                }
            }
            let open = open - later;
            let own = |tie: &&OpenTie| tie.tier == name;
            let told: Vec<OpenTie> = before.iter().chain(&passed).filter(own).cloned().collect();
            let others = every.hangs_on.get(&number).into_iter().flatten();
            let elsewhere = others.filter(|&&i| every.questions[i].tie.tier != number).count() > 0;
            if !elsewhere && told.iter().map(|tie| tie.seats).sum::<u32>() == open {
                self.outcome.ties.extend(told);
                continue;
            }
            if open > 0 {
                let hangs_on = self.hangs_on(every, number);
                self.outcome.ties.extend(self.open_as_a_whole(every, number, open, &hangs_on));
            }
        }
    }

    /// The open seats of a tier by district where they are known by it.
    fn open_as_a_whole(
        &self,
        every: &EveryWay,
        tier: usize,
        open: u32,
        hangs_on: &[OpenQuestion],
    ) -> Vec<OpenTie> {
        let among = |places: &dyn Fn(Option<usize>) -> bool| {
            let varying =
                every.varying.iter().filter(|((own, district), _)| *own == tier && places(*district));
            let parties: BTreeSet<_> = varying
                .map(|(_, party)| self.holder(*party).unwrap_or_else(|| "(without a party)".to_owned()))
                .collect();
            parties.into_iter().collect::<Vec<_>>()
        };
        let row = |district: Option<String>, parties, seats| OpenTie {
            tier: self.names.plan.tiers[tier].name.clone(),
            district,
            parties,
            seats,
            all_to_one: false,
            hangs_on: hangs_on.to_vec(),
        };
        let mut rows = Vec::new();
        for (&(own, district), &most) in every.places.iter().filter(|(place, _)| place.0 == tier) {
            let sure = every.seats.iter().filter(|((place, _), _)| *place == (own, district));
            let empty = every.unfilled.iter().filter(|((place, _), _)| *place == (own, district));
            let known =
                sure.map(|(_, seats)| seats).sum::<u32>() + empty.map(|(_, seats)| seats).sum::<u32>();
            if most > known {
                rows.push(row(
                    self.names.plan.district(district),
                    among(&|other| other == district),
                    most - known,
                ));
            }
        }
        if rows.iter().map(|row| row.seats).sum::<u32>() != open {
            rows = vec![row(None, among(&|_| true), open)];
        }
        rows
    }

    /// The district of a question that is of one.
    fn district_of(&self, tie: LotsFor) -> Option<String> {
        let plan = self.names.plan;
        let district = match &plan.tiers[tie.tier].kind {
            Kind::Candidates(own) => own.districts.iter().find(|own| own.rank == tie.district)?.district,
            Kind::List(own) => own.areas.iter().find(|area| area.rank == tie.district)?.district,
            Kind::Appointed | Kind::Given(_) | Kind::Uncounted => None,
        };
        plan.district(district)
    }

    fn hangs_on(&self, every: &EveryWay, tier: usize) -> Vec<OpenQuestion> {
        let questions = every.hangs_on.get(&tier).into_iter().flatten();
        self.named(questions.map(|&i| &every.questions[i]))
    }

    /// Open questions by name.
    pub(super) fn named<'q>(&self, questions: impl Iterator<Item = &'q Question>) -> Vec<OpenQuestion> {
        let named = questions.map(|question| OpenQuestion {
            tier: self.names.plan.tiers[question.tie.tier].name.clone(),
            district: self.district_of(question.tie),
            what: question.tie.what,
            parties: self.questions.among(question),
        });
        named.collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn ranges(&mut self, every: &EveryWay) {
        let rows = every.by_party.iter().filter_map(|(&party, &(fewest, most))| {
            let tiers = every.by_tier.iter().filter(|((_, holder), _)| *holder == party);
            let apart: u32 = tiers.map(|(_, seats)| seats).sum();
            (fewest < most || apart < fewest).then(|| SeatRange { party: self.holder(party), fewest, most })
        });
        self.outcome.ranges = rows.collect();
        self.outcome.ranges.sort_by(|a, b| (b.fewest, b.most, &a.party).cmp(&(a.fewest, a.most, &b.party)));
    }

    /// After each tier whose seats hang on something open, what is sure in it.
    fn enter_ways(&mut self, every: &EveryWay) {
        let asked = every.questions.iter().map(|question| question.tie.tier);
        let tiers: BTreeSet<usize> = asked.chain(every.hangs_on.keys().copied()).collect();
        let nothing = BTreeSet::new();
        for tier in tiers {
            let questions = every.hangs_on.get(&tier).unwrap_or(&nothing);
            let open = every.open.get(&tier).copied().unwrap_or(0);
            // A tie of a tier on which its own seats alone hang is told of where it stands.
            let candidates = matches!(self.names.plan.tiers[tier].kind, Kind::Candidates(_));
            if candidates && questions.iter().all(|&i| every.questions[i].tie.tier == tier) {
                continue;
            }
            let lines = every.ranges_in(tier).into_iter().map(|(party, (fewest, most))| RangeLine {
                party: self.holder(party),
                fewest,
                most,
            });
            let step = EveryWayStep {
                ways: every.ways,
                hangs_on: self.hangs_on(every, tier),
                lines: lines.collect(),
                open,
            };
            let name = self.names.plan.tiers[tier].name.clone();
            let entries = &mut self.outcome.protocol.entries;
            let end = entries.iter().rposition(|entry| entry.tier.as_ref() == Some(&name));
            let entry = Entry { tier: Some(name), district: None, article: None, step: step.into() };
            entries.insert(end.map_or(entries.len(), |end| end + 1), entry);
        }
    }
}
