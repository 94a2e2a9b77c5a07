use rand::rngs::ChaCha12Rng;
use rand::{RngExt, SeedableRng};
use rand_distr::{Beta, Distribution, Gamma, Normal};

use super::*;
use crate::votes::{District, Votes, VotesBuilder};

/// A country to simulate: districts of regions, parties, and the standard deviations at the three levels.
#[derive(Clone, Copy)]
struct Country {
    regions: usize,
    districts: usize,
    parties: usize,
    voters: f64,
    nation: f64,
    region: f64,
    district: f64,
}

const COUNTRY: Country = Country {
    regions: 12,
    districts: 6,
    parties: 5,
    voters: 40_000.0,
    nation: 0.3,
    region: 0.15,
    district: 0.1,
};

/// Normal numbers, one for each party.
fn normals(rng: &mut ChaCha12Rng, parties: usize, sd: f64) -> Vec<f64> {
    let normal = Normal::new(0.0, sd).unwrap();
    (0..parties).map(|_| normal.sample(rng)).collect()
}

impl Country {
    /// Votes by district, with the counting noise of so many voters.
    fn votes(&self, rng: &mut ChaCha12Rng, strengths: &[Vec<f64>]) -> Votes {
        let mut builder = VotesBuilder::default();
        let mut facts = Vec::new();
        for (number, strengths) in strengths.iter().enumerate() {
            let name = format!("District {number}");
            let all: f64 = strengths.iter().map(|x| x.exp()).sum();
            for (party, x) in strengths.iter().enumerate() {
                let expected = self.voters * x.exp() / all;
                // A Poisson number, near enough.
                let votes = expected + Normal::new(0.0, expected.sqrt()).unwrap().sample(rng);
                let party = format!("Party {party}");
                builder
                    .votes("list", Some(&name), Some(&party), None, votes.round().max(0.0) as u64)
                    .unwrap();
            }
            let region = Some(format!("Region {}", number / self.districts));
            facts.push(District { name, region, ..District::default() });
        }
        builder.build().unwrap().with_districts(facts).unwrap()
    }

    /// Elections one after another, each a step from the last at all three levels.
    fn series(&self, rng: &mut ChaCha12Rng, elections: usize) -> Series {
        let mut strengths = vec![normals(rng, self.parties, 0.5); self.regions * self.districts];
        let mut series = Series::new("list").smallest_share(0.0).unwrap();
        for election in 0..elections {
            series.add(election.to_string(), &self.votes(rng, &strengths)).unwrap();
            let nation = normals(rng, self.parties, self.nation);
            let regions: Vec<Vec<f64>> =
                (0..self.regions).map(|_| normals(rng, self.parties, self.region)).collect();
            for (number, strengths) in strengths.iter_mut().enumerate() {
                let own = normals(rng, self.parties, self.district);
                for (party, x) in strengths.iter_mut().enumerate() {
                    *x += nation[party] + regions[number / self.districts][party] + own[party];
                }
            }
        }
        series
    }
}

/// The parts of series of this country whose estimates are within 1.96 standard errors of the truth, and the mean of the
/// estimates.
fn coverage(country: Country, elections: usize, runs: u32, truth: &[(Parameter, f64)]) -> Vec<(f64, f64)> {
    let mut rng = ChaCha12Rng::seed_from_u64(20_230_319);
    let mut found = vec![(0.0, 0.0); truth.len()];
    for _ in 0..runs {
        let fit = country.series(&mut rng, elections).fit().unwrap();
        for ((parameter, truth), found) in truth.iter().zip(&mut found) {
            let estimate = fit.estimate(*parameter).unwrap();
            let error = estimate.standard_error.unwrap();
            found.0 += f64::from(u8::from((estimate.value - truth).abs() <= 1.96 * error)) / f64::from(runs);
            found.1 += estimate.value / f64::from(runs);
        }
    }
    found
}

