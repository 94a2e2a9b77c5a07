//! Who writes the record and the outcome, with names in place of numbers.

use super::ElectoralSystem;
use super::candidates::plan::{CandidatePlan, DistrictPlan};
use super::count::districts_open::DistrictsOpen;
use super::count::figures::Figures;
use super::count::location::Location;
use super::count::questions::Questions;
use super::count::sheet::{WinnerKey, winner_alone};
use super::outcome::{
    Elected, OpenQuestion, OpenTie, Outcome, SeatRow, TieBetweenDistricts, TieWithinList, Unfilled,
};
use super::plan::{GivenWinners, ListPlan, Plan};
use super::protocol::{
    AgainstAllNotOnTheBallotStep, AppointedStep, BallotsStep, Claimants, ContestNotUsedStep, DoubtsStep,
    ElectedStep, Entry, HouseGrewStep, HouseShrankStep, Names, NotSeatedStep, OpenListStep, Recorded,
    RulesStep, SeatsStep, SupposedStep, TieOpenStep, TierStep, UnfilledStep, VotesNotGivenStep,
};
use super::reason::Reason;
use super::rules::{TieRule, TieRules, TierRule};
use crate::law::Certainty;
use crate::lots::Lots;
use crate::votes::{Votes, Winner};

/// Writes down what a count tells it.
pub(crate) struct Recorder<'a> {
    system: &'a ElectoralSystem,
    pub(crate) names: Names<'a>,
    lots: Option<&'a dyn Lots>,
    pub(crate) outcome: Outcome,
    /// Whether the record has only what seats do not show.
    in_brief: bool,
    /// Of which parties a record in brief has said that they fail at a threshold, or that they pass one; nothing before the first.
    at_thresholds: Option<Vec<[bool; 2]>>,
    /// The tiers whose headings were written.
    opened: Vec<usize>,
    /// Ties that the count went past as if they were decided.
    pub(super) passed: Vec<OpenTie>,
    /// What the count went past, by name.
    pub(super) questions: Questions<'a>,
    /// What the seats of each tier hang on, where it can fall in too many ways.
    pub(super) hanging: Vec<Vec<OpenQuestion>>,
    /// By number who was elected, for each row that the outcome has of a candidate of a district.
    pub(super) winners: Vec<WinnerKey>,
    pub(super) not_seated: Vec<WinnerKey>,
}

impl<'a> Recorder<'a> {
    pub(crate) fn new(
        system: &'a ElectoralSystem,
        votes: &'a Votes,
        plan: &'a Plan,
        lots: Option<&'a dyn Lots>,
        in_brief: bool,
    ) -> Self {
        let names = Names { votes, plan };
        let mut outcome = Outcome::of_house(plan.house_size());
        outcome.tiers = plan.tiers().map(str::to_owned).collect();
        outcome.parties = plan.parties().to_vec();
        for tier in &system.tiers {
            if let TierRule::Appointed(rule) = &tier.rule
                && !outcome.parties.contains(&rule.by)
            {
                outcome.parties.push(rule.by.clone());
            }
        }
        let mut recorder = Self {
            system,
            names,
            lots,
            outcome,
            in_brief,
            at_thresholds: None,
            opened: Vec::new(),
            passed: Vec::new(),
            questions: Questions::of(names),
            hanging: Vec::new(),
            winners: Vec::new(),
            not_seated: Vec::new(),
        };
        let since = system.citations.get(ElectoralSystem::SINCE).map(ToString::to_string);
        let step = RulesStep::of(system).into();
        let entry = Entry { tier: None, district: None, article: since, step };
        recorder.outcome.protocol.entries.push(entry);
        recorder
    }

    /// What a reader must know besides: votes that nothing read, and rules that are doubtful.
    pub(crate) fn close(mut self) -> Outcome {
        for contest in &self.names.plan.unused {
            self.enter(None, None, ContestNotUsedStep { contest: contest.clone() });
        }
        let cited = self.system.citations.iter();
        let doubtful = cited.filter(|(_, citation)| citation.certainty != Certainty::Verified);
        let doubts = DoubtsStep::of(doubtful);
        if !doubts.rules.is_empty() {
            self.enter(None, None, doubts);
        }
        self.outcome
    }

