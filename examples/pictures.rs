//! A reform in pictures: the house, the old law beside the new one, every threshold, and the new districts.
//!
//! ```sh
//! cargo run --release --features plot --example pictures -- target/pictures
//! cargo run --release --features plot --example pictures -- target/pictures 360
//! ```

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use jiff::civil::date;
use sailau::kazakhstan;
use sailau::reform::Sweep;
use sailau::report::picture::{Frame, Hemicycle, OldAndNew, Shade, ThresholdSweep, Tile, TileMap};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "target/pictures".to_owned()));
    let width = arguments.next().map_or(Ok(720), |width| width.parse())?;
    let frame = |title: &str, caption: &str| {
        Frame::new(title, format!("Votes: Central Election Commission. {caption}")).width(width)
    };
    let election = kazakhstan::election(date(2021, 1, 10)).ok_or("the election of 2021 is on board")?;
    let votes = election.votes().allow_uncounted();
    let (law, reform) = (election.law()?, kazakhstan::law_on(date(2022, 11, 5))?.value);
    let (old, new) = (law.count(&votes)?, reform.count(&votes)?);

    let words =
        frame("The Mäjilis elected in 2021", "Nine of the seats are filled by the Assembly of the People.");
    let house = Hemicycle::of(words, &old).svg()?;

    let words = frame(
        "The votes of 2021 under the laws of 2009 and 2022",
        "Single-member seats are not filled: votes by district are not published.",
    );
    let laws = (("law of 2009: 98 list seats, 7 %", &old), ("law of 2022: 69 list seats, 5 %", &new));
    let old_and_new = OldAndNew::of(words, laws.0, laws.1).svg()?;

    let sweep = Sweep::from_toml(
        r#"vary = [{ set = "list.threshold.at_least", from = "0%", to = "15%", step = "0.1%" }]"#,
    )?;
    let words = frame("Seats for every threshold, votes of 2021", "Law of 2009 otherwise.");
    let mut thresholds =
        ThresholdSweep::of_sweep(words, &sweep.table(law, &votes)?).ok_or("a threshold is a share")?;
    thresholds.laws = vec![(0.07, "until May 2021".to_owned()), (0.05, "since May 2021".to_owned())];

    let words = Frame::new(
        "Inhabitants for each single-member seat, 2023",
        "Population on 1 January 2023: Bureau of National Statistics. Seats by region: vlast.kz (secondary).",
    );
    let tiles = kazakhstan::tiles_on(date(2023, 3, 19))?.into_iter().map(|(region, place)| {
        let people = region.population_2023.zip(region.single_2023.filter(|&seats| seats > 0));
        let thousands =
            people.map(|(people, seats)| (f64::from(people) / f64::from(seats) / 1_000.0).round());
        let (shade, figure) =
            thousands.map_or((Shade::Nothing, String::new()), |n| (Shade::Number(n), n.to_string()));
        Tile::new(&region.name, &place.label, (place.column, place.row), shade, figure)
    });
    let map = TileMap::new(words.width(width), "thousands of inhabitants a seat", tiles).svg()?;

    fs::create_dir_all(&folder)?;
    let pictures =
        [("hemicycle", house), ("old_and_new", old_and_new), ("threshold", thresholds.svg()?), ("map", map)];
    for (name, svg) in pictures {
        let path = folder.join(name).with_extension("svg");
        fs::write(&path, svg)?;
        println!("{}", path.display());
    }
    Ok(())
}
