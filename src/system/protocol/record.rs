//! The witness that writes the protocol, and the count that uses it.

use super::{
    AverageLine, BoundLine, CandidateLine, ClaimLine, CompensationLine, DistrictLine, DivisorLine, DoubtLine,
    Entry, GroupLine, LevellingLine, NumberLine, PlacementLine, Protocol, QuotaLine, SeatsLine, Step,
    ThresholdLine, VotesLine, WinnerLine,
};
use crate::apportion::{Divisor, Method, Quota, Quotient, Ratio, largest_remainder};
use crate::law::Certainty;
use crate::system::CountError;
use crate::system::count::Rooms;
use crate::system::count::witness::{At, Claimants, Fact, Group, Witness};
use crate::system::outcome::{Elected, OpenTie, Outcome, Reason, SeatRow, Unfilled};
use crate::system::plan::{BarKind, ListPaper, ListPlan, Plan, Published, SeatPlan, SinglePlan};
use crate::system::rules::{ElectoralSystem, Seats, SecondPlaceTie, TieRule, TierRule};
use crate::votes::{Votes, Winner};

impl ElectoralSystem {
    /// Counts votes and explains every seat.
    ///
    /// # Errors
    ///
    /// [`CountError`] when the rules contradict themselves or do not fit the votes.
    ///
    /// # Examples
    ///
    /// ```
    /// use sailau::system::ElectoralSystem;
    /// use sailau::votes::Votes;
    ///
    /// let rules = ElectoralSystem::from_toml(r#"
    ///     name = "A town"
    ///     [[tier]]
    ///     name = "council"
    ///     seats = 5
    ///     method = "sainte-lague"
    ///     threshold = { at_least = "10%", of = "valid votes" }
    /// "#)?;
    /// let outcome = rules.count(&Votes::list([("Hill", 500), ("Dale", 420), ("Moor", 80)])?)?;
    /// assert_eq!(outcome.seats_of("Hill"), 3);
    /// assert_eq!(outcome.seats_of("Moor"), 0);
    /// assert!(outcome.protocol.to_string().contains("fails by"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn count(&self, votes: &Votes) -> Result<Outcome, CountError> {
        self.count_recorded(votes, None)
    }

    /// [`count`](Self::count) with a seed for the rules that let lots decide between equal claims.
    ///
    /// The same seed draws the same lots, in whatever order parties and districts are given.
    ///
    /// # Errors
    ///
    /// As [`count`](Self::count).
    pub fn count_with_lots(&self, votes: &Votes, seed: u64) -> Result<Outcome, CountError> {
        self.count_recorded(votes, Some(seed))
    }

    fn count_recorded(&self, votes: &Votes, lots: Option<u64>) -> Result<Outcome, CountError> {
        let plan = self.compile(votes.field(), votes.winners())?;
        let mut recorder = Recorder {
            system: self,
            votes,
            plan: &plan,
            lots,
            outcome: Outcome {
                house_size: plan.house_size(),
                seats: Vec::new(),
                elected: Vec::new(),
                not_seated: Vec::new(),
                ties: Vec::new(),
                unfilled: Vec::new(),
                uncounted: Vec::new(),
                protocol: Protocol { entries: Vec::new() },
            },
            opened: Vec::new(),
        };
        recorder.rules();
        plan.count(votes.tally(), lots, &mut Rooms::default(), &mut recorder)?;
        for contest in &plan.unused {
            let contest = contest.clone();
            recorder.enter(None, None, Step::ContestNotUsed { contest });
        }
        recorder.doubts();
        Ok(recorder.outcome)
    }
}

struct Recorder<'a> {
    system: &'a ElectoralSystem,
    votes: &'a Votes,
    plan: &'a Plan,
    lots: Option<u64>,
    outcome: Outcome,
    /// The tiers whose headings were written.
    opened: Vec<usize>,
}

