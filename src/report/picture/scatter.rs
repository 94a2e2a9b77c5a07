use super::axes::{Axis, Plane, plain};
use super::canvas::{Anchor, Canvas, Letters, Role};
use super::colour::paints;
use super::legend::{Entry, Swatch};
use super::text::{clean, width};
use super::{Colour, Frame, PlotError, named_once, on_axis};
use crate::simulate::Interval;

/// A law, or a party, where two numbers put it.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// Its name.
    pub name: String,
    /// The number along the bottom.
    pub x: f64,
    /// The number along the side.
    pub y: f64,
    /// How sure `x` is, where that is known.
    pub x_interval: Option<Interval>,
    /// How sure `y` is, where that is known.
    pub y_interval: Option<Interval>,
    /// Its colour; none for the next of a palette.
    pub colour: Option<Colour>,
}

/// Two numbers of each law: disproportionality against fragmentation, say.
///
/// Names stand beside their points. Where there is no room for all of them, points have numbers, and a legend has the
/// names.
///
/// ```
/// use sailau::report::picture::{Frame, Mark, Scatter};
///
/// let mark = |name: &str, x, y| Mark {
///     name: name.to_owned(), x, y, x_interval: None, y_interval: None, colour: None,
/// };
/// let picture = Scatter {
///     frame: Frame::new("Disproportionality and parties", "Votes of 2021 under two laws."),
///     x: "effective number of parties".to_owned(),
///     y: "Gallagher's index, %".to_owned(),
///     marks: vec![mark("7 %", 1.58, 4.1), mark("5 %", 1.73, 1.9)],
/// };
/// assert!(picture.svg()?.contains("Gallagher"));
/// # Ok::<(), sailau::report::picture::PlotError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Scatter {
    /// What stands around it.
    pub frame: Frame,
    /// What is along the bottom, with the unit.
    pub x: String,
    /// What is along the side, with the unit.
    pub y: String,
    /// The points.
    pub marks: Vec<Mark>,
}

const MOST_MARKS: usize = 42;

impl Scatter {
    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no point or there are
    /// more than 42, when two have one name, and when a number is no number.
    pub fn svg(&self) -> Result<String, PlotError> {
        if self.marks.is_empty() {
            return Err(PlotError::Empty("there is no point"));
        }
        if self.marks.len() > MOST_MARKS {
            let (count, most) = (self.marks.len() as u64, MOST_MARKS as u64);
            return Err(PlotError::TooMany { what: "points", count, most });
        }
        named_once(self.marks.iter().map(|mark| mark.name.as_str()))?;
        for mark in &self.marks {
            let ends = [mark.x_interval, mark.y_interval].into_iter().flatten();
            let numbers: Vec<f64> = ends.flat_map(|end| [end.low, end.high]).chain([mark.x, mark.y]).collect();
            on_axis(&mark.name, &numbers)?;
        }
        let mut canvas = self.frame.begin(self)?;
        let along = |number: fn(&Mark) -> (f64, Option<Interval>)| {
            self.marks.iter().map(number).flat_map(|(middle, interval)| {
                let Interval { low, high } = interval.unwrap_or(Interval { low: middle, high: middle });
                [low, middle, high]
            })
        };
        let x = Axis::around(&self.x, along(|mark| (mark.x, mark.x_interval)), 0.12).label(plain);
        let y = Axis::around(&self.y, along(|mark| (mark.y, mark.y_interval)), 0.12).label(plain);
        let height = (canvas.room() * 0.66).clamp(220.0, 440.0);
        let plane = canvas.axes(height, &x, &y)?;
        self.points(&mut canvas, &plane);
        Ok(self.frame.finish(canvas, &self.description()))
    }

