//! The fast doors allocate nothing once their workspace has grown.

use allocation_counter::measure;
use sailau::apportion::{self, Batch, Method, apportion_batch, apportion_into};
use sailau::simulate::elections::Simulation;
use sailau::simulate::{Experiment, stream};
use sailau::{ElectoralSystem, Workspace, kazakhstan};

#[test]
fn a_count_into_a_workspace_allocates_nothing() {
    for election in kazakhstan::elections() {
        let votes = election.votes().without_winners();
        for law in kazakhstan::laws().iter() {
            let plan = law.value.compile(votes.field(), votes.winners()).unwrap();
            let mut workspace = Workspace::default();
            plan.count_into(votes.tally(), &mut workspace).unwrap();
            let again = measure(|| plan.count_into(votes.tally(), &mut workspace).unwrap());
            assert_eq!(again.count_total, 0, "{} under the law of {}", election.day, law.since);
        }
    }
}

#[test]
fn an_apportionment_into_a_workspace_allocates_nothing() {
    let many: Vec<u64> = (1..=1000).map(|rank| 1_000_000_000 / rank).collect();
    let cases: [(&[u64], u32); 4] =
        [(&[3_431_510, 693_938, 547_154], 69), (&many, 10_000), (&[7, 7, 7, 7], 6), (&[5], 0)];
    // The quota method keeps heaps of its own.
    for method in Method::ALL.iter().filter(|&method| *method != Method::BalinskiYoung) {
        for (votes, seats) in cases {
            let mut workspace = apportion::Workspace::default();
            let mut given = vec![0; votes.len()];
            let first = apportion_into(votes, seats, method, &mut workspace, &mut given);
            let again = measure(|| {
                let _ = apportion_into(votes, seats, method, &mut workspace, &mut given);
            });
            assert!(first.is_ok());
            assert_eq!(again.count_total, 0, "{method}, {} parties", votes.len());
        }
    }
}

#[test]
fn a_batch_allocates_nothing_again() {
    // Rows that tie, rows without votes, and more rows than a stretch of lanes holds.
    let votes: Vec<u64> = (0..6_000u64).map(|i| if i / 6 % 50 == 7 { 0 } else { i * i % 1_009 }).collect();
    let houses: Vec<u32> = (0..1_000).map(|row| row % 70).collect();
    for method in Method::ALL.iter().filter(|&method| *method != Method::BalinskiYoung) {
        let mut batch = Batch::default();
        let mut given = vec![0; votes.len()];
        let mut count = || apportion_batch(&votes, 6, &houses, method, &mut batch, &mut given);
        count().unwrap();
        let again = measure(|| {
            let _ = count();
        });
        assert_eq!(again.count_total, 0, "{method}");
    }
}

#[test]
fn a_simulated_election_allocates_nothing() {
    let day = jiff::civil::date(2023, 3, 19);
    let voters = &kazakhstan::electorate(day).unwrap().electorate;
    // The laws of the country, and one under which list seats make up for single-member ones.
    let compensatory = ElectoralSystem::from_toml(
        r#"
        name = "Compensatory"
        [[tier]]
        name = "single"
        seats = 1
        districts = 29
        method = "plurality"
        [[tier]]
        name = "list"
        seats = 98
        method = "sainte-lague"
        threshold = { at_least = "5%", of = "valid votes" }
        linkage = { with = ["single"], seats = "included", overhang = "kept" }
        "#,
    )
    .unwrap();
    let mut simulation =
        Simulation::new(voters.compile().unwrap()).system("compensatory", &compensatory).unwrap();
    for law in kazakhstan::laws().iter().filter(|law| law.since.year() >= 2007) {
        simulation = simulation.system(law.since.to_string(), law.value).unwrap();
    }
    let (mut room, mut found) = (simulation.workspace(), simulation.summary());
    let mut rng = stream(1, 0);
    for _ in 0..200 {
        simulation.draw(&mut rng, &mut room, &mut found);
    }
    let more = measure(|| {
        for _ in 0..1_000 {
            simulation.draw(&mut rng, &mut room, &mut found);
        }
    });
    assert_eq!(more.count_total, 0);
    assert_eq!(found.system("compensatory").unwrap().failed.of, 1_200);
}
