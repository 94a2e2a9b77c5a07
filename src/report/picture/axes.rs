use plotters::coord::CoordTranslate;
use plotters::coord::ranged1d::BoldPoints;
use plotters::coord::types::RangedCoordf64;
use plotters::prelude::{
    Cartesian2d, ChartBuilder, IntoDrawingArea, IntoFont, LabelAreaPosition, RGBColor, Ranged, ShapeStyle,
};

use super::PlotError;
use super::backend::{Backend, FINE};
use super::canvas::{Anchor, Canvas, Letters, Role};
use super::frame::MARGIN;
use super::text::{clean, fit, width};
use crate::text::in_percent_briefly;

/// One side of a chart.
#[derive(Debug, Clone)]
pub(super) struct Axis {
    /// What is along it, with the unit.
    pub(super) name: String,
    /// The least number.
    pub(super) low: f64,
    /// The largest one, above the least.
    pub(super) high: f64,
    /// A number in words; none for an axis without numbers.
    pub(super) label: Option<fn(f64) -> String>,
}

impl Axis {
    /// An axis on which all of these have room, with a margin of a part of the span on either side.
    pub(super) fn around(name: &str, numbers: impl Iterator<Item = f64>, margin: f64) -> Self {
        let (low, high) = numbers.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), number| {
            (low.min(number), high.max(number))
        });
        let (low, high) = if low <= high { (low, high) } else { (0.0, 1.0) };
        // Where they are all the same, or nearly so, plotters' search for round numbers would not end.
        let least = low.abs().max(high.abs()).max(1.0) * 1e-4;
        let spare = (high - low).max(least) * margin + ((least - (high - low)) / 2.0).max(0.0);
        Self { name: name.to_owned(), low: low - spare, high: high + spare, label: Some(plain) }
    }

    /// The same, but not below zero, which nothing reaches.
    pub(super) fn not_below_zero(self) -> Self {
        Self { low: self.low.max(0.0), ..self }
    }

    pub(super) fn label(self, label: fn(f64) -> String) -> Self {
        Self { label: Some(label), ..self }
    }

    fn ticks(&self, most: usize) -> Vec<String> {
        let Some(label) = self.label else { return Vec::new() };
        let points = RangedCoordf64::from(self.low..self.high).key_points(BoldPoints(most));
        points.into_iter().map(label).collect()
    }
}

/// A number as it is, to at most three places.
pub(super) fn plain(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 {
        return crate::text::grouped(number as i64);
    }
    let text = format!("{number:.3}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A share in per cent, to at most two places.
pub(super) fn percent(share: f64) -> String {
    in_percent_briefly(share, 2)
}

/// Where a chart's numbers are on the canvas.
pub(super) struct Plane {
    spec: Cartesian2d<RangedCoordf64, RangedCoordf64>,
    y: f64,
    /// The left and the right end, in pixels.
    pub(super) x_ends: (f64, f64),
    /// The upper and the lower end, in pixels.
    pub(super) y_ends: (f64, f64),
}

impl Plane {
    /// A point in pixels.
    pub(super) fn at(&self, x: f64, y: f64) -> (f64, f64) {
        let (x, y) = self.spec.translate(&(x, y));
        (f64::from(x) / FINE, self.y + f64::from(y) / FINE)
    }
}

/// How many numbers an upright axis of this height has at most.
fn lines_up(height: f64) -> usize {
    ((height / 45.0) as usize).clamp(3, 8)
}

impl Canvas {
    /// Where a plot of this height begins and ends from left to right, beside the numbers of its upright axis.
    pub(super) fn plot_ends(&self, height: f64, y: &Axis) -> (f64, f64) {
        let size = self.body_size() - 1.0;
        let side = y.ticks(lines_up(height)).iter().map(|tick| width(tick, size)).fold(0.0, f64::max);
        let left = MARGIN + if y.label.is_some() { side + 8.0 } else { 0.0 };
        (left, self.width - MARGIN - 8.0)
    }

    /// Axes with round numbers and a grid, for a plot of this height at `y`, which moves below them.
    pub(super) fn axes(&mut self, height: f64, x: &Axis, y: &Axis) -> Result<Plane, PlotError> {
        let size = self.body_size() - 1.0;
        let letters = Letters::new(Role::Soft, size);
        if !y.name.is_empty() {
            self.y += size;
            self.text(MARGIN, self.y, letters, &fit(&clean(&y.name), size, self.room()));
            self.y += 13.0;
        }
        let y_lines = lines_up(height);
        let (left, right) = self.plot_ends(height, y);
        // As many numbers as stand beside each other with room between them.
        let plot = right - left;
        let fits = |&lines: &usize| {
            let ticks = x.ticks(lines);
            let widest = ticks.iter().map(|tick| width(tick, size)).fold(0.0, f64::max);
            ticks.len() as f64 * (widest + 14.0) <= plot
        };
        let x_lines = (3..=12).rev().find(fits).unwrap_or(2);

        let below = size + 12.0;
        let failed = |error: &dyn std::fmt::Display| PlotError::Axes(error.to_string());
        let top = self.y;
        let area = Backend { canvas: self, height: height + below }.into_drawing_area();
        let fine = |pixels: f64| (pixels * FINE) as u32;
        let mut chart = ChartBuilder::on(&area)
            .set_label_area_size(LabelAreaPosition::Left, fine(left))
            .set_label_area_size(LabelAreaPosition::Bottom, fine(below))
            .margin_right(fine(MARGIN + 8.0))
            .build_cartesian_2d(x.low..x.high, y.low..y.high)
            .map_err(|error| failed(&error))?;
        let line = |role: Role, width: f64| ShapeStyle {
            color: colour(role).into(),
            filled: false,
            stroke_width: fine(width),
        };
        let style = ("sans-serif", size * FINE).into_font().color(&colour(Role::Soft));
        let label = |axis: &Axis| axis.label.unwrap_or(|_| String::new());
        let (x_label, y_label) = (label(x), label(y));
        chart
            .configure_mesh()
            .bold_line_style(line(Role::Rule, 1.0))
            .max_light_lines(0)
            .axis_style(line(Role::Soft, 1.0))
            .label_style(style)
            .x_labels(x_lines)
            .y_labels(if y.label.is_some() { y_lines } else { 0 })
            .x_label_formatter(&|&number| x_label(number))
            .y_label_formatter(&|&number| y_label(number))
            .set_all_tick_mark_size(fine(4.0))
            .draw()
            .map_err(|error| failed(&error))?;
        let spec = chart.plotting_area().as_coord_spec().clone();
        let (xs, ys) = (spec.get_x_axis_pixel_range(), spec.get_y_axis_pixel_range());
        drop(chart);
        drop(area);
        let pixels = |fine: i32| f64::from(fine) / FINE;
        let plane = Plane {
            spec,
            y: top,
            x_ends: (pixels(xs.start), pixels(xs.end)),
            y_ends: (top + pixels(ys.start.min(ys.end)), top + pixels(ys.start.max(ys.end))),
        };
        self.y = top + height + below;
        if !x.name.is_empty() {
            let letters = letters.anchor(Anchor::Middle);
            let middle = (plane.x_ends.0 + plane.x_ends.1) / 2.0;
            self.y += size;
            self.text(middle, self.y, letters, &fit(&clean(&x.name), size, plane.x_ends.1 - plane.x_ends.0));
            self.y += 8.0;
        }
        Ok(plane)
    }
}

fn colour(role: Role) -> RGBColor {
    let light = role.light();
    RGBColor(light.red, light.green, light.blue)
}
