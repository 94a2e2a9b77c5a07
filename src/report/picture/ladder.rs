use super::axes::{Axis, percent};
use super::canvas::{Anchor, Canvas, Letters, Role};
use super::colour::PALETTE;
use super::frame::MARGIN;
use super::text::{clean, fit, width};
use super::{Frame, Interval, PlotError, named_once, on_axis};
#[cfg(feature = "simulate")]
use crate::simulate::scale::{Position, Positions};

/// A rung of a [`Ladder`].
#[derive(Debug, Clone, PartialEq)]
pub struct Rung {
    /// Whose number it is.
    pub name: String,
    /// The number, such as a share.
    pub value: f64,
    /// How sure it is.
    pub interval: Option<Interval>,
    /// Whether it stands out.
    pub marked: bool,
}

/// Many things along one axis, a row each with its name, its number and the interval of that, in the order in which they are given;
/// some are marked. For shares, which are shown in per cent.
///
/// ```
/// use sailau::report::picture::{Frame, Ladder, Rung};
///
/// let rung = |name: &str, value| Rung { name: name.to_owned(), value, interval: None, marked: name == "law" };
/// let picture = Ladder {
///     frame: Frame::new("Disproportionality", "Two laws on the same draws."),
///     axis: "Gallagher's index".to_owned(),
///     rungs: vec![rung("other", 0.005), rung("law", 0.024)],
/// };
/// assert!(picture.svg()?.contains("law: 2.4 %"));
/// # Ok::<(), sailau::report::picture::PlotError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Ladder {
    /// What stands around it.
    pub frame: Frame,
    /// What is along the axis.
    pub axis: String,
    /// From top to bottom.
    pub rungs: Vec<Rung>,
}

const MOST_RUNGS: usize = 400;

/// How much less of a name fits into the same room in bold letters.
const BOLD: f64 = 0.93;

