use sailau::electorate::{
    Dirichlet, Electorate, LogisticNormal, Spatial, Swing, Swings, VoteModel, VoteRounding,
};

use crate::electorate::drawing::{Pairs, each_draw, electorate};

/// The logarithm of the ratio of two parties' votes in a district.
fn log_ratio(votes: &[u64], of: usize, to: usize) -> f64 {
    (votes[of] as f64 / votes[to] as f64).ln()
}

#[test]
fn logistic_normal_deviations_have_their_sds_and_correlations_at_each_level() {
    let mut country = electorate(&[0.4, 0.3, 0.2, 0.1], 3, 1_000_000_000);
    country.districts[0].region = Some("east".into());
    country.districts[1].region = Some("east".into());
    country.districts[2].region = Some("west".into());
    // A and B in one bloc; D is new, and twice as volatile.
    country.parties[0].bloc = Some("left".into());
    country.parties[1].bloc = Some("left".into());
    country.parties[3].volatility = 2.0;
    let levels = [[0.2, 0.0, 0.0], [0.0, 0.15, 0.0], [0.0, 0.0, 0.1], [0.2, 0.15, 0.1]];
    for [nation, region, district] in levels {
        country.swing = Swing::LogisticNormal(LogisticNormal { nation, region, district, correlation: 0.6 });
        let (mut ratios, mut neighbours, mut far, mut blocs) =
            (Pairs::default(), Pairs::default(), Pairs::default(), Pairs::default());
        each_draw(&country, 5, 20_000, |tally| {
            let here = &tally.votes[0..4];
            // C to D, of no bloc; A to B, of one.
            ratios.push(log_ratio(here, 2, 3), log_ratio(here, 0, 1));
            // The same ratio in two districts of a region, and of two.
            neighbours.push(log_ratio(here, 2, 3), log_ratio(&tally.votes[4..8], 2, 3));
            far.push(log_ratio(here, 2, 3), log_ratio(&tally.votes[8..12], 2, 3));
            // A and B to C, which shares with them no bloc.
            blocs.push(log_ratio(here, 0, 2), log_ratio(here, 1, 2));
        });
        let sd = (nation * nation + region * region + district * district).sqrt();
        let of_two = sd * 5f64.sqrt();
        assert!(ratios.have_sds(of_two, sd * (2.0 * (1.0 - 0.6f64)).sqrt()), "{:?}", ratios.sds());
        assert!((ratios.means().0 - 2f64.ln()).abs() < 4.0 * of_two / 20_000f64.sqrt());
        let shared = |part: f64| part / (sd * sd);
        assert!(neighbours.has_correlation(shared(nation * nation + region * region)));
        assert!(far.has_correlation(shared(nation * nation)));
        // Covariance ρ sd² + sd² of C, variance 2 sd².
        assert!(blocs.have_sds(sd * 2f64.sqrt(), sd * 2f64.sqrt()) && blocs.has_correlation(1.6 / 2.0));
    }
}

#[test]
fn dirichlet_shares_have_their_moments_in_nation_and_district() {
    let shares = [0.5, 0.3, 0.2];
    for (nation, district, k) in [(Some(50.0), None, 50.0), (None, Some(8.0), 8.0)] {
        let mut country = electorate(&shares, 2, 1_000_000_000);
        country.swing = Swing::Dirichlet(Dirichlet { nation, district });
        let (mut two, mut districts) = (Pairs::default(), Pairs::default());
        let draws = 20_000;
        each_draw(&country, 6, draws, |tally| {
            let share = |i: usize| tally.votes[i] as f64 / 1e9;
            two.push(share(0), share(1));
            districts.push(share(0), share(3));
        });
        let sd = |m: f64| (m * (1.0 - m) / (k + 1.0)).sqrt();
        let error = 4.0 / (draws as f64).sqrt();
        assert!((two.means().0 - 0.5).abs() < error * sd(0.5));
        assert!((two.means().1 - 0.3).abs() < error * sd(0.3));
        // A beta distribution's standard deviation has no larger error than a normal one's by a factor of 1.1 here.
        assert!((two.sds().0 / sd(0.5) - 1.0).abs() < error && (two.sds().1 / sd(0.3) - 1.0).abs() < error);
        let expected = -(0.5f64 * 0.3 / (0.5 * 0.7)).sqrt();
        assert!((two.correlation() - expected).abs() < error, "{}", two.correlation());
        let shared = if nation.is_some() { 1.0 } else { 0.0 };
        assert!((districts.correlation() - shared).abs() < error);
    }
}

