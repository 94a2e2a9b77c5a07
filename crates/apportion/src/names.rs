//! What methods are called, and what somebody meant who wrote another name.

use super::{Divisor, Method, Quota};
use crate::text::{folded, nearest};

/// Names that the field knows besides, in the form that names are compared in.
const ALSO: [(&str, Method); 22] = [
    ("hamilton", Method::HARE),
    ("hare-niemeyer", Method::HARE),
    ("vinton", Method::HARE),
    ("lowndes", Method::RelativeRemainder(Quota::Hare)),
    ("jefferson", Method::DHONDT),
    ("d-hondt", Method::DHONDT),
    ("hondt", Method::DHONDT),
    ("greatest-divisors", Method::DHONDT),
    ("webster", Method::SAINTE_LAGUE),
    ("saint-lague", Method::SAINTE_LAGUE),
    ("st-lague", Method::SAINTE_LAGUE),
    ("lague", Method::SAINTE_LAGUE),
    ("schepers", Method::SAINTE_LAGUE),
    ("sainte-lague-schepers", Method::SAINTE_LAGUE),
    ("major-fractions", Method::SAINTE_LAGUE),
    ("hill", Method::HUNTINGTON_HILL),
    ("equal-proportions", Method::HUNTINGTON_HILL),
    ("smallest-divisors", Method::HighestAverages(Divisor::Adams)),
    ("harmonic-mean", Method::HighestAverages(Divisor::Dean)),
    ("first-past-the-post", Method::Block),
    ("fptp", Method::Block),
    ("winner-takes-all", Method::Block),
];

/// Words for more than one method, and what has to be said besides.
const FAMILIES: [(&str, &str); 6] = [
    ("largest-remainder", "say by which quota, such as `hare`"),
    ("largest-remainders", "say by which quota, such as `hare`"),
    ("highest-average", "say by which divisors, such as `dhondt` or `sainte-lague`"),
    ("highest-averages", "say by which divisors, such as `dhondt` or `sainte-lague`"),
    ("proportional", "say in proportion by which method, such as `hare` or `dhondt`"),
    ("imperiali-remainders", "`imperiali-quota` has the largest remainders, `imperiali` the divisors"),
];

/// The method of this name, in whatever letters: with accents or without, with apostrophes, spaces and capitals.
pub(super) fn method_called(word: &str) -> Option<Method> {
    if let Some(method) = Method::ALL.into_iter().find(|method| method.name() == word) {
        return Some(method);
    }
    let word = folded(word);
    let also = || ALSO.into_iter().find(|(name, _)| *name == word).map(|(_, method)| method);
    Method::ALL.into_iter().find(|method| method.name() == word).or_else(also)
}

/// Why this word is no method, and which was meant or there are. `others` are words that may stand in its place.
#[must_use]
pub fn no_method(word: &str, others: &[&str]) -> String {
    let plain = folded(word);
    if let Some((_, hint)) = FAMILIES.iter().find(|(family, _)| *family == plain) {
        return format!("`{word}` is not one method; {hint}");
    }
    if let Some(meant) = nearest_method(word, others) {
        return format!("`{word}` is not a method; did you mean `{meant}`?");
    }
    let names = Method::ALL.map(|method| method.name());
    let others = if others.is_empty() { String::new() } else { format!("; or {}", others.join(", ")) };
    format!("`{word}` is not a method; the methods are {}, sequence:…{others}", names.join(", "))
}

/// The method, or the one of these other words, that somebody may have meant who wrote this.
#[must_use]
pub fn nearest_method(word: &str, others: &[&str]) -> Option<String> {
    let names = Method::ALL.map(|method| method.name());
    let also = ALSO.iter().map(|(name, _)| *name);
    let known = names.iter().map(AsRef::as_ref).chain(also).chain(others.iter().copied());
    nearest(word, known).map(canonical)
}

/// The name that a file gets back.
fn canonical(name: &str) -> String {
    method_called(name).map_or_else(|| name.to_owned(), |method| method.name().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_understood_however_they_are_written() {
        for (written, name) in [
            ("D'Hondt", "dhondt"),
            ("d’Hondt", "dhondt"),
            ("D HONDT", "dhondt"),
            ("D-Hondt", "dhondt"),
            ("Jefferson", "dhondt"),
            ("sainte-laguë", "sainte-lague"),
            ("Sainte-Lagu\u{65}\u{308}", "sainte-lague"),
            ("St. Laguë", "sainte-lague"),
            ("Sainte-Laguë/Schepers", "sainte-lague"),
            ("Webster", "sainte-lague"),
            ("Hagenbach-Bischoff", "hagenbach-bischoff"),
            ("HAGENBACH BISCHOFF", "hagenbach-bischoff"),
            ("hagenbach_bischoff averages", "hagenbach-bischoff-averages"),
            ("Hare", "hare"),
            ("Hare-Niemeyer", "hare"),
            ("Droop", "droop"),
            ("Imperiali", "imperiali"),
            ("Imperiali quota", "imperiali-quota"),
            ("Huntington–Hill", "huntington-hill"),
            ("Balinski & Young", "balinski-young"),
            ("First past the post", "block"),
            ("Modified Sainte-Laguë: 1.2", "modified-sainte-lague:6/5"),
            ("Sequence: 1,2", "sequence:1,2+1"),
        ] {
            let method = written.parse::<Method>().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(method.name(), name, "{written}");
        }
        assert!(ALSO.iter().all(|(name, _)| folded(name) == *name));
        assert!(FAMILIES.iter().all(|(name, _)| folded(name) == *name && method_called(name).is_none()));
    }

    #[test]
    fn what_is_near_is_named_and_nothing_else_is_guessed() {
        let message = |word: &str| word.parse::<Method>().unwrap_err().to_string();
        for (written, meant) in [
            ("dhont", "dhondt"),
            ("D'Hont", "dhondt"),
            ("saint-laguë", ""),
            ("sante-lague", "sainte-lague"),
            ("Hagenbach-Bishof", "hagenbach-bischoff"),
            ("harre", "hare"),
            ("jeferson", "dhondt"),
            ("huntingdon-hill", "huntington-hill"),
        ] {
            match written.parse::<Method>() {
                Ok(_) => assert_eq!(meant, "", "{written}"),
                Err(error) => assert_eq!(
                    error.to_string(),
                    format!("`{written}` is not a method; did you mean `{meant}`?")
                ),
            }
        }
        assert_eq!(
            message("Largest remainder"),
            "`Largest remainder` is not one method; say by which quota, such as `hare`"
        );
        assert!(
            message("panachage").starts_with("`panachage` is not a method; the methods are hare, droop,")
        );
        assert!(message("").starts_with("`` is not a method; the methods are"));
    }
}