impl Ladder {
    /// Systems along Gallagher's index, the least first; those of these names are marked. Systems of which nothing could be
    /// measured are left out.
    #[cfg(feature = "simulate")]
    #[must_use]
    pub fn of_scale(frame: Frame, positions: &Positions, marked: impl Fn(&str) -> bool) -> Self {
        let rung = |row: &Position| {
            let interval =
                row.gallagher.low.zip(row.gallagher.high).map(|(low, high)| Interval { low, high });
            Some(Rung {
                name: row.system.clone(),
                value: row.gallagher.mean?,
                interval,
                marked: marked(&row.system),
            })
        };
        let axis = "Gallagher's index, mean of simulated elections".to_owned();
        Self { frame, axis, rungs: positions.rows.iter().filter_map(rung).collect() }
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no row or more than 400, when a
    /// number has no place on an axis, and when two have one name.
    pub fn svg(&self) -> Result<String, PlotError> {
        if self.rungs.is_empty() {
            return Err(PlotError::Empty("there is nothing along the axis"));
        }
        if self.rungs.len() > MOST_RUNGS {
            let (count, most) = (self.rungs.len() as u64, MOST_RUNGS as u64);
            return Err(PlotError::TooMany { what: "rows", count, most });
        }
        named_once(self.rungs.iter().map(|rung| rung.name.as_str()))?;
        for rung in &self.rungs {
            let ends = rung.interval.map_or([rung.value; 2], |interval| [interval.low, interval.high]);
            on_axis(&rung.name, &[rung.value, ends[0], ends[1]])?;
        }
        let mut canvas = self.frame.begin(self)?;
        let size = canvas.body_size() - 1.0;
        let line = size * 1.45;
        // Names stand to the left, at most in two fifths of the room, and numbers right of the axis.
        let asked = |rung: &Rung| width(&clean(&rung.name), size) / if rung.marked { BOLD } else { 1.0 };
        let widest = self.rungs.iter().map(asked).fold(0.0, f64::max);
        let names = widest.min(canvas.room() * 0.42);
        let numbers = width("100.00 %", size) + 6.0;
        let numbers_at = canvas.width - MARGIN;
        let (left, right) = (MARGIN + names + 10.0, numbers_at - numbers);
        let all =
            self.rungs.iter().map(|rung| rung.interval.map_or(rung.value, |one| one.high.max(rung.value)));
        let axis = Axis::around(&self.axis, all.chain([0.0]), 0.02);
        let (low, high) = (axis.low.min(0.0), axis.high);
        let at = |value: f64| left + (value - low) / (high - low) * (right - left);
        let soft = Letters::new(Role::Soft, size);
        let words = clean(&self.axis);
        if width(&words, size) <= right - left {
            canvas.text(left, canvas.y + size, soft, &words);
        } else {
            // Above the names as well, where the axis is short.
            let all = fit(&words, size, numbers_at - MARGIN);
            canvas.text(numbers_at, canvas.y + size, soft.anchor(Anchor::End), &all);
        }
        canvas.y += line + 4.0;
        let top = canvas.y;
        let bottom = top + line * self.rungs.len() as f64 + 4.0;
        // As many numbers as stand beside each other.
        let most = ((right - left) / (width("00.00 %", size) + 14.0)).floor().clamp(1.0, 6.0);
        for tick in ticks(high, most) {
            let x = at(tick);
            canvas.line((x, top), (x, bottom), &Canvas::stroke(Role::Rule, 1.0));
            canvas.text(x, bottom + size + 2.0, soft.anchor(Anchor::Middle), &percent(tick));
        }
        for rung in &self.rungs {
            let y = canvas.y + line / 2.0;
            self.rung(&mut canvas, rung, y, &at, Place { size, names, numbers_at });
            canvas.y += line;
        }
        canvas.y = bottom + line + 4.0;
        let description = self.description();
        Ok(self.frame.finish(canvas, &description))
    }

    fn rung(&self, canvas: &mut Canvas, rung: &Rung, y: f64, at: &dyn Fn(f64) -> f64, place: Place) {
        let Place { size, names, numbers_at } = place;
        let name = clean(&rung.name);
        canvas.open("rung", &words(rung));
        let letters = Letters::new(Role::Ink, size);
        let letters = if rung.marked { letters.bold() } else { letters };
        let room = if rung.marked { names * BOLD } else { names };
        canvas.text(MARGIN, y + size * 0.36, letters, &fit(&name, size, room));
        if let Some(Interval { low, high }) = rung.interval {
            canvas.line((at(low), y), (at(high), y), &Canvas::stroke(Role::Soft, 2.0));
        }
        let fill = if rung.marked { format!("fill=\"{}\"", PALETTE[3]) } else { Canvas::plain(Role::Soft) };
        canvas.circle(at(rung.value), y, if rung.marked { 4.5 } else { 3.0 }, &fill);
        let letters = letters.anchor(Anchor::End);
        canvas.text(numbers_at, y + size * 0.36, letters, &format!("{:.2} %", rung.value * 100.0));
        canvas.close();
    }

    fn description(&self) -> String {
        let all: Vec<String> = self.rungs.iter().map(words).collect();
        format!("{}. {}.", self.axis, all.join("; "))
    }
}

/// Where a row's words stand.
#[derive(Debug, Clone, Copy)]
struct Place {
    size: f64,
    names: f64,
    numbers_at: f64,
}

fn words(rung: &Rung) -> String {
    let mut words = format!("{}: {}", clean(&rung.name), percent(rung.value));
    if let Some(Interval { low, high }) = rung.interval {
        words += &format!(" ({} to {})", percent(low), percent(high));
    }
    words
}

/// Round numbers from nothing to the end of the axis, so many steps at most.
fn ticks(high: f64, most: f64) -> Vec<f64> {
    let rough = high / most;
    let power = 10f64.powf(rough.log10().floor());
    let steps = || [1.0, 2.0, 5.0, 10.0].into_iter().map(|times| times * power);
    // A number besides the nothing that it begins with, at least.
    let within = |step: &f64| *step >= rough && *step <= high;
    let step = steps().find(within).or(steps().rfind(|step| *step <= high)).unwrap_or(rough);
    (0..=6).map(|number| f64::from(number) * step).filter(|tick| *tick <= high).collect()
}
