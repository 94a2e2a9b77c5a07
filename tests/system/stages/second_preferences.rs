//! A second round on ranked ballots, against the contingent vote, against a naive count, and by hand.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sailau::lots::SeededLots;
use sailau::ranked::{Ballots, Rank};
use sailau::system::protocol::{RunOffStep, Step};
use sailau::system::{Drawn, Outcome, Reason};
use sailau::votes::{Votes, VotesBuilder};

use super::rules;

const TWO_ROUNDS: &str = "[[tier]]\nname = \"single\"\nseats = 1\nmethod = \"absolute majority\"\n\
                          majority = { more_than = \"50%\", of = \"valid votes\" }\n";
const TOP_TWO: &str = "run_off = \"top two\"\n";
const SHARE: &str = "run_off = { at_least = \"12.5%\", of = \"valid votes\" }\n";
const CONTINGENT: &str = "[[tier]]\nname = \"single run\"\nseats = 1\nmethod = \"contingent vote\"\n";
const NAMES: [&str; 6] = ["A", "B", "C", "D", "E", "F"];

/// The first preferences as the votes of the first round; the same ballots as second round and as a contest of their own.
fn of(ballots: &Ballots) -> Votes {
    let mut builder = VotesBuilder::default();
    let first = ballots.first_preferences();
    let names = &NAMES[..ballots.candidates()];
    for (name, votes) in names.iter().zip(first) {
        builder.votes("single", None, None, Some(name), votes).unwrap();
    }
    let stand: Vec<_> = names.iter().map(|name| (None, *name)).collect();
    for contest in ["single run-off", "single run"] {
        builder.ranked(contest, None, &stand, ballots.clone()).unwrap();
    }
    builder.build().unwrap()
}

fn read(candidates: usize, rows: &str) -> Ballots {
    Ballots::read(candidates, format!("count,preferences\n{rows}").as_bytes()).unwrap()
}

fn count(tier: &str, ballots: &Ballots) -> Outcome {
    rules(tier).count(&of(ballots)).unwrap()
}

fn elected(outcome: &Outcome) -> Vec<&str> {
    outcome.elected.iter().filter_map(|row| row.candidate.as_deref()).collect()
}

fn open(outcome: &Outcome) -> Vec<String> {
    outcome.ties.first().map(|tie| tie.parties.clone()).unwrap_or_default()
}

fn second_round(outcome: &Outcome) -> Option<&RunOffStep> {
    outcome.protocol.entries.iter().find_map(|entry| match &entry.step {
        Step::RunOff(step) => Some(step),
        _ => None,
    })
}

/// 40, 35 and 25: whoever voted for C prefers B, who wins by 60 to 40.
#[test]
fn the_second_preference_decides() {
    let ballots = read(3, "40,1\n35,2>3\n25,3>2\n");
    let outcome = count(&format!("{TWO_ROUNDS}{TOP_TWO}"), &ballots);
    assert_eq!(elected(&outcome), ["B"]);
    let step = second_round(&outcome).unwrap();
    let lines: Vec<_> = step.candidates.iter().map(|line| (line.name.as_str(), line.votes)).collect();
    assert_eq!((lines, step.by_preferences), (vec![("B", 60), ("A", 40)], true));
    let printed = outcome.protocol.to_string();
    assert!(printed.contains("Second round, each ballot for whom it ranks highest:"), "{printed}");
    let json = serde_json::to_string(&outcome).unwrap();
    assert_eq!(serde_json::from_str::<Outcome>(&json).unwrap(), outcome);
    // The ballots of the first round say it as well, where no others are given.
    let own = format!("{TWO_ROUNDS}{TOP_TWO}contest = \"single run\"\n");
    assert_eq!(elected(&count(&own, &ballots)), ["B"]);
    // Without a second round in the rules the seat stays empty; with a majority none is due, and the ballots do not matter.
    assert_eq!(count(TWO_ROUNDS, &ballots).unfilled[0].reason, Reason::NoMajority);
    let first = count(&format!("{TWO_ROUNDS}{TOP_TWO}"), &read(3, "60,1\n25,2>3\n15,3>2\n"));
    assert_eq!((elected(&first), second_round(&first)), (vec!["A"], None));
}

/// All with an eighth of the votes may stand again: three do, and who has most votes of them wins.
#[test]
fn all_with_the_share_stand_again() {
    let ballots = read(4, "40,1\n30,2\n25,3\n5,4>3\n");
    let outcome = count(&format!("{TWO_ROUNDS}{SHARE}"), &ballots);
    assert_eq!(elected(&outcome), ["A"]);
    let votes: Vec<_> = second_round(&outcome).unwrap().candidates.iter().map(|line| line.votes).collect();
    assert_eq!(votes, [40, 30, 30]);
}

