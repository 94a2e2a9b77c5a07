//! The crate's counts against the second implementation, stage by stage, on elections drawn at random.
//!
//! `SAILAU_RANKED_ELECTIONS` is how many are drawn for each statute; a few when it is not set. Where the two differ the
//! election is made smaller while they do.

use sailau_ranked::{Amount, Ballots, Count, Given, RankedError, RankedMethod, RankedRule, Workspace};

use crate::contingent::{contingent, supplementary};
use crate::drawn::{Drawn, Draws, election, of_many};
use crate::lots::{by_order, every_way};
use crate::papers::Election;
use crate::statutes::{POINTS, STATUTES, Statute, rule, rule_of};
use crate::table::{Record, Stage};

/// Beyond so many ways of its lots an election is counted on one.
const WAYS: usize = 200;

pub(crate) fn elections(few: u64) -> u64 {
    let given = std::env::var("SAILAU_RANKED_ELECTIONS");
    given.map_or(few, |given| given.parse().expect("SAILAU_RANKED_ELECTIONS is a whole number"))
}

/// The record of the crate in the form of the second implementation: an exclusion of several stages is named at the first.
/// `one_column`: what is lost is printed with what is exhausted.
pub(crate) fn in_form(count: &Count, one_column: bool) -> Record {
    let mut out: Vec<usize> = Vec::new();
    let sorted = |candidates: &[usize]| {
        let mut candidates = candidates.to_vec();
        candidates.sort_unstable();
        candidates
    };
    let stages = count.stages.iter().map(|stage| {
        let mut excluded = sorted(&stage.excluded);
        excluded.retain(|candidate| !out.contains(candidate));
        out.extend(&excluded);
        let sum = Amount::new(stage.nontransferable.units() + stage.lost.units(), stage.lost.decimals());
        Stage {
            votes: stage.votes.iter().map(ToString::to_string).collect(),
            nontransferable: if one_column { sum.to_string() } else { stage.nontransferable.to_string() },
            lost: if one_column { "0".into() } else { stage.lost.to_string() },
            elected: sorted(&stage.elected),
            excluded,
        }
    });
    Record { stages: stages.collect(), elected: sorted(&count.elected) }
}

/// What differs when papers that begin alike move together, and when nobody asks for the record.
fn gathered_or_alone(
    rule: &RankedRule,
    ballots: &Ballots,
    seats: u32,
    order: &[usize],
    count: &Count,
) -> Option<String> {
    let mut papers = rule.read(ballots).ok()?;
    let mut workspace = Workspace::default();
    for gathered in [false, true] {
        if gathered {
            papers.gather();
        }
        let mut lots = by_order(order);
        let elected = rule.winners(&papers, seats, &mut workspace, &mut lots);
        if elected != Ok(&count.elected[..]) {
            return Some(format!(
                "gathered {gathered}, without a record: {elected:?}, not {:?}",
                count.elected
            ));
        }
    }
    let mut lots = by_order(order);
    let together = rule.count_papers(&papers, seats, &mut lots);
    (together.as_ref() != Ok(count)).then(|| format!("gathered: {together:?}\nand not  {count:?}"))
}

