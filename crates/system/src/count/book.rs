//! Where a count writes its seats: into sums, into the ledger that later tiers read, and into the record if there is one.
//!
//! What only the record wants is built in closures ([`Book::note`]), which nobody calls where there is none.

use super::districts_open::DistrictsOpen;
use super::location::Location;
use super::questions::Questions;
use super::sheet::{Sheet, winner_alone};
use super::ties::Tied;
use super::totals::Totals;
use crate::candidates::plan::{CandidatePlan, DistrictPlan};
use crate::compensation::plan::LinkedPlan;
use crate::lots::DrawnFor;
use crate::plan::{GivenWinners, ListPlan, SeatsStanding, TierPlan};
use crate::protocol::{Claimants, Names, Recorded, TieBrokenStep};
use crate::reason::Reason;
use crate::recorder::Recorder;
use crate::remainders::pool::Pool;
use crate::rules::TieRules;
use sailau_apportion::Ratio;

/// Seats of one holder in a tier that others look at.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Held {
    pub(crate) tier: usize,
    pub(crate) district: Option<usize>,
    pub(crate) party: Option<usize>,
    pub(crate) seats: u32,
    /// The district's number in the tier and the entry, when it is a candidate who was elected with votes.
    pub(crate) winner: Option<(usize, usize)>,
    pub(crate) victory: Victory,
}

/// Whether somebody won, or may have: in the way of several that is being followed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Victory {
    Sure,
    Supposed,
}

/// A district whose whole quotas leave seats to other tiers: the quota, and how many these are.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Unit {
    pub(crate) tier: usize,
    pub(crate) district: Option<usize>,
    pub(crate) quota: Ratio,
    pub(crate) left: u32,
}

/// Who writes down what a count gives, besides its sums.
#[derive(Default)]
pub(crate) struct Writers<'a> {
    pub(crate) recorder: Option<Box<Recorder<'a>>>,
    /// By number, where the ways in which what is open can fall are compared.
    pub(crate) sheet: Option<Box<Sheet>>,
    /// What is open in any of these ways, by name.
    pub(crate) questions: Option<Box<Questions<'a>>>,
}

/// What the tiers that were counted before gave, where a later one may look at it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ledger {
    held: Vec<Held>,
    /// Those of the tier that is being counted.
    fresh: Vec<Held>,
    /// Seats that each tier left to others, less those that it took from others.
    left: Vec<i64>,
    /// What the quotas of each tier left of votes, as far as another tier reads it.
    pools: Vec<Pool>,
    /// Districts whose quotas left seats.
    units: Vec<Unit>,
}

/// What a book is written on: it goes from one count to the next.
#[derive(Debug, Clone, Default)]
pub(crate) struct Pages {
    pub(super) totals: Totals,
    ledger: Ledger,
}

/// The books of one count.
pub(crate) struct Book<'a> {
    pages: Box<Pages>,
    pub(crate) recorder: Option<Box<Recorder<'a>>>,
    sheet: Option<Box<Sheet>>,
    questions: Option<Box<Questions<'a>>>,
    /// The tier that is being counted.
    tier: usize,
    standing: SeatsStanding,
    /// List seats given, tied or empty so far in the tier, where others' are set against them.
    pub(crate) allotted: u64,
    /// Winners in linked tiers that do not sit.
    pub(crate) refused: u32,
}

impl<'a> Book<'a> {
    pub(super) fn open(
        mut pages: Box<Pages>,
        Writers { recorder, sheet, questions }: Writers<'a>,
        (parties, tiers): (usize, usize),
    ) -> Self {
        let Pages { totals, ledger } = &mut *pages;
        totals.start(parties, tiers);
        ledger.held.clear();
        ledger.units.clear();
        ledger.left.clear();
        ledger.left.resize(tiers, 0);
        ledger.pools.iter_mut().for_each(Pool::clear);
        let standing = SeatsStanding::Final;
        Self { pages, recorder, sheet, questions, tier: 0, standing, allotted: 0, refused: 0 }
    }