#[test]
fn dirichlet_multinomial_votes_have_their_variance() {
    let mut town = electorate(&[0.6, 0.4], 1, 40);
    town.swing = Swing::Dirichlet(Dirichlet { nation: None, district: Some(10.0) });
    town.counting = VoteRounding::Multinomial;
    let (mut votes, draws) = (Pairs::default(), 40_000);
    each_draw(&town, 7, draws, |tally| votes.push(tally.votes[0] as f64, tally.votes[1] as f64));
    let (n, k, p) = (40.0f64, 10.0, 0.6);
    let sd = (n * p * (1.0 - p) * (n + k) / (1.0 + k)).sqrt();
    assert!((votes.means().0 - n * p).abs() < 4.0 * sd / (draws as f64).sqrt());
    assert!(votes.have_sds(sd, sd));
}

#[test]
fn multinomial_votes_have_their_variance() {
    let mut town = electorate(&[0.5, 0.3, 0.2], 1, 1_000);
    town.swing = Swing::None;
    town.counting = VoteRounding::Multinomial;
    let mut votes = Pairs::default();
    each_draw(&town, 8, 20_000, |tally| {
        assert_eq!(tally.votes.iter().sum::<u64>(), 1_000);
        votes.push(tally.votes[0] as f64, tally.votes[1] as f64);
    });
    assert!(votes.have_sds((1_000.0f64 * 0.25).sqrt(), (1_000.0f64 * 0.21).sqrt()));
    assert!(votes.has_correlation(-(0.5f64 * 0.3 / (0.5 * 0.7)).sqrt()));
}

#[test]
fn uniform_swing_adds_points_and_proportional_swing_multiplies() {
    let swings = Swings { nation: 0.02, region: 0.0, district: 0.0, correlation: 0.0 };
    let mut country = electorate(&[0.4, 0.35, 0.25], 2, 1_000_000_000);
    country.parties[0].districts.insert("2".into(), 0.2);
    country.parties[1].districts.insert("2".into(), 0.55);
    // Base shares: 0.4, 0.35, 0.25 in one, 0.2, 0.55, 0.25 in the other.
    country.swing = Swing::Uniform(swings);
    let mut points = Pairs::default();
    each_draw(&country, 9, 10_000, |tally| {
        let share = |i: usize| tally.votes[i] as f64 / 1e9;
        let (here, there) = (share(0) - 0.4, share(3) - 0.2);
        assert!((here - there).abs() < 1e-8, "the same points everywhere");
        points.push(here, share(1) - 0.35);
    });
    // Less the mean of three: 2/3 of the variance, correlation −1/2.
    let sd = 0.02 * (2.0f64 / 3.0).sqrt();
    assert!(points.have_sds(sd, sd) && points.has_correlation(-0.5));

    country.swing = Swing::Proportional(swings);
    each_draw(&country, 10, 100, |tally| {
        let ratio = |i: usize| tally.votes[i] as f64 / tally.votes[i + 1] as f64;
        assert!(
            (ratio(0) / (0.4 / 0.35) - ratio(3) / (0.2 / 0.55)).abs() < 1e-7,
            "the same factor everywhere"
        );
    });

    // Swings beyond all support: nobody is below 0, and the shares are shares.
    for swing in [Swing::Uniform, Swing::Proportional] {
        country.swing = swing(Swings { nation: 9.0, region: 1.0, district: 3.0, correlation: 0.5 });
        each_draw(&country, 11, 1_000, |tally| {
            assert_eq!(tally.votes[..3].iter().sum::<u64>(), 1_000_000_000);
        });
    }
}

