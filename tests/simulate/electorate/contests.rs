use sailau::electorate::{
    Candidacy, DistrictRoll, Independents, ListContest, LogisticNormal, Rate, ReportingLevel, SingleContest,
    Swing, VoteModel, VoteRounding,
};

use crate::electorate::drawing::{Pairs, candidate, each_draw, electorate, plain_single};

#[test]
fn rounded_votes_are_next_to_the_expected_ones_and_unbiased() {
    let mut town = electorate(&[0.5, 0.3, 0.1234, 0.0766], 3, 1_001);
    town.swing = Swing::None;
    for (by, voters) in [(ReportingLevel::District, 1_001.0), (ReportingLevel::Nation, 3_003.0)] {
        town.lists[0].by = by;
        let (mut sums, draws) = ([0u64; 4], 20_000);
        each_draw(&town, 51, draws, |tally| {
            for (votes, share) in tally.votes.iter().zip([0.5, 0.3, 0.1234, 0.0766]) {
                assert!((*votes as f64 - share * voters).abs() < 1.0);
            }
            sums.iter_mut().zip(&tally.votes).for_each(|(sum, votes)| *sum += votes);
        });
        for (sum, share) in sums.into_iter().zip([0.5, 0.3, 0.1234, 0.0766]) {
            // A rounding has at most a standard deviation of ½.
            assert!((sum as f64 / draws as f64 - share * voters).abs() < 2.0 / (draws as f64).sqrt());
        }
    }
}

#[test]
fn lists_by_nation_region_and_district_hold_the_same_votes() {
    let mut country = electorate(&[0.5, 0.3, 0.2], 5, 10_000);
    for (i, district) in country.districts.iter_mut().enumerate().take(4) {
        district.region = Some(["north", "south"][i % 2].into());
    }
    let list = |name: &str, by| ListContest { name: name.into(), by, ..ListContest::default() };
    country.lists = vec![
        list("nation", ReportingLevel::Nation),
        list("region", ReportingLevel::Region),
        list("district", ReportingLevel::District),
    ];
    let field = country.compile().unwrap().field().clone();
    let pieces = |name: &str| {
        let ballots = &field.contest(name).unwrap().ballots;
        ballots
            .iter()
            .map(|ballot| ballot.district.map(|at| field.districts()[at].clone()))
            .collect::<Vec<_>>()
    };
    assert_eq!(pieces("nation"), [None]);
    assert_eq!(pieces("region"), ["north", "south", "5"].map(|name| Some(name.to_owned())));
    assert_eq!(pieces("district"), ["1", "2", "3", "4", "5"].map(|name| Some(name.to_owned())));
    for counting in [VoteRounding::Expected, VoteRounding::Multinomial] {
        country.counting = counting;
        each_draw(&country, 52, 300, |tally| {
            let party = |of: usize| -> [u64; 3] {
                let sum = |from: usize, to: usize| tally.votes[from..to].iter().skip(of).step_by(3).sum();
                [sum(0, 3), sum(3, 12), sum(12, 27)]
            };
            let all: [u64; 3] = std::array::from_fn(|of| party(of)[0]);
            assert_eq!(all.iter().sum::<u64>(), 50_000);
            for of in 0..3 {
                let sums = party(of);
                // Each piece is rounded by itself, and chance decides each ballot anew.
                let slack = if counting == VoteRounding::Expected {
                    5.0
                } else {
                    6.0 * (2.0 * 50_000.0 * 0.25f64).sqrt()
                };
                assert!(sums.iter().all(|&sum| (sum as f64 - sums[0] as f64).abs() <= slack), "{sums:?}");
            }
        });
    }
}

#[test]
fn regional_and_district_shares_go_before_the_national_one() {
    let mut country = electorate(&[0.5, 0.5], 3, 1_000_000);
    country.swing = Swing::None;
    country.districts[1].region = Some("north".into());
    country.districts[2].region = Some("north".into());
    country.parties[0].regions.insert("north".into(), 1.5);
    country.parties[0].districts.insert("3".into(), 0.0);
    each_draw(&country, 53, 1, |tally| {
        assert_eq!(tally.votes, [500_000, 500_000, 750_000, 250_000, 0, 1_000_000]);
    });
}

#[test]
fn candidates_have_their_partys_share_times_split_strength_and_personal_vote() {
    let mut country = electorate(&[0.5, 0.3, 0.2], 1, 1_000_000_000);
    country.swing = Swing::None;
    let contest =
        SingleContest { split: [("C".into(), -0.4)].into(), personal: 0.2, ..SingleContest::default() };
    country.singles = vec![contest];
    let mut ann = candidate("1", Some("B"), Some("Ann"));
    (ann.strength, ann.personal) = (0.3, Some(0.5));
    country.singles[0].candidates = vec![ann];
    let mut logs = Pairs::default();
    each_draw(&country, 54, 20_000, |tally| {
        // Parties without a listed candidate first: A, C, then Ann.
        let [a, c, ann] = [tally.votes[3], tally.votes[4], tally.votes[5]].map(|votes| votes as f64);
        assert_eq!(a + c + ann, 1e9);
        logs.push((ann / a).ln(), (c / a).ln());
    });
    let sds = ((0.25f64 + 0.04).sqrt(), 0.08f64.sqrt());
    assert!(logs.have_sds(sds.0, sds.1) && logs.has_correlation(0.04 / (sds.0 * sds.1)));
    let error = 4.0 / 20_000f64.sqrt();
    assert!((logs.means().0 - (0.3f64 / 0.5).ln() - 0.3).abs() < error * sds.0);
    assert!((logs.means().1 - (0.2f64 / 0.5).ln() + 0.4).abs() < error * sds.1);
}

