use super::axes::{Axis, Plane, percent, plain};
use super::canvas::{Canvas, Letters, Role, path};
use super::colour::{Paint, paints};
use super::legend::{Entry, Swatch};
use super::text::{clean, fit, width};
use super::{Colour, Frame, PlotError, named_once, on_axis};
use crate::interval::Interval;
use crate::law::Share;
use crate::measure;
use crate::reform::{SweepTable, Value};
use crate::system::Outcome;

/// A point of a curve.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Where it is from left to right.
    pub x: f64,
    /// How high it is.
    pub y: f64,
    /// How sure its height is, where that is known.
    pub interval: Option<Interval>,
}

/// A named line through points, in the order of their `x`.
#[derive(Debug, Clone, PartialEq)]
pub struct Curve {
    /// What it is of: a party, a system.
    pub name: String,
    /// Its points, in any order.
    pub points: Vec<Point>,
    /// Its colour; none for the next of a palette.
    pub colour: Option<Colour>,
}

/// An election that was held, among curves that were computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Observed {
    /// Its name.
    pub name: String,
    /// The share of votes, from 0 to 1.
    pub votes: f64,
    /// The share of seats, from 0 to 1.
    pub seats: f64,
}

/// The seats-votes curve: which share of the seats a party has for which share of the votes, beside the line of
/// proportionality. After Tufte, *The Relationship between Seats and Votes in Two-Party Systems* (1973).
///
/// ```
/// use sailau::report::picture::{Curve, Frame, Observed, Point, SeatsVotes};
///
/// let cube = |votes: f64| votes.powi(3) / (votes.powi(3) + (1.0 - votes).powi(3));
/// let points = (0..=50).map(|i| f64::from(i) / 50.0).map(|x| Point { x, y: cube(x), interval: None }).collect();
/// let picture = SeatsVotes {
///     frame: Frame::new("The cube rule", "Kendall and Stuart 1950: seats are as the cubes of votes."),
///     curves: vec![Curve { name: "cube rule".to_owned(), points, colour: None }],
///     observed: vec![Observed { name: "UK 1945".to_owned(), votes: 0.477, seats: 0.614 }],
/// };
/// assert!(picture.svg()?.contains("UK 1945"));
/// # Ok::<(), sailau::report::picture::PlotError>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct SeatsVotes {
    /// What stands around it.
    pub frame: Frame,
    /// Curves of shares: `x` of votes, `y` of seats, both from 0 to 1.
    pub curves: Vec<Curve>,
    /// Elections that were held, as rings.
    pub observed: Vec<Observed>,
}

impl SeatsVotes {
    /// Curves of single-member districts, each with its name and the election that it was made from as a ring.
    ///
    /// ```
    /// use sailau::measure;
    /// use sailau::report::picture::{Frame, SeatsVotes};
    ///
    /// let curve = measure::SeatsVotes::of(&[60, 60, 60, 20, 20], &[40, 40, 40, 80, 80]).unwrap();
    /// let frame = Frame::new("Seats for votes", "Five districts; every one swings alike.");
    /// let picture = SeatsVotes::of(frame, &[("Hill", &curve)]);
    /// let ring = &picture.observed[0];
    /// assert_eq!(format!("{:.2} {:.2}", ring.votes, ring.seats), "0.44 0.60");
    /// assert!(picture.svg()?.contains("Hill"));
    /// # Ok::<(), sailau::report::picture::PlotError>(())
    /// ```
    #[must_use]
    pub fn of(frame: Frame, curves: &[(&str, &measure::SeatsVotes)]) -> Self {
        let curve = |&(name, curve): &(&str, &measure::SeatsVotes)| {
            // A step is two points; swings beyond no votes and all votes are left out.
            let mut before = curve.seats_at(0.0);
            let mut points = vec![(0.0, before)];
            for step in curve.points().into_iter().filter(|step| (0.0..=1.0).contains(&step.votes)) {
                points.extend([(step.votes, before), (step.votes, step.seats)]);
                before = step.seats;
            }
            points.push((1.0, before));
            let point = |(x, y)| Point { x, y, interval: None };
            Curve { name: name.to_owned(), points: points.into_iter().map(point).collect(), colour: None }
        };
        let observed = |&(name, curve): &(&str, &measure::SeatsVotes)| Observed {
            name: name.to_owned(),
            votes: curve.votes(),
            seats: curve.seats(),
        };
        Self {
            frame,
            curves: curves.iter().map(curve).collect(),
            observed: curves.iter().map(observed).collect(),
        }
    }