impl Recorder<'_> {
    fn enter(&mut self, at: Option<At>, rule: Option<&str>, step: Step) {
        if let Some(at) = at {
            self.open_tier(at.tier);
        }
        let tier = at.map(|at| self.tier(at));
        let cited = |(tier, rule): (&String, &str)| self.system.citation(tier, rule);
        let article = tier.as_ref().zip(rule).and_then(cited).map(ToString::to_string);
        let district = at.and_then(|at| self.plan.district(at.district));
        self.outcome.protocol.entries.push(Entry { tier, district, article, step });
    }

    fn rules(&mut self) {
        let since = self.system.citations.get(ElectoralSystem::SINCE);
        self.outcome.protocol.entries.push(Entry {
            tier: None,
            district: None,
            article: since.map(ToString::to_string),
            step: Step::Rules {
                name: self.system.name.clone(),
                since: self.system.since.map(|day| day.to_string()),
                source: self.system.source.clone(),
            },
        });
    }

    /// What a reader must know before relying on the rules.
    fn doubts(&mut self) {
        let cited = self.system.citations.iter();
        let doubtful = cited.filter(|(_, citation)| citation.certainty != Certainty::Verified);
        let rules: Vec<_> = doubtful
            .map(|(rule, citation)| DoubtLine {
                rule: rule.clone(),
                certainty: citation.certainty,
                note: citation.note.clone(),
                url: citation.url.clone(),
            })
            .collect();
        if !rules.is_empty() {
            self.enter(None, None, Step::Doubts { rules });
        }
    }

    fn open_tier(&mut self, number: usize) {
        if self.opened.contains(&number) {
            return;
        }
        self.opened.push(number);
        let how = match &self.system.tiers[number].rule {
            TierRule::List(rule) => rule.method.title().into_owned(),
            TierRule::Single(rule) => match (&rule.majority, rule.run_off) {
                (Some(_), Some(_)) => "single-member districts, two rounds",
                (Some(_), None) => "single-member districts, absolute majority",
                (None, _) if self.system.tiers[number].seats == Seats::Same(1) => {
                    "single-member districts, plurality"
                }
                (None, _) => "multi-member districts, plurality",
            }
            .to_owned(),
            TierRule::Appointed(rule) => format!("filled by: {}", rule.by),
        };
        let seats = self.plan.tiers[number].seats;
        let at = At { tier: number, district: None };
        self.enter(Some(at), Some("seats"), Step::Tier { seats, how });
    }

    fn is_linked(&self, at: At) -> bool {
        matches!(&self.system.tiers[at.tier].rule, TierRule::List(rule) if rule.linkage.is_some())
    }

    fn tier(&self, at: At) -> String {
        self.plan.tiers[at.tier].name.clone()
    }

    fn party(&self, number: usize) -> String {
        self.plan.parties[number].clone()
    }

    fn list(&self, plan: &ListPlan, list: usize) -> String {
        self.party(plan.parties[list])
    }

    fn entry(&self, plan: &SinglePlan, seat: &SeatPlan, number: usize) -> &crate::votes::Entry {
        let contests = self.votes.field().contests();
        // The plan was compiled from this field, so contest, ballot and entry are there.
        let contest = contests.iter().find(|contest| contest.name == plan.contest);
        let contest = contest.unwrap_or(&contests[0]);
        &contest.ballots[seat.ballot].entries[number]
    }

    fn candidate(&self, plan: &SinglePlan, seat: &SeatPlan, number: usize) -> String {
        self.entry(plan, seat, number).label(self.votes.field())
    }

    fn names(&self, who: Claimants<'_>, numbers: &[u32]) -> Vec<String> {
        let name = |&i: &u32| match who {
            Claimants::Lists(plan, _) => self.list(plan, i as usize),
            Claimants::Candidates(plan, seat, _) => {
                let entry = self.entry(plan, seat, i as usize);
                let party = entry.party.map(|party| self.party(party));
                // Two candidates of one party can only be told apart by their own names.
                match (party, &entry.candidate) {
                    (Some(party), _) if self.alone_of_its_party(plan, seat, i) => party,
                    (_, Some(candidate)) => candidate.clone(),
                    (party, None) => party.unwrap_or_default(),
                }
            }
        };
        let mut names: Vec<_> = numbers.iter().map(name).collect();
        names.sort();
        names
    }

    fn alone_of_its_party(&self, plan: &SinglePlan, seat: &SeatPlan, number: u32) -> bool {
        let party = self.entry(plan, seat, number as usize).party;
        seat.parties.iter().filter(|&&other| other == party).count() == 1
    }

    fn candidates<'b>(
        &self,
        plan: &SinglePlan,
        seat: &SeatPlan,
        entries: impl Iterator<Item = (usize, &'b u64)>,
    ) -> Vec<CandidateLine> {
        let line = |(i, &votes): (usize, &u64)| CandidateLine { name: self.candidate(plan, seat, i), votes };
        let mut lines: Vec<_> = entries.map(line).collect();
        lines.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.name.cmp(&b.name)));
        lines
    }

    /// Lists with votes, most first and equal ones by name: the input's order shows nowhere.
    fn ordered(&self, plan: &ListPlan, votes: &[u64]) -> Vec<(usize, String, u64)> {
        let lists = votes.iter().enumerate();
        let mut lists: Vec<_> = lists.map(|(i, &n)| (i, self.list(plan, i), n)).collect();
        lists.sort_by(|a, b| b.2.cmp(&a.2).then_with(|| a.1.cmp(&b.1)));
        lists
    }

    fn apportioned(
        &mut self,
        at: At,
        plan: &ListPlan,
        method: &Method,
        seats: u32,
        votes: &[u64],
        given: &[u32],
    ) {
        let lists = self.ordered(plan, votes);
        let lists = lists.into_iter().filter(|(_, _, votes)| *votes > 0);
        let step = match method {
            Method::LargestRemainder(quota)
            | Method::RelativeRemainder(quota)
            | Method::QuotaThenAverages(quota) => quota_step(method, *quota, seats, votes, given, lists),
            Method::BalinskiYoung | Method::Block => Step::Method { method: method.clone(), seats },
            Method::HighestAverages(divisor) => Step::Averages {
                method: method.clone(),
                seats,
                lists: lists.map(|(i, party, votes)| average(divisor, party, votes, given[i])).collect(),
            },
        };
        self.enter(Some(at), Some("method"), step);
    }

    fn district_seats(&self, plan: &ListPlan, method: &Method, bases: &[u64], seats: &[u32]) -> Step {
        let papers = plan.areas.iter().flat_map(|area| &area.papers);
        let line = |(paper, (&base, &seats)): (&ListPaper, (&u64, &u32))| DistrictLine {
            district: self.plan.district(paper.district).unwrap_or_default(),
            base,
            seats,
        };
        let mut districts: Vec<_> = papers.zip(bases.iter().zip(seats)).map(line).collect();
        districts.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.district.cmp(&b.district)));
        Step::DistrictSeats { method: method.clone(), districts }
    }

    fn allied(&self, plan: &ListPlan, method: &Method, seats: u32, groups: &[Group], inner: bool) -> Step {
        let line = |group: &Group| {
            let mut lists: Vec<_> = group.lists.iter().map(|&list| self.list(plan, list as usize)).collect();
            lists.sort();
            GroupLine { lists, votes: group.votes, seats: group.seats }
        };
        let mut groups: Vec<_> = groups.iter().map(line).collect();
        groups.sort_by(|a, b| b.votes.cmp(&a.votes).then_with(|| a.lists.cmp(&b.lists)));
        Step::Allied { method: method.clone(), seats, inner, groups }
    }

    /// Why the tier's rule could not decide.
    fn why_open(&self, rule: TieRule) -> &'static str {
        match rule {
            TieRule::Unresolved => "the rules name nothing that decides",
            TieRule::RepeatVote => "the vote has to be repeated",
            TieRule::EarlierRegistration => "the order of registration of all of them is not given",
            TieRule::MoreVotes | TieRule::FewerVotes => "their votes are equal",
            TieRule::Lots if self.lots.is_none() => "lots have to be drawn; give a seed to draw them",
            TieRule::Lots => "lots could not decide",
        }
    }
}