    fn points(&self, canvas: &mut Canvas, plane: &Plane) {
        let paints = paints(&self.marks.iter().map(|mark| mark.colour).collect::<Vec<_>>());
        let at: Vec<(f64, f64)> = self.marks.iter().map(|mark| plane.at(mark.x, mark.y)).collect();
        let names: Vec<String> = self.marks.iter().map(|mark| clean(&mark.name)).collect();
        let labels: Option<Vec<Label>> = labels(canvas, plane, &at, &names).into_iter().collect();
        for (mark, &(x, y)) in self.marks.iter().zip(&at) {
            let stroke = Canvas::stroke(Role::Soft, 1.25);
            if let Some(Interval { low, high }) = mark.x_interval {
                canvas.line((plane.at(low, mark.y).0, y), (plane.at(high, mark.y).0, y), &stroke);
            }
            if let Some(Interval { low, high }) = mark.y_interval {
                canvas.line((x, plane.at(mark.x, low).1), (x, plane.at(mark.x, high).1), &stroke);
            }
        }
        let radius = if labels.is_some() { 5.5 } else { 9.0 };
        for (i, ((mark, &paint), &(x, y))) in self.marks.iter().zip(&paints).zip(&at).enumerate() {
            canvas.open("mark", &format!("{}: {}, {}", names[i], plain(mark.x), plain(mark.y)));
            let fill = canvas.fill(paint);
            canvas.circle(x, y, radius, &fill);
            match &labels {
                Some(labels) => {
                    let Label { x, baseline, size } = labels[i];
                    canvas.text(x, baseline, Letters::new(Role::Ink, size), &names[i]);
                }
                None => {
                    let letters = Letters::new(Role::Ink, 10.0).anchor(Anchor::Middle).bold();
                    // A number needs plain ground: a pattern would cross it.
                    canvas.circle(x, y, 7.0, &format!("fill=\"{}\"", paint.colour));
                    canvas.text_in(x, y + 3.5, letters, paint.colour.ink(), &(i + 1).to_string());
                }
            }
            canvas.close();
        }
        if labels.is_none() {
            let entry = |(i, name): (usize, &String)| Entry {
                swatch: Swatch::Box(paints[i]),
                figure: (i + 1).to_string(),
                name: name.clone(),
            };
            let entries: Vec<_> = names.iter().enumerate().map(entry).collect();
            canvas.legend(&entries);
        }
    }

    fn description(&self) -> String {
        let mut words = format!("Points: {} against {}.", self.y, self.x);
        for mark in &self.marks {
            words += &format!(" {}: {}, {}.", mark.name, plain(mark.x), plain(mark.y));
        }
        words
    }
}

/// Where a name stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Label {
    pub(super) x: f64,
    pub(super) baseline: f64,
    pub(super) size: f64,
}

/// A box that text or a point fills.
#[derive(Debug, Clone, Copy)]
struct Taken {
    left: f64,
    right: f64,
    top: f64,
    bottom: f64,
}

impl Taken {
    fn meets(self, other: Self) -> bool {
        self.left < other.right && other.left < self.right && self.top < other.bottom && other.top < self.bottom
    }
}

/// A place for each name beside its point, where it covers neither a point nor a name before it; none where there is no
/// such place.
pub(super) fn labels(canvas: &Canvas, plane: &Plane, at: &[(f64, f64)], names: &[String]) -> Vec<Option<Label>> {
    const AROUND: f64 = 8.0;
    let size = canvas.body_size();
    let points = at.iter().map(|&(x, y)| Taken { left: x - 7.0, right: x + 7.0, top: y - 7.0, bottom: y + 7.0 });
    let mut taken: Vec<Taken> = points.collect();
    let (left, right) = plane.x_ends;
    let (top, bottom) = plane.y_ends;
    let place = |((x, y), name): ((f64, f64), &String)| {
        let wide = width(name, size);
        let (above, below) = (y - AROUND - 2.0, y + AROUND + size * 0.85);
        let middle = y + size * 0.35;
        let candidates = [
            (x + AROUND + 2.0, middle),
            (x - AROUND - 2.0 - wide, middle),
            (x - wide / 2.0, above),
            (x - wide / 2.0, below),
            (x + 4.0, above),
            (x + 4.0, below),
            (x - 4.0 - wide, above),
            (x - 4.0 - wide, below),
        ];
        let (x, baseline) = candidates.into_iter().find(|&(x, baseline)| {
            let place =
                Taken { left: x, right: x + wide, top: baseline - size * 0.8, bottom: baseline + size * 0.25 };
            let inside = place.left >= left && place.right <= right && place.top >= top && place.bottom <= bottom;
            inside && !taken.iter().any(|&other| other.meets(place))
        })?;
        taken.push(Taken { left: x, right: x + wide, top: baseline - size * 0.8, bottom: baseline + size * 0.25 });
        Some(Label { x, baseline, size })
    };
    at.iter().copied().zip(names).map(place).collect()
}