    /// Draws it.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there are neither curves nor
    /// elections, or more than 42 curves, when two have one name, and when a number is no number.
    pub fn svg(&self) -> Result<String, PlotError> {
        if self.observed.is_empty() && self.curves.iter().all(|curve| curve.points.is_empty()) {
            return Err(PlotError::Empty("there is no curve and no election"));
        }
        check(&self.curves)?;
        for observed in &self.observed {
            on_axis(&observed.name, &[observed.votes, observed.seats])?;
        }
        let mut canvas = self.frame.begin(self)?;
        let paints = self.paints();
        canvas.legend(&legend(&self.curves, &paints));
        // Shares beyond 0 and 1 are the caller's mistake, but are shown where they are.
        let xs =
            xs(&self.curves).chain(self.observed.iter().map(|observed| observed.votes)).chain([0.0, 1.0]);
        let ys =
            ys(&self.curves).chain(self.observed.iter().map(|observed| observed.seats)).chain([0.0, 1.0]);
        let (x, y) = (Axis::around("share of votes", xs, 0.0), Axis::around("share of seats", ys, 0.0));
        let height = (canvas.room() * 0.8).min(520.0);
        let plane = canvas.axes(height, &x.label(percent), &y.label(percent))?;
        canvas.open("proportional", "seats as votes");
        let stroke = Canvas::stroke(Role::Soft, 1.0);
        canvas.line(plane.at(0.0, 0.0), plane.at(1.0, 1.0), &format!("stroke-dasharray=\"4 4\" {stroke}"));
        canvas.close();
        draw(&mut canvas, &plane, &self.curves, &paints, false);
        self.elections(&mut canvas, &plane);
        let description = describe(&self.curves, percent, percent);
        Ok(self.frame.finish(canvas, &description))
    }

    fn paints(&self) -> Vec<Paint> {
        paints(&self.curves.iter().map(|curve| curve.colour).collect::<Vec<_>>())
    }

    /// Rings with their names where those have room; a name without room is shown to who points at the ring.
    fn elections(&self, canvas: &mut Canvas, plane: &Plane) {
        let rings: Vec<_> =
            self.observed.iter().map(|observed| plane.at(observed.votes, observed.seats)).collect();
        let names: Vec<String> = self.observed.iter().map(|observed| clean(&observed.name)).collect();
        let labels = super::scatter::labels(canvas, plane, &rings, &names, &self.lines(plane));
        for (((&(x, y), observed), name), label) in rings.iter().zip(&self.observed).zip(&names).zip(labels) {
            let (votes, seats) = (percent(observed.votes), percent(observed.seats));
            canvas.open("observed", &format!("{name}: {votes} of votes, {seats} of seats"));
            canvas.circle(x, y, 4.5, &format!("fill-opacity=\"0.6\" {}", Canvas::hollow(Role::Ink, 1.75)));
            if let Some(label) = label {
                canvas.text(label.x, label.baseline, Letters::new(Role::Ink, label.size).edged(), name);
            }
            canvas.close();
        }
    }

    /// Points along all lines, close to each other.
    fn lines(&self, plane: &Plane) -> Vec<(f64, f64)> {
        let mut lines = vec![vec![plane.at(0.0, 0.0), plane.at(1.0, 1.0)]];
        lines.extend(
            self.curves.iter().map(|curve| through(plane, &sorted(&curve.points), |point| point.y, false)),
        );
        let along = |pair: &[(f64, f64)]| super::scatter::between(pair[0], pair[1]);
        lines.iter().flat_map(|line| line.windows(2).flat_map(along)).collect()
    }
}

