use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, date};

use super::*;
use crate::electorate::fit::{Estimate, Fit, Parameter};
use crate::electorate::{Electorate, Swing, TurnoutSpread};
use crate::kazakhstan::{self, maslihat_elections, regions_on, registration_laws, turnouts_2023};
use crate::law::Share;
use crate::procedure::registration::calendar::Step;

const DAYS: [Date; 3] = [date(2021, 1, 10), date(2023, 3, 19), date(2026, 8, 23)];

/// What each party has of the votes for lists when nothing varies.
fn expected_shares(electorate: &Electorate) -> BTreeMap<&str, f64> {
    let mut all = 0.0;
    let mut shares: BTreeMap<&str, f64> = BTreeMap::new();
    for district in &electorate.districts {
        let region = district.region.as_deref().unwrap();
        let voters = district.registered as f64 * electorate.turnout.regions[region];
        let own =
            |party: &crate::electorate::PartySupport| *party.regions.get(region).unwrap_or(&party.share);
        let sum: f64 = electorate.parties.iter().map(own).sum();
        all += voters;
        for party in &electorate.parties {
            *shares.entry(&party.name).or_default() += voters * own(party) / sum;
        }
    }
    shares.values_mut().for_each(|share| *share /= all);
    shares
}

fn cast(electorate: &Electorate) -> f64 {
    let turnout = &electorate.turnout.regions;
    let ballots = |district: &crate::electorate::DistrictRoll| {
        district.registered as f64 * turnout[district.region.as_deref().unwrap()]
    };
    electorate.districts.iter().map(ballots).sum()
}

#[test]
fn the_days_are_those_of_the_elections() {
    let days: Vec<Date> = electorates().iter().map(|one| one.day).collect();
    assert_eq!(days, DAYS);
    assert!(electorate(date(2020, 1, 1)).is_none());
    for one in electorates() {
        assert!(!one.doubts.is_empty() && !one.electorate.sources.is_empty());
        assert!(!one.electorate.assumptions.is_empty());
    }
}

#[test]
fn names_are_read_strictly() {
    assert_eq!(electorate_named("kazakhstan:2026-08-23").unwrap().day, DAYS[2]);
    for name in ["kazakhstan:20230319", "kazakhstan: 2023-03-19", "kazakhstan:", "2023-03-19"] {
        assert!(electorate_named(name).is_err(), "{name}");
    }
    let error = electorate_named("kazakhstan:2012-01-15").unwrap_err().to_string();
    assert!(error.ends_with("the election days are 2021-01-10, 2023-03-19, 2026-08-23"), "{error}");
}

#[test]
fn rolls_are_the_official_ones() {
    for day in [DAYS[0], DAYS[1]] {
        let official = kazakhstan::election(day).unwrap().votes();
        let totals = official.tally().totals[0];
        let roll: u64 =
            electorate(day).unwrap().electorate.districts.iter().map(|district| district.registered).sum();
        assert_eq!(Some(roll), totals.registered, "{day}");
    }
    let referendum = kazakhstan::referendum(date(2026, 3, 15)).unwrap();
    let roll: u64 =
        electorate(DAYS[2]).unwrap().electorate.districts.iter().map(|district| district.registered).sum();
    assert_eq!(roll, referendum.facts.registered);
    // Regions whose rolls were found have them.
    for region in regions_on(DAYS[1]).unwrap() {
        let Some(found) = region.registered_2023 else { continue };
        let own = electorate(DAYS[1]).unwrap().electorate.districts.iter();
        let own = own.filter(|district| district.region.as_deref() == Some(&region.name));
        assert_eq!(own.map(|district| district.registered).sum::<u64>(), u64::from(found), "{}", region.name);
    }
}

#[test]
fn regions_are_those_of_the_day() {
    for one in electorates() {
        let map: BTreeSet<&str> =
            regions_on(one.day).unwrap().iter().map(|region| region.name.as_str()).collect();
        let of_districts: BTreeSet<&str> =
            one.electorate.districts.iter().map(|district| district.region.as_deref().unwrap()).collect();
        assert_eq!(of_districts, map, "{}", one.day);
        let of_turnout: BTreeSet<&str> = one.electorate.turnout.regions.keys().map(String::as_str).collect();
        assert_eq!(of_turnout, map, "{}", one.day);
    }
    for region in regions_on(DAYS[1]).unwrap() {
        let own = electorate(DAYS[1]).unwrap().electorate.districts.iter();
        let own = own.filter(|district| district.region.as_deref() == Some(&region.name)).count();
        assert_eq!(Some(own as u32), region.single_2023, "{}", region.name);
    }
}

