//! What is sure where something is open on which more hangs: that which every way in which it can fall gives.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::book::Writers;
use super::drawn::Drawn;
use super::questions::{Question, Questions};
use super::sheet::{Place, Sheet};
use super::totals::{TierTotals, Totals};
use super::ways::{Answer, Ways};
use super::workspace::Workspace;
use crate::error::CountError;
use crate::lots::LotsFor;
use crate::plan::{Kind, Plan, SeatsStanding};
use crate::reason::Reason;
use crate::recorder::Recorder;
use crate::votes::Tally;

/// More ways than this are not followed: what hangs on what is open is open then as a whole.
pub(crate) const MOST_WAYS: usize = 4096;

/// What all ways have in common.
#[derive(Debug, Default)]
pub(crate) struct EveryWay {
    pub(crate) ways: usize,
    /// Seats that every way gives, by place and party; by tier; and by party alone, with the most that a way may give.
    pub(crate) seats: BTreeMap<(Place, Option<usize>), u32>,
    pub(crate) by_tier: BTreeMap<(usize, Option<usize>), u32>,
    pub(crate) by_party: BTreeMap<Option<usize>, (u32, u32)>,
    /// The most that a way gives a party in a tier.
    most: BTreeMap<(usize, Option<usize>), u32>,
    /// Where a party has more seats in some ways than in others.
    pub(crate) varying: BTreeSet<(Place, Option<usize>)>,
    first: BTreeMap<(Place, Option<usize>), u32>,
    pub(crate) unfilled: BTreeMap<(Place, Reason), u32>,
    /// The most seats that a way has in a place, and in a tier, whoever's they are.
    pub(crate) places: BTreeMap<Place, u32>,
    tiers: BTreeMap<usize, u32>,
    /// The fewest and the most seats of all tiers.
    pub(crate) house: (u32, u32),
    pub(crate) elected: BTreeSet<super::sheet::WinnerKey>,
    pub(crate) not_seated: BTreeSet<super::sheet::WinnerKey>,
    /// Seats of each tier that are open: nobody's for sure.
    pub(crate) open: BTreeMap<usize, u32>,
    /// What was asked in any of them, and by tier which of it matters there.
    pub(crate) questions: Vec<Question>,
    numbers: HashMap<Question, usize>,
    pub(crate) hangs_on: BTreeMap<usize, BTreeSet<usize>>,
}

/// A way: how it was answered, and what each tier gave, by the number of the first way that gave the same.
struct Followed {
    answers: Vec<Answer>,
    tiers: BTreeMap<usize, usize>,
}

/// What a tier gave in a way.
type TierSheet = BTreeMap<(Option<usize>, Option<usize>), u32>;

/// Where the ways lead.
enum Ahead {
    All(Box<EveryWay>),
    /// They are too many; what those asked that were followed.
    TooMany(Vec<Question>),
}

