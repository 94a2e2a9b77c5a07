//! Draws one of each picture into a folder, from official votes under other laws.
//!
//! ```sh
//! cargo run --release --features plot --example pictures -- target/pictures
//! cargo run --release --features plot --example pictures -- target/pictures 360
//! ```

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use jiff::civil::date;
use rand::RngExt;
use sailau::kazakhstan::{self, Election};
use sailau::report::picture::{
    Curve, Distribution, Distributions, Frame, Hemicycle, Mark, Observed, OldAndNew, PlotError, Point, Scatter,
    SeatsVotes, Shade, ThresholdSweep, TileMap,
};
use sailau::simulate::{Confidence, Histogram, Run, each_draw};
use sailau::{ElectoralSystem, Outcome};

const SOURCE: &str = "Votes: Central Election Commission.";

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/pictures".to_owned()));
    let width = arguments.next().map_or(Ok(720), |width| width.parse())?;
    fs::create_dir_all(&folder)?;
    let write = |name: &str, svg: Result<String, PlotError>| -> Result<(), Box<dyn Error>> {
        let path = folder.join(name).with_extension("svg");
        fs::write(&path, svg?)?;
        println!("{}", path.display());
        Ok(())
    };
    let frame = |title: &str, caption: &str| Frame::new(title, format!("{SOURCE} {caption}")).width(width);
    let election = kazakhstan::election(date(2021, 1, 10)).ok_or("the election of 2021 is on board")?;

    let house = count(&election, date(2021, 1, 10))?;
    let words = frame("The Mäjilis elected in 2021", "Nine more seats were filled by the Assembly of the People.");
    write("hemicycle", Hemicycle::of(words, &house).svg())?;

    let reform = count(&election, date(2022, 11, 5))?;
    let words = frame(
        "The votes of 2021 under the laws of 2009 and 2022",
        "Single-member seats are not filled: votes by district are not published.",
    );
    let laws = (("law of 2009: 98 list seats, 7 %", &house), ("law of 2022: 69 list seats, 5 %", &reform));
    write("old_and_new", OldAndNew::of(words, laws.0, laws.1).svg())?;
    write("threshold", threshold(frame("Seats for every threshold, votes of 2021", "Law of 2009 otherwise."), &election)?)?;
    write("distributions", distributions(width)?)?;
    write("seats_votes", seats_votes(width))?;
    let words = frame("Fragmentation and disproportionality of every law", "List seats only.");
    write("laws", laws_compared(words, &election)?)?;
    let words = Frame::new(
        "Inhabitants for each single-member seat, 2023",
        "Population on 1 January 2023: Bureau of National Statistics. Seats by region: vlast.kz (secondary).",
    );
    let show = |region: &kazakhstan::Region| match (region.population_2023, region.single_2023) {
        (Some(people), Some(seats)) if seats > 0 => {
            let thousands = f64::from(people) / f64::from(seats) / 1000.0;
            (Shade::Number(thousands.round()), format!("{thousands:.0}"))
        }
        _ => (Shade::Nothing, String::new()),
    };
    let map = TileMap::kazakhstan(words.width(width), "thousands of inhabitants a seat", date(2023, 3, 19), show)?;
    write("map", map.svg())
}

fn count(election: &Election, day: jiff::civil::Date) -> Result<Outcome, Box<dyn Error>> {
    Ok(kazakhstan::law_on(day)?.value.count(&election.votes())?)
}

/// The law of 2009 with every threshold from 0 to 15 %.
fn threshold(frame: Frame, election: &Election) -> Result<Result<String, PlotError>, Box<dyn Error>> {
    let law = kazakhstan::law_on(date(2021, 1, 10))?.value.to_toml()?;
    let mut outcomes = Vec::new();
    for tenths in 0..=150 {
        let rules = law.replace("\"7%\"", &format!("\"{}.{}%\"", tenths / 10, tenths % 10));
        let outcome = ElectoralSystem::from_toml(&rules)?.count(&election.votes())?;
        outcomes.push((f64::from(tenths) / 1000.0, outcome));
    }
    let mut sweep = ThresholdSweep::of(frame, &outcomes);
    sweep.laws = vec![(0.07, "until May 2021".to_owned()), (0.05, "since May 2021".to_owned())];
    Ok(sweep.svg())
}

