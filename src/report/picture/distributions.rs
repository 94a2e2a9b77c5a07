use super::axes::{Axis, Plane, plain};
use super::canvas::{Anchor, Canvas, Letters, Role, path};
use super::colour::{Paint, paints};
use super::frame::MARGIN;
use super::text::{clean, fit, width};
use super::{Colour, Frame, PlotError, named_once};
use crate::simulate::elections::{EnsembleSummary, SystemSummary};
use crate::simulate::{Confidence, Histogram};
use crate::system::UnknownName;
use crate::text::grouped;

/// How often a party, or a house under some law, had each number of seats.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distribution {
    /// Whose.
    pub name: String,
    /// The draws.
    pub draws: Histogram,
    /// The number that was seen in reality, to be marked.
    pub actual: Option<u32>,
    /// Its colour; none for the next of a palette.
    pub colour: Option<Colour>,
}

/// Distributions of seats below each other on one axis: a bar for each number of seats, below it the median and the
/// interval that holds so many of the draws. One alone is a histogram with its height in per cent.
///
/// ```
/// use sailau::report::picture::{Distribution, Distributions, Frame};
/// use sailau::simulate::{Confidence, Histogram};
///
/// let mut draws = Histogram::new(98);
/// (0..1000).for_each(|i| draws.push(60 + i % 7 + i % 5));
/// let picture = Distributions {
///     frame: Frame::new("Seats of Hill", "1,000 draws of a model."),
///     axis: "seats".to_owned(),
///     level: Confidence::P95,
///     rows: vec![Distribution { name: "Hill".to_owned(), draws, actual: Some(71), colour: None }],
/// };
/// assert!(picture.svg()?.contains("median 65"));
/// # Ok::<(), sailau::report::picture::PlotError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Distributions {
    /// What stands around it.
    pub frame: Frame,
    /// What was drawn, such as "seats".
    pub axis: String,
    /// How many of the draws the interval holds, as many left out below it as above.
    pub level: Confidence,
    /// From top to bottom.
    pub rows: Vec<Distribution>,
}

const MOST_ROWS: usize = 42;
const MOST_NUMBERS: u64 = 100_000;

impl Distributions {
    /// The seats of every party under one system of simulated elections, the largest mean first; parties that never have
    /// a seat are left out.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] when there is no such system.
    pub fn of(
        frame: Frame,
        elections: &EnsembleSummary,
        system: &str,
        level: Confidence,
    ) -> Result<Self, UnknownName> {
        let houses = elections.system(system)?;
        let seats = elections.parties.iter().zip(&houses.parties);
        let mut rows: Vec<(&String, &Histogram)> = seats
            .map(|(name, party)| (name, &party.seats))
            .filter(|(_, seats)| seats.at_least(1).yes > 0)
            .collect();
        // All have as many draws, so that sums are in the order of means.
        rows.sort_by_key(|(_, seats)| std::cmp::Reverse(seats.moments().sum()));
        let row = |(name, draws): (&String, &Histogram)| Distribution {
            name: name.clone(),
            draws: draws.clone(),
            actual: None,
            colour: None,
        };
        Ok(Self { frame, axis: "seats".to_owned(), level, rows: rows.into_iter().map(row).collect() })
    }

