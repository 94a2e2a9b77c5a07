//! Gregory's ways in exact fractions: nothing is ever cut, and figures are cut to twelve decimals only where they are printed.

use sailau_ranked::{RankedError, RankedMethod, RankedRule};

use crate::agreement::{agree, elections};
use crate::amount::{Q, whole};
use crate::drawn::{Draws, election};
use crate::papers::{Election, Paper, consecutive, number};
use crate::statutes::{Statute, rule_of};
use crate::table::{Lot, Record, Table, fewest, most, single_out};

const DECIMALS: u32 = 12;

/// Which papers of the elected go on, and what each is worth then: its own value, the surplus, the votes of its candidate, the
/// papers that go on.
struct Way {
    only_last: bool,
    only_transferable: bool,
    value: fn(&Q, &Q, &Q, u64) -> Q,
}

fn count(election: &Election, lot: Lot<'_>, way: &Way) -> Record {
    let mut table = Table::exact(election.candidates, election.seats, DECIMALS);
    let mut papers = election.papers(consecutive);
    for paper in &mut papers {
        paper.holder = Some(paper.order[0]);
        paper.came = vec![0];
        table.votes[paper.order[0]] += paper.votes();
    }
    let quota = whole(number(&papers) / (election.seats as u64 + 1) + 1);
    let mut surpluses: Vec<usize> = Vec::new();
    let mut transfer = 0;
    loop {
        for candidate in table.continuing() {
            if table.votes[candidate] >= quota {
                table.elect(candidate);
                if table.votes[candidate] > quota {
                    surpluses.push(candidate);
                }
            }
        }
        table.elect_the_rest();
        table.close_stage();
        if table.is_finished() {
            return table.close();
        }
        transfer += 1;
        if surpluses.is_empty() {
            let tied = table.fewest(&table.continuing());
            let lowest = single_out(tied, table.earlier.iter().rev(), fewest, lot);
            table.exclude(lowest);
            for paper in papers.iter_mut().filter(|paper| paper.holder == Some(lowest)) {
                move_on(&mut table, paper, transfer);
            }
            table.votes[lowest] = whole(0);
        } else {
            let tied = table.most(&surpluses);
            let largest = single_out(tied, table.earlier.iter().rev(), most, lot);
            surpluses.retain(|candidate| *candidate != largest);
            pass_on(&mut table, &mut papers, largest, &quota, transfer, way);
        }
    }
}

fn move_on(table: &mut Table, paper: &mut Paper, transfer: usize) {
    paper.came = vec![transfer];
    paper.holder = paper.next(&table.standing);
    match paper.holder {
        Some(next) => table.votes[next] += paper.votes(),
        None => table.nontransferable += paper.votes(),
    }
}

/// The surplus of a candidate. What it leaves, because papers go on at no more than they were worth, is nobody's.
fn pass_on(table: &mut Table, papers: &mut [Paper], of: usize, quota: &Q, transfer: usize, way: &Way) {
    let surplus = &table.votes[of] - quota;
    let held: Vec<usize> = (0..papers.len()).filter(|at| papers[*at].holder == Some(of)).collect();
    let last = held.iter().map(|at| papers[*at].came[0]).max().unwrap();
    let standing = table.standing.clone();
    let goes = |paper: &Paper| {
        (!way.only_last || paper.came[0] == last)
            && (!way.only_transferable || paper.next(&standing).is_some())
    };
    let go: Vec<usize> = held.into_iter().filter(|at| goes(&papers[*at])).collect();
    let number: u64 = go.iter().map(|at| papers[*at].number).sum();
    let votes = if way.only_transferable {
        go.iter().map(|at| papers[*at].votes()).sum()
    } else {
        table.votes[of].clone()
    };
    let before = &table.votes.iter().sum::<Q>() + &table.nontransferable;
    for at in go {
        let paper = &mut papers[at];
        paper.value = (way.value)(&paper.value, &surplus, &votes, number);
        move_on(table, paper, transfer);
    }
    table.votes[of] = quota.clone();
    let left = before - table.votes.iter().sum::<Q>() - &table.nontransferable;
    table.nontransferable += left;
}

