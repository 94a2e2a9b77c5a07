//! Articles as lawyers write them: `97-1(2)-(4)`, `9(1), 63 and 65`, `14(5)6)`.

use std::collections::BTreeSet;

use crate::law::Citation;

/// The citations that a case may name so: each of its articles, and of each the paragraph. A paragraph of an article that is
/// cited as a whole alone is taken; where other paragraphs of it are cited, it has to be one of these.
pub(super) fn naming<'a>(citations: &'a [Citation], article: &str, act: Option<&str>) -> Vec<&'a Citation> {
    let of_act = |citation: &&Citation| act.is_none() || act == citation.act.as_deref();
    let cited = citations.iter().filter(of_act).filter_map(|citation| {
        let cited = parts(citation.article.as_deref()?);
        Some((citation, cited))
    });
    let cited: Vec<_> = cited.collect();
    let by_paragraph = |number: &str| {
        cited.iter().flat_map(|(_, parts)| parts).any(|(of, paragraph)| of == number && !paragraph.is_empty())
    };
    let named = parts(article);
    let covers = |parts: &[(String, String)]| {
        let covered = |(number, paragraph): &(String, String)| {
            parts.iter().filter(|(of, _)| of == number).any(|(_, within)| {
                within.starts_with(paragraph.as_str()) || (within.is_empty() && !by_paragraph(number))
            })
        };
        !named.is_empty() && named.iter().all(covered)
    };
    cited.iter().filter(|(_, parts)| covers(parts)).map(|(citation, _)| *citation).collect()
}

/// Every article that is cited, once.
pub(super) fn all(citations: &[Citation]) -> Vec<String> {
    let cited = citations.iter().filter_map(|citation| {
        let article = citation.article.as_ref()?;
        Some(citation.act.as_ref().map_or_else(|| article.clone(), |act| format!("{act} {article}")))
    });
    cited.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The numbers of articles with a paragraph each, which is empty where the whole article is meant.
fn parts(text: &str) -> Vec<(String, String)> {
    let mut parts: Vec<(String, String)> = Vec::new();
    for word in text.split([' ', ',', ';']) {
        let (number, paragraph) = match word.find('(') {
            // A paragraph alone is of the article before it.
            Some(0) => match parts.last() {
                Some((number, _)) => (number.clone(), word),
                None => continue,
            },
            Some(at) => (word[..at].to_owned(), &word[at..]),
            None => (word.to_owned(), ""),
        };
        if number.starts_with(|first: char| first.is_ascii_digit()) {
            parts.extend(paragraphs(paragraph).into_iter().map(|one| (number.clone(), one)));
        }
    }
    parts
}

/// `(2)-(4)` are three paragraphs.
fn paragraphs(paragraph: &str) -> Vec<String> {
    let span = paragraph.split_once(")-(").and_then(|(first, last)| {
        Some((first.strip_prefix('(')?.parse::<u32>().ok()?, last.strip_suffix(')')?.parse::<u32>().ok()?))
    });
    match span {
        Some((first, last)) => (first..=last).map(|number| format!("({number})")).collect(),
        None => vec![paragraph.to_owned()],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_compared_as_lawyers_write_them() {
        let law = |cited: &[&str]| -> Vec<Citation> {
            let citation =
                |cited: &&str| Citation { article: Some((*cited).to_owned()), ..Citation::default() };
            cited.iter().map(citation).collect()
        };
        let covers = |cited: &str, named: &str| !naming(&law(&[cited]), named, None).is_empty();
        for (cited, named) in [
            ("10(6)", "10(6)"),
            ("10(6)", "10"),
            ("31", "31(2)"),
            ("97-1(1) and 43(5)", "43(5)"),
            ("97-1(1), (3) and (4)", "97-1(3)"),
            ("97-1(2)-(4)", "97-1(3)"),
            ("97-1(2)-(4)", "97-1(2)-(4)"),
            ("14(5)6)", "14(5)"),
            ("31; Constitution 91", "91"),
            ("9(1), 63 and 65", "63"),
            ("43(4-1) and (5)", "43(4-1)"),
            ("ch. 13-1", "13-1"),
        ] {
            assert!(covers(cited, named), "{cited} covers {named}");
        }
        for (cited, named) in [
            ("10(6)", "10(7)"),
            ("10(6)", "6"),
            ("97-1(2)-(4)", "97-1(1)"),
            ("97-1(2)-(4)", "97(2)"),
            ("10(6)", ""),
            ("10(6)", "of the law"),
            ("113-14(2)", "113-14(2), 113-15(1)"),
        ] {
            assert!(!covers(cited, named), "{cited} covers {named}");
        }
        // Where a law cites paragraphs of an article, another one is misspelt.
        let parties = law(&["10(6)", "10", "6(1)"]);
        assert!(naming(&parties, "10(7)", None).is_empty());
        assert_eq!(naming(&parties, "10", None).len(), 2);
        assert_eq!(naming(&parties, "10(6)", None).len(), 1);
        assert!(naming(&parties, "10(6)", Some("Constitution")).is_empty());
    }
}
