//! Fits to synthetic votes: what an electorate was drawn with comes back.

use std::collections::BTreeMap;

use rand::SeedableRng;
use sailau::electorate::fit::{Parameter, Series};
use sailau::electorate::{
    DistrictRoll, Electorate, ListContest, LogisticNormal, PartySupport, ReportingLevel, SingleContest,
    Swing, Turnout, TurnoutSpread, VoteModel, VoteRounding,
};
use sailau::random::Generator;
use sailau::votes::Votes;

const SWING: LogisticNormal = LogisticNormal { nation: 0.3, region: 0.15, district: 0.1, correlation: 0.0 };

/// Twelve regions of six districts, five parties.
fn country() -> Electorate {
    let district = |number: usize| DistrictRoll {
        region: Some(format!("Region {}", number / 6)),
        ..DistrictRoll::new(format!("District {number}"), 60_000)
    };
    let shares = [0.4, 0.25, 0.15, 0.12, 0.08];
    Electorate {
        parties: shares
            .iter()
            .enumerate()
            .map(|(at, &share)| PartySupport::new(format!("P{at}"), share))
            .collect(),
        districts: (0..72).map(district).collect(),
        swing: Swing::LogisticNormal(SWING),
        turnout: Turnout { nation: 0.2, district: TurnoutSpread::Logit(0.25), ..Turnout::fixed(0.6) },
        counting: VoteRounding::Multinomial,
        lists: vec![ListContest { by: ReportingLevel::District, ..ListContest::default() }],
        singles: vec![SingleContest { personal: 0.2, ..SingleContest::default() }],
        ..Electorate::default()
    }
}

fn draw(electorate: &Electorate, rng: &mut Generator) -> Votes {
    let model = electorate.compile().unwrap();
    let mut tally = model.field().empty_tally();
    model.draw(rng, &mut model.workspace(), &mut tally);
    Votes::new(model.field().clone(), tally).unwrap()
}

/// Each parameter's mean estimate over many pairs of elections is the truth to one part in twenty, and its error covers the
/// truth about as often as it says.
#[test]
fn what_an_electorate_is_drawn_with_comes_back() {
    let truth = [
        (Parameter::NationalSwing, SWING.nation),
        (Parameter::RegionalSwing, SWING.region),
        (Parameter::LocalSwing, SWING.district),
        (Parameter::TurnoutSpread, 0.25),
        (Parameter::CandidateSpread, 0.2),
    ];
    let electorate = country();
    // The last election as it was: the base from which the next one swings.
    let mut before = electorate.clone();
    before.swing = Swing::None;
    let mut rng = Generator::seed_from_u64(1);
    let pairs = 120;
    let mut found: BTreeMap<Parameter, (f64, f64)> = BTreeMap::new();
    for _ in 0..pairs {
        let mut series = Series::new("list").second_ballot("single");
        series.add("before", &draw(&before, &mut rng)).unwrap();
        series.add("after", &draw(&electorate, &mut rng)).unwrap();
        let fit = series.fit().unwrap();
        for (parameter, truth) in truth {
            let estimate = fit.estimate(parameter).unwrap_or_else(|| panic!("{parameter}\n{fit}"));
            let inside = (estimate.value - truth).abs() <= 1.96 * estimate.standard_error.unwrap();
            let sum = found.entry(parameter).or_default();
            // A national swing of one pair has four degrees of freedom: what is unbiased is its square.
            sum.0 += estimate.value.powi(2) / f64::from(pairs);
            sum.1 += f64::from(u8::from(inside)) / f64::from(pairs);
        }
    }
    for (parameter, truth) in truth {
        let (square, inside) = found[&parameter];
        let bound = if parameter == Parameter::NationalSwing { 0.15 } else { 0.05 };
        assert!((square.sqrt() / truth - 1.0).abs() < bound, "{parameter}: {} for {truth}", square.sqrt());
        // Few degrees of freedom are skewed: too small an estimate brings too small an error.
        let least = if parameter == Parameter::NationalSwing { 0.75 } else { 0.85 };
        assert!(inside > least, "{parameter}: {inside} covered");
    }
}

/// The estimates put into the electorate's own swing give it back.
#[test]
fn a_fit_is_a_swing() {
    let electorate = country();
    let mut rng = Generator::seed_from_u64(5);
    let mut series = Series::new("list");
    let mut before = electorate.clone();
    before.swing = Swing::None;
    series.add("before", &draw(&before, &mut rng)).unwrap();
    series.add("after", &draw(&electorate, &mut rng)).unwrap();
    let swing = series.fit().unwrap().logistic_normal();
    assert!((swing.region - SWING.region).abs() < 0.04, "{swing:?}");
    assert!((swing.district - SWING.district).abs() < 0.02, "{swing:?}");
    let mut again = electorate;
    again.swing = Swing::LogisticNormal(swing);
    assert!(again.compile().is_ok());
}
