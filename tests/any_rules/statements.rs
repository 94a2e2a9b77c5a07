//! What must hold whatever rules and votes meet. The random tests and the fuzzer ask the same.

use std::collections::BTreeMap;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use sailau::Workspace;
use sailau::audit::{Papers, Why, assertions};
use sailau::electorate::{TallySlices, VoteModel};
use sailau::law::Share;
use sailau::lots::SeededLots;
use sailau::report::{notes, who_passes};
use sailau::simulate::Run;
use sailau::simulate::elections::Simulation;
use sailau::system::{CountError, Drawn, ElectoralSystem, Outcome, TieRule, TierRule, WhatIf};
use sailau::votes::Votes;

use crate::every_lot::EveryLot;
use crate::field::Field;

/// With a record in brief an outcome is the same but for the record, and says the same of what seats do not show. Whether that is
/// less than the whole record says.
fn says_the_same_in_brief(mut brief: Outcome, whole: &Outcome) -> bool {
    let told = || format!("{}\n{}", whole.protocol, brief.protocol);
    assert_eq!(brief.protocol.at_thresholds(), whole.protocol.at_thresholds(), "{}", told());
    assert_eq!((who_passes(&brief), notes(&brief)), (who_passes(whole), notes(whole)), "{}", told());
    assert_eq!(brief.to_string(), whole.to_string(), "{}", told());
    let shorter = brief.protocol.entries.len() < whole.protocol.entries.len();
    brief.protocol.clone_from(&whole.protocol);
    assert_eq!(brief, *whole);
    shorter
}

/// Sure, open and empty seats are the house, and both doors of the count give a party the same; with lots or without.
/// Whether the votes could be counted.
pub(crate) fn every_seat_is_accounted_for(rules: &ElectoralSystem, field: &Field, lots: u64) -> bool {
    let votes = field.votes();
    let mut counted = true;
    for lots in [None, Some(SeededLots::new(lots))] {
        let outcome = match &lots {
            None => rules.count(&votes),
            Some(lots) => rules.count(Drawn::new(&votes, lots)),
        };
        let Ok(outcome) = outcome else {
            counted = false;
            continue;
        };
        let brief = match &lots {
            None => rules.count_in_brief(&votes),
            Some(lots) => rules.count_in_brief(Drawn::new(&votes, lots)),
        };
        assert!(says_the_same_in_brief(brief.unwrap(), &outcome), "{}", outcome.protocol);
        let sure: u64 = outcome.seats.iter().map(|row| u64::from(row.seats)).sum();
        let tied: u64 = outcome.ties.iter().map(|tie| u64::from(tie.seats)).sum();
        let unfilled: u64 = outcome.unfilled.iter().map(|row| u64::from(row.seats)).sum();
        assert_eq!(sure + tied + unfilled, u64::from(outcome.house_size), "{}", outcome.protocol);
        let plan = rules.compile(votes.field(), votes.winners()).unwrap();
        let mut workspace = Workspace::default();
        match &lots {
            None => plan.count_into(votes.tally(), &mut workspace),
            Some(lots) => plan.count_into(Drawn::new(votes.tally(), lots), &mut workspace),
        }
        .unwrap();
        for (number, party) in plan.parties().iter().enumerate() {
            assert_eq!(
                workspace.party_seats(number),
                outcome.seats_of(party).unwrap(),
                "{}",
                outcome.protocol
            );
        }
    }
    counted
}

/// What can be counted is counted the same with what is missing taken as nothing; and what cannot is told, or refused.
/// Whether something was missing, and the votes could be counted.
pub(crate) fn what_ifs_are_told(rules: &ElectoralSystem, field: &Field) -> bool {
    let mut opened = false;
    for votes in [field.votes(), field.votes_alone()] {
        let plain = rules.count(&votes);
        let what_if = rules.missing_as_nothing(&votes);
        let both = |what_if: WhatIf<'_>| Ok((what_if.count()?, what_if.count_in_brief().unwrap()));
        let Ok((outcome, brief)) = what_if.and_then(both) else {
            assert!(plain.is_err());
            continue;
        };
        let sure: u64 = outcome.seats.iter().map(|row| u64::from(row.seats)).sum();
        let tied: u64 = outcome.ties.iter().map(|tie| u64::from(tie.seats)).sum();
        let unfilled: u64 = outcome.unfilled.iter().map(|row| u64::from(row.seats)).sum();
        assert_eq!(sure + tied + unfilled, u64::from(outcome.house_size), "{}", outcome.protocol);
        assert_eq!(plain.is_err(), !outcome.taken_as_nothing.is_empty(), "{}", outcome.protocol);
        says_the_same_in_brief(brief, &outcome);
        opened |= plain.is_err();
        if let Ok(plain) = plain {
            assert_eq!(plain, outcome);
        }
    }
    opened
}

