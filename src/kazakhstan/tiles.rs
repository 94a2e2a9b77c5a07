use std::sync::LazyLock;

use jiff::civil::Date;
use serde::Deserialize;

use super::regions::{Region, regions_on, rows};
use crate::law::TimelineError;

/// Where a region is on a map of tiles of one size.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[non_exhaustive]
pub struct Tile {
    /// The region's [name](Region::name).
    pub region: String,
    /// Three letters for it.
    pub label: String,
    /// Its column, from 0, from west to east.
    pub column: u32,
    /// Its row, from 0, from north to south.
    pub row: u32,
}

/// The regions on a day from 1999 to 2026, each with its tile: a map that gives every region the same size, so that the
/// empty steppe does not outvote the cities. The layout is this crate's own. With the feature `plot`, `report::picture::TileMap`
/// draws it.
///
/// # Errors
///
/// [`TimelineError`] before 1999 and after 2026.
///
/// # Examples
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::tiles_on;
///
/// let map = tiles_on(date(2023, 3, 19))?;
/// assert_eq!(map.len(), 20);
/// let (_, mangystau) = map.iter().find(|(region, _)| region.name == "Mangystau").unwrap();
/// assert_eq!((mangystau.column, mangystau.row), (0, 4));
/// # Ok::<(), sailau::law::TimelineError>(())
/// ```
pub fn tiles_on(day: Date) -> Result<Vec<(&'static Region, &'static Tile)>, TimelineError> {
    static TILES: LazyLock<Vec<Tile>> = LazyLock::new(|| rows(include_str!("tiles.csv")));
    let tile = |region: &'static Region| {
        TILES.iter().find(|tile| tile.region == region.name).map(|tile| (region, tile))
    };
    Ok(regions_on(day)?.into_iter().filter_map(tile).collect())
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{regions_on, tiles_on};

    #[test]
    fn every_region_of_every_map_has_a_tile_of_its_own() {
        for day in [date(1999, 1, 1), date(2018, 6, 19), date(2022, 6, 8), date(2026, 12, 31)] {
            let map = tiles_on(day).unwrap();
            assert_eq!(map.len(), regions_on(day).unwrap().len(), "{day}");
            let mut places: Vec<_> = map.iter().map(|(_, tile)| (tile.column, tile.row)).collect();
            places.sort_unstable();
            places.dedup();
            assert_eq!(places.len(), map.len(), "{day}");
        }
    }
}
