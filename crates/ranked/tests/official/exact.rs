//! What is lost by cutting: official counts in exact fractions.

use sailau_ranked::{Count, Given, RankedError, SurplusCut, SurplusLoss};

use crate::case::{Case, in_paper_order};
use crate::rules::rule;

/// By the same statute, with nothing cut and the decimals of its sheet.
fn uncut(case: &Case, statute: &str, seats: u32) -> Result<Count, RankedError> {
    let (mut rule, _) = rule(statute);
    let mut surplus = rule.surplus.unwrap();
    surplus.cut = SurplusCut::Nothing;
    surplus.loss = SurplusLoss::default();
    rule.surplus = Some(surplus);
    rule.count_given(&case.ballots, seats, Given::default().with_lots(&mut |tied: &[usize]| tied[0]))
}

/// Linn, stage 2: 905.1351 and not 905.13482; 63 figures are printed otherwise.
#[test]
fn five_decimals_cost_linn_63_figures_and_nobody_a_seat() {
    let Some(case) = Case::open("scotland_linn_2007") else { return };
    let count = uncut(&case, "scotland", 4).unwrap();
    assert_eq!(count.stages[1].votes[0].to_string(), "905.13509");
    assert_eq!(case.compare(&count).1.len(), 63);
    assert_eq!(in_paper_order(&count), case.elected());
}

#[test]
fn nobody_has_a_seat_by_cutting_alone() {
    for (name, statute, seats) in [
        ("scotland_dundee_maryfield_2022", "scotland", 3),
        ("scotland_dundee_strathmartine_2022", "scotland", 4),
        ("minneapolis_park_2013", "minneapolis_several", 3),
        ("albany_ca_2022_council", "albany", 2),
        ("portland_or_2024_district1", "portland", 3),
        ("australia_senate_act_2016", "australia_senate", 2),
        ("australia_senate_tas_2019", "australia_senate", 6),
    ] {
        let Some(case) = Case::open(name) else { return };
        let count = uncut(&case, statute, seats).unwrap();
        assert_eq!(in_paper_order(&count), case.elected(), "{name}");
        assert!(count.stages.iter().all(|stage| stage.lost.units() == 0), "{name}");
    }
}

/// Fractions grow with every surplus of weighted papers: these two have too many of them.
#[test]
fn what_128_bits_do_not_hold_is_refused() {
    for (name, statute, seats, stage) in [
        ("scotland_dundee_coldside_2022", "scotland", 4, 8),
        ("nsw_sydney_2021", "new_south_wales_local", 9, 6),
    ] {
        let Some(case) = Case::open(name) else { return };
        assert_eq!(uncut(&case, statute, seats), Err(RankedError::TooExact { stage }), "{name}");
    }
}