#[test]
fn three_levels_of_swing_come_back_and_their_errors_cover() {
    let truth = [
        (Parameter::NationalSwing, COUNTRY.nation),
        (Parameter::RegionalSwing, COUNTRY.region),
        (Parameter::LocalSwing, COUNTRY.district),
    ];
    let found = coverage(COUNTRY, 6, 100, &truth);
    for ((parameter, truth), (inside, mean)) in truth.into_iter().zip(found) {
        // Three binomial standard errors around 0.95 of 100 runs, and the skew of few degrees of freedom.
        assert!((0.86..=1.0).contains(&inside), "{parameter}: {inside} covered");
        assert!((mean / truth - 1.0).abs() < 0.05, "{parameter}: {mean} for {truth}");
    }
}

#[test]
fn the_noise_of_counting_is_no_swing() {
    // 400 voters a party: a noise of 0.07, which would pass for a swing of 0.12.
    let country = Country { voters: 2_000.0, ..COUNTRY };
    let found = coverage(country, 5, 30, &[(Parameter::LocalSwing, 0.1)]);
    assert!((found[0].1 - 0.1).abs() < 0.005, "{found:?}");
    let still = Country { nation: 0.0, region: 0.0, district: 0.0, ..COUNTRY };
    let fit = still.series(&mut ChaCha12Rng::seed_from_u64(4), 5).fit().unwrap();
    for parameter in [Parameter::RegionalSwing, Parameter::LocalSwing, Parameter::NationalSwing] {
        assert!(fit.value(parameter).unwrap() < 0.01, "{parameter}: {:?}", fit.value(parameter));
    }
}

#[test]
fn a_true_model_passes_its_own_tests() {
    let fit = COUNTRY.series(&mut ChaCha12Rng::seed_from_u64(7), 8).fit().unwrap();
    for goodness in &fit.goodness {
        let error = (0.09 / goodness.observations as f64).sqrt();
        assert!((goodness.inside_90 - 0.9).abs() < 4.0 * error, "{goodness}");
    }
    let local = fit.goodness.iter().find(|one| one.parameter == Parameter::LocalSwing).unwrap();
    assert!((local.kurtosis.unwrap() - 3.0).abs() < 0.5, "{local}");
    assert!(local.homogeneity.unwrap().p_value > 0.001, "{local}");
    assert!((local.inside_90_left_out.unwrap() - 0.9).abs() < 0.03, "{local}");
}

/// The same elections with one quiet and one wild pair: homogeneity is refused.
#[test]
fn unlike_elections_are_found_out() {
    let mut series = COUNTRY.series(&mut ChaCha12Rng::seed_from_u64(7), 3);
    let mut wild = Country { district: 0.4, ..COUNTRY }.series(&mut ChaCha12Rng::seed_from_u64(8), 3);
    for (number, mut election) in wild.elections.drain(..).enumerate() {
        election.name = format!("wild {number}");
        series.elections.push(election);
    }
    let fit = series.fit().unwrap();
    let local = fit.goodness.iter().find(|one| one.parameter == Parameter::LocalSwing).unwrap();
    assert!(local.homogeneity.unwrap().p_value < 1e-6, "{local}");
}

#[test]
fn missing_parties_do_not_bias() {
    let mut rng = ChaCha12Rng::seed_from_u64(11);
    let mut series = COUNTRY.series(&mut rng, 6);
    for place in series.elections.iter_mut().flat_map(|election| &mut election.places) {
        place.votes.retain(|_, _| rng.random_bool(0.7));
    }
    let fit = series.fit().unwrap();
    for (parameter, truth) in [(Parameter::RegionalSwing, 0.15), (Parameter::LocalSwing, 0.1)] {
        let estimate = fit.estimate(parameter).unwrap();
        assert!((estimate.value - truth).abs() < 3.0 * estimate.standard_error.unwrap(), "{estimate}");
    }
}