    pub(super) fn close(self) -> (Box<Pages>, Writers<'a>) {
        let Self { pages, recorder, sheet, questions, .. } = self;
        (pages, Writers { recorder, sheet, questions })
    }

    pub(super) fn open_tier(&mut self, tier: usize, standing: SeatsStanding) {
        (self.tier, self.standing, self.allotted, self.refused) = (tier, standing, 0, 0);
    }

    /// From now on later tiers can read what this one gave.
    pub(super) fn close_tier(&mut self) {
        self.pages.ledger.held.append(&mut self.pages.ledger.fresh);
    }

    /// The seats that the tiers counted before gave.
    pub(crate) fn held(&self) -> &[Held] {
        &self.pages.ledger.held
    }

    /// Those of them that a linkage looks at.
    pub(crate) fn linked(&self, linked: &LinkedPlan) -> impl Iterator<Item = &Held> {
        self.held().iter().filter(|held| linked.contains(held.tier))
    }

    /// Seats of a party in a tier that was counted before.
    pub(crate) fn seats_held(&self, tier: usize, party: Option<usize>) -> u64 {
        let rows = self.held().iter().filter(|held| held.tier == tier && held.party == party);
        rows.map(|held| u64::from(held.seats)).sum()
    }

    /// Seats that a tier leaves to tiers that are linked to it.
    pub(crate) fn left(&mut self, tier: usize) -> &mut i64 {
        &mut self.pages.ledger.left[tier]
    }

    /// Seats that these left together.
    pub(crate) fn left_by(&self, tiers: &[usize]) -> i64 {
        tiers.iter().map(|&tier| self.pages.ledger.left[tier]).fold(0, i64::saturating_add)
    }

    /// What the quotas of a tier left of votes.
    pub(crate) fn pool(&mut self, tier: usize) -> &mut Pool {
        let pools = &mut self.pages.ledger.pools;
        if pools.len() <= tier {
            pools.resize_with(tier + 1, Pool::default);
        }
        &mut pools[tier]
    }

    /// The districts whose quotas leave seats to this tier, among others.
    pub(crate) fn units(&self) -> &[Unit] {
        &self.pages.ledger.units
    }

    pub(crate) fn units_mut(&mut self) -> &mut [Unit] {
        &mut self.pages.ledger.units
    }

    pub(crate) fn add_unit(&mut self, unit: Unit) {
        self.pages.ledger.units.push(unit);
    }

    /// Whether later tiers read the seats of this tier, and at most so much is still open about them.
    fn stands(&self, at: Location, at_most: SeatsStanding) -> bool {
        at.tier != self.tier || self.standing <= at_most
    }

    fn remember(&mut self, held: Held) {
        if held.tier == self.tier && self.standing >= SeatsStanding::Seen {
            self.pages.ledger.fresh.push(held);
        }
    }

    /// Seats of an area's lists, ties left out. Not passed on where some may be returned: that is decided later.
    pub(crate) fn list_seats(&mut self, at: Location, plan: &ListPlan, given: &[u32]) {
        if at.tier == self.tier && self.standing >= SeatsStanding::Seen {
            for (&party, &seats) in plan.parties.iter().zip(given).filter(|(_, seats)| **seats > 0) {
                let (tier, district) = (at.tier, at.district);
                self.pages.ledger.fresh.push(Held {
                    tier,
                    district,
                    party,
                    seats,
                    winner: None,
                    victory: Victory::Sure,
                });
            }
        }
        if self.stands(at, SeatsStanding::Provisional) {
            let first = at.tier * self.pages.totals.parties;
            for (&party, &seats) in plan.parties.iter().zip(given) {
                match party {
                    Some(party) => self.pages.totals.seats[first + party] += seats,
                    None => self.pages.totals.tiers[at.tier].without_party += seats,
                }
            }
            if let Some(sheet) = &mut self.sheet {
                for (list, (&party, &seats)) in plan.parties.iter().zip(given).enumerate() {
                    sheet.give((at.tier, at.district), party, seats);
                    if party.is_none() && seats > 0 {
                        sheet.elected.insert(winner_alone(at.tier, list));
                    }
                }
            }
            if let Some(recorder) = &mut self.recorder {
                recorder.list_seats(at, plan, given);
            }
        }
    }

