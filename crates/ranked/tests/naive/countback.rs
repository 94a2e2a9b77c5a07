//! Casual vacancies in the Australian Capital Territory: Electoral Act 1992, Schedule 4, Part 4.3.

use sailau_ranked::{Ballots, Given, RankedError, RankedRule, Vacancy};

use crate::agreement::{elections, in_form};
use crate::amount::{Q, cut, whole};
use crate::drawn::{Draws, election, of_many};
use crate::hare_clark::{ACT, Scrutiny, scrutiny};
use crate::lots::{by_order, every_way};
use crate::papers::{Election, Paper};
use crate::statutes::rule;
use crate::table::{Lot, Record, Table, fewest, single_out};

const DECIMALS: u32 = 6;

/// Clause 13: the transfer values of the papers counted for the former member, the highest first. Nothing below zero, and nothing above
/// what a paper was worth: the clause has no words for a member who was elected short of the quota.
fn transfer_values(election: &Scrutiny, of: usize) -> Vec<(Q, Vec<Paper>)> {
    let member = election.successful[of].as_ref().unwrap();
    let mut papers: Vec<(Q, Paper)> = Vec::new();
    for parcel in &member.parcels {
        let all: Vec<&Paper> = parcel.papers.iter().map(|at| &election.papers[*at]).collect();
        let tv = &parcel.value;
        if parcel.count < member.count {
            // (1) (b), (c)
            papers.extend(all.into_iter().map(|paper| (tv.clone(), paper.clone())));
            continue;
        }
        let n = &member.votes - &parcel.votes;
        let needed = &member.quota - n;
        let goes_on = |paper: &&Paper| paper.next(&member.continuing).is_some();
        let ncp: u64 = all.iter().filter(|paper| !goes_on(paper)).map(|paper| paper.number).sum();
        let cp: u64 = all.iter().filter(|paper| goes_on(paper)).map(|paper| paper.number).sum();
        for paper in all {
            let value = if whole(ncp) * tv >= needed {
                // (2)
                if goes_on(&paper) { whole(0) } else { &needed / whole(ncp) }
            } else if goes_on(&paper) {
                // (3)
                (&needed - whole(ncp) * tv) / whole(cp)
            } else {
                tv.clone()
            };
            papers.push((value.min(tv.clone()), paper.clone()));
        }
    }
    papers.retain(|(value, _)| *value > whole(0));
    let mut by_value: Vec<(Q, Vec<Paper>)> = Vec::new();
    papers.sort_by(|one, other| other.0.cmp(&one.0));
    for (value, paper) in papers {
        match by_value.last_mut() {
            Some((same, alike)) if *same == value => alike.push(paper),
            _ => by_value.push((value, vec![paper])),
        }
    }
    by_value
}

/// The papers of one candidate by value: the value, the papers and the votes that were allotted for them.
type Parcels = Vec<(Q, Vec<Paper>, Q)>;

fn allot(table: &mut Table, parcels: &mut [Parcels], papers: Vec<Paper>, value: &Q) {
    let mut for_candidate: Vec<Vec<Paper>> = vec![Vec::new(); parcels.len()];
    let mut exhausted = 0;
    for paper in papers {
        match paper.next(&table.standing) {
            Some(next) => for_candidate[next].push(paper),
            None => exhausted += paper.number,
        }
    }
    for (candidate, papers) in for_candidate.into_iter().enumerate().filter(|(_, papers)| !papers.is_empty())
    {
        let number: u64 = papers.iter().map(|paper| paper.number).sum();
        let votes = cut(&(whole(number) * value), DECIMALS);
        table.votes[candidate] += &votes;
        parcels[candidate].push((value.clone(), papers, votes));
    }
    table.nontransferable += cut(&(whole(exhausted) * value), DECIMALS);
}