    /// A record of the same count that begins again.
    pub(super) fn again(&self) -> Self {
        Self::new(self.system, self.names.votes, self.names.plan, self.lots, self.in_brief)
    }

    /// Whether the record has steps of this kind, so that it is worth while to make one.
    pub(crate) fn has<S: Recorded>(&self) -> bool {
        S::IN_BRIEF || !self.in_brief
    }

    /// Which of these lists the record tells of at a threshold, each with whether it passes; none where it has nothing to tell. A
    /// record in brief says of a party once that it passes somewhere, and once that it fails, however many districts there are.
    pub(crate) fn told_at_threshold(
        &mut self,
        plan: &ListPlan,
        lists: impl Iterator<Item = (usize, bool)>,
    ) -> Option<Vec<usize>> {
        if !self.in_brief {
            return Some(lists.map(|(list, _)| list).collect());
        }
        let first = self.at_thresholds.is_none();
        let known = self.at_thresholds.get_or_insert_with(|| vec![[false; 2]; self.names.plan.parties.len()]);
        let is_news = |&(list, passes): &(usize, bool)| match plan.parties[list] {
            Some(party) => !std::mem::replace(&mut known[party][usize::from(passes)], true),
            None => true,
        };
        let news: Vec<_> = lists.filter(is_news).map(|(list, _)| list).collect();
        (first || !news.is_empty()).then_some(news)
    }

    /// An entry of the record, if it has such. The first of a tier comes after its heading.
    pub(crate) fn enter<S: Recorded>(&mut self, at: Option<Location>, rule: Option<&str>, step: S) {
        if !self.has::<S>() {
            return;
        }
        if let Some(at) = at
            && !self.opened.contains(&at.tier)
        {
            self.opened.push(at.tier);
            let heading = TierStep::of(&self.system.tiers[at.tier], self.names.plan.tiers[at.tier].seats);
            self.enter(Some(Location::tier(at.tier)), Some("seats"), heading);
        }
        let tier = at.map(|at| self.tier(at));
        let cited = |(tier, rule): (&String, &str)| self.system.citation(tier, rule);
        let article = tier.as_ref().zip(rule).and_then(cited).map(ToString::to_string);
        let district = at.and_then(|at| self.names.plan.district(at.district));
        self.outcome.protocol.entries.push(Entry { tier, district, article, step: step.into() });
    }

    pub(crate) fn tier(&self, at: Location) -> String {
        self.names.plan.tiers[at.tier].name.clone()
    }

    /// What the boxes held, and votes against all that were impossible.
    pub(crate) fn ballots(&mut self, at: Location, figures: &Figures) {
        self.enter(Some(at), None, BallotsStep::of(figures));
        if figures.impossible > 0 {
            let step = AgainstAllNotOnTheBallotStep { votes: figures.impossible };
            self.enter(Some(at), Some("against_all"), step);
        }
    }

    fn seat_row(&mut self, at: Location, party: Option<String>, seats: u32) {
        let (tier, district) = (self.tier(at), self.names.plan.district(at.district));
        self.outcome.seats.push(SeatRow { tier, district, party, seats });
    }

    pub(crate) fn list_seats(&mut self, at: Location, plan: &ListPlan, given: &[u32]) {
        for (list, &seats) in given.iter().enumerate().filter(|&(_, &seats)| seats > 0) {
            match plan.individual(list) {
                None => self.seat_row(at, Some(self.names.list(plan, list)), seats),
                Some(name) => {
                    self.seat_row(at, None, seats);
                    self.winners.push(winner_alone(at.tier, list));
                    let (tier, district) = (self.tier(at), self.names.plan.district(at.district));
                    let candidate = Some(name.to_owned());
                    self.outcome.elected.push(Elected { tier, district, party: None, candidate });
                }
            }
        }
        if self.has::<SeatsStep>() {
            let step = SeatsStep::of(&self.names, plan, given);
            self.enter(Some(at), None, step);
        }
    }