/// B and C are equal for the second place. A beats both, or loses to one.
#[test]
fn equal_votes_for_the_second_place() {
    let tier = format!("{TWO_ROUNDS}{TOP_TWO}");
    let sure = count(&tier, &read(3, "40,1\n30,2\n15,3>1\n15,3\n"));
    assert_eq!((elected(&sure), open(&sure).len()), (vec!["A"], 0));
    assert_eq!(second_round(&sure).unwrap().equal, ["B", "C"]);
    assert!(sure.protocol.to_string().contains("Whoever of them stands, the same one wins."));
    let hangs = read(3, "40,1\n30,2\n30,3>2\n");
    let outcome = count(&tier, &hangs);
    assert_eq!((elected(&outcome).len(), open(&outcome)), (0, vec!["A".to_owned(), "B".to_owned()]));
    // A lot says who stands, and another seed another one.
    let lots = rules(&format!("{tier}ties = \"lots\"\n"));
    let votes = of(&hangs);
    let drawn = |seed| {
        let outcome = lots.count(Drawn::new(&votes, &SeededLots::new(seed))).unwrap();
        assert!(outcome.ties.is_empty(), "{outcome}");
        elected(&outcome).join(",")
    };
    assert_eq!((0..20).map(drawn).collect::<BTreeSet<_>>(), BTreeSet::from(["A".to_owned(), "B".to_owned()]));
}

/// List seats make up for the seat on which a lot for the second place hangs: they hang on it too, and the party's sum does not.
#[test]
fn what_hangs_on_who_stands() {
    let text = "[[tier]]\nname = \"list\"\nseats = 4\nmethod = \"dhondt\"\nlinkage = { with = [\"single\"], overhang = \"kept\" }\n";
    let system = rules(&format!("{TWO_ROUNDS}{TOP_TWO}{text}"));
    let mut builder = VotesBuilder::default();
    let ballots = read(3, "40,1\n30,2\n30,3>2\n");
    for (name, votes) in ["A", "B", "C"].into_iter().zip(ballots.first_preferences()) {
        builder.votes("single", None, Some(name), Some(name), votes).unwrap();
        builder.votes("list", None, Some(name), None, votes).unwrap();
    }
    let stand: Vec<_> = ["A", "B", "C"].into_iter().map(|name| (Some(name), name)).collect();
    builder.ranked("single run-off", None, &stand, ballots).unwrap();
    let outcome = system.count(&builder.build().unwrap()).unwrap();
    assert!(outcome.elected.is_empty(), "{outcome}");
    assert_eq!(outcome.ties.len(), 2, "{outcome}");
    // Quotients 40, 30, 30, 20: two seats of A and one each of B and C, whoever has the single seat.
    assert_eq!(super::seats(&outcome), [("A", 2), ("B", 1), ("C", 1)]);
}

#[test]
fn a_paper_without_everybody_is_refused() {
    let mut builder = VotesBuilder::default();
    for (name, votes) in [("A", 40), ("B", 35), ("C", 25)] {
        builder.votes("single", None, None, Some(name), votes).unwrap();
    }
    builder.ranked("single run-off", None, &[(None, "A"), (None, "C")], read(2, "60,1\n40,2\n")).unwrap();
    let error = rules(&format!("{TWO_ROUNDS}{TOP_TWO}")).count(&builder.build().unwrap()).unwrap_err();
    assert!(
        error.to_string().contains("`single run-off`: a run-off is between the two with most votes"),
        "{error}"
    );
}

/// The place of the one whom a ballot ranks highest of these, read rank by rank.
fn highest(list: &[Rank], among: &[usize]) -> Option<usize> {
    for rank in list {
        let here: Vec<usize> = match rank {
            Rank::One(one) => vec![*one],
            Rank::Several(several) => several.clone(),
            Rank::Blank => continue,
            _ => return None,
        };
        let here: BTreeSet<usize> = here.into_iter().filter(|own| among.contains(own)).collect();
        if !here.is_empty() {
            return here.into_iter().next().filter(|_| here_is_one(list, rank, among));
        }
    }
    None
}

fn here_is_one(_: &[Rank], rank: &Rank, among: &[usize]) -> bool {
    match rank {
        Rank::Several(several) => {
            several.iter().filter(|own| among.contains(own)).collect::<BTreeSet<_>>().len() == 1
        }
        _ => true,
    }
}

