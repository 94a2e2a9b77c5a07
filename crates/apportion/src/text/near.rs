//! The name that was meant, where another was written.

use strsim::osa_distance;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A name as it is compared when it is not known as it stands: in small letters without accents, words and signs between
/// them parted by single hyphens, without apostrophes. `D’Hondt` and `dhondt`, `Sainte Laguë` and `sainte-lague` are one.
#[must_use]
pub fn folded(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    let apostrophe = |c: &char| matches!(c, '\'' | '\u{2019}' | '\u{2018}' | '`' | '\u{b4}' | '\u{2bc}');
    for c in name.nfd().filter(|c| !is_combining_mark(*c) && !apostrophe(c)).flat_map(char::to_lowercase) {
        match c {
            c if c.is_alphanumeric() => plain.push(c),
            _ if plain.is_empty() || plain.ends_with('-') => {}
            _ => plain.push('-'),
        }
    }
    plain.truncate(plain.trim_end_matches('-').len());
    plain
}

/// The one of these names that somebody may have meant who wrote this; none where several are as near.
#[must_use]
pub fn nearest<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    const LONGEST: usize = 60;
    let word = folded(written);
    let start = |name: &str| name.chars().take(LONGEST).collect::<String>();
    let letters = |name: &str| name.chars().count();
    let written = start(&word);
    let mut best: Option<(usize, &str)> = None;
    let mut alone = false;
    // A word of the name stands for it, where it is a word of no other: `majority` for `absolute majority`.
    let (mut within, mut holders) = (None, 0);
    for name in names {
        let plain = folded(name);
        if plain.split('-').any(|part| part == word) {
            holders += 1;
            within = Some(name).filter(|_| holders == 1);
        }
        let plain = start(&plain);
        // Letters added, left out, changed or exchanged with their neighbour.
        let steps = osa_distance(&written, &plain);
        let [shorter, longer] =
            [letters(&written).min(letters(&plain)), letters(&written).max(letters(&plain))];
        if steps > 0 && (shorter < 3 || steps > longer.div_ceil(3).min(3)) {
            continue;
        }
        match best {
            Some((least, _)) if steps > least => {}
            Some((least, _)) if steps == least => alone = false,
            _ => (best, alone) = (Some((steps, name)), true),
        }
    }
    best.filter(|_| alone).map(|(_, name)| name).or(within)
}

#[cfg(test)]
mod tests {
    use super::{folded, nearest};

    #[test]
    fn accents_apostrophes_capitals_and_spaces_make_no_other_name() {
        for name in ["D'Hondt", "D’HONDT", "d\u{2bc}Hondt", " dhondt "] {
            assert_eq!(folded(name), "dhondt");
        }
        for name in ["Sainte-Laguë", "sainte lague", "SAINTE_LAGUE", "Sainte–Lague\u{308}"] {
            assert_eq!(folded(name), "sainte-lague");
        }
        assert_eq!(folded("--"), "");
    }

    #[test]
    fn a_slip_is_seen_and_what_is_far_or_between_two_is_not() {
        let fields = ["seats", "name", "method", "by", "ties", "threshold"];
        for (written, meant) in [
            ("seat", Some("seats")),
            ("treshold", Some("threshold")),
            ("Threshold", Some("threshold")),
            ("mehtod", Some("method")),
            ("x", None),
            ("BY", Some("by")),
            ("population", None),
            ("", None),
        ] {
            assert_eq!(nearest(written, fields), meant, "{written}");
        }
        assert_eq!(nearest("dean", ["deas", "deak"]), None);
        assert_eq!(nearest("majority", ["plurality", "absolute majority"]), Some("absolute majority"));
        assert_eq!(nearest("votes", ["valid votes", "list votes", "all ballots"]), None);
        assert_eq!(nearest(&"x".repeat(1_000_000), fields), None);
    }
}
