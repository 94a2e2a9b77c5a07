//! What a reader of TOML or JSON says is wrong, in the words of who wrote the file: the reader names types of this program.

use super::nearest;

/// What is wrong, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Complaint<'a> {
    /// A field of a name that there is not, and those there are.
    UnknownField(&'a str, Vec<&'a str>),
    /// The same of a word.
    UnknownWord(&'a str, Vec<&'a str>),
    /// A field that must be there.
    Missing(&'a str),
    /// A field that stands there twice.
    Twice(&'a str),
    /// A value that is of another kind than `wanted`.
    Wrong { found: Option<&'a str>, wanted: &'a str },
    /// Text that may stand without quotes.
    Unquoted,
    /// Anything else, in words that are everybody's.
    Other(&'a str),
}

impl<'a> Complaint<'a> {
    pub fn of(message: &'a str) -> Self {
        let after = |start: &str| message.strip_prefix(start);
        let set = |rest: &'a str| match rest.rsplit_once("`, expected ") {
            Some((name, known)) => (name, known.split('`').skip(1).step_by(2).collect()),
            None => (rest.split("`, ").next().unwrap_or(rest).trim_end_matches('`'), Vec::new()),
        };
        // A day of TOML is a table with one field to those who ask for a table.
        if message.starts_with("unknown field `$__toml_private_") {
            return Self::Wrong { found: Some("a day"), wanted: "struct" };
        }
        if message.starts_with("unknown variant `$__toml_private_") {
            return Self::Wrong { found: Some("a day"), wanted: "enum" };
        }
        if let Some(rest) = after("unknown field `") {
            let (name, known) = set(rest);
            return Self::UnknownField(name, known);
        }
        if let Some(rest) = after("unknown variant `") {
            let (name, known) = set(rest);
            return Self::UnknownWord(name, known);
        }
        if let Some(name) = after("missing field `") {
            return Self::Missing(name.trim_end_matches('`'));
        }
        if let Some(name) = after("duplicate field `") {
            return Self::Twice(name.trim_end_matches('`'));
        }
        let value = after("invalid type: ").or_else(|| after("invalid value: "));
        if let Some((found, wanted)) = value.and_then(|rest| rest.rsplit_once(", expected ")) {
            return Self::Wrong { found: Some(found), wanted };
        }
        if let Some((_, wanted)) = after("invalid length ").and_then(|rest| rest.split_once(", expected ")) {
            return Self::Wrong { found: Some("sequence"), wanted };
        }
        match message {
            // What a number of TOML may be; JSON has larger ones.
            "u64 value was too large" | "i128 value was too large" | "u128 value was too large" => {
                Self::Wrong { found: None, wanted: "i64 whole" }
            }
            "wanted string or table" => Self::Wrong { found: None, wanted: "string or map" },
            _ if message.starts_with("string values must be quoted") => Self::Unquoted,
            _ => Self::Other(message),
        }
    }

    /// The same in words. `example` is the right form of the field where the mistake is, and `of_field` that of a field
    /// that is missing there.
    pub fn in_words(&self, example: Option<String>, of_field: impl Fn(&str) -> Option<String>) -> String {
        let such_as = |form: Option<String>| form.map_or(String::new(), |form| format!(", such as {form}"));
        match self {
            Self::UnknownField(name, known) => match nearest(name, known.iter().copied()) {
                Some(meant) => format!("unknown field `{name}`; did you mean `{meant}`?"),
                None if known.is_empty() => format!("unknown field `{name}`; no field is expected here"),
                None => format!("unknown field `{name}`; the fields here are {}", listed(known)),
            },
            Self::UnknownWord(name, known) => {
                let meant = nearest(name, known.iter().copied());
                let meant = meant.map_or("the".to_owned(), |meant| format!("did you mean `{meant}`? The"));
                format!("unknown word `{name}`; {meant} words here are {}", listed(known))
            }
            Self::Missing(name) => match of_field(name) {
                Some(form) => format!("missing field `{name}`; write it like {form}"),
                None => format!("missing field `{name}`"),
            },
            Self::Twice(name) => format!("`{name}` stands here for the second time"),
            Self::Wrong { found, wanted } => {
                let wanted = wanted_in_words(wanted);
                let form = example.filter(|_| !wanted.contains("such as"));
                let found = found.map_or(String::new(), |found| format!(", not {}", found_in_words(found)));
                format!("{wanted} is needed here{}{found}", such_as(form))
            }
            Self::Unquoted => format!("text stands in straight quotes{}", such_as(example)),
            Self::Other(message) => match (message.strip_prefix("EOF while parsing "), *message) {
                (Some(what), _) => format!("the text ends within {what}"),
                (None, "expected ident" | "expected value") => "this is not JSON".to_owned(),
                (None, "key must be a string") => "a key stands in double quotes".to_owned(),
                (None, message) => message.to_owned(),
            },
        }
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn wanted_in_words(wanted: &str) -> String {
    let from_none = |most: u64| format!("a whole number from 0 to {}", super::grouped(most));
    match wanted.split(' ').next().unwrap_or_default() {
        "u8" => from_none(u8::MAX.into()),
        "u16" => from_none(u16::MAX.into()),
        "u32" => from_none(u32::MAX.into()),
        "u64" | "usize" => from_none(u64::MAX),
        "i64" if wanted == "i64 whole" => format!("a whole number up to {}", super::grouped(i64::MAX as u64)),
        "i8" | "i16" | "i32" | "i64" | "isize" => "a whole number".to_owned(),
        "f32" | "f64" => "a number".to_owned(),
        "struct" => "a table".to_owned(),
        "enum" | "variant" => "a word in quotes".to_owned(),
        "tuple" => "a list".to_owned(),
        _ => match wanted {
            "a string" | "string" | "str" => "text in quotes",
            "string or map" | "string or table" => "a word in quotes",
            "a boolean" => "true or false",
            "a sequence" => "a list",
            "a map" => "a table",
            other => other,
        }
        .to_owned(),
    }
}

fn found_in_words(found: &str) -> String {
    let bare = |start: &str| found.strip_prefix(start).map(|rest| rest.trim_matches('`'));
    if let Some(number) = bare("integer ").or_else(|| bare("floating point ")) {
        return format!("the number {number}");
    }
    if let Some(text) = bare("string ") {
        return format!("the text {text}");
    }
    match found {
        "map" => "a table".to_owned(),
        "sequence" => "a list".to_owned(),
        "null" | "unit value" => "null".to_owned(),
        _ => bare("boolean ").unwrap_or(found).to_owned(),
    }
}

/// What a reader of TOML or JSON says is wrong with a text, in plain words: no type of a program is named in them, and the
/// field or the word that was probably meant is.
///
/// ```
/// use sailau::report::in_plain_words;
///
/// let error = serde_json::from_str::<Vec<u32>>("[1.5]").unwrap_err().to_string();
/// let message = error.split(" at line").next().unwrap();
/// assert_eq!(
///     in_plain_words(message),
///     "a whole number from 0 to 4,294,967,295 is needed here, not the number 1.5"
/// );
/// assert_eq!(
///     in_plain_words("unknown field `vote`, expected `votes` or `seats`"),
///     "unknown field `vote`; did you mean `votes`?"
/// );
/// ```
#[must_use]
pub fn in_plain_words(message: &str) -> String {
    Complaint::of(message).in_words(None, |_| None)
}

#[cfg(test)]
mod tests {
    use super::in_plain_words;

    #[test]
    fn no_type_is_named() {
        for (said, meant) in [
            (
                "invalid type: string \"5%\", expected struct Bar",
                "a table is needed here, not the text \"5%\"",
            ),
            ("invalid type: map, expected a sequence", "a list is needed here, not a table"),
            ("invalid length 2, expected struct Bar with 9 elements", "a table is needed here, not a list"),
            ("wanted string or table", "a word in quotes is needed here"),
            ("invalid type: boolean `true`, expected a string", "text in quotes is needed here, not true"),
            ("invalid type: null, expected f64", "a number is needed here, not null"),
            (
                "unknown variant `keep`, expected `kept` or `levelled`",
                "unknown word `keep`; did you mean `kept`? The words here are `kept`, `levelled`",
            ),
            (
                "unknown field `$__toml_private_datetime`, expected `a` or `b`",
                "a table is needed here, not a day",
            ),
            (
                "unknown variant `$__toml_private_datetime`, expected `a` or `b`",
                "a word in quotes is needed here, not a day",
            ),
            ("unknown field `x`, there are no fields", "unknown field `x`; no field is expected here"),
            ("unknown field `a`b`, expected `c`", "unknown field `a`b`; the fields here are `c`"),
            ("duplicate field `a`", "`a` stands here for the second time"),
            ("missing field `a`", "missing field `a`"),
            ("u64 value was too large", "a whole number up to 9,223,372,036,854,775,807 is needed here"),
            (
                "invalid value: integer `391`, expected variant index 0 <= i < 11",
                "a word in quotes is needed here, not the number 391",
            ),
            ("EOF while parsing an object", "the text ends within an object"),
            ("expected ident", "this is not JSON"),
            ("anything else", "anything else"),
        ] {
            assert_eq!(in_plain_words(said), meant);
        }
    }
}