    pub(crate) fn sits(&mut self, at: Location, plan: &ListPlan, list: usize, name: &str) {
        let (tier, district) = (self.tier(at), self.names.plan.district(at.district));
        let party = Some(self.names.list(plan, list));
        self.outcome.elected.push(Elected { tier, district, party, candidate: Some(name.to_owned()) });
    }

    /// A candidate as a row of the outcome, and by label.
    fn winner(
        &self,
        at: Location,
        plan: &CandidatePlan,
        own: &DistrictPlan,
        number: usize,
    ) -> (Elected, String) {
        let entry = self.names.entry(plan, own, number);
        let party = entry.party.map(|party| self.names.party(party));
        let (tier, district) = (self.tier(at), self.names.plan.district(at.district));
        let row = Elected { tier, district, party, candidate: entry.candidate.clone() };
        (row, entry.label(self.names.votes.field()))
    }

    pub(crate) fn elected(&mut self, at: Location, plan: &CandidatePlan, own: &DistrictPlan, number: usize) {
        let (row, name) = self.winner(at, plan, own, number);
        self.seat_row(at, row.party.clone(), 1);
        self.winners.push((at.tier, own.ballot, number));
        self.outcome.elected.push(row);
        self.enter(Some(at), Some("method"), ElectedStep { name });
    }

    pub(crate) fn not_seated(
        &mut self,
        at: Location,
        plan: &CandidatePlan,
        own: &DistrictPlan,
        number: usize,
        (votes, valid): (u64, u128),
    ) {
        let (row, name) = self.winner(at, plan, own, number);
        self.not_seated.push((at.tier, own.ballot, number));
        self.outcome.not_seated.push(row);
        self.enter(Some(at), None, NotSeatedStep { name, votes, valid });
    }

    pub(crate) fn given_winners(&mut self, at: Location, row: &GivenWinners) {
        let Winner { district, party, candidate, .. } = self.names.votes.winners()[row.row].clone();
        let tier = self.tier(at);
        let (seats, holder) = (row.seats, party.clone());
        let (own, place) = (tier.clone(), district.clone());
        self.outcome.seats.push(SeatRow { tier: own, district: place, party: holder, seats });
        if candidate.is_some() {
            self.outcome.elected.push(Elected { tier, district, party, candidate });
        }
    }

    pub(crate) fn appointed(&mut self, at: Location, seats: u32) {
        if let TierRule::Appointed(rule) = &self.system.tiers[at.tier].rule {
            let by = rule.by.clone();
            self.enter(Some(at), Some("by"), AppointedStep { by: by.clone(), seats });
            self.seat_row(at, Some(by), seats);
        }
    }

    /// Who sits for an open list.
    pub(crate) fn open_list(&mut self, at: Location, step: OpenListStep) {
        let (tier, district) = (self.tier(at), self.names.plan.district(at.district));
        for line in step.candidates.iter().filter(|line| line.elected) {
            self.outcome.elected.push(Elected {
                tier: tier.clone(),
                district: district.clone(),
                party: Some(step.party.clone()),
                candidate: Some(line.name.clone()),
            });
        }
        if step.open > 0 {
            let tied = step.candidates.iter().filter(|line| line.tied).map(|line| line.name.clone());
            let (candidates, party) = (tied.collect(), step.party.clone());
            let tie = TieWithinList { tier, district, party, candidates, seats: step.open };
            self.outcome.ties_within_lists.push(tie);
        }
        self.enter(Some(at), Some("open_list"), step);
    }

    pub(crate) fn uncounted(&mut self, at: Location) {
        self.outcome.uncounted.push(self.tier(at));
        self.enter(Some(at), Some("method"), VotesNotGivenStep {});
    }

    pub(crate) fn tied(
        &mut self,
        at: Location,
        who: Claimants<'_>,
        claimants: &[u32],
        seats: u32,
        rules: TieRules,
        all_to_one: bool,
    ) {
        let tie = self.open_tie(at, who, claimants, seats, all_to_one);
        self.enter_open(at, &tie, rules);
        self.outcome.ties.push(tie);
    }

