use super::axes::plain;
use super::canvas::{Anchor, Canvas, Letters, Role};
use super::colour::{GREY, Paint, paints};
use super::frame::MARGIN;
use super::legend::{Entry, Swatch};
use super::text::{clean, fit, width};
use super::{Colour, Frame, PlotError, on_axis};

/// What a region shows.
#[derive(Debug, Clone, PartialEq)]
pub enum Shade {
    /// A number, on a scale from the least to the largest of the map.
    Number(f64),
    /// One of a few groups, such as the party that came first.
    Group(String),
    /// Nothing known.
    Nothing,
}

/// A region as a square.
#[derive(Debug, Clone, PartialEq)]
pub struct Tile {
    /// Its name.
    pub name: String,
    /// Its name in a few letters, which stand on the tile.
    pub label: String,
    /// Its column, from 0, from left to right.
    pub column: u32,
    /// Its row, from 0, from top to bottom.
    pub row: u32,
    /// What it shows.
    pub shade: Shade,
    /// The same in figures, on the tile below its label; may be empty.
    pub figure: String,
}

/// A map on which every region has the same size, so that the empty steppe does not outvote the cities.
///
/// ```
/// use jiff::civil::date;
/// use sailau::kazakhstan::tiles_on;
/// use sailau::report::picture::{Frame, Shade, Tile, TileMap};
///
/// let frame = Frame::new("Single-member districts, 2023", "Seats by region from a secondary source.");
/// let tiles = tiles_on(date(2023, 3, 19))?.into_iter().map(|(region, place)| {
///     let (shade, figure) = match region.single_2023 {
///         Some(seats) => (Shade::Number(f64::from(seats)), seats.to_string()),
///         None => (Shade::Nothing, String::new()),
///     };
///     Tile::new(&region.name, &place.label, (place.column, place.row), shade, figure)
/// });
/// let map = TileMap::new(frame, "seats", tiles);
/// assert_eq!(map.tiles.len(), 20);
/// assert!(map.svg()?.contains("Jetisu"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct TileMap {
    /// What stands around it.
    pub frame: Frame,
    /// What the numbers are, with the unit.
    pub scale: String,
    /// Colours of groups; those without one have the next of a palette.
    pub colours: Vec<(String, Colour)>,
    /// The regions.
    pub tiles: Vec<Tile>,
}

const MOST_TILES: u64 = 400;
const MOST_GROUPS: u64 = 42;

