//! Counts of Meek against published references.

use crate::case::{Case, in_paper_order};

#[test]
fn new_zealands_arithmetic_agrees_in_nine_decimals() {
    let Some(case) = Case::open("meek_prf_m135") else { return };
    let count = case.count("new_zealand", None);
    assert_eq!(case.agrees(&count), 438);
    assert_eq!(in_paper_order(&count), case.elected());
}

#[test]
fn algorithm_123_agrees_in_two_decimals() {
    let Some(case) = Case::open("meek_ers97_model") else { return };
    let count = case.count("meek", Some(6));
    let (agree, wrong) = case.compare(&count);
    // The printed count stopped iterating before the last hundredth of what nobody holds had settled.
    assert_eq!(agree, 76);
    assert_eq!(
        wrong,
        [
            "stage 9, exhausted: printed 41.95, counted Some(\"41.96\")",
            "stage 11, exhausted: printed 242.01, counted Some(\"242.02\")"
        ]
    );
    assert_eq!(in_paper_order(&count), case.elected());
}
