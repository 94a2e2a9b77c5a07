//! A document as a tree whose numbers and days are kept as they are written, so that it may say what no file should.

use std::fmt::Write as _;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Tree {
    /// Fields in their order; a name may stand there twice.
    Table(Vec<(String, Tree)>),
    List(Vec<Tree>),
    Text(String),
    /// A number, a day, or true or false.
    Bare(String),
}

impl Tree {
    pub(super) fn of_toml(value: &toml::Value) -> Self {
        match value {
            toml::Value::Table(fields) => {
                Self::Table(fields.iter().map(|(key, value)| (key.clone(), Self::of_toml(value))).collect())
            }
            toml::Value::Array(items) => Self::List(items.iter().map(Self::of_toml).collect()),
            toml::Value::String(text) => Self::Text(text.clone()),
            other => Self::Bare(other.to_string()),
        }
    }

    pub(super) fn of_json(value: &serde_json::Value) -> Self {
        match value {
            serde_json::Value::Object(fields) => {
                Self::Table(fields.iter().map(|(key, value)| (key.clone(), Self::of_json(value))).collect())
            }
            serde_json::Value::Array(items) => Self::List(items.iter().map(Self::of_json).collect()),
            serde_json::Value::String(text) => Self::Text(text.clone()),
            other => Self::Bare(other.to_string()),
        }
    }

    /// A table of CSV: a list of lines, which are lists of cells.
    pub(super) fn of_csv(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let cells =
            |line: &str| Self::List(line.split(',').map(|cell| Self::Text(cell.to_owned())).collect());
        Self::List(lines.map(cells).collect())
    }

    pub(super) fn children(&self) -> usize {
        match self {
            Self::Table(fields) => fields.len(),
            Self::List(items) => items.len(),
            Self::Text(_) | Self::Bare(_) => 0,
        }
    }

    pub(super) fn child(&self, at: usize) -> &Tree {
        match self {
            Self::Table(fields) => &fields[at].1,
            Self::List(items) => &items[at],
            Self::Text(_) | Self::Bare(_) => self,
        }
    }

    fn child_mut(&mut self, at: usize) -> &mut Tree {
        match self {
            Self::Table(fields) => &mut fields[at].1,
            Self::List(items) => &mut items[at],
            Self::Text(_) | Self::Bare(_) => self,
        }
    }

    /// What stands behind these steps.
    pub(super) fn at(&mut self, path: &[usize]) -> &mut Tree {
        path.iter().fold(self, |tree, &step| tree.child_mut(step))
    }

    /// The ways to all places, the whole document first.
    pub(super) fn paths(&self) -> Vec<Vec<usize>> {
        fn collect(tree: &Tree, path: &mut Vec<usize>, paths: &mut Vec<Vec<usize>>) {
            paths.push(path.clone());
            for at in 0..tree.children() {
                path.push(at);
                collect(tree.child(at), path, paths);
                path.pop();
            }
        }
        let mut paths = Vec::new();
        collect(self, &mut Vec::new(), &mut paths);
        paths
    }

    /// The name under which a place stands in a table; of an element that of its list.
    pub(super) fn key(&self, path: &[usize]) -> Option<&str> {
        let (mut tree, mut key) = (self, None);
        for &step in path {
            if let Self::Table(fields) = tree {
                key = Some(fields[step].0.as_str());
            }
            tree = tree.child(step);
        }
        key
    }

    /// As a file of TOML has it: tables of the first level under heads of their own, and the rest within them.
    pub(super) fn toml(&self) -> String {
        let Self::Table(fields) = self else { return format!("document = {}\n", self.inline()) };
        let is_table = |tree: &Tree| matches!(tree, Self::Table(_));
        let headed = |tree: &Tree| match tree {
            Self::Table(_) => true,
            Self::List(items) => !items.is_empty() && items.iter().all(is_table),
            _ => false,
        };
        let mut text = String::new();
        for (key, value) in fields.iter().filter(|(_, value)| !headed(value)) {
            writeln!(text, "{} = {}", name(key), value.inline()).unwrap();
        }
        for (key, value) in fields.iter().filter(|(_, value)| headed(value)) {
            let (open, close, tables) = match value {
                Self::List(items) => ("[[", "]]", &items[..]),
                table => ("[", "]", std::slice::from_ref(table)),
            };
            for table in tables {
                writeln!(text, "\n{open}{}{close}", name(key)).unwrap();
                for at in 0..table.children() {
                    let Self::Table(fields) = table else { continue };
                    writeln!(text, "{} = {}", name(&fields[at].0), fields[at].1.inline()).unwrap();
                }
            }
        }
        text
    }

    fn inline(&self) -> String {
        match self {
            Self::Table(fields) => {
                let fields = fields.iter().map(|(key, value)| format!("{} = {}", name(key), value.inline()));
                format!("{{ {} }}", fields.collect::<Vec<_>>().join(", "))
            }
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::inline).collect::<Vec<_>>().join(", "))
            }
            Self::Text(text) => quoted(text),
            Self::Bare(text) => text.clone(),
        }
    }

    /// As JSON has it; what is no number there is a text.
    pub(super) fn json(&self) -> String {
        match self {
            Self::Table(fields) => {
                let fields = fields.iter().map(|(key, value)| format!("{}:{}", quoted(key), value.json()));
                format!("{{{}}}", fields.collect::<Vec<_>>().join(",\n"))
            }
            Self::List(items) => format!("[{}]", items.iter().map(Self::json).collect::<Vec<_>>().join(", ")),
            Self::Text(text) => quoted(text),
            Self::Bare(text) if serde_json::from_str::<serde_json::Value>(text).is_ok() => text.clone(),
            Self::Bare(text) => quoted(text),
        }
    }

    pub(super) fn csv(&self) -> String {
        let cell = |tree: &Tree| {
            let text = match tree {
                Self::Text(text) | Self::Bare(text) => text.clone(),
                other => other.json(),
            };
            let plain = !text.contains([',', '"', '\n', '\r']);
            if plain { text } else { format!("\"{}\"", text.replace('"', "\"\"")) }
        };
        let mut text = String::new();
        for at in 0..self.children() {
            let line = self.child(at);
            let cells: Vec<String> = match line.children() {
                0 => vec![cell(line)],
                many => (0..many).map(|at| cell(line.child(at))).collect(),
            };
            writeln!(text, "{}", cells.join(",")).unwrap();
        }
        text
    }
}

fn name(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || c == '_' || c == '-';
    if !key.is_empty() && key.chars().all(is_bare) { key.to_owned() } else { quoted(key) }
}

/// In double quotes, as TOML and JSON both have them.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' | '\\' => quoted.extend(['\\', letter]),
            letter if letter.is_control() => write!(quoted, "\\u{:04x}", u32::from(letter)).unwrap(),
            letter => quoted.push(letter),
        }
    }
    quoted + "\""
}
