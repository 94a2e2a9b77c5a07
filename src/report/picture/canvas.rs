//! The SVG elements of a picture, as they are drawn.

use std::fmt::Write;

use super::colour::{Colour, PATTERNS, Paint};
use super::text::clean;
use crate::text::escape;

/// What an element is there for. Each is a class (`sailau-ink`…) whose colour depends on whether the page is dark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// Text and axes.
    Ink,
    /// What may step back: captions, units, ticks.
    Soft,
    /// Grid lines.
    Rule,
    /// The page.
    Ground,
}

impl Role {
    pub(super) const fn class(self) -> &'static str {
        match self {
            Self::Ink => "sailau-ink",
            Self::Soft => "sailau-soft",
            Self::Rule => "sailau-rule",
            Self::Ground => "sailau-ground",
        }
    }

    /// On a light page, for readers of SVG that know no style sheets.
    pub(super) const fn light(self) -> Colour {
        match self {
            Self::Ink => Colour::rgb(0x1b, 0x1f, 0x24),
            Self::Soft => Colour::rgb(0x57, 0x60, 0x6a),
            Self::Rule => Colour::rgb(0xd8, 0xde, 0xe4),
            Self::Ground => Colour::rgb(0xff, 0xff, 0xff),
        }
    }

    const fn dark(self) -> Colour {
        match self {
            Self::Ink => Colour::rgb(0xe9, 0xec, 0xef),
            Self::Soft => Colour::rgb(0xa5, 0xae, 0xb8),
            Self::Rule => Colour::rgb(0x3a, 0x41, 0x4a),
            Self::Ground => Colour::rgb(0x14, 0x17, 0x1a),
        }
    }

    const ALL: [Self; 4] = [Self::Ink, Self::Soft, Self::Rule, Self::Ground];
}

/// Where text stands from its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Letters {
    pub(super) role: Role,
    pub(super) size: f64,
    pub(super) anchor: Anchor,
    pub(super) bold: bool,
    /// Whether an edge of the page's colour keeps it apart from lines that it crosses.
    pub(super) edged: bool,
}

impl Letters {
    pub(super) const fn new(role: Role, size: f64) -> Self {
        Self { role, size, anchor: Anchor::Start, bold: false, edged: false }
    }

    pub(super) const fn anchor(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) const fn edged(self) -> Self {
        Self { edged: true, ..self }
    }

    pub(super) const fn bold(self) -> Self {
        Self { bold: true, ..self }
    }
}

/// Elements in the order in which they are drawn, and how far down they reach.
#[derive(Debug)]
pub(super) struct Canvas {
    /// Unlike that of any other picture in a page: ids within this one begin with it.
    pub(super) id: String,
    pub(super) width: f64,
    /// Where the next block begins.
    pub(super) y: f64,
    body: String,
    paints: Vec<Paint>,
    /// What stands in the style sheet besides.
    style: String,
}

impl Canvas {
    pub(super) fn new(id: String, width: f64) -> Self {
        Self { id, width, y: 0.0, body: String::new(), paints: Vec::new(), style: String::new() }
    }

    /// A line of text, its baseline at `y`.
    pub(super) fn text(&mut self, x: f64, y: f64, letters: Letters, text: &str) {
        self.write_text(x, y, letters, None, text);
    }

    /// Text in a colour of its own, on a tile.
    pub(super) fn text_in(&mut self, x: f64, y: f64, letters: Letters, colour: Colour, text: &str) {
        self.write_text(x, y, letters, Some(colour), text);
    }