#[test]
fn turnouts_are_the_official_ones() {
    for row in turnouts_2023() {
        for day in [DAYS[1], DAYS[2]] {
            let own = electorate(day).unwrap().electorate.turnout.regions[&row.region];
            assert_eq!((own * 10_000.0).round(), f64::from(row.turnout), "{}", row.region);
        }
    }
    // The rolls that were not found are about right: with them the regions make the country's turnout.
    for (day, official) in [(DAYS[0], 0.6325), (DAYS[1], 0.5421)] {
        let electorate = &electorate(day).unwrap().electorate;
        let roll: u64 = electorate.districts.iter().map(|district| district.registered).sum();
        assert!((cast(electorate) / roll as f64 - official).abs() < 0.006, "{day}");
        assert_eq!(electorate.turnout.mean, official);
    }
}

#[test]
fn expected_votes_are_the_official_ones() {
    for day in [DAYS[0], DAYS[1]] {
        let official = kazakhstan::election(day).unwrap().votes();
        let electorate = &electorate(day).unwrap().electorate;
        let all = official.total("list") as f64;
        let shares = expected_shares(electorate);
        let totals = official.party_totals("list");
        assert_eq!(totals.len(), shares.len());
        for (party, votes) in totals {
            let share = shares[party.name.as_str()];
            assert!((share - votes as f64 / all).abs() < 1e-5, "{day}, {}: {share}", party.name);
        }
        let list = &electorate.lists[0];
        let valid = cast(electorate) * (1.0 - list.invalid.mean);
        let against = valid * list.against_all.mean;
        assert!((against - official.against_all("list") as f64).abs() < 50.0, "{day}: {against}");
        assert!((valid - all - official.against_all("list") as f64).abs() < 50.0, "{day}: {valid}");
    }
}

/// Adilet has Amanat's share of 2023, the others have their own.
#[test]
fn the_scenario_of_2026_is_2023_with_another_name() {
    let then = expected_shares(&electorate(DAYS[1]).unwrap().electorate);
    for (party, share) in expected_shares(&electorate(DAYS[2]).unwrap().electorate) {
        let party = if party == "Adilet" { "Amanat" } else { party };
        assert!((share - then[party]).abs() < 1e-5, "{party}: {share}");
    }
}

/// The lists of three mäslihats stand in the crate twice, for two purposes.
#[test]
fn maslihat_lists_agree_with_those_that_are_counted() {
    let lists = fits::maslihat_lists();
    let contest = lists.field().contest("list").unwrap();
    let mut compared = 0;
    for election in maslihat_elections() {
        let known = |name: &String| *name == election.region;
        let Some(district) = lists.field().districts().iter().position(known) else { continue };
        let ballot = contest.ballots.iter().find(|ballot| ballot.district == Some(district)).unwrap();
        for (party, votes) in election.votes.party_totals("list") {
            let number = lists.field().parties().iter().position(|own| own.name == party.name).unwrap();
            let at = ballot.entries.iter().position(|entry| entry.party == Some(number)).unwrap();
            assert_eq!(u128::from(lists.tally().votes[ballot.votes()][at]), votes, "{}", party.name);
            compared += 1;
        }
    }
    assert_eq!(compared, 17);
}

#[test]
fn swings_are_those_of_the_fit() {
    let two = |fit: &Fit, parameter| (100.0 * fit.value(parameter).unwrap()).round() / 100.0;
    let fit = majilis_fit();
    for one in electorates() {
        let Swing::LogisticNormal(swing) = &one.electorate.swing else { panic!("another swing") };
        assert_eq!(swing.nation, two(fit, Parameter::NationalSwing));
        assert_eq!(Some(swing.region), fit.value(Parameter::RegionalSwing));
        // A region in one piece has no districts to swing on their own.
        let whole =
            one.electorate.districts.iter().all(|district| district.region.as_ref() == Some(&district.name));
        assert_eq!(Some(swing.district), if whole { Some(0.0) } else { fit.value(Parameter::LocalSwing) });
        assert_eq!(one.electorate.turnout.nation, two(fit, Parameter::TurnoutSwing));
        assert_eq!(one.electorate.turnout.region, two(fit, Parameter::TurnoutLocalSwing));
        assert_eq!(one.electorate.turnout.district, TurnoutSpread::Logit(0.0));
    }
    let single = &electorate(DAYS[1]).unwrap().electorate.singles[0];
    assert_eq!(Some(single.personal), fit.value(Parameter::CandidateSpread));
}

