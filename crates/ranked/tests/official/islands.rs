//! Ireland's whole papers and Northern Ireland's last parcels.

use sailau_ranked::{Action, Amount, BallotsBuilder, Count, Rank, SurplusWaits};

use crate::case::{Case, in_paper_order};
use crate::rules::rule;

#[test]
fn dublin_west_agrees_in_what_does_not_hang_on_the_order_of_papers() {
    let Some(case) = Case::open("ireland_dublin_west_2002") else { return };
    let count = case.count("ireland", None);
    assert_eq!(case.agrees(&count), 6);
    assert_eq!(in_paper_order(&count), case.elected());
    assert!(count.hangs_on_paper_order);
    // The first surplus, computed from the ballots: 588 out of 7,798 transferable papers.
    let count = case.count_without("ireland", None, &[], |rule| {
        rule.surplus.as_mut().unwrap().waits = SurplusWaits::Never;
    });
    let [first, second, ..] = &count.stages[..] else { panic!("one stage") };
    let gains: Vec<i128> =
        first.votes.iter().zip(&second.votes).map(|(then, now)| now.units() - then.units()).collect();
    assert_eq!(gains, [-588, 70, 57, 25, 45, 73, 309, 8, 1]);
}

/// Foyle, 2 March 2017, as far as its sheet gives the papers back: first preferences, and the papers of the first two
/// surpluses, which are the printed gains by 0.19. Whatever else stood on them is not known and left out.
fn foyle() -> Count {
    let firsts = [9_205, 7_145, 7_240, 6_948, 5_975, 4_760, 1_660, 1_124, 242, 196, 77, 44];
    let of_first = [(2, 487), (3, 395), (5, 477), (6, 8), (7, 47), (8, 11), (9, 19), (10, 1), (11, 3)];
    let through_second = [
        (2, 1_383),
        (3, 1_329),
        (4, 9),
        (5, 1_243),
        (6, 39),
        (7, 246),
        (8, 107),
        (9, 136),
        (10, 9),
        (11, 62),
    ];
    let mut builder = BallotsBuilder::new(12).unwrap();
    let mut add = |count: u64, list: &[usize]| {
        builder.add(count, list.iter().map(|candidate| Rank::One(*candidate))).unwrap();
    };
    for (next, papers) in of_first {
        add(papers, &[0, next]);
    }
    for (next, papers) in through_second {
        add(papers, &[0, 1, next]);
    }
    // 7,704 papers went to the second, 4,563 of them further; 53 of the first's named nobody.
    add(7_704 - 4_563, &[0, 1]);
    add(53, &[0]);
    for (candidate, papers) in firsts.into_iter().enumerate().skip(1) {
        add(papers, &[candidate]);
    }
    let (rule, seats) = rule("northern_ireland");
    rule.count(&builder.build(), seats).unwrap()
}

#[test]
fn foyle_agrees_in_every_figure_of_its_first_three_stages() {
    let printed: [[&str; 12]; 3] = [
        [
            "9205.00", "7145.00", "7240.00", "6948.00", "5975.00", "4760.00", "1660.00", "1124.00", "242.00",
            "196.00", "77.00", "44.00",
        ],
        [
            "7437.00", "8608.76", "7332.53", "7023.05", "5975.00", "4850.63", "1661.52", "1132.93", "244.09",
            "199.61", "77.19", "44.57",
        ],
        [
            "7437.00", "7437.00", "7595.30", "7275.56", "5976.71", "5086.80", "1668.93", "1179.67", "264.42",
            "225.45", "78.90", "56.35",
        ],
    ];
    let count = foyle();
    for (stage, printed) in count.stages.iter().zip(printed) {
        let votes: Vec<String> = stage.votes.iter().map(Amount::to_string).collect();
        assert_eq!(votes, printed, "stage {}", stage.number);
        assert_eq!(stage.quota.unwrap().to_string(), "7437.00");
    }
    // 1,768 ÷ 9,152 papers is 0.19; what that loses has no line of its own.
    assert_eq!(count.stages[1].nontransferable.to_string(), "29.12");
    assert_eq!([&count.stages[0].elected[..], &count.stages[1].elected], [[0], [1]]);
    assert_eq!(count.stages[2].elected, [2]);
}

#[test]
fn in_foyle_four_go_together_while_a_surplus_waits() {
    let count = foyle();
    // 625.12 and a surplus of 158.30 are fewer than 1,179.67.
    let Action::Exclusion { of, more: false } = &count.stages[3].action else {
        panic!("{:?}", count.stages[3])
    };
    let mut of = of.clone();
    of.sort_unstable();
    assert_eq!(of, [8, 9, 10, 11]);
    assert_eq!(count.stages[3].votes[2].to_string(), "7595.30");
}
