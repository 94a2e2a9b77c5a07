//! What plotters draws, as elements of a [`Canvas`].
//!
//! plotters' own SVG backend knows neither classes, which a page needs to go dark, nor patterns and words to point at,
//! and rounds to whole pixels. This one draws axes and grids; marks are drawn on the canvas itself.

use std::convert::Infallible;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::canvas::{Anchor, Canvas, Letters, Role, path};
use super::text::{clean, width};

/// plotters counts whole pixels: it is given so many for each of ours.
pub(super) const FINE: f64 = 10.0;

/// A canvas for plotters; everything is in units of 1/[`FINE`] pixel, and the canvas's `y` is plotters' zero.
#[derive(Debug)]
pub(super) struct Backend<'a> {
    pub(super) canvas: &'a mut Canvas,
    pub(super) height: f64,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Backend<'_> {
    fn at(&self, (x, y): BackendCoord) -> (f64, f64) {
        (f64::from(x) / FINE, self.canvas.y + f64::from(y) / FINE)
    }

    fn stroke(style: &impl BackendStyle) -> String {
        Canvas::stroke(role(style.color()), f64::from(style.stroke_width()) / FINE)
    }
}

/// The role whose colour on a light page this is.
fn role(colour: BackendColor) -> Role {
    let is = |role: &Role| {
        let light = role.light();
        (light.red, light.green, light.blue) == colour.rgb
    };
    [Role::Ink, Role::Soft, Role::Rule, Role::Ground].into_iter().find(is).unwrap_or(Role::Ink)
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        ((self.canvas.width * FINE) as u32, (self.height * FINE) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Drawn {
        let (x, y) = self.at(point);
        self.canvas.rect(x, y, 1.0 / FINE, 1.0 / FINE, &Canvas::plain(role(colour)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        if style.color().alpha > 0.0 {
            let (from, to) = (self.at(from), self.at(to));
            self.canvas.line(from, to, &Self::stroke(style));
        }
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        points: I,
        style: &S,
    ) -> Drawn {
        if style.color().alpha > 0.0 {
            let points: Vec<_> = points.into_iter().map(|point| self.at(point)).collect();
            self.canvas.path(&path(points), &format!("fill=\"none\" {}", Self::stroke(style)));
        }
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        let size = style.size() / FINE;
        let anchor = style.anchor();
        // From the middle or an edge of the letters to their baseline.
        let down = match anchor.v_pos {
            VPos::Top => 0.78,
            VPos::Center => 0.35,
            VPos::Bottom => -0.22,
        };
        let side = match anchor.h_pos {
            HPos::Left => Anchor::Start,
            HPos::Center => Anchor::Middle,
            HPos::Right => Anchor::End,
        };
        let (x, y) = self.at(at);
        let letters = Letters::new(role(style.color()), size).anchor(side);
        self.canvas.text(x, y + down * size, letters, &clean(text));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        Ok((width(text, style.size()) as u32, style.size() as u32))
    }
}
