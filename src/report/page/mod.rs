//! A page of HTML that stands by itself: no script, nothing loaded from elsewhere, light and dark, for a desk, a telephone and
//! paper.
//!
//! A [`Page`] is written part by part. A [`Comparison`] is the page about the votes of elections under several sets of rules,
//! whatever the country; [`reform_page`] and [`atlas_page`] are those of reforms that were made.

mod atlas;
#[cfg(feature = "simulate")]
mod comparison;

use std::fmt::Write;

pub use atlas::{atlas_page, reform_page};
#[cfg(feature = "simulate")]
#[cfg_attr(docsrs, doc(cfg(feature = "simulate")))]
pub use comparison::{AmongOthers, Comparison, Election, PageError};

use super::Table;
use super::picture::{Frame, PlotError};
use crate::text::{escape, unbroken};

/// Picture widths for a desk and for a telephone, in CSS pixels.
const WIDTHS: [(&str, u32); 2] = [("wide", 760), ("narrow", 360)];

const STYLE: &str = include_str!("style.css");

/// A page that is being written. Whatever text it is given is escaped: a name never becomes markup.
///
/// ```
/// use sailau::report::page::Page;
/// use sailau::report::picture::{Frame, Hemicycle, PartySeats};
///
/// let party = |name: &str, seats| PartySeats { name: name.to_owned(), seats, colour: None };
/// let parties = vec![party("Dale", 4), party("<b>Hill</b>", 6)];
/// let house = Hemicycle { frame: Frame::new("The council", "As published."), parties, tied: 0, unfilled: 0, rows: None };
///
/// let mut page = Page::new("The town council of 2024");
/// page.heading("Who sits in it");
/// page.picture("council", &house.frame, |frame| Hemicycle { frame, ..house.clone() }.svg())?;
/// let html = page.finish();
/// assert!(html.contains("&lt;b&gt;Hill") && !html.contains("<b>"));
/// # Ok::<(), sailau::report::picture::PlotError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Page {
    title: String,
    body: String,
    contents: Vec<(String, String)>,
    pictures: Vec<(String, String)>,
}

impl Page {
    /// An empty page of this title.
    #[must_use]
    pub fn new(title: &str) -> Self {
        Self { title: unbroken(title), body: String::new(), contents: Vec::new(), pictures: Vec::new() }
    }

    /// Begins a section, which stands in the contents.
    pub fn heading(&mut self, text: &str) {
        let id = format!("s{}", self.contents.len() + 1);
        self.line(&format!("<h2 id=\"{id}\">{}</h2>", words(text)));
        self.contents.push((id, text.to_owned()));
    }

    /// Begins a part of a section.
    pub fn subheading(&mut self, text: &str) {
        self.line(&format!("<h3>{}</h3>", words(text)));
    }

    /// A paragraph in larger letters: what the page is about.
    pub fn lead(&mut self, text: &str) {
        self.line(&format!("<p class=\"lead\">{}</p>", words(text)));
    }

    /// A paragraph.
    pub fn text(&mut self, text: &str) {
        self.line(&format!("<p>{}</p>", linked(text)));
    }

    /// A list of sentences, in which addresses are links. Nothing where there are none.
    pub fn list<S: AsRef<str>>(&mut self, rows: impl IntoIterator<Item = S>) {
        let rows: Vec<_> = rows.into_iter().map(|row| format!("<li>{}</li>", linked(row.as_ref()))).collect();
        if !rows.is_empty() {
            self.line(&format!("<ul>\n{}\n</ul>", rows.join("\n")));
        }
    }

    /// A list of links to other pages of the same folder: the file of each, its words, and what stands behind them.
    pub fn links<S: AsRef<str>>(&mut self, rows: impl IntoIterator<Item = (S, S, S)>) {
        let row = |(file, link, rest): (S, S, S)| {
            let (file, link) = (escape(file.as_ref()), words(link.as_ref()));
            format!("<li><a href=\"{file}\">{link}</a> {}</li>", words(rest.as_ref()))
        };
        let rows: Vec<_> = rows.into_iter().map(row).collect();
        if !rows.is_empty() {
            self.line(&format!("<ul>\n{}\n</ul>", rows.join("\n")));
        }
    }

