//! The page: a title, sections, tables, pictures in two widths, and one style sheet.

use std::fmt::Write;

use sailau::report::Table;
use sailau::report::picture::{Frame, PlotError};

/// Picture widths for a desk and for a phone, in CSS pixels.
const WIDTHS: [(&str, u32); 2] = [("wide", 760), ("narrow", 360)];

const STYLE: &str = "\
:root { color-scheme: light dark; --ink: #1c1c1e; --soft: #56565c; --line: #d5d5da; --page: #fff; --shade: #f5f5f7; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ececf0; --soft: #a8a8b0; --line: #3c3c42; --page: #16161a; --shade: #212126; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 17px/1.55 system-ui, sans-serif; overflow-wrap: break-word; }
main { max-width: 800px; margin: 0 auto; padding: 1.5rem 20px 4rem; }
h1 { font-size: 2rem; line-height: 1.15; margin: 1rem 0; }
h2 { font-size: 1.4rem; line-height: 1.25; margin: 3rem 0 .75rem; padding-top: 1rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.1rem; margin: 2rem 0 .5rem; }
.lead { font-size: 1.12rem; }
.note, figcaption { color: var(--soft); font-size: .9rem; }
ul { padding-left: 1.2rem; } li { margin: .3rem 0; }
a { color: inherit; }
figure { margin: 1.5rem 0; } figure svg { display: block; max-width: 100%; height: auto; }
.scroll { overflow-x: auto; margin: 1rem 0; }
table { border-collapse: collapse; font-size: .88rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; padding: .3rem .7rem .3rem 0; border-bottom: 1px solid var(--line); vertical-align: top; font-weight: normal; }
thead th { font-weight: 600; border-bottom-width: 2px; } .n { text-align: right; } td.n { white-space: nowrap; }
details { background: var(--shade); border-radius: 6px; padding: .5rem .9rem; margin: 1rem 0; }
summary { cursor: pointer; } pre { overflow-x: auto; font-size: .78rem; line-height: 1.4; }
.narrow { display: none; }
@media (max-width: 560px) {
  body { font-size: 16px; } main { padding: .75rem 14px 3rem; } h1 { font-size: 1.6rem; }
  .wide { display: none; } .narrow { display: block; }
}
@media print {
  :root { color-scheme: light; --ink: #000; --soft: #444; --line: #bbb; --page: #fff; --shade: #fff; }
  body { font-size: 10.5pt; } main { max-width: none; padding: 0; } h2 { break-after: avoid; }
  figure, tr { break-inside: avoid; } .wide { display: block; } .narrow { display: none; }
  .scroll { overflow: visible; } table { font-size: 8.5pt; }
}
";

/// A page that is being written.
pub(crate) struct Page {
    title: String,
    body: String,
    contents: Vec<(String, String)>,
    pictures: Vec<(String, String)>,
}

impl Page {
    pub(crate) fn new(title: &str) -> Self {
        Self { title: title.to_owned(), body: String::new(), contents: Vec::new(), pictures: Vec::new() }
    }

    pub(crate) fn heading(&mut self, text: &str) {
        let id = format!("s{}", self.contents.len() + 1);
        self.line(&format!("<h2 id=\"{id}\">{}</h2>", escape(text)));
        self.contents.push((id, text.to_owned()));
    }

    pub(crate) fn subheading(&mut self, text: &str) {
        self.line(&format!("<h3>{}</h3>", escape(text)));
    }

    pub(crate) fn lead(&mut self, text: &str) {
        self.line(&format!("<p class=\"lead\">{}</p>", escape(text)));
    }

    pub(crate) fn text(&mut self, text: &str) {
        self.line(&format!("<p>{}</p>", escape(text)));
    }

    pub(crate) fn list(&mut self, rows: &[String]) {
        let rows: Vec<_> = rows.iter().map(|row| format!("<li>{}</li>", linked(row))).collect();
        self.line(&format!("<ul>\n{}\n</ul>", rows.join("\n")));
    }

    pub(crate) fn table(&mut self, mut table: Table) {
        // Tables of simulated elections carry the model's assumptions, which stand once, at the end of the page.
        table.notes.clear();
        // A table that is wider than a phone scrolls by itself, and can be reached with the keyboard.
        self.line(&format!("<div class=\"scroll\" tabindex=\"0\">\n{}</div>", table.to_html()));
    }

    /// Something long that a reader opens.
    pub(crate) fn details(&mut self, summary: &str, text: &str) {
        let (summary, text) = (escape(summary), escape(text));
        self.line(&format!("<details><summary>{summary}</summary><pre>{text}</pre></details>"));
    }

    /// A picture under a name of its own, drawn for a desk and for a phone.
    pub(crate) fn picture(
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

    /// The pictures by name, in the width for a desk.
    pub(crate) fn pictures(&self) -> &[(String, String)] {
        &self.pictures
    }

    pub(crate) fn finish(self) -> String {
        let title = escape(&self.title);
        let links = self.contents.iter().map(|(id, text)| format!("<a href=\"#{id}\">{}</a>", escape(text)));
        let links: Vec<_> = links.collect();
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
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

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Text in which addresses are links.
fn linked(text: &str) -> String {
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