    /// Seats of a list of which only the districts are open.
    pub(crate) fn districts_open(
        &mut self,
        at: Location,
        plan: &ListPlan,
        DistrictsOpen { list, seats, what, among }: DistrictsOpen<'_>,
        districts: impl Iterator<Item = Option<usize>>,
    ) {
        let names = &self.names;
        let mut districts: Vec<_> = districts.map(|district| names.district(district)).collect();
        districts.sort();
        let party = plan.parties[list].map(|party| names.party(party));
        let tier = self.tier(at);
        let question =
            OpenQuestion { tier: tier.clone(), district: None, what, parties: names.lists(plan, among) };
        let tie = TieBetweenDistricts { tier, party, districts, seats, hangs_on: vec![question] };
        self.outcome.ties_between_districts.push(tie);
    }

    /// So many seats are open among these, and what follows is written as if it were known whose they are.
    pub(crate) fn supposed(
        &mut self,
        at: Location,
        who: Claimants<'_>,
        claimants: &[u32],
        seats: u32,
        rules: TieRules,
    ) {
        let tie = self.open_tie(at, who, claimants, seats, false);
        self.questions.ask(at.lots(), who, claimants, false);
        self.enter_open(at, &tie, rules);
        self.passed.push(tie);
        self.enter(Some(at), None, SupposedStep { claims: Vec::new() });
    }

    /// Seats that are open among these, by name.
    fn open_tie(
        &self,
        at: Location,
        who: Claimants<'_>,
        claimants: &[u32],
        seats: u32,
        all_to_one: bool,
    ) -> OpenTie {
        let parties = self.names.names(who, claimants);
        let (tier, district) = (self.tier(at), self.names.plan.district(at.district));
        OpenTie { tier, district, parties, seats, all_to_one, hangs_on: Vec::new() }
    }

    /// Tells that nothing decides a tie, and why.
    fn enter_open(&mut self, at: Location, tie: &OpenTie, rules: TieRules) {
        let (parties, why) = (tie.parties.clone(), self.why_open(rules).to_owned());
        self.enter(Some(at), Some("ties"), TieOpenStep { parties, seats: tie.seats, rule: rules, why });
    }

    /// A second round is to come between these, and what follows is written as if one had won.
    pub(crate) fn run_off_supposed(&mut self, at: Location, who: Claimants<'_>, finalists: &[u32]) {
        self.questions.ask(at.lots(), who, finalists, true);
        self.enter(Some(at), None, SupposedStep { claims: Vec::new() });
    }

    /// Why the tier's last rule could not decide.
    fn why_open(&self, rules: TieRules) -> &'static str {
        match rules.last() {
            TieRule::Unresolved => "the rules name nothing that decides",
            TieRule::RepeatVote => "the vote has to be repeated",
            TieRule::EarlierRegistration => "the order of registration of all of them is not given",
            TieRule::MoreVotes | TieRule::FewerVotes => "their votes are equal",
            TieRule::Lots if self.lots.is_none() => "lots have to be drawn; give a seed to draw them",
            TieRule::Lots => "lots could not decide",
        }
    }

    pub(crate) fn unfilled(&mut self, at: Location, seats: u32, reason: Reason) {
        let (tier, district) = (self.tier(at), self.names.plan.district(at.district));
        self.outcome.unfilled.push(Unfilled { tier, district, seats, reason });
        self.enter(Some(at), None, UnfilledStep { seats, reason });
    }

    pub(crate) fn house_grew(&mut self, at: Location, rule: &str, seats: u32) {
        // A house near u32::MAX that grows is beyond any reader; the seats above are right all the same.
        self.outcome.house_size = self.outcome.house_size.saturating_add(seats);
        self.enter(Some(at), Some(rule), HouseGrewStep { seats });
    }

    pub(crate) fn house_shrank(&mut self, at: Location, seats: u32) {
        self.outcome.house_size = self.outcome.house_size.saturating_sub(seats);
        self.enter(Some(at), Some("linkage"), HouseShrankStep { seats });
    }
}