#[test]
fn spreads_of_one_election_come_back() {
    let mut rng = ChaCha12Rng::seed_from_u64(5);
    let base = normals(&mut rng, 6, 0.5);
    let mut strengths = Vec::new();
    for _ in 0..COUNTRY.regions {
        let region = normals(&mut rng, 6, 0.3);
        for _ in 0..COUNTRY.districts {
            let own = normals(&mut rng, 6, 0.2);
            strengths
                .push((0..6).map(|party| base[party] + region[party] + own[party]).collect::<Vec<f64>>());
        }
    }
    let votes = COUNTRY.votes(&mut rng, &strengths);
    let fit = Series::new("list").add("one", &votes).unwrap().fit().unwrap();
    for (parameter, truth) in [(Parameter::RegionalSpread, 0.3), (Parameter::LocalSpread, 0.2)] {
        let estimate = fit.estimate(parameter).unwrap();
        assert!((estimate.value - truth).abs() < 2.5 * estimate.standard_error.unwrap(), "{estimate}");
        assert!(estimate.standard_error.unwrap() < 0.05, "{estimate}");
    }
    assert_eq!(fit.estimate(Parameter::LocalSpread).unwrap().parts.len(), 6);
}

#[test]
fn dirichlet_concentrations_come_back() {
    let mut rng = ChaCha12Rng::seed_from_u64(3);
    let mut builder = VotesBuilder::default();
    for district in 0..400 {
        let name = format!("District {district}");
        let draw = |rng: &mut ChaCha12Rng, part: f64| Gamma::new(30.0 * part, 1.0).unwrap().sample(rng);
        let weights: Vec<f64> = [0.5, 0.3, 0.2].iter().map(|&part| draw(&mut rng, part)).collect();
        let all: f64 = weights.iter().sum();
        for (party, weight) in ["A", "B", "C"].into_iter().zip(weights) {
            let votes = (1e6 * weight / all).round() as u64;
            builder.votes("list", Some(&name), Some(party), None, votes).unwrap();
        }
    }
    let fit = Series::new("list").add("one", &builder.build().unwrap()).unwrap().fit().unwrap();
    let k = fit.estimate(Parameter::Concentration).unwrap();
    assert!((k.value - 30.0).abs() < 2.5 * k.standard_error.unwrap(), "{k}");
    assert!((0.5..3.0).contains(&k.standard_error.unwrap()), "{k}");
    for part in k.parts.iter().filter(|part| part.observations > 1) {
        assert!((part.value - 30.0).abs() < 6.0, "{part:?}");
    }
}

#[test]
fn turnouts_come_back() {
    let mut rng = ChaCha12Rng::seed_from_u64(1);
    let votes = Votes::list([("A", 1), ("B", 1)]).unwrap();
    let mut series = Series::new("list");
    let beta = Beta::new(40.0, 20.0).unwrap();
    series.add("first", &votes).unwrap();
    let first: Vec<f64> = (0..500).map(|_| beta.sample(&mut rng)).collect();
    series.add_turnouts("first", first.iter().enumerate().map(|(at, x)| (at.to_string(), *x))).unwrap();
    series.add("second", &votes).unwrap();
    let moved = |x: &f64, rng: &mut ChaCha12Rng| {
        let logit = statistics::logit(*x) + 0.5 + Normal::new(0.0, 0.2).unwrap().sample(rng);
        1.0 / (1.0 + (-logit).exp())
    };
    let second: Vec<f64> = first.iter().map(|x| moved(x, &mut rng)).collect();
    series.add_turnouts("second", second.iter().enumerate().map(|(at, x)| (at.to_string(), *x))).unwrap();
    let fit = series.fit().unwrap();
    let swing = fit.estimate(Parameter::TurnoutLocalSwing).unwrap();
    assert!((swing.value - 0.2).abs() < 2.5 * swing.standard_error.unwrap(), "{swing}");
    // Without rolls there is no turnout of the country.
    assert_eq!(fit.assumption(Parameter::TurnoutSwing).unwrap().why, Why::NoTurnoutsTwice);

    let mut only = Series::new("list");
    only.add("first", &votes).unwrap();
    only.add_turnouts("first", first.iter().enumerate().map(|(at, x)| (at.to_string(), *x))).unwrap();
    let fit = only.fit().unwrap();
    for (parameter, truth) in
        [(Parameter::TurnoutA, 40.0), (Parameter::TurnoutB, 20.0), (Parameter::Turnout, 2.0 / 3.0)]
    {
        let estimate = fit.estimate(parameter).unwrap();
        assert!((estimate.value - truth).abs() < 2.5 * estimate.standard_error.unwrap(), "{estimate}");
    }
}

