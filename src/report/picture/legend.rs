use super::canvas::{Anchor, Canvas, Letters, Role, number, path};
use super::colour::Paint;
use super::frame::MARGIN;
use super::text::{clean, fit, width};

/// What a legend shows beside a name.
#[derive(Debug, Clone, Copy)]
pub(super) enum Swatch {
    /// A filled box.
    Box(Paint),
    /// A box with an outline only.
    Hollow,
    /// A line, with dashes for a pattern.
    Line(Paint),
}

/// A row of a legend.
#[derive(Debug, Clone)]
pub(super) struct Entry {
    pub(super) swatch: Swatch,
    /// A figure before the name; empty for none.
    pub(super) figure: String,
    pub(super) name: String,
}

/// The dashes of a line that has a pattern, so that lines of one colour can be told apart.
fn dashes(paint: Paint) -> &'static str {
    match paint.pattern {
        0 => "",
        1 => " stroke-dasharray=\"7 3\"",
        2 => " stroke-dasharray=\"2 3\"",
        3 => " stroke-dasharray=\"9 3 2 3\"",
        4 => " stroke-dasharray=\"13 4\"",
        _ => " stroke-dasharray=\"9 3 2 3 2 3\"",
    }
}

impl Canvas {
    /// A legend in as many columns as fit, at `y`, which moves below it. Names that do not fit are cut; pointing at
    /// them shows them in full.
    pub(super) fn legend(&mut self, entries: &[Entry]) {
        const SWATCH: f64 = 22.0;
        const GAP: f64 = 18.0;
        let size = self.body_size();
        let figures = entries.iter().map(|entry| width(&entry.figure, size)).fold(0.0, f64::max);
        let before = SWATCH + 6.0 + if figures > 0.0 { figures + 7.0 } else { 0.0 };
        let names: Vec<String> = entries.iter().map(|entry| clean(&entry.name)).collect();
        let widest = names.iter().map(|name| width(name, size)).fold(0.0, f64::max);
        let column = (before + widest + GAP).min(self.room() + GAP);
        let columns = (((self.room() + GAP) / column).floor() as usize).clamp(1, entries.len().max(1));
        let line = size * 1.55;
        self.open("legend", "");
        for (i, (entry, name)) in entries.iter().zip(&names).enumerate() {
            let x = MARGIN + column * (i % columns) as f64;
            let y = self.y + line * (i / columns) as f64;
            let baseline = y + size * 1.1;
            let shown = fit(name, size, column - GAP - before);
            self.open("key", if shown == *name { "" } else { name });
            self.swatch(entry.swatch, x, baseline - size * 0.36, SWATCH);
            if !entry.figure.is_empty() {
                let letters = Letters::new(Role::Ink, size).anchor(Anchor::End).bold();
                self.text(x + SWATCH + 6.0 + figures, baseline, letters, &entry.figure);
            }
            self.open("name", "");
            self.text(x + before, baseline, Letters::new(Role::Ink, size), &shown);
            self.close();
            self.close();
        }
        self.close();
        self.y += line * entries.len().div_ceil(columns) as f64 + 4.0;
    }

    /// A line of a paint, on a slightly wider one that keeps pale colours visible on white and dark ones on black.
    pub(super) fn cased_line(&mut self, data: &str, paint: Paint, width: f64) {
        let dashes = dashes(paint);
        let case = Self::stroke(Role::Soft, width + 1.0);
        self.path(data, &format!("fill=\"none\" stroke-linejoin=\"round\" {case}{dashes}"));
        let (colour, width) = (paint.colour, number(width));
        let stroke = format!("stroke=\"{colour}\" stroke-width=\"{width}\"{dashes}");
        self.path(data, &format!("fill=\"none\" stroke-linejoin=\"round\" {stroke}"));
    }

    fn swatch(&mut self, swatch: Swatch, x: f64, middle: f64, wide: f64) {
        match swatch {
            Swatch::Box(paint) => {
                let fill = self.fill(paint);
                self.rect(x, middle - 6.0, wide, 12.0, &fill);
            }
            Swatch::Hollow => {
                let stroke = Self::stroke(Role::Soft, 1.0);
                self.rect(
                    x,
                    middle - 6.0,
                    wide,
                    12.0,
                    &format!("fill=\"none\" stroke-dasharray=\"3 2\" {stroke}"),
                );
            }
            Swatch::Line(paint) => {
                self.cased_line(&path([(x, middle), (x + wide, middle)]), paint, 3.0);
            }
        }
    }
}