/// Another way past the threshold, in words.
fn way_in_words(list: &ListPlan, number: usize, plan: &Plan) -> String {
    let Some(threshold) = &list.rule.threshold else {
        return String::new();
    };
    let or = if number > 0 { "or " } else { "" };
    match list.bars.get(number).map(|bar| &bar.kind) {
        Some(BarKind::Main) => threshold.to_string(),
        Some(BarKind::Votes(share)) => format!("{or}at least {share} of {}", threshold.of),
        Some(BarKind::AnyDistrict(share)) => {
            let share = share.unwrap_or(threshold.share);
            format!("{or}at least {share} of {} in one district", threshold.of)
        }
        Some(BarKind::Seats { tier, seats }) => {
            let tier = plan.tiers.get(*tier).map_or("", |tier| &tier.name);
            format!("{or}at least {seats} seats of tier `{tier}`")
        }
        Some(BarKind::First) => format!("{or}more votes than any other list"),
        None => String::new(),
    }
}

fn quota_step(
    method: &Method,
    quota: Quota,
    seats: u32,
    votes: &[u64],
    given: &[u32],
    lists: impl Iterator<Item = (usize, String, u64)>,
) -> Step {
    let (quota, claimed) = largest_remainder::effective_quota(votes, seats, quota);
    Step::Quota {
        method: method.clone(),
        votes: votes.iter().map(|&n| u128::from(n)).sum(),
        seats,
        quota,
        lists: lists
            .map(|(i, party, votes)| {
                let share = largest_remainder::share(votes, quota);
                QuotaLine {
                    party,
                    votes,
                    whole: share.whole,
                    remainder: share.remainder,
                    extra: u32::try_from(u128::from(given[i]).saturating_sub(share.whole)).unwrap_or(0),
                }
            })
            .collect(),
        left: u128::from(seats).saturating_sub(claimed),
    }
}

