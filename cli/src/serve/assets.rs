//! The page itself, compiled in.

/// Address, kind and text of each file of the page.
const ASSETS: [(&str, &str, &str); 14] = [
    ("/", "text/html; charset=utf-8", include_str!("assets/index.html")),
    ("/page.css", "text/css; charset=utf-8", include_str!("assets/page.css")),
    ("/page.js", SCRIPT, include_str!("assets/page.js")),
    ("/state.js", SCRIPT, include_str!("assets/state.js")),
    ("/ask.js", SCRIPT, include_str!("assets/ask.js")),
    ("/words.js", SCRIPT, include_str!("assets/words.js")),
    ("/words.tsv", "text/tab-separated-values; charset=utf-8", include_str!("assets/words.tsv")),
    ("/elements.js", SCRIPT, include_str!("assets/elements.js")),
    ("/controls.js", SCRIPT, include_str!("assets/controls.js")),
    ("/result.js", SCRIPT, include_str!("assets/result.js")),
    ("/curves.js", SCRIPT, include_str!("assets/curves.js")),
    ("/draws.js", SCRIPT, include_str!("assets/draws.js")),
    ("/own.js", SCRIPT, include_str!("assets/own.js")),
    ("/mark.svg", "image/svg+xml", include_str!("assets/mark.svg")),
];

const SCRIPT: &str = "text/javascript; charset=utf-8";

/// The kind and the text of a file of the page.
pub(super) fn asset(path: &str) -> Option<(&'static str, &'static str)> {
    ASSETS.iter().find(|(address, ..)| *address == path).map(|&(_, kind, text)| (kind, text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_word_stands_in_three_languages() {
        let (_, table) = asset("/words.tsv").unwrap();
        let mut keys = BTreeSet::new();
        for line in table.lines() {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            assert!(cells.iter().all(|cell| !cell.trim().is_empty()), "{line}");
            assert!(keys.insert(cells[0]), "twice: {line}");
            // What is put into a sentence is put into all of its translations.
            let holes = |text: &str| {
                let mut holes: Vec<_> = text
                    .split('{')
                    .skip(1)
                    .filter_map(|rest| rest.split_once('}'))
                    .map(|(hole, _)| hole.to_owned())
                    .collect();
                holes.sort();
                holes.dedup();
                holes
            };
            assert!(cells[2..].iter().all(|cell| holes(cell) == holes(cells[1])), "{line}");
        }
    }

    #[test]
    fn the_page_uses_words_that_there_are() {
        let (_, table) = asset("/words.tsv").unwrap();
        let keys: BTreeSet<_> = table.lines().filter_map(|line| line.split('\t').next()).collect();
        for (address, _, text) in &ASSETS {
            let called = text.split("word(\"").skip(1).chain(text.split("data-word=\"").skip(1));
            for key in called.filter_map(|rest| rest.split('"').next()) {
                assert!(keys.contains(key), "{address}: {key}");
            }
        }
    }

    #[test]
    fn no_other_host_is_named() {
        for (address, _, text) in &ASSETS {
            let named = text.match_indices("://").filter(|(at, _)| {
                !text[..*at].ends_with("http") || !text[*at..].starts_with("://www.w3.org/")
            });
            assert_eq!(named.count(), 0, "{address}");
            assert!(!text.contains("innerHTML") && !text.contains("eval("), "{address}");
        }
    }
}
