use super::axes::{Axis, Plane, plain};
use super::canvas::{Anchor, Canvas, Letters, Role};
use super::colour::paints;
use super::legend::{Entry, Swatch};
use super::text::{clean, width};
use super::{Colour, Frame, PlotError, named_once, on_axis};
use crate::interval::Interval;

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
/// names; where points are many, the numbers stand beside them, or where there is room, with a line to the point.
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
///     equal: false,
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
    /// Whether a line shows where both numbers are the same: for two of one kind, such as before and after.
    pub equal: bool,
    /// The points.
    pub marks: Vec<Mark>,
}

const MOST_MARKS: usize = 42;
/// More points than this are small, for they cover each other.
const MOST_LARGE: usize = 12;

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
            let numbers: Vec<f64> =
                ends.flat_map(|end| [end.low, end.high]).chain([mark.x, mark.y]).collect();
            on_axis(&mark.name, &numbers)?;
        }
        let mut canvas = self.frame.begin(self)?;
        let along = |number: fn(&Mark) -> (f64, Option<Interval>)| {
            self.marks.iter().map(number).flat_map(|(middle, interval)| {
                let Interval { low, high } = interval.unwrap_or(Interval { low: middle, high: middle });
                [low, middle, high]
            })
        };
        let axis = |name: &str, number: fn(&Mark) -> (f64, Option<Interval>)| {
            let axis = Axis::around(name, along(number), 0.12);
            // An index that is never below zero has an axis that is hardly below it: as far as a point at zero needs.
            let least = if along(number).all(|number| number >= 0.0) { -0.05 * axis.high } else { axis.low };
            Axis { low: axis.low.max(least), ..axis }
        };
        let x = axis(&self.x, |mark| (mark.x, mark.x_interval));
        let y = axis(&self.y, |mark| (mark.y, mark.y_interval));
        // What is crowded is given room.
        let least = if self.marks.len() > MOST_LARGE { 340.0 } else { 220.0 };
        let height = (canvas.room() * 0.66).clamp(least, 440.0);
        let plane = canvas.axes(height, &x, &y)?;
        let (low, high) = (x.low.max(y.low), x.high.min(y.high));
        if self.equal && low < high {
            canvas.line(plane.at(low, low), plane.at(high, high), &Canvas::stroke(Role::Rule, 1.5));
        }
        self.points(&mut canvas, &plane);
        Ok(self.frame.finish(canvas, &self.description()))
    }

    fn points(&self, canvas: &mut Canvas, plane: &Plane) {
        let paints = paints(&self.marks.iter().map(|mark| mark.colour).collect::<Vec<_>>());
        let at: Vec<(f64, f64)> = self.marks.iter().map(|mark| plane.at(mark.x, mark.y)).collect();
        let names: Vec<String> = self.marks.iter().map(|mark| clean(&mark.name)).collect();
        let mut bars: Vec<((f64, f64), (f64, f64))> = Vec::new();
        for (mark, &(x, y)) in self.marks.iter().zip(&at) {
            if let Some(Interval { low, high }) = mark.x_interval {
                bars.push(((plane.at(low, mark.y).0, y), (plane.at(high, mark.y).0, y)));
            }
            if let Some(Interval { low, high }) = mark.y_interval {
                bars.push(((x, plane.at(mark.x, low).1), (x, plane.at(mark.x, high).1)));
            }
        }
        for &(from, to) in &bars {
            canvas.line(from, to, &Canvas::stroke(Role::Soft, 1.25));
        }
        let along: Vec<(f64, f64)> = bars.iter().flat_map(|&(from, to)| between(from, to)).collect();
        let labels: Option<Vec<Label>> = labels(canvas, plane, &at, &names, &along).into_iter().collect();
        let apart = match &labels {
            None if names.len() > MOST_LARGE => Some(numbers_apart(plane, &at)),
            _ => None,
        };
        let radius = match (&labels, &apart) {
            (Some(_), _) => 5.5,
            (None, Some(_)) => SMALL,
            (None, None) => 9.0,
        };
        for (&(x, y), number) in at.iter().zip(apart.iter().flatten()) {
            if number.is_far {
                canvas.line((x, y), number.middle, &Canvas::stroke(Role::Soft, 0.75));
            }
        }
        for (i, ((mark, &paint), &(x, y))) in self.marks.iter().zip(&paints).zip(&at).enumerate() {
            canvas.open("mark", &format!("{}: {}, {}", names[i], plain(mark.x), plain(mark.y)));
            let fill = canvas.fill(paint);
            canvas.circle(x, y, radius, &fill);
            let number = (i + 1).to_string();
            match (&labels, &apart) {
                (Some(labels), _) => {
                    let Label { x, baseline, size } = labels[i];
                    canvas.text(x, baseline, Letters::new(Role::Ink, size).edged(), &names[i]);
                }
                (None, Some(places)) => {
                    let (x, y) = places[i].middle;
                    let letters = Letters::new(Role::Ink, 10.0).anchor(Anchor::Middle).edged();
                    canvas.text(x, y + 3.5, letters, &number);
                }
                (None, None) => {
                    let letters = Letters::new(Role::Ink, 10.0).anchor(Anchor::Middle).bold();
                    // A number needs plain ground: a pattern would cross it.
                    canvas.circle(x, y, 7.0, &format!("fill=\"{}\"", paint.colour));
                    canvas.text_in(x, y + 3.5, letters, paint.colour.ink(), &number);
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

/// The radius of a point among many.
const SMALL: f64 = 4.5;

/// Where the number of a point stands.
struct Number {
    middle: (f64, f64),
    /// Whether a line must say whose it is.
    is_far: bool,
}

/// A place for each number near its point, where it covers neither a point nor a number before it: as near as there is one.
fn numbers_apart(plane: &Plane, at: &[(f64, f64)]) -> Vec<Number> {
    const DISTANCES: [f64; 7] = [11.0, 16.0, 22.0, 29.0, 38.0, 48.0, 60.0];
    const DIRECTIONS: u32 = 16;
    let around = |(x, y): (f64, f64), wide: f64, high: f64| Taken {
        left: x - wide,
        right: x + wide,
        top: y - high,
        bottom: y + high,
    };
    let (left, right) = plane.x_ends;
    let (top, bottom) = plane.y_ends;
    let mut taken: Vec<Taken> = at.iter().map(|&point| around(point, SMALL, SMALL)).collect();
    let place = |&(x, y): &(f64, f64)| {
        let directions = (0..DIRECTIONS).map(|step| {
            // To the right first, then in turns above and below.
            let turn = f64::from(step.div_ceil(2)) * if step % 2 == 0 { 1.0 } else { -1.0 };
            (turn * std::f64::consts::TAU / f64::from(DIRECTIONS)).sin_cos()
        });
        let near = DISTANCES.into_iter().flat_map(|distance| {
            directions.clone().map(move |(sin, cos)| (distance, (x + distance * cos, y + distance * sin)))
        });
        let free = |&(_, middle): &(f64, (f64, f64))| {
            let own = around(middle, 7.0, 5.5);
            let inside = own.left >= left && own.right <= right && own.top >= top && own.bottom <= bottom;
            inside && !taken.iter().any(|&other| other.meets(own))
        };
        // Where nothing is free a number stands on its point.
        let (distance, middle) = near.clone().find(free).unwrap_or((0.0, (x, y)));
        taken.push(around(middle, 7.0, 5.5));
        Number { middle, is_far: distance > DISTANCES[1] }
    };
    at.iter().map(place).collect()
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
        self.left < other.right
            && other.left < self.right
            && self.top < other.bottom
            && other.top < self.bottom
    }
}

/// Points along a straight line, so close to each other that no letter is between two.
pub(super) fn between((x0, y0): (f64, f64), (x1, y1): (f64, f64)) -> impl Iterator<Item = (f64, f64)> {
    const CLOSE: f64 = 4.0;
    let steps = ((x1 - x0).hypot(y1 - y0) / CLOSE).ceil().clamp(1.0, 2000.0) as u32;
    let share = move |step: u32| f64::from(step) / f64::from(steps);
    (0..=steps).map(share).map(move |t| (x0 + (x1 - x0) * t, y0 + (y1 - y0) * t))
}

/// A place for each name beside its point, where it covers neither a point nor a name before it; none where there is no
/// such place. It keeps off `lines`, given by points along them, where it can.
pub(super) fn labels(
    canvas: &Canvas,
    plane: &Plane,
    at: &[(f64, f64)],
    names: &[String],
    lines: &[(f64, f64)],
) -> Vec<Option<Label>> {
    const AROUND: f64 = 8.0;
    let size = canvas.body_size();
    let points =
        at.iter().map(|&(x, y)| Taken { left: x - 7.0, right: x + 7.0, top: y - 7.0, bottom: y + 7.0 });
    let mut taken: Vec<Taken> = points.collect();
    let (left, right) = plane.x_ends;
    let (top, bottom) = plane.y_ends;
    let place = |((x, y), name): ((f64, f64), &String)| {
        let wide = width(name, size);
        let (above, below) = (y - AROUND - size * 0.25, y + AROUND + size * 0.85);
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
        let filled = |(x, baseline): (f64, f64)| Taken {
            left: x - 1.0,
            right: x + wide,
            top: baseline - size * 0.85,
            bottom: baseline + size * 0.25,
        };
        let free = |&at: &(f64, f64)| {
            let place = filled(at);
            let inside =
                place.left >= left && place.right <= right && place.top >= top && place.bottom <= bottom;
            inside && !taken.iter().any(|&other| other.meets(place))
        };
        let off_lines = |&at: &(f64, f64)| {
            let place = filled(at);
            let on = |&(x, y): &(f64, f64)| {
                (place.left..place.right).contains(&x) && (place.top..place.bottom).contains(&y)
            };
            !lines.iter().any(on)
        };
        let places: Vec<(f64, f64)> = candidates.into_iter().filter(free).collect();
        let (x, baseline) = *places.iter().find(|at| off_lines(at)).or(places.first())?;
        taken.push(filled((x, baseline)));
        Some(Label { x, baseline, size })
    };
    at.iter().copied().zip(names).map(place).collect()
}