/// Clauses 14 to 16. None where the member was not elected, or somebody was who consents.
fn countback(election: &Election, of: usize, consenting: &[usize], lot: Lot<'_>) -> Option<Record> {
    let scrutiny = scrutiny(ACT, election, lot);
    let elected = &scrutiny.table.elected;
    if !elected.contains(&of) || consenting.iter().any(|candidate| elected.contains(candidate)) {
        return None;
    }
    let by_value = transfer_values(&scrutiny, of);
    let mut table = Table::new(election.candidates, 1, DECIMALS);
    table.standing = (0..election.candidates).map(|candidate| consenting.contains(&candidate)).collect();
    let mut parcels: Vec<Parcels> = vec![Vec::new(); election.candidates];
    let worth = |(value, papers): &(Q, Vec<Paper>)| {
        cut(&(whole(papers.iter().map(|paper| paper.number).sum()) * value), DECIMALS)
    };
    let total: Q = by_value.iter().map(worth).sum();
    let mut held = total.clone();
    let last = by_value.len();
    for (at, (value, papers)) in by_value.into_iter().enumerate() {
        held -= worth(&(value.clone(), papers.clone()));
        allot(&mut table, &mut parcels, papers, &value);
        if at + 1 < last {
            table.votes[of] = held.clone();
            close(&mut table, &total);
        }
    }
    table.votes[of] = whole(0);
    elect(&mut table, true);
    close(&mut table, &total);
    while !table.is_finished() {
        let tied = table.fewest(&table.continuing());
        let lowest = single_out(tied, table.earlier.iter().rev(), fewest, lot);
        table.exclude(lowest);
        let mut left = std::mem::take(&mut parcels[lowest]);
        left.sort_by(|one, other| other.0.cmp(&one.0));
        loop {
            let value = left.first().map(|(value, ..)| value.clone());
            let alike = left.iter().take_while(|(same, ..)| Some(same) == value.as_ref()).count();
            let later = left.split_off(alike);
            let mut papers = Vec::new();
            for (_, these, votes) in std::mem::replace(&mut left, later) {
                table.votes[lowest] -= votes;
                papers.extend(these);
            }
            allot(&mut table, &mut parcels, papers, &value.unwrap_or_else(|| whole(1)));
            elect(&mut table, left.is_empty());
            close(&mut table, &total);
            if left.is_empty() || table.is_finished() {
                break;
            }
        }
    }
    Some(table.close())
}

/// Clause 12: half of the votes of the continuing candidates, and one; any fraction is disregarded.
fn elect(table: &mut Table, nothing_left_of_it: bool) {
    let continuing = table.continuing();
    let quota = (table.sum(&continuing) / whole(2)).floor() + whole(1);
    if let Some(first) = continuing.iter().find(|candidate| table.votes[**candidate] >= quota) {
        table.elect(*first);
    } else if nothing_left_of_it {
        table.elect_the_rest();
    }
}

fn close(table: &mut Table, total: &Q) {
    table.lost = total - table.votes.iter().sum::<Q>() - &table.nontransferable;
    table.close_stage();
}

/// One who was elected on one way of an election, and some who were not.
fn drawn_vacancy(draws: &mut Draws, elected: &[usize], candidates: usize) -> (usize, Vec<usize>) {
    let of = elected[draws.below(elected.len() as u64) as usize];
    let few = draws.once_in(3);
    let consenting = (0..candidates).filter(|candidate| !elected.contains(candidate));
    (of, consenting.filter(|_| !few || draws.once_in(2)).collect())
}

#[test]
fn countbacks_agree() {
    let rule = rule("act");
    let mut draws = Draws::new(1992);
    for drawn_before in 0..elections(40) {
        let mut drawn = election(&mut draws, 1..=4);
        if draws.once_in(3) {
            drawn = of_many(&mut draws, drawn);
        }
        let order = draws.order(drawn.candidates);
        let naive = Election::new(&drawn.ballots(), drawn.seats);
        let elected = scrutiny(ACT, &naive, &mut by_order(&order)).table.elected;
        if elected.is_empty() {
            continue;
        }
        let (of, consenting) = drawn_vacancy(&mut draws, &elected, drawn.candidates);
        let what = || {
            format!("after {drawn_before}: {of} leaves, of {consenting:?}, {order:?}\n{}", drawn.written())
        };
        let ballots = drawn.ballots();
        let vacancy = Vacancy { of, consenting: &consenting };
        let mut lots = by_order(&order);
        let counted = rule
            .countback(&ballots, drawn.seats as u32, vacancy, Given::default().with_lots(&mut lots))
            .unwrap_or_else(|error| panic!("{error}: {}", what()));
        let expected = countback(&naive, of, &consenting, &mut by_order(&order)).unwrap();
        assert_eq!(in_form(&counted.count, false), expected, "{}", what());
        if drawn_before < 1_000 || drawn_before % 256 == 0 {
            every_way_agrees(&rule, &ballots, &naive, vacancy, &what());
        }
    }
}