impl TileMap {
    /// A map of these tiles; `scale` is what their numbers are, with the unit. Groups have the colours of the palette.
    #[must_use]
    pub fn new(frame: Frame, scale: &str, tiles: impl IntoIterator<Item = Tile>) -> Self {
        let tiles = tiles.into_iter().collect();
        Self { frame, scale: scale.to_owned(), colours: Vec::new(), tiles }
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no tile, when the map
    /// has more than 400 places or 42 groups, when two tiles are in one place, and when a number is no number.
    pub fn svg(&self) -> Result<String, PlotError> {
        let (columns, rows) = self.check()?;
        let mut canvas = self.frame.begin(self)?;
        let groups = self.groups();
        if groups.len() as u64 > MOST_GROUPS {
            let count = groups.len() as u64;
            return Err(PlotError::TooMany { what: "groups", count, most: MOST_GROUPS });
        }
        let colour = |name: &str| {
            let given = self.colours.iter().find(|(group, _)| group == name);
            given.map(|&(_, colour)| colour)
        };
        let paints = paints(&groups.iter().map(|&group| colour(group)).collect::<Vec<_>>());
        let numbers: Vec<f64> = self.tiles.iter().filter_map(|tile| tile.number()).collect();
        let scale = Scale::of(&numbers);

        let side = (canvas.room() / f64::from(columns)).min(92.0);
        let left = (canvas.width - side * f64::from(columns)) / 2.0;
        let top = canvas.y;
        canvas.open("tiles", "");
        for tile in &self.tiles {
            let paint = match &tile.shade {
                Shade::Number(number) => Some(Paint { colour: scale.colour(*number), pattern: 0 }),
                Shade::Group(name) => {
                    groups.iter().position(|group| group == name).map(|group| paints[group])
                }
                Shade::Nothing => None,
            };
            let at = (left + side * f64::from(tile.column), top + side * f64::from(tile.row));
            tile.draw(&mut canvas, at, side, paint);
        }
        canvas.close();
        canvas.y = top + side * f64::from(rows) + 12.0;
        if let Some(scale) = scale.0 {
            self.ramp(&mut canvas, scale);
        }
        let mut entries: Vec<Entry> = Vec::new();
        for (&group, &paint) in groups.iter().zip(&paints) {
            let tiles = self.tiles.iter().filter(|tile| tile.group() == Some(group)).count();
            entries.push(Entry {
                swatch: Swatch::Box(paint),
                figure: tiles.to_string(),
                name: group.to_owned(),
            });
        }
        if self.tiles.iter().any(|tile| tile.shade == Shade::Nothing) {
            let name = "not known".to_owned();
            entries.push(Entry { swatch: Swatch::Hollow, figure: String::new(), name });
        }
        if !entries.is_empty() {
            canvas.legend(&entries);
        }
        Ok(self.frame.finish(canvas, &self.description()))
    }

    /// How many columns and rows there are.
    fn check(&self) -> Result<(u32, u32), PlotError> {
        let columns = self.tiles.iter().map(|tile| u64::from(tile.column) + 1).max();
        let rows = self.tiles.iter().map(|tile| u64::from(tile.row) + 1).max();
        let (Some(columns), Some(rows)) = (columns, rows) else {
            return Err(PlotError::Empty("the map has no tile"));
        };
        let places = columns.saturating_mul(rows);
        if places > MOST_TILES {
            return Err(PlotError::TooMany { what: "places of a map", count: places, most: MOST_TILES });
        }
        for (i, tile) in self.tiles.iter().enumerate() {
            if let Shade::Number(number) = tile.shade {
                on_axis(&tile.name, &[number])?;
            }
            let place = (tile.column, tile.row);
            if let Some(other) = self.tiles[..i].iter().find(|other| (other.column, other.row) == place) {
                let (first, second) = (other.name.clone(), tile.name.clone());
                return Err(PlotError::SameTile { first, second, column: tile.column, row: tile.row });
            }
        }
        // At most 400 each.
        Ok((columns as u32, rows as u32))
    }

    /// The groups in the order in which they are first seen.
    fn groups(&self) -> Vec<&str> {
        let mut groups: Vec<&str> = Vec::new();
        for group in self.tiles.iter().filter_map(Tile::group) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }

    /// The scale from little to much.
    fn ramp(&self, canvas: &mut Canvas, (low, high): (f64, f64)) {
        const STEPS: usize = 24;
        let size = canvas.body_size();
        if !self.scale.is_empty() {
            let name = fit(&clean(&self.scale), size, canvas.room());
            canvas.text(MARGIN, canvas.y + size, Letters::new(Role::Ink, size), &name);
            canvas.y += size * 1.5;
        }
        let (from, to) = (plain(low), plain(high));
        let ends = width(&from, size) + width(&to, size) + 20.0;
        let wide = (canvas.room() - ends).clamp(40.0, 240.0);
        let begin = MARGIN + width(&from, size) + 8.0;
        let step = wide / STEPS as f64;
        let baseline = canvas.y + size;
        canvas.text(MARGIN, baseline, Letters::new(Role::Soft, size), &from);
        canvas.open("ramp", "");
        for i in 0..STEPS {
            let colour = Colour::of_share((i as f64 + 0.5) / STEPS as f64);
            // A little over the next, so that no gap shines through.
            let over = if i + 1 < STEPS { 0.5 } else { 0.0 };
            canvas.rect(
                begin + step * i as f64,
                canvas.y + 1.0,
                step + over,
                13.0,
                &format!("fill=\"{colour}\""),
            );
        }
        canvas.close();
        canvas.text(begin + wide + 8.0, baseline, Letters::new(Role::Soft, size), &to);
        canvas.y += size * 1.7;
    }

    fn description(&self) -> String {
        let mut words = format!("A map of {} regions as tiles of one size.", self.tiles.len());
        for tile in &self.tiles {
            let shown = match &tile.shade {
                Shade::Number(number) => plain(*number),
                Shade::Group(group) => group.clone(),
                Shade::Nothing => "not known".to_owned(),
            };
            words += &format!(" {}: {shown}.", tile.name);
        }
        words
    }
}

/// The least and the largest number of the map, when it has any.
struct Scale(Option<(f64, f64)>);

impl Scale {
    fn of(numbers: &[f64]) -> Self {
        let ends = |(low, high): (f64, f64), &number: &f64| (low.min(number), high.max(number));
        let first = numbers.first().map(|&first| (first, first));
        Self(first.map(|first| numbers.iter().fold(first, ends)))
    }

