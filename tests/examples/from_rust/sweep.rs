//! The means of the journey, by elections of another seed that are counted here.

use jiff::civil::date;
use rand::SeedableRng;
use sailau::electorate::VoteModel;
use sailau::kazakhstan::{electorate, law_on};
use sailau::random::Generator;
use sailau::reform::Sweep;
use sailau::report::{Cell, Table};
use sailau::simulate::Run;

use crate::from_rust::count::hare;

const PAGE: &str = include_str!("../../../docs/from_rust/sweep.md");
const DRAWS: u32 = 2_000;

#[test]
fn sweep() {
    crate::from_rust::is_at_most(26, PAGE);
    let model = electorate(date(2023, 3, 19)).unwrap().electorate.compile().unwrap();
    let field = model.field();
    let osdp = field.parties().iter().position(|party| party.name == "OSDP").unwrap();
    let list = &field.contest("list").unwrap().ballots[0];
    let (mut rng, mut workspace) = (Generator::seed_from_u64(1), model.workspace());
    let (mut tally, mut seats) = (field.empty_tally(), [0u128; 11]);
    for _ in 0..DRAWS {
        model.draw(&mut rng, &mut workspace, &mut tally);
        // Most votes win a district; nobody is tied for long among thousands of votes.
        let districts = field.contest("single").unwrap().ballots.iter().filter(|ballot| {
            let own = &tally.votes[ballot.votes()];
            let first = (0..own.len()).max_by_key(|&i| own[i]).unwrap();
            ballot.entries[first].party == Some(osdp)
        });
        let districts = districts.count() as u128;
        let lists: Vec<(String, u128)> = list
            .entries
            .iter()
            .zip(&tally.votes[list.votes()])
            .map(|(entry, &n)| (field.parties()[entry.party.unwrap()].name.clone(), n.into()))
            .collect();
        let base =
            lists.iter().map(|(_, n)| n).sum::<u128>() + u128::from(tally.totals[list.totals()].against_all);
        for (percent, sum) in (0..).zip(&mut seats) {
            let given = hare(&lists, base, percent, 69);
            *sum += districts + given.iter().find(|row| row.0 == "OSDP").map_or(0, |row| row.1);
        }
    }
    // The table has a row for each point and party, and names who is left out.
    let vary = r#"vary = [{ set = "list.threshold.at_least", from = "4%", to = "6%", step = "1%" }]"#;
    let law = law_on(date(2023, 3, 19)).unwrap().value;
    let drawn = Sweep::from_toml(vary).unwrap().drawn(law, &model, &Run::from_seed(3).draws(500)).unwrap();
    let table = Table::of_drawn_sweep(&drawn);
    let rows = table.rows().iter().filter(|row| row[1] == Cell::from("OSDP"));
    let means = rows.map(|row| match row[2] {
        Cell::Real(mean) => mean,
        ref other => panic!("{other:?}"),
    });
    let means: Vec<f64> = means.collect();
    assert_eq!(means.len(), 3);
    for (mean, sum) in means.iter().zip(&seats[4..]) {
        assert!((mean - *sum as f64 / f64::from(DRAWS)).abs() < 0.6, "{mean}");
    }
    // Nobody is in neither.
    for party in field.parties() {
        let shown = table.rows().iter().any(|row| row[1] == Cell::from(party.name.as_str()));
        let told = table.notes.iter().any(|note| note.contains(&party.name));
        assert!(shown != told, "{}", party.name);
    }

    let told = PAGE.split("[4,").nth(1).and_then(|rest| rest.split(']').next()).unwrap();
    let told: Vec<f64> = format!("4,{told}").split(',').map(|n| n.trim().parse().unwrap()).collect();
    assert_eq!(told.len(), seats.len());
    for (told, sum) in told.iter().zip(seats) {
        let mean = sum as f64 / f64::from(DRAWS);
        assert!((mean - told).abs() < 0.6, "{mean} and {told}");
    }
}