#[test]
fn turnouts_follow_from_rolls() {
    let votes = |a: u64| {
        let file = format!(
            "contest,party,votes\nlist,A,{a}\nlist,B,100\nlist,@invalid,100\nlist,@registered,1000\n"
        );
        Votes::from_csv(file.as_bytes(), &[]).unwrap()
    };
    let mut series = Series::new("list");
    series.add("first", &votes(300)).unwrap();
    series.add("second", &votes(400)).unwrap();
    let fit = series.fit().unwrap();
    // From 50 % to 60 %: a change of ln 1.5 in the logit.
    assert!((fit.value(Parameter::TurnoutSwing).unwrap() - 1.5f64.ln()).abs() < 1e-12);
    assert!((fit.value(Parameter::Invalid).unwrap() - (0.2 + 1.0 / 6.0) / 2.0).abs() < 1e-12);
}

#[test]
fn candidates_and_split_tickets() {
    let mut rng = ChaCha12Rng::seed_from_u64(9);
    let mut builder = VotesBuilder::default();
    for district in 0..200 {
        let name = format!("District {district}");
        let own = normals(&mut rng, 4, 0.25);
        for (party, own) in own.into_iter().enumerate() {
            let list = 5_000.0 * (party + 1) as f64;
            // The first party's candidates have half of its votes, everywhere.
            let single = list * own.exp() * if party == 0 { 0.5 } else { 1.0 };
            let party = format!("Party {party}");
            for (contest, votes) in [("list", list), ("single", single)] {
                let expected = votes + Normal::new(0.0, votes.sqrt()).unwrap().sample(&mut rng);
                builder.votes(contest, Some(&name), Some(&party), None, expected.round() as u64).unwrap();
            }
        }
    }
    let fit = Series::new("list")
        .second_ballot("single")
        .add("one", &builder.build().unwrap())
        .unwrap()
        .fit()
        .unwrap();
    let spread = fit.estimate(Parameter::CandidateSpread).unwrap();
    assert!((spread.value - 0.25).abs() < 2.5 * spread.standard_error.unwrap(), "{spread}");
    assert!(fit.value(Parameter::SplitTickets).unwrap() > 0.05);

    // Worked by hand: 60 and 40 of 100 against 30, 50 and an independent's 20.
    let file = "contest,district,party,candidate,votes\nlist,D,A,,60\nlist,D,B,,40\n\
                single,D,A,a,30\nsingle,D,B,b,50\nsingle,D,,c,20\n";
    let votes = Votes::from_csv(file.as_bytes(), &[]).unwrap();
    let fit = Series::new("list").second_ballot("single").add("one", &votes).unwrap().fit().unwrap();
    assert!((fit.value(Parameter::SplitTickets).unwrap() - 0.3).abs() < 1e-12);
    assert_eq!(fit.assumption(Parameter::CandidateSpread).unwrap().why, Why::TooFewPlaces);
}