impl EveryWay {
    /// Follows every way from the first, and names what it asks where somebody wants names.
    fn follow<'a>(
        plan: &'a Plan,
        tally: Drawn<'a, Tally>,
        ways: &Ways,
        workspace: &mut Workspace,
        mut names: Option<Box<Questions<'a>>>,
    ) -> Result<(Ahead, Option<Box<Questions<'a>>>), CountError> {
        // Districts of candidates that look at nothing else ask the same in every way.
        let always = |tie: LotsFor| {
            let tier = &plan.tiers[tie.tier];
            matches!(tier.kind, Kind::Candidates(_)) && tier.looks_at.is_empty()
        };
        if ways.at_least(always) > MOST_WAYS as u128 {
            return Ok((Ahead::TooMany(ways.answers().iter().map(Answer::question).collect()), names));
        }
        ways.restart();
        let mut every = Self::default();
        let mut followed = Vec::new();
        let mut known: BTreeMap<(usize, TierSheet), usize> = BTreeMap::new();
        loop {
            let writers = Writers { sheet: Some(Box::default()), questions: names, recorder: None };
            let written = plan.run(tally, Some(ways), &[], workspace, writers)?;
            let sheet = written.sheet.unwrap_or_default();
            names = written.questions;
            every.add(&sheet);
            let answers = ways.answers();
            for answer in &answers {
                every.number(answer.question());
            }
            let number = followed.len();
            let tiers = by_tier(&sheet).into_iter();
            let tiers =
                tiers.map(|(tier, seats)| (tier, *known.entry((tier, seats)).or_insert(number))).collect();
            followed.push(Followed { answers, tiers });
            if !ways.next() {
                break;
            }
            if every.ways == MOST_WAYS {
                return Ok((Ahead::TooMany(every.questions), names));
            }
        }
        every.find_what_matters(&followed);
        every.find_open();
        Ok((Ahead::All(Box::new(every)), names))
    }

    /// Keeps what this way has in common with those before.
    fn add(&mut self, sheet: &Sheet) {
        let first = self.ways == 0;
        self.ways += 1;
        let mut tiers: BTreeMap<(usize, Option<usize>), u32> = BTreeMap::new();
        let mut parties: BTreeMap<Option<usize>, u32> = BTreeMap::new();
        let mut places: BTreeMap<Place, u32> = BTreeMap::new();
        for (&(place, party), &seats) in &sheet.seats {
            *tiers.entry((place.0, party)).or_default() += seats;
            *parties.entry(party).or_default() += seats;
            *places.entry(place).or_default() += seats;
        }
        let unfilled = sheet.unfilled.iter().map(|(&(place, _), &seats)| (place, seats));
        for (place, seats) in unfilled.chain(sheet.tied.iter().map(|(&place, &seats)| (place, seats))) {
            *places.entry(place).or_default() += seats;
        }
        let mut all: BTreeMap<usize, u32> = BTreeMap::new();
        places.iter().for_each(|(place, seats)| *all.entry(place.0).or_default() += seats);
        let house = all.values().sum();
        for (&key, &seats) in &tiers {
            let most = self.most.entry(key).or_default();
            *most = seats.max(*most);
        }
        if first {
            self.first.clone_from(&sheet.seats);
            self.seats.clone_from(&sheet.seats);
            self.unfilled.clone_from(&sheet.unfilled);
            self.by_tier = tiers;
            self.elected.clone_from(&sheet.elected);
            self.not_seated.clone_from(&sheet.not_seated);
            self.house = (house, house);
        } else {
            let cells = self.first.keys().chain(sheet.seats.keys());
            let vary = cells.filter(|cell| self.first.get(cell) != sheet.seats.get(cell));
            self.varying.extend(vary.copied());
            keep_fewest(&mut self.seats, &sheet.seats);
            keep_fewest(&mut self.unfilled, &sheet.unfilled);
            keep_fewest(&mut self.by_tier, &tiers);
            self.elected.retain(|winner| sheet.elected.contains(winner));
            self.not_seated.retain(|winner| sheet.not_seated.contains(winner));
            self.house = (self.house.0.min(house), self.house.1.max(house));
        }
        // A party that a way does not name has nothing in it.
        for (party, (fewest, _)) in &mut self.by_party {
            *fewest = (*fewest).min(parties.get(party).copied().unwrap_or(0));
        }
        let named: BTreeSet<_> = parties.keys().chain(sheet.claims.keys()).copied().collect();
        for party in named {
            let sure = parties.get(&party).copied().unwrap_or(0);
            let may = sure.saturating_add(sheet.claims.get(&party).copied().unwrap_or(0));
            let range = self.by_party.entry(party).or_insert((if first { sure } else { 0 }, 0));
            range.1 = range.1.max(may);
        }
        for (place, seats) in places {
            let most = self.places.entry(place).or_default();
            *most = seats.max(*most);
        }
        for (tier, seats) in all {
            let most = self.tiers.entry(tier).or_default();
            *most = seats.max(*most);
        }
    }

    /// The seats of each tier that no way gives to the same. A seat that one way has in this tier and another in that
    /// one is told of where it stands first.
    fn find_open(&mut self) {
        let sure = |tier: usize| {
            let seats = self.by_tier.iter().filter(|((own, _), _)| *own == tier).map(|(_, seats)| seats);
            let unfilled = self.unfilled.iter().filter(|((place, _), _)| place.0 == tier);
            seats.chain(unfilled.map(|(_, seats)| seats)).sum::<u32>()
        };
        let mut room = self.house.1 - self.tiers.keys().map(|&tier| sure(tier)).sum::<u32>();
        for (&tier, &most) in &self.tiers {
            let open = (most - sure(tier)).min(room);
            room -= open;
            self.open.insert(tier, open);
        }
    }

    /// Which questions each tier's seats hang on: those whose answers, the ways before being the same, lead to other
    /// seats.
    fn find_what_matters(&mut self, followed: &[Followed]) {
        let tiers: BTreeSet<usize> = followed.iter().flat_map(|way| way.tiers.keys().copied()).collect();
        self.branch(followed, 0, &tiers);
    }

    /// These ways are answered alike before `depth`.
    fn branch(&mut self, ways: &[Followed], depth: usize, tiers: &BTreeSet<usize>) {
        // Ways that ask no more are alone.
        let Some(question) = ways.first().and_then(|way| way.answers.get(depth)) else {
            return;
        };
        let number = self.number(question.question());
        let answer = |way: &Followed| way.answers.get(depth).map(|answer| answer.chosen().to_vec());
        let parts: Vec<&[Followed]> = ways.chunk_by(|a, b| answer(a) == answer(b)).collect();
        for &tier in tiers {
            let seats =
                |part: &[Followed]| part.iter().map(|way| way.tiers.get(&tier).copied()).collect::<Vec<_>>();
            let differ = parts.windows(2).any(|pair| {
                let (one, other) = (seats(pair[0]), seats(pair[1]));
                // Parts that ask for other things later have other numbers of ways.
                let all = |part: Vec<Option<usize>>| part.into_iter().collect::<BTreeSet<_>>();
                if one.len() == other.len() { one != other } else { all(one) != all(other) }
            });
            if differ {
                self.hangs_on.entry(tier).or_default().insert(number);
            }
        }
        for part in parts {
            self.branch(part, depth + 1, tiers);
        }
    }

    /// The number of a question: a new one where it was not asked before.
    fn number(&mut self, question: Question) -> usize {
        let Self { questions, numbers, .. } = self;
        *numbers.entry(question).or_insert_with_key(|question| {
            questions.push(question.clone());
            questions.len() - 1
        })
    }

    /// Writes what is sure into the sums.
    pub(super) fn write(&self, plan: &Plan, totals: &mut Totals) {
        totals.seats.fill(0);
        for (number, tier) in totals.tiers.iter_mut().enumerate() {
            let unfilled = self.unfilled.iter().filter(|((place, _), _)| place.0 == number);
            let unfilled: u32 = unfilled.map(|(_, seats)| seats).sum();
            let open = self.open.get(&number).copied().unwrap_or(0);
            let later = self.to_come(number, open);
            let TierTotals { without_party, tied, unfilled: empty, .. } = tier;
            (*tied, *empty) = (open - later, unfilled + later);
            *without_party = self.by_tier.get(&(number, None)).copied().unwrap_or(0);
        }
        for (&(tier, party), &seats) in &self.by_tier {
            if let Some(party) = party {
                totals.seats[tier * plan.parties.len() + party] = seats;
            }
        }
        totals.sure.clear();
        totals.sure.resize(plan.parties.len(), 0);
        for (&party, &(fewest, _)) in &self.by_party {
            if let Some(party) = party {
                totals.sure[party] = fewest;
            }
        }
    }

    /// The fewest and the most seats that ways give in a tier, most first.
    pub(crate) fn ranges_in(&self, tier: usize) -> Vec<(Option<usize>, (u32, u32))> {
        let all = self.most.iter().filter(|((own, _), _)| *own == tier);
        let mut rows: Vec<_> = all
            .map(|(&(_, party), &most)| {
                (party, (self.by_tier.get(&(tier, party)).copied().unwrap_or(0), most))
            })
            .collect();
        rows.sort_by_key(|&(party, range)| (std::cmp::Reverse(range), party));
        rows
    }

    /// Where in a tier votes yet to be cast elect somebody, whoever goes into the second round.
    pub(crate) fn run_offs(&self, tier: usize) -> Vec<LotsFor> {
        let later = self.questions.iter().filter(|question| question.to_come && question.tie.tier == tier);
        let mut places: Vec<_> = later.map(|question| question.tie).collect();
        places.sort_by_key(|tie| tie.district);
        places.dedup();
        places
    }

    /// Of the open seats of a tier those that votes yet to be cast fill.
    pub(crate) fn to_come(&self, tier: usize, open: u32) -> u32 {
        u32::try_from(self.run_offs(tier).len()).unwrap_or(u32::MAX).min(open)
    }
}

