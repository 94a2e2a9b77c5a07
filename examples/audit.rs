//! How many ballot papers must be looked at to trust a house? The list tiers of Kazakhstan at a risk limit of 5 %: what must be true
//! of the papers, how narrow it is, the sample that follows; and an audit of 2023 played through, from public dice to a paper that
//! nobody found. Winners of single seats are known without their votes: nothing there can be compared, and that is said.

use std::error::Error;

use sailau::audit::sampling::{Audit, Bet, Next, Plan, RiskLimit};
use sailau::audit::{Papers, Sample, assertions};
use sailau::kazakhstan::{Election, elections};
use sailau::report::columns;

fn main() -> Result<(), Box<dyn Error>> {
    let risk: RiskLimit = "5%".parse()?;
    let mut rows =
        vec![["election", "papers", "to look at", "planned", "margin"].map(str::to_owned).to_vec()];
    let mut decides = vec!["what decides".to_owned()];
    for election in elections() {
        let found = assertions(election.law()?, &election.votes(), Papers::AllInTheBoxes)?;
        let least = Sample::of(&found, Bet::HIGHEST, risk);
        let planned = Sample::of(&found, Bet::PLANNED, risk);
        let Some(hardest) = least.decided_by else { continue };
        let figures = [least.papers, least.sample, planned.sample].map(|figure| figure.to_string());
        let mut row = vec![election.day.to_string()];
        row.extend(figures);
        row.push(format!("{:.1}", hardest.margin));
        rows.push(row);
        decides.push(hardest.to_string());
    }
    println!("Papers that confirm the list seats, drawn from the whole country at a risk limit of {risk}:\n");
    for (row, what) in columns("  ", &rows).lines().zip(&decides) {
        println!("{row}  {what}");
    }
    println!();
    let last = elections().last().ok_or("there is no election")?;
    play(last, risk)
}

/// An audit of that election: everything is read as reported, but for the first paper, which nobody finds.
fn play(election: &Election, risk: RiskLimit) -> Result<(), Box<dyn Error>> {
    let votes = election.votes();
    let found = assertions(election.law()?, &votes, Papers::AllInTheBoxes)?;
    for missing in &found.uncovered {
        println!("{}: {} is not audited: {}.", election.day, missing.tier, missing.why);
    }
    let (place, contest) = found.contests(&votes)?.into_iter().next().ok_or("there is nothing to audit")?;
    // Dice with ten sides, thrown in public when the results were published.
    let mut audit = Audit::start(contest, Plan::new(risk, "35463 11556 11216 36246".parse()?));
    let mut lost = 1;
    loop {
        let status = audit.status();
        match status.next {
            Next::Draw { to } => audit.draw(to)?,
            Next::Read { papers } => {
                println!("{}, {place}: {papers} papers are fetched and read.", election.day);
                let mut table = Vec::new();
                audit.write_to_read(&mut table)?;
                let table = String::from_utf8(table)?.replacen(",,\n", ",Amanat,not found\n", lost);
                lost = 0;
                audit.add_file(table.replace(",,\n", ",Amanat,Amanat\n").as_bytes())?;
            }
            Next::Confirmed | Next::CountAll => {
                println!("{status}");
                return Ok(());
            }
        }
    }
}
