use sailau::electorate::{
    ListContest, LogisticNormal, Rate, ReportingLevel, Swing, Turnout, TurnoutSpread, VoteRounding,
    WithSupport,
};

use crate::electorate::drawing::{Pairs, each_draw, electorate};

const VOTERS: u64 = 1_000_000_000;

fn logit(share: f64) -> f64 {
    (share / (1.0 - share)).ln()
}

#[test]
fn turnout_has_its_sds_on_the_logit_at_each_level_and_its_correlation_with_support() {
    let mut country = electorate(&[0.3, 0.7], 3, VOTERS);
    for (district, region) in country.districts.iter_mut().zip(["east", "east", "west"]) {
        district.region = Some(region.into());
    }
    country.districts[1].turnout = Some(0.5);
    let turnout = |sum: u64| logit(sum as f64 / VOTERS as f64);
    for [nation, region, district] in [[0.2, 0.0, 0.0], [0.0, 0.3, 0.0], [0.0, 0.0, 0.25], [0.2, 0.3, 0.25]] {
        country.turnout = Turnout {
            mean: 0.7,
            regions: [("west".into(), 0.6)].into(),
            nation,
            region,
            district: TurnoutSpread::Logit(district),
            with_support: Some(WithSupport { party: "A".into(), correlation: 0.7 }),
        };
        // Support varies half as much at each level, so the correlation of sums is that of each.
        let half = |sd: f64| sd / 2.0;
        country.swing = Swing::LogisticNormal(LogisticNormal {
            nation: half(nation),
            region: half(region),
            district: half(district),
            correlation: 0.0,
        });
        let (mut two, mut far, mut support) = (Pairs::default(), Pairs::default(), Pairs::default());
        each_draw(&country, 21, 20_000, |tally| {
            let of = |i: usize| turnout(tally.votes[2 * i] + tally.votes[2 * i + 1]);
            two.push(of(0), of(1));
            far.push(of(0), of(2));
            support.push(of(0), (tally.votes[0] as f64 / tally.votes[1] as f64).ln());
        });
        let sd = (nation * nation + region * region + district * district).sqrt();
        assert!(two.have_sds(sd, sd) && far.have_sds(sd, sd));
        assert!(two.has_correlation((nation * nation + region * region) / (sd * sd)));
        assert!(far.has_correlation(nation * nation / (sd * sd)));
        let error = 4.0 * sd / 20_000f64.sqrt();
        assert!((two.means().0 - logit(0.7)).abs() < error && (two.means().1 - 0.0).abs() < error);
        assert!((far.means().1 - logit(0.6)).abs() < error);
        // The log ratio to the other party has √2 of the deviation of A's own support.
        assert!(support.has_correlation(0.7 / 2f64.sqrt()), "{}", support.correlation());
    }
}

#[test]
fn beta_turnout_has_its_moments() {
    let mut country = electorate(&[1.0], 2, VOTERS);
    country.turnout = Turnout { mean: 0.672, district: TurnoutSpread::Beta(66.1), ..Turnout::fixed(0.0) };
    let mut turnout = Pairs::default();
    each_draw(&country, 22, 20_000, |tally| {
        turnout.push(tally.votes[0] as f64 / VOTERS as f64, tally.votes[1] as f64 / VOTERS as f64);
    });
    let sd = (0.672f64 * 0.328 / 67.1).sqrt();
    // The United Kingdom in 2019 had 0.057.
    assert!((sd - 0.057).abs() < 0.001 && turnout.have_sds(sd, sd) && turnout.has_correlation(0.0));
    assert!((turnout.means().0 - 0.672).abs() < 4.0 * sd / 20_000f64.sqrt());
}

#[test]
fn everybody_nobody_and_empty_districts() {
    let mut country = electorate(&[0.5, 0.5], 3, 1_000);
    country.districts[0].turnout = Some(1.0);
    country.districts[1].turnout = Some(0.0);
    country.districts[2].registered = 0;
    country.turnout = Turnout { nation: 2.0, region: 1.0, ..Turnout::UK_2019 };
    for spread in [TurnoutSpread::Logit(1.0), TurnoutSpread::Beta(3.0)] {
        country.turnout.district = spread;
        for counting in [VoteRounding::Expected, VoteRounding::Multinomial] {
            country.counting = counting;
            each_draw(&country, 23, 200, |tally| {
                let cast: Vec<u64> = tally.votes.chunks(2).map(|votes| votes.iter().sum()).collect();
                assert_eq!(cast, [1_000, 0, 0]);
                assert_eq!(tally.totals[2].registered, Some(0));
            });
        }
    }
}