/// Keeps of each number the fewer, and nothing where the other has nothing.
fn keep_fewest<K: Ord>(sure: &mut BTreeMap<K, u32>, other: &BTreeMap<K, u32>) {
    sure.retain(|key, seats| {
        *seats = (*seats).min(other.get(key).copied().unwrap_or(0));
        *seats > 0
    });
}

/// A way's seats by tier, then by district and party.
fn by_tier(sheet: &Sheet) -> BTreeMap<usize, TierSheet> {
    let mut tiers: BTreeMap<usize, TierSheet> = BTreeMap::new();
    for (&((tier, district), party), &seats) in &sheet.seats {
        tiers.entry(tier).or_default().insert((district, party), seats);
    }
    tiers
}

impl Plan {
    /// Something is open on which more hangs: what every way gives is sure. The recorder has written the first way down.
    #[cold]
    pub(super) fn settle_open<'a>(
        &'a self,
        tally: Drawn<'a, Tally>,
        ways: &Ways,
        workspace: &mut Workspace,
        mut recorder: Option<Box<Recorder<'a>>>,
    ) -> Result<Option<Box<Recorder<'a>>>, CountError> {
        let names = recorder.as_ref().map(|recorder| Box::new(recorder.questions.clone()));
        let (ahead, names) = EveryWay::follow(self, tally, ways, workspace, names)?;
        if let Some((recorder, names)) = recorder.as_mut().zip(names) {
            recorder.questions = *names;
        }
        let asked = match ahead {
            Ahead::All(every) => {
                if let Some(pages) = &mut workspace.pages {
                    every.write(self, &mut pages.totals);
                }
                return Ok(recorder.map(|mut recorder| {
                    recorder.what_is_sure(&every);
                    recorder
                }));
            }
            Ahead::TooMany(asked) => asked,
        };
        let on = self.hanging(&asked.iter().map(|question| question.tie.tier).collect());
        let recorder = recorder.map(|recorder| {
            let mut again = recorder.again();
            let of = |tiers: &BTreeSet<usize>| {
                recorder.named(asked.iter().filter(|question| tiers.contains(&question.tie.tier)))
            };
            again.hanging = on.iter().map(of).collect();
            Box::new(again)
        });
        let skip: Vec<bool> = on.iter().map(|tiers| !tiers.is_empty()).collect();
        let writers = Writers { recorder, ..Writers::default() };
        Ok(self.run(tally, None, &skip, workspace, writers)?.recorder)
    }

    /// For each tier those of the tiers that were asked about something open on which its seats hang: itself, where its
    /// stages follow it up, and those of tiers that it looks at.
    fn hanging(&self, asked: &BTreeSet<usize>) -> Vec<BTreeSet<usize>> {
        let mut hang = vec![BTreeSet::new(); self.tiers.len()];
        for &number in &self.order {
            let tier = &self.tiers[number];
            let mut on = BTreeSet::new();
            if asked.contains(&number) && tier.follows_up && !matches!(tier.kind, Kind::Candidates(_)) {
                on.insert(number);
            }
            for other in &tier.looks_at {
                on.extend(asked.get(other));
                on.extend(&hang[*other]);
            }
            hang[number] = on;
        }
        // Who sits in a tier may be for another to say.
        for number in 0..hang.len() {
            if self.tiers[number].standing >= SeatsStanding::Provisional {
                let told = (0..hang.len()).filter(|&other| self.tiers[other].looks_at.contains(&number));
                let on: BTreeSet<usize> = told.flat_map(|other| hang[other].clone()).collect();
                hang[number].extend(on);
            }
        }
        hang
    }
}