fn every_way_agrees(
    rule: &RankedRule,
    ballots: &Ballots,
    naive: &Election,
    vacancy: Vacancy<'_>,
    what: &str,
) {
    let nobody = Record { stages: Vec::new(), elected: vec![usize::MAX] };
    let way = |lot: Lot<'_>| {
        countback(naive, vacancy.of, vacancy.consenting, lot).unwrap_or_else(|| nobody.clone())
    };
    let Some(mut ways) = every_way(way, 200) else { return };
    ways.retain(|way| way.elected != nobody.elected);
    let sure: Vec<usize> =
        (0..naive.candidates).filter(|one| ways.iter().all(|way| way.elected.contains(one))).collect();
    let mut among: Vec<usize> =
        (0..naive.candidates).filter(|one| ways.iter().any(|way| way.elected.contains(one))).collect();
    among.retain(|candidate| !sure.contains(candidate));
    let counted = rule.countback(ballots, naive.seats as u32, vacancy, Given::default()).unwrap().count;
    assert_eq!(counted.elected, sure, "{what}");
    assert_eq!(counted.open.map_or_else(Vec::new, |open| open.among), among, "{what}");
}

/// Papers of a member who was elected with the quota are worth the quota: what went on as a surplus is not counted twice.
#[test]
fn what_is_counted_again_is_the_quota() {
    let rule = rule("act");
    let mut draws = Draws::new(2020);
    let mut with_the_quota = 0;
    for _ in 0..elections(200) {
        let drawn = election(&mut draws, 1..=4);
        let naive = Election::new(&drawn.ballots(), drawn.seats);
        let scrutiny = scrutiny(ACT, &naive, &mut |tied| tied[0]);
        for of in scrutiny.table.elected.clone() {
            let member = scrutiny.successful[of].as_ref().unwrap();
            let vacancy = Vacancy { of, consenting: &[] };
            let mut lots = |tied: &[usize]| tied[0];
            let given = Given::default().with_lots(&mut lots);
            let counted = rule.countback(&drawn.ballots(), drawn.seats as u32, vacancy, given).unwrap();
            let worth = |at: &sailau_ranked::PapersAt| {
                whole(at.papers) * Q::new(at.value.0.into(), at.value.1.into())
            };
            let worth: Q = counted.papers.iter().map(worth).sum();
            // Fractions of votes that were cut before the last count are in the papers, and not in the votes.
            let cut = whole(naive.candidates as u64 * member.parcels.len() as u64) / whole(1_000_000);
            if member.votes >= member.quota {
                with_the_quota += 1;
                assert!(
                    worth >= member.quota && worth <= &member.quota + cut,
                    "{worth}: {}",
                    drawn.written()
                );
            } else {
                assert!(
                    worth >= member.votes && worth <= &member.votes + cut,
                    "{worth}: {}",
                    drawn.written()
                );
            }
            // Nobody consents: every paper is left over, and the seat.
            assert_eq!((counted.count.empty, counted.count.elected.len()), (1, 0));
        }
    }
    assert!(with_the_quota > 100);
}

/// Who does not consent is as if not marked: without them on the papers of one who was elected by first preferences, all of
/// which share the quota, the re-count is the same.
#[test]
fn who_does_not_consent_changes_nothing() {
    let mut rule = rule("act");
    rule.surplus.as_mut().unwrap().divisor = sailau_ranked::SurplusDivisor::AllPapers;
    let mut draws = Draws::new(1917);
    let mut compared = 0;
    for _ in 0..elections(300) {
        let drawn = election(&mut draws, 1..=4);
        let mut lots = |tied: &[usize]| tied[0];
        let count = |ballots: &Ballots, of, consenting: &[usize]| {
            let mut lots = |tied: &[usize]| tied[0];
            let vacancy = Vacancy { of, consenting };
            rule.countback(ballots, drawn.seats as u32, vacancy, Given::default().with_lots(&mut lots))
        };
        let given = Given::default().with_lots(&mut lots);
        let election = rule.count_given(&drawn.ballots(), drawn.seats as u32, given).unwrap();
        let (elected, consenting): (Vec<usize>, Vec<usize>) =
            (0..drawn.candidates).partition(|candidate| election.elected.contains(candidate));
        let Some(of) = election.stages[0].elected.first().copied() else { continue };
        let mut less = drawn.clone();
        for (_, ranks) in &mut less.lists {
            // Papers that end early end there still.
            let order = crate::papers::consecutive_once(ranks);
            if order.first() == Some(&of) {
                let keep = order.into_iter().filter(|one| *one == of || !elected.contains(one));
                *ranks = keep.map(sailau_ranked::Rank::One).collect();
            }
        }
        let (with, without) =
            (count(&drawn.ballots(), of, &consenting), count(&less.ballots(), of, &consenting));
        match (with, without) {
            (Ok(with), Ok(without)) => {
                compared += 1;
                assert_eq!(with.count.stages, without.count.stages, "{}", drawn.written());
            }
            // Another may be elected where the surplus goes elsewhere.
            (Ok(_), Err(RankedError::CannotFill { .. })) => {}
            (with, without) => panic!("{with:?}, {without:?}"),
        }
    }
    assert!(compared > 50, "{compared}");
}