/// What differs between the two, if anything does.
fn difference(
    rule: &RankedRule,
    statute: &Statute,
    drawn: &Drawn,
    order: &[usize],
    all_ways: bool,
) -> Option<String> {
    let ballots = drawn.ballots();
    let seats = drawn.seats as u32;
    let naive = (statute.count)(&Election::new(&ballots, drawn.seats), &mut by_order(order));
    let one_column = statute.name == "new_south_wales_local";
    let mut lots = by_order(order);
    let mut given = Given::default();
    given.lots = Some(&mut lots);
    let count = match rule.count_given(&ballots, seats, given) {
        Ok(count) => {
            let other_ways = gathered_or_alone(rule, &ballots, seats, order, &count);
            if other_ways.is_some() {
                return other_ways;
            }
            in_form(&count, one_column)
        }
        // Exact fractions that outgrow the count are refused, and that is no disagreement.
        Err(RankedError::TooExact { .. }) => return None,
        Err(error) => return Some(format!("refused: {error}")),
    };
    if count != naive {
        let stages = count.stages.len().max(naive.stages.len());
        let at = (0..stages).find(|at| count.stages.get(*at) != naive.stages.get(*at));
        return Some(match at {
            Some(at) => format!(
                "stage {}:\ncounted {:?}\nnaive   {:?}",
                at + 1,
                count.stages.get(at),
                naive.stages.get(at)
            ),
            None => format!("elected {:?}, naive {:?}", count.elected, naive.elected),
        });
    }
    // All ways of an election cost as much as many elections.
    if !all_ways {
        return None;
    }
    // A seat is sure if every way gives it, and open between all who have one on some way.
    let naive_ways = every_way(|lot| (statute.count)(&Election::new(&ballots, drawn.seats), lot), WAYS)?;
    let mut sure: Vec<usize> = (0..drawn.candidates).collect();
    sure.retain(|candidate| naive_ways.iter().all(|way| way.elected.contains(candidate)));
    let mut among: Vec<usize> = (0..drawn.candidates).filter(|candidate| !sure.contains(candidate)).collect();
    among.retain(|candidate| naive_ways.iter().any(|way| way.elected.contains(candidate)));
    let count = match rule.count(&ballots, seats) {
        Ok(count) => count,
        Err(error) => return Some(format!("refused without lots: {error}")),
    };
    let mut elected = count.elected.clone();
    elected.sort_unstable();
    let open = count.open.map_or_else(Vec::new, |open| open.among);
    (elected != sure || open != among)
        .then(|| format!("sure {elected:?}, open {open:?}; naive sure {sure:?}, open {among:?}"))
}

/// The smallest election found on which the two still differ.
fn smaller(drawn: &Drawn, differs: impl Fn(&Drawn) -> bool) -> Drawn {
    let mut smallest = drawn.clone();
    loop {
        let mut candidates: Vec<Drawn> = Vec::new();
        for at in 0..smallest.lists.len() {
            let mut without = smallest.clone();
            without.lists.remove(at);
            candidates.push(without);
            if smallest.lists[at].0 > 1 {
                let mut fewer = smallest.clone();
                fewer.lists[at].0 -= 1;
                candidates.push(fewer);
            }
            for rank in (0..smallest.lists[at].1.len()).rev() {
                let mut shorter = smallest.clone();
                shorter.lists[at].1.remove(rank);
                candidates.push(shorter);
            }
        }
        if smallest.candidates > 2 {
            let last = smallest.candidates - 1;
            let mut without = smallest.clone();
            without.candidates = last;
            let named = |rank: &sailau_ranked::Rank| match rank {
                sailau_ranked::Rank::One(candidate) => *candidate == last,
                sailau_ranked::Rank::Several(candidates) => candidates.contains(&last),
                _ => false,
            };
            without.lists.iter_mut().for_each(|(_, ranks)| ranks.retain(|rank| !named(rank)));
            candidates.push(without);
        }
        if smallest.seats > 1 {
            let mut fewer = smallest.clone();
            fewer.seats -= 1;
            candidates.push(fewer);
        }
        match candidates.into_iter().find(|candidate| differs(candidate)) {
            Some(found) => smallest = found,
            None => return smallest,
        }
    }
}

