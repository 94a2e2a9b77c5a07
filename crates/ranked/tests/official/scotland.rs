//! Wards of Scottish councils, all figures of all stages.

use crate::case::{Case, in_paper_order};

#[test]
fn four_wards_agree_in_every_figure() {
    for (name, seats, stages, figures) in [
        ("scotland_linn_2007", 4, 10, 103),
        ("scotland_dundee_maryfield_2022", 3, 7, 70),
        ("scotland_dundee_strathmartine_2022", 4, 3, 33),
        ("scotland_dundee_coldside_2022", 4, 9, 99),
    ] {
        let Some(case) = Case::open(name) else { return };
        let count = case.count("scotland", Some(seats));
        assert_eq!(case.agrees(&count), figures, "{name}");
        assert_eq!(count.stages.len(), stages, "{name}");
        assert_eq!(in_paper_order(&count), case.elected(), "{name}");
    }
}
