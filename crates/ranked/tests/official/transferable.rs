//! Single transferable votes of the United States and Australia.

use crate::case::{Case, in_paper_order};

#[test]
fn the_park_board_of_minneapolis_agrees_in_every_figure() {
    let Some(case) = Case::open("minneapolis_park_2013") else { return };
    let count = case.count("minneapolis_several", None);
    assert_eq!(case.agrees(&count), 27);
    assert_eq!(count.stages.len(), 9);
    assert_eq!(in_paper_order(&count), case.elected());
}

#[test]
fn the_council_of_albany_agrees_in_every_figure() {
    let Some(case) = Case::open("albany_ca_2022_council") else { return };
    let count = case.count("albany", None);
    assert_eq!(case.agrees(&count), 16);
    assert_eq!(in_paper_order(&count), case.elected());
}

#[test]
fn portlands_first_round_and_winners_agree() {
    let Some(case) = Case::open("portland_or_2024_district1") else { return };
    let count = case.count("portland", None);
    assert_eq!(case.agrees(&count), 18);
    assert_eq!(in_paper_order(&count), case.elected());
}

#[test]
fn senators_agree_in_every_figure() {
    for (name, seats, figures) in
        [("australia_senate_act_2016", 2, 400), ("australia_senate_tas_2019", 6, 1_974)]
    {
        let Some(case) = Case::open(name) else { return };
        let count = case.count("australia_senate", Some(seats));
        assert_eq!(case.agrees(&count), figures, "{name}");
        assert_eq!(in_paper_order(&count), case.elected(), "{name}");
    }
}

#[test]
fn the_councillors_of_sydney_are_those_declared() {
    let Some(case) = Case::open("nsw_sydney_2021") else { return };
    // Number 1 was elected lord mayor on the same day.
    let count = case.count_without("new_south_wales_local", None, &[0], |_| {});
    assert_eq!(in_paper_order(&count), case.elected());
}
