//! The pages of the rules reference, and what stands in their fences.
// Each test uses a part of it.
#![allow(dead_code)]

use std::fs::read_to_string;
use std::path::Path;

/// A page by its path from the root of the repository.
pub(crate) struct Page {
    pub(crate) path: String,
    pub(crate) text: String,
}

/// A fenced block: what stands behind the opening fence, the text, and the line of the fence.
pub(crate) struct Block {
    pub(crate) info: String,
    pub(crate) text: String,
    pub(crate) line: usize,
}

pub(crate) const INDEX: &str = "docs/rules.md";

/// All pages in the order of the index, which is the first.
pub(crate) fn pages() -> Vec<Page> {
    let index = read_to_string(INDEX).unwrap();
    let entries: Vec<String> = index
        .lines()
        .filter_map(|line| line.strip_prefix("- [")?.split_once("][")?.1.split_once(']'))
        .map(|(name, _)| format!("docs/rules/{name}.md"))
        .collect();
    let pages = entries.into_iter().map(|path| {
        let text = read_to_string(&path).unwrap_or_else(|error| panic!("{INDEX} lists {path}: {error}"));
        Page { path, text }
    });
    let pages: Vec<_> = pages.collect();
    [Page { path: INDEX.to_owned(), text: index }].into_iter().chain(pages).collect()
}

impl Page {
    pub(crate) fn blocks(&self) -> Vec<Block> {
        let mut found = Vec::new();
        let mut open: Option<Block> = None;
        for (line, text) in self.text.lines().enumerate() {
            match (&mut open, text.strip_prefix("```")) {
                (Some(_), Some("")) => found.extend(open.take()),
                (Some(block), _) => {
                    block.text.push_str(text);
                    block.text.push('\n');
                }
                (None, Some(info)) => {
                    open = Some(Block { info: info.to_owned(), text: String::new(), line: line + 1 });
                }
                (None, None) => {}
            }
        }
        assert!(open.is_none(), "{}: a block is not closed", self.path);
        found
    }

    /// The page without its blocks and without what stands between back-quotes.
    pub(crate) fn prose(&self) -> String {
        let mut prose = String::new();
        let mut fenced = false;
        for line in self.text.lines() {
            if line.starts_with("```") {
                fenced = !fenced;
            } else if !fenced {
                prose.extend(line.split('`').step_by(2));
                prose.push('\n');
            }
        }
        prose
    }

    /// The anchors of its headings, as they are made of the heading's words.
    pub(crate) fn anchors(&self) -> Vec<String> {
        let mut anchors = Vec::new();
        let mut fenced = false;
        for line in self.text.lines() {
            fenced ^= line.starts_with("```");
            if !fenced && line.starts_with('#') {
                let words = line.trim_start_matches('#').trim().to_lowercase();
                let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
                anchors.push(kept.map(|c| if c == ' ' { '-' } else { c }).collect());
            }
        }
        anchors
    }

    /// The definitions of its links, label and target.
    pub(crate) fn definitions(&self) -> Vec<(&str, &str)> {
        self.text.lines().filter_map(|line| line.strip_prefix('[')?.split_once("]: ")).collect()
    }

    /// A target beside this page, as a path from the root.
    pub(crate) fn beside(&self, target: &str) -> String {
        Path::new(&self.path).parent().unwrap().join(target).display().to_string()
    }
}

/// An election that a page shows: the words of the command, and lines of what it prints.
pub(crate) struct Worked {
    pub(crate) program: String,
    pub(crate) arguments: Vec<String>,
    pub(crate) excerpt: Vec<String>,
    /// The page and the line.
    pub(crate) place: String,
    /// What stands above it on the page, by the names that commands give it: `rules.toml`, `votes.csv`,
    /// `districts.csv` and `winners.csv`.
    pub(crate) files: Vec<(&'static str, String)>,
}

/// The elections that pages show with this program.
pub(crate) fn worked(program: &str) -> Vec<Worked> {
    let mut found = Vec::new();
    for page in pages() {
        let mut files: Vec<(&'static str, String)> = Vec::new();
        for block in page.blocks() {
            let name = match block.info.as_str() {
                "toml" => Some("rules.toml"),
                "csv" if block.text.starts_with("district,") && !block.text.contains("votes") => {
                    Some("districts.csv")
                }
                "csv" if block.text.starts_with("tier,") => Some("winners.csv"),
                "csv" => Some("votes.csv"),
                _ => None,
            };
            if let Some(name) = name {
                files.retain(|(other, _)| *other != name);
                files.push((name, block.text));
                continue;
            }
            let mut lines = block.text.lines();
            let Some(command) =
                lines.next().and_then(|line| line.strip_prefix("$ cargo run --release --example "))
            else {
                continue;
            };
            let (name, arguments) = command.split_once(" -- ").unwrap();
            if name == program {
                found.push(Worked {
                    program: name.to_owned(),
                    arguments: arguments.split(' ').map(str::to_owned).collect(),
                    excerpt: lines.map(str::to_owned).collect(),
                    place: format!("{}, line {}", page.path, block.line),
                    files: files.clone(),
                });
            }
        }
    }
    found
}

impl Worked {
    /// Whether the lines are lines of the output, in their order. `…` stands for lines, and at the end of a line for the
    /// rest of it, that are left out.
    pub(crate) fn check(&self, output: &str) -> Result<(), String> {
        let output: Vec<&str> = output.lines().map(str::trim_end).collect();
        let same = |shown: &String, printed: &str| match shown.strip_suffix(" …") {
            Some(beginning) => printed.starts_with(beginning),
            None => shown == printed,
        };
        let mut from = 0;
        for segment in self.excerpt.split(|line| line == "…").filter(|lines| !lines.is_empty()) {
            let found = (from..output.len()).find(|&at| {
                at + segment.len() <= output.len()
                    && segment.iter().zip(&output[at..]).all(|(shown, printed)| same(shown, printed))
            });
            let Some(at) = found else {
                return Err(format!("{}: not printed any more:\n{}", self.place, segment.join("\n")));
            };
            from = at + segment.len();
        }
        Ok(())
    }
}