#[test]
fn spoilt_ballots_and_votes_against_all_have_their_shares_and_all_ballots_are_accounted_for() {
    let mut country = electorate(&[0.5, 0.3, 0.2], 4, 50_000);
    for (district, region) in country.districts.iter_mut().zip(["east", "east", "west", "west"]) {
        district.region = Some(region.into());
    }
    country.turnout = Turnout { nation: 0.3, ..Turnout::UK_2019 };
    let invalid = Rate { regions: [("west".into(), 0.1)].into(), ..Rate::fixed(0.04) };
    for by in [ReportingLevel::Nation, ReportingLevel::Region, ReportingLevel::District] {
        for counting in [VoteRounding::Expected, VoteRounding::Multinomial] {
            country.lists[0] = ListContest {
                by,
                invalid: invalid.clone(),
                against_all: Rate::fixed(0.03),
                ..ListContest::default()
            };
            country.counting = counting;
            let (mut spoilt, mut against, mut cast) = (0, 0, 0);
            let (mut west, mut west_cast) = (0, 0);
            each_draw(&country, 24, 2_000, |tally| {
                let pieces = tally.totals.len();
                assert_eq!(
                    pieces,
                    match by {
                        ReportingLevel::Nation => 1,
                        ReportingLevel::Region => 2,
                        ReportingLevel::District => 4,
                    }
                );
                for (votes, totals) in tally.votes.chunks(3).zip(&tally.totals) {
                    let ballots = votes.iter().sum::<u64>() + totals.invalid.unwrap() + totals.against_all;
                    assert_eq!(totals.registered, Some(200_000 / pieces as u64));
                    assert!(ballots <= totals.registered.unwrap() && totals.others == 0);
                    spoilt += totals.invalid.unwrap();
                    against += totals.against_all;
                    cast += ballots;
                }
                if by == ReportingLevel::Region {
                    let spoilt = tally.totals[1].invalid.unwrap();
                    west += spoilt;
                    west_cast += tally.votes[3..].iter().sum::<u64>() + spoilt + tally.totals[1].against_all;
                }
            });
            let share = |part: u64, of: u64| part as f64 / of as f64;
            assert!((share(spoilt, cast) - 0.07).abs() < 1e-3, "{}", share(spoilt, cast));
            assert!((share(against, cast - spoilt) - 0.03).abs() < 1e-4);
            if by == ReportingLevel::Region {
                assert!((share(west, west_cast) - 0.1).abs() < 1e-4);
            }
        }
    }
}

#[test]
fn rates_have_their_sds_on_the_logit() {
    let mut country = electorate(&[1.0], 2, VOTERS);
    country.lists[0].invalid = Rate { nation: 0.3, district: 0.4, ..Rate::fixed(0.02) };
    let mut spoilt = Pairs::default();
    each_draw(&country, 25, 20_000, |tally| {
        let of = |i: usize| logit(tally.totals[i].invalid.unwrap() as f64 / VOTERS as f64);
        spoilt.push(of(0), of(1));
    });
    assert!(spoilt.have_sds(0.5, 0.5) && spoilt.has_correlation(0.09 / 0.25));
    assert!((spoilt.means().0 - logit(0.02)).abs() < 4.0 * 0.5 / 20_000f64.sqrt());
}

#[test]
fn a_box_of_spoilt_ballots_or_votes_against_all_has_no_votes() {
    let mut town = electorate(&[0.6, 0.4], 1, 1_001);
    for counting in [VoteRounding::Expected, VoteRounding::Multinomial] {
        town.counting = counting;
        for (invalid, against_all, expected) in
            [(1.0, 0.0, (1_001, 0)), (0.0, 1.0, (0, 1_001)), (1.0, 1.0, (1_001, 0))]
        {
            town.lists[0].invalid = Rate::fixed(invalid);
            town.lists[0].against_all = Rate::fixed(against_all);
            each_draw(&town, 26, 20, |tally| {
                assert_eq!(tally.votes, [0, 0]);
                assert_eq!((tally.totals[0].invalid.unwrap(), tally.totals[0].against_all), expected);
            });
        }
    }
}
