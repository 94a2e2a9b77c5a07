use std::collections::BTreeMap;

use super::levels::Level;
use super::report::{ErrorMethod, Estimate, Fit, Goodness, Part};
use super::series::{Observed, Place, Series};
use super::statistics::{
    Squares, deviation, homogeneity, inside_90, jackknife, kurtosis, logit, mean, squares,
};
use super::{Parameter, Why, published};

/// Turnouts of an election by place; of the country where no places are known.
fn turnouts(election: &Observed) -> BTreeMap<&str, f64> {
    if !election.turnouts.is_empty() {
        return election.turnouts.iter().map(|(place, turnout)| (place.as_str(), *turnout)).collect();
    }
    let places = election.places.iter();
    places.filter_map(|place| Some((place.name.as_str(), turnout(place)?))).collect()
}

/// Ballots by voters on the roll; none unless above 0 and below 1. Invalid ballots that are not known are not counted.
fn turnout(place: &Place) -> Option<f64> {
    let share = (place.valid() + place.invalid.unwrap_or_default()) / place.registered?;
    (share > 0.0 && share < 1.0).then_some(share)
}

/// The country's turnout.
fn national(election: &Observed) -> Option<f64> {
    if election.turnout.is_some() {
        return election.turnout;
    }
    let mut all = Place { registered: Some(0.0), ..Place::default() };
    for place in &election.places {
        all.rest += place.valid() + place.invalid.unwrap_or_default();
        all.registered = all.registered.zip(place.registered).map(|(a, b)| a + b);
    }
    turnout(&all)
}

pub(super) fn fit(series: &Series) -> Vec<(Parameter, Result<Level, Why>)> {
    let [mean, a, b] = distribution(series);
    vec![
        (Parameter::Turnout, mean),
        (Parameter::TurnoutA, a),
        (Parameter::TurnoutB, b),
        (Parameter::TurnoutSpread, spread(series)),
        (Parameter::TurnoutSwing, swing(series)),
        (Parameter::TurnoutLocalSwing, local_swing(series)),
    ]
}

/// Mean and beta parameters of the last election with turnouts of several places. Where no election has them, the country's
/// turnout at the last election that has one is the mean of one place.
fn distribution(series: &Series) -> [Result<Level, Why>; 3] {
    let last = series.elections.iter().rev().map(|election| (election, turnouts(election)));
    let Some((election, turnouts)) = last.into_iter().find(|(_, turnouts)| turnouts.len() > 1) else {
        let last = series.elections.iter().rev().find_map(|election| Some((election, national(election)?)));
        let Some((election, value)) = last else { return [Why::NoTurnouts; 3].map(Err) };
        let counted =
            election.turnout.is_none() && election.places.iter().any(|place| place.invalid.is_none());
        let estimate = Estimate {
            parameter: Parameter::Turnout,
            value,
            standard_error: None,
            error_method: ErrorMethod::Normal,
            observations: 1,
            degrees: 0,
            elections: vec![election.name.clone()],
            parts: Vec::new(),
            note: counted.then(|| "invalid ballots are not known and are not in it".to_owned()),
        };
        return [Ok(Level { estimate, goodness: None }), Err(Why::NoTurnouts), Err(Why::NoTurnouts)];
    };
    let values: Vec<f64> = turnouts.into_values().collect();
    let n = values.len();
    let estimate = |parameter, value, standard_error, error_method| Level {
        estimate: Estimate {
            parameter,
            value,
            standard_error,
            error_method,
            observations: n,
            degrees: n - 1,
            elections: vec![election.name.clone()],
            parts: Vec::new(),
            note: None,
        },
        goodness: None,
    };
    let error = (squares(&values).variance() / n as f64).sqrt();
    let beta = |which: usize, parameter| {
        let left_out = |out: usize| {
            let rest = values.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, x)| *x);
            Some(beta(&rest.collect::<Vec<_>>())?[which])
        };
        let value = beta(&values).ok_or(Why::NoSuchDistribution)?[which];
        Ok(estimate(parameter, value, jackknife(n, left_out), ErrorMethod::Jackknife))
    };
    [
        Ok(estimate(Parameter::Turnout, mean(&values), Some(error), ErrorMethod::Normal)),
        beta(0, Parameter::TurnoutA),
        beta(1, Parameter::TurnoutB),
    ]
}