    /// A candidate has one of the list's seats here.
    pub(crate) fn sits(&mut self, at: Location, plan: &ListPlan, list: usize, name: &str) {
        if self.stands(at, SeatsStanding::Provisional)
            && let Some(recorder) = &mut self.recorder
        {
            recorder.sits(at, plan, list, name);
        }
    }

    /// List seats in an area or a district, which count towards the house.
    pub(crate) fn allot(&mut self, at: Location, plan: &ListPlan, given: &[u32]) {
        self.allotted += given.iter().map(|&n| u64::from(n)).sum::<u64>();
        self.list_seats(at, plan, given);
    }

    /// A candidate, by number on the ballot, won a district. Not passed on where a later tier says who sits.
    pub(crate) fn elected(
        &mut self,
        at: Location,
        plan: &CandidatePlan,
        district: &DistrictPlan,
        entry: usize,
        victory: Victory,
    ) {
        let party = district.parties[entry];
        let winner = Some((district.ballot, entry));
        self.remember(Held { tier: at.tier, district: at.district, party, seats: 1, winner, victory });
        if self.stands(at, SeatsStanding::Seen) {
            match party {
                Some(party) => self.pages.totals.seats[at.tier * self.pages.totals.parties + party] += 1,
                None => self.pages.totals.tiers[at.tier].without_party += 1,
            }
            if let Some(sheet) = &mut self.sheet {
                sheet.give((at.tier, at.district), party, 1);
                sheet.elected.insert((at.tier, district.ballot, entry));
            }
            if let Some(recorder) = self.recorder.as_mut().filter(|_| victory == Victory::Sure) {
                recorder.elected(at, plan, district, entry);
            }
        }
    }

    /// A winner that does not sit: the seat is not covered by the votes of the party's list.
    pub(crate) fn not_seated(
        &mut self,
        at: Location,
        plan: &CandidatePlan,
        district: &DistrictPlan,
        entry: usize,
        share: (u64, u128),
    ) {
        self.refused += 1;
        if let Some(sheet) = &mut self.sheet {
            sheet.not_seated.insert((at.tier, district.ballot, entry));
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.not_seated(at, plan, district, entry, share);
        }
    }

    /// A row of winners given in place of votes.
    pub(crate) fn given_winners(&mut self, at: Location, row: &GivenWinners) {
        let GivenWinners { district, party, seats, .. } = *row;
        let at = Location { district, ..at };
        let victory = Victory::Sure;
        self.remember(Held { tier: at.tier, district, party, seats, winner: None, victory });
        match party {
            Some(party) => self.pages.totals.seats[at.tier * self.pages.totals.parties + party] += seats,
            None => self.pages.totals.tiers[at.tier].without_party += seats,
        }
        if let Some(sheet) = &mut self.sheet {
            sheet.give((at.tier, at.district), party, seats);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.given_winners(at, row);
        }
    }

    /// Seats that nobody's votes fill.
    pub(crate) fn appointed(&mut self, at: Location, seats: u32) {
        self.pages.totals.tiers[at.tier].without_party += seats;
        if let Some(sheet) = &mut self.sheet {
            sheet.give((at.tier, at.district), None, seats);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.appointed(at, seats);
        }
    }

    /// Seats that stay tied by these rules; `all_to_one` when one claimant will get all of them.
    pub(crate) fn tied(
        &mut self,
        at: Location,
        who: Claimants<'_>,
        claimants: &[u32],
        seats: u32,
        rules: TieRules,
        all_to_one: bool,
    ) {
        self.pages.totals.tiers[at.tier].tied += seats;
        if let Some(sheet) = &mut self.sheet {
            let parties = claimants.iter().map(|&i| who.party(i));
            sheet.leave_open((at.tier, at.district), seats, all_to_one, parties);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.tied(at, who, claimants, seats, rules, all_to_one);
        }
    }

