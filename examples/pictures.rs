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
use sailau::Outcome;
use sailau::kazakhstan::{self, Election};
use sailau::measure::Profile;
use sailau::reform::Sweep;
use sailau::report::picture::{
    Curve, Distributions, Frame, Hemicycle, Mark, Observed, OldAndNew, PlotError, Point, Scatter, SeatsVotes,
    Shade, ThresholdSweep, Tile, TileMap,
};
use sailau::simulate::elections::Simulation;
use sailau::simulate::{Confidence, Run};

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

    let house = count(election, date(2021, 1, 10))?;
    let words =
        frame("The Mäjilis elected in 2021", "Nine of the seats are filled by the Assembly of the People.");
    write("hemicycle", Hemicycle::of(words, &house).svg())?;

    let reform = count(election, date(2022, 11, 5))?;
    let words = frame(
        "The votes of 2021 under the laws of 2009 and 2022",
        "Single-member seats are not filled: votes by district are not published.",
    );
    let laws = (("law of 2009: 98 list seats, 7 %", &house), ("law of 2022: 69 list seats, 5 %", &reform));
    write("old_and_new", OldAndNew::of(words, laws.0, laws.1).svg())?;
    write(
        "threshold",
        threshold(frame("Seats for every threshold, votes of 2021", "Law of 2009 otherwise."), election)?,
    )?;
    let [seats, party, laws] = simulated(frame)?;
    write("simulated_seats", seats)?;
    write("simulated_party", party)?;
    write("simulated_laws", laws)?;
    let words = frame(
        "Seats for votes: the largest list, and two parties under powers of their votes",
        "Rings: the largest list of each election since 2007, shares among lists. Cube: Kendall and Stuart 1950.",
    );
    write("seats_votes", seats_votes(words)?)?;
    let words = frame("Fragmentation and disproportionality of every law", "List seats only.");
    write("laws", laws_compared(words, election)?)?;
    let words = Frame::new(
        "Inhabitants for each single-member seat, 2023",
        "Population on 1 January 2023: Bureau of National Statistics. Seats by region: vlast.kz (secondary).",
    );
    let tiles = kazakhstan::tiles_on(date(2023, 3, 19))?.into_iter().map(|(region, place)| {
        let (shade, figure) = match (region.population_2023, region.single_2023) {
            (Some(people), Some(seats)) if seats > 0 => {
                let thousands = f64::from(people) / f64::from(seats) / 1000.0;
                (Shade::Number(thousands.round()), format!("{thousands:.0}"))
            }
            _ => (Shade::Nothing, String::new()),
        };
        Tile::new(&region.name, &place.label, (place.column, place.row), shade, figure)
    });
    let map = TileMap::new(words.width(width), "thousands of inhabitants a seat", tiles);
    write("map", map.svg())
}

fn count(election: &Election, day: jiff::civil::Date) -> Result<Outcome, Box<dyn Error>> {
    Ok(kazakhstan::law_on(day)?.value.count(&election.votes().allow_uncounted())?)
}

/// The law of 2009 with every threshold from 0 to 15 %.
fn threshold(frame: Frame, election: &Election) -> Result<Result<String, PlotError>, Box<dyn Error>> {
    let sweep = Sweep::from_toml(
        r#"vary = [{ set = "list.threshold.at_least", from = "0%", to = "15%", step = "0.1%" }]"#,
    )?;
    let table = sweep.table(kazakhstan::law_on(date(2021, 1, 10))?.value, &election.votes())?;
    let mut sweep = ThresholdSweep::of_sweep(frame, &table).ok_or("a threshold is a share")?;
    sweep.laws = vec![(0.07, "until May 2021".to_owned()), (0.05, "since May 2021".to_owned())];
    Ok(sweep.svg())
}

