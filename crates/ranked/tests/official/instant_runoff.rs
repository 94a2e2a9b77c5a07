//! Instant run-offs of cities and states.

use crate::case::{Case, in_paper_order};

#[test]
fn mayors_of_burlington_agree_in_every_figure() {
    for (name, rounds, figures) in [("burlington_2006_mayor", 2, 11), ("burlington_2009_mayor", 3, 12)] {
        let Some(case) = Case::open(name) else { return };
        let count = case.count("burlington", None);
        assert_eq!(case.agrees(&count), figures, "{name}");
        assert_eq!(count.stages.len(), rounds, "{name}");
        assert_eq!(in_paper_order(&count), case.elected(), "{name}");
    }
}

#[test]
fn the_mayor_of_minneapolis_agrees_in_every_figure() {
    let Some(case) = Case::open("minneapolis_mayor_2013") else { return };
    let count = case.count("minneapolis_single", None);
    assert_eq!(count.stages.len(), 33);
    assert_eq!(case.agrees(&count), 11);
    assert_eq!(in_paper_order(&count), case.elected());
}