/// A model that draws the same votes again and again.
struct TheseVotes(Votes);

impl VoteModel for TheseVotes {
    type Workspace = ();

    fn field(&self) -> &sailau::votes::Field {
        self.0.field()
    }

    fn workspace(&self) {}

    fn draw_votes(&self, _: &mut sailau::random::Generator, (): &mut (), tally: &mut TallySlices<'_>) {
        tally.votes.copy_from_slice(&self.0.tally().votes);
        tally.totals.copy_from_slice(&self.0.tally().totals);
        tally.ranked.clone_from_slice(&self.0.tally().ranked);
    }
}

/// Rules that differ in the share of a threshold are simulated together, and each gives what it gives alone. Whether there are such
/// rules, of which several can be counted.
pub(crate) fn thresholds_together_are_each_alone(rules: &ElectoralSystem, field: &Field) -> bool {
    let run = Run::from_seed(1).draws(2).threads(1);
    let model = TheseVotes(field.votes());
    let mut together = Simulation::new(&model).compare_all();
    let mut points: Vec<(String, ElectoralSystem)> = Vec::new();
    for percent in [0, 1, 5, 10, 15, 20, 30, 40, 60, 100] {
        let mut rules = rules.clone();
        let bars = rules.tiers.iter_mut().filter_map(|tier| match &mut tier.rule {
            TierRule::List(rule) => rule.threshold.as_mut(),
            _ => None,
        });
        let set = bars.map(|bar| bar.share = Share::percent(percent).unwrap()).count();
        if set == 0 {
            return false;
        }
        let name = format!("{percent} %");
        if let Ok(with) = together.clone().system(name.clone(), &rules) {
            together = with;
            points.push((name, rules));
        }
    }
    if points.len() < 2 {
        return false;
    }
    let found = run.run(&together).unwrap().summary;
    for (number, (name, rules)) in points.iter().enumerate() {
        let alone = Simulation::new(&model).system(name.clone(), rules).unwrap();
        assert_eq!(run.run(&alone).unwrap().summary.systems[0], found.systems[number], "{name}: {rules:?}");
    }
    // A pair of neighbours, and one from end to end.
    let last = points.len() - 1;
    for (first, second) in [(0, 1), (0, last), (last - 1, last)] {
        let two = Simulation::new(&model).system("one", &points[first].1).unwrap();
        let two = two.system("other", &points[second].1).unwrap();
        let mut alone = run.run(&two).unwrap().summary.pairs.remove(0);
        (alone.first, alone.second) = (first, second);
        assert!(found.pairs.contains(&alone), "{rules:?}");
    }
    true
}

/// What an outcome says, by names: seats, those who sit, what is open, what is empty.
fn said(outcome: &Outcome) -> String {
    let mut lines: Vec<_> = outcome.seats.iter().map(|row| format!("{row:?}")).collect();
    lines.extend(outcome.elected.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.ties.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.ties_between_districts.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.ranges.iter().map(|row| format!("{row:?}")));
    lines.extend(outcome.unfilled.iter().map(|row| format!("{row:?}")));
    lines.sort();
    format!("{}\n{}", outcome.house_size, lines.join("\n"))
}

/// Parties in another order on every ballot are the same parties. Whether the votes could be counted.
pub(crate) fn the_order_of_the_parties_changes_nothing(
    rules: &ElectoralSystem,
    field: &Field,
    turn: u64,
) -> bool {
    let Ok(outcome) = rules.count(&field.votes()) else { return false };
    let again = rules.count(&field.votes_in(&another_order(field, turn), None));
    assert_eq!(again.as_ref().map(said), Ok(said(&outcome)), "{}", outcome.protocol);
    true
}

fn another_order(field: &Field, turn: u64) -> Vec<usize> {
    let mut order: Vec<usize> = (0..field.parties()).collect();
    let places = order.len();
    order.rotate_left((turn % places as u64) as usize);
    order.swap(0, (turn / 8 % places as u64) as usize);
    order
}