/// Seats when every vote of 2023 goes to a party with the probability of its share: the noise of 20,000 ballots.
fn distributions(width: u32) -> Result<Result<String, PlotError>, Box<dyn Error>> {
    let election = kazakhstan::election(date(2023, 3, 19)).ok_or("the election of 2023 is on board")?;
    let law = kazakhstan::law_on(election.day)?.value;
    let real = law.count(&election.votes())?;
    let names: Vec<String> = real.totals().into_iter().filter_map(|(name, _)| name.map(str::to_owned)).collect();
    let seats: Vec<u64> = names.iter().map(|name| u64::from(real.seats_of(name))).collect();
    let all: u64 = seats.iter().sum();
    let experiment = each_draw(vec![Histogram::new(98); names.len()], |rng, histograms: &mut Vec<Histogram>| {
        let mut drawn = vec![0u32; histograms.len()];
        for _ in 0..all {
            let mut at = rng.random_range(0..all);
            let party = seats.iter().position(|&seats| {
                let here = at < seats;
                at = at.saturating_sub(seats);
                here
            });
            drawn[party.unwrap_or(0)] += 1;
        }
        histograms.iter_mut().zip(drawn).for_each(|(histogram, drawn)| histogram.push(drawn));
    });
    let sample = Run::new(2023, 5_000).run(&experiment)?;
    let rows = names.iter().zip(sample.summary).map(|(name, draws)| Distribution {
        name: name.clone(),
        draws,
        actual: Some(real.seats_of(name)),
        colour: None,
    });
    let frame = Frame::new(
        "Seats of the lists of 2023, were every seat drawn by lot",
        "5,000 draws: each of the seats goes to a list with the probability of its real share. Not a model of voters.",
    );
    let frame = frame.width(width);
    let axis = "seats".to_owned();
    Ok(Distributions { frame, axis, level: Confidence::P95, rows: rows.collect() }.svg())
}

/// Seats of the larger of two parties under three rules, and the largest lists of Kazakhstan beside them.
fn seats_votes(width: u32) -> Result<String, PlotError> {
    let curve = |name: &str, power: i32| {
        let seats = |votes: f64| votes.powi(power) / (votes.powi(power) + (1.0 - votes).powi(power));
        let points = (0..=100).map(|i| f64::from(i) / 100.0);
        Curve {
            name: name.to_owned(),
            points: points.map(|x| Point { x, y: seats(x), interval: None }).collect(),
            colour: None,
        }
    };
    let real = [(2012, 0.8099, 83.0), (2016, 0.8220, 84.0), (2021, 0.7109, 76.0)];
    let observed = real.into_iter().map(|(year, votes, seats)| Observed {
        name: format!("Nur Otan {year}"),
        votes,
        seats: seats / 98.0,
    });
    SeatsVotes {
        frame: Frame::new(
            "Seats for votes: two parties under powers of their votes",
            "Kendall and Stuart 1950 for the cube; Nur Otan's shares of the vote as announced.",
        )
        .width(width),
        curves: vec![curve("cube of the votes", 3), curve("square of the votes", 2)],
        observed: observed.collect(),
    }
    .svg()
}

/// Every law on the votes of 2021: the effective number of parties (Laakso and Taagepera 1979) in the house, and the
/// index of Gallagher (1991).
fn laws_compared(frame: Frame, election: &Election) -> Result<Result<String, PlotError>, Box<dyn Error>> {
    let votes = &election.votes();
    let mut marks: Vec<Mark> = Vec::new();
    for law in kazakhstan::laws().iter().filter(|law| law.since.year() > 1995) {
        let outcome = law.value.count(votes)?;
        let parties: Vec<(f64, f64)> = votes
            .party_totals("list")
            .into_iter()
            .map(|(party, votes)| (votes as f64, f64::from(outcome.seats_in("list", &party.name))))
            .collect();
        let (all, seats) = parties.iter().fold((0.0, 0.0), |(a, b), (votes, seats)| (a + votes, b + seats));
        let squares: f64 = parties.iter().map(|(votes, won)| (votes / all - won / seats).powi(2)).sum();
        let effective = 1.0 / parties.iter().map(|(_, won)| (won / seats).powi(2)).sum::<f64>();
        marks.push(Mark {
            name: law.since.year().to_string(),
            x: effective,
            y: 100.0 * (squares / 2.0).sqrt(),
            x_interval: None,
            y_interval: None,
            colour: None,
        });
    }
    let (x, y) = ("effective number of parties in the house", "Gallagher's index of disproportionality, %");
    Ok(Scatter { frame, x: x.to_owned(), y: y.to_owned(), marks }.svg())
}