    fn write_text(&mut self, x: f64, y: f64, letters: Letters, colour: Option<Colour>, text: &str) {
        let anchor = match letters.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let bold = if letters.bold { " font-weight=\"600\"" } else { "" };
        let ground = Role::Ground;
        let fill = match colour {
            Some(colour) => format!("fill=\"{colour}\""),
            None if letters.edged => format!(
                "class=\"{} {}-line\" fill=\"{}\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" \
                 paint-order=\"stroke\"",
                letters.role.class(),
                ground.class(),
                letters.role.light(),
                ground.light()
            ),
            None => format!("class=\"{}\" fill=\"{}\"", letters.role.class(), letters.role.light()),
        };
        let (x, y, size) = (number(x), number(y), number(letters.size));
        self.push(&format!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{anchor}{bold} {fill}>{}</text>",
            escape(text)
        ));
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: &str) {
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(number);
        self.push(&format!("<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\" {stroke}/>"));
    }

    /// A path; `data` by [`path`].
    pub(super) fn path(&mut self, data: &str, style: &str) {
        self.push(&format!("<path d=\"{data}\" {style}/>"));
    }

    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, style: &str) {
        let [x, y, width, height] = [x, y, width, height].map(number);
        self.push(&format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" {style}/>"));
    }

    pub(super) fn circle(&mut self, x: f64, y: f64, radius: f64, style: &str) {
        let [x, y, radius] = [x, y, radius].map(number);
        self.push(&format!("<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {style}/>"));
    }

    /// A group of a class (without its `sailau-`), with words that a reader sees when pointing at it.
    pub(super) fn open(&mut self, class: &str, title: &str) {
        let title =
            if title.is_empty() { String::new() } else { format!("<title>{}</title>", escape(title)) };
        self.push(&format!("<g class=\"sailau-{class}\">{title}"));
    }

    pub(super) fn close(&mut self) {
        self.push("</g>");
    }

    /// A paint as a `fill`, with the outline that keeps pale colours visible on white and dark ones on black.
    pub(super) fn fill(&mut self, paint: Paint) -> String {
        let fill = if paint.pattern == 0 {
            paint.colour.to_string()
        } else {
            if !self.paints.contains(&paint) {
                self.paints.push(paint);
            }
            format!("url(#{})", self.pattern_id(paint))
        };
        format!("fill=\"{fill}\" {}", Self::stroke(Role::Soft, 0.75))
    }

    /// A line of a role's colour.
    pub(super) fn stroke(role: Role, width: f64) -> String {
        format!(
            "class=\"{}-line\" stroke=\"{}\" stroke-width=\"{}\"",
            role.class(),
            role.light(),
            number(width)
        )
    }

    /// An outline of a role's colour around the page's.
    pub(super) fn hollow(role: Role, width: f64) -> String {
        let ground = Role::Ground;
        format!(
            "class=\"{} {}-line\" fill=\"{}\" stroke=\"{}\" stroke-width=\"{}\"",
            ground.class(),
            role.class(),
            ground.light(),
            role.light(),
            number(width)
        )
    }

    /// The plain colour of a role.
    pub(super) fn plain(role: Role) -> String {
        format!("class=\"{}\" fill=\"{}\"", role.class(), role.light())
    }

    fn push(&mut self, element: &str) {
        self.body.push_str(element);
        self.body.push('\n');
    }

    fn pattern_id(&self, paint: Paint) -> String {
        let Colour { red, green, blue } = paint.colour;
        format!("{}-{red:02x}{green:02x}{blue:02x}-{}", self.id, paint.pattern)
    }

    /// Adds to the style sheet.
    pub(super) fn add_style(&mut self, rules: &str) {
        self.style.push_str(rules);
    }

    /// The whole document, as high as what was drawn.
    pub(super) fn finish(self, title: &str, description: &str) -> String {
        let (id, width, height) = (&self.id, number(self.width), number(self.y.ceil()));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"sailau-picture\" id=\"{id}\" role=\"img\" \
             aria-labelledby=\"{id}-title {id}-desc\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, -apple-system, 'Segoe UI', Roboto, \
             'Noto Sans', 'DejaVu Sans', sans-serif\" style=\"max-width:100%;height:auto\">\n\
             <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
            escape(&clean(title)),
            escape(&clean(description)),
        );
        svg.push_str(&style(&self.style));
        if !self.paints.is_empty() {
            svg.push_str("<defs>\n");
            for &paint in &self.paints {
                svg.push_str(&pattern(&self.pattern_id(paint), paint));
            }
            svg.push_str("</defs>\n");
        }
        let ground = Self::plain(Role::Ground);
        let _ = writeln!(svg, "<rect width=\"{width}\" height=\"{height}\" {ground}/>");
        svg.push_str(&self.body);
        svg.push_str("</svg>\n");
        svg
    }
}

/// The style sheet: the same in every picture, so that several in a page agree, and what is a picture's own.
fn style(own: &str) -> String {
    let rules = |colour: fn(Role) -> Colour| -> String {
        let rule = |role: Role| {
            let (class, colour) = (role.class(), colour(role));
            format!(".{class}{{fill:{colour}}}.{class}-line{{stroke:{colour}}}")
        };
        Role::ALL.into_iter().map(rule).collect()
    };
    format!(
        "<style>{}@media (prefers-color-scheme:dark){{{}}}{own}</style>\n",
        rules(Role::light),
        rules(Role::dark)
    )
}

/// Lines and dots in the colour's own ink on the colour.
fn pattern(id: &str, Paint { colour, pattern }: Paint) -> String {
    const SIDE: f64 = 5.0;
    debug_assert!(pattern < PATTERNS);
    let ink = colour.ink();
    let line = |d: &str| format!("<path d=\"{d}\" stroke=\"{ink}\" stroke-width=\"1.1\" fill=\"none\"/>");
    let marks = match pattern {
        1 => line("M-1 1L1 -1M0 5L5 0M4 6L6 4"),
        2 => format!("<circle cx=\"2.5\" cy=\"2.5\" r=\"1.2\" fill=\"{ink}\"/>"),
        3 => line("M-1 4L1 6M0 0L5 5M4 -1L6 1"),
        4 => line("M0 2.5L5 2.5"),
        _ => line("M2.5 0L2.5 5"),
    };
    format!(
        "<pattern id=\"{id}\" width=\"{SIDE}\" height=\"{SIDE}\" patternUnits=\"userSpaceOnUse\">\
         <rect width=\"{SIDE}\" height=\"{SIDE}\" fill=\"{colour}\"/>{marks}</pattern>\n"
    )
}

/// A polyline through points.
pub(super) fn path(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let mut data = String::new();
    for (x, y) in points {
        let command = if data.is_empty() { 'M' } else { 'L' };
        let _ = write!(data, "{command}{} {}", number(x), number(y));
    }
    data
}

/// A coordinate to a hundredth.
pub(super) fn number(x: f64) -> String {
    let text = format!("{x:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}