fn average(divisor: &Divisor, party: String, votes: u64, seats: u32) -> AverageLine {
    let quotient = |held| Quotient { votes, divisor: divisor.after(held) };
    AverageLine { party, votes, seats, last: seats.checked_sub(1).map(quotient), next: quotient(seats) }
}

impl Witness for Recorder<'_> {
    fn list_seats(&mut self, at: At, plan: &ListPlan, given: &[u32]) {
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        let mut lines = Vec::new();
        for (list, &seats) in given.iter().enumerate().filter(|&(_, &seats)| seats > 0) {
            let party = self.list(plan, list);
            self.outcome.seats.push(SeatRow {
                tier: tier.clone(),
                district: district.clone(),
                party: Some(party.clone()),
                seats,
            });
            lines.push(SeatsLine { party, seats });
        }
        lines.sort_by(|a, b| b.seats.cmp(&a.seats).then_with(|| a.party.cmp(&b.party)));
        self.enter(Some(at), None, Step::Seats { lists: lines });
    }

    fn elected(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, number: usize) {
        let entry = self.entry(plan, seat, number);
        let party = entry.party.map(|party| self.party(party));
        let candidate = entry.candidate.clone();
        let name = self.candidate(plan, seat, number);
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        self.outcome.seats.push(SeatRow {
            tier: tier.clone(),
            district: district.clone(),
            party: party.clone(),
            seats: 1,
        });
        self.outcome.elected.push(Elected { tier, district, party, candidate });
        self.enter(Some(at), Some("method"), Step::Elected { name });
    }

    fn not_seated(&mut self, at: At, plan: &SinglePlan, seat: &SeatPlan, number: usize) {
        let entry = self.entry(plan, seat, number);
        let party = entry.party.map(|party| self.party(party));
        let candidate = entry.candidate.clone();
        let name = self.candidate(plan, seat, number);
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        self.outcome.not_seated.push(Elected { tier, district, party, candidate });
        self.enter(Some(at), None, Step::NotSeated { name });
    }

    fn published(&mut self, at: At, row: &Published) {
        let winner = &self.votes.winners()[row.row];
        let Winner { district, party, candidate, .. } = winner.clone();
        let tier = self.tier(at);
        self.outcome.seats.push(SeatRow {
            tier: tier.clone(),
            district: district.clone(),
            party: party.clone(),
            seats: row.seats,
        });
        if candidate.is_some() {
            self.outcome.elected.push(Elected { tier, district, party, candidate });
        }
    }

    fn without_party(&mut self, at: At, seats: u32) {
        let by = match &self.system.tiers[at.tier].rule {
            TierRule::Appointed(rule) => Some(rule.by.clone()),
            _ => None,
        };
        let tier = self.tier(at);
        self.outcome.seats.push(SeatRow { tier, district: None, party: by, seats });
    }

    fn tied(&mut self, at: At, who: Claimants<'_>, seats: u32, all_to_one: bool) {
        let (numbers, rule) = match who {
            Claimants::Lists(plan, numbers) => {
                let second_place = plan.rule.sole_qualifier.map(|rule| rule.second_place_tie);
                let rule = match second_place {
                    Some(SecondPlaceTie::Unresolved) if all_to_one => TieRule::Unresolved,
                    _ => plan.rule.ties,
                };
                (numbers, rule)
            }
            Claimants::Candidates(plan, _, numbers) => (numbers, plan.rule.ties),
        };
        let parties = self.names(who, numbers);
        self.outcome.ties.push(OpenTie {
            tier: self.tier(at),
            district: self.plan.district(at.district),
            parties: parties.clone(),
            seats,
            all_to_one,
        });
        let step = Step::TieOpen { parties, seats, rule, why: self.why_open(rule).to_owned() };
        self.enter(Some(at), Some("ties"), step);
    }

    fn unfilled(&mut self, at: At, seats: u32, reason: Reason) {
        let (tier, district) = (self.tier(at), self.plan.district(at.district));
        self.outcome.unfilled.push(Unfilled { tier, district, seats, reason });
        self.enter(Some(at), None, Step::Unfilled { seats, reason });
    }

    fn house_grew(&mut self, at: At, seats: u32) {
        // A house near u32::MAX that grows is beyond any reader; the seats above are right all the same.
        self.outcome.house_size = self.outcome.house_size.saturating_add(seats);
        self.enter(
            Some(at),
            Some(if self.is_linked(at) { "linkage" } else { "sole_qualifier" }),
            Step::HouseGrew { seats },
        );
    }

    fn note(&mut self, at: At, fact: Fact<'_>) {
        let (rule, step) = match fact {
            Fact::Figures(figures) => {
                self.enter(
                    Some(at),
                    None,
                    Step::Ballots {
                        valid: figures.valid(),
                        against_all: figures.against_all,
                        invalid: figures.invalid,
                        registered: figures.registered,
                    },
                );
                if figures.impossible == 0 {
                    return;
                }
                let votes = figures.impossible;
                ("against_all", Step::AgainstAllNotOnTheBallot { votes })
            }
            Fact::Threshold { plan, bar, base, needed, votes, passes } => {
                let Some(threshold) = &plan.rule.threshold else {
                    return;
                };
                let needed_by = |list: usize| match (bar, plan.shares.get(list)) {
                    (0, Some(share)) => share.votes_of(base, threshold.inclusive),
                    _ => needed,
                };
                let line = |(i, party, votes): (usize, String, u64)| ThresholdLine {
                    party,
                    votes,
                    passes: passes[i],
                    // Both sides are below 2^97.
                    margin: i128::from(votes) - i128::try_from(needed_by(i)).unwrap_or(i128::MAX),
                };
                let rule = match bar {
                    0 => threshold.to_string(),
                    number => way_in_words(plan, number, self.plan),
                };
                let step = Step::Threshold {
                    rule,
                    of: threshold.of,
                    base,
                    needed,
                    lists: self.ordered(plan, votes).into_iter().map(line).collect(),
                };
                ("threshold", step)
            }
            Fact::Alternative { plan, bar, votes, admitted } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(i, _, _)| admitted[*i]);
                let admitted = lists.map(|(_, party, _)| party).collect();
                ("threshold", Step::Alternative { rule: way_in_words(plan, bar, self.plan), admitted })
            }
            Fact::DistrictSeats { plan, method, bases, seats } => {
                ("district_seats", self.district_seats(plan, method, bases, seats))
            }
            Fact::Weighted { plan, votes, weighted } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(i, _, _)| weighted[*i]);
                let lists: Vec<_> = lists.map(|(_, party, _)| party).collect();
                if lists.is_empty() {
                    return;
                }
                let times = plan.rule.weight.as_ref().map_or(String::new(), |rule| rule.times.to_string());
                ("weight", Step::Weighted { times, lists })
            }
            Fact::FirstSeats { plan, price, lists } => {
                let mut lists: Vec<_> = lists.iter().map(|&list| self.list(plan, list as usize)).collect();
                lists.sort();
                ("first_seat", Step::FirstSeats { price, lists })
            }
            Fact::Bonus { plan, list, seats } => {
                ("bonus", Step::Bonus { party: self.list(plan, list as usize), seats })
            }
            Fact::Allied { plan, method, seats, groups, inner } => {
                ("alliances", self.allied(plan, method, seats, groups, inner))
            }
            Fact::ByQuota { plan, quota, base, seats, votes, given } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                let line = |(_, party, votes): (usize, String, u64)| {
                    let share = largest_remainder::share(votes, quota);
                    QuotaLine { party, votes, whole: share.whole, remainder: share.remainder, extra: 0 }
                };
                let claimed: u64 = given.iter().map(|&n| u64::from(n)).sum();
                let step = Step::Quota {
                    method: plan.rule.method.clone(),
                    votes: base,
                    seats,
                    quota,
                    lists: lists.map(line).collect(),
                    left: u128::from(u64::from(seats).saturating_sub(claimed)),
                };
                ("quota", step)
            }
            Fact::Bounded { plan, seats, votes, most, given } => {
                let line = |(i, party, votes): (usize, String, u64)| BoundLine {
                    party,
                    votes,
                    most: Some(most[i]).filter(|&most| most < seats),
                    seats: given[i],
                };
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                ("method", Step::Bounded { seats, lists: lists.map(line).collect() })
            }
            Fact::Compensated { plan, house, others, votes, share, held, given } => {
                let line = |(i, party, votes): (usize, String, u64)| CompensationLine {
                    party,
                    votes,
                    due: share[i],
                    held: held[i],
                    list: given[i],
                };
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                ("linkage", Step::Compensation { house, others, lists: lists.map(line).collect() })
            }
            Fact::Levelled { plan, base, house, least, share } => {
                let mut lists: Vec<_> = (0..share.len())
                    .filter(|&i| share[i] > 0 || least[i] > 0)
                    .map(|i| LevellingLine { party: self.list(plan, i), least: least[i], share: share[i] })
                    .collect();
                lists.sort_by(|a, b| b.share.cmp(&a.share).then_with(|| a.party.cmp(&b.party)));
                ("linkage", Step::Levelling { base, house, lists })
            }
            Fact::Claims { plan, house, others, votes, held, claims, unit, given } => {
                let line = |(i, party, votes): (usize, String, u64)| ClaimLine {
                    party,
                    votes,
                    held: held[i],
                    claim: Ratio { numerator: claims[i], denominator: unit.max(1) },
                    seats: given[i],
                };
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                ("linkage", Step::Claims { house, others, lists: lists.map(line).collect() })
            }
            Fact::Transferred { plan, votes } => {
                let lists = self.ordered(plan, votes).into_iter().filter(|(_, _, votes)| *votes > 0);
                let lists = lists.map(|(_, party, votes)| VotesLine { party, votes }).collect();
                ("linkage", Step::Transferred { lists })
            }
            Fact::VoterNumbers { plan, by, numbers, unit } => {
                let lists = self.ordered(plan, numbers).into_iter().filter(|(_, _, number)| *number > 0);
                let line = |(_, party, number): (usize, String, u64)| NumberLine {
                    party,
                    number: Ratio { numerator: number.into(), denominator: u128::from(unit).max(1) },
                };
                ("biproportional", Step::VoterNumbers { by, lists: lists.map(line).collect() })
            }
            Fact::Biproportional { plan, solution } => {
                let districts = plan.areas.iter().zip(&solution.district_divisors);
                let mut districts: Vec<_> = districts
                    .map(|(area, divisor)| DivisorLine {
                        name: self.plan.district(area.district).unwrap_or_default(),
                        divisor: divisor.clone(),
                    })
                    .collect();
                districts.sort_by(|a, b| a.name.cmp(&b.name));
                let sum = |list: usize| {
                    let cells = solution.seats.iter().skip(list).step_by(plan.parties.len());
                    cells.map(|&n| u64::from(n)).sum::<u64>()
                };
                let mut parties: Vec<_> = (0..plan.parties.len())
                    .filter(|&list| sum(list) > 0)
                    .map(|list| DivisorLine {
                        name: self.list(plan, list),
                        divisor: solution.party_divisors[list].clone(),
                    })
                    .collect();
                parties.sort_by(|a, b| a.name.cmp(&b.name));
                ("biproportional", Step::Biproportional { districts, parties })
            }
            Fact::Placed { plan, list, given, held } => {
                let papers = plan.areas.iter().flat_map(|area| &area.papers);
                let mut districts: Vec<_> = papers
                    .zip(given.iter().zip(held))
                    .filter(|(_, (seats, held))| **seats > 0 || **held > 0)
                    .map(|(paper, (&seats, &held))| PlacementLine {
                        district: self.plan.district(paper.district).unwrap_or_default(),
                        seats,
                        held,
                    })
                    .collect();
                districts.sort_by(|a, b| a.district.cmp(&b.district));
                ("placement", Step::Placement { party: self.list(plan, list as usize), districts })
            }
            Fact::PlacedOne { plan, list, district, number } => {
                let mut papers = plan.areas.iter().flat_map(|area| &area.papers);
                let to = papers.nth(district).and_then(|paper| self.plan.district(paper.district));
                let party = self.list(plan, list as usize);
                ("placement", Step::PlacedOne { number, party, to: to.unwrap_or_default() })
            }
            Fact::NoListPasses { waived } => ("no_list_passes", Step::NoListPasses { waived }),
            Fact::Apportioned { plan, method, seats, votes, given } => {
                return self.apportioned(at, plan, method, seats, votes, given);
            }
            Fact::SoleQualifier { plan, rule, seats, first, seconds, votes, share } => {
                let sum = u128::from(votes[first as usize]) + u128::from(votes[seconds[0] as usize]);
                let step = Step::SoleQualifier {
                    first: self.list(plan, first as usize),
                    seconds: self.names(Claimants::Lists(plan, seconds), seconds),
                    quota: Quota::Hare.of(sum, seats),
                    factor: rule.factor.to_string(),
                    at_least: rule.at_least,
                    first_whole: share.first_whole,
                    second_reduced: share.second_reduced,
                    first_seats: share.first,
                    second_seats: share.second,
                    overshoot: share.overshoot,
                };
                ("sole_qualifier", step)
            }
            Fact::TieBroken { rule, who, winners } => {
                let winners = self.names(who, winners);
                ("ties", Step::TieBroken { rule, winners })
            }
            Fact::Turnout { cast, registered, needed } => {
                let step = Step::Turnout { cast, registered, needed };
                ("turnout", step)
            }
            Fact::District { plan, seat, votes, figures, majority } => {
                self.note(at, Fact::Figures(figures));
                let step = Step::Candidates {
                    candidates: self.candidates(plan, seat, votes.iter().enumerate()),
                    needed: majority.map(|(needed, _)| needed),
                };
                ("majority", step)
            }
            Fact::RunOff { plan, seat, entries, votes } => {
                let entries = entries.iter().map(|&i| i as usize).zip(votes);
                let candidates = self.candidates(plan, seat, entries);
                ("run_off", Step::RunOff { candidates })
            }
            Fact::RunOffToCome { plan, seat, finalists } => {
                let finalists = finalists.iter().map(|&i| self.candidate(plan, seat, i as usize));
                let finalists = finalists.collect();
                ("run_off", Step::RunOffToCome { finalists })
            }
            Fact::Published(rows) => {
                let line = |row: &Published| {
                    let winner = &self.votes.winners()[row.row];
                    let holder = match (&winner.candidate, &winner.party) {
                        (Some(candidate), Some(party)) => format!("{candidate} ({party})"),
                        (Some(name), None) | (None, Some(name)) => name.clone(),
                        (None, None) => "without a party".to_owned(),
                    };
                    WinnerLine { district: winner.district.clone(), holder, seats: row.seats }
                };
                let winners = rows.iter().map(line).collect();
                ("method", Step::WinnersGiven { winners })
            }
            Fact::Appointed { seats } => {
                let by = match &self.system.tiers[at.tier].rule {
                    TierRule::Appointed(rule) => rule.by.clone(),
                    _ => String::new(),
                };
                ("by", Step::Appointed { by, seats })
            }
            Fact::VotesNotGiven => {
                let name = self.tier(at);
                self.outcome.uncounted.push(name);
                ("method", Step::VotesNotGiven)
            }
        };
        self.enter(Some(at), Some(rule), step);
    }
}