/// Seats by party for every threshold: what the rule costs and whom.
///
/// Seats change in steps: between two thresholds that were counted, the line keeps to the first.
///
/// ```
/// use sailau::report::picture::{Frame, ThresholdSweep};
/// use sailau::{ElectoralSystem, Votes};
///
/// let votes = Votes::list([("Hill", 500), ("Dale", 420), ("Moor", 80)])?;
/// let mut outcomes = Vec::new();
/// for percent in 0..=10 {
///     let rules = ElectoralSystem::from_toml(&format!(r#"
///         name = "A town"
///         [[tier]]
///         name = "list"
///         seats = 15
///         method = "hare"
///         threshold = {{ at_least = "{percent}%", of = "valid votes" }}
///     "#))?;
///     outcomes.push((f64::from(percent) / 100.0, rules.count(&votes)?));
/// }
/// let frame = Frame::new("Seats by threshold", "Votes of the town; largest remainder.");
/// let mut sweep = ThresholdSweep::of(frame, &outcomes);
/// sweep.laws.push((0.05, "the law".to_owned()));
/// assert!(sweep.svg()?.contains("Moor"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct ThresholdSweep {
    /// What stands around it.
    pub frame: Frame,
    /// A curve for each party: `x` the threshold as a share from 0 to 1, `y` its seats.
    pub parties: Vec<Curve>,
    /// Thresholds that some law has, and its name; at most 8. Those beyond the thresholds swept widen the picture.
    pub laws: Vec<(f64, String)>,
}

impl ThresholdSweep {
    /// From the outcome of each threshold (a share from 0 to 1): a curve for every party that has a seat in one of
    /// them, the largest in the first outcome first.
    #[must_use]
    pub fn of(frame: Frame, outcomes: &[(f64, Outcome)]) -> Self {
        let mut names: Vec<&str> = Vec::new();
        for (_, outcome) in outcomes {
            for name in outcome.totals().into_iter().filter_map(|(name, _)| name) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
        }
        let curve = |name: &str| Curve {
            name: name.to_owned(),
            points: outcomes
                .iter()
                // Whoever stood in some of the outcomes only has no seats in the others.
                .map(|(x, outcome)| Point {
                    x: *x,
                    y: f64::from(outcome.seats_of(name).unwrap_or(0)),
                    interval: None,
                })
                .collect(),
            colour: None,
        };
        Self { frame, parties: names.into_iter().map(curve).collect(), laws: Vec::new() }
    }

    /// From a [sweep](crate::reform::Sweep) of one rule over shares: a curve for every holder that ever has a seat. None
    /// when it varied two rules, or something that is not a share.
    #[must_use]
    pub fn of_sweep(frame: Frame, sweep: &SweepTable) -> Option<Self> {
        let [_] = sweep.vary[..] else { return None };
        let xs: Option<Vec<f64>> = sweep.rows.iter().map(|row| as_share(row.values.first()?)).collect();
        let xs = xs?;
        let curve = |(at, name): (usize, &String)| {
            let points = xs.iter().zip(&sweep.rows).filter_map(|(&x, row)| {
                let y = *row.seats.get(at)? as f64;
                Some(Point { x, y, interval: None })
            });
            Curve { name: name.clone(), points: points.collect(), colour: None }
        };
        let curves = sweep.holders.iter().enumerate().map(curve);
        let parties = curves.filter(|curve| curve.points.iter().any(|point| point.y > 0.0)).collect();
        Some(Self { frame, parties, laws: Vec::new() })
    }

