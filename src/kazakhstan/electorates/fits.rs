use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use crate::electorate::fit::{Fit, FitError, Series};
use crate::kazakhstan::regions::rows;
use crate::kazakhstan::{PartyStatus, elections, parties, turnouts_2023};
use crate::votes::Votes;

/// The official results of the Mäjilis, 1999 to 2023, as a series to fit: national list votes of seven elections, the
/// country's turnout, and the turnout of regions in 2012, 2016, 2021 and 2023.
///
/// A party that was renamed is one party; one that merged is not. Parties below one hundredth of the votes are left out.
/// More can be [assumed](Series::assume) before it is fitted.
///
/// ```
/// use sailau::electorate::fit::Parameter;
/// use sailau::kazakhstan::electorates::majilis_series;
///
/// let fit = majilis_series()?.smallest_share(0.03)?.fit()?;
/// // Larger parties swing less.
/// assert!(fit.value(Parameter::NationalSwing).unwrap() < 0.6);
/// # Ok::<(), sailau::electorate::fit::FitError>(())
/// ```
///
/// # Errors
///
/// [`FitError`] never arises for the results of this crate.
pub fn majilis_series() -> Result<Series, FitError> {
    let mut series = Series::new("list");
    let renamed = parties().iter().filter(|party| party.status == Some(PartyStatus::Renamed));
    for party in renamed {
        if let Some(successor) = &party.successor {
            series = series.same_party(&party.short, successor);
        }
    }
    let turnouts: Vec<Turnout> = rows(include_str!("turnouts.csv"));
    for election in elections() {
        let name = election.day.to_string();
        series.add(&name, &election.votes())?;
        let own = || turnouts.iter().filter(|row| row.election == election.day);
        for row in own().filter(|row| row.region.is_none()) {
            series.add_turnout(&name, share(row.turnout))?;
        }
        let regions = own().filter_map(|row| Some((row.region.clone()?, share(row.turnout))));
        series.add_turnouts(&name, regions)?;
    }
    if let Some(last) = elections().last() {
        let regions = turnouts_2023().iter().map(|row| (row.region.clone(), share(row.turnout)));
        series.add_turnouts(&last.day.to_string(), regions)?;
    }
    Ok(series)
}

/// The party lists in five mäslihats of 19 March 2023 as a series to fit: how parties' votes differ between regions.
///
/// # Errors
///
/// [`FitError`] never arises for the results of this crate.
pub fn maslihat_series() -> Result<Series, FitError> {
    let mut series = Series::new("list");
    series.add("mäslihats, 2023-03-19", maslihat_lists())?;
    Ok(series)
}

/// What the official results of 1999 to 2023 say about a vote model, what they do not, and how well it fits.
///
/// ```
/// use sailau::electorate::fit::{Parameter, Why};
/// use sailau::kazakhstan::electorates::majilis_fit;
///
/// let fit = majilis_fit();
/// let swing = fit.estimate(Parameter::NationalSwing).unwrap();
/// assert_eq!(format!("{:.2} ± {:.2}", swing.value, swing.standard_error.unwrap()), "0.68 ± 0.12");
/// // Votes by region were never published.
/// assert_eq!(fit.assumption(Parameter::RegionalSwing).unwrap().why, Why::OnePlace);
/// println!("{fit}");
/// ```
#[must_use]
pub fn majilis_fit() -> &'static Fit {
    static FIT: LazyLock<Fit> = LazyLock::new(|| {
        majilis_series()
            .and_then(|series| series.fit())
            .expect("the results of this crate are tested to be fitted")
    });
    &FIT
}

/// What the mäslihat lists of five regions say about how parties' votes differ between regions. Their districts are
/// regions, so that [`LocalSpread`](crate::electorate::fit::Parameter::LocalSpread) is the spread between regions.
#[must_use]
pub fn maslihat_fit() -> &'static Fit {
    static FIT: LazyLock<Fit> = LazyLock::new(|| {
        maslihat_series()
            .and_then(|series| series.fit())
            .expect("the results of this crate are tested to be fitted")
    });
    &FIT
}

pub(super) fn maslihat_lists() -> &'static Votes {
    static LISTS: LazyLock<Votes> = LazyLock::new(|| {
        Votes::from_csv(include_str!("maslihat_lists_2023.csv").as_bytes(), &[])
            .expect("the lists of this crate are tested to be readable")
    });
    &LISTS
}

#[derive(Deserialize)]
struct Turnout {
    election: Date,
    region: Option<String>,
    turnout: u32,
}

/// From hundredths of a per cent.
fn share(hundredths: u32) -> f64 {
    f64::from(hundredths) / 10_000.0
}