/// A district in which nobody voted moves nobody's seats elsewhere, unless the law gives each district a first seat,
/// whoever lives there, or its seats are empty and off those that pooled remainders share. Whether the votes could be counted both times.
pub(crate) fn a_district_without_votes_changes_nothing(
    text: &str,
    rules: &ElectoralSystem,
    field: &Field,
) -> bool {
    if text.contains("first = 1") || text.contains("linkage = { with = [\"first\"], remainders") {
        return false;
    }
    let order: Vec<usize> = (0..field.parties()).collect();
    let Ok(outcome) = rules.count(&field.votes()) else { return false };
    let Ok(wider) = rules.count(&field.votes_in(&order, Some("D9"))) else { return false };
    assert_eq!(cells(&wider), cells(&outcome), "{}\n{}", outcome.protocol, wider.protocol);
    true
}

type Cell = (String, Option<String>, Option<String>);

fn cells(outcome: &Outcome) -> BTreeMap<Cell, u32> {
    let mut cells = BTreeMap::new();
    for row in &outcome.seats {
        *cells.entry((row.tier.clone(), row.district.clone(), row.party.clone())).or_default() += row.seats;
    }
    cells
}

/// Without the seats of which only the district is open.
fn in_districts(outcome: &Outcome) -> BTreeMap<Cell, u32> {
    let mut cells = cells(outcome);
    for tie in &outcome.ties_between_districts {
        let cell = (tie.tier.clone(), None, tie.party.clone());
        *cells.get_mut(&cell).unwrap() -= tie.seats;
    }
    cells.retain(|_, seats| *seats > 0);
    cells
}

/// The fewest that all have of what is summed by this key.
fn fewest<K: Ord + Clone>(outcomes: &[BTreeMap<Cell, u32>], key: impl Fn(&Cell) -> K) -> BTreeMap<K, u32> {
    let sums = outcomes.iter().map(|cells| {
        let mut sums: BTreeMap<K, u32> = BTreeMap::new();
        cells.iter().for_each(|(cell, seats)| *sums.entry(key(cell)).or_default() += seats);
        sums
    });
    let least = sums.reduce(|mut least, sums| {
        least.retain(|key, seats| {
            *seats = (*seats).min(sums.get(key).copied().unwrap_or(0));
            *seats > 0
        });
        least
    });
    least.unwrap_or_default()
}

fn counted_with_lots(rules: &ElectoralSystem, votes: &Votes, lots: &EveryLot) -> Option<Vec<Outcome>> {
    let mut outcomes = Vec::new();
    loop {
        outcomes.push(rules.count(Drawn::new(votes, lots)).ok()?);
        if !lots.next() {
            return Some(outcomes);
        }
        if outcomes.len() == 2_000 {
            return None;
        }
    }
}

/// How an election was compared with all ways in which its ties can fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Compared {
    /// It was refused, or has more ways than one would look at.
    Not,
    /// Nothing was open.
    Decided,
    /// Something was.
    Tied,
}

/// What is sure is what every way gives, in which what is open can fall: by district, by tier, by party, and the house.
pub(crate) fn sure_is_what_every_way_gives(text: &str, rules: &ElectoralSystem, field: &Field) -> Compared {
    let (mut rules, mut drawn) = (rules.clone(), rules.clone());
    for (open, drawn) in rules.tiers.iter_mut().zip(&mut drawn.tiers) {
        match (&mut open.rule, &mut drawn.rule) {
            (TierRule::List(open), TierRule::List(drawn)) => {
                (open.ties, drawn.ties) = (TieRule::Unresolved.into(), TieRule::Lots.into());
            }
            (TierRule::Candidates(open), TierRule::Candidates(drawn)) => {
                (open.ties, drawn.ties) = (TieRule::Unresolved.into(), TieRule::Lots.into());
            }
            _ => {}
        }
    }
    let votes = field.votes();
    let Ok(open) = rules.count(&votes) else { return Compared::Not };
    let Some(ways) = counted_with_lots(&drawn, &votes, &EveryLot::default()) else { return Compared::Not };
    // Cells of a biproportional tier are tied whoever draws lots: that is no way to the end.
    if ways.iter().any(|way| !way.ties.is_empty() || !way.ties_between_districts.is_empty()) {
        return Compared::Not;
    }
    let each: Vec<_> = ways.iter().map(cells).collect();
    let sure = cells(&open);
    let told = || format!("{text}\n{field:?}\n{}\n{open}", open.protocol);
    for (holder, seats) in fewest(&each, |cell| cell.2.clone()) {
        let totals = open.totals();
        let own = totals.iter().find(|(name, _)| *name == holder.as_deref()).map_or(0, |(_, n)| *n);
        assert_eq!(own, seats, "{holder:?} in all\n{}", told());
    }
    assert_eq!(
        fewest(&[sure], |cell| (cell.0.clone(), cell.2.clone())),
        fewest(&each, |cell| (cell.0.clone(), cell.2.clone())),
        "by tier\n{}",
        told()
    );
    assert_eq!(in_districts(&open), fewest(&each, Cell::clone), "by district\n{}", told());
    let sizes = || ways.iter().map(|way| way.house_size);
    assert_eq!(
        (open.smallest_house.unwrap_or(open.house_size), open.house_size),
        (sizes().min().unwrap(), sizes().max().unwrap()),
        "house\n{}",
        told()
    );
    if ways.len() > 1 { Compared::Tied } else { Compared::Decided }
}