#[test]
fn what_cannot_be_fitted_says_why() {
    assert_eq!(Series::new("list").fit(), Err(FitError::NoElections));
    let empty = |votes: Result<Votes, _>| Series::new("list").add("x", &votes.unwrap()).unwrap_err();
    let no_votes = FitError::NoVotes { election: "x".to_owned(), contest: "list".to_owned() };
    assert_eq!(empty(Votes::list([("A", 0), ("B", 0)])), no_votes);
    assert!(matches!(empty(Ok(Votes::empty())), FitError::NoContest { .. }));

    let one = Votes::list([("A", 10)]).unwrap();
    let two = Votes::list([("A", 10), ("B", 5)]).unwrap();
    let mut series = Series::new("list");
    series.add("one", &two).unwrap();
    assert_eq!(
        series.clone().add("one", &two).unwrap_err(),
        FitError::Repeated { election: "one".to_owned() }
    );
    let error = series.fit().unwrap_err();
    assert!(matches!(error, FitError::NothingIdentified { .. }));
    assert!(error.to_string().contains("national swing: there is one election only"), "{error}");
    series.add("two", &one).unwrap();
    let error = series.fit().unwrap_err().to_string();
    assert!(error.contains("national swing: fewer than two parties stood in both"), "{error}");
    // With the whole of a party gone and back, no pair has two parties.
    series.add("three", &two).unwrap();
    assert!(series.fit().is_err());
    series.add("four", &two).unwrap();
    let fit = series.fit().unwrap();
    assert_eq!(fit.value(Parameter::NationalSwing), Some(0.0));

    for turnout in [0.0, 1.0, -1.0, f64::NAN] {
        let error = series.add_turnouts("one", [("R", turnout)]).unwrap_err();
        assert!(matches!(error, FitError::NotATurnout { .. }));
    }
    assert!(matches!(series.add_turnouts("five", [("R", 0.5)]), Err(FitError::NoSuchElection { .. })));
    let twice = series.add_turnouts("one", [("R", 0.5), ("R", 0.6)]);
    assert!(matches!(twice, Err(FitError::RepeatedTurnout { .. })));
    for share in [-0.1, 1.0, f64::NAN] {
        assert!(matches!(Series::new("list").smallest_share(share), Err(FitError::NotAShare(_))));
    }
    for (parameter, value) in
        [(Parameter::Turnout, 1.1), (Parameter::Concentration, 0.0), (Parameter::LocalSwing, f64::INFINITY)]
    {
        assert!(matches!(Series::new("list").assume(parameter, value, ""), Err(FitError::NotAValue { .. })));
    }
}

#[test]
fn names_of_a_party_lead_from_one_that_stood_to_another() {
    let fit = |renamed: &[(&str, &str)]| {
        let series = Series::new("list");
        let mut series = renamed.iter().fold(series, |series, (old, new)| series.same_party(*old, *new));
        series.add("one", &Votes::list([("Labour", 50), ("Right", 40), ("Farmers", 10)]).unwrap()).unwrap();
        series.add("two", &Votes::list([("Labour", 45), ("Right", 40), ("Country", 15)]).unwrap()).unwrap();
        series.fit()
    };
    let swing = |fit: Fit| fit.estimate(Parameter::NationalSwing).unwrap().observations;
    assert_eq!(swing(fit(&[("Farmers", "Country")]).unwrap()), 3);
    // One name was never on a ballot.
    assert_eq!(
        swing(fit(&[("Farmers", "Farmers and Gardeners"), ("Farmers and Gardeners", "Country")]).unwrap()),
        3
    );
    for (renamed, party, nearest) in [
        ([("Farmer", "Country")], "Farmer", Some("Farmers")),
        ([("Farmers", "Contry")], "Contry", Some("Country")),
        ([("Farmers", "Pirates")], "Pirates", None),
    ] {
        let (party, nearest) = (party.to_owned(), nearest.map(str::to_owned));
        assert_eq!(fit(&renamed), Err(FitError::NoSuchParty { party, nearest }));
    }
    let error = fit(&[("Farmer", "Country")]).unwrap_err().to_string();
    assert!(error.ends_with("write it as the votes have it; did you mean `Farmers`?"), "{error}");
    for ring in [&[("Farmers", "Country"), ("Country", "Farmers")][..], &[("Right", "Right")]] {
        assert!(matches!(fit(ring), Err(FitError::NamesGoRound { .. })), "{ring:?}");
    }
}