    /// Draws it: counts in steps, means with an interval as sloped lines.
    ///
    /// # Errors
    ///
    /// [`PlotError`] when the [frame](Frame) lacks words or has an unreadable width, when there is no point, when there
    /// are more than 42 parties or 8 laws, when two parties have one name, and when a number is no number.
    pub fn svg(&self) -> Result<String, PlotError> {
        const MOST_LAWS: usize = 8;
        if self.parties.iter().all(|curve| curve.points.is_empty()) {
            return Err(PlotError::Empty("no threshold was counted"));
        }
        check(&self.parties)?;
        if self.laws.len() > MOST_LAWS {
            let (count, most) = (self.laws.len() as u64, MOST_LAWS as u64);
            return Err(PlotError::TooMany { what: "laws", count, most });
        }
        for (threshold, name) in &self.laws {
            on_axis(name, &[*threshold])?;
        }
        let mut canvas = self.frame.begin(self)?;
        let paints = paints(&self.parties.iter().map(|curve| curve.colour).collect::<Vec<_>>());
        canvas.legend(&legend(&self.parties, &paints));
        let x = Axis::around("threshold", xs(&self.parties).chain(self.laws.iter().map(|law| law.0)), 0.0);
        let y = Axis::around("seats", ys(&self.parties).chain([0.0]), 0.04).not_below_zero();
        let (x, y) = (x.label(percent), y.label(plain));
        let height = if canvas.is_narrow() { 260.0 } else { 360.0 };
        let flags = self.flags(&canvas, canvas.plot_ends(height, &y), &x);
        let line = canvas.body_size() * 1.4;
        let top = canvas.y + line * flags.iter().map(|flag| flag.row + 1).max().unwrap_or(0) as f64;
        canvas.y = top;
        let plane = canvas.axes(height, &x, &y)?;
        canvas.open("laws", "");
        for flag in &flags {
            let (pole, bottom) =
                ((flag.pole, top - line * (flag.row + 1) as f64 + 4.0), (flag.pole, plane.y_ends.1));
            canvas.line(
                pole,
                bottom,
                &format!("stroke-dasharray=\"5 3\" {}", Canvas::stroke(Role::Soft, 1.25)),
            );
        }
        for flag in &flags {
            let letters = Letters::new(Role::Ink, canvas.body_size() - 1.0).edged();
            canvas.text(flag.begin, top - line * flag.row as f64 - 3.0, letters, &flag.words);
        }
        canvas.close();
        // Between two thresholds that were counted the seats are those of one or the other; a mean goes over.
        let counts =
            self.parties.iter().flat_map(|curve| &curve.points).all(|point| point.interval.is_none());
        draw(&mut canvas, &plane, &self.parties, &paints, counts);
        let seats = |seats: f64| format!("{} seats", plain(seats));
        Ok(self.frame.finish(canvas, &describe(&self.parties, percent, seats)))
    }

    /// The names of the laws as flags on poles above the plot, in as few rows as keep words off other poles: a flag is
    /// above those whose poles it would cross.
    fn flags(&self, canvas: &Canvas, (left, right): (f64, f64), x: &Axis) -> Vec<Flag> {
        const GAP: f64 = 5.0;
        let size = canvas.body_size() - 1.0;
        let mut laws: Vec<&(f64, String)> = self.laws.iter().collect();
        laws.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut flags: Vec<Flag> = Vec::new();
        for (threshold, name) in laws {
            // The figure first: a name from right to left would carry it away.
            let words = format!("{} · {}", percent(*threshold), clean(name));
            let words = fit(&words, size, right - left);
            let wide = width(&words, size);
            let pole = left + (right - left) * (threshold - x.low) / (x.high - x.low);
            // To the right of its pole; where there is no room, as far right as it can be.
            let begin = (pole + GAP).min(right - wide).max(left);
            let end = begin + wide + GAP;
            let below =
                flags.iter().filter(|flag| flag.pole < end || flag.begin < end).map(|flag| flag.row + 1);
            let row = below.max().unwrap_or(0);
            flags.push(Flag { pole, begin, row, words });
        }
        flags
    }
}

/// A threshold from 0 to 1.
pub(super) fn as_share(value: &Value) -> Option<f64> {
    let Value::Word(word) = value else { return None };
    let share: Share = word.parse().ok()?;
    Some(f64::from(share.numerator()) / f64::from(share.denominator()))
}

/// The name of a law above a plot.
struct Flag {
    /// Where its pole is, in pixels.
    pole: f64,
    /// Where its words begin, in pixels.
    begin: f64,
    /// How many rows are below it.
    row: usize,
    words: String,
}

fn check(curves: &[Curve]) -> Result<(), PlotError> {
    const MOST: usize = 42;
    if curves.len() > MOST {
        return Err(PlotError::TooMany { what: "lines", count: curves.len() as u64, most: MOST as u64 });
    }
    named_once(curves.iter().map(|curve| curve.name.as_str()))?;
    for curve in curves {
        for point in &curve.points {
            on_axis(&curve.name, &[point.x, point.y])?;
            if let Some(interval) = point.interval {
                on_axis(&curve.name, &[interval.low, interval.high])?;
            }
        }
    }
    Ok(())
}