/// Where turnout is estimated and its distribution is not, the published one is moved to the estimate: its concentration is
/// kept, its mean is another country's.
pub(super) fn around_the_estimate(fit: &mut Fit) {
    let Some(mean) = fit.estimate(Parameter::Turnout).map(|turnout| turnout.value) else { return };
    let of = |parameter| published(parameter).map_or(0.0, |published| published.value);
    let concentration = of(Parameter::TurnoutA) + of(Parameter::TurnoutB);
    for (parameter, share) in [(Parameter::TurnoutA, mean), (Parameter::TurnoutB, 1.0 - mean)] {
        let published = published(parameter);
        let assumed = fit.not_identified.iter_mut().find(|assumed| assumed.parameter == parameter);
        // What somebody gave to assume stays as it was given.
        let Some(assumed) = assumed.filter(|one| one.value == published.map(|known| known.value)) else {
            continue;
        };
        assumed.value = Some((concentration * share * 1e4).round() / 1e4);
        assumed.source = format!("around the turnout of these elections; concentration: {}", assumed.source);
    }
}

/// The beta distribution with the mean and the variance of shares; none if there is none.
fn beta(shares: &[f64]) -> Option<[f64; 2]> {
    let (mean, spread) = (mean(shares), squares(shares));
    if spread.degrees == 0 || spread.squares <= 0.0 {
        return None;
    }
    let concentration = mean * (1.0 - mean) / spread.variance() - 1.0;
    (concentration > 0.0).then_some([mean * concentration, (1.0 - mean) * concentration])
}

fn spread(series: &Series) -> Result<Level, Why> {
    let groups = series.elections.iter().map(|election| {
        let values = turnouts(election).into_values().map(logit).collect();
        Group { name: election.name.clone(), elections: vec![election.name.clone()], values }
    });
    within(groups.collect(), Parameter::TurnoutSpread).ok_or(Why::NoTurnouts)
}

fn swing(series: &Series) -> Result<Level, Why> {
    let known: Vec<(&str, f64)> =
        series.elections.iter().filter_map(|one| Some((one.name.as_str(), logit(national(one)?)))).collect();
    let all = series.elections.len();
    if known.len() < 2 {
        return Err(if all < 2 { Why::OneElection } else { Why::NoTurnoutsTwice });
    }
    let changes: Vec<f64> = known.windows(2).map(|pair| pair[1].1 - pair[0].1).collect();
    let degrees = changes.len();
    // The mean change is 0 by the model.
    let variance = changes.iter().map(|x| x * x).sum::<f64>() / degrees as f64;
    let (value, error) = deviation(variance, variance * (2.0 / degrees as f64).sqrt());
    let part = |(pair, change): (&[(&str, f64)], &f64)| Part {
        name: format!("{} to {}", pair[0].0, pair[1].0),
        value: change.abs(),
        observations: 1,
    };
    let standardised: Vec<f64> = changes.iter().filter(|_| value > 0.0).map(|x| x / value).collect();
    let estimate = Estimate {
        parameter: Parameter::TurnoutSwing,
        value,
        standard_error: Some(error),
        error_method: ErrorMethod::Normal,
        observations: degrees,
        degrees,
        elections: known.iter().map(|(name, _)| (*name).to_owned()).collect(),
        parts: known.windows(2).zip(&changes).map(part).collect(),
        note: (known.len() < all)
            .then(|| format!("{} of {all} elections have no turnout and are passed over", all - known.len())),
    };
    Ok(Level { goodness: goodness(Parameter::TurnoutSwing, &standardised, None, None), estimate })
}

