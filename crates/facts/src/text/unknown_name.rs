//! A name that nothing has.

use std::fmt;

use super::{nearest, one_line};

/// A name that nothing of a kind has: neither a party that stood and got nothing, which is no mistake, nor an answer of 0.
///
/// ```
/// use sailau::{ElectoralSystem, Votes};
///
/// let rules = ElectoralSystem::from_toml("name = 'A town'\n[[tier]]\nname = 'list'\nseats = 5\nmethod = 'dhondt'")?;
/// let house = rules.count(&Votes::list([("Smer", 420), ("Hlas", 500), ("SNS", 9)])?)?;
/// assert_eq!((house.seats_of("Smer")?, house.seats_of("SNS")?), (2, 0));
/// let error = house.seats_of("Smir").unwrap_err();
/// assert_eq!(error.to_string(), "there is no party `Smir`; did you mean `Smer`?");
/// assert_eq!((error.name.as_str(), error.nearest.as_deref()), ("Smir", Some("Smer")));
/// assert_eq!(house.seats_in("single", "Smer").unwrap_err().to_string(), "there is no tier `single`; there is `list`");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownName {
    /// What it would be a name of, such as `party` or `tier`.
    pub what: &'static str,
    /// The name, as asked for.
    pub name: String,
    /// The one that was probably meant.
    pub nearest: Option<String>,
    /// The names there are.
    pub known: Vec<String>,
}

/// So many names are listed where none is near.
const LISTED: usize = 12;

impl UnknownName {
    /// A name that is not among those known.
    #[doc(hidden)]
    pub fn new<'a>(what: &'static str, name: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        let nearest = nearest(name, known.iter().map(String::as_str)).map(str::to_owned);
        Self { what, name: name.to_owned(), nearest, known }
    }

    /// The names there are, for messages that have words of their own; `none` where there is none.
    #[doc(hidden)]
    pub fn listed(&self) -> String {
        let known: Vec<String> = self.known.iter().map(|name| one_line(name)).collect();
        if known.is_empty() { "none".to_owned() } else { known.join(", ") }
    }

    /// `; did you mean …?` behind a message that has listed what there is; nothing where none of it is near.
    #[doc(hidden)]
    pub fn meant(&self) -> String {
        self.nearest.as_ref().map_or(String::new(), |meant| format!("; did you mean `{}`?", one_line(meant)))
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Names come from files, and may have any letters in them.
        write!(f, "there is no {} `{}`", self.what, one_line(&self.name))?;
        if self.nearest.is_some() {
            return f.write_str(&self.meant());
        }
        match self.known.len() {
            0 => f.write_str(", nor any other"),
            1 => write!(f, "; there is `{}`", one_line(&self.known[0])),
            all => {
                let listed: Vec<_> =
                    self.known.iter().take(LISTED).map(|name| format!("`{}`", one_line(name))).collect();
                write!(f, "; there are {}", listed.join(", "))?;
                if all > LISTED { write!(f, " and {} more", all - LISTED) } else { Ok(()) }
            }
        }
    }
}

impl std::error::Error for UnknownName {}

#[cfg(test)]
mod tests {
    use super::UnknownName;

    #[test]
    fn names_with_any_letters_stay_in_one_line() {
        let unknown =
            |name: &str, known: &[&str]| UnknownName::new("party", name, known.iter().copied()).to_string();
        assert_eq!(unknown("a\nb", &["x\u{0}y"]), "there is no party `a; b`; there is `x\u{fffd}y`");
        assert_eq!(unknown("", &["1\u{7f}", "23"]), "there is no party ``; there are `1\u{fffd}`, `23`");
        assert_eq!(
            unknown("Hill\u{1b}", &["Hill"]),
            "there is no party `Hill\u{fffd}`; did you mean `Hill`?"
        );
    }
}