/// Three laws on 2,000 synthetic elections around the official results of 2023.
fn simulated(frame: impl Fn(&str, &str) -> Frame) -> Result<[Result<String, PlotError>; 3], Box<dyn Error>> {
    let day = date(2023, 3, 19);
    let mut voters =
        kazakhstan::electorate(day).ok_or("the electorate of 2023 is on board")?.electorate.clone();
    voters.bar = Some(kazakhstan::registration_bar(day)?);
    let mut simulation = Simulation::new(voters.compile()?);
    for (name, day) in
        [("law of 2021", date(2021, 5, 25)), ("law of 2022", day), ("law of 2026", date(2026, 7, 1))]
    {
        simulation = simulation.system(name, kazakhstan::law_on(day)?.value)?;
    }
    let caption =
        "2,000 synthetic elections around the results of 2023; the example ensemble prints every assumption.";
    let elections = Run::from_seed(2023).draws(2_000).run(&simulation)?.summary;
    let level = Confidence::P95;
    let words = frame("Seats under the law of 2022, simulated", caption);
    let mut seats = Distributions::of(words, &elections, "law of 2022", level)?;
    let real = count(kazakhstan::election(day).ok_or("the election of 2023 is on board")?, day)?;
    for row in &mut seats.rows {
        row.actual = Some(real.seats_of(&row.name)?);
    }
    let words = frame("Seats of OSDP under three laws, simulated", caption);
    let party = Distributions::of_party(words, &elections, "OSDP", level)?;
    let laws = Scatter::of(
        frame("Fragmentation and disproportionality of three laws, simulated", caption),
        &elections,
        level,
    );
    Ok([seats.svg(), party.svg(), laws.svg()])
}

/// Seats of the larger of two parties under powers of its votes, and the largest lists of Kazakhstan beside them.
fn seats_votes(frame: Frame) -> Result<Result<String, PlotError>, Box<dyn Error>> {
    let curve = |name: &str, power: i32| {
        let seats = |votes: f64| votes.powi(power) / (votes.powi(power) + (1.0 - votes).powi(power));
        let points = (0..=100).map(|i| f64::from(i) / 100.0);
        Curve {
            name: name.to_owned(),
            points: points.map(|x| Point { x, y: seats(x), interval: None }).collect(),
            colour: None,
        }
    };
    let mut observed = Vec::new();
    for election in kazakhstan::elections().iter().filter(|election| election.day.year() >= 2007) {
        let votes = election.votes();
        let outcome = count(election, election.day)?;
        let lists = votes.party_totals("list");
        let Some((largest, cast)) = lists.iter().max_by_key(|(_, votes)| *votes) else { continue };
        let seats = lists.iter().map(|(party, _)| outcome.seats_in("list", &party.name));
        let all: u32 = seats.sum::<Result<u32, _>>()?;
        observed.push(Observed {
            name: election.day.year().to_string(),
            votes: *cast as f64 / lists.iter().map(|(_, votes)| *votes as f64).sum::<f64>(),
            seats: f64::from(outcome.seats_in("list", &largest.name)?) / f64::from(all),
        });
    }
    let curves = vec![curve("cube of the votes", 3), curve("square of the votes", 2)];
    Ok(SeatsVotes { frame, curves, observed }.svg())
}

/// Every law on the votes of 2021: the effective number of parties (Laakso and Taagepera 1979) in the house, and the
/// index of Gallagher (1991).
fn laws_compared(frame: Frame, election: &Election) -> Result<Result<String, PlotError>, Box<dyn Error>> {
    let votes = &election.votes().allow_uncounted();
    let mut marks: Vec<Mark> = Vec::new();
    for law in kazakhstan::laws().iter().filter(|law| law.since.year() > 1995) {
        let profile = Profile::of_tiers(votes, "list", &law.value.count(votes)?, &["list"])?;
        let indices = profile.parties_in_seats.laakso_taagepera.zip(profile.disproportionality.gallagher);
        let Some((parties, gallagher)) = indices else { continue };
        marks.push(Mark {
            name: law.since.year().to_string(),
            x: parties,
            y: 100.0 * gallagher,
            x_interval: None,
            y_interval: None,
            colour: None,
        });
    }
    let (x, y) = ("effective number of parties in the house", "Gallagher's index of disproportionality, %");
    Ok(Scatter { frame, x: x.to_owned(), y: y.to_owned(), marks }.svg())
}