/// The numbers of the module's page come from the fits.
#[test]
fn the_page_has_the_estimates() {
    let page = include_str!("page.md");
    let row = |fit: &Fit, parameter, places: usize| {
        let Estimate { value, standard_error, observations, .. } = fit.estimate(parameter).unwrap();
        let error = standard_error.unwrap();
        let row = format!("| {value:.places$} ± {error:.places$} | {observations} |");
        assert!(page.contains(&row), "{parameter}: {row}");
    };
    for parameter in [
        Parameter::NationalSwing,
        Parameter::TurnoutSwing,
        Parameter::TurnoutLocalSwing,
        Parameter::TurnoutSpread,
    ] {
        row(majilis_fit(), parameter, 2);
    }
    for parameter in [Parameter::Turnout, Parameter::Invalid, Parameter::AgainstAll] {
        row(majilis_fit(), parameter, 3);
    }
    row(maslihat_fit(), Parameter::LocalSpread, 2);
    let goodness = &majilis_fit().goodness[0];
    assert!(page.contains(&format!("(p {:.2})", goodness.homogeneity.unwrap().p_value)));
    assert!(page.contains(&format!("central 90 % is {:.2}", goodness.inside_90)));
    assert!(page.contains(&format!("wrong by {:.1}\npoints", goodness.mean_absolute_error.unwrap())));
    let parts = &majilis_fit().estimate(Parameter::NationalSwing).unwrap().parts;
    assert!(page.contains(&format!("{:.2}, from 2012 to 2016 {:.2}", parts[1].value, parts[2].value)));
    let large = majilis_series().unwrap().smallest_share(0.03).unwrap().fit().unwrap();
    assert!(
        page.contains(&format!("{:.2} for parties of 3 %", large.value(Parameter::NationalSwing).unwrap()))
    );
}

#[test]
fn every_registration_law_asks_all_regions() {
    for law in registration_laws().iter() {
        let all = Share::new(1, 1).unwrap();
        assert_eq!(law.value.rules.regions.map(|limit| *limit.value()), Some(all), "{}", law.value.name);
    }
    assert!(registration_bar(date(1990, 1, 1)).is_err());
}

/// Prospects of 2023 are the two parties that were registered under the law of 2022.
#[test]
fn prospects_are_the_new_parties() {
    for one in electorates() {
        let prospects: Vec<&str> = one.prospects.keys().map(String::as_str).collect();
        let new: &[&str] = if one.day == DAYS[1] { &["Baytaq", "Respublica"] } else { &[] };
        assert_eq!(prospects, new);
        assert!(one.electorate.parties.iter().all(|party| party.entry.is_none()));
        for prospect in prospects {
            let registered = kazakhstan::party_lives().iter().find(|life| life.party == prospect).unwrap();
            let registered = registered.events.iter().find(|event| event.step == Step::Registered);
            assert!(registered.unwrap().day.unwrap() > date(2022, 11, 5), "{prospect}");
        }
    }
}

#[test]
fn candidates_are_as_many_as_stood() {
    let single = &electorate(DAYS[1]).unwrap().electorate.singles[0];
    let amanat = single.candidates.iter().filter(|one| one.party.as_deref() == Some("Amanat"));
    let districts: BTreeSet<&str> = amanat.map(|one| one.district.as_str()).collect();
    assert_eq!(districts.len(), 29);
    // 76 candidates of parties and associations, 359 that nominated themselves.
    assert_eq!(single.candidates.len(), 74);
    assert_eq!((359.0f64 / 29.0).round(), f64::from(single.independents.unwrap().each));
    for candidate in &single.candidates {
        let parties = &electorate(DAYS[1]).unwrap().electorate.parties;
        assert!(parties.iter().any(|party| Some(&party.name) == candidate.party.as_ref()));
    }
}
