//! Why a text in TOML or JSON could not be read, in the words of who wrote it, and where.

use std::borrow::Cow;
use std::fmt;

use super::{
    Complaint, Field, field_in_json, field_in_toml, line_and_column, nearest, offset_of, one_line,
    without_place,
};

/// Why a text could not be read: the place as fields, and what to do.
///
/// ```
/// use sailau::reform::{Reform, ReformProblem};
///
/// let text = "name = 'A'\n[[change]]\nset = 'list.seats'\nform = 69\nto = 70";
/// let error = Reform::from_toml(text).unwrap_err();
/// let ReformProblem::Unreadable(misread) = *error.problem else { panic!("{error}") };
/// assert_eq!((misread.line, misread.column), (Some(4), Some(1)));
/// assert_eq!((misread.field.as_deref(), misread.nearest.as_deref()), (Some("change"), Some("from")));
/// assert_eq!(misread.to_string(), "line 4, column 1: `change` 1: unknown field `form`; did you mean `from`?");
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Misread {
    /// The line, from 1; none when there is no text.
    pub line: Option<usize>,
    /// The character in the line, from 1.
    pub column: Option<usize>,
    /// The field, or the table around it, by its words parted by full stops; none at the top.
    pub field: Option<String>,
    /// The field or word that was meant, where one is near.
    pub nearest: Option<String>,
    /// What is wrong, and what to do, with the field in words.
    pub problem: String,
}

impl Misread {
    /// What a reader of TOML says.
    #[doc(hidden)]
    pub fn in_toml(text: &str, error: &toml::de::Error) -> Self {
        let Some(span) = error.span() else { return Self::without_text(error.message()) };
        let field = field_in_toml(text, &span).unwrap_or_default();
        Self::worded(&message_of(text, error), &field, line_and_column(text, span.start))
    }

    /// What a reader of JSON says of a text: for files of your own, which are then answered as this library's are.
    ///
    /// ```
    /// use sailau::reform::Misread;
    ///
    /// let text = "{\"days\": [1, -2]}";
    /// let error = serde_json::from_str::<std::collections::BTreeMap<String, Vec<u32>>>(text).unwrap_err();
    /// let misread = Misread::in_json(text, &error);
    /// assert_eq!(misread.field.as_deref(), Some("days"));
    /// assert!(misread.to_string().starts_with("line 1, column 15: `days` 2: a whole number from 0 to "));
    /// ```
    #[must_use]
    pub fn in_json(text: &str, error: &serde_json::Error) -> Self {
        let offset = offset_of(text, error.line(), error.column());
        let rest = text.get(offset..).unwrap_or_default();
        let at = offset + rest.len() - rest.trim_start().len();
        let field = field_in_json(text, at).unwrap_or_default();
        Self::worded(&without_place(error), &field, line_and_column(text, offset))
    }

    /// What is wrong with no place in a text, such as a file that cannot be opened.
    #[doc(hidden)]
    pub fn without_text(problem: &str) -> Self {
        Self { problem: one_line(&Complaint::of(problem).in_words(None, |_| None)), ..Self::default() }
    }

    fn worded(message: &str, field: &Field, (line, column): (usize, usize)) -> Self {
        let complaint = Complaint::of(message);
        let path = field.at_fault(&complaint);
        let meant = match &complaint {
            Complaint::UnknownField(name, known) | Complaint::UnknownWord(name, known) => {
                nearest(name, known.iter().copied())
            }
            _ => None,
        };
        let words = complaint.in_words(None, |_| None);
        let at = in_words(path);
        let problem = if at.is_empty() { words } else { format!("{at}: {words}") };
        let keys: Vec<&str> = path.iter().map(String::as_str).filter(|step| number(step).is_none()).collect();
        Self {
            line: Some(line),
            column: Some(column),
            field: Some(keys.join(".")).filter(|field| !field.is_empty()),
            nearest: meant.map(str::to_owned),
            problem: one_line(&problem),
        }
    }
}

/// "`change` 2, `cite`": items are counted from 1.
fn in_words(path: &[String]) -> String {
    let mut words = String::new();
    for step in path {
        match number(step) {
            Some(item) if !words.is_empty() => words.push_str(&format!(" {}", item.saturating_add(1))),
            _ if words.is_empty() => words = format!("`{step}`"),
            _ => words.push_str(&format!(", `{step}`")),
        }
    }
    words
}

fn number(step: &str) -> Option<usize> {
    step.parse().ok()
}

/// What a reader of TOML says, of a key that stands twice in the words that there are for fields.
#[doc(hidden)]
pub fn message_of<'a>(text: &str, error: &'a toml::de::Error) -> Cow<'a, str> {
    let key = error.span().and_then(|span| text.get(span));
    match (error.message(), key) {
        ("duplicate key", Some(key)) => {
            Cow::Owned(format!("duplicate field `{}`", key.trim_matches(['"', '\''])))
        }
        (message, _) => Cow::Borrowed(message),
    }
}

impl fmt::Display for Misread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, "line {line}, column {column}: ")?;
        }
        f.write_str(&self.problem)
    }
}

impl std::error::Error for Misread {}