pub(crate) fn agree(rule: &RankedRule, statute: &Statute, seed: u64, few: u64) {
    let mut draws = Draws::new(seed);
    for drawn_before in 0..elections(few) {
        let mut drawn = election(&mut draws, statute.seats.clone());
        // In Ireland and Malta every paper is moved by itself.
        if !["ireland", "malta"].contains(&statute.name) && draws.once_in(3) {
            drawn = of_many(&mut draws, drawn);
        }
        let order = draws.order(drawn.candidates);
        let all_ways = drawn_before < 1_000 || drawn_before % 256 == 0;
        if difference(rule, statute, &drawn, &order, all_ways).is_some() {
            let fewest = *statute.seats.start();
            let differs = |drawn: &Drawn| {
                drawn.seats >= fewest && difference(rule, statute, drawn, &order, all_ways).is_some()
            };
            let smallest = smaller(&drawn, differs);
            let what = difference(rule, statute, &smallest, &order, all_ways).unwrap();
            panic!(
                "{}: after {drawn_before} elections, lots in the order {order:?}:\n{}{what}",
                statute.name,
                smallest.written()
            );
        }
    }
}

macro_rules! statutes {
    ($($name:ident)*) => {$(
        #[test]
        fn $name() {
            let mut statutes = STATUTES.iter().chain(&POINTS);
            let statute = statutes.find(|statute| statute.name == stringify!($name)).unwrap();
            agree(&rule(stringify!($name)), statute, 2007, 12);
        }
    )*};
}

statutes! {
    scotland australia_senate minneapolis_several minneapolis_single burlington alaska albany portland ireland
    northern_ireland new_south_wales_local new_zealand act tasmania malta nauru slovenia_minorities
}

#[test]
fn every_file_of_rules_has_a_second_implementation() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/ranked/rules");
    for file in std::fs::read_dir(folder).unwrap() {
        let name = file.unwrap().file_name().into_string().unwrap();
        let name = name.strip_suffix(".toml").unwrap();
        // Compared to the decimals of its print, in a file of its own.
        assert!(
            name == "meek" || STATUTES.iter().chain(&POINTS).any(|statute| statute.name == name),
            "{name}"
        );
    }
}

#[test]
fn contingent_vote() {
    let rule = rule_of(
        RankedMethod::ContingentVote,
        "reading = { blank = \"passed over\", overvote = \"passed over\" }",
    );
    agree(&rule, &Statute { name: "contingent vote", seats: 1..=1, count: contingent }, 1892, 30);
}

#[test]
fn supplementary_vote() {
    let rule = rule_of(
        RankedMethod::SupplementaryVote,
        "reading = { blank = \"passed over\", overvote = \"passed over\" }",
    );
    agree(&rule, &Statute { name: "supplementary vote", seats: 1..=1, count: supplementary }, 2000, 30);
}

/// Algorithm 123 has no arithmetic of its own: figures are compared to two decimals, and only as long as no step was closer
/// than the arithmetic of either count.
#[test]
fn algorithm_123() {
    let rule = rule("meek");
    let mut draws = Draws::new(1987);
    let mut compared = 0;
    for _ in 0..elections(20) {
        let drawn = election(&mut draws, 1..=4);
        let naive = crate::hill_wichmann_woodall::count(&Election::new(&drawn.ballots(), drawn.seats));
        if naive.close {
            continue;
        }
        compared += 1;
        let count = rule.count(&drawn.ballots(), drawn.seats as u32).unwrap();
        let what = || format!("{}\n{:?}\n{naive:?}", drawn.written(), count.stages);
        assert!(count.open.is_none(), "{}", what());
        assert_eq!(in_form(&count, false).elected, naive.elected, "{}", what());
        let mut states = naive.states.iter();
        let cents = 10_i128.pow(12 - 2);
        for stage in &count.stages {
            let near = |state: &crate::hill_wichmann_woodall::State| {
                let mut both = stage.votes.iter().zip(&state.votes);
                both.all(|(one, other)| (one.units() - *other as i128 / cents).abs() <= 1)
            };
            assert!(states.clone().any(near), "stage {}: {}", stage.number, what());
            while states.clone().next().is_some_and(|state| !near(state)) {
                states.next();
            }
        }
    }

    assert!(compared * 2 > elections(20), "{compared} were not close");
}