fn naive_votes(ballots: &Ballots, among: &[usize]) -> Vec<u64> {
    let mut votes = vec![0; among.len()];
    for list in ballots.lists() {
        let ranks: Vec<_> = list.ranks().collect();
        if let Some(chosen) = highest(&ranks, among) {
            votes[among.iter().position(|own| *own == chosen).unwrap()] += list.count();
        }
    }
    votes
}

/// Everybody who can win by a second round of all with an eighth of the votes.
fn naive_share(ballots: &Ballots) -> BTreeSet<usize> {
    let first = ballots.first_preferences();
    let all: u64 = first.iter().sum();
    let most = *first.iter().max().unwrap();
    if 2 * most > all {
        return first.iter().position(|&own| own == most).into_iter().collect();
    }
    let stands =
        |i: &usize| 8 * first[*i] >= all || first.iter().filter(|&&other| other > first[*i]).count() < 2;
    let among: Vec<usize> = (0..first.len()).filter(stands).collect();
    let votes = naive_votes(ballots, &among);
    let most = *votes.iter().max().unwrap();
    among.into_iter().zip(votes).filter(|&(_, own)| own == most).map(|(i, _)| i).collect()
}

fn lists(candidates: usize) -> impl Strategy<Value = Vec<(u64, Vec<usize>)>> {
    let order = Just((0..candidates).collect::<Vec<_>>()).prop_shuffle();
    let list = (order, 1..=candidates).prop_map(|(mut order, length)| {
        order.truncate(length);
        order
    });
    prop::collection::vec((1u64..6, list), 1..14)
}

fn written(lists: &[(u64, Vec<usize>)], candidates: usize) -> Ballots {
    let row = |(count, list): &(u64, Vec<usize>)| {
        let list: Vec<_> = list.iter().map(|own| (own + 1).to_string()).collect();
        format!("{count},{}\n", list.join(">"))
    };
    read(candidates, &lists.iter().map(row).collect::<String>())
}

fn all_with_lists() -> impl Strategy<Value = (usize, Vec<(u64, Vec<usize>)>)> {
    (2usize..=6).prop_flat_map(|candidates| (Just(candidates), lists(candidates)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(crate::cases(300)))]

    /// Two rounds on the same ballots are the contingent vote: the same winner, sure or not, and the same ones who can win.
    #[test]
    fn two_rounds_are_the_contingent_vote((candidates, lists) in all_with_lists()) {
        let ballots = written(&lists, candidates);
        let two = count(&format!("{TWO_ROUNDS}{TOP_TWO}"), &ballots);
        let contingent = count(CONTINGENT, &ballots);
        prop_assert_eq!(elected(&two), elected(&contingent));
        prop_assert_eq!(open(&two), open(&contingent));
    }

    /// The figures of a second round are those of a naive count of the same ballots.
    #[test]
    fn the_figures_are_those_of_the_ballots((candidates, lists) in all_with_lists()) {
        let ballots = written(&lists, candidates);
        for tier in [format!("{TWO_ROUNDS}{TOP_TWO}"), format!("{TWO_ROUNDS}{SHARE}")] {
            let outcome = count(&tier, &ballots);
            let Some(step) = second_round(&outcome) else { continue };
            let number = |name: &str| NAMES.iter().position(|own| *own == name).unwrap();
            let among: Vec<_> = step.candidates.iter().map(|line| number(&line.name)).collect();
            let votes: Vec<_> = step.candidates.iter().map(|line| line.votes).collect();
            prop_assert_eq!(votes, naive_votes(&ballots, &among));
        }
    }

    #[test]
    fn a_share_lets_in_whom_the_law_does((candidates, lists) in all_with_lists()) {
        let ballots = written(&lists, candidates);
        let outcome = count(&format!("{TWO_ROUNDS}{SHARE}"), &ballots);
        let possible: Vec<_> = naive_share(&ballots).into_iter().map(|i| NAMES[i]).collect();
        match possible[..] {
            [only] => prop_assert_eq!(elected(&outcome), [only]),
            _ => prop_assert_eq!(open(&outcome), possible),
        }
    }

    /// Marks of every kind: blank and equal ranks and overvotes.
    #[test]
    fn whom_ballots_rank_highest(rows in prop::collection::vec((1u64..9, "[1-4]?([>=][1-4*]?){0,5}"), 1..12), second in 1usize..4) {
        let text: String = rows.iter().map(|(count, list)| format!("{count},{list}\n")).collect();
        if let Ok(ballots) = Ballots::read(4, format!("count,preferences\n{text}").as_bytes()) {
            let mut votes = Vec::new();
            for among in [&[0, second][..], &[0, 1, 2, 3][..]] {
                ballots.preferred(among, &mut votes);
                prop_assert_eq!(&votes, &naive_votes(&ballots, among));
            }
        }
    }
}