#[test]
fn names_of_contests_elections_and_places_stand_for_something() {
    let file =
        "contest,district,party,votes\nlist,North,A,10\nlist,North,B,5\nlist,South,A,5\nlist,South,B,5\n";
    let votes = Votes::from_csv(file.as_bytes(), &[]).unwrap();
    let error = Series::new("lists").add("2020", &votes).unwrap_err();
    assert!(error.to_string().ends_with("they have list; did you mean `list`?"), "{error}");
    let mut series = Series::new("list").second_ballot("single");
    series.add("2020", &votes).unwrap();
    assert!(matches!(series.fit(), Err(FitError::NoSecondBallot(_))));
    let mut series = Series::new("list");
    series.add("2020", &votes).unwrap();
    let nearest = Some("North".to_owned());
    let wrong = FitError::NoSuchPlace { election: "2020".to_owned(), place: "Nort".to_owned(), nearest };
    assert_eq!(series.add_turnouts("2020", [("Nort", 0.5)]).unwrap_err(), wrong);
    let nearest = Some("2020".to_owned());
    assert_eq!(
        series.add_turnout("202", 0.5).unwrap_err(),
        FitError::NoSuchElection { election: "202".to_owned(), nearest }
    );
    assert!(series.add_turnouts("2020", [("North", 0.5), ("South", 0.6)]).is_ok());
}

/// What votes say of turnout is taken, and not another country's.
#[test]
fn the_roll_of_one_count_gives_the_turnout() {
    let file = "party,votes\nA,30000\nB,15000\n@invalid,1000\n@registered,100000\n";
    let votes = Votes::from_csv(file.as_bytes(), &[]).unwrap();
    let fit = Series::new("list").add("2020", &votes).unwrap().fit().unwrap();
    let turnout = fit.estimate(Parameter::Turnout).unwrap();
    assert_eq!((turnout.value, turnout.observations, turnout.standard_error), (0.46, 1, None));
    // Only the concentration is the United Kingdom's.
    let beta = |parameter| fit.assumption(parameter).unwrap();
    let (a, b) = (beta(Parameter::TurnoutA), beta(Parameter::TurnoutB));
    let (mean, concentration) = (a.value.unwrap(), a.value.unwrap() + b.value.unwrap());
    assert!((mean / concentration - 0.46).abs() < 1e-9 && (concentration - 66.1).abs() < 1e-3, "{a}, {b}");
    assert!(a.source.starts_with("around the turnout of these elections"));
    // Without a roll the default stays, and is said.
    let votes = Votes::list([("A", 30_000), ("B", 15_000)]).unwrap();
    let mut series = Series::new("list");
    series.add("2020", &votes).unwrap().add("2024", &votes).unwrap();
    let turnout = series.fit().unwrap().assumption(Parameter::Turnout).cloned().unwrap();
    assert_eq!((turnout.value, turnout.why), (Some(0.672), Why::NoTurnouts));
}

#[test]
fn every_parameter_is_estimated_or_assumed_and_printed() {
    let fit = COUNTRY.series(&mut ChaCha12Rng::seed_from_u64(2), 2).fit().unwrap();
    let report = fit.to_string();
    for parameter in Parameter::ALL {
        assert!(fit.estimate(parameter).is_some() != fit.assumption(parameter).is_some(), "{parameter}");
        assert!(report.contains(&parameter.to_string()), "{parameter}");
        if let Some(Published { value, .. }) = published(parameter) {
            parameter.check(value).unwrap();
        }
    }
    for assumption in &fit.not_identified {
        assert!(assumption.value.is_none() == assumption.source.is_empty(), "{assumption}");
        assert!(report.contains(&assumption.why.to_string()));
    }
    let json = serde_json::to_value(&fit).unwrap();
    assert_eq!(json["estimates"][0]["parameter"], "national-swing");
    assert!(json["not_identified"].as_array().unwrap().iter().any(|one| one["why"] == "no-turnouts"));
}