fn local_swing(series: &Series) -> Result<Level, Why> {
    let known: Vec<(&str, BTreeMap<&str, f64>)> = series
        .elections
        .iter()
        .map(|election| (election.name.as_str(), turnouts(election)))
        .filter(|(_, turnouts)| turnouts.len() > 1)
        .collect();
    let groups = known.windows(2).map(|pair| {
        let ((earlier, before), (later, after)) = (&pair[0], &pair[1]);
        let change = |(place, turnout): (&&str, &f64)| Some(logit(*after.get(place)?) - logit(*turnout));
        Group {
            name: format!("{earlier} to {later}"),
            elections: vec![(*earlier).to_owned(), (*later).to_owned()],
            values: before.iter().filter_map(change).collect(),
        }
    });
    within(groups.collect(), Parameter::TurnoutLocalSwing).ok_or(Why::NoTurnoutsTwice)
}

/// Numbers with a mean of their own.
struct Group {
    name: String,
    elections: Vec<String>,
    values: Vec<f64>,
}

/// One standard deviation about the means of all groups.
fn within(mut groups: Vec<Group>, parameter: Parameter) -> Option<Level> {
    groups.retain(|group| group.values.len() > 1);
    let spreads: Vec<Squares> = groups.iter().map(|group| squares(&group.values)).collect();
    let degrees: usize = spreads.iter().map(|spread| spread.degrees).sum();
    if degrees == 0 {
        return None;
    }
    let variance = spreads.iter().map(|spread| spread.squares).sum::<f64>() / degrees as f64;
    let (value, error) = deviation(variance, variance * (2.0 / degrees as f64).sqrt());
    let standardise = |group: &Group, variance: f64| {
        let (mean, n) = (mean(&group.values), group.values.len() as f64);
        let own = (variance * (1.0 - 1.0 / n)).sqrt();
        group.values.iter().filter(|_| own > 0.0).map(|x| (x - mean) / own).collect::<Vec<f64>>()
    };
    let all: Vec<f64> = groups.iter().flat_map(|group| standardise(group, variance)).collect();
    let left_out = groups.iter().enumerate().flat_map(|(at, group)| {
        let others = spreads.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, spread)| spread);
        let others = others.fold(Squares::default(), |sum, spread| Squares {
            squares: sum.squares + spread.squares,
            degrees: sum.degrees + spread.degrees,
        });
        standardise(group, others.variance())
    });
    let left_out: Vec<f64> = if groups.len() > 1 { left_out.collect() } else { Vec::new() };
    let mut elections: Vec<String> = groups.iter().flat_map(|group| group.elections.clone()).collect();
    elections.dedup();
    let part = |(group, spread): (&Group, &Squares)| Part {
        name: group.name.clone(),
        value: spread.variance().sqrt(),
        observations: group.values.len(),
    };
    let estimate = Estimate {
        parameter,
        value,
        standard_error: Some(error),
        error_method: ErrorMethod::Normal,
        observations: groups.iter().map(|group| group.values.len()).sum(),
        degrees,
        elections,
        parts: groups.iter().zip(&spreads).map(part).collect(),
        note: None,
    };
    let left_out = (!left_out.is_empty()).then(|| inside_90(&left_out));
    Some(Level { goodness: goodness(parameter, &all, left_out, Some(&spreads)), estimate })
}

fn goodness(
    parameter: Parameter,
    deviations: &[f64],
    left_out: Option<f64>,
    parts: Option<&[Squares]>,
) -> Option<Goodness> {
    (!deviations.is_empty()).then(|| Goodness {
        parameter,
        observations: deviations.len(),
        inside_90: inside_90(deviations),
        inside_90_left_out: left_out,
        kurtosis: kurtosis(deviations),
        homogeneity: parts.and_then(homogeneity),
        mean_absolute_error: None,
    })
}
