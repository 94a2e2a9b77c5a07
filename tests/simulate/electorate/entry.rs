use sailau::electorate::{Bar, Prospect, VoteRounding};
use statrs::distribution::{ContinuousCDF, Normal};

use crate::electorate::drawing::{each_draw, electorate, plain_single};

fn prospect(median: f64) -> Option<Prospect> {
    Some(Prospect { median, sd: 1.2, spread: 0.0 })
}

#[test]
fn a_prospect_stands_as_often_as_its_members_reach_the_bar() {
    let mut country = electorate(&[0.5, 0.3, 0.2], 1, 100_000);
    country.parties[1].entry = prospect(8_000.0);
    country.parties[2].entry = prospect(3_000.0);
    country.bar = Some(Bar { members: 5_000, ..Bar::default() });
    let (mut stood, draws) = ([0u32; 3], 20_000);
    each_draw(&country, 31, draws, |tally| {
        assert_eq!(tally.votes.iter().sum::<u64>(), 100_000);
        stood.iter_mut().zip(&tally.votes).for_each(|(stood, &votes)| *stood += u32::from(votes > 0));
    });
    assert_eq!(stood[0], 20_000);
    for (stood, median) in [(stood[1], 8_000f64), (stood[2], 3_000.0)] {
        let chance = Normal::standard().sf((5_000f64.ln() - median.ln()) / 1.2);
        let error = 4.0 * (chance * (1.0 - chance) / draws as f64).sqrt();
        assert!((f64::from(stood) / draws as f64 - chance).abs() < error);
    }
}

#[test]
fn a_lower_bar_only_adds_parties() {
    let mut country = electorate(&[0.4, 0.2, 0.2, 0.1, 0.1], 6, 10_000);
    for (i, district) in country.districts.iter_mut().enumerate() {
        district.region = Some(["north", "south", "east"][i % 3].into());
    }
    for party in &mut country.parties {
        party.entry = Some(Prospect { median: 20_000.0, sd: 1.5, spread: 0.8 });
    }
    let who = |members, in_each_region, seed| {
        let mut country = country.clone();
        country.bar = Some(Bar { members, in_each_region, abstain: 0.0 });
        let mut stands = Vec::new();
        each_draw(&country, seed, 1, |tally| {
            stands = (0..5).map(|party| tally.votes[party] > 0).collect();
        });
        stands
    };
    let mut added = 0;
    for seed in 0..400 {
        let mut before = vec![false; 5];
        // From the strictest law to none.
        for (members, each) in [(40_000, 600), (40_000, 0), (5_000, 0), (700, 0), (0, 0)] {
            let now = who(members, each, seed);
            assert!(before.iter().zip(&now).all(|(before, now)| now >= before), "seed {seed}");
            added += before.iter().zip(&now).filter(|(before, now)| now > before).count();
            before = now;
        }
        assert_eq!(before, [true; 5]);
    }
    assert_eq!(added, 2_000);
}

#[test]
fn voters_of_a_missing_party_go_to_the_others_in_proportion_or_stay_at_home() {
    let mut country = electorate(&[0.5, 0.3, 0.2], 1, 100_000);
    country.swing = sailau::electorate::Swing::None;
    country.singles = vec![plain_single()];
    country.parties[2].entry = prospect(1.0);
    for (abstain, cast) in [(0.0, 100_000), (0.25, 95_000), (1.0, 80_000)] {
        country.bar = Some(Bar { members: 1_000_000_000, abstain, ..Bar::default() });
        each_draw(&country, 32, 10, |tally| {
            for contest in tally.votes.chunks(3) {
                let expected = [cast * 5 / 8, cast * 3 / 8, 0];
                assert!(contest.iter().zip(expected).all(|(&votes, expected)| votes.abs_diff(expected) <= 1));
                assert_eq!(contest[2], 0);
                assert!(contest.iter().sum::<u64>().abs_diff(cast) <= 1);
            }
        });
    }
}

#[test]
fn without_anybody_to_vote_for_no_ballot_is_cast() {
    let mut country = electorate(&[0.5, 0.5], 2, 1_000);
    country.bar = Some(Bar { members: 2, ..Bar::default() });
    for party in &mut country.parties {
        party.entry = Some(Prospect { median: 1.0, sd: 0.0, spread: 0.0 });
    }
    country.singles = vec![plain_single()];
    let mut independent = crate::electorate::drawing::candidate("2", None, Some("Ann"));
    independent.share = Some(0.1);
    country.singles[0].candidates.push(independent);
    for counting in [VoteRounding::Expected, VoteRounding::Multinomial] {
        country.counting = counting;
        each_draw(&country, 33, 10, |tally| {
            // Two lists twice, two candidates, then two and the independent.
            assert_eq!(tally.votes, [0, 0, 0, 0, 0, 0, 0, 0, 1_000]);
            assert!(tally.totals.iter().all(|totals| totals.invalid == Some(0) && totals.against_all == 0));
        });
    }
}