fn xs(curves: &[Curve]) -> impl Iterator<Item = f64> {
    curves.iter().flat_map(|curve| curve.points.iter().map(|point| point.x))
}

fn ys(curves: &[Curve]) -> impl Iterator<Item = f64> {
    let ends = |point: &Point| {
        let Interval { low, high } = point.interval.unwrap_or(Interval { low: point.y, high: point.y });
        [point.y, low, high]
    };
    curves.iter().flat_map(move |curve| curve.points.iter().flat_map(ends))
}

fn legend(curves: &[Curve], paints: &[Paint]) -> Vec<Entry> {
    let entry = |(curve, &paint): (&Curve, &Paint)| Entry {
        swatch: Swatch::Line(paint),
        figure: String::new(),
        name: curve.name.clone(),
    };
    curves.iter().zip(paints).map(entry).collect()
}

/// Bands first, so that no line is covered.
fn draw(canvas: &mut Canvas, plane: &Plane, curves: &[Curve], paints: &[Paint], steps: bool) {
    const MOST_FILLED: usize = 3;
    let points: Vec<Vec<Point>> = curves.iter().map(|curve| sorted(&curve.points)).collect();
    let bands = points.iter().filter(|points| points.iter().any(|point| point.interval.is_some())).count();
    for (points, paint) in points.iter().zip(paints) {
        let known: Vec<Point> = points.iter().copied().filter(|point| point.interval.is_some()).collect();
        if known.len() > 1 {
            let low = through(plane, &known, |point| point.interval.map_or(point.y, |ends| ends.low), steps);
            let high =
                through(plane, &known, |point| point.interval.map_or(point.y, |ends| ends.high), steps);
            // Many areas over one another hide each other: then their edges stand for them.
            if bands > MOST_FILLED {
                for edge in [low, high] {
                    let style = format!("fill=\"none\" stroke=\"{}\" stroke-dasharray=\"2 3\"", paint.colour);
                    canvas.path(&path(edge), &style);
                }
                continue;
            }
            let band = low.into_iter().chain(high.into_iter().rev());
            canvas.path(&path(band), &format!("fill=\"{}\" fill-opacity=\"0.2\"", paint.colour));
        }
    }
    for ((curve, points), &paint) in curves.iter().zip(&points).zip(paints) {
        canvas.open("curve", &clean(&curve.name));
        let line = through(plane, points, |point| point.y, steps);
        let colour = paint.colour;
        if let [(x, y)] = line[..] {
            canvas.circle(x, y, 3.5, &format!("fill=\"{colour}\""));
        } else if !line.is_empty() {
            canvas.cased_line(&path(line), paint, 2.25);
        }
        canvas.close();
    }
}

fn sorted(points: &[Point]) -> Vec<Point> {
    let mut points = points.to_vec();
    points.sort_by(|a, b| a.x.total_cmp(&b.x));
    points
}

/// A line through points, straight or in steps, in pixels.
fn through(plane: &Plane, points: &[Point], height: impl Fn(&Point) -> f64, steps: bool) -> Vec<(f64, f64)> {
    let mut line: Vec<(f64, f64)> = Vec::with_capacity(points.len() * 2);
    for point in points {
        let (x, y) = plane.at(point.x, height(point));
        if let Some(&(_, before)) = line.last().filter(|&&(_, before)| steps && before != y) {
            line.push((x, before));
        }
        line.push((x, y));
    }
    // Points along a level line add nothing.
    line.dedup();
    line
}

/// Where each curve begins and ends.
fn describe(curves: &[Curve], x: fn(f64) -> String, y: impl Fn(f64) -> String) -> String {
    let ends = |curve: &Curve| {
        let first = curve.points.iter().min_by(|a, b| a.x.total_cmp(&b.x))?;
        let last = curve.points.iter().max_by(|a, b| a.x.total_cmp(&b.x))?;
        let (from, to) = (x(first.x), x(last.x));
        Some(format!("{}: {} at {from}, {} at {to}.", curve.name, y(first.y), y(last.y)))
    };
    let lines: Vec<_> = curves.iter().filter_map(ends).collect();
    if lines.is_empty() {
        "A chart of points.".to_owned()
    } else {
        format!("A chart of lines. {}", lines.join(" "))
    }
}
