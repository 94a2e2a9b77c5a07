//! The rest of the reform: regions, and every measure that was announced.

use jiff::civil::date;
use sailau::kazakhstan::{reform_2022, tiles_on};
use sailau::report::picture::{Frame, Shade, Tile, TileMap};
use sailau::report::{Cell, Column, Kind, Table};

use crate::Result;
use crate::html::Page;

pub(crate) fn section(page: &mut Page) -> Result<()> {
    page.heading("Seats by region");
    page.text(
        "Three new regions were formed in 2022, and each of the 20 regions has at least one single-member seat. How many inhabitants that \
         is for a seat differs:",
    );
    let frame = Frame::new(
        "Inhabitants for each single-member seat, 2023",
        "Population on 1 January 2023: Bureau of National Statistics. Seats by region: vlast.kz (secondary source).",
    );
    let tiles = tiles_on(date(2023, 3, 19))?.into_iter().map(|(region, place)| {
        let (shade, figure) = match (region.population_2023, region.single_2023) {
            (Some(people), Some(seats)) if seats > 0 => {
                let thousands = f64::from(people) / f64::from(seats) / 1_000.0;
                (Shade::Number(thousands.round()), format!("{thousands:.0}"))
            }
            _ => (Shade::Nothing, String::new()),
        };
        Tile::new(&region.name, &place.label, (place.column, place.row), shade, figure)
    });
    let map = TileMap::new(frame.clone(), "thousands of inhabitants a seat", tiles);
    page.picture("regions", &frame, |frame| {
        let mut map = map.clone();
        map.frame = frame;
        map.svg()
    })?;

    page.heading("Every measure of the reform");
    page.text("What was announced on 16 March 2022, and what became of it:");
    let columns = ["area", "measure", "before", "after", "status", "article"];
    let mut table = Table::new(columns.map(|name| Column::new(name, Kind::Text)))?;
    for measure in reform_2022() {
        let before = if measure.from.is_empty() { "nothing" } else { measure.from.as_str() };
        table.push([
            Cell::from(measure.area.as_str()),
            Cell::from(measure.title.as_str()),
            Cell::from(before),
            Cell::from(measure.to.as_str()),
            Cell::Text(measure.status.to_string()),
            measure.article.as_deref().map_or(Cell::Missing, Cell::from),
        ])?;
    }
    page.table(table);
    Ok(())
}