#[test]
fn voters_without_a_candidate_go_to_the_others_in_proportion() {
    let mut country = electorate(&[0.5, 0.3, 0.2], 1, 1_000_000);
    country.swing = Swing::None;
    country.singles = vec![SingleContest { stand: Candidacy::Listed, ..plain_single() }];
    let mut independent = candidate("1", None, Some("Dan"));
    independent.share = Some(0.1);
    country.singles[0].candidates = vec![
        candidate("1", Some("A"), Some("Ann")),
        candidate("1", Some("B"), Some("Ben")),
        candidate("1", Some("B"), Some("Bob")),
        independent,
    ];
    each_draw(&country, 55, 1, |tally| {
        // Weights 0.5, 0.15, 0.15, 0.1.
        let expected = [0.5, 0.15, 0.15, 0.1].map(|weight| weight / 0.9 * 1e6);
        for (votes, expected) in tally.votes[3..].iter().zip(expected) {
            assert!((*votes as f64 - expected).abs() <= 1.0);
        }
    });
}

#[test]
fn independents_without_names_stand_in_each_district() {
    let mut country = electorate(&[0.6, 0.4], 2, 1_000_000_000);
    country.swing = Swing::None;
    let independents = Independents { each: 2, share: 0.1, personal: 0.7 };
    country.singles = vec![SingleContest { independents: Some(independents), ..plain_single() }];
    let model = country.compile().unwrap();
    let ballot = &model.field().contest("single").unwrap().ballots[1];
    assert_eq!(ballot.entries[3].label(model.field()), "Independent 2");
    assert_eq!((ballot.entries.len(), ballot.entries[3].party), (4, None));
    let mut logs = Pairs::default();
    each_draw(&country, 56, 20_000, |tally| {
        let log = |i: usize| (tally.votes[4 + i] as f64 / tally.votes[4] as f64).ln();
        logs.push(log(2), log(3));
    });
    assert!(logs.have_sds(0.7, 0.7) && logs.has_correlation(0.0));
    assert!((logs.means().0 - (0.1f64 / 0.6).ln()).abs() < 4.0 * 0.7 / 20_000f64.sqrt());
}

#[test]
fn desertion_lowers_the_ratio_of_second_to_first_loser() {
    let mut country = electorate(&[0.4, 0.3, 0.2, 0.1], 1, 1_000_000);
    country.swing = Swing::None;
    country.singles = vec![plain_single()];
    for (share, expected) in [
        (0.0, [400_000.0, 300_000.0, 200_000.0, 100_000.0]),
        (0.5, [400_000.0 * 0.85 / 0.7, 300_000.0 * 0.85 / 0.7, 100_000.0, 50_000.0]),
        (1.0, [400_000.0 / 0.7, 300_000.0 / 0.7, 0.0, 0.0]),
    ] {
        country.singles[0].desertion = Rate::fixed(share);
        each_draw(&country, 57, 10, |tally| {
            for (votes, expected) in tally.votes[4..].iter().zip(expected) {
                assert!((*votes as f64 - expected).abs() <= 1.0);
            }
            // The list ballot is as it was.
            assert_eq!(tally.votes[..2], [400_000, 300_000]);
        });
    }
    // Drawn by district: the logit of the share that left has its standard deviation.
    // It takes two: one district alone deviates as the nation does.
    country.districts.push(DistrictRoll::new("2", 1_000_000));
    country.singles[0].desertion = Rate { nation: 0.3, district: 0.4, ..Rate::fixed(0.5) };
    let mut left = Pairs::default();
    each_draw(&country, 58, 20_000, |tally| {
        let share = 1.0 - tally.votes[10] as f64 / 200_000.0;
        left.push((share / (1.0 - share)).ln(), tally.votes[11] as f64);
    });
    assert!((left.sds().0 / 0.5 - 1.0).abs() < 4.0 / 40_000f64.sqrt());
}

#[test]
fn both_ballots_follow_the_same_swing() {
    let mut country = electorate(&[0.5, 0.3, 0.2], 2, 100_000_000);
    country.singles = vec![plain_single()];
    country.swing = Swing::LogisticNormal(LogisticNormal::default());
    each_draw(&country, 59, 200, |tally| {
        let (lists, singles) = tally.votes.split_at(6);
        assert!(lists.iter().zip(singles).all(|(list, single)| list.abs_diff(*single) <= 2));
    });
}