    /// A table with its notes. One that is wider than a telephone scrolls by itself, and can be reached with the keyboard.
    pub fn table(&mut self, table: &Table) {
        self.line(&format!("<div class=\"scroll\" tabindex=\"0\">\n{}</div>", table.to_html()));
    }

    /// Something long that a reader opens, as it is: a record, line by line.
    pub fn details(&mut self, summary: &str, text: &str) {
        let (summary, text) = (words(summary), escape(text.trim_end()));
        self.line(&format!("<details><summary>{summary}</summary><pre>{text}</pre></details>"));
    }

    /// Parts of the page that a reader opens: whatever is written is folded below these words. Headings stay outside, for the contents
    /// lead to them.
    ///
    /// ```
    /// use sailau::report::page::Page;
    ///
    /// let mut page = Page::new("All laws");
    /// page.folded("The others", |page| page.text("Nothing yet."));
    /// assert!(page.finish().contains("<summary>The others</summary>\n<p>Nothing yet.</p>\n</details>"));
    /// ```
    pub fn folded(&mut self, summary: &str, write: impl FnOnce(&mut Self)) {
        self.line(&format!("<details><summary>{}</summary>", words(summary)));
        write(self);
        self.line("</details>");
    }

    /// A picture under a name of its own, drawn for a desk and for a telephone. Only letters, digits, `-` and `_` are used of the
    /// name.
    ///
    /// # Errors
    ///
    /// What the picture's own method says.
    pub fn picture(
        &mut self,
        name: &str,
        frame: &Frame,
        draw: impl Fn(Frame) -> Result<String, PlotError>,
    ) -> Result<(), PlotError> {
        let mut figure = String::from("<figure>\n");
        for (class, width) in WIDTHS {
            let svg = draw(frame.clone().width(width).id(format!("{name}-{class}")))?;
            // Writing to a string does not fail.
            let _ = writeln!(figure, "<div class=\"{class}\">{svg}</div>");
            if class == "wide" {
                self.pictures.push((name.to_owned(), svg));
            }
        }
        figure.push_str("</figure>");
        self.line(&figure);
        Ok(())
    }

    /// The pictures by name, in the width for a desk: to be written into files of their own.
    #[must_use]
    pub fn pictures(&self) -> &[(String, String)] {
        &self.pictures
    }

    /// The whole document. It is HTML, and XML as well.
    #[must_use]
    pub fn finish(&self) -> String {
        let title = escape(&self.title);
        let links: Vec<_> =
            self.contents.iter().map(|(id, text)| format!("<a href=\"#{id}\">{}</a>", words(text))).collect();
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n<title>{title}</title>\n\
             <style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n\
             <nav class=\"note\" aria-label=\"Contents\">{}</nav>\n{}</main>\n</body>\n</html>\n",
            links.join(" · "),
            self.body
        )
    }

    fn line(&mut self, html: &str) {
        self.body.push_str(html);
        self.body.push('\n');
    }
}

/// Text on one line, escaped.
fn words(text: &str) -> String {
    escape(&unbroken(text))
}

/// The same, with links where addresses stand.
fn linked(text: &str) -> String {
    let text = unbroken(text);
    let words = text.split(' ').map(|word| {
        let trimmed = word.trim_start_matches('(');
        let end = trimmed.trim_end_matches([',', ';', '.', ':', ')']);
        if !end.starts_with("https://") && !end.starts_with("http://") {
            return escape(word);
        }
        let (open, after) = (&word[..word.len() - trimmed.len()], &trimmed[end.len()..]);
        let address = escape(end);
        format!("{}<a href=\"{address}\">{address}</a>{}", escape(open), escape(after))
    });
    words.collect::<Vec<_>>().join(" ")
}