#[test]
fn what_is_given_to_assume_is_used_only_where_needed() {
    let two = Votes::list([("A", 10), ("B", 5)]).unwrap();
    let mut series = Series::new("list").assume(Parameter::Turnout, 0.5, "a guess").unwrap();
    series = series.assume(Parameter::NationalSwing, 0.5, "a guess").unwrap();
    series.add("one", &two).unwrap();
    series.add("two", &two).unwrap();
    let fit = series.fit().unwrap();
    assert_eq!(fit.value(Parameter::Turnout), Some(0.5));
    assert_eq!(fit.value(Parameter::NationalSwing), Some(0.0));
    assert!(fit.notes.iter().any(|note| note.contains("national swing")), "{:?}", fit.notes);
    assert!(fit.assumptions().iter().any(|line| line.contains("a guess")));
}

/// A party without votes, a place without voters: as good as absent.
#[test]
fn zeros_are_no_logarithms() {
    let file = |b: u64, voters: u64| {
        format!(
            "contest,district,party,votes\nlist,North,A,10\nlist,North,B,{b}\nlist,North,C,5\nlist,South,A,0\n\
             list,South,B,0\nlist,South,C,0\nlist,South,@registered,{voters}\nlist,North,@registered,100\n"
        )
    };
    let votes = |b, voters| Votes::from_csv(file(b, voters).as_bytes(), &[]).unwrap();
    let mut series = Series::new("list");
    series.add("one", &votes(0, 0)).unwrap();
    series.add("two", &votes(7, 0)).unwrap();
    let fit = series.fit().unwrap();
    // A and C alone stood in both.
    assert_eq!(fit.estimate(Parameter::NationalSwing).unwrap().observations, 2);
    assert_eq!(fit.assumption(Parameter::LocalSwing).unwrap().why, Why::TooFewPlaces);
    assert_eq!(fit.assumption(Parameter::TurnoutSpread).unwrap().why, Why::NoTurnouts);
}

/// Whatever the votes, a fit is refused or has numbers in it.
#[test]
fn any_votes_are_fitted_or_refused() {
    let mut rng = ChaCha12Rng::seed_from_u64(6);
    let mut fitted = 0;
    for _ in 0..400 {
        let mut series = Series::new("list").second_ballot("single").smallest_share(0.0).unwrap();
        let (districts, parties) = (rng.random_range(1..6), rng.random_range(1..4));
        for election in 0..rng.random_range(1..4) {
            let mut builder = VotesBuilder::default();
            let mut facts = Vec::new();
            for district in (0..districts).map(|number: u32| format!("D{number}")) {
                for party in (0..parties).map(|number: u32| format!("P{number}")) {
                    for contest in ["list", "single"] {
                        let votes = [0, 1, 2, 1_000, u64::MAX][rng.random_range(0..5)];
                        builder.votes(contest, Some(&district), Some(&party), None, votes).unwrap();
                    }
                }
                let voters = [0, 1, 3_000, u64::MAX][rng.random_range(0..4)];
                builder.registered("list", Some(&district), voters).unwrap();
                let region = rng.random_bool(0.8).then(|| format!("R{}", rng.random_range(0..3)));
                facts.push(District { name: district, region, ..District::default() });
            }
            let votes = builder.build().unwrap().with_districts(facts).unwrap();
            let added = series.add(election.to_string(), &votes).map(|_| ());
            assert!(matches!(added, Ok(()) | Err(FitError::NoVotes { .. })), "{added:?}");
        }
        match series.fit() {
            Ok(fit) => {
                fitted += 1;
                for estimate in &fit.estimates {
                    assert!(estimate.value.is_finite() && estimate.value >= 0.0, "{estimate}");
                    assert!(estimate.standard_error.is_none_or(f64::is_finite), "{estimate}");
                    estimate.parameter.check(estimate.value).unwrap();
                }
                assert!(fit.goodness.iter().all(|one| (0.0..=1.0).contains(&one.inside_90)), "{fit}");
                assert!(!fit.to_string().contains("NaN"), "{fit}");
            }
            Err(error) => {
                assert!(matches!(error, FitError::NothingIdentified { .. } | FitError::NoElections))
            }
        }
    }
    assert!(fitted > 200, "{fitted}");
}