    /// Where all are the same, the middle.
    fn colour(&self, number: f64) -> Colour {
        match self.0 {
            Some((low, high)) if high > low => Colour::of_share((number - low) / (high - low)),
            Some(_) => Colour::of_share(0.5),
            None => GREY,
        }
    }
}

impl Tile {
    /// A region with its name in full and in a few letters, its column and row, and what it shows.
    #[must_use]
    pub fn new(
        name: &str,
        label: &str,
        (column, row): (u32, u32),
        shade: Shade,
        figure: impl Into<String>,
    ) -> Self {
        Self { name: name.to_owned(), label: label.to_owned(), column, row, shade, figure: figure.into() }
    }

    fn number(&self) -> Option<f64> {
        if let Shade::Number(number) = self.shade { Some(number) } else { None }
    }

    fn group(&self) -> Option<&str> {
        if let Shade::Group(group) = &self.shade { Some(group) } else { None }
    }

    fn draw(&self, canvas: &mut Canvas, (x, y): (f64, f64), side: f64, paint: Option<Paint>) {
        let (name, figure) = (clean(&self.name), &self.figure);
        let title = if figure.is_empty() { name } else { format!("{name}: {}", clean(figure)) };
        canvas.open("tile", &title);
        let (x, y, side) = (x + 1.5, y + 1.5, side - 3.0);
        let ink = paint.map(|paint| paint.colour.ink());
        match paint {
            // Words need plain ground: patterns stay at the foot of the tile.
            Some(paint) => {
                let fill = canvas.fill(Paint { pattern: 0, ..paint });
                canvas.rect(x, y, side, side, &format!("rx=\"4\" {fill}"));
                if paint.pattern > 0 {
                    let fill = canvas.fill(paint);
                    canvas.rect(x, y + side * 0.82, side, side * 0.18, &fill);
                }
            }
            None => {
                let stroke = Canvas::stroke(Role::Soft, 1.0);
                let style = format!("rx=\"4\" fill=\"none\" stroke-dasharray=\"3 2\" {stroke}");
                canvas.rect(x, y, side, side, &style);
            }
        }
        let big = (side * 0.25).clamp(9.0, 17.0);
        let small = (side * 0.21).clamp(8.0, 14.0);
        let middle = x + side / 2.0;
        let mut line = |baseline: f64, letters: Letters, text: &str| {
            // Bold letters are wider than the estimate.
            let room = (side - 4.0) * if letters.bold { 0.9 } else { 1.0 };
            let shown = fit(&clean(text), letters.size, room);
            let letters = letters.anchor(Anchor::Middle);
            match ink {
                Some(ink) => canvas.text_in(middle, baseline, letters, ink, &shown),
                None => canvas.text(middle, baseline, letters, &shown),
            }
        };
        let up = if figure.is_empty() { 0.36 } else { -0.1 };
        line(y + side / 2.0 + big * up, Letters::new(Role::Ink, big).bold(), &self.label);
        if !figure.is_empty() {
            line(y + side / 2.0 + small * 1.2, Letters::new(Role::Ink, small), figure);
        }
        canvas.close();
    }
}
