use std::fmt::Debug;

use super::PlotError;
use super::canvas::{Canvas, Letters, Role};
use super::text::{clean, wrap};
use crate::fnv::Fnv;

/// What stands around every picture: a title that says what is shown, and a caption with the source and what was assumed.
///
/// ```
/// use sailau::report::picture::Frame;
///
/// let frame = Frame::new("Seats by party, 2023", "Votes: Central Election Commission.").width(360);
/// assert_eq!(frame.width, 360);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Frame {
    /// What is shown. Long ones are wrapped.
    pub title: String,
    /// Where the numbers come from, and what was assumed. Long ones are wrapped.
    pub caption: String,
    /// The width in CSS pixels, from 280 to 4,000; the height follows from the content. The picture is laid out for
    /// this width, and then scales down to the room that a page has.
    pub width: u32,
    /// The `id` of the SVG element, with which ids in it begin. None stands for one that is made from the content, so
    /// that different pictures in a page do not meet; give one where the same picture is shown twice. Only letters,
    /// digits, `-` and `_` are used of it.
    pub id: Option<String>,
}

impl Frame {
    /// A frame of 720 pixels.
    pub fn new(title: impl Into<String>, caption: impl Into<String>) -> Self {
        Self { title: title.into(), caption: caption.into(), width: 720, id: None }
    }

    /// The same with another [width](Self::width).
    #[must_use]
    pub fn width(self, width: u32) -> Self {
        Self { width, ..self }
    }

    /// The same with an [id](Self::id).
    #[must_use]
    pub fn id(self, id: impl Into<String>) -> Self {
        Self { id: Some(id.into()), ..self }
    }

    /// Checks the frame and writes the title; `picture` is what the id is made from.
    pub(super) fn begin(&self, picture: &impl Debug) -> Result<Canvas, PlotError> {
        self.check_words()?;
        if !(280..=4000).contains(&self.width) {
            return Err(PlotError::Width(self.width));
        }
        let mut canvas = Canvas::new(self.name(picture), f64::from(self.width));
        canvas.y = MARGIN;
        let size = if canvas.is_narrow() { 16.0 } else { 19.0 };
        canvas.open("title", "");
        canvas.paragraph(Letters::new(Role::Ink, size).bold(), &self.title);
        canvas.close();
        canvas.y += 8.0;
        Ok(canvas)
    }

    /// That a reader learns what is shown, and where it is from.
    pub(super) fn check_words(&self) -> Result<(), PlotError> {
        if self.title.trim().is_empty() {
            return Err(PlotError::NoTitle);
        }
        match self.caption.trim().is_empty() {
            true => Err(PlotError::NoCaption),
            false => Ok(()),
        }
    }

    /// Writes the caption and closes the document.
    pub(super) fn finish(&self, mut canvas: Canvas, description: &str) -> String {
        canvas.y += 6.0;
        canvas.open("caption", "");
        canvas.paragraph(Letters::new(Role::Soft, 11.5), &self.caption);
        canvas.close();
        canvas.y += MARGIN - 4.0;
        canvas.finish(&self.title, description)
    }

    fn name(&self, picture: &impl Debug) -> String {
        let given = self.id.as_deref().unwrap_or_default();
        let given: String =
            given.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_')).collect();
        match given.starts_with(|c: char| c.is_ascii_alphabetic()) {
            true => given,
            false => {
                let mut hash = Fnv::default();
                hash.bytes(format!("{picture:?}").as_bytes());
                format!("sailau-{:016x}", hash.finish())
            }
        }
    }
}

/// Around everything.
pub(super) const MARGIN: f64 = 16.0;

impl Canvas {
    /// Whether this is the width of a telephone.
    pub(super) fn is_narrow(&self) -> bool {
        self.width < 520.0
    }

    /// The size of labels.
    pub(super) fn body_size(&self) -> f64 {
        if self.is_narrow() { 12.0 } else { 13.0 }
    }

    /// The width between the margins.
    pub(super) fn room(&self) -> f64 {
        self.width - 2.0 * MARGIN
    }

    /// Wrapped lines at `y`, which moves below them.
    pub(super) fn paragraph(&mut self, letters: Letters, text: &str) {
        // Bold letters are wider than the estimate.
        let room = self.room() * if letters.bold { 0.93 } else { 1.0 };
        for line in wrap(&clean(text), letters.size, room) {
            self.text(MARGIN, self.y + letters.size, letters, &line);
            self.y += letters.size * 1.35;
        }
    }
}