    /// Seats of a list of which only the districts are open: they are told of where the list's seats are given.
    pub(crate) fn districts_open(
        &mut self,
        at: Location,
        plan: &ListPlan,
        open: DistrictsOpen<'_>,
        districts: impl Iterator<Item = Option<usize>>,
    ) {
        if let Some(recorder) = &mut self.recorder {
            recorder.districts_open(at, plan, open, districts);
        }
    }

    /// What tie rules decided, and what they left open where one of the ways in which it can fall is being followed.
    pub(crate) fn decided(&mut self, at: Location, rules: TieRules, who: Claimants<'_>, tied: &Tied) {
        if !tied.decided().is_empty() {
            self.pages.totals.tiers[at.tier].tie_broken = true;
            self.note(at, "ties", |names| TieBrokenStep::of(names, tied.decided_by, who, tied.decided()));
        }
        // No more seats than claimants, who are numbered in u32.
        self.supposed(at, rules, who, &tied.asked, tied.supposed as u32);
    }

    /// So many seats are open among these, and the count goes on as if it were known whose they are.
    pub(crate) fn supposed(
        &mut self,
        at: Location,
        rules: TieRules,
        who: Claimants<'_>,
        among: &[u32],
        seats: u32,
    ) {
        if let Some(recorder) = self.recorder.as_mut().filter(|_| seats > 0) {
            recorder.supposed(at, who, among, seats, rules);
        }
        if let Some(questions) = self.questions.as_mut().filter(|_| seats > 0) {
            questions.ask(at.lots(), who, among, false);
        }
    }

    /// A second round is to come between these, and the count goes on as if one had won.
    pub(crate) fn run_off_supposed(&mut self, at: Location, who: Claimants<'_>, finalists: &[u32]) {
        let at = at.deciding(DrawnFor::RunOff);
        if let Some(recorder) = &mut self.recorder {
            recorder.run_off_supposed(at, who, finalists);
        }
        if let Some(questions) = &mut self.questions {
            questions.ask(at.lots(), who, finalists, true);
        }
    }

    /// One list alone reached the threshold, and its rule shares the seats.
    pub(crate) fn sole_qualifier<S: Recorded>(&mut self, at: Location, step: impl FnOnce(&Names<'a>) -> S) {
        self.pages.totals.tiers[at.tier].sole_qualifier = true;
        self.note(at, "sole_qualifier", step);
    }

    /// Seats that this count does not fill.
    pub(crate) fn unfilled(&mut self, at: Location, seats: u32, reason: Reason) {
        self.pages.totals.tiers[at.tier].unfilled += seats;
        if let Some(sheet) = &mut self.sheet {
            sheet.leave_empty((at.tier, at.district), reason, seats);
        }
        if let Some(recorder) = &mut self.recorder {
            recorder.unfilled(at, seats, reason);
        }
    }

    /// A tier whose seats hang on more than can be followed: all of them are open.
    pub(super) fn too_many_ways(&mut self, at: Location, tier: &TierPlan, seats: u32) {
        self.pages.totals.tiers[at.tier].tied += seats;
        if let Some(recorder) = &mut self.recorder {
            recorder.too_many_ways(at, tier, seats);
        }
    }

    /// Seats by which the house grew, by this rule.
    pub(crate) fn house_grew(&mut self, at: Location, rule: &str, seats: u32) {
        if let Some(recorder) = &mut self.recorder {
            recorder.house_grew(at, rule, seats);
        }
    }

    /// Seats by which the house shrank.
    pub(crate) fn house_shrank(&mut self, at: Location, seats: u32) {
        if let Some(recorder) = &mut self.recorder {
            recorder.house_shrank(at, seats);
        }
    }

    /// A step of the record, and the rule that it follows from.
    #[inline]
    pub(crate) fn note<S: Recorded>(&mut self, at: Location, rule: &str, step: impl FnOnce(&Names<'a>) -> S) {
        if let Some(recorder) = self.recorder.as_mut().filter(|recorder| recorder.has::<S>()) {
            let step = step(&recorder.names);
            recorder.enter(Some(at), Some(rule), step);
        }
    }
}