/// Whatever else the papers say: where every assertion of an audit is true of them, the house is the reported one. Whether the
/// house is audited, and how often it was put to the test.
pub(crate) fn assertions_imply_the_house(rules: &ElectoralSystem, field: &Field, turn: u64) -> (bool, u32) {
    let reported = field.votes();
    let Ok(outcome) = rules.count(&reported) else { return (false, 0) };
    let audit = assertions(rules, &reported, Papers::Valid).unwrap();
    // A list of which nothing is stated is a gap, whether or not other papers would find it.
    let unnamed = audit.uncovered.iter().find(|own| matches!(own.why, Why::NothingSaidOf(_)));
    assert_eq!(
        unnamed,
        None,
        "{}\n{:?}\n{}",
        rules.to_toml().unwrap(),
        reported.tally().votes,
        outcome.protocol
    );
    if !audit.uncovered.is_empty() {
        return (false, 0);
    }
    let (mut random, mut tested) = (ChaCha8Rng::seed_from_u64(turn), 0);
    for round in 0..40u32 {
        let mut tally = reported.tally().clone();
        // From a single paper to more than most margins.
        for _ in 0..=round / 8 {
            let contest =
                &reported.field().contests()[random.random_range(0..reported.field().contests().len())];
            let places = contest.ballots[random.random_range(0..contest.ballots.len())].votes();
            let from = random.random_range(places.clone());
            // Or to nobody: papers that are blank.
            let to = Some(random.random_range(places.start..=places.end)).filter(|to| *to < places.end);
            let room = to.map_or(u64::MAX, |to| u64::MAX - tally.votes[to]);
            let moved = random.random_range(0..=tally.votes[from].min(room).min(1 << (round % 8)));
            tally.votes[from] -= moved;
            if let Some(to) = to {
                tally.votes[to] += moved;
            }
        }
        let Ok(papers) = Votes::new(reported.field().clone(), tally) else { continue };
        let papers = papers.with_winners(reported.winners().iter().cloned()).unwrap();
        if !audit.true_of(&papers).unwrap().into_iter().all(|is_true| is_true) {
            continue;
        }
        let counted = match rules.count(&papers) {
            // Papers of such numbers are refused, and give no house.
            Err(CountError::TooManyVotes { .. }) => continue,
            Err(error) => panic!(
                "{error}\n{}\n{:?}\n{}\n{:?}",
                rules.to_toml().unwrap(),
                reported.tally().votes,
                outcome.protocol,
                papers.tally().votes
            ),
            Ok(counted) => counted,
        };
        // Rows of a district come by the votes of those who are elected, which may be others.
        let house = |outcome: &Outcome| {
            let mut seats = outcome.seats.clone();
            seats.sort_by(|a, b| (&a.tier, &a.district, &a.party).cmp(&(&b.tier, &b.district, &b.party)));
            (seats, outcome.ties.clone(), outcome.unfilled.clone())
        };
        assert_eq!(
            house(&counted),
            house(&outcome),
            "{}\n{:?}\n{}\n{:?}\n{}",
            rules.to_toml().unwrap(),
            reported.tally().votes,
            outcome.protocol,
            papers.tally().votes,
            counted.protocol
        );
        tested += 1;
    }
    (true, tested)
}