#[test]
fn spatial_votes_are_those_of_a_fine_sum_over_voters() {
    let mut country = electorate(&[1.0, 1.0, 2.0], 2, 1_000_000_000);
    let places = [("A", vec![-1.0, 0.0]), ("B", vec![0.5, 0.5]), ("C", vec![1.0, -1.5])];
    let spatial = Spatial {
        parties: places.iter().map(|(name, at)| ((*name).into(), at.clone())).collect(),
        districts: [("2".into(), vec![0.7, 0.2])].into(),
        covariance: vec![vec![1.0, 0.3], vec![0.3, 0.5]],
        b: 0.8,
        nation: 0.0,
        district: 0.0,
        valence: 0.0,
        nodes: 16,
    };
    country.swing = Swing::Spatial(spatial);
    let mut votes = Vec::new();
    each_draw(&country, 12, 1, |tally| votes = tally.votes.clone());
    for (district, mean) in [(0, [0.0, 0.0]), (1, [0.7, 0.2])] {
        // The density of the normal distribution on a grid of a twentieth.
        let determinant = 1.0 * 0.5 - 0.3 * 0.3;
        let (mut sums, mut all) = ([0.0; 3], 0.0);
        for i in -100..=100 {
            for j in -100..=100 {
                let (x, y) = (f64::from(i) / 20.0, f64::from(j) / 20.0);
                let form = (0.5 * x * x - 2.0 * 0.3 * x * y + y * y) / determinant;
                let density = (-form / 2.0).exp();
                let attraction: Vec<f64> = [1.0, 1.0, 2.0]
                    .iter()
                    .zip(&places)
                    .map(|(share, (_, at))| {
                        let (dx, dy) = (x + mean[0] - at[0], y + mean[1] - at[1]);
                        share * (-0.8 * (dx * dx + dy * dy)).exp()
                    })
                    .collect();
                let sum: f64 = attraction.iter().sum();
                sums.iter_mut().zip(attraction).for_each(|(total, part)| *total += density * part / sum);
                all += density;
            }
        }
        for (party, sum) in sums.iter().enumerate() {
            let share = votes[3 * district + party] as f64 / 1e9;
            assert!((share - sum / all).abs() < 2e-4, "district {district}: {share} against {}", sum / all);
        }
    }
}

#[test]
fn spatial_voters_of_a_missing_party_go_to_its_neighbours() {
    use sailau::electorate::{Bar, Prospect};
    let mut country = electorate(&[1.0, 1.0, 1.0], 1, 1_000_000);
    let places = [("A", vec![-1.0]), ("B", vec![0.9]), ("C", vec![1.0])];
    country.swing = Swing::Spatial(Spatial {
        parties: places.into_iter().map(|(name, at)| (name.into(), at)).collect(),
        districts: [].into(),
        covariance: Vec::new(),
        b: 2.0,
        nation: 0.0,
        district: 0.0,
        valence: 0.0,
        nodes: 16,
    });
    let mut with = Vec::new();
    each_draw(&country, 1, 1, |tally| with = tally.votes.clone());
    country.parties[2].entry = Some(Prospect { median: 10.0, sd: 0.0, spread: 0.0 });
    country.bar = Some(Bar { members: 11, ..Bar::default() });
    let mut without = Vec::new();
    each_draw(&country, 1, 1, |tally| without = tally.votes.clone());
    assert_eq!(without[2], 0);
    let gained = |party: usize| (without[party] - with[party]) as f64 / with[2] as f64;
    assert!(gained(1) > 0.8 && gained(0) < 0.2, "{with:?} {without:?}");
    // Those at home are as many as would have voted for it.
    country.bar = Some(Bar { members: 11, abstain: 1.0, ..Bar::default() });
    each_draw(&country, 1, 1, |tally| {
        let voted: u64 = tally.votes.iter().sum();
        assert!(voted.abs_diff(1_000_000 - with[2]) <= 1);
    });
}

/// A country of one district has one swing: the nation's.
#[test]
fn the_swing_of_one_district_is_not_added_to_that_of_the_nation() {
    let country = |districts: usize| {
        let mut country = electorate(&[0.5, 0.5], districts, 1_000_000_000);
        country.swing = Swing::default();
        country
    };
    let deviation = |electorate: &Electorate| {
        let mut shares = Vec::new();
        each_draw(electorate, 3, 4_000, |tally| {
            shares.push(tally.votes[0] as f64 / (tally.votes[0] + tally.votes[1]) as f64);
        });
        let mean = shares.iter().sum::<f64>() / 4_000.0;
        (shares.iter().map(|share| (share - mean).powi(2)).sum::<f64>() / 4_000.0).sqrt()
    };
    // p (1 − p) √2 sd in the first order, a little less in truth: 8.1 points with both swings.
    let found = deviation(&country(1));
    assert!((found - 0.0617).abs() < 0.003, "{found}");
    let words = country(1).compile().unwrap().assumptions().join(" ");
    assert!(words.contains("nation 0.18 (one district: its own swing is a part of the nation's)"), "{words}");
    assert!(country(2).compile().unwrap().assumptions()[0].contains("nation 0.18, district 0.165"));
    // Alone it is what was asked for.
    let mut alone = country(1);
    alone.swing = Swing::LogisticNormal(LogisticNormal { nation: 0.0, ..LogisticNormal::default() });
    let found = deviation(&alone);
    assert!((found - 0.0568).abs() < 0.003, "{found}");
}