fn weighted(value: &Q, surplus: &Q, votes: &Q, _: u64) -> Q {
    (value * surplus / votes).min(value.clone())
}

fn unweighted(_: &Q, surplus: &Q, _: &Q, papers: u64) -> Q {
    surplus / whole(papers)
}

fn no_more(value: &Q, surplus: &Q, _: &Q, papers: u64) -> Q {
    value.clone().min(surplus / whole(papers))
}

fn weighted_inclusive(election: &Election, lot: Lot<'_>) -> Record {
    count(election, lot, &Way { only_last: false, only_transferable: false, value: weighted })
}

fn weighted_transferable(election: &Election, lot: Lot<'_>) -> Record {
    count(election, lot, &Way { only_last: false, only_transferable: true, value: weighted })
}

fn unweighted_inclusive(election: &Election, lot: Lot<'_>) -> Record {
    count(election, lot, &Way { only_last: false, only_transferable: false, value: unweighted })
}

fn last_parcel(election: &Election, lot: Lot<'_>) -> Record {
    count(election, lot, &Way { only_last: true, only_transferable: false, value: no_more })
}

fn last_parcel_transferable(election: &Election, lot: Lot<'_>) -> Record {
    count(election, lot, &Way { only_last: true, only_transferable: true, value: no_more })
}

fn exact(papers: &str) -> RankedRule {
    let words = format!(
        "reading = {{ blank = \"ends the ballot\", overvote = \"ends the ballot\" }}\n\
         surplus = {{ papers = {papers}, cut = \"nothing\", decimals = {DECIMALS} }}\n\
         ties = \"latest difference\""
    );
    rule_of(RankedMethod::Stv, &words)
}

const WEIGHTED: &str = "\"weighted inclusive\"";
const UNWEIGHTED: &str = "\"unweighted inclusive\"";
const LAST: &str = "\"last parcel\"";

macro_rules! ways {
    ($($name:ident $papers:expr, $count:ident;)*) => {$(
        #[test]
        fn $name() {
            let statute = Statute { name: stringify!($name), seats: 1..=4, count: $count };
            agree(&exact($papers), &statute, 1880, 12);
        }
    )*};
}

ways! {
    exact_weighted_inclusive WEIGHTED, weighted_inclusive;
    exact_weighted_transferable &format!("{WEIGHTED}, divisor = \"transferable papers\""), weighted_transferable;
    exact_unweighted_inclusive UNWEIGHTED, unweighted_inclusive;
    exact_last_parcel LAST, last_parcel;
    exact_last_parcel_transferable &format!("{LAST}, divisor = \"transferable papers\""), last_parcel_transferable;
}

/// What 128 bits do not hold is refused; of small elections that is next to none, and in what is counted nothing is lost.
#[test]
fn exact_counts_are_seldom_refused_and_lose_nothing() {
    let mut draws = Draws::new(1880);
    let (mut counted, mut refused) = (0, 0);
    for _ in 0..elections(300) {
        let drawn = election(&mut draws, 1..=4);
        for papers in [WEIGHTED, UNWEIGHTED, LAST] {
            let mut lots = |tied: &[usize]| tied[0];
            let given = sailau_ranked::Given::default().with_lots(&mut lots);
            match exact(papers).count_given(&drawn.ballots(), drawn.seats as u32, given) {
                Ok(count) => {
                    counted += 1;
                    assert!(count.stages.iter().all(|stage| stage.lost.units() == 0), "{}", drawn.written());
                }
                Err(RankedError::TooExact { .. }) => refused += 1,
                Err(error) => panic!("{error}"),
            }
        }
    }
    assert!(refused * 100 < counted, "{refused} refused, {counted} counted");
}