    /// One party's seats under every system of simulated elections, in their order.
    ///
    /// # Errors
    ///
    /// [`UnknownName`] when there is no such party.
    pub fn of_party(
        frame: Frame,
        elections: &EnsembleSummary,
        party: &str,
        level: Confidence,
    ) -> Result<Self, UnknownName> {
        let number = elections.party(party)?;
        let row = |houses: &SystemSummary| {
            let draws = houses.parties.get(number)?.seats.clone();
            Some(Distribution { name: houses.name.clone(), draws, actual: None, colour: None })
        };
        let rows = elections.systems.iter().filter_map(row).collect();
        Ok(Self { frame, axis: format!("seats of {party}"), level, rows })
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no row or one without
    /// a draw, when there are more than 42 or their numbers are 100,000 apart, and when two have one name.
    pub fn svg(&self) -> Result<String, PlotError> {
        if self.rows.is_empty() {
            return Err(PlotError::Empty("there is no distribution"));
        }
        if self.rows.iter().any(|row| row.draws.draws() == 0) {
            return Err(PlotError::Empty("a distribution has no draw"));
        }
        if self.rows.len() > MOST_ROWS {
            let (count, most) = (self.rows.len() as u64, MOST_ROWS as u64);
            return Err(PlotError::TooMany { what: "distributions", count, most });
        }
        named_once(self.rows.iter().map(|row| row.name.as_str()))?;
        let (low, high) = self.range();
        if u64::from(high - low) >= MOST_NUMBERS {
            let count = u64::from(high - low) + 1;
            return Err(PlotError::TooMany { what: "numbers on an axis", count, most: MOST_NUMBERS });
        }
        let mut canvas = self.frame.begin(self)?;
        let paints = paints(&self.rows.iter().map(|row| row.colour).collect::<Vec<_>>());
        self.key(&mut canvas);

        // No bar is narrower than three pixels: several numbers share one where there are too many.
        let numbers = f64::from(high - low) + 1.0;
        let bin = (numbers * 3.0 / canvas.room()).ceil().max(1.0) as u32;
        let x = Axis {
            name: self.axis.clone(),
            low: f64::from(low) - 0.5,
            high: f64::from(high) + 0.5 + f64::from(bin - 1),
            label: Some(plain),
        };
        // One row has an axis of its height; several have a lane each, as high as their own highest bar.
        let alone = self.rows.len() == 1;
        let lane = if alone { 250.0 } else { 80.0 };
        let y = match self.rows.first() {
            Some(row) if alone => {
                let most = tops(row, low, high, bin).into_iter().fold(0.0, f64::max).max(0.01);
                let name = format!("share of {} draws", grouped(row.draws.draws()));
                let share = Axis::around(&name, [0.0, most].into_iter(), 0.0).label(super::axes::percent);
                // Below zero is the room of the interval.
                Axis { low: -most * 0.1, high: most * 1.02, label: Some(not_below_zero), ..share }
            }
            _ => Axis { name: String::new(), low: 0.0, high: self.rows.len() as f64, label: None },
        };
        if let [row] = &self.rows[..] {
            let (size, y, right) = (canvas.body_size(), canvas.y, canvas.width - MARGIN);
            self.heading(&mut canvas, (MARGIN, right), y + size, row);
            canvas.y += size * 1.7;
        }
        let plane = canvas.axes(lane * self.rows.len() as f64, &x, &y)?;
        for (i, (row, &paint)) in self.rows.iter().zip(&paints).enumerate() {
            let tops = tops(row, low, high, bin);
            let most = tops.iter().copied().fold(0.0, f64::max).max(f64::MIN_POSITIVE);
            let floor = if alone { 0.0 } else { (self.rows.len() - 1 - i) as f64 + 0.24 };
            let high = if alone { 1.0 } else { 0.5 / most };
            let bars = tops.iter().map(|top| floor + top * high).collect();
            if !alone {
                let (_, top) = plane.at(0.0, (self.rows.len() - i) as f64);
                let baseline = top + canvas.body_size() + 2.0;
                self.heading(&mut canvas, (plane.x_ends.0 + 4.0, plane.x_ends.1), baseline, row);
            }
            self.row(&mut canvas, &plane, Lane { row, paint, bars, floor, low, bin });
        }
        if !alone {
            let words = "Each row is drawn to its own height.";
            canvas.paragraph(Letters::new(Role::Soft, 11.5), words);
        }
        let description = self.description();
        Ok(self.frame.finish(canvas, &description))
    }

    fn row(&self, canvas: &mut Canvas, plane: &Plane, lane: Lane<'_>) {
        let Lane { row, paint, bars, floor, low, bin } = lane;
        canvas.open("distribution", &format!("{}: {}", clean(&row.name), self.words(row)));
        let mut outline = vec![plane.at(f64::from(low) - 0.5, floor)];
        for (i, &top) in bars.iter().enumerate() {
            let left = f64::from(low) - 0.5 + i as f64 * f64::from(bin);
            outline.push(plane.at(left, top));
            outline.push(plane.at(left + f64::from(bin), top));
        }
        let right = f64::from(low) - 0.5 + bars.len() as f64 * f64::from(bin);
        outline.push(plane.at(right, floor));
        let fill = canvas.fill(paint);
        canvas.path(&format!("{}Z", path(outline)), &fill);
        // The interval, just below the floor.
        let (_, base) = plane.at(0.0, floor);
        let y = base + 9.0;
        let place =
            |number: Option<u32>| number.map_or(plane.x_ends.1, |number| plane.at(f64::from(number), 0.0).0);
        let (from, middle, to) = self.quantiles(row);
        let stroke = Canvas::stroke(Role::Ink, 2.5);
        canvas.line((place(from) - 1.0, y), (place(to) + 1.0, y), &stroke);
        canvas.line((place(middle), y - 7.0), (place(middle), y + 7.0), &stroke);
        if let Some(actual) = row.actual {
            let (x, _) = plane.at(f64::from(actual), 0.0);
            let highest = bars.iter().copied().fold(floor, f64::max);
            let (_, top) = plane.at(0.0, highest);
            let diamond = [(x, y - 5.0), (x + 4.5, y), (x, y + 5.0), (x - 4.5, y)];
            let stroke = Canvas::stroke(Role::Ink, 1.5);
            canvas.line((x, y), (x, top), &format!("stroke-dasharray=\"3 2\" {stroke}"));
            canvas.path(&format!("{}Z", path(diamond)), &Canvas::hollow(Role::Ink, 1.5));
        }
        canvas.close();
    }

    /// The name of a row, and its interval in figures.
    fn heading(&self, canvas: &mut Canvas, (left, right): (f64, f64), baseline: f64, row: &Distribution) {
        let size = canvas.body_size();
        let words = self.words(row);
        let room = right - left - width(&words, size - 1.0) - 14.0;
        let name = fit(&clean(&row.name), size, room * 0.93);
        canvas.text(left, baseline, Letters::new(Role::Ink, size).bold().edged(), &name);
        let letters = Letters::new(Role::Soft, size - 1.0).anchor(Anchor::End).edged();
        canvas.text(right, baseline, letters, &words);
    }

    /// The numbers of the axis: from the least drawn to the largest, reality among them.
    fn range(&self) -> (u32, u32) {
        let (mut low, mut high) = (u32::MAX, 0);
        for row in &self.rows {
            let drawn = row.draws.counts().iter().enumerate().filter(|&(_, &count)| count > 0);
            let drawn = drawn.filter_map(|(number, _)| u32::try_from(number).ok());
            // What was drawn beyond the largest number is right of all others.
            let beyond = u32::try_from(row.draws.counts().len()).ok().filter(|_| row.draws.above() > 0);
            for number in drawn.chain(row.actual).chain(beyond) {
                low = low.min(number);
                high = high.max(number);
            }
        }
        // At least a few numbers, so that a bar is not a wall.
        if high - low < 6 { (low.saturating_sub(3), high.saturating_add(3)) } else { (low, high) }
    }

    fn quantiles(&self, row: &Distribution) -> (Option<u32>, Option<u32>, Option<u32>) {
        let tail = (1.0 - self.level.level()) / 2.0;
        (row.draws.quantile(tail), row.draws.quantile(0.5), row.draws.quantile(1.0 - tail))
    }

    /// `median 62, 95 %: 55 to 70`.
    fn words(&self, row: &Distribution) -> String {
        let largest = row.draws.counts().len().saturating_sub(1);
        let number = |number: Option<u32>| number.map_or(format!("over {}", grouped(largest)), grouped);
        let (from, middle, to) = self.quantiles(row);
        let level = super::axes::percent(self.level.level());
        let mut words = format!("median {}, {level}: {} to {}", number(middle), number(from), number(to));
        if let Some(actual) = row.actual {
            words += &format!(", real {}", grouped(actual));
        }
        words
    }

    /// What the marks mean.
    fn key(&self, canvas: &mut Canvas) {
        let size = canvas.body_size();
        let y = canvas.y + size * 0.64;
        let level = super::axes::percent(self.level.level());
        canvas.line((MARGIN, y), (MARGIN + 22.0, y), &Canvas::stroke(Role::Ink, 2.5));
        canvas.line((MARGIN + 11.0, y - 6.0), (MARGIN + 11.0, y + 6.0), &Canvas::stroke(Role::Ink, 2.5));
        let words = format!("median, and {level} of the draws");
        canvas.text(MARGIN + 30.0, canvas.y + size, Letters::new(Role::Ink, size), &words);
        canvas.y += size * 1.5;
        if self.rows.iter().any(|row| row.actual.is_some()) {
            let (x, y) = (MARGIN + 11.0, canvas.y + size * 0.64);
            let diamond = [(x, y - 5.0), (x + 4.5, y), (x, y + 5.0), (x - 4.5, y)];
            canvas.path(&format!("{}Z", path(diamond)), &Canvas::hollow(Role::Ink, 1.5));
            canvas.text(MARGIN + 30.0, canvas.y + size, Letters::new(Role::Ink, size), "in reality");
            canvas.y += size * 1.5;
        }
        canvas.y += 4.0;
    }

    fn description(&self) -> String {
        let rows = self.rows.iter().map(|row| format!(" {}: {}.", row.name, self.words(row)));
        format!("Distributions of {}.{}", self.axis, rows.collect::<String>())
    }
}

/// What is drawn of a row.
struct Lane<'a> {
    row: &'a Distribution,
    paint: Paint,
    /// The top of each bar, in numbers of the upright axis.
    bars: Vec<f64>,
    floor: f64,
    /// The first number of the first bar.
    low: u32,
    /// How many numbers share a bar.
    bin: u32,
}

/// The share of draws of each bar.
fn tops(row: &Distribution, low: u32, high: u32, bin: u32) -> Vec<f64> {
    let draws = row.draws.draws() as f64;
    let bar = |from: u32| {
        let count = (from..from.saturating_add(bin))
            .fold(0u64, |sum, seats| sum.saturating_add(row.draws.count(seats)));
        count as f64 / draws
    };
    (low..=high).step_by(bin as usize).map(bar).collect()
}

fn not_below_zero(share: f64) -> String {
    if share < 0.0 { String::new() } else { super::axes::percent(share) }
}
